/* SPDX-License-Identifier: Apache-2.0
 * Templates of reviews: those that Qiao brings along, to be read and copied, and the office's own.
 */
#include "engine/query.h"
#include "engine/registry.h"
#include "engine/rights.h"
#include "engine/store.h"
#include "review/kinds.h"
#include "review/template.h"
#include "web/layout.h"
#include "web/pages.h"

enum { OWN_MOST = 200 };

static const Type *template_of(const Request *q)
{
    return registry_find(q->c.types, S("review_template"));
}

static const char *language_name(const Request *q, Str code)
{
    const Choice *c = template_of(q)->fields[TEMPLATE_LANGUAGE].choices;

    while (c->code && !str_eq(code, str_z(c->code)))
        c++;
    return c->code ? say(q, c->label) : "";
}

static bool may_write(const Request *q)
{
    return rights_has(&q->c, RIGHT_CONFIRM, template_of(q), q->c.user->home);
}

/* ---- what there is ---- */

static void put_builtin(Request *q, Lang lang)
{
    const char *code = lang_code(lang);

    html(&q->out,
         "<tr><th scope=\"row\"><a href=\"/admin/templates/%s\">%s</a></th><td>%s</td><td>", code,
         say(q, N_("The annual review, as Qiao brings it along")), language_name(q, str_z(code)));
    if (may_write(q)) {
        form_begin(q, "/admin/templates");
        html(&q->out,
             "<input type=\"hidden\" name=\"language\" value=\"%s\">"
             "<button type=\"submit\">%s</button></form>",
             code, say(q, N_("Make one of our own from it")));
    }
    html(&q->out, "</td></tr>\n");
}

static bool put_own(Request *q, Err *e)
{
    const QueryParts parts = { .columns = S("name, language, note"),
                               .order = S("name, id"),
                               .limit = OWN_MOST };
    const Query *query = query_build(&q->c, template_of(q), &parts, e);
    AUTO(rows_done) Rows *rows = query ? query_run(&q->c, query, e) : NULL;

    while (rows && rows_next(rows, e))
        html(&q->out,
             "<tr><th scope=\"row\"><a href=\"/review_template/%" PRId64 "\">%.*s</a></th>"
             "<td>%s</td><td>%.*s</td></tr>\n",
             rows_id(rows), STR(rows_value(rows, 0)->text),
             language_name(q, rows_value(rows, 1)->text), STR(rows_value(rows, 2)->text));
    return rows && !e->kind;
}

bool page_templates(Request *q, Err *e)
{
    static const char *const heads[] = { N_("Template"), N_("Language"), N_("Note") };

    if (!rights_check(&q->c, RIGHT_READ, template_of(q), 0, e))
        return false;
    layout_begin(q, NAV_ADMIN, str_z(say(q, N_("Templates"))));
    html(&q->out, "<h1>%s</h1>\n<p class=\"lead\">%s</p>\n", say(q, N_("Templates")),
         say(q, N_("What a review may begin from: text with figures by name in double braces. What "
                   "is changed here is offered to the next review; one that is being written "
                   "keeps its own text.")));
    html(&q->out,
         "<div class=\"scroll\" role=\"region\" aria-label=\"%s\" tabindex=\"0\"><table>"
         "<caption class=\"quiet\">%s</caption><thead><tr>",
         say(q, N_("Templates")), say(q, N_("Templates")));
    for (size_t i = 0; i < LEN(heads); i++)
        html(&q->out, "<th scope=\"col\">%s</th>", say(q, heads[i]));
    html(&q->out, "</tr></thead><tbody>\n");
    if (!put_own(q, e))
        return false;
    for (int lang = 0; lang < LANG__N; lang++)
        put_builtin(q, (Lang)lang);
    html(&q->out, "</tbody></table></div>\n");
    if (may_write(q))
        html(&q->out, "<p class=\"ways\"><a href=\"/review_template/new\">%s</a></p>\n",
             say(q, N_("Write a new one")));
    layout_end(q);
    return true;
}

/* ---- those of Qiao ---- */

static bool builtin(Str code, Lang *lang, Err *e)
{
    return lang_parse(code, lang) ||
           err_set(e, ERR_NOT_FOUND, N_("there is no template in the language '%.*s'"), STR(code));
}

bool page_template_builtin(Request *q, Err *e)
{
    Lang lang;

    if (!rights_check(&q->c, RIGHT_READ, template_of(q), 0, e) || !builtin(q->args[0], &lang, e))
        return false;
    q->type = "text/plain; charset=utf-8";
    buf_put(&q->out, review_template(lang));
    return true;
}

bool page_template_copy(Request *q, Err *e)
{
    Record *r = record_new(q->c.arena, template_of(q));
    Check k = { 0 };
    Lang lang;

    if (!rights_check(&q->c, RIGHT_CONFIRM, template_of(q), q->c.user->home, e) ||
        !builtin(request_form(q, "language"), &lang, e))
        return false;
    r->unit = q->c.user->home;
    rec_set_text(r, TEMPLATE_NAME, str_z(tr(lang, N_("Annual review"))));
    rec_set_text(r, TEMPLATE_LANGUAGE, str_z(lang_code(lang)));
    rec_set_text(r, TEMPLATE_BODY, review_template(lang));
    if (!store_create(&q->c, r, &k, e))
        return false;
    request_go(q, url(q->c.arena, "/review_template/%" PRId64 "/edit", r->id));
    return true;
}
