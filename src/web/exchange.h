/* SPDX-License-Identifier: Apache-2.0
 * Exchange: one request and its answer on the wire, as libmicrohttpd's callbacks tell of it.
 * Private to server.c and exchange.c.
 */
#pragma once

#include <microhttpd.h>
#include <stdatomic.h>

#include "web/answer.h"
#include "web/deadline.h"
#include "web/server.h"
#include "web/worker.h"

enum {
    WAITING_MAX = 256,        /* requests that wait for a worker */
    BODY_MAX = FORM_MAX + (64 << 10), /* a form's text and what stands around it */
    BODIES_MAX = 64 << 20,    /* bytes of all forms that are coming in */
    REQUEST_MS = 30000,       /* for a request to come in, without a form's text */
    FORM_MS = 60000,          /* with it */
    UPLOAD_RATE = 16,         /* bytes in a millisecond that a file comes in with at least */
    SEND_MS = 60000,          /* for an answer to be taken */
};

/* Bytes of all files that are coming in. */
#define UPLOADS_MAX ((int64_t)2 << 30)

typedef struct {
    const ServerOptions *o;
    SiteOptions site_options;
    Site *site;
    Workers *workers;
    Workers *outside; /* for pages that wait for another server */
    Deadlines *deadlines;
    struct Reminder *reminder; /* NULL where nobody signs in */
    struct MHD_Daemon *daemon;
    _Atomic bool stopping;
    _Atomic int64_t under_way; /* requests that were begun and not answered */
    _Atomic int64_t bodies;    /* bytes promised to forms that are coming in */
    _Atomic int64_t uploads;   /* the same of files, which are kept on disk */
} Server;

/* The callbacks of libmicrohttpd, in the order in which a request meets them. */
void exchange_connection(void *server, struct MHD_Connection *con, void **socket_context,
                         enum MHD_ConnectionNotificationCode what);
void *exchange_begin(void *server, const char *uri, struct MHD_Connection *con);
size_t exchange_unescape(void *arg, struct MHD_Connection *con, char *text);
enum MHD_Result exchange_handle(void *server, struct MHD_Connection *con, const char *path,
                                const char *method, const char *version, const char *data,
                                size_t *size, void **exchange);
void exchange_done(void *server, struct MHD_Connection *con, void **exchange,
                   enum MHD_RequestTerminationCode how);
/* In a worker: runs the page and wakes the connection. */
void exchange_work(void *exchange);
