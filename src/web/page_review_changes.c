/* SPDX-License-Identifier: Apache-2.0
 * What changed behind a review since it was issued: figure by figure, and record by record, who did
 * it, when and why.
 */
#include "engine/registry.h"
#include "engine/store.h"
#include "review/issue.h"
#include "web/pages.h"
#include "web/review_page.h"
#include "web/show.h"

enum { CHANGES_SHOWN = 500 };

static void begin_table(Request *q, const char *title, const char *const *headings, size_t n)
{
    html(&q->out, "<section><h2>%s</h2>\n", title);
    table_begin(q, title, headings, n);
}

static void put_figure(Request *q, const ReviewPage *p, const FigureChange *f)
{
    const DocLinks links = review_links(q, &p->order.scope);
    AUTO(buf_done) Buf then = buf_new(BUF_LINE);
    AUTO(buf_done) Buf now = buf_new(BUF_LINE);

    figure_print(&q->c, &f->frozen->value, &then);
    figure_print(&q->c, &f->now, &now);
    html(&q->out, "<tr><th scope=\"row\"><a href=\"%s%s%s\">%.*s</a></th>", links.before,
         url(q->c.arena, "%.*s", STR(f->frozen->def.name)).p, links.behind,
         STR(f->frozen->def.labels[q->c.lang]));
    html(&q->out,
         "<td class=\"number\">%.*s</td><td class=\"number\">%.*s</td><td class=\"number\">%zu</td>"
         "<td class=\"number\">%zu</td><td class=\"number\">%zu</td><td>%s</td></tr>\n",
         STR(buf_str(&then)), STR(buf_str(&now)), f->added, f->removed, f->altered,
         f->redefined ? say(q, N_("its definition is another one today")) : "");
}

static void put_record(Request *q, const RecordChange *r)
{
    static const char *const hows[] = { [CHANGE_ADDED] = N_("added"),
                                        [CHANGE_REMOVED] = N_("removed"),
                                        [CHANGE_ALTERED] = N_("altered") };

    html(&q->out, "<tr><td>%s</td><th scope=\"row\"><a href=\"%.*s\">%.*s</a></th>",
         say(q, hows[r->how]), STR(record_url(q, r->type->name, r->id)), STR(r->title));
    html(&q->out, "<td>%.*s</td><td>%.*s</td><td>%.*s</td><td>%.*s</td><td>%.*s</td></tr>\n",
         STR(r->by), STR(str_part(r->at, 0, 16)), STR(r->fields), STR(r->why), STR(r->figures));
}

static void put_diff(Request *q, const ReviewPage *p, const IssueDiff *d)
{
    static const char *const figures[] = { N_("Figure"),  N_("issued"),  N_("now"),   N_("added"),
                                           N_("removed"), N_("altered"), N_("remark") };
    static const char *const records[] = { N_("change"), N_("record"), N_("by"),     N_("when"),
                                           N_("what"),   N_("why"),    N_("figures") };

    begin_table(q, say(q, N_("Figures")), figures, LEN(figures));
    for (size_t i = 0; i < d->nfigures; i++)
        put_figure(q, p, &d->figures[i]);
    html(&q->out, "</tbody></table></div></section>\n");
    begin_table(q, say(q, N_("Records")), records, LEN(records));
    for (size_t i = 0; i < d->nrecords && i < CHANGES_SHOWN; i++)
        put_record(q, &d->records[i]);
    html(&q->out, "</tbody></table></div></section>\n");
    if (d->nrecords > CHANGES_SHOWN) {
        html(&q->out, "<p class=\"hint\">");
        html_text(&q->out,
                  arena_printf(q->c.arena,
                               say(q, N_("and %zu more; `qiao review diff` lists them all")),
                               d->nrecords - CHANGES_SHOWN));
        html(&q->out, "</p>\n");
    }
}

bool page_review_changes(Request *q, Err *e)
{
    Str sealed, wrong;
    Issued issued;
    IssueDiff d;
    ReviewPage p;

    if (!review_page_load(q, q->args[0], &p, e) || !issue_kept(&q->c, p.record->id, &sealed, e) ||
        !issue_read(q->c.arena, q->c.lang, sealed, &issued, &wrong, e))
        return false;
    layout_begin(q, NAV_REVIEW, str_z(say(q, N_("What changed since"))));
    put_crumb(q, review_url(q, &p, "/text"), rec_text(p.record, REVIEW_TITLE));
    html(&q->out, "<h1>%s</h1>\n", say(q, N_("What changed since")));
    if (wrong.n) {
        put_fault(q, wrong);
    } else {
        if (!issue_diff(&q->c, p.all, &issued, &d, e))
            return false;
        if (d.nrecords || d.nfigures) {
            put_diff(q, &p, &d);
        } else {
            html(&q->out, "<p class=\"lead\">");
            html_text(&q->out,
                      arena_printf(q->c.arena,
                                   say(q, N_("nothing behind the %zu figures has changed since")),
                                   issued.nfigures));
            html(&q->out, "</p>\n");
        }
    }
    layout_end(q);
    return true;
}
