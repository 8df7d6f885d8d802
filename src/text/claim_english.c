/* SPDX-License-Identifier: Apache-2.0
 * What a number claims in English text: the head of the noun phrase behind it, if one is there.
 *
 * Adjectives are passed over until a plural comes ("38 overseas delegations"); a function word or
 * a verb ends the phrase. There is no dictionary of nouns: plurals are known by their form.
 */
#include "text/claim_impl.h"

enum { PHRASE_WORDS = 7, YEAR_FROM = 1000 };

/* Verbs that follow people without an ending that shows them. */
static const char16_t verbs[] =
    u"attend join live visit return participate take gather come go work";
/* Words that end a noun phrase. */
static const char16_t stops[] =
    u"of from in at to with for by on and or but nor the a an as than into onto upon during across through "
    u"throughout over under between among amongst per each was were are is be been being am have has had having will would can could "
    u"should may might must do does did who whom whose which that this these those what when where while "
    u"if because since until till after before about against along around behind below beside besides beyond "
    u"despite down inside near off outside toward towards underneath up within without via including "
    u"such so then there their his her its our your my it they he she we you i not also both all any some "
    u"took take takes taking came come comes coming went go goes gave give gives made make makes left won win got get sent send "
    u"met meet spoke speak sang sing ran run saw see told tell said say says drew draw rose rise fell fall grew grow became become began begin "
    u"found find brought bring held hold kept keep paid pay put read sat sit stood stand taught teach thought "
    u"wrote write wore bought built buy sold respectively "
    u"overall altogether instead still already only just even yet ago apart away together here "
    u"abroad worldwide nationwide locally now today yesterday tomorrow year-on-year compared up-to versus vs "
    u"plus minus like unlike alike per_cent percent namely i.e. e.g. etc due thanks";
/* Plural or collective without an s, and what counts people. */
static const char16_t plurals[] =
    u"people persons men women children youth youths youngsters staff faculty personnel alumni alumnae police crew media data "
    u"criteria chinese returnees percent aircraft fish sheep feet offspring descendants countrymen clansmen "
    u"businessmen businesswomen fishermen chairmen spokesmen townsmen kinsmen statesmen townspeople "
    u"person-times person-visits man-hours head folk kg km m cm mm g t ha mw kw kwh mb gb tb ml sqm sq entrepreneurs "
    u"entrepreneurs businesspeople tradespeople townsfolk kinsfolk sportspeople salespeople phenomena curricula "
    u"memoranda fora mou mous";
/* Words in s that are no plurals. */
static const char16_t singulars[] =
    u"overseas various always sometimes perhaps sports arts news series affairs sales goods plus its his ours us this is "
    u"was has does thus gas bus campus status virus focus consensus corpus census surplus bonus chorus campus christmas "
    u"basis analysis crisis thesis basis emphasis physics mathematics economics politics ethics logistics athletics "
    u"mandarins paris laos philippines netherlands swiss singapores as yes whereas besides "
    u"precious headquarters mass across express access process progress success congress business press class "
    u"less unless regardless towards afterwards upwards downwards backwards customs sans";
static const char16_t months[] =
    u"january february march april may june july august september october november december jan feb mar apr jun "
    u"jul aug sep sept oct nov dec";
static const char16_t durations[] =
    u"day days week weeks month months year years hour hours minute minutes second seconds decade decades "
    u"century centuries night nights weekend weekends fortnight fortnights semester semesters quarter quarters "
    u"year-old years-old yr yrs hr hrs min mins am pm a.m. p.m. a.m p.m o'clock bce ce bc ad";

static At word_end(const Plain *p, At i)
{
    while (is_latin(plain_at(p, i)) ||
           (plain_in(plain_at(p, i), u"-'") && is_latin(plain_at(p, i + 1)) &&
            is_latin(plain_at(p, i - 1))))
        i++;
    return i;
}

/* The next word of the same phrase: behind one blank, or the end of one line. 0 if none. */
static At next_word(const Plain *p, At end)
{
    char16_t ch = plain_at(p, end);

    if (ch == '\'' && plain_at(p, end + 1) == ' ') /* members' */
        return next_word(p, end + 1);
    if (ch != ' ' && ch != '\n')
        return 0;
    end++;
    if (plain_at(p, end) == ' ')
        end++;
    if (plain_in(plain_at(p, end), u"\"“"))
        end++;
    return is_latin(plain_at(p, end)) ? end : 0;
}

static bool ends_with(const Plain *p, At from, At to, const char16_t *end)
{
    At n = plain_before(p, to, end);
    return n && to - n > from;
}

static bool is_plural(const Plain *p, At from, At to)
{
    if (plain_at(p, to) == '\'')
        return false;
    if (plain_listed(p, from, to, plurals) || ends_with(p, from, to, u"men") ||
        ends_with(p, from, to, u"people") || ends_with(p, from, to, u"folk"))
        return true;
    if (to - from < 3 || plain_listed(p, from, to, singulars) || plain_at(p, to - 1) != 's')
        return false;
    return !ends_with(p, from, to, u"ss") && !ends_with(p, from, to, u"ous") &&
           !ends_with(p, from, to, u"'s") && !ends_with(p, from, to, u"sis");
}

/* N95, A4: letters and figures, which may stand before a noun. */
static At mixed_end(const Plain *p, At i)
{
    while (is_latin(plain_at(p, i)) || is_figure(plain_at(p, i)))
        i++;
    return i;
}

static bool is_stop(const Plain *p, At from, At to)
{
    return plain_listed(p, from, to, stops);
}

typedef struct {
    At from, to; /* of the head; from == to if there is none */
    bool plural;
    bool far; /* another number stands before it */
} Head;

/* countries and regions, overseas Chinese, square metres: units of more than one word. */
static void widen(const Plain *p, Head *h, At before)
{
    At n;

    if (plain_listed(p, h->from, h->to, u"countries") &&
        ((n = plain_list(p, h->to,
                         u"_and_regions _and_territories _or_regions /regions _and_areas")) != 0))
        h->to += n;
    if (before &&
        plain_listed(p, h->from, h->to,
                     u"chinese metres meters kilometres kilometers feet km m miles") &&
        plain_list(p, before, u"overseas ethnic square sq cubic"))
        h->from = before;
}

/* The last of the plurals that follow one another: women entrepreneurs, awards ceremonies. */
static void take_further(const Plain *p, Head *h, At *before)
{
    for (At i; (i = next_word(p, h->to)) != 0;) {
        At end = word_end(p, i);
        if (!is_plural(p, i, end) || is_stop(p, i, end) || plain_capital(p, i))
            return;
        *before = h->from;
        h->from = i;
        h->to = end;
    }
}

static bool is_conjunction(const Plain *p, At from, At to)
{
    return plain_listed(p, from, to, u"and or");
}

/* Does a verb begin at i? Then "overseas Chinese" was the noun; else it may stand before one. */
static bool is_verb(const Plain *p, At i)
{
    At end = i ? word_end(p, i) : 0;
    return !i || ends_with(p, i, end, u"ed") || ends_with(p, i, end, u"ing") ||
           plain_listed(p, i, end, verbs);
}

/* The head of the phrase whose first word is at i. */
static Head find_head(const Plain *p, At i, bool singular)
{
    Head h = { .from = i, .to = i };
    At before = 0, last = 0, last_end = 0, previous = 0;

    for (int k = 0; k < PHRASE_WORDS && i; k++) {
        At end = word_end(p, i);
        bool joins = is_conjunction(p, i, end) && last;
        bool chinese = plain_listed(p, i, end, u"chinese");
        if (is_figure(plain_at(p, end))) {
            i = next_word(p, mixed_end(p, end));
            continue;
        }
        if (end == i || (is_stop(p, i, end) && !joins))
            break;
        if (is_plural(p, i, end) || (chinese && !h.plural)) {
            h = (Head){ .from = i, .to = end, .plural = true };
            before = last;
            if (!chinese)
                take_further(p, &h, &before);
            widen(p, &h, before);
            if (!chinese || is_verb(p, next_word(p, end)) ||
                (before && plain_list(p, end, u"_and_ _or_")))
                return h;
        }
        if (joins && singular)
            break;
        if (!joins) {
            previous = last;
            last = i;
            last_end = end;
        }
        i = next_word(p, end);
    }
    if (h.plural)
        return h;
    if (last && singular && last_end - last > 1 &&
        !plain_listed(p, last, last_end, u"overseas various") &&
        !ends_with(p, last, last_end, u"ly") && !ends_with(p, last, last_end, u"ed")) {
        h = (Head){ .from = last, .to = last_end };
        widen(p, &h, previous);
    }
    return h;
}

static Unit unit_of(const Plain *p, At from, At to, UnitKind kind)
{
    return (Unit){
        .from = from, .to = to, .name = plain_slice(p, from, to), .kind = kind, .whole = true
    };
}

static bool settle(Found *out, ClaimKind kind)
{
    bool counts = kind == CLAIM_COUNT || kind == CLAIM_MONEY || kind == CLAIM_PERCENT;
    out->kind = counts && out->n.range ? CLAIM_RANGE : kind;
    return true;
}

static bool counted(const Finder *f, Found *out, ClaimKind kind)
{
    out->end = out->unit.to > out->end ? out->unit.to : out->end;
    settle(out, kind);
    if (out->n.after != APPROX_EXACT && out->approx == APPROX_EXACT) {
        out->approx = out->n.after;
        out->word = out->n.word;
        out->word_end = out->n.word_end;
    }
    approx_behind(f, out);
    return true;
}

/* ---- dates ---- */

static bool is_month(const Plain *p, At from, At to)
{
    if (!plain_listed(p, from, to, months))
        return false;
    return !plain_listed(p, from, to, u"may march") || plain_capital(p, from);
}

/* The word before i, which ends at a letter, or before its full stop. */
static At word_before(const Plain *p, At i, At *end)
{
    i = plain_back(p, i);
    if (plain_at(p, i - 1) == '\n')
        i = plain_back(p, i - 1);
    if (plain_in(plain_at(p, i - 1), u".,"))
        i--;
    *end = i;
    while (is_latin(plain_at(p, i - 1)) ||
           (plain_at(p, i - 1) == '-' && is_latin(plain_at(p, i - 2))))
        i--;
    return i;
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
        end = word_end(p, i);
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
    At end, from = word_before(p, n->start, &end);
    return end > from && plain_at(p, end) != ',' && is_month(p, from, end) && n->figures <= 4 &&
           !n->grouped;
}

static bool age_precedes(const Plain *p, At i)
{
    return plain_list_before(p, plain_back(p, i),
                             u"aged ages age ages_of age_of aged_from aged_between ages_from "
                             u"the_age_of under-") > 0;
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
    At i = plain_skip(p, end), stop = word_end(p, i);
    return plain_list(p, i, u"a.m. p.m. a.m p.m o'clock") ||
           plain_listed(p, i, stop, u"am pm hrs st_century bc ad bce ce");
}

static bool is_date(const Plain *p, const Num *n)
{
    if (n->worded)
        return age_precedes(p, n->start);
    return is_time(p, n->end) || age_precedes(p, n->start) || is_old_year(p, n) ||
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
    At end = word_end(p, n->end);

    if (n->worded || end == n->end || !is_latin(plain_at(p, n->end)))
        return false;
    if (plain_listed(p, n->end, end, u"am pm h hrs min s")) {
        out->end = end;
        return settle(out, CLAIM_DATE);
    }
    if (plain_listed(p, n->end, end, u"st nd rd th")) {
        out->end = end;
        return settle(out,
                      month_follows(p, end) || month_precedes(p, n) ? CLAIM_DATE : CLAIM_ORDINAL);
    }
    if (plain_capital(p, n->end)) {
        out->end = end;
        return settle(out, CLAIM_CODE);
    }
    if (plain_list(p, n->end, u"sq_m sq_ft sq_km"))
        end = word_end(p, end + 1);
    if (plain_listed(p, n->end, end,
                     u"sq_m sq_ft sq_km km kg cm mm g t ha mw kw kwh mb gb tb ml sqm")) {
        out->unit = unit_of(p, n->end, end, UNIT_COUNT);
        approx_before(f, out);
        return counted(f, out, CLAIM_COUNT);
    }
    if (unit_currency_word(p, n->end, &out->unit))
        return false;
    while (is_latin(plain_at(p, end)) || is_figure(plain_at(p, end)))
        end++;
    out->end = end;
    return settle(out, CLAIM_CODE);
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
    out->end = word_end(p, i);
    if (plain_listed(p, i, end, durations)) {
        settle(out, CLAIM_DATE);
    } else if (plain_listed(p, i, end,
                            u"member person people strong delegate seat bed guest student team")) {
        out->end = end;
        if (!plain_listed(p, i, end, u"strong"))
            out->unit = unit_of(p, i, end, UNIT_COUNT);
        approx_before(f, out);
        settle(out, CLAIM_COUNT);
    } else {
        *found = !out->n.worded;
        settle(out, CLAIM_CODE);
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
    if (sign && named && word.currency[0] != before.currency[0] && before.name.n == 3 &&
        is_latin(plain_at(p, i)))
        out->unit = before;
    approx_before(f, out);
    return counted(f, out, CLAIM_MONEY);
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
    return counted(f, out, CLAIM_PERCENT);
}

/* ---- counts ---- */

/* The two sides, Three Kingdoms: two of them are known, and nothing is counted. */
static bool is_fixed_pair(const Plain *p, const Num *n, const Head *h)
{
    At end, from = word_before(p, n->start, &end);
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
    if (plain_listed(p, h->from, h->to, u"seas oceans"))
        return true;
    return plain_capital(p, n->start) && !starts && h->to > h->from &&
           plain_capital(p, next_word(p, n->end));
}

/* The end of "two thirds", "three in four", "two out of every ten": portions that nobody counted.
 * 0 if the number begins none. */
static At portion_end(const Plain *p, const Num *n)
{
    At i = next_word(p, n->end), end = i ? word_end(p, i) : 0, past;
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
    At i = next_word(p, n->end);

    for (int k = 0; k < 4 && i && plain_capital(p, i) && !n->worded; k++) {
        At end = word_end(p, i);
        if (plain_listed(p, i, end,
                         u"street road avenue lane drive boulevard st rd ave jalan square terrace "
                         u"crescent highway place"))
            return true;
        i = next_word(p, end);
    }
    return false;
}

/* "Phase 2 of", "Expo 2024 in": a name goes before. */
static bool is_in_name(const Plain *p, const Num *n)
{
    At end, from = word_before(p, n->start, &end);

    if (plain_at(p, n->start - 1) == ')')
        return true;
    return end > from && plain_at(p, end) == ' ' && plain_capital(p, from) &&
           !is_stop(p, from, end) &&
           !plain_listed(p, from, end, u"nearly almost approximately roughly altogether exactly");
}

/* "a total of one", or a list that holds other counts. */
static bool one_counts(const Plain *p, Found *out)
{
    At i = plain_back(p, out->n.start);

    if (!out->n.worded || !out->n.one)
        return true;
    if (out->unit.to == out->unit.from)
        return false;
    out->maybe = !plain_list_before(p, i, u"total_of only just exactly plus");
    return true;
}

/* A number without a noun, by the words around it. */
static bool leads_to_count(const Plain *p, const Num *n)
{
    At end, from = word_before(p, n->start, &end), next = plain_skip(p, n->end);

    if (plain_in(plain_at(p, plain_back(p, n->start) - 1), u":="))
        return true;
    if (is_latin(plain_at(p, next)))
        return !is_in_name(p, n);
    return plain_listed(
               p, from, end,
               u"to from of total totalling totaling totalled reached reaching was were is are by "
               u"at with had has have and the only plus numbering numbered with attracted "
               u"drew counted than hit remaining other another further additional welcomed admitted received trained helped") >
           0;
}

/* "members under 30", "people over 60": a number of years, without saying so. */
static bool is_age(const Plain *p, const Found *out)
{
    At end, from = word_before(p, out->start, &end);

    if (out->n.value > 100 || out->n.places || out->word_end == out->word)
        return false;
    return plain_listed(p, out->word, out->word_end, u"under below") ||
           (plain_listed(p, out->word, out->word_end, u"over above") &&
            plain_listed(p, from, end,
                         u"aged those people women men members seniors elderly adults residents "
                         u"anyone persons everyone members' citizens"));
}

/* "and two received", "of them three went": the number stands for those it counts. */
static bool is_subject(const Plain *p, const Num *n)
{
    At i = next_word(p, n->end), end = i ? word_end(p, i) : 0, past,
       from = word_before(p, n->start, &past);

    return i && !n->one && plain_listed(p, from, past, u"and only another them which whom") &&
           (ends_with(p, i, end, u"ed") ||
            plain_listed(p, i, end, u"went came won took were are had have made got"));
}

static bool bare(const Finder *f, Found *out)
{
    const Num *n = &out->n;
    bool amount = n->fits && !n->zero && !n->falling &&
                  (n->figures < 7 || n->grouped || n->scaled || n->places);

    if (n->worded && !n->scaled && !is_subject(f->p, n) &&
        (n->one || !plain_list_before(f->p, plain_back(f->p, n->start),
                                      u"only just from to group_of party_of team_of total_of "
                                      u"delegation_of panel_of")))
        return false;
    if (n->worded)
        return counted(f, out, CLAIM_COUNT);
    if ((number_is_year(n) && out->approx == APPROX_EXACT) || is_age(f->p, out))
        return settle(out, CLAIM_DATE);
    if (amount && (out->approx != APPROX_EXACT || n->scale > 1 || n->after != APPROX_EXACT ||
                   number_is_cell(f->p, n) || leads_to_count(f->p, n)))
        return counted(f, out, CLAIM_COUNT);
    return settle(out, CLAIM_CODE);
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

/* The number that stands at i in figures or words, and the phrase behind it. */
static Head next_head(const Plain *p, At i)
{
    Head none = { .from = i, .to = i };
    Num next;
    At end;

    if (is_figure(plain_at(p, i)) ? !number_at(p, i, &next, &end) : !number_words(p, i, &next))
        return none;
    i = next_word(p, next.end);
    return i ? find_head(p, i, false) : none;
}

/* "two collective and 28 individual proposals": the head behind the second number. */
static Head second_head(const Plain *p, const Num *n)
{
    Head none = { .from = n->end, .to = n->end };
    At i = next_word(p, n->end);

    for (int k = 0; k < 3 && i; k++) {
        At end = word_end(p, i);
        if (k && plain_list(p, end, u"_and_"))
            return next_head(p, end + 5);
        if (is_stop(p, i, end) || ends_with(p, i, end, u"ed"))
            break;
        if (plain_list(p, end, u"_and_"))
            return next_head(p, end + 5);
        i = next_word(p, end);
    }
    return none;
}

/* "five of our members", "from 64 to 91 pupils": the noun comes later. */
static Head far_head(const Plain *p, const Num *n)
{
    static const char16_t of[] =
        u"_of_our_ _of_the_ _of_its_ _of_their_ _of_these_ _of_those_ _of_his_ _of_her_";
    At len = plain_list(p, n->end, of);
    Head none = { .from = n->end, .to = n->end }, h = none;

    if (len && !n->one)
        h = find_head(p, n->end + len, false);
    else if (plain_list_before(p, plain_back(p, n->start), u"from") &&
             plain_list(p, n->end, u"_to_"))
        h = next_head(p, n->end + 4);
    else if (!n->one)
        h = second_head(p, n);
    h.far = !len;
    return h.plural ? h : none;
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

static bool noun_claim(const Finder *f, Found *out)
{
    const Plain *p = f->p;
    const Num *n = &out->n;
    At i, portion;
    Head h = { 0 };

    take_bracket(p, &out->n);
    i = next_word(p, n->end);
    if (take_more(p, &out->n))
        i = next_word(p, n->end);
    if (i)
        h = find_head(p, i, n->value == 1 && n->places == 0);
    approx_before(f, out);
    if (i && area_unit(p, i, out))
        return counted(f, out, CLAIM_COUNT);
    if (is_fixed_pair(p, n, &h))
        return false;
    if ((portion = portion_end(p, n)) != 0 || is_address(p, n)) {
        out->end = portion ? portion : out->end;
        return n->worded ? false : settle(out, CLAIM_CODE);
    }
    if (h.to > h.from && plain_listed(p, h.from, h.to, durations))
        return settle(out, CLAIM_DATE);
    if ((number_is_label(f, n) || is_school_year(p, n)) && out->approx == APPROX_EXACT)
        return n->worded ? false : settle(out, CLAIM_CODE);
    if (is_year_before(out, &h))
        return settle(out, CLAIM_DATE);
    if (h.to == h.from)
        h = far_head(p, n);
    if (h.to == h.from)
        return bare(f, out);
    if (!h.plural && n->worded && n->value != 1 && plain_list(p, n->end, u"_of_"))
        return false;
    out->unit = unit_of(p, h.from, h.to, UNIT_COUNT);
    if (h.far)
        out->unit.to = n->end;
    return one_counts(p, out) && counted(f, out, CLAIM_COUNT);
}

/* 20 to 30, between 20 and 30, 20-30. */
static void join_range(const Plain *p, Num *n)
{
    At before = plain_back(p, n->start);
    bool between = plain_list_before(p, before, u"between between_about between_some") > 0;
    bool from = plain_list_before(p, before,
                                  u"from from_about from_just from_some from_only by up rose grew "
                                  u"increased fell climbed dropped") > 0;
    Num joined = *n;

    if (from ||
        !number_range(p, &joined, between ? u"- ~ and_ _and_ _to_" : u"- ~ to_ _to_ or_ _or_"))
        return;
    if (joined.falling)
        return;
    *n = joined;
    number_scale_words(p, n);
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
        join_range(p, n);
    out->end = n->end;
    if (is_date(p, n))
        return settle(out, CLAIM_DATE);
    join_range(p, n);
    out->end = n->end;
    if (!n->fits)
        return settle(out, CLAIM_CODE);
    if (hyphened(f, out, &found))
        return found;
    if (money(f, out) || percent(f, out) || glued(f, out))
        return true;
    return noun_claim(f, out);
}
