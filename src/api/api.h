/* SPDX-License-Identifier: Apache-2.0
 * The API: records, figures and receipts for programs, as JSON under /api/v1/. docs/api.md
 *
 * It is another face of the same types, rights and queries; it writes through the store alone.
 */
#pragma once

#include "http/door.h"

#define API_PREFIX "/api/"

enum { API_BODY_MAX = 1 << 20 };

typedef struct Api Api;

/* What outlives one call: how often each token and each address has asked. */
NONNULL Api *api_new(void);
void api_free(Api *api);
/* Answers a call; for Door.answer, with an Api. Always leaves a complete answer. */
void api_answer(void *api, DoorCall *d);
/* Writes an error as application/problem+json; for Door.error. */
void api_error(DoorCall *d, int status, const Err *e);

/* An address of the API, for `qiao routes`. */
typedef struct ApiRoute ApiRoute;
size_t api_route_count(void);
void api_route_at(size_t i, const char **method, const char **pattern, const char **name);
/* The OpenAPI document of the types that the context's user may read, for the command line. */
void api_openapi(Ctx *c, const char *base, Buf *out);
