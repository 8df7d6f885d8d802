/* SPDX-License-Identifier: Apache-2.0
 * The base map that --map or $QIAO_MAP names, for the commands that draw charts of countries.
 */
#pragma once

#include "cli/cli.h"
#include "review/base_map.h"

/* Reads the map file and its picture; *out is NULL where none is named. */
MUST_USE bool cli_base_map(Cli *cli, const BaseMap **out);
