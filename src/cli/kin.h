/* SPDX-License-Identifier: Apache-2.0
 * The index of names for commands that need it.
 */
#pragma once

#include "cli/cli.h"
#include "engine/kin_case.h"

/* The index of the opened store: beside an SQLite file, else in $QIAO_CACHE or the user's cache
 * folder. The caller frees it. */
Kinfolk *cli_kinfolk(Cli *cli);
/* Deletes it, after something was erased. */
void cli_forget_kin(Cli *cli);
/* Matches cold cases against the persons that came with a receipt, since that row of the history:
 * how many of them got candidates, which are taken back with the receipt. What goes wrong is said,
 * and no error: the import is done. */
size_t cli_kin_after_import(Cli *cli, int64_t since, int64_t receipt);
