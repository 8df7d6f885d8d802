/* SPDX-License-Identifier: Apache-2.0
 * What form*.c share.
 */
#pragma once

#include "web/form.h"

/* The name of the input of a field, with something behind it. */
Str form_name(const Request *q, const Field *f, const char *more);
/* The first value that the browser sent for that name; p NULL if it sent none. */
Str form_sent(const Request *q, Str name);
Str form_sent_nth(const Request *q, Str name, size_t i);
/* What stands in the control of a value. */
Str form_text(Request *q, const Field *f, const Value *v);
void form_cell_fault(Form *f, FormCell *cell, Str message);

/* form_link.c */
MUST_USE bool form_read_link(Request *q, Form *f, size_t slot, Err *e);
MUST_USE bool form_read_links(Request *q, Form *f, size_t slot, Err *e);
/* Looks a name up and puts what was found into the cell, and the value if it is beyond doubt. */
MUST_USE bool form_name_link(Request *q, Form *f, size_t slot, Str text, Err *e);
/* id, name, and what ties the control to its help and to what is wrong. */
void form_put_attributes(Request *q, const Form *f, size_t slot, Str name);
void form_put_link(Request *q, Form *f, size_t slot);
