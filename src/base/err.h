/* SPDX-License-Identifier: Apache-2.0
 * Err: what went wrong, as a value on the caller's stack. The first error wins; its kind decides
 * the HTTP status, the exit code and the log level.
 *
 *     Err e = { .lang = LANG_HANT };
 *     if (!store_get(c, type, id, &r, &e)) return report(&e);
 *
 * A message is lower case without a full stop, says what was tried and puts the user's words in
 * 'single quotes'. The English text is the key of its translation: err_set looks it up in e->lang.
 */
#pragma once

#include "base/def.h"
#include "base/lang.h"
#include "base/str.h"

typedef enum {
    ERR_NONE,
    ERR_INVALID,   /* the input is wrong, or the command was used wrongly */
    ERR_DENIED,    /* a right is missing */
    ERR_NOT_FOUND, /* there is no such thing */
    ERR_CONFLICT,  /* somebody else was first: stale version, key taken, in use */
    ERR_BUSY,      /* try again */
    ERR_INTERNAL,  /* the machine or the store failed */
    ERR__N
} ErrKind;

typedef struct {
    ErrKind kind;
    Lang lang;
    char field[64];
    char msg[640];
} Err;

/* Sets the error unless one is set already; always returns false. */
bool err_set(Err *e, ErrKind kind, const char *fmt, ...) PRINTF(3, 4);
/* As err_set, and names the field that is to blame. */
bool err_field(Err *e, const char *field, ErrKind kind, const char *fmt, ...) PRINTF(4, 5);
/* Puts context in front of a set error: "while importing row 3: "; returns false. */
bool err_prefix(Err *e, const char *fmt, ...) PRINTF(2, 3);
/* Forgets the error and keeps the language. */
void err_clear(Err *e);
/* 0 done, 2 wrong use or bad input or anything else that failed. */
int err_exit_code(ErrKind kind);
