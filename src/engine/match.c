/* SPDX-License-Identifier: Apache-2.0
 * Matching: which record each row is, and writing it.
 *
 * A row is known by the id that it gives, else by its key, else by the identity of its type, else
 * by all that it says and how often the sheet has said that before. Look-ups are one query for a
 * chunk of rows, and none where the table was empty when the import began.
 */
#include "engine/chain.h"
#include "engine/gedcom.h"
#include "engine/rights.h"
#include "engine/transfer_impl.h"
#include "engine/units.h"

enum { BY_KEY = 1, BY_IDENT = 2, BY_ID = 3, SAYS_BITS = 42, HIDDEN = -1 };
/* An id may be that of another office whose clock is ahead by a day. */
static const int64_t GIVEN_AHEAD = (int64_t)86400000 << 20;
static const uint64_t SAYS_MASK = ((uint64_t)1 << SAYS_BITS) - 1;

/* ---- what a row says ---- */

static uint64_t value_hash(const Value *v)
{
    return v->set ? hash_add(str_hash(v->text), (uint64_t)v->i) : 0;
}

/* A hash of what a record holds in the columns that the sheet has. */
static uint64_t says_hash(const Plan *p, const Record *r)
{
    uint64_t h = 0;
    for (const size_t *i = p->order; *i != SIZE_MAX; i++) {
        const Col *col = &p->cols[*i];
        const Str texts[STD__N] = { [STD_STATE] = r->state,
                                    [STD_SOURCE] = r->source,
                                    [STD_EVIDENCE] = r->evidence,
                                    [STD_KEY] = r->key };
        if (col->kind == COL_FIELD)
            h = hash_add(h, value_hash(&r->v[col->slot]));
        else if (col->slot == STD_UNIT)
            h = hash_add(h, (uint64_t)r->unit);
        else
            h = hash_add(h, str_hash(texts[col->slot]));
    }
    return h;
}

static int64_t home_unit(const Import *im)
{
    if (im->o->unit)
        return im->o->unit;
    return im->c->user ? im->c->user->home : units_root(im->c->units);
}

/* What a new record gets that the row does not say. */
static void complete(const Import *im, const Plan *p, RowIn *in)
{
    const State *states = p->type->states;
    if (in->r->unit == 0)
        in->r->unit = home_unit(im);
    if (in->r->state.n == 0 && states)
        in->r->state = str_z(states[0].code);
}

static void know_by(RowIn *in)
{
    int64_t ident = record_ident(in->r);
    if (in->given)
        in->known_by = hash_add(BY_ID, (uint64_t)in->given);
    else if (in->r->key.n)
        in->known_by = hash_add(BY_KEY, str_hash(in->r->key));
    else
        in->known_by = ident ? hash_add(BY_IDENT, (uint64_t)ident) : 0;
}

/* ---- twice in one sheet ---- */

/* Two rows that are the same thing must say the same; the second is passed over then. */
static void check_twice(Import *im, Plan *p, RowIn *in)
{
    int64_t before;
    uint64_t says = in->says & SAYS_MASK;
    Err e = { .lang = im->c->lang };

    if (!in->known_by)
        return;
    if (!ids_get(&p->met, in->known_by, &before)) {
        ids_set(&p->met, in->known_by, (int64_t)((uint64_t)in->row << SAYS_BITS | says));
        return;
    }
    in->passed = true;
    if (((uint64_t)before & SAYS_MASK) == says) {
        warn_cell(im, p, in->row, COL_ROW, (Str){ 0 },
                  "the row says the same as row %" PRId64 " and was passed over",
                  before >> SAYS_BITS);
        return;
    }
    err_set(&e, ERR_CONFLICT,
            "row %" PRId64
            " is about the same thing and says otherwise; keep one of the two, or give them"
            " different numbers",
            before >> SAYS_BITS);
    bad_cell(im, p, in->row, COL_ROW, (Str){ 0 }, &e);
    in->bad = true;
}

/* ---- what is stored ---- */

typedef struct {
    Ids ids;    /* known_by → id */
    Ids voided; /* id → 1 */
    Ids hidden; /* the same for those that the user may not read */
    Ids at;     /* id → place in records + 1 */
    VEC(Record *) records;
} Stored;

static void stored_done(Stored *s)
{
    ids_done(&s->ids);
    ids_done(&s->voided);
    ids_done(&s->hidden);
    ids_done(&s->at);
}

/* The JSON list of what the rows are known by in one way; empty if none is. */
static void list_known(const RowIn *rows, size_t n, int how, Buf *b)
{
    for (size_t i = 0; i < n; i++) {
        const Record *r = rows[i].r;
        int64_t ident;
        if (rows[i].bad || rows[i].passed)
            continue;
        ident = how == BY_IDENT ? record_ident(r) : how == BY_ID ? rows[i].given : 0;
        if (how == BY_KEY ? r->key.n == 0 : ident == 0)
            continue;
        buf_putc(b, b->n ? ',' : '[');
        if (how == BY_KEY)
            buf_json(b, r->key);
        else
            buf_int(b, ident);
    }
    if (b->n)
        buf_putc(b, ']');
}

/* What the user may not read is no record for him: it is not what a row is about by what it says.
 * But keys and ids are nobody's twice. */
static bool ask_stored(Import *im, const Plan *p, int how, Str list, Stored *s, Err *e)
{
    static const char *const columns[] = { [BY_KEY] = "key", [BY_IDENT] = "ident", [BY_ID] = "id" };
    Ctx *c = im->c;
    Str each = how == BY_KEY ? db_sql_each_text(c->db, c->arena, "$1")
                             : db_sql_each_int(c->db, c->arena, "$1");
    Str sql = arena_printf(
        c->arena,
        "/* import match */ SELECT \"id\", \"%s\", \"voided_at\", \"unit\" FROM \"%s\" WHERE \"%s\" IN"
        " (%.*s) ORDER BY \"id\" DESC",
        columns[how], p->type->name, columns[how], STR(each));
    const Param param = param_text(list);
    AUTO(stmt_done) Stmt *q = db_query_text(c->db, sql, &param, 1);
    while (db_next(q, e)) {
        uint64_t word = how == BY_KEY ? str_hash(db_str(q, 1)) : (uint64_t)db_int(q, 1);
        bool is_void = !db_null(q, 2) && db_int(q, 2);
        bool hidden = !rights_has(c, RIGHT_READ, p->type, db_int(q, 3));
        if ((is_void || hidden) && how == BY_IDENT)
            continue; /* what was voided may be entered anew */
        ids_set(&s->ids, hash_add((uint64_t)how, word), db_int(q, 0));
        if (is_void)
            ids_set(&s->voided, (uint64_t)db_int(q, 0), 1);
        if (hidden)
            ids_set(&s->hidden, (uint64_t)db_int(q, 0), 1);
    }
    return !e->kind;
}

static bool find_stored(Import *im, const Plan *p, const RowIn *rows, size_t n, Stored *s, Err *e)
{
    bool ok = true;
    for (int how = BY_KEY; ok && how <= BY_ID; how++) {
        AUTO(buf_done) Buf list = buf_new(BUF_PAGE);
        if (how == BY_IDENT && !p->type->identity[0])
            continue;
        list_known(rows, n, how, &list);
        if (list.failed)
            return err_set(e, ERR_INVALID,
                           "the keys of %zu rows are too long to be looked up at once", n);
        if (list.n)
            ok = ask_stored(im, p, how, buf_str(&list), s, e);
    }
    return ok;
}

/* ---- by all that is said ---- */

static uint64_t nth(uint64_t says, int64_t times)
{
    return hash_add(says, (uint64_t)times + 0x5151);
}

/* Numbers the records that were there before by what they hold in the sheet's columns. */
static bool read_values(Import *im, Plan *p, Err *e)
{
    Ctx *c = im->c;
    AUTO(ids_done) Ids times = { 0 };
    Record *r = record_new(c->arena, p->type);
    const Param param = param_int(im->first_id);

    if (p->stored_read || p->work->was_empty)
        return true;
    p->stored_read = true;
    AUTO(stmt_done) Stmt *q =
        db_query_text(c->db,
                      row_select(c->arena, p->type,
                                 "WHERE \"voided_at\" IS NULL AND \"id\" < $1 ORDER BY \"id\""),
                      &param, 1);
    while (db_next(q, e)) {
        ArenaMark m = arena_mark(c->arena);
        int64_t n = 0;
        uint64_t says;
        row_read(q, c->arena, r);
        says = says_hash(p, r);
        if (rights_has(c, RIGHT_READ, p->type, r->unit)) {
            (void)ids_get(&times, says, &n);
            ids_set(&times, says, n + 1);
            ids_set(&p->stored, nth(says, n), r->id);
        }
        arena_rewind(c->arena, m);
    }
    return !e->kind;
}

static bool match_values(Import *im, Plan *p, RowIn *in, Err *e)
{
    int64_t n = 0;
    if (!read_values(im, p, e))
        return false;
    (void)ids_get(&p->times, in->says, &n);
    ids_set(&p->times, in->says, n + 1);
    if (ids_get(&p->stored, nth(in->says, n), &in->id))
        in->exists = true;
    return true;
}

/* ---- matching ---- */

/* By id, key and identity in this order: among what is stored, then among what this import made. */
static void match_row(const Plan *p, RowIn *in, const Stored *s)
{
    int64_t ident = record_ident(in->r), id = 0;
    const uint64_t ways[] = {
        in->given ? hash_add(BY_ID, (uint64_t)in->given) : 0,
        in->r->key.n ? hash_add(BY_KEY, str_hash(in->r->key)) : 0,
        ident ? hash_add(BY_IDENT, (uint64_t)ident) : 0,
    };
    for (size_t i = 0; i < LEN(ways); i++) {
        if (!ways[i] || (p->by_id && i > 0))
            continue;
        if (!ids_get(&s->ids, ways[i], &id) &&
            (!ids_get(&p->work->made, ways[i], &id) || (in->fresh && id == in->id)))
            continue;
        in->id = id;
        in->exists = true;
        return;
    }
}

static void refuse_hidden(Import *im, const Plan *p, RowIn *in)
{
    Err e = { .lang = im->c->lang };
    Str text = in->given ? arena_printf(im->c->arena, "#%" PRId64, in->given) : in->r->key;
    err_set(&e, ERR_CONFLICT, "'%.*s' is taken by another record", STR(text));
    bad_cell(im, p, in->row, COL_ROW, text, &e);
    in->bad = true;
}

static void refuse_void(Import *im, const Plan *p, RowIn *in)
{
    Err e = { .lang = im->c->lang };
    err_set(&e, ERR_CONFLICT,
            "the row is about record #%" PRId64 ", which is void; take it back first, or"
            " leave the row out",
            in->id);
    bad_cell(im, p, in->row, COL_ROW, in->r->key, &e);
    in->bad = true;
}

/* An id that no record has is kept for the new record, so that an export of another store keeps its
 * links; but small numbers are somebody's own numbering, and none is of the days to come. */
static void take_given(Import *im, const Plan *p, RowIn *in)
{
    Chain *chain = im->c->chain;
    Err e = { .lang = im->c->lang };
    if (in->exists || !in->given)
        return;
    if (in->given > UINT32_MAX && in->given < im->first_id + GIVEN_AHEAD) {
        in->id = in->given;
        chain->last_id = in->given > chain->last_id ? in->given : chain->last_id;
        return;
    }
    err_set(&e, ERR_NOT_FOUND,
            "there is no record #%" PRId64
            " of %s; leave the cell empty, or call the column a number"
            " if it is your own numbering",
            in->given, p->type->name);
    bad_cell(im, p, in->row, COL_ROW, (Str){ 0 }, &e);
    in->bad = true;
}

static bool load_old(Import *im, const Plan *p, RowIn *rows, size_t n, Stored *s, Err *e)
{
    Ctx *c = im->c;
    AUTO(buf_done) Buf list = buf_new(BUF_PAGE);
    Str each;
    Param param;

    for (size_t i = 0; i < n; i++) {
        if (!rows[i].exists || rows[i].bad || rows[i].passed)
            continue;
        buf_putc(&list, list.n ? ',' : '[');
        buf_int(&list, rows[i].id);
    }
    if (list.n == 0)
        return true;
    if (!store_flush(c, e))
        return false;
    buf_putc(&list, ']');
    each = db_sql_each_int(c->db, c->arena, "$1");
    param = param_text(buf_str(&list));
    AUTO(stmt_done) Stmt *q =
        db_query_text(c->db,
                      row_select(c->arena, p->type,
                                 arena_printf(c->arena, "WHERE \"id\" IN (%.*s)", STR(each)).p),
                      &param, 1);
    while (db_next(q, e)) {
        Record *r = record_new(c->arena, p->type);
        row_read(q, c->arena, r);
        vec_push(c->arena, &s->records, r);
        ids_set(&s->at, (uint64_t)r->id, (int64_t)s->records.n);
    }
    for (size_t i = 0; i < n; i++) {
        int64_t at;
        if (rows[i].exists && s->records.p && ids_get(&s->at, (uint64_t)rows[i].id, &at))
            rows[i].old = s->records.p[at - 1];
    }
    return !e->kind;
}

/* Column of a field by its name; COL_ROW if the sheet has none. */
static int column_of(const Plan *p, const char *name)
{
    for (size_t i = 0; name && name[0] && i < p->ncols; i++) {
        const Field *f = col_field(p, &p->cols[i]);
        if (f && str_eq(str_z(f->name), str_z(name)))
            return (int)i;
    }
    return COL_ROW;
}

/* ---- what must be unique ---- */

/* The text of a field that no two records may share; STD_KEY is asked for as slot -1. */
static Str unique_text(const RowIn *in, int slot)
{
    if (slot < 0)
        return in->std[STD_KEY] ? in->r->key : (Str){ 0 };
    return in->said[slot] == SAID_VALUE ? in->r->v[slot].text : (Str){ 0 };
}

static void refuse_taken(Import *im, Plan *p, RowIn *in, int slot, Str text, int64_t other)
{
    const char *name = slot < 0 ? "key" : p->type->fields[slot].name;
    int col = column_of(p, name);
    Err e = { .lang = im->c->lang };
    if (other == HIDDEN)
        err_set(&e, ERR_CONFLICT, "'%.*s' is taken by another record", STR(text));
    else if (other)
        err_set(&e, ERR_CONFLICT, "'%.*s' is taken by record #%" PRId64 "; correct one of the two",
                STR(text), other);
    else
        err_set(&e, ERR_CONFLICT,
                "'%.*s' stands in another row of this import too; correct one of the two",
                STR(text));
    bad_cell(im, p, in->row, col, text, &e);
    in->bad = true;
}

/* Within the import: the same text belongs to rows that are the same thing. */
static void check_unique_here(Import *im, Plan *p, RowIn *rows, size_t n, int slot)
{
    for (size_t i = 0; i < n; i++) {
        Str text = unique_text(&rows[i], slot);
        uint64_t word = hash_add((uint64_t)slot, str_hash(text));
        int64_t mine = rows[i].id ? rows[i].id : -rows[i].row, other;
        if (text.n == 0 || rows[i].bad || rows[i].passed || rows[i].waits)
            continue;
        if (ids_get(&p->work->unique, word, &other) && other != mine && rows[i].id == 0)
            refuse_taken(im, p, &rows[i], slot, text, 0);
        ids_set(&p->work->unique, word, mine);
    }
}

static bool check_unique_stored(Import *im, Plan *p, RowIn *rows, size_t n, int slot, Err *e)
{
    Ctx *c = im->c;
    AUTO(buf_done) Buf list = buf_new(BUF_PAGE);
    AUTO(ids_done) Ids owners = { 0 };
    const char *column = slot < 0 ? "key" : p->type->fields[slot].name;
    Str each = db_sql_each_text(c->db, c->arena, "$1");
    Param param;

    for (size_t i = 0; i < n; i++) {
        Str text = unique_text(&rows[i], slot);
        if (text.n == 0)
            continue;
        buf_putc(&list, list.n ? ',' : '[');
        buf_json(&list, text);
    }
    if (list.n == 0)
        return true;
    buf_putc(&list, ']');
    param = param_text(buf_str(&list));
    AUTO(stmt_done) Stmt *q = db_query_text(
        c->db,
        arena_printf(c->arena,
                     "/* import unique */ SELECT \"id\", \"%s\", \"unit\" FROM \"%s\" WHERE \"%s\""
                     " IN (%.*s)",
                     column, p->type->name, column, STR(each)),
        &param, 1);
    while (db_next(q, e))
        ids_set(&owners, str_hash(db_str(q, 1)),
                rights_has(c, RIGHT_READ, p->type, db_int(q, 2)) ? db_int(q, 0) : HIDDEN);
    for (size_t i = 0; i < n; i++) {
        Str text = unique_text(&rows[i], slot);
        int64_t owner;
        if (text.n && !rows[i].bad && !rows[i].passed && ids_get(&owners, str_hash(text), &owner) &&
            owner != rows[i].id)
            refuse_taken(im, p, &rows[i], slot, text, owner);
    }
    return !e->kind;
}

/* Keys and unique texts; the tables would refuse them too, but could not name the row. */
static bool check_unique(Import *im, Plan *p, RowIn *rows, size_t n, Err *e)
{
    for (int slot = -1; slot < (int)p->type->nfields; slot++) {
        const Field *f = slot < 0 ? NULL : &p->type->fields[slot];
        if (f && (!(f->flags & UNIQUE) || column_of(p, f->name) == COL_ROW))
            continue;
        if (!f && column_of(p, "id") == COL_ROW)
            continue; /* then rows are known by their key */
        check_unique_here(im, p, rows, n, slot);
        if (!p->work->was_empty && !check_unique_stored(im, p, rows, n, slot, e))
            return false;
    }
    return true;
}

bool rows_match(Import *im, Plan *p, RowIn *rows, size_t n, Err *e)
{
    AUTO(stored_done) Stored s = { 0 };
    int64_t is_void, is_hidden;

    for (size_t i = 0; i < n; i++) {
        RowIn *in = &rows[i];
        if (in->bad)
            continue;
        complete(im, p, in);
        in->says = says_hash(p, in->r);
        know_by(in);
        if (!in->waits)
            check_twice(im, p, in);
    }
    if (!p->work->was_empty && !find_stored(im, p, rows, n, &s, e))
        return false;
    for (size_t i = 0; i < n; i++) {
        RowIn *in = &rows[i];
        if (in->bad || in->passed)
            continue;
        match_row(p, in, &s);
        if (in->exists && ids_get(&s.hidden, (uint64_t)in->id, &is_hidden)) {
            refuse_hidden(im, p, in);
            continue;
        }
        if (in->exists && ids_get(&s.voided, (uint64_t)in->id, &is_void))
            refuse_void(im, p, in);
        if (!in->known_by && !in->waits && !in->exists && !match_values(im, p, in, e))
            return false;
        take_given(im, p, in);
    }
    return check_unique(im, p, rows, n, e) && load_old(im, p, rows, n, &s, e);
}

/* ---- writing ---- */

/* May the user import records of that type into that unit? Asked once for each. */
static bool may_import(Import *im, const Type *t, int64_t unit, Err *e)
{
    uint64_t word = hash_add((uint64_t)unit, str_hash(str_z(t->name)));
    int64_t answer;
    if (!ids_get(&im->refused, word, &answer)) {
        answer = rights_has(im->c, RIGHT_IMPORT, t, unit);
        ids_set(&im->refused, word, answer);
    }
    return answer || rights_check(im->c, RIGHT_IMPORT, t, unit, e);
}

static Str value_at(const RowIn *in, int col)
{
    return col >= 0 && (size_t)col < in->n ? in->cells[col].text : (Str){ 0 };
}

/* Notes all that the checks of the store said about a row. */
static void note_problems(Import *im, Plan *p, RowIn *in, const Check *k, const Err *e)
{
    bool said = false;
    for (size_t i = 0; i < k->list.n; i++) {
        const Problem *one = &k->list.p[i];
        int col = column_of(p, one->field);
        Err text = { .lang = im->c->lang };
        if (one->warning) {
            warn_cell(im, p, in->row, col, value_at(in, col), "%.*s", STR(one->message));
            continue;
        }
        if (!e->kind)
            continue;
        err_set(&text, ERR_INVALID, "%.*s", STR(one->message));
        bad_cell(im, p, in->row, col, value_at(in, col), &text);
        said = true;
    }
    if (e->kind && !said)
        bad_cell(im, p, in->row, column_of(p, e->field), value_at(in, column_of(p, e->field)), e);
    in->bad |= e->kind != ERR_NONE;
}

static bool create_row(Import *im, Plan *p, RowIn *in, Err *e)
{
    Ctx *c = im->c;
    Record *r = in->r;
    Check k = { 0 };
    Err own = { .lang = c->lang };

    if (p->gedcom)
        r->source = gedcom_source(sheets_gedcom(im->open), c->arena, (GedSheet)p->sheet, in->row);
    else if (column_of(p, "source") == COL_ROW)
        r->source = arena_printf(c->arena, "%.*s:%" PRId64, STR(p->from), in->row);
    r->promised = in->id; /* 0: any */
    if (may_import(im, p->type, r->unit, &own) && store_create(c, r, &k, &own)) {
        im->created++;
        p->out.created++;
        if (p->work->to_come > 1 && record_ident(r))
            ids_set(&p->work->made, hash_add(BY_IDENT, (uint64_t)record_ident(r)), r->id);
        links_add(im, p->work, r);
        alike_row_made(im, p, in->row, r);
    }
    if (own.kind == ERR_INTERNAL || own.kind == ERR_BUSY) {
        *e = own;
        return err_prefix(e, "while importing row %" PRId64 " of '%.*s': ", in->row,
                          STR(p->file_name));
    }
    note_problems(im, p, in, &k, &own);
    return true;
}

/* The stored record with what the row says laid over it. */
static Record *merged(Import *im, const Plan *p, const RowIn *in, bool *differs)
{
    Record *r = record_copy(im->c->arena, in->old);
    const Record *says = in->r;
    int level = rights_level(im->c, p->type, in->old->unit);

    for (size_t i = 0; i < p->type->nfields; i++) {
        if ((int)p->type->fields[i].level > level) {
            r->v[i] = says->v[i]; /* never compared, which would tell; empty keeps what is there */
            *differs |= says->v[i].set;
            continue;
        }
        if (in->said[i] == SAID_NOTHING)
            continue;
        *differs |= !value_same(&p->type->fields[i], &r->v[i], &says->v[i]);
        r->v[i] = says->v[i];
    }
    struct {
        int slot;
        Str *mine;
        Str said;
    } texts[] = {
        { STD_KEY, &r->key, says->key },
        { STD_STATE, &r->state, says->state },
        { STD_SOURCE, &r->source, says->source },
        { STD_EVIDENCE, &r->evidence, says->evidence },
    };
    for (size_t i = 0; i < LEN(texts); i++) {
        if (in->std[texts[i].slot] == SAID_NOTHING)
            continue;
        *differs |= !str_eq(*texts[i].mine, texts[i].said);
        *texts[i].mine = texts[i].said;
    }
    if (in->std[STD_UNIT]) {
        *differs |= r->unit != says->unit;
        r->unit = says->unit;
    }
    return r;
}

static bool update_row(Import *im, Plan *p, RowIn *in, Err *e)
{
    Ctx *c = im->c;
    bool differs = false;
    Record *r;
    Check k = { 0 };
    Err own = { .lang = c->lang };

    if (!in->old)
        return err_set(e, ERR_INTERNAL, "record #%" PRId64 " of %s was found and is gone", in->id,
                       p->type->name);
    r = merged(im, p, in, &differs);
    if (!differs && may_import(im, p->type, in->old->unit, &own)) {
        im->same++;
        p->out.same++;
        links_add(im, p->work, in->old);
        return true;
    }
    if (differs && may_import(im, p->type, in->old->unit, &own) &&
        may_import(im, p->type, r->unit, &own) && store_update(c, r, &k, &own)) {
        im->updated++;
        p->out.updated++;
        links_add(im, p->work, r);
    }
    if (own.kind == ERR_INTERNAL || own.kind == ERR_BUSY) {
        *e = own;
        return err_prefix(e, "while importing row %" PRId64 " of '%.*s': ", in->row,
                          STR(p->file_name));
    }
    note_problems(im, p, in, &k, &own);
    return true;
}

/* Keeps a row for the end: its record has its id already, so that others can link to it. */
static void put_off(Import *im, Plan *p, RowIn *in)
{
    if (in->id == 0)
        in->id = chain_id(im->c);
    in->r->id = in->id;
    links_add(im, p->work, in->r);
    vec_push(im->keep, &im->waiting, (Waiting){ p->number, in->row, in->id, in->exists });
}

bool rows_write(Import *im, Plan *p, RowIn *rows, size_t n, Err *e)
{
    for (size_t i = 0; i < n; i++) {
        RowIn *in = &rows[i];
        bool ok = true;
        if (in->bad || in->passed) {
            p->out.bad += in->bad;
            p->out.skipped += in->passed && !in->bad;
            continue;
        }
        if (in->waits)
            put_off(im, p, in);
        else
            ok = in->exists ? update_row(im, p, in, e) : create_row(im, p, in, e);
        if (!ok)
            return false;
        p->out.bad += in->bad;
    }
    return true;
}
