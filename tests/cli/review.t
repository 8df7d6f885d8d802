# The annual review of the example year, in three languages and formats.
$ qiao init >/dev/null && qiao import "$EXAMPLES/xiamen-2024" --quiet >/dev/null
$ review() { qiao review --year 2024 --as-of 2025-01-20 --quiet "$@"; }
> body() { sed -E '/^(Attachment|附件)/,$d' "$1"; }
> for l in zh-Hans zh-Hant en; do review --lang $l -o $l.md && body $l.md | diff - "$ROOT/tests/golden/review.$l.md"; done

# A sentence about what a chief reads first, in each language.
$ sed -n '/来访出访/{n;n;p}' zh-Hans.md
接待海外侨胞来访30多批、400多人次，来访者来自25个国家和地区；举办线上会见2场；组织出访团组3个、15人次，走访非洲、大洋洲、香港和澳门4个地区，访问7个国家和地区。
$ sed -n '/文化活動/{n;n;p}' zh-Hant.md
圍繞「嘉庚精神十個一」舉辦系列活動10個；刊發嘉庚精神專題文章14篇；舉辦第三屆澳頭僑鄉春晚，面向78個國家以及中國香港、中國澳門、中國台灣播出，各平臺瀏覽量超400萬人次。
$ sed -n '/Charity/{n;n;p}' en.md
Charity reached 520 person-times, 316 people, and visited eight households; the aid delivered is worth 714,800 yuan. Ningxia received help worth 200,000 yuan, for schools and for people in need. The federation received nine gifts, with a confirmed value of 781,000 yuan, of which 131,000 yuan came in kind.

# Titles of records are converted by phrase, names of persons and numbers of files never.
$ grep -o '「新僑創新沙龍」「僑企引才對接會」' zh-Hant.md
「新僑創新沙龍」「僑企引才對接會」
$ grep -o '荣-02 全省僑聯系統信息工作先進集體' zh-Hant.md | uniq
荣-02 全省僑聯系統信息工作先進集體
$ grep -o '叶杰水；黄敏惠；卢庆英；潘治志；郑云平；洪宝燕' zh-Hant.md
叶杰水；黄敏惠；卢庆英；潘治志；郑云平；洪宝燕

# Every figure that the example reproduces opens from the text.
$ for l in zh-Hans zh-Hant en; do review --lang $l -o $l.html; cut -f1 "$EXAMPLES/expected/xiamen-2024.tsv" | sed 1d | while read -r name; do
>     grep -q "href=\"#figure-$name\"" $l.html && grep -q "id=\"figure-$name\"" $l.html || echo "$l: $name"; done; done

# Each number of the review is true, and each one that is changed is found.
$ prose() { sed -E '/^## .*(数据一览|數據一覽|The figures)/,$d' "$1" | grep -v '^|'; }
> for l in zh-Hans zh-Hant en; do prose $l.md >$l.txt; "$TESTDIR/review-changed" $l.txt 2024 一等奖 一等獎 七十五周年 七十五週年 十四届 十四屆 三次; done
122 of 122 numbers hold, 105 of 105 changes found
122 of 122 numbers hold, 105 of 105 changes found
129 of 129 numbers hold, 99 of 99 changes found

# A part of the federation, and a part of the year: what is not recorded is not mentioned.
$ review --unit SM --lang zh-Hans | sed -nE '/^#+ (思|一|（)/s/^#+ //p'
思明区归国华侨联合会2024年工作回顾
一、固本强基　建强基层组织
（一）侨情与队伍
$ review --lang en --unit HL | sed -n 's/^# //p'
Huli District Federation of Returned Overseas Chinese: review of 2024
$ qiao review --period 2024-H1 --lang zh-Hans --quiet | sed -n 's/^# //p'
厦门市归国华侨联合会2024年上半年工作回顾
$ qiao review --year 1900 --lang zh-Hans --quiet | sed '1d;/^附件\|^Attachment/,$d' | sed '/^$/d;s/^#* //'
1900年，厦门市归国华侨联合会（以下简称“市侨联”）依照章程开展工作。本文数字均由工作记录逐条统计，截至1900年12月31日；每个数字的口径和所依据的记录见附件。
一、固本强基　建强基层组织
（一）侨情与队伍
侨情库在册侨眷244人。

# A template of one's own, with its mistakes.
$ printf '= {{office_short}}\n\n[[We received {{visit.inbound_batches|duo}} parties.]][[ None came.|| All left.]]\n' >own.txt
> qiao review --year 2024 --template own.txt --quiet | sed '/^$/d;s/^# //'
the federation
We received more than 30 parties. None came.
Names and titles are quoted as they stand in the records.
$ printf '= T\n\nWe received {{visit.inbound_batch}} parties.\n' >own.txt; qiao review --template own.txt
qiao: own.txt:3:13: there is no figure 'visit.inbound_batch'; nearest: 'visit.inbound_batches'
[2]
$ qiao review --template none.txt
qiao: the file 'none.txt' cannot be read: there is no such file
[2]

# Remarks are on standard error.
$ printf '{{visit.inbound_people}} {{hq.admitted}}\n' >own.txt; qiao review --year 2024 --template own.txt 2>&1 >/dev/null
qiao: not available: Overseas visitors received, each person once (visit.inbound_people): 1 of 429 entries do not say who it was
qiao: 1 figures want an explanation; `qiao figure` lists them

# Files: by their ending, or as --format says; whole or not at all.
$ review -o a.pdf && head -c 5 a.pdf && review -oa.html && head -n 1 a.html && review --out=b --format html && cmp a.html b
%PDF-<!DOCTYPE html>
$ review -o a.txt
qiao: the name 'a.txt' does not say which format; add --format html, docx, pdf or md
[2]
$ review --format odt
qiao: 'odt' is no format; use html, docx, pdf or md
[2]
$ review -o none/a.md
qiao: the file 'none/a.md' could not be written; is there such a folder, and room?
[2]
$ review --year 24
qiao: '24' is no year; write it as 2024, or use --period
[2]
$ qiao review --year 2024 --period 2024-H1
qiao: give --year or --period, not both
[2]
$ qiao review -x
qiao: there is no option '-x'; `qiao review --help` lists them
[2]
$ qiao review -o
qiao: the option '--out' needs a value: FILE
[2]
$ ls
a.html
...
zh-Hant.txt

# The template in traditional characters is made from the simplified one.
$ "$ROOT/tools/make-hant" --check
