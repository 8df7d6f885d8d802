/* SPDX-License-Identifier: Apache-2.0
 * Export: rows of a query, or whole types, as CSV, XLSX or JSON.
 *
 * A cell is written as people read it, and only if reading it gives the same value again; otherwise
 * canonically. Links are written as the key of what is linked to, else as a unique text of it, else
 * as #id.
 */
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/map.h"
#include "engine/chain.h"
#include "engine/out_file.h"
#include "engine/registry.h"
#include "engine/rights.h"
#include "engine/sheet.h"
#include "engine/transfer_impl.h"

enum {
    LINKS_SEEN_MAX = 100000,
    WORK_ARENA = 256 << 20,
    CELL_TEXT_MAX = 1 << 20
};

typedef struct {
    Str name, label;
    const Field *field; /* NULL: a number that counts */
    const Type *type;
    int std;     /* StdField, or -1 */
    bool masked; /* a value was left empty */
} OutCol;

typedef struct {
    Ctx *c;
    Arena *keep, *work;
    ExportFormat format;
    const char *path;
    OutFile file;
    XlsxOut *xlsx;
    Buf buf;
    OutCol *cols;
    size_t ncols;
    int64_t rows;
    Ids links; /* hash of type and id → place in texts + 1 */
    VEC(Str) texts;
    Ids units; /* unit → 1 if its records may be exported, 0 if not */
} Out;

/* ---- a link as text ---- */

/* Can that text stand in a cell of links, and be told from an id? */
static bool fits_cell(Str s)
{
    static const char *const marks[] = { ";", "|", "\n", "\r", "、", "；" };
    if (s.n == 0 || s.p[0] == '#' || str_trim(s).n != s.n)
        return false;
    for (size_t i = 0; i < LEN(marks); i++)
        if (str_find(s, str_z(marks[i])) >= 0)
            return false;
    return true;
}

static const Field *unique_text(const Type *t)
{
    for (size_t i = 0; i < t->nfields; i++)
        if (t->fields[i].kind == T_TEXT && t->fields[i].flags & UNIQUE)
            return &t->fields[i];
    return NULL;
}

static Str read_link(Out *o, const Type *t, int64_t id, Err *e)
{
    Ctx *c = o->c;
    const Field *unique = unique_text(t);
    const Param p = param_int(id);
    Str number = arena_printf(o->keep, "#%" PRId64, id);
    Str sql = arena_printf(
        c->arena,
        "/* export link */ SELECT \"key\", \"unit\", \"%s\" FROM \"%s\" WHERE \"id\" = $1"
        " AND \"voided_at\" IS NULL",
        unique ? unique->name : "key", t->name);
    AUTO(stmt_done) Stmt *q = db_query_text(c->db, sql, &p, 1);
    if (!db_next(q, e) || rights_level(c, t, db_int(q, 1)) < LEVEL_PUBLIC)
        return number;
    if (fits_cell(db_str(q, 0)))
        return arena_str(o->keep, db_str(q, 0));
    if (unique && rights_sees(c, t, unique, db_int(q, 1)) && fits_cell(db_str(q, 2)))
        return arena_str(o->keep, db_str(q, 2));
    return number;
}

static Str link_text(Out *o, const Type *t, int64_t id, Err *e)
{
    uint64_t word = str_hash(str_z(t->name)) ^ (uint64_t)id * 0x9E3779B97F4A7C15u;
    int64_t at;
    Str text;
    if (ids_get(&o->links, word, &at))
        return o->texts.p[at - 1];
    text = read_link(o, t, id, e);
    if (o->texts.n < LINKS_SEEN_MAX) {
        vec_push(o->keep, &o->texts, text);
        ids_set(&o->links, word, (int64_t)o->texts.n);
    }
    return text;
}

static bool put_links(Out *o, const Field *f, const Value *v, Buf *b, Err *e)
{
    const Type *t = registry_find(o->c->types, str_z(f->link));
    Str rest = v->text, piece;
    int64_t id;

    if (!t)
        return err_set(e, ERR_INTERNAL, "field '%s' links to an unknown type '%s'", f->name,
                       f->link);
    if (f->kind == T_LINK) {
        buf_put(b, link_text(o, t, v->i, e));
        return !e->kind;
    }
    while (str_next(&rest, '|', &piece)) {
        if (piece.n == 0 || !str_int(piece, &id))
            continue;
        if (b->n)
            buf_put(b, S("; "));
        buf_put(b, link_text(o, t, id, e));
    }
    return !e->kind;
}

/* ---- a value as text ---- */

/* As shown, if that reads as the same value; else canonically. */
static void put_value(Out *o, const Field *f, const Value *v, Buf *b)
{
    Ctx *c = o->c;
    Err quiet = { 0 };
    Value again;
    value_show(c, f, v, b);
    if (f->kind == T_TEXT || f->kind == T_NOTE || f->kind == T_NAME || f->kind == T_DOCUMENT)
        return;
    if (value_parse(c, f, NULL, buf_str(b), &again, &quiet) && value_same(f, v, &again))
        return;
    buf_clear(b);
    value_write(f, v, b);
}

static void put_state(Out *o, const Type *t, Str code, Buf *b)
{
    const char *label = NULL;
    size_t same = 0;
    for (const State *s = t->states; s && s->code; s++)
        if (str_eq(str_z(s->code), code))
            label = tr(o->c->lang, s->label);
    for (const State *s = t->states; label && s && s->code; s++)
        same += str_eq(str_z(tr(o->c->lang, s->label)), str_z(label)) ||
                str_eq(str_z(s->code), str_z(label));
    buf_put(b, label && same == 1 ? str_z(label) : code);
}

static CellKind cell_kind(const Field *f, const Value *v)
{
    Day day;
    if (!v->set)
        return CELL_EMPTY;
    if (!f || f->kind == T_COUNT || f->kind == T_DECIMAL)
        return CELL_NUMBER;
    if (f->kind == T_DATE && day_parse(v->text, &day) && day >= 19000301)
        return CELL_DATE;
    return CELL_TEXT;
}

/* The cell of a value; its text lives in the arena of the work. */
static bool make_cell(Out *o, const OutCol *col, const Value *v, Cell *out, Err *e)
{
    AUTO(buf_done) Buf b = buf_new(CELL_TEXT_MAX);
    const Field *f = col->field;
    bool ok = true;

    *out = (Cell){ .kind = cell_kind(f, v) };
    if (!v->set)
        return true;
    if (!f) {
        buf_int(&b, v->i);
    } else if (f->kind == T_LINK || f->kind == T_LINKS) {
        ok = put_links(o, f, v, &b, e);
    } else if (col->std == STD_STATE) {
        put_state(o, col->type, v->text, &b);
    } else if (col->std == STD_ID) {
        buf_printf(&b, "#%" PRId64, v->i);
        out->kind = CELL_TEXT; /* too many digits for a spreadsheet's numbers */
    } else {
        put_value(o, f, v, &b);
    }
    if (b.failed)
        return err_set(e, ERR_INVALID, "a value of '%.*s' is too long for a cell", STR(col->name));
    out->text = arena_str(o->c->arena, buf_str(&b));
    return ok;
}

/* ---- the file ---- */

static void put_json_value(Out *o, const OutCol *col, const Value *v)
{
    AUTO(buf_done) Buf b = buf_new(CELL_TEXT_MAX);
    if (!v->set) {
        buf_put(&o->buf, S("null"));
    } else if (!col->field || (col->field->kind == T_COUNT && col->std < 0)) {
        buf_int(&o->buf, v->i);
    } else if (col->field->kind == T_BOOL) {
        buf_put(&o->buf, v->i ? S("true") : S("false"));
    } else {
        value_write(col->field, v, &b);
        buf_json(&o->buf, buf_str(&b));
    }
}

static bool json_row(Out *o, const Value *const *values, Err *e)
{
    buf_put(&o->buf, o->rows ? S(",\n{") : S("\n{"));
    for (size_t i = 0; i < o->ncols; i++) {
        if (i)
            buf_putc(&o->buf, ',');
        buf_json(&o->buf, o->cols[i].name);
        buf_putc(&o->buf, ':');
        put_json_value(o, &o->cols[i], values[i]);
    }
    buf_putc(&o->buf, '}');
    return out_file_flush(&o->file, &o->buf, false, e);
}

static bool sheet_row(Out *o, const Value *const *values, Err *e)
{
    Arena *a = o->c->arena;
    Cell *cells = NEWN(a, Cell, o->ncols + 1);
    Str *texts = NEWN(a, Str, o->ncols + 1);

    for (size_t i = 0; i < o->ncols; i++) {
        if (!make_cell(o, &o->cols[i], values[i], &cells[i], e))
            return false;
        texts[i] = cells[i].text;
    }
    if (o->format == EXPORT_XLSX)
        return xlsx_row(o->xlsx, cells, o->ncols, e);
    csv_row(&o->buf, texts, o->ncols);
    return out_file_flush(&o->file, &o->buf, false, e);
}

static bool put_row(Out *o, const Value *const *values, Err *e)
{
    ArenaMark m = arena_mark(o->work);
    bool ok = o->format == EXPORT_JSON ? json_row(o, values, e) : sheet_row(o, values, e);
    arena_rewind(o->work, m);
    o->rows += ok;
    return ok;
}

static bool out_open(Out *o, const Type *t, Err *e)
{
    Cell *heads = NEWN(o->keep, Cell, o->ncols + 1);
    Str *labels = NEWN(o->keep, Str, o->ncols + 1);

    for (size_t i = 0; i < o->ncols; i++) {
        labels[i] = o->cols[i].label;
        heads[i] = (Cell){ .kind = CELL_TEXT, .text = labels[i] };
    }
    if (o->format == EXPORT_XLSX) {
        if (!out_file_may(o->path, e))
            return false;
        o->xlsx = xlsx_new(o->path, e);
        return o->xlsx && xlsx_sheet(o->xlsx, str_z(type_label(t, o->c->lang)), e) &&
               xlsx_row(o->xlsx, heads, o->ncols, e);
    }
    o->buf = buf_new((size_t)OUT_FLUSH_AT + (size_t)2 * SHEET_ROW_MAX);
    if (!out_file_open(&o->file, o->keep, o->path, e))
        return false;
    if (o->format == EXPORT_CSV) {
        csv_bom(&o->buf);
        csv_row(&o->buf, labels, o->ncols);
        return true;
    }
    buf_put(&o->buf, S("{\"type\":"));
    buf_json(&o->buf, str_z(t->name));
    buf_put(&o->buf, S(",\"rows\":["));
    return true;
}

static bool out_close(Out *o, Err *e)
{
    if (o->format == EXPORT_XLSX)
        return xlsx_close(&o->xlsx, e);
    if (o->format == EXPORT_JSON)
        buf_put(&o->buf, S("\n]}\n"));
    return out_file_flush(&o->file, &o->buf, true, e) && out_file_keep(&o->file, e);
}

static void out_done(Out *o)
{
    o->c->arena = o->keep;
    out_file_drop(&o->file);
    xlsx_drop(&o->xlsx);
    buf_done(&o->buf);
    ids_done(&o->links);
    ids_done(&o->units);
    arena_free(o->work);
}

/* ---- rights ---- */

static bool may_export(Out *o, const Type *t, int64_t unit)
{
    int64_t may;
    if (!o->c->user)
        return true;
    if (!ids_get(&o->units, (uint64_t)unit, &may)) {
        may = rights_has(o->c, RIGHT_EXPORT, t, unit);
        ids_set(&o->units, (uint64_t)unit, may);
    }
    return may;
}

static void report(Out *o, ExportReport *out)
{
    VEC(Str) list = { 0 };
    for (size_t i = 0; i < o->ncols; i++)
        if (o->cols[i].masked)
            vec_push(o->keep, &list, o->cols[i].label);
    out->rows = o->rows;
    out->masked = list.p;
    out->nmasked = list.n;
}

/* Its label, or its name where a label would be read as another field. */
static Str column_label(Ctx *c, TypeWork *w, const Field *f)
{
    Str label = str_z(field_label(f, c->lang));
    headings_know(c, w);
    return heading_means(c, w, label, f) ? label : str_z(f->name);
}

/* ---- a query ---- */

/* Does the user read the field in some unit? */
static bool reads_field(Ctx *c, const Type *t, const Field *f)
{
    const int64_t *units;
    bool all;
    size_t n;
    rights_scope(c, RIGHT_READ, t, (int)f->level, &all, &units, &n);
    return all || n;
}

Str export_columns(Ctx *c, const Type *t, Str columns)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    Str rest = columns, one;
    while (str_next(&rest, ',', &one))
        if (str_eq(str_trim(one), S("key")))
            return columns;
    buf_put(&b, S("key"));
    for (size_t i = 0; columns.n == 0 && i < t->nfields; i++)
        if ((t->fields[i].flags & IN_LIST) && reads_field(c, t, &t->fields[i]))
            buf_printf(&b, ", %s", t->fields[i].name);
    if (columns.n == 0 && t->states)
        buf_put(&b, S(", state"));
    if (columns.n)
        buf_printf(&b, ", %.*s", STR(columns));
    return arena_str(c->arena, buf_str(&b));
}

/* The columns of a query, with the id before them when it lists records. */
static void query_cols(Out *o, const Query *q)
{
    size_t n = query_columns(q), extra = query_counts(q) ? 0 : 1;
    TypeWork w = { .type = query_type(q) };
    Ctx *c = o->c;

    o->cols = NEWN(o->keep, OutCol, n + 1);
    if (extra)
        o->cols[0] = (OutCol){ .name = S("id"),
                               .label = column_label(c, &w, &std_fields[STD_ID]),
                               .field = &std_fields[STD_ID],
                               .type = query_type(q),
                               .std = STD_ID };
    for (size_t i = 0; i < n; i++) {
        const Column *col = query_column(q, i);
        int std = col->field ? std_slot(col->name) : -1;
        bool own = col->field && str_eq(col->name, str_z(col->field->name));
        if (extra && std == STD_ID)
            continue;
        o->cols[extra + o->ncols++] =
            (OutCol){ .name = col->name,
                      .label = own ? column_label(c, &w, col->field) : col->name,
                      .field = col->field ? col->field : col->counted,
                      .type = col->type ? col->type : query_type(q),
                      .std = std };
    }
    o->ncols += extra;
    work_done(&w);
}

static bool query_rows(Out *o, const Query *q, Err *e)
{
    AUTO(rows_done) Rows *rows = query_run(o->c, q, e);
    const Value **values = NEWN(o->keep, const Value *, o->ncols + 1);
    Value id = { .set = true };
    size_t n = query_columns(q);
    bool lists = !query_counts(q);

    while (rows && rows_next(rows, e)) {
        size_t at = 0;
        id.i = rows_id(rows);
        if (lists && !may_export(o, query_type(q), rows_unit(rows)))
            return rights_check(o->c, RIGHT_EXPORT, query_type(q), rows_unit(rows), e);
        if (lists)
            values[at++] = &id;
        for (size_t i = 0; i < n; i++) {
            if (lists && query_column(q, i)->field && std_slot(query_column(q, i)->name) == STD_ID)
                continue;
            o->cols[at].masked |= rows_masked(rows, i);
            values[at++] = rows_value(rows, i);
        }
        if (!put_row(o, values, e))
            return false;
    }
    return !e->kind;
}

bool export_query(Ctx *c, const Query *q, ExportFormat f, const char *path, ExportReport *out,
                  Err *e)
{
    AUTO(out_done) Out o = {
        .c = c, .keep = c->arena, .work = arena_new(WORK_ARENA), .format = f, .path = path
    };
    const Type *t = query_type(q);

    *out = (ExportReport){ 0 };
    if (!rights_check(c, RIGHT_EXPORT, t, 0, e))
        return false;
    query_cols(&o, q);
    c->arena = o.work;
    if (!out_open(&o, t, e) || !query_rows(&o, q, e) || !out_close(&o, e))
        return false;
    c->arena = o.keep;
    report(&o, out);
    return history_export(c, t, query_sql(q), o.rows, e);
}

/* ---- everything ---- */

static const StdField all_std[] = {
    STD_ID, STD_KEY, STD_UNIT, STD_STATE, STD_SOURCE, STD_EVIDENCE
};

static void type_cols(Out *o, const Type *t)
{
    TypeWork w = { .type = t };
    OutCol *cols = NEWN(o->keep, OutCol, LEN(all_std) + t->nfields);
    size_t n = 0;

    for (size_t i = 0; i < LEN(all_std); i++)
        if (all_std[i] != STD_STATE || t->states)
            cols[n++] = (OutCol){ .field = &std_fields[all_std[i]], .std = (int)all_std[i] };
    for (size_t i = 0; i < t->nfields; i++)
        cols[n++] = (OutCol){ .field = &t->fields[i], .std = -1 };
    for (size_t i = 0; i < n; i++) {
        cols[i].type = t;
        cols[i].name = str_z(cols[i].field->name);
        cols[i].label = column_label(o->c, &w, cols[i].field);
    }
    o->cols = cols;
    o->ncols = n;
    work_done(&w);
}

static Value std_value(const Record *r, int std)
{
    const Str texts[STD__N] = { [STD_KEY] = r->key,
                                [STD_STATE] = r->state,
                                [STD_SOURCE] = r->source,
                                [STD_EVIDENCE] = r->evidence };
    if (std == STD_ID || std == STD_UNIT)
        return (Value){ .set = true, .i = std == STD_ID ? r->id : r->unit };
    return (Value){ .set = texts[std].n > 0, .text = texts[std] };
}

static bool record_row(Out *o, const Record *r, Err *e)
{
    int level = rights_level(o->c, r->type, r->unit);
    const Value **values = NEWN(o->work, const Value *, o->ncols + 1);
    Value *own = NEWN(o->work, Value, o->ncols + 1);

    for (size_t i = 0, slot = 0; i < o->ncols; i++) {
        OutCol *col = &o->cols[i];
        own[i] = col->std >= 0 ? std_value(r, col->std) : r->v[slot++];
        if (col->std < 0 && own[i].set && (int)col->field->level > level) {
            own[i] = (Value){ 0 };
            col->masked = true;
        }
        values[i] = &own[i];
    }
    return put_row(o, values, e);
}

static bool type_rows(Out *o, const Type *t, Err *e)
{
    Ctx *c = o->c;
    AUTO(stmt_done) Stmt *q = db_query_text(
        c->db, row_select(o->keep, t, "WHERE \"voided_at\" IS NULL ORDER BY \"id\""), NULL, 0);
    while (db_next(q, e)) {
        ArenaMark m = arena_mark(o->work);
        Record *r = record_new(o->work, t);
        row_read(q, o->work, r);
        if (may_export(o, t, r->unit) && rights_level(c, t, r->unit) >= LEVEL_PUBLIC &&
            !record_row(o, r, e))
            return false;
        arena_rewind(o->work, m);
    }
    return !e->kind;
}

static bool has_rows(Ctx *c, const Type *t, bool *out, Err *e)
{
    Str sql = arena_printf(
        c->arena, "/* export: any row */ SELECT 1 FROM \"%s\" WHERE \"voided_at\" IS NULL LIMIT 1",
        t->name);
    AUTO(stmt_done) Stmt *q = db_query_text(c->db, sql, NULL, 0);
    *out = db_next(q, e);
    return !e->kind;
}

static bool export_type(Ctx *c, const Type *t, ExportFormat f, const char *folder,
                        ExportReport *out, Err *e)
{
    static const char *const ends[] = {
        [EXPORT_CSV] = "csv", [EXPORT_XLSX] = "xlsx", [EXPORT_JSON] = "json"
    };
    Str path = arena_printf(c->arena, "%s/%s.%s", folder, t->name, ends[f]);
    AUTO(out_done) Out o = {
        .c = c, .keep = c->arena, .work = arena_new(WORK_ARENA), .format = f, .path = path.p
    };

    type_cols(&o, t);
    c->arena = o.work;
    if (!out_open(&o, t, e) || !type_rows(&o, t, e) || !out_close(&o, e))
        return false;
    c->arena = o.keep;
    report(&o, out);
    return history_export(c, t, path, o.rows, e);
}

bool export_all(Ctx *c, ExportFormat f, const char *folder, ExportReport *out, Err *e)
{
    VEC(Str) masked = { 0 }, refused = { 0 };

    *out = (ExportReport){ 0 };
    if (mkdir(folder, 0700) != 0 && access(folder, W_OK | X_OK) != 0)
        return err_set(e, ERR_INVALID,
                       "the folder '%s' cannot be written; check its name and rights", folder);
    for (size_t i = 0; i < registry_count(c->types); i++) {
        const Type *t = registry_at(c->types, i);
        ExportReport one;
        bool any;
        if (!has_rows(c, t, &any, e))
            return false;
        if (!any)
            continue;
        if (!rights_has(c, RIGHT_EXPORT, t, 0)) {
            vec_push(c->arena, &refused, str_z(type_label(t, c->lang)));
            continue;
        }
        if (!export_type(c, t, f, folder, &one, e))
            return err_prefix(e, "while exporting '%s': ", t->name);
        out->rows += one.rows;
        for (size_t k = 0; k < one.nmasked; k++)
            vec_push(c->arena, &masked,
                     arena_printf(c->arena, "%s.%.*s", t->name, STR(one.masked[k])));
    }
    out->masked = masked.p;
    out->nmasked = masked.n;
    out->refused = refused.p;
    out->nrefused = refused.n;
    return true;
}
