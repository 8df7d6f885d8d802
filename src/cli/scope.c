/* SPDX-License-Identifier: Apache-2.0
 * Scopes from options.
 */
#include "cli/scope.h"

#include "engine/registry.h"

bool cli_scope(Cli *cli, FigureScope *out)
{
    const char *period = cli_option(cli, "period"), *year = cli_option(cli, "year");
    const char *unit = cli_option(cli, "unit"), *given = period ? period : year;
    Str text = given ? str_z(given) : arena_printf(cli->arena, "%04d", day_year(cli->c.today));
    int64_t number;

    if (year && period)
        return err_set(&cli->e, ERR_INVALID, "give --year or --period, not both");
    if (year && (str_z(year).n != 4 || !str_int(str_z(year), &number)))
        return err_set(&cli->e, ERR_INVALID, "'%s' is no year; write it as 2024, or use --period",
                       year);
    *out = (FigureScope){ .tree_then = cli_option(cli, "tree-then") != NULL };
    if (!scope_period(&cli->c, text, out, &cli->e))
        return false;
    if (unit)
        out->unit = cli_id(cli, registry_find(cli->c.types, S("unit")), unit);
    return !cli->e.kind;
}
