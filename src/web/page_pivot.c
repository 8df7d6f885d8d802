/* SPDX-License-Identifier: Apache-2.0
 * A list by groups: one field or two, counted or added up, as a table, a chart and, by country, a
 * map of tiles. Each number is the way to the records behind it.
 *
 * Sums at the edges are questions of their own, never additions of cells: a record may be hidden by
 * the field of one group and not by that of another, and money is not added up over currencies.
 */
#include "base/map.h"
#include "engine/desk.h"
#include "engine/registry.h"
#include "engine/rights.h"
#include "engine/units.h"
#include "review/doc.h"
#include "web/list.h"
#include "web/pages.h"

enum { GROUPS_MAX = 300, COLUMNS_MAX = 40, BARS_MAX = 30, CHART_WIDE = 760 };

/* ---- what may be asked ---- */

static const char *const spans[] = { "year", "quarter", "month" };

/* A way to group: a field, or the spans that its days lie in. */
typedef struct {
    Str code; /* "country", "year(arrived)"; empty: none */
    const Field *field;
    bool by_time;
} Way;

static const Field *field_of(const Type *t, Str name)
{
    int slot = std_slot(name);
    const Field *f = type_field(t, name);

    return f ? f : slot >= 0 ? &std_fields[slot] : NULL;
}

static Way read_way(const Type *t, Str code)
{
    Way w = { .code = code };
    Str fn, rest;

    if (str_cut(code, S("("), &fn, &rest) && str_ends(rest, S(")"))) {
        w.field = field_of(t, str_part(rest, 0, rest.n - 1));
        w.by_time = true;
    } else {
        w.field = field_of(t, code);
    }
    return w;
}

static bool may_group(const Request *q, const Type *t, const Field *f)
{
    static const bool kinds[T__N] = { [T_CHOICE] = true, [T_COUNTRY] = true, [T_DIVISION] = true,
                                      [T_LINK] = true,   [T_BOOL] = true,    [T_DATE] = true };
    return kinds[f->kind] && (int)f->level <= list_level(q, t, false);
}

static void put_way(Request *q, Str chosen, Str code, const char *label)
{
    html(&q->out, "<option value=\"%.*s\"%s>%s</option>", STR(code),
         str_eq(chosen, code) ? " selected" : "", label);
}

static Str span_label(Request *q, size_t span, const char *label)
{
    Arena *a = q->c.arena;

    return span == 0   ? arena_printf(a, say(q, N_("%s, by year")), label)
           : span == 1 ? arena_printf(a, say(q, N_("%s, by quarter")), label)
                       : arena_printf(a, say(q, N_("%s, by month")), label);
}

static void put_field(Request *q, const Field *f, Str chosen)
{
    const char *label = field_label(f, q->c.lang);
    Arena *a = q->c.arena;

    if (f->kind != T_DATE) {
        put_way(q, chosen, str_z(f->name), label);
        return;
    }
    for (size_t i = 0; i < LEN(spans); i++)
        put_way(q, chosen, arena_printf(a, "%s(%s)", spans[i], f->name), span_label(q, i, label).p);
}

static void put_ways(Request *q, const Type *t, const char *name, const char *label, Str chosen)
{
    html(&q->out, "<div><label for=\"%s\">%s</label><select id=\"%s\" name=\"%s\">", name, label,
         name, name);
    if (strcmp(name, "then") == 0)
        put_way(q, chosen, S(""), say(q, N_("nothing else")));
    for (size_t i = 0; i < t->nfields; i++)
        if (may_group(q, t, &t->fields[i]))
            put_field(q, &t->fields[i], chosen);
    if (t->states)
        put_field(q, &std_fields[STD_STATE], chosen);
    put_field(q, &std_fields[STD_UNIT], chosen);
    put_field(q, &std_fields[STD_CREATED_AT], chosen);
    html(&q->out, "</select></div>");
}

static void put_measures(Request *q, const Type *t, Str chosen)
{
    html(&q->out, "<div><label for=\"measure\">%s</label><select id=\"measure\" name=\"measure\">",
         say(q, N_("Counted")));
    put_way(q, chosen, S("rows"), say(q, N_("Records")));
    for (size_t i = 0; i < t->nfields; i++) {
        const Field *f = &t->fields[i];
        if ((f->kind != T_COUNT && f->kind != T_DECIMAL && f->kind != T_MONEY) ||
            f->flags & ESTIMATE || (int)f->level > list_level(q, t, false))
            continue;
        put_way(q, chosen, arena_printf(q->c.arena, "sum %s", f->name),
                arena_printf(q->c.arena, say(q, N_("Sum of %s")), field_label(f, q->c.lang)).p);
    }
    html(&q->out, "</select></div>");
}

/* ---- answers ---- */

/* One row of an answer: its groups as conditions and as texts, and what was counted. */
typedef struct {
    Str key[2], where[2], label[2]; /* where: the key, or what else finds the same records */
    Str code;                       /* of a country */
    int64_t record[2];              /* that a link leads to */
    int64_t number;
    Str text; /* the number for people; of money one for each currency */
} Group;

typedef struct {
    Group *p;
    size_t n;
    bool more;  /* than are shown */
    bool mixed; /* several numbers in one group: currencies */
} Groups;

typedef struct {
    List l;
    Way ways[2];
    size_t nways;
    Str measure;
    Groups cells, rows, columns, whole;
    Map at; /* conditions of both groups → cell + 1 */
} Pivot;

static void put_equal(Buf *b, const Way *w, const Value *v)
{
    if (!w->field)
        return;
    if (!v->set)
        buf_printf(b, "%s is empty", w->field->name);
    else if (w->by_time)
        buf_printf(b, "%s in %.*s", w->field->name, STR(v->text));
    else if (w->field->kind == T_LINK)
        buf_printf(b, "%s = #%" PRId64, w->field->name, v->i);
    else if (w->field->kind == T_BOOL)
        buf_printf(b, "%s = %s", w->field->name, v->i ? "yes" : "no");
    else {
        buf_printf(b, "%s = ", w->field->name);
        list_put_text(b, v->text);
    }
}

static Str label_of(Request *q, const Way *w, const Field *f, const Value *v)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);

    if (!v->set)
        return str_z(
            say(q, w->by_time ? N_("without a date, or not in one of these") : N_("empty")));
    if (w->by_time)
        return arena_str(q->c.arena, v->text);
    if (f->kind == T_LINK) /* other records' titles come later, all at once */
        return f == &std_fields[STD_UNIT] ? units_name(q->c.units, v->i, q->c.lang) : (Str){ 0 };
    value_show(&q->c, f, v, &b);
    return arena_str(q->c.arena, buf_str(&b));
}

static Str number_text(Request *q, const Column *col, const Value *v)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);

    if (col->counted && col->counted->kind != T_COUNT)
        value_show(&q->c, col->counted, v, &b);
    else
        put_count(&b, v->i);
    return arena_str(q->c.arena, buf_str(&b));
}

static Group read_group(Request *q, const Way *const *ways, size_t n, const Query *query,
                        const Rows *rows)
{
    const Value *count = rows_value(rows, n);
    Group g = { .number = count->i, .text = number_text(q, query_column(query, n), count) };

    for (size_t i = 0; i < n; i++) {
        AUTO(buf_done) Buf b = buf_new(BUF_LINE);
        const Value *v = rows_value(rows, i);
        put_equal(&b, ways[i], v);
        g.key[i] = g.where[i] = arena_str(q->c.arena, buf_str(&b));
        g.record[i] = v->i;
        g.label[i] = label_of(q, ways[i], query_column(query, i)->field, v);
        if (ways[i]->field && ways[i]->field->kind == T_COUNTRY && v->set)
            g.code = arena_str(q->c.arena, v->text);
    }
    return g;
}

static bool same_group(const Group *a, const Group *b)
{
    return str_eq(a->key[0], b->key[0]) && str_eq(a->key[1], b->key[1]);
}

/* The groups by time in their order, others by size. */
static Str order_of(Request *q, const Way *const *ways, size_t n, Str measure)
{
    if (!n)
        return S("");
    return ways[0]->by_time ? ways[0]->code : arena_printf(q->c.arena, "%.*s desc", STR(measure));
}

static bool ask(Request *q, const Pivot *p, const Way *const *ways, size_t n, Groups *out, Err *e)
{
    QueryParts parts = list_parts(q, &p->l);
    VEC(Group) list = { 0 };
    const Query *query;

    parts.columns = (Str){ 0 };
    parts.count = p->measure;
    parts.order = order_of(q, ways, n, p->measure);
    parts.by = n == 2
                   ? arena_printf(q->c.arena, "%.*s, %.*s", STR(ways[0]->code), STR(ways[1]->code))
               : n == 1 ? ways[0]->code
                        : S("");
    query = query_build(&q->c, p->l.t, &parts, e);
    AUTO(rows_done) Rows *rows = query ? query_run(&q->c, query, e) : NULL;
    if (!rows)
        return false;
    while (rows_next(rows, e)) {
        Group g = read_group(q, ways, n, query, rows);
        Group *last = list.n ? &list.p[list.n - 1] : NULL;
        if (last && same_group(last, &g)) { /* the same in another currency */
            last->text = arena_printf(q->c.arena, "%.*s; %.*s", STR(last->text), STR(g.text));
            out->mixed = true;
            continue;
        }
        if (list.n == (size_t)GROUPS_MAX * COLUMNS_MAX)
            return err_set(e, ERR_INVALID, N_("there are more than %d groups; narrow the list"),
                           GROUPS_MAX * COLUMNS_MAX);
        vec_push(q->c.arena, &list, g);
    }
    out->p = list.p;
    out->n = list.n;
    return !e->kind;
}

/* A group of what lies in no span: all but the spans. The engine's `not` means everything else. */
static void mend_rest(Request *q, const Way *w, Groups *g, size_t side)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    size_t n = 0;

    if (!w->by_time)
        return;
    for (size_t i = 0; i < g->n && n < 200; i++)
        if (!str_ends(g->p[i].where[side], S(" is empty")))
            buf_printf(&b, "%s%.*s", n++ ? " or " : "not (", STR(g->p[i].where[side]));
    if (!n)
        return;
    buf_putc(&b, ')');
    for (size_t i = 0; i < g->n; i++)
        if (str_ends(g->p[i].where[side], S(" is empty")))
            g->p[i].where[side] = arena_str(q->c.arena, buf_str(&b));
}

/* The titles of linked records, in one go. */
static bool name_links(Request *q, const Way *w, Groups *g, Err *e)
{
    const Type *to = w->field && w->field->kind == T_LINK
                         ? registry_find(q->c.types, str_z(w->field->link))
                         : NULL;
    Titled *list;

    if (!to || !g->n || w->field == &std_fields[STD_UNIT])
        return true;
    list = NEWN(q->c.arena, Titled, g->n);
    for (size_t i = 0; i < g->n; i++)
        list[i] = (Titled){ .type = to, .id = g->p[i].record[0] };
    if (!desk_titles(&q->c, list, g->n, e))
        return false;
    for (size_t i = 0; i < g->n; i++)
        if (!g->p[i].label[0].n)
            g->p[i].label[0] = list[i].title;
    return true;
}

static void cut(Groups *g, size_t most)
{
    g->more = g->n > most;
    g->n = g->more ? most : g->n;
}

static Str cell_name(Request *q, Str a, Str b)
{
    return arena_printf(q->c.arena, "%.*s\n%.*s", STR(a), STR(b));
}

static bool ask_all(Request *q, Pivot *p, Err *e)
{
    const Way *first = &p->ways[0], *second = &p->ways[1], *both[] = { first, second };

    if (!ask(q, p, NULL, 0, &p->whole, e) || !ask(q, p, &first, 1, &p->rows, e))
        return false;
    mend_rest(q, first, &p->rows, 0);
    if (p->nways == 2) {
        if (!ask(q, p, &second, 1, &p->columns, e) || !ask(q, p, both, 2, &p->cells, e))
            return false;
        mend_rest(q, second, &p->columns, 0);
        for (size_t i = 0; i < p->cells.n; i++)
            map_set(&p->at, cell_name(q, p->cells.p[i].key[0], p->cells.p[i].key[1]),
                    (int64_t)i + 1);
    }
    cut(&p->rows, GROUPS_MAX);
    cut(&p->columns, COLUMNS_MAX);
    return name_links(q, first, &p->rows, e) &&
           (p->nways < 2 || name_links(q, second, &p->columns, e));
}

/* ---- the page ---- */

/* The list of exactly the records that are in these groups; either may be empty. */
static Str way_in(Request *q, const Pivot *p, Str a, Str b)
{
    AUTO(buf_done) Buf where = buf_new(BUF_LINE);
    const Str more[] = { a, b };
    List l = p->l;
    Str to;

    if (l.where.n && (a.n || b.n))
        buf_printf(&where, "(%.*s)", STR(l.where));
    else
        buf_put(&where, l.where);
    for (size_t i = 0; i < LEN(more); i++)
        if (more[i].n)
            buf_printf(&where, "%s%.*s", where.n ? " and " : "", STR(more[i]));
    l.where = buf_str(&where);
    to = list_address(q, &l, "", true);
    return arena_str(q->c.arena, str_part(to, 0, to.n - 1));
}

static void put_number(Request *q, const Pivot *p, Str text, Str a, Str b)
{
    html(&q->out, "<td class=\"number\"><a href=\"%.*s\">%.*s</a></td>", STR(way_in(q, p, a, b)),
         STR(text));
}

static void put_row(Request *q, const Pivot *p, const Group *row)
{
    html(&q->out, "<tr><th scope=\"row\">%.*s</th>", STR(row->label[0]));
    for (size_t i = 0; i < p->columns.n; i++) {
        const Group *col = &p->columns.p[i];
        int64_t at = 0;
        if (map_get(&p->at, cell_name(q, row->key[0], col->key[0]), &at))
            put_number(q, p, p->cells.p[at - 1].text, row->where[0], col->where[0]);
        else
            html(&q->out, "<td class=\"number none\">–</td>");
    }
    put_number(q, p, row->text, row->where[0], S(""));
    html(&q->out, "</tr>\n");
}

static const char *way_label(Request *q, const Way *w)
{
    return field_label(w->field, q->c.lang);
}

static void put_table(Request *q, const Pivot *p)
{
    Buf *out = &q->out;

    html(out,
         "<div class=\"scroll\" role=\"region\" aria-label=\"%s\" tabindex=\"0\"><table"
         " class=\"list pivot\"><thead><tr><th scope=\"col\">%s</th>",
         say(q, N_("Groups")), way_label(q, &p->ways[0]));
    for (size_t i = 0; i < p->columns.n; i++)
        html(out, "<th scope=\"col\" class=\"number\">%.*s</th>", STR(p->columns.p[i].label[0]));
    html(out, "<th scope=\"col\" class=\"number\">%s</th></tr></thead><tbody>\n",
         say(q, N_("Together")));
    for (size_t i = 0; i < p->rows.n; i++)
        put_row(q, p, &p->rows.p[i]);
    html(out, "</tbody><tfoot><tr><th scope=\"row\">%s</th>", say(q, N_("Together")));
    for (size_t i = 0; i < p->columns.n; i++)
        put_number(q, p, p->columns.p[i].text, S(""), p->columns.p[i].where[0]);
    put_number(q, p, p->whole.n ? p->whole.p[0].text : S("0"), S(""), S(""));
    html(out, "</tr></tfoot></table></div>\n");
    if (p->rows.more || p->columns.more)
        html(out, "<p class=\"hint\">%s</p>\n",
             arena_printf(q->c.arena,
                          say(q, N_("At most %d rows and %d columns are shown; sums are of all.")),
                          GROUPS_MAX, COLUMNS_MAX)
                 .p);
}

/* How many places the chart's numbers have; -1: they cannot be drawn. */
static int places(const Pivot *p)
{
    Str sum, name;
    const Field *f;

    if (p->rows.mixed)
        return -1;
    if (!str_cut(p->measure, S(" "), &sum, &name))
        return 0;
    f = type_field(p->l.t, name);
    return !f ? -1 : f->kind == T_DECIMAL ? f->scale : f->kind == T_MONEY ? 2 : 0;
}

static void put_chart(Request *q, const Pivot *p, ChartKind kind, size_t most, const char *title)
{
    VEC(ChartPoint) points = { 0 };
    Chart chart = { .kind = kind, .title = str_z(title), .places = places(p) };

    for (size_t i = 0; i < p->rows.n && points.n < most; i++) {
        const Group *g = &p->rows.p[i];
        if (kind == CHART_TILES && !g->code.n)
            continue;
        vec_push(q->c.arena, &points,
                 (ChartPoint){ .label = g->label[0],
                               .code = g->code,
                               .value = g->number,
                               .href = way_in(q, p, g->where[0], S("")) });
    }
    chart.p = points.p;
    chart.n = points.n;
    if (!points.n || chart.places < 0)
        return;
    html(&q->out, "<div class=\"picture\">");
    chart_svg(q->c.arena, &chart, q->c.lang, CHART_WIDE, &q->out);
    html(&q->out, "</div>\n");
}

static void put_charts(Request *q, const Pivot *p)
{
    const char *title = way_label(q, &p->ways[0]);

    if (p->ways[0].field && p->ways[0].field->kind == T_COUNTRY)
        put_chart(q, p, CHART_TILES, GROUPS_MAX, title);
    put_chart(q, p, CHART_BARS, BARS_MAX, title);
}

static void put_form(Request *q, const Pivot *p)
{
    html(&q->out, "<form class=\"scope\" method=\"get\" action=\"/%s/groups\">", p->l.t->name);
    list_put_hidden(q, &p->l);
    put_ways(q, p->l.t, "by", say(q, N_("By")), p->ways[0].code);
    put_ways(q, p->l.t, "then", say(q, N_("and by")), p->ways[1].code);
    put_measures(q, p->l.t, p->measure);
    html(&q->out, "<button type=\"submit\">%s</button></form>\n", say(q, N_("Show the groups")));
}

/* A country if there is one, else the first choice, else the unit. */
static Str usual_way(const Request *q, const Type *t)
{
    static const FieldKind wanted[] = { T_COUNTRY, T_CHOICE };

    for (size_t k = 0; k < LEN(wanted); k++)
        for (size_t i = 0; i < t->nfields; i++)
            if (t->fields[i].kind == wanted[k] && may_group(q, t, &t->fields[i]))
                return str_z(t->fields[i].name);
    return S("unit");
}

static bool read_pivot(Request *q, Pivot *p, Err *e)
{
    Str by = request_query(q, "by"), then = request_query(q, "then");

    if (!list_read(q, request_query, &p->l, e))
        return false;
    p->measure = request_query(q, "measure").n ? request_query(q, "measure") : S("rows");
    p->ways[0] = read_way(p->l.t, by.n ? by : usual_way(q, p->l.t));
    p->ways[1] = read_way(p->l.t, then);
    p->nways = then.n && !str_eq(then, p->ways[0].code) ? 2 : 1;
    for (size_t i = 0; i < p->nways; i++)
        if (!p->ways[i].field)
            return err_set(e, ERR_INVALID, N_("there is no field '%.*s'"), STR(p->ways[i].code));
    return true;
}

static bool put_groups(Request *q, Pivot *p, Err *e)
{
    if (!read_pivot(q, p, e) || !ask_all(q, p, e))
        return false;
    list_begin(q, &p->l, say(q, N_("Groups and charts")));
    html(&q->out, "<div class=\"lists\" data-type=\"%s\">", p->l.t->name);
    put_form(q, p);
    put_charts(q, p);
    put_table(q, p);
    html(&q->out, "</div>\n");
    layout_end(q);
    return true;
}

bool page_groups(Request *q, Err *e)
{
    Pivot p = { 0 };
    bool ok = put_groups(q, &p, e);

    map_done(&p.at);
    return ok;
}
