/* SPDX-License-Identifier: Apache-2.0
 * The spool gives back what was put in, from memory and from its file.
 */
#include "engine/sheet_parts.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/rand.h"
#include "support.h"

enum { TOTAL = 21 << 20 };

static char *some_bytes(Rand *r)
{
    char *p = mem_get(TOTAL);
    for (size_t i = 0; i + sizeof(uint64_t) <= TOTAL; i += sizeof(uint64_t)) {
        uint64_t eight = rand_next(r);
        memcpy(p + i, &eight, sizeof eight);
    }
    return p;
}

static void reads_anywhere(void **state)
{
    Rand r = rand_seeded(3);
    Spool *s = spool_new();
    char *all = some_bytes(&r), *part = mem_get(TOTAL);
    Err e = { 0 };
    (void)state;

    for (size_t at = 0; at < TOTAL;) {
        size_t n = rand_below(&r, 700000);
        if (n > TOTAL - at)
            n = TOTAL - at;
        OK(spool_write(s, all + at, n, &e), e);
        at += n;
        assert_int_equal(spool_size(s), at);
    }
    for (int i = 0; i < 20000; i++) {
        size_t at = rand_below(&r, TOTAL), n = rand_below(&r, i % 100 ? 20 : 100000);
        if (n > TOTAL - at)
            n = TOTAL - at;
        assert_true(spool_read(s, at, part, n));
        assert_memory_equal(part, all + at, n);
    }
    assert_true(spool_read(s, 0, part, TOTAL));
    assert_memory_equal(part, all, TOTAL);
    assert_true(spool_read(s, TOTAL, part, 0));
    assert_false(spool_read(s, TOTAL, part, 1));
    assert_false(spool_read(s, TOTAL + 1, part, 0));
    assert_false(spool_read(s, UINT64_MAX, part, 2));
    spool_free(s);
    mem_give(part);
    mem_give(all);
}

static void says_where_no_temporary_file_can_be(void **state)
{
    Err e = { .lang = LANG_EN };
    (void)state;
    /* One thread only. */
    assert_int_equal(setenv("TMPDIR", "/there/is/none", 1), 0); /* NOLINT(concurrency-mt-unsafe) */
    assert_int_equal(sheet_temp_file(&e), -1);
    assert_int_equal(unsetenv("TMPDIR"), 0); /* NOLINT(concurrency-mt-unsafe) */
    assert_int_equal(e.kind, ERR_INTERNAL);
    assert_true(str_starts(str_z(e.msg), S("cannot make a temporary file in '/there/is/none': ")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_anywhere),
        cmocka_unit_test(says_where_no_temporary_file_can_be),
    };
    return cmocka_run_group_tests_name("sheet_spool", tests, NULL, NULL);
}
