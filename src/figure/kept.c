/* SPDX-License-Identifier: Apache-2.0
 * Answers of counts, kept in the store.
 *
 * The number of the history is read before counting, and with the kept answer in one statement:
 * what is committed in between makes an answer look older than it is, never younger.
 */
#include "figure/kept.h"

#include "engine/registry.h"

enum { WAITING_MAX = 512, POOL = 96 << 10, ANSWER_MAX = 8 << 10, HEADS = 256 };

/* An answer that is to be written down. */
typedef struct {
    Str key, text;
    int64_t seq;
} Waiting;

/* A question that was asked, and its answer. */
typedef struct {
    const Query *q;
    Str key;
    bool has;
    Answer answer;
    size_t next; /* one more than the index of another whose key begins alike; 0: none */
} Asked;

struct Kept {
    bool keeps;      /* a small store keeps nothing */
    bool collecting; /* questions are noted only */
    VEC(Asked) asked;
    size_t done;         /* of these, those that were fetched */
    size_t heads[HEADS]; /* by what a key begins with: one more than an index */
    /* The newest change of each type among the rows above `from`, up to `to`. */
    const Type **types;
    int64_t *changed;
    size_t ntypes;
    int64_t from, to;
    Waiting waiting[WAITING_MAX];
    size_t nwaiting;
    char *pool; /* the texts of those that wait */
    size_t used;
};

/* How far the history goes, or went when the context was made. */
static int64_t newest(Ctx *c, Err *e)
{
    if (c->seq)
        return c->seq;
    AUTO(stmt_done)
    Stmt *q = db_query(c->db, "/* kept from */ SELECT \"seq\" FROM qiao_head WHERE \"one\" = 1");
    return db_next(q, e) ? db_int(q, 0) : 0;
}

Kept *kept_open(Ctx *c, Err *e)
{
    Kept *k = NEW(c->arena, Kept);

    k->keeps = newest(c, e) >= KEPT_FROM_ROWS;
    if (!k->keeps)
        return e->kind ? NULL : k;
    k->ntypes = registry_count(c->types);
    k->types = NEWN(c->arena, const Type *, k->ntypes + 1);
    k->changed = NEWN(c->arena, int64_t, k->ntypes + 1);
    k->pool = arena_get(c->arena, POOL);
    for (size_t i = 0; i < k->ntypes; i++)
        k->types[i] = registry_at(c->types, i);
    return k;
}

/* ---- what changed ---- */

static void note_change(Kept *k, Str type, int64_t seq)
{
    for (size_t i = 0; i < k->ntypes; i++)
        if (str_eq(str_z(k->types[i]->name), type))
            k->changed[i] = seq;
    if (seq > k->to)
        k->to = seq;
}

/* Looks through the rows above `since`, the oldest answer in question, as far as it was not done
 * before; an answer as new as the history needs no looking. */
static bool look_through(Ctx *c, Kept *k, int64_t head, int64_t since, Err *e)
{
    int64_t start = since > head - KEPT_WINDOW ? since : head - KEPT_WINDOW;

    if (!k->to || start < k->from)
        k->from = k->to = start;
    if (k->to >= head)
        return true;
    AUTO(stmt_done)
    Stmt *q = db_query(c->db,
                       "/* changed types */ SELECT \"type\", max(\"seq\") FROM qiao_history"
                       " WHERE \"seq\" > $1 AND \"act\" NOT IN ('read', 'export', 'refuse', 'sign')"
                       " AND \"type\" IS NOT NULL GROUP BY \"type\"",
                       P(k->to));
    while (db_next(q, e))
        note_change(k, db_str(q, 0), db_int(q, 1));
    if (k->to < head)
        k->to = head;
    return !e->kind;
}

static bool holds(Ctx *c, const Kept *k, const Query *q, int64_t seq)
{
    size_t n;
    const Type *const *reads = query_reads(c, q, &n);

    if (seq < k->from)
        return false;
    for (size_t i = 0; i < n; i++) {
        size_t at = 0;
        while (at < k->ntypes && k->types[at] != reads[i])
            at++;
        if (at == k->ntypes || k->changed[at] > seq)
            return false;
    }
    return true;
}

/* ---- answers as text: ',' between cells, ';' between rows, "-" for none ---- */

/* Codes only: what has other signs in it is not kept. */
static bool is_plain(Str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] <= ' ' || s.p[i] > '~' || s.p[i] == ',' || s.p[i] == ';' || s.p[i] == '=')
            return false;
    return true;
}

/* A cell: "~" empty, "12", "12=CNY", "0=SB". */
static bool put_cell(Buf *b, const Value *v)
{
    if (!v->set) {
        buf_putc(b, '~');
        return true;
    }
    buf_int(b, v->i);
    if (v->text.n)
        buf_printf(b, "=%.*s", STR(v->text));
    return is_plain(v->text) && v->j == 0;
}

static bool put_answer(const Answer *a, Buf *b)
{
    if (!a->rows)
        buf_putc(b, '-');
    for (size_t i = 0; i < a->rows * a->columns; i++) {
        if (i)
            buf_putc(b, i % a->columns ? ',' : ';');
        if (!put_cell(b, &a->cells[i]))
            return false;
    }
    return !b->failed;
}

static bool read_cell(Str s, Value *v)
{
    Str number, text;
    if (str_eq(s, S("~")))
        return true;
    v->set = true;
    if (str_cut(s, S("="), &number, &text))
        v->text = text;
    return str_int(number, &v->i);
}

/* False if it is no such text. */
static bool read_answer(Arena *a, Str text, size_t columns, Answer *out)
{
    VEC(Value) cells = { 0 };
    Str rest = text, row, cell;
    size_t rows = 0;

    while (!str_eq(text, S("-")) && str_next(&rest, ';', &row)) {
        size_t n = 0;
        for (; str_next(&row, ',', &cell); n++) {
            Value v = { 0 };
            if (!read_cell(cell, &v))
                return false;
            vec_push(a, &cells, v);
        }
        if (n != columns)
            return false;
        rows++;
    }
    *out = (Answer){ cells.p, rows, columns };
    return true;
}

/* ---- asking ---- */

static bool count_now(Ctx *c, const Query *q, Answer *out, Err *e)
{
    AUTO(rows_done) Rows *rows = query_run(c, q, e);
    size_t columns = query_columns(q), n = 0;
    VEC(Value) cells = { 0 };

    for (; rows && rows_next(rows, e); n++)
        for (size_t i = 0; i < columns; i++) {
            Value v = *rows_value(rows, i);
            v.text = v.text.n ? arena_str(c->arena, v.text) : (Str){ 0 };
            vec_push(c->arena, &cells, v);
        }
    *out = (Answer){ cells.p, n, columns };
    return rows && !e->kind;
}

static Str to_pool(Kept *k, Str s)
{
    char *p = k->pool + k->used;
    memcpy(p, s.p, s.n);
    k->used += s.n;
    return (Str){ p, s.n };
}

static void put_waiting(Ctx *c, Kept *k, Str key, int64_t seq, const Answer *a)
{
    AUTO(buf_done) Buf b = buf_new(ANSWER_MAX);
    Waiting *w;

    if (!put_answer(a, &b))
        return;
    if (k->nwaiting == WAITING_MAX || k->used + key.n + b.n > POOL)
        kept_save(c, k);
    w = &k->waiting[k->nwaiting++];
    *w = (Waiting){ .key = to_pool(k, key), .text = to_pool(k, buf_str(&b)), .seq = seq };
}

/* What the store keeps for that key, and how far its history goes. */
static bool look_up(Ctx *c, Str key, int64_t *head, int64_t *seq, Str *text, Err *e)
{
    AUTO(stmt_done)
    Stmt *q = db_query(c->db,
                       "/* kept */ SELECT h.\"seq\", k.\"seq\", k.\"answer\" FROM qiao_head AS h"
                       " LEFT JOIN qiao_kept AS k ON k.\"key\" = $1 WHERE h.\"one\" = 1",
                       P(key));
    if (!db_next(q, e))
        return e->kind ? false : err_set(e, ERR_INTERNAL, "the head of the history is missing");
    *head = db_int(q, 0);
    *seq = db_int(q, 1);
    *text = db_text(q, c->arena, 2);
    return true;
}

/* ---- asking for many ---- */

/* A key is the hash of a question, in letters. */
static size_t *head_of(Kept *k, Str key)
{
    size_t h = 0;
    for (size_t i = 0; i < 4 && i < key.n; i++)
        h = h * 31 + (unsigned char)key.p[i];
    return &k->heads[h % HEADS];
}

static Asked *find_asked(Kept *k, Str key)
{
    for (size_t at = *head_of(k, key); at; at = k->asked.p[at - 1].next)
        if (str_eq(k->asked.p[at - 1].key, key))
            return &k->asked.p[at - 1];
    return NULL;
}

void kept_collect_more(Kept *k)
{
    k->collecting = true;
}

void kept_collect(Kept *k)
{
    memset(&k->asked, 0, sizeof k->asked); /* the context's arena may have been rewound */
    k->done = 0;
    memset(k->heads, 0, sizeof k->heads);
    kept_collect_more(k);
}

bool kept_keeps(const Kept *k)
{
    return k->keeps;
}

bool kept_waits(const Kept *k)
{
    return k->asked.n > k->done;
}

/* One row in which nothing is counted, so that whoever asks goes on to ask. */
static bool note_question(Ctx *c, Kept *k, const Query *q, Str key, Answer *out)
{
    size_t n = query_columns(q);

    if (!find_asked(k, key)) {
        size_t *head = head_of(k, key);
        vec_push(c->arena, &k->asked, (Asked){ .q = q, .key = key, .next = *head });
        *head = k->asked.n;
    }
    *out = (Answer){ NEWN(c->arena, Value, n + 1), 1, n };
    return true;
}

/* What the store keeps of all that was asked; *head: how far its history goes. */
static bool look_up_all(Ctx *c, Kept *k, int64_t *head, Err *e)
{
    AUTO(buf_done) Buf sql = buf_new(1 << 18);
    const Asked *list = k->asked.p + k->done;
    size_t n = k->asked.n - k->done;
    Param *keys = NEWN(c->arena, Param, n + 1);
    VEC(int64_t) seqs = { 0 };
    int64_t oldest = 0;
    VEC(Str) texts = { 0 }, names = { 0 };

    buf_put(&sql, S("/* kept ones */ SELECT h.\"seq\", k.\"key\", k.\"seq\", k.\"answer\" FROM"
                    " qiao_head AS h LEFT JOIN qiao_kept AS k ON k.\"key\" IN ("));
    for (size_t i = 0; i < n; i++) {
        buf_printf(&sql, "%s$%zu", i ? ", " : "", i + 1);
        keys[i] = param_text(list[i].key);
    }
    buf_put(&sql, S(") WHERE h.\"one\" = 1"));
    {
        AUTO(stmt_done) Stmt *q = db_query_text(c->db, buf_str(&sql), keys, n);
        while (db_next(q, e)) {
            *head = db_int(q, 0);
            if (db_null(q, 1))
                continue;
            vec_push(c->arena, &names, db_text(q, c->arena, 1));
            vec_push(c->arena, &seqs, db_int(q, 2));
            vec_push(c->arena, &texts, db_text(q, c->arena, 3));
        }
    }
    for (size_t i = 0; i < seqs.n; i++)
        if (i == 0 || seqs.p[i] < oldest)
            oldest = seqs.p[i];
    if (e->kind || (names.n && !look_through(c, k, *head, oldest, e)))
        return false;
    for (size_t i = 0; i < names.n; i++) {
        Asked *a = find_asked(k, names.p[i]);
        if (a && holds(c, k, a->q, seqs.p[i]))
            a->has = read_answer(c->arena, texts.p[i], query_columns(a->q), &a->answer);
    }
    return true;
}

bool kept_fetch(Ctx *c, Kept *k, Err *e)
{
    bool keeps = k->keeps && !db_in_txn(c->db);
    const Query **qs = NEWN(c->arena, const Query *, k->asked.n + 1);
    Asked **which = NEWN(c->arena, Asked *, k->asked.n + 1);
    Answer *answers = NEWN(c->arena, Answer, k->asked.n + 1);
    int64_t head = 0;
    size_t n = 0;

    k->collecting = false;
    if (keeps && kept_waits(k) && !look_up_all(c, k, &head, e))
        return false;
    for (size_t i = k->done; i < k->asked.n; i++)
        if (!k->asked.p[i].has) {
            which[n] = &k->asked.p[i];
            qs[n++] = k->asked.p[i].q;
        }
    if (!query_count_many(c, qs, n, answers, e))
        return false;
    for (size_t i = 0; i < n; i++) {
        which[i]->answer = answers[i];
        which[i]->has = true;
        if (keeps)
            put_waiting(c, k, which[i]->key, head, &answers[i]);
    }
    k->done = k->asked.n;
    return true;
}

bool kept_ask(Ctx *c, Kept *k, const Query *q, Answer *out, Err *e)
{
    int64_t head = 0, seq = 0;
    Str text = { 0 }, key;
    const Asked *asked;

    if (!k || query_is_logged(q))
        return count_now(c, q, out, e);
    key = query_name(c, q);
    if (!key.n)
        return count_now(c, q, out, e);
    asked = find_asked(k, key);
    if (asked && asked->has) {
        *out = asked->answer;
        return true;
    }
    if (k->collecting)
        return note_question(c, k, q, key, out);
    if (!k->keeps || db_in_txn(c->db))
        return count_now(c, q, out, e);
    if (!look_up(c, key, &head, &seq, &text, e))
        return false;
    if (text.p) {
        if (!look_through(c, k, head, seq, e))
            return false;
        if (holds(c, k, q, seq) && read_answer(c->arena, text, query_columns(q), out))
            return true;
    }
    if (!count_now(c, q, out, e))
        return false;
    put_waiting(c, k, key, head, out);
    return true;
}

/* ---- writing down ---- */

/* Drops what will never hold again; all of it if that is not enough. */
static bool make_room(Ctx *c, const Kept *k, int64_t newest, Err *e)
{
    int64_t n = 0;
    if (!db_exec(c->db, e, "/* kept too long */ DELETE FROM qiao_kept WHERE \"seq\" < $1",
                 P(newest - KEPT_WINDOW)))
        return false;
    {
        AUTO(stmt_done) Stmt *q = db_query(c->db, "/* kept */ SELECT count(*) FROM qiao_kept");
        if (db_next(q, e))
            n = db_int(q, 0);
    }
    if (e->kind || n + (int64_t)k->nwaiting <= KEPT_MAX)
        return !e->kind;
    return db_exec(c->db, e, "/* kept too many */ DELETE FROM qiao_kept");
}

static bool save(Ctx *c, const Kept *k, Err *e)
{
    AUTO(txn_rollback) Txn t = txn_begin_at_once(c->db, e);
    if (!t.db || !make_room(c, k, k->waiting[k->nwaiting - 1].seq, e))
        return false;
    for (size_t i = 0; i < k->nwaiting; i++)
        if (!db_exec(c->db, e,
                     "/* keep */ INSERT INTO qiao_kept (\"key\", \"seq\", \"answer\")"
                     " VALUES ($1, $2, $3) ON CONFLICT (\"key\") DO UPDATE"
                     " SET \"seq\" = EXCLUDED.\"seq\", \"answer\" = EXCLUDED.\"answer\""
                     " WHERE qiao_kept.\"seq\" < EXCLUDED.\"seq\"",
                     P(k->waiting[i].key), P(k->waiting[i].seq), P(k->waiting[i].text)))
            return false;
    return txn_commit(&t, e);
}

void kept_save(Ctx *c, Kept *k)
{
    Err ignored = { 0 }; /* a store that cannot be written to now is counted again */
    if (!k || !k->nwaiting)
        return;
    if (!db_in_txn(c->db))
        (void)save(c, k, &ignored);
    k->nwaiting = 0;
    k->used = 0;
}
