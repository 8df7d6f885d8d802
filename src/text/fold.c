/* SPDX-License-Identifier: Apache-2.0
 * Folding by ICU: NFKC with case folding, then one character each from traditional to simplified.
 *
 * The second step is a table that is filled once from ICU's transliterator "Traditional-Simplified",
 * since running that for each key is slow and takes a lock.
 */
#include "text/fold.h"

#include <stdlib.h>
#include <unicode/unorm2.h>
#include <unicode/uset.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

#include "base/log.h"
#include "base/mem.h"

struct Folder {
    const UNormalizer2 *normal;
    UChar simple[FOLD_LAST - FOLD_FIRST + 1];
};

static void check(UErrorCode status, const char *what)
{
    if (U_SUCCESS(status))
        return;
    log_line(LOG_ERROR, "ICU cannot %s: %s", what, u_errorName(status));
    abort();
}

/* The characters that the rules may change, one a line, so that what comes out can be told apart
 * again. Returns the number of units; *rows gets which characters they are. */
static int32_t list_sources(const UTransliterator *t, UChar *text, UChar *rows)
{
    UErrorCode status = U_ZERO_ERROR;
    USet *sources = utrans_getSourceSet(t, false, NULL, &status);
    int32_t n = 0;

    check(status, "list what its rules change");
    for (int32_t c = FOLD_FIRST; c <= FOLD_LAST; c++) {
        if (!uset_contains(sources, c))
            continue;
        rows[n / 2] = (UChar)c;
        text[n++] = (UChar)c;
        text[n++] = '\n';
    }
    uset_close(sources);
    return n;
}

static void fill(Folder *f)
{
    enum { COUNT = FOLD_LAST - FOLD_FIRST + 1, SIZE = COUNT * 8 };
    UErrorCode status = U_ZERO_ERROR;
    UChar *text = mem_get(SIZE * sizeof *text), *rows = mem_get(COUNT * sizeof *rows);
    UTransliterator *t;
    int32_t n, limit;

    for (int32_t i = 0; i < COUNT; i++)
        f->simple[i] = (UChar)(FOLD_FIRST + i);
    t = utrans_openU(u"Traditional-Simplified", -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
    check(status, "open the rules from traditional to simplified");
    limit = n = list_sources(t, text, rows);
    utrans_transUChars(t, text, &n, SIZE, 0, &limit, &status);
    utrans_close(t);
    check(status, "fold traditional to simplified");
    for (int32_t i = 0, start = 0, row = 0; i < n; i++) {
        if (text[i] != '\n')
            continue;
        if (i - start == 1)
            f->simple[rows[row] - FOLD_FIRST] = text[start];
        row++;
        start = i + 1;
    }
    mem_give(rows);
    mem_give(text);
}

Folder *folder_new(void)
{
    Folder *f = mem_zget(1, sizeof *f);
    UErrorCode status = U_ZERO_ERROR;

    f->normal = unorm2_getNFKCCasefoldInstance(&status);
    check(status, "open its normaliser");
    fill(f);
    return f;
}

void folder_free(Folder *f)
{
    mem_give(f);
}

void folder_freep(Folder **f)
{
    folder_free(*f);
}

static bool blank(UChar c)
{
    return c <= ' ' || c == 0xA0 || (c >= 0x2000 && c <= 0x200F) || c == 0x2028 || c == 0x2029 ||
           c == 0x3000;
}

/* The fold of the n units in `in`, written to out; its length, or -1 if it does not fit. */
static int32_t fold_units(const Folder *f, const UChar *in, int32_t n, UChar *out, int32_t size)
{
    UErrorCode status = U_ZERO_ERROR;
    int32_t kept = 0, all = unorm2_normalize(f->normal, in, n, out, size, &status);

    if (U_FAILURE(status))
        return -1;
    for (int32_t i = 0; i < all; i++) {
        UChar c = out[i];
        if (!blank(c))
            out[kept++] = c >= FOLD_FIRST && c <= FOLD_LAST ? f->simple[c - FOLD_FIRST] : c;
    }
    return kept;
}

Str folder_key(const Folder *f, Arena *a, Str s)
{
    /* One UTF-8 byte becomes at most one unit; NFKC makes of one unit at most 18 (U+FDFA). */
    size_t in_size = s.n + 1, out_size = s.n * 18 + 1;
    UErrorCode status = U_ZERO_ERROR;
    ArenaMark mark = arena_mark(a);
    UChar *in, *out;
    int32_t n = 0;
    char *key;

    if (s.n == 0 || s.n > INT32_MAX / 64)
        return (Str){ 0 };
    in = arena_get(a, in_size * sizeof *in);
    out = arena_get(a, out_size * sizeof *out);
    u_strFromUTF8WithSub(in, (int32_t)in_size, &n, s.p, (int32_t)s.n, 0xFFFD, NULL, &status);
    n = U_SUCCESS(status) ? fold_units(f, in, n, out, (int32_t)out_size) : -1;
    if (n <= 0) {
        arena_rewind(a, mark);
        return (Str){ 0 };
    }
    key = arena_get(a, (size_t)n * 3 + 1);
    u_strToUTF8WithSub(key, n * 3 + 1, &n, out, n, 0xFFFD, NULL, &status);
    return U_SUCCESS(status) ? (Str){ key, (size_t)n } : (Str){ 0 };
}

Str folder_short(const Folder *f, Str s, char out[FOLD_SHORT])
{
    UChar in[FOLD_SHORT], folded[FOLD_SHORT];
    UErrorCode status = U_ZERO_ERROR;
    int32_t n = 0;

    if (s.n == 0 || s.n >= FOLD_SHORT)
        return (Str){ 0 };
    u_strFromUTF8WithSub(in, FOLD_SHORT, &n, s.p, (int32_t)s.n, 0xFFFD, NULL, &status);
    n = U_SUCCESS(status) ? fold_units(f, in, n, folded, FOLD_SHORT) : -1;
    if (n <= 0)
        return (Str){ 0 };
    u_strToUTF8WithSub(out, FOLD_SHORT, &n, folded, n, 0xFFFD, NULL, &status);
    return U_SUCCESS(status) ? (Str){ out, (size_t)n } : (Str){ 0 };
}

uint32_t folder_simple(const Folder *f, uint32_t ch)
{
    return ch >= FOLD_FIRST && ch <= FOLD_LAST ? f->simple[ch - FOLD_FIRST] : ch;
}
