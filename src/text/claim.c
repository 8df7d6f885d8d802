/* SPDX-License-Identifier: Apache-2.0
 * The finder of claims: from left to right, once, each number handed to the part that knows it.
 */
#include "text/claim.h"

#include "text/claim_impl.h"

enum { LIST_GAP = 72 }; /* bytes */

typedef struct {
    Claim *p;
    size_t n, size;
} ClaimVec;

typedef struct {
    Finder f;
    Arena *arena;
    ClaimVec claims;
    VEC(bool) maybe; /* beside each claim: does it count in a list of counts only? */
    Err *e;
} Search;

const char *claim_kind_name(ClaimKind kind)
{
    static const char *const names[CLAIM__N] = {
        [CLAIM_COUNT] = "count",     [CLAIM_MONEY] = "money", [CLAIM_PERCENT] = "percent",
        [CLAIM_ORDINAL] = "ordinal", [CLAIM_DATE] = "date",   [CLAIM_RANGE] = "range",
        [CLAIM_CODE] = "code",
    };
    return names[kind];
}

const char *approx_name(Approx approx)
{
    static const char *const names[APPROX__N] = {
        [APPROX_EXACT] = "exact",   [APPROX_OVER] = "over",   [APPROX_AT_LEAST] = "at_least",
        [APPROX_NEARLY] = "nearly", [APPROX_ABOUT] = "about",
    };
    return names[approx];
}

static void trim_zeros(Claim *c)
{
    for (; c->places > 0 && c->value % 10 == 0 && c->high % 10 == 0; c->places--) {
        c->value /= 10;
        c->high /= 10;
    }
}

static Claim make(const Plain *p, const Found *x)
{
    Claim c = { .start = p->byte[x->start],
                .end = plain_end(p, x->end),
                .text = plain_slice(p, x->start, x->end),
                .word =
                    x->approx == APPROX_EXACT ? (Str){ 0 } : plain_slice(p, x->word, x->word_end),
                .number = plain_slice(p, x->n.start, x->n.end),
                .unit = x->unit.name,
                .kind = x->kind,
                .approx = x->approx,
                .value = x->n.value,
                .high = x->n.range && !x->n.falling ? x->n.high : x->n.value,
                .places = x->n.places,
                .stacked = x->stacked,
                .first = x->first };
    if (c.kind == CLAIM_MONEY)
        for (size_t i = 0; i < sizeof c.currency; i++)
            c.currency[i] = x->unit.currency[i];
    if (!x->n.fits)
        c.value = c.high = c.places = 0;
    trim_zeros(&c);
    return c;
}

/* 2024年, 9月 and 8日 side by side are one date. */
static bool extends_date(const Search *s, const Claim *c)
{
    const Claim *last = s->claims.n ? &s->claims.p[s->claims.n - 1] : NULL;
    Str between;

    if (!last || last->kind != CLAIM_DATE || c->kind != CLAIM_DATE || c->approx != APPROX_EXACT)
        return false;
    between = str_part(s->f.p->text, last->end, c->start - last->end);
    return between.n == 0 || str_eq(between, S(" "));
}

static bool add(Search *s, const Found *x)
{
    Claim c = make(s->f.p, x);

    s->f.floor = x->end;
    s->f.last = x->kind;
    if (extends_date(s, &c)) {
        Claim *last = &s->claims.p[s->claims.n - 1];
        last->end = c.end;
        last->text = str_part(s->f.p->text, last->start, c.end - last->start);
        return true;
    }
    if (s->claims.n == CLAIMS_MAX)
        return err_set(s->e, ERR_INVALID, "a text may have at most %d numbers", CLAIMS_MAX);
    vec_push(s->arena, &s->claims, c);
    vec_push(s->arena, &s->maybe, x->maybe);
    return true;
}

/* What begins behind the number: Chinese, English, or neither? */
static bool is_english(const Plain *p, const Num *n)
{
    At i = plain_skip(p, n->end);
    char16_t ch = plain_at(p, i);

    if (ch == '-' && is_latin(plain_at(p, i + 1)))
        return true;
    if (ch == '-' || ch == '~') {
        i = plain_skip(p, i + 1);
        for (int k = 0; k < 12 && (is_figure(plain_at(p, i)) || plain_in(plain_at(p, i), u"., "));
             k++)
            i++;
        ch = plain_at(p, i);
    }
    if (is_han(ch) || plain_in(ch, u"%‰~"))
        return false;
    if (is_latin(ch) || (plain_in(ch, u"“\"") && is_latin(plain_at(p, i + 1))))
        return true;
    for (int k = 1; k < 24; k++) {
        char16_t before = plain_at(p, n->start - k);
        if (is_han(before))
            return false;
        if (is_latin(before) && k > 1)
            return true;
    }
    return false;
}

static bool is_count(ClaimKind kind)
{
    return kind == CLAIM_COUNT || kind == CLAIM_MONEY || kind == CLAIM_PERCENT ||
           kind == CLAIM_RANGE;
}

/* The number at i: true with what it claims, false with the place to go on at out->end. */
static bool number_claim(const Finder *f, At i, Found *out)
{
    At end = i + 1;
    bool found;

    *out = (Found){ .start = i, .end = i + 1 };
    if (portion_claim(f, i, out))
        return true;
    *out = (Found){ .start = i, .end = i + 1 };
    if (!number_at(f->p, i, &out->n, &end)) {
        out->end = end;
        return false;
    }
    if (out->n.figures && figures_claim(f, out))
        return true;
    found =
        out->n.figures && is_english(f->p, &out->n) ? english_claim(f, out) : chinese_claim(f, out);
    if (!found && out->end < end)
        out->end = end;
    return found;
}

static bool words_claim(const Finder *f, At i, Found *out)
{
    *out = (Found){ .start = i, .end = i + 1 };
    if (is_latin(plain_at(f->p, i - 1)) || plain_at(f->p, i - 1) == '-' ||
        !number_words(f->p, i, &out->n))
        return false;
    out->end = out->n.end;
    return english_claim(f, out);
}

/* What begins at i. False: nothing, go on at out->end. */
static bool claim_at(const Finder *f, At i, Found *out)
{
    const Plain *p = f->p;
    char16_t ch = plain_at(p, i);
    bool silent;
    At phrase;

    *out = (Found){ .start = i, .end = i + 1 };
    if (is_figure(ch))
        return number_claim(f, i, out);
    /* Most characters begin nothing, and are passed over before any list is read. */
    if (is_latin(ch)
            ? is_latin(plain_at(p, i - 1)) || !plain_in(ch, u"aefhinost")
            : !plain_in(ch, u"〇一二两三四五六七八九十廿卅卌百千万亿壹贰叁肆伍陆柒捌玖双首唯第成"))
        return false;
    phrase = is_latin(ch) ? 0 : phrase_at(p, i, &silent);
    if (phrase) {
        out->end = phrase;
        out->kind = CLAIM_CODE;
        out->n = (Num){ .start = i, .end = phrase };
        return !silent;
    }
    if (first_claim(f, i, out))
        return true;
    return is_han(ch) ? number_claim(f, i, out) : words_claim(f, i, out);
}

static bool search(Search *s)
{
    Finder *f = &s->f;

    for (At i = 0; i < f->p->n;) {
        Found x;
        region_at(f, i);
        if (!claim_at(f, i, &x)) {
            i = x.end > i ? x.end : i + 1;
            continue;
        }
        if (x.n.start < f->code_end || (x.n.start < f->title_end && is_count(x.kind)))
            x.kind = CLAIM_CODE;
        if (!add(s, &x))
            return false;
        i = x.end > i ? x.end : i + 1;
    }
    return true;
}

static bool is_listed_kind(ClaimKind kind)
{
    return kind == CLAIM_COUNT || kind == CLAIM_MONEY;
}

/* Do both stand in one list: 三场讲座、一场展览? */
static bool same_list(const Search *s, const Claim *a, const Claim *b)
{
    static const Str joins[] = { S("、"), S("和"), S("及"), S("与"),
                                 S("，"), S("與"), S(","),  S(" and ") };
    Str between = str_part(s->f.p->text, a->end, b->start - a->end);
    bool joined = false;

    if (between.n > LIST_GAP || !is_listed_kind(a->kind) || !is_listed_kind(b->kind))
        return false;
    if (str_find(between, S("。")) >= 0 || str_find(between, S("\n")) >= 0 ||
        str_find(between, S(". ")) >= 0)
        return false;
    for (size_t i = 0; i < LEN(joins); i++)
        joined = joined || str_find(between, joins[i]) >= 0;
    return joined && (str_eq(a->unit, b->unit) || str_find(between, S(" ")) >= 0);
}

/* Keeps the claims that are sure, and 一 where a sure one of the same unit stands beside it. */
static void keep(Search *s, Claims *out)
{
    ClaimVec *c = &s->claims;
    size_t n = 0;

    for (size_t i = 0; i < c->n; i++)
        if (s->maybe.p[i])
            s->maybe.p[i] =
                !((i > 0 && !s->maybe.p[i - 1] && same_list(s, &c->p[i - 1], &c->p[i])) ||
                  (i + 1 < c->n && !s->maybe.p[i + 1] && same_list(s, &c->p[i], &c->p[i + 1])));
    for (size_t i = 0; i < c->n; i++)
        if (!s->maybe.p[i])
            c->p[n++] = c->p[i];
    out->p = c->p;
    out->n = n;
}

bool claims_find(Arena *a, Str text, Claims *out, Err *e)
{
    Plain plain;
    Search s = { .f = { .p = &plain, .last = CLAIM__N }, .arena = a, .e = e };

    *out = (Claims){ 0 };
    if (text.n > CLAIM_TEXT_MAX)
        return err_set(e, ERR_INVALID, "a text may have at most %d bytes, this one has %zu",
                       CLAIM_TEXT_MAX, text.n);
    plain_open(a, text, &plain);
    if (!search(&s))
        return false;
    keep(&s, out);
    return true;
}
