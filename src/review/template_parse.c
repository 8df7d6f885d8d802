/* SPDX-License-Identifier: Apache-2.0
 * The text of a template → lines of parts. What stands between {{ and }} is read by
 * template_command.c.
 *
 * The reader never goes back further than a line mark, so its time is linear in the text.
 */
#include "review/template_impl.h"

#include <stdio.h>

/* ---- errors ---- */

bool template_blame(const Template *t, size_t at, Err *e)
{
    size_t line = 1, start = 0;
    Str said = str_z(e->msg);
    if (str_starts(said, t->name) && str_starts(str_part(said, t->name.n, 1), S(":")))
        return false; /* a part of it knew its place already */
    for (size_t i = 0; i < at && i < t->text.n; i++)
        if (t->text.p[i] == '\n') {
            line++;
            start = i + 1;
        }
    return err_prefix(e, "%.*s:%zu:%zu: ", STR(t->name), line,
                      utf8_len(str_part(t->text, start, at - start)) + 1);
}

bool read_fail(Reader *r, size_t at, const char *fmt, ...)
{
    char msg[sizeof r->e->msg];
    va_list ap;
    va_start(ap, fmt);
    (void)vsnprintf(msg, sizeof msg, tr(r->e->lang, fmt), ap);
    va_end(ap);
    err_set(r->e, ERR_INVALID, "%s", msg);
    return template_blame(r->t, at, r->e);
}

/* ---- the cursor ---- */

static bool next_is(const Reader *r, size_t at, const char *what)
{
    size_t n = strlen(what);
    return r->end - at >= n && memcmp(r->t->text.p + at, what, n) == 0;
}

static size_t line_end(const Reader *r, size_t at)
{
    const char *nl = memchr(r->t->text.p + at, '\n', r->end - at);
    return nl ? (size_t)(nl - r->t->text.p) : r->end;
}

static bool blank_line(const Reader *r, size_t at)
{
    return str_trim(str_part(r->t->text, at, line_end(r, at) - at)).n == 0;
}

/* The mark at the beginning of a line; its length, 0 for plain text. */
static size_t line_mark(const Reader *r, size_t at, LineKind *kind, int *level)
{
    size_t n = 0;
    *kind = LINE_TEXT;
    *level = 0;
    if (next_is(r, at, "- ")) {
        *kind = LINE_ITEM;
        return 2;
    }
    while (at + n < r->end && r->t->text.p[at + n] == '=')
        n++;
    if (n == 0 || n > 5 || !next_is(r, at + n, " "))
        return 0;
    *kind = n == 1 ? LINE_TITLE : LINE_HEADING;
    *level = (int)n - 1;
    return n + 1;
}

static bool is_comment(const Reader *r, size_t at)
{
    return next_is(r, at, "//");
}

/* Goes over lines of comment; `at` is the beginning of a line. */
static size_t skip_comments(const Reader *r, size_t at)
{
    while (at < r->end && is_comment(r, at)) {
        at = line_end(r, at);
        if (at < r->end)
            at++;
    }
    return at;
}

/* At an end of line: does the block end here? Otherwise *next is where it goes on. */
static bool block_ends(const Reader *r, size_t at, size_t *next)
{
    LineKind kind;
    int level;
    *next = at + 1;
    if (r->quoted)
        return false;
    if (r->one_line)
        return true;
    *next = skip_comments(r, at + 1);
    return *next >= r->end || blank_line(r, *next) || line_mark(r, *next, &kind, &level);
}

/* ---- parts ---- */

Part *part_new(Reader *r, PartKind kind, size_t at)
{
    Part *p = NEW(r->a, Part);
    p->kind = kind;
    p->at = at;
    r->t->nparts++;
    return p;
}

static bool is_special(const Reader *r, size_t at)
{
    return next_is(r, at, "{{") || next_is(r, at, "}}") || next_is(r, at, "[[") ||
           next_is(r, at, "]]") || next_is(r, at, "||");
}

/* A backslash before a sign of the language takes its meaning away. */
static bool is_escape(const Reader *r, size_t at)
{
    static const char signs[] = "\\{}[]|=-/\"";
    char next = at + 1 < r->end ? r->t->text.p[at + 1] : '\0';
    return r->t->text.p[at] == '\\' && next && memchr(signs, next, sizeof signs - 1);
}

/* Words up to the next sign of the language or the end of the block. Ends of lines stay in, for
 * snippets_runs to make into a blank or nothing. */
static bool read_text(Reader *r, Part **out)
{
    AUTO(buf_done) Buf b = buf_new(TEMPLATE_MAX + 1);
    size_t start = r->at, next;

    while (r->at < r->end && !is_special(r, r->at)) {
        char ch = r->t->text.p[r->at];
        if (ch == '\n') {
            if (block_ends(r, r->at, &next))
                break;
            buf_putc(&b, '\n');
            r->at = next;
            continue;
        }
        if (is_escape(r, r->at))
            ch = r->t->text.p[++r->at];
        if (ch != '\r')
            buf_putc(&b, ch);
        r->at++;
    }
    *out = part_new(r, PART_TEXT, start);
    (*out)->text = arena_str(r->a, buf_str(&b));
    return true;
}

static bool read_piece(Reader *r, Part **out)
{
    size_t start = r->at;
    Part **tail;

    if (r->depth == TEMPLATE_DEPTH_MAX)
        return read_fail(r, start, N_("pieces are nested more than %d deep"), TEMPLATE_DEPTH_MAX);
    *out = part_new(r, PART_PIECE, start);
    tail = &(*out)->kids;
    r->depth++;
    do {
        r->at += 2; /* "[[", later "||" */
        *tail = part_new(r, PART_ALTERNATIVE, r->at);
        if (!read_parts(r, &(*tail)->kids))
            return false;
        tail = &(*tail)->next;
    } while (next_is(r, r->at, "||"));
    if (!next_is(r, r->at, "]]"))
        return read_fail(r, start,
                         N_("the piece that begins here is not closed with ']]' before its "
                            "paragraph ends"));
    r->at += 2;
    r->depth--;
    return true;
}

static bool read_part(Reader *r, Part **out)
{
    size_t start = r->at;

    if (next_is(r, start, "[["))
        return read_piece(r, out);
    if (next_is(r, start, "{{"))
        return read_inline(r, out);
    if (next_is(r, start, "}}"))
        return read_fail(r, start,
                         N_("there is no '{{' for this '}}'; write \\}\\} for the signs"));
    if (is_special(r, start))
        return read_fail(r, start,
                         N_("'%.*s' stands outside of a piece; write it with backslashes "
                            "for the signs"),
                         2, r->t->text.p + start);
    return read_text(r, out);
}

bool read_parts(Reader *r, Part **out)
{
    size_t next;
    *out = NULL;
    while (r->at < r->end) {
        if (r->depth && (next_is(r, r->at, "||") || next_is(r, r->at, "]]")))
            return true;
        if (r->t->text.p[r->at] == '\n' && block_ends(r, r->at, &next))
            return true;
        if (r->t->nparts >= TEMPLATE_PARTS_MAX)
            return read_fail(r, r->at, N_("a template has at most %d parts"), TEMPLATE_PARTS_MAX);
        if (!read_part(r, out))
            return false;
        for (; *out; out = &(*out)->next)
            (*out)->end = r->at;
    }
    return true;
}

/* ---- lines ---- */

/* To the next line that is neither blank nor a comment; false at the end of the template. */
static bool skip_blank(Reader *r)
{
    while (r->at < r->end) {
        if (is_comment(r, r->at))
            r->at = skip_comments(r, r->at);
        else if (blank_line(r, r->at))
            r->at = line_end(r, r->at) + (line_end(r, r->at) < r->end);
        else
            return true;
    }
    return false;
}

/* A command that is a block: nothing else may stand in its paragraph. */
static bool read_block_line(Reader *r, Line *line)
{
    size_t next;

    line->kind = LINE_COMMAND;
    if (!read_block(r, &line->command))
        return false;
    while (r->at < r->end && (r->t->text.p[r->at] == ' ' || r->t->text.p[r->at] == '\r'))
        r->at++;
    return r->at >= r->end || (r->t->text.p[r->at] == '\n' && block_ends(r, r->at, &next)) ||
           read_fail(r, r->at,
                     N_("this command makes a block of its own; an empty line goes "
                        "behind it"));
}

static bool read_line(Reader *r, Line **out)
{
    Line *line = *out = NEW(r->a, Line);
    size_t mark;

    if (r->t->nparts++ >= TEMPLATE_PARTS_MAX)
        return read_fail(r, r->at, N_("a template has at most %d parts"), TEMPLATE_PARTS_MAX);
    line->at = r->at;
    mark = line_mark(r, r->at, &line->kind, &line->level);
    r->at += mark;
    r->one_line = line->kind == LINE_TITLE || line->kind == LINE_HEADING;
    if (!mark && next_is(r, r->at, "{{") && at_block(r) ? !read_block_line(r, line)
                                                        : !read_parts(r, &line->parts))
        return false;
    if (r->at < r->end)
        r->at++; /* the end of the line */
    return true;
}

bool template_parse(Arena *a, Str text, Str name, Template *out, Err *e)
{
    Reader r = { .a = a, .t = out, .e = e };
    Line **tail = &out->lines;

    *out = (Template){ .name = name };
    if (text.n > TEMPLATE_MAX)
        return err_set(e, ERR_INVALID, "the template '%.*s' has more than %d bytes", STR(name),
                       TEMPLATE_MAX);
    if (!utf8_valid(text) || !str_plain(text, true))
        return err_set(e, ERR_INVALID,
                       "the template '%.*s' is not plain text in UTF-8; save it as such",
                       STR(name));
    if (str_starts(text, S("\xEF\xBB\xBF")))
        text = str_part(text, 3, text.n);
    out->text = text;
    r.end = text.n;
    while (skip_blank(&r)) {
        if (!read_line(&r, tail))
            return false;
        tail = &(*tail)->next;
    }
    return true;
}

bool template_sound(Arena *a, Str text, Str name, Err *e)
{
    Template t;
    return template_parse(a, text, name, &t, e);
}
