# SPDX-License-Identifier: Apache-2.0
# The page of figures and the page of a figure: years, cards, countries, rules, what was said before.

GET /figures/2024
expect 200
expect text "A figure of each area"
expect text "2020–2024"
expect text "2023: 2; 2024: 36"
expect text "Which ones stand here is chosen on the page of a figure."

# the same part of the years before, where the period is one of less than a year
GET /figures/2024-Q1
expect 200
expect text "2023: 0; 2024: "

GET /figure/hq.countries?period=2024
expect 200
expect text "The last years"
expect text "+6 (+13 %)"
expect text "What rules compare"
expect text "None of the last issued reviews has it."
expect text "A year before"
expect text "Who answers for it"

# both numbers of a rule
GET /figure/care.people?period=2024
expect 200
expect text "It is a part of"
expect text "Person-times reached by the year's charity"

# a figure whose value one record decides has no years before
GET /figure/law.committee_years?period=2024
expect 200

POST /figure/hq.countries/chosen
form csrf={csrf /figure/hq.countries?period=2024}
form period=2024
form unit=0
form on=1
expect 303
expect header Location: /figure/hq.countries\?period=2024

GET /figures/2024
expect 200
expect text "Chosen figures"

POST /figure/hq.countries/chosen
form csrf={csrf /figure/hq.countries?period=2024}
form period=2024
form unit=0
form on=0
expect 303

GET /figures/2024
expect 200
expect text "A figure of each area"

POST /figure/nothing.at_all/chosen
form csrf={csrf /figure/hq.countries?period=2024}
form period=2024
form on=1
expect 404

POST /figure/hq.countries/chosen
form period=2024
form on=1
expect 403
