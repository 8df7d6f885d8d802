/* SPDX-License-Identifier: Apache-2.0
 * Documents for the tests of printing: everything that a document may have, in three languages, and
 * one of full pages by which the grid is measured. All of it is invented.
 */
#pragma once

#include "base/arena.h"
#include "review/doc.h"

typedef enum { SAMPLE_REPORT, SAMPLE_GRID, SAMPLE__N } Sample;

/* Makes the sample in that language; it lives in the arena. */
Doc sample_doc(Arena *a, Sample which, Lang lang);
