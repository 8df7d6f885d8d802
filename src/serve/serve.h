/* SPDX-License-Identifier: Apache-2.0
 * The commands that know both the command line and the pages, which do not know each other.
 */
#pragma once

#include "cli/cli.h"

/* qiao serve, qiao routes, and what qiao explain says of a page. */
extern const CliMore serve_more;
