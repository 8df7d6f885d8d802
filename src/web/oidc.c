/* SPDX-License-Identifier: Apache-2.0
 * The provider as it describes itself, the sealed cookie, and the two halves of signing in.
 */
#include "web/oidc.h"

#include <curl/curl.h>
#include <jansson.h>
#include <pthread.h>
#include <sodium.h>
#include <stdlib.h>

#include "base/html.h"
#include "base/log.h"
#include "base/mem.h"
#include "engine/setting.h"
#include "web/oidc_fetch.h"
#include "web/oidc_token.h"

enum {
    KEPT_MS = 3600 * 1000,     /* what the provider says of itself */
    DOWN_MS = 5000,            /* so long nobody else waits for one that did not answer */
    BUDGET_US = 8 * 1000 * 1000, /* for all questions of one sign-in */
    USED_MAX = 4096,           /* cookies whose use is remembered */
    TOKEN_BYTES = 32,
    WAY_MAX = 2000,
    CODE_MAX = 2048,
    ENDPOINT_MAX = 2000,
};

typedef enum { SLOT_PROVIDER, SLOT_KEYS, SLOT__N } SlotId;

/* A text that is kept, and whose. */
typedef struct {
    Buf url, text;
    int64_t at;
} Slot;

typedef struct {
    unsigned char id[16];
    int64_t at;
} Used;

struct Oidc {
    const char *secret; /* of the client; "" where it has none */
    unsigned char key[crypto_secretbox_KEYBYTES];
    pthread_mutex_t lock; /* of all that follows */
    Slot slots[SLOT__N];
    int64_t down_at;
    Used used[USED_MAX];
    size_t next_used;
};

/* What the provider says of itself. */
typedef struct {
    Str authorization, token, keys;
    bool in_form; /* the client's secret goes into the form, not into a header */
} Provider;

/* One sign-in under way. */
typedef struct {
    Oidc *o;
    Ctx *c;
    Str issuer, client;
    int64_t until;
} Talk;

Oidc *oidc_new(void)
{
    Oidc *o = mem_zget(1, sizeof *o);
    const char *secret = getenv("QIAO_OIDC_SECRET"); /* NOLINT(concurrency-mt-unsafe) */

    (void)curl_global_init(CURL_GLOBAL_DEFAULT); /* if it fails, so will each question */
    o->secret = secret ? secret : "";
    crypto_secretbox_keygen(o->key);
    (void)pthread_mutex_init(&o->lock, NULL);
    for (size_t i = 0; i < SLOT__N; i++)
        o->slots[i] = (Slot){ .url = buf_new(ENDPOINT_MAX), .text = buf_new(FETCH_BYTES) };
    return o;
}

void oidc_free(Oidc *o)
{
    if (!o)
        return;
    for (size_t i = 0; i < SLOT__N; i++) {
        buf_done(&o->slots[i].url);
        buf_done(&o->slots[i].text);
    }
    (void)pthread_mutex_destroy(&o->lock);
    sodium_memzero(o->key, sizeof o->key);
    mem_give(o);
    curl_global_cleanup();
}

bool oidc_is_on(const Ctx *c)
{
    return setting_text(c, SET_OIDC_ISSUER).n && setting_text(c, SET_OIDC_CLIENT).n;
}

static Talk talk_of(Oidc *o, Ctx *c)
{
    return (Talk){ .o = o,
                   .c = c,
                   .issuer = setting_text(c, SET_OIDC_ISSUER),
                   .client = setting_text(c, SET_OIDC_CLIENT),
                   .until = clock_steady_us() + BUDGET_US };
}

/* ---- faults: in full in the log, without what the provider wrote for the browser ---- */

static bool unreachable(const char *what, const char *why, Err *e)
{
    log_line(LOG_WARN, "oidc: %s: %s", what, why);
    return err_set(e, ERR_BUSY,
                   N_("the identity provider cannot be reached at the moment; a password works as"
                      " ever"));
}

static bool unacceptable(const char *what, const char *why, Err *e)
{
    log_line(LOG_WARN, "oidc: %s: %s", what, why);
    return err_set(e, ERR_DENIED,
                   N_("what the identity provider said could not be accepted; the log of the server"
                      " says why"));
}

static bool stale(Err *e)
{
    return err_set(e, ERR_NOT_FOUND,
                   N_("this was not begun here, was used already, or took longer than %d minutes;"
                      " begin again"),
                   OIDC_SEAL_S / 60);
}

/* A code such as 'access_denied'; anything else is not repeated. */
static Str code_word(Str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((s.p[i] < 'a' || s.p[i] > 'z') && s.p[i] != '_')
            return S("?");
    return s.n && s.n <= 40 ? s : S("?");
}

/* ---- what is kept ---- */

static bool slot_get(const Talk *t, SlotId id, Str address, Str *out)
{
    Oidc *o = t->o;
    Slot *s = &o->slots[id];
    bool found;

    (void)pthread_mutex_lock(&o->lock);
    found = s->text.n && str_eq(buf_str(&s->url), address) && t->c->now - s->at < KEPT_MS;
    if (found)
        *out = arena_str(t->c->arena, buf_str(&s->text));
    (void)pthread_mutex_unlock(&o->lock);
    return found;
}

static void slot_put(const Talk *t, SlotId id, Str address, Str text)
{
    Slot *s = &t->o->slots[id];

    (void)pthread_mutex_lock(&t->o->lock);
    buf_clear(&s->url);
    buf_clear(&s->text);
    buf_put(&s->url, address);
    buf_put(&s->text, text);
    s->at = t->c->now;
    (void)pthread_mutex_unlock(&t->o->lock);
}

static bool is_down(const Talk *t)
{
    (void)pthread_mutex_lock(&t->o->lock);
    bool down = t->c->now - t->o->down_at < DOWN_MS;
    (void)pthread_mutex_unlock(&t->o->lock);
    return down;
}

static void note_down(const Talk *t)
{
    (void)pthread_mutex_lock(&t->o->lock);
    t->o->down_at = clock_ms();
    (void)pthread_mutex_unlock(&t->o->lock);
}

/* Asks for a document of the provider. */
static bool get(const Talk *t, const char *what, Str address, Str *out, Err *e)
{
    const Fetch f = { .url = address, .until = t->until };
    Fetched got;

    if (is_down(t))
        return unreachable(what, "it did not answer a moment ago", e);
    got = fetch(t->c->arena, &f);
    *out = got.body;
    if (!got.fault && got.status == 200)
        return true;
    note_down(t);
    return unreachable(
        what, got.fault ? got.fault : arena_printf(t->c->arena, "status %ld", got.status).p, e);
}

/* ---- the provider ---- */

static json_t *parse(Str text)
{
    json_error_t why;
    json_t *o = json_loadb(text.p ? text.p : "", text.n, JSON_REJECT_DUPLICATES, &why);

    if (json_is_object(o))
        return o;
    json_decref(o);
    return NULL;
}

static Str text_of(Arena *a, const json_t *o, const char *name)
{
    const json_t *v = json_object_get(o, name);
    return json_is_string(v) ? arena_str(a, (Str){ json_string_value(v), json_string_length(v) })
                             : S("");
}

/* A header unless the provider says that it knows the form alone. */
static bool wants_form(const json_t *doc)
{
    const json_t *list = json_object_get(doc, "token_endpoint_auth_methods_supported");
    bool basic = false, post = false;

    for (size_t i = 0; i < json_array_size(list); i++) {
        Str method = str_z(json_string_value(json_array_get(list, i)));
        basic |= str_eq(method, S("client_secret_basic"));
        post |= str_eq(method, S("client_secret_post"));
    }
    return post && !basic;
}

/* An issuer with TLS has all of its addresses with TLS. */
static bool is_endpoint(const Talk *t, Str address)
{
    return fetch_may(address) &&
           (str_starts(address, S("https://")) || str_starts(t->issuer, S("http://")));
}

static bool read_provider(const Talk *t, Str text, Provider *out)
{
    Arena *a = t->c->arena;
    AUTO(json_decrefp) json_t *doc = parse(text);

    *out = (Provider){ .authorization = text_of(a, doc, "authorization_endpoint"),
                       .token = text_of(a, doc, "token_endpoint"),
                       .keys = text_of(a, doc, "jwks_uri"),
                       .in_form = wants_form(doc) };
    return doc && str_eq(text_of(a, doc, "issuer"), t->issuer) &&
           is_endpoint(t, out->authorization) && is_endpoint(t, out->token) &&
           is_endpoint(t, out->keys) && str_find(out->authorization, S("#")) < 0;
}

static bool find_provider(const Talk *t, Provider *out, Err *e)
{
    Str issuer = t->issuer, text = { 0 }, address;

    if (str_ends(issuer, S("/")))
        issuer.n--;
    address = arena_printf(t->c->arena, "%.*s/.well-known/openid-configuration", STR(issuer));
    if (slot_get(t, SLOT_PROVIDER, address, &text) && read_provider(t, text, out))
        return true;
    if (!get(t, "the provider's description", address, &text, e))
        return false;
    if (!read_provider(t, text, out))
        return unacceptable("the provider's description",
                            "it is no JSON, is of another issuer, or has addresses without TLS", e);
    slot_put(t, SLOT_PROVIDER, address, text);
    return true;
}

/* ---- the sealed cookie: when it was made, a random token, the way ---- */

typedef struct {
    int64_t at;
    unsigned char token[TOKEN_BYTES];
    Str way;
} Seal;

enum { SEAL_HEAD = sizeof(int64_t) + TOKEN_BYTES };

/* State, nonce and verifier are hashes of the token, one key each, so that none tells another. */
static Str derive(Arena *a, const char *what, const Seal *s)
{
    unsigned char hash[32];
    char *hex = arena_get(a, 2 * sizeof hash + 1);

    crypto_generichash(hash, sizeof hash, s->token, sizeof s->token, (const unsigned char *)what,
                       strlen(what));
    sodium_bin2hex(hex, 2 * sizeof hash + 1, hash, sizeof hash);
    return (Str){ hex, 2 * sizeof hash };
}
#define STATE_OF(a, s) derive(a, "qiao oidc state", s)
#define NONCE_OF(a, s) derive(a, "qiao oidc nonce", s)
#define VERIFIER_OF(a, s) derive(a, "qiao oidc verifier", s)

static Str base64_url(Arena *a, const unsigned char *p, size_t n)
{
    size_t size = sodium_base64_encoded_len(n, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    char *text = arena_get(a, size);

    sodium_bin2base64(text, size, p, n, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    return str_z(text);
}

static Str seal_write(const Oidc *o, Arena *a, const Seal *s)
{
    size_t n = SEAL_HEAD + s->way.n;
    unsigned char *plain = arena_get(a, n);
    unsigned char *box = arena_get(a, crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + n);

    memcpy(plain, &s->at, sizeof s->at);
    memcpy(plain + sizeof s->at, s->token, sizeof s->token);
    if (s->way.n)
        memcpy(plain + SEAL_HEAD, s->way.p, s->way.n);
    randombytes_buf(box, crypto_secretbox_NONCEBYTES);
    crypto_secretbox_easy(box + crypto_secretbox_NONCEBYTES, plain, n, box, o->key);
    return base64_url(a, box, crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + n);
}

static bool seal_open(const Oidc *o, Arena *a, Str text, unsigned char **plain, size_t *n)
{
    const size_t extra = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES;
    unsigned char *box = arena_get(a, text.n + 1);
    size_t size = 0;

    if (!text.n || text.n > 2 * (size_t)WAY_MAX ||
        sodium_base642bin(box, text.n, text.p, text.n, NULL, &size, NULL,
                          sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
        size < extra + SEAL_HEAD)
        return false;
    *n = size - extra;
    *plain = arena_get(a, *n);
    return crypto_secretbox_open_easy(*plain, box + crypto_secretbox_NONCEBYTES,
                                      size - crypto_secretbox_NONCEBYTES, box, o->key) == 0;
}

/* Is the cookie one of ours, not too old, and the state of the address its own? */
static bool seal_read(const Oidc *o, Ctx *c, const OidcBack *back, Seal *out)
{
    unsigned char *plain;
    size_t n;
    Str state;

    if (!seal_open(o, c->arena, back->seal, &plain, &n))
        return false;
    memcpy(&out->at, plain, sizeof out->at);
    memcpy(out->token, plain + sizeof out->at, sizeof out->token);
    out->way = (Str){ (const char *)plain + SEAL_HEAD, n - SEAL_HEAD };
    state = STATE_OF(c->arena, out);
    return c->now - out->at < (int64_t)OIDC_SEAL_S * 1000 && back->state.n == state.n &&
           sodium_memcmp(back->state.p, state.p, state.n) == 0;
}

/* A cookie is good once, whatever becomes of it. */
static bool use(Oidc *o, const Ctx *c, const Seal *s)
{
    unsigned char id[sizeof o->used[0].id];
    bool fresh = true;

    crypto_generichash(id, sizeof id, s->token, sizeof s->token, NULL, 0);
    (void)pthread_mutex_lock(&o->lock);
    for (size_t i = 0; fresh && i < USED_MAX; i++)
        fresh = !o->used[i].at || memcmp(o->used[i].id, id, sizeof id) != 0;
    if (fresh) {
        Used *u = &o->used[o->next_used++ % USED_MAX];
        memcpy(u->id, id, sizeof id);
        u->at = c->now;
    }
    (void)pthread_mutex_unlock(&o->lock);
    return fresh;
}

Str oidc_way(const Oidc *o, Ctx *c, const OidcBack *back)
{
    Seal s;
    return seal_read(o, c, back, &s) ? s.way : S("");
}

/* ---- the way there ---- */

static Str redirect_uri(Arena *a, const char *base)
{
    return arena_printf(a, "%s/sign-in/back", base);
}

static Str challenge_of(Arena *a, Str verifier)
{
    unsigned char hash[crypto_hash_sha256_BYTES];

    crypto_hash_sha256(hash, (const unsigned char *)verifier.p, verifier.n);
    return base64_url(a, hash, sizeof hash);
}

bool oidc_start(Oidc *o, Ctx *c, const char *base, Str to, Str *seal, Str *address, Err *e)
{
    const Talk t = talk_of(o, c);
    Arena *a = c->arena;
    Seal s = { .at = c->now, .way = to.n <= WAY_MAX ? to : S("/") };
    Provider p;
    Str verifier;

    if (!find_provider(&t, &p, e))
        return false;
    randombytes_buf(s.token, sizeof s.token);
    verifier = VERIFIER_OF(a, &s);
    *seal = seal_write(o, a, &s);
    *address = arena_printf(
        a, "%.*s%c%s", STR(p.authorization), str_find(p.authorization, S("?")) < 0 ? '?' : '&',
        url(a,
            "response_type=code&scope=openid%%20profile&client_id=%.*s&redirect_uri=%.*s"
            "&state=%.*s&nonce=%.*s&code_challenge=%.*s&code_challenge_method=S256",
            STR(t.client), STR(redirect_uri(a, base)), STR(STATE_OF(a, &s)), STR(NONCE_OF(a, &s)),
            STR(challenge_of(a, verifier)))
            .p);
    return true;
}

/* ---- the way back ---- */

/* As RFC 6749, 2.3.1 has it: both parts are percent-encoded first. */
static Str basic(Arena *a, Str client, const char *secret)
{
    Str pair = url(a, "%.*s:%s", STR(client), secret);
    size_t size = sodium_base64_encoded_len(pair.n, sodium_base64_VARIANT_ORIGINAL);
    char *text = arena_get(a, size);

    sodium_bin2base64(text, size, (const unsigned char *)pair.p, pair.n,
                      sodium_base64_VARIANT_ORIGINAL);
    return arena_printf(a, "Basic %s", text);
}

static Fetch token_request(const Talk *t, const Provider *p, const OidcBack *back, const Seal *s)
{
    Arena *a = t->c->arena;
    Fetch f = { .url = p->token, .until = t->until };
    bool secret = *t->o->secret != '\0';

    f.form = url(a,
                 "grant_type=authorization_code&code=%.*s&redirect_uri=%.*s&client_id=%.*s"
                 "&code_verifier=%.*s",
                 STR(back->code), STR(redirect_uri(a, back->base)), STR(t->client),
                 STR(VERIFIER_OF(a, s)));
    if (secret && p->in_form)
        f.form =
            arena_printf(a, "%.*s%s", STR(f.form), url(a, "&client_secret=%s", t->o->secret).p);
    else if (secret)
        f.authorization = basic(a, t->client, t->o->secret);
    return f;
}

static bool get_token(const Talk *t, const Provider *p, const OidcBack *back, const Seal *s,
                      Str *token, Err *e)
{
    Arena *a = t->c->arena;
    const Fetch f = token_request(t, p, back, s);
    Fetched got = fetch(a, &f);
    AUTO(json_decrefp) json_t *doc = got.fault ? NULL : parse(got.body);

    if (got.fault)
        return unreachable("the code", got.fault, e);
    if (got.status >= 500)
        return unreachable("the code", arena_printf(a, "status %ld", got.status).p, e);
    *token = text_of(a, doc, "id_token");
    if (got.status == 200 && token->n)
        return true;
    return unacceptable("the code",
                        arena_printf(a, "no ID token came, but status %ld and error '%.*s'",
                                     got.status, STR(code_word(text_of(a, doc, "error"))))
                            .p,
                        e);
}

static bool get_keys(const Talk *t, const Provider *p, bool anew, Str *keys, Err *e)
{
    if (!anew && slot_get(t, SLOT_KEYS, p->keys, keys))
        return true;
    if (!get(t, "the provider's keys", p->keys, keys, e))
        return false;
    slot_put(t, SLOT_KEYS, p->keys, *keys);
    return true;
}

/* A provider changes its keys now and then: an unknown one is looked for once more. */
static bool check_token(const Talk *t, const Provider *p, const TokenWanted *w, Str token,
                        Str *value, Err *e)
{
    TokenAnswer answer = { .unknown_key = true };
    Str keys = { 0 };

    for (int round = 0; round < 2 && answer.unknown_key; round++) {
        if (!get_keys(t, p, round > 0, &keys, e))
            return false;
        answer = token_check(t->c->arena, token, keys, w);
    }
    *value = answer.value;
    return !answer.fault || unacceptable("the ID token", answer.fault, e);
}

/* An address that names another issuer is none of this provider's (RFC 9207). */
static bool is_sound(const Talk *t, const OidcBack *back, Err *e)
{
    if (back->issuer.n && !str_eq(back->issuer, t->issuer))
        return unacceptable("the way back", "it is from another issuer", e);
    if (back->error.n)
        return err_set(e, ERR_DENIED, N_("the identity provider did not sign you in: %.*s"),
                       STR(code_word(back->error)));
    if (!back->code.n || back->code.n > CODE_MAX)
        return unacceptable("the way back", "it has no code, or too long a one", e);
    return true;
}

bool oidc_finish(Oidc *o, Ctx *c, const OidcBack *back, Str *login, Err *e)
{
    const Talk t = talk_of(o, c);
    TokenWanted w = { .issuer = t.issuer,
                      .client = t.client,
                      .claim = setting_text(c, SET_OIDC_CLAIM),
                      .now = c->now };
    Provider p;
    Seal s;
    Str token;

    if (!seal_read(o, c, back, &s) || !use(o, c, &s))
        return stale(e);
    w.nonce = NONCE_OF(c->arena, &s);
    return is_sound(&t, back, e) && find_provider(&t, &p, e) &&
           get_token(&t, &p, back, &s, &token, e) && check_token(&t, &p, &w, token, login, e);
}
