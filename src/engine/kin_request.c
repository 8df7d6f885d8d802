/* SPDX-License-Identifier: Apache-2.0
 * Making and withdrawing a request.
 */
#include "engine/kin_request.h"

#include <sodium.h>

#include "engine/chain.h"
#include "engine/registry.h"
#include "engine/store.h"

enum { NUMBER_TAIL = 5, CODE_LETTERS = 10, SEAL = 32, CODE_MAX = 64 };

/* Random letters and digits that are not taken for each other. */
static Str random_word(Arena *a, size_t n)
{
    static const char letters[] = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
    char *out = arena_get(a, n + 1);

    for (size_t i = 0; i < n; i++)
        out[i] = letters[randombytes_uniform(sizeof letters - 1)];
    return (Str){ out, n };
}

/* The code as it is compared: capitals, without strokes and blanks. */
static Str plain_code(Arena *a, Str code)
{
    char *out = arena_get(a, code.n + 1);
    size_t n = 0;

    for (size_t i = 0; i < code.n && n < CODE_MAX; i++) {
        char c = code.p[i];
        if (c >= 'a' && c <= 'z')
            c = (char)(c - 'a' + 'A');
        if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
            out[n++] = c;
    }
    return (Str){ out, n };
}

static Str seal_of(Arena *a, Str number, Str code)
{
    unsigned char hash[SEAL];
    char *hex = arena_get(a, (size_t)2 * SEAL + 1);
    Str text = arena_printf(a, "%.*s %.*s", STR(number), STR(plain_code(a, code)));

    crypto_generichash(hash, SEAL, (const unsigned char *)text.p, text.n, NULL, 0);
    sodium_bin2hex(hex, 2 * SEAL + 1, hash, SEAL);
    return (Str){ hex, (size_t)2 * SEAL };
}

static Value day_value(Arena *a, Day day)
{
    char text[11];

    day_print(day, text);
    return (Value){ .set = true, .text = arena_str(a, str_z(text)), .i = day, .j = day };
}

static KinTicket new_ticket(Ctx *c)
{
    Str one = random_word(c->arena, CODE_LETTERS / 2),
        two = random_word(c->arena, CODE_LETTERS / 2);

    return (KinTicket){
        .number =
            arena_printf(c->arena, "W%d-%.*s", c->today, STR(random_word(c->arena, NUMBER_TAIL))),
        .code = arena_printf(c->arena, "%.*s-%.*s", STR(one), STR(two)),
    };
}

static bool make_clue(Ctx *c, int64_t kin_case, const RequestClue *clue, Err *e)
{
    const Type *t = registry_need(c->types, S("clue"), e);
    Check k = { 0 };
    Record *r;

    if (!t)
        return false;
    r = record_new(c->arena, t);
    rec_set_int(r, type_slot(t, S("kin_case")), kin_case);
    rec_set_text(r, type_slot(t, S("kind")), str_z(clue->kind));
    rec_set_text(r, type_slot(t, S("text")), clue->text);
    return store_create(c, r, &k, e);
}

bool kin_request_make(Ctx *c, const KinRequest *request, Check *k, KinTicket *out, Err *e)
{
    Record *r = request->kin_case;
    const Type *t = r->type;
    Str why = c->why;
    bool ok;
    AUTO(store_rollback) StoreTxn txn = store_begin(c, e);

    if (e->kind)
        return false;
    *out = new_ticket(c);
    r->key = out->number;
    r->v[type_slot(t, S("received"))] = day_value(c->arena, c->today);
    rec_set_text(r, type_slot(t, S("withdrawal_code")), seal_of(c->arena, out->number, out->code));
    c->why = S("public form");
    ok = store_create(c, r, k, e);
    for (size_t i = 0; ok && i < request->nclues; i++)
        ok = make_clue(c, r->id, &request->clues[i], e);
    c->why = why;
    return ok && store_commit(&txn, e);
}

/* ---- withdrawing ---- */

static bool wrong(Err *e)
{
    return err_set(e, ERR_NOT_FOUND,
                   N_("there is no request with that number and code, or it is closed already"));
}

/* The open request of that number, if the code fits. */
static Record *find_request(Ctx *c, const Type *t, Str number, Str code, Err *e)
{
    int64_t id = store_find_key(c, t, number, e);
    Record *r = id ? row_load(c, t, id, e) : NULL;
    const State *state = r ? type_state(t, r->state) : NULL;
    Str seal = r ? rec_text(r, type_slot(t, S("withdrawal_code"))) : S("");
    Str given = seal_of(c->arena, number, code);

    if (e->kind || seal.n != given.n || sodium_memcmp(seal.p, given.p, seal.n) != 0 ||
        (state && (state->flags & STATE_END)) || r->voided_at)
        return NULL;
    return r;
}

bool kin_request_withdraw(Ctx *c, Str number, Str code, Err *e)
{
    const Type *t = registry_need(c->types, S("kin_case"), e);
    Str why = c->why;
    Check k = { 0 };
    Record *old, *now;
    bool ok;
    AUTO(store_rollback) StoreTxn txn = store_begin(c, e);

    number = str_trim(number);
    if (!t || e->kind)
        return false;
    old = find_request(c, t, number, code, e);
    if (!old)
        return !e->kind && wrong(e);
    now = record_copy(c->arena, old);
    now->state = S("withdrawn");
    now->v[type_slot(t, S("withdrawn_on"))] = day_value(c->arena, c->today);
    c->why = S("withdrawn by whoever made the request");
    ok = check_record(c, now, &k, e) && row_update(c, old, now, ACT_UPDATE, e);
    c->why = why;
    return ok && store_commit(&txn, e);
}
