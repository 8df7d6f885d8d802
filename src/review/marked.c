/* SPDX-License-Identifier: Apache-2.0
 * The text as it is, with its marks; then what is to be said of each number.
 */
#include "review/marked.h"

#include <assert.h>

#include "base/embed.h"
#include "base/html.h"

typedef struct {
    Arena *a;
    Lang lang;
    const DocLinks *links;
    Buf *out;
} Page;

static const char *say(const Page *p, const char *text) __attribute__((format_arg(2)));
static const char *say(const Page *p, const char *text)
{
    return tr(p->lang, text);
}

const char *verdict_label(Lang lang, Verdict v)
{
    static const char *const labels[VERDICT__N] = {
        [VERDICT_AGREES] = N_("agrees"),
        [VERDICT_CONTRADICTS] = N_("contradicts"),
        [VERDICT_UNBOUND] = N_("not tied to a figure"),
    };
    return tr(lang, labels[v]);
}

bool marked_shown(const Verified *v)
{
    ClaimKind kind = v->claim.kind;
    return v->figure || kind == CLAIM_COUNT || kind == CLAIM_MONEY || kind == CLAIM_PERCENT ||
           kind == CLAIM_ORDINAL;
}

static void put_summary(const Page *p, const Verification *v)
{
    const size_t counts[VERDICT__N] = { [VERDICT_AGREES] = v->agrees,
                                        [VERDICT_CONTRADICTS] = v->contradicts,
                                        [VERDICT_UNBOUND] = v->unbound };
    html(p->out, "<ul class=\"verdicts\">\n");
    for (Verdict i = 0; i < VERDICT__N; i++)
        html(p->out, "<li class=\"%s\"><strong>%zu</strong> %s</li>\n", verdict_name(i), counts[i],
             verdict_label(p->lang, i));
    html(p->out, "</ul>\n");
}

static void put_marked(const Page *p, Str text, const Verification *v)
{
    size_t at = 0;
    html(p->out, "<section><h2>%s</h2><div class=\"marked\">", say(p, N_("The text")));
    for (size_t i = 0; i < v->n; i++) {
        const Verified *one = &v->p[i];
        if (!marked_shown(one))
            continue;
        html_text(p->out, str_part(text, at, one->claim.start - at));
        html(p->out, "<mark class=\"%s\"><a href=\"#claim-%zu\">%.*s</a></mark>",
             verdict_name(one->verdict), i + 1, STR(one->claim.text));
        at = one->claim.end;
    }
    html_text(p->out, str_part(text, at, text.n));
    html(p->out, "</div></section>\n");
}

/* ---- the table ---- */

static void put_figure(const Page *p, const FigureDef *d)
{
    if (p->links)
        html(p->out, "<a href=\"%s%s%s\">", p->links->before, url(p->a, "%.*s", STR(d->name)).p,
             p->links->behind);
    html_text(p->out, d->labels[p->lang]);
    if (p->links)
        html(p->out, "</a>");
}

static void put_notes(const Page *p, const Verified *one)
{
    if (one->note.n)
        html(p->out, "<p>%.*s</p>", STR(one->note));
    if (one->would_be.n)
        html(p->out, "<p>%s: <ins>%.*s</ins></p>", say(p, N_("This would be true")),
             STR(one->would_be));
}

static void put_row(const Page *p, const Verified *one, size_t i)
{
    const Ctx plain = { .lang = p->lang };
    AUTO(buf_done) Buf value = buf_new(BUF_LINE);
    if (one->figure)
        figure_print(&plain, &one->recorded, &value);
    html(p->out, "<tr id=\"claim-%zu\"><th scope=\"row\">%.*s</th>", i + 1, STR(one->claim.text));
    html(p->out, "<td><span class=\"verdict %s\">%s</span></td><td class=\"number\">%.*s</td><td>",
         verdict_name(one->verdict), verdict_label(p->lang, one->verdict), STR(buf_str(&value)));
    if (one->figure)
        put_figure(p, one->figure);
    html(p->out, "</td><td>");
    put_notes(p, one);
    html(p->out, "</td></tr>\n");
}

static void put_table(const Page *p, const Verification *v)
{
    const char *title = say(p, N_("The numbers"));
    html(p->out,
         "<section><h2>%s</h2><div class=\"scroll\" role=\"region\" aria-label=\"%s\" "
         "tabindex=\"0\"><table><thead><tr>",
         title, title);
    html(p->out, "<th scope=\"col\">%s</th><th scope=\"col\">%s</th>", say(p, N_("As written")),
         say(p, N_("Verdict")));
    html(p->out,
         "<th scope=\"col\" class=\"number\">%s</th><th scope=\"col\">%s</th>"
         "<th scope=\"col\">%s</th></tr></thead><tbody>\n",
         say(p, N_("Recorded")), say(p, N_("Figure")), say(p, N_("Note")));
    for (size_t i = 0; i < v->n; i++)
        if (marked_shown(&v->p[i]))
            put_row(p, &v->p[i], i);
    html(p->out, "</tbody></table></div></section>\n");
}

void marked_html(Arena *a, Lang lang, Str text, const Verification *v, const DocLinks *links,
                 Buf *out)
{
    const Page p = { .a = a, .lang = lang, .links = links, .out = out };
    put_summary(&p, v);
    put_marked(&p, text, v);
    put_table(&p, v);
}

void marked_page(Arena *a, Lang lang, Str title, Str text, const Verification *v, Buf *out)
{
    const Embedded *css = embedded_find("qiao.css");
    assert(css);
    html(out,
         "<!DOCTYPE html>\n<html lang=\"%s\">\n<head><meta charset=\"utf-8\">"
         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
         "<meta name=\"color-scheme\" content=\"light dark\"><title>%.*s</title>\n<style>\n",
         lang_code(lang), STR(title));
    buf_put(out, (Str){ (const char *)css->p, css->n }); /* our own file, no one's text */
    html(out, "</style></head>\n<body><main>\n<h1>%.*s</h1>\n", STR(title));
    marked_html(a, lang, text, v, NULL, out);
    html(out, "</main></body></html>\n");
}
