/* SPDX-License-Identifier: Apache-2.0
 * Export: what it writes imports again unchanged, in every language and format.
 */
#include "engine/transfer_case.h"

#include "areas/areas.h"

/* Visits with every kind of value, some of them awkward. */
static void fill(Fixture *f)
{
    static const char *const rows[][V__N] = {
        { [V_TITLE] = "新春 \"gala\", 'x'", [V_NAME] = "陈嘉庚", [V_SIZE] = "34", [V_RATE] = "12.5",
          [V_COST] = "20万元", [V_BEGAN] = "光绪三十年", [V_KIND] = "晚会", [V_TOPICS] = "talk、gala",
          [V_PUBLIC] = "是", [V_COUNTRY] = "所罗门群岛", [V_DIVISION] = "350203", [V_PASS] = "X 123",
          [V_PHONE] = "13800138000", [V_MAIL] = "a@example.org", [V_NOTE] = "line 1\nline 2" },
        { [V_TITLE] = "=1+1", [V_RATE] = "-0.05", [V_COST] = "USD 12.34", [V_BEGAN] = "about 1874",
          [V_KIND] = "talk", [V_PUBLIC] = "no", [V_COUNTRY] = "HK", [V_NOTE] = "'quoted" },
        { [V_TITLE] = "007", [V_COST] = "JPY 500", [V_BEGAN] = "1937/1945", [V_SIZE] = "0" },
        { [V_TITLE] = "合计", [V_BEGAN] = "2024-03", [V_PASS] = "@x" },
        { [V_TITLE] = "Title" },
    };
    int64_t a = fixture_guide(f, "Tan"), b;
    Err e = { 0 };

    imported(f, sheet(f, "guides.csv", "编号,Name\nG1,Lim\n"), (ImportOptions){ 0 });
    b = record_with(f, "guide", "key", "G1")->id;
    for (size_t i = 0; i < LEN(rows); i++) {
        Record *r = record_new(f->arena, registry_find(f->c.types, S("visit")));
        Check k = { 0 };
        for (int slot = 0; slot < V__N; slot++)
            if (rows[i][slot])
                fixture_set(f, r, slot, rows[i][slot]);
        rec_set_int(r, V_GUIDE, i % 2 ? a : b);
        fixture_set(f, r, V_HOSTS, arena_printf(f->arena, "#%" PRId64 "; #%" PRId64, b, a).p);
        r->unit = i % 2 ? f->district : 0;
        r->key = i == 1 ? S("2024-001") : (Str){ 0 };
        OK(store_create(&f->c, r, &k, &e), e);
    }
}

static Str bytes_of(Fixture *f, const char *path)
{
    enum { MOST = 1 << 20 };
    char *p = arena_get(f->arena, MOST);
    FILE *in = fopen(path, "rb");
    size_t n;
    if (!in)
        fail_msg("there is no file %s", path);
    n = fread(p, 1, MOST, in);
    assert_int_equal(fclose(in), 0);
    return (Str){ p, n };
}

static ExportReport exported(Fixture *f, const char *columns, ExportFormat format, const char *path)
{
    const Type *t = registry_find(f->c.types, S("visit"));
    QueryParts parts = { .columns = export_columns(&f->c, t, str_z(columns)), .order = S("id") };
    ExportReport out = { 0 };
    Err e = { 0 };
    Query *q = query_build(&f->c, t, &parts, &e);
    if (!q || !export_query(&f->c, q, format, path, &out, &e))
        fail_msg("the export failed: %s", e.msg);
    return out;
}

static const char all_fields[] =
    "unit, state, source, evidence, title, leader, size, rate, cost, began, kind,"
    " topics, public, country, division, guide, hosts, pass, phone, mail, note";

static void imports_again_unchanged(TestDb *t)
{
    static const char *const names[] = { "visits.csv", "visits.xlsx" };
    Fixture *f = transfer_open(t);

    fill(f);
    for (int lang = 0; lang < LANG__N; lang++)
        for (int format = EXPORT_CSV; format <= EXPORT_XLSX; format++) {
            const char *path = arena_printf(f->arena, "%s/%s", t->dir, names[format]).p;
            Receipt r;
            f->c.lang = (Lang)lang;
            assert_int_equal(exported(f, all_fields, (ExportFormat)format, path).rows, 5);
            r = imported(f, path, (ImportOptions){ .type = "visit" });
            assert_int_equal(r.rows, 5);
            assert_int_equal(r.same, 5);
        }
    SAYS(fixture_check(f), "");
    fixture_close(f);
}

/* As a second store sees it: no ids of its own, the same values. */
static void fills_another_store(TestDb *t)
{
    static const char *const names[] = { "guide", "visit", "diary", "body" };
    static const char *const ends[] = { "csv", "xlsx" };
    for (int format = EXPORT_CSV; format <= EXPORT_XLSX; format++) {
        Fixture *f = format == EXPORT_CSV ? transfer_open(t) : NULL, *g;
        TestDb first, second = test_db_open(t->kind);
        const char *from, *to;
        ExportReport out;
        Err e = { 0 };
        if (!f) {
            first = test_db_open(t->kind);
            f = transfer_open(&first);
        }
        fill(f);
        imported(f, sheet(f, "body.csv", "Body name,Body code,Parent body\nA,a,B\nB,b,A\n"),
                 (ImportOptions){ 0 });
        imported(f, sheet(f, "diary.csv", "Day,What happened\n2024,x\n2024,x\n"),
                 (ImportOptions){ 0 });
        g = transfer_open(&second);
        from = arena_printf(f->arena, "%s/all", f->t->dir).p;
        to = arena_printf(f->arena, "%s/all", second.dir).p;
        OK(export_all(&f->c, (ExportFormat)format, from, &out, &e), e);
        assert_int_equal(out.nmasked, 0);
        for (size_t i = 0; i < LEN(names); i++) {
            const char *path = arena_printf(f->arena, "%s/%s.%s", from, names[i], ends[format]).p;
            imported(g, path, (ImportOptions){ 0 });
        }
        OK(export_all(&g->c, (ExportFormat)format, to, &out, &e), e);
        for (size_t i = 0; i < LEN(names); i++) {
            Str a = bytes_of(f, arena_printf(f->arena, "%s/%s.%s", from, names[i], ends[format]).p);
            Str b = bytes_of(g, arena_printf(f->arena, "%s/%s.%s", to, names[i], ends[format]).p);
            if (!str_eq(a, b))
                fail_msg("%s.%s differs:\n%.*s\n---\n%.*s", names[i], ends[format], STR(a), STR(b));
        }
        SAYS(fixture_check(g), "");
        fixture_close(g);
        test_db_close(&second);
        fixture_close(f);
        if (format == EXPORT_XLSX)
            test_db_close(&first);
    }
}

/* In every language each column of each type is read back into its own field. */
static void headings_mean_their_fields(TestDb *t)
{
    Fixture *f = fixture_open(t);
    Err e = { 0 };
    f->c.types = registry_builtin(f->arena, area_types);
    f->c.user = NULL;
    OK(schema_update(t->db, f->c.types, &e), e);
    for (size_t i = 0; i < registry_count(f->c.types); i++) {
        const Type *type = registry_at(f->c.types, i);
        AUTO(buf_done) Buf columns = buf_new(BUF_LINE);
        size_t most = type->nfields < 40 ? type->nfields : 40; /* a query has at most 64 columns */
        buf_printf(&columns, "key, unit, source%s", type->states ? ", state" : "");
        for (size_t k = 0; k < most; k++)
            buf_printf(&columns, ", %s", type->fields[k].name);
        for (int lang = 0; lang < LANG__N; lang++) {
            const char *path = arena_printf(f->arena, "%s/%s.csv", t->dir, type->name).p;
            QueryParts parts = { .columns = buf_str(&columns) };
            ImportOptions o = { .type = type->name, .rehearse = true };
            ExportReport out;
            Receipt r;
            Query *q;
            f->c.lang = (Lang)lang;
            q = query_build(&f->c, type, &parts, &e);
            if (!q || !export_query(&f->c, q, EXPORT_CSV, path, &out, &e))
                fail_msg("%s: %s", type->name, e.msg);
            if (!import_path(&f->c, path, &o, &r, &e)) {
                print_bad(&r);
                fail_msg("%s in %s: %s", type->name, lang_code(f->c.lang), e.msg);
            }
            for (size_t k = 0; k < most; k++) {
                const ImportColumn *col = &r.sheets[0].columns[r.sheets[0].ncolumns - most + k];
                if (col->field != &type->fields[k])
                    fail_msg("%s in %s: '%.*s' is read as %s, not %s", type->name,
                             lang_code(f->c.lang), STR(col->heading),
                             col->field ? col->field->name : "nothing", type->fields[k].name);
            }
        }
    }
    fixture_close(f);
}

static void masks_and_says_so(TestDb *t)
{
    Fixture *f = transfer_open(t);
    const char *folder = arena_printf(f->arena, "%s/all", t->dir).p;
    const char *path = arena_printf(f->arena, "%s/visit.csv", folder).p;
    ExportReport out;
    Receipt r;
    Err e = { 0 };

    fill(f);
    fixture_as(f, "ann"); /* a handler of the district sees no document numbers */
    OK(export_all(&f->c, EXPORT_CSV, folder, &out, &e), e);
    assert_int_equal(out.nmasked, 1);
    SAYS(out.masked[0], "visit.Document");
    assert_false(has(bytes_of(f, path), "@x"));
    assert_true(has(bytes_of(f, path), "2024-001"));
    assert_false(has(bytes_of(f, path), "007")); /* of the root */
    r = imported(f, path, (ImportOptions){ 0 });
    assert_int_equal(r.same, 2);
    fixture_as(f, "office");
    SAYS(rec_text(record_with(f, "visit", "title", "合计"), V_PASS), "@x");
    {
        AUTO(stmt_done)
        Stmt *q = db_query(
            t->db,
            "SELECT count(*) FROM qiao_history WHERE \"act\" = 'export' AND \"type\" = 'visit'");
        assert_true(db_next(q, &e) && db_int(q, 0) == 1);
    }
    fixture_close(f);
}

static void writes_json(TestDb *t)
{
    Fixture *f = transfer_open(t);
    const char *path = arena_printf(f->arena, "%s/visits.json", t->dir).p;
    Str text;

    fill(f);
    exported(f, "title, size, public, cost, note", EXPORT_JSON, path);
    text = bytes_of(f, path);
    assert_true(str_starts(text, S("{\"type\":\"visit\",\"rows\":[\n{\"id\":\"")));
    assert_true(str_ends(text, S("}\n]}\n")));
    assert_true(
        has(text,
            "\"size\":34,\"public\":true,\"cost\":\"200000.00 CNY\",\"note\":\"line 1\\nline 2\""));
    assert_true(has(text, "\"size\":null,\"public\":false"));
    assert_true(has(text, "\"key\":\"2024-001\""));
    fixture_close(f);
}

static void writes_counts(TestDb *t)
{
    Fixture *f = transfer_open(t);
    const char *path = arena_printf(f->arena, "%s/counts.csv", t->dir).p;
    const Type *type = registry_find(f->c.types, S("visit"));
    QueryParts parts = { .count = S("rows, sum size"), .by = S("kind") };
    ExportReport out = { 0 };
    Err e = { 0 };
    Query *q;

    fill(f);
    q = query_build(&f->c, type, &parts, &e);
    if (!q || !export_query(&f->c, q, EXPORT_CSV, path, &out, &e))
        fail_msg("%s", e.msg);
    assert_int_equal(out.rows, 3);
    assert_true(has(bytes_of(f, path), "Gala,1,34"));
    fixture_close(f);
}

static void needs_the_right_and_a_place(TestDb *t)
{
    Fixture *f = transfer_open(t);
    const Type *type = registry_find(f->c.types, S("guide"));
    QueryParts parts = { 0 };
    ExportReport out = { 0 };
    Err e = { 0 };
    Query *q = query_build(&f->c, type, &parts, &e);

    FAILS(export_query(&f->c, q, EXPORT_CSV, "/nowhere/at/all.csv", &out, &e), e, ERR_INVALID);
    FAILS(export_all(&f->c, EXPORT_CSV, "/nowhere/at/all", &out, &e), e, ERR_INVALID);
    fixture_as(f, "secadmin");
    FAILS(
        export_query(&f->c, q, EXPORT_CSV, arena_printf(f->arena, "%s/x.csv", t->dir).p, &out, &e),
        e, ERR_DENIED);
    assert_ptr_equal(f->c.arena, f->arena);
    fixture_close(f);
}

int main(void)
{
    static const DbCase cases[] = {
        DB_CASE(imports_again_unchanged),
        DB_CASE(fills_another_store),
        DB_CASE(headings_mean_their_fields),
        DB_CASE(masks_and_says_so),
        DB_CASE(writes_json),
        DB_CASE(writes_counts),
        DB_CASE(needs_the_right_and_a_place),
    };
    return run_db_cases("export", cases, LEN(cases));
}
