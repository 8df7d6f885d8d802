/* SPDX-License-Identifier: Apache-2.0
 * Freezing: the body of a sealed file, its seal, and its place in the store.
 */
#include "review/issue.h"

#include <jansson.h>
#include <sodium.h>

#include "engine/core.h"
#include "engine/history.h"
#include "engine/query.h"
#include "engine/registry.h"
#include "engine/rights.h"
#include "engine/store.h"
#include "review/kinds.h"

enum { HASH = 32, HASH_DIGITS = 2 * HASH, PART_BYTES = 512 << 10, PARTS_MAX = 2048 };

/* ---- hashes ---- */

static Str hex(Arena *a, const unsigned char *p, size_t n)
{
    char *text = arena_get(a, 2 * n + 1);
    (void)sodium_bin2hex(text, 2 * n + 1, p, n);
    return (Str){ text, 2 * n };
}

Str issue_hash(Arena *a, Str bytes)
{
    unsigned char hash[HASH];
    crypto_generichash(hash, HASH, (const unsigned char *)bytes.p, bytes.n, NULL, 0);
    return hex(a, hash, HASH);
}

/* ---- the body ---- */

static void put_text(Buf *b, const char *key, Str s)
{
    buf_printf(b, ",\"%s\":", key);
    buf_json(b, s);
}

static void put_number(Buf *b, const char *key, int64_t n)
{
    buf_printf(b, ",\"%s\":%" PRId64, key, n);
}

static void put_head(const Ctx *c, const Freeze *f, Buf *b)
{
    const ReviewOrder *o = f->order;
    buf_put(b, S("{\"qiao\":\"review\",\"format\":1"));
    put_text(b, "title", f->review->doc.title);
    put_text(b, "office", o->office);
    put_text(b, "language", str_z(lang_code(o->lang)));
    put_text(b, "period", o->scope.text);
    put_number(b, "from", o->scope.from);
    put_number(b, "to", o->scope.to);
    put_number(b, "as_of", o->scope.as_of);
    put_number(b, "unit", o->scope.unit);
    put_number(b, "tree_then", o->scope.tree_then);
    put_number(b, "issued_on", c->today);
    put_number(b, "record", f->record);
    put_text(b, "text", f->text);
    put_text(b, "template_hash", issue_hash(c->arena, o->text));
    buf_put(b, S(",\"documents\":["));
    for (size_t i = 0; i < f->nfiles; i++) {
        buf_put(b, i ? S(",{\"name\":") : S("{\"name\":"));
        buf_json(b, f->files[i].name);
        put_text(b, "hash", issue_hash(c->arena, f->files[i].bytes));
        buf_putc(b, '}');
    }
    buf_putc(b, ']');
}

/* The states in the history of the record. */
static void read_steps(Ctx *c, const HistoryRow *rows, size_t nrows, const ReviewStep **out,
                       size_t *n)
{
    VEC(ReviewStep) list = { 0 };

    for (size_t i = 0; i < nrows; i++) {
        json_t *after =
            rows[i].after.p ? json_loadb(rows[i].after.p, rows[i].after.n, 0, NULL) : NULL;
        const char *state = json_string_value(json_object_get(after, "state"));
        if (state)
            vec_push(c->arena, &list,
                     (ReviewStep){ arena_str(c->arena, str_z(state)), rows[i].why, rows[i].by,
                                   rows[i].at });
        json_decref(after);
    }
    *out = list.p;
    *n = list.n;
}

bool review_steps(Ctx *c, int64_t record, const ReviewStep **out, size_t *n, Err *e)
{
    const HistoryRow *rows;
    size_t nrows;

    if (!history_of(c, registry_find(c->types, S("review")), record, &rows, &nrows, e))
        return false;
    read_steps(c, rows, nrows, out, n);
    return true;
}

bool review_steps_of(Ctx *c, const Record *r, const ReviewStep **out, size_t *n, Err *e)
{
    const HistoryRow *rows;
    size_t nrows;

    if (!history_of_record(c, r, &rows, &nrows, e))
        return false;
    read_steps(c, rows, nrows, out, n);
    return true;
}

static bool put_steps(Ctx *c, int64_t record, Buf *b, Err *e)
{
    const ReviewStep *steps;
    size_t n;

    if (!review_steps(c, record, &steps, &n, e))
        return false;
    buf_put(b, S(",\"steps\":["));
    for (size_t i = 0; i < n; i++) {
        char at[32];
        buf_put(b, i ? S(",{\"state\":") : S("{\"state\":"));
        buf_json(b, steps[i].state);
        put_text(b, "by", store_title(c, registry_find(c->types, S("user")), steps[i].by));
        time_print(steps[i].at, c->tz, at);
        put_text(b, "at", str_z(at));
        buf_putc(b, '}');
    }
    buf_putc(b, ']');
    return true;
}

static bool put_place(const Ctx *c, Buf *b, Err *e)
{
    AUTO(stmt_done) Stmt *q = db_query(
        c->db,
        "/* end of history */ SELECT \"seq\" FROM \"qiao_history\" ORDER BY \"seq\" DESC LIMIT 1");
    int64_t seq = db_next(q, e) ? db_int(q, 0) : 0;
    put_number(b, "seq", seq);
    return !e->kind;
}

static void put_definition(Buf *b, const FigureDef *d, Lang lang)
{
    buf_put(b, S("{\"name\":"));
    buf_json(b, d->name);
    put_text(b, "label", d->labels[lang]);
    put_text(b, "unit", d->units[lang]);
    put_text(b, "type", d->type ? str_z(d->type->name) : (Str){ 0 });
    put_text(b, "query", d->query);
    put_text(b, "count", str_z(count_kind_name(d->count)));
    put_text(b, "of", d->of);
    put_text(b, "once", d->once);
    put_text(b, "whole", d->whole);
    put_number(b, "period", d->period);
    put_number(b, "since", d->since);
    put_number(b, "version", d->version);
    put_number(b, "counting", d->count);
}

static void put_value(Buf *b, const FigureValue *v)
{
    put_number(b, "standing", v->standing);
    put_number(b, "value", v->value);
    put_number(b, "places", v->places);
    put_text(b, "currency", str_z(v->currency));
    put_number(b, "counted_from", v->from);
    put_number(b, "counted_to", v->to);
    put_number(b, "records", v->records);
    put_number(b, "unknown", v->unknown);
    put_text(b, "why", v->why);
    put_text(b, "source", v->source);
}

/* [[id,version,quantity],…], or only a digest where there are too many. */
static bool put_evidence(Ctx *c, const Figures *all, const FigureValue *v, const FigureScope *s,
                         Buf *b, Err *e)
{
    AUTO(evidence_done) EvidenceRows *rows = evidence_open(c, all, v->def, s, e);
    bool whole = v->records <= FROZEN_RECORDS_MAX, more = false;
    crypto_generichash_state digest;
    unsigned char hash[HASH];
    Evidence each;

    crypto_generichash_init(&digest, NULL, 0, HASH);
    buf_put(b, S(",\"evidence\":["));
    while (rows && evidence_next(rows, &each, e)) {
        AUTO(buf_done) Buf row = buf_new(BUF_LINE);
        buf_printf(&row, "[%" PRId64 ",%" PRId64 ",%" PRId64 "]", each.id, each.version,
                   each.quantity);
        crypto_generichash_update(&digest, (const unsigned char *)row.p, row.n);
        if (whole && more)
            buf_putc(b, ',');
        if (whole)
            buf_put(b, buf_str(&row));
        more = true;
    }
    crypto_generichash_final(&digest, hash, HASH);
    buf_putc(b, ']');
    put_number(b, "whole", whole);
    put_text(b, "digest", hex(c->arena, hash, HASH));
    return rows && !e->kind;
}

bool issue_body(Ctx *c, const Figures *all, const Freeze *f, Buf *out, Err *e)
{
    const Review *r = f->review;

    put_head(c, f, out);
    if (!put_steps(c, f->record, out, e) || !put_place(c, out, e))
        return false;
    buf_put(out, S(",\"figures\":["));
    for (size_t i = 0; i < r->nvalues; i++) {
        buf_put(out, i ? S(",") : S(""));
        put_definition(out, r->values[i].def, f->order->lang);
        put_value(out, &r->values[i]);
        if (!put_evidence(c, all, &r->values[i], &f->order->scope, out, e))
            return false;
        buf_putc(out, '}');
    }
    buf_put(out, S("]}"));
    return out->failed ? err_set(e, ERR_INVALID,
                                 "the frozen review would have more than %d MB; take fewer "
                                 "figures into one review",
                                 SEALED_MAX >> 20)
                       : true;
}

/* What is signed: the hash of the body and the name of who signs. */
void issue_message(const unsigned char hash[32], Str signer, unsigned char out[32])
{
    crypto_generichash_state state;
    crypto_generichash_init(&state, NULL, 0, HASH);
    crypto_generichash_update(&state, hash, HASH);
    crypto_generichash_update(&state, (const unsigned char *)signer.p, signer.n);
    crypto_generichash_final(&state, out, HASH);
}

bool issue_seal(Str body, const SigningKey *key, Str signer, Buf *out, Err *e)
{
    unsigned char hash[HASH], message[HASH], signature[crypto_sign_BYTES];
    char text[2 * crypto_sign_BYTES + 1];

    crypto_generichash(hash, HASH, (const unsigned char *)body.p, body.n, NULL, 0);
    issue_message(hash, signer, message);
    if (crypto_sign_detached(signature, NULL, message, HASH, key->secret) != 0)
        return err_set(e, ERR_INTERNAL, "the signature could not be made");
    buf_put(out, body);
    (void)sodium_bin2hex(text, sizeof text, hash, HASH);
    buf_printf(out, "\n{\"hash\":\"%s\",\"signer\":", text);
    buf_json(out, signer);
    (void)sodium_bin2hex(text, sizeof text, key->open, sizeof key->open);
    buf_printf(out, ",\"key\":\"%s\"", text);
    (void)sodium_bin2hex(text, sizeof text, signature, sizeof signature);
    buf_printf(out, ",\"signature\":\"%s\"}\n", text);
    return !out->failed || err_set(e, ERR_INVALID, "the frozen review is too large");
}

/* ---- in the store ---- */

bool key_register(Ctx *c, const SigningKey *key, Err *e)
{
    const Type *t = registry_find(c->types, S("signing_key"));
    Str text = key_text(c->arena, key);
    Record *r = record_new(c->arena, t);
    Check k = { 0 };
    char day[11];

    if (store_find_name(c, t, text, e) || e->kind)
        return !e->kind;
    day_print(c->today, day);
    rec_set_int(r, KEY_HOLDER, c->user->id);
    rec_set_text(r, KEY_PUBLIC, text);
    r->v[KEY_SINCE] = (Value){ true, arena_str(c->arena, str_z(day)), c->today, c->today };
    return store_create(c, r, &k, e);
}

static bool keep_parts(Ctx *c, int64_t record, Str sealed, Err *e)
{
    const Type *t = registry_find(c->types, S("review_part"));
    for (int n = 1; sealed.n; n++) {
        Str part = utf8_part(sealed, PART_BYTES);
        Record *r = record_new(c->arena, t);
        Check k = { 0 };
        if (n > PARTS_MAX)
            return err_set(e, ERR_INVALID, "the frozen review is too large for the store");
        rec_set_int(r, PART_REVIEW, record);
        rec_set_int(r, PART_NUMBER, n);
        rec_set_text(r, PART_BODY, part);
        if (!store_create(c, r, &k, e))
            return false;
        sealed = str_part(sealed, part.n, sealed.n);
    }
    return true;
}

static bool keep(Ctx *c, const Type *t, int64_t record, Str sealed, Err *e)
{
    Record *r = store_get(c, t, record, e);
    Issued issued;
    Str wrong;
    Check k = { 0 };
    char day[11];

    if (!r || !issue_read(c->arena, c->lang, sealed, &issued, &wrong, e))
        return false;
    if (wrong.n)
        return err_set(e, ERR_INTERNAL, "what was frozen does not hold: %.*s", STR(wrong));
    day_print(c->today, day);
    rec_set_text(r, REVIEW_HASH, issued.hash);
    rec_set_text(r, REVIEW_SIGNER, issued.signer);
    rec_set_text(r, REVIEW_KEY, issued.key);
    r->v[REVIEW_ISSUED_ON] = (Value){ true, arena_str(c->arena, str_z(day)), c->today, c->today };
    return store_update(c, r, &k, e) && keep_parts(c, record, sealed, e) &&
           store_move(c, t, record, (MoveTo){ .to = S("issued") }, &k, e);
}

/* Who approves may issue, though he may not write reviews. */
bool issue_keep(Ctx *c, int64_t record, Str sealed, Err *e)
{
    const Type *t = registry_find(c->types, S("review")), *before = c->opened;
    const Record *r = store_get(c, t, record, e);
    bool ok;

    if (!r || !rights_check(c, RIGHT_APPROVE, t, r->unit, e))
        return false;
    c->opened = t;
    ok = keep(c, t, record, sealed, e);
    c->opened = before;
    return ok;
}

bool issue_kept(Ctx *c, int64_t record, Str *sealed, Err *e)
{
    const Type *t = registry_find(c->types, S("review_part"));
    AUTO(buf_done) Buf b = buf_new(SEALED_MAX);
    const QueryParts parts = { .where = arena_printf(c->arena, "review = #%" PRId64, record),
                               .columns = S("body"),
                               .order = S("number, id") };
    const Query *q = query_build(c, t, &parts, e);
    AUTO(rows_done) Rows *rows = q ? query_run(c, q, e) : NULL;
    while (rows && rows_next(rows, e))
        buf_put(&b, rows_value(rows, 0)->text);
    if (!rows || e->kind)
        return false;
    if (b.n == 0)
        return err_set(e, ERR_NOT_FOUND, "the review #%" PRId64 " was not issued", record);
    *sealed = arena_str(c->arena, buf_str(&b));
    return true;
}
