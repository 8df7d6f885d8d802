/* SPDX-License-Identifier: Apache-2.0
 * The options --period, --year, --unit and --as-of of commands that count: what they are about.
 */
#pragma once

#include "cli/cli.h"
#include "figure/figure.h"

/* Without a period: the year of today. False with the error set. */
bool cli_scope(Cli *cli, FigureScope *out);
