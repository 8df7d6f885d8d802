/* SPDX-License-Identifier: Apache-2.0
 * What waits, by mail: once a day, from the hour of the setting on, in the user's language. Names
 * of private persons are left out, since mail travels.
 */
#include "web/reminder.h"

#include <pthread.h>

#include "base/log.h"
#include "base/mem.h"
#include "engine/desk.h"
#include "engine/mail.h"
#include "engine/rights.h"
#include "engine/setting.h"
#include "web/answer.h"
#include "web/desk.h"

enum { ROUND_S = 60, LINES_MOST = 20, HOUR_MS = 3600 * 1000, TEXT_MAX = 64 << 10 };

struct Reminder {
    Site *site;
    Lang lang;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t wake;
    bool stopping;
};

/* ---- the message ---- */

static void put_due(Ctx *c, Buf *b, const DueItem *d, Str title)
{
    char day[11];
    int slot = type_title(d->type);
    bool personal = slot >= 0 && d->type->fields[slot].level > LEVEL_INTERNAL;

    day_print(d->due, day);
    buf_printf(b, "%s%s  %s: %.*s\n", day, d->over ? " !" : "  ", tr(c->lang, d->deadline->label),
               STR(personal ? str_z(type_label(d->type, c->lang)) : title));
}

static bool put_deadlines(Ctx *c, Buf *b, Err *e)
{
    const DueItem *due;
    Titled titles[LINES_MOST];
    size_t n, shown;
    bool more;

    if (!desk_due(c, 0, 0, &due, &n, &more, e))
        return false;
    shown = n < LINES_MOST ? n : LINES_MOST;
    for (size_t i = 0; i < shown; i++)
        titles[i] = (Titled){ .type = due[i].type, .id = due[i].id };
    if (!desk_titles(c, titles, shown, e))
        return false;
    if (shown)
        buf_printf(b, "%s\n", tr(c->lang, N_("Deadlines")));
    for (size_t i = 0; i < shown; i++)
        put_due(c, b, &due[i], titles[i].title);
    if (n > shown)
        buf_printf(b, tr(c->lang, N_("and %d more\n")), (int)(n - shown));
    return true;
}

static bool put_waiting(Ctx *c, Buf *b, Err *e)
{
    const WaitingItem *list;
    size_t n;
    bool more;

    if (!desk_waiting(c, &list, &n, &more, e))
        return false;
    if (n)
        buf_printf(b, tr(c->lang, N_("Records that wait for your decision: %d\n")), (int)n);
    return true;
}

/* Nothing to say is no message. */
static bool write_text(Ctx *c, Buf *b, Err *e)
{
    return put_waiting(c, b, e) && put_deadlines(c, b, e);
}

/* ---- to whom ---- */

typedef struct {
    int64_t id;
    Str mail;
} Reader;
typedef VEC(Reader) Readers;

static bool load_readers(Ctx *c, Readers *out, Err *e)
{
    AUTO(stmt_done) Stmt *q = db_query(
        c->db,
        "/* readers */ SELECT u.\"id\", u.\"mail\" FROM \"user\" AS u LEFT JOIN qiao_mail AS m ON"
        " m.\"user_id\" = u.\"id\" AND m.\"day\" = $1 WHERE u.\"voided_at\" IS NULL AND"
        " u.\"mail\" IS NOT NULL AND COALESCE(u.\"no_mail\", 0) = 0 AND"
        " COALESCE(u.\"closed_from\", 99991231) > $1 AND COALESCE(m.\"state\", '') <> 'sent'"
        " ORDER BY u.\"id\"",
        P((int64_t)rights_day(c)));
    while (db_next(q, e))
        vec_push(c->arena, out, (Reader){ db_int(q, 0), db_text(q, c->arena, 1) });
    return !e->kind;
}

static bool write_to(Ctx *c, const Reader *to, int *sent, Err *e)
{
    AUTO(buf_done) Buf b = buf_new(TEXT_MAX);
    Err failed = { .lang = c->lang };
    Mail m = { .to = to->mail };
    Lang lang = c->lang;
    bool mine, ok;

    if (!mail_claim(c, to->id, &mine, e) || !mine)
        return !e->kind;
    c->user = user_load_id(c->arena, c->db, to->id, rights_day(c), e);
    if (!c->user)
        return false;
    c->lang = c->user->has_lang ? c->user->lang : lang;
    ok = write_text(c, &b, e);
    m.subject = str_z(tr(c->lang, N_("Qiao: what waits for you today")));
    m.text = buf_str(&b);
    if (ok && m.text.n && mail_send(c, &m, &failed))
        ++*sent;
    c->lang = lang;
    if (failed.kind)
        log_line(LOG_WARN, "mail: %s", failed.msg);
    return ok && mail_done(c, to->id, str_z(failed.msg), e);
}

bool reminder_round(Site *s, Lang lang, int64_t now, int *sent, Err *e)
{
    Request q = request_new(s, lang, now);
    Readers readers = { 0 };
    bool ok = site_enter(s, &q, e);
    int64_t hour = (now / HOUR_MS + q.c.tz / 60) % 24;

    *sent = 0;
    if (ok && mail_is_set(&q.c) && hour >= setting_number(&q.c, SET_REMIND_HOUR))
        ok = load_readers(&q.c, &readers, e);
    for (size_t i = 0; ok && i < readers.n; i++)
        ok = db_limit(q.c.db, 0, e) && write_to(&q.c, &readers.p[i], sent, e);
    site_leave(s, &q);
    request_done(&q);
    return ok;
}

/* ---- the thread ---- */

/* True when it is time to end. */
static bool rest(Reminder *r)
{
    struct timespec until;
    bool stop;

    (void)clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += ROUND_S;
    (void)pthread_mutex_lock(&r->lock);
    if (!r->stopping)
        (void)pthread_cond_timedwait(&r->wake, &r->lock, &until);
    stop = r->stopping;
    (void)pthread_mutex_unlock(&r->lock);
    return stop;
}

static void *run(void *arg)
{
    Reminder *r = arg;

    do {
        Err e = { .lang = r->lang };
        int sent;
        if (!reminder_round(r->site, r->lang, clock_ms(), &sent, &e))
            log_line(LOG_ERROR, "reminders: %s", e.msg);
        else if (sent)
            log_line(LOG_INFO, "%d reminders were sent", sent);
    } while (!rest(r));
    return NULL;
}

Reminder *reminder_start(Site *s, Lang lang)
{
    Reminder *r = mem_zget(1, sizeof *r);

    mail_ready();
    r->site = s;
    r->lang = lang;
    (void)pthread_mutex_init(&r->lock, NULL);
    (void)pthread_cond_init(&r->wake, NULL);
    if (pthread_create(&r->thread, NULL, run, r) == 0)
        return r;
    mem_give(r);
    return NULL;
}

void reminder_stop(Reminder *r)
{
    if (!r)
        return;
    (void)pthread_mutex_lock(&r->lock);
    r->stopping = true;
    (void)pthread_cond_signal(&r->wake);
    (void)pthread_mutex_unlock(&r->lock);
    (void)pthread_join(r->thread, NULL);
    (void)pthread_cond_destroy(&r->wake);
    (void)pthread_mutex_destroy(&r->lock);
    mem_give(r);
}
