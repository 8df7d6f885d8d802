/* SPDX-License-Identifier: Apache-2.0
 * qiao attach: hangs files on a record.
 */
#include <stdio.h>

#include "cli/cli.h"
#include "cli/files.h"
#include "engine/attach.h"
#include "engine/registry.h"

static bool add(Cli *cli, const Type *t, int64_t id, const char *path)
{
    const char *note = cli_option(cli, "note");
    const AttachFile f = { .name = files_name(path),
                           .path = path,
                           .note = str_z(note),
                           .keep_place = cli_option(cli, "keep-place") != NULL };
    int64_t made;

    if (!attach_add(&cli->c, t, id, &f, &made, &cli->e))
        return err_prefix(&cli->e, "%s: ", path);
    if (!cli->quiet)
        (void)printf("#%" PRId64 " %s\n", made, path);
    return true;
}

int cmd_attach(Cli *cli)
{
    const Type *t = registry_need(cli->c.types, str_z(cli->args[0]), &cli->e);
    int64_t id = t ? cli_id(cli, t, cli->args[1]) : 0;

    if (!id)
        return cli_fail(cli);
    for (int i = 2; i < cli->nargs; i++)
        if (!add(cli, t, id, cli->args[i]))
            return cli_fail(cli);
    return EXIT_DONE;
}
