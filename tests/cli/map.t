# An office's own approved map, in place of the tiles of the review.
$ qiao init >/dev/null && qiao import "$EXAMPLES/xiamen-2024" --quiet >/dev/null
$ review() { qiao review --year 2024 --as-of 2025-01-20 "$@"; }
> cp "$ROOT"/tests/data/map/example.* .
> printf '= T\n\n{{chart tiles hq.members by association.country | title "Members"}}\n' >one.txt

# The number of approval stands in the text, and what has no place is said.
$ review --template one.txt --map example.txt -o a.md
qiao: the map file 'example.txt' has no place for Equatorial Guinea (GQ), Vanuatu (VU): listed below the map
$ sed -n '/^Members/,$p' a.md | sed -n '1,6p;/^Map/,/^Base/p'
Members
(empty)
||association|
|---|---:|
|Malaysia|8|
|Philippines|8|
Map approval number: GS(2024)0000号
(empty)
Base map: 示例，不是地图 (an example, and no map of anything)

# The picture is in each file whole; the other lines of the chart are there too.
$ for f in html docx pdf; do review --template one.txt --map example.txt -o a.$f --quiet || break; done
$ grep -o 'data:image/png;base64,[^"]*' a.html | sed 's/.*,//' | base64 -d | cmp - example.png
$ grep -o '>Map approval number[^<]*<\|>Without a place above[^<]*<' a.html
>Map approval number: GS(2024)0000号<
>Without a place above: Equatorial Guinea 1; Vanuatu 1<
$ unzip -p a.docx word/document.xml | grep -o 'Map approval number: GS(2024)0000号' | uniq
Map approval number: GS(2024)0000号
$ grep -a -A1 '/Width 960' a.pdf
   /Width 960
   /Height 480

# The variable serves all reviews of an office; without either there are tiles.
$ QIAO_MAP=example.txt review --template one.txt --quiet | grep -c 'Map approval'
1
$ review --template one.txt -o a.html --quiet; grep -c 'Map approval\|data:' a.html
0
[1]
$ printf 'No chart.\n' >none.txt; review --template none.txt --map example.txt >/dev/null
qiao: the map file 'example.txt' was not used: the text has no chart of countries

# A map file that is wrong, or its picture: where, what, and what to do; nothing is written.
$ try() { sed "$1" example.txt >bad.txt; review --map bad.txt -o new.html; }
$ try '/^approval/d'
qiao: 'bad.txt' has no approval number (审图号), which must be shown with every published map; add a line such as 'approval GS(2024)0000号' with the number that is printed on the map
[2]
$ try 's/^approval.*/approval  soon/'
qiao: bad.txt:3:11: 'soon' is no approval number; write it as it is printed on the map, with its year in brackets, such as GS(2024)0000号
[2]
$ try 's/^SG.*/SG 1200 20/'
qiao: bad.txt:13:1: the place 1200 20 of SG lies outside of 'example.png', which has 960 × 480 pixels, counted from the upper left corner
[2]
$ try 's/^SG.*/XQ 605 235/'
qiao: bad.txt:13:1: 'XQ' is no country or region; write its code of two letters, such as MY
[2]
$ try 's/example.png/other.png/'
qiao: bad.txt:2:11: the file 'other.png' cannot be read: there is no such file
[2]
$ head -c 9000 example.png >half.png; try 's/example.png/half.png/'
qiao: bad.txt:2:11: 'half.png' is damaged or not whole; get the file again from where it came
[2]
$ printf '\377\330\377\340' >map.jpg; try 's/example.png/map.jpg/'
qiao: bad.txt:2:11: 'map.jpg' is a JPEG picture; save it as PNG, in its full size
[2]
$ head -c 9000000 /dev/zero >large.png; try 's/example.png/large.png/'
qiao: bad.txt:2:11: the file 'large.png' has more than 8 MB, which is the limit
[2]
$ review --map no.txt -o new.html
qiao: the file 'no.txt' cannot be read: there is no such file
[2]
$ ls new.html 2>/dev/null
[2]

# The picture is found beside the map file, from any folder.
$ mkdir other && (cd other && mkdir -p maps && cp ../example.* maps && review --template ../one.txt --map maps/example.txt --quiet | grep -c 'Map approval')
1

# The server reads it before it begins.
$ qiao serve --listen 127.0.0.1:0 --map bad.txt
qiao: bad.txt:2:11: the file 'large.png' has more than 8 MB, which is the limit
[2]
