/* SPDX-License-Identifier: Apache-2.0
 * Checks of a record before it is written: its fields, its state, the rules of its type.
 */
#include <stdio.h>

#include "engine/chain.h"
#include "engine/registry.h"

enum { KEY_MAX = 100, SOURCE_MAX = 500, EVIDENCE_MAX = 2000 };

static void add(Check *k, int field, bool is_warning, const char *fmt, va_list ap) PRINTF(4, 0);
static void add(Check *k, int field, bool is_warning, const char *fmt, va_list ap)
{
    char text[600];
    (void)vsnprintf(text, sizeof text, tr(k->c->lang, fmt), ap);
    vec_push(k->c->arena, &k->list,
             (Problem){ .field = field == PROBLEM_RECORD ? NULL : k->type->fields[field].name,
                        .warning = is_warning,
                        .message = arena_str(k->c->arena, str_z(text)) });
    k->errors += !is_warning;
}

void problem(Check *k, int field, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    add(k, field, false, fmt, ap);
    va_end(ap);
}

void warning(Check *k, int field, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    add(k, field, true, fmt, ap);
    va_end(ap);
}

/* Papers that the state demands and that are not ticked. */
static void check_papers(Check *k, const Record *r)
{
    int slot = r->type->papers ? type_slot(r->type, S("papers")) : -1;
    for (const Paper *p = r->type->papers; slot >= 0 && p->code; p++)
        if (p->needed_at && str_eq(str_z(p->needed_at), r->state) && !rec_picked(r, slot, p->code))
            problem(k, slot, "the paper '%s' is needed in this state; tick it when it is at hand",
                    tr(k->c->lang, p->label));
}

/* The texts that every record has. */
static void check_std(Check *k, StdField which, Str text, size_t most)
{
    const char *label = tr(k->c->lang, std_fields[which].label);
    if (utf8_len(text) > most)
        problem(k, PROBLEM_RECORD, "'%s' has more than %zu characters; shorten it", label, most);
    if (!str_plain(text, which == STD_EVIDENCE))
        problem(k, PROBLEM_RECORD, "'%s' holds a control character; take it out", label);
}

bool check_record(Ctx *c, const Record *r, Check *k, Err *e)
{
    const Type *t = r->type;
    const Problem *first = NULL;

    k->c = c;
    k->type = t;
    for (size_t i = 0; i < t->nfields; i++)
        if ((t->fields[i].flags & REQUIRED) && !r->v[i].set)
            problem(k, (int)i, "'%s' is missing; it must have a value",
                    field_label(&t->fields[i], c->lang));
    if (t->states && !type_state(t, r->state))
        problem(k, PROBLEM_RECORD, "'%.*s' is no state of a %s", STR(r->state),
                type_label(t, c->lang));
    check_std(k, STD_KEY, r->key, KEY_MAX);
    check_std(k, STD_SOURCE, r->source, SOURCE_MAX);
    check_std(k, STD_EVIDENCE, r->evidence, EVIDENCE_MAX);
    if (!c->importing)
        check_papers(k, r);
    if (t->check && k->errors == 0)
        t->check(k, r);
    for (size_t i = 0; i < k->list.n && !first; i++)
        first = k->list.p[i].warning ? NULL : &k->list.p[i];
    if (!first)
        return true;
    if (first->field)
        (void)snprintf(e->field, sizeof e->field, "%s", first->field);
    return err_set(e, ERR_INVALID, "%.*s", STR(first->message));
}
