# SPDX-License-Identifier: Apache-2.0
# A review of a quarter from its first draft to its issue, as one person at a desk; and its files.

GET /review/2024-Q1
expect 200
expect text "Begin to write it"

POST /review/2024-Q1/begin
form csrf={csrf /review/2024-Q1}
form unit=
expect 303
expect header Location: /review/\d+/text

GET {location}
expect 200
expect text "Who took which step"
expect text "Liaison with overseas Chinese"
expect text "As it reads today"

# there is one review of a period under way, however often it is begun
POST /review/2024-Q1/begin
form csrf={csrf /import}
form unit=
expect 303
expect header Location: /review/\d+/text

GET /review/2024-Q1
expect 200
expect text "The review that is being written"

POST /review/nonsense/begin
form csrf={csrf /import}
expect 400
expect text "is no period"

POST /review/2024-Q1/begin
form csrf=0
expect 403

# the editor: what was typed is checked, and offered its figure in a way that is true
GET /review_chapter/{review_chapter where number = 3 and review.covers in 2024-01..2024-03}/edit
expect 200
expect text "0 were typed"
expect text "Keep as a draft"

POST /review_chapter/{review_chapter where number = 3 and review.covers in 2024-01..2024-03}/edit
form csrf={csrf}
form version=1
form f.body=== Liaison\n\nWe received 999 parties of overseas visitors.
form do=look
expect 200
expect text "1 were typed"
expect text "contradicts"
expect text "999 parties"

POST /review_chapter/{review_chapter where number = 3 and review.covers in 2024-01..2024-03}/look
form f.body=We received {{visit.inbound_batches}} parties of overseas visitors.
expect 200
expect text "1 numbers are bound to a figure, 0 were typed."

POST /review_chapter/{review_chapter where number = 3 and review.covers in 2024-01..2024-03}/look
form f.body=We received {{visit.inbound_baches}} parties.
expect 200
expect text "there is no figure 'visit.inbound_baches'; nearest: 'visit.inbound_batches'"

# a number is bound where it stands
POST /review_chapter/{review_chapter where number = 3 and review.covers in 2024-01..2024-03}/edit
form csrf={csrf}
form version=1
form f.body=We received 999 parties of overseas visitors.
form bind=12|999 parties|{{visit.inbound_batches}} parties
expect 200
expect text "We received {{visit.inbound_batches}} parties of overseas visitors."
expect text "1 numbers are bound"

# … and found again if the text moved meanwhile
POST /review_chapter/{review_chapter where number = 3 and review.covers in 2024-01..2024-03}/edit
form csrf={csrf}
form version=1
form f.body=In all we received 999 parties of overseas visitors.
form bind=12|999 parties|{{visit.inbound_batches}} parties
expect 200
expect text "In all we received {{visit.inbound_batches}} parties"

# … by the name of a figure too
POST /review_chapter/{review_chapter where number = 3 and review.covers in 2024-01..2024-03}/edit
form csrf={csrf}
form version=1
form f.body=We had 77 talks.
form bind=7|77 talks|?0
form figure.0=visit.inbound_batches
expect 200
expect text "1 numbers are bound"

POST /review_chapter/{review_chapter where number = 3 and review.covers in 2024-01..2024-03}/edit
form csrf={csrf}
form version=1
form f.body=We had 77 talks.
form bind=7|78 talks|?0
form figure.0=visit.inbound_batches
expect 400
expect text "the text changed meanwhile"
expect text "We had 77 talks."

# what cannot be read is not saved, and not lost
POST /review_chapter/{review_chapter where number = 3 and review.covers in 2024-01..2024-03}/edit
form csrf={csrf}
form version=1
form f.body=We had [[77 talks.
form do=save
expect 400
expect text "is not closed with ']]'"
expect text "We had [[77 talks."

POST /review_chapter/{review_chapter where number = 3 and review.covers in 2024-01..2024-03}/edit
form csrf={csrf}
form version=1
form f.body=== Guests <b>and</b> friends
form do=save
expect 303
expect header Location: /review_chapter/\d+/edit\?done=saved

GET {location}
expect 200
expect text "Saved."
expect text "Guests <b>and</b> friends"

# somebody else was faster: both texts are there
POST /review_chapter/{review_chapter where number = 3 and review.covers in 2024-01..2024-03}/edit
form csrf={csrf}
form version=1
form f.body=== Guests of mine
form do=save
expect 409
expect text "The text as somebody else saved it meanwhile"
expect text "Guests of mine"

POST /review_chapter/{review_chapter where number = 3 and review.covers in 2024-01..2024-03}/edit
form csrf={csrf}
form version=2
form f.body=== Guests\n\nA draft.
form draft=1
expect 303

GET /review_chapter/{review_chapter where number = 3 and review.covers in 2024-01..2024-03}/edit
expect 200
expect text "You have a draft"

GET /review_chapter/{review_chapter where number = 3 and review.covers in 2024-01..2024-03}/edit?draft=1
expect 200
expect text "A draft."

# comments
POST /review_chapter/{review_chapter where number = 3 and review.covers in 2024-01..2024-03}/comment
form csrf={csrf /import}
form words=Guests
form said=<i>Which</i> guests?
expect 303

GET {location}
expect 200
expect text "<i>Which</i> guests?"
expect text "Mark as dealt with"

POST /review_chapter/{review_chapter where number = 3 and review.covers in 2024-01..2024-03}/comment
form csrf={csrf /import}
form words=
form said=
expect 400

GET /review/{review where covers in 2024-01..2024-03}/text
expect 200
expect text "Open comments"

POST /review_chapter/{review_chapter where number = 3 and review.covers in 2024-01..2024-03}/comment
form csrf={csrf /import}
form comment={review_comment where words = 'Guests'}
form to=settled
expect 303

GET /review_chapter/1/edit
expect 404

GET /review_chapter/x/edit
expect 404
expect text "there is no chapter 'x'"

# files
GET /review/2024/as/md
expect 200
expect header Content-Type: text/markdown; charset=utf-8
expect header Content-Disposition: attachment; filename="review-2024.md"
expect text "## "

GET /review/{review where covers in 2024-01..2024-03}/as/docx
expect 200
expect header Content-Disposition: attachment; filename="review-2024-Q1.docx"

GET /review/2024/as/exe
expect 404
expect text "is no format"

# not before it is approved
GET /review/{review where covers in 2024-01..2024-03}/issue
expect 409
expect text "once its figures are confirmed"

GET /review/{review where covers in 2024-01..2024-03}/changes
expect 404
expect text "was not issued"

POST /review/{review where covers in 2024-01..2024-03}/move
form csrf={csrf /import}
form to=filled
expect 303

POST /review/{review where covers in 2024-01..2024-03}/move
form csrf={csrf /import}
form to=confirmed
expect 303

# the text is closed, and the page says who can open it
GET /review_chapter/{review_chapter where number = 3 and review.covers in 2024-01..2024-03}/edit
expect 200
expect text "so its text is closed. Whoever confirms or approves it can return it to draft"
expect no text "Keep as a draft"

POST /review_chapter/{review_chapter where number = 3 and review.covers in 2024-01..2024-03}/edit
form csrf={csrf /import}
form version=2
form f.body=== Other guests
form do=save
expect 400
expect text "so its text is closed"

POST /review/{review where covers in 2024-01..2024-03}/move
form csrf={csrf /import}
form to=approved
expect 303

GET /review/{review where covers in 2024-01..2024-03}/issue
expect 200
expect text "figures with the records behind them are frozen"

POST /review/{review where covers in 2024-01..2024-03}/issue
form csrf={csrf}
expect 400
expect text "by ticking the box"

POST /review/{review where covers in 2024-01..2024-03}/issue
form csrf={csrf}
form sure=yes
expect 303
expect header Location: /review/\d+/text

GET {location}
expect 200
expect text "As issued"
expect text "Signed by"
expect text "review-2024-Q1.docx"
expect text "review-2024-Q1.pdf"

GET /review/{review where covers in 2024-01..2024-03}/changes
expect 200
expect text "figures has changed since"

GET /review/{review where covers in 2024-01..2024-03}/seal
expect 200
expect header Content-Disposition: attachment; filename="review-2024-Q1.seal"
expect text "\"signature\""

GET /review/{review where covers in 2024-01..2024-03}/as/docx
expect 409
expect text "was issued"

POST /review/{review where covers in 2024-01..2024-03}/issue
form csrf={csrf /import}
form sure=yes
expect 409

# the next one begins from its text
GET /review/2024-Q2
expect 200
expect text "the template that Qiao brings along"

POST /review/2024-Q2/begin
form csrf={csrf /import}
form unit=
form from={review where covers in 2024-01..2024-03}
expect 303

GET {location}
expect 200
expect text "Guests <b>and</b> friends"

POST /review/2024-Q3/begin
form csrf={csrf /import}
form unit=
form from=7
expect 404

# ---- templates of the office ----

GET /admin/templates
expect 200
expect text "The annual review, as Qiao brings it along"

GET /admin/templates/zh-Hant
expect 200
expect header Content-Type: text/plain; charset=utf-8
expect text "年度工作回顧的模板"

GET /admin/templates/tlh
expect 404
expect text "there is no template in the language"

POST /admin/templates
form csrf={csrf /import}
form language=tlh
expect 404

POST /admin/templates
form csrf={csrf /import}
form language=en
expect 303
expect header Location: /review_template/\d+/edit

# what cannot be read is not saved
POST /review_template/new
form csrf={csrf /review_template/new}
form f.name=Half a page
form f.language=en
form f.body=Of {{visit.inbound_batches
expect 400
expect text "is not closed"

POST /review_template/new
form csrf={csrf /review_template/new}
form f.name=Half a page
form f.language=en
form f.body=== Short\nIn {{year}} there came {{visit.inbound_batches}} parties.
expect 303

GET /review/2022-Q1
expect 200
expect text "Half a page"

POST /review/2022-Q1/begin
form csrf={csrf /import}
form from=t1
expect 404

POST /review/2022-Q1/begin
form csrf={csrf /import}
form from=tx
expect 400
expect text "there is no template"

POST /review/2022-Q1/begin
form csrf={csrf /import}
form from=t{review_template where name = 'Half a page'}
expect 303
expect header Location: /review/\d+/text

GET {location}
expect 200
expect text "parties."
expect no text "Liaison with overseas Chinese"
