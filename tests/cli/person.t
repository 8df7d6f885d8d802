# A person: levels of what may be seen, documents, erasure.
$ . "$TESTDIR/setup.sh"

$ q new person name_hans=陈桂花 'name_latin=Tan Kwee Huay' sex=female born=1949-12-31 nationality=MY residence=MY document_kind=citizen_id document_number=110105194912310021 --key P-1
qiao: document_number: the check digit of 'ID' does not fit the other digits: compare it with the document
[2]

$ q new person name_hans=陈桂花 'name_latin=Tan Kwee Huay' sex=female born=1949-12-31 nationality=MY residence=MY document_kind=citizen_id document_number=11010519491231002X hardship=severe phone='+60 12 345 6789' mail=tan@example.org --key P-1
person #ID, version 1

$ q new person name_hans=林美玲 sex=female 'born=about 1962' ancestral_place=厦门思明 phone=13800138000 --key P-2 --unit HQ
person #ID, version 1

$ q show person P-1
Person #ID (1)
Number                          P-1
Owning unit                     Our federation
State                           To be verified
Name in simplified characters   陈桂花
Name in Latin letters           Tan Kwee Huay
Sex                             Female
Born                            1949-12-31
Country of residence            Malaysia
Nationality                     Malaysia
Kind of document                Citizen identity card
Document number                 IDX
Phone                           +60123456789
E-mail                          tan@example.org
Hardship                        In severe hardship
Created                         TIME
Changed                         TIME
→ verified: Confirm
→ doubtful: Put in doubt
→ left_scope: Take out of scope

$ q show person P-2 --lang zh-Hant
人員 #ID (1)
編號                            P-2
所屬單位                        Our federation
狀態                            待核實
簡體姓名                        林美玲
性別                            女
出生日期                        1962~
祖籍地                          福建省厦门市思明区
電話                            +8613800138000
建立時間                        TIME
修改時間                        TIME
→ verified: 確認
→ doubtful: 標為存疑
→ left_scope: 移出範圍

$ q list person
id                  name_hans  name_latin     residence
------------------  ---------  -------------  ---------
ID  陈桂花     Tan Kwee Huay  Malaysia
ID  林美玲
2 rows

$ q list person --columns name_hans,born,phone,hardship --order born
id                  name_hans  born        phone           hardship
------------------  ---------  ----------  --------------  ------------------
ID  陈桂花     1949-12-31  +60123456789    In severe hardship
ID  林美玲     1962~       +8613800138000
2 rows

# Dates that are uncertain stay as they were written.
$ q list person --columns name_hans,born --where 'born in 1962'
id  name_hans  born
--  ---------  ----
0 rows

$ q list person --columns name_hans --where "born maybe in 1962"
id                  name_hans
------------------  ---------
ID  林美玲
1 rows

$ q list person --columns name_hans --where 'name_hans contains "陳桂花"'
id  name_hans
--  ---------
0 rows

# Who may see how much: the office all, a handler not what is sensitive, a statistician nothing personal.
$ q new user login=hand name=Hand home=HQ --as sysadmin
user #ID, version 1

$ q new grant holder='#'$(qiao list user --where 'login = hand' --format csv --columns id | tail -n 1 | tr -dc 0-9) role=handler at=HQ --as secadmin
grant #ID, version 1

$ q new user login=stat name=Stat home=HQ --as sysadmin
user #ID, version 1

$ q new grant holder=Stat role=statistician at=HQ --as secadmin
grant #ID, version 1

$ q show person P-1 --as hand
Person #ID (1)
Number                          P-1
Owning unit                     Our federation
State                           To be verified
Name in simplified characters   陈桂花
Name in Latin letters           Tan Kwee Huay
Sex                             Female
Born                            1949-12-31
Country of residence            Malaysia
Nationality                     Malaysia
Kind of document                ***
Document number                 ***
Issuing country                 ***
Document valid until            ***
Phone                           +60123456789
E-mail                          tan@example.org
Hardship                        ***
Hardship assessed until         ***
Created                         TIME
Changed                         TIME
→ verified: Confirm
→ doubtful: Put in doubt
→ left_scope: Take out of scope

$ q show person P-1 --as stat
Person #ID (1)
Number                          P-1
Owning unit                     Our federation
State                           To be verified
Name in simplified characters   陈桂花
Name in Latin letters           Tan Kwee Huay
Sex                             Female
Born                            ***
Died                            ***
Country of residence            Malaysia
Nationality                     Malaysia
Birthplace                      ***
Household registered in         ***
Living in                       ***
Address                         ***
Address abroad                  ***
Kind of document                ***
Document number                 ***
Issuing country                 ***
Document valid until            ***
Phone                           ***
Messenger                       ***
E-mail                          ***
Education                       ***
Employer and post               ***
Left China                      ***
Settled abroad                  ***
Returned to China               ***
Hardship                        ***
Hardship assessed until         ***
Created                         TIME
Changed                         TIME
→ verified: Confirm
→ doubtful: Put in doubt
→ left_scope: Take out of scope

$ q show person P-1 --as stat --json
{"type":"person","id":ID,"version":1,"unit":ID,"state":"unverified","key":"P-1","void":false,"fields":{"name_hans":"陈桂花","name_latin":"Tan Kwee Huay","sex":"female","residence":"MY","nationality":"MY"}}

$ q list person --columns name_hans,born,hardship --as hand
qiao: at character 16, near 'hardship': 'hand' may not read 'hardship' of person, which is sensitive; a security administrator can give a role that may
[2]

$ q list person --where 'hardship = severe' --as hand
qiao: 'hand' may not read 'hardship' of person, which is sensitive; a security administrator can give a role that may
[2]

$ q list person --where 'hardship = severe' --count rows --as stat
qiao: 'stat' may not read 'hardship' of person, which is sensitive; a security administrator can give a role that may
[2]

$ q list person --order born --as stat
qiao: 'stat' may not read 'born' of person, which is personal; a security administrator can give a role that may
[2]

$ q edit person P-1 hardship=none --as hand
qiao: 'hand' may not write 'Hardship', which is above what the role sees
[2]

$ q edit person P-1 phone='+60 12 345 6780' --as hand
person #ID, version 2

$ q edit person P-1 phone='+60 12 345 6781' --as stat
qiao: 'stat' lacks the right 'write' for person of unit HQ; secadmin can give a role that has it
[2]

# What the handler could not see is still there.
$ qiao show person P-1 | grep Hardship
Hardship                        In severe hardship

# Reading what is sensitive is on record.
$ qiao log --as auditadmin --limit 500 | grep -c '  read  '
2

$ qiao log --as auditadmin --limit 500 | grep '  read  ' | sed -n 1p | plain
26  TIME  office  read  person #ID

# History shows no more than its reader may see.
$ q history person P-1
10  TIME  office  create  person #ID  v1
    + {"unit":"ID","state":"unverified","key":"P-1","name_hans":"陈桂花","name_latin":"Tan Kwee Huay","sex":"female","born":"1949-12-31","residence":"MY","nationality":"MY","document_kind":"citizen_id","document_number":"IDX","phone":"+60123456789","mail":"tan@example.org","hardship":"severe"}
12  TIME  office  read  person #ID
    + {"what":"record","rows":1}
24  TIME  hand  update  person #ID  v2
    - {"phone":"+60123456789"}
    + {"phone":"+60123456780"}
26  TIME  office  read  person #ID
    + {"what":"record","rows":1}

$ q history person P-1 --as hand
10  TIME  office  create  person #ID  v1
    + {"unit":"ID","state":"unverified","key":"P-1","name_hans":"陈桂花","name_latin":"Tan Kwee Huay","sex":"female","born":"1949-12-31","residence":"MY","nationality":"MY","phone":"+60123456789","mail":"tan@example.org"}
12  TIME  office  read  person #ID
    + {"what":"record","rows":1}
24  TIME  hand  update  person #ID  v2
    - {"phone":"+60123456789"}
    + {"phone":"+60123456780"}
26  TIME  office  read  person #ID
    + {"what":"record","rows":1}
29  TIME  office  read  person #ID
    + {"what":"history","rows":4}

$ q history person P-1 --as stat
10  TIME  office  create  person #ID  v1
    + {"unit":"ID","state":"unverified","key":"P-1","name_hans":"陈桂花","name_latin":"Tan Kwee Huay","sex":"female","residence":"MY","nationality":"MY"}
12  TIME  office  read  person #ID
    + {"what":"record","rows":1}
24  TIME  hand  update  person #ID  v2
    - {}
    + {}
26  TIME  office  read  person #ID
    + {"what":"record","rows":1}
29  TIME  office  read  person #ID
    + {"what":"history","rows":4}

# Moves.
$ q move person P-1 verified
person #ID is now 'verified'

$ q move person P-1 verified --as hand
qiao: a person cannot go from 'verified' to 'verified'
[2]

$ q move person P-2 doubtful --why 'not met' --as hand
person #ID is now 'doubtful'

# Two had the person open; what the second may not see is not shown in the differences either.
$ q edit person P-2 address='Zhongshan Road 1' hardship=severe
person #ID, version 3

$ q edit person P-2 address='Zhongshan Road 2' mail=lin@example.org --version 2
qiao: person #ID was changed since you saw it (version 3, yours 2); look at the differences and save again
  ✗ address: stored is 'Zhongshan Road 1', yours is 'Zhongshan Road 2'
  ✗ mail: stored is '', yours is 'lin@example.org'
[2]

$ q edit person P-2 address='Zhongshan Road 2' --version 2 --as hand
qiao: person #ID was changed since you saw it (version 3, yours 2); look at the differences and save again
  ✗ address: stored is 'Zhongshan Road 1', yours is 'Zhongshan Road 2'
[2]

$ q edit person P-2 address='Zhongshan Road 2' --version 3 --as hand
person #ID, version 4

$ q revert person P-2 3 --field address --why 'number 1 was right'
person #ID is as it was in version 3

$ q void person P-2 --why 'lives in another city' --as hand
qiao: 'hand' lacks the right 'void' for person of unit HQ; secadmin can give a role that has it
[2]

$ q void person P-2 --why 'lives in another city'
person #ID is void

$ q list person --columns key --quiet
id                  key
------------------  ---
ID  P-1

$ q unvoid person P-2 --why 'came back'
person #ID counts again

$ qiao show person P-2 | grep -E 'Address|Hardship'
Address                         Zhongshan Road 1
Hardship                        In severe hardship

# Erasure on legal request: the person's data go, also from the history, which stays whole.
$ q erase person P-1
qiao: an erasure needs a reason: name the request that asks for it
[2]

$ q erase person P-1 --why 'request 2024-17' --as hand
qiao: 'hand' lacks the right 'erase' for person of unit HQ; secadmin can give a role that has it
[2]

$ id=$(qiao show person P-1 | grep -o '#[0-9]*')

$ q erase person P-1 --why 'request 2024-17'
person #ID was erased; its history keeps that it was, not what it held

$ q show person P-1
qiao: there is no person 'P-1'; give its number as #123 or its key
[2]

$ q show person "$id"
Person #ID (4)
Owning unit                     Our federation
State                           Verified
Sex                             Female
Country of residence            Malaysia
Nationality                     Malaysia
Created                         TIME
Changed                         TIME
→ doubtful: Put in doubt
→ unverified: Ask for a new check
→ left_scope: Take out of scope

$ q list person --count rows
rows
----
2

$ qiao history person "$id" | grep -c 'Kwee\|110105\|陈'
0
[1]

$ q history person "$id" | tail -n 3
41  TIME  office  read  person #ID
42  TIME  office  erase  person #ID  v4  “request 2024-17”
    + {"unit":"ID","state":"verified","sex":"female","residence":"MY","nationality":"MY"}

$ q revert person "$id" 1
qiao: that version was erased on a legal request and cannot be shown again
[2]

$ q check
all is well: 42 rows of history, 15 records

$ q erase reception P-1 --why x
qiao: there is no reception 'P-1'; give its number as #123 or its key
[2]

$ strings "$QIAO_DB"* 2>/dev/null | grep -c '11010519491231002X'
0
[1]
