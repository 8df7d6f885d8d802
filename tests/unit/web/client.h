/* SPDX-License-Identifier: Apache-2.0
 * A browser without sockets: asks a site of the office of tests for pages, fills in forms.
 */
#pragma once

#include "areas/office.h"

#include "web/answer.h"

typedef struct {
    Office o;
    SiteOptions options;
    Site *site;
    int status;   /* of the last answer */
    Str location; /* where it led */
    Str page;     /* its text */
} Client;

/* Everybody is the user of that login. */
Client *client_open(TestDb *t, const char *login);
void client_close(Client *c);
/* The same site, but everybody is now that user. */
void client_act_as(Client *c, const char *login);
/* The page, with its status. */
Str client_get(Client *c, Str path);
/* Sends "name=text" pairs that end with NULL to the address; csrf is added. */
int client_post(Client *c, Str path, const char *const *pairs);
#define POST(c, path, ...) client_post(c, path, (const char *const[]){ __VA_ARGS__, NULL })
/* The last page holds that text. */
void client_expect(const Client *c, int status, const char *text);
/* Where the last answer led: the record's number in "/type/123?…". */
int64_t client_made(const Client *c);
/* A request in the site's context, for functions below pages; client_leave gives it back. */
Request client_enter(Client *c, const char *const *pairs);
void client_leave(Client *c, Request *q);
