/* SPDX-License-Identifier: Apache-2.0
 * Reading what a browser sent. Everything here is hostile until it was looked at.
 */
#include "web/request.h"

#include <arpa/inet.h>

#include "web/site.h"

static int hex_digit(char ch)
{
    if (ch >= '0' && ch <= '9')
        return ch - '0';
    if (ch >= 'a' && ch <= 'f')
        return ch - 'a' + 10;
    return ch >= 'A' && ch <= 'F' ? ch - 'A' + 10 : -1;
}

bool url_decode(Arena *a, Str s, bool plus, Str *out)
{
    char *p = arena_get(a, s.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        char ch = s.p[i];
        if (ch == '%') {
            int high = s.n - i > 2 ? hex_digit(s.p[i + 1]) : -1;
            int low = s.n - i > 2 ? hex_digit(s.p[i + 2]) : -1;
            if (high < 0 || low < 0)
                return false;
            ch = (char)(high << 4 | low);
            i += 2;
        } else if (ch == '+' && plus) {
            ch = ' ';
        }
        p[n++] = ch;
    }
    p[n] = '\0';
    *out = (Str){ p, n };
    return utf8_valid(*out) && str_plain(*out, true);
}

static bool read_query(Request *q, Str text, Err *e)
{
    Str piece, name, value;
    while (str_next(&text, '&', &piece)) {
        if (!piece.n)
            continue;
        if (q->nquery == PARAMS_MAX)
            return err_set(e, ERR_INVALID, "an address has at most %d names behind '?'",
                           PARAMS_MAX);
        if (!str_cut(piece, S("="), &name, &value))
            value = S("");
        if (!url_decode(q->c.arena, name, true, &name) ||
            !url_decode(q->c.arena, value, true, &value))
            return err_set(e, ERR_INVALID,
                           "the address is not sound: it is to be percent-encoded UTF-8");
        q->query[q->nquery++] = (WebParam){ name, value };
    }
    return true;
}

bool request_read(Request *q, Str raw, Err *e)
{
    Str path, query;
    q->raw = raw;
    if (!str_cut(raw, S("?"), &path, &query))
        query = S("");
    if (!str_starts(path, S("/")) || !url_decode(q->c.arena, path, false, &q->path) ||
        !str_plain(q->path, false))
        return err_set(e, ERR_INVALID,
                       "the address is not sound: it is to be percent-encoded UTF-8");
    return read_query(q, query, e);
}

static Str find(const WebParam *p, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(p[i].name, str_z(name)))
            return p[i].value;
    return S("");
}

Str request_query(const Request *q, const char *name)
{
    return find(q->query, q->nquery, name);
}

Str request_form(const Request *q, const char *name)
{
    return find(q->form, q->nform, name);
}

Str request_form_nth(const Request *q, const char *name, size_t i)
{
    for (size_t k = 0; k < q->nform; k++)
        if (str_eq(q->form[k].name, str_z(name)) && i-- == 0)
            return q->form[k].value;
    return (Str){ 0 };
}

/* ---- language ---- */

Str request_cookie(Str cookies, Str want)
{
    Str piece, name, value;
    while (str_next(&cookies, ';', &piece))
        if (str_cut(str_trim(piece), S("="), &name, &value) && str_eq(name, want))
            return value;
    return (Str){ 0 };
}

/* The weight behind ";q=" in thousandths; what cannot be read weighs nothing. */
static int weight(Str s)
{
    int w = 0, digits = 0;
    s = str_trim(s);
    if (!str_starts(s, S("q=")))
        return 1000;
    for (size_t i = 2; i < s.n && digits < 4; i++) {
        if (s.p[i] == '.')
            continue;
        if (s.p[i] < '0' || s.p[i] > '9')
            return 0;
        w = w * 10 + (s.p[i] - '0');
        digits++;
    }
    for (; digits < 4; digits++)
        w *= 10;
    return w;
}

static bool accepted_language(Str accept, Lang *out)
{
    Str piece, tag, rest;
    int best = 0;
    while (str_next(&accept, ',', &piece)) {
        Lang lang;
        int w = str_cut(piece, S(";"), &tag, &rest) ? weight(rest) : 1000;
        if (w > best && lang_parse(str_trim(tag), &lang)) {
            best = w;
            *out = lang;
        }
    }
    return best > 0;
}

void request_language(Request *q, const RequestHeaders *h)
{
    Lang lang = q->c.lang;
    q->set_lang = lang_parse(request_query(q, "lang"), &lang);
    q->has_lang = q->set_lang || lang_parse(request_cookie(h->cookie, S("qiao_lang")), &lang);
    if (!q->has_lang)
        accepted_language(h->accept_language, &lang);
    q->c.lang = lang;
}

Str request_in_language(Request *q, Lang lang)
{
    AUTO(buf_done) Buf b = buf_new(URI_MAX + 64);
    Str path, query, piece;
    if (!str_cut(q->raw, S("?"), &path, &query))
        query = S("");
    if (q->method != METHOD_GET)
        query = S("");
    buf_printf(&b, "%.*s?", STR(path));
    while (str_next(&query, '&', &piece))
        if (piece.n && !str_starts(piece, S("lang=")))
            buf_printf(&b, "%.*s&", STR(piece));
    buf_printf(&b, "lang=%s", lang_code(lang));
    return arena_str(q->c.arena, buf_str(&b));
}

/* ---- forms ---- */

void request_go(Request *q, Str to)
{
    q->status = 303;
    q->location = to;
}

Str request_form_token(Request *q)
{
    if (!q->form_token.n || q->form_token_of != q->session.user) {
        q->form_token_of = q->session.user;
        q->form_token =
            session_form_token(q->c.arena, q->session.user ? q->token : site_secret(q->site));
    }
    return q->form_token;
}

/* ---- where a form came from ---- */

bool request_same_origin(const RequestHeaders *h)
{
    Str scheme, host;
    if (h->fetch_site.p)
        return str_eq(h->fetch_site, S("same-origin")) || str_eq(h->fetch_site, S("none"));
    if (!h->origin.p)
        return true;
    return str_cut(h->origin, S("://"), &scheme, &host) && str_same(host, h->host);
}

/* ---- where it came from ---- */

Str request_forwarded(Request *q, Str header)
{
    unsigned char bytes[sizeof(struct in6_addr)];
    Str piece, last = S("");

    while (str_next(&header, ',', &piece))
        last = str_trim(piece);
    last = arena_str(q->c.arena, last); /* with a zero behind it */
    if (inet_pton(AF_INET, last.p, bytes) == 1)
        return arena_str(q->c.arena, (Str){ (const char *)bytes, 4 });
    if (inet_pton(AF_INET6, last.p, bytes) == 1)
        return arena_str(q->c.arena, (Str){ (const char *)bytes, 8 });
    return S("");
}

Str plain_lines(Arena *a, Str s)
{
    char *p = arena_get(a, s.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] != '\r')
            p[n++] = s.p[i];
    return (Str){ p, n };
}
