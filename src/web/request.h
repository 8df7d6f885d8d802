/* SPDX-License-Identifier: Apache-2.0
 * Request: what a browser asked for, read and checked, and the answer as it is being written.
 *
 * The server makes one for each request, the dispatcher (answer.h) fills in who asks and with which
 * database, a page function writes to `out`.
 */
#pragma once

#include "base/buf.h"
#include "base/html.h"
#include "engine/account.h"
#include "engine/ctx.h"
#include "http/door.h"

typedef struct Site Site;
typedef struct Route Route;
struct Titled;

enum {
    URI_MAX = 16 << 10,     /* bytes as sent: a query of 8,192 bytes with its escapes fits */
    HEADERS_MAX = 16 << 10, /* bytes of all header lines */
    FORM_MAX = 1 << 20,     /* bytes of a form's text */
    PARAMS_MAX = 32,        /* names behind '?' */
    FIELDS_MAX = 2000,      /* values of a form */
    FILES_MAX = 50,         /* files of a form */
};

typedef enum {
    METHOD_GET, /* HEAD is answered like GET */
    METHOD_POST,
    METHOD_PUT,
    METHOD_PATCH,
    METHOD_DELETE,
    METHOD__N
} Method;

typedef DoorPair WebParam;

/* A file of a form, kept beside the memory of the server until the request is answered. */
typedef struct {
    Str field, name; /* the name is made harmless: no folders, no marks that mislead */
    Str path;        /* zero-terminated; whoever wants to keep the file renames it */
    int64_t size;
} WebFile;

/* A body that is a file: sent from its descriptor, which is closed then. */
typedef struct {
    bool is;
    int fd;
    uint64_t size;
} RequestFile;

typedef struct {
    Ctx c; /* db, types, units and user only on routes that work with the store */
    Site *site;
    const Route *route;
    const Door *door; /* what answers instead of a page; NULL: a page does */
    Method method;
    Str path;    /* decoded, begins with '/' */
    Str raw;     /* path and query as sent */
    Str client;  /* the address that it came from; of IPv6 the network alone */
    Str args[2]; /* what stands in the place of the route's ':' words */
    WebParam query[PARAMS_MAX], *form;
    size_t nquery, nform;
    WebFile *files;
    size_t nfiles;
    struct Snapshot *held;       /* site.h */
    const struct Titled *titles; /* of records that were looked up beforehand (show_title) */
    size_t ntitles;
    bool at_once;                     /* it is looked at in a thread that others wait for */
    bool set_lang;                    /* the language was chosen in this request: to be kept */
    bool has_lang;                    /* it was chosen in this request or before, in this browser */
    Str token;                        /* of the session, as the browser sent it; may be anything */
    Str seal;                         /* of a sign-in by the identity provider; the same */
    Session session;                  /* user 0: nobody is signed in */
    Str form_token;                   /* request_form_token, once it was asked for */
    int64_t form_token_of;            /* the user of the session then */
    Str agent;                        /* what the browser calls itself */
    Str host;                         /* by which it was asked; empty if it did not say */
    Str bearer;                       /* a program's token, as sent; may be anything */
    ApiToken program;                 /* user 0: no program asks */
    Str body, content_type, if_match; /* for a door */

    int status;   /* 200 unless a page says otherwise */
    Str location; /* 303: where to go */
    Str cookie;   /* a session to be kept by the browser; "-": to be forgotten; empty: as it is */
    Buf out;
    RequestFile file;  /* instead of out */
    const char *type;  /* of the content; HTML if NULL */
    DoorPair *headers; /* of a door's answer */
    size_t nheaders;
    unsigned allowed; /* 405: bits of Method that the address takes */
    Str if_none_match;
    Str etag;                   /* of what may be kept for long; empty for pages */
    const unsigned char *fixed; /* instead of out: bytes that live as long as the process */
    size_t nfixed;
    const char *csp; /* instead of that of the pages; NULL: theirs */
} Request;

/* Headers that matter, as sent; p NULL where there is none. */
typedef struct {
    Str authorization, agent, host, cookie, accept_language, origin, fetch_site;
} RequestHeaders;

/* Reads path and query: escapes, UTF-8, no zero bytes, limits. ERR_INVALID otherwise. */
MUST_USE bool request_read(Request *q, Str raw, Err *e);
/* Answers with the way to another page of ours: what a form ends in. */
void request_go(Request *q, Str to);
/* What a form of this request's page has to bring back in its field `csrf`. */
Str request_form_token(Request *q);
/* Chooses the language: ?lang=, the cookie, Accept-Language, else what is there. */
void request_language(Request *q, const RequestHeaders *h);
/* The value of a name behind '?', or of a form; empty if it was not given. */
Str request_query(const Request *q, const char *name);
Str request_form(const Request *q, const char *name);
/* The i-th value of a name that a form has several of; p NULL behind the last. */
Str request_form_nth(const Request *q, const char *name, size_t i);
/* The same text with one sign at the end of each line; browsers send two. In the arena. */
Str plain_lines(Arena *a, Str s);
/* The value of a cookie; p NULL if there is none. */
Str request_cookie(Str cookies, Str want);
/* Percent-decodes s in the arena, '+' as a blank if `plus`; false if it is not sound UTF-8 text. */
MUST_USE bool url_decode(Arena *a, Str s, bool plus, Str *out);
/* The same address with another language: the path, and the query without its old `lang`. */
Str request_in_language(Request *q, Lang lang);
/* May a form from this page's own site have been sent here? Browsers say so; what is no browser
 * says nothing and may. */
bool request_same_origin(const RequestHeaders *h);
/* The address that the proxy in front was asked from, as Request has it: the last one, which the
 * proxy itself put there; what stands before it anybody can write. Empty if it is none. */
Str request_forwarded(Request *q, Str header);
