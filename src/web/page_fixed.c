/* SPDX-License-Identifier: Apache-2.0
 * What needs no store: stylesheets, pictures, the sign of life.
 */
#include "web/pages.h"
#include "web/site.h"

bool page_health(Request *q, Err *e)
{
    (void)e;
    q->type = "text/plain; charset=utf-8";
    buf_put(&q->out, S("ok\n"));
    return true;
}

bool page_static(Request *q, Err *e)
{
    const Asset *a = site_asset_named(q->site, q->args[0]);
    if (!a)
        return err_set(e, ERR_NOT_FOUND, "there is no file '%.*s'", STR(q->args[0]));
    q->type = a->type;
    q->etag = a->etag;
    q->fixed = a->p;
    q->nfixed = a->n;
    return true;
}
