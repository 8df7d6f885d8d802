# Fields and types that staff make, without a compiler.
$ . "$TESTDIR/setup.sh"

$ q new custom_field type=reception name=x_car label=车号 label_en='Car plate' kind=text in_list=yes
qiao: 'office' lacks the right 'system' for custom_field of unit HQ; secadmin can give a role that has it
[2]

$ q new custom_field type=reception name=car label=车号 kind=text --as sysadmin
qiao: a name of one's own begins with x_ and has small letters, digits and '_', at most 40
  ✗ name: a name of one's own begins with x_ and has small letters, digits and '_', at most 40
[2]

$ q new custom_field type=recption name=x_car label=车号 kind=text --as sysadmin
qiao: there is no record type 'recption'
  ✗ type: there is no record type 'recption'
[2]

$ q new custom_field type=user name=x_car label=车号 kind=text --as sysadmin
qiao: the engine's own types take no further fields
  ✗ type: the engine's own types take no further fields
[2]

$ q new custom_field type=reception name=x_car label=车号 kind=colour --as sysadmin
qiao: kind: 'colour' is not one of the choices; use one of: Text, Long text, Name, Whole number, Decimal number, Amount of money, Date, One choice, Several choices, Yes or no, Country or region, Administrative division, Link to a record, Links to records, Document number
[2]

$ q new custom_field type=reception name=x_rank label=级别 kind=choice --as sysadmin
qiao: write the choices as code=label|code=label; codes have letters, digits, '-', '_' or '.'
  ✗ choices: write the choices as code=label|code=label; codes have letters, digits, '-', '_' or '.'
[2]

$ q new custom_field type=reception name=x_host label=主人 kind=link link=persn --as sysadmin
qiao: say which record type it links to; `qiao types` lists them
  ✗ link: say which record type it links to; `qiao types` lists them
[2]

$ q new custom_field type=reception name=x_car label=车号 label_hant=車號 label_en='Car plate' kind=text in_list=yes --as sysadmin
custom_field #ID, version 1

$ q new custom_field type=reception name=x_car label=again kind=text --as sysadmin
qiao: reception has a field 'x_car' already
  ✗ name: reception has a field 'x_car' already
[2]

$ q new custom_field type=reception name=x_rank label=级别 label_en=Rank kind=choice 'choices=a=甲|b=乙' level=personal --as sysadmin
custom_field #ID, version 1

$ q new custom_field type=reception name=x_host label=主人 label_en='Chief host' kind=link link=person --as sysadmin
custom_field #ID, version 1

$ q new custom_field type=reception name=x_fee label=费用 label_en=Fee kind=decimal scale=2 required=yes --as sysadmin
custom_field #ID, version 1

# They behave as the others do.
$ qiao fields reception | grep x_ | sed 's/ *$//'
x_car               text     Car plate                               internal
x_rank              choice   Rank                                    personal            a b
x_host              link     Chief host                              internal            → person
x_fee               decimal  Fee                                     internal  ✓

$ qiao fields reception --lang zh-Hant | grep x_ | sed 's/ *$//'
x_car               text     車號          internal
x_rank              choice   级别          personal        a b
x_host              link     主人          internal        → person
x_fee               decimal  费用          internal  ✓

$ q new reception direction=inbound name=Party x_car=闽D12345
qiao: 'Fee' is missing; it must have a value
  ✗ x_fee: 'Fee' is missing; it must have a value
[2]

$ q new reception direction=inbound name=Party x_fee=1.234
qiao: x_fee: '1.234' has too many decimals: at most 2 are kept
[2]

$ q new reception direction=inbound name=Party x_fee=1 x_rank=c
qiao: x_rank: 'c' is not one of the choices; use one of: 甲, 乙
[2]

$ q new reception direction=inbound name=Party x_fee=1 x_host=Nobody
qiao: there is no person 'Nobody'
[2]

$ q new person name_hans=王主任 --key P-1
person #ID, version 1

$ q new reception direction=inbound name=Party x_car=闽D12345 x_rank=乙 x_host=王主任 x_fee=12.5 --key R-1
reception #ID, version 1

$ q show reception R-1
Reception #ID (1)
Number                          R-1
Owning unit                     Our federation
State                           Inquiry
Party                           Party
Way of visit                    Visit from abroad
Car plate                       闽D12345
Rank                            乙
Chief host                      王主任
Fee                             12.50
Created                         TIME
Changed                         TIME
→ plan_draft: Draft a plan
→ cancelled: Cancel

$ q show reception R-1 --lang zh-Hans | grep -E '车号|级别|主人|费用'
车号                            闽D12345
级别                            乙
主人                            王主任
费用                            12.50

$ q show reception R-1 --json
{"type":"reception","id":ID,"version":1,"unit":ID,"state":"inquiry","key":"R-1","void":false,"fields":{"name":"Party","direction":"inbound","x_car":"闽D12345","x_rank":"b","x_host":"ID","x_fee":"12.50"}}

$ q list reception --columns key,x_car,x_rank,x_host.name_hans,x_fee --quiet
id                  key  x_car     x_rank  x_host.name_hans  x_fee
------------------  ---  --------  ------  ----------------  -----
ID  R-1  闽D12345  乙      王主任            12.50

$ q list reception --columns key --where 'x_rank = b and x_fee > 10 and x_host.name_hans = 王主任' --quiet
id                  key
------------------  ---
ID  R-1

$ q list reception --count 'sum x_fee' --by x_rank
x_rank  sum x_fee
------  ---------
乙      12.50

$ q edit reception R-1 x_car=闽D54321
reception #ID, version 2

$ q history reception R-1
16  TIME  office  create  reception #ID  v1
    + {"unit":"ID","state":"inquiry","key":"R-1","name":"Party","direction":"inbound","x_car":"闽D12345","x_rank":"b","x_host":"ID","x_fee":"12.50"}
17  TIME  office  update  reception #ID  v2
    - {"x_car":"闽D12345"}
    + {"x_car":"闽D54321"}

$ printf 'key,name,direction,Car plate,费用\nR-2,Other,inbound,闽A1,3\nR-1,Party,inbound,闽D9,4\n' >r.csv

$ q import r.csv --type reception
file   worksheet  type       rows  new  changed  the same  bad
-----  ---------  ---------  ----  ---  -------  --------  ---
r.csv  r          reception  2     1    1        0         0
receipt 1: 1 new, 1 changed, 0 the same. Take it back with `qiao undo 1`.

$ q list reception --columns x_car,x_fee --order key --format csv
﻿Record number,Number,Car plate,Fee
#ID,R-1,闽D9,4.00
#ID,R-2,闽A1,3.00

$ q list reception --columns x_car,x_fee --order key --json
{"type":"reception","rows":[
{"id":"ID","key":"R-1","x_car":"闽D9","x_fee":"4.00"},
{"id":"ID","key":"R-2","x_car":"闽A1","x_fee":"3.00"}
]}

$ q new custom_field type=reception name=x_late label=补 kind=bool --as sysadmin
custom_field #ID, version 1

$ q edit reception R-2 x_late=yes
reception #ID, version 2

$ q show reception R-2 | grep 补
补                              yes

# A type of their own.
$ q new custom_type name=garden label=花园 --as sysadmin
qiao: a name of one's own begins with x_ and has small letters, digits and '_', at most 40
  ✗ name: a name of one's own begins with x_ and has small letters, digits and '_', at most 40
[2]

$ q new custom_type name=x_garden label=花园 label_hant=花園 label_en=Garden title=x_name --as sysadmin
custom_type #ID, version 1

$ q new custom_field type=x_garden name=x_name label=园名 label_en='Name of the garden' kind=name required=yes in_list=yes --as sysadmin
custom_field #ID, version 1

$ q new custom_field type=x_garden name=x_opened label=开放 label_en=Opened kind=date in_list=yes --as sysadmin
custom_field #ID, version 1

$ q types --lang zh-Hant | grep x_garden
custom      x_garden            花園              2

$ q new x_garden x_opened=1984
qiao: 'Name of the garden' is missing; it must have a value
  ✗ x_name: 'Name of the garden' is missing; it must have a value
[2]

$ q new x_garden x_name=嘉庚公园 x_opened=1994-10 --key G-1
x_garden #ID, version 1

$ q show x_garden G-1
Garden #ID (1)
Number                          G-1
Owning unit                     Our federation
Name of the garden              嘉庚公园
Opened                          1994-10
Created                         TIME
Changed                         TIME

$ q edit x_garden G-1 x_opened=1994-10-21 --why 'stone at the gate'
x_garden #ID, version 2

$ q list x_garden --quiet
id                  x_name    x_opened
------------------  --------  ----------
ID  嘉庚公园  1994-10-21

$ q list x_garden --where 'x_opened in 1994' --count rows
rows
----
1

$ printf '园名,开放\n集美园,1950-05\n' >花园.csv

$ q import 花园.csv
file      worksheet  type      rows  new  changed  the same  bad
--------  ---------  --------  ----  ---  -------  --------  ---
花园.csv  花园       x_garden  1     1    0        0         0
receipt 2: 1 new, 0 changed, 0 the same. Take it back with `qiao undo 2`.

$ q void x_garden G-1 --why closed
x_garden #ID is void

$ q history x_garden G-1
29  TIME  office  create  x_garden #ID  v1
    + {"unit":"ID","key":"G-1","x_name":"嘉庚公园","x_opened":"1994-10"}
30  TIME  office  update  x_garden #ID  v2  “stone at the gate”
    - {"x_opened":"1994-10"}
    + {"x_opened":"1994-10-21"}
34  TIME  office  void  x_garden #ID  v3  “closed”

$ q edit custom_field nothing label=x --as sysadmin
qiao: there is no custom_field 'nothing'; give its number as #123 or its key
[2]

$ q check
all is well: 34 rows of history, 22 records
