/* SPDX-License-Identifier: Apache-2.0
 * Memory that is given back at once.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/rand.h"
#include "dies.h"

static void gives_memory_that_does_not_overlap(void **state)
{
    enum { PIECES = 3000 };
    static unsigned char *p[PIECES];
    static size_t n[PIECES];
    Rand r = rand_seeded(7);
    Arena *a = arena_new(ARENA_REQUEST);
    size_t total = 0;

    (void)state;
    for (size_t i = 0; i < PIECES; i++) {
        n[i] = (size_t)rand_below(&r, i % 100 == 0 ? 100000 : 300);
        p[i] = arena_get(a, n[i]);
        total += n[i];
        assert_int_equal((uintptr_t)p[i] % 16, 0);
        memset(p[i], (int)(i & 0xFF), n[i]);
    }
    for (size_t i = 0; i < PIECES; i++)
        for (size_t k = 0; k < n[i]; k++)
            if (p[i][k] != (i & 0xFF))
                fail_msg("piece %zu was written over", i);
    assert_true(arena_used(a) >= total);
    arena_free(a);
}

static void clears_where_it_says_so(void **state)
{
    Arena *a = arena_new(ARENA_REQUEST);
    ArenaMark mark = arena_mark(a);
    int64_t *numbers;

    (void)state;
    memset(arena_get(a, 4000), 0xFF, 4000);
    arena_rewind(a, mark);
    numbers = NEWN(a, int64_t, 500);
    for (size_t i = 0; i < 500; i++)
        assert_int_equal(numbers[i], 0);
    assert_int_equal(*NEW(a, int), 0);
    assert_non_null(NEWN(a, int64_t, 0));
    assert_non_null(arena_get(a, 0));
    arena_free(a);
}

static void copies_and_formats_text(void **state)
{
    Arena *a = arena_new(ARENA_REQUEST);
    Str s;

    (void)state;
    s = arena_str(a, S("侨联"));
    assert_true(str_eq(s, S("侨联")));
    assert_int_equal(s.p[s.n], 0);
    s = arena_str(a, (Str){ 0 });
    assert_int_equal(s.n, 0);
    assert_non_null(s.p);
    assert_string_equal(arena_z(a, S("zero")), "zero");
    s = arena_printf(a, "%d rows of %s", 12, "陈");
    assert_true(str_eq(s, S("12 rows of 陈")));
    assert_int_equal(s.p[s.n], 0);
    s = arena_printf(a, "%s", "");
    assert_int_equal(s.n, 0);
    assert_int_equal(s.p[0], 0);
    s = arena_printf(a, "%100000d", 1);
    assert_int_equal(s.n, 100000);
    /* a conversion that cannot be done gives an empty text */
    s = arena_printf(a, "%lc", 0xD800);
    assert_int_equal(s.n, 0);
    arena_free(a);
}

static void rewinds_to_a_mark(void **state)
{
    Arena *a = arena_new(ARENA_REQUEST);
    ArenaMark empty = arena_mark(a), mark;
    char *kept, *again;
    size_t used;

    (void)state;
    arena_rewind(a, empty);
    assert_int_equal(arena_used(a), 0);
    kept = arena_z(a, S("kept"));
    mark = arena_mark(a);
    used = arena_used(a);
    again = arena_get(a, 100);
    for (int i = 0; i < 100; i++)
        memset(arena_get(a, 10000), 1, 10000);
    assert_true(arena_used(a) >= used + 1000000);
    arena_rewind(a, mark);
    assert_int_equal(arena_used(a), used);
    assert_string_equal(kept, "kept");
    assert_ptr_equal(arena_get(a, 100), again);
    /* a mark of the newest block, with nothing taken since */
    mark = arena_mark(a);
    arena_rewind(a, mark);
    arena_rewind(a, empty);
    assert_int_equal(arena_used(a), 0);
    arena_free(a);
}

static void loops_for_ever_in_a_small_arena(void **state)
{
    Arena *a = arena_new(100000);
    ArenaMark mark;

    (void)state;
    (void)arena_get(a, 50);
    mark = arena_mark(a);
    for (int i = 0; i < 10000; i++) {
        memset(arena_get(a, 60000), 1, 60000);
        arena_rewind(a, mark);
    }
    arena_free(a);
}

/* A large block that was given back is the next that is wanted, if it is large enough. */
static void keeps_a_spare_block(void **state)
{
    const size_t MB = 1 << 20;
    Arena *a = arena_new(8 * MB);
    ArenaMark empty = arena_mark(a);
    char *large = arena_get(a, 3 * MB), *other;

    (void)state;
    memset(large, 1, 3 * MB);
    arena_rewind(a, empty);
    assert_int_equal(arena_used(a), 0);
    assert_ptr_equal(arena_get(a, 3 * MB), large);
    arena_rewind(a, empty);
    assert_ptr_equal(arena_get(a, 2 * MB), large);
    arena_rewind(a, empty);
    other = arena_get(a, 4 * MB);
    memset(other, 2, 4 * MB);
    /* of two that are given back one is kept; none counts against the cap */
    arena_rewind(a, empty);
    memset(arena_get(a, 8 * MB), 3, 8 * MB);
    arena_rewind(a, empty);
    memset(NEWN(a, char, 3 * MB), 4, 3 * MB);
    arena_free(a);
}

static void a_spare_block_keeps_within_the_cap(void *n)
{
    Arena *a = arena_new(4 << 20);
    ArenaMark empty = arena_mark(a);

    (void)arena_get(a, 3 << 20);
    arena_rewind(a, empty);
    for (size_t i = 0; i < *(size_t *)n >> 10; i++)
        (void)arena_get(a, 1 << 10);
    arena_free(a);
}

static void take(void *n)
{
    Arena *a = arena_new(40 << 10);
    (void)arena_get(a, *(size_t *)n);
    arena_free(a);
}

static void take_product(void *n)
{
    Arena *a = arena_new(ARENA_REQUEST);
    (void)arena_zget(a, *(size_t *)n, *(size_t *)n);
    arena_free(a);
}

static void take_in_steps(void *n)
{
    Arena *a = arena_new(40 << 10);
    for (size_t i = 0; i < *(size_t *)n / 1024; i++)
        (void)arena_get(a, 1024);
    arena_free(a);
}

static void holds_what_its_cap_says_and_no_more(void **state)
{
    static const struct {
        void (*fn)(void *n);
        size_t n;
        bool dies;
    } rows[] = {
        { take, 40 << 10, false },
        { take, (40 << 10) + 1, true },
        { take, SIZE_MAX, true },
        { take, SIZE_MAX - 15, true },
        { take_product, SIZE_MAX / 2, true },
        { take_product, 8000, false },
        /* the blocks double, but the last one only takes what is left */
        { take_in_steps, 40 << 10, false },
        { take_in_steps, 41 << 10, true },
        { a_spare_block_keeps_within_the_cap, 3 << 20, false },
        { a_spare_block_keeps_within_the_cap, (4 << 20) + 1024, true },
    };

    (void)state;
    for (size_t i = 0; i < LEN(rows); i++) {
        size_t n = rows[i].n;
        if (dies(rows[i].fn, &n) != rows[i].dies)
            fail_msg("row %zu", i);
    }
}

static void has_a_least_size(void **state)
{
    AUTO(arena_freep) Arena *a = arena_new(0);
    (void)state;
    memset(arena_get(a, 16 << 10), 1, 16 << 10);
}

static void forgets_politely(void **state)
{
    Arena *a = NULL;
    (void)state;
    arena_free(NULL);
    arena_freep(&a);
    a = arena_new(1);
    arena_freep(&a);
    assert_null(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_memory_that_does_not_overlap),
        cmocka_unit_test(clears_where_it_says_so),
        cmocka_unit_test(copies_and_formats_text),
        cmocka_unit_test(rewinds_to_a_mark),
        cmocka_unit_test(keeps_a_spare_block),
        cmocka_unit_test(loops_for_ever_in_a_small_arena),
        cmocka_unit_test(holds_what_its_cap_says_and_no_more),
        cmocka_unit_test(has_a_least_size),
        cmocka_unit_test(forgets_politely),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
