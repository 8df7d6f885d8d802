/* SPDX-License-Identifier: Apache-2.0
 * qiao dedupe: records that may be one person or one thing, with the reasons; out of the store, or
 * out of a table in a file.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/date.h"
#include "base/mem.h"
#include "cli/cli.h"
#include "cli/table_file.h"
#include "engine/alike.h"
#include "engine/merge.h"
#include "engine/registry.h"
#include "names/pairs.h"

enum { WARNINGS = 5, THOUSANDTHS = 1000 };

typedef struct {
    Cli *cli;
    const Type *type; /* NULL for a table in a file */
    Pairs *pairs;
    PairsOptions o;
    PairsFound found;
    Ids apart;     /* pairs of which it was said that they are not the same */
    int64_t limit; /* groups that are printed, 0: all */
    int64_t read_us, found_us;
    Arena *ids_arena; /* ids of a table are texts */
    Str *ids;
    size_t nids, room;
    int64_t warnings;
} Dedupe;

static void dedupe_done(Dedupe *d)
{
    ids_done(&d->apart);
    pairs_found_done(&d->found);
    pairs_free(d->pairs);
    arena_free(d->ids_arena);
    mem_give(d->ids);
}

/* ---- a table in a file ---- */

static bool add_row(Dedupe *d, PairsBuild *b, const TableFile *t)
{
    PairRow row = {
        .id = (int64_t)d->nids, .names = { t->cells[1] }, .born = t->cells[2], .place = t->cells[3]
    };
    Err e = { .lang = d->cli->c.lang };

    if (d->nids == d->room) {
        d->room = d->room ? d->room * 2 : 1024;
        d->ids = mem_resize(d->ids, d->room * sizeof *d->ids);
    }
    d->ids[d->nids++] = arena_str(d->ids_arena, t->cells[0]);
    if (pairs_build_add(b, &row, &e))
        return true;
    if (row.born.n == 0)
        return err_set(&d->cli->e, e.kind, "%s", e.msg);
    if (!d->cli->quiet && ++d->warnings <= WARNINGS)
        fprintf(stderr, tr(d->cli->c.lang, N_("%s, line %" PRId64 ", %s '%.*s': %s; left out\n")),
                t->path, t->number, "birth_year", STR(utf8_part(row.born, 40)), e.msg);
    row.born = S("");
    return pairs_build_add(b, &row, &d->cli->e);
}

static bool read_table(Dedupe *d, const char *path)
{
    static const size_t IDS_CAP = (size_t)16 << 30;
    const Str wanted[] = { S("id"), S("hanzi"), S("birth_year"), S("ancestral_place") };
    AUTO(table_file_done) TableFile t = { 0 };
    PairsBuild *b;

    if (!table_file_open(&t, path, wanted, &d->cli->e))
        return false;
    d->ids_arena = arena_new(IDS_CAP);
    b = pairs_build_new(alike_tables(d->cli->facts));
    while (table_file_row(&t, &d->cli->e) && add_row(d, b, &t))
        ;
    d->pairs = pairs_build_end(b, 0);
    return d->cli->e.kind == ERR_NONE;
}

/* ---- the store ---- */

static bool said_apart(const void *arg, int64_t a, int64_t b)
{
    const Ids *pairs = arg;
    int64_t there;
    return pairs->n && ids_get(pairs, pair_word(a, b), &there);
}

static bool read_store(Dedupe *d)
{
    Cli *cli = d->cli;
    const char *unit = cli_option(cli, "unit");
    int64_t id = 0;

    if (cli->nargs == 0)
        return err_set(&cli->e, ERR_INVALID,
                       N_("say records of which type are to be compared, or give --tsv FILE"));
    if (!cli_enter(cli))
        return false;
    d->type = registry_need(cli->c.types, str_z(cli->args[0]), &cli->e);
    if (d->type && unit)
        id = cli_id(cli, registry_find(cli->c.types, S("unit")), unit);
    if (cli->e.kind)
        return false;
    if (!not_same_all(&cli->c, d->type, &d->apart, &cli->e))
        return false;
    d->o.apart = said_apart;
    d->o.apart_arg = &d->apart;
    d->pairs = alike_load(&cli->c, d->type, id, &cli->e);
    return d->pairs != NULL;
}

/* ---- the answer ---- */

static Str id_text(const Dedupe *d, uint32_t row)
{
    int64_t id = pairs_id(d->pairs, row);
    return d->type ? arena_printf(d->cli->arena, "#%" PRId64, id) : d->ids[id];
}

static void put_bits(Buf *out, int bits)
{
    buf_printf(out, "%s%d.%02d", bits < 0 ? "-" : "+", abs(bits) / PAIR_UNIT,
               abs(bits) % PAIR_UNIT);
}

static double p_of(const Dedupe *d, int32_t bits)
{
    return pairs_probability(d->found.prior, bits);
}

/* Nothing is said to be certain. */
static double percent_of(const Dedupe *d, int32_t bits)
{
    static const double MOST = 99.9;
    double percent = p_of(d, bits) * 100;
    return percent < MOST ? percent : MOST;
}

static void json_bits(Buf *out, int bits)
{
    buf_printf(out, "%s%d.%02d", bits < 0 ? "-" : "", abs(bits) / PAIR_UNIT, abs(bits) % PAIR_UNIT);
}

static void json_pair(const Dedupe *d, const Pair *pair, Buf *out)
{
    AUTO(buf_done) Buf words = buf_new(BUF_LINE);
    PairWhy why;

    pairs_explain(d->pairs, d->cli->arena, pair->a, pair->b, &why);
    buf_put(out, S("{\"a\":"));
    buf_json(out, id_text(d, pair->a));
    buf_put(out, S(",\"b\":"));
    buf_json(out, id_text(d, pair->b));
    buf_printf(out, ",\"score\":%.6g,\"bits\":", p_of(d, why.bits));
    json_bits(out, why.bits);
    buf_put(out, S(",\"because\":["));
    for (size_t i = 0; i < why.n; i++) {
        buf_clear(&words);
        pair_reason_text(&why.reasons[i], d->cli->c.lang, &words);
        buf_put(out, i ? S(",{\"text\":") : S("{\"text\":"));
        buf_json(out, buf_str(&words));
        buf_put(out, S(",\"bits\":"));
        json_bits(out, why.reasons[i].bits);
        buf_putc(out, '}');
    }
    buf_put(out, S("]}"));
}

static void json_group(const Dedupe *d, const PairGroup *g, Buf *out)
{
    buf_put(out, S("{\"rows\":["));
    for (size_t i = 0; i < g->n; i++) {
        buf_put(out, i ? S(",{\"id\":") : S("{\"id\":"));
        buf_json(out, id_text(d, g->rows[i]));
        buf_put(out, S(",\"name\":"));
        buf_json(out, pairs_name(d->pairs, g->rows[i]));
        buf_putc(out, '}');
    }
    buf_put(out, S("],\"strongest\":"));
    json_pair(d, &g->strongest, out);
    buf_put(out, S(",\"weakest\":"));
    json_pair(d, &g->weakest, out);
    buf_put(out, S("}\n"));
}

/* A line for each group, then one of what was done. */
static void print_json(const Dedupe *d, size_t shown)
{
    AUTO(buf_done) Buf b = buf_new(BUF_PAGE);
    const PairsFound *f = &d->found;

    for (size_t i = 0; i < shown; i++) {
        ArenaMark mark = arena_mark(d->cli->arena);
        buf_clear(&b);
        json_group(d, &f->groups[i], &b);
        cli_put(buf_str(&b));
        arena_rewind(d->cli->arena, mark);
    }
    buf_clear(&b);
    buf_printf(&b,
               "{\"records\":%zu,\"groups\":%zu,\"pairs\":%zu,\"compared\":%" PRId64
               ",\"blocks\":%" PRId64 ",\"divided\":%" PRId64 ",\"chains\":%" PRId64 ",\"prior\":",
               pairs_rows(d->pairs), f->ngroups, f->npairs, f->compared, f->blocks, f->divided,
               f->chains);
    json_bits(&b, f->prior);
    if (cli_option(d->cli, "timing"))
        buf_printf(&b, ",\"read_us\":%" PRId64 ",\"found_us\":%" PRId64 ",\"compared_us\":%" PRId64,
                   d->read_us, d->found_us, d->found.compared_us);
    buf_put(&b, S("}\n"));
    cli_put(buf_str(&b));
}

static void text_pair(const Dedupe *d, const Pair *pair, Buf *b)
{
    Lang lang = d->cli->c.lang;
    PairWhy why;

    pairs_explain(d->pairs, d->cli->arena, pair->a, pair->b, &why);
    buf_printf(b, tr(lang, N_("  %.*s and %.*s: %.1f %%, %d.%02d bits\n")),
               STR(id_text(d, pair->a)), STR(id_text(d, pair->b)), percent_of(d, why.bits),
               why.bits / PAIR_UNIT, abs(why.bits) % PAIR_UNIT);
    for (size_t i = 0; i < why.n; i++) {
        buf_put(b, S("    "));
        put_bits(b, why.reasons[i].bits);
        buf_put(b, S("  "));
        pair_reason_text(&why.reasons[i], lang, b);
        buf_putc(b, '\n');
    }
}

static void text_group(const Dedupe *d, size_t number, const PairGroup *g, Buf *b)
{
    Lang lang = d->cli->c.lang;

    buf_printf(b, tr(lang, N_("%zu. %.1f %%, %zu records\n")), number,
               percent_of(d, g->strongest.bits), g->n);
    for (size_t i = 0; i < g->n; i++)
        buf_printf(b, "  %.*s  %.*s\n", STR(id_text(d, g->rows[i])),
                   STR(pairs_name(d->pairs, g->rows[i])));
    text_pair(d, &g->strongest, b);
    if (g->n > 2) {
        buf_printf(b, "  %s\n", tr(lang, N_("the weakest pair among them:")));
        text_pair(d, &g->weakest, b);
    }
    for (size_t i = 1; d->type && i < g->n; i++)
        buf_printf(b, "  qiao merge %s %" PRId64 " %" PRId64 "\n", d->type->name,
                   pairs_id(d->pairs, g->rows[0]), pairs_id(d->pairs, g->rows[i]));
    if (d->type)
        buf_printf(b, "  qiao distinct %s %" PRId64 " %" PRId64 "\n", d->type->name,
                   pairs_id(d->pairs, g->strongest.a), pairs_id(d->pairs, g->strongest.b));
    buf_putc(b, '\n');
}

static void print_text(const Dedupe *d, size_t shown)
{
    AUTO(buf_done) Buf b = buf_new(BUF_PAGE);
    const PairsFound *f = &d->found;

    for (size_t i = 0; i < shown; i++) {
        ArenaMark mark = arena_mark(d->cli->arena);
        buf_clear(&b);
        text_group(d, i + 1, &f->groups[i], &b);
        cli_put(buf_str(&b));
        arena_rewind(d->cli->arena, mark);
    }
    cli_say(d->cli, N_("%zu groups of records that may be one, of %zu records"), f->ngroups,
            pairs_rows(d->pairs));
    if (shown < f->ngroups)
        cli_say(d->cli, N_("%zu groups are not shown; --limit 0 shows all"), f->ngroups - shown);
    if (f->chains)
        cli_say(d->cli,
                N_("%" PRId64 " pairs join no groups, since others in these speak against it"),
                f->chains);
    if (f->divided)
        cli_say(d->cli,
                N_("%" PRId64 " blocks were too large (up to %" PRId64 " names) and were compared "
                   "only where both characters of the given name are alike"),
                f->divided, f->largest);
}

/* ---- options ---- */

/* "0.8" as a number between 0 and 1. */
static bool read_least(Cli *cli, double *out)
{
    const char *text = cli_option(cli, "least");
    char *end;

    if (!text)
        return true;
    *out = strtod(text, &end);
    return (*end == 0 && end != text && *out > 0 && *out < 1) ||
           err_set(&cli->e, ERR_INVALID, N_("--least takes a number between 0 and 1, not '%s'"),
                   text);
}

static bool read_number(Cli *cli, const char *name, int64_t most, int64_t *out)
{
    const char *text = cli_option(cli, name);

    return !text || (str_int(str_z(text), out) && *out >= 0 && *out <= most) ||
           err_set(&cli->e, ERR_INVALID, N_("--%s takes a number up to %" PRId64 ", not '%s'"),
                   name, most, text);
}

static bool find(Dedupe *d)
{
    int64_t started = clock_steady_us();
    bool ok = pairs_find(d->pairs, &d->o, &d->found, &d->cli->e);

    d->found_us = clock_steady_us() - started;
    return ok;
}

int cmd_dedupe(Cli *cli)
{
    enum { SHOWN = 50 };
    AUTO(dedupe_done) Dedupe d = { .cli = cli, .limit = SHOWN };
    const char *table = cli_option(cli, "tsv");
    int64_t threads = 0, started = clock_steady_us();
    size_t shown;

    if (!read_least(cli, &d.o.least) || !read_number(cli, "limit", INT32_MAX, &d.limit) ||
        !read_number(cli, "threads", PAIRS_THREADS_MAX, &threads))
        return cli_fail(cli);
    d.o.threads = (unsigned)threads;
    if (table ? !read_table(&d, table) : !read_store(&d))
        return cli_fail(cli);
    d.read_us = clock_steady_us() - started;
    if (!find(&d))
        return cli_fail(cli);
    shown = d.limit && (size_t)d.limit < d.found.ngroups ? (size_t)d.limit : d.found.ngroups;
    if (cli->json)
        print_json(&d, shown);
    else
        print_text(&d, shown);
    return EXIT_DONE;
}
