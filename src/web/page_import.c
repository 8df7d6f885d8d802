/* SPDX-License-Identifier: Apache-2.0
 * The page where a spreadsheet is handed in; what comes of it is page_import_job.c.
 */
#include "engine/registry.h"
#include "engine/rights.h"
#include "web/import_job.h"
#include "web/pages.h"
#include "web/receipt.h"
#include "web/show.h"

enum { RECEIPTS_SHOWN = 5, JOBS_SHOWN = 5 };

static void put_types(Request *q, Str chosen)
{
    html(&q->out, "<select id=\"type\" name=\"type\"><option value=\"\">%s</option>",
         say(q, N_("(found by its headings)")));
    for (size_t i = 0; i < registry_count(q->c.types); i++) {
        const Type *t = registry_at(q->c.types, i);
        Str name = str_z(t->name);
        if (rights_has(&q->c, RIGHT_IMPORT, t, 0))
            html(&q->out, "<option value=\"%s\"%s>%s</option>", t->name,
                 str_eq(name, chosen) ? " selected" : "", type_label(t, q->c.lang));
    }
    html(&q->out, "</select>");
}

static void put_form(Request *q, Str fault)
{
    Buf *out = &q->out;

    if (fault.n)
        html(out, "<div class=\"faults\" role=\"alert\"><p>%.*s</p></div>\n", STR(fault));
    html(out, "<div class=\"edit\">");
    form_begin_files(q, "/import");
    html(out,
         "<p><label for=\"file\">%s</label><input id=\"file\" name=\"file\" type=\"file\""
         " accept=\".xlsx,.csv,.tsv,.txt\" aria-describedby=\"file-hint\"></p>"
         "<p class=\"hint\" id=\"file-hint\">%s</p>",
         say(q, N_("Spreadsheet")),
         say(q, N_("XLSX or CSV, one or more worksheets; it can be dropped here too.")));
    html(out,
         "<p><label for=\"text\">%s</label><textarea id=\"text\" name=\"text\" rows=\"5\">\n%.*s"
         "</textarea></p>",
         say(q, N_("… or cells of a spreadsheet, pasted with their headings")),
         STR(request_form(q, "text")));
    html(out, "<p><label for=\"type\">%s</label>", say(q, N_("What the rows are")));
    put_types(q, request_form(q, "type"));
    html(out, "</p><p class=\"buttons\"><button type=\"submit\">%s</button></p></form></div>\n",
         say(q, N_("Look at it")));
}

static void put_jobs(Request *q)
{
    JobRun list[JOBS_SHOWN];
    size_t n = import_job_list(site_imports(q->site), q->c.arena, q->c.user->id, list, LEN(list));

    if (!n)
        return;
    html(&q->out, "<section><h2>%s</h2><ul class=\"plain\">\n", say(q, N_("Files that you sent")));
    for (size_t i = 0; i < n; i++)
        html(&q->out, "<li><a href=\"/import/%" PRId64 "\">%.*s</a></li>\n", list[i].job,
             STR(list[i].name));
    html(&q->out, "</ul></section>\n");
}

static bool put_page(Request *q, Str fault, Err *e)
{
    int64_t more;

    layout_begin(q, NAV_IMPORT, str_z(say(q, N_("Import"))));
    html(&q->out, "<h1>%s</h1>\n<p class=\"lead\">%s</p>\n", say(q, N_("Import")),
         say(q, N_("The file is looked at first: nothing is changed until you say so, and every"
                   " import can be taken back.")));
    put_form(q, fault);
    put_jobs(q);
    html(&q->out, "<section><h2>%s</h2>\n", say(q, N_("Receipts")));
    if (!put_receipts(q, INT64_MAX, RECEIPTS_SHOWN, &more, e))
        return false;
    if (more)
        html(&q->out, "<p><a href=\"/receipts\">%s</a></p>", say(q, N_("All receipts")));
    html(&q->out, "</section>\n");
    layout_end(q);
    return true;
}

static bool may_import(Request *q, Err *e)
{
    if (!site_imports(q->site))
        return err_set(e, ERR_NOT_FOUND, N_("this server takes no imports"));
    return rights_check(&q->c, RIGHT_IMPORT, NULL, 0, e);
}

bool page_import(Request *q, Err *e)
{
    return may_import(q, e) && put_page(q, S(""), e);
}

bool page_import_send(Request *q, Err *e)
{
    const JobOrder order = { .type = request_form(q, "type"), .rehearse = true };
    const WebFile *file = q->nfiles ? &q->files[0] : NULL;
    Str text = request_form(q, "text");
    Err own = { .lang = e->lang };
    int64_t id = 0;

    if (!may_import(q, e))
        return false;
    if (order.type.n && !registry_need(q->c.types, order.type, e))
        return false;
    if (!file && !str_trim(text).n)
        err_set(&own, ERR_INVALID, N_("choose a file, or paste some cells"));
    else
        id = import_job_new(site_imports(q->site), q, file, text, &order, &own);
    if (id) {
        request_go(q, url(q->c.arena, "/import/%" PRId64, id));
        return true;
    }
    if (own.kind != ERR_INVALID)
        return err_set(e, own.kind, "%s", own.msg);
    q->status = 400;
    return put_page(q, str_z(own.msg), e);
}
