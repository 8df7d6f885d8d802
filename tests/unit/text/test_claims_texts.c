/* SPDX-License-Identifier: Apache-2.0
 * Claims of whole texts: reviews, reports and news of invented bodies in tests/data/claims, each
 * with a table of the counts, amounts and percentages that a reader finds in it.
 *
 * NAME.tsv has a line for each: value, approximation, unit, kind. Precision and recall over all
 * texts are printed, and must not fall below what the figures of a review need.
 */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/vec.h"
#include "text/claim.h"
#include "text/number.h"

enum { FILE_LONGEST = 1 << 20, LEAST_PER_CENT = 97, LEAST_CLAIMS = 400 };

typedef VEC(Str) Lines;

typedef struct {
    size_t wanted, found, right;
} Score;

static Str read_file(Arena *a, const char *folder, Str name, const char *ending)
{
    Str path = arena_printf(a, "%s/%.*s%s", folder, STR(name), ending);
    char *text = arena_get(a, FILE_LONGEST);
    FILE *f = fopen(path.p, "rb");
    size_t n;

    if (!f)
        fail_msg("%s cannot be read", path.p);
    n = fread(text, 1, FILE_LONGEST, f);
    (void)fclose(f);
    return (Str){ text, n };
}

static void list_claims(Arena *a, Str text, Lines *out)
{
    Claims all;
    Err e = { 0 };

    if (!claims_find(a, text, &all, &e))
        fail_msg("%s", e.msg);
    for (size_t i = 0; i < all.n; i++) {
        const Claim *c = &all.p[i];
        AUTO(buf_done) Buf b = buf_new(BUF_LINE);
        if (c->kind != CLAIM_COUNT && c->kind != CLAIM_MONEY && c->kind != CLAIM_PERCENT)
            continue;
        decimal_print(c->value, c->places, &b);
        buf_printf(&b, "\t%s\t%.*s\t%s", approx_name(c->approx), STR(c->unit),
                   claim_kind_name(c->kind));
        vec_push(a, out, arena_str(a, buf_str(&b)));
    }
}

static bool take(Lines *from, Str line)
{
    for (size_t i = 0; i < from->n; i++)
        if (str_eq(from->p[i], line)) {
            from->p[i] = (Str){ 0 };
            return true;
        }
    return false;
}

static void score_text(Arena *a, const char *folder, Str name, Score *score)
{
    Str gold = read_file(a, folder, name, ".tsv"), line;
    Lines found = { 0 };

    list_claims(a, read_file(a, folder, name, ".txt"), &found);
    score->found += found.n;
    while (str_next(&gold, '\n', &line)) {
        if (!line.n)
            continue;
        score->wanted++;
        if (take(&found, line))
            score->right++;
        else
            print_message("%.*s: missed %.*s\n", STR(name), STR(line));
    }
    for (size_t i = 0; i < found.n; i++)
        if (found.p[i].n)
            print_message("%.*s: not in it %.*s\n", STR(name), STR(found.p[i]));
}

static void finds_what_a_reader_finds(void **state)
{
    Arena *a = arena_new(ARENA_COMMAND);
    const char *root = getenv("SOURCE_ROOT"); /* NOLINT(concurrency-mt-unsafe) */
    Str folder = arena_printf(a, "%s/tests/data/claims", root ? root : ".");
    DIR *dir = opendir(folder.p);
    Score score = { 0 };

    (void)state;
    assert_non_null(dir);
    for (struct dirent *d; (d = readdir(dir));) { /* NOLINT(concurrency-mt-unsafe) */
        Str name = str_z(d->d_name);
        if (str_ends(name, S(".txt")))
            score_text(a, folder.p, str_part(name, 0, name.n - 4), &score);
    }
    (void)closedir(dir);
    print_message("%zu claims wanted, %zu found, %zu right: precision %.4f, recall %.4f\n",
                  score.wanted, score.found, score.right, (double)score.right / (double)score.found,
                  (double)score.right / (double)score.wanted);
    assert_true(score.wanted >= LEAST_CLAIMS);
    assert_true(score.right * 100 >= score.found * LEAST_PER_CENT);
    assert_true(score.right * 100 >= score.wanted * LEAST_PER_CENT);
    arena_free(a);
}

int main(void)
{
    static const struct CMUnitTest tests[] = { cmocka_unit_test(finds_what_a_reader_finds) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
