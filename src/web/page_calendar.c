/* SPDX-License-Identifier: Apache-2.0
 * The calendar: appointments, what the records say goes on, and what falls due; a month as a table,
 * any days as a list.
 */
#include "web/calendar.h"

#include "areas/areas.h"
#include "engine/desk.h"
#include "engine/registry.h"
#include "engine/rights.h"
#include "engine/workday.h"
#include "text/lunar.h"
#include "web/pages.h"
#include "web/show.h"

enum { WEEK = 7, CELL_MOST = 5, LIST_DAYS = 92 };

/* ---- what there is ---- */

static bool join_entries(Request *q, const DueWindow *due, Entries *out, Err *e)
{
    CalendarList all;
    Entry *list;

    if (!desk_calendar(&q->c, calendar_sources, due->since, due->until, &all, e))
        return false;
    list = NEWN(q->c.arena, Entry, all.n + due->n + 1);
    for (size_t i = 0; i < all.n; i++)
        list[i] = (Entry){ all.p[i].type, all.p[i].id, all.p[i].from, all.p[i].to, { 0 }, NULL };
    for (size_t i = 0; i < due->n; i++) {
        const DueItem *d = &due->p[i];
        list[all.n + i] = (Entry){ d->type, d->id, d->due, d->due, { 0 }, d->deadline };
    }
    *out = (Entries){ list, all.n + due->n, all.more || due->more };
    return true;
}

bool entries_find(Request *q, Day since, Day until, Entries *out, Err *e)
{
    DueWindow due = { .since = since, .until = until };

    return desk_due_windows(&q->c, &due, 1, e) && join_entries(q, &due, out, e);
}

Titled *entries_ask(Request *q, const Entries *all)
{
    Titled *titles = NEWN(q->c.arena, Titled, all->n + 1);
    for (size_t i = 0; i < all->n; i++)
        titles[i] = (Titled){ .type = all->p[i].type, .id = all->p[i].id };
    return titles;
}

void entries_take(const Entries *all, const Titled *titles)
{
    for (size_t i = 0; i < all->n; i++)
        all->p[i].title = titles[i].title;
}

static bool load(Request *q, Day since, Day until, Entries *out, Err *e)
{
    Titled *titles;

    if (!entries_find(q, since, until, out, e))
        return false;
    titles = entries_ask(q, out);
    if (!desk_titles(&q->c, titles, out->n, e))
        return false;
    entries_take(out, titles);
    return true;
}

static bool touches(const Entry *x, Day d)
{
    return x->from <= d && d <= x->to;
}

/* ---- days in words ---- */

static bool find_lunar(Day d, int *month, bool *leap, int *day)
{
    for (int year = day_year(d); year >= day_year(d) - 1; year--)
        for (int m = 1; m <= 12; m++)
            for (int l = 0; l < 2; l++) {
                Day first;
                int days;
                if (!lunar_month(year, m, l, &first, &days) || d < first ||
                    day_number(d) >= day_number(first) + days)
                    continue;
                *month = m;
                *leap = l;
                *day = (int)(day_number(d) - day_number(first)) + 1;
                return true;
            }
    return false;
}

/* 初一 is called by its month. For readers of Chinese only. */
static void put_lunar(Request *q, Day d)
{
    static const char *const tens[] = { "初", "十", "廿", "三十" };
    static const char *const ones[] = {
        "十", "一", "二", "三", "四", "五", "六", "七", "八", "九"
    };
    static const char *const months[] = { "正", "二", "三", "四", "五", "六",
                                          "七", "八", "九", "十", "冬", "臘" };
    int month, day;
    bool leap;

    if (q->c.lang == LANG_EN || !find_lunar(d, &month, &leap, &day))
        return;
    html(&q->out, " <span class=\"lunar\">");
    if (day == 1)
        html(&q->out, "%s%s月", leap ? (q->c.lang == LANG_HANS ? "闰" : "閏") : "",
             month == 12 && q->c.lang == LANG_HANS ? "腊" : months[month - 1]);
    else if (day == 20 || day == 30)
        html(&q->out, "%s", day == 20 ? "二十" : "三十");
    else
        html(&q->out, "%s%s", tens[(day - 1) / 10], ones[day % 10]);
    html(&q->out, "</span>");
}

static const char *weekday(const Request *q, Day d)
{
    static const char *const names[WEEK] = { N_("Monday"),   N_("Tuesday"), N_("Wednesday"),
                                             N_("Thursday"), N_("Friday"),  N_("Saturday"),
                                             N_("Sunday") };
    return say(q, names[day_weekday(d)]);
}

/* A workday that is a holiday, or a day of the weekend that is worked. */
static const char *day_class(const Request *q, Day d)
{
    bool works = holiday_workday(workdays(&q->c), d);
    if (d == q->c.today)
        return works ? "today" : "today free";
    return works ? "" : "free";
}

/* What a day is off for, or why a day of the weekend is worked. */
static void put_holiday(Request *q, Day d)
{
    Str name = holiday_name(workdays(&q->c), d);

    if (!name.n)
        return;
    html(&q->out, " <span class=\"holiday\">%.*s", STR(name));
    if (holiday_workday(workdays(&q->c), d))
        html(&q->out, " · %s", say(q, N_("worked")));
    html(&q->out, "</span>");
}

/* ---- entries ---- */

static void put_entry(Request *q, const Entry *x)
{
    html(&q->out, "<li class=\"%s\"><a href=\"%s\">%.*s</a>", x->deadline ? "due" : "",
         record_url(q, x->type->name, x->id).p, STR(x->title));
    html(&q->out, " <span class=\"kind\">%s</span></li>",
         x->deadline ? say(q, x->deadline->label) : type_label(x->type, q->c.lang));
}

static Str day_url(Request *q, Day d)
{
    char text[11];
    day_print(d, text);
    return url(q->c.arena, "/calendar?from=%s", text);
}

/* The entries of one day; at most so many, then the way to the rest. */
static void put_entries(Request *q, const Entries *all, Day d, size_t most)
{
    size_t n = 0;

    for (size_t i = 0; i < all->n; i++) {
        if (!touches(&all->p[i], d))
            continue;
        if (n == 0)
            html(&q->out, "<ul>");
        if (n++ < most)
            put_entry(q, &all->p[i]);
    }
    if (n)
        html(&q->out, "</ul>");
    if (n > most)
        html(&q->out, "<p class=\"rest\"><a href=\"%s\">%s</a></p>", day_url(q, d).p,
             arena_printf(q->c.arena, say(q, N_("%d more")), (int)(n - most)).p);
}

static bool has_entries(const Entries *all, Day d)
{
    for (size_t i = 0; i < all->n; i++)
        if (touches(&all->p[i], d))
            return true;
    return false;
}

/* ---- a list of days ---- */

static void put_days(Request *q, const Entries *all, Day since, Day until, size_t most)
{
    Buf *out = &q->out;

    html(out, "<dl class=\"days\">\n");
    for (Day d = since; d <= until; d = day_add(d, 1)) {
        char text[11];
        if (!has_entries(all, d))
            continue;
        day_print(d, text);
        html(out, "<div class=\"%s\"><dt><time datetime=\"%s\">%s</time> %s", day_class(q, d), text,
             text, weekday(q, d));
        put_lunar(q, d);
        put_holiday(q, d);
        html(out, "</dt><dd>");
        put_entries(q, all, d, most);
        html(out, "</dd></div>\n");
    }
    html(out, "</dl>\n");
}

DueWindow coming_window(const Request *q, int days)
{
    return (DueWindow){ .since = q->c.today, .until = day_add(q->c.today, days - 1) };
}

bool coming_find(Request *q, const DueWindow *due, Entries *out, Err *e)
{
    return join_entries(q, due, out, e);
}

void put_coming(Request *q, int days, const Entries *all)
{
    if (!all->n)
        return;
    html(&q->out, "<section class=\"desk\"><h2><a href=\"/calendar\">%s</a></h2>\n",
         say(q, N_("The coming days")));
    put_days(q, all, q->c.today, day_add(q->c.today, days - 1), CELL_MOST);
    html(&q->out, "</section>\n");
}

/* ---- a month ---- */

static void put_cell(Request *q, const Entries *all, Day d, int month)
{
    Buf *out = &q->out;
    char text[11];

    day_print(d, text);
    html(out,
         "<td class=\"%s%s%s\"><p class=\"day\"><a href=\"%s\"><time datetime=\"%s\">%d</time></a>",
         day_class(q, d), day_month(d) == month ? "" : " other",
         has_entries(all, d) ? "" : " empty", day_url(q, d).p, text, day_of(d));
    html(out, " <span class=\"weekday\">%s</span>", weekday(q, d));
    put_lunar(q, d);
    put_holiday(q, d);
    html(out, "</p>");
    put_entries(q, all, d, CELL_MOST);
    html(out, "</td>");
}

static void put_month(Request *q, const Entries *all, Day first, Day since, Day until)
{
    Buf *out = &q->out;

    html(out, "<table class=\"month\"><caption class=\"quiet\">%s</caption><thead><tr>",
         say(q, N_("Calendar")));
    for (int i = 0; i < WEEK; i++)
        html(out, "<th scope=\"col\">%s</th>", weekday(q, day_add(since, i)));
    html(out, "</tr></thead><tbody>\n");
    for (Day d = since; d <= until; d = day_add(d, WEEK)) {
        html(out, "<tr>");
        for (int i = 0; i < WEEK; i++)
            put_cell(q, all, day_add(d, i), day_month(first));
        html(out, "</tr>\n");
    }
    html(out, "</tbody></table>\n");
}

/* ---- the page ---- */

static Str month_text(Request *q, Day first)
{
    return arena_printf(q->c.arena, "%04d-%02d", day_year(first), day_month(first));
}

static void put_ways(Request *q, Day first)
{
    Str before = month_text(q, day_add_months(first, -1)),
        after = month_text(q, day_add_months(first, 1));
    Buf *out = &q->out;

    html(
        out,
        "<nav class=\"pages\" aria-label=\"%s\"><ul><li><a rel=\"prev\" href=\"%s\">← %.*s</a></li>",
        say(q, N_("Months")), url(q->c.arena, "/calendar?month=%s", before.p).p, STR(before));
    html(out, "<li><a href=\"/calendar\">%s</a></li>", say(q, N_("This month")));
    html(out, "<li><a rel=\"next\" href=\"%s\">%.*s →</a></li>",
         url(q->c.arena, "/calendar?month=%s", after.p).p, STR(after));
    html(out, "<li><a href=\"%s\">%s</a></li>", day_url(q, q->c.today).p, say(q, N_("As a list")));
    html(out, "<li><a href=\"/calendar/feed\">%s</a></li></ul></nav>\n",
         say(q, N_("My calendar elsewhere")));
}

static void put_new(Request *q)
{
    const Type *t = registry_find(q->c.types, S("appointment"));
    if (rights_has(&q->c, RIGHT_DESK, t, 0))
        html(
            &q->out,
            "<p class=\"ways\"><a href=\"/appointment/new\">%s</a> <a href=\"/task/new\">%s</a></p>\n",
            say(q, N_("New appointment")), say(q, N_("New task")));
}

static bool show_month(Request *q, Day first, Err *e)
{
    Day since = day_add(first, -day_weekday(first));
    Day last = day_add(day_add_months(first, 1), -1);
    Day until = day_add(last, WEEK - 1 - day_weekday(last));
    Entries all = { 0 };

    if (!load(q, since, until, &all, e))
        return false;
    layout_begin(q, NAV_CALENDAR, month_text(q, first));
    html(&q->out, "<h1>%s %.*s</h1>\n", say(q, N_("Calendar")), STR(month_text(q, first)));
    put_ways(q, first);
    put_new(q);
    put_month(q, &all, first, since, until);
    layout_end(q);
    return true;
}

static bool show_list(Request *q, Day since, Err *e)
{
    Day until = day_add(since, LIST_DAYS - 1);
    Entries all = { 0 };

    if (!load(q, since, until, &all, e))
        return false;
    layout_begin(q, NAV_CALENDAR, str_z(say(q, N_("Calendar"))));
    html(&q->out, "<h1>%s</h1>\n", say(q, N_("Calendar")));
    put_ways(q, day_make(day_year(since), day_month(since), 1));
    put_new(q);
    put_days(q, &all, since, until, all.n);
    if (!all.n)
        html(&q->out, "<p class=\"none\">%s</p>\n",
             say(q, N_("Nothing is entered for these days.")));
    layout_end(q);
    return true;
}

bool page_calendar(Request *q, Err *e)
{
    Str month = request_query(q, "month"), from = request_query(q, "from");
    Day day = q->c.today;

    if (from.n && !day_parse(from, &day))
        return err_set(e, ERR_INVALID, N_("'%.*s' is no day; write it as 2024-03-10"), STR(from));
    if (from.n)
        return show_list(q, day, e);
    if (month.n && !day_parse(arena_printf(q->c.arena, "%.*s-01", STR(month)), &day))
        return err_set(e, ERR_INVALID, N_("'%.*s' is no month; write it as 2024-03"), STR(month));
    return show_month(q, day_make(day_year(day), day_month(day), 1), e);
}
