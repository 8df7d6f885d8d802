/* SPDX-License-Identifier: Apache-2.0
 * Changing many records of a list: which, what, a look at what it will do, then a receipt with a
 * way back. One form goes through all of it; each button sends it again with more in it.
 */
#include "engine/bulk.h"
#include "engine/registry.h"
#include "engine/rights.h"
#include "engine/transfer.h"
#include "web/edit.h"
#include "web/list.h"
#include "web/pages.h"

typedef struct {
    List l;
    bool all; /* that the list finds, not only the chosen ones */
    BulkEdit b;
    bool chosen; /* what is to be done */
    Form f;      /* of an empty record: the input of the one field */
    BulkReport report;
    bool looked;
    Str fault;
} BulkPage;

/* ---- which, and what ---- */

static bool read_ids(Request *q, BulkPage *p, Err *e)
{
    QueryParts parts = list_parts(q, &p->l);
    VEC(int64_t) ids = { 0 };
    int64_t id;
    Str text;

    p->all = str_eq(request_form(q, "act"), S("all")) || request_form(q, "every").n;
    if (p->all)
        return bulk_ids(&q->c, p->l.t, &parts, &p->b.ids, &p->b.n, e);
    for (size_t i = 0; (text = request_form_nth(q, "id", i)).p; i++)
        if (str_int(text, &id) && id > 0)
            vec_push(q->c.arena, &ids, id);
    p->b.ids = ids.p;
    p->b.n = ids.n;
    return true;
}

static bool may_fill(const Request *q, const Type *t, const Field *f)
{
    return !(f->flags & FIXED) && (int)f->level <= list_level(q, t, true);
}

/* "f:country" or "m:closed". */
static void read_what(Request *q, BulkPage *p)
{
    Str what = request_form(q, "what"), name = str_part(what, 2, what.n);
    int slot = type_slot(p->l.t, name);

    p->b.field = -1;
    if (str_starts(what, S("f:")) && slot >= 0 && may_fill(q, p->l.t, &p->l.t->fields[slot])) {
        p->b.field = slot;
        p->chosen = true;
    } else if (str_starts(what, S("m:")) && type_state(p->l.t, name)) {
        p->b.to = name;
        p->chosen = true;
    }
}

/* The value as it was typed, into p->b.value. */
static bool read_value(Request *q, BulkPage *p, Err *e)
{
    FormCell *cell;

    p->f = form_new(q, record_new(q->c.arena, p->l.t));
    if (!p->chosen || p->b.field < 0)
        return true;
    if (!form_read(q, &p->f, e))
        return false;
    cell = &p->f.cells[p->b.field];
    p->b.value = p->f.record->v[p->b.field];
    if (cell->fault.n)
        p->fault = cell->fault;
    else if (cell->nfound && !p->b.value.set)
        p->fault = str_z(say(q, N_("choose which record is meant")));
    return true;
}

static bool read_page(Request *q, BulkPage *p, Err *e)
{
    int64_t stamp = 0;

    *p = (BulkPage){ 0 };
    if (!list_read(q, request_form, &p->l, e) ||
        !rights_check(&q->c, edit_right(p->l.t), p->l.t, 0, e) || !read_ids(q, p, e))
        return false;
    read_what(q, p);
    p->b.type = p->l.t;
    p->b.why = str_trim(request_form(q, "why"));
    if (str_int(request_form(q, "stamp"), &stamp))
        p->b.stamp = (uint64_t)stamp;
    if (!p->b.n)
        p->fault = str_z(say(q, N_("no record is chosen; tick boxes in the list first")));
    return read_value(q, p, e);
}

/* ---- the page ---- */

static void put_option(Request *q, Str chosen, Str value, const char *label)
{
    html(&q->out, "<option value=\"%.*s\"%s>%s</option>", STR(value),
         str_eq(chosen, value) ? " selected" : "", label);
}

static void put_what(Request *q, const BulkPage *p)
{
    const Type *t = p->l.t;
    Str chosen = request_form(q, "what");
    Arena *a = q->c.arena;

    html(&q->out, "<p><label for=\"what\">%s</label><select id=\"what\" name=\"what\">",
         say(q, N_("What is to be changed")));
    if (t->moves) {
        html(&q->out, "<optgroup label=\"%s\">", say(q, N_("State")));
        for (const State *s = t->states; s && s->code; s++)
            put_option(q, chosen, arena_printf(a, "m:%s", s->code), say(q, s->label));
        html(&q->out, "</optgroup>");
    }
    html(&q->out, "<optgroup label=\"%s\">", say(q, N_("Field")));
    for (size_t i = 0; i < t->nfields; i++)
        if (may_fill(q, t, &t->fields[i]))
            put_option(q, chosen, arena_printf(a, "f:%s", t->fields[i].name),
                       field_label(&t->fields[i], q->c.lang));
    html(
        &q->out,
        "</optgroup></select> <button class=\"plain\" type=\"submit\" name=\"act\" value=\"what\">%s"
        "</button></p>\n",
        say(q, N_("Choose")));
}

static void put_reason(Request *q, const BulkPage *p)
{
    html(&q->out,
         "<p><label for=\"why\">%s</label><input id=\"why\" name=\"why\" maxlength=\"1000\""
         " value=\"%.*s\"></p>\n",
         say(q, N_("Reason, kept in the history of each record")), STR(p->b.why));
}

static void put_line(Request *q, const BulkPage *p, const BulkLine *line, bool left)
{
    Buf *out = &q->out;

    html(out, "<tr><th scope=\"row\"><a href=\"%s\">", record_url(q, p->l.t->name, line->id).p);
    if (line->title.n)
        html(out, "%.*s", STR(line->title));
    else
        html(out, "#%" PRId64, line->id);
    html(out, "</a></th>");
    if (left)
        html(out, "<td>%.*s</td></tr>\n", STR(line->why));
    else
        html(out, "<td><del>%.*s</del></td><td><ins>%.*s</ins></td></tr>\n", STR(line->before),
             STR(line->after));
}

static void put_left(Request *q, const BulkPage *p)
{
    const BulkReport *r = &p->report;

    if (!r->left)
        return;
    html(&q->out,
         "<h2>%s</h2><div class=\"scroll\" role=\"region\" aria-label=\"%s\" tabindex=\"0\">"
         "<table><thead><tr><th scope=\"col\">%s</th><th scope=\"col\">%s</th></tr></thead>"
         "<tbody>\n",
         arena_printf(q->c.arena, say(q, N_("%zu cannot be changed")), r->left).p,
         say(q, N_("Records")), say(q, N_("Record")), say(q, N_("Why")));
    for (size_t i = 0; i < r->nrefused; i++)
        put_line(q, p, &r->refused[i], true);
    html(&q->out, "</tbody></table></div>\n");
}

static void put_preview(Request *q, const BulkPage *p)
{
    const BulkReport *r = &p->report;
    Buf *out = &q->out;

    if (!p->looked)
        return;
    html(out, "<h2>%s</h2>\n<p class=\"total\">%s</p>\n", say(q, N_("What will happen")),
         arena_printf(q->c.arena, say(q, N_("%zu change, %zu are so already, %zu cannot")),
                      r->changed, r->same, r->left)
             .p);
    if (r->nlines) {
        html(out,
             "<div class=\"scroll\" role=\"region\" aria-label=\"%s\" tabindex=\"0\"><table><thead>"
             "<tr><th scope=\"col\">%s</th><th scope=\"col\">%s</th><th scope=\"col\">%s</th></tr>"
             "</thead><tbody>\n",
             say(q, N_("What will happen")), say(q, N_("Record")), say(q, N_("Now")),
             say(q, N_("Then")));
        for (size_t i = 0; i < r->nlines; i++)
            put_line(q, p, &r->lines[i], false);
        html(out, "</tbody></table></div>\n");
    }
    if (r->nlines < r->changed)
        html(out, "<p class=\"hint\">%s</p>\n",
             arena_printf(q->c.arena, say(q, N_("These are the first %zu.")), r->nlines).p);
    put_left(q, p);
}

static void put_hidden(Request *q, const BulkPage *p)
{
    list_put_hidden(q, &p->l);
    if (p->all)
        html(&q->out, "<input type=\"hidden\" name=\"every\" value=\"1\">");
    for (size_t i = 0; !p->all && i < p->b.n; i++)
        html(&q->out, "<input type=\"hidden\" name=\"id\" value=\"%" PRId64 "\">", p->b.ids[i]);
    if (p->looked)
        html(&q->out, "<input type=\"hidden\" name=\"stamp\" value=\"%" PRId64 "\">",
             (int64_t)p->report.stamp);
}

static bool put_page(Request *q, BulkPage *p)
{
    list_begin(q, &p->l, say(q, N_("Change many records")));
    html(&q->out, "<p class=\"lead\">%s</p>\n",
         arena_printf(q->c.arena, say(q, N_("%zu records")), p->b.n).p);
    if (p->fault.n)
        html(&q->out, "<div class=\"faults\" role=\"alert\"><p>%.*s</p></div>\n", STR(p->fault));
    html(&q->out, "<div class=\"bulk\">");
    form_begin(q, url(q->c.arena, "/%s/bulk", p->l.t->name).p);
    put_hidden(q, p);
    put_what(q, p);
    if (p->chosen) {
        if (p->b.field >= 0)
            form_put(q, &p->f, (size_t)p->b.field);
        put_reason(q, p);
        html(&q->out,
             "<p class=\"buttons\"><button class=\"plain\" type=\"submit\" name=\"act\""
             " value=\"look\">%s</button></p>\n",
             say(q, N_("Look at what it will do")));
    }
    put_preview(q, p);
    if (p->looked && p->report.changed)
        html(&q->out,
             "<p class=\"buttons\"><button type=\"submit\" name=\"act\" value=\"run\">%s</button>"
             "</p>\n",
             arena_printf(q->c.arena, say(q, N_("Change %zu records")), p->report.changed).p);
    html(&q->out, "</form></div>\n");
    layout_end(q);
    return true;
}

/* What the user can put right is said on the page. */
static bool look_or_run(Request *q, BulkPage *p, bool run, Err *e)
{
    Err own = { .lang = e->lang };

    if (bulk_run(&q->c, &p->b, !run, &p->report, &own)) {
        p->looked = true;
        return true;
    }
    if (own.kind != ERR_INVALID && own.kind != ERR_CONFLICT)
        return err_set(e, own.kind, "%s", own.msg);
    q->status = own.kind == ERR_CONFLICT ? 409 : 400;
    p->fault = arena_str(q->c.arena, str_z(own.msg));
    p->b.stamp = 0;
    p->looked = bulk_run(&q->c, &p->b, true, &p->report, e);
    return p->looked;
}

bool page_bulk(Request *q, Err *e)
{
    Str act = request_form(q, "act");
    bool run = str_eq(act, S("run")), look = str_eq(act, S("look"));
    BulkPage p;

    if (!read_page(q, &p, e))
        return false;
    if (!run)
        p.b.stamp = 0;
    if ((run || look) && p.chosen && !p.fault.n && !look_or_run(q, &p, run && p.b.stamp, e))
        return false;
    if (p.report.batch) {
        request_go(q, url(q->c.arena, "/%s/changed/%" PRId64 "?left=%zu", p.l.t->name,
                          p.report.batch, p.report.left));
        return true;
    }
    if (p.fault.n && q->status == 200)
        q->status = p.b.n || run || look ? 400 : 200;
    return put_page(q, &p);
}

/* ---- the receipt ---- */

static bool find_batch(Request *q, Str number, Batch *b, Err *e)
{
    int64_t id;

    if (!str_int(number, &id))
        return err_set(e, ERR_INVALID, N_("say which receipt"));
    return batch_see(&q->c, id, b, e);
}

bool page_changed(Request *q, Err *e)
{
    const Type *t = registry_need(q->c.types, q->args[0], e);
    int64_t left = 0;
    Batch b = { .id = 0 };

    if (!t || !find_batch(q, q->args[1], &b, e))
        return false;
    (void)(str_int(request_query(q, "left"), &left) && left > 0);
    layout_begin(q, NAV_RECORDS, str_z(say(q, N_("Many records were changed"))));
    put_crumb(q, url(q->c.arena, "/%s", t->name), str_z(type_label(t, q->c.lang)));
    html(&q->out, "<h1>%s</h1>\n<div class=\"notice good\" role=\"status\"><p>%s</p>",
         say(q, N_("Many records were changed")),
         arena_printf(q->c.arena, say(q, N_("Receipt %" PRId64 ": %" PRId64 " records changed.")),
                      b.id, b.updated)
             .p);
    if (left > 0)
        html(
            &q->out, "<p>%s</p>",
            arena_printf(q->c.arena, say(q, N_("%" PRId64 " could not be changed and stay.")), left)
                .p);
    if (b.undone_by) {
        html(&q->out, "<p>%s</p>", say(q, N_("They were taken back.")));
    } else {
        form_begin(q, url(q->c.arena, "/%s/changed/%" PRId64, t->name, b.id).p);
        html(&q->out, "<button type=\"submit\" class=\"plain\">%s</button></form>",
             say(q, N_("Undo")));
    }
    html(&q->out, "</div>\n");
    layout_end(q);
    return true;
}

bool page_changed_undo(Request *q, Err *e)
{
    const Type *t = registry_need(q->c.types, q->args[0], e);
    UndoReport report = { 0 };
    Batch b = { .id = 0 };

    if (!t || !find_batch(q, q->args[1], &b, e) || !batch_undo(&q->c, b.id, false, &report, e))
        return false;
    request_go(q, url(q->c.arena, "/%s/changed/%" PRId64 "?left=%zu", t->name, b.id, report.nleft));
    return true;
}
