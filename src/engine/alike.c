/* SPDX-License-Identifier: Apache-2.0
 * Records as rows that are compared.
 */
#include "engine/alike.h"

#include <pthread.h>

#include "base/mem.h"
#include "engine/alike_impl.h"
#include "engine/history.h"
#include "engine/registry.h"
#include "engine/rights.h"
#include "engine/units.h"

/* ---- facts ---- */

struct AlikeFacts {
    const Folder *folder;
    pthread_mutex_t lock;
    Names *names;
    Gazetteer *places;
    PairTables *tables;
};

AlikeFacts *alike_facts_new(const Folder *folder)
{
    AlikeFacts *f = mem_zget(1, sizeof *f);

    f->folder = folder;
    (void)pthread_mutex_init(&f->lock, NULL);
    return f;
}

void alike_facts_free(AlikeFacts *f)
{
    if (!f)
        return;
    pair_tables_free(f->tables);
    gazetteer_free(f->places);
    names_free(f->names);
    (void)pthread_mutex_destroy(&f->lock);
    mem_give(f);
}

const PairTables *alike_tables(const Facts *facts)
{
    AlikeFacts *f = facts->alike;

    (void)pthread_mutex_lock(&f->lock);
    if (!f->tables) {
        f->names = names_new();
        f->places = gazetteer_new();
        f->tables = pair_tables_new(f->names, f->places, f->folder);
    }
    (void)pthread_mutex_unlock(&f->lock);
    return f->tables;
}

/* ---- forms ---- */

static int slot_of(const Type *t, const char *name)
{
    return name ? type_slot(t, str_z(name)) : -1;
}

static int first_of(const Type *t, FieldKind kind)
{
    for (size_t i = 0; i < t->nfields; i++)
        if (t->fields[i].kind == kind)
            return (int)i;
    return -1;
}

static void person_form(const Type *t, AlikeForm *out)
{
    const Alike *a = t->alike;
    const char *const fields[ALIKE__N] = {
        [ALIKE_BORN] = a->born,         [ALIKE_SEX] = a->sex,     [ALIKE_PLACE] = a->place,
        [ALIKE_VILLAGE] = a->village,   [ALIKE_PHONE] = a->phone, [ALIKE_BODY] = a->body,
        [ALIKE_DOCUMENT] = a->document, [ALIKE_DOCUMENT_KIND] = a->document_kind,
    };

    for (size_t i = 0; i < ALIKE__N; i++)
        out->slot[i] = slot_of(t, i < ALIKE_NAMES ? a->names[i] : fields[i]);
}

/* Its title and the other fields that are called a name of it. */
static void title_form(const Type *t, AlikeForm *out)
{
    size_t n = 0;
    int title = type_title(t);

    out->title = true;
    if (title >= 0 && (t->fields[title].kind == T_NAME || t->fields[title].kind == T_TEXT))
        out->slot[n++] = title;
    for (size_t i = 0; i < t->nfields && n < ALIKE_NAMES; i++)
        if (t->fields[i].kind == T_NAME && (int)i != title &&
            str_starts(str_z(t->fields[i].name), S("name")))
            out->slot[n++] = (int)i;
    out->slot[ALIKE_COUNTRY] = first_of(t, T_COUNTRY);
    out->slot[ALIKE_PLACE] = first_of(t, T_DIVISION);
    out->slot[ALIKE_PHONE] = first_of(t, T_PHONE);
}

bool alike_form(const Type *t, AlikeForm *out, Err *e)
{
    *out = (AlikeForm){ .type = t };
    for (size_t i = 0; i < ALIKE__N; i++)
        out->slot[i] = -1;
    if (t->alike)
        person_form(t, out);
    else
        title_form(t, out);
    if (out->slot[ALIKE_NAME] >= 0)
        return true;
    return err_set(e, ERR_INVALID, N_("records of %s have no name by which they could be compared"),
                   t->name);
}

/* ---- rows ---- */

/* The text of a field, if it may be seen. */
static Str seen(const AlikeForm *form, const Record *r, AlikeWhat what, int level)
{
    int slot = form->slot[what];

    if (slot < 0 || !r->v[slot].set || (int)form->type->fields[slot].level > level)
        return S("");
    return r->v[slot].text;
}

static uint64_t hash_of(Str text)
{
    return text.n ? str_hash(text) | 1 : 0;
}

static PairSex sex_of(Str code)
{
    return str_eq(code, S("male"))     ? PAIR_MALE
           : str_eq(code, S("female")) ? PAIR_FEMALE
                                       : PAIR_SEX_UNKNOWN;
}

PairRow alike_row(const AlikeForm *form, const Record *r, int level)
{
    Str country = seen(form, r, ALIKE_COUNTRY, level), name;
    uint64_t document = hash_of(seen(form, r, ALIKE_DOCUMENT, level));
    uint64_t kind = hash_of(seen(form, r, ALIKE_DOCUMENT_KIND, level)) >> 8 & 0xFF;
    int body = form->slot[ALIKE_BODY];
    PairRow row = {
        .id = r->id,
        .place = seen(form, r, ALIKE_PLACE, level),
        .village = seen(form, r, ALIKE_VILLAGE, level),
        .sex = sex_of(seen(form, r, ALIKE_SEX, level)),
        .title = form->title,
        .phone = hash_of(seen(form, r, ALIKE_PHONE, level)),
        .document = document ? (document & ~(uint64_t)0xFF) | kind : 0,
    };

    for (size_t i = 0, n = 0; i < ALIKE_NAMES; i++)
        if ((name = seen(form, r, (AlikeWhat)i, level)).n)
            row.names[n++] = name;
    if (seen(form, r, ALIKE_BORN, level).n) {
        row.born_from = (Day)r->v[form->slot[ALIKE_BORN]].i;
        row.born_to = (Day)r->v[form->slot[ALIKE_BORN]].j;
    }
    if (body >= 0 && r->v[body].set && (int)form->type->fields[body].level <= level)
        row.body = (uint64_t)r->v[body].i;
    if (country.n == 2)
        memcpy(row.country, country.p, 2);
    return row;
}

Stmt *alike_select(Ctx *c, const AlikeForm *form, const char *rest, const Param *params, size_t n)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);

    buf_put(&b, S("/* alike */ SELECT \"id\", \"unit\""));
    for (size_t i = 0; i < ALIKE__N; i++)
        if (form->slot[i] >= 0) {
            const Field *f = &form->type->fields[form->slot[i]];
            buf_printf(&b, ", \"%s\"", f->name);
            if (f->kind == T_DATE)
                buf_printf(&b, ", \"%s_from\", \"%s_to\"", f->name, f->name);
        }
    buf_printf(&b, " FROM \"%s\" %s", form->type->name, rest);
    return db_query_text(c->db, arena_str(c->arena, buf_str(&b)), params, n);
}

void alike_read(const Stmt *q, Arena *a, const AlikeForm *form, Record *out)
{
    int col = 2;

    out->id = db_int(q, 0);
    out->unit = db_int(q, 1);
    for (size_t i = 0; i < ALIKE__N; i++) {
        int slot = form->slot[i];
        if (slot < 0)
            continue;
        out->v[slot] = (Value){ .set = !db_null(q, col) };
        if (form->type->fields[slot].kind == T_LINK)
            out->v[slot].i = db_int(q, col);
        else if (out->v[slot].set)
            out->v[slot].text = db_text(q, a, col);
        if (form->type->fields[slot].kind == T_DATE) {
            out->v[slot].i = db_int(q, ++col);
            out->v[slot].j = db_int(q, ++col);
        }
        col++;
    }
}

/* ---- a whole type ---- */

typedef struct {
    Ctx *c;
    AlikeForm form;
    const Type *other; /* of further names; NULL: none */
    int other_of, other_name;
    bool all;             /* units: all */
    const int64_t *units; /* sorted */
    size_t nunits;
    Ids levels;        /* unit → level + 8 */
    int64_t documents; /* numbers that were compared */
    Stmt *names;       /* further names, in order of person */
    bool more;         /* does `names` stand on a row? */
} Loader;

static void loader_done(Loader *l)
{
    stmt_done(&l->names);
    ids_done(&l->levels);
}

static int level_at(Loader *l, const Type *t, int64_t unit)
{
    uint64_t key = (uint64_t)unit << 1 | (t == l->other);
    int64_t level;

    if (l->levels.n && ids_get(&l->levels, key, &level))
        return (int)level - 8;
    level = rights_level(l->c, t, unit);
    ids_set(&l->levels, key, level + 8);
    return (int)level;
}

static bool within(const Loader *l, int64_t unit)
{
    size_t low = 0, high = l->nunits;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (l->units[middle] < unit)
            low = middle + 1;
        else
            high = middle;
    }
    return l->all || (low < l->nunits && l->units[low] == unit);
}

static void find_other(Loader *l)
{
    const Alike *a = l->form.type->alike;

    l->other = a && a->other ? registry_find(l->c->types, str_z(a->other)) : NULL;
    if (!l->other)
        return;
    l->other_of = slot_of(l->other, a->other_of);
    l->other_name = slot_of(l->other, a->other_name);
}

static bool start_names(Loader *l, Err *e)
{
    Ctx *c = l->c;
    const Type *t = l->other;

    if (!t)
        return true;
    l->names =
        db_query_text(c->db,
                      arena_printf(c->arena,
                                   "/* alike: names */ SELECT \"%s\", \"%s\", \"unit\" FROM \"%s\""
                                   " WHERE \"voided_at\" IS NULL ORDER BY \"%s\", \"id\"",
                                   t->fields[l->other_of].name, t->fields[l->other_name].name,
                                   t->name, t->fields[l->other_of].name),
                      NULL, 0);
    l->more = db_next(l->names, e);
    return !e->kind;
}

/* Adds the further names of the row; both come in order of id. */
static bool add_names(Loader *l, Arena *a, PairRow *row, Err *e)
{
    size_t n = 0;

    while (n < PAIR_NAMES && row->names[n].n)
        n++;
    for (; l->more && db_int(l->names, 0) <= row->id; l->more = db_next(l->names, e)) {
        const Field *f = &l->other->fields[l->other_name];
        if (db_int(l->names, 0) == row->id && n < PAIR_NAMES &&
            level_at(l, l->other, db_int(l->names, 2)) >= (int)f->level)
            row->names[n++] = db_text(l->names, a, 1);
    }
    return !e->kind;
}

static bool load_rows(Loader *l, PairsBuild *b, Err *e)
{
    Ctx *c = l->c;
    const Type *t = l->form.type;
    Record *r = record_new(c->arena, t);
    AUTO(stmt_done) Stmt *q =
        alike_select(c, &l->form, "WHERE \"voided_at\" IS NULL ORDER BY \"id\"", NULL, 0);

    while (db_next(q, e)) {
        ArenaMark mark = arena_mark(c->arena);
        PairRow row;
        int level;
        alike_read(q, c->arena, &l->form, r);
        level = level_at(l, t, r->unit);
        row = alike_row(&l->form, r, level);
        if (!add_names(l, c->arena, &row, e))
            return false;
        if (level >= LEVEL_PUBLIC && within(l, r->unit) && row.names[0].n) {
            l->documents += row.document != 0;
            if (!pairs_build_add(b, &row, NULL))
                return err_set(e, ERR_INVALID,
                               N_("more than %d records cannot be compared at once; name a unit"),
                               PAIRS_ROWS_MAX);
        }
        arena_rewind(c->arena, mark);
    }
    return !e->kind;
}

Pairs *alike_load(Ctx *c, const Type *t, int64_t unit, Err *e)
{
    AUTO(loader_done) Loader l = { .c = c, .all = unit == 0 };
    PairsBuild *b;
    Pairs *p;
    bool ok;

    if (!alike_form(t, &l.form, e) || !rights_check(c, RIGHT_READ, t, 0, e))
        return NULL;
    find_other(&l);
    if (unit)
        l.units = units_below(c->units, c->arena, unit, &l.nunits);
    if (!start_names(&l, e))
        return NULL;
    b = pairs_build_new(alike_tables(c->facts));
    ok = load_rows(&l, b, e) &&
         (l.documents == 0 || !c->user || history_read(c, t, 0, S("dedupe"), l.documents, e));
    p = pairs_build_end(b, 0);
    if (ok)
        return p;
    pairs_free(p);
    return NULL;
}
