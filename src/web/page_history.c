/* SPDX-License-Identifier: Apache-2.0
 * All versions of a record: who made each, when and why; any two side by side, field by field; and
 * the way back to one, as a whole or in one field.
 */
#include "engine/history.h"
#include "engine/registry.h"
#include "engine/rights.h"
#include "engine/store.h"
#include "web/changes.h"
#include "web/pages.h"
#include "web/record.h"
#include "web/site.h"

enum { VERSIONS_MAX = 500 }; /* rows that the page lists, the newest */

typedef struct {
    const Type *t;
    int64_t id;
    const Record *now;
    const HistoryRow *rows;
    size_t n;
    int64_t a, b;  /* the versions that are compared */
    Form old, new; /* they themselves; record NULL: it cannot be shown */
} Versions;

/* What was asked for, else the newest two. */
static void choose(Request *q, Versions *v)
{
    if (!str_int(request_query(q, "b"), &v->b) || v->b < 1)
        v->b = v->now->version;
    if (!str_int(request_query(q, "a"), &v->a) || v->a < 1)
        v->a = v->b > 1 ? v->b - 1 : 1;
}

/* ---- the list ---- */

static void put_pick(Request *q, const char *name, int64_t version, int64_t chosen,
                     const char *side)
{
    html(&q->out,
         "<td><input type=\"radio\" name=\"%s\" value=\"%" PRId64 "\" aria-label=\"%s: %" PRId64
         "\"%s></td>",
         name, version, side, version, version == chosen ? " checked" : "");
}

static void put_version(Request *q, const Versions *v, const HistoryRow *row)
{
    char at[32];

    time_print(row->at, q->c.tz, at);
    html(&q->out, "<tr>");
    put_pick(q, "a", row->version, v->a, say(q, N_("Left side")));
    put_pick(q, "b", row->version, v->b, say(q, N_("Right side")));
    html(&q->out,
         "<th scope=\"row\">%" PRId64 "</th><td><time datetime=\"%s\">%.*s %.*s</time></td>",
         row->version, at, 10, at, 5, at + 11);
    html(&q->out, "<td>%.*s</td><td>%s</td><td>%.*s</td></tr>\n", STR(site_user_name(q, row->by)),
         act_label(q, row->act), STR(row->why));
}

static void put_list(Request *q, const Versions *v)
{
    static const char *const headings[] = { N_("Left side"), N_("Right side"), N_("Version"),
                                            N_("When"),      N_("Who"),        N_("What"),
                                            N_("Why") };
    size_t shown = 0;

    html(&q->out,
         "<form method=\"get\" class=\"versions\"><div class=\"scroll\" role=\"region\""
         " aria-label=\"%s\" tabindex=\"0\"><table><thead><tr>",
         say(q, N_("Versions")));
    for (size_t i = 0; i < LEN(headings); i++)
        html(&q->out, "<th scope=\"col\">%s</th>", say(q, headings[i]));
    html(&q->out, "</tr></thead><tbody>\n");
    for (size_t i = v->n; i-- > 0 && shown < VERSIONS_MAX;)
        if (makes_version(&v->rows[i])) {
            put_version(q, v, &v->rows[i]);
            shown++;
        }
    html(&q->out, "</tbody></table></div><button type=\"submit\">%s</button></form>\n",
         say(q, N_("Compare")));
}

/* ---- two of them ---- */

static bool can_restore(Request *q, const Versions *v)
{
    return v->a != v->now->version && rights_has(&q->c, edit_right(v->t), v->t, v->now->unit);
}

static void put_side(Request *q, const Field *f, const Value *v)
{
    html(&q->out, "<td>");
    show_value(q, f, v);
    html(&q->out, "</td>");
}

static void put_field(Request *q, const Versions *v, size_t slot, bool restores)
{
    const Field *f = form_field(&v->old, slot);
    Value a = form_value(&v->old, slot), b = form_value(&v->new, slot);
    bool same = value_same(f, &a, &b);

    if (!a.set && !b.set)
        return;
    html(&q->out, "<tr class=\"%s\"><th scope=\"row\">%s</th>", same ? "" : "differs",
         field_label(f, q->c.lang));
    put_side(q, f, &a);
    put_side(q, f, &b);
    if (restores) {
        html(&q->out, "<td>");
        if (!same && slot < v->t->nfields)
            html(&q->out,
                 "<button type=\"submit\" class=\"plain\" name=\"field\" value=\"%s\""
                 " aria-label=\"%s: %s\">%s</button>",
                 f->name, say(q, N_("Restore")), field_label(f, q->c.lang), say(q, N_("Restore")));
        html(&q->out, "</td>");
    }
    html(&q->out, "</tr>\n");
}

static void put_state(Request *q, const Versions *v, bool restores)
{
    const State *a = type_state(v->t, v->old.record->state),
                *b = type_state(v->t, v->new.record->state);

    if (a && b)
        html(&q->out, "<tr class=\"%s\"><th scope=\"row\">%s</th><td>%s</td><td>%s</td>",
             a == b ? "" : "differs", say(q, std_fields[STD_STATE].label), say(q, a->label),
             say(q, b->label));
    if (a && b)
        html(&q->out, restores ? "<td></td></tr>\n" : "</tr>\n");
}

static void put_two(Request *q, const Versions *v)
{
    bool restores = can_restore(q, v);
    Buf *out = &q->out;

    html(out, "<h2>");
    html_text(out, arena_printf(q->c.arena, say(q, N_("Version %" PRId64 " and version %" PRId64)),
                                v->a, v->b));
    html(out, "</h2>\n");
    form_begin(q, url(q->c.arena, "/%s/%" PRId64 "/restore", v->t->name, v->id).p);
    html(out,
         "<input type=\"hidden\" name=\"to\" value=\"%" PRId64 "\"><input type=\"hidden\""
         " name=\"version\" value=\"%" PRId64 "\"><div class=\"scroll\" role=\"region\""
         " aria-label=\"%s\" tabindex=\"0\"><table class=\"sides\"><thead><tr>"
         "<th scope=\"col\">%s</th><th scope=\"col\">%" PRId64 "</th><th scope=\"col\">%" PRId64
         "</th>",
         v->a, v->now->version, say(q, N_("Two versions")), say(q, N_("Field")), v->a, v->b);
    if (restores)
        html(out, "<th scope=\"col\">%s</th>", say(q, N_("Take from the left")));
    html(out, "</tr></thead><tbody>\n");
    put_state(q, v, restores);
    for (size_t i = 0; i < v->t->nfields + STD__N; i++)
        put_field(q, v, i, restores);
    html(out, "</tbody></table></div>\n");
    if (restores) {
        html(out, "<p class=\"buttons\"><button type=\"submit\" class=\"plain\">");
        html_text(out,
                  arena_printf(q->c.arena, say(q, N_("Restore all of version %" PRId64)), v->a));
        html(out, "</button></p>");
    }
    html(out, "</form>\n");
}

/* One of the two; what cannot be shown, being erased, says why. */
static bool fetch(Request *q, const Versions *v, int64_t version, Form *out, Str *why, Err *e)
{
    Err own = { .lang = e->lang };
    Record *r = store_get_version(&q->c, v->t, v->id, version, &own);

    if (own.kind && own.kind != ERR_NOT_FOUND)
        return err_set(e, own.kind, "%s", own.msg);
    *out = (Form){ .type = v->t, .record = r };
    if (!r)
        *why = arena_str(q->c.arena, str_z(own.msg));
    return true;
}

bool page_history(Request *q, Err *e)
{
    Versions v = { 0 };
    Str why = { 0 }, title;

    if (!edit_find(q, &v.t, &v.id, e) || !(v.now = store_get(&q->c, v.t, v.id, e)) ||
        !history_of_record(&q->c, v.now, &v.rows, &v.n, e))
        return false;
    choose(q, &v);
    if (!fetch(q, &v, v.a, &v.old, &why, e) || !fetch(q, &v, v.b, &v.new, &why, e))
        return false;
    if (!show_fetch_names(q, (const Record *const[]){ v.now, v.old.record, v.new.record }, 3, e))
        return false;
    title = show_title(q, v.t, v.id);
    layout_begin(q, NAV_RECORDS,
                 arena_printf(q->c.arena, say(q, N_("Versions of %.*s")), STR(title)));
    put_crumb(q, record_url(q, v.t->name, v.id), title);
    html(&q->out, "<h1>%s</h1>\n", say(q, N_("All versions")));
    put_list(q, &v);
    if (v.old.record && v.new.record)
        put_two(q, &v);
    else
        html(&q->out, "<p class=\"problem\">%.*s</p>\n", STR(why));
    layout_end(q);
    return true;
}
