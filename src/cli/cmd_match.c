/* SPDX-License-Identifier: Apache-2.0
 * qiao match: candidates for each query of a table, out of a registry in a table; no store.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/date.h"
#include "base/map.h"
#include "base/mem.h"
#include "cli/cli.h"
#include "cli/table_file.h"
#include "names/kin.h"

enum { TOP_USUAL = 10, WARNINGS = 5 };

/* ---- the registry ---- */

typedef struct {
    Cli *cli;
    Names *names;
    Gazetteer *places;
    Kin *kin;
    Arena *ids_arena;
    Str *ids; /* by person */
    size_t nids, room;
    Ids people; /* hash of an id → its person; rows that share one are names of one person */
    bool timing;
    size_t top;
    int64_t warnings;
} Match;

static void match_done(Match *m)
{
    kin_free(m->kin);
    gazetteer_free(m->places);
    names_free(m->names);
    arena_free(m->ids_arena);
    ids_done(&m->people);
    mem_give(m->ids);
}

/* A cell that could not be read costs the row nothing but that cell, and is said. */
static void warn(Match *m, const TableFile *t, const char *column, Str value, const Err *why)
{
    if (m->cli->quiet || ++m->warnings > WARNINGS)
        return;
    fprintf(stderr, tr(m->cli->c.lang, N_("%s, line %" PRId64 ", %s '%.*s': %s; left out\n")),
            t->path, t->number, column, STR(utf8_part(value, 40)), why->msg);
}

/* Whose name a row is: that of the row before with the same id, or somebody new. */
static int64_t person_of(Match *m, Str id)
{
    uint64_t hash = str_hash(id);
    int64_t known;

    if (id.n && m->ids && ids_get(&m->people, hash, &known) && str_eq(m->ids[known], id))
        return known;
    if (!m->ids || m->nids == m->room) {
        m->room = m->room ? m->room * 2 : 1024;
        m->ids = mem_resize(m->ids, m->room * sizeof *m->ids);
    }
    m->ids[m->nids] = arena_str(m->ids_arena, id);
    ids_set(&m->people, hash, (int64_t)m->nids);
    return (int64_t)m->nids++;
}

static bool registry_row(Match *m, KinBuild *b, const TableFile *t)
{
    int64_t people = (int64_t)m->nids, person = person_of(m, t->cells[0]);
    KinRow row = { .person = person,
                   .name = t->cells[1],
                   .year = t->cells[2],
                   .place = t->cells[3],
                   .alias = person < people };
    Err e = { .lang = m->cli->c.lang };

    if (kin_build_add(b, &row, &e))
        return true;
    if (row.year.n == 0)
        return err_set(&m->cli->e, e.kind, "%s", e.msg);
    warn(m, t, "birth_year", row.year, &e);
    row.year = S("");
    return kin_build_add(b, &row, &m->cli->e);
}

static bool registry_read(Match *m, const char *path)
{
    static const size_t IDS_CAP = (size_t)16 << 30;
    const Str wanted[TABLE_FILE_COLUMNS] = { S("id"), S("hanzi"), S("birth_year"),
                                             S("ancestral_place") };
    AUTO(table_file_done) TableFile t = { .file = NULL };
    KinBuild *b;

    if (!table_file_open(&t, path, wanted, &m->cli->e))
        return false;
    m->ids_arena = arena_new(IDS_CAP);
    m->names = names_new();
    m->places = gazetteer_new();
    b = kin_build_new(m->names, m->places);
    while (table_file_row(&t, &m->cli->e) && registry_row(m, b, &t))
        ;
    m->kin = kin_build_end(b);
    return m->cli->e.kind == ERR_NONE;
}

/* ---- answers ---- */

static void put_bits(Buf *out, int bits)
{
    buf_printf(out, "%s%d.%02d", bits < 0 ? "-" : "", abs(bits) / KIN_UNIT, abs(bits) % KIN_UNIT);
}

/* A candidate is a person of the registry, so there are ids. */
static Str id_of(const Match *m, const KinCandidate *c)
{
    return m->ids ? m->ids[c->person] : S("");
}

static void put_candidate(const Match *m, const KinCandidate *c, Buf *out)
{
    AUTO(buf_done) Buf words = buf_new(BUF_LINE);

    buf_put(out, S("{\"id\":"));
    buf_json(out, id_of(m, c));
    buf_printf(out, ",\"score\":%.6g,\"bits\":", c->p);
    put_bits(out, c->bits);
    buf_put(out, S(",\"because\":["));
    for (size_t i = 0; i < c->nreasons; i++) {
        buf_clear(&words);
        kin_reason_text(m->kin, &c->reasons[i], m->cli->c.lang, &words);
        buf_put(out, i ? S(",{\"text\":") : S("{\"text\":"));
        buf_json(out, buf_str(&words));
        buf_put(out, S(",\"bits\":"));
        put_bits(out, c->reasons[i].bits);
        buf_putc(out, '}');
    }
    buf_put(out, S("]}"));
}

static void print_json(const Match *m, Str id, const KinAnswer *answer, int64_t us)
{
    AUTO(buf_done) Buf b = buf_new(BUF_PAGE);

    buf_put(&b, S("{\"id\":"));
    buf_json(&b, id);
    buf_put(&b, S(",\"candidates\":["));
    for (size_t i = 0; i < answer->n; i++) {
        if (i)
            buf_putc(&b, ',');
        put_candidate(m, &answer->p[i], &b);
    }
    buf_printf(&b, "],\"nobody\":%.6g", answer->nobody);
    if (m->timing)
        buf_printf(&b, ",\"us\":%" PRId64, us);
    buf_put(&b, S("}\n"));
    cli_put(buf_str(&b));
}

static void print_text(const Match *m, const TableFile *t, const KinAnswer *answer)
{
    AUTO(buf_done) Buf b = buf_new(BUF_PAGE);
    Lang lang = m->cli->c.lang;

    buf_printf(&b, "%.*s  %.*s\n", STR(t->cells[0]), STR(t->cells[1]));
    if (answer->n == 0)
        buf_printf(&b, "  %s\n", tr(lang, N_("nobody")));
    for (size_t i = 0; i < answer->n; i++) {
        const KinCandidate *c = &answer->p[i];
        Str id = id_of(m, c);
        buf_printf(&b, "  %5.1f %%  %.*s  ", c->p * 100, STR(id));
        put_bits(&b, c->bits);
        buf_printf(&b, " %s\n", tr(lang, N_("bits")));
        for (size_t k = 0; k < c->nreasons; k++) {
            buf_put(&b, S("      "));
            buf_put(&b, c->reasons[k].bits < 0 ? S("") : S("+"));
            put_bits(&b, c->reasons[k].bits);
            buf_put(&b, S("  "));
            kin_reason_text(m->kin, &c->reasons[k], lang, &b);
            buf_putc(&b, '\n');
        }
    }
    buf_putc(&b, '\n');
    cli_put(buf_str(&b));
}

/* The answer to a row; a year that cannot be read is said, and left out. */
static KinAnswer answer_of(Match *m, const TableFile *t, Arena *a)
{
    KinQuery q = { .name = t->cells[1], .year = t->cells[2], .place = t->cells[3] };
    KinAnswer answer = { 0 };
    Err e = { .lang = m->cli->c.lang }, again = { .lang = m->cli->c.lang };

    if (kin_match(m->kin, a, &q, m->top, &answer, &e))
        return answer;
    if (q.year.n) {
        q.year = S("");
        if (kin_match(m->kin, a, &q, m->top, &answer, &again)) {
            warn(m, t, "birth_year", t->cells[2], &e);
            return answer;
        }
    }
    warn(m, t, "latin", t->cells[1], &e);
    return answer;
}

static void answer_query(Match *m, const TableFile *t, Arena *a)
{
    int64_t started = clock_steady_us();
    KinAnswer answer = answer_of(m, t, a);

    started = clock_steady_us() - started;
    if (m->cli->json)
        print_json(m, t->cells[0], &answer, started);
    else
        print_text(m, t, &answer);
}

static bool queries_read(Match *m, const char *path)
{
    const Str wanted[TABLE_FILE_COLUMNS] = { S("id"), S("latin"), S("birth_year"),
                                             S("ancestral_place") };
    AUTO(table_file_done) TableFile t = { .file = NULL };
    Arena *a;

    if (!table_file_open(&t, path, wanted, &m->cli->e))
        return false;
    a = arena_new(ARENA_REQUEST);
    while (table_file_row(&t, &m->cli->e)) {
        ArenaMark mark = arena_mark(a);
        answer_query(m, &t, a);
        arena_rewind(a, mark);
    }
    arena_free(a);
    return m->cli->e.kind == ERR_NONE;
}

int cmd_match(Cli *cli)
{
    AUTO(match_done) Match m = { .cli = cli, .top = TOP_USUAL };
    const char *registry = cli_option(cli, "registry"), *queries = cli_option(cli, "queries");
    const char *top = cli_option(cli, "top");
    int64_t number = TOP_USUAL;

    if (!registry || !queries)
        err_set(&cli->e, ERR_INVALID, N_("give both tables: --registry FILE --queries FILE"));
    else if (top && (!str_int(str_z(top), &number) || number < 1 || number > KIN_TOP_MAX))
        err_set(&cli->e, ERR_INVALID, N_("--top takes a number from 1 to %d, not '%s'"),
                KIN_TOP_MAX, top);
    m.top = (size_t)number;
    m.timing = cli_option(cli, "timing") != NULL;
    if (cli->e.kind != ERR_NONE || !registry_read(&m, registry) || !queries_read(&m, queries))
        return cli_fail(cli);
    if (m.warnings > WARNINGS && !cli->quiet)
        fprintf(stderr, tr(cli->c.lang, N_("%" PRId64 " more cells could not be read\n")),
                m.warnings - WARNINGS);
    return EXIT_DONE;
}
