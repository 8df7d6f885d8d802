/* SPDX-License-Identifier: Apache-2.0
 * Tables from types. docs/schema.md is the same for reading.
 */
#include "engine/schema.h"

#include "base/buf.h"
#include "engine/registry.h"

enum { SCHEMA_VERSION = 1 };

/* What the names of indexes begin with that follow an order of text/collate.h. */
#define ORDER_INDEX "ox_"

/* What stores of earlier versions need before their tables are completed. A step is never changed
 * once it was released. */
static const SchemaStep steps[] = {
    { 0 },
};

/* The engine's own tables. {text}, {blob} and {id} are the engine's words for these types. */
static const char *const own_tables[][2] = {
    /* Facts about the store itself: schema version, what the tables were made from. */
    { "qiao_meta", "(\"name\" {text} PRIMARY KEY, \"value\" {text})" },
    /* Every change, sensitive reading and export; engine/history.h says how rows are sealed. */
    { "qiao_history",
      "(\"seq\" {id} PRIMARY KEY, \"at\" BIGINT NOT NULL, \"actor\" BIGINT NOT NULL,"
      " \"act\" {text} NOT NULL, \"type\" {text}, \"record\" BIGINT, \"version\" BIGINT,"
      " \"batch\" BIGINT, \"why\" {text}, \"before\" {text}, \"after\" {text}, \"salt\" {blob},"
      " \"payload\" {blob} NOT NULL, \"hash\" {blob} NOT NULL)" },
    /* One row: the newest row of the history and the highest id given out. */
    { "qiao_head", "(\"one\" {id} PRIMARY KEY, \"seq\" BIGINT NOT NULL, \"hash\" {blob} NOT NULL,"
                   " \"last_id\" BIGINT NOT NULL)" },
    /* Every 10,000 rows of history: its hash, for keeping elsewhere. */
    { "qiao_checkpoint",
      "(\"seq\" {id} PRIMARY KEY, \"at\" BIGINT NOT NULL, \"hash\" {blob} NOT NULL)" },
    /* Imports, undos and other changes that belong together. */
    { "qiao_batch",
      "(\"id\" {id} PRIMARY KEY, \"kind\" {text} NOT NULL, \"what\" {text}, \"at\" BIGINT NOT NULL,"
      " \"actor\" BIGINT NOT NULL, \"created\" BIGINT, \"updated\" BIGINT, \"first_seq\" BIGINT,"
      " \"last_seq\" BIGINT, \"undone_by\" BIGINT)" },
    /* Named ways to read a spreadsheet; docs/import.md. */
    { "qiao_mapping",
      "(\"name\" {text} PRIMARY KEY, \"text\" {text} NOT NULL, \"at\" BIGINT NOT NULL,"
      " \"actor\" BIGINT NOT NULL)" },
    /* How a user proves to be who he says; engine/account.h. */
    { "qiao_account",
      "(\"user_id\" {id} PRIMARY KEY, \"password\" {text}, \"changed_at\" BIGINT,"
      " \"failed\" BIGINT NOT NULL, \"locked_until\" BIGINT NOT NULL, \"totp\" {text},"
      " \"totp_step\" BIGINT NOT NULL, \"recovery\" {text})" },
    /* Who is signed in; the hash of what his browser holds. */
    { "qiao_session",
      "(\"id\" {text} PRIMARY KEY, \"user_id\" BIGINT NOT NULL, \"made_at\" BIGINT NOT NULL,"
      " \"seen_at\" BIGINT NOT NULL, \"client\" {text}, \"agent\" {text})" },
    /* Links that set a password, each good once. */
    { "qiao_link",
      "(\"id\" {text} PRIMARY KEY, \"user_id\" BIGINT NOT NULL, \"until\" BIGINT NOT NULL)" },
    /* Forms that were begun; engine/draft.h. */
    { "qiao_draft", "(\"user_id\" BIGINT NOT NULL, \"address\" {text} NOT NULL, \"at\" BIGINT NOT NULL,"
                    " \"body\" {text} NOT NULL, PRIMARY KEY (\"user_id\", \"address\"))" },
    /* Lists that somebody saved, and how his lists look; engine/view.h. */
    { "qiao_view",
      "(\"id\" BIGINT NOT NULL, \"user_id\" BIGINT NOT NULL, \"unit\" BIGINT NOT NULL,"
      " \"type\" {text} NOT NULL, \"name\" {text} NOT NULL, \"search\" {text} NOT NULL,"
      " \"condition\" {text} NOT NULL, \"columns\" {text} NOT NULL, \"sort\" {text} NOT NULL,"
      " \"share\" BIGINT NOT NULL, \"dense\" BIGINT NOT NULL, \"at\" BIGINT NOT NULL,"
      " PRIMARY KEY (\"user_id\", \"type\", \"name\"))" },
    /* Keys with which programs read a user's calendar; engine/feed.h. */
    { "qiao_feed",
      "(\"id\" {text} PRIMARY KEY, \"user_id\" BIGINT NOT NULL, \"made_at\" BIGINT NOT NULL,"
      " \"used_at\" BIGINT)" },
    /* Who had the day's mail; engine/mail.h. */
    { "qiao_mail",
      "(\"user_id\" BIGINT NOT NULL, \"day\" BIGINT NOT NULL, \"state\" {text} NOT NULL,"
      " \"at\" BIGINT NOT NULL, \"tries\" BIGINT NOT NULL, \"next_at\" BIGINT, \"why\" {text},"
      " PRIMARY KEY (\"user_id\", \"day\"))" },
    /* What programs show instead of a password; engine/api_token.h. */
    { "qiao_token",
      "(\"id\" {text} PRIMARY KEY, \"user_id\" BIGINT NOT NULL, \"name\" {text} NOT NULL,"
      " \"scope\" {text} NOT NULL, \"made_at\" BIGINT NOT NULL, \"until\" BIGINT NOT NULL,"
      " \"used_at\" BIGINT NOT NULL)" },
    /* News for webhooks, sent or to be sent; engine/webhook.h. */
    { "qiao_delivery",
      "(\"id\" {id} PRIMARY KEY, \"hook\" BIGINT NOT NULL, \"seq\" BIGINT NOT NULL,"
      " \"event\" {text} NOT NULL, \"type\" {text} NOT NULL, \"record\" BIGINT NOT NULL,"
      " \"version\" BIGINT NOT NULL, \"at\" BIGINT NOT NULL, \"state\" {text} NOT NULL,"
      " \"tries\" BIGINT NOT NULL, \"next_at\" BIGINT NOT NULL, \"status\" BIGINT NOT NULL,"
      " \"fault\" {text})" },
    /* Answers of counts, each good until a type that it depends on changes; figure/kept.h. */
    { "qiao_kept", "(\"key\" {text} PRIMARY KEY, \"seq\" BIGINT NOT NULL, \"answer\" {text} NOT NULL)" },
};

typedef struct {
    Db *db;
    Arena *a;
    const Registry *types;
    Str collations, print; /* of the orders; of all that the tables are made from */
    Buf sql;
    Str *indexes;
    size_t nindexes;
} Maker;

static bool run(Maker *m, Err *e)
{
    bool ok;
    if (m->sql.failed)
        return err_set(e, ERR_INTERNAL, "the schema is too large");
    ok = db_exec_text(m->db, buf_str(&m->sql), NULL, 0, NULL, e);
    buf_clear(&m->sql);
    return ok;
}

static bool known(const Str *names, size_t n, Str name)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(names[i], name))
            return true;
    return false;
}

static bool own_table(Maker *m, const char *name, Str body, Err *e)
{
    Str head, rest = body, word;
    buf_printf(&m->sql, "CREATE TABLE IF NOT EXISTS \"%s\" ", name);
    while (str_cut(rest, S("{"), &head, &rest)) {
        buf_put(&m->sql, head);
        str_cut(rest, S("}"), &word, &rest);
        buf_put(&m->sql, str_eq(word, S("text"))   ? db_sql_text(m->db)
                         : str_eq(word, S("blob")) ? db_sql_blob(m->db)
                                                   : db_sql_id(m->db));
    }
    buf_put(&m->sql, head);
    return run(m, e);
}

/* SQL type of the column number `part` of a field (field_columns). */
static Str column_type(const Maker *m, const Field *f, size_t part)
{
    static const bool number[T__N][3] = {
        [T_COUNT] = { true }, [T_DECIMAL] = { true },           [T_MONEY] = { true, false },
        [T_BOOL] = { true },  [T_DATE] = { false, true, true }, [T_LINK] = { true },
    };
    return number[f->kind][part] ? S("BIGINT") : db_sql_text(m->db);
}

static bool make_index(Maker *m, const Type *t, Str column, bool unique, const char *where, Err *e)
{
    Str name = arena_printf(m->a, "%s_%s_%.*s", unique ? "ux" : "ix", t->name, STR(column));
    if (known(m->indexes, m->nindexes, name))
        return true;
    buf_printf(&m->sql, "CREATE %sINDEX IF NOT EXISTS \"%.*s\" ON \"%s\" (\"%.*s\"%.*s)%s",
               unique ? "UNIQUE " : "", STR(name), t->name, STR(column),
               STR(db_sql_empty_first(m->db)), where);
    return run(m, e);
}

/* The column that names a record, in each order that lists are read in. */
static bool make_orders(Maker *m, const Type *t, Err *e)
{
    const Field *f = &t->fields[type_title(t)];
    bool ok = true;

    for (Collate order = COLLATE_PINYIN; ok && field_collates(f) && order < COLLATE__N; order++) {
        Str name =
            arena_printf(m->a, ORDER_INDEX "%s_%s", t->name, collate_name(order) + sizeof "qiao");
        if (known(m->indexes, m->nindexes, name))
            continue;
        buf_printf(&m->sql, "CREATE INDEX IF NOT EXISTS \"%.*s\" ON \"%s\" (\"%s\"%.*s%.*s)",
                   STR(name), t->name, f->name, STR(db_sql_collate(m->a, order)),
                   STR(db_sql_empty_first(m->db)));
        ok = run(m, e);
    }
    return ok;
}

/* Those that were made by another version of the orders go, to be made again. */
static bool drop_orders(Maker *m, Err *e)
{
    size_t n = 0;

    for (size_t i = 0; i < m->nindexes; i++) {
        if (!str_starts(m->indexes[i], S(ORDER_INDEX))) {
            m->indexes[n++] = m->indexes[i];
            continue;
        }
        buf_printf(&m->sql, "DROP INDEX \"%.*s\"", STR(m->indexes[i]));
        if (!run(m, e))
            return false;
    }
    m->nindexes = n;
    return true;
}

static bool make_links_table(Maker *m, const Type *t, const Field *f, Err *e)
{
    Str name = links_table(m->a, t, f);
    buf_printf(
        &m->sql,
        "CREATE TABLE IF NOT EXISTS \"%.*s\" (\"id\" BIGINT NOT NULL, \"to_id\" BIGINT NOT NULL,"
        " PRIMARY KEY (\"id\", \"to_id\"))",
        STR(name));
    if (!run(m, e))
        return false;
    buf_printf(&m->sql, "CREATE INDEX IF NOT EXISTS \"ix_%.*s_to\" ON \"%.*s\" (\"to_id\")",
               STR(name), STR(name));
    return run(m, e);
}

static bool make_field(Maker *m, const Type *t, const Field *f, const Str *have, size_t nhave,
                       Err *e)
{
    Str columns[3], by;
    size_t n = field_columns(f, m->a, columns);

    for (size_t i = 0; i < n; i++) {
        if (known(have, nhave, columns[i]))
            continue;
        buf_printf(&m->sql, "ALTER TABLE \"%s\" ADD COLUMN \"%.*s\" %.*s", t->name, STR(columns[i]),
                   STR(column_type(m, f, i)));
        if (!run(m, e))
            return false;
    }
    by = columns[f->kind == T_DATE ? 1 : 0];
    if (f->kind == T_LINKS && !make_links_table(m, t, f, e))
        return false;
    if (f->flags & UNIQUE)
        return make_index(m, t, columns[0], true, "", e);
    if (f->kind == T_LINK || f->flags & INDEXED)
        return make_index(m, t, by, false, "", e);
    if (f->flags & INDEXED_SET)
        return make_index(m, t, by, false,
                          arena_printf(m->a, " WHERE \"%.*s\" IS NOT NULL", STR(by)).p, e);
    return true;
}

static void put_fields(Maker *m, const Type *t)
{
    for (size_t i = 0; i < t->nfields; i++) {
        Str columns[3];
        size_t n = field_columns(&t->fields[i], m->a, columns);
        for (size_t part = 0; part < n; part++)
            buf_printf(&m->sql, ", \"%.*s\" %.*s", STR(columns[part]),
                       STR(column_type(m, &t->fields[i], part)));
    }
}

static bool make_table(Maker *m, const Type *t, Err *e)
{
    Str text = db_sql_text(m->db);
    buf_printf(
        &m->sql,
        "CREATE TABLE \"%s\" (\"id\" %.*s PRIMARY KEY, \"key\" %.*s, \"ident\" BIGINT, \"unit\" BIGINT NOT NULL,"
        " \"state\" %.*s, \"version\" BIGINT NOT NULL, \"source\" %.*s, \"evidence\" %.*s,"
        " \"created_at\" BIGINT NOT NULL, \"created_by\" BIGINT NOT NULL, \"changed_at\" BIGINT NOT NULL,"
        " \"changed_by\" BIGINT NOT NULL, \"voided_at\" BIGINT",
        t->name, STR(db_sql_id(m->db)), STR(text), STR(text), STR(text), STR(text));
    put_fields(m, t);
    buf_put(&m->sql, S(")"));
    return run(m, e);
}

static bool make_type(Maker *m, const Type *t, Err *e)
{
    Str *have;
    size_t n;

    if (!db_columns(m->db, str_z(t->name), m->a, &have, &n, e))
        return false;
    if (n == 0 && (!make_table(m, t, e) || !db_columns(m->db, str_z(t->name), m->a, &have, &n, e)))
        return false;
    for (size_t i = 0; i < t->nfields; i++)
        if (!make_field(m, t, &t->fields[i], have, n, e))
            return false;
    if (t->identity[0] && !make_index(m, t, S("ident"), false, " WHERE \"ident\" IS NOT NULL", e))
        return false;
    return make_index(m, t, S("key"), true, " WHERE \"key\" IS NOT NULL", e) &&
           make_index(m, t, S("unit"), false, "", e) && make_orders(m, t, e);
}

/* One word for all that the tables are made from; when it is in the store already, all is there. */
static Str fingerprint(Arena *a, const Registry *types, Str collations)
{
    uint64_t h = SCHEMA_VERSION + str_hash(collations);
    for (size_t i = 0; i < LEN(own_tables); i++)
        h = h * 31 + str_hash(str_z(own_tables[i][0]));
    for (size_t i = 0; i < registry_count(types); i++) {
        const Type *t = registry_at(types, i);
        h = h * 31 + str_hash(str_z(t->name)) + (t->identity[0] != NULL);
        for (size_t j = 0; j < t->nfields; j++)
            h = (h * 31 + str_hash(str_z(t->fields[j].name))) * 31 +
                (uint64_t)t->fields[j].kind * 256 +
                (t->fields[j].flags & (INDEXED | INDEXED_SET | UNIQUE));
    }
    return arena_printf(a, "%016" PRIx64, h);
}

static bool set_meta(Db *db, Str name, Str value, Err *e)
{
    return db_exec(db, e,
                   "/* set meta */ INSERT INTO qiao_meta (\"name\", \"value\") VALUES ($1, $2)"
                   " ON CONFLICT (\"name\") DO UPDATE SET \"value\" = EXCLUDED.\"value\"",
                   P(name), P(value));
}

static bool get_meta(Db *db, Str name, Arena *a, Str *value, Err *e)
{
    AUTO(stmt_done) Stmt *q =
        db_query(db, "/* get meta */ SELECT \"value\" FROM qiao_meta WHERE \"name\" = $1", P(name));
    *value = db_next(q, e) ? db_text(q, a, 0) : (Str){ 0 };
    return !e->kind;
}

bool schema_version(Db *db, int64_t *out, Err *e)
{
    AUTO(arena_freep) Arena *a = arena_new(1 << 20);
    Str *columns, value;
    size_t n;

    *out = 0;
    if (!db_columns(db, S("qiao_meta"), a, &columns, &n, e))
        return false;
    if (n == 0)
        return true;
    if (!get_meta(db, S("schema_version"), a, &value, e))
        return false;
    return value.n == 0 || str_int(value, out) ||
           err_set(e, ERR_INVALID,
                   "the store's schema version '%.*s' is no number; it is not a store of Qiao",
                   STR(value));
}

/* Makes the orders, and lets indexes go that were made by others than the database has now. */
static bool renew_orders(Maker *m, Err *e)
{
    Str was;

    return get_meta(m->db, S("collations"), m->a, &was, e) &&
           (str_eq(was, m->collations) || (drop_orders(m, e) && db_collations_make(m->db, e))) &&
           set_meta(m->db, S("collations"), m->collations, e);
}

/* By record; and for what users did one by one and where they said why: the thousands of rows of an
 * import are not looked through. */
static bool index_history(Maker *m, Err *e)
{
    return db_exec(
               m->db, e,
               "CREATE INDEX IF NOT EXISTS \"ix_qiao_history_record\""
               " ON qiao_history (\"type\", \"record\", \"seq\") WHERE \"record\" IS NOT NULL") &&
           db_exec(
               m->db, e,
               "CREATE INDEX IF NOT EXISTS \"ix_qiao_history_actor\" ON qiao_history (\"actor\","
               " \"seq\") WHERE \"batch\" IS NULL AND \"record\" IS NOT NULL") &&
           db_exec(
               m->db, e,
               "CREATE INDEX IF NOT EXISTS \"ix_qiao_history_why\" ON qiao_history (\"act\", \"seq\")"
               " WHERE \"why\" IS NOT NULL");
}

static bool make_all(Maker *m, Err *e)
{
    for (size_t i = 0; i < LEN(own_tables); i++)
        if (!own_table(m, own_tables[i][0], str_z(own_tables[i][1]), e))
            return false;
    if (!renew_orders(m, e) || !index_history(m, e))
        return false;
    for (size_t i = 0; i < registry_count(m->types); i++)
        if (!make_type(m, registry_at(m->types, i), e))
            return err_prefix(e,
                              "while making the table of '%s': ", registry_at(m->types, i)->name);
    return true;
}

/* Are all tables there already? Asked before anything is locked, so that reading never waits. */
static bool is_current(Db *db, Arena *a, Str print, bool *out, Err *e)
{
    Str stored = { 0 };
    int64_t version;

    *out = false;
    if (!schema_version(db, &version, e))
        return false;
    if (version > SCHEMA_VERSION)
        return err_set(e, ERR_INVALID,
                       "this store was made by a newer Qiao (schema %" PRId64
                       ", this program knows %d); use the newer program",
                       version, SCHEMA_VERSION);
    if (version && !get_meta(db, S("schema"), a, &stored, e))
        return false;
    *out = str_eq(stored, print);
    return true;
}

/* Tables of these names in a database that is no store are another program's. */
static bool check_free(Maker *m, Err *e)
{
    for (size_t i = 0; i < registry_count(m->types); i++) {
        const char *name = registry_at(m->types, i)->name;
        Str *have;
        size_t n;
        if (!db_columns(m->db, str_z(name), m->a, &have, &n, e))
            return false;
        if (n)
            return err_set(e, ERR_CONFLICT,
                           "the database has a table '%s' of another program; give Qiao a database"
                           " of its own",
                           name);
    }
    return true;
}

bool schema_steps(Db *db, const SchemaStep *list, int64_t from, Err *e)
{
    for (; list->number; list++)
        if (list->number > from && !db_exec_text(db, str_z(list->sql), NULL, 0, NULL, e))
            return err_prefix(e, "while bringing the store to version %d (%s): ", list->number,
                              list->what);
    return true;
}

static bool update(Maker *m, Err *e)
{
    AUTO(txn_rollback) Txn t = txn_begin(m->db, e);
    bool current;
    int64_t version;

    if (!t.db || !is_current(m->db, m->a, m->print, &current, e))
        return false;
    if (current) /* another process was faster */
        return true;
    if (!schema_version(m->db, &version, e))
        return false;
    if (version ? !schema_steps(m->db, steps, version, e) : !check_free(m, e))
        return false;
    return db_indexes(m->db, m->a, &m->indexes, &m->nindexes, e) && make_all(m, e) &&
           db_exec(m->db, e, "/* tables changed */ DELETE FROM qiao_kept") &&
           set_meta(m->db, S("schema"), m->print, e) &&
           set_meta(m->db, S("schema_version"), arena_printf(m->a, "%d", SCHEMA_VERSION), e) &&
           txn_commit(&t, e);
}

bool schema_update(Db *db, const Registry *types, Err *e)
{
    AUTO(arena_freep) Arena *a = arena_new(ARENA_REQUEST);
    Maker m = { .db = db, .a = a, .types = types };
    bool current, ok;

    if (!db_collations_version(db, a, &m.collations, e))
        return false;
    m.print = fingerprint(a, types, m.collations);
    if (!is_current(db, a, m.print, &current, e) || current)
        return current;
    m.sql = buf_new(1 << 20);
    ok = update(&m, e);
    buf_done(&m.sql);
    return ok;
}

bool schema_check(Db *db, const Registry *types, Arena *a, Err *e)
{
    for (size_t i = 0; i < registry_count(types); i++) {
        const Type *t = registry_at(types, i);
        Str *have;
        size_t n;
        if (!db_columns(db, str_z(t->name), a, &have, &n, e))
            return false;
        if (n == 0)
            return err_set(e, ERR_INVALID, "the store has no table '%s'", t->name);
        for (size_t j = 0; j < t->nfields; j++) {
            Str columns[3];
            size_t parts = field_columns(&t->fields[j], a, columns);
            for (size_t k = 0; k < parts; k++)
                if (!known(have, n, columns[k]))
                    return err_set(e, ERR_INVALID, "the store has no column '%.*s' in table '%s'",
                                   STR(columns[k]), t->name);
        }
    }
    return true;
}
