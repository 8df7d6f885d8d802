/* SPDX-License-Identifier: Apache-2.0
 * The few macros that the rest of Qiao is written in.
 *
 * AUTO(fn) runs fn(&variable) when the variable leaves its scope; it is for what is not memory
 * (statements, transactions, files, locks) and for Buf. N_("text") marks a text for translation
 * where it stands in a const table; tr() in lang.h looks it up later.
 */
#pragma once

#include <inttypes.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define LEN(array) (sizeof(array) / sizeof((array)[0]))
#define AUTO(fn) __attribute__((cleanup(fn)))
#define MUST_USE __attribute__((warn_unused_result))
#define PRINTF(fmt, first) __attribute__((format(printf, fmt, first)))
#define NONNULL __attribute__((returns_nonnull))
#define UNUSED __attribute__((unused))
#define N_(text) text
