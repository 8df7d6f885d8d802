/* SPDX-License-Identifier: Apache-2.0
 * Hall names and generation words: a candidate against the lineages of its surname and place.
 *
 * A person's record says nothing of a hall; genealogies, halls and lineages do, and they have a
 * surname and a place. What most lineages of a surname have in common (the lantern name of all 陳)
 * tells little, and weighs little.
 */
#include "engine/kin_case_impl.h"

#include "engine/query.h"
#include "engine/registry.h"

enum {
    POEM_LEAST = 4,
    POEM_MOST = 100,
    HALL_MOST = 600,
    POEM_BITS_MOST = 800,
    OTHER_HALL = -150,
    OTHER_POEM = -200,
    OTHER_WORD = -170
};

/* ---- reading the lineages ---- */

typedef struct {
    const char *type, *columns; /* surname, place, village or old place, hall, lantern, poem, name,
                                 * first generation; `id` stands for none */
} Source;

static const Source sources[] = {
    { "genealogy", "surname, place, place_old, hall_name, id, generation_words, name, id" },
    { "hall", "surname, place, village, hall_name, lantern_name, id, name, id" },
    { "lineage", "surname, place, village, hall_name, lantern_name, poem, name, first_generation" },
};

static Str text_at(Ctx *c, const Rows *rows, size_t col, const Source *s, const char *absent)
{
    Str columns = str_z(s->columns), one = S("");

    for (size_t i = 0; i <= col; i++)
        if (!str_next(&columns, ',', &one))
            return S("");
    return str_eq(str_trim(one), str_z(absent)) ? S("")
                                                : arena_str(c->arena, rows_value(rows, col)->text);
}

static Lineage lineage_of(Kinfolk *k, Ctx *c, const Rows *rows, const Source *s)
{
    const Gazetteer *g = kinfolk_places(k);
    Lineage l = { .hall = text_at(c, rows, 3, s, "id"),
                  .lantern = text_at(c, rows, 4, s, "id"),
                  .poem = clue_words(c->arena, text_at(c, rows, 5, s, "id")),
                  .name = text_at(c, rows, 6, s, "id") };
    Str surname = rows_value(rows, 0)->text, written = text_at(c, rows, 2, s, "id");
    PlaceRead place, more;
    uint32_t ch;

    if (utf8_next(&surname, &ch))
        l.surname = names_class(kinfolk_names(k), ch);
    place_read(g, c->arena, text_at(c, rows, 1, s, "id"), &place);
    place_read(g, c->arena, written, &more);
    l.node = place.node ? place.node : more.node;
    l.village = more.rest;
    if (str_eq(str_z(s->type), S("lineage")) && rows_value(rows, 7)->set)
        l.first_generation = rows_value(rows, 7)->i;
    return l;
}

static bool read_source(Kinfolk *k, Ctx *c, const Source *s, Lineages *out, Err *e)
{
    const Type *t = registry_find(c->types, str_z(s->type));
    const QueryParts parts = { .columns = str_z(s->columns),
                               .order = S("id"),
                               .limit = LINEAGES_MAX };
    const Query *q = t ? query_build(c, t, &parts, e) : NULL;
    AUTO(rows_done) Rows *rows = q ? query_run(c, q, e) : NULL;

    if (!rows)
        return !t && !e->kind;
    while (out->n < LINEAGES_MAX && rows_next(rows, e))
        out->p[out->n++] = lineage_of(k, c, rows, s);
    return !e->kind;
}

bool kin_lineages(Kinfolk *k, Ctx *c, Lineages *out, Err *e)
{
    *out = (Lineages){ .p = NEWN(c->arena, Lineage, LINEAGES_MAX) };
    for (size_t i = 0; i < LEN(sources); i++)
        if (!read_source(k, c, &sources[i], out, e))
            return false;
    return true;
}

/* ---- those of a person ---- */

typedef struct {
    const Lineage *p[64];
    size_t n;
} Own;

static bool same_village(Str a, Str b)
{
    return a.n && b.n && (str_find(a, b) >= 0 || str_find(b, a) >= 0);
}

/* The lineages of the person's surname at the person's place; where some are of the village, not
 * those of other villages. */
static Own own_lineages(const Compare *m, const Person *p)
{
    Own own = { .n = 0 };
    bool village = false;
    size_t kept = 0;

    for (size_t i = 0; p->surname && i < m->lineages->n && own.n < LEN(own.p); i++) {
        const Lineage *l = &m->lineages->p[i];
        if (l->surname != p->surname ||
            place_kinship(kinfolk_places(m->k), l->node, p->where.node) < KINSHIP_WIDER)
            continue;
        village |= same_village(l->village, p->where.rest);
        own.p[own.n++] = l;
    }
    for (size_t i = 0; i < own.n; i++)
        if (!village || !own.p[i]->village.n || same_village(own.p[i]->village, p->where.rest))
            own.p[kept++] = own.p[i];
    own.n = kept;
    return own;
}

/* ---- hall names ---- */

/* As both are compared: simplified, without blanks, and with one character for those that are
 * taken for each other in hall names. */
static Str hall_key(const Compare *m, Str name)
{
    static const struct {
        uint32_t of, as;
    } taken[] = { { 0x9896, 0x988D } /* 颖 颍 */, { 0x90AA, 0x740A } /* 邪 琊 */ };
    Str key = folder_key(m->c->facts->folder, m->c->arena, name);
    char *out = arena_get(m->c->arena, key.n + 4);
    size_t n = 0;
    uint32_t ch;

    while (utf8_next(&key, &ch)) {
        for (size_t i = 0; i < LEN(taken); i++)
            ch = ch == taken[i].of ? taken[i].as : ch;
        n += utf8_put(ch, out + n);
    }
    return (Str){ out, n };
}

/* The told text may have words about the name. */
static bool is_hall(const Compare *m, Str told, Str hall)
{
    Str a = hall_key(m, told), b = hall_key(m, hall);

    if (str_ends(b, S("堂")) && b.n > 6)
        b.n -= 3;
    return b.n >= 6 && str_find(a, b) >= 0;
}

static bool has_hall(const Compare *m, const Lineage *l, Str told)
{
    return is_hall(m, told, l->hall) || is_hall(m, told, l->lantern);
}

/* P(hall name | of such a lineage) over its share among the lineages of the surname. With few on
 * record the share leans to one in twenty. */
static int hall_bits(const Compare *m, uint16_t surname, Str told)
{
    double with = 0, all = 0;

    for (size_t i = 0; i < m->lineages->n; i++) {
        const Lineage *l = &m->lineages->p[i];
        if (l->surname != surname || (!l->hall.n && !l->lantern.n))
            continue;
        all++;
        with += has_hall(m, l, told);
    }
    return kin_bits(0.85 / ((with + 0.25) / (all + 5)));
}

/* One hall name against those of the person's lineages; blank if these have none on record. */
static KinCell hall_cell(const Compare *m, const Person *p, const Own *own, const ToldText *told)
{
    const Lineage *met = NULL, *other = NULL, *shown;
    KinCell cell = { .told = told->text };
    int bits = OTHER_HALL;

    for (size_t k = 0; k < own->n; k++) {
        if (!met && has_hall(m, own->p[k], told->text))
            met = own->p[k];
        else if (own->p[k]->hall.n || own->p[k]->lantern.n)
            other = own->p[k];
    }
    shown = met ? met : other;
    if (!shown)
        return cell;
    if (met)
        bits = hall_bits(m, p->surname, told->text);
    cell.bits = kin_unsure(bits > HALL_MOST ? HALL_MOST : bits, told->sure);
    cell.result = met ? KIN_MATCH : KIN_MISMATCH;
    cell.recorded =
        shown->hall.n && (!met || is_hall(m, told->text, met->hall)) ? shown->hall : shown->lantern;
    cell.how = shown->name;
    return cell;
}

static void compare_halls(const Compare *m, const Person *p, const Own *own, KinFound *f)
{
    KinCell *cell = &f->cells[KIN_HALL];

    for (size_t i = 0; i < m->told->nhalls; i++) {
        KinCell one = hall_cell(m, p, own, &m->told->halls[i]);
        if (i == 0 || cell->result == KIN_BLANK ||
            (one.result != KIN_BLANK && one.bits > cell->bits))
            *cell = one;
    }
}

/* ---- generation words ---- */

static size_t classes_of(const Compare *m, Str s, uint16_t *out, size_t most)
{
    size_t n = 0;
    uint32_t ch;

    while (n < most && utf8_next(&s, &ch))
        if (names_class(kinfolk_names(m->k), ch))
            out[n++] = names_class(kinfolk_names(m->k), ch);
    return n;
}

/* The longest run that two poems share. */
static size_t shared_run(const uint16_t *a, size_t n, const uint16_t *b, size_t k)
{
    size_t best = 0;

    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < k; j++) {
            size_t run = 0;
            while (i + run < n && j + run < k && a[i + run] == b[j + run])
                run++;
            best = run > best ? run : best;
        }
    return best;
}

static bool same_poem(const Compare *m, Str a, Str b)
{
    uint16_t x[POEM_MOST], y[POEM_MOST];
    size_t n = classes_of(m, a, x, POEM_MOST), k = classes_of(m, b, y, POEM_MOST);
    size_t least = n < k ? n : k;

    return least >= POEM_LEAST && shared_run(x, n, y, k) >= (least < 8 ? POEM_LEAST : least / 2);
}

/* The given characters of the person, and where the first of them that is a word of the poem stands
 * in it; 0: nowhere, else from 1. */
static size_t place_in_poem(const Compare *m, const Person *p, Str poem, Str *word)
{
    uint16_t words[POEM_MOST], given[8];
    size_t n = classes_of(m, poem, words, POEM_MOST);
    size_t k = classes_of(m, p->hans.n ? p->hans : p->hant, given, LEN(given));

    for (size_t g = 1; g < k; g++)
        for (size_t i = 0; i < n; i++)
            if (words[i] == given[g]) {
                char out[4];
                uint32_t ch = names_class_char(kinfolk_names(m->k), words[i]);
                *word = arena_str(m->c->arena, (Str){ out, utf8_put(ch, out) });
                return i + 1;
            }
    return 0;
}

static Str poem_place(const Compare *m, size_t at, const Lineage *l)
{
    if (l && l->first_generation)
        return arena_printf(m->c->arena,
                            tr(m->c->lang, N_("word %zu of the poem, generation %" PRId64)), at,
                            l->first_generation + (int64_t)at - 1);
    return arena_printf(m->c->arena, tr(m->c->lang, N_("word %zu of the poem")), at);
}

static int poem_bits(const Compare *m, uint16_t surname, Str told)
{
    double with = 0, all = 0;

    for (size_t i = 0; i < m->lineages->n; i++) {
        const Lineage *l = &m->lineages->p[i];
        if (l->surname != surname || !l->poem.n)
            continue;
        all++;
        with += same_poem(m, told, l->poem);
    }
    return kin_bits(0.9 / ((with + 0.1) / (all + 5)));
}

/* A poem against those of the person's lineages. */
static void compare_poem(const Compare *m, const Person *p, const Own *own, const ToldText *told,
                         KinCell *cell)
{
    const Lineage *met = NULL, *other = NULL;
    Str word = S("");
    size_t at;
    int bits;

    for (size_t k = 0; k < own->n; k++) {
        if (!met && same_poem(m, told->text, own->p[k]->poem))
            met = own->p[k];
        else if (own->p[k]->poem.n)
            other = own->p[k];
    }
    at = place_in_poem(m, p, met ? met->poem : told->text, &word);
    if (at) {
        cell->recorded = word;
        cell->how = poem_place(m, at, met);
    }
    if (!met && !other) {
        cell->result = at ? KIN_VARIANT : KIN_BLANK;
        return;
    }
    bits = met ? poem_bits(m, p->surname, told->text) : OTHER_POEM;
    cell->bits = kin_unsure(bits > POEM_BITS_MOST ? POEM_BITS_MOST : bits, told->sure);
    cell->result = met ? KIN_MATCH : KIN_MISMATCH;
    if (!at)
        cell->recorded = (met ? met : other)->poem;
}

/* What the name that met already says of a character: by itself, or by its sound. */
static int named_bits(const Compare *m, const KinCandidate *by, uint16_t cls)
{
    for (size_t i = 0; i < by->nreasons; i++) {
        Str recorded = by->reasons[i].recorded;
        uint32_t ch;
        if (by->reasons[i].why == WHY_GIVEN && utf8_next(&recorded, &ch) &&
            names_class(kinfolk_names(m->k), ch) == cls)
            return by->reasons[i].bits;
    }
    return 0;
}

/* One word: it is in the person's name or not. What the name said of it is not counted again. */
static void compare_word(const Compare *m, const Person *p, const Own *own, const ToldText *told,
                         const KinCandidate *by, KinCell *cell)
{
    Str word = S("");
    uint16_t cls;
    int bits;

    if (!p->surname || classes_of(m, told->text, &cls, 1) == 0)
        return;
    if (!place_in_poem(m, p, told->text, &word)) {
        cell->bits = kin_unsure(OTHER_WORD, told->sure);
        cell->result = KIN_MISMATCH;
        cell->recorded = p->hans.n ? p->hans : p->hant;
        return;
    }
    bits = kin_unsure(kin_bits(0.85 / kin_share(m->view->base, cls, AS_GIVEN)), told->sure) -
           named_bits(m, by, cls);
    cell->bits = bits > 0 ? bits : 0;
    cell->result = KIN_MATCH;
    cell->recorded = word;
    for (size_t k = 0; k < own->n && !cell->how.n; k++) {
        size_t at = own->p[k]->poem.n ? place_in_poem(m, p, own->p[k]->poem, &word) : 0;
        if (at)
            cell->how = poem_place(m, at, own->p[k]);
    }
}

void kin_compare_lineage(const Compare *m, const Person *p, const KinCandidate *by, KinFound *f)
{
    Own own = own_lineages(m, p);
    KinCell *cell = &f->cells[KIN_GENERATION];

    compare_halls(m, p, &own, f);
    for (size_t i = 0; i < m->told->nwords; i++) {
        const ToldText *told = &m->told->words[i];
        KinCell found = { .told = told->text };
        if (utf8_len(told->text) >= POEM_LEAST)
            compare_poem(m, p, &own, told, &found);
        else
            compare_word(m, p, &own, told, by, &found);
        if (i == 0 || found.bits > cell->bits || cell->result == KIN_BLANK)
            *cell = found;
    }
}
