/* SPDX-License-Identifier: Apache-2.0
 * Scan: a short text from a cell, character by character, with what is only another way of writing
 * already levelled: full width to ASCII, capitals to small, blanks to one, dashes, and the few
 * traditional characters that occur in dates, numbers and money.
 *
 *     Scan in;
 *     if (scan_open(&in, s) && scan_word(&in, S("农历")) && …) …
 *
 * For the readers of src/text only.
 */
#pragma once

#include "base/def.h"
#include "base/str.h"

enum { SCAN_MAX = 120 };

typedef struct {
    uint32_t ch[SCAN_MAX + 1]; /* ends with 0 */
    size_t n, at;
} Scan;

/* False if s is empty, too long or not UTF-8. */
MUST_USE bool scan_open(Scan *in, Str s);
/* The character at `ahead` after the next one; 0 behind the end. */
uint32_t scan_peek(const Scan *in, size_t ahead);
bool scan_end(const Scan *in);
void scan_space(Scan *in);
/* Takes out the blanks beside characters that are not ASCII: "2024 年 3 月" is 2024年3月. */
void scan_join(Scan *in);
/* Takes the word (levelled, as written by this module) if it comes next. */
bool scan_word(Scan *in, Str word);
/* The same at the end: cuts it off. */
bool scan_tail(Scan *in, Str word);
bool scan_char(Scan *in, uint32_t ch);
/* Takes up to `most` ASCII digits; how many there were. */
size_t scan_digits(Scan *in, size_t most, int64_t *value);
bool is_digit(uint32_t ch);
bool is_letter(uint32_t ch);
/* The start of s, short enough for a message. */
Str scan_shown(Str s);
