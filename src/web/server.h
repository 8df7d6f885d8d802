/* SPDX-License-Identifier: Apache-2.0
 * The server: HTTP/1.1 in front of the pages, by libmicrohttpd (docs/decisions/0015-the-server.md).
 */
#pragma once

#include "web/site.h"

typedef struct {
    SiteOptions site;
    const char *listen; /* "127.0.0.1:8080", "[::1]:0"; port 0: any free one */
    bool open;          /* other machines may connect, though nobody signs in or there is no TLS */
    void (*ready)(void *arg, const char *address); /* called once with "http://127.0.0.1:8080/" */
    void *arg;
} ServerOptions;

/* Serves until SIGTERM or SIGINT, then finishes what was begun. To be called before there are other
 * threads. False if it could not begin. */
MUST_USE bool server_run(const ServerOptions *o, Err *e);
