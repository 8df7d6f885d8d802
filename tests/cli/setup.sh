# SPDX-License-Identifier: Apache-2.0
# Sourced by the tests: a fresh store, and a few words of their own.
set -o pipefail
qiao init >/dev/null

# Makes a record and prints its number as #123.
make() {
    qiao new --quiet "$@" | grep -o '#[0-9]*'
}

# Numbers and times, which differ each time, and carriage returns out of the way.
plain() {
    sed -E 's/[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}[+-][0-9:]{5}/TIME/g; s/([0-9]{4}-[0-9]{2}-[0-9]{2})T[0-9:]{5}/TIME/g; s/[0-9]{17,}/ID/g; s/\r$//'
}

# qiao, with what differs out of the way.
q() {
    qiao "$@" 2>&1 | plain
}

# One statement of SQL, past the program. The shell of SQLite knows no order of Chinese names, and so
# cannot write where an index has one.
sql() {
    case $QIAO_DB in
    postgresql:*) "$(ls -d /usr/lib/postgresql/*/bin/psql psql 2>/dev/null | tail -n 1)" -qXAt "$QIAO_DB" -c "$1" ;;
    *) sqlite3 "$QIAO_DB" "SELECT 'DROP INDEX ' || name || ';' FROM sqlite_master WHERE name GLOB 'ox_*'" |
           sqlite3 "$QIAO_DB"
       sqlite3 "$QIAO_DB" "$1" ;;
    esac
}
