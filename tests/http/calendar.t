# SPDX-License-Identifier: Apache-2.0
# The desk, the calendar, and the key with which another program reads it.

GET /tasks
expect 200
expect text "You have no open task."

GET /waiting
expect 200
expect text "District sheet"
expect text "Confirm"

GET /due
expect 200
expect text "Agreement ends"

GET /calendar?month=2024-10
expect 200
expect text "Calendar 2024-10"
expect text "人才政策宣介会日韩专场"
# what was cancelled does not go on
expect no text "中国寻根之旅秋令营（取消）"

GET /calendar?month=2024-10&lang=zh-Hans
expect 200
expect text "星期二"
expect text "九月"

GET /calendar?month=2024-13
expect 400
expect text "'2024-13' is no month; write it as 2024-03"

GET /calendar?from=2024-10-01
expect 200
expect text "2024-10-10 Thursday"

GET /calendar/feed
expect 200
expect text "Nobody reads your calendar from outside."

POST /calendar/feed
form what=make
expect 403
expect text "this form was made for another session"

POST /calendar/feed
form csrf={csrf}
form what=make
expect 200
expect text "/calendar/feed/"
expect text "A key was made on"

GET /calendar/feed/{feed}
expect 200
expect header Content-Type: text/calendar; charset=utf-8
expect text "BEGIN:VCALENDAR"
# names of persons stay in the house
expect no text "DOCTYPE"

GET /calendar/feed/no-such-key
expect 404
expect text "there is no calendar with that key"

POST /calendar/feed
form csrf={csrf}
form what=end
expect 303
expect header Location: /calendar/feed

GET /calendar/feed/{feed}
expect 404
