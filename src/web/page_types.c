/* SPDX-License-Identifier: Apache-2.0
 * The kinds of record, by area, with how many of each the reader may see.
 */
#include "engine/query.h"
#include "engine/registry.h"
#include "engine/rights.h"
#include "web/areas.h"
#include "web/pages.h"
#include "web/show.h"

static bool put_type(Request *q, const Type *t, Err *e)
{
    QueryParts parts = { 0 };
    Query *query = query_build(&q->c, t, &parts, e);
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    int64_t n;

    if (!query || !query_total(&q->c, query, &n, e))
        return false;
    put_count(&b, n);
    html(&q->out, "<li><a href=\"/%s\">%s</a> <span class=\"number\">%.*s</span></li>\n", t->name,
         type_label(t, q->c.lang), STR(buf_str(&b)));
    return true;
}

static bool put_area(Request *q, const char *area, Err *e)
{
    bool begun = false;
    for (size_t i = 0; i < registry_count(q->c.types); i++) {
        const Type *t = registry_at(q->c.types, i);
        if (strcmp(t->area, area) != 0 || !rights_has(&q->c, RIGHT_READ, t, 0))
            continue;
        if (!begun)
            html(&q->out, "<section><h2>%s</h2><ul class=\"plain\">\n", area_label(q, area));
        begun = true;
        if (!put_type(q, t, e))
            return false;
    }
    if (begun)
        html(&q->out, "</ul></section>\n");
    return true;
}

bool page_types(Request *q, Err *e)
{
    layout_begin(q, NAV_RECORDS, str_z(say(q, N_("The records"))));
    html(&q->out, "<h1>%s</h1>\n<div class=\"columns\">\n", say(q, N_("The records")));
    for (const AreaLabel *a = area_labels; a->code; a++)
        if (!put_area(q, a->code, e))
            return false;
    html(&q->out, "</div>\n");
    layout_end(q);
    return true;
}
