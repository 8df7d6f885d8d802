/* SPDX-License-Identifier: Apache-2.0
 * All addresses; the first that fits is taken, so that fixed words stand before types of record.
 */
#include "web/routes.h"

#include "web/pages.h"
#include "web/site.h"

#define ROUTE(m, pattern, page, needs)                                                             \
    {                                                                                              \
        METHOD_##m, pattern, #page, page, needs, FACE_OFFICE, SIGNED, 0                            \
    }
#define FACED(m, pattern, page, needs, face)                                                       \
    {                                                                                              \
        METHOD_##m, pattern, #page, page, needs, face, ANYBODY, 0                                  \
    }

#define TAKES(pattern, page, most)                                                                 \
    {                                                                                              \
        METHOD_POST, pattern, #page, page, WORKER, FACE_OFFICE, SIGNED, (int64_t)(most) << 20      \
    }

enum { IMPORT_MB = 512, ATTACH_MB = 256, VERIFY_MB = 32 };

const Route routes[] = {
    ROUTE(GET,  "/",                    page_home,         WORKER),
    FACED(GET,  "/healthz",             page_health,       BOUNDED, FACE_BOTH),
    FACED(GET,  "/static/:file",        page_static,       BOUNDED, FACE_BOTH),
    FACED(GET,  "/kin/request",         page_kin_request,       WORKER, FACE_PUBLIC),
    FACED(POST, "/kin/request",         page_kin_request_send,  WORKER, FACE_PUBLIC),
    FACED(GET,  "/kin/withdraw",        page_kin_withdraw,      WORKER, FACE_PUBLIC),
    FACED(POST, "/kin/withdraw",        page_kin_withdraw_send, WORKER, FACE_PUBLIC),
    FACED(GET,  "/sign-in",             page_sign_in,           WORKER, FACE_OFFICE),
    FACED(GET,  "/sign-in/with",        page_sign_in_with,      OUTSIDE, FACE_OFFICE),
    FACED(GET,  "/sign-in/back",        page_sign_in_back,      OUTSIDE, FACE_OFFICE),
    FACED(POST, "/sign-in",             page_sign_in_send,      WORKER, FACE_OFFICE),
    FACED(POST, "/sign-in/second",      page_sign_in_second,    WORKER, FACE_OFFICE),
    FACED(GET,  "/link/:token",         page_link,              WORKER, FACE_OFFICE),
    FACED(POST, "/link/:token",         page_link_send,         WORKER, FACE_OFFICE),
    ROUTE(POST, "/sign-out",            page_sign_out,     WORKER),
    ROUTE(GET,  "/search",              page_search,       WORKER),
    ROUTE(GET,  "/search.part",         page_search_part,  WORKER),
    ROUTE(GET,  "/waiting",             page_waiting,      WORKER),
    ROUTE(GET,  "/due",                 page_due,          WORKER),
    ROUTE(GET,  "/tasks",               page_tasks,        WORKER),
    ROUTE(GET,  "/calendar",            page_calendar,     WORKER),
    ROUTE(GET,  "/calendar/feed",       page_feed_key,     WORKER),
    ROUTE(POST, "/calendar/feed",       page_feed_key_send, WORKER),
    FACED(GET,  "/calendar/feed/:key",  page_feed,              WORKER, FACE_OFFICE),
    ROUTE(GET,  "/types",               page_types,        WORKER),
    ROUTE(GET,  "/:type/new",           page_new,          WORKER),
    ROUTE(POST, "/:type/new",           page_new_send,     WORKER),
    ROUTE(GET,  "/:type/rows",          page_rows,         WORKER),
    ROUTE(POST, "/:type/rows",          page_rows_send,    WORKER),
    ROUTE(POST, "/review/:year/begin",  page_review_begin, WORKER),
    ROUTE(GET,  "/review/:year/as/:format", page_review_as, WORKER),
    ROUTE(GET,  "/review/:id/text",     page_review_text,  WORKER),
    ROUTE(GET,  "/review/:id/issue",    page_review_issue, WORKER),
    ROUTE(POST, "/review/:id/issue",    page_review_issue_send, WORKER),
    ROUTE(GET,  "/review/:id/seal",     page_review_seal,  WORKER),
    ROUTE(GET,  "/review/:id/changes",  page_review_changes, WORKER),
    ROUTE(GET,  "/review_chapter/:id/edit", page_chapter,  WORKER),
    ROUTE(POST, "/review_chapter/:id/edit", page_chapter_send, WORKER),
    ROUTE(POST, "/review_chapter/:id/comment", page_chapter_comment, WORKER),
    { METHOD_POST, "/review_chapter/:id/look", "page_chapter_look", page_chapter_look, WORKER,
      FACE_OFFICE, ASKING, 0 },
    ROUTE(GET,  "/figures",             page_figures,      WORKER),
    ROUTE(GET,  "/figures/:period",     page_figures,      WORKER),
    ROUTE(GET,  "/figure/:name",        page_figure,       WORKER),
    ROUTE(POST, "/figure/:name/chosen", page_figure_chosen, WORKER),
    ROUTE(GET,  "/verify",              page_verify,       WORKER),
    { METHOD_POST, "/verify", "page_verify_text", page_verify_text, WORKER, FACE_OFFICE, ASKING,
      VERIFY_MB << 20 },
    ROUTE(GET,  "/me",                  page_me,           WORKER),
    ROUTE(POST, "/me/own",              page_me_own,       WORKER),
    ROUTE(POST, "/me/password",         page_me_password,  WORKER),
    ROUTE(GET,  "/me/second",           page_second,       WORKER),
    ROUTE(POST, "/me/second",           page_second_send,  WORKER),
    ROUTE(POST, "/me/session/end",      page_me_session_end, WORKER),
    ROUTE(GET,  "/audit",               page_audit,        WORKER),
    ROUTE(GET,  "/audit.csv",           page_audit_file,   WORKER),
    ROUTE(GET,  "/admin",               page_admin,        WORKER),
    ROUTE(GET,  "/admin/hooks",         page_hooks,        WORKER),
    ROUTE(POST, "/admin/hooks",         page_hooks_pause,  WORKER),
    ROUTE(POST, "/admin/hooks/again",   page_hooks_again,  WORKER),
    ROUTE(GET,  "/admin/kept",          page_kept,         WORKER),
    ROUTE(GET,  "/admin/kept/:id",      page_kept_due,     WORKER),
    ROUTE(POST, "/admin/kept/:id",      page_kept_send,    WORKER),
    ROUTE(GET,  "/admin/backups",       page_backups,      WORKER),
    ROUTE(POST, "/admin/backups",       page_backups_make, WORKER),
    ROUTE(GET,  "/admin/backups/:name", page_backup,       WORKER),
    ROUTE(GET,  "/admin/templates",     page_templates,    WORKER),
    ROUTE(POST, "/admin/templates",     page_template_copy, WORKER),
    ROUTE(GET,  "/admin/templates/:lang", page_template_builtin, WORKER),
    ROUTE(GET,  "/admin/units",         page_units,        WORKER),
    ROUTE(GET,  "/admin/users",         page_users,        WORKER),
    ROUTE(POST, "/admin/users",         page_users_link,   WORKER),
    ROUTE(POST, "/admin/users/second",  page_users_second, WORKER),
    ROUTE(GET,  "/admin/settings",      page_settings,     WORKER),
    ROUTE(POST, "/admin/settings",      page_settings_save, WORKER),
    ROUTE(GET,  "/admin/health",        page_system_health, WORKER),
    ROUTE(GET,  "/me/tokens",           page_tokens,       WORKER),
    ROUTE(POST, "/me/tokens",           page_tokens_make,  WORKER),
    ROUTE(POST, "/me/tokens/end",       page_tokens_end,   WORKER),
    ROUTE(GET,  "/find.part",           page_find_part,    WORKER),
    ROUTE(GET,  "/drafts",              page_drafts,       WORKER),
    ROUTE(POST, "/drafts/discard",      page_draft_discard, WORKER),
    ROUTE(GET,  "/import",              page_import,       WORKER),
    TAKES("/import",                    page_import_send,  IMPORT_MB),
    ROUTE(GET,  "/import/:id",          page_import_job,   WORKER),
    ROUTE(POST, "/import/:id",          page_import_job_send, WORKER),
    ROUTE(GET,  "/receipts",            page_receipts,     WORKER),
    ROUTE(GET,  "/receipt/:id",         page_receipt,      WORKER),
    ROUTE(POST, "/receipt/:id/undo",    page_receipt_undo, WORKER),
    ROUTE(GET,  "/attachment/:id/:name", page_attachment,  WORKER),
    ROUTE(POST, "/attachment/:id/void", page_attachment_void, WORKER),
    TAKES("/:type/:id/attach",          page_attach_send,  ATTACH_MB),
    { METHOD_POST, "/:type/alike", "page_alike", page_alike, WORKER, FACE_OFFICE, ASKING, 0 },
    ROUTE(POST, "/:type/rows/undo",     page_rows_undo,    WORKER),
    ROUTE(GET,  "/:type/groups",        page_groups,       WORKER),
    ROUTE(POST, "/:type/bulk",          page_bulk,         WORKER),
    ROUTE(GET,  "/:type/changed/:batch", page_changed,     WORKER),
    ROUTE(POST, "/:type/changed/:batch", page_changed_undo, WORKER),
    ROUTE(GET,  "/:type/copy",          page_list_copy,    WORKER),
    ROUTE(GET,  "/:type/export",        page_list_export,  WORKER),
    ROUTE(GET,  "/:type/fields.part",   page_fields_part,  WORKER),
    ROUTE(GET,  "/:type/look",          page_look,         WORKER),
    ROUTE(POST, "/:type/look",          page_look_save,    WORKER),
    ROUTE(POST, "/:type/views",         page_views_save,   WORKER),
    ROUTE(POST, "/:type/views/drop",    page_views_drop,   WORKER),
    ROUTE(GET,  "/:type/:id/edit",      page_edit,         WORKER),
    ROUTE(POST, "/:type/:id/edit",      page_edit_send,    WORKER),
    ROUTE(POST, "/:type/:id/move",      page_move_send,    WORKER),
    ROUTE(POST, "/:type/:id/void",      page_void_send,    WORKER),
    ROUTE(POST, "/:type/:id/unvoid",    page_unvoid_send,  WORKER),
    ROUTE(POST, "/:type/:id/restore",   page_restore_send, WORKER),
    ROUTE(GET,  "/:type/:id/history",   page_history,      WORKER),
    ROUTE(GET,  "/:type/:id/erase",     page_erase,        WORKER),
    ROUTE(POST, "/:type/:id/erase",     page_erase_send,   WORKER),
    ROUTE(GET,  "/review/:year",        page_review,       WORKER),
    ROUTE(GET,  "/:type",               page_list,         WORKER),
    ROUTE(GET,  "/:type/:id",           page_record,       WORKER),
    { 0 },
};

const char *method_name(Method m)
{
    static const char *const names[METHOD__N] = { "GET", "POST", "PUT", "PATCH", "DELETE" };
    return names[m];
}

static bool fits(Request *q, Str pattern)
{
    Str path = q->path, want, have;
    size_t n = 0;

    memset(q->args, 0, sizeof q->args); /* what another pattern left there */
    while (str_next(&pattern, '/', &want)) {
        if (!str_next(&path, '/', &have))
            return false;
        if (str_starts(want, S(":"))) {
            if (!have.n || n == LEN(q->args))
                return false;
            q->args[n++] = have;
        } else if (!str_eq(want, have)) {
            return false;
        }
    }
    return !str_next(&path, '/', &have);
}

const Route *route_find(Request *q, unsigned *allowed)
{
    const RouteFace face = q->site && site_intake(q->site) ? FACE_PUBLIC : FACE_OFFICE;

    *allowed = 0;
    for (const Route *r = routes; r->pattern; r++) {
        if ((r->face != FACE_BOTH && r->face != face) || !fits(q, str_z(r->pattern)))
            continue;
        if (r->method == q->method)
            return r;
        *allowed |= 1U << r->method;
    }
    return NULL;
}
