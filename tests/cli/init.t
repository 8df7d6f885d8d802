# Making a store, and doing without one.
$ qiao list person 2>&1 | sed "s|${QIAO_DB%%[?]*}|STORE|; s/^qiao: there is no database/qiao: there is no store in/; s/: make one with .*/ yet; make one with \`qiao init\`/"
qiao: there is no store in 'STORE' yet; make one with `qiao init`

$ for c in 'show person 1' 'new person' 'edit person 1' 'move person 1 x' 'void person 1' 'unvoid person 1' 'revert person 1 1' 'erase person 1' 'history person 1' log due 'import x.csv' 'undo 1' receipts 'export x' check 'backup x' 'explain list person'; do qiao $c >/dev/null 2>&1; echo "$? $c"; done
2 show person 1
2 new person
2 edit person 1
2 move person 1 x
2 void person 1
2 unvoid person 1
2 revert person 1 1
2 erase person 1
2 history person 1
2 log
2 due
2 import x.csv
2 undo 1
2 receipts
2 export x
2 check
2 backup x
2 explain list person

# Types can be looked at without a store.
$ qiao types | wc -l
111

$ qiao init --example nowhere
qiao: there is no example 'nowhere'; set QIAO_EXAMPLES to the folder that holds it
[2]

$ qiao init --example ../secret
qiao: there is no example '../secret'; set QIAO_EXAMPLES to the folder that holds it
[2]

$ qiao init --unit-name 厦门市侨联 --unit-code XM --lang zh-Hans | sed "s|${QIAO_DB%%[?]*}|STORE|"
新数据库在“STORE”。用户：office（日常业务）、sysadmin（系统管理员）、secadmin（安全管理员）、auditadmin（审计管理员）。

$ qiao init 2>&1 | sed "s|${QIAO_DB%%[?]*}|STORE|"
qiao: there is a store in 'STORE' already; nothing was changed

$ qiao list unit --columns code,name,kind --quiet | sed 's/^[0-9]* *//'
id                  code  name        kind
------------------  ----  ----------  -----------------
XM    厦门市侨联  Region federation

$ qiao list user --columns login,name --order login --as sysadmin --quiet | sed 's/^[0-9]* *//'
id                  login       name
------------------  ----------  ----------
auditadmin  审计管理员
office      办公室
secadmin    安全管理员
sysadmin    系统管理员

$ qiao check
all is well: 9 rows of history, 9 records

$ qiao --db /nowhere/at/all.db list person
qiao: there is no command '--db'; `qiao help` lists them
[2]

$ qiao list person --db /nowhere/at/all.db
qiao: there is no database '/nowhere/at/all.db': make one with 'qiao init', or check the path
[2]

$ printf 'this is a text, and no store at all; it has more than a hundred bytes, so that it cannot be taken for an empty one.' >text.db; qiao list person --db text.db
qiao: 'text.db' is not a database
[2]

$ cat text.db
this is a text, and no store at all; it has more than a hundred bytes, so that it cannot be taken for an empty one. (no newline)

$ qiao list person --db ''
qiao: there is no database '': make one with 'qiao init', or check the path
[2]

$ qiao types --db text.db | wc -l
111
