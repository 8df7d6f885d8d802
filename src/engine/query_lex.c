/* SPDX-License-Identifier: Apache-2.0
 * Query text to tokens. Full-width signs count as their ASCII ones, so that a query can be typed
 * with a Chinese input method; quoted text is kept as it is.
 */
#include "engine/query_impl.h"

#include <stdio.h>

typedef struct {
    Ctx *c;
    const Source *source;
    Str rest;
    char *room; /* for the texts of tokens: no longer than the source */
    VEC(Token) out;
} Lexer;

/* ---- errors ---- */

bool query_blame(Err *e, Place place)
{
    Str text = place.source->text;
    size_t n = place.n < 40 ? place.n : 40;
    Str near;

    while (n < place.n && n && ((unsigned char)text.p[place.at + n] & 0xC0) == 0x80)
        n--;
    near = str_part(text, place.at, n);
    if (near.n)
        err_prefix(e, "at character %zu, near '%.*s': ", utf8_len(str_part(text, 0, place.at)) + 1,
                   STR(near));
    else
        err_prefix(e, "at the end: ");
    (void)snprintf(e->field, sizeof e->field, "%s", place.source->part);
    return false;
}

/* ---- characters ---- */

/* The ASCII sign that ch is the full-width form of. */
static uint32_t plain(uint32_t ch)
{
    if (ch >= 0xFF01 && ch <= 0xFF5E)
        return ch - 0xFEE0;
    if (ch == 0x3000 || ch == 0xA0 || ch == 0xFEFF || ch == '\t' || ch == '\n' || ch == '\r')
        return ' ';
    return ch == 0x3001 ? ',' : ch; /* 、 */
}

/* The next character, or the one behind it; 0 at the end. */
static uint32_t peek(const Lexer *x, size_t ahead)
{
    Str s = x->rest;
    uint32_t ch = 0;
    for (size_t i = 0; i <= ahead; i++)
        if (!utf8_next(&s, &ch))
            return 0;
    return plain(ch);
}

static void skip(Lexer *x)
{
    uint32_t ch;
    (void)utf8_next(&x->rest, &ch);
}

static bool digit(uint32_t ch)
{
    return ch >= '0' && ch <= '9';
}

/* The sign that closes a quotation, 0 if ch opens none. */
static uint32_t closing(uint32_t ch)
{
    switch (ch) {
    case '\'':
    case '"':
    case 0x201D:
    case 0x2019: return ch;
    case 0x201C: return 0x201D;
    case 0x2018: return 0x2019;
    case 0x300C:
    case 0x300E: return ch + 1;
    default: return 0;
    }
}

static bool word_sign(uint32_t ch)
{
    if (ch < 0x80)
        return digit(ch) || (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || ch == '_' ||
               ch == '#' || ch == '@';
    /* not dots, quotes, brackets and marks that separate; ≠ ≤ ≥ are operators */
    return !closing(ch) && ch != 0x300D && ch != 0x300F && ch != 0x2026 && ch != 0x3002 &&
           ch != 0x2260 && ch != 0x2264 && ch != 0x2265 && ch != 0xFFFD && ch >= 0xA1;
}

/* ---- tokens ---- */

static size_t offset(const Lexer *x)
{
    return (size_t)(x->source->text.n - x->rest.n);
}

static Place place_from(const Lexer *x, size_t at)
{
    return (Place){ x->source, at, offset(x) - at };
}

static void add(Lexer *x, TokKind kind, Op op, Str text, size_t at)
{
    vec_push(x->c->arena, &x->out,
             ((Token){ .kind = kind, .op = op, .text = text, .place = place_from(x, at) }));
}

static bool quoted(Lexer *x, Err *e)
{
    size_t at = offset(x), n = 0;
    uint32_t close = closing(peek(x, 0)), ch;
    char *out = x->room;

    skip(x);
    while (utf8_next(&x->rest, &ch)) {
        uint32_t sign = close < 0x80 ? plain(ch) : ch;
        if (sign == close && !(close < 0x80 && peek(x, 0) == close)) {
            x->room += n;
            add(x, TOK_QUOTED, OP_EQ, (Str){ out, n }, at);
            return true;
        }
        if (sign == close)
            skip(x);
        n += utf8_put(ch, out + n);
    }
    err_set(e, ERR_INVALID, "the quotation is not closed");
    return query_blame(e, (Place){ x->source, at, 1 });
}

/* Does the word go on with what comes next? 12.5 is one word, a.b are three, 1..2 three too. */
static bool word_goes_on(const Lexer *x, bool number)
{
    uint32_t ch = peek(x, 0);
    if (word_sign(ch))
        return true;
    if (ch == '-' || ch == '/')
        return word_sign(peek(x, 1));
    return ch == '.' && number && digit(peek(x, 1));
}

static void word(Lexer *x)
{
    size_t at = offset(x), n = 0;
    char *out = x->room;
    bool number = true;
    uint32_t ch = peek(x, 0);

    do {
        if (ch == '.' || (n && !digit(ch)))
            number = false; /* one point is enough, and letters have none */
        n += utf8_put(ch, out + n);
        skip(x);
        ch = peek(x, 0);
    } while (word_goes_on(x, number));
    x->room += n;
    add(x, TOK_WORD, OP_EQ, (Str){ out, n }, at);
}

static bool operator_sign(Lexer *x)
{
    static const struct {
        uint32_t a, b;
        Op op;
    } signs[] = {
        { '=', '=', OP_EQ },  { '=', 0, OP_EQ },    { '!', '=', OP_NE },  { '<', '>', OP_NE },
        { '<', '=', OP_LE },  { '>', '=', OP_GE },  { '<', 0, OP_LT },    { '>', 0, OP_GT },
        { 0x2260, 0, OP_NE }, { 0x2264, 0, OP_LE }, { 0x2265, 0, OP_GE },
    };
    size_t at = offset(x);
    for (size_t i = 0; i < LEN(signs); i++) {
        if (peek(x, 0) != signs[i].a || (signs[i].b && peek(x, 1) != signs[i].b))
            continue;
        skip(x);
        if (signs[i].b)
            skip(x);
        add(x, TOK_OP, signs[i].op, (Str){ 0 }, at);
        return true;
    }
    return false;
}

static bool mark(Lexer *x)
{
    static const struct {
        uint32_t ch;
        TokKind kind;
    } marks[] = { { '(', TOK_OPEN }, { ')', TOK_CLOSE }, { ',', TOK_COMMA }, { '.', TOK_DOT } };
    size_t at = offset(x);
    for (size_t i = 0; i < LEN(marks); i++) {
        TokKind kind = marks[i].kind;
        if (peek(x, 0) != marks[i].ch)
            continue;
        skip(x);
        if (kind == TOK_DOT && peek(x, 0) == '.') {
            skip(x);
            kind = TOK_DOTS;
        }
        add(x, kind, OP_EQ, (Str){ 0 }, at);
        return true;
    }
    return false;
}

static bool next_token(Lexer *x, Err *e)
{
    uint32_t ch = peek(x, 0);
    size_t at = offset(x);

    if (closing(ch))
        return quoted(x, e);
    if (word_sign(ch) || ((ch == '-' || ch == '+') && digit(peek(x, 1)))) {
        word(x);
        return true;
    }
    if (operator_sign(x) || mark(x))
        return true;
    skip(x);
    err_set(e, ERR_INVALID, "this sign means nothing here; put text into 'quotes'");
    return query_blame(e, place_from(x, at));
}

const Token *query_lex(Ctx *c, const Source *source, Err *e)
{
    Lexer x = { .c = c, .source = source, .rest = source->text };

    if (source->text.n > QUERY_TEXT_MAX) {
        err_set(e, ERR_INVALID, "the query has %zu bytes; at most %d are possible", source->text.n,
                (int)QUERY_TEXT_MAX);
        return NULL;
    }
    if (!utf8_valid(source->text) ||
        (source->text.n && memchr(source->text.p, 0, source->text.n))) {
        err_set(e, ERR_INVALID, "the query is not UTF-8 text");
        return NULL;
    }
    x.room = arena_get(c->arena, source->text.n + 4);
    while (x.rest.n) {
        if (peek(&x, 0) == ' ')
            skip(&x);
        else if (!next_token(&x, e))
            return NULL;
    }
    add(&x, TOK_END, OP_EQ, (Str){ 0 }, offset(&x));
    return x.out.p;
}
