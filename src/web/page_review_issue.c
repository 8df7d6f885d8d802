/* SPDX-License-Identifier: Apache-2.0
 * Issuing a review that was approved: its figures are counted anew, text, figures and evidence are
 * frozen and signed, and the documents that go out hang on its record.
 *
 * The key of whoever signs lies in a folder of the server (`qiao serve --keys`). It is used only
 * for the user whose it is, who says his password for it again.
 */
#include <stdio.h>
#include <unistd.h>

#include "engine/attach.h"
#include "engine/registry.h"
#include "engine/rights.h"
#include "engine/store.h"
#include "review/file.h"
#include "review/issue.h"
#include "web/pages.h"
#include "web/period.h"
#include "web/review_page.h"
#include "web/site.h"

static const char *const sent[] = { "docx", "pdf" };

static bool find_review(Request *q, ReviewPage *p, Err *e)
{
    if (!review_page_load(q, q->args[0], p, e) ||
        !rights_check(&q->c, RIGHT_APPROVE, p->record->type, p->record->unit, e))
        return false;
    return str_eq(p->record->state, S("approved")) ||
           err_set(e, ERR_CONFLICT,
                   N_("a review is issued once its figures are confirmed and the "
                      "leader has approved it"));
}

/* ---- the page ---- */

static void put_numbers(Request *q, const ReviewPage *p, const Review *review,
                        const TypedNumbers *w)
{
    size_t wrong = 0, contradicts = 0, unbound = 0;

    for (size_t i = 0; i < review->findings.n; i++)
        wrong += review->findings.p[i].wrong;
    for (size_t i = 0; i < w->n; i++) {
        contradicts += w->p[i].v.verdict == VERDICT_CONTRADICTS;
        unbound += w->p[i].v.verdict == VERDICT_UNBOUND;
    }
    html(&q->out, "<p>");
    html_text(&q->out,
              arena_printf(q->c.arena,
                           say(q, N_("%zu figures with the records behind them are frozen.")),
                           review->nvalues));
    html(&q->out, "</p>\n");
    if (!wrong && !contradicts && !unbound)
        return;
    html(&q->out, "<p class=\"problem\">");
    html_text(&q->out, arena_printf(q->c.arena,
                                    say(q, N_("Of the numbers typed by hand %zu contradict the"
                                              " records and %zu have no figure; %zu rules between"
                                              " figures are broken.")),
                                    contradicts, unbound, wrong));
    html(&q->out, " <a href=\"%.*s\">%s</a></p>\n", STR(review_url(q, p, "/text")),
         say(q, N_("Look at them first")));
}

static void put_form(Request *q, const ReviewPage *p)
{
    html(&q->out, "<div class=\"act\">");
    form_begin(q, review_url(q, p, "/issue").p);
    if (q->session.user)
        html(&q->out,
             "<label for=\"password\">%s</label><input id=\"password\" name=\"password\""
             " type=\"password\" autocomplete=\"current-password\" required>\n",
             say(q, N_("Your password")));
    html(
        &q->out,
        "<p class=\"box\"><input id=\"sure\" name=\"sure\" type=\"checkbox\" value=\"yes\" required>"
        "<label for=\"sure\">%s</label></p><button type=\"submit\">%s</button></form></div>\n",
        say(q, N_("I have read the text, and I sign its figures.")), say(q, N_("Sign and issue")));
}

static bool put_page(Request *q, ReviewPage *p, Str fault, Err *e)
{
    ReviewText text;

    if (!review_page_read(q, p, NULL, NULL, &text, e))
        return false;
    layout_begin(q, NAV_REVIEW, str_z(say(q, N_("Issue the review"))));
    put_crumb(q, review_url(q, p, "/text"), rec_text(p->record, REVIEW_TITLE));
    html(&q->out, "<h1>%s</h1>\n<p class=\"lead\">%s</p>\n", say(q, N_("Issue the review")),
         say(q, N_("What is issued cannot be changed. What changes in the records later is shown as"
                   " a list of differences.")));
    if (fault.n)
        put_fault(q, fault);
    put_numbers(q, p, &text.review, &text.typed);
    put_confirmed(q, p, &text);
    if (site_keys(q->site))
        put_form(q, p);
    else
        html(&q->out, "<p class=\"notice\">%s</p>\n",
             say(q, N_("This server keeps no keys to sign with. Start it with --keys FOLDER, or"
                       " issue with `qiao review --issue`.")));
    layout_end(q);
    return true;
}

bool page_review_issue(Request *q, Err *e)
{
    ReviewPage p;

    return find_review(q, &p, e) && put_page(q, &p, (Str){ 0 }, e);
}

/* ---- the key ---- */

/* Logins are plain enough to be names of files (core.c), but that is looked at here too. */
static bool find_key(Request *q, SigningKey *key, Err *e)
{
    const char *folder = site_keys(q->site), *path;
    Str login = q->c.user->login;

    for (size_t i = 0; i < login.n; i++)
        if (login.p[i] == '/' || login.p[i] == '\0')
            return err_set(e, ERR_INVALID, N_("the login '%.*s' cannot name a key"), STR(login));
    path = arena_printf(q->c.arena, "%s/%.*s.key", folder, STR(login)).p;
    if (!key_read(path, key, e)) {
        if (e->kind != ERR_NOT_FOUND)
            return false;
        err_clear(e);
        if (!key_make(path, key, e))
            return false;
    }
    return key_register(&q->c, key, e);
}

/* ---- the documents ---- */

/* Attachments are taken from files. */
static bool attach(Request *q, const ReviewPage *p, const IssuedFile *file, Err *e)
{
    const char *path = arena_printf(q->c.arena, "%s/issue-%" PRId64 "-%.*s", site_spool(q->site),
                                    p->record->id, STR(file->name))
                           .p;
    const AttachFile f = { .name = file->name,
                           .path = path,
                           .note = str_z(say(q, N_("as issued"))) };
    FILE *out = fopen(path, "we");
    int64_t made;
    bool ok = out && fwrite(file->bytes.p, 1, file->bytes.n, out) == file->bytes.n;

    ok = out && fclose(out) == 0 && ok;
    if (!ok)
        err_set(e, ERR_INTERNAL, "the document cannot be written to '%s'", path);
    ok = ok && attach_add(&q->c, p->record->type, p->record->id, &f, &made, e);
    (void)unlink(path);
    return ok;
}

static bool make_files(Request *q, const ReviewPage *p, const Review *review, IssuedFile *files,
                       Err *e)
{
    for (size_t i = 0; i < LEN(sent); i++) {
        AUTO(buf_done) Buf b = buf_new(DOC_OUTPUT_MAX);
        Str replaced;
        if (!review_write(q->c.arena, review, review_format(str_z(sent[i])), &b, &replaced, e))
            return false;
        files[i].name =
            arena_printf(q->c.arena, "review-%.*s.%s", STR(p->order.scope.text), sent[i]);
        files[i].bytes = arena_str(q->c.arena, buf_str(&b));
        if (!attach(q, p, &files[i], e))
            return false;
    }
    return true;
}

/* ---- issuing ---- */

static bool freeze(Request *q, const ReviewPage *p, const SigningKey *key, Err *e)
{
    AUTO(buf_done) Buf text = buf_new(DOC_OUTPUT_MAX);
    AUTO(buf_done) Buf body = buf_new(SEALED_MAX);
    AUTO(buf_done) Buf sealed = buf_new(SEALED_MAX);
    const Figures *all = figures_load_anew(&q->c, e);
    const DocLinks links = { "#figure-", "" };
    const User *u = q->c.user;
    IssuedFile files[LEN(sent)];
    Review review = { 0 };
    Freeze f = { .order = &p->order,
                 .review = &review,
                 .files = files,
                 .nfiles = LEN(files),
                 .record = p->record->id };

    if (!all || !review_build(&q->c, all, &p->order, &review, e) ||
        !make_files(q, p, &review, files, e))
        return false;
    doc_markdown(q->c.arena, &review.doc, &links, &text);
    f.text = buf_str(&text);
    return store_flush(&q->c, e) && issue_body(&q->c, all, &f, &body, e) &&
           issue_seal(buf_str(&body), key, u->name.n ? u->name : u->login, &sealed, e) &&
           issue_keep(&q->c, p->record->id, buf_str(&sealed), e);
}

/* The right to approve was looked at: it is enough to hang the documents on the record. */
static bool issue(Request *q, const ReviewPage *p, Err *e)
{
    SigningKey key;
    AUTO(store_rollback) StoreTxn t = store_begin(&q->c, e);
    bool ok = !e->kind && find_key(q, &key, e);

    q->c.opened = p->record->type;
    ok = ok && freeze(q, p, &key, e);
    q->c.opened = NULL;
    return ok && store_commit(&t, e);
}

bool page_review_issue_send(Request *q, Err *e)
{
    Err own = { .lang = e->lang };
    ReviewPage p;

    if (!find_review(q, &p, e) || !site_may_try(q->site, q->client, q->c.now, e))
        return false;
    if (!site_keys(q->site))
        return err_set(e, ERR_INVALID, N_("this server keeps no keys to sign with"));
    if (!request_form(q, "sure").n)
        err_set(&own, ERR_INVALID, N_("say that you have read it by ticking the box"));
    else if ((!q->session.user ||
              account_confirm(&q->c, q->session.user, request_form(q, "password"), &own)) &&
             issue(q, &p, &own)) {
        request_go(q, review_url(q, &p, "/text"));
        return true;
    }
    if (own.kind == ERR_DENIED)
        site_note_failure(q->site, q->client, q->c.now);
    if (own.kind != ERR_INVALID && own.kind != ERR_DENIED)
        return err_set(e, own.kind, "%s", own.msg);
    q->status = 400;
    return put_page(q, &p, str_z(own.msg), e);
}
