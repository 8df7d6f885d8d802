/* SPDX-License-Identifier: Apache-2.0
 * A list of records: what the query language finds, page by page.
 */
#include "engine/bulk.h"
#include "engine/registry.h"
#include "engine/rights.h"
#include "figure/figure.h"
#include "web/edit.h"
#include "web/list.h"
#include "web/pages.h"
#include "web/record.h"
#include "web/site.h"

enum { LIST_ROWS = 50 };

/* ---- what a list is about ---- */

static bool find_view(List *l, Str number, Err *e)
{
    int64_t id;

    if (!number.n)
        return true;
    for (size_t i = 0; str_int(number, &id) && i < l->nviews; i++)
        if (l->views[i].id == id)
            l->view = &l->views[i];
    return l->view ||
           err_set(e, ERR_NOT_FOUND, N_("there is no such view, or it is not shared with you"));
}

static Str either(Str a, Str b)
{
    return a.n ? a : b;
}

bool list_read(Request *q, Given *given, List *out, Err *e)
{
    const View none = { 0 }, *v;

    *out = (List){ .t = registry_need(q->c.types, q->args[0], e) };
    if (!out->t || !rights_check(&q->c, RIGHT_READ, out->t, 0, e) ||
        !view_list(&q->c, out->t, &out->views, &out->nviews, &out->look, e) ||
        !find_view(out, given(q, "view"), e))
        return false;
    v = out->view ? out->view : &none;
    out->search = either(given(q, "search"), v->search);
    out->where = either(given(q, "where"), v->where);
    out->order = either(given(q, "order"), v->order);
    out->columns = either(either(given(q, "columns"), v->columns), out->look.columns);
    return true;
}

QueryParts list_parts(const Request *q, const List *l)
{
    return (QueryParts){ .where = l->where,
                         .search = l->search,
                         .columns = l->columns,
                         .order = l->order,
                         .collate = user_order(&q->c) };
}

/* What the address of the list says: columns only where they are not those of the look. */
static size_t address_parts(const List *l, bool ordered, DoorPair out[4])
{
    const DoorPair all[] = {
        { S("search"), l->search },
        { S("where"), l->where },
        { S("columns"), str_eq(l->columns, l->look.columns) ? S("") : l->columns },
        { S("order"), ordered ? l->order : S("") },
    };
    size_t n = 0;

    for (size_t i = 0; i < LEN(all); i++)
        if (all[i].value.n)
            out[n++] = all[i];
    return n;
}

Str list_address(const Request *q, const List *l, const char *below, bool ordered)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    DoorPair parts[4];
    size_t n = address_parts(l, ordered, parts);

    buf_printf(&b, "/%s%s?", l->t->name, below);
    for (size_t i = 0; i < n; i++)
        buf_put(&b, url(q->c.arena, "%.*s=%.*s&", STR(parts[i].name), STR(parts[i].value)));
    return arena_str(q->c.arena, buf_str(&b));
}

void list_put_hidden(Request *q, const List *l)
{
    DoorPair parts[4];
    size_t n = address_parts(l, true, parts);

    for (size_t i = 0; i < n; i++)
        html(&q->out, "<input type=\"hidden\" name=\"%.*s\" value=\"%.*s\">", STR(parts[i].name),
             STR(parts[i].value));
}

void list_begin(Request *q, const List *l, const char *title)
{
    Str back = list_address(q, l, "", true);

    layout_begin(q, NAV_RECORDS, str_z(title));
    put_crumb(q, str_part(back, 0, back.n - 1), str_z(type_label(l->t, q->c.lang)));
    html(&q->out, "<h1>%s</h1>\n", title);
    if (l->where.n)
        html(&q->out, "<p class=\"asked\"><code>%.*s</code></p>\n", STR(l->where));
    if (l->search.n)
        html(&q->out, "<p class=\"asked\">%s: %.*s</p>\n", say(q, N_("Whose name is found by")),
             STR(l->search));
}

int list_level(const Request *q, const Type *t, bool writes)
{
    const User *u = q->c.user;
    int deepest = LEVEL_PUBLIC - 1;

    for (size_t i = 0; i < u->ngrants; i++) {
        int level = writes ? rights_writes(&q->c, t, u->grants[i].unit)
                           : rights_level(&q->c, t, u->grants[i].unit);
        deepest = level > deepest ? level : deepest;
    }
    return deepest;
}

void list_put_script(Request *q)
{
    html(&q->out, "<script defer src=\"/static/%s\"></script>\n", site_asset(q->site, "list.js").p);
}

/* ---- the page ---- */

static void put_way(Request *q, Str to, const char *label)
{
    html(&q->out, "<a href=\"%.*s\">%s</a> ", STR(to), label);
}

/* What else can be done with exactly this list. */
static void put_ways(Request *q, const List *l)
{
    static const char *const formats[] = { "csv", "xlsx", "json" };
    static const char *const names[] = { "CSV", "XLSX", "JSON" };
    Arena *a = q->c.arena;
    Str look = list_address(q, l, "/look", true), copy = list_address(q, l, "/copy", true);
    Str groups = list_address(q, l, "/groups", true), out = list_address(q, l, "/export", true);

    html(&q->out, "<p class=\"ways tools\">");
    put_way(q, str_part(look, 0, look.n - 1), say(q, N_("Columns")));
    put_way(q, str_part(groups, 0, groups.n - 1), say(q, N_("Groups and charts")));
    put_way(q, str_part(copy, 0, copy.n - 1), say(q, N_("Copy")));
    for (size_t i = 0; i < LEN(formats) && rights_has(&q->c, RIGHT_EXPORT, l->t, 0); i++)
        put_way(q, arena_printf(a, "%.*sformat=%s", STR(out), formats[i]), names[i]);
    html(&q->out, "</p>\n");
}

static void put_pager(Request *q, const List *l, const RecordTable *t)
{
    bool later = request_query(q, "after").n || request_query(q, "before").n;
    bool earlier = t->backward ? t->more : later && t->first.n;
    Str here = list_address(q, l, "", true);

    if (!later && !t->next.n)
        return;
    html(&q->out, "<nav class=\"pager\" aria-label=\"%s\">", say(q, N_("Pages")));
    if (later)
        html(&q->out, "<a href=\"%.*s\">%s</a>", STR(str_part(here, 0, here.n - 1)),
             say(q, N_("First page")));
    if (earlier)
        html(&q->out, "<a rel=\"prev\" href=\"%.*s%s\">%s</a>", STR(here),
             url(q->c.arena, "before=%.*s", STR(t->first)).p, say(q, N_("Previous page")));
    if (t->next.n)
        html(&q->out, "<a rel=\"next\" href=\"%.*s%s\">%s</a>", STR(here),
             url(q->c.arena, "after=%.*s", STR(t->next)).p, say(q, N_("Next page")));
    html(&q->out, "</nav>\n");
}

/* The table within the form that changes what was chosen. */
static bool put_table(Request *q, const List *l, const Query *query, RecordTable *t, int64_t total,
                      Err *e)
{
    if (!t->choose)
        return show_records(q, query, t, e);
    form_begin(q, url(q->c.arena, "/%s/bulk", l->t->name).p);
    list_put_hidden(q, l);
    if (!show_records(q, query, t, e))
        return false;
    html(&q->out,
         "<p class=\"buttons\"><button class=\"plain\" type=\"submit\" name=\"act\""
         " value=\"chosen\">%s</button> <button class=\"plain\" type=\"submit\" name=\"act\""
         " value=\"all\">%s</button></p></form>\n",
         say(q, N_("Change the chosen ones")),
         arena_printf(q->c.arena, say(q, N_("Change all %" PRId64)), total).p);
    return true;
}

/* What a sheet of paper says instead of the forms. */
static void put_paper_head(Request *q, const List *l)
{
    char day[11];

    html(&q->out, "<p class=\"paper\">");
    if (l->view)
        html(&q->out, "%.*s · ", STR(l->view->name));
    if (l->search.n)
        html(&q->out, "%s: %.*s · ", say(q, N_("Whose name is found by")), STR(l->search));
    if (l->where.n)
        html(&q->out, "%.*s · ", STR(l->where));
    day_print(q->c.today, day);
    html(&q->out, "%s</p>\n", day);
}

static bool put_list(Request *q, const List *l, Err *e)
{
    QueryParts parts = list_parts(q, l);
    Str before = request_query(q, "before");
    RecordTable table = { .caption = type_label(l->t, q->c.lang),
                          .sort_base = list_address(q, l, "", false),
                          .order = l->order,
                          .limit = LIST_ROWS,
                          .backward = before.n > 0,
                          .choose =
                              bulk_may(l->t) && rights_has(&q->c, edit_right(l->t), l->t, 0) };
    const Query *query;
    int64_t total;

    parts.after = before.n ? before : request_query(q, "after");
    parts.backward = before.n > 0;
    parts.limit = LIST_ROWS + 1;
    query = query_build(&q->c, l->t, &parts, e);
    if (!query || !figures_total(&q->c, query, &parts, &total, e))
        return false;
    show_total(q, total);
    put_paper_head(q, l);
    table.choose &= total > 0;
    if (!put_table(q, l, query, &table, total, e))
        return false;
    put_pager(q, l, &table);
    return true;
}

static void put_keys(Request *q)
{
    static const char *const keys[][2] = {
        { "j k", N_("next and previous row") },
        { "Enter", N_("open the record") },
        { "x", N_("choose the row") },
        { "c", N_("copy the rows for a spreadsheet") },
        { "/", N_("to the box for names") },
        { "?", N_("this help") },
    };
    html(&q->out, "<details class=\"keys\"><summary>%s</summary><dl class=\"fields\">",
         say(q, N_("Keys")));
    for (size_t i = 0; i < LEN(keys); i++)
        html(&q->out, "<div><dt><kbd>%s</kbd></dt><dd>%s</dd></div>", keys[i][0],
             say(q, keys[i][1]));
    html(&q->out, "</dl></details>\n");
}

bool page_list(Request *q, Err *e)
{
    List l;
    Str to = { 0 };
    size_t before;
    Err wrong = { .lang = e->lang };

    if (!list_read(q, request_query, &l, e) || !list_add_condition(q, &l, &to, e))
        return false;
    if (to.n) {
        request_go(q, to);
        return true;
    }
    layout_begin(q, NAV_RECORDS, str_z(type_label(l.t, q->c.lang)));
    put_crumb(q, S("/types"), str_z(say(q, N_("The records"))));
    html(&q->out, "<h1>%s</h1>\n<div class=\"%s\" data-type=\"%s\">", type_label(l.t, q->c.lang),
         l.look.dense ? "lists dense" : "lists", l.t->name);
    put_new_ways(q, l.t);
    views_put(q, &l);
    list_put_filter(q, &l);
    put_ways(q, &l);
    before = q->out.n;
    if (!put_list(q, &l, &wrong)) {
        if (wrong.kind != ERR_INVALID && wrong.kind != ERR_NOT_FOUND) {
            *e = wrong;
            return false;
        }
        /* what was typed stays in its box, with what is wrong with it below */
        q->status = 400;
        q->out.n = before;
        html(&q->out, "<p class=\"problem\" role=\"alert\">%s</p>\n", wrong.msg);
    }
    put_keys(q);
    html(&q->out, "</div>\n");
    list_put_script(q);
    layout_end(q);
    return true;
}
