/* SPDX-License-Identifier: Apache-2.0
 * What a fuzz target defines: one function that must survive any bytes.
 *
 * It returns 0, keeps nothing between calls, and asserts what must hold of the result.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
