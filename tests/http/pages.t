# SPDX-License-Identifier: Apache-2.0
# The pages of the example year.

GET /healthz
expect 200
expect text "ok"
expect header Content-Type: text/plain; charset=utf-8

GET /
expect 200
expect text "2024 at a glance"
expect text "Person-times of overseas visitors received"
expect header Cache-Control: no-store

GET /types
expect 200
expect text "Reception 47"
expect text "Liaison"

GET /reception
expect 200
expect text "47 records"
expect text "Way of visit"

# a condition, exactly counted; the caller's words stay in the box
GET /reception?where=country+%3D+SB+and+arrived+in+2024
expect 200
expect text "3 records"
expect text "Solomon Islands"

# what is wrong with a condition is said where it was written
GET /reception?where=arived+in+2024
expect 400
expect text "there is no field 'arived' in reception; nearest: 'arrived'"

GET /reception?where=%3Cscript%3Ealert(1)%3C%2Fscript%3E
expect 400
expect no text "alert(1)" 

GET /reception?where=name+%3D+%27x%27%27+OR+1%3D1+--%27
expect 200
expect text "0 records"

GET /person?order=id+desc
expect 200
expect text "1,141 records"
expect text "Next page"

GET /recption
expect 404
expect text "there is no record type 'recption'; the nearest is 'reception'"

GET /reception/{reception}
expect 200
expect text "Visitors"
expect text "History"
expect text "made"

# an office's own number leads to the record too
GET /reception/%E6%8E%A52024-001
expect 200

GET /reception/999
expect 404

GET /reception/{reception}/nothing
expect 404

# ---- figures ----

GET /figures
expect 200
expect text "Figures · 2024"
expect text "Parties of overseas visitors received"

GET /figures/2024-Q1
expect 200

GET /figures/soon
expect 400
expect text "'soon' is no period"

GET /figures/2024?unit=nowhere
expect 404
expect text "there is no unit 'nowhere'"

GET /figure/visit.inbound_batches?period=2024
expect 200
expect text "36 batch"
expect text "The records behind it 36"
expect text "2024-12-31"

GET /figure/visit.inbound_batch
expect 404
expect text "visit.inbound_batches"

GET /figure/registry.people?period=2024&after=x
expect 400

# ---- assets, methods, languages ----

GET /static/qiao.css
expect 404

HEAD /types
expect 200
expect header Content-Length: [1-9][0-9]*

PUT /types
expect 405
expect header Allow: GET, HEAD

POST /types
expect 405

GET /types
header Accept-Language: fr, zh-TW;q=0.8, en;q=0.5
expect 200
expect header Content-Language: zh-Hant
expect no header Set-Cookie

GET /types?lang=zh-Hans
header Accept-Language: en
expect 200
expect header Content-Language: zh-Hans
expect header Set-Cookie: qiao_lang=zh-Hans; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly

GET /types
header Cookie: a=b; qiao_lang=zh-Hant
header Accept-Language: en
expect header Content-Language: zh-Hant

# ---- checking a text ----

GET /verify
expect 200
expect text "Each number of the text is compared with the records of the period."

POST /verify
form period=2024
form text=2024年，市侨联共接待36批432人次海外侨胞来访。全年举办夏令营5期。法律咨询接待群众约100人次。
expect 200
expect text "agrees"
expect text "Camps held for the young"

POST /verify
form period=2024
form text=<script>alert("36批")</script>
expect 200
expect text "<script>alert("

POST /verify
form period=soon
form text=36批
expect 400
expect text "'soon' is no period"

POST /verify
header Origin: http://example.com
form text=36批
expect 403
expect text "the form was sent from a page of another site"

# no browser, no origin: a program may ask
POST /verify
header Sec-Fetch-Site: same-origin
form period=2024
form text=36批
expect 200

# nothing to look at
POST /verify
form period=2024
form text=
expect 400
expect text "choose a file, or paste a text"

# the picture of the base map is a file of the server, with its number of approval below
GET /review/2024
expect 200
expect text "Map approval number: GS(2024)0000号"
expect text "Without a place above: Equatorial Guinea 1; Vanuatu 1"

# the search box: all types, in any script, by sound; each type with its number and its list
GET /search
expect 200
expect text "Names in any script"
expect no text "Nothing is found"

GET /search?q=huaqiaonongchang
expect 200
expect text "Collection object"
expect text "华侨农场首台橡胶刀"

GET /search?q=zzzzzz
expect 200
expect text "Nothing is found that you may see."

GET /search?q=%E6%80%9D%E6%98%8E
header Accept-Language: zh-TW
expect 200
expect header Content-Language: zh-Hant

# what was typed stays in the box, escaped
GET /search?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E
expect 200
expect no text "alert(1)"

# as-you-type: a part of a page
GET /search.part?q=siming
expect 200
expect header Content-Type: text/html; charset=utf-8
expect text "Unit"

GET /search.part?q=
expect 200

# a list narrowed by a name, and by a condition too
GET /person?search=chen+min&where=residence+is+not+empty
expect 200
expect text "records"
expect text "陈"
