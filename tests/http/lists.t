# SPDX-License-Identifier: Apache-2.0
# Lists: pages forward and back, built conditions, columns, views, export.

# the second page leads back to the first
GET /person?order=name_hans
expect 200
expect text "Next page"
expect no text "Previous page"

# a condition built by hand becomes text of the query
GET /reception?field=country&op=eq&value=SB
expect 303
expect header Location: /reception\?where=country%20%3D%20%27SB%27&built=1

GET /reception?where=country%20%3D%20%27SB%27%20or%20headcount%20%3E%205&field=headcount&op=ge&value=3&join=and
expect 303
expect header Location: /reception\?where=%28country.*%29%20and%20headcount%20%3E%3D%203&built=1

GET /reception?where=country%20%3D%20%27SB%27&field=direction&op=eq&value=inbound;outbound&join=or
expect 303
expect header Location: /reception\?where=country.*%20or%20direction%20in%20%28%27inbound%27%2C%20%27outbound%27%29&built=1

# what a kind of field cannot be asked is said
GET /reception?field=headcount&op=contains&value=3
expect 400
expect text "cannot be asked of"

# columns of one's own, kept; then the usual ones again
GET /reception/look?where=country+%3D+SB
expect 200
expect text "Back to the usual columns"

POST /reception/look
form csrf={csrf /reception/look}
form where=country = SB
form col=headcount
form further=party.country
form dense=1
expect 303
expect header Location: /reception\?where=country%20%3D%20SB

GET /reception
expect 200
expect text "party"

POST /reception/look
form csrf={csrf /reception/look}
form further=nothing.such
expect 400
expect text "nothing"

POST /reception/look
form csrf={csrf /reception/look}
form act=usual
expect 303

# a view is saved, listed, opened by its number, and deleted
POST /reception/views
form csrf={csrf /reception/look}
form name=Guests from the islands
form where=country = SB
form order=arrived desc
form share=2
expect 303

GET {location}
expect 200
expect text "Guests from the islands"
expect text "Delete the view"

GET /
expect text "Guests from the islands"

GET /reception?view=1
expect 404

POST /reception/views
form csrf={csrf /reception/look}
form name=Broken
form where=arived in 2024
expect 400

# the list as files and as text
GET /reception/export?format=csv&where=country+%3D+SB
expect 200
expect header Content-Type: text/csv; charset=utf-8
expect header Content-Disposition: attachment; filename="reception-\d{4}-\d\d-\d\d\.csv"

GET /reception/export?format=xlsx
expect 200

GET /reception/export?format=pdf
expect 400
expect text "csv, xlsx or json"

GET /reception/copy?where=country+%3D+SB
expect 200
expect text "paste it into a spreadsheet"

GET /reception/fields.part
expect 200
expect header Content-Type: application/json

# many at once: nothing chosen; a field; a look; the change; its receipt; and back
POST /hall/bulk
form csrf={csrf /hall}
form act=chosen
expect 200
expect text "no record is chosen"

POST /hall/bulk
form csrf={csrf /hall}
form act=all
expect 200
expect text "5 records"
expect text "What is to be changed"

POST /hall/bulk
form csrf={csrf /hall}
form act=look
form every=1
form what=f:note
form f.note=Seen in autumn
expect 200
expect text "5 change, 0 are so already, 0 cannot"
expect text "Seen in autumn"
expect text "Change 5 records"

# what was looked at has to be what is there
POST /hall/bulk
form csrf={csrf /hall}
form act=run
form every=1
form what=f:note
form f.note=Seen in autumn
form stamp=12345
expect 409
expect text "look again"

POST /hall/bulk
form csrf={csrf /hall}
form act=run
form id={hall}
form what=f:note
form f.note=Seen in autumn
expect 200
expect text "1 change"

# without its token nothing is changed
POST /hall/bulk
form act=all
expect 403

# groups: the number on a card is that of its list
GET /reception/groups
expect 200
expect text "Country or region"

GET /reception/groups?by=country&then=year(arrived)&measure=sum+headcount
expect 200
expect text "Together"
expect text "2024"

GET /reception/groups?by=month(arrived)&then=direction&where=country+%3D+SB
expect 200

GET /reception/groups?by=nothing
expect 400

GET /person/groups?by=unit&then=residence
expect 200
