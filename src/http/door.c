/* SPDX-License-Identifier: Apache-2.0
 * What both sides of a door use.
 */
#include "http/door.h"

#include <assert.h>

void door_header(DoorCall *d, const char *name, Str value)
{
    assert(d->nheaders < DOOR_HEADERS);
    d->headers[d->nheaders++] = (DoorPair){ str_z(name), value };
}

Str door_query(const DoorCall *d, const char *name)
{
    for (size_t i = 0; i < d->nquery; i++)
        if (str_eq(d->query[i].name, str_z(name)))
            return d->query[i].value;
    return S("");
}

int http_status(ErrKind kind)
{
    static const int by_kind[ERR__N] = {
        [ERR_NONE] = 500,     [ERR_INVALID] = 400, [ERR_DENIED] = 403,   [ERR_NOT_FOUND] = 404,
        [ERR_CONFLICT] = 409, [ERR_BUSY] = 503,    [ERR_INTERNAL] = 500,
    };
    return by_kind[kind];
}
