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

/* How a text calls a federation that has no short name; a short name is kept in one script only. */
static const char *const plain_names[LANG__N] = {
    [LANG_EN] = "the federation", [LANG_HANS] = "本会", [LANG_HANT] = "本會"
};

/* The name in that language, else the name. */
static Str unit_name(const Record *r, Lang lang)
{
    static const int fields[LANG__N] = {
        [LANG_EN] = UNIT_NAME_EN, [LANG_HANS] = UNIT_NAME, [LANG_HANT] = UNIT_NAME_HANT
    };
    return rec_text(r, rec_has(r, fields[lang]) ? fields[lang] : UNIT_NAME);
}

bool review_order(Ctx *c, const FigureScope *s, Lang lang, ReviewOrder *out, Err *e)
{
    int64_t unit = s->unit ? s->unit : units_root(c->units);
    const Record *r = store_get(c, registry_find(c->types, S("unit")), unit, e);

    if (!r)
        return false;
    *out = (ReviewOrder){ .text = review_template(lang),
                          .name = str_z(files[lang]),
                          .scope = *s,
                          .lang = lang,
                          .office = unit_name(r, lang),
                          .issued = c->today };
    out->office_short = lang == LANG_HANS && rec_has(r, UNIT_SHORT) ? rec_text(r, UNIT_SHORT)
                                                                    : str_z(plain_names[lang]);
    return true;
}
