/* SPDX-License-Identifier: Apache-2.0
 * The thread, and one delivery on the wire.
 */
#include "api/hooks.h"

#include <curl/curl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sodium.h>
#include <time.h>

#include "api/json.h"
#include "base/log.h"
#include "base/mem.h"
#include "engine/setting.h"

enum {
    ROUND_MS = 1000,     /* how often the history is looked at */
    SEND_S = 20,         /* for a delivery as a whole */
    CONNECT_S = 10,
    ROUND_MEMORY = 16 << 20,
    ROUND_SENDS = 20,    /* deliveries between two looks at the history */
    ANSWER_MAX = 64 << 10,
};

struct Hooks {
    const HooksOptions *o;
    Db *db;
    CURL *curl;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t wake;
    bool stop;
};

/* ---- addresses ---- */

static bool is_local_v4(uint32_t a)
{
    static const struct {
        uint32_t net;
        int bits;
    } nets[] = {
        { 0x00000000, 8 },  { 0x0A000000, 8 },  { 0x64400000, 10 }, { 0x7F000000, 8 },
        { 0xA9FE0000, 16 }, { 0xAC100000, 12 }, { 0xC0000000, 24 }, { 0xC0000200, 24 },
        { 0xC0A80000, 16 }, { 0xC6120000, 15 }, { 0xC6336400, 24 }, { 0xCB007100, 24 },
        { 0xE0000000, 3 }, /* groups, and what is not in use */
    };
    for (size_t i = 0; i < LEN(nets); i++)
        if ((a ^ nets[i].net) >> (32 - nets[i].bits) == 0)
            return true;
    return false;
}

static uint32_t v4_at(const unsigned char *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* Of IPv6 only global addresses are not local, less those that hide an IPv4 one or lead through a
 * tunnel. */
static bool is_local_v6(const unsigned char p[16])
{
    static const unsigned char nat64[12] = { 0x00, 0x64, 0xFF, 0x9B };
    if (memcmp(p, nat64, sizeof nat64) == 0)
        return is_local_v4(v4_at(p + 12));
    if ((p[0] & 0xE0) != 0x20)
        return true;
    return (p[0] == 0x20 && p[1] == 0x02) ||                               /* 6to4 */
           (p[0] == 0x20 && p[1] == 0x01 && p[2] == 0 && p[3] == 0) ||     /* Teredo */
           (p[0] == 0x20 && p[1] == 0x01 && p[2] == 0x0D && p[3] == 0xB8); /* examples */
}

bool is_local_address(const struct sockaddr *a)
{
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;

    if (a->sa_family == AF_INET) {
        memcpy(&v4, a, sizeof v4);
        return is_local_v4(ntohl(v4.sin_addr.s_addr));
    }
    if (a->sa_family != AF_INET6)
        return true;
    memcpy(&v6, a, sizeof v6);
    return is_local_v6(v6.sin6_addr.s6_addr);
}

bool is_own_address(const struct sockaddr *a)
{
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;

    if (a->sa_family == AF_INET) {
        memcpy(&v4, a, sizeof v4);
        return ntohl(v4.sin_addr.s_addr) >> 24 == 127;
    }
    if (a->sa_family != AF_INET6)
        return false;
    memcpy(&v6, a, sizeof v6);
    return IN6_IS_ADDR_LOOPBACK(&v6.sin6_addr);
}

/* ---- signing ---- */

static Str base64(Arena *a, const unsigned char *p, size_t n)
{
    size_t size = sodium_base64_encoded_len(n, sodium_base64_VARIANT_ORIGINAL);
    char *text = arena_get(a, size);
    sodium_bin2base64(text, size, p, n, sodium_base64_VARIANT_ORIGINAL);
    return str_z(text);
}

static bool load_keys(Ctx *c, unsigned char public_key[crypto_sign_PUBLICKEYBYTES],
                      unsigned char secret[crypto_sign_SECRETKEYBYTES], Err *e)
{
    unsigned char seed[HOOK_SEED_BYTES];
    if (!hooks_seed(c, seed, e))
        return false;
    crypto_sign_seed_keypair(public_key, secret, seed);
    sodium_memzero(seed, sizeof seed);
    return true;
}

/* The signature over "ID.TIME.BODY". */
static bool sign(Ctx *c, Str id, int64_t seconds, Str body, Str *out, Err *e)
{
    unsigned char public_key[crypto_sign_PUBLICKEYBYTES], secret[crypto_sign_SECRETKEYBYTES],
        signature[crypto_sign_BYTES];
    Str text;

    if (!load_keys(c, public_key, secret, e))
        return false;
    text = arena_printf(c->arena, "%.*s.%" PRId64 ".%.*s", STR(id), seconds, STR(body));
    crypto_sign_detached(signature, NULL, (const unsigned char *)text.p, text.n, secret);
    sodium_memzero(secret, sizeof secret);
    *out = arena_printf(c->arena, "v1a,%.*s", STR(base64(c->arena, signature, sizeof signature)));
    return true;
}

/* ---- one delivery ---- */

/* Numbers and what happened; no value of any field. */
static Str payload(Ctx *c, const HooksOptions *o, const Delivery *d)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    char at[32];

    time_print(d->at, 0, at);
    j_open(&b, NULL, '{');
    j_text(&b, "type", arena_printf(c->arena, "%.*s.%.*s", STR(d->type), STR(d->event)));
    j_time(&b, "timestamp", d->at);
    j_open(&b, "data", '{');
    j_id(&b, "delivery", d->id);
    j_text(&b, "event", d->event);
    j_text(&b, "type", d->type);
    j_id(&b, "id", d->record);
    j_int(&b, "version", d->version);
    j_text(&b, "link",
           arena_printf(c->arena, "%s/api/v1/%.*s/%" PRId64, o->base, STR(d->type), d->record));
    j_close(&b, '}');
    j_close(&b, '}');
    return arena_str(c->arena, buf_str(&b));
}

typedef struct {
    bool local, plain, refused;
    size_t got;
} Sending;

/* The address is known here, after the name was looked up and before anything is sent. */
static curl_socket_t open_socket(void *arg, curlsocktype purpose, struct curl_sockaddr *a)
{
    Sending *s = arg;
    bool may = s->local || !is_local_address(&a->addr);

    (void)purpose;
    if (s->plain && !is_own_address(&a->addr))
        may = false;
    if (!may) {
        s->refused = true;
        return CURL_SOCKET_BAD;
    }
    return socket(a->family, a->socktype | SOCK_CLOEXEC, a->protocol);
}

/* What the receiver says beside its status is of no use; too much of it ends the call. The
 * library's signature. NOLINTNEXTLINE(readability-non-const-parameter) */
static size_t drop_answer(char *p, size_t size, size_t n, void *arg)
{
    Sending *s = arg;
    (void)p;
    s->got += size * n;
    return s->got > ANSWER_MAX ? 0 : size * n;
}

static struct curl_slist *headers(Ctx *c, const Delivery *d, Str body, Err *e)
{
    int64_t seconds = c->now / 1000;
    Str id = arena_printf(c->arena, "msg_%" PRId64, d->id), signature;
    struct curl_slist *list = NULL;

    if (!sign(c, id, seconds, body, &signature, e))
        return NULL;
    const Str lines[] = {
        S("Content-Type: application/json"),
        S("User-Agent: Qiao webhooks"),
        S("Expect:"),
        arena_printf(c->arena, "webhook-id: %.*s", STR(id)),
        arena_printf(c->arena, "webhook-timestamp: %" PRId64, seconds),
        arena_printf(c->arena, "webhook-signature: %.*s", STR(signature)),
    };
    for (size_t i = 0; i < LEN(lines); i++)
        list = curl_slist_append(list, arena_z(c->arena, lines[i]));
    return list;
}

static bool is_stopping(Hooks *h)
{
    (void)pthread_mutex_lock(&h->lock);
    bool stop = h->stop;
    (void)pthread_mutex_unlock(&h->lock);
    return stop;
}

/* The library asks now and then whether to go on. Its signature.
 * NOLINTNEXTLINE(bugprone-easily-swappable-parameters) */
static int watch_stop(void *arg, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d)
{
    (void)a;
    (void)b;
    (void)c;
    (void)d;
    return is_stopping(arg);
}

static void set_options(Hooks *h, Sending *s, const char *url, Str body, struct curl_slist *list)
{
    CURL *curl = h->curl;

    curl_easy_reset(curl);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, watch_stop);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, h);
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, s->plain ? "http" : "https");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)SEND_S);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_S);
    curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, 1L);
    curl_easy_setopt(curl, CURLOPT_FORBID_REUSE, 1L);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, s);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, drop_answer);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, s);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, list);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body.p);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, (long)body.n);
}

static bool send_one(Hooks *h, Ctx *c, const Delivery *d, Str url, Err *e)
{
    bool local = setting_number(c, SET_HOOK_LOCAL) != 0;
    Sending s = { .local = local, .plain = local && str_starts(url, S("http://")) };
    Str body = payload(c, h->o, d);
    struct curl_slist *list = headers(c, d, body, e);
    long status = 0;
    CURLcode rc;
    Str fault = S("");

    if (!list)
        return false;
    set_options(h, &s, arena_z(c->arena, url), body, list);
    rc = curl_easy_perform(h->curl);
    curl_easy_getinfo(h->curl, CURLINFO_RESPONSE_CODE, &status);
    curl_slist_free_all(list);
    if (s.refused)
        fault = S("the address is of this machine or a private network; the setting hook_local"
                  " allows it");
    else if (rc != CURLE_OK)
        fault = str_z(curl_easy_strerror(rc));
    else if (status < 200 || status >= 300)
        fault = arena_printf(c->arena, "the receiver answered %ld", status);
    c->now = clock_ms();
    return hooks_note(c, d, rc == CURLE_OK ? status : 0, fault, e);
}

/* ---- the thread ---- */

static bool send_due(Hooks *h, Ctx *c, Err *e)
{
    for (int i = 0; i < ROUND_SENDS && !is_stopping(h); i++) {
        Delivery d;
        Str url;
        if (!hooks_claim(c, &d, &url, e))
            return false;
        if (!d.id)
            return true;
        if (!send_one(h, c, &d, url, e))
            return false;
    }
    return true;
}

static bool one_round(Hooks *h, Ctx *c, Err *e)
{
    bool more = true;

    c->settings = settings_load(c->arena, h->db, e);
    while (c->settings && more && !is_stopping(h)) {
        ArenaMark mark = arena_mark(c->arena);
        if (!hooks_follow(c, &more, e))
            return false;
        arena_rewind(c->arena, mark);
    }
    return c->settings && send_due(h, c, e);
}

/* False when it is time to end. */
static bool wait_a_moment(Hooks *h)
{
    struct timespec until;

    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += ROUND_MS / 1000;
    (void)pthread_mutex_lock(&h->lock);
    if (!h->stop)
        (void)pthread_cond_timedwait(&h->wake, &h->lock, &until);
    bool go_on = !h->stop;
    (void)pthread_mutex_unlock(&h->lock);
    return go_on;
}

static void *run(void *arg)
{
    Hooks *h = arg;

    do {
        Arena *a = arena_new(ROUND_MEMORY);
        Ctx c = { .arena = a, .db = h->db, .tz = 480, .now = clock_ms() };
        Err e = { 0 };
        if (!one_round(h, &c, &e) && e.kind != ERR_BUSY)
            log_line(LOG_WARN, "webhooks: %s", e.msg);
        arena_free(a);
    } while (wait_a_moment(h));
    return NULL;
}

static void hooks_free(Hooks *h)
{
    if (h->curl)
        curl_easy_cleanup(h->curl);
    db_close(h->db);
    (void)pthread_cond_destroy(&h->wake);
    (void)pthread_mutex_destroy(&h->lock);
    mem_give(h);
}

Hooks *hooks_start(const HooksOptions *o, Err *e)
{
    Hooks *h = mem_zget(1, sizeof *h);

    h->o = o;
    (void)pthread_mutex_init(&h->lock, NULL);
    (void)pthread_cond_init(&h->wake, NULL);
    h->db = db_open(o->db, false, e);
    if (h->db &&
        (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK || !(h->curl = curl_easy_init())))
        err_set(e, ERR_INTERNAL, "the library that sends webhooks cannot be started");
    if (!e->kind && pthread_create(&h->thread, NULL, run, h) != 0)
        err_set(e, ERR_INTERNAL, "no thread could be started");
    if (!e->kind)
        return h;
    hooks_free(h);
    return NULL;
}

void hooks_stop(Hooks *h)
{
    if (!h)
        return;
    (void)pthread_mutex_lock(&h->lock);
    h->stop = true;
    (void)pthread_cond_signal(&h->wake);
    (void)pthread_mutex_unlock(&h->lock);
    (void)pthread_join(h->thread, NULL);
    hooks_free(h);
    curl_global_cleanup();
}
