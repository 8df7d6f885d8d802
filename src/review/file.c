/* SPDX-License-Identifier: Apache-2.0
 * The formats of a review.
 */
#include "review/file.h"

const ReviewFormat review_formats[] = {
    { "md", "text/markdown; charset=utf-8", { ".md", ".markdown" }, false },
    { "html", "text/html; charset=utf-8", { ".html", ".htm" }, false },
    { "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
      { ".docx", NULL }, true },
    { "pdf", "application/pdf", { ".pdf", NULL }, true },
    { 0 },
};

enum { MD, HTML, DOCX, PDF }; /* their places */

const ReviewFormat *review_format(Str name)
{
    for (const ReviewFormat *f = review_formats; f->name; f++)
        if (str_eq(name, str_z(f->name)))
            return f;
    return NULL;
}

/* Figures lead to the annex, if there is one. */
static void write_html(Arena *a, const Review *r, Buf *out)
{
    static const DocLinks links = { "#figure-", "" };
    bool annex = false;
    for (size_t i = 0; i < r->doc.n; i++)
        annex = annex || r->doc.blocks[i].kind == BLOCK_APPENDIX;
    doc_html(a, &r->doc, annex ? &links : NULL, out);
}

bool review_write(Arena *a, const Review *r, const ReviewFormat *f, Buf *out, Str *replaced, Err *e)
{
    *replaced = (Str){ 0 };
    switch (f - review_formats) {
    case HTML: write_html(a, r, out); break;
    case DOCX:
        if (!doc_docx(a, &r->doc, out, e))
            return false;
        break;
    case PDF:
        if (!doc_pdf(a, &r->doc, out, replaced, e))
            return false;
        break;
    case MD:
    default: doc_markdown(a, &r->doc, NULL, out); break;
    }
    return !out->failed ||
           err_set(e, ERR_INVALID, "the document would be larger than %d MB", DOC_OUTPUT_MAX >> 20);
}
