/* SPDX-License-Identifier: Apache-2.0
 * Pool: connections for readers, at most `max`, opened when first needed.
 *
 * SQLite's log is put into the file by a thread of the pool, so that no reader who writes a little
 * pays for what others wrote.
 */
#pragma once

#include "db/db.h"

typedef struct Pool Pool;

NONNULL Pool *pool_new(const char *url, size_t max);
/* A connection of the caller's until pool_give; waits up to wait_ms for one, then ERR_BUSY. */
Db *pool_take(Pool *p, int wait_ms, Err *e);
/* One that is open and idle; NULL: there is none just now. */
Db *pool_take_idle(Pool *p);
/* A connection that is still in a transaction is rolled back first. */
void pool_give(Pool *p, Db *db);
void pool_free(Pool *p);
