/* SPDX-License-Identifier: Apache-2.0
 * How a name may have been written instead, for looking it up where it is stored as a text.
 */
#include <assert.h>

#include "names/impl.h"
#include "names/pairs_impl.h"

enum {
    FORM_CHARS = 6,   /* longer names are looked up as they are */
    SAME_FORMS = 4,   /* characters of one class that are tried */
    SAME_MOST = 24,   /* names that differ in these alone */
    SOUNDS_MOST = 16, /* characters of one sound that are tried for one */
};

typedef struct {
    const PairTables *t;
    Arena *a;
    Str *out;
    size_t n, most;
    uint32_t name[FORM_CHARS], simple[FORM_CHARS];
    size_t chars;
} Forms;

/* Adds a name unless it is there. */
static void add(Forms *f, const uint32_t *chars)
{
    char text[FORM_CHARS * 4];
    Str name = { text, 0 };

    for (size_t i = 0; i < f->chars; i++)
        name.n += utf8_put(chars[i], text + name.n);
    for (size_t i = 0; i < f->n; i++)
        if (str_eq(f->out[i], name))
            return;
    if (f->n < f->most)
        f->out[f->n++] = arena_str(f->a, name);
}

/* The name as it was written and in simplified characters, with another character at a place. */
static void add_with(Forms *f, size_t place, uint32_t ch)
{
    uint32_t chars[FORM_CHARS];

    memcpy(chars, f->name, sizeof chars);
    chars[place] = ch;
    add(f, chars);
    memcpy(chars, f->simple, sizeof chars);
    chars[place] = folder_simple(ch);
    add(f, chars);
}

static const uint32_t *forms_of(const PairTables *t, uint16_t cls, size_t *n)
{
    *n = t->form_at[cls + 1] - t->form_at[cls];
    *n = *n < SAME_FORMS ? *n : SAME_FORMS;
    return t->forms + t->form_at[cls];
}

/* All ways in which the characters may stand for their variants. */
static void add_variants(Forms *f)
{
    uint32_t chars[FORM_CHARS];
    const uint32_t *forms[FORM_CHARS] = { NULL };
    size_t n[FORM_CHARS] = { 0 }, all = 1;

    for (size_t i = 0; i < f->chars; i++) {
        forms[i] = forms_of(f->t, names_class(f->t->names, f->name[i]), &n[i]);
        all *= n[i];
    }
    for (size_t k = 0; k < all && k < SAME_MOST; k++) {
        size_t rest = k;
        for (size_t i = 0; i < f->chars; i++) {
            assert(forms[i] && n[i]);
            chars[i] = forms[i][rest % n[i]];
            rest /= n[i];
        }
        add(f, chars);
    }
}

static void add_mistaken(Forms *f, size_t place)
{
    uint16_t cls = names_class(f->t->names, f->name[place]);

    for (size_t i = 0; i < MISTAKEN_SLOTS; i++) {
        uint16_t low = (uint16_t)(f->t->mistaken[i].both & 0xFFFF);
        uint16_t high = (uint16_t)(f->t->mistaken[i].both >> 16);
        const uint32_t *forms;
        size_t n;
        if (!f->t->mistaken[i].both || (low != cls && high != cls))
            continue;
        forms = forms_of(f->t, low == cls ? high : low, &n);
        for (size_t k = 0; k < n; k++)
            add_with(f, place, forms[k]);
    }
}

/* The commonest characters of the same sound, the commonest first. */
static void add_sounds(Forms *f, size_t place)
{
    const PairCode *code = f->t->code[AS_GIVEN];
    const double *count = f->t->count[AS_GIVEN];
    uint16_t sound = code[names_class(f->t->names, f->name[place])].sound, best[SOUNDS_MOST];
    size_t n = 0;

    for (uint16_t c = 1; sound && c < names_classes(f->t->names); c++) {
        size_t at = n < SOUNDS_MOST ? n : SOUNDS_MOST - 1;
        if (code[c].sound != sound || (n == SOUNDS_MOST && count[c] <= count[best[at]]))
            continue;
        n += n < SOUNDS_MOST;
        for (; at > 0 && count[best[at - 1]] < count[c]; at--)
            best[at] = best[at - 1];
        best[at] = c;
    }
    for (size_t i = 0; i < n; i++)
        add_with(f, place, names_class_char(f->t->names, best[i]));
}

size_t pair_forms(const PairTables *t, Arena *a, Str name, Str *out, size_t most)
{
    Forms f = { .t = t, .a = a, .out = out, .most = most };
    Str rest = name;
    uint32_t ch;

    if (name.n == 0 || most == 0)
        return 0;
    out[f.n++] = name;
    while (utf8_next(&rest, &ch)) {
        if (f.chars == FORM_CHARS || names_class(t->names, ch) == 0)
            return f.n; /* Latin letters, or longer than a name is */
        f.simple[f.chars] = folder_simple(ch);
        f.name[f.chars++] = ch;
    }
    add(&f, f.simple);
    add_variants(&f);
    for (size_t i = 0; i < f.chars; i++)
        add_mistaken(&f, i);
    for (size_t i = 1; i < f.chars; i++)
        add_sounds(&f, i);
    return f.n;
}
