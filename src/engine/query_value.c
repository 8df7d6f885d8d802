/* SPDX-License-Identifier: Apache-2.0
 * Values of a query: the words behind '=' or 'in' read as what the field holds.
 *
 * One table, `shapes`, says of each shape of field how values are read and what may be done.
 */
#include <stdio.h>

#include "engine/query_impl.h"
#include "engine/units.h"
#include "text/number.h"
#include "text/when.h"

typedef bool ReadValue(Binder *b, const Ref *ref, const Term *t, Bound *out, Err *e);

/* ---- words ---- */

bool query_same_word(const Ctx *c, Str a, Str b)
{
    char x[FOLD_SHORT], y[FOLD_SHORT];
    Str key;
    if (str_same(a, b))
        return true;
    if (!c->facts || !c->facts->folder)
        return false;
    key = folder_short(c->facts->folder, a, x);
    return key.n && str_eq(key, folder_short(c->facts->folder, b, y));
}

Nearest query_nearest(Str word)
{
    return (Nearest){ .word = word, .far = word.n < 4 ? 2 : 4 };
}

void query_offer(Nearest *n, Str candidate)
{
    size_t far = str_distance(n->word, candidate, n->far);
    if (far < n->far) {
        n->far = far;
        n->best = candidate;
    }
}

/* ---- text and numbers ---- */

static bool value_text(Binder *b, const Ref *ref, const Term *t, Bound *out, Err *e)
{
    (void)b;
    (void)ref;
    (void)e;
    out->lo_text = t->text;
    return true;
}

/* As a form or a cell would be read. */
static bool as_cell(Binder *b, const Field *f, Str text, Bound *out, Err *e)
{
    Value v;
    if (!value_parse(b->c, f, NULL, text, &v, e))
        return false;
    if (!v.set)
        return err_set(e, ERR_INVALID, "the value is empty; ask 'is empty' for that");
    out->lo = v.i;
    out->lo_text = v.text;
    return true;
}

static bool value_cell(Binder *b, const Ref *ref, const Term *t, Bound *out, Err *e)
{
    return as_cell(b, ref->field, t->text, out, e);
}

static bool value_one_choice(Binder *b, const Ref *ref, const Term *t, Bound *out, Err *e)
{
    Field one = *ref->field;
    one.kind = T_CHOICE;
    return as_cell(b, &one, t->text, out, e);
}

static bool value_number(Binder *b, const Ref *ref, const Term *t, Bound *out, Err *e)
{
    (void)b;
    return number_decimal(t->text, ref->shape == SHAPE_DECIMAL ? ref->field->scale : 0, &out->lo,
                          e);
}

static bool value_money(Binder *b, const Ref *ref, const Term *t, Bound *out, Err *e)
{
    Str text = t->suffix.n ? arena_printf(b->c->arena, "%.*s %.*s", STR(t->text), STR(t->suffix))
                           : t->text;
    Str usual = ref->field->currency ? str_z(ref->field->currency) : S("CNY");
    char currency[4];
    if (!money_parse(text, usual, &out->lo, currency, e))
        return false;
    out->lo_text = arena_str(b->c->arena, str_z(currency));
    return true;
}

/* ---- states ---- */

static bool state_means(const Ctx *c, const State *s, Str word)
{
    Str also = str_z(s->also), piece;
    if (query_same_word(c, str_z(s->code), word))
        return true;
    for (int lang = 0; lang < LANG__N; lang++)
        if (query_same_word(c, str_z(tr((Lang)lang, s->label)), word))
            return true;
    while (str_next(&also, '|', &piece))
        if (query_same_word(c, piece, word))
            return true;
    return false;
}

static bool value_state(Binder *b, const Ref *ref, const Term *t, Bound *out, Err *e)
{
    const Type *type = ref->table->type;
    Nearest near = query_nearest(t->text);
    AUTO(buf_done) Buf all = buf_new(BUF_LINE);
    const State *found = type_state(type, t->text);

    for (const State *s = type->states; s && s->code && !found; s++) {
        if (state_means(b->c, s, t->text))
            found = s;
        query_offer(&near, str_z(s->code));
        if (all.n < 200)
            buf_printf(&all, "%s%s", all.n ? ", " : "", s->code);
    }
    if (found) {
        out->lo_text = str_z(found->code);
        return true;
    }
    if (!type->states)
        return err_set(e, ERR_INVALID, "records of type %s have no states", type->name);
    if (near.best.n)
        return err_set(e, ERR_INVALID, "%s has no state '%.*s'; the nearest is '%.*s'", type->name,
                       STR(t->text), STR(near.best));
    return err_set(e, ERR_INVALID, "%s has no state '%.*s'; its states are: %.*s", type->name,
                   STR(t->text), STR(buf_str(&all)));
}

/* ---- days ---- */

static const int span_months[SPAN__N] = { [SPAN_MONTH] = 1, [SPAN_QUARTER] = 3, [SPAN_YEAR] = 12 };
static const int span_days[SPAN__N] = { [SPAN_DAY] = 1, [SPAN_WEEK] = 7 };

static Day day_moved(Day d, Span span, int64_t n)
{
    static const int64_t far = 150000; /* months: more than there are in the calendar */
    n = n > far ? far : n < -far ? -far : n;
    return span_months[span] ? day_add_months(d, (int)n * span_months[span])
                             : day_add(d, n * span_days[span]);
}

/* The calendar span `offset` spans away from the one that has d in it. */
static void calendar_span(Day d, Span span, int offset, Bound *out)
{
    Day first = d;
    if (span == SPAN_WEEK)
        first = day_add(d, -(int64_t)day_weekday(d));
    else if (span_months[span])
        first = day_make(day_year(d),
                         (day_month(d) - 1) / span_months[span] * span_months[span] + 1, 1);
    first = day_moved(first, span, offset);
    out->lo = first;
    out->hi = day_add(day_moved(first, span, 1), -1);
}

static void relative_span(Day today, const Term *t, Bound *out)
{
    if (t->n == 0) {
        calendar_span(today, t->span, t->which, out);
        return;
    }
    out->lo = t->which < 0 ? day_moved(today, t->span, -t->n) : today;
    out->hi = t->which < 0 ? today : day_moved(today, t->span, t->n);
}

/* 2024-Q3, 2024Q3 */
static bool quarter(Str s, Bound *out)
{
    int64_t year, q;
    if (s.n < 6 || s.n > 7 || (s.n == 7 && s.p[4] != '-') ||
        (s.p[s.n - 2] != 'Q' && s.p[s.n - 2] != 'q') || !str_int(str_part(s, 0, 4), &year) ||
        !str_int(str_part(s, s.n - 1, 1), &q) || year < 1 || q < 1 || q > 4)
        return false;
    calendar_span(day_make((int)year, (int)q * 3, 1), SPAN_QUARTER, 0, out);
    return true;
}

static bool day_word(const Binder *b, Str s, Bound *out)
{
    static const char *const words[] = { "yesterday", "today", "tomorrow" };
    for (int i = 0; i < (int)LEN(words); i++)
        if (str_same(s, str_z(words[i]))) {
            out->lo = out->hi = day_add(b->c->today, i - 1);
            return true;
        }
    return false;
}

static bool value_days(Binder *b, const Ref *ref, const Term *t, Bound *out, Err *e)
{
    const QueryParts *parts = &b->q->parts;
    When w;

    (void)ref;
    if (t->kind == TERM_RELATIVE) {
        relative_span(b->c->today, t, out);
        return true;
    }
    if (!t->quoted && str_same(t->text, S("period"))) {
        out->lo = parts->from;
        out->hi = parts->to;
        return (parts->from && parts->to) ||
               err_set(e, ERR_INVALID, "'period' means nothing here: no period was given");
    }
    if (!t->quoted && day_word(b, t->text, out))
        return true;
    if (quarter(t->text, out))
        return true;
    if (!when_parse(t->text, &w, e))
        return false;
    out->lo = w.from;
    out->hi = w.to;
    return true;
}

/* Days to the moments at their two ends. */
static bool value_moments(Binder *b, const Ref *ref, const Term *t, Bound *out, Err *e)
{
    static const int64_t day_ms = 86400000, minute_ms = 60000;
    if (!value_days(b, ref, t, out, e))
        return false;
    out->lo = day_number((Day)out->lo) * day_ms - b->c->tz * minute_ms;
    out->hi = (day_number((Day)out->hi) + 1) * day_ms - b->c->tz * minute_ms - 1;
    return true;
}

/* ---- links ---- */

static bool no_unit(Binder *b, Str text, Err *e)
{
    Nearest near = query_nearest(text);
    AUTO(stmt_done) Stmt *q =
        db_query(b->c->db, "/* query: unit codes */ SELECT \"code\", \"name\" FROM \"unit\""
                           " WHERE \"voided_at\" IS NULL ORDER BY \"id\" LIMIT 5000");
    while (db_next(q, e)) {
        size_t far = near.far;
        query_offer(&near, db_str(q, 0));
        query_offer(&near, db_str(q, 1));
        if (near.far < far)
            near.best = db_text(q, b->c->arena, 0);
    }
    if (near.best.n)
        return err_set(e, ERR_INVALID, "there is no unit '%.*s'; the nearest is '%.*s'", STR(text),
                       STR(near.best));
    return err_set(e, ERR_INVALID, "there is no unit '%.*s'; `qiao list unit` shows them",
                   STR(text));
}

/* A unit by code, else by one of its names. */
static bool find_unit(Binder *b, Str text, int64_t *id, Err *e)
{
    AUTO(stmt_done) Stmt *q = db_query(
        b->c->db,
        "/* query: unit */ SELECT \"id\", CASE WHEN \"code\" = $1 THEN 0 ELSE 1 END AS \"far\", \"code\""
        " FROM \"unit\" WHERE \"voided_at\" IS NULL AND (\"code\" = $1 OR \"key\" = $1 OR \"name\" = $1"
        " OR \"name_hant\" = $1 OR \"name_en\" = $1 OR \"short\" = $1) ORDER BY 2, 1 LIMIT 2",
        P(text));
    Str code;
    bool exact;

    if (!db_next(q, e))
        return e->kind ? false : no_unit(b, text, e);
    *id = db_int(q, 0);
    exact = db_int(q, 1) == 0;
    code = db_text(q, b->c->arena, 2);
    if (exact || !db_next(q, e))
        return !e->kind;
    return err_set(e, ERR_INVALID, "several units are called '%.*s'; use a code: %.*s, %.*s",
                   STR(text), STR(code), STR(db_str(q, 2)));
}

static bool value_link(Binder *b, const Ref *ref, const Term *t, Bound *out, Err *e)
{
    Str text = t->text;
    bool number = !t->quoted && str_int(text, &out->lo);

    if (t->kind == TERM_THIS) {
        out->lo = b->q->parts.self;
        return out->lo || err_set(e, ERR_INVALID,
                                  "'this' means nothing here: the query is not asked of a record");
    }
    if (!t->quoted && str_starts(text, S("#"))) {
        return (str_int(str_part(text, 1, text.n), &out->lo) && out->lo > 0) ||
               err_set(e, ERR_INVALID, "'%.*s' is not the number of a record; write #123",
                       STR(text));
    }
    if (b->c->db && str_eq(str_z(ref->link), S("unit"))) {
        Err quiet = { 0 };
        return find_unit(b, text, &out->lo, number ? &quiet : e) || number;
    }
    if (!number) {
        out->by_key = true;
        out->lo_text = text;
    }
    return true;
}

/* ---- the table ---- */

enum {
    ORDERED = 1 << OP_LT | 1 << OP_LE | 1 << OP_GT | 1 << OP_GE,
    EQUAL = 1 << OP_EQ | 1 << OP_NE | 1 << OP_IN | 1 << OP_EMPTY,
    WORDS = 1 << OP_CONTAINS | 1 << OP_STARTS,
};

static const struct {
    const char *label;
    unsigned ops;
    ReadValue *read;
} shapes[SHAPE__N] = {
    [SHAPE_TEXT] = { N_("a text"), ORDERED | EQUAL | WORDS, value_text },
    [SHAPE_CODE] = { N_("a number of a document, a telephone or an address"), EQUAL | WORDS,
                     value_cell },
    [SHAPE_INT] = { N_("a whole number"), ORDERED | EQUAL, value_number },
    [SHAPE_DECIMAL] = { N_("a decimal number"), ORDERED | EQUAL, value_number },
    [SHAPE_MONEY] = { N_("an amount of money"), ORDERED | EQUAL, value_money },
    [SHAPE_DATE] = { N_("a date"), ORDERED | EQUAL | 1 << OP_MAYBE, value_days },
    [SHAPE_MOMENT] = { N_("a date"), ORDERED | EQUAL, value_moments },
    [SHAPE_CHOICE] = { N_("a choice"), EQUAL, value_one_choice },
    [SHAPE_STATE] = { N_("a state"), EQUAL, value_state },
    [SHAPE_CHOICES] = { N_("a list of choices"), 1 << OP_HAS | 1 << OP_EMPTY, value_one_choice },
    [SHAPE_BOOL] = { N_("yes or no"), 1 << OP_EQ | 1 << OP_NE | 1 << OP_EMPTY | 1 << OP_TRUE,
                     value_cell },
    [SHAPE_COUNTRY] = { N_("a country or region"), EQUAL, value_cell },
    [SHAPE_DIVISION] = { N_("an administrative division"), EQUAL | 1 << OP_STARTS | 1 << OP_UNDER,
                         value_cell },
    [SHAPE_LINK] = { N_("a link to a record"), EQUAL | 1 << OP_UNDER, value_link },
    [SHAPE_LINKS] = { N_("a list of links"), 1 << OP_HAS | 1 << OP_EMPTY | 1 << OP_UNDER,
                      value_link },
};

static const char *const op_names[OP__N] = {
    [OP_EQ] = "=",           [OP_NE] = "!=",          [OP_LT] = "<",
    [OP_LE] = "<=",          [OP_GT] = ">",           [OP_GE] = ">=",
    [OP_IN] = "in",          [OP_MAYBE] = "maybe in", [OP_CONTAINS] = "contains",
    [OP_STARTS] = "starts",  [OP_HAS] = "has",        [OP_UNDER] = "under",
    [OP_EMPTY] = "is empty", [OP_TRUE] = "yes",
};

const char *query_op_name(Op op)
{
    return op_names[op];
}

bool query_op_fits(Shape s, Op op)
{
    return shapes[s].ops >> op & 1;
}

const char *query_shape_label(Shape s)
{
    return shapes[s].label;
}

/* ---- reading ---- */

/* Words that only some shapes understand. */
static bool term_fits(Shape s, const Term *t, Err *e)
{
    bool day = s == SHAPE_DATE || s == SHAPE_MOMENT, link = s == SHAPE_LINK || s == SHAPE_LINKS;
    if (t->kind == TERM_RELATIVE && !day)
        return err_set(e, ERR_INVALID, "a span of time goes only with a date");
    if (t->kind == TERM_THIS && !link && s != SHAPE_TEXT)
        return err_set(e, ERR_INVALID, "'this' goes only with a link");
    if (t->suffix.n && s != SHAPE_MONEY)
        return err_set(e, ERR_INVALID, "a currency goes only with an amount of money");
    return true;
}

static bool read_term(Binder *b, const Ref *ref, Op op, const Term *t, Bound *out, Err *e)
{
    bool words = op == OP_CONTAINS || op == OP_STARTS; /* part of a value: no value itself */
    *out = (Bound){ .hi = INT64_MIN };
    if (!term_fits(ref->shape, t, e) ||
        !(words ? value_text : shapes[ref->shape].read)(b, ref, t, out, e))
        return query_blame(e, t->place);
    if (out->hi == INT64_MIN || ref->shape == SHAPE_LINK || ref->shape == SHAPE_LINKS)
        out->hi = out->lo;
    out->hi_text = out->lo_text;
    return true;
}

static bool read_range(Binder *b, const Ref *ref, Op op, const Arg *arg, Bound *out, Err *e)
{
    Bound to;
    if (!read_term(b, ref, op, &arg->to, &to, e))
        return false;
    if (!query_op_fits(ref->shape, OP_LT) ||
        (op != OP_EQ && op != OP_NE && op != OP_IN && op != OP_MAYBE))
        err_set(e, ERR_INVALID,
                "a range goes with =, != and 'in', and with numbers, dates and texts");
    else if (ref->shape == SHAPE_MONEY && !str_eq(out->lo_text, to.lo_text))
        err_set(e, ERR_INVALID,
                "both ends of the range must be in one currency, e.g. 10 USD..20 USD");
    else if (out->lo > to.hi)
        err_set(e, ERR_INVALID, "the range ends before it begins");
    if (e->kind)
        return query_blame(e, arg->to.place);
    out->hi = to.hi;
    out->hi_text = to.hi_text;
    out->range = true;
    return true;
}

/* The first two, four or six digits, by which all that lies in a division begins. */
static void division_prefix(Bound *v)
{
    Str s = v->lo_text;
    if (s.n >= 9 && str_ends(s, S("000")))
        s.n -= 3;
    if (s.n == 6 && str_ends(s, S("00")))
        s.n = str_ends(s, S("0000")) ? 2 : 4;
    v->lo_text = s;
}

/* The ids of all units below those named, in the tree of the query's day. */
static bool units_of(Binder *b, Node *n, Bound *bound, Err *e)
{
    Ctx *c = b->c;
    Day day = b->q->parts.tree ? b->q->parts.tree : c->today;
    VEC(int64_t) all = { 0 };

    if (!c->db)
        return true;
    if (!b->q->tree && c->units && day == day_at(c->now, c->tz))
        b->q->tree = c->units; /* the one that rights go by is of that day */
    if (!b->q->tree)
        b->q->tree = units_load(c->arena, c->db, day, e);
    if (!b->q->tree)
        return false;
    for (size_t i = 0; i < n->args.n; i++) {
        size_t count;
        const int64_t *ids = units_below(b->q->tree, c->arena, bound[i].lo, &count);
        for (size_t j = 0; j < count; j++)
            vec_push(c->arena, &all, ids[j]);
    }
    n->ids = all.p;
    n->nids = all.n;
    return true;
}

/* Can the value stand in one list of SQL, instead of being a comparison by itself? */
static bool fits_list(const Node *n, const Bound *v)
{
    static const bool single[SHAPE__N] = {
        [SHAPE_MONEY] = true, [SHAPE_DATE] = true, [SHAPE_MOMENT] = true, [SHAPE_CHOICES] = true
    };
    bool prefix = n->op == OP_UNDER && n->ref.shape == SHAPE_DIVISION;
    return !single[n->ref.shape] && !v->range && !v->by_key && !prefix;
}

bool query_values(Binder *b, Node *n, Err *e)
{
    Bound *bound = NEWN(b->c->arena, Bound, n->args.n + 1);

    n->bound = bound;
    for (size_t i = 0; i < n->args.n; i++) {
        const Arg *arg = &n->args.p[i];
        if (!read_term(b, &n->ref, n->op, &arg->from, &bound[i], e))
            return false;
        if (arg->range && !read_range(b, &n->ref, n->op, arg, &bound[i], e))
            return false;
        if (n->op == OP_UNDER && n->ref.shape == SHAPE_DIVISION)
            division_prefix(&bound[i]);
        if (!fits_list(n, &bound[i]) && ++b->q->tests > QUERY_TESTS_MAX) {
            err_set(e, ERR_INVALID, "the query has more than %d conditions", (int)QUERY_TESTS_MAX);
            return query_blame(e, arg->from.place);
        }
    }
    return n->op != OP_UNDER || n->ref.shape == SHAPE_DIVISION || units_of(b, n, bound, e);
}
