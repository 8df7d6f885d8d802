/* SPDX-License-Identifier: Apache-2.0
 * The lines of a PDF, as pdftotext of poppler finds them, in a process of its own (fenced.h).
 *
 * It prints one element a line, <page>, <line>, <word xMin="1.5" …>text</word>; that is read as such
 * and not as XML, since words may hold signs that XML does not take. Decision 0033.
 */
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unistd.h>

#include "base/vec.h"
#include "engine/fenced.h"
#include "engine/written_parts.h"

#define READER "/usr/bin/pdftotext"

enum {
    MEMORY = 1 << 30,
    SAID_MAX = 192 << 20, /* bytes that it prints: some twenty for one of text */
    COMPLAINT_MAX = 4 << 10,
    PLAIN_MAX = 8, /* characters that one stands for */
    POINTS_MAX = 100000000, /* no page is a hundred thousand feet wide */
};

typedef struct {
    Arena *a;
    const UNormalizer2 *plain;
    VEC(WrittenLine) lines;
    Buf text; /* of the present line */
    WrittenLine line;
    int32_t end;   /* of the last word */
    uint32_t last; /* its last character, 0 at the beginning of a line */
    uint32_t pages;
} Pages;

/* ---- words ---- */

bool written_wide(uint32_t ch)
{
    return (ch >= 0x2E80 && ch <= 0x9FFF) || (ch >= 0xAC00 && ch <= 0xD7A3) ||
           (ch >= 0xF900 && ch <= 0xFAFF) || (ch >= 0xFE30 && ch <= 0xFE4F) ||
           (ch >= 0xFF00 && ch <= 0xFFEF) || (ch >= 0x20000 && ch <= 0x3FFFF);
}

/* The number in attribute `name` in hundredths; 0 if there is none. */
static int32_t measure(Str element, Str name)
{
    ptrdiff_t at = str_find(element, name);
    Str s = at < 0 ? (Str){ 0 } : str_part(element, (size_t)at + name.n, element.n);
    int64_t n = 0;
    int places = -1; /* behind the point that were read; -1: it was not reached */

    for (; s.n && places < 2 && n < POINTS_MAX; s = str_part(s, 1, s.n)) {
        if (s.p[0] == '.' && places < 0) {
            places = 0;
        } else if (s.p[0] >= '0' && s.p[0] <= '9') {
            n = n * 10 + (s.p[0] - '0');
            places += places >= 0;
        } else {
            break;
        }
    }
    n *= places == 2 ? 1 : places == 1 ? 10 : 100;
    return n > POINTS_MAX ? POINTS_MAX : (int32_t)n;
}

/* Ligatures (ﬁ) and radicals that programs write for the characters of their shape (⽇ for 日). */
static void put_plain(Pages *p, uint32_t ch)
{
    bool odd = (ch >= 0x2E80 && ch <= 0x2FDF) || (ch >= 0xFB00 && ch <= 0xFB06);
    UErrorCode status = U_ZERO_ERROR;
    UChar shape[PLAIN_MAX];
    char room[4 * PLAIN_MAX];
    int32_t n =
        odd ? unorm2_getRawDecomposition(p->plain, (UChar32)ch, shape, PLAIN_MAX, &status) : -1;
    int32_t bytes = 0;

    if (n > 0)
        (void)u_strToUTF8(room, sizeof room, &bytes, shape, n, &status);
    if (n > 0 && U_SUCCESS(status))
        buf_put(&p->text, (Str){ room, (size_t)bytes });
    else if (ch >= ' ' && ch != 0x7F)
        buf_put(&p->text, (Str){ room, utf8_put(ch, room) });
}

static uint32_t entity(Str *s)
{
    static const struct {
        Str name;
        char sign;
    } known[] = {
        { { "amp;", 4 }, '&' }, { { "lt;", 3 }, '<' },    { { "gt;", 3 }, '>' },
        { { "quot;", 5 }, '"' }, { { "apos;", 5 }, '\'' },
    };
    for (size_t i = 0; i < LEN(known); i++)
        if (str_starts(*s, known[i].name)) {
            *s = str_part(*s, known[i].name.n, s->n);
            return (uint32_t)known[i].sign;
        }
    return '&';
}

/* A blank where there is one to be seen, but between Chinese characters only a wide one. */
static void put_gap(Pages *p, uint32_t next, int32_t gap)
{
    int32_t height = p->line.bottom - p->line.top;
    if (!p->last)
        return;
    if (!(written_wide(p->last) || written_wide(next)) || gap > height / 2 || p->last == ':' ||
        p->last == ';' || p->last == ',')
        buf_putc(&p->text, ' ');
}

static void take_word(Pages *p, Str element)
{
    ptrdiff_t begin = str_find(element, S(">")), end = str_find(element, S("</word>"));
    int32_t left = measure(element, S("xMin=\"")), right = measure(element, S("xMax=\""));
    bool first = !p->last;
    uint32_t ch;
    Str s, look;

    if (begin < 0 || end <= begin + 1)
        return;
    look = s = str_part(element, (size_t)begin + 1, (size_t)(end - begin) - 1);
    (void)utf8_next(&look, &ch);
    put_gap(p, ch, left - p->end);
    while (utf8_next(&s, &ch)) {
        if (ch == '&')
            ch = entity(&s);
        put_plain(p, ch);
        p->last = ch;
    }
    p->end = right;
    if (first)
        p->line.first = right - left;
}

/* ---- lines and pages ---- */

static void begin_line(Pages *p, Str element)
{
    buf_clear(&p->text);
    p->last = 0;
    p->line = (WrittenLine){
        .left = measure(element, S("xMin=\"")),
        .right = measure(element, S("xMax=\"")),
        .top = measure(element, S("yMin=\"")),
        .bottom = measure(element, S("yMax=\"")),
        .page = p->pages ? p->pages - 1 : 0,
    };
}

static void end_line(Pages *p)
{
    Str text = str_trim(buf_str(&p->text));
    if (!text.n)
        return;
    p->line.text = arena_str(p->a, text);
    vec_push(p->a, &p->lines, p->line);
}

static void take_pages(Pages *p, Str said)
{
    for (Str s; str_next(&said, '\n', &s);) {
        s = str_trim(s);
        if (str_starts(s, S("<page ")))
            p->pages++;
        else if (str_starts(s, S("<line ")))
            begin_line(p, s);
        else if (str_starts(s, S("<word ")))
            take_word(p, s);
        else if (str_starts(s, S("</line>")))
            end_line(p);
    }
}

/* ---- the reader ---- */

static bool failed(FencedEnd end, Str complaint, const char *name, int seconds, Err *e)
{
    switch (end) {
    case FENCED_DONE: return true;
    case FENCED_SLOW:
        return err_set(e, ERR_INVALID, "'%s' takes longer than %d seconds to read, the limit", name,
                       seconds);
    case FENCED_MUCH:
        return err_set(e, ERR_INVALID, "the text of '%s' has more than %d MB, which is the limit",
                       name, WRITTEN_TEXT_MAX >> 20);
    case FENCED_MISSING:
        return err_set(e, ERR_INTERNAL, "a PDF cannot be read here: %s is missing", READER);
    case FENCED_FAILED: break;
    }
    if (str_find(complaint, S("Incorrect password")) >= 0)
        return err_set(e, ERR_INVALID, "'%s' is protected by a password: save it without one",
                       name);
    if (str_find(complaint, S("emory")) >= 0 || str_find(complaint, S("bad_alloc")) >= 0)
        return err_set(e, ERR_INVALID, "'%s' takes more than %d MB of memory to read, the limit",
                       name, MEMORY >> 20);
    return err_set(e, ERR_INVALID, "'%s' is damaged: it cannot be read as PDF", name);
}

static bool run_reader(int fd, const char *name, int seconds, Buf *said, Err *e)
{
    char last[16] = { 0 };
    AUTO(buf_done) Buf complaint = buf_new(COMPLAINT_MAX), pages = buf_new(sizeof last);
    const char *const args[] = {
        READER, "-bbox-layout", "-enc", "UTF-8", "-l", last, "-", "-", NULL
    };
    const Fenced how = {
        .args = args,
        .in = fd,
        .memory = MEMORY,
        .cpu_s = (unsigned)seconds,
        .wall_s = (unsigned)seconds,
    };
    FencedEnd end;

    buf_int(&pages, WRITTEN_PAGES_MAX + 1);
    memcpy(last, pages.p, pages.n);
    if (lseek(fd, 0, SEEK_SET) != 0)
        return err_set(e, ERR_INVALID, "the file '%s' cannot be read", name);
    end = fenced_run(&how, said, &complaint);
    return failed(end, buf_str(&complaint), name, seconds, e);
}

bool written_pdf(Arena *a, int fd, const char *name, int seconds, Written *written, Buf *out,
                 Err *e)
{
    AUTO(buf_done) Buf said = buf_new(SAID_MAX);
    UErrorCode status = U_ZERO_ERROR;
    Pages p = { .a = a, .text = buf_new(BUF_PAGE), .plain = unorm2_getNFKCInstance(&status) };

    if (!run_reader(fd, name, seconds, &said, e))
        return false;
    take_pages(&p, buf_str(&said));
    buf_done(&p.text);
    if (p.pages > WRITTEN_PAGES_MAX)
        return err_set(e, ERR_INVALID, "'%s' has more than %d pages, which is the limit", name,
                       WRITTEN_PAGES_MAX);
    if (!p.lines.n)
        return err_set(e, ERR_INVALID,
                       "'%s' has no text: its pages are pictures, as a scanner makes them; have "
                       "them read by a program for that first",
                       name);
    written->pages = p.pages;
    written_lines(a, p.lines.p, p.lines.n, p.pages, out);
    return true;
}
