/* SPDX-License-Identifier: Apache-2.0
 * GET /types and /types/:type: what there is, from the descriptors.
 */
#include "api/impl.h"
#include "engine/registry.h"

static void put_head(const ApiCall *a, const Type *t)
{
    j_text(a->out, "name", str_z(t->name));
    j_text(a->out, "label", str_z(type_label(t, a->c->lang)));
    j_text(a->out, "area", str_z(t->area));
    j_bool(a->out, "may_write", rights_has(a->c, t->write ? t->write : RIGHT_WRITE, t, 0));
}

bool api_types(ApiCall *a, Err *e)
{
    Buf *out = a->out;

    (void)e;
    j_open(out, NULL, '{');
    j_open(out, "types", '[');
    for (size_t i = 0; i < registry_count(a->c->types); i++) {
        const Type *t = registry_at(a->c->types, i);
        if (!rights_has(a->c, RIGHT_READ, t, 0) && !rights_has(a->c, RIGHT_WRITE, t, 0))
            continue;
        j_open(out, NULL, '{');
        put_head(a, t);
        j_close(out, '}');
    }
    j_close(out, ']');
    j_close(out, '}');
    return true;
}

static const char *level_name(Level level)
{
    return level == LEVEL_PUBLIC     ? "public"
           : level == LEVEL_INTERNAL ? "internal"
           : level == LEVEL_PERSONAL ? "personal"
                                     : "sensitive";
}

static void put_choices(const ApiCall *a, const Field *f)
{
    j_open(a->out, "choices", '[');
    for (const Choice *p = f->choices; p && p->code; p++) {
        j_open(a->out, NULL, '{');
        j_text(a->out, "code", str_z(p->code));
        j_text(a->out, "label", str_z(tr(a->c->lang, p->label)));
        j_close(a->out, '}');
    }
    j_close(a->out, ']');
}

static void put_field(const ApiCall *a, const Field *f)
{
    Buf *out = a->out;

    j_open(out, NULL, '{');
    j_text(out, "name", str_z(f->name));
    j_text(out, "label", str_z(field_label(f, a->c->lang)));
    j_text(out, "kind", str_z(field_kind_name(f->kind)));
    j_text(out, "level", str_z(level_name(f->level)));
    j_bool(out, "required", (f->flags & REQUIRED) != 0);
    j_bool(out, "unique", (f->flags & UNIQUE) != 0);
    j_bool(out, "fixed", (f->flags & FIXED) != 0);
    j_bool(out, "in_list", (f->flags & IN_LIST) != 0);
    if (f->choices)
        put_choices(a, f);
    if (f->link)
        j_text(out, "link", str_z(f->link));
    if (f->unit)
        j_text(out, "unit", str_z(tr(a->c->lang, f->unit)));
    if (f->kind == T_DECIMAL)
        j_int(out, "places", f->scale);
    if (f->help)
        j_text(out, "help", str_z(tr(a->c->lang, f->help)));
    j_close(out, '}');
}

static void put_states(const ApiCall *a, const Type *t)
{
    j_open(a->out, "states", '[');
    for (const State *s = t->states; s && s->code; s++) {
        j_open(a->out, NULL, '{');
        j_text(a->out, "code", str_z(s->code));
        j_text(a->out, "label", str_z(tr(a->c->lang, s->label)));
        j_bool(a->out, "end", (s->flags & STATE_END) != 0);
        j_close(a->out, '}');
    }
    j_close(a->out, ']');
    j_open(a->out, "moves", '[');
    for (const Move *m = t->moves; m && m->to; m++) {
        j_open(a->out, NULL, '{');
        j_text(a->out, "from", str_z(m->from));
        j_text(a->out, "to", str_z(m->to));
        j_text(a->out, "label", str_z(tr(a->c->lang, m->label)));
        j_text(a->out, "right", str_z(right_name(m->by ? m->by : RIGHT_WRITE)));
        j_bool(a->out, "needs_reason", (m->flags & MOVE_REASON) != 0);
        j_close(a->out, '}');
    }
    j_close(a->out, ']');
}

bool api_type(ApiCall *a, Err *e)
{
    const Type *t = call_type(a, e);

    if (!t || (!rights_has(a->c, RIGHT_WRITE, t, 0) && !rights_check(a->c, RIGHT_READ, t, 0, e)))
        return false;
    j_open(a->out, NULL, '{');
    put_head(a, t);
    j_open(a->out, "fields", '[');
    for (size_t i = 0; i < t->nfields; i++)
        put_field(a, &t->fields[i]);
    j_close(a->out, ']');
    put_states(a, t);
    j_close(a->out, '}');
    return true;
}
