/* SPDX-License-Identifier: Apache-2.0
 * A table of new records: from a block of a spreadsheet, from a browser, into the import.
 */
#include "web/rows.h"

#include <unistd.h>

#include "engine/registry.h"
#include "engine/sheet.h"
#include "engine/sheet_parts.h"

enum { FIRST_ROWS = 5, FIRST_COLUMNS = 6, ALL_COLUMNS = 40 };

/* ---- columns ---- */

static bool is_with(const RowsTable *r, const Field *f)
{
    for (size_t i = 0; i < r->nwith; i++)
        if (r->with[i].field == f)
            return true;
    return false;
}

/* Columns where none are said: what a list shows or must be there, then the others. */
static size_t usual_columns(const RowsTable *r, const Field **out, size_t most)
{
    const Type *t = r->t;
    size_t n = 0;

    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < t->nfields && n < most; i++) {
            const Field *f = &t->fields[i];
            bool first = f->flags & (REQUIRED | IN_LIST) || (int)i == type_title(t);
            if (first == (pass == 0) && !is_with(r, f) && f->level != LEVEL_SENSITIVE)
                out[n++] = f;
        }
    return n;
}

static void set_size(Request *q, RowsTable *r, size_t width, size_t n)
{
    r->width = width;
    r->n = n;
    r->heads = NEWN(q->c.arena, Str, width + 1);
    r->cols = NEWN(q->c.arena, const Field *, width + 1);
    r->cells = NEWN(q->c.arena, Str, width * n + 1);
}

void rows_blank(Request *q, RowsTable *r)
{
    const Field *cols[FIRST_COLUMNS];
    size_t n = usual_columns(r, cols, FIRST_COLUMNS);

    set_size(q, r, n, FIRST_ROWS);
    for (size_t i = 0; i < n; i++)
        r->cols[i] = cols[i];
}

void rows_more(Request *q, RowsTable *r)
{
    size_t n = r->n + ROWS_BLANK;
    Str *cells;

    while (n > r->n && n * r->width > ROWS_CELLS_MAX)
        n--;
    cells = NEWN(q->c.arena, Str, n * r->width + 1);
    memcpy(cells, r->cells, r->n * r->width * sizeof *cells);
    r->cells = cells;
    r->n = n;
}

/* ---- a block of a spreadsheet ---- */

static bool write_all(int fd, Str text, Err *e)
{
    while (text.n) {
        ssize_t done = write(fd, text.p, text.n);
        if (done <= 0)
            return err_set(e, ERR_INTERNAL, "cannot write a temporary file");
        text = str_part(text, (size_t)done, text.n);
    }
    return true;
}

static void close_file(const int *fd)
{
    if (*fd >= 0)
        (void)close(*fd);
}

typedef struct {
    VEC(Row) rows;
    size_t width;
} Block;

static bool read_block(Request *q, Str text, Block *out, Err *e)
{
    AUTO(close_file) int fd = sheet_temp_file(e);
    AUTO(sheets_close) Sheets *s = NULL;
    Row row;

    if (fd < 0 || !write_all(fd, text, e) ||
        !(s = sheets_open(arena_printf(q->c.arena, "/proc/self/fd/%d", fd).p, e)) ||
        !sheets_start(s, 0, e))
        return false;
    while (sheets_row(s, q->c.arena, &row, e)) {
        out->width = row.n > out->width ? row.n : out->width;
        vec_push(q->c.arena, &out->rows, row);
        if (out->rows.n * out->width > ROWS_CELLS_MAX)
            return err_set(e, ERR_INVALID,
                           N_("more than %d cells are too many for this page; import them as a"
                              " file"),
                           ROWS_CELLS_MAX);
    }
    return !e->kind;
}

/* Is the first row one of headings? If at least half of what stands in it is known as such. */
static bool find_headings(Request *q, RowsTable *r, const Row *row)
{
    const Field **cols = NEWN(q->c.arena, const Field *, row->n + 1);
    Str *heads = NEWN(q->c.arena, Str, row->n + 1);
    size_t said = 0, met = 0;

    for (size_t i = 0; i < row->n; i++)
        heads[i] = row->cells[i].text;
    import_headings(&q->c, r->t, heads, row->n, cols);
    for (size_t i = 0; i < row->n; i++) {
        said += heads[i].n > 0;
        met += cols[i] != NULL;
    }
    if (!met || met * 2 < said)
        return false;
    for (size_t i = 0; i < row->n; i++) {
        r->heads[i] = heads[i];
        r->cols[i] = cols[i] && !is_with(r, cols[i]) ? cols[i] : NULL;
    }
    return true;
}

bool rows_paste(Request *q, RowsTable *r, Str text, Err *e)
{
    const Field *usual[ALL_COLUMNS];
    Block b = { 0 };
    size_t from, n;

    if (!read_block(q, text, &b, e))
        return false;
    if (!b.rows.n)
        return err_set(e, ERR_INVALID, N_("there are no cells in it; copy them in a spreadsheet"));
    set_size(q, r, b.width, b.rows.n);
    from = find_headings(q, r, &b.rows.p[0]);
    n = from ? 0 : usual_columns(r, usual, ALL_COLUMNS);
    for (size_t i = 0; i < n && i < b.width; i++)
        r->cols[i] = usual[i];
    r->n = b.rows.n - from;
    for (size_t i = 0; i < r->n; i++)
        for (size_t k = 0; k < b.rows.p[i + from].n; k++)
            r->cells[i * r->width + k] = str_trim(b.rows.p[i + from].cells[k].text);
    return true;
}

/* ---- from the browser ---- */

static const Field *field_named(const Type *t, Str name)
{
    const Field *f = type_field(t, name);
    int std = f ? -1 : std_slot(name);
    return std == STD_KEY || std == STD_SOURCE || std == STD_EVIDENCE || std == STD_UNIT
               ? &std_fields[std]
               : f;
}

bool rows_sent(Request *q, RowsTable *r, Err *e)
{
    int64_t width;
    size_t cells = 0, cols = 0, heads = 0;

    if (!str_int(request_form(q, "width"), &width) || width < 1 || width > SHEET_COLUMNS_MAX)
        return err_set(e, ERR_INVALID, N_("the table is not whole; paste it again"));
    for (size_t i = 0; i < q->nform; i++)
        cells += str_eq(q->form[i].name, S("cell"));
    set_size(q, r, (size_t)width, cells / (size_t)width);
    cells = 0;
    for (size_t i = 0; i < q->nform; i++) {
        const WebParam *p = &q->form[i];
        if (str_eq(p->name, S("cell")) && cells < r->n * r->width)
            r->cells[cells++] = str_trim(p->value);
        if (str_eq(p->name, S("col")) && cols < r->width)
            r->cols[cols++] = field_named(r->t, p->value);
        if (str_eq(p->name, S("head")) && heads < r->width)
            r->heads[heads++] = p->value;
    }
    r->make_links = request_form(q, "make").n > 0;
    return true;
}

/* ---- into the import ---- */

/* The rows of the sheet that is imported: which rows and columns of the table they are. */
typedef struct {
    size_t *row, *col;
    size_t rows, cols;
} Mapped;

static bool is_empty(const RowsTable *r, size_t row)
{
    for (size_t i = 0; i < r->width; i++)
        if (r->cells[row * r->width + i].n)
            return false;
    return true;
}

/* The heading as it was pasted, as it may say more ("万元"); the field's name where another field
 * was chosen. What is the same in all rows stands behind, where no sum is mistaken for a row. */
static void put_headings(Request *q, const RowsTable *r, const Mapped *m, Buf *out)
{
    Str *cells = NEWN(q->c.arena, Str, r->nwith + m->cols + 1);
    const Field **said = NEWN(q->c.arena, const Field *, r->width + 1);

    import_headings(&q->c, r->t, r->heads, r->width, said);
    for (size_t i = 0; i < r->nwith; i++)
        cells[m->cols + i] = str_z(r->with[i].field->name);
    for (size_t i = 0; i < m->cols; i++) {
        const Field *f = r->cols[m->col[i]];
        cells[i] = said[m->col[i]] == f ? r->heads[m->col[i]] : str_z(f->name);
    }
    csv_row(out, cells, r->nwith + m->cols);
}

static void put_rows(Request *q, const RowsTable *r, const Mapped *m, Buf *out)
{
    Str *cells = NEWN(q->c.arena, Str, r->nwith + m->cols + 1);

    for (size_t i = 0; i < m->rows; i++) {
        for (size_t k = 0; k < r->nwith; k++)
            cells[m->cols + k] = r->with[k].text;
        for (size_t k = 0; k < m->cols; k++)
            cells[k] = r->cells[m->row[i] * r->width + m->col[k]];
        csv_row(out, cells, r->nwith + m->cols);
    }
}

static Mapped map_rows(Request *q, const RowsTable *r)
{
    Mapped m = { .row = NEWN(q->c.arena, size_t, r->n + 1),
                 .col = NEWN(q->c.arena, size_t, r->width + 1) };

    for (size_t i = 0; i < r->n; i++)
        if (!is_empty(r, i))
            m.row[m.rows++] = i;
    for (size_t i = 0; i < r->width; i++)
        if (r->cols[i])
            m.col[m.cols++] = i;
    return m;
}

/* The number of the column that a bad cell names by its letters: "C 抵达日期"; -1 for none. */
static int column_of(Str column)
{
    int n = 0;

    for (size_t i = 0; i < column.n && column.p[i] >= 'A' && column.p[i] <= 'Z' && i < 3; i++)
        n = n * 26 + (column.p[i] - 'A' + 1);
    return n - 1;
}

static Str with_remedy(Request *q, const BadCell *bad)
{
    if (!bad->remedy.n)
        return bad->message;
    return arena_printf(q->c.arena, "%.*s; %.*s", STR(bad->message), STR(bad->remedy));
}

static void note_bad(Request *q, RowsTable *r, const Mapped *m, const BadCell *bad)
{
    size_t row = (size_t)(bad->row - 2);
    int col = column_of(bad->column);
    Str text = with_remedy(q, bad);
    Str *at;

    if (bad->row < 2 || row >= m->rows) {
        if (bad->warning)
            vec_push(q->c.arena, &r->warnings, text);
        else
            vec_push(q->c.arena, &r->whole, text);
        return;
    }
    if (bad->warning) {
        vec_push(q->c.arena, &r->warnings,
                 arena_printf(q->c.arena, say(q, N_("row %zu: %.*s")), m->row[row] + 1, STR(text)));
        return;
    }
    at = bad->column.n && col >= 0 && (size_t)col < m->cols
             ? &r->faults[m->row[row] * r->width + m->col[col]]
             : &r->row_faults[m->row[row]];
    if (!at->n)
        *at = text;
}

static void note_all(Request *q, RowsTable *r, const Mapped *m, const Receipt *receipt,
                     const Err *own)
{
    r->faults = NEWN(q->c.arena, Str, r->n * r->width + 1);
    r->row_faults = NEWN(q->c.arena, Str, r->n + 1);
    r->nbad = receipt->nbad;
    for (size_t i = 0; i < receipt->nlisted; i++)
        note_bad(q, r, m, &receipt->bad[i]);
    for (size_t i = 0; i < receipt->nsheets; i++)
        r->skipped += receipt->sheets[i].skipped;
    if (own->kind && !receipt->nbad) {
        vec_push(q->c.arena, &r->whole, arena_str(q->c.arena, str_z(own->msg)));
        r->nbad++;
    }
}

bool rows_run(Request *q, RowsTable *r, bool rehearse, int64_t *batch, Err *e)
{
    AUTO(close_file) int fd = sheet_temp_file(e);
    AUTO(buf_done) Buf b = buf_new(SHEET_ROW_MAX);
    Mapped m = map_rows(q, r);
    Err own = { .lang = e->lang };
    Receipt receipt = { 0 };
    ImportOptions o = { .type = r->t->name,
                        .rehearse = rehearse,
                        .create_links = r->make_links,
                        .called = say(q, N_("entered as rows")) };

    *batch = 0;
    put_headings(q, r, &m, &b);
    put_rows(q, r, &m, &b);
    if (fd < 0 || !write_all(fd, buf_str(&b), e))
        return false;
    if (import_path(&q->c, arena_printf(q->c.arena, "/proc/self/fd/%d", fd).p, &o, &receipt, &own))
        *batch = receipt.batch;
    else if (own.kind != ERR_INVALID)
        return err_set(e, own.kind, "%s", own.msg);
    note_all(q, r, &m, &receipt, &own);
    return true;
}
