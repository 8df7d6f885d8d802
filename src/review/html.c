/* SPDX-License-Identifier: Apache-2.0
 * Documents as HTML: for the server's pages, and as a page that needs nothing else.
 */
#include "base/html.h"

#include <assert.h>

#include "base/embed.h"
#include "review/doc.h"

enum { CHART_WIDTH = 640, HEADING_DEPTH = 5 };

typedef struct {
    Arena *a;
    const Doc *d;
    const DocLinks *links;
    Buf *out;
    size_t at;    /* block */
    int depth;    /* of the heading before: none is left out on the way down */
    bool in_list; /* items stand together */
} Page;

/* ---- runs ---- */

static Str figure_link(const Page *p, Str figure)
{
    return arena_printf(p->a, "%s%.*s%s", p->links->before, STR(url(p->a, "%.*s", STR(figure))),
                        p->links->behind);
}

/* Line ends of a title are places where it is to be broken. */
static void put_lines(Buf *out, Str s)
{
    Str line;
    bool first = true;
    while (str_next(&s, '\n', &line)) {
        if (!first)
            html(out, "<br>");
        html_text(out, line);
        first = false;
    }
}

static void put_run(const Page *p, const Run *r)
{
    Buf *out = p->out;
    bool leads = r->figure.n && p->links;
    if (r->strong)
        html(out, "<strong>");
    if (leads)
        html(out, "<a class=\"figure\" href=\"%.*s\">", STR(figure_link(p, r->figure)));
    put_lines(out, r->text);
    if (leads)
        html(out, "</a>");
    if (r->strong)
        html(out, "</strong>");
}

static void put_runs(const Page *p, const Runs *runs)
{
    for (size_t i = 0; i < runs->n; i++)
        put_run(p, &runs->p[i]);
}

/* ---- blocks ---- */

static Str anchor_of(const Page *p, size_t i)
{
    const Block *b = &p->d->blocks[i];
    return b->anchor.n ? b->anchor : arena_printf(p->a, "part-%zu", i + 1);
}

static void open_heading(Page *p, int depth)
{
    int most = p->depth < HEADING_DEPTH ? p->depth + 1 : HEADING_DEPTH;
    p->depth = depth < most ? depth : most;
    html(p->out, "<h%d id=\"%.*s\"", p->depth, STR(anchor_of(p, p->at)));
}

static void close_heading(const Page *p)
{
    html(p->out, "</h%d>\n", p->depth);
}

static void put_heading(Page *p, const Block *b)
{
    open_heading(p, b->level + 1);
    html(p->out, ">");
    put_runs(p, &b->runs);
    close_heading(p);
}

static void put_paragraph(Page *p, const Block *b)
{
    static const char *const classes[BLOCK__N] = {
        [BLOCK_TEXT] = "body", [BLOCK_ADDRESSEE] = "addressee", [BLOCK_NOTE] = "note"
    };
    html(p->out, "<p class=\"%s\"", classes[b->kind]);
    if (b->anchor.n)
        html(p->out, " id=\"%.*s\"", STR(b->anchor));
    html(p->out, ">");
    put_runs(p, &b->runs);
    html(p->out, "</p>\n");
}

static void put_item(Page *p, const Block *b)
{
    html(p->out, p->in_list ? "<li>" : "<ul>\n<li>");
    p->in_list = true;
    put_runs(p, &b->runs);
    html(p->out, "</li>\n");
}

static void put_attachments(Page *p, const Block *b)
{
    Str label = str_z(tr(p->d->lang, b->runs.n > 1 ? N_("Attachments: ") : N_("Attachment: ")));
    html(p->out, "<div class=\"attachments\"><p>%.*s</p>\n<ul>\n", STR(str_trim(label)));
    for (size_t i = 0; i < b->runs.n; i++) {
        html(p->out, "<li>");
        put_run(p, &b->runs.p[i]);
        html(p->out, "</li>\n");
    }
    html(p->out, "</ul></div>\n");
}

static void put_signature(Page *p, const Block *b)
{
    html(p->out, "<p class=\"signature\">");
    for (size_t i = 0; i < b->runs.n; i++) {
        if (i)
            html(p->out, "<br>");
        put_run(p, &b->runs.p[i]);
    }
    html(p->out, "</p>\n");
}

static void put_appendix(Page *p, const Block *b)
{
    p->depth = 1;
    open_heading(p, 2);
    html(p->out, " class=\"appendix\">");
    for (size_t i = 0; i < b->runs.n; i++) {
        html(p->out, i ? " " : "<span>");
        put_run(p, &b->runs.p[i]);
        html(p->out, i ? "" : "</span>");
    }
    close_heading(p);
}

static void put_cells(const Page *p, const DocTable *t, size_t row)
{
    Buf *out = p->out;
    html(out, "<tr>");
    for (size_t i = 0; i < t->ncols; i++) {
        html(out, t->numeric && t->numeric[i] ? "<td class=\"number\">" : "<td>");
        put_runs(p, &t->cells[row * t->ncols + i]);
        html(out, "</td>");
    }
    html(out, "</tr>\n");
}

static void put_table(Page *p, const Block *b)
{
    const DocTable *t = b->table;
    Buf *out = p->out;
    html(out, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"%.*s\"><table>",
         STR(t->caption.n ? t->caption : str_z(tr(p->d->lang, N_("Table")))));
    if (t->caption.n)
        html(out, "<caption>%.*s</caption>", STR(t->caption));
    html(out, "<thead><tr>");
    for (size_t i = 0; i < t->ncols; i++)
        html(out,
             t->numeric && t->numeric[i] ? "<th scope=\"col\" class=\"number\">%.*s</th>"
                                         : "<th scope=\"col\">%.*s</th>",
             STR(t->headings[i]));
    html(out, "</tr></thead><tbody>\n");
    for (size_t i = 0; i < t->nrows; i++)
        put_cells(p, t, i);
    html(out, "</tbody></table></div>\n");
}

static void put_chart(Page *p, const Block *b)
{
    html(p->out, "<figure>");
    chart_svg(p->a, b->chart, p->d->lang, CHART_WIDTH, p->out);
    if (b->chart->figure.n && p->links)
        html(p->out, "<figcaption><a href=\"%.*s\">%.*s</a></figcaption>",
             STR(figure_link(p, b->chart->figure)), STR(b->chart->title));
    html(p->out, "</figure>\n");
}

static void put_blocks(Page *p)
{
    static void (*const put[BLOCK__N])(Page *, const Block *) = {
        [BLOCK_HEADING] = put_heading,
        [BLOCK_TEXT] = put_paragraph,
        [BLOCK_ADDRESSEE] = put_paragraph,
        [BLOCK_ITEM] = put_item,
        [BLOCK_TABLE] = put_table,
        [BLOCK_CHART] = put_chart,
        [BLOCK_ATTACHMENTS] = put_attachments,
        [BLOCK_SIGNATURE] = put_signature,
        [BLOCK_NOTE] = put_paragraph,
        [BLOCK_APPENDIX] = put_appendix,
    };
    for (p->at = 0; p->at < p->d->n; p->at++) {
        const Block *b = &p->d->blocks[p->at];
        if (p->in_list && b->kind != BLOCK_ITEM) {
            html(p->out, "</ul>\n");
            p->in_list = false;
        }
        put[b->kind](p, b);
    }
    if (p->in_list)
        html(p->out, "</ul>\n");
}

/* ---- what stands around ---- */

static void put_line(Buf *out, const char *class, Str text)
{
    if (text.n)
        html(out, "<p class=\"%s\">%.*s</p>\n", class, STR(text));
}

static void put_head(const Page *p)
{
    const DocFrame *f = &p->d->frame;
    Buf *out = p->out;
    html(out, "<header>\n");
    put_line(out, "aside", f->copy_no);
    put_line(out, "aside", f->secrecy);
    put_line(out, "aside", f->urgency);
    if (f->issuer.n)
        html(out, "<p class=\"issuer\">%.*s</p>\n", STR(f->issuer));
    put_line(out, "docnumber", f->number);
    for (size_t i = 0; i < f->nsigners; i++)
        put_line(out, "signer", f->signers[i]);
    if (p->d->title.n) {
        html(out, "<h1>");
        put_lines(out, p->d->title);
        html(out, "</h1>\n");
    }
    html(out, "</header>\n");
}

static void put_foot(const Page *p)
{
    const DocFrame *f = &p->d->frame;
    char day[11];
    if (!f->copies_to.n && !f->printed_by.n && !p->d->language_note.n)
        return;
    html(p->out, "<footer>\n");
    put_line(p->out, "copies", f->copies_to);
    if (f->printed_by.n) {
        day_print(f->printed_on, day);
        html(p->out, "<p class=\"printed\">%.*s <span>%s</span></p>\n", STR(f->printed_by),
             f->printed_on ? day : "");
    }
    put_line(p->out, "remark", p->d->language_note);
    html(p->out, "</footer>\n");
}

static bool in_contents(const Block *b)
{
    return (b->kind == BLOCK_HEADING && b->level <= 2) || b->kind == BLOCK_APPENDIX;
}

static void put_contents(const Page *p)
{
    const char *title = tr(p->d->lang, N_("Contents"));
    if (!p->d->contents)
        return;
    html(p->out, "<nav class=\"contents\" aria-label=\"%s\"><p>%s</p>\n<ul>\n", title, title);
    for (size_t i = 0; i < p->d->n; i++) {
        const Block *b = &p->d->blocks[i];
        if (!in_contents(b))
            continue;
        html(p->out, b->kind == BLOCK_HEADING && b->level > 1 ? "<li class=\"sub\">" : "<li>");
        html(p->out, "<a href=\"#%.*s\">", STR(anchor_of(p, i)));
        for (size_t k = 0; k < b->runs.n; k++)
            html(p->out, "%.*s%s", STR(b->runs.p[k].text), k + 1 < b->runs.n ? " " : "");
        html(p->out, "</a></li>\n");
    }
    html(p->out, "</ul></nav>\n");
}

void doc_html_body(Arena *a, const Doc *d, const DocLinks *links, Buf *out)
{
    Page p = { .a = a, .d = d, .links = links, .out = out, .depth = 1 };
    html(out, "<article class=\"review\" lang=\"%s\">\n", lang_code(d->lang));
    put_contents(&p);
    html(out, "<div class=\"text\">\n");
    put_head(&p);
    put_blocks(&p);
    put_foot(&p);
    html(out, "</div></article>\n");
}

void doc_html(Arena *a, const Doc *d, const DocLinks *links, Buf *out)
{
    const Embedded *css = embedded_find("review.css");
    assert(css);
    html(out,
         "<!DOCTYPE html>\n<html lang=\"%s\">\n<head><meta charset=\"utf-8\">"
         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
         "<meta name=\"color-scheme\" content=\"light dark\"><title>",
         lang_code(d->lang));
    for (Str rest = d->title, line; str_next(&rest, '\n', &line);)
        html(out, "%.*s ", STR(line));
    html(out, "</title>\n<style>\n");
    buf_put(out, (Str){ (const char *)css->p, css->n }); /* our own file, no one's text */
    html(out, "</style></head>\n<body class=\"alone\"><main>\n");
    doc_html_body(a, d, links, out);
    html(out, "</main></body></html>\n");
}
