# Holidays of the office: over those that are known, from a list of the year, and for deadlines.
$ . "$TESTDIR/setup.sh"

$ printf '节日,类型,开始日期,结束日期\n元旦,放假,2027-01-01,2027-01-03\n春节,放假,2027-02-05,2027-02-11\n春节,上班,2027-02-14,\n' > 2027.csv

$ qiao import 2027.csv --type holiday --quiet | tail -n 1
receipt 1: 3 new, 0 changed, 0 the same. Take it back with `qiao undo 1`.

$ q list holiday --columns name,kind,began,ended --order began --quiet
id                  name  kind         began       ended
------------------  ----  -----------  ----------  ----------
ID  元旦  Day off      2027-01-01  2027-01-03
ID  春节  Day off      2027-02-05  2027-02-11
ID  春节  Working day  2027-02-14

$ qiao import 2027.csv --type holiday --quiet | tail -n 1
receipt 2: 0 new, 0 changed, 3 the same. Take it back with `qiao undo 2`.

$ q new holiday name=x kind=off began=2027-05
qiao: a holiday begins on one day; write it as 2027-01-01
  ✗ began: a holiday begins on one day; write it as 2027-01-01
[2]

$ q new holiday name=x kind=off began=2027-05-03 ended=2027-05-01
qiao: the last day is before the first
  ✗ ended: the last day is before the first
[2]

$ q new holiday name=x kind=off began=2027-05-03 ended=2028-05-01
qiao: a holiday has at most 60 days
  ✗ ended: a holiday has at most 60 days
[2]

# 15 workdays from 27 January: the week of the Spring Festival is not counted, a worked Sunday is
$ q new kin_case seeker='Tan Ah Kow' sought='Tan Ah Lim' received=2027-01-27 --key K-1
kin_case #ID, version 1

$ q due --as-of 2027-02-20 | tail -n 1
2027-02-23  Kin-seeking case  ID  Tan Ah Kow  First answer to the seeker

# a day off of the place itself
$ q new holiday name='Founding day' kind=off began=2027-02-22
holiday #ID, version 1

$ q due --as-of 2027-02-20 | tail -n 1
2027-02-24  Kin-seeking case  ID  Tan Ah Kow  First answer to the seeker
