/* SPDX-License-Identifier: Apache-2.0
 * What a form holds: the texts of its controls, and how they become values again.
 */
#include "web/form.h"

#include "engine/registry.h"
#include "engine/rights.h"
#include "engine/store.h"
#include "engine/units.h"
#include "web/form_impl.h"

/* ---- slots ---- */

size_t form_std(const Form *f, StdField field)
{
    return f->type->nfields + field;
}

const Field *form_field(const Form *f, size_t slot)
{
    return slot < f->type->nfields ? &f->type->fields[slot] : &std_fields[slot - f->type->nfields];
}

static Str *std_text(const Form *f, size_t slot)
{
    Record *r = f->record;

    return slot == form_std(f, STD_KEY)        ? &r->key
           : slot == form_std(f, STD_SOURCE)   ? &r->source
           : slot == form_std(f, STD_EVIDENCE) ? &r->evidence
                                               : NULL;
}

Value form_value(const Form *f, size_t slot)
{
    Str *text;

    if (slot < f->type->nfields)
        return f->record->v[slot];
    if (slot == form_std(f, STD_UNIT))
        return (Value){ .set = f->record->unit != 0, .i = f->record->unit };
    text = std_text(f, slot);
    return text ? (Value){ .set = text->n > 0, .text = *text } : (Value){ 0 };
}

void form_set(Form *f, size_t slot, Value v)
{
    Str *text;

    if (slot < f->type->nfields)
        f->record->v[slot] = v;
    else if ((text = std_text(f, slot)))
        *text = v.set ? v.text : S("");
    else if (slot == form_std(f, STD_UNIT) && v.set)
        f->record->unit = v.i;
}

/* ---- names of inputs ---- */

Str form_name(const Request *q, const Field *f, const char *more)
{
    return arena_printf(q->c.arena, FORM_PREFIX "%s%s", f->name, more);
}

Str form_sent_nth(const Request *q, Str name, size_t i)
{
    for (size_t k = 0; k < q->nform; k++)
        if (str_eq(q->form[k].name, name) && i-- == 0)
            return q->form[k].value.p ? q->form[k].value : S("");
    return (Str){ 0 };
}

Str form_sent(const Request *q, Str name)
{
    return form_sent_nth(q, name, 0);
}

/* ---- a form ---- */

Str form_text(Request *q, const Field *f, const Value *v)
{
    AUTO(buf_done) Buf b = buf_new(BUF_PAGE);

    if (f->kind == T_LINKS)
        return S("");
    if (f->kind == T_COUNTRY || f->kind == T_DIVISION || f->kind == T_LINK)
        value_show(&q->c, f, v, &b);
    else
        value_write(f, v, &b);
    return arena_str(q->c.arena, buf_str(&b));
}

/* How a date that is not one plain day is read. */
static Str date_span(Request *q, const Field *f, const Value *v)
{
    char from[11], to[11];

    if (f->kind != T_DATE || !v->set)
        return S("");
    day_print((Day)v->i, from);
    day_print((Day)v->j, to);
    if (v->i == v->j) /* a lunar date */
        return str_eq(v->text, str_z(from)) ? S("") : arena_str(q->c.arena, str_z(from));
    return arena_printf(q->c.arena, say(q, N_("from %s to %s")), from, to);
}

/* May the user give the record to another unit? */
static bool has_units(Request *q, const Type *t)
{
    const int64_t *units;
    size_t n;
    bool all;

    rights_scope(&q->c, t->write ? t->write : RIGHT_WRITE, t, LEVEL_PUBLIC, &all, &units, &n);
    return all ? units_count(q->c.units) > 1 : n > 1;
}

static bool is_shown(Request *q, const Form *f, size_t slot)
{
    const Record *r = f->record;
    const Field *field = form_field(f, slot);
    int level = rights_writes(&q->c, f->type, r->unit);

    if (slot >= f->type->nfields)
        return std_text(f, slot) || (slot == form_std(f, STD_UNIT) && has_units(q, f->type));
    if (r->id && level > rights_level(&q->c, f->type, r->unit))
        level = rights_level(&q->c, f->type, r->unit);
    if ((int)field->level > level)
        return false;
    return !(r->id && field->flags & FIXED && r->v[slot].set);
}

static void show_cell(Request *q, Form *f, size_t slot)
{
    Value v = form_value(f, slot);

    f->cells[slot].shown = true;
    f->cells[slot].text = form_text(q, form_field(f, slot), &v);
    f->cells[slot].understood = date_span(q, form_field(f, slot), &v);
}

Form form_new(Request *q, Record *r)
{
    Form f = { .type = r->type, .record = r };

    f.cells = NEWN(q->c.arena, FormCell, r->type->nfields + STD__N);
    if (!r->unit && q->c.user)
        r->unit = q->c.user->home;
    for (size_t i = 0; i < r->type->nfields + STD__N; i++)
        if (is_shown(q, &f, i))
            show_cell(q, &f, i);
    return f;
}

Form form_of(Request *q, Record *r, const int *slots, size_t n)
{
    Form f = { .type = r->type, .record = r };

    f.cells = NEWN(q->c.arena, FormCell, r->type->nfields + STD__N);
    for (size_t i = 0; i < n; i++)
        show_cell(q, &f, (size_t)slots[i]);
    return f;
}

/* ---- reading ---- */

void form_cell_fault(Form *f, FormCell *cell, Str message)
{
    if (cell->fault.n)
        return;
    cell->fault = message;
    f->faults++;
}

/* Lines end as in the store, whatever a browser makes of them. */
static Str one_newline(Request *q, Str s)
{
    char *p;
    size_t n = 0;

    if (str_find(s, S("\r")) < 0)
        return s;
    p = arena_get(q->c.arena, s.n);
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] != '\r' || i + 1 == s.n || s.p[i + 1] != '\n')
            p[n++] = s.p[i] == '\r' ? '\n' : s.p[i];
    return (Str){ p, n };
}

static void read_text(Request *q, Form *f, size_t slot, Str text)
{
    const Field *field = form_field(f, slot);
    FormCell *cell = &f->cells[slot];
    Value now = form_value(f, slot), v;
    Err e = { .lang = q->c.lang };

    cell->text = text;
    if (field->kind != T_DOCUMENT && str_eq(text, form_text(q, field, &now)))
        return;
    if (!value_parse(&q->c, field, f->record, text, &v, &e)) {
        form_cell_fault(f, cell, arena_str(q->c.arena, str_z(e.msg)));
        return;
    }
    form_set(f, slot, v);
    cell->understood = date_span(q, field, &v);
}

/* The codes of all boxes that are ticked. */
static Str ticked(const Request *q, Str name)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    Str code;

    for (size_t i = 0; (code = form_sent_nth(q, name, i)).p; i++)
        if (code.n)
            buf_printf(&b, "%s%.*s|", b.n ? "" : "|", STR(code));
    return arena_str(q->c.arena, buf_str(&b));
}

static bool read_one(Request *q, Form *f, size_t slot, Err *e)
{
    const Field *field = form_field(f, slot);
    Str name = form_name(q, field, ""), text = form_sent(q, name);

    if (!f->cells[slot].shown || !text.p)
        return true;
    if (field->kind == T_LINK)
        return form_read_link(q, f, slot, e);
    if (field->kind == T_LINKS)
        return form_read_links(q, f, slot, e);
    if (field->kind == T_CHOICES)
        text = ticked(q, name);
    read_text(q, f, slot, one_newline(q, text));
    return true;
}

/* Numbers of documents come last: how they are read depends on the kind that is said elsewhere. */
bool form_read(Request *q, Form *f, Err *e)
{
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < f->type->nfields + STD__N; i++)
            if ((form_field(f, i)->kind == T_DOCUMENT) == pass && !read_one(q, f, i, e))
                return false;
    return true;
}

bool form_fill(Request *q, Form *f, size_t slot, Str text, Err *e)
{
    const Field *field = form_field(f, slot);

    text = str_trim(text);
    if (!f->cells[slot].shown || !text.n)
        return true;
    if (field->kind == T_LINK)
        return form_name_link(q, f, slot, text, e);
    if (field->kind != T_LINKS)
        read_text(q, f, slot, text);
    return true;
}

/* ---- what is wrong ---- */

static FormCell *cell_named(Form *f, const char *field)
{
    int slot = field && field[0] ? type_slot(f->type, str_z(field)) : -1;
    int std = field && field[0] && slot < 0 ? std_slot(str_z(field)) : -1;
    FormCell *cell = slot >= 0  ? &f->cells[slot]
                     : std >= 0 ? &f->cells[form_std(f, (StdField)std)]
                                : NULL;

    return cell && cell->shown ? cell : NULL;
}

void form_fault(Request *q, Form *f, const char *field, Str message)
{
    FormCell *cell = cell_named(f, field);

    if (cell) {
        form_cell_fault(f, cell, message);
        return;
    }
    vec_push(q->c.arena, &f->whole, message);
    f->faults++;
}

void form_check(Request *q, Form *f, const Check *k)
{
    for (size_t i = 0; i < k->list.n; i++) {
        const Problem *p = &k->list.p[i];
        FormCell *cell = cell_named(f, p->field);

        if (!p->warning) {
            form_fault(q, f, p->field, p->message);
            continue;
        }
        vec_push(q->c.arena, &f->warnings, p->message);
        if (cell && !cell->warning.n)
            cell->warning = p->message;
    }
}
