/* SPDX-License-Identifier: Apache-2.0
 * What the pages of signing in share: by password (page_sign.c), by an identity provider
 * (page_oidc.c).
 */
#pragma once

#include "web/request.h"

/* The address as people write it. */
Str sign_client(Request *q);
/* The way if it is within this site, else the start page. */
Str sign_way(Str to);
/* The form of login and password, with the fault above it if there is one. */
void sign_page(Request *q, Str to, Str fault);
/* The form of the second factor; `half` is of account_sign_in. */
void sign_second_page(Request *q, Str to, Str half, Str fault);
