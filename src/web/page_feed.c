/* SPDX-License-Identifier: Apache-2.0
 * The calendar as a file that other programs read (RFC 5545, by libical), and the page on which its
 * key is made and taken back.
 */
#include <libical/ical.h>

#include "areas/areas.h"
#include "engine/desk.h"
#include "engine/feed.h"
#include "engine/query.h"
#include "engine/registry.h"
#include "engine/rights.h"
#include "web/calendar.h"
#include "web/pages.h"
#include "web/site.h"

enum { DAYS_BACK = 31, DAYS_ON = 366, EVENTS_MAX = 4000 };

/* ---- the page ---- */

static void put_state(Request *q, const FeedState *s)
{
    char at[32];

    if (!s->there) {
        html(&q->out, "<p>%s</p>\n", say(q, N_("Nobody reads your calendar from outside.")));
        return;
    }
    time_print(s->made_at, q->c.tz, at);
    html(&q->out, "<p>%s</p>\n",
         arena_printf(q->c.arena, say(q, N_("A key was made on %.10s.")), at).p);
    if (s->used_at) {
        time_print(s->used_at, q->c.tz, at);
        html(&q->out, "<p>%s</p>\n",
             arena_printf(q->c.arena, say(q, N_("It was used last on %.10s.")), at).p);
    }
}

static void put_button(Request *q, const char *what, const char *label)
{
    form_begin(q, "/calendar/feed");
    html(&q->out, "<button type=\"submit\" name=\"what\" value=\"%s\">%s</button></form>\n", what,
         label);
}

static bool put_page(Request *q, Str key, Err *e)
{
    Buf *out = &q->out;
    FeedState s;

    if (!feed_state(&q->c, q->c.user->id, &s, e))
        return false;
    layout_begin(q, NAV_CALENDAR, str_z(say(q, N_("My calendar elsewhere"))));
    put_crumb(q, S("/calendar"), str_z(say(q, N_("Calendar"))));
    html(out, "<h1>%s</h1>\n<p class=\"lead\">%s</p>\n", say(q, N_("My calendar elsewhere")),
         say(q, N_("A telephone or another program can show the office's calendar: it reads this "
                   "address now and then. Whoever has the address reads the calendar, so give it "
                   "to nobody. Names of persons are left out.")));
    if (key.n)
        html(out, "<p>%s</p><p><code>%s</code></p>\n",
             say(q,
                 N_("This is the address, behind the name of this server; it is shown this once:")),
             url(q->c.arena, "/calendar/feed/%s", key.p).p);
    put_state(q, &s);
    put_button(
        q, "make",
        say(q, s.there ? N_("Make a new key; the old one is no good then") : N_("Make a key")));
    if (s.there)
        put_button(q, "end", say(q, N_("Take the key back")));
    layout_end(q);
    return true;
}

bool page_feed_key(Request *q, Err *e)
{
    return put_page(q, S(""), e);
}

/* A key stands in the answer itself, since it must not be kept for another page. */
bool page_feed_key_send(Request *q, Err *e)
{
    Str key = S("");

    if (str_eq(request_form(q, "what"), S("make")))
        return feed_make(&q->c, q->c.user->id, &key, e) && put_page(q, key, e);
    if (!feed_end(&q->c, q->c.user->id, e))
        return false;
    request_go(q, S("/calendar/feed"));
    return true;
}

/* ---- the file ---- */

static struct icaltimetype day_time(Day d)
{
    struct icaltimetype t = icaltime_null_date();
    t.year = day_year(d);
    t.month = day_month(d);
    t.day = day_of(d);
    return t;
}

/* "09:30" of that day where the office is, in UTC. */
static struct icaltimetype clock_time(const Request *q, Day d, Str time)
{
    int64_t hour = 0, minute = 0, minutes;

    (void)(str_int(str_part(time, 0, 2), &hour) && str_int(str_part(time, 3, 2), &minute));
    minutes = (day_number(d) - day_number(19700101)) * 1440 + hour * 60 + minute - q->c.tz;
    return icaltime_from_timet_with_zone((time_t)(minutes * 60), 0,
                                         icaltimezone_get_utc_timezone());
}

static icalcomponent *new_event(const Request *q, const char *uid, const char *summary)
{
    return icalcomponent_vanew(ICAL_VEVENT_COMPONENT, icalproperty_new_uid(uid),
                               icalproperty_new_dtstamp(icaltime_from_timet_with_zone(
                                   (time_t)(q->c.now / 1000), 0, icaltimezone_get_utc_timezone())),
                               icalproperty_new_summary(summary), (void *)0);
}

/* What leaves the house says no more than staff may know of one another's work. */
static Str outside_title(Request *q, const Entry *x)
{
    int title = type_title(x->type);
    bool personal = title >= 0 && x->type->fields[title].level > LEVEL_INTERNAL;
    Str kind = str_z(x->deadline ? say(q, x->deadline->label) : type_label(x->type, q->c.lang));

    return personal ? kind : arena_printf(q->c.arena, "%.*s · %.*s", STR(x->title), STR(kind));
}

static void add_entry(Request *q, icalcomponent *all, const Entry *x)
{
    Str uid = arena_printf(q->c.arena, "%s-%" PRId64 "%s%s@qiao", x->type->name, x->id,
                           x->deadline ? "-" : "", x->deadline ? x->deadline->name : "");
    icalcomponent *event = new_event(q, uid.p, arena_z(q->c.arena, outside_title(q, x)));

    icalcomponent_add_property(event, icalproperty_new_dtstart(day_time(x->from)));
    icalcomponent_add_property(event, icalproperty_new_dtend(day_time(day_add(x->to, 1))));
    icalcomponent_add_component(all, event);
}

/* Appointments have hours, and a place. */
static void add_appointment(Request *q, icalcomponent *all, const Rows *rows)
{
    const Value *day = rows_value(rows, 1), *time = rows_value(rows, 2),
                *last = rows_value(rows, 3), *until = rows_value(rows, 4),
                *place = rows_value(rows, 5);
    Day from = (Day)day->i, to = last->set ? (Day)last->i : from;
    icalcomponent *event =
        new_event(q, arena_printf(q->c.arena, "appointment-%" PRId64 "@qiao", rows_id(rows)).p,
                  arena_z(q->c.arena, rows_value(rows, 0)->text));

    if (time->set) {
        icalcomponent_add_property(event,
                                   icalproperty_new_dtstart(clock_time(q, from, time->text)));
        if (until->set)
            icalcomponent_add_property(event,
                                       icalproperty_new_dtend(clock_time(q, to, until->text)));
    } else {
        icalcomponent_add_property(event, icalproperty_new_dtstart(day_time(from)));
        icalcomponent_add_property(event, icalproperty_new_dtend(day_time(day_add(to, 1))));
    }
    if (place->set)
        icalcomponent_add_property(event,
                                   icalproperty_new_location(arena_z(q->c.arena, place->text)));
    icalcomponent_add_component(all, event);
}

static bool add_appointments(Request *q, icalcomponent *all, Day since, Day until, Err *e)
{
    const Type *t = registry_need(q->c.types, S("appointment"), e);
    char days[2][11];
    QueryParts parts = { .columns = S("title, day, time, last_day, until, place"),
                         .order = S("day"),
                         .limit = EVENTS_MAX };
    const Query *query;

    day_print(since, days[0]);
    day_print(until, days[1]);
    parts.where = arena_printf(q->c.arena, "day >= %s and day <= %s", days[0], days[1]);
    query = t ? query_build(&q->c, t, &parts, e) : NULL;
    AUTO(rows_done) Rows *rows = query ? query_run(&q->c, query, e) : NULL;
    while (rows && rows_next(rows, e))
        add_appointment(q, all, rows);
    return rows && !e->kind;
}

static bool fill(Request *q, icalcomponent *all, Err *e)
{
    Day since = day_add(q->c.today, -DAYS_BACK), until = day_add(q->c.today, DAYS_ON);
    Entries entries = { 0 };
    Titled *titles;

    if (!entries_find(q, since, until, &entries, e))
        return false;
    titles = entries_ask(q, &entries);
    if (!desk_titles(&q->c, titles, entries.n, e))
        return false;
    entries_take(&entries, titles);
    for (size_t i = 0; i < entries.n && i < EVENTS_MAX; i++)
        if (entries.p[i].type != &appointment_type || entries.p[i].deadline)
            add_entry(q, all, &entries.p[i]);
    return add_appointments(q, all, since, until, e);
}

static bool write_file(Request *q, Err *e)
{
    icalcomponent *all =
        icalcomponent_vanew(ICAL_VCALENDAR_COMPONENT, icalproperty_new_version("2.0"),
                            icalproperty_new_prodid("-//Qiao//Calendar//EN"), (void *)0);
    bool ok = fill(q, all, e);
    char *text = ok ? icalcomponent_as_ical_string_r(all) : NULL;

    if (text)
        buf_put(&q->out, str_z(text));
    icalmemory_free_buffer(text);
    icalcomponent_free(all);
    q->type = "text/calendar; charset=utf-8";
    return ok;
}

/* The key in the address says who asks. Wrong keys count as failed sign-ins. */
bool page_feed(Request *q, Err *e)
{
    Str key = q->args[0];
    int64_t user;

    if (!site_may_try(q->site, q->client, q->c.now, e))
        return false;
    if (!feed_find(&q->c, key, &user, e)) {
        site_note_failure(q->site, q->client, q->c.now);
        return false;
    }
    q->c.user = user_load_id(q->c.arena, q->c.db, user, rights_day(&q->c), e);
    if (!q->c.user)
        return false;
    if (q->c.user->has_lang)
        q->c.lang = q->c.user->lang;
    return write_file(q, e);
}
