/* SPDX-License-Identifier: Apache-2.0
 * Lineages: a surname at a place, its founding ancestor, hall and generation poem, its branches.
 *
 * The words of the poem are given to one generation after the other, so that a word in somebody's
 * name says which generation that is. A poem that repeats a word says it of two; where it does so,
 * the record says that it is no slip of the pen.
 */
#include "areas/areas.h"
#include "areas/rules.h"

/* ---- lineages ---- */

enum {
    L_NAME,
    L_SURNAME,
    L_HALL_NAME,
    L_LANTERN,
    L_PLACE,
    L_PLACE_OLD,
    L_VILLAGE,
    L_FOUNDER,
    L_FOUNDED,
    L_CAME_FROM,
    L_POEM,
    L_FIRST,
    L_REPEATS,
    L_HALL,
    L_GENEALOGIES,
    L_ASSOCIATIONS,
    L_NOTE,
    L__N
};

static const Field lineage_fields[L__N] = {
    [L_NAME] = { .name = "name", .label = N_("Name of the lineage"), .kind = T_NAME,
                 .also = "宗族|宗族名称|宗族名稱|族名|家族", .flags = REQUIRED | IN_LIST | SEARCHED },
    [L_SURNAME] = { .name = "surname", .label = N_("Surname"), .kind = T_NAME, .also = "姓氏|姓",
                    .flags = REQUIRED | IN_LIST | SEARCHED },
    [L_HALL_NAME] = { .name = "hall_name", .label = N_("Hall name"), .kind = T_NAME, .also = "堂号|堂號",
                      .flags = IN_LIST | SEARCHED | CONVERTED },
    [L_LANTERN] = { .name = "lantern_name", .label = N_("Lantern name"), .kind = T_NAME,
                    .also = "灯号|燈號|郡望", .flags = SEARCHED | CONVERTED },
    [L_PLACE] = { .name = "place", .label = N_("Place"), .kind = T_DIVISION, .also = "所在地|地点|地點|祖籍地",
                  .flags = IN_LIST | INDEXED },
    [L_PLACE_OLD] = { .name = "place_old", .label = N_("Old place name"), .kind = T_NAME,
                      .also = "旧地名|舊地名|谱载地名|譜載地名", .flags = SEARCHED | CONVERTED },
    [L_VILLAGE] = { .name = "village", .label = N_("Village"), .kind = T_NAME, .also = "村社|村庄|村莊|祖籍村",
                    .flags = IN_LIST | SEARCHED | CONVERTED },
    [L_FOUNDER] = { .name = "founder", .label = N_("Founding ancestor"), .kind = T_NAME,
                    .also = "开基祖|開基祖|始祖|始迁祖|始遷祖", .flags = SEARCHED },
    [L_FOUNDED] = { .name = "founded", .label = N_("Founded"), .kind = T_DATE, .also = "开基年代|開基年代|肇基年代" },
    [L_CAME_FROM] = { .name = "came_from", .label = N_("Where the founder came from"), .kind = T_NAME,
                      .also = "迁自|遷自|迁出地|遷出地", .flags = CONVERTED },
    [L_POEM] = { .name = "poem", .label = N_("Generation poem"), .kind = T_NAME, .max = 500,
                 .also = "字辈诗|字輩詩|昭穆诗|昭穆詩|字辈|字輩|昭穆|行第诗", .flags = SEARCHED },
    [L_FIRST] = { .name = "first_generation", .label = N_("Generation of the first word"), .kind = T_COUNT,
                  .max = 200, .also = "首字世次|首字世代|起始世" },
    [L_REPEATS] = { .name = "repeats", .label = N_("The poem repeats words"), .kind = T_BOOL,
                    .also = "字辈有重字|字輩有重字" },
    [L_HALL] = { .name = "hall", .label = N_("Ancestral hall"), .kind = T_LINK, .link = "hall",
                 .also = "所属宗祠|所屬宗祠|宗祠|祖祠" },
    [L_GENEALOGIES] = { .name = "genealogies", .label = N_("Genealogies"), .kind = T_LINKS,
                        .link = "genealogy", .also = "族谱|族譜" },
    [L_ASSOCIATIONS] = { .name = "associations", .label = N_("Related associations abroad"), .kind = T_LINKS,
                         .also = "关联海外社团|關聯海外社團|海外宗亲会|海外宗親會", .link = "association" },
    [L_NOTE] = { .name = "note", .label = N_("Note"), .kind = T_NOTE, .also = "备注|備註", .flags = SEARCHED | CONVERTED },
};

static const Panel lineage_panels[] = {
    { "branches", N_("Branches"), "branch where lineage = this" },
    { 0 }
};

/* The first Chinese character that stands twice in a text, in whichever form; 0 if none does. */
static uint32_t doubled_word(Str poem)
{
    uint32_t ch, other;

    while (utf8_next(&poem, &ch)) {
        Str rest = poem;
        while (ch >= FOLD_FIRST && utf8_next(&rest, &other))
            if (folder_simple(ch) == folder_simple(other))
                return ch;
    }
    return 0;
}

static void poem_check(Check *k, const Record *r, int poem, int repeats)
{
    uint32_t twice = rec_int(r, repeats) ? 0 : doubled_word(rec_text(r, poem));
    char word[4];

    if (twice)
        problem(k, poem,
                "the poem has the word '%.*s' twice; if it really does, say that it repeats words",
                (int)utf8_put(twice, word), word);
}

static void lineage_check(Check *k, const Record *r)
{
    poem_check(k, r, L_POEM, L_REPEATS);
    if (rec_has(r, L_FIRST) && !rec_has(r, L_POEM))
        problem(k, L_POEM, "the generation of the first word is given, but no poem");
}

const Type lineage_type = {
    .name = "lineage", .label = N_("Lineage"), .area = "roots", .also = "宗族|宗族名录|宗族名錄|家族",
    .fields = lineage_fields, .nfields = LEN(lineage_fields), .panels = lineage_panels,
    .title = "name", .identity = { "name", "place", "village" }, .check = lineage_check,
};

/* ---- branches ---- */

enum {
    B_LINEAGE,
    B_NAME,
    B_ORDER,
    B_ABOVE,
    B_FOUNDER,
    B_GENERATION,
    B_PLACE,
    B_VILLAGE,
    B_COUNTRY,
    B_SETTLED,
    B_POEM,
    B_REPEATS,
    B_NOTE,
    B__N
};

static const Field branch_fields[B__N] = {
    [B_LINEAGE] = { .name = "lineage", .label = N_("Lineage"), .kind = T_LINK, .link = "lineage",
                    .also = "所属宗族|所屬宗族|宗族", .flags = REQUIRED | IN_LIST },
    [B_NAME] = { .name = "name", .label = N_("Name of the branch"), .kind = T_NAME,
                 .also = "房名|房支|支派|房", .flags = REQUIRED | IN_LIST | SEARCHED },
    [B_ORDER] = { .name = "rank", .label = N_("Order among the branches"), .kind = T_COUNT, .max = 100,
                  .also = "房次|排行" },
    [B_ABOVE] = { .name = "above", .label = N_("Branch that it came from"), .kind = T_LINK, .link = "branch",
                  .also = "上级房支|上級房支|所出房支" },
    [B_FOUNDER] = { .name = "founder", .label = N_("Founding ancestor"), .kind = T_NAME,
                    .also = "房祖|支祖|开房祖|開房祖", .flags = IN_LIST | SEARCHED },
    [B_GENERATION] = { .name = "generation", .label = N_("Generation of the founder"), .kind = T_COUNT,
                       .max = 200, .also = "世次|房祖世次" },
    [B_PLACE] = { .name = "place", .label = N_("Place"), .kind = T_DIVISION, .also = "所在地|地点|地點",
                  .flags = INDEXED },
    [B_VILLAGE] = { .name = "village", .label = N_("Village"), .kind = T_NAME, .also = "村社|村庄|村莊",
                    .flags = SEARCHED | CONVERTED },
    [B_COUNTRY] = { .name = "country", .label = N_("Settled in country"), .kind = T_COUNTRY,
                    .also = "迁居国|遷居國|住在国|住在國", .flags = IN_LIST },
    [B_SETTLED] = { .name = "settled", .label = N_("Settled there"), .kind = T_DATE, .also = "迁居年代|遷居年代|分房年代" },
    [B_POEM] = { .name = "poem", .label = N_("Generation poem of its own"), .kind = T_NAME, .max = 500,
                 .also = "本房字辈|本房字輩|房派字辈", .flags = SEARCHED },
    [B_REPEATS] = { .name = "repeats", .label = N_("The poem repeats words"), .kind = T_BOOL,
                    .also = "字辈有重字|字輩有重字" },
    [B_NOTE] = { .name = "note", .label = N_("Note"), .kind = T_NOTE, .also = "备注|備註", .flags = SEARCHED | CONVERTED },
};

static const Panel branch_panels[] = {
    { "below", N_("Branches that came from it"), "branch where above = this" },
    { 0 }
};

static void branch_above(Check *k, const Record *r)
{
    Err e = { 0 };

    if (!rec_has(r, B_ABOVE) || !rule_has_store(k))
        return;
    AUTO(stmt_done) Stmt *q =
        db_query(k->c->db, "/* branch_above */ SELECT lineage FROM branch WHERE id = $1",
                 P(rec_int(r, B_ABOVE)));
    if (db_next(q, &e) && db_int(q, 0) != rec_int(r, B_LINEAGE))
        problem(k, B_ABOVE, "the branch that it came from is of another lineage");
}

static void branch_check(Check *k, const Record *r)
{
    if (r->id && rec_int(r, B_ABOVE) == r->id)
        problem(k, B_ABOVE, "a branch does not come from itself");
    poem_check(k, r, B_POEM, B_REPEATS);
    branch_above(k, r);
}

const Type branch_type = {
    .name = "branch", .label = N_("Branch of a lineage"), .area = "roots", .also = "房支|房派|支派",
    .fields = branch_fields, .nfields = LEN(branch_fields), .panels = branch_panels,
    .title = "name", .identity = { "lineage", "name" }, .check = branch_check,
};
