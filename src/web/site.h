/* SPDX-License-Identifier: Apache-2.0
 * Site: what all requests of a process share: connections, types, units, the user, the assets.
 *
 * Types, units and rights are read once and again as soon as the history says that they changed,
 * also by another process; a request sees one state of them from its beginning to its end.
 */
#pragma once

#include "review/base_map.h"
#include "web/request.h"

enum {
    PAGE_MS = 10000, /* how long a page may work */
    DB_WAIT_MS = 2000, /* how long it may wait for a connection before that */
    LOOK_MS = 50, /* how long one may take that is looked at once; others may have the processor */
    LOOK_REST_MS = 100, /* after one that took longer none is */
};

typedef struct {
    const char *db;     /* the store's URL */
    const char *login;  /* everybody who reaches the server is this user; NULL: people sign in */
    const char *host;   /* a name by which the server is reached, beside localhost; may be NULL */
    const BaseMap *map; /* for charts of countries; may be NULL */
    const char *keys;   /* folder with the keys that users sign reviews with; may be NULL */
    const Facts *facts;
    Lang lang;        /* where the browser wants none of ours */
    Day as_of;        /* what 'today' means; 0: the real day */
    bool tls;         /* a proxy in front does TLS */
    const Door *door; /* beside the pages; NULL: none */
    int requests;     /* forms that are taken from an address in an hour; 0: the office's pages */
    size_t connections;
} SiteOptions;

typedef struct Snapshot Snapshot;

/* A file of src/asset, or the picture of the base map, under a name that changes with its
 * content. */
typedef struct {
    const char *file, *type;
    Str name, etag;
    const unsigned char *p;
    size_t n;
} Asset;

/* The options must outlive the site. NULL on failure. */
Site *site_new(const SiteOptions *o, Err *e);
void site_free(Site *s);
/* Every connection tells `seen` its statements, from the next request on; for `qiao explain`. */
void site_trace(Site *s, DbSeen *seen, void *arg);
/* Readies the context for work: a connection, time, types, units, user. site_leave gives all back,
 * also after a failure. */
MUST_USE bool site_enter(Site *s, Request *q, Err *e);
void site_leave(Site *s, Request *q);
/* May pages be looked at once, in a thread that others wait for? Where the database is in this
 * process, and no page took too long for that just now. */
bool site_looks(const Site *s);
/* As site_enter with q->at_once: all of the page is one look (db.h), with a connection that is idle
 * now. False: it is to be done anew, in a worker. site_leave follows in any case. */
MUST_USE bool site_look_end(Site *s, Request *q);
/* What the user of that number is called. */
Str site_user_name(Request *q, int64_t id);
/* The newest year with data, which pages start from, if it was found within the last minute; else
 * 0. */
int site_newest_year(const Request *q);
void site_keep_newest_year(Request *q, int year);
/* What answers that address, as sent, instead of a page; NULL: a page does. */
const Door *site_door(const Site *s, Str raw);
/* "https://HOST" of the request, zero-terminated; "" where it did not say. */
NONNULL const char *site_base(const Request *q);
/* How the cookie of a session is called. */
Str site_cookie(const Site *s);
/* The same of what the browser holds while it is at the identity provider. */
Str site_seal_cookie(const Site *s);
struct Oidc *site_oidc(const Site *s);
/* What forms prove to be of this server with where nobody signs in. */
Str site_secret(const Site *s);
/* Do people sign in here? */
bool site_signs_in(const Site *s);
/* Counts a failed sign-in from that address; site_may_try is ERR_BUSY after too many. */
void site_note_failure(Site *s, Str client, int64_t now);
MUST_USE bool site_may_try(Site *s, Str client, int64_t now, Err *e);
/* The address of that file of src/asset; it exists. */
Str site_asset(const Site *s, const char *file);
/* The folder of this process for files that come in; zero-terminated. */
NONNULL const char *site_spool(const Site *s);
/* Imports that were sent by browsers; NULL where there are none (import_job.h). */
struct ImportJobs *site_imports(const Site *s);
/* Begins to take them. */
void site_take_imports(Site *s);
/* What guards the public forms; NULL where there are none. */
struct Intake *site_intake(const Site *s);
/* The folder of the keys that users sign with; NULL if the server keeps none. */
const char *site_keys(const Site *s);
/* The base map, whose picture is one of the assets; NULL if there is none. */
const BaseMap *site_map(const Site *s);
/* NULL if no asset has that hashed name. */
const Asset *site_asset_named(const Site *s, Str name);
/* Is the server meant by that Host header? Others are refused, lest a page from elsewhere reads
 * this one through a name of its own that leads here (DNS rebinding). */
bool site_knows_host(const Site *s, Str host);
