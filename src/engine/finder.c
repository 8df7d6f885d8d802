/* SPDX-License-Identifier: Apache-2.0
 * The index of a process, kept true by the history, and searches in it.
 *
 * A shelf is one state of it: the index of all names as of some row of the history, and a small one
 * of what changed since. Shelves do not change: who searches holds one, while another is made.
 */
#include "engine/finder.h"

#include <pthread.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"
#include "engine/finder_impl.h"
#include "engine/history.h"
#include "engine/rights.h"
#include "engine/store.h"

enum {
    CHANGED_MAX = 2000, /* records that are read again before all are */
    ROWS_MAX = 20000,   /* of the history, that are looked through for them */
    FILED_FROM = 20000  /* names: an index of fewer is made faster than a file is worth */
};

/* What an index keeps beside its names. */
typedef enum { OWN_SEQ, OWN_HASH, OWN_PRINT } Own;

typedef struct {
    Find *find;
    int refs;
} Base;

typedef struct {
    Base *base;
    Find *delta;    /* NULL: nothing changed since */
    Ids gone;       /* records of the base that are not to be found there */
    int64_t seq;    /* true up to this row of the history */
    uint64_t print; /* of the sources */
    bool draft;     /* made within a transaction, which may not last */
    int refs;
} Shelf;

struct Finder {
    pthread_mutex_t lock;     /* of `now` and all refs */
    pthread_mutex_t building; /* one thread makes a shelf */
    Names *names;             /* made under `building` */
    Speller *speller;
    Shelf *now;
};

Finder *finder_new(void)
{
    Finder *f = mem_zget(1, sizeof *f);
    pthread_mutex_init(&f->lock, NULL);
    pthread_mutex_init(&f->building, NULL);
    return f;
}

/* ---- shelves ---- */

static void shelf_give(Finder *f, Shelf *s)
{
    bool last, last_base;

    if (!s)
        return;
    pthread_mutex_lock(&f->lock);
    last = --s->refs == 0;
    last_base = last && --s->base->refs == 0;
    pthread_mutex_unlock(&f->lock);
    if (last_base) {
        find_free(s->base->find);
        mem_give(s->base);
    }
    if (last) {
        find_free(s->delta);
        ids_done(&s->gone);
        mem_give(s);
    }
}

static Shelf *shelf_hold(Finder *f)
{
    Shelf *s;
    pthread_mutex_lock(&f->lock);
    s = f->now;
    if (s)
        s->refs++;
    pthread_mutex_unlock(&f->lock);
    return s;
}

/* A shelf over a base, which it takes; held once. */
static Shelf *shelf_new(Finder *f, Base *base, int64_t seq, uint64_t print)
{
    Shelf *s = mem_zget(1, sizeof *s);

    *s = (Shelf){ .base = base, .seq = seq, .print = print, .refs = 1 };
    pthread_mutex_lock(&f->lock);
    base->refs++;
    pthread_mutex_unlock(&f->lock);
    return s;
}

static Base *base_new(Find *find)
{
    Base *b = mem_zget(1, sizeof *b);
    b->find = find;
    return b;
}

/* From now on that is the one to search in. */
static void shelf_put(Finder *f, Shelf *s)
{
    Shelf *old;
    pthread_mutex_lock(&f->lock);
    old = f->now;
    f->now = s;
    s->refs++;
    pthread_mutex_unlock(&f->lock);
    shelf_give(f, old);
}

void finder_free(Finder *f)
{
    if (!f)
        return;
    shelf_give(f, f->now);
    speller_free(f->speller);
    names_free(f->names);
    pthread_mutex_destroy(&f->lock);
    pthread_mutex_destroy(&f->building);
    mem_give(f);
}

void finder_freep(Finder **f)
{
    finder_free(*f);
}

/* ---- the history ---- */

/* The newest row of the history, and the beginning of the hash of row `at` (0: of the newest). */
static bool look(Db *db, int64_t at, int64_t *seq, uint64_t *hash, Err *e)
{
    AUTO(arena_freep) Arena *a = arena_new(ARENA_REQUEST);
    AUTO(stmt_done)
    Stmt *q = db_query(db,
                       "/* newest change */ SELECT h.\"seq\", r.\"hash\" FROM qiao_head h"
                       " LEFT JOIN qiao_history r ON r.\"seq\" ="
                       " CASE WHEN $1 = 0 THEN h.\"seq\" ELSE $1 END",
                       P(at));
    Str bytes;

    *seq = 0;
    *hash = 0;
    if (!db_next(q, e))
        return !e->kind;
    *seq = db_int(q, 0);
    bytes = db_blob(q, a, 1);
    memcpy(hash, bytes.p, bytes.n < sizeof *hash ? bytes.n : sizeof *hash);
    return true;
}

/* What changed since a row of the history. */
typedef struct {
    VEC(int64_t) ids;
    bool much; /* too much to read it record by record, or something was erased */
} Changes;

/* The record that a link of a changed name led to, in the JSON of a history row; 0 if none. */
static int64_t linked(Arena *a, Str json, const char *field)
{
    Str name = arena_printf(a, "\"%s\":\"", field), head, tail, id;
    int64_t n = 0;

    if (!str_cut(json, name, &head, &tail) || !str_cut(tail, S("\""), &id, &tail) ||
        !str_int(id, &n))
        return 0;
    return n;
}

static void add_changed(Ctx *c, const Stmt *q, Changes *out)
{
    const Type *t = registry_find(c->types, db_str(q, 0));
    const int64_t ids[] = { db_int(q, 1),
                            t && t->names ? linked(c->arena, db_str(q, 3), t->names) : 0,
                            t && t->names ? linked(c->arena, db_str(q, 4), t->names) : 0 };

    for (size_t i = 0; i < LEN(ids); i++)
        if (ids[i])
            vec_push(c->arena, &out->ids, ids[i]);
    out->much = out->much || str_eq(db_str(q, 2), str_z(act_code(ACT_ERASE)));
}

static bool changes_since(Ctx *c, int64_t since, int64_t now, Changes *out, Err *e)
{
    if (now - since > ROWS_MAX || now < since) {
        out->much = true;
        return true;
    }
    AUTO(stmt_done)
    Stmt *q = db_query(
        c->db,
        "/* names that changed */ SELECT \"type\", \"record\", \"act\", \"before\","
        " \"after\" FROM qiao_history WHERE \"seq\" > $1 AND \"record\" IS NOT NULL"
        " AND \"act\" NOT IN ('read', 'export', 'refuse', 'sign', 'batch') ORDER BY \"seq\"",
        P(since));
    while (!out->much && db_next(q, e)) {
        add_changed(c, q, out);
        out->much = out->much || out->ids.n > CHANGED_MAX;
    }
    return !e->kind;
}

/* ---- making a shelf ---- */

/* Where the index of the store is kept; empty if nowhere. */
static const char *file_of(Ctx *c)
{
    Str store = db_file(c->db, c->arena);
    return store.n ? arena_printf(c->arena, "%.*s.find", STR(store)).p : NULL;
}

void finder_forget(Ctx *c)
{
    const char *path = file_of(c);
    if (path)
        (void)unlink(path);
}

/* The index in the file, if it is of this store and these types. */
static Find *from_file(Finder *f, Ctx *c, uint64_t print)
{
    const char *path = file_of(c);
    Find *find = path ? find_map(f->names, path) : NULL;
    int64_t seq;
    uint64_t hash;
    Err quiet = { 0 };

    if (!find)
        return NULL;
    if (find_own(find, OWN_PRINT) == print && find_own(find, OWN_SEQ) > 0 &&
        look(c->db, (int64_t)find_own(find, OWN_SEQ), &seq, &hash, &quiet) &&
        hash == find_own(find, OWN_HASH))
        return find;
    find_free(find);
    return NULL;
}

/* Keeps an index in its file. That it cannot be written is no failure: it will be made again. */
static void to_file(Ctx *c, const Find *find)
{
    bool lasts = find_names(find) >= FILED_FROM && !db_in_txn(c->db);
    const char *path = lasts ? file_of(c) : NULL;
    Changes since = { 0 };
    int64_t seq;
    uint64_t hash;
    Err quiet = { 0 };

    if (!path || !find_write(find, path, &quiet))
        return;
    /* what was erased meanwhile must not come back */
    if (!look(c->db, 0, &seq, &hash, &quiet) ||
        !changes_since(c, (int64_t)find_own(find, OWN_SEQ), seq, &since, &quiet) || since.much)
        (void)unlink(path);
}

/* All names, read again. */
static Find *from_store(Finder *f, Ctx *c, uint64_t print, Err *e)
{
    AUTO(txn_rollback) Txn t = { 0 };
    uint64_t own[FIND_OWN] = { [OWN_PRINT] = print };
    Find *find = NULL;
    int64_t seq;

    if (!db_in_txn(c->db)) {
        t = txn_begin_read(c->db, e);
        if (!t.db)
            return NULL;
    }
    if (!look(c->db, 0, &seq, &own[OWN_HASH], e))
        return NULL;
    own[OWN_SEQ] = (uint64_t)seq;
    return find_load(c, f->names, own, NULL, &find, e) ? find : NULL;
}

/* The shelf of a base and what changed since; NULL without an error if that is too much. */
static Shelf *shelf_of(Finder *f, Ctx *c, Base *base, int64_t now, uint64_t print, Err *e)
{
    static const uint64_t none[FIND_OWN] = { 0 };
    Changes changes = { 0 };
    AUTO(buf_done) Buf ids = buf_new(BUF_PAGE);
    Str list;
    Shelf *s;

    if (!changes_since(c, (int64_t)find_own(base->find, OWN_SEQ), now, &changes, e) || changes.much)
        return NULL;
    s = shelf_new(f, base, now, print);
    if (changes.ids.n == 0)
        return s;
    for (size_t i = 0; i < changes.ids.n; i++) {
        ids_set(&s->gone, (uint64_t)changes.ids.p[i], 0);
        buf_putc(&ids, i ? ',' : '[');
        buf_int(&ids, changes.ids.p[i]);
    }
    buf_putc(&ids, ']');
    list = buf_str(&ids);
    if (find_load(c, f->names, none, &list, &s->delta, e))
        return s;
    shelf_give(f, s);
    return NULL;
}

/* A shelf from the base at hand, the file, or the store. */
static Shelf *shelf_make(Finder *f, Ctx *c, Shelf *old, int64_t now, uint64_t print, Err *e)
{
    Shelf *s = NULL;
    Find *find;

    if (!f->names) {
        f->names = names_new();
        f->speller = speller_new(f->names);
    }
    if (old && old->print == print && !old->draft)
        s = shelf_of(f, c, old->base, now, print, e);
    if (s || e->kind)
        return s;
    find = old && !old->draft ? NULL : from_file(f, c, print);
    if (find) {
        Base *base = base_new(find);
        s = shelf_of(f, c, base, now, print, e);
        if (s)
            return s;
        find_free(find);
        mem_give(base);
        if (e->kind)
            return NULL;
    }
    find = from_store(f, c, print, e);
    if (!find)
        return NULL;
    to_file(c, find);
    return shelf_new(f, base_new(find), (int64_t)find_own(find, OWN_SEQ), print);
}

/* May the shelf be searched as it is? Within a transaction of its own anything may: the store's
 * history does not tell yet what that changes. */
static bool is_current(const Shelf *s, const Ctx *c, int64_t now, uint64_t print)
{
    if (!s || s->print != print)
        return false;
    return db_in_txn(c->db) || (!s->draft && s->seq >= now);
}

/* The shelf to search in, true to the history; the caller's to give back. While another thread
 * makes one, the one before serves: what is found is shown by the store, which knows better. */
static Shelf *shelf_take(Finder *f, Ctx *c, Err *e)
{
    uint64_t print = find_sources_print(c), hash;
    Shelf *old = shelf_hold(f), *s;
    int64_t now;

    if (!look(c->db, 0, &now, &hash, e)) {
        shelf_give(f, old);
        return NULL;
    }
    if (is_current(old, c, now, print))
        return old;
    if (pthread_mutex_trylock(&f->building) != 0) {
        if (old && old->print == print && !old->draft)
            return old;
        pthread_mutex_lock(&f->building);
    }
    shelf_give(f, old);
    old = shelf_hold(f); /* another may have come meanwhile */
    if (is_current(old, c, now, print)) {
        pthread_mutex_unlock(&f->building);
        return old;
    }
    s = shelf_make(f, c, old, now, print, e);
    if (s) {
        s->draft = db_in_txn(c->db);
        shelf_put(f, s);
    }
    pthread_mutex_unlock(&f->building);
    shelf_give(f, old);
    return s;
}

/* ---- searching ---- */

typedef struct {
    Ctx *c;
    FindSources sources;
} Sight;

static bool sees_field(void *arg, uint16_t field, int64_t unit)
{
    const Sight *s = arg;
    const FindSource *source = &s->sources.p[field];
    return rights_level(s->c, source->type, unit) >= source->level;
}

static bool sees_kind(void *arg, uint16_t kind, int64_t unit)
{
    const Sight *s = arg;
    return rights_level(s->c, registry_at(s->c->types, kind), unit) >= LEVEL_PUBLIC;
}

static int kind_asked(const Ctx *c, const Type *t)
{
    for (size_t i = 0; t && i < registry_count(c->types); i++)
        if (registry_at(c->types, i) == t)
            return (int)i;
    return -1;
}

static bool search(Ctx *c, const Shelf *shelf, const FinderAsk *ask, FoundList *out, Err *e)
{
    Sight sight = { .c = c };
    const FindIn in[] = { { shelf->base->find, &shelf->gone }, { shelf->delta, NULL } };
    const FindAsk how = { .text = ask->text,
                          .top = ask->top ? ask->top : FIND_TOP_MAX,
                          .kind = kind_asked(c, ask->type),
                          .hidden = ask->with_void,
                          .arg = &sight,
                          .sees_field = sees_field,
                          .sees_kind = sees_kind };
    AUTO(arena_freep) Arena *a = arena_new(ARENA_REQUEST);
    FindHits hits;

    find_sources(c, &sight.sources);
    if (!find_search(in, shelf->delta ? 2 : 1, c->finder->speller, a, &how, &hits, e))
        return false;
    out->p = NEWN(c->arena, Found, hits.n + 1);
    out->n = hits.n;
    out->more = hits.more;
    for (size_t i = 0; i < hits.n; i++) {
        const FindSource *s = &sight.sources.p[hits.p[i].field];
        out->p[i] = (Found){ s->found, hits.p[i].id, s->type, s->field, hits.p[i].how };
    }
    return true;
}

bool finder_find(Ctx *c, const FinderAsk *ask, FoundList *out, Err *e)
{
    Shelf *shelf;
    bool ok;

    *out = (FoundList){ 0 };
    if (ask->text.n > FIND_TEXT_MAX)
        return err_set(e, ERR_INVALID, N_("what is searched for has at most %d bytes"),
                       FIND_TEXT_MAX);
    if (!store_flush(c, e))
        return false;
    shelf = shelf_take(c->finder, c, e);
    if (!shelf)
        return e->kind ? false : err_set(e, ERR_INTERNAL, N_("the names cannot be read"));
    ok = search(c, shelf, ask, out, e);
    shelf_give(c->finder, shelf);
    return ok;
}
