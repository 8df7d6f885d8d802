/* SPDX-License-Identifier: Apache-2.0
 * The public form: somebody asks to find kin or an ancestral place, and can withdraw that.
 *
 * It is the only page that writes, and the only one that strangers see: a server with it shows
 * nothing else (routes.c). What is wrong is said at its field, and nothing typed is lost.
 */
#include "base/html.h"
#include "engine/kin_request.h"
#include "engine/registry.h"
#include "text/country.h"
#include "web/intake.h"
#include "web/layout.h"
#include "web/pages.h"
#include "web/site.h"

typedef enum { LINE, AREA, COUNTRY } RowKind;

/* A row of the form. `field` is of kin_case; `clue` makes a clue of that kind instead. */
typedef struct {
    const char *name, *label, *hint;
    RowKind kind;
    const char *field, *clue;
    const char *autocomplete, *type;
    int max;
    bool required;
} Row;

typedef struct {
    const char *legend;
    size_t first, n;
} Group;

/* Before the row of that name `trap` a machine is caught that fills in everything. */
static const Row form_rows[] = {
    { .name = "seeker", .label = N_("Your name"), .field = "seeker", .autocomplete = "name",
      .max = 100, .required = true },
    { .name = "country", .label = N_("Country where you live"), .kind = COUNTRY,
      .field = "seeker_country" },
    { .name = "mail", .label = N_("Your e-mail"), .field = "seeker_mail", .autocomplete = "email",
      .type = "email", .max = 200, .hint = N_("An e-mail or a telephone is needed for the answer.") },
    { .name = "phone", .label = N_("Your telephone"), .field = "seeker_phone",
      .autocomplete = "tel", .type = "tel", .max = 40,
      .hint = N_("With the country's code, as +60 12 345 6789.") },
    { .name = "latin", .label = N_("Name of the person in Latin letters"), .field = "sought_latin",
      .max = 200, .hint = N_("As the family spells it, whatever the dialect: Tan Boon Swee.") },
    { .name = "chinese", .label = N_("Name in Chinese characters, if you know it"),
      .field = "sought", .max = 100 },
    { .name = "other", .label = N_("Other names of the person"), .field = "sought_other",
      .max = 200, .hint = N_("Pet name, school name, a name taken abroad; commas between them.") },
    { .name = "born", .label = N_("Born, about when"), .field = "sought_born", .max = 60,
      .hint = N_("A year is enough: 1874, about 1874.") },
    { .name = "left", .label = N_("Left China, about when"), .field = "departed", .max = 60 },
    { .name = "place", .label = N_("Ancestral place, as the family says it"), .field = "place_old",
      .max = 200, .hint = N_("Old names help too: Tong Ann, Amoy.") },
    { .name = "village", .label = N_("Village"), .field = "village", .max = 200 },
    { .name = "relatives", .label = N_("Names of relatives"), .clue = "relative", .max = 500,
      .hint = N_("One after the other with semicolons: father Tan Tai Beng; wife Lim.") },
    { .name = "hall", .label = N_("Hall name or lantern name"), .clue = "hall_name", .max = 100,
      .hint = N_("As it stands on a tombstone, an ancestral tablet or over a door.") },
    { .name = "generation", .label = N_("Generation words"), .clue = "generation", .max = 300 },
    { .name = "tomb", .label = N_("Text of a tombstone or a letter"), .kind = AREA,
      .clue = "tombstone", .max = 500 },
    { .name = "note", .label = N_("Anything else that you know"), .kind = AREA, .field = "note",
      .max = 2000 },
};

static const Group groups[] = {
    { N_("Who you are"), 0, 4 },
    { N_("Whom you look for"), 4, 7 },
    { N_("What may help to find them"), 11, 5 },
};

static const Row withdraw_rows[] = {
    { .name = "number", .label = N_("Number of the request"), .max = 40, .required = true },
    { .name = "code", .label = N_("Withdrawal code"), .max = 40, .required = true },
};

/* What is wrong with each row; empty if nothing. */
typedef struct {
    Str of[LEN(form_rows)];
    Str consent, whole; /* the box, the form as a whole */
    size_t n;
} Faults;

static bool is_open(const Request *q, Err *e)
{
    return site_intake(q->site) ||
           err_set(e, ERR_NOT_FOUND, N_("there is no page at this address"));
}

/* ---- the form ---- */

static void put_countries(Request *q, Str chosen)
{
    size_t n;
    const Country *all = countries_all(q->c.facts->countries, &n);

    html(&q->out, "<option value=\"\"></option>");
    for (size_t i = 0; i < n; i++)
        html(&q->out, "<option value=\"%s\"%s>%.*s</option>", all[i].code,
             str_eq(chosen, str_z(all[i].code)) ? " selected" : "",
             STR(country_name(&all[i], q->c.lang)));
}

static void put_control(Request *q, const Row *row, Str value, bool bad)
{
    Buf *out = &q->out;

    html(out, row->kind == AREA   ? "<textarea rows=\"4\""
              : row->kind == LINE ? "<input"
                                  : "<select");
    html(out, " id=\"%s\" name=\"%s\"", row->name, row->name);
    if (row->kind == LINE)
        html(out, " type=\"%s\" value=\"%.*s\"", row->type ? row->type : "text", STR(value));
    if (row->max)
        html(out, " maxlength=\"%d\"", row->max);
    if (row->autocomplete)
        html(out, " autocomplete=\"%s\"", row->autocomplete);
    if (row->required)
        html(out, " required");
    if (bad)
        html(out, " aria-invalid=\"true\"");
    if (row->hint && bad)
        html(out, " aria-describedby=\"%s-hint %s-fault\"", row->name, row->name);
    else if (row->hint || bad)
        html(out, " aria-describedby=\"%s-%s\"", row->name, bad ? "fault" : "hint");
    html(out, ">");
    if (row->kind == AREA)
        html(out, "\n%.*s</textarea>", STR(value));
    if (row->kind == COUNTRY) {
        put_countries(q, value);
        html(out, "</select>");
    }
}

static void put_row(Request *q, const Row *row, Str fault)
{
    Buf *out = &q->out;

    html(out, "<div class=\"row\"><label for=\"%s\">%s%s</label>\n", row->name, say(q, row->label),
         row->required ? " *" : "");
    put_control(q, row, request_form(q, row->name), fault.n > 0);
    if (row->hint)
        html(out, "<p class=\"hint\" id=\"%s-hint\">%s</p>", row->name, say(q, row->hint));
    if (fault.n)
        html(out, "<p class=\"fault\" id=\"%s-fault\">%.*s</p>", row->name, STR(fault));
    html(out, "</div>\n");
}

/* Kept out of sight, and of the way of keyboards and screen readers: a person leaves it empty. */
static void put_trap(Request *q)
{
    html(&q->out,
         "<div class=\"trap\" aria-hidden=\"true\"><label for=\"website\">%s</label>"
         "<input id=\"website\" name=\"website\" type=\"text\" tabindex=\"-1\""
         " autocomplete=\"off\"></div>\n",
         say(q, N_("Leave this empty")));
}

static void put_privacy(Request *q)
{
    static const char *const words[] = {
        N_("We keep what you write here, and the answers to it, only to look for your kin."),
        N_("The staff of the federation who work on such cases see it. A village or clan that we "
           "ask learns what it needs for the search, and who you are only if you agree."),
        N_("If we find somebody living, we tell neither side of the other before both have agreed."),
        N_("We keep it while we search. A search that finds nothing is reviewed every two years; "
           "when it ends, or when you withdraw, what is personal is erased."),
        N_("You get a number and a code. With them you can withdraw at any time, and need not say "
           "why."),
    };
    html(&q->out, "<section class=\"privacy\"><h2>%s</h2><ul>", say(q, N_("What happens with it")));
    for (size_t i = 0; i < LEN(words); i++)
        html(&q->out, "<li>%s</li>", say(q, words[i]));
    html(&q->out, "</ul></section>\n");
}

static void put_faults(Request *q, const Faults *f)
{
    Buf *out = &q->out;

    if (!f->n)
        return;
    html(out, "<div class=\"faults\" role=\"alert\"><h2>%s</h2><ul>",
         say(q, N_("Something is to be put right first")));
    if (f->whole.n)
        html(out, "<li>%.*s</li>", STR(f->whole));
    for (size_t i = 0; i < LEN(form_rows); i++)
        if (f->of[i].n)
            html(out, "<li><a href=\"#%s\">%s: %.*s</a></li>", form_rows[i].name,
                 say(q, form_rows[i].label), STR(f->of[i]));
    if (f->consent.n)
        html(out, "<li><a href=\"#consent\">%.*s</a></li>", STR(f->consent));
    html(out, "</ul></div>\n");
}

static void open_form(Request *q, const char *action)
{
    html(&q->out,
         "<form class=\"request\" method=\"post\" action=\"%s\">"
         "<input type=\"hidden\" name=\"token\" value=\"%.*s\">\n",
         action, STR(intake_token(site_intake(q->site), q->c.arena, q->c.now)));
}

static void put_form(Request *q, const Faults *f)
{
    Buf *out = &q->out;
    bool agreed = request_form(q, "consent").n > 0;

    layout_begin(q, NAV_NONE, str_z(say(q, N_("Look for kin"))));
    html(out, "<h1>%s</h1>\n<p class=\"lead\">%s</p>\n", say(q, N_("Look for kin")),
         say(q, N_("Tell us what the family remembers; every small thing may help. Fields with * "
                   "are needed.")));
    put_faults(q, f);
    open_form(q, "/kin/request");
    for (size_t g = 0; g < LEN(groups); g++) {
        html(out, "<fieldset><legend>%s</legend>\n", say(q, groups[g].legend));
        for (size_t i = groups[g].first; i < groups[g].first + groups[g].n; i++)
            put_row(q, &form_rows[i], f->of[i]);
        html(out, "</fieldset>\n");
    }
    put_trap(q);
    put_privacy(q);
    html(out,
         "<p class=\"box\"><input id=\"consent\" name=\"consent\" type=\"checkbox\" value=\"yes\""
         " required%s%s><label for=\"consent\">%s *</label></p>\n",
         agreed ? " checked" : "", f->consent.n ? " aria-invalid=true" : "",
         say(q, N_("I have read this, and agree that my request is kept and worked on so.")));
    html(out,
         "<button type=\"submit\">%s</button></form>\n<p><a href=\"/kin/withdraw\">%s</a></p>\n",
         say(q, N_("Send the request")), say(q, N_("Withdraw a request")));
    layout_end(q);
}

bool page_kin_request(Request *q, Err *e)
{
    const Faults none = { .n = 0 };

    if (!is_open(q, e))
        return false;
    put_form(q, &none);
    return true;
}

/* ---- what was sent ---- */

static void fault(Faults *f, Str *where, Str text)
{
    *where = text;
    f->n++;
}

/* In one line where the field has one, without blanks at the ends, at most as long as was asked. */
static bool read_text(Request *q, const Row *row, Str *out)
{
    Str text = str_trim(request_form(q, row->name));
    char *line;

    *out = text;
    if (row->max && utf8_len(text) > (size_t)row->max)
        return false;
    if (row->kind == AREA && row->field)
        return true;
    line = arena_get(q->c.arena, text.n + 1);
    for (size_t i = 0; i < text.n; i++)
        line[i] = text.p[i] == '\n' || text.p[i] == '\r' || text.p[i] == '\t' ? ' ' : text.p[i];
    *out = (Str){ line, text.n };
    return true;
}

static void read_row(Request *q, const Row *row, KinRequest *r, Str *where, Faults *f)
{
    const Type *t = r->kin_case->type;
    Err e = { .lang = q->c.lang };
    Str text;
    int slot;

    if (!read_text(q, row, &text)) {
        fault(f, where, arena_printf(q->c.arena, say(q, N_("at most %d characters")), row->max));
        return;
    }
    if (!text.n) {
        if (row->required)
            fault(f, where, str_z(say(q, N_("this is needed"))));
        return;
    }
    if (row->clue) {
        r->clues[r->nclues++] = (RequestClue){ row->clue, text };
        return;
    }
    slot = type_slot(t, str_z(row->field));
    if (!value_parse(&q->c, &t->fields[slot], r->kin_case, text, &r->kin_case->v[slot], &e))
        fault(f, where, arena_str(q->c.arena, str_z(e.msg)));
}

static bool read_form(Request *q, KinRequest *r, Faults *f)
{
    for (size_t i = 0; i < LEN(form_rows); i++)
        read_row(q, &form_rows[i], r, &f->of[i], f);
    if (!request_form(q, "mail").n && !request_form(q, "phone").n)
        fault(f, &f->of[2], str_z(say(q, N_("give an e-mail or a telephone"))));
    if (!request_form(q, "latin").n && !request_form(q, "chinese").n && !request_form(q, "place").n)
        fault(f, &f->of[4], str_z(say(q, N_("give a name, or the ancestral place"))));
    if (!request_form(q, "consent").n)
        fault(f, &f->consent, str_z(say(q, N_("without your agreement we may not keep it"))));
    return f->n == 0;
}

static void put_ticket(Request *q, const KinTicket *ticket)
{
    Buf *out = &q->out;

    layout_begin(q, NAV_NONE, str_z(say(q, N_("Your request is here"))));
    html(out, "<h1>%s</h1>\n<p class=\"lead\">%s</p>\n", say(q, N_("Your request is here")),
         say(q, N_("Write these two down: they are shown this once. We answer within 15 working "
                   "days.")));
    html(out, "<dl class=\"ticket\"><div><dt>%s</dt><dd>%.*s</dd></div>",
         say(q, N_("Number of the request")), STR(ticket->number));
    html(out, "<div><dt>%s</dt><dd>%.*s</dd></div></dl>\n", say(q, N_("Withdrawal code")),
         STR(ticket->code));
    html(out, "<p><a href=\"/kin/withdraw\">%s</a></p>\n", say(q, N_("Withdraw a request")));
    layout_end(q);
}

/* Of the token, the limits and the store something may be wrong with the form as a whole. */
static void put_refused(Request *q, Faults *f, const Err *e)
{
    fault(f, &f->whole, arena_str(q->c.arena, str_z(e->msg)));
    q->status = e->kind == ERR_BUSY ? 503 : e->kind == ERR_CONFLICT ? 409 : 400;
    put_form(q, f);
}

bool page_kin_request_send(Request *q, Err *e)
{
    Intake *in = site_intake(q->site);
    Faults f = { .n = 0 };
    KinRequest r = { .nclues = 0 };
    KinTicket ticket;
    Check k = { 0 };
    Err one = { .lang = q->c.lang };
    const Type *t;

    if (!is_open(q, e) || !(t = registry_need(q->c.types, S("kin_case"), e)))
        return false;
    if (request_form(q, "website").n)
        return err_set(e, ERR_INVALID, N_("the form was not filled in by a person"));
    r.kin_case = record_new(q->c.arena, t);
    r.kin_case->source = arena_printf(q->c.arena, "public form, %s", lang_code(q->c.lang));
    if (!read_form(q, &r, &f)) {
        q->status = 400;
        put_form(q, &f);
        return true;
    }
    if (!intake_check(in, request_form(q, "token"), q->c.now, &one) ||
        !intake_admit(in, q->client, q->c.now, &one) ||
        !intake_spend(in, request_form(q, "token"), &one)) {
        put_refused(q, &f, &one);
        return true;
    }
    if (!kin_request_make(&q->c, &r, &k, &ticket, &one)) {
        if (one.kind != ERR_INVALID)
            return err_set(e, one.kind, "%s", one.msg);
        put_refused(q, &f, &one);
        return true;
    }
    put_ticket(q, &ticket);
    return true;
}

/* ---- withdrawing ---- */

static void put_withdraw(Request *q, Str fault)
{
    layout_begin(q, NAV_NONE, str_z(say(q, N_("Withdraw a request"))));
    html(&q->out, "<h1>%s</h1>\n<p class=\"lead\">%s</p>\n", say(q, N_("Withdraw a request")),
         say(q, N_("The search ends, and what is personal is erased within 15 working days.")));
    if (fault.n)
        html(&q->out, "<div class=\"faults\" role=\"alert\"><p>%.*s</p></div>\n", STR(fault));
    open_form(q, "/kin/withdraw");
    for (size_t i = 0; i < LEN(withdraw_rows); i++)
        put_row(q, &withdraw_rows[i], S(""));
    html(&q->out, "<button type=\"submit\">%s</button></form>\n", say(q, N_("Withdraw it")));
    layout_end(q);
}

bool page_kin_withdraw(Request *q, Err *e)
{
    if (!is_open(q, e))
        return false;
    put_withdraw(q, S(""));
    return true;
}

bool page_kin_withdraw_send(Request *q, Err *e)
{
    Intake *in = site_intake(q->site);
    Str token = request_form(q, "token");
    Err one = { .lang = q->c.lang };

    if (!is_open(q, e))
        return false;
    if (!intake_check(in, token, q->c.now, &one) || !intake_admit(in, q->client, q->c.now, &one) ||
        !intake_spend(in, token, &one) ||
        !kin_request_withdraw(&q->c, request_form(q, "number"), request_form(q, "code"), &one)) {
        if (one.kind == ERR_INTERNAL)
            return err_set(e, one.kind, "%s", one.msg);
        q->status = one.kind == ERR_BUSY ? 503 : one.kind == ERR_NOT_FOUND ? 404 : 400;
        put_withdraw(q, arena_str(q->c.arena, str_z(one.msg)));
        return true;
    }
    layout_begin(q, NAV_NONE, str_z(say(q, N_("The request is withdrawn"))));
    html(&q->out, "<h1>%s</h1>\n<p class=\"lead\">%s</p>\n", say(q, N_("The request is withdrawn")),
         say(q, N_("The search has ended. What is personal is erased within 15 working days.")));
    layout_end(q);
    return true;
}
