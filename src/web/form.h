/* SPDX-License-Identifier: Apache-2.0
 * Form: inputs for the fields of a record by their kind, and what a browser sends back of them.
 *
 *     Form f = form_new(q, record);               // what the user may write, filled in
 *     if (q->method == METHOD_POST && !form_read(q, &f, e)) return false;
 *     form_put_faults(q, &f);
 *     form_put(q, &f, slot);                      // one field with its label and what is wrong
 *
 * Nothing that was typed is lost: a cell keeps the text beside the value. A field that the user may
 * not write has no input, and one that a browser does not send back stays as it is. A link is a box
 * for a name, looked for on the server: if several records are called so, they are offered; if none
 * is, one can be made in place (form_make).
 */
#pragma once

#include "engine/registry.h"
#include "web/show.h"

#define FORM_PREFIX "f."
enum { FORM_FOUND_MOST = 8, FORM_LINKS_MOST = 200 };

/* A record that may be meant by a name. */
typedef struct {
    int64_t id;
    Str title;
} FormFound;

typedef struct {
    bool shown;     /* the user may write it */
    Str text;       /* what stands in the control */
    Str fault;      /* what is wrong with it; empty if nothing */
    Str warning;    /* what is to be looked at once */
    Str understood; /* how a date was read, where that is not plain */
    Str asked;      /* a link: the name that found the candidates, or none */
    FormFound found[FORM_FOUND_MOST];
    size_t nfound;
    bool may_make, make; /* a record of that name may be made; is to be made */
} FormCell;

typedef struct {
    const Type *type;
    Record *record;
    FormCell *cells; /* one for each field, then one for each StdField */
    VEC(Str) whole;  /* faults of the record as a whole */
    VEC(Str) warnings;
    size_t faults;
    bool listed_countries; /* the list that boxes of countries share is on the page */
} Form;

/* ---- making and reading ---- */

/* A form of the record, whose id is 0 if it is new. */
Form form_new(Request *q, Record *r);
/* A form of these fields alone, whatever rights there are: the caller has looked. */
Form form_of(Request *q, Record *r, const int *slots, size_t n);
/* Reads what the browser sent into the record; what is wrong is in the cells, and counted in
 * f->faults. False only if the store failed. */
MUST_USE bool form_read(Request *q, Form *f, Err *e);
/* A slot is that of a field of the type, or, behind these, of a field that all records have. */
size_t form_std(const Form *f, StdField field);
const Field *form_field(const Form *f, size_t slot);
/* Its value; of a standard field, as if the record held it as one. */
Value form_value(const Form *f, size_t slot);
void form_set(Form *f, size_t slot, Value v);
/* Fills a field in from a text, such as a value behind '?'. What cannot be read is shown as it is,
 * with what is wrong with it. */
MUST_USE bool form_fill(Request *q, Form *f, size_t slot, Str text, Err *e);
/* Says that something is wrong, at its field if it has an input, else with the record. */
void form_fault(Request *q, Form *f, const char *field, Str message);
/* The problems and warnings of a check. */
void form_check(Request *q, Form *f, const Check *k);
/* In an open transaction: makes the records that links are to lead to, and links to them. */
MUST_USE bool form_make(Request *q, Form *f, Err *e);

/* Sections of a record, on its page and in its form; they follow from what is said of fields. */
typedef enum {
    SECTION_FIRST, /* needed, or shown in lists */
    SECTION_FURTHER,
    SECTION_SENSITIVE,
    SECTION_ORIGIN, /* what all records have */
    SECTION__N
} Section;
Section form_section(const Type *t, size_t slot);
NONNULL const char *section_label(const Request *q, Section s);

/* ---- writing ---- */

/* The list of all that is wrong, each a way to its field. Nothing if nothing is. */
void form_put_faults(Request *q, const Form *f);
/* One field: label, input, help, what is wrong. Nothing if the user may not write it. */
void form_put(Request *q, Form *f, size_t slot);
/* All fields in sections: what matters first, further ones, sensitive ones, where it comes from. */
void form_put_all(Request *q, Form *f);
/* The script that makes the form more comfortable. */
void form_put_script(Request *q);

/* ---- names to records ---- */

/* Records of the type that are called so and that the user may read. *id: the one that is meant
 * beyond doubt, else 0. By #id, by the office's number, by name in any script. */
MUST_USE bool form_find(Request *q, const Type *t, Str text, FormFound out[FORM_FOUND_MOST],
                        size_t *n, int64_t *id, Err *e);
