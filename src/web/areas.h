/* SPDX-License-Identifier: Apache-2.0
 * How the areas of work are called, in the order of the navigation.
 */
#pragma once

#include "web/request.h"

typedef struct {
    const char *code, *label;
} AreaLabel;

extern const AreaLabel area_labels[]; /* ends with { 0 } */
/* In the reader's language; the code itself where an area has no label. */
NONNULL const char *area_label(const Request *q, const char *code);
