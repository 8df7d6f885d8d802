/* SPDX-License-Identifier: Apache-2.0
 * The kinds of record, by area, with how many of each the reader may see.
 */
#include "engine/backup.h"
#include "engine/query.h"
#include "engine/registry.h"
#include "engine/rights.h"
#include "web/areas.h"
#include "web/pages.h"
#include "web/show.h"

/* The types that the reader may see, each with the number of its records. */
typedef struct {
    const Type **types;
    Answer *numbers;
    size_t n;
} Counts;

static bool count_types(Request *q, Counts *out, Err *e)
{
    size_t most = registry_count(q->c.types);
    const QueryParts parts = { .count = S("rows") };
    const Query **asks = NEWN(q->c.arena, const Query *, most + 1);

    out->types = NEWN(q->c.arena, const Type *, most + 1);
    out->numbers = NEWN(q->c.arena, Answer, most + 1);
    for (size_t i = 0; i < most; i++) {
        const Type *t = registry_at(q->c.types, i);
        if (!rights_has(&q->c, RIGHT_READ, t, 0))
            continue;
        out->types[out->n] = t;
        asks[out->n] = query_build(&q->c, t, &parts, e);
        if (!asks[out->n++])
            return false;
    }
    return query_count_many(&q->c, asks, out->n, out->numbers, e);
}

static void put_type(Request *q, const Type *t, const Answer *a)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);

    put_count(&b, a->rows ? a->cells[0].i : 0);
    html(&q->out, "<li><a href=\"/%s\">%s</a> <span class=\"number\">%.*s</span></li>\n", t->name,
         type_label(t, q->c.lang), STR(buf_str(&b)));
}

static void put_area(Request *q, const char *area, const Counts *all)
{
    bool begun = false;
    for (size_t i = 0; i < all->n; i++) {
        if (strcmp(all->types[i]->area, area) != 0)
            continue;
        if (!begun)
            html(&q->out, "<section><h2>%s</h2><ul class=\"plain\">\n", area_label(q, area));
        begun = true;
        put_type(q, all->types[i], &all->numbers[i]);
    }
    if (begun)
        html(&q->out, "</ul></section>\n");
}

/* What concerns all of them. */
static void put_ways(Request *q)
{
    Err quiet = { .lang = q->c.lang };

    html(&q->out, "<p class=\"ways\"><a href=\"/admin/units\">%s</a>",
         say(q, N_("The tree of units")));
    if (rights_has(&q->c, RIGHT_ERASE, NULL, 0))
        html(&q->out, " <a href=\"/admin/kept\">%s</a>", say(q, N_("What is kept, and how long")));
    if (backup_may_make(&q->c, &quiet))
        html(&q->out, " <a href=\"/admin/backups\">%s</a>", say(q, N_("Backups")));
    html(&q->out, "</p>\n");
}

bool page_types(Request *q, Err *e)
{
    Counts all = { 0 };

    if (!count_types(q, &all, e))
        return false;
    layout_begin(q, NAV_RECORDS, str_z(say(q, N_("The records"))));
    html(&q->out, "<h1>%s</h1>\n<div class=\"columns\">\n", say(q, N_("The records")));
    for (const AreaLabel *a = area_labels; a->code; a++)
        put_area(q, a->code, &all);
    html(&q->out, "</div>\n");
    put_ways(q);
    layout_end(q);
    return true;
}
