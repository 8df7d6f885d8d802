/* SPDX-License-Identifier: Apache-2.0
 * What the two files of the GEDCOM export share: gedcom_export.c reads the store and writes the
 * file, gedcom_write.c makes the structures of a record.
 */
#pragma once

#include "engine/gedcom.h"
#include "engine/out_file.h"

typedef struct {
    Ctx *c;
    Arena *keep, *work; /* of the export; of one record */
    const GedcomOptions *o;
    GedVersion version;
    OutFile file;
    Buf buf;
    Kindred kin;
    const Type *types[GED_SHEET__N];
    Ids may[GED_SHEET__N]; /* unit → 1 if its records may be exported, else 0 */
    Ids halls;             /* id → number of its REPO */
    size_t ngenealogies;
    Map sources; /* words of a source → number of its SOUR */
    VEC(Str) source_list;
    int64_t rows;
} GedOut;

/* Is the person written as "Living"? */
bool out_withheld(const GedOut *o, uint32_t person);
/* A structure with a value; NULL, and nothing is hung below, if that is empty. */
GedNode *out_put(GedOut *o, GedNode *to, const char *tag, Str value);
/* A pointer to a record: "@I12@" for 'I' and 12. */
GedNode *out_point(GedOut *o, GedNode *to, const char *tag, char letter, size_t number);
/* The field of a record as text; empty if it is empty or may not be read. */
Str out_text(GedOut *o, const Record *r, const char *field);
/* Free text of a note becomes NOTE, what it keeps goes where it belongs. */
void out_note(GedOut *o, GedNode *to, Str note);
/* A citation for each line of the evidence. */
void out_evidence(GedOut *o, GedNode *to, const char *tag, Str evidence);
/* The numbers by which an import knows the record again. */
void out_number(GedOut *o, GedNode *to, const Record *r);
/* Turns the words of sources below into pointers, and what is kept into the form of the version. */
void out_sources(GedOut *o, GedNode *n);

/* A person with its other names; rows of person_name in order. */
GedNode *out_person(GedOut *o, uint32_t person, const Record *r, const Record *const *names,
                    size_t nnames);
/* A family with its children, in order. */
GedNode *out_family(GedOut *o, size_t family, const Member *members, size_t n);
/* A genealogy or a hall. */
GedNode *out_record(GedOut *o, GedSheet sheet, const Record *r, size_t number);
