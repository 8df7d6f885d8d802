/* SPDX-License-Identifier: Apache-2.0
 * Snippets → runs. Ends of lines of the template become a blank, or nothing next to a wide
 * character. Where a piece vanished, what it left behind is mended: of two signs that separate, the
 * stronger stays; none begins a line, and a weak one does not end a sentence.
 */
#include "review/template_impl.h"

/* The runs as they grow; text of the last one is in `b`. */
typedef struct {
    Arena *a;
    VEC(Run) runs;
    Buf b;
    Str figure;    /* of the run in `b` */
    bool seam;     /* a piece vanished since the last character */
    bool blank;    /* a blank is owed */
    bool soft;     /* … from an end of line: none next to a wide character */
    uint32_t last; /* 0: nothing yet */
} Weave;

/* Signs between clauses and sentences, from weak to strong; 0: none. */
static int strength(uint32_t ch)
{
    switch (ch) {
    case 0x3001: /* 、 */ return 1;
    case ',':
    case 0xFF0C: return 2;
    case ';':
    case 0xFF1B: return 3;
    case ':':
    case 0xFF1A: return 4;
    case '.':
    case 0x3002: /* 。 */ return 5;
    default: return 0;
    }
}

/* Characters of Chinese text, next to which an end of line is nothing. */
static bool is_wide(uint32_t ch)
{
    return ch >= 0x2E80 || (ch >= 0x2014 && ch <= 0x2026);
}

static void put_char(Weave *w, uint32_t ch)
{
    char bytes[4];
    buf_put(&w->b, (Str){ bytes, utf8_put(ch, bytes) });
    w->last = ch;
}

static void end_run(Weave *w)
{
    if (w->b.n)
        vec_push(w->a, &w->runs,
                 (Run){ .text = arena_str(w->a, buf_str(&w->b)), .figure = w->figure });
    buf_clear(&w->b);
}

/* Takes the last character back, in whichever run it is. */
static void take_back(Weave *w)
{
    Str *s = w->b.n || !w->runs.n ? NULL : &w->runs.p[w->runs.n - 1].text;
    size_t n = s ? s->n : w->b.n;
    const char *p = s ? s->p : w->b.p;

    while (n && ((unsigned char)p[n - 1] & 0xC0) == 0x80)
        n--;
    n -= n > 0;
    if (s)
        s->n = n;
    else
        w->b.n = n;
}

/* At a seam: is this sign to be left out, since a stronger one or nothing stands before it? */
static bool mend(Weave *w, uint32_t ch)
{
    int now = strength(ch), before = strength(w->last);
    if (!w->seam || !now)
        return false;
    w->blank = false;
    if (w->last && !before)
        return false;
    if (w->last && now > before) {
        take_back(w);
        return false;
    }
    return true;
}

/* Writes the blank that is owed before ch, if one is. */
static void settle_blank(Weave *w, uint32_t ch)
{
    if (w->blank && w->last && !(w->soft && (is_wide(w->last) || is_wide(ch))))
        put_char(w, ' ');
    w->blank = w->soft = false;
}

static void take_char(Weave *w, uint32_t ch)
{
    if (ch == ' ' || ch == '\n') {
        w->soft = ch == '\n' && (!w->blank || w->soft);
        w->blank = true;
        return;
    }
    if (mend(w, ch))
        return;
    settle_blank(w, ch);
    w->seam = false;
    put_char(w, ch);
}

/* From here on the text belongs to another figure, or to none. A blank before a figure is that of
 * the words, not of the figure. */
static void change_run(Weave *w, const Snippet *snippet)
{
    Str rest = snippet->text;
    uint32_t ch;
    if (!w->figure.n && utf8_next(&rest, &ch))
        settle_blank(w, ch);
    end_run(w);
    w->figure = snippet->figure;
}

/* A sentence that lost its end gets a full stop for its weak sign. */
static void mend_end(Weave *w)
{
    int before = strength(w->last);
    if (!w->seam || before == 0 || before == 5)
        return;
    take_back(w);
    put_char(w, is_wide(w->last) ? 0x3002 : '.');
}

Runs snippets_runs(Arena *a, const Snippets *s, bool sentence)
{
    Weave w = { .a = a, .b = buf_new((size_t)TEMPLATE_OUT_MAX * 2) };

    for (size_t i = 0; i < s->n; i++) {
        const Snippet *snippet = &s->p[i];
        Str rest = snippet->text;
        uint32_t ch;

        if (snippet->seam) {
            w.seam = true;
            continue;
        }
        if (rest.n && !str_eq(snippet->figure, w.figure))
            change_run(&w, snippet);
        while (utf8_next(&rest, &ch))
            take_char(&w, ch);
    }
    if (sentence)
        mend_end(&w);
    end_run(&w);
    buf_done(&w.b);
    return (Runs){ w.runs.p, w.runs.n };
}

Runs text_runs(Arena *a, Str text)
{
    Run *run = NEW(a, Run);
    run->text = text;
    return (Runs){ run, text.n > 0 };
}
