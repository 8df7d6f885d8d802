/* SPDX-License-Identifier: Apache-2.0
 * Reasons in words.
 */
#include "names/kin_impl.h"

static const char *const way_words[WAY__N] = {
    [WAY_SURNAME_FIRST] = N_("surname first"),
    [WAY_SURNAME_LAST] = N_("surname last"),
    [WAY_NO_SURNAME] = N_("without surname"),
    [WAY_MARRIED] = N_("with a husband's surname"),
};

static const char *const met_words[WHY__N] = {
    [WHY_SURNAME] = N_("surname"), [WHY_GIVEN] = N_("given name"), [WHY_YEAR] = N_("birth"),
    [WHY_PLACE] = N_("origin"),    [WHY_VILLAGE] = N_("village"),
};

static const char *const missed_words[WHY__N] = {
    [WHY_SURNAME] = N_("surname, no usual spelling"),
    [WHY_GIVEN] = N_("given name, no usual spelling"),
    [WHY_YEAR] = N_("birth, apart"),
    [WHY_PLACE] = N_("origin, another"),
    [WHY_VILLAGE] = N_("village, another"),
};

void kin_reason_text(const Kin *k, const KinReason *r, Lang lang, Buf *out)
{
    if (r->why == WHY_READING) {
        buf_put(out, str_z(tr(lang, way_words[r->detail])));
        buf_put(out, S(", "));
        if (r->system >= 0)
            buf_put(out, names_system(k->names, (size_t)r->system)->name[lang]);
        else
            buf_put(out,
                    str_z(tr(lang, r->system == KIN_RECORDED_LATIN ? N_("recorded in Latin letters")
                                                                   : N_("in Chinese characters"))));
        return;
    }
    if (r->why == WHY_ORDER) {
        buf_put(out, str_z(tr(lang, N_("parts left out, added or turned round"))));
        return;
    }
    buf_printf(out, "%s: %.*s → %.*s", tr(lang, (r->bits < 0 ? missed_words : met_words)[r->why]),
               STR(r->told), STR(r->recorded));
    if (r->reading.n)
        buf_printf(out, " (%.*s)", STR(r->reading));
}
