/* SPDX-License-Identifier: Apache-2.0
 * Writes a sample document, for tools/check-print:
 *
 *     sample report|grid en|zh-Hans|zh-Hant FILE.docx|FILE.pdf
 */
#include <stdio.h>

#include "review/sample_doc.h"

int main(int argc, char **argv)
{
    static const char *const names[SAMPLE__N] = {
        [SAMPLE_REPORT] = "report", [SAMPLE_GRID] = "grid"
    };
    Arena *a = arena_new(ARENA_COMMAND);
    AUTO(buf_done) Buf out = buf_new(DOC_OUTPUT_MAX);
    Err e = { 0 };
    Str replaced = { 0 };
    Lang lang;
    bool good;

    if (argc != 4 || !lang_parse(str_z(argv[2]), &lang))
        return 2;
    Sample which = str_eq(str_z(argv[1]), str_z(names[SAMPLE_GRID])) ? SAMPLE_GRID : SAMPLE_REPORT;
    Doc d = sample_doc(a, which, lang);
    good = str_ends(str_z(argv[3]), S(".pdf")) ? doc_pdf(a, &d, &out, &replaced, &e)
                                               : doc_docx(a, &d, &out, &e);
    if (!good) {
        (void)fprintf(stderr, "sample: %s\n", e.msg);
        return 1;
    }
    (void)printf("%.*s", STR(replaced));
    FILE *f = fopen(argv[3], "wb");
    if (!f || fwrite(out.p, 1, out.n, f) != out.n || fclose(f) != 0)
        return 1;
    arena_free(a);
    return 0;
}
