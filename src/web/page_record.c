/* SPDX-License-Identifier: Apache-2.0
 * A record: its fields, what is related to it, and how it came to be as it is.
 */
#include "engine/desk.h"
#include "engine/merge.h"
#include "engine/query_kept.h"
#include "engine/registry.h"
#include "engine/rights.h"
#include "engine/store.h"
#include "web/changes.h"
#include "web/pages.h"
#include "web/record.h"

enum { PANEL_ROWS = 20 };

/* ---- fields ---- */

static void put_field(Request *q, const Record *r, size_t i)
{
    const Field *f = &r->type->fields[i];
    bool sees = rights_sees(&q->c, r->type, f, r->unit);

    if (sees && !r->v[i].set)
        return;
    html(&q->out,
         f->kind == T_NOTE ? "<div class=\"note\"><dt>%s</dt><dd>" : "<div><dt>%s</dt><dd>",
         field_label(f, q->c.lang));
    if (sees)
        show_value(q, f, &r->v[i]);
    else
        show_masked(q);
    html(&q->out, "</dd></div>\n");
}

static void put_text(Request *q, StdField field, Str text)
{
    if (text.n)
        html(&q->out, "<div><dt>%s</dt><dd>%.*s</dd></div>\n", say(q, std_fields[field].label),
             STR(text));
}

static bool has_section(const Request *q, const Record *r, const Section *of, Section s)
{
    for (size_t i = 0; i < r->type->nfields; i++)
        if (of[i] == s &&
            (r->v[i].set || !rights_sees(&q->c, r->type, &r->type->fields[i], r->unit)))
            return true;
    return false;
}

/* `of` has the section of each field. */
static void put_section(Request *q, const Record *r, const Section *of, Section s)
{
    if (!has_section(q, r, of, s))
        return;
    if (s == SECTION_SENSITIVE)
        html(&q->out, "<h2>%s</h2>\n", section_label(q, s));
    html(&q->out, "<dl class=\"fields\">\n");
    for (size_t i = 0; i < r->type->nfields; i++)
        if (of[i] == s)
            put_field(q, r, i);
    html(&q->out, "</dl>\n");
}

static void put_fields(Request *q, const Record *r)
{
    const Type *unit = registry_find(q->c.types, S("unit"));
    Section *of = NEWN(q->c.arena, Section, r->type->nfields + 1);

    for (size_t i = 0; i < r->type->nfields; i++)
        of[i] = form_section(r->type, i);
    for (Section s = 0; s < SECTION_ORIGIN; s++)
        put_section(q, r, of, s);
    html(&q->out,
         "<dl class=\"fields origin\"><div><dt>%s</dt><dd><a href=\"%s\">%.*s</a></dd></div>\n",
         say(q, std_fields[STD_UNIT].label), record_url(q, "unit", r->unit).p,
         STR(show_title(q, unit, r->unit)));
    put_text(q, STD_SOURCE, r->source);
    put_text(q, STD_EVIDENCE, r->evidence);
    html(&q->out, "</dl>\n");
}

/* ---- related lists ---- */

/* The panel's condition with the record's number for `this`, as the list's own page takes it. */
static Str panel_where(const Request *q, Str query, int64_t id)
{
    AUTO(buf_done) Buf b = buf_new(QUERY_TEXT_MAX);
    Str head, where, rest;
    if (!str_cut(query, S(" where "), &head, &where))
        return S("");
    while (str_cut(where, S("this"), &head, &rest)) {
        buf_printf(&b, "%.*s#%" PRId64, STR(head), id);
        where = rest;
    }
    buf_put(&b, where);
    return arena_str(q->c.arena, buf_str(&b));
}

/* The field of the condition "FIELD = this": it would say the record's own name in every row. */
static Str panel_link(Str query)
{
    ptrdiff_t at = str_find(query, S(" = this"));
    Str head = at < 0 ? (Str){ 0 } : str_part(query, 0, (size_t)at);
    size_t n = head.n;
    while (n && head.p[n - 1] != ' ')
        n--;
    return str_part(head, n, head.n);
}

/* May the user make a record of the panel's type that links here? */
static bool may_add(Request *q, const Type *t, Str link)
{
    const Field *f = type_field(t, link);
    return f && f->kind == T_LINK && edit_by_hand(t) && rights_has(&q->c, edit_right(t), t, 0);
}

static void put_add(Request *q, const Record *r, const Type *t, Str link)
{
    static const struct {
        const char *page, *label;
    } ways[] = { { "new", N_("Add one") }, { "rows", N_("Add several") } };

    for (size_t i = 0; i < LEN(ways); i++)
        html(&q->out, "<a href=\"/%s/%s?%.*s=%%23%" PRId64 "\" aria-label=\"%s: %s\">%s</a> ",
             t->name, ways[i].page, STR(link), r->id, type_label(t, q->c.lang),
             say(q, ways[i].label), say(q, ways[i].label));
}

typedef struct {
    const Panel **panels;
    const Query **queries;
    int64_t *totals;
    RowList *rows;
    size_t n;
} Panels;

static void put_panel(Request *q, const Record *r, const Panels *l, size_t i)
{
    const Panel *p = l->panels[i];
    const Type *t = query_type(l->queries[i]);
    Str link = panel_link(str_z(p->query));
    RecordTable table = { .caption = say(q, p->label), .skip = link, .limit = PANEL_ROWS };
    AUTO(buf_done) Buf n = buf_new(BUF_LINE);

    put_count(&n, l->totals[i]);
    html(&q->out, "<section class=\"%s\"><h2>%s <span class=\"count\">%.*s</span></h2>\n",
         l->totals[i] ? "panel" : "panel empty", say(q, p->label), STR(buf_str(&n)));
    if (l->totals[i])
        show_rows(q, l->queries[i], &l->rows[i], &table);
    html(&q->out, "<p class=\"ways\">");
    if (table.next.n)
        html(&q->out, "<a href=\"%s\">%s</a> ",
             url(q->c.arena, "/%s?where=%.*s", t->name, STR(panel_where(q, str_z(p->query), r->id)))
                 .p,
             say(q, N_("All of them")));
    if (may_add(q, t, link))
        put_add(q, r, t, link);
    html(&q->out, "</p></section>\n");
}

/* Rows of those that are not empty, and the names of what they link to. */
static bool read_panels(Request *q, Panels *l, Err *e)
{
    const Query **full = NEWN(q->c.arena, const Query *, l->n + 1);
    RowList *rows = NEWN(q->c.arena, RowList, l->n + 1);
    size_t *of = NEWN(q->c.arena, size_t, l->n + 1), n = 0;

    if (!query_total_many(&q->c, l->queries, l->n, l->totals, e))
        return false;
    for (size_t i = 0; i < l->n; i++) {
        if (!l->totals[i])
            continue;
        of[n] = i;
        full[n++] = l->queries[i];
    }
    if (!query_list_many(&q->c, full, n, rows, e) || !show_fetch_titles(q, full, rows, n, e))
        return false;
    for (size_t i = 0; i < n; i++)
        l->rows[of[i]] = rows[i];
    return true;
}

/* The lists that the reader may see. */
static bool find_panels(Request *q, const Record *r, Panels *out, Err *e)
{
    size_t most = 0;

    while (r->type->panels && r->type->panels[most].name)
        most++;
    *out = (Panels){ NEWN(q->c.arena, const Panel *, most + 1),
                     NEWN(q->c.arena, const Query *, most + 1), NEWN(q->c.arena, int64_t, most + 1),
                     NEWN(q->c.arena, RowList, most + 1), 0 };
    for (size_t i = 0; i < most; i++) {
        const Panel *p = &r->type->panels[i];
        Err own = { .lang = e->lang };
        const Query *query = query_kept(&q->c, str_z(p->query), S(""), PANEL_ROWS + 1, r->id, &own);
        if (!query && own.kind != ERR_DENIED)
            return err_set(e, own.kind, "%s", own.msg);
        if (!query)
            continue;
        out->panels[out->n] = p;
        out->queries[out->n++] = query;
    }
    return true;
}

/* An empty one stays if the reader may add to it. */
static bool put_panels(Request *q, const Record *r, Err *e)
{
    Panels list;

    if (!find_panels(q, r, &list, e) || !read_panels(q, &list, e))
        return false;
    for (size_t i = 0; i < list.n; i++)
        if (list.totals[i] ||
            may_add(q, query_type(list.queries[i]), panel_link(str_z(list.panels[i]->query))))
            put_panel(q, r, &list, i);
    return true;
}

/* ---- the head ---- */

/* A record that was merged leads on, so that an old address still finds what it was of. */
static void put_void(Request *q, const Record *r, int64_t into)
{
    html(&q->out, "<p class=\"problem\">%s", say(q, N_("This record is void.")));
    if (into)
        html(&q->out, " <a href=\"%s\">%s</a>", record_url(q, r->type->name, into).p,
             say(q, N_("It was merged into this one.")));
    html(&q->out, "</p>\n");
}

static void put_title(Request *q, const Record *r, Str title)
{
    const State *state = type_state(r->type, r->state);
    Buf *out = &q->out;

    html(out, "<h1>%.*s</h1>\n<p class=\"about\">%s", STR(title), type_label(r->type, q->c.lang));
    if (r->key.n)
        html(out, " · %.*s", STR(r->key));
    if (state)
        html(out, " · <span class=\"state\">%s</span>", say(q, state->label));
    html(out, "</p>\n");
}

/* ---- merges ---- */

/* What the records said that were merged into this one. */
static bool put_alternates(Request *q, const Record *r, Err *e)
{
    const Alternate *list;
    size_t n;

    if (!alternates_of(&q->c, r, &list, &n, e))
        return false;
    if (n == 0)
        return true;
    html(&q->out, "<section><h2>%s</h2>\n<dl class=\"fields\">\n",
         say(q, N_("Values of merged records")));
    for (size_t i = 0; i < n; i++) {
        html(&q->out, "<div><dt>%s</dt><dd>", field_label(list[i].field, q->c.lang));
        show_value(q, list[i].field, &list[i].value);
        html(&q->out, " · <a href=\"%s\">#%" PRId64 "</a></dd></div>\n",
             record_url(q, r->type->name, list[i].from).p, list[i].from);
    }
    html(&q->out, "</dl>\n</section>\n");
    return true;
}

/* ---- the page ---- */

static void put_ways(Request *q, const Record *r)
{
    const Type *t = r->type;

    html(&q->out, "<p class=\"ways\">");
    if (strcmp(t->name, "review") == 0)
        html(&q->out, "<a class=\"button\" href=\"/review/%" PRId64 "/text\">%s</a> ", r->id,
             say(q, N_("Its text and figures")));
    if (rights_has(&q->c, edit_right(t), t, r->unit))
        html(&q->out, "<a class=\"button\" href=\"%s\">%s</a> ",
             url(q->c.arena, "/%s/%" PRId64 "/edit", t->name, r->id).p, say(q, N_("Edit")));
    html(&q->out, "<a href=\"%s\">%s</a></p>\n",
         url(q->c.arena, "/%s/%" PRId64 "/history", t->name, r->id).p, say(q, N_("All versions")));
}

static void put_faults(Request *q, RecordFaults faults)
{
    if (!faults.n)
        return;
    html(&q->out, "<div class=\"faults\" role=\"alert\"><h2>%s</h2><ul>",
         say(q, N_("Something is to be put right first")));
    for (size_t i = 0; i < faults.n; i++)
        html(&q->out, "<li>%.*s</li>", STR(faults.p[i]));
    html(&q->out, "</ul></div>\n");
}

bool record_page(Request *q, const Type *t, int64_t id, RecordFaults faults, Err *e)
{
    Record *r = store_get(&q->c, t, id, e);
    int64_t into = 0;
    Str title;

    if (!r || (r->voided_at && !merged_into(&q->c, t, id, &into, e)) ||
        !show_fetch_names(q, (const Record *const[]){ r }, 1, e))
        return false;
    title = show_title(q, t, id);
    layout_begin(q, NAV_RECORDS, title);
    put_crumb(q, url(q->c.arena, "/%s", t->name), str_z(type_label(t, q->c.lang)));
    put_title(q, r, title);
    put_receipt(q, r);
    if (!put_rows_receipt(q, record_url(q, t->name, id), e))
        return false;
    put_faults(q, faults);
    if (r->voided_at)
        put_void(q, r, into);
    if (!put_deadlines(q, r, e))
        return false;
    put_ways(q, r);
    put_fields(q, r);
    if (!put_next(q, r, e) || !put_alternates(q, r, e) || !put_panels(q, r, e) ||
        !put_attachments(q, r, e) || !put_changes(q, r, e))
        return false;
    put_acts(q, r);
    layout_end(q);
    return true;
}

bool page_record(Request *q, Err *e)
{
    const RecordFaults none = { NULL, 0 };
    const Type *t;
    int64_t id;

    return edit_find(q, &t, &id, e) && record_page(q, t, id, none, e);
}
