/* SPDX-License-Identifier: Apache-2.0
 * Import: the run. Files and sheets are looked over first and put into an order in which links
 * find what they name; then each is read in chunks, in one transaction that is rolled back if any
 * cell was bad, or if it was a rehearsal.
 */
#include "engine/transfer.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "engine/chain.h"
#include "engine/gedcom.h"
#include "engine/rights.h"
#include "engine/transfer_impl.h"

enum { ROWS_ARENA = 512 << 20, MESSAGE_MAX = 700, WARNINGS_MAX = 2000 };

/* ---- what is wrong ---- */

uint64_t hash_add(uint64_t h, uint64_t more)
{
    h = (h ^ more) * 0x9E3779B97F4A7C15u;
    h ^= h >> 32;
    h *= 0xD6E8FEB86659FD93u;
    return h ^ h >> 29;
}

/* Where the last of the marks stands in the text, or -1. */
static ptrdiff_t last_mark(Str text, const char *const marks[2], size_t *width)
{
    ptrdiff_t best = -1;
    for (size_t i = 0; i < 2; i++) {
        Str mark = str_z(marks[i]);
        ptrdiff_t from = 0, at;
        while ((at = str_find(str_part(text, (size_t)from, text.n), mark)) >= 0) {
            from += at + (ptrdiff_t)mark.n;
            if (from - (ptrdiff_t)mark.n > best) {
                best = from - (ptrdiff_t)mark.n;
                *width = mark.n;
            }
        }
    }
    return best;
}

/* Cuts "what; remedy", or "what: remedy" where there is no semicolon, at the last mark. */
static void cut_remedy(Str text, Str *what, Str *remedy)
{
    static const char *const semicolons[2] = { "; ", "；" };
    static const char *const colons[2] = { ": ", "：" };
    size_t width = 0;
    ptrdiff_t at = last_mark(text, semicolons, &width);

    if (at < 0)
        at = last_mark(text, colons, &width);
    *what = at < 0 ? text : str_part(text, 0, (size_t)at);
    *remedy = at < 0 ? (Str){ 0 } : str_part(text, (size_t)at + width, text.n);
}

static void list_bad(Import *im, const Plan *p, BadAt bad, Str value, Str text, bool is_warning)
{
    if (is_warning)
        im->nwarnings++;
    else
        im->nbad++;
    if (im->bad.n >= IMPORT_ERRORS_MAX || (is_warning && im->nwarnings > WARNINGS_MAX))
        return; /* counted; the list keeps room for errors */
    bad.plan = p->number;
    bad.cell.file = p->file_name;
    bad.cell.sheet = p->sheet_name;
    bad.cell.value = arena_str(im->keep, utf8_part(value, MESSAGE_MAX));
    bad.cell.warning = is_warning;
    if (is_warning)
        bad.cell.message = arena_str(im->keep, text);
    else
        cut_remedy(arena_str(im->keep, text), &bad.cell.message, &bad.cell.remedy);
    vec_push(im->keep, &im->bad, bad);
}

static void list_cell(Import *im, const Plan *p, int64_t row, int col, Str value, Str text,
                      bool is_warning)
{
    BadAt bad = { .row = row, .col = col };
    Gedcom *g = p->gedcom && im->open ? sheets_gedcom(im->open) : NULL;
    bad.cell.row = g && col >= 0 ? gedcom_line(g, (GedSheet)p->sheet, row, col) : row;
    bad.cell.column = col_title(im, p, col);
    if (g)
        value = gedcom_said(g, (GedSheet)p->sheet, row, col, value);
    list_bad(im, p, bad, value, text, is_warning);
}

void bad_line(Import *im, const Plan *p, int64_t line, Str tag, Str value, const Err *e,
              bool is_warning)
{
    BadAt bad = { .row = line, .col = COL_ROW };
    bad.cell.row = line;
    bad.cell.column = arena_str(im->keep, tag);
    list_bad(im, p, bad, value, str_z(e->msg), is_warning);
}

void bad_cell(Import *im, const Plan *p, int64_t row, int col, Str value, const Err *e)
{
    list_cell(im, p, row, col, value, str_z(e->msg), false);
}

void warn_cell(Import *im, const Plan *p, int64_t row, int col, Str value, const char *fmt, ...)
{
    char text[MESSAGE_MAX];
    va_list ap;
    va_start(ap, fmt);
    (void)vsnprintf(text, sizeof text, tr(im->c->lang, fmt), ap);
    va_end(ap);
    list_cell(im, p, row, col, value, str_z(text), true);
}

const Field *col_field(const Plan *p, const Col *col)
{
    switch (col->kind) {
    case COL_FIELD: return &p->type->fields[col->slot];
    case COL_STD: return &std_fields[col->slot];
    case COL_NONE: break;
    }
    return NULL;
}

TypeWork *work_of(Import *im, const Type *t)
{
    for (size_t i = 0; i < im->nworks; i++)
        if (str_eq(str_z(im->works[i].type->name), str_z(t->name)))
            return &im->works[i];
    return &im->works[0];
}

/* ---- files ---- */

static bool add_file(Import *im, Str path, Str name, Err *e)
{
    if (im->files.n == IMPORT_FILES_MAX)
        return err_set(e, ERR_INVALID, "the folder has more than %d files; import it in parts",
                       IMPORT_FILES_MAX);
    vec_push(im->keep, &im->files, (File){ arena_str(im->keep, path), arena_str(im->keep, name) });
    return true;
}

static bool is_sheet_file(Str name)
{
    static const char *const ends[] = { ".csv", ".tsv", ".xlsx", ".ged", ".gdz" };
    for (size_t i = 0; i < LEN(ends); i++) {
        Str end = str_z(ends[i]);
        if (name.n > end.n && str_same(str_part(name, name.n - end.n, end.n), end))
            return true;
    }
    return false;
}

static void say_ignored(Import *im, Str name)
{
    Plan none = { .file_name = arena_str(im->keep, name) };
    warn_cell(im, &none, 0, COL_ROW, (Str){ 0 },
              "the file was left out: only .csv, .tsv, .xlsx, .ged and .gdz are read");
}

static int by_path(const void *a, const void *b)
{
    return str_cmp(((const File *)a)->path, ((const File *)b)->path);
}

static bool list_folder(Import *im, Str path, Str prefix, int depth, Err *e)
{
    DIR *dir = opendir(arena_z(im->keep, path));
    bool ok = true;

    if (!dir)
        return err_set(e, ERR_NOT_FOUND,
                       "the folder '%.*s' cannot be read; check its name and rights", STR(path));
    /* NOLINTNEXTLINE(concurrency-mt-unsafe): glibc's readdir is safe for a DIR of one's own */
    for (const struct dirent *d; ok && (d = readdir(dir));) {
        Str name = str_z(d->d_name), full, shown;
        struct stat st;
        if (str_starts(name, S(".")) || str_starts(name, S("~$")))
            continue;
        full = arena_printf(im->keep, "%.*s/%.*s", STR(path), STR(name));
        shown = prefix.n ? arena_printf(im->keep, "%.*s/%.*s", STR(prefix), STR(name)) : name;
        if (stat(full.p, &st) != 0)
            continue;
        if (S_ISDIR(st.st_mode) && depth == 0)
            ok = list_folder(im, full, shown, 1, e);
        else if (S_ISREG(st.st_mode) && is_sheet_file(name))
            ok = add_file(im, full, shown, e);
        else
            say_ignored(im, shown);
    }
    (void)closedir(dir);
    return ok;
}

static bool list_files(Import *im, const char *path, Err *e)
{
    struct stat st;
    Str p = str_z(path);

    if (str_eq(p, S("-")))
        return add_file(im, p, str_z(tr(im->c->lang, N_("standard input"))), e);
    if (stat(path, &st) != 0)
        return err_set(e, ERR_NOT_FOUND,
                       "there is no file or folder '%s' to import; check the path", path);
    if (!S_ISDIR(st.st_mode))
        return add_file(im, p, im->o->called ? str_z(im->o->called) : p, e);
    while (p.n > 1 && p.p[p.n - 1] == '/')
        p.n--;
    if (!list_folder(im, p, (Str){ 0 }, 0, e))
        return false;
    if (im->files.n == 0)
        return err_set(
            e, ERR_INVALID,
            "the folder '%s' has no .csv, .tsv, .xlsx, .ged or .gdz file; nothing was imported",
            path);
    qsort(im->files.p, im->files.n, sizeof *im->files.p, by_path);
    return true;
}

static Sheets *file_open(Import *im, size_t file, Err *e)
{
    if (im->open && im->open_file == file)
        return im->open;
    sheets_close(&im->open);
    im->open = sheets_open(im->files.p[file].path.p, e);
    im->open_file = file;
    if (!im->open)
        err_prefix(e, "while opening '%.*s': ", STR(im->files.p[file].name));
    return im->open;
}

Sheets *plan_open(Import *im, const Plan *p, Err *e)
{
    Sheets *s = file_open(im, p->file, e);
    if (!s || (p->gedcom && !gedcom_identify(im, sheets_gedcom(s), p->file, e)))
        return NULL;
    if (sheets_start(s, p->sheet, e))
        return s;
    err_prefix(e, "while reading '%.*s': ", STR(p->file_name));
    return NULL;
}

/* ---- looking over ---- */

Plan *import_plan(Import *im, Sheets *s, size_t file, size_t sheet)
{
    Plan *p = NEW(im->keep, Plan);
    const File *f = &im->files.p[file];
    p->number = im->plans.n;
    p->file = file;
    p->sheet = sheet;
    p->file_name = f->name;
    p->sheet_name = arena_str(im->keep, sheets_name(s, sheet));
    p->from = sheets_count(s) > 1
                  ? arena_printf(im->keep, "%.*s/%.*s", STR(f->name), STR(p->sheet_name))
                  : f->name;
    vec_push(im->keep, &im->plans, p);
    return p;
}

/* A copy of a row that outlives the next. */
static Row keep_row(Arena *a, const Row *row)
{
    Cell *cells = NEWN(a, Cell, row->n + 1);
    for (size_t i = 0; i < row->n; i++) {
        cells[i] = row->cells[i];
        cells[i].text = arena_str(a, row->cells[i].text);
    }
    return (Row){ .row = row->row, .cells = cells, .n = row->n };
}

/* The first rows that may hold headings: they stand among the first ten of the sheet. */
static bool first_rows(Import *im, Sheets *s, Row *rows, size_t *n, Err *e)
{
    Row row;
    *n = 0;
    while (*n < HEADING_ROWS) {
        ArenaMark m = arena_mark(im->rows);
        bool more = sheets_row(s, im->rows, &row, e);
        if (more)
            rows[(*n)++] = keep_row(im->keep, &row);
        arena_rewind(im->rows, m);
        if (!more)
            break;
    }
    return !e->kind;
}

/* Words about the table instead of a table: at most one column. */
static bool is_prose(const Row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size_t texts = 0;
        for (size_t k = 0; k < rows[i].n; k++)
            texts += rows[i].cells[k].kind != CELL_EMPTY && !rows[i].cells[k].merged;
        if (texts > 1)
            return false;
    }
    return true;
}

static bool look_over(Import *im, Sheets *s, size_t file, size_t sheet, Err *e)
{
    Plan *p = import_plan(im, s, file, sheet);
    Row rows[HEADING_ROWS];
    bool skip = false;
    size_t n;

    if (!sheets_start(s, sheet, e) || !first_rows(im, s, rows, &n, e))
        return err_prefix(e, "while reading '%.*s': ", STR(p->file_name));
    if (n > 0 && is_prose(rows, n) && sheets_count(s) > 1) {
        warn_cell(im, p, 0, COL_ROW, p->sheet_name,
                  "the sheet has only one column and was left out");
        return true;
    }
    if (!plan_sheet(im, p, rows, n, &skip) || skip)
        p->type = NULL;
    return true;
}

static bool look_over_all(Import *im, Err *e)
{
    for (size_t i = 0; i < im->files.n; i++) {
        Sheets *s = file_open(im, i, e);
        if (!s || (sheets_gedcom(s) && !gedcom_plans(im, s, i, e)))
            return false;
        for (size_t k = 0; !sheets_gedcom(s) && k < sheets_count(s); k++)
            if (!sheets_hidden(s, k) && !look_over(im, s, i, k, e))
                return false;
    }
    return true;
}

/* ---- the order ---- */

static bool links_to(const Plan *p, const Type *t)
{
    for (size_t i = 0; i < p->ncols; i++) {
        const Field *f = col_field(p, &p->cols[i]);
        if (f && f->link && str_eq(str_z(f->link), str_z(t->name)))
            return true;
    }
    return false;
}

static void mark_linked(Import *im)
{
    for (size_t i = 0; i < im->plans.n; i++) {
        const Plan *p = im->plans.p[i];
        if (!p->type)
            continue;
        p->work->to_come++;
        for (size_t k = 0; k < p->ncols; k++) {
            const Field *f = col_field(p, &p->cols[k]);
            const Type *t = f && f->link ? registry_find(im->c->types, str_z(f->link)) : NULL;
            if (t)
                work_of(im, t)->linked = true;
        }
    }
}

/* Does a sheet not yet in the order hold what this one links to? */
static bool must_wait(const Import *im, const Plan *p, const bool *done)
{
    for (size_t i = 0; i < im->plans.n; i++) {
        const Plan *other = im->plans.p[i];
        if (!done[i] && other->type && other->type != p->type && links_to(p, other->type))
            return true;
    }
    return false;
}

/* Sheets in an order in which, where it can be, those that are linked to come first. */
static size_t *order_of_sheets(Import *im)
{
    size_t n = im->plans.n, *order = NEWN(im->keep, size_t, n + 1);
    bool *done = NEWN(im->keep, bool, n + 1);

    for (size_t k = 0; k < n; k++) {
        size_t pick = SIZE_MAX;
        for (size_t i = 0; i < n && pick == SIZE_MAX; i++)
            if (!done[i] && (!im->plans.p[i]->type || !must_wait(im, im->plans.p[i], done)))
                pick = i;
        for (size_t i = 0; i < n && pick == SIZE_MAX; i++)
            if (!done[i])
                pick = i; /* a circle: its rows will wait for one another */
        done[pick] = true;
        order[k] = pick;
    }
    return order;
}

/* ---- reading ---- */

static void tell_progress(Import *im, bool at_end)
{
    double part;
    if (!im->o->progress || (!at_end && im->rows_done < im->rows_told + PROGRESS_ROWS))
        return;
    im->rows_told = im->rows_done;
    part = (double)im->plans_done + (im->open && !at_end ? sheets_progress(im->open) : 0);
    im->o->progress(im->o->progress_arg,
                    at_end ? 1 : part / (double)(im->plans.n ? im->plans.n : 1), im->rows_done);
}

static bool write_part(Import *im, Plan *p, RowIn *rows, size_t n, Err *e)
{
    return n == 0 || (rows_match(im, p, rows, n, e) && rows_write(im, p, rows, n, e));
}

/* Finds links, matches and writes. What comes before a row with an open link is written first: it
 * may be what the link means. */
static bool write_chunk(Import *im, Plan *p, RowIn *rows, size_t n, bool last, Err *e)
{
    size_t from = 0;
    if (!links_find(im, p, rows, n, e))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (rows[i].wants.n == 0)
            continue;
        if (links_open(&rows[i]) && !rows[i].bad) {
            if (!write_part(im, p, rows + from, i - from, e))
                return false;
            from = i;
        }
        links_settle(im, p, &rows[i], last);
    }
    if (!write_part(im, p, rows + from, n - from, e))
        return false;
    for (size_t i = 0; i < n; i++)
        if (rows[i].bad)
            links_failed(im, p->work, rows[i].r);
    return true;
}

/* Gives the memory of a chunk back, unless the type's rules may have kept something of it. */
static void chunk_done(Import *im, const Plan *p, ArenaMark m)
{
    if (p->type->area && str_eq(str_z(p->type->area), S("system")))
        im->system = true;
    else if (!im->system)
        arena_rewind(im->rows, m);
}

static bool chunk_full(const Import *im, size_t n, size_t before)
{
    return n == CHUNK_ROWS || arena_used(im->rows) - before > (size_t)64 << 20;
}

static bool read_sheet(Import *im, Plan *p, Err *e)
{
    Sheets *s = plan_open(im, p, e);
    RowIn *rows = NEWN(im->keep, RowIn, CHUNK_ROWS);
    bool more = s != NULL;

    while (more) {
        ArenaMark m = arena_mark(im->rows);
        size_t before = arena_used(im->rows), n = 0;
        Row row;
        while (!chunk_full(im, n, before) && (more = sheets_row(s, im->rows, &row, e))) {
            row_correct(im, p, &row);
            if (row.row <= p->heading_row || row_passed_over(im, p, &row)) {
                p->out.skipped += row.row > p->heading_row;
                continue;
            }
            cells_read(im, p, &row, &rows[n++]);
        }
        p->out.rows += (int64_t)n;
        im->rows_done += (int64_t)n;
        if (e->kind || !write_chunk(im, p, rows, n, false, e))
            break;
        chunk_done(im, p, m);
        tell_progress(im, false);
    }
    if (e->kind)
        return err_prefix(e, "while importing '%.*s': ", STR(p->file_name));
    p->work->to_come--;
    im->plans_done++;
    return true;
}

/* ---- rows that waited ---- */

/* The next rows of the sheet that are among those waiting. */
static bool next_waiting(Import *im, Plan *p, Sheets *s, size_t *at, RowIn *rows, size_t *n, Err *e)
{
    Row row;
    *n = 0;
    while (*n < CHUNK_ROWS && *at < im->waiting.n && im->waiting.p[*at].plan == p->number) {
        const Waiting *w = &im->waiting.p[*at];
        if (!sheets_row(s, im->rows, &row, e))
            return e->kind ? false : err_set(e, ERR_INTERNAL, "the file changed while it was read");
        if (row.row < w->row)
            continue;
        row_correct(im, p, &row);
        cells_read(im, p, &row, &rows[*n]);
        rows[*n].id = w->id;
        rows[*n].fresh = !w->exists;
        ++*n;
        ++*at;
    }
    return true;
}

static bool read_waiting(Import *im, Err *e)
{
    RowIn *rows = NEWN(im->keep, RowIn, CHUNK_ROWS);
    for (size_t at = 0; at < im->waiting.n;) {
        Plan *p = im->plans.p[im->waiting.p[at].plan];
        Sheets *s = plan_open(im, p, e);
        size_t n;
        do {
            ArenaMark m = arena_mark(im->rows);
            if (!s || !next_waiting(im, p, s, &at, rows, &n, e) ||
                !write_chunk(im, p, rows, n, true, e))
                return err_prefix(e, "while importing '%.*s': ", STR(p->file_name));
            chunk_done(im, p, m);
        } while (n == CHUNK_ROWS);
    }
    return true;
}

/* ---- the run ---- */

static bool table_empty(Ctx *c, const Type *t, bool *out, Err *e)
{
    Str sql = arena_printf(c->arena, "/* import: any row */ SELECT 1 FROM \"%s\" LIMIT 1", t->name);
    AUTO(stmt_done) Stmt *q = db_query_text(c->db, sql, NULL, 0);
    *out = !db_next(q, e);
    return !e->kind;
}

static bool prepare(Import *im, Err *e)
{
    Ctx *c = im->c;
    for (size_t i = 0; i < im->nworks; i++) {
        TypeWork *w = &im->works[i];
        if ((w->to_come || w->linked) && !table_empty(c, w->type, &w->was_empty, e))
            return false;
        if (w->to_come && !rights_check(c, RIGHT_IMPORT, w->type, 0, e))
            return false;
    }
    im->first_id = chain_id(c);
    return true;
}

static bool read_mappings(Import *im, Err *e)
{
    const ImportOptions *o = im->o;
    if (o->mapping && !mapping_load(im->c, str_z(o->mapping), &im->given, e))
        return false;
    if (o->mapping_text.n && !mapping_parse(im->keep, o->mapping_text, &im->given, e))
        return false;
    return mapping_load_all(im->c, &im->saved, e);
}

static bool run_sheets(Import *im, const char *path, Err *e)
{
    const size_t *order = order_of_sheets(im);
    Ctx *c = im->c;

    mark_linked(im);
    if (!prepare(im, e) ||
        !batch_begin(c, "import", str_z(im->o->called ? im->o->called : path), e))
        return false;
    c->arena = im->rows;
    for (size_t i = 0; i < im->plans.n; i++)
        if (im->plans.p[order[i]]->type && !read_sheet(im, im->plans.p[order[i]], e))
            return false;
    if (!read_waiting(im, e))
        return false;
    c->arena = im->keep;
    if (im->nbad == 0 && (!store_flush(c, e) || !alike_say(im, e)))
        return false;
    tell_progress(im, true);
    return !im->system ||
           (store_flush(c, e) && store_reload_types(c, e) && store_reload_units(c, e));
}

static bool nothing_to_do(const Import *im)
{
    for (size_t i = 0; i < im->plans.n; i++)
        if (im->plans.p[i]->type)
            return false;
    return true;
}

/* Ends a run in which cells were bad: nothing is kept, copies show where. */
static bool refuse_all(Import *im, Err *e)
{
    if (im->o->marked && !marked_write(im, e))
        return false;
    return err_set(
        e, ERR_INVALID,
        "%zu cells or rows are wrong, so nothing was imported; correct them and import again",
        im->nbad);
}

static bool run(Import *im, const char *path, Receipt *out, Err *e)
{
    Ctx *c = im->c;
    AUTO(store_rollback) StoreTxn t = { 0 };

    if (!list_files(im, path, e) || !read_mappings(im, e) || !look_over_all(im, e))
        return false;
    if (nothing_to_do(im))
        return im->nbad ? refuse_all(im, e)
                        : err_set(e, ERR_INVALID,
                                  "'%s' has no table with rows; nothing was imported", path);
    out->mapping = mapping_text(im);
    t = store_begin(c, e);
    if (e->kind || !run_sheets(im, path, e) || !store_flush(c, e))
        return false;
    if (im->nbad)
        return refuse_all(im, e);
    if (im->o->save_as && !mapping_save(c, str_z(im->o->save_as), out->mapping, e))
        return false;
    if (!batch_end(c, im->created + im->made, im->updated, e))
        return false;
    out->batch = im->o->rehearse ? 0 : c->batch;
    return im->o->rehearse || store_commit(&t, e);
}

static void fill_sheet(Import *im, Plan *p, ImportSheet *out)
{
    ImportColumn *cols = NEWN(im->keep, ImportColumn, p->ncols + 1);
    for (size_t i = 0; p->type && i < p->ncols; i++)
        cols[i] = (ImportColumn){ p->cols[i].heading, col_field(p, &p->cols[i]), p->cols[i].scale };
    *out = p->out;
    out->file = p->file_name;
    out->sheet = p->sheet_name;
    out->type = p->type;
    out->guessed = p->guessed;
    out->columns = cols;
    out->ncolumns = p->type ? p->ncols : 0;
}

static void fill_receipt(Import *im, Receipt *out)
{
    ImportSheet *sheets = NEWN(im->keep, ImportSheet, im->plans.n + 1);
    BadCell *bad = NEWN(im->keep, BadCell, im->bad.n + 1);

    bad_sort(im);
    for (size_t i = 0; i < im->bad.n; i++)
        bad[i] = im->bad.p[i].cell;
    for (size_t i = 0; i < im->plans.n; i++)
        fill_sheet(im, im->plans.p[i], &sheets[i]);
    out->sheets = sheets;
    out->nsheets = im->plans.n;
    out->rows = im->rows_done;
    out->created = im->created;
    out->updated = im->updated;
    out->same = im->same;
    out->made = im->made;
    out->bad = bad;
    out->nlisted = im->bad.n;
    out->nbad = im->nbad;
    out->nwarnings = im->nwarnings;
}

static void import_done(Import *im)
{
    for (size_t i = 0; i < im->nworks; i++) {
        alike_rows_free(im->works[i].alike);
        work_done(&im->works[i]);
    }
    for (size_t i = 0; i < im->plans.n; i++) {
        Plan *p = im->plans.p[i];
        for (size_t k = 0; p->cols && k < p->ncols; k++)
            map_done(&p->cols[k].seen);
        ids_done(&p->met);
        ids_done(&p->times);
        ids_done(&p->stored);
    }
    ids_done(&im->refused);
    ids_done(&im->gedcom_ids);
    sheets_close(&im->open);
    arena_free(im->rows);
}

bool import_path(Ctx *c, const char *path, const ImportOptions *o, Receipt *out, Err *e)
{
    Import im = { .c = c, .o = o, .keep = c->arena, .rows = arena_new(ROWS_ARENA) };
    int64_t batch = c->batch;
    bool importing = c->importing, ok;
    const Units *units = c->units;
    const Registry *types = c->types;

    *out = (Receipt){ 0 };
    im.nworks = registry_count(c->types);
    im.works = NEWN(im.keep, TypeWork, im.nworks + 1);
    for (size_t i = 0; i < im.nworks; i++)
        im.works[i].type = registry_at(c->types, i);
    c->importing = true;
    ok = run(&im, path, out, e);
    c->arena = im.keep;
    c->importing = importing;
    c->batch = batch;
    if (!ok)
        out->batch = 0;
    if (out->batch == 0) {
        c->units = units;
        c->types = types;
    }
    fill_receipt(&im, out);
    import_done(&im);
    return ok;
}
