# needs: no database
# Ranking kin out of a table. All persons are invented.

$ cat >setup.py <<'PY'
> rows = [("P1", "陳文瑞", "1874", "同安集美"), ("P2", "林秀英", "1901", "廈門"), ("P3", "歐陽德成", "", "廣東台山"),
>         ("P4", "黃金水", "光緒十年", "晉江"), ("P5", "王志明", "1890", "惠安"), ("P5", "王金福", "1890", "")]
> open("people", "w").write("id\thanzi\tbirth_year\tancestral_place\n" + "".join("\t".join(r) + "\n" for r in rows))
> asked = [("q1", "Tan Boon Swee", "about 1874", "Chip Bee"), ("q2", "Ng Kim Chwee", "", ""), ("q3", "Ong Kim Hock", "", "Hui Ann")]
> open("asked", "w").write("id\tlatin\tbirth_year\tancestral_place\n" + "".join("\t".join(r) + "\n" for r in asked))
> PY

$ python3 setup.py

$ qiao match
qiao: give both tables: --registry FILE --queries FILE
[2]

$ qiao match --registry people
qiao: give both tables: --registry FILE --queries FILE
[2]

$ qiao match people
qiao: too many words from 'people' on; usage: qiao match
[2]

$ qiao match --registry nowhere --queries asked
qiao: cannot read nowhere: No such file or directory
[2]

$ qiao match --registry people --queries .
qiao: cannot read .: Is a directory
[2]

$ for top in 0 101 -1 many 1.5 ''; do qiao match --registry people --queries asked --top "$top"; done
qiao: --top takes a number from 1 to 100, not '0'
qiao: --top takes a number from 1 to 100, not '101'
qiao: --top takes a number from 1 to 100, not '-1'
qiao: --top takes a number from 1 to 100, not 'many'
qiao: --top takes a number from 1 to 100, not '1.5'
qiao: --top takes a number from 1 to 100, not ''
[2]

# As text: the best, its probability and bits, the reasons with theirs.
$ qiao match --registry people --queries asked --top 1 | head -8
q1  Tan Boon Swee
 +[0-9.]+ %  P1  [0-9.]+ bits (re)
 +[+-][0-9.]+  surname first, Hokkien, Singapore and Malaya spelling (re)
 +\+[0-9.]+  surname: tan → 陈 \(tan\) (re)
 +\+[0-9.]+  given name: boon → 文 \(bun\) (re)
 +\+[0-9.]+  given name: swee → 瑞 \(sui\) (re)
 +\+[0-9.]+  birth: about 1874 → 1874 (re)
 +\+[0-9.]+  origin: .* (re)

$ qiao match --registry people --queries asked --top 1 --lang zh-Hans | sed -n 2,4p
 +[0-9.]+ %  P1  [0-9.]+ 比特 (re)
 +[+-][0-9.]+  姓在前.*闽南话，新加坡与马来亚拼写 (re)
 +\+[0-9.]+  姓.*tan → 陈 \(tan\) (re)

# As JSON: one object a line, best first, score a probability, the reasons sum to the bits.
$ cat >shape.py <<'PY'
> import json, sys
> for line in sys.stdin:
>     a = json.loads(line)
>     best = a["candidates"][0] if a["candidates"] else None
>     right = all(abs(sum(r["bits"] for r in c["because"]) - c["bits"]) < 0.005 for c in a["candidates"])
>     scores = [c["score"] for c in a["candidates"]]
>     right = right and scores == sorted(scores, reverse=True) and 0 <= sum(scores) + a["nobody"] <= 1.0001
>     print(*a, a["id"], best and (*best, best["id"], best["score"] > 0.9, len(best["because"]) > 2), right)
> PY

$ qiao match --registry people --queries asked --json | python3 shape.py
id candidates nobody q1 ('id', 'score', 'bits', 'because', 'P1', True, True) True
id candidates nobody q2 ('id', 'score', 'bits', 'because', 'P4', True, True) True
id candidates nobody q3 ('id', 'score', 'bits', 'because', 'P5', True, True) True

$ qiao match --registry people --queries asked --json --timing | head -1 | python3 -c 'import json, sys; a = json.load(sys.stdin); print(*a, a["us"] > 0)'
id candidates nobody us True

$ qiao match --registry people --queries asked --json --top 1 | python3 -c 'import json, sys; print([len(json.loads(line)["candidates"]) for line in sys.stdin])'
[1, 1, 1]

# Two runs give the same, and so do the rows in another order.
$ qiao match --registry people --queries asked --json >one; qiao match --registry people --queries asked --json | cmp one - && (head -1 people; tail -n +2 people | tac) >turned; qiao match --registry turned --queries asked --json | python3 -c 'import json, sys; one = [json.loads(l) for l in open("one")]; two = [json.loads(l) for l in sys.stdin]; print(all(abs(c["score"] - d["score"]) < 1e-6 and c["id"] == d["id"] for a, b in zip(one, two) for c, d in zip(a["candidates"], b["candidates"])))'
True

# Rows with one id are names of one person.
$ printf 'id\tlatin\nq\tOng\n' >ong; qiao match --registry people --queries ong --json | grep -o '"id":"P5"'
"id":"P5"

# Columns stand in any order, others are passed over; year and place may be missing; blank rows, a byte
# order mark and carriage returns do not matter.
$ printf '\xEF\xBB\xBFnote\tHANZI\tid\r\nx\t林秀英\tA\r\n\r\n \r\ny\t陳文瑞\tB\r\n' >odd; printf 'latin\tid\nTan Boon Swee\tq\n' >q; qiao match --registry odd --queries q --json | python3 shape.py
id candidates nobody q ('id', 'score', 'bits', 'because', 'B', True, True) True

$ qiao match --registry asked --queries asked
qiao: asked, line 1: there is no column 'hanzi'; the headings are id, hanzi, birth_year and ancestral_place, with tabs between them
[2]

$ qiao match --registry people --queries people
qiao: people, line 1: there is no column 'latin'; the headings are id, latin, birth_year and ancestral_place, with tabs between them
[2]

$ printf 'hanzi\n' >no-id; qiao match --registry no-id --queries asked
qiao: no-id, line 1: there is no column 'id'; the headings are id, hanzi, birth_year and ancestral_place, with tabs between them
[2]

$ qiao match --registry /dev/null --queries asked
qiao: /dev/null is empty
[2]

$ printf 'id\thanzi\nA\t\xb3\xc2\n' >gbk; qiao match --registry gbk --queries asked
qiao: gbk, line 2: not UTF-8; save the table as UTF-8
[2]

$ printf 'id\thanzi\nA\t%05000d\n' 0 >long; qiao match --registry long --queries asked
qiao: long, line 2: longer than 4096 bytes
[2]

$ printf 'id\tlatin\nA\t%05000d\n' 0 >long; qiao match --registry people --queries long
qiao: long, line 2: longer than 4096 bytes
[2]

# A year that cannot be read is left out, and said, five times; a name that is none is nobody.
$ printf 'id\thanzi\tbirth_year\nA\t陳文瑞\tsoon\n' >soon; printf 'id\tlatin\tbirth_year\nq\tTan Boon Swee\tlater\nr\t...\t\n' >later; qiao match --registry soon --queries later --json 2>said | python3 shape.py; cut -c1-60 said
id candidates nobody q ('id', 'score', 'bits', 'because', 'A', True, True) True
id candidates nobody r None True
soon, line 2, birth_year 'soon': 'soon' is not understood as
later, line 2, birth_year 'later': 'later' is not understood
later, line 3, latin '...': '...' holds no name; give it in 

$ qiao match --registry soon --queries later --json --quiet | wc -l
2

$ (echo 'id	hanzi	birth_year'; for i in $(seq 9); do echo "$i	陳文瑞	soon"; done) >soon; qiao match --registry soon --queries q --top 1 2>&1 >/dev/null | tail -2 | cut -c1-40
soon, line 6, birth_year 'soon': 'soon' 
4 more cells could not be read

$ printf 'id\thanzi\n' >nobody; qiao match --registry nobody --queries q
q  Tan Boon Swee
  nobody
(empty)

$ printf 'id\tlatin\n' >none; qiao match --registry people --queries none --json

# A large table and long names take bounded time.
$ python3 -c 'print("id\thanzi\tbirth_year\tancestral_place"); [print(f"{i}\t" + "陳" * 1000 + f"\t{1800 + i % 200}\t" + "厦门" * 150) for i in range(20000)]' >large; printf 'id\tlatin\n' >names; for i in $(seq 20); do printf '%d\t%s\n' "$i" "$(printf 'Lim-%.0s' $(seq 900))"; done >>names; timeout 120 qiao match --registry large --queries names --top 1 --json | python3 shape.py | sort -u | wc -l
20
