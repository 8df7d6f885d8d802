/* SPDX-License-Identifier: Apache-2.0
 * Levelling: characters up to U+FFFF are folded once each and remembered, as ICU is slow at it.
 */
#include "text/level.h"

enum {
    CACHE = 0x10000,
    WRAPPED = 50, /* bytes of a line that may have been wrapped rather than ended */
    FIRST_WIDE = 0x2E80,
};

struct Leveller {
    Arena *a;
    const Folder *folder;
    Str folds[CACHE]; /* .p is NULL: not folded yet */
};

typedef struct {
    Leveller *all;
    char *out;
    uint32_t *from;
    size_t n, line; /* line: where the last one of the original began */
    bool blank;     /* blanks were passed over since the last character */
    bool wide;      /* the last character was a Chinese one */
} Work;

bool level_word_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
}

static void put(Work *l, Str s, size_t at)
{
    for (size_t i = 0; i < s.n; i++) {
        l->out[l->n] = s.p[i];
        l->from[l->n++] = (uint32_t)at;
    }
}

/* The fold of a character; it is empty for blanks and what has no width. One that would be longer
 * than the character (½, ㍿) is not taken: a level text is never longer than its original. */
static Str fold_one(Leveller *all, uint32_t ch, Str raw)
{
    char room[FOLD_SHORT];
    if (raw.n == 1)
        return S("~"); /* a byte that is no UTF-8 */
    if (ch < CACHE && all->folds[ch].p)
        return all->folds[ch];
    Str folded = folder_short(all->folder, raw, room);
    folded = arena_str(all->a, folded.n > raw.n ? raw : folded);
    if (ch < CACHE)
        all->folds[ch] = folded;
    return folded;
}

/* Does the text go on behind the end of a line at `at`? */
static bool wrapped(const Work *l, Str text, size_t at)
{
    size_t next = at + 1;
    while (next < text.n && (text.p[next] == ' ' || text.p[next] == '\r'))
        next++;
    return !l->wide && at - l->line >= WRAPPED && next < text.n && level_word_char(text.p[next]);
}

static void put_char(Work *l, uint32_t ch, Str raw, size_t at)
{
    char small = (char)(ch >= 'A' && ch <= 'Z' ? ch - 'A' + 'a' : ch);
    Str folded = ch < 0x80 ? (Str){ &small, 1 } : fold_one(l->all, ch, raw);
    bool wide = ch >= FIRST_WIDE;
    if (ch <= ' ' || folded.n == 0) {
        l->blank = true;
        return;
    }
    if (l->blank && !wide && !l->wide)
        put(l, S(" "), at);
    l->blank = false;
    l->wide = wide;
    put(l, folded, at);
}

Leveller *leveller_new(Arena *a, const Folder *f)
{
    Leveller *all = NEW(a, Leveller);
    all->a = a;
    all->folder = f;
    return all;
}

LevelText level_text(Leveller *all, Arena *a, Str text)
{
    Work l = { .all = all };
    Str rest = text;
    uint32_t ch;

    l.out = arena_get(a, text.n + 1);
    l.from = arena_get(a, (text.n + 1) * sizeof *l.from);
    while (rest.n) {
        size_t at = text.n - rest.n;
        (void)utf8_next(&rest, &ch);
        if (ch != '\n') {
            put_char(&l, ch, str_part(text, at, text.n - rest.n - at), at);
            continue;
        }
        if (wrapped(&l, text, at)) {
            l.blank = true;
        } else {
            put(&l, S("\n"), at);
            l.blank = l.wide = false;
        }
        l.line = at + 1;
    }
    l.from[l.n] = (uint32_t)text.n;
    return (LevelText){ { l.out, l.n }, l.from };
}

size_t level_place(const LevelText *l, size_t at)
{
    size_t low = 0, high = l->text.n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (l->from[middle] < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
