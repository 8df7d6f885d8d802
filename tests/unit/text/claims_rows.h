/* SPDX-License-Identifier: Apache-2.0
 * Tables of claims, for the tests of the finder.
 *
 * A row is a text and what it claims, "; " between two claims: "over 30 批; $200000 元; 12.5 %;
 * 10..15 批" (a range). Where it is exact, no word stands before the value.
 */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "text/claim.h"
#include "text/number.h"

typedef struct {
    const char *text, *claims;
} Row;

static bool is_scored(const Claim *c)
{
    return c->kind == CLAIM_COUNT || c->kind == CLAIM_MONEY || c->kind == CLAIM_PERCENT ||
           c->kind == CLAIM_RANGE;
}

static void show(const Claim *c, Buf *out)
{
    if (out->n)
        buf_put(out, S("; "));
    if (c->approx != APPROX_EXACT)
        buf_printf(out, "%s ", approx_name(c->approx));
    if (c->kind == CLAIM_MONEY)
        buf_putc(out, '$');
    decimal_print(c->value, c->places, out);
    if (c->kind == CLAIM_RANGE) {
        buf_put(out, S(".."));
        decimal_print(c->high, c->places, out);
    }
    if (c->unit.n)
        buf_printf(out, " %.*s", STR(c->unit));
}

/* Looks at all rows before it fails, so that one run shows all that is wrong. */
static void check_rows(const Row *rows, size_t n)
{
    int wrong = 0;

    for (size_t i = 0; i < n; i++) {
        Arena *a = arena_new(ARENA_REQUEST);
        AUTO(buf_done) Buf said = buf_new(BUF_LINE);
        Claims all;
        Err e = { 0 };

        if (!claims_find(a, str_z(rows[i].text), &all, &e))
            fail_msg("%s: %s", rows[i].text, e.msg);
        for (size_t k = 0; k < all.n; k++)
            if (is_scored(&all.p[k]))
                show(&all.p[k], &said);
        if (!str_eq(buf_str(&said), str_z(rows[i].claims))) {
            print_error("%s\n  is '%.*s'\n  not '%s'\n", rows[i].text, STR(buf_str(&said)),
                        rows[i].claims);
            wrong++;
        }
        arena_free(a);
    }
    assert_int_equal(wrong, 0);
}
