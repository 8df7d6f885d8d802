/* SPDX-License-Identifier: Apache-2.0
 * A record: its fields, what is related to it, and how it came to be as it is.
 */
#include "engine/merge.h"
#include "engine/query.h"
#include "engine/registry.h"
#include "engine/rights.h"
#include "engine/store.h"
#include "web/changes.h"
#include "web/pages.h"
#include "web/show.h"

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

static void put_fields(Request *q, const Record *r)
{
    const Type *unit = registry_find(q->c.types, S("unit"));
    html(&q->out, "<dl class=\"fields\">\n");
    for (size_t i = 0; i < r->type->nfields; i++)
        put_field(q, r, i);
    html(&q->out, "<div><dt>%s</dt><dd><a href=\"%s\">%.*s</a></dd></div>\n",
         say(q, std_fields[STD_UNIT].label), record_url(q, "unit", r->unit).p,
         STR(store_title(&q->c, unit, r->unit)));
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

static void put_panel_head(Request *q, const Panel *p, int64_t total)
{
    AUTO(buf_done) Buf n = buf_new(BUF_LINE);
    put_count(&n, total);
    html(&q->out, "<section><h2>%s <span class=\"count\">%.*s</span></h2>\n", say(q, p->label),
         STR(buf_str(&n)));
}

/* A list that the reader may not see, or that is empty, is left out. */
static bool put_panel(Request *q, const Record *r, const Panel *p, Err *e)
{
    QueryParts parts = { .self = r->id, .limit = PANEL_ROWS + 1 };
    Err own = { .lang = e->lang };
    RecordTable t = { .caption = say(q, p->label),
                      .skip = panel_link(str_z(p->query)),
                      .limit = PANEL_ROWS };
    Query *query = query_parse(&q->c, str_z(p->query), &parts, &own);
    int64_t total = 0;

    if (own.kind == ERR_DENIED)
        return true;
    if (!query || !query_total(&q->c, query, &total, &own)) {
        *e = own;
        return false;
    }
    if (!total)
        return true;
    put_panel_head(q, p, total);
    if (!show_records(q, query, &t, e))
        return false;
    if (t.next.n)
        html(&q->out, "<p><a href=\"%s\">%s</a></p>\n",
             url(q->c.arena, "/%s?where=%.*s", query_type(query)->name,
                 STR(panel_where(q, str_z(p->query), r->id)))
                 .p,
             say(q, N_("All of them")));
    html(&q->out, "</section>\n");
    return true;
}

/* ---- the head ---- */

/* What stands in the address: a number, or the office's own number. */
static bool find(Request *q, const Type *t, int64_t *id, Err *e)
{
    Str text = q->args[1];
    if (str_int(text, id) && *id > 0)
        return true;
    *id = store_find_key(&q->c, t, text, e);
    return *id ||
           err_set(e, ERR_NOT_FOUND, "there is no %s '%.*s'", type_label(t, q->c.lang), STR(text));
}

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

bool page_record(Request *q, Err *e)
{
    const Type *t = registry_need(q->c.types, q->args[0], e);
    int64_t id, into = 0;
    Record *r;
    Str title;

    if (!t || !find(q, t, &id, e) || !(r = store_get(&q->c, t, id, e)))
        return false;
    if (r->voided_at && !merged_into(&q->c, t, id, &into, e))
        return false;
    title = store_title(&q->c, t, id);
    layout_begin(q, NAV_RECORDS, title);
    put_crumb(q, url(q->c.arena, "/%s", t->name), str_z(type_label(t, q->c.lang)));
    put_title(q, r, title);
    if (r->voided_at)
        put_void(q, r, into);
    put_fields(q, r);
    if (!put_alternates(q, r, e))
        return false;
    for (const Panel *p = t->panels; p && p->name; p++)
        if (!put_panel(q, r, p, e))
            return false;
    if (!put_changes(q, r, e))
        return false;
    layout_end(q);
    return true;
}
