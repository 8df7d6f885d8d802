/* SPDX-License-Identifier: Apache-2.0
 * The desk: what waits for whoever is signed in, in short on the start page and in full on pages of
 * its own.
 */
#include "web/desk.h"

#include "areas/areas.h"
#include "engine/desk.h"
#include "engine/draft.h"
#include "engine/registry.h"
#include "engine/rights.h"
#include "web/calendar.h"
#include "web/edit.h"
#include "web/pages.h"
#include "web/show.h"

enum { SHORT = 8, LONG = 200, WEEK_DAYS = 7, DRAFTS_SHOWN = 3 };

/* A line of a list: a record, what about it, when. */
typedef struct {
    const Type *type;
    int64_t id; /* 0: it is not one yet */
    Str href;   /* empty: its page */
    Str title, what, when;
    bool bad; /* over time */
} Line;

typedef VEC(Line) Lines;

typedef struct {
    Lines lines;
    size_t all; /* how many there are, at least */
    bool more;  /* … and more */
} Part;

typedef struct {
    Part waiting, due, tasks, returned, recent, drafts;
} Desk;

static Str day_text(Request *q, Day d)
{
    char text[11];
    day_print(d, text);
    return arena_str(q->c.arena, str_z(text));
}

static Str moment_day(Request *q, int64_t ms)
{
    return day_text(q, day_at(ms, q->c.tz));
}

static bool has_room(const Part *p, size_t most)
{
    return p->lines.n < most;
}

/* ---- what there is ---- */

static bool load_waiting(Request *q, Part *p, size_t most, Err *e)
{
    const WaitingItem *list;

    if (!desk_waiting(&q->c, &list, &p->all, &p->more, e))
        return false;
    for (size_t i = 0; i < p->all && has_room(p, most); i++)
        vec_push(q->c.arena, &p->lines,
                 (Line){ .type = list[i].type,
                         .id = list[i].id,
                         .what = str_z(say(q, list[i].move->label)),
                         .when = moment_day(q, list[i].since) });
    return true;
}

/* Tasks stand in a list of their own. */
static void take_due(Request *q, const DueWindow *due, Part *p, size_t most)
{
    p->more = due->more;
    for (size_t i = 0; i < due->n; i++) {
        const DueItem *d = &due->p[i];
        if (d->type == &task_type)
            continue;
        p->all++;
        if (has_room(p, most))
            vec_push(q->c.arena, &p->lines,
                     (Line){ .type = d->type,
                             .id = d->id,
                             .what = str_z(say(q, d->deadline->label)),
                             .when = day_text(q, d->due),
                             .bad = d->over });
    }
}

static bool load_due(Request *q, Part *p, size_t most, Err *e)
{
    DueWindow near = { 0 };

    if (!desk_due_windows(&q->c, &near, 1, e))
        return false;
    take_due(q, &near, p, most);
    return true;
}

/* What is near, and what falls due in the coming days. */
static bool load_dates(Request *q, Desk *d, Entries *coming, Err *e)
{
    DueWindow due[] = { { 0 }, coming_window(q, WEEK_DAYS) };

    if (!desk_due_windows(&q->c, due, LEN(due), e) || !coming_find(q, &due[1], coming, e))
        return false;
    take_due(q, &due[0], &d->due, SHORT);
    return true;
}

/* "/TYPE/new", "/TYPE/ID/edit"; a form of no type is in the list of all drafts alone. */
static bool draft_line(Request *q, const Draft *draft, Line *out)
{
    Str type, rest, id;

    if (!str_cut(str_part(draft->address, 1, draft->address.n), S("/"), &type, &rest))
        return false;
    *out = (Line){ .type = registry_find(q->c.types, type),
                   .href = arena_printf(q->c.arena, "%.*s?draft=1", STR(draft->address)),
                   .when = moment_day(q, draft->at) };
    if (!out->type)
        return false;
    if (str_eq(rest, S("new")))
        out->title = str_z(say(q, N_("New record")));
    else if (!str_cut(rest, S("/"), &id, &rest) || !str_int(id, &out->id))
        return false;
    return true;
}

static bool load_drafts(Request *q, Part *p, Err *e)
{
    const Draft *list;
    Line line;

    if (!draft_list(&q->c, &list, &p->all, e))
        return false;
    for (size_t i = 0; i < p->all && p->lines.n < DRAFTS_SHOWN; i++)
        if (draft_line(q, &list[i], &line))
            vec_push(q->c.arena, &p->lines, line);
    return true;
}

Str desk_tasks_where(Request *q)
{
    return arena_printf(q->c.arena, "owner = #%" PRId64 " and state in (open, begun)",
                        q->c.user->id);
}

static bool load_tasks(Request *q, Part *p, size_t most, Err *e)
{
    const Type *t = registry_find(q->c.types, S("task"));
    const QueryParts parts = {
        .where = desk_tasks_where(q), .columns = S("due"), .order = S("due"), .limit = LONG
    };
    const Query *query;

    if (!t || !rights_has(&q->c, RIGHT_READ, t, 0))
        return true;
    query = query_build(&q->c, t, &parts, e);
    AUTO(rows_done) Rows *rows = query ? query_run(&q->c, query, e) : NULL;
    while (rows && rows_next(rows, e)) {
        const Value *due = rows_value(rows, 0);
        if (++p->all <= most)
            vec_push(q->c.arena, &p->lines,
                     (Line){ .type = t,
                             .id = rows_id(rows),
                             .when = due->set ? day_text(q, (Day)due->j) : (Str){ 0 },
                             .bad = due->set && due->j < q->c.today });
    }
    p->more = p->all == LONG;
    return rows && !e->kind;
}

static void take_recent(Request *q, const RecentList *list, bool back, Part *p)
{
    p->all = list->n;
    for (size_t i = 0; i < list->n; i++)
        vec_push(q->c.arena, &p->lines,
                 (Line){ .type = list->p[i].type,
                         .id = list->p[i].id,
                         .what = list->p[i].why,
                         .when = moment_day(q, list->p[i].at),
                         .bad = back });
}

static bool load_recent(Request *q, Desk *d, Err *e)
{
    RecentList recent = { 0 }, returned = { 0 };

    if (!desk_recent(&q->c, SHORT, edit_by_hand, &recent, &returned, e))
        return false;
    take_recent(q, &recent, false, &d->recent);
    take_recent(q, &returned, true, &d->returned);
    return true;
}

static bool find_titles(Request *q, Part *const *parts, size_t nparts, const Entries *coming,
                        Err *e)
{
    size_t n = coming->n, at = coming->n;
    Titled *titles;

    for (size_t i = 0; i < nparts; i++)
        n += parts[i]->lines.n;
    titles = NEWN(q->c.arena, Titled, n + 1);
    memcpy(titles, entries_ask(q, coming), coming->n * sizeof *titles);
    for (size_t i = 0; i < nparts; i++)
        for (size_t k = 0; k < parts[i]->lines.n; k++)
            titles[at++] =
                (Titled){ .type = parts[i]->lines.p[k].type, .id = parts[i]->lines.p[k].id };
    if (!desk_titles(&q->c, titles, n, e))
        return false;
    entries_take(coming, titles);
    at = coming->n;
    for (size_t i = 0; i < nparts; i++) {
        for (size_t k = 0; k < parts[i]->lines.n; k++)
            if (parts[i]->lines.p[k].id)
                parts[i]->lines.p[k].title = titles[at + k].title;
        at += parts[i]->lines.n;
    }
    return true;
}

/* ---- showing ---- */

static void put_line(Request *q, const Line *l)
{
    Buf *out = &q->out;

    html(out, "<li class=\"%s\"><a href=\"%s\">%.*s</a> <span class=\"kind\">%s</span>",
         l->bad ? "over" : "", (l->href.n ? l->href : record_url(q, l->type->name, l->id)).p,
         STR(l->title), type_label(l->type, q->c.lang));
    if (l->what.n)
        html(out, " <span class=\"what\">%.*s</span>", STR(l->what));
    if (l->when.n)
        html(out, " <time datetime=\"%.*s\">%.*s</time>", STR(l->when), STR(l->when));
    html(out, "</li>\n");
}

static Str number_of(Request *q, const Part *p)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    put_count(&b, (int64_t)p->all);
    if (p->more)
        buf_putc(&b, '+');
    return arena_str(q->c.arena, buf_str(&b));
}

/* A part with its number and the way to all of it; nothing where there is nothing. */
static void put_part(Request *q, const char *heading, const Part *p, const char *href)
{
    Buf *out = &q->out;

    if (!p->lines.n)
        return;
    html(out, "<section class=\"desk\"><h2>%s <span class=\"count\">%.*s</span></h2><ul>\n",
         heading, STR(number_of(q, p)));
    for (size_t i = 0; i < p->lines.n; i++)
        put_line(q, &p->lines.p[i]);
    html(out, "</ul>");
    if (href && (p->all > p->lines.n || p->more))
        html(out, "<p><a href=\"%s\">%s</a></p>", href, say(q, N_("Show all")));
    html(out, "</section>\n");
}

/* Each draft goes on where it was left; the page of all is where one is thrown away. */
static void put_drafts(Request *q, const Part *p)
{
    Str says = p->all == 1 ? str_z(say(q, N_("You have one draft")))
                           : arena_printf(q->c.arena, say(q, N_("You have %zu drafts")), p->all);

    if (!p->all)
        return;
    html(&q->out, "<section class=\"desk\"><h2>%.*s</h2>", STR(says));
    if (p->lines.n)
        html(&q->out, "<ul>\n");
    for (size_t i = 0; i < p->lines.n; i++)
        put_line(q, &p->lines.p[i]);
    if (p->lines.n)
        html(&q->out, "</ul>");
    html(&q->out, "<p><a href=\"/drafts\">%s</a></p></section>\n", say(q, N_("All drafts")));
}

bool put_desk(Request *q, Err *e)
{
    Desk d = { 0 };
    Part *const parts[] = { &d.waiting, &d.due, &d.tasks, &d.returned, &d.recent, &d.drafts };
    Entries coming = { 0 };

    if (!load_waiting(q, &d.waiting, SHORT, e) || !load_dates(q, &d, &coming, e) ||
        !load_tasks(q, &d.tasks, SHORT, e) || !load_recent(q, &d, e) ||
        !load_drafts(q, &d.drafts, e) || !find_titles(q, parts, LEN(parts), &coming, e))
        return false;
    html(&q->out, "<div class=\"columns\">\n");
    put_part(q, say(q, N_("Returned to me")), &d.returned, NULL);
    put_drafts(q, &d.drafts);
    put_part(q, say(q, N_("Waits for my decision")), &d.waiting, "/waiting");
    put_part(q, say(q, N_("Deadlines")), &d.due, "/due");
    put_part(q, say(q, N_("My tasks")), &d.tasks, "/tasks");
    put_coming(q, WEEK_DAYS, &coming);
    put_part(q, say(q, N_("Recent work")), &d.recent, NULL);
    html(&q->out, "</div>\n");
    return true;
}

/* ---- pages of their own ---- */

static bool show_part(Request *q, const char *title, Part *p, const char *none, Err *e)
{
    const Entries nothing = { 0 };

    if (!find_titles(q, &p, 1, &nothing, e))
        return false;
    layout_begin(q, NAV_DESK, str_z(title));
    html(&q->out, "<h1>%s</h1>\n<p class=\"total\">%.*s</p>\n<ul class=\"desk\">\n", title,
         STR(number_of(q, p)));
    for (size_t i = 0; i < p->lines.n; i++)
        put_line(q, &p->lines.p[i]);
    html(&q->out, "</ul>\n");
    if (!p->lines.n)
        html(&q->out, "<p class=\"none\">%s</p>\n", none);
    if (p->all > p->lines.n || p->more)
        html(&q->out, "<p class=\"hint\">%s</p>\n",
             arena_printf(q->c.arena, say(q, N_("The first %d are shown.")), (int)p->lines.n).p);
    layout_end(q);
    return true;
}

bool page_waiting(Request *q, Err *e)
{
    Part p = { 0 };
    return load_waiting(q, &p, LONG, e) && show_part(q, say(q, N_("Waits for my decision")), &p,
                                                     say(q, N_("Nothing waits for you.")), e);
}

bool page_due(Request *q, Err *e)
{
    Part p = { 0 };
    return load_due(q, &p, LONG, e) &&
           show_part(q, say(q, N_("Deadlines")), &p, say(q, N_("No deadline is near or over.")), e);
}

bool page_tasks(Request *q, Err *e)
{
    Part p = { 0 };
    return load_tasks(q, &p, LONG, e) &&
           show_part(q, say(q, N_("My tasks")), &p, say(q, N_("You have no open task.")), e);
}
