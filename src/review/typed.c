/* SPDX-License-Identifier: Apache-2.0
 * A chapter as it reads, with the way back to where its words stand in the template.
 */
#include "review/typed.h"

#include "review/template_impl.h"

/* A stretch of the text as it reads. Words stand in the template as they are. */
typedef struct {
    size_t from, to; /* bytes of the text as it reads */
    size_t at;       /* byte of the template */
    bool bound;
} Stretch;

typedef struct {
    Ctx *c;
    const Figures *all;
    const ReviewOrder *order;
    const Template *t;
    Buf *out;
    VEC(Stretch) stretches;
    size_t bound;
    Err *e;
} Reading;

struct TypedText {
    Reading r; /* its stretches */
    Str text;
};

/* ---- reading ---- */

static void put(Reading *r, Str text, size_t at, bool bound)
{
    size_t from = r->out->n;
    if (!text.n)
        return;
    buf_put(r->out, text);
    vec_push(r->c->arena, &r->stretches, (Stretch){ from, r->out->n, at, bound });
}

static bool put_figure(Reading *r, const Part *p)
{
    const FigureDef *d = figures_need(r->all, p->text, r->e);
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    FigureValue v = { 0 };

    if (!d || !figure_shown(r->c, r->all, d, &r->order->scope, &v, r->e))
        return template_blame(r->t, p->at, r->e);
    r->bound++;
    if (v.standing != STANDING_UNAVAILABLE)
        number_write(&p->style, r->order->lang, &v, &b);
    put(r, buf_str(&b), p->at, true);
    return true;
}

static void put_value(Reading *r, const Part *p)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    const FigureScope *s = &r->order->scope;

    if (p->value == VALUE_PERIOD)
        period_words(r->order->lang, s, &b);
    else if (p->value == VALUE_YEAR)
        buf_int(&b, day_year(s->to));
    else if (p->value == VALUE_LAST_YEAR || p->value == VALUE_NEXT_YEAR)
        buf_int(&b, day_year(s->to) + (p->value == VALUE_NEXT_YEAR ? 1 : -1));
    else
        buf_put(&b, r->order->office);
    put(r, buf_str(&b), p->at, true);
}

static bool put_parts(Reading *r, const Part *p);

/* Of a piece all alternatives are read: each may come to be the one that is left. */
static bool put_part(Reading *r, const Part *p)
{
    switch (p->kind) {
    case PART_TEXT: put(r, str_part(r->t->text, p->at, p->end - p->at), p->at, false); return true;
    case PART_VALUE: put_value(r, p); return true;
    case PART_FIGURE: return put_figure(r, p);
    default: return put_parts(r, p->kids);
    }
}

static bool put_parts(Reading *r, const Part *p)
{
    for (; p; p = p->next)
        if (!put_part(r, p))
            return false;
    return true;
}

static bool read_all(Reading *r)
{
    for (const Line *l = r->t->lines; l; l = l->next) {
        if (!put_parts(r, l->parts))
            return false;
        buf_put(r->out, S("\n\n"));
    }
    return !r->out->failed || err_set(r->e, ERR_INVALID,
                                      "the document has more than %d bytes of text; shorten its "
                                      "lists with 'max'",
                                      TEMPLATE_OUT_MAX);
}

/* ---- numbers ---- */

/* The place in the template of a claim, if all of it was typed there. */
static bool typed_at(const Reading *r, const Claim *claim, size_t *i, Typed *out)
{
    while (*i < r->stretches.n && r->stretches.p[*i].to <= claim->start)
        (*i)++;
    if (*i == r->stretches.n)
        return false;
    const Stretch *s = &r->stretches.p[*i];
    out->at = s->at + (claim->start - s->from);
    out->end = out->at + (claim->end - claim->start);
    return !s->bound && s->from <= claim->start && claim->end <= s->to;
}

static bool is_number(const Verified *v)
{
    ClaimKind kind = v->claim.kind;
    return v->figure || kind == CLAIM_COUNT || kind == CLAIM_MONEY || kind == CLAIM_PERCENT;
}

const TypedText *typed_read(Ctx *c, const Figures *all, const ReviewOrder *order, Err *e)
{
    AUTO(buf_done) Buf text = buf_new(TEMPLATE_OUT_MAX);
    TypedText *out = NEW(c->arena, TypedText);
    Template t;

    out->r = (Reading){ .c = c, .all = all, .order = order, .t = &t, .out = &text, .e = e };
    if (!template_parse(c->arena, order->text, order->name, &t, e) ||
        !figures_named(c, all, order, c->ahead != NULL, e) || !read_all(&out->r))
        return NULL;
    out->text = arena_str(c->arena, buf_str(&text));
    out->r.t = NULL; /* what was read is left */
    out->r.out = NULL;
    out->r.e = NULL;
    verify_foresee(c);
    return out;
}

bool typed_check(Ctx *c, const Figures *all, const TypedText *t, TypedNumbers *out, Err *e)
{
    VEC(Typed) list = { 0 };
    Verification v = { 0 };

    *out = (TypedNumbers){ .bound = t->r.bound, .text = t->text };
    if (!verify_text(c, all, t->text, &t->r.order->scope, &v, e))
        return false;
    for (size_t i = 0, at = 0; i < v.n; i++) {
        Typed one = { .v = v.p[i] };
        if (typed_at(&t->r, &v.p[i].claim, &at, &one) && is_number(&v.p[i]))
            vec_push(c->arena, &list, one);
    }
    out->p = list.p;
    out->n = list.n;
    return true;
}

bool typed_look(Ctx *c, const Figures *all, const ReviewOrder *order, TypedNumbers *out, Err *e)
{
    const TypedText *t = typed_read(c, all, order, e);

    *out = (TypedNumbers){ 0 };
    return t && typed_check(c, all, t, out, e);
}

/* ---- offers ---- */

typedef struct {
    const char *code;
    Style style;
} Way;

static const Way ways[] = {
    { "", { .round = ROUND_EXACT } },
    { "|duo", { .round = ROUND_DUO } },
    { "|yu", { .round = ROUND_YU } },
    { "|near", { .round = ROUND_NEAR } },
    { "|over", { .round = ROUND_OVER } },
    { "|about", { .round = ROUND_ABOUT } },
};
static const Way money[] = { { "|money", { .kind = STYLE_MONEY } } };
static const Way ordinal[] = { { "|ordinal", { .kind = STYLE_ORDINAL } } };

/* What a style of rounding is called for by. */
static bool suits(const Way *way, const Claim *claim)
{
    static const Approx approx[ROUND__N] = {
        [ROUND_EXACT] = APPROX_EXACT,  [ROUND_DUO] = APPROX_OVER,    [ROUND_YU] = APPROX_OVER,
        [ROUND_NEAR] = APPROX_NEARLY, [ROUND_ABOUT] = APPROX_ABOUT, [ROUND_OVER] = APPROX_OVER,
    };
    RoundStyle round = way->style.round;
    bool yu = str_find(claim->word, S("余")) >= 0 || str_find(claim->word, S("餘")) >= 0;
    bool duo = str_find(claim->word, S("多")) >= 0;

    return way->style.kind == STYLE_ROUND && approx[round] == claim->approx &&
           (!yu || round == ROUND_YU) && (!duo || round == ROUND_DUO);
}

/* Writes it that way; false if the style is not true of the number. */
static bool is_true(const Way *way, const FigureValue *v, Lang lang, Buf *out)
{
    bool kept = true;
    if (way->style.kind == STYLE_ROUND)
        round_print(way->style.round, lang, v->value, v->places, out, &kept);
    else
        number_write(&way->style, lang, v, out);
    return kept;
}

/* What stands behind the number, a blank and its unit; what is written with `money` or `ordinal`
 * has its own. */
static Str tail_of(const Claim *claim, const Way *way)
{
    const char *end = claim->text.p + claim->text.n;
    if (way->style.kind == STYLE_MONEY || !claim->unit.n || claim->unit.p < claim->text.p ||
        claim->unit.p >= end)
        return (Str){ 0 };
    const char *from = claim->unit.p;
    if (from > claim->text.p && from[-1] == ' ')
        from--;
    return (Str){ from, (size_t)(claim->unit.p + claim->unit.n - from) };
}

static bool offered(const Offer *list, size_t n, Str shown)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(list[i].shown, shown))
            return true;
    return false;
}

static void offer(Arena *a, const Typed *t, const FigureValue *v, Lang lang, const Way *way,
                  Offer *list, size_t *n)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    Str tail = tail_of(&t->v.claim, way), shown;

    if (*n == OFFERS_MAX || !is_true(way, v, lang, &b))
        return;
    shown = arena_printf(a, "%.*s%.*s", STR(buf_str(&b)), STR(tail));
    if (offered(list, *n, shown))
        return;
    list[(*n)++] =
        (Offer){ .put = arena_printf(a, "{{%.*s%s}}%.*s", STR(v->def->name), way->code, STR(tail)),
                 .shown = shown };
}

const Offer *typed_offers(Arena *a, const Typed *t, const FigureValue *v, Lang lang, size_t *n)
{
    Offer *list = NEWN(a, Offer, OFFERS_MAX);
    const Claim *claim = &t->v.claim;
    const Way *of = ways;
    size_t most = LEN(ways);

    *n = 0;
    if (v->standing == STANDING_UNAVAILABLE)
        return list;
    if (v->currency[0]) {
        of = money;
        most = LEN(money);
    } else if (claim->kind == CLAIM_ORDINAL) {
        of = ordinal;
        most = LEN(ordinal);
    }
    for (size_t i = 0; i < most; i++)
        if (suits(&of[i], claim))
            offer(a, t, v, lang, &of[i], list, n);
    for (size_t i = 0; i < most; i++)
        offer(a, t, v, lang, &of[i], list, n);
    return list;
}

Str typed_bind(Arena *a, Str text, const Typed *t, Str with)
{
    return arena_printf(a, "%.*s%.*s%.*s", STR(str_part(text, 0, t->at)), STR(with),
                        STR(str_part(text, t->end, text.n)));
}
