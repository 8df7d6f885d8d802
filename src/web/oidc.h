/* SPDX-License-Identifier: Apache-2.0
 * Oidc: signing in through the office's own identity provider, by OpenID Connect: authorization
 * code with PKCE (docs/decisions/0038-oidc.md).
 *
 * Between the way there and the way back the browser keeps a sealed cookie, and the server nothing
 * but which of them were used. What the provider says of itself is kept for an hour.
 */
#pragma once

#include "engine/ctx.h"

typedef struct Oidc Oidc;

enum { OIDC_SEAL_S = 10 * 60 /* how long somebody may take at the provider */ };

/* Before there are other threads. The client's secret is that of $QIAO_OIDC_SECRET. */
NONNULL Oidc *oidc_new(void);
void oidc_free(Oidc *o);

/* Do the settings name a provider? */
bool oidc_is_on(const Ctx *c);

/* The way there. `base` is "https://HOST", by which the browser reaches this server; `to`, where
 * it wants to go afterwards. *seal is for its cookie, *address where it is led. */
MUST_USE bool oidc_start(Oidc *o, Ctx *c, const char *base, Str to, Str *seal, Str *address,
                         Err *e);

/* What came back: by the cookie, and behind '?'. */
typedef struct {
    const char *base;
    Str seal, state, code, issuer, error;
} OidcBack;

/* Where the sealed cookie says that the browser wanted to go; empty if it is none of ours, is over,
 * or not of that state. */
Str oidc_way(const Oidc *o, Ctx *c, const OidcBack *back);
/* Changes the code for a token and checks it; *login is what the wanted claim says. May take as
 * long as the provider does, up to some seconds. ERR_BUSY: the provider cannot be reached;
 * ERR_NOT_FOUND: not begun here, over or used; ERR_DENIED: the provider does not vouch. */
MUST_USE bool oidc_finish(Oidc *o, Ctx *c, const OidcBack *back, Str *login, Err *e);
