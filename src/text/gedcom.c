/* SPDX-License-Identifier: Apache-2.0
 * GEDCOM: lines into a tree, pointers to their records, and back into lines.
 *
 * CONC and CONT never become nodes: they are joined to the value above. A long value is gathered in
 * one buffer and put into the arena when its last line has been read.
 */
#include "text/gedcom.h"

#include "base/map.h"

enum { TAG_LONGEST = 40, XREF_LONGEST = 80, SHOWN = 60 };

typedef struct {
    Arena *a;
    GedDoc *doc;
    Map xrefs; /* xref → number of its record, from 1 */
    VEC(GedNode *) records;
    GedNode *open[GEDCOM_LEVEL_MAX + 1]; /* the newest node of each level */
    int level;       /* of the newest line, CONT included; -1 before the first */
    GedNode *joined; /* whose value is in the buffer */
    Buf value;
} Parser;

/* One line, taken apart. */
typedef struct {
    uint32_t number;
    int level;
    Str xref, tag, value;
} Line;

static GedProblem *trouble(Parser *p, uint32_t line, Str tag, Str value)
{
    GedProblem one = { .line = line, .what = { .lang = p->doc->lang } };
    if (p->doc->problems.n >= GEDCOM_PROBLEMS_MAX)
        return NULL;
    one.tag = arena_str(p->a, utf8_part(tag, SHOWN));
    one.value = arena_str(p->a, utf8_part(value, SHOWN));
    vec_push(p->a, &p->doc->problems, one);
    return &p->doc->problems.p[p->doc->problems.n - 1];
}

#define TROUBLE(p, line, tag, value, ...)                                                          \
    do {                                                                                           \
        GedProblem *one_ = trouble(p, line, tag, value);                                           \
        if (one_)                                                                                  \
            err_set(&one_->what, ERR_INVALID, __VA_ARGS__);                                        \
    } while (0)

/* ---- one line ---- */

static bool is_tag(Str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (!((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
              c == '_'))
            return false;
    }
    return s.n > 0 && s.n <= TAG_LONGEST;
}

static bool is_xref(Str s)
{
    if (s.n < 3 || s.n > XREF_LONGEST || s.p[0] != '@' || s.p[s.n - 1] != '@' || s.p[1] == '#')
        return false;
    for (size_t i = 1; i + 1 < s.n; i++)
        if (s.p[i] == '@' || s.p[i] == ' ')
            return false;
    return true;
}

static Str take_word(Str *s)
{
    Str head, tail;
    while (s->n && (s->p[0] == ' ' || s->p[0] == '\t'))
        *s = str_part(*s, 1, s->n);
    (void)str_cut(*s, S(" "), &head, &tail);
    *s = tail;
    return head;
}

/* False if it is no line of GEDCOM; then why was said. */
static bool split_line(Parser *p, Str text, Line *out)
{
    Str rest = text, word = take_word(&rest);
    int64_t level;

    if (word.n > 2 || !str_int(word, &level) || level < 0 || word.p[0] == '+') {
        TROUBLE(p, out->number, S(""), text,
                N_("a line begins with its level, a number; if this goes on with the value of the"
                   " line above, write it behind 'CONT'"));
        return false;
    }
    word = take_word(&rest);
    if (is_xref(word)) {
        out->xref = word;
        word = take_word(&rest);
    }
    if (!is_tag(word)) {
        TROUBLE(
            p, out->number, word, text,
            N_("behind the level stands a tag of letters and digits, at most %d; correct the line"),
            TAG_LONGEST);
        return false;
    }
    out->level = (int)level;
    out->tag = word;
    out->value = rest;
    return true;
}

/* ---- values ---- */

/* 5.5.1 doubles every @ but those of an escape, 7 only the first. */
static void put_value(Buf *b, Str s, GedVersion v)
{
    for (size_t i = 0; i < s.n; i++) {
        buf_putc(b, s.p[i]);
        if (s.p[i] == '@' && i + 1 < s.n && s.p[i + 1] == '@' && (v == GEDCOM_551 || i == 0))
            i++;
    }
}

static void end_value(Parser *p)
{
    if (p->joined)
        p->joined->value = arena_str(p->a, buf_str(&p->value));
    p->joined = NULL;
}

/* A line that goes on with the value of the one above. */
static bool join(Parser *p, const Line *l)
{
    GedNode *n = p->open[l->level - 1];
    bool next_line = str_same(l->tag, S("CONT"));

    if (p->joined != n) {
        end_value(p);
        buf_clear(&p->value);
        buf_put(&p->value, n->value);
        p->joined = n;
        n->pointer = false;
    }
    if (next_line)
        buf_putc(&p->value, '\n');
    put_value(&p->value, l->value, p->doc->version);
    return !p->value.failed;
}

static void set_value(Parser *p, GedNode *n, Str value)
{
    AUTO(buf_done) Buf b = buf_new(GEDCOM_VALUE_MAX + 1);
    Str plain = str_trim(value);

    n->pointer = is_xref(plain);
    if (!n->pointer && str_find(value, S("@@")) >= 0) {
        put_value(&b, value, p->doc->version);
        value = arena_str(p->a, buf_str(&b));
    }
    n->value = n->pointer ? plain : value;
}

/* ---- the tree ---- */

GedNode *ged_add(Arena *a, GedNode *parent, Str tag, Str value)
{
    GedNode *n = NEW(a, GedNode);
    n->tag = tag;
    n->value = value;
    if (parent->last)
        parent->last->next = n;
    else
        parent->child = n;
    parent->last = n;
    parent->below++;
    return n;
}

static void new_record(Parser *p, GedNode *n, Str xref)
{
    GedNode *before = p->records.n ? p->records.p[p->records.n - 1] : NULL;
    int64_t other;

    if (before)
        before->next = n;
    else
        p->doc->records = n;
    vec_push(p->a, &p->records, n);
    if (!xref.n)
        return;
    n->xref = xref;
    if (map_get(&p->xrefs, xref, &other))
        TROUBLE(p, n->line, n->tag, xref,
                N_("the record of line %u has the same name; give one of the two another"),
                p->records.p[other - 1]->line);
    else
        map_set(&p->xrefs, xref, (int64_t)p->records.n);
}

static bool too_long(const Line *l, Err *e)
{
    return err_set(e, ERR_INVALID, "line %u: a value has more than %d bytes; cut it", l->number,
                   GEDCOM_VALUE_MAX);
}

static bool add_line(Parser *p, const Line *l, Err *e)
{
    bool goes_on = str_same(l->tag, S("CONT")) || str_same(l->tag, S("CONC"));
    GedNode *n;

    if (l->level > GEDCOM_LEVEL_MAX)
        return err_set(e, ERR_INVALID, "line %u: the level is above %d; correct it", l->number,
                       GEDCOM_LEVEL_MAX);
    if (l->level > p->level + 1 || (goes_on && l->level == 0)) {
        TROUBLE(p, l->number, l->tag, l->value,
                N_("the level is %d below one of %d, so it belongs to no line; correct the level"),
                l->level, p->level < 0 ? 0 : p->level);
        return true;
    }
    if (l->value.n > GEDCOM_VALUE_MAX)
        return too_long(l, e);
    if (goes_on)
        return join(p, l) || too_long(l, e);
    end_value(p);
    if (l->level && p->open[l->level - 1]->below == GEDCOM_BELOW_MAX)
        return err_set(e, ERR_INVALID, "line %u: more than %d lines stand directly below one",
                       l->number, GEDCOM_BELOW_MAX);
    n = l->level ? ged_add(p->a, p->open[l->level - 1], l->tag, l->value) : NEW(p->a, GedNode);
    n->tag = l->tag;
    n->line = l->number;
    set_value(p, n, l->value);
    if (l->level == 0)
        new_record(p, n, l->xref);
    p->open[l->level] = n;
    p->level = l->level;
    return true;
}

/* The next line of the text without its end; LF, CR and CR LF end one. */
static Str take_line(Str *rest)
{
    size_t n = 0, end;
    Str line;
    while (n < rest->n && rest->p[n] != '\n' && rest->p[n] != '\r')
        n++;
    line = str_part(*rest, 0, n);
    end = n < rest->n && rest->p[n] == '\r' && n + 1 < rest->n && rest->p[n + 1] == '\n' ? n + 2
                                                                                         : n + 1;
    *rest = str_part(*rest, end, rest->n);
    return line;
}

/* 2 VERS below 1 GEDC, looked for before the lines are read, since values depend on it. */
static GedVersion find_version(Str text)
{
    Str head = str_part(text, 0, (size_t)64 << 10), line;
    bool inside = false;

    while (head.n) {
        line = str_trim(take_line(&head));
        if (str_starts(line, S("2 VERS ")) && inside)
            return str_starts(str_trim(str_part(line, 7, line.n)), S("7")) ? GEDCOM_7 : GEDCOM_551;
        if (str_starts(line, S("1 ")))
            inside = str_starts(line, S("1 GEDC"));
        if (str_starts(line, S("0 ")) && !str_starts(line, S("0 HEAD")))
            break;
    }
    return GEDCOM_551;
}

static bool read_lines(Parser *p, Str text, Err *e)
{
    uint32_t number = 0;
    while (text.n) {
        Line l = { .number = ++number };
        Str line = take_line(&text);
        if (number > GEDCOM_LINES_MAX)
            return err_set(e, ERR_INVALID, "the file has more than %d lines; split it",
                           GEDCOM_LINES_MAX);
        if (!str_plain(line, false))
            TROUBLE(p, number, S(""), S(""),
                    N_("the line has a control character in it; take it out"));
        else if (str_trim(line).n && split_line(p, line, &l) && !add_line(p, &l, e))
            return false;
    }
    end_value(p);
    p->doc->nlines = number;
    return true;
}

/* ---- pointers ---- */

static void lead(Parser *p, GedNode *n)
{
    int64_t at;
    for (GedNode *c = n->child; c; c = c->next) {
        if (c->pointer && map_get(&p->xrefs, c->value, &at))
            c->target = p->records.p[at - 1];
        else if (c->pointer && !str_eq(c->value, S("@VOID@")))
            TROUBLE(p, c->line, c->tag, c->value,
                    N_("no record of the file is called so; bring the record into the file, or take"
                       " the line out"));
        lead(p, c); /* as deep as GEDCOM_LEVEL_MAX */
    }
}

bool gedcom_parse(Arena *a, Str bytes, GedDoc *out, Err *e)
{
    Parser p = { .a = a, .doc = out, .level = -1, .value = buf_new(GEDCOM_VALUE_MAX) };
    Str text;
    bool ok;

    *out = (GedDoc){ .lang = e->lang };
    if (bytes.n > GEDCOM_BYTES_MAX)
        return err_set(e, ERR_INVALID, "the file has more than %d MB; split it",
                       GEDCOM_BYTES_MAX >> 20);
    if (!gedcom_decode(a, bytes, &text, &out->encoding, e))
        return false;
    out->version = find_version(text);
    ok = read_lines(&p, text, e);
    if (ok && (!out->records || !str_eq(out->records->tag, S("HEAD"))))
        ok = err_set(e, ERR_INVALID, "the file does not begin with '0 HEAD', so it is no GEDCOM");
    for (size_t i = 0; ok && i < p.records.n; i++)
        lead(&p, p.records.p[i]);
    map_done(&p.xrefs);
    buf_done(&p.value);
    return ok;
}

/* ---- asking ---- */

bool ged_is(const GedNode *n, const char *tag)
{
    return str_eq(n->tag, str_z(tag));
}

GedNode *ged_child(const GedNode *n, const char *tag)
{
    for (GedNode *c = n ? n->child : NULL; c; c = c->next)
        if (ged_is(c, tag))
            return c;
    return NULL;
}

Str ged_value(const GedNode *n, const char *tag)
{
    const GedNode *c = ged_child(n, tag);
    return c ? c->value : (Str){ 0 };
}

/* ---- writing ---- */

/* One line of a value; 5.5.1 doubles every @, 7 the first. An escape of a date stays. A CR would be
 * read as the end of a line. */
static void print_value(Str s, GedVersion v, Buf *out)
{
    bool escape = str_find(s, S("@#D")) >= 0;
    for (size_t i = 0; s.p && i < s.n; i++) {
        if (s.p[i] != '\r')
            buf_putc(out, s.p[i]);
        if (s.p[i] == '@' && !escape && (v == GEDCOM_551 || i == 0))
            buf_putc(out, '@');
    }
}

/* 5.5.1 allows 255 characters a line; what is longer goes on behind CONC, which must not begin or
 * end at a blank, since programs trim there. */
static size_t piece_end(Str s)
{
    enum { LONGEST = 200 };
    size_t n = utf8_part(s, LONGEST).n;
    while (n > 1 && n < s.n && (s.p[n] == ' ' || s.p[n - 1] == ' '))
        n = utf8_part(s, n - 1).n;
    return n ? n : s.n;
}

static void print_rest(Str line, int level, GedVersion v, Buf *out)
{
    while (v == GEDCOM_551 && piece_end(line) < line.n) {
        size_t n = piece_end(line);
        print_value(str_part(line, 0, n), v, out);
        buf_printf(out, "\n%d CONC ", level + 1);
        line = str_part(line, n, line.n);
    }
    print_value(line, v, out);
    buf_putc(out, '\n');
}

void ged_print(const GedNode *n, int level, GedVersion v, Buf *out)
{
    Str rest = n->value, line;
    bool more = str_cut(rest, S("\n"), &line, &rest);

    buf_printf(out, "%d ", level);
    if (n->xref.n)
        buf_printf(out, "%.*s ", STR(n->xref));
    buf_put(out, n->tag);
    if (line.n)
        buf_putc(out, ' ');
    if (n->pointer) {
        buf_put(out, n->value);
        buf_putc(out, '\n');
    } else {
        print_rest(line, level, v, out);
    }
    while (more) {
        more = str_cut(rest, S("\n"), &line, &rest);
        buf_printf(out, "%d CONT%s", level + 1, line.n ? " " : "");
        print_rest(line, level, v, out);
    }
    for (const GedNode *c = n->child; c; c = c->next)
        ged_print(c, level + 1, v, out);
}
