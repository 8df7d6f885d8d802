/* SPDX-License-Identifier: Apache-2.0
 * Records in memory.
 */
#include "engine/record.h"

Record *record_new(Arena *a, const Type *t)
{
    Record *r = NEW(a, Record);
    r->type = t;
    r->v = NEWN(a, Value, t->nfields);
    return r;
}

Record *record_copy(Arena *a, const Record *r)
{
    Record *copy = record_new(a, r->type);
    Value *v = copy->v;
    *copy = *r;
    copy->v = v;
    if (r->type->nfields)
        memcpy(v, r->v, r->type->nfields * sizeof *v);
    return copy;
}

bool rec_has(const Record *r, int field)
{
    return r->v[field].set;
}

int64_t rec_int(const Record *r, int field)
{
    return r->v[field].set ? r->v[field].i : 0;
}

Str rec_text(const Record *r, int field)
{
    return r->v[field].set ? r->v[field].text : (Str){ 0 };
}

Day rec_first_day(const Record *r, int field)
{
    return (Day)rec_int(r, field);
}

Day rec_last_day(const Record *r, int field)
{
    return r->v[field].set ? (Day)r->v[field].j : 0;
}

bool rec_is(const Record *r, int field, const char *code)
{
    return r->v[field].set && str_eq(r->v[field].text, str_z(code));
}

bool rec_picked(const Record *r, int field, const char *code)
{
    Str rest = rec_text(r, field), piece;
    while (str_next(&rest, '|', &piece))
        if (piece.n && str_eq(piece, str_z(code)))
            return true;
    return false;
}

bool rec_state(const Record *r, const char *code)
{
    return str_eq(r->state, str_z(code));
}

void rec_set_text(Record *r, int field, Str s)
{
    r->v[field] = (Value){ .set = s.n > 0, .text = s };
}

void rec_set_int(Record *r, int field, int64_t i)
{
    r->v[field] = (Value){ .set = true, .i = i };
}

int64_t record_ident(const Record *r)
{
    const char *const *names = r->type->identity;
    uint64_t h = 0;
    bool any = false;

    for (size_t i = 0; i < LEN(r->type->identity) && names[i]; i++) {
        const Value *v = &r->v[type_slot(r->type, str_z(names[i]))];
        uint64_t one = v->set ? str_hash(v->text) ^ (uint64_t)v->i * 0x9E3779B97F4A7C15u : 0;
        any |= v->set;
        h = (h ^ one) * 0xff51afd7ed558ccdu;
        h ^= h >> 33;
    }
    return any ? (int64_t)(h >> 1 | 1) : 0;
}
