/* SPDX-License-Identifier: Apache-2.0
 * The record types that figures and reviews keep for themselves; src/areas lists them with its own.
 */
#pragma once

#include "engine/type.h"

/* A figure that staff made; a figure that was declared without records; a tie of a claim to a
 * figure that a person put right. */
extern const Type figure_def_type, declared_figure_type, claim_tie_type;

enum {
    FDEF_NAME, FDEF_LABEL, FDEF_LABEL_HANT, FDEF_LABEL_EN, FDEF_QUERY, FDEF_COUNT, FDEF_OF,
    FDEF_PERIOD, FDEF_UNIT_WORD, FDEF_ONCE, FDEF_WHOLE, FDEF_PART_OF, FDEF_SINCE, FDEF_VERSION,
    FDEF_WORDS, FDEF_OWNER, FDEF_NOTE, FDEF__N
};
enum {
    DECL_FIGURE, DECL_PERIOD, DECL_VALUE, DECL_ESTIMATE, DECL_SOURCE, DECL_NOTE, DECL__N
};
enum { TIE_SENTENCE, TIE_NUMBER, TIE_FIGURE, TIE_NOTE, TIE__N };
