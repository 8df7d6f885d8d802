/* SPDX-License-Identifier: Apache-2.0
 * Merging many pairs by rule: a text of conditions, the pairs that meet them, one batch.
 *
 *     # the same paper, or the same person listed by two units
 *     when same document_number
 *     when same name and same born and different unit
 *     keep older
 *     take note both
 *
 * Records with equal values of all `same` fields fall into one group by a hash; every pair of a
 * group is then looked at itself.
 */
#include "engine/merge_impl.h"

#include <stdlib.h>

#include "engine/chain.h"
#include "engine/registry.h"
#include "engine/rights.h"
#include "engine/transfer.h"

enum { RULES_MAX = 50, CONDITIONS_MAX = 8, TAKES_MAX = 50, BULK_ARENA = 512 << 20 };

typedef enum { IS_SAME, IS_DIFFERENT, NOT_DIFFERENT } Relation;
/* Slots that are no field of the type. */
enum { ANY_NAME = -1, THE_UNIT = -2, THE_STATE = -3, THE_SOURCE = -4 };

typedef struct {
    Relation relation;
    int slot;
} Condition;

typedef struct {
    int line;
    Condition conditions[CONDITIONS_MAX];
    size_t n;
} Rule;

typedef enum { PREFER_VERIFIED, PREFER_FULLER, PREFER_OLDER, PREFER_NEWER } Preference;

struct MergeRules {
    const Type *type;
    Rule rules[RULES_MAX];
    size_t n;
    Preference keep;
    Str takes[TAKES_MAX][2]; /* field, side */
    size_t ntakes;
    Level level; /* of the deepest field that is asked for */
};

/* ---- reading the text ---- */

/* The next word of a line; false at its end. */
static bool next_word(Str *line, Str *word)
{
    *line = str_trim(*line);
    if (line->n == 0)
        return false;
    if (!str_cut(*line, S(" "), word, line))
        *line = (Str){ 0 };
    return true;
}

static bool find_slot(const Type *t, Str name, int *slot, Err *e)
{
    static const struct {
        Str name;
        int slot;
    } others[] = { { { "unit", 4 }, THE_UNIT },
                   { { "state", 5 }, THE_STATE },
                   { { "source", 6 }, THE_SOURCE },
                   { { "name", 4 }, ANY_NAME } };
    *slot = type_slot(t, name);
    for (size_t i = 0; *slot < 0 && i < LEN(others); i++)
        if (str_eq(others[i].name, name)) {
            *slot = others[i].slot;
            return true;
        }
    return *slot >= 0 ||
           err_set(e, ERR_NOT_FOUND, "%s has no field '%.*s'; `qiao fields %s` lists them", t->name,
                   STR(name), t->name);
}

static bool read_condition(const Type *t, Str *line, Condition *out, Err *e)
{
    Str word = { 0 }, name = { 0 };
    bool no = next_word(line, &word) && str_eq(word, S("no"));

    if (no && !next_word(line, &word))
        word = (Str){ 0 };
    if (str_eq(word, S("same")) && !no)
        out->relation = IS_SAME;
    else if (str_eq(word, S("different")))
        out->relation = no ? NOT_DIFFERENT : IS_DIFFERENT;
    else
        return err_set(e, ERR_INVALID,
                       "'%.*s': a condition is `same FIELD`, `different FIELD` or"
                       " `no different FIELD`",
                       STR(word));
    if (!next_word(line, &name))
        return err_set(e, ERR_INVALID, "a condition names a field");
    return find_slot(t, name, &out->slot, e);
}

/* Can records be grouped by it? */
static bool groups(const Condition *c)
{
    return c->relation == IS_SAME && (c->slot >= 0 || c->slot == ANY_NAME);
}

static bool read_when(MergeRules *m, Str line, int number, Err *e)
{
    Rule *rule = &m->rules[m->n];
    bool any = false, more;
    Str word = { 0 };

    if (m->n == RULES_MAX)
        return err_set(e, ERR_INVALID, "there are more than %d rules", RULES_MAX);
    rule->line = number;
    do {
        Condition *c = &rule->conditions[rule->n];
        if (rule->n == CONDITIONS_MAX)
            return err_set(e, ERR_INVALID, "a rule has at most %d conditions", CONDITIONS_MAX);
        if (!read_condition(m->type, &line, c, e))
            return false;
        any |= groups(c);
        if (c->slot >= 0 && m->type->fields[c->slot].level > m->level)
            m->level = m->type->fields[c->slot].level;
        rule->n++;
        more = next_word(&line, &word);
        if (more && !str_eq(word, S("and")))
            return err_set(e, ERR_INVALID, "'%.*s': conditions are joined by `and`", STR(word));
    } while (more);
    m->n++;
    return any || err_set(e, ERR_INVALID,
                          "a rule needs a field that is the same, besides unit, state and source");
}

static bool read_keep(MergeRules *m, Str line, Err *e)
{
    static const char *const words[] = { [PREFER_VERIFIED] = "verified",
                                         [PREFER_FULLER] = "fuller",
                                         [PREFER_OLDER] = "older",
                                         [PREFER_NEWER] = "newer" };
    for (size_t i = 0; i < LEN(words); i++)
        if (str_eq(str_trim(line), str_z(words[i]))) {
            m->keep = (Preference)i;
            return true;
        }
    return err_set(e, ERR_INVALID, "'%.*s': keep verified, fuller, older or newer", STR(line));
}

static bool read_take(MergeRules *m, Str line, Err *e)
{
    const Field *f;
    Str field = { 0 }, side = { 0 };
    if (m->ntakes == TAKES_MAX)
        return err_set(e, ERR_INVALID, "there are more than %d lines with take", TAKES_MAX);
    if (!next_word(&line, &field) || !next_word(&line, &side) ||
        !(str_eq(side, S("keep")) || str_eq(side, S("lose")) || str_eq(side, S("both"))))
        return err_set(e, ERR_INVALID, "take names a field, and keep, lose or both");
    m->takes[m->ntakes][0] = field;
    m->takes[m->ntakes++][1] = side;
    f = type_field(m->type, field);
    if (str_eq(side, S("both")) && f && f->kind != T_LINKS && f->kind != T_CHOICES)
        return err_set(e, ERR_INVALID, "'%s' has one value; take keep or lose", f->name);
    return f || std_slot(field) >= 0 ||
           err_set(e, ERR_NOT_FOUND, "%s has no field '%.*s'; `qiao fields %s` lists them",
                   m->type->name, STR(field), m->type->name);
}

static bool read_line(MergeRules *m, Str line, int number, Err *e)
{
    Str word = { 0 };
    if (!next_word(&line, &word) || word.p[0] == '#')
        return true;
    if (str_eq(word, S("when")))
        return read_when(m, line, number, e);
    if (str_eq(word, S("keep")))
        return read_keep(m, line, e);
    if (str_eq(word, S("take")))
        return read_take(m, line, e);
    return err_set(e, ERR_INVALID, "'%.*s': a line begins with when, keep or take", STR(word));
}

MergeRules *merge_rules(Ctx *c, const Type *t, Str text, Err *e)
{
    MergeRules *m = NEW(c->arena, MergeRules);
    int number = 0;
    Str line;

    m->type = t;
    m->level = t->level;
    if (!merge_allowed(t, e))
        return NULL;
    if (!utf8_valid(text)) {
        err_set(e, ERR_INVALID, "the rules are not UTF-8");
        return NULL;
    }
    text = arena_str(c->arena, text);
    while (str_next(&text, '\n', &line))
        if (!read_line(m, line, ++number, e)) {
            err_prefix(e, "line %d: ", number);
            return NULL;
        }
    if (m->n == 0)
        err_set(e, ERR_INVALID, "there is no rule; write one as `when same FIELD and same FIELD`");
    return m->n ? m : NULL;
}

/* ---- comparing ---- */

static Str std_text(const Record *r, int slot)
{
    return slot == THE_STATE ? r->state : r->source;
}

static bool is_words(const Field *f)
{
    return f->kind == T_NAME || f->kind == T_TEXT || f->kind == T_NOTE;
}

/* One value as a key: words folded, so that width, case and script do not count; else as stored. */
static Str value_key(Ctx *c, const Field *f, const Value *v)
{
    AUTO(buf_done) Buf b = buf_new(BUF_PAGE);
    if (!v->set)
        return (Str){ 0 };
    if (is_words(f))
        return folder_key(c->facts->folder, c->arena, v->text);
    if (f->kind == T_DATE)
        return arena_printf(c->arena, "%" PRId64 "/%" PRId64, v->i, v->j);
    value_write(f, v, &b);
    return arena_str(c->arena, buf_str(&b));
}

/* The keys of all names of a record, without doubles. */
static size_t name_keys(Ctx *c, const Record *r, Str *keys, size_t max)
{
    size_t n = 0;
    for (size_t i = 0; i < r->type->nfields && n < max; i++) {
        const Field *f = &r->type->fields[i];
        Str key = f->kind == T_NAME ? value_key(c, f, &r->v[i]) : (Str){ 0 };
        bool seen = key.n == 0;
        for (size_t k = 0; k < n; k++)
            seen |= str_eq(keys[k], key);
        if (!seen)
            keys[n++] = key;
    }
    return n;
}

enum { NAME_KEYS = 16 };

static bool share_name(Ctx *c, const Record *a, const Record *b)
{
    Str of_a[NAME_KEYS] = { 0 }, of_b[NAME_KEYS] = { 0 };
    size_t na = name_keys(c, a, of_a, NAME_KEYS), nb = name_keys(c, b, of_b, NAME_KEYS);
    for (size_t i = 0; i < na; i++)
        for (size_t k = 0; k < nb; k++)
            if (str_eq(of_a[i], of_b[k]))
                return true;
    return false;
}

/* Both have it, and it is the same or it is not; where one has none, neither. */
static void compare(Ctx *c, const Record *a, const Record *b, int slot, bool *same, bool *different)
{
    const Field *f = slot >= 0 ? &a->type->fields[slot] : NULL;
    const Value *va = f ? &a->v[slot] : NULL, *vb = f ? &b->v[slot] : NULL;

    if (f) {
        bool dates = f->kind == T_DATE && va->set && vb->set;
        *same = va->set && vb->set && str_eq(value_key(c, f, va), value_key(c, f, vb));
        *different = va->set && vb->set && !*same;
        if (dates) /* that may be the same day */
            *different = va->j < vb->i || vb->j < va->i;
        return;
    }
    *same = slot == ANY_NAME   ? share_name(c, a, b)
            : slot == THE_UNIT ? a->unit == b->unit
                               : str_eq(std_text(a, slot), std_text(b, slot));
    *different = !*same;
}

static bool meets(Ctx *c, const Rule *rule, const Record *a, const Record *b)
{
    for (size_t i = 0; i < rule->n; i++) {
        const Condition *one = &rule->conditions[i];
        bool same, different;
        compare(c, a, b, one->slot, &same, &different);
        if ((one->relation == IS_SAME && !same) || (one->relation == IS_DIFFERENT && !different) ||
            (one->relation == NOT_DIFFERENT && different))
            return false;
    }
    return true;
}

/* ---- finding pairs ---- */

typedef struct {
    uint64_t word;
    int64_t id;
} Entry;

typedef struct {
    Ctx *c;
    const MergeRules *m;
    Arena *keep, *work;
    VEC(Entry) entries[RULES_MAX];
    VEC(MergePair) pairs;
    Ids seen; /* pair_word of pairs that are listed */
    Ids into; /* lost record → kept one */
    MergeWill will;
    BulkDone *out;
} Many;

static uint64_t mixed(uint64_t h, uint64_t more)
{
    h = (h ^ more) * 0xff51afd7ed558ccdu;
    return h ^ h >> 33;
}

/* Adds the record under all `same` values of the rule, once for each of its names. */
static void add_entries(Many *b, size_t which, const Record *r)
{
    const Rule *rule = &b->m->rules[which];
    uint64_t word = 1;
    Str names[NAME_KEYS] = { 0 };
    size_t nnames = 0;
    bool by_name = false;

    for (size_t i = 0; i < rule->n; i++) {
        const Condition *one = &rule->conditions[i];
        if (!groups(one))
            continue;
        if (one->slot == ANY_NAME) {
            by_name = true;
            nnames = name_keys(b->c, r, names, NAME_KEYS);
            continue;
        }
        if (!r->v[one->slot].set)
            return;
        word =
            mixed(word, str_hash(value_key(b->c, &r->type->fields[one->slot], &r->v[one->slot])));
    }
    if (!by_name)
        vec_push(b->keep, &b->entries[which], (Entry){ word, r->id });
    for (size_t i = 0; i < nnames; i++)
        vec_push(b->keep, &b->entries[which], (Entry){ mixed(word, str_hash(names[i])), r->id });
}

static bool in_scope(const int64_t *units, size_t n, int64_t unit)
{
    for (size_t i = 0; i < n; i++)
        if (units[i] == unit)
            return true;
    return false;
}

static bool read_records(Many *b, Err *e)
{
    Ctx *c = b->c;
    const Type *t = b->m->type;
    const int64_t *units;
    size_t nunits;
    bool all;

    rights_scope(c, t->write ? t->write : RIGHT_WRITE, t, (int)b->m->level, &all, &units, &nunits);
    AUTO(stmt_done) Stmt *q = db_query_text(
        c->db, row_select(c->arena, t, "WHERE \"voided_at\" IS NULL ORDER BY \"id\""), NULL, 0);
    c->arena = b->work;
    while (db_next(q, e)) {
        ArenaMark mark = arena_mark(b->work);
        Record *r = record_new(c->arena, t);
        row_read(q, c->arena, r);
        for (size_t i = 0; i < b->m->n && (all || in_scope(units, nunits, r->unit)); i++)
            add_entries(b, i, r);
        arena_rewind(b->work, mark);
    }
    c->arena = b->keep;
    return !e->kind;
}

static int by_word(const void *a, const void *b)
{
    const Entry *x = a, *y = b;
    if (x->word != y->word)
        return x->word < y->word ? -1 : 1;
    return (x->id > y->id) - (x->id < y->id);
}

static bool add_pair(Many *b, const Rule *rule, int64_t one, int64_t other, Err *e)
{
    int64_t before;
    if (ids_get(&b->seen, pair_word(one, other), &before))
        return true;
    if (b->pairs.n == MERGE_PAIRS_MAX)
        return err_set(e, ERR_INVALID, "the rules find more than %d pairs; make them narrower",
                       MERGE_PAIRS_MAX);
    ids_set(&b->seen, pair_word(one, other), 1);
    vec_push(b->keep, &b->pairs, (MergePair){ .keep = one, .lose = other, .line = rule->line });
    return true;
}

/* All pairs of records that fell together. */
static bool read_group(Many *b, const Rule *rule, const Entry *group, size_t n, Err *e)
{
    Ctx *c = b->c;
    ArenaMark mark = arena_mark(b->work);
    Record **records;

    if (n > MERGE_GROUP_MAX)
        return err_set(e, ERR_INVALID,
                       "line %d puts more than %d records together, #%" PRId64
                       " among them; add a condition",
                       rule->line, MERGE_GROUP_MAX, group[0].id);
    c->arena = b->work;
    records = NEWN(c->arena, Record *, n);
    for (size_t i = 0; i < n && !e->kind; i++)
        records[i] = row_load(c, b->m->type, group[i].id, e);
    for (size_t i = 0; i < n && !e->kind; i++)
        for (size_t k = i + 1; k < n && !e->kind; k++)
            if (group[i].id != group[k].id && records[i] && records[k] &&
                meets(c, rule, records[i], records[k]) &&
                !add_pair(b, rule, group[i].id, group[k].id, e))
                break;
    c->arena = b->keep;
    arena_rewind(b->work, mark);
    return !e->kind;
}

static bool find_pairs(Many *b, Err *e)
{
    if (!read_records(b, e))
        return false;
    for (size_t which = 0; which < b->m->n; which++) {
        Entry *list = b->entries[which].p;
        size_t n = b->entries[which].n;
        if (n)
            qsort(list, n, sizeof *list, by_word);
        for (size_t i = 0, end; i < n; i = end) {
            for (end = i + 1; end < n && list[end].word == list[i].word; end++)
                ;
            if (end - i > 1 && !read_group(b, &b->m->rules[which], list + i, end - i, e))
                return false;
        }
    }
    return true;
}

/* ---- which one is kept ---- */

static int64_t filled(const Record *r)
{
    int64_t n = 0;
    for (size_t i = 0; i < r->type->nfields; i++)
        n += r->v[i].set;
    return n;
}

static int64_t worth(const Record *r, Preference by)
{
    switch (by) {
    case PREFER_VERIFIED: return rec_state(r, "verified");
    case PREFER_FULLER: return filled(r);
    case PREFER_OLDER: return -r->id;
    case PREFER_NEWER: break;
    }
    return r->id;
}

/* Is `b` the one to keep: by what the rules say, then verified, fuller, older? */
static bool keep_other(const MergeRules *m, const Record *a, const Record *b)
{
    const Preference order[] = { m->keep, PREFER_VERIFIED, PREFER_FULLER, PREFER_OLDER };
    for (size_t i = 0; i < LEN(order); i++) {
        int64_t of_a = worth(a, order[i]), of_b = worth(b, order[i]);
        if (of_a != of_b)
            return of_b > of_a;
    }
    return false;
}

/* ---- merging ---- */

/* The record that this one stands in by now. */
static int64_t now_in(const Many *b, int64_t id)
{
    while (ids_get(&b->into, (uint64_t)id, &id))
        ;
    return id;
}

static bool settle(Many *b, MergePair *pair, PairResult result, Str why)
{
    size_t *const counts[] = { [PAIR_MERGED] = &b->out->merged,
                               [PAIR_HELD] = &b->out->held,
                               [PAIR_REFUSED] = &b->out->refused,
                               [PAIR_APART] = &b->out->apart };
    pair->result = result;
    pair->why = arena_str(b->keep, why);
    (*counts[result])++;
    return true;
}

static bool choose(Many *b, MergePair *pair, Err *e)
{
    const Record *one = row_load(b->c, b->m->type, pair->keep, e);
    const Record *other = one ? row_load(b->c, b->m->type, pair->lose, e) : NULL;
    if (!other)
        return e->kind ? false : err_set(e, ERR_INTERNAL, "a record of a pair is no more");
    if (keep_other(b->m, one, other)) {
        pair->keep = other->id;
        pair->lose = one->id;
    }
    return true;
}

/* What the rules choose, where there is a choice: both have a value, and not the same. */
static bool take_by_rule(const MergeRules *m, MergePlan *p, Err *e)
{
    for (size_t i = 0; i < m->ntakes; i++)
        for (size_t k = 0; k < p->nfields; k++)
            if (p->fields[k].differ && !p->fields[k].fixed &&
                str_eq(str_z(p->fields[k].field->name), m->takes[i][0]) &&
                !merge_take(p, m->takes[i][0], m->takes[i][1], e))
                return false;
    return true;
}

static bool merge_pair(Many *b, MergePair *pair, MergeDone *sum, Err *e)
{
    Ctx *c = b->c;
    Err own = { .lang = c->lang };
    MergeDone done = { 0 };
    MergePlan *p;
    bool apart;

    if (now_in(b, pair->keep) == now_in(b, pair->lose))
        return settle(b, pair, PAIR_MERGED, (Str){ 0 });
    pair->keep = now_in(b, pair->keep);
    pair->lose = now_in(b, pair->lose);
    if (!not_same(c, b->m->type, pair->keep, pair->lose, &apart, e))
        return false;
    if (apart)
        return settle(b, pair, PAIR_APART, (Str){ 0 });
    if (!choose(b, pair, e))
        return false;
    p = merge_plan(c, b->m->type, pair->keep, pair->lose, &own);
    if (!p) {
        if (own.kind == ERR_INTERNAL || own.kind == ERR_BUSY || c->chain->doomed) {
            *e = own;
            return false;
        }
        return settle(b, pair, PAIR_REFUSED, str_z(own.msg));
    }
    if (!take_by_rule(b->m, p, e))
        return false;
    pair->nrows = p->nrows;
    pair->nclashes = p->nclashes;
    for (size_t i = 0; i < p->nclashes && !b->will.insist; i++)
        if (p->clashes[i].kind >= CLASH_APART)
            return settle(b, pair, PAIR_HELD, clash_text(c, &p->clashes[i]));
    if (!merge_once(c, p, b->will, &done, e))
        return err_prefix(e, "while merging #%" PRId64 " into #%" PRId64 ": ", pair->lose,
                          pair->keep);
    ids_set(&b->into, (uint64_t)pair->lose, pair->keep);
    sum->changed += done.changed;
    sum->made += done.made;
    return settle(b, pair, PAIR_MERGED, (Str){ 0 });
}

static bool merge_pairs(Many *b, MergeDone *sum, Err *e)
{
    Ctx *c = b->c;
    bool ok = true;
    c->arena = b->work;
    for (size_t i = 0; ok && i < b->pairs.n; i++) {
        ArenaMark mark = arena_mark(b->work);
        ok = merge_pair(b, &b->pairs.p[i], sum, e);
        arena_rewind(b->work, mark);
    }
    c->arena = b->keep;
    return ok;
}

static bool bulk(Many *b, Err *e)
{
    Ctx *c = b->c;
    MergeDone sum = { 0 };
    AUTO(store_rollback) StoreTxn t = store_begin(c, e);

    if (e->kind || !find_pairs(b, e) ||
        !batch_begin(c, "merge", arena_printf(c->arena, "%s", b->m->type->name), e) ||
        !merge_pairs(b, &sum, e) || !batch_end(c, sum.made, sum.changed, e) || !store_flush(c, e))
        return false;
    if (b->will.rehearse || b->out->merged == 0)
        return true;
    b->out->batch = c->batch;
    return store_commit(&t, e);
}

bool merge_bulk(Ctx *c, const MergeRules *rules, MergeWill will, BulkDone *out, Err *e)
{
    Many b = { .c = c,
               .m = rules,
               .keep = c->arena,
               .work = arena_new(BULK_ARENA),
               .will = will,
               .out = out };
    int64_t before = c->batch;
    bool ok;

    *out = (BulkDone){ 0 };
    ok = bulk(&b, e);
    c->arena = b.keep;
    c->batch = before;
    out->pairs = b.pairs.p;
    out->npairs = b.pairs.n;
    if (!ok)
        out->batch = 0;
    ids_done(&b.seen);
    ids_done(&b.into);
    arena_free(b.work);
    return ok;
}
