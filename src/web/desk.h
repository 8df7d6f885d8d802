/* SPDX-License-Identifier: Apache-2.0
 * What waits for whoever is signed in, as pieces of pages.
 */
#pragma once

#include "web/layout.h"

/* All of it in short, for the start page. */
MUST_USE bool put_desk(Request *q, Err *e);
/* The condition for the reader's open tasks. */
Str desk_tasks_where(Request *q);
