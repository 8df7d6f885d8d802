/* SPDX-License-Identifier: Apache-2.0
 * The pages, for the table of routes.
 */
#pragma once

#include "web/routes.h"

Page page_home;
Page page_waiting;
Page page_due;
Page page_tasks;
Page page_calendar;
Page page_feed;
Page page_feed_key;
Page page_feed_key_send;
Page page_health;
Page page_static;
Page page_types;
Page page_review;
Page page_figures;
Page page_figure;
Page page_verify;
Page page_verify_text;
Page page_list;
Page page_list_copy;
Page page_list_export;
Page page_fields_part;
Page page_look;
Page page_look_save;
Page page_views_save;
Page page_views_drop;
Page page_record;
Page page_search;
Page page_search_part;
Page page_sign_in;
Page page_sign_in_send;
Page page_sign_in_second;
Page page_sign_out;
Page page_link;
Page page_link_send;
Page page_kin_request;
Page page_kin_request_send;
Page page_kin_withdraw;
Page page_kin_withdraw_send;
Page page_tokens;
Page page_tokens_make;
Page page_tokens_end;
Page page_new;
Page page_new_send;
Page page_edit;
Page page_edit_send;
Page page_alike;
Page page_find_part;
Page page_drafts;
Page page_draft_discard;
Page page_me;
Page page_me_password;
Page page_me_language;
Page page_me_session_end;
Page page_admin;
Page page_second;
Page page_second_send;
Page page_users_second;
Page page_audit;
Page page_audit_file;
Page page_users;
Page page_users_link;
Page page_settings;
Page page_settings_save;
Page page_system_health;
Page page_move_send;
Page page_void_send;
Page page_unvoid_send;
Page page_restore_send;
Page page_erase;
Page page_erase_send;
Page page_history;
Page page_rows;
Page page_rows_send;
Page page_rows_undo;

/* A form came, and nobody is signed in any more: the page for that, with the form in it. False if
 * it cannot be carried. */
bool sign_in_again(Request *q);
