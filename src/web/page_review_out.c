/* SPDX-License-Identifier: Apache-2.0
 * A review as a file: of a year as it would be written today, or of one that is being written.
 */
#include "review/file.h"
#include "review/issue.h"
#include "web/pages.h"
#include "web/period.h"
#include "web/review_page.h"

/* Answers with a file to be kept under that name, which is plain ASCII. */
static void send(Request *q, Str bytes, const char *type, Str name)
{
    buf_put(&q->out, bytes);
    q->type = type;
    q->headers = NEW(q->c.arena, DoorPair);
    q->headers[0] =
        (DoorPair){ S("Content-Disposition"),
                    arena_printf(q->c.arena, "attachment; filename=\"%.*s\"", STR(name)) };
    q->nheaders = 1;
}

/* ---- the pages ---- */

/* What stands in the address is a year, or the number of a review, which is far above any year. */
static bool ordered(Request *q, const Figures **all, ReviewOrder *out, Err *e)
{
    int64_t number;
    FigureScope s;
    ReviewPage p;

    if (str_int(q->args[0], &number) && number > REVIEW_YEAR_MAX) {
        if (!review_page_load(q, q->args[0], &p, e))
            return false;
        if (str_eq(p.record->state, S("issued")))
            return err_set(e, ERR_CONFLICT,
                           N_("this review was issued; the documents that went out hang on it"));
        *out = p.order;
        *all = p.all;
        return true;
    }
    *all = figures_load(&q->c, e);
    return *all && period_scope(q, *all, q->args[0], &s, e) &&
           review_order(&q->c, &s, q->c.lang, out, e);
}

bool page_review_as(Request *q, Err *e)
{
    AUTO(buf_done) Buf b = buf_new(DOC_OUTPUT_MAX);
    const ReviewFormat *f = review_format(q->args[1]);
    const Figures *all = NULL;
    ReviewOrder order = { 0 };
    Review review = { 0 };
    Str replaced;

    if (!f)
        return err_set(e, ERR_NOT_FOUND, "'%.*s' is no format; use html, docx, pdf or md",
                       STR(q->args[1]));
    if (!ordered(q, &all, &order, e) || !review_build(&q->c, all, &order, &review, e) ||
        !review_write(q->c.arena, &review, f, &b, &replaced, e))
        return false;
    send(q, buf_str(&b), f->media,
         arena_printf(q->c.arena, "review-%.*s.%s", STR(order.scope.text), f->name));
    return true;
}

/* The sealed file of a review that was issued. */
bool page_review_seal(Request *q, Err *e)
{
    ReviewPage p;
    Str sealed;

    if (!review_page_load(q, q->args[0], &p, e) || !issue_kept(&q->c, p.record->id, &sealed, e))
        return false;
    send(q, sealed, "application/json",
         arena_printf(q->c.arena, "review-%.*s.seal", STR(p.order.scope.text)));
    return true;
}
