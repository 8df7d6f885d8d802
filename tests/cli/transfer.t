# Importing, receipts, undoing, exporting.
$ . "$TESTDIR/setup.sh"

$ qiao receipts
receipt  kind  what  at  new  changed  taken back by
-------  ----  ----  --  ---  -------  -------------

$ cat >接待.csv <<'CSV'
> 编号,来访团组,来访方式,国家（地区）,抵达日期,离开日期,来访人数,颜色
> R-1,所罗门中华总会,来访,所罗门群岛,2024年3月10日,2024-03-12,12,红
> R-2,马六甲会馆,来访,马来西亚,2024/3/20,2024-03-22,八,蓝
> CSV

$ qiao import 接待.csv --rehearse
file      worksheet  type       rows  new  changed  the same  bad
--------  ---------  ---------  ----  ---  -------  --------  ---
接待.csv  接待       reception  2     2    0        0         0
· 接待.csv / 接待 : 1 : H 颜色 = '颜色'
    no field of reception has this heading, the column was left out
Rehearsal: 2 rows would import; nothing was changed.

$ qiao list reception --count rows
rows
----
0

$ qiao import 接待.csv --why 'first sheet'
file      worksheet  type       rows  new  changed  the same  bad
--------  ---------  ---------  ----  ---  -------  --------  ---
接待.csv  接待       reception  2     2    0        0         0
· 接待.csv / 接待 : 1 : H 颜色 = '颜色'
    no field of reception has this heading, the column was left out
receipt 1: 2 new, 0 changed, 0 the same. Take it back with `qiao undo 1`.

$ q list reception --columns key,name,country,arrived,headcount --order key --quiet
id                  key  name            country          arrived     headcount
------------------  ---  --------------  ---------------  ----------  ---------
ID  R-1  所罗门中华总会  Solomon Islands  2024-03-10  12
ID  R-2  马六甲会馆      Malaysia         2024-03-20  8

# The same again changes nothing; a change changes what it says.
$ qiao import 接待.csv
file      worksheet  type       rows  new  changed  the same  bad
--------  ---------  ---------  ----  ---  -------  --------  ---
接待.csv  接待       reception  2     0    0        2         0
· 接待.csv / 接待 : 1 : H 颜色 = '颜色'
    no field of reception has this heading, the column was left out
receipt 2: 0 new, 0 changed, 2 the same. Take it back with `qiao undo 2`.

$ sed -i 's/八/9/; s/蓝/绿/' 接待.csv; qiao import 接待.csv --quiet
file      worksheet  type       rows  new  changed  the same  bad
--------  ---------  ---------  ----  ---  -------  --------  ---
接待.csv  接待       reception  2     0    1        1         0
· 接待.csv / 接待 : 1 : H 颜色 = '颜色'
    no field of reception has this heading, the column was left out
receipt 3: 0 new, 1 changed, 1 the same. Take it back with `qiao undo 3`.

# Bad cells: file, sheet, row, column, value, remedy; and nothing is kept.
$ cat >bad.csv <<'CSV'
> 编号,来访团组,来访方式,国家（地区）,抵达日期,来访人数
> R-3,好团,来访,新加坡,2024-05-01,10
> R-4,坏团,来访,亚特兰蒂斯,2024-02-30,约30人
> R-5,,走访,新加坡,2024-05-01,-1
> CSV

$ qiao import bad.csv --type reception
qiao: 5 cells or rows are wrong, so nothing was imported; correct them and import again
file     worksheet  type       rows  new  changed  the same  bad
-------  ---------  ---------  ----  ---  -------  --------  ---
bad.csv  bad        reception  3     1    0        0         2
✗ bad.csv / bad : 3 : D 国家（地区） = '亚特兰蒂斯'
    there is no country or region '亚特兰蒂斯'; write its name or its ISO code, e.g. MY
✗ bad.csv / bad : 3 : E 抵达日期 = '2024-02-30'
    there is no day '2024-02-30'; check its month and day
✗ bad.csv / bad : 3 : F 来访人数 = '约30人'
    '约30人' is an estimate; put the exact number here and the estimate into the note
✗ bad.csv / bad : 4 : C 来访方式 = '走访'
    '走访' is not one of the choices; use one of: Visit from abroad, Drop-in, Online meeting, Visit from within the country
✗ bad.csv / bad : 4 : F 来访人数 = '-1'
    '-1' is below zero; a count is 0 or more
[2]

$ qiao import bad.csv --type reception --lang zh-Hans
qiao: 有 5 个单元格或行有误，因此未导入任何内容；请改正后重新导入
文件     工作表  类型       行数  新增  更改  未变  有误
-------  ------  ---------  ----  ----  ----  ----  ----
bad.csv  bad     reception  3     1     0     0     2
✗ bad.csv / bad : 3 : D 国家（地区） = '亚特兰蒂斯'
    没有国家或地区“亚特兰蒂斯”; 请写名称或 ISO 代码，如 MY
✗ bad.csv / bad : 3 : E 抵达日期 = '2024-02-30'
    没有“2024-02-30”这一天; 请核对月和日
✗ bad.csv / bad : 3 : F 来访人数 = '约30人'
    “约30人”是估计数; 这里填准确数字，估计数写在备注里
✗ bad.csv / bad : 4 : C 来访方式 = '走访'
    “走访”不在选项之中; 请用其中之一：来访, 零散来访, 线上, 国内来访
✗ bad.csv / bad : 4 : F 来访人数 = '-1'
    “-1”小于零; 计数应为 0 或更大
[2]

$ qiao import bad.csv --type reception --json 2>/dev/null | head -c 130
{"receipt":0,"ok":false,"rows":3,"created":1,"updated":0,"same":0,"errors":5,"warnings":0,"sheets":[{"file":"bad.csv","sheet":"bad (no newline)
[2]

$ qiao import bad.csv --type reception --marked marked.xlsx --quiet >/dev/null 2>&1; head -c 2 marked.xlsx
PK (no newline)

$ qiao list reception --count rows
rows
----
2

$ qiao import nothing.csv
qiao: there is no file or folder 'nothing.csv' to import; check the path
[2]

$ qiao import bad.csv --type recption
qiao: 1 cells or rows are wrong, so nothing was imported; correct them and import again
file     worksheet  type  rows  new  changed  the same  bad
-------  ---------  ----  ----  ---  -------  --------  ---
bad.csv  bad        -     0     0    0        0         0
✗ bad.csv / bad = 'bad'
    there is no record type 'recption'; the nearest is 'reception'
[2]

$ mkdir empty; qiao import empty
qiao: the folder 'empty' has no .csv, .tsv, .xlsx, .ged or .gdz file; nothing was imported
[2]

$ qiao import 接待.csv --unit NOWHERE
qiao: there is no unit with code 'NOWHERE'; `qiao list unit` shows them
[2]

$ qiao import 接待.csv --map nothing.map
qiao: the mapping file 'nothing.map' cannot be read
[2]

$ echo 'colum "a" = b' >bad.map; qiao import 接待.csv --map bad.map
qiao: line 1 of the mapping: this is no line of a mapping; write sheet "name" = type, column "heading" = field, value field "text" = code, cell C12 = "text", skip "heading" or empty = clear
[2]

$ qiao import 接待.csv --mapping nothing
qiao: there is no saved mapping 'nothing'; give the mapping itself, or import once with a name to save it under
[2]

$ qiao import - --type reception <接待.csv
file            worksheet  type       rows  new  changed  the same  bad
--------------  ---------  ---------  ----  ---  -------  --------  ---
standard input  -          reception  2     0    0        2         0
· standard input / - : 1 : H 颜色 = '颜色'
    no field of reception has this heading, the column was left out
receipt 4: 0 new, 0 changed, 2 the same. Take it back with `qiao undo 4`.

$ printf 'Group,Kind\nX,Drop-in\n' >odd.csv; qiao import odd.csv
qiao: 1 cells or rows are wrong, so nothing was imported; correct them and import again
file     worksheet  type            rows  new  changed  the same  bad
-------  ---------  --------------  ----  ---  -------  --------  ---
odd.csv  odd        outbound_visit  1     0    0        0         1
odd: Group→name Kind→kind
✗ odd.csv / odd : 2 : B Kind = 'Drop-in'
    'Drop-in' is not one of the choices; use one of: To a foreign country, To Hong Kong or Macao, To Taiwan
[2]

$ printf 'column "Group" = name\ncolumn "Kind" = direction\n' >odd.map; qiao import odd.csv --type reception --map odd.map --save-mapping odd
file     worksheet  type       rows  new  changed  the same  bad
-------  ---------  ---------  ----  ---  -------  --------  ---
odd.csv  odd        reception  1     1    0        0         0
receipt 5: 1 new, 0 changed, 0 the same. Take it back with `qiao undo 5`.

$ qiao import odd.csv --type reception --mapping odd
file     worksheet  type       rows  new  changed  the same  bad
-------  ---------  ---------  ----  ---  -------  --------  ---
odd.csv  odd        reception  1     0    0        1         0
receipt 6: 0 new, 0 changed, 1 the same. Take it back with `qiao undo 6`.

# Receipts, and taking back: all but what was edited since.
$ q receipts
receipt  kind    what      at                         new  changed  taken back by
-------  ------  --------  -------------------------  ---  -------  -------------
6        import  odd.csv   TIME  0    0
5        import  odd.csv   TIME  1    0
4        import  -         TIME  0    0
3        import  接待.csv  TIME  0    1
2        import  接待.csv  TIME  0    0
1        import  接待.csv  TIME  2    0

$ qiao edit reception R-1 headcount=13 --quiet | wc -l
1

$ q undo 1 --rehearse
0 removed, 0 put back, 2 left as they are
· reception #ID 马六甲会馆: edited since by Office on TIME
· reception #ID 所罗门中华总会: edited since by Office on TIME

$ q undo 1 --why 'wrong year'
0 removed, 0 put back, 2 left as they are
· reception #ID 马六甲会馆: edited since by Office on TIME
· reception #ID 所罗门中华总会: edited since by Office on TIME

$ q list reception --columns key,name,headcount --order key --quiet
id                  key  name            headcount
------------------  ---  --------------  ---------
ID       X
ID  R-1  所罗门中华总会  13
ID  R-2  马六甲会馆      9

$ q undo 1
0 removed, 0 put back, 2 left as they are
· reception #ID 马六甲会馆: edited since by Office on TIME
· reception #ID 所罗门中华总会: edited since by Office on TIME

$ qiao undo 5
1 removed, 0 put back, 0 left as they are
receipt 7

$ qiao list reception --count rows
rows
----
2

$ qiao undo 5
qiao: batch 5 was taken back already, by batch 7; take that one back to have it again
[2]

$ qiao undo 7
0 removed, 1 put back, 0 left as they are
receipt 8

$ qiao list reception --count rows
rows
----
3

$ qiao edit reception R-1 headcount=12 --quiet | wc -l
1

$ q undo 3
0 removed, 1 put back, 0 left as they are
receipt 9

$ qiao undo 99
qiao: there is no batch 99; the receipt of an import shows its number
[2]

$ qiao undo x
qiao: 'x' is no whole number from 1; write 123 or #123
[2]

$ q receipts | sed -n 1,5p
receipt  kind    what      at                         new  changed  taken back by
-------  ------  --------  -------------------------  ---  -------  -------------
9        undo    3         TIME  0    1
8        undo    7         TIME  0    1
7        undo    5         TIME  1    0        8

$ q history reception R-1
11  TIME  office  create  reception #ID  v1  [1]  “first sheet”
    + {"unit":"ID","state":"inquiry","key":"R-1","source":"接待.csv:2","name":"所罗门中华总会","direction":"inbound","country":"SB","arrived":"2024-03-10","departed":"2024-03-12","headcount":"12"}
27  TIME  office  update  reception #ID  v2
    - {"headcount":"12"}
    + {"headcount":"13"}
34  TIME  office  update  reception #ID  v3
    - {"headcount":"13"}
    + {"headcount":"12"}

$ q check
all is well: 37 rows of history, 12 records

# Everything out, and into a fresh store again.
$ qiao export out --quiet; ls out
grant.csv
reception.csv
unit.csv
user.csv

$ qiao export out2 --quiet; diff -r out out2 && echo same
same

$ qiao export out3 --format json --quiet; ls out3 | sed -n 1,3p
grant.json
reception.json
unit.json

$ qiao export out4 --format pdf
qiao: 'pdf' is no format; use table, csv, json or xlsx
[2]

$ printf 'x' >file; qiao export file 2>&1 | sed -n 1p
qiao: the folder 'file' cannot be written; check its name and rights
[2]

$ sed 's/\r$//' out/reception.csv | plain
﻿Record number,Number,Owning unit,State,Source,Evidence,name,Way of visit,Association,Country or region,Arrived,Departed,Headcount,Unnamed guests,Leader of the party,Record of the leader,Kind of guests,Purpose of the visit,Inviter,Number of the letter,Date of the letter,Hosts by rank,Number of hosts,Interpreter,Programme,Lodging,Transport,Guests at the meal,Hosts at the meal,Gifts given,Gifts received,Budget,Cost,Cost approval number,Filing with the foreign affairs office,Safety and medical plan,Pictures may be used,Results,At the fair,"Same stay, received by",Note,Papers at hand
#ID,R-1,HQ,Inquiry,接待.csv:2,,所罗门中华总会,Visit from abroad,,Solomon Islands,2024-03-10,2024-03-12,12,,,,,,,,,,,,,,,,,,,,,,,,,,,,,
#ID,R-2,HQ,Inquiry,接待.csv:3,,马六甲会馆,Visit from abroad,,Malaysia,2024-03-20,2024-03-22,8,,,,,,,,,,,,,,,,,,,,,,,,,,,,,
#ID,,HQ,Inquiry,odd.csv:2,,X,Drop-in,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,

# A mapping corrects single cells, so that a file need not be written to.
$ printf '来访团组,来访方式,抵达日期\n甲会馆,来访,2024-13-40\n乙会馆,来访,2024-05-02\n' >接待.csv; qiao import 接待.csv 2>&1 | grep -c 2024-13-40
2
[2]

$ echo 'cell C2 = "2024-05-01"' >map; qiao import 接待.csv --map map --rehearse | tail -n 2
接待.csv  接待       reception  2     2    0        0         0
Rehearsal: 2 rows would import; nothing was changed.

$ echo 'cell 2C = "2024-05-01"' >map; qiao import 接待.csv --map map --rehearse
qiao: line 1 of the mapping: this is no line of a mapping; write sheet "name" = type, column "heading" = field, value field "text" = code, cell C12 = "text", skip "heading" or empty = clear
[2]
