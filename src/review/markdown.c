/* SPDX-License-Identifier: Apache-2.0
 * Documents as Markdown (CommonMark with tables), for mail, notes and version control.
 */
#include "base/html.h"
#include "review/base_map.h"
#include "review/doc.h"
#include "text/number.h"

typedef struct {
    Arena *a;
    const Doc *d;
    const DocLinks *links;
    Buf *out;
} Page;

/* What would be markup is escaped. `start`: of a line, where more signs mean something. */
static void put_text(Buf *out, Str s, bool start)
{
    for (size_t i = 0; i < s.n; i++) {
        char ch = s.p[i];
        bool digits = start && ch >= '0' && ch <= '9';
        if (strchr("\\`*_[]<>|~&", ch) || (start && strchr("#+-=", ch)))
            buf_putc(out, '\\');
        if (start && ch == '.' && i)
            buf_putc(out, '\\');
        buf_putc(out, ch == '\n' ? ' ' : ch);
        start = digits || (start && ch == ' ');
    }
}

static void put_run(const Page *p, const Run *r, bool start)
{
    bool leads = r->figure.n && p->links;
    if (!r->text.n)
        return;
    if (r->strong)
        buf_put(p->out, S("**"));
    if (leads)
        buf_putc(p->out, '[');
    put_text(p->out, r->text, start);
    if (leads)
        buf_printf(p->out, "](<%s%.*s%s>)", p->links->before,
                   STR(url(p->a, "%.*s", STR(r->figure))), p->links->behind);
    if (r->strong)
        buf_put(p->out, S("**"));
}

static void put_runs(const Page *p, const Runs *runs, bool start)
{
    for (size_t i = 0; i < runs->n; i++)
        put_run(p, &runs->p[i], start && i == 0);
}

static void put_line(const Page *p, Str text)
{
    if (!text.n)
        return;
    put_text(p->out, text, true);
    buf_put(p->out, S("\n\n"));
}

/* ---- blocks ---- */

static void put_heading(const Page *p, const Block *b)
{
    if (b->anchor.n)
        buf_printf(p->out, "<a id=\"%.*s\"></a>\n\n", STR(b->anchor));
    for (int i = 0; i <= b->level; i++)
        buf_putc(p->out, '#');
    buf_putc(p->out, ' ');
    put_runs(p, &b->runs, false);
    buf_put(p->out, S("\n\n"));
}

static void put_paragraph(const Page *p, const Block *b)
{
    put_runs(p, &b->runs, true);
    buf_put(p->out, S("\n\n"));
}

static void put_item(const Page *p, const Block *b)
{
    bool last = b == &p->d->blocks[p->d->n - 1] || b[1].kind != BLOCK_ITEM;
    buf_put(p->out, S("- "));
    put_runs(p, &b->runs, true);
    buf_put(p->out, last ? S("\n\n") : S("\n"));
}

static void put_each(const Page *p, const Block *b)
{
    for (size_t i = 0; i < b->runs.n; i++) {
        put_run(p, &b->runs.p[i], true);
        buf_put(p->out, i + 1 < b->runs.n ? S("\\\n") : S("\n\n"));
    }
}

static void put_attachments(const Page *p, const Block *b)
{
    put_line(p, str_trim(str_z(
                    tr(p->d->lang, b->runs.n > 1 ? N_("Attachments: ") : N_("Attachment: ")))));
    put_each(p, b);
}

static void put_appendix(const Page *p, const Block *b)
{
    buf_put(p->out, S("---\n\n## "));
    for (size_t i = 0; i < b->runs.n; i++) {
        put_run(p, &b->runs.p[i], false);
        buf_put(p->out, i + 1 < b->runs.n ? S(" ") : S(""));
    }
    buf_put(p->out, S("\n\n"));
}

/* The line below the headings of a table: numbers to the right. */
static void put_rule(Buf *out, size_t n, const bool *numeric)
{
    for (size_t i = 0; i < n; i++)
        buf_put(out, numeric && numeric[i] ? S("|---:") : S("|---"));
    buf_put(out, S("|\n"));
}

static void put_table(const Page *p, const Block *b)
{
    const DocTable *t = b->table;
    Buf *out = p->out;
    put_line(p, t->caption);
    for (size_t i = 0; i < t->ncols; i++) {
        buf_putc(out, '|');
        put_text(out, t->headings[i], false);
    }
    buf_put(out, S("|\n"));
    put_rule(out, t->ncols, t->numeric);
    for (size_t i = 0; i < t->nrows * t->ncols; i++) {
        buf_putc(out, '|');
        put_runs(p, &t->cells[i], false);
        if ((i + 1) % t->ncols == 0)
            buf_put(out, S("|\n"));
    }
    buf_putc(out, '\n');
}

/* A chart becomes the table of its points; what is missing stays empty. */
static void put_chart(const Page *p, const Block *b)
{
    static const bool numeric[] = { false, true };
    const Chart *c = b->chart;
    Buf *out = p->out;
    put_line(p, c->title);
    buf_put(out, S("||"));
    put_text(out, c->unit, false);
    buf_put(out, S("|\n"));
    put_rule(out, LEN(numeric), numeric);
    for (size_t i = 0; i < c->n; i++) {
        buf_putc(out, '|');
        put_text(out, c->p[i].label, false);
        buf_putc(out, '|');
        if (!c->p[i].missing)
            decimal_print(c->p[i].value, c->places, out);
        buf_put(out, S("|\n"));
    }
    buf_putc(out, '\n');
    if (c->map) {
        Str notes[2];
        size_t n = base_map_notes(p->a, c->map, p->d->lang, notes);
        for (size_t i = 0; i < n; i++)
            put_line(p, notes[i]);
    }
}

void doc_markdown(Arena *a, const Doc *d, const DocLinks *links, Buf *out)
{
    static void (*const put[BLOCK__N])(const Page *, const Block *) = {
        [BLOCK_HEADING] = put_heading,
        [BLOCK_TEXT] = put_paragraph,
        [BLOCK_ADDRESSEE] = put_paragraph,
        [BLOCK_ITEM] = put_item,
        [BLOCK_TABLE] = put_table,
        [BLOCK_CHART] = put_chart,
        [BLOCK_ATTACHMENTS] = put_attachments,
        [BLOCK_SIGNATURE] = put_each,
        [BLOCK_NOTE] = put_paragraph,
        [BLOCK_APPENDIX] = put_appendix,
    };
    Page p = { a, d, links, out };
    put_line(&p, d->frame.issuer);
    put_line(&p, d->frame.number);
    if (d->title.n) {
        buf_put(out, S("# "));
        put_text(out, d->title, false);
        buf_put(out, S("\n\n"));
    }
    for (size_t i = 0; i < d->n; i++)
        put[d->blocks[i].kind](&p, &d->blocks[i]);
    put_line(&p, d->frame.copies_to);
    put_line(&p, d->frame.printed_by);
    put_line(&p, d->language_note);
}
