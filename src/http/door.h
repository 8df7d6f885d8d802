/* SPDX-License-Identifier: Apache-2.0
 * Door: another way into the server beside the pages. The server (src/web) knows only this; what
 * answers behind it (src/api) knows nothing of sockets. src/serve puts the two together.
 *
 * The server reads line, headers and body with its limits and deadlines, gives the call a
 * connection, the types and the user, and sends what the call holds afterwards.
 */
#pragma once

#include "engine/api_token.h"
#include "engine/ctx.h"

enum { DOOR_HEADERS = 12 };

typedef struct {
    Str name, value;
} DoorPair;

typedef struct {
    Ctx *c;           /* without a store where only door_error is to be written */
    Str method, path; /* "GET"; decoded, begins with the door's prefix */
    const char *base; /* "https://HOST": what links begin with; may be "" */
    const DoorPair *query;
    size_t nquery;
    Str body, content_type, if_match, if_none_match;
    Str client;            /* the address that it came from, or its network */
    const ApiToken *token; /* NULL: the server asks nobody to sign in, or nobody did */
    bool wrong_token;      /* one was shown that is none, or is over */

    int status;
    Buf *out;
    const char *type; /* of the content */
    DoorPair headers[DOOR_HEADERS];
    size_t nheaders;
} DoorCall;

typedef struct {
    const char *prefix; /* "/api/" */
    size_t body_max;
    void *arg;
    void (*answer)(void *arg, DoorCall *d);
    /* Writes an error instead of whatever was written; for what goes wrong before the call. */
    void (*error)(DoorCall *d, int status, const Err *e);
} Door;

/* Adds a header to the answer. */
void door_header(DoorCall *d, const char *name, Str value);
/* The value of a name behind '?'; empty if it was not given. */
Str door_query(const DoorCall *d, const char *name);
/* The status of HTTP that stands for a kind of error. */
int http_status(ErrKind kind);
