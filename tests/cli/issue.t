# A review that is issued: frozen, signed, checked, and compared with the records of a later day.
$ . "$TESTDIR/setup.sh"
$ qiao import "$EXAMPLES/xiamen-2024" --quiet >/dev/null; export QIAO_KEY=$PWD/keys/office.key

# A key of one's own, for nobody else to read.
$ q review key keys/office.key | sed -E 's/[0-9a-f]{64}/KEY/'
the key of office is in 'keys/office.key'; keep it to yourself. Its public half is KEY
$ stat -c %a keys/office.key
600
$ q review key keys/office.key
qiao: there is a file 'keys/office.key' already; name another one
[2]

# Issuing takes the steps that nobody has taken.
$ q review --year 2024 --issue
qiao: say which file is issued: --out review.docx (or .pdf, .html, .md)
[2]
$ q review diff
qiao: no review was issued yet; `qiao review --year 2024 --issue` issues one
[2]
$ qiao review --year 2024 --as-of 2025-01-20 --lang zh-Hans --issue -o review.docx 2>&1 >told | sed -n 1p; cat told | plain
qiao: 印发前的 3 个步骤由 office 一人完成；其他人可用 `qiao move review` 分别办理
已印发，记录 #ID：“review.docx”及其封印“review.docx.seal”
$ q list review --columns title,state,issued_on --quiet
id                  title                               state   issued_on
------------------  ----------------------------------  ------  ----------
ID  厦门市归国华侨联合会2024年工作回顾  issued  2025-01-20
$ qiao check
all is well: .* (re)

# It holds without the store, by hand too.
$ QIAO_DB=/nowhere qiao review check review.docx | sed -E 's/[0-9a-f]{64}/HEX/g'
厦门市归国华侨联合会2024年工作回顾, issued on 2025-01-20
[0-9]+ figures; hash HEX (re)
signed by Office with the key HEX
the document is 'review.docx' as it was issued
all of it holds; compare the key with the one that the signer gives you
$ test "$(head -n 1 review.docx.seal | tr -d '\n' | b2sum -l 256 | cut -d ' ' -f 1)" = "$(tail -n 1 review.docx.seal | grep -o '"hash":"[0-9a-f]*' | cut -d '"' -f 4)"
$ qiao review check review.docx.seal >/dev/null

# What was changed is seen: a number in the text, the document, a seal that is none.
$ sed '1s/"value":36,/"value":37,/' review.docx.seal >forged.seal; qiao review check forged.seal | grep '✗' | sed -E 's/[0-9a-f]{64}/HEX/'
✗ the text or the evidence was changed: the hash does not fit
✗ the signature does not hold for the key HEX
✗ the value of 'visit.inbound_batches' is not the sum of its evidence
[1]
$ cp review.docx.seal other.docx.seal; echo x | cat review.docx - >other.docx; q review check other.docx | tail -n 1
the document is not the one that was issued: it was changed, or the seal belongs to another
[1]
$ echo '{}' >none.seal; q review check none.seal
qiao: the file 'none.seal.seal' cannot be read: there is no such file
[2]

# Three changes later: these three, by whom and why, and their effect.
$ q review diff
nothing behind the [0-9]+ figures has changed since (re)
$ qiao edit reception 接2024-001 headcount=20 --why 'counted again' >/dev/null
$ qiao void membership 驻-113 --why 'entered twice' >/dev/null
$ qiao new proposal title=History kind=group submitted=2024-01-10 form=proposal --key 提-999 >/dev/null
$ qiao review diff --json | python3 -c 'import json, sys
> d = json.load(sys.stdin)
> for r in d["records"]: print(r["change"], r["type"], r["by"], r["why"], r["fields"], "|", r["figures"])
> for f in d["figures"]: print(f["name"], f["issued"], f["now"], f["added"], f["removed"], f["altered"])' | sort
added proposal Office   | proposal.submitted, proposal.group
altered reception Office counted again Headcount | visit.inbound_batches, visit.inbound_persons
hq.admitted 7 6 0 1 0
hq.countries 51 50 0 1 0
hq.members 119 118 0 1 0
proposal.group 4 5 1 0 0
proposal.submitted 38 39 1 0 0
removed membership Office entered twice  | hq.admitted, hq.members, hq.countries
visit.inbound_batches 36 36 0 0 1
visit.inbound_persons 432 438 0 0 1
[1]
$ qiao review diff >/dev/null
[1]
$ qiao review diff review.docx >/dev/null
[1]

# Two people turn out to be one: what was issued holds, and today's count falls by one.
$ count() { qiao figure registry.people registry.foreign_chinese --period 2024 --json | grep -o '"value":[0-9]*'; }; count
"value":1141
"value":551
$ qiao list person_status --columns person --where 'status = foreign_chinese' --order id --limit 2 --format json | grep -o '"person":"[0-9]*"' | grep -o '[0-9]*' >two; qiao merge person $(cat two) --anyway --why 'one in two lists' | tail -n 1 | plain
receipt 5: person #ID is merged into #ID. Take it back with `qiao undo 5`.
$ count
"value":1140
"value":550
$ qiao review check review.docx | tail -n 1
all of it holds; compare the key with the one that the signer gives you

# The steps may be taken one by one; a handler cannot issue.
$ qiao new user login=hand name=Hand home=HQ --as sysadmin >/dev/null && qiao new grant holder=hand role=handler at=HQ --as secadmin >/dev/null
$ q review --year 2023 --lang en --issue -o old.md --key keys/hand.key --as hand 2>&1 | grep -o "lacks the right '[a-z]*' for [a-z_]*"
lacks the right 'approve' for signing_key
[2]
$ ls old.md old.md.seal
ls: cannot access 'old.md': No such file or directory
ls: cannot access 'old.md.seal': No such file or directory
[2]
