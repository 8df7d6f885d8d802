/* SPDX-License-Identifier: Apache-2.0
 * The frame of every page. No page needs a script; what may be loaded is said by server.c.
 */
#include "web/layout.h"

#include "engine/rights.h"
#include "names/find.h"
#include "web/site.h"

const char *say(const Request *q, const char *msgid)
{
    return tr(q->c.lang, msgid);
}

static bool administers(const Request *q)
{
    return rights_has(&q->c, RIGHT_SYSTEM, NULL, 0) || rights_has(&q->c, RIGHT_GRANT, NULL, 0) ||
           rights_has(&q->c, RIGHT_AUDIT, NULL, 0);
}

static void put_nav(Request *q, Nav at)
{
    static const struct {
        Nav nav;
        const char *href, *label;
    } entries[] = {
        { NAV_HOME, "/", N_("Start") },          { NAV_DESK, "/tasks", N_("Tasks") },
        { NAV_CALENDAR, "/calendar", N_("Calendar") }, { NAV_REVIEW, "/review/newest", N_("Annual review") },
        { NAV_FIGURES, "/figures", N_("Figures") }, { NAV_RECORDS, "/types", N_("The records") },
        { NAV_VERIFY, "/verify", N_("Check a text") }, { NAV_IMPORT, "/import", N_("Import") },
        { NAV_ADMIN, "/admin", N_("Administration") },
    };
    html(&q->out, "<nav class=\"main\" aria-label=\"%s\"><ul>", say(q, N_("Main navigation")));
    for (size_t i = 0; i < LEN(entries); i++) {
        if (entries[i].nav == NAV_ADMIN && !administers(q))
            continue;
        if (entries[i].nav == NAV_IMPORT && !rights_has(&q->c, RIGHT_IMPORT, NULL, 0))
            continue;
        html(&q->out, "<li><a href=\"%s\"", entries[i].href);
        if (entries[i].nav == at)
            html(&q->out, " aria-current=\"page\"");
        html(&q->out, ">%s</a></li>", say(q, entries[i].label));
    }
    html(&q->out, "</ul></nav>");
}

/* The box over everything; it keeps what was typed. */
static void put_search(Request *q)
{
    Str text = str_eq(q->path, S("/search")) ? request_query(q, "q") : (Str){ 0 };
    html(&q->out,
         "<form class=\"search\" method=\"get\" action=\"/search\" role=\"search\""
         " aria-label=\"%s\">"
         "<label class=\"quiet\" for=\"q\">%s</label>"
         "<input id=\"q\" name=\"q\" type=\"search\" value=\"%.*s\" maxlength=\"%d\""
         " autocomplete=\"off\" spellcheck=\"false\" placeholder=\"%s\">"
         "<button type=\"submit\">%s</button></form>",
         say(q, N_("Search by name")), say(q, N_("Search by name")), STR(text), FIND_TEXT_MAX,
         say(q, N_("Search by name")), say(q, N_("Search")));
}

static void put_languages(Request *q)
{
    static const char *const names[LANG__N] = { "English", "简体", "繁體" };
    html(&q->out, "<nav class=\"languages\" aria-label=\"%s\"><ul>", say(q, N_("Language")));
    for (Lang l = 0; l < LANG__N; l++) {
        html(&q->out, "<li><a lang=\"%s\" hreflang=\"%s\" href=\"%s\"", lang_code(l), lang_code(l),
             request_in_language(q, l).p);
        if (l == q->c.lang)
            html(&q->out, " aria-current=\"true\"");
        html(&q->out, ">%s</a></li>", names[l]);
    }
    html(&q->out, "</ul></nav>");
}

static bool is_public(const Request *q)
{
    return site_intake(q->site) != NULL;
}

/* Who is not signed in sees no way but to sign in. */
static bool shows_all(const Request *q)
{
    return !is_public(q) && (!site_signs_in(q->site) || q->session.user);
}

static void put_user(Request *q)
{
    html(&q->out, "<div class=\"user\"><a href=\"/me\">%.*s</a>", STR(q->c.user->name));
    form_begin(q, "/sign-out");
    html(&q->out, "<button type=\"submit\">%s</button></form></div>", say(q, N_("Sign out")));
}

static const char *start_page(const Request *q)
{
    return is_public(q) ? "/kin/request" : "/";
}

/* All sizes of the pages follow that of the root. */
static void put_root(Request *q)
{
    int size = q->c.user ? q->c.user->text_size : 0;

    html(&q->out, "<!DOCTYPE html>\n<html lang=\"%s\"", lang_code(q->c.lang));
    if (size > 100)
        html(&q->out, " class=\"text-%d\"", size);
    html(&q->out, ">\n");
}

void layout_begin(Request *q, Nav nav, Str title)
{
    Buf *out = &q->out;
    put_root(q);
    html(out,
         "<head><meta charset=\"utf-8\">"
         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
         "<meta name=\"color-scheme\" content=\"light dark\">"
         "<title>%.*s · Qiao</title><link rel=\"stylesheet\" href=\"/static/%s\">"
         "<link rel=\"icon\" type=\"image/svg+xml\" href=\"/static/%s\">",
         STR(title), site_asset(q->site, "qiao.css").p, site_asset(q->site, "icon.svg").p);
    if (nav == NAV_REVIEW)
        html(out, "<link rel=\"stylesheet\" href=\"/static/%s\">",
             site_asset(q->site, "review.css").p);
    html(out, "</head>\n<body><a class=\"skip\" href=\"#main\">%s</a>\n<header class=\"site\">",
         say(q, N_("Skip to the content")));
    html(out, "<a class=\"mark\" href=\"%s\"><span lang=\"zh-Hant\">僑</span> Qiao</a>",
         start_page(q));
    if (shows_all(q)) {
        put_nav(q, nav);
        put_search(q);
    }
    put_languages(q);
    if (q->session.user)
        put_user(q);
    html(out, "</header>\n<main id=\"main\" tabindex=\"-1\">\n");
}

void layout_end(Request *q)
{
    html(&q->out, "</main>\n<footer class=\"site\"><p>%s</p></footer>\n</body></html>\n",
         is_public(q) ? say(q, N_("Qiao, for federations of overseas Chinese."))
                      : say(q, N_("Every figure opens onto the records behind it.")));
}

void layout_error(Request *q, Str text)
{
    static const struct {
        int status;
        const char *title;
    } titles[] = {
        { 400, N_("This cannot be read") },
        { 403, N_("This is not allowed") },
        { 404, N_("This is not here") },
        { 405, N_("This cannot be done here") },
        { 409, N_("This has changed meanwhile") },
        { 413, N_("This is too large") },
        { 414, N_("This address is too long") },
        { 421, N_("This is the wrong server") },
        { 429, N_("Too many tries") },
        { 431, N_("The headers are too long") },
        { 503, N_("The server is busy") },
    };
    const char *title = N_("Something went wrong");
    for (size_t i = 0; i < LEN(titles); i++)
        if (titles[i].status == q->status)
            title = titles[i].title;
    layout_begin(q, NAV_NONE, str_z(say(q, title)));
    html(&q->out, "<p class=\"status\">%d</p><h1>%s</h1><p class=\"lead\">%.*s</p>", q->status,
         say(q, title), STR(text));
    html(&q->out, "<p><a href=\"%s\">%s</a></p>\n", start_page(q), say(q, N_("To the start page")));
    layout_end(q);
}

void put_count(Buf *out, int64_t n)
{
    if (n < 0)
        buf_putc(out, '-');
    if (n > -1000 && n < 1000) {
        buf_int(out, n < 0 ? -n : n);
        return;
    }
    uint64_t u = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
    put_count(out, (int64_t)(u / 1000));
    buf_printf(out, ",%03d", (int)(u % 1000));
}

void form_begin(Request *q, const char *action)
{
    html(&q->out,
         "<form method=\"post\" action=\"%s\"><input type=\"hidden\" name=\"csrf\" value=\"%.*s\">",
         action, STR(request_form_token(q)));
}

void form_begin_files(Request *q, const char *action)
{
    html(&q->out,
         "<form method=\"post\" enctype=\"multipart/form-data\" action=\"%s\">"
         "<input type=\"hidden\" name=\"csrf\" value=\"%.*s\">",
         action, STR(request_form_token(q)));
}

void put_crumb(Request *q, Str to, Str label)
{
    html(&q->out, "<p class=\"crumb\"><a href=\"%.*s\">%.*s</a></p>\n", STR(to), STR(label));
}

void table_begin(Request *q, const char *caption, const char *const *headings, size_t n)
{
    html(&q->out,
         "<div class=\"scroll\" role=\"region\" aria-label=\"%s\" tabindex=\"0\"><table>"
         "<caption class=\"quiet\">%s</caption><thead><tr>",
         caption, caption);
    for (size_t i = 0; i < n; i++)
        html(&q->out, "<th scope=\"col\">%s</th>", say(q, headings[i]));
    html(&q->out, "</tr></thead><tbody>\n");
}
