/* SPDX-License-Identifier: Apache-2.0
 * What an import brings that may be there already, or twice in it: listed in the receipt, and never
 * a reason to refuse a row.
 *
 * New rows are kept as they are made and compared at the end, all at once. Of the store only
 * records with one of their names are read, as it is written in the index.
 */
#include "engine/alike.h"
#include "engine/alike_impl.h"
#include "engine/rights.h"
#include "engine/transfer_impl.h"

enum {
    ROWS_MOST = 20000,    /* new rows that are compared */
    ROWS_FEW = 2000,
    PAIRS_SAID = 500,     /* pairs that are listed */
    NAMES_AT_ONCE = 1000, /* names of a look-up */
    STORED_EACH = 5,      /* records that are read for each of them, on average */
};

typedef struct {
    size_t plan;
    int64_t row;
} NewRow;

struct AlikeRows {
    AlikeForm form;
    PairsBuild *build;
    VEC(NewRow) rows;
    VEC(Str) names; /* by which the store is searched; only where it had records */
    int64_t passed; /* new rows beyond the limit */
    bool cut;       /* some names have more records than were read */
};

void alike_rows_free(AlikeRows *a)
{
    if (a && a->build)
        pairs_free(pairs_build_end(a->build, 0));
}

void alike_row_made(Import *im, const Plan *p, int64_t row, const Record *r)
{
    TypeWork *w = p->work;
    AlikeRows *a = w->alike;
    Err quiet = { 0 };
    PairRow made;

    if (!w->type->alike)
        return;
    if (!a) {
        a = w->alike = NEW(im->keep, AlikeRows);
        if (!alike_form(w->type, &a->form, &quiet))
            return;
        a->build = pairs_build_new(alike_tables(im->c->facts));
    }
    if (!a->build || a->rows.n == ROWS_MOST) {
        a->passed += a->build != NULL;
        return;
    }
    made = alike_row(&a->form, r, LEVEL_SENSITIVE); /* the user wrote them */
    if (made.names[0].n == 0 || !pairs_build_add(a->build, &made, NULL))
        return;
    vec_push(im->keep, &a->rows, (NewRow){ p->number, row });
    for (size_t i = 0; !w->was_empty && i < ALIKE_NAMES && made.names[i].n; i++)
        vec_push(im->keep, &a->names, arena_str(im->keep, made.names[i]));
}

/* ---- the store ---- */

typedef struct {
    Import *im;
    AlikeRows *a;
    Ids seen;   /* ids that were read */
    Ids levels; /* unit → level + 8 */
} Reader;

static void reader_done(Reader *r)
{
    ids_done(&r->seen);
    ids_done(&r->levels);
}

static int level_at(Reader *r, int64_t unit)
{
    int64_t level;

    if (r->levels.n && ids_get(&r->levels, (uint64_t)unit, &level))
        return (int)level - 8;
    level = rights_level(r->im->c, r->a->form.type, unit);
    ids_set(&r->levels, (uint64_t)unit, level + 8);
    return (int)level;
}

/* Reads the records whose field is one of the names. */
static bool read_stored(Reader *rd, AlikeWhat what, Str list, size_t names, Err *e)
{
    Ctx *c = rd->im->c;
    const AlikeForm *form = &rd->a->form;
    Record *r = record_new(c->arena, form->type);
    const Param params[] = { param_text(list), param_int(rd->im->first_id) };
    size_t most = names * STORED_EACH + NAMES_AT_ONCE, n = 0;
    int64_t there;
    const char *name = form->type->fields[form->slot[what]].name;
    Str rest =
        arena_printf(c->arena,
                     "WHERE \"%s\" IN (%.*s) AND \"%s\" IS NOT NULL AND \"voided_at\" IS NULL"
                     " AND \"id\" < $2 ORDER BY \"id\" LIMIT %zu",
                     name, STR(db_sql_each_text(c->db, c->arena, "$1")), name, most);
    AUTO(stmt_done) Stmt *q = alike_select(c, form, rest.p, params, LEN(params));

    for (; db_next(q, e); n++) {
        ArenaMark mark = arena_mark(c->arena);
        int level;
        PairRow row;
        alike_read(q, c->arena, form, r);
        level = level_at(rd, r->unit);
        row = alike_row(form, r, level);
        if (level >= LEVEL_PUBLIC && row.names[0].n &&
            !(rd->seen.n && ids_get(&rd->seen, (uint64_t)r->id, &there)) &&
            pairs_build_add(rd->a->build, &row, NULL))
            ids_set(&rd->seen, (uint64_t)r->id, 1);
        arena_rewind(c->arena, mark);
    }
    rd->a->cut |= n == most;
    return !e->kind;
}

static bool read_names(Import *im, AlikeRows *a, Err *e)
{
    AUTO(reader_done) Reader rd = { .im = im, .a = a };

    for (size_t from = 0; from < a->names.n; from += NAMES_AT_ONCE) {
        AUTO(buf_done) Buf list = buf_new(BUF_PAGE);
        size_t to = from + NAMES_AT_ONCE < a->names.n ? from + NAMES_AT_ONCE : a->names.n;
        for (size_t i = from; i < to; i++) {
            buf_putc(&list, list.n ? ',' : '[');
            buf_json(&list, a->names.p[i]);
        }
        buf_putc(&list, ']');
        for (size_t i = 0; i < ALIKE_NAMES; i++) {
            int slot = a->form.slot[i];
            if (slot >= 0 && (a->form.type->fields[slot].flags & INDEXED_SET) &&
                !read_stored(&rd, (AlikeWhat)i, buf_str(&list), to - from, e))
                return false;
        }
    }
    return true;
}

/* ---- what is said ---- */

static void say_pair(Import *im, const AlikeRows *a, const Pairs *p, const Pair *pair,
                     double likely)
{
    const NewRow *late = &a->rows.p[pair->b < a->rows.n ? pair->b : pair->a];
    const Plan *plan = im->plans.p[late->plan];
    uint32_t mine = pair->b < a->rows.n ? pair->b : pair->a, other = pair->a + pair->b - mine;
    Str why = alike_reasons(im->c, p, mine, other);

    if (other < a->rows.n) {
        const NewRow *early = &a->rows.p[other];
        warn_cell(im, plan, late->row, COL_ROW, pairs_name(p, mine),
                  "very like row %" PRId64 " of '%.*s' (%.0f %%): %.*s", early->row,
                  STR(im->plans.p[early->plan]->file_name), alike_percent(likely), STR(why));
        return;
    }
    warn_cell(im, plan, late->row, COL_ROW, pairs_name(p, mine),
              "very like record #%" PRId64 " %.*s (%.0f %%): %.*s", pairs_id(p, other),
              STR(pairs_name(p, other)), alike_percent(likely), STR(why));
}

static void say_rest(Import *im, const AlikeRows *a, int64_t unsaid)
{
    const Plan *plan = im->plans.p[a->rows.p[0].plan];
    const char *type = a->form.type->name;

    if (unsaid)
        warn_cell(im, plan, 0, COL_ROW, S(""),
                  "%" PRId64 " more rows are very like others; `qiao dedupe %s` lists them all",
                  unsaid, type);
    if (a->passed)
        warn_cell(im, plan, 0, COL_ROW, S(""),
                  "%" PRId64 " new rows were not compared with others, since only %d are;"
                  " `qiao dedupe %s` compares all",
                  a->passed, ROWS_MOST, type);
    else if (a->cut)
        warn_cell(im, plan, 0, COL_ROW, S(""),
                  "some names have too many records to compare each; `qiao dedupe %s` compares all",
                  type);
}

static bool say_all(Import *im, AlikeRows *a, Err *e)
{
    /* Many rows say themselves what is rare; a few do not. */
    Pairs *p = pairs_build_end(a->build, a->rows.n < ROWS_FEW ? ROWS_FEW : 0);
    PairsFound found;
    int64_t said = 0, unsaid = 0;
    bool ok;

    a->build = NULL;
    ok = pairs_find(p, &(PairsOptions){ .quick = true }, &found, e);
    for (size_t i = 0; ok && i < found.npairs; i++) {
        const Pair *pair = &found.pairs[i];
        if (pair->a >= a->rows.n)
            continue; /* both are stored */
        if (said == PAIRS_SAID) {
            unsaid++;
            continue;
        }
        said++;
        say_pair(im, a, p, pair, pairs_probability(found.prior, pair->bits));
    }
    if (ok)
        say_rest(im, a, unsaid);
    pairs_found_done(&found);
    pairs_free(p);
    return ok;
}

bool alike_say(Import *im, Err *e)
{
    for (size_t i = 0; i < im->nworks; i++) {
        AlikeRows *a = im->works[i].alike;
        if (a && a->rows.n && (!read_names(im, a, e) || !say_all(im, a, e)))
            return false;
    }
    return true;
}
