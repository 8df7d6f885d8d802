/* SPDX-License-Identifier: Apache-2.0
 * A spreadsheet that was handed in: how it is read, what is wrong with it, put right in place.
 *
 * The form of the page says which run it was made from, so that columns and cells that it names are
 * those that were seen.
 */
#include "engine/registry.h"
#include "engine/rights.h"
#include "engine/sheet.h"
#include "web/import_job.h"
#include "web/pages.h"
#include "web/show.h"

enum { BAD_SHOWN = 100, MAPPING_MOST = 256 << 10 };

/* ---- while it runs ---- */

/* A page that asks for itself again needs no script. */
static void put_progress(Request *q, const JobRun *r)
{
    AUTO(buf_done) Buf n = buf_new(BUF_LINE);

    put_count(&n, r->rows);
    q->headers = NEWN(q->c.arena, DoorPair, 1);
    q->headers[q->nheaders++] = (DoorPair){ S("Refresh"), S("1") };
    html(&q->out,
         "<p role=\"status\"><label for=\"part\">%s</label> <progress id=\"part\" max=\"1000\""
         " value=\"%d\">%d%%</progress> %.*s %s</p>\n<p class=\"hint\">%s</p>\n",
         r->state == JOB_WAITING ? say(q, N_("Waiting"))
         : r->order.rehearse     ? say(q, N_("Looking at the file"))
                                 : say(q, N_("Importing")),
         r->part, r->part / 10, STR(buf_str(&n)), say(q, N_("rows")),
         say(q, N_("This page can be left: the import goes on, and is found under Import.")));
}

/* ---- how it is read ---- */

static void put_option(Request *q, const Field *f, const Field *chosen)
{
    html(&q->out, "<option value=\"%s\"%s>%s</option>", f->name, f == chosen ? " selected" : "",
         field_label(f, q->c.lang));
}

static bool same_field(const Field *a, const Field *b)
{
    return a && b && strcmp(a->name, b->name) == 0;
}

/* The types of the run are those of its own time; those of the page are the ones of today. */
static void put_column(Request *q, const Type *t, size_t sheet, size_t i, const ImportColumn *col)
{
    int level = rights_writes(&q->c, t, q->c.user->home);
    Buf *out = &q->out;

    html(out,
         "<tr><th scope=\"row\"><label for=\"c%zu.%zu\">%.*s</label></th><td>"
         "<select id=\"c%zu.%zu\" name=\"c%zu.%zu\"><option value=\"\">%s</option>",
         sheet, i, STR(col->heading), sheet, i, sheet, i, say(q, N_("(left out)")));
    for (size_t k = 0; k < t->nfields; k++)
        if ((int)t->fields[k].level <= level)
            put_option(q, &t->fields[k],
                       same_field(&t->fields[k], col->field) ? &t->fields[k] : NULL);
    for (StdField k = 0; k < STD__N; k++)
        put_option(q, &std_fields[k],
                   same_field(&std_fields[k], col->field) ? &std_fields[k] : NULL);
    html(out, "</select></td></tr>\n");
}

static void put_sheet_type(Request *q, const ImportSheet *s, size_t sheet)
{
    html(&q->out,
         "<p><label for=\"t%zu\">%s</label><select id=\"t%zu\" name=\"t%zu\">"
         "<option value=\"\">%s</option>",
         sheet, say(q, N_("What the rows are")), sheet, sheet, say(q, N_("(leave the sheet out)")));
    for (size_t i = 0; i < registry_count(q->c.types); i++) {
        const Type *t = registry_at(q->c.types, i);
        bool is = s->type && strcmp(t->name, s->type->name) == 0;
        if (is || rights_has(&q->c, RIGHT_IMPORT, t, 0))
            html(&q->out, "<option value=\"%s\"%s>%s</option>", t->name, is ? " selected" : "",
                 type_label(t, q->c.lang));
    }
    html(&q->out, "</select></p>\n");
}

static void put_sheet(Request *q, const ImportSheet *s, size_t sheet)
{
    const Type *t = s->type ? registry_find(q->c.types, str_z(s->type->name)) : NULL;

    html(&q->out, "<fieldset><legend>%.*s</legend>\n", STR(s->sheet));
    html(&q->out, "<p class=\"about\">");
    html_text(&q->out, arena_printf(q->c.arena,
                                    say(q, N_("%" PRId64 " rows: %" PRId64 " new, %" PRId64
                                              " changed, %" PRId64 " the same, %" PRId64 " bad")),
                                    s->rows, s->created, s->updated, s->same, s->bad));
    html(&q->out, "</p>\n");
    put_sheet_type(q, s, sheet);
    if (t && s->ncolumns) {
        html(&q->out, "<details%s><summary>%s</summary><table class=\"mapping\"><tbody>\n",
             s->guessed || s->bad ? " open" : "", say(q, N_("What its columns are")));
        for (size_t i = 0; i < s->ncolumns; i++)
            if (s->columns[i].heading.n)
                put_column(q, t, sheet, i, &s->columns[i]);
        html(&q->out, "</tbody></table></details>\n");
    }
    html(&q->out, "</fieldset>\n");
}

/* ---- what is wrong ---- */

/* The number of a column from its letter: "C 抵达日期"; -1 if it is of no one column. */
static int column_of(Str title)
{
    int n = 0;
    size_t i = 0;

    for (; i < title.n && i < 3 && title.p[i] >= 'A' && title.p[i] <= 'Z'; i++)
        n = n * 26 + (title.p[i] - 'A' + 1);
    return i && (i == title.n || title.p[i] == ' ') ? n - 1 : -1;
}

static void put_bad(Request *q, const JobRun *r)
{
    const Receipt *in = &r->receipt;
    size_t shown = in->nlisted < BAD_SHOWN ? in->nlisted : BAD_SHOWN;

    if (!in->nlisted)
        return;
    html(&q->out, "<section class=\"%s\"><h2>", in->nbad ? "faults" : "notice");
    html_text(&q->out, arena_printf(q->c.arena, say(q, N_("%zu errors, %zu warnings")), in->nbad,
                                    in->nwarnings));
    html(&q->out, "</h2><ul>\n");
    for (size_t i = 0; i < shown; i++) {
        const BadCell *b = &in->bad[i];
        html(&q->out, "<li>%s%.*s", b->warning ? say(q, N_("Warning: ")) : "", STR(b->sheet));
        if (b->row)
            html(&q->out, " · %" PRId64, b->row);
        if (b->column.n)
            html(&q->out, " · %.*s", STR(b->column));
        html(&q->out, " · %.*s%s%.*s</li>\n", STR(b->message), b->remedy.n ? "; " : "",
             STR(b->remedy));
    }
    if (shown < in->nbad + in->nwarnings)
        html(&q->out, "<li>… %zu</li>", in->nbad + in->nwarnings - shown);
    html(&q->out, "</ul></section>\n");
}

/* What is wrong with a cell, or with its row as a whole: then any of its cells may be to blame. */
static const BadCell *bad_at(const JobRun *r, const JobRow *row, int col)
{
    for (size_t i = 0; i < r->receipt.nlisted; i++) {
        const BadCell *b = &r->receipt.bad[i];
        int at = column_of(b->column);
        if (!b->warning && b->row == row->row && (at == col || at < 0) &&
            str_eq(b->sheet, r->sheets[row->sheet]))
            return b;
    }
    return NULL;
}

static void put_cell(Request *q, const JobRun *r, const JobRow *row, size_t col)
{
    const BadCell *b = bad_at(r, row, (int)col);
    Str text = col < row->n ? row->cells[col] : S("");
    char letter[8];

    if (!b) {
        html(&q->out, "<td>%.*s</td>", STR(text));
        return;
    }
    html(&q->out,
         "<td class=\"bad\"><input type=\"text\" name=\"x%zu.%" PRId64 ".%zu\" value=\"%.*s\""
         " aria-invalid=\"true\" aria-label=\"%.*s%" PRId64 "\">",
         row->sheet, row->row, col, STR(text), STR(column_name(col, letter)), row->row);
    if (b->column.n)
        html(&q->out, "<p class=\"fault\">%.*s</p>", STR(b->message));
    html(&q->out, "</td>");
}

/* What is wrong with the row as a whole stands at its number. */
static void put_row_head(Request *q, const JobRun *r, const JobRow *row)
{
    html(&q->out, "<tr><th scope=\"row\">%" PRId64, row->row);
    for (size_t i = 0; i < r->receipt.nlisted; i++) {
        const BadCell *b = &r->receipt.bad[i];
        if (!b->warning && !b->column.n && b->row == row->row &&
            str_eq(b->sheet, r->sheets[row->sheet]))
            html(&q->out, "<p class=\"fault\">%.*s</p>", STR(b->message));
    }
    html(&q->out, "</th>");
}

static void put_heads(Request *q, const JobRun *r, size_t sheet, size_t width)
{
    const ImportSheet *s = NULL;
    char letter[8];

    for (size_t i = 0; i < r->receipt.nsheets; i++)
        if (str_eq(r->receipt.sheets[i].sheet, r->sheets[sheet]))
            s = &r->receipt.sheets[i];
    for (size_t i = 0; i < width; i++)
        html(&q->out, "<th scope=\"col\">%.*s %.*s</th>", STR(column_name(i, letter)),
             STR(s && i < s->ncolumns ? s->columns[i].heading : S("")));
}

/* So many columns as the rows that are shown and the cells that are wrong need. */
static size_t shown_width(const JobRun *r, size_t sheet)
{
    size_t width = 0;

    for (size_t i = 0; i < r->nshown; i++)
        if (r->shown[i].sheet == sheet && r->shown[i].n > width)
            width = r->shown[i].n;
    for (size_t i = 0; i < r->receipt.nlisted; i++) {
        int col = column_of(r->receipt.bad[i].column);
        if (col >= (int)width && col < JOB_CELLS_MAX &&
            str_eq(r->receipt.bad[i].sheet, r->sheets[sheet]))
            width = (size_t)col + 1;
    }
    return width;
}

static void put_shown_sheet(Request *q, const JobRun *r, size_t sheet)
{
    size_t width = shown_width(r, sheet);

    if (!width)
        return;
    html(&q->out,
         "<div class=\"scroll\" role=\"region\" aria-label=\"%.*s\" tabindex=\"0\">"
         "<table class=\"rows\">"
         "<caption>%.*s</caption><thead><tr><th scope=\"col\">%s</th>",
         STR(r->sheets[sheet]), STR(r->sheets[sheet]), say(q, N_("Row")));
    put_heads(q, r, sheet, width);
    html(&q->out, "</tr></thead><tbody>\n");
    for (size_t i = 0; i < r->nshown; i++) {
        if (r->shown[i].sheet != sheet)
            continue;
        put_row_head(q, r, &r->shown[i]);
        for (size_t k = 0; k < width; k++)
            put_cell(q, r, &r->shown[i], k);
        html(&q->out, "</tr>\n");
    }
    html(&q->out, "</tbody></table></div>\n");
}

static void put_shown(Request *q, const JobRun *r)
{
    if (!r->nshown)
        return;
    html(&q->out, "<section><h2>%s</h2><p class=\"hint\">%s</p>\n", say(q, N_("Put right here")),
         say(q, N_("Corrections go into the copy that Qiao keeps; your own file stays as it is.")));
    for (size_t i = 0; i < r->nsheets; i++)
        put_shown_sheet(q, r, i);
    html(&q->out, "</section>\n");
}

/* ---- the page ---- */

static void put_buttons(Request *q, const JobRun *r)
{
    html(&q->out,
         "<p class=\"box\"><input id=\"make\" name=\"make\" type=\"checkbox\" value=\"1\"%s>"
         "<label for=\"make\">%s</label></p>\n<p class=\"buttons\">",
         r->order.create_links ? " checked" : "",
         say(q, N_("Make the records that links name and that are not there yet")));
    if (!r->err.kind)
        html(&q->out, "<button type=\"submit\" name=\"act\" value=\"import\">%s</button> ",
             say(q, N_("Import")));
    html(&q->out,
         "<button type=\"submit\" class=\"%s\" name=\"act\" value=\"look\">%s</button></p>\n",
         r->err.kind ? "" : "plain", say(q, N_("Look again")));
}

static void put_outcome(Request *q, const JobRun *r)
{
    if (r->err.kind)
        html(&q->out, "<p class=\"problem\" role=\"alert\">%s</p>\n", r->err.msg);
    else
        html(&q->out, "<p class=\"notice\" role=\"status\">%s</p>\n",
             say(q, N_("Everything can be read. Nothing was changed yet.")));
}

static void put_job(Request *q, const JobRun *r, const Err *fault)
{
    Str title = arena_printf(q->c.arena, "%s: %.*s", say(q, N_("Import")), STR(r->name));

    layout_begin(q, NAV_IMPORT, title);
    put_crumb(q, S("/import"), str_z(say(q, N_("Import"))));
    html(&q->out, "<h1>%.*s</h1>\n", STR(r->name));
    if (fault)
        html(&q->out, "<div class=\"faults\" role=\"alert\"><p>%s</p></div>\n", fault->msg);
    if (r->state != JOB_DONE) {
        put_progress(q, r);
        layout_end(q);
        return;
    }
    put_outcome(q, r);
    put_bad(q, r);
    form_begin(q, url(q->c.arena, "/import/%" PRId64, r->job).p);
    html(&q->out, "<input type=\"hidden\" name=\"run\" value=\"%" PRId64 "\">", r->number);
    put_shown(q, r);
    html(&q->out, "<section><h2>%s</h2>\n", say(q, N_("How it is read")));
    for (size_t i = 0; i < r->receipt.nsheets; i++)
        put_sheet(q, &r->receipt.sheets[i], i);
    html(&q->out, "</section>\n");
    put_buttons(q, r);
    html(&q->out, "</form>\n");
    layout_end(q);
}

static const JobRun *take(Request *q, JobRun *now, Err *e)
{
    ImportJobs *im = site_imports(q->site);
    int64_t id;

    if (!im || !str_int(q->args[0], &id)) {
        err_set(e, ERR_NOT_FOUND, N_("there is no import '%.*s'"), STR(q->args[0]));
        return NULL;
    }
    return import_job_take(im, id, q->c.user->id, now, e);
}

bool page_import_job(Request *q, Err *e)
{
    JobRun now;
    const JobRun *held = take(q, &now, e);

    if (!held)
        return false;
    if (now.state == JOB_DONE && now.receipt.batch)
        request_go(q, url(q->c.arena, "/receipt/%" PRId64, now.receipt.batch));
    else
        put_job(q, &now, NULL);
    import_job_give(site_imports(q->site), held);
    return true;
}

/* ---- what comes back ---- */

static void put_quoted(Buf *b, Str s)
{
    buf_putc(b, '"');
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '"')
            buf_putc(b, '"');
        buf_putc(b, s.p[i] == '\n' || s.p[i] == '\r' ? ' ' : s.p[i]);
    }
    buf_putc(b, '"');
}

/* A scale stays with the field that it was found for. */
static void map_column(Buf *b, const ImportColumn *col, Str field)
{
    buf_put(b, field.n ? S("column ") : S("skip "));
    put_quoted(b, col->heading);
    if (field.n)
        buf_printf(b, " = %.*s", STR(field));
    if (field.n && col->scale.n && col->field && str_eq(str_z(col->field->name), field)) {
        buf_put(b, S(" in "));
        put_quoted(b, col->scale);
    }
    buf_putc(b, '\n');
}

static bool is_word(Str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!((s.p[i] >= 'a' && s.p[i] <= 'z') || (s.p[i] >= '0' && s.p[i] <= '9') ||
              s.p[i] == '_'))
            return false;
    return true;
}

/* A sheet of another type than before has its columns found anew. */
static void map_sheet(Request *q, Buf *b, const ImportSheet *s, size_t sheet)
{
    Str type = request_form(q, arena_printf(q->c.arena, "t%zu", sheet).p);

    if (!type.n || !is_word(type)) {
        buf_put(b, S("skip sheet "));
        put_quoted(b, s->sheet);
        buf_putc(b, '\n');
        return;
    }
    buf_put(b, S("sheet "));
    put_quoted(b, s->sheet);
    buf_printf(b, " = %.*s\n", STR(type));
    if (!s->type || !str_eq(str_z(s->type->name), type))
        return;
    for (size_t i = 0; i < s->ncolumns; i++) {
        Str field = request_form(q, arena_printf(q->c.arena, "c%zu.%zu", sheet, i).p);
        if (s->columns[i].heading.n && is_word(field))
            map_column(b, &s->columns[i], field);
    }
}

static Str read_mapping(Request *q, const JobRun *r)
{
    AUTO(buf_done) Buf b = buf_new(MAPPING_MOST);

    for (size_t i = 0; i < r->receipt.nsheets; i++)
        map_sheet(q, &b, &r->receipt.sheets[i], i);
    return b.failed ? S("") : arena_str(q->c.arena, buf_str(&b));
}

/* "x0.12.3": sheet, row, column. */
static bool read_edit(const WebParam *p, JobEdit *out)
{
    Str rest = str_part(p->name, 1, p->name.n), piece;
    int64_t n[3];

    if (!str_starts(p->name, S("x")))
        return false;
    for (size_t i = 0; i < 3; i++)
        if (!str_next(&rest, '.', &piece) || !str_int(piece, &n[i]) || n[i] < 0)
            return false;
    *out = (JobEdit){ .sheet = (size_t)n[0], .row = n[1], .col = (size_t)n[2], .value = p->value };
    return true;
}

/* Was that cell another one when it was shown? */
static bool is_changed(const JobRun *r, const JobEdit *ed)
{
    for (size_t i = 0; i < r->nshown; i++) {
        const JobRow *row = &r->shown[i];
        if (row->sheet == ed->sheet && row->row == ed->row)
            return !str_eq(ed->col < row->n ? row->cells[ed->col] : S(""), ed->value);
    }
    return false;
}

static bool send(Request *q, const JobRun *r, Err *e)
{
    ImportJobs *im = site_imports(q->site);
    VEC(JobEdit) edits = { 0 };
    JobOrder order = { .mapping = read_mapping(q, r),
                       .create_links = request_form(q, "make").n > 0,
                       .rehearse = !str_eq(request_form(q, "act"), S("import")) };
    JobEdit ed;
    int64_t seen;

    if (!str_int(request_form(q, "run"), &seen) || seen != r->number || r->state != JOB_DONE)
        return err_set(e, ERR_CONFLICT,
                       N_("this import was run again meanwhile; look at it first"));
    for (size_t i = 0; i < q->nform; i++)
        if (read_edit(&q->form[i], &ed) && is_changed(r, &ed))
            vec_push(q->c.arena, &edits, ed);
    return import_job_correct(im, q, r, edits.p, edits.n, e) && import_job_run(im, q, r, &order, e);
}

bool page_import_job_send(Request *q, Err *e)
{
    Err own = { .lang = e->lang };
    JobRun now;
    const JobRun *held;

    if (!rights_check(&q->c, RIGHT_IMPORT, NULL, 0, e))
        return false;
    held = take(q, &now, e);
    if (!held)
        return false;
    if (send(q, &now, &own)) {
        request_go(q, url(q->c.arena, "/import/%" PRId64, now.job));
    } else {
        q->status = own.kind == ERR_CONFLICT ? 409 : own.kind == ERR_INVALID ? 400 : 503;
        put_job(q, &now, &own);
    }
    import_job_give(site_imports(q->site), held);
    return true;
}
