/* SPDX-License-Identifier: Apache-2.0
 * Administration: users and their ways in, settings, and how the store does. Three administrators
 * each see their part.
 */
#include "engine/account.h"
#include "engine/attach.h"
#include "engine/mail.h"
#include "engine/registry.h"
#include "engine/rights.h"
#include "engine/setting.h"
#include "engine/store.h"
#include "engine/units.h"
#include "web/pages.h"
#include "web/show.h"
#include "web/site.h"

static bool may(const Request *q, Right right)
{
    return rights_has(&q->c, right, NULL, 0);
}

static bool may_administer(Request *q, Err *e)
{
    return may(q, RIGHT_SYSTEM) || may(q, RIGHT_GRANT) || may(q, RIGHT_AUDIT) ||
           rights_check(&q->c, RIGHT_SYSTEM, NULL, 0, e);
}

/* ---- what there is ---- */

static void put_way(Request *q, const char *href, const char *label, const char *what)
{
    html(&q->out, "<li><a href=\"%s\">%s</a> <span>%s</span></li>\n", href, label, what);
}

bool page_admin(Request *q, Err *e)
{
    if (!may_administer(q, e))
        return false;
    layout_begin(q, NAV_ADMIN, str_z(say(q, N_("Administration"))));
    html(&q->out, "<h1>%s</h1>\n<ul class=\"ways\">\n", say(q, N_("Administration")));
    put_way(q, "/admin/users", say(q, N_("Users")),
            say(q, N_("who works here, in which roles; ways in")));
    put_way(q, "/admin/units", say(q, N_("Units")),
            say(q, N_("the federation, its districts, streets and bodies, on any day")));
    put_way(q, "/holiday", say(q, N_("Holidays and worked days")),
            say(q, N_("of our own, over those announced; what deadlines count by")));
    if (may(q, RIGHT_SYSTEM)) {
        put_way(q, "/admin/settings", say(q, N_("Settings")),
                say(q, N_("what the office decides for itself")));
        put_way(q, "/approval_step", say(q, N_("Steps of approval")),
                say(q, N_("who agrees, how many, who instead")));
        put_way(q, "/admin/hooks", say(q, N_("Webhooks")),
                say(q, N_("programs that are told of changes, and how it went")));
        put_way(q, "/custom_field", say(q, N_("Fields of our own")),
                say(q, N_("beside the built-in ones")));
        put_way(q, "/custom_type", say(q, N_("Record types of our own")),
                say(q, N_("with fields of their own")));
    }
    if (rights_has(&q->c, RIGHT_READ, registry_find(q->c.types, S("review_template")), 0))
        put_way(q, "/admin/templates", say(q, N_("Templates")),
                say(q, N_("what a review may begin from")));
    if (may(q, RIGHT_GRANT))
        put_way(q, "/grant", say(q, N_("Grants of roles")),
                say(q, N_("who may do what, where, from when to when")));
    if (may(q, RIGHT_AUDIT))
        put_way(q, "/audit", say(q, N_("History of everything")),
                say(q, N_("who signed in, was refused, read, exported and changed what")));
    if (may(q, RIGHT_SYSTEM))
        put_way(q, "/admin/backups", say(q, N_("Backups")),
                say(q, N_("copies of the whole store: made and listed")));
    put_way(q, "/admin/kept", say(q, N_("What is kept, and how long")),
            say(q, N_("rules of retention, what is due by them, and the program's own times")));
    put_way(q, "/admin/health", say(q, N_("Health")),
            say(q, N_("how the store and the server do")));
    html(&q->out, "</ul>\n");
    layout_end(q);
    return true;
}

/* ---- users ---- */

typedef struct {
    int64_t id, home, seen, locked;
    Str login, name, roles;
    bool closed, password, second;
} UserRow;

typedef VEC(UserRow) UserRows;

enum { USERS_MOST = 2000, FILES_MOST = 20000 };

/* Those of the units that the administrator administers. */
static bool load_users(Request *q, UserRows *out, Err *e)
{
    const Type *t = registry_need(q->c.types, S("user"), e);
    AUTO(stmt_done) Stmt *s = db_query(
        q->c.db,
        "/* users */ SELECT u.\"id\", u.\"login\", u.\"name\", u.\"home\","
        " COALESCE(u.\"closed_from\", 99991231), a.\"password\" IS NOT NULL,"
        " COALESCE(a.\"locked_until\", 0), (SELECT max(x.\"seen_at\") FROM qiao_session AS x WHERE"
        " x.\"user_id\" = u.\"id\"), CASE WHEN a.\"totp\" IS NULL THEN 0 ELSE 1 END, u.\"unit\" FROM \"user\" AS u LEFT JOIN qiao_account AS a ON a.\"user_id\" ="
        " u.\"id\" WHERE u.\"voided_at\" IS NULL ORDER BY u.\"login\" LIMIT $1",
        P(USERS_MOST));
    while (db_next(s, e)) {
        Str has = db_str(s, 5);
        if (!rights_has(&q->c, RIGHT_READ, t, db_int(s, 3)) &&
            !rights_has(&q->c, RIGHT_READ, t, db_int(s, 9)))
            continue;
        vec_push(q->c.arena, out,
                 (UserRow){ .id = db_int(s, 0),
                            .login = db_text(s, q->c.arena, 1),
                            .name = db_text(s, q->c.arena, 2),
                            .home = db_int(s, 3),
                            .closed = db_int(s, 4) <= rights_day(&q->c),
                            .password = str_eq(has, S("1")) || str_eq(has, S("t")),
                            .locked = db_int(s, 6),
                            .seen = db_int(s, 7),
                            .second = db_int(s, 8) != 0 });
    }
    return !e->kind;
}

static bool load_roles(Request *q, UserRows *users, Err *e)
{
    AUTO(stmt_done) Stmt *s = db_query(
        q->c.db,
        "/* roles of all */ SELECT \"holder\", \"role\", \"at\" FROM \"grant\" WHERE \"voided_at\" IS NULL"
        " AND COALESCE(\"began_from\", 0) <= $1 AND COALESCE(\"ended_from\", 99991231) > $1",
        P((int64_t)rights_day(&q->c)));
    while (db_next(s, e)) {
        const Role *role = role_find(db_str(s, 1));
        for (size_t i = 0; role && i < users->n; i++) {
            UserRow *u = &users->p[i];
            if (u->id == db_int(s, 0))
                u->roles = arena_printf(q->c.arena, "%.*s%s%s (%.*s)", STR(u->roles),
                                        u->roles.n ? say(q, N_(", ")) : "", say(q, role->label),
                                        STR(units_name(q->c.units, db_int(s, 2), q->c.lang)));
        }
    }
    return !e->kind;
}

static const char *user_state(const Request *q, const UserRow *u)
{
    if (u->closed)
        return say(q, N_("closed"));
    if (u->locked > q->c.now)
        return say(q, N_("locked for a while"));
    return u->password ? say(q, N_("may sign in")) : say(q, N_("has no password yet"));
}

static void put_user_row(Request *q, const UserRow *u)
{
    Buf *out = &q->out;

    html(out, "<tr><th scope=\"row\"><a href=\"%s\">%.*s</a></th><td>%.*s</td><td>%.*s</td>",
         record_url(q, "user", u->id).p, STR(u->login), STR(u->name),
         STR(units_name(q->c.units, u->home, q->c.lang)));
    html(out, "<td>%.*s</td><td>%s</td><td>", STR(u->roles), user_state(q, u));
    if (may(q, RIGHT_GRANT) && !u->closed) {
        form_begin(q, "/admin/users");
        html(out,
             "<input type=\"hidden\" name=\"user\" value=\"%" PRId64 "\">"
             "<button type=\"submit\">%s</button></form>",
             u->id, say(q, N_("Make a sign-in link")));
    }
    if (may(q, RIGHT_GRANT) && u->second) {
        form_begin(q, "/admin/users/second");
        html(out,
             "<input type=\"hidden\" name=\"user\" value=\"%" PRId64 "\">"
             "<button type=\"submit\">%s</button></form>",
             u->id, say(q, N_("Take the second factor away")));
    }
    html(out, "</td></tr>\n");
}

static bool put_users(Request *q, Str link, Err *e)
{
    static const char *const headings[] = { N_("Login"), N_("Name"),  N_("Home unit"),
                                            N_("Roles"), N_("State"), N_("Way in") };
    Buf *out = &q->out;
    UserRows users = { 0 };

    if (!load_users(q, &users, e) || !load_roles(q, &users, e))
        return false;
    layout_begin(q, NAV_ADMIN, str_z(say(q, N_("Users"))));
    put_crumb(q, S("/admin"), str_z(say(q, N_("Administration"))));
    html(out, "<h1>%s</h1>\n", say(q, N_("Users")));
    if (link.n)
        html(out, "<div role=\"status\"><p>%s</p><p><code>/link/%.*s</code></p></div>\n",
             say(q,
                 N_("Give this address, behind the name of this server, to the user, and to nobody "
                    "else. It sets a password, works once, and is shown this once:")),
             STR(link));
    if (may(q, RIGHT_SYSTEM))
        html(out, "<p class=\"ways\"><a href=\"/user/new\">%s</a></p>\n", say(q, N_("New user")));
    html(out, "<div class=\"scroll\"><table><caption class=\"quiet\">%s</caption><thead><tr>",
         say(q, N_("Users")));
    for (size_t i = 0; i < LEN(headings); i++)
        html(out, "<th scope=\"col\">%s</th>", say(q, headings[i]));
    html(out, "</tr></thead><tbody>\n");
    for (size_t i = 0; i < users.n; i++)
        put_user_row(q, &users.p[i]);
    html(out, "</tbody></table></div>\n");
    if (users.n == USERS_MOST)
        html(out, "<p class=\"hint\">%s</p>\n",
             arena_printf(q->c.arena, say(q, N_("The first %d are shown.")), USERS_MOST).p);
    layout_end(q);
    return true;
}

bool page_users(Request *q, Err *e)
{
    return may_administer(q, e) && put_users(q, S(""), e);
}

/* The user that the form names, if the security administrator may see to his way in. */
static const User *sent_user(Request *q, Err *e)
{
    const Type *t = registry_need(q->c.types, S("grant"), e);
    const User *u;
    int64_t id;

    if (!t || !rights_check(&q->c, RIGHT_GRANT, t, 0, e))
        return NULL;
    if (!str_int(request_form(q, "user"), &id)) {
        err_set(e, ERR_INVALID, N_("which user is meant?"));
        return NULL;
    }
    u = user_load_id(q->c.arena, q->c.db, id, rights_day(&q->c), e);
    return u && rights_check(&q->c, RIGHT_GRANT, t, u->home, e) ? u : NULL;
}

/* The link stands in the answer itself, since it must not be kept for another page. */
bool page_users_link(Request *q, Err *e)
{
    const User *u = sent_user(q, e);
    Str link;

    return u && account_link_make(&q->c, u->id, &link, e) && put_users(q, link, e);
}

bool page_users_second(Request *q, Err *e)
{
    const User *u = sent_user(q, e);

    if (!u || !second_drop(&q->c, u->id, e))
        return false;
    request_go(q, S("/admin/users"));
    return true;
}

/* ---- settings ---- */

typedef struct {
    int64_t id, at;
    Str by;
} Kept;

/* The records of settings that were changed. */
static bool load_kept(Request *q, Kept out[SET__N], Err *e)
{
    AUTO(stmt_done) Stmt *s = db_query(
        q->c.db,
        "/* kept settings */ SELECT s.\"name\", s.\"id\", s.\"changed_at\", u.\"name\" FROM"
        " \"setting\" AS s LEFT JOIN \"user\" AS u ON u.\"id\" = s.\"changed_by\" WHERE"
        " s.\"voided_at\" IS NULL");
    while (db_next(s, e)) {
        SettingId id = setting_find(db_str(s, 0));
        if (id != SET__N)
            out[id] = (Kept){ db_int(s, 1), db_int(s, 2), db_text(s, q->c.arena, 3) };
    }
    return !e->kind;
}

static Str value_of(Request *q, SettingId id)
{
    return settings[id].kind == SETTING_TEXT
               ? setting_text(&q->c, id)
               : arena_printf(q->c.arena, "%" PRId64, setting_number(&q->c, id));
}

static Str default_of(Request *q, SettingId id)
{
    const Setting *s = &settings[id];
    if (s->kind == SETTING_TEXT)
        return *s->text ? str_z(s->text) : str_z(say(q, N_("empty")));
    return arena_printf(q->c.arena, "%" PRId64, s->number);
}

static void put_setting(Request *q, SettingId id, const Kept *kept, Str typed, Str fault)
{
    const Setting *s = &settings[id];
    bool number = s->kind == SETTING_NUMBER;
    Buf *out = &q->out;

    html(out, "<div class=\"setting\">");
    form_begin(q, "/admin/settings");
    html(out,
         "<input type=\"hidden\" name=\"name\" value=\"%s\">"
         "<label for=\"set-%s\">%s</label><p class=\"hint\" id=\"set-%s-help\">%s</p>",
         s->name, s->name, say(q, s->label), s->name, say(q, s->help));
    if (fault.n)
        html(out, "<p class=\"problem\" role=\"alert\">%.*s</p>", STR(fault));
    html(out,
         "<input id=\"set-%s\" name=\"value\" value=\"%.*s\" aria-describedby=\"set-%s-help\""
         " inputmode=\"%s\"> %s <button type=\"submit\">%s</button>",
         s->name, STR(typed), s->name, number ? "numeric" : "text", s->unit ? say(q, s->unit) : "",
         say(q, N_("Save")));
    html(out, "<p class=\"hint\">%s</p></form>",
         arena_printf(q->c.arena, say(q, N_("Default: %.*s")), STR(default_of(q, id))).p);
    if (kept->id) {
        char at[32];
        time_print(kept->at, q->c.tz, at);
        html(out, "<p class=\"hint\"><a href=\"%s/history\">%s</a></p>",
             record_url(q, "setting", kept->id).p,
             arena_printf(q->c.arena, say(q, N_("Changed on %.10s by %.*s")), at, STR(kept->by)).p);
    }
    html(out, "</div>\n");
}

static bool put_settings(Request *q, SettingId wrong, Str fault, Err *e)
{
    Kept kept[SET__N] = { { 0 } };
    const char *area = "";

    if (!load_kept(q, kept, e))
        return false;
    layout_begin(q, NAV_ADMIN, str_z(say(q, N_("Settings"))));
    put_crumb(q, S("/admin"), str_z(say(q, N_("Administration"))));
    html(&q->out, "<h1>%s</h1>\n", say(q, N_("Settings")));
    for (SettingId i = 0; i < SET__N; i++) {
        if (strcmp(area, settings[i].area) != 0)
            html(&q->out, "<h2>%s</h2>\n", say(q, settings[i].area));
        area = settings[i].area;
        put_setting(q, i, &kept[i], i == wrong ? request_form(q, "value") : value_of(q, i),
                    i == wrong ? fault : S(""));
    }
    layout_end(q);
    return true;
}

bool page_settings(Request *q, Err *e)
{
    return rights_check(&q->c, RIGHT_SYSTEM, NULL, 0, e) && put_settings(q, SET__N, S(""), e);
}

static bool save_setting(Request *q, SettingId id, Str value, Err *e)
{
    const Type *t = registry_need(q->c.types, S("setting"), e);
    Kept kept[SET__N] = { { 0 } };
    Check k = { 0 };
    Record *r;

    if (!t || !rights_check(&q->c, RIGHT_SYSTEM, t, units_root(q->c.units), e) ||
        !load_kept(q, kept, e))
        return false;
    r = kept[id].id ? store_get(&q->c, t, kept[id].id, e) : record_new(q->c.arena, t);
    if (!r)
        return false;
    if (!kept[id].id) {
        r->unit = units_root(q->c.units);
        rec_set_text(r, SETTING_NAME, str_z(settings[id].name));
    }
    r->v[SETTING_VALUE] = (Value){ 0 };
    if (value.n)
        rec_set_text(r, SETTING_VALUE, value);
    return kept[id].id ? store_update(&q->c, r, &k, e) : store_create(&q->c, r, &k, e);
}

bool page_settings_save(Request *q, Err *e)
{
    SettingId id = setting_find(request_form(q, "name"));
    Err one = { .lang = q->c.lang };

    if (id == SET__N)
        return err_set(e, ERR_NOT_FOUND, N_("there is no setting '%.*s'"),
                       STR(request_form(q, "name")));
    if (save_setting(q, id, str_trim(request_form(q, "value")), &one)) {
        request_go(q, S("/admin/settings"));
        return true;
    }
    if (one.kind != ERR_INVALID)
        return err_set(e, one.kind, "%s", one.msg);
    q->status = 400;
    return put_settings(q, id, str_z(one.msg), e);
}

/* ---- health ---- */

static bool one_number(Request *q, Str sql, int64_t *out, Err *e)
{
    AUTO(stmt_done) Stmt *s = db_query_text(q->c.db, sql, NULL, 0);
    *out = db_next(s, e) ? db_int(s, 0) : 0;
    return !e->kind;
}

static void put_fact(Request *q, const char *label, Str value)
{
    html(&q->out, "<div><dt>%s</dt><dd>%.*s</dd></div>\n", label, STR(value));
}

static Str count_text(Request *q, int64_t n)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    put_count(&b, n);
    return arena_str(q->c.arena, buf_str(&b));
}

static bool put_failures(Request *q, Err *e)
{
    const MailFailure *list;
    size_t n;

    if (!mail_failures(&q->c, &list, &n, e))
        return false;
    if (!n)
        return true;
    html(&q->out, "<h2>%s</h2><ul>\n", say(q, N_("Mail that was not sent")));
    for (size_t i = 0; i < n; i++) {
        char at[32];
        time_print(list[i].at, q->c.tz, at);
        html(&q->out, "<li><time datetime=\"%s\">%.*s</time> %.*s</li>\n", at, 16, at,
             STR(list[i].why));
    }
    html(&q->out, "</ul>\n");
    return true;
}

static void put_size(Buf *b, int64_t bytes)
{
    put_count(b, (bytes + (1 << 19)) >> 20);
    buf_put(b, S(" MB"));
}

/* Attachments and their files: what `qiao check` looks at byte by byte, here by name and size. */
static bool put_files(Request *q, Err *e)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    AttachSurvey s;

    if (!attach_survey(&q->c, FILES_MOST, &s, e))
        return false;
    put_fact(q, say(q, N_("Attachments")), count_text(q, s.records));
    if (s.more) {
        put_fact(q, say(q, N_("Files of attachments")),
                 str_z(say(q, N_("too many to look at here; `qiao check` does"))));
        return true;
    }
    put_size(&b, s.bytes);
    put_fact(
        q, say(q, N_("Files of attachments")),
        arena_printf(q->c.arena, "%.*s · %.*s", STR(count_text(q, s.files)), STR(buf_str(&b))));
    put_fact(q, say(q, N_("Attachments without their file")), count_text(q, s.missing));
    put_fact(q, say(q, N_("Files that no attachment has")), count_text(q, s.stray));
    return true;
}

bool page_system_health(Request *q, Err *e)
{
    int64_t rows, sessions, at, last;
    char text[32];

    if (!may_administer(q, e) ||
        !one_number(q, S("/* rows */ SELECT \"seq\" FROM qiao_head WHERE \"one\" = 1"), &rows, e) ||
        !one_number(q, S("/* signed in */ SELECT count(*) FROM qiao_session"), &sessions, e) ||
        !one_number(q, S("/* sealed to */ SELECT COALESCE(max(\"seq\"), 0) FROM qiao_checkpoint"),
                    &last, e) ||
        !one_number(
            q,
            S("/* newest */ SELECT COALESCE(max(\"at\"), 0) FROM qiao_history WHERE \"seq\" ="
              " (SELECT \"seq\" FROM qiao_head WHERE \"one\" = 1)"),
            &at, e))
        return false;
    time_print(at, q->c.tz, text);
    layout_begin(q, NAV_ADMIN, str_z(say(q, N_("Health"))));
    put_crumb(q, S("/admin"), str_z(say(q, N_("Administration"))));
    html(&q->out, "<h1>%s</h1>\n<dl class=\"fields\">\n", say(q, N_("Health")));
    put_fact(q, say(q, N_("Kind of store")),
             db_kind(q->c.db) == DB_SQLITE ? S("SQLite") : S("PostgreSQL"));
    put_fact(q, say(q, N_("Record types")), count_text(q, (int64_t)registry_count(q->c.types)));
    put_fact(q, say(q, N_("Units")), count_text(q, (int64_t)units_count(q->c.units)));
    put_fact(q, say(q, N_("Rows of the history")), count_text(q, rows));
    put_fact(q, say(q, N_("Newest change")), arena_printf(q->c.arena, "%.16s", text));
    put_fact(q, say(q, N_("History sealed up to row")), count_text(q, last));
    put_fact(q, say(q, N_("Sessions of who is signed in")), count_text(q, sessions));
    put_fact(q, say(q, N_("Mail")),
             str_z(mail_is_set(&q->c) ? say(q, N_("is sent")) : say(q, N_("is not set up"))));
    if (!put_files(q, e))
        return false;
    html(&q->out, "</dl>\n<p class=\"hint\">%s</p>\n",
         say(q, N_("`qiao check` goes over the whole history and every record.")));
    if (!put_failures(q, e))
        return false;
    layout_end(q);
    return true;
}
