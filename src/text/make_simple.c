/* SPDX-License-Identifier: Apache-2.0
 * Run by the build: writes the table of fold.c, from ICU's rules "Traditional-Simplified". Reading
 * those rules takes longer than most commands.
 *
 *     make_simple simple.c
 */
#include <stdio.h>
#include <unicode/uset.h>
#include <unicode/utrans.h>

#include "text/fold.h"

enum { COUNT = FOLD_LAST - FOLD_FIRST + 1, SIZE = COUNT * 8 };

static UChar simple[COUNT], text[SIZE], rows[COUNT];

/* The characters that the rules may change, one a line, so that what comes out can be told apart
 * again. Returns the number of units; `rows` gets which characters they are. */
static int32_t list_sources(const UTransliterator *t, UErrorCode *status)
{
    USet *sources = utrans_getSourceSet(t, false, NULL, status);
    int32_t n = 0;

    for (int32_t c = FOLD_FIRST; U_SUCCESS(*status) && c <= FOLD_LAST; c++) {
        if (!uset_contains(sources, c))
            continue;
        rows[n / 2] = (UChar)c;
        text[n++] = (UChar)c;
        text[n++] = '\n';
    }
    uset_close(sources);
    return n;
}

static void fill(UErrorCode *status)
{
    UTransliterator *t =
        utrans_openU(u"Traditional-Simplified", -1, UTRANS_FORWARD, NULL, 0, NULL, status);
    int32_t n = 0, limit;

    for (int32_t i = 0; i < COUNT; i++)
        simple[i] = (UChar)(FOLD_FIRST + i);
    if (U_SUCCESS(*status))
        n = list_sources(t, status);
    limit = n;
    utrans_transUChars(t, text, &n, SIZE, 0, &limit, status);
    utrans_close(t);
    for (int32_t i = 0, start = 0, row = 0; U_SUCCESS(*status) && i < n; i++) {
        if (text[i] != '\n')
            continue;
        if (i - start == 1)
            simple[rows[row] - FOLD_FIRST] = text[start];
        row++;
        start = i + 1;
    }
}

int main(int argc, char **argv)
{
    UErrorCode status = U_ZERO_ERROR;
    FILE *out = argc == 2 ? fopen(argv[1], "w") : NULL;

    if (!out) {
        (void)fputs("usage: make_simple FILE\n", stderr);
        return 2;
    }
    fill(&status);
    if (U_FAILURE(status)) {
        (void)fprintf(stderr, "ICU cannot fold traditional to simplified: %s\n",
                      u_errorName(status));
        return 1;
    }
    (void)fputs(
        "#include \"text/fold.h\"\n\nconst uint16_t fold_simple[FOLD_LAST - FOLD_FIRST + 1] = {",
        out);
    for (int32_t i = 0; i < COUNT; i++)
        (void)fprintf(out, "%s0x%04X,", i % 12 ? " " : "\n    ", simple[i]);
    (void)fputs("\n};\n", out);
    return ferror(out) | fclose(out) ? 1 : 0;
}
