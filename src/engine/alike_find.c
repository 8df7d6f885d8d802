/* SPDX-License-Identifier: Apache-2.0
 * Stored records that may be the one that is typed.
 *
 * They are looked up in the indexes of the name and the document: by all forms in which a clerk or
 * a machine may have written the name. So the cost is that of some hundred look-ups in an index,
 * however large the table is.
 */
#include "engine/alike.h"
#include "engine/alike_impl.h"
#include "engine/registry.h"
#include "engine/rights.h"
#include "engine/store.h"

enum {
    FORMS_MOST = 160,     /* ways to write a name that are looked up */
    FOUND_MOST = 300,     /* records of them that are compared */
    COUNTED_MOST = 2000,  /* rows are counted up to here, */
    MANY = 100000,         /* and above it are taken for so many */
    YEARS_APART = 6,
};

typedef struct {
    Ctx *c;
    AlikeForm form;
    const Record *r;
    PairsBuild *build;
    Ids seen; /* ids that are in it */
    size_t n;
} AlikeSearch;

static void search_done(AlikeSearch *f)
{
    ids_done(&f->seen);
}

/* Adds the stored records of a look-up that the user may see. */
static bool add_found(AlikeSearch *f, Stmt *q, Err *e)
{
    Ctx *c = f->c;
    Record *r = record_new(c->arena, f->form.type);
    int64_t there;

    while (db_next(q, e)) {
        int level;
        alike_read(q, c->arena, &f->form, r);
        level = rights_level(c, f->form.type, r->unit);
        if (level < LEVEL_PUBLIC || (f->seen.n && ids_get(&f->seen, (uint64_t)r->id, &there)))
            continue;
        PairRow row = alike_row(&f->form, r, level);
        if (row.names[0].n && pairs_build_add(f->build, &row, NULL)) {
            ids_set(&f->seen, (uint64_t)r->id, 1);
            f->n++;
        }
    }
    return !e->kind;
}

/* A JSON list of the texts, for one parameter. */
static void list_texts(const Str *texts, size_t n, Buf *out)
{
    for (size_t i = 0; i < n; i++) {
        buf_putc(out, i ? ',' : '[');
        buf_json(out, texts[i]);
    }
    buf_putc(out, ']');
}

/* Leaves out the texts that too many records have, the likeliest being kept first: told by the
 * index alone. What is so common tells nobody apart. */
static bool keep_rare(AlikeSearch *f, const char *name, Str *texts, size_t *n, Err *e)
{
    AUTO(map_done) Map counts = { 0 };
    AUTO(buf_done) Buf list = buf_new(BUF_PAGE);
    Ctx *c = f->c;
    size_t kept = 0;
    int64_t all = 0, count;
    Param param;

    list_texts(texts, *n, &list);
    param = param_text(buf_str(&list));
    AUTO(stmt_done) Stmt *q = db_query_text(
        c->db,
        arena_printf(
            c->arena,
            "/* alike: how common */ SELECT \"%s\", count(*) FROM \"%s\" WHERE \"%s\" IN (%.*s)"
            " AND \"%s\" IS NOT NULL GROUP BY \"%s\"",
            name, f->form.type->name, name, STR(db_sql_each_text(c->db, c->arena, "$1")), name,
            name),
        &param, 1);
    while (db_next(q, e))
        map_set(&counts, db_str(q, 0), db_int(q, 1));
    for (size_t i = 0; i < *n; i++)
        if (counts.n && map_get(&counts, texts[i], &count) && all + count <= FOUND_MOST) {
            all += count;
            texts[kept++] = texts[i];
        }
    *n = kept;
    return !e->kind;
}

/* Records whose field is one of the texts; near the birth, where both have one. */
static bool look_up(AlikeSearch *f, AlikeWhat what, const Str *all, size_t n, Err *e)
{
    AUTO(buf_done) Buf list = buf_new(BUF_PAGE);
    Ctx *c = f->c;
    int slot = f->form.slot[what], born = f->form.slot[ALIKE_BORN];
    bool dated = born >= 0 && f->r->v[born].set && what != ALIKE_DOCUMENT;
    Param params[3] = { P_NULL, P_NULL, P_NULL };
    Str *texts = NEWN(c->arena, Str, n + 1), rest;
    const char *name;

    if (slot < 0 || n == 0 || !(f->form.type->fields[slot].flags & INDEXED_SET))
        return true;
    name = f->form.type->fields[slot].name;
    memcpy(texts, all, n * sizeof *texts);
    if (!keep_rare(f, name, texts, &n, e) || n == 0)
        return !e->kind;
    list_texts(texts, n, &list);
    params[0] = param_text(buf_str(&list));
    rest = arena_printf(c->arena,
                        "WHERE \"%s\" IN (%.*s) AND \"%s\" IS NOT NULL AND \"voided_at\" IS NULL",
                        name, STR(db_sql_each_text(c->db, c->arena, "$1")), name);
    if (dated) {
        name = f->form.type->fields[born].name;
        params[1] = param_int(f->r->v[born].i - (int64_t)YEARS_APART * 10000);
        params[2] = param_int(f->r->v[born].j + (int64_t)YEARS_APART * 10000);
        rest = arena_printf(c->arena,
                            "%.*s AND (\"%s_from\" IS NULL OR (\"%s_to\" >= $2 AND \"%s_from\""
                            " <= $3))",
                            STR(rest), name, name, name);
    }
    rest = arena_printf(c->arena, "%.*s ORDER BY \"id\"", STR(rest));
    AUTO(stmt_done) Stmt *q = alike_select(c, &f->form, rest.p, params, dated ? 3 : 1);
    return add_found(f, q, e);
}

static bool look_up_names(AlikeSearch *f, const PairRow *row, Err *e)
{
    const PairTables *t = alike_tables(f->c->facts);
    Str *forms = NEWN(f->c->arena, Str, FORMS_MOST);
    size_t n = 0;

    for (size_t i = 0; i < ALIKE_NAMES && row->names[i].n; i++)
        n += pair_forms(t, f->c->arena, row->names[i], forms + n, FORMS_MOST - n);
    for (size_t i = 0; i < ALIKE_NAMES; i++)
        if (!look_up(f, (AlikeWhat)i, forms, n, e))
            return false;
    return true;
}

/* How many records there are, as far as that is quickly told. */
static bool count_some(Ctx *c, const Type *t, int64_t *out, Err *e)
{
    AUTO(stmt_done) Stmt *q = db_query_text(
        c->db,
        arena_printf(c->arena,
                     "/* alike: how many */ SELECT count(*) FROM (SELECT 1 FROM \"%s\" LIMIT %d) x",
                     t->name, COUNTED_MOST),
        NULL, 0);
    if (!db_next(q, e))
        return false;
    *out = db_int(q, 0) < COUNTED_MOST ? db_int(q, 0) : MANY;
    return true;
}

double alike_percent(double p)
{
    static const double MOST = 99;
    return p * 100 < MOST ? p * 100 : MOST;
}

Str alike_reasons(Ctx *c, const Pairs *p, uint32_t row, uint32_t other)
{
    enum { REASONS = 4 };
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    PairWhy why;

    pairs_explain(p, c->arena, row, other, &why);
    for (size_t i = 0; i < why.n && i < REASONS; i++) {
        if (i)
            buf_put(&b, S("; "));
        pair_reason_text(&why.reasons[i], c->lang, &b);
    }
    return arena_str(c->arena, buf_str(&b));
}

/* Puts the rows that are likely enough in order; the new one is the last. */
static void rank(AlikeSearch *f, const Pairs *p, double least, AlikeFound out[ALIKE_MOST],
                 size_t *n)
{
    uint32_t self = (uint32_t)pairs_rows(p) - 1;
    uint32_t rows[ALIKE_MOST];

    *n = 0;
    for (uint32_t i = 0; i < self; i++) {
        double likely = pairs_probability(pairs_prior(p), pairs_bits(p, i, self));
        size_t at = *n < ALIKE_MOST ? *n : ALIKE_MOST;
        if (likely < least)
            continue;
        for (; at > 0 && out[at - 1].p < likely; at--)
            if (at < ALIKE_MOST) {
                out[at] = out[at - 1];
                rows[at] = rows[at - 1];
            }
        if (at == ALIKE_MOST)
            continue;
        out[at] = (AlikeFound){ .id = pairs_id(p, i), .p = likely };
        rows[at] = i;
        *n += *n < ALIKE_MOST;
    }
    for (size_t i = 0; i < *n; i++) {
        out[i].title = arena_str(f->c->arena, pairs_name(p, rows[i]));
        out[i].why = alike_reasons(f->c, p, self, rows[i]);
    }
}

bool alike_find(Ctx *c, const Record *r, double least, AlikeFound out[ALIKE_MOST], size_t *n,
                Err *e)
{
    AUTO(search_done) AlikeSearch f = { .c = c, .r = r };
    AUTO(pairs_freep) Pairs *p = NULL;
    int level = rights_level(c, r->type, r->unit);
    int64_t population;
    PairRow row;
    Str number;
    bool ok;

    *n = 0;
    if (!alike_form(r->type, &f.form, e) || !store_flush(c, e) ||
        !count_some(c, r->type, &population, e) || population == 0)
        return !e->kind;
    row = alike_row(&f.form, r, level);
    number = f.form.slot[ALIKE_DOCUMENT] >= 0 && level >= LEVEL_SENSITIVE
                 ? r->v[f.form.slot[ALIKE_DOCUMENT]].text
                 : S("");
    f.build = pairs_build_new(alike_tables(c->facts));
    ok = look_up_names(&f, &row, e) && look_up(&f, ALIKE_DOCUMENT, &number, number.n > 0, e);
    (void)pairs_build_add(f.build, &row, NULL);
    p = pairs_build_end(f.build, population);
    if (ok && f.n)
        rank(&f, p, least, out, n);
    return ok;
}

bool alike_warn(Ctx *c, const Record *r, Check *k, Err *e)
{
    static const double LEAST = 0.8;
    AlikeFound found[ALIKE_MOST];
    AlikeForm form;
    size_t n;

    if (!r->type->alike)
        return true;
    if (!alike_form(r->type, &form, e) || !alike_find(c, r, LEAST, found, &n, e))
        return false;
    for (size_t i = 0; i < n; i++)
        warning(k, form.slot[ALIKE_NAME],
                "very like #%" PRId64 " %.*s (%.0f %%): %.*s; if it is the same, change that one",
                found[i].id, STR(found[i].title), alike_percent(found[i].p), STR(found[i].why));
    return true;
}
