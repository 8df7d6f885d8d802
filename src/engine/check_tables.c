/* SPDX-License-Identifier: Apache-2.0
 * `qiao check`, continued: what stands beside the records and the history must agree with them.
 */
#include "engine/chain.h"
#include "engine/registry.h"

#define FINDING(report, ...) ((report)->finding = arena_printf(c->arena, __VA_ARGS__))

/* The first id that the query finds; 0 if all is well or it failed. */
static int64_t first_bad(Ctx *c, Str sql, Err *e)
{
    AUTO(stmt_done) Stmt *q = db_query_text(c->db, sql, NULL, 0);
    return db_next(q, e) ? db_int(q, 0) : 0;
}

bool check_links_table(Ctx *c, const Type *t, const Field *f, CheckReport *out, Err *e)
{
    Str table = links_table(c->arena, t, f);
    int64_t bad = first_bad(
        c,
        arena_printf(
            c->arena,
            "/* links too many */ SELECT l.\"id\" FROM \"%.*s\" l LEFT JOIN \"%s\" t ON t.\"id\" = l.\"id\""
            " WHERE t.\"%s\" IS NULL"
            " OR t.\"%s\" NOT LIKE '%%|' || CAST(l.\"to_id\" AS TEXT) || '|%%' ORDER BY 1 LIMIT 1",
            STR(table), t->name, f->name, f->name),
        e);
    if (!bad && !e->kind)
        bad = first_bad(
            c,
            arena_printf(
                c->arena,
                "/* links too few */ SELECT t.\"id\" FROM \"%s\" t WHERE t.\"%s\" IS NOT NULL"
                " AND length(t.\"%s\") - length(replace(t.\"%s\", '|', '')) - 1"
                " <> (SELECT count(*) FROM \"%.*s\" l WHERE l.\"id\" = t.\"id\") ORDER BY 1 LIMIT 1",
                t->name, f->name, f->name, f->name, STR(table)),
            e);
    if (bad)
        FINDING(out,
                tr(c->lang,
                   N_("%s #%" PRId64 ": the links of '%s' are not what the record says: they were"
                      " changed past the store")),
                t->name, bad, f->name);
    return !e->kind;
}

/* Ids must go on above all that were given out, and a checkpoint be kept for each 10,000 rows. */
static bool check_head_ids(Ctx *c, CheckReport *out, Err *e)
{
    AUTO(stmt_done) Stmt *q = db_query(
        c->db, "/* head ids */ SELECT h.\"last_id\", h.\"seq\","
               " COALESCE((SELECT max(\"record\") FROM qiao_history WHERE \"act\" = 'create'), 0),"
               " (SELECT count(*) FROM qiao_checkpoint) FROM qiao_head h WHERE h.\"one\" = 1");
    if (!db_next(q, e))
        return !e->kind;
    if (db_int(q, 0) < db_int(q, 2))
        FINDING(out,
                tr(c->lang, N_("the head of the history says that #%" PRId64
                               " is the last record, but there is #%" PRId64)),
                db_int(q, 0), db_int(q, 2));
    else if (db_int(q, 3) != db_int(q, 1) / CHECKPOINT_EVERY)
        FINDING(out,
                tr(c->lang, N_("the history has %" PRId64 " rows but %" PRId64
                               " checkpoints: some are lost or added")),
                db_int(q, 1), db_int(q, 3));
    return true;
}

/* Does the batch, a row with both its rows of history, say what they say? */
static bool batch_agrees(const Stmt *q)
{
    enum { B_KIND = 1, B_WHAT, B_CREATED, B_UPDATED, B_FIRST, B_LAST };
    AUTO(buf_done) Buf first = buf_new(BUF_PAGE);
    AUTO(buf_done) Buf last = buf_new(BUF_LINE);
    Str kind = db_str(q, B_KIND);

    buf_printf(&first, "{\"kind\":\"%.*s\",\"what\":", STR(kind));
    buf_json(&first, db_str(q, B_WHAT));
    buf_put(&first, S("}"));
    buf_printf(&last, "{\"created\":%" PRId64 ",\"updated\":%" PRId64 "}", db_int(q, B_CREATED),
               db_int(q, B_UPDATED));
    return str_eq(buf_str(&first), db_str(q, B_FIRST)) && str_eq(buf_str(&last), db_str(q, B_LAST));
}

static bool check_batches(Ctx *c, CheckReport *out, Err *e)
{
    AUTO(stmt_done) Stmt *q = db_query(
        c->db,
        "/* batches */ SELECT b.\"id\", b.\"kind\", b.\"what\", b.\"created\", b.\"updated\","
        " f.\"after\", l.\"after\" FROM qiao_batch b"
        " LEFT JOIN qiao_history f ON f.\"seq\" = b.\"first_seq\" AND f.\"act\" = 'batch'"
        " AND f.\"batch\" = b.\"id\" AND f.\"at\" = b.\"at\" AND f.\"actor\" = b.\"actor\""
        " LEFT JOIN qiao_history l ON l.\"seq\" = b.\"last_seq\" AND l.\"act\" = 'batch'"
        " AND l.\"batch\" = b.\"id\" ORDER BY b.\"id\"");
    while (!out->finding.n && db_next(q, e))
        if (!batch_agrees(q))
            FINDING(out,
                    tr(c->lang, N_("batch %" PRId64
                                   " is not what the history says: it was changed past the store")),
                    db_int(q, 0));
    return !e->kind;
}

/* No batch without its row, and none that says it was taken back when it was not, or the
 * reverse. */
static bool check_undone(Ctx *c, CheckReport *out, Err *e)
{
    int64_t bad = first_bad(
        c,
        S("/* lost batches */ SELECT h.\"batch\" FROM qiao_history h WHERE h.\"act\" = 'batch'"
          " AND h.\"type\" IS NULL AND NOT EXISTS"
          " (SELECT 1 FROM qiao_batch b WHERE b.\"id\" = h.\"batch\") ORDER BY 1 LIMIT 1"),
        e);
    if (!bad && !e->kind)
        bad = first_bad(
            c,
            S("/* undone */ SELECT b.\"id\" FROM qiao_batch b LEFT JOIN qiao_batch u"
              " ON u.\"kind\" = 'undo' AND u.\"what\" = CAST(b.\"id\" AS TEXT)"
              " WHERE COALESCE(b.\"undone_by\", 0) <> COALESCE(u.\"id\", 0) ORDER BY 1 LIMIT 1"),
            e);
    if (bad)
        FINDING(out,
                tr(c->lang, N_("batch %" PRId64
                               " is not what the history says: it was changed past the store")),
                bad);
    return !e->kind;
}

bool check_own_tables(Ctx *c, CheckReport *out, Err *e)
{
    return check_head_ids(c, out, e) && (out->finding.n || check_batches(c, out, e)) &&
           (out->finding.n || check_undone(c, out, e));
}
