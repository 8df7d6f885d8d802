/* SPDX-License-Identifier: Apache-2.0
 * Package: a zip of XML parts, as XLSX and DOCX files are, and its parts as streams.
 *
 *     Package p = { 0 };
 *     if (package_open(&p, fd, file, &rules, e)) … part_read(&p, name, &handlers, user, e) …
 *     package_done(&p);
 *
 * No file can take more memory than an honest one: there are limits for parts, their size unpacked,
 * nesting and the length of a piece of markup, and no DOCTYPE, so no entities.
 */
#pragma once

#include <expat.h>
#include <zip.h>

#include "base/arena.h"
#include "base/err.h"

typedef struct {
    zip_t *zip;
    const char *file; /* the name for messages, kept by the caller */
} Package;

/* What a kind of package is held to. */
typedef struct {
    const char *ending; /* of files of the kind, for messages: ".xlsx" */
    int part_mb;        /* of a part, unpacked */
} PackageRules;

/* Takes over fd, also when it fails. Refuses what no office program writes: bombs, secrets, odd
 * packers. */
MUST_USE bool package_open(Package *p, int fd, const char *file, const PackageRules *rules, Err *e);
void package_done(Package *p);
/* Has it that part? */
bool package_has(const Package *p, const char *name);
/* The main part, as the package's relations name it; zero-terminated. NULL if they name none, or
 * with the error set. */
const char *package_main(const Package *p, Arena *a, Err *e);
/* The name of a part from a relation's target, which is relative to the folder of `from`; NULL if
 * it is too long. */
const char *package_resolve(Arena *a, Str from, Str target);
/* The part that has the relations of that part. */
NONNULL const char *package_relations(Arena *a, Str part);

typedef struct Part Part;

/* What is called for a part's elements; names come without their namespace prefix. */
typedef struct {
    void (*start)(Part *p, const char *name, const char **attributes);
    void (*end)(Part *p, const char *name);
    void (*text)(Part *p, Str s);
} PartHandlers;

/* A part that is being read. The caller keeps it where it is until part_done. */
struct Part {
    const char *file, *name;
    const PartHandlers *handlers;
    void *user;
    zip_file_t *zip;
    XML_Parser parser;
    uint64_t size, read;
    int depth;
    bool last, paused;
    Err *e;
};

typedef enum { PART_END, PART_PAUSED, PART_FAILED } PartResult;

MUST_USE bool part_open(Part *p, const Package *x, const char *name, const PartHandlers *handlers,
                        void *user, Err *e);
void part_done(Part *p);
/* Reads on until the end, or until a handler calls part_pause or part_stop, or fails. */
MUST_USE PartResult part_run(Part *p, Err *e);
/* For handlers: to come back out of part_run after this element; to be done with the part. */
void part_pause(Part *p);
void part_stop(Part *p);
/* The value of an attribute, NULL if it is not there. */
const char *part_attribute(const char *const *attributes, const char *name);
/* Reads all of a part; false on failure. */
MUST_USE bool part_read(const Package *x, const char *name, const PartHandlers *handlers,
                        void *user, Err *e);
/* Errors: there is more than the zip's folder says; the zip cannot be unpacked. Return false. */
bool part_too_large(const Part *p, Err *e);
bool part_unreadable(const Part *p, Err *e);
/* The whole number in an attribute; `otherwise` if it is none. */
int64_t part_number(const char *value, int64_t otherwise);
