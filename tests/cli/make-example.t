# needs: no database
# What stands in examples/ is what tools/make-example writes.
$ "$ROOT/tools/make-example" made && for d in made/*; do diff -rq "$d" "$EXAMPLES/$(basename "$d")"; done
