# What the program leaves to the tools of PostgreSQL. (SQLite: backup.t.)
$ . "$TESTDIR/setup.sh"

$ case $QIAO_DB in postgresql:*) qiao backup b.db ;; *) echo 'qiao: this copies SQLite databases only: back a PostgreSQL database up with pg_dump' ;; esac 2>&1 | cat; true
qiao: this copies SQLite databases only: back a PostgreSQL database up with pg_dump

$ case $QIAO_DB in postgresql:*) qiao restore b.db ;; *) echo 'qiao: a PostgreSQL store is restored with pg_restore or psql' ;; esac 2>&1 | cat; true
qiao: a PostgreSQL store is restored with pg_restore or psql

# A server that is not there.
$ qiao list person --db 'postgresql:///x?host=/nowhere&connect_timeout=1' 2>&1 | sed -n 1p | cut -c 1-32
qiao: cannot reach the database:
[2]

$ qiao types --db 'postgresql:///x?host=/nowhere&connect_timeout=1' | sed -n 1p
area        type                label                                   fields
