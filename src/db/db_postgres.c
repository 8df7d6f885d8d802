/* SPDX-License-Identifier: Apache-2.0
 * The PostgreSQL engine.
 */
#include "db/driver.h"

static bool pg_open(Db *db, const char *url, bool create, Err *e)
{
    (void)db;
    (void)url;
    (void)create;
    return err_set(e, ERR_INTERNAL, "PostgreSQL is not there yet");
}

static void pg_close(Db *db)
{
    (void)db;
}

const Driver postgres_driver = {
    .kind = DB_POSTGRES,
    .db_size = sizeof(Db),
    .stmt_size = sizeof(Stmt),
    .open = pg_open,
    .close = pg_close,
};
