/* SPDX-License-Identifier: Apache-2.0
 * The GEDCOM export: reads persons, names and relations, finds the families, writes the file.
 *
 * Persons are read twice: first as little as families and the question who is living need, then
 * one by one as they are written. Numbers of records in the file follow the order in the store, so
 * that a store that was filled from the file writes the same.
 */
#include <stdlib.h>
#include <sys/stat.h>

#include "engine/chain.h"
#include "engine/gedcom_out.h"
#include "engine/rights.h"

enum {
    KIN_ARENA = 1 << 30,
    RECORD_ARENA = 64 << 20,
    RECORD_MAX = 32 << 20,
    PERSONS_MAX = 2000000,
    RELATIONS_MAX = 4000000
};

/* ---- reading ---- */

static bool may(GedOut *o, GedSheet sheet, int64_t unit)
{
    const Type *t = o->types[sheet];
    int64_t answer;
    if (!o->c->user)
        return true;
    if (!ids_get(&o->may[sheet], (uint64_t)unit, &answer)) {
        answer =
            rights_has(o->c, RIGHT_EXPORT, t, unit) && rights_level(o->c, t, unit) >= LEVEL_PUBLIC;
        ids_set(&o->may[sheet], (uint64_t)unit, answer);
    }
    return answer;
}

typedef bool EachFn(GedOut *o, const Record *r, Err *e);

/* Every record of a sheet's type that may be exported, in an order that `rest` says. */
static bool each_record(GedOut *o, GedSheet sheet, const char *rest, EachFn *each, Err *e)
{
    AUTO(stmt_done) Stmt *q =
        db_query_text(o->c->db, row_select(o->keep, o->types[sheet], rest), NULL, 0);
    while (db_next(q, e)) {
        ArenaMark m = arena_mark(o->work);
        Record *r = record_new(o->work, o->types[sheet]);
        row_read(q, o->work, r);
        if (may(o, sheet, r->unit) && !each(o, r, e))
            return false;
        arena_rewind(o->work, m);
    }
    return !e->kind;
}

#define BY_ID "WHERE \"voided_at\" IS NULL ORDER BY \"id\""

static const Value *value_of(const Record *r, const char *field)
{
    return &r->v[type_slot(r->type, str_z(field))];
}

static bool is_value(const Record *r, const char *field, const char *code)
{
    return str_eq(value_of(r, field)->text, str_z(code)) && value_of(r, field)->set;
}

static bool add_person(GedOut *o, const Record *r, Err *e)
{
    const Value *born = value_of(r, "born"), *died = value_of(r, "died");
    const Value *left = value_of(r, "left_china");
    Kinsman one = { .id = r->id, .latest = YEAR_UNKNOWN, .died = YEAR_UNKNOWN };

    if (o->kin.people.n == PERSONS_MAX)
        return err_set(e, ERR_INVALID, "there are more than %d persons, too many for one file",
                       PERSONS_MAX);
    one.shown = rights_level(o->c, r->type, r->unit) >= LEVEL_PERSONAL;
    one.dated = born->set;
    one.dead = died->set || is_value(r, "presence", "deceased");
    one.alive = is_value(r, "presence", "present") || is_value(r, "presence", "abroad") ||
                is_value(r, "presence", "moved_out");
    one.male = is_value(r, "sex", "male");
    one.female = is_value(r, "sex", "female");
    if (born->set)
        one.latest = day_year((Day)born->j);
    else if (left->set)
        one.latest = day_year((Day)left->j);
    if (died->set)
        one.died = day_year((Day)died->j);
    vec_push(o->keep, &o->kin.people, one);
    ids_set(&o->kin.numbers, (uint64_t)r->id, (int64_t)o->kin.people.n);
    return true;
}

static Str kept_text(GedOut *o, const Record *r, const char *field)
{
    return arena_str(o->keep, out_text(o, r, field));
}

static void add_descent(GedOut *o, const Record *r, uint32_t child, uint32_t parent)
{
    vec_push(o->keep, &o->kin.descents,
             (Descent){ .child = child,
                        .parent = parent,
                        .descent = kept_text(o, r, "descent"),
                        .certainty = kept_text(o, r, "certainty"),
                        .note = kept_text(o, r, "note"),
                        .evidence = arena_str(o->keep, r->evidence) });
}

static void add_couple(GedOut *o, const Record *r, uint32_t a, uint32_t b)
{
    const Value *began = value_of(r, "began");
    vec_push(o->keep, &o->kin.couples,
             (Couple){ .a = a < b ? a : b,
                       .b = a < b ? b : a,
                       .began = kept_text(o, r, "began"),
                       .ended = kept_text(o, r, "ended"),
                       .year = began->set ? day_year((Day)began->j) : YEAR_UNKNOWN,
                       .note = kept_text(o, r, "note"),
                       .evidence = arena_str(o->keep, r->evidence) });
}

static bool add_relation(GedOut *o, const Record *r, Err *e)
{
    int64_t a, b;
    Str kind = out_text(o, r, "kind");

    if (!ids_get(&o->kin.numbers, (uint64_t)value_of(r, "person")->i, &a) ||
        !ids_get(&o->kin.numbers, (uint64_t)value_of(r, "relative")->i, &b) || a == b)
        return true;
    if (o->kin.descents.n + o->kin.couples.n + o->kin.others.n == RELATIONS_MAX)
        return err_set(e, ERR_INVALID, "there are more than %d relations, too many for one file",
                       RELATIONS_MAX);
    if (str_eq(kind, S("spouse")))
        add_couple(o, r, (uint32_t)a, (uint32_t)b);
    else if (str_eq(kind, S("child")))
        add_descent(o, r, (uint32_t)b, (uint32_t)a);
    else if (str_eq(kind, S("parent")))
        add_descent(o, r, (uint32_t)a, (uint32_t)b);
    else
        vec_push(o->keep, &o->kin.others,
                 (Other){ (uint32_t)a, (uint32_t)b, arena_str(o->keep, kind),
                          kept_text(o, r, "note"), arena_str(o->keep, r->evidence) });
    return true;
}

static bool add_hall(GedOut *o, const Record *r, Err *e)
{
    (void)e;
    ids_set(&o->halls, (uint64_t)r->id, (int64_t)o->halls.n + 1);
    return true;
}

static bool count_genealogy(GedOut *o, const Record *r, Err *e)
{
    (void)r;
    (void)e;
    o->ngenealogies++;
    return true;
}

/* ---- writing ---- */

static bool write_node(GedOut *o, GedNode *n, Err *e)
{
    if (o->version == GEDCOM_7)
        out_sources(o, n);
    ged_print(n, 0, o->version, &o->buf);
    o->rows++;
    return out_file_flush(&o->file, &o->buf, false, e);
}

typedef VEC(const Record *) NameList;

/* The names of persons, read beside the persons in the same order. */
typedef struct {
    GedOut *o;
    Stmt *q;
    bool there; /* q stands at a row that is not used yet */
} Names;

/* All names of that person; those of persons who are not written are passed over. */
static bool names_of(Names *n, int64_t person, NameList *out, Err *e)
{
    const Type *t = n->o->types[GED_NAME];
    int slot = type_slot(t, S("person"));

    while (n->there) {
        Record *r = record_new(n->o->work, t);
        row_read(n->q, n->o->work, r);
        if (rec_int(r, slot) > person)
            return true;
        if (rec_int(r, slot) == person && may(n->o, GED_NAME, r->unit))
            vec_push(n->o->work, out, r);
        n->there = db_next(n->q, e);
    }
    return !e->kind;
}

static bool write_people(GedOut *o, Err *e)
{
    Names names = { .o = o };
    AUTO(stmt_done) Stmt *q =
        db_query_text(o->c->db, row_select(o->keep, o->types[GED_INDI], BY_ID), NULL, 0);
    AUTO(stmt_done) Stmt *other =
        db_query_text(o->c->db,
                      row_select(o->keep, o->types[GED_NAME],
                                 "WHERE \"voided_at\" IS NULL ORDER BY \"person\", \"id\""),
                      NULL, 0);
    ArenaMark m = arena_mark(o->work);

    names.q = other;
    names.there = db_next(other, e);
    while (db_next(q, e)) {
        Record *r = record_new(o->work, o->types[GED_INDI]);
        NameList list = { 0 };
        int64_t number;
        row_read(q, o->work, r);
        if (!ids_get(&o->kin.numbers, (uint64_t)r->id, &number))
            continue;
        if (!names_of(&names, r->id, &list, e) ||
            !write_node(o, out_person(o, (uint32_t)number, r, list.p, list.n), e))
            return false;
        arena_rewind(o->work, m);
    }
    return !e->kind;
}

static bool write_families(GedOut *o, Err *e)
{
    const Kindred *k = &o->kin;
    for (size_t i = 1, at = 0; i <= k->families.n; i++) {
        ArenaMark m = arena_mark(o->work);
        size_t n = 0;
        while (at + n < k->members.n && k->members.p[at + n].family == i)
            n++;
        if (!write_node(o, out_family(o, i, k->members.p + at, n), e))
            return false;
        at += n;
        arena_rewind(o->work, m);
    }
    return true;
}

static bool write_genealogy(GedOut *o, const Record *r, Err *e)
{
    return write_node(o, out_record(o, GED_SOUR, r, ++o->ngenealogies), e);
}

static bool write_hall(GedOut *o, const Record *r, Err *e)
{
    int64_t number = 0;
    (void)ids_get(&o->halls, (uint64_t)r->id, &number);
    return write_node(o, out_record(o, GED_REPO, r, (size_t)number), e);
}

static bool write_sources(GedOut *o, Err *e)
{
    size_t first = o->ngenealogies;
    o->ngenealogies = 0;
    if (!each_record(o, GED_SOUR, BY_ID, write_genealogy, e))
        return false;
    for (size_t i = 0; i < o->source_list.n; i++) {
        GedNode n = { .tag = S("SOUR") };
        n.xref = arena_printf(o->keep, "@S%zu@", first + i + 1);
        ged_add(o->keep, &n, S("TITL"), o->source_list.p[i]);
        if (!write_node(o, &n, e))
            return false;
    }
    return each_record(o, GED_REPO, BY_ID, write_hall, e);
}

/* ---- head ---- */

/* Tags of ours, for the schema of 7. */
static void put_schema(GedOut *o, GedNode *head)
{
    static const char *const own[] = { "_SYSTEM", "_FROM", "_TO", "_SOUR" };
    GedNode *schema = ged_add(o->work, head, S("SCHMA"), (Str){ 0 });
    Map done = { 0 };
    int64_t is;

    for (size_t i = 0; i < LEN(own); i++)
        ged_add(o->work, schema, S("TAG"),
                arena_printf(o->work, "%s tag:qiao,2026:gedcom/%s", own[i], own[i] + 1));
    for (GedSheet s = GED_SOUR; s <= GED_REPO; s++)
        for (size_t i = 0; i < ged_tables[s].n; i++) {
            const char *tag = ged_tables[s].columns[i].tag;
            if (tag[0] != '_' || map_get(&done, str_z(tag), &is))
                continue;
            map_set(&done, str_z(tag), 1);
            ged_add(o->work, schema, S("TAG"),
                    arena_printf(o->work, "%s tag:qiao,2026:gedcom/%s", tag, tag + 1));
        }
    map_done(&done);
}

static Str today_text(GedOut *o)
{
    AUTO(buf_done) Buf date = buf_new(BUF_LINE);
    AUTO(buf_done) Buf phrase = buf_new(BUF_LINE);
    char iso[11];
    day_print(rights_day(o->c), iso);
    gedcom_date_write((Str){ iso, 10 }, &date, &phrase);
    return arena_str(o->work, buf_str(&date));
}

static void put_version(GedOut *o, GedNode *head)
{
    bool seven = o->version == GEDCOM_7;
    GedNode *n = ged_add(o->work, head, S("GEDC"), (Str){ 0 });
    ged_add(o->work, n, S("VERS"), seven ? S("7.0") : S("5.5.1"));
    if (!seven)
        ged_add(o->work, n, S("FORM"), S("LINEAGE-LINKED"));
}

static bool write_head(GedOut *o, Err *e)
{
    ArenaMark m = arena_mark(o->work);
    GedNode head = { .tag = S("HEAD") }, *n;

    if (o->version == GEDCOM_7) {
        put_version(o, &head);
        put_schema(o, &head);
    }
    n = ged_add(o->work, &head, S("SOUR"), S("QIAO"));
    ged_add(o->work, n, S("NAME"), S("Qiao"));
    ged_add(o->work, &head, S("DATE"), today_text(o));
    if (o->version == GEDCOM_551) {
        out_point(o, &head, "SUBM", 'U', 1);
        put_version(o, &head);
        ged_add(o->work, &head, S("CHAR"), S("UTF-8"));
    } else {
        ged_add(o->work, &head, S("LANG"), str_z(lang_code(o->c->lang)));
    }
    ged_print(&head, 0, o->version, &o->buf);
    arena_rewind(o->work, m);
    return out_file_flush(&o->file, &o->buf, false, e);
}

/* 5.5.1 demands a submitter. */
static void put_end(GedOut *o)
{
    if (o->version == GEDCOM_551)
        buf_put(&o->buf, S("0 @U1@ SUBM\n1 NAME Qiao\n"));
    buf_put(&o->buf, S("0 TRLR\n"));
}

static bool write_all(GedOut *o, Err *e)
{
    if (!write_head(o, e) || !write_people(o, e) || !write_families(o, e) || !write_sources(o, e))
        return false;
    put_end(o);
    return out_file_flush(&o->file, &o->buf, true, e);
}

/* ---- the export ---- */

/* Types that the user may not export are left out and named; without persons there is nothing. */
static bool check_types(GedOut *o, ExportReport *out, Err *e)
{
    VEC(Str) refused = { 0 };
    for (GedSheet s = GED_INDI; s < GED_SHEET__N; s++) {
        o->types[s] = registry_need(o->c->types, str_z(ged_tables[s].type), e);
        if (!o->types[s])
            return false;
        if (s == GED_INDI && !rights_check(o->c, RIGHT_EXPORT, o->types[s], 0, e))
            return false;
        if (o->c->user && !rights_has(o->c, RIGHT_EXPORT, o->types[s], 0))
            vec_push(o->keep, &refused, str_z(type_label(o->types[s], o->c->lang)));
    }
    out->refused = refused.p;
    out->nrefused = refused.n;
    return true;
}

static bool read_kindred(GedOut *o, Err *e)
{
    if (!each_record(o, GED_INDI, BY_ID, add_person, e) ||
        !each_record(o, GED_FAM, BY_ID, add_relation, e) ||
        !each_record(o, GED_REPO, BY_ID, add_hall, e) ||
        !each_record(o, GED_SOUR, BY_ID, count_genealogy, e))
        return false;
    kindred_settle(&o->kin, o->c->today);
    return true;
}

static const char *file_of(Ctx *c, const char *path)
{
    struct stat st;
    if (stat(path, &st) == 0 && S_ISDIR(st.st_mode))
        return arena_printf(c->arena, "%s/kin.ged", path).p;
    return path;
}

static bool read_and_write(GedOut *o, const char *path, Err *e)
{
    AUTO(txn_rollback) Txn t = txn_begin_read(o->c->db, e); /* all of one moment */
    return t.db && read_kindred(o, e) && out_file_open(&o->file, o->keep, path, e) &&
           write_all(o, e);
}

static void out_done(GedOut *o)
{
    out_file_drop(&o->file);
    for (GedSheet s = GED_INDI; s < GED_SHEET__N; s++)
        ids_done(&o->may[s]);
    ids_done(&o->halls);
    ids_done(&o->kin.numbers);
    map_done(&o->sources);
    buf_done(&o->buf);
    arena_free(o->keep);
    arena_free(o->work);
}

static bool log_export(GedOut *o, const char *path, Err *e)
{
    Str what = arena_printf(o->c->arena, "GEDCOM %s", path);
    for (GedSheet s = GED_INDI; s < GED_SHEET__N; s++)
        if (!history_export(o->c, o->types[s], what, s == GED_INDI ? (int64_t)o->kin.people.n : 0,
                            e))
            return false;
    return true;
}

bool export_gedcom(Ctx *c, const GedcomOptions *options, const char *path, ExportReport *out,
                   Err *e)
{
    AUTO(out_done) GedOut o = { .c = c,
                                .keep = arena_new(KIN_ARENA),
                                .work = arena_new(RECORD_ARENA),
                                .o = options,
                                .version = options->old ? GEDCOM_551 : GEDCOM_7,
                                .buf = buf_new((size_t)OUT_FLUSH_AT + RECORD_MAX) };
    o.kin.a = o.keep;
    *out = (ExportReport){ 0 };
    path = file_of(c, path);
    if (!check_types(&o, out, e) || !read_and_write(&o, path, e) || !log_export(&o, path, e) ||
        !out_file_keep(&o.file, e))
        return false;
    out->rows = o.rows;
    for (uint32_t i = 1; i <= o.kin.people.n; i++)
        out->withheld += out_withheld(&o, i);
    return true;
}
