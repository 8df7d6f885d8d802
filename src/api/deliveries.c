/* SPDX-License-Identifier: Apache-2.0
 * What became of the news that webhooks were told, and the key that they are signed with.
 */
#include <sodium.h>

#include "api/hooks.h"
#include "api/impl.h"

static void put_delivery(Buf *out, const Delivery *d)
{
    j_open(out, NULL, '{');
    j_id(out, "id", d->id);
    j_id(out, "webhook", d->hook);
    j_text(out, "event", d->event);
    j_text(out, "type", d->type);
    j_id(out, "record", d->record);
    j_int(out, "version", d->version);
    j_time(out, "at", d->at);
    j_text(out, "state", d->state);
    j_int(out, "tries", d->tries);
    j_int(out, "status", d->status);
    j_text_or_null(out, "fault", d->fault);
    if (str_eq(d->state, S("waiting")))
        j_time(out, "next_try", d->next_at);
    else
        j_null(out, "next_try");
    j_close(out, '}');
}

bool api_deliveries(ApiCall *a, Err *e)
{
    DeliveryAsk ask = { .state = door_query(a->d, "state") };
    const Delivery *list;
    size_t n;

    if (!call_number(a, "limit", (const int64_t[]){ 1, API_ROWS_MAX }, API_ROWS, &ask.limit, e) ||
        !call_number(a, "after", (const int64_t[]){ 1, INT64_MAX }, 0, &ask.below, e) ||
        !call_number(a, "webhook", (const int64_t[]){ 1, INT64_MAX }, 0, &ask.hook, e) ||
        !delivery_list(a->c, &ask, &list, &n, e))
        return false;
    j_open(a->out, NULL, '{');
    j_open(a->out, "items", '[');
    for (size_t i = 0; i < n; i++)
        put_delivery(a->out, &list[i]);
    j_close(a->out, ']');
    j_close(a->out, '}');
    return true;
}

bool api_resend(ApiCall *a, Err *e)
{
    int64_t id;

    if (!call_id(a->args[0], &id, e) || !delivery_resend(a->c, id, e))
        return false;
    a->d->status = 202;
    j_open(a->out, NULL, '{');
    j_id(a->out, "id", id);
    j_text(a->out, "state", S("waiting"));
    j_close(a->out, '}');
    return true;
}

bool api_hook_key(ApiCall *a, Err *e)
{
    Str key;
    if (!hooks_public_key(a->c, &key, e))
        return false;
    j_open(a->out, NULL, '{');
    j_text(a->out, "algorithm", S("ed25519"));
    j_text(a->out, "public_key", key);
    j_close(a->out, '}');
    return true;
}
