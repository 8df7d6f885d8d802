/* SPDX-License-Identifier: Apache-2.0
 * What stands between {{ and }}: a figure or a value with its style, or a command with options,
 * separated by '|'. Strings stand in "…", within which \" is a quote.
 */
#include "review/template_impl.h"

#include <stdio.h>

enum { SEGMENTS_MAX = 12 };

/* ---- segments ---- */

/* A piece of the command between two '|', without blanks at its ends. */
typedef struct {
    size_t at, end;
} Segment;

typedef struct {
    Segment s[SEGMENTS_MAX];
    size_t n;
} Segments;

static Str segment_text(const Reader *r, Segment s)
{
    return str_part(r->t->text, s.at, s.end - s.at);
}

static bool is_blank(char ch)
{
    return ch == ' ' || ch == '\t' || ch == '\n' || ch == '\r';
}

static Segment trimmed(const Reader *r, size_t at, size_t end)
{
    while (at < end && is_blank(r->t->text.p[at]))
        at++;
    while (end > at && is_blank(r->t->text.p[end - 1]))
        end--;
    return (Segment){ at, end };
}

/* Behind the string that begins at `at`, a quote; 0 if it has no end. */
static size_t string_end(const Reader *r, size_t at, size_t end)
{
    char quote = r->t->text.p[at++];
    for (; at < end; at++) {
        if (r->t->text.p[at] == '\\' && quote == '"')
            at++;
        else if (r->t->text.p[at] == quote)
            return at + 1;
    }
    return 0;
}

static bool add_segment(Reader *r, Segments *out, size_t at, size_t end)
{
    if (out->n == SEGMENTS_MAX)
        return read_fail(r, at, N_("a command has at most %d options"), SEGMENTS_MAX - 1);
    out->s[out->n++] = trimmed(r, at, end);
    return true;
}

/* Splits "{{ … }}" and leaves the cursor behind it. */
static bool read_segments(Reader *r, Segments *out)
{
    size_t start = r->at, from = start + 2, at = from;
    const char *p = r->t->text.p;

    *out = (Segments){ 0 };
    while (at + 1 < r->end && !(p[at] == '}' && p[at + 1] == '}')) {
        if (p[at] == '"' || p[at] == '\'') {
            size_t quote = at;
            at = string_end(r, at, r->end);
            if (!at)
                return read_fail(r, quote, N_("the quote that opens here is not closed"));
            continue;
        }
        if (p[at] == '|') {
            if (!add_segment(r, out, from, at))
                return false;
            from = at + 1;
        }
        at++;
    }
    if (at + 1 >= r->end)
        return read_fail(r, start, N_("the '{{' that stands here is not closed with '}}'"));
    r->at = at + 2;
    return add_segment(r, out, from, at);
}

/* Takes the next word (up to a blank, ',' or a quote) off the segment. */
static Str take_word(const Reader *r, Segment *s)
{
    size_t at = s->at;
    Str word;
    while (at < s->end && !is_blank(r->t->text.p[at]) && r->t->text.p[at] != ',' &&
           r->t->text.p[at] != '"')
        at++;
    word = str_part(r->t->text, s->at, at - s->at);
    *s = trimmed(r, at, s->end);
    return word;
}

/* Takes a "…" off the segment: its bytes without the quotes. */
static bool take_quoted(Reader *r, Segment *s, Segment *inner)
{
    size_t end = s->at < s->end && r->t->text.p[s->at] == '"' ? string_end(r, s->at, s->end) : 0;
    if (!end)
        return read_fail(r, s->at, N_("here goes a text in quotes: \"…\""));
    *inner = (Segment){ s->at + 1, end - 1 };
    *s = trimmed(r, end, s->end);
    return true;
}

static bool take_string(Reader *r, Segment *s, Str *out)
{
    Segment inner = { 0 };
    char *p;
    size_t n = 0;

    if (!take_quoted(r, s, &inner))
        return false;
    p = arena_get(r->a, inner.end - inner.at + 1);
    for (size_t i = inner.at; i < inner.end; i++) {
        if (r->t->text.p[i] == '\\' && i + 1 < inner.end)
            i++;
        p[n++] = r->t->text.p[i];
    }
    *out = (Str){ p, n };
    return true;
}

static bool nothing_left(Reader *r, Segment s)
{
    return s.at == s.end ||
           read_fail(r, s.at, N_("'%.*s' is not understood here"), STR(segment_text(r, s)));
}

/* A string that is a small template itself. */
static bool take_parts(Reader *r, Segment *s, Inside inside, Part **out)
{
    Segment inner = { 0 };
    Reader in = *r;

    if (!take_quoted(r, s, &inner))
        return false;
    in.at = inner.at;
    in.end = inner.end;
    in.inside = inside;
    in.quoted = true;
    in.depth = 0;
    return read_parts(&in, out);
}

/* ---- figures, values, fields ---- */

static const char *const value_names[VALUE__N] = {
    [VALUE_PERIOD] = "period",       [VALUE_YEAR] = "year",
    [VALUE_LAST_YEAR] = "last_year", [VALUE_NEXT_YEAR] = "next_year",
    [VALUE_OFFICE] = "office",       [VALUE_SHORT] = "office_short",
    [VALUE_ISSUED] = "issued",       [VALUE_UNTIL] = "until",
};

static bool value_find(Str name, ValueName *out)
{
    for (int i = 0; i < VALUE__N; i++)
        if (str_eq(name, str_z(value_names[i]))) {
            *out = (ValueName)i;
            return true;
        }
    return false;
}

static bool read_style(Reader *r, Segment s, Style *out)
{
    static const struct {
        const char *name;
        StyleKind kind;
    } styles[] = {
        { "words", STYLE_WORDS }, { "ordinal", STYLE_ORDINAL }, { "money", STYLE_MONEY },
        { "wan", STYLE_WAN },
        { "year", STYLE_YEAR },   { "month", STYLE_MONTH },     { "day", STYLE_DAY },
    };
    Segment rest = s;
    Str word;

    if (s.at < s.end && r->t->text.p[s.at] == '"') {
        out->kind = STYLE_SAY;
        return take_string(r, &rest, &out->say) && nothing_left(r, rest);
    }
    word = take_word(r, &rest);
    for (size_t i = 0; i < LEN(styles); i++)
        if (str_eq(word, str_z(styles[i].name))) {
            out->kind = styles[i].kind;
            return nothing_left(r, rest);
        }
    if (!round_style(word, &out->round))
        return read_fail(r, s.at,
                         N_("'%.*s' is no way to write a number; use exact, duo, yu, near, about, "
                            "over, words, ordinal, money, wan or a text in quotes"),
                         STR(word));
    return nothing_left(r, rest);
}

static bool is_figure(Str name)
{
    return str_find(name, S(".")) > 0;
}

static bool figure_name(Reader *r, size_t at, Str name)
{
    return is_figure(name) ||
           read_fail(r, at, N_("'%.*s' is no name of a figure; those are like area.name"),
                     STR(name));
}

static bool unknown_name(Reader *r, size_t at, Str name)
{
    const char *nearest = NULL;
    size_t best = 4;
    for (int i = 0; i < VALUE__N; i++) {
        size_t far = str_distance(name, str_z(value_names[i]), best);
        if (far < best) {
            best = far;
            nearest = value_names[i];
        }
    }
    if (nearest)
        return read_fail(r, at, N_("there is no value '%.*s'; nearest: '%s'"), STR(name), nearest);
    return read_fail(r, at,
                     N_("'%.*s' is no value, no figure and no command; docs/templates.md has them"),
                     STR(name));
}

/* {{name}} or {{name|style}} */
static bool read_name(Reader *r, const Segments *all, size_t start, Part **out)
{
    Segment first = all->s[0];
    Str name = segment_text(r, first);
    Part *p = *out = part_new(r, PART_FIELD, start);

    if (name.n == 0)
        return read_fail(r, start, N_("there is no name between '{{' and '}}'"));
    p->text = name;
    if (r->inside == IN_TEXT) {
        p->kind = is_figure(name) ? PART_FIGURE : PART_VALUE;
        if (p->kind == PART_VALUE && !value_find(name, &p->value))
            return unknown_name(r, first.at, name);
    }
    if (all->n > 2)
        return read_fail(r, all->s[2].at, N_("a number is written in one way only"));
    if (all->n == 2 && p->kind == PART_VALUE)
        return read_fail(r, all->s[1].at, N_("'%.*s' takes no style"), STR(name));
    return all->n < 2 || read_style(r, all->s[1], &p->style);
}

/* Names of figures with commas between them. */
static bool read_figures(Reader *r, Segment s, const Str **names, size_t *n)
{
    VEC(Str) list = { 0 };
    while (s.at < s.end) {
        size_t at = s.at;
        Str name = take_word(r, &s);
        if (list.n == TEMPLATE_NAMES_MAX)
            return read_fail(r, at, N_("a command names at most %d figures"), TEMPLATE_NAMES_MAX);
        if (!figure_name(r, at, name))
            return false;
        vec_push(r->a, &list, name);
        if (s.at < s.end && r->t->text.p[s.at] != ',')
            return nothing_left(r, s);
        if (s.at < s.end)
            s = trimmed(r, s.at + 1, s.end);
    }
    *names = list.p;
    *n = list.n;
    return list.n || read_fail(r, s.at, N_("here go names of figures, with commas between them"));
}

static bool read_needs(Reader *r, Segment rest, Part *p)
{
    return read_figures(r, rest, &p->names, &p->nnames);
}

/* {{plural figure "one" "many"}} */
static bool read_plural(Reader *r, Segment rest, Part *p)
{
    size_t at = rest.at;
    p->text = take_word(r, &rest);
    return figure_name(r, at, p->text) && take_string(r, &rest, &p->one) &&
           take_string(r, &rest, &p->many) && nothing_left(r, rest);
}

/* ---- options ---- */

typedef enum {
    OPT_ALL,
    OPT_BY,
    OPT_COLUMNS,
    OPT_HEADINGS,
    OPT_LAST,
    OPT_MAX,
    OPT_MORE,
    OPT_ORDER,
    OPT_RECORDS,
    OPT_SEP,
    OPT_TITLE,
    OPT_WHERE,
    OPT_YEARS,
    OPT__N
} OptionName;

static const char *const option_names[OPT__N] = {
    [OPT_ALL] = "all",     [OPT_BY] = "by",       [OPT_COLUMNS] = "columns",
    [OPT_LAST] = "last",   [OPT_MAX] = "max",     [OPT_HEADINGS] = "headings",
    [OPT_MORE] = "more",   [OPT_ORDER] = "order", [OPT_RECORDS] = "records",
    [OPT_SEP] = "sep",     [OPT_TITLE] = "title", [OPT_WHERE] = "where",
    [OPT_YEARS] = "years",
};

#define OPT(name) (1U << OPT_##name)
#define CLAUSES (OPT(WHERE) | OPT(BY) | OPT(ORDER))

static const struct {
    const char *name;
    unsigned options;
    bool what; /* wants words behind its name */
} kinds[COMMAND__N] = {
    [COMMAND_LIST] = { "list", OPT(SEP) | OPT(LAST) | OPT(MAX) | OPT(MORE) | OPT(ALL) | CLAUSES,
                       true },
    [COMMAND_TABLE] = { "table", OPT(TITLE) | OPT(HEADINGS) | OPT(COLUMNS) | OPT(MAX) | OPT(ALL) |
                                     CLAUSES, true },
    [COMMAND_CHART] = { "chart", OPT(TITLE) | OPT(MAX) | OPT(YEARS), true },
    [COMMAND_APPENDIX] = { "appendix", OPT(TITLE) | OPT(RECORDS), false },
    [COMMAND_FINDINGS] = { "findings", 0, false },
    [COMMAND_SIGNATURE] = { "signature", 0, false },
    [COMMAND_ATTACHMENTS] = { "attachments", 0, false },
    [COMMAND_CONTENTS] = { "contents", 0, false },
    [COMMAND_NUMBERED] = { "numbered", 0, false },
};

static bool kind_find(Str word, CommandKind *out)
{
    for (int i = 0; i < COMMAND__N; i++)
        if (str_eq(word, str_z(kinds[i].name))) {
            *out = (CommandKind)i;
            return true;
        }
    return false;
}

static bool option_find(Str word, unsigned allowed, OptionName *out)
{
    for (int i = 0; i < OPT__N; i++)
        if ((allowed & 1U << i) && str_eq(word, str_z(option_names[i]))) {
            *out = (OptionName)i;
            return true;
        }
    return false;
}

static bool take_number(Reader *r, Segment *s, int64_t limit, int64_t *out)
{
    size_t at = s->at;
    Str word = take_word(r, s);
    return (str_int(word, out) && *out >= 1 && *out <= limit) ||
           read_fail(r, at, N_("'%.*s' is no number from 1 to %d"), STR(word), (int)limit);
}

static bool take_headings(Reader *r, Segment *s, Command *k)
{
    do {
        if (k->nheadings == TEMPLATE_COLUMNS_MAX)
            return read_fail(r, s->at, N_("a table has at most %d columns"), TEMPLATE_COLUMNS_MAX);
        if (k->nheadings && r->t->text.p[s->at] == ',')
            *s = trimmed(r, s->at + 1, s->end);
        if (!take_string(r, s, &k->headings[k->nheadings]))
            return false;
        k->nheadings++;
    } while (s->at < s->end);
    return true;
}

static bool read_value(Reader *r, OptionName name, Segment *s, Command *k)
{
    switch (name) {
    case OPT_ALL: k->all = true; return true;
    case OPT_BY: return take_string(r, s, &k->by);
    case OPT_COLUMNS: return take_string(r, s, &k->columns);
    case OPT_HEADINGS: return take_headings(r, s, k);
    case OPT_LAST: return take_string(r, s, &k->last);
    case OPT_MAX: return take_number(r, s, TEMPLATE_ROWS_MAX, &k->max);
    case OPT_MORE: k->says_more = true; return take_parts(r, s, IN_ITEM, &k->more);
    case OPT_ORDER: return take_string(r, s, &k->order);
    case OPT_RECORDS: return take_number(r, s, TEMPLATE_ROWS_MAX, &k->records);
    case OPT_SEP: return take_string(r, s, &k->sep);
    case OPT_TITLE: return take_parts(r, s, IN_TEXT, &k->title);
    case OPT_WHERE: return take_string(r, s, &k->where);
    case OPT_YEARS: return take_number(r, s, TEMPLATE_YEARS_MAX, &k->years);
    case OPT__N: break;
    }
    return false;
}

/* The text of one record of a list, which must be short since it is written for each. */
static bool read_item(Reader *r, Segment s, Command *k)
{
    size_t before = r->t->nparts;
    if (!take_parts(r, &s, IN_ITEM, &k->item) || !nothing_left(r, s))
        return false;
    return r->t->nparts - before <= TEMPLATE_ITEM_MAX ||
           read_fail(r, k->at, N_("the text of a record has at most %d parts"), TEMPLATE_ITEM_MAX);
}

static bool read_option(Reader *r, Segment s, Command *k)
{
    size_t at = s.at;
    Str word;
    OptionName name;

    if (k->kind == COMMAND_LIST && !k->item && at < s.end && r->t->text.p[at] == '"')
        return read_item(r, s, k);
    word = take_word(r, &s);
    if (!option_find(word, kinds[k->kind].options, &name))
        return read_fail(r, at, N_("'%s' has no option '%.*s'; docs/templates.md has them"),
                         kinds[k->kind].name, STR(word));
    return read_value(r, name, &s, k) && nothing_left(r, s);
}

static bool read_options(Reader *r, const Segments *all, Segment what, Command *k)
{
    k->what = segment_text(r, what);
    k->at = what.at;
    if (kinds[k->kind].what != (k->what.n > 0))
        return kinds[k->kind].what
                   ? read_fail(r, what.at,
                               N_("'%s' needs to know what to show; docs/templates.md has "
                                  "examples"),
                               kinds[k->kind].name)
                   : nothing_left(r, what);
    if (kinds[k->kind].what && ++r->t->ncommands > TEMPLATE_COMMANDS_MAX)
        return read_fail(r, what.at, N_("a template has at most %d lists, tables and charts"),
                         TEMPLATE_COMMANDS_MAX);
    for (size_t i = 1; i < all->n; i++)
        if (!read_option(r, all->s[i], k))
            return false;
    return k->kind != COMMAND_LIST || k->item ||
           read_fail(r, what.at,
                     N_("a list needs a text in quotes that says how a record is "
                        "written: | \"{{name}}\""));
}

/* ---- both ways to stand in a template ---- */

static Str first_word(const Reader *r)
{
    const char *p = r->t->text.p;
    size_t from = r->at + 2, at;
    while (from < r->end && is_blank(p[from]))
        from++;
    for (at = from; at < r->end && p[at] >= 'a' && p[at] <= 'z';)
        at++;
    return str_part(r->t->text, from, at - from);
}

bool at_block(const Reader *r)
{
    CommandKind kind;
    Str word = first_word(r), rest;
    size_t behind = (size_t)(word.p - r->t->text.p) + word.n;
    rest = str_part(r->t->text, behind, r->end - behind);
    return kind_find(word, &kind) && kind != COMMAND_LIST && rest.n &&
           (is_blank(rest.p[0]) || rest.p[0] == '|' || str_starts(rest, S("}}")));
}

bool read_block(Reader *r, Command **out)
{
    Segments all;
    Segment what;
    Command *k = *out = NEW(r->a, Command);

    if (!read_segments(r, &all))
        return false;
    what = all.s[0];
    return kind_find(take_word(r, &what), &k->kind) && read_options(r, &all, what, k);
}

static bool read_list(Reader *r, const Segments *all, Segment what, Part *p)
{
    if (r->inside == IN_ITEM)
        return read_fail(r, p->at, N_("a list does not stand within a list"));
    p->kind = PART_LIST;
    p->command = NEW(r->a, Command);
    return read_options(r, all, what, p->command);
}

bool read_inline(Reader *r, Part **out)
{
    static const struct {
        const char *name;
        PartKind kind;
        bool any;
        bool (*read)(Reader *r, Segment rest, Part *p);
    } words[] = {
        { "if", PART_NEEDS, false, read_needs },
        { "any", PART_NEEDS, true, read_needs },
        { "plural", PART_PLURAL, false, read_plural },
    };
    size_t start = r->at;
    bool block = at_block(r);
    Segments all;
    Segment rest;
    Str word;

    if (block)
        return read_fail(r, start, N_("this command stands in a paragraph of its own"));
    if (!read_segments(r, &all))
        return false;
    rest = all.s[0];
    word = take_word(r, &rest);
    if (rest.at == rest.end || r->t->text.p[rest.at] == ',')
        return read_name(r, &all, start, out);
    if (str_eq(word, S("list"))) {
        *out = part_new(r, PART_LIST, start);
        return read_list(r, &all, rest, *out);
    }
    for (size_t i = 0; i < LEN(words) && r->inside == IN_TEXT; i++)
        if (str_eq(word, str_z(words[i].name))) {
            *out = part_new(r, words[i].kind, start);
            (*out)->any = words[i].any;
            if (all.n > 1)
                return read_fail(r, all.s[1].at, N_("'%s' takes no options"), words[i].name);
            return words[i].read(r, rest, *out);
        }
    return read_name(r, &all, start, out);
}
