/* SPDX-License-Identifier: Apache-2.0
 * Webhooks: who is told, what became of the last deliveries, and the key that proves them. Nothing
 * secret is shared with a receiver, so nothing secret is shown.
 */
#include "engine/registry.h"
#include "engine/rights.h"
#include "engine/setting.h"
#include "engine/store.h"
#include "engine/webhook.h"
#include "web/pages.h"
#include "web/show.h"
#include "web/site.h"

enum { DELIVERIES_SHOWN = 50 };

typedef struct {
    int64_t id, waiting, failed, done;
    Str name, url, types, events;
    bool on;
} HookRow;

typedef VEC(HookRow) HookRows;

/* Those of the units that the user administers. */
static bool load(Request *q, HookRows *out, Err *e)
{
    AUTO(stmt_done) Stmt *s = db_query(
        q->c.db,
        "/* webhooks and how they do */ SELECT h.\"id\", h.\"name\", h.\"url\", h.\"types\","
        " h.\"events\", h.\"active\", (SELECT count(*) FROM qiao_delivery AS d WHERE d.\"hook\" ="
        " h.\"id\" AND d.\"state\" = 'waiting'), (SELECT count(*) FROM qiao_delivery AS d WHERE"
        " d.\"hook\" = h.\"id\" AND d.\"state\" = 'failed'), (SELECT count(*) FROM qiao_delivery AS d"
        " WHERE d.\"hook\" = h.\"id\" AND d.\"state\" = 'done'), h.\"unit\" FROM \"webhook\" AS h"
        " WHERE h.\"voided_at\" IS NULL ORDER BY h.\"name\"");
    while (db_next(s, e))
        if (rights_has(&q->c, RIGHT_SYSTEM, &webhook_type, db_int(s, 9)))
            vec_push(q->c.arena, out,
                     (HookRow){ .id = db_int(s, 0),
                                .name = db_text(s, q->c.arena, 1),
                                .url = db_text(s, q->c.arena, 2),
                                .types = db_text(s, q->c.arena, 3),
                                .events = db_text(s, q->c.arena, 4),
                                .on = db_int(s, 5) != 0,
                                .waiting = db_int(s, 6),
                                .failed = db_int(s, 7),
                                .done = db_int(s, 8) });
    return !e->kind;
}

/* ---- who is told ---- */

static void put_events(Request *q, Str codes)
{
    Str code;
    size_t n = 0;

    while (str_next(&codes, '|', &code)) {
        const Choice *c = code.n ? field_choice(&webhook_type.fields[HOOK_EVENTS], code) : NULL;
        if (c)
            html(&q->out, "%s%s", n++ ? say(q, N_(", ")) : "", say(q, c->label));
    }
    if (!n)
        html(&q->out, "%s", say(q, N_("everything")));
}

static void put_hook(Request *q, const HookRow *h)
{
    Buf *out = &q->out;

    html(out, "<tr><th scope=\"row\"><a href=\"%s\">%.*s</a><br><code>%.*s</code></th><td>",
         record_url(q, "webhook", h->id).p, STR(h->name), STR(h->url));
    if (h->types.n)
        html(out, "%.*s", STR(h->types));
    else
        html(out, "%s", say(q, N_("all types")));
    html(out, " · ");
    put_events(q, h->events);
    html(out,
         "</td><td>%s</td><td class=\"number\">%" PRId64 "</td><td class=\"number\">%" PRId64
         "</td><td class=\"number\">",
         h->on ? say(q, N_("is told")) : say(q, N_("paused")), h->done, h->waiting);
    html(out, "<a href=\"/admin/hooks?hook=%" PRId64 "\">%" PRId64 "</a></td><td>", h->id,
         h->failed);
    form_begin(q, "/admin/hooks");
    html(out,
         "<input type=\"hidden\" name=\"hook\" value=\"%" PRId64 "\"><input type=\"hidden\""
         " name=\"active\" value=\"%d\"><button type=\"submit\">%s</button></form></td></tr>\n",
         h->id, !h->on, h->on ? say(q, N_("Pause")) : say(q, N_("Go on")));
}

static void put_hooks(Request *q, const HookRows *rows)
{
    static const char *const heads[] = {
        N_("Webhook"), N_("What it is told of"), N_("State"),  N_("Taken"),
        N_("Waiting"), N_("Given up"),           N_("What to do"),
    };

    if (!rows->n) {
        html(&q->out, "<p class=\"none\">%s</p>\n", say(q, N_("No program is told of changes.")));
        return;
    }
    table_begin(q, say(q, N_("Webhooks")), heads, LEN(heads));
    for (size_t i = 0; i < rows->n; i++)
        put_hook(q, &rows->p[i]);
    html(&q->out, "</tbody></table></div>\n");
}

/* ---- what became of it ---- */

static const char *state_label(Str state)
{
    return str_eq(state, S("waiting")) ? N_("waiting")
           : str_eq(state, S("done"))  ? N_("accepted")
                                       : N_("given up");
}

static void put_time(Request *q, int64_t at)
{
    char text[32];

    time_print(at, q->c.tz, text);
    html(&q->out, "<time datetime=\"%s\">%.*s %.*s</time>", text, 10, text, 5, text + 11);
}

static void put_answer(Request *q, const Delivery *d)
{
    Buf *out = &q->out;

    if (d->status)
        html(out, "<strong>%" PRId64 "</strong> ", d->status);
    html(out, "%.*s", STR(d->fault));
    if (!d->tries)
        html(out, "%s", say(q, N_("not tried yet")));
    else
        html(out, " <span class=\"hint\">%s</span>",
             arena_printf(q->c.arena, say(q, N_("tries: %" PRId64)), d->tries).p);
    if (str_eq(d->state, S("waiting")) && d->tries) {
        html(out, "<br><span class=\"hint\">%s ", say(q, N_("again at")));
        put_time(q, d->next_at);
        html(out, "</span>");
    }
}

static void put_delivery(Request *q, const Delivery *d, const HookRows *hooks, Str back)
{
    const Type *t = registry_find(q->c.types, d->type);
    const Choice *event = field_choice(&webhook_type.fields[HOOK_EVENTS], d->event);
    Buf *out = &q->out;
    Str name = { 0 };

    for (size_t i = 0; i < hooks->n; i++)
        if (hooks->p[i].id == d->hook)
            name = hooks->p[i].name;
    html(out, "<tr><th scope=\"row\">");
    put_time(q, d->at);
    html(out, "</th><td>%.*s</td><td>%s · <a href=\"%s\">%s</a></td><td>%s</td><td>", STR(name),
         event ? say(q, event->label) : "", t ? record_url(q, t->name, d->record).p : "/types",
         t ? type_label(t, q->c.lang) : "", say(q, state_label(d->state)));
    put_answer(q, d);
    html(out, "</td><td>");
    if (!str_eq(d->state, S("done"))) {
        form_begin(q, "/admin/hooks/again");
        html(out,
             "<input type=\"hidden\" name=\"delivery\" value=\"%" PRId64 "\"><input type=\"hidden\""
             " name=\"hook\" value=\"%.*s\"><button type=\"submit\">%s</button></form>",
             d->id, STR(back), say(q, N_("Try again")));
    }
    html(out, "</td></tr>\n");
}

static bool put_deliveries(Request *q, const HookRows *hooks, Err *e)
{
    static const char *const heads[] = {
        N_("When"), N_("Webhook"), N_("What happened"), N_("State"), N_("Its answer"), N_("What to do"),
    };
    DeliveryAsk ask = { .limit = DELIVERIES_SHOWN };
    Str hook = request_query(q, "hook");
    const Delivery *list;
    size_t n;

    if (hook.n && !str_int(hook, &ask.hook))
        return err_set(e, ERR_INVALID, N_("'%.*s' is no webhook"), STR(hook));
    if (!delivery_list(&q->c, &ask, &list, &n, e))
        return false;
    html(&q->out, "<h2>%s</h2>\n<p class=\"hint\">%s</p>\n", say(q, N_("The last deliveries")),
         arena_printf(q->c.arena,
                      say(q, N_("The newest %d at most; what is over stays for %" PRId64 " days.")),
                      DELIVERIES_SHOWN, (int64_t)HOOK_KEEP_DAYS)
             .p);
    if (ask.hook)
        html(&q->out, "<p><a href=\"/admin/hooks\">%s</a></p>\n", say(q, N_("Of all webhooks")));
    if (!n) {
        html(&q->out, "<p class=\"none\">%s</p>\n", say(q, N_("Nothing was delivered yet.")));
        return true;
    }
    table_begin(q, say(q, N_("The last deliveries")), heads, LEN(heads));
    for (size_t i = 0; i < n; i++)
        put_delivery(q, &list[i], hooks, hook);
    html(&q->out, "</tbody></table></div>\n");
    return true;
}

static bool put_key(Request *q, Err *e)
{
    Str key;

    if (!hooks_public_key(&q->c, &key, e))
        return false;
    html(
        &q->out, "<h2>%s</h2>\n<p>%s</p>\n<p><code>%.*s</code></p>\n",
        say(q, N_("How a receiver knows that it is us")),
        say(q, N_("Each delivery is signed (Standard Webhooks, Ed25519). A receiver checks it with "
                  "this key, which is no secret:")),
        STR(key));
    return true;
}

bool page_hooks(Request *q, Err *e)
{
    HookRows rows = { 0 };

    if (!rights_check(&q->c, RIGHT_SYSTEM, NULL, 0, e) || !load(q, &rows, e))
        return false;
    layout_begin(q, NAV_ADMIN, str_z(say(q, N_("Webhooks"))));
    put_crumb(q, S("/admin"), str_z(say(q, N_("Administration"))));
    html(&q->out,
         "<h1>%s</h1>\n<p class=\"lead\">%s</p>\n"
         "<p class=\"ways\"><a href=\"/webhook/new\">%s</a></p>\n",
         say(q, N_("Webhooks")),
         say(q, N_("Programs elsewhere that are told when records change: what and which, never "
                   "what stands in them.")),
         say(q, N_("New webhook")));
    put_hooks(q, &rows);
    if (!put_deliveries(q, &rows, e) || !put_key(q, e))
        return false;
    layout_end(q);
    return true;
}

/* ---- changing ---- */

bool page_hooks_pause(Request *q, Err *e)
{
    const Type *t = registry_need(q->c.types, S("webhook"), e);
    Check k = { 0 };
    Record *r;
    int64_t id, on;

    if (!t || !rights_check(&q->c, RIGHT_SYSTEM, NULL, 0, e))
        return false;
    if (!str_int(request_form(q, "hook"), &id) || !str_int(request_form(q, "active"), &on))
        return err_set(e, ERR_INVALID, N_("'%.*s' is no webhook"), STR(request_form(q, "hook")));
    r = store_get(&q->c, t, id, e);
    if (!r)
        return false;
    rec_set_int(r, HOOK_ON, on != 0);
    if (!store_update(&q->c, r, &k, e))
        return false;
    request_go(q, S("/admin/hooks"));
    return true;
}

bool page_hooks_again(Request *q, Err *e)
{
    Str hook = request_form(q, "hook");
    int64_t id;

    if (!rights_check(&q->c, RIGHT_SYSTEM, NULL, 0, e))
        return false;
    if (!str_int(request_form(q, "delivery"), &id))
        return err_set(e, ERR_INVALID, N_("which delivery is meant?"));
    if (!delivery_resend(&q->c, id, e))
        return false;
    request_go(q,
               hook.n ? url(q->c.arena, "/admin/hooks?hook=%.*s", STR(hook)) : S("/admin/hooks"));
    return true;
}
