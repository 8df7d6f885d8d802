/* SPDX-License-Identifier: Apache-2.0
 * What was done by whom: the whole history, for the audit administrator; as a page and as a file.
 */
#include "engine/audit.h"
#include "engine/registry.h"
#include "engine/sheet.h"
#include "web/changes.h"
#include "web/pages.h"
#include "web/show.h"

enum { ROWS = 100, FILE_ROWS = 20000 };

static const char *const names[] = { "user", "act", "type", "record", "from", "to" };

static bool read_day(Request *q, const char *name, Day *out, Err *e)
{
    Str text = request_query(q, name);
    return !text.n || day_parse(text, out) ||
           err_field(e, name, ERR_INVALID, N_("'%.*s' is no day; write it as 2024-03-10"),
                     STR(text));
}

static bool read_query(Request *q, size_t limit, AuditQuery *out, Err *e)
{
    Str before = request_query(q, "before");

    *out = (AuditQuery){ .login = str_trim(request_query(q, "user")),
                         .act = request_query(q, "act"),
                         .type = request_query(q, "type"),
                         .record = str_trim(request_query(q, "record")),
                         .limit = limit };
    if (before.n && (!str_int(before, &out->before) || out->before < 1))
        return err_set(e, ERR_INVALID, N_("'%.*s' is no row of the history"), STR(before));
    return read_day(q, "from", &out->from, e) && read_day(q, "to", &out->to, e);
}

/* The same question at another address; without its end if that is 0. */
static Str same_question(Request *q, const char *path, int64_t before)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);

    buf_printf(&b, "%s?", path);
    for (size_t i = 0; i < LEN(names); i++)
        if (request_query(q, names[i]).n)
            buf_put(&b, url(q->c.arena, "%s=%.*s&", names[i], STR(request_query(q, names[i]))));
    if (before)
        buf_printf(&b, "before=%" PRId64, before);
    return arena_str(q->c.arena, buf_str(&b));
}

/* ---- the question ---- */

static void put_input(Request *q, const char *name, const char *label, const char *kind)
{
    html(&q->out,
         "<p><label for=\"%s\">%s</label><input id=\"%s\" name=\"%s\" type=\"%s\" maxlength=\"80\""
         " autocomplete=\"off\" value=\"%.*s\"></p>",
         name, label, name, name, kind, STR(request_query(q, name)));
}

static void put_option(Request *q, const char *value, const char *label, Str chosen)
{
    html(&q->out, "<option value=\"%s\"%s>%s</option>", value,
         str_eq(chosen, str_z(value)) ? " selected" : "", label);
}

static void put_acts(Request *q)
{
    html(&q->out, "<p><label for=\"act\">%s</label><select id=\"act\" name=\"act\">",
         say(q, N_("What")));
    put_option(q, "", say(q, N_("everything")), request_query(q, "act"));
    for (Act a = 0; a < ACT__N; a++)
        put_option(q, act_code(a), act_label(q, a), request_query(q, "act"));
    html(&q->out, "</select></p>");
}

static void put_types(Request *q)
{
    html(&q->out, "<p><label for=\"type\">%s</label><select id=\"type\" name=\"type\">",
         say(q, N_("Record type")));
    put_option(q, "", say(q, N_("all types")), request_query(q, "type"));
    for (size_t i = 0; i < registry_count(q->c.types); i++) {
        const Type *t = registry_at(q->c.types, i);
        put_option(q, t->name, type_label(t, q->c.lang), request_query(q, "type"));
    }
    html(&q->out, "</select></p>");
}

static void put_question(Request *q, Str fault)
{
    html(&q->out, "<form class=\"scope audit\" method=\"get\" action=\"/audit\">");
    put_input(q, "user", say(q, N_("Login")), "text");
    put_acts(q);
    put_types(q);
    put_input(q, "record", say(q, N_("Number or key")), "text");
    put_input(q, "from", say(q, N_("From day")), "date");
    put_input(q, "to", say(q, N_("To day")), "date");
    html(&q->out, "<button type=\"submit\">%s</button></form>\n", say(q, N_("Show")));
    if (fault.n)
        html(&q->out, "<p class=\"problem\" role=\"alert\">%.*s</p>\n", STR(fault));
}

/* ---- the answer ---- */

static void put_about(Request *q, const AuditRow *r)
{
    const HistoryRow *row = &r->row;
    const Type *t = row->type.n ? registry_find(q->c.types, row->type) : NULL;

    if (r->about.n)
        html(&q->out, "%.*s", STR(r->about));
    else if (t && row->record)
        html(&q->out, "<a href=\"%s\">%s #%" PRId64 "</a>", record_url(q, t->name, row->record).p,
             type_label(t, q->c.lang), row->record);
    else if (t)
        html(&q->out, "%s", type_label(t, q->c.lang));
    else
        html(&q->out, "%.*s", STR(row->type));
}

static void put_row(Request *q, const AuditRow *r)
{
    char at[32];
    Buf *out = &q->out;

    time_print(r->row.at, q->c.tz, at);
    html(out,
         "<tr><td class=\"num\">%" PRId64 "</td><td><time datetime=\"%s\">%.*s %.*s</time></td>"
         "<td>%.*s</td><td>%s</td><td>",
         r->row.seq, at, 10, at, 8, at + 11, STR(r->who.n ? r->who : S("–")),
         act_label(q, r->row.act));
    put_about(q, r);
    html(out, "</td><td>%.*s", STR(r->what));
    if (r->rows)
        html(out, " (%" PRId64 ")", r->rows);
    if (r->row.why.n)
        html(out, "<br><span class=\"hint\">%.*s</span>", STR(r->row.why));
    html(out, "</td></tr>\n");
}

static void put_rows(Request *q, const AuditRow *rows, size_t n)
{
    static const char *const headings[] = { N_("Row"),  N_("When"),  N_("Who"),
                                            N_("What"), N_("About"), N_("In particular") };
    Buf *out = &q->out;
    bool more = n > ROWS;

    html(
        out,
        "<div class=\"scroll\" role=\"region\" aria-label=\"%s\" tabindex=\"0\"><table><thead><tr>",
        say(q, N_("History of everything")));
    for (size_t i = 0; i < LEN(headings); i++)
        html(out, "<th scope=\"col\">%s</th>", say(q, headings[i]));
    html(out, "</tr></thead><tbody>\n");
    for (size_t i = 0; i < n && i < ROWS; i++)
        put_row(q, &rows[i]);
    html(out, "</tbody></table></div>\n");
    if (!n)
        html(out, "<p>%s</p>\n", say(q, N_("Nothing of that kind was done.")));
    html(out, "<p class=\"ways\">");
    if (more)
        html(out, "<a href=\"%.*s\">%s</a> ",
             STR(same_question(q, "/audit", rows[ROWS - 1].row.seq)), say(q, N_("Older ones")));
    html(out, "<a href=\"%.*s\">%s</a></p>\n", STR(same_question(q, "/audit.csv", 0)),
         say(q, N_("As a table for spreadsheets (CSV)")));
    html(out, "<p class=\"hint\">%s <a href=\"/admin/health\">%s</a></p>\n",
         say(q, N_("`qiao check` proves that no row was changed or taken out.")),
         say(q, N_("Sealed up to which row?")));
}

bool page_audit(Request *q, Err *e)
{
    AuditQuery query;
    const AuditRow *rows = NULL;
    size_t n = 0;
    Err own = { .lang = e->lang };

    if ((!read_query(q, ROWS + 1, &query, &own) || !audit_list(&q->c, &query, &rows, &n, &own)) &&
        own.kind != ERR_INVALID)
        return err_set(e, own.kind, "%s", own.msg);
    q->status = own.kind ? 400 : 200;
    layout_begin(q, NAV_ADMIN, str_z(say(q, N_("History of everything"))));
    put_crumb(q, S("/admin"), str_z(say(q, N_("Administration"))));
    html(&q->out, "<h1>%s</h1>\n", say(q, N_("History of everything")));
    put_question(q, str_z(own.msg));
    if (!own.kind)
        put_rows(q, rows, n);
    layout_end(q);
    return true;
}

/* ---- the file ---- */

static Str number_text(Request *q, int64_t i)
{
    return i ? arena_printf(q->c.arena, "%" PRId64, i) : S("");
}

static void put_csv(Request *q, const AuditRow *r)
{
    const HistoryRow *row = &r->row;
    char at[32];

    time_print(row->at, q->c.tz, at);
    const Str cells[] = { number_text(q, row->seq),
                          str_z(at),
                          r->who,
                          str_z(act_code(row->act)),
                          row->type,
                          number_text(q, row->record),
                          number_text(q, row->version),
                          number_text(q, row->batch),
                          r->about,
                          r->what,
                          number_text(q, r->rows),
                          row->why };
    csv_row(&q->out, cells, LEN(cells));
}

/* The export is a row of the history itself. */
bool page_audit_file(Request *q, Err *e)
{
    static const Str heads[] = { { "row", 3 },     { "at", 2 },    { "user", 4 },
                                 { "act", 3 },     { "type", 4 },  { "record", 6 },
                                 { "version", 7 }, { "batch", 5 }, { "account", 7 },
                                 { "what", 4 },    { "rows", 4 },  { "why", 3 } };
    AuditQuery query;
    const AuditRow *rows;
    size_t n;

    if (!read_query(q, FILE_ROWS + 1, &query, e) || !audit_list(&q->c, &query, &rows, &n, e))
        return false;
    if (n > FILE_ROWS)
        return err_set(e, ERR_INVALID,
                       N_("a file has at most %d rows of the history; ask for fewer days"),
                       FILE_ROWS);
    if (!history_export(&q->c, NULL, same_question(q, "/audit.csv", 0), (int64_t)n, e))
        return false;
    csv_bom(&q->out);
    csv_row(&q->out, heads, LEN(heads));
    for (size_t i = 0; i < n; i++)
        put_csv(q, &rows[i]);
    q->type = "text/csv; charset=utf-8";
    return true;
}
