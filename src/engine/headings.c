/* SPDX-License-Identifier: Apache-2.0
 * Headings: which type of record a sheet holds, in which row its headings stand, and which field
 * each column goes into.
 *
 * A heading is met by a field's name, its label in any language, its `also` texts, all folded;
 * then, for columns still open, by a text that holds most of the other. An amount's unit may stand
 * in brackets behind it. What nothing meets is left out, and said.
 */
#include <stdlib.h>

#include "engine/transfer_impl.h"
#include "text/number.h"

enum { STD_BASE = 1000, CONTAINED_MIN = 6, LATIN_MIN = 8 }; /* bytes: two characters of Chinese */

/* One way to read the first rows: as a type, with headings in a certain row. */
typedef struct {
    const Type *type;
    size_t row;
    size_t met, needed; /* columns that fields met; required ones among them */
} Guess;

/* ---- what headings a type knows ---- */

static void know(Ctx *c, TypeWork *w, Str text, int64_t target)
{
    ArenaMark m = arena_mark(c->arena);
    Str key = folder_key(c->facts->folder, c->arena, text);
    int64_t taken;
    if (key.n && !map_get(&w->heads, key, &taken))
        map_set(&w->heads, key, target);
    arena_rewind(c->arena, m);
}

/* A field's name, and the same in words: "name_hans", "name hans". */
static void know_name(Ctx *c, TypeWork *w, const char *name, int64_t target)
{
    char *words = arena_z(c->arena, str_z(name));
    know(c, w, str_z(name), target);
    for (char *p = words; *p; p++)
        if (*p == '_')
            *p = ' ';
    know(c, w, str_z(words), target);
}

static void know_also(Ctx *c, TypeWork *w, const char *also, int64_t target)
{
    Str rest = str_z(also), piece;
    while (str_next(&rest, '|', &piece))
        know(c, w, piece, target);
}

static void know_labels(Ctx *c, TypeWork *w, const Field *f, int64_t target)
{
    for (int lang = 0; lang < LANG__N; lang++)
        know(c, w, str_z(field_label(f, (Lang)lang)), target);
}

void headings_know(Ctx *c, TypeWork *w)
{
    static const StdField read[] = {
        STD_ID, STD_KEY, STD_UNIT, STD_STATE, STD_SOURCE, STD_EVIDENCE
    };
    const Type *t = w->type;

    if (w->heads_read)
        return;
    w->heads_read = true;
    for (size_t i = 0; i < t->nfields; i++)
        know_name(c, w, t->fields[i].name, (int64_t)i);
    for (size_t i = 0; i < LEN(read); i++)
        if (read[i] != STD_STATE || t->states)
            know_name(c, w, std_fields[read[i]].name, STD_BASE + read[i]);
    for (size_t i = 0; i < t->nfields; i++)
        know_labels(c, w, &t->fields[i], (int64_t)i);
    for (size_t i = 0; i < t->nfields; i++)
        know_also(c, w, t->fields[i].also, (int64_t)i);
    for (size_t i = 0; i < LEN(read); i++) {
        if (read[i] == STD_STATE && !t->states)
            continue;
        know_labels(c, w, &std_fields[read[i]], STD_BASE + read[i]);
        know_also(c, w, std_fields[read[i]].also, STD_BASE + read[i]);
    }
    know_also(c, w, "单位", STD_BASE + STD_UNIT);
}

/* ---- one heading ---- */

static bool is_counter(Str folded)
{
    static const char *const words[] = { "序号", "no", "no.", "#", "行号", "№" };
    for (size_t i = 0; i < LEN(words); i++)
        if (str_eq(folded, str_z(words[i])))
            return true;
    return false;
}

/* Takes the last bracket off a folded heading: "金额(万元)" is "金额" with the note "万元". */
static void cut_note(Str *folded, Str *note)
{
    static const char *const marks[][2] = {
        { "(", ")" }, { "[", "]" }, { "【", "】" }, { "/", "" }
    };
    Str head, tail;

    for (size_t i = 0; i < LEN(marks); i++) {
        if (!str_ends(*folded, str_z(marks[i][1])) ||
            !str_cut(*folded, str_z(marks[i][0]), &head, &tail))
            continue;
        if (head.n == 0)
            continue;
        *folded = head;
        *note = str_part(tail, 0, tail.n - str_z(marks[i][1]).n);
        if (str_starts(*note, S("单位:")))
            *note = str_part(*note, S("单位:").n, note->n);
        return;
    }
}

static void set_target(Col *col, int64_t target)
{
    col->kind = target >= STD_BASE ? COL_STD : COL_FIELD;
    col->slot = (int)(target >= STD_BASE ? target - STD_BASE : target);
}

/* A column's heading as it stands: line ends become blanks; the last part alone is compared. */
static void read_heading(Import *im, Col *col, Str group, Str text)
{
    Folder *f = im->c->facts->folder;
    Str last = text.n ? text : group;

    *col = (Col){ .heading = last };
    if (text.n && group.n && !str_eq(text, group))
        col->heading = arena_printf(im->keep, "%.*s·%.*s", STR(group), STR(text));
    else
        col->heading = arena_str(im->keep, last);
    col->folded = folder_key(f, im->keep, last);
    col->counter = is_counter(col->folded);
}

/* The field that exactly this heading means, with or without its brackets. */
static bool meet(const TypeWork *w, Str folded, int64_t *target, Str *note)
{
    *note = (Str){ 0 };
    if (map_get(&w->heads, folded, target))
        return true;
    cut_note(&folded, note);
    return note->n && map_get(&w->heads, folded, target);
}

bool heading_means(Ctx *c, const TypeWork *w, Str heading, const Field *f)
{
    Str folded = folder_key(c->facts->folder, c->arena, heading), note;
    int64_t target;
    if (is_counter(folded) || !meet(w, folded, &target, &note) || note.n)
        return false;
    return f == (target >= STD_BASE ? &std_fields[target - STD_BASE] : &w->type->fields[target]);
}

void import_headings(Ctx *c, const Type *t, const Str *headings, size_t n, const Field **out)
{
    TypeWork w = { .type = t };

    headings_know(c, &w);
    for (size_t i = 0; i < n; i++) {
        Str folded = folder_key(c->facts->folder, c->arena, headings[i]), note;
        int64_t target;
        out[i] = !folded.n || is_counter(folded) || !meet(&w, folded, &target, &note) ? NULL
                 : target >= STD_BASE ? &std_fields[target - STD_BASE]
                                      : &t->fields[target];
    }
    map_done(&w.heads);
}

/* ---- the row of headings ---- */

static Str cell_text(const Row *row, size_t col)
{
    return col < row->n ? str_trim(row->cells[col].text) : (Str){ 0 };
}

/* Does the row above hold groups of columns? Then it has several texts, some of them spread. */
static bool is_group_row(const Row *above, const Row *row)
{
    size_t texts = 0, spread = 0;
    for (size_t i = 0; i < above->n || i < row->n; i++) {
        Str up = cell_text(above, i), down = cell_text(row, i);
        bool copy =
            i > 0 && i < above->n && above->cells[i].merged && str_eq(up, cell_text(above, i - 1));
        texts += up.n > 0 && !copy;
        spread += copy || (up.n == 0 && down.n > 0 && texts > 0) || (down.n == 0 && up.n > 0);
    }
    return texts >= 2 && spread > 0;
}

/* What stands above a column: the text there, or in a merged or empty cell that of the left. */
static Str group_of(const Row *above, const Row *row, size_t col)
{
    if (cell_text(row, col).n == 0)
        return cell_text(above, col);
    while (col > 0 && cell_text(above, col).n == 0)
        col--;
    return cell_text(above, col);
}

/* The columns with headings in rows[at], groups in the row above if it has them. */
static Col *read_headings(Import *im, const Row *rows, size_t at, size_t *n)
{
    const Row *row = &rows[at];
    const Row *above = at > 0 && rows[at - 1].row == row->row - 1 ? &rows[at - 1] : NULL;
    bool grouped = above && is_group_row(above, row);
    size_t width = grouped && above->n > row->n ? above->n : row->n;
    Col *cols = NEWN(im->keep, Col, width);

    for (size_t i = 0; i < width; i++)
        read_heading(im, &cols[i], grouped ? group_of(above, row, i) : (Str){ 0 },
                     cell_text(row, i));
    *n = width;
    return cols;
}

static bool is_required(const Type *t, int64_t target)
{
    return target < STD_BASE && (t->fields[target].flags & REQUIRED);
}

/* How many fields the columns meet, each counted once. */
static void count_met(const TypeWork *w, const Col *cols, size_t n, Guess *g)
{
    uint64_t taken[4] = { 0 };
    for (size_t i = 0; i < n; i++) {
        int64_t target, bit;
        Str note;
        if (cols[i].folded.n == 0 || !meet(w, cols[i].folded, &target, &note))
            continue;
        bit = target >= STD_BASE ? 240 + (target - STD_BASE) : target % 240;
        if (taken[bit / 64] >> (bit % 64) & 1)
            continue;
        taken[bit / 64] |= (uint64_t)1 << (bit % 64);
        g->met += target < STD_BASE ? 2 : 1;
        g->needed += is_required(w->type, target);
    }
}

static bool better(const Guess *a, const Guess *b)
{
    return a->met != b->met ? a->met > b->met : a->needed > b->needed;
}

/* The best row of headings for a type; met is 0 if no row has any. */
static Guess guess_row(Import *im, TypeWork *w, Col *const *cols, const size_t *ncols, size_t n)
{
    Guess best = { .type = w->type };
    headings_know(im->c, w);
    for (size_t i = 0; i < n; i++) {
        Guess g = { .type = w->type, .row = i };
        count_met(w, cols[i], ncols[i], &g);
        if (better(&g, &best))
            best = g;
    }
    return best;
}

/* ---- the type ---- */

static bool is_latin(Str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] >= 0x80)
            return false;
    return true;
}

/* Is the word the key or its plural? Both folded. */
static bool same_word(Str word, Str key)
{
    Str stem = str_part(key, 0, key.n ? key.n - 1 : 0);
    if (!str_starts(word, stem))
        return false;
    word = str_part(word, stem.n, word.n);
    key = str_part(key, stem.n, key.n);
    if (str_eq(key, S("y")) && str_eq(word, S("ies")))
        return true;
    return str_starts(word, key) && (word.n == key.n || str_eq(str_part(word, key.n, 9), S("s")) ||
                                     str_eq(str_part(word, key.n, 9), S("es")));
}

/* Does one of the Latin words of the name say it? */
static bool has_word(Import *im, Str name, Str key)
{
    Ctx *c = im->c;
    for (size_t i = 0, from = 0; i <= name.n; i++) {
        char ch = i < name.n ? name.p[i] : ' ';
        bool letter = (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z');
        if (letter)
            continue;
        if (i > from &&
            same_word(folder_key(c->facts->folder, c->arena, str_part(name, from, i - from)), key))
            return true;
        from = i + 1;
    }
    return false;
}

/* How well `name` calls the thing that key is a label of: whole, or as a part; 0 if it does not. */
static int calls(Import *im, Str name, Str folded, Str key)
{
    if (key.n == 0)
        return 0;
    if (same_word(folded, key))
        return 1 << 20;
    if (is_latin(key) && key.n < LATIN_MIN)
        return has_word(im, name, key) ? (int)key.n : 0;
    return key.n >= CONTAINED_MIN && str_find(folded, key) >= 0 ? (int)key.n : 0;
}

/* How well a name calls the type, by any of its labels. */
static int called(Import *im, const Type *t, Str name, Str folded)
{
    Ctx *c = im->c;
    Str also = str_z(t->also), piece, labels[LANG__N + 1] = { str_z(t->name) };
    int best = 0;

    for (int lang = 0; lang < LANG__N; lang++)
        labels[lang + 1] = str_z(type_label(t, (Lang)lang));
    for (size_t i = 0; i < LEN(labels) || str_next(&also, '|', &piece); i++) {
        Str key = folder_key(c->facts->folder, c->arena, i < LEN(labels) ? labels[i] : piece);
        int how = calls(im, name, folded, key);
        best = how > best ? how : best;
    }
    return best;
}

/* The type that a sheet or file is named after; NULL if there is none or more than one. */
static const Type *type_named(Import *im, Str name)
{
    Ctx *c = im->c;
    ArenaMark m = arena_mark(c->arena);
    Str key = folder_key(c->facts->folder, c->arena, name);
    const Type *found = NULL;
    int best = 0;

    for (size_t i = 0; key.n && i < registry_count(c->types); i++) {
        const Type *t = registry_at(c->types, i);
        int how = called(im, t, name, key);
        if (how > best) {
            best = how;
            found = t;
        } else if (how == best) {
            found = NULL;
        }
    }
    arena_rewind(c->arena, m);
    return found;
}

static bool cannot_tell(Import *im, Plan *p, const Guess *best, const Type *other)
{
    Err e = { .lang = im->c->lang };
    if (other)
        err_set(
            &e, ERR_INVALID,
            "it is not clear whether the rows are of type '%s' or '%s'; name the sheet after one of them"
            " or say which type it is",
            best->type->name, other->name);
    else
        err_set(
            &e, ERR_INVALID,
            "no type of record has these headings; name the sheet after its type, say which type it is,"
            " or leave it out with the line skip sheet \"%.*s\" in a mapping",
            STR(p->sheet_name));
    bad_cell(im, p, 0, COL_ROW, p->sheet_name, &e);
    return false;
}

/* By its headings alone: the type that meets most of them. */
static bool guess_type(Import *im, Plan *p, Col *const *cols, const size_t *ncols, size_t n,
                       Guess *best)
{
    const Type *other = NULL;
    *best = (Guess){ 0 };
    for (size_t i = 0; i < registry_count(im->c->types); i++) {
        Guess g = guess_row(im, &im->works[i], cols, ncols, n);
        if (better(&g, best)) {
            *best = g;
            other = NULL;
        } else if (g.met && !better(best, &g)) {
            other = g.type;
        }
    }
    p->guessed = true;
    if (best->met < 3 || other)
        return cannot_tell(im, p, best, best->met < 3 ? NULL : other);
    return true;
}

/* ---- a mapping's lines ---- */

static const MapSection *section_of(Import *im, const Mapping *m, const Plan *p)
{
    Ctx *c = im->c;
    Str sheet = folder_key(c->facts->folder, c->arena, p->sheet_name);
    Str file = folder_key(c->facts->folder, c->arena, p->file_name);
    for (size_t i = 1; i < m->sections.n; i++) {
        Str name = folder_key(c->facts->folder, c->arena, m->sections.p[i].sheet);
        if (str_eq(name, sheet) || str_eq(name, file))
            return &m->sections.p[i];
    }
    return NULL;
}

static int compare_str(const void *a, const void *b)
{
    return str_cmp(*(const Str *)a, *(const Str *)b);
}

static uint64_t hash_headings(Ctx *c, const Col *cols, size_t n)
{
    Str *texts = NEWN(c->arena, Str, n);
    uint64_t h = 0;
    for (size_t i = 0; i < n; i++)
        texts[i] = folder_key(c->facts->folder, c->arena, cols[i].heading);
    if (n)
        qsort(texts, n, sizeof *texts, compare_str);
    for (size_t i = 0; i < n; i++)
        if (texts[i].n)
            h = hash_add(h, str_hash(texts[i]));
    return h ? h : 1;
}

uint64_t headings_hash(Import *im, const Plan *p)
{
    return hash_headings(im->c, p->cols, p->ncols);
}

/* The newest saved mapping that was made for just these headings; its row of headings is *at. */
static const MapSection *saved_for(Import *im, Col *const *cols, const size_t *ncols, size_t n,
                                   size_t *at)
{
    for (size_t s = im->saved.sections.n; s-- > 0;)
        for (size_t i = 0; i < n; i++)
            if (hash_headings(im->c, cols[i], ncols[i]) == im->saved.sections.p[s].headings) {
                *at = i;
                return &im->saved.sections.p[s];
            }
    return NULL;
}

static bool map_target(const Plan *p, Str field, int64_t *target)
{
    int slot = type_slot(p->type, field);
    if (slot >= 0) {
        *target = slot;
        return true;
    }
    slot = std_slot(field);
    *target = STD_BASE + slot;
    return slot == STD_ID || slot == STD_KEY || slot == STD_UNIT || slot == STD_STATE ||
           slot == STD_SOURCE || slot == STD_EVIDENCE;
}

/* Applies the column lines of a section; a heading is met whole or by its last part. */
static void map_columns(Import *im, Plan *p, const MapSection *s, bool *fixed)
{
    Ctx *c = im->c;
    for (size_t k = 0; s && k < s->columns.n; k++) {
        const MapColumn *line = &s->columns.p[k];
        Str want = folder_key(c->facts->folder, c->arena, line->heading);
        bool met = false;
        int64_t target = 0;
        if (line->field.n && !map_target(p, line->field, &target)) {
            Err e = { .lang = c->lang };
            err_set(
                &e, ERR_INVALID,
                "the mapping names a field '%.*s' that %s does not have; `qiao fields %s` lists them",
                STR(line->field), p->type->name, p->type->name);
            bad_cell(im, p, 0, COL_ROW, line->heading, &e);
            continue;
        }
        for (size_t i = 0; i < p->ncols; i++) {
            Str whole = folder_key(c->facts->folder, c->arena, p->cols[i].heading);
            if (fixed[i] || (!str_eq(whole, want) && !str_eq(p->cols[i].folded, want)))
                continue;
            fixed[i] = met = true;
            if (line->field.n)
                set_target(&p->cols[i], target);
            else
                p->cols[i].counter = true;
            p->cols[i].scale = line->scale;
        }
        if (!met && s != p->general)
            warn_cell(im, p, 0, COL_ROW, line->heading,
                      "the mapping names a column '%.*s' that the sheet does not have",
                      STR(line->heading));
    }
}

/* ---- columns → fields ---- */

static bool taken(const Plan *p, int64_t target)
{
    for (size_t i = 0; i < p->ncols; i++) {
        const Col *col = &p->cols[i];
        if (col->kind == COL_FIELD && col->slot == target)
            return true;
        if (col->kind == COL_STD && col->slot + STD_BASE == target)
            return true;
    }
    return false;
}

static void meet_exactly(Plan *p, const bool *fixed)
{
    for (size_t i = 0; i < p->ncols; i++) {
        Col *col = &p->cols[i];
        int64_t target;
        Str note;
        if (fixed[i] || col->counter || col->folded.n == 0)
            continue;
        if (meet(p->work, col->folded, &target, &note) && !taken(p, target)) {
            set_target(col, target);
            col->note = note;
        }
    }
}

/* How well a heading and a field's text cover each other in percent; 0 if neither holds the
 * other. */
static size_t cover(Str heading, Str text)
{
    if (text.n < CONTAINED_MIN || heading.n < CONTAINED_MIN)
        return 0;
    if (str_find(heading, text) >= 0)
        return 5 * text.n >= 3 * heading.n ? 100 * text.n / heading.n : 0;
    if (str_find(text, heading) >= 0)
        return 2 * heading.n >= text.n ? 100 * heading.n / text.n : 0;
    return 0;
}

/* The one field whose texts cover the heading best; -1 if none or two are equal. */
static int64_t nearest(const Plan *p, Str heading)
{
    const Map *m = &p->work->heads;
    size_t best = 0;
    int64_t found = -1;
    for (size_t i = 0; i < m->size; i++) {
        const MapSlot *slot = &m->slots[i];
        size_t how = slot->key.p && slot->value < STD_BASE ? cover(heading, slot->key) : 0;
        if (how == 0 || taken(p, slot->value))
            continue;
        if (how > best) {
            best = how;
            found = slot->value;
        } else if (how == best && found != slot->value) {
            found = -1;
        }
    }
    return found;
}

static void meet_nearly(Plan *p, const bool *fixed)
{
    for (size_t i = 0; i < p->ncols; i++) {
        Col *col = &p->cols[i];
        Str base = col->folded, note = { 0 };
        int64_t target;
        if (fixed[i] || col->counter || col->kind != COL_NONE || base.n == 0)
            continue;
        cut_note(&base, &note);
        target = nearest(p, base);
        if (target >= 0) {
            set_target(col, target);
            col->note = note;
        }
    }
}

/* Does a number with that text behind it read as more than the number alone? */
static bool is_scale(Import *im, const Field *f, Str note)
{
    Err e = { 0 };
    char currency[4];
    int64_t n;
    Str one = arena_printf(im->keep, "1%.*s", STR(note));
    if (note.n == 0)
        return false;
    if (f->kind == T_MONEY)
        return money_parse(one, f->currency ? str_z(f->currency) : S("CNY"), &n, currency, &e);
    if (f->kind == T_COUNT)
        return number_count(one, &n, &e) && n > 1;
    return f->kind == T_DECIMAL && number_decimal(one, 0, &n, &e) && n > 1;
}

static void set_scales(Import *im, Plan *p)
{
    for (size_t i = 0; i < p->ncols; i++) {
        Col *col = &p->cols[i];
        const Field *f = col_field(p, col);
        if (f && col->scale.n == 0 && is_scale(im, f, col->note))
            col->scale = col->note;
    }
}

const size_t *columns_order(Import *im, const Plan *p)
{
    size_t *order = NEWN(im->keep, size_t, p->ncols + 1), n = 0;
    for (int late = 0; late < 2; late++)
        for (size_t i = 0; i < p->ncols; i++) {
            const Field *f = col_field(p, &p->cols[i]);
            if (f && (f->kind == T_DOCUMENT) == late)
                order[n++] = i;
        }
    order[n] = SIZE_MAX;
    return order;
}

static void say_left_out(Import *im, const Plan *p)
{
    for (size_t i = 0; i < p->ncols; i++)
        if (p->cols[i].kind == COL_NONE && !p->cols[i].counter && p->cols[i].heading.n)
            warn_cell(im, p, p->heading_row, (int)i, p->cols[i].heading,
                      "no field of %s has this heading, the column was left out", p->type->name);
}

static bool bind_columns(Import *im, Plan *p)
{
    bool *fixed = NEWN(im->keep, bool, p->ncols + 1);
    bool any = false;

    map_columns(im, p, p->map, fixed);
    map_columns(im, p, p->general, fixed);
    meet_exactly(p, fixed);
    meet_nearly(p, fixed);
    set_scales(im, p);
    p->order = columns_order(im, p);
    for (size_t i = 0; i < p->ncols; i++)
        any |= p->cols[i].kind != COL_NONE;
    if (any) {
        say_left_out(im, p);
        return true;
    }
    Err e = { .lang = im->c->lang };
    err_set(
        &e, ERR_INVALID,
        "none of the first %d rows has headings of %s; write its labels above the columns, or give a"
        " mapping",
        HEADING_ROWS, p->type->name);
    bad_cell(im, p, 0, COL_ROW, p->sheet_name, &e);
    return false;
}

/* ---- a sheet ---- */

static const Type *type_said(Import *im, Plan *p, Err *e)
{
    const MapSection *s = p->map;
    if (im->o->type)
        return registry_need(im->c->types, str_z(im->o->type), e);
    if (s && s->type.n)
        return registry_need(im->c->types, s->type, e);
    return NULL;
}

/* How many of its lines name a heading of that row: finds the row when no field is met. */
static size_t lines_met(Import *im, const MapSection *s, const Col *cols, size_t n)
{
    Ctx *c = im->c;
    size_t met = 0;
    for (size_t k = 0; s && k < s->columns.n; k++) {
        Str want = folder_key(c->facts->folder, c->arena, s->columns.p[k].heading);
        for (size_t i = 0; i < n; i++)
            met += str_eq(cols[i].folded, want) ||
                   str_eq(folder_key(c->facts->folder, c->arena, cols[i].heading), want);
    }
    return met;
}

/* Type and row of headings by what was said, by the names, by the headings. */
static bool choose(Import *im, Plan *p, Col *const *cols, const size_t *ncols, size_t n, Guess *g,
                   Err *e)
{
    const Type *t = type_said(im, p, e);
    size_t best = 0;

    if (e->kind)
        return false;
    if (!t && p->sheet_name.n)
        t = type_named(im, p->sheet_name);
    if (!t)
        t = type_named(im, p->file_name);
    if (t)
        *g = guess_row(im, work_of(im, t), cols, ncols, n);
    if (!t || (g->met == 0 && !p->map && !im->o->type))
        if (!guess_type(im, p, cols, ncols, n, g))
            return false;
    for (size_t i = 0; i < n; i++) {
        size_t met =
            lines_met(im, p->map, cols[i], ncols[i]) + lines_met(im, p->general, cols[i], ncols[i]);
        if (2 * met > best + g->met) {
            best = met;
            g->row = i;
        }
    }
    return true;
}

bool plan_sheet(Import *im, Plan *p, const Row *rows, size_t n, bool *skip)
{
    Ctx *c = im->c;
    Col *cols[HEADING_ROWS];
    size_t ncols[HEADING_ROWS], at = SIZE_MAX;
    Err e = { .lang = c->lang };
    Guess g = { 0 };

    p->general = im->given.sections.n ? &im->given.sections.p[0] : NULL;
    p->map = section_of(im, &im->given, p);
    *skip = n == 0 || (p->map && p->map->skip);
    if (*skip)
        return true;
    for (size_t i = 0; i < n; i++)
        cols[i] = read_headings(im, rows, i, &ncols[i]);
    if (!p->map)
        p->map = saved_for(im, cols, ncols, n, &at);
    if (!choose(im, p, cols, ncols, n, &g, &e)) {
        if (e.kind)
            bad_cell(im, p, 0, COL_ROW, p->sheet_name, &e);
        return false;
    }
    if (at != SIZE_MAX)
        g.row = at;
    p->type = g.type;
    p->work = work_of(im, g.type);
    headings_know(im->c, p->work);
    p->clear = (p->general && p->general->clear) || (p->map && p->map->clear);
    p->heading_row = rows[g.row].row;
    p->cols = cols[g.row];
    p->ncols = ncols[g.row];
    return bind_columns(im, p);
}
