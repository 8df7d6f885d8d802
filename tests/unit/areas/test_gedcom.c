/* SPDX-License-Identifier: Apache-2.0
 * Families in and out: what is written reads as the same again, nothing that is said gets lost, and
 * nobody who may be living is shown unasked.
 */
#include "engine/fixture.h"

#include <stdio.h>

#include "areas/areas.h"
#include "engine/query.h"
#include "engine/transfer.h"

static Fixture *open_store(TestDb *t)
{
    Fixture *f = fixture_open(t);
    Err e = { 0 };
    f->c.types = registry_builtin(f->arena, area_types);
    f->c.today = 20261125;
    OK(schema_update(t->db, f->c.types, &e), e);
    return f;
}

static const char *put_file(Fixture *f, const char *name, Str text)
{
    const char *path = arena_printf(f->arena, "%s/%s", f->t->dir, name).p;
    FILE *out = fopen(path, "wb");
    assert_non_null(out);
    assert_int_equal(fwrite(text.p, 1, text.n, out), text.n);
    assert_int_equal(fclose(out), 0);
    return path;
}

static Str bytes_of(Fixture *f, const char *path)
{
    enum { MOST = 4 << 20 };
    char *p = arena_get(f->arena, MOST);
    FILE *in = fopen(path, "rb");
    size_t n;
    if (!in)
        fail_msg("there is no file %s", path);
    n = fread(p, 1, MOST, in);
    assert_int_equal(fclose(in), 0);
    return (Str){ p, n };
}

static Receipt run_import(Fixture *f, const char *path, bool want)
{
    ImportOptions o = { 0 };
    Receipt r;
    Err e = { 0 };
    bool ok = import_path(&f->c, path, &o, &r, &e);
    if (ok != want) {
        for (size_t i = 0; i < r.nlisted; i++)
            print_message("  line %" PRId64 " %.*s '%.*s': %.*s\n", r.bad[i].row,
                          STR(r.bad[i].column), STR(r.bad[i].value), STR(r.bad[i].message));
        fail_msg("%s: %s", path, ok ? "imported" : e.msg);
    }
    return r;
}

static Str exported(Fixture *f, const char *name, GedcomOptions o)
{
    const char *path = arena_printf(f->arena, "%s/%s", f->t->dir, name).p;
    ExportReport out;
    Err e = { 0 };
    if (!export_gedcom(&f->c, &o, path, &out, &e))
        fail_msg("the export failed: %s", e.msg);
    return bytes_of(f, path);
}

static void says(Str text, const char *part)
{
    if (str_find(text, str_z(part)) < 0)
        fail_msg("there is no '%s' in:\n%.*s", part, STR(text));
}

static void says_not(Str text, const char *part)
{
    if (str_find(text, str_z(part)) >= 0)
        fail_msg("there is '%s' in:\n%.*s", part, STR(text));
}

static int64_t count_of(Fixture *f, const char *query)
{
    Err e = { 0 };
    int64_t n = -1;
    QueryParts none = { 0 };
    Query *q = query_parse(&f->c, str_z(query), &none, &e);
    if (!q || !query_total(&f->c, q, &n, &e))
        fail_msg("%s: %s", query, e.msg);
    return n;
}

/* The only record that a query finds. */
static Record *the(Fixture *f, const char *query)
{
    Err e = { 0 };
    QueryParts none = { 0 };
    Query *q = query_parse(&f->c, str_z(query), &none, &e);
    Record *r = NULL;
    if (!q)
        fail_msg("%s: %s", query, e.msg);
    AUTO(rows_done) Rows *rows = query_run(&f->c, q, &e);
    int64_t id = rows && rows_next(rows, &e) ? rows_id(rows) : 0;
    if (!id || rows_next(rows, &e))
        fail_msg("%s finds not one record", query);
    r = store_get(&f->c, query_type(q), id, &e);
    assert_non_null(r);
    return r;
}

static Str field(Fixture *f, const Record *r, const char *name)
{
    AUTO(buf_done) Buf b = buf_new(BUF_PAGE);
    int slot = type_slot(r->type, str_z(name));
    assert_true(slot >= 0);
    value_write(&r->type->fields[slot], &r->v[slot], &b);
    return arena_str(f->arena, buf_str(&b));
}

#define HEAD551 "0 HEAD\n1 SOUR OTHER\n1 GEDC\n2 VERS 5.5.1\n1 CHAR UTF-8\n"
#define HEAD7 "0 HEAD\n1 GEDC\n2 VERS 7.0\n1 SOUR OTHER\n"

/* A family of 5.5.1, as a genealogy program writes it. */
static const char family_551[] = HEAD551
    "0 @I1@ INDI\n1 NAME /陳/文瑞\n2 ROMN Tan Boon Swee\n3 TYPE hokkien\n2 NICK 阿瑞\n"
    "1 NAME Boon Sui /Tan/\n2 TYPE aka\n1 SEX M\n"
    "1 BIRT\n2 DATE ABT 1874\n2 PLAC Chip Bee, Tong An\n2 SOUR tombstone\n"
    "1 DEAT\n2 DATE BEF 1930\n1 OCCU shopkeeper\n2 DATE FROM 1901 TO 1912\n"
    "1 EMIG\n2 DATE 1893\n1 FACT\n2 TYPE 祖籍\n2 PLAC 同安縣仁德里\n"
    "1 FAMS @F1@\n1 NOTE He went by the ship\n2 CONC  Taming.\n2 CONT Then came home.\n"
    "1 SOUR @S1@\n2 PAGE vol 3\n1 CHAN\n2 DATE 1 JAN 2020\n"
    "0 @I2@ INDI\n1 NAME Gek Neo /Lim/\n1 SEX F\n1 BIRT\n2 DATE @#DJULIAN@ 5 FEB 1880\n"
    "1 FAMS @F1@\n"
    "0 @I3@ INDI\n1 NAME /陳/國華\n1 FAMC @F1@\n2 PEDI adopted\n1 _CUSTOM mine\n"
    "0 @F1@ FAM\n1 HUSB @I1@\n1 WIFE @I2@\n1 CHIL @I3@\n1 MARR\n2 DATE 1899\n2 PLAC Singapore\n"
    "1 NOTE married by custom\n1 _NUMBER 7\n"
    "0 @S1@ SOUR\n1 TITL Genealogy of the Tan\n0 TRLR\n";

/* The same sort of thing in 7, with what only 7 has. */
static const char family_7[] = HEAD7
    "0 @A@ INDI\n1 NAME /欧阳/文\n2 NPFX Dato'\n2 TRAN /歐陽/文\n3 LANG zh-Hant\n"
    "2 TRAN Au Yong Boon\n3 LANG yue-Latn\n1 NAME 子文\n2 TYPE OTHER\n3 PHRASE 字\n1 SEX X\n"
    "1 BIRT\n2 DATE BET 3 MAR 1801 AND 1802\n3 PHRASE spring\n2 PLAC 福建\n3 MAP\n4 LATI N24\n"
    "1 BIRT\n2 DATE 1803\n1 DEAT Y\n1 FACT 福建省厦门市集美区\n2 TYPE ancestral place\n"
    "1 RESI\n2 PLAC Malaysia\n1 RESI\n2 DATE 1850\n2 PLAC Penang\n1 NATI Chinese\n"
    "1 ASSO @B@\n2 ROLE GODP\n2 NOTE met in church\n1 SNOTE @N1@\n1 SOUR @S1@\n2 QUAY 2\n"
    "1 UID abc\n1 EXID 77\n2 TYPE http://other\n1 REFN A-1\n1 FAMS @F@\n"
    "0 @B@ INDI\n1 NAME Siti\n1 BIRT\n2 DATE 5 FEB 1699/00\n1 DEAT\n2 DATE FRENCH_R 1 VEND 3\n"
    "1 EMIG\n2 DATE 1720\n3 PHRASE 康熙五十九年\n"
    "0 @C@ INDI\n1 NAME /欧阳/武\n1 BIRT\n2 DATE FROM 1825 TO 1826\n1 FAMC @F@\n2 PEDI OTHER\n"
    "3 PHRASE heir\n2 STAT CHALLENGED\n2 NOTE a paper of 1840\n2 _ADOP x\n1 FAMS @G@\n"
    "0 @D@ INDI\n1 FAMC @G@\n"
    "0 @F@ FAM\n1 HUSB @A@\n1 WIFE @B@\n1 CHIL @C@\n1 MARR\n2 TYPE customary\n2 DATE AFT 1820\n"
    "1 DIV\n1 SOUR @S1@\n1 _X y\n2 _Z @@at\n"
    "0 @G@ FAM\n1 HUSB @C@\n1 CHIL @D@\n1 NCHI 3\n1 NOTE only one known\n2 CONT second line\n"
    "0 @N1@ SNOTE A shared note\n1 CONT of two lines\n"
    "0 @S1@ SOUR\n1 TITL 族谱\n1 AUTH 欧阳氏\n0 TRLR\n";

/* ---- in ---- */

static void maps_a_family(TestDb *t)
{
    Fixture *f = open_store(t);
    Receipt r = run_import(f, put_file(f, "tan.ged", str_z(family_551)), true);
    const Record *p = the(f, "person where name_hant = 陳文瑞"), *rel;
    size_t kept = 0, dropped = 0;

    assert_int_equal(r.created, 9);
    SAYS(field(f, p, "name_latin"), "Tan Boon Swee");
    SAYS(field(f, p, "sex"), "male");
    SAYS(field(f, p, "born"), "1874~");
    SAYS(field(f, p, "birthplace"), "Chip Bee, Tong An");
    SAYS(field(f, p, "died"), "1830/1930");
    SAYS(field(f, p, "left_china"), "1893");
    SAYS(field(f, p, "ancestral_place_text"), "同安縣仁德里");
    SAYS(p->evidence, "Genealogy of the Tan, vol 3");
    SAYS(p->source, "tan.ged @I1@");
    SAYS(field(f, p, "note"),
         "He went by the ship Taming.\nThen came home.\n[GEDCOM]\n"
         "1 NAME + Boon Sui Tan\n2 SURN Tan\n1 BIRT +\n2 SOUR tombstone\n"
         "1 DEAT +\n2 DATE BEF 1930\n1 OCCU shopkeeper\n2 DATE FROM 1901 TO 1912");
    SAYS(field(f, the(f, "person where name_latin = 'Gek Neo Lim'"), "born"), "1880-02-17");
    SAYS(field(f, the(f, "person_name where name = 'Tan Boon Swee'"), "system"), "hokkien");
    SAYS(field(f, the(f, "person_name where name = 阿瑞"), "kind"), "alias");
    assert_int_equal(count_of(f, "relation where kind = child and descent = adopted"), 2);
    rel = the(f, "relation where kind = spouse");
    SAYS(field(f, rel, "began"), "1899");
    SAYS(field(f, rel, "note"),
         "married by custom\n[GEDCOM]\n1 MARR +\n2 PLAC Singapore\n1 _NUMBER 7");
    for (size_t i = 0; i < r.nlisted; i++) {
        kept += str_eq(r.bad[i].column, S("INDI.OCCU")) && r.bad[i].row == 20;
        dropped += str_eq(r.bad[i].column, S("INDI.CHAN"));
    }
    assert_int_equal(kept, 1);
    assert_int_equal(dropped, 1);
    SAYS(fixture_check(f), "");
    fixture_close(f);
}

static void knows_the_same_file_again(TestDb *t)
{
    Fixture *f = open_store(t);
    const char *path = put_file(f, "tan.ged", str_z(family_551));
    UndoReport undo;
    Err e = { 0 };
    Receipt r = run_import(f, path, true), again = run_import(f, path, true);

    assert_int_equal(again.same, 9);
    assert_int_equal(again.created + again.updated, 0);
    OK(batch_undo(&f->c, r.batch, false, &undo, &e), e);
    assert_int_equal(undo.removed, 9);
    assert_int_equal(count_of(f, "person"), 0);
    assert_int_equal(run_import(f, path, true).created, 9);
    SAYS(fixture_check(f), "");
    fixture_close(f);
}

static void rehearses(TestDb *t)
{
    Fixture *f = open_store(t);
    ImportOptions o = { .rehearse = true };
    Receipt r;
    Err e = { 0 };
    OK(import_path(&f->c, put_file(f, "tan.ged", str_z(family_551)), &o, &r, &e), e);
    assert_int_equal(r.created, 9);
    assert_int_equal(r.batch, 0);
    assert_int_equal(count_of(f, "person"), 0);
    fixture_close(f);
}

/* A person of the same name and birth is the one that is there; one without a birth is not. */
static void meets_persons_by_birth(TestDb *t)
{
    static const char file[] = HEAD551 "0 @1@ INDI\n1 NAME /林/一\n1 BIRT\n2 DATE 1870\n"
                                       "0 @2@ INDI\n1 NAME /林/二\n"
                                       "0 @3@ INDI\n1 NAME /林/三\n1 BIRT\n2 DATE 1870\n"
                                       "0 @4@ INDI\n1 NAME /林/三\n1 BIRT\n2 DATE 1870\n";
    Fixture *f = open_store(t);
    run_import(f, put_file(f, "person.csv", S("name_hans,born\n林一,1870\n林二,\n林三,1870\n")),
               true);
    Receipt r = run_import(f, put_file(f, "lin.ged", str_z(file)), true);
    assert_int_equal(r.same, 1);
    assert_int_equal(r.created,
                     3); /* of two that are alike in the file neither is taken for the one */
    fixture_close(f);
}

static void lists_what_is_wrong(TestDb *t)
{
    static const char file[] =
        HEAD551 "0 @I1@ INDI\n1 NAME /陈/一\n1 FAMC @F1@\n0 @I2@ INDI\n1 NAME /陈/二\n1 FAMC @F2@\n"
                "1 BIRT\n2 DATE 1900\n1 DEAT\n2 DATE 1850\n0 @F1@ FAM\n1 HUSB @I2@\n1 CHIL @I1@\n"
                "1 CHIL @I9@\n0 @F2@ FAM\n1 HUSB @I1@\n1 CHIL @I2@\n0 TRLR\n";
    static const struct {
        int64_t line;
        const char *tag, *said;
    } wrong[] = { { 15, "DEAT.DATE", "died before being born" },
                  { 19, "CHIL", "no record of the file is called so" },
                  { 21, "HUSB", "an ancestor of themselves" } };
    Fixture *f = open_store(t);
    Receipt r = run_import(f, put_file(f, "bad.ged", str_z(file)), false);

    assert_int_equal(r.nbad, LEN(wrong));
    for (size_t i = 0; i < LEN(wrong); i++) {
        bool met = false;
        for (size_t k = 0; k < r.nlisted; k++)
            met |= r.bad[k].row == wrong[i].line && !r.bad[k].warning &&
                   str_eq(r.bad[k].column, str_z(wrong[i].tag)) &&
                   str_find(r.bad[k].message, str_z(wrong[i].said)) >= 0;
        if (!met)
            fail_msg("line %" PRId64 " is not said to be wrong", wrong[i].line);
    }
    assert_int_equal(count_of(f, "person"), 0);
    fixture_close(f);
}

/* Whatever is not taken in is listed, as kept or as left out. */
static void drops_nothing_in_silence(TestDb *t)
{
    static const char file[] = HEAD551
        "0 @1@ INDI\n1 NAME /陈/一\n1 BIRT\n2 PLAC Amoy\n3 MAP\n1 FAMS @F@\n2 NOTE x\n"
        "1 NAME /陈/旦\n2 TYPE odd name\n2 SOUR stone\n2 SOUR wood\n2 _FROM nowhere\n"
        "0 @2@ INDI\n1 NAME /陈/二\n1 NOTE y\n2 SOUR z\n0 @3@ INDI\n1 NAME /陈/三\n"
        "1 ASSO @S@\n2 RELA scribe\n0 @F@ FAM\n1 HUSB @1@\n2 AGE 20\n1 HUSB @2@\n1 HUSB @3@\n"
        "0 @G@ FAM\n1 WIFE @2@\n0 @S@ SUBM\n1 NAME Scribe\n0 @N@ NOTE alone\n0 TRLR\n";
    static const char *const listed[] = { "INDI.BIRT.PLAC",
                                          "INDI.FAMS.NOTE",
                                          "INDI.NAME.SOUR",
                                          "INDI.NAME._FROM",
                                          "INDI.NOTE.SOUR",
                                          "INDI.ASSO",
                                          "FAM.HUSB.AGE",
                                          "FAM.HUSB",
                                          "FAM",
                                          "NOTE" };
    Fixture *f = open_store(t);
    Receipt r = run_import(f, put_file(f, "odd.ged", str_z(file)), true);

    for (size_t i = 0; i < LEN(listed); i++) {
        size_t met = 0;
        for (size_t k = 0; k < r.nlisted; k++)
            met += str_eq(r.bad[k].column, str_z(listed[i]));
        if (met != 1)
            fail_msg("%s is listed %zu times", listed[i], met);
    }
    assert_int_equal(r.nwarnings, LEN(listed));
    assert_int_equal(count_of(f, "relation where kind = spouse"), 1); /* the first two husbands */
    SAYS(field(f, the(f, "person where name_hans = 陈一"), "birthplace"), "Amoy");
    SAYS(field(f, the(f, "person_name where name = 陈旦"), "document"), "odd name, stone");
    fixture_close(f);
}

/* ---- out, and in again ---- */

/* Writes the store, reads that into an empty one, writes again: the same bytes. Read into the store
 * itself it changes nothing but `made` couples, of persons who were parents of the same child. */
static void same_again(Fixture *f, GedcomOptions o, int64_t made)
{
    TestDb second = test_db_open(f->t->kind);
    Fixture *g = open_store(&second);
    Str first = exported(f, "first.ged", o), other;
    Receipt r;

    run_import(g, arena_printf(f->arena, "%s/first.ged", f->t->dir).p, true);
    other = exported(g, "second.ged", o);
    if (!str_eq(first, other))
        fail_msg("other bytes:\n%.*s\n----\n%.*s", STR(first), STR(other));
    r = run_import(f, arena_printf(f->arena, "%s/first.ged", f->t->dir).p, true);
    for (size_t i = 0; i < r.nsheets && (r.created != made || r.updated); i++)
        print_message("%.*s: %" PRId64 " new, %" PRId64 " changed\n", STR(r.sheets[i].sheet),
                      r.sheets[i].created, r.sheets[i].updated);
    if (r.created != made || r.updated)
        fail_msg("%" PRId64 " new, %" PRId64 " changed", r.created, r.updated);
    SAYS(fixture_check(g), "");
    fixture_close(g);
    test_db_close(&second);
}

static void goes_round(TestDb *t)
{
    static const char *const files[] = { family_551, family_7 };
    for (size_t i = 0; i < LEN(files); i++)
        for (int how = 0; how < 4; how++) {
            TestDb own = test_db_open(t->kind);
            Fixture *f = open_store(&own);
            run_import(f, put_file(f, "in.ged", str_z(files[i])), true);
            same_again(f, (GedcomOptions){ .old = how & 1, .with_living = how & 2 }, 0);
            fixture_close(f);
            test_db_close(&own);
        }
}

static int64_t create(Fixture *f, const char *type, const char *const *pairs)
{
    Record *r = record_new(f->arena, registry_find(f->c.types, str_z(type)));
    Check k = { 0 };
    Err e = { 0 };
    for (size_t i = 0; pairs[i]; i += 2)
        fixture_set(f, r, type_slot(r->type, str_z(pairs[i])), pairs[i + 1]);
    OK(store_create(&f->c, r, &k, &e), e);
    return r->id;
}

static int64_t person(Fixture *f, const char *hans, const char *born, const char *died)
{
    const char *pairs[] = { "name_hans", hans, born ? "born" : NULL, born, died ? "died" : NULL,
                            died,        NULL };
    return create(f, "person", pairs);
}

static void relate(Fixture *f, int64_t a, int64_t b, const char *kind)
{
    const char *pairs[] = { "person",   arena_printf(f->arena, "#%" PRId64, a).p,
                            "relative", arena_printf(f->arena, "#%" PRId64, b).p,
                            "kind",     kind,
                            NULL };
    create(f, "relation", pairs);
}

/* Awkward persons, families of all shapes, genealogies and halls. */
static void fill(Fixture *f)
{
    int64_t p[8], hall;
    const char *odd[] = { "name_hans",
                          "陳國",
                          "name_hant",
                          "林文山",
                          "name_latin",
                          "Tan s/o Lim",
                          "born",
                          "光绪三十年",
                          "died",
                          "1937/1945~",
                          "left_china",
                          "1921-03",
                          "returned",
                          "1930",
                          "residence",
                          "HK",
                          "nationality",
                          "CN",
                          "ancestral_place",
                          "350211",
                          "ancestral_place_text",
                          "集美社",
                          "birthplace",
                          "Amoy",
                          "sex",
                          "female",
                          "note",
                          "@line one\n\n  two @ x\n[GEDCOM]\nno lines of it",
                          NULL };
    const char *hall_fields[] = { "name",   "陈氏宗祠", "hall_name", "颍川",     "place", "350211",
                                  "in_use", "yes",      "built",     "道光十年", NULL };
    const char *book[] = {
        "name",      "集美陈氏族谱",     "compiled",           "about 1905", "volumes", "3", "form",
        "woodblock", "generation_words", "文章华国，诗礼传家", "hall",       NULL,      NULL
    };

    p[0] = create(f, "person", odd);
    person(f, "王 明", "1801", NULL); /* blanks, and both scripts on one line */
    person(f, "Vincent  陈大文", "1802", NULL);
    p[1] = person(f, "祖父", NULL, "1901");
    p[2] = person(f, "祖母", NULL, NULL);
    p[3] = person(f, "父", "1870", NULL);
    p[4] = person(f, "嫡母", "1872", NULL);
    p[5] = person(f, "生母", "1875", NULL);
    p[6] = person(f, "子", "1899", "1960");
    p[7] = person(f, "女", NULL, NULL);
    relate(f, p[3], p[1], "parent");
    relate(f, p[2], p[3], "child");
    relate(f, p[3], p[4], "spouse");
    relate(f, p[5], p[3], "spouse");
    for (int i = 3; i <= 5; i++)
        relate(f, p[i], p[6], "child"); /* three parents of one child */
    relate(f, p[6], p[3], "parent");    /* said twice, from both sides */
    relate(f, p[5], p[7], "child");
    relate(f, p[7], p[6], "sibling");
    relate(f, p[0], p[6], "collateral");
    hall = create(f, "hall", hall_fields);
    book[11] = arena_printf(f->arena, "#%" PRId64, hall).p;
    create(f, "genealogy", book);
}

static void writes_what_the_store_has(TestDb *t)
{
    for (int how = 0; how < 4; how++) {
        TestDb own = test_db_open(t->kind);
        Fixture *f = open_store(&own);
        GedcomOptions o = { .old = how & 1, .with_living = how & 2 };
        Str text;

        fill(f);
        text = exported(f, "all.ged", o);
        says(text, "1 TITL 集美陈氏族谱\n");
        says(text, "1 _GENERATIONS 文章华国，诗礼传家\n");
        says(text, "1 NAME 陈氏宗祠\n");
        says(text, o.old ? "2 DATE BET 16 FEB 1904 AND 3 FEB 1905\n3 _PHRASE 光绪三十年\n"
                         : "2 DATE BET 16 FEB 1904 AND 3 FEB 1905\n3 PHRASE 光绪三十年\n");
        says(text, "2 TYPE ancestral place\n2 PLAC 集美社\n");
        same_again(f, o, 1);
        fixture_close(f);
        test_db_close(&own);
    }
}

/* ---- who may be living ---- */

static void withholds_the_living(TestDb *t)
{
    Fixture *f = open_store(t);
    int64_t old = person(f, "曾祖", NULL, NULL), dead = person(f, "父", "1930", "1990"),
            living = person(f, "子", "1960-05-06", NULL), unknown = person(f, "友", NULL, NULL),
            young = person(f, "孙", NULL, NULL), early = person(f, "祖", "1880", NULL);
    const char *present[] = { "name_hans", "寿", "born", "1900", "presence", "在册", NULL };
    Str text, all;
    ExportReport out;
    Err e = { 0 };

    create(f, "person", present);
    relate(f, old, early, "child"); /* born before 1880: not living, though nothing is known */
    relate(f, early, dead, "child");
    relate(f, dead, living, "child");
    relate(f, living, young, "child");
    relate(f, unknown, dead, "other");
    text = exported(f, "kin.ged", (GedcomOptions){ 0 });
    for (size_t i = 0; i < 3; i++)
        says(text, ((const char *[]){ "/曾/祖", "/父/", "/祖/" })[i]);
    for (size_t i = 0; i < 5; i++)
        says_not(text, ((const char *[]){ "子", "友", "孙", "寿", "1960" })[i]);
    says(text, "0 @I3@ INDI\n1 RESN PRIVACY\n1 NAME Living\n");
    says(text, "1 CHIL @I3@\n"); /* the structure is there */
    all = exported(f, "all.ged", (GedcomOptions){ .with_living = true });
    says(all, "1 NAME /子/\n");
    says(all, "2 DATE 6 MAY 1960\n");
    fixture_as(f, "ann"); /* sees persons of her district, and these are not of it */
    OK(export_gedcom(&f->c, &(GedcomOptions){ .with_living = true },
                     arena_printf(f->arena, "%s/none.ged", f->t->dir).p, &out, &e),
       e);
    assert_int_equal(out.rows, 0);
    fixture_as(f, "eve"); /* sees no personal fields: nobody is shown, even if asked for */
    all = exported(f, "eve.ged", (GedcomOptions){ .with_living = true });
    says_not(all, "曾");
    says_not(all, "1930");
    fixture_close(f);
}

/* What was withheld is not laid over the record when the file comes back. */
static void leaves_the_living_alone(TestDb *t)
{
    Fixture *f = open_store(t);
    int64_t id = person(f, "子", "1960-05-06", NULL);
    Err e = { 0 };
    Receipt r;

    (void)exported(f, "kin.ged", (GedcomOptions){ 0 });
    r = run_import(f, arena_printf(f->arena, "%s/kin.ged", f->t->dir).p, true);
    assert_int_equal(r.created + r.updated, 0);
    SAYS(field(f, store_get(&f->c, registry_find(f->c.types, S("person")), id, &e), "name_hans"),
         "子");
    fixture_close(f);
}

static void logs_and_asks_for_rights(TestDb *t)
{
    Fixture *f = open_store(t);
    const char *path = arena_printf(f->arena, "%s/x.ged", f->t->dir).p;
    ExportReport out;
    Err e = { 0 };

    person(f, "子", "1860", "1900");
    (void)exported(f, "kin.ged", (GedcomOptions){ 0 });
    {
        AUTO(stmt_done) Stmt *q = db_query(
            t->db,
            "SELECT count(*) FROM \"qiao_history\" WHERE \"act\" = 'export' AND \"type\" = 'person'");
        assert_true(db_next(q, &e));
        assert_int_equal(db_int(q, 0), 1);
    }
    fixture_as(f, "secadmin");
    FAILS(export_gedcom(&f->c, &(GedcomOptions){ 0 }, path, &out, &e), e, ERR_DENIED);
    assert_null(fopen(path, "rb"));
    fixture_as(f, "office");
    FAILS(export_gedcom(&f->c, &(GedcomOptions){ 0 }, "/nowhere/x.ged", &out, &e), e, ERR_INVALID);
    fixture_close(f);
}

int main(void)
{
    static const DbCase cases[] = {
        DB_CASE(maps_a_family),
        DB_CASE(knows_the_same_file_again),
        DB_CASE(rehearses),
        DB_CASE(meets_persons_by_birth),
        DB_CASE(lists_what_is_wrong),
        DB_CASE(drops_nothing_in_silence),
        DB_CASE(goes_round),
        DB_CASE(writes_what_the_store_has),
        DB_CASE(withholds_the_living),
        DB_CASE(leaves_the_living_alone),
        DB_CASE(logs_and_asks_for_rights),
    };
    return run_db_cases("gedcom", cases, LEN(cases));
}
