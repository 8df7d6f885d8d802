/* SPDX-License-Identifier: Apache-2.0
 * What is kept, how long, by which setting; and what is due by the rules of the office, to be
 * erased or kept on by who may erase.
 */
#include "engine/desk.h"
#include "engine/mail.h"
#include "engine/registry.h"
#include "engine/retention.h"
#include "engine/rights.h"
#include "engine/setting.h"
#include "engine/webhook.h"
#include "web/pages.h"
#include "web/show.h"

enum { SHOWN = 100 };

/* ---- what the program itself keeps ---- */

typedef struct {
    const char *what, *how_long; /* how_long: where no setting says it */
    SettingId setting;           /* SET__N: none */
    int64_t days;                /* where the program fixes it */
    const char *count;           /* of what there is now */
} KeptRow;

#define NO_SETTING SET__N
static const KeptRow kept_rows[] = {
    { N_("History of all changes, with who read what is sensitive"),
      N_("for good: it proves what the figures rest on; erasing takes what is personal out of it"),
      NO_SETTING, 0, "SELECT \"seq\" FROM qiao_head" },
    { N_("Attachments"), N_("as long as their record"), NO_SETTING, 0,
      "SELECT count(*) FROM \"attachment\" WHERE \"voided_at\" IS NULL" },
    { N_("Drafts of forms"), NULL, SET_DRAFT_DAYS, 0, "SELECT count(*) FROM qiao_draft" },
    { N_("Sessions of who is signed in"), NULL, SET_SESSION_HOURS, 0, "SELECT count(*) FROM qiao_session" },
    { N_("Sign-in links"), NULL, SET_LINK_HOURS, 0, "SELECT count(*) FROM qiao_link" },
    { N_("Who had a reminder by mail"), NULL, NO_SETTING, MAIL_DAYS_KEPT,
      "SELECT count(*) FROM qiao_mail" },
    { N_("Keys of calendars elsewhere"), N_("until their owner takes them back"), NO_SETTING, 0,
      "SELECT count(*) FROM qiao_feed" },
    { N_("Tokens of programs"), N_("until the day that they were made for"), NO_SETTING, 0,
      "SELECT count(*) FROM qiao_token" },
    { N_("Deliveries to webhooks that are over"), NULL, NO_SETTING, HOOK_KEEP_DAYS,
      "SELECT count(*) FROM qiao_delivery" },
    { N_("Files sent for an import"), N_("until the server ends, or forty newer ones came"),
      NO_SETTING, 0, NULL },
};

static bool count_all(Request *q, Str out[LEN(kept_rows)], Err *e)
{
    AUTO(buf_done) Buf sql = buf_new(BUF_LINE);

    buf_put(&sql, S("/* what is kept */ SELECT "));
    for (size_t i = 0; i < LEN(kept_rows); i++)
        buf_printf(&sql, "%s(%s)", i ? ", " : "", kept_rows[i].count ? kept_rows[i].count : "NULL");
    AUTO(stmt_done) Stmt *s = db_query_text(q->c.db, buf_str(&sql), NULL, 0);
    if (!db_next(s, e))
        return false;
    for (size_t i = 0; i < LEN(kept_rows); i++) {
        AUTO(buf_done) Buf n = buf_new(BUF_LINE);
        if (!db_null(s, (int)i))
            put_count(&n, db_int(s, (int)i));
        out[i] = arena_str(q->c.arena, buf_str(&n));
    }
    return true;
}

static void put_how_long(Request *q, const KeptRow *r)
{
    Buf *out = &q->out;

    if (r->setting != NO_SETTING)
        html(out, "%" PRId64 " %s", setting_number(&q->c, r->setting),
             settings[r->setting].unit ? say(q, settings[r->setting].unit) : "");
    else if (r->days)
        html(out, "%" PRId64 " %s", r->days, say(q, N_("days")));
    else
        html(out, "%s", say(q, r->how_long));
    html(out, "</td><td>");
    if (r->setting != NO_SETTING && rights_has(&q->c, RIGHT_SYSTEM, NULL, 0))
        html(out, "<a href=\"/admin/settings#set-%s\">%s</a>", settings[r->setting].name,
             say(q, settings[r->setting].label));
    else
        html(out, "%s",
             say(q, r->setting != NO_SETTING ? settings[r->setting].label : N_("fixed")));
}

static bool put_own(Request *q, Err *e)
{
    static const char *const heads[] = { N_("What is kept"), N_("Now"), N_("How long"),
                                         N_("Set by") };
    Str counts[LEN(kept_rows)];

    if (!count_all(q, counts, e))
        return false;
    html(&q->out, "<h2>%s</h2>\n", say(q, N_("What the program keeps for itself")));
    table_begin(q, say(q, N_("What the program keeps for itself")), heads, LEN(heads));
    for (size_t i = 0; i < LEN(kept_rows); i++) {
        html(&q->out, "<tr><th scope=\"row\">%s</th><td class=\"number\">%.*s</td><td>",
             say(q, kept_rows[i].what), STR(counts[i]));
        put_how_long(q, &kept_rows[i]);
        html(&q->out, "</td></tr>\n");
    }
    html(&q->out, "</tbody></table></div>\n");
    return true;
}

/* ---- the rules of the office ---- */

static bool may_erase(const Request *q, const Type *t)
{
    return rights_has(&q->c, RIGHT_ERASE, t, 0);
}

/* The field that a rule counts from, as forms call it. */
static const char *since_label(const Request *q, const RetentionRule *r)
{
    const Field *f = type_field(r->of, r->since);

    if (f)
        return field_label(f, q->c.lang);
    return say(
        q, std_fields[str_eq(r->since, S("created_at")) ? STD_CREATED_AT : STD_CHANGED_AT].label);
}

static bool put_rule(Request *q, const RetentionRule *r, Err *e)
{
    Buf *out = &q->out;
    const int64_t *ids;
    size_t n;

    html(out, "<tr><th scope=\"row\"><a href=\"%s\">%.*s</a></th><td>%s",
         record_url(q, "retention", r->id).p, STR(r->name), type_label(r->of, q->c.lang));
    if (r->where.n)
        html(out, "<br><code>%.*s</code>", STR(r->where));
    html(out, "</td><td>%s</td><td>%.*s</td><td>",
         arena_printf(q->c.arena, say(q, N_("%" PRId64 " years from '%s'")), r->years,
                      since_label(q, r))
             .p,
         STR(r->basis));
    if (!may_erase(q, r->of)) {
        html(out, "%s</td></tr>\n", say(q, N_("seen by who may erase")));
        return true;
    }
    if (!retention_due(&q->c, r, &ids, &n, e))
        return false;
    html(out, "<a href=\"/admin/kept/%" PRId64 "\">%zu%s</a></td></tr>\n", r->id, n,
         n == RETENTION_MOST ? "+" : "");
    return true;
}

static bool put_rules(Request *q, Err *e)
{
    static const char *const heads[] = { N_("Rule"), N_("Record type"), N_("Kept for"), N_("Basis"),
                                         N_("Due now") };
    const Type *t = registry_find(q->c.types, S("retention"));
    const RetentionRule *list;
    size_t n;

    if (!retention_rules(&q->c, &list, &n, e))
        return false;
    html(&q->out, "<h2>%s</h2>\n<p>%s</p>\n", say(q, N_("Records that hold something of a person")),
         say(q, N_("Without a rule a record is kept until somebody erases it. A rule makes records "
                   "due; nothing is erased by itself.")));
    if (t && rights_has(&q->c, t->write, t, 0))
        html(&q->out, "<p class=\"ways\"><a href=\"/retention/new\">%s</a></p>\n",
             say(q, N_("New rule")));
    if (!n) {
        html(&q->out, "<p class=\"none\">%s</p>\n", say(q, N_("There is no rule yet.")));
        return true;
    }
    table_begin(q, say(q, N_("Rules of retention")), heads, LEN(heads));
    for (size_t i = 0; i < n; i++)
        if (!put_rule(q, &list[i], e))
            return false;
    html(&q->out, "</tbody></table></div>\n<p><a href=\"/retention_hold\">%s</a></p>\n",
         say(q, N_("What is kept on, and why")));
    return true;
}

static bool may_look(Request *q, Err *e)
{
    return may_erase(q, NULL) || rights_has(&q->c, RIGHT_GRANT, NULL, 0) ||
           rights_has(&q->c, RIGHT_AUDIT, NULL, 0) || rights_check(&q->c, RIGHT_SYSTEM, NULL, 0, e);
}

bool page_kept(Request *q, Err *e)
{
    if (!may_look(q, e))
        return false;
    layout_begin(q, NAV_ADMIN, str_z(say(q, N_("What is kept, and how long"))));
    html(&q->out, "<h1>%s</h1>\n", say(q, N_("What is kept, and how long")));
    if (!put_rules(q, e) || !put_own(q, e))
        return false;
    layout_end(q);
    return true;
}

/* ---- what is due by one ---- */

static bool find_rule(Request *q, RetentionRule *out, Err *e)
{
    const RetentionRule *list;
    int64_t id = 0;
    size_t n;

    if (!retention_rules(&q->c, &list, &n, e))
        return false;
    for (size_t i = 0; str_int(q->args[0], &id) && i < n; i++)
        if (list[i].id == id) {
            *out = list[i];
            return rights_check(&q->c, RIGHT_ERASE, out->of, 0, e);
        }
    return err_set(e, ERR_NOT_FOUND, N_("there is no such rule of retention"));
}

static bool put_list(Request *q, const RetentionRule *r, const int64_t *ids, size_t n, Err *e)
{
    size_t shown = n < SHOWN ? n : SHOWN;
    Titled *list = NEWN(q->c.arena, Titled, shown + 1);

    for (size_t i = 0; i < shown; i++)
        list[i] = (Titled){ .type = r->of, .id = ids[i] };
    if (shown && !desk_titles(&q->c, list, shown, e))
        return false;
    html(&q->out, "<fieldset><legend>%s</legend><ul class=\"tree due\">\n",
         say(q, N_("What is due")));
    for (size_t i = 0; i < shown; i++) {
        Str sent;
        bool chosen = false;
        for (size_t k = 0; (sent = request_form_nth(q, "id", k)).p; k++)
            chosen |= str_eq(sent, arena_printf(q->c.arena, "%" PRId64, ids[i]));
        html(&q->out,
             "<li><label><input type=\"checkbox\" name=\"id\" value=\"%" PRId64 "\"%s> %.*s</label>"
             " <a href=\"%s\">%s</a></li>\n",
             ids[i], chosen ? " checked" : "", STR(list[i].title),
             record_url(q, r->of->name, ids[i]).p, say(q, N_("look at it")));
    }
    html(&q->out, "</ul></fieldset>\n");
    return true;
}

static void put_acts(Request *q)
{
    Buf *out = &q->out;

    html(
        out,
        "<div class=\"row\"><label for=\"why\">%s</label><textarea id=\"why\" name=\"why\" rows=\"3\">"
        "\n%.*s</textarea></div>\n",
        say(q, N_("Reason, which the history keeps")), STR(request_form(q, "why")));
    html(out,
         "<p class=\"box\"><input id=\"sure\" name=\"sure\" type=\"checkbox\" value=\"1\"><label"
         " for=\"sure\">%s</label></p><p class=\"buttons\"><button type=\"submit\" name=\"act\""
         " value=\"erase\">%s</button></p>\n",
         say(q, N_("Erase what is personal in the chosen records, in all versions. Nobody can take "
                   "this back.")),
         say(q, N_("Erase the chosen ones")));
    html(out,
         "<div class=\"row\"><label for=\"until\">%s</label><input id=\"until\" name=\"until\""
         " type=\"date\" value=\"%.*s\"></div><p class=\"buttons\"><button class=\"plain\""
         " type=\"submit\" name=\"act\" value=\"keep\">%s</button></p>\n",
         say(q, N_("or keep them on until")), STR(request_form(q, "until")),
         say(q, N_("Keep the chosen ones on")));
}

static void put_done(Request *q)
{
    Str erased = request_query(q, "erased"), left = request_query(q, "left");
    Str receipt = request_query(q, "receipt");
    int64_t n, m, batch;

    if (!str_int(erased, &n) || !str_int(left, &m))
        return;
    html(&q->out, "<div class=\"notice good\" role=\"status\"><p>%s",
         arena_printf(q->c.arena, say(q, N_("erased: %" PRId64 ", left: %" PRId64)), n, m).p);
    if (str_int(receipt, &batch) && batch)
        html(&q->out, " <a href=\"/receipt/%" PRId64 "\">%s</a>", batch, say(q, N_("Receipt")));
    html(&q->out, "</p></div>\n");
}

static bool put_due(Request *q, const RetentionRule *r, Str fault, Err *e)
{
    const int64_t *ids;
    size_t n;
    char day[11];

    if (!retention_due(&q->c, r, &ids, &n, e))
        return false;
    day_print(retention_day(&q->c, r), day);
    layout_begin(q, NAV_ADMIN, r->name);
    put_crumb(q, S("/admin/kept"), str_z(say(q, N_("What is kept, and how long"))));
    html(&q->out, "<h1>%.*s</h1>\n<p class=\"lead\">%s</p>\n", STR(r->name),
         arena_printf(q->c.arena, say(q, N_("%s: '%s' before %s, so %" PRId64 " years are over")),
                      type_label(r->of, q->c.lang), since_label(q, r), day, r->years)
             .p);
    put_done(q);
    if (fault.n)
        html(&q->out, "<div class=\"faults\" role=\"alert\"><p>%.*s</p></div>\n", STR(fault));
    if (!n) {
        html(&q->out, "<p class=\"none\">%s</p>\n", say(q, N_("Nothing is due.")));
        layout_end(q);
        return true;
    }
    html(&q->out, "<p class=\"total\">%s</p>\n",
         arena_printf(q->c.arena, say(q, N_("%zu are due; the oldest %d at most are shown")), n,
                      SHOWN)
             .p);
    html(&q->out, "<div class=\"edit\"><div class=\"act\">");
    form_begin(q, arena_printf(q->c.arena, "/admin/kept/%" PRId64, r->id).p);
    if (!put_list(q, r, ids, n, e))
        return false;
    put_acts(q);
    html(&q->out, "</form></div></div>\n");
    layout_end(q);
    return true;
}

bool page_kept_due(Request *q, Err *e)
{
    RetentionRule r;

    return find_rule(q, &r, e) && put_due(q, &r, S(""), e);
}

static size_t chosen(Request *q, int64_t *ids, size_t most)
{
    size_t n = 0;
    Str one;

    for (size_t i = 0; n < most && (one = request_form_nth(q, "id", i)).p; i++)
        if (str_int(one, &ids[n]))
            n++;
    return n;
}

static bool run(Request *q, const RetentionRule *r, RetentionReport *report, Err *e)
{
    int64_t *ids = NEWN(q->c.arena, int64_t, FIELDS_MAX);
    size_t n = chosen(q, ids, FIELDS_MAX);
    Str why = request_form(q, "why"), until = request_form(q, "until");
    Day day = 0;

    if (str_eq(request_form(q, "act"), S("erase")))
        return request_form(q, "sure").n
                   ? retention_erase(&q->c, r, ids, n, why, report, e)
                   : err_set(e, ERR_INVALID,
                             N_("say that this is to be erased by ticking the box"));
    if (!day_parse(until, &day))
        return err_set(e, ERR_INVALID, N_("say until which day to come they are kept on"));
    return retention_keep(&q->c, r, ids, n, day, why, e);
}

bool page_kept_send(Request *q, Err *e)
{
    Err own = { .lang = e->lang };
    RetentionReport report = { 0 };
    RetentionRule r;
    Str to;

    if (!find_rule(q, &r, e))
        return false;
    if (!run(q, &r, &report, &own)) {
        if (own.kind != ERR_INVALID)
            return err_set(e, own.kind, "%s", own.msg);
        q->status = 400;
        return put_due(q, &r, arena_str(q->c.arena, str_z(own.msg)), e);
    }
    to = arena_printf(q->c.arena, "/admin/kept/%" PRId64, r.id);
    if (report.erased || report.left)
        to = arena_printf(q->c.arena, "%.*s?erased=%zu&left=%zu&receipt=%" PRId64, STR(to),
                          report.erased, report.left, report.batch);
    request_go(q, to);
    return true;
}
