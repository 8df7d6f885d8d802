/* SPDX-License-Identifier: Apache-2.0
 * Names of units by language.
 */
#include "web/office.h"

#include "engine/core.h"
#include "engine/store.h"
#include "engine/units.h"

bool office_name(Request *q, int64_t unit, Str *out, Err *e)
{
    static const int names[LANG__N] = {
        [LANG_EN] = UNIT_NAME_EN, [LANG_HANS] = UNIT_NAME, [LANG_HANT] = UNIT_NAME_HANT
    };
    int64_t id = unit ? unit : units_root(q->c.units);
    const Record *r = id ? store_get(&q->c, &unit_type, id, e) : NULL;
    if (!r && e->kind)
        return false;
    *out = r ? rec_text(r, names[q->c.lang]) : S("Qiao");
    if (!out->n)
        *out = rec_text(r, UNIT_NAME);
    return true;
}
