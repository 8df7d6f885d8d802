/* SPDX-License-Identifier: Apache-2.0
 * The search box over everything: records of all types by the names that they have; whole as a
 * page, and its first rows as a part of one, for as-you-type.
 */
#include "engine/desk.h"
#include "engine/finder.h"
#include "engine/query.h"
#include "engine/registry.h"
#include "web/pages.h"
#include "web/show.h"

enum {
    PART_ROWS = 8,
    TYPE_ROWS = 5,    /* of each type on the page */
    TYPES_SHOWN = 24,
    FOUND_MOST = 5000, /* beyond it nothing is counted */
};

static const char *const how_labels[FOUND__N] = {
    [FOUND_EXACT] = N_("as written"),
    [FOUND_SOUND] = N_("by sound"),
    [FOUND_INITIALS] = N_("by initials"),
    [FOUND_MIXED] = N_("by sound"),
    [FOUND_NEAR] = N_("with a slip"),
};

/* ---- as you type ---- */

static void put_hit(Request *q, const Found *hit, Str title)
{
    html(&q->out, "<li><a href=\"%s\">%.*s</a> <span class=\"hint\">%s · %s · %s</span></li>\n",
         record_url(q, hit->type->name, hit->id).p, STR(title), type_label(hit->type, q->c.lang),
         field_label(hit->field, q->c.lang), say(q, how_labels[hit->how]));
}

bool page_search_part(Request *q, Err *e)
{
    FinderAsk ask = { .text = request_query(q, "q"), .top = PART_ROWS };
    Titled titles[PART_ROWS] = { 0 };
    FoundList list;

    if (!finder_find(&q->c, &ask, &list, e))
        return false;
    for (size_t i = 0; i < list.n; i++)
        titles[i] = (Titled){ .type = list.p[i].type, .id = list.p[i].id };
    if (!desk_titles(&q->c, titles, list.n, e))
        return false;
    html(&q->out, "<ol class=\"found\">\n");
    for (size_t i = 0; i < list.n; i++)
        put_hit(q, &list.p[i], titles[i].title);
    html(&q->out, "</ol>\n");
    if (list.more)
        html(&q->out, "<p class=\"hint\"><a href=\"%s\">%s</a></p>\n",
             url(q->c.arena, "/search?q=%.*s", STR(ask.text)).p, say(q, N_("All that is found")));
    return true;
}

/* ---- the page ---- */

/* The types of what was found, each once, in the order of their best record. */
static size_t types_of(const FoundList *list, const Type **out, size_t max)
{
    size_t n = 0;

    for (size_t i = 0; i < list->n; i++) {
        size_t k = 0;
        while (k < n && out[k] != list->p[i].type)
            k++;
        if (k == n && n < max)
            out[n++] = list->p[i].type;
    }
    return n;
}

typedef struct {
    const Query **queries;
    int64_t *totals;
    RowList *rows;
    size_t n;
} Sections;

/* The best records of a type; all that was found of it is known, unless there are too many. */
static const Query *ask_type(Request *q, const Type *t, Str text, const FoundList *list, Err *e)
{
    QueryParts parts = { .search = text, .limit = TYPE_ROWS + 1, .best = FOUND_MOST };
    int64_t *ids = NEWN(q->c.arena, int64_t, list->n + 1);

    for (size_t i = 0; i < list->n; i++)
        if (list->p[i].type == t)
            ids[parts.nfound++] = list->p[i].id;
    if (list->more) {
        parts.best = TYPE_ROWS;
        parts.nfound = 0;
    } else {
        parts.found = ids;
    }
    return query_build(&q->c, t, &parts, e);
}

static void put_section(Request *q, const Sections *all, size_t i, Str text, bool counted)
{
    const Type *t = query_type(all->queries[i]);
    RecordTable table = { .caption = type_label(t, q->c.lang), .limit = TYPE_ROWS };
    AUTO(buf_done) Buf number = buf_new(BUF_LINE);

    if (!all->totals[i])
        return;
    put_count(&number, all->totals[i]);
    html(&q->out, "<h2><a href=\"%s\">%s</a>",
         url(q->c.arena, "/%s?search=%.*s", t->name, STR(text)).p, type_label(t, q->c.lang));
    if (counted)
        html(&q->out, " <span class=\"count\">%.*s</span>", STR(buf_str(&number)));
    html(&q->out, "</h2>\n");
    show_rows(q, all->queries[i], &all->rows[i], &table);
}

static bool put_sections(Request *q, const FoundList *list, const Type *const *types, size_t n,
                         Str text, Err *e)
{
    Sections all = { NEWN(q->c.arena, const Query *, n + 1), NEWN(q->c.arena, int64_t, n + 1),
                     NEWN(q->c.arena, RowList, n + 1), n };

    for (size_t i = 0; i < n; i++)
        if (!(all.queries[i] = ask_type(q, types[i], text, list, e)))
            return false;
    if (!query_total_many(&q->c, all.queries, n, all.totals, e) ||
        !query_list_many(&q->c, all.queries, n, all.rows, e) ||
        !show_fetch_titles(q, all.queries, all.rows, n, e))
        return false;
    for (size_t i = 0; i < n; i++)
        put_section(q, &all, i, text, !list->more);
    return true;
}

static bool put_found(Request *q, Str text, Err *e)
{
    size_t max = registry_count(q->c.types), n;
    const Type **types = NEWN(q->c.arena, const Type *, max);
    FoundList list;

    if (!finder_find(&q->c, &(FinderAsk){ .text = text, .top = FOUND_MOST }, &list, e))
        return false;
    n = types_of(&list, types, max);
    if (n == 0)
        html(&q->out, "<p class=\"lead\">%s</p>\n",
             say(q, N_("Nothing is found that you may see.")));
    else if (list.more)
        html(&q->out, "<p class=\"hint\">%s</p>\n",
             say(q, N_("So much is found that only the best is shown; write more of the name.")));
    else
        show_total(q, (int64_t)list.n);
    return put_sections(q, &list, types, n < TYPES_SHOWN ? n : TYPES_SHOWN, text, e);
}

bool page_search(Request *q, Err *e)
{
    Str text = str_trim(request_query(q, "q"));
    size_t before;
    Err wrong = { .lang = e->lang };

    layout_begin(q, NAV_NONE, str_z(say(q, N_("Search"))));
    html(&q->out, "<h1>%s</h1>\n", say(q, N_("Search")));
    html(&q->out, "<p class=\"hint\">%s</p>\n",
         say(q, N_("Names in any script, in pinyin or as they were spelled abroad, by their"
                   " initials or their beginning: 陳嘉庚, chenjiageng, cjg, Tan Kah Kee.")));
    before = q->out.n;
    if (text.n && !put_found(q, text, &wrong)) {
        if (wrong.kind != ERR_INVALID) {
            *e = wrong;
            return false;
        }
        q->status = 400;
        q->out.n = before;
        html(&q->out, "<p class=\"problem\" role=\"alert\">%s</p>\n", wrong.msg);
    }
    layout_end(q);
    return true;
}
