# SPDX-License-Identifier: Apache-2.0
"""Receptions, visits abroad, policy sent to associations, and the investment fair."""
import datetime

from example.book import Sheet
from example.world import COUNTRIES, D, SHORT, YEAR, chinese, day, dotted, latin, slashed

DAY = datetime.timedelta(1)
HOSTS = ["主席带队接待，联络处、经济科技处参加", "副主席主持座谈，联络处参加",
         "秘书长陪同考察，联络处参加"]

# who came: country, day, guests; every party of the year that the city received
PARTIES = """PH 1.9 14|SB 1.18 6|MY 1.24 18|TH 2.1 9|AU 2.20 7|ID 2.27 21|SG 3.5 12|US 3.12 8|GQ 3.20 5|JP 3.27 10
HK 4.2 32|MY 4.10 13|CA 4.16 6|PH 4.23 30|FR 5.7 8|KH 5.14 11|ID 5.21 16|SB 6.4 9|GB 6.12 5|BN 6.19 12
MO 6.26 24|BR 7.3 4|NZ 7.16 8|TZ 7.24 3|MM 8.6 14|ZA 8.20 7|PH 9.3 19|MY 9.7 27|SB 9.8 11|AE 9.9 6
TH 10.10 24|IT 10.20 9|ID 11.5 20""".replace("|", "\n").split("\n")
DROP_INS = [("ES", (3, 15), 1), ("AU", (7, 30), 2), ("US", (11, 21), 1)]
PURPOSES = ["考察营商环境，洽谈来厦投资", "拜访联络总部，商谈入驻事宜",
            "回乡省亲，参观陈嘉庚纪念胜地", "带会员企业家考察自贸片区",
            "商谈华裔青少年夏令营组团", "出席纪念活动，走访祖籍村", "探访侨史馆，捐赠会刊"]


def receptions(w):
    rng = w.rng("receptions")
    s = Sheet("接待登记", "编号 来访团组 来访方式 侨团 国家（地区） 抵达日期 离开日期 来访人数 "
              "未列名人数 团长 来宾类别 来访目的 接待领导 陪同人数 "
              "翻译 来函号 来函日期 经费审批号 是否同意拍摄 成果 所属展会 同一批次 归属单位 状态",
              title="厦门市侨联2024年海外来访接待登记表")
    v = Sheet("来访人员", "来访团组 姓名 外文姓名 其余人数 住在国 国籍 性别 侨团 职务 是否团长 "
              "人员档案")
    w.notes["receptions"] = s.rows

    seen = {}  # who of an association came before: some come again

    def guests(key, code, n, a, unnamed):
        party = []
        for i in range(n - unnamed):
            home = code if rng.random() < 0.97 else "HK"
            before = [p for p in seen.get(a.key, []) if p not in party]
            if i == 0:
                p = a.head
            elif before and rng.random() < 0.6:
                p = rng.choice(before)
            else:
                p = w.person(first=1948, last=1996, role="visitor", residence=home, association=a,
                             post=rng.choice(["副会长", "理事", "会员", "秘书长"]))
            party.append(p)
            seen.setdefault(a.key, []).append(p)
            v.add(key, p.name, latin(p, code), None, COUNTRIES[p.residence][0],
                  "中国" if p.residence in ("HK", "MO") or p.key[-1] in "36"
                  else COUNTRIES[p.residence][0], p.sex,
                  a.name, "会长" if i == 0 else p.post, "是" if i == 0 else None, p.key)
        if unnamed:
            v.add(key, 其余人数=unnamed, 住在国=COUNTRIES[code][0], 侨团=a.name)

    def receive(code, came, n, how="来访", unnamed=0, **more):
        pool = [a for a in w.associations if a.code == code] or w.associations[:1]
        a = pool[len(s.rows) % len(pool)]
        number = len(s.rows) + 1
        key = more.pop("key", f"接{came.year}-{number:03d}")
        left = came + DAY * rng.randint(1, 3) if n > 2 else came
        s.add(key, f"{a.name}访问团" if n > 2 else f"{a.name}会长一行", how, a.name,
              COUNTRIES[code][0],
              [came, chinese(came), dotted(came)][number % 3],
              [left, chinese(left), slashed(left)][number % 3], n,
              unnamed or None, a.head.name, "海外侨胞", rng.choice(PURPOSES), rng.choice(HOSTS),
              3 if n > 10 else 2,
              None, f"函{came:%m%d}" if number % 4 == 0 else None,
              came - DAY * 12 if number % 4 == 0 else None,
              f"厦侨办〔{came.year}〕{number}号", "是" if number % 3 else None,
              "提出两条投资线索" if number % 5 == 0 else None,
              "第24届投洽会" if came in (day(9, 7), day(9, 8), day(9, 9)) else None,
              None, "HQ", "已归档" if came.month < 7 else "清单已报")
        for name, value in more.items():
            s.rows[-1][s.headings.index(name)] = value
        if how != "线上":
            guests(key, code, n, a, unnamed)
        return key

    for line in PARTIES:
        code, when, n = line.split()
        month, number = when.split(".")
        receive(code, day(int(month), int(number)), int(n),
                unnamed=4 if (code, when) == ("MO", "6.26") else 0)
    for code, (month, number), n in DROP_INS:
        receive(code, day(month, number), n, "零散来访")
    w.notes["visitors"] = sum(r[7] for r in s.rows)
    # what the year's figures leave out: other years, shared stays, online, home guests, cancelled
    for unit, first in (("TA", "接2024-014"), ("JM", "接2024-007"), ("XA", "接2024-027")):
        original = next(r for r in s.rows if r[0] == first)
        s.add(f"{unit}接2024-01", f"{original[1]}（{SHORT[unit]}）", "来访", original[3],
              original[4], original[5], original[6],
              original[7], None, original[9], "海外侨胞", "走访祖籍地", "区侨联主席陪同", 2,
              同一批次=first, 归属单位=unit, 状态="已归档")
    receive("GB", day(3, 28), 20, "线上", key="接2024-线1")
    receive("CA", day(10, 17), 12, "线上", key="接2024-线2")
    receive("FJ", day(5, 28), 8, key="接2024-取1", 状态="已取消")
    s.add("接2024-内1", "外地城市侨联考察组", "国内来访", 抵达日期=day(4, 18), 离开日期=day(4, 19),
          来访人数=6, 来宾类别="国内公务",
          来函号="函〔2024〕18号", 来访目的="交流基层侨联建设", 归属单位="HQ", 状态="已归档")
    s.add("接2024-内2", "外省侨商会学习组", "国内来访", 抵达日期=day(11, 14), 来访人数=9,
          来宾类别="国内公务",
          来函号="函〔2024〕77号", 来访目的="了解联络总部运作", 归属单位="HQ", 状态="已归档")
    receive("PH", D(2023, 11, 20), 15, key="接2023-031")
    receive("MY", D(2023, 12, 6), 10, key="接2023-032")
    receive("SG", D(2025, 1, 8), 11, key="接2025-001", 状态="已结束")
    return s, v


TRIPS = [
    ("访2024-1", "厦门市侨联赴非洲友好访问团", "因公出国", 6, (4, 8), (4, 18), "是",
     [("ZA", "非洲", "约翰内斯堡", (4, 9), (4, 12)), ("TZ", "非洲", "达累斯萨拉姆", (4, 12),
     (4, 15)),
      ("GQ", "非洲", "马拉博", (4, 15), (4, 17))], "任批〔2024〕061号", 8),
    ("访2024-2", "厦门市侨联赴大洋洲联谊团", "因公出国", 5, (6, 17), (6, 24), None,
     [("AU", "大洋洲", "悉尼、墨尔本", (6, 17), (6, 20)),
     ("NZ", "大洋洲", "奥克兰", (6, 20), (6, 23))], "任批〔2024〕118号", 6),
    ("访2024-3", "厦门市侨联赴港澳乡亲拜访团", "赴港澳", 4, (11, 18), (11, 22), None,
     [("HK", "香港", "香港", (11, 18), (11, 20)), ("MO", "澳门", "澳门", (11, 20), (11, 22))],
     "港澳批〔2024〕233号", 4),
]


def outbound(w):
    s = Sheet("出访登记", "编号 团组名称 出访类型 团长 团组人数 出访国家和地区数 是否航班衔接不便 "
              "出境日期 回国日期 出访任务 邀请单位 邀请方类型 "
              "公务天数 公示开始 公示结束 任务批件号 批准日期 证照交回日期 出访报告日期 "
              "预算（万元） 实际费用（万元） 成果 状态")
    stops = Sheet("出访行程", "出访团组 出访国家（地区） 大洲 到访城市 抵达日期 离开日期 邀请方")
    members = Sheet("出访成员", "出访团组 人员档案 姓名 职务 团内职务 证照交回")
    officers = [p for p in w.some("officer") if p.unit == "HQ"]
    for n, (key, name, kind, size, out, back, poor, legs, approval, work) in enumerate(TRIPS):
        gone, home = day(*out), day(*back)
        hosts = [next(a for a in w.associations if a.code == leg[0]) for leg in legs]
        s.add(key, name, kind, officers[n].name, size, len(legs), poor, gone, home,
              "走访侨团，推介厦门，看望乡亲",
              hosts[0].name, "海外侨团", work, gone - DAY * 64, gone - DAY * 50, approval,
              gone - DAY * 30, home + DAY * 4,
              home + DAY * 14, 28 if len(legs) > 2 else 18, 26.35 if len(legs) > 2 else 16.8,
              "洽谈入驻联络总部、夏令营组团", "已总结")
        for (code, region, city, came, left), a in zip(legs, hosts):
            stops.add(key, COUNTRIES[code][0], region, city, day(*came), day(*left), a.name)
        for i in range(size):
            p = officers[(n * 4 + i) % len(officers)] if i else officers[n]
            members.add(key, p.key, p.name, p.post, "团长" if i == 0 else "团员", home + DAY * 4)
    s.add("访2023-1", "厦门市侨联赴东南亚拜访团", "因公出国", officers[0].name, 5, 2, None,
          D(2023, 5, 8), D(2023, 5, 14),
          "恢复线下联谊", None, "海外侨团", 5, None, None, "任批〔2023〕092号", D(2023, 4, 6),
          D(2023, 5, 18), D(2023, 6, 1), 20, 18.6, None,
          "已核销")
    stops.add("访2023-1", "菲律宾", "亚洲", "马尼拉", D(2023, 5, 8), D(2023, 5, 11))
    stops.add("访2023-1", "马来西亚", "亚洲", "吉隆坡", D(2023, 5, 11), D(2023, 5, 14))
    s.add("访2024-4", "厦门市侨联赴南美联谊团", "因公出国", 团组人数=5,
          出访任务="因邀请方改期未成行", 状态="已取消")
    stops.add("访2024-4", "巴西", "美洲", "圣保罗")
    w.book("04-接待与出访.xlsx", *receptions(w), s, stops, members)


# ---- policy sent to associations ----

TALENT = ["高层次人才认定申报口径", "海外青年创业扶持要点", "博士后进站安家补助说明",
          "台港澳及海外人才实习岗位征集", "留学人员创业园入驻条件",
          "外国人来华工作许可办理提示", "人才子女入学安排解读", "重点产业紧缺人才目录摘要"]
INVEST = ["利用外资奖励办法问答", "自贸片区通关便利措施摘编", "跨境电商综合试验区扶持要点",
          "先进制造业用地保障说明", "绿色低碳项目招引目录",
          "文旅项目招商清单", "生物医药产业园招租信息", "总部经济认定标准解读",
          "供应链金融服务指引", "数字经济场景机会清单"]
OTHER = [("出入境", "外籍侨胞来华签证便利提示"), ("惠侨", "侨胞回乡办事指南"),
         ("教育", "华侨学生报考国内高校提示"), ("税务", "境外所得纳税常见问题")]


def bulletins(w):
    rng = w.rng("bulletins")
    s = Sheet("政策信息", "编号 信息标题 政策类别 发文单位 发文日期 失效日期 适用对象 适用地区 "
              "语种 摘要 原文链接 咨询电话 发布日期 状态")
    sent = Sheet("推送记录", "政策信息 接收侨团 发送渠道 群名 发送日期 接收人数 送达数 打开数")
    for n in range(86):
        when = day(1, 4) + DAY * (n * 4 + n % 3)
        if n % 11 == 10:
            kind, title = OTHER[n // 11 % len(OTHER)]
        else:
            kind, title = ("人才", TALENT[n // 2 % len(TALENT)]) if n % 2 else ("招商",
                    INVEST[n // 2 % len(INVEST)])
        title = f"{title}（{YEAR}年第{n + 1}条）"
        s.add(f"策2024-{n + 1:03d}", title, kind, "市有关部门", when - DAY * rng.randint(5, 40),
              None if n % 6 else D(2026, 12, 31), "侨团、人才" if n % 2 else "侨团、侨商", "厦门市",
              "中文、英文" if n % 5 == 0 else "中文",
              "摘要见附页", f"https://example.org/policy/2024/{n + 1:03d}", "0592-5000011", when,
              "已发布")
        sent.add(f"策2024-{n + 1:03d}", None, "微信群", "联络总部侨团群", when, 430 + n)
        if n % 4 == 0:
            a = rng.choice([a for a in w.associations if a.member])
            sent.add(f"策2024-{n + 1:03d}", a.name, "邮件", None, when + DAY, 3, 3,
                     rng.randint(0, 3))
    s.add("策2023-097", "上年度汇编之外商投资要点", "招商", 发布日期=D(2023, 12, 21),
          原文链接="https://example.org/policy/2023/097",
          状态="已发布")
    s.add("策2024-撤1", "文化演出补贴申报通知", "其他", 发布日期=day(5, 9),
          原文链接="https://example.org/policy/2024/x1", 状态="已撤回")
    s.add("策2025-001", "新一年度引才计划预告", "人才", 发布日期=D(2025, 1, 6),
          原文链接="https://example.org/policy/2025/001",
          状态="已发布")
    s.add("策2024-拟1", "海外联合实验室资助办法", "人才", 状态="已收集")
    return s, sent


# ---- the fair ----

DELEGATIONS = """PH4 MY4 ID2 SG2 TH2 HK3 AU2 US2 JP1 KH1 BN1 MM1 VN1 CA1 GB1 FR1 DE1 IT1 AE1 ZA1 TZ1 SB1 KZ1 UZ1
BR1"""  # 38 of 25 countries and regions
SECTORS = ["贸易", "新能源", "食品", "航运物流", "文旅", "生物医药", "电子信息", "建材", "渔业",
           "矿产"]


def fairs(w):
    s = Sheet("展会名录", "编号 展会名称 届次 展会类型 开幕日期 闭幕日期 地点 主办单位")
    s.add("展2023-01", "第23届投洽会", 23, "投洽会", D(2023, 9, 8), D(2023, 9, 11),
          "厦门国际会展中心", "商务主管部门")
    s.add("展2024-01", "第24届投洽会", 24, "投洽会", day(9, 8), day(9, 11), "厦门国际会展中心",
          "商务主管部门")
    s.add("展2024-02", "2024年跨境电商展", None, "展览", day(6, 13), day(6, 15), "厦门国际会展中心",
          "展览机构")
    return s


def delegations(w):
    rng = w.rng("delegations")
    s = Sheet("参会团组", "编号 展会 团组名称 国家（地区） 侨团 团长 团长档案 邀请人数 到会人数 "
              "抵达日期 离开日期 对接场次 接待批次 状态",
              title="第24届投洽会侨联系统邀请团组")
    g = Sheet("客商名单", "编号 团组 姓名 外文姓名 住在国 国籍 性别 单位 职务 行业 是否到会 "
              "到会日期 参会证号 人员档案 替换 状态")
    total = 0
    plan = []
    for item in DELEGATIONS.split():
        plan += [item[:2]] * int(item[2:])
    assert len(plan) == 38 and len(set(plan)) == 25
    for n, code in enumerate(plan):
        pool = [a for a in w.associations if a.code == code]
        a = pool[(n * 5 + 1) % len(pool)]
        size = 5 + (n * 7 + 3) % 5
        key = f"洽2024-{n + 1:02d}"
        name = f"{a.name}经贸团"
        if any(r[2] == name for r in s.rows):
            name = f"{a.name}青年企业家团"
        if any(r[2] == name for r in s.rows):
            name = f"{a.name}第{n + 1}团"
        s.add(key, "第24届投洽会", name, COUNTRIES[code][0], a.name, a.head.name, a.head.key,
              size + n % 3, size, day(9, 6 + n % 2),
              day(9, 11), n % 4, {"MY": "接2024-028", "SB": "接2024-029"}.get(code)
              if plan.index(code) == n else None, "已到会")
        for i in range(size):
            p = a.head if i == 0 and all(row[13] != a.head.key for row in g.rows) else None
            if p is None and i % 2:
                p = w.person(first=1955, last=1994, role="merchant", residence=code, post="董事长",
                             association=a)
            known = p is not None
            p = p or w.stranger(first=1955, last=1996)
            total += 1
            g.add(f"客2024-{total:03d}", key, p.name, latin(p, code), COUNTRIES[code][0],
                  COUNTRIES[code][0] if total % 5 else "中国", p.sex,
                  f"{p.name[0]}氏{rng.choice(SECTORS)}公司",
                  rng.choice(["董事长", "总经理", "合伙人", "市场总监"]), rng.choice(SECTORS), "是",
                  day(9, 7 + total % 2),
                  f"B24{total:04d}", p.key if known else None, None,
                  "早退" if total % 60 == 0 else "到会")
    w.notes["guests"] = total
    for i, key in enumerate(("洽2024-03", "洽2024-17")):
        p = w.stranger(first=1960, last=1990)
        g.add(f"客2024-替{i + 1}", key, p.name, None, "中国香港", None, p.sex, None, None, None,
              "否", None, None, None, None, "已替换")
    for i, (key, name, code, state) in enumerate((("洽2024-39", "墨西哥五缘商会经贸团", "MX",
                                                 "谢绝"),
                                                 ("洽2024-40", "土耳其侨商考察团", "TR",
                                                 "未到会"))):
        s.add(key, "第24届投洽会", name, COUNTRIES[code][0], 邀请人数=5 + i, 状态=state)
        p = w.stranger(first=1960, last=1990)
        g.add(f"客2024-缺{i + 1}", key, p.name, None, COUNTRIES[code][0], None, p.sex,
              是否到会="否", 状态="未到会" if i else "谢绝")
    s.add("洽2023-01", "第23届投洽会", "上届菲律宾经贸团", "菲律宾", 到会人数=9, 状态="已到会")
    s.add("洽2023-02", "第23届投洽会", "上届丹麦经贸团", "丹麦", 到会人数=4, 状态="已到会")
    return s, g


def investment(w):
    leads = Sheet("项目线索", "编号 线索名称 获得日期 线索来源 来源展会 来源接待 侨团 "
                  "国家（地区） 产业领域 意向落地区 拟投资额（万美元） 首谈情况 下一步 "
                  "完成时限 最近联系日期 转化项目 状态")
    agreements = Sheet("合作协议", "编号 协议名称 协议类型 签订日期 签约方 签约社团 国别 签约展会 "
                       "对应项目 协议金额（万元） 协议期限起 协议期限止 状态")
    projects = Sheet("招商项目", "编号 项目名称 投资方 引荐社团 资金来源地 落地区 产业领域 "
                     "对接展会 牵头单位 意向金额（万美元） 意向日期 签约金额（万元） "
                     "签约日期 合同金额（万元） 合同日期 到资金额（万美元） 到资日期 到资凭证 "
                     "落地企业 首谈证明 状态")
    shares = Sheet("业绩认定", "项目 业绩单位 占比 认定依据")
    members = {a.code: a for a in w.associations if a.member}
    rows = [("海产品冷链加工", "ID", "展会", "第24届投洽会", None, "翔安区", 300, (9, 9),
            "投2024-01"),
            ("燕窝深加工", "MY", "来访接待", None, "接2024-003", "同安区", 120, (1, 25), None),
            ("跨境电商海外仓", "PH", "来访接待", None, "接2024-014", "湖里区", 80, (4, 23),
            "投2024-02"),
            ("光伏组件出口", "KZ", "展会", "第24届投洽会", None, "集美区", 900, (9, 10),
            "投2024-03"),
            ("华文教育数字平台", "TH", "侨团推荐", None, None, "思明区", 60, (5, 16), None),
            ("康养社区", "AU", "出访", None, None, "海沧区", 500, (6, 18), None),
            ("茶叶贸易总部", "GB", "来访接待", None, "接2024-019", "思明区", 40, (6, 13), None),
            ("渔业远洋合作", "SB", "来访接待", None, "接2024-018", "翔安区", 200, (6, 5), None)]
    for n, (name, code, origin, fair, reception, place, amount, found, project) in enumerate(rows):
        a = members.get(code)
        state = "已转项目" if project else ("对接中", "意向", "线索", "终止")[n % 4]
        leads.add(f"线2024-{n + 1:02d}", f"{name}线索", day(*found), origin, fair, reception,
                  a.name if a else None,
                  COUNTRIES[code][0], SECTORS[n], f"厦门市{place}", amount,
                  "联络处首谈，附会议记录", "安排实地考察",
                  D(2025, 3, 31), day(12, 10 + n), project, state)
    projects.add("投2024-01", "海产品冷链加工项目", "嘉海食品控股（雅加达）", members["ID"].name,
                 "印度尼西亚", "翔安区", "食品", "第24届投洽会", "XA",
                 300, day(9, 9), None, None, None, None, None, None, None, None, "会议记录两份",
                 "框架协议")
    projects.add("投2024-02", "跨境电商海外仓项目", "吕宋通运公司", members["PH"].name, "菲律宾",
                 "湖里区", "航运物流", None, "HL", 80, day(4, 23),
                 560, day(6, 14), 560, day(7, 1), 35, day(10, 20), "验资2024-88",
                 "厦门鹭岛通运有限公司", "接待纪要", "注册")
    projects.add("投2024-03", "光伏组件出口基地项目", "中亚绿能合作社", None, "哈萨克斯坦",
                 "集美区", "新能源", "第24届投洽会", "HQ", 900, day(9, 10), None, None,
                 None, None, None, None, None, None, "推介会签到", "意向")
    projects.add("投2022-04", "精密模具二期项目", "星岛精工", members["SG"].name, "新加坡",
                 "海沧区", "电子信息", None, "HC", 400, D(2021, 11, 2), 2600,
                 D(2022, 3, 3), 2600, D(2022, 3, 3), 380, D(2022, 8, 9), "验资2022-31",
                 "厦门星屿精工有限公司", None, "投产")
    projects.add("投2023-02", "侨味食品街项目", "南洋味合伙企业", None, "马来西亚", "思明区",
                 "文旅", "第23届投洽会", "SM", 50, D(2023, 9, 9), 状态="终止")
    for project, unit, part in (("投2024-01", "HQ", 40), ("投2024-01", "XA", 60),
                                ("投2024-02", "HQ", 50),
                                ("投2024-02", "HL", 50), ("投2022-04", "HC", 100)):
        shares.add(project, unit, part, "市招商业绩认定办法")
    framework = [("海产品冷链加工合作框架协议", "ID", "投2024-01"),
                 ("中亚绿色能源产业合作框架协议", "KZ", "投2024-03")]
    for n, (name, code, project) in enumerate(framework):
        agreements.add(f"协2024-{n + 1:02d}", name, "框架协议", day(9, 9 + n),
                       "市侨商会会员企业；境外合作方", members[code].name if code in members
                       else None,
                       COUNTRIES[code][0], "第24届投洽会", project, None, day(9, 9 + n),
                       D(2027, 9, 8 + n), "已签订")
    agreements.add("协2024-03", "海外仓投资合同", "合同", day(7, 1),
                   "吕宋通运公司；厦门鹭岛通运有限公司", members["PH"].name, "菲律宾", None,
                   "投2024-02",
                   560, day(7, 1), D(2034, 6, 30), "已签订")
    agreements.add("协2024-04", "夏令营合作备忘录", "备忘录", day(6, 21), "市侨联；大洋洲侨团",
                   members["AU"].name, "澳大利亚", 状态="已签订")
    agreements.add("协2024-05", "茶叶总部意向书", "意向书", day(9, 10), "来访侨商；区商务部门",
                   None, "英国", "第24届投洽会", 状态="已签订")
    agreements.add("协2024-06", "矿产贸易框架协议", "框架协议", 签约展会="第24届投洽会",
                   国别="南非", 状态="草稿")
    agreements.add("协2023-01", "上届食品产业框架协议", "框架协议", D(2023, 9, 9),
                   "市侨商会；马来西亚侨商", None, "马来西亚", "第23届投洽会", 状态="到期")
    w.book("05-投洽会与招商.xlsx", fairs(w), *delegations(w), leads, agreements, projects, shares)
