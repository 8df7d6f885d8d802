/* SPDX-License-Identifier: Apache-2.0
 * XLSX: writes tables with libxlsxwriter in its constant_memory mode: a row goes to a temporary
 * file as soon as the next begins. The date of creation is fixed, so the same rows give the same
 * bytes.
 */
#include "engine/sheet.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "base/map.h"
#include "base/mem.h"
#include "base/rand.h"
#include "engine/sheet_parts.h"

enum {
    ROWS = LXW_ROW_MAX,     /* of a sheet; then the next one goes on */
    TEXT_MAX_UNITS = 32767, /* UTF-16 units in a cell */
    NAME_MAX_UNITS = 31,
    COMMENTS_MAX = 20000,     /* they stay in memory; later remarks are only red */
    COMMENT_MAX_BYTES = 4096, /* of one remark */
    CREATED = 1704067200      /* 2024-01-01 */
};

typedef enum { LOOK_PLAIN, LOOK_HEADER, LOOK_DATE, LOOK_TIME, LOOK__N } Look;

struct XlsxOut {
    char *path, *part; /* where it goes, and where it is written until it is complete */
    bool to_output;    /* standard output */
    lxw_workbook *book;
    lxw_worksheet *sheet;
    lxw_format *formats[LOOK__N][2]; /* the second is the red one */
    Arena *arena;                    /* of this sheet: its name and header */
    Str name;
    Cell *header;
    size_t nheader;
    double widths[SHEET_COLUMNS_MAX];
    Map names; /* those taken, in lower case */
    lxw_row_t row;
    size_t columns, comments;
    Buf text;
};

static char *copy_z(const char *z)
{
    size_t n = strlen(z) + 1;
    return memcpy(mem_get(n), z, n);
}

static const char *temp_dir(void)
{
    const char *dir = secure_getenv("TMPDIR");
    return dir && dir[0] ? dir : "/var/tmp";
}

/* Makes the file to write to, with a name of its own beside `path`. */
static bool make_part(XlsxOut *x, const char *path)
{
    uint64_t number;
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    int fd;

    rand_system(&number, sizeof number);
    if (x->to_output)
        buf_printf(&b, "%s/qiao", temp_dir());
    else
        buf_printf(&b, "%s", path);
    buf_printf(&b, ".%016" PRIx64 ".part", number);
    buf_putc(&b, '\0');
    if (b.failed)
        return false;
    fd = open(b.p, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, x->to_output ? 0600 : 0666);
    if (fd < 0)
        return false;
    (void)close(fd);
    x->part = copy_z(b.p);
    return true;
}

static void make_formats(XlsxOut *x)
{
    static const char *const codes[LOOK__N] = {
        [LOOK_DATE] = "yyyy-mm-dd",
        [LOOK_TIME] = "yyyy-mm-dd hh:mm:ss",
    };
    for (size_t look = 0; look < LOOK__N; look++)
        for (size_t red = 0; red < 2; red++) {
            lxw_format *f = workbook_add_format(x->book);
            if (codes[look])
                format_set_num_format(f, codes[look]);
            if (look == LOOK_HEADER)
                format_set_bold(f);
            if (red)
                format_set_bg_color(f, 0xFFC7CE);
            x->formats[look][red] = f;
        }
}

XlsxOut *xlsx_new(const char *path, Err *e)
{
    char *tmp = copy_z(temp_dir());
    lxw_workbook_options options = { .constant_memory = LXW_TRUE, .tmpdir = tmp };
    lxw_doc_properties properties = { .created = CREATED };
    XlsxOut *x = mem_zget(1, sizeof *x);

    x->to_output = str_eq(str_z(path), S("-"));
    x->path = copy_z(path);
    x->arena = arena_new(ARENA_REQUEST);
    x->text = buf_new((size_t)4 * SHEET_CELL_MAX);
    if (!make_part(x, path))
        err_set(e, ERR_INVALID, "cannot write '%s': %s", path, strerrordesc_np(errno));
    else if ((x->book = workbook_new_opt(x->part, &options)))
        workbook_set_properties(x->book, &properties);
    else
        err_set(e, ERR_INTERNAL, "cannot write '%s': %s", path, "workbook_new");
    mem_give(tmp);
    if (x->book)
        make_formats(x);
    else
        xlsx_drop(&x);
    return x;
}

/* Units of UTF-16 that the text takes. */
static size_t utf16_units(Str s)
{
    size_t n = 0;
    for (uint32_t ch; utf8_next(&s, &ch);)
        n += ch > 0xFFFF ? 2 : 1;
    return n;
}

/* At most `units` of UTF-16 from the start of s. */
static Str cut_units(Str s, size_t units)
{
    Str rest = s;
    size_t kept = 0;
    for (uint32_t ch; utf8_next(&rest, &ch); kept = s.n - rest.n) {
        size_t size = ch > 0xFFFF ? 2 : 1;
        if (size > units)
            break;
        units -= size;
    }
    return str_part(s, 0, kept);
}

static Str lower_case(Arena *a, Str s)
{
    char *p = arena_z(a, s);
    for (size_t i = 0; i < s.n; i++)
        if (p[i] >= 'A' && p[i] <= 'Z')
            p[i] = (char)(p[i] - 'A' + 'a');
    return (Str){ p, s.n };
}

/* A name that spreadsheets take and that no sheet has yet, in the arena. */
static Str free_name(XlsxOut *x, Str wanted)
{
    static const Str refused = { "[]:*?/\\", 7 };
    char *p;
    Str name;
    int64_t taken;

    wanted = cut_units(str_trim(wanted), NAME_MAX_UNITS);
    if (wanted.n == 0 || str_same(wanted, S("History")))
        wanted = S("Sheet");
    p = arena_z(x->arena, wanted);
    for (size_t i = 0; i < wanted.n; i++)
        if ((unsigned char)p[i] < 0x20 || memchr(refused.p, p[i], refused.n) ||
            (p[i] == '\'' && (i == 0 || i + 1 == wanted.n)))
            p[i] = '_';
    name = (Str){ p, wanted.n };
    for (int n = 2; map_get(&x->names, lower_case(x->arena, name), &taken); n++) {
        Str stem = cut_units((Str){ p, wanted.n }, NAME_MAX_UNITS - 8);
        name = arena_printf(x->arena, "%.*s (%d)", STR(stem), n);
    }
    map_set(&x->names, lower_case(x->arena, name), 1);
    return name;
}

/* What has to be known at the end of a sheet. False if its temporary file is not whole. */
static bool finish_sheet(XlsxOut *x, Err *e)
{
    if (!x->sheet)
        return true;
    if (x->row) {
        lxw_col_t last = (lxw_col_t)(x->columns ? x->columns - 1 : 0);
        worksheet_freeze_panes(x->sheet, 1, 0);
        worksheet_autofilter(x->sheet, 0, 0, x->row - 1, last);
    }
    if (x->sheet->optimize_tmpfile &&
        (fflush(x->sheet->optimize_tmpfile) != 0 || ferror(x->sheet->optimize_tmpfile)))
        return err_set(e, ERR_INTERNAL, "cannot write a temporary file: %s",
                       strerrordesc_np(errno));
    return true;
}

static bool begin_sheet(XlsxOut *x, Str name, Err *e)
{
    Str free = free_name(x, name);
    if (!finish_sheet(x, e))
        return false;
    x->row = 0;
    x->columns = 0;
    x->sheet = workbook_add_worksheet(x->book, free.p);
    return x->sheet ||
           err_set(e, ERR_INTERNAL, "cannot write '%s': %s", x->path, "workbook_add_worksheet");
}

bool xlsx_sheet(XlsxOut *x, Str name, Err *e)
{
    AUTO(buf_done) Buf copy = buf_new(BUF_LINE);
    buf_put(&copy, name);
    arena_rewind(x->arena, (ArenaMark){ 0 });
    x->header = NULL;
    x->nheader = 0;
    memset(x->widths, 0, sizeof x->widths);
    x->name = arena_str(x->arena, buf_str(&copy));
    return begin_sheet(x, x->name, e);
}

void xlsx_column_width(XlsxOut *x, size_t col, double chars)
{
    if (!x->sheet || col >= SHEET_COLUMNS_MAX)
        return;
    x->widths[col] = chars > 255 ? 255 : chars;
    (void)worksheet_set_column(x->sheet, (lxw_col_t)col, (lxw_col_t)col, x->widths[col], NULL);
}

/* The text, zero-terminated, until the next call. What looks like an escape is escaped, which
 * libxlsxwriter does for control characters only. */
static const char *text_z(XlsxOut *x, Str s)
{
    ptrdiff_t at;
    buf_clear(&x->text);
    while ((at = str_find(s, S("_x"))) >= 0) {
        buf_put(&x->text, str_part(s, 0, (size_t)at));
        s = str_part(s, (size_t)at, s.n);
        buf_put(&x->text, value_escaped(s) ? S("_x005F_x") : S("_x"));
        s = str_part(s, 2, s.n);
    }
    buf_put(&x->text, s);
    buf_putc(&x->text, '\0');
    return x->text.p;
}

static lxw_error put_text(XlsxOut *x, lxw_col_t col, Str s, lxw_format *format)
{
    return worksheet_write_string(x->sheet, x->row, col, text_z(x, s), format);
}

static lxw_error put_cell(XlsxOut *x, lxw_col_t col, const Cell *c, bool red)
{
    Look look = x->row == 0 ? LOOK_HEADER : LOOK_PLAIN;
    lxw_format *plain = look == LOOK_HEADER || red ? x->formats[look][red] : NULL;
    double value;
    bool has_time;

    switch (c->kind) {
    case CELL_EMPTY:
        return plain ? worksheet_write_blank(x->sheet, x->row, col, plain) : LXW_NO_ERROR;
    case CELL_NUMBER:
        if (value_exact(c->text, &value))
            return worksheet_write_number(x->sheet, x->row, col, value, plain);
        break;
    case CELL_DATE:
        if (value_serial(c->text, &value, &has_time))
            return worksheet_write_number(x->sheet, x->row, col, value,
                                          x->formats[has_time ? LOOK_TIME : LOOK_DATE][red]);
        break;
    case CELL_BOOL:
        return worksheet_write_boolean(x->sheet, x->row, col, str_eq(c->text, S("true")), plain);
    case CELL_TEXT:
    case CELL_ERROR: break;
    }
    return put_text(x, col, c->text, plain);
}

static bool put_row(XlsxOut *x, const Cell *cells, const Str *remarks, size_t n, Err *e)
{
    for (size_t i = 0; i < n; i++) {
        bool red = remarks && remarks[i].n;
        lxw_error failed;
        if (cells[i].text.n > TEXT_MAX_UNITS && utf16_units(cells[i].text) > TEXT_MAX_UNITS) {
            char name[8];
            (void)column_name(i, name);
            return err_set(
                e, ERR_INVALID,
                "'%s', row %u, column %s: a cell of .xlsx holds 32,767 characters: write .csv",
                x->path, (unsigned)x->row + 1, name);
        }
        failed = put_cell(x, (lxw_col_t)i, &cells[i], red);
        if (!failed && red && x->comments < COMMENTS_MAX) {
            Str remark =
                cut_units(str_part(remarks[i], 0, COMMENT_MAX_BYTES), COMMENT_MAX_BYTES / 4);
            failed = worksheet_write_comment(x->sheet, x->row, (lxw_col_t)i, text_z(x, remark));
            x->comments++;
        }
        if (failed)
            return err_set(e, ERR_INTERNAL, "cannot write '%s': %s", x->path, lxw_strerror(failed));
    }
    if (n > x->columns)
        x->columns = n;
    x->row++;
    return true;
}

/* Keeps a copy of the header for the sheets that may have to continue this one. */
static void keep_header(XlsxOut *x, const Cell *cells, size_t n)
{
    x->header = NEWN(x->arena, Cell, n);
    x->nheader = n;
    for (size_t i = 0; i < n; i++)
        x->header[i] = (Cell){ cells[i].kind, arena_str(x->arena, cells[i].text), false };
}

static bool next_sheet(XlsxOut *x, Err *e)
{
    if (!begin_sheet(x, x->name, e))
        return false;
    for (size_t i = 0; i < SHEET_COLUMNS_MAX; i++)
        if (x->widths[i] > 0)
            xlsx_column_width(x, i, x->widths[i]);
    return put_row(x, x->header, NULL, x->nheader, e);
}

bool xlsx_marked_row(XlsxOut *x, const Cell *cells, const Str *remarks, size_t n, Err *e)
{
    if (!x->sheet && !xlsx_sheet(x, S("Sheet"), e))
        return false;
    if (n > SHEET_COLUMNS_MAX)
        return err_set(e, ERR_INVALID, "'%s': more than %d columns: split the table", x->path,
                       SHEET_COLUMNS_MAX);
    if (x->row == ROWS && !next_sheet(x, e))
        return false;
    if (x->row == 0)
        keep_header(x, cells, n);
    return put_row(x, cells, remarks, n, e);
}

bool xlsx_row(XlsxOut *x, const Cell *cells, size_t n, Err *e)
{
    return xlsx_marked_row(x, cells, NULL, n, e);
}

static bool write_output(const char *p, size_t n)
{
    while (n) {
        ssize_t put = write(STDOUT_FILENO, p, n);
        if (put < 0 && errno != EINTR)
            return false;
        p += put < 0 ? 0 : put;
        n -= put < 0 ? 0 : (size_t)put;
    }
    return true;
}

static bool copy_to_output(const char *part, Err *e)
{
    enum { BLOCK = 256 << 10 };
    int fd = open(part, O_RDONLY | O_CLOEXEC);
    char *block = mem_get(BLOCK);
    uint64_t at = 0;
    ptrdiff_t n = fd < 0 ? -1 : 1;
    bool ok = n > 0;

    while (ok && n > 0) {
        n = sheet_read_at(fd, at, block, BLOCK);
        at += n > 0 ? (uint64_t)n : 0;
        ok = n >= 0 && write_output(block, (size_t)n);
    }
    if (!ok)
        err_set(e, ERR_INTERNAL, "cannot write '%s': %s", "-", strerrordesc_np(errno));
    if (fd >= 0)
        (void)close(fd);
    mem_give(block);
    return ok;
}

bool xlsx_close(XlsxOut **x, Err *e)
{
    XlsxOut *o = *x;
    bool ok = finish_sheet(o, e);
    lxw_error failed;

    if (ok) {
        failed = workbook_close(o->book);
        o->book = NULL;
        ok = !failed ||
             err_set(e, ERR_INTERNAL, "cannot write '%s': %s", o->path, lxw_strerror(failed));
    }
    if (ok && o->to_output) {
        ok = copy_to_output(o->part, e);
    } else if (ok) {
        ok = rename(o->part, o->path) == 0 ||
             err_set(e, ERR_INTERNAL, "cannot write '%s': %s", o->path, strerrordesc_np(errno));
    }
    xlsx_drop(x);
    return ok;
}

void xlsx_drop(XlsxOut **x)
{
    XlsxOut *o = *x;
    if (!o)
        return;
    if (o->book)
        lxw_workbook_free(o->book);
    if (o->part)
        (void)unlink(o->part);
    map_done(&o->names);
    buf_done(&o->text);
    arena_free(o->arena);
    mem_give(o->path);
    mem_give(o->part);
    mem_give(o);
    *x = NULL;
}
