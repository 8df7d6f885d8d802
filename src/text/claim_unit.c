/* SPDX-License-Identifier: Apache-2.0
 * What stands behind a number in Chinese: measure words, currencies, units of time, and the words
 * that make the number an ordinal or a code.
 *
 * A measure word is also the start of other words (台 of 台湾, 家 of 家庭); `never` and `year` list
 * the characters behind it that make it one, for every number and for one that may be a year.
 */
#include "text/claim_impl.h"
#include "text/numeral.h"

static const char16_t counted[] =
    u"批 批次 人 人次 名 位 场 场次 家 个 件 条 篇 期 项 户 次 份 册 本 套 台 辆 座 间 所 处 块 面 枚 幅 张 "
    u"封 部 集 首 支 队 组 对 例 起 宗 桩 笔 单 人天 课时 学时 点击 票 席 桌 围 床 卷 章 段 种 类 款 道 株 "
    u"棵 匹 头 只 艘 架 架次 班 班次 列 车次 趟 轮 轮次 回 遍 层 站 节 课 箱 袋 包 盒 瓶 桶 车 朵 颗 粒 根 "
    u"把 响 出 册次 本次 队次 组次 种次 科次 桌次 席次 间次 单次 件次 项次 户次 家次 点次 团次 篇次 条次 例次 台次 天次 艘次 频次 课次 频道 栋 幢 座次 顶 扇 盏 通 口 则 堂 餐 顿 页 贴 帖 片 束 盆 枝 串 碗 杯 眼 尾 羽 曲 栏 管 捆 "
    u"尊 具 副 双 样 门 帧 版次 人份 股 盘 阵 代表团 网点 摊位 展位 床位 座位 席位 名额 岗位 订单 "
    u"百分点 档 拨 团 梯次 台套 讲 讲次 课次 罐 圈 壶 篮 筐 篓 坛 缸 扎 沓 叠 摞 排 幕 剂 剂次 针 针次 孔 支系 杆 "
    u"挂 轴 函 匣 句 题 问 辑 碟 煲 柜 货柜 集装箱 洲 大洲 任 听 驾 锅 屉 笼 打 折页 版面 "
    u"件套";
/* Units of measurement, which have halves. */
static const char16_t measured[] =
    u"平方米 平米 平方公里 平方千米 平方英尺 平方尺 立方米 公分 寸 平方呎 呎 公里 千米 里 米 厘米 毫米 公顷 亩 英亩 英里 海里 公斤 千克 斤 克 "
    u"毫克 吨 升 毫升 千瓦 千瓦时 兆瓦 瓦 度电 标箱 分 点 倍 字 人日 人月 万千瓦 马力 磅 盎司 英尺 英寸 尺 丈 "
    u"步 公吨 加仑 坪 钱 担 平方 立方 平方码 平方厘米 人年";
/* Nouns that are counted without a measure word. */
static const char16_t nouns[] =
    u"国家和地区 国家及地区 国家与地区 国家 国 地区 团组 侨团 社团 商会 企业 侨企 侨领 侨商 客商 嘉宾 来宾 "
    u"代表 学员 营员 学生 师生 委员 会员 成员 党员 侨胞 侨眷 归侨 归侨侨眷 乡亲 华侨 华人 华侨华人 专家 学者 "
    u"干部 群众 观众 家庭 单位 部门 项目 协会 省市 省份 城市 省 市 区 县 镇 乡 村 街道 社区 学校 高校 院校 "
    u"志愿者 侨界群众 海外侨胞 企业家 媒体 机构 人员";
static const char16_t dated[] =
    u"年 年度 月 月份 日 天 点钟 点半 分钟 秒 秒钟 刻钟 小时 个小时 个钟头 个月 个半月 个半小时 个工作日 工作日 "
    u"个学期 个学年 个季度 个星期 个礼拜 个年头 个世纪 个春秋 个寒暑 个昼夜 个多月 个余月 个多小时 个多星期 个多世纪 个多学期 个多钟头 昼夜 季度 周 星期 世纪 年代 岁 周岁 "
    u"载 学年 学期 晚 夜 旬 时 年级 年期 年制 高龄 个周末 个交易日 个自然日 刻 整年 余载";
static const char16_t ordered[] = u"届 周年 中全会 年级 等奖 等功 级 线 流";
static const char16_t coded[] =
    u"号 号楼 号线 强 佳 杰 星 星级 度 后 楼 室 版 字头 维 热线 专线 折 大 式 中 方 岸 世 代 "
    u"环 路军 座标 比";
static const char16_t percents[] = u"% 个百分点 百分点 个百分比 ‰";

static const struct {
    const char16_t *word, *never, *year;
} exceptions[] = {
    { u"元", u"旦宵月素老勋首代朝化", u"年文" },
    { u"人", u"均", u"才民类工力物文间生士大社" },
    { u"个", u"", u"人" },
    { u"场", u"馆景", u"地所面" },
    { u"次", u"于要序", u"会年" },
    { u"期", u"间望盼待货", u"" },
    { u"家", u"长里", u"庭乡属校" },
    { u"对", u"接应象于外口", u"台侨华" },
    { u"组", u"织成建", u"合团" },
    { u"单", u"独一纯", u"位" },
    { u"条", u"例约", u"件" },
    { u"项", u"", u"目" },
    { u"部", u"署委级落曲", u"分队长门" },
    { u"面", u"向对积临试谈世前貌", u"" },
    { u"节", u"气令日能约省奏目假", u"" },
    { u"首", u"都席先要次家个届创批脑相长发", u"" },
    { u"集", u"中团美聚结邮资", u"合体镇会市" },
    { u"台", u"湾胞商资州籍风阶账办联北海山盟河", u"" },
    { u"座", u"谈右", u"次" },
    { u"所", u"以在属得", u"有" },
    { u"间", u"隔接歇", u"" },
    { u"处", u"理置级长境", u"于分在" },
    { u"本", u"报职质科", u"市年地会届次区省土" },
    { u"名", u"", u"单誉义城校师家企人录优" },
    { u"位", u"于置数", u"" },
    { u"份", u"额", u"" },
    { u"支", u"持付撑援", u"部出行" },
    { u"张", u"力", u"" },
    { u"封", u"面闭", u"" },
    { u"幅", u"度", u"" },
    { u"例", u"如会外", u"" },
    { u"起", u"来到草为", u"" },
    { u"宗", u"旨教祠族", u"亲" },
    { u"种", u"植子", u"" },
    { u"道", u"路德教理", u"" },
    { u"回", u"国来家乡归顾应馈", u"" },
    { u"轮", u"值", u"" },
    { u"列", u"入为", u"" },
    { u"头", u"条号", u"" },
    { u"架", u"构", u"" },
    { u"只", u"有能要是为", u"" },
    { u"班", u"子级主", u"" },
    { u"层", u"面次级楼", u"" },
    { u"站", u"在", u"" },
    { u"课", u"题程堂", u"" },
    { u"包", u"括含", u"" },
    { u"把", u"握关", u"" },
    { u"样", u"本板", u"" },
    { u"片", u"区", u"" },
    { u"通", u"公过报知告车", u"" },
    { u"口", u"岸径号罩", u"" },
    { u"则", u"是为", u"" },
    { u"堂", u"食", u"" },
    { u"管", u"理委道", u"" },
    { u"眼", u"光睛科", u"" },
    { u"栏", u"目", u"" },
    { u"曲", u"艺", u"" },
    { u"门", u"店票户类", u"" },
    { u"股", u"东权份", u"" },
    { u"团", u"队结圆聚拜", u"" },
    { u"类", u"似别型", u"" },
    { u"段", u"位", u"" },
    { u"章", u"程", u"" },
    { u"双", u"方向边", u"" },
    { u"副", u"主会秘省市区县部", u"" },
    { u"根", u"据本", u"" },
    { u"车", u"辆站", u"" },
    { u"床", u"位", u"" },
    { u"盘", u"活", u"" },
    { u"米", u"兰字", u"" },
    { u"里", u"程", u"" },
    { u"步", u"入伐行", u"" },
    { u"字", u"样", u"" },
    { u"分", u"别为享子之部局校管会析行", u"" },
    { u"吨", u"位", u"" },
    { u"克", u"服", u"" },
    { u"升", u"级至值", u"" },
    { u"倍", u"增", u"" },
    { u"国", u"际内外语务庆家", u"庆" },
    { u"国家", u"级重标专自社基", u"" },
    { u"省", u"委政侨级直", u"侨委级" },
    { u"市", u"委政侨级直场民", u"侨委级" },
    { u"区", u"委政侨级直域块", u"侨委级" },
    { u"县", u"委政侨级直", u"侨委级" },
    { u"村", u"委民", u"侨" },
    { u"镇", u"委政级", u"侨" },
    { u"乡", u"亲委政村愁镇", u"侨" },
    { u"地区", u"", u"" },
    { u"代表", u"团性大", u"团性大" },
    { u"年", u"", u"" },
    { u"月", u"饼刊报", u"" },
    { u"日", u"本元圆报常", u"" },
    { u"天", u"津下府河安然空山使地", u"" },
    { u"时", u"代间期尚装", u"" },
    { u"周", u"边恩宁刊村", u"" },
    { u"载", u"体入", u"" },
    { u"星", u"期火光", u"" },
    { u"方", u"面案位式言阵便针队米", u"" },
    { u"中", u"国华外心层央小医药文秋", u"" },
    { u"大", u"学型力厦会陆洋关", u"学型力" },
    { u"代", u"表理", u"表" },
    { u"线", u"上下路索", u"" },
    { u"级", u"别", u"" },
    { u"后", u"续", u"" },
    { u"世", u"界", u"界" },
    { u"度", u"假过", u"" },
    { u"流", u"动", u"" },
    { u"比", u"例较赛如", u"例较赛如" },
    { u"号", u"召", u"" },
    { u"响", u"应亮起声彻", u"应" },
    { u"出", u"席访国台版现发资让动口入境生租众色去来门示具售品行面任自于了过线炉局游厂土产列", u"境出" },
    { u"讲", u"话座师义坛述解堂学好台稿武求究授演", u"课" },
    { u"罐", u"头装", u"" },
    { u"圈", u"子内外", u"" },
    { u"坛", u"主", u"" },
    { u"扎", u"实根", u"" },
    { u"排", u"名练球查版除放水列行序演档污外长华", u"" },
    { u"幕", u"后墙式布", u"" },
    { u"剂", u"量", u"" },
    { u"针", u"对灸织线剂", u"" },
    { u"孔", u"子庙府雀圣", u"" },
    { u"挂", u"牌职点图号钩历帐", u"" },
    { u"轴", u"心承", u"" },
    { u"函", u"授", u"" },
    { u"题", u"为目材词字名库写记", u"" },
    { u"问", u"题卷候询政责答世", u"" },
    { u"辑", u"录", u"" },
    { u"煲", u"汤", u"" },
    { u"柜", u"台员", u"" },
    { u"洲", u"际", u"" },
    { u"任", u"务何职命意教期用课免选", u"" },
    { u"听", u"众取力说证课汇", u"" },
    { u"驾", u"驶校", u"" },
    { u"打", u"造卡击通好破响开工印包造", u"" },
    { u"钱", u"币塘江财款", u"" },
    { u"担", u"任当保心", u"" },
};

/* Currencies behind the number; the word that names the money alone may also stand before it. */
static const struct {
    const char16_t *words;
    char iso[4];
} currencies[] = {
    { u"元人民币 元 人民币 块钱 圆人民币 圆", "CNY" },
    { u"美元 美金 美刀", "USD" },
    { u"港元 港币 元港币", "HKD" },
    { u"新加坡元 新加坡币 新元 新币 坡币 坡元 叻币 星币", "SGD" },
    { u"马来西亚林吉特 马来西亚令吉 林吉特 令吉 〇吉 马币 马元", "MYR" },
    { u"印度尼西亚盾 印尼盾 印尼币 盾", "IDR" },
    { u"越南盾 越盾", "VND" },
    { u"菲律宾比索 菲律宾披索 比索 披索 菲币", "PHP" },
    { u"泰铢 铢 泰币", "THB" },
    { u"欧元", "EUR" },
    { u"英镑 英磅 镑", "GBP" },
    { u"日元 日圆 日币", "JPY" },
    { u"澳大利亚元 澳元 澳币", "AUD" },
    { u"加拿大元 加元 加币", "CAD" },
    { u"韩元 韩币 韩圆", "KRW" },
    { u"新台币 台币 元新台币 元台币", "TWD" },
    { u"澳门元 澳门币 葡币", "MOP" },
    { u"瑞士法郎 瑞郎", "CHF" },
    { u"卢布", "RUB" },
    { u"卢比 印度卢比", "INR" },
    { u"缅币 缅元 缅甸元", "MMK" },
    { u"新西兰元 纽元 纽币", "NZD" },
    { u"南非兰特 兰特", "ZAR" },
    { u"迪拉姆", "AED" },
    { u"肯尼亚先令 先令", "KES" },
    { u"尼日利亚奈拉 奈拉", "NGN" },
    { u"瑞典克朗 克朗", "SEK" },
    { u"丹麦克朗", "DKK" },
    { u"挪威克朗", "NOK" },
    { u"福林", "HUF" },
    { u"兹罗提", "PLN" },
    { u"雷亚尔 巴西雷亚尔", "BRL" },
    { u"秘鲁索尔 索尔", "PEN" },
    { u"里拉", "TRY" },
    { u"斐济元", "FJD" },
    { u"基那", "PGK" },
    { u"文莱元 文莱币", "BND" },
    { u"瑞尔 柬币", "KHR" },
    { u"基普", "LAK" },
};

/* Signs and letters before the number (or letters behind it). */
static const struct {
    const char16_t *words;
    char iso[4];
} signs[] = {
    { u"rmb rmb¥ rmb_¥ cny cny¥ ¥ cn¥", "CNY" },
    { u"usd us$ usd$ $ u.s.$ us_$", "USD" },
    { u"hkd hk$ hkd$", "HKD" },
    { u"sgd s$ sgd$", "SGD" },
    { u"rm myr", "MYR" },
    { u"idr rp rp.", "IDR" },
    { u"php ₱ php₱", "PHP" },
    { u"thb ฿", "THB" },
    { u"eur €", "EUR" },
    { u"gbp £", "GBP" },
    { u"jpy jp¥", "JPY" },
    { u"aud a$ au$", "AUD" },
    { u"cad c$ ca$", "CAD" },
    { u"krw ₩", "KRW" },
    { u"twd nt$ ntd nt", "TWD" },
    { u"mop mop$ pataca", "MOP" },
    { u"chf", "CHF" },
    { u"nzd nz$", "NZD" },
    { u"vnd ₫", "VND" },
    { u"inr ₹ rs rs.", "INR" },
    { u"zar", "ZAR" },
    { u"brl r$", "BRL" },
    { u"fjd fj$", "FJD" },
    { u"pgk", "PGK" },
    { u"jmd j$", "JMD" },
    { u"ttd tt$", "TTD" },
    { u"kes ksh kshs", "KES" },
    { u"ngn ₦", "NGN" },
    { u"ghs gh₵ ₵", "GHS" },
    { u"sek", "SEK" },
    { u"nok", "NOK" },
    { u"dkk", "DKK" },
    { u"pln", "PLN" },
    { u"huf", "HUF" },
    { u"mxn mx$", "MXN" },
    { u"pen s/", "PEN" },
    { u"aed", "AED" },
    { u"bnd b$", "BND" },
};

/* Currencies in English words. */
static const struct {
    const char16_t *words;
    char iso[4];
} english[] = {
    { u"yuan renminbi yuan_renminbi chinese_yuan yuan_rmb", "CNY" },
    { u"dollars dollar us_dollars us_dollar american_dollars u.s._dollars", "USD" },
    { u"hong_kong_dollars hk_dollars", "HKD" },
    { u"singapore_dollars singaporean_dollars", "SGD" },
    { u"ringgit malaysian_ringgit ringgits", "MYR" },
    { u"rupiah indonesian_rupiah", "IDR" },
    { u"pesos philippine_pesos peso", "PHP" },
    { u"baht thai_baht", "THB" },
    { u"euros euro", "EUR" },
    { u"pounds pounds_sterling british_pounds", "GBP" },
    { u"yen japanese_yen", "JPY" },
    { u"australian_dollars", "AUD" },
    { u"canadian_dollars", "CAD" },
    { u"won korean_won", "KRW" },
    { u"new_taiwan_dollars taiwan_dollars nt_dollars", "TWD" },
    { u"patacas", "MOP" },
    { u"swiss_francs francs", "CHF" },
    { u"new_zealand_dollars nz_dollars", "NZD" },
    { u"rand", "ZAR" },
    { u"dirhams dirham", "AED" },
    { u"brunei_dollars", "BND" },
    { u"rupees indian_rupees rupee", "INR" },
    { u"kina", "PGK" },
    { u"fijian_dollars fiji_dollars", "FJD" },
    { u"shillings kenyan_shillings", "KES" },
    { u"naira", "NGN" },
    { u"kronor swedish_kronor", "SEK" },
    { u"kroner danish_kroner", "DKK" },
    { u"norwegian_kroner", "NOK" },
    { u"zloty", "PLN" },
    { u"forints", "HUF" },
    { u"reais brazilian_reais", "BRL" },
    { u"soles", "PEN" },
    { u"dong vietnamese_dong", "VND" },
    { u"riel", "KHR" },
    { u"kyat kyats", "MMK" },
    { u"roubles rubles", "RUB" },
};

static void set_money(Unit *out, const char *iso)
{
    out->kind = UNIT_MONEY;
    for (size_t i = 0; i < sizeof out->currency; i++)
        out->currency[i] = iso[i];
}

void unit_same_money(Unit *unit, const Unit *as)
{
    set_money(unit, as->currency);
}

static bool currency_at(const Plain *p, At i, Unit *out)
{
    At best = 0;

    for (size_t k = 0; k < LEN(currencies); k++) {
        At n = plain_list(p, i, currencies[k].words);
        if (n > best) {
            best = n;
            set_money(out, currencies[k].iso);
        }
    }
    out->from = i;
    out->to = i + best;
    return best > 0;
}

/* Letters stand alone: not the rm of "alarm", not the usd of "usda". */
static bool stands_alone(const Plain *p, At from, At to, bool before)
{
    if (before)
        return !is_latin(plain_at(p, from)) || !is_latin(plain_at(p, from - 1));
    return !is_latin(plain_at(p, to)) && !is_figure(plain_at(p, to));
}

/* P18.6 million, R500,000, K2,000: pesos, rand or kina before an amount; no page, no code. */
static bool is_letter_sign(const Plain *p, At i, char16_t letter)
{
    At k = i, large, group;

    while (is_figure(plain_at(p, k)) || plain_in(plain_at(p, k), u".,"))
        k++;
    large = plain_list(p, k, u"-million _million million m _billion _each _per 万 千 亿 _万");
    group = plain_at(p, k) == ' ' && is_figure(plain_at(p, k + 1));
    return plain_at(p, i - 1) == letter && plain_capital(p, i - 1) &&
           !is_latin(plain_at(p, i - 2)) && (k - i > 4 || large || (group && k - i < 4));
}

static bool sign_before(const Plain *p, At i, Unit *out)
{
    static const struct {
        char16_t letter;
        char iso[4];
    } letters[] = { { u'p', "PHP" }, { u'r', "ZAR" }, { u'k', "PGK" } };
    At best = 0;

    for (size_t k = 0; k < LEN(letters); k++)
        if (is_letter_sign(p, i, letters[k].letter)) {
            set_money(out, letters[k].iso);
            best = 1;
        }
    for (size_t k = 0; k < LEN(signs); k++) {
        At n = plain_list_before(p, i, signs[k].words);
        if (n > best && stands_alone(p, i - n, i, true)) {
            best = n;
            set_money(out, signs[k].iso);
        }
    }
    out->from = i - best;
    out->to = i;
    out->name = plain_slice(p, out->from, out->to);
    return best > 0;
}

bool unit_before(const Plain *p, At i, Unit *out)
{
    At best = 0;

    *out = (Unit){ 0 };
    i = plain_back(p, i);
    if (sign_before(p, i, out))
        return true;
    for (size_t k = 0; k < LEN(currencies); k++) {
        At n = plain_list_before(p, i, currencies[k].words);
        if (n > best && n > 1 && plain_at(p, i - n) != u'元') {
            best = n;
            set_money(out, currencies[k].iso);
        }
    }
    out->from = i - best;
    out->to = i;
    out->name = plain_slice(p, out->from, out->to);
    return best > 0;
}

bool unit_currency_word(const Plain *p, At i, Unit *out)
{
    At best = 0;

    *out = (Unit){ .from = i };
    for (size_t k = 0; k < LEN(english); k++) {
        At n = plain_list(p, i, english[k].words);
        if (n > best && stands_alone(p, i, i + n, false)) {
            best = n;
            set_money(out, english[k].iso);
            out->name = plain_slice(p, i, i + n);
        }
    }
    for (size_t k = 0; k < LEN(signs); k++) {
        At n = plain_list(p, i, signs[k].words);
        if (n > best && n > 2 && is_latin(plain_at(p, i + n - 1)) &&
            stands_alone(p, i, i + n, false)) {
            best = n;
            set_money(out, signs[k].iso);
            out->name = plain_slice(p, i, i + n);
        }
    }
    out->to = i + best;
    return best > 0;
}

/* Does the character behind the word make it part of another word? */
static bool is_other_word(const Plain *p, At from, At to, bool year)
{
    for (size_t k = 0; k < LEN(exceptions); k++)
        if (plain_listed(p, from, to, exceptions[k].word))
            return plain_in(plain_at(p, to), exceptions[k].never) ||
                   (year && plain_in(plain_at(p, to), exceptions[k].year));
    return false;
}

/* 三市五县, 两省一区: places side by side are counted. */
static bool is_place_pair(const Plain *p, const Num *n, At from, At to)
{
    static const char16_t places[] = u"国省市县区镇乡村洲州";
    bool behind = numeral_digit(plain_at(p, to)) > 1 && plain_in(plain_at(p, to + 1), places);
    bool before =
        plain_in(plain_at(p, n->start - 1), places) && numeral_digit(plain_at(p, n->start - 2)) > 1;

    return n->value > 1 && to - from == 1 && plain_in(plain_at(p, from), places) &&
           (behind || before);
}

/* 金牌一面, 參訪團五團, 等九国: what stands before shows that something is counted. */
static bool is_shown(const Plain *p, const Num *n, At from)
{
    At i = plain_back(p, n->start);

    return plain_list_before(p, i,
                             u"牌 旗 镜 鼓 井 锣 钟 等 共 遍及 遍布 来自 覆盖 走访 访问 下辖") ||
           plain_at(p, i - 1) == plain_at(p, from);
}

/* Words that a single Chinese numeral stands before in fixed expressions only: 四处, 三口, 两国. */
static bool is_loose(const Plain *p, const Num *n, At from, At to)
{
    if (!n->chinese || n->value >= 10 || n->places || plain_list(p, from, u"门课 门功 门科 门学") ||
        is_shown(p, n, from) || is_place_pair(p, n, from, to))
        return false;
    return plain_listed(p, from, to, nouns) ||
           plain_listed(p, from, to, u"里 字 步 分 口 路 门 头 样 代 回 双 副 双 番 团 档 阵") ||
           (plain_listed(p, from, to, u"面") &&
            !plain_in(plain_at(p, to), u"旗锦红镜墙鼓国五党奖金银铜")) ||
           (plain_listed(p, from, to, u"处") && n->value == 4);
}

/* A point as in 三点建议, and not as in 三点钟. */
static bool is_point(const Plain *p, At to)
{
    return plain_list(p, to, u"建议 意见 要求 希望 体会 思考 共识 倡议 期望 经验 启示 提议 工作") >
           0;
}

typedef struct {
    const char16_t *list;
    UnitKind kind;
    bool whole;
} UnitList;

static bool word_at(const Plain *p, At i, const Num *n, Unit *out)
{
    static const UnitList lists[] = {
        { counted, UNIT_COUNT, true }, { measured, UNIT_COUNT, false },
        { dated, UNIT_DATE, false },   { ordered, UNIT_ORDINAL, false },
        { coded, UNIT_CODE, false },   { nouns, UNIT_COUNT, true },
        { percents, UNIT_PERCENT, false },
    };
    At best = out->to - i;

    for (size_t k = 0; k < LEN(lists); k++) {
        At len = plain_list(p, i, lists[k].list);
        bool day = plain_at(p, i) == u'日' && plain_at(p, plain_back(p, n->start) - 1) == u'月';
        if (len <= best || (!day && is_other_word(p, i, i + len, number_is_year(n))) ||
            is_loose(p, n, i, i + len))
            continue;
        if (lists[k].list == nouns && number_is_year(n))
            continue;
        best = len;
        out->kind = lists[k].kind;
        out->whole = lists[k].whole;
    }
    out->from = i;
    out->to = i + best;
    return best > 0;
}

/* 个 with the noun that makes a unit of it: 个国家和地区, 个团组. */
static At noun_behind(const Plain *p, At i)
{
    static const char16_t areas[] =
        u"和地区 及地区 与地区 (地区) 、地区 /地区 地区 和区域 及区域 或地区 (或地区)";
    At n;

    if ((n = plain_list(p, i, u"团组 地区")) != 0)
        return n;
    if ((n = plain_word(p, i, u"国家")) == 0)
        return 0;
    if (plain_list(p, i + n,
                   u"级 重点 标准 专利 科 自然 社科 社会 文 艺 基金 一 特 高新 优 公园 森林 湿地 "
                   u"非 实验 队 局 部 5a 4a aaa 公派 示范 地理 历史 知识"))
        return 0;
    return n + plain_list(p, i + n, areas);
}

/* "(次)" and "（户）次" behind a measure word belong to it, and /次 to a few. */
static At bracket_behind(const Plain *p, At i)
{
    At n;

    if (plain_at(p, i) == '(' && (n = plain_list(p, i + 1, counted)) != 0 &&
        plain_at(p, i + 1 + n) == ')')
        return n + 2 + plain_list(p, i + n + 2, u"次");
    if (plain_in(plain_at(p, i - 1), u"人场批户家") && plain_word(p, i, u"/次"))
        return 2;
    return 0;
}

static void finish(const Plain *p, At i, Unit *out)
{
    if (out->kind == UNIT_COUNT && out->to - i == 1 && plain_at(p, i) == u'个')
        out->to += noun_behind(p, out->to);
    if (out->kind == UNIT_COUNT)
        out->to += bracket_behind(p, out->to);
    if (out->kind == UNIT_PERCENT && plain_at(p, i) != u'个' && plain_at(p, i) != u'百')
        out->name = S("%");
    else
        out->name = plain_slice(p, out->from, out->to);
}

bool unit_at(const Plain *p, At i, const Num *n, Unit *out)
{
    *out = (Unit){ .to = i };
    if (!is_han(plain_at(p, i)) && !plain_in(plain_at(p, i), u"%‰"))
        return false;
    if (plain_at(p, i) == u'点' && !plain_word(p, i, u"点击")) {
        out->kind = is_point(p, i + 1) ? UNIT_COUNT : UNIT_DATE;
        out->whole = true;
        out->to = i + 1;
        if (word_at(p, i, n, out))
            finish(p, i, out);
        return true;
    }
    (void)currency_at(p, i, out);
    if (out->to > i && is_other_word(p, i, out->to, number_is_year(n)))
        *out = (Unit){ .to = i };
    (void)word_at(p, i, n, out);
    if (out->to == i)
        return false;
    finish(p, i, out);
    /* 元 before the name of the money is taken with it and left out of the unit. */
    if (out->kind == UNIT_MONEY && plain_at(p, i) == u'元')
        out->name = plain_slice(p, i, i + 1);
    return true;
}
