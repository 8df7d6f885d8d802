# SPDX-License-Identifier: Apache-2.0
"""What all sheets share: units, people, associations, and how offices write dates."""
import datetime
import random

from example import names
from example.book import Sheet

YEAR = 2024
D = datetime.date


def day(month, number, year=YEAR):
    return D(year, month, number)


def dotted(d):
    return f"{d.year}.{d.month}.{d.day}"


def slashed(d):
    return f"{d.year}/{d.month}/{d.day}"


def chinese(d):
    return f"{d.year}年{d.month}月{d.day}日"


def month_only(d):
    return f"{d.year}年{d.month}月"


class World:
    """Everything that more than one sheet names; `files` is what will be written."""

    def __init__(self):
        self.people_maker = names.People(YEAR)
        self.files = []      # (file name, [sheets]) in the order in which an office keeps them
        self.people = []     # everybody in the registry
        self.associations = []
        self.enterprises = []
        self.notes = {}      # facts that the table of expectations needs

    def rng(self, what):
        return random.Random(f"{YEAR} {what}")

    def book(self, name, *sheets):
        self.files.append((name, list(sheets)))

    def person(self, **facts):
        """A new person of the registry."""
        make = {k: facts.pop(k) for k in ("first", "last", "female") if k in facts}
        p = self.people_maker.make(**make)
        p.__dict__.update(facts)
        p.key = f"人-{len(self.people) + 1:04d}"
        self.people.append(p)
        return p

    def stranger(self, **make):
        """Somebody who is only on a list and not in the registry."""
        return self.people_maker.make(**make)

    def some(self, role):
        return [p for p in self.people if getattr(p, "role", None) == role]


# code, name in the office's sheets, a city
COUNTRIES = {c[0]: (c[1], c[2]) for c in (line.split() for line in """PH 菲律宾 马尼拉|MY 马来西亚 吉隆坡|SG 新加坡 新加坡
ID 印度尼西亚 雅加达|TH 泰国 曼谷|VN 越南 胡志明市|KH 柬埔寨 金边|MM 缅甸 仰光|BN 文莱 斯里巴加湾市|JP 日本 东京|KR 韩国 首尔
AU 澳大利亚 悉尼|NZ 新西兰 奥克兰|FJ 斐济 苏瓦|PG 巴布亚新几内亚 莫尔兹比港|SB 所罗门群岛 霍尼亚拉|VU 瓦努阿图 维拉港
US 美国 纽约|CA 加拿大 多伦多|MX 墨西哥 墨西哥城|BR 巴西 圣保罗|AR 阿根廷 布宜诺斯艾利斯|CL 智利 圣地亚哥|PE 秘鲁 利马
VE 委内瑞拉 加拉加斯|PA 巴拿马 巴拿马城|SR 苏里南 帕拉马里博|GB 英国 伦敦|FR 法国 巴黎|DE 德国 法兰克福|IT 意大利 米兰
ES 西班牙 马德里|PT 葡萄牙 里斯本|NL 荷兰 阿姆斯特丹|BE 比利时 布鲁塞尔|AT 奥地利 维也纳|HU 匈牙利 布达佩斯|CZ 捷克 布拉格
SE 瑞典 斯德哥尔摩|RU 俄罗斯 莫斯科|ZA 南非 约翰内斯堡|NG 尼日利亚 拉各斯|KE 肯尼亚 内罗毕|TZ 坦桑尼亚 达累斯萨拉姆
MG 马达加斯加 塔那那利佛|GQ 赤道几内亚 马拉博|AE 阿联酋 迪拜|TR 土耳其 伊斯坦布尔|HK 中国香港 香港|MO 中国澳门 澳门
GH 加纳 阿克拉|KZ 哈萨克斯坦 阿拉木图|UZ 乌兹别克斯坦 塔什干|LA 老挝 万象|IE 爱尔兰 都柏林|CH 瑞士 苏黎世|PL 波兰 华沙
DK 丹麦 哥本哈根|EG 埃及 开罗|MU 毛里求斯 路易港|AO 安哥拉 罗安达|TW 中国台湾 台北""".replace("|", "\n").split("\n"))}

SPELLED_SOUTH = {"PH", "MY", "SG", "ID", "TH", "BN", "MM", "VN", "KH", "AU", "HK", "MO", "SB"}


def latin(p, code):
    return p.south if code in SPELLED_SOUTH else p.north


def abroad_phone(code, n):
    """Only countries that keep numbers for plays and films have telephones here."""
    if code == "US":
        return f"+1 212 555 01{n % 100:02d}"
    if code == "GB":
        return f"+44 20 7946 0{n % 1000:03d}"
    if code == "AU":
        return f"+61 491 570 {n % 1000:03d}"
    return None


def mail(p):
    return p.north.lower().replace(" ", ".") + "@example.org"


# ---- units ----

UNITS = """HQ|厦门市归国华侨联合会|市侨联|区域|市级|厦门市|1950-10|
SM|思明区归国华侨联合会|思明区侨联|区域|区级|厦门市思明区|1984-06|HQ
HL|湖里区归国华侨联合会|湖里区侨联|区域|区级|厦门市湖里区|1988-03|HQ
JM|集美区归国华侨联合会|集美区侨联|区域|区级|厦门市集美区|1958-05|HQ
HC|海沧区归国华侨联合会|海沧区侨联|区域|区级|厦门市海沧区|2004-08|HQ
TA|同安区归国华侨联合会|同安区侨联|区域|区级|厦门市同安区|1956-11|HQ
XA|翔安区归国华侨联合会|翔安区侨联|区域|区级|厦门市翔安区|2004-12|HQ
WJ|厦门市卫生健康系统归国华侨联合会|卫健系统侨联|行业系统|市级||2024-06-28|HQ
U1|鹭屿大学归国华侨联合会|鹭屿大学侨联|高校|单位|厦门市集美区|1993-12|HQ
U2|海丝理工学院归国华侨联合会|海丝理工侨联|高校|单位|厦门市集美区|2009-05|HQ
SHC|厦门市侨商会|市侨商会|直属|市级||2012-04|HQ
EXP|厦门市侨联特聘专家委员会|特聘专家委|直属|市级||2016-09|HQ
LAW|厦门市侨联法律顾问委员会|法顾委|直属|市级||2004-11-18|HQ
YC|厦门市侨界青年联合会|侨青会|直属|市级||2014-07|HQ
PK1|云鹭软件园归国华侨联合会|云鹭软件园侨联|园区|单位|厦门市思明区|2017-10|SM
BD1|观海大厦楼宇侨联|观海楼宇侨联|楼宇|单位|厦门市思明区|2019-03|SM
SM01|思明区中华街道侨联|中华街道侨联|区域|街道|厦门市思明区中华街道|1987|SM
SM02|思明区厦港街道侨联|厦港街道侨联|区域|街道|厦门市思明区厦港街道|1989|SM
SM03|思明区筼筜街道侨联|筼筜街道侨联|区域|街道|厦门市思明区筼筜街道|1995|SM
SM04|思明区鼓浪屿街道侨联|鼓浪屿街道侨联|区域|街道|厦门市思明区鼓浪屿街道|1986|SM
HL01|湖里区江头街道侨联|江头街道侨联|区域|街道|厦门市湖里区江头街道|1996|HL
HL02|湖里区禾山街道侨联|禾山街道侨联|区域|街道|厦门市湖里区禾山街道|1990|HL
HL03|湖里区金山街道侨联|金山街道侨联|区域|街道|厦门市湖里区金山街道|2005|HL
JM01|集美区集美街道侨联|集美街道侨联|区域|街道|厦门市集美区集美街道|1985|JM
JM02|集美区侨英街道侨联|侨英街道侨联|区域|街道|厦门市集美区侨英街道|2001|JM
JM03|集美区灌口镇侨联|灌口镇侨联|区域|镇|厦门市集美区灌口镇|1988|JM
HC01|海沧区嵩屿街道侨联|嵩屿街道侨联|区域|街道|厦门市海沧区嵩屿街道|2006|HC
HC02|海沧区新阳街道侨联|新阳街道侨联|区域|街道|厦门市海沧区新阳街道|2006|HC
HC03|海沧区东孚街道侨联|东孚街道侨联|区域|街道|厦门市海沧区东孚街道|2007|HC
TA01|同安区大同街道侨联|大同街道侨联|区域|街道|厦门市同安区大同街道|1987|TA
TA02|同安区祥平街道侨联|祥平街道侨联|区域|街道|厦门市同安区祥平街道|1998|TA
TA03|同安区汀溪镇侨联|汀溪镇侨联|区域|镇|厦门市同安区汀溪镇|1991|TA
XA01|翔安区新店街道侨联|新店街道侨联|区域|街道|厦门市翔安区新店街道|2005|XA
XA02|翔安区马巷街道侨联|马巷街道侨联|区域|街道|厦门市翔安区马巷街道|2005|XA
XA03|翔安区大嶝街道侨联|大嶝街道侨联|区域|街道|厦门市翔安区大嶝街道|2005|XA
SM0101|中华街道仁安社区侨联小组|仁安侨联小组|区域|社区|厦门市思明区中华街道|2010-05|SM01
JM0101|集美街道岑东社区侨联小组|岑东侨联小组|区域|社区|厦门市集美区集美街道|2011-03|JM01
XA0101|新店街道澳头社区侨联小组|澳头侨联小组|区域|社区|厦门市翔安区新店街道|2008-09|XA01"""

DISTRICT_CODES = dict(zip(names.DISTRICTS, ["SM", "HL", "JM", "HC", "TA", "XA"]))
SHORT = {line.split("|")[0]: line.split("|")[2] for line in UNITS.split("\n")}
FULL = {line.split("|")[0]: line.split("|")[1] for line in UNITS.split("\n")}

# Traditional and English names of those that a review may be written for.
OTHER_NAMES = {
    "HQ": ("廈門市歸國華僑聯合會", "Xiamen Federation of Returned Overseas Chinese"),
    "SM": ("思明區歸國華僑聯合會", "Siming District Federation of Returned Overseas Chinese"),
    "HL": ("湖里區歸國華僑聯合會", "Huli District Federation of Returned Overseas Chinese"),
    "JM": ("集美區歸國華僑聯合會", "Jimei District Federation of Returned Overseas Chinese"),
    "HC": ("海滄區歸國華僑聯合會", "Haicang District Federation of Returned Overseas Chinese"),
    "TA": ("同安區歸國華僑聯合會", "Tong'an District Federation of Returned Overseas Chinese"),
    "XA": ("翔安區歸國華僑聯合會", "Xiang'an District Federation of Returned Overseas Chinese"),
}


def units(w):
    s = Sheet("组织名单", "单位代码 单位名称 繁体名称 英文名称 简称 单位类型 层级 行政区划 成立日期 "
              "上级单位 电话 状态")
    for n, line in enumerate(UNITS.split("\n")):
        code, name, short, kind, level, place, founded, parent = line.split("|")
        phone = f"0592-5000{n:03d}" if len(code) <= 3 else None
        s.add(code, name, *OTHER_NAMES.get(code, (None, None)), short, kind, level, place, founded, parent, phone, "正常")
    former = Sheet("单位曾用名", "单位 当时名称 开始日期 结束日期 依据")
    former.add("HQ", "厦门市归国华侨联谊会", "1950-10", "1956-12", "侨史档案第3卷")
    former.add("U1", "鹭屿师范专科学校侨联", "1993-12", "2006-04", "鹭屿侨〔2006〕1号")
    former.add("SM02", "思明区厦门港街道侨联", "1989", "2003-10", "思侨〔2003〕7号")
    change = Sheet("机构变更", "变更类型 变更日期 原单位 新单位 依据 备注")
    change.add("更名", "2006-04-18", "U1", "U1", "鹭屿侨〔2006〕1号", "随学校更名")
    change.add("更名", day(10, 30, 2003), "SM02", "SM02", "思侨〔2003〕7号", "随区划调整更名")
    posts, terms = officers(w)
    w.book("01-组织与任职.xlsx", s, former, change, posts, terms)


POSTS = [("主席", "专职"), ("副主席", "专职"), ("副主席", "兼职"), ("秘书长", "专职"),
         ("常委", "兼职"), ("委员", "兼职")]


def officers(w):
    """Posts of city, districts and some streets, with the terms that they belong to."""
    rng = w.rng("posts")
    posts = Sheet("班子成员", "人员档案 姓名 任职侨联 职务 任职方式 届次 产生方式 任职日期 "
                  "离任日期 离任原因 任职文号 可否公开")
    terms = Sheet("换届情况", "编号 侨联组织 届次 大会名称 换届日期 代表人数 委员名额 委员人数 "
                  "任期年数 下次换届日期 批复文号")
    ordinals = {"HQ": 17, "SM": 11, "HL": 8, "JM": 14, "HC": 5, "TA": 15, "XA": 5, "WJ": 1}
    for n, (code, ordinal) in enumerate(ordinals.items()):
        held = day(6, 28) if code == "WJ" else day(3 + n, 12 + n, 2022)
        key = f"届-{code}-{ordinal}"
        seats = 61 if code == "HQ" else 31
        terms.add(key, code, ordinal, f"{SHORT[code]}第{ordinal}次归侨侨眷代表大会", held,
                  seats * 4, seats,
                  seats - n % 3, 5, D(held.year + 5, held.month, held.day),
                  f"厦侨联〔{held.year}〕{20 + n}号")
        for m, (post, engaged) in enumerate(POSTS if code == "HQ" else POSTS[:4]):
            for _ in range(4 if code == "HQ" and post in ("常委", "委员") else 1):
                p = w.person(first=1958, last=1986, role="officer", unit=code,
                             post=f"{SHORT[code]}{post}",
                             residence="CN")
                left = rng.random() < 0.08 and m > 1
                posts.add(p.key, p.name, code, post, engaged, key, "选举", held,
                          day(5, 20) if left and held.year < YEAR else None,
                          "工作调动" if left and held.year < YEAR else None,
                          f"厦侨联〔{held.year}〕{30 + n}号", "是")
    for code in sorted(c for c in FULL if len(c) == 4):
        p = w.person(first=1960, last=1988, role="officer", unit=code, post=f"{SHORT[code]}主席",
                     residence="CN")
        posts.add(p.key, p.name, code, "主席", "兼职", None, "选举", "2021年9月", None, None, None,
                  "是")
    return posts, terms


# ---- associations ----

MEMBERS = """PH8 MY8 SG5 ID7 TH4 VN2 KH2 MM3 BN2 JP4 KR2 AU5 NZ3 FJ1 PG1 SB1 VU1 US6 CA4 MX1 BR2 AR2 CL1 PE1
VE1 PA1 SR1 GB3 FR2 DE2 IT2 ES2 PT1 NL2 BE1 AT1 HU2 CZ1 SE1 RU1 ZA2 NG1 KE1 TZ1 MG1 GQ1 AE2 TR1 HK5 MO3 GH1"""
ADMITTED = {"SB": "所罗门福建总会", "GQ": "赤道几内亚福建商会"}  # named in the year's review
PLACES = "鹭潮 五缘 筼筜 嘉禾里 银同里 鹭屿 虎溪 云顶 鼓浪 万石 鸿山 浯江".split()
KINDS = [("同乡会", "Hometown Association"), ("商会", "Chamber of Commerce"),
         ("宗亲联谊会", "Clan Association"),
         ("校友会", "Alumni Association"), ("青年会", "Youth Association"),
         ("文化协会", "Cultural Association")]
KIND_WORDS = {"宗亲联谊会": "宗亲会", "福建总会": "华侨华人总会", "福建商会": "商会"}
SPELLED = {"鹭潮": "Lochow", "五缘": "Wuyuan", "筼筜": "Yundang", "嘉禾里": "Kahoo",
           "银同里": "Gintong", "鹭屿": "Losu",
           "虎溪": "Hokhe", "云顶": "Yunding", "鼓浪": "Kolong", "万石": "Banchioh",
           "鸿山": "Hongsan", "浯江": "Goukang"}


class Association:
    """An invented association; a president of its own is in the registry."""

    def __init__(self, w, code, name, english, member):
        self.code, self.name, self.english, self.member = code, name, english, member
        self.key = f"团-{len(w.associations) + 1:03d}"
        self.head = w.person(first=1950, last=1978, role="leader", residence=code,
                             post=f"{name}会长",
                             association=self)
        w.associations.append(self)


def make_associations(w):
    """119 members of 51 countries and regions at the end of the year, and others."""
    rng = w.rng("associations")
    taken = set()

    def invent(code, member):
        while True:
            place, (kind, english) = rng.choice(PLACES), rng.choice(KINDS)
            name = COUNTRIES[code][0].replace("中国", "").replace("群岛", "") + place + kind
            if name not in taken:
                break
        taken.add(name)
        Association(w, code, name, f"{SPELLED[place]} {english}, {COUNTRIES_EN.get(code, code)}",
                    member)

    for item in MEMBERS.split():
        code, count = item[:2], int(item[2:])
        for n in range(count):
            if code in ADMITTED and n == 0:
                Association(w, code, ADMITTED[code], None, True)
            else:
                invent(code, True)
    for code in "PH MY SG ID TH AU US CA JP GB FR IT ES ZA BR KZ UZ LA IE CH PL DK EG MU AO TW SB".split():
        invent(code, False)
    for code in "PH MY ID TH US CA AU GB JP MM HK SG DE NZ ES".split():
        invent(code, False)


COUNTRIES_EN = {"PH": "Manila", "MY": "Kuala Lumpur", "SG": "Singapore", "ID": "Jakarta",
                "TH": "Bangkok",
                "AU": "Sydney", "US": "New York", "CA": "Toronto", "GB": "London",
                "HK": "Hong Kong",
                "MO": "Macao", "JP": "Tokyo", "NZ": "Auckland", "FR": "Paris"}


def associations_sheet(w):
    rng = w.rng("association sheet")
    s = Sheet("侨团名录", "编号 侨团名称 外文名称 国家（地区） 注册城市 侨团类型 法律形式 注册号 "
              "成立日期 会员数 会长 会长档案 "
              "任期起 任期止 境外非政府组织状态 最近活动日期 活动证明 推荐单位 状态")
    for n, a in enumerate(w.associations):
        kind = next((k for k, _ in KINDS if a.name.endswith(k)), a.name[-4:])
        founded = rng.randint(1898, 2016)
        start = rng.randint(2021, 2023)
        rested = not a.member and n % 9 == 4
        s.add(a.key, a.name, a.english, COUNTRIES[a.code][0], COUNTRIES[a.code][1],
              KIND_WORDS.get(kind, kind),
              "未注册" if n % 17 == 16 else "注册社团", f"{a.code}-{1000 + 37 * n}", f"{founded}年",
              40 + n * 7 % 900,
              a.head.name, a.head.key, f"{start}年1月", f"{start + 4}年12月", "仅联络",
              "2019年10月" if rested else dotted(day(rng.randint(1, 12), rng.randint(1, 28))),
              "会刊" if n % 2 else "来函", SHORT[rng.choice(list(DISTRICT_CODES.values()))]
              if n % 5 == 0 else None,
              "停止活动" if rested else "活跃")
    return s


def memberships_sheet(w):
    """Admissions 2018 to 2024, those that ended before, applicants, and one of the next year."""
    rng = w.rng("memberships")
    s = Sheet("入驻名单", "编号 入驻社团 申请日期 会议日期 会议纪要号 入驻日期 协议起 协议止 工位 "
              "联络员 推荐单位 合法性审查 退出日期 "
              "退出原因 状态", title="海外华侨华人社团厦门联络总部入驻社团一览表")
    members = [a for a in w.associations if a.member]
    others = [a for a in w.associations if not a.member]
    new = [next(a for a in members if a.code == c) for c in ("SB", "GQ", "TZ", "CZ", "MG", "PE",
           "VN")]
    old = [a for a in members if a not in new]
    assert len(members) == 119 and len({a.code for a in members}) == 51 and len(new) == 7

    def add(a, admitted, state="在驻", ended=None, why=None):
        n = len(s.rows) + 1
        clerk = w.stranger(first=1975, last=1998)
        s.add(f"驻-{n:03d}", a.name if n % 4 else a.key, admitted - datetime.timedelta(75 + n % 40),
              admitted - datetime.timedelta(9), f"厦侨联会纪〔{admitted.year}〕{admitted.month}号",
              admitted,
              admitted, D(admitted.year + 3, admitted.month, admitted.day),
              f"A{n // 10 + 1}-{n % 10 + 1:02d}",
              clerk.name, FULL[rng.choice(list(FULL))] if n % 3 == 0 else None,
              "核对登记证明，仅开展联谊联络",
              ended, why, state)

    for n, a in enumerate(old):
        year = 2018 + n * 6 // len(old)
        add(a, D(year, (5, 9, 11)[n % 3], 8 + n % 14))
    for n, a in enumerate(new):
        add(a, day(9, 9) if n < 4 else day(12, 18))
    for a, ended, why in zip(others, (D(2021, 6, 30), D(2022, 3, 31), D(2022, 12, 31),
                                      D(2023, 5, 31), day(4, 30),
                                      day(12, 31)), ("未续期", "主动退出", "社团解散", "未续期",
                                      "主动退出", "未续期")):
        add(a, D(2018, 9, 10) if ended.year < 2023 else D(2019, 11, 12), "已退出", ended, why)
    add(others[6], D(2025, 1, 15))
    for n, (a, state) in enumerate(zip(others[7:12], ("已申请", "材料审核", "背景核查", "补正",
                                   "草稿"))):
        s.add(f"驻-{len(s.rows) + 1:03d}", a.name, day(11, 3 + n), 状态=state,
              推荐单位="市侨联联络处")
    s.add(f"驻-{len(s.rows) + 1:03d}", others[12].name, day(2, 20), 会议日期=day(5, 6),
          会议纪要号="厦侨联会纪〔2024〕5号",
          合法性审查="登记证明未能核实", 状态="未通过")
    w.notes["new members"] = new
    return s
