/* SPDX-License-Identifier: Apache-2.0
 * Links: from what a cell calls a record to the record.
 *
 * A record is called by #id, by its key, by its title (as written, then folded), or by another
 * of its names or unique texts. Keys and ids are looked up for a whole chunk of rows at once; the
 * names of a type are read once, when first needed. What the user may
 * not read is found by its id alone.
 */
#include <stdio.h>

#include "engine/finder.h"
#include "engine/rights.h"
#include "engine/transfer_impl.h"

enum {
    NAMES_MAX = 16,
    CANDIDATES_MAX = 5,
    SUGGESTED_EACH = 3,
    SUGGESTED_MAX = 50,
    HASH_KEY = 1,
    HASH_ID = 3,
    HASH_OTHER = 7
};

/* ---- the fields that name a record ---- */

static bool is_name(const Type *t, size_t slot)
{
    const Field *f = &t->fields[slot];
    if ((int)slot == type_title(t))
        return f->kind == T_NAME || f->kind == T_TEXT;
    return f->kind == T_NAME || (f->kind == T_TEXT && f->flags & UNIQUE);
}

/* Slots of those fields, the title first; how many. */
static size_t names_of(const Type *t, size_t slots[NAMES_MAX])
{
    size_t n = 0, title = (size_t)type_title(t);
    if (title < t->nfields && is_name(t, title))
        slots[n++] = title;
    for (size_t i = 0; i < t->nfields && n < NAMES_MAX; i++)
        if (i != title && is_name(t, i))
            slots[n++] = i;
    return n;
}

static void put_name(Ids *ids, uint64_t hash, int64_t id)
{
    int64_t before;
    if (ids_get(ids, hash, &before) && before != id)
        id = NAMED_TWICE;
    ids_set(ids, hash, id);
}

static uint64_t fold_hash(Import *im, Str text)
{
    Ctx *c = im->c;
    char room[FOLD_SHORT];
    Str key = folder_short(c->facts->folder, text, room);
    return str_hash(key.n ? key : folder_key(c->facts->folder, c->arena, text));
}

/* One name of a record: number 0 is its title. */
static void add_name(Import *im, TypeWork *w, size_t number, Str text, int64_t id)
{
    if (text.n == 0)
        return;
    if (number > 0) {
        put_name(&w->other, hash_add(HASH_OTHER, str_hash(text)), id);
        put_name(&w->other, fold_hash(im, text), id);
        return;
    }
    put_name(&w->exact, str_hash(text), id);
    put_name(&w->folded, fold_hash(im, text), id);
}

void links_add(Import *im, TypeWork *w, const Record *r)
{
    size_t slots[NAMES_MAX], n;
    if (w->linked || w->to_come > 1) {
        if (r->key.n)
            ids_set(&w->made, hash_add(HASH_KEY, str_hash(r->key)), r->id);
        ids_set(&w->made, hash_add(HASH_ID, (uint64_t)r->id), r->id);
    }
    if (!w->linked)
        return;
    n = names_of(w->type, slots);
    for (size_t i = 0; i < n; i++)
        add_name(im, w, i, rec_text(r, (int)slots[i]), r->id);
}

void links_failed(Import *im, TypeWork *w, const Record *r)
{
    size_t slots[NAMES_MAX], n = names_of(w->type, slots);
    if (!w->linked)
        return;
    if (r->key.n)
        ids_set(&w->failed, fold_hash(im, r->key), 1);
    if (r->promised)
        ids_set(&w->failed, fold_hash(im, arena_printf(im->c->arena, "#%" PRId64, r->promised)), 1);
    for (size_t i = 0; i < n; i++)
        if (rec_text(r, (int)slots[i]).n)
            ids_set(&w->failed, fold_hash(im, rec_text(r, (int)slots[i])), 1);
}

void work_done(TypeWork *w)
{
    ids_done(&w->failed);
    map_done(&w->heads);
    ids_done(&w->made);
    ids_done(&w->exact);
    ids_done(&w->folded);
    ids_done(&w->other);
    ids_done(&w->unique);
    ids_done(&w->levels);
}

/* ---- what is stored ---- */

/* May records of the type that belong to the unit be linked to? Units are no secret. */
static bool may_link(Import *im, TypeWork *w, int64_t unit)
{
    int64_t may;
    if (!im->c->user || str_eq(str_z(w->type->name), S("unit")))
        return true;
    if (!ids_get(&w->levels, (uint64_t)unit, &may)) {
        may = rights_level(im->c, w->type, unit) >= LEVEL_PUBLIC;
        ids_set(&w->levels, (uint64_t)unit, may);
    }
    return may;
}

static Str names_sql(Import *im, const Type *t, const size_t *slots, size_t n)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    buf_put(&b, S("/* import names */ SELECT \"id\", \"unit\", \"key\""));
    for (size_t i = 0; i < n; i++)
        buf_printf(&b, ", \"%s\"", t->fields[slots[i]].name);
    buf_printf(&b, " FROM \"%s\" WHERE \"voided_at\" IS NULL", t->name);
    return arena_str(im->c->arena, buf_str(&b));
}

/* Reads all names of a type, once. */
static bool read_names(Import *im, TypeWork *w, Err *e)
{
    size_t slots[NAMES_MAX], n = names_of(w->type, slots);
    if (w->names_read)
        return true;
    w->names_read = true;
    if (w->was_empty || n == 0)
        return true;
    if (!store_flush(im->c, e))
        return false;
    AUTO(stmt_done) Stmt *q = db_query_text(im->c->db, names_sql(im, w->type, slots, n), NULL, 0);
    while (db_next(q, e)) {
        ArenaMark m = arena_mark(im->c->arena);
        if (may_link(im, w, db_int(q, 1)))
            for (size_t i = 0; i < n; i++)
                add_name(im, w, i, db_str(q, 3 + (int)i), db_int(q, 0));
        arena_rewind(im->c->arena, m);
    }
    return !e->kind;
}

static bool said_id(Str text, int64_t *id)
{
    Str head, tail;
    if (text.n < 2 || text.p[0] != '#')
        return false;
    str_cut(text, S(" "), &head, &tail);
    return str_int(str_part(head, 1, head.n), id) && *id > 0;
}

/* Puts the records found by ids or keys into `found`. */
static bool read_found(Import *im, TypeWork *w, Stmt *q, bool by_key, Map *found, Err *e)
{
    while (db_next(q, e)) {
        AUTO(buf_done) Buf b = buf_new(BUF_LINE);
        if (by_key && !may_link(im, w, db_int(q, 1)))
            continue; /* an id tells nothing, and stands in one's own exports */
        if (by_key)
            buf_put(&b, db_str(q, 2));
        else
            buf_printf(&b, "#%" PRId64, db_int(q, 0));
        map_set(found, buf_str(&b), db_int(q, 0));
    }
    return !e->kind;
}

static bool ask(Import *im, TypeWork *w, bool by_key, Str list, Map *found, Err *e)
{
    Ctx *c = im->c;
    Str each =
        by_key ? db_sql_each_text(c->db, c->arena, "$1") : db_sql_each_int(c->db, c->arena, "$1");
    Str sql = arena_printf(c->arena,
                           "/* import links */ SELECT \"id\", \"unit\", \"key\" FROM \"%s\""
                           " WHERE \"%s\" IN (%.*s) AND \"voided_at\" IS NULL",
                           w->type->name, by_key ? "key" : "id", STR(each));
    const Param p = param_text(list);
    AUTO(stmt_done) Stmt *q = db_query_text(c->db, sql, &p, 1);
    return read_found(im, w, q, by_key, found, e);
}

/* ---- looking up ---- */

static const Field *want_field(const Plan *p, const Want *want)
{
    return col_field(p, &p->cols[want->col]);
}

static TypeWork *want_work(Import *im, const Plan *p, const Want *want)
{
    return work_of(im, registry_find(im->c->types, str_z(want_field(p, want)->link)));
}

/* Among the records of this import, by id or key. */
static int64_t look_made(const TypeWork *w, Str text)
{
    int64_t id = 0, said;
    if (said_id(text, &said))
        return ids_get(&w->made, hash_add(HASH_ID, (uint64_t)said), &id) ? id : 0;
    return ids_get(&w->made, hash_add(HASH_KEY, str_hash(text)), &id) ? id : 0;
}

static int64_t look_names(Import *im, const TypeWork *w, Str text)
{
    int64_t id, said;
    if (said_id(text, &said))
        return 0;
    if (ids_get(&w->exact, str_hash(text), &id) ||
        ids_get(&w->other, hash_add(HASH_OTHER, str_hash(text)), &id) ||
        ids_get(&w->folded, fold_hash(im, text), &id) ||
        ids_get(&w->other, fold_hash(im, text), &id))
        return id;
    return 0;
}

/* Two JSON lists, of ids and of keys, of what the rows want of a type. */
static void list_wants(Import *im, const Plan *p, const TypeWork *w, const RowIn *rows, size_t n,
                       Buf lists[2])
{
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < rows[i].wants.n; k++) {
            const Want *want = &rows[i].wants.p[k];
            int64_t said;
            bool by_id = said_id(want->text, &said);
            Buf *b = &lists[by_id ? 0 : 1];
            if (want->id || want_work(im, p, want) != w)
                continue;
            buf_putc(b, b->n ? ',' : '[');
            if (by_id)
                buf_int(b, said);
            else
                buf_json(b, want->text);
        }
}

static bool look_stored(Import *im, Plan *p, TypeWork *w, RowIn *rows, size_t n, Map *found, Err *e)
{
    AUTO(buf_done) Buf ids = buf_new(BUF_PAGE);
    AUTO(buf_done) Buf keys = buf_new(BUF_PAGE);
    Buf lists[2] = { ids, keys };
    bool ok = true;

    if (w->was_empty)
        return true;
    list_wants(im, p, w, rows, n, lists);
    ids = lists[0];
    keys = lists[1];
    for (int by_key = 0; ok && by_key < 2; by_key++) {
        Buf *b = by_key ? &keys : &ids;
        if (b->n == 0)
            continue;
        buf_putc(b, ']');
        if (b->failed)
            return err_set(e, ERR_INVALID,
                           "%zu rows name too many records at once; split the cells", n);
        ok = ask(im, w, by_key, buf_str(b), found, e);
    }
    return ok;
}

/* All that the rows want of one type. */
static bool find_of(Import *im, Plan *p, TypeWork *w, RowIn *rows, size_t n, Err *e)
{
    AUTO(map_done) Map found = { 0 };
    bool open = false;

    for (int pass = 0; pass < 3; pass++) {
        if (pass == 1 && !look_stored(im, p, w, rows, n, &found, e))
            return false;
        if (pass == 2 && !read_names(im, w, e))
            return false;
        open = false;
        for (size_t i = 0; i < n; i++)
            for (size_t k = 0; k < rows[i].wants.n; k++) {
                Want *want = &rows[i].wants.p[k];
                if (want->id || want_work(im, p, want) != w)
                    continue;
                if (pass == 0)
                    want->id = look_made(w, want->text);
                else if (pass == 2)
                    want->id = look_names(im, w, want->text);
                else if (!map_get(&found, want->text, &want->id))
                    want->id = 0;
                open |= want->id == 0;
            }
        if (!open)
            return true;
    }
    return true;
}

bool links_find(Import *im, Plan *p, RowIn *rows, size_t n, Err *e)
{
    for (size_t i = 0; i < p->ncols; i++) {
        const Field *f = col_field(p, &p->cols[i]);
        const Type *t = f && f->link ? registry_find(im->c->types, str_z(f->link)) : NULL;
        if (t && !find_of(im, p, work_of(im, t), rows, n, e))
            return false;
    }
    return true;
}

/* ---- what could not be found ---- */

static void list_candidate(Buf *b, const Stmt *q)
{
    buf_printf(b, "%s#%" PRId64, b->n ? ", " : "", db_int(q, 0));
    if (db_str(q, 2).n)
        buf_printf(b, " (%.*s)", STR(db_str(q, 2)));
}

/* The first few records that are called so. */
static Str candidates(Import *im, TypeWork *w, Str text)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    Ctx *c = im->c;
    size_t slots[NAMES_MAX], n = names_of(w->type, slots), listed = 0;
    uint64_t want = fold_hash(im, text);
    Err quiet = { 0 };

    if (!store_flush(c, &quiet))
        return S("?");
    AUTO(stmt_done) Stmt *q = db_query_text(c->db, names_sql(im, w->type, slots, n), NULL, 0);
    while (listed < CANDIDATES_MAX && db_next(q, &quiet)) {
        ArenaMark m = arena_mark(c->arena);
        bool hit = false;
        for (size_t i = 0; i < n && !hit && may_link(im, w, db_int(q, 1)); i++)
            hit = db_str(q, 3 + (int)i).n && fold_hash(im, db_str(q, 3 + (int)i)) == want;
        arena_rewind(c->arena, m);
        if (hit) {
            list_candidate(&b, q);
            listed++;
        }
    }
    return arena_str(c->arena, b.n ? buf_str(&b) : S("?"));
}

/* Records whose names are near to the text; empty if none are, or after many such cells. */
static Str suggestions(Import *im, const TypeWork *w, Str text)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    FinderAsk ask = { .text = text, .type = w->type, .top = SUGGESTED_EACH };
    FoundList list;
    Err quiet = { 0 };

    if (!im->c->finder || im->suggested == SUGGESTED_MAX)
        return S("");
    im->suggested++;
    if (!finder_find(im->c, &ask, &list, &quiet))
        return S("");
    for (size_t i = 0; i < list.n; i++)
        buf_printf(&b, "%s#%" PRId64 " (%.*s)", i ? ", " : "", list.p[i].id,
                   STR(store_title(im->c, w->type, list.p[i].id)));
    return arena_str(im->c->arena, buf_str(&b));
}

static void refuse_unknown(Import *im, const Want *want, const TypeWork *w, Err *e)
{
    const char *label = type_label(w->type, im->c->lang);
    Str near = suggestions(im, w, want->text);

    if (near.n)
        err_set(e, ERR_NOT_FOUND,
                N_("there is no record of %s called '%.*s'; did you mean %.*s? correct the name, or"
                   " bring that record in first"),
                label, STR(want->text), STR(near));
    else
        err_set(
            e, ERR_NOT_FOUND,
            "there is no record of %s called '%.*s'; correct the name, or bring that record in first",
            label, STR(want->text));
}

static void refuse(Import *im, Plan *p, RowIn *in, const Want *want, TypeWork *w)
{
    Err e = { .lang = im->c->lang };
    const char *label = type_label(w->type, im->c->lang);
    int64_t failed;
    in->bad = true;
    if (want->id == 0 && ids_get(&w->failed, fold_hash(im, want->text), &failed)) {
        warn_cell(im, p, in->row, (int)want->col, want->text,
                  "this names a row that is wrong itself; correct that row");
        return;
    }
    if (want->id == NAMED_TWICE)
        err_set(
            &e, ERR_INVALID,
            "more than one record of %s is called '%.*s'; write the number of the one meant: %.*s",
            label, STR(want->text), STR(candidates(im, w, want->text)));
    else
        refuse_unknown(im, want, w, &e);
    bad_cell(im, p, in->row, (int)want->col, want->text, &e);
}

/* A record with nothing but its title. */
static bool make_named(Import *im, Plan *p, const Want *want, TypeWork *w, int64_t *id, Err *e)
{
    Ctx *c = im->c;
    int title = type_title(w->type);
    Record *r = record_new(c->arena, w->type);
    Check k = { 0 };

    if (!value_parse(c, &w->type->fields[title], r, want->text, &r->v[title], e))
        return false;
    r->source = p->from;
    r->unit = im->o->unit;
    if (!rights_check(c, RIGHT_IMPORT, w->type, r->unit, e) || !store_create(c, r, &k, e))
        return false;
    w->linked = true;
    links_add(im, w, r);
    im->made++;
    *id = r->id;
    return true;
}

static void create_or_refuse(Import *im, Plan *p, RowIn *in, Want *want, TypeWork *w)
{
    Err e = { .lang = im->c->lang };
    size_t slots[NAMES_MAX];
    int64_t said;
    bool nameable = names_of(w->type, slots) > 0 && (int)slots[0] == type_title(w->type);

    if (want->id == NAMED_TWICE || !im->o->create_links || !nameable ||
        said_id(want->text, &said)) {
        refuse(im, p, in, want, w);
        return;
    }
    if (make_named(im, p, want, w, &want->id, &e))
        return;
    err_prefix(&e, "while making the record '%.*s' that is linked to: ", STR(want->text));
    bad_cell(im, p, in->row, (int)want->col, want->text, &e);
    in->bad = true;
}

/* ---- into the record ---- */

static void put_links(Import *im, const Plan *p, RowIn *in, size_t col)
{
    AUTO(buf_done) Buf b = buf_new(BUF_PAGE);
    int slot = p->cols[col].slot;
    for (size_t k = 0; k < in->wants.n; k++) {
        char number[32];
        Str one;
        if (in->wants.p[k].col != col)
            continue;
        one = (Str){ number,
                     (size_t)snprintf(number, sizeof number, "|%" PRId64 "|", in->wants.p[k].id) };
        if (str_find(buf_str(&b), one) < 0)
            buf_put(&b, str_part(one, b.n ? 1 : 0, one.n));
    }
    rec_set_text(in->r, slot, arena_str(im->c->arena, buf_str(&b)));
    in->said[slot] = SAID_VALUE;
}

static void put_found(Import *im, const Plan *p, RowIn *in)
{
    for (size_t k = 0; k < in->wants.n; k++) {
        const Want *want = &in->wants.p[k];
        const Col *col = &p->cols[want->col];
        if (col->kind == COL_STD) {
            in->r->unit = want->id;
            in->std[STD_UNIT] = SAID_VALUE;
        } else if (want_field(p, want)->kind == T_LINKS) {
            if (k == 0 || in->wants.p[k - 1].col != want->col)
                put_links(im, p, in, want->col);
        } else {
            rec_set_int(in->r, col->slot, want->id);
            in->said[col->slot] = SAID_VALUE;
        }
    }
}

bool links_open(const RowIn *in)
{
    for (size_t k = 0; k < in->wants.n; k++)
        if (in->wants.p[k].id == 0)
            return true;
    return false;
}

void links_settle(Import *im, Plan *p, RowIn *in, bool last)
{
    in->waits = false;
    for (size_t k = 0; k < in->wants.n; k++) {
        Want *want = &in->wants.p[k];
        TypeWork *w = want_work(im, p, want);
        if (want->id == 0)
            want->id = look_made(w, want->text);
        if (want->id == 0)
            want->id = look_names(im, w, want->text);
        if (want->id > 0)
            continue;
        if (want->id == 0 && !last && w->to_come > 0)
            in->waits = true;
        else
            create_or_refuse(im, p, in, want, w);
    }
    if (!in->bad && !in->waits)
        put_found(im, p, in);
}
