/* SPDX-License-Identifier: Apache-2.0
 * Marked copies: the sheets of an import that failed, with each bad cell red and the reason as its
 * comment, to be corrected and imported again.
 */
#include <stdlib.h>
#include <sys/stat.h>

#include "engine/transfer_impl.h"

static int by_place(const void *a, const void *b)
{
    const BadAt *x = a, *y = b;
    if (x->plan != y->plan)
        return x->plan < y->plan ? -1 : 1;
    if (x->row != y->row)
        return x->row < y->row ? -1 : 1;
    return (x->col > y->col) - (x->col < y->col);
}

void bad_sort(Import *im)
{
    if (im->bad.n)
        qsort(im->bad.p, im->bad.n, sizeof *im->bad.p, by_place);
}

static bool write_headings(Import *im, const Plan *p, XlsxOut *x, Err *e)
{
    Cell *cells = NEWN(im->rows, Cell, p->ncols + 1);
    for (size_t i = 0; i < p->ncols; i++)
        cells[i] = (Cell){ .kind = p->cols[i].heading.n ? CELL_TEXT : CELL_EMPTY,
                           .text = p->cols[i].heading };
    return xlsx_row(x, cells, p->ncols, e);
}

static void add_remark(Import *im, Str *remark, const BadCell *bad)
{
    Str text = bad->message;
    if (bad->remedy.n)
        text = arena_printf(im->rows, "%.*s; %.*s", STR(text), STR(bad->remedy));
    *remark = remark->n ? arena_printf(im->rows, "%.*s\n%.*s", STR(*remark), STR(text)) : text;
}

/* One row with the remarks of the errors from *at on that are about it. */
static bool write_row(Import *im, const Plan *p, const Row *row, size_t *at, XlsxOut *x, Err *e)
{
    size_t n = row->n > p->ncols ? row->n : p->ncols;
    Cell *cells = NEWN(im->rows, Cell, n + 1);
    Str *remarks = NEWN(im->rows, Str, n + 1);

    if (row->n)
        memcpy(cells, row->cells, row->n * sizeof *cells);
    for (; *at < im->bad.n && im->bad.p[*at].plan == p->number; ++*at) {
        const BadAt *bad = &im->bad.p[*at];
        if (bad->row > row->row)
            break;
        if (!bad->cell.warning && bad->row == row->row)
            add_remark(im, &remarks[bad->col < 0 ? 0 : bad->col], &bad->cell);
    }
    return xlsx_marked_row(x, cells, remarks, n, e);
}

static bool write_sheet(Import *im, const Plan *p, size_t *at, XlsxOut *x, Err *e)
{
    Sheets *s = plan_open(im, p, e);
    Row row;

    if (!s || !xlsx_sheet(x, p->sheet_name, e) || !write_headings(im, p, x, e))
        return false;
    while (*at < im->bad.n && im->bad.p[*at].plan < p->number)
        ++*at;
    for (;;) {
        ArenaMark m = arena_mark(im->rows);
        if (!sheets_row(s, im->rows, &row, e))
            return !e->kind;
        if (row.row > p->heading_row && !write_row(im, p, &row, at, x, e))
            return false;
        arena_rewind(im->rows, m);
    }
}

/* In a folder the copy is called marked.xlsx. */
static const char *marked_path(const Import *im)
{
    const char *path = im->o->marked;
    struct stat st;
    if (stat(path, &st) == 0 && S_ISDIR(st.st_mode))
        return arena_printf(im->keep, "%s/marked.xlsx", path).p;
    return path;
}

bool marked_write(Import *im, Err *e)
{
    AUTO(xlsx_drop) XlsxOut *x = NULL;
    size_t at = 0, sheets = 0;

    for (size_t i = 0; i < im->plans.n; i++)
        sheets += im->plans.p[i]->type != NULL;
    if (sheets == 0)
        return true;
    x = xlsx_new(marked_path(im), e);
    if (!x)
        return false;
    bad_sort(im);
    for (size_t i = 0; i < im->plans.n; i++)
        if (im->plans.p[i]->type && !write_sheet(im, im->plans.p[i], &at, x, e))
            return err_prefix(e, "while writing the marked copy: ");
    return xlsx_close(&x, e);
}
