/* SPDX-License-Identifier: Apache-2.0
 * Mappings: how the columns and words of a certain spreadsheet are to be read, as text of one rule
 * a line, which a clerk can write and the store keeps under a name. docs/import.md lists the lines.
 */
#include "engine/rights.h"
#include "engine/transfer_impl.h"

enum { MAPPING_MAX = 1 << 20, WORDS_MAX = 8 };

typedef struct {
    Str text;
    bool quoted;
} Word;

typedef struct {
    Arena *a;
    Mapping *out;
    int line;
    Word w[WORDS_MAX];
    size_t n;
} Reader;

/* ---- words ---- */

/* A text in double quotes; "" inside stands for one. */
static bool take_quoted(Arena *a, Str *rest, Str *out)
{
    char *p = arena_get(a, rest->n);
    size_t n = 0;
    for (size_t i = 1; i < rest->n; i++) {
        bool twice = i + 1 < rest->n && rest->p[i + 1] == '"';
        if (rest->p[i] == '"' && !twice) {
            *out = (Str){ p, n };
            *rest = str_part(*rest, i + 1, rest->n);
            return true;
        }
        i += rest->p[i] == '"';
        p[n++] = rest->p[i];
    }
    return false;
}

static Str take_plain(Str *rest)
{
    size_t n = 0;
    while (n < rest->n && !strchr(" \t=\"", rest->p[n]))
        n++;
    n += n == 0; /* a "=" of its own */
    Str word = str_part(*rest, 0, n);
    *rest = str_part(*rest, n, rest->n);
    return word;
}

/* Splits a line into words, up to a comment. */
static bool read_words(Reader *in, Str rest, Err *e)
{
    in->n = 0;
    for (rest = str_trim(rest); rest.n && rest.p[0] != '#'; rest = str_trim(rest)) {
        Word *w = &in->w[in->n];
        if (in->n == WORDS_MAX)
            return err_set(e, ERR_INVALID,
                           "too many words; put names of columns and sheets in double quotes");
        *w = (Word){ .quoted = rest.p[0] == '"' };
        if (!w->quoted)
            w->text = take_plain(&rest);
        else if (!take_quoted(in->a, &rest, &w->text))
            return err_set(e, ERR_INVALID,
                           "a double quote is not closed; write a quote inside a name twice");
        in->n++;
    }
    return true;
}

/* Do the words look like the pattern? "\"" stands for a quoted text, "*" for any word, anything else
 * for itself. */
static bool words_are(const Reader *in, const char *const *pattern, size_t n)
{
    if (in->n != n)
        return false;
    for (size_t i = 0; i < n; i++) {
        const char *want = pattern[i];
        if (str_eq(str_z(want), S("*")))
            continue;
        if (str_eq(str_z(want), S("\"")) ? !in->w[i].quoted
                                         : in->w[i].quoted || !str_eq(in->w[i].text, str_z(want)))
            return false;
    }
    return true;
}
#define LINE_IS(in, ...)                                                                           \
    words_are(in, (const char *const[]){ __VA_ARGS__ },                                            \
              sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(char *))

/* ---- lines ---- */

static int hex_digit(char ch)
{
    if (ch >= '0' && ch <= '9')
        return ch - '0';
    return ch >= 'a' && ch <= 'f' ? ch - 'a' + 10 : -1;
}

static bool read_headings(Str hex, uint64_t *out)
{
    uint64_t v = 0;
    if (hex.n != 16)
        return false;
    for (size_t i = 0; i < hex.n; i++) {
        int digit = hex_digit(hex.p[i]);
        if (digit < 0)
            return false;
        v = v << 4 | (uint64_t)digit;
    }
    *out = v;
    return v != 0;
}

/* C12 → column 2, row 12. */
static bool read_place(Str s, MapCell *out)
{
    size_t letters = 0;

    *out = (MapCell){ 0 };
    while (letters < s.n && letters < 3 && s.p[letters] >= 'A' && s.p[letters] <= 'Z')
        out->col = out->col * 26 + (size_t)(s.p[letters++] - 'A') + 1;
    if (!letters || !str_int(str_part(s, letters, s.n), &out->row) || out->row < 1)
        return false;
    out->col--;
    return true;
}

static bool read_cell_line(Reader *in, MapSection *s)
{
    MapCell cell;

    if (!LINE_IS(in, "cell", "*", "=", "\"") || !read_place(in->w[1].text, &cell))
        return false;
    cell.text = in->w[3].text;
    vec_push(in->a, &s->cells, cell);
    return true;
}

static bool read_line(Reader *in, Err *e)
{
    MapSection *s = &in->out->sections.p[in->out->sections.n - 1];
    const Word *w = in->w;

    if (LINE_IS(in, "sheet", "\"") || LINE_IS(in, "sheet", "\"", "=", "*")) {
        vec_push(in->a, &in->out->sections,
                 (MapSection){ .sheet = w[1].text, .type = in->n > 2 ? w[3].text : (Str){ 0 } });
        return true;
    }
    if (LINE_IS(in, "skip", "sheet", "\"")) {
        vec_push(in->a, &in->out->sections, (MapSection){ .sheet = w[2].text, .skip = true });
        return true;
    }
    if (LINE_IS(in, "headings", "*") && read_headings(w[1].text, &s->headings))
        return true;
    if (LINE_IS(in, "column", "\"", "=", "*"))
        vec_push(in->a, &s->columns, (MapColumn){ .heading = w[1].text, .field = w[3].text });
    else if (LINE_IS(in, "column", "\"", "=", "*", "in", "*"))
        vec_push(in->a, &s->columns,
                 (MapColumn){ .heading = w[1].text, .field = w[3].text, .scale = w[5].text });
    else if (LINE_IS(in, "skip", "\""))
        vec_push(in->a, &s->columns, (MapColumn){ .heading = w[1].text });
    else if (LINE_IS(in, "value", "*", "\"", "=", "*"))
        vec_push(in->a, &s->values,
                 (MapValue){ .field = w[1].text, .text = w[2].text, .code = w[4].text });
    else if (read_cell_line(in, s))
        return true;
    else if (LINE_IS(in, "empty", "=", "clear") || LINE_IS(in, "empty", "=", "leave"))
        s->clear = str_eq(w[2].text, S("clear"));
    else
        return err_set(
            e, ERR_INVALID,
            "this is no line of a mapping; write sheet \"name\" = type, column \"heading\" = field,"
            " value field \"text\" = code, cell C12 = \"text\", skip \"heading\" or empty ="
            " clear");
    return true;
}

bool mapping_parse(Arena *a, Str text, Mapping *out, Err *e)
{
    Reader in = { .a = a, .out = out };
    Str line;

    *out = (Mapping){ 0 };
    vec_push(a, &out->sections, (MapSection){ 0 });
    if (text.n > MAPPING_MAX)
        return err_set(e, ERR_INVALID, "the mapping has more than %d bytes; shorten it",
                       MAPPING_MAX);
    if (!utf8_valid(text))
        return err_set(e, ERR_INVALID, "the mapping is not written in UTF-8; save it as UTF-8");
    text = arena_str(a, text);
    while (str_next(&text, '\n', &line)) {
        in.line++;
        if (!read_words(&in, line, e) || (in.n && !read_line(&in, e)))
            return err_prefix(e, "line %d of the mapping: ", in.line);
    }
    return true;
}

/* ---- as text ---- */

static void put_quoted(Buf *b, Str s)
{
    buf_putc(b, '"');
    for (size_t i = 0; i < s.n; i++) {
        char ch = s.p[i];
        if (ch == '"')
            buf_putc(b, '"');
        buf_putc(b, ch == '\n' || ch == '\r' ? ' ' : ch);
    }
    buf_putc(b, '"');
}

static void put_values(Buf *b, const MapSection *s)
{
    for (size_t i = 0; s && i < s->values.n; i++) {
        const MapValue *v = &s->values.p[i];
        buf_printf(b, "value %.*s ", STR(v->field));
        put_quoted(b, v->text);
        buf_put(b, S(" = "));
        put_quoted(b, v->code);
        buf_putc(b, '\n');
    }
}

static void put_sheet(Import *im, Buf *b, const Plan *p)
{
    buf_put(b, S("sheet "));
    put_quoted(b, p->sheet_name);
    buf_printf(b, " = %s\nheadings %016" PRIx64 "\n", p->type->name, headings_hash(im, p));
    if (p->clear)
        buf_put(b, S("empty = clear\n"));
    for (size_t i = 0; i < p->ncols; i++) {
        const Col *col = &p->cols[i];
        const Field *f = col_field(p, col);
        if (col->heading.n == 0)
            continue;
        buf_put(b, f ? S("column ") : S("skip "));
        put_quoted(b, col->heading);
        if (f)
            buf_printf(b, " = %s", f->name);
        if (f && col->scale.n) {
            buf_put(b, S(" in "));
            put_quoted(b, col->scale);
        }
        buf_putc(b, '\n');
    }
    put_values(b, p->general);
    put_values(b, p->map);
}

Str mapping_text(Import *im)
{
    AUTO(buf_done) Buf b = buf_new(MAPPING_MAX);
    for (size_t i = 0; i < im->plans.n; i++)
        if (im->plans.p[i]->type && im->plans.p[i]->cols && !im->plans.p[i]->gedcom)
            put_sheet(im, &b, im->plans.p[i]);
    return b.failed ? (Str){ 0 } : arena_str(im->keep, buf_str(&b));
}

/* ---- in the store ---- */

bool mapping_load(Ctx *c, Str name, Mapping *out, Err *e)
{
    Str text = { 0 };
    {
        AUTO(stmt_done) Stmt *q = db_query(
            c->db, "/* mapping */ SELECT \"text\" FROM \"qiao_mapping\" WHERE \"name\" = $1",
            P(name));
        if (!db_next(q, e))
            return err_set(
                e, ERR_NOT_FOUND,
                "there is no saved mapping '%.*s'; give the mapping itself, or import once with a"
                " name to save it under",
                STR(name));
        text = db_text(q, c->arena, 0);
    }
    return mapping_parse(c->arena, text, out, e);
}

bool mapping_load_all(Ctx *c, Mapping *out, Err *e)
{
    AUTO(stmt_done) Stmt *q = db_query(
        c->db, "/* mappings */ SELECT \"text\" FROM \"qiao_mapping\" ORDER BY \"at\", \"name\"");
    *out = (Mapping){ 0 };
    while (db_next(q, e)) {
        Mapping one;
        Err bad = { 0 };
        if (!mapping_parse(c->arena, db_text(q, c->arena, 0), &one, &bad))
            continue; /* it was read when it was saved: at worst it is not used by itself */
        for (size_t i = 0; i < one.sections.n; i++)
            if (one.sections.p[i].headings)
                vec_push(c->arena, &out->sections, one.sections.p[i]);
    }
    return !e->kind;
}

bool mapping_save(Ctx *c, Str name, Str text, Err *e)
{
    AUTO(buf_done) Buf after = buf_new((size_t)2 * MAPPING_MAX);
    int64_t by = c->user ? c->user->id : 0;
    HistoryRow row = {
        .act = ACT_BATCH, .type = S("qiao_mapping"), .batch = c->batch, .why = name
    };
    int64_t changed = 0;
    const Param values[] = { P(name), P(text), P(c->now), P(by) };

    if (name.n == 0 || name.n > 200 || text.n == 0)
        return err_set(e, ERR_INVALID,
                       "the mapping cannot be saved; give it a name of up to 200 bytes");
    buf_put(&after, S("{\"text\":"));
    buf_json(&after, text);
    buf_put(&after, S("}"));
    row.after = buf_str(&after);
    if (!history_append(c, &row, e))
        return false;
    if (!db_exec_text(
            c->db,
            S("/* mapping again */ UPDATE \"qiao_mapping\" SET \"text\" = $2, \"at\" = $3, \"actor\" = $4"
              " WHERE \"name\" = $1"),
            values, LEN(values), &changed, e))
        return false;
    if (changed)
        return true;
    return db_exec_text(
        c->db,
        S("/* mapping */ INSERT INTO \"qiao_mapping\" (\"name\", \"text\", \"at\", \"actor\")"
          " VALUES ($1, $2, $3, $4)"),
        values, LEN(values), NULL, e);
}
