# needs: no database
# Backup and restore of a store in a file.
$ . "$TESTDIR/setup.sh"

$ q new reception direction=inbound name=First --key R-1
reception #ID, version 1

$ qiao backup saved.db
the store was copied to 'saved.db'

$ qiao backup saved.db
qiao: 'saved.db' exists already; a backup never writes over a file
[2]

$ qiao backup nowhere/saved.db
qiao: cannot make 'nowhere/saved.db': No such file or directory
[2]

$ qiao backup other.db --as sysadmin --quiet

$ qiao backup denied.db --as secadmin
qiao: 'secadmin' lacks the right 'system'; secadmin can give a role that has it
[2]

$ ls denied.db
ls: cannot access 'denied.db': No such file or directory
[2]

$ q new reception direction=inbound name=Second --key R-2
reception #ID, version 1

$ qiao list reception --columns key --quiet --db saved.db | tail -n 1 | grep -o 'R-.'
R-1

$ qiao check --db saved.db
all is well: 11 rows of history, 10 records

# Restoring keeps the old store beside the new one.
$ qiao restore nothing.db
qiao: there is no database 'nothing.db': make one with 'qiao init', or check the path
[2]

$ printf 'no store' >text; qiao restore text
qiao: 'text' is not a database
[2]

$ sqlite3 other-program.db 'CREATE TABLE t (a)'; qiao restore other-program.db
qiao: 'other-program.db' is no store of Qiao
[2]

$ qiao list reception --count rows
rows
----
2

$ qiao restore saved.db | sed "s|$QIAO_DB|STORE|"
'saved.db' is now the store in 'STORE'; the old one was kept beside it

$ qiao list reception --columns key --quiet | tail -n 1 | grep -o 'R-.'
R-1

$ ls | grep -c 'qiao.db.20'
1

$ qiao check
all is well: 11 rows of history, 10 records

$ qiao check --db "$(ls -d qiao.db.20*:?? | sed -n 1p)"
all is well: 15 rows of history, 11 records

$ qiao restore saved.db --db fresh.db --quiet; qiao check --db fresh.db
'saved.db' is now the store in 'fresh.db'
all is well: 11 rows of history, 10 records

$ qiao log --as auditadmin --limit 5 | grep -c backup
1

$ qiao restore saved.db --db postgresql:///nothing
qiao: a PostgreSQL store is restored with pg_restore or psql
[2]
