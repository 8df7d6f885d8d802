/* SPDX-License-Identifier: Apache-2.0
 * Tokens and limits of public forms.
 */
#include "web/intake.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { NOW = 1000000, HOUR = 3600 * 1000 };

static void tokens_are_ours_and_of_an_age(void **state)
{
    static const struct {
        int64_t later;
        ErrKind kind;
    } rows[] = {
        { 0, ERR_INVALID },                          /* nobody types so fast */
        { TOKEN_YOUNGEST_MS - 1, ERR_INVALID },
        { TOKEN_YOUNGEST_MS, ERR_NONE },
        { TOKEN_OLDEST_MS, ERR_NONE },
        { TOKEN_OLDEST_MS + 1, ERR_INVALID },
        { -HOUR, ERR_INVALID },                      /* of the future */
    };
    Arena *a = arena_new(ARENA_REQUEST);
    Intake *in = intake_new(5), *other = intake_new(5);
    Str token = intake_token(in, a, NOW), changed;

    (void)state;
    for (size_t i = 0; i < LEN(rows); i++) {
        Err e = { 0 };
        bool ok = intake_check(in, token, NOW + rows[i].later, &e);
        assert_int_equal(e.kind, rows[i].kind);
        assert_int_equal(ok, rows[i].kind == ERR_NONE);
    }
    for (size_t i = 0; i <= token.n; i++) { /* each letter of it counts, and there are no more */
        Err e = { 0 };
        changed = arena_printf(a, "%.*s%s", STR(token), i == token.n ? "0" : "");
        if (i < token.n)
            ((char *)(uintptr_t)changed.p)[i] = token.p[i] == '0' ? '1' : '0';
        assert_false(intake_check(in, changed, NOW + HOUR, &e));
    }
    {
        Err e = { 0 };
        assert_false(intake_check(other, token, NOW + HOUR, &e)); /* of another process */
        assert_false(intake_check(in, S(""), NOW + HOUR, &e));
    }
    intake_free(in);
    intake_free(other);
    arena_free(a);
}

static void a_token_serves_once(void **state)
{
    Arena *a = arena_new(ARENA_REQUEST);
    Intake *in = intake_new(5);
    Str one = intake_token(in, a, NOW), two = intake_token(in, a, NOW);
    Err e = { 0 };

    (void)state;
    assert_false(str_eq(one, two));
    assert_true(intake_spend(in, one, &e));
    assert_true(intake_spend(in, two, &e));
    assert_false(intake_spend(in, one, &e));
    assert_int_equal(e.kind, ERR_CONFLICT);
    intake_free(in);
    arena_free(a);
}

static void an_address_sends_so_many_an_hour(void **state)
{
    Intake *in = intake_new(3);
    Err e = { 0 };

    (void)state;
    for (int i = 0; i < 3; i++)
        assert_true(intake_admit(in, S("10.0.0.1"), NOW, &e));
    assert_false(intake_admit(in, S("10.0.0.1"), NOW, &e));
    assert_int_equal(e.kind, ERR_BUSY);
    assert_true(intake_admit(in, S("10.0.0.2"), NOW, &e));
    assert_true(intake_admit(in, S("10.0.0.1"), NOW + HOUR, &e)); /* the next hour */
    intake_free(in);
}

static void all_together_send_so_many(void **state)
{
    Arena *a = arena_new(ARENA_REQUEST);
    Intake *in = intake_new(1);
    int taken = 0;

    (void)state;
    for (int i = 0; i < 2 * INTAKE_ALL; i++) {
        Err e = { 0 };
        taken += intake_admit(in, arena_printf(a, "address %d", i), NOW, &e);
    }
    assert_int_equal(taken, INTAKE_ALL);
    intake_free(in);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tokens_are_ours_and_of_an_age),
        cmocka_unit_test(a_token_serves_once),
        cmocka_unit_test(an_address_sends_so_many_an_hour),
        cmocka_unit_test(all_together_send_so_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
