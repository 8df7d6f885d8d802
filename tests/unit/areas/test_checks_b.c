/* SPDX-License-Identifier: Apache-2.0
 * The rules of roots, camps, charity, legal, enterprise, proposals, grass roots and honours: for
 * each one a record that it refuses and a like one that it accepts. The day is 31 December 2024.
 */
#include "support.h"

#include "areas/areas.h"
#include "engine/registry.h"
#include "engine/schema.h"
#include "engine/store.h"
#include "engine/units.h"

typedef struct {
    const char *type, *state; /* state NULL: the first one */
    const char *bad, *good;   /* "field=what a person writes; field=…" */
    const char *says;         /* part of the message that bad gets and good does not */
} Rule;

static const Rule rules[] = {
    /* roots */
    { "kin_case", NULL, "seeker=Tan", "seeker=Tan; place_old=马巷",
      "nobody and no place is sought" },
    { "kin_case", "confirmed", "seeker=Tan; sought=陈木; found_consented=2024-05-02",
      "seeker=Tan; sought=陈木; found_consented=2024-05-02; seeker_consented=2024-05-01",
      "the seeker's consent" },
    { "kin_case", "met", "seeker=Tan; sought=陈木; seeker_consented=2024-05-01",
      "seeker=Tan; sought=陈木; seeker_consented=2024-05-01; found_consented=2024-05-02",
      "the found kin's consent" },
    { "kin_case", "dormant", "seeker=Tan; sought=陈木",
      "seeker=Tan; sought=陈木; review_on=2026-01-01", "needs the day of its next review" },
    { "kin_case", "dormant", "seeker=Tan; sought=陈木; review_on=2027-06-01",
      "seeker=Tan; sought=陈木; review_on=2026-12-31", "more than two years away" },
    { "kin_case", NULL, "seeker=Tan; sought=陈木; received=2024-03-01; found_on=2024-02-01",
      "seeker=Tan; sought=陈木; received=2024-03-01; found_on=2024-03", "kin were found before" },
    { "kin_case", NULL, "seeker=Tan; sought=陈木; received=2024-03-01; met_on=2023",
      "seeker=Tan; sought=陈木; received=2024-03-01; met_on=2024", "the meeting lies before" },
    { "kin_case", NULL, "seeker=Tan; sought=陈木; received=2024-03-02; answered=2024-03-01",
      "seeker=Tan; sought=陈木; received=2024-03-02; answered=2024-03-02",
      "answered before it was received" },
    { "kin_case", NULL, "seeker=Tan; sought=陈木; sought_born=1930; departed=1925",
      "seeker=Tan; sought=陈木; sought_born=1930; departed=1930", "left home before being born" },
    { "clue", NULL, "kin_case=#1; kind=dna; text=Y",
      "kin_case=#1; kind=dna; text=Y; consented=2024-01-01", "a DNA comparison needs a consent" },
    { "candidate", NULL, "kin_case=#1", "kin_case=#1; name=陈土", "there is no candidate" },
    { "candidate", "confirmed", "kin_case=#1; name=陈土; person_consented=2024-01-01",
      "kin_case=#1; name=陈土; person_consented=2024-01-01; seeker_consented=2024-01-01",
      "the seeker's consent" },
    { "candidate", "confirmed", "kin_case=#1; name=陈土; seeker_consented=2024-01-01",
      "kin_case=#1; name=陈土; person_consented=2024-01-01; seeker_consented=2024-01-01",
      "the candidate's consent" },
    { "candidate", "confirmed", "kin_case=#1; name=陈土; r_village=mismatch",
      "kin_case=#1; name=陈土; r_village=mismatch; note=the village was renamed",
      "this does not match" },
    { "hall", NULL, "name=陈氏宗祠; built=1850; rebuilt=1800",
      "name=陈氏宗祠; built=1850; rebuilt=1990", "rebuilt before it was built" },
    { "relay", NULL, "kin_case=#1; asked_on=2024-03-01",
      "kin_case=#1; asked_on=2024-03-01; to_body=后溪村委会", "nobody is asked" },
    { "relay", NULL, "kin_case=#1; to_body=A; asked_on=2024-03-01; due=2024-02-01",
      "kin_case=#1; to_body=A; asked_on=2024-03-01; due=2024-04-01",
      "wanted before it is asked for" },
    { "relay", NULL, "kin_case=#1; to_body=A; asked_on=2024-03-01; answered_on=2024-02-01",
      "kin_case=#1; to_body=A; asked_on=2024-03-01; answered_on=2024-03-01",
      "answered before it was asked" },
    { "relay", NULL, "kin_case=#1; to_body=A; asked_on=2024-03-01; answer=nothing",
      "kin_case=#1; to_body=A; asked_on=2024-03-01; answer=nothing; answered_on=2024-03-20",
      "the day on which it came" },
    { "lineage", NULL, "name=后溪陈氏; surname=陈; poem=志成文章华国文",
      "name=后溪陈氏; surname=陈; poem=志成文章华国文; repeats=yes", "the word '文' twice" },
    { "lineage", NULL, "name=后溪陈氏; surname=陈; poem=志華文，章华国大",
      "name=后溪陈氏; surname=陈; poem=志成文，章华国大", "the word '華' twice" },
    { "lineage", NULL, "name=后溪陈氏; surname=陈; first_generation=12",
      "name=后溪陈氏; surname=陈; first_generation=12; poem=志成文章", "but no poem" },
    { "branch", NULL, "lineage=#1; name=长房; above=#77", "lineage=#1; name=长房; above=#76",
      "does not come from itself" },
    { "branch", NULL, "lineage=#1; name=长房; poem=志成志", "lineage=#1; name=长房; poem=志成文",
      "the word '志' twice" },
    /* camps */
    { "camp", NULL, "name=A; begins=2024-07-10; ends=2024-07-01",
      "name=A; begins=2024-07-01; ends=2024-07-10", "ends before it starts" },
    { "camp", NULL, "name=A; age_from=18; age_to=12", "name=A; age_from=12; age_to=18",
      "oldest age is below" },
    { "camp", NULL, "name=A; begins=2024-07-10; enrol_by=2024-08-01",
      "name=A; begins=2024-07-10; enrol_by=2024-06-01", "enrolment ends after" },
    { "camp", NULL, "name=A; leaders=2; headcount=30", "name=A; leaders=3; headcount=30",
      "more than ten campers" },
    { "camp", NULL, "name=A; quota=20; headcount=21", "name=A; quota=20; headcount=20",
      "more campers than places" },
    { "camp", "done", "name=A; begins=2025-07-10", "name=A; begins=2024-07-10",
      "first day is still to come" },
    { "camper", NULL, "camp=#1", "camp=#1; passport_name=LIM AH KOW", "the camper has no name" },
    { "camper", NULL, "camp=#1; name=林; arrived=2024-07-10; departed=2024-07-01",
      "camp=#1; name=林; arrived=2024-07-01; departed=2024-07-10", "departed before arriving" },
    { "camper", NULL, "camp=#1; name=林; born=2025-03-01", "camp=#1; name=林; born=2010-03-01",
      "birthday lies in the future" },
    { "guardian_consent", NULL,
      "camper=#1; guardian=林母; given_on=2024-05-02; withdrawn_on=2024-05-01",
      "camper=#1; guardian=林母; given_on=2024-05-02; withdrawn_on=2024-06-01",
      "withdrawn before it was given" },
    { "guardian_consent", NULL, "camper=#1; guardian=林母; given_on=2025-05-02",
      "camper=#1; guardian=林母; given_on=2024-05-02", "dated in the future" },
    { "guardian_consent", NULL, "camper=#1; guardian=林母; covers=data",
      "camper=#1; guardian=林母; covers=participation,data", "does not cover taking part" },
    { "guardian_consent", NULL, "camper=#1; guardian=林母; covers=participation",
      "camper=#1; guardian=林母; covers=participation,data", "does not cover keeping the data" },
    /* charity */
    { "fund", NULL, "name=F; opened=2010; closed=2009", "name=F; opened=2010; closed=2020",
      "closes before it opens" },
    { "fund", NULL, "name=F; raising_starts=2024-05-01; raising_ends=2024-04-01",
      "name=F; raising_starts=2024-05-01; raising_ends=2024-06-01", "raising ends before" },
    { "fund", "active", "name=F; public_raising=yes",
      "name=F; public_raising=yes; plan_filed=2024-01-01", "needs a plan that was filed" },
    { "fund", "active",
      "name=F; public_raising=yes; plan_filed=2024-01-05; raising_starts=2024-01-10",
      "name=F; public_raising=yes; plan_filed=2024-01-01; raising_starts=2024-01-11",
      "ten days before" },
    { "fund", "active",
      "name=F; public_raising=yes; emergency=yes; plan_filed=2024-02-01; raising_starts=2024-01-10",
      "name=F; public_raising=yes; emergency=yes; plan_filed=2024-01-20; raising_starts=2024-01-10",
      "within ten days after" },
    { "fund", "closed", "name=F", "name=F; surplus=given to a like fund",
      "what became of what was left" },
    { "donation", NULL, "kind=goods; valuation_basis=not_valuable; amount=10; donor=A",
      "kind=goods; valuation_basis=not_valuable; donor=A", "yet has a value" },
    { "donation", NULL,
      "kind=goods; valuation_basis=not_valuable; receipt_no=1; donor=A; received_on=2024-01-01",
      "kind=goods; valuation_basis=invoice; receipt_no=1; donor=A; received_on=2024-01-01",
      "cannot be valued gets no receipt" },
    { "donation", NULL, "kind=goods; valuation_basis=not_valuable; counts_as_income=yes; donor=A",
      "kind=goods; valuation_basis=not_valuable; counts_as_income=no; donor=A",
      "cannot be valued is no income" },
    { "donation", NULL, "kind=goods; direct=yes; counts_as_income=yes; donor=A",
      "kind=goods; direct=yes; counts_as_income=no; donor=A", "directly is no income" },
    { "donation", NULL, "kind=goods; direct=yes; receipt_no=7; donor=A",
      "kind=goods; direct=no; receipt_no=7; donor=A", "directly gets no receipt" },
    { "donation", NULL, "kind=cash; counts_as_income=yes; donor=A",
      "kind=cash; counts_as_income=yes; donor=A; amount=5; received_on=2024-01-01",
      "income is what was received" },
    { "donation", NULL, "kind=cash; receipt_no=7; donor=A",
      "kind=cash; receipt_no=7; donor=A; amount=5; received_on=2024-01-01",
      "a receipt is written after" },
    { "donation", NULL,
      "kind=cash; donor=A; amount=5; received_on=2024-01-05; receipt_on=2024-01-01",
      "kind=cash; donor=A; amount=5; received_on=2024-01-05; receipt_on=2024-01-05",
      "receipt is older" },
    { "donation", NULL, "kind=goods; donor=A; accepted_by=王; accepted_by2=王",
      "kind=goods; donor=A; accepted_by=王; accepted_by2=李", "two different persons accept" },
    { "donation", "received", "kind=service; donor=A",
      "kind=service; donor=A; received_on=2024-01-01", "the gift was received; enter the day" },
    { "donation", "received", "kind=goods; donor=A; received_on=2024-01-01; accepted_by=王",
      "kind=goods; donor=A; received_on=2024-01-01; accepted_by=王; accepted_by2=李",
      "accepted by two persons" },
    { "donation", "received", "kind=goods; donor=A; received_on=2024-01-01",
      "kind=goods; donor=A; received_on=2024-01-01; direct=yes", "accepted by two persons" },
    { "donation", NULL, "kind=goods; donor=A; amount=500",
      "kind=goods; donor=A; amount=500; valuation_basis=appraisal",
      "value of the goods is based on" },
    { "donation", NULL, "kind=goods; item=rice", "kind=goods; item=rice; anonymous=yes",
      "nobody gave this" },
    { "donation", NULL, "kind=cash; donor=A; amount=500 USD",
      "kind=cash; donor=A; amount=3500; original=500 USD", "the value is kept in yuan" },
    { "donation", NULL, "kind=goods; donor=A; original=500 USD",
      "kind=goods; donor=A; amount=3500; original=500 USD", "at the central parity" },
    { "donation", NULL, "kind=cash; donor=A; received_on=2024-01-01",
      "kind=cash; donor=A; received_on=2024-01-01; amount=1", "a gift of money needs an amount" },
    { "donation", NULL, "kind=goods; donor=A; agreed_on=2024-02-01; received_on=2024-01-01",
      "kind=goods; donor=A; agreed_on=2024-01-01; received_on=2024-02-01",
      "received before it was agreed" },
    { "donation", NULL, "kind=goods; donor=A; restricted=yes",
      "kind=goods; donor=A; restricted=yes; purpose=school",
      "a restricted gift needs the purpose" },
    { "aid_programme", NULL, "name=P; since=2010; ended=2009", "name=P; since=2010; ended=2011",
      "ends before it begins" },
    { "aid_programme", NULL, "name=P", "name=P; since=2010", "no cumulative figures" },
    { "aid_round", NULL, "name=R; programme=#1; notice_from=2024-02-02; notice_to=2024-02-01",
      "name=R; programme=#1; notice_from=2024-02-02; notice_to=2024-02-08",
      "public notice ends before" },
    { "aid_round", "approved", "name=R; programme=#1",
      "name=R; programme=#1; list_frozen=2024-01-01", "has a frozen list" },
    { "aid_round", NULL, "name=R; programme=#1; list_frozen=2024-02-01; paid_on=2024-01-01",
      "name=R; programme=#1; list_frozen=2024-02-01; paid_on=2024-02-05",
      "paid out before the list" },
    { "delivery", NULL, "round=#1", "round=#1; name=王", "nobody is named" },
    { "delivery", NULL, "round=#1; person=#2; household=#3", "round=#1; household=#3",
      "to a person or to a household" },
    { "delivery", NULL, "round=#1; name=王; organisation=一中", "round=#1; organisation=一中",
      "to a person or to an organisation" },
    { "delivery", NULL, "round=#1; name=王; given=2024-02-01; undelivered=absent",
      "round=#1; name=王; undelivered=absent", "has a reason why not" },
    { "delivery", NULL, "round=#1; name=王; given=2025-02-01",
      "round=#1; name=王; given=2024-02-01", "the delivery lies in the future" },
    { "delivery", NULL, "round=#1; name=王; given=2024-02-01; kind=cash",
      "round=#1; name=王; given=2024-02-01; kind=cash; amount=800", "the amount is missing" },
    { "delivery", NULL, "round=#1; name=王; amount=100 MYR", "round=#1; name=王; amount=100",
      "value of aid is kept in yuan" },
    { "delivery", NULL, "round=#1; name=王; need_checked=2022-01-01; given=2024-02-01",
      "round=#1; name=王; need_checked=2023-12-01; given=2024-02-01", "more than a year before" },
    /* legal */
    { "consultation_day", "held", "held=2025-01-10", "held=2024-12-10",
      "the day is still to come" },
    { "consultation_day", NULL, "held=2024-12-10; questions=2; referred=3",
      "held=2024-12-10; questions=3; referred=3", "more cases were taken on" },
    { "consultation", NULL, "asked=2024-03-05; answered=2024-03-01",
      "asked=2024-03-05; answered=2024-03-05", "answered before it was asked" },
    { "consultation", "referred", "asked=2024-03-05", "asked=2024-03-05; legal_case=#4",
      "name the case" },
    { "legal_case", NULL, "title=T", "title=T; applicant=王", "has no applicant" },
    { "legal_case", NULL, "title=T; applicant=王; other_party=王",
      "title=T; applicant=王; other_party=李", "are the same" },
    { "legal_case", NULL, "title=T; applicant=王; received=2024-02-02; accepted=2024-02-01",
      "title=T; applicant=王; received=2024-02-02; accepted=2024-02-03",
      "accepted before it was received" },
    { "legal_case", NULL, "title=T; applicant=王; received=2024-02-02; closed=2024-02-01",
      "title=T; applicant=王; received=2024-02-02; closed=2024-02-02",
      "closed before it was received" },
    { "legal_case", "closed", "title=T; applicant=王; closed=2024-02-02",
      "title=T; applicant=王; closed=2024-02-02; outcome=settled", "needs its outcome" },
    { "legal_case", "closed", "title=T; applicant=王; outcome=settled",
      "title=T; applicant=王; closed=2024-02-02; outcome=settled",
      "the day on which it was closed" },
    { "legal_case", "declined", "title=T; applicant=王",
      "title=T; applicant=王; elsewhere=labour arbitration", "where to go instead" },
    { "legal_case", "accepted", "title=T; applicant=王; conflict=found",
      "title=T; applicant=王; conflict=none", "not accepted while we help the other side" },
    { "legal_case", "accepted", "title=T; applicant=王", "title=T; applicant=王; conflict=none",
      "look whether we help the other side" },
    { "referral", NULL, "legal_case=#1; consented=2024-01-01",
      "legal_case=#1; consented=2024-01-01; to_name=法援中心", "goes nowhere" },
    { "referral", NULL, "legal_case=#1; to_name=法援中心",
      "legal_case=#1; to_name=法援中心; consented=2024-01-01", "or who ordered it without" },
    { "referral", NULL, "legal_case=#1; to_name=法援中心; overridden_by=王主任",
      "legal_case=#1; to_name=法援中心; overridden_by=王主任; reason=danger to life",
      "without consent; say why" },
    { "referral", NULL, "legal_case=#1; to_name=A; sent=2024-02-02; first_answer=2024-02-01",
      "legal_case=#1; to_name=A; sent=2024-02-02; first_answer=2024-02-03",
      "answer is older than the referral" },
    { "referral", NULL, "legal_case=#1; to_name=A; sent=2024-02-02; done=2024-02-01",
      "legal_case=#1; to_name=A; sent=2024-02-02; done=2024-02-03", "done before it was sent" },
    { "station", NULL, "name=S; kind=service; founded=2010; closed=2009",
      "name=S; kind=service; founded=2010; closed=2020", "closed before it was founded" },
    { "station", NULL, "name=S; kind=service; centre=#77", "name=S; kind=service; centre=#76",
      "belong to itself" },
    /* enterprise */
    { "enterprise_link", NULL, "year=2024; enterprise=#1", "year=2024; enterprise=#1; leader=王",
      "linked with nobody" },
    { "enterprise_link", NULL, "year=2024; enterprise=#1; leader=王; planned=1",
      "year=2024; enterprise=#1; leader=王; planned=2", "at least twice a year" },
    { "enterprise_visit", NULL, "enterprise=#1; visited=2025-02-01",
      "enterprise=#1; visited=2024-02-01", "the visit lies in the future" },
    { "enterprise_problem", NULL, "enterprise=#1; problem=P; raised=2024-02-02; solved=2024-02-01",
      "enterprise=#1; problem=P; raised=2024-02-02; solved=2024-02-02",
      "solved before it was raised" },
    { "enterprise_problem", NULL, "enterprise=#1; problem=P; raised=2024-02-02; due=2024-02-01",
      "enterprise=#1; problem=P; raised=2024-02-02; due=2024-03-01", "due before it was raised" },
    { "enterprise_problem", "solved", "enterprise=#1; problem=P",
      "enterprise=#1; problem=P; solved=2024-02-01", "the day on which it was solved" },
    { "enterprise_problem", "assigned", "enterprise=#1; problem=P; due=2024-03-01",
      "enterprise=#1; problem=P; due=2024-03-01; owner=economy", "needs an owner" },
    { "enterprise_problem", "assigned", "enterprise=#1; problem=P; owner=economy",
      "enterprise=#1; problem=P; due=2024-03-01; owner=economy", "the day on which it is due" },
    { "enterprise_problem", "explained", "enterprise=#1; problem=P; solved=2024-02-01",
      "enterprise=#1; problem=P", "explained, not solved" },
    { "enterprise_problem", "closed", "enterprise=#1; problem=P",
      "enterprise=#1; problem=P; confirmed=2024-02-01", "without the enterprise's word" },
    /* proposals */
    { "proposal", NULL, "title=T; kind=group; submitted=2024-02-02; assigned=2024-02-01",
      "title=T; kind=group; submitted=2024-02-02; assigned=2024-03-01",
      "assigned before it was submitted" },
    { "proposal", NULL, "title=T; kind=group; assigned=2024-02-02; replied=2024-02-01",
      "title=T; kind=group; assigned=2024-02-02; replied=2024-03-01",
      "reply is older than the assignment" },
    { "proposal", NULL, "title=T; kind=group; replied=2024-02-02; rated=2024-02-01",
      "title=T; kind=group; replied=2024-02-02; rated=2024-03-01", "rated before it was given" },
    { "proposal", NULL, "title=T; kind=group; assigned=2024-02-02; replied=2024-05-03",
      "title=T; kind=group; assigned=2024-02-02; replied=2024-05-03; extended=2024-04-30",
      "more than 3 months" },
    { "proposal", NULL,
      "title=T; kind=group; assigned=2024-02-02; replied=2024-08-03; extended=2024-04-30",
      "title=T; kind=group; assigned=2024-02-02; replied=2024-08-02; extended=2024-04-30",
      "more than 6 months" },
    { "proposal", NULL, "title=T; kind=group; mode=joint",
      "title=T; kind=group; mode=joint; co_units=B", "name the others" },
    { "proposal", "assigned", "title=T; kind=group", "title=T; kind=group; lead_unit=A",
      "needs its lead unit" },
    { "proposal", "supervising", "title=T; kind=group; lead_unit=A; mode=joint; co_units=B",
      "title=T; kind=group; lead_unit=A; mode=joint; co_units=B; countersigned=2024-03-01",
      "not countersigned" },
    { "proposal", "replied", "title=T; kind=group; lead_unit=A; reviewed=2024-03-01",
      "title=T; kind=group; lead_unit=A; reviewed=2024-03-01; reply_no=X〔2024〕1号",
      "enter its number" },
    { "proposal", "replied", "title=T; kind=group; lead_unit=A; reply_no=1",
      "title=T; kind=group; lead_unit=A; reply_no=1; reviewed=2024-03-01",
      "supervisor has not reviewed" },
    { "proposal", NULL, "title=T; kind=group; result=a",
      "title=T; kind=group; result=a; replied=2024-03-01", "the day of the reply is missing" },
    { "proposal", "rated", "title=T; kind=group; lead_unit=A",
      "title=T; kind=group; lead_unit=A; rating=satisfied", "how the proposer rated" },
    { "proposal", "closed", "title=T; kind=group; rating=dissatisfied",
      "title=T; kind=group; rating=dissatisfied; rehandled=2024-06-01", "is handled again before" },
    { "proposal", NULL, "title=T; kind=individual", "title=T; kind=individual; proposer=王",
      "needs its proposer" },
    { "proposal", NULL, "title=T; kind=group; forum=congress; form=proposal",
      "title=T; kind=group; forum=congress; form=suggestion", "belong to the conference" },
    { "proposal", NULL, "title=T; kind=group; forum=cppcc; form=motion",
      "title=T; kind=group; forum=cppcc", "belong to the conference" },
    { "proposal", "merged", "title=T; kind=group", "title=T; kind=group; merged_into=#5",
      "which proposal it was merged" },
    { "proposal", NULL, "title=T; kind=group; merged_into=#77",
      "title=T; kind=group; merged_into=#76", "merged into itself" },
    /* grass roots */
    { "post", NULL, "post=chair; body=A", "post=chair; body=A; name=王", "nobody holds this post" },
    { "post", NULL, "post=chair; name=王", "post=chair; name=王; body=A", "in which federation" },
    { "post", NULL, "post=chair; name=王; since=2020; until=2019; end_reason=retired",
      "post=chair; name=王; since=2020; until=2021; end_reason=retired", "the post ends before" },
    { "post", NULL, "post=chair; name=王; end_reason=retired",
      "post=chair; name=王; end_reason=retired; until=2021", "enter the day of the end too" },
    { "post", NULL, "post=chair; name=王; until=2021",
      "post=chair; name=王; until=2021; end_reason=retired", "say why the post ended" },
    { "term", NULL, "ordinal=5; body_unit=#1; association=#2", "ordinal=5; body_unit=#1",
      "not of both" },
    { "term", NULL, "ordinal=0", "ordinal=1", "numbered from 1" },
    { "term", NULL, "ordinal=5; elected=2021-05-01; due=2020-05-01",
      "ordinal=5; elected=2021-05-01; due=2026-05-01", "due before this one was held" },
    { "term", NULL, "ordinal=5; elected=2021-05-01; ended=2020",
      "ordinal=5; elected=2021-05-01; ended=2024", "ended before it began" },
    { "term", NULL, "ordinal=5; seats=20; filled=21", "ordinal=5; seats=21; filled=21",
      "more seats are filled" },
    { "term", NULL, "ordinal=5; elected=2021-05-01",
      "ordinal=5; elected=2021-05-01; due=2026-05-01", "when the next election is due" },
    { "home", "named", "name=H; haves=organisation,team,funds,premises; named=2024-05-01",
      "name=H; haves=organisation,team,funds,premises,activities; named=2024-05-01",
      "has all five" },
    { "home", "named", "name=H", "name=H; named=2024-05-01",
      "the day on which the home was named" },
    { "home", NULL, "name=H; five_good=2024; goods=leadership",
      "name=H; five_good=2024; goods=leadership,cadres,support,effect,echo", "all five goods" },
    { "home", NULL, "name=H; founded=2024-05-01; named=2023",
      "name=H; founded=2024-05-01; named=2024", "named before it was founded" },
    { "home", NULL, "name=H; named=2024-05-01; withdrawn=2023",
      "name=H; named=2024-05-01; withdrawn=2024-06-01", "withdrawn before it was given" },
    { "home", NULL, "name=H; named=2024-05-01; valid_until=2023",
      "name=H; named=2024-05-01; valid_until=2027", "the title ends before" },
    { "criteria_set", NULL, "name=C; valid_since=2024; valid_until=2023",
      "name=C; valid_since=2024; valid_until=2029", "the criteria end before" },
    { "assessment", NULL, "home=#1; inspector=王; inspector2=王",
      "home=#1; inspector=王; inspector2=李", "two different persons inspect" },
    { "assessment", NULL, "home=#1; decision=passed; visited=2024-05-01; inspector=王",
      "home=#1; decision=passed; visited=2024-05-01; inspector=王; inspector2=李",
      "at least two inspectors" },
    { "assessment", NULL, "home=#1; decision=passed; inspector=王; inspector2=李",
      "home=#1; decision=passed; visited=2024-05-01; inspector=王; inspector2=李",
      "after an inspection on the spot" },
    { "assessment", NULL, "home=#1; visited=2024-05-02; decided=2024-05-01",
      "home=#1; visited=2024-05-02; decided=2024-05-03", "decided before the inspection" },
    { "assessment", NULL, "home=#1; visited=2024-05-02; valid_until=2023",
      "home=#1; visited=2024-05-02; valid_until=2027", "the result ends before" },
    { "training_class", NULL, "name=C; begins=2024-05-02; ends=2024-05-01",
      "name=C; begins=2024-05-02; ends=2024-05-06", "ends before it starts" },
    { "training_class", NULL, "name=C; begins=2024-05-02; notice_on=2024-06-01",
      "name=C; begins=2024-05-02; notice_on=2024-04-01", "announced after it started" },
    { "training_class", NULL, "name=C; begins=2024-05-02; ends=2024-05-06; days=6",
      "name=C; begins=2024-05-02; ends=2024-05-06; days=5", "more days than there are" },
    { "training_class", "held", "name=C; begins=2025-05-02", "name=C; begins=2024-05-02",
      "first day is still to come" },
    { "trainee", NULL, "training_class=#1", "training_class=#1; name=王",
      "the trainee has no name" },
    { "trainee", NULL, "training_class=#1; name=王; attended=no; certificate_no=1",
      "training_class=#1; name=王; attended=yes; certificate_no=1", "gets no certificate" },
    /* honours */
    { "honour", NULL, "name=H; awarded=2024", "name=H; awarded=2024; holder=思明区侨联",
      "nobody holds this honour" },
    { "honour", NULL, "name=H; holder=A; issuer=B; co_issuers=B",
      "name=H; holder=A; issuer=B; co_issuers=C", "the first one again" },
    { "honour", "awarded", "name=H; holder=A", "name=H; holder=A; awarded=2024",
      "the day or year of the award" },
    { "honour", NULL, "name=H; holder=A; assessed=2025; awarded=2024",
      "name=H; holder=A; assessed=2023; awarded=2024", "lies behind the year of the award" },
    { "honour", NULL, "name=H; holder=A; awarded=2024-05-01; valid_until=2023",
      "name=H; holder=A; awarded=2024-05-01; valid_until=2027", "ends before it was awarded" },
    { "honour", NULL, "name=H; holder=A; notice_from=2024-06-07; notice_to=2024-06-03",
      "name=H; holder=A; notice_from=2024-06-03; notice_to=2024-06-07",
      "notice ends before it begins" },
    { "honour", NULL, "name=H; holder=A; notice_from=2024-06-06; notice_to=2024-06-10",
      "name=H; holder=A; notice_from=2024-06-17; notice_to=2024-06-21", "five working days" },
    { "honour", "sent", "name=H; holder=A",
      "name=H; holder=A; notice_from=2024-06-17; notice_to=2024-06-21",
      "a nomination is published" },
    { "endorsement", NULL, "about=A; secrecy=classified", "about=A; secrecy=internal",
      "state secrets" },
    { "endorsement", NULL, "about=A; given=2024-05-02; followed_up=2024-05-01",
      "about=A; given=2024-05-02; followed_up=2024-05-20", "carried out before it was given" },
};

/* ---- records from text ---- */

static const Type *type_named(const char *name)
{
    for (const Type *const *t = area_types; *t; t++)
        if (str_eq(str_z((*t)->name), str_z(name)))
            return *t;
    fail_msg("there is no type %s", name);
    return NULL;
}

static void set_one(Ctx *c, Record *r, Str name, Str value)
{
    Err e = { 0 };
    int slot = type_slot(r->type, name);
    if (slot < 0)
        fail_msg("%s has no field %.*s", r->type->name, STR(name));
    if (!value_parse(c, &r->type->fields[slot], r, value, &r->v[slot], &e))
        fail_msg("%s.%.*s = %.*s: %s", r->type->name, STR(name), STR(value), e.msg);
}

static Record *record_of(Ctx *c, const Type *t, const char *state, const char *text)
{
    Record *r = record_new(c->arena, t);
    Str rest = str_z(text), pair, name, value;
    while (str_next(&rest, ';', &pair)) {
        (void)str_cut(pair, S("="), &name, &value);
        set_one(c, r, str_trim(name), str_trim(value));
    }
    if (t->states)
        r->state = str_z(state ? state : t->states[0].code);
    return r;
}

/* What the rules of its type say about a record. */
static Check look_at(Ctx *c, const Record *r)
{
    Check k = { .c = c, .type = r->type };
    r->type->check(&k, r);
    return k;
}

static const Problem *that_says(const Check *k, const char *text)
{
    for (size_t i = 0; i < k->list.n; i++)
        if (str_find(k->list.p[i].message, str_z(text)) >= 0)
            return &k->list.p[i];
    return NULL;
}

/* ---- the table ---- */

typedef struct {
    Arena *arena;
    Facts *facts;
    Ctx c;
} Bare;

static Bare bare(void)
{
    Bare b = { .arena = arena_new(ARENA_REQUEST) };
    b.facts = facts_load(b.arena);
    b.c = (Ctx){ .arena = b.arena, .facts = b.facts, .tz = 480, .today = 20241231 };
    return b;
}

static void bare_done(Bare *b)
{
    facts_done(b->facts);
    arena_free(b->arena);
}

static void each_rule_refuses_and_accepts(void **state)
{
    Bare b = bare();
    (void)state;
    for (size_t i = 0; i < LEN(rules); i++) {
        const Rule *u = &rules[i];
        const Type *t = type_named(u->type);
        Record *bad = record_of(&b.c, t, u->state, u->bad);
        Record *good = record_of(&b.c, t, u->state, u->good);
        bad->id = good->id = 77;
        Check no = look_at(&b.c, bad), yes = look_at(&b.c, good);
        if (!that_says(&no, u->says))
            fail_msg("%s: '%s' should be refused with '%s'", u->type, u->bad, u->says);
        if (that_says(&yes, u->says))
            fail_msg("%s: '%s' should not be refused with '%s'", u->type, u->good, u->says);
    }
    bare_done(&b);
}

/* What is past and read in from a spreadsheet is said, but does not stop. */
static void gates_only_warn_when_importing(void **state)
{
    Bare b = bare();
    (void)state;
    Record *r = record_of(&b.c, type_named("home"), "named", "name=H; named=2024-05-01");
    Check by_hand = look_at(&b.c, r);
    assert_true(by_hand.errors > 0);
    b.c.importing = true;
    Check read_in = look_at(&b.c, r);
    assert_int_equal(read_in.errors, 0);
    assert_true(read_in.list.n > 0);
    bare_done(&b);
}

/* ---- rules that ask the store ---- */

typedef struct {
    Bare b;
    int64_t unit;
} Stored;

static int64_t keep(Ctx *c, const char *type, const char *text)
{
    const Type *t = registry_find(c->types, str_z(type));
    Err e = { 0 };
    Check k = { 0 };
    Record *r = record_of(c, t, NULL, text);
    OK(store_create(c, r, &k, &e), e);
    return r->id;
}

/* The record as it would be after an edit: "" with the id of one that is kept. */
static Check look_stored(Stored *s, const char *type, const char *state, int64_t id, Str text)
{
    Record *r = record_of(&s->b.c, registry_find(s->b.c.types, str_z(type)), state, text.p);
    r->id = id;
    return look_at(&s->b.c, r);
}

static Stored stored(TestDb *t)
{
    Stored s = { .b = bare() };
    Err e = { 0 };
    s.b.c.db = t->db;
    s.b.c.now = 1735603200000; /* 31 December 2024, 8 h in China */
    s.b.c.types = registry_builtin(s.b.arena, area_types);
    OK(schema_update(t->db, s.b.c.types, &e), e);
    s.b.c.units = units_load(s.b.arena, t->db, s.b.c.today, &e);
    assert_non_null(s.b.c.units);
    s.unit = keep(&s.b.c, "unit", "code=XM; name=市侨联");
    s.b.c.units = units_load(s.b.arena, t->db, s.b.c.today, &e);
    assert_non_null(s.b.c.units);
    return s;
}

#define TEXT(...) arena_printf(s.b.arena, __VA_ARGS__)

static void campers_are_measured_by_their_camp(TestDb *t)
{
    Stored s = stored(t);
    int64_t camp = keep(&s.b.c, "camp", "name=夏令营; begins=2024-07-10; ends=2024-07-20");
    static const struct {
        const char *fields, *says; /* says NULL: nothing is wrong */
    } rows[] = {
        { "born=2010-07-10", NULL },
        { "born=2012-07-10", NULL }, /* twelve on the very day */
        { "born=2012-07-11", "it takes from 12" },
        { "born=2012", NULL }, /* may be twelve */
        { "born=2013", "it takes from 12" },
        { "born=2005-07-10", "it takes up to 18" },
        { "born=2005-07-11", NULL }, /* nineteen tomorrow */
        { "document_until=2025-01-19", "valid for six months" },
        { "document_until=2025-01-20", NULL },
        { "insured_until=2024-07-19", "insurance ends before" },
        { "insured_until=2024-07-20", NULL },
    };
    for (size_t i = 0; i < LEN(rows); i++) {
        Check k = look_stored(&s, "camper", NULL, 0,
                              TEXT("camp=#%" PRId64 "; name=林; %s", camp, rows[i].fields));
        if (rows[i].says ? !that_says(&k, rows[i].says) : k.list.n > 0)
            fail_msg("%s: %zu problems, wanted '%s'", rows[i].fields, k.list.n,
                     rows[i].says ? rows[i].says : "");
    }
    bare_done(&s.b);
}

static void nobody_is_in_two_camps_of_a_year(TestDb *t)
{
    Stored s = stored(t);
    int64_t summer = keep(&s.b.c, "camp", "name=夏令营; begins=2024-07-10");
    int64_t winter = keep(&s.b.c, "camp", "name=冬令营; begins=2024-12-20");
    int64_t next = keep(&s.b.c, "camp", "name=明年营; begins=2025-07-10");
    static const char who[] =
        "name=林; document_kind=passport; document_no=A1234567; born=2010-03-01";
    int64_t first = keep(&s.b.c, "camper", TEXT("camp=#%" PRId64 "; %s", summer, who).p);

    Check k = look_stored(&s, "camper", NULL, 0, TEXT("camp=#%" PRId64 "; %s", winter, who));
    assert_non_null(that_says(&k, "is enrolled in '夏令营'"));
    assert_true(k.errors > 0);
    k = look_stored(&s, "camper", NULL, first, TEXT("camp=#%" PRId64 "; %s", winter, who));
    assert_null(that_says(&k, "is enrolled")); /* moved from one to the other */
    k = look_stored(&s, "camper", NULL, 0, TEXT("camp=#%" PRId64 "; %s", next, who));
    assert_null(that_says(&k, "is enrolled"));
    k = look_stored(&s, "camper", "withdrawn", 0, TEXT("camp=#%" PRId64 "; %s", winter, who));
    assert_null(that_says(&k, "is enrolled"));
    k = look_stored(&s, "camper", NULL, 0,
                    TEXT("camp=#%" PRId64 "; name=陈; document_kind=passport; "
                         "document_no=A1234567; born=2011-03-01",
                         winter));
    assert_null(that_says(&k, "is enrolled")); /* another child, whatever the number says */
    bare_done(&s.b);
}

static void campers_wait_for_the_guardian(TestDb *t)
{
    Stored s = stored(t);
    int64_t camp = keep(&s.b.c, "camp", "name=夏令营; begins=2024-07-10");
    Str who = TEXT("camp=#%" PRId64 "; name=林", camp);
    int64_t id = keep(&s.b.c, "camper", who.p);
    Check k = look_stored(&s, "camper", "approved", id, who);
    assert_non_null(that_says(&k, "without a guardian's consent"));
    assert_true(k.errors > 0);
    k = look_stored(&s, "camper", "supported", id, who);
    assert_int_equal(k.list.n, 0);
    (void)keep(
        &s.b.c, "guardian_consent",
        TEXT("camper=#%" PRId64 "; guardian=林父; given_on=2024-05-01; withdrawn_on=2024-05-20", id)
            .p);
    k = look_stored(&s, "camper", "approved", id, who);
    assert_non_null(that_says(&k, "without a guardian's consent")); /* it was withdrawn */
    (void)keep(&s.b.c, "guardian_consent",
               TEXT("camper=#%" PRId64 "; guardian=林母; given_on=2024-06-01", id).p);
    k = look_stored(&s, "camper", "approved", id, who);
    assert_int_equal(k.list.n, 0);
    bare_done(&s.b);
}

static void frozen_lists_ask_for_a_reason(TestDb *t)
{
    Stored s = stored(t);
    Err e = { 0 };
    Check k = { 0 };
    int64_t programme = keep(&s.b.c, "aid_programme", "name=新春慰问; since=2010");
    int64_t round =
        keep(&s.b.c, "aid_round",
             TEXT("name=2024春节; programme=#%" PRId64 "; list_frozen=2024-01-10", programme).p);
    Str one = TEXT("round=#%" PRId64 "; name=王", round);
    k = look_stored(&s, "delivery", NULL, 0, one);
    assert_int_equal(k.list.n, 0);
    OK(store_move(&s.b.c, registry_find(s.b.c.types, S("aid_round")), round,
                  (MoveTo){ S("verified"), S(""), 1 }, &k, &e),
       e);
    OK(store_move(&s.b.c, registry_find(s.b.c.types, S("aid_round")), round,
                  (MoveTo){ S("financed"), S(""), 2 }, &k, &e),
       e);
    OK(store_move(&s.b.c, registry_find(s.b.c.types, S("aid_round")), round,
                  (MoveTo){ S("approved"), S(""), 3 }, &k, &e),
       e);
    k = look_stored(&s, "delivery", NULL, 0, one);
    assert_non_null(that_says(&k, "the round's list is frozen"));
    k = look_stored(&s, "delivery", NULL, 0, TEXT("%.*s; off_list=left out by mistake", STR(one)));
    assert_int_equal(k.list.n, 0);
    k = look_stored(&s, "delivery", NULL, 99, one); /* it is on the list already */
    assert_int_equal(k.list.n, 0);
    bare_done(&s.b);
}

static void the_other_side_is_looked_for(TestDb *t)
{
    Stored s = stored(t);
    int64_t first =
        keep(&s.b.c, "legal_case", "title=房产纠纷; applicant=王大明; other_party=李小红");
    Check k = look_stored(&s, "legal_case", NULL, 0,
                          S("title=另案; applicant=李小红; other_party=王大明"));
    assert_non_null(that_says(&k, "applicant of another case"));
    k = look_stored(&s, "legal_case", NULL, 0, S("title=另案; applicant=李小红; other_party=赵四"));
    assert_int_equal(k.list.n, 0);
    k = look_stored(&s, "legal_case", NULL, first,
                    S("title=房产纠纷; applicant=王大明; other_party=李小红"));
    assert_int_equal(k.list.n, 0);
    bare_done(&s.b);
}

static void the_same_proposal_is_noticed_for_three_years(TestDb *t)
{
    Stored s = stored(t);
    (void)keep(&s.b.c, "proposal", "title=加强侨批保护; kind=group; submitted=2022-01-10");
    Check k = look_stored(&s, "proposal", NULL, 0,
                          S("title=加强侨批保护; kind=group; submitted=2024-12-01"));
    assert_non_null(that_says(&k, "within the last three years"));
    assert_int_equal(k.errors, 0);
    k = look_stored(&s, "proposal", NULL, 0,
                    S("title=加强侨批保护; kind=group; submitted=2025-02-01"));
    assert_int_equal(k.list.n, 0);
    k = look_stored(&s, "proposal", NULL, 0, S("title=别的提案; kind=group; submitted=2024-12-01"));
    assert_int_equal(k.list.n, 0);
    bare_done(&s.b);
}

static void homes_are_inspected_before_they_are_named(TestDb *t)
{
    Stored s = stored(t);
    Str all =
        S("name=侨胞之家; named=2024-05-01; haves=organisation,team,funds,premises,activities");
    int64_t home = keep(&s.b.c, "home", all.p);
    int64_t set = keep(&s.b.c, "criteria_set", "name=五有; pass_mark=80");
    Check k = look_stored(&s, "home", "named", home, all);
    assert_non_null(that_says(&k, "passed an inspection on the spot"));
    Str passed = TEXT("home=#%" PRId64 "; criteria_set=#%" PRId64
                      "; visited=2024-04-01; inspector=王; inspector2=李; "
                      "decision=passed; score=",
                      home, set);
    k = look_stored(&s, "assessment", NULL, 0, TEXT("%.*s79.5", STR(passed)));
    assert_non_null(that_says(&k, "below the pass mark"));
    k = look_stored(&s, "assessment", NULL, 0, TEXT("%.*s80", STR(passed)));
    assert_int_equal(k.list.n, 0);
    (void)keep(&s.b.c, "assessment", TEXT("%.*s92", STR(passed)).p);
    k = look_stored(&s, "home", "named", home, all);
    assert_int_equal(k.list.n, 0);
    bare_done(&s.b);
}

static void scores_stay_below_the_highest(TestDb *t)
{
    Stored s = stored(t);
    int64_t set = keep(&s.b.c, "criteria_set", "name=五有");
    int64_t one = keep(&s.b.c, "criterion",
                       TEXT("criteria_set=#%" PRId64 "; name=有组织; max_score=20", set).p);
    Check k = look_stored(&s, "criterion_score", NULL, 0,
                          TEXT("assessment=#1; criterion=#%" PRId64 "; score=20.5", one));
    assert_non_null(that_says(&k, "above the highest"));
    k = look_stored(&s, "criterion_score", NULL, 0,
                    TEXT("assessment=#1; criterion=#%" PRId64 "; score=20", one));
    assert_int_equal(k.list.n, 0);
    bare_done(&s.b);
}

static const DbCase cases[] = {
    DB_CASE(campers_are_measured_by_their_camp),
    DB_CASE(nobody_is_in_two_camps_of_a_year),
    DB_CASE(campers_wait_for_the_guardian),
    DB_CASE(frozen_lists_ask_for_a_reason),
    DB_CASE(the_other_side_is_looked_for),
    DB_CASE(the_same_proposal_is_noticed_for_three_years),
    DB_CASE(homes_are_inspected_before_they_are_named),
    DB_CASE(scores_stay_below_the_highest),
};

int main(void)
{
    const struct CMUnitTest plain[] = {
        cmocka_unit_test(each_rule_refuses_and_accepts),
        cmocka_unit_test(gates_only_warn_when_importing),
    };
    int failed = cmocka_run_group_tests_name("rules", plain, NULL, NULL);
    return failed + run_db_cases("rules of the store", cases, LEN(cases));
}
