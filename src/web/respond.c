/* SPDX-License-Identifier: Apache-2.0
 * Headers that all answers have, and those that some have.
 */
#include "web/respond.h"

#include <stdlib.h>
#define ZLIB_CONST /* what goes in is not changed */
#include <zlib.h>

#include "base/log.h"
#include "base/mem.h"
#include "web/answer.h"

enum { GZIP_FROM = 1024 };

/* ---- compression ---- */

bool respond_gzip(Str accept)
{
    Str piece, name, weight;
    while (str_next(&accept, ',', &piece)) {
        if (!str_cut(piece, S(";"), &name, &weight))
            weight = S("q=1");
        weight = str_trim(weight);
        if (str_same(str_trim(name), S("gzip")))
            return !(str_eq(weight, S("q=0")) || str_starts(weight, S("q=0.0")));
    }
    return false;
}

static void *z_get(void *arg, unsigned n, unsigned size)
{
    (void)arg;
    return mem_zget(n, size);
}

static void z_give(void *arg, void *p)
{
    (void)arg;
    mem_give(p);
}

/* Level 1: a page costs microseconds, and higher levels gain little on markup. */
static bool deflate_into(Str in, Buf *out)
{
    z_stream z = { .zalloc = z_get, .zfree = z_give };
    unsigned char piece[16 << 10];
    int rc;

    if (deflateInit2(&z, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        return false;
    z.next_in = (const Bytef *)in.p;
    z.avail_in = (uInt)in.n;
    do {
        z.next_out = piece;
        z.avail_out = sizeof piece;
        rc = deflate(&z, Z_FINISH);
        buf_put(out, (Str){ (const char *)piece, sizeof piece - z.avail_out });
    } while (rc == Z_OK);
    deflateEnd(&z);
    return rc == Z_STREAM_END && !out->failed;
}

/* ---- headers ---- */

static void add(struct MHD_Response *r, const char *name, const char *value)
{
    if (MHD_add_response_header(r, name, value) != MHD_YES)
        log_line(LOG_ERROR, "the header '%s' could not be added", name);
}

static void add_fixed(struct MHD_Response *r)
{
    static const char *const headers[][2] = {
        { "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self';"
          " img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'" },
        { "X-Content-Type-Options", "nosniff" },
        { "Referrer-Policy", "same-origin" },
        { "Cross-Origin-Opener-Policy", "same-origin" },
        { "Cross-Origin-Resource-Policy", "same-origin" },
        { "Vary", "Accept-Encoding, Accept-Language, Authorization, Cookie" },
    };
    for (size_t i = 0; i < LEN(headers); i++)
        add(r, headers[i][0], headers[i][1]);
}

/* A session that is over is taken from the browser too. */
static void add_session(struct MHD_Response *r, const Request *q)
{
    Str name = site_cookie(q->site);
    bool forget = str_eq(q->cookie, S("-"));

    if (q->cookie.n)
        add(r, "Set-Cookie",
            arena_printf(q->c.arena, "%.*s=%.*s; Path=/; SameSite=Lax; HttpOnly%s%s", STR(name),
                         STR(forget ? S("") : q->cookie),
                         str_starts(name, S("__")) ? "; Secure" : "", forget ? "; Max-Age=0" : "")
                .p);
}

static const char *allowed(unsigned methods)
{
    bool get = methods & 1U << METHOD_GET, post = methods & 1U << METHOD_POST;
    return get && post ? "GET, HEAD, POST" : post ? "POST" : "GET, HEAD";
}

static void add_own(struct MHD_Response *r, const Request *q)
{
    add(r, "Content-Type", q->type ? q->type : "text/html; charset=utf-8");
    if (!q->type)
        add(r, "Content-Language", lang_code(q->c.lang));
    if (q->etag.n) {
        add(r, "ETag", q->etag.p);
        add(r, "Cache-Control", "public, max-age=31536000, immutable");
    } else {
        add(r, "Cache-Control", q->door ? "private, no-cache" : "no-store");
    }
    if (q->status == 405 && !q->door)
        add(r, "Allow", allowed(q->allowed));
    for (size_t i = 0; i < q->nheaders; i++)
        add(r, q->headers[i].name.p, arena_z(q->c.arena, q->headers[i].value));
    if (q->status == 503)
        add(r, "Retry-After", "5");
    if (q->status == 303)
        add(r, "Location", q->location.p);
    add_session(r, q);
    if (q->set_lang)
        add(r, "Set-Cookie",
            arena_printf(q->c.arena,
                         "qiao_lang=%s; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly",
                         lang_code(q->c.lang))
                .p);
}

/* ---- the body ---- */

/* Pictures of PNG are compressed already. */
static bool is_packed(const Request *q)
{
    return q->type && strcmp(q->type, "image/png") == 0;
}

static struct MHD_Response *from_buf(Buf *b)
{
    static char nothing[1];
    struct MHD_Response *r;
    if (!b->n)
        return MHD_create_response_from_buffer(0, nothing, MHD_RESPMEM_PERSISTENT);
    r = MHD_create_response_from_buffer_with_free_callback(b->n, b->p, mem_give);
    *b = (Buf){ .max = b->max };
    return r;
}

/* From here on the descriptor is the response's to close. */
static struct MHD_Response *from_file(Request *q)
{
    q->file.is = false;
    return MHD_create_response_from_fd64(q->file.size, q->file.fd);
}

struct MHD_Response *respond(Request *q, bool gzip, bool close)
{
    AUTO(buf_done) Buf packed = buf_new(q->out.max);
    struct MHD_Response *r;
    Str body = q->fixed ? (Str){ (const char *)q->fixed, q->nfixed } : buf_str(&q->out);
    bool pack;

    if (q->etag.n && str_eq(q->etag, q->if_none_match)) {
        q->status = 304;
        body = S("");
        buf_clear(&q->out);
    }
    pack = gzip && body.n >= GZIP_FROM && !is_packed(q) && deflate_into(body, &packed);
    if (!pack && body.n && q->fixed)
        buf_put(&q->out, body);
    r = q->file.is ? from_file(q) : from_buf(pack ? &packed : &q->out);
    if (!r) { /* only for want of memory */
        log_line(LOG_ERROR, "no response could be made");
        abort();
    }
    if (pack)
        add(r, "Content-Encoding", "gzip");
    if (close)
        add(r, "Connection", "close");
    add_fixed(r);
    add_own(r, q);
    request_done(q);
    return r;
}
