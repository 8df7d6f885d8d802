/* SPDX-License-Identifier: Apache-2.0
 * Forms as markup: a row for each field, in sections.
 */
#include "web/form_impl.h"

#include "engine/rights.h"
#include "text/country.h"
#include "web/site.h"

/* ---- one control ---- */

enum { LONG_TEXT = 20000 }; /* characters that a field may have, from which on it is a text */

static const char *hint_of(const Field *field)
{
    static const char *const hints[T__N] = {
        [T_DATE] = N_("2024-03-05, 2024-03, about 1874, 农历2024年八月十五"),
        [T_MONEY] = N_("in yuan unless a currency is written: 5000 USD, 1.2万美元"),
        [T_DIVISION] = N_("a name such as 厦门思明, or a code"),
        [T_LINK] = N_("a name in any script, a number of the office, or #123"),
        [T_LINKS] = N_("names to add, with ; between them; take the tick away to remove one"),
        [T_PHONE] = N_("with the country's code if it is not +86"),
    };

    return hints[field->kind];
}

static bool has_hint(const Form *f, size_t slot)
{
    const Field *field = form_field(f, slot);
    return field->help || hint_of(field) || f->cells[slot].understood.n;
}

void form_put_attributes(Request *q, const Form *f, size_t slot, Str name)
{
    const Field *field = form_field(f, slot);
    const FormCell *cell = &f->cells[slot];
    bool hint = has_hint(f, slot), said = cell->fault.n || cell->warning.n;
    Buf *out = &q->out;

    html(out, " id=\"%.*s\" name=\"%.*s\"", STR(name), STR(name));
    if (field->flags & REQUIRED && field->kind != T_LINKS)
        html(out, " required");
    if (cell->fault.n)
        html(out, " aria-invalid=\"true\"");
    if (hint && said)
        html(out, " aria-describedby=\"%.*s-hint %.*s-said\"", STR(name), STR(name));
    else if (hint || said)
        html(out, " aria-describedby=\"%.*s-%s\"", STR(name), hint ? "hint" : "said");
}

static void put_choice(Request *q, const Form *f, size_t slot, Str name)
{
    const Field *field = form_field(f, slot);
    Str chosen = f->cells[slot].text;

    html(&q->out, "<select");
    form_put_attributes(q, f, slot, name);
    html(&q->out, "><option value=\"\"></option>");
    for (const Choice *c = field->choices; c && c->code; c++)
        html(&q->out, "<option value=\"%s\"%s>%s</option>", c->code,
             str_eq(chosen, str_z(c->code)) ? " selected" : "", say(q, c->label));
    html(&q->out, "</select>");
}

static void put_bool(Request *q, const Form *f, size_t slot, Str name)
{
    static const struct {
        const char *code, *label;
    } both[] = { { "1", N_("yes") }, { "0", N_("no") } };

    html(&q->out, "<select");
    form_put_attributes(q, f, slot, name);
    html(&q->out, "><option value=\"\"></option>");
    for (size_t i = 0; i < LEN(both); i++)
        html(&q->out, "<option value=\"%s\"%s>%s</option>", both[i].code,
             str_eq(f->cells[slot].text, str_z(both[i].code)) ? " selected" : "",
             say(q, both[i].label));
    html(&q->out, "</select>");
}

static bool is_picked(Str codes, const char *code)
{
    Str piece;
    while (str_next(&codes, '|', &piece))
        if (str_eq(piece, str_z(code)))
            return true;
    return false;
}

/* Boxes; an empty value before them says that they were on the page. */
static void put_choices(Request *q, const Form *f, size_t slot, Str name)
{
    const Field *field = form_field(f, slot);
    Buf *out = &q->out;

    html(out, "<input type=\"hidden\" name=\"%.*s\" value=\"\"><div class=\"boxes\">", STR(name));
    for (const Choice *c = field->choices; c && c->code; c++)
        html(out, "<label><input type=\"checkbox\" name=\"%.*s\" value=\"%s\"%s> %s</label>",
             STR(name), c->code, is_picked(f->cells[slot].text, c->code) ? " checked" : "",
             say(q, c->label));
    html(out, "</div>");
}

static void put_countries(Request *q, Form *f)
{
    size_t n;
    const Country *all = countries_all(q->c.facts->countries, &n);

    if (f->listed_countries)
        return;
    f->listed_countries = true;
    html(&q->out, "<datalist id=\"countries\">");
    for (size_t i = 0; i < n; i++)
        html(&q->out, "<option>%.*s</option>", STR(country_name(&all[i], q->c.lang)));
    html(&q->out, "</datalist>");
}

/* One line; what a phone's keyboard should offer is said where it helps. */
static void put_line(Request *q, Form *f, size_t slot, Str name)
{
    static const char *const modes[T__N] = {
        [T_COUNT] = "numeric", [T_DECIMAL] = "decimal", [T_PHONE] = "tel", [T_MAIL] = "email"
    };
    const Field *field = form_field(f, slot);
    Buf *out = &q->out;

    html(out, "<input type=\"text\" autocomplete=\"off\" value=\"%.*s\"", STR(f->cells[slot].text));
    if (modes[field->kind])
        html(out, " inputmode=\"%s\"", modes[field->kind]);
    if (field->kind == T_COUNTRY)
        html(out, " list=\"countries\"");
    form_put_attributes(q, f, slot, name);
    html(out, ">");
    if (field->kind == T_COUNTRY)
        put_countries(q, f);
}

static void put_control(Request *q, Form *f, size_t slot)
{
    const Field *field = form_field(f, slot);
    Str name = form_name(q, field, "");

    if (field->kind == T_CHOICE) {
        put_choice(q, f, slot, name);
    } else if (field->kind == T_CHOICES) {
        put_choices(q, f, slot, name);
    } else if (field->kind == T_BOOL) {
        put_bool(q, f, slot, name);
    } else if (field->kind == T_LINK || field->kind == T_LINKS) {
        form_put_link(q, f, slot);
    } else if (field->kind == T_NOTE) {
        html(&q->out, "<textarea rows=\"%d\"", field->max > LONG_TEXT ? 24 : 3);
        form_put_attributes(q, f, slot, name);
        html(&q->out, ">\n%.*s</textarea>", STR(f->cells[slot].text));
    } else {
        put_line(q, f, slot, name);
    }
}

/* ---- a row ---- */

static void put_hint(Request *q, const Form *f, size_t slot, Str name)
{
    const Field *field = form_field(f, slot);
    Str read = f->cells[slot].understood;
    const char *hint = hint_of(field);
    Buf *out = &q->out;

    if (!has_hint(f, slot))
        return;
    html(out, "<p class=\"hint\" id=\"%.*s-hint\">", STR(name));
    if (read.n)
        html(out, "<strong>%s %.*s</strong> ", say(q, N_("read as")), STR(read));
    if (field->help)
        html(out, "%s", say(q, field->help));
    else if (hint && !read.n)
        html(out, "%s", say(q, hint));
    html(out, "</p>");
}

static void put_said(Request *q, const FormCell *cell, Str name)
{
    if (cell->fault.n)
        html(&q->out, "<p class=\"fault\" id=\"%.*s-said\">%.*s</p>", STR(name), STR(cell->fault));
    else if (cell->warning.n)
        html(&q->out, "<p class=\"warning\" id=\"%.*s-said\">%.*s</p>", STR(name),
             STR(cell->warning));
}

static void put_marks(Request *q, const Field *field)
{
    if (field->flags & REQUIRED)
        html(&q->out, " <abbr title=\"%s\">*</abbr>", say(q, N_("needed")));
    if (field->unit)
        html(&q->out, " <span class=\"unit\">(%s)</span>", say(q, field->unit));
    if (field->level == LEVEL_SENSITIVE)
        html(&q->out, " <span class=\"level\">%s</span>",
             say(q, N_("sensitive: reading is logged")));
    else if (field->level == LEVEL_PERSONAL)
        html(&q->out, " <span class=\"level\">%s</span>", say(q, N_("personal")));
}

/* Several boxes belong together under a legend; one control has a label. */
static bool is_group(const Field *field)
{
    return field->kind == T_CHOICES;
}

void form_put(Request *q, Form *f, size_t slot)
{
    const Field *field = form_field(f, slot);
    Str name = form_name(q, field, "");
    Buf *out = &q->out;
    bool group = is_group(field);

    if (!f->cells[slot].shown)
        return;
    html(out, "<div class=\"row%s\"", field->kind == T_NOTE || group ? " wide" : "");
    if (group)
        html(out, " role=\"group\" aria-labelledby=\"%.*s-label\" id=\"%.*s\"", STR(name),
             STR(name));
    html(out, ">");
    if (group)
        html(out, "<span class=\"label\" id=\"%.*s-label\">", STR(name));
    else
        html(out, "<label for=\"%.*s\">", STR(name));
    html(out, "%s", field_label(field, q->c.lang));
    put_marks(q, field);
    html(out, group ? "</span>\n" : "</label>\n");
    put_control(q, f, slot);
    put_hint(q, f, slot, name);
    put_said(q, &f->cells[slot], name);
    html(out, "</div>\n");
}

/* ---- all of it ---- */

static void put_fault(Request *q, const Form *f, size_t slot)
{
    const Field *field = form_field(f, slot);

    if (f->cells[slot].fault.n)
        html(&q->out, "<li><a href=\"#%.*s\">%s: %.*s</a></li>", STR(form_name(q, field, "")),
             field_label(field, q->c.lang), STR(f->cells[slot].fault));
}

void form_put_faults(Request *q, const Form *f)
{
    if (!f->faults)
        return;
    html(&q->out, "<div class=\"faults\" role=\"alert\"><h2>%s</h2><ul>",
         say(q, N_("Something is to be put right first")));
    for (size_t i = 0; i < f->whole.n; i++)
        html(&q->out, "<li>%.*s</li>", STR(f->whole.p[i]));
    for (size_t i = 0; i < f->type->nfields + STD__N; i++)
        put_fault(q, f, i);
    html(&q->out, "</ul></div>\n");
}

Section form_section(const Type *t, size_t slot)
{
    const Field *field = slot < t->nfields ? &t->fields[slot] : NULL;

    if (!field)
        return SECTION_ORIGIN;
    if (field->level == LEVEL_SENSITIVE)
        return SECTION_SENSITIVE;
    return field->flags & (REQUIRED | IN_LIST) || (int)slot == type_title(t) ? SECTION_FIRST
                                                                             : SECTION_FURTHER;
}

const char *section_label(const Request *q, Section s)
{
    static const char *const labels[SECTION__N] = {
        [SECTION_FIRST] = N_("What matters first"),
        [SECTION_FURTHER] = N_("Further details"),
        [SECTION_SENSITIVE] = N_("Sensitive"),
        [SECTION_ORIGIN] = N_("Number, unit, where it comes from"),
    };

    return say(q, labels[s]);
}

static void put_section(Request *q, Form *f, Section s)
{
    bool open = false;

    for (size_t i = 0; i < f->type->nfields + STD__N; i++) {
        if (!f->cells[i].shown || form_section(f->type, i) != s)
            continue;
        if (!open)
            html(&q->out, "<fieldset class=\"section\"><legend>%s</legend>\n", section_label(q, s));
        open = true;
        form_put(q, f, i);
    }
    if (open)
        html(&q->out, "</fieldset>\n");
}

void form_put_all(Request *q, Form *f)
{
    for (Section s = 0; s < SECTION__N; s++)
        put_section(q, f, s);
}

void form_put_script(Request *q)
{
    html(&q->out, "<script defer src=\"/static/%s\"></script>\n", site_asset(q->site, "form.js").p);
}
