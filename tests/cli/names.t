# needs: no database
# How a name is read, and its keys. Shares are tuned from time to time, and are not looked at here.

$ qiao names
qiao: too few words; usage: qiao names key|explain NAME
[2]

$ qiao names key
qiao: too few words; usage: qiao names key|explain NAME
[2]

$ qiao names key Tan Kah Kee
qiao: too many words from 'Kah' on; usage: qiao names key|explain NAME
[2]

$ qiao names shout Tan
qiao: names can do 'key' and 'explain', not 'shout'
[2]

$ qiao names explain ''
qiao: '' holds no name; give it in Chinese characters or in Latin letters
[2]

$ qiao names key '123 ?'
qiao: '123 ?' holds no name; give it in Chinese characters or in Latin letters
[2]

$ qiao names explain "$(printf '\xff')"
qiao: word 3 of the command is not UTF-8
[2]

$ qiao names explain "$(printf 'a%.0s' $(seq 201))"
qiao: a name has at most 200 bytes
[2]

$ QIAO_LANG=zh-Hans qiao names explain 123
qiao: “123”中没有姓名；请用汉字或拉丁字母书写
[2]

# Keys: one for all variants of a character, its usual reading in each dialect, initials in Mandarin.
$ qiao names key 陳文瑞
key	陈文瑞
mandarin	chen wen rui
hokkien	tan bun sui
teochew	tang bung sui
hakka	chhiin vun sui
cantonese	can man seoi
hainan	dan vun tui
foochow	ding ung soi
vietnamese	tran van ?
japanese	chin bun zui
initials	cwr

$ qiao names key 陈文瑞 --json | python3 -c 'import json, sys; k = json.load(sys.stdin); print(*k); print(k["key"], k["hokkien"], k["initials"])'
key mandarin hokkien teochew hakka cantonese hainan foochow vietnamese japanese initials
陈文瑞 tan bun sui cwr

$ qiao names key 'Tân  Ka-kiⁿ'
key	tan ka kin

$ qiao names key "Ts'ai Yuan-p'ei" --json
{"key":"tsai yuan pei"}

$ qiao names key '<b>&"陳'
key	陈
...

# Explaining: systems with their shares, tokens with the characters that they may be.
$ qiao names explain 'Mr Oei Tiong Swie' | head -3
set aside: mr
 +[0-9.]+ %  Hokkien, Dutch Indies spelling, surname first (re)
      oei: 黄 .* % (re)

$ qiao names explain 'Mr Oei Tiong Swie' --lang zh-Hant | head -2
略去的詞: mr
 +[0-9.]+ %  閩南話，荷屬東印度拼寫, 姓在前 (re)

$ cat >shape.py <<'PY'
> import json, sys
> e = json.load(sys.stdin)
> print(*e, e["name"], e["set_aside"])
> shares = [r["probability"] for r in e["readings"]]
> print(shares == sorted(shares, reverse=True), 0 < sum(shares) <= 1.001, len(shares) <= 8)
> r = e["readings"][0]
> print(*r, (r["system"] or "none")[:2], r["order"], [(t["written"], t["as"]) for t in r["tokens"]])
> c = [c for r in e["readings"] for t in r["tokens"] for c in t["characters"]]
> print(*c[0], all(0 < x["share"] <= 1 for x in c))
> PY

$ qiao names explain 'Mr Tan Boon Swee' --json | python3 shape.py
name set_aside readings Mr Tan Boon Swee ['mr']
True True True
system order probability tokens hk surname-first [('tan', 'surname'), ('boon', 'given'), ('swee', 'given')]
character share True

$ qiao names explain 'T. K. Lim' --json | python3 shape.py | sed -n 3p
system order probability tokens hk surname-last [('lim', 'surname'), ('t', 'given'), ('k', 'given')]

$ qiao names explain 歐陽文 --json | python3 shape.py | sed 1,2d
system order probability tokens no surname-first [('歐陽', 'surname'), ('文', 'given')]
character share True

$ qiao names explain '陳 "Boon" Swee' --json | python3 shape.py | sed -n 1,2p
name set_aside readings 陳 "Boon" Swee []
True True True
