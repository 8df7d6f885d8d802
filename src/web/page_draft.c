/* SPDX-License-Identifier: Apache-2.0
 * Drafts of forms: kept by a button or, now and then, by the script of the form.
 */
#include <jansson.h>

#include "web/edit.h"
#include "web/pages.h"
#include "web/show.h"

/* The fields of the record and the version that was seen; never what proves the session. */
static bool is_kept(const WebParam *p)
{
    return str_starts(p->name, S(FORM_PREFIX)) || str_eq(p->name, S("version")) ||
           str_eq(p->name, S("why"));
}

bool edit_keep_draft(Request *q, Err *e)
{
    AUTO(buf_done) Buf b = buf_new(DRAFT_MAX);
    size_t n = 0;

    buf_putc(&b, '[');
    for (size_t i = 0; i < q->nform; i++) {
        if (!is_kept(&q->form[i]))
            continue;
        buf_put(&b, n++ ? S(",[") : S("["));
        buf_json(&b, q->form[i].name);
        buf_putc(&b, ',');
        buf_json(&b, q->form[i].value);
        buf_putc(&b, ']');
    }
    buf_putc(&b, ']');
    if (b.failed)
        return err_set(e, ERR_INVALID, "a draft has at most %d KB; save the record",
                       DRAFT_MAX >> 10);
    if (!draft_keep(&q->c, q->path, buf_str(&b), e))
        return false;
    if (!request_form(q, "part").n) {
        request_go(q, url(q->c.arena, "/drafts"));
        return true;
    }
    q->type = "text/plain; charset=utf-8";
    buf_put(&q->out, arena_printf(q->c.arena, say(q, N_("Draft kept at %.*s")),
                                  STR(clock_text(q, q->c.now))));
    return true;
}

void edit_load_draft(Request *q, const Draft *d)
{
    json_t *list = json_loadb(d->body.p, d->body.n, 0, NULL);
    size_t n = json_array_size(list);

    q->form = NEWN(q->c.arena, WebParam, n + 1);
    q->nform = 0;
    for (size_t i = 0; i < n; i++) {
        const json_t *one = json_array_get(list, i);
        const json_t *name = json_array_get(one, 0), *value = json_array_get(one, 1);
        q->form[q->nform++] = (WebParam){
            arena_str(q->c.arena, (Str){ json_string_value(name), json_string_length(name) }),
            arena_str(q->c.arena, (Str){ json_string_value(value), json_string_length(value) })
        };
    }
    json_decref(list);
}

static void put_discard(Request *q, const Draft *d)
{
    form_begin(q, "/drafts/discard");
    html(&q->out,
         "<input type=\"hidden\" name=\"address\" value=\"%.*s\">"
         "<button type=\"submit\" class=\"plain\">%s</button></form>",
         STR(d->address), say(q, N_("Discard it")));
}

void edit_put_draft(Request *q, const Draft *d)
{
    html(&q->out, "<div class=\"notice draft\"><p>");
    html_text(&q->out, arena_printf(q->c.arena, say(q, N_("You have a draft of %.*s.")),
                                    STR(clock_text(q, d->at))));
    html(&q->out, " <a href=\"%.*s?draft=1\">%s</a></p>", STR(d->address),
         say(q, N_("Go on with it")));
    put_discard(q, d);
    html(&q->out, "</div>\n");
}

/* ---- the pages ---- */

bool page_drafts(Request *q, Err *e)
{
    const Draft *list;
    size_t n;

    if (!draft_list(&q->c, &list, &n, e))
        return false;
    layout_begin(q, NAV_RECORDS, str_z(say(q, N_("Drafts"))));
    html(&q->out, "<h1>%s</h1>\n", say(q, N_("Drafts")));
    if (!n)
        html(&q->out, "<p class=\"lead\">%s</p>\n", say(q, N_("You have no drafts.")));
    else
        html(&q->out, "<ul class=\"plain drafts\">\n");
    for (size_t i = 0; i < n; i++) {
        html(&q->out, "<li><a href=\"%.*s?draft=1\">%.*s</a> <span class=\"hint\">%.*s</span>",
             STR(list[i].address), STR(list[i].address), STR(clock_text(q, list[i].at)));
        put_discard(q, &list[i]);
        html(&q->out, "</li>\n");
    }
    if (n)
        html(&q->out, "</ul>\n");
    layout_end(q);
    return true;
}

bool page_draft_discard(Request *q, Err *e)
{
    if (!draft_drop(&q->c, request_form(q, "address"), e))
        return false;
    request_go(q, url(q->c.arena, "/drafts"));
    return true;
}
