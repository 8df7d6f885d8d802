# SPDX-License-Identifier: Apache-2.0
# Tokens of programs: a page of one's own. What tokens do is in api.py.

GET /me/tokens
expect 200
expect text "Tokens of programs"
expect text "A new token"

# What was typed stays, with what is wrong with it.
POST /me/tokens
form csrf={csrf}
form name=notebook
form scope=read,everything
form days=30
expect 400
expect text "'everything' is no scope"

POST /me/tokens
form csrf={csrf}
form name=notebook
form scope=read
form days=4000
expect 400
expect text "a token is good for 1 to 366 days"

POST /me/tokens
form csrf=0123
form name=notebook
form scope=read
form days=30
expect 403

POST /me/tokens
form csrf={csrf}
form name=<i>notebook</i>
form scope=read,write:liaison
form days=30
expect 200
expect text "qiao_"
expect text "shown once"
expect header Cache-Control: no-store

# It is listed, and not shown again.
GET /me/tokens
expect 200
expect text "<i>notebook</i>"
expect text "read,write:liaison"
expect no text "qiao_"

POST /me/tokens
form csrf={csrf}
form name=<i>notebook</i>
form scope=read
form days=30
expect 409
expect text "already"

POST /me/tokens/end
form csrf={csrf /me/tokens}
form id=000000000000
expect 404

PUT /me/tokens
expect 405
expect header Allow: GET, HEAD, POST
