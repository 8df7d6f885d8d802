/* SPDX-License-Identifier: Apache-2.0
 * What the pages of a review that is being written share: finding it, and the numbers typed in it.
 */
#include "web/review_page.h"

#include "engine/registry.h"
#include "engine/rights.h"
#include "engine/store.h"
#include "review/marked.h"
#include "web/pages.h"
#include "web/period.h"
#include "web/show.h"
#include "web/site.h"

bool review_page_load(Request *q, Str id, ReviewPage *out, Err *e)
{
    const Type *t = registry_find(q->c.types, S("review"));
    const Type *chapter = registry_find(q->c.types, S("review_chapter"));
    int64_t number;

    if (!str_int(id, &number) || number < 1)
        return err_set(e, ERR_NOT_FOUND, N_("there is no review '%.*s'"), STR(id));
    out->record = store_get(&q->c, t, number, e);
    if (!out->record || !review_chapters(&q->c, number, &out->chapters, e) ||
        !review_ordered(&q->c, out->record, &out->chapters, &out->order, e))
        return false;
    out->order.map = site_map(q->site);
    out->all = figures_load(&q->c, e);
    out->open = review_is_open(out->record->state);
    out->writes = out->open && rights_has(&q->c, RIGHT_WRITE, chapter, out->record->unit);
    return out->all != NULL;
}

DocLinks review_links(const Request *q, const FigureScope *s)
{
    DocLinks links = { .before = "/figure/" };
    links.behind = s->unit ? url(q->c.arena, "?period=%.*s&unit=%s", STR(s->text),
                                 arena_printf(q->c.arena, "%" PRId64, s->unit).p)
                                 .p
                           : url(q->c.arena, "?period=%.*s", STR(s->text)).p;
    return links;
}

Str review_url(const Request *q, const ReviewPage *p, const char *page)
{
    return arena_printf(q->c.arena, "/review/%" PRId64 "%s", p->record->id, page);
}

void put_fault(Request *q, Str text)
{
    html(&q->out, "<div class=\"faults\" role=\"alert\"><h2>%s</h2><ul><li>%.*s</li></ul></div>\n",
         say(q, N_("Something is to be put right first")), STR(text));
}

void put_findings(Request *q, const Findings *f)
{
    html(&q->out, "<ul class=\"findings\">\n");
    for (size_t i = 0; i < f->n; i++)
        html(&q->out, "<li class=\"%s\">%.*s</li>\n", f->p[i].wrong ? "wrong" : "ask",
             STR(f->p[i].text));
    html(&q->out, "</ul>\n");
}

/* ---- since the figures were confirmed ---- */

static void put_change(Request *q, const ReviewPage *p, const ConfirmedChange *one)
{
    html(&q->out, "<tr><th scope=\"row\">");
    if (one->def)
        html(&q->out, "<a href=\"%.*s\">%.*s</a>", STR(figure_url(q, one->def, &p->order.scope)),
             STR(one->def->labels[q->c.lang]));
    else
        html(&q->out, "%.*s", STR(one->name));
    html(&q->out, "</th><td class=\"number\">%.*s</td><td class=\"number\">%.*s</td></tr>\n",
         STR(one->was), STR(one->now.n ? one->now : S("—")));
}

void put_confirmed(Request *q, const ReviewPage *p, const ReviewText *t)
{
    const char *title = say(q, N_("Other than when the figures were confirmed"));

    if (!t->nchanges)
        return;
    html(&q->out,
         "<section><h2>%s</h2>\n<div class=\"scroll\" role=\"region\" aria-label=\"%s\""
         " tabindex=\"0\"><table><thead><tr><th scope=\"col\">%s</th>",
         title, title, say(q, N_("Figure")));
    html(&q->out,
         "<th scope=\"col\" class=\"number\">%s</th><th scope=\"col\" class=\"number\">%s</th>"
         "</tr></thead><tbody>\n",
         say(q, N_("confirmed")), say(q, N_("now")));
    for (size_t i = 0; i < t->nchanges; i++)
        put_change(q, p, &t->changes[i]);
    html(&q->out, "</tbody></table></div></section>\n");
}

/* ---- what its text needs ---- */

typedef struct {
    Request *q;
    const ReviewPage *p;
    ReviewMore *more;
    void *arg;
    const TypedText *text;
    ReviewText *out;
} Gather;

static bool gather(void *arg, Err *e)
{
    Gather *g = arg;
    const ReviewPage *p = g->p;
    Ctx *c = &g->q->c;
    bool confirmed = rec_state(p->record, "confirmed") || rec_state(p->record, "approved");

    if (g->more && !g->more(g->q, p, g->arg, e))
        return false;
    g->text = typed_read(c, p->all, &p->order, e);
    return g->text && review_build(c, p->all, &p->order, &g->out->review, e) &&
           (!confirmed || confirmed_changes(c, p->all, p->record->id, &p->order.scope,
                                            &g->out->changes, &g->out->nchanges, e));
}

bool review_page_read(Request *q, const ReviewPage *p, ReviewMore *more, void *arg, ReviewText *out,
                      Err *e)
{
    AUTO(figures_release) Ctx *held = figures_hold(&q->c);
    Gather g = { .q = q, .p = p, .more = more, .arg = arg, .out = out };

    (void)held;
    *out = (ReviewText){ 0 };
    return figures_ahead(&q->c, p->all, gather, &g, e) &&
           typed_check(&q->c, p->all, g.text, &out->typed, e);
}

/* ---- numbers that were typed ---- */

typedef struct {
    Request *q;
    Lang lang;
    const DocLinks *links;
    bool offers;
} Table;

static void put_offers(const Table *t, const Typed *one, size_t i)
{
    Request *q = t->q;
    const Verified *v = &one->v;
    size_t n = 0;
    const Offer *list = v->figure ? typed_offers(q->c.arena, one, &v->recorded, t->lang, &n) : NULL;

    for (size_t k = 0; k < n; k++)
        html(&q->out,
             "<button type=\"submit\" class=\"plain offer\" name=\"bind\" value=\"%zu|%.*s|%.*s\">"
             "%.*s</button> ",
             one->at, STR(v->claim.text), STR(list[k].put), STR(list[k].shown));
    if (!n)
        html(&q->out,
             "<input name=\"figure.%zu\" list=\"figures\" aria-label=\"%s: %.*s\">"
             " <button type=\"submit\" class=\"plain\" name=\"bind\" value=\"%zu|%.*s|?%zu\">%s"
             "</button>",
             i, say(q, N_("Name of the figure")), STR(v->claim.text), one->at, STR(v->claim.text),
             i, say(q, N_("Bind")));
}

static void put_row(const Table *t, const Typed *one, size_t i)
{
    Request *q = t->q;
    const Verified *v = &one->v;
    AUTO(buf_done) Buf value = buf_new(BUF_LINE);

    if (v->figure)
        figure_print(&q->c, &v->recorded, &value);
    html(&q->out,
         "<tr data-typed=\"%.*s\"><th scope=\"row\">%.*s</th><td><span class=\"verdict %s\">%s"
         "</span></td><td class=\"number\">%.*s</td><td>",
         STR(v->claim.text), STR(v->claim.text), verdict_name(v->verdict),
         verdict_label(q->c.lang, v->verdict), STR(buf_str(&value)));
    if (v->figure)
        html(&q->out, "<a href=\"%s%s%s\">%.*s</a>", t->links->before,
             url(q->c.arena, "%.*s", STR(v->figure->name)).p, t->links->behind,
             STR(v->figure->labels[q->c.lang]));
    if (v->note.n)
        html(&q->out, "<p class=\"hint\">%.*s</p>", STR(v->note));
    html(&q->out, "</td>");
    if (t->offers) {
        html(&q->out, "<td>");
        put_offers(t, one, i);
        html(&q->out, "</td>");
    }
    html(&q->out, "</tr>\n");
}

void put_typed(Request *q, const TypedNumbers *w, Lang lang, const DocLinks *links, bool offers)
{
    const Table t = { q, lang, links, offers };
    const char *title = say(q, N_("Numbers typed by hand"));
    Buf *out = &q->out;

    html(out, "<h2>%s</h2>\n<p class=\"hint\">", title);
    html_text(out, arena_printf(q->c.arena,
                                say(q, N_("%zu numbers are bound to a figure, %zu were typed.")),
                                w->bound, w->n));
    html(out, "</p>\n");
    if (!w->n)
        return;
    html(out,
         "<div class=\"scroll\" role=\"region\" aria-label=\"%s\" tabindex=\"0\">"
         "<table class=\"typed\"><thead><tr><th scope=\"col\">%s</th><th scope=\"col\">%s</th>",
         title, say(q, N_("As written")), say(q, N_("Verdict")));
    html(out, "<th scope=\"col\" class=\"number\">%s</th><th scope=\"col\">%s</th>",
         say(q, N_("Recorded")), say(q, N_("Figure")));
    if (offers)
        html(out, "<th scope=\"col\">%s</th>", say(q, N_("Bind it as")));
    html(out, "</tr></thead><tbody>\n");
    for (size_t i = 0; i < w->n; i++)
        put_row(&t, &w->p[i], i);
    html(out, "</tbody></table></div>\n");
}
