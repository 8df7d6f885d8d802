/* SPDX-License-Identifier: Apache-2.0
 * What figures keep as records: those that staff define, those that are declared without records,
 * and the ties between claims and figures that a person put right.
 */
#include "figure/kinds.h"

#include "engine/record.h"
#include "figure/figure.h"
#include "figure/impl.h"

/* ---- figures of one's own ---- */

static const Choice def_counts[] = {
    { "rows", N_("Records"), "条数|筆數|记录数" },
    { "sum", N_("Sum of a field"), "求和|合计|合計" },
    { "distinct", N_("Different values of a field"), "不重复值|不重複值" },
    { "people", N_("Different people"), "不重复人数|不重複人數" },
    { "max", N_("Highest edition"), "最大届次|最大屆次" },
    { "last", N_("Last reading of each series"), "最新读数|最新讀數" },
    { "years", N_("Whole years since"), "周年数|周年數" },
    { "first", N_("First of its kind"), "首创|首創|首次" },
    { 0 },
};

static const Choice def_periods[] = {
    { "in", N_("In the period"), "当年|當年|期内|期內" },
    { "since", N_("Cumulative"), "累计|累計" },
    { "at", N_("At a date"), "时点|時點|截至" },
    { 0 },
};

static const Field def_fields[FDEF__N] = {
    [FDEF_NAME] = { .name = "name", .label = N_("Internal name"), .also = "内部名称|內部名稱",
        .kind = T_TEXT, .max = 40, .flags = REQUIRED | UNIQUE | FIXED | IN_LIST,
        .help = N_("x_ and then small letters, digits, '_' and '.'") },
    [FDEF_LABEL] = { .name = "label", .label = N_("Label"), .also = "指标名称|指標名稱|名称|名稱",
        .kind = T_TEXT, .max = 100, .flags = REQUIRED | IN_LIST },
    [FDEF_LABEL_HANT] = { .name = "label_hant", .label = N_("Label in traditional characters"),
        .also = "繁体名称|繁體名稱", .kind = T_TEXT, .max = 100 },
    [FDEF_LABEL_EN] = { .name = "label_en", .label = N_("Label in English"),
        .also = "英文名称|英文名稱", .kind = T_TEXT, .max = 100 },
    [FDEF_QUERY] = { .name = "query", .label = N_("Query"), .also = "查询|查詢|口径|口徑",
        .kind = T_NOTE, .max = 4000,
        .help = N_("TYPE where …; `in period` is what the report is about; empty: the figure is only declared") },
    [FDEF_COUNT] = { .name = "counting", .label = N_("Way of counting"), .also = "计数方式|計數方式",
        .kind = T_CHOICE, .choices = def_counts },
    [FDEF_OF] = { .name = "of", .label = N_("Field that is counted"), .also = "计数字段|計數字段",
        .kind = T_TEXT, .max = 200 },
    [FDEF_PERIOD] = { .name = "period_kind", .label = N_("Kind of period"), .also = "期间类型|期間類型",
        .kind = T_CHOICE, .choices = def_periods },
    [FDEF_UNIT_WORD] = { .name = "unit_word", .label = N_("Counting unit"),
        .also = "计量单位|計量單位|量词|量詞", .kind = T_TEXT, .max = 40, .flags = IN_LIST },
    [FDEF_ONCE] = { .name = "once", .label = N_("Counts once through"), .also = "去重关联|去重關聯",
        .kind = T_TEXT, .max = 200,
        .help = N_("link to the record that another unit keeps of the same thing") },
    [FDEF_WHOLE] = { .name = "whole", .label = N_("Figure of all, each time counted"),
        .also = "对应人次指标|對應人次指標", .kind = T_TEXT, .max = 60 },
    [FDEF_PART_OF] = { .name = "part_of", .label = N_("Part of the figure"),
        .also = "上级指标|上級指標|其中", .kind = T_TEXT, .max = 60 },
    [FDEF_SINCE] = { .name = "since", .label = N_("Cumulative from"), .also = "累计起始|累計起始",
        .kind = T_DATE },
    [FDEF_VERSION] = { .name = "defined_on", .label = N_("Definition holds from"),
        .also = "口径生效日期|口徑生效日期", .kind = T_DATE },
    [FDEF_WORDS] = { .name = "words", .label = N_("How texts speak of it"),
        .also = "关键词|關鍵詞", .kind = T_TEXT, .max = 400,
        .help = N_("words that stand near the number, separated by |") },
    [FDEF_OWNER] = { .name = "owner", .label = N_("Who answers for it"),
        .also = "责任部门|責任部門|负责人", .kind = T_TEXT, .max = 100 },
    [FDEF_NOTE] = { .name = "note", .label = N_("Note"), .also = "备注|備註|说明|說明",
        .kind = T_NOTE },
};

static bool def_name(Str s)
{
    if (!str_starts(s, S("x_")) || s.n < 3)
        return false;
    for (size_t i = 0; i < s.n; i++) {
        char ch = s.p[i];
        if (!((ch >= 'a' && ch <= 'z') || (ch >= '0' && ch <= '9') || ch == '_' || ch == '.'))
            return false;
    }
    return true;
}

/* The query must be one, with the way of counting that was chosen. */
static void def_check(Check *k, const Record *r)
{
    Err e = { .lang = k->c->lang };
    FigureDef def = { 0 };

    if (rec_has(r, FDEF_NAME) && !def_name(rec_text(r, FDEF_NAME)))
        problem(k, FDEF_NAME,
                "a figure of one's own has a name that begins with x_ and has small letters, "
                "digits, '_' and '.'");
    if (!rec_has(r, FDEF_QUERY))
        return;
    if (!rec_has(r, FDEF_COUNT))
        problem(k, FDEF_COUNT, "say how it is counted");
    def_from_record(r, &def);
    if (def.count != COUNT_ROWS && !def.of.n)
        problem(k, FDEF_OF, "say which field is counted");
    else if (!figure_query_check(k->c, &def, &e))
        problem(k, FDEF_QUERY, "the query cannot be asked: %s", e.msg);
}

const Type figure_def_type = {
    .name = "figure_def", .label = N_("Figure of our own"),
    .also = "自定义指标|自定義指標|指标定义|指標定義", .area = "review", .fields = def_fields,
    .nfields = LEN(def_fields), .title = "label", .identity = { "name" }, .write = RIGHT_CONFIRM,
    .check = def_check,
};

/* ---- declared figures ---- */

static const Field declared_fields[DECL__N] = {
    [DECL_FIGURE] = { .name = "figure", .label = N_("Figure"), .also = "指标|指標", .kind = T_TEXT,
        .max = 60, .flags = REQUIRED | IN_LIST | INDEXED },
    [DECL_PERIOD] = { .name = "covers", .label = N_("Period"), .also = "期间|期間|年度",
        .kind = T_DATE, .flags = REQUIRED | IN_LIST },
    [DECL_VALUE] = { .name = "value", .label = N_("Declared value"), .also = "申报值|申報值|数值|數值",
        .kind = T_DECIMAL, .scale = 2, .flags = REQUIRED | IN_LIST },
    [DECL_ESTIMATE] = { .name = "estimate", .label = N_("It is an estimate"),
        .also = "是否估计|是否估計|估计值|估計值", .kind = T_BOOL, .flags = IN_LIST },
    [DECL_SOURCE] = { .name = "document", .label = N_("Source document"),
        .also = "来源文件|來源文件|依据|依據", .kind = T_TEXT, .max = 300,
        .flags = REQUIRED | IN_LIST | CONVERTED },
    [DECL_NOTE] = { .name = "note", .label = N_("Note"), .also = "备注|備註", .kind = T_NOTE, .flags = CONVERTED },
};

static void declared_check(Check *k, const Record *r)
{
    if (rec_has(r, DECL_VALUE) && rec_int(r, DECL_VALUE) < 0)
        problem(k, DECL_VALUE, "a figure is not below zero");
}

const Type declared_figure_type = {
    .name = "declared_figure", .label = N_("Declared figure"),
    .also = "申报指标|申報指標|无记录指标|無記錄指標", .area = "review", .fields = declared_fields,
    .nfields = LEN(declared_fields), .title = "figure", .identity = { "figure", "covers" },
    .write = RIGHT_CONFIRM, .check = declared_check,
};

/* ---- ties of claims ---- */

static const Field tie_fields[TIE__N] = {
    [TIE_SENTENCE] = { .name = "sentence", .label = N_("Words around the number"),
        .also = "上下文", .kind = T_TEXT, .max = 500, .flags = REQUIRED | IN_LIST | INDEXED },
    [TIE_NUMBER] = { .name = "number", .label = N_("Which number of it"), .also = "第几个数|第幾個數",
        .kind = T_COUNT, .max = 1000, .flags = REQUIRED | IN_LIST },
    [TIE_FIGURE] = { .name = "figure", .label = N_("Figure"), .also = "指标|指標", .kind = T_TEXT,
        .max = 60, .flags = REQUIRED | IN_LIST, .help = N_("'-' ties it to none") },
    [TIE_NOTE] = { .name = "note", .label = N_("Note"), .also = "备注|備註", .kind = T_NOTE },
};

const Type claim_tie_type = {
    .name = "claim_tie", .label = N_("Tie of a claim"), .also = "数字与指标的对应|數字與指標的對應",
    .area = "review", .fields = tie_fields, .nfields = LEN(tie_fields), .title = "sentence",
    .identity = { "sentence", "number" },
};
