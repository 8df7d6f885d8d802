/* SPDX-License-Identifier: Apache-2.0
 * Roots: finding kin and ancestral places for descendants, with the genealogies and halls that
 * help.
 *
 * A case is a seeker and what is sought; each clue is a row of its own, as matches have come from
 * one hall name on a tombstone. A candidate is compared field by field. Nobody learns of the other
 * side before both have consented. A case that went cold sleeps until its review date.
 */
#include "areas/areas.h"
#include "areas/rules.h"
#include "engine/kin_case.h"

/* ---- cases ---- */

enum {
    K_SEEKER,
    K_PERSON,
    K_COUNTRY,
    K_PHONE,
    K_MAIL,
    K_ASSOCIATION,
    K_DIRECTION,
    K_RELATION,
    K_SOUGHT,
    K_LATIN,
    K_OTHER,
    K_BORN,
    K_LEFT,
    K_LIVING,
    K_PLACE_OLD,
    K_PLACE,
    K_VILLAGE,
    K_RECEIVED,
    K_ANSWERED,
    K_HANDLER,
    K_RELAYED,
    K_FOUND,
    K_FOUND_NAME,
    K_FOUND_ON,
    K_SEEKER_OK,
    K_FOUND_OK,
    K_MET,
    K_REVIEW,
    K_WITHDRAWN,
    K_WITHDRAWAL,
    K_STORY,
    K_NOTE,
    K__N
};

static const Choice directions[] = {
    { "abroad", N_("From abroad to the ancestral place"), "海外寻乡|海外尋鄉|海外寻根|海外尋根" },
    { "home", N_("From here to kin abroad"), "国内寻海外亲人|國內尋海外親人|寻海外亲人" },
    { 0 }
};

static const Choice relations[] = {
    { "parent", N_("Parent"), "父母|父亲|父親|母亲|母親" },
    { "grandparent", N_("Grandparent"), "祖父母|祖父|祖母|外祖父|外祖母" },
    { "ancestor", N_("Earlier ancestor"), "先祖|曾祖|高祖|祖先" },
    { "sibling", N_("Sibling"), "兄弟姐妹|兄弟姊妹|兄弟|姐妹" },
    { "child", N_("Child"), "子女|儿女|兒女" },
    { "uncle_aunt", N_("Uncle or aunt"), "伯叔姑舅姨|伯父|叔父|姑母|舅父" },
    { "spouse", N_("Spouse"), "配偶|妻子|丈夫" },
    { "kin", N_("Other kin"), "其他亲属|其他親屬|亲戚|親戚|堂亲|堂親" },
    { "clan", N_("The clan or village"), "宗族村庄|宗族村莊|宗亲|宗親|祖籍地" },
    { 0 }
};

static const Choice living[] = {
    { "yes", N_("Living"), "在世|健在" },
    { "no", N_("Dead"), "已故|去世" },
    { "unknown", N_("Not known"), "不详|不詳|未知" },
    { 0 }
};

static const Field case_fields[K__N] = {
    [K_SEEKER] = { .name = "seeker", .label = N_("Seeker"), .kind = T_NAME, .level = LEVEL_PERSONAL,
                   .also = "寻亲人|尋親人|申请人|申請人|委托人|委託人", .flags = REQUIRED | IN_LIST | SEARCHED },
    [K_PERSON] = { .name = "seeker_person", .label = N_("Seeker in the registry"), .kind = T_LINK,
                   .also = "寻亲人档案|尋親人檔案", .link = "person", .level = LEVEL_PERSONAL },
    [K_COUNTRY] = { .name = "seeker_country", .label = N_("Seeker's country"), .kind = T_COUNTRY,
                    .also = "寻亲人住在国|尋親人住在國|住在国|住在國|国家地区|國家地區", .flags = IN_LIST },
    [K_PHONE] = { .name = "seeker_phone", .label = N_("Seeker's telephone"), .kind = T_PHONE,
                  .also = "寻亲人电话|尋親人電話|联系电话|聯繫電話", .level = LEVEL_PERSONAL },
    [K_MAIL] = { .name = "seeker_mail", .label = N_("Seeker's mail"), .kind = T_MAIL,
                 .also = "寻亲人邮箱|尋親人郵箱|邮箱|郵箱|电子邮箱", .level = LEVEL_PERSONAL },
    [K_ASSOCIATION] = { .name = "association", .label = N_("Through association"), .kind = T_LINK,
                        .also = "转介社团|轉介社團|所属社团|所屬社團", .link = "association" },
    [K_DIRECTION] = { .name = "direction", .label = N_("Direction"), .kind = T_CHOICE,
                      .also = "寻亲方向|尋親方向|类型|類型", .choices = directions },
    [K_RELATION] = { .name = "relation", .label = N_("Sought person is the seeker's"), .kind = T_CHOICE,
                     .also = "被寻人是寻亲人的|与寻亲人关系|與尋親人關係|关系|關係|亲属关系", .choices = relations },
    [K_SOUGHT] = { .name = "sought", .label = N_("Sought name"), .kind = T_NAME, .level = LEVEL_PERSONAL,
                   .also = "被寻人姓名|被尋人姓名|被寻人|被尋人|先人姓名|寻找对象|尋找對象", .flags = IN_LIST | SEARCHED },
    [K_LATIN] = { .name = "sought_latin", .label = N_("Sought name in Latin letters"), .kind = T_NAME,
                  .also = "被寻人外文名|被尋人外文名|罗马字姓名|羅馬字姓名|方言拼写|方言拼寫|拼音名",
                  .level = LEVEL_PERSONAL, .flags = SEARCHED },
    [K_OTHER] = { .name = "sought_other", .label = N_("Sought person's other names"), .kind = T_NAME,
                  .also = "被寻人别名|被尋人別名|别名|別名|字号|字號|曾用名|乳名", .level = LEVEL_PERSONAL,
                  .flags = SEARCHED },
    [K_BORN] = { .name = "sought_born", .label = N_("Sought person born"), .kind = T_DATE,
                 .also = "被寻人出生日期|被尋人出生日期|被寻人出生年|出生年份", .level = LEVEL_PERSONAL },
    [K_LEFT] = { .name = "departed", .label = N_("Left home"), .kind = T_DATE,
                 .also = "离乡时间|離鄉時間|出国时间|出國時間|下南洋时间|失联时间|失聯時間" },
    [K_LIVING] = { .name = "living", .label = N_("Is the sought person living?"), .kind = T_CHOICE,
                   .also = "被寻人是否在世|被尋人是否在世|是否在世|是否健在", .choices = living },
    [K_PLACE_OLD] = { .name = "place_old", .label = N_("Ancestral place as handed down"), .kind = T_NAME,
                      .also = "祖籍旧地名|祖籍舊地名|旧地名|舊地名|原籍", .flags = IN_LIST | SEARCHED | CONVERTED },
    [K_PLACE] = { .name = "place", .label = N_("Ancestral place today"), .kind = T_DIVISION,
                  .also = "祖籍今地名|今地名|祖籍地|祖籍", .flags = INDEXED },
    [K_VILLAGE] = { .name = "village", .label = N_("Ancestral village"), .kind = T_NAME,
                    .also = "祖籍村|村社|村庄|村莊", .flags = SEARCHED | CONVERTED },
    [K_RECEIVED] = { .name = "received", .label = N_("Came in on"), .kind = T_DATE,
                     .also = "收到日期|受理日期|登记日期|登記日期|申请日期|申請日期", .flags = IN_LIST | INDEXED },
    [K_ANSWERED] = { .name = "answered", .label = N_("First answered on"), .kind = T_DATE,
                     .also = "首次答复日期|首次答覆日期|答复日期|答覆日期|回复日期" },
    [K_HANDLER] = { .name = "handler", .label = N_("Handler"), .kind = T_LINK, .link = "user",
                    .also = "经办人|經辦人" },
    [K_RELAYED] = { .name = "relayed_to", .label = N_("Passed to"), .kind = T_LINKS, .link = "unit",
                    .also = "协查单位|協查單位|转交单位|轉交單位" },
    [K_FOUND] = { .name = "found_person", .label = N_("Found person in the registry"), .kind = T_LINK,
                  .also = "寻获亲人档案|尋獲親人檔案", .link = "person", .level = LEVEL_SENSITIVE },
    [K_FOUND_NAME] = { .name = "found", .label = N_("Found kin"), .kind = T_NAME, .level = LEVEL_SENSITIVE,
                       .also = "寻获亲人|尋獲親人|找到的亲人|找到的親人" },
    [K_FOUND_ON] = { .name = "found_on", .label = N_("Kin found on"), .kind = T_DATE, .flags = INDEXED,
                     .also = "寻获日期|尋獲日期|匹配日期|找到日期" },
    [K_SEEKER_OK] = { .name = "seeker_consented", .label = N_("Seeker consented"), .kind = T_DATE,
                      .also = "寻亲人同意日期|尋親人同意日期" },
    [K_FOUND_OK] = { .name = "found_consented", .label = N_("Found kin consented"), .kind = T_DATE,
                     .also = "寻获亲人同意日期|尋獲親人同意日期|对方同意日期|對方同意日期" },
    [K_MET] = { .name = "met_on", .label = N_("Met on"), .kind = T_DATE,
                .also = "团聚日期|團聚日期|见面日期|見面日期|认亲日期|認親日期" },
    [K_REVIEW] = { .name = "review_on", .label = N_("To be reviewed on"), .kind = T_DATE,
                   .also = "复查日期|複查日期|复核日期" },
    [K_WITHDRAWN] = { .name = "withdrawn_on", .label = N_("Withdrawn on"), .kind = T_DATE,
                      .also = "撤回日期" },
    [K_WITHDRAWAL] = { .name = "withdrawal_code", .label = N_("Seal of the withdrawal code"), .kind = T_TEXT,
                       .also = "撤回码校验|撤回碼校驗", .level = LEVEL_SENSITIVE, .max = 64 },
    [K_STORY] = { .name = "story", .label = N_("Published story"), .kind = T_LINK, .link = "article",
                  .also = "宣传报道|宣傳報道" },
    [K_NOTE] = { .name = "note", .label = N_("Note"), .kind = T_NOTE, .level = LEVEL_PERSONAL,
                 .also = "备注|備註|说明|說明", .flags = SEARCHED },
};

static const State case_states[] = {
    { "received", N_("Received"), "已收件|收件|已登记|已登記|受理", 0 },
    { "clues_complete", N_("Clues complete"), "线索齐全|線索齊全|线索完整", 0 },
    { "searching", N_("Passed to village or clan"), "协查中|協查中|查找中|寻找中|尋找中", 0 },
    { "candidate", N_("Candidate found"), "有候选人|有候選人|核实中|核實中", 0 },
    { "confirmed", N_("Confirmed by both sides"), "双方确认|雙方確認|已匹配|匹配成功", 0 },
    { "met", N_("Met"), "已团聚|已團聚|已见面|已見面", 0 },
    { "closed_found", N_("Closed: found"), "办结（寻获）|辦結（尋獲）|已寻获|已尋獲|办结|辦結|寻亲成功", STATE_END },
    { "dormant", N_("Sleeping"), "休眠|暂停|暫停|未找到", 0 },
    { "withdrawn", N_("Withdrawn"), "撤回|已撤回", STATE_END | STATE_FAILED },
    { 0 }
};

/* Telling one side about the other is the head of department's to decide. */
static const Move case_moves[] = {
    { "received", "clues_complete", N_("Complete the clues"), 0, 0 },
    { "clues_complete", "searching", N_("Pass to village or clan"), 0, 0 },
    { "clues_complete", "candidate", N_("Propose a candidate"), 0, 0 },
    { "searching", "candidate", N_("Propose a candidate"), 0, 0 },
    { "candidate", "searching", N_("Rule the candidate out"), 0, MOVE_REASON },
    { "candidate", "confirmed", N_("Confirm and disclose"), RIGHT_CONFIRM, 0 },
    { "confirmed", "met", N_("Record the meeting"), 0, 0 },
    { "confirmed", "closed_found", N_("Close as found"), 0, 0 },
    { "met", "closed_found", N_("Close as found"), 0, 0 },
    { "dormant", "searching", N_("Take up again"), 0, 0 },
    { "*", "dormant", N_("Put to sleep"), 0, MOVE_REASON },
    { "*", "withdrawn", N_("Withdraw"), 0, MOVE_REASON },
    { 0 }
};

static const Deadline case_deadlines[] = {
    { "first_answer", N_("First answer to the seeker"), "received", 15, DAYS_WORK,
      "answered is empty and state in (received, clues_complete)" },
    { "review", N_("Review of a dormant case"), "review_on", 0, DAYS_CALENDAR, "state = dormant" },
    { "erase", N_("Erasure of a withdrawn request"), "withdrawn_on", 15, DAYS_WORK,
      "state = withdrawn and (seeker_mail is not empty or seeker_phone is not empty or sought is not empty"
      " or sought_latin is not empty or sought_other is not empty)" },
    { 0 }
};

static const Figure case_figures[] = {
    { .name = "culture.roots", .label = N_("Kin-seeking cases received"), .unit = N_("case"),
      .query = "kin_case where received in period",
      .count = COUNT_ROWS },
    { .name = "roots.matched", .label = N_("Kin-seeking cases in which kin were found"), .unit = N_("case"),
      .query = "kin_case where found_on in period and state != withdrawn",
      .count = COUNT_ROWS },
    { .name = "roots.met", .label = N_("Reunions"), .unit = N_("case"),
      .query = "kin_case where met_on in period",
      .count = COUNT_ROWS },
    { 0 },
};

static const Panel case_panels[] = {
    { "clues", N_("Clues"), "clue where kin_case = this" },
    { "candidates", N_("Candidates"), "candidate where kin_case = this" },
    { "relays", N_("Relays"), "relay where kin_case = this" },
    { 0 }
};

static void case_check(Check *k, const Record *r)
{
    if (!rec_has(r, K_SOUGHT) && !rec_has(r, K_LATIN) && !rec_has(r, K_OTHER) &&
        !rec_has(r, K_PLACE_OLD) && !rec_has(r, K_PLACE) && !rec_has(r, K_VILLAGE))
        problem(k, K_SOUGHT, "nobody and no place is sought; give a name or an ancestral place");
    if (rule_state_in(r, S("confirmed|met|closed_found"))) {
        if (!rec_has(r, K_SEEKER_OK))
            gate(k, K_SEEKER_OK,
                 "kin may be told of each other once both sides have consented; "
                 "enter the day of the seeker's consent");
        if (!rec_has(r, K_FOUND_OK))
            gate(k, K_FOUND_OK,
                 "kin may be told of each other once both sides have consented; "
                 "enter the day of the found kin's consent");
    }
    if (rec_state(r, "dormant") && !rec_has(r, K_REVIEW))
        gate(k, K_REVIEW, "a dormant case needs the day of its next review");
    if (rec_state(r, "dormant") && rec_has(r, K_REVIEW) &&
        rec_first_day(r, K_REVIEW) > day_add_months(k->c->today, 24))
        warning(k, K_REVIEW,
                "the review is more than two years away; dormant cases are reviewed every "
                "two years");
    if (rule_backwards(r, K_RECEIVED, K_FOUND_ON))
        problem(k, K_FOUND_ON, "kin were found before the case was received");
    if (rule_backwards(r, K_RECEIVED, K_MET))
        problem(k, K_MET, "the meeting lies before the day on which the case was received");
    if (rule_backwards(r, K_RECEIVED, K_ANSWERED))
        problem(k, K_ANSWERED, "the case was answered before it was received");
    if (rule_backwards(r, K_BORN, K_LEFT))
        problem(k, K_LEFT, "the sought person left home before being born");
}

static bool case_after(Ctx *c, const Record *old, const Record *now, Err *e)
{
    if (!old || rec_state(old, "withdrawn") || !rec_state(now, "withdrawn"))
        return true;
    return kin_withdrawn(c, now->type, now->id, e);
}

const Type kin_case_type = {
    .name = "kin_case", .label = N_("Kin-seeking case"), .area = "roots",
    .also = "寻根寻亲|尋根尋親|寻根案件|尋根案件|寻亲登记|尋親登記|寻亲案件",
    .fields = case_fields, .nfields = LEN(case_fields), .states = case_states, .moves = case_moves,
    .deadlines = case_deadlines, .figures = case_figures, .panels = case_panels,
    .title = "seeker", .identity = { "seeker", "sought", "sought_latin", "place_old", "received" },
    .check = case_check, .after = case_after,
};

/* ---- clues ---- */

enum {
    C_CASE,
    C_KIND,
    C_TEXT,
    C_PLACE,
    C_DATED,
    C_CERTAINTY,
    C_GIVEN_BY,
    C_CONSENTED,
    C_NOTE,
    C__N
};

static const Choice clue_kinds[] = {
    { "old_place", N_("Old place name"), "祖籍旧地名|祖籍舊地名|旧地名|舊地名|古地名" },
    { "new_place", N_("Place name of today"), "祖籍今地名|今地名|现地名|現地名|祖籍" },
    { "hall_name", N_("Hall name"), "堂号|堂號" },
    { "lantern_name", N_("Lantern name"), "灯号|燈號|郡望" },
    { "generation", N_("Generation words"), "字辈|字輩|昭穆|辈序|輩序|班辈" },
    { "letter", N_("Remittance letter"), "侨批|僑批|批信|银信|銀信|家书|家書" },
    { "tombstone", N_("Tombstone"), "墓碑|碑铭|碑銘|墓志" },
    { "ship", N_("Ship and passage"), "船名船期|船只|船隻|船名|乘船" },
    { "old_name", N_("Old romanised name"), "旧罗马字姓名|舊羅馬字姓名|旧拼写|舊拼寫|外文名" },
    { "relative", N_("Name of a relative"), "亲属姓名|親屬姓名|亲人姓名|父母姓名" },
    { "genealogy", N_("Genealogy"), "族谱|族譜|家谱|家譜" },
    { "photo", N_("Photograph"), "照片|老照片|相片" },
    { "hall_gift", N_("Gift to an ancestral hall"), "宗祠捐款|宗祠捐款记录|捐款芳名|捐建" },
    { "association", N_("Association"), "所属会馆|所屬會館|会馆|會館|社团|社團" },
    { "dna", N_("DNA"), "基因比对|基因比對|DNA比对" },
    { "other", N_("Other"), "其他|其它" },
    { 0 }
};

static const Choice certainties[] = {
    { "certain", N_("Certain"), "确定|確定|确凿|已核实" },
    { "likely", N_("Likely"), "很可能|较可信|較可信" },
    { "doubtful", N_("Doubtful"), "存疑|不确定|不確定|待核实" },
    { 0 }
};

static const Field clue_fields[C__N] = {
    [C_CASE] = { .name = "kin_case", .label = N_("Case"), .kind = T_LINK, .link = "kin_case",
                 .also = "所属案件|所屬案件|案件|案号|案號|寻亲案件", .flags = REQUIRED | IN_LIST },
    [C_KIND] = { .name = "kind", .label = N_("Kind of clue"), .kind = T_CHOICE, .choices = clue_kinds,
                 .also = "线索类型|線索類型|线索种类|類型|类型", .flags = REQUIRED | IN_LIST },
    [C_TEXT] = { .name = "text", .label = N_("Clue"), .kind = T_NAME, .level = LEVEL_PERSONAL, .max = 500,
                 .also = "线索内容|線索內容|线索|線索|内容|內容", .flags = REQUIRED | IN_LIST | SEARCHED },
    [C_PLACE] = { .name = "place", .label = N_("Place that it points to"), .kind = T_DIVISION,
                  .also = "指向地点|指向地點|对应地点" },
    [C_DATED] = { .name = "dated", .label = N_("Date of the clue"), .kind = T_DATE, .flags = IN_LIST,
                  .also = "线索年代|線索年代|年代|时间|時間" },
    [C_CERTAINTY] = { .name = "certainty", .label = N_("Certainty"), .kind = T_CHOICE, .choices = certainties,
                      .also = "可信度|可靠程度|确定性|確定性", .flags = IN_LIST },
    [C_GIVEN_BY] = { .name = "given_by", .label = N_("Told by"), .kind = T_TEXT, .level = LEVEL_PERSONAL,
                     .also = "提供人|线索提供人|線索提供人" },
    [C_CONSENTED] = { .name = "consented", .label = N_("Consent for this clue"), .kind = T_DATE,
                      .also = "本人同意日期|单独同意日期|單獨同意日期" },
    [C_NOTE] = { .name = "note", .label = N_("Note"), .kind = T_NOTE, .level = LEVEL_PERSONAL,
                 .also = "备注|備註", .flags = SEARCHED },
};

static void clue_check(Check *k, const Record *r)
{
    if (rec_is(r, C_KIND, "dna") && !rec_has(r, C_CONSENTED))
        problem(k, C_CONSENTED, "a DNA comparison needs a consent of its own; enter its day");
}

const Type clue_type = {
    .name = "clue", .label = N_("Clue"), .area = "roots", .also = "寻亲线索|尋親線索|线索表|線索表",
    .fields = clue_fields, .nfields = LEN(clue_fields),
    .title = "text", .identity = { "kin_case", "kind", "text" }, .check = clue_check,
};

/* ---- candidates ---- */

enum {
    D_CASE,
    D_PERSON,
    D_NAME,
    D_PROPOSED,
    D_SCORE,
    D_R_HANZI,
    D_R_LATIN,
    D_R_OTHER,
    D_R_BORN,
    D_R_LEFT,
    D_R_PLACE,
    D_R_VILLAGE,
    D_R_HALL,
    D_R_GENERATION,
    D_R_KIN,
    D_R_LETTER,
    D_PROOF,
    D_SEEKER_OK,
    D_PERSON_OK,
    D_NOTE,
    D__N
};

static const Choice results[] = {
    { "match", N_("Match"), "相符|一致|吻合|符合" },
    { "variant", N_("Match by sound or spelling"), "近似|音近|异写|異寫" },
    { "mismatch", N_("Mismatch"), "不符|不一致|矛盾" },
    { "blank", N_("Not known on one side"), "缺项|缺項|空白|无资料|無資料" },
    { 0 }
};

static const Choice proofs[] = {
    { "genealogy", N_("Genealogy"), "族谱|族譜|家谱|家譜" },
    { "photo", N_("Photograph"), "照片|老照片|相片" },
    { "letter", N_("Remittance letter"), "侨批|僑批|家书|家書" },
    { "tombstone", N_("Tombstone"), "墓碑|碑铭|碑銘" },
    { "elders", N_("Testimony of elders"), "长辈口述|長輩口述|村老证言|村老證言|口述" },
    { "register", N_("Household register"), "户籍档案|戶籍檔案|户籍|戶籍" },
    { "dna", N_("DNA"), "基因比对|基因比對|DNA比对" },
    { 0 }
};

static const Field candidate_fields[D__N] = {
    [D_CASE] = { .name = "kin_case", .label = N_("Case"), .kind = T_LINK, .link = "kin_case",
                 .also = "所属案件|所屬案件|案件|案号|案號|寻亲案件", .flags = REQUIRED | IN_LIST },
    [D_PERSON] = { .name = "person", .label = N_("Candidate in the registry"), .kind = T_LINK,
                   .also = "候选人档案|候選人檔案|人员|人員", .link = "person", .level = LEVEL_SENSITIVE,
                   .flags = IN_LIST },
    [D_NAME] = { .name = "name", .label = N_("Candidate's name"), .kind = T_NAME, .level = LEVEL_SENSITIVE,
                 .also = "候选人姓名|候選人姓名|候选人|候選人|姓名", .flags = IN_LIST },
    [D_PROPOSED] = { .name = "proposed", .label = N_("Proposed on"), .kind = T_DATE, .flags = IN_LIST,
                     .also = "提出日期|推荐日期|推薦日期" },
    [D_SCORE] = { .name = "score", .label = N_("Likelihood"), .kind = T_DECIMAL, .scale = 3, .max = 1000,
                  .also = "匹配概率|匹配度|相似度", .flags = IN_LIST },
    [D_R_HANZI] = { .name = "r_name", .label = N_("Name in Chinese"), .kind = T_CHOICE, .choices = results,
                    .also = "中文姓名比对|中文姓名比對" },
    [D_R_LATIN] = { .name = "r_latin", .label = N_("Name in Latin letters"), .kind = T_CHOICE,
                    .also = "外文姓名比对|外文姓名比對", .choices = results },
    [D_R_OTHER] = { .name = "r_other", .label = N_("Other names"), .kind = T_CHOICE, .choices = results,
                    .also = "别名比对|別名比對" },
    [D_R_BORN] = { .name = "r_born", .label = N_("Birth"), .kind = T_CHOICE, .choices = results,
                   .also = "出生比对|出生比對" },
    [D_R_LEFT] = { .name = "r_departed", .label = N_("Departure"), .kind = T_CHOICE, .choices = results,
                   .also = "离乡比对|離鄉比對" },
    [D_R_PLACE] = { .name = "r_place", .label = N_("Ancestral place"), .kind = T_CHOICE, .choices = results,
                    .also = "祖籍比对|祖籍比對" },
    [D_R_VILLAGE] = { .name = "r_village", .label = N_("Village"), .kind = T_CHOICE, .choices = results,
                      .also = "村庄比对|村莊比對" },
    [D_R_HALL] = { .name = "r_hall", .label = N_("Hall or lantern name"), .kind = T_CHOICE,
                   .also = "堂号灯号比对|堂號燈號比對", .choices = results },
    [D_R_GENERATION] = { .name = "r_generation", .label = N_("Generation word"), .kind = T_CHOICE,
                         .also = "字辈比对|字輩比對", .choices = results },
    [D_R_KIN] = { .name = "r_kin", .label = N_("Names of kin"), .kind = T_CHOICE, .choices = results,
                  .also = "亲属比对|親屬比對" },
    [D_R_LETTER] = { .name = "r_letter", .label = N_("Letters and photographs"), .kind = T_CHOICE,
                     .also = "侨批照片比对|僑批照片比對", .choices = results },
    [D_PROOF] = { .name = "proof", .label = N_("Means of verification"), .kind = T_CHOICES, .choices = proofs,
                  .also = "核实方式|核實方式|佐证|佐證" },
    [D_SEEKER_OK] = { .name = "seeker_consented", .label = N_("Seeker consented"), .kind = T_DATE,
                      .also = "寻亲人同意日期|尋親人同意日期" },
    [D_PERSON_OK] = { .name = "person_consented", .label = N_("Candidate consented"), .kind = T_DATE,
                      .also = "候选人同意日期|候選人同意日期" },
    [D_NOTE] = { .name = "note", .label = N_("Note"), .kind = T_NOTE, .level = LEVEL_SENSITIVE,
                 .also = "备注|備註" },
};

static const State candidate_states[] = {
    { "proposed", N_("Put forward"), "已提出|提出", 0 },
    { "checking", N_("Being verified"), "核实中|核實中", 0 },
    { "confirmed", N_("Confirmed"), "已确认|已確認|确认", STATE_END },
    { "ruled_out", N_("Ruled out"), "已排除|排除", STATE_FAILED },
    { 0 }
};

static const Move candidate_moves[] = {
    { "proposed", "checking", N_("Verify"), 0, 0 },
    { "checking", "confirmed", N_("Confirm and disclose"), RIGHT_CONFIRM, 0 },
    { "*", "ruled_out", N_("Rule out"), 0, MOVE_REASON },
    { "ruled_out", "checking", N_("Take up again"), 0, 0 },
    { 0 }
};

/* Whoever matches the case is told at once: a candidate that nobody has looked at yet is due. */
static const Deadline candidate_deadlines[] = {
    { "look", N_("New candidate to look at"), "proposed", 0, DAYS_CALENDAR, "state = proposed" },
    { 0 }
};

static void candidate_check(Check *k, const Record *r)
{
    if (!rec_has(r, D_PERSON) && !rec_has(r, D_NAME))
        problem(k, D_NAME, "there is no candidate; choose a person of the registry or give a name");
    if (!rec_state(r, "confirmed"))
        return;
    if (!rec_has(r, D_SEEKER_OK))
        gate(k, D_SEEKER_OK,
             "a candidate is disclosed once both sides have consented; "
             "enter the day of the seeker's consent");
    if (!rec_has(r, D_PERSON_OK))
        gate(k, D_PERSON_OK,
             "a candidate is disclosed once both sides have consented; "
             "enter the day of the candidate's consent");
    for (int f = D_R_HANZI; f <= D_R_LETTER; f++)
        if (rec_is(r, f, "mismatch") && !rec_has(r, D_NOTE))
            warning(k, f,
                    "the candidate is confirmed although this does not match; say why in the note");
}

const Type candidate_type = {
    .name = "candidate", .label = N_("Candidate"), .area = "roots",
    .also = "寻亲候选人|尋親候選人|候选比对|候選比對",
    .fields = candidate_fields, .nfields = LEN(candidate_fields), .states = candidate_states,
    .moves = candidate_moves, .deadlines = candidate_deadlines, .title = "name", .identity = { "kin_case", "person", "name" },
    .check = candidate_check,
};

/* ---- relays ---- */

enum {
    R_CASE,
    R_LEVEL,
    R_UNIT,
    R_BODY,
    R_CONTACT,
    R_PHONE,
    R_ASKED_ON,
    R_QUESTION,
    R_DISCLOSES,
    R_DUE,
    R_ANSWERED_ON,
    R_ANSWER,
    R_TEXT,
    R__N
};

static const Choice relay_levels[] = {
    { "district", N_("District or county"), "区侨联|區僑聯|县侨联|縣僑聯|区县|區縣" },
    { "street", N_("Street or town"), "街道|乡镇|鄉鎮|镇|鎮" },
    { "village", N_("Village or community"), "村|村居|社区|社區" },
    { "clan", N_("Clan or hall"), "宗亲会|宗親會|宗族|祠堂理事会|祠堂理事會" },
    { "other", N_("Other body"), "其他|其他单位|其他單位" },
    { 0 }
};

static const Choice relay_discloses[] = {
    { "seeker", N_("Of the seeker"), "寻亲人|尋親人" },
    { "kin", N_("Of the kin here"), "被寻亲属|被尋親屬|国内亲属|國內親屬" },
    { 0 }
};

static const Choice relay_answers[] = {
    { "found", N_("Kin found"), "找到|已找到|寻获|尋獲" },
    { "partly", N_("Clue found"), "有线索|有線索|部分" },
    { "nothing", N_("Nothing found"), "无结果|無結果|未找到" },
    { "refused", N_("Kin do not wish it"), "不愿联系|不願聯繫|拒绝|拒絕" },
    { 0 }
};

static const Field relay_fields[R__N] = {
    [R_CASE] = { .name = "kin_case", .label = N_("Case"), .kind = T_LINK, .link = "kin_case",
                 .also = "所属案件|所屬案件|案件|案号|案號|寻亲案件", .flags = REQUIRED | IN_LIST },
    [R_LEVEL] = { .name = "level", .label = N_("Asked at"), .kind = T_CHOICE, .choices = relay_levels,
                  .also = "协查层级|協查層級|层级|層級", .flags = IN_LIST },
    [R_UNIT] = { .name = "to_unit", .label = N_("Asked unit"), .kind = T_LINK, .link = "unit",
                 .also = "协查单位|協查單位|接收单位|接收單位", .flags = IN_LIST },
    [R_BODY] = { .name = "to_body", .label = N_("Asked body outside"), .kind = T_TEXT, .max = 200,
                 .also = "协查机构|協查機構|外部单位|外部單位", .flags = IN_LIST },
    [R_CONTACT] = { .name = "contact", .label = N_("Contact"), .kind = T_NAME, .level = LEVEL_PERSONAL,
                    .also = "联系人|聯繫人|联络人|聯絡人" },
    [R_PHONE] = { .name = "phone", .label = N_("Contact's telephone"), .kind = T_PHONE,
                  .also = "联系人电话|聯繫人電話|联系电话|聯繫電話", .level = LEVEL_PERSONAL },
    [R_ASKED_ON] = { .name = "asked_on", .label = N_("Asked on"), .kind = T_DATE,
                     .also = "转出日期|轉出日期|发函日期|發函日期", .flags = REQUIRED | IN_LIST | INDEXED },
    [R_QUESTION] = { .name = "question", .label = N_("What was asked"), .kind = T_NOTE,
                     .also = "协查内容|協查內容|问题|問題", .level = LEVEL_PERSONAL },
    [R_DISCLOSES] = { .name = "discloses", .label = N_("Data of living persons that were passed on"),
                      .kind = T_CHOICES, .choices = relay_discloses, .also = "提供的在世人员信息|提供的在世人員信息" },
    [R_DUE] = { .name = "due", .label = N_("Answer wanted by"), .kind = T_DATE, .flags = IN_LIST,
                .also = "要求答复日期|要求答覆日期|期限|回复期限" },
    [R_ANSWERED_ON] = { .name = "answered_on", .label = N_("Answered on"), .kind = T_DATE, .flags = IN_LIST,
                        .also = "答复日期|答覆日期|回复日期|回覆日期" },
    [R_ANSWER] = { .name = "answer", .label = N_("Answer"), .kind = T_CHOICE, .choices = relay_answers,
                   .also = "答复结果|答覆結果|结果|結果", .flags = IN_LIST },
    [R_TEXT] = { .name = "answer_text", .label = N_("What was answered"), .kind = T_NOTE,
                 .also = "答复内容|答覆內容|回复内容", .level = LEVEL_SENSITIVE },
};

static const Deadline relay_deadlines[] = {
    { "answer", N_("Answer of the relay"), "due", 0, DAYS_CALENDAR, "answered_on is empty" },
    { "answer_usual", N_("Answer of the relay"), "asked_on", 30, DAYS_CALENDAR,
      "answered_on is empty and due is empty" },
    { 0 }
};

/* A side whose data are passed on has consented in the case; a dead ancestor needs not. */
static void relay_disclosure(Check *k, const Record *r)
{
    bool seeker = rec_picked(r, R_DISCLOSES, "seeker"), kin = rec_picked(r, R_DISCLOSES, "kin");
    Err e = { 0 };

    if ((!seeker && !kin) || !rule_has_store(k))
        return;
    AUTO(stmt_done) Stmt *q =
        db_query(k->c->db,
                 "/* relay_disclosure */ SELECT seeker_consented_from, found_consented_from"
                 " FROM kin_case WHERE id = $1",
                 P(rec_int(r, R_CASE)));
    if (!db_next(q, &e))
        return;
    if (seeker && db_null(q, 0))
        gate(k, R_DISCLOSES,
             "the seeker has not consented in the case; pass on nothing of them yet");
    if (kin && db_null(q, 1))
        gate(k, R_DISCLOSES,
             "the kin here have not consented in the case; pass on nothing of them yet");
}

static void relay_check(Check *k, const Record *r)
{
    if (!rec_has(r, R_UNIT) && !rec_has(r, R_BODY))
        problem(k, R_UNIT, "nobody is asked; give a unit, or a body outside");
    if (rule_backwards(r, R_ASKED_ON, R_DUE))
        problem(k, R_DUE, "the answer is wanted before it is asked for");
    if (rule_backwards(r, R_ASKED_ON, R_ANSWERED_ON))
        problem(k, R_ANSWERED_ON, "the relay was answered before it was asked");
    if (rec_has(r, R_ANSWER) && !rec_has(r, R_ANSWERED_ON))
        problem(k, R_ANSWERED_ON, "there is an answer; enter the day on which it came");
    relay_disclosure(k, r);
}

const Type relay_type = {
    .name = "relay", .label = N_("Relay of a kin-seeking case"), .area = "roots",
    .also = "协查函|協查函|寻亲协查|尋親協查|转办|轉辦",
    .fields = relay_fields, .nfields = LEN(relay_fields), .deadlines = relay_deadlines,
    .title = "to_body", .identity = { "kin_case", "to_unit", "to_body", "asked_on" },
    .check = relay_check,
};

/* ---- genealogies ---- */

enum {
    G_NAME,
    G_SURNAME,
    G_HALL_NAME,
    G_PLACE,
    G_PLACE_OLD,
    G_FOUNDER,
    G_GENERATION,
    G_COMPILED,
    G_VOLUMES,
    G_FORM,
    G_HOLDER,
    G_PHONE,
    G_DIGITISED,
    G_ACCESS,
    G_HALL,
    G_NOTE,
    G__N
};

static const Choice forms[] = {
    { "manuscript", N_("Manuscript"), "手抄本|抄本|稿本" },
    { "woodblock", N_("Woodblock print"), "刻本|木刻本|木活字本" },
    { "print", N_("Print"), "铅印本|鉛印本|印刷本|排印本|铅印|石印本" },
    { "copy", N_("Photocopy"), "复印本|複印本|影印本" },
    { "digital", N_("Digital only"), "电子版|電子版|电子谱" },
    { 0 }
};

static const Choice accesses[] = {
    { "open", N_("Open to all"), "公开|公開" },
    { "on_request", N_("On request"), "经申请查阅|經申請查閱|申请查阅" },
    { "clan_only", N_("Clan members only"), "仅限族人|僅限族人|族内" },
    { 0 }
};

static const Field genealogy_fields[G__N] = {
    [G_NAME] = { .name = "name", .label = N_("Title of the genealogy"), .kind = T_NAME,
                 .also = "谱名|譜名|族谱名称|族譜名稱|书名|書名", .flags = REQUIRED | IN_LIST | SEARCHED },
    [G_SURNAME] = { .name = "surname", .label = N_("Surname"), .kind = T_NAME, .also = "姓氏|姓",
                    .flags = IN_LIST | SEARCHED },
    [G_HALL_NAME] = { .name = "hall_name", .label = N_("Hall name"), .kind = T_NAME, .also = "堂号|堂號",
                      .flags = IN_LIST | SEARCHED | CONVERTED },
    [G_PLACE] = { .name = "place", .label = N_("Place"), .kind = T_DIVISION, .also = "所在地|地点|地點|地区|地區",
                  .flags = IN_LIST | INDEXED },
    [G_PLACE_OLD] = { .name = "place_old", .label = N_("Place as in the genealogy"), .kind = T_NAME,
                      .also = "谱载地名|譜載地名|旧地名|舊地名", .flags = SEARCHED | CONVERTED },
    [G_FOUNDER] = { .name = "founder", .label = N_("Founding ancestor"), .kind = T_NAME,
                    .also = "开基祖|開基祖|始祖|始迁祖", .flags = SEARCHED },
    [G_GENERATION] = { .name = "generation_words", .label = N_("Generation words"), .kind = T_NAME,
                       .also = "字辈|字輩|昭穆|辈序|輩序|班辈", .max = 500, .flags = SEARCHED },
    [G_COMPILED] = { .name = "compiled", .label = N_("Compiled"), .kind = T_DATE, .flags = IN_LIST,
                     .also = "编修年代|編修年代|修谱年代|修譜年代|年代" },
    [G_VOLUMES] = { .name = "volumes", .label = N_("Volumes"), .kind = T_COUNT, .unit = N_("volume"),
                    .also = "册数|冊數|卷数|卷數" },
    [G_FORM] = { .name = "form", .label = N_("Kind of print"), .kind = T_CHOICE, .choices = forms, .also = "版本|形式" },
    [G_HOLDER] = { .name = "holder", .label = N_("Kept by"), .kind = T_TEXT, .level = LEVEL_PERSONAL,
                   .also = "收藏者|收藏单位|收藏單位|保管人" },
    [G_PHONE] = { .name = "holder_phone", .label = N_("Keeper's telephone"), .kind = T_PHONE,
                  .also = "收藏者电话|收藏者電話|联系电话|聯繫電話", .level = LEVEL_PERSONAL },
    [G_DIGITISED] = { .name = "digitised", .label = N_("Digitised"), .kind = T_BOOL,
                      .also = "是否数字化|是否數字化|已数字化|已數字化" },
    [G_ACCESS] = { .name = "access", .label = N_("Access"), .kind = T_CHOICE, .choices = accesses,
                   .also = "查阅方式|查閱方式|公开程度" },
    [G_HALL] = { .name = "hall", .label = N_("Ancestral hall"), .kind = T_LINK, .link = "hall",
                 .also = "所属宗祠|所屬宗祠|宗祠" },
    [G_NOTE] = { .name = "note", .label = N_("Note"), .kind = T_NOTE, .also = "备注|備註", .flags = SEARCHED | CONVERTED },
};

const Type genealogy_type = {
    .name = "genealogy", .label = N_("Genealogy"), .area = "roots", .also = "族谱|族譜|族谱名录|族譜名錄|家谱",
    .fields = genealogy_fields, .nfields = LEN(genealogy_fields),
    .title = "name", .identity = { "name", "compiled", "place" },
};

/* ---- ancestral halls ---- */

enum {
    H_NAME,
    H_SURNAME,
    H_HALL_NAME,
    H_LANTERN,
    H_PLACE,
    H_VILLAGE,
    H_ADDRESS,
    H_BUILT,
    H_REBUILT,
    H_FOUNDER,
    H_PROTECTED,
    H_IN_USE,
    H_CONTACT,
    H_PHONE,
    H_ASSOCIATIONS,
    H_NOTE,
    H__N
};

static const Choice protections[] = {
    { "national", N_("National level"), "国家级|國家級|全国重点文物保护单位" },
    { "provincial", N_("Provincial level"), "省级|省級|省级文物保护单位" },
    { "city", N_("City level"), "市级|市級|市级文物保护单位" },
    { "district", N_("District level"), "区县级|區縣級|区级|區級|县级|縣級" },
    { "none", N_("Not protected"), "未定级|未定級|无|無" },
    { 0 }
};

static const Field hall_fields[H__N] = {
    [H_NAME] = { .name = "name", .label = N_("Name of the hall"), .kind = T_NAME,
                 .also = "宗祠名称|宗祠名稱|祠堂名称|祠堂名稱|宗祠|名称|名稱", .flags = REQUIRED | IN_LIST | SEARCHED },
    [H_SURNAME] = { .name = "surname", .label = N_("Surname"), .kind = T_NAME, .also = "姓氏|姓",
                    .flags = IN_LIST | SEARCHED },
    [H_HALL_NAME] = { .name = "hall_name", .label = N_("Hall name"), .kind = T_NAME, .also = "堂号|堂號",
                      .flags = IN_LIST | SEARCHED | CONVERTED },
    [H_LANTERN] = { .name = "lantern_name", .label = N_("Lantern name"), .kind = T_NAME,
                    .also = "灯号|燈號|郡望", .flags = SEARCHED | CONVERTED },
    [H_PLACE] = { .name = "place", .label = N_("Place"), .kind = T_DIVISION, .also = "所在地|地点|地點|地区|地區",
                  .flags = IN_LIST | INDEXED },
    [H_VILLAGE] = { .name = "village", .label = N_("Village"), .kind = T_NAME, .also = "村社|村庄|村莊|社区",
                    .flags = SEARCHED | CONVERTED },
    [H_ADDRESS] = { .name = "address", .label = N_("Address"), .kind = T_TEXT, .flags = CONVERTED, .also = "地址|详细地址|詳細地址" },
    [H_BUILT] = { .name = "built", .label = N_("Built"), .kind = T_DATE, .also = "始建年代|建造年代|建祠年代" },
    [H_REBUILT] = { .name = "rebuilt", .label = N_("Last rebuilt"), .kind = T_DATE,
                    .also = "重修年代|最近重修|重建年代" },
    [H_FOUNDER] = { .name = "founder", .label = N_("Founding ancestor"), .kind = T_NAME,
                    .also = "开基祖|開基祖|始祖", .flags = SEARCHED },
    [H_PROTECTED] = { .name = "protected", .label = N_("Protected as heritage"), .kind = T_CHOICE,
                      .also = "文物保护级别|文物保護級別|保护级别|保護級別", .choices = protections },
    [H_IN_USE] = { .name = "in_use", .label = N_("In use"), .kind = T_BOOL, .also = "是否使用|在用" },
    [H_CONTACT] = { .name = "contact", .label = N_("Contact"), .kind = T_NAME, .level = LEVEL_PERSONAL,
                    .also = "联系人|聯繫人|联络人|聯絡人|理事长" },
    [H_PHONE] = { .name = "phone", .label = N_("Contact's telephone"), .kind = T_PHONE,
                  .also = "联系人电话|聯繫人電話|联系电话|聯繫電話|电话|電話", .level = LEVEL_PERSONAL },
    [H_ASSOCIATIONS] = { .name = "associations", .label = N_("Related associations abroad"), .kind = T_LINKS,
                         .also = "关联海外社团|關聯海外社團|海外宗亲会|海外宗親會", .link = "association" },
    [H_NOTE] = { .name = "note", .label = N_("Note"), .kind = T_NOTE, .also = "备注|備註", .flags = SEARCHED | CONVERTED },
};

static const Panel hall_panels[] = {
    { "genealogies", N_("Genealogies"), "genealogy where hall = this" },
    { "lineages", N_("Lineages"), "lineage where hall = this" },
    { 0 }
};

static void hall_check(Check *k, const Record *r)
{
    if (rule_backwards(r, H_BUILT, H_REBUILT))
        problem(k, H_REBUILT, "the hall was rebuilt before it was built");
}

const Type hall_type = {
    .name = "hall", .label = N_("Ancestral hall"), .area = "roots", .also = "宗祠|祠堂|宗祠名录|宗祠名錄",
    .fields = hall_fields, .nfields = LEN(hall_fields), .panels = hall_panels,
    .title = "name", .identity = { "name", "place", "village" }, .check = hall_check,
};
