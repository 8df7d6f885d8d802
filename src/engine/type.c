/* SPDX-License-Identifier: Apache-2.0
 * Looking things up in a Type.
 */
#include "engine/type.h"

const char *field_label(const Field *f, Lang lang)
{
    return f->labels[lang] ? f->labels[lang] : tr(lang, f->label);
}

const char *type_label(const Type *t, Lang lang)
{
    return t->labels[lang] ? t->labels[lang] : tr(lang, t->label);
}

int type_slot(const Type *t, Str name)
{
    for (size_t i = 0; i < t->nfields; i++)
        if (str_is(name, t->fields[i].name))
            return (int)i;
    return -1;
}

const Field *type_field(const Type *t, Str name)
{
    int slot = type_slot(t, name);
    return slot < 0 ? NULL : &t->fields[slot];
}

int type_title(const Type *t)
{
    if (t->title)
        return type_slot(t, str_z(t->title));
    for (size_t i = 0; i < t->nfields; i++)
        if (t->fields[i].kind == T_NAME)
            return (int)i;
    return 0;
}

const State *type_state(const Type *t, Str code)
{
    for (const State *s = t->states; s && s->code; s++)
        if (str_is(code, s->code))
            return s;
    return NULL;
}

const Choice *field_choice(const Field *f, Str code)
{
    for (const Choice *c = f->choices; c && c->code; c++)
        if (str_eq(str_z(c->code), code))
            return c;
    return NULL;
}

bool field_collates(const Field *f)
{
    return f->kind == T_NAME || f->kind == T_NOTE ||
           (f->kind == T_TEXT && !(f->flags & (INDEXED | INDEXED_SET | UNIQUE)));
}

const char *field_kind_name(FieldKind kind)
{
    static const char *const names[T__N] = {
        [T_TEXT] = "text",   [T_NOTE] = "note",       [T_NAME] = "name",
        [T_COUNT] = "count", [T_DECIMAL] = "decimal", [T_MONEY] = "money",
        [T_DATE] = "date",   [T_CHOICE] = "choice",   [T_CHOICES] = "choices",
        [T_BOOL] = "bool",   [T_COUNTRY] = "country", [T_DIVISION] = "division",
        [T_LINK] = "link",   [T_LINKS] = "links",     [T_DOCUMENT] = "document",
        [T_PHONE] = "phone", [T_MAIL] = "mail",
    };
    return names[kind];
}

const char *right_label(Right r)
{
    static const char *const labels[RIGHT__N] = {
        [RIGHT_READ] = N_("read"),
        [RIGHT_WRITE] = N_("make and change"),
        [RIGHT_CONFIRM] = N_("confirm"),
        [RIGHT_APPROVE] = N_("approve"),
        [RIGHT_DECIDE] = N_("decide"),
        [RIGHT_VOID] = N_("void"),
        [RIGHT_IMPORT] = N_("import"),
        [RIGHT_EXPORT] = N_("export"),
        [RIGHT_UNDO] = N_("take back what others did"),
        [RIGHT_ERASE] = N_("erase personal data"),
        [RIGHT_SYSTEM] = N_("administer the system"),
        [RIGHT_GRANT] = N_("grant roles"),
        [RIGHT_AUDIT] = N_("read the whole history"),
        [RIGHT_DESK] = N_("tasks and appointments"),
    };
    return labels[r];
}

const char *right_name(Right r)
{
    static const char *const names[RIGHT__N] = {
        [RIGHT_READ] = "read",       [RIGHT_WRITE] = "write",   [RIGHT_CONFIRM] = "confirm",
        [RIGHT_APPROVE] = "approve", [RIGHT_DECIDE] = "decide", [RIGHT_VOID] = "void",
        [RIGHT_IMPORT] = "import",   [RIGHT_EXPORT] = "export", [RIGHT_UNDO] = "undo",
        [RIGHT_ERASE] = "erase",     [RIGHT_SYSTEM] = "system", [RIGHT_GRANT] = "grant",
        [RIGHT_AUDIT] = "audit", [RIGHT_DESK] = "desk",
    };
    return names[r];
}
