# SPDX-License-Identifier: Apache-2.0
"""Activities of all kinds, talents, broadcasts, objects, articles and information sent upward."""
import datetime

from example.book import Sheet
from example.names import DISTRICTS
from example.world import COUNTRIES, D, DISTRICT_CODES, YEAR, chinese, day, dotted, latin, mail

DAY = datetime.timedelta(1)

# date | kind | held by | name | series | attendance | topics
EVENTS = """1.11|茶话会|联络总部|联络总部新春茶话会||86|联谊
1.18|宣传推介|联络总部|联络总部首季营商环境通报会||52|招商
1.26|考察|侨联|侨商新春走进湖里||64|招商
2.3|春晚|侨联|第三届澳头侨乡春晚|春晚|480|侨乡文化
2.27|座谈会|联络总部|开春侨团秘书长座谈会||31|联谊
3.6|纪念活动|侨联|陈嘉庚诞辰一百五十周年系列启动仪式|嘉庚|210|嘉庚精神
3.14|政策宣介|联络总部|人才政策宣介会东南亚专场||45|人才
3.22|宣传推介|侨联|自贸片区政策线上通报会||60|招商
3.29|纪念活动|侨联|清明集美鳌园祭扫|嘉庚|130|嘉庚精神
4.12|政策宣介|侨联|高校留学归国人员政策宣介会||58|人才
4.19|联谊活动|联络总部|入驻侨团春季联谊日||74|联谊
4.25|诵读|侨联|嘉庚家书诵读会|嘉庚|95|嘉庚精神
5.9|政策宣介|侨联|软件园人才政策宣介会||40|人才
5.17|通报会|联络总部|侨情与市情通报会||66|联谊
5.24|沙龙|侨联|新侨创新沙龙|人才月|48|人才
5.28|招聘会|侨联|侨企引才对接会|人才月|160|人才
6.5|政策宣介|侨联|人才服务月政策宣介专场|人才月|72|人才
6.13|参展|侨联|组织侨领侨商参观2024年跨境电商展||73|招商
6.18|讲座|特聘专家委员会|专家讲堂：生物医药前沿|人才月|88|人才
6.21|交流|联络总部|大洋洲侨团线上线下交流会||39|联谊
6.27|考察|侨青会|走进湖里考察（因台风取消）||0|招商
6.28|大赛|侨青会|青年创业项目路演赛|人才月|54|人才
7.5|政策宣介|联络总部|人才政策宣介会欧美专场||37|人才
7.12|讲座|侨联|嘉庚教育思想讲堂|嘉庚|120|嘉庚精神
7.19|推介|联络总部|夏季招商项目推介会||70|招商
7.26|联谊活动|联络总部|华裔新生代联谊夜||58|联谊
8.2|主题展|侨联|嘉庚精神图片巡展|嘉庚|900|嘉庚精神
8.16|政策宣介|侨联|特聘专家政策宣介座谈||33|人才
8.23|海外投资宣讲|法顾委|企业海外投资法律宣讲会||82|法律
8.30|通报会|联络总部|投洽会前期通报会||61|招商
9.8|仪式|联络总部|新入驻侨团授牌仪式||110|联谊
9.9|专场推介会|侨联|中亚绿色能源专场推介||126|招商
9.10|联谊活动|联络总部|投洽会侨商联谊晚餐会||150|联谊
9.13|拍摄|侨联|嘉庚故事短片开机|嘉庚|26|嘉庚精神
9.27|茶话会|联络总部|国庆侨团代表茶话会||90|联谊
10.10|政策宣介|联络总部|人才政策宣介会日韩专场||35|人才
10.14|征文|侨联|嘉庚精神海外征文评选|嘉庚|310|嘉庚精神
10.21|敬献花篮|侨联|诞辰日陵园献花仪式|嘉庚|260|嘉庚精神
10.22|研讨会|侨联|嘉庚精神当代价值研讨会|嘉庚|105|嘉庚精神
11.8|宣传推介|联络总部|冬季引才引资通报会||48|招商
11.15|研讨会|侨商会|第十届侨智侨企创新创业研讨会|研讨会|136|人才
11.22|文艺演出|侨联|嘉庚颂文艺演出|嘉庚|420|嘉庚精神
11.29|座谈会|联络总部|年度工作意见座谈会||42|联谊
12.6|政策宣介|侨联|年末人才政策宣介会||51|人才
12.13|讲座|侨联|闽南语民俗讲座||65|侨乡文化
12.20|联谊活动|联络总部|冬至侨团联谊会||77|联谊"""

SERIES = {"春晚": "澳头侨乡春晚", "嘉庚": "嘉庚精神十个一", "人才月": "人才服务月",
          "研讨会": "侨智侨企创新创业研讨会"}
EARLIER = [("第一届澳头侨乡春晚", "春晚", "春晚", 1, D(2022, 1, 22)),
           ("第二届澳头侨乡春晚", "春晚", "春晚", 2, D(2023, 1, 14)),
           ("第八届侨智侨企创新创业研讨会", "研讨会", "研讨会", 8, D(2022, 11, 18)),
           ("第九届侨智侨企创新创业研讨会", "研讨会", "研讨会", 9, D(2023, 11, 17)),
           ("上年新春走进集美", "考察", None, None, D(2023, 2, 8)),
           ("上年联络总部秋季联谊会", "联谊活动", None, None, D(2023, 10, 20))]


def series_sheet():
    s = Sheet("系列活动", "编号 系列名称 系列类型 纪念日 始于 计划场次 主题")
    s.add("系-01", "澳头侨乡春晚", "春晚", None, "2022年1月", 1, "侨乡文化")
    s.add("系-02", "嘉庚精神十个一", "纪念系列", "1874-10-21", "2024年3月", 10, "嘉庚精神")
    s.add("系-03", "人才服务月", "人才服务月", None, "2019年", 5, "人才")
    s.add("系-04", "侨智侨企创新创业研讨会", "研讨会", None, "2015年", 1, "人才、招商")
    return s


def events(w):
    s = Sheet("活动台账", "编号 活动名称 活动系列 届次 活动类型 举办主体 活动日期 结束日期 "
              "举办形式 活动地点 活动所在区 所属展会 主题 参加人数 侨领人数 侨商人数 "
              "主讲人 经费预算（元） 归属单位 状态", title="2024年活动台账")
    o = Sheet("活动举办单位", "活动 举办角色 侨团 举办单位")
    places = ["市侨联会议厅", "联络总部多功能厅", "鹭屿宾馆", "集美鳌园", "云鹭软件园路演厅"]
    w.notes["events"] = []
    for n, line in enumerate(EVENTS.split("\n")):
        when, kind, host, name, series, people, topic = line.split("|")
        month, number = when.split(".")
        d = day(int(month), int(number))
        key = f"活2024-{n + 1:02d}"
        edition = {"春晚": 3, "研讨会": 10}.get(series)
        fair = "第24届投洽会" if day(9, 8) <= d <= day(9,
                11) else "2024年跨境电商展" if kind == "参展" else None
        off = "取消" in name
        many = int(people)
        s.add(key, name, SERIES.get(series), edition, kind, host, (d, chinese(d), dotted(d))[n % 3],
              d + DAY * 20 if kind == "主题展" else None,
              "线上线下结合" if "线上" in name else "线下", places[n % 5],
              DISTRICTS[n % 6], fair, topic, None if off else many, None if off else many // 6,
              None if off else many // 5, None,
              3000 + 500 * (n % 9), "HQ", "已取消" if off else ("已举办", "已结束",
              "已跟进")[n % 3])
        if not off:
            w.notes["events"].append((d, name, key, topic))
        o.add(key, "主办", None, "厦门市侨联")
        if kind == "海外投资宣讲":
            s.rows[-1][s.headings.index("主讲人")] = "鹭岸律师事务所海外业务团队"
            o.add(key, "主办", None, "厦门市企业家法律服务联盟")
            o.add(key, "承办", None, "鹭岸律师事务所")
        if series in ("研讨会", "春晚"):
            o.add(key, "承办", None, "厦门市侨商会" if series == "研讨会"
                  else "翔安区新店街道澳头社区")
            o.add(key, "指导" if series == "研讨会" else "协办", None,
                  "厦门市侨联" if series == "研讨会" else "翔安区侨联")
    for n, (name, kind, series, edition, d) in enumerate(EARLIER):
        s.add(f"活旧-{n + 1:02d}", name, SERIES.get(series), edition, kind,
              "侨商会" if series == "研讨会" else "侨联", d,
              主题="侨乡文化", 参加人数=100 + n, 归属单位="HQ", 状态="已结束")
    s.add("活2025-01", "联络总部蛇年新春茶话会", None, None, "茶话会", "联络总部", D(2025, 1, 10),
          参加人数=80, 归属单位="HQ", 状态="已举办")
    s.add("活2025-02", "第四届澳头侨乡春晚", SERIES["春晚"], 4, "春晚", "侨联", D(2025, 1, 22),
          归属单位="HQ", 状态="计划")
    for n, (district, code) in enumerate(DISTRICT_CODES.items()):
        s.add(f"{code}活2024-01", f"{district}侨界重阳游园", None, None, "联谊活动", "侨联",
              day(10, 11 + n % 2), None, "线下", f"{district}公园",
              district, None, "联谊", 60 + n * 9, 归属单位=code, 状态="已举办")
    return s, o


def participants(w):
    """The 70 who went to the trade show, with two who did not and three of the office's own."""
    rng = w.rng("participants")
    s = Sheet("活动签到表", "活动 姓名 人员类别 住在国 侨团 单位及职务 出席情况 人员档案")
    show = next(key for _, name, key, _ in w.notes["events"] if "跨境电商展" in name)
    salon = next(key for _, name, key, _ in w.notes["events"] if "沙龙" in name)
    leaders = [p for p in w.some("leader")][:44]
    merchants = [p for p in w.some("merchant")][:26]
    for n, p in enumerate(leaders + merchants):
        s.add(show, p.name, "侨领" if n < 44 else "侨商", COUNTRIES[p.residence][0],
              p.association.name, p.post,
              "早退" if n in (12, 51) else "出席", p.key)
    for n in range(2):
        p = w.some("leader")[44 + n]
        s.add(show, p.name, "侨领", COUNTRIES[p.residence][0], p.association.name, p.post, "缺席",
              p.key)
    for p in w.some("officer")[:3]:
        s.add(show, p.name, "工作人员", "中国", None, p.post, "出席", p.key)
    for n in range(12):
        p = w.stranger(first=1980, last=1998)
        s.add(salon, p.name, "人才", rng.choice(["中国", "新加坡", "日本", "美国"]), None, "创业者",
              "出席")
    return s


def talents(w):
    s = Sheet("海外人才库", "编号 人才姓名 外文姓名 人员档案 住在国 专业领域 人才层次 最高学历 "
              "所在机构 职务 合作意愿 诉求 电子邮箱 登记日期 登记活动 最近联系日期 状态")
    d = Sheet("人才需求", "编号 岗位名称 用人企业 用人单位 工作地点 专业要求 需求人数 学历要求 "
              "待遇 发布日期 有效期至 状态")
    m = Sheet("人才对接", "人才 岗位 推荐日期 对接活动 结果日期 对接结果 状态")
    fields = ["半导体材料", "生物医药", "海洋工程", "人工智能", "城市规划", "食品科学",
              "新能源电池", "金融科技", "文物保护", "供应链管理"]
    salon = next(key for _, name, key, _ in w.notes["events"] if "沙龙" in name)
    market = next(key for _, name, key, _ in w.notes["events"] if "对接会" in name)
    for n in range(32):
        code = "US SG JP GB DE CA AU FR".split()[n % 8]
        p = w.person(first=1968, last=1995, role="talent", residence=code, post="研究员")
        when = D(2021 + n % 3, 1 + n % 12, 5 + n % 20) if n < 14 else day(1 + n % 12, 3 + n % 24)
        s.add(f"才-{n + 1:03d}", p.name, latin(p, code), p.key, COUNTRIES[code][0], fields[n % 10],
              ("国家级", "省级", "市级", "其他")[n % 4],
              "博士" if n % 3 else "硕士", f"{COUNTRIES[code][1]}研究机构",
              ("教授", "高级工程师", "研究员")[n % 3],
              ("回国创业", "兼职、顾问", "项目合作", "回国工作")[n % 4],
              "希望了解落户与子女入学" if n % 5 == 0 else None, mail(p), when,
              salon if n >= 26 else None, day(12, 1 + n % 20),
              "已出库" if n == 3 else ("入库", "对接中", "已匹配", "已引进")[n % 4])
    for n in range(12):
        e = w.enterprises[n % len(w.enterprises)]
        d.add(f"岗2024-{n + 1:02d}", f"{fields[n % 10]}{('工程师', '负责人')[n % 2]}",
              e if n % 3 else None, None if n % 3 else "鹭屿大学",
              "厦门市", fields[n % 10], 1 + n % 3, "博士" if n % 2 else "硕士",
              "面议，提供人才公寓", day(1 + n % 6, 8), D(2025, 6, 30),
              "已满足" if n % 4 == 0 else "招聘中")
    for n in range(9):
        done = n in (0, 3, 5)
        m.add(f"才-{n * 3 + 1:03d}", f"岗2024-{n + 1:02d}", day(5, 28), market,
              day(7, 1 + n) if done else None,
              "签订意向" if done else None, ("已到岗" if n == 0 else "达成") if done else "已对接")
    w.book("07-人才.xlsx", s, d, m)


# ---- the gala, museums, objects ----

# countries that the gala went to: 78, and the three regions beside them
GALA = """PH MY SG ID TH VN KH MM BN JP KR AU NZ FJ PG SB VU US CA MX BR AR CL PE VE PA SR GB FR DE IT ES PT NL BE AT HU CZ
SE RU ZA NG KE TZ MG GQ AE TR GH KZ UZ LA IE CH PL DK EG MU AO IN LK NP MN SA QA KW IL GR FI NO RO UA ET UG ZM CR CO EC"""
MORE = {"IN": "印度", "LK": "斯里兰卡", "NP": "尼泊尔", "MN": "蒙古", "SA": "沙特阿拉伯",
        "QA": "卡塔尔", "KW": "科威特", "IL": "以色列",
        "GR": "希腊", "FI": "芬兰", "NO": "挪威", "RO": "罗马尼亚", "UA": "乌克兰",
        "ET": "埃塞俄比亚", "UG": "乌干达", "ZM": "赞比亚",
        "CR": "哥斯达黎加", "CO": "哥伦比亚", "EC": "厄瓜多尔"}
READINGS = [((2, 20), 1286400), ((3, 31), 2954100), ((6, 30), 3718800), ((9, 30), 4021500),
            ((12, 31), 4183200)]


def gala(w):
    b = Sheet("节目播出", "编号 节目名称 播出活动 播出日期 播出平台 语种 链接")
    t = Sheet("播送国家", "播出 国家（地区） 当地平台")
    r = Sheet("传播数据", "节目名称 平台 指标 统计日期 数值 凭证")
    event = next(key for _, name, key, _ in w.notes["events"] if name == "第三届澳头侨乡春晚")
    b.add("播2024-01", "第三届澳头侨乡春晚海外播送", event, day(2, 9), "海外华语电视与网络平台",
          "中文、闽南语", "https://example.org/gala/3")
    b.add("播2023-01", "第二届澳头侨乡春晚海外播送", "活旧-02", D(2023, 1, 21), "海外华语网络平台",
          "中文", "https://example.org/gala/2")
    codes = GALA.split()
    assert len(set(codes)) == 78 and not {"HK", "MO", "TW"} & set(codes)
    for n, code in enumerate(codes + ["HK", "MO", "TW"]):
        t.add("播2024-01", COUNTRIES[code][0] if code in COUNTRIES else MORE[code],
              ("华语电视频道", "网络直播平台")[n % 2])
    for code in codes[:20] + ["CU"]:
        t.add("播2023-01", COUNTRIES[code][0] if code in COUNTRIES else "古巴", "网络直播平台")
    for (month, number), views in READINGS:
        r.add("播2024-01", "各平台合计", "浏览量", day(month, number), views,
              f"截图-{month:02d}{number:02d}.png")
    r.add("播2024-01", "各平台合计", "浏览量", D(2025, 1, 20), 4207700, "截图-0120.png")
    r.add("播2024-01", "各平台合计", "点赞量", day(12, 31), 96300, "截图-赞.png")
    r.add("播2023-01", "各平台合计", "浏览量", D(2023, 12, 31), 2612000, "截图-2023.png")
    return b, t, r


def museums(w):
    v = Sheet("场馆", "编号 场馆名称 场馆类型 成立日期 创办主体 创办人 创办人档案 首创说明 "
              "是否指导成立 行政区划 地址 面积 开放时间 状态")
    o = Sheet("见证物", "编号 见证物名称 类别 收藏单位 年代 入藏方式 捐赠人 捐赠协议号 入藏日期 "
              "材质尺寸 保存状况 存放位置 参选活动 入选情况 入选日期 说明 状态")
    n7 = Sheet("讲述人", "编号 讲述人姓名 人员档案 场馆 讲述主题 对应见证物 语种 讲解批次 "
               "讲解人次 参选活动 入选情况 入选日期")
    founder = w.person(first=1955, last=1960, role="local", residence="CN", post="银同侨史馆馆长",
                       unit="TA", female=False)
    v.add("馆-01", "银同侨史馆", "侨史馆", day(5, 18), "个人", founder.name, founder.key,
          "同安区首个由个人创办的侨史馆", "是", "同安区",
          "大同街道老街", 320, "周二至周日", "开放")
    v.add("馆-02", "鹭屿大学校史馆侨史厅", "展览馆", "2016年10月", "学校", "鹭屿大学", None, None,
          None, "集美区", None, 180, None, "开放")
    v.add("馆-03", "澳头侨史陈列室", "展览馆", "2013年", "侨团", "澳头社区老人协会", None, None,
          "是", "翔安区", None, 150, None, "开放")
    v.add("馆-04", "厦港渔侨文化馆", "博物馆", D(2019, 6, 8), "政府", "厦港街道", None, None, None,
          "思明区", None, 400, "周一闭馆", "开放")
    items = [("南洋归舟行李箱", "实物", "约1950年"), ("抗战华侨机工证章", "证件", "1939年"),
             ("吕宋侨批一组", "侨批", "1920年代"),
             ("归国教师聘书", "文献", "1953年"), ("侨资电厂首张股票", "文献", "民国十七年"),
             ("集美学村老照片册", "照片", "1930年代"),
             ("华侨农场首台橡胶刀", "实物", "1960年"), ("侨乡剪瓷雕构件", "实物", "清末"),
             ("侨校毕业纪念旗", "实物", "1948年"), ("海外会馆铜铃", "实物", "1911年")]
    for n, (name, kind, made) in enumerate(items):
        giver = w.stranger(first=1940, last=1970)
        result = "入选" if n < 8 else "未入选"
        o.add(f"藏-{n + 1:03d}", name, kind, f"馆-0{n % 4 + 1}",
              made if made != "清末" else "19世纪", "捐赠" if n % 3 else "借展",
              giver.name, f"捐协-{n + 1:02d}" if n % 3 else None, D(2017 + n % 6, 4, 9), "详见档案",
              "完好" if n % 2 else "基本完好", f"展柜{n + 1}",
              "国家侨联新中国七十五周年见证物征集", result, day(10, 12), "由捐赠家庭口述整理",
              "展出")
    o.add("藏-011", "早年征集落选之旧锚", "实物", "馆-04", 参选活动="上年见证物征集",
          入选情况="入选", 入选日期=D(2023, 9, 1), 状态="在库")
    for n in range(9):
        p = w.person(first=1948, last=1985, role="local", residence="CN",
                     unit=list(DISTRICT_CODES.values())[n % 6], post="侨史讲述人")
        n7.add(f"述-{n + 1:02d}", p.name, p.key, f"馆-0{n % 4 + 1}", f"《{items[n][0]}》背后的故事",
               f"藏-{n + 1:03d}", "中文、闽南语", 6 + n, 180 + 30 * n,
               "国家侨联新中国七十五周年见证物征集", "入选" if n < 7 else "推荐",
               day(10, 12) if n < 7 else None)
    return v, o, n7


# ---- articles ----

def wechat(w):
    """176 items on the account, out of what happened in the year."""
    s = Sheet("微信公众号推文", "编号 标题 稿件类型 发布渠道 主题 作者 发布日期 是否原创 "
              "是否取得肖像同意 字数 对应活动 链接 状态")
    r = Sheet("阅读量", "文章 平台 指标 统计日期 数值 凭证")
    found = [(d, f"活动现场｜{name}", "动态", topic, key) for d, name, key,
             topic in w.notes["events"]]
    for row in w.notes["receptions"][:36]:
        number = int(row[0][-3:])
        found.append((day(1, 10) + DAY * (number * 9), f"乡亲来了｜接待{row[1]}（{number}）",
                     "动态", "联谊", None))
    for n in range(52):
        found.append((day(1, 3) + DAY * 7 * n, f"一周侨讯第{n + 1}期", "消息", "基层建设", None))
    for n in range(24):
        found.append((day(1, 9) + DAY * 15 * n, f"侨胞故事第{n + 1}篇", "人物", "侨乡文化", None))
    for n in range(12):
        found.append((day(n + 1, 20), f"{n + 1}月法律咨询日预告", "通知", "侨益", None))
    n = 0
    while len(found) < 176:
        found.append((day(2, 2) + DAY * 13 * n, f"政策速览第{n + 1}辑", "政策解读", "招商", None))
        n += 1
    assert len(found) == 176 and all(f[0].year == YEAR for f in found)
    for n, (d, title, kind, topic, event) in enumerate(sorted(found, key=lambda f: (f[0], f[1]))):
        key = f"微2024-{n + 1:03d}"
        s.add(key, title, kind, "微信公众号", topic, "市侨联宣传处",
              (chinese(d), dotted(d), d)[n % 3], "是", "是", 600 + n * 13 % 900, event,
              f"https://example.org/wx/{n + 1}", "发布后已核查" if n % 4 == 0 else "已发布")
        r.add(key, "微信公众号", "阅读量", day(12, 31), 180 + n * 37 % 2400, "后台截图12月")
    s.add("微2024-撤", "已撤回的活动通知", "通知", "微信公众号", 发布日期=day(7, 3), 是否原创="是",
          状态="已撤回")
    s.add("微2023-170", "二〇二三年终侨讯", "消息", "微信公众号", 发布日期=D(2023, 12, 29),
          是否原创="是", 状态="已发布")
    s.add("微2025-001", "二〇二五新年寄语", "消息", "微信公众号", 发布日期=D(2025, 1, 1),
          是否原创="是", 状态="已发布")
    s.add("微2024-稿", "尚未发布的人物专访", "人物", "微信公众号", 是否原创="是", 状态="一审")
    return s, r


FEATURES = ["倾资办学的算盘", "橡胶园里的校舍图", "一封越洋的家书", "渔村里走出的教师",
            "机工归国路", "集美龙舟与少年", "华侨银行旧事", "学村晨钟",
            "侨胞口中的校主", "从鳌园碑文读起", "南洋报人的笔", "捐建医院的账本", "后人谈家风",
            "一百五十年后的回声"]


def articles(w):
    s = Sheet("宣传报道", "编号 稿件标题 稿件类型 首发平台 平台级别 主题 作者 刊发日期 是否原创 "
              "转载来源 对应活动 字数 链接 状态")
    p = Sheet("刊载情况", "文章 刊载媒体 刊载类型 平台级别 媒体所在国家 语言 刊载日期 链接")
    for n, title in enumerate(FEATURES):
        d = day(3 + n * 9 // 14, 4 + n * 2 % 25)
        level = ("中国侨联", "省", "市")[n % 3]
        s.add(f"嘉2024-{n + 1:02d}", f"嘉庚精神专题｜{title}", "专题", "官网", level, "嘉庚精神",
              "市侨联宣传处", d, "是", None, None, 1500 + 70 * n,
              f"https://example.org/tkk/{n + 1}", "已发布")
        p.add(f"嘉2024-{n + 1:02d}", ("全国侨联网站", "省侨联网站", "市侨联网站")[n % 3], "首发",
              level, "中国", "中文", d,
              f"https://example.org/tkk/{n + 1}")
        if n % 3 == 1:
            p.add(f"嘉2024-{n + 1:02d}", "海外华文周报", "转载", "海外", COUNTRIES["PH"][0], "繁体",
                  d + DAY * 3, None)
    s.add("稿2024-01", "以党建引领侨联基层建设的做法", "经验做法", "中国侨联刊物", "中国侨联",
          "党建带侨建", "市侨联办公室", day(8, 15), "是", None, None, 3200,
          "https://example.org/a/1", "已发布")
    for n, (title, country) in enumerate((("三代人的寻根信", "PH"), ("宗祠门匾上的线索", "MY"),
            ("一张老照片回到村里", "ID"), ("侨批替他们找到了家", "SG"))):
        key = f"寻2024-{n + 1:02d}"
        s.add(key, f"寻根系列｜{title}", "通讯", "海外媒体", "海外", "寻根", "市区侨联联合采写",
              day(4 + n * 2, 17), "是", None, None, 1800, f"https://example.org/r/{n}",
              "已发布")
        p.add(key, "侨音周报", "首发", "海外", COUNTRIES[country][0], "中文", day(4 + n * 2, 17),
              f"https://example.org/r/{n}")
    for n in range(10):
        d = day(2 + n, 14)
        s.add(f"稿2024-{n + 11}", f"市侨联工作报道第{n + 1}则", "消息",
              ("报纸", "广播电视", "网站")[n % 3], ("市级", "省级")[n % 2], "基层建设", "合作媒体",
              d, "否",
              "合作媒体", None, 700, None, "已发布")
    s.add("稿2023-07", "嘉庚精神专题｜上年旧稿", "专题", "官网", "市", "嘉庚精神", "市侨联宣传处",
          D(2023, 10, 21), "是", None, None, 1600, None, "已发布")
    s.add("稿2024-退", "嘉庚精神专题｜待改稿", "专题", "官网", "市", "嘉庚精神", "市侨联宣传处",
          None, "是", None, None, 1100, None, "二审")
    return s, p


def info(w):
    s = Sheet("信息报送", "编号 信息标题 信息类别 作者 签发人 是否保密审查 报送日期 报送渠道 期号 "
              "状态")
    a = Sheet("信息采用", "信息报送 采用单位 采用级别 采用形式 采用日期 刊物期号 批示领导 "
              "批示日期 得分")
    subjects = ["侨企稳订单诉求", "海外子女入学衔接", "侨房租赁纠纷", "华文教师短缺",
                "归国人才社保接续", "海外仓物流成本", "侨乡古厝保护", "跨境公证便利"]
    for n in range(24):
        d = day(1 + n // 2, 6 + n % 2 * 14)
        adopted = n % 8 < 5
        s.add(f"信2024-{n + 1:02d}", f"关于{subjects[n % 8]}的情况与建议（{n // 8 + 1}）",
              ("社情民意", "工作信息", "调研报告")[n % 3], "市侨联信息员", "分管副主席", "是",
              d, ("市政协、统战部", "省侨联", "市委信息")[n % 3], f"第{n + 1}期",
              "采用" if adopted else "已报送")
        if adopted:
            level = ("市级", "省级", "全国")[n % 3]
            got = n in (2, 11)
            a.add(f"信2024-{n + 1:02d}", {"市级": "市政协", "省级": "省侨联",
                  "全国": "中国侨联"}[level], level, "单篇" if n % 2 else "综合",
                  d + DAY * 18, f"{n + 40}", "市领导" if got else None,
                  d + DAY * 25 if got else None, (2, 5, 10)[n % 3])
    return s, a
