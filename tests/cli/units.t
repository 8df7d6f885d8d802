# The tree of units: moved units, records found by the tree of then or of now.
$ . "$TESTDIR/setup.sh"

$ q new unit code=SM name=思明侨联 level=district kind=region
qiao: say which unit it stands under; only the first unit of a store stands under none
  ✗ parent: say which unit it stands under; only the first unit of a store stands under none
[2]

$ q new unit code=SM name=思明侨联 level=district parent=HQ founded=1980-01-01
unit #ID, version 1

$ q new unit code=HL name=湖里侨联 level=district parent=HQ founded=1987-01-01
unit #ID, version 1

$ q new unit code='a b' name=x parent=HQ
qiao: a unit code has 1 to 40 letters, digits, '-', '_' or '.'
  ✗ code: a unit code has 1 to 40 letters, digits, '-', '_' or '.'
[2]

$ q new unit code=SM name=x parent=HQ
qiao: 'SM' is taken by #ID
[2]

$ q new unit code=JL name=江头街道侨联 level=street parent=SM founded=1990-01-01
unit #ID, version 1

$ q list unit --columns code,name,parent.code --order code --quiet
id                  code  name            parent.code
------------------  ----  --------------  -----------
ID  HL    湖里侨联        HQ
ID  HQ    Our federation
ID  JL    江头街道侨联    SM
ID  SM    思明侨联        HQ

$ q list unit_edge --columns member.code,parent.code,began,ended --order member.code --quiet
id                  member.code  parent.code  began       ended
------------------  -----------  -----------  ----------  -----
ID  HL           HQ           1987-01-01
ID  JL           SM           1990-01-01
ID  SM           HQ           1980-01-01

# Records of the street, one before and one after it goes to the other district.
$ q new reception direction=inbound name=Early arrived=2010-05-01 --key R-1 --unit JL
reception #ID, version 1

$ q new reception direction=inbound name=Late arrived=2024-05-01 --key R-2 --unit JL
reception #ID, version 1

$ q new reception direction=inbound name='Of the district' arrived=2024-05-01 --key R-3 --unit SM
reception #ID, version 1

$ q new reception direction=inbound name='Of the city' arrived=2024-05-01 --key R-4
reception #ID, version 1

$ edge=$(qiao list unit_edge --where 'member.code = JL' --columns id --format csv | tail -n 1 | tr -dc 0-9)

$ q new unit_edge member=JL parent=HL began=2015-01-01
qiao: the unit stands in another place at that time; end that edge first
[2]

$ q edit unit_edge $edge ended=1980-01-01
qiao: the edge ends before it begins
  ✗ ended: the edge ends before it begins
[2]

$ q edit unit_edge $edge ended=2015-01-01 --why 'order 5 of 2014'
unit_edge #ID, version 2

$ q new unit_edge member=JL parent=HL began=2015-01-01 basis='order 5 of 2014'
unit_edge #ID, version 1

$ q new unit_edge member=HL parent=JL began=1970-01-01 ended=1975-01-01
unit_edge #ID, version 1

$ q new unit_edge member=JL parent=JL began=1970-01-01 ended=1975-01-01
qiao: a unit cannot stand under itself
  ✗ parent: a unit cannot stand under itself
[2]

$ q new unit_edge member=SM parent=JL began=2016-01-01
qiao: the unit stands in another place at that time; end that edge first
[2]

$ q list unit_edge --where 'member.code = JL' --columns parent.code,began,ended --order began --quiet
id                  parent.code  began       ended
------------------  -----------  ----------  ----------
ID  SM           1990-01-01  2015-01-01
ID  HL           2015-01-01

# The same question on the tree of today and of then.
$ q list reception --columns key --order key --quiet --where 'unit under SM'
id                  key
------------------  ---
ID  R-3

$ q list reception --columns key --order key --quiet --where 'unit under HL'
id                  key
------------------  ---
ID  R-1
ID  R-2

$ q list reception --columns key --order key --quiet --where 'unit under SM' --tree 2014-12-31
id                  key
------------------  ---
ID  R-1
ID  R-2
ID  R-3

$ q list reception --columns key --order key --quiet --where 'unit under HL' --tree 2014-12-31
id  key
--  ---

$ q list reception --columns key --order key --quiet --where 'unit under HL' --as-of 2014-12-31
id  key
--  ---

$ q list reception --columns key --order key --quiet --where 'unit under HL' --tree 2015-01-01
id                  key
------------------  ---
ID  R-1
ID  R-2

$ q list reception --count rows --where 'unit under 湖里侨联'
rows
----
2

$ q list reception --count rows --where 'unit under HQ'
rows
----
4

$ q list reception --columns key --quiet --where 'unit = JL' --order key
id                  key
------------------  ---
ID  R-1
ID  R-2

$ q list reception --where 'unit under XX'
qiao: at character 12, near 'XX': there is no unit 'XX'; `qiao list unit` shows them
[2]

$ q list reception --count rows --by unit.code --order unit.code --quiet
unit.code  rows
---------  ----
HQ         1
JL         2
SM         1

# Rights follow the tree of today.
$ q new user login=sm name=思明 home=SM --as sysadmin
user #ID, version 1

$ q new user login=hl name=湖里 home=HL --as sysadmin
user #ID, version 1

$ q new grant holder=思明 role=district at=SM --as secadmin
grant #ID, version 1

$ q new grant holder=湖里 role=district at=HL --as secadmin
grant #ID, version 1

$ q list reception --columns key --order key --quiet --as sm
id                  key
------------------  ---
ID  R-3

$ q list reception --columns key --order key --quiet --as hl
id                  key
------------------  ---
ID  R-1
ID  R-2

$ q show reception R-1 --as sm
qiao: there is no reception #ID, or you may not read it; secadmin can give a role that may
[2]

$ q edit reception R-1 headcount=5 --as hl
reception #ID, version 2

$ q edit reception R-3 headcount=5 --as hl
qiao: there is no reception #ID, or you may not read it; secadmin can give a role that may
[2]

$ q new reception direction=inbound name=x --unit SM --as hl
qiao: 'hl' lacks the right 'write' for reception of unit SM; secadmin can give a role that has it
[2]

$ q edit reception R-1 --unit SM --as hl
qiao: 'hl' lacks the right 'write' for reception of unit SM; secadmin can give a role that has it
[2]

$ q new reception direction=inbound name=Own --key R-5 --as hl
reception #ID, version 1

$ q show reception R-5 | grep Owning
Owning unit                     湖里侨联

# Merged: the old unit stands under its successor, its records are found there.
$ q new unit_change kind=merge happened=2020-06-01 old_units=HL new_units=SM basis='order 1 of 2020'
unit_change #ID, version 1

$ q move unit HL merged --why 'order 1 of 2020'
unit #ID is now 'merged'

$ q list reception --columns key --order key --quiet --where 'unit under SM'
id                  key
------------------  ---
ID  R-1
ID  R-2
ID  R-3
ID  R-5

$ q list reception --columns key --order key --quiet --where 'unit under SM' --tree 2020-05-31
id                  key
------------------  ---
ID  R-3

$ q list reception --columns key --order key --quiet --as sm
id                  key
------------------  ---
ID  R-1
ID  R-2
ID  R-3
ID  R-5

# An edge that begins on that day or later wins over the change.
$ q edit unit_edge $(qiao list unit_edge --where 'member.code = HL and began > 1980' --columns id --format csv | tail -n 1 | tr -dc 0-9) ended=2020-06-01
unit_edge #ID, version 2

$ q new unit_edge member=HL parent=HQ began=2020-06-01
unit_edge #ID, version 1

$ q list reception --columns key --order key --quiet --where 'unit under SM'
id                  key
------------------  ---
ID  R-3

# Names of old.
$ q new unit_name of_unit=SM name=开元侨联 ended=2003-05-01
unit_name #ID, version 1

$ q list unit_name --columns of_unit.code,name,ended --quiet
id                  of_unit.code  name      ended
------------------  ------------  --------  ----------
ID  SM            开元侨联  2003-05-01

$ q history unit HL
12  TIME  office  create  unit #ID  v1
    + {"unit":"ID","state":"active","code":"HL","name":"湖里侨联","level":"district","founded":"1987-01-01","parent":"ID"}
35  TIME  office  update  unit #ID  v2  “order 1 of 2020”
    - {"state":"active"}
    + {"state":"merged"}

$ q check
all is well: 39 rows of history, 29 records
