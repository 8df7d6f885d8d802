# SPDX-License-Identifier: Apache-2.0
# The tree of units on any day, and how it is changed by the forms of records.

GET /admin/units
expect 200
expect text "units on "
expect text "To change the tree"
expect text "Siming District Federation of Returned Overseas Chinese"

# names of then, and what was not there yet
GET /admin/units?on=2003-01-01
expect 200
expect text "鹭屿师范专科学校侨联"
expect text "is founded"
expect no text "(planned)"

GET /admin/units?on=tomorrow
expect 400
expect text "is no day"

# a new unit of the far future is planned
POST /unit/new
form csrf={csrf /unit/new}
form f.code=ZZ1
form f.name=演武街道侨联
form f.name_en=Yanwu
form f.parent=思明区归国华侨联合会
form f.founded=2031-05-01
expect 303

GET /admin/units
expect 200
expect text "Yanwu is founded"
expect text "(planned)"

GET /admin/units?on=2031-05-02
expect 200
expect text "Yanwu"
expect no text "Yanwu is founded"

# it is called otherwise for a year
POST /unit_name/new
form csrf={csrf /unit_name/new}
form f.of_unit=演武街道侨联
form f.name=演武街道侨务小组
form f.began=2031-05-01
form f.ended=2032-01-01
expect 303

GET /admin/units?on=2031-05-02
expect 200
expect text "演武街道侨务小组"
expect text "is then called Yanwu"

# it goes under another district: its place ends, a new one begins
POST /unit_edge/new
form csrf={csrf /unit_edge/new}
form f.member=演武街道侨联
form f.parent=湖里区归国华侨联合会
form f.began=2032-06-01
expect 400
expect text "end that edge first"

# and in the end becomes part of another one, whose page of then says so
POST /unit_change/new
form csrf={csrf /unit_change/new}
form f.kind=merge
form f.happened=2033-01-01
form f.old_units=演武街道侨联
form f.new_units=思明区鼓浪屿街道侨联
expect 303

GET /admin/units?on=2033-01-02
expect 200
expect text "came of Yanwu"
expect text "Ended before"
