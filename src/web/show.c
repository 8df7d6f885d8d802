/* SPDX-License-Identifier: Apache-2.0
 * One way of showing a value, on every page.
 */
#include "web/show.h"

#include "engine/desk.h"
#include "engine/registry.h"
#include "engine/store.h"

enum { LONG_TEXT = 8000 };

Str record_url(const Request *q, const char *type, int64_t id)
{
    return url(q->c.arena, "/%s/%" PRId64, type, id);
}

bool shows_number(const Field *f)
{
    return f && (f->kind == T_COUNT || f->kind == T_DECIMAL || f->kind == T_MONEY);
}

void show_masked(Request *q)
{
    html(&q->out, "<span class=\"masked\" title=\"%s\">***</span>",
         say(q, N_("You may not see this field.")));
}

Str show_title(Request *q, const Type *t, int64_t id)
{
    for (size_t i = 0; i < q->ntitles; i++)
        if (q->titles[i].id == id && q->titles[i].type == t)
            return q->titles[i].title;
    return store_title(&q->c, t, id);
}

static void show_link(Request *q, const char *type, int64_t id)
{
    const Type *t = registry_find(q->c.types, str_z(type));
    Str title = t ? show_title(q, t, id) : S("?");
    html(&q->out, "<a href=\"%s\">%.*s</a>", record_url(q, type, id).p, STR(title));
}

static void show_links(Request *q, const char *type, Str ids)
{
    Str piece;
    size_t n = 0;
    while (str_next(&ids, '|', &piece)) {
        int64_t id;
        if (!str_int(piece, &id))
            continue;
        if (n++)
            html(&q->out, "%s", say(q, N_(", ")));
        show_link(q, type, id);
    }
}

void show_value(Request *q, const Field *f, const Value *v)
{
    AUTO(buf_done) Buf text = buf_new(BUF_PAGE);
    Str shown;

    if (!v->set) {
        html(&q->out, "<span class=\"none\" aria-label=\"%s\">–</span>", say(q, N_("empty")));
        return;
    }
    if (f->kind == T_LINK) {
        show_link(q, f->link, v->i);
        return;
    }
    if (f->kind == T_LINKS) {
        show_links(q, f->link, v->text);
        return;
    }
    value_show(&q->c, f, v, &text);
    shown = utf8_part(buf_str(&text), LONG_TEXT);
    html_text(&q->out, shown);
    if (shown.n < text.n)
        html(&q->out, " <span class=\"none\">… %s</span>",
             arena_printf(q->c.arena, say(q, N_("(%zu KB in all)")), text.n >> 10).p);
}

/* ---- lists ---- */

/* The label of a column: that of its field, behind the path to it. */
static Str column_label(const Request *q, const Column *col)
{
    const char *label = field_label(col->field, q->c.lang);
    size_t n = col->name.n;
    while (n && col->name.p[n - 1] != '.')
        n--;
    if (!n)
        return str_z(label);
    return arena_printf(q->c.arena, "%.*s · %s", STR(str_part(col->name, 0, n - 1)), label);
}

static void put_heading(Request *q, const RecordTable *t, const Column *col)
{
    Buf *out = &q->out;
    Str label = column_label(q, col), falling;
    bool now = str_eq(t->order, col->name);

    html(out, "<th scope=\"col\"%s", shows_number(col->field) ? " class=number" : "");
    falling = arena_printf(q->c.arena, "%.*s desc", STR(col->name));
    if (now || str_eq(t->order, falling))
        html(out, " aria-sort=\"%s\"", now ? "ascending" : "descending");
    if (!t->sort_base.n) {
        html(out, ">%.*s</th>", STR(label));
        return;
    }
    html(out, "><a href=\"%.*s%s\">%.*s</a></th>", STR(t->sort_base),
         url(q->c.arena, "order=%.*s", STR(now ? falling : col->name)).p, STR(label));
}

/* The column that is the way to the record: the first that does not lead elsewhere itself. */
static size_t way_in(const Query *query, const RecordTable *t)
{
    for (size_t i = 0; i < query_columns(query); i++) {
        const Column *col = query_column(query, i);
        if (col->field->kind != T_LINK && col->field->kind != T_LINKS &&
            !str_eq(col->name, t->skip))
            return i;
    }
    return query_columns(query);
}

static void put_value(Request *q, const Query *query, const Rows *rows, size_t i)
{
    if (rows_masked(rows, i))
        show_masked(q);
    else
        show_value(q, query_column(query, i)->field, rows_value(rows, i));
}

/* The cell that leads to the record; by its number where there is nothing to read. */
static void put_way_in(Request *q, const Query *query, const Rows *rows, size_t i)
{
    bool empty = i == query_columns(query) || !rows_value(rows, i)->set;
    html(&q->out, "<th scope=\"row\"><a href=\"%s\">",
         record_url(q, query_type(query)->name, rows_id(rows)).p);
    if (empty)
        html(&q->out, "#%" PRId64, rows_id(rows));
    else
        put_value(q, query, rows, i);
    html(&q->out, "</a></th>");
}

static void put_row(Request *q, const Query *query, const Rows *rows, const RecordTable *t)
{
    size_t way = way_in(query, t);
    Buf *out = &q->out;

    html(out, "<tr>");
    if (t->choose)
        html(out,
             "<td class=\"pick\"><input type=\"checkbox\" name=\"id\" value=\"%" PRId64 "\""
             " aria-label=\"%s %" PRId64 "\"></td>",
             rows_id(rows), say(q, N_("Choose")), rows_id(rows));
    put_way_in(q, query, rows, way);
    for (size_t i = 0; i < query_columns(query); i++) {
        if (i == way || str_eq(query_column(query, i)->name, t->skip))
            continue;
        html(out, shows_number(query_column(query, i)->field) ? "<td class=\"number\">" : "<td>");
        put_value(q, query, rows, i);
        html(out, "</td>");
    }
    html(out, "</tr>\n");
}

static void put_headings(Request *q, const Query *query, const RecordTable *t)
{
    size_t way = way_in(query, t);
    html(&q->out, "<tr>");
    if (t->choose)
        html(&q->out, "<th class=\"pick\" scope=\"col\"><span class=\"quiet\">%s</span></th>",
             say(q, N_("Choose")));
    if (way < query_columns(query))
        put_heading(q, t, query_column(query, way));
    else
        html(&q->out, "<th scope=\"col\">%s</th>", say(q, N_("Record")));
    for (size_t i = 0; i < query_columns(query); i++)
        if (i != way && !str_eq(query_column(query, i)->name, t->skip))
            put_heading(q, t, query_column(query, i));
    html(&q->out, "</tr>");
}

/* Rows as they came, from `start` on, each ending where `ends` says: the last one first. */
static void turn_round(Buf *out, size_t start, const size_t *ends, size_t n)
{
    AUTO(buf_done) Buf turned = buf_new(BUF_PAGE);

    for (size_t i = n; i-- > 0;) {
        size_t from = i ? ends[i - 1] : start;
        buf_put(&turned, str_part(buf_str(out), from, ends[i] - from));
    }
    out->n = start;
    buf_put(out, buf_str(&turned));
}

static bool put_rows(Request *q, const Query *query, Rows *rows, RecordTable *t, Err *e)
{
    size_t *ends = NEWN(q->c.arena, size_t, t->limit + 1), start = q->out.n;
    Str head = { 0 }, tail = { 0 };
    bool more = false;

    while (rows_next(rows, e)) {
        more = t->shown == t->limit;
        if (more)
            break;
        put_row(q, query, rows, t);
        ends[t->shown++] = q->out.n;
        if (t->shown == 1)
            head = rows_key(rows);
        if (t->shown == t->limit)
            tail = rows_key(rows);
    }
    t->more = more;
    t->first = t->backward ? tail : head;
    t->next = t->backward ? head : more ? tail : (Str){ 0 };
    if (t->backward && !q->out.failed)
        turn_round(&q->out, start, ends, t->shown);
    return !e->kind;
}

bool show_records(Request *q, const Query *query, RecordTable *t, Err *e)
{
    AUTO(rows_done) Rows *rows = query_run(&q->c, query, e);
    Buf *out = &q->out;

    t->shown = 0;
    t->next = (Str){ 0 };
    if (!rows)
        return false;
    html(out,
         "<div class=\"scroll\" role=\"region\" aria-label=\"%s\" tabindex=\"0\">"
         "<table class=\"list\"><caption class=\"quiet\">%s</caption><thead>",
         t->caption, t->caption);
    put_headings(q, query, t);
    html(out, "</thead><tbody>\n");
    if (!put_rows(q, query, rows, t, e))
        return false;
    html(out, "</tbody></table></div>\n");
    return true;
}

void show_total(Request *q, int64_t n)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    put_count(&b, n);
    buf_putc(&b, '\0');
    html(&q->out, "<p class=\"total\">");
    html_text(
        &q->out,
        arena_printf(q->c.arena, n == 1 ? say(q, N_("%s record")) : say(q, N_("%s records")), b.p));
    html(&q->out, "</p>\n");
}

Str clock_text(const Request *q, int64_t at)
{
    char text[32];

    time_print(at, q->c.tz, text);
    return arena_printf(q->c.arena, "%.10s %.5s", text, text + 11);
}
