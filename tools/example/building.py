# SPDX-License-Identifier: Apache-2.0
"""Proposals, homes, training, honours, district sheets, and the registry of people itself."""
import datetime

from example import names
from example.book import Sheet
from example.names import DISTRICTS
from example.world import (COUNTRIES, D, DISTRICT_CODES, FULL, SHORT, YEAR, abroad_phone, chinese,
                           day, dotted, latin, mail)

DAY = datetime.timedelta(1)

# ---- proposals ----

THEMES = ["华侨历史建筑活化利用", "侨批档案数字化", "跨境电商侨商服务", "归侨养老互助",
          "华文教育资源共享", "涉侨纠纷多元化解", "海外人才住房保障", "侨乡特色旅游线路",
          "城中村侨房安全", "国际社区便民服务", "远洋渔业合作", "中医药海外推广",
          "侨界青年创业空间", "两岸侨缘文化交流", "港口航线拓展", "海外仓共建共享",
          "老字号侨商品牌",
          "红砖厝保护", "外籍子女入学", "侨资绿色转型", "数字贸易试点", "闽南语影像保存",
          "社区侨胞之家提质", "涉侨公证便利", "侨捐项目管护", "海丝文化研学",
          "国际医疗服务", "低空经济引智", "民宿规范发展", "侨企知识产权", "博物馆夜间开放",
          "海岸线慢行系统", "侨界志愿服务"]


def proposals(w):
    s = Sheet("政协提案", "编号 提案标题 提交会议 文种 提案类型 层级 会议届次 平时提案 提案人 "
              "联名人 召集人 领域 提交日期 审查日期 立案号 办理方式 主办单位 会办单位 交办日期 "
              "会签日期 "
              "督办审核日期 答复日期 答复文号 办理结果 委员评价 反馈日期 优秀提案 状态",
              title="市政协侨联界别提案台账")
    members = [w.person(first=1962, last=1986, role="member", residence="CN", unit="HQ",
               post="市政协委员（侨联界别）") for _ in range(14)]
    session = "十四届三次"
    group = ["关于提升联络总部服务能级的提案", "关于保护利用侨乡文化遗产的提案",
             "关于完善海外人才服务链条的提案", "关于健全涉侨纠纷化解机制的提案"]

    def add(key, title, kind, who, joint, n, when, session, state="办结"):
        assigned = when + DAY * 40
        replied = assigned + DAY * (50 + n % 30)
        joint_units = n % 4 == 0
        s.add(key, title, "政协", "提案", kind, "市", session, None, who, joint,
              "侨联界别小组召集人" if kind == "小组" else None,
              ("经济", "文化", "社会", "法治")[n % 4], when,
              when + DAY * 12, f"第{1400 + n}号", "主会办" if joint_units else "单独承办",
              ("市文旅部门", "市商务部门", "市人社部门", "市司法部门")[n % 4],
              "市财政部门" if joint_units else None, assigned,
              replied - DAY * 8 if joint_units else None, replied - DAY * 3, replied,
              f"厦提复〔{when.year}〕{n + 1}号",
              ("A类", "B类", "A类", "C类")[n % 4], "满意" if n % 9 else "基本满意",
              replied + DAY * 10, "是" if n in (3, 17) else None, state)

    for n, title in enumerate(group):
        add(f"提2024-组{n + 1}", title, "小组", "市政协侨联界别活动小组", None, n, day(1, 8),
            session)
    for n in range(33):
        joint = "、".join(members[(n + i) % 14].name for i in (1, 2)) if n % 5 == 0 else None
        add(f"提2024-{n + 1:02d}", f"关于{THEMES[n]}的提案", "个人", members[n % 14].name, joint,
            n + 4, day(1, 8 + n % 3), session)
    add("提2024-团1", "关于设立侨乡文化生态区的提案", "团体", "厦门市侨联", None, 40, day(1, 9),
        session)
    s.add("提2024-撤1", "关于夜市管理的提案", "政协", "提案", "个人", "市", session,
          提案人=members[2].name, 提交日期=day(1, 9), 状态="撤案")
    for n in range(6):
        add(f"提2023-{n + 1:02d}", f"关于{THEMES[n * 5]}的上年提案", "个人" if n else "小组",
            members[n].name, None, n + 60, D(2023, 1, 6), "十四届二次")
    for n in range(2):
        s.add(f"建2024-{n + 1}", f"关于{('侨房维修资金', '侨胞社保接续')[n]}的建议", "人大", "建议",
              "个人", "市", "十六届三次", 提案人=w.stranger(first=1965, last=1985).name,
              提交日期=day(1, 10), 状态="办结")
    s.add("提2025-01", "关于来年侨乡振兴的提案", "政协", "提案", "小组", "市", "十四届四次",
          提案人="市政协侨联界别活动小组", 提交日期=D(2025, 1, 6), 状态="已提交")
    w.book("16-政协提案.xlsx", s)


# ---- homes and training ----

HOMES = [("思明区筼筜街道侨胞之家", "SM03", "思明区", (3, 28)),
         ("湖里区金山街道侨胞之家", "HL03", "湖里区", (6, 14)),
         ("翔安区新店街道侨胞之家", "XA01", "翔安区", (9, 26)),
         ("卫健系统侨胞之家", "WJ", "思明区", (12, 10))]
OLD_HOMES = [("集美区集美街道侨胞之家", "JM01", "集美区", "2012年5月", D(2014, 12, 1)),
             ("思明区中华街道侨胞之家", "SM01", "思明区", "2011年9月", D(2013, 12, 1)),
             ("同安区大同街道侨胞之家", "TA01", "同安区", "2015年4月", D(2016, 12, 1)),
             ("海沧区嵩屿街道侨胞之家", "HC01", "海沧区", "2018年10月", D(2020, 12, 1))]
CRITERIA = [("有组织", "班子健全，有换届记录", 20), ("有队伍", "有专人负责，有志愿者", 20),
            ("有经费", "有年度经费安排", 20), ("有阵地", "场所固定，标识规范", 20),
            ("有活动", "全年活动不少于八场", 20)]


def homes(w):
    h = Sheet("侨胞之家名录", "编号 侨胞之家名称 所属侨联 所在地 地址 成立日期 面积 开放时间 "
              "工作人员数 年度经费（万元） 年活动场次 五有 命名日期 五好命名日期 典型选树日期 "
              "联系人 状态")
    c = Sheet("评定标准", "编号 标准名称 适用称号 版本 发布单位 适用地区 生效日期 合格分 标准文号")
    k = Sheet("评定细则", "编号 所属标准 条目号 评定项目 具体要求 佐证材料 满分 必备项")
    a = Sheet("侨胞之家评定", "编号 受评侨胞之家 评定标准 实地核查日期 核查人 核查人二 总分 "
              "评定结论 评定日期 核查情况")
    x = Sheet("逐项评分", "所属评定 评定项目 得分 是否达标")
    c.add("标-01", "侨胞之家五有标准（示例）", "五有", "2021版", "省侨联", "福建省", D(2021, 1, 1),
          80, "闽侨联〔2020〕0号（示例）")
    c.add("标-02", "五好侨胞之家标准（示例）", "五好", "2022版", "省侨联", "福建省", D(2022, 3, 1),
          85, "闽侨联〔2022〕0号（示例）")
    for n, (name, need, score) in enumerate(CRITERIA):
        k.add(f"则-{n + 1:02d}", "标-01", str(n + 1), name, need, "台账与照片", score, "是")
    five = "有组织、有队伍、有经费、有阵地、有活动"
    for n, (name, code, place, founded, named) in enumerate(OLD_HOMES):
        h.add(f"家-{n + 1:02d}", name, code, place, f"{place}侨界活动中心", founded, 160 + 40 * n,
              "工作日", 2, 5 + n, 12 + n, five, named, D(2019 + n, 12, 1) if n < 2 else None,
              day(12, 20) if n == 0 else None, w.stranger(first=1965, last=1985).name, "已命名")
        assess(a, x, k, f"家-{n + 1:02d}", n, named - DAY * 40)
    for n, (name, code, place, when) in enumerate(HOMES):
        h.add(f"家-{n + 11:02d}", name, code, place, f"{place}社区服务楼", day(*when), 120 + 15 * n,
              "工作日及周六", 2, 3, 6, five if n < 2 else "有组织、有队伍、有阵地", None,
              None, None, w.stranger(first=1970, last=1990).name,
              "区侨联已审" if n < 2 else "已自查")
    h.add("家-21", "湖里区殿前街道侨胞之家", "HL", "湖里区", None, day(5, 6), 状态="未通过")
    w.book("17-侨胞之家与培训.xlsx", h, c, k, a, x, *training(w))


def assess(a, x, k, home, n, when):
    key = f"评-{n + 1:02d}"
    a.add(key, home, "标-01", when, "市侨联基层处甲", "区侨联乙", 95 - n, "通过", when + DAY * 14,
          "现场与台账相符")
    for i, row in enumerate(k.rows[:5]):
        x.add(key, row[0], 20 - (1 if i == n else 0) - (n if i == 4 and n < 1 else 0), "是")


def training(w):
    s = Sheet("培训班", "编号 培训班名称 培训类型 期次 开班日期 结业日期 天数 学时 主办单位 "
              "承办单位 培训地点 举办地 参训人数 课程形式 培训经费（万元） 通知日期 培训评估 状态")
    t = Sheet("学员名单", "培训班 学员档案 学员姓名 所在单位 职务 是否参训 实际学时 证书编号")
    s.add("训2024-01", "基层侨联骨干嘉庚精神培训班", "基层骨干培训", None, day(5, 20), day(5, 24),
          5, 32, "厦门市侨联", "鹭屿大学", "鹭屿大学培训中心", "集美区", 48,
          "专题讲座、现场教学、研讨交流",
          9.6, day(4, 28), "评估优良", "已举办")
    s.add("训2024-02", "新侨人才国情研修班", "国情研修、新侨人才", None, day(10, 14), day(10, 18),
          5, 30, "厦门市侨联", "鹭屿大学", "鹭屿大学培训中心", "集美区", 36, "专题讲座、现场教学",
          8.2,
          day(9, 20), "评估优良", "已举办")
    s.add("训2023-01", "上年基层侨联干部培训班", "基层骨干培训", None, D(2023, 6, 5), D(2023, 6, 8),
          4, 24, "厦门市侨联", None, None, "集美区", 40, "讲座", 7, D(2023, 5, 10), None, "已归档")
    s.add("训2024-取", "侨联信息员业务培训班", "业务培训", None, day(11, 25), day(11, 26), 2, 12,
          "厦门市侨联", 参训人数=30, 状态="取消")
    first = (w.some("officer") + w.some("local"))[:48]
    second = (w.some("talent") + w.some("merchant"))[:36]
    for key, group, hours in (("训2024-01", first, 32), ("训2024-02", second, 30)):
        for n, p in enumerate(group):
            t.add(key, p.key, p.name, SHORT.get(p.unit) or "海外侨界", p.post, "是",
                  hours - (4 if n % 11 == 10 else 0), f"证{key[-2:]}-{n + 1:03d}")
    return s, t


# ---- honours ----

def honours(w):
    h = Sheet("荣誉台账", "编号 荣誉名称 荣誉类型 荣誉级别 颁发单位 联合颁发单位 荣誉文号 "
              "授予日期 考评年度 等次 工作领域 获评单位 获评侨联 状态")
    e = Sheet("领导批示", "编号 批示事项 批示领导 领导职务 批示级别 批示性质 批示日期 密级 "
              "来源信息 落实日期")
    rows = [("国家侨联新中国七十五周年主题活动组织工作", "联合表彰", "中国侨联", "中国侨联",
            "国家文物局", day(11, 22), "2024年", None, "文化", "厦门市侨联", "HQ"),
            ("全省侨联系统信息工作先进集体", "评比奖项", "省侨联", "福建省侨联", None, day(3, 14),
            "2023年", "一等奖", "信息工作", "厦门市侨联", "HQ"),
            ("慈善爱心单位", "爱心单位", "市", "厦门市慈善总会", None, day(9, 5), "2016-2024", None,
            "慈善", "厦门市侨联", "HQ"),
            ("全国侨联系统基层组织典型选树单位", "典型选树单位", "全国", "中国侨联", None,
            day(12, 20), "2023-2024", None, "基层组织", "思明区中华街道侨联", "SM01"),
            ("全国侨联系统基层组织典型选树单位", "典型选树单位", "全国", "中国侨联", None,
            day(12, 20), "2023-2024", None, "基层组织", "同安区侨联", "TA"),
            ("全国侨联系统侨胞之家典型选树单位", "侨胞之家典型选树单位", "全国", "中国侨联", None,
            day(12, 20), "2023-2024", None, "基层组织", "集美区集美街道侨联侨胞之家", "JM01"),
            ("全省侨联系统宣传工作通报表扬", "通报表扬", "省", "福建省侨联", None, day(4, 9),
            "2023年", None, "宣传", "厦门市侨联", "HQ"),
            ("区级文明单位", "称号", "区", "思明区", None, day(7, 1), "2023年", None, "综合",
            "思明区侨联", "SM"),
            ("全省侨联系统信息工作先进集体", "评比奖项", "省侨联", "福建省侨联", None,
            D(2023, 3, 20), "2022年", "二等奖", "信息工作", "厦门市侨联", "HQ"),
            ("慈善项目提名", "称号", "市", "厦门市慈善总会", None, None, "2024年", None, "慈善",
            "厦门市侨联", "HQ")]
    for n, (name, kind, level, by, with_, awarded, assessed, rank, work, holder,
            unit) in enumerate(rows):
        h.add(f"荣-{n + 1:02d}", name, kind, level, by, with_,
              f"示例〔{awarded.year if awarded else YEAR}〕{n + 1}号", awarded, assessed, rank,
              work, holder, unit,
              "已授予" if awarded else "落选")
    leader = [w.stranger(first=1955, last=1968).name for _ in range(4)]
    e.add("批-01", "嘉庚精神传承工作经验", leader[0], "中国侨联领导", "中国侨联", "肯定",
          day(6, 7), "公开", None, None)
    e.add("批-02", "与法院共护侨胞权益的工作经验", leader[1], "中国侨联领导", "中国侨联", "肯定",
          day(10, 30), "公开", None, None)
    e.add("批-03", "侨企稳订单诉求专报", leader[2], "市领导", "市", "要求落实", day(2, 28), "内部",
          "信2024-03", day(3, 22))
    e.add("批-04", "联络总部年度工作报告", leader[3], "市领导", "市", "肯定", day(1, 29), "内部",
          None, None)
    e.add("批-05", "上年侨务信息工作", leader[0], "中国侨联领导", "中国侨联", "圈阅",
          D(2023, 12, 12), "内部", None, None)
    w.book("18-荣誉与批示.xlsx", h, e)


# ---- one sheet a district ----

def district_sheets(w):
    s = Sheet("一区一侨情", "编号 区 统计截止日期 统计方法 依据 区级侨联数 街镇侨联数 "
              "社区（村）侨联数 高校侨联数 园区侨联数 侨胞之家数 归侨人数 侨眷人数 海外侨胞人数 "
              "港澳同胞人数 留学人员人数 "
              "分布国家和地区数 海外社团数 侨企数 归属单位 状态",
              groups=[("区情", 5), ("组织", 6), ("侨情（估算）", 8), ("管理", 2)])
    for year in (YEAR - 1, YEAR):
        for n, code in enumerate(DISTRICT_CODES.values()):
            grown = 3 * (year - YEAR + 1)
            s.add(f"侨情{year}-{code}", code, D(year, 12, 31), "估算", "街道上报汇总", 1,
                  len([c for c in FULL if c.startswith(code) and len(c) == 4]),
                  8 + n * 5 + grown, n % 2, 1 if n < 2 else 0, 3 + n + grown // 3,
                  420 - n * 45 + grown, 18600 + n * 7450 + grown * 20,
                  26400 + n * 9310 + grown * 30,
                  3100 + n * 420 + grown, 860 + n * 77 + grown, 32 + n * 3, 11 + n * 4,
                  46 - n * 5 + grown, code, "已确认" if year < YEAR else "已上报")
    w.book("19-一区一侨情.xlsx", s)


# ---- the registry ----

def registry(w):
    rng = w.rng("registry")
    s = Sheet("人员名册", "编号 姓名 繁体姓名 外文姓名 性别 出生日期 国籍 住在国 祖籍地 现居地 "
              "家庭户 证件类型 证件号码 联系电话 电子邮箱 学历 职业 单位及职务 出国时期 困难情况 "
              "困难认定有效期 人员去向 普查日期 普查员 最近核实日期 数据来源 归属单位 状态",
              title="侨情人员名册")
    st = Sheet("涉侨身份", "人员 涉侨身份 取得日期 认定方式 证明文号 出具单位 所属侨亲 最近核实日期")
    overseas = [p for p in w.people if p.residence != "CN"]
    kin = iter(overseas * 2)
    households = {}
    for n, p in enumerate(w.people):
        home = p.residence == "CN"
        hkmo = p.residence in ("HK", "MO")
        chinese_citizen = home or hkmo or p.role in ("visitor", "leader") and p.key[-1] in "36"
        own = getattr(p, "street", None)
        home_key = f"户-{len(households) + 1:03d}" if own and p.role == "local" and len(households) < 60 else None
        if home_key:
            households[home_key] = p
        s.add(p.key, p.name, p.hant if n % 3 == 0 or not home else None,
              None if home else latin(p, p.residence), p.sex,
              p.born if n % 4 else (chinese(p.born) if n % 8 else dotted(p.born)),
              "中国" if chinese_citizen else COUNTRIES[p.residence][0],
              "中国" if home else COUNTRIES[p.residence][0], f"福建省厦门市{rng.choice(DISTRICTS)}",
              own, home_key, "居民身份证" if own and n % 2 else None,
              names.citizen_number(p.born, n, p.female) if own and n % 2 else None,
              names.mobile(n) if home else abroad_phone(p.residence, n),
              None if home and n % 4 else mail(p), rng.choice(["小学", "初中", "高中", "大专",
              "本科"]) if home else rng.choice(["本科", "硕士", "大专"]),
              {"talent": "科研", "merchant": "企业主", "leader": "企业主",
              "pupil": "学生"}.get(p.role, rng.choice(["公司职员", "自由职业", "其他"])), p.post,
              None if home else ("老侨" if p.born.year < 1952 else "新侨"),
              getattr(p, "hardship", None), D(2025, 12, 31) if getattr(p, "hardship",
              None) else None,
              "在住" if home else "在海外", day(3 + n % 8, 1 + n % 27) if own else None,
              "街道普查员" if own else None, day(6 + n % 6, 1 + n % 27),
              "2024年侨情更新" if own else "联谊台账", p.unit or "HQ",
              "已核实" if n % 9 else "待核实")
        if home and getattr(p, "status", None):
            relative = p.status == "侨眷"
            st.add(p.key, p.status, None if relative else f"{1952 + n % 30}年",
                   ("有材料", "自述")[n % 2], f"侨证{n:04d}" if n % 2 == 0 else None, None,
                   next(kin).key if relative and n % 2 else None, day(6, 20))
        elif not home:
            student = p.role == "talent" and n % 5 == 0
            st.add(p.key, "留学人员" if student and chinese_citizen else "港澳同胞" if hkmo
                   else "华侨" if chinese_citizen else "外籍华人", f"{p.born.year + 25}年",
                   "自述", None, None, None, day(6, 20))
    w.households = households
    return s, st


def registry_more(w):
    rng = w.rng("registry more")
    locals_ = [p for p in w.some("local") if getattr(p, "street", None)]
    overseas = w.some("leader")
    r = Sheet("亲属关系", "人员 亲属 亲属关系 扶养起始 备注")
    for n in range(60):
        r.add(locals_[n * 3].key, overseas[n].key, ("兄弟姐妹", "子女", "父母", "旁系亲属")[n % 4],
              None, None)
    r.add(locals_[1].key, overseas[70].key, "长期扶养关系", "1998年", "由堂叔抚养成人")
    n_ = Sheet("曾用名", "人员 其他姓名 姓名类型 拼写方式 见于")
    for n in range(24):
        p = overseas[n * 3]
        n_.add(p.key, p.south if p.residence not in ("PH", "MY") else p.north,
               "方言名" if n % 2 else "异写", "闽南语" if n % 2 else "汉语拼音", "会员名册")
    for n in range(8):
        p = locals_[n * 9]
        n_.add(p.key, p.name[0] + rng.choice(["阿妹", "细弟", "水生", "乌番"]), "别名", "简体字",
               "族谱")
    c = Sheet("同意记录", "编号 人员 用途 数据范围 接收方 文本版本 告知语言 同意方式 同意日期 "
              "同意人 有效期至 撤回日期 凭证")
    for n in range(60):
        p = (overseas if n % 2 else locals_)[n * 2]
        cross = n % 6 == 5
        c.add(f"同-{n + 1:03d}", p.key, "出境提供" if cross else ("登记建档", "联系",
              "肖像使用")[n % 3], "姓名、联系方式", "所属侨团" if cross else None, "2024年1版",
              "繁体中文" if n % 2 else "中文", ("纸质", "网页", "邮件")[n % 3],
              day(1 + n % 12, 5 + n % 20), None, D(2027, 12, 31), day(12, 2) if n == 7 else None,
              f"同意书{n + 1:03d}")
    return r, n_, c


def household_list(w):
    """As the old system exports it."""
    s = Sheet("归侨侨眷户", "编号 户主 户主编号 户类型 所属街道 地址 在册人数 海外人数 联系电话 "
              "最近核实日期 归属单位")
    for n, (key, p) in enumerate(w.households.items()):
        s.add(key, p.name, p.key, "归侨户" if p.status == "归侨" else "侨眷户", f"厦门市{p.street}",
              f"{p.street}示例路{n + 1}号", 1 + n % 5, n % 4, names.mobile(n + 2000),
              f"2024-{6 + n % 6:02d}-{1 + n % 27:02d}", p.unit)
    return s
