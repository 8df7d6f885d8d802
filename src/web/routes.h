/* SPDX-License-Identifier: Apache-2.0
 * Routes: every address that the server knows, in one table.
 */
#pragma once

#include "web/request.h"

/* Writes the page to q->out, or sets the error, whose kind becomes the status. */
typedef bool Page(Request *q, Err *e);

typedef enum {
    BOUNDED, /* no store, microseconds: runs in the thread of the connection */
    WORKER,  /* with a store: runs in a worker, with a connection of its own and a time limit */
    QUICK,   /* the same, but looked at once first: most of its answers read a few rows */
    OUTSIDE, /* the same in a worker of its few, since another server may keep it waiting */
} RouteNeeds;

/* Who may ask. */
typedef enum {
    SIGNED,  /* somebody who is signed in; his forms bring back their token */
    ASKING,  /* the same, but the form changes nothing, and so brings none back */
    ANYBODY, /* the user of the context may be nobody, who has no rights */
} RouteAccess;

/* A server shows the office's pages or takes requests of the public, and never both: what the
 * public reaches stands on no machine that shows records. */
typedef enum { FACE_OFFICE, FACE_PUBLIC, FACE_BOTH } RouteFace;

struct Route {
    Method method;
    const char *pattern; /* ":word" stands for any one segment */
    const char *name;    /* of the function, for `qiao routes` and `qiao explain` */
    Page *page;
    RouteNeeds needs;
    RouteFace face;
    RouteAccess access;
    int64_t upload_max; /* bytes of the files of its form together; 0: it takes none */
};

extern const Route routes[]; /* ends with { 0 } */
NONNULL const char *method_name(Method m);
/* The first route that fits; fills in q->args. NULL: ERR_NOT_FOUND, and *allowed says which methods
 * the address has (bits of Method), 0 if there is no such address at all. */
const Route *route_find(Request *q, unsigned *allowed);
