/* SPDX-License-Identifier: Apache-2.0
 * English nouns behind a number: where the phrase ends, and which word of it is counted.
 *
 * There is no dictionary of nouns: plurals are known by their form, the end of a phrase by the
 * function words and verbs that end it.
 */
#include "text/claim_impl.h"

enum { PHRASE_WORDS = 7, LIST_WORDS = 9, LIST_NUMBERS = 5 };

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
/* Past tenses that end a noun phrase too; not those that may be nouns or stand before one. */
static const char16_t pasts[] =
    u"withdrew arose awoke beat bit blew broke chose clung crept dug drove ate fled flew forbade forgave "
    u"forgot forgave froze grew heard hid knelt knew laid lent meant mistook outdid overcame oversaw "
    u"overtook rang rode sank sent shook slept slid sought spent sprang stole strove stuck struck swam "
    u"swept swore swung tore threw thought underwent understood undertook upheld went wept withheld "
    u"withstood woke wove wrote dealt foresaw led fought lost left became began came gave took made won "
    u"ran met spoke sang saw drew rose fell had got found brought held kept paid sat stood taught bought "
    u"built sold told said";
/* Verbs in -s behind the plural that is counted: "four cities shows that". */
static const char16_t verbs_s[] =
    u"shows says means needs takes makes gives brings helps suggests indicates reveals finds proves "
    u"reflects marks remains runs offers comes goes gets keeps holds meets lives attends joins leads "
    u"serves includes covers amounts exceeds stands reaches continues begins starts ends aims seeks "
    u"hopes wants wishes thanks follows allows requires expects provides supports welcomes opens "
    u"closes receives becomes seems appears tells asks calls turns adds sets puts lets pays rises "
    u"falls grows represents enjoys faces uses plays works owes depends belongs comprises consists";
/* Peoples: "20,000 Wenzhounese", but "20,000 Wenzhounese families". */
static const char16_t peoples[] =
    u"chinese hakka hakkas hokkien teochew hainanese cantonese foochow peranakan maori swiss dutch";
/* Plural or collective without an s, and what counts people. */
static const char16_t plurals[] =
    u"people persons men women children youth youths youngsters staff faculty personnel alumni alumnae police crew media data "
    u"criteria chinese returnees percent aircraft fish sheep feet teeth geese mice offspring descendants countrymen clansmen "
    u"businessmen businesswomen fishermen chairmen spokesmen townsmen kinsmen statesmen townspeople "
    u"person-times person-visits man-hours head folk kg km m cm mm g t ha mw kw kwh mb gb tb ml sqm sq entrepreneurs "
    u"entrepreneurs businesspeople tradespeople townsfolk kinsfolk sportspeople salespeople phenomena curricula "
    u"memoranda fora mou mous sen pp";
/* Words in s that are no plurals. */
static const char16_t singulars[] =
    u"overseas various always sometimes perhaps sports arts news series affairs sales goods plus its his ours us this is "
    u"was has does thus gas bus campus status virus focus consensus corpus census surplus bonus chorus campus christmas "
    u"basis analysis crisis thesis basis emphasis physics mathematics economics politics ethics logistics athletics "
    u"mandarins paris laos philippines netherlands swiss singapores as yes whereas besides "
    u"precious headquarters mass across express access process progress success congress business press class "
    u"less unless regardless towards afterwards upwards downwards backwards customs sans";

At latin_end(const Plain *p, At i)
{
    while (is_latin(plain_at(p, i)) ||
           (plain_in(plain_at(p, i), u"-'") && is_latin(plain_at(p, i + 1)) &&
            is_latin(plain_at(p, i - 1))))
        i++;
    return i;
}

/* The next word of the same phrase: behind one blank, or the end of one line. 0 if none. */
At latin_next(const Plain *p, At end)
{
    char16_t ch = plain_at(p, end);

    if (ch == '\'' && plain_at(p, end + 1) == ' ') /* members' */
        return latin_next(p, end + 1);
    if (plain_in(ch, u"”\"") && plain_at(p, end + 1) == ' ')
        ch = plain_at(p, ++end);
    if (ch != ' ' && ch != '\n')
        return 0;
    end++;
    if (plain_at(p, end) == ' ')
        end++;
    if (plain_at(p, end) == '&' && plain_at(p, end + 1) == ' ')
        end += 2;
    if (plain_in(plain_at(p, end), u"\"“"))
        end++;
    return is_latin(plain_at(p, end)) ? end : 0;
}

bool latin_ends(const Plain *p, At from, At to, const char16_t *end)
{
    At n = plain_before(p, to, end);
    return n && to - n > from;
}

/* A people, which may also stand before the noun that is counted. */
static bool is_people(const Plain *p, At from, At to)
{
    return plain_listed(p, from, to, peoples) ||
           (plain_capital(p, from) && latin_ends(p, from, to, u"ese"));
}

static bool is_plural(const Plain *p, At from, At to)
{
    if (plain_at(p, to) == '\'')
        return false;
    if (plain_listed(p, from, to, plurals) || is_people(p, from, to) ||
        latin_ends(p, from, to, u"men") || latin_ends(p, from, to, u"people") ||
        latin_ends(p, from, to, u"folk") || latin_ends(p, from, to, u"children"))
        return true;
    if (to - from < 3 || plain_listed(p, from, to, singulars) || plain_at(p, to - 1) != 's')
        return false;
    return !latin_ends(p, from, to, u"ss") && !latin_ends(p, from, to, u"ous") &&
           !latin_ends(p, from, to, u"'s") && !latin_ends(p, from, to, u"sis");
}

/* N95, A4: letters and figures, which may stand before a noun. */
static At mixed_end(const Plain *p, At i)
{
    while (is_latin(plain_at(p, i)) || is_figure(plain_at(p, i)))
        i++;
    return i;
}

bool latin_stops(const Plain *p, At from, At to)
{
    return plain_listed(p, from, to, stops) || latin_is_past(p, from, to);
}

bool latin_is_past(const Plain *p, At from, At to)
{
    return plain_listed(p, from, to, pasts) > 0;
}

At latin_before(const Plain *p, At i, At *end)
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
    for (At i; (i = latin_next(p, h->to)) != 0;) {
        At end = latin_end(p, i);
        if (!is_plural(p, i, end) || latin_stops(p, i, end) || plain_capital(p, i) ||
            plain_listed(p, i, end, verbs_s))
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
    At end = i ? latin_end(p, i) : 0;
    return !i || latin_ends(p, i, end, u"ed") || latin_ends(p, i, end, u"ing") ||
           plain_listed(p, i, end, verbs);
}

/* Takes the plural from `from` to `to`, with the adjective `before` it. False if a noun may still
 * come that it belongs to: overseas Chinese and, overseas Chinese schools. */
static bool take_plural(const Plain *p, At from, At to, At before, Head *h)
{
    bool chinese = is_people(p, from, to);
    At last = before;

    *h = (Head){ .from = from, .to = to, .plural = true };
    if (!chinese)
        take_further(p, h, &last);
    widen(p, h, last);
    return !chinese || is_verb(p, latin_next(p, to)) ||
           (before && plain_list(p, to, u"_and_ _or_"));
}

/* The last word of a phrase without a plural, if it can be a noun. */
static Head singular_head(const Plain *p, At from, At to, At before)
{
    Head h = { .from = from, .to = from };

    if (to - from < 2 || plain_listed(p, from, to, u"overseas various") ||
        latin_ends(p, from, to, u"ly") || latin_ends(p, from, to, u"ed"))
        return h;
    h.to = to;
    widen(p, &h, before);
    return h;
}

Head noun_head(const Plain *p, At i, bool singular)
{
    Head h = { .from = i, .to = i };
    At last = 0, last_end = 0, previous = 0, end;

    for (int k = 0; k < PHRASE_WORDS && i; k++, i = latin_next(p, end)) {
        bool joins;
        end = latin_end(p, i);
        if (end > i && is_figure(plain_at(p, end))) {
            end = mixed_end(p, end);
            continue;
        }
        joins = last && is_conjunction(p, i, end);
        if (end == i || (joins ? singular : latin_stops(p, i, end)))
            break;
        if (joins)
            continue;
        if (h.plural && is_people(p, i, end) && is_people(p, h.from, h.to) &&
            !plain_listed(p, h.from, h.to, u"chinese"))
            h.plural = false; /* Hakka Chinese */
        if (is_plural(p, i, end) && (!h.plural || !is_people(p, i, end)) &&
            take_plural(p, i, end, last, &h))
            return h;
        previous = last;
        last = i;
        last_end = end;
    }
    return h.plural || !last || !singular ? h : singular_head(p, last, last_end, previous);
}

static bool next_number(const Plain *p, At i, Num *out)
{
    At end;
    return is_figure(plain_at(p, i)) ? number_at(p, i, out, &end) : number_words(p, i, out);
}

/* The number that stands at i in figures or words, and the phrase behind it. */
static Head next_head(const Plain *p, At i)
{
    Head none = { .from = i, .to = i };
    Num next;

    if (!next_number(p, i, &next))
        return none;
    i = latin_next(p, next.end);
    return i ? noun_head(p, i, false) : none;
}

/* "two collective and 28 individual proposals", "12 primary, 8 secondary and 3 tertiary schools":
 * the head behind the last number. */
static Head second_head(const Plain *p, const Num *n)
{
    Head none = { .from = n->end, .to = n->end };
    At i = latin_next(p, n->end), numbers = 1;
    Num next;

    for (int k = 0; k < LIST_WORDS && i; k++) {
        At end = latin_end(p, i);
        if (plain_list(p, end, u"_and_"))
            return next_head(p, end + 5);
        if (latin_stops(p, i, end) || latin_ends(p, i, end, u"ed"))
            break;
        if (plain_list(p, end, u",_") && numbers++ < LIST_NUMBERS && next_number(p, end + 2, &next))
            end = next.end;
        i = latin_next(p, end);
    }
    return none;
}

/* "27 clan, district and benevolent associations": adjectives in a list, then the noun. */
static Head list_head(const Plain *p, At i)
{
    Head none = { .from = i, .to = i };
    bool comma = false;

    for (int k = 0; k < LIST_WORDS && i; k++) {
        At end = latin_end(p, i);
        if (comma && plain_list(p, i, u"and_ or_")) {
            Head h = noun_head(p, latin_next(p, end), false);
            return h.plural ? h : none;
        }
        if (end == i || latin_stops(p, i, end) || is_plural(p, i, end))
            break;
        if (plain_list(p, end, u",_")) {
            comma = true;
            i = is_latin(plain_at(p, end + 2)) ? end + 2 : 0;
            continue;
        }
        i = latin_next(p, end);
    }
    return none;
}

/* "five of our members", "from 64 to 91 pupils": the noun comes later. */
Head noun_far(const Plain *p, const Num *n)
{
    static const char16_t of[] =
        u"_of_our_ _of_the_ _of_its_ _of_their_ _of_these_ _of_those_ _of_his_ _of_her_";
    static const char16_t to[] = u"_of_ _out_of_";
    At len = plain_list(p, n->end, of);
    Head none = { .from = n->end, .to = n->end }, h = none;
    Num next;

    if (len && !n->one && next_number(p, n->end + len, &next)) {
        h = n->worded ? next_head(p, n->end + len) : none;
        len = 0;
    } else if (len && !n->one)
        h = noun_head(p, n->end + len, false);
    else if (plain_list_before(p, plain_back(p, n->start), u"from") &&
             plain_list(p, n->end, u"_to_"))
        h = next_head(p, n->end + 4);
    else if (n->worded && !n->one && plain_list(p, n->end, to))
        h = next_head(p, n->end + plain_list(p, n->end, to));
    else if (!n->one)
        h = list_head(p, latin_next(p, n->end));
    if (!len && !n->one && !h.plural)
        h = second_head(p, n);
    h.far = !len;
    return h.plural ? h : none;
}
