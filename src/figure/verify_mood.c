/* SPDX-License-Identifier: Apache-2.0
 * What a sentence says of a number before it comes: that it is a difference, a plan, of another
 * year or of a part of the year. Such a number is not the one that is recorded for the period.
 */
#include "figure/verify_impl.h"

enum {
    LOOK_BACK = 600, /* bytes */
    FAR_CHAR = 1,    /* a byte of no mark adds at most that */
    BESIDE = 8,      /* bytes between words that belong together */
    TOTAL_REACH = 60,
    EACH_REACH = 24,
    UNCLEAR_REACH = 20,
    UNCLEAR_NEAR = 60, /* bytes, more than those words and what may lie between have */
    DATELINE = 60, /* bytes of a line beside the date that is the date of the text */
};

static bool year_at(Str t, size_t i, int *year)
{
    int64_t n;
    bool digit_before = i > 0 && t.p[i - 1] >= '0' && t.p[i - 1] <= '9';
    if (i + 4 > t.n || digit_before || !str_int(str_part(t, i, 4), &n) || n < 1900 || n > 2099)
        return false;
    *year = (int)n;
    return i + 4 == t.n || t.p[i + 4] < '0' || t.p[i + 4] > '9';
}

/* The years that a date names: is one of them in the period? */
static bool names_year(Str date, const FigureScope *s, bool *inside)
{
    bool found = false;
    int year;
    *inside = false;
    for (size_t i = 0; i < date.n; i++) {
        if (!year_at(date, i, &year))
            continue;
        found = true;
        *inside |= year >= day_year(s->from) && year <= day_year(s->to);
    }
    return found;
}

/* A month or a day of one, but not "1-12月" and not "3个月". */
static bool names_month(Str date)
{
    ptrdiff_t last = str_find(date, S("12月"));
    bool whole = last > 0 && !str_ends(str_part(date, 0, (size_t)last), S("年"));
    return !whole && str_find(date, S("月")) >= 0 && str_find(date, S("个月")) < 0;
}

/* The state of a walk from the start of the sentence to the claim. */
typedef struct {
    const Verifying *v;
    const Spot *s;
    Why why;
    uint32_t now;   /* the end of the last word or date that means the period itself */
    uint32_t since; /* the end of the last 以来 */
    uint32_t until; /* the end of the last 截至 */
    uint32_t date;  /* the end of the last date */
    bool whole;     /* the period is made of whole years */
    bool elsewhere; /* another unit, or the country, does what is told */
} Mood;

/* The date ends a span that the one before it began: 1月至12月. */
static bool ends_span(const Mood *m, const Spot *date)
{
    return m->date && date->start - m->date <= strlen("至");
}

static void hear_date(Mood *m, const Spot *date)
{
    Str text = str_part(m->v->level.text, date->start, date->end - date->start);
    bool inside, year = names_year(text, m->v->scope, &inside);
    bool until = m->until && date->start - m->until <= BESIDE;
    bool since = m->since && date->start - m->since <= BESIDE;
    bool span = ends_span(m, date);

    m->date = date->end;
    if (year && !inside)
        m->why = since ? WHY_SINCE : WHY_YEAR;
    else if (m->whole && span && str_starts(text, S("12月")))
        m->why = WHY_NONE;
    else if (m->whole && names_month(text) && !until && !since)
        m->why = WHY_PARTIAL;
    else if (year) {
        m->why = WHY_NONE;
        m->now = date->end;
    }
}

/* Is it who does something? Then it stands first in its clause, or behind a date or a word that
 * leads to it: 邻近的泉州市侨联. */
static bool is_subject(const Mood *m, const WordHit *h)
{
    static const char *const leads[] = { "的", "而", "但", "另", "是", "则", "同期", "此外" };
    const uint32_t *far = m->v->far;
    Str text = m->v->level.text;
    uint32_t at = h->start;
    while (at > m->s->sentence && text.p[at - 1] == ' ')
        at--;
    if (at == m->s->sentence || far[at] - far[at - 1] > FAR_CHAR)
        return true;
    Str before = str_part(text, m->s->sentence, at - m->s->sentence);
    for (size_t i = 0; i < LEN(leads); i++)
        if (str_ends(before, str_z(leads[i])))
            return true;
    return false;
}

static void hear_word(Mood *m, const WordHit *h, WordRole role)
{
    bool in_clause = h->start >= m->s->clause;
    switch (role) {
    case WORD_CHANGE:
        if (m->s->start - h->end <= 1)
            m->why = WHY_CHANGE;
        break;
    case WORD_EACH:
        if (in_clause && m->v->far[m->s->start] - m->v->far[h->end] <= EACH_REACH)
            m->why = WHY_EACH;
        break;
    case WORD_ELSEWHERE: m->elsewhere = true; break;
    case WORD_OTHER_UNIT: m->elsewhere |= is_subject(m, h); break;
    case WORD_OWN_UNIT: m->elsewhere &= !is_subject(m, h); break;
    case WORD_PLAN: m->why = WHY_PLAN; break;
    case WORD_EARLIER:
        if (in_clause)
            m->why = WHY_YEAR;
        break;
    case WORD_LAST: hear_word(m, h, m->v->year_after ? WORD_NOW : WORD_EARLIER); break;
    case WORD_PARTIAL:
        if (m->whole)
            m->why = WHY_PARTIAL;
        break;
    case WORD_SINCE:
        m->since = h->end;
        if (!m->now || h->start - m->now > BESIDE)
            m->why = WHY_SINCE;
        break;
    case WORD_NOW:
        m->why = WHY_NONE;
        m->now = h->end;
        break;
    case WORD_UNTIL: m->until = h->end; break;
    default: break;
    }
}

/* Does the word of an event stand before the number, or behind it in its clause? */
static size_t event_of(const Verifying *v, const Spot *s, uint32_t from)
{
    uint32_t to = s->clause_end < s->end + LOOK_BACK ? s->clause_end : s->end + LOOK_BACK;
    for (size_t i = verify_hit(v, from); i < v->hits.n && v->hits.p[i].start < to; i++)
        if (verify_word_is(v, &v->hits.p[i], WORD_ONCE))
            return i + 1;
    return 0;
}

static bool is_unclear(const Verifying *v, const Spot *s)
{
    uint32_t from = s->start > s->clause + UNCLEAR_NEAR ? s->start - UNCLEAR_NEAR : s->clause;
    uint32_t to = s->clause_end < s->end + UNCLEAR_NEAR ? s->clause_end : s->end + UNCLEAR_NEAR;
    for (size_t i = verify_hit(v, from); i < v->hits.n && v->hits.p[i].start < to; i++)
        if (verify_word_is(v, &v->hits.p[i], WORD_UNCLEAR) &&
            verify_gap(v, s, &v->hits.p[i]) <= UNCLEAR_REACH)
            return true;
    return false;
}

/* A heading that begins with another unit: what stands below it is of that one. */
static bool heading_of_other(const Verifying *v, const Spot *s)
{
    uint32_t other = 0;
    for (size_t i = verify_hit(v, s->heading); i < v->hits.n && v->hits.p[i].start < s->heading_end;
         i++) {
        const WordHit *h = &v->hits.p[i];
        if (h->start == s->heading && verify_word_is(v, h, WORD_OTHER_UNIT))
            other = h->end;
        if (h->start >= other && verify_word_is(v, h, WORD_OWN_UNIT))
            return false;
    }
    return other > 0;
}

void verify_mood(const Verifying *v, size_t claim)
{
    Spot *s = &v->spots[claim];
    const FigureScope *p = v->scope;
    uint32_t from = s->start > s->sentence + LOOK_BACK ? s->start - LOOK_BACK : s->sentence;
    Mood m = { .v = v,
               .s = s,
               .elsewhere = heading_of_other(v, s),
               .whole = p->from % 10000 == 101 && p->to % 10000 == 1231 };
    size_t date = claim;

    while (date > 0 && v->spots[date - 1].start >= from)
        date--;
    for (size_t i = verify_hit(v, from); i < v->hits.n && v->hits.p[i].end <= s->start; i++) {
        const WordHit *h = &v->hits.p[i];
        for (; date < claim && v->spots[date].start < h->start; date++)
            if (v->claims.p[date].kind == CLAIM_DATE)
                hear_date(&m, &v->spots[date]);
        for (int32_t u = h->word; u >= 0; u = v->words->uses.p[u].next) {
            hear_word(&m, h, v->words->uses.p[u].role);
            s->total |= v->words->uses.p[u].role == WORD_TOTAL && s->start - h->end <= TOTAL_REACH;
        }
    }
    for (; date < claim; date++)
        if (v->claims.p[date].kind == CLAIM_DATE)
            hear_date(&m, &v->spots[date]);
    s->why = m.elsewhere ? WHY_ELSEWHERE : m.why;
    if (s->why == WHY_PARTIAL)
        s->once = event_of(v, s, from);
    if (s->why == WHY_NONE && is_unclear(v, s))
        s->why = WHY_UNCLEAR;
}

/* ---- the day of the text ---- */

static Str date_text(const Verifying *v, const Spot *s)
{
    return str_part(v->level.text, s->start, s->end - s->start);
}

/* 去年（2024年）, 2024年（去年） */
static bool is_last_year(const Verifying *v, const Spot *date)
{
    uint32_t from = date->start > DATELINE ? date->start - DATELINE : 0;
    for (size_t i = verify_hit(v, from); i < v->hits.n && v->hits.p[i].start <= date->end + 1;
         i++) {
        const WordHit *h = &v->hits.p[i];
        bool before = h->end <= date->start && date->start - h->end <= strlen(" (");
        bool behind = h->start > date->end && v->level.text.p[date->end] == '(';
        if ((before || behind) && verify_word_is(v, h, WORD_LAST))
            return true;
    }
    return false;
}

/* A line of little but a day of the year after the period. */
static bool is_dateline(const Verifying *v, const Spot *date)
{
    Str t = v->level.text;
    uint32_t from = date->start, to = date->end;
    bool inside, day = false;
    FigureScope next = { .from = (day_year(v->scope->to) + 1) * 10000 + 101,
                         .to = (day_year(v->scope->to) + 1) * 10000 + 1231 };
    while (from > 0 && t.p[from - 1] != '\n' && date->start - from <= DATELINE)
        from--;
    while (to < t.n && t.p[to] != '\n' && to - date->end <= DATELINE)
        to++;
    Str text = date_text(v, date);
    for (size_t i = 0; i < text.n; i++)
        day |= text.p[i] == ' ' || text.p[i] == '-';
    day |= names_month(text);
    return day && to - from <= date->end - date->start + DATELINE &&
           names_year(text, &next, &inside) && inside;
}

bool verify_year_after(const Verifying *v)
{
    bool inside;
    for (size_t i = 0; i < v->claims.n; i++) {
        const Spot *s = &v->spots[i];
        if (v->claims.p[i].kind != CLAIM_DATE)
            continue;
        if (is_dateline(v, s) ||
            (names_year(date_text(v, s), v->scope, &inside) && inside && is_last_year(v, s)))
            return true;
    }
    return false;
}
