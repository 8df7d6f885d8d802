/* SPDX-License-Identifier: Apache-2.0
 * Texts without marks, by ICU's compatibility decomposition.
 */
#include "names/plain.h"

#include <stdlib.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "base/log.h"

/* Letters that do not decompose. */
static UChar plain_unit(UChar c)
{
    static const UChar pairs[][2] = { { 0x111, 'd' }, { 0x110, 'D' }, { 0x131, 'i' },
                                      { 0xF8, 'o' },  { 0xD8, 'O' },  { 0x142, 'l' } };
    for (size_t i = 0; i < LEN(pairs); i++)
        if (pairs[i][0] == c)
            return pairs[i][1];
    return c;
}

Str names_plain(Arena *a, Str text)
{
    Str part = utf8_part(text, PLAIN_LONGEST);
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfkd = unorm2_getNFKDInstance(&status);
    int32_t n = 0, kept = 0, room = (int32_t)part.n * 18 + 1;
    UChar *in = arena_get(a, (part.n + 1) * sizeof *in), *out;
    char *utf8;

    if (part.n == 0)
        return S("");
    out = arena_get(a, (size_t)room * sizeof *out);
    u_strFromUTF8WithSub(in, (int32_t)part.n + 1, &n, part.p, (int32_t)part.n, 0xFFFD, NULL,
                         &status);
    n = U_SUCCESS(status) ? unorm2_normalize(nfkd, in, n, out, room, &status) : 0;
    if (U_FAILURE(status)) {
        log_line(LOG_ERROR, "ICU cannot decompose a text: %s", u_errorName(status));
        abort();
    }
    for (int32_t i = 0; i < n; i++)
        if (out[i] < 0x300 || out[i] > 0x36F)
            out[kept++] = plain_unit(out[i]);
    utf8 = arena_get(a, (size_t)kept * 3 + 1);
    u_strToUTF8WithSub(utf8, kept * 3 + 1, &n, out, kept, 0xFFFD, NULL, &status);
    return (Str){ utf8, (size_t)n };
}
