# SPDX-License-Identifier: Apache-2.0
"""Kin-seeking, camps, charity, law and enterprises."""
import datetime

from example import names
from example.book import Sheet
from example.names import DISTRICTS, STREETS
from example.world import (COUNTRIES, D, DISTRICT_CODES, SHORT, chinese, day, dotted, latin, mail,
                           slashed)

DAY = datetime.timedelta(1)

# ---- roots ----

# country, relation, old place, place, village, generation, came in, state
CASES = """MY|祖父|泉州府同安县绥德乡|同安区|祥露社|1908年|1.16|办结（寻获）
PH|先祖|同安县嘉禾里五通|湖里区|五通社|光绪二十六年|2.21|已团聚
ID|父亲|同安县安仁里灌口|集美区|灌口顶许|1931年|3.12|协查中
SG|祖父|海澄县三都鼎美|海沧区|鼎美社|民国十三年|4.9|已匹配
TH|伯父|同安县马巷厅|翔安区|马巷后莲|1936年|5.15|休眠
US|先祖|同安县仁德里|集美区|后溪仁德|同治九年|6.20|有候选人
MM|祖母|厦门港渔户|思明区|沙坡尾|1940年|7.11|线索齐全
GB|宗亲|同安县翔风里澳头|翔安区|澳头社|19世纪|9.5|已收件
AU|兄弟|厦门鼓浪屿|思明区|鼓浪屿内厝澳|1949年|10.24|协查中
BN|祖父|同安县积善里|集美区|杏林高浦|1925年|2023.11.8|办结（寻获）"""
CLUES = [("旧地名", "同安县绥德乡祥露社", "确定"), ("堂号", "紫云堂", "较可信"),
         ("字辈", "文章华国 诗礼传家", "较可信"), ("侨批", "一九三五年寄银信一封", "确定"),
         ("墓碑", "碑刻“银同”二字", "确定"), ("旧罗马字姓名", "Tan Boon Seng", "存疑"),
         ("亲属姓名", "其妹名治娘", "较可信"), ("老照片", "祠堂前合影", "存疑"),
         ("船名", "搭丰茂轮往叻", "较可信")]


def roots(w):
    rng = w.rng("roots")
    s = Sheet("寻亲登记", "编号 寻亲人 住在国 寻亲方向 与寻亲人关系 被寻人姓名 方言拼写 "
              "被寻人是否在世 祖籍旧地名 祖籍今地名 祖籍村 离乡时间 受理日期 首次答复日期 "
              "协查单位 寻获亲人 寻获日期 寻亲人同意日期 寻获亲人同意日期 团聚日期 复查日期 "
              "宣传报道 状态")
    c = Sheet("寻亲线索", "所属案件 线索类型 线索内容 指向地点 线索年代 可信度 提供人")
    d = Sheet("候选比对", "所属案件 候选人姓名 提出日期 匹配概率 中文姓名比对 外文姓名比对 "
              "出生比对 祖籍比对 村庄比对 堂号灯号比对 字辈比对 亲属比对 核实方式 "
              "寻亲人同意日期 候选人同意日期 状态")
    for n, line in enumerate(CASES.split("\n")):
        code, relation, old, place, village, left, came, state = line.split("|")
        parts = [int(x) for x in came.split(".")]
        got = day(*parts) if len(parts) == 2 else D(*parts)
        key = f"寻亲{got.year}-{n + 1:02d}"
        seeker = w.stranger(first=1950, last=1985)
        sought = w.stranger(first=1900, last=1920)
        kin = w.stranger(first=1948, last=1970)
        met = state in ("已团聚", "办结（寻获）")
        found = met or state == "已匹配"
        on = got + DAY * 95 if found else None
        s.add(key, seeker.name, COUNTRIES[code][0], "海外寻根", relation, sought.name, sought.south,
              "不详" if n % 3 else "已故", old, place, village,
              left, got, got + DAY * (4 + n), f"{place[:2]}区侨联", kin.name if found else None, on,
              on + DAY * 3 if found else None,
              on + DAY * 6 if found else None, on + DAY * 30 if met else None,
              D(2026, 5, 15) if state == "休眠" else None,
              {0: "寻2024-01", 1: "寻2024-02"}.get(n), state)
        for m in range(2 + n % 2):
            kind, text, sure = CLUES[(n * 2 + m) % len(CLUES)]
            c.add(key, kind, text, place if m == 0 else None, left if m == 0 else None, sure,
                  seeker.name)
        if found or state in ("有候选人", "休眠"):
            d.add(key, kin.name, got + DAY * 60, (0.93, 0.81, 0.64)[n % 3],
                  "相符" if found else "音近", "近似", "缺项", "相符", "相符" if found else "缺项",
                  "相符" if n % 2 else "缺项", "相符" if found else "不符", "缺项",
                  "族谱、口述" if found else "口述",
                  on + DAY * 3 if found else None, on + DAY * 6 if found else None,
                  "已确认" if found else "已排除" if state == "休眠" else "核实中")
    g = Sheet("族谱名录", "编号 谱名 姓氏 堂号 所在地 开基祖 字辈 编修年代 册数 版本 收藏者 "
              "是否数字化 查阅方式 所属宗祠")
    h = Sheet("宗祠名录", "编号 宗祠名称 姓氏 堂号 所在地 村社 始建年代 重修年代 文物保护级别 "
              "是否使用 联系人 关联海外宗亲会")
    clans = [a for a in w.associations if "宗亲" in a.name]
    for n, (sur, hall, place, village) in enumerate((("陈", "颍川堂", "集美区", "后溪"),
                                                     ("林", "西河堂", "海沧区", "鳌冠"),
                                                     ("许", "高阳堂", "翔安区", "后仓"),
                                                     ("洪", "敦煌堂", "翔安区", "窗东"),
                                                     ("柯", "济阳堂", "同安区", "西柯"))):
        h.add(f"祠-{n + 1:02d}", f"{village}{sur}氏宗祠", sur, hall, place, village,
              ("明代", "1620年", "1711年", "1785年", "1840年")[n] if n else "1560年",
              f"{1985 + n * 6}年", ("区级", "市级", "未定级")[n % 3], "是",
              w.stranger(first=1950, last=1970).name,
              clans[n % len(clans)].name if clans else None)
        g.add(f"谱-{n + 1:02d}", f"{village}{sur}氏族谱", sur, hall, place, f"{sur}念一公",
              rng.choice(["文章华国", "诗礼传家", "世代荣昌"]), f"{1889 + n * 25}年",
              2 + n, ("手抄本", "刻本", "复印本")[n % 3], f"{village}老人会",
              "是" if n % 2 else "否", "经申请查阅", f"祠-{n + 1:02d}")
    w.book("11-寻根寻亲.xlsx", s, c, d, g, h)


# ---- camps ----

CAMPS = [("中国寻根之旅夏令营厦门集美营", "夏令营", (7, 8), (7, 19), "集美区", "鹭屿大学附属营地",
         34, "PH MY ID"),
         ("中国寻根之旅夏令营闽南文化营", "夏令营", (7, 15), (7, 24), "同安区", "银同研学基地", 28,
         "TH SG MM"),
         ("中国寻根之旅夏令营海丝少年营", "夏令营", (8, 5), (8, 14), "思明区", "鼓浪屿研学营地", 40,
         "US AU GB FR ES"),
         ("中国寻根之旅冬令营厦门营", "冬令营", (12, 9), (12, 18), "海沧区", "海沧湾少年营地", 26,
         "AU NZ BN")]


def camps(w):
    rng = w.rng("camps")
    s = Sheet("营期", "编号 营名 营别 系列 开营日期 结营日期 举办地 营地 主办单位 承办单位 "
              "组团社团 名额 营员人数 领队人数 报名截止日期 经费预算（万元） 实际支出（万元） "
              "日程安排 安全医疗预案 状态")
    m = Sheet("营员名单", "编号 营期 护照姓名 中文姓名 性别 出生日期 国籍 住在国 证件类型 "
              "证件号码 证件有效期至 选送社团 就读学校 祖籍地 方言 汉语水平 监护人 监护人关系 "
              "监护人邮箱 健康状况 过敏史 同意拍摄 营服尺码 报到日期 离营日期 在营天数 证书编号 "
              "状态")
    g = Sheet("监护人同意书", "营员 监护人 监护人关系 同意事项 同意书语言 同意书版本 同意方式 "
              "同意日期 凭证存放 撤回日期")
    number = 0
    for n, (name, kind, start, end, place, base, size, codes) in enumerate(CAMPS):
        first, last = day(*start), day(*end)
        senders = [next(a for a in w.associations if a.code == c) for c in codes.split()]
        key = f"营2024-{n + 1}"
        s.add(key, name, kind, "中国寻根之旅", first, last, f"厦门市{place}", base, "中国侨联",
              "厦门市侨联", "；".join(a.name for a in senders), size + 4, size,
              size // 8 + 1, first - DAY * 40, 18 + n, 17.5 + n * 0.8,
              "闽南文化课、嘉庚路线、龙舟与剪瓷体验", "随队医生一名，定点医院已对接", "结营")
        for i in range(size + (2 if n == 0 else 0)):
            number += 1
            a = senders[i % len(senders)]
            p = w.stranger(first=first.year - 17, last=first.year - 13)
            parent = w.stranger(first=1975, last=1985)
            parent.name = p.name[0] + parent.name[1:]
            absent = i >= size
            m.add(f"营员-{number:03d}", key, latin(p, a.code).upper(), p.name, p.sex, p.born,
                  COUNTRIES[a.code][0], COUNTRIES[a.code][0], "外国护照",
                  f"ZZ{7000000 + number * 37}", D(2028, 1 + i % 12, 9), a.name,
                  f"{COUNTRIES[a.code][1]}华文学校", f"厦门市{rng.choice(DISTRICTS)}",
                  "闽南语" if i % 3 else None, ("初级", "中级", "零基础", "流利")[i % 4],
                  parent.name, "母亲" if parent.female else "父亲", mail(parent),
                  "良好", "花生" if i == 5 else None, "是" if i % 7 else "否",
                  ("S", "M", "L")[i % 3], None if absent else first, None if absent else last,
                  None if absent else (last - first).days + 1,
                  None if absent else f"结2024{number:03d}", "未报到" if absent else "已结营")
            g.add(f"营员-{number:03d}", parent.name, "母亲" if parent.female else "父亲",
                  "参营、个人信息处理、紧急医疗" + ("、肖像使用" if i % 7 else ""),
                  "英文" if a.code in ("US", "GB", "AU", "NZ") else "中文", "2024版",
                  ("纸质", "网上")[i % 2], first - DAY * (30 + i % 15),
                  f"营档案{n + 1}-{i + 1:02d}", None)
        w.notes["campers"] = w.notes.get("campers", 0) + size
    s.add("营2023-1", "中国寻根之旅夏令营（上年）", "夏令营", "中国寻根之旅", D(2023, 7, 10),
          D(2023, 7, 19), "厦门市集美区", "鹭屿大学附属营地", "中国侨联", "厦门市侨联", None,
          40, 36, 5, 状态="结营")
    s.add("营2024-取", "中国寻根之旅秋令营（取消）", "秋令营", "中国寻根之旅", day(10, 2),
          day(10, 8), "厦门市翔安区", 主办单位="中国侨联", 状态="取消")
    s.add("营2025-1", "中国寻根之旅冬令营（来年）", "冬令营", "中国寻根之旅", D(2025, 1, 20),
          D(2025, 1, 27), "厦门市集美区", 名额=30, 状态="报名中")
    w.book("12-夏冬令营.xlsx", s, m, g)


# ---- charity ----

# programme, kind, round, day, people, yuan each
ROUNDS = [("暖侨新春慰问", "新春慰问", "2024年新春慰问", (1, 30), 186, 800),
          ("侨界重病困难资助", "重病困难资助", "2024年重病困难资助", (5, 22), 38, 3000),
          ("重阳敬老", "重阳慰问", "2024年重阳慰问老归侨", (10, 9), 232, 500),
          ("助学金", "助学", "2024年秋季助学", (8, 28), 64, 2000)]


def local_people(w):
    """Returned people and relatives of six districts, from whom the helped are taken."""
    for n in range(246):
        district = DISTRICTS[n % 6]
        street = STREETS[district][n // 6 % len(STREETS[district])]
        old = n % 3 != 2
        w.person(first=1932 if old else 1950, last=1954 if old else 1982, role="local",
                 residence="CN", unit=DISTRICT_CODES[district],
                 street=f"{district}{street}", status="归侨" if n % 4 == 0 else "侨眷",
                 hardship="困难" if n % 5 == 0 else None, post=None)
    for n in range(60):
        district = DISTRICTS[n % 6]
        w.person(first=2003, last=2012, role="pupil", residence="CN", unit=DISTRICT_CODES[district],
                 street=f"{district}{STREETS[district][0]}", status="侨眷", post=None)


def charity(w):
    f = Sheet("慈善基金", "编号 基金名称 基金类型 设立日期 管理单位 基金用途 公开募捐 "
              "最近公开日期 状态")
    f.add("基-01", "侨爱心慈善基金", "慈善基金", "2015年3月", "厦门市慈善总会",
          "新春慰问、重病资助、敬老、助学", "否", day(6, 30), "运行中")
    f.add("基-02", "南侨助学专项", "定向基金", D(2019, 9, 1), "厦门市慈善总会", "资助侨界学生",
          "否", day(9, 30), "运行中")
    p = Sheet("慈善项目", "编号 项目名称 资助类别 所属基金 起始日期 实施地区 资助标准 "
              "年度预算（万元） 责任部门 合作单位")
    r = Sheet("慰问批次", "编号 批次名称 所属项目 年度 启动日期 名单人数 预算（元） 公示开始 "
              "公示结束 名单锁定日期 审批文号 发放完成日期 状态")
    lists = []
    locals_ = w.some("local")
    pupils = w.some("pupil")
    total = 0
    for n, (programme, kind, name, when, size, each) in enumerate(ROUNDS):
        d = day(*when)
        p.add(f"项-{n + 1:02d}", programme, kind, "基-02" if kind == "助学" else "基-01",
              "2015年" if n else "2012年", "厦门市", f"每人{each}元", size * each / 10000,
              "权益保障处", "各区侨联")
        r.add(f"批2024-{n + 1}", name, f"项-{n + 1:02d}", "2024年", d - DAY * 40, size + 3,
              size * each, d - DAY * 25, d - DAY * 14, d - DAY * 12,
              f"厦侨联会纪〔2024〕{n + 2}号", d + DAY * 6, "发放完毕")
        s = Sheet(f"{kind}发放名单", "批次 受助人档案 受助人姓名 所在区 慰问日期 形式 金额（元） "
                  "物品 未发放原因 困难核实日期 慰问人 签收人", title=f"{name}发放名单")
        pool = pupils + locals_[:4] if kind == "助学" else locals_[n * 37:] + locals_[:n * 37]
        for i, who in enumerate(pool[:size + 3]):
            missed = i >= size
            place = getattr(who, "street", None) or "思明区"
            on = d + DAY * (i % 6)
            s.add(f"批2024-{n + 1}", who.key, who.name, place[:3],
                  None if missed else (on, dotted(on), chinese(on))[i % 3],
                  "慰问金" if each != 500 else "钱物", each, "米油一份" if each == 500 else None,
                  "迁出" if missed else None, d - DAY * 30, SHORT[who.unit],
                  None if missed else who.name)
            total += not missed
        lists.append(s)
    assert total == 520, total
    p.add("项-05", "闽宁助学与帮扶", "对口帮扶", "基-01", "2018年", "宁夏回族自治区", "按项目", 20,
          "办公室", "宁夏有关市县侨联")
    p.add("项-06", "困难归侨帮扶", "困难帮扶", "基-01", "2016年", "厦门市", "每户1000元", 2,
          "权益保障处", "街道侨联")
    r.add("批2024-5", "2024年赴宁夏助学帮扶", "项-05", "2024年", day(6, 3), 4, 200000, None, None,
          day(7, 1), "厦侨联会纪〔2024〕6号", day(7, 18), "发放完毕")
    r.add("批2024-6", "2024年困难归侨户走访", "项-06", "2024年", day(11, 4), 8, 8000, None, None,
          day(11, 8), None, day(11, 15), "发放完毕")
    r.add("批2023-1", "2023年新春慰问", "项-01", "2023年", D(2023, 1, 3), 12, 9600, None, None,
          D(2023, 1, 8), None, D(2023, 1, 15), "发放完毕")
    r.add("批2025-1", "2025年新春慰问", "项-01", "2025年", D(2024, 12, 20), 10, 8000,
          状态="拟定名单")
    nx = Sheet("宁夏帮扶发放明细", "批次 受助单位 发放日期 形式 金额（万元） 物资名称 经办人")
    for org, kind, amount, goods in (("枸杞园小学", "资金", 8, None),
                                     ("塬上侨爱图书室", "物资", 5.2, "图书与书架"),
                                     ("六盘山片侨联小组", "资金", 4, None),
                                     ("黄河湾卫生院", "物资", 2.8, "护理用品")):
        nx.add("批2024-5", org, day(7, 16), kind, amount, goods, "市侨联办公室")
    more = Sheet("其他发放明细", "批次 受助户 受助人 所在区 慰问日期 形式 金额（元） 未发放原因")
    for n in range(8):
        more.add("批2024-6", f"户-{n + 1:03d}", None, DISTRICTS[n % 6], day(11, 12), "慰问金", 1000,
                 None)
    for n in range(12):
        more.add("批2023-1", None, locals_[n * 3].name, DISTRICTS[n % 6], D(2023, 1, 12), "慰问金",
                 800, None)
    for n in range(10):
        more.add("批2025-1", None, locals_[n * 4].name, DISTRICTS[n % 6], None, "慰问金", 800, None)
    w.book("13-公益慈善.xlsx", f, donations(w), p, r, *lists, nx, more)


def donations(w):
    s = Sheet("捐赠登记", "编号 捐赠人 捐赠社团 捐赠企业 捐赠来源 国家（地区） 所属基金 资助项目 "
              "捐赠类型 捐赠内容 数量 金额（万元） 外币金额 计价依据 捐赠用途 定向捐赠 "
              "捐赠协议编号 到账日期 验收人 验收人二 捐赠票据号 开票日期 计入收入 公开意愿 状态",
              title="2024年捐赠登记台账")
    members = [a for a in w.associations if a.member]
    rows = [("资金", None, 12, None, "重阳慰问与新春慰问", (1, 10), 0, "项-01"),
            ("资金", None, 20, None, "日常慈善", (3, 5), 9, None),
            ("物资", "轮椅三十台", 3.6, "发票", "赠老归侨", (4, 18), 17, "项-03"),
            ("资金", None, 12, None, "赴宁夏助学", (6, 12), 25, "项-05"),
            ("物资", "图书与书架、护理用品", 8, "发票", "赴宁夏帮扶", (6, 20), None, "项-05"),
            ("资金", None, 15, "USD 21,000", "助学", (7, 9), 41, "项-04"),
            ("物资", "旧乐器一批", None, "无法估价", "侨校活动", (9, 2), 50, None),
            ("服务", "义诊两场", 1.5, "第三方评估", "老归侨义诊", (10, 11), None, "项-03"),
            ("资金", None, 6, None, "重病资助", (11, 6), 60, "项-02")]
    for n, (kind, item, amount, foreign, purpose, when, sender, programme) in enumerate(rows):
        if kind == "物资":
            foreign, basis = None, foreign
        else:
            basis = foreign if foreign and not foreign.startswith("USD") else None
            foreign = foreign if foreign and foreign.startswith("USD") else None
        a = members[sender] if sender is not None else None
        e = w.enterprises[n] if a is None else None
        d = day(*when)
        unvalued = basis == "无法估价"
        s.add(f"捐2024-{n + 1:02d}", None if a or e else "无名氏", a.name if a else None, e,
              "海外" if a else "境内",
              COUNTRIES[a.code][0] if a else "中国", "基-02" if kind == "资金" and n == 5
              else "基-01", programme, kind, item, "一批" if item else None, amount, foreign, basis,
              purpose,
              "是" if programme else "否", f"捐协〔2024〕{n + 1}号", d,
              "财务甲" if kind == "物资" else None, "处室乙" if kind == "物资" else None,
              None if unvalued else f"票{24000 + n}", None if unvalued else d + DAY * 2,
              "否" if unvalued else "是", ("公开姓名", "仅公开金额")[n % 2],
              "已接收" if unvalued else ("已反馈办结" if n < 6 else "已开票"))
    s.add("捐2024-10", "某侨商", 捐赠来源="海外", 捐赠类型="资金", 捐赠用途="来年助学", 状态="意向",
          **{"国家（地区）": "新加坡"})
    s.add("捐2023-08", "某归侨家庭", 捐赠来源="境内", 所属基金="基-01", 捐赠类型="资金",
          **{"金额（万元）": 1.2}, 到账日期=D(2023, 10, 8), 状态="已反馈办结")
    return s


# ---- law ----

def law(w):
    rng = w.rng("law")
    st = Sheet("法律服务机构", "编号 机构名称 机构类型 所属机构 共建单位 所在地 成立日期 律师人数 "
               "开放时间")
    st.add("法-01", "厦门市侨联法律顾问委员会", "法顾委", None, None, "厦门市", D(2004, 11, 18), 26,
           None)
    st.add("法-02", "厦门市涉侨法律服务中心", "法律服务中心", "法-01", "司法行政部门", "思明区",
           D(2018, 5, 9), 12, "工作日")
    st.add("法-03", "侨胞权益司法保护思明工作站", "司法保护工作站", "法-02", "思明区人民法院",
           "思明区", D(2020, 9, 23), 4, "周三")
    st.add("法-04", "侨胞权益司法保护翔安工作站", "司法保护工作站", "法-02", "翔安区人民法院",
           "翔安区", day(4, 11), 3, "周四")
    st.add("法-05", "涉侨法律服务鹭岸工作站", "法律服务工作站", "法-02", "鹭岸律师事务所", "湖里区",
           D(2019, 3, 6), 6, "工作日")
    st.add("法-06", "涉侨调解室", "调解室", "法-02", "街道司法所", "集美区", D(2021, 6, 1), 2,
           "周二")
    st.add("法-07", "马尼拉联络点", "海外联络点", "法-02", "在菲侨团", None, D(2022, 8, 15), 1,
           None)
    days = Sheet("法律咨询日", "编号 咨询日期 咨询日主题 咨询地点 工作站 值班律师 咨询人次 "
                 "咨询件数 转案件数 咨询类型 状态")
    q = Sheet("咨询登记", "编号 咨询日期 所属咨询日 咨询人 住在国 咨询方式 咨询类型 咨询问题 "
              "解答内容 解答律师 解答日期 工作站 满意度 转为案件 状态")
    c = Sheet("涉侨案件", "编号 案件名称 申请人 申请人身份 住在国 境外当事人 委托代理人 "
              "对方当事人 案件类型 涉案金额（万元） 案发地 紧急程度 收件日期 审查日期 "
              "利益冲突审查 受理日期 "
              "承办律师 工作站 办理方式 公证情况 首次答复日期 工时 办理结果 挽回损失（万元） "
              "结案日期 满意度 建议途径 状态")
    topics = ["房产", "继承", "婚姻家庭", "投资合同", "劳动", "债务", "出入境", "侵权"]
    lawyers = [w.person(first=1970, last=1990, role="lawyer", residence="CN", unit="LAW",
               post="鹭岸律师事务所律师") for _ in range(10)]
    lines = [("MY", "继承", "祖屋继承登记", 60, (1, 22), True, "达成调解", 58),
             ("PH", "房产", "店面代管纠纷", 120, (2, 26), True, "胜诉", 110),
             ("US", "房产", "旧房拆迁补偿", 80, (3, 11), True, "部分支持", 30),
             ("CN", "劳动", "侨属企业工伤赔付", 15, (4, 8), False, "达成调解", 12),
             ("ID", "投资合同", "股权代持争议", 300, (5, 13), True, None, None),
             ("AU", "婚姻家庭", "跨境赡养", 10, (6, 17), True, "达成调解", 8),
             ("SG", "债务", "借款追偿", 45, (7, 15), True, None, None),
             ("HK", "出入境", "户籍恢复协助", None, (8, 12), True, "已转办", None),
             ("GB", "继承", "遗嘱公证跨境认定", None, (9, 18), True, None, None),
             ("CN", "行政", "侨房确权", None, (10, 21), False, None, None),
             ("TH", "侵权", "名誉权纠纷", 5, (11, 11), True, None, None)]
    for n, (code, topic, title, amount, when, outside, outcome, back) in enumerate(lines):
        d = day(*when)
        who, other = w.stranger(first=1950, last=1985), w.stranger(first=1950, last=1985)
        declined = n == 10
        c.add(f"案2024-{n + 1:02d}", title, who.name, "侨眷" if code == "CN" else ("港澳同胞"
              if code == "HK" else ("华侨", "外籍华人")[n % 2]), COUNTRIES.get(code, ("中国",))[0],
              "是" if outside else "否", w.stranger().name if outside and n % 2 == 0 else None,
              other.name, topic, amount, rng.choice(DISTRICTS),
              "紧急" if n == 2 else "一般", d, d + DAY * 3, None if declined else "无冲突",
              None if declined else d + DAY * 6,
              None if declined else lawyers[n % 10].name, "法-03" if n % 2 else "法-05",
              None if declined else ("调解", "诉讼", "部门协调")[n % 3],
              "视频公证" if outside and n % 3 == 0 else "无需公证", d + DAY * 7, 6.5 + n, outcome,
              back, d + DAY * 80 if outcome else None, "满意" if outcome else None,
              "建议向住在国法院起诉" if declined else None,
              "不予受理" if declined else ("结案" if outcome else "办理中"))
    c.add("案2023-09", "上年跨境债务案", w.stranger().name, "华侨", "日本", "是", None,
          w.stranger().name, "债务", 20, "思明区", "一般", D(2023, 10, 9), D(2023, 10, 11),
          "无冲突", D(2023, 10, 16), lawyers[0].name, "法-05", "调解", None, D(2023, 10, 17), 9,
          "达成调解", 18, day(2, 2), "满意", None, "归档")
    asked = 0
    for month in range(1, 13):
        d = day(month, 16 + month % 3)
        number = 4 + month % 3
        days.add(f"咨2024-{month:02d}", d, f"{month}月法律咨询日",
                 ("联络总部大厅", "侨界服务窗口", "区侨联")[month % 3],
                 "法-05" if month % 2 else "法-03",
                 f"{lawyers[month % 10].name}、{lawyers[(month + 3) % 10].name}", 6 + month % 4,
                 5 + month % 4, 1 if month % 4 == 0 else 0, "房产、继承、婚姻",
                 "已举办")
        for i in range(number):
            asked += 1
            who = w.stranger(first=1945, last=1990)
            case = "案2024-05" if (month, i) == (5, 0) else "案2024-07" if (month, i) == (7,
                    0) else None
            q.add(f"问2024-{asked:03d}", d, f"咨2024-{month:02d}", who.name,
                  ("中国", "菲律宾", "新加坡", "美国")[i % 4],
                  ("现场", "电话", "视频", "微信")[i % 4], topics[(month + i) % 8],
                  "咨询办理手续与材料", "告知所需材料和途径", lawyers[month % 10].name, d,
                  "法-05" if month % 2 else "法-03", "满意" if i else "基本满意", case,
                  "转案" if case else "已解答")
    days.add("咨2024-取", day(7, 26), "台风顺延咨询日", "联络总部大厅", None, None, None, None,
             None, None, "取消")
    days.add("咨2023-12", D(2023, 12, 18), "上年12月咨询日", "联络总部大厅", "法-05", None, 9, 8, 0,
             "房产", "已举办")
    e = Sheet("案件转办", "所属案件 转往单位 转往部门 转办日期 同意日期 转办事由 首次回复日期 "
              "办结日期 办理结果 状态")
    e.add("案2024-08", None, "公安出入境部门", day(8, 20), day(8, 19), "户籍恢复审核", day(8, 30),
          day(9, 20), "已转办", "办结")
    e.add("案2024-03", "HL", None, day(3, 20), day(3, 18), "协调街道核对房屋面积", day(3, 28),
          day(4, 30), "部分支持", "办结")
    e.add("案2024-09", None, "公证机构", day(9, 26), day(9, 25), "跨境公证文书", day(10, 9), None,
          None, "已接收")
    e.add("案2024-05", None, "市侨商会调解组", day(5, 27), day(5, 24), "先行调解", None, None, None,
          "已转办")
    w.book("14-法律服务.xlsx", st, days, q, c, e)


# ---- enterprises ----

BUSINESS = ["通运", "精工", "冷链", "茶业", "生物", "软件", "建材", "食品", "船务", "光电"]


def make_enterprises(w):
    first = ["鹭岛", "星屿", "银同", "海沧湾", "嘉禾", "五缘", "同源", "南雁", "侨峰", "云鹭"]
    for n in range(30):
        w.enterprises.append(f"厦门{first[n % 10]}{BUSINESS[(n // 10 * 3 + n) % 10]}有限公司")
    assert len(set(w.enterprises)) == 30


def enterprises(w):
    rng = w.rng("enterprises")
    s = Sheet("侨企名录", "编号 企业名称 统一社会信用代码 侨企类型 侨资占比 资金来源国 行业 "
              "法定代表人 法人档案 成立日期 注册资本（万元） 员工数 年产值（万元） 产值年度 "
              "行政区划 联系人 联系电话 企业诉求 状态",
              title="侨资侨属企业名录（2024年）")
    k = Sheet("领导挂钩联系侨企", "编号 年度 挂钩领导 领导档案 挂钩企业 配合部门 计划走访次数")
    v = Sheet("侨企走访", "编号 走访企业 走访日期 走访领导 挂钩联系 走访方式 陪同人员 企业接待人 "
              "所在区 走访情况")
    p = Sheet("侨企问题台账", "编号 反映问题 企业名称 来源走访 问题类型 办理途径 提出日期 "
              "责任部门 外部单位 办理期限 办理进展 解决日期 办理结果 企业确认日期 满意度 状态")
    leaders = [x for x in w.some("officer") if x.unit == "HQ"][:6]
    for n, name in enumerate(w.enterprises):
        boss = w.person(first=1958, last=1985, role="local", residence="CN",
            unit=DISTRICT_CODES[DISTRICTS[n % 6]], post=f"{name}法定代表人") \
            if n % 3 == 0 else w.stranger(first=1958, last=1985)
        code = ("PH", "MY", "SG", "HK", "US", "ID")[n % 6]
        kin = n % 3 == 0
        s.add(f"企-{n + 1:03d}", name, names.credit_code(2024 + n * 17),
              "侨属企业" if kin else ("港资" if code == "HK" else "侨资企业"),
              None if kin else 30 + n * 2,
              None if kin else COUNTRIES[code][0], BUSINESS[(n // 10 * 3 + n) % 10], boss.name,
              boss.key, f"{1992 + n}年{1 + n % 12}月", 200 + n * 150, 20 + n * 9,
              800 + n * 377, 2023, DISTRICTS[n % 6], boss.name, f"0592-510{n:04d}", None,
              "在营" if n != 28 else "迁出")
    visits = ["设备更新", "用工", "海关", "融资", "用地", "商标", "子女入学", "出口退税", "审批"]
    for n in range(16):
        p_ = leaders[n % 6]
        k.add(f"挂2024-{n + 1:02d}", "2024年", p_.name, p_.key, w.enterprises[n], "经济科技处", 2)
    number = 0
    for n in range(26):
        d = day(1 + n * 11 // 26, 3 + n * 5 % 24)
        e = w.enterprises[n % 16]
        v.add(f"走2024-{n + 1:02d}", e, (d, slashed(d), chinese(d))[n % 3],
              leaders[n % 16 % 6].name, f"挂2024-{n % 16 + 1:02d}",
              ("走访", "座谈", "走访", "电话")[n % 4],
              "经济科技处两人", rng.choice(["总经理", "董事长", "行政主管"]), DISTRICTS[n % 16 % 6],
              "了解经营情况，宣传惠侨政策")
        if n % 4 != 3:
            number += 1
            solved = number % 4 != 0
            p.add(f"题2024-{number:02d}", f"{visits[n % 9]}问题需要协调（{number}）", e,
                  f"走2024-{n + 1:02d}", ("融资", "用工", "海关", "融资", "用地", "法律", "生活",
                  "税务", "审批")[n % 9],
                  ("协调", "自行解决", "上报")[n % 3], d, "经济科技处", "区商务部门", d + DAY * 60,
                  "已对接相关部门", d + DAY * 40 if solved else None,
                  "已协调解决" if solved else None,
                  d + DAY * 45 if solved else None, "满意" if solved else None,
                  "办结" if solved else "办理中")
    v.add("走2023-18", w.enterprises[3], D(2023, 11, 9), leaders[0].name, None, "走访", None, None,
          None, "上年走访")
    w.book("15-侨企.xlsx", s, k, v, p)
