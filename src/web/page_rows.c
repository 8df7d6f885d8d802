/* SPDX-License-Identifier: Apache-2.0
 * Several records entered at once as rows: the visitors of a reception, pasted from a spreadsheet.
 * What is wrong is red in its cell and put right there; then all are saved together, with a receipt
 * that takes them back together.
 */
#include "engine/registry.h"
#include "engine/rights.h"
#include "engine/store.h"
#include "web/pages.h"
#include "web/rows.h"

/* ---- receipts ---- */

static void put_undo(Request *q, const Batch *b, Str back)
{
    Str type = q->args[0];

    if (b->undone_by)
        return;
    form_begin(q, url(q->c.arena, "/%s/rows/undo", arena_z(q->c.arena, type)).p);
    html(&q->out,
         "<input type=\"hidden\" name=\"batch\" value=\"%" PRId64 "\"><input type=\"hidden\""
         " name=\"back\" value=\"%.*s\"><button type=\"submit\" class=\"plain\">%s</button></form>",
         b->id, STR(back), say(q, N_("Undo")));
}

bool put_rows_receipt(Request *q, Str back, Err *e)
{
    Str done = request_query(q, "done");
    Err own = { .lang = e->lang };
    int64_t id, left;
    Batch b;

    if ((!str_eq(done, S("rows")) && !str_eq(done, S("undone"))) ||
        !str_int(request_query(q, "batch"), &id) || !batch_see(&q->c, id, &b, &own))
        return !own.kind || own.kind == ERR_NOT_FOUND || own.kind == ERR_DENIED ||
               err_set(e, own.kind, "%s", own.msg);
    html(&q->out, "<div class=\"notice good\" role=\"status\">");
    if (str_eq(done, S("undone"))) {
        html_text(&q->out, str_z(say(q, N_("They were taken back."))));
        if (str_int(request_query(q, "left"), &left) && left > 0)
            html(&q->out, " %s",
                 arena_printf(
                     q->c.arena,
                     say(q, N_("Kept, as they were edited since or are linked to: %" PRId64)), left)
                     .p);
    } else {
        html_text(&q->out,
                  arena_printf(q->c.arena,
                               say(q, N_("Records made: %" PRId64 "; changed: %" PRId64 ".")),
                               b.created, b.updated));
        html(&q->out, " ");
        put_undo(q, &b, back);
    }
    html(&q->out, "</div>\n");
    return true;
}

/* Only to pages of ours. */
static Str way_back(Request *q)
{
    Str to = request_form(q, "back");
    return str_starts(to, S("/")) && !str_starts(to, S("//")) && !str_starts(to, S("/\\")) &&
                   str_find(to, S("?")) < 0 && str_plain(to, false)
               ? arena_str(q->c.arena, to)
               : S("/types");
}

bool page_rows_undo(Request *q, Err *e)
{
    int64_t batch;
    UndoReport report;

    if (!str_int(request_form(q, "batch"), &batch))
        return err_set(e, ERR_INVALID, N_("say which receipt is to be taken back"));
    if (!batch_undo(&q->c, batch, false, &report, e))
        return false;
    request_go(q, arena_printf(q->c.arena, "%.*s?done=undone&batch=%" PRId64 "&left=%zu",
                               STR(way_back(q)), batch, report.nleft));
    return true;
}

/* ---- the page ---- */

static void put_with(Request *q, const RowsTable *r)
{
    for (size_t i = 0; i < r->nwith; i++) {
        const Field *f = r->with[i].field;
        const Type *t = f->link ? registry_find(q->c.types, str_z(f->link)) : NULL;
        int64_t id;
        Str text = r->with[i].text;
        html(&q->out,
             "<input type=\"hidden\" name=\"with.%s\" value=\"%.*s\"><p class=\"lead\">%s: ",
             f->name, STR(text), field_label(f, q->c.lang));
        if (t && str_starts(text, S("#")) && str_int(str_part(text, 1, text.n), &id))
            html(&q->out, "<a href=\"%s\">%.*s</a></p>\n", record_url(q, t->name, id).p,
                 STR(show_title(q, t, id)));
        else
            html(&q->out, "%.*s</p>\n", STR(text));
    }
}

static void put_option(Request *q, const Field *f, const Field *chosen)
{
    html(&q->out, "<option value=\"%s\"%s>%s</option>", f->name, f == chosen ? " selected" : "",
         field_label(f, q->c.lang));
}

static void put_column(Request *q, const RowsTable *r, size_t col, int level)
{
    static const StdField std[] = { STD_KEY, STD_UNIT, STD_SOURCE, STD_EVIDENCE };
    Buf *out = &q->out;

    html(out,
         "<th scope=\"col\"><input type=\"hidden\" name=\"head\" value=\"%.*s\">"
         "<select name=\"col\" aria-label=\"%s %zu\"><option value=\"\">%s</option>",
         STR(r->heads[col]), say(q, N_("Column")), col + 1, say(q, N_("(left out)")));
    for (size_t i = 0; i < r->t->nfields; i++)
        if ((int)r->t->fields[i].level <= level)
            put_option(q, &r->t->fields[i], r->cols[col]);
    for (size_t i = 0; i < LEN(std); i++)
        put_option(q, &std_fields[std[i]], r->cols[col]);
    html(out, "</select></th>");
}

static void put_cell(Request *q, const RowsTable *r, size_t row, size_t col)
{
    size_t at = row * r->width + col;
    Str fault = r->faults ? r->faults[at] : (Str){ 0 };
    Buf *out = &q->out;

    html(out,
         "<td class=\"%s\"><input type=\"text\" name=\"cell\" value=\"%.*s\""
         " aria-label=\"%s, %zu\"",
         fault.n ? "bad" : "", STR(r->cells[at]),
         r->cols[col] ? field_label(r->cols[col], q->c.lang) : say(q, N_("(left out)")), row + 1);
    if (fault.n)
        html(out, " aria-invalid=\"true\" aria-describedby=\"cell-%zu\"", at);
    html(out, ">");
    if (fault.n)
        html(out, "<p class=\"fault\" id=\"cell-%zu\">%.*s</p>", at, STR(fault));
    html(out, "</td>");
}

static void put_row(Request *q, const RowsTable *r, size_t row)
{
    Str fault = r->row_faults ? r->row_faults[row] : (Str){ 0 };

    html(&q->out, "<tr><th scope=\"row\">%zu", row + 1);
    if (fault.n)
        html(&q->out, "<p class=\"fault\">%.*s</p>", STR(fault));
    html(&q->out, "</th>");
    for (size_t i = 0; i < r->width; i++)
        put_cell(q, r, row, i);
    html(&q->out, "</tr>\n");
}

static void put_table(Request *q, const RowsTable *r)
{
    int level = rights_writes(&q->c, r->t, q->c.user->home);
    Buf *out = &q->out;

    html(out,
         "<input type=\"hidden\" name=\"width\" value=\"%zu\"><div class=\"scroll\" role=\"region\""
         " aria-label=\"%s\" tabindex=\"0\"><table class=\"rows\"><thead><tr><th scope=\"col\">%s"
         "</th>",
         r->width, say(q, N_("Rows")), say(q, N_("Row")));
    for (size_t i = 0; i < r->width; i++)
        put_column(q, r, i, level);
    html(out, "</tr></thead><tbody>\n");
    for (size_t i = 0; i < r->n; i++)
        put_row(q, r, i);
    html(out, "</tbody></table></div>\n");
}

static void put_bad(Request *q, const RowsTable *r)
{
    Buf *out = &q->out;

    if (!r->nbad)
        return;
    html(out, "<div class=\"faults\" role=\"alert\"><h2>");
    html_text(out, arena_printf(q->c.arena, say(q, N_("To be put right first: %zu")), r->nbad));
    html(out, "</h2><ul>");
    for (size_t i = 0; i < r->whole.n; i++)
        html(out, "<li>%.*s</li>", STR(r->whole.p[i]));
    html(out, "</ul></div>\n");
}

/* What is read, but perhaps not as it was meant. */
static void put_remarks(Request *q, const RowsTable *r)
{
    AUTO(buf_done) Buf left = buf_new(BUF_LINE);
    Buf *out = &q->out;

    for (size_t i = 0; i < r->width; i++)
        if (!r->cols[i] && r->heads[i].n)
            buf_printf(&left, "%s%.*s", left.n ? say(q, N_(", ")) : "", STR(r->heads[i]));
    if (!r->warnings.n && !r->skipped && !left.n)
        return;
    html(out, "<div class=\"notice\"><h2>%s</h2><ul>", say(q, N_("Look at this")));
    if (left.n)
        html(out, "<li>%s %.*s</li>",
             say(q, N_("These columns are left out; choose what they are:")), STR(buf_str(&left)));
    if (r->skipped) {
        html(out, "<li>");
        html_text(out, arena_printf(q->c.arena,
                                    say(q, N_("%" PRId64 " rows are passed over: sums, or the"
                                              " headings again")),
                                    r->skipped));
        html(out, "</li>");
    }
    for (size_t i = 0; i < r->warnings.n; i++)
        html(out, "<li>%.*s</li>", STR(r->warnings.p[i]));
    html(out, "</ul></div>\n");
}

static void put_buttons(Request *q, const RowsTable *r)
{
    html(&q->out,
         "<p class=\"box\"><input id=\"make\" name=\"make\" type=\"checkbox\" value=\"1\"%s>"
         "<label for=\"make\">%s</label></p>\n",
         r->make_links ? " checked" : "",
         say(q, N_("Make the records that links name and that are not there yet")));
    html(&q->out,
         "<p class=\"buttons\"><button type=\"submit\" name=\"act\" value=\"save\">%s</button>"
         " <button type=\"submit\" class=\"plain\" name=\"act\" value=\"check\">%s</button>"
         " <button type=\"submit\" class=\"plain\" name=\"act\" value=\"more\">%s</button></p>\n",
         say(q, N_("Save all")), say(q, N_("Check again")), say(q, N_("More rows")));
}

static void put_paste(Request *q, Str text)
{
    html(
        &q->out,
        "<div class=\"act\"><label for=\"text\">%s</label><textarea id=\"text\" name=\"text\""
        " rows=\"4\" data-paste=\"1\" aria-describedby=\"text-hint\">\n%.*s</textarea>"
        "<p class=\"hint\" id=\"text-hint\">%s</p>"
        "<p class=\"buttons\"><button type=\"submit\" class=\"plain\" name=\"act\" value=\"paste\">%s"
        "</button></p></div>\n",
        say(q, N_("Paste cells of a spreadsheet here")), STR(text),
        say(q, N_("With its row of headings or without; the columns can be corrected then.")),
        say(q, N_("Show as a table")));
}

static bool put_page(Request *q, RowsTable *r, Err *e)
{
    Str title =
        arena_printf(q->c.arena, say(q, N_("Several at once: %s")), type_label(r->t, q->c.lang));
    Str back = url(q->c.arena, "/%s/rows", r->t->name);

    layout_begin(q, NAV_RECORDS, title);
    put_crumb(q, url(q->c.arena, "/%s", r->t->name), str_z(type_label(r->t, q->c.lang)));
    html(&q->out, "<h1>%.*s</h1>\n", STR(title));
    if (!put_rows_receipt(q, back, e))
        return false;
    put_bad(q, r);
    put_remarks(q, r);
    html(&q->out, "<div class=\"edit rows\">\n");
    form_begin(q, back.p);
    put_with(q, r);
    if (r->faults)
        put_table(q, r);
    if (r->faults)
        put_buttons(q, r);
    put_paste(q, r->faults ? S("") : request_form(q, "text"));
    if (!r->faults) {
        put_table(q, r);
        put_buttons(q, r);
    }
    html(&q->out, "</form></div>\n");
    form_put_script(q);
    layout_end(q);
    return true;
}

/* ---- asking and sending ---- */

typedef Str Given(const Request *q, const char *name);

static bool begin(Request *q, RowsTable *r, Given *given, const char *prefix, Err *e)
{
    *r = (RowsTable){ .t = registry_need(q->c.types, q->args[0], e) };
    if (!r->t || !rights_check(&q->c, edit_right(r->t), r->t, 0, e) ||
        !rights_check(&q->c, RIGHT_IMPORT, r->t, 0, e))
        return false;
    for (size_t i = 0; i < r->t->nfields && r->nwith < ROWS_WITH_MAX; i++) {
        const Field *f = &r->t->fields[i];
        Str text = str_trim(given(q, arena_printf(q->c.arena, "%s%s", prefix, f->name).p));
        if (text.n)
            r->with[r->nwith++] = (RowsWith){ f, text };
    }
    return true;
}

bool page_rows(Request *q, Err *e)
{
    RowsTable r;

    if (!begin(q, &r, request_query, "", e))
        return false;
    rows_blank(q, &r);
    return put_page(q, &r, e);
}

/* After all was saved: to the record that they link to, if there is one, else here again. */
static void go_on(Request *q, const RowsTable *r, int64_t batch)
{
    const Field *f = r->nwith ? r->with[0].field : NULL;
    int64_t id;

    if (f && f->kind == T_LINK && str_int(str_part(r->with[0].text, 1, 40), &id))
        request_go(q,
                   url(q->c.arena, "/%s/%" PRId64 "?done=rows&batch=%" PRId64, f->link, id, batch));
    else
        request_go(q, url(q->c.arena, "/%s/rows?done=rows&batch=%" PRId64, r->t->name, batch));
}

bool page_rows_send(Request *q, Err *e)
{
    Str act = request_form(q, "act"), text = str_trim(request_form(q, "text"));
    bool save = str_eq(act, S("save")) && !text.n; /* a block is looked at first */
    Err own = { .lang = e->lang };
    int64_t batch = 0;
    RowsTable r;

    if (!begin(q, &r, request_form, "with.", e))
        return false;
    if (text.n ? !rows_paste(q, &r, text, &own) : !rows_sent(q, &r, &own)) {
        if (own.kind != ERR_INVALID)
            return err_set(e, own.kind, "%s", own.msg);
        q->status = 400;
        rows_blank(q, &r);
        r.nbad = 1;
        vec_push(q->c.arena, &r.whole, arena_str(q->c.arena, str_z(own.msg)));
        return put_page(q, &r, e);
    }
    if (str_eq(act, S("more")))
        rows_more(q, &r);
    if (!rows_run(q, &r, !save, &batch, e))
        return false;
    if (batch) {
        go_on(q, &r, batch);
        return true;
    }
    q->status = r.nbad ? 400 : 200;
    return put_page(q, &r, e);
}
