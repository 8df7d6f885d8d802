/* SPDX-License-Identifier: Apache-2.0
 * Issue: a review frozen under a hash and signed, so that it can be checked years later without the
 * store, and compared with the records as they are then.
 *
 * A sealed file has two lines. The first is the body, a JSON object: what the review is about, its
 * text, each figure with definition, value and evidence (type; id, version and quantity of each
 * record), the hashes of the documents written with it, who took which step when, and the place in
 * the history. The second is the seal:
 *     {"hash": BLAKE2b-256 of the first line, "signer": name, "key": public key,
 *      "signature": Ed25519 of hash and signer}
 */
#pragma once

#include "base/vec.h"
#include "review/template.h"

enum {
    SEALED_MAX = 256 << 20,      /* bytes of a sealed file */
    FROZEN_RECORDS_MAX = 100000, /* of a figure; larger evidence is kept as its number and digest */
};

/* ---- keys ---- */

typedef struct {
    unsigned char secret[64], open[32];
} SigningKey;

/* A new key in a new file that only its owner may read. ERR_CONFLICT if there is a file. */
MUST_USE bool key_make(const char *path, SigningKey *out, Err *e);
MUST_USE bool key_read(const char *path, SigningKey *out, Err *e);
/* 64 hexadecimal digits. */
Str key_text(Arena *a, const SigningKey *k);

/* Says in the store that the key is the context user's, unless it says so already. */
MUST_USE bool key_register(Ctx *c, const SigningKey *key, Err *e);

/* ---- freezing ---- */

/* A step that somebody took. */
typedef struct {
    Str state, why;
    int64_t by, at;
} ReviewStep;

/* Who took which, the oldest first. */
MUST_USE bool review_steps(Ctx *c, int64_t record, const ReviewStep **out, size_t *n, Err *e);
/* The same of a record that was just read. */
MUST_USE bool review_steps_of(Ctx *c, const Record *r, const ReviewStep **out, size_t *n, Err *e);

typedef struct {
    Str name; /* file name without folder */
    Str bytes;
} IssuedFile;

typedef struct {
    const ReviewOrder *order;
    const Review *review;
    Str text; /* as Markdown */
    const IssuedFile *files;
    size_t nfiles;
    int64_t record; /* the record of type review, in state approved or before */
} Freeze;

/* The body, one line of JSON. Evidence is read for the context's user. */
MUST_USE bool issue_body(Ctx *c, const Figures *all, const Freeze *f, Buf *out, Err *e);
/* The whole file: body, line end, seal, line end. */
MUST_USE bool issue_seal(Str body, const SigningKey *key, Str signer, Buf *out, Err *e);
/* Moves the record to issued and keeps the sealed file with it; in the open transaction. */
MUST_USE bool issue_keep(Ctx *c, int64_t record, Str sealed, Err *e);
/* The sealed file that was kept; ERR_NOT_FOUND if the review was not issued. */
MUST_USE bool issue_kept(Ctx *c, int64_t record, Str *sealed, Err *e);

/* ---- reading ---- */

typedef struct {
    int64_t id, version, quantity;
} FrozenRecord;

typedef struct {
    FigureDef def; /* as it was; .type is a name only until issue_diff looks it up */
    Str type;
    FigureValue value;
    const FrozenRecord *records; /* sorted by id */
    size_t nrecords;
    bool whole; /* all of them are there; otherwise only digest */
    Str digest;
} FrozenFigure;

typedef struct {
    Str title, text, office, signer, key, hash;
    int64_t record, seq; /* place in the history */
    Day issued_on;
    FigureScope scope;
    const FrozenFigure *figures;
    size_t nfigures;
    const IssuedFile *files; /* .bytes is the hash */
    size_t nfiles;
} Issued;

/* Reads a sealed file and checks it: hash, signature, and that each value is the sum of its
 * evidence. ERR_INVALID says what is wrong with the file's form; what does not hold is said in
 * *wrong, one line each, which is empty if all is well. In the arena. */
MUST_USE bool issue_read(Arena *a, Lang lang, Str sealed, Issued *out, Str *wrong, Err *e);
/* What a signature is of: the hash of the body together with the name of the signer. */
void issue_message(const unsigned char hash[32], Str signer, unsigned char out[32]);
/* 64 digits of BLAKE2b-256. */
Str issue_hash(Arena *a, Str bytes);

/* What an issued review said of a figure. */
typedef struct {
    int64_t review; /* its record */
    Str title, period, signer;
    Str confirmed_by; /* who took the step of confirming its figures; may be empty */
    Day issued_on;
    FigureValue value; /* standing, value, places, currency and records */
    bool found;
} FrozenValue;
/* Those among the `most` newest issued reviews that froze the figure, for the user's rights; `out`
 * has room for them. */
MUST_USE bool issue_values(Ctx *c, Str figure, FrozenValue *out, size_t most, size_t *n, Err *e);

/* ---- what changed since ---- */

typedef enum { CHANGE_ADDED, CHANGE_REMOVED, CHANGE_ALTERED } ChangeHow;

typedef struct {
    ChangeHow
        how; /* to the evidence: newly counted, no longer counted, counted in another version */
    const Type *type;
    int64_t id;
    Str title;
    /* Of the last change since. Empty where the record is as it was: then something that it links
     * to, or the day, made the difference. */
    Str by, at, why;
    Str fields;  /* labels of what changed, as far as the reader may see it */
    Str figures; /* names of the figures that it stands behind, with ", " between */
} RecordChange;

typedef struct {
    const FrozenFigure *frozen;
    FigureValue now;
    size_t added, removed, altered;
    bool redefined; /* the definition is another one today */
} FigureChange;

typedef struct {
    const RecordChange *records;
    size_t nrecords;
    const FigureChange *figures; /* those that changed in value, evidence or definition */
    size_t nfigures;
} IssueDiff;

MUST_USE bool issue_diff(Ctx *c, const Figures *all, const Issued *issued, IssueDiff *out, Err *e);
