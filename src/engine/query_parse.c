/* SPDX-License-Identifier: Apache-2.0
 * Tokens of a query to a tree. Knows the grammar of docs/query.md and nothing of types and fields.
 */
#include "engine/query_impl.h"

typedef struct {
    Ctx *c;
    const Token *t; /* the next one */
    int depth, tests;
} Parser;

static Node *read_or(Parser *p, Err *e);

/* ---- looking ahead ---- */

static bool is_word(const Token *t, const char *word)
{
    return t->kind == TOK_WORD && str_same(t->text, str_z(word));
}

static bool take_word(Parser *p, const char *word)
{
    if (!is_word(p->t, word))
        return false;
    p->t++;
    return true;
}

static bool take(Parser *p, TokKind kind)
{
    if (p->t->kind != kind)
        return false;
    p->t++;
    return true;
}

static bool is_name(const Token *t)
{
    return (t->kind == TOK_WORD || t->kind == TOK_QUOTED) && t->text.n > 0;
}

static bool starts_digit(Str s)
{
    size_t at = s.n && (s.p[0] == '-' || s.p[0] == '+') ? 1 : 0;
    return at < s.n && s.p[at] >= '0' && s.p[at] <= '9';
}

/* Puts the place of the next token before the error that is set. */
static bool refused(const Parser *p, Err *e)
{
    return query_blame(e, p->t->place);
}

static bool deeper(Parser *p, Err *e)
{
    if (++p->depth <= QUERY_DEPTH_MAX)
        return true;
    err_set(e, ERR_INVALID, "the condition is nested more than %d deep", (int)QUERY_DEPTH_MAX);
    return refused(p, e);
}

/* ---- values ---- */

static bool read_span(const Token *t, Span *out)
{
    static const char *const words[SPAN__N][2] = {
        [SPAN_DAY] = { "day", "days" },       [SPAN_WEEK] = { "week", "weeks" },
        [SPAN_MONTH] = { "month", "months" }, [SPAN_QUARTER] = { "quarter", "quarters" },
        [SPAN_YEAR] = { "year", "years" },
    };
    for (int i = 0; i < SPAN__N; i++)
        if (is_word(t, words[i][0]) || is_word(t, words[i][1])) {
            *out = (Span)i;
            return true;
        }
    return false;
}

/* `this year`, `last 90 days`, `next quarter`: true if it was one. */
static bool read_relative(Parser *p, Term *out)
{
    static const char *const words[] = { "last", "this", "next" };
    const Token *t = p->t;
    for (int i = 0; i < (int)LEN(words); i++) {
        if (!is_word(t, words[i]))
            continue;
        out->which = i - 1;
        if (read_span(t + 1, &out->span)) {
            p->t += 2;
            return true;
        }
        if (out->which && t[1].kind == TOK_WORD && str_int(t[1].text, &out->n) && out->n > 0 &&
            read_span(t + 2, &out->span)) {
            p->t += 3;
            return true;
        }
        out->n = 0;
    }
    return false;
}

/* Three capitals, but for the words of this language. */
static bool is_currency(const Token *t)
{
    if (t->kind != TOK_WORD || t->text.n != 3 || is_word(t, "and") || is_word(t, "not") ||
        is_word(t, "asc"))
        return false;
    for (size_t i = 0; i < 3; i++)
        if (t->text.p[i] < 'A' || t->text.p[i] > 'Z')
            return false;
    return true;
}

static bool read_term(Parser *p, Term *out, Err *e)
{
    const Token *t = p->t;
    *out = (Term){ .place = t->place };
    if (read_relative(p, out)) {
        const Place *last = &p->t[-1].place;
        out->kind = TERM_RELATIVE;
        out->place.n = last->at + last->n - t->place.at;
        return true;
    }
    if (t->kind != TOK_WORD && t->kind != TOK_QUOTED) {
        err_set(e, ERR_INVALID, "a value is missing here");
        return refused(p, e);
    }
    p->t++;
    out->text = t->text;
    out->quoted = t->kind == TOK_QUOTED;
    if (is_word(t, "this"))
        out->kind = TERM_THIS;
    else if (!out->quoted && starts_digit(t->text) && is_currency(p->t))
        out->suffix = p->t++->text;
    else if (is_currency(t) && p->t->kind == TOK_WORD && starts_digit(p->t->text)) {
        out->suffix = t->text;
        out->text = p->t++->text;
    }
    return true;
}

static bool read_arg(Parser *p, Arg *out, Err *e)
{
    *out = (Arg){ 0 };
    if (!read_term(p, &out->from, e))
        return false;
    out->range = take(p, TOK_DOTS);
    return !out->range || read_term(p, &out->to, e);
}

static bool push_arg(Parser *p, Node *n, const Arg *arg, Err *e)
{
    if (n->args.n >= QUERY_IN_MAX) {
        err_set(e, ERR_INVALID, "the list has more than %d values", (int)QUERY_IN_MAX);
        return refused(p, e);
    }
    vec_push(p->c->arena, &n->args, *arg);
    return true;
}

static bool read_one(Parser *p, Node *n, Err *e)
{
    Arg arg;
    return read_arg(p, &arg, e) && push_arg(p, n, &arg, e);
}

/* A value, or several in brackets. */
static bool read_list(Parser *p, Node *n, Err *e)
{
    if (!take(p, TOK_OPEN))
        return read_one(p, n, e);
    do
        if (!read_one(p, n, e))
            return false;
    while (take(p, TOK_COMMA));
    if (take(p, TOK_CLOSE))
        return true;
    err_set(e, ERR_INVALID, "the list should go on with ',' or end with ')'");
    return refused(p, e);
}

/* between a and b */
static bool read_between(Parser *p, Node *n, Err *e)
{
    Arg arg = { .range = true };
    if (!read_term(p, &arg.from, e))
        return false;
    if (!take_word(p, "and")) {
        err_set(e, ERR_INVALID, "'between' needs two values: between 1 and 9");
        return refused(p, e);
    }
    return read_term(p, &arg.to, e) && push_arg(p, n, &arg, e);
}

/* ---- tests ---- */

static bool read_path(Parser *p, Path *out, Err *e)
{
    *out = (Path){ .first = p->t };
    do {
        if (!is_name(p->t)) {
            err_set(e, ERR_INVALID, "the name of a field is missing here");
            return refused(p, e);
        }
        if (++out->n > PATH_MAX) {
            err_set(e, ERR_INVALID, "a name has more than %d steps", (int)PATH_MAX);
            return refused(p, e);
        }
        p->t++;
    } while (take(p, TOK_DOT));
    return true;
}

static bool read_empty(Parser *p, Node *n, Err *e)
{
    n->negated = take_word(p, "not");
    n->op = OP_EMPTY;
    if (take_word(p, "empty"))
        return true;
    err_set(e, ERR_INVALID, "after 'is' comes 'empty' or 'not empty'; to compare use '='");
    return refused(p, e);
}

static bool read_maybe(Parser *p, Node *n, Err *e)
{
    n->op = OP_MAYBE;
    if (!take_word(p, "in") && p->t->kind == TOK_OP && p->t->op == OP_EQ)
        p->t++;
    return read_list(p, n, e);
}

/* How a test goes on behind its field. */
static const struct {
    const char *word;
    Op op;
    bool (*read)(Parser *p, Node *n, Err *e);
} tests[] = {
    { "in", OP_IN, read_list },
    { "between", OP_IN, read_between },
    { "contains", OP_CONTAINS, read_one },
    { "starts", OP_STARTS, read_one },
    { "has", OP_HAS, read_list },
    { "under", OP_UNDER, read_list },
    { "before", OP_LT, read_one },
    { "after", OP_GT, read_one },
    { "maybe", OP_MAYBE, read_maybe },
    { "is", OP_EMPTY, read_empty },
};

/* The word's row, -1 if the token is none of them. */
static int test_word(const Token *t)
{
    for (int i = 0; i < (int)LEN(tests); i++)
        if (is_word(t, tests[i].word))
            return i;
    return -1;
}

static bool read_operation(Parser *p, Node *n, Err *e)
{
    int row;
    if (p->t->kind == TOK_OP) {
        n->op = p->t++->op;
        return read_one(p, n, e);
    }
    if (is_word(p->t, "not") && test_word(p->t + 1) >= 0 && !is_word(p->t + 1, "is")) {
        n->negated = true;
        p->t++;
    }
    row = test_word(p->t);
    if (row < 0) {
        n->op = OP_TRUE;
        return true;
    }
    p->t++;
    n->op = tests[row].op;
    return tests[row].read(p, n, e);
}

static Node *new_node(Parser *p, NodeKind kind)
{
    Node *n = NEW(p->c->arena, Node);
    n->kind = kind;
    n->place = p->t->place;
    return n;
}

static bool count_test(Parser *p, Err *e)
{
    if (++p->tests <= QUERY_TESTS_MAX)
        return true;
    err_set(e, ERR_INVALID, "the query has more than %d conditions", (int)QUERY_TESTS_MAX);
    return refused(p, e);
}

static Node *read_test(Parser *p, Err *e)
{
    Node *n = new_node(p, NODE_TEST);
    if (!count_test(p, e) || !read_path(p, &n->path, e))
        return NULL;
    n->place.n = p->t[-1].place.at + p->t[-1].place.n - n->place.at;
    return read_operation(p, n, e) ? n : NULL;
}

static bool close_bracket(Parser *p, Err *e)
{
    if (take(p, TOK_CLOSE))
        return true;
    err_set(e, ERR_INVALID,
            "the bracket is not closed: here the condition should go on with 'and' or "
            "'or', or end with ')'");
    return refused(p, e);
}

/* has TYPE · has TYPE.FIELD (…) · has TYPE by FIELD (…) */
static Node *read_linked(Parser *p, Err *e)
{
    Node *n = new_node(p, NODE_LINKED);
    bool by;

    if (!count_test(p, e))
        return NULL;
    p->t++;
    n->type = p->t++;
    by = is_word(p->t, "by") && is_name(p->t + 1) && p->t[2].kind == TOK_OPEN;
    if (by || p->t->kind == TOK_DOT) {
        p->t++;
        if (!is_name(p->t)) {
            err_set(e, ERR_INVALID, "the name of a field is missing here");
            refused(p, e);
            return NULL;
        }
        n->by = p->t++;
    }
    if (!take(p, TOK_OPEN))
        return n;
    if (!deeper(p, e))
        return NULL;
    n->kids = read_or(p, e);
    p->depth--;
    return n->kids && close_bracket(p, e) ? n : NULL;
}

/* ---- conditions ---- */

static Node *read_unary(Parser *p, Err *e)
{
    Node *n;
    if (is_word(p->t, "has") && is_name(p->t + 1))
        return read_linked(p, e);
    if (!is_word(p->t, "not") && p->t->kind != TOK_OPEN)
        return read_test(p, e);
    if (!deeper(p, e))
        return NULL;
    n = new_node(p, NODE_NOT);
    if (take(p, TOK_OPEN)) {
        n = read_or(p, e);
        if (n && !close_bracket(p, e))
            n = NULL;
    } else {
        p->t++;
        n->kids = read_unary(p, e);
        if (!n->kids)
            n = NULL;
    }
    p->depth--;
    return n;
}

/* Several conditions with the same word between them; one alone stays as it is. */
static Node *read_chain(Parser *p, NodeKind kind, const char *word, Node *(*read)(Parser *, Err *),
                        Err *e)
{
    Node *first = read(p, e), *last = first, *n;
    if (!first || !is_word(p->t, word))
        return first;
    n = new_node(p, kind);
    n->kids = first;
    while (take_word(p, word)) {
        last->next = read(p, e);
        last = last->next;
        if (!last)
            return NULL;
    }
    return n;
}

static Node *read_and(Parser *p, Err *e)
{
    return read_chain(p, NODE_AND, "and", read_unary, e);
}

static Node *read_or(Parser *p, Err *e)
{
    return read_chain(p, NODE_OR, "or", read_and, e);
}

/* ---- columns, counts, groups, orders ---- */

static const char *const agg_names[AGG__N] = {
    [AGG_NONE] = "",     [AGG_ROWS] = "rows",     [AGG_SUM] = "sum", [AGG_DISTINCT] = "distinct",
    [AGG_FILLED] = "filled", [AGG_MIN] = "min", [AGG_MAX] = "max",
};
static const char *const fn_names[FN__N] = {
    [FN_NONE] = "", [FN_YEAR] = "year", [FN_QUARTER] = "quarter", [FN_MONTH] = "month"
};

bool query_agg_number(Agg agg)
{
    return agg == AGG_ROWS || agg == AGG_DISTINCT || agg == AGG_FILLED;
}

const char *query_agg_name(Agg agg)
{
    return agg_names[agg];
}

const char *query_fn_name(Fn fn)
{
    return fn_names[fn];
}

/* rows · sum FIELD · … ; false without an error if it is none. */
static bool read_agg(Parser *p, Item *out, Err *e)
{
    const Token *next = p->t + 1;
    if (is_word(p->t, "rows") && next->kind != TOK_DOT) {
        out->agg = AGG_ROWS;
        p->t++;
        return true;
    }
    for (int i = AGG_SUM; i < AGG__N; i++) {
        if (!is_word(p->t, agg_names[i]) || !is_name(next) || is_word(next, "asc") ||
            is_word(next, "desc"))
            continue;
        out->agg = (Agg)i;
        p->t++;
        return read_path(p, &out->path, e);
    }
    return false;
}

static bool read_count(Parser *p, Item *out, Err *e)
{
    if (read_agg(p, out, e))
        return true;
    err_set(e, ERR_INVALID,
            "what to count is missing here; possible are rows, sum FIELD, distinct "
            "FIELD, filled FIELD, min FIELD and max FIELD");
    return e->field[0] ? false : refused(p, e);
}

/* FIELD · year(FIELD) · quarter(FIELD) · month(FIELD) */
static bool read_group(Parser *p, Item *out, Err *e)
{
    for (int i = FN_YEAR; i < FN__N; i++)
        if (is_word(p->t, fn_names[i]) && p->t[1].kind == TOK_OPEN)
            out->fn = (Fn)i;
    if (out->fn == FN_NONE)
        return read_path(p, &out->path, e);
    p->t += 2;
    if (!read_path(p, &out->path, e))
        return false;
    if (take(p, TOK_CLOSE))
        return true;
    err_set(e, ERR_INVALID, "the bracket is not closed");
    return refused(p, e);
}

static bool read_column(Parser *p, Item *out, Err *e)
{
    return read_path(p, &out->path, e);
}

static bool read_order(Parser *p, Item *out, Err *e)
{
    if (!read_agg(p, out, e) && (e->kind || !read_group(p, out, e)))
        return false;
    out->desc = take_word(p, "desc");
    if (!out->desc)
        (void)take_word(p, "asc");
    return true;
}

/* "sum party.size", "year(arrived)". */
static Str item_name(Arena *a, const Item *item)
{
    Str name = { 0 };
    for (size_t i = 0; i < item->path.n; i++)
        name = arena_printf(a, "%.*s%s%.*s", STR(name), i ? "." : "",
                            STR(item->path.first[2 * i].text));
    if (item->fn)
        name = arena_printf(a, "%s(%.*s)", fn_names[item->fn], STR(name));
    if (item->agg)
        name = arena_printf(a, "%s%s%.*s", agg_names[item->agg], name.n ? " " : "", STR(name));
    return name;
}

typedef bool ReadItem(Parser *p, Item *out, Err *e);

static bool read_items(Parser *p, Items *out, size_t max, ReadItem *read, Err *e)
{
    do {
        Item item = { .place = p->t->place };
        if (out->n >= max) {
            err_set(e, ERR_INVALID, "the list has more than %zu entries", max);
            return refused(p, e);
        }
        if (!read(p, &item, e))
            return false;
        item.place.n = p->t[-1].place.at + p->t[-1].place.n - item.place.at;
        item.name = item_name(p->c->arena, &item);
        vec_push(p->c->arena, out, item);
    } while (take(p, TOK_COMMA));
    return true;
}

/* ---- clauses ---- */

static bool clause_where(Parser *p, Parsed *out, Err *e)
{
    out->where = read_or(p, e);
    return out->where != NULL;
}

static bool clause_columns(Parser *p, Parsed *out, Err *e)
{
    return read_items(p, &out->columns, QUERY_COLUMNS_MAX, read_column, e);
}

static bool clause_count(Parser *p, Parsed *out, Err *e)
{
    return read_items(p, &out->counts, QUERY_COLUMNS_MAX / 2, read_count, e);
}

static bool clause_by(Parser *p, Parsed *out, Err *e)
{
    return read_items(p, &out->by, QUERY_BY_MAX, read_group, e);
}

static bool clause_order(Parser *p, Parsed *out, Err *e)
{
    return read_items(p, &out->order, QUERY_ORDER_MAX, read_order, e);
}

static bool clause_limit(Parser *p, Parsed *out, Err *e)
{
    if (p->t->kind != TOK_WORD || !str_int(p->t->text, &out->limit) || out->limit < 1) {
        err_set(e, ERR_INVALID, "'limit' needs a whole number from 1");
        return refused(p, e);
    }
    p->t++;
    return true;
}

static const struct {
    const char *word;
    bool (*read)(Parser *p, Parsed *out, Err *e);
} clauses[] = {
    { "where", clause_where }, { "columns", clause_columns }, { "count", clause_count },
    { "by", clause_by },       { "order", clause_order },     { "limit", clause_limit },
};

static bool open_parser(Ctx *c, Str text, const char *part, Parser *p, Err *e)
{
    Source *source = NEW(c->arena, Source);
    *source = (Source){ .text = text, .part = part };
    *p = (Parser){ .c = c, .t = query_lex(c, source, e) };
    return p->t != NULL;
}

bool query_read_part(Ctx *c, Str text, const char *part, Parsed *out, Err *e)
{
    Parser p;
    if (!open_parser(c, text, part, &p, e))
        return false;
    if (p.t->kind == TOK_END)
        return true;
    for (size_t i = 0; i < LEN(clauses); i++)
        if (str_eq(str_z(part), str_z(clauses[i].word)) && !clauses[i].read(&p, out, e))
            return false;
    if (p.t->kind == TOK_END)
        return true;
    err_set(e, ERR_INVALID,
            "this does not belong here; conditions are joined by 'and' or 'or', lists "
            "by ',', and text of several words needs 'quotes'");
    return refused(&p, e);
}

static bool read_clause(Parser *p, Parsed *out, unsigned *seen, Err *e)
{
    for (size_t i = 0; i < LEN(clauses); i++) {
        if (!is_word(p->t, clauses[i].word))
            continue;
        if (*seen & 1u << i) {
            err_set(e, ERR_INVALID, "'%s' is there twice", clauses[i].word);
            return refused(p, e);
        }
        *seen |= 1u << i;
        p->t++;
        return clauses[i].read(p, out, e);
    }
    err_set(e, ERR_INVALID,
            "here comes where, columns, count, by, order or limit; conditions are joined "
            "by 'and' or 'or', and text of several words needs 'quotes'");
    return refused(p, e);
}

bool query_read_whole(Ctx *c, Str text, Parsed *out, const Token **type, Err *e)
{
    Parser p;
    unsigned seen = 0;

    if (!open_parser(c, text, "query", &p, e))
        return false;
    if (!is_name(p.t)) {
        err_set(e, ERR_INVALID,
                "a query begins with the name of a record type; `qiao types` lists them");
        return refused(&p, e);
    }
    *type = p.t++;
    while (p.t->kind != TOK_END)
        if (!read_clause(&p, out, &seen, e))
            return false;
    return true;
}
