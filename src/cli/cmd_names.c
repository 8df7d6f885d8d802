/* SPDX-License-Identifier: Apache-2.0
 * qiao names: how a name is read, in which systems, with which alternatives; and its keys.
 */
#include <math.h>
#include <stdlib.h>

#include "cli/cli.h"
#include "names/read.h"

enum { READINGS_SHOWN = 8, CLASSES_SHOWN = 6 };

/* A class that a token may be, with its share among all that it may be. */
static int by_share(const void *x, const void *y)
{
    const Weighed *a = x, *b = y;
    if (a->p != b->p)
        return a->p > b->p ? -1 : 1;
    return (a->cls > b->cls) - (a->cls < b->cls);
}

static Str class_text(const Names *n, Arena *a, uint16_t cls)
{
    uint16_t parts[2] = { cls, 0 };
    char out[8];
    size_t used;

    (void)names_compound_parts(n, cls, parts);
    used = utf8_put(names_class_char(n, parts[0]), out);
    if (parts[1])
        used += utf8_put(names_class_char(n, parts[1]), out + used);
    return arena_str(a, (Str){ out, used });
}

/* The likeliest characters of a token, as "陳 99 %, 覃 1 %" or as JSON. */
static void put_classes(const Names *n, Arena *a, const Token *t, Slot slot, size_t system,
                        bool json, Buf *out)
{
    const TokenIn *in = &t->in[slot][system];
    Weighed *all = NEWN(a, Weighed, in->classes.n + 1);

    for (size_t i = 0; i < in->classes.n; i++)
        all[i] = (Weighed){ in->classes.p[i].cls, in->classes.p[i].p *
                                                      names_share(n, in->classes.p[i].cls, slot) /
                                                      in->total };
    qsort(all, in->classes.n, sizeof *all, by_share);
    for (size_t i = 0; i < in->classes.n && i < CLASSES_SHOWN && all[i].p >= 0.005F; i++) {
        Str text = class_text(n, a, all[i].cls);
        if (json)
            buf_printf(out, "%s{\"character\":\"%.*s\",\"share\":%.3f}", i ? "," : "", STR(text),
                       (double)all[i].p);
        else
            buf_printf(out, "%s%.*s %.0f %%", i ? ", " : "", STR(text), (double)all[i].p * 100);
    }
}

static const char *const ways[WAY__N] = {
    [WAY_SURNAME_FIRST] = N_("surname first"),
    [WAY_SURNAME_LAST] = N_("surname last"),
    [WAY_NO_SURNAME] = N_("without surname"),
    [WAY_MARRIED] = N_("with a husband's surname"),
};

static const char *const way_codes[WAY__N] = {
    [WAY_SURNAME_FIRST] = "surname-first",
    [WAY_SURNAME_LAST] = "surname-last",
    [WAY_NO_SURNAME] = "no-surname",
    [WAY_MARRIED] = "married",
};

typedef struct {
    Cli *cli;
    const Names *n;
    NameReading r;
} Explained;

static void put_token(const Explained *x, uint8_t token, Slot slot, size_t system, Buf *out)
{
    const Token *t = &x->r.tokens[token];
    Arena *a = x->cli->arena;

    if (x->cli->json) {
        buf_put(out, S("{\"written\":"));
        buf_json(out, t->text);
        buf_printf(out, ",\"as\":\"%s\",\"characters\":[",
                   slot == AS_SURNAME ? "surname" : "given");
        put_classes(x->n, a, t, slot, system, true, out);
        buf_put(out, S("]}"));
        return;
    }
    buf_printf(out, "      %.*s: ", STR(t->text));
    put_classes(x->n, a, t, slot, system, false, out);
    buf_putc(out, '\n');
}

static void put_reading(const Explained *x, const Ranked *ranked, double share, bool json, Buf *out)
{
    const Way *way = &x->r.ways[ranked->way];
    const System *s = names_system(x->n, ranked->system);
    Str spelling = x->r.chinese ? str_z(tr(x->cli->c.lang, N_("in Chinese characters")))
                                : s->name[x->cli->c.lang];
    bool first = true;

    if (json && x->r.chinese)
        buf_printf(out, "{\"system\":null,\"order\":\"%s\",\"probability\":%.4f,\"tokens\":[",
                   way_codes[way->kind], share);
    else if (json)
        buf_printf(out, "{\"system\":\"%.*s\",\"order\":\"%s\",\"probability\":%.4f,\"tokens\":[",
                   STR(s->code), way_codes[way->kind], share);
    else
        buf_printf(out, "  %5.1f %%  %.*s, %s\n", share * 100, STR(spelling),
                   tr(x->cli->c.lang, ways[way->kind]));
    if (way->surname != NO_TOKEN) {
        put_token(x, way->surname, AS_SURNAME, ranked->system, out);
        first = false;
    }
    for (size_t i = 0; i < way->ngiven; i++) {
        if (json && !first)
            buf_putc(out, ',');
        put_token(x, way->given[i], AS_GIVEN, ranked->system, out);
        first = false;
    }
    if (json)
        buf_put(out, S("]}"));
}

static void put_aside(const Explained *x, bool json, Buf *out)
{
    for (size_t i = 0; i < x->r.naside; i++) {
        if (json) {
            buf_put(out, i ? S(",") : S(""));
            buf_json(out, x->r.aside[i].text);
        } else {
            buf_printf(out, "%s%.*s", i ? ", " : "", STR(x->r.aside[i].text));
        }
    }
}

static int no_name(Cli *cli, Str name)
{
    err_set(&cli->e, ERR_INVALID,
            N_("'%.*s' holds no name; give it in Chinese characters or in "
               "Latin letters"),
            STR(utf8_part(name, 60)));
    return cli_fail(cli);
}

static int explain(Cli *cli, const Names *n, Str name)
{
    AUTO(buf_done) Buf b = buf_new(BUF_PAGE);
    Explained x = { .cli = cli, .n = n };
    size_t count;
    float all;
    Ranked *ranked;

    if (!name_read(n, cli->arena, name, NULL, &x.r))
        return no_name(cli, name);
    ranked = name_rank(n, cli->arena, &x.r, &count, &all);
    if (cli->json) {
        buf_put(&b, S("{\"name\":"));
        buf_json(&b, name);
        buf_put(&b, S(",\"set_aside\":["));
        put_aside(&x, true, &b);
        buf_put(&b, S("],\"readings\":["));
    } else if (x.r.naside) {
        buf_printf(&b, "%s: ", tr(cli->c.lang, N_("set aside")));
        put_aside(&x, false, &b);
        buf_putc(&b, '\n');
    }
    for (size_t i = 0; i < count && i < READINGS_SHOWN; i++) {
        double share = (double)exp2f(ranked[i].log_p - all);
        if (share < 0.002)
            break;
        if (cli->json && i)
            buf_putc(&b, ',');
        put_reading(&x, &ranked[i], share, cli->json, &b);
    }
    if (cli->json)
        buf_put(&b, S("]}\n"));
    cli_put(buf_str(&b));
    return EXIT_DONE;
}

/* The readings of each character in a dialect, with blanks between. */
static void put_readings(const Names *n, Str name, DialectId d, bool initials, Buf *out)
{
    uint32_t ch;
    bool first = true;

    while (utf8_next(&name, &ch)) {
        uint16_t cls = names_class(n, ch);
        Str reading = cls ? names_reading(n, d, cls, first ? AS_SURNAME : AS_GIVEN) : S("");
        if (!cls)
            continue;
        if (!initials && !first)
            buf_putc(out, ' ');
        buf_put(out, initials ? str_part(reading, 0, 1) : reading.n ? reading : S("?"));
        first = false;
    }
}

static void put_folded(const Names *n, Str name, Buf *out)
{
    uint32_t ch;
    char utf8[4];

    while (utf8_next(&name, &ch))
        if (names_class(n, ch))
            buf_put(out, (Str){ utf8, utf8_put(names_class_char(n, names_class(n, ch)), utf8) });
}

static int key(Cli *cli, const Names *n, Str name)
{
    static const struct {
        const char *label;
        DialectId dialect;
    } rows[] = {
        { "mandarin", DIALECT_MANDARIN }, { "hokkien", DIALECT_HOKKIEN },
        { "teochew", DIALECT_TEOCHEW },   { "hakka", DIALECT_HAKKA },
        { "cantonese", DIALECT_CANTONESE }, { "hainan", DIALECT_HAINAN },
        { "foochow", DIALECT_FOOCHOW },   { "vietnamese", DIALECT_VIETNAMESE },
        { "japanese", DIALECT_JAPANESE },
    };
    AUTO(buf_done) Buf b = buf_new(BUF_PAGE), value = buf_new(BUF_LINE);

    put_folded(n, name, &value);
    if (value.n == 0)
        buf_put(&value, names_level(n, cli->arena, name));
    if (value.n == 0)
        return no_name(cli, name);
    buf_put(&b, cli->json ? S("{\"key\":") : S("key\t"));
    if (cli->json)
        buf_json(&b, buf_str(&value));
    else
        buf_put(&b, buf_str(&value));
    for (size_t i = 0; i <= LEN(rows); i++) {
        bool initials = i == LEN(rows);
        buf_clear(&value);
        put_readings(n, name, initials ? DIALECT_MANDARIN : rows[i].dialect, initials, &value);
        if (value.n == 0)
            continue;
        buf_printf(&b, cli->json ? ",\"%s\":" : "\n%s\t", initials ? "initials" : rows[i].label);
        if (cli->json)
            buf_json(&b, buf_str(&value));
        else
            buf_put(&b, buf_str(&value));
    }
    buf_put(&b, cli->json ? S("}\n") : S("\n"));
    cli_put(buf_str(&b));
    return EXIT_DONE;
}

int cmd_names(Cli *cli)
{
    bool explains = str_eq(str_z(cli->args[0]), S("explain"));
    AUTO(names_freep) Names *n = NULL;
    Str name = str_z(cli->args[1]);

    if (!explains && !str_eq(str_z(cli->args[0]), S("key")))
        err_set(&cli->e, ERR_INVALID, N_("names can do 'key' and 'explain', not '%s'"),
                cli->args[0]);
    else if (name.n > NAME_LONGEST)
        err_set(&cli->e, ERR_INVALID, N_("a name has at most %d bytes"), NAME_LONGEST);
    else if (!utf8_valid(name))
        err_set(&cli->e, ERR_INVALID, N_("the name is not UTF-8"));
    if (cli->e.kind != ERR_NONE)
        return cli_fail(cli);
    n = names_new();
    return explains ? explain(cli, n, name) : key(cli, n, name);
}
