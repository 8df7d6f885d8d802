# SPDX-License-Identifier: Apache-2.0
# The public form (`qiao serve --requests`): it, and nothing else.

GET /healthz
expect 200

GET /
expect 404
expect no text "2024 at a glance"

GET /person
expect 404

GET /kin_case
expect 404

POST /verify
form text=36
expect 404

GET /kin/request
expect 200
expect text "Look for kin"
expect text "What happens with it"
expect header Cache-Control: no-store
expect no header Set-Cookie

GET /kin/request
header Accept-Language: zh-CN
expect 200
expect header Content-Language: zh-Hans

GET /kin/request
header Accept-Language: zh-TW
expect 200
expect header Content-Language: zh-Hant

# what is wrong stands at its field
POST /kin/request
form token={token}
form seeker=Tan Ah Kow
form latin=Tan Boon Swee
expect 400
expect text "give an e-mail or a telephone"
expect text "without your agreement we may not keep it"

POST /kin/request
form token=00
form seeker=Tan Ah Kow
form mail=a@example.org
form latin=Tan Boon Swee
form consent=yes
expect 400
expect text "not one that this server gave out"

# a page of another site does not send it
POST /kin/request
header Origin: http://elsewhere.example
form token={token}
form seeker=Tan Ah Kow
form mail=a@example.org
form latin=Tan Boon Swee
form consent=yes
expect 403

POST /kin/request
form token={token}
form seeker=Tan Ah Kow
form country=MY
form mail=a@example.org
form phone=
form latin=Tan Boon Swee
form chinese=
form other=
form born=about 1874
form left=
form place=Tong Ann
form village=
form relatives=father Tan Tai Beng; wife Lim
form hall=穎川
form generation=
form tomb=
form note=He wrote until 1941.
form website=
form consent=yes
expect 200
expect text "Your request is here"
expect text "Withdrawal code"

GET /kin/withdraw
expect 200
expect text "Withdrawal code"

POST /kin/withdraw
form token={token}
form number=W20240101-AAAAA
form code=AAAAA-AAAAA
expect 404
expect text "there is no request with that number and code"

PUT /kin/request
expect 405
