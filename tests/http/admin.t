# SPDX-License-Identifier: Apache-2.0
# My account and administration, where nobody signs in: the user of this server is `office`, who
# administers nothing.

GET /me
expect 200
expect text "What I may do"
expect text "Whole office (one desk does all)"
expect no text "Change the password"

POST /me/password
form csrf={csrf /calendar/feed}
form old=x
expect 403
expect text "nobody signs in to this server"

GET /admin
expect 403
expect text "secadmin can give a role that has it"

GET /admin/users
expect 403

GET /admin/settings
expect 403

POST /admin/settings
form csrf={csrf /calendar/feed}
form name=idle_minutes
form value=30
expect 403

POST /admin/users
form csrf={csrf /calendar/feed}
form user={user}
expect 403

GET /admin/health
expect 403

GET /audit
expect 403

GET /audit.csv
expect 403
