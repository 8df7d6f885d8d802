/* SPDX-License-Identifier: Apache-2.0
 * A GEDCOM file in an import: its sheets get plans, its persons the numbers of their records.
 *
 * A person of the file is the record that the file says it is (in a file of ours), else the one
 * that an import of a file of this name made of the same xref, else the one of the same name and
 * birth, if neither the store nor the file has two of these. All others are new.
 */
#include "engine/chain.h"
#include "engine/gedcom.h"

enum { ASK_AT_ONCE = 1000 };

/* ---- plans ---- */

static bool plan_table(Import *im, Sheets *s, size_t file, GedSheet sheet, Err *e)
{
    const GedTable *t = &ged_tables[sheet];
    Plan *p = import_plan(im, s, file, sheet);

    p->gedcom = true;
    p->by_id = sheet == GED_INDI || sheet == GED_SOUR || sheet == GED_REPO;
    p->type = registry_need(im->c->types, str_z(t->type), e);
    if (!p->type)
        return false;
    p->work = work_of(im, p->type);
    p->ncols = t->n;
    p->cols = NEWN(im->keep, Col, t->n);
    for (size_t i = 0; i < t->n; i++) {
        int std = std_slot(str_z(t->columns[i].field));
        bool is_std = std == STD_ID || std == STD_KEY || std == STD_EVIDENCE;
        p->cols[i].heading = str_z(t->columns[i].tag);
        p->cols[i].kind = is_std ? COL_STD : COL_FIELD;
        p->cols[i].slot = is_std ? std : type_slot(p->type, str_z(t->columns[i].field));
        if (p->cols[i].slot < 0)
            return err_set(e, ERR_INTERNAL, "%s has no field '%s'", t->type, t->columns[i].field);
    }
    p->order = columns_order(im, p);
    return true;
}

/* What no field takes: one line for each structure, with the first place where it stands. */
static void say_left(Import *im, const Plan *p, const Gedcom *g)
{
    for (size_t i = 0; i < g->left.n; i++) {
        const GedLeft *one = &g->left.p[i];
        Err e = { .lang = im->c->lang };
        if (one->kept)
            err_set(&e, ERR_INVALID, "no field takes this (%zu ×); it was kept in the note",
                    one->times);
        else
            err_set(&e, ERR_INVALID, "this is not read (%zu ×) and was left out", one->times);
        bad_line(im, p, one->line, one->path, (Str){ 0 }, &e, true);
    }
}

static void say_problems(Import *im, const Plan *p, const Gedcom *g)
{
    for (size_t i = 0; i < g->doc.problems.n; i++) {
        const GedProblem *one = &g->doc.problems.p[i];
        bad_line(im, p, one->line, one->tag, one->value, &one->what, false);
    }
}

bool gedcom_plans(Import *im, Sheets *s, size_t file, Err *e)
{
    Gedcom *g = sheets_gedcom(s);
    Plan about = { .number = im->plans.n,
                   .file_name = im->files.p[file].name,
                   .sheet_name = g->doc.version == GEDCOM_7 ? S("GEDCOM 7") : S("GEDCOM 5.5.1") };

    if (im->o->marked)
        return err_set(e, ERR_INVALID,
                       "a marked copy is made of spreadsheets; correct a GEDCOM file at the lines"
                       " that are listed");
    gedcom_study(g, im->c);
    for (GedSheet sheet = GED_INDI; sheet < GED_SHEET__N; sheet++)
        if (g->rows[sheet].n && !plan_table(im, s, file, sheet, e))
            return false;
    say_problems(im, &about, g);
    say_left(im, &about, g);
    return true;
}

/* ---- which records the persons are ---- */

typedef struct {
    Import *im;
    Gedcom *g;
    size_t file;
    const Type *type;
    Map sources; /* source of a record made of a file of this name → id */
    Ids idents;  /* identity → place in `wanted` + 1, or NAMED_TWICE */
    VEC(uint32_t) wanted;
} Identify;

static uint64_t person_word(const Identify *d, uint32_t person)
{
    return hash_add(hash_add(0, d->file), person);
}

static bool read_sources(Identify *d, Err *e)
{
    Ctx *c = d->im->c;
    Str start = arena_printf(c->arena, "%.*s @", STR(d->g->file));
    AUTO(stmt_done) Stmt *q =
        db_query(c->db, "/* gedcom: sources */ SELECT \"id\", \"source\" FROM \"person\""
                        " WHERE \"voided_at\" IS NULL AND \"source\" IS NOT NULL");
    while (db_next(q, e))
        if (str_starts(db_str(q, 1), start))
            map_set(&d->sources, db_str(q, 1), db_int(q, 0));
    return !e->kind;
}

/* The number that a file of ours gives; 0 if it gives none. */
static int64_t said_number(const Gedcom *g, const GedNode *n)
{
    int64_t id;
    for (const GedNode *c = n->child; c; c = c->next)
        if ((ged_is(c, "RIN") || ged_is(c, "EXID")) && ged_is_ours(g, c) &&
            str_int(c->value, &id) && id > 0)
            return id;
    return 0;
}

static void by_number_or_source(Identify *d, uint32_t person)
{
    Gedcom *g = d->g;
    GedPerson *p = &g->persons.p[person - 1];

    if (ids_get(&d->im->gedcom_ids, person_word(d, person), &p->id))
        return;
    p->id = said_number(g, p->node);
    if (p->id == 0 && p->node->xref.n)
        (void)map_get(&d->sources,
                      arena_printf(d->im->c->arena, "%.*s %.*s", STR(g->file), STR(p->node->xref)),
                      &p->id);
}

/* What the person is known by: as for any row, but only with a date of birth. */
static int64_t ident_of(Identify *d, uint32_t person)
{
    Ctx *c = d->im->c;
    const GedTable *t = &ged_tables[GED_INDI];
    GedRow row = { .node = d->g->persons.p[person - 1].node, .person = person };
    Record *r = record_new(c->arena, d->type);
    GedCells cells;
    Err quiet = { 0 };

    ged_cells(d->g, c->arena, GED_INDI, &row, &cells);
    if (cells.text[GP_BORN].n == 0)
        return 0;
    for (int i = GP_HANS; i <= GP_RESIDENCE; i++) {
        int slot = type_slot(d->type, str_z(t->columns[i].field));
        if (cells.text[i].n &&
            !value_parse(c, &d->type->fields[slot], NULL, cells.text[i], &r->v[slot], &quiet))
            return 0;
    }
    return record_ident(r);
}

static void want_ident(Identify *d, uint32_t person)
{
    Ctx *c = d->im->c;
    ArenaMark m = arena_mark(c->arena);
    int64_t ident = ident_of(d, person), before;

    arena_rewind(c->arena, m);
    if (!ident)
        return;
    if (ids_get(&d->idents, (uint64_t)ident, &before)) {
        ids_set(&d->idents, (uint64_t)ident, NAMED_TWICE);
        return;
    }
    vec_push(d->g->a, &d->wanted, person);
    ids_set(&d->idents, (uint64_t)ident, (int64_t)d->wanted.n);
}

/* Takes the record of an identity, unless the store has two of it. */
static void take_ident(Identify *d, int64_t ident, int64_t id)
{
    int64_t at;
    GedPerson *p;
    if (!ids_get(&d->idents, (uint64_t)ident, &at) || at == NAMED_TWICE)
        return;
    p = &d->g->persons.p[d->wanted.p[at - 1] - 1];
    p->id = p->id ? 0 : id;
    if (p->id == 0)
        ids_set(&d->idents, (uint64_t)ident, NAMED_TWICE);
}

static bool ask_idents(Identify *d, Buf *list, Err *e)
{
    Ctx *c = d->im->c;
    Param p;
    Str sql;

    if (list->n == 0)
        return true;
    buf_putc(list, ']');
    p = param_text(buf_str(list));
    sql = arena_printf(c->arena,
                       "/* gedcom: identities */ SELECT \"id\", \"ident\" FROM \"person\" WHERE"
                       " \"voided_at\" IS NULL AND \"ident\" IN (%.*s)",
                       STR(db_sql_each_int(c->db, c->arena, "$1")));
    AUTO(stmt_done) Stmt *q = db_query_text(c->db, sql, &p, 1);
    while (db_next(q, e))
        take_ident(d, db_int(q, 1), db_int(q, 0));
    buf_clear(list);
    return !e->kind;
}

static bool by_ident(Identify *d, Err *e)
{
    AUTO(buf_done) Buf list = buf_new(BUF_PAGE);
    size_t n = 0;

    for (uint32_t i = 1; i <= d->g->persons.n; i++)
        if (d->g->persons.p[i - 1].id == 0)
            want_ident(d, i);
    for (size_t i = 0; i < d->idents.size; i++) {
        if (!d->idents.keys[i] || d->idents.values[i] == NAMED_TWICE)
            continue;
        buf_putc(&list, list.n ? ',' : '[');
        buf_int(&list, (int64_t)d->idents.keys[i]);
        if (++n % ASK_AT_ONCE == 0 && !ask_idents(d, &list, e))
            return false;
    }
    return ask_idents(d, &list, e);
}

/* Over a record that is there nothing is laid of a person that an export withheld. */
static bool skip_withheld(Identify *d, Err *e)
{
    Ctx *c = d->im->c;
    for (uint32_t i = 0; i < d->g->persons.n; i++) {
        GedPerson *p = &d->g->persons.p[i];
        if (!p->withheld || !p->id)
            continue;
        AUTO(stmt_done) Stmt *q = db_query(
            c->db, "/* gedcom: withheld */ SELECT 1 FROM \"person\" WHERE \"id\" = $1", P(p->id));
        p->skip = db_next(q, e);
    }
    return !e->kind;
}

/* ---- relations that the store has from the other side ---- */

static uint64_t relation_word(int64_t a, int64_t b, Str kind)
{
    return hash_add(hash_add(hash_add(0, (uint64_t)a), (uint64_t)b), str_hash(kind));
}

static void turn_row(const Gedcom *g, GedRow *row, const Ids *known)
{
    int64_t a = g->persons.p[row->person - 1].id, b = g->persons.p[row->relative - 1].id, is;
    Str kind = row->kind == REL_SPOUSES ? S("spouse") : S("child");
    Str other = row->kind == REL_SPOUSES ? S("spouse") : S("parent");

    row->turned = row->kind != REL_ASSO && !ids_get(known, relation_word(a, b, kind), &is) &&
                  ids_get(known, relation_word(b, a, other), &is);
}

static bool turn_rows(Identify *d, Err *e)
{
    AUTO(ids_done) Ids known = { 0 };
    AUTO(stmt_done) Stmt *q = db_query(
        d->im->c->db, "/* gedcom: relations */ SELECT \"person\", \"relative\", \"kind\" FROM"
                      " \"relation\" WHERE \"voided_at\" IS NULL AND \"kind\" IN"
                      " ('spouse', 'child', 'parent')");
    while (db_next(q, e))
        ids_set(&known, relation_word(db_int(q, 0), db_int(q, 1), db_str(q, 2)), 1);
    for (size_t i = 0; known.n && i < d->g->rows[GED_FAM].n; i++)
        turn_row(d->g, &d->g->rows[GED_FAM].p[i], &known);
    return !e->kind;
}

static bool identify(Identify *d, Err *e)
{
    Ctx *c = d->im->c;
    Gedcom *g = d->g;

    if (!g->ours && !read_sources(d, e))
        return false;
    for (uint32_t i = 1; i <= g->persons.n; i++)
        by_number_or_source(d, i);
    if (!by_ident(d, e))
        return false;
    for (uint32_t i = 1; i <= g->persons.n; i++) {
        GedPerson *p = &g->persons.p[i - 1];
        p->id = p->id ? p->id : chain_id(c);
        ids_set(&d->im->gedcom_ids, person_word(d, i), p->id);
    }
    return skip_withheld(d, e) && turn_rows(d, e);
}

bool gedcom_identify(Import *im, Gedcom *g, size_t file, Err *e)
{
    Identify d = { .im = im, .g = g, .file = file };
    bool ok;

    gedcom_study(g, im->c);
    if (g->persons.n == 0 || g->persons.p[0].id)
        return true;
    d.type = registry_need(im->c->types, S("person"), e);
    ok = d.type && store_flush(im->c, e) && identify(&d, e);
    map_done(&d.sources);
    ids_done(&d.idents);
    return ok;
}
