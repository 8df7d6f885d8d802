/* SPDX-License-Identifier: Apache-2.0
 * What is done to a record beside editing: steps, voiding, restoring, erasing. Each ends on the
 * page of the record with a receipt, or with what was wrong and the reason that was typed.
 */
#include "engine/registry.h"
#include "engine/rights.h"
#include "engine/store.h"
#include "web/pages.h"
#include "web/record.h"

/* What the user can put right is said on the page; the rest is a page of its own. */
static bool again(Request *q, const Type *t, int64_t id, const Check *k, const Err *own, Err *e)
{
    VEC(Str) list = { 0 };

    if (own->kind != ERR_INVALID && own->kind != ERR_CONFLICT)
        return err_set(e, own->kind, "%s", own->msg);
    for (size_t i = 0; i < k->list.n; i++)
        if (!k->list.p[i].warning)
            vec_push(q->c.arena, &list, k->list.p[i].message);
    if (!list.n || own->kind == ERR_CONFLICT)
        vec_push(q->c.arena, &list, arena_str(q->c.arena, str_z(own->msg)));
    q->status = own->kind == ERR_CONFLICT ? 409 : 400;
    return record_page(q, t, id, (RecordFaults){ list.p, list.n }, e);
}

static int64_t sent_number(Request *q, const char *name)
{
    int64_t n;
    return str_int(request_form(q, name), &n) && n > 0 ? n : 0;
}

bool page_move_send(Request *q, Err *e)
{
    const Type *t;
    Err own = { .lang = e->lang };
    MoveTo go = { request_form(q, "to"), request_form(q, "why"), sent_number(q, "version") };
    Check k = { 0 };
    int64_t id;

    if (!edit_find(q, &t, &id, e))
        return false;
    if (!store_move(&q->c, t, id, go, &k, &own))
        return again(q, t, id, &k, &own, e);
    edit_done(q, t, id, k.list.n && k.list.p[0].warning && !k.list.p[0].field ? "agreed" : "moved",
              0);
    return true;
}

static bool set_void(Request *q, bool away, Err *e)
{
    const Check none = { 0 };
    const Type *t;
    Err own = { .lang = e->lang };
    Str why = request_form(q, "why");
    int64_t id;

    if (!edit_find(q, &t, &id, e))
        return false;
    if (away ? !store_void(&q->c, t, id, why, &own) : !store_unvoid(&q->c, t, id, why, &own))
        return again(q, t, id, &none, &own, e);
    edit_done(q, t, id, away ? "voided" : "unvoided", 0);
    return true;
}

bool page_void_send(Request *q, Err *e)
{
    return set_void(q, true, e);
}

bool page_unvoid_send(Request *q, Err *e)
{
    return set_void(q, false, e);
}

/* Back to what it was in a version, all of it or one field: what was changed since is a version
 * too, so that this can be taken back. */
bool page_restore_send(Request *q, Err *e)
{
    const Check none = { 0 };
    const Type *t;
    const Record *now;
    Err own = { .lang = e->lang };
    Str field = request_form(q, "field");
    int64_t id, seen = sent_number(q, "version");

    if (!edit_find(q, &t, &id, e) || !(now = store_get(&q->c, t, id, e)))
        return false;
    if (seen && seen != now->version)
        err_set(&own, ERR_CONFLICT,
                N_("somebody changed the record since you looked at it; look at it again"));
    if (own.kind || !store_restore(&q->c, t, id, sent_number(q, "to"),
                                   field.n ? arena_z(q->c.arena, field) : NULL, &own))
        return again(q, t, id, &none, &own, e);
    edit_done(q, t, id, "restored", now->version);
    return true;
}

/* ---- erasing ---- */

static bool put_erase(Request *q, const Type *t, int64_t id, Str fault, Err *e)
{
    const Record *r = store_get(&q->c, t, id, e);
    Str title = r ? store_title(&q->c, t, id) : S("");
    Buf *out = &q->out;

    if (!r || !rights_check(&q->c, RIGHT_ERASE, t, r->unit, e))
        return false;
    layout_begin(q, NAV_RECORDS, str_z(say(q, N_("Erase what is personal"))));
    put_crumb(q, record_url(q, t->name, id), title);
    html(out, "<h1>%s</h1>\n<p class=\"lead\">%.*s</p>\n", say(q, N_("Erase what is personal")),
         STR(title));
    html(
        out, "<p class=\"problem\">%s</p>\n",
        say(q, N_("Names, notes and personal fields go, here, in all versions of the history and in"
                  " what was merged into this record. What counts stays. Nobody can take this"
                  " back.")));
    if (fault.n)
        html(out, "<div class=\"faults\" role=\"alert\"><p>%.*s</p></div>\n", STR(fault));
    html(out, "<div class=\"act\">");
    form_begin(q, arena_z(q->c.arena, q->path));
    html(out,
         "<label for=\"why\">%s</label><textarea id=\"why\" name=\"why\" rows=\"3\" required>\n%.*s"
         "</textarea>",
         say(q, N_("The request that asks for it")), STR(request_form(q, "why")));
    html(out,
         "<p class=\"box\"><input id=\"sure\" name=\"sure\" type=\"checkbox\" value=\"yes\""
         " required><label for=\"sure\">%s</label></p>"
         "<button type=\"submit\">%s</button></form></div>\n",
         say(q, N_("I have looked at the record and at the request, and this is to be erased.")),
         say(q, N_("Erase it for good")));
    layout_end(q);
    return true;
}

bool page_erase(Request *q, Err *e)
{
    const Type *t;
    int64_t id;

    return edit_find(q, &t, &id, e) && put_erase(q, t, id, S(""), e);
}

bool page_erase_send(Request *q, Err *e)
{
    const Type *t;
    Err own = { .lang = e->lang };
    int64_t id;

    if (!edit_find(q, &t, &id, e))
        return false;
    if (!request_form(q, "sure").n)
        err_set(&own, ERR_INVALID, N_("say that this is to be erased by ticking the box"));
    if (!own.kind && store_erase(&q->c, t, id, request_form(q, "why"), &own)) {
        edit_done(q, t, id, "erased", 0);
        return true;
    }
    if (own.kind != ERR_INVALID)
        return err_set(e, own.kind, "%s", own.msg);
    q->status = 400;
    return put_erase(q, t, id, str_z(own.msg), e);
}
