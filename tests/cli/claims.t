# needs: no database
# The numbers of a text, as a table and as JSON.

$ printf '## 回顾\n2024年，接待30多批400多人次，募集20万元；会员增长12.5%%。\n' >text; qiao claims text
place  text       kind     value   approximation  counted in
-----  ---------  -------  ------  -------------  ----------
2:1    2024年     date     2024    exact          年
2:9    30多批     count    30      over           批
2:13   400多人次  count    400     over           人次
2:22   20万元     money    200000  exact          元
2:31   12.5%      percent  12.5    exact          %

$ qiao claims --json text | python3 -c 'import json, sys; t = open("text", "rb").read(); c = json.load(sys.stdin)["claims"]; print(*(list(c[0]),), len(c)); [print(t[x["start"]:x["end"]].decode() == x["text"], x["value"], x["kind"], x["approximation"], x["unit"]) for x in c]'
['text', 'start', 'end', 'value', 'kind', 'approximation', 'unit'] 5
True 2024 date exact 年
True 30 count over 批
True 400 count over 人次
True 200000 money exact 元
True 12.5 percent exact %

$ echo 'More than 30 delegations gave US$1.2 million.' | qiao claims - --json
{"claims":[{"text":"More than 30 delegations","start":0,"end":24,"value":30,"kind":"count","approximation":"over","unit":"delegations"},{"text":"US$1.2 million","start":30,"end":44,"value":1200000,"kind":"money","approximation":"exact","unit":"US$"}]}

$ printf '\xff30\xe5多批\xff' | qiao claims - --json
{"claims":[{"text":"30","start":1,"end":3,"value":30,"kind":"code","approximation":"exact","unit":""}]}

$ qiao claims /dev/null --json
{"claims":[]}

$ qiao claims nowhere
qiao: the file 'nowhere' cannot be read: there is no such file
[2]

$ yes 30 | head -c 17000000 | qiao claims -
qiao: the text of 'standard input' has more than 16 MB, which is the limit
[2]

$ yes '1人' | head -200001 | qiao claims - --json
qiao: a text may have at most 200000 numbers
[2]

$ yes '1人' | head -100000 | qiao claims - --json | wc -c
10555569
