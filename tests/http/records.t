# SPDX-License-Identifier: Apache-2.0
# Records made, changed, moved on and taken back by forms; several at once; drafts.

GET /reception/new
expect 200
expect text "New: Reception"
expect text "What matters first"
expect text "Save and enter another"

GET /person/new?name_hans=%E9%99%88%E8%AF%95&residence=Malaysia
expect 200
expect text "sensitive: reading is logged"

# a form without what proves the session is nobody's
POST /reception/new
form f.name=Nobody's
expect 403
expect text "this form was made for another session"

# what is wrong is said on top and at its field
POST /reception/new
form csrf={csrf}
form f.name=试验团
form f.arrived=someday
expect 400
expect text "Something is to be put right first"
expect text "Arrived: 'someday'"

# a name that several records have: they are offered
POST /reception/new
form csrf={csrf}
form f.name=试验团
form f.direction=inbound
form f.party=泰国
expect 400
expect text "Which one is '泰国'?"

POST /reception/new
form csrf={csrf}
form f.name=试验团
form f.direction=inbound
form f.country=马来西亚
form f.arrived=2026年3月
form f.headcount=12
expect 303
expect header Location: /reception/\d+\?done=made

GET {location}
expect 200
expect text "The record was made."
expect text "Draft a plan"
expect text "Malaysia"
expect text "Add several"

GET /reception/{reception where name = '试验团'}/edit
expect 200
expect text "Why it is changed, for the history"

POST /reception/{reception where name = '试验团'}/edit
form csrf={csrf}
form version=1
form f.headcount=14
form why=counted again
expect 303
expect header Location: /reception/\d+\?done=saved&was=1

# the same page, sent once more from another window
POST /reception/{reception where name = '试验团'}/edit
form csrf={csrf}
form version=1
form f.headcount=15
expect 409
expect text "Somebody else changed this record meanwhile"

GET /reception/{reception where name = '试验团'}/history
expect 200
expect text "Version 1 and version 2"
expect text "counted again"
expect text "Restore all of version 1"

POST /reception/{reception where name = '试验团'}/restore
form csrf={csrf /reception/new}
form version=2
form to=1
form field=headcount
expect 303
expect header Location: /reception/\d+\?done=restored&was=2

POST /reception/{reception where name = '试验团'}/move
form csrf={csrf /reception/new}
form version=3
form to=plan_draft
expect 303

# a step takes its paper, and a return its reason
POST /reception/{reception where name = '试验团'}/move
form csrf={csrf /reception/new}
form version=4
form to=plan_checked
expect 400
expect text "the paper 'Reception plan' is needed in this state"

# several visitors: one cell is wrong, then none is
POST /visitor/rows
form csrf={csrf}
form with.reception=#{reception where name = '试验团'}
form act=paste
form text=陈试	泰兰
expect 400
expect text "To be put right first: 1"
expect text "there is no country or region '泰兰'"

POST /visitor/rows
form csrf={csrf}
form with.reception=#{reception where name = '试验团'}
form act=save
form width=2
form head=
form head=
form col=name
form col=country
form cell=陈试
form cell=泰国
form cell=李试
form cell=MY
expect 303
expect header Location: /reception/\d+\?done=rows&batch=\d+

GET {location}
expect 200
expect text "Records made: 2; changed: 0."
expect text "Visitors 2"

# a draft
POST /event/new
form csrf={csrf}
form f.name=半成品
form draft=1
expect 303
expect header Location: /drafts

GET /drafts
expect 200
expect text "/event/new"

GET /event/new
expect 200
expect text "You have a draft of"

# it stands on the start page
GET /
expect 200
expect text "You have one draft"
expect text "New record Activity"
expect text "All drafts"

GET /event/new?draft=1
expect 200

POST /drafts/discard
form csrf={csrf /event/new}
form address=/event/new
expect 303

GET /drafts
expect 200
expect text "You have no drafts."

# while a name is typed
GET /find.part?type=association&q=%E6%B3%B0%E5%9B%BD
expect 200
expect text "泰国"

# who are perhaps the same
POST /person/alike
form f.name_hans=nobody
expect 200

# voided with a reason, and erased only with a request
POST /reception/{reception where name = '试验团'}/void
form csrf={csrf /reception/new}
form why=
expect 400
expect text "needs a reason"

GET /person/{person}/erase
expect 200
expect text "Nobody can take this back."

POST /person/{person}/erase
form csrf={csrf}
form why=request 7
expect 400
expect text "say that this is to be erased by ticking the box"

# what there is not
GET /person/999/edit
expect 404

GET /nothing/new
expect 404

GET /nothing/rows
expect 404
