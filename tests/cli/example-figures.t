# The example year reproduces each published figure from its records.
$ qiao init
...
$ qiao import "$EXAMPLES/xiamen-2024" --quiet --json | tr ',' '\n' | grep -E '"(ok|errors|warnings)"'
"ok":true
"errors":0
"warnings":0
$ "$TESTDIR/example-figures" "$EXAMPLES/expected/xiamen-2024.tsv"
50 of 50 figures agree
$ qiao check
all is well: .* (re)
$ qiao import "$EXAMPLES/xiamen-2024" --quiet --json | tr ',' '\n' | grep -E '"(ok|created|updated|same)"' | sed -n 1,4p
"ok":true
"created":0
"updated":0
"same":6024
