/* SPDX-License-Identifier: Apache-2.0
 * Areas: all record types of the office's work, one file an area.
 *
 *     const Registry *types = registry_builtin(arena, area_types);
 */
#pragma once

#include "engine/desk.h"
#include "engine/type.h"

/* Every type below; ends with NULL. */
extern const Type *const area_types[];

/* registry.c, bodies.c */
extern const Type person_type, person_name_type, person_status_type, relation_type, household_type;
extern const Type consent_type, association_type, enterprise_type, venue_type, district_sheet_type;
/* liaison.c, outbound.c */
extern const Type reception_type, visitor_type, membership_type, bulletin_type, dispatch_type;
extern const Type outbound_visit_type, outbound_stop_type, outbound_member_type;
/* investment.c */
extern const Type fair_type, delegation_type, guest_type, lead_type, agreement_type, project_type;
extern const Type credit_share_type;
/* talent.c */
extern const Type talent_type, talent_demand_type, talent_match_type;
/* culture.c */
extern const Type series_type, event_type, event_organiser_type, participation_type;
extern const Type broadcast_type, broadcast_target_type, collection_object_type, narrator_type;
/* publicity.c */
extern const Type article_type, placement_type, reach_type, info_report_type, adoption_type;
/* roots.c, lineages.c */
extern const Type kin_case_type, clue_type, candidate_type, relay_type, genealogy_type, hall_type;
extern const Type lineage_type, branch_type;
/* camps.c */
extern const Type camp_type, camper_type, guardian_consent_type;
/* charity.c */
extern const Type fund_type, donation_type, aid_programme_type, aid_round_type, delivery_type;
/* legal.c */
extern const Type consultation_day_type, consultation_type, legal_case_type, referral_type;
extern const Type station_type;
/* enterprise.c */
extern const Type enterprise_link_type, enterprise_visit_type, enterprise_problem_type;
/* proposals.c */
extern const Type proposal_type;
/* grassroots.c */
extern const Type post_type, term_type, home_type, criteria_set_type, criterion_type;
extern const Type assessment_type, criterion_score_type, training_class_type, trainee_type;
/* desk.c */
extern const Type task_type, appointment_type;
/* What stands in the office's calendar; ends with { 0 }. */
extern const CalendarSource calendar_sources[];
/* honours.c */
extern const Type honour_type, endorsement_type;
