/* SPDX-License-Identifier: Apache-2.0
 * qiao invite: a link with which a user sets a password, once.
 */
#include "cli/cli.h"
#include "engine/account.h"
#include "engine/registry.h"
#include "engine/rights.h"

int cmd_invite(Cli *cli)
{
    Ctx *c = &cli->c;
    const Type *t = registry_need(c->types, S("grant"), &cli->e);
    const User *u;
    Str link;

    if (!t)
        return cli_fail(cli);
    u = user_load(cli->arena, c->db, str_z(cli->args[0]), rights_day(c), &cli->e);
    if (!u || !rights_check(c, RIGHT_GRANT, t, u->home, &cli->e) ||
        !account_link_make(c, u->id, &link, &cli->e))
        return cli_fail(cli);
    if (!cli->quiet)
        cli_say(cli, N_("Behind the name of the server, this sets the password of '%.*s', once:"),
                STR(u->login));
    cli_put(arena_printf(cli->arena, "/link/%.*s\n", STR(link)));
    return EXIT_DONE;
}
