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

static void put_value(Request *q, const Query *query, const ListRow *row, size_t i)
{
    if (row->masked[i])
        show_masked(q);
    else
        show_value(q, query_column(query, i)->field, &row->values[i]);
}

/* The cell that leads to the record; by its number where there is nothing to read. */
static void put_way_in(Request *q, const Query *query, const ListRow *row, size_t i)
{
    bool empty = i == query_columns(query) || !row->values[i].set;
    html(&q->out, "<th scope=\"row\"><a href=\"%s\">",
         record_url(q, query_type(query)->name, row->id).p);
    if (empty)
        html(&q->out, "#%" PRId64, row->id);
    else
        put_value(q, query, row, i);
    html(&q->out, "</a></th>");
}

static void put_row(Request *q, const Query *query, const ListRow *row, const RecordTable *t)
{
    size_t way = way_in(query, t);
    Buf *out = &q->out;

    html(out, "<tr>");
    if (t->choose)
        html(out,
             "<td class=\"pick\"><input type=\"checkbox\" name=\"id\" value=\"%" PRId64 "\""
             " aria-label=\"%s %" PRId64 "\"></td>",
             row->id, say(q, N_("Choose")), row->id);
    put_way_in(q, query, row, way);
    for (size_t i = 0; i < query_columns(query); i++) {
        if (i == way || str_eq(query_column(query, i)->name, t->skip))
            continue;
        html(out, shows_number(query_column(query, i)->field) ? "<td class=\"number\">" : "<td>");
        put_value(q, query, row, i);
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

/* Going backward, the first row that came is the nearest and stands last. */
static void put_rows(Request *q, const Query *query, const RowList *rows, RecordTable *t)
{
    Str head, tail;

    t->more = rows->n > t->limit;
    t->shown = t->more ? t->limit : rows->n;
    for (size_t i = 0; i < t->shown; i++)
        put_row(q, query, &rows->p[t->backward ? t->shown - 1 - i : i], t);
    head = t->shown ? rows->p[0].key : (Str){ 0 };
    tail = t->shown == t->limit ? rows->p[t->shown - 1].key : (Str){ 0 };
    t->first = t->backward ? tail : head;
    t->next = t->backward ? head : t->more ? tail : (Str){ 0 };
}

void show_rows(Request *q, const Query *query, const RowList *rows, RecordTable *t)
{
    Buf *out = &q->out;

    html(out,
         "<div class=\"scroll\" role=\"region\" aria-label=\"%s\" tabindex=\"0\">"
         "<table class=\"list\"><caption class=\"quiet\">%s</caption><thead>",
         t->caption, t->caption);
    put_headings(q, query, t);
    html(out, "</thead><tbody>\n");
    put_rows(q, query, rows, t);
    html(out, "</tbody></table></div>\n");
}

typedef VEC(Titled) Titles;

static void add_title(Request *q, Titles *list, const Type *t, int64_t id)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->p[i].id == id && list->p[i].type == t)
            return;
    vec_push(q->c.arena, list, (Titled){ .type = t, .id = id });
}

static void add_links(Request *q, Titles *list, const Field *f, const Value *v)
{
    const Type *to = f->link ? registry_find(q->c.types, str_z(f->link)) : NULL;
    Str rest = v->text, piece;
    int64_t id;

    if (!to || !v->set)
        return;
    if (f->kind == T_LINK)
        add_title(q, list, to, v->i);
    while (f->kind == T_LINKS && str_next(&rest, '|', &piece))
        if (str_int(piece, &id))
            add_title(q, list, to, id);
}

/* Those that were looked up before stay. */
static Titles known_titles(Request *q)
{
    Titles list = { 0 };
    for (size_t i = 0; i < q->ntitles; i++)
        vec_push(q->c.arena, &list, q->titles[i]);
    return list;
}

static bool fetch(Request *q, const Titles *list, Err *e)
{
    if (!desk_titles(&q->c, list->p + q->ntitles, list->n - q->ntitles, e))
        return false;
    q->titles = list->p;
    q->ntitles = list->n;
    return true;
}

bool show_fetch_titles(Request *q, const Query *const *queries, const RowList *lists, size_t n,
                       Err *e)
{
    Titles list = known_titles(q);

    for (size_t l = 0; l < n; l++)
        for (size_t i = 0; i < query_columns(queries[l]); i++) {
            const Field *f = query_column(queries[l], i)->field;
            for (size_t r = 0; f && f->link && r < lists[l].n; r++)
                if (!lists[l].p[r].masked[i])
                    add_links(q, &list, f, &lists[l].p[r].values[i]);
        }
    return fetch(q, &list, e);
}

bool show_fetch_names(Request *q, const Record *const *records, size_t n, Err *e)
{
    Titles list = known_titles(q);

    for (size_t i = 0; i < n; i++) {
        const Record *r = records[i];
        if (!r)
            continue;
        add_title(q, &list, r->type, r->id);
        add_title(q, &list, registry_find(q->c.types, S("unit")), r->unit);
        for (size_t k = 0; k < r->type->nfields; k++)
            add_links(q, &list, &r->type->fields[k], &r->v[k]);
    }
    return fetch(q, &list, e);
}

bool show_records(Request *q, const Query *query, RecordTable *t, Err *e)
{
    RowList rows;

    if (!query_list(&q->c, query, &rows, e) || !show_fetch_titles(q, &query, &rows, 1, e))
        return false;
    show_rows(q, query, &rows, t);
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
