# Deadlines, and the audit administrator's log.
$ . "$TESTDIR/setup.sh"

$ qiao due
due  type  id  record  deadline
---  ----  --  ------  --------

$ q new kin_case seeker='Tan Ah Kow' sought='Tan Ah Lim' received=2024-01-02 --key K-1
kin_case #ID, version 1

$ q fields kin_case | grep '^received'
received          date      Came in on                      internal

$ q new info_report title='Report' --key I-1
info_report #ID, version 1

$ q due --as-of 2024-01-03
due  type  id  record  deadline
---  ----  --  ------  --------

$ q due --as-of 2024-01-20
due         type              id                  record      deadline
----------  ----------------  ------------------  ----------  --------------------------
2024-01-23  Kin-seeking case  ID  Tan Ah Kow  First answer to the seeker

$ q due --as-of 2024-03-01
due           type              id                  record      deadline
------------  ----------------  ------------------  ----------  --------------------------
2024-01-23 !  Kin-seeking case  ID  Tan Ah Kow  First answer to the seeker

$ q new kin_case seeker='Lim Bee' sought='Lim Soon' received=2023-11-01 --key K-2
kin_case #ID, version 1

$ q due --as-of 2024-03-01
due           type              id                  record      deadline
------------  ----------------  ------------------  ----------  --------------------------
2023-11-22 !  Kin-seeking case  ID  Lim Bee     First answer to the seeker
2024-01-23 !  Kin-seeking case  ID  Tan Ah Kow  First answer to the seeker

$ q due --as-of 2024-03-01 --as secadmin
due  type  id  record  deadline
---  ----  --  ------  --------

$ q due --as-of 2030-01-01 --lang zh-Hans
到期日        类型          id                  记录        期限
------------  ------------  ------------------  ----------  --------------
2023-11-22 !  寻根寻亲案件  ID  Lim Bee     首次答复寻亲人
2024-01-23 !  寻根寻亲案件  ID  Tan Ah Kow  首次答复寻亲人

$ qiao log
qiao: 'office' lacks the right 'audit'; secadmin can give a role that has it
[2]

$ qiao log --limit 0 --as auditadmin
qiao: '0' is no whole number from 1; write 123 or #123
[2]

$ q log --limit 3 --as auditadmin
14  TIME  auditadmin  read
    + {"what":"log","rows":3}
13  TIME  office  refuse
    + {"what":"'office' lacks the right 'audit'; secadmin can give a role that has it","rows":0}
12  TIME  office  create  kin_case #ID  v1
    + {"unit":"ID","state":"received","key":"K-2","seeker":"Lim Bee","sought":"Lim Soon","received":"2023-11-01"}

$ q log --limit 1 --as auditadmin --lang zh-Hans
15  TIME  auditadmin  read
    + {"what":"log","rows":1}

$ qiao log --as auditadmin | grep -c '^[0-9]'
16
