# Records that may be one: while they are typed, on import, and of a whole type.
$ . "$TESTDIR/setup.sh"

$ q new person name_hans=陈嘉庚 born=1874-10-21 sex=male ancestral_place=厦门集美 --key P-1
person #ID, version 1

# One character is typed for another of its sound; the record is kept all the same.
$ q new person name_hans=陈家庚 born=1874-10-21 sex=male --key P-2 | sort
  · name_hans: very like #ID 陈嘉庚 (99 %): surname: 陈 (the same); given name: 家庚 / 嘉庚 (sound alike); sex (the same); year of birth: 1874 (the same); if it is the same, change that one
person #ID, version 1

# Another of his family is not he.
$ q new person name_hans=陈敬贤 born=1889 sex=male ancestral_place=厦门集美 --key P-3
person #ID, version 1

$ printf '姓名,出生日期,电话\n傅己成,1931-02-03,13800138000\n博已成,1931-02-03,13800138000\n陈嘉庚,1874,\n林文庆,1869,\n' >people.csv
$ q import people.csv --type person
file        worksheet  type    rows  new  changed  the same  bad
----------  ---------  ------  ----  ---  -------  --------  ---
people.csv  people     person  4     4    0        0         0
· people.csv / people : 3 = '博已成'
    very like row 2 of 'people.csv' (99 %): surname: 博 / 傅 (look alike); given name: 已成 / 己成 (look alike); year of birth: 1931 (the same); day of birth: 02-03 (the same)
· people.csv / people : 4 = '陈嘉庚'
    very like record #ID 陈嘉庚 (99 %): surname: 陈 (the same); given name: 嘉庚 (the same); year of birth: 1874 (the same)
receipt 1: 4 new, 0 changed, 0 the same. Take it back with `qiao undo 1`.

$ q dedupe person
1. 99.9 %, 2 records
  #ID  傅己成
  #ID  博已成
  #ID and #ID: 99.9 %, 33.15 bits
    +2.64  surname: 傅 / 博 (look alike)
    +11.06  given name: 己成 / 已成 (look alike)
    +4.75  year of birth: 1931 (the same)
    +8.20  day of birth: 02-03 (the same)
    +6.50  telephone (the same)
  qiao merge person ID ID
  qiao distinct person ID ID
(empty)
2. 99.9 %, 3 records
  #ID  陈嘉庚
  #ID  陈家庚
  #ID  陈嘉庚
  #ID and #ID: 99.9 %, 24.60 bits
    +3.06  surname: 陈 (the same)
    +8.10  given name: 嘉庚 / 家庚 (sound alike)
    +0.98  sex (the same)
    +4.26  year of birth: 1874 (the same)
    +8.20  day of birth: 10-21 (the same)
  the weakest pair among them:
  #ID and #ID: 89.9 %, 15.42 bits
    +3.06  surname: 陈 (the same)
    +8.10  given name: 家庚 / 嘉庚 (sound alike)
    +4.26  year of birth: 1874 (the same)
  qiao merge person ID ID
  qiao merge person ID ID
  qiao distinct person ID ID
(empty)
2 groups of records that may be one, of 7 records

$ qiao dedupe person --json --least 0.9 --limit 1 | python3 -c 'import json,sys; g=json.loads(sys.stdin.readline()); p=g["strongest"]; print(len(g["rows"]), round(sum(r["bits"] for r in p["because"]) - p["bits"], 6))'
2 0.0

$ q dedupe person --lang zh-Hans --limit 1 | head -1
1. 99.9 %，2 条记录

# Nothing tells these apart but what is not said; what is not one person is not listed.
$ q dedupe association
0 groups of records that may be one, of 0 records

$ q new association name_hans=新加坡福建会馆 country=SG
association #ID, version 1

$ q new association name_hans=新加坡福建會館 country=SG
association #ID, version 1

# What was said to be two stays two.
$ qiao dedupe person --limit 1 | sed -n 's/^  \(qiao distinct .*\)/\1 --why "looked up"/p' | sh | plain
person #ID and #ID are not the same (not_same #ID)

$ qiao dedupe person --json | grep -c '"rows"'
1

$ q dedupe association | head -3
1. 81.9 %, 2 records
  #ID  新加坡福建会馆
  #ID  新加坡福建會館

$ q dedupe relation
qiao: records of relation have no name by which they could be compared
[2]

$ q dedupe
qiao: say records of which type are to be compared, or give --tsv FILE
[2]

$ q dedupe person --least 2
qiao: --least takes a number between 0 and 1, not '2'
[2]

# A table without a store.
$ printf 'id\thanzi\tbirth_year\tancestral_place\na\t覃芎薷\t1950\t漳浦\nb\t覃芎薷\tyesterday\t漳浦\nc\t李国华\t\t\n' >table.tsv
$ q dedupe --tsv table.tsv
table.tsv, line 3, birth_year 'yesterday': 'yesterday' is not understood as a date: write it as 2024-03-05, 2024-03, 2024, about 1874 or 农历2024年八月十五; left out
1. 99.9 %, 2 records
  a  覃芎薷
  b  覃芎薷
  a and b: 99.9 %, 25.87 bits
    +7.99  surname: 覃 (the same)
    +17.88  given name: 芎薷 (the same)
(empty)
1 groups of records that may be one, of 3 records

$ q dedupe --tsv none.tsv
qiao: cannot read none.tsv: No such file or directory
[2]
