/* SPDX-License-Identifier: Apache-2.0
 * The command line as one call.
 */
#pragma once

#define QIAO_VERSION "0.2.0"

typedef struct CliMore CliMore;

/* Runs a command; returns its exit status: 0 done, 1 the answer is no, 2 wrong use or bad input.
 * `more`: what this folder may not know of (cli.h); NULL is fine. */
int cli_main(int argc, char *const *argv, const CliMore *more);
