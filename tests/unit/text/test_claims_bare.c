/* SPDX-License-Identifier: Apache-2.0
 * Claims where a noun, a measure word or a sign is missing, unusual or misleading.
 */
#include "text/claims_rows.h"

static const Row counts[] = {
    /* the number stands for what was counted */
    { "The youth wing ran nine camps and the seniors held twelve.", "9 camps; 12" },
    { "We filed 30 appeals, eleven of which succeeded.", "30 appeals; 11" },
    { "Ninety guests, fifty of them from abroad, came.", "90 guests; 50" },
    { "We repaired three halls out of seven.", "3 halls; 7" },
    { "There are 14 classes; around two dozen are new.", "14 classes; about 24" },
    { "Six lodges joined and one withdrew.", "6 lodges; 1" },
    { "Last year we won four.", "4" },
    { "a committee of eleven.", "11" },
    { "The winner polled 500,000 and the runner-up 300,000.", "500000; 300000" },
    { "an average of 190 a week", "190" },
    { "Hakkas in the valley number 1.25 million.", "1250000" },
    { "The members number 312.", "312" },
    { "Nine of 12 seats were filled.", "9 seats; 12 seats" },
    { "Apologies: three.", "3" },
    { "Of the nine tasks, seven are complete.", "9 tasks; 7" },
    { "Sixteen crews, five more than last year, raced.", "16 crews; 5" },
    { "It was carried by ten to two.", "10; 2" },
    { "a set of six would do", "6" },
    { "ten grants of $1,000 and two of $2,500", "10 grants; $1000 $; 2; $2500 $" },
    { "The hall seats 220, upstairs 90.", "220" },
    { "She chaired five terms, two as treasurer.", "5 terms; 2" },
    { "A core of seven did most of it.", "7" },
    { "They found nine out of the twelve.", "9; 12" },
    { "He sold 12 pies, RM400 of tea and one live goose.", "12 pies; $400 RM; 1 goose" },
    { "17 grandchildren", "17 grandchildren" },
    /* the noun is far */
    { "four of the six classrooms", "4 classrooms; 6 classrooms" },
    { "35 dialect, district and trade associations", "35 associations" },
    { "12 primary, 8 secondary and 3 tertiary schools", "12 schools; 8 schools; 3 schools" },
    { "12 arts & crafts stalls", "12 stalls" },
    { "nine \"Roots\" camps", "9 camps" },
    { "20,000 Fuzhounese in the district", "20000 Fuzhounese" },
    { "300 Fuzhounese families", "300 families" },
    { "a poll in four big towns shows that few agree", "4 towns" },
    { "80-odd countries and regions", "over 80 countries and regions" },
    { "4,000-plus people", "over 4000 people" },
    { "lawyers sat on 18 consultation days", "18 days" },
    { "after 18 working days", "" },
    /* one is a count where something was done */
    { "We intervened in one case in which land was lost.", "1 case" },
    { "It opened one school.", "1 school" },
    { "We are one family with one voice.", "" },
    { "We speak with one voice in two languages.", "2 languages" },
    { "Not one word was said.", "" },
    /* signs of money */
    { "R3.5 million, R500 each and R12,000 in all", "$3500000 R; $500 R; $12000 R" },
    { "see R12 and R303", "" },
    { "Rs 5,000 and Rs 2.5 lakh", "$5000 Rs; $250000 Rs" },
    { "FJ$1,200 and J$5,000", "$1200 FJ$; $5000 J$" },
    { "KSh 20,000", "$20000 KSh" },
    { "K150,000 from Lae, and K2", "$150000 K" },
    { "£3,860 plus VAT", "$3860 £" },
    { "300 plus guests", "over 300 guests" },
};

static const Row nothing[] = {
    /* ages */
    { "Madam Soh, who at 84 still cooks", "" },
    { "The eldest, Mr Teo, is 97.", "" },
    { "She turned 90 in May.", "" },
    { "about a third were over 60.", "" },
    { "members over 75 pay nothing", "" },
    { "open to anyone 60 and over", "" },
    { "a prize for under 45", "" },
    { "The number present was over 60.", "over 60" },
    { "Delegations at the fair: over 40", "over 40" },
    { "Enrolment stood at 84.", "84" },
    /* times and years */
    { "a rise of 8.4% over 2024.", "8.4 %" },
    { "The meeting closed at 16.20.", "" },
    { "Doors open at 7.30, from 9.30 to 11.00.", "" },
    { "The index stood at 16.20.", "16.2" },
    /* codes */
    { "100 Jalan Pudu, 50400 Kuala Lumpur", "" },
    { "registration no. 88721 4435", "" },
    { "call 9876 1234", "" },
    { "under point 5 the board agreed", "" },
    { "dial 12345 and press 6 for help", "" },
    { "Our year in pictures ..... 14", "" },
    { "two pennies to rub together", "" },
    { "Three cheers for the cooks!", "" },
    { "tables of ten", "" },
    { "Please be seated by seven.", "" },
    { "The roll rose by seven.", "7" },
    { "They came at about six.", "" },
    { "chapter three, verse nine.", "" },
    { "They won 3-1 and drew 2-2.", "" },
    { "from 7 to 9 pm", "" },
    { "Call 1800 555 019 or take tram 5.", "" },
    { "a driver who must be at least 70", "" },
    { "Day 3 of our tour", "" },
    { "about five months' costs", "" },
    { "21 days' notice", "" },
    { "Open 10 to 4 daily, 9-5 on Fridays", "" },
    { "Two or three will go.", "" },
};

static const Row chinese[] = {
    { "安排专题课6讲", "6 讲" },
    { "6讲座", "" },
    { "捐贈奶粉近900罐", "nearly 900 罐" },
    { "口罩30箱、药品12剂、消毒液5桶", "30 箱; 12 剂; 5 桶" },
    { "足迹遍及四大洲", "4 大洲" },
    { "遍布五大洲", "" },
    { "五大洲四大洋", "" },
    { "历经三任会长", "3 任" },
    { "提出十问十答", "10 问" },
    { "贈金牌，每面重一錢", "1 錢" },
    { "折合約15萬美元", "about $150000 美元" },
    { "签订合约15份", "15 份" },
    { "美金4萬2,350元", "$42350 元" },
    { "委託書十四份，合共八十二，已達法定人數", "14 份; 82" },
    { "客商逾二百之數", "over 200" },
    { "年逾八十，仍然健步", "" },
    { "一期、二期、三期总面积约6.8万平方米", "about 68000 平方米" },
    { "出版三期", "3 期" },
    { "材料一式三份", "" },
    { "把蛋糕一分为二", "" },
    { "三天两头往村里跑", "" },
    { "八两", "" },
    { "提高兩個百分點", "2 個百分點" },
    { "高二学生", "" },
    { "頭獎是金牌一面，重二錢", "1 面; 2 錢" },
    { "扣除$3,915後淨得$10,345", "$3915 $; $10345 $" },
    { "籌得21萬幾，值$9千幾", "over 210000; over $9000 $" },
    { "折子戲兩齣", "2 齣" },
    { "2025年12月8日出访", "" },
    { "借閱3,087冊次", "3087 冊次" },
    { "平均每人七本半", "7.5 本" },
    { "开设九门课", "9 门" },
    { "六面獎牌", "6 面" },
    { "團員四十名（男二十四、女十六）", "40 名; 24; 16" },
    { "其中連任者十五，新任者六。", "15; 6" },
    { "訪問三市五縣", "3 市; 5 縣" },
    { "两国友谊", "" },
    { "由三千八增至五千六", "3800; 5600" },
    { "各認捐一百萬", "1000000" },
    { "贈藥值380萬菲幣，另撥P200萬", "$3800000 菲幣; $2000000 P" },
    { "鐘鼓十二響", "12 響" },
    { "一人一票，一村一品", "" },
    { "较上年增加一成半", "15 %" },
    { "一年是5个亿的市场", "500000000" },
    { "参访团五团、百人", "5 团" },
    { "缅甸、印尼等九国", "9 国" },
    { "员工过千，产值破亿。", "over 1000; over 100000000" },
    { "成百上千，数以万计", "" },
};

static void counts_without_noun(void **state)
{
    (void)state;
    check_rows(counts, LEN(counts));
}

static void passes_over_ages_times_and_codes(void **state)
{
    (void)state;
    check_rows(nothing, LEN(nothing));
}

static void reads_rare_measure_words(void **state)
{
    (void)state;
    check_rows(chinese, LEN(chinese));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_without_noun),
        cmocka_unit_test(passes_over_ages_times_and_codes),
        cmocka_unit_test(reads_rare_measure_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
