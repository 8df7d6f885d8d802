/* SPDX-License-Identifier: Apache-2.0
 * Commands on the whole store: check, backup, restore.
 */
#include <stdio.h>
#include <unistd.h>

#include "cli/cli.h"
#include "engine/attach.h"
#include "engine/backup.h"
#include "engine/history.h"
#include "engine/schema.h"

int cmd_check(Cli *cli)
{
    CheckReport r;
    int64_t files = 0;

    if (!history_check(&cli->c, &r, &cli->e))
        return cli_fail(cli);
    if (!r.finding.n && !attach_check(&cli->c, &files, &r.finding, &cli->e))
        return cli_fail(cli);
    if (cli->json) {
        AUTO(buf_done) Buf b = buf_new(BUF_LINE);
        buf_printf(&b, "{\"ok\":%s,\"history\":%" PRId64 ",\"records\":%" PRId64 ",\"finding\":",
                   r.finding.n ? "false" : "true", r.rows, r.records);
        buf_json(&b, r.finding);
        buf_put(&b, S("}\n"));
        cli_put(buf_str(&b));
    } else if (r.finding.n) {
        (void)printf("✗ %.*s\n", STR(r.finding));
    } else {
        cli_say(cli, N_("all is well: %" PRId64 " rows of history, %" PRId64 " records"), r.rows,
                r.records);
        if (files)
            cli_say(cli, N_("%" PRId64 " files of attachments are as they were"), files);
    }
    return r.finding.n ? EXIT_ANSWER_NO : EXIT_DONE;
}

/* The files of attachments come back from the folder beside the copy. */
static bool take_files(Cli *cli, const char *copy)
{
    return attach_copy_all(cli->arena, arena_printf(cli->arena, "%s.files", copy).p,
                           arena_printf(cli->arena, "%s.files", cli->url).p, &cli->e);
}

int cmd_backup(Cli *cli)
{
    if (access(cli->args[0], F_OK) == 0) {
        err_set(&cli->e, ERR_CONFLICT, "'%s' exists already; a backup never writes over a file",
                cli->args[0]);
        return cli_fail(cli);
    }
    if (!backup_may_make(&cli->c, &cli->e) || !backup_make(&cli->c, cli->args[0], &cli->e))
        return cli_fail(cli);
    if (!cli->quiet)
        cli_say(cli, N_("the store was copied to '%s'"), cli->args[0]);
    return EXIT_DONE;
}

/* Moves what stands at the store's path out of the way: the file and its log files together. */
static bool set_aside(Cli *cli, bool *old)
{
    static const char *const ends[] = { "", "-wal", "-shm" };
    char day[32];
    time_print(cli->c.now, cli->c.tz, day);
    for (size_t i = 0; i < LEN(ends); i++) {
        const char *from = arena_printf(cli->arena, "%s%s", cli->url, ends[i]).p;
        const char *to = arena_printf(cli->arena, "%s.%.19s%s", cli->url, day, ends[i]).p;
        if (access(from, F_OK) != 0)
            continue;
        if (rename(from, to) != 0)
            return err_set(&cli->e, ERR_INTERNAL, "'%s' could not be renamed to '%s'", from, to);
        *old = true;
    }
    return true;
}

int cmd_restore(Cli *cli)
{
    AUTO(db_closep) Db *backup = NULL;
    const char *part;
    int64_t version;
    bool old = false;

    if (str_starts(str_z(cli->url), S("postgres"))) {
        err_set(&cli->e, ERR_INVALID, "a PostgreSQL store is restored with pg_restore or psql");
        return cli_fail(cli);
    }
    backup = db_open(cli->args[0], false, &cli->e);
    if (!backup || !schema_version(backup, &version, &cli->e))
        return cli_fail(cli);
    if (version == 0) {
        err_set(&cli->e, ERR_INVALID, "'%s' is no store of Qiao", cli->args[0]);
        return cli_fail(cli);
    }
    part = arena_printf(cli->arena, "%s.part", cli->url).p;
    (void)unlink(part); /* of a restore that was cut off */
    if (!db_backup(backup, part, &cli->e) || !set_aside(cli, &old))
        return cli_fail(cli);
    if (rename(part, cli->url) != 0) {
        err_set(&cli->e, ERR_INTERNAL, "'%s' could not be renamed to '%s'", part, cli->url);
        return cli_fail(cli);
    }
    if (!take_files(cli, cli->args[0]))
        return cli_fail(cli);
    if (old)
        cli_say(cli, N_("'%s' is now the store in '%s'; the old one was kept beside it"),
                cli->args[0], cli->url);
    else
        cli_say(cli, N_("'%s' is now the store in '%s'"), cli->args[0], cli->url);
    return EXIT_DONE;
}
