/* SPDX-License-Identifier: Apache-2.0
 * qiao due: deadlines that are over, or of which four fifths have passed.
 */
#include "cli/cli.h"
#include "engine/desk.h"

static bool add_titles(Cli *cli, const DueItem *list, size_t n, Titled *titles)
{
    for (size_t i = 0; i < n; i++)
        titles[i] = (Titled){ .type = list[i].type, .id = list[i].id };
    for (size_t at = 0; at < n; at += DESK_MOST) {
        size_t some = n - at < DESK_MOST ? n - at : DESK_MOST;
        if (!desk_titles(&cli->c, titles + at, some, &cli->e))
            return false;
    }
    return true;
}

int cmd_due(Cli *cli)
{
    const Ctx *c = &cli->c;
    Str headings[] = { str_z(tr(c->lang, N_("due"))), str_z(tr(c->lang, N_("type"))), S("id"),
                       str_z(tr(c->lang, N_("record"))), str_z(tr(c->lang, N_("deadline"))) };
    const DueItem *list;
    Titled *titles;
    Str *cells, *p;
    bool more;
    size_t n;

    if (!desk_due(&cli->c, 0, 0, &list, &n, &more, &cli->e))
        return cli_fail(cli);
    titles = NEWN(cli->arena, Titled, n + 1);
    if (!add_titles(cli, list, n, titles))
        return cli_fail(cli);
    p = cells = NEWN(cli->arena, Str, n * LEN(headings) + 1);
    for (size_t i = 0; i < n; i++) {
        char day[11];
        day_print(list[i].due, day);
        *p++ = arena_printf(cli->arena, "%s%s", day, list[i].over ? " !" : "");
        *p++ = str_z(type_label(list[i].type, c->lang));
        *p++ = arena_printf(cli->arena, "%" PRId64, list[i].id);
        *p++ = titles[i].title;
        *p++ = str_z(tr(c->lang, list[i].deadline->label));
    }
    table_print(headings, LEN(headings), cells, n, cli->arena);
    if (more)
        cli_say(cli, N_("of each deadline the first %d records are looked at; there are more"),
                DESK_MOST);
    return EXIT_DONE;
}
