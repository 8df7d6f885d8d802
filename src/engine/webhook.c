/* SPDX-License-Identifier: Apache-2.0
 * The type of webhooks, and the table of deliveries.
 */
#include "engine/webhook.h"

#include <sodium.h>

#include "engine/registry.h"
#include "engine/rights.h"
#include "engine/setting.h"

enum {
    URL_MAX = 500,
    FOLLOW_ROWS = 1000, /* of the history at a time */
    CLAIM_MS = 60000,   /* how long whoever claimed one may take */
    FAULT_MAX = 300,
    HOOKS_MAX = 200,
    SECOND_MS = 1000,
};

/* ---- the type ---- */

static const Choice events[] = {
    { "create", N_("Made"), NULL },     { "update", N_("Edited"), NULL },
    { "move", N_("Moved on"), NULL },   { "void", N_("Made void"), NULL },
    { "unvoid", N_("Taken back in"), NULL }, { 0 },
};

static const Field hook_fields[HOOK__N] = {
    [HOOK_NAME] = { .name = "name",
                    .label = N_("Webhook"),
                    .also = "网络回调|網絡回調",
                    .kind = T_TEXT,
                    .max = 60,
                    .flags = REQUIRED | UNIQUE | IN_LIST },
    [HOOK_URL] = { .name = "url",
                   .label = N_("Address"),
                   .kind = T_TEXT,
                   .max = URL_MAX,
                   .flags = REQUIRED | IN_LIST,
                   .help = N_("https://…; what happened is sent there.") },
    [HOOK_TYPES] = { .name = "types",
                     .label = N_("Of which types"),
                     .kind = T_TEXT,
                     .flags = IN_LIST,
                     .help = N_("Names of types between commas; empty: of all.") },
    [HOOK_EVENTS] = { .name = "events",
                      .label = N_("What is told"),
                      .kind = T_CHOICES,
                      .choices = events,
                      .flags = IN_LIST,
                      .help = N_("Nothing chosen: everything.") },
    [HOOK_ON] = { .name = "active", .label = N_("Active"), .kind = T_BOOL,
                  .flags = REQUIRED | IN_LIST },
};

static void hook_check(Check *k, const Record *r)
{
    Str url = rec_text(r, HOOK_URL), rest = rec_text(r, HOOK_TYPES), type;
    bool local = setting_number(k->c, SET_HOOK_LOCAL) != 0;

    if (!str_starts(url, S("https://")) && !(local && str_starts(url, S("http://"))))
        problem(k, HOOK_URL, "a webhook goes to an address with https://");
    while (str_next(&rest, ',', &type))
        if (!registry_find(k->c->types, str_trim(type)))
            problem(k, HOOK_TYPES, "there is no type '%.*s'", STR(str_trim(type)));
}

const Type webhook_type = {
    .name = "webhook",
    .label = N_("Webhook"),
    .area = "system",
    .fields = hook_fields,
    .nfields = LEN(hook_fields),
    .title = "name",
    .identity = { "name" },
    .write = RIGHT_SYSTEM,
    .check = hook_check,
};

/* ---- reading the history ---- */

typedef struct {
    int64_t id, since;
    Str types, events;
} Hook;

static bool load_hooks(Ctx *c, Hook hooks[HOOKS_MAX], size_t *n, Err *e)
{
    AUTO(stmt_done) Stmt *q =
        db_query(c->db,
                 "/* webhooks */ SELECT \"id\", \"created_at\", \"types\", \"events\""
                 " FROM \"webhook\" WHERE \"voided_at\" IS NULL AND \"active\" = 1"
                 " ORDER BY \"id\" LIMIT $1",
                 P(HOOKS_MAX));
    for (*n = 0; *n < HOOKS_MAX && db_next(q, e); (*n)++)
        hooks[*n] =
            (Hook){ db_int(q, 0), db_int(q, 1), db_text(q, c->arena, 2), db_text(q, c->arena, 3) };
    return !e->kind;
}

/* False without an error if the history was never followed. */
static bool find_cursor(Ctx *c, int64_t *seq, Err *e)
{
    AUTO(stmt_done) Stmt *q = db_query(
        c->db, "/* followed so far */ SELECT \"value\" FROM qiao_meta WHERE \"name\" = 'hook_seq'");
    return db_next(q, e) &&
           (str_int(db_str(q, 0), seq) || err_set(e, ERR_INTERNAL,
                                                  "the store does not say how far webhooks"
                                                  " were told"));
}

/* Up to where the history was read; when first asked for, up to what was before all webhooks. */
static bool read_cursor(Ctx *c, int64_t *seq, Err *e)
{
    return find_cursor(c, seq, e) ||
           (!e->kind &&
            db_exec(c->db, e,
                    "/* begin to follow */ INSERT INTO qiao_meta (\"name\", \"value\")"
                    " SELECT 'hook_seq', CAST(COALESCE(max(\"seq\"), 0) AS TEXT)"
                    " FROM qiao_history WHERE \"at\" <"
                    " COALESCE((SELECT min(\"created_at\") FROM \"webhook\"), 0)"
                    " ON CONFLICT (\"name\") DO NOTHING") &&
            find_cursor(c, seq, e));
}

static bool in_list(Str list, char between, Str word)
{
    Str one;
    while (str_next(&list, between, &one))
        if (str_eq(str_trim(one), word))
            return true;
    return false;
}

typedef struct {
    int64_t seq, at, record, version;
    Str event, type;
} News;

static bool wants(const Hook *h, const News *n)
{
    return n->at >= h->since && (!h->types.n || in_list(h->types, ',', n->type)) &&
           (!h->events.n || in_list(h->events, '|', n->event));
}

static bool add_delivery(Ctx *c, const Hook *h, const News *n, Err *e)
{
    return db_exec(
        c->db, e,
        "/* new delivery */ INSERT INTO qiao_delivery (\"id\", \"hook\", \"seq\", \"event\","
        " \"type\", \"record\", \"version\", \"at\", \"state\", \"tries\", \"next_at\","
        " \"status\") SELECT COALESCE(max(\"id\"), 0) + 1, $1, $2, $3, $4, $5, $6, $7, 'waiting',"
        " 0, $8, 0 FROM qiao_delivery",
        P(h->id), P(n->seq), P(n->event), P(n->type), P(n->record), P(n->version), P(n->at),
        P(c->now));
}

/* The rows that tell of a change to a record; a move is an edit that changed the state. */
static bool read_news(Ctx *c, int64_t after, News *list, size_t *n, int64_t *last, Err *e)
{
    AUTO(stmt_done) Stmt *q = db_query(
        c->db,
        "/* news */ SELECT \"seq\", \"at\", \"record\", \"version\", \"act\", \"type\", \"after\""
        " FROM qiao_history WHERE \"seq\" > $1 ORDER BY \"seq\" LIMIT $2",
        P(after), P(FOLLOW_ROWS));
    *n = 0;
    *last = after;
    while (db_next(q, e)) {
        Str act = db_text(q, c->arena, 4);
        bool moved = str_find(db_str(q, 6), S("\"state\":")) >= 0;
        *last = db_int(q, 0);
        if (str_eq(act, S("update")) && moved)
            act = S("move");
        if (!in_list(S("create,update,move,void,unvoid"), ',', act) || db_null(q, 2))
            continue;
        list[(*n)++] = (News){ db_int(q, 0), db_int(q, 1), db_int(q, 2),
                               db_int(q, 3), act,          db_text(q, c->arena, 5) };
    }
    return !e->kind;
}

/* Only one process goes on from there: the others find that the place has moved. */
static bool advance(Ctx *c, int64_t from, int64_t to, bool *mine, Err *e)
{
    int64_t changed;
    const Param p[] = { param_text(arena_printf(c->arena, "%" PRId64, from)),
                        param_text(arena_printf(c->arena, "%" PRId64, to)) };
    bool ok = db_exec_text(c->db,
                           S("/* follow */ UPDATE qiao_meta SET \"value\" = $2"
                             " WHERE \"name\" = 'hook_seq' AND \"value\" = $1"),
                           p, LEN(p), &changed, e);
    *mine = ok && changed == 1;
    return ok;
}

/* An erased value never was in a row that is sent: what is told are numbers. */
static bool deliver_news(Ctx *c, const Hook *hooks, size_t nhooks, int64_t from, bool *more, Err *e)
{
    News *list = NEWN(c->arena, News, FOLLOW_ROWS);
    int64_t last;
    size_t n;
    bool mine;
    AUTO(txn_rollback) Txn t = txn_begin(c->db, e);

    if (!t.db || !read_news(c, from, list, &n, &last, e) || !advance(c, from, last, &mine, e))
        return false;
    if (!mine)
        return true;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < nhooks; k++)
            if (wants(&hooks[k], &list[i]) && !add_delivery(c, &hooks[k], &list[i], e))
                return false;
    *more = last >= from + FOLLOW_ROWS;
    return db_exec(c->db, e,
                   "/* old deliveries */ DELETE FROM qiao_delivery WHERE \"state\" <> 'waiting'"
                   " AND \"at\" < $1 AND \"id\" < (SELECT max(\"id\") FROM qiao_delivery)",
                   P(c->now - (int64_t)HOOK_KEEP_DAYS * 24 * 3600 * SECOND_MS)) &&
           txn_commit(&t, e);
}

bool hooks_follow(Ctx *c, bool *more, Err *e)
{
    Hook *hooks = NEWN(c->arena, Hook, HOOKS_MAX);
    int64_t from, newest;
    size_t n;

    *more = false;
    if (!load_hooks(c, hooks, &n, e))
        return false;
    if (!n)
        return true;
    if (!read_cursor(c, &from, e))
        return false;
    {
        AUTO(stmt_done) Stmt *q =
            db_query(c->db, "/* newest */ SELECT COALESCE(max(\"seq\"), 0) FROM qiao_history");
        if (!db_next(q, e))
            return false;
        newest = db_int(q, 0);
    }
    return newest <= from || deliver_news(c, hooks, n, from, more, e);
}

/* ---- sending ---- */

#define DELIVERY_COLUMNS                                                                           \
    "d.\"id\", d.\"hook\", d.\"seq\", d.\"record\", d.\"version\", d.\"at\", d.\"event\","         \
    " d.\"type\", d.\"state\", d.\"tries\", d.\"next_at\", d.\"status\", d.\"fault\""

static void read_delivery(const Stmt *q, Arena *a, Delivery *out)
{
    *out = (Delivery){ .id = db_int(q, 0),
                       .hook = db_int(q, 1),
                       .seq = db_int(q, 2),
                       .record = db_int(q, 3),
                       .version = db_int(q, 4),
                       .at = db_int(q, 5),
                       .event = db_text(q, a, 6),
                       .type = db_text(q, a, 7),
                       .state = db_text(q, a, 8),
                       .tries = db_int(q, 9),
                       .next_at = db_int(q, 10),
                       .status = db_int(q, 11),
                       .fault = db_text(q, a, 12) };
}

static bool first_due(Ctx *c, Delivery *out, Str *url, Err *e)
{
    AUTO(stmt_done) Stmt *q = db_query(
        c->db,
        "/* due */ SELECT " DELIVERY_COLUMNS ", w.\"url\" FROM qiao_delivery d JOIN \"webhook\" w"
        " ON w.\"id\" = d.\"hook\" WHERE d.\"state\" = 'waiting' AND d.\"next_at\" <= $1"
        " AND w.\"voided_at\" IS NULL AND w.\"active\" = 1"
        " ORDER BY d.\"next_at\", d.\"id\" LIMIT 1",
        P(c->now));
    if (!db_next(q, e))
        return !e->kind;
    read_delivery(q, c->arena, out);
    *url = db_text(q, c->arena, 13);
    return true;
}

bool hooks_claim(Ctx *c, Delivery *out, Str *url, Err *e)
{
    int64_t changed = 0;

    *out = (Delivery){ 0 };
    if (!first_due(c, out, url, e))
        return false;
    if (!out->id)
        return true;
    const Param p[] = { param_int(out->id), param_int(out->next_at), param_int(c->now + CLAIM_MS) };
    if (!db_exec_text(c->db,
                      S("/* claim */ UPDATE qiao_delivery SET \"next_at\" = $3,"
                        " \"tries\" = \"tries\" + 1 WHERE \"id\" = $1 AND \"next_at\" = $2"
                        " AND \"state\" = 'waiting'"),
                      p, LEN(p), &changed, e))
        return false;
    out->tries++;
    if (!changed)
        out->id = 0; /* another process was first */
    return true;
}

/* Seconds until the next try, by how often it was tried; 0: no more. */
static int64_t wait_after(int64_t tries)
{
    static const int64_t seconds[] = { 2, 15, 60, 300, 1800, 7200, 21600, 43200, 86400 };
    return tries >= 1 && tries <= (int64_t)LEN(seconds) ? seconds[tries - 1] : 0;
}

bool hooks_note(Ctx *c, const Delivery *d, int64_t status, Str fault, Err *e)
{
    bool done = status >= 200 && status < 300;
    int64_t wait = done ? 0 : wait_after(d->tries);
    const char *state = done ? "done" : wait ? "waiting" : "failed";

    return db_exec(c->db, e,
                   "/* delivered */ UPDATE qiao_delivery SET \"state\" = $2, \"next_at\" = $3,"
                   " \"status\" = $4, \"fault\" = $5 WHERE \"id\" = $1",
                   P(d->id), P(state), P(c->now + wait * SECOND_MS), P(status),
                   P(done ? (Str){ 0 } : utf8_part(fault, FAULT_MAX)));
}

/* False without an error if there is none yet. */
static bool find_seed(Ctx *c, unsigned char seed[HOOK_SEED_BYTES], Err *e)
{
    AUTO(stmt_done) Stmt *q = db_query(
        c->db, "/* key of webhooks */ SELECT \"value\" FROM qiao_meta WHERE \"name\" = 'hook_key'");
    size_t n = 0;
    Str text;

    if (!db_next(q, e))
        return false;
    text = db_str(q, 0);
    return (sodium_hex2bin(seed, HOOK_SEED_BYTES, text.p, text.n, NULL, &n, NULL) == 0 &&
            n == HOOK_SEED_BYTES) ||
           err_set(e, ERR_INTERNAL, "the key of webhooks in the store is damaged");
}

/* Whoever comes second takes the key of the first. */
bool hooks_seed(Ctx *c, unsigned char seed[HOOK_SEED_BYTES], Err *e)
{
    unsigned char fresh[HOOK_SEED_BYTES];
    char hex[2 * HOOK_SEED_BYTES + 1];

    if (find_seed(c, seed, e))
        return true;
    randombytes_buf(fresh, sizeof fresh);
    sodium_bin2hex(hex, sizeof hex, fresh, sizeof fresh);
    return !e->kind &&
           db_exec(c->db, e,
                   "/* new key of webhooks */ INSERT INTO qiao_meta (\"name\", \"value\")"
                   " VALUES ('hook_key', $1) ON CONFLICT (\"name\") DO NOTHING",
                   P((const char *)hex)) &&
           find_seed(c, seed, e);
}

bool hooks_public_key(Ctx *c, Str *out, Err *e)
{
    unsigned char seed[HOOK_SEED_BYTES], public_key[crypto_sign_PUBLICKEYBYTES],
        secret[crypto_sign_SECRETKEYBYTES];
    char text[sodium_base64_ENCODED_LEN(sizeof public_key, sodium_base64_VARIANT_ORIGINAL)];

    if (!hooks_seed(c, seed, e))
        return false;
    crypto_sign_seed_keypair(public_key, secret, seed);
    sodium_memzero(secret, sizeof secret);
    sodium_memzero(seed, sizeof seed);
    sodium_bin2base64(text, sizeof text, public_key, sizeof public_key,
                      sodium_base64_VARIANT_ORIGINAL);
    *out = arena_printf(c->arena, "whpk_%s", text);
    return true;
}

/* ---- listing ---- */

/* Whose webhooks the user administers: all of them, or those of a JSON list of units. */
static Param hooks_of(Ctx *c, bool *all)
{
    AUTO(buf_done) Buf b = buf_new(BUF_PAGE);
    const int64_t *units;
    size_t n;

    rights_scope(c, RIGHT_SYSTEM, &webhook_type, LEVEL_PUBLIC, all, &units, &n);
    for (size_t i = 0; i < n; i++)
        buf_printf(&b, "%s%" PRId64, i ? "," : "[", units[i]);
    buf_put(&b, n ? S("]") : S("[]"));
    return param_text(arena_str(c->arena, buf_str(&b)));
}

bool delivery_list(Ctx *c, const DeliveryAsk *ask, const Delivery **out, size_t *n, Err *e)
{
    VEC(Delivery) list = { 0 };

    bool all;

    if (!rights_check(c, RIGHT_SYSTEM, &webhook_type, 0, e))
        return false;
    const Param units = hooks_of(c, &all);
    const Param p[] = { param_int(ask->hook),  param_text(ask->state.p ? ask->state : S("")),
                        param_int(ask->below), param_int(ask->limit),
                        param_int(all),        units };
    AUTO(stmt_done) Stmt *q = db_query_text(
        c->db,
        arena_printf(c->arena,
                     "/* deliveries */ SELECT " DELIVERY_COLUMNS " FROM qiao_delivery d WHERE"
                     " ($1 = 0 OR d.\"hook\" = $1) AND ($2 = '' OR d.\"state\" = $2)"
                     " AND ($3 = 0 OR d.\"id\" < $3) AND ($5 = 1 OR d.\"hook\" IN (SELECT w.\"id\""
                     " FROM \"webhook\" w WHERE w.\"unit\" IN (%.*s)))"
                     " ORDER BY d.\"id\" DESC LIMIT $4",
                     STR(db_sql_each_int(c->db, c->arena, "$6"))),
        p, LEN(p));
    while (db_next(q, e)) {
        Delivery d;
        read_delivery(q, c->arena, &d);
        vec_push(c->arena, &list, d);
    }
    *out = list.p;
    *n = list.n;
    return !e->kind;
}

bool delivery_resend(Ctx *c, int64_t id, Err *e)
{
    int64_t changed = 0;
    bool all;
    Str sql = arena_printf(c->arena,
                           "/* send again */ UPDATE qiao_delivery SET \"state\" = 'waiting',"
                           " \"next_at\" = $2, \"tries\" = 0 WHERE \"id\" = $1 AND ($3 = 1 OR"
                           " \"hook\" IN (SELECT w.\"id\" FROM \"webhook\" w WHERE w.\"unit\" IN"
                           " (%.*s)))",
                           STR(db_sql_each_int(c->db, c->arena, "$4")));

    if (!rights_check(c, RIGHT_SYSTEM, &webhook_type, 0, e))
        return false;
    const Param units = hooks_of(c, &all);
    const Param p[] = { param_int(id), param_int(c->now), param_int(all), units };
    if (!db_exec_text(c->db, sql, p, LEN(p), &changed, e))
        return false;
    return changed || err_set(e, ERR_NOT_FOUND, N_("there is no delivery %lld"), (long long)id);
}
