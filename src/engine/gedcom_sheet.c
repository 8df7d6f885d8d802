/* SPDX-License-Identifier: Apache-2.0
 * A GEDCOM tree as sheets: one for each kind of record that the import makes of it.
 *
 * Genealogies (SOUR) and ancestral halls (REPO) are read from files of ours only, which say what
 * they are by a number; in other files a source is words behind what it proves.
 */
#include "engine/gedcom.h"

#define COLUMNS(list) .columns = (list), .n = LEN(list)

static const GedColumn person_columns[GP__N] = {
    [GP_ID] = { "INDI", "id" },
    [GP_KEY] = { "REFN", "key" },
    [GP_HANS] = { "NAME", "name_hans" },
    [GP_HANT] = { "NAME", "name_hant" },
    [GP_LATIN] = { "NAME", "name_latin" },
    [GP_SEX] = { "SEX", "sex" },
    [GP_BORN] = { "BIRT.DATE", "born" },
    [GP_BIRTHPLACE] = { "BIRT.PLAC", "birthplace" },
    [GP_DIED] = { "DEAT.DATE", "died" },
    [GP_PRESENCE] = { "DEAT", "presence" },
    [GP_LEFT] = { "EMIG.DATE", "left_china" },
    [GP_RETURNED] = { "EVEN.DATE", "returned" },
    [GP_RESIDENCE] = { "RESI.PLAC", "residence" },
    [GP_NATIONALITY] = { "NATI", "nationality" },
    [GP_ANCESTRAL] = { "FACT", "ancestral_place" },
    [GP_ANCESTRAL_TEXT] = { "FACT.PLAC", "ancestral_place_text" },
    [GP_EVIDENCE] = { "SOUR", "evidence" },
    [GP_NOTE] = { "NOTE", "note" },
};

static const GedColumn name_columns[GN__N] = {
    [GN_PERSON] = { "INDI", "person" },     [GN_NAME] = { "NAME", "name" },
    [GN_KIND] = { "TYPE", "kind" },         [GN_SYSTEM] = { "_SYSTEM", "system" },
    [GN_FROM] = { "_FROM", "used_from" },   [GN_TO] = { "_TO", "used_to" },
    [GN_DOCUMENT] = { "SOUR", "document" },
};

static const GedColumn relation_columns[GR__N] = {
    [GR_PERSON] = { "FAM", "person" },        [GR_RELATIVE] = { "CHIL", "relative" },
    [GR_KIND] = { "RELA", "kind" },           [GR_DESCENT] = { "PEDI", "descent" },
    [GR_BEGAN] = { "MARR.DATE", "began" },    [GR_ENDED] = { "DIV.DATE", "ended" },
    [GR_CERTAINTY] = { "STAT", "certainty" }, [GR_EVIDENCE] = { "SOUR", "evidence" },
    [GR_NOTE] = { "NOTE", "note" },
};

static const GedColumn source_columns[] = {
    { "SOUR", "id" },           { "REFN", "key" },         { "TITL", "name" },
    { "_SURNAME", "surname" },  { "_HALL_NAME", "hall_name" }, { "_PLACE", "place" },
    { "_PLACE_OLD", "place_old" }, { "_FOUNDER", "founder" }, { "_GENERATIONS", "generation_words" },
    { "_COMPILED", "compiled" }, { "_VOLUMES", "volumes" }, { "_FORM", "form" },
    { "_DIGITISED", "digitised" }, { "_ACCESS", "access" }, { "REPO", "hall" },
    { "NOTE", "note" },
};

static const GedColumn repository_columns[] = {
    { "REPO", "id" },              { "REFN", "key" },       { "NAME", "name" },
    { "_SURNAME", "surname" },     { "_HALL_NAME", "hall_name" }, { "_LANTERN", "lantern_name" },
    { "_PLACE", "place" },         { "_VILLAGE", "village" }, { "ADDR", "address" },
    { "_BUILT", "built" },         { "_REBUILT", "rebuilt" }, { "_FOUNDER", "founder" },
    { "_PROTECTED", "protected" }, { "_IN_USE", "in_use" }, { "NOTE", "note" },
};

const GedTable ged_tables[GED_SHEET__N] = {
    [GED_INDI] = { "INDI", "person", COLUMNS(person_columns) },
    [GED_NAME] = { "NAME", "person_name", COLUMNS(name_columns) },
    [GED_FAM] = { "FAM", "relation", COLUMNS(relation_columns) },
    [GED_SOUR] = { "SOUR", "genealogy", COLUMNS(source_columns) },
    [GED_REPO] = { "REPO", "hall", COLUMNS(repository_columns) },
};

/* ---- genealogies and halls ---- */

/* The child that holds the number of the record. */
static const GedNode *number_of(const Gedcom *g, const GedNode *n)
{
    for (const GedNode *c = n->child; c; c = c->next)
        if ((ged_is(c, "RIN") || ged_is(c, "EXID")) && ged_is_ours(g, c))
            return c;
    return NULL;
}

static Str number_text(const Gedcom *g, Arena *a, const GedNode *n)
{
    const GedNode *number = n ? number_of(g, n) : NULL;
    return number ? arena_printf(a, "#%.*s", STR(number->value)) : (Str){ 0 };
}

static void record_cells(GedCells *o, GedSheet sheet, const GedRow *row)
{
    const GedTable *t = &ged_tables[sheet];
    for (size_t i = 0; i < t->n; i++) {
        const GedNode *n = ged_child(row->node, t->columns[i].tag);
        Str text = n ? n->value : (Str){ 0 };
        if (i == 0)
            text = number_text(o->g, o->a, row->node);
        else if (n && ged_is(n, "REPO"))
            text = number_text(o->g, o->a, n->target);
        else if (n && ged_is(n, "REFN") && !ged_is_ours(o->g, n))
            text = (Str){ 0 };
        ged_put(o, (int)i, text, n ? n->line : row->line);
    }
}

static void record_rows(Gedcom *g)
{
    for (GedNode *r = g->doc.records; r; r = r->next)
        for (GedSheet s = GED_SOUR; s <= GED_REPO; s++)
            if (ged_is(r, ged_tables[s].name) && number_of(g, r)) {
                r->used = true;
                vec_push(g->a, &g->rows[s], (GedRow){ .node = r, .line = r->line });
            }
}

void ged_cells(Gedcom *g, Arena *a, GedSheet sheet, const GedRow *row, GedCells *out)
{
    *out = (GedCells){ .g = g, .a = a, .of = ged_tables[sheet].name };
    switch (sheet) {
    case GED_INDI: person_cells(out, row); break;
    case GED_NAME: name_cells(out, row); break;
    case GED_FAM: relation_cells(out, row); break;
    case GED_SOUR:
    case GED_REPO: record_cells(out, sheet, row); break;
    case GED_SHEET__N: break;
    }
}

/* ---- what is left ---- */

static bool is_one_of(const GedNode *n, const char *const *tags)
{
    for (; *tags; tags++)
        if (ged_is(n, *tags))
            return true;
    return false;
}

/* The head is about the file; what it says beyond that is listed. */
static void list_head(Gedcom *g)
{
    static const char *const known[] = { "GEDC", "CHAR", "SOUR", "DEST",  "DATE",
                                         "FILE", "LANG", "SUBM", "SCHMA", NULL };
    for (const GedNode *n = g->doc.records->child; n; n = n->next)
        if (!is_one_of(n, known))
            ged_drop(g, "HEAD", n);
}

/* Records that nothing referred to, and what of a source is not in its words. */
static void list_records(Gedcom *g)
{
    static const char *const read[] = { "HEAD", "TRLR", "INDI", NULL };
    static const char *const words[] = { "TITL", "AUTH", "PUBL", "ABBR", "CHAN", "CREA", NULL };

    for (const GedNode *r = g->doc.records; r; r = r->next) {
        if (is_one_of(r, read) || (g->ours && ged_is(r, "SUBM")))
            continue;
        if (!r->used)
            ged_drop(g, "", r);
        if (!r->used || !ged_is(r, "SOUR") || number_of(g, r))
            continue;
        for (const GedNode *n = r->child; n; n = n->next)
            if (!is_one_of(n, words))
                ged_drop(g, "SOUR", n);
    }
}

static void list_left(Gedcom *g)
{
    Arena *a = g->c->arena;
    g->counting = true;
    for (GedSheet s = GED_INDI; s < GED_SHEET__N; s++)
        for (size_t i = 0; i < g->rows[s].n; i++) {
            ArenaMark m = arena_mark(a);
            GedCells cells;
            ged_cells(g, a, s, &g->rows[s].p[i], &cells);
            arena_rewind(a, m);
        }
    list_head(g);
    list_records(g);
    g->counting = false;
}

void gedcom_study(Gedcom *g, Ctx *c)
{
    if (g->c)
        return;
    g->c = c;
    for (uint32_t i = 1; i <= g->persons.n; i++) {
        GedNode *n = g->persons.p[i - 1].node;
        ArenaMark m = arena_mark(c->arena);
        vec_push(g->a, &g->rows[GED_INDI], (GedRow){ .node = n, .line = n->line, .person = i });
        name_rows(g, i);
        arena_rewind(c->arena, m);
    }
    relation_rows(g);
    record_rows(g);
    list_left(g);
}

/* ---- rows ---- */

static const GedRow *row_at(const Gedcom *g, GedSheet sheet, int64_t line)
{
    size_t from = 0, to = g->rows[sheet].n;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (g->rows[sheet].p[middle].line < line)
            from = middle + 1;
        else
            to = middle;
    }
    return from < g->rows[sheet].n && g->rows[sheet].p[from].line == line ? &g->rows[sheet].p[from]
                                                                          : NULL;
}

int64_t gedcom_line(Gedcom *g, GedSheet sheet, int64_t row, int col)
{
    const GedRow *at = row_at(g, sheet, row);
    Arena *a = g->c->arena;
    ArenaMark m = arena_mark(a);
    GedCells cells;
    int64_t line;

    if (!at)
        return row;
    ged_cells(g, a, sheet, at, &cells);
    line = cells.line[col] ? cells.line[col] : row;
    arena_rewind(a, m);
    return line;
}

Str gedcom_said(const Gedcom *g, GedSheet sheet, int64_t row, int col, Str value)
{
    const GedRow *at = row_at(g, sheet, row);
    uint32_t person = 0;
    if (!at || !str_starts(value, S("#")))
        return value;
    if (sheet == GED_NAME || (sheet == GED_FAM && col == (at->turned ? GR_RELATIVE : GR_PERSON)))
        person = at->person;
    else if (sheet == GED_FAM)
        person = at->relative;
    return person ? g->persons.p[person - 1].node->xref : value;
}

Str gedcom_source(Gedcom *g, Arena *a, GedSheet sheet, int64_t row)
{
    const GedRow *at = row_at(g, sheet, row);
    if (sheet == GED_INDI && at && at->node->xref.n)
        return arena_printf(a, "%.*s %.*s", STR(g->file), STR(at->node->xref));
    return arena_printf(a, "%.*s:%" PRId64, STR(g->file), row);
}

static void close_state(void *state)
{
    Gedcom *g = state;
    map_done(&g->left_at);
    arena_free(g->a); /* which g itself lies in */
}

static size_t count(const void *state)
{
    (void)state;
    return GED_SHEET__N;
}

static Str name(const void *state, size_t i)
{
    (void)state;
    return str_z(ged_tables[i].name);
}

static bool hidden(const void *state, size_t i)
{
    return ((const Gedcom *)state)->rows[i].n == 0;
}

static bool start(void *state, size_t i, Err *e)
{
    Gedcom *g = state;
    (void)e;
    g->sheet = i;
    g->at = 0;
    return true;
}

static bool next_row(void *state, Arena *a, Row *out, Err *e)
{
    Gedcom *g = state;
    const GedTable *t = &ged_tables[g->sheet];
    GedCells texts;
    const GedRow *row;
    Cell *cells;

    (void)e;
    do {
        if (g->at == g->rows[g->sheet].n)
            return false;
        row = &g->rows[g->sheet].p[g->at++];
    } while (g->sheet == GED_INDI && g->persons.p[row->person - 1].skip);
    ged_cells(g, a, (GedSheet)g->sheet, row, &texts);
    cells = NEWN(a, Cell, t->n);
    for (size_t i = 0; i < t->n; i++)
        cells[i] =
            (Cell){ .kind = texts.text[i].n ? CELL_TEXT : CELL_EMPTY, .text = texts.text[i] };
    *out = (Row){ .row = row->line, .cells = cells, .n = t->n };
    return true;
}

static double progress(const void *state)
{
    const Gedcom *g = state;
    size_t n = g->rows[g->sheet].n;
    return n ? (double)g->at / (double)n : 1;
}

const SheetFormat gedcom_format = { close_state, count, name, hidden, start, next_row, progress };
