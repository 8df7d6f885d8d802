# Who may do what: refusals name the right and who can grant it.
$ . "$TESTDIR/setup.sh"

$ q new reception direction=inbound name=Party --key R-1 --as nobody
qiao: there is no user 'nobody'; `qiao list user` shows who there is
[2]

$ q new reception direction=inbound name=Party --key R-1
reception #ID, version 1

# The three administrators do no work, and the office administers nothing.
$ q new reception direction=inbound name=x --as sysadmin
qiao: 'sysadmin' lacks the right 'write' for reception of unit HQ; secadmin can give a role that has it
[2]

$ q list reception --as secadmin
qiao: 'secadmin' lacks the right 'read' for reception; secadmin can give a role that has it
[2]

$ q show reception R-1 --as auditadmin
qiao: 'auditadmin' lacks the right 'read' for reception; secadmin can give a role that has it
[2]

$ q new user login=hand name=Hand home=HQ
qiao: 'office' lacks the right 'system' for user of unit HQ; secadmin can give a role that has it
[2]

$ q new grant holder=Office role=sysadmin at=HQ
qiao: 'office' lacks the right 'grant' for grant of unit HQ; secadmin can give a role that has it
[2]

$ q new grant holder=Office role=sysadmin at=HQ --as sysadmin
qiao: 'sysadmin' lacks the right 'grant' for grant of unit HQ; secadmin can give a role that has it
[2]

$ q new unit code=D1 name=District parent=HQ --as secadmin
qiao: 'secadmin' lacks the right 'decide' for unit of unit HQ; secadmin can give a role that has it
[2]

$ q log --as sysadmin
qiao: 'sysadmin' lacks the right 'audit'; secadmin can give a role that has it
[2]

$ QIAO_LANG=zh-Hans q log --as sysadmin
qiao: “sysadmin”没有“audit”权限；secadmin 可以授予相应角色
[2]

$ QIAO_LANG=zh-Hant q new reception direction=inbound name=x --as sysadmin
qiao: 「sysadmin」沒有「write」權限（reception，單位 HQ）；secadmin 可以授予相應角色
[2]

# Roles of their own.
$ q new user login=hand name='Lin Hand' home=HQ --as sysadmin
user #ID, version 1

$ q new user login='no blanks' name=x home=HQ --as sysadmin
qiao: a login has 1 to 40 letters, digits, '-', '_' or '.'
  ✗ login: a login has 1 to 40 letters, digits, '-', '_' or '.'
[2]

$ q new user login=hand name=again home=HQ --as sysadmin
qiao: 'hand' is taken by #ID
[2]

$ q list reception --as hand
qiao: 'hand' lacks the right 'read' for reception; secadmin can give a role that has it
[2]

$ q new grant holder='Lin Hand' role=handle at=HQ --as secadmin
qiao: there is no role 'handle'
  ✗ role: there is no role 'handle'
[2]

$ q new grant holder='Lin Hand' role=handler at=HQ ended=2020-01-01 began=2021-01-01 --as secadmin
qiao: the grant ends before it begins
  ✗ ended: the grant ends before it begins
[2]

$ q new grant holder='Security administrator' role=handler at=HQ --as secadmin
qiao: nobody can give a role to himself; ask another security administrator
  ✗ holder: nobody can give a role to himself; ask another security administrator
[2]

$ q new grant holder='System administrator' role=auditadmin at=HQ --as secadmin
qiao: the system, security and audit administrators must be three different persons
[2]

$ q new grant holder=hand role=handler at=HQ basis='order 3 of 2024' --as secadmin
grant #ID, version 1

$ q list reception --as hand --columns key --quiet
id                  key
------------------  ---
ID  R-1

$ QIAO_USER=hand q new reception direction=inbound name=Second --key R-2
reception #ID, version 1

$ q move reception R-2 plan_draft --as hand
reception #ID is now 'plan_draft'

$ q edit reception R-2 papers=plan --as hand
reception #ID, version 3

$ q move reception R-2 plan_checked --as hand
qiao: 'hand' lacks the right 'confirm' for reception of unit HQ; secadmin can give a role that has it
[2]

$ q void reception R-2 --why x --as hand
qiao: 'hand' lacks the right 'void' for reception of unit HQ; secadmin can give a role that has it
[2]

$ q erase reception R-2 --why x --as hand
qiao: 'hand' lacks the right 'erase' for reception of unit HQ; secadmin can give a role that has it
[2]

$ q export out --as hand
13 rows written to 'out'

$ q undo 1 --as hand
qiao: there is no batch 1, or you may not see it
[2]

$ q due --as secadmin
due  type  id  record  deadline
---  ----  --  ------  --------

$ q import nothing.csv --as auditadmin
qiao: there is no file or folder 'nothing.csv' to import; check the path
[2]

$ q list grant --columns holder,role,at --as secadmin --quiet
id                  holder                  role        at
------------------  ----------------------  ----------  --------------
ID  Office                  office      Our federation
ID  System administrator    sysadmin    Our federation
ID  Security administrator  secadmin    Our federation
ID  Audit administrator     auditadmin  Our federation
ID  Lin Hand                handler     Our federation

$ q list grant --columns holder,role,at
id                  holder                  role        at
------------------  ----------------------  ----------  --------------
ID  Office                  office      Our federation
ID  System administrator    sysadmin    Our federation
ID  Security administrator  secadmin    Our federation
ID  Audit administrator     auditadmin  Our federation
ID  Lin Hand                handler     Our federation
5 rows

# A grant that has ended gives nothing.
$ qiao list grant --where 'role = handler' --columns id --format csv --as sysadmin | tail -n 1 | tr -dc 0-9 >grant

$ q edit grant $(cat grant) ended=2025-01-01 --as secadmin
grant #ID, version 2

$ q list reception --as hand
qiao: 'hand' lacks the right 'read' for reception; secadmin can give a role that has it
[2]

$ q list reception --as hand --as-of 2024-12-31 --columns key --quiet
qiao: 'hand' lacks the right 'read' for reception; secadmin can give a role that has it
[2]

# A closed account.
$ q edit user hand closed=2025-06-01 --as sysadmin
user #ID, version 2

$ q list reception --as hand
qiao: the account of 'hand' is closed; a system administrator can open it again
[2]

$ q edit user hand login=other --as sysadmin
qiao: 'Login' cannot be changed once it is set
[2]

# What was refused is on record.
$ qiao log --limit 100 --as auditadmin | grep '  refuse' | wc -l
17

$ qiao log --limit 100 --as auditadmin | plain | grep -A1 'hand  refuse' | sed -n 1,6p
38  TIME  hand  refuse
    + {"what":"'hand' lacks the right 'read' for reception; secadmin can give a role that has it","rows":0}
37  TIME  hand  refuse
    + {"what":"'hand' lacks the right 'read' for reception; secadmin can give a role that has it","rows":0}
--
34  TIME  hand  refuse

$ q check
all is well: 41 rows of history, 13 records

# Roles.
$ qiao roles | sed -n 1,3p
office         Whole office (one desk does all): read write confirm approve decide void import export undo erase desk
handler        Handler: read write import export desk
caseworker     Caseworker: read write import export desk — roots, camps, charity, legal; sees registry

$ qiao roles --lang zh-Hans | tail -n 3
sysadmin       系统管理员: read decide export system desk — system
secadmin       安全管理员: read grant desk — system
auditadmin     审计管理员: read audit desk — system
