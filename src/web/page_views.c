/* SPDX-License-Identifier: Apache-2.0
 * Saved views of a list, and how a user's lists of a type look.
 */
#include "engine/registry.h"
#include "engine/rights.h"
#include "engine/units.h"
#include "web/list.h"
#include "web/pages.h"

/* ---- above a list ---- */

static void put_view(Request *q, const List *l, const View *v)
{
    html(&q->out, "<li><a href=\"%s\"%s>%.*s</a>",
         url(q->c.arena, "/%s?view=%" PRId64, l->t->name, v->id).p,
         v == l->view ? " aria-current=\"page\"" : "", STR(v->name));
    if (v->owner != q->c.user->id)
        html(&q->out, " <span class=\"hint\">%.*s</span>",
             STR(units_name(q->c.units, v->unit, q->c.lang)));
    html(&q->out, "</li>");
}

static void put_shares(Request *q)
{
    static const char *const labels[VIEW_SHARE__N] = {
        [VIEW_OWN] = N_("for me alone"),
        [VIEW_HERE] = N_("for everybody at my unit"),
        [VIEW_BELOW] = N_("for everybody at my unit and below it"),
    };
    html(&q->out, "<label for=\"share\">%s</label><select id=\"share\" name=\"share\">",
         say(q, N_("Who sees it")));
    for (int i = 0; i < VIEW_SHARE__N; i++)
        html(&q->out, "<option value=\"%d\">%s</option>", i, say(q, labels[i]));
    html(&q->out, "</select>");
}

static void put_save(Request *q, const List *l)
{
    html(&q->out, "<details class=\"act\"><summary>%s</summary>", say(q, N_("Save as a view")));
    form_begin(q, url(q->c.arena, "/%s/views", l->t->name).p);
    list_put_hidden(q, l);
    html(&q->out,
         "<label for=\"name\">%s</label><input id=\"name\" name=\"name\" required maxlength=\"%d\""
         " value=\"%.*s\">",
         say(q, N_("Name of the view")), VIEW_NAME_MAX, STR(l->view ? l->view->name : S("")));
    put_shares(q);
    html(&q->out, "<p><button type=\"submit\">%s</button></p></form></details>",
         say(q, N_("Save")));
}

void views_put(Request *q, const List *l)
{
    bool saves = l->where.n || l->search.n || l->order.n || l->columns.n;

    if (!l->nviews && !saves)
        return;
    html(&q->out, "<div class=\"views\">");
    if (l->nviews) {
        html(&q->out, "<nav aria-label=\"%s\"><ul><li><a href=\"/%s\">%s</a></li>",
             say(q, N_("Saved views")), l->t->name, say(q, N_("All")));
        for (size_t i = 0; i < l->nviews; i++)
            put_view(q, l, &l->views[i]);
        html(&q->out, "</ul></nav>");
    }
    if (l->view && l->view->owner == q->c.user->id) {
        form_begin(q, url(q->c.arena, "/%s/views/drop", l->t->name).p);
        html(&q->out,
             "<input type=\"hidden\" name=\"view\" value=\"%" PRId64 "\">"
             "<button class=\"plain\" type=\"submit\">%s</button></form>",
             l->view->id, say(q, N_("Delete the view")));
    }
    if (saves)
        put_save(q, l);
    html(&q->out, "</div>\n");
}

/* ---- on the start page ---- */

bool views_put_home(Request *q, Err *e)
{
    const View *list;
    size_t n;

    if (!view_list(&q->c, NULL, &list, &n, NULL, e))
        return false;
    if (!n)
        return true;
    html(&q->out, "<section class=\"views\"><h2>%s</h2><ul>", say(q, N_("Saved views")));
    for (size_t i = 0; i < n && i < 30; i++) {
        const Type *t = registry_find(q->c.types, list[i].type);
        if (t)
            html(&q->out, "<li><a href=\"%s\">%.*s</a> <span class=\"hint\">%s</span></li>",
                 url(q->c.arena, "/%s?view=%" PRId64, t->name, list[i].id).p, STR(list[i].name),
                 type_label(t, q->c.lang));
    }
    html(&q->out, "</ul></section>\n");
    return true;
}

/* ---- saving ---- */

bool page_views_save(Request *q, Err *e)
{
    View v;
    List l;
    int64_t share = 0;
    QueryParts parts;

    if (!list_read(q, request_form, &l, e))
        return false;
    parts = list_parts(q, &l);
    if (!query_build(&q->c, l.t, &parts, e)) /* what cannot be asked is not kept */
        return false;
    v = (View){ .type = str_z(l.t->name),
                .name = str_trim(request_form(q, "name")),
                .search = l.search,
                .where = l.where,
                .columns = l.columns,
                .order = l.order };
    if (!str_int(request_form(q, "share"), &share) || share < 0 || share >= VIEW_SHARE__N)
        share = VIEW_OWN;
    v.share = (ViewShare)share;
    if (!v.name.n)
        return err_set(e, ERR_INVALID, N_("give the view a name"));
    if (!view_save(&q->c, &v, e))
        return false;
    request_go(q, url(q->c.arena, "/%s?view=%" PRId64, l.t->name, v.id));
    return true;
}

bool page_views_drop(Request *q, Err *e)
{
    const Type *t = registry_need(q->c.types, q->args[0], e);
    int64_t id = 0;

    if (!t)
        return false;
    if (!str_int(request_form(q, "view"), &id))
        return err_set(e, ERR_INVALID, N_("say which view"));
    if (!view_drop(&q->c, id, e))
        return false;
    request_go(q, url(q->c.arena, "/%s", t->name));
    return true;
}

/* ---- the look ---- */

static bool stands_in(Str columns, const char *name)
{
    Str piece;

    while (str_next(&columns, ',', &piece))
        if (str_eq(str_trim(piece), str_z(name)))
            return true;
    return false;
}

static void put_column_box(Request *q, const Field *f, bool on)
{
    html(&q->out, "<label><input type=\"checkbox\" name=\"col\" value=\"%s\"%s>%s</label>", f->name,
         on ? " checked" : "", field_label(f, q->c.lang));
}

/* Columns that no box stands for: those of linked records. */
static void put_further(Request *q, const List *l, Buf *out)
{
    Str rest = l->columns, piece;

    (void)q;
    while (str_next(&rest, ',', &piece)) {
        piece = str_trim(piece);
        if (!type_field(l->t, piece) && std_slot(piece) < 0 && piece.n)
            buf_printf(out, "%s%.*s", out->n ? ", " : "", STR(piece));
    }
}

static void put_boxes(Request *q, const List *l)
{
    static const StdField std[] = { STD_ID,         STD_KEY,        STD_STATE,
                                    STD_UNIT,       STD_SOURCE,     STD_CREATED_AT,
                                    STD_CREATED_BY, STD_CHANGED_AT, STD_CHANGED_BY };
    int level = list_level(q, l->t, false);

    html(&q->out, "<div class=\"boxes columns\">");
    for (size_t i = 0; i < l->t->nfields; i++) {
        const Field *f = &l->t->fields[i];
        if ((int)f->level <= level)
            put_column_box(
                q, f, l->columns.n ? stands_in(l->columns, f->name) : (f->flags & IN_LIST) != 0);
    }
    for (size_t i = 0; i < LEN(std); i++)
        if (std[i] != STD_STATE || l->t->states)
            put_column_box(q, &std_fields[std[i]],
                           l->columns.n ? stands_in(l->columns, std_fields[std[i]].name)
                                        : std[i] == STD_STATE);
    html(&q->out, "</div>");
}

static bool put_look(Request *q, const List *l, const char *fault)
{
    AUTO(buf_done) Buf further = buf_new(BUF_LINE);
    List rest = *l;
    Buf *out = &q->out;

    put_further(q, l, &further);
    rest.columns = (Str){ 0 };
    list_begin(q, l, say(q, N_("Columns")));
    if (fault)
        html(out, "<div class=\"faults\" role=\"alert\"><p>%s</p></div>\n", fault);
    form_begin(q, url(q->c.arena, "/%s/look", l->t->name).p);
    list_put_hidden(q, &rest);
    html(out, "<fieldset><legend>%s</legend>", say(q, N_("Columns")));
    put_boxes(q, l);
    html(out,
         "<label for=\"further\">%s</label><input id=\"further\" name=\"further\" value=\"%.*s\""
         " maxlength=\"1000\" autocomplete=\"off\"></fieldset>",
         say(q, N_("Columns of linked records, such as party.country, with commas between them")),
         STR(buf_str(&further)));
    html(out,
         "<p class=\"box\"><input id=\"dense\" name=\"dense\" type=\"checkbox\" value=\"1\"%s>"
         "<label for=\"dense\">%s</label></p>",
         l->look.dense ? " checked" : "", say(q, N_("Rows close together")));
    html(out,
         "<p class=\"buttons\"><button type=\"submit\">%s</button> <button class=\"plain\""
         " type=\"submit\" name=\"act\" value=\"usual\">%s</button></p></form>\n",
         say(q, N_("Show these, from now on")), say(q, N_("Back to the usual columns")));
    layout_end(q);
    return true;
}

bool page_look(Request *q, Err *e)
{
    List l;

    return list_read(q, request_query, &l, e) && put_look(q, &l, NULL);
}

static Str sent_columns(Request *q)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    Str further = str_trim(request_form(q, "further")), col;

    for (size_t i = 0; (col = request_form_nth(q, "col", i)).p; i++)
        buf_printf(&b, "%s%.*s", b.n ? ", " : "", STR(col));
    if (further.n)
        buf_printf(&b, "%s%.*s", b.n ? ", " : "", STR(further));
    return arena_str(q->c.arena, buf_str(&b));
}

bool page_look_save(Request *q, Err *e)
{
    List l;
    View look;
    Err own = { .lang = e->lang };
    QueryParts parts;
    Str to;

    if (!list_read(q, request_form, &l, e))
        return false;
    l.columns = str_eq(request_form(q, "act"), S("usual")) ? S("") : sent_columns(q);
    parts = (QueryParts){ .columns = l.columns };
    look = (View){ .type = str_z(l.t->name),
                   .columns = l.columns,
                   .dense = request_form(q, "dense").n > 0 };
    if (!query_build(&q->c, l.t, &parts, &own) || !view_save(&q->c, &look, &own)) {
        if (own.kind != ERR_INVALID && own.kind != ERR_NOT_FOUND)
            return err_set(e, own.kind, "%s", own.msg);
        q->status = 400;
        return put_look(q, &l, own.msg);
    }
    l.look = look;
    to = list_address(q, &l, "", true);
    request_go(q, arena_str(q->c.arena, str_part(to, 0, to.n - 1)));
    return true;
}
