/* SPDX-License-Identifier: Apache-2.0
 * qiao claims: the numbers that a text states.
 */
#include <stdio.h>

#include "cli/cli.h"
#include "cli/files.h"
#include "text/claim.h"
#include "text/number.h"

enum { VALUE_LONGEST = 64 };

static void put_value(const Claim *c, Buf *out)
{
    decimal_print(c->value, c->places, out);
}

static void print_json(const Claims *all)
{
    AUTO(buf_done) Buf b = buf_new(BUF_PAGE);

    cli_put(S("{\"claims\":["));
    for (size_t i = 0; i < all->n; i++) {
        const Claim *c = &all->p[i];
        buf_clear(&b);
        buf_put(&b, i ? S(",{\"text\":") : S("{\"text\":"));
        buf_json(&b, c->text);
        buf_printf(&b, ",\"start\":%zu,\"end\":%zu,\"value\":", c->start, c->end);
        put_value(c, &b);
        buf_printf(&b,
                   ",\"kind\":\"%s\",\"approximation\":\"%s\",\"unit\":", claim_kind_name(c->kind),
                   approx_name(c->approx));
        buf_json(&b, c->unit);
        buf_putc(&b, '}');
        cli_put(buf_str(&b));
    }
    cli_put(S("]}\n"));
}

/* Moves on to the byte `at` of the text, counting lines and characters. */
static void advance(Str text, size_t at, size_t *from, size_t *line, size_t *column)
{
    for (; *from < at; ++*from) {
        bool inside = ((unsigned char)text.p[*from] & 0xC0) == 0x80;
        if (text.p[*from] == '\n') {
            ++*line;
            *column = 1;
        } else if (!inside) {
            ++*column;
        }
    }
}

static void print_table(Cli *cli, Str text, const Claims *all)
{
    Lang lang = cli->c.lang;
    Str headings[] = { str_z(tr(lang, N_("place"))),         str_z(tr(lang, N_("text"))),
                       str_z(tr(lang, N_("kind"))),          str_z(tr(lang, N_("value"))),
                       str_z(tr(lang, N_("approximation"))), str_z(tr(lang, N_("counted in"))) };
    Str *cells = NEWN(cli->arena, Str, all->n * LEN(headings) + 1), *p = cells;
    size_t from = 0, line = 1, column = 1;

    for (size_t i = 0; i < all->n; i++) {
        const Claim *c = &all->p[i];
        AUTO(buf_done) Buf value = buf_new(VALUE_LONGEST);
        put_value(c, &value);
        advance(text, c->start, &from, &line, &column);
        *p++ = arena_printf(cli->arena, "%zu:%zu", line, column);
        *p++ = c->text;
        *p++ = str_z(claim_kind_name(c->kind));
        *p++ = arena_str(cli->arena, buf_str(&value));
        *p++ = str_z(approx_name(c->approx));
        *p++ = c->unit;
    }
    table_print(headings, LEN(headings), cells, all->n, cli->arena);
}

int cmd_claims(Cli *cli)
{
    Claims all;
    Written written;

    if (!files_read_paper(cli->args[0], cli->arena, &written, &cli->e))
        return cli_fail(cli);
    if (cli_option(cli, "text")) {
        cli_put(written.text);
        return EXIT_DONE;
    }
    if (!claims_find(cli->arena, written.text, &all, &cli->e))
        return cli_fail(cli);
    if (cli->json)
        print_json(&all);
    else
        print_table(cli, written.text, &all);
    return EXIT_DONE;
}
