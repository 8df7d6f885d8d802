/* SPDX-License-Identifier: Apache-2.0
 * Writing JSON.
 */
#include "api/json.h"

#include <stdlib.h>

#include "engine/registry.h"

/* A comma where a value stands before, and the name. */
static void begin(Buf *out, const char *key)
{
    char last = out->n ? out->p[out->n - 1] : '{';
    if (last != '{' && last != '[' && last != ':')
        buf_putc(out, ',');
    if (!key)
        return;
    buf_json(out, str_z(key));
    buf_putc(out, ':');
}

void j_open(Buf *out, const char *key, char bracket)
{
    begin(out, key);
    buf_putc(out, bracket);
}

void j_close(Buf *out, char bracket)
{
    buf_putc(out, bracket);
}

void j_text(Buf *out, const char *key, Str s)
{
    begin(out, key);
    buf_json(out, s);
}

void j_null(Buf *out, const char *key)
{
    begin(out, key);
    buf_put(out, S("null"));
}

void j_text_or_null(Buf *out, const char *key, Str s)
{
    if (s.n)
        j_text(out, key, s);
    else
        j_null(out, key);
}

void j_int(Buf *out, const char *key, int64_t i)
{
    begin(out, key);
    buf_int(out, i);
}

void j_bool(Buf *out, const char *key, bool b)
{
    begin(out, key);
    buf_put(out, b ? S("true") : S("false"));
}

void j_id(Buf *out, const char *key, int64_t id)
{
    begin(out, key);
    buf_printf(out, "\"%" PRId64 "\"", id);
}

void j_id_or_null(Buf *out, const char *key, int64_t id)
{
    if (id)
        j_id(out, key, id);
    else
        j_null(out, key);
}

void j_time(Buf *out, const char *key, int64_t ms)
{
    char at[32];
    time_print(ms, 0, at);
    begin(out, key);
    buf_printf(out, "\"%.19sZ\"", at);
}

void j_day(Buf *out, const char *key, Day d)
{
    char text[11];
    if (!d) {
        j_null(out, key);
        return;
    }
    day_print(d, text);
    j_text(out, key, str_z(text));
}

void j_places(Buf *out, const char *key, int64_t value, int places)
{
    uint64_t scale = 1, n = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    for (int i = 0; i < places; i++)
        scale *= 10;
    begin(out, key);
    buf_printf(out, "\"%s%" PRIu64, value < 0 ? "-" : "", n / scale);
    if (places)
        buf_printf(out, ".%0*" PRIu64, places, n % scale);
    buf_putc(out, '"');
}

/* ---- values ---- */

static void put_list(Buf *out, const char *key, Str pieces)
{
    Str piece;
    j_open(out, key, '[');
    while (str_next(&pieces, '|', &piece))
        if (piece.n)
            j_text(out, NULL, piece);
    j_close(out, ']');
}

/* "1200.00 CNY" as amount and currency. */
static void put_money(Buf *out, const char *key, const Field *f, const Value *v)
{
    AUTO(buf_done) Buf text = buf_new(BUF_LINE);
    Str amount, currency;

    value_write(f, v, &text);
    if (!str_cut(buf_str(&text), S(" "), &amount, &currency))
        currency = v->text;
    j_open(out, key, '{');
    j_text(out, "amount", amount);
    j_text(out, "currency", currency);
    j_close(out, '}');
}

static void put_plain(Buf *out, const char *key, const Field *f, const Value *v)
{
    AUTO(buf_done) Buf text = buf_new(BUF_PAGE);
    value_write(f, v, &text);
    j_text(out, key, buf_str(&text));
}

void j_value(Buf *out, const char *key, const Field *f, const Value *v)
{
    if (!v->set) {
        j_null(out, key);
        return;
    }
    switch (f->kind) {
    case T_COUNT:
        if (f == &std_fields[STD_ID])
            j_id(out, key, v->i);
        else
            j_int(out, key, v->i);
        return;
    case T_BOOL: j_bool(out, key, v->i != 0); return;
    case T_LINK: j_id(out, key, v->i); return;
    case T_CHOICES:
    case T_LINKS: put_list(out, key, v->text); return;
    case T_MONEY: put_money(out, key, f, v); return;
    case T_TEXT:
    case T_NOTE:
    case T_NAME:
    case T_DECIMAL:
    case T_DATE:
    case T_CHOICE:
    case T_COUNTRY:
    case T_DIVISION:
    case T_DOCUMENT:
    case T_PHONE:
    case T_MAIL:
    case T__N: break;
    }
    put_plain(out, key, f, v);
}
