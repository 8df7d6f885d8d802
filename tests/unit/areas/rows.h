/* SPDX-License-Identifier: Apache-2.0
 * Rows that the checks of the record types must accept or refuse, as tables.
 *
 *     { "person", "", "sex=male", "!give the name in at least one script" },
 *
 * Values are FIELD=TEXT, separated by "; ", read as a person would write them; `source`,
 * `evidence`, `id` and `unit` may be set too. What is said begins with "!" for a problem and with "?" for a warning;
 * NULL: nothing is said. A state "import:closed" means that the row comes from a spreadsheet.
 */
#pragma once

#include "support.h"

typedef struct {
    const char *type, *state, *values, *said;
    const char *as; /* stored rows only: later rows link to it by "@NAME" */
} CheckRow;

/* Checks each row by itself, without a store. Today is 2025-01-15, a Wednesday. */
void rows_hold(const CheckRow *rows, size_t n);
/* Checks each row in one store and writes it there if it has no problem. There is one unit, "@root",
 * with the code HQ. */
void check_stored_rows(TestDb *t, const CheckRow *rows, size_t n);
/* Fails for each listed type with a check that has no accepted or no refused row. */
void check_rows_cover(const CheckRow *rows, size_t n, const char *const *type_names);
