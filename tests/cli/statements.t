# needs: no database
# What pages ask the store: 12 statements at most, but for those that `statements` names. Once: they
# are the same on both databases.
$ qiao init >/dev/null && qiao import "$EXAMPLES/xiamen-2024" --quiet >/dev/null

$ qiao review --year 2024 --lang en --issue -o issued.md --key own.key --quiet >/dev/null

$ "$TESTDIR/statements"
90 pages looked at
