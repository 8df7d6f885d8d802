/* SPDX-License-Identifier: Apache-2.0
 * Numbers in English text with no noun behind them: "held twelve", "seven of which", "raised to
 * 84", and those that are an age, a time of day, a year or a code instead.
 */
#include "text/claim_impl.h"

enum { AGE_MAX = 115, CLAUSE_MAX = 80, HOURS = 24, MINUTES = 60, WORD_SURE = 12 };

/* Verbs whose object may be a number alone; others end in -ed. */
static const char16_t got[] =
    u"held won had has have made built ran sent gave took sold bought wrote taught met got saw drew "
    u"kept lost found brought hosts holds runs gained";

/* ---- ages, times, years, codes ---- */

/* Is one of the words in the clause before i? */
static bool clause_has(const Plain *p, At i, const char16_t *words)
{
    for (At k = i; k > i - CLAUSE_MAX && k > 0; k--) {
        char16_t ch = plain_at(p, k - 1);
        if (is_latin(ch) && !is_latin(plain_at(p, k - 2)) &&
            plain_listed(p, k - 1, latin_end(p, k - 1), words))
            return true;
        if (plain_in(ch, u";:!?") ||
            (ch == '.' && plain_at(p, k) == ' ' && !plain_list_before(p, k - 1, u"mr mrs ms dr")))
            return false;
    }
    return false;
}

/* "grants to people over 60", "a tenth were over 60": years, though nothing says so. */
static bool is_age_limit(const Plain *p, const Found *out)
{
    At end, from = latin_before(p, out->start, &end);

    if (plain_listed(p, out->word, out->word_end, u"under below"))
        return true;
    if (plain_listed(p, from, end, u"is was be") && plain_at(p, end) == ' ' &&
        clause_has(p, from, u"who he she aged oldest eldest youngest man woman mother father"))
        return true;
    if (!plain_listed(p, out->word, out->word_end, u"over above") || end == from ||
        plain_at(p, end) == ',' || plain_at(p, end) == ':')
        return false;
    if (plain_listed(p, from, end,
                     u"aged those anyone everyone for the people women men elderly "
                     u"chinese children youth seniors members' person anybody"))
        return true;
    if (plain_listed(p, from, end, u"are were is was be being"))
        return !clause_has(p, from,
                           u"number numbers total totals attendance turnout count "
                           u"membership figure enrolment enrollment circulation");
    return plain_at(p, end - 1) == 's' &&
           !plain_listed(p, from, end, u"has was is its reaches exceeds");
}

/* "who at 84 folded", "Mr Ng is 97", "turned 90". */
static bool is_persons_age(const Plain *p, const Num *n)
{
    static const char16_t levels[] =
        u"stood stand stands standing remain remains remained put estimated capped peaked fixed settled "
        u"steady unchanged static still enrolment membership total started opened begin began currently now";
    static const char16_t persons[] =
        u"mr mrs ms miss madam mdm dr eldest oldest youngest she he who aged born himself herself "
        u"grandmother grandfather mother father widow veteran nonagenarian centenarian";
    At end, from = latin_before(p, n->start, &end), past, before = latin_before(p, from, &past);

    if (end == from || plain_at(p, end) != ' ')
        return false;
    if (plain_listed(p, from, end, u"at"))
        return !plain_listed(p, before, past, levels);
    if (plain_listed(p, from, end, u"turned turns turning turn"))
        return true;
    if (plain_listed(p, from, end, u"now just only already still"))
        return plain_listed(p, before, past, u"is was") && clause_has(p, from, persons);
    return plain_listed(p, from, end, u"is was") && clause_has(p, from, persons);
}

/* "60 and over", "16 or younger". */
static bool is_age_behind(const Plain *p, const Num *n)
{
    At len = plain_list(p, n->end,
                        u"_and_over _or_over _and_above _or_above _and_older _or_older "
                        u"_and_under _or_under _and_younger _or_younger _or_below");
    return len && !is_latin(plain_at(p, n->end + len)) && !latin_next(p, n->end + len);
}

static bool is_age(const Plain *p, const Found *out)
{
    const Num *n = &out->n;

    if (n->places || n->grouped || n->scale > 1 || n->range || n->value > AGE_MAX)
        return false;
    if (out->approx != APPROX_EXACT)
        return n->after == APPROX_EXACT && is_age_limit(p, out);
    return is_age_behind(p, n) || (n->after == APPROX_EXACT && is_persons_age(p, n));
}

/* at 7.30, from 9.30, until 16.20 */
static bool is_clock(const Finder *f, const Num *n)
{
    const Plain *p = f->p;
    At end, from = latin_before(p, n->start, &end), past, before = latin_before(p, from, &past);
    int64_t hours = n->value / 100, minutes = n->value % 100;

    if (n->figures > 2 || n->figures == 0 || n->places != 2 || n->scale > 1 || hours >= HOURS ||
        minutes >= MINUTES || end == from)
        return false;
    if (plain_listed(p, from, end, u"to and"))
        return f->last == CLAIM_DATE && f->floor + (end - from) + 2 == n->start;
    if (plain_listed(p, from, end, u"at by"))
        return !plain_listed(p, before, past, u"stood stands averaged up down rose fell grew put");
    return plain_listed(p, from, end, u"from until till before after between past around about") >
           0;
}

static bool is_lone_year(const Found *out)
{
    const Num *n = &out->n;
    return number_is_year(n) && n->after == APPROX_EXACT &&
           (out->approx == APPROX_EXACT || n->value % 100 != 0);
}

/* "Phase 2 of", "Expo 2024 in": a name goes before. */
static bool is_in_name(const Plain *p, const Num *n)
{
    At end, from = latin_before(p, n->start, &end);

    if (plain_at(p, n->start - 1) == ')')
        return true;
    return end > from && plain_at(p, end) == ' ' && plain_capital(p, from) &&
           !latin_stops(p, from, end) &&
           !plain_listed(p, from, end, u"nearly almost approximately roughly altogether exactly");
}

bool english_labelled(const Plain *p, const Num *n)
{
    static const char16_t labels[] =
        u"press dial call text key day week lesson session round match game seat option season series "
        u"episode bus train tram ferry coach platform point clause paragraph para motion resolution circular lot booth stall "
        u"box blk ward exit row pin extension ext level";
    At end, from = latin_before(p, n->start, &end);

    return !n->worded && !n->grouped && n->scale == 1 && n->places == 0 && end > from &&
           plain_at(p, end) == ' ' && plain_listed(p, from, end, labels);
}

/* A postcode, one of several groups of figures, a key to press, a page behind a row of dots. */
static bool is_code(const Finder *f, const Num *n)
{
    const Plain *p = f->p;
    At i = plain_back(p, n->start);
    bool plain = !n->grouped && n->scale == 1 && n->places == 0;

    if (plain && n->figures > 4 && plain_at(p, i - 1) != ':')
        return true;
    if (plain && plain_at(p, n->end) == ' ' && is_figure(plain_at(p, n->end + 1)))
        return true;
    if ((plain || !n->commas) && f->last == CLAIM_CODE && f->floor + 1 == n->start && i == f->floor)
        return true;
    if (plain_at(p, i - 1) == u'…' || (plain_at(p, i - 1) == '.' && plain_at(p, i - 2) == '.'))
        return true;
    return english_labelled(p, n);
}

/* ---- counts ---- */

/* A number without a noun, by the words around it. */
static bool leads_to_count(const Plain *p, const Num *n)
{
    At end, from = latin_before(p, n->start, &end), next = plain_skip(p, n->end);

    if (plain_in(plain_at(p, plain_back(p, n->start) - 1), u":="))
        return true;
    if (is_latin(plain_at(p, next)))
        return !is_in_name(p, n);
    if (end > from && plain_at(p, end) == ' ' &&
        (plain_listed(p, from, end, got) || latin_ends(p, from, end, u"ed")))
        return true;
    return plain_listed(
               p, from, end,
               u"to from of total totalling totaling reaching was were is are by number "
               u"at with and the only plus numbering attracted "
               u"than hit seats accommodates numbers remaining other another further additional") >
           0;
}

/* "and two received", "of them three went": the number stands for those it counts. */
static bool is_subject(const Plain *p, const Num *n)
{
    static const char16_t labels[] =
        u"grade year chapter section class room page number item table phase volume version form standard "
        u"level part step act point age twenty the all these those both our other or at";
    At i = latin_next(p, n->end), end = i ? latin_end(p, i) : 0, past,
       from = latin_before(p, n->start, &past);

    if (n->one ? !plain_listed(p, from, past, u"and only another them which whom but while")
               : plain_listed(p, from, past, labels))
        return false;
    return i && (latin_ends(p, i, end, u"ed") || latin_is_past(p, i, end) ||
                 plain_listed(p, i, end, u"were are had have"));
}

/* "tables of ten": so many in each. */
static bool is_group_size(const Plain *p, At from, At end)
{
    At past;

    (void)latin_before(p, from, &past);
    return plain_listed(p, from, end, u"of") && plain_at(p, past - 1) == 's';
}

static bool is_verb_behind(const Plain *p, const Num *n)
{
    At i = latin_next(p, n->end), end = i ? latin_end(p, i) : 0;

    return i && (latin_ends(p, i, end, u"ed") || latin_is_past(p, i, end) ||
                 plain_listed(p, i, end,
                              u"would will is was has can may should could did do does "
                              u"were are have must might"));
}

/* "five terms, two as president", "12 lodges, six from Penang" */
static bool is_continued(const Finder *f, const Num *n)
{
    const Plain *p = f->p;
    At i = plain_back(p, n->start);

    if (f->last != CLAIM_COUNT || n->start - f->floor > CLAUSE_MAX ||
        !(plain_in(plain_at(p, i - 1), u",;") || plain_list_before(p, i, u",_and _and")))
        return false;
    for (At k = f->floor; k < i; k++)
        if (is_break(plain_at(p, k)) || (plain_at(p, k) == '.' && plain_at(p, k + 1) == ' '))
            return false;
    return plain_list(p, n->end, u"_as_ _from_ _in_ _on_ _at_ _for_ _with_ _under_ _over_ _by_") >
           0;
}

/* "a set of six would", "five more than", "by ten to two", "two of $500" */
static bool is_part(const Plain *p, const Num *n)
{
    At at = plain_back(p, n->start), end, from = latin_before(p, n->start, &end),
       i = plain_list(p, n->end, u"_of_");

    if (i && !is_latin(plain_at(p, n->end + i)) && !is_figure(plain_at(p, n->end + i)))
        return true;
    return plain_at(p, at - 1) == ':' ||
           plain_list(p, n->end, u"_more_than _fewer_than _less_than") ||
           (plain_list_before(p, at, u"_by") && plain_list(p, n->end, u"_to_")) ||
           plain_list_before(p, at, u"out_of_the") ||
           (plain_listed(p, from, end, u"of") && !is_group_size(p, from, end) &&
            !plain_list_before(p, at, u"age_of") && is_verb_behind(p, n));
}

/* "be seated by seven", but "rose by seven" */
static bool is_deadline(const Plain *p, At from, At to)
{
    At end, before = latin_before(p, from, &end);

    return plain_listed(p, from, to, u"by") &&
           !plain_listed(
               p, before, end,
               u"rose rise risen rises rising grew grown grow growing increased increase up "
               u"down fell fall fallen dropped cut reduced declined shrank outnumbered "
               u"raised gained expanded enlarged won lost carried beaten ahead");
}

/* "there were six." */
static bool ends_clause(const Plain *p, const Num *n)
{
    static const char16_t never[] =
        u"at aged turned turning turn past half till until before after grade year chapter section "
        u"class room page number item table phase volume version form standard level primary "
        u"secondary since age the other these those our their all both in into for on no and or to "
        u"point act part step verse scene gate hall lane stage psalm book unit lesson door";
    At end, from = latin_before(p, n->start, &end), next = plain_skip(p, n->end);

    return end > from && !is_deadline(p, from, end) && plain_at(p, end) != '.' &&
           plain_at(p, end) != ',' && !plain_capital(p, from) &&
           !plain_listed(p, from, end, never) && !is_group_size(p, from, end) &&
           (plain_in(plain_at(p, next), u".,;):!?") || is_break(plain_at(p, next)) ||
            plain_list(p, n->end,
                       u"_in_all _in_total _so_far _this_ _last_ _each _a_ _per_ _more."));
}

/* "won seven last year" */
static bool is_object(const Plain *p, const Num *n)
{
    At end, from = latin_before(p, n->start, &end);
    return plain_at(p, end) != '.' && plain_at(p, end) != ',' &&
           (plain_listed(p, from, end, got) ||
            (latin_ends(p, from, end, u"ed") &&
             !plain_listed(p, from, end, u"aged turned need returned used divided multiplied")));
}

/* Does a number in words that no noun follows stand for what was counted? */
static bool worded_counts(const Finder *f, Found *out)
{
    static const char16_t cues[] =
        u"only just from to group_of party_of team_of total_of delegation_of panel_of increase_of "
        u"rise_of gain_of drop_of fall_of decrease_of growth_of out_of";
    const Plain *p = f->p;
    const Num *n = &out->n;
    At end, from = latin_before(p, out->start, &end);
    bool known = plain_listed(p, from, end, u"the all these those both our other");

    if (n->one) {
        out->maybe = true;
        return is_subject(p, n) || is_continued(f, n);
    }
    if (n->range || (known && !plain_list_before(p, plain_back(p, out->start), u"out_of_the")))
        return false;
    if (out->approx != APPROX_EXACT && plain_listed(p, from, end, u"at by until before after till"))
        return false;
    if (n->scaled || is_continued(f, n) || is_subject(p, n) || is_part(p, n) || ends_clause(p, n) ||
        is_object(p, n) || plain_list_before(p, plain_back(p, n->start), cues))
        return true;
    if (out->approx != APPROX_EXACT)
        return n->value >= WORD_SURE;
    return plain_list(p, n->end, u"_of_which _of_whom _of_them _of_these _of_those _of_us") > 0;
}

bool english_bare(const Finder *f, Found *out)
{
    const Plain *p = f->p;
    const Num *n = &out->n;
    bool amount = n->fits && !n->zero && !n->falling;

    if (is_age(p, out))
        return n->worded ? false : english_settle(out, CLAIM_DATE);
    if (n->worded)
        return worded_counts(f, out) && english_counted(f, out, CLAIM_COUNT);
    if (is_lone_year(out) || is_clock(f, n))
        return english_settle(out, CLAIM_DATE);
    if (amount && (number_is_cell(p, n) || number_is_bracketed(p, n)))
        return english_counted(f, out, CLAIM_COUNT);
    if (out->approx == APPROX_EXACT && n->after == APPROX_EXACT && is_code(f, n))
        return english_settle(out, CLAIM_CODE);
    if (amount && (out->approx != APPROX_EXACT || n->scale > 1 || n->after != APPROX_EXACT ||
                   n->commas || leads_to_count(p, n)))
        return english_counted(f, out, CLAIM_COUNT);
    return english_settle(out, CLAIM_CODE);
}
