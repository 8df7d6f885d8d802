# The check finds what was changed past the program.
$ . "$TESTDIR/setup.sh"

$ q new reception direction=inbound name=First arrived=2024-03-10 headcount=12 --key R-1
reception #ID, version 1

$ q new reception direction=inbound name=Second --key R-2
reception #ID, version 1

$ q edit reception R-1 headcount=14
reception #ID, version 2

$ qiao check
all is well: 12 rows of history, 11 records

$ qiao check --json
{"ok":true,"history":12,"records":11,"finding":""}

$ qiao check --lang zh-Hans
一切正常：历史 12 行，记录 11 条

# A value, a version, a row taken away or put in.
$ sql "UPDATE reception SET headcount = 15 WHERE key = 'R-1'"; q check
✗ reception #ID is not what its history says: it was changed past the store
[1]

$ q check --json
{"ok":false,"history":12,"records":10,"finding":"reception #ID is not what its history says: it was changed past the store"}
[1]

$ q check --lang zh-Hant
✗ reception #ID 與其歷史不符：有人繞過系統改動
[1]

$ sql "UPDATE reception SET headcount = 14 WHERE key = 'R-1'"; q check
all is well: 12 rows of history, 11 records

$ sql "UPDATE reception SET arrived_from = 20240311 WHERE key = 'R-1'"; q check
✗ reception #ID is not what its history says: it was changed past the store
[1]

$ sql "UPDATE reception SET arrived_from = 20240310, version = 1 WHERE key = 'R-1'"; q check
✗ reception #ID is not what its history says: it was changed past the store
[1]

$ sql "UPDATE reception SET version = 2 WHERE key = 'R-1'"; q check
all is well: 12 rows of history, 11 records

$ sql "UPDATE reception SET id = 77 WHERE key = 'R-2'"; q check
✗ reception #77 has no history: it was added past the store
[1]

$ sql "DELETE FROM reception WHERE id = 77"; q check
✗ reception #ID is missing: its row was lost
[1]

# The history itself: each row is sealed with the one before.
$ sql "UPDATE qiao_history SET after = replace(after, '14', '15') WHERE seq = 12"; q check
✗ history row 12 was changed after it was written (reception #ID)
[1]

$ sql "UPDATE qiao_history SET after = replace(after, '15', '14') WHERE seq = 12"; q check | sed -n 1p
✗ reception #ID is missing: its row was lost
[1]

$ sql "UPDATE qiao_history SET actor = actor + 1 WHERE seq = 5"; q check
✗ history row 5 was changed after it was written (grant #ID)
[1]

$ sql "UPDATE qiao_history SET actor = actor - 1 WHERE seq = 5"; q check
✗ reception #ID is missing: its row was lost
[1]

$ sql "UPDATE qiao_history SET why = 'because' WHERE seq = 12"; q check
✗ history row 12 was changed after it was written (reception #ID)
[1]

$ sql "UPDATE qiao_history SET why = NULL WHERE seq = 12"; q check | sed -n 1p
✗ reception #ID is missing: its row was lost
[1]

$ sql "DELETE FROM qiao_history WHERE seq = 12"; q check
✗ the history ends at row 11, but its head says 12: rows are missing at the end
[1]

$ q new reception direction=inbound name=Third; q check
reception #ID, version 1
✗ history row 12 is missing: row 13 follows row 11
[1]

$ sql "DELETE FROM qiao_history WHERE seq > 10"; q check
✗ the history ends at row 10, but its head says 13: rows are missing at the end
[1]

$ sql "DELETE FROM qiao_head"; q check
✗ the head of the history is missing
[1]

$ q new reception direction=inbound name=Fourth | cut -c 1-31
qiao: the head of the history i
[2]

$ sql "DROP TABLE reception"; q check
✗ the store has no table 'reception'
[1]

# A store of a later program is left alone.
$ sql "UPDATE qiao_meta SET value = '99' WHERE name = 'schema_version'"; qiao check
qiao: this store was made by a newer Qiao (schema 99, this program knows 1); use the newer program
[2]

$ sql "UPDATE qiao_meta SET value = 'old' WHERE name = 'schema_version'"; qiao check
qiao: the store's schema version 'old' is no number; it is not a store of Qiao
[2]
