/* SPDX-License-Identifier: Apache-2.0
 * Answering a request: finds the route, readies what it needs, runs the page, turns an error into a
 * page of its own. Knows nothing of sockets, so that `qiao explain` and the tests use it too.
 */
#pragma once

#include "web/routes.h"
#include "web/site.h"

/* A request in an arena of its own, at that time; `lang` where the browser wants none of ours.
 * request_done frees it. */
Request request_new(Site *s, Lang lang, int64_t now);
void request_done(Request *q);
/* Reads the address and chooses route and language. False with the page of the error written: then
 * there is nothing more to do. */
MUST_USE bool answer_begin(Request *q, Method method, Str raw, const RequestHeaders *h);
/* Runs the page of q->route. Always leaves a complete answer. */
void answer_run(Request *q);
/* The same for a page that can be looked at once, in a thread that many wait for. False: it cannot,
 * or did not come to an end; the request is as it was, for answer_run in a worker. */
MUST_USE bool answer_at_once(Request *q);
/* Writes the page of an error instead of whatever was written. status 0: what its kind says. */
void answer_error(Request *q, int status, const Err *e);
