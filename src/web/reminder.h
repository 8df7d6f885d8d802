/* SPDX-License-Identifier: Apache-2.0
 * Reminder: a thread of the server that writes to each user once a day what waits for him.
 */
#pragma once

#include "web/site.h"

typedef struct Reminder Reminder;

/* NULL if no thread could be started. */
Reminder *reminder_start(Site *s, Lang lang);
/* Ends the thread, after the message that it is about, and gives the memory back. NULL is fine. */
void reminder_stop(Reminder *r);
/* One round at that time: who is due is written to. For the thread and for tests. */
MUST_USE bool reminder_round(Site *s, Lang lang, int64_t now, int *sent, Err *e);
