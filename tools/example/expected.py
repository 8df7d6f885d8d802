# SPDX-License-Identifier: Apache-2.0
"""What the example year must give: one line for each published figure, with the list behind it."""

HEAD = "key\tpublished\tword\tcommand\tvalue\n"
HELD = "state in (held, closed, followed_up)"
CAME = "direction in (inbound, drop_in) and state in (closed, report_filed, archived) and arrived in 2024" \
       " and shared_with is empty"
ATTENDED = "fair.kind = investment_fair and fair.opened in 2024 and state = attended"
OUT = "state in (published, checked, corrected) and published in 2024"
HONOUR = "state = awarded and awarded in 2024"
AT_END = "admitted <= 2024-12-31 and not ended <= 2024-12-31"
GONE = "outbound.state in (returned, passports_returned, reported, settled) and outbound.departed in 2024"
PAPER = "submitted in 2024 and (form is empty or form = proposal) and state != withdrawn"
ROWS = "rows"

# key | published | word | type | condition | what is counted | value
LINES = [
    ("honour.leader_endorsements", 2, "", "endorsement", "given in 2024 and level = national", ROWS,
    2),
    ("honour.joint_commendation", 1, "", "honour", f"{HONOUR} and kind = commendation and co_issuers is not empty", ROWS, 1),
    ("honour.experience_published", 1, "", "article", f"channel = national_journal and kind = experience and {OUT}", ROWS, 1),
    ("honour.info_work_first_prize", 1, "", "honour",
     f"{HONOUR} and level = province and work = information and rank = first and assessed in 2023",
     ROWS, 1),
    ("fair.countries", 25, "", "delegation", ATTENDED, "distinct country", 25),
    ("fair.delegations", 38, "", "delegation", ATTENDED, ROWS, 38),
    ("fair.merchants", 200, "多", "delegation", ATTENDED, "sum headcount", "guests"),
    ("fair.agreements", 2, "", "agreement", "kind = framework and fair.kind = investment_fair and "
    "state = signed and"
     " signed_on in 2024", ROWS, 2),
    ("event.huli_tour", 1, "", "event", f"kind = tour and {HELD} and began in 2024", ROWS, 1),
    ("expo.leaders", 70, "", "participation", "event.kind = exhibition and event.began in 2024 "
    "and kind in (leader,"
     " merchant) and attendance in (present, left_early)", ROWS, 70),
    ("event.legal_outbound_talk", 1, "", "event", f"kind = legal_talk and {HELD} and began in 2024",
    ROWS, 1),
    ("talent.service_month", 5, "", "event", f"series.kind = talent_month and {HELD} and began in 2024", ROWS, 5),
    ("talent.seminar_edition", 10, "届", "event", f"series.kind = seminar and {HELD} and began in 2024", "max edition", 10),
    ("talent.policy_talks", 8, "", "event", f"kind = policy_talk and {HELD} and began in 2024",
    ROWS, 8),
    ("event.central_asia_energy", 1, "", "event", f"kind = promotion and fair.kind = investment_fair and {HELD} and"
     " began in 2024", ROWS, 1),
    ("visit.inbound_batches", 30, "多", "reception", CAME, ROWS, 36),
    ("visit.inbound_persons", 400, "多", "reception", CAME, "sum headcount", "visitors"),
    ("visit.outbound_regions", 4, "", "outbound_stop", GONE, "distinct region", 4),
    ("hq.admitted", 7, "", "membership", "admitted in 2024", ROWS, 7),
    ("hq.members", 119, "", "membership", AT_END, ROWS, 119),
    ("hq.countries", 51, "", "membership", AT_END, "distinct association.country", 51),
    ("hq.events", 18, "", "event", f"host = headquarters and {HELD} and began in 2024", ROWS, 18),
    ("hq.bulletins", 80, "余", "bulletin", "state in (published, expired) and published in 2024",
    ROWS, 86),
    ("culture.ten_ones", 10, "", "event", f"series.kind = commemoration and {HELD} and began in 2024", ROWS, 10),
    ("culture.features", 14, "", "article", f"topics = tan_kah_kee and kind = feature and {OUT}",
    ROWS, 14),
    ("culture.gala_edition", 3, "届", "event", f"series.kind = gala and {HELD} and began in 2024",
    "max edition", 3),
    ("culture.gala_countries", 78, "", "broadcast_target",
    "broadcast.event.kind = gala and broadcast.aired in 2024 and"
     " not country in (HK, MO, TW)", "distinct country", 78),
    ("culture.gala_views", 4000000, "超", "reach", "broadcast.event.kind = gala and metric = "
    "views and read_on in 2024",
     "max reading", 4183200),
    ("culture.relics", 8, "", "collection_object", "campaign_result = selected and campaign_on in "
    "2024", ROWS, 8),
    ("culture.narrators", 7, "", "narrator", "campaign_result = selected and campaign_on in 2024",
    ROWS, 7),
    ("culture.museum", 1, "首", "venue", "kind = museum and founder_kind = individual and founded "
    "in 2024", ROWS, 1),
    ("culture.roots", 0, "?", "kin_case", "received in 2024", ROWS, 9),
    ("culture.wechat", 170, "余", "article", f"channel = wechat and {OUT}", ROWS, 176),
    ("culture.camps", 4, "", "camp", "starts in 2024 and state != cancelled", ROWS, 4),
    ("care.person_times", 520, "", "delivery", "given in 2024 and household is empty and "
    "organisation is empty", ROWS, 520),
    ("care.ningxia_value", 200000, "", "delivery", "given in 2024 and round.programme.place = "
    "640000", "sum amount",
     "200000.00 CNY"),
    ("care.honour", 1, "", "honour", f"{HONOUR} and work = charity", ROWS, 1),
    ("law.consult_days", 12, "", "consultation_day", "held in 2024 and state != cancelled", ROWS,
    12),
    ("law.committee_years", 20, "周年", "station", "kind = committee", "min founded", "2004-11-18"),
    ("law.stations", 2, "", "station", "kind in (judicial, service) and founded <= 2024-12-31 and "
    "closed is empty",
     "distinct kind", 2),
    ("law.cases", 0, "?", "legal_case", "accepted in 2024 and abroad = yes and state != declined",
    ROWS, 8),
    ("enterprise.visits", 0, "?", "enterprise_visit", "visited in 2024", ROWS, 26),
    ("proposal.group", 4, "", "proposal", f"{PAPER} and kind = group", ROWS, 4),
    ("proposal.individual", 33, "", "proposal", f"{PAPER} and kind = individual", ROWS, 33),
    ("org.sector_first", 1, "首", "unit", "kind = sector and founded in 2024", ROWS, 1),
    ("org.homes", 4, "", "home", "founded in 2024 and state != declined", ROWS, 4),
    ("honour.typical_units", 2, "", "honour", f"{HONOUR} and level = national and kind = typical_unit", ROWS, 2),
    ("honour.typical_homes", 1, "", "honour", f"{HONOUR} and level = national and kind = typical_home", ROWS, 1),
    ("registry.district_sheets", 6, "", "district_sheet", "as_of in 2024", "distinct district", 6),
    ("training.classes", 2, "", "training_class", "starts in 2024 and state != cancelled", ROWS, 2),
]


def table(w):
    text = HEAD
    for key, published, word, kind, where, count, value in LINES:
        text += f"{key}\t{published}\t{word}\tqiao list {kind} --where '{where}' --count '{count}'\t" \
                f"{w.notes.get(value, value)}\n"
    return text
