/* SPDX-License-Identifier: Apache-2.0
 * Writing and reading the history.
 */
#include "engine/history.h"

#include <jansson.h>
#include <sodium.h>

#include "engine/chain.h"
#include "engine/core.h"
#include "engine/registry.h"
#include "engine/rights.h"
#include "engine/units.h"

enum { WHY_MAX = 2000 };

static const char *const act_codes[ACT__N] = {
    [ACT_CREATE] = "create", [ACT_UPDATE] = "update", [ACT_REMOVE] = "remove", [ACT_VOID] = "void",
    [ACT_UNVOID] = "unvoid", [ACT_ERASE] = "erase",   [ACT_BATCH] = "batch",   [ACT_READ] = "read",
    [ACT_EXPORT] = "export", [ACT_REFUSE] = "refuse", [ACT_SIGN] = "sign",
};

const char *act_code(Act act)
{
    return act_codes[act];
}

static void put_number(Buf *b, int64_t i)
{
    unsigned char bytes[8];
    for (size_t k = 0; k < sizeof bytes; k++)
        bytes[k] = (unsigned char)((uint64_t)i >> (8 * k));
    buf_put(b, (Str){ (const char *)bytes, sizeof bytes });
}

/* A text with its length before it, so that no two rows seal the same bytes. */
static void put_text(Buf *b, Str s)
{
    put_number(b, s.p ? (int64_t)s.n : -1);
    buf_put(b, s);
}

void history_seal(Buf *scratch, const HistoryRow *row, const unsigned char *salt,
                  const unsigned char before_hash[HASH_SIZE], unsigned char payload[HASH_SIZE],
                  unsigned char hash[HASH_SIZE])
{
    if (salt) {
        buf_clear(scratch);
        buf_put(scratch, (Str){ (const char *)salt, SALT_SIZE });
        put_text(scratch, row->before);
        put_text(scratch, row->after);
        crypto_generichash(payload, HASH_SIZE, (const unsigned char *)scratch->p, scratch->n, NULL,
                           0);
    }
    buf_clear(scratch);
    buf_put(scratch, (Str){ (const char *)before_hash, HASH_SIZE });
    put_number(scratch, row->seq);
    put_number(scratch, row->at);
    put_number(scratch, row->by);
    put_number(scratch, row->act);
    put_text(scratch, row->type);
    put_number(scratch, row->record);
    put_number(scratch, row->version);
    put_number(scratch, row->batch);
    put_text(scratch, row->why);
    buf_put(scratch, (Str){ (const char *)payload, HASH_SIZE });
    crypto_generichash(hash, HASH_SIZE, (const unsigned char *)scratch->p, scratch->n, NULL, 0);
}

static const unsigned char *next_salt(Chain *chain)
{
    if (chain->salts_used == SALTS) {
        randombytes_buf(chain->salts, sizeof chain->salts);
        chain->salts_used = 0;
    }
    return chain->salts[chain->salts_used++];
}

static Param text_or_null(Str s)
{
    return s.n ? param_text(s) : P_NULL;
}

static Param int_or_null(int64_t i)
{
    return i ? param_int(i) : P_NULL;
}

static bool checkpoint(Ctx *c, Err *e)
{
    Chain *chain = c->chain;
    return db_exec(
        c->db, e,
        "/* checkpoint */ INSERT INTO qiao_checkpoint (\"seq\", \"at\", \"hash\") VALUES ($1, $2, $3)",
        P(chain->seq), P(c->now), param_blob(chain->hash, HASH_SIZE));
}

bool history_append(Ctx *c, HistoryRow *row, Err *e)
{
    static const Str columns[] = { { "seq", 3 },     { "at", 2 },    { "actor", 5 },
                                   { "act", 3 },     { "type", 4 },  { "record", 6 },
                                   { "version", 7 }, { "batch", 5 }, { "why", 3 },
                                   { "before", 6 },  { "after", 5 }, { "salt", 4 },
                                   { "payload", 7 }, { "hash", 4 } };
    Chain *chain = c->chain;
    const unsigned char *salt = next_salt(chain);
    unsigned char payload[HASH_SIZE], hash[HASH_SIZE];

    row->seq = chain->seq + 1;
    row->at = c->now;
    row->by = c->user ? c->user->id : 0;
    row->batch = row->batch ? row->batch : c->batch;
    if (!row->before.n)
        row->before = (Str){ 0 };
    if (!row->after.n)
        row->after = (Str){ 0 };
    if (!row->why.n)
        row->why = (Str){ 0 };
    if (utf8_len(row->why) > WHY_MAX || !str_plain(row->why, true))
        return err_set(e, ERR_INVALID,
                       "a reason has at most %d characters and no control characters", WHY_MAX);
    history_seal(&chain->seal, row, salt, chain->hash, payload, hash);
    if (chain->seal.failed)
        return err_set(e, ERR_INVALID, "the change is too large for the history");
    if (!chain->history)
        chain->history = bulk_new(c->db, S("qiao_history"), columns, LEN(columns));
    const Param values[] = {
        param_int(row->seq),
        param_int(row->at),
        param_int(row->by),
        param_z(act_codes[row->act]),
        text_or_null(row->type),
        int_or_null(row->record),
        int_or_null(row->version),
        int_or_null(row->batch),
        text_or_null(row->why),
        text_or_null(row->before),
        text_or_null(row->after),
        param_blob(salt, SALT_SIZE),
        param_blob(payload, HASH_SIZE),
        param_blob(hash, HASH_SIZE),
    };
    if (!bulk_row(chain->history, values, e))
        return false;
    memcpy(chain->hash, hash, HASH_SIZE);
    chain->seq = row->seq;
    return chain->seq % CHECKPOINT_EVERY != 0 || checkpoint(c, e);
}

/* What was done, as the history has it. */
static void put_what(Buf *out, Str what, int64_t rows)
{
    buf_put(out, S("{\"what\":"));
    buf_json(out, utf8_part(what, 8192));
    buf_printf(out, ",\"rows\":%" PRId64 "}", rows);
}

/* A row that stands for no change, in a transaction of its own unless one is open. */
static bool note(Ctx *c, Act act, const Type *t, int64_t record, Str what, int64_t rows, Err *e)
{
    AUTO(store_rollback) StoreTxn txn = store_begin(c, e);
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    HistoryRow row = { .act = act, .type = t ? str_z(t->name) : (Str){ 0 }, .record = record };

    if (e->kind)
        return false;
    put_what(&b, what, rows);
    row.after = buf_str(&b);
    row.why = c->why;
    return history_append(c, &row, e) && store_commit(&txn, e);
}

/* ---- readings of a request ---- */

typedef struct {
    HistoryRow row;
    const User *user;
} Reading;

struct Readings {
    Arena *arena;
    VEC(Reading) list;
};

Readings *readings_new(Arena *a)
{
    Readings *r = NEW(a, Readings);
    *r = (Readings){ .arena = a };
    return r;
}

size_t readings_mark(const Ctx *c)
{
    return c->readings->list.n;
}

void readings_rewind(Ctx *c, size_t mark)
{
    c->readings->list.n = mark;
}

static void gather(Ctx *c, const Type *t, int64_t record, Str what, int64_t rows)
{
    Readings *r = c->readings;
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    Reading one = { .user = c->user };

    put_what(&b, what, rows);
    one.row = (HistoryRow){ .at = c->now,
                            .by = c->user ? c->user->id : 0,
                            .act = ACT_READ,
                            .type = t ? str_z(t->name) : (Str){ 0 },
                            .record = record,
                            .batch = c->batch,
                            .why = arena_str(r->arena, c->why),
                            .after = arena_str(r->arena, buf_str(&b)) };
    vec_push(r->arena, &r->list, one);
}

static bool append_all(Ctx *c, const Readings *from, Err *e)
{
    AUTO(store_rollback) StoreTxn txn = store_begin(c, e);
    const User *user = c->user;
    bool ok = !e->kind;

    for (size_t i = 0; ok && i < from->list.n; i++) {
        HistoryRow row = from->list.p[i].row;
        c->user = from->list.p[i].user;
        ok = history_append(c, &row, e);
    }
    c->user = user;
    return ok && store_commit(&txn, e);
}

bool readings_write(Ctx *c, Err *e)
{
    Readings *r = c->readings;
    bool ok;

    if (!r || !r->list.n)
        return true;
    c->readings = NULL; /* a transaction begins without writing them */
    ok = append_all(c, r, e);
    c->readings = r;
    if (ok)
        r->list.n = 0;
    return ok;
}

bool history_read(Ctx *c, const Type *t, int64_t record, Str what, int64_t rows, Err *e)
{
    if (!c->readings || c->chain)
        return note(c, ACT_READ, t, record, what, rows, e);
    gather(c, t, record, what, rows);
    return true;
}

bool history_export(Ctx *c, const Type *t, Str what, int64_t rows, Err *e)
{
    return note(c, ACT_EXPORT, t, 0, what, rows, e);
}

bool history_refuse(Ctx *c, const Err *refusal, Err *e)
{
    Str what = refusal->kind == ERR_DENIED ? str_z(refusal->msg) : c->refused;
    return !what.n || note(c, ACT_REFUSE, NULL, 0, what, 0, e);
}

bool history_sign(Ctx *c, int64_t user, Str what, Err *e)
{
    return note(c, ACT_SIGN, &user_type, user, what, 0, e);
}

Act act_by_code(Str code)
{
    for (int i = 0; i < ACT__N; i++)
        if (str_eq(str_z(act_codes[i]), code))
            return (Act)i;
    return ACT__N;
}

void history_row_read(const Stmt *q, Arena *a, HistoryRow *out)
{
    *out = (HistoryRow){
        .seq = db_int(q, 0),
        .at = db_int(q, 1),
        .by = db_int(q, 2),
        .act = act_by_code(db_str(q, 3)),
        .type = db_text(q, a, 4),
        .record = db_int(q, 5),
        .version = db_int(q, 6),
        .batch = db_int(q, 7),
        .why = db_text(q, a, 8),
        .before = db_text(q, a, 9),
        .after = db_text(q, a, 10),
    };
}

bool history_rows(Ctx *c, const Type *t, int64_t id, const HistoryRow **rows, size_t *n, Err *e)
{
    VEC(HistoryRow) list = { 0 };
    if (!store_flush(c, e))
        return false;
    AUTO(stmt_done) Stmt *q =
        db_query(c->db,
                 "/* history of a record */ SELECT " HISTORY_COLUMNS " FROM qiao_history"
                 " WHERE \"type\" = $1 AND \"record\" = $2 ORDER BY \"seq\"",
                 P(t->name), P(id));
    while (db_next(q, e)) {
        HistoryRow row;
        history_row_read(q, c->arena, &row);
        vec_push(c->arena, &list, row);
    }
    for (size_t i = 0; c->readings && i < c->readings->list.n; i++) { /* not written down yet */
        const HistoryRow *row = &c->readings->list.p[i].row;
        if (row->record == id && str_eq(row->type, str_z(t->name)))
            vec_push(c->arena, &list, *row);
    }
    *rows = list.p;
    *n = list.n;
    return !e->kind;
}

/* How deep lies what the history calls so? A field that staff took away again: as deep as can
 * be. */
static int level_of_name(const Type *t, Str name)
{
    const Field *f = type_field(t, name);
    return f ? (int)f->level : std_slot(name) >= 0 ? LEVEL_PUBLIC : LEVEL_SENSITIVE;
}

/* Has the object, which is flat and of texts, only names that are shown and not deep? Then it need
 * not be read and written again. One with an escape is read. */
static bool shows_as_it_is(const Type *t, int level, Str json)
{
    Str rest = str_part(json, 1, json.n), name, text;

    if (!str_starts(json, S("{\"")) || str_find(json, S("\\")) >= 0)
        return false;
    while (str_starts(rest, S("\"")) &&
           str_cut(str_part(rest, 1, rest.n), S("\":"), &name, &rest)) {
        int deepness = level_of_name(t, name);
        if (deepness > level || deepness == LEVEL_SENSITIVE)
            return false;
        if (str_starts(rest, S("null")))
            rest = str_part(rest, 4, rest.n);
        else if (!str_starts(rest, S("\"")) ||
                 !str_cut(str_part(rest, 1, rest.n), S("\""), &text, &rest))
            return false;
        if (str_eq(rest, S("}")))
            return true;
        if (!str_starts(rest, S(",")))
            return false;
        rest = str_part(rest, 1, rest.n);
    }
    return false;
}

/* Takes out of a JSON object what lies above the level; *deep is set if something sensitive
 * stays. */
static Str mask_json(Ctx *c, const Type *t, int level, Str json, bool *deep)
{
    json_error_t bad;
    bool plain = shows_as_it_is(t, level, json);
    json_t *object = json.p && !plain ? json_loadb(json.p, json.n, 0, &bad) : NULL, *value;
    const char *name;
    void *next;
    char *text;
    size_t size;

    if (!json_is_object(object)) {
        json_decref(object);
        return json;
    }
    json_object_foreach_safe(object, next, name, value)
    {
        int deepness = level_of_name(t, str_z(name));
        *deep |= deepness == LEVEL_SENSITIVE && level >= deepness;
        if (deepness > level)
            (void)json_object_del(object, name);
    }
    size = json_dumpb(object, NULL, 0, JSON_COMPACT);
    text = arena_get(c->arena, size);
    size = json_dumpb(object, text, size, JSON_COMPACT);
    json_decref(object);
    return (Str){ text, size };
}

/* `unit` is that of the record as it is, the root's for one that is gone. */
static bool shown_rows(Ctx *c, const Type *t, int64_t id, int64_t unit, const HistoryRow **rows,
                       size_t *n, Err *e)
{
    bool audits = rights_has(c, RIGHT_AUDIT, NULL, unit), deep = false;
    HistoryRow *shown;
    int level;

    if (!audits && !rights_has(c, RIGHT_READ, t, unit))
        return store_no_record(c, t, id, e);
    if (!history_rows(c, t, id, rows, n, e))
        return false;
    level = audits ? LEVEL_SENSITIVE : rights_level(c, t, unit);
    shown = NEWN(c->arena, HistoryRow, *n + 1);
    for (size_t i = 0; i < *n; i++) {
        shown[i] = (*rows)[i];
        if (shown[i].act == ACT_READ || shown[i].act == ACT_EXPORT || shown[i].act == ACT_SIGN)
            continue;
        shown[i].before = mask_json(c, t, level, shown[i].before, &deep);
        shown[i].after = mask_json(c, t, level, shown[i].after, &deep);
    }
    *rows = shown;
    return !deep || !c->user || history_read(c, t, id, S("history"), (int64_t)*n, e);
}

bool history_of(Ctx *c, const Type *t, int64_t id, const HistoryRow **rows, size_t *n, Err *e)
{
    const Record *r = row_load(c, t, id, e);

    if (e->kind || !shown_rows(c, t, id, r ? r->unit : units_root(c->units), rows, n, e))
        return false;
    return r || *n || err_set(e, ERR_NOT_FOUND, "there is no %s #%" PRId64, t->name, id);
}

bool history_of_record(Ctx *c, const Record *r, const HistoryRow **rows, size_t *n, Err *e)
{
    return shown_rows(c, r->type, r->id, r->unit, rows, n, e);
}
