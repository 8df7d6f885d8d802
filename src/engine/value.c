/* SPDX-License-Identifier: Apache-2.0
 * Values of fields: what each kind reads from people, writes canonically, and shows.
 *
 * One table, `kinds`, holds the behaviour of every kind; nothing else switches on the kind to read
 * or print a value.
 */
#include <stdio.h>

#include "engine/ctx.h"
#include "engine/registry.h"
#include "engine/record.h"
#include "engine/store.h"
#include "text/code.h"
#include "text/number.h"
#include "text/phone.h"
#include "text/when.h"

enum { TEXT_MAX = 500, NOTE_MAX = 20000, NAME_MAX = 200, PICKED_MAX = 200 };

typedef bool ParseFn(Ctx *c, const Field *f, const Record *r, Str s, Value *out, Err *e);
typedef void WriteFn(const Field *f, const Value *v, Buf *out);
typedef bool ReadFn(const Field *f, Str s, Value *out);
typedef void ShowFn(Ctx *c, const Field *f, const Value *v, Buf *out);

typedef struct {
    ParseFn *parse;
    WriteFn *write;
    ReadFn *read;
    ShowFn *show;
} Kind;

/* ---- text ---- */

static bool parse_text(Ctx *c, const Field *f, const Record *r, Str s, Value *out, Err *e)
{
    static const int64_t limits[T__N] = {
        [T_TEXT] = TEXT_MAX, [T_NOTE] = NOTE_MAX, [T_NAME] = NAME_MAX
    };
    int64_t max = f->max ? f->max : limits[f->kind];
    (void)c;
    (void)r;
    if (s.n > (size_t)max && utf8_len(s) > (size_t)max)
        return err_field(e, f->name, ERR_INVALID,
                         "the text has more than %" PRId64
                         " characters; shorten it or put it into the note",
                         max);
    if (f->kind != T_NOTE && s.n && (memchr(s.p, '\n', s.n) || memchr(s.p, '\r', s.n)))
        return err_field(e, f->name, ERR_INVALID,
                         "the text has more than one line; put it on one line");
    if (!str_plain(s, true))
        return err_field(e, f->name, ERR_INVALID,
                         "the text holds a control character, which cannot be seen; take it out");
    out->text = s;
    return true;
}

static void write_text(const Field *f, const Value *v, Buf *out)
{
    (void)f;
    buf_put(out, v->text);
}

static bool read_text(const Field *f, Str s, Value *out)
{
    (void)f;
    out->text = s;
    return true;
}

static void show_text(Ctx *c, const Field *f, const Value *v, Buf *out)
{
    if (f->flags & CONVERTED)
        words_show(c, v->text, out);
    else
        buf_put(out, v->text);
}

/* ---- numbers ---- */

static bool parse_count(Ctx *c, const Field *f, const Record *r, Str s, Value *out, Err *e)
{
    (void)c;
    (void)r;
    if (!number_count(s, &out->i, e))
        return false;
    if (f->max && out->i > f->max)
        return err_field(e, f->name, ERR_INVALID,
                         "'%.*s' is above %" PRId64 ", the most that is possible here", STR(s),
                         f->max);
    return true;
}

static void write_int(const Field *f, const Value *v, Buf *out)
{
    (void)f;
    buf_int(out, v->i);
}

static bool read_int(const Field *f, Str s, Value *out)
{
    (void)f;
    return str_int(s, &out->i);
}

static void show_int(Ctx *c, const Field *f, const Value *v, Buf *out)
{
    (void)c;
    write_int(f, v, out);
}

static bool parse_decimal(Ctx *c, const Field *f, const Record *r, Str s, Value *out, Err *e)
{
    (void)c;
    (void)r;
    if (!number_decimal(s, f->scale, &out->i, e))
        return false;
    if (f->max && out->i > f->max)
        return err_field(e, f->name, ERR_INVALID, "'%.*s' is above the most that is possible here",
                         STR(s));
    return true;
}

static void write_decimal(const Field *f, const Value *v, Buf *out)
{
    decimal_print(v->i, f->scale, out);
}

static bool read_decimal(const Field *f, Str s, Value *out)
{
    Err e = { 0 };
    return number_decimal(s, f->scale, &out->i, &e);
}

static void show_decimal(Ctx *c, const Field *f, const Value *v, Buf *out)
{
    (void)c;
    write_decimal(f, v, out);
}

static Str default_currency(const Field *f)
{
    return f->currency ? str_z(f->currency) : S("CNY");
}

static bool parse_money(Ctx *c, const Field *f, const Record *r, Str s, Value *out, Err *e)
{
    char currency[4];
    (void)r;
    if (!money_parse(s, default_currency(f), &out->i, currency, e))
        return false;
    out->text = arena_str(c->arena, (Str){ currency, 3 });
    return true;
}

static void write_money(const Field *f, const Value *v, Buf *out)
{
    (void)f;
    money_print(v->i, v->text, out);
}

static bool read_money(const Field *f, Str s, Value *out)
{
    char currency[4];
    Err e = { 0 };
    if (s.n < 4 || !money_parse(s, default_currency(f), &out->i, currency, &e))
        return false;
    out->text = str_part(s, s.n - 3, 3);
    return true;
}

static void show_money(Ctx *c, const Field *f, const Value *v, Buf *out)
{
    (void)c;
    write_money(f, v, out);
}

/* ---- dates ---- */

static bool parse_date(Ctx *c, const Field *f, const Record *r, Str s, Value *out, Err *e)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    When w;
    Day day;

    (void)f;
    (void)r;
    if (day_parse(s, &day)) {
        *out = (Value){ .set = true, .text = s, .i = day, .j = day };
        return true;
    }
    if (!when_parse(s, &w, e))
        return false;
    when_canon(s, &w, &b);
    *out = (Value){ .set = true, .text = arena_str(c->arena, buf_str(&b)), .i = w.from, .j = w.to };
    return true;
}

static bool read_date(const Field *f, Str s, Value *out)
{
    Err e = { 0 };
    When w;
    Day day;

    (void)f;
    if (day_parse(s, &day)) {
        w.from = w.to = day;
    } else if (!when_parse(s, &w, &e)) {
        return false;
    }
    out->text = s;
    out->i = w.from;
    out->j = w.to;
    return true;
}

/* ---- choices ---- */

/* Is s one of the ways to write that choice? Both sides folded. */
static bool choice_means(Ctx *c, const Choice *choice, Str folded)
{
    Str also = str_z(choice->also), piece;
    if (str_eq(folder_key(c->facts->folder, c->arena, str_z(choice->code)), folded))
        return true;
    for (int lang = 0; lang < LANG__N; lang++)
        if (str_eq(folder_key(c->facts->folder, c->arena, str_z(tr((Lang)lang, choice->label))),
                   folded))
            return true;
    while (str_next(&also, '|', &piece))
        if (str_eq(folder_key(c->facts->folder, c->arena, piece), folded))
            return true;
    return false;
}

static const Choice *find_choice(Ctx *c, const Field *f, Str s)
{
    const Choice *found = field_choice(f, s);
    Str folded;

    if (found)
        return found;
    for (const Choice *p = f->choices; p && p->code; p++)
        for (int lang = 0; lang < LANG__N; lang++)
            if (str_eq(str_z(tr((Lang)lang, p->label)), s))
                return p;
    folded = folder_key(c->facts->folder, c->arena, s);
    for (const Choice *p = f->choices; p && p->code; p++)
        if (choice_means(c, p, folded))
            return p;
    return NULL;
}

static bool refuse_choice(Ctx *c, const Field *f, Str s, Err *e)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    for (const Choice *p = f->choices; p && p->code && b.n < 200; p++)
        buf_printf(&b, "%s%s", b.n ? ", " : "", tr(c->lang, p->label));
    return err_field(e, f->name, ERR_INVALID, "'%.*s' is not one of the choices; use one of: %.*s",
                     STR(s), STR(buf_str(&b)));
}

static bool parse_choice(Ctx *c, const Field *f, const Record *r, Str s, Value *out, Err *e)
{
    const Choice *found = find_choice(c, f, s);
    (void)r;
    if (!found)
        return refuse_choice(c, f, s, e);
    out->text = str_z(found->code);
    return true;
}

static void show_choice(Ctx *c, const Field *f, const Value *v, Buf *out)
{
    const Choice *found = field_choice(f, v->text);
    buf_put(out, found ? str_z(tr(c->lang, found->label)) : v->text);
}

/* The next of several things written in one cell: a|b, a;b, a、b, a，b, a,b. */
static bool next_of_many(Str *rest, Str *piece)
{
    static const Str marks[] = { { "|", 1 },  { ";", 1 },  { ",", 1 }, { "\n", 1 },
                                 { "、", 3 }, { "；", 3 }, { "，", 3 } };
    while (rest->n) {
        size_t at = rest->n, width = 0;
        for (size_t i = 0; i < LEN(marks); i++) {
            ptrdiff_t found = str_find(str_part(*rest, 0, at), marks[i]);
            if (found >= 0) {
                at = (size_t)found;
                width = marks[i].n;
            }
        }
        *piece = str_trim(str_part(*rest, 0, at));
        *rest = str_part(*rest, at + width, rest->n);
        if (piece->n)
            return true;
    }
    return false;
}

static bool parse_choices(Ctx *c, const Field *f, const Record *r, Str s, Value *out, Err *e)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    bool picked[PICKED_MAX] = { false };
    Str rest = s, piece;

    (void)r;
    while (next_of_many(&rest, &piece)) {
        const Choice *found = find_choice(c, f, piece);
        if (!found || found - f->choices >= PICKED_MAX)
            return refuse_choice(c, f, piece, e);
        picked[found - f->choices] = true;
    }
    for (size_t i = 0; f->choices && f->choices[i].code; i++)
        if (i < PICKED_MAX && picked[i])
            buf_printf(&b, "%s%s|", b.n ? "" : "|", f->choices[i].code);
    out->text = arena_str(c->arena, buf_str(&b));
    out->set = out->text.n > 0;
    return true;
}

static void show_choices(Ctx *c, const Field *f, const Value *v, Buf *out)
{
    Str rest = v->text, code;
    bool first = true;
    while (str_next(&rest, '|', &code)) {
        const Choice *found = field_choice(f, code);
        if (code.n == 0)
            continue;
        if (!first)
            buf_put(out, S("; "));
        buf_put(out, found ? str_z(tr(c->lang, found->label)) : code);
        first = false;
    }
}

static bool parse_bool(Ctx *c, const Field *f, const Record *r, Str s, Value *out, Err *e)
{
    static const char *const words[2][12] = {
        { "no", "n", "false", "0", "否", "无", "無", "不是", "没有", "沒有", "×", "✗" },
        { "yes", "y", "true", "1", "是", "有", "对", "對", "√", "✓", "已", "v" },
    };
    (void)c;
    (void)r;
    for (int value = 0; value < 2; value++)
        for (size_t i = 0; i < LEN(words[value]); i++)
            if (str_same(s, str_z(words[value][i]))) {
                out->i = value;
                return true;
            }
    return err_field(e, f->name, ERR_INVALID,
                     "'%.*s' is neither yes nor no; write yes or no, 是 or 否", STR(s));
}

static void show_bool(Ctx *c, const Field *f, const Value *v, Buf *out)
{
    (void)f;
    buf_put(out, str_z(v->i ? tr(c->lang, N_("yes")) : tr(c->lang, N_("no"))));
}

/* ---- places ---- */

static bool parse_country(Ctx *c, const Field *f, const Record *r, Str s, Value *out, Err *e)
{
    const Country *found = country_find(c->facts->countries, s);
    (void)r;
    if (!found)
        return err_field(
            e, f->name, ERR_INVALID,
            "there is no country or region '%.*s'; write its name or its ISO code, e.g. MY",
            STR(s));
    out->text = (Str){ found->code, 2 };
    return true;
}

static void show_country(Ctx *c, const Field *f, const Value *v, Buf *out)
{
    const Country *found = country_find(c->facts->countries, v->text);
    (void)f;
    buf_put(out, found ? country_name(found, c->lang) : v->text);
}

static bool parse_division(Ctx *c, const Field *f, const Record *r, Str s, Value *out, Err *e)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    bool known;
    (void)f;
    (void)r;
    if (!division_normal(c->facts->divisions, s, &b, &known, e))
        return false;
    out->text = arena_str(c->arena, buf_str(&b));
    return true;
}

static void show_division(Ctx *c, const Field *f, const Value *v, Buf *out)
{
    Err e = { 0 };
    const Division *found = division_find(c->facts->divisions, v->text, &e);
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    (void)f;
    if (found)
        division_path(c->facts->divisions, found, &b);
    words_show(c, found ? buf_str(&b) : v->text, out);
}

/* ---- links ---- */

static bool parse_id(Str s, int64_t *id)
{
    if (s.n && s.p[0] == '#')
        s = str_part(s, 1, s.n);
    return str_int(s, id) && *id > 0;
}

static bool parse_link(Ctx *c, const Field *f, const Record *r, Str s, Value *out, Err *e)
{
    Str head, tail;
    (void)c;
    (void)r;
    str_cut(s, S(" "), &head, &tail);
    if (!parse_id(head, &out->i))
        return err_field(e, f->name, ERR_INVALID,
                         "'%.*s' is not the number of a record; write #123", STR(s));
    return true;
}

static bool parse_links(Ctx *c, const Field *f, const Record *r, Str s, Value *out, Err *e)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    Str rest = s, piece;

    (void)r;
    while (next_of_many(&rest, &piece)) {
        Str head, tail;
        int64_t id;
        str_cut(piece, S(" "), &head, &tail);
        if (!parse_id(head, &id))
            return err_field(e, f->name, ERR_INVALID,
                             "'%.*s' is not the number of a record; write #123", STR(piece));
        buf_printf(&b, "%s%" PRId64 "|", b.n ? "" : "|", id);
    }
    if (b.failed)
        return err_field(e, f->name, ERR_INVALID, "too many records are named in one field");
    out->text = arena_str(c->arena, buf_str(&b));
    out->set = out->text.n > 0;
    return true;
}

static void show_one_link(Ctx *c, const Field *f, int64_t id, Buf *out)
{
    const Type *t = registry_find(c->types, str_z(f->link));
    if (t)
        buf_put(out, store_title(c, t, id));
    else
        buf_printf(out, "#%" PRId64, id);
}

static void show_link(Ctx *c, const Field *f, const Value *v, Buf *out)
{
    show_one_link(c, f, v->i, out);
}

static void show_links(Ctx *c, const Field *f, const Value *v, Buf *out)
{
    Str rest = v->text, piece;
    bool first = true;
    while (str_next(&rest, '|', &piece)) {
        int64_t id;
        if (!str_int(piece, &id))
            continue;
        if (!first)
            buf_put(out, S("; "));
        show_one_link(c, f, id, out);
        first = false;
    }
}

/* ---- numbers of documents, phones, mail ---- */

/* The kind of document that the field holds in this record. */
static CodeKind document_kind(const Field *f, const Record *r)
{
    CodeKind kind = f->code;
    int slot;
    if (!f->code_by || !r)
        return kind;
    slot = type_slot(r->type, str_z(f->code_by));
    if (slot < 0 || !rec_has(r, slot) || !code_kind(rec_text(r, slot), &kind))
        return CODE_NONE;
    return kind;
}

static bool parse_document(Ctx *c, const Field *f, const Record *r, Str s, Value *out, Err *e)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    CodeKind kind = document_kind(f, r);

    if (s.n > 60)
        return err_field(e, f->name, ERR_INVALID, "a document number has at most 60 characters");
    if (kind == CODE_NONE) {
        out->text = s;
        return true;
    }
    if (!code_normal(kind, s, &b, e))
        return false;
    out->text = arena_str(c->arena, buf_str(&b));
    return true;
}

static bool parse_phone(Ctx *c, const Field *f, const Record *r, Str s, Value *out, Err *e)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    (void)f;
    (void)r;
    if (!phone_normal(s, "CN", &b, e))
        return false;
    out->text = arena_str(c->arena, buf_str(&b));
    return true;
}

static bool parse_mail(Ctx *c, const Field *f, const Record *r, Str s, Value *out, Err *e)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    (void)f;
    (void)r;
    if (!mail_normal(s, &b, e))
        return false;
    out->text = arena_str(c->arena, buf_str(&b));
    return true;
}

/* ---- the table ---- */

static const Kind kinds[T__N] = {
    [T_TEXT] = { parse_text, write_text, read_text, show_text },
    [T_NOTE] = { parse_text, write_text, read_text, show_text },
    [T_NAME] = { parse_text, write_text, read_text, show_text },
    [T_COUNT] = { parse_count, write_int, read_int, show_int },
    [T_DECIMAL] = { parse_decimal, write_decimal, read_decimal, show_decimal },
    [T_MONEY] = { parse_money, write_money, read_money, show_money },
    [T_DATE] = { parse_date, write_text, read_date, show_text },
    [T_CHOICE] = { parse_choice, write_text, read_text, show_choice },
    [T_CHOICES] = { parse_choices, write_text, read_text, show_choices },
    [T_BOOL] = { parse_bool, write_int, read_int, show_bool },
    [T_COUNTRY] = { parse_country, write_text, read_text, show_country },
    [T_DIVISION] = { parse_division, write_text, read_text, show_division },
    [T_LINK] = { parse_link, write_int, read_int, show_link },
    [T_LINKS] = { parse_links, write_text, read_text, show_links },
    [T_DOCUMENT] = { parse_document, write_text, read_text, show_text },
    [T_PHONE] = { parse_phone, write_text, read_text, show_text },
    [T_MAIL] = { parse_mail, write_text, read_text, show_text },
};

bool value_parse(Ctx *c, const Field *f, const Record *r, Str s, Value *out, Err *e)
{
    s = str_trim(s);
    *out = (Value){ .set = s.n > 0 };
    if (!out->set)
        return true;
    if (kinds[f->kind].parse(c, f, r, s, out, e))
        return true;
    *out = (Value){ 0 };
    if (e->field[0] == '\0')
        (void)snprintf(e->field, sizeof e->field, "%s", f->name);
    return false;
}

void value_write(const Field *f, const Value *v, Buf *out)
{
    if (v->set)
        kinds[f->kind].write(f, v, out);
}

bool value_read(const Field *f, Str s, Value *out, Err *e)
{
    *out = (Value){ .set = s.n > 0 };
    if (!out->set || kinds[f->kind].read(f, s, out))
        return true;
    *out = (Value){ 0 };
    return err_field(e, f->name, ERR_INTERNAL,
                     "the store holds '%.*s', which is no value of this field", STR(s));
}

bool value_same(const Field *f, const Value *a, const Value *b)
{
    if (a->set != b->set)
        return false;
    if (!a->set)
        return true;
    if (f->kind == T_DATE)
        return str_eq(a->text, b->text);
    return a->i == b->i && str_eq(a->text, b->text);
}

void value_show(Ctx *c, const Field *f, const Value *v, Buf *out)
{
    if (v->set)
        kinds[f->kind].show(c, f, v, out);
}

/* A text that cannot be converted, being too long, is worth more as it is than not at all. */
void words_show(const Ctx *c, Str words, Buf *out)
{
    Err quiet = { .lang = c->lang };
    if (!c->script || !script_convert(c->script, words, out, &quiet))
        buf_put(out, words);
}
