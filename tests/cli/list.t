# Lists and counts.
$ . "$TESTDIR/setup.sh"

$ cat >receptions.csv <<'CSV'
> key,name,direction,country,arrived,departed,headcount
> R-1,Honiara chamber,inbound,SB,2024-01-10,2024-01-12,12
> R-2,Gizo school,inbound,SB,2024-03-05,2024-03-05,20
> R-3,Malacca hall,inbound,MY,2024-03-20,2024-03-22,8
> R-4,Penang guild,inbound,MY,2023-12-30,2024-01-02,30
> R-5,Online talk,online,SG,2024-05-01,2024-05-01,40
> R-6,Walk in,drop_in,,2024-06-01,2024-06-01,1
> CSV

$ qiao import receptions.csv --type reception --quiet
file            worksheet   type       rows  new  changed  the same  bad
--------------  ----------  ---------  ----  ---  -------  --------  ---
receptions.csv  receptions  reception  6     6    0        0         0
receipt 1: 6 new, 0 changed, 0 the same. Take it back with `qiao undo 1`.

# Tables.
$ q list reception --columns key,name,arrived --order arrived
id                  key  name             arrived
------------------  ---  ---------------  ----------
ID  R-4  Penang guild     2023-12-30
ID  R-1  Honiara chamber  2024-01-10
ID  R-2  Gizo school      2024-03-05
ID  R-3  Malacca hall     2024-03-20
ID  R-5  Online talk      2024-05-01
ID  R-6  Walk in          2024-06-01
6 rows

$ q list reception --columns key,name --order 'name desc' --limit 2
id                  key  name
------------------  ---  ------------
ID  R-6  Walk in
ID  R-4  Penang guild
2 rows
next page: --after '=Penang guild,ID'

$ q list reception --columns key,name --order 'headcount desc, id' --quiet
id                  key  name
------------------  ---  ---------------
ID  R-5  Online talk
ID  R-4  Penang guild
ID  R-2  Gizo school
ID  R-1  Honiara chamber
ID  R-3  Malacca hall
ID  R-6  Walk in

$ q list reception --columns key,country,direction --order key --lang zh-Hant --quiet
id                  key  country     direction
------------------  ---  ----------  ---------
ID  R-1  索羅門群島  來訪
ID  R-2  索羅門群島  來訪
ID  R-3  馬來西亞    來訪
ID  R-4  馬來西亞    來訪
ID  R-5  新加坡      線上
ID  R-6              零散來訪

$ q list nothing
qiao: there is no record type 'nothing'; the nearest is 'setting'
[2]

$ q list reception --columns nothing
qiao: at character 1, near 'nothing': there is no field 'nothing' in reception; nearest: 'lodging'
[2]

$ q list reception --order nothing
qiao: at character 1, near 'nothing': there is no field 'nothing' in reception; nearest: 'lodging'
[2]

$ q list reception --limit 0
qiao: '0' is no number of rows; --limit takes a whole number from 1
[2]

$ q list reception --limit many
qiao: 'many' is no number of rows; --limit takes a whole number from 1
[2]

$ q list reception --tree someday
qiao: 'someday' is no date; write it as 2024-12-31
[2]

# Conditions.
$ q list reception --columns key --quiet --where 'country = SB'
id                  key
------------------  ---
ID  R-1
ID  R-2

$ q list reception --columns key --quiet --where 'country = "Solomon Islands"'
id                  key
------------------  ---
ID  R-1
ID  R-2

$ q list reception --columns key --quiet --where 'country = 所羅門群島'
id                  key
------------------  ---
ID  R-1
ID  R-2

$ q list reception --columns key --quiet --where 'country in (MY, SG) and arrived in 2024'
id                  key
------------------  ---
ID  R-3
ID  R-5

$ q list reception --columns key --quiet --where 'arrived between 2024-03-01 and 2024-03-31'
id                  key
------------------  ---
ID  R-2
ID  R-3

$ q list reception --columns key --quiet --where 'arrived < 2024 or headcount >= 40'
id                  key
------------------  ---
ID  R-4
ID  R-5

$ q list reception --columns key --quiet --where 'not (direction = inbound)'
id                  key
------------------  ---
ID  R-5
ID  R-6

$ q list reception --columns key --quiet --where 'country is empty'
id                  key
------------------  ---
ID  R-6

$ q list reception --columns key --quiet --where 'name contains hall'
id                  key
------------------  ---
ID  R-3

$ q list reception --columns key --quiet --where 'name starts "Pen"'
id                  key
------------------  ---
ID  R-4

$ q list reception --columns key --quiet --where 'arrived in this year' --as-of 2023-12-31
id                  key
------------------  ---
ID  R-4

$ q list reception --columns key --quiet --where 'arrived > today' --as-of 2024-04-30
id                  key
------------------  ---
ID  R-5
ID  R-6

$ q list reception --where 'country = '
qiao: at the end: a value is missing here
[2]

$ q list reception --where 'contry = SB'
qiao: at character 1, near 'contry': there is no field 'contry' in reception; nearest: 'country'
[2]

$ q list reception --where 'headcount = many'
qiao: at character 13, near 'many': 'many' is not a number: write it as 1234, 1,234 or 三十八
[2]

$ q list reception --where 'direction = sideways'
qiao: at character 13, near 'sideways': 'sideways' is not one of the choices; use one of: Visit from abroad, Drop-in, Online meeting, Visit from within the country
[2]

$ q list reception --where "name = 'O'Neil'"
qiao: at character 15, near ''': the quotation is not closed
[2]

$ q list reception --where '((country = SB)'
qiao: at the end: the bracket is not closed: here the condition should go on with 'and' or 'or', or end with ')'
[2]

$ q list reception --where 'country = SB; DROP TABLE person'
qiao: at character 13, near ';': this sign means nothing here; put text into 'quotes'
[2]

$ QIAO_LANG=zh-Hans q list reception --where 'contry = SB'
qiao: 第 1 个字符“contry”处：“contry”不是“reception”的字段；最接近的是“country”
[2]

# Counts.
$ q list reception --count rows
rows
----
6

$ q list reception --count 'rows, sum headcount, distinct country' --where 'arrived in 2024'
rows  sum headcount  distinct country
----  -------------  ----------------
5     81             3

$ q list reception --count 'rows, sum headcount' --by country --order 'rows desc, country'
country          rows  sum headcount
---------------  ----  -------------
Malaysia         2     38
Solomon Islands  2     32
                 1     1
Singapore        1     40

$ q list reception --count 'min arrived, max headcount' --by direction --order direction
direction          min arrived  max headcount
-----------------  -----------  -------------
Drop-in            2024-06-01   1
Visit from abroad  2023-12-30   30
Online meeting     2024-05-01   40

$ q list reception --count rows --by country,direction --order country --format csv
﻿Country or region,Way of visit,rows
,Drop-in,1
Malaysia,Visit from abroad,2
Solomon Islands,Visit from abroad,2
Singapore,Online meeting,1

$ q list reception --count 'sum name'
qiao: at character 1, near 'sum name': 'sum' does not go with 'name', which is a text
[2]

$ q list reception --count nothing
qiao: at character 1, near 'nothing': what to count is missing here; possible are rows, sum FIELD, distinct FIELD, filled FIELD, min FIELD and max FIELD
[2]

$ q list reception --by country
country          rows
---------------  ----
                 1
Malaysia         2
Solomon Islands  2
Singapore        1

$ q list reception --count rows --by country,direction,arrived,departed
qiao: at character 27, near 'departed': the list has more than 3 entries
[2]

# CSV and JSON, to the screen or a file. A CSV begins with a byte order mark, for spreadsheets.
$ q list reception --columns name,headcount --where 'country = MY' --order key --format csv
﻿Record number,Number,name,Headcount
#ID,R-3,Malacca hall,8
#ID,R-4,Penang guild,30

$ q list reception --columns name,headcount --where 'country = MY' --order key --format json
{"type":"reception","rows":[
{"id":"ID","key":"R-3","name":"Malacca hall","headcount":8},
{"id":"ID","key":"R-4","name":"Penang guild","headcount":30}
]}

$ q list reception --columns name,headcount --where 'country = MY' --order key --json
{"type":"reception","rows":[
{"id":"ID","key":"R-3","name":"Malacca hall","headcount":8},
{"id":"ID","key":"R-4","name":"Penang guild","headcount":30}
]}

$ q list reception --count 'rows, sum headcount' --by country --order country --json
{"type":"reception","rows":[
{"country":null,"rows":1,"sum headcount":1},
{"country":"MY","rows":2,"sum headcount":38},
{"country":"SB","rows":2,"sum headcount":32},
{"country":"SG","rows":1,"sum headcount":40}
]}

$ q list reception --columns name --format csv --out out.csv

$ head -c 3 out.csv | od -An -tx1
 ef bb bf

$ wc -l <out.csv
7

$ q list reception --columns name --format xlsx --out out.xlsx

$ head -c 2 out.xlsx
PK (no newline)

$ q list reception --format pdf
qiao: 'pdf' is no format; use table, csv, json or xlsx
[2]

$ q list reception --format csv --out nowhere/out.csv
qiao: 'nowhere/out.csv' cannot be written; check the folder and its rights
[2]

# Pages, by the key of the last row.
$ q list reception --columns key --order arrived --limit 2 --format table >page; head -n 4 page | tail -n 2 | sed 's/^ID *//'
R-4
R-1

$ next=$(qiao list reception --columns key --order arrived --limit 2 | tail -n 1 | sed "s/.*--after '\(.*\)'/\1/")

$ q list reception --columns key --order arrived --limit 2 --after "$next" | sed -n 1,4p | tail -n 2
ID  R-2
ID  R-3

$ q list reception --columns key --order name --after "$next"
qiao: the page mark '20240110,ID' does not belong to this order; begin at the first page
[2]

$ q list reception --after rubbish
qiao: the page mark 'rubbish' does not belong to this order; begin at the first page
[2]

# How it is done.
$ q explain list reception --where 'country = SB' --columns key | sed -n 1p
/* query reception */ SELECT t0."id", t0."unit", t0."key" FROM "reception" AS t0 WHERE t0."voided_at" IS NULL AND t0."country" = $1 ORDER BY t0."id"

$ q explain show reception
qiao: 'show' cannot be explained; use `qiao explain list TYPE --where …` or `qiao explain GET /PATH`
[2]

$ q explain list reception --where 'contry = SB'
qiao: at character 1, near 'contry': there is no field 'contry' in reception; nearest: 'country'
[2]
