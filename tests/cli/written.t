# Texts as DOCX and PDF: what is found in the reviews is what is found in them as plain text.
$ qiao init >/dev/null && qiao import "$EXAMPLES/xiamen-2024" --quiet >/dev/null
$ for l in zh-Hans zh-Hant en; do for f in md docx pdf; do qiao review --year 2024 --as-of 2025-01-20 --quiet --lang $l -o $l.$f 2>/dev/null; done; done
$ for l in zh-Hans zh-Hant en; do for f in docx pdf; do "$TESTDIR/recall" $l.md $l.$f 2024; done; done
zh-Hans.docx: 539 of 539 numbers, 0 others; 109 of 109 ties
zh-Hans.pdf: 536 of 539 numbers, 1 others; 109 of 109 ties
zh-Hant.docx: 539 of 539 numbers, 0 others; 109 of 109 ties
zh-Hant.pdf: 536 of 539 numbers, 1 others; 109 of 109 ties
en.docx: 321 of 321 numbers, 0 others; 96 of 96 ties
en.pdf: 320 of 321 numbers, 1 others; 96 of 96 ties

# A paragraph is a line, whatever lines it was printed in; what stands on each page is left out.
$ for f in docx pdf; do qiao claims --text zh-Hans.$f | sed -n '/（一）来访出访/,/访问7个国家/p' | head -3; done
（一）来访出访
(empty)
接待海外侨胞来访30多批、400多人次，来访者来自25个国家和地区；举办线上会见2场；组织出访团组3个、15人次，走访非洲、大洋洲、香港和澳门4个地区，访问7个国家和地区。
（一）来访出访
(empty)
接待海外侨胞来访30多批、400多人次，来访者来自25个国家和地区；举办线上会见2场；组织出访团组3个、15人次，走访非洲、大洋洲、香港和澳门4个地区，访问7个国家和地区。
$ qiao claims --text en.pdf | grep -c '^— *[0-9]* *—$'
0
[1]
$ qiao verify zh-Hans.pdf --period 2024 --quiet | grep 'agree,'
140 agree, 4 contradict, 602 not tied

# The bytes that JSON names are those of the text that was read.
$ qiao claims --text en.docx >en.txt; qiao claims en.docx --json | python3 -c 'import json, sys; t = open("en.txt", "rb").read(); c = json.load(sys.stdin)["claims"]; print(all(t[x["start"]:x["end"]].decode() == x["text"] for x in c))'
True

# From standard input too; the content says what it is, and not the name.
$ cp en.pdf en.txt; qiao claims en.txt --json | cmp - <(qiao claims - --json <en.pdf) && echo same
same

$ qiao claims <(cat en.docx) --json | cmp - <(qiao claims en.docx --json) && echo same
same

# Texts of old editors, and what is none.
$ printf '接待来访30批' | iconv -f UTF-8 -t GB18030 >gb.txt; printf '接待来访30批' | iconv -f UTF-8 -t UTF-16 >u.txt; qiao claims --text gb.txt; echo; qiao claims --text u.txt
接待来访30批
接待来访30批 (no newline)
$ printf '{\\rtf1 a}' >a.rtf; printf '\xd0\xcf\x11\xe0' >a.doc; printf '<!DOCTYPE html><p>3' >a.html; printf 'a\0b' >a.bin
> for f in a.rtf a.doc a.html a.bin; do qiao claims $f; done
qiao: 'a.rtf' is in the RTF format: save it as .docx
qiao: 'a.doc' is of an old Word or protected: save it as .docx
qiao: 'a.html' is a web page: save it as plain text, DOCX or PDF
qiao: 'a.bin' is no text: plain text, DOCX and PDF are read
[2]
$ python3 - <<'PY'
> def pdf(name, trailer):
>     parts = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"]
>     out = b"%PDF-1.4\n"
>     places = []
>     for i, part in enumerate(parts):
>         places.append(len(out))
>         out += b"%d 0 obj%s endobj\n" % (i + 1, part)
>     table = b"".join(b"%010d 00000 n \n" % at for at in places)
>     open(name, "wb").write(out + b"xref\n0 4\n0000000000 65535 f \n" + table + b"trailer<</Size 4/Root 1 0 R" + trailer + b">>\nstartxref\n%d\n%%%%EOF" % len(out))
> pdf("scan.pdf", b"")
> pdf("secret.pdf", b"/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<" + b"5A" * 32 + b">/U<" + b"A5" * 32 + b">>>")
> PY
> qiao claims scan.pdf; qiao claims secret.pdf
qiao: 'scan.pdf' has no text: its pages are pictures, as a scanner makes them; have them read by a program for that first
qiao: 'secret.pdf' is protected by a password: save it without one
[2]
$ head -c 30000 en.pdf >cut.pdf; qiao claims cut.pdf
qiao: 'cut.pdf' is damaged: it cannot be read as PDF
[2]
$ truncate -s 70M large; qiao claims large
qiao: the file 'large' has more than 64 MB, which is the limit
[2]
$ python3 - <<'PY'
> import zipfile
> with zipfile.ZipFile("bomb.docx", "w", zipfile.ZIP_DEFLATED) as z:
>     z.writestr("_rels/.rels", '<Relationships><Relationship Type="/officeDocument" Target="d.xml"/></Relationships>')
>     z.writestr("d.xml", b" " * (70 << 20))
> with zipfile.ZipFile("entity.docx", "w") as z:
>     z.writestr("_rels/.rels", '<Relationships><Relationship Type="/officeDocument" Target="d.xml"/></Relationships>')
>     z.writestr("d.xml", '<!DOCTYPE d [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;">]><document>&b;</document>')
> PY
> qiao claims bomb.docx; qiao claims entity.docx
qiao: 'bomb.docx' is refused: its part d.xml unpacks to 70 MB, more than 256 MB or 200 times its packed size
qiao: 'entity.docx' is damaged: there is a DOCTYPE in its part d.xml
[2]
