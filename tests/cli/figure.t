# Figures of a period, with the records behind them.
$ . "$TESTDIR/setup.sh"

$ cat >receptions.csv <<'CSV'
> key,name,direction,state,country,arrived,headcount
> R-1,Honiara chamber,inbound,closed,SB,2024-01-10,12
> R-2,Gizo school,inbound,closed,SB,2024-03-05,20
> R-3,Malacca hall,inbound,closed,MY,2024-08-20,8
> R-4,Penang guild,inbound,closed,MY,2023-12-30,30
> R-5,Online talk,online,closed,SG,2024-05-01,40
> R-6,Called off,inbound,cancelled,HK,2024-06-01,9
> CSV

$ qiao import receptions.csv --type reception --quiet --json | tr ',' '\n' | grep '"ok"'
"ok":true

$ q figure visit.inbound_batches visit.inbound_persons visit.inbound_party_countries --period 2024 --quiet
figure                         label                                     value  year before  unit               records  remark
-----------------------------  ----------------------------------------  -----  -----------  -----------------  -------  ------
visit.inbound_batches          Parties of overseas visitors received     3      1            batch              3
visit.inbound_persons          Person-times of overseas visitors receiv  40     30           person-times       3
visit.inbound_party_countries  Countries and regions of the parties rec  2      1            country or region  3

# The list is what was counted; the second party from the Solomon Islands is counted through the first.
$ q figure visit.inbound_party_countries --period 2024 --evidence --quiet | tail -n 6
visit.inbound_party_countries: 2
type       id                  record           adds  through
---------  ------------------  ---------------  ----  -------------------
reception  ID  Honiara chamber  1
reception  ID  Gizo school      0     #ID
reception  ID  Malacca hall     1

# The cut-off.
$ q figure visit.inbound_batches --period 2024 --as-of 2024-02-01 --quiet | tail -n 1
visit.inbound_batches  Parties of overseas visitors received  1      0            batch  1
$ q figure visit.inbound_batches --period 2024-H2 --quiet | tail -n 1
visit.inbound_batches  Parties of overseas visitors received  1      1            batch  1

# As JSON.
$ q figure visit.inbound_persons --period 2024-Q1 --json --evidence
{"figures":[{"name":"visit.inbound_persons","label":"Person-times of overseas visitors received","value":32,"unit":"person-times","period":"2024-Q1","as_of":"2024-03-31","records":2,"standing":"counted","currency":null,"why":null,"source":null,"evidence":[{"type":"reception","id":ID,"quantity":12,"title":"Honiara chamber"},{"type":"reception","id":ID,"quantity":20,"title":"Gizo school"}]}]}
$ qiao figure --period 2024 --json | python3 -c 'import json,sys; f=json.load(sys.stdin)["figures"]; print(len(f) > 100, all(x["evidence"] == [] for x in f))'
True True

# In Chinese.
$ q figure visit.inbound_batches --period 2024 --lang zh-Hant --quiet | tail -n 1
visit.inbound_batches  接待海外來訪批次  3     1     批  3

# What staff define and declare.
$ q new figure_def name=x_big label=大团组 query="reception where headcount > 10 and arrived in period" counting=rows unit_word=批 >/dev/null
$ q figure x_big --period 2024 --quiet | tail -n 1
x_big   大团组  3      1            批    3
$ q new declared_figure figure=training.classes covers=2024 value=2 document=培训总结 >/dev/null
$ q figure training.classes --period 2024 --quiet | tail -n 1
training.classes  Training classes held  2      0            class  0        declared: 培训总结
$ q new figure_def name=x_bad label=错 query="reception where nothing = 1" counting=rows
qiao: the query cannot be asked: the figure x_bad: at character 17, near 'nothing': there is no field 'nothing' in reception; nearest: 'lodging'
  ✗ query: the query cannot be asked: the figure x_bad: at character 17, near 'nothing': there is no field 'nothing' in reception; nearest: 'lodging'
[2]

# A declaration that the records contradict.
$ q new declared_figure figure=visit.inbound_batches covers=2024 value=5 document=简报 >/dev/null
$ q figure visit.inbound_batches --period 2024 | tail -n 1
! 'Parties of overseas visitors received' is declared as 5 (简报), but the records say 3

# Wrong use.
$ q figure visit.inbound_batch --period 2024
qiao: there is no figure 'visit.inbound_batch'; nearest: 'visit.inbound_batches'
[2]
$ q figure --period 2024-13
qiao: '2024-13' is no period; write 2024, 2024-H1, 2024-Q3, 2024-03 or 2023..2024
[2]
$ q figure --period 2024 --unit XX
qiao: there is no unit 'XX'; give its number as #123 or its key
[2]

# The pages of figures take few statements, with five years and the names of the records too.
$ statements() { qiao explain GET "$1" | awk '/^[0-9]+ times:$/ { n += $1 } END { print n }'; }
> for p in /figures/2024 /figure/hq.countries?period=2024 /figure/care.people?period=2024 /figure/culture.gala_views?period=2024; do n=$(statements "$p"); [ "$n" -le 12 ] || echo "$p: $n"; done; echo looked
looked
