/* SPDX-License-Identifier: Apache-2.0
 * The pages, for the table of routes.
 */
#pragma once

#include "web/routes.h"

Page page_home, page_waiting, page_due, page_tasks, page_calendar, page_feed, page_feed_key,
    page_feed_key_send, page_health, page_static, page_types, page_review, page_figures,
    page_figure, page_verify, page_verify_text, page_list, page_record, page_search,
    page_search_part, page_sign_in, page_sign_in_send, page_sign_out, page_link, page_link_send,
    page_kin_request, page_kin_request_send, page_kin_withdraw, page_kin_withdraw_send;
Page page_new, page_new_send, page_edit, page_edit_send, page_alike, page_find_part, page_drafts,
    page_draft_discard, page_move_send, page_void_send, page_unvoid_send, page_restore_send,
    page_erase, page_erase_send, page_history, page_rows,
    page_rows_send, page_rows_undo;
