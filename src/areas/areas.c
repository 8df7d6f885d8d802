/* SPDX-License-Identifier: Apache-2.0
 * The list of all areas' types, in the order in which they are shown, and those of figures and
 * reviews.
 */
#include "areas/areas.h"

#include "figure/kinds.h"
#include "review/kinds.h"

const Type *const area_types[] = {
    &person_type, &person_name_type, &person_status_type, &relation_type, &household_type,
    &consent_type, &association_type, &enterprise_type, &venue_type, &district_sheet_type,
    &reception_type, &visitor_type, &membership_type, &bulletin_type, &dispatch_type,
    &outbound_visit_type, &outbound_stop_type, &outbound_member_type,
    &fair_type, &delegation_type, &guest_type, &lead_type, &agreement_type, &project_type,
    &credit_share_type,
    &talent_type, &talent_demand_type, &talent_match_type,
    &series_type, &event_type, &event_organiser_type, &participation_type, &broadcast_type,
    &broadcast_target_type, &collection_object_type, &narrator_type,
    &article_type, &placement_type, &reach_type, &info_report_type, &adoption_type,
    &kin_case_type, &clue_type, &candidate_type, &relay_type, &genealogy_type, &hall_type,
    &lineage_type, &branch_type,
    &camp_type, &camper_type, &guardian_consent_type,
    &fund_type, &donation_type, &aid_programme_type, &aid_round_type, &delivery_type,
    &consultation_day_type, &consultation_type, &legal_case_type, &referral_type, &station_type,
    &enterprise_link_type, &enterprise_visit_type, &enterprise_problem_type,
    &proposal_type,
    &post_type, &term_type, &home_type, &criteria_set_type, &criterion_type, &assessment_type,
    &criterion_score_type, &training_class_type, &trainee_type,
    &honour_type, &endorsement_type,
    &task_type, &appointment_type,
    &figure_def_type, &declared_figure_type, &claim_tie_type,
    &review_template_type, &review_type,
    &review_chapter_type, &review_comment_type, &confirmed_figure_type,
    &review_part_type, &signing_key_type,
    NULL,
};
