/* SPDX-License-Identifier: Apache-2.0
 * POST /batches: several writes in one transaction, with a receipt that undo takes back; or a
 * rehearsal, which is the same run, rolled back.
 *
 * What is wrong with any write is said for all of them, and nothing is kept then.
 */
#include <stdio.h>

#include "api/impl.h"
#include "engine/registry.h"
#include "engine/store.h"
#include "engine/transfer.h"

typedef struct {
    Str op;
    const Type *type;
    int64_t id, version;
    bool ok;
} Done;

typedef struct {
    ApiCall *a;
    Done *done;
    size_t n;
    int64_t created, updated;
} Run;

/* ---- one write ---- */

/* "version" is to be a number, and the one that is there. */
static bool check_version(ApiCall *a, json_t *item, const Record *r, Err *e)
{
    const json_t *v = json_object_get(item, "version");

    if (!json_is_integer(v))
        return err_field(e, "version", ERR_INVALID,
                         N_("say in 'version' which version you saw, as a number"));
    if (json_integer_value(v) == r->version)
        return true;
    a->status = 412;
    return err_field(e, "version", ERR_CONFLICT, N_("the record is at version %lld"),
                     (long long)r->version);
}

static Record *read_seen(ApiCall *a, json_t *item, Done *d, Err *e)
{
    Record *r;
    Str id;

    if (!body_text(item, "id", &id, e) || !call_id(id, &d->id, e))
        return NULL;
    r = store_get(a->c, d->type, d->id, e);
    return r && check_version(a, item, r, e) ? r : NULL;
}

static bool do_create(ApiCall *a, json_t *item, Done *d, Check *k, Err *e)
{
    Record *r = record_new(a->c->arena, d->type);
    if (!call_apply(a, item, r, e) || !store_create(a->c, r, k, e))
        return false;
    d->id = r->id;
    d->version = r->version;
    return true;
}

static bool do_update(ApiCall *a, json_t *item, Done *d, Check *k, Err *e)
{
    Record *r = read_seen(a, item, d, e);
    if (!r || !call_apply(a, item, r, e) || !store_update(a->c, r, k, e))
        return false;
    d->version = r->version;
    return true;
}

/* A move that waits for others leaves the record as it is. */
static bool note_version(ApiCall *a, Done *d, Err *e)
{
    const Record *r = store_get(a->c, d->type, d->id, e);
    d->version = r ? r->version : 0;
    return r != NULL;
}

static bool do_move(ApiCall *a, json_t *item, Done *d, Check *k, Err *e)
{
    const Record *r = read_seen(a, item, d, e);
    Str to, why;

    return r && body_text(item, "to", &to, e) && body_text(item, "why", &why, e) &&
           store_move(a->c, d->type, d->id,
                      (MoveTo){ to, call_move_reason(a, r, to, why), r->version }, k, e) &&
           note_version(a, d, e);
}

static bool do_void(ApiCall *a, json_t *item, Done *d, Check *k, Err *e)
{
    const Record *r = read_seen(a, item, d, e);
    Str why;

    (void)k;
    if (!r || !body_text(item, "why", &why, e))
        return false;
    if (!str_trim(why).n)
        return err_field(e, "why", ERR_INVALID, N_("to void a record needs a reason in 'why'"));
    return store_void(a->c, d->type, d->id, call_reason_text(a, why), e) && note_version(a, d, e);
}

typedef bool WriteFn(ApiCall *a, json_t *item, Done *d, Check *k, Err *e);
static const struct {
    const char *op, *members;
    WriteFn *run;
} writes[] = {
    { "create", "op type fields key unit source evidence why", do_create },
    { "update", "op type id version fields key unit source evidence why", do_update },
    { "move", "op type id version to why", do_move },
    { "void", "op type id version why", do_void },
};

static bool write_one(Run *run, json_t *item, Done *d, Check *k, Err *e)
{
    ApiCall *a = run->a;
    Str type, why;

    if (!json_is_object(item))
        return err_set(e, ERR_INVALID, N_("each of 'items' is to be an object"));
    if (!body_text(item, "op", &d->op, e) || !body_text(item, "type", &type, e) ||
        !body_text(item, "why", &why, e))
        return false;
    for (size_t i = 0; i < LEN(writes); i++) {
        if (!str_eq(d->op, str_z(writes[i].op)))
            continue;
        d->type = registry_need(a->c->types, type, e);
        if (!d->type || !body_known(item, writes[i].members, e))
            return false;
        call_reason(a, why);
        return writes[i].run(a, item, d, k, e);
    }
    return err_field(e, "op", ERR_INVALID, N_("'op' is to be create, update, move or void"));
}

/* ---- all of them ---- */

/* The faults of one write get its place in front: "items[3].arrived". */
static void place_faults(ApiCall *a, size_t from, size_t item)
{
    for (size_t i = from; i < a->faults.n; i++) {
        Fault *f = &a->faults.p[i];
        f->field = arena_printf(a->c->arena, "items[%zu]%s%.*s", item, f->field.n ? "." : "",
                                STR(f->field));
    }
}

static void take_item(Run *run, json_t *item, size_t i)
{
    ApiCall *a = run->a;
    size_t before = a->faults.n;
    Done *d = &run->done[i];
    Err one = { .lang = a->c->lang };
    Check k = { 0 };

    d->ok = write_one(run, item, d, &k, &one);
    call_faults(a, &k);
    if (!d->ok && a->faults.n == before && before < API_FAULTS_MAX)
        vec_push(a->c->arena, &a->faults,
                 (Fault){ arena_str(a->c->arena, str_z(one.field)),
                          arena_str(a->c->arena, str_z(one.msg)), false });
    place_faults(a, before, i);
    if (d->ok)
        *(str_eq(d->op, S("create")) ? &run->created : &run->updated) += 1;
}

/* False with the first that is wrong, all being noted. */
static bool take_items(Run *run, json_t *items, Err *e)
{
    size_t bad = 0;

    for (size_t i = 0; i < run->n && run->a->faults.n < API_FAULTS_MAX; i++) {
        take_item(run, json_array_get(items, i), i);
        bad += !run->done[i].ok;
    }
    return !bad ||
           err_set(e, ERR_INVALID, N_("%zu of the %zu writes are wrong, so that none was made"),
                   bad, run->n);
}

static void put_run(const Run *run, int64_t receipt)
{
    Buf *out = run->a->out;

    j_open(out, NULL, '{');
    j_id_or_null(out, "receipt", receipt);
    j_bool(out, "rehearsal", receipt == 0);
    j_int(out, "created", run->created);
    j_int(out, "updated", run->updated);
    j_open(out, "items", '[');
    for (size_t i = 0; i < run->n; i++) {
        const Done *d = &run->done[i];
        j_open(out, NULL, '{');
        j_text(out, "op", d->op);
        j_text(out, "type", str_z(d->type->name));
        j_id(out, "id", d->id);
        j_int(out, "version", d->version);
        j_close(out, '}');
    }
    j_close(out, ']');
    j_close(out, '}');
}

static bool run_batch(Run *run, json_t *items, bool rehearse, Str why, Err *e)
{
    ApiCall *a = run->a;
    Ctx *c = a->c;
    int64_t outer = c->batch, receipt;
    AUTO(store_rollback) StoreTxn txn = store_begin(c, e);
    bool ok;

    call_reason(a, why);
    if (e->kind || !batch_begin(c, "api", why.n ? why : S("POST /api/v1/batches"), e))
        return false;
    receipt = c->batch;
    ok = take_items(run, items, e);
    call_reason(a, why);
    ok = ok && batch_end(c, run->created, run->updated, e);
    c->batch = outer;
    if (!ok || (!rehearse && !store_commit(&txn, e)))
        return false;
    put_run(run, rehearse ? 0 : receipt);
    return true;
}

bool api_batch(ApiCall *a, Err *e)
{
    json_t *items = json_object_get(a->body, "items");
    Run run = { .a = a, .n = json_array_size(items) };
    bool rehearse;
    Str why;

    if (!body_known(a->body, "items why rehearse", e) ||
        !body_bool(a->body, "rehearse", &rehearse, e) || !body_text(a->body, "why", &why, e) ||
        !rights_check(a->c, RIGHT_IMPORT, NULL, 0, e))
        return false;
    if (!json_is_array(items) || !run.n || run.n > API_BATCH_MAX)
        return err_field(e, "items", ERR_INVALID, N_("'items' is to be a list of 1 to %d writes"),
                         API_BATCH_MAX);
    run.done = NEWN(a->c->arena, Done, run.n);
    return run_batch(&run, items, rehearse, why, e);
}
