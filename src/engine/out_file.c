/* SPDX-License-Identifier: Apache-2.0
 * Files of exports: written beside their place, then put there.
 */
#include "engine/out_file.h"

#include <sys/stat.h>
#include <unistd.h>

bool out_file_may(const char *path, Err *e)
{
    struct stat st;
    return str_eq(str_z(path), S("-")) || stat(path, &st) != 0 || S_ISREG(st.st_mode) ||
           err_set(e, ERR_INVALID, "'%s' is no file; name a file that may be written over", path);
}

bool out_file_open(OutFile *o, Arena *a, const char *path, Err *e)
{
    *o = (OutFile){ .path = path };
    if (str_eq(str_z(path), S("-"))) {
        o->file = stdout;
        return true;
    }
    if (!out_file_may(path, e))
        return false;
    o->temp = arena_printf(a, "%s.part", path);
    (void)remove(o->temp.p); /* of an export that was killed */
    o->file = fopen(o->temp.p, "wbx");
    return o->file ||
           err_set(e, ERR_INVALID, "'%s' cannot be written; check the folder and its rights", path);
}

bool out_file_write(OutFile *o, Str bytes, Err *e)
{
    return bytes.n == 0 || fwrite(bytes.p, 1, bytes.n, o->file) == bytes.n ||
           err_set(e, ERR_INTERNAL, "'%s' could not be written; is there room on the disk?",
                   o->path);
}

bool out_file_flush(OutFile *o, Buf *waiting, bool at_end, Err *e)
{
    if (waiting->failed)
        return err_set(e, ERR_INVALID, "a record is too long to be written");
    if (!at_end && waiting->n < OUT_FLUSH_AT)
        return true;
    if (!out_file_write(o, buf_str(waiting), e))
        return false;
    buf_clear(waiting);
    return true;
}

bool out_file_keep(OutFile *o, Err *e)
{
    FILE *file = o->file;
    bool ok = fflush(file) == 0;

    if (file == stdout)
        return ok || err_set(e, ERR_INTERNAL, "standard output could not be written");
    ok = ok && fsync(fileno(file)) == 0;
    o->file = NULL;
    if (fclose(file) == 0 && ok && rename(o->temp.p, o->path) == 0)
        return true;
    (void)unlink(o->temp.p);
    return err_set(e, ERR_INTERNAL, "'%s' could not be written; is there room on the disk?",
                   o->path);
}

void out_file_drop(OutFile *o)
{
    if (!o->file || o->file == stdout)
        return;
    (void)fclose(o->file);
    (void)unlink(o->temp.p);
    o->file = NULL;
}
