# SPDX-License-Identifier: Apache-2.0
"""Invented people, numbers and places. Nobody here lives.

Citizen numbers begin with an area code that was never given out (3599), mobiles with a range that
no network has (154), mail ends in example.org: nothing here can reach anybody.
"""
import datetime
import random

SURNAMES = [line.split() for line in """陈 陳 Chen Tan|林 林 Lin Lim|黄 黃 Huang Ooi|张 張 Zhang Teo
吴 吳 Wu Goh|李 李 Li Lee|王 王 Wang Ong|郑 鄭 Zheng Tay|蔡 蔡 Cai Chua|刘 劉 Liu Low|许 許 Xu Koh
杨 楊 Yang Yeoh|叶 葉 Ye Yap|苏 蘇 Su Soh|洪 洪 Hong Ang|曾 曾 Zeng Chan|柯 柯 Ke Kua|庄 莊 Zhuang Chng
谢 謝 Xie Cheah|周 周 Zhou Chew|江 江 Jiang Kang|邱 邱 Qiu Khoo|纪 紀 Ji Kee|卢 盧 Lu Loh|余 余 Yu Yee
沈 沈 Shen Sim|康 康 Kang Khng|施 施 Shi See|骆 駱 Luo Loke|潘 潘 Pan Phua|傅 傅 Fu Poh|颜 顏 Yan Gan
""".replace("|", "\n").strip().split("\n")]

GIVEN = [line.split() for line in """伟 偉 wei ui|明 明 ming beng|志 志 zhi chee|建 建 jian kian|国 國 guo kok
文 文 wen boon|德 德 de teck|荣 榮 rong eng|福 福 fu hock|清 清 qing cheng|海 海 hai hai|山 山 shan suan
泉 泉 quan chuan|金 金 jin kim|永 永 yong weng|天 天 tian tian|庆 慶 qing keng|安 安 an aun|平 平 ping peng
和 和 he hoe|信 信 xin sin|义 義 yi ghee|仁 仁 ren jin|忠 忠 zhong tiong|宗 宗 zong chong|世 世 shi say
家 家 jia kah|添 添 tian thiam|水 水 shui chui|木 木 mu bok|龙 龍 long leong|杰 傑 jie kiat|成 成 cheng seng
达 達 da tat|顺 順 shun soon|祥 祥 xiang siang|瑞 瑞 rui swee|昌 昌 chang chiang|锦 錦 jin kim
坤 坤 kun khoon|耀 耀 yao yeow|辉 輝 hui hooi|启 啟 qi khai|源 源 yuan guan|远 遠 yuan wan|章 章 zhang cheong
树 樹 shu chew|松 松 song siong|江 江 jiang kang|川 川 chuan chwan""".replace("|", "\n").split("\n")]

GIVEN_F = [line.split() for line in """春 春 chun choon|秋 秋 qiu chiu|玉 玉 yu geok|丽 麗 li lay|美 美 mei bee
珍 珍 zhen tin|淑 淑 shu siok|惠 惠 hui hwee|芳 芳 fang hong|雅 雅 ya nga|思 思 si su|英 英 ying ying
晓 曉 xiao hiao|静 靜 jing ching|婷 婷 ting teng|敏 敏 min bin|慧 慧 hui hooi|月 月 yue guat|云 雲 yun hoon
莲 蓮 lian lian|梅 梅 mei mui|兰 蘭 lan lan|彩 彩 cai chye|霞 霞 xia ha|琴 琴 qin khim|宝 寶 bao poh
治 治 zhi tee|素 素 su soo|秀 秀 xiu siew|燕 燕 yan yean""".replace("|", "\n").split("\n")]

GENERAL = {"陈嘉庚", "林文庆", "李光前", "黄奕住", "陈敬贤"}  # people of history are not invented

DISTRICTS = ["思明区", "湖里区", "集美区", "海沧区", "同安区", "翔安区"]
STREETS = {
    "思明区": ["中华街道", "厦港街道", "鹭江街道", "开元街道", "筼筜街道", "莲前街道", "嘉莲街道",
    "鼓浪屿街道"],
    "湖里区": ["湖里街道", "殿前街道", "禾山街道", "江头街道", "金山街道"],
    "集美区": ["集美街道", "侨英街道", "杏林街道", "灌口镇", "后溪镇"],
    "海沧区": ["海沧街道", "新阳街道", "嵩屿街道", "东孚街道"],
    "同安区": ["大同街道", "祥平街道", "新民街道", "莲花镇", "汀溪镇"],
    "翔安区": ["大嶝街道", "马巷街道", "新店街道", "凤翔街道"],
}


class Person:
    key = unit = None

    def __init__(self, **facts):
        self.__dict__.update(facts)


class People:
    def __init__(self, seed):
        self.rng = random.Random(f"people {seed}")
        self.used, self.latin = set(GENERAL), set()

    def name(self, female):
        """(simplified, traditional, pinyin, Hokkien spelling); no two are alike."""
        pool = GIVEN_F if female else GIVEN
        while True:
            sur = self.rng.choice(SURNAMES)
            a = self.rng.choice(pool)
            b = self.rng.choice(pool if self.rng.random() < 0.6 else GIVEN + GIVEN_F)
            hans = sur[0] + a[0] + b[0]
            south = f"{sur[3]} {a[3].capitalize()} {b[3].capitalize()}"
            north = f"{sur[2].upper()} {(a[2] + b[2]).capitalize()}"
            if a[0] == b[0] or hans in self.used or {south.lower(), north.lower()} & self.latin:
                continue
            self.used.add(hans)
            self.latin |= {south.lower(), north.lower()}
            return hans, sur[1] + a[1] + b[1], north, south

    def make(self, first=1945, last=1990, female=None):
        female = self.rng.random() < 0.45 if female is None else female
        hans, hant, north, south = self.name(female)
        born = datetime.date(self.rng.randint(first, last), self.rng.randint(1, 12),
                             self.rng.randint(1, 28))
        return Person(name=hans, hant=hant, north=north, south=south, sex="女" if female else "男",
                      born=born, female=female)


def citizen_number(born, number, female):
    digits = f"359901{born:%Y%m%d}{number % 50:02d}{(number * 2 + (0 if female else 1)) % 10}"
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    return digits + "10X98765432"[sum(int(d) * w for d, w in zip(digits, weights)) % 11]


def credit_code(number):
    letters = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    body = f"91359901MA{number:07d}"
    weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
    return body + letters[(31 - sum(letters.index(ch) * w for ch,
                          w in zip(body, weights)) % 31) % 31]


def mobile(number):
    return f"154{number * 7919 % 100000000:08d}"
