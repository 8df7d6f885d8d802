/* SPDX-License-Identifier: Apache-2.0
 * Again: a form that came when its session was over. What was typed goes through signing in as
 * hidden fields, and then stands on a page from which it is sent once more.
 */
#pragma once

#include "web/request.h"

/* Can the form of this request be carried? Not if it is too large, or has a password. */
bool again_can(const Request *q);
/* Its fields as hidden ones of a form that is being written. */
void again_put(Request *q);
/* Is this the form of signing in, with the fields of another one in it? */
bool again_has(const Request *q);
/* A page with the form, to be sent to that address for the present session. */
void again_page(Request *q, Str to);
/* A form came, and nobody is signed in any more: the page for that, with the form in it. False if
 * it cannot be carried. */
bool sign_in_again(Request *q);
