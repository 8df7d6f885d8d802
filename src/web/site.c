/* SPDX-License-Identifier: Apache-2.0
 * What requests share, and how a request gets hold of it.
 */
#include "web/site.h"

#include <arpa/inet.h>
#include <assert.h>
#include <pthread.h>
#include <sodium.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

#include "areas/areas.h"
#include "base/embed.h"
#include "base/mem.h"
#include "db/pool.h"
#include "engine/finder.h"
#include "engine/query_kept.h"
#include "engine/registry.h"
#include "engine/rights.h"
#include "engine/setting.h"
#include "engine/units.h"
#include "engine/workday.h"
#include "figure/figure.h"
#include "web/import_job.h"
#include "web/intake.h"
#include "web/oidc.h"

typedef struct {
    int64_t id;
    Str text;
} Name;

struct Snapshot {
    Arena *arena;
    const Registry *types;
    const Units *units;
    const Settings *settings;
    const Holidays *holidays;
    KeptQuestions *asked;
    KnownFigures *known;
    const User *user; /* who everybody is; NULL where people sign in */
    pthread_mutex_t lock;
    VEC(const User *) users; /* those who were here, under the lock */
    VEC(Name) names;         /* of those who did something, under the lock */
    Day day;                 /* of rights and the tree */
    _Atomic int64_t seq;     /* up to here the history says nothing that would change this */
    _Atomic int64_t newest;  /* time in ms × 10000 + the newest year with data as of then */
    int refs;                /* under the site's lock */
};

enum { ASSETS = 6, YEAR_MS = 60000, FAILURES_MAX = 50 /* of one address in an hour */ };

struct Site {
    const SiteOptions *o;
    Arena *arena;
    Pool *pool;
    Finder *finder;
    Asset assets[ASSETS + 1]; /* the last is the picture of the base map */
    BaseMap map;
    DbSeen *seen;
    void *seen_arg;
    struct Intake *intake, *failures;
    struct ImportJobs *imports;
    Oidc *oidc;
    const char *spool;
    bool near;                  /* the database is in this process */
    _Atomic int64_t rest_until; /* steady, in us: until then no page is looked at once */
    unsigned char secret[32];   /* of forms where nobody signs in */
    pthread_mutex_t lock;
    Snapshot *now;
};

/* ---- assets ---- */

typedef struct {
    const char *file, *type, *stem, *end;
} AssetFile;

static Asset make_asset(Arena *a, const AssetFile *f, const unsigned char *p, size_t n)
{
    unsigned char hash[crypto_generichash_BYTES_MIN];
    char hex[2 * sizeof hash + 1];

    crypto_generichash(hash, sizeof hash, p, n, NULL, 0);
    sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
    return (Asset){
        .file = f->file,
        .type = f->type,
        .name = arena_printf(a, "%s-%.12s.%s", f->stem, hex, f->end),
        .etag = arena_printf(a, "\"%.12s\"", hex),
        .p = p,
        .n = n,
    };
}

static void load_map(Site *s, const BaseMap *map)
{
    static const AssetFile file = { "map", "image/png", "map", "png" };

    s->map = *map;
    s->assets[ASSETS] = make_asset(s->arena, &file, (const unsigned char *)map->png.p, map->png.n);
    s->map.href = arena_printf(s->arena, "/static/%.*s", STR(s->assets[ASSETS].name));
}

static void load_assets(Site *s)
{
    static const AssetFile files[ASSETS] = {
        { "qiao.css", "text/css; charset=utf-8", "qiao", "css" },
        { "review.css", "text/css; charset=utf-8", "review", "css" },
        { "icon.svg", "image/svg+xml", "icon", "svg" },
        { "form.js", "text/javascript; charset=utf-8", "form", "js" },
        { "list.js", "text/javascript; charset=utf-8", "list", "js" },
        { "review.js", "text/javascript; charset=utf-8", "writing", "js" },
    };
    for (size_t i = 0; i < ASSETS; i++) {
        const Embedded *f = embedded_find(files[i].file);
        assert(f);
        s->assets[i] = make_asset(s->arena, &files[i], f->p, f->n);
    }
    if (s->o->map)
        load_map(s, s->o->map);
}

Str site_asset(const Site *s, const char *file)
{
    for (size_t i = 0; i < ASSETS; i++)
        if (strcmp(s->assets[i].file, file) == 0)
            return s->assets[i].name;
    assert(false); /* not in the table above */
    return S("");
}

const Door *site_door(const Site *s, Str raw)
{
    bool its = s->o->door && !s->intake && str_starts(raw, str_z(s->o->door->prefix));
    return its ? s->o->door : NULL;
}

const char *site_base(const Request *q)
{
    if (!q->host.n)
        return "";
    return arena_printf(q->c.arena, "%s://%.*s", q->site->o->tls ? "https" : "http", STR(q->host))
        .p;
}

Str site_cookie(const Site *s)
{
    return s->o->tls ? S("__Host-qiao") : S("qiao");
}

Str site_seal_cookie(const Site *s)
{
    return s->o->tls ? S("__Host-qiao-with") : S("qiao-with");
}

Oidc *site_oidc(const Site *s)
{
    return s->oidc;
}

Str site_secret(const Site *s)
{
    return (Str){ (const char *)s->secret, sizeof s->secret };
}

bool site_signs_in(const Site *s)
{
    return !s->o->login;
}

void site_note_failure(Site *s, Str client, int64_t now)
{
    Err full = { 0 };
    (void)!intake_admit(s->failures, client, now, &full);
}

bool site_may_try(Site *s, Str client, int64_t now, Err *e)
{
    return !intake_full(s->failures, client, now) ||
           err_set(e, ERR_BUSY,
                   N_("too many sign-ins failed from there within an hour; try again later"));
}

const char *site_spool(const Site *s)
{
    return s->spool;
}

struct ImportJobs *site_imports(const Site *s)
{
    return s->imports;
}

void site_take_imports(Site *s)
{
    if (!s->imports)
        s->imports = import_jobs_new(s->o, s->finder, s->spool);
}

struct Intake *site_intake(const Site *s)
{
    return s->intake;
}

const char *site_keys(const Site *s)
{
    return s->o->keys;
}

const BaseMap *site_map(const Site *s)
{
    return s->o->map ? &s->map : NULL;
}

const Asset *site_asset_named(const Site *s, Str name)
{
    for (size_t i = 0; i < LEN(s->assets); i++)
        if (s->assets[i].p && str_eq(s->assets[i].name, name))
            return &s->assets[i];
    return NULL;
}

/* ---- hosts ---- */

static bool is_address(Str host)
{
    unsigned char bytes[sizeof(struct in6_addr)];
    char text[64];
    int family = AF_INET;

    if (host.n > 2 && host.p[0] == '[' && host.p[host.n - 1] == ']') {
        host = str_part(host, 1, host.n - 2);
        family = AF_INET6;
    }
    if (!host.n || host.n >= sizeof text)
        return false;
    memcpy(text, host.p, host.n);
    text[host.n] = '\0';
    return inet_pton(family, text, bytes) == 1;
}

bool site_knows_host(const Site *s, Str host)
{
    size_t n = host.n;
    while (n && host.p[n - 1] >= '0' && host.p[n - 1] <= '9')
        n--;
    if (n && host.p[n - 1] == ':' && n < host.n)
        host = str_part(host, 0, n - 1);
    return str_same(host, S("localhost")) || is_address(host) ||
           (s->o->host && str_same(host, str_z(s->o->host)));
}

/* ---- the site ---- */

/* For nobody but this process; without one of its own, the folder of all. */
static const char *make_spool(Arena *a)
{
    const char *base = getenv("TMPDIR"); /* NOLINT(concurrency-mt-unsafe): nobody sets it */
    char *path = arena_z(a, arena_printf(a, "%s/qiao-XXXXXX", base && *base ? base : "/tmp"));
    return mkdtemp(path) ? path : "/tmp";
}

Site *site_new(const SiteOptions *o, Err *e)
{
    Site *s = mem_zget(1, sizeof *s);
    if (sodium_init() < 0) {
        err_set(e, ERR_INTERNAL, "the library of hashes cannot be started");
        mem_give(s);
        return NULL;
    }
    s->o = o;
    s->arena = arena_new(ARENA_REQUEST);
    s->pool = pool_new(o->db, o->connections);
    s->near = db_kind_of(o->db) == DB_SQLITE;
    s->intake = o->requests ? intake_new(o->requests) : NULL;
    s->failures = intake_new(FAILURES_MAX);
    randombytes_buf(s->secret, sizeof s->secret);
    s->finder = finder_new();
    s->oidc = oidc_new();
    pthread_mutex_init(&s->lock, NULL);
    load_assets(s);
    s->spool = make_spool(s->arena);
    return s;
}

static void snapshot_free(Snapshot *n)
{
    (void)pthread_mutex_destroy(&n->lock);
    kept_questions_free(n->asked);
    figures_known_free(n->known);
    arena_free(n->arena);
    mem_give(n);
}

static void snapshot_give(Site *s, Snapshot *old)
{
    int left;
    if (!old)
        return;
    pthread_mutex_lock(&s->lock);
    left = --old->refs;
    pthread_mutex_unlock(&s->lock);
    if (!left)
        snapshot_free(old);
}

void site_free(Site *s)
{
    if (!s)
        return;
    import_jobs_free(s->imports);
    (void)rmdir(s->spool);
    snapshot_give(s, s->now);
    pool_free(s->pool);
    intake_free(s->intake);
    intake_free(s->failures);
    finder_free(s->finder);
    oidc_free(s->oidc);
    pthread_mutex_destroy(&s->lock);
    arena_free(s->arena);
    mem_give(s);
}

/* ---- the newest year ---- */

/* Year and time travel in one number, so that no lock is needed. */
int site_newest_year(const Request *q)
{
    int64_t kept = atomic_load(&q->held->newest);
    return q->c.now - kept / 10000 < YEAR_MS ? (int)(kept % 10000) : 0;
}

void site_keep_newest_year(Request *q, int year)
{
    atomic_store(&q->held->newest, q->c.now * 10000 + year);
}

/* ---- snapshots ---- */

/* The newest row of the history beyond `seq`; *changed: is there one that types, units, rights or
 * definitions of figures follow from? */
static bool look(Db *db, int64_t *seq, bool *changed, Err *e)
{
    AUTO(stmt_done) Stmt *q = db_query(
        db,
        "/* what changed */ SELECT max(\"seq\"), max(CASE WHEN \"type\" IN ('unit', 'unit_edge',"
        " 'unit_name', 'unit_change', 'user', 'grant', 'custom_type', 'custom_field', 'setting', 'holiday',"
        " 'figure_def', 'declared_figure')"
        " AND \"act\" NOT IN ('read', 'export', 'refuse', 'sign') THEN 1 ELSE 0 END)"
        " FROM qiao_history WHERE \"seq\" > $1",
        P(*seq));
    if (!db_next(q, e))
        return false;
    *changed = db_int(q, 1) != 0;
    if (!db_null(q, 0))
        *seq = db_int(q, 0);
    return true;
}

static Snapshot *snapshot_load(const Site *s, const Ctx *c, Err *e)
{
    Snapshot *n = mem_zget(1, sizeof *n);
    int64_t seq = 0;
    bool changed;

    n->arena = arena_new(ARENA_COMMAND);
    n->day = rights_day(c);
    n->refs = 1;
    n->asked = kept_questions_new();
    n->known = figures_known_new();
    (void)pthread_mutex_init(&n->lock, NULL);
    if (look(c->db, &seq, &changed, e) &&
        (n->types = registry_load(n->arena, c->db, area_types, e)) &&
        (n->units = units_load(n->arena, c->db, n->day, e)) &&
        (n->settings = settings_load(n->arena, c->db, e)) &&
        (n->holidays = workdays_load(n->arena, c->db, c->facts->holidays, e)) &&
        (!s->o->login || (n->user = user_load(n->arena, c->db, str_z(s->o->login), n->day, e)))) {
        atomic_store(&n->seq, seq);
        return n;
    }
    snapshot_free(n);
    return NULL;
}

/* Still what the store says? Then what was looked at is not looked at again. */
static bool is_current(Snapshot *n, const Ctx *c, bool *current, Err *e)
{
    int64_t seq = atomic_load(&n->seq);
    bool changed;
    if (!look(c->db, &seq, &changed, e))
        return false;
    *current = !changed && n->day == rights_day(c);
    if (!changed)
        atomic_store(&n->seq, seq);
    return true;
}

static Snapshot *hold(Site *s)
{
    Snapshot *n;
    pthread_mutex_lock(&s->lock);
    n = s->now;
    if (n)
        n->refs++;
    pthread_mutex_unlock(&s->lock);
    return n;
}

/* The snapshot to work with; the caller's to give back. Who may not wait gets none that is to be
 * made first. */
static Snapshot *snapshot_take(Site *s, const Ctx *c, bool at_once, Err *e)
{
    Snapshot *n = hold(s), *old;
    bool current = false;

    if (n && !is_current(n, c, &current, e)) {
        snapshot_give(s, n);
        return NULL;
    }
    if (current)
        return n;
    snapshot_give(s, n);
    if (at_once)
        return NULL;
    n = snapshot_load(s, c, e);
    if (!n)
        return NULL;
    pthread_mutex_lock(&s->lock);
    old = s->now;
    s->now = n;
    n->refs++;
    pthread_mutex_unlock(&s->lock);
    snapshot_give(s, old);
    return n;
}

void site_trace(Site *s, DbSeen *seen, void *arg)
{
    s->seen = seen;
    s->seen_arg = arg;
}

/* ---- who asks ---- */

/* A user with his grants is read once for all requests of a snapshot. */
static const User *snapshot_user(Snapshot *n, Ctx *c, int64_t id, Err *e)
{
    const User *u = NULL;

    (void)pthread_mutex_lock(&n->lock);
    for (size_t i = 0; !u && i < n->users.n; i++)
        if (n->users.p[i]->id == id)
            u = n->users.p[i];
    if (!u) {
        u = user_load_id(n->arena, c->db, id, n->day, e);
        if (u)
            vec_push(n->arena, &n->users, u);
    }
    (void)pthread_mutex_unlock(&n->lock);
    return u;
}

/* Kept as long as no user changes. */
Str site_user_name(Request *q, int64_t id)
{
    Snapshot *n = q->held;
    Str name = { 0 };

    (void)pthread_mutex_lock(&n->lock);
    for (size_t i = 0; i < n->names.n && !name.p; i++)
        if (n->names.p[i].id == id)
            name = n->names.p[i].text;
    if (!name.p) {
        Err quiet = { 0 };
        AUTO(stmt_done) Stmt *s = db_query(
            q->c.db,
            "/* who */ SELECT coalesce(\"name\", \"login\") FROM \"user\" WHERE \"id\" = $1",
            P(id));
        name = db_next(s, &quiet) ? db_text(s, n->arena, 0) : S("–");
        if (!quiet.kind)
            vec_push(n->arena, &n->names, (Name){ id, name });
    }
    (void)pthread_mutex_unlock(&n->lock);
    return name;
}

static const User nobody = { .id = 0 };

/* A program asks with the rights that its token leaves of those of its user. */
static bool find_program(Request *q, Err *e)
{
    Ctx *c = &q->c;
    Err quiet = { .lang = c->lang };
    const User *u;

    c->user = &nobody;
    if (!api_token_find(c, q->bearer, &q->program, e))
        return false;
    u = q->program.user ? snapshot_user(q->held, c, q->program.user, &quiet) : NULL;
    if (!u && quiet.kind && quiet.kind != ERR_DENIED && quiet.kind != ERR_NOT_FOUND)
        return err_set(e, quiet.kind, "%s", quiet.msg);
    if (!u)
        q->program.user = 0;
    else
        c->user = api_token_user(c->arena, u, &q->program);
    return true;
}

/* An account that was closed meanwhile ends its sessions. */
static bool find_user(const Site *s, Request *q, Err *e)
{
    Ctx *c = &q->c;
    Err quiet = { .lang = c->lang };

    if (q->bearer.n || (q->door && !s->o->login))
        return find_program(q, e);
    c->user = s->o->login ? q->held->user : &nobody;
    if (s->o->login)
        return true;
    if (!session_find(c, q->token, &q->session, e))
        return false;
    if (!q->session.user)
        return true;
    const User *u = snapshot_user(q->held, c, q->session.user, &quiet);
    if (!u && quiet.kind != ERR_DENIED && quiet.kind != ERR_NOT_FOUND)
        return err_set(e, quiet.kind, "%s", quiet.msg);
    if (!u)
        q->session = (Session){ 0 };
    c->user = u ? u : &nobody;
    if (u && u->has_lang && !q->has_lang)
        c->lang = e->lang = u->lang;
    return true;
}

/* A connection, with the time that the page may take. */
static bool take_connection(Site *s, Request *q, Err *e)
{
    Ctx *c = &q->c;

    if (!q->at_once) {
        c->db = pool_take(s->pool, DB_WAIT_MS, e);
        return c->db && db_limit(c->db, PAGE_MS, e);
    }
    c->db = pool_take_idle(s->pool);
    return c->db && db_limit(c->db, LOOK_MS, e) && db_look(c->db, e);
}

bool site_enter(Site *s, Request *q, Err *e)
{
    Ctx *c = &q->c;
    c->facts = s->o->facts;
    c->finder = s->finder;
    if (!take_connection(s, q, e))
        return false;
    db_trace(c->db, s->seen, s->seen_arg);
    q->held = snapshot_take(s, c, q->at_once, e);
    if (!q->held)
        return false;
    c->types = q->held->types;
    c->units = q->held->units;
    c->settings = q->held->settings;
    c->holidays = q->held->holidays;
    c->seq = atomic_load(&q->held->seq);
    if (!q->door && !q->bearer.n) { /* a program's rights are of its token, gone with the request */
        c->asked = q->held->asked;
        c->known = q->held->known;
    }
    if (s->o->as_of)
        c->today = s->o->as_of;
    return find_user(s, q, e);
}

bool site_looks(const Site *s)
{
    return s->near && clock_steady_us() >= atomic_load(&s->rest_until);
}

bool site_look_end(Site *s, Request *q)
{
    LookEnd end = q->c.db ? db_look_end(q->c.db) : LOOK_FAILED;

    if (end == LOOK_LONG)
        atomic_store(&s->rest_until, clock_steady_us() + (int64_t)LOOK_REST_MS * 1000);
    return end == LOOK_GOOD;
}

void site_leave(Site *s, Request *q)
{
    snapshot_give(s, q->held);
    pool_give(s->pool, q->c.db);
    q->held = NULL;
    q->c.db = NULL;
}
