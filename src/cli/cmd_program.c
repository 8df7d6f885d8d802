/* SPDX-License-Identifier: Apache-2.0
 * What programs need: qiao token, qiao deliveries.
 */
#include <stdio.h>

#include "cli/cli.h"
#include "engine/api_token.h"
#include "engine/webhook.h"

enum { SHOWN_ID = 12, DELIVERIES = 50 };

/* ---- tokens ---- */

static Str day_of_ms(const Cli *cli, int64_t ms)
{
    char text[11];
    if (!ms)
        return S("-");
    day_print(day_at(ms, cli->c.tz), text);
    return arena_str(cli->arena, str_z(text));
}

static int list_tokens(Cli *cli)
{
    const Lang lang = cli->c.lang;
    const Str headings[] = { str_z(tr(lang, N_("id"))), str_z(tr(lang, N_("name"))),
                             str_z(tr(lang, N_("scope"))), str_z(tr(lang, N_("until"))),
                             str_z(tr(lang, N_("last used"))) };
    VEC(Str) cells = { 0 };
    const ApiToken *list;
    size_t n;

    if (!api_token_list(&cli->c, &list, &n, &cli->e))
        return cli_fail(cli);
    for (size_t i = 0; i < n; i++) {
        vec_push(cli->arena, &cells, str_part(list[i].id, 0, SHOWN_ID));
        vec_push(cli->arena, &cells, list[i].name);
        vec_push(cli->arena, &cells, list[i].scope);
        vec_push(cli->arena, &cells, day_of_ms(cli, list[i].until));
        vec_push(cli->arena, &cells, day_of_ms(cli, list[i].used_at));
    }
    table_print(headings, LEN(headings), cells.p, n, cli->arena);
    return EXIT_DONE;
}

static int new_token(Cli *cli)
{
    const char *scope = cli_option(cli, "scope"), *days = cli_option(cli, "days");
    int64_t n = API_DAYS_USUAL;
    Str text;

    if ((days && !cli_number(cli, days, &n)) ||
        !api_token_new(&cli->c, str_z(cli->args[1]), str_z(scope ? scope : "read"), n, &text,
                       &cli->e))
        return cli_fail(cli);
    if (!cli->quiet)
        cli_say(cli, N_("The token of '%s'; it is shown once and stored nowhere:"), cli->args[1]);
    (void)printf("%.*s\n", STR(text));
    return EXIT_DONE;
}

int cmd_token(Cli *cli)
{
    Str word = str_z(cli->nargs ? cli->args[0] : "list");

    if (str_eq(word, S("list")) && cli->nargs < 2)
        return list_tokens(cli);
    if (str_eq(word, S("new")) && cli->nargs == 2)
        return new_token(cli);
    if (!str_eq(word, S("end")) || cli->nargs != 2) {
        err_set(&cli->e, ERR_INVALID,
                N_("it is `qiao token`, `qiao token new NAME` or"
                   " `qiao token end ID`"));
        return cli_fail(cli);
    }
    if (!api_token_revoke(&cli->c, str_z(cli->args[1]), &cli->e))
        return cli_fail(cli);
    cli_say(cli, N_("The token is ended."));
    return EXIT_DONE;
}

/* ---- deliveries ---- */

static int list_deliveries(Cli *cli)
{
    const DeliveryAsk ask = { .limit = DELIVERIES };
    const Lang lang = cli->c.lang;
    const Str headings[] = { str_z(tr(lang, N_("id"))),     str_z(tr(lang, N_("webhook"))),
                             str_z(tr(lang, N_("event"))),  str_z(tr(lang, N_("record"))),
                             str_z(tr(lang, N_("state"))),  str_z(tr(lang, N_("tries"))),
                             str_z(tr(lang, N_("status"))), str_z(tr(lang, N_("fault"))) };
    VEC(Str) cells = { 0 };
    const Delivery *list;
    Arena *a = cli->arena;
    size_t n;

    if (!delivery_list(&cli->c, &ask, &list, &n, &cli->e))
        return cli_fail(cli);
    for (size_t i = 0; i < n; i++) {
        const Delivery *d = &list[i];
        vec_push(a, &cells, arena_printf(a, "%" PRId64, d->id));
        vec_push(a, &cells, arena_printf(a, "#%" PRId64, d->hook));
        vec_push(a, &cells, d->event);
        vec_push(a, &cells, arena_printf(a, "%.*s #%" PRId64, STR(d->type), d->record));
        vec_push(a, &cells, d->state);
        vec_push(a, &cells, arena_printf(a, "%" PRId64, d->tries));
        vec_push(a, &cells, arena_printf(a, "%" PRId64, d->status));
        vec_push(a, &cells, d->fault);
    }
    table_print(headings, LEN(headings), cells.p, n, a);
    return EXIT_DONE;
}

int cmd_deliveries(Cli *cli)
{
    const char *resend = cli_option(cli, "resend");
    int64_t id;

    if (!resend)
        return list_deliveries(cli);
    if (!cli_number(cli, resend, &id) || !delivery_resend(&cli->c, id, &cli->e))
        return cli_fail(cli);
    cli_say(cli, N_("Delivery %" PRId64 " is sent again as soon as a server runs."), id);
    return EXIT_DONE;
}
