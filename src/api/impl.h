/* SPDX-License-Identifier: Apache-2.0
 * What the files of the API share.
 */
#pragma once

#include <jansson.h>

#include "api/api.h"
#include "api/json.h"
#include "engine/record.h"
#include "engine/rights.h"

enum {
    API_ARGS = 3,
    API_ROWS = 100,       /* of a page, if the caller does not say */
    API_ROWS_MAX = 500,
    API_DEPTH_MAX = 16,   /* of JSON within JSON */
    API_BATCH_MAX = 500,  /* writes of a batch */
    API_SEARCH_MAX = 50,
    API_FAULTS_MAX = 100,  /* that an answer lists; what is beyond is not looked at */
    API_LINKS_MAX = 1000,  /* records that one field links to */
    API_CLAIMS_MAX = 5000, /* numbers of a text that is checked */
};

/* Something that is wrong with one field of what was sent. */
typedef struct {
    Str field, message;
    bool warning;
} Fault;

typedef struct {
    DoorCall *d;
    Ctx *c;
    Buf *out;
    Str args[API_ARGS];
    json_t *body; /* an object, where the route takes one */
    VEC(Fault) faults;
    int status; /* of an error, where its kind does not say it: 412, 428 */
} ApiCall;

typedef bool ApiFn(ApiCall *a, Err *e);

enum {
    WITH_BODY = 1 << 0,    /* takes a JSON object */
    WITH_VERSION = 1 << 1, /* needs If-Match */
};

/* What stands in the OpenAPI document of a route beside its pattern. */
struct ApiRoute {
    const char *method, *pattern; /* ":word" stands for one segment */
    ApiFn *run;
    unsigned flags;
    const char *name, *summary;   /* operationId; English */
    const char *request, *answer; /* schemas; NULL: none, or that of the type */
    const char *query;            /* names of parameters, between blanks */
};
extern const ApiRoute api_routes[]; /* ends with { 0 } */

ApiFn api_types, api_type, api_list, api_get, api_create, api_change, api_void, api_move,
    api_history, api_batch, api_figures, api_figure, api_evidence, api_search, api_verify,
    api_receipts, api_receipt, api_undo, api_document, api_deliveries, api_resend, api_hook_key,
    api_export;

/* ---- what several need ---- */

/* The type and the number that the address names. */
const Type *call_type(ApiCall *a, Err *e);
MUST_USE bool call_id(Str text, int64_t *id, Err *e);
/* A whole number behind '?' from least to most; `usual` where there is none. */
MUST_USE bool call_number(const ApiCall *a, const char *name, const int64_t between[2],
                          int64_t usual, int64_t *out, Err *e);
/* Is a switch behind '?' on: 1 or true? */
bool call_switch(const ApiCall *a, const char *name);
/* The version of If-Match: 428 without one. */
MUST_USE bool call_version(ApiCall *a, int64_t *version, Err *e);
/* Notes what a check of the store found. */
void call_faults(ApiCall *a, const Check *k);
/* Sets the reason that the history keeps, with the token's name behind it. */
void call_reason(ApiCall *a, Str why);
Str call_reason_text(ApiCall *a, Str why);
/* That of a move. Where the move wants one, a token's name alone is none. */
Str call_move_reason(ApiCall *a, const Record *r, Str to, Str why);
/* Sets the header ETag. False, with the answer 304 complete, where the caller has it already. */
bool call_etag(ApiCall *a, Str tag);
/* The record as an answer, with its ETag. */
void call_record(ApiCall *a, const Record *r);
/* Lays the members of a JSON object over a record: `fields`, and what every record has. All that is
 * wrong is noted; false if anything is. */
MUST_USE bool call_apply(ApiCall *a, json_t *object, Record *r, Err *e);
/* A member that must be text; empty if it is not there. */
MUST_USE bool body_text(json_t *object, const char *name, Str *out, Err *e);
MUST_USE bool body_bool(json_t *object, const char *name, bool *out, Err *e);
/* Refuses members that are not among the words of `known`, with the nearest. */
MUST_USE bool body_known(json_t *object, const char *known, Err *e);
/* "there is no X 'a'; the nearest is 'b'": the nearest of the words, NULL if none is near. */
const char *nearest_word(Arena *a, Str name, const char *words);
