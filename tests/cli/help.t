# needs: no database
# The command line itself: help in three languages, wrong words and options.

$ qiao
usage: qiao COMMAND [OPTIONS] …; `qiao COMMAND --help` says more
(empty)
  help       list the commands, or explain one
  init       make a new store
  import     bring in a spreadsheet or GEDCOM file, a folder of them, or - for input
  undo       take an import or another batch back
  receipts   list imports and other batches
  list       list or count records
  figure     count the figures of a period, with the records behind them
  review     write the annual review, or another report; check one that was issued
  verify     compare the numbers of a text with the records
  show       show a record
  new        make a record
  edit       change a record
  attach     hang photographs and documents on a record
  move       take a record to its next state
  void       take a record out of lists and counts, with a reason
  unvoid     take a voided record back in
  revert     put a record back to an earlier version
  merge      make one record of two, or of all pairs that a rule finds
  distinct   say that two records are not the same, with a reason
  erase      erase a person's data on legal request, with a reason
  history    who changed a record, when, why, from what to what
  log        newest rows of the whole history, for the audit administrator
  invite     make a link with which a user sets a password, once
  due        deadlines that are near or over
  export     write every type into a folder, or families into a GEDCOM file
  check      verify history, records, links and tables
  token      list, make or end your tokens for programs
  deliveries list what webhooks were told, or send it again
  backup     write a consistent copy of the store
  restore    put a backup in the place of the store
  explain    print the SQL of a list or a page and the engine's plan
  types      list the record types
  fields     list the fields, states and moves of a type
  roles      list the roles and their rights
  names      how a name is read, in which spellings and dialects
  kin        rank who of the registry the sought person of a kin case may be
  match      rank kin candidates for each query of a table; needs no store
  dedupe     find records that may be one person or one thing, with the reasons
  claims     list the numbers that a text states
  serve      show the store as web pages
  routes     list the addresses of the pages
[2]

$ qiao >one 2>&1; qiao help >two; cmp one two

$ qiao --help | sed -n 1,3p
usage: qiao COMMAND [OPTIONS] …; `qiao COMMAND --help` says more
(empty)
  help       list the commands, or explain one

$ qiao help --lang zh-Hans
用法：qiao 命令 [选项] …；`qiao 命令 --help` 有详细说明
(empty)
  help       列出全部命令，或说明一个命令
  init       新建数据库
  import     导入电子表格或 GEDCOM 文件、其文件夹，或标准输入（-）
  undo       撤回一次导入或其他批次
  receipts   列出导入和其他批次
  list       列出或统计记录
  figure     统计某一期间的指标及其背后的记录
  review     撰写年度工作回顾或其他报告；核验已印发的报告
  verify     把文本中的数字与记录核对
  show       显示一条记录
  new        新建一条记录
  edit       修改一条记录
  attach     为记录添加照片和文件
  move       把记录转到下一状态
  void       作废记录，不再列出和计数，须说明原因
  unvoid     恢复已作废的记录
  revert     把记录还原到较早的版本
  merge      把两条记录合并为一条，或按规则合并各对重复记录
  distinct   注明两条记录并非同一对象，须说明原因
  erase      依法清除个人资料，须说明原因
  history    记录的变更历史：何人何时因何从何改成何
  log        全部历史的最新各行，供审计管理员查看
  invite     生成一个链接，供用户设置一次密码
  due        临近或已过的期限
  export     把全部类型写入一个文件夹，或把家谱关系写成 GEDCOM 文件
  check      核查历史、记录、关联和数据表
  token      列出、生成或停用程序令牌
  deliveries 列出回调的投递记录，或重新发送
  backup     备份数据库
  restore    用备份恢复数据库
  explain    列出清单或网页所用的 SQL 与数据库的执行计划
  types      列出记录类型
  fields     列出某类型的字段、状态和流转
  roles      列出角色及其权限
  names      姓名怎样读：按哪种拼写、哪种方言
  kin        列出登记册中可能是寻亲案件所寻之人的人选
  match      为表格中的每条查询排列亲人候选；不需要数据库
  dedupe     查找可能是同一人或同一事物的记录，并说明理由
  claims     列出文本中的数字
  serve      把数据库显示为网页
  routes     列出各网页的地址

$ QIAO_LANG=zh-Hant qiao help
用法：qiao 命令 [選項] …；`qiao 命令 --help` 有詳細說明
(empty)
  help       列出全部命令，或說明一個命令
  init       新建數據庫
  import     導入電子表格或 GEDCOM 文件、其文件夾，或標準輸入（-）
  undo       撤回一次導入或其他批次
  receipts   列出導入和其他批次
  list       列出或統計記錄
  figure     統計某一期間的指標及其背後的記錄
  review     撰寫年度工作回顧或其他報告；核驗已印發的報告
  verify     把文本中的數字與記錄覈對
  show       顯示一條記錄
  new        新建一條記錄
  edit       修改一條記錄
  attach     為記錄添加照片和文件
  move       把記錄轉到下一狀態
  void       作廢記錄，不再列出和計數，須說明原因
  unvoid     恢復已作廢的記錄
  revert     把記錄還原到較早的版本
  merge      把兩條記錄合併為一條，或按規則合併各對重複記錄
  distinct   註明兩條記錄並非同一對象，須說明原因
  erase      依法清除個人資料，須說明原因
  history    記錄的變更歷史：何人何時因何從何改成何
  log        全部歷史的最新各行，供審計管理員查看
  invite     生成一個鏈接，供用戶設置一次密碼
  due        臨近或已過的期限
  export     把全部類型寫入一個文件夾，或把家譜關係寫成 GEDCOM 文件
  check      核查歷史、記錄、關聯和數據表
  token      列出、生成或停用程序令牌
  deliveries 列出回調的投遞記錄，或重新發送
  backup     備份數據庫
  restore    用備份恢復數據庫
  explain    列出清單或網頁所用的 SQL 與資料庫的執行計畫
  types      列出記錄類型
  fields     列出某類型的字段、狀態和流轉
  roles      列出角色及其權限
  names      姓名怎樣讀：按哪種拼寫、哪種方言
  kin        列出登記冊中可能是尋親案件所尋之人的人選
  match      爲表格中的每條查詢排列親人候選；不需要數據庫
  dedupe     查找可能是同一人或同一事物的記錄，並說明理由
  claims     列出文本中的數字
  serve      把數據庫顯示爲網頁
  routes     列出各網頁的地址

$ qiao --help --lang zh-TW | sed -n 1p
用法：qiao 命令 [選項] …；`qiao 命令 --help` 有詳細說明

$ QIAO_LANG= LC_ALL=zh_TW.UTF-8 qiao help | sed -n 1p
用法：qiao 命令 [選項] …；`qiao 命令 --help` 有詳細說明

$ QIAO_LANG=xx LANG=zh_CN.UTF-8 qiao help | sed -n 1p
用法：qiao 命令 [选项] …；`qiao 命令 --help` 有详细说明

$ QIAO_LANG= qiao help | sed -n 1p
usage: qiao COMMAND [OPTIONS] …; `qiao COMMAND --help` says more

# The same as `qiao types --help`, below.
$ qiao help types >one; qiao types --help >two; cmp one two

$ qiao help typs
qiao: there is no command 'typs'; did you mean 'types'?
[2]

$ qiao help types fields
qiao: too many words from 'fields' on; usage: qiao help [COMMAND]
[2]

$ qiao --version
qiao 0.2.0

# The nearest name is offered, if one is near.
$ qiao lst
qiao: there is no command 'lst'; did you mean 'list'?
[2]

$ qiao recept
qiao: there is no command 'recept'; did you mean 'receipts'?
[2]

$ qiao Help
qiao: there is no command 'Help'; did you mean 'help'?
[2]

$ qiao zzz
qiao: there is no command 'zzz'; `qiao help` lists them
[2]

$ qiao ''
qiao: there is no command ''; `qiao help` lists them
[2]

$ qiao --nothing
qiao: there is no command '--nothing'; `qiao help` lists them
[2]

$ QIAO_LANG=zh-Hant qiao lst
qiao: 沒有命令「lst」；是否想用「list」？
[2]

# help
$ qiao help --help
qiao help [COMMAND]
(empty)
list the commands, or explain one
(empty)
  --db STORE            path or postgresql:// URL of the store; default $QIAO_DB, else qiao.db
  --as USER             act as this user; default $QIAO_USER, else office
  --lang LANG           en, zh-Hans or zh-Hant; default $QIAO_LANG, else the locale
  --as-of DATE          what 'today' means in queries and in the tree of units
  --json                print data as JSON
  --quiet               no progress and no remarks
  --help                this text

$ qiao help --help --lang zh-Hans | sed '1,2d; /--db/,$d'
列出全部命令，或说明一个命令
(empty)

$ qiao help --lang=zh-Hant --help | sed '1,2d; /--db/,$d'
列出全部命令，或說明一個命令
(empty)

$ qiao help --wrong
qiao: there is no option '--wrong'; `qiao help --help` lists them
[2]

$ QIAO_LANG=zh-Hans qiao help --wrong
qiao: 没有选项“--wrong”；`qiao help --help` 列出全部选项
[2]

# init
$ qiao init --help
qiao init
(empty)
make a new store
(empty)
  --example NAME        fill the new store with an example year: xiamen-2024
  --unit-name TEXT      name of the federation at the top of the tree
  --unit-code CODE      its code; HQ if not given
  --db STORE            path or postgresql:// URL of the store; default $QIAO_DB, else qiao.db
  --as USER             act as this user; default $QIAO_USER, else office
  --lang LANG           en, zh-Hans or zh-Hant; default $QIAO_LANG, else the locale
  --as-of DATE          what 'today' means in queries and in the tree of units
  --json                print data as JSON
  --quiet               no progress and no remarks
  --help                this text

$ qiao init --help --lang zh-Hans | sed '1,2d; /--db/,$d'
新建数据库
(empty)
  --example NAME        在新数据库中装入示例年度：xiamen-2024
  --unit-name TEXT      单位树最上级侨联的名称
  --unit-code CODE      其代码；不填则为 HQ

$ qiao init --lang=zh-Hant --help | sed '1,2d; /--db/,$d'
新建數據庫
(empty)
  --example NAME        在新數據庫中裝入示例年度：xiamen-2024
  --unit-name TEXT      單位樹最上級僑聯的名稱
  --unit-code CODE      其代碼；不填則為 HQ

$ qiao init --wrong
qiao: there is no option '--wrong'; `qiao init --help` lists them
[2]

$ QIAO_LANG=zh-Hans qiao init --wrong
qiao: 没有选项“--wrong”；`qiao init --help` 列出全部选项
[2]

# import
$ qiao import --help
qiao import PATH
(empty)
bring in a spreadsheet or GEDCOM file, a folder of them, or - for input
(empty)
  --type TYPE           what the rows are; guessed from names and headings if not given
  --rehearse            run it all, list what is wrong, and keep nothing
  --map FILE            how to read headings and values; docs/import.md
  --mapping NAME        use a mapping that was saved
  --save-mapping NAME   save the mapping that was used
  --create-links        make records that cells name and that are not there
  --marked PATH         write a copy of the sheets with the bad cells marked
  --unit CODE           unit that new rows belong to if they name none
  --why TEXT            reason, for the history
  --db STORE            path or postgresql:// URL of the store; default $QIAO_DB, else qiao.db
  --as USER             act as this user; default $QIAO_USER, else office
  --lang LANG           en, zh-Hans or zh-Hant; default $QIAO_LANG, else the locale
  --as-of DATE          what 'today' means in queries and in the tree of units
  --json                print data as JSON
  --quiet               no progress and no remarks
  --help                this text

$ qiao import --help --lang zh-Hans | sed '1,2d; /--db/,$d'
导入电子表格或 GEDCOM 文件、其文件夹，或标准输入（-）
(empty)
  --type TYPE           各行是什么类型；不填则按名称和表头判断
  --rehearse            预演：全部执行一遍并列出问题，不保留结果
  --map FILE            表头和取值的对照文件；见 docs/import.md
  --mapping NAME        使用已保存的对照
  --save-mapping NAME   保存本次所用的对照
  --create-links        单元格提到而尚不存在的记录一并新建
  --marked PATH         写出标明有误单元格的表格副本
  --unit CODE           未写明单位的新行归属的单位
  --why TEXT            原因，记入历史

$ qiao import --lang=zh-Hant --help | sed '1,2d; /--db/,$d'
導入電子表格或 GEDCOM 文件、其文件夾，或標準輸入（-）
(empty)
  --type TYPE           各行是什麼類型；不填則按名稱和表頭判斷
  --rehearse            預演：全部執行一遍並列出問題，不保留結果
  --map FILE            表頭和取值的對照文件；見 docs/import.md
  --mapping NAME        使用已保存的對照
  --save-mapping NAME   保存本次所用的對照
  --create-links        單元格提到而尚不存在的記錄一併新建
  --marked PATH         寫出標明有誤單元格的表格副本
  --unit CODE           未寫明單位的新行歸屬的單位
  --why TEXT            原因，記入歷史

$ qiao import --wrong
qiao: there is no option '--wrong'; `qiao import --help` lists them
[2]

$ qiao import
qiao: too few words; usage: qiao import PATH
[2]

$ QIAO_LANG=zh-Hans qiao import --wrong
qiao: 没有选项“--wrong”；`qiao import --help` 列出全部选项
[2]

# undo
$ qiao undo --help
qiao undo RECEIPT
(empty)
take an import or another batch back
(empty)
  --rehearse            say what would be taken back, and keep everything
  --why TEXT            reason, for the history
  --db STORE            path or postgresql:// URL of the store; default $QIAO_DB, else qiao.db
  --as USER             act as this user; default $QIAO_USER, else office
  --lang LANG           en, zh-Hans or zh-Hant; default $QIAO_LANG, else the locale
  --as-of DATE          what 'today' means in queries and in the tree of units
  --json                print data as JSON
  --quiet               no progress and no remarks
  --help                this text

$ qiao undo --help --lang zh-Hans | sed '1,2d; /--db/,$d'
撤回一次导入或其他批次
(empty)
  --rehearse            只列出将撤回的内容，不作更改
  --why TEXT            原因，记入历史

$ qiao undo --lang=zh-Hant --help | sed '1,2d; /--db/,$d'
撤回一次導入或其他批次
(empty)
  --rehearse            只列出將撤回的內容，不作更改
  --why TEXT            原因，記入歷史

$ qiao undo --wrong
qiao: there is no option '--wrong'; `qiao undo --help` lists them
[2]

$ qiao undo
qiao: too few words; usage: qiao undo RECEIPT
[2]

$ QIAO_LANG=zh-Hans qiao undo --wrong
qiao: 没有选项“--wrong”；`qiao undo --help` 列出全部选项
[2]

# receipts
$ qiao receipts --help
qiao receipts
(empty)
list imports and other batches
(empty)
  --db STORE            path or postgresql:// URL of the store; default $QIAO_DB, else qiao.db
  --as USER             act as this user; default $QIAO_USER, else office
  --lang LANG           en, zh-Hans or zh-Hant; default $QIAO_LANG, else the locale
  --as-of DATE          what 'today' means in queries and in the tree of units
  --json                print data as JSON
  --quiet               no progress and no remarks
  --help                this text

$ qiao receipts --help --lang zh-Hans | sed '1,2d; /--db/,$d'
列出导入和其他批次
(empty)

$ qiao receipts --lang=zh-Hant --help | sed '1,2d; /--db/,$d'
列出導入和其他批次
(empty)

$ qiao receipts --wrong
qiao: there is no option '--wrong'; `qiao receipts --help` lists them
[2]

$ QIAO_LANG=zh-Hans qiao receipts --wrong
qiao: 没有选项“--wrong”；`qiao receipts --help` 列出全部选项
[2]

# list
$ qiao list --help
qiao list TYPE
(empty)
list or count records
(empty)
  --search TEXT         whose names are found by this: any script, pinyin, initials, with a slip
  --where QUERY         which records; docs/query.md
  --columns A,B         which fields; dotted paths follow links
  --order A,B           by what; 'A desc' turns it round
  --count C             count instead of listing: rows, sum F, distinct F, filled F, min F, max F
  --by A,B              group the counts by up to three fields
  --limit N             at most so many rows
  --after KEY           go on behind the row with this key
  --format FORMAT       table, csv, json or xlsx
  -o, --out FILE        write to this file
  --tree DATE           the day of the tree that `under` refers to
  --void                voided records too
  --db STORE            path or postgresql:// URL of the store; default $QIAO_DB, else qiao.db
  --as USER             act as this user; default $QIAO_USER, else office
  --lang LANG           en, zh-Hans or zh-Hant; default $QIAO_LANG, else the locale
  --as-of DATE          what 'today' means in queries and in the tree of units
  --json                print data as JSON
  --quiet               no progress and no remarks
  --help                this text

$ qiao list --help --lang zh-Hans | sed '1,2d; /--db/,$d'
列出或统计记录
(empty)
  --search TEXT         按姓名查找：各种文字、拼音、首字母，允许一处笔误
  --where QUERY         查询条件；见 docs/query.md
  --columns A,B         要哪些字段；可用点号沿关联取字段
  --order A,B           排序依据；“A desc”为倒序
  --count C             只计数不列出：rows、sum F、distinct F、filled F、min F、max F
  --by A,B              按最多三个字段分组计数
  --limit N             最多多少行
  --after KEY           从该键所在行之后继续
  --format FORMAT       table、csv、json 或 xlsx
  -o, --out FILE        写入该文件
  --tree DATE           `under` 以哪一天的单位树为准
  --void                包括已作废的记录

$ qiao list --lang=zh-Hant --help | sed '1,2d; /--db/,$d'
列出或統計記錄
(empty)
  --search TEXT         按姓名查找：各種文字、拼音、首字母，允許一處筆誤
  --where QUERY         查詢條件；見 docs/query.md
  --columns A,B         要哪些字段；可用點號沿關聯取字段
  --order A,B           排序依據；「A desc」為倒序
  --count C             只計數不列出：rows、sum F、distinct F、filled F、min F、max F
  --by A,B              按最多三個字段分組計數
  --limit N             最多多少行
  --after KEY           從該鍵所在行之後繼續
  --format FORMAT       table、csv、json 或 xlsx
  -o, --out FILE        寫入該文件
  --tree DATE           `under` 以哪一天的單位樹為準
  --void                包括已作廢的記錄

$ qiao list --wrong
qiao: there is no option '--wrong'; `qiao list --help` lists them
[2]

$ qiao list
qiao: too few words; usage: qiao list TYPE
[2]

$ QIAO_LANG=zh-Hans qiao list --wrong
qiao: 没有选项“--wrong”；`qiao list --help` 列出全部选项
[2]

# show
$ qiao show --help
qiao show TYPE ID
(empty)
show a record
(empty)
  --db STORE            path or postgresql:// URL of the store; default $QIAO_DB, else qiao.db
  --as USER             act as this user; default $QIAO_USER, else office
  --lang LANG           en, zh-Hans or zh-Hant; default $QIAO_LANG, else the locale
  --as-of DATE          what 'today' means in queries and in the tree of units
  --json                print data as JSON
  --quiet               no progress and no remarks
  --help                this text

$ qiao show --help --lang zh-Hans | sed '1,2d; /--db/,$d'
显示一条记录
(empty)

$ qiao show --lang=zh-Hant --help | sed '1,2d; /--db/,$d'
顯示一條記錄
(empty)

$ qiao show --wrong
qiao: there is no option '--wrong'; `qiao show --help` lists them
[2]

$ qiao show
qiao: too few words; usage: qiao show TYPE ID
[2]

$ QIAO_LANG=zh-Hans qiao show --wrong
qiao: 没有选项“--wrong”；`qiao show --help` 列出全部选项
[2]

# new
$ qiao new --help
qiao new TYPE FIELD=VALUE…
(empty)
make a record
(empty)
  --unit CODE           the unit that it belongs to
  --key KEY             the office's own number for it
  --why TEXT            reason, for the history
  --db STORE            path or postgresql:// URL of the store; default $QIAO_DB, else qiao.db
  --as USER             act as this user; default $QIAO_USER, else office
  --lang LANG           en, zh-Hans or zh-Hant; default $QIAO_LANG, else the locale
  --as-of DATE          what 'today' means in queries and in the tree of units
  --json                print data as JSON
  --quiet               no progress and no remarks
  --help                this text

$ qiao new --help --lang zh-Hans | sed '1,2d; /--db/,$d'
新建一条记录
(empty)
  --unit CODE           所属单位
  --key KEY             本单位自编号
  --why TEXT            原因，记入历史

$ qiao new --lang=zh-Hant --help | sed '1,2d; /--db/,$d'
新建一條記錄
(empty)
  --unit CODE           所屬單位
  --key KEY             本單位自編號
  --why TEXT            原因，記入歷史

$ qiao new --wrong
qiao: there is no option '--wrong'; `qiao new --help` lists them
[2]

$ qiao new
qiao: too few words; usage: qiao new TYPE FIELD=VALUE…
[2]

$ QIAO_LANG=zh-Hans qiao new --wrong
qiao: 没有选项“--wrong”；`qiao new --help` 列出全部选项
[2]

# edit
$ qiao edit --help
qiao edit TYPE ID FIELD=VALUE…
(empty)
change a record
(empty)
  --version N           the version that you saw; the edit is refused if it is not the newest
  --unit CODE           give it to this unit
  --key KEY             the office's own number for it
  --why TEXT            reason, for the history
  --db STORE            path or postgresql:// URL of the store; default $QIAO_DB, else qiao.db
  --as USER             act as this user; default $QIAO_USER, else office
  --lang LANG           en, zh-Hans or zh-Hant; default $QIAO_LANG, else the locale
  --as-of DATE          what 'today' means in queries and in the tree of units
  --json                print data as JSON
  --quiet               no progress and no remarks
  --help                this text

$ qiao edit --help --lang zh-Hans | sed '1,2d; /--db/,$d'
修改一条记录
(empty)
  --version N           您所见的版本；若不是最新版本则拒绝修改
  --unit CODE           改归该单位
  --key KEY             本单位自编号
  --why TEXT            原因，记入历史

$ qiao edit --lang=zh-Hant --help | sed '1,2d; /--db/,$d'
修改一條記錄
(empty)
  --version N           您所見的版本；若不是最新版本則拒絕修改
  --unit CODE           改歸該單位
  --key KEY             本單位自編號
  --why TEXT            原因，記入歷史

$ qiao edit --wrong
qiao: there is no option '--wrong'; `qiao edit --help` lists them
[2]

$ qiao edit
qiao: too few words; usage: qiao edit TYPE ID FIELD=VALUE…
[2]

$ QIAO_LANG=zh-Hans qiao edit --wrong
qiao: 没有选项“--wrong”；`qiao edit --help` 列出全部选项
[2]

# move
$ qiao move --help
qiao move TYPE ID STATE
(empty)
take a record to its next state
(empty)
  --why TEXT            reason, for the history
  --db STORE            path or postgresql:// URL of the store; default $QIAO_DB, else qiao.db
  --as USER             act as this user; default $QIAO_USER, else office
  --lang LANG           en, zh-Hans or zh-Hant; default $QIAO_LANG, else the locale
  --as-of DATE          what 'today' means in queries and in the tree of units
  --json                print data as JSON
  --quiet               no progress and no remarks
  --help                this text

$ qiao move --help --lang zh-Hans | sed '1,2d; /--db/,$d'
把记录转到下一状态
(empty)
  --why TEXT            原因，记入历史

$ qiao move --lang=zh-Hant --help | sed '1,2d; /--db/,$d'
把記錄轉到下一狀態
(empty)
  --why TEXT            原因，記入歷史

$ qiao move --wrong
qiao: there is no option '--wrong'; `qiao move --help` lists them
[2]

$ qiao move
qiao: too few words; usage: qiao move TYPE ID STATE
[2]

$ QIAO_LANG=zh-Hans qiao move --wrong
qiao: 没有选项“--wrong”；`qiao move --help` 列出全部选项
[2]

# void
$ qiao void --help
qiao void TYPE ID
(empty)
take a record out of lists and counts, with a reason
(empty)
  --why TEXT            reason, for the history
  --db STORE            path or postgresql:// URL of the store; default $QIAO_DB, else qiao.db
  --as USER             act as this user; default $QIAO_USER, else office
  --lang LANG           en, zh-Hans or zh-Hant; default $QIAO_LANG, else the locale
  --as-of DATE          what 'today' means in queries and in the tree of units
  --json                print data as JSON
  --quiet               no progress and no remarks
  --help                this text

$ qiao void --help --lang zh-Hans | sed '1,2d; /--db/,$d'
作废记录，不再列出和计数，须说明原因
(empty)
  --why TEXT            原因，记入历史

$ qiao void --lang=zh-Hant --help | sed '1,2d; /--db/,$d'
作廢記錄，不再列出和計數，須說明原因
(empty)
  --why TEXT            原因，記入歷史

$ qiao void --wrong
qiao: there is no option '--wrong'; `qiao void --help` lists them
[2]

$ qiao void
qiao: too few words; usage: qiao void TYPE ID
[2]

$ QIAO_LANG=zh-Hans qiao void --wrong
qiao: 没有选项“--wrong”；`qiao void --help` 列出全部选项
[2]

# unvoid
$ qiao unvoid --help
qiao unvoid TYPE ID
(empty)
take a voided record back in
(empty)
  --why TEXT            reason, for the history
  --db STORE            path or postgresql:// URL of the store; default $QIAO_DB, else qiao.db
  --as USER             act as this user; default $QIAO_USER, else office
  --lang LANG           en, zh-Hans or zh-Hant; default $QIAO_LANG, else the locale
  --as-of DATE          what 'today' means in queries and in the tree of units
  --json                print data as JSON
  --quiet               no progress and no remarks
  --help                this text

$ qiao unvoid --help --lang zh-Hans | sed '1,2d; /--db/,$d'
恢复已作废的记录
(empty)
  --why TEXT            原因，记入历史

$ qiao unvoid --lang=zh-Hant --help | sed '1,2d; /--db/,$d'
恢復已作廢的記錄
(empty)
  --why TEXT            原因，記入歷史

$ qiao unvoid --wrong
qiao: there is no option '--wrong'; `qiao unvoid --help` lists them
[2]

$ qiao unvoid
qiao: too few words; usage: qiao unvoid TYPE ID
[2]

$ QIAO_LANG=zh-Hans qiao unvoid --wrong
qiao: 没有选项“--wrong”；`qiao unvoid --help` 列出全部选项
[2]

# revert
$ qiao revert --help
qiao revert TYPE ID VERSION
(empty)
put a record back to an earlier version
(empty)
  --field NAME          only this field
  --why TEXT            reason, for the history
  --db STORE            path or postgresql:// URL of the store; default $QIAO_DB, else qiao.db
  --as USER             act as this user; default $QIAO_USER, else office
  --lang LANG           en, zh-Hans or zh-Hant; default $QIAO_LANG, else the locale
  --as-of DATE          what 'today' means in queries and in the tree of units
  --json                print data as JSON
  --quiet               no progress and no remarks
  --help                this text

$ qiao revert --help --lang zh-Hans | sed '1,2d; /--db/,$d'
把记录还原到较早的版本
(empty)
  --field NAME          只限该字段
  --why TEXT            原因，记入历史

$ qiao revert --lang=zh-Hant --help | sed '1,2d; /--db/,$d'
把記錄還原到較早的版本
(empty)
  --field NAME          只限該字段
  --why TEXT            原因，記入歷史

$ qiao revert --wrong
qiao: there is no option '--wrong'; `qiao revert --help` lists them
[2]

$ qiao revert
qiao: too few words; usage: qiao revert TYPE ID VERSION
[2]

$ QIAO_LANG=zh-Hans qiao revert --wrong
qiao: 没有选项“--wrong”；`qiao revert --help` 列出全部选项
[2]

# erase
$ qiao erase --help
qiao erase TYPE ID
(empty)
erase a person's data on legal request, with a reason
(empty)
  --why TEXT            reason, for the history
  --db STORE            path or postgresql:// URL of the store; default $QIAO_DB, else qiao.db
  --as USER             act as this user; default $QIAO_USER, else office
  --lang LANG           en, zh-Hans or zh-Hant; default $QIAO_LANG, else the locale
  --as-of DATE          what 'today' means in queries and in the tree of units
  --json                print data as JSON
  --quiet               no progress and no remarks
  --help                this text

$ qiao erase --help --lang zh-Hans | sed '1,2d; /--db/,$d'
依法清除个人资料，须说明原因
(empty)
  --why TEXT            原因，记入历史

$ qiao erase --lang=zh-Hant --help | sed '1,2d; /--db/,$d'
依法清除個人資料，須說明原因
(empty)
  --why TEXT            原因，記入歷史

$ qiao erase --wrong
qiao: there is no option '--wrong'; `qiao erase --help` lists them
[2]

$ qiao erase
qiao: too few words; usage: qiao erase TYPE ID
[2]

$ QIAO_LANG=zh-Hans qiao erase --wrong
qiao: 没有选项“--wrong”；`qiao erase --help` 列出全部选项
[2]

# history
$ qiao history --help
qiao history TYPE ID
(empty)
who changed a record, when, why, from what to what
(empty)
  --db STORE            path or postgresql:// URL of the store; default $QIAO_DB, else qiao.db
  --as USER             act as this user; default $QIAO_USER, else office
  --lang LANG           en, zh-Hans or zh-Hant; default $QIAO_LANG, else the locale
  --as-of DATE          what 'today' means in queries and in the tree of units
  --json                print data as JSON
  --quiet               no progress and no remarks
  --help                this text

$ qiao history --help --lang zh-Hans | sed '1,2d; /--db/,$d'
记录的变更历史：何人何时因何从何改成何
(empty)

$ qiao history --lang=zh-Hant --help | sed '1,2d; /--db/,$d'
記錄的變更歷史：何人何時因何從何改成何
(empty)

$ qiao history --wrong
qiao: there is no option '--wrong'; `qiao history --help` lists them
[2]

$ qiao history
qiao: too few words; usage: qiao history TYPE ID
[2]

$ QIAO_LANG=zh-Hans qiao history --wrong
qiao: 没有选项“--wrong”；`qiao history --help` 列出全部选项
[2]

# log
$ qiao log --help
qiao log
(empty)
newest rows of the whole history, for the audit administrator
(empty)
  --limit N             at most so many rows
  --db STORE            path or postgresql:// URL of the store; default $QIAO_DB, else qiao.db
  --as USER             act as this user; default $QIAO_USER, else office
  --lang LANG           en, zh-Hans or zh-Hant; default $QIAO_LANG, else the locale
  --as-of DATE          what 'today' means in queries and in the tree of units
  --json                print data as JSON
  --quiet               no progress and no remarks
  --help                this text

$ qiao log --help --lang zh-Hans | sed '1,2d; /--db/,$d'
全部历史的最新各行，供审计管理员查看
(empty)
  --limit N             最多多少行

$ qiao log --lang=zh-Hant --help | sed '1,2d; /--db/,$d'
全部歷史的最新各行，供審計管理員查看
(empty)
  --limit N             最多多少行

$ qiao log --wrong
qiao: there is no option '--wrong'; `qiao log --help` lists them
[2]

$ QIAO_LANG=zh-Hans qiao log --wrong
qiao: 没有选项“--wrong”；`qiao log --help` 列出全部选项
[2]

# due
$ qiao due --help
qiao due
(empty)
deadlines that are near or over
(empty)
  --db STORE            path or postgresql:// URL of the store; default $QIAO_DB, else qiao.db
  --as USER             act as this user; default $QIAO_USER, else office
  --lang LANG           en, zh-Hans or zh-Hant; default $QIAO_LANG, else the locale
  --as-of DATE          what 'today' means in queries and in the tree of units
  --json                print data as JSON
  --quiet               no progress and no remarks
  --help                this text

$ qiao due --help --lang zh-Hans | sed '1,2d; /--db/,$d'
临近或已过的期限
(empty)

$ qiao due --lang=zh-Hant --help | sed '1,2d; /--db/,$d'
臨近或已過的期限
(empty)

$ qiao due --wrong
qiao: there is no option '--wrong'; `qiao due --help` lists them
[2]

$ QIAO_LANG=zh-Hans qiao due --wrong
qiao: 没有选项“--wrong”；`qiao due --help` 列出全部选项
[2]

# export
$ qiao export --help
qiao export PATH
(empty)
write every type into a folder, or families into a GEDCOM file
(empty)
  --format FORMAT       csv (if not given), xlsx, json, gedcom or gedcom-5.5.1
  --with-living         GEDCOM: persons who may be living too, not as 'Living'
  --db STORE            path or postgresql:// URL of the store; default $QIAO_DB, else qiao.db
  --as USER             act as this user; default $QIAO_USER, else office
  --lang LANG           en, zh-Hans or zh-Hant; default $QIAO_LANG, else the locale
  --as-of DATE          what 'today' means in queries and in the tree of units
  --json                print data as JSON
  --quiet               no progress and no remarks
  --help                this text

$ qiao export --help --lang zh-Hans | sed '1,2d; /--db/,$d'
把全部类型写入一个文件夹，或把家谱关系写成 GEDCOM 文件
(empty)
  --format FORMAT       csv（默认）、xlsx、json、gedcom 或 gedcom-5.5.1
  --with-living         GEDCOM：可能在世的人也照实写出，不写作“Living”

$ qiao export --lang=zh-Hant --help | sed '1,2d; /--db/,$d'
把全部類型寫入一個文件夾，或把家譜關係寫成 GEDCOM 文件
(empty)
  --format FORMAT       csv（默認）、xlsx、json、gedcom 或 gedcom-5.5.1
  --with-living         GEDCOM：可能在世的人也照實寫出，不寫作「Living」

$ qiao export --wrong
qiao: there is no option '--wrong'; `qiao export --help` lists them
[2]

$ qiao export
qiao: too few words; usage: qiao export PATH
[2]

$ QIAO_LANG=zh-Hans qiao export --wrong
qiao: 没有选项“--wrong”；`qiao export --help` 列出全部选项
[2]

# check
$ qiao check --help
qiao check
(empty)
verify history, records, links and tables
(empty)
  --db STORE            path or postgresql:// URL of the store; default $QIAO_DB, else qiao.db
  --as USER             act as this user; default $QIAO_USER, else office
  --lang LANG           en, zh-Hans or zh-Hant; default $QIAO_LANG, else the locale
  --as-of DATE          what 'today' means in queries and in the tree of units
  --json                print data as JSON
  --quiet               no progress and no remarks
  --help                this text

$ qiao check --help --lang zh-Hans | sed '1,2d; /--db/,$d'
核查历史、记录、关联和数据表
(empty)

$ qiao check --lang=zh-Hant --help | sed '1,2d; /--db/,$d'
核查歷史、記錄、關聯和數據表
(empty)

$ qiao check --wrong
qiao: there is no option '--wrong'; `qiao check --help` lists them
[2]

$ QIAO_LANG=zh-Hans qiao check --wrong
qiao: 没有选项“--wrong”；`qiao check --help` 列出全部选项
[2]

# backup
$ qiao backup --help
qiao backup FILE
(empty)
write a consistent copy of the store
(empty)
  --db STORE            path or postgresql:// URL of the store; default $QIAO_DB, else qiao.db
  --as USER             act as this user; default $QIAO_USER, else office
  --lang LANG           en, zh-Hans or zh-Hant; default $QIAO_LANG, else the locale
  --as-of DATE          what 'today' means in queries and in the tree of units
  --json                print data as JSON
  --quiet               no progress and no remarks
  --help                this text

$ qiao backup --help --lang zh-Hans | sed '1,2d; /--db/,$d'
备份数据库
(empty)

$ qiao backup --lang=zh-Hant --help | sed '1,2d; /--db/,$d'
備份數據庫
(empty)

$ qiao backup --wrong
qiao: there is no option '--wrong'; `qiao backup --help` lists them
[2]

$ qiao backup
qiao: too few words; usage: qiao backup FILE
[2]

$ QIAO_LANG=zh-Hans qiao backup --wrong
qiao: 没有选项“--wrong”；`qiao backup --help` 列出全部选项
[2]

# restore
$ qiao restore --help
qiao restore FILE
(empty)
put a backup in the place of the store
(empty)
  --db STORE            path or postgresql:// URL of the store; default $QIAO_DB, else qiao.db
  --as USER             act as this user; default $QIAO_USER, else office
  --lang LANG           en, zh-Hans or zh-Hant; default $QIAO_LANG, else the locale
  --as-of DATE          what 'today' means in queries and in the tree of units
  --json                print data as JSON
  --quiet               no progress and no remarks
  --help                this text

$ qiao restore --help --lang zh-Hans | sed '1,2d; /--db/,$d'
用备份恢复数据库
(empty)

$ qiao restore --lang=zh-Hant --help | sed '1,2d; /--db/,$d'
用備份恢復數據庫
(empty)

$ qiao restore --wrong
qiao: there is no option '--wrong'; `qiao restore --help` lists them
[2]

$ qiao restore
qiao: too few words; usage: qiao restore FILE
[2]

$ QIAO_LANG=zh-Hans qiao restore --wrong
qiao: 没有选项“--wrong”；`qiao restore --help` 列出全部选项
[2]

# explain
$ qiao explain --help
qiao explain list TYPE|GET PATH
(empty)
print the SQL of a list or a page and the engine's plan
(empty)
  --search TEXT         whose names are found by this: any script, pinyin, initials, with a slip
  --where QUERY         which records; docs/query.md
  --columns A,B         which fields; dotted paths follow links
  --order A,B           by what; 'A desc' turns it round
  --count C             count instead of listing: rows, sum F, distinct F, filled F, min F, max F
  --by A,B              group the counts by up to three fields
  --limit N             at most so many rows
  --after KEY           go on behind the row with this key
  --format FORMAT       table, csv, json or xlsx
  -o, --out FILE        write to this file
  --tree DATE           the day of the tree that `under` refers to
  --void                voided records too
  --db STORE            path or postgresql:// URL of the store; default $QIAO_DB, else qiao.db
  --as USER             act as this user; default $QIAO_USER, else office
  --lang LANG           en, zh-Hans or zh-Hant; default $QIAO_LANG, else the locale
  --as-of DATE          what 'today' means in queries and in the tree of units
  --json                print data as JSON
  --quiet               no progress and no remarks
  --help                this text

$ qiao explain --help --lang zh-Hans | sed '1,2d; /--db/,$d'
列出清单或网页所用的 SQL 与数据库的执行计划
(empty)
  --search TEXT         按姓名查找：各种文字、拼音、首字母，允许一处笔误
  --where QUERY         查询条件；见 docs/query.md
  --columns A,B         要哪些字段；可用点号沿关联取字段
  --order A,B           排序依据；“A desc”为倒序
  --count C             只计数不列出：rows、sum F、distinct F、filled F、min F、max F
  --by A,B              按最多三个字段分组计数
  --limit N             最多多少行
  --after KEY           从该键所在行之后继续
  --format FORMAT       table、csv、json 或 xlsx
  -o, --out FILE        写入该文件
  --tree DATE           `under` 以哪一天的单位树为准
  --void                包括已作废的记录

$ qiao explain --lang=zh-Hant --help | sed '1,2d; /--db/,$d'
列出清單或網頁所用的 SQL 與資料庫的執行計畫
(empty)
  --search TEXT         按姓名查找：各種文字、拼音、首字母，允許一處筆誤
  --where QUERY         查詢條件；見 docs/query.md
  --columns A,B         要哪些字段；可用點號沿關聯取字段
  --order A,B           排序依據；「A desc」為倒序
  --count C             只計數不列出：rows、sum F、distinct F、filled F、min F、max F
  --by A,B              按最多三個字段分組計數
  --limit N             最多多少行
  --after KEY           從該鍵所在行之後繼續
  --format FORMAT       table、csv、json 或 xlsx
  -o, --out FILE        寫入該文件
  --tree DATE           `under` 以哪一天的單位樹為準
  --void                包括已作廢的記錄

$ qiao explain --wrong
qiao: there is no option '--wrong'; `qiao explain --help` lists them
[2]

$ qiao explain
qiao: too few words; usage: qiao explain list TYPE|GET PATH
[2]

$ QIAO_LANG=zh-Hans qiao explain --wrong
qiao: 没有选项“--wrong”；`qiao explain --help` 列出全部选项
[2]

# types
$ qiao types --help
qiao types
(empty)
list the record types
(empty)
  --db STORE            path or postgresql:// URL of the store; default $QIAO_DB, else qiao.db
  --as USER             act as this user; default $QIAO_USER, else office
  --lang LANG           en, zh-Hans or zh-Hant; default $QIAO_LANG, else the locale
  --as-of DATE          what 'today' means in queries and in the tree of units
  --json                print data as JSON
  --quiet               no progress and no remarks
  --help                this text

$ qiao types --help --lang zh-Hans | sed '1,2d; /--db/,$d'
列出记录类型
(empty)

$ qiao types --lang=zh-Hant --help | sed '1,2d; /--db/,$d'
列出記錄類型
(empty)

$ qiao types --wrong
qiao: there is no option '--wrong'; `qiao types --help` lists them
[2]

$ QIAO_LANG=zh-Hans qiao types --wrong
qiao: 没有选项“--wrong”；`qiao types --help` 列出全部选项
[2]

# fields
$ qiao fields --help
qiao fields TYPE
(empty)
list the fields, states and moves of a type
(empty)
  --db STORE            path or postgresql:// URL of the store; default $QIAO_DB, else qiao.db
  --as USER             act as this user; default $QIAO_USER, else office
  --lang LANG           en, zh-Hans or zh-Hant; default $QIAO_LANG, else the locale
  --as-of DATE          what 'today' means in queries and in the tree of units
  --json                print data as JSON
  --quiet               no progress and no remarks
  --help                this text

$ qiao fields --help --lang zh-Hans | sed '1,2d; /--db/,$d'
列出某类型的字段、状态和流转
(empty)

$ qiao fields --lang=zh-Hant --help | sed '1,2d; /--db/,$d'
列出某類型的字段、狀態和流轉
(empty)

$ qiao fields --wrong
qiao: there is no option '--wrong'; `qiao fields --help` lists them
[2]

$ qiao fields
qiao: too few words; usage: qiao fields TYPE
[2]

$ QIAO_LANG=zh-Hans qiao fields --wrong
qiao: 没有选项“--wrong”；`qiao fields --help` 列出全部选项
[2]

# roles
$ qiao roles --help
qiao roles
(empty)
list the roles and their rights
(empty)
  --db STORE            path or postgresql:// URL of the store; default $QIAO_DB, else qiao.db
  --as USER             act as this user; default $QIAO_USER, else office
  --lang LANG           en, zh-Hans or zh-Hant; default $QIAO_LANG, else the locale
  --as-of DATE          what 'today' means in queries and in the tree of units
  --json                print data as JSON
  --quiet               no progress and no remarks
  --help                this text

$ qiao roles --help --lang zh-Hans | sed '1,2d; /--db/,$d'
列出角色及其权限
(empty)

$ qiao roles --lang=zh-Hant --help | sed '1,2d; /--db/,$d'
列出角色及其權限
(empty)

$ qiao roles --wrong
qiao: there is no option '--wrong'; `qiao roles --help` lists them
[2]

$ QIAO_LANG=zh-Hans qiao roles --wrong
qiao: 没有选项“--wrong”；`qiao roles --help` 列出全部选项
[2]

# names
$ qiao names --help
qiao names key|explain NAME
(empty)
how a name is read, in which spellings and dialects
(empty)
  --db STORE            path or postgresql:// URL of the store; default $QIAO_DB, else qiao.db
  --as USER             act as this user; default $QIAO_USER, else office
  --lang LANG           en, zh-Hans or zh-Hant; default $QIAO_LANG, else the locale
  --as-of DATE          what 'today' means in queries and in the tree of units
  --json                print data as JSON
  --quiet               no progress and no remarks
  --help                this text

$ qiao names --wrong
qiao: there is no option '--wrong'; `qiao names --help` lists them
[2]

# match
$ qiao match --help
qiao match
(empty)
rank kin candidates for each query of a table; needs no store
(empty)
  --registry FILE       a table with the columns id, hanzi, birth_year, ancestral_place
  --queries FILE        a table with the columns id, latin, birth_year, ancestral_place
  --top N               how many candidates for each query; 10 if not given
  --timing              say with --json how many microseconds each query took
  --db STORE            path or postgresql:// URL of the store; default $QIAO_DB, else qiao.db
  --as USER             act as this user; default $QIAO_USER, else office
  --lang LANG           en, zh-Hans or zh-Hant; default $QIAO_LANG, else the locale
  --as-of DATE          what 'today' means in queries and in the tree of units
  --json                print data as JSON
  --quiet               no progress and no remarks
  --help                this text

$ qiao match --wrong
qiao: there is no option '--wrong'; `qiao match --help` lists them
[2]

$ qiao match --help --lang zh-Hans | sed '1,2d; /--db/,$d'
为表格中的每条查询排列亲人候选；不需要数据库
(empty)
  --registry FILE       含 id、hanzi、birth_year、ancestral_place 各列的表格
  --queries FILE        含 id、latin、birth_year、ancestral_place 各列的表格
  --top N               每条查询给出几名候选人；默认 10
  --timing              与 --json 同用，给出每条查询所用的微秒数

$ qiao match --lang=zh-Hant --help | sed '1,2d; /--db/,$d'
爲表格中的每條查詢排列親人候選；不需要數據庫
(empty)
  --registry FILE       含 id、hanzi、birth_year、ancestral_place 各列的表格
  --queries FILE        含 id、latin、birth_year、ancestral_place 各列的表格
  --top N               每條查詢給出幾名候選人；默認 10
  --timing              與 --json 同用，給出每條查詢所用的微秒數

# claims
$ qiao claims --help
qiao claims FILE
(empty)
list the numbers that a text states
(empty)
  --text                print the text that was read from the file, and nothing else
  --db STORE            path or postgresql:// URL of the store; default $QIAO_DB, else qiao.db
  --as USER             act as this user; default $QIAO_USER, else office
  --lang LANG           en, zh-Hans or zh-Hant; default $QIAO_LANG, else the locale
  --as-of DATE          what 'today' means in queries and in the tree of units
  --json                print data as JSON
  --quiet               no progress and no remarks
  --help                this text

$ qiao claims
qiao: too few words; usage: qiao claims FILE
[2]

$ qiao claims --wrong
qiao: there is no option '--wrong'; `qiao claims --help` lists them
[2]

# Words and options that do not fit.
$ qiao types one
qiao: too many words from 'one' on; usage: qiao types
[2]

$ qiao show person 1 2
qiao: too many words from '2' on; usage: qiao show TYPE ID
[2]

$ qiao list person --where
qiao: the option '--where' needs a value: QUERY
[2]

$ qiao list person --void=yes
qiao: the option '--void' takes no value
[2]

$ qiao list person --lang fr
qiao: 'fr' is no language of Qiao; use en, zh-Hans or zh-Hant
[2]

$ qiao types --lang
qiao: the option '--lang' needs a value: LANG
[2]

$ qiao list person --as-of yesterday
qiao: 'yesterday' is no date; write it as 2024-12-31
[2]

$ qiao types --as-of 2024-02-30
qiao: '2024-02-30' is no date; write it as 2024-12-31
[2]

$ qiao types $(printf '\xff')
qiao: word 2 of the command is not UTF-8
[2]

$ qiao list person --where $(printf 'x\xc3')
qiao: word 4 of the command is not UTF-8
[2]

$ qiao new person $(seq 300)
qiao: a command has at most 256 words
[2]

$ qiao types --quiet --json -- | sed -n 1p
area        type                label                                   fields
