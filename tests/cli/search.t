# The search box of the command line: names in any script, by sound, initials, with a slip.
$ . "$TESTDIR/setup.sh"

$ make person name_hans=陈嘉庚 'name_latin=Tan Kah Kee' residence=SG --key P-1 >/dev/null
$ make person name_hant=歐陽秀英 residence=MY --key P-2 >/dev/null
$ make person name_hans=林文庆 residence=SG --key P-3 >/dev/null
$ make association name_hans=新加坡福建会馆 country=SG --key A-1 >/dev/null
$ keys() { qiao list "$1" --search "$2" --columns key --format csv "${@:3}" | tail -n +2 | tr -d '\r' | cut -d, -f2 | paste -sd ' '; }

# What finds 陳嘉庚.
$ for text in 陳嘉庚 陈嘉庚 陈嘉 chenjiageng 'chen jia geng' 'chén jiā gēng' 'chen2 jia1 geng1' cjg \
>     'Tan Kah Kee' kahkee 嘉庚 chenjiagemg 'Tan Kah Kwe' 陈加庚 庚 chenj; do
>     echo "$text: $(keys person "$text")"
> done
陳嘉庚: P-1
陈嘉庚: P-1
陈嘉: P-1
chenjiageng: P-1
chen jia geng: P-1
chén jiā gēng: P-1
chen2 jia1 geng1: P-1
cjg: P-1
Tan Kah Kee: P-1
kahkee: P-1
嘉庚: P-1
chenjiagemg: P-1
Tan Kah Kwe: P-1
陈加庚: P-1
庚: P-1
chenj: P-1

$ keys person ouyang; keys person auyong; keys person 'Lim Boon Keng'; keys association fjhg
P-2
P-2
P-3
A-1

# With a condition, in every format, counted, and in another order.
$ q list person --search 林文庆 --where 'residence = SG' --columns key,name_hans --quiet
id                  key  name_hans
------------------  ---  ---------
ID  P-3  林文庆

$ q list person --search 林文庆 --where 'residence = MY' --count rows
rows
----
0

$ q list person --search kahkee --count rows --by residence
residence  rows
---------  ----
Singapore  1

$ q list person --search lwq --columns key --json --quiet
{"type":"person","rows":[
{"id":"ID","key":"P-3"}
]}

$ make person name_hans=陈嘉 --key P-4 >/dev/null
$ make person name_hans=陈嘉庚纪念馆 --key P-5 >/dev/null
$ keys person 陈嘉; keys person 陈嘉 --order 'key desc'
P-4 P-1 P-5
P-5 P-4 P-1

# A page and the next one.
$ q list person --search 陈嘉 --columns key --limit 1
id                  key
------------------  ---
ID  P-4
1 rows
next page: --after '0'

$ keys person 陈嘉 --after 0
P-1 P-5

# The other names of a person find that person; no longer when they are voided.
$ name=$(make person_name person=P-3 name='Dr. Lim' kind=pen)
$ keys person 'dr lim'
P-3

$ qiao void person_name "$name" --why 'of somebody else' >/dev/null
$ keys person 'dr lim'
(empty)

# Voided records are found on demand; erased ones are not found by what they were called.
$ qiao void person P-2 --why 'entered twice' >/dev/null
$ keys person 欧阳; keys person 欧阳 --void
(empty)
P-2

$ qiao erase person P-1 --why 'request 12 of 2026' >/dev/null
$ keys person kahkee
P-5

# Who may not see a field does not find by it, nor count.
$ make kin_case seeker='Lim Siew Lan' sought=林清河 --key K-1 >/dev/null
$ office=$(qiao list unit --columns key --json | grep -o '"id":"[0-9]*' | head -n 1 | tr -dc 0-9)
$ stat=$(make user login=stat name=Stat home="#$office" --as sysadmin)
$ make grant holder="$stat" role=statistician at="#$office" --as secadmin >/dev/null
$ q list kin_case --search limsiewlan --count rows
rows
----
1

$ q list kin_case --search limsiewlan --count rows --as stat
rows
----
0

# Nothing to look for is no condition; there is a limit to what is typed.
$ q list person --search '' --count rows --quiet
rows
----
4

$ q list person --search '?!' --count rows --quiet
rows
----
0

$ q list person --search "$(printf 'a%.0s' $(seq 601))"
qiao: what is searched for has at most 600 bytes
[2]

# An import that links to a name which is not quite right is told which records are near.
$ printf 'name,person\nOther,Lim Boon Kenh\nNobody,zzz\n' >names.csv
$ q import names.csv --type person_name --quiet | grep -o 'there is no record.*first'
there is no record of Person called 'Lim Boon Kenh'; did you mean #ID (林文庆)? correct the name, or bring that record in first
there is no record of Person called 'zzz'; correct the name, or bring that record in first
[2]
