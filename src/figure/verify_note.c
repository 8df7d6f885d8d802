/* SPDX-License-Identifier: Apache-2.0
 * Remarks on the wording of a claim, and the sentence that would be true.
 */
#include "figure/verify_impl.h"

#include "figure/rounding.h"

enum { EXCERPT = 600 }; /* bytes of a long sentence to either side */

/* ---- remarks ---- */

/* Each remark is a sentence of its own. */
static void remark(const Verifying *v, Buf *out, const char *text)
{
    if (out->n)
        buf_put(out, v->c->lang == LANG_EN ? S("; ") : S("；"));
    buf_put(out, str_z(tr(v->c->lang, text)));
}

static const char *const reasons[WHY__N] = {
    [WHY_CHANGE] = N_("not compared: it is a difference to another number"),
    [WHY_PLAN] = N_("not compared: it is of what is planned"),
    [WHY_YEAR] = N_("not compared: it is of another year"),
    [WHY_PARTIAL] = N_("not compared: it is of a part of the period"),
    [WHY_SINCE] = N_("not compared: it counts from an earlier date than the period"),
    [WHY_EACH] = N_("not compared: it is an average"),
    [WHY_ELSEWHERE] = N_("not compared: it is not of the unit in question alone"),
    [WHY_UNCLEAR] = N_("not compared: the word beside it may mean several figures"),
};

static bool has_word(Str text, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_find(text, str_z(words[i])) >= 0)
            return true;
    return false;
}

static bool starts_with(Str text, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_starts(text, str_z(words[i])))
            return true;
    return false;
}

/* The unit as the text has it, levelled: what stands between the number and the claim's end, or
 * the noun behind that. */
static Str unit_of(const Verifying *v, const Spot *s)
{
    uint32_t end = s->clause_end < s->unit + 24 ? s->clause_end : s->unit + 24;
    return end > s->unit ? str_part(v->level.text, s->unit, end - s->unit) : (Str){ 0 };
}

static void remark_on_unit(const Verifying *v, const Spot *s, const Verified *done, Buf *out)
{
    static const char *const times[] = { "人次", "person-time", "次" };
    static const char *const people[] = { "人",     "名",      "位",          "people",
                                          "person", "persons", "individuals", "多人" };
    static const char *const regions[] = { "地区", "region", "territor", "港澳" };
    Str unit = unit_of(v, s);
    bool says_times = starts_with(unit, times, LEN(times)),
         says_people = !says_times && starts_with(unit, people, LEN(people));

    if (str_eq(done->figure->unit, S("person-times")) && says_people)
        remark(v, out, N_("person-times were counted, not people: say person-times"));
    if (str_eq(done->figure->unit, S("person")) && says_times)
        remark(v, out, N_("people were counted, not person-times: say people"));
    if (done->recorded.regions && !has_word(unit, regions, LEN(regions)))
        remark(v, out, N_("Hong Kong, Macao or Taiwan is among them: say countries and regions"));
}

static bool is_latin(Str word)
{
    return word.n && level_word_char(word.p[0]);
}

/* English has one style for 多 and 超. */
static RoundStyle style_of(const Claim *c)
{
    static const char *const yu[] = { "余", "餘" }, *const duo[] = { "多", "来", "來", "odd" };
    switch (c->approx) {
    case APPROX_NEARLY: return ROUND_NEAR;
    case APPROX_ABOUT: return ROUND_ABOUT;
    case APPROX_OVER:
        if (starts_with(c->word, yu, LEN(yu)))
            return ROUND_YU;
        return is_latin(c->word) || starts_with(c->word, duo, LEN(duo)) ? ROUND_DUO : ROUND_OVER;
    case APPROX_EXACT:
    case APPROX_AT_LEAST:
    case APPROX__N: break;
    }
    return ROUND_EXACT;
}

/* 多 and 余 are bounded by themselves, and in English "more than 30" of 38 is what 30多 is. */
static bool too_wide(const Claim *c, int64_t stated, int64_t actual)
{
    bool open = style_of(c) == ROUND_OVER || is_latin(c->word);
    return open && approx_wide(c->approx, stated, actual) &&
           !(is_latin(c->word) && approx_true(APPROX_OVER, S("多"), stated, actual));
}

static void remark_on_value(const Verifying *v, const Verified *done, Buf *out)
{
    const FigureValue *r = &done->recorded;
    int64_t stated, actual;
    if (done->verdict == VERDICT_AGREES && verify_align(&done->claim, r, &stated, &actual) &&
        too_wide(&done->claim, stated, actual))
        remark(v, out, N_("true, but more than a tenth below the number: say a nearer one"));
    if (r->standing == STANDING_DECLARED)
        remark(v, out, N_("the number was declared, no records stand behind it"));
    if (r->standing == STANDING_ESTIMATED)
        remark(v, out, N_("the number is a declared estimate"));
    if (r->unknown)
        remark(v, out, N_("some of the records have no quantity, so that it may be more"));
}

Str verify_note(const Verifying *v, size_t claim, const Verified *done)
{
    const Spot *s = &v->spots[claim];
    const Claim *c = &done->claim;
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);

    if (done->recorded.why.n)
        buf_put(&b, done->recorded.why);
    if (done->figure && done->recorded.standing != STANDING_UNAVAILABLE) {
        remark_on_unit(v, s, done, &b);
        remark_on_value(v, done, &b);
        if (s->total && done->figure->period == PERIOD_IN)
            remark(v, &b,
                   N_("called cumulative, but it is of the period alone and no start is named"));
    }
    if (!done->figure && reasons[s->why] && (c->kind == CLAIM_COUNT || c->kind == CLAIM_MONEY))
        remark(v, &b, reasons[s->why]);
    if (c->kind == CLAIM_RANGE)
        remark(v, &b, N_("a range is not compared with a number"));
    if (c->stacked)
        remark(v, &b, N_("two words of approximation exclude each other: keep one"));
    return arena_str(v->c->arena, buf_str(&b));
}

/* ---- the sentence that would be true ---- */

static bool is_han(uint32_t ch)
{
    return ch >= 0x3400 && ch <= 0x9FFF;
}

/* English without a Chinese character in the sentence; else by what folding changes in the text. */
static Lang script_of(const Verifying *v, const Verified *done)
{
    Str rest = str_part(v->text, done->sentence, done->sentence_end - done->sentence);
    uint32_t ch;
    while (utf8_next(&rest, &ch))
        if (is_han(ch))
            return v->traditional ? LANG_HANT : LANG_HANS;
    return LANG_EN;
}

/* 3 → 3rd, where the text has an English ordinal. */
static void put_ordinal_end(const Claim *c, int64_t n, Buf *out)
{
    static const char *const ends[] = { "th", "st", "nd", "rd" };
    bool latin = c->number.n && level_word_char(c->number.p[c->number.n - 1]);
    bool digits = latin && c->number.p[c->number.n - 1] <= '9';
    if (c->kind != CLAIM_ORDINAL || !latin || digits)
        return;
    bool teen = n % 100 >= 11 && n % 100 <= 13;
    buf_put(out, str_z(ends[!teen && n % 10 <= 3 ? n % 10 : 0]));
}

/* The claim without its word of approximation and with `number` for its number. */
static void put_claim(const Claim *c, Str number, Buf *out)
{
    const char *end = c->text.p + c->text.n, *at = c->text.p;
    const char *word = c->word.n ? c->word.p : NULL, *behind = c->number.p + c->number.n;

    if (word && word < c->number.p)
        buf_put(out, (Str){ at, (size_t)(word - at) });
    else
        buf_put(out, (Str){ at, (size_t)(c->number.p - at) });
    buf_put(out, number);
    if (word && word >= behind && word + c->word.n <= end) {
        buf_put(out, (Str){ behind, (size_t)(word - behind) });
        behind = word + c->word.n;
    }
    buf_put(out, (Str){ behind, (size_t)(end - behind) });
}

static size_t char_start(Str t, size_t at)
{
    while (at > 0 && at < t.n && (t.p[at] & 0xC0) == 0x80)
        at--;
    return at;
}

Str verify_would_be(const Verifying *v, const Verified *done)
{
    const Claim *c = &done->claim;
    const FigureValue *r = &done->recorded;
    AUTO(buf_done) Buf number = buf_new(BUF_LINE);
    AUTO(buf_done) Buf b = buf_new(BUF_PAGE);
    bool kept;

    if (c->first || c->number.p < c->text.p || c->number.p + c->number.n > c->text.p + c->text.n)
        return (Str){ 0 };
    round_print(style_of(c), script_of(v, done), r->value, r->places, &number, &kept);
    put_ordinal_end(c, r->value, &number);
    size_t from = done->sentence, to = done->sentence_end;
    if (c->start - from > EXCERPT)
        from = char_start(v->text, c->start - EXCERPT);
    if (to - c->end > EXCERPT)
        to = char_start(v->text, c->end + EXCERPT);
    buf_put(&b, str_part(v->text, from, c->start - from));
    put_claim(c, buf_str(&number), &b);
    buf_put(&b, str_part(v->text, c->end, to - c->end));
    return b.failed ? (Str){ 0 } : arena_str(v->c->arena, str_trim(buf_str(&b)));
}
