# Kin cases: candidates with their reasons, kept ones, cold ones.
$ . "$TESTDIR/setup.sh"

# The index of names: beside an SQLite file, else in the folder for caches.
$ export QIAO_CACHE=$PWD/cache

$ for n in 张志明 李玉兰 王建国 吴天才 郑成业 许文章 蔡水生 杨金枝 黄金山 林国强; do make person name_hans=$n born=1931 ancestral_place=350583 >/dev/null; done

$ p=$(make person name_hans=陈文瑞 born=1874 ancestral_place=350211 ancestral_place_text=后溪镇崎沟村); w=$(make person name_hans=林美玉 died=1960); make relation person=$p relative=$w kind=spouse >/dev/null; make hall name=颍川陈氏宗祠 surname=陈 hall_name=颍川堂 place=350211 >/dev/null

$ k=$(make kin_case seeker='Tan Ah Kow' sought_latin='Tan Boon Swee' place_old='Tong Ann' --key K-1); make clue kin_case=$k kind=tombstone text='享壽七十有五歲' dated=1948 >/dev/null; make clue kin_case=$k kind=hall_name text=穎川堂 >/dev/null; make clue kin_case=$k kind=relative text='妻 林氏' certainty=likely >/dev/null; make clue kin_case=$k kind=ship text='S.S. Hong Bee' >/dev/null

$ q kin K-1 --top 1 | sed -E 's/[+-][0-9]+\.[0-9]+/BITS/g; s/^1\. [0-9.]+/1. P/; s/[0-9.]+ %$/P %/'
1. P %  陈文瑞  后溪镇崎沟村  #ID  BITS bits
field                  told           recorded  result   bits
---------------------  -------------  --------  -------  ------
Name in Latin letters  Tan Boon Swee  陈文瑞    variant  BITS
Birth                  1874           1874      match    BITS
Ancestral place        Tong Ann       后溪镇    match    BITS
Hall or lantern name   穎川堂         颍川堂    match    BITS
Names of kin           妻 林氏        林美玉    match    BITS
Name in Latin letters: surname first, Hokkien, Singapore and Malaya spelling · tan → 陈 (tan) · boon → 文 (bun) · swee → 瑞 (sui)
Hall or lantern name: 颍川陈氏宗祠
(empty)
nobody that you may see: P %
not used, look at them yourself: S.S. Hong Bee

$ qiao kin K-1 --top 1 --json | grep -o '"r_[a-z]*":{"result":"[a-z]*"'
"r_latin":{"result":"variant"
"r_born":{"result":"match"
"r_place":{"result":"match"
"r_hall":{"result":"match"
"r_kin":{"result":"match"

# Every field's bits make the score.
$ qiao kin K-1 --top 5 --json | python3 -c 'import json, sys; print([abs(sum(f["bits"] for f in c["fields"].values()) - c["bits"]) < 0.005 for c in json.load(sys.stdin)["candidates"]].count(False))'
0

# Kept once; what somebody decided stays.
$ q kin K-1 --keep --as-of 2024-03-01 | tail -n 2
candidates: 1 new, 0 changed, 0 left as somebody decided
receipt 1

$ q kin K-1 --keep --as-of 2024-03-01 | tail -n 1
candidates: 0 new, 0 changed, 0 left as somebody decided

$ q due --as-of 2024-03-01
due         type       id                  record  deadline
----------  ---------  ------------------  ------  ------------------------
2024-03-01  Candidate  ID  陈文瑞  New candidate to look at

$ d=$(qiao list candidate --limit 1 --quiet | grep -o '^[0-9]*'); q move candidate "#$d" ruled_out --why 'another man'
candidate #ID is now 'ruled_out'

$ q kin K-1 --keep --as-of 2024-03-01 | tail -n 1
candidates: 0 new, 0 changed, 1 left as somebody decided

$ q kin K-1 --top 1 | grep -o '\[.*\]'
[Ruled out]

$ q undo 1
0 removed, 0 put back, 1 left as they are
· candidate #ID 陈文瑞: edited since by Office on TIME

# The living are masked until both sides have consented.
$ l=$(make person name_hans=黄水木 born=1950 ancestral_place=350211 ancestral_place_text=后溪镇); j=$(make kin_case seeker=Ng sought_latin='Ng Chwee Bok' sought_born=1950 --key K-2); q kin K-2 --top 1 | grep -o '黄＊＊\|黄水木\|perhaps.*' | uniq
黄＊＊
perhaps living: masked until both sides have consented
黄＊＊

$ q edit kin_case K-2 seeker_consented=2024-03-01; make consent person=$l purpose=kin_disclosure given=2024-03-02 >/dev/null; q kin K-2 --top 1 | grep -o '黄＊＊\|黄水木\|perhaps.*' | uniq
kin_case #ID, version 2
黄水木

# A cold case hears of whom an import brings.
$ make kin_case seeker=Lim sought_latin='Lim Eng Hock' sought_born=1894 review_on=2025-01-01 --key K-3 >/dev/null; q move kin_case K-3 dormant --why 'nothing found' --as-of 2024-03-01
kin_case #ID is now 'dormant'

$ q kin --cold --as-of 2024-03-01
1 cold cases looked at; 0 have new candidates (`qiao due` lists them)

$ printf '姓名,出生日期,祖籍地\n林永福,1894,南安市\n郭大山,1950,南安市\n' >p.csv; q import p.csv --type person --quiet --as-of 2024-03-01 | tail -n 1
1 kin cases have new candidates; `qiao due` lists them.

$ q due --as-of 2024-03-01
due         type       id                  record  deadline
----------  ---------  ------------------  ------  ------------------------
2024-03-01  Candidate  ID  林永福  New candidate to look at

$ q kin --cold --as-of 2024-03-01
1 cold cases looked at; 0 have new candidates (`qiao due` lists them)

$ printf '姓名,出生日期,祖籍地\n周小平,1950,南安市\n' >p.csv; q import p.csv --type person --quiet --as-of 2024-03-01 | tail -n 1
receipt 4: 1 new, 0 changed, 0 the same. Take it back with `qiao undo 4`.

# An erased person leaves the file at once.
$ q erase person $p --why 'request 7'; ls *.kin cache/*.kin "$QIAO_DB".kin 2>/dev/null | wc -l
person #ID was erased; its history keeps that it was, not what it held
0
[2]

$ q kin K-1 --top 1 --json | grep -c 陈文瑞
0
[1]

# What is wrong is said.
$ q kin K-9
qiao: there is no kin_case 'K-9'; give its number as #123 or its key
[2]

$ q kin
qiao: name one case, or give --cold for all cold cases
[2]

$ q kin K-1 --cold
qiao: name one case, or give --cold for all cold cases
[2]

$ q kin K-1 --top 0
qiao: --top takes a number from 1 to 100, not '0'
[2]

$ make kin_case seeker=A place_old=马巷 --key K-4 >/dev/null; q kin K-4
qiao: the case tells no name of the sought person; add one to the case, or as a clue
[2]

$ q kin K-1 --as secadmin
qiao: 'secadmin' lacks the right 'read' for kin_case; secadmin can give a role that has it
[2]

$ qiao check | tail -n 1 | cut -d : -f 1
all is well

# The public form wants a user that reads nothing.
$ q serve --requests
qiao: the public form needs a user who may write requests and read nothing, not 'office'; make one with the role 'public', and name it with --as
[2]

$ q serve --requests --requests-limit 0
qiao: --requests-limit takes a number from 1 to 200
[2]

# ---- who sees what ----

# A caseworker reads the persons whom a case is about, and no numbers of documents.
$ make user login=cai name=Cai home=HQ --as sysadmin >/dev/null; make grant holder=cai role=caseworker at=HQ --as secadmin >/dev/null; q kin K-1 --top 1 --as cai | head -n 3
1. 0.1 %  许＊＊  福建省泉州市南安市  #ID  -8.60 bits
perhaps living: masked until both sides have consented
field                  told           recorded            result    bits

$ q list person --columns name_hans,document_number --limit 1 --as cai | sed -n 1,3p
qiao: at character 11, near 'document_number': 'cai' may not read 'document_number' of person, which is sensitive; a security administrator can give a role that may
[2]

$ q new person name_hans=甲 --as cai
qiao: 'cai' lacks the right 'write' for person of unit HQ; secadmin can give a role that has it
[2]

# ---- who is erased or withdraws ----

# Who was erased, above, was erased from the candidates of cases too.
$ q list candidate --columns name | sed -n 3,9p; qiao check | cut -d : -f 1
ID
ID  林永福
2 rows
all is well

# A candidate keeps the name as it was shown; a consent that is taken back masks it again, and the
# candidate's own consent in the case, which is older, does not show it.
$ q kin K-2 --keep --quiet >/dev/null; qiao list candidate --where 'name = 黄水木' --columns name --quiet | grep -c 黄水木
1

$ d=$(qiao list candidate --where 'name = 黄水木' --quiet | grep -o '^[0-9]*' | head -n 1); q edit candidate "#$d" person_consented=2024-03-03 seeker_consented=2024-03-01; qiao kin K-2 --top 1 | grep -o '黄＊＊\|黄水木' | sort -u
candidate #ID, version 2
黄水木

$ g=$(qiao list consent --quiet | grep -o '^[0-9]*' | head -n 1); q edit consent "#$g" withdrawn=2024-04-01; qiao list candidate --columns name | grep -o '黄[^ ]*'; q kin K-2 --top 1 | grep -o '黄＊＊\|黄水木' | sort -u
consent #ID, version 2
黄＊＊
黄＊＊

# A withdrawn case shows no candidate's name, and is due until it is erased: with its candidates, clues and
# relays, and what their history said.
$ make clue kin_case=$j kind=letter text='寄厦门水仙路' >/dev/null; make relay kin_case=$j to_body=后溪村委会 asked_on=2024-03-05 contact=陈会计 question='黄家在否' >/dev/null; q edit candidate "#$d" name=黄水木; q move kin_case K-2 withdrawn --why 'no wish any more'; qiao list candidate --columns name | grep -o '黄[^ ]*'
candidate #ID, version 4
kin_case #ID is now 'withdrawn'
黄＊＊

$ q edit kin_case K-2 withdrawn_on=2024-04-02 >/dev/null; q due --as-of 2024-04-23 | grep -c 'Erasure of a withdrawn request'; q erase kin_case "$j" --why 'request 8'; q due --as-of 2024-04-23 | grep -c 'Erasure of a withdrawn request'
1
kin_case #ID was erased; its history keeps that it was, not what it held
0
[1]

$ for t in kin_case candidate clue relay; do qiao list $t --json; qiao list $t --quiet | grep -o '^[0-9]\+' | while read -r i; do qiao history $t "#$i" --json; done; done >said; grep -c '黄\|水仙路\|陈会计\|Ng' said; grep -c 林永福 said
0
2
