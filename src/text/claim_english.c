/* SPDX-License-Identifier: Apache-2.0
 * What a number claims in English text: a date, money, a portion, a length, or so many
 * of the noun behind it; and where no noun is there, what the words before it say.
 */
#include "text/claim_impl.h"

enum { YEAR_FROM = 1000 };

static const char16_t months[] =
    u"january february march april may june july august september october november december jan feb mar apr jun "
    u"jul aug sep sept oct nov dec";
static const char16_t durations[] =
    u"day days week weeks month months year years hour hours minute minutes second seconds decade decades "
    u"century centuries evening evenings morning mornings afternoon afternoons night nights weekend weekends fortnight fortnights semester semesters quarter quarters "
    u"year-old years-old yr yrs hr hrs min mins am pm a.m. p.m. a.m p.m o'clock bce ce bc ad";

static Unit unit_of(const Plain *p, At from, At to, UnitKind kind)
{
    return (Unit){
        .from = from, .to = to, .name = plain_slice(p, from, to), .kind = kind, .whole = true
    };
}

bool english_settle(Found *out, ClaimKind kind)
{
    bool counts = kind == CLAIM_COUNT || kind == CLAIM_MONEY || kind == CLAIM_PERCENT;
    out->kind = counts && out->n.range ? CLAIM_RANGE : kind;
    return true;
}

bool english_counted(const Finder *f, Found *out, ClaimKind kind)
{
    out->end = out->unit.to > out->end ? out->unit.to : out->end;
    english_settle(out, kind);
    approx_after(f, out);
    return true;
}

/* ---- dates ---- */

static bool is_month(const Plain *p, At from, At to)
{
    if (!plain_listed(p, from, to, months))
        return false;
    return !plain_listed(p, from, to, u"may march") || plain_capital(p, from);
}

/* 8 September, 8th to 11 September, 8 and 9 Sept. */
static bool month_follows(const Plain *p, At i)
{
    for (int k = 0; k < 4; k++) {
        At end, n;
        i = plain_skip(p, i);
        i += plain_list(p, i, u"st nd rd th");
        i = plain_skip(p, i);
        i += plain_list(p, i, u"of_ day_of_");
        end = latin_end(p, i);
        if (end > i && is_month(p, i, end))
            return true;
        n = plain_list(p, i, u"- ~ to_ and_ & , or_ /");
        i = plain_skip(p, i + n);
        if (!n || !is_figure(plain_at(p, i)))
            return false;
        for (int d = 0; d < 2 && is_figure(plain_at(p, i)); d++)
            i++;
        if (is_figure(plain_at(p, i)))
            return false;
    }
    return false;
}

static bool month_precedes(const Plain *p, const Num *n)
{
    At end, from = latin_before(p, n->start, &end);
    return end > from && plain_at(p, end) != ',' && is_month(p, from, end) && n->figures <= 4 &&
           !n->grouped;
}

static bool age_precedes(const Plain *p, At i)
{
    static const char16_t ages[] =
        u"aged ages age ages_of age_of aged_from aged_between ages_from age_from "
        u"ages_between age_between the_age_of under-";
    At len;

    i = plain_back(p, i);
    len = plain_list_before(p, i, ages);
    return len && !is_latin(plain_at(p, i - len - 1));
}

/* 1405 behind "in", "since" and the like, and no noun it could count. */
static bool is_old_year(const Plain *p, const Num *n)
{
    bool year = n->figures == 4 && !n->grouped && !n->scaled && n->places == 0 &&
                n->value >= YEAR_FROM && n->value < 1900;
    return year && plain_list_before(p, plain_back(p, n->start),
                                     u"in since year from until by before after of") > 0;
}

static bool is_time(const Plain *p, At end)
{
    At i = plain_skip(p, end), stop = latin_end(p, i);
    return plain_list(p, i, u"a.m. p.m. a.m p.m o'clock") ||
           plain_listed(p, i, stop, u"am pm hrs st_century bc ad bce ce");
}

/* March 21 to 23, Sept. 8 and 9: a day goes before. */
static bool day_precedes(const Finder *f, const Num *n)
{
    At len = plain_list(f->p, f->floor, u"_to_ _and_ - ~ _-_ ,_");
    return f->last == CLAIM_DATE && len && f->floor + len == n->start && n->figures <= 2 &&
           n->value <= 31 && !n->scaled && !n->places;
}

static bool is_date(const Finder *f, const Num *n)
{
    const Plain *p = f->p;
    if (n->worded)
        return age_precedes(p, n->start);
    return is_time(p, n->end) || age_precedes(p, n->start) ||
           (day_precedes(f, n) && !latin_next(p, n->end)) || is_old_year(p, n) ||
           (n->value <= 31 && n->figures <= 2 && !n->scaled && n->places == 0 &&
            month_follows(p, n->end)) ||
           ((n->value <= 31 || number_is_year(n)) && month_precedes(p, n));
}

/* ---- by form ---- */

/* 24th, 1990s, 10am, 5km, 3x: letters right behind the figures. */
static bool glued(const Finder *f, Found *out)
{
    const Plain *p = f->p;
    Num *n = &out->n;
    At end = latin_end(p, n->end);

    if (n->worded || end == n->end || !is_latin(plain_at(p, n->end)))
        return false;
    if (plain_listed(p, n->end, end, u"am pm h hrs min s")) {
        out->end = end;
        return english_settle(out, CLAIM_DATE);
    }
    if (plain_listed(p, n->end, end, u"st nd rd th")) {
        out->end = end;
        return english_settle(out, month_follows(p, end) || month_precedes(p, n) ? CLAIM_DATE
                                                                                 : CLAIM_ORDINAL);
    }
    if (plain_capital(p, n->end)) {
        out->end = end;
        return english_settle(out, CLAIM_CODE);
    }
    if (plain_list(p, n->end, u"sq_m sq_ft sq_km"))
        end = latin_end(p, end + 1);
    if (plain_listed(p, n->end, end,
                     u"sq_m sq_ft sq_km km kg cm mm g t ha mw kw kwh mb gb tb ml sqm")) {
        out->unit = unit_of(p, n->end, end, UNIT_COUNT);
        approx_before(f, out);
        return english_counted(f, out, CLAIM_COUNT);
    }
    if (unit_currency_word(p, n->end, &out->unit))
        return false;
    while (is_latin(plain_at(p, end)) || is_figure(plain_at(p, end)))
        end++;
    out->end = end;
    return english_settle(out, CLAIM_CODE);
}

/* 10-day, 12-member, two-way. */
static bool hyphened(const Finder *f, Found *out, bool *found)
{
    const Plain *p = f->p;
    At i = out->n.end + 1, end = i;

    *found = true;
    if (plain_at(p, i - 1) != '-' || !is_latin(plain_at(p, i)) || plain_list(p, i, u"plus odd"))
        return false;
    while (is_latin(plain_at(p, end)))
        end++;
    out->end = latin_end(p, i);
    if (plain_listed(p, i, end, durations)) {
        english_settle(out, CLAIM_DATE);
    } else if (plain_listed(p, i, end,
                            u"member person people strong delegate seat bed guest student team")) {
        out->end = end;
        if (!plain_listed(p, i, end, u"strong"))
            out->unit = unit_of(p, i, end, UNIT_COUNT);
        approx_before(f, out);
        english_settle(out, CLAIM_COUNT);
    } else {
        *found = !out->n.worded;
        english_settle(out, CLAIM_CODE);
    }
    return true;
}

static bool money(const Finder *f, Found *out)
{
    const Plain *p = f->p;
    Unit before = { 0 }, word = { 0 };
    At i = plain_skip(p, out->n.end);
    bool sign = out->n.figures && unit_before(p, out->n.start, &before) && before.from >= f->floor;
    bool named;

    if (plain_at(p, i) == '\n')
        i++;
    named = unit_currency_word(p, i, &word);
    if (!sign && !named)
        return false;
    out->unit = named ? word : before;
    if (sign)
        out->start = before.from;
    if (!named)
        out->unit.to = out->n.end;
    if (sign && named && word.currency[0] != before.currency[0] &&
        !is_han(plain_at(p, before.from)) && is_latin(plain_at(p, i)))
        out->unit = before;
    approx_before(f, out);
    return english_counted(f, out, CLAIM_MONEY);
}

static bool percent(const Finder *f, Found *out)
{
    const Plain *p = f->p;
    At i = plain_skip(p, out->n.end), n;

    if (plain_at(p, i) == '\n')
        i++;
    n = plain_list(p, i, u"per_cent percent % pct percentage_points percentage_point");
    if (!n || is_latin(plain_at(p, i + n)))
        return false;
    out->unit = unit_of(p, i, i + n, UNIT_PERCENT);
    if (!plain_list(p, i, u"percentage_point"))
        out->unit.name = S("%");
    approx_before(f, out);
    return english_counted(f, out, CLAIM_PERCENT);
}

/* ---- counts ---- */

/* The two sides, Three Kingdoms: two of them are known, and nothing is counted. */
static bool is_fixed_pair(const Plain *p, const Num *n, const Head *h)
{
    At end, from = latin_before(p, n->start, &end);
    bool definite = plain_listed(p, from, end, u"the these those both our their between") > 0;
    bool starts = plain_in(plain_at(p, plain_back(p, n->start) - 1), u".。!?:;\"“(|\t") ||
                  is_break(plain_at(p, plain_back(p, n->start) - 1));

    if (!n->worded)
        return false;
    if (n->value <= 3 && plain_listed(p, h->from, h->to, u"sides peoples sessions nations parties"))
        return true;
    if (definite && n->value <= 3 &&
        plain_listed(p, h->from, h->to,
                     u"countries cities governments organisations organizations associations "
                     u"places groups bodies men women"))
        return true;
    if (plain_listed(p, h->from, h->to, u"seas oceans") ||
        plain_list(p, n->end,
                   u"_cheers _pennies_to _cents_worth _birds_with _left_feet _thanks "
                   u"_minds _heads_are _hearts_beating _steps_ahead"))
        return true;
    if (n->one && (plain_list_before(p, plain_back(p, n->start), u"not no") ||
                   plain_listed(p, h->from, h->to,
                                u"voice roof family heart mind hand goal step thing word way side "
                                u"time another end place go point evening morning night afternoon "
                                u"big single body dream soul people accord stroke fell unit team")))
        return true;
    return plain_capital(p, n->start) && !starts && h->to > h->from &&
           plain_capital(p, latin_next(p, n->end));
}

/* The end of "two thirds", "three in four", "two out of every ten": portions that nobody counted.
 * 0 if the number begins none. */
static At portion_end(const Plain *p, const Num *n)
{
    At i = latin_next(p, n->end), end = i ? latin_end(p, i) : 0, past;
    Num whole;

    if (i && (n->worded || n->figures < 3) &&
        plain_listed(p, i, end,
                     u"third thirds quarter quarters half halves fifth fifths tenth tenths"))
        return end;
    i = n->end + plain_list(p, n->end, u"_in_ _out_of_ _in_every_ _out_of_every_");
    if (i == n->end || n->value > 10)
        return 0;
    if (n->worded ? !number_words(p, i, &whole) : !number_at(p, i, &whole, &past))
        return 0;
    return whole.value > n->value && whole.value <= 100 ? whole.end : 0;
}

/* 12 Harbour Street */
static bool is_address(const Plain *p, const Num *n)
{
    At i = latin_next(p, n->end);

    for (int k = 0; k < 4 && i && plain_capital(p, i) && !n->worded; k++) {
        At end = latin_end(p, i);
        if (plain_listed(p, i, end,
                         u"street road avenue lane drive boulevard st rd ave jalan square terrace "
                         u"crescent highway place"))
            return true;
        i = latin_next(p, end);
    }
    return false;
}

/* "opened one school": does a verb in the past end at i? */
static bool is_done(const Plain *p, At i)
{
    At end, from = latin_before(p, i, &end);
    return end == i && plain_at(p, from - 1) != '-' &&
           (latin_is_past(p, from, end) || latin_ends(p, from, end, u"ed"));
}

/* "a total of one", or a list that holds other counts. */
static bool one_counts(const Plain *p, Found *out)
{
    At i = plain_back(p, out->n.start);

    if (!out->n.worded || !out->n.one)
        return true;
    if (out->unit.to == out->unit.from)
        return false;
    out->maybe = !plain_list_before(p, i, u"total_of only just exactly plus") &&
                 !plain_list(p, out->unit.to, u"_in_which _in_20") && !is_done(p, i);
    return true;
}

/* A year before a noun: the 2024 events, but 2,000 events and 2000 events. */
static bool is_year_before(const Found *out, const Head *h)
{
    const Num *n = &out->n;
    return number_is_year(n) && out->approx == APPROX_EXACT && n->after == APPROX_EXACT &&
           !(h->plural && n->value % 100 == 0);
}

/* "or more" and "-plus" between the number and its noun. */
static bool take_more(const Plain *p, Num *n)
{
    At len = plain_list(p, n->end, u"-plus _plus _or_more _or_so -odd _odd"), end = n->end + len;

    if (!len || is_latin(plain_at(p, end)) || n->after != APPROX_EXACT)
        return false;
    n->after = plain_list(p, n->end, u"_or_more") ? APPROX_AT_LEAST
               : plain_list(p, n->end, u"_or_so") ? APPROX_ABOUT
                                                  : APPROX_OVER;
    n->word = plain_in(plain_at(p, n->end), u" -\n") ? n->end + 1 : n->end;
    n->word_end = n->end = end;
    return true;
}

/* thirty-one (31), 5 (five) */
static void take_bracket(const Plain *p, Num *n)
{
    At i = plain_skip(p, n->end), end;
    Num again;
    bool reads = plain_at(p, i) == '(' &&
                 (n->worded ? number_at(p, i + 1, &again, &end) : number_words(p, i + 1, &again));

    if (reads && plain_at(p, again.end) == ')' && again.value == n->value && !n->places)
        n->end = again.end + 1;
}

/* 50 m2 */
static bool area_unit(const Plain *p, At i, Found *out)
{
    At n = plain_list(p, i, u"m2 m² m3 m³ km2 km² ft2 ft²");

    if (!n || is_latin(plain_at(p, i + n)) || is_figure(plain_at(p, i + n)))
        return false;
    out->unit = unit_of(p, i, i + n, UNIT_COUNT);
    return true;
}

/* Year 12 is a class of a school. */
static bool is_school_year(const Plain *p, const Num *n)
{
    At i = plain_back(p, n->start);
    return n->figures && n->figures < 3 && plain_list_before(p, i, u"year years") &&
           (plain_capital(p, i - 4) || plain_capital(p, i - 5));
}

/* A span of time; but 26 consultation days are counted. */
static bool is_duration(const Plain *p, const Num *n, const Head *h)
{
    static const char16_t usual[] =
        u"working business calendar school consecutive full whole more long short further additional "
        u"last first extra straight public trading solid successive academic financial fiscal "
        u"light lunar busy happy exciting wonderful great past next coming or and "
        u" good hard odd glorious eventful turbulent credit teaching contact man";
    At i = latin_next(p, n->end), end = i ? latin_end(p, i) : 0;

    if (i && plain_listed(p, i, end, durations) && plain_at(p, end) == '\'')
        return true; /* five months' costs */
    if (h->to == h->from || !plain_listed(p, h->from, h->to, durations))
        return false;
    return n->one || i == h->from || plain_listed(p, i, end, usual) ||
           !plain_listed(p, h->from, h->to, u"days weekends evenings nights sessions quarters");
}

/* What the phrase shows to be no count: a portion, an address, a span of time, a label, a year. */
static bool is_other(const Finder *f, Found *out, const Head *h, ClaimKind *kind)
{
    const Plain *p = f->p;
    const Num *n = &out->n;
    At portion = portion_end(p, n);

    if (portion)
        out->end = portion;
    *kind = CLAIM_CODE;
    if (portion || is_address(p, n))
        return true;
    if (out->approx == APPROX_EXACT && (number_is_label(f, n) || is_school_year(p, n)))
        return true;
    *kind = CLAIM_DATE;
    return is_duration(p, n, h) || is_year_before(out, h);
}

static bool noun_claim(const Finder *f, Found *out)
{
    const Plain *p = f->p;
    const Num *n = &out->n;
    ClaimKind other;
    Head h = { 0 };
    At i;

    take_bracket(p, &out->n);
    (void)take_more(p, &out->n);
    i = latin_next(p, n->end);
    if (i)
        h = noun_head(p, i, n->value == 1 && n->places == 0);
    approx_before(f, out);
    if (i && area_unit(p, i, out))
        return english_counted(f, out, CLAIM_COUNT);
    if (is_fixed_pair(p, n, &h))
        return false;
    if (is_other(f, out, &h, &other))
        return n->worded && other == CLAIM_CODE ? false : english_settle(out, other);
    if (h.to == h.from && out->approx == APPROX_EXACT && english_labelled(p, n))
        return english_settle(out, CLAIM_CODE);
    if (h.to == h.from)
        h = noun_far(p, n);
    if (h.to == h.from)
        return english_bare(f, out);
    out->unit = unit_of(p, h.from, h.to, UNIT_COUNT);
    if (h.far)
        out->unit.to = n->end;
    return one_counts(p, out) && english_counted(f, out, CLAIM_COUNT);
}

/* 20 to 30, between 20 and 30, 20-30. */
static void join_range(const Plain *p, Num *n, bool age)
{
    static const char16_t growth[] =
        u"from from_about from_just from_some from_only by up rose grew increased "
        u"fell climbed dropped";
    At before = plain_back(p, n->start);
    bool both = age || plain_list_before(p, before, u"between between_about between_some");
    Num joined = *n;

    if ((!age && plain_list_before(p, before, growth)) ||
        !number_range(p, &joined, both ? u"- ~ and_ _and_ to_ _to_" : u"- ~ to_ _to_ or_ _or_") ||
        joined.falling)
        return;
    *n = joined;
    number_scale_words(p, n);
}

/* "open 10 to 4": hours of the day, since the second is the smaller; "from 7 to 9 pm". */
static bool hours(const Finder *f, Found *out)
{
    const Plain *p = f->p;
    Num joined = out->n;
    At next;

    if (joined.worded || joined.places || joined.figures > 2 || joined.value > 12 ||
        !number_range(p, &joined, u"- ~ to_ _to_") || joined.places || joined.value > 12 ||
        (!joined.falling && !is_time(p, joined.end)) || plain_at(p, joined.end) == '%' ||
        (joined.falling &&
         plain_list_before(p, plain_back(p, out->start), u"by won lost from score")))
        return false;
    next = latin_next(p, joined.end);
    if (next && joined.falling &&
        !plain_list(p, next,
                    u"daily every on_ mon tue wed thu fri sat sun weekdays except in_the_"))
        return false;
    out->end = joined.end;
    return english_settle(out, CLAIM_DATE);
}

/* "won 3-1", "a 2-2 draw": figures of a match. */
static bool score(const Finder *f, Found *out)
{
    const Plain *p = f->p;
    Num joined = out->n;

    if (joined.worded || joined.grouped || joined.figures > 3 || joined.places ||
        plain_at(p, joined.end) != '-' || !is_figure(plain_at(p, joined.end + 1)) ||
        !number_range(p, &joined, u"-") || !joined.falling || plain_at(p, joined.end) == '%')
        return false;
    out->end = joined.end;
    return english_settle(out, CLAIM_CODE);
}

bool english_claim(const Finder *f, Found *out)
{
    const Plain *p = f->p;
    Num *n = &out->n;
    bool found;

    out->start = n->start;
    if (!n->worded)
        number_scale_words(p, n);
    out->end = n->end;
    if (age_precedes(p, n->start))
        join_range(p, n, true);
    out->end = n->end;
    if (hours(f, out) || score(f, out))
        return true;
    if (is_date(f, n))
        return english_settle(out, CLAIM_DATE);
    join_range(p, n, false);
    out->end = n->end;
    if (n->range && is_time(p, n->end))
        return english_settle(out, CLAIM_DATE);
    if (!n->fits)
        return english_settle(out, CLAIM_CODE);
    if (hyphened(f, out, &found))
        return found;
    if (money(f, out) || percent(f, out) || glued(f, out))
        return true;
    return noun_claim(f, out);
}
