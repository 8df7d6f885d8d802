/* SPDX-License-Identifier: Apache-2.0
 * The record types that reviews keep: a review with its states, the chapters of its text and what
 * is said of them, the frozen text and evidence of an issued one, and the keys that persons sign
 * with. src/areas lists them with its own.
 */
#pragma once

#include "engine/type.h"

extern const Type review_type, review_chapter_type, review_comment_type, confirmed_figure_type,
    review_part_type, signing_key_type, review_template_type;

enum {
    REVIEW_TITLE, REVIEW_PERIOD, REVIEW_OF_UNIT, REVIEW_LANGUAGE, REVIEW_AS_OF, REVIEW_ISSUED_ON,
    REVIEW_HASH, REVIEW_SIGNER, REVIEW_KEY, REVIEW_NOTE, REVIEW__N
};
enum { CHAPTER_REVIEW, CHAPTER_NUMBER, CHAPTER_NAME, CHAPTER_BODY, CHAPTER__N };
enum { COMMENT_CHAPTER, COMMENT_WORDS, COMMENT_BODY, COMMENT__N };
enum {
    CONFIRMED_REVIEW, CONFIRMED_ROUND, CONFIRMED_FIGURE, CONFIRMED_VALUE, CONFIRMED_RECORDS,
    CONFIRMED__N
};
enum { PART_REVIEW, PART_NUMBER, PART_BODY, PART__N };
enum { TEMPLATE_NAME, TEMPLATE_LANGUAGE, TEMPLATE_BODY, TEMPLATE_NOTE, TEMPLATE__N };
enum { KEY_HOLDER, KEY_PUBLIC, KEY_SINCE, KEY_UNTIL, KEY__N };

enum { CHAPTER_BYTES_MAX = 256 << 10 };

/* May the text of a review in that state still be changed? */
bool review_is_open(Str state);
