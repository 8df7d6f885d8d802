# The numbers of a text against the records of the example year.
$ qiao init >/dev/null && qiao import "$EXAMPLES/xiamen-2024" --quiet >/dev/null
$ cat >year.txt <<'TXT'
> 一年小结
> 
> 海外侨胞全年来访36批、400多人次。投洽会上有38个团组参加，涉及25个国家和地区，到会客商200余名，签下框架合作协议2项。
> 联络总部今年吸纳海外社团7家，成员社团增至119家，来自51个国家和地区；总部办活动18场，发布政策信息80余条。
> 侨乡春晚已是第三届，在78个国家播出，浏览量超400万人次。夏令营、冬令营共4场，慈善公益活动惠及侨界群众520人次。
> 政协会议上提交小组提案4件、个人提案33件。成立了全市首家行业系统侨联。计划明年接待60批。
> TXT
$ qiao verify year.txt --period 2024
一年小结
(empty)
海外侨胞全年来访[✓ 36批]、[✓ 400多人次]。投洽会上有[✓ 38个团组]参加，涉及[✓ 25个国家和地区]，到会客商[✓ 200余名]，签下框架合作协议[✓ 2项]。
联络总部今年吸纳海外社团[✓ 7家]，成员社团增至[✓ 119家]，来自[✓ 51个国家和地区]；总部办活动[✓ 18场]，发布政策信息[✓ 80余条]。
侨乡春晚已是[✓ 第三届]，在[✓ 78个国家]播出，浏览量[✓ 超400万人次]。夏令营、冬令营共[✓ 4场]，慈善公益活动惠及侨界群众[✓ 520人次]。
政协会议上提交小组提案[✓ 4件]、个人提案[✓ 33件]。成立了全市[✓ 首家]行业系统侨联。计划明年接待[? 60批]。
(empty)
\#\ \ \ stated\ \ recorded\ \ figure\ \ records\ \ verdict (re)
--  ------  --------  ------  -------  -------
21  60批              -       0        unbound
(empty)
#21 60批: not compared: it is of what is planned
(empty)
19 agree, 0 contradict, 1 not tied

# A number that is wrong, in its sentence, with the sentence that would be true.
$ sed 's/400多人次/500多人次/; s/80余条/90余条/; s/119家/120家/' year.txt >wrong.txt
$ qiao verify wrong.txt --period 2024 --quiet
(empty)
\#\ \ \ stated\ \ \ \ \ recorded\ \ figure\ \ \ \ \ \ \ \ \ \ \ \ \ \ \ \ \ records\ \ verdict (re)
--  ---------  --------  ---------------------  -------  -----------
3   500多人次  432       visit.inbound_persons  36       contradicts
9   120家      119       hq.members             119      contradicts
12  90余条     86        hq.bulletins           86       contradicts
21  60批                 -                      0        unbound
(empty)
#3 true would be: 海外侨胞全年来访36批、400多人次
(empty)
#9 true would be: 联络总部今年吸纳海外社团7家，成员社团增至119家，来自51个国家和地区
(empty)
#12 true would be: 总部办活动18场，发布政策信息80余条
(empty)
#21 60批: not compared: it is of what is planned
(empty)
16 agree, 3 contradict, 1 not tied
[1]

# Each number in turn: that one contradicts, and no other.
$ sed -i 's/计划明年接待60批。//' year.txt
$ "$TESTDIR/review-changed" year.txt 2024
20 of 20 numbers hold, 18 of 18 changes found

# The same in traditional characters and in English.
$ cat >hant.txt <<'TXT'
> 海外僑胞來訪三十六批、四百餘人次。聯絡總部新吸納僑團七家，入駐社團總數一百一十九家。
> 組織七十位僑商參加跨境電商展覽，人才政策宣講8場次，向寧夏提供助學款物20萬元。
> TXT
$ qiao verify hant.txt --period 2024 | tail -1
7 agree, 0 contradict, 0 not tied
$ cat >en.txt <<'TXT'
> More than 30 parties of overseas visitors were received. The liaison headquarters has 119 associations from 51 countries and regions.
> The third gala was broadcast to 78 countries, with over 4 million views; 8 witness objects and 7 narrators were chosen.
> TXT
$ qiao verify en.txt --period 2024 | tail -1
8 agree, 0 contradict, 0 not tied

# A list is one paragraph, and the label says what its number counts.
$ cat >list.txt <<'TXT'
> 【招商】
> ◇投洽会邀请团组：38个
> ◇团组来源：25个国家和地区
> ◇参会客商：200多名
> ◇法律咨询日：12次
> Talent
> - Invited delegations at the investment fair: 38
> - Countries and regions they came from: 25
> - Merchants in the delegations: more than 200
> - The choir rehearsed 48 songs
> TXT
$ qiao verify list.txt --period 2024 | grep -v '^[0-9#]' | grep '\['
◇投洽会邀请团组：[✓ 38个]
◇团组来源：[✓ 25个国家和地区]
◇参会客商：[✓ 200多名]
◇法律咨询日：[✓ 12次]
- Invited delegations at the investment fair: [✓ 38]
- Countries and regions they came from: [✓ 25]
- Merchants in the delegations: [✓ more than 200]
- The choir rehearsed [? 48 songs]

# By the date of the text 去年 is the period; without it the year before that.
$ printf '去年接待海外来访36批。\n' | qiao verify - --period 2024 | tail -1
0 agree, 0 contradict, 1 not tied
$ printf '去年接待海外来访36批。\n2025年1月20日\n' | qiao verify - --period 2024 | tail -1
1 agree, 0 contradict, 0 not tied

# Below the heading of another federation nothing is ours.
$ printf '漳州市侨联概况\n接待海外来访20批。\n' | qiao verify - --period 2024 | tail -1
0 agree, 0 contradict, 1 not tied

# What programs read.
$ echo '联络总部成员社团增至120家。' | qiao verify - --period 2024 --json
{"claims":[{"text":"120家","start":30,"end":36,"value":120,"kind":"count","approximation":"exact","unit":"家","figure":"hq.members","recorded":119,"verdict":"contradicts","note":null,"evidence":119}]}
[1]

# Wording that is true but not right.
$ cat >words.txt <<'TXT'
> 慈善公益活动累计惠及侨胞520人次。
> 投洽会上有来自25个国家的38个团组。
> 海外侨胞来访超300人次。
> 海外侨胞来访约430人次左右。
> TXT
$ qiao verify words.txt --period 2024 | grep '^#[0-9]'
#1 520人次: called cumulative, but it is of the period alone and no start is named
#2 25个国家: Hong Kong, Macao or Taiwan is among them: say countries and regions
#4 超300人次: true, but more than a tenth below the number: say a nearer one
#5 约430人次左右: two words of approximation exclude each other: keep one

# Two places, or two texts, that differ.
$ echo '海外侨胞来访30多批。' >title.txt
$ qiao verify title.txt year.txt --period 2024 --quiet | tail -1
Parties of overseas visitors received: written as '30多批' here and '36批' there, both true: choose one
$ qiao verify title.txt year.txt --period 2024 --json | grep -o '"file":"title.txt"'
"file":"title.txt"

# A tie by hand is remembered for the sentence, whatever the number.
$ echo '我们迎来友人38批。' >friends.txt
$ qiao verify friends.txt --period 2024 --tie 1=visit.inbound_batches --quiet | grep 批
1  38批    36        visit.inbound_batches  36       contradicts
#1 true would be: 我们迎来友人36批
$ echo '我们迎来友人36批。' | qiao verify - --period 2024 | tail -1
1 agree, 0 contradict, 0 not tied
$ qiao list claim_tie --columns sentence,number,figure | sed 1,2d | cut -c21-
我们迎来友人#  1       visit.inbound_batches
(empty)
$ qiao verify friends.txt --period 2024 --tie 1=- | tail -1
0 agree, 0 contradict, 1 not tied
$ qiao verify friends.txt --period 2024 --tie 2=-
qiao: the text has 1 numbers, there is no number 2
[2]
$ qiao verify friends.txt --period 2024 --tie 1=visit.inbound
qiao: there is no figure 'visit.inbound'; nearest: 'visit.online'
[2]
$ qiao verify friends.txt --period 2024 --tie x
qiao: 'x' is no tie; write --tie 3=FIGURE
[2]

# The text as a page: marks and rows, no script, no style of an element.
$ qiao verify wrong.txt --period 2024 --html page.html --quiet >/dev/null
[1]
$ grep -o '<mark class="[a-z]*">' page.html | sort | uniq -c | sed 's/^ *//'
16 <mark class="agrees">
3 <mark class="contradicts">
1 <mark class="unbound">
$ grep -c 'id="claim-' page.html
20
$ grep -ciE '<script|style=|<link' page.html
0
[1]
$ echo '<b>36批</b>来访 & "1"' | qiao verify - --period 2024 --html page.html >/dev/null; grep -c '<b>' page.html
0
[1]

# Another period and a unit of the tree.
$ qiao verify year.txt --period 2023 --quiet | tail -1
0 agree, 19 contradict, 0 not tied
$ echo '我区接待海外侨胞来访12批。' | qiao verify - --period 2024 --unit SM --quiet | tail -1
0 agree, 1 contradict, 0 not tied

# What cannot be read.
$ qiao verify none.txt --period 2024
qiao: the file 'none.txt' cannot be read: there is no such file
[2]
$ qiao verify year.txt --period 20x
qiao: '20x' is no period; write 2024, 2024-H1, 2024-Q3, 2024-03 or 2023..2024
[2]
$ qiao verify year.txt --period 2024 --html /nowhere/page.html
qiao: the file '/nowhere/page.html' could not be written; is there such a folder, and room?
[2]
