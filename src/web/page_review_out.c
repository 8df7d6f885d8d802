/* SPDX-License-Identifier: Apache-2.0
 * A review as a file: of a year as it would be written today, or of one that is being written.
 */
#include "review/issue.h"
#include "web/pages.h"
#include "web/period.h"
#include "web/review_file.h"
#include "web/review_page.h"

enum { YEAR_MAX = 9999 };

/* ---- formats ---- */

static bool write_html(Ctx *c, Review *r, Buf *out, Err *e)
{
    static const DocLinks links = { "#figure-", "" };
    bool annex = false;
    (void)e;
    for (size_t i = 0; i < r->doc.n; i++)
        annex = annex || r->doc.blocks[i].kind == BLOCK_APPENDIX;
    doc_html(c->arena, &r->doc, annex ? &links : NULL, out);
    return true;
}

static bool write_markdown(Ctx *c, Review *r, Buf *out, Err *e)
{
    (void)e;
    doc_markdown(c->arena, &r->doc, NULL, out);
    return true;
}

static bool write_docx(Ctx *c, Review *r, Buf *out, Err *e)
{
    return doc_docx(c->arena, &r->doc, out, e);
}

static bool write_pdf(Ctx *c, Review *r, Buf *out, Err *e)
{
    Str replaced;
    return doc_pdf(c->arena, &r->doc, out, &replaced, e);
}

static const struct {
    const char *name, *type;
    bool (*write)(Ctx *c, Review *r, Buf *out, Err *e);
} formats[] = {
    { "md", "text/markdown; charset=utf-8", write_markdown },
    { "html", "text/html; charset=utf-8", write_html },
    { "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
      write_docx },
    { "pdf", "application/pdf", write_pdf },
};

bool review_file(Ctx *c, Review *r, Str format, Str *out, const char **type, Err *e)
{
    AUTO(buf_done) Buf b = buf_new(DOC_OUTPUT_MAX);
    size_t i = 0;

    while (i < LEN(formats) && !str_eq(format, str_z(formats[i].name)))
        i++;
    if (i == LEN(formats))
        return err_set(e, ERR_NOT_FOUND, "'%.*s' is no format; use html, docx, pdf or md",
                       STR(format));
    if (!formats[i].write(c, r, &b, e))
        return false;
    if (b.failed)
        return err_set(e, ERR_INVALID, "the document would be larger than %d MB",
                       DOC_OUTPUT_MAX >> 20);
    *out = arena_str(c->arena, buf_str(&b));
    *type = formats[i].type;
    return true;
}

void review_send(Request *q, Str bytes, const char *type, Str name)
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

    if (str_int(q->args[0], &number) && number > YEAR_MAX) {
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
    const Figures *all;
    const char *type;
    ReviewOrder order = { 0 };
    Review review = { 0 };
    Str bytes;

    if (!ordered(q, &all, &order, e) || !review_build(&q->c, all, &order, &review, e) ||
        !review_file(&q->c, &review, q->args[1], &bytes, &type, e))
        return false;
    review_send(
        q, bytes, type,
        arena_printf(q->c.arena, "review-%.*s.%.*s", STR(order.scope.text), STR(q->args[1])));
    return true;
}

/* The sealed file of a review that was issued. */
bool page_review_seal(Request *q, Err *e)
{
    ReviewPage p;
    Str sealed;

    if (!review_page_load(q, q->args[0], &p, e) || !issue_kept(&q->c, p.record->id, &sealed, e))
        return false;
    review_send(q, sealed, "application/json",
                arena_printf(q->c.arena, "review-%.*s.seal", STR(p.order.scope.text)));
    return true;
}
