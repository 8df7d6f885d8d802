# Two records become one: what is proposed, what speaks against it, and the way back.
$ . "$TESTDIR/setup.sh"

$ a=$(make person name_hans=陈嘉庚 'name_latin=Tan Kah Kee' sex=male born=1974 residence=SG phone='+65 9123 4567' --key P-1)
$ b=$(make person name_hans=陈甲庚 born=1974-10-21 residence=MY mail=tan@example.org 'ancestral_place=厦门集美' --key P-2)
$ w=$(make person name_hans=张宝果 sex=female)
$ make relation person="$b" relative="$w" kind=spouse >/dev/null
$ r=$(make reception name=Party direction=inbound country=SG arrived=2024-03-10 departed=2024-03-12 headcount=3)
$ make visitor reception="$r" person="$b" name=陈甲庚 >/dev/null
$ qiao export before >/dev/null

# The two side by side; nothing is changed by looking.
$ q merge person P-1 P-2 --rehearse
field                          kept: #ID  losing: #ID  taken
-----------------------------  -------------------------  ---------------------------  ------
Number                         P-1                        P-2                          kept
Name in simplified characters  陈嘉庚                     陈甲庚                       kept
Name in Latin letters          Tan Kah Kee                                             kept
Sex                            Male                                                    kept
Born                           1974                       1974-10-21                   losing
Country of residence           Singapore                  Malaysia                     kept
Ancestral place                                           福建省厦门市集美区           losing
Phone                          +6591234567                                             kept
E-mail                                                    tan@example.org              losing
→ 1 of 'Relation' will lead to the kept record by 'Person'
→ 1 of 'Visitor' will lead to the kept record by 'Person'
2 links moved, 1 names and 3 alternates kept
Rehearsal: nothing was changed.

$ q merge person P-1 P-2 --take residence=lose,mail=both
qiao: 'both': take keep or lose, or both of a field of several values
[2]

$ q merge person P-1 P-1
qiao: person #ID is one record; name two
[2]

$ q merge person P-1
qiao: name the record to keep and the one that goes, or a file of rules with --rule
[2]

$ q merge unit HQ HQ
qiao: a unit is not merged: the engine and what is sealed refer to it
[2]

# For good. An old number leads on.
$ q merge person P-1 P-2 --take residence=lose --why 'one man, two lists' | tail -n 2
2 links moved, 1 names and 3 alternates kept
receipt 1: person #ID is merged into #ID. Take it back with `qiao undo 1`.
$ q show person P-2 | grep -A 9 'void'
This record is void.
→ verified: Confirm
→ doubtful: Put in doubt
→ left_scope: Take out of scope
It was merged into person #ID.
$ qiao show person P-2 --json | grep -c '"merged_into":'
1
$ q show person P-1 | sed -E '/TIME/d; s/, [0-9]{4}-[0-9]{2}-[0-9]{2}:/, DAY:/'
Person #ID (2)
Number                          P-1
Owning unit                     Our federation
State                           To be verified
Name in simplified characters   陈嘉庚
Name in Latin letters           Tan Kah Kee
Sex                             Male
Born                            1974-10-21
Country of residence            Malaysia
Ancestral place                 福建省厦门市集美区
Phone                           +6591234567
E-mail                          tan@example.org
→ verified: Confirm
→ doubtful: Put in doubt
→ left_scope: Take out of scope
Alternate of #ID, DAY: Number = P-2
Alternate of #ID, DAY: Born = 1974
Alternate of #ID, DAY: Country of residence = Singapore
$ q list person_name --columns person,name,kind
id                  person  name    kind
------------------  ------  ------  -----
ID  陈嘉庚  陈甲庚  Alias
1 rows
$ q list visitor --columns person
id                  person
------------------  ------
ID  陈嘉庚
1 rows
$ q merge person P-2 "$w"
qiao: person #ID is void; only records that count are merged
[2]
$ qiao check
all is well: 33 rows of history, 20 records

# Edited, and taken back: the same as before but for the edit.
$ qiao edit person P-1 phone='+65 9000 0000' >/dev/null; qiao edit person P-1 residence=TH >/dev/null
$ q undo 1 --rehearse
5 removed, 4 put back, 0 left as they are
· person #ID 陈嘉庚: edited since by Office on TIME; what stays is 'Country of residence'
$ q undo 1
5 removed, 4 put back, 0 left as they are
· person #ID 陈嘉庚: edited since by Office on TIME; what stays is 'Country of residence'
receipt 2
$ qiao export after >/dev/null; diff -r before after | plain
diff -r before/person.csv after/person.csv
2c2
< #ID,P-1,HQ,To be verified,,,陈嘉庚,,Tan Kah Kee,Male,1974,,Singapore,,,,,,,,,,,,,,"'+6591234567",,,,,,,,,,,,,,,,,,,,,,,
---
>\ \#ID,P\-1,HQ,To\ be\ verified,,,陈嘉庚,,Tan\ Kah\ Kee,Male,1974,,Thailand,,,,,,,,,,,,,,"'\+6590000000",,,,,,,,,,,,,,,,,,,,,,, (re)
[1]
$ qiao check
all is well: 53 rows of history, 15 records

# What speaks against a merge stops it.
$ c=$(make person name_hans=陈嘉庚 sex=female); q merge person P-1 "$c" | tail -n 1
✗ 'Sex' differs, which tells two things apart
[2]
$ q merge person P-1 "$c" --anyway | tail -n 1
receipt 3: person #ID is merged into #ID. Take it back with `qiao undo 3`.

# Two who are not the same stay so.
$ q distinct person P-1 P-2
qiao: say why the two are not the same
[2]
$ q distinct person P-2 P-1 --why 'father and son'
person #ID and #ID are not the same (not_same #ID)
$ q merge person P-1 P-2
qiao: it was said that person #ID and #ID are not the same; `qiao list not_same` shows why
[2]

# By rule.
$ for i in 1 2 3; do make person name_hans=林美玲 born=1962-05 note="list $i" >/dev/null; done; make person name_hans=林美玲 born=1971 >/dev/null
$ printf '# one person in three lists\nwhen same name and no different born\nkeep older\n' >rules; printf 'when alike name\n' >bad
$ q merge person --rule bad
qiao: bad: line 1: 'alike': a condition is `same FIELD`, `different FIELD` or `no different FIELD`
[2]
$ q merge person --rule rules --rehearse
line  keep                 lose                 result  links  why
----  -------------------  -------------------  ------  -----  ---
2     #ID  #ID  merged  0
2     #ID  #ID  merged  0
2     #ID  #ID  merged  0
3 pairs: 3 merged, 0 held, 0 refused, 0 not the same
Rehearsal: nothing was changed.
$ q merge person --rule rules --why 'three lists'
line  keep                 lose                 result  links  why
----  -------------------  -------------------  ------  -----  ---
2     #ID  #ID  merged  0
2     #ID  #ID  merged  0
2     #ID  #ID  merged  0
3 pairs: 3 merged, 0 held, 0 refused, 0 not the same
receipt 4. Take it back with `qiao undo 4`.
$ q merge person --rule rules
0 pairs: 0 merged, 0 held, 0 refused, 0 not the same
$ q list person --columns born --where 'name_hans = 林美玲'
id                  born
------------------  -------
ID  1962-05
ID  1971
2 rows
$ q undo 4
4 removed, 2 put back, 0 left as they are
receipt 5
$ q list person --columns born --where 'name_hans = 林美玲' | tail -n 1
4 rows
$ qiao check
all is well: 80 rows of history, 23 records

# Links of fields and types that staff made move too.
$ qiao new custom_type name=x_choir label=合唱团 title=x_name --as sysadmin >/dev/null; for f in 'x_name kind=name' 'x_leader kind=link link=person' 'x_singers kind=links link=person'; do qiao new custom_field type=x_choir name=${f%% *} label=${f%% *} ${f#* } --as sysadmin >/dev/null; done
$ x=$(make person name_hans=许一 residence=SG); y=$(make person name_hans=许一 residence=SG); z=$(make person name_hans=林三)
$ q new x_choir x_name=和声 x_leader="$y" x_singers="$z;$y"
x_choir #ID, version 1
$ q merge person "$x" "$y" | tail -n 4
→ 1 of '合唱团' will lead to the kept record by 'x_leader'
→ 1 of '合唱团' will lead to the kept record by 'x_singers'
2 links moved, 0 names and 0 alternates kept
receipt 6: person #ID is merged into #ID. Take it back with `qiao undo 6`.
$ test "$(qiao list x_choir --columns x_leader,x_singers --format json | grep -o "${x#\#}" | wc -l)" = 2
$ qiao undo 6 >/dev/null; test "$(qiao list x_choir --columns x_leader,x_singers --format json | grep -o "${y#\#}" | wc -l)" = 2

# What a handler may not, in the language of who asks.
$ qiao new user login=hand name=Hand home=HQ --as sysadmin >/dev/null && qiao new grant holder=hand role=handler at=HQ --as secadmin >/dev/null
$ q merge person "$x" "$y" --as hand
qiao: 'hand' lacks the right 'void' for person of unit HQ; secadmin can give a role that has it
[2]
