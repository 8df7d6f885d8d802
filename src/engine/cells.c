/* SPDX-License-Identifier: Apache-2.0
 * Cells: what a row of a sheet says, field by field.
 *
 * A million rows go through here, so that cells of kinds with few different values (choices,
 * countries, states …) are read once for each different text.
 */
#include "engine/transfer_impl.h"

/* Kinds of which the same few texts come again and again. */
static const bool few_values[T__N] = {
    [T_CHOICE] = true, [T_CHOICES] = true, [T_BOOL] = true, [T_COUNTRY] = true, [T_DIVISION] = true,
};

/* ---- rows that hold no record ---- */

static bool is_sum(Import *im, Str text)
{
    static const char *const words[] = { "合计",  "总计",     "小计", "共计",      "累计",
                                         "total", "subtotal", "sum",  "grandtotal" };
    Ctx *c = im->c;
    char room[FOLD_SHORT];
    Str key = text.n < FOLD_SHORT ? folder_short(c->facts->folder, text, room) : (Str){ 0 };
    if (str_ends(key, S(":")))
        key.n--;
    for (size_t i = 0; i < LEN(words); i++)
        if (str_eq(key, str_z(words[i])))
            return true;
    return false;
}

/* Sums begin with a word that no record begins with. */
static bool may_be_sum(Str text)
{
    static const char *const starts[] = { "合", "总", "總", "小", "共", "累",
                                          "t",  "T",  "s",  "S",  "g",  "G" };
    for (size_t i = 0; text.n <= 24 && i < LEN(starts); i++)
        if (str_starts(text, str_z(starts[i])))
            return true;
    return false;
}

/* Is this the column's heading, or what of it stands below a group? */
static bool is_heading(const Col *col, Str text)
{
    Str group;
    if (text.n == 0 || !str_ends(col->heading, text))
        return false;
    group = str_part(col->heading, 0, col->heading.n - text.n);
    return group.n == 0 || str_ends(group, S("·"));
}

static bool repeats_headings(const Plan *p, const Row *row)
{
    size_t same = 0, texts = 0;
    for (size_t i = 0; i < row->n && i < p->ncols; i++) {
        Str text = str_trim(row->cells[i].text);
        texts += text.n > 0;
        same += is_heading(&p->cols[i], text);
        if (texts > same)
            return false;
    }
    return same > 0;
}

bool row_passed_over(Import *im, Plan *p, const Row *row)
{
    Str first = { 0 };
    size_t at = 0;
    while (at < row->n && (first = str_trim(row->cells[at].text)).n == 0)
        at++;
    if (first.n == 0)
        return true;
    if (may_be_sum(first) && is_sum(im, first)) {
        warn_cell(im, p, row->row, (int)at, first, "the row holds a sum and was passed over");
        return true;
    }
    if (repeats_headings(p, row)) {
        warn_cell(im, p, row->row, COL_ROW, first,
                  "the row repeats the headings and was passed over");
        return true;
    }
    return false;
}

/* ---- one cell ---- */

/* Digits, signs and blanks only: the heading's unit may be put behind it. */
static bool is_bare_number(Str s)
{
    bool digit = false;
    for (size_t i = 0; i < s.n; i++) {
        digit |= s.p[i] >= '0' && s.p[i] <= '9';
        if (!strchr("0123456789.,-+ ", s.p[i]))
            return false;
    }
    return digit;
}

/* What the mapping says that this text stands for. */
static Str replaced(Import *im, const MapSection *s, const Field *f, Str text)
{
    Ctx *c = im->c;
    for (size_t i = 0; s && i < s->values.n; i++) {
        const MapValue *v = &s->values.p[i];
        if (str_eq(v->field, str_z(f->name)) &&
            str_eq(folder_key(c->facts->folder, c->arena, v->text),
                   folder_key(c->facts->folder, c->arena, text)))
            return v->code;
    }
    return text;
}

/* The text of a cell as it is to be read for that field. */
static Str plain_text(Import *im, const Plan *p, const Col *col, const Field *f, const Cell *cell)
{
    Str text = str_trim(cell->text), day, clock;
    if (p->map && p->map->values.n)
        text = replaced(im, p->map, f, text);
    if (p->general && p->general->values.n)
        text = replaced(im, p->general, f, text);
    if (cell->kind == CELL_DATE && f->kind == T_DATE && str_cut(text, S(" "), &day, &clock))
        return day;
    if (col->scale.n && is_bare_number(text))
        return arena_printf(im->c->arena, "%.*s%.*s", STR(text), STR(col->scale));
    return text;
}

static const State *find_state(Import *im, const Type *t, Str text)
{
    Ctx *c = im->c;
    const State *found = type_state(t, text);
    Str folded;
    if (found)
        return found;
    folded = folder_key(c->facts->folder, c->arena, text);
    for (const State *s = t->states; s && s->code; s++) {
        Str also = str_z(s->also), piece;
        for (int lang = 0; lang < LANG__N; lang++)
            if (str_eq(folder_key(c->facts->folder, c->arena, str_z(tr((Lang)lang, s->label))),
                       folded))
                return s;
        while (str_next(&also, '|', &piece))
            if (str_eq(folder_key(c->facts->folder, c->arena, piece), folded))
                return s;
    }
    return NULL;
}

static bool parse_state(Import *im, const Type *t, Str text, Value *out, Err *e)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    const State *found = find_state(im, t, text);
    if (found) {
        *out = (Value){ .set = true, .text = str_z(found->code) };
        return true;
    }
    for (const State *s = t->states; s && s->code && b.n < 200; s++)
        buf_printf(&b, "%s%s", b.n ? ", " : "", tr(im->c->lang, s->label));
    return err_field(e, "state", ERR_INVALID, "'%.*s' is no state of %s; use one of: %.*s",
                     STR(text), t->name, STR(buf_str(&b)));
}

static bool parse_cell(Import *im, const Plan *p, const Col *col, const Record *r, Str text,
                       Value *out, Err *e)
{
    if (col->kind == COL_STD && col->slot == STD_STATE)
        return parse_state(im, p->type, text, out, e);
    return value_parse(im->c, col_field(p, col), r, text, out, e);
}

/* As parse_cell, but each different text is read only once. */
static bool parse_seen(Import *im, Plan *p, Col *col, Str text, Value *out, Err *e)
{
    int64_t slot;
    if (map_get(&col->seen, text, &slot)) {
        *out = col->values.p[slot];
        return true;
    }
    if (!parse_cell(im, p, col, NULL, text, out, e))
        return false;
    if (col->values.n < CELL_SEEN_MAX) {
        Value kept = *out;
        if (out->text.p) /* a text that is not there must not become an empty one */
            kept.text = arena_str(im->keep, out->text);
        map_set(&col->seen, text, (int64_t)col->values.n);
        vec_push(im->keep, &col->values, kept);
    }
    return true;
}

/* ---- links ---- */

/* The next name in a cell that may hold several: a；b, a;b, a、b, a|b, or one a line. */
static bool next_name(Str *rest, Str *piece)
{
    static const char *const marks[] = { ";", "|", "\n", "、", "；" };
    while (rest->n) {
        size_t at = rest->n, width = 0;
        for (size_t i = 0; i < LEN(marks); i++) {
            ptrdiff_t found = str_find(str_part(*rest, 0, at), str_z(marks[i]));
            if (found >= 0) {
                at = (size_t)found;
                width = str_z(marks[i]).n;
            }
        }
        *piece = str_trim(str_part(*rest, 0, at));
        *rest = str_part(*rest, at + width, rest->n);
        if (piece->n)
            return true;
    }
    return false;
}

static void want_links(Import *im, RowIn *in, size_t col, const Field *f, Str text)
{
    Str piece;
    if (f->kind == T_LINK) {
        vec_push(im->c->arena, &in->wants, (Want){ .col = col, .text = text });
        return;
    }
    while (next_name(&text, &piece))
        vec_push(im->c->arena, &in->wants, (Want){ .col = col, .text = piece });
}

/* ---- a row ---- */

static void put_std(RowIn *in, int slot, Value v)
{
    Record *r = in->r;
    in->std[slot] = SAID_VALUE;
    switch (slot) {
    case STD_ID: in->given = r->promised = v.i; break;
    case STD_KEY: r->key = v.text; break;
    case STD_STATE: r->state = v.text; break;
    case STD_SOURCE: r->source = v.text; break;
    case STD_EVIDENCE: r->evidence = v.text; break;
    }
}

static bool parse_number_of_record(Str text, Value *out, Err *e)
{
    if (text.n && text.p[0] == '#')
        text = str_part(text, 1, text.n);
    if (str_int(text, &out->i) && out->i > 0)
        return true;
    return err_field(e, "id", ERR_INVALID,
                     "'%.*s' is not the number of a record; leave the cell empty for a new one",
                     STR(text));
}

static void read_cell(Import *im, Plan *p, RowIn *in, size_t i, const Cell *cell)
{
    Col *col = &p->cols[i];
    const Field *f = col_field(p, col);
    Str text = plain_text(im, p, col, f, cell);
    Err e = { .lang = im->c->lang };
    Value v = { 0 };
    bool ok;

    if (f->kind == T_LINK || f->kind == T_LINKS) {
        want_links(im, in, i, f, text);
        return;
    }
    if (col->kind == COL_STD && col->slot == STD_ID)
        ok = parse_number_of_record(text, &v, &e);
    else if (few_values[f->kind] || (col->kind == COL_STD && col->slot == STD_STATE))
        ok = parse_seen(im, p, col, text, &v, &e);
    else
        ok = parse_cell(im, p, col, in->r, text, &v, &e);
    if (!ok) {
        bad_cell(im, p, in->row, (int)i, cell->text, &e);
        in->bad = true;
    } else if (col->kind == COL_STD) {
        put_std(in, col->slot, v);
    } else {
        in->r->v[col->slot] = v;
        in->said[col->slot] = v.set ? SAID_VALUE : SAID_NOTHING;
    }
}

static void read_empty(const Plan *p, RowIn *in, const Col *col)
{
    if (!p->clear)
        return;
    if (col->kind == COL_FIELD)
        in->said[col->slot] = SAID_EMPTY;
    else if (col->slot == STD_SOURCE || col->slot == STD_EVIDENCE)
        in->std[col->slot] = SAID_EMPTY;
}

static void correct(Import *im, const MapSection *s, Row *row)
{
    for (size_t i = 0; s && i < s->cells.n; i++) {
        const MapCell *m = &s->cells.p[i];
        size_t n = m->col < row->n ? row->n : m->col + 1;
        Cell *cells;
        if (m->row != row->row || m->col >= SHEET_COLUMNS_MAX)
            continue;
        cells = NEWN(im->c->arena, Cell, n);
        if (row->n)
            memcpy(cells, row->cells, row->n * sizeof *cells);
        cells[m->col] = (Cell){ .kind = m->text.n ? CELL_TEXT : CELL_EMPTY, .text = m->text };
        *row = (Row){ .row = row->row, .cells = cells, .n = n };
    }
}

void row_correct(Import *im, const Plan *p, Row *row)
{
    correct(im, p->general, row);
    correct(im, p->map, row);
}

void cells_read(Import *im, Plan *p, const Row *row, RowIn *in)
{
    *in = (RowIn){
        .row = row->row,
        .cells = row->cells,
        .n = row->n,
        .r = record_new(im->c->arena, p->type),
        .said = NEWN(im->c->arena, uint8_t, p->type->nfields + 1),
    };
    for (const size_t *i = p->order; *i != SIZE_MAX; i++) {
        const Cell *cell = *i < row->n ? &row->cells[*i] : NULL;
        if (!cell || str_trim(cell->text).n == 0) {
            read_empty(p, in, &p->cols[*i]);
        } else if (cell->kind == CELL_ERROR) {
            Err e = { .lang = im->c->lang };
            err_set(&e, ERR_INVALID,
                    "the spreadsheet shows the error '%.*s' here; correct its formula",
                    STR(cell->text));
            bad_cell(im, p, row->row, (int)*i, cell->text, &e);
            in->bad = true;
        } else {
            read_cell(im, p, in, *i, cell);
        }
    }
}

Str col_title(Import *im, const Plan *p, int col)
{
    char name[8];
    Str letter;
    if (col < 0)
        return (Str){ 0 };
    if (p->gedcom)
        return p->cols[col].heading;
    letter = column_name((size_t)col, name);
    if ((size_t)col >= p->ncols || p->cols[col].heading.n == 0)
        return arena_str(im->keep, letter);
    return arena_printf(im->keep, "%.*s %.*s", STR(letter), STR(p->cols[col].heading));
}
