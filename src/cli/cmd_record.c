/* SPDX-License-Identifier: Apache-2.0
 * Commands on one record: show, new, edit, move, void, unvoid, revert, erase, history.
 */
#include <stdio.h>

#include "cli/cli.h"
#include "cli/kin.h"
#include "engine/merge.h"
#include "engine/registry.h"
#include "engine/rights.h"
#include "engine/store.h"
#include "engine/units.h"

/* The record that the first two words name. */
static bool find(Cli *cli, const Type **t, int64_t *id)
{
    *t = registry_need(cli->c.types, str_z(cli->args[0]), &cli->e);
    if (!*t)
        return false;
    *id = cli_id(cli, *t, cli->args[1]);
    return *id != 0;
}

static void use_reason(Cli *cli)
{
    const char *why = cli_option(cli, "why");
    if (why)
        cli->c.why = str_z(why);
}

/* ---- showing ---- */

static void show_line(const char *label, Str text)
{
    size_t width = text_width(str_z(label));
    if (text.n)
        (void)printf("%s%*s%.*s\n", label, width < 32 ? (int)(32 - width) : 1, "", STR(text));
}

static void show_times(Cli *cli, const Record *r)
{
    char at[32];
    time_print(r->created_at, cli->c.tz, at);
    show_line(tr(cli->c.lang, std_fields[STD_CREATED_AT].label), str_z(at));
    time_print(r->changed_at, cli->c.tz, at);
    show_line(tr(cli->c.lang, std_fields[STD_CHANGED_AT].label), str_z(at));
    if (r->voided_at)
        cli_say(cli, N_("This record is void."));
}

/* Where a voided record went, and what a kept one took in. */
static bool show_merges(Cli *cli, const Record *r, int64_t into)
{
    const Alternate *list;
    size_t n;

    if (into)
        cli_say(cli, N_("It was merged into %s #%" PRId64 "."), r->type->name, into);
    if (!alternates_of(&cli->c, r, &list, &n, &cli->e))
        return false;
    for (size_t i = 0; i < n; i++) {
        AUTO(buf_done) Buf b = buf_new(BUF_PAGE);
        char at[32];
        time_print(list[i].at, cli->c.tz, at);
        value_show(&cli->c, list[i].field, &list[i].value, &b);
        cli_say(cli, N_("Alternate of #%" PRId64 ", %.*s: %s = %.*s"), list[i].from,
                STR(str_part(str_z(at), 0, 10)), field_label(list[i].field, cli->c.lang),
                STR(buf_str(&b)));
    }
    return true;
}

static void show_text(Cli *cli, const Record *r)
{
    Lang lang = cli->c.lang;
    const State *state = type_state(r->type, r->state);
    const Type *unit = registry_find(cli->c.types, S("unit"));

    (void)printf("%s #%" PRId64 " (%" PRId64 ")\n", type_label(r->type, lang), r->id, r->version);
    show_line(tr(lang, std_fields[STD_KEY].label), r->key);
    show_line(tr(lang, std_fields[STD_UNIT].label), store_title(&cli->c, unit, r->unit));
    if (state)
        show_line(tr(lang, std_fields[STD_STATE].label), str_z(tr(lang, state->label)));
    for (size_t i = 0; i < r->type->nfields; i++) {
        AUTO(buf_done) Buf b = buf_new(BUF_LINE);
        const Field *f = &r->type->fields[i];
        value_show(&cli->c, f, &r->v[i], &b);
        if (!rights_sees(&cli->c, r->type, f, r->unit))
            buf_put(&b, S("***"));
        show_line(field_label(f, lang), buf_str(&b));
    }
    show_line(tr(lang, std_fields[STD_SOURCE].label), r->source);
    show_line(tr(lang, std_fields[STD_EVIDENCE].label), r->evidence);
    show_times(cli, r);
    for (const Move *m = r->type->moves; m && m->to; m++) {
        bool anywhere = str_eq(str_z(m->from), S("*")) && state && !(state->flags & STATE_END);
        if ((anywhere && !rec_state(r, m->to)) || str_eq(str_z(m->from), r->state))
            (void)printf("→ %s: %s\n", m->to, tr(lang, m->label));
    }
}

static void show_json(const Record *r, int64_t into)
{
    AUTO(buf_done) Buf b = buf_new(BUF_PAGE);
    buf_printf(&b, "{\"type\":\"%s\",\"id\":%" PRId64 ",\"version\":%" PRId64, r->type->name, r->id,
               r->version);
    buf_printf(&b, ",\"unit\":%" PRId64 ",\"state\":", r->unit);
    buf_json(&b, r->state);
    buf_put(&b, S(",\"key\":"));
    buf_json(&b, r->key);
    buf_printf(&b, ",\"void\":%s", r->voided_at ? "true" : "false");
    if (into)
        buf_printf(&b, ",\"merged_into\":%" PRId64, into);
    buf_put(&b, S(",\"fields\":{"));
    for (size_t i = 0, n = 0; i < r->type->nfields; i++) {
        AUTO(buf_done) Buf text = buf_new(BUF_PAGE);
        if (!r->v[i].set)
            continue;
        value_write(&r->type->fields[i], &r->v[i], &text);
        buf_printf(&b, "%s\"%s\":", n++ ? "," : "", r->type->fields[i].name);
        buf_json(&b, buf_str(&text));
    }
    buf_put(&b, S("}}\n"));
    cli_put(buf_str(&b));
}

int cmd_show(Cli *cli)
{
    const Type *t;
    const Record *r;
    int64_t id, into = 0;

    if (!find(cli, &t, &id))
        return cli_fail(cli);
    r = store_get(&cli->c, t, id, &cli->e);
    if (!r || (r->voided_at && !merged_into(&cli->c, t, id, &into, &cli->e)))
        return cli_fail(cli);
    if (cli->json) {
        show_json(r, into);
        return EXIT_DONE;
    }
    show_text(cli, r);
    return show_merges(cli, r, into) ? EXIT_DONE : cli_fail(cli);
}

/* ---- making and editing ---- */

/* The one record of that title, among those whose title the user may see; units are no secret. */
static int64_t by_title(Cli *cli, const Field *f, const Type *t, Str name)
{
    const Field *title = &t->fields[type_title(t)];
    bool open = str_eq(str_z(t->name), S("unit"));
    const Param p = param_text(name);
    int64_t id = 0;
    AUTO(stmt_done) Stmt *q = db_query_text(
        cli->c.db,
        arena_printf(
            cli->arena,
            "/* by title */ SELECT \"id\", \"unit\" FROM \"%s\" WHERE \"%s\" = $1 ORDER BY 1",
            t->name, title->name),
        &p, 1);

    while (db_next(q, &cli->e)) {
        if (!open && !rights_sees(&cli->c, t, title, db_int(q, 1)))
            continue;
        if (id) {
            err_field(&cli->e, f->name, ERR_INVALID,
                      "more than one %s is called '%.*s'; give its number as #123", t->name,
                      STR(name));
            return 0;
        }
        id = db_int(q, 0);
    }
    return id;
}

/* The id of a record named by number, key or exact title, as "#123" in the arena. */
static bool name_to_id(Cli *cli, const Field *f, Str name, Str *out)
{
    const Type *t = registry_need(cli->c.types, str_z(f->link), &cli->e);
    int64_t id;

    if (!t)
        return false;
    *out = name;
    if (name.n == 0 || name.p[0] == '#')
        return true;
    id = cli_find(cli, t, name);
    if (!id && !cli->e.kind)
        id = by_title(cli, f, t, name);
    if (cli->e.kind)
        return false;
    *out = arena_printf(cli->arena, "#%" PRId64, id);
    return id ||
           err_field(&cli->e, f->name, ERR_NOT_FOUND, "there is no %s '%.*s'", t->name, STR(name));
}

static bool link_text(Cli *cli, const Field *f, Str value, Str *out)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    Str piece, one;
    if (f->kind == T_LINK)
        return name_to_id(cli, f, str_trim(value), out);
    while (str_next(&value, ';', &piece)) {
        if (!name_to_id(cli, f, str_trim(piece), &one))
            return false;
        buf_printf(&b, "%s%.*s", b.n ? ";" : "", STR(one));
    }
    *out = arena_str(cli->arena, buf_str(&b));
    return true;
}

static bool no_field(Cli *cli, const Type *t, Str name)
{
    const char *nearest = NULL;
    size_t third = name.n / 3 + 2, best = third < 4 ? third : 4;
    if (t->states && str_eq(name, S("state")))
        return err_set(&cli->e, ERR_INVALID, "the state is changed by a move, not by an edit");
    for (size_t i = 0; i < t->nfields; i++) {
        size_t far = str_distance(name, str_z(t->fields[i].name), best);
        if (far < best) {
            best = far;
            nearest = t->fields[i].name;
        }
    }
    if (nearest)
        return err_set(&cli->e, ERR_NOT_FOUND, "%s has no field '%.*s'; the nearest is '%s'",
                       t->name, STR(name), nearest);
    return err_set(&cli->e, ERR_NOT_FOUND, "%s has no field '%.*s'; `qiao fields %s` lists them",
                   t->name, STR(name), t->name);
}

static bool set_field(Cli *cli, Record *r, Str name, Str value)
{
    int slot = type_slot(r->type, name);
    const Field *f;

    if (str_eq(name, S("source")) || str_eq(name, S("evidence"))) {
        *(str_eq(name, S("source")) ? &r->source : &r->evidence) = value;
        return true;
    }
    if (slot < 0)
        return no_field(cli, r->type, name);
    f = &r->type->fields[slot];
    if ((f->kind == T_LINK || f->kind == T_LINKS) && !link_text(cli, f, value, &value))
        return false;
    return value_parse(&cli->c, f, r, value, &r->v[slot], &cli->e) ||
           err_prefix(&cli->e, "%s: ", f->name);
}

static bool set_unit(Cli *cli, Record *r)
{
    static const Field unit_field = { .name = "unit", .link = "unit", .kind = T_LINK };
    const char *code = cli_option(cli, "unit");
    Str id;
    if (!code)
        return true;
    return name_to_id(cli, &unit_field, str_z(code), &id) &&
           str_int(str_part(id, 1, id.n), &r->unit);
}

/* The words FIELD=VALUE from number `from` on. */
static bool set_fields(Cli *cli, Record *r, int from)
{
    const char *key = cli_option(cli, "key");
    if (key)
        r->key = str_z(key);
    for (int i = from; i < cli->nargs; i++) {
        Str name, value;
        if (!str_cut(str_z(cli->args[i]), S("="), &name, &value))
            return err_set(&cli->e, ERR_INVALID, "'%s' is not FIELD=VALUE", cli->args[i]);
        if (!set_field(cli, r, str_trim(name), value))
            return false;
    }
    return set_unit(cli, r);
}

static void print_problems(const Check *k)
{
    for (size_t i = 0; i < k->list.n; i++)
        (void)fprintf(stderr, "  %s %s%s%.*s\n", k->list.p[i].warning ? "·" : "✗",
                      k->list.p[i].field ? k->list.p[i].field : "", k->list.p[i].field ? ": " : "",
                      STR(k->list.p[i].message));
}

static int finish(Cli *cli, const Record *r, const Check *k, bool done)
{
    if (!done) {
        int status = cli_fail(cli);
        print_problems(k);
        return status;
    }
    if (!cli->quiet)
        print_problems(k); /* warnings */
    cli_say(cli, N_("%s #%" PRId64 ", version %" PRId64), r->type->name, r->id, r->version);
    return EXIT_DONE;
}

int cmd_new(Cli *cli)
{
    const Type *t = registry_need(cli->c.types, str_z(cli->args[0]), &cli->e);
    Check k = { 0 };
    Record *r;

    if (!t)
        return cli_fail(cli);
    use_reason(cli);
    r = record_new(cli->arena, t);
    if (!set_fields(cli, r, 1))
        return cli_fail(cli);
    return finish(cli, r, &k, store_create(&cli->c, r, &k, &cli->e));
}

int cmd_edit(Cli *cli)
{
    const char *version = cli_option(cli, "version");
    Check k = { 0 };
    const Type *t;
    Record *r;
    int64_t id;

    if (!find(cli, &t, &id))
        return cli_fail(cli);
    use_reason(cli);
    r = store_get(&cli->c, t, id, &cli->e);
    if (!r || (version && !cli_number(cli, version, &r->version)) || !set_fields(cli, r, 2))
        return cli_fail(cli);
    return finish(cli, r, &k, store_update(&cli->c, r, &k, &cli->e));
}

/* ---- moving and the rest ---- */

int cmd_move(Cli *cli)
{
    const char *why = cli_option(cli, "why");
    Check k = { 0 };
    const Type *t;
    int64_t id;

    if (!find(cli, &t, &id))
        return cli_fail(cli);
    if (!store_move(&cli->c, t, id, (MoveTo){ str_z(cli->args[2]), str_z(why), 0 }, &k, &cli->e)) {
        int status = cli_fail(cli);
        print_problems(&k);
        return status;
    }
    cli_say(cli, N_("%s #%" PRId64 " is now '%s'"), t->name, id, cli->args[2]);
    return EXIT_DONE;
}

typedef bool ChangeFn(Ctx *c, const Type *t, int64_t id, Str why, Err *e);

static int change(Cli *cli, ChangeFn *fn, const char *said)
{
    const Type *t;
    int64_t id;
    if (!find(cli, &t, &id) || !fn(&cli->c, t, id, str_z(cli_option(cli, "why")), &cli->e))
        return cli_fail(cli);
    (void)printf("%s #%" PRId64 " %s\n", t->name, id, tr(cli->c.lang, said));
    return EXIT_DONE;
}

int cmd_void(Cli *cli)
{
    return change(cli, store_void, N_("is void"));
}

int cmd_unvoid(Cli *cli)
{
    return change(cli, store_unvoid, N_("counts again"));
}

int cmd_erase(Cli *cli)
{
    int status =
        change(cli, store_erase, N_("was erased; its history keeps that it was, not what it held"));

    if (status == EXIT_DONE)
        cli_forget_kin(cli);
    return status;
}

int cmd_revert(Cli *cli)
{
    const Type *t;
    int64_t id, version;

    if (!find(cli, &t, &id) || !cli_number(cli, cli->args[2], &version))
        return cli_fail(cli);
    use_reason(cli);
    if (!store_restore(&cli->c, t, id, version, cli_option(cli, "field"), &cli->e))
        return cli_fail(cli);
    cli_say(cli, N_("%s #%" PRId64 " is as it was in version %" PRId64), t->name, id, version);
    return EXIT_DONE;
}

static Str login_of(Cli *cli, int64_t user)
{
    AUTO(stmt_done) Stmt *q = db_query(
        cli->c.db, "/* login */ SELECT \"login\" FROM \"user\" WHERE \"id\" = $1", P(user));
    Err quiet = { 0 };
    return db_next(q, &quiet) ? db_text(q, cli->arena, 0) : S("-");
}

static void print_row(Cli *cli, const HistoryRow *row)
{
    char at[32];
    Str who = login_of(cli, row->by);
    time_print(row->at, cli->c.tz, at);
    (void)printf("%" PRId64 "  %s  %.*s  %s", row->seq, at, STR(who), act_code(row->act));
    if (row->record)
        (void)printf("  %.*s #%" PRId64, STR(row->type), row->record);
    if (row->version)
        (void)printf("  v%" PRId64, row->version);
    if (row->batch)
        (void)printf("  [%" PRId64 "]", row->batch);
    if (row->why.n)
        (void)printf("  “%.*s”", STR(row->why));
    (void)putchar('\n');
    if (row->before.n)
        (void)printf("    - %.*s\n", STR(row->before));
    if (row->after.n)
        (void)printf("    + %.*s\n", STR(row->after));
}

int cmd_history(Cli *cli)
{
    const Type *t;
    const HistoryRow *rows;
    int64_t id;
    size_t n;

    if (!find(cli, &t, &id) || !history_of(&cli->c, t, id, &rows, &n, &cli->e))
        return cli_fail(cli);
    for (size_t i = 0; i < n; i++)
        print_row(cli, &rows[i]);
    return EXIT_DONE;
}

int cmd_log(Cli *cli)
{
    const char *text = cli_option(cli, "limit");
    int64_t limit = 50;

    if (text && !cli_number(cli, text, &limit))
        return cli_fail(cli);
    if (!rights_check(&cli->c, RIGHT_AUDIT, NULL, units_root(cli->c.units), &cli->e) ||
        !history_read(&cli->c, NULL, 0, S("log"), limit, &cli->e))
        return cli_fail(cli);
    {
        AUTO(stmt_done) Stmt *q = db_query(cli->c.db,
                                           "/* log */ SELECT " HISTORY_COLUMNS
                                           " FROM qiao_history ORDER BY \"seq\" DESC LIMIT $1",
                                           P(limit));
        while (db_next(q, &cli->e)) {
            ArenaMark mark = arena_mark(cli->arena);
            HistoryRow row;
            history_row_read(q, cli->arena, &row);
            print_row(cli, &row);
            arena_rewind(cli->arena, mark);
        }
    }
    return cli->e.kind ? cli_fail(cli) : EXIT_DONE;
}
