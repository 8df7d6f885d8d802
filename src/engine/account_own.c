/* SPDX-License-Identifier: Apache-2.0
 * What somebody says of himself: how he is reached, and how he reads. Only that of his record is
 * his to change, so a system administrator's right is lent to him for it alone.
 */
#include "engine/account.h"

#include "engine/core.h"
#include "engine/registry.h"
#include "engine/rights.h"
#include "engine/store.h"
#include "engine/units.h"

const int own_slots[OWN__N] = { USER_MAIL, USER_NO_MAIL, USER_LANG, USER_ORDER, USER_TEXT };

typedef struct {
    User as; /* the same person */
    Grant grant;
    const User *was;
} Lent;

static void lend(Ctx *c, Lent *l)
{
    l->was = c->user;
    l->grant = (Grant){ role_find(S("sysadmin")), units_root(c->units), DAY_MIN, DAY_MAX };
    l->as = *c->user;
    l->as.grants = &l->grant;
    l->as.ngrants = 1;
    c->user = &l->as;
}

static void take_back(Ctx *c, const Lent *l)
{
    c->user = l->was;
}

Record *account_own(Ctx *c, Err *e)
{
    const Type *t = registry_need(c->types, S("user"), e);
    Record *r;
    Lent l;

    lend(c, &l);
    r = t ? store_get(c, t, l.as.id, e) : NULL;
    take_back(c, &l);
    return r;
}

bool account_save_own(Ctx *c, const Record *changed, Check *k, Err *e)
{
    Record *r = account_own(c, e);
    Lent l;
    bool ok;

    if (!r)
        return false;
    for (size_t i = 0; i < OWN__N; i++)
        r->v[own_slots[i]] = changed->v[own_slots[i]];
    lend(c, &l);
    ok = store_update(c, r, k, e);
    take_back(c, &l);
    return ok;
}
