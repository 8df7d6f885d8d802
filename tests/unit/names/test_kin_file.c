/* SPDX-License-Identifier: Apache-2.0
 * The index of names as a file: what comes out is what went in, a damaged file is refused, a writer
 * that is killed leaves the old file, and what changed since is found beside it.
 */
#include "support.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "names/kin_file.h"

typedef struct {
    Names *names;
    Gazetteer *places;
    Arena *arena;
    char dir[64], path[96];
} Bench;

typedef struct {
    int64_t person;
    const char *name, *year, *place;
    int64_t group;
} Row;

/* Invented; two have names in Latin letters only, one has two names, one is of no known place. */
static const Row rows[] = {
    { 11, "陈文瑞", "1874", "厦门市集美区后溪村", 1 },
    { 11, "陈友三", "1874", "厦门市集美区后溪村", 1 },
    { 12, "陈文水", "1901", "厦门市同安区", 1 },
    { 13, "林永福", "光绪二十年", "泉州市南安市诗山", 2 },
    { 14, "Tan Boon Swee", "1876", "Tong Ann", 2 },
    { 15, "Lim Kim Seng", "", "", 2 },
    { 16, "欧阳德", "1933", "漳州市龙海", 1 },
    { 17, "黄水木", "1910", "", 1 },
};

/* Read by spelling, with and without year and place. */
static const KinQuery queries[] = {
    { .name = S("Tan Boon Swee"), .year = S("1874"), .place = S("Au Kue, Tong Ann") },
    { .name = S("Lim Eng Hock") },
    { .name = S("陳文瑞"), .year = S("約1875") },
    { .name = S("Ng Chwee Bok"), .year = S("1911") },
    { .name = S("歐陽德"), .place = S("龍海") },
    { .name = S("Lim Kim Seng") },
};

static int open_bench(void **state)
{
    Bench *b = mem_zget(1, sizeof *b);

    b->names = names_new();
    b->places = gazetteer_new();
    b->arena = arena_new(ARENA_COMMAND);
    (void)snprintf(b->dir, sizeof b->dir, "/tmp/qiao-kin-XXXXXX");
    assert_non_null(mkdtemp(b->dir));
    (void)snprintf(b->path, sizeof b->path, "%s/index.kin", b->dir);
    *state = b;
    return 0;
}

static int close_bench(void **state)
{
    Bench *b = *state;
    Str beside = arena_printf(b->arena, "%s.new", b->path);

    (void)unlink(b->path);
    (void)unlink(beside.p);
    assert_int_equal(rmdir(b->dir), 0);
    names_free(b->names);
    gazetteer_free(b->places);
    arena_free(b->arena);
    mem_give(b);
    return 0;
}

static void add(KinBuild *b, const Row *r)
{
    const KinRow row = { .person = r->person,
                         .name = str_z(r->name),
                         .year = str_z(r->year),
                         .place = str_z(r->place),
                         .group = r->group };
    Err e = { 0 };
    OK(kin_build_add(b, &row, &e), e);
}

static Kin *build(const Bench *b, const Row *from, size_t n)
{
    KinBuild *k = kin_build_new(b->names, b->places);
    for (size_t i = 0; i < n; i++)
        add(k, &from[i]);
    return kin_build_end(k);
}

/* The whole answer as text: persons, bits, probabilities, reasons. */
static Str answer_text(const Bench *b, const KinView *v, const KinQuery *q)
{
    AUTO(buf_done) Buf out = buf_new(BUF_PAGE);
    KinAnswer answer;
    Err e = { 0 };

    OK(kin_match_in(v, b->arena, q, 10, &answer, &e), e);
    for (size_t i = 0; i < answer.n; i++) {
        const KinCandidate *c = &answer.p[i];
        int sum = 0;
        buf_printf(&out, "%" PRId64 " %d %d %.6f\n", c->person, c->alias, c->bits, c->p);
        for (size_t k = 0; k < c->nreasons; k++) {
            sum += c->reasons[k].bits;
            buf_printf(&out, " %d ", c->reasons[k].bits);
            kin_reason_text(v->base, &c->reasons[k], LANG_EN, &out);
            buf_putc(&out, '\n');
        }
        assert_int_equal(sum, c->bits);
    }
    buf_printf(&out, "nobody %.6f\n", answer.nobody);
    return arena_str(b->arena, buf_str(&out));
}

static void same_answers(const Bench *b, const KinView *x, const KinView *y)
{
    for (size_t i = 0; i < LEN(queries); i++) {
        Str one = answer_text(b, x, &queries[i]), two = answer_text(b, y, &queries[i]);
        if (!str_eq(one, two))
            fail_msg("query %zu:\n%.*s---\n%.*s", i, STR(one), STR(two));
    }
}

static void a_file_answers_as_the_memory_does(void **state)
{
    const Bench *b = *state;
    AUTO(kin_freep) Kin *k = build(b, rows, LEN(rows));
    AUTO(kin_freep) Kin *again = NULL;
    KinStamp stamp = { .seq = 812, .mark = { 1, 2, 3 } }, read;
    bool written;
    struct stat st;
    Err e = { 0 };

    OK(kin_save(k, b->path, &stamp, &written, &e), e);
    assert_true(written);
    assert_int_equal(stat(b->path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    again = kin_open(b->path, b->names, b->places, &read, &e);
    OK(again, e);
    assert_int_equal(read.seq, 812);
    assert_memory_equal(read.mark, stamp.mark, KIN_MARK);
    assert_int_equal(kin_rows(again), LEN(rows));
    assert_int_equal(kin_people(again), 7);
    same_answers(b, &(KinView){ .base = k }, &(KinView){ .base = again });
}

static void an_empty_index_is_one_too(void **state)
{
    const Bench *b = *state;
    AUTO(kin_freep) Kin *k = build(b, NULL, 0);
    AUTO(kin_freep) Kin *again = NULL;
    KinStamp stamp = { .seq = 1 };
    Err e = { 0 };

    OK(kin_save(k, b->path, &stamp, NULL, &e), e);
    again = kin_open(b->path, b->names, b->places, &stamp, &e);
    OK(again, e);
    same_answers(b, &(KinView){ .base = k }, &(KinView){ .base = again });
}

static size_t file_bytes(const char *path, unsigned char **out)
{
    FILE *f = fopen(path, "rb");
    size_t n;

    assert_non_null(f);
    *out = mem_get(64 << 20);
    n = fread(*out, 1, 64 << 20, f);
    assert_int_equal(fclose(f), 0);
    return n;
}

static void write_bytes(const char *path, const unsigned char *p, size_t n)
{
    FILE *f = fopen(path, "wb");

    assert_non_null(f);
    assert_int_equal(fwrite(p, 1, n, f), n);
    assert_int_equal(fclose(f), 0);
}

static void what_is_damaged_is_refused(void **state)
{
    const Bench *b = *state;
    AUTO(kin_freep) Kin *k = build(b, rows, LEN(rows));
    KinStamp stamp = { .seq = 3 };
    unsigned char *bytes;
    size_t n;
    Err e = { 0 };

    FAILS(kin_open(b->path, b->names, b->places, &stamp, &e), e, ERR_NOT_FOUND);
    OK(kin_save(k, b->path, &stamp, NULL, &e), e);
    n = file_bytes(b->path, &bytes);
    /* a bit anywhere behind the head, a part only, nothing at all, something else altogether */
    for (size_t at = 4096; at < n; at += n / 50) {
        bytes[at] ^= 4;
        write_bytes(b->path, bytes, n);
        FAILS(kin_open(b->path, b->names, b->places, &stamp, &e), e, ERR_INVALID);
        bytes[at] ^= 4;
    }
    write_bytes(b->path, bytes, n - 100);
    FAILS(kin_open(b->path, b->names, b->places, &stamp, &e), e, ERR_INVALID);
    write_bytes(b->path, bytes, 0);
    FAILS(kin_open(b->path, b->names, b->places, &stamp, &e), e, ERR_INVALID);
    bytes[2] = 'x';
    write_bytes(b->path, bytes, n);
    FAILS(kin_open(b->path, b->names, b->places, &stamp, &e), e, ERR_CONFLICT);
    bytes[2] = 'A';
    bytes[16] ^= 1; /* the tables of another version */
    write_bytes(b->path, bytes, n);
    FAILS(kin_open(b->path, b->names, b->places, &stamp, &e), e, ERR_CONFLICT);
    mem_give(bytes);
}

/* Killed at any moment of a hundred rebuilds, the file is a whole one, old or new. */
static void a_killed_writer_does_no_harm(void **state)
{
    const Bench *b = *state;
    AUTO(kin_freep) Kin *k = build(b, rows, LEN(rows));
    KinStamp stamp = { .seq = 1 };
    bool written;
    Err e = { 0 };

    OK(kin_save(k, b->path, &stamp, NULL, &e), e);
    for (int round = 0; round < 25; round++) {
        AUTO(kin_freep) Kin *read = NULL;
        int status;
        pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0) {
            for (int64_t seq = 2;; seq++)
                if (!kin_save(k, b->path, &(KinStamp){ .seq = seq }, NULL, &e))
                    _exit(1);
        }
        (void)usleep((useconds_t)(500 + round * 700));
        assert_int_equal(kill(child, SIGKILL), 0);
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFSIGNALED(status));
        read = kin_open(b->path, b->names, b->places, &stamp, &e);
        OK(read, e);
        assert_int_equal(kin_rows(read), LEN(rows));
    }
    OK(kin_save(k, b->path, &(KinStamp){ .seq = 5 }, &written, &e), e);
    assert_true(written); /* what the killed one left does not stand in the way */
}

/* Persons that are in both count once, as they are in the newer one; with the same weights. */
static void changes_weigh_as_the_base_does(void **state)
{
    const Bench *b = *state;
    AUTO(kin_freep) Kin *base = build(b, rows, LEN(rows));
    KinBuild *kb = kin_build_like(base);
    AUTO(kin_freep) Kin *more = NULL;
    uint8_t gone[7] = { 0 };
    KinView v = { .base = base, .gone = gone };

    for (size_t i = 0; i < LEN(rows); i++)
        if (rows[i].person == 11 || rows[i].person == 14)
            add(kb, &rows[i]);
    more = kin_build_end(kb);
    for (size_t i = 0; i < kin_people(base); i++) {
        gone[i] = kin_person(base, i) == 11 || kin_person(base, i) == 14;
        v.ngone += gone[i];
    }
    v.more = more;
    assert_int_equal(v.ngone, 2);
    same_answers(b, &(KinView){ .base = base }, &v);
}

static bool only_group_one(void *arg, int64_t group)
{
    (void)arg;
    return group == 1;
}

static int64_t best(const Bench *b, const KinView *v, const KinQuery *q)
{
    KinAnswer answer;
    Err e = { 0 };
    OK(kin_match_in(v, b->arena, q, 10, &answer, &e), e);
    return answer.n ? answer.p[0].person : 0;
}

static void new_gone_and_hidden_ones(void **state)
{
    static const Row fresh = { 99, "陈文瑞", "1874", "厦门市集美区后溪村", 2 };
    const Bench *b = *state;
    AUTO(kin_freep) Kin *base = build(b, rows, LEN(rows));
    KinBuild *kb = kin_build_like(base);
    AUTO(kin_freep) Kin *more = NULL;
    uint8_t gone[7] = { 1 }; /* 11 */
    KinView v = { .base = base };

    assert_int_equal(kin_person(base, 0), 11);
    assert_int_equal(best(b, &v, &queries[2]), 11);
    v.gone = gone;
    v.ngone = 1;
    assert_int_not_equal(best(b, &v, &queries[2]), 11);
    add(kb, &fresh);
    more = kin_build_end(kb);
    v.more = more;
    assert_int_equal(best(b, &v, &queries[2]), 99);
    v.shows = only_group_one;
    assert_int_not_equal(best(b, &v, &queries[2]), 99);
    assert_int_equal(best(b, &v, &queries[5]), 0); /* 15 is of group 2 */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_file_answers_as_the_memory_does, open_bench, close_bench),
        cmocka_unit_test_setup_teardown(an_empty_index_is_one_too, open_bench, close_bench),
        cmocka_unit_test_setup_teardown(what_is_damaged_is_refused, open_bench, close_bench),
        cmocka_unit_test_setup_teardown(a_killed_writer_does_no_harm, open_bench, close_bench),
        cmocka_unit_test_setup_teardown(changes_weigh_as_the_base_does, open_bench, close_bench),
        cmocka_unit_test_setup_teardown(new_gone_and_hidden_ones, open_bench, close_bench),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
