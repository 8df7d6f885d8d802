# A rehearsal names every bad cell of the untidy folder and no other; put right, it imports.
$ qiao init
...
$ qiao import "$EXAMPLES/untidy" --rehearse --json 2>&- | "$TESTDIR/untidy-bad" "$EXAMPLES/expected/untidy-bad.tsv"
17 of 17 bad cells named
$ qiao list reception --count rows | tail -1
0
$ qiao import "$EXAMPLES/untidy-fixed" --quiet --json | tr ',' '\n' | grep -E '"(ok|errors|created)"' | sed -n 1,3p
"ok":true
"created":26
"errors":0
