# Families as GEDCOM: in, out, and what is said of it.
$ . "$TESTDIR/setup.sh"

$ cat >tan.ged <<'GED'
> 0 HEAD
> 1 GEDC
> 2 VERS 5.5.1
> 1 CHAR UTF-8
> 0 @I1@ INDI
> 1 NAME /陳/文瑞
> 2 ROMN Tan Boon Swee
> 1 SEX M
> 1 BIRT
> 2 DATE ABT 1874
> 1 OCCU shopkeeper
> 1 FAMS @F1@
> 0 @I2@ INDI
> 1 NAME /陳/國華
> 1 FAMC @F1@
> 2 PEDI adopted
> 0 @F1@ FAM
> 1 HUSB @I1@
> 1 CHIL @I2@
> 0 TRLR
> GED

$ qiao import tan.ged --rehearse
file     worksheet  type      rows  new  changed  the same  bad
-------  ---------  --------  ----  ---  -------  --------  ---
tan.ged  INDI       person    2     2    0        0         0
tan.ged  FAM        relation  1     1    0        0         0
· tan.ged / GEDCOM 5.5.1 : 11 : INDI.OCCU
    no field takes this (1 ×); it was kept in the note
Rehearsal: 3 rows would import; nothing was changed.

$ qiao import tan.ged --quiet | tail -n 1
receipt 1: 3 new, 0 changed, 0 the same. Take it back with `qiao undo 1`.

$ qiao import - --quiet <tan.ged | tail -n 1
receipt 2: 2 new, 0 changed, 1 the same. Take it back with `qiao undo 2`.

$ qiao undo 2 | head -n 1
2 removed, 0 put back, 0 left as they are

$ qiao import tan.ged --quiet | tail -n 1
receipt 4: 0 new, 0 changed, 3 the same. Take it back with `qiao undo 4`.

$ q list relation --columns person.name_hant,relative.name_hant,kind,descent --quiet | plain
id                  person.name_hant  relative.name_hant  kind   descent
------------------  ----------------  ------------------  -----  -----------
ID  陳文瑞            陳國華              Child  By adoption

# Nobody who may be living, unless asked for; the structure stays.
$ q export kin.ged
qiao: 1 persons who may be living, or whom you may not see, were written as 'Living'
3 records written to 'kin.ged'

$ sed -n '/^0 @I1/,$p' kin.ged | plain
0 @I1@ INDI
1 NAME /陳/文瑞
2 TRAN Tan Boon Swee
3 LANG und-Latn
1 SEX M
1 BIRT
2 DATE ABT 1874
1 EXID ID
2 TYPE tag:qiao,2026:record
1 FAMS @F1@
1 OCCU shopkeeper
0 @I2@ INDI
1 RESN PRIVACY
1 NAME Living
1 EXID ID
2 TYPE tag:qiao,2026:record
1 FAMC @F1@
0 @F1@ FAM
1 HUSB @I1@
1 CHIL @I2@
0 TRLR

$ qiao export - --format gedcom-5.5.1 --with-living | sed -n '/^0 @I2/,/^0 @F1/p' | plain
0 @I2@ INDI
1 NAME /陳/國華
1 RIN ID
1 FAMC @F1@
2 PEDI adopted
0 @F1@ FAM

# Both versions in an empty store, and out again: the same bytes but for the day, which may end between them.
$ for v in gedcom gedcom-5.5.1; do qiao export a.ged --format $v --with-living --quiet; rm -f "$v.db"; qiao init --db "$v.db" >/dev/null; qiao import a.ged --db "$v.db" --quiet >/dev/null && qiao export b.ged --format $v --with-living --quiet --db "$v.db" && sed -i "/^1 DATE/d" a.ged b.ged && cmp a.ged b.ged && echo same; done
same
same

# The example year goes round too, with and without its living persons.
$ QIAO_EXAMPLES=$EXAMPLES qiao init --db example.db --example xiamen-2024 >/dev/null; qiao list person --db example.db --count rows | tail -n 1
1141

$ for v in gedcom gedcom-5.5.1; do for l in --quiet --with-living; do rm -f second.db*; qiao init --db second.db >/dev/null; qiao export a.ged --format $v $l --quiet --db example.db && qiao import a.ged --db second.db --quiet >/dev/null && qiao export b.ged --format $v $l --quiet --db second.db && sed -i "/^1 DATE/d" a.ged b.ged && cmp a.ged b.ged && grep -c "NAME Living" b.ged; done; done; true
1141
0
1141
0

# A GEDZIP, and UTF-16 as older programs write it.
$ cp tan.ged gedcom.ged; python3 -c 'import zipfile; zipfile.ZipFile("family.gdz", "w").write("gedcom.ged")'; qiao import family.gdz --quiet | tail -n 1
receipt 5: 2 new, 0 changed, 1 the same. Take it back with `qiao undo 5`.

$ { printf '\377\376'; iconv -f utf-8 -t utf-16le tan.ged; } >wide.ged; qiao import wide.ged --rehearse --quiet | tail -n 1
Rehearsal: 3 rows would import; nothing was changed.

# What is wrong, with its line; nothing is kept.
$ sed 's/CHIL @I2@/CHIL @I7@/; s/^1 SEX M/sex: male/' tan.ged >bad.ged; qiao import bad.ged --quiet
qiao: 2 cells or rows are wrong, so nothing was imported; correct them and import again
file     worksheet  type      rows  new  changed  the same  bad
-------  ---------  --------  ----  ---  -------  --------  ---
bad.ged  INDI       person    2     1    0        1         0
bad.ged  FAM        relation  1     1    0        0         0
✗ bad.ged / GEDCOM 5.5.1 : 8 = 'sex: male'
    a line begins with its level, a number; if this goes on with the value of the line above, write it behind 'CONT'
· bad.ged / GEDCOM 5.5.1 : 11 : INDI.OCCU
    no field takes this (1 ×); it was kept in the note
✗ bad.ged / GEDCOM 5.5.1 : 19 : CHIL = '@I7@'
    no record of the file is called so; bring the record into the file, or take the line out
[2]

$ sed 's/UTF-8/ANSEL/' tan.ged >ansel.ged; qiao import ansel.ged
qiao: while opening 'ansel.ged': the file is in the encoding ANSEL, which is not read; open it in the program that it comes from and export it as UTF-8
[2]

$ qiao import tan.ged --marked x.xlsx
qiao: a marked copy is made of spreadsheets; correct a GEDCOM file at the lines that are listed
[2]

$ qiao export folder --with-living
qiao: --with-living is for GEDCOM; give --format gedcom
[2]

$ q export kin.ged --as sysadmin
qiao: 'sysadmin' lacks the right 'export' for person; secadmin can give a role that has it
[2]

$ q check
all is well: [0-9]+ rows of history, [0-9]+ records (re)
