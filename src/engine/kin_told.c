/* SPDX-License-Identifier: Apache-2.0
 * Reading a case and its clues.
 *
 * What the case itself says is certain. A clue is certain, likely or doubtful as its record says;
 * fields of the case come first, and clues fill what they lack.
 */
#include "engine/kin_case_impl.h"

#include "engine/query.h"
#include "engine/registry.h"
#include "engine/store.h"

static const double SURE = 1, LIKELY = 0.8, DOUBTFUL = 0.5;

typedef struct {
    Kinfolk *k;
    Ctx *c;
    const Record *r;
    Told *t;
    Buf unused;
} Reader;

bool kin_has_han(Str s)
{
    uint32_t ch;

    while (utf8_next(&s, &ch))
        if (ch >= 0x3400)
            return true;
    return false;
}

static Str field(const Reader *d, const char *name)
{
    int slot = type_slot(d->r->type, str_z(name));
    return slot < 0 ? S("") : str_trim(rec_text(d->r, slot));
}

/* ---- names ---- */

static void add_name(Reader *d, Str text, KinField kind, double sure)
{
    Told *t = d->t;

    text = str_trim(text);
    if (text.n == 0 || t->nnames == TOLD_NAMES)
        return;
    for (size_t i = 0; i < t->nnames; i++)
        if (str_eq(t->names[i].text, text))
            return;
    t->names[t->nnames++] = (ToldName){ arena_str(d->c->arena, text), sure, kind };
}

/* Several names in one field stand between semicolons, commas and 、. A comma in a Latin name may
 * stand between surname and given name, and does not part names. */
static void add_names(Reader *d, Str text, KinField kind, double sure)
{
    static const char *const marks[] = { "；", ";", "、", "，", "/" };

    for (size_t i = 0; i < LEN(marks); i++) {
        Str head, tail;
        if (str_cut(text, str_z(marks[i]), &head, &tail)) {
            add_names(d, head, kind, sure);
            add_names(d, tail, kind, sure);
            return;
        }
    }
    add_name(d, text, kind, sure);
}

/* ---- places ---- */

static Str path_of(const Reader *d, Str code)
{
    const Divisions *all = d->c->facts->divisions;
    Err quiet = { 0 };
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    const Division *found = code.n ? division_find(all, code, &quiet) : NULL;

    if (found)
        division_path(all, found, &b);
    return arena_str(d->c->arena, buf_str(&b));
}

/* One text of what is said in two: the division of today and the old name; the village. */
static Str join_place(const Reader *d, Str today, Str old, Str village)
{
    PlaceRead read = { 0 };

    /* An old name in Latin letters beside a village in characters: that of its place. */
    if (!today.n && old.n && !kin_has_han(old) && kin_has_han(village)) {
        place_read(kinfolk_places(d->k), d->c->arena, old, &read);
        today = place_name(kinfolk_places(d->k), read.node);
    }
    if (!today.n && !kin_has_han(old))
        return village.n && old.n ? arena_printf(d->c->arena, "%.*s, %.*s", STR(village), STR(old))
                                  : arena_str(d->c->arena, old.n ? old : village);
    if (village.n == 0 && old.n) {
        place_read(kinfolk_places(d->k), d->c->arena, old, &read);
        village = read.rest;
    }
    return arena_printf(d->c->arena, "%.*s%.*s", STR(today.n ? today : old), STR(village));
}

static void told_place(Reader *d)
{
    Str today = path_of(d, field(d, "place")), old = field(d, "place_old"),
        village = field(d, "village");

    if (today.n || old.n || village.n)
        d->t->place = (ToldText){ join_place(d, today, old, village), SURE };
    d->t->place_shown = old.n ? old : today;
    d->t->village_shown = village;
}

/* ---- clues ---- */

typedef struct {
    Str kind, text, place;
    Day from, to;
    double sure;
} Clue;

static void put_unused(Reader *d, Str text)
{
    if (d->unused.n)
        buf_put(&d->unused, S("; "));
    buf_put(&d->unused, text);
}

static void clue_name(Reader *d, const Clue *u)
{
    add_names(d, u->text, kin_has_han(u->text) ? KIN_OTHER : KIN_LATIN, u->sure);
}

static void clue_place(Reader *d, const Clue *u)
{
    Told *t = d->t;

    if (t->place.text.n)
        return;
    t->place = (ToldText){ join_place(d, path_of(d, u->place), u->text, S("")), u->sure };
    t->place_shown = u->text;
}

static void clue_hall(Reader *d, const Clue *u)
{
    if (d->t->nhalls < TOLD_WORDS)
        d->t->halls[d->t->nhalls++] = (ToldText){ u->text, u->sure };
}

static void clue_generation(Reader *d, const Clue *u)
{
    Str words = clue_words(d->c->arena, u->text);

    if (words.n && d->t->nwords < TOLD_WORDS)
        d->t->words[d->t->nwords++] = (ToldText){ words, u->sure };
}

static void clue_tomb(Reader *d, const Clue *u)
{
    Str born = clue_born(d->c->arena, u->text, u->from, u->to);

    if (born.n && !d->t->born.text.n)
        d->t->born = (ToldText){ born, u->sure };
    else
        put_unused(d, u->text);
}

static void clue_kin(Reader *d, const Clue *u)
{
    static const char *const marks[] = { "；", ";", "、" };
    Clue part = *u;
    Relative who;

    for (size_t i = 0; i < LEN(marks); i++) {
        Str tail;
        if (str_cut(u->text, str_z(marks[i]), &part.text, &tail)) {
            clue_kin(d, &part);
            part.text = tail;
            clue_kin(d, &part);
            return;
        }
    }
    who = clue_relative(d->c->arena, u->text);
    if (who.name.n && d->t->nrelatives < TOLD_RELATIVES)
        d->t->relatives[d->t->nrelatives++] = (ToldRelative){ u->text, u->sure, who };
}

static void clue_ship(Reader *d, const Clue *u)
{
    if (u->from && !d->t->departed.text.n)
        d->t->departed = (ToldText){ day_year(u->from) == day_year(u->to)
                                         ? arena_printf(d->c->arena, "%d", day_year(u->from))
                                         : arena_printf(d->c->arena, "%d/%d", day_year(u->from),
                                                        day_year(u->to)),
                                     u->sure };
    put_unused(d, u->text);
}

static void clue_letter(Reader *d, const Clue *u)
{
    d->t->letter = (ToldText){ u->text, u->sure };
    put_unused(d, u->text);
}

static void clue_unused(Reader *d, const Clue *u)
{
    put_unused(d, u->text);
}

static const struct {
    const char *kind;
    void (*read)(Reader *d, const Clue *u);
} clue_readers[] = {
    { "old_name", clue_name },          { "old_place", clue_place }, { "new_place", clue_place },
    { "hall_name", clue_hall },         { "lantern_name", clue_hall },
    { "generation", clue_generation },  { "tombstone", clue_tomb },  { "relative", clue_kin },
    { "ship", clue_ship },              { "letter", clue_letter },   { "photo", clue_letter },
};

static void read_clue(Reader *d, const Clue *u)
{
    for (size_t i = 0; i < LEN(clue_readers); i++)
        if (str_eq(u->kind, str_z(clue_readers[i].kind))) {
            clue_readers[i].read(d, u);
            return;
        }
    clue_unused(d, u);
}

static double sure_of(Str certainty)
{
    return str_eq(certainty, S("likely"))     ? LIKELY
           : str_eq(certainty, S("doubtful")) ? DOUBTFUL
                                              : SURE;
}

static bool read_clues(Reader *d, Err *e)
{
    Ctx *c = d->c;
    const Type *t = registry_need(c->types, S("clue"), e);
    const QueryParts parts = { .where = S("kin_case = this"),
                               .columns = S("kind, text, place, dated, certainty"),
                               .order = S("id"),
                               .limit = CLUES_MAX,
                               .self = d->r->id };
    const Query *q = t ? query_build(c, t, &parts, e) : NULL;
    AUTO(rows_done) Rows *rows = q ? query_run(c, q, e) : NULL;

    if (!rows)
        return false;
    while (rows_next(rows, e)) {
        const Value *dated = rows_value(rows, 3);
        Clue u = { .kind = arena_str(c->arena, rows_value(rows, 0)->text),
                   .text = arena_str(c->arena, str_trim(rows_value(rows, 1)->text)),
                   .place = arena_str(c->arena, rows_value(rows, 2)->text),
                   .sure = sure_of(rows_value(rows, 4)->text) };
        if (dated->set) {
            u.from = (Day)dated->i;
            u.to = (Day)dated->j;
        }
        if (u.text.n)
            read_clue(d, &u);
    }
    return !e->kind;
}

bool kin_told(Kinfolk *k, Ctx *c, int64_t kin_case, Told *out, Err *e)
{
    const Type *t = registry_need(c->types, S("kin_case"), e);
    Reader d = { .k = k, .c = c, .t = out, .unused = buf_new(BUF_PAGE) };
    bool ok;

    *out = (Told){ .kin_case = kin_case };
    d.r = t ? store_get(c, t, kin_case, e) : NULL;
    if (!d.r)
        return false;
    add_names(&d, field(&d, "sought"), kin_has_han(field(&d, "sought")) ? KIN_NAME : KIN_LATIN,
              SURE);
    add_names(&d, field(&d, "sought_latin"), KIN_LATIN, SURE);
    add_names(&d, field(&d, "sought_other"), KIN_OTHER, SURE);
    out->born = (ToldText){ field(&d, "sought_born"), SURE };
    out->departed = (ToldText){ field(&d, "departed"), SURE };
    out->seeker_consented = field(&d, "seeker_consented").n > 0;
    told_place(&d);
    ok = read_clues(&d, e);
    out->unused = arena_str(c->arena, buf_str(&d.unused));
    buf_done(&d.unused);
    if (ok && out->nnames == 0)
        return err_set(e, ERR_INVALID,
                       N_("the case tells no name of the sought person; add one to the case, or as "
                          "a clue"));
    return ok;
}
