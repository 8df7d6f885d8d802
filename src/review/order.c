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
static Str unit_name(Ctx *c, const Record *r)
{
    static const int fields[LANG__N] = {
        [LANG_EN] = UNIT_NAME_EN, [LANG_HANS] = UNIT_NAME, [LANG_HANT] = UNIT_NAME_HANT
    };
    int field = fields[c->lang];
    if (field != UNIT_NAME && rec_has(r, field))
        return rec_text(r, field);
    return in_script(c, rec_text(r, UNIT_NAME));
}

/* Short names are Chinese, in either script. */
static Str short_name(Ctx *c, const Record *r)
{
    if (c->lang == LANG_EN || !rec_has(r, UNIT_SHORT))
        return str_z(plain_names[c->lang]);
    return in_script(c, rec_text(r, UNIT_SHORT));
}

bool review_order(Ctx *c, const FigureScope *s, Lang lang, ReviewOrder *out, Err *e)
{
    int64_t unit = s->unit ? s->unit : units_root(c->units);
    const Record *r;
    Ctx in = *c;

    in.lang = lang;
    in.opened = registry_find(c->types, S("unit")); /* what it is called is no secret */
    r = store_get(&in, in.opened, unit, e);
    if (!r || !scripts_find(c->facts->scripts, lang, &in.script, e))
        return false;
    *out = (ReviewOrder){ .text = review_template(lang),
                          .name = str_z(files[lang]),
                          .scope = *s,
                          .lang = lang,
                          .office = unit_name(&in, r),
                          .office_short = short_name(&in, r),
                          .issued = c->today };
    return true;
}
