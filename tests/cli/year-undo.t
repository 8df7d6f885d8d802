# The example year goes in and out again without a trace but its history.
$ qiao init --quiet && qiao export before --quiet
A new store is in .* (re)
$ qiao import "$EXAMPLES/xiamen-2024" --quiet --json | grep -o '"receipt":1,"ok":true'
"receipt":1,"ok":true
$ qiao export year --quiet && ls year | wc -l
[78][0-9] (re)
$ qiao import year --quiet --json | grep -o '"created":0,"updated":0' | sed -n 1p
"created":0,"updated":0
$ qiao undo 1 | sed -n 1p
60[0-9][0-9] removed, 1 put back, 0 left as they are (re)
$ qiao export after --quiet && diff -r before after && echo equal
equal
$ qiao check
all is well: .* (re)
