/* SPDX-License-Identifier: Apache-2.0
 * The small store of the engine's tests.
 */
#include "engine/fixture.h"

#include "base/mem.h"
#include "figure/kinds.h"
#include "review/kinds.h"

static const Choice kinds[] = { { "gala", "Gala", "晚会" }, { "talk", "Talk", "讲座" }, { 0 } };
static const State states[] = {
    { "plan", "Planned", "计划", 0 },
    { "review", "In review", NULL, 0 },
    { "done", "Done", "完成", STATE_END },
    { "off", "Cancelled", NULL, STATE_END | STATE_FAILED },
    { 0 },
};
static const Move moves[] = {
    { "plan", "review", "Submit", RIGHT_WRITE, 0 },
    { "review", "done", "Confirm", RIGHT_CONFIRM, MOVE_OTHER_PERSON },
    { "*", "off", "Cancel", RIGHT_WRITE, MOVE_REASON },
    { 0 },
};
static const Paper papers[] = { { "list", "Guest list", "done" },
                                { "photo", "Photo", NULL },
                                { 0 } };

static const Field fields[V__N] = {
    [V_TITLE] = { .name = "title", .label = "Title", .kind = T_TEXT,
                  .flags = REQUIRED | IN_LIST | CONVERTED },
    [V_NAME] = { .name = "leader", .label = "Leader", .kind = T_NAME, .level = LEVEL_PERSONAL },
    [V_SIZE] = { .name = "size", .label = "Size", .also = "人数", .kind = T_COUNT, .max = 100000 },
    [V_RATE] = { .name = "rate", .label = "Rate", .kind = T_DECIMAL, .scale = 2 },
    [V_COST] = { .name = "cost", .label = "Cost", .kind = T_MONEY },
    [V_BEGAN] = { .name = "began", .label = "Began", .kind = T_DATE, .flags = INDEXED | IN_LIST },
    [V_KIND] = { .name = "kind", .label = "Kind", .kind = T_CHOICE, .choices = kinds },
    [V_TOPICS] = { .name = "topics", .label = "Topics", .kind = T_CHOICES, .choices = kinds },
    [V_PUBLIC] = { .name = "public", .label = "Public", .kind = T_BOOL, .level = LEVEL_PUBLIC },
    [V_COUNTRY] = { .name = "country", .label = "Country", .kind = T_COUNTRY },
    [V_DIVISION] = { .name = "division", .label = "Division", .kind = T_DIVISION },
    [V_GUIDE] = { .name = "guide", .label = "Guide", .kind = T_LINK, .link = "guide" },
    [V_HOSTS] = { .name = "hosts", .label = "Hosts", .kind = T_LINKS, .link = "guide" },
    [V_PASS] = { .name = "pass", .label = "Document", .kind = T_DOCUMENT, .level = LEVEL_SENSITIVE },
    [V_PHONE] = { .name = "phone", .label = "Phone", .kind = T_PHONE, .level = LEVEL_PERSONAL },
    [V_MAIL] = { .name = "mail", .label = "Mail", .kind = T_MAIL, .level = LEVEL_PERSONAL },
    [V_NOTE] = { .name = "note", .label = "Note", .kind = T_NOTE },
};

static void check(Check *k, const Record *r)
{
    if (rec_int(r, V_SIZE) > 500)
        problem(k, V_SIZE, "more than %d guests at once", 500);
}

const Type test_visit_type = {
    .name = "visit", .label = "Visit", .area = "liaison", .fields = fields, .nfields = V__N,
    .states = states, .moves = moves, .papers = papers, .identity = { "title", "began" }, .check = check,
    .title = "title",
};

static const Field guide_fields[] = {
    { .name = "name", .label = "Name", .kind = T_NAME, .flags = REQUIRED | IN_LIST },
    { .name = "country", .label = "Country", .kind = T_COUNTRY },
};
const Type test_guide_type = {
    .name = "guide", .label = "Guide", .area = "liaison", .fields = guide_fields, .nfields = 2,
    .identity = { "name" },
};

const Type *const test_types[] = {
    &test_visit_type,       &test_guide_type,  &figure_def_type,     &declared_figure_type,
    &review_template_type,  &review_type,      &review_chapter_type, &review_comment_type,
    &confirmed_figure_type, &review_part_type, &signing_key_type,    NULL
};

static int64_t make(Fixture *f, const Type *t, const char *const *pairs)
{
    Record *r = record_new(f->arena, registry_find(f->c.types, str_z(t->name)));
    Check k = { 0 };
    Err e = { 0 };
    for (size_t i = 0; pairs[i]; i += 2)
        fixture_set(f, r, type_slot(r->type, str_z(pairs[i])), pairs[i + 1]);
    if (t == &user_type || t == &grant_type)
        r->unit = f->root;
    OK(store_create(&f->c, r, &k, &e), e);
    return r->id;
}

static const char *id_text(Fixture *f, int64_t id)
{
    return arena_printf(f->arena, "#%" PRId64, id).p;
}

static int64_t make_unit(Fixture *f, const char *code, int64_t parent)
{
    const char *pairs[] = {
        "code", code, "name", code, parent ? "parent" : NULL, parent ? id_text(f, parent) : NULL,
        NULL
    };
    int64_t id = make(f, &unit_type, pairs);
    if (!f->root)
        f->root = id;
    return id;
}

static void make_user(Fixture *f, const char *login, const char *role, int64_t at)
{
    const char *user[] = { "login", login, "name", login, "home", id_text(f, at), NULL };
    int64_t id = make(f, &user_type, user);
    const char *grant[] = { "holder", id_text(f, id), "role", role, "at", id_text(f, at), NULL };
    (void)make(f, &grant_type, grant);
}

Fixture *fixture_open(TestDb *t)
{
    Fixture *f = mem_zget(1, sizeof *f);
    Err e = { 0 };

    f->t = t;
    f->arena = arena_new(ARENA_COMMAND);
    f->facts = facts_load(f->arena);
    f->c = (Ctx){ .arena = f->arena,
                  .db = t->db,
                  .facts = f->facts,
                  .tz = 480,
                  .now = 1711929600000,
                  .today = 20240401 };
    f->c.types = registry_builtin(f->arena, test_types);
    OK(schema_update(t->db, f->c.types, &e), e);
    f->c.units = units_load(f->arena, t->db, f->c.today, &e);
    assert_non_null(f->c.units);
    make_unit(f, "HQ", 0);
    f->district = make_unit(f, "SM", f->root);
    f->street = make_unit(f, "SM-ZH", f->district);
    f->other = make_unit(f, "HL", f->root);
    make_user(f, "office", "office", f->root);
    make_user(f, "sysadmin", "sysadmin", f->root);
    make_user(f, "secadmin", "secadmin", f->root);
    make_user(f, "auditadmin", "auditadmin", f->root);
    make_user(f, "ann", "handler", f->district);
    make_user(f, "bob", "handler", f->street);
    make_user(f, "eve", "statistician", f->root);
    fixture_as(f, "office");
    return f;
}

void fixture_close(Fixture *f)
{
    facts_done(f->facts);
    arena_free(f->arena);
    mem_give(f);
}

void fixture_as(Fixture *f, const char *login)
{
    Err e = { 0 };
    f->c.user = login ? user_load(f->arena, f->t->db, str_z(login), f->c.today, &e) : NULL;
    if (login && !f->c.user)
        fail_msg("%s", e.msg);
}

int64_t fixture_guide(Fixture *f, const char *name)
{
    const char *pairs[] = { "name", name, NULL };
    return make(f, &test_guide_type, pairs);
}

void fixture_set(Fixture *f, Record *r, int field, const char *text)
{
    Err e = { 0 };
    assert_true(field >= 0);
    OK(value_parse(&f->c, &r->type->fields[field], r, str_z(text), &r->v[field], &e), e);
}

Record *fixture_visit(Fixture *f, const char *title, const char *began, int64_t size)
{
    Record *r = record_new(f->arena, registry_find(f->c.types, S("visit")));
    fixture_set(f, r, V_TITLE, title);
    fixture_set(f, r, V_BEGAN, began);
    rec_set_int(r, V_SIZE, size);
    return r;
}

Str fixture_check(Fixture *f)
{
    CheckReport report;
    Err e = { 0 };
    OK(history_check(&f->c, &report, &e), e);
    return report.finding;
}
