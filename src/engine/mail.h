/* SPDX-License-Identifier: Apache-2.0
 * Mail: one message to one person, through the office's own SMTP server (settings smtp_url,
 * smtp_from, smtp_user; the password only in the environment, QIAO_SMTP_PASSWORD).
 */
#pragma once

#include "engine/ctx.h"

typedef struct {
    Str to, subject, text; /* UTF-8; text in lines that end with '\n' */
} Mail;

/* Once in a process, before there are threads that send. */
void mail_ready(void);
/* Is there a server to send by? */
bool mail_is_set(const Ctx *c);
/* ERR_INVALID for an address or a server that cannot be; ERR_BUSY if it may work another time. */
MUST_USE bool mail_send(const Ctx *c, const Mail *m, Err *e);

/* ---- once a day for each user ---- */

enum { MAIL_DAYS_KEPT = 30 /* how long it is known who had his mail */ };

/* Takes the day's mail of that user for this process: *mine is false if another has it, it was
 * sent, or it failed and is not to be tried again yet. */
MUST_USE bool mail_claim(Ctx *c, int64_t user, bool *mine, Err *e);
/* What became of it; `why` is empty if it was sent. */
MUST_USE bool mail_done(Ctx *c, int64_t user, Str why, Err *e);

typedef struct {
    int64_t user, at, tries;
    Day day;
    Str why;
} MailFailure;
/* Those of the last days that were not sent, the newest first. */
MUST_USE bool mail_failures(Ctx *c, const MailFailure **out, size_t *n, Err *e);
