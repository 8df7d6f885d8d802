/* SPDX-License-Identifier: Apache-2.0
 * qiao init: a new store with its first unit, its first desk and the three administrators.
 */
#include <stdio.h>
#include <unistd.h>

#include "cli/cli.h"
#include "engine/core.h"
#include "engine/registry.h"
#include "engine/schema.h"
#include "engine/store.h"

typedef struct {
    const char *login, *name, *role;
} FirstUser;

static const FirstUser first_users[] = {
    { "office", N_("Office"), "office" },
    { "sysadmin", N_("System administrator"), "sysadmin" },
    { "secadmin", N_("Security administrator"), "secadmin" },
    { "auditadmin", N_("Audit administrator"), "auditadmin" },
};

static Record *blank(Cli *cli, const Type *t, int64_t unit)
{
    Record *r = record_new(cli->arena, registry_find(cli->c.types, str_z(t->name)));
    r->unit = unit;
    r->source = S("qiao init");
    return r;
}

static bool make(Cli *cli, Record *r)
{
    Check k = { 0 };
    return store_create(&cli->c, r, &k, &cli->e);
}

static bool make_root(Cli *cli, int64_t *id)
{
    const char *name = cli_option(cli, "unit-name"), *code = cli_option(cli, "unit-code");
    Record *r = blank(cli, &unit_type, 0);
    rec_set_text(r, UNIT_CODE, str_z(code ? code : "HQ"));
    rec_set_text(r, UNIT_NAME, str_z(name ? name : tr(cli->c.lang, N_("Our federation"))));
    rec_set_text(r, UNIT_KIND, S("region"));
    if (!make(cli, r))
        return false;
    *id = r->id;
    return true;
}

static bool make_user(Cli *cli, const FirstUser *u, int64_t root)
{
    Record *user = blank(cli, &user_type, root), *grant;
    rec_set_text(user, USER_LOGIN, str_z(u->login));
    rec_set_text(user, USER_NAME, str_z(tr(cli->c.lang, u->name)));
    rec_set_int(user, USER_UNIT, root);
    if (!make(cli, user))
        return false;
    grant = blank(cli, &grant_type, root);
    rec_set_int(grant, GRANT_USER, user->id);
    rec_set_text(grant, GRANT_ROLE, str_z(u->role));
    rec_set_int(grant, GRANT_UNIT, root);
    return make(cli, grant);
}

static bool fill(Cli *cli)
{
    AUTO(store_rollback) StoreTxn t = store_begin(&cli->c, &cli->e);
    int64_t root;
    if (cli->e.kind || !make_root(cli, &root))
        return false;
    for (size_t i = 0; i < LEN(first_users); i++)
        if (!make_user(cli, &first_users[i], root))
            return false;
    return store_commit(&t, &cli->e);
}

/* The example's folder: below $QIAO_EXAMPLES, here, or beside the program. NULL if it is
 * nowhere. */
static const char *example_folder(Cli *cli, const char *name)
{
    const char *home = cli_environment("QIAO_EXAMPLES");
    const char *slash = strrchr(cli->program, '/');
    Str beside = slash ? str_part(str_z(cli->program), 0, (size_t)(slash - cli->program)) : S(".");
    const Str places[] = {
        arena_printf(cli->arena, "%s/%s", home ? home : "examples", name),
        arena_printf(cli->arena, "examples/%s", name),
        arena_printf(cli->arena, "%.*s/../examples/%s", STR(beside), name),
        arena_printf(cli->arena, "%.*s/../../examples/%s", STR(beside), name),
        arena_printf(cli->arena, "%.*s/../share/qiao/examples/%s", STR(beside), name),
    };
    if (strchr(name, '/') || name[0] == '.')
        return NULL;
    for (size_t i = 0; i < LEN(places); i++)
        if (access(places[i].p, R_OK) == 0)
            return places[i].p;
    return NULL;
}

/* Is there a store with somebody in it? One whose making was cut off has only tables. */
static bool find_store(Cli *cli, bool *there)
{
    int64_t version = 0;
    *there = false;
    if (!schema_version(cli->c.db, &version, &cli->e))
        return false;
    if (version) {
        AUTO(stmt_done) Stmt *q =
            db_query(cli->c.db, "/* any user */ SELECT \"id\" FROM \"user\" LIMIT 1");
        *there = db_next(q, &cli->e);
    }
    return !cli->e.kind;
}

int cmd_init(Cli *cli)
{
    const char *example = cli_option(cli, "example"), *folder = NULL;
    bool there;

    if (example && !(folder = example_folder(cli, example))) {
        err_set(&cli->e, ERR_NOT_FOUND,
                "there is no example '%s'; set QIAO_EXAMPLES to the folder that holds it", example);
        return cli_fail(cli);
    }
    cli->c.db = db_open(cli->url, true, &cli->e);
    if (!cli->c.db || !find_store(cli, &there))
        return cli_fail(cli);
    if (there) {
        err_set(&cli->e, ERR_CONFLICT, "there is a store in '%s' already; nothing was changed",
                cli_store_name(cli));
        return cli_fail(cli);
    }
    db_close(cli->c.db);
    cli->c.db = NULL;
    if (!cli_open(cli, true) || !fill(cli) || !store_reload_units(&cli->c, &cli->e))
        return cli_fail(cli);
    cli_say(
        cli,
        N_("A new store is in '%s'. Users: office (does the work), sysadmin, secadmin, auditadmin."),
        cli_store_name(cli));
    if (!folder)
        return EXIT_DONE;
    if (!cli_act_as(cli, "office"))
        return cli_fail(cli);
    cli->args[0] = folder;
    cli->nargs = 1;
    return cmd_import(cli);
}
