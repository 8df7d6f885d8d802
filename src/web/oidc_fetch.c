/* SPDX-License-Identifier: Apache-2.0
 * By libcurl, one handle a question.
 */
#include "web/oidc_fetch.h"

#include <curl/curl.h>

#include "base/buf.h"
#include "base/date.h"

enum { CONNECT_MS = 3000, URL_MAX = 2000 };

/* A number alone, so that no name can lead elsewhere. */
static bool is_loopback(Str rest)
{
    Str host;
    size_t n;

    if (str_starts(rest, S("[::1]")))
        host = str_part(rest, 5, rest.n);
    else if (str_starts(rest, S("127.0.0.1")))
        host = str_part(rest, 9, rest.n);
    else
        return false;
    if (!str_starts(host, S(":")))
        return !host.n || host.p[0] == '/';
    for (n = 1; n < host.n && host.p[n] >= '0' && host.p[n] <= '9'; n++)
        continue;
    return n > 1 && (n == host.n || host.p[n] == '/');
}

bool fetch_may(Str url)
{
    if (!str_plain(url, false) || url.n > URL_MAX || str_find(url, S(" ")) >= 0)
        return false;
    if (str_starts(url, S("http://")))
        return is_loopback(str_part(url, 7, url.n));
    return str_starts(url, S("https://")) && url.n > 8;
}

/* Too much ends the call. The library's signature.
 * NOLINTNEXTLINE(readability-non-const-parameter) */
static size_t take(char *p, size_t size, size_t n, void *arg)
{
    Buf *body = arg;
    buf_put(body, (Str){ p, size * n });
    return body->failed ? 0 : size * n;
}

static struct curl_slist *headers_of(Arena *a, const Fetch *f)
{
    struct curl_slist *list = curl_slist_append(NULL, "Accept: application/json");
    struct curl_slist *more = NULL;

    if (!list || !f->authorization.n)
        return list;
    more = curl_slist_append(list, arena_printf(a, "Authorization: %.*s", STR(f->authorization)).p);
    if (!more)
        curl_slist_free_all(list);
    return more;
}

static void set_options(CURL *curl, Arena *a, const Fetch *f, long ms)
{
    bool plain = str_starts(f->url, S("http://"));

    curl_easy_setopt(curl, CURLOPT_URL, arena_z(a, f->url));
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, plain ? "http" : "https");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, ms);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, ms < CONNECT_MS ? ms : (long)CONNECT_MS);
    curl_easy_setopt(curl, CURLOPT_MAXFILESIZE, (long)FETCH_BYTES);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "Qiao");
    if (!f->form.n)
        return;
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, f->form.p);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, (long)f->form.n);
}

static Fetched perform(CURL *curl, Arena *a, const Fetch *f, long ms)
{
    AUTO(buf_done) Buf body = buf_new(FETCH_BYTES);
    struct curl_slist *headers = headers_of(a, f);
    Fetched out = { 0 };
    CURLcode rc;

    if (!headers)
        return (Fetched){ .fault = "there is no memory for a header" };
    set_options(curl, a, f, ms);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &body);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    rc = curl_easy_perform(curl);
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &out.status);
    curl_slist_free_all(headers);
    if (body.failed)
        out.fault = "the answer is too large";
    else if (rc != CURLE_OK)
        out.fault = curl_easy_strerror(rc);
    else
        out.body = arena_str(a, buf_str(&body));
    return out;
}

Fetched fetch(Arena *a, const Fetch *f)
{
    int64_t ms = (f->until - clock_steady_us()) / 1000;
    Fetched out = { .fault = "the library that asks cannot be started" };
    CURL *curl;

    if (!fetch_may(f->url))
        return (Fetched){ .fault = "the address is neither https nor http at 127.0.0.1 or [::1]" };
    if (ms <= 0)
        return (Fetched){ .fault = "it took too long" };
    curl = curl_easy_init();
    if (!curl)
        return out;
    out = perform(curl, a, f, (long)ms);
    curl_easy_cleanup(curl);
    return out;
}
