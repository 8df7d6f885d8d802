/* SPDX-License-Identifier: Apache-2.0
 * Numbers of documents: citizen numbers, permits, passports, credit codes.
 *
 *     if (!code_normal(CODE_CITIZEN_ID, S("11010519491231002x"), &out, &e)) return false;
 *
 * The kind is always asked for and never guessed: 810000199001010019 is a residence permit of Hong
 * Kong and passes as a credit code of a trade union too. An area code that is not known is taken,
 * since old cards carry retired ones.
 *
 * Sources: GB 11643-1999 (citizen number), the 2023 rules of the foreign permanent resident card,
 * GB 32100-2015 (credit code), GB 11714-1997 (organisation code), ICAO 9303-3 (passports).
 */
#pragma once

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"

typedef enum {
    CODE_NONE,
    CODE_CITIZEN_ID,
    CODE_FOREIGN_ID,
    CODE_HKMO_PERMIT,
    CODE_TAIWAN_PERMIT,
    CODE_CN_PASSPORT,
    CODE_PASSPORT,
    CODE_HKID,
    CODE_TAIWAN_ID,
    CODE_USCC,
    CODE_ORG,
    CODE__N
} CodeKind;

/* Appends the normalised number; ERR_INVALID names the rule that failed and the remedy. CODE_NONE
 * accepts any text and trims it. */
MUST_USE bool code_normal(CodeKind kind, Str s, Buf *out, Err *e);
/* "citizen_id" …; "none" for CODE_NONE. */
NONNULL const char *code_name(CodeKind kind);
/* What people call it, as a message to translate: "Citizen identity number". */
NONNULL const char *code_label(CodeKind kind);
/* The kind of that name; false if there is none. */
MUST_USE bool code_kind(Str name, CodeKind *out);
/* Birthday and sex from a normalised citizen number; false if it is none. */
MUST_USE bool code_citizen_facts(Str normal, Day *born, bool *male);
/* The number with its inner part hidden: "3502**********0019". */
Str code_mask(CodeKind kind, Str normal, Arena *a);
/* The check digit of ICAO 9303 (weights 7 3 1); false if the field has other than A-Z 0-9 <. */
MUST_USE bool mrz_check_digit(Str field, int *digit);
