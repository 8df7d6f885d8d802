/* SPDX-License-Identifier: Apache-2.0
 * The command line as one call.
 */
#pragma once

#define QIAO_VERSION "0.2.0"

/* Runs a command; returns its exit status: 0 done, 1 the answer is no, 2 wrong use or bad input. */
int cli_main(int argc, char *const *argv);
