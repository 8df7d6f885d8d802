/* SPDX-License-Identifier: Apache-2.0
 * What a merge of two records would do: the fields side by side, the links, and what speaks
 * against it.
 */
#include "engine/merge.h"

#include "engine/chain.h"
#include "engine/registry.h"
#include "engine/rights.h"

/* ---- the two records ---- */

/* The record with all that it holds. Whoever merges must see all of it: what is hidden from the
 * user would be lost or kept behind the user's back. */
static Record *whole(Ctx *c, const Type *t, int64_t id, Err *e)
{
    Record *r = store_get(c, t, id, e), *all = r ? row_load(c, t, id, e) : NULL;
    if (!all)
        return NULL;
    if (!rights_check(c, t->write ? t->write : RIGHT_WRITE, t, r->unit, e))
        return NULL;
    for (size_t i = 0; i < t->nfields; i++)
        if (all->v[i].set && !r->v[i].set) {
            err_set(e, ERR_DENIED,
                    "%s #%" PRId64 " holds more than '%.*s' may see, so it takes somebody who"
                    " sees all of it to merge it",
                    t->name, id, STR(c->user->login));
            return NULL;
        }
    if (all->voided_at)
        err_set(e, ERR_CONFLICT, "%s #%" PRId64 " is void; only records that count are merged",
                t->name, id);
    return all->voided_at ? NULL : all;
}

static bool load_both(Ctx *c, MergePlan *p, int64_t keep, int64_t lose, Err *e)
{
    const Type *t = p->type;
    bool apart;

    if (keep == lose)
        return err_set(e, ERR_INVALID, "%s #%" PRId64 " is one record; name two", t->name, keep);
    p->keep = whole(c, t, keep, e);
    p->lose = p->keep ? whole(c, t, lose, e) : NULL;
    if (!p->lose || !rights_check(c, t->write ? t->write : RIGHT_VOID, t, p->lose->unit, e) ||
        !not_same(c, t, keep, lose, &apart, e))
        return false;
    return !apart || err_set(e, ERR_CONFLICT,
                             "it was said that %s #%" PRId64 " and #%" PRId64
                             " are not the same; `qiao list not_same` shows why",
                             t->name, keep, lose);
}

/* ---- what a field proposes ---- */

/* The side that somebody verified, or verified later. */
static MergeTake verified_side(const MergePlan *p)
{
    int slot = type_slot(p->type, S("last_verified"));
    bool keep = rec_state(p->keep, "verified"), lose = rec_state(p->lose, "verified");

    if (keep != lose)
        return lose ? TAKE_LOSE : TAKE_KEEP;
    if (slot < 0 || p->type->fields[slot].kind != T_DATE)
        return TAKE_KEEP;
    return rec_first_day(p->lose, slot) > rec_first_day(p->keep, slot) ? TAKE_LOSE : TAKE_KEEP;
}

/* A division without the zeros that stand for "all of it". */
static Str division_stem(Str code)
{
    while (code.n > 2 && str_ends(code, S("00")))
        code.n -= 2;
    return code;
}

/* Does `fine` say the same as `coarse`, and more? */
static bool says_more(const Field *f, const Value *fine, const Value *coarse)
{
    if (f->kind == T_DATE)
        return fine->i >= coarse->i && fine->j <= coarse->j &&
               fine->j - fine->i < coarse->j - coarse->i;
    if (f->kind == T_DIVISION)
        return str_starts(fine->text, division_stem(coarse->text)) &&
               division_stem(fine->text).n > division_stem(coarse->text).n;
    if (f->kind == T_TEXT || f->kind == T_NOTE || f->kind == T_NAME)
        return fine->text.n > coarse->text.n && str_find(fine->text, coarse->text) >= 0;
    return false;
}

static bool of_several(const Field *f)
{
    return f->kind == T_LINKS || f->kind == T_CHOICES;
}

static MergeTake proposal(const MergePlan *p, const MergeField *m, MergeTake better)
{
    bool self = m->field->kind == T_LINK && m->slot >= 0; /* a link to the other is none */
    bool keep = m->keep.set && !(self && m->keep.i == p->lose->id);
    bool lose = m->lose.set && !(self && m->lose.i == p->keep->id);

    if (!keep || !lose)
        return lose ? TAKE_LOSE : TAKE_KEEP;
    if (!m->differ || m->fixed)
        return TAKE_KEEP;
    if (of_several(m->field))
        return TAKE_BOTH;
    if (says_more(m->field, &m->lose, &m->keep))
        return TAKE_LOSE;
    return says_more(m->field, &m->keep, &m->lose) ? TAKE_KEEP : better;
}

/* ---- documents: a number goes with its kind, its country and its date ---- */

/* Fields that tell about the document of T_DOCUMENT field `d`: `document_kind`, `document_expires`
 * about `document_number`. */
static bool about_document(const Field *d, const Field *f)
{
    Str name = str_z(d->name);
    size_t n = name.n;
    while (n && name.p[n - 1] != '_')
        n--;
    if (d == f)
        return false;
    return (d->code_by && str_eq(str_z(d->code_by), str_z(f->name))) ||
           (n && d->code_by && str_starts(str_z(f->name), str_part(name, 0, n)));
}

static void take_document(MergePlan *p, const MergeField *number, MergeTake take)
{
    for (size_t i = 0; i < p->nfields; i++)
        if (about_document(number->field, p->fields[i].field))
            p->fields[i].take = take;
}

/* ---- names: 陈嘉庚 and 陳嘉庚 are of one person, whatever the name in Latin letters ---- */

static bool in_characters(const MergeField *m)
{
    Str text = m->keep.set ? m->keep.text : m->lose.text;
    uint32_t first = 0;
    return utf8_next(&text, &first) && first >= 0x2E80;
}

/* Where a name differs, those of the same kind of script come from the same side; `all` those that
 * differ too. */
static void take_names(MergePlan *p, const MergeField *name, bool all)
{
    for (size_t i = 0; i < p->nfields; i++) {
        MergeField *m = &p->fields[i];
        if (m->field->kind == T_NAME && !m->fixed && (all || !m->differ) &&
            in_characters(m) == in_characters(name))
            m->take = name->take;
    }
}

static void join_names(MergePlan *p)
{
    bool done[2] = { false, false };
    for (size_t i = 0; i < p->nfields; i++) {
        const MergeField *m = &p->fields[i];
        if (m->field->kind != T_NAME || !m->differ || done[in_characters(m)])
            continue;
        done[in_characters(m)] = true;
        take_names(p, m, true);
    }
}

/* ---- all fields ---- */

static void add_field(MergePlan *p, const Field *f, int slot, Value keep, Value lose)
{
    MergeField *m = &p->fields[p->nfields];
    bool number = (f->flags & UNIQUE) && (f->flags & REQUIRED);
    if (!keep.set && !lose.set)
        return;
    *m = (MergeField){ .field = f, .slot = slot, .keep = keep, .lose = lose };
    m->differ = keep.set && lose.set && !value_same(f, &keep, &lose);
    m->fixed = number || ((f->flags & FIXED) && keep.set);
    p->nfields++;
}

static Value of_text(Str s)
{
    return (Value){ .set = s.n > 0, .text = s };
}

static void list_fields(Ctx *c, MergePlan *p)
{
    const Type *t = p->type;
    MergeTake better = verified_side(p);

    p->fields = NEWN(c->arena, MergeField, t->nfields + 3);
    add_field(p, &std_fields[STD_KEY], -1, of_text(p->keep->key), of_text(p->lose->key));
    for (size_t i = 0; i < t->nfields; i++)
        add_field(p, &t->fields[i], (int)i, p->keep->v[i], p->lose->v[i]);
    add_field(p, &std_fields[STD_SOURCE], -1, of_text(p->keep->source), of_text(p->lose->source));
    add_field(p, &std_fields[STD_EVIDENCE], -1, of_text(p->keep->evidence),
              of_text(p->lose->evidence));
    for (size_t i = 0; i < p->nfields; i++)
        p->fields[i].take = proposal(p, &p->fields[i], p->fields[i].slot < 0 ? TAKE_KEEP : better);
    join_names(p);
    for (size_t i = 0; i < p->nfields; i++) {
        const MergeField *m = &p->fields[i];
        if (m->field->kind == T_DOCUMENT && !value_same(m->field, &m->keep, &m->lose))
            take_document(p, m, m->take);
    }
}

bool merge_take(MergePlan *p, Str field, Str take, Err *e)
{
    static const char *const words[] = {
        [TAKE_KEEP] = "keep", [TAKE_LOSE] = "lose", [TAKE_BOTH] = "both"
    };
    MergeField *m = NULL;
    size_t which = 0;

    for (size_t i = 0; i < p->nfields && !m; i++)
        m = str_eq(str_z(p->fields[i].field->name), field) ? &p->fields[i] : NULL;
    while (which < LEN(words) && !str_eq(str_z(words[which]), take))
        which++;
    if (!m)
        return err_set(e, ERR_NOT_FOUND, "neither of the two has a value in a field '%.*s'",
                       STR(field));
    if (which == LEN(words) || (which == TAKE_BOTH && !of_several(m->field)))
        return err_field(e, m->field->name, ERR_INVALID,
                         "'%.*s': take keep or lose, or both of a field of several values",
                         STR(take));
    if (m->fixed && which != TAKE_KEEP)
        return err_field(e, m->field->name, ERR_INVALID,
                         "'%s' of the kept record cannot be changed", m->field->name);
    m->take = (MergeTake)which;
    if (m->field->kind == T_DOCUMENT)
        take_document(p, m, m->take);
    if (m->field->kind == T_NAME && m->differ)
        take_names(p, m, false);
    return true;
}

/* ---- clashes of the two ---- */

typedef VEC(Clash) ClashList;

static void clash(Ctx *c, MergePlan *p, ClashList *list, Clash one)
{
    vec_push(c->arena, list, one);
    p->nstops += one.kind >= CLASH_APART;
}

static bool tells_apart(const Field *f)
{
    return f->kind == T_DOCUMENT || (f->flags & (UNIQUE | TELLS_APART));
}

/* Dates that may be the same day do not tell apart. */
static bool apart(const MergeField *m)
{
    bool meet = m->keep.i <= m->lose.j && m->lose.i <= m->keep.j;
    return m->slot >= 0 && tells_apart(m->field) && !(m->field->kind == T_DATE && meet);
}

static bool holds_link(const Field *f, const Value *v, int64_t id)
{
    Str rest = v->text, piece;
    int64_t one;
    if (!v->set || f->kind != T_LINKS)
        return v->set && f->kind == T_LINK && v->i == id;
    while (str_next(&rest, '|', &piece))
        if (str_int(piece, &one) && one == id)
            return true;
    return false;
}

static bool leads_to(const MergePlan *p, const Field *f)
{
    return f->link && str_eq(str_z(f->link), str_z(p->type->name));
}

static void clash_fields(Ctx *c, MergePlan *p, ClashList *list)
{
    for (size_t i = 0; i < p->nfields; i++) {
        const MergeField *m = &p->fields[i];
        if (m->slot >= 0 && leads_to(p, m->field) &&
            (holds_link(m->field, &m->keep, p->lose->id) ||
             holds_link(m->field, &m->lose, p->keep->id)))
            clash(c, p, list, (Clash){ .kind = CLASH_LINKED, .field = m->field });
        else if (m->differ && m->take != TAKE_BOTH)
            clash(c, p, list,
                  (Clash){ .kind = apart(m) ? CLASH_APART : CLASH_VALUE, .field = m->field });
    }
}

/* ---- links ---- */

typedef struct {
    Ctx *c;
    MergePlan *p;
    const Type *type;
    int slot;
    ClashList *clashes;
    Ids idents; /* of the rows of the kept record → row */
    Ids lists;  /* of what those rows stand in → row */
} Scan;

/* The rows that lead to a record through the field, with all their columns. */
static Stmt *rows_to(const Scan *s, int64_t id)
{
    Ctx *c = s->c;
    const Field *f = &s->type->fields[s->slot];
    const Param p = param_int(id);
    Str where = f->kind == T_LINK
                    ? arena_printf(c->arena, "WHERE \"%s\" = $1 ORDER BY \"id\"", f->name)
                    : arena_printf(c->arena,
                                   "WHERE \"id\" IN (SELECT \"id\" FROM \"%.*s\" WHERE"
                                   " \"to_id\" = $1) ORDER BY \"id\"",
                                   STR(links_table(c->arena, s->type, f)));
    return db_query_text(c->db, row_select(c->arena, s->type, where.p), &p, 1);
}

/* Does the row stand in what this field names: a visitor in a reception? */
static bool is_list(const Scan *s, int slot)
{
    const Field *f = &s->type->fields[slot];
    bool named = (f->flags & REQUIRED) != 0;
    for (size_t i = 0; i < LEN(s->type->identity) && s->type->identity[i]; i++)
        named |= str_eq(str_z(s->type->identity[i]), str_z(f->name));
    return named && f->kind == T_LINK && slot != s->slot && !leads_to(s->p, f);
}

static uint64_t list_word(int slot, int64_t id)
{
    return (uint64_t)id * 0x9E3779B97F4A7C15u ^ (uint64_t)(slot + 1) << 56;
}

static bool read_kept_rows(Scan *s, Err *e)
{
    Ctx *c = s->c;
    ArenaMark m = arena_mark(c->arena);
    AUTO(stmt_done) Stmt *q = rows_to(s, s->p->keep->id);

    while (db_next(q, e)) {
        Record *r = record_new(c->arena, s->type);
        int64_t ident;
        row_read(q, c->arena, r);
        ident = r->voided_at ? 0 : record_ident(r);
        if (ident)
            ids_set(&s->idents, (uint64_t)ident, r->id);
        for (size_t i = 0; !r->voided_at && i < s->type->nfields; i++)
            if (is_list(s, (int)i) && r->v[i].set)
                ids_set(&s->lists, list_word((int)i, r->v[i].i), r->id);
        arena_rewind(c->arena, m);
    }
    return !e->kind;
}

/* What speaks against moving that row? */
static void clash_row(Scan *s, Record *r)
{
    const Type *t = s->type;
    const Field *f = &t->fields[s->slot];
    Clash one = { .field = f, .type = t, .row = r->id };
    int64_t ident;

    for (size_t i = 0; i < t->nfields; i++) {
        if (!leads_to(s->p, &t->fields[i]) || !holds_link(&t->fields[i], &r->v[i], s->p->keep->id))
            continue;
        one.kind = (int)i == s->slot ? CLASH_DOUBLE : CLASH_LINKED;
        clash(s->c, s->p, s->clashes, one);
        return;
    }
    for (size_t i = 0; i < t->nfields; i++)
        if (is_list(s, (int)i) && r->v[i].set &&
            ids_get(&s->lists, list_word((int)i, r->v[i].i), &one.other)) {
            one.kind = CLASH_DOUBLE;
            clash(s->c, s->p, s->clashes, one);
            return;
        }
    if (f->kind != T_LINK)
        return;
    r->v[s->slot].i = s->p->keep->id;
    ident = record_ident(r);
    one.kind = CLASH_SAME_ROW;
    if (ident && ids_get(&s->idents, (uint64_t)ident, &one.other))
        clash(s->c, s->p, s->clashes, one);
}

static bool may_move_link(const Scan *s, const Record *r, Err *e)
{
    Ctx *c = s->c;
    const Type *t = s->type;
    if (!rights_check(c, t->write ? t->write : RIGHT_WRITE, t, r->unit, e))
        return err_prefix(e, "%s #%" PRId64 " links to it: ", t->name, r->id);
    return !c->user || rights_sees(c, t, &t->fields[s->slot], r->unit) ||
           err_set(e, ERR_DENIED, "%s #%" PRId64 " links to it where '%.*s' may not see it",
                   t->name, r->id, STR(c->user->login));
}

typedef VEC(int64_t) RowList;

static bool read_lost_rows(Scan *s, RowList *rows, Err *e)
{
    Ctx *c = s->c;
    AUTO(stmt_done) Stmt *q = rows_to(s, s->p->lose->id);
    bool same_type = s->type == s->p->type;

    while (db_next(q, e)) {
        Record *r = record_new(c->arena, s->type);
        row_read(q, c->arena, r);
        if (same_type && (r->id == s->p->keep->id || r->id == s->p->lose->id))
            continue;
        if (!may_move_link(s, r, e))
            return false;
        if (++s->p->nrows > MERGE_LINKS_MAX)
            return err_set(e, ERR_INVALID, "more than %d records link to %s #%" PRId64,
                           MERGE_LINKS_MAX, s->p->type->name, s->p->lose->id);
        vec_push(c->arena, rows, r->id);
        if (!r->voided_at)
            clash_row(s, r);
    }
    return !e->kind;
}

/* Is there such a row at all? Most types have none, and cost one look at an index. */
static bool any_row(Scan *s, Err *e)
{
    AUTO(stmt_done) Stmt *q = rows_to(s, s->p->lose->id);
    return db_next(q, e);
}

static bool scan_links(Ctx *c, MergePlan *p, ClashList *clashes, Err *e)
{
    VEC(MergeLinks) list = { 0 };

    for (size_t i = 0; i < registry_count(c->types); i++) {
        const Type *t = registry_at(c->types, i);
        for (size_t slot = 0; slot < t->nfields; slot++) {
            Scan s = { .c = c, .p = p, .type = t, .slot = (int)slot, .clashes = clashes };
            RowList rows = { 0 };
            bool ok;
            if (!leads_to(p, &t->fields[slot]) || !any_row(&s, e)) {
                if (e->kind)
                    return false;
                continue;
            }
            ok = read_kept_rows(&s, e) && read_lost_rows(&s, &rows, e);
            ids_done(&s.idents);
            ids_done(&s.lists);
            if (!ok)
                return false;
            if (rows.n)
                vec_push(c->arena, &list,
                         (MergeLinks){ .type = t,
                                       .field = &t->fields[slot],
                                       .slot = (int)slot,
                                       .rows = rows.p,
                                       .nrows = rows.n });
        }
    }
    p->links = list.p;
    p->nlinks = list.n;
    return true;
}

/* ---- the plan ---- */

MergePlan *merge_plan(Ctx *c, const Type *t, int64_t keep, int64_t lose, Err *e)
{
    MergePlan *p = NEW(c->arena, MergePlan);
    ClashList clashes = { 0 };

    p->type = t;
    if (!merge_allowed(t, e) || !load_both(c, p, keep, lose, e))
        return NULL;
    list_fields(c, p);
    clash_fields(c, p, &clashes);
    if (!scan_links(c, p, &clashes, e))
        return NULL;
    p->clashes = clashes.p;
    p->nclashes = clashes.n;
    return p;
}

/* ---- in words ---- */

static Str row_name(Ctx *c, const Type *t, int64_t id)
{
    Str title = store_title(c, t, id);
    return arena_printf(c->arena, "%s #%" PRId64 " %.*s", type_label(t, c->lang), id,
                        title.n && title.p[0] == '#' ? 0 : (int)title.n, title.p);
}

Str clash_text(Ctx *c, const Clash *clash)
{
    const char *field = field_label(clash->field, c->lang);
    Arena *a = c->arena;

    switch (clash->kind) {
    case CLASH_VALUE:
        return arena_printf(a, tr(c->lang, N_("'%s' differs; one value becomes an alternate")),
                            field);
    case CLASH_APART:
        return arena_printf(a, tr(c->lang, N_("'%s' differs, which tells two things apart")),
                            field);
    case CLASH_LINKED:
        if (!clash->type)
            return arena_printf(a, tr(c->lang, N_("one is linked to the other by '%s'")), field);
        return arena_printf(a, tr(c->lang, N_("%.*s links the two with each other")),
                            STR(row_name(c, clash->type, clash->row)));
    case CLASH_DOUBLE:
        if (!clash->other)
            return arena_printf(a, tr(c->lang, N_("%.*s names both, and may count them twice")),
                                STR(row_name(c, clash->type, clash->row)));
        return arena_printf(
            a, tr(c->lang, N_("%.*s and #%" PRId64 " stand in one list, and may be counted twice")),
            STR(row_name(c, clash->type, clash->row)), clash->other);
    case CLASH_SAME_ROW:
        return arena_printf(
            a, tr(c->lang, N_("%.*s will say the same as #%" PRId64 "; merge those two next")),
            STR(row_name(c, clash->type, clash->row)), clash->other);
    case CLASH__N: break;
    }

    return (Str){ 0 };
}
