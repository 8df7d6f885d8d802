/* SPDX-License-Identifier: Apache-2.0
 * Two people changed one record: the page that shows, field by field, what the other one saved and
 * what was typed here, to choose from. It carries all that was typed along, so that nothing is lost
 * whichever is chosen.
 */
#include "engine/registry.h"
#include "engine/store.h"
#include "web/edit.h"

typedef struct {
    Form base, theirs; /* the record as it was seen, and as it is now */
} Sides;

/* Takes theirs where the user chose so on this page. */
void edit_take_theirs(Request *q, Edit *x)
{
    Form theirs = { .type = x->t, .record = record_copy(q->c.arena, x->stored) };

    for (size_t i = 0; i < x->t->nfields + STD__N; i++) {
        const Field *field = form_field(&x->f, i);
        Str name = arena_printf(q->c.arena, "take.%s", field->name);
        FormCell *cell = &x->f.cells[i];

        if (!cell->shown || !str_eq(request_form(q, name.p), S("theirs")))
            continue;
        form_set(&x->f, i, form_value(&theirs, i));
        x->f.faults -= cell->fault.n > 0;
        *cell = (FormCell){ .shown = true };
    }
}

/* All that was typed, and that the next try is of the newest version. */
static void put_carried(Request *q, const Edit *x)
{
    for (size_t i = 0; i < q->nform; i++)
        if (str_starts(q->form[i].name, S(FORM_PREFIX)) || str_eq(q->form[i].name, S("why")))
            html(&q->out, "<input type=\"hidden\" name=\"%.*s\" value=\"%.*s\">\n",
                 STR(q->form[i].name), STR(q->form[i].value));
    html(&q->out, "<input type=\"hidden\" name=\"version\" value=\"%" PRId64 "\">\n",
         x->stored->version);
}

static void put_choice(Request *q, const Field *field, const char *side, const Value *v, bool on)
{
    html(&q->out, "<td><label><input type=\"radio\" name=\"take.%s\" value=\"%s\"%s> <span>",
         field->name, side, on ? " checked" : "");
    show_value(q, field, v);
    html(&q->out, "</span></label></td>");
}

/* A field that one of the two changed: theirs is proposed unless it was changed here. */
static void put_row(Request *q, const Edit *x, const Sides *s, size_t i)
{
    const Field *field = form_field(&x->f, i);
    Value base = form_value(&s->base, i), theirs = form_value(&s->theirs, i),
          mine = form_value(&x->f, i);
    bool changed = !value_same(field, &base, &mine);

    if (!x->f.cells[i].shown || value_same(field, &theirs, &mine))
        return;
    html(&q->out, "<tr><th scope=\"row\">%s%s</th>", field_label(field, q->c.lang),
         changed && !value_same(field, &base, &theirs) ? " *" : "");
    put_choice(q, field, "mine", &mine, changed);
    put_choice(q, field, "theirs", &theirs, !changed);
    html(&q->out, "</tr>\n");
}

bool edit_stale(Request *q, Edit *x, Err *e)
{
    const Record *base = store_get_version(&q->c, x->t, x->stored->id, x->r->version, e);
    Sides s = { .theirs = { .type = x->t, .record = record_copy(q->c.arena, x->stored) } };
    Buf *out = &q->out;

    if (!base)
        return false;
    s.base = (Form){ .type = x->t, .record = record_copy(q->c.arena, base) };
    q->status = 409;
    layout_begin(q, NAV_RECORDS, str_z(say(q, N_("Somebody else changed this record meanwhile"))));
    put_crumb(q, record_url(q, x->t->name, x->stored->id), store_title(&q->c, x->t, x->stored->id));
    html(out, "<h1>%s</h1>\n<p class=\"lead\">%s</p>\n",
         say(q, N_("Somebody else changed this record meanwhile")),
         say(q, N_("Choose what is right in each line. Both of you changed the lines with *.")));
    form_begin(q, arena_z(q->c.arena, q->path));
    put_carried(q, x);
    html(out,
         "<div class=\"scroll\" role=\"region\" aria-label=\"%s\" tabindex=\"0\"><table"
         " class=\"sides\"><thead><tr><th scope=\"col\">%s</th><th scope=\"col\">%s</th>"
         "<th scope=\"col\">%s</th></tr></thead><tbody>\n",
         say(q, N_("Yours and theirs")), say(q, N_("Field")), say(q, N_("Yours")),
         say(q, N_("Theirs, stored now")));
    for (size_t i = 0; i < x->t->nfields + STD__N; i++)
        put_row(q, x, &s, i);
    html(out,
         "</tbody></table></div>\n<p class=\"buttons\"><button type=\"submit\">%s</button></p>"
         "</form>\n",
         say(q, N_("Save what is chosen")));
    layout_end(q);
    return true;
}
