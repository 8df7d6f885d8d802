/* SPDX-License-Identifier: Apache-2.0
 * How long it takes to look for records like one that is typed, in a store of a million persons;
 * each is looked for three times, of which the shortest counts.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/date.h"
#include "engine/alike.h"
#include "engine/registry.h"
#include "store.h"

enum { TYPED = 1000, ROUNDS = 3, P99_US = 5000 };

/* Given names of two characters out of these, so that many persons share one. */
static const char given[] = "文国明华志金玉英美秀建丽海永德水清福荣春林成兰红伟平生山龙军强"
                            "安庆祥珍芳月花梅凤香云兴光天阿亚宝辉良祖家嘉瑞世振源发淑惠莲雪"
                            "琴玲敏艳娟霞子中东南正义忠孝仁信勇武斌杰俊新民和友朝宗景";

static bool name_all(Db *db, Err *e)
{
    return db_exec(db, e,
                   "/* bench: names */ UPDATE person SET name_hans = substr(name_hans, 1, 1)"
                   " || substr($1, CAST(id * 7919 / 31 % 88 + 1 AS INT), 1)"
                   " || substr($1, CAST(id * 104729 / 17 % 89 + 1 AS INT), 1)",
                   param_z(given)) &&
           db_exec(db, e, "VACUUM") && db_analyze(db, e);
}

/* The person as somebody types him again. */
static bool typed_again(Store *s, const Type *t, int64_t id, Record **out, Err *e)
{
    Ctx *c = &s->c;
    Str name;
    AUTO(stmt_done) Stmt *q = db_query(
        c->db, "/* bench */ SELECT name_hans, born_from, born_to, born FROM person WHERE id = $1",
        P(id));

    if (!db_next(q, e))
        return false;
    *out = record_new(c->arena, t);
    (*out)->unit = 1;
    name = db_text(q, c->arena, 0);
    rec_set_text(*out, type_slot(t, S("name_hans")), name);
    if (!db_null(q, 3))
        (*out)->v[type_slot(t, S("born"))] =
            (Value){ true, db_text(q, c->arena, 3), db_int(q, 1), db_int(q, 2) };
    return true;
}

static int by_time(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static bool measure(Store *s, const Type *t, int64_t persons, int64_t *times, size_t *found, Err *e)
{
    for (int i = -20; i < TYPED; i++) { /* the first ones warm the caches */
        ArenaMark mark = arena_mark(s->c.arena);
        AlikeFound like[ALIKE_MOST];
        int64_t best = INT64_MAX;
        size_t n = 0;
        Record *r;
        if (!typed_again(s, t, 1 + (i + 20) * 7919LL % persons, &r, e))
            return false;
        for (int round = 0; round < ROUNDS; round++) {
            int64_t started = clock_steady_us();
            if (!alike_find(&s->c, r, 0.5, like, &n, e))
                return false;
            started = clock_steady_us() - started;
            best = started < best ? started : best;
        }
        if (i >= 0) {
            times[i] = best;
            *found += n > 0;
        }
        arena_rewind(s->c.arena, mark);
    }
    qsort(times, TYPED, sizeof *times, by_time);
    return true;
}

static bool bench(const char *name, const char *url, int64_t persons)
{
    int64_t times[TYPED], middle, p99;
    size_t found = 0;
    Store s;
    Err e = { 0 };
    bool ok = store_make(&s, url, persons, &e);

    if (ok)
        ok = name_all(s.c.db, &e) &&
             measure(&s, registry_find(s.c.types, S("person")), persons, times, &found, &e);
    if (!ok)
        fprintf(stderr, "%s: %s\n", name, e.msg);
    store_done(&s);
    if (!ok)
        return false;
    middle = times[TYPED / 2];
    p99 = times[(size_t)TYPED * 99 / 100];
    ok = p99 <= P99_US;
    printf("%s: %" PRId64 " persons, p50 %.2f ms, p99 %.2f ms, %zu of %d like somebody\n", name,
           persons, (double)middle / 1000, (double)p99 / 1000, found, TYPED);
    printf("%s ratio %.2f budget 1.00\n", name, (double)P99_US / (double)(p99 + 1));
    return ok;
}

int main(int argc, char **argv)
{
    return store_main(argc, argv, "alike", bench);
}
