# needs: no database
# The manual and the manual page name every command with its options; schema.md every table.
$ . "$TESTDIR/setup.sh"

# The options of a command that not every command has.
$ own() { qiao "$1" --help | sed -n '/^  --db /q; s/^  \(--[a-z-]*\).*/\1/p'; }

$ own undo
--rehearse
--why

$ for c in $(qiao help | sed -n 's/^  \([a-z]*\) .*/\1/p'); do sed -n "/^## $c\$/,/^## /p" "$ROOT/docs/manual.md" >part; [ -s part ] || echo "no section $c"; [ $c = explain ] || for o in $(own $c); do grep -q -- "\`$o[\` ]" part || echo "$c $o"; done; done

$ for o in $(qiao types --help | grep -o '^  --[a-z-]*'); do sed -n '/^## Every command/,/^## help/p' "$ROOT/docs/manual.md" | grep -q -- "^| \`$o[\` ]" || echo "$o"; done

$ sed 's/\\-/-/g' "$ROOT/man/qiao.1" >page; for c in $(qiao help | sed -n 's/^  \([a-z]*\) .*/\1/p'); do sed -n "/^\.SS $c\( \|\$\)/,/^\.S[SH] [^$c]/p" page >part; [ -s part ] || echo "no section $c"; for o in $(own $c); do grep -q -- "^\.B.* $o\b" part || echo "$c $o"; done; done

$ for o in $(qiao types --help | grep -o '^  --[a-z-]*'); do sed -n '/^\.SH OPTIONS/,/^\.SH COMMANDS/p' page | grep -q -- "^\.B.* $o\b" || echo "$o"; done

# And no section for what is no command.
$ sed -n '/^## help/,/^## Units/s/^## //p' "$ROOT/docs/manual.md" | grep -v Units | while read -r c; do qiao help "$c" >/dev/null; done

$ sed -n 's/^\.SS \([a-z]*\).*/\1/p' page | while read -r c; do qiao help "$c" >/dev/null; done

$ qiao --version | cut -d ' ' -f 2 | xargs -I V grep -c 'qiao V"' page
1

# Tables of a fresh store.
$ sqlite3 "$QIAO_DB" "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY 1" >tables; sed -n 's/^| `\([a-z_]*\)`.*/\1/p; s/^- [a-z]*: \(`.*\)/\1/p; /^  `/p' "$ROOT/docs/schema.md" | grep -o '[a-z_0-9]*' | sort >named; diff tables named

# Columns of the engine's own tables, and those of every type.
$ for t in qiao_meta qiao_history qiao_head qiao_checkpoint qiao_batch qiao_mapping qiao_kept; do sqlite3 "$QIAO_DB" "SELECT name FROM pragma_table_info('$t')" | while read -r c; do grep -q "^| \`$t\`.*\`$c\`" "$ROOT/docs/schema.md" || echo "$t.$c"; done; done

$ sqlite3 "$QIAO_DB" "SELECT name FROM pragma_table_info('series')" | head -n 13 | while read -r c; do grep -q "^- \`$c\`" "$ROOT/docs/schema.md" || echo "$c"; done
