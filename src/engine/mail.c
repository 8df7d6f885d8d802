/* SPDX-License-Identifier: Apache-2.0
 * Sending by libcurl, and who has had the day's mail.
 */
#include "engine/mail.h"

#include <curl/curl.h>
#include <sodium.h>
#include <stdlib.h>

#include "engine/setting.h"

enum {
    CONNECT_S = 10,
    SEND_S = 60,
    TRIES_MAX = 5,
    RETRY_MS = 10 * 60 * 1000, /* doubled with each try */
    LOST_MS = 15 * 60 * 1000,  /* whoever took it this long ago has gone */
    SHOWN = 100
};

void mail_ready(void)
{
    (void)curl_global_init(CURL_GLOBAL_DEFAULT); /* if it fails, so will each message, and say so */
}

bool mail_is_set(const Ctx *c)
{
    return setting_text(c, SET_SMTP_URL).n && setting_text(c, SET_SMTP_FROM).n;
}

/* ---- one message ---- */

/* A header must not become two. */
static bool is_line(Str s)
{
    return s.n && s.n < 500 && str_plain(s, false);
}

/* A subject in any script, RFC 2047; in pieces, since a word has at most 75 letters. */
static Str encode_subject(Arena *a, Str s)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    char word[80];

    while (s.n) {
        Str part = utf8_part(s, 14);
        sodium_bin2base64(word, sizeof word, (const unsigned char *)part.p, part.n,
                          sodium_base64_VARIANT_ORIGINAL);
        buf_printf(&b, "%s=?UTF-8?B?%s?=", b.n ? "\r\n " : "", word);
        s = str_part(s, part.n, s.n);
    }
    return arena_str(a, buf_str(&b));
}

static void add_header(Arena *a, struct curl_slist **list, const char *name, Str value)
{
    struct curl_slist *more =
        curl_slist_append(*list, arena_printf(a, "%s: %.*s", name, STR(value)).p);
    if (more)
        *list = more;
}

static struct curl_slist *headers_of(const Ctx *c, const Mail *m)
{
    struct curl_slist *list = NULL;
    unsigned char random[12];
    char id[2 * sizeof random + 1];

    randombytes_buf(random, sizeof random);
    sodium_bin2hex(id, sizeof id, random, sizeof random);
    add_header(c->arena, &list, "From", setting_text(c, SET_SMTP_FROM));
    add_header(c->arena, &list, "To", m->to);
    add_header(c->arena, &list, "Subject", encode_subject(c->arena, m->subject));
    add_header(c->arena, &list, "Message-ID", arena_printf(c->arena, "<%s@qiao>", id));
    add_header(c->arena, &list, "Auto-Submitted", S("auto-generated"));
    return list;
}

static bool say_failure(CURLcode rc, const char *why, Err *e)
{
    bool wrong = rc == CURLE_URL_MALFORMAT || rc == CURLE_UNSUPPORTED_PROTOCOL ||
                 rc == CURLE_LOGIN_DENIED || rc == CURLE_PEER_FAILED_VERIFICATION;
    return err_set(e, wrong ? ERR_INVALID : ERR_BUSY, N_("the mail server did not take it: %s"),
                   *why ? why : curl_easy_strerror(rc));
}

/* TLS is demanded of every server that is not this machine. */
static void set_server(CURL *curl, const Ctx *c)
{
    const char *password = getenv("QIAO_SMTP_PASSWORD"); /* NOLINT(concurrency-mt-unsafe) */
    Str url = setting_text(c, SET_SMTP_URL), user = setting_text(c, SET_SMTP_USER);
    bool local = str_starts(url, S("smtp://127.0.0.1")) || str_starts(url, S("smtp://localhost"));

    curl_easy_setopt(curl, CURLOPT_URL, arena_z(c->arena, url));
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(curl, CURLOPT_USE_SSL, local ? (long)CURLUSESSL_TRY : (long)CURLUSESSL_ALL);
    if (local)
        curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 0L);
    if (user.n) {
        curl_easy_setopt(curl, CURLOPT_USERNAME, arena_z(c->arena, user));
        curl_easy_setopt(curl, CURLOPT_PASSWORD, password ? password : "");
    }
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_S);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)SEND_S);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
}

/* "Office <office@example.org>" → "<office@example.org>". */
static Str bare_address(Arena *a, Str s)
{
    Str name, rest;
    if (!str_cut(s, S("<"), &name, &rest))
        return arena_printf(a, "<%.*s>", STR(s));
    return arena_printf(a, "<%.*s", STR(rest));
}

bool mail_send(const Ctx *c, const Mail *m, Err *e)
{
    Str from = setting_text(c, SET_SMTP_FROM);
    char why[CURL_ERROR_SIZE] = "";
    struct curl_slist *headers, *to;
    curl_mimepart *part;
    curl_mime *mime;
    CURLcode rc;
    CURL *curl;

    if (!is_line(m->to) || !is_line(from) || !is_line(m->subject))
        return err_set(e, ERR_INVALID, N_("'%.*s' is no address to write to"), STR(m->to));
    curl = curl_easy_init();
    if (!curl)
        return err_set(e, ERR_INTERNAL, "no mail can be sent for want of memory");
    headers = headers_of(c, m);
    to = curl_slist_append(NULL, bare_address(c->arena, m->to).p);
    mime = curl_mime_init(curl);
    part = curl_mime_addpart(mime);
    curl_mime_data(part, m->text.p, m->text.n);
    curl_mime_type(part, "text/plain; charset=utf-8");
    curl_mime_encoder(part, "base64");
    set_server(curl, c);
    curl_easy_setopt(curl, CURLOPT_MAIL_FROM, bare_address(c->arena, from).p);
    curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, to);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_MIMEPOST, mime);
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, why);
    rc = curl_easy_perform(curl);
    curl_easy_cleanup(curl);
    curl_mime_free(mime);
    curl_slist_free_all(headers);
    curl_slist_free_all(to);
    return rc == CURLE_OK || say_failure(rc, why, e);
}

/* ---- once a day ---- */

bool mail_claim(Ctx *c, int64_t user, bool *mine, Err *e)
{
    const Param p[] = { param_int(user), param_int(day_at(c->now, c->tz)), param_int(c->now),
                        param_int(c->now - LOST_MS), param_int(TRIES_MAX) };
    int64_t changed = 0;

    *mine = false;
    if (!db_exec_text(
            c->db,
            S("/* claim mail */ INSERT INTO qiao_mail (\"user_id\", \"day\", \"state\", \"at\","
              " \"tries\") VALUES ($1, $2, 'sending', $3, 0) ON CONFLICT (\"user_id\", \"day\")"
              " DO UPDATE SET \"state\" = 'sending', \"at\" = EXCLUDED.\"at\""
              " WHERE (qiao_mail.\"state\" = 'sending' AND qiao_mail.\"at\" < $4) OR"
              " (qiao_mail.\"state\" = 'failed' AND qiao_mail.\"tries\" < $5 AND"
              " qiao_mail.\"next_at\" <= $3)"),
            p, LEN(p), &changed, e))
        return false;
    *mine = changed > 0;
    return true;
}

bool mail_done(Ctx *c, int64_t user, Str why, Err *e)
{
    int64_t day = day_at(c->now, c->tz);

    return db_exec(c->db, e,
                   "/* mail is done */ UPDATE qiao_mail SET \"state\" = $3, \"why\" = $4,"
                   " \"tries\" = \"tries\" + 1, \"next_at\" = $5 + $6 * (1 + \"tries\" * \"tries\")"
                   " WHERE \"user_id\" = $1 AND \"day\" = $2",
                   P(user), P(day), P(why.n ? "failed" : "sent"), P(why.n ? why : S("")), P(c->now),
                   P((int64_t)RETRY_MS)) &&
           db_exec(c->db, e, "/* old mail */ DELETE FROM qiao_mail WHERE \"day\" < $1",
                   P((int64_t)day_add((Day)day, -MAIL_DAYS_KEPT)));
}

bool mail_failures(Ctx *c, const MailFailure **out, size_t *n, Err *e)
{
    VEC(MailFailure) list = { 0 };
    AUTO(stmt_done) Stmt *q = db_query(
        c->db,
        "/* failed mail */ SELECT \"user_id\", \"at\", \"tries\", \"day\", \"why\" FROM qiao_mail"
        " WHERE \"state\" = 'failed' ORDER BY \"at\" DESC LIMIT $1",
        P(SHOWN));
    while (db_next(q, e))
        vec_push(c->arena, &list,
                 (MailFailure){ db_int(q, 0), db_int(q, 1), db_int(q, 2), (Day)db_int(q, 3),
                                db_text(q, c->arena, 4) });
    *out = list.p;
    *n = list.n;
    return !e->kind;
}
