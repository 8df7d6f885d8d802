/* SPDX-License-Identifier: Apache-2.0
 * The history of a record for people: field by field, in their words.
 */
#include "web/changes.h"

#include <jansson.h>

#include "engine/history.h"
#include "engine/registry.h"
#include "engine/rights.h"
#include "engine/store.h"
#include "web/site.h"

enum { CHANGES_SHOWN = 10, READS_SHOWN = 20 };

const char *act_label(const Request *q, Act act)
{
    static const char *const labels[ACT__N] = {
        [ACT_CREATE] = N_("made"),
        [ACT_UPDATE] = N_("changed"),
        [ACT_REMOVE] = N_("taken out"),
        [ACT_VOID] = N_("voided"),
        [ACT_UNVOID] = N_("taken back in"),
        [ACT_ERASE] = N_("erased"),
        [ACT_BATCH] = N_("batch"),
        [ACT_READ] = N_("read"),
        [ACT_EXPORT] = N_("exported"),
        [ACT_REFUSE] = N_("refused"),
        [ACT_SIGN] = N_("signed in or out"),
    };
    return say(q, labels[act]);
}

/* A canonical text of the history as a person reads it. */
static void put_text(Request *q, const Record *r, Str name, const json_t *text)
{
    Str s = { json_string_value(text), json_string_length(text) };
    const Field *f = type_field(r->type, name);
    const State *state = str_eq(name, S("state")) ? type_state(r->type, s) : NULL;
    Value v = { 0 };
    Err quiet = { 0 };
    int64_t unit;

    if (!json_is_string(text) || !s.n)
        html(&q->out, "<span class=\"none\">–</span>");
    else if (f && value_read(f, s, &v, &quiet))
        show_value(q, f, &v);
    else if (state)
        html(&q->out, "%s", say(q, state->label));
    else if (str_eq(name, S("unit")) && str_int(s, &unit))
        html(&q->out, "%.*s", STR(store_title(&q->c, registry_find(q->c.types, S("unit")), unit)));
    else
        html_text(&q->out, s);
}

static const char *label_of(const Request *q, const Record *r, Str name)
{
    const Field *f = type_field(r->type, name);
    int slot = std_slot(name);
    if (f)
        return field_label(f, q->c.lang);
    return slot >= 0 ? say(q, std_fields[slot].label) : arena_z(q->c.arena, name);
}

/* What an update changed: label, before, after. */
static void put_fields(Request *q, const Record *r, const HistoryRow *row)
{
    json_t *before = row->before.n ? json_loadb(row->before.p, row->before.n, 0, NULL) : NULL;
    json_t *after = row->after.n ? json_loadb(row->after.p, row->after.n, 0, NULL) : NULL;
    const char *key;
    json_t *value;

    html(&q->out, "<ul class=\"changed\">");
    json_object_foreach(after, key, value)
    {
        html(&q->out, "<li>%s: <del>", label_of(q, r, str_z(key)));
        put_text(q, r, str_z(key), json_object_get(before, key));
        html(&q->out, "</del> → <ins>");
        put_text(q, r, str_z(key), value);
        html(&q->out, "</ins></li>");
    }
    html(&q->out, "</ul>");
    json_decref(before);
    json_decref(after);
}

static void put_row(Request *q, const Record *r, const HistoryRow *row)
{
    Buf *out = &q->out;
    char at[32];
    time_print(row->at, q->c.tz, at);
    html(out, "<li><p><time datetime=\"%s\">%.*s %.*s</time> · %.*s · %s", at, 10, at, 5, at + 11,
         STR(site_user_name(q, row->by)), act_label(q, row->act));
    if (row->version)
        html(out, " · %s",
             arena_printf(q->c.arena, say(q, N_("version %" PRId64)), row->version).p);
    html(out, "</p>");
    if (row->why.n)
        html(out, "<p class=\"why\">%.*s</p>", STR(row->why));
    if (row->act == ACT_UPDATE && row->after.n)
        put_fields(q, r, row);
    html(out, "</li>\n");
}

/* Who looked at what is sensitive in it, the newest first. */
static void put_reads(Request *q, const HistoryRow *rows, size_t n)
{
    size_t shown = 0;

    html(&q->out, "<details class=\"reads\"><summary>%s</summary><ul>\n",
         say(q, N_("Who has read what is sensitive")));
    for (size_t i = n; i-- > 0 && shown < READS_SHOWN;) {
        char at[32];
        if (rows[i].act != ACT_READ)
            continue;
        time_print(rows[i].at, q->c.tz, at);
        html(&q->out, "<li><time datetime=\"%s\">%.*s %.*s</time> · %.*s</li>\n", at, 10, at, 5,
             at + 11, STR(site_user_name(q, rows[i].by)));
        shown++;
    }
    if (!shown)
        html(&q->out, "<li>%s</li>\n", say(q, N_("nobody")));
    html(&q->out, "</ul></details>\n");
}

bool makes_version(const HistoryRow *row)
{
    return row->version && row->act != ACT_READ && row->act != ACT_EXPORT && row->act != ACT_SIGN;
}

bool put_changes(Request *q, const Record *r, Err *e)
{
    const HistoryRow *rows;
    size_t n, shown = 0, left = 0;

    if (!history_of_record(&q->c, r, &rows, &n, e))
        return false;
    html(&q->out, "<section class=\"history\"><h2>%s</h2><ol reversed>\n", say(q, N_("History")));
    for (size_t i = n; i-- > 0;) {
        if (!makes_version(&rows[i]))
            continue;
        if (shown == CHANGES_SHOWN) {
            left++;
            continue;
        }
        put_row(q, r, &rows[i]);
        shown++;
    }
    html(&q->out, "</ol>\n");
    if (left)
        html(&q->out, "<p><a href=\"%s\">%s</a></p>\n",
             url(q->c.arena, "/%s/%" PRId64 "/history", r->type->name, r->id).p,
             say(q, N_("All versions")));
    if (rights_has(&q->c, RIGHT_AUDIT, NULL, r->unit))
        put_reads(q, rows, n);
    html(&q->out, "</section>\n");
    return true;
}
