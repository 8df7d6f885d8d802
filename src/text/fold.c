/* SPDX-License-Identifier: Apache-2.0
 * Folding by ICU: NFKC with case folding, then one character each from traditional to simplified.
 * The second step is a table that the build fills (make_simple.c).
 */
#include "text/fold.h"

#include <stdlib.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "base/log.h"
#include "base/mem.h"

struct Folder {
    const UNormalizer2 *normal;
};

Folder *folder_new(void)
{
    Folder *f = mem_zget(1, sizeof *f);
    UErrorCode status = U_ZERO_ERROR;

    f->normal = unorm2_getNFKCCasefoldInstance(&status);
    if (U_FAILURE(status)) {
        log_line(LOG_ERROR, "ICU cannot open its normaliser: %s", u_errorName(status));
        abort();
    }
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
            out[kept++] = (UChar)folder_simple(c);
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

uint32_t folder_simple(uint32_t ch)
{
    return ch >= FOLD_FIRST && ch <= FOLD_LAST ? fold_simple[ch - FOLD_FIRST] : ch;
}
