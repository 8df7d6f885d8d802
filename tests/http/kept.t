# SPDX-License-Identifier: Apache-2.0
# Retention: a rule, what is due by it, kept on or erased with a receipt.

GET /admin/kept
expect 200
expect text "There is no rule yet."
expect text "How long drafts are kept"

POST /retention/new
form csrf={csrf /retention/new}
form f.name=Guests of long ago
form f.of_type=settings
form f.years=3
expect 400
expect text "there is no type 'settings'"

POST /retention/new
form csrf={csrf /retention/new}
form f.name=Guests of long ago
form f.of_type=reception
form f.since=headcount
form f.years=3
expect 400
expect text "no date field"

POST /retention/new
form csrf={csrf /retention/new}
form f.name=Guests of long ago
form f.of_type=reception
form f.since=arrived
form f.condition=name starts 'Old '
form f.years=3
expect 303

POST /reception/new
form csrf={csrf /reception/new}
form f.name=Old friends
form f.direction=inbound
form f.arrived=2015-03-04
form f.headcount=2
form f.country=SG
expect 303

GET /admin/kept
expect 200
expect text "Guests of long ago"
expect text "3 years from 'Arrived'"

GET /admin/kept/5
expect 404
