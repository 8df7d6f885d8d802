/* SPDX-License-Identifier: Apache-2.0
 * Ties that people made: found again by the words around the number, whatever the number is.
 */
#include "figure/verify_impl.h"

#include "base/map.h"
#include "engine/query.h"
#include "engine/query_ahead.h"
#include "engine/registry.h"
#include "figure/kinds.h"

enum { AROUND = 160, NONE = -1 };

static uint32_t char_start(Str t, uint32_t at)
{
    while (at > 0 && at < t.n && (t.p[at] & 0xC0) == 0x80)
        at--;
    return at;
}

Str verify_tie_words(const Verifying *v, size_t claim, int64_t *number)
{
    const Spot *s = &v->spots[claim];
    Str t = v->level.text;
    uint32_t from = s->start > s->clause + AROUND ? s->start - AROUND : s->clause;
    uint32_t to = s->clause_end > s->end + AROUND ? s->end + AROUND : s->clause_end;
    size_t next = claim;
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);

    from = char_start(t, from);
    to = char_start(t, to);
    while (next > 0 && v->spots[next - 1].start >= from)
        next--;
    *number = (int64_t)(claim - next) + 1;
    for (uint32_t i = from; i < to;) {
        if (next < v->claims.n && v->spots[next].start == i) {
            buf_putc(&b, '#');
            i = v->spots[next].end > i ? v->spots[next].end : i + 1;
            next++;
            continue;
        }
        if (t.p[i] < '0' || t.p[i] > '9')
            buf_putc(&b, t.p[i]);
        i++;
    }
    return arena_str(v->arena, str_trim(buf_str(&b)));
}

static int32_t index_of(const Figures *all, Str name)
{
    const FigureDef *d = figures_find(all, name);
    for (size_t i = 0; d && i < figures_count(all); i++)
        if (figures_at(all, i) == d)
            return (int32_t)i;
    return NONE;
}

static Str key_of(Arena *a, Str words, int64_t number)
{
    return arena_printf(a, "%.*s\t%" PRId64, STR(words), number);
}

/* The newest ties; a reader who may not see them has none. */
static Rows *ties_run(Ctx *c, Err *e)
{
    const Type *t = registry_find(c->types, S("claim_tie"));
    const QueryParts parts = { .columns = S("sentence, number, figure"),
                               .order = S("id desc"),
                               .limit = VERIFY_TIES_MAX };
    Err refused = { .lang = e->lang };
    const Query *q = t ? query_build(c, t, &parts, &refused) : NULL;
    return q ? query_run_all(c, q, e) : NULL;
}

void verify_foresee(Ctx *c)
{
    Err none = { 0 };
    Rows *rows = ahead_notes(c) ? ties_run(c, &none) : NULL;
    rows_done(&rows);
}

static bool load(Verifying *v, Map *ties, Err *e)
{
    Ctx *c = v->c;
    AUTO(rows_done) Rows *rows = ties_run(c, e);
    while (rows && rows_next(rows, e)) {
        Str figure = rows_value(rows, 2)->text;
        int32_t index = index_of(v->all, figure);
        Str key = key_of(v->arena, rows_value(rows, 0)->text, rows_value(rows, 1)->i);
        int64_t newer;
        if ((index != NONE || str_eq(figure, S("-"))) && !map_get(ties, key, &newer))
            map_set(ties, key, index);
    }
    return !e->kind;
}

bool verify_by_hand(Verifying *v, Err *e)
{
    AUTO(map_done) Map ties = { 0 };
    if (!load(v, &ties, e))
        return false;
    for (size_t i = 0; ties.n && i < v->claims.n; i++) {
        ArenaMark mark = arena_mark(v->arena);
        int64_t number, figure;
        if (!v->spots[i].tieable)
            continue;
        Str words = verify_tie_words(v, i, &number);
        if (map_get(&ties, key_of(v->arena, words, number), &figure)) {
            v->spots[i].figure = (int32_t)figure;
            v->spots[i].by_hand = true;
        }
        arena_rewind(v->arena, mark);
    }
    return true;
}
