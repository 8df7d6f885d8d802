/* SPDX-License-Identifier: Apache-2.0
 * Claims of any bytes: in order, apart, inside the text, on whole characters; and a count read
 * alone is the same count.
 */
#include "fuzz.h"

#include <stdlib.h>

#include "text/claim.h"

static void must(bool holds)
{
    if (!holds)
        abort();
}

static bool is_count(ClaimKind kind)
{
    return kind == CLAIM_COUNT || kind == CLAIM_MONEY || kind == CLAIM_PERCENT;
}

static void check_place(Str text, const Claim *c, size_t from)
{
    must(c->start >= from && c->start < c->end && c->end <= text.n);
    must(c->text.p == text.p + c->start && c->text.n == c->end - c->start);
    must(c->kind < CLAIM__N && c->approx < APPROX__N);
    must(c->places >= 0 && c->high >= c->value);
    must(utf8_valid(c->text) && utf8_valid(c->unit) && utf8_valid(c->word));
    must((c->approx == APPROX_EXACT) == (c->word.n == 0));
    must((c->kind == CLAIM_MONEY) == (c->currency[0] != 0));
}

/* What stands around a number may make one of it that alone is none (a date, an article); but if
 * its unit counts, its value is the same. */
static void check_alone(Arena *a, const Claim *c)
{
    Claims again;
    Err e = { 0 };

    must(claims_find(a, c->text, &again, &e));
    for (size_t i = 0; i < again.n; i++)
        if (is_count(again.p[i].kind) && again.p[i].end == c->text.n && again.p[i].start == 0)
            must(again.p[i].value == c->value && again.p[i].places == c->places);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *a = arena_new(ARENA_COMMAND);
    Str text = { (const char *)data, size };
    size_t from = 0;
    Claims all;
    Err e = { 0 };

    if (!claims_find(a, text, &all, &e))
        must(e.kind == ERR_INVALID && e.msg[0]);
    for (size_t i = 0; i < all.n; i++) {
        const Claim *c = &all.p[i];
        ArenaMark mark = arena_mark(a);
        check_place(text, c, from);
        if (is_count(c->kind) && i < 50)
            check_alone(a, c);
        from = c->end;
        arena_rewind(a, mark);
    }
    arena_free(a);
    return 0;
}
