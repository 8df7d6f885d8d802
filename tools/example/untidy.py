# SPDX-License-Identifier: Apache-2.0
"""A folder as untidy as real ones, the same folder put right, and the list of what is wrong in it.

The sheets below are the ones put right. FIXES says what stood in a cell before; what a rehearsal
must name is exactly those cells, or the row where the fault is that two rows contradict.
"""
import datetime
import re

from example import book
from example.names import citizen_number

D = datetime.date
CELL, ROW = "cell", "row"


class Grid(book.Sheet):
    """A sheet of which every row is given as it stands, with `first` rows above the data."""

    def __init__(self, name, first, merges, rows):
        super().__init__(name, [])
        self.first, self.merges = first, merges
        self.rows = [list(r) for r in rows]

    def grid(self):
        return self.rows, self.merges, self.first


def receptions():
    rows = [
        ["二○二四年上半年来访接待台账", *[None] * 8],
        ["（单位：人。联谊处整理，未经核对）", *[None] * 8],
        ["序号", "来访情况", None, None, None, None, "接待情况", None, "备注"],
        [None, "来访团组", "國家地區", "抵達日期", "人数", "来访方式", "接待领导", "办理状态",
        None],
        [1, "菲律宾鹭潮商会访问团", "菲律滨", D(2024, 1, 15), 12, "来访", "副主席", "已归档", None],
        [2, "马来西亚五缘同乡会參訪團", "马来西亚", "2024年3月5日", "十八人", "来訪", "主席",
        "已归档", "繁简混写"],
        [3, "泰国云顶商会一行", "暹罗", "2024-03-13", 9, "来访", "秘书长", "已结束", None],
        [None] * 9,
        [4, "新加坡鸿山校友会", "星洲", "2024.4.3", 30, "来访", "主席", "已结束", None],
        [5, "所罗门嘉禾里同乡会", "所罗门", D(2024, 4, 20), 6, "来访", "副主席", "已结束", None],
        ["序号", "来访团组", "國家地區", "抵達日期", "人数", "来访方式", "接待领导", "办理状态",
        "备注"],
        [6, "印尼泗水银同里青年会", "印尼", "2024/5/8", 14, "来访", "副主席", "已结束", None],
        [7, "侨胞家庭探亲", "英国", D(2024, 5, 21), 3, "零散来访", "联络处", "已结束", "一家三口"],
        [8, "线上座谈（大洋洲）", "澳大利亚", "２０２４年６月１８日", 20, "线上", "主席", "已结束",
        None],
        [9, "日本万石文化协会", "日本", "2024-06-25", 11, "来访", "秘书长", "已结束", None],
        [None] * 9,
        ["合计", None, None, None, 123, None, None, None, None],
    ]
    merges = [(0, 0, 0, 8), (1, 0, 1, 8), (2, 1, 2, 5), (2, 6, 2, 7), (2, 0, 3, 0), (2, 8, 3, 8)]
    note = Grid("填表说明", 0, [], [["一、日期按年月日填写。"], ["二、人数只计来宾。"],
                ["三、有疑问请问联谊处。"]])
    return [Grid("接待台账", 4, merges, rows), note]


def people():
    rows = [
        ["侨情人员登记（街道汇总稿）", *[None] * 9],
        ["姓名", "英文名", "性别", "出生年月日", "国籍", "住在国", "证件类型", "身份证号", "手机号",
        "学历"],
        ["陈阿土", None, "男", D(1946, 2, 18), "中国", "中国", "身份证",
        citizen_number(D(1946, 2, 18), 3, False), "154 0592 1001", "小学"],
        ["林春治", None, "女", "1951.11.02", "中国", "中国", "身份证",
        citizen_number(D(1951, 11, 2), 8, True), "15405921002", "初中"],
        ["陳水生", "Tan Chui Seng", "男", "1938年", "菲律宾", "菲律賓", None, None, None, "高中"],
        [None] * 10,
        ["黄月琴", None, "女", "1960-07", "中国", "中国", None, None, "154-0592-1004", "大专"],
        ["吴天送", None, "男", D(1955, 9, 9), "中国", "中国", "身份证",
        citizen_number(D(1955, 9, 9), 5, False), "15405921005", "本科"],
        ["黄月琴", None, "女", "1960-07", "中国", "中国", None, None, "15405921004", "大专"],
        ["蔡金莲", "Chua Kim Lian", "女", "约1949年", "新加坡", "新加坡", None, None, None, "其他"],
        ["許順治", "Koh Soon Tee", "男", "1942-02-28", "印度尼西亚", "印尼", None, None, None,
        "小学"],
    ]
    return [Grid("人员名册", 2, [(0, 0, 0, 9)], rows)]


def visitors():
    return [Grid("来访人员", 1, [], [
        ["来访团组", "姓名", "外文姓名", "其余人数", "住在国", "性别", "职务"],
        ["菲律宾鹭潮商会访问团", "施文杰", "See Boon Kiat", None, "菲律宾", "男", "会长"],
        ["菲律宾鹭潮商会访问团", None, None, "11", "菲律宾", None, None],
        ["马来西亚五缘同乡会參訪團", "葉秀英", "Yap Siew Ying", None, "马来西亚", "女", "會長"],
        ["马来西亚五缘同乡会参访团", "洪江川", "Ang Kang Chwan", None, "大马", "男", "理事"],
        ["所罗门嘉禾里同乡会", "余志安", "Yee Chee Aun", None, "所罗门群岛", "男", "会员"],
        ["所罗门嘉禾里同乡会", "周雅敏", "ZHOU Yamin", None, "斐济", "女", "秘书长"]])]


def gifts():
    rows = [
        ["捐赠人", "捐赠类型", "捐赠物品", "金额(万元)", "到账日期", "计价依据", "验收人",
        "验收人二", "状态"],
        ["菲律宾鹭潮商会", "资金", None, 2.5, D(2024, 3, 1), None, None, None, "已开票"],
        ["某归侨家庭", "资金", None, "5,000元", "2024年4月", None, None, None, "已开票"],
        ["印尼银同里青年会", "物资", "文具五百套", "1.2", "2024-05-30", "发票", "处室甲", "处室乙",
        "已接收"],
        ["马来西亚侨商", "资金", None, "3", "2024-6-7", None, None, None, "意向"],
        [None, None, None, None, None, None, None, None, None],
        ["小计", None, None, 7.2, None, None, None, None, None],
    ]
    return [Grid("捐赠登记", 1, [], rows)]


FILES = {"一、来访接待.xlsx": receptions, "二、人员.xlsx": people,
         "三、来访人员（旧系统）.csv": visitors,
         "四、捐赠.xlsx": gifts}

# file, sheet, cell, what stood there, what must stand there, what the rehearsal names
FIXES = [
    ("一、来访接待.xlsx", "接待台账", "C7", "南洋国", "暹罗", CELL),
    ("一、来访接待.xlsx", "接待台账", "D7", "2024.13.5", "2024-03-13", CELL),
    ("一、来访接待.xlsx", "接待台账", "D9", "03/04/2024", "2024.4.3", CELL),
    ("一、来访接待.xlsx", "接待台账", "E9", "约30人", 30, CELL),
    ("一、来访接待.xlsx", "接待台账", "D12", 45420, "2024/5/8", CELL),
    ("一、来访接待.xlsx", "接待台账", "F13", "顺路看看", "零散来访", CELL),
    ("一、来访接待.xlsx", "接待台账", "H15", "搞定", "已结束", CELL),
    ("二、人员.xlsx", "人员名册", "H4", "", "", CELL),  # its check digit, put in below
    ("二、人员.xlsx", "人员名册", "I8", "待补", "15405921005", CELL),
    ("二、人员.xlsx", "人员名册", "J8", "念过书", "本科", CELL),
    ("二、人员.xlsx", "人员名册", "I9", "15405929999", "15405921004", ROW),
    ("二、人员.xlsx", "人员名册", "D11", "1942.2.30", "1942-02-28", CELL),
    ("三、来访人员（旧系统）.csv", "三、来访人员（旧系统）", "A5", "槟城不知名访问团",
    "马来西亚五缘同乡会参访团", CELL),
    ("三、来访人员（旧系统）.csv", "三、来访人员（旧系统）", "D3", "十余", "11", CELL),
    ("四、捐赠.xlsx", "捐赠登记", "D3", "约5千", "5,000元", CELL),
    ("四、捐赠.xlsx", "捐赠登记", "D5", "三万上下", "3", CELL),
    ("四、捐赠.xlsx", "捐赠登记", "B4", "东西", "物资", CELL),
]


def wrong_digit(number):
    return number[:-1] + ("1" if number[-1] != "1" else "2")


def fixes():
    good = people()[0].rows[3][7]
    return [(f, s, c, wrong_digit(good), good, how) if (f, c) == ("二、人员.xlsx", "H4") else (f, s,
            c, old, new, how)
            for f, s, c, old, new, how in FIXES]


def place(cell):
    letters, number = re.fullmatch(r"([A-Z]+)(\d+)", cell).groups()
    col = 0
    for ch in letters:
        col = col * 26 + ord(ch) - 64
    return int(number) - 1, col - 1


def spoil(file, sheets):
    for name, sheet, cell, old, new, _ in fixes():
        if name != file:
            continue
        grid = next(g for g in sheets if g.name == sheet or file.endswith(".csv"))
        row, col = place(cell)
        assert grid.rows[row][col] == new, (file, cell, grid.rows[row][col])
        grid.rows[row][col] = old
    return sheets


def put(folder, make):
    folder.mkdir(parents=True, exist_ok=True)
    for old in [*folder.glob("*.xlsx"), *folder.glob("*.csv")]:
        old.unlink()
    for name in FILES:
        sheets = make(name)
        if name.endswith(".csv"):
            book.write_csv(folder / name, sheets[0], "gb18030")
        else:
            book.write_xlsx(folder / name, sheets)


def write(out):
    put(out / "untidy", lambda name: spoil(name, FILES[name]()))
    put(out / "untidy-fixed", lambda name: FILES[name]())
    bad = "file\tsheet\trow\tcolumn\tvalue\n"
    mended = "file\tsheet\tcell\told\tnew\n"
    for name, sheet, cell, old, new, how in fixes():
        letters, number = re.fullmatch(r"([A-Z]+)(\d+)", cell).groups()
        bad += f"{name}\t{sheet}\t{number}\t" + (f"{letters}\t{old}\n" if how == CELL else "\t\n")
        mended += f"{name}\t{sheet}\t{cell}\t{old}\t{new}\n"
    (out / "expected").mkdir(exist_ok=True)
    (out / "expected" / "untidy-bad.tsv").write_text(bad, encoding="utf-8")
    (out / "expected" / "untidy-fixes.tsv").write_text(mended, encoding="utf-8")
