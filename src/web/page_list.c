/* SPDX-License-Identifier: Apache-2.0
 * A list of records: what the query language finds, page by page.
 */
#include "engine/finder.h"
#include "engine/query.h"
#include "engine/registry.h"
#include "web/pages.h"
#include "web/record.h"
#include "web/show.h"

enum { LIST_ROWS = 50 };

/* The address of this list without `order` and `after`, ready for one more name. */
static Str base(const Request *q, const Type *t, bool with_order)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    static const char *const names[] = { "search", "where", "columns", "order" };
    buf_printf(&b, "/%s?", t->name);
    for (size_t i = 0; i < LEN(names) - !with_order; i++) {
        Str value = request_query(q, names[i]);
        if (value.n)
            buf_put(&b, url(q->c.arena, "%s=%.*s&", names[i], STR(value)));
    }
    return arena_str(q->c.arena, buf_str(&b));
}

static void put_filter(Request *q, const Type *t)
{
    Str where = request_query(q, "where"), columns = request_query(q, "columns"),
        order = request_query(q, "order"), search = request_query(q, "search");
    Buf *out = &q->out;

    html(out,
         "<form class=\"filter\" method=\"get\" action=\"/%s\" role=\"search\" aria-label=\"%s\">",
         t->name, say(q, N_("Filter")));
    html(out,
         "<label for=\"search\">%s</label><div class=\"row\">"
         "<input id=\"search\" name=\"search\" type=\"search\" value=\"%.*s\" maxlength=\"%d\""
         " autocomplete=\"off\" spellcheck=\"false\"></div>",
         say(q, N_("Whose name is found by")), STR(search), FIND_TEXT_MAX);
    html(out,
         "<label for=\"where\">%s</label><div class=\"row\">"
         "<input id=\"where\" name=\"where\" type=\"text\" value=\"%.*s\" maxlength=\"%d\""
         " autocomplete=\"off\" spellcheck=\"false\" aria-describedby=\"where-help\">",
         say(q, N_("Which ones")), STR(where), QUERY_TEXT_MAX);
    if (columns.n)
        html(out, "<input type=\"hidden\" name=\"columns\" value=\"%.*s\">", STR(columns));
    if (order.n)
        html(out, "<input type=\"hidden\" name=\"order\" value=\"%.*s\">", STR(order));
    html(out, "<button type=\"submit\">%s</button></div>", say(q, N_("Filter")));
    html(out, "<p class=\"hint\" id=\"where-help\">%s</p></form>\n",
         say(q, N_("A condition, such as: state = closed and changed_at in 2024")));
}

static void put_pager(Request *q, const Type *t, const RecordTable *table)
{
    bool later = request_query(q, "after").n > 0;
    Str here = base(q, t, true);
    if (!later && !table->next.n)
        return;
    html(&q->out, "<nav class=\"pager\" aria-label=\"%s\">", say(q, N_("Pages")));
    if (later)
        html(&q->out, "<a href=\"%.*s\">%s</a>", STR(str_part(here, 0, here.n - 1)),
             say(q, N_("First page")));
    if (table->next.n)
        html(&q->out, "<a rel=\"next\" href=\"%.*s%s\">%s</a>", STR(here),
             url(q->c.arena, "after=%.*s", STR(table->next)).p, say(q, N_("Next page")));
    html(&q->out, "</nav>\n");
}

static bool put_rows(Request *q, const Type *t, Err *e)
{
    QueryParts parts = { .where = request_query(q, "where"),
                         .search = request_query(q, "search"),
                         .columns = request_query(q, "columns"),
                         .order = request_query(q, "order"),
                         .after = request_query(q, "after"),
                         .limit = LIST_ROWS + 1 };
    RecordTable table = { .caption = type_label(t, q->c.lang),
                          .sort_base = base(q, t, false),
                          .order = parts.order,
                          .limit = LIST_ROWS };
    Query *query = query_build(&q->c, t, &parts, e);
    int64_t total;

    if (!query || !query_total(&q->c, query, &total, e))
        return false;
    show_total(q, total);
    if (!show_records(q, query, &table, e))
        return false;
    put_pager(q, t, &table);
    return true;
}

bool page_list(Request *q, Err *e)
{
    const Type *t = registry_need(q->c.types, q->args[0], e);
    size_t before;
    Err wrong = { .lang = e->lang };

    if (!t)
        return false;
    layout_begin(q, NAV_RECORDS, str_z(type_label(t, q->c.lang)));
    put_crumb(q, S("/types"), str_z(say(q, N_("The records"))));
    html(&q->out, "<h1>%s</h1>\n", type_label(t, q->c.lang));
    put_new_ways(q, t);
    put_filter(q, t);
    before = q->out.n;
    if (!put_rows(q, t, &wrong)) {
        if (wrong.kind != ERR_INVALID && wrong.kind != ERR_NOT_FOUND) {
            *e = wrong;
            return false;
        }
        /* what was typed stays in its box, with what is wrong with it below */
        q->status = 400;
        q->out.n = before;
        html(&q->out, "<p class=\"problem\" role=\"alert\">%s</p>\n", wrong.msg);
    }
    layout_end(q);
    return true;
}
