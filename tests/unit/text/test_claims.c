/* SPDX-License-Identifier: Apache-2.0
 * Claims of running texts: what is a count, an amount, a percentage, and what is none.
 *
 * A row is a text and what it claims, "; " between two claims: "over 30 批; $200000 元; 12.5 %;
 * 10..15 批" (a range). Where it is exact, no word stands before the value.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "text/claim.h"
#include "text/number.h"

typedef struct {
    const char *text, *claims;
} Row;

static bool is_scored(const Claim *c)
{
    return c->kind == CLAIM_COUNT || c->kind == CLAIM_MONEY || c->kind == CLAIM_PERCENT ||
           c->kind == CLAIM_RANGE;
}

static void show(const Claim *c, Buf *out)
{
    if (out->n)
        buf_put(out, S("; "));
    if (c->approx != APPROX_EXACT)
        buf_printf(out, "%s ", approx_name(c->approx));
    if (c->kind == CLAIM_MONEY)
        buf_putc(out, '$');
    decimal_print(c->value, c->places, out);
    if (c->kind == CLAIM_RANGE) {
        buf_put(out, S(".."));
        decimal_print(c->high, c->places, out);
    }
    if (c->unit.n)
        buf_printf(out, " %.*s", STR(c->unit));
}

/* Looks at all rows before it fails, so that one run shows all that is wrong. */
static void check_rows(const Row *rows, size_t n)
{
    int wrong = 0;

    for (size_t i = 0; i < n; i++) {
        Arena *a = arena_new(ARENA_REQUEST);
        AUTO(buf_done) Buf said = buf_new(BUF_LINE);
        Claims all;
        Err e = { 0 };

        if (!claims_find(a, str_z(rows[i].text), &all, &e))
            fail_msg("%s: %s", rows[i].text, e.msg);
        for (size_t k = 0; k < all.n; k++)
            if (is_scored(&all.p[k]))
                show(&all.p[k], &said);
        if (!str_eq(buf_str(&said), str_z(rows[i].claims))) {
            print_error("%s\n  is '%.*s'\n  not '%s'\n", rows[i].text, STR(buf_str(&said)),
                        rows[i].claims);
            wrong++;
        }
        arena_free(a);
    }
    assert_int_equal(wrong, 0);
}

static const Row numbers[] = {
    /* figures: plain, grouped, full width, decimal, with scales */
    { "接待30批", "30 批" },
    { "接待３０批", "30 批" },
    { "参加者1,234人次", "1234 人次" },
    { "参加者１，２３４人次", "1234 人次" },
    { "参加者1 234人次", "1234 人次" },
    { "参加者12,345,678人次", "12345678 人次" },
    { "惠及1.2万人", "12000 人" },
    { "惠及1.25万人", "12500 人" },
    { "惠及 1.2 万 人次", "12000 人次" },
    { "捐款3.2亿元", "$320000000 元" },
    { "捐款3亿5000万元", "$350000000 元" },
    { "捐款1亿2千万元", "$120000000 元" },
    { "服务3万8千人次", "38000 人次" },
    { "服务3千人次", "3000 人次" },
    { "服务5百余人次", "over 500 人次" },
    { "面积5.5平方米", "5.5 平方米" },
    { "建成1,200平方米的场馆", "1200 平方米" },
    { "绿化3.6万亩", "36000 亩" },
    { "全长5千米", "5 千米" },
    { "装机30万千瓦", "300000 千瓦" },
    { "重30吨、长12公里", "30 吨; 12 公里" },
    { "38 个团组", "38 个团组" },
    { "**38**个团组", "38 个团组" },
    { "<b>38</b>个团组", "38 个团组" },
    { "38&nbsp;个团组", "38 个团组" },
    { "3\u200B8个", "38 个" },
    /* Chinese numerals */
    { "共有三千四百五十六人", "3456 人" },
    { "慰问两百户", "200 户" },
    { "慰問兩百戶", "200 戶" },
    { "总投资十二亿五千万元", "$1250000000 元" },
    { "收到一百零八件", "108 件" },
    { "收到一百〇八件", "108 件" },
    { "组织廿人", "20 人" },
    { "组织三十八位侨领", "38 位" },
    { "壹佰贰拾元", "$120 元" },
    { "人民币伍拾万元", "$500000 元" },
    { "四百萬人次", "4000000 人次" },
    { "十场讲座", "10 场" },
    { "十二场次", "12 场次" },
    { "三点五亿元", "$350000000 元" },
    { "两项协议", "2 项" },
    { "兩家企業", "2 家" },
    { "三个方面", "3 个" },
    { "一百五十多位", "over 150 位" },
    { "一万两千名", "12000 名" },
    { "两万三千余人", "over 23000 人" },
    { "八十余家", "over 80 家" },
    { "二十几家", "over 20 家" },
    { "十几个", "over 10 个" },
    { "十多个", "over 10 个" },
    { "十来名", "over 10 名" },
    /* several in one phrase */
    { "30多批400多人次", "over 30 批; over 400 人次" },
    { "25个国家和地区的38个团组200多名客商", "25 个国家和地区; 38 个团组; over 200 名" },
    { "12场次、3800余人次", "12 场次; over 3800 人次" },
    { "走访慰问归侨侨眷120户、发放慰问金36.5万元", "120 户; $365000 元" },
    { "分别为3件、5件和8件", "3 件; 5 件; 8 件" },
    { "举办活动18场（次）", "18 场（次）" },
    { "舉辦活動18場(次)", "18 場(次)" },
    { "惠及520人（户）次", "520 人（户）次" },
    { "服务2000人/次", "2000 人/次" },
    { "3场培训、1场讲座", "3 场; 1 场" },
    { "一等奖1项、二等奖3项", "1 项; 3 项" },
    { "其中男性12人，女性18人", "12 人; 18 人" },
    { "分别为120、85和43人次", "120 人次; 85 人次; 43 人次" },
    { "共计收到提案37件（集体提案4件）", "37 件; 4 件" },
    { "覆盖9市1区", "9 市; 1 区" },
    /* countries and regions */
    { "来自78个国家和港澳台地区", "78 个国家" },
    { "來自51個國家和地區", "51 個國家和地區" },
    { "来自16个国家（地区）的代表", "16 个国家（地区）" },
    { "来自12个国家及地区", "12 个国家及地区" },
    { "来自30多个国家、地区", "over 30 个国家、地区" },
    { "来自5个地区", "5 个地区" },
    { "3个国家级项目", "3 个" },
    { "2个国家重点实验室", "2 个" },
    { "来自40余国的侨胞", "over 40 国" },
    { "来自30余国家和地区", "over 30 国家和地区" },
    /* no unit */
    { "阅读量突破10万", "over 100000" },
    { "粉丝数达 5,200，", "5200" },
    { "阅读量10万+", "over 100000" },
    { "阅读量10w+", "over 100000" },
    { "参加人数：320", "320" },
    { "会员由120人增至150人", "120 人; 150 人" },
    { "从30家增加到50家", "30 家; 50 家" },
    { "从30家到50家", "30 家; 50 家" },
    { "总价值20万元的资金和物资", "$200000 元" },
    { "200+人参加", "over 200 人" },
    { "浏览量达10万次", "100000 次" },
    { "点赞3.5万", "35000" },
    /* tables */
    { "来访批次\t32\n来访人次\t420\n", "32; 420" },
    { "| 来访 | 32 | 批 |", "32 批" },
    { "| 来访 | 32批 |", "32 批" },
    { "|1|来访|32|\n|2|出访|5|\n", "32; 5" },
    { "<tr><td>来访</td><td>32</td></tr>", "32" },
    /* units of all sorts */
    { "摆了30席", "30 席" },
    { "筵開八十席", "80 席" },
    { "得到250票", "250 票" },
    { "培训60课时", "60 课时" },
    { "投入300人天", "300 人天" },
    { "编印画册5册、光盘200张", "5 册; 200 张" },
    { "展出作品86幅", "86 幅" },
    { "授课12节", "12 节" },
    { "捐赠口罩5万只", "50000 只" },
    { "捐贈救護車兩輛", "2 輛" },
    { "走訪企業二十三間", "23 間" },
    { "提供岗位200个", "200 个" },
    { "提出三点建议", "3 点" },
    { "形成5点共识", "5 点" },
    { "撰写4000余字的报告", "over 4000 字" },
    { "服务家庭60户次", "60 户次" },
    { "走访侨企45家次", "45 家次" },
    { "开行专列3列", "3 列" },
    { "吸引200余侨领参加", "over 200 侨领" },
    { "是上年的3倍", "3 倍" },
    { "增长两倍", "2 倍" },
    { "增长一倍", "1 倍" },
    { "得分98.5分", "98.5 分" },
    { "解决急难愁盼问题7个", "7 个" },
    { "投诉0件", "0 件" },
};

static void finds_numbers_with_their_units(void **state)
{
    (void)state;
    check_rows(numbers, LEN(numbers));
}

static const Row estimates[] = {
    { "近200名", "nearly 200 名" },
    { "将近200名", "nearly 200 名" },
    { "將近兩百名", "nearly 200 名" },
    { "接近200名", "nearly 200 名" },
    { "约200名", "about 200 名" },
    { "約 200 名", "about 200 名" },
    { "大约200名", "about 200 名" },
    { "约有200名", "about 200 名" },
    { "超200名", "over 200 名" },
    { "超過200名", "over 200 名" },
    { "逾200名", "over 200 名" },
    { "突破200名", "over 200 名" },
    { "突破了200名", "over 200 名" },
    { "多达200名", "200 名" },
    { "达200名", "200 名" },
    { "达200余名", "over 200 名" },
    { "不少于200名", "at_least 200 名" },
    { "至少200名", "at_least 200 名" },
    { "不低于30%", "at_least 30 %" },
    { "不超过30人", "30 人" },
    { "30多批", "over 30 批" },
    { "400余人次", "over 400 人次" },
    { "400餘人次", "over 400 人次" },
    { "20来名", "over 20 名" },
    { "20來名", "over 20 名" },
    { "三十几家", "over 30 家" },
    { "三十幾家", "over 30 家" },
    { "1万多人", "over 10000 人" },
    { "1.5亿多元", "over $150000000 元" },
    { "3亿余元", "over $300000000 元" },
    { "30余万元", "over $300000 元" },
    { "400余万人次", "over 4000000 人次" },
    { "四百余万人次", "over 4000000 人次" },
    { "2万人以上", "at_least 20000 人" },
    { "100人左右", "about 100 人" },
    { "50家以上", "at_least 50 家" },
    { "20人上下", "about 20 人" },
    { "百余名", "over 100 名" },
    { "千餘人", "over 1000 人" },
    { "百多位", "over 100 位" },
    { "上百名", "at_least 100 名" },
    { "上千人", "at_least 1000 人" },
    { "上万人次", "at_least 10000 人次" },
    { "近百名", "nearly 100 名" },
    { "近千人", "nearly 1000 人" },
    { "近百万元", "nearly $1000000 元" },
    { "超百亿元", "over $10000000000 元" },
    { "过百场", "over 100 场" },
    { "约合人民币3000万元", "about $30000000 元" },
    { "人数百余人", "over 100 人" },
    { "数百人", "" },
    { "幾十家", "" },
    { "成百上千的侨胞", "" },
    { "成千上万人次", "" },
    { "数十万人次", "" },
    { "好几千人", "" },
    { "若干家企业", "" },
    /* two words */
    { "约300人左右", "about 300 人" },
    { "近200余名", "nearly 200 名" },
    { "超过50家以上", "over 50 家" },
    /* words that only end so */
    { "签约12个项目", "12 个" },
    { "預約200人次", "200 人次" },
    { "节约50万元", "$500000 元" },
    { "附近3个村", "3 个" },
    { "习近平总书记", "" },
    { "以上12家企业", "12 家" },
    { "侦破12起案件", "12 起" },
    { "120来访者", "" },
    /* portions */
    { "增长12.5%", "12.5 %" },
    { "增长１２．５％", "12.5 %" },
    { "提高3.2个百分点", "3.2 个百分点" },
    { "提高3.2個百分點", "3.2 個百分點" },
    { "占百分之五十五", "55 %" },
    { "占百分之三点五", "3.5 %" },
    { "千分之五", "0.5 %" },
    { "占三成", "30 %" },
    { "七成五", "75 %" },
    { "近九成", "nearly 90 %" },
    { "超过七成的会员", "over 70 %" },
    { "六成多", "over 60 %" },
    { "八成以上", "at_least 80 %" },
    { "三成员", "" },
    { "满意率达99%以上", "at_least 99 %" },
    { "同比-3.2%", "-3.2 %" },
    { "占比约三分之一", "" },
    /* ranges */
    { "10～15批", "10..15 批" },
    { "三四百人", "300..400 人" },
    { "五六十家", "50..60 家" },
    { "两三百人", "200..300 人" },
    { "3亿～8亿元", "300000000..800000000 元" },
    { "3～5万元", "30000..50000 元" },
    { "63%～68%", "63..68 %" },
    { "30至50人", "30..50 人" },
    { "30人至50人", "30..50 人" },
    { "500元到1000元", "500..1000 元" },
    { "2-3次", "2..3 次" },
};

static void reads_words_of_approximation(void **state)
{
    (void)state;
    check_rows(estimates, LEN(estimates));
}

static const Row amounts[] = {
    { "捐款36.5万元", "$365000 元" },
    { "人民币20万元", "$200000 元" },
    { "20万元人民币", "$200000 元" },
    { "20万人民币", "$200000 人民币" },
    { "投资1.2亿美元", "$120000000 美元" },
    { "投資1.2億美元", "$120000000 美元" },
    { "3000万美元", "$30000000 美元" },
    { "港幣50萬元", "$500000 元" },
    { "50萬港元", "$500000 港元" },
    { "馬幣20萬", "$200000 馬幣" },
    { "20万林吉特", "$200000 林吉特" },
    { "20萬令吉", "$200000 令吉" },
    { "10万新元", "$100000 新元" },
    { "10万新币", "$100000 新币" },
    { "5亿印尼盾", "$500000000 印尼盾" },
    { "100万比索", "$1000000 比索" },
    { "300万泰铢", "$3000000 泰铢" },
    { "2万欧元", "$20000 欧元" },
    { "2万英镑", "$20000 英镑" },
    { "100万日元", "$1000000 日元" },
    { "5万澳元", "$50000 澳元" },
    { "5万加元", "$50000 加元" },
    { "￥200,000", "$200000 CNY" },
    { "￥20万元", "$200000 元" },
    { "RMB200万", "$2000000 CNY" },
    { "US$1.2亿", "$120000000 USD" },
    { "每户500元", "$500 元" },
    { "百万元", "$1000000 元" },
    { "上千万元", "at_least $10000000 元" },
    { "2025元旦联欢", "" },
    { "2025元宵节", "" },
    { "以万元计", "" },
    { "RMB 200,000 was raised", "$200000 CNY" },
    { "¥200,000 was raised", "$200000 CNY" },
    { "200,000 yuan was raised", "$200000 yuan" },
    { "US$1.2 million in donations", "$1200000 USD" },
    { "a gift of $3m", "$3000000 USD" },
    { "S$50,000 for students", "$50000 SGD" },
    { "HK$200,000", "$200000 HKD" },
    { "RM500 per family", "$500 MYR" },
    { "more than RM 1.5 million", "over $1500000 MYR" },
    { "NT$30,000", "$30000 TWD" },
    { "€2,500 and £300.50", "$2500 EUR; $300.5 GBP" },
    { "nearly 1.2 million Malaysian ringgit", "nearly $1200000 Malaysian ringgit" },
    { "500,000 US dollars", "$500000 US dollars" },
    { "500,000 dollars", "$500000 dollars" },
    { "some USD 40,000", "about $40000 USD" },
    { "300,000 RMB was given", "$300000 CNY" },
};

static void reads_amounts(void **state)
{
    (void)state;
    check_rows(amounts, LEN(amounts));
}

static const Row nothing[] = {
    /* dates, times, ages, durations */
    { "2024年9月8日", "" },
    { "8日至11日", "" },
    { "5月—8月", "" },
    { "1-9月", "" },
    { "二〇二四年", "" },
    { "上世纪80年代", "" },
    { "20世纪", "" },
    { "2016年—2024年度", "" },
    { "2023—2024学年", "" },
    { "三年来", "" },
    { "近30年来", "" },
    { "10天、3小时", "" },
    { "15:14", "" },
    { "2024-09-08", "" },
    { "2024.9.8", "" },
    { "20岁以上", "" },
    { "年满25周岁", "" },
    { "12-18岁的青少年", "" },
    { "一季度", "" },
    { "农历正月初八", "" },
    { "清康熙十二年", "" },
    { "6个多月", "" },
    { "一个半月", "" },
    { "两个多小时", "" },
    { "3个工作日", "" },
    { "参加2024中国(厦门)展览", "" },
    { "2024多元文化节", "" },
    { "2024人民大会", "" },
    { "24小时值守、365天服务", "" },
    { "下午3点30分", "" },
    { "三天两夜", "" },
    { "80后、90后", "" },
    { "01月20日", "" },
    /* ordinals */
    { "第十届", "" },
    { "第24届", "" },
    { "第3期", "" },
    { "第二次", "" },
    { "第2、3期", "" },
    { "十四届三次会议", "" },
    { "十七届三次全委会", "" },
    { "二十届二中、三中全会", "" },
    { "二十大精神", "" },
    { "一等奖、二等奖", "" },
    { "20周年", "" },
    { "首个、首家、首届", "" },
    { "第一批", "" },
    { "名列前10名", "" },
    { "二期工程", "" },
    { "三级联动", "" },
    /* codes */
    { "电话：0592-5123456", "" },
    { "邮编361000", "" },
    { "手机13800138000", "" },
    { "侨联〔2024〕12号", "" },
    { "《关于进一步服务侨商的12条措施》", "" },
    { "“10条措施”", "" },
    { "“十个一”系列活动", "" },
    { "十个一系列活动", "" },
    { "五好“侨胞之家”", "" },
    { "三个代表", "" },
    { "两个确立、两个维护", "" },
    { "四个意识、四个自信", "" },
    { "一带一路", "" },
    { "“9·8”投洽会", "" },
    { "九八投洽会", "" },
    { "三八妇女节", "" },
    { "五四青年节", "" },
    { "一区一侨情", "" },
    { "一老一小", "" },
    { "法律服务进千企惠万企", "" },
    { "温暖送百家", "" },
    { "COVID-19", "" },
    { "A4纸、5G网络", "" },
    { "GB/T 9704-2012", "" },
    { "V2.0版", "" },
    { "https://example.org/2024/38个", "" },
    { "a38@example.org", "" },
    { "世界500强", "" },
    { "985高校、211高校", "" },
    { "7×24小时", "" },
    { "12345热线", "" },
    { "拨打110", "" },
    { "3A级景区、5A级景区", "" },
    { "十佳、百强", "" },
    { "四位一体", "" },
    { "“1+6+N”模式", "" },
    { "比分3:2", "" },
    { "三大行动、10大举措", "" },
    { "四套班子", "" },
    { "八项规定", "" },
    { "二十四节令鼓", "" },
    /* numbering */
    { "1. 接待来访", "" },
    { "2、出访", "" },
    { "（1）联络", "" },
    { "一、凝聚侨心", "" },
    { "（三）服务大局", "" },
    { "① 走访", "" },
    /* nothing at all */
    { "一些、一定、进一步、统一", "" },
    { "一批侨领", "" },
    { "一系列活动", "" },
    { "一个重要平台", "" },
    { "搭建一座桥梁", "" },
    { "一方面", "" },
    { "万众一心、千方百计", "" },
    { "两岸四地、两会、两国", "" },
    { "三方、双方", "" },
    { "侨三代", "" },
    { "二维码", "" },
    { "五湖四海", "" },
    { "百年老店、千家万户", "" },
    { "万隆、三明、四川、五台山", "" },
    { "半数以上", "" },
    { "三农、百姓、五洲", "" },
    { "十分重要", "" },
    { "四处奔走", "" },
    { "每月一次", "" },
    { "更上一层楼", "" },
    { "一人一档", "" },
    { "翻一番", "" },
    /* 一 with a cue, behind its noun, in a list */
    { "共一项", "1 项" },
    { "仅一家", "1 家" },
    { "各一名", "1 名" },
    { "荣获金奖一项。", "1 项" },
    { "金奖两项、银奖一项，铜奖三项。", "2 项; 1 项; 3 项" },
    { "举办三场讲座、一场展览活动", "3 场; 1 场" },
};

static void passes_over_what_counts_nothing(void **state)
{
    (void)state;
    check_rows(nothing, LEN(nothing));
}

static const Row english[] = {
    { "nearly 300 guests attended the gala", "nearly 300 guests" },
    { "more than 30 delegations with over 400 visitors", "over 30 delegations; over 400 visitors" },
    { "38 overseas delegations", "38 delegations" },
    { "two framework agreements were signed", "2 agreements" },
    { "twelve lectures, twenty-five workshops", "12 lectures; 25 workshops" },
    { "one hundred and nineteen associations", "119 associations" },
    { "half a million views", "500000 views" },
    { "a dozen volunteers", "12 volunteers" },
    { "two dozen volunteers", "24 volunteers" },
    { "dozens of volunteers", "" },
    { "hundreds of guests", "" },
    { "tens of thousands of people", "" },
    { "several hundred people", "" },
    { "a hundred people", "100 people" },
    { "over a thousand people", "over 1000 people" },
    { "1.2 million page views", "1200000 views" },
    { "some 300 overseas Chinese", "about 300 overseas Chinese" },
    { "c. 300 overseas Chinese leaders", "about 300 leaders" },
    { "from 25 countries and regions", "25 countries and regions" },
    { "200+ guests", "over 200 guests" },
    { "200 or more guests", "at_least 200 guests" },
    { "at least 50 families", "at_least 50 families" },
    { "no fewer than 50 families", "at_least 50 families" },
    { "in excess of 50 families", "over 50 families" },
    { "upwards of 50 families", "over 50 families" },
    { "approximately 1,200 person-times", "about 1200 person-times" },
    { "almost 1,200 people", "nearly 1200 people" },
    { "close to 1,200 people", "nearly 1200 people" },
    { "around 40 women entrepreneurs", "about 40 entrepreneurs" },
    { "roughly 40 children", "about 40 children" },
    { "an estimated 5,000 people", "about 5000 people" },
    { "more than\n300 guests", "over 300 guests" },
    { "25 staff from the office", "25 staff" },
    { "120 attended the gala", "120" },
    { "of whom 30 were students", "30" },
    { "rose from 280 to 320.", "280; 320" },
    { "a 25-member delegation", "25 member" },
    { "a total of one project", "1 project" },
    { "one of the largest associations", "" },
    { "one project that matters", "" },
    { "one lecture and two exhibitions", "1 lecture; 2 exhibitions" },
    { "12.5 per cent of members", "12.5 %" },
    { "12.5 percent", "12.5 %" },
    { "a rise of 12%", "12 %" },
    { "3.2 percentage points", "3.2 percentage points" },
    { "800 square metres", "800 square metres" },
    { "20 tonnes of rice", "20 tonnes" },
    { "5 km", "5 km" },
    { "10k followers", "10000 followers" },
    { "2000 guests", "2000 guests" },
    { "more than 2,000 people", "over 2000 people" },
    { "20–30 guests", "20..30 guests" },
    { "between 20 and 30 guests", "20..30 guests" },
    { "20 to 30 guests", "20..30 guests" },
    { "30 cultural and sports events", "30 events" },
    { "45 newly admitted associations", "45 associations" },
    { "150 registered members", "150 members" },
    { "15 members' families", "15 families" },
    /* no counts */
    { "in 2024", "" },
    { "8 September 2024", "" },
    { "September 8-11, 2024", "" },
    { "from 8 to 11 September", "" },
    { "the 1990s", "" },
    { "aged 12 to 18", "" },
    { "a 10-day camp", "" },
    { "3 hours", "" },
    { "the 19th century", "" },
    { "the 24th fair", "" },
    { "its 20th anniversary", "" },
    { "the third session", "" },
    { "9 a.m. to 5 p.m.", "" },
    { "at 10:30", "" },
    { "for the past three years", "" },
    { "two-way trade", "" },
    { "a one-stop service", "" },
    { "Room 302, No. 8", "" },
    { "Fortune 500 companies", "" },
    { "the two sides agreed", "" },
    { "24/7", "" },
    { "12-year-old students", "" },
    { "the 2024 annual report", "" },
    { "Phase 2 of the project", "" },
    { "founded in 1855", "" },
};

static void reads_english(void **state)
{
    (void)state;
    check_rows(english, LEN(english));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_numbers_with_their_units),
        cmocka_unit_test(reads_words_of_approximation),
        cmocka_unit_test(reads_amounts),
        cmocka_unit_test(passes_over_what_counts_nothing),
        cmocka_unit_test(reads_english),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
