/* SPDX-License-Identifier: Apache-2.0
 * Telling webhooks: a thread of the server that reads the history and sends what is due.
 *
 * Signed as Standard Webhooks says (v1a, Ed25519), so that a receiver needs a public key and no
 * secret. Redirects are not followed, no proxy of the environment is used, and the address that a
 * name leads to is looked at when it is connected to, so that no name can be turned against the
 * office's own network.
 */
#pragma once

#include <sys/socket.h>

#include "engine/webhook.h"

typedef struct Hooks Hooks;

typedef struct {
    const char *db;   /* the store's URL */
    const char *base; /* what links to records begin with: "http://127.0.0.1:8080" */
} HooksOptions;

/* Starts the thread; the options must outlive it. NULL on failure. To be called where signals are
 * blocked already. */
Hooks *hooks_start(const HooksOptions *o, Err *e);
/* Ends it after what is being sent. NULL is fine. */
void hooks_stop(Hooks *h);

/* Is that an address of this machine, of a private network, or of no single machine? */
bool is_local_address(const struct sockaddr *a);
/* Is it of this machine alone? */
bool is_own_address(const struct sockaddr *a);
