/* SPDX-License-Identifier: Apache-2.0
 * The settings that there are.
 */
#include "engine/setting.h"

#include "engine/units.h"

enum { TEXT_MAX = 2000 };

#define SIGN_IN N_("Sign-in")
#define MAIL N_("Mail")
#define PROGRAMS N_("Programs")

const Setting settings[SET__N] = {
    [SET_IDLE_MINUTES] = { "idle_minutes", N_("Sign out when idle"),
                           N_("Who does nothing for so long has to sign in again."),
                           SETTING_NUMBER, 60, 5, 1440, NULL, N_("minutes"), SIGN_IN },
    [SET_SESSION_HOURS] = { "session_hours", N_("Longest time signed in"),
                            N_("After so long everybody has to sign in again."), SETTING_NUMBER, 12,
                            1, 168, NULL, N_("hours"), SIGN_IN },
    [SET_LOCK_AFTER] = { "lock_after", N_("Wrong passwords until an account is locked"),
                         N_("More wrong passwords in a row lock the account for a while."),
                         SETTING_NUMBER, 5, 3, 100, NULL, NULL, SIGN_IN },
    [SET_LOCK_MINUTES] = { "lock_minutes", N_("How long a locked account stays locked"),
                           N_("Doubled with each further wrong password, up to a day."),
                           SETTING_NUMBER, 1, 1, 1440, NULL, N_("minutes"), SIGN_IN },
    [SET_PASSWORD_LEAST] = { "password_least", N_("Shortest password"),
                             N_("New passwords have at least so many characters."), SETTING_NUMBER,
                             12, 8, 64, NULL, N_("characters"), SIGN_IN },
    [SET_LINK_HOURS] = { "link_hours", N_("How long a sign-in link is good"),
                         N_("A link that sets a password works once, and only for so long."),
                         SETTING_NUMBER, 24, 1, 168, NULL, N_("hours"), SIGN_IN },
    [SET_SECOND_FACTOR] = { "second_factor", N_("Who needs a second factor"),
                            N_("0: nobody has to. 1: administrators. 2: everybody. Who needs one"
                               " and has none sets it up before anything else."),
                            SETTING_NUMBER, 0, 0, 2, NULL, NULL, SIGN_IN },
    [SET_OIDC_ISSUER] = { "oidc_issuer", N_("Identity provider"),
                          N_("The address of the office's own one, by OpenID Connect, such as"
                             " https://id.example.org/realms/office; empty: there is none."),
                          SETTING_TEXT, 0, 0, 0, "", NULL, SIGN_IN },
    [SET_OIDC_CLIENT] = { "oidc_client", N_("Name of Qiao at the identity provider"),
                          N_("Its client id there. The secret is not kept here, but in"
                             " QIAO_OIDC_SECRET of the server's environment."),
                          SETTING_TEXT, 0, 0, 0, "", NULL, SIGN_IN },
    [SET_OIDC_CLAIM] = { "oidc_claim", N_("What the identity provider calls the login"),
                         N_("The claim of its tokens that holds the login of a user of Qiao."),
                         SETTING_TEXT, 0, 0, 0, "preferred_username", NULL, SIGN_IN },
    [SET_OIDC_LABEL] = { "oidc_label", N_("Button for the identity provider"),
                         N_("What the button beside the password says; empty: a usual text."),
                         SETTING_TEXT, 0, 0, 0, "", NULL, SIGN_IN },
    [SET_OIDC_SECOND] = { "oidc_second", N_("Second factor at the identity provider"),
                          N_("1: the identity provider asks for a second factor, and Qiao does not"
                             " ask once more. 0: Qiao asks as it does after a password."),
                          SETTING_NUMBER, 0, 0, 1, NULL, NULL, SIGN_IN },
    [SET_DRAFT_DAYS] = { "draft_days", N_("How long drafts are kept"),
                         N_("A form that was begun and not sent is forgotten after so long."),
                         SETTING_NUMBER, 30, 1, 365, NULL, N_("days"), N_("Records") },
    [SET_SMTP_URL] = { "smtp_url", N_("Mail server"),
                       N_("Where mail is handed in, such as smtps://mail.example.org:465; empty: "
                          "no mail is sent."),
                       SETTING_TEXT, 0, 0, 0, "", NULL, MAIL },
    [SET_SMTP_FROM] = { "smtp_from", N_("Sender of mail"),
                        N_("The address that mail comes from."), SETTING_TEXT, 0, 0, 0, "", NULL,
                        MAIL },
    [SET_SMTP_USER] = { "smtp_user", N_("Login at the mail server"),
                        N_("Its password is not kept here, but in QIAO_SMTP_PASSWORD of the "
                           "server's environment."),
                        SETTING_TEXT, 0, 0, 0, "", NULL, MAIL },
    [SET_REMIND_HOUR] = { "remind_hour", N_("Hour of the daily reminder"),
                          N_("From then on each user with an address is written once a day what "
                             "waits for him."),
                          SETTING_NUMBER, 8, 0, 23, NULL, NULL, MAIL },
    [SET_API_TOKEN_MINUTE] = { "api_token_minute", N_("Requests of a token in a minute"),
                               N_("A program that asks more often is told to wait."),
                               SETTING_NUMBER, 600, 10, 100000, NULL, NULL, PROGRAMS },
    [SET_API_ADDRESS_MINUTE] = { "api_address_minute", N_("Requests of an address in a minute"),
                                 N_("All programs at one address together."), SETTING_NUMBER, 1200,
                                 10, 100000, NULL, NULL, PROGRAMS },
    [SET_HOOK_LOCAL] = { "hook_local", N_("Webhooks to this machine and network"),
                         N_("1: webhooks may go to private addresses, and to this machine without"
                            " TLS. 0: to public addresses with TLS alone."),
                         SETTING_NUMBER, 0, 0, 1, NULL, NULL, PROGRAMS },
    [SET_FILES_FOLDER] = { "files_folder", N_("Folder for attachments"),
                           N_("Where photographs and documents stand; empty: beside the store, where"
                              " that is a file."),
                           SETTING_TEXT, 0, 0, 0, "", NULL, N_("Records") },
    [SET_SCANNER] = { "scanner", N_("Scanner for viruses"),
                      N_("The socket of clamd on this machine, such as /run/clamav/clamd.ctl, which"
                         " looks at every attachment; empty: nothing does."),
                      SETTING_TEXT, 0, 0, 0, "", NULL, N_("Records") },
};

SettingId setting_find(Str name)
{
    for (SettingId i = 0; i < SET__N; i++)
        if (str_eq(str_z(settings[i].name), name))
            return i;
    return SET__N;
}

/* ---- as records ---- */

static const Field setting_fields[SETTING__N] = {
    [SETTING_NAME] = { .name = "name",
                       .label = N_("Setting"),
                       .also = "设置|設定|设置项",
                       .kind = T_TEXT,
                       .max = 40,
                       .flags = REQUIRED | UNIQUE | FIXED | IN_LIST },
    [SETTING_VALUE] = { .name = "value",
                        .label = N_("Value"),
                        .also = "值|取值",
                        .kind = T_TEXT,
                        .max = TEXT_MAX,
                        .flags = IN_LIST },
};

/* Without TLS only on this very machine. */
static bool is_provider(Str s)
{
    return (str_starts(s, S("https://")) || str_starts(s, S("http://127.0.0.1:")) ||
            str_starts(s, S("http://[::1]:"))) &&
           str_find(s, S(" ")) < 0 && str_find(s, S("?")) < 0 && str_find(s, S("#")) < 0;
}

static void setting_check(Check *k, const Record *r)
{
    SettingId id = setting_find(rec_text(r, SETTING_NAME));
    int64_t n;

    if (id == SET__N) {
        problem(k, SETTING_NAME, "there is no setting '%.*s'", STR(rec_text(r, SETTING_NAME)));
        return;
    }
    if (id == SET_OIDC_ISSUER && rec_has(r, SETTING_VALUE) &&
        !is_provider(rec_text(r, SETTING_VALUE)))
        problem(k, SETTING_VALUE,
                "an identity provider is at an address with https, without blanks, '?' and '#'");
    if (r->unit && k->c->units && r->unit != units_root(k->c->units))
        problem(k, PROBLEM_RECORD,
                "settings hold for the whole federation, so they belong to the unit at its top");
    if (settings[id].kind != SETTING_NUMBER || !rec_has(r, SETTING_VALUE))
        return;
    if (!str_int(rec_text(r, SETTING_VALUE), &n) || n < settings[id].least || n > settings[id].most)
        problem(k, SETTING_VALUE, "this setting takes a whole number from %lld to %lld",
                (long long)settings[id].least, (long long)settings[id].most);
}

const Type setting_type = {
    .name = "setting",
    .label = N_("Setting"),
    .also = "设置|設定",
    .area = "system",
    .fields = setting_fields,
    .nfields = LEN(setting_fields),
    .title = "name",
    .identity = { "name" },
    .write = RIGHT_SYSTEM,
    .check = setting_check,
};

/* ---- in use ---- */

static void set_defaults(Settings *s)
{
    for (SettingId i = 0; i < SET__N; i++) {
        s->number[i] = settings[i].number;
        s->text[i] = str_z(settings[i].text);
    }
}

const Settings *settings_load(Arena *a, Db *db, Err *e)
{
    Settings *s = NEW(a, Settings);
    AUTO(stmt_done) Stmt *q = db_query(db, "/* settings */ SELECT \"name\", \"value\" FROM"
                                           " \"setting\" WHERE \"voided_at\" IS NULL");
    set_defaults(s);
    while (db_next(q, e)) {
        SettingId id = setting_find(db_str(q, 0));
        if (id == SET__N || db_null(q, 1))
            continue;
        if (settings[id].kind == SETTING_TEXT)
            s->text[id] = db_text(q, a, 1);
        else
            (void)!str_int(db_str(q, 1), &s->number[id]); /* checked when it was written */
    }
    return e->kind ? NULL : s;
}

int64_t setting_number(const Ctx *c, SettingId id)
{
    return c->settings ? c->settings->number[id] : settings[id].number;
}

Str setting_text(const Ctx *c, SettingId id)
{
    return c->settings ? c->settings->text[id] : str_z(settings[id].text);
}
