# SPDX-License-Identifier: Apache-2.0
"""Write N invented people as a CSV that an office might keep: people.py N >people.csv"""
import random
import sys

SURNAMES = "陈林黄张李王吴刘蔡杨许郑谢郭洪曾苏庄叶施"
GIVEN = "嘉庚明华建国志强文德金水秀英美玉福寿永清海山龙凤春兰秋菊子安宏伟"
STREETS = ["350203", "350205", "350206", "350211", "350212", "350213"]
COUNTRIES = ["PH", "MY", "ID", "SG", "TH", "US", "AU", "CA", "JP", "SB"]
KINDS = ["男", "女"]

random.seed(1984)
print("编号,姓名,性别,出生日期,住在国,祖籍地,电话,职业")
for i in range(int(sys.argv[1])):
    name = random.choice(SURNAMES) + random.choice(GIVEN) + random.choice(GIVEN)
    born = f"{random.randint(1930, 2005)}-{random.randint(1, 12):02d}-{random.randint(1, 28):02d}"
    print(f"P{i:07d},{name},{random.choice(KINDS)},{born},{random.choice(COUNTRIES)},"
          f"{random.choice(STREETS)},139{i % 100000000:08d},教师")
