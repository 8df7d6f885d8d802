/* SPDX-License-Identifier: Apache-2.0
 * Choices that several record types of the areas offer; each table ends with { 0 }.
 */
#pragma once

#include "engine/type.h"

extern const Choice sexes[];
extern const Choice document_kinds[]; /* codes are code_name()s */
extern const Choice education_levels[];
extern const Choice language_choices[];
extern const Choice site_levels[];
extern const Choice topic_choices[];
extern const Choice campaign_results[];
extern const Choice attendances[];
