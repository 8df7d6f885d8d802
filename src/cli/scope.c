/* SPDX-License-Identifier: Apache-2.0
 * Scopes from options.
 */
#include "cli/scope.h"

#include "engine/registry.h"

bool cli_scope(Cli *cli, FigureScope *out)
{
    const char *period = cli_option(cli, "period"), *unit = cli_option(cli, "unit");
    Str text = period ? str_z(period) : arena_printf(cli->arena, "%04d", day_year(cli->c.today));

    *out = (FigureScope){ .tree_then = cli_option(cli, "tree-then") != NULL };
    if (!scope_period(&cli->c, text, out, &cli->e))
        return false;
    if (unit)
        out->unit = cli_id(cli, registry_find(cli->c.types, S("unit")), unit);
    return !cli->e.kind;
}
