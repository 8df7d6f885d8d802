# SPDX-License-Identifier: Apache-2.0
# Days off of the office, on the calendar.

GET /calendar?month=2026-10
expect 200
expect text "国庆节"

POST /holiday/new
form csrf={csrf /holiday/new}
form f.name=侨联成立日
form f.kind=off
form f.began=2031-10-08
expect 303

GET /calendar?month=2031-10
expect 200
expect text "侨联成立日"
