# needs: no database
# Attachments: hung on a record, refused, checked, backed up, gone with an erasure.
$ . "$TESTDIR/setup.sh"

$ id=$(make person name_hans=陈一)

$ printf 'Dear all,\n' > 信.txt; printf '<!DOCTYPE html><html><p>x</p></html>' > x.html

$ q attach person "$id" 信.txt 信.txt --note 'the same twice'
#ID 信.txt
#ID 信.txt

$ qiao attach person "$id" x.html
qiao: x.html: files of the kind 'text/html' are not taken; photographs (JPEG, PNG, WebP, HEIC), PDF, DOCX, XLSX, PPTX, ODF, text, CSV and MP3 are
[2]

$ qiao attach person "$id" nowhere.txt
qiao: nowhere.txt: the file 'nowhere.txt' cannot be read
[2]

$ qiao attach person "$id" 信.txt --as secadmin --quiet
qiao: 信.txt: 'secadmin' lacks the right 'read' for person; secadmin can give a role that has it
[2]

$ find "$QIAO_DB.files" -type f | wc -l
1

$ qiao check
all is well: 13 rows of history, 12 records
2 files of attachments are as they were

# a file that no attachment has, an hour old or more
$ mkdir -p "$QIAO_DB.files/aa" && printf x > "$QIAO_DB.files/aa/$(printf 'b%.0s' $(seq 62))" && qiao check | tail -n 1
2 files of attachments are as they were

$ touch -d '2 hours ago' "$QIAO_DB.files/aa"/*; qiao check | sed "s#'/.*/#'…/#"
✗ files that no attachment has: 1; the first is '…/bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb'. Look at them, and delete them
[1]

$ rm -r "$QIAO_DB.files/aa"

$ qiao backup saved.db && ls saved.db.files | wc -l
the store was copied to 'saved.db'
1

$ chmod u+w "$QIAO_DB.files"/??/*; printf x >> "$QIAO_DB.files"/??/*; qiao check | sed 's/#[0-9]*/#N/'
✗ the file of attachment #N is missing or was changed
[1]

$ rm -r "$QIAO_DB.files"; qiao restore saved.db | sed 's/in .*/in …/'; qiao check
'saved.db' is now the store in …
all is well: 14 rows of history, 12 records
2 files of attachments are as they were

$ q erase person "$id" --why 'request 7'; find "$QIAO_DB.files" -type f | wc -l
person #ID was erased; its history keeps that it was, not what it held
0

$ q attach person 1 信.txt
qiao: 信.txt: there is no person #1
[2]
