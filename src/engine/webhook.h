/* SPDX-License-Identifier: Apache-2.0
 * Webhooks: who is told of what happens to records, and what became of each telling.
 *
 * News are read off the history, so that they tell of every change, by whatever way it was made,
 * and of none that was rolled back. Each is kept as a delivery until it was taken or given up. It
 * holds numbers and what happened, never a value. docs/decisions/0030-the-api.md
 */
#pragma once

#include "engine/ctx.h"
#include "engine/record.h"

extern const Type webhook_type;
enum { HOOK_NAME, HOOK_URL, HOOK_TYPES, HOOK_EVENTS, HOOK_ON, HOOK__N };

enum {
    HOOK_SEED_BYTES = 32,
    HOOK_KEEP_DAYS = 30, /* how long a delivery that is over stays listed */
};

typedef struct {
    int64_t id, hook, seq, record, version, at;
    Str event, type, state;         /* state: waiting, done, failed */
    int64_t tries, next_at, status; /* status: of the last answer, 0 for none */
    Str fault;
} Delivery;

/* Makes deliveries of what the history says since the last time, for the webhooks that there are;
 * *more: there is more to read. Needs only the database of the context, and its time. */
MUST_USE bool hooks_follow(Ctx *c, bool *more, Err *e);
/* The next delivery that is due, with its address, claimed for a minute; id 0: none is. */
MUST_USE bool hooks_claim(Ctx *c, Delivery *out, Str *url, Err *e);
/* Notes how it went. status 200 to 299 is success; otherwise it is tried again later, until it was
 * tried often enough. */
MUST_USE bool hooks_note(Ctx *c, const Delivery *d, int64_t status, Str fault, Err *e);
/* The seed of the key that deliveries are signed with, made when first asked for. */
MUST_USE bool hooks_seed(Ctx *c, unsigned char seed[HOOK_SEED_BYTES], Err *e);

/* What a receiver checks them with: "whpk_…". */
MUST_USE bool hooks_public_key(Ctx *c, Str *out, Err *e);

typedef struct {
    int64_t hook;  /* 0: of all */
    Str state;     /* empty: all */
    int64_t below; /* only those with lower numbers; 0: all */
    int64_t limit;
} DeliveryAsk;
/* Newest first; needs RIGHT_SYSTEM. */
MUST_USE bool delivery_list(Ctx *c, const DeliveryAsk *ask, const Delivery **out, size_t *n,
                            Err *e);
/* Sends one again at once; needs RIGHT_SYSTEM. */
MUST_USE bool delivery_resend(Ctx *c, int64_t id, Err *e);
