/* SPDX-License-Identifier: Apache-2.0
 * Keeping the index of names up with the store.
 *
 * A view is counted by those who took it; the index below it is counted by the views. Both counts
 * and the current view stand under one lock, which is held for a moment only; the work of a refresh
 * is under another.
 */
#include "engine/kinfolk.h"

#include <jansson.h>
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

#include "base/map.h"
#include "base/mem.h"
#include "engine/registry.h"
#include "names/kin_file.h"

typedef struct {
    Kin *kin;
    KinStamp stamp;
    size_t users;
} Base;

typedef struct {
    KinView view; /* first, so that a view is its Snap */
    Base *base;
    Kin *more;
    uint8_t *gone;
    int64_t seq; /* of the history that this is up to */
    size_t changed, users;
} Snap;

struct Kinfolk {
    Names *names;
    Gazetteer *places;
    char *path; /* NULL: in memory only */
    pthread_mutex_t lock, work;
    Snap *now;
    size_t rebuilds;
    Err remark;
};

Str kinfolk_path(Arena *a, DbKind kind, const char *url, const char *cache)
{
    Str safe = str_z(url), tail, secret;

    if (kind == DB_SQLITE)
        return arena_printf(a, "%s.kin", url);
    if (!cache || !cache[0])
        return S("");
    /* The password is no part of what store it is. */
    if (str_cut(safe, S("@"), &secret, &tail))
        safe = tail;
    return arena_printf(a, "%s/%016" PRIx64 ".kin", cache, str_hash(safe));
}

Kinfolk *kinfolk_new(Str path)
{
    Kinfolk *k = mem_zget(1, sizeof *k);

    k->names = names_new();
    k->places = gazetteer_new();
    if (path.n) {
        k->path = mem_zget(path.n + 1, 1);
        memcpy(k->path, path.p, path.n);
    }
    (void)pthread_mutex_init(&k->lock, NULL);
    (void)pthread_mutex_init(&k->work, NULL);
    return k;
}

const Names *kinfolk_names(const Kinfolk *k)
{
    return k->names;
}

const Gazetteer *kinfolk_places(const Kinfolk *k)
{
    return k->places;
}

void kinfolk_forget(Str path)
{
    Arena *a = arena_new(ARENA_REQUEST);

    (void)unlink(arena_z(a, path));
    arena_free(a);
}

/* ---- views ---- */

static void base_drop(Base *b)
{
    if (b && --b->users == 0) {
        kin_free(b->kin);
        mem_give(b);
    }
}

static void snap_drop(Snap *s)
{
    if (!s || --s->users > 0)
        return;
    kin_free(s->more);
    mem_give(s->gone);
    base_drop(s->base);
    mem_give(s);
}

void kinfolk_free(Kinfolk *k)
{
    if (!k)
        return;
    snap_drop(k->now);
    gazetteer_free(k->places);
    names_free(k->names);
    mem_give(k->path);
    (void)pthread_mutex_destroy(&k->lock);
    (void)pthread_mutex_destroy(&k->work);
    mem_give(k);
}

void kinfolk_freep(Kinfolk **k)
{
    kinfolk_free(*k);
}

const KinView *kinfolk_take(Kinfolk *k)
{
    Snap *s;

    (void)pthread_mutex_lock(&k->lock);
    s = k->now;
    if (s)
        s->users++;
    (void)pthread_mutex_unlock(&k->lock);
    return s ? &s->view : NULL;
}

void kinfolk_give(Kinfolk *k, const KinView *v)
{
    if (!v)
        return;
    (void)pthread_mutex_lock(&k->lock);
    snap_drop((Snap *)(uintptr_t)v);
    (void)pthread_mutex_unlock(&k->lock);
}

const char *kinfolk_remark(const Kinfolk *k)
{
    return k->remark.kind ? k->remark.msg : NULL;
}

size_t kinfolk_rebuilds(const Kinfolk *k)
{
    return k->rebuilds;
}

size_t kinfolk_changed(const Kinfolk *k)
{
    return k->now ? k->now->changed : 0;
}

static void hold(Kinfolk *k, Base *b)
{
    (void)pthread_mutex_lock(&k->lock);
    b->users++;
    (void)pthread_mutex_unlock(&k->lock);
}

static void release(Kinfolk *k, Base *b)
{
    (void)pthread_mutex_lock(&k->lock);
    base_drop(b);
    (void)pthread_mutex_unlock(&k->lock);
}

static void swap_in(Kinfolk *k, Snap *s)
{
    Snap *old;

    s->users = 1;
    s->view.base = s->base->kin;
    s->view.more = s->more;
    s->view.gone = s->gone;
    (void)pthread_mutex_lock(&k->lock);
    s->base->users++;
    old = k->now;
    k->now = s;
    snap_drop(old);
    (void)pthread_mutex_unlock(&k->lock);
}

/* ---- the history ---- */

typedef struct {
    Kinfolk *k;
    Ctx *c;
    Arena *a;
    KinStamp head; /* the newest row */
    Ids changed;   /* persons that changed since the base was made */
    size_t nchanged;
    bool erased; /* some of them were erased */
} Work;

static bool read_mark(Work *w, int64_t seq, KinStamp *out, Err *e)
{
    AUTO(stmt_done) Stmt *q = db_query(
        w->c->db, "/* mark of the history */ SELECT \"hash\" FROM qiao_history WHERE \"seq\" = $1",
        P(seq));
    Str hash;

    *out = (KinStamp){ .seq = 0 };
    if (!db_next(q, e))
        return !e->kind;
    hash = db_blob(q, w->a, 0);
    out->seq = seq;
    memcpy(out->mark, hash.p, hash.n < KIN_MARK ? hash.n : KIN_MARK);
    return true;
}

static bool read_head(Work *w, Err *e)
{
    AUTO(stmt_done) Stmt *q =
        db_query(w->c->db, "/* newest of the history */ SELECT \"seq\" FROM qiao_head");

    if (!db_next(q, e))
        return !e->kind;
    return read_mark(w, db_int(q, 0), &w->head, e);
}

/* Is the base made of an earlier moment of this very history? */
static bool is_ours(Work *w, const Base *b, Err *e)
{
    KinStamp there;

    return read_mark(w, b->stamp.seq, &there, e) && there.seq == b->stamp.seq &&
           memcmp(there.mark, b->stamp.mark, KIN_MARK) == 0;
}

static void note_changed(Work *w, int64_t person)
{
    int64_t known;

    if (person <= 0 || ids_get(&w->changed, (uint64_t)person, &known))
        return;
    ids_set(&w->changed, (uint64_t)person, 1);
    w->nchanged++;
}

#define WRITES " AND \"act\" NOT IN ('read', 'export', 'refuse', 'sign')"

static bool changed_persons(Work *w, int64_t since, Err *e)
{
    AUTO(stmt_done) Stmt *q =
        db_query(w->c->db,
                 "/* changed persons */ SELECT DISTINCT \"record\" FROM qiao_history"
                 " WHERE \"seq\" > $1 AND \"type\" = 'person'" WRITES,
                 P(since));
    AUTO(stmt_done) Stmt *erased =
        db_query(w->c->db,
                 "/* erased since */ SELECT 1 FROM qiao_history WHERE \"seq\" > $1"
                 " AND \"type\" IN ('person', 'person_name') AND \"act\" = 'erase' LIMIT 1",
                 P(since));

    while (w->nchanged <= KINFOLK_DELTA_MAX && db_next(q, e))
        note_changed(w, db_int(q, 0));
    w->erased = !e->kind && db_next(erased, e);
    return !e->kind;
}

/* Whose name a row of history was about; 0 if it does not say. */
static int64_t person_in(Str json)
{
    json_t *all = json_loadb(json.p, json.n, 0, NULL);
    const char *text = all ? json_string_value(json_object_get(all, "person")) : NULL;
    int64_t person = 0;

    if (!text || !str_int(str_z(text), &person))
        person = 0;
    json_decref(all);
    return person;
}

/* Persons whose other names changed: those that the names belong to now, and those that they ever
 * belonged to. */
static bool changed_names(Work *w, int64_t since, Err *e)
{
    static const char changed[] =
        "(SELECT \"record\" FROM qiao_history WHERE \"seq\" > $1 AND \"type\" = 'person_name'" WRITES
        ")";
    const Param p = param_int(since);
    Str now = arena_printf(w->a,
                           "/* changed names */ SELECT \"person\" FROM \"person_name\" WHERE"
                           " \"id\" IN %s",
                           changed);
    Str ever = arena_printf(w->a,
                            "/* names before */ SELECT \"after\" FROM qiao_history WHERE"
                            " \"type\" = 'person_name' AND \"after\" IS NOT NULL"
                            " AND \"record\" IN %s",
                            changed);
    AUTO(stmt_done) Stmt *q = db_query_text(w->c->db, now, &p, 1);
    AUTO(stmt_done) Stmt *h = db_query_text(w->c->db, ever, &p, 1);

    while (w->nchanged <= KINFOLK_DELTA_MAX && db_next(q, e))
        note_changed(w, db_int(q, 0));
    while (!e->kind && w->nchanged <= KINFOLK_DELTA_MAX && db_next(h, e))
        note_changed(w, person_in(db_str(h, 0)));
    return !e->kind;
}

/* ---- rows of the store ---- */

#define PERSON_CONTEXT                                                                             \
    "p.\"id\", p.\"unit\", p.\"born\", p.\"ancestral_place\", p.\"ancestral_place_text\""

/* A place as names/place.h reads it: the division of today, then what was written. */
static Str place_of(Work *w, Str code, Str text)
{
    Err quiet = { 0 };
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    const Division *d;

    if (!text.n || !code.n)
        return code.n ? arena_str(w->a, code) : arena_str(w->a, text);
    d = division_find(w->c->facts->divisions, code, &quiet);
    if (d)
        division_path(w->c->facts->divisions, d, &b);
    buf_put(&b, text);
    return arena_str(w->a, buf_str(&b));
}

static KinRow row_of(Work *w, const Stmt *q)
{
    return (KinRow){ .person = db_int(q, 0),
                     .group = db_int(q, 1),
                     .year = db_text(q, w->a, 2),
                     .place = place_of(w, db_str(q, 3), db_str(q, 4)) };
}

/* Are all characters of both names the same but for their form? */
static bool same_classes(const Names *n, Str a, Str b)
{
    uint32_t x, y;

    while (utf8_next(&a, &x)) {
        if (!utf8_next(&b, &y) || names_class(n, x) != names_class(n, y) || !names_class(n, x))
            return false;
    }
    return b.n == 0;
}

/* A name of the row; the text need not outlive it. */
static bool add_name(KinBuild *b, KinRow *row, Str name, uint8_t alias, Err *e)
{
    row->name = name;
    row->alias = alias;
    return kin_build_add(b, row, NULL) ||
           err_set(e, ERR_INVALID, N_("more than %d names; split the registry"), KIN_ROWS_MAX);
}

static bool add_persons(Work *w, KinBuild *b, Str which, const Param *p, Err *e)
{
    Str sql = arena_printf(w->a,
                           "/* persons for the index */ SELECT " PERSON_CONTEXT
                           ", p.\"name_hans\", p.\"name_hant\", p.\"name_latin\" FROM \"person\" p"
                           " WHERE p.\"voided_at\" IS NULL%.*s ORDER BY p.\"id\"",
                           STR(which));
    AUTO(stmt_done) Stmt *q = db_query_text(w->c->db, sql, p, which.n ? 1 : 0);

    while (db_next(q, e)) {
        ArenaMark mark = arena_mark(w->a);
        KinRow row = row_of(w, q);
        Str hans = db_text(q, w->a, 5);
        for (int i = 0; i < 3; i++) {
            Str name = db_str(q, 5 + i);
            if (name.n && !(i == 1 && same_classes(w->k->names, hans, name)) &&
                !add_name(b, &row, name, (uint8_t)i, e))
                return false;
        }
        arena_rewind(w->a, mark);
    }
    return !e->kind;
}

/* The other names; those of an erased person, who has no name left, are out with it. */
static bool add_names(Work *w, KinBuild *b, Str which, const Param *p, Err *e)
{
    Str sql = arena_printf(
        w->a,
        "/* other names for the index */ SELECT " PERSON_CONTEXT ", n.\"name\""
        " FROM \"person_name\" n JOIN \"person\" p ON p.\"id\" = n.\"person\""
        " WHERE n.\"voided_at\" IS NULL AND p.\"voided_at\" IS NULL"
        " AND COALESCE(p.\"name_hans\", p.\"name_hant\", p.\"name_latin\") IS NOT NULL%.*s"
        " ORDER BY n.\"id\"",
        STR(which));
    AUTO(stmt_done) Stmt *q = db_query_text(w->c->db, sql, p, which.n ? 1 : 0);

    while (db_next(q, e)) {
        ArenaMark mark = arena_mark(w->a);
        KinRow row = row_of(w, q);
        if (!add_name(b, &row, db_str(q, 5), KINFOLK_OTHER_NAME, e))
            return false;
        arena_rewind(w->a, mark);
    }
    return !e->kind;
}

/* ---- making ---- */

static bool make_base(Work *w, Base **out, Err *e)
{
    KinBuild *b = kin_build_new(w->k->names, w->k->places);
    bool ok = add_persons(w, b, S(""), NULL, e) && add_names(w, b, S(""), NULL, e);
    Kin *kin = kin_build_end(b), *mapped = NULL;
    Err quiet = { 0 };
    bool written = false;

    if (!ok) {
        kin_free(kin);
        return false;
    }
    *out = mem_zget(1, sizeof **out);
    (*out)->stamp = w->head;
    (*out)->users = 1;
    w->k->rebuilds++;
    w->k->remark = (Err){ .lang = e->lang };
    if (w->k->path && !kin_save(kin, w->k->path, &w->head, &written, &w->k->remark))
        written = false;
    if (written)
        mapped = kin_open(w->k->path, w->k->names, w->k->places, &(*out)->stamp, &quiet);
    if (mapped)
        kin_free(kin);
    (*out)->kin = mapped ? mapped : kin;
    return true;
}

static bool make_more(Work *w, Snap *s, Err *e)
{
    const Kin *base = s->base->kin;
    KinBuild *b = kin_build_like(base);
    AUTO(buf_done) Buf ids = buf_new(BUF_PAGE);
    Str which;
    Param p;
    bool ok;

    buf_putc(&ids, '[');
    for (size_t i = 0; i < w->changed.size; i++)
        if (w->changed.keys[i]) {
            if (ids.n > 1)
                buf_putc(&ids, ',');
            buf_int(&ids, (int64_t)w->changed.keys[i]);
        }
    buf_putc(&ids, ']');
    p = param_text(buf_str(&ids));
    which =
        arena_printf(w->a, " AND p.\"id\" IN (%.*s)", STR(db_sql_each_int(w->c->db, w->a, "$1")));
    ok = add_persons(w, b, which, &p, e) && add_names(w, b, which, &p, e);
    s->more = kin_build_end(b);
    s->gone = mem_zget(kin_people(base) + 1, 1);
    for (size_t i = 0; i < kin_people(base); i++) {
        int64_t one;
        s->gone[i] = ids_get(&w->changed, (uint64_t)kin_person(base, i), &one);
        s->view.ngone += s->gone[i];
    }
    s->changed = w->nchanged;
    return ok;
}

/* The index to begin with: that of the last refresh, or the file; NULL if it is not of this store.
 * It is held for the caller. */
static Base *find_base(Work *w, Err *e)
{
    Kinfolk *k = w->k;
    Err quiet = { 0 };
    Base *b;

    if (k->now) {
        b = k->now->base;
        hold(k, b);
    } else if (k->path) {
        b = mem_zget(1, sizeof *b);
        b->users = 1;
        b->kin = kin_open(k->path, k->names, k->places, &b->stamp, &quiet);
    } else {
        return NULL;
    }
    if (b->kin && is_ours(w, b, e))
        return b;
    release(k, b);
    return NULL;
}

/* Can what changed since the base stand beside it? An erased name may not stay in the file. */
static bool keeps_base(Work *w, const Base *b, Err *e)
{
    return b && changed_persons(w, b->stamp.seq, e) && changed_names(w, b->stamp.seq, e) &&
           !w->erased && w->nchanged <= KINFOLK_DELTA_MAX;
}

static bool bring_up(Work *w, Err *e)
{
    Snap *s = mem_zget(1, sizeof *s);
    Base *b = find_base(w, e);
    bool ok;

    s->seq = w->head.seq;
    if (keeps_base(w, b, e)) {
        s->base = b;
        ok = w->nchanged == 0 || make_more(w, s, e);
    } else {
        release(w->k, b);
        b = NULL;
        ok = !e->kind && make_base(w, &b, e);
        s->base = b;
    }
    if (ok) {
        swap_in(w->k, s);
    } else {
        kin_free(s->more);
        mem_give(s->gone);
        mem_give(s);
    }
    release(w->k, b);
    return ok;
}

/* Did any person change since the view of now? Most rows of the history are of other things. */
static bool has_moved(Work *w, bool *moved, Err *e)
{
    Snap *now = w->k->now;
    AUTO(stmt_done) Stmt *q =
        db_query(w->c->db,
                 "/* persons moved */ SELECT 1 FROM qiao_history WHERE \"seq\" > $1"
                 " AND \"type\" IN ('person', 'person_name')" WRITES " LIMIT 1",
                 P(now->seq));

    *moved = now->seq > w->head.seq || db_next(q, e); /* the store may be an older one by now */
    if (!*moved)
        now->seq = w->head.seq;
    return !e->kind;
}

bool kinfolk_refresh(Kinfolk *k, Ctx *c, Err *e)
{
    Work w = { .k = k, .c = c };
    AUTO(txn_rollback) Txn t = db_in_txn(c->db) ? (Txn){ 0 } : txn_begin_read(c->db, e);
    bool ok = t.db || db_in_txn(c->db), moved = true;

    (void)pthread_mutex_lock(&k->work);
    w.a = arena_new(ARENA_COMMAND);
    ok = ok && read_head(&w, e) && (!k->now || has_moved(&w, &moved, e));
    if (ok && moved)
        ok = bring_up(&w, e);
    ids_done(&w.changed);
    arena_free(w.a);
    (void)pthread_mutex_unlock(&k->work);
    return ok;
}
