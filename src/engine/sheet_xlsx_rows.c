/* SPDX-License-Identifier: Apache-2.0
 * XLSX: the rows of one sheet.
 *
 * The parser is stopped after each row that has a value and resumed for the next, so one row is in
 * memory at a time. Merged ranges stand behind the rows; the sheet is therefore unpacked once
 * beforehand, and parsed only if the word mergeCell occurs.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "engine/sheet_xlsx.h"

enum { RANGES_MAX = 200000, KEEP = 64 << 10 };

typedef enum { TYPE_NUMBER, TYPE_SHARED, TYPE_TEXT, TYPE_BOOL, TYPE_ERROR, TYPE_DATE } CellType;

/* A value that ranges hand down to the rows below. */
typedef struct {
    CellKind kind;
    char *p;
    size_t n, size;
} Kept;

typedef struct {
    uint32_t until;  /* last row in which the column belongs to a merged range; 0: none */
    uint16_t origin; /* first column of that range */
} Cover;

struct XlsxRows {
    Xlsx *x;
    SheetInfo *sheet;
    Part part;
    Arena *arena; /* of the call that is running */
    bool done, ready;

    int64_t row;
    size_t n;     /* cells used */
    size_t bytes; /* of text in this row */
    bool any;     /* the row has a value of its own */
    Cell cells[SHEET_COLUMNS_MAX];

    size_t column; /* of the present cell */
    CellType type;
    Show show;
    bool in_row, in_inline, in_phonetic, capture;
    Buf text;

    size_t next_range;
    uint32_t covered_until;
    Cover cover[SHEET_COLUMNS_MAX];
    Kept kept[SHEET_COLUMNS_MAX];
};

static bool is(const char *name, Str wanted)
{
    return str_eq(str_z(name), wanted);
}

/* Reads A1; false if it is no such thing. The column counts from 0, the row from 1. */
static bool parse_reference(Str s, size_t *column, int64_t *row)
{
    size_t i = 0, c = 0;
    for (; i < s.n && i < 4 && s.p[i] >= 'A' && s.p[i] <= 'Z'; i++)
        c = c * 26 + (size_t)(s.p[i] - 'A') + 1;
    *column = c - 1;
    return i > 0 && i < s.n && s.p[i] != '-' && str_int(str_part(s, i, s.n), row) && *row > 0;
}

static bool row_error(const XlsxRows *r, Err *e)
{
    return err_prefix(e, "'%s', sheet '%s', row %" PRId64 ": ", r->x->package.file,
                      r->sheet->name.p, r->row);
}

static bool cell_error(const XlsxRows *r, Err *e)
{
    char name[8];
    (void)column_name(r->column, name);
    return err_prefix(e, "'%s', sheet '%s', row %" PRId64 ", column %s: ", r->x->package.file,
                      r->sheet->name.p, r->row, name);
}

static void begin_row(XlsxRows *r, const char *const *attributes, Err *e)
{
    int64_t row = part_number(part_attribute(attributes, "r"), r->row + 1);
    if (row <= r->row) {
        err_set(e, ERR_INVALID, "row %" PRId64 " comes after it; the file is damaged", row);
        row_error(r, e);
    }
    r->row = row;
    memset(r->cells, 0, r->n * sizeof r->cells[0]);
    r->n = r->bytes = 0;
    r->any = false;
    r->in_row = true;
    r->column = SIZE_MAX;
}

/* The types are s, str, inlineStr, n, b, e and d. */
static CellType cell_type(const char *t)
{
    switch (t[0]) {
    case 's': return t[1] ? TYPE_TEXT : TYPE_SHARED;
    case 'n': return TYPE_NUMBER;
    case 'b': return TYPE_BOOL;
    case 'e': return TYPE_ERROR;
    case 'd': return TYPE_DATE;
    default: return TYPE_TEXT;
    }
}

static void begin_cell(XlsxRows *r, const char *const *attributes)
{
    int64_t row, style = -1;
    size_t column = r->column + 1;

    r->type = TYPE_NUMBER;
    for (; attributes[0]; attributes += 2) {
        const char *name = attributes[0], *value = attributes[1];
        if (name[0] == '\0' || name[1] != '\0')
            continue;
        if (name[0] == 'r' && !parse_reference(str_z(value), &column, &row))
            column = r->column + 1;
        else if (name[0] == 't')
            r->type = cell_type(value);
        else if (name[0] == 's')
            style = part_number(value, -1);
    }
    r->column = column;
    r->show = style >= 0 && (uint64_t)style < r->x->nstyles ? r->x->styles[style] : (Show){ 0 };
    r->in_inline = r->in_phonetic = r->capture = false;
    buf_clear(&r->text);
}

/* Text number `index` of the shared strings, in the arena. */
static bool shared_text(XlsxRows *r, Str index, Str *out, Err *e)
{
    int64_t i = -1;
    uint64_t at[2];
    size_t n;
    char *p;

    if (!str_int(index, &i) || i < 0 || (uint64_t)i >= r->x->ntexts)
        return err_set(e, ERR_INVALID, "there is no shared text %.*s; the file is damaged",
                       STR(index));
    if (!spool_read(r->x->offsets, (uint64_t)i * sizeof at[0], at, sizeof at))
        return err_set(e, ERR_INTERNAL, "cannot read a temporary file");
    n = (size_t)(at[1] - at[0]);
    if (n > SHEET_ROW_MAX - r->bytes) {
        r->bytes = SHEET_ROW_MAX + 1;
        return true;
    }
    p = arena_get(r->arena, n);
    *out = (Str){ p, n };
    return spool_read(r->x->texts, at[0], p, n) ||
           err_set(e, ERR_INTERNAL, "cannot read a temporary file");
}

static Cell cell_value(XlsxRows *r, Err *e)
{
    char room[VALUE_TEXT];
    Cell c = { .kind = CELL_TEXT };
    Str raw = buf_str(&r->text);

    switch (r->type) {
    case TYPE_SHARED: (void)shared_text(r, str_trim(raw), &c.text, e); return c;
    case TYPE_TEXT: raw.n = value_unescape(r->text.p, raw.n); break;
    case TYPE_ERROR: c.kind = CELL_ERROR; break;
    case TYPE_BOOL:
        c.kind = CELL_BOOL;
        c.text = str_eq(raw, S("1")) || str_eq(raw, S("true")) ? S("true") : S("false");
        return c;
    case TYPE_DATE:
        c.kind = CELL_DATE;
        raw = value_iso_date(str_trim(raw), room);
        break;
    case TYPE_NUMBER:
        raw = value_text(str_trim(raw), r->show, r->x->epoch1904, &c.kind, room);
        break;
    }
    if (raw.n)
        c.text = arena_str(r->arena, raw);
    return c;
}

static void end_cell(XlsxRows *r, Err *e)
{
    Cell c;
    if (!r->in_row || r->text.n == 0)
        return;
    if (r->column >= SHEET_COLUMNS_MAX)
        err_set(e, ERR_INVALID, "more than %d columns: split the table", SHEET_COLUMNS_MAX);
    else if (r->row > SHEET_ROWS_MAX)
        err_set(e, ERR_INVALID, "more than %d rows: split the table", SHEET_ROWS_MAX);
    c = e->kind ? (Cell){ 0 } : cell_value(r, e);
    r->bytes += c.text.n;
    if (r->bytes > SHEET_ROW_MAX)
        err_set(e, ERR_INVALID, "the row is longer than %d MB", SHEET_ROW_MAX >> 20);
    if (e->kind) {
        cell_error(r, e);
        return;
    }
    if (c.text.n == 0)
        return;
    r->cells[r->column] = c;
    if (r->n <= r->column)
        r->n = r->column + 1;
    r->any = true;
}

static void keep(Kept *k, const Cell *c)
{
    if (k->size < c->text.n || k->size > KEEP) {
        k->p = mem_resize(k->p, c->text.n);
        k->size = c->text.n;
    }
    if (c->text.n)
        memcpy(k->p, c->text.p, c->text.n);
    k->n = c->text.n;
    k->kind = c->kind;
}

/* Makes the range's columns its own, unless another range has them: ranges do not overlap. */
static bool cover_range(XlsxRows *r, const Range *range)
{
    for (size_t i = range->first; i <= range->last; i++)
        if (r->cover[i].until >= r->row)
            return false;
    for (size_t i = range->first; i <= range->last; i++)
        r->cover[i] = (Cover){ range->last_row, range->first };
    if (range->last_row > r->covered_until)
        r->covered_until = range->last_row;
    return true;
}

static void spread(XlsxRows *r, size_t column, Cell value)
{
    if (value.text.n == 0 && column >= r->n)
        return;
    value.merged = value.text.n > 0;
    r->cells[column] = value;
    if (r->n <= column)
        r->n = column + 1;
}

/* Puts the values of ranges that began further up into their columns of this row. */
static void spread_from_above(XlsxRows *r, Err *e)
{
    for (size_t i = 0; i < SHEET_COLUMNS_MAX; i++) {
        size_t origin = r->cover[i].origin;
        const Kept *k = &r->kept[origin];
        Cell value = { .kind = CELL_EMPTY };
        if (r->cover[i].until < r->row)
            continue;
        if (k->n) {
            r->bytes += k->n;
            if (r->bytes > SHEET_ROW_MAX) {
                err_set(e, ERR_INVALID, "the row is longer than %d MB", SHEET_ROW_MAX >> 20);
                row_error(r, e);
                return;
            }
            value = (Cell){ .kind = k->kind, .text = arena_str(r->arena, (Str){ k->p, k->n }) };
        }
        for (; i < SHEET_COLUMNS_MAX && r->cover[i].until >= r->row && r->cover[i].origin == origin;
             i++)
            spread(r, i, value);
        i--;
    }
}

static void spread_ranges(XlsxRows *r, Err *e)
{
    const SheetInfo *s = r->sheet;
    if (r->covered_until >= r->row)
        spread_from_above(r, e);
    for (; r->next_range < s->nranges; r->next_range++) {
        const Range *range = &s->ranges[r->next_range];
        Cell value;
        if (range->first_row > r->row)
            break;
        /* The row in which it began has no value, or it has been handled. */
        if (range->first_row < r->row || !cover_range(r, range))
            continue;
        value = r->cells[range->first];
        keep(&r->kept[range->first], &value);
        for (size_t i = (size_t)range->first + 1; i <= range->last; i++)
            spread(r, i, value);
    }
}

static bool has_text(const XlsxRows *r)
{
    for (size_t i = 0; i < r->n; i++)
        if (r->cells[i].text.n)
            return true;
    return false;
}

static void end_row(XlsxRows *r, Part *p)
{
    r->in_row = false;
    if (!r->any)
        return;
    if (r->sheet->nranges)
        spread_ranges(r, p->e);
    if (!has_text(r)) /* an empty merged range covers all that it had */
        return;
    r->ready = true;
    part_pause(p);
}

static void rows_element(Part *p, const char *name, const char **attributes)
{
    XlsxRows *r = p->user;
    if (name[0] == '\0')
        return;
    if (name[1] == '\0') {
        if (name[0] == 'c' && r->in_row)
            begin_cell(r, attributes);
        else if (name[0] == 'v')
            r->capture = r->in_row;
        else if (name[0] == 't')
            r->capture = r->in_inline && !r->in_phonetic;
    } else if (is(name, S("row"))) {
        begin_row(r, attributes, p->e);
    } else if (is(name, S("is"))) {
        r->in_inline = r->in_row;
    } else if (is(name, S("rPh"))) {
        r->in_phonetic = true;
    }
}

static void rows_end(Part *p, const char *name)
{
    XlsxRows *r = p->user;
    if (name[0] == '\0')
        return;
    if (name[1] == '\0') {
        r->capture = false;
        if (name[0] == 'c')
            end_cell(r, p->e);
    } else if (is(name, S("row"))) {
        end_row(r, p);
    } else if (is(name, S("rPh"))) {
        r->in_phonetic = false;
    } else if (is(name, S("sheetData"))) {
        r->done = true;
        part_stop(p);
    }
}

static void rows_text(Part *p, Str s)
{
    XlsxRows *r = p->user;
    if (!r->capture)
        return;
    buf_put(&r->text, s);
    if (r->text.failed) {
        err_set(p->e, ERR_INVALID, "the cell is longer than %d MB", SHEET_CELL_MAX >> 20);
        cell_error(r, p->e);
    }
}

static const PartHandlers rows_handlers = { rows_element, rows_end, rows_text };

/* True if the word occurs anywhere in the part, or if the part is not in a one-byte encoding. */
static bool find_word(const Xlsx *x, const char *part, Str word, bool *found, Err *e)
{
    enum { BLOCK = 128 << 10 };
    char *block;
    size_t kept = 0;
    bool first = true;
    zip_int64_t n;
    uint64_t total = 0;
    Part p;

    if (!part_open(&p, &x->package, part, &rows_handlers, NULL, e)) {
        part_done(&p);
        return false;
    }
    *found = false;
    block = mem_get(BLOCK);
    while ((n = zip_fread(p.zip, block + kept, BLOCK - kept)) > 0 && total <= p.size) {
        Str s = { block, kept + (size_t)n };
        total += (uint64_t)n;
        if (first && memchr(block, 0, s.n < 4 ? s.n : 4))
            *found = true;
        first = false;
        if (!*found && str_find(s, word) >= 0)
            *found = true;
        kept = s.n < word.n ? s.n : word.n;
        memmove(block, block + s.n - kept, kept);
    }
    if (n < 0)
        (void)part_unreadable(&p, e);
    else if (total > p.size)
        (void)part_too_large(&p, e);
    mem_give(block);
    part_done(&p);
    return !e->kind;
}

static void ranges_element(Part *p, const char *name, const char **attributes)
{
    SheetInfo *s = p->user;
    const char *ref = part_attribute(attributes, "ref");
    Str from, to;
    size_t first, last;
    int64_t first_row, last_row;

    if (!is(name, S("mergeCell")) || !ref || !str_cut(str_z(ref), S(":"), &from, &to) ||
        !parse_reference(from, &first, &first_row) || !parse_reference(to, &last, &last_row) ||
        first >= SHEET_COLUMNS_MAX || first_row > SHEET_ROWS_MAX || last < first ||
        last_row < first_row)
        return;
    if (s->nranges == RANGES_MAX) {
        err_set(p->e, ERR_INVALID, "'%s', sheet '%s': more than %d merged cells", p->file,
                s->name.p, RANGES_MAX);
        return;
    }
    if (s->nranges % 1024 == 0)
        s->ranges = mem_resize(s->ranges, (s->nranges + 1024) * sizeof *s->ranges);
    s->ranges[s->nranges++] = (Range){
        .first_row = (uint32_t)first_row,
        .last_row = (uint32_t)(last_row < SHEET_ROWS_MAX ? last_row : SHEET_ROWS_MAX),
        .first = (uint16_t)first,
        .last = (uint16_t)(last < SHEET_COLUMNS_MAX ? last : SHEET_COLUMNS_MAX - 1),
    };
}

static int compare_ranges(const void *a, const void *b)
{
    const Range *x = a, *y = b;
    if (x->first_row != y->first_row)
        return x->first_row < y->first_row ? -1 : 1;
    return (x->first > y->first) - (x->first < y->first);
}

static bool read_ranges(const Xlsx *x, SheetInfo *s, Err *e)
{
    static const PartHandlers handlers = { .start = ranges_element };
    bool found = false;

    if (s->ranges_known)
        return true;
    if (!find_word(x, s->part, S("mergeCell"), &found, e))
        return false;
    s->nranges = 0;
    if (found && !part_read(&x->package, s->part, &handlers, s, e))
        return false;
    if (s->nranges)
        qsort(s->ranges, s->nranges, sizeof *s->ranges, compare_ranges);
    s->ranges_known = true;
    return true;
}

bool xlsx_rows_start(Xlsx *x, size_t i, Err *e)
{
    XlsxRows *r;
    xlsx_rows_free(x->rows);
    x->rows = NULL;
    if (!read_ranges(x, &x->sheets[i], e))
        return false;
    x->rows = r = mem_zget(1, sizeof *r);
    r->x = x;
    r->sheet = &x->sheets[i];
    r->text = buf_new(SHEET_CELL_MAX);
    return part_open(&r->part, &x->package, r->sheet->part, &rows_handlers, r, e);
}

bool xlsx_rows_next(XlsxRows *r, Arena *a, Row *out, Err *e)
{
    Cell *cells;
    size_t n;

    if (r->done)
        return false;
    r->arena = a;
    r->ready = false;
    if (part_run(&r->part, e) != PART_PAUSED || !r->ready) {
        r->done = true;
        return false;
    }
    n = r->n;
    while (n && r->cells[n - 1].text.n == 0)
        n--;
    cells = arena_get(a, n * sizeof *cells);
    memcpy(cells, r->cells, n * sizeof *cells);
    *out = (Row){ r->row, cells, n };
    return true;
}

double xlsx_rows_progress(const XlsxRows *r)
{
    return r->done || r->part.size == 0 ? 1 : (double)r->part.read / (double)r->part.size;
}

void xlsx_rows_free(XlsxRows *r)
{
    if (!r)
        return;
    part_done(&r->part);
    buf_done(&r->text);
    for (size_t i = 0; i < SHEET_COLUMNS_MAX; i++)
        mem_give(r->kept[i].p);
    mem_give(r);
}
