# SPDX-License-Identifier: Apache-2.0
# Pages of attachments and imports; what needs files is in uploads.py.

GET /import
expect 200
expect text "Look at it"
expect text "What the rows are"

GET /receipts
expect 200
expect text "Receipts"

GET /receipts?before=1
expect 200
expect text "There are no receipts yet."

GET /receipts?before=x
expect 400
expect text "there is no receipt"

GET /receipt/1
expect 200
expect text "Take it back"

GET /receipt/99999
expect 404

GET /receipt/x
expect 404

GET /import/1
expect 404
expect text "this import is not kept any more"

GET /attachment/1/a.png
expect 404

POST /import
form csrf={csrf /import}
form type=recption
form text=a
expect 404

POST /import
form csrf={csrf /import}
form type=
form text=
expect 400
expect text "choose a file, or paste some cells"

# attachments are made by sending files, and in no other way
POST /attachment/new
form csrf={csrf /import}
form f.of_type=reception
form f.of_record=1
form f.name=a.png
form f.media=image/png
form f.size=1
form f.hash=00
expect 400
