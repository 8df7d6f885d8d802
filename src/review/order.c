/* SPDX-License-Identifier: Apache-2.0
 * What a review is ordered with where nobody says otherwise: the template that Qiao brings along,
 * and the names of the federation that it is of.
 */
#include "base/embed.h"
#include "engine/core.h"
#include "engine/registry.h"
#include "engine/store.h"
#include "engine/units.h"
#include "review/template.h"

static const char *const files[LANG__N] = {
    [LANG_EN] = "en.txt", [LANG_HANS] = "zh-Hans.txt", [LANG_HANT] = "zh-Hant.txt"
};

Str review_template(Lang lang)
{
    const Embedded *f = embedded_find(files[lang]);
    const void *p = f ? f->p : NULL;
    return (Str){ p, f ? f->n : 0 };
}

/* How a text calls a federation that has no short name. */
static const char *const plain_names[LANG__N] = {
    [LANG_EN] = "the federation", [LANG_HANS] = "本会", [LANG_HANT] = "本會"
};

static Str in_script(Ctx *c, Str words)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    words_show(c, words, &b);
    return arena_str(c->arena, buf_str(&b));
}

/* The name in that language, else the name in its script. */
static Str unit_name(Ctx *c, const UnitNames *u)
{
    Str own = u->names[c->lang];
    return c->lang != LANG_HANS && own.n ? own : in_script(c, u->names[LANG_HANS]);
}

/* Short names are Chinese, in either script. */
static Str short_name(Ctx *c, const UnitNames *u)
{
    if (c->lang == LANG_EN || !u->brief.n)
        return str_z(plain_names[c->lang]);
    return in_script(c, u->brief);
}

/* What it is called is no secret. One that is voided is not in the tree. */
static bool find_names(Ctx *c, int64_t unit, UnitNames *out, Err *e)
{
    Ctx in = *c;
    const Record *r;

    if (units_find(c->units, unit, out))
        return true;
    in.opened = registry_find(c->types, S("unit"));
    r = store_get(&in, in.opened, unit, e);
    if (r)
        *out = (UnitNames){ .id = unit,
                            .names = { [LANG_HANS] = rec_text(r, UNIT_NAME),
                                       [LANG_HANT] = rec_text(r, UNIT_NAME_HANT),
                                       [LANG_EN] = rec_text(r, UNIT_NAME_EN) },
                            .brief = rec_text(r, UNIT_SHORT) };
    return r != NULL;
}

bool review_order(Ctx *c, const FigureScope *s, Lang lang, ReviewOrder *out, Err *e)
{
    int64_t unit = s->unit ? s->unit : units_root(c->units);
    UnitNames u = { 0 };
    Ctx in = *c;

    in.lang = lang;
    if (!find_names(&in, unit, &u, e) || !scripts_find(c->facts->scripts, lang, &in.script, e))
        return false;
    *out = (ReviewOrder){ .text = review_template(lang),
                          .name = str_z(files[lang]),
                          .scope = *s,
                          .lang = lang,
                          .office = unit_name(&in, &u),
                          .office_short = short_name(&in, &u),
                          .issued = c->today };
    return true;
}
