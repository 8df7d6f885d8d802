/* SPDX-License-Identifier: Apache-2.0
 * One line of log on standard error: time, level, text. For the edges (command line, server) and
 * for the two places that must abort; library code reports through Err instead.
 */
#pragma once

#include "base/def.h"

typedef enum { LOG_ERROR, LOG_WARN, LOG_INFO, LOG_DEBUG } LogLevel;

/* Lines above this level are dropped; LOG_WARN at the start. */
void log_set_level(LogLevel level);
void log_line(LogLevel level, const char *fmt, ...) PRINTF(2, 3);
