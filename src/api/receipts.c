/* SPDX-License-Identifier: Apache-2.0
 * Receipts: imports, batches and merges, and taking them back.
 */
#include "api/impl.h"
#include "engine/transfer.h"

static void put_batch(Buf *out, const Batch *b)
{
    j_open(out, NULL, '{');
    j_id(out, "id", b->id);
    j_time(out, "at", b->at);
    j_id_or_null(out, "by", b->by);
    j_text(out, "kind", b->kind);
    j_text_or_null(out, "what", b->what);
    j_int(out, "created", b->created);
    j_int(out, "updated", b->updated);
    j_id_or_null(out, "undone_by", b->undone_by);
    j_close(out, '}');
}

bool api_receipts(ApiCall *a, Err *e)
{
    const Batch *list;
    int64_t limit, after;
    size_t n;

    if (!call_number(a, "limit", (const int64_t[]){ 1, API_ROWS_MAX }, API_ROWS, &limit, e) ||
        !call_number(a, "after", (const int64_t[]){ 1, INT64_MAX }, INT64_MAX, &after, e) ||
        !batch_list(a->c, after, limit, &list, &n, e))
        return false;
    j_open(a->out, NULL, '{');
    j_open(a->out, "items", '[');
    for (size_t i = 0; i < n; i++)
        put_batch(a->out, &list[i]);
    j_close(a->out, ']');
    j_close(a->out, '}');
    return true;
}

bool api_receipt(ApiCall *a, Err *e)
{
    Batch one = { .id = 0 };
    int64_t id;

    if (!call_id(a->args[0], &id, e) || !batch_see(a->c, id, &one, e))
        return false;
    put_batch(a->out, &one);
    return true;
}

static void put_left(Buf *out, const UndoReport *report)
{
    j_open(out, "left", '[');
    for (size_t i = 0; i < report->nleft; i++) {
        const LeftBehind *l = &report->left[i];
        j_open(out, NULL, '{');
        j_text(out, "type", str_z(l->type->name));
        j_id(out, "id", l->id);
        j_text(out, "title", l->title);
        j_text(out, "why", l->why);
        j_bool(out, "restored_in_part", l->back);
        j_close(out, '}');
    }
    j_close(out, ']');
}

bool api_undo(ApiCall *a, Err *e)
{
    UndoReport report = { 0 };
    bool rehearse;
    int64_t id;
    Str why;

    if (!call_id(a->args[0], &id, e) || !body_known(a->body, "rehearse why", e) ||
        !body_bool(a->body, "rehearse", &rehearse, e) || !body_text(a->body, "why", &why, e))
        return false;
    call_reason(a, why);
    if (!batch_undo(a->c, id, rehearse, &report, e))
        return false;
    j_open(a->out, NULL, '{');
    j_id_or_null(a->out, "receipt", report.batch);
    j_int(a->out, "removed", report.removed);
    j_int(a->out, "restored", report.restored);
    put_left(a->out, &report);
    j_close(a->out, '}');
    return true;
}
