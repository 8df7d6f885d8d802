/* SPDX-License-Identifier: Apache-2.0
 * Reading a sealed file, and whether it holds: the hash, the signature, the sums.
 */
#include <jansson.h>
#include <sodium.h>

#include "review/issue.h"

enum { HASH = 32, FIGURES_MAX = 5000 };

typedef struct {
    Arena *a;
    Lang lang;
    Buf wrong;
} Reading;

static void say(Reading *r, Str what)
{
    buf_put(&r->wrong, r->wrong.n ? S("\n") : S(""));
    buf_put(&r->wrong, what);
}

static Str text_of(Arena *a, const json_t *o, const char *key)
{
    const json_t *s = json_object_get(o, key);
    const char *text = json_string_value(s); /* NULL where it is none */
    return text ? arena_str(a, (Str){ text, json_string_length(s) }) : (Str){ 0 };
}

static int64_t number_of(const json_t *o, const char *key)
{
    return json_integer_value(json_object_get(o, key));
}

static bool malformed(Err *e)
{
    return err_set(e, ERR_INVALID,
                   "this is no sealed review: it has two lines of JSON, the review and its seal");
}

/* ---- the seal ---- */

static void check_seal(Reading *r, Str body, const Issued *out, Str signature)
{
    unsigned char hash[HASH], message[HASH], key[crypto_sign_PUBLICKEYBYTES],
        sign[crypto_sign_BYTES];
    size_t nkey = 0, nsign = 0;

    crypto_generichash(hash, HASH, (const unsigned char *)body.p, body.n, NULL, 0);
    issue_message(hash, out->signer, message);
    if (!str_eq(issue_hash(r->a, body), out->hash))
        say(r,
            str_z(tr(r->lang, N_("the text or the evidence was changed: the hash does not fit"))));
    if (sodium_hex2bin(key, sizeof key, out->key.p, out->key.n, NULL, &nkey, NULL) ||
        nkey != sizeof key ||
        sodium_hex2bin(sign, sizeof sign, signature.p, signature.n, NULL, &nsign, NULL) ||
        nsign != sizeof sign || crypto_sign_verify_detached(sign, message, HASH, key) != 0)
        say(r, arena_printf(r->a, tr(r->lang, N_("the signature does not hold for the key %.*s")),
                            STR(out->key)));
}

/* ---- figures ---- */

static bool read_records(Reading *r, const json_t *list, FrozenFigure *f, Err *e)
{
    size_t n = json_array_size(list);
    FrozenRecord *p = NEWN(r->a, FrozenRecord, n + 1);
    int64_t sum = 0;

    if (n > FROZEN_RECORDS_MAX)
        return malformed(e);
    for (size_t i = 0; i < n; i++) {
        const json_t *row = json_array_get(list, i);
        p[i] = (FrozenRecord){ json_integer_value(json_array_get(row, 0)),
                               json_integer_value(json_array_get(row, 1)),
                               json_integer_value(json_array_get(row, 2)) };
        if (json_array_size(row) != 3 || __builtin_add_overflow(sum, p[i].quantity, &sum) ||
            (i > 0 && p[i].id <= p[i - 1].id))
            return malformed(e);
    }
    f->records = p;
    f->nrecords = n;
    if (f->whole && f->value.standing == STANDING_COUNTED &&
        (f->value.value != sum || f->value.records != (int64_t)n))
        say(r, arena_printf(r->a,
                            tr(r->lang, N_("the value of '%.*s' is not the sum of its evidence")),
                            STR(f->def.name)));
    return true;
}

static bool read_figure(Reading *r, const json_t *o, FrozenFigure *f, Err *e)
{
    int64_t count = number_of(o, "counting"), period = number_of(o, "period");
    int64_t standing = number_of(o, "standing"), places = number_of(o, "places");
    Str label = text_of(r->a, o, "label"), unit = text_of(r->a, o, "unit");
    Str currency = text_of(r->a, o, "currency");

    if (!json_is_object(o) || count < 0 || count >= COUNT__N || period < 0 || period >= PERIOD__N ||
        standing < 0 || standing >= STANDING__N || places < 0 || places > 9)
        return malformed(e);
    f->type = text_of(r->a, o, "type");
    f->def = (FigureDef){ .name = text_of(r->a, o, "name"),
                          .query = text_of(r->a, o, "query"),
                          .of = text_of(r->a, o, "of"),
                          .once = text_of(r->a, o, "once"),
                          .whole = text_of(r->a, o, "whole"),
                          .unit = unit,
                          .count = (CountKind)count,
                          .period = (PeriodKind)period,
                          .since = (Day)number_of(o, "since"),
                          .version = (Day)number_of(o, "version") };
    for (int l = 0; l < LANG__N; l++) {
        f->def.labels[l] = label;
        f->def.units[l] = unit;
    }
    f->value = (FigureValue){ .def = &f->def,
                              .standing = (Standing)standing,
                              .value = number_of(o, "value"),
                              .places = (int)places,
                              .from = (Day)number_of(o, "counted_from"),
                              .to = (Day)number_of(o, "counted_to"),
                              .records = number_of(o, "records"),
                              .unknown = number_of(o, "unknown"),
                              .why = text_of(r->a, o, "why"),
                              .source = text_of(r->a, o, "source") };
    if (currency.n == 3)
        memcpy(f->value.currency, currency.p, 3);
    f->whole = number_of(o, "whole") != 0;
    f->digest = text_of(r->a, o, "digest");
    return read_records(r, json_object_get(o, "evidence"), f, e);
}

static bool read_figures(Reading *r, const json_t *list, Issued *out, Err *e)
{
    size_t n = json_array_size(list);
    FrozenFigure *p = NEWN(r->a, FrozenFigure, n + 1);

    if (!json_is_array(list) || n > FIGURES_MAX)
        return malformed(e);
    for (size_t i = 0; i < n; i++)
        if (!read_figure(r, json_array_get(list, i), &p[i], e))
            return false;
    out->figures = p;
    out->nfigures = n;
    return true;
}

static void read_files(Arena *a, const json_t *list, Issued *out)
{
    size_t n = json_array_size(list);
    IssuedFile *p = NEWN(a, IssuedFile, n + 1);
    for (size_t i = 0; i < n; i++) {
        const json_t *o = json_array_get(list, i);
        p[i] = (IssuedFile){ text_of(a, o, "name"), text_of(a, o, "hash") };
    }
    out->files = p;
    out->nfiles = n;
}

static bool read_body(Reading *r, const json_t *o, Issued *out, Err *e)
{
    if (!json_is_object(o) || !str_eq(text_of(r->a, o, "qiao"), S("review")) ||
        number_of(o, "format") != 1)
        return malformed(e);
    out->title = text_of(r->a, o, "title");
    out->text = text_of(r->a, o, "text");
    out->office = text_of(r->a, o, "office");
    out->record = number_of(o, "record");
    out->seq = number_of(o, "seq");
    out->issued_on = (Day)number_of(o, "issued_on");
    out->scope = (FigureScope){ .from = (Day)number_of(o, "from"),
                                .to = (Day)number_of(o, "to"),
                                .as_of = (Day)number_of(o, "as_of"),
                                .unit = number_of(o, "unit"),
                                .tree_then = number_of(o, "tree_then") != 0,
                                .text = text_of(r->a, o, "period") };
    read_files(r->a, json_object_get(o, "documents"), out);
    return read_figures(r, json_object_get(o, "figures"), out, e);
}

bool issue_read(Arena *a, Lang lang, Str sealed, Issued *out, Str *wrong, Err *e)
{
    Reading r = { .a = a, .lang = lang, .wrong = buf_new(BUF_PAGE) };
    Str body, rest, seal;
    json_t *first = NULL, *second = NULL;
    bool ok;

    *out = (Issued){ 0 };
    if (sealed.n > SEALED_MAX)
        return err_set(e, ERR_INVALID, "a sealed review has at most %d MB", SEALED_MAX >> 20);
    str_cut(sealed, S("\n"), &body, &rest);
    str_cut(rest, S("\n"), &seal, &rest);
    first = json_loadb(body.p ? body.p : "", body.n, 0, NULL);
    second = json_loadb(seal.p ? seal.p : "", seal.n, 0, NULL);
    ok = first && json_is_object(second) && rest.n == 0;
    if (ok) {
        out->hash = text_of(a, second, "hash");
        out->signer = text_of(a, second, "signer");
        out->key = text_of(a, second, "key");
        check_seal(&r, body, out, text_of(a, second, "signature"));
        ok = read_body(&r, first, out, e);
    } else {
        (void)malformed(e);
    }
    json_decref(first);
    json_decref(second);
    *wrong = arena_str(a, buf_str(&r.wrong));
    buf_done(&r.wrong);
    return ok;
}
