# A record from its making to its end: a reception.
$ . "$TESTDIR/setup.sh"

# Making one. What is missing or wrong is said, all of it.
$ qiao new reception
qiao: 'Way of visit' is missing; it must have a value
  ✗ direction: 'Way of visit' is missing; it must have a value
[2]

$ qiao new reception name='Party from Honiara' direction=inbound arrived=2024-13-01
qiao: arrived: there is no day '2024-13-01': check its month and day
[2]

$ qiao new reception name=x direction=sideways
qiao: direction: 'sideways' is not one of the choices; use one of: Visit from abroad, Drop-in, Online meeting, Visit from within the country
[2]

$ qiao new reception name=x directon=inbound
qiao: reception has no field 'directon'; the nearest is 'direction'
[2]

$ qiao new reception inbound
qiao: 'inbound' is not FIELD=VALUE
[2]

$ qiao new recption name=x
qiao: there is no record type 'recption'; the nearest is 'reception'
[2]

$ qiao new reception direction=inbound name=x headcount=-3
qiao: headcount: '-3' is below zero: a count is 0 or more
[2]

$ qiao new reception direction=inbound name=x country=Atlantis
qiao: country: there is no country or region 'Atlantis'; write its name or its ISO code, e.g. MY
[2]

$ qiao new reception direction=inbound name=x party='Nobody Club'
qiao: there is no association 'Nobody Club'
[2]

$ qiao new reception direction=inbound name=x party='#12345'
qiao: there is no association #12345 to link to
[2]

$ qiao new reception direction=inbound name=x --unit NOWHERE
qiao: there is no unit 'NOWHERE'
[2]

$ qiao new reception direction=inbound name=x arrived=2024-03-12 departed=2024-03-10
qiao: the party departs before it arrives
  ✗ departed: the party departs before it arrives
[2]

$ qiao new reception direction=inbound name=x budget=lots
qiao: budget: 'lots' is not an amount of money: write it as 2000.50, 20万元 or USD 1,000
[2]

$ qiao list reception --count rows
rows
----
0

$ q new reception name='Party from Honiara' direction=inbound country=SB arrived=2024-03-10 departed=2024-03-12 headcount=12 'budget=2000.50' --key R-001 --why 'letter 7 of 2024' source='letter 7'
reception #ID, version 1

$ q new reception direction=inbound name=other --key R-001
qiao: 'R-001' is taken by #ID
[2]

# By key or by number.
$ q show reception R-001
Reception #ID (1)
Number                          R-001
Owning unit                     Our federation
State                           Inquiry
Party                           Party from Honiara
Way of visit                    Visit from abroad
Country or region               Solomon Islands
Arrived                         2024-03-10
Departed                        2024-03-12
Headcount                       12
Budget                          2000.50 CNY
Source                          letter 7
Created                         TIME
Changed                         TIME
→ plan_draft: Draft a plan
→ cancelled: Cancel

$ id=$(qiao show reception R-001 | grep -o '#[0-9]*')

$ q show reception "$id" | sed -n 1p
Reception #ID (1)

$ q show reception "${id#\#}" | sed -n 1p
Reception #ID (1)

$ q show reception R-001 --json
{"type":"reception","id":ID,"version":1,"unit":ID,"state":"inquiry","key":"R-001","void":false,"fields":{"name":"Party from Honiara","direction":"inbound","country":"SB","arrived":"2024-03-10","departed":"2024-03-12","headcount":"12","budget":"2000.50 CNY"}}

$ q show reception R-001 --lang zh-Hans
接待 #ID (1)
编号                            R-001
所属单位                        Our federation
状态                            来函
来访团组                        Party from Honiara
来访方式                        来访
国家（地区）                    所罗门群岛
抵达日期                        2024-03-10
离开日期                        2024-03-12
来访人数                        12
预算                            2000.50 CNY
来源                            letter 7
建立时间                        TIME
修改时间                        TIME
→ plan_draft: 拟方案
→ cancelled: 取消

$ qiao show reception R-002
qiao: there is no reception 'R-002'; give its number as #123 or its key
[2]

$ qiao show reception '#1'
qiao: there is no reception #1
[2]

$ qiao show reception '#x'
qiao: there is no reception '#x'; give its number as #123 or its key
[2]

$ qiao show person R-001
qiao: there is no person 'R-001'; give its number as #123 or its key
[2]

# Editing. Writing what is there already makes no version.
$ q edit reception R-001 headcount=14 --why 'two more came'
reception #ID, version 2

$ q edit reception R-001 headcount=14
reception #ID, version 2

$ q edit reception R-001 headcount= interpreter='Lin Mei'
reception #ID, version 3

$ q edit reception R-001 headcount=14 --version 2
qiao: reception #ID was changed since you saw it (version 3, yours 2); look at the differences and save again
  ✗ headcount: stored is '', yours is '14'
[2]

$ qiao edit reception R-001 state=approved
qiao: the state is changed by a move, not by an edit
[2]

$ qiao edit reception R-001 headcount=many
qiao: headcount: 'many' is not a number: write it as 1234, 1,234 or 三十八
[2]

$ qiao edit reception R-001 --version x
qiao: 'x' is no whole number from 1; write 123 or #123
[2]

$ q edit reception R-001 --key R-100
reception #ID, version 4

$ qiao show reception R-100 | grep -c Honiara
1

# Two people had it open: the second learns what the first wrote, field by field.
$ q edit reception R-100 headcount=16 lodging='Lujiang Hotel' --version 4
reception #ID, version 5

$ q edit reception R-100 headcount=17 lodging='Seaview' results='two projects' --version 4
qiao: reception #ID was changed since you saw it (version 5, yours 4); look at the differences and save again
  ✗ headcount: stored is '16', yours is '17'
  ✗ lodging: stored is 'Lujiang Hotel', yours is 'Seaview'
  ✗ results: stored is '', yours is 'two projects'
[2]

$ q edit reception R-100 headcount=17 lodging='Seaview' --version 4 --lang zh-Hans
qiao: reception #ID 在您查看之后已被修改（现为版本 5，您的是 4）；请看差异后重新保存
  ✗ headcount: 现存为“16”，您的是“17”
  ✗ lodging: 现存为“Lujiang Hotel”，您的是“Seaview”
[2]

$ qiao show reception R-100 | grep -E 'Headcount|Lodging'
Headcount                       16
Lodging                         Lujiang Hotel

# States are reached by moves.
$ qiao move reception R-100 approved
qiao: a reception cannot go from 'inquiry' to 'approved'
[2]

$ qiao move reception R-100 nowhere
qiao: a reception cannot go from 'inquiry' to 'nowhere'
[2]

$ q move reception R-100 plan_draft
reception #ID is now 'plan_draft'

$ q move reception R-100 plan_checked
qiao: the paper 'Reception plan' is needed in this state; tick it when it is at hand
  ✗ papers: the paper 'Reception plan' is needed in this state; tick it when it is at hand
[2]

$ qiao move reception R-100 plan_draft
qiao: a reception cannot go from 'plan_draft' to 'plan_draft'
[2]

$ q move reception R-100 plan_draft --why 'no programme yet'
qiao: a reception cannot go from 'plan_draft' to 'plan_draft'
[2]

$ qiao show reception R-100 | grep -E '^State|→'
State                           Plan drafted
→ plan_checked: Check
→ cancelled: Cancel

$ q move reception R-100 cancelled --why 'flight cancelled'
reception #ID is now 'cancelled'

$ qiao show reception R-100 | grep -E '^State|→'
State                           Cancelled

$ qiao move reception R-100 inquiry
qiao: a reception cannot go from 'cancelled' to 'inquiry'
[2]

$ qiao move person R-100 verified
qiao: there is no person 'R-100'; give its number as #123 or its key
[2]

# Void and back, with reasons.
$ qiao void reception R-100
qiao: to void a record or take it back needs a reason; say why
[2]

$ qiao void reception R-100 --why ' '
qiao: to void a record or take it back needs a reason; say why
[2]

$ q void reception R-100 --why 'entered twice'
reception #ID is void

$ q void reception R-100 --why 'entered twice'
qiao: reception #ID is void already
[2]

$ qiao list reception --count rows
rows
----
0

$ qiao list reception --count rows --void
rows
----
1

$ qiao show reception R-100 | grep void
This record is void.

$ qiao unvoid reception R-100
qiao: to void a record or take it back needs a reason; say why
[2]

$ q unvoid reception R-100 --why 'it was not'
reception #ID counts again

$ q unvoid reception R-100 --why 'it was not'
qiao: reception #ID is not void
[2]

$ qiao list reception --count rows
rows
----
1

# Back to an earlier version, whole or one field.
$ q revert reception R-100 1 --field headcount --why 'the list was right'
reception #ID is as it was in version 1

$ qiao show reception R-100 | grep Headcount
Headcount                       12

$ qiao revert reception R-100 1 --field hedcount
qiao: reception has no field 'hedcount'
[2]

$ q revert reception R-100 99
qiao: there is no version 99 of reception #ID
[2]

$ qiao revert reception R-100 0
qiao: '0' is no whole number from 1; write 123 or #123
[2]

$ q revert reception R-100 1
reception #ID is as it was in version 1

$ q show reception R-001
Reception #ID (11)
Number                          R-001
Owning unit                     Our federation
State                           Cancelled
Party                           Party from Honiara
Way of visit                    Visit from abroad
Country or region               Solomon Islands
Arrived                         2024-03-10
Departed                        2024-03-12
Headcount                       12
Budget                          2000.50 CNY
Source                          letter 7
Created                         TIME
Changed                         TIME

$ q history reception R-001
10  TIME  office  create  reception #ID  v1  “letter 7 of 2024”
    + {"unit":"ID","state":"inquiry","key":"R-001","source":"letter 7","name":"Party from Honiara","direction":"inbound","country":"SB","arrived":"2024-03-10","departed":"2024-03-12","headcount":"12","budget":"2000.50 CNY"}
11  TIME  office  update  reception #ID  v2  “two more came”
    - {"headcount":"12"}
    + {"headcount":"14"}
12  TIME  office  update  reception #ID  v3
    - {"headcount":"14","interpreter":null}
    + {"headcount":null,"interpreter":"Lin Mei"}
13  TIME  office  update  reception #ID  v4
    - {"key":"R-001"}
    + {"key":"R-100"}
14  TIME  office  update  reception #ID  v5
    - {"headcount":null,"lodging":null}
    + {"headcount":"16","lodging":"Lujiang Hotel"}
15  TIME  office  update  reception #ID  v6
    - {"state":"inquiry"}
    + {"state":"plan_draft"}
16  TIME  office  update  reception #ID  v7  “flight cancelled”
    - {"state":"plan_draft"}
    + {"state":"cancelled"}
17  TIME  office  void  reception #ID  v8  “entered twice”
18  TIME  office  unvoid  reception #ID  v9  “it was not”
19  TIME  office  update  reception #ID  v10  “the list was right”
    - {"headcount":"16"}
    + {"headcount":"12"}
20  TIME  office  update  reception #ID  v11
    - {"key":"R-100","interpreter":"Lin Mei","lodging":"Lujiang Hotel"}
    + {"key":"R-001","interpreter":null,"lodging":null}

$ qiao history reception '#99'
qiao: there is no reception #99
[2]

$ qiao check
all is well: 20 rows of history, 10 records
