/* SPDX-License-Identifier: Apache-2.0
 * Receipts: what was changed together, and the way to take it back.
 */
#include "engine/query.h"
#include "engine/registry.h"
#include "engine/rights.h"
#include "engine/transfer.h"
#include "engine/units.h"
#include "web/pages.h"
#include "web/receipt.h"
#include "web/show.h"

enum { SHOWN_MAX = 100, RECORDS_MAX = 20 };

/* ---- lists ---- */

static void put_row(Request *q, const Batch *b)
{
    char at[32];

    time_print(b->at, q->c.tz, at);
    html(&q->out,
         "<tr><td><a href=\"/receipt/%" PRId64 "\">%" PRId64 "</a></td><td>%s</td><td>%.*s</td>"
         "<td>%.*s</td><td class=\"number\">%" PRId64 "</td><td class=\"number\">%" PRId64
         "</td><td>",
         b->id, b->id, at, STR(b->kind), STR(b->what), b->created, b->updated);
    if (b->undone_by)
        html(&q->out, "<a href=\"/receipt/%" PRId64 "\">%s %" PRId64 "</a>", b->undone_by,
             say(q, N_("taken back by")), b->undone_by);
    html(&q->out, "</td></tr>\n");
}

bool put_receipts(Request *q, int64_t before, int64_t most, int64_t *next, Err *e)
{
    static const char *const headings[] = { N_("Receipt"), N_("At"),      N_("Kind"), N_("What"),
                                            N_("new"),     N_("changed"), N_("State") };
    const Batch *list;
    size_t n;

    if (!batch_list(&q->c, before, most + 1, &list, &n, e))
        return false;
    *next = (int64_t)n > most ? list[most - 1].id : 0;
    if (!n) {
        html(&q->out, "<p>%s</p>\n", say(q, N_("There are no receipts yet.")));
        return true;
    }
    html(
        &q->out,
        "<div class=\"scroll\" role=\"region\" aria-label=\"%s\" tabindex=\"0\"><table><thead><tr>",
        say(q, N_("Receipts")));
    for (size_t i = 0; i < LEN(headings); i++)
        html(&q->out, "<th scope=\"col\">%s</th>", say(q, headings[i]));
    html(&q->out, "</tr></thead><tbody>\n");
    for (size_t i = 0; i < n && (int64_t)i < most; i++)
        put_row(q, &list[i]);
    html(&q->out, "</tbody></table></div>\n");
    return true;
}

bool page_receipts(Request *q, Err *e)
{
    Str from = request_query(q, "before");
    int64_t before = INT64_MAX, next;

    if (from.n && (!str_int(from, &before) || before < 1))
        return err_set(e, ERR_INVALID, N_("there is no receipt '%.*s'"), STR(from));
    layout_begin(q, NAV_IMPORT, str_z(say(q, N_("Receipts"))));
    put_crumb(q, S("/import"), str_z(say(q, N_("Import"))));
    html(&q->out, "<h1>%s</h1>\n<p class=\"lead\">%s</p>\n", say(q, N_("Receipts")),
         say(q, N_("Each import, undo and other change of many records at once, newest first.")));
    if (!put_receipts(q, before, SHOWN_MAX, &next, e))
        return false;
    if (next)
        html(&q->out,
             "<p class=\"ways\"><a rel=\"next\" href=\"/receipts?before=%" PRId64 "\">%s</a></p>\n",
             next, say(q, N_("Older ones")));
    layout_end(q);
    return true;
}

/* ---- one ---- */

static bool find_batch(Request *q, Batch *b, Err *e)
{
    int64_t id;

    if (!str_int(q->args[0], &id) || id < 1)
        return err_set(e, ERR_NOT_FOUND, N_("there is no receipt '%.*s'"), STR(q->args[0]));
    return batch_see(&q->c, id, b, e);
}

/* Some of the records that it made or changed and that the reader may see. */
static bool put_records(Request *q, const Batch *b, Err *e)
{
    VEC(Titled) list = { 0 };
    {
        AUTO(stmt_done) Stmt *s = db_query(
            q->c.db,
            "/* records of a receipt */ SELECT DISTINCT h.\"type\", h.\"record\" FROM qiao_batch b"
            " JOIN qiao_history h ON h.\"seq\" BETWEEN b.\"first_seq\" AND b.\"last_seq\" AND"
            " h.\"batch\" = b.\"id\" WHERE b.\"id\" = $1 AND h.\"record\" IS NOT NULL"
            " AND h.\"act\" IN ('create', 'update') ORDER BY 1, 2 LIMIT 20",
            P(b->id));
        while (db_next(s, e)) {
            const Type *t = registry_find(q->c.types, db_str(s, 0));
            if (t)
                vec_push(q->c.arena, &list, (Titled){ .type = t, .id = db_int(s, 1) });
        }
        if (e->kind)
            return false;
    }
    if (!list.n || b->undone_by)
        return true;
    if (!desk_titles(&q->c, list.p, list.n, e))
        return false;
    html(&q->out, "<section><h2>%s</h2><ul class=\"plain\">\n", say(q, N_("Some of its records")));
    for (size_t i = 0; i < list.n && i < RECORDS_MAX; i++)
        html(&q->out, "<li>%s <a href=\"%s\">%.*s</a></li>\n",
             type_label(list.p[i].type, q->c.lang),
             record_url(q, list.p[i].type->name, list.p[i].id).p, STR(list.p[i].title));
    html(&q->out, "</ul></section>\n");
    return true;
}

static void put_fact(Request *q, const char *label, Str value)
{
    html(&q->out, "<div><dt>%s</dt><dd>%.*s</dd></div>\n", say(q, label), STR(value));
}

static void put_facts(Request *q, const Batch *b)
{
    const Type *user = registry_find(q->c.types, S("user"));
    char at[32];

    time_print(b->at, q->c.tz, at);
    html(&q->out, "<dl class=\"fields\">\n");
    put_fact(q, N_("What"), b->what);
    put_fact(q, N_("At"), str_z(at));
    if (user && b->by)
        put_fact(q, N_("By"), show_title(q, user, b->by));
    put_fact(q, N_("Made"), arena_printf(q->c.arena, "%" PRId64, b->created));
    put_fact(q, N_("Changed"), arena_printf(q->c.arena, "%" PRId64, b->updated));
    html(&q->out, "</dl>\n");
}

static void put_undo(Request *q, const Batch *b)
{
    if (b->undone_by) {
        html(&q->out,
             "<p class=\"notice\">%s <a href=\"/receipt/%" PRId64 "\">%s %" PRId64 "</a></p>\n",
             say(q, N_("This was taken back.")), b->undone_by, say(q, N_("Receipt")), b->undone_by);
        return;
    }
    html(&q->out, "<div class=\"act\">");
    form_begin(q, url(q->c.arena, "/receipt/%" PRId64 "/undo", b->id).p);
    html(
        &q->out,
        "<p class=\"hint\" id=\"undo-hint\">%s</p><button type=\"submit\" aria-describedby=\"undo-hint\">%s"
        "</button></form></div>\n",
        say(q, N_("What it made is removed, what it changed is put back. Records that were edited"
                  " since, or that others link to, are left as they are.")),
        say(q, N_("Take it back")));
}

static bool put_page(Request *q, const Batch *b, const Err *fault, Err *e)
{
    Str title = arena_printf(q->c.arena, "%s %" PRId64, say(q, N_("Receipt")), b->id);
    Str left = request_query(q, "left");

    layout_begin(q, NAV_IMPORT, title);
    put_crumb(q, S("/receipts"), str_z(say(q, N_("Receipts"))));
    html(&q->out, "<h1>%.*s</h1>\n", STR(title));
    if (fault)
        html(&q->out, "<div class=\"faults\" role=\"alert\"><p>%s</p></div>\n", fault->msg);
    if (left.n && !str_eq(left, S("0")))
        html(&q->out, "<p class=\"notice\" role=\"status\">%s %.*s</p>\n",
             say(q, N_("Records that were left as they are, since they were edited or linked to:")),
             STR(left));
    put_facts(q, b);
    if (!str_eq(b->kind, S("erase")))
        put_undo(q, b);
    if (!put_records(q, b, e))
        return false;
    layout_end(q);
    return true;
}

bool page_receipt(Request *q, Err *e)
{
    Batch b = { .id = 0 };
    return find_batch(q, &b, e) && put_page(q, &b, NULL, e);
}

bool page_receipt_undo(Request *q, Err *e)
{
    Err own = { .lang = e->lang };
    UndoReport r = { 0 };
    Batch b = { .id = 0 };

    if (!find_batch(q, &b, e))
        return false;
    if (batch_undo(&q->c, b.id, false, &r, &own)) {
        request_go(q, url(q->c.arena, "/receipt/%" PRId64 "?left=%zu", b.id, r.nleft));
        return true;
    }
    if (own.kind != ERR_CONFLICT && own.kind != ERR_INVALID)
        return err_set(e, own.kind, "%s", own.msg);
    q->status = own.kind == ERR_CONFLICT ? 409 : 400;
    return put_page(q, &b, &own, e);
}
