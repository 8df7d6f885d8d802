/* SPDX-License-Identifier: Apache-2.0
 * Making and finding copies of a store.
 */
#include "engine/backup.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/attach.h"
#include "engine/history.h"
#include "engine/registry.h"
#include "engine/rights.h"
#include "engine/units.h"

static bool takes_all(Ctx *c)
{
    for (size_t i = 0; i < registry_count(c->types); i++) {
        const int64_t *units;
        size_t n;
        bool all;
        rights_scope(c, RIGHT_EXPORT, registry_at(c->types, i), LEVEL_SENSITIVE, &all, &units, &n);
        if (!all)
            return false;
    }
    return true;
}

bool backup_may_make(Ctx *c, Err *e)
{
    return takes_all(c) || rights_check(c, RIGHT_SYSTEM, NULL, units_root(c->units), e);
}

bool backup_may_take(Ctx *c, Err *e)
{
    return takes_all(c) ||
           err_set(e, ERR_DENIED,
                   N_("a backup holds everything: only who may export all records, up to what is"
                      " sensitive, carries one away"));
}

bool backup_make(Ctx *c, const char *path, Err *e)
{
    Str own = attach_folder(c);

    if (!history_export(c, NULL, arena_printf(c->arena, "backup %s", path), 0, e) ||
        !db_backup(c->db, path, e))
        return false;
    return !own.n || attach_copy_all(c->arena, arena_z(c->arena, own),
                                     arena_printf(c->arena, "%s.files", path).p, e);
}

/* ---- those of a page ---- */

#define NAME_START "qiao-"
#define NAME_END ".db"

Str backup_folder(const Ctx *c)
{
    Str file = db_file(c->db, c->arena);
    return file.n ? arena_printf(c->arena, "%.*s.backups", STR(file)) : S("");
}

static bool need_folder(const Ctx *c, Str *out, Err *e)
{
    *out = backup_folder(c);
    return out->n ||
           err_set(e, ERR_INVALID,
                   N_("a store in PostgreSQL is backed up with pg_dump, by who keeps the server"));
}

bool backup_new(Ctx *c, Str *name, Err *e)
{
    Str folder;
    char at[32];

    if (!backup_may_make(c, e) || !need_folder(c, &folder, e))
        return false;
    if (mkdir(arena_z(c->arena, folder), 0700) != 0 && errno != EEXIST)
        return err_set(e, ERR_INTERNAL, "the folder '%.*s' cannot be made", STR(folder));
    time_print(c->now, c->tz, at);
    *name = arena_printf(c->arena, NAME_START "%.10s-%.2s%.2s%.2s" NAME_END, at, at + 11, at + 14,
                         at + 17);
    return backup_make(c, arena_printf(c->arena, "%.*s/%.*s", STR(folder), STR(*name)).p, e);
}

/* A name that backup_new gave, and so no way to other files. */
static bool is_name(Str name)
{
    Str middle;

    if (!str_starts(name, S(NAME_START)) || !str_ends(name, S(NAME_END)))
        return false;
    middle =
        str_part(name, sizeof NAME_START - 1, name.n - sizeof NAME_START - sizeof NAME_END + 2);
    for (size_t i = 0; i < middle.n; i++)
        if (middle.p[i] != '-' && (middle.p[i] < '0' || middle.p[i] > '9'))
            return false;
    return middle.n > 0;
}

static int newest_first(const void *a, const void *b)
{
    const Backup *x = a, *y = b;
    return -str_cmp(x->name, y->name);
}

bool backup_list(Ctx *c, const Backup **out, size_t *n, Err *e)
{
    VEC(Backup) list = { 0 };
    Str folder = backup_folder(c);
    const struct dirent *at;
    DIR *d;

    *out = NULL;
    *n = 0;
    if (!backup_may_make(c, e))
        return false;
    d = folder.n ? opendir(arena_z(c->arena, folder)) : NULL;
    if (!d)
        return true;
    /* NOLINTNEXTLINE(concurrency-mt-unsafe): glibc's readdir is safe for a DIR of one's own */
    while ((at = readdir(d))) {
        Str name = arena_str(c->arena, str_z(at->d_name));
        struct stat st;
        if (!is_name(name) || fstatat(dirfd(d), at->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0)
            continue;
        Backup b = { .name = name, .size = st.st_size, .at = (int64_t)st.st_mtime * 1000 };
        b.files = fstatat(dirfd(d), arena_printf(c->arena, "%.*s.files", STR(name)).p, &st,
                          AT_SYMLINK_NOFOLLOW) == 0;
        vec_push(c->arena, &list, b);
    }
    (void)closedir(d);
    if (list.n)
        qsort(list.p, list.n, sizeof *list.p, newest_first);
    *out = list.p;
    *n = list.n;
    return true;
}

bool backup_open(Ctx *c, Str name, int *fd, Err *e)
{
    Str folder;

    *fd = -1;
    if (!backup_may_take(c, e) || !need_folder(c, &folder, e))
        return false;
    if (is_name(name))
        *fd = open(arena_printf(c->arena, "%.*s/%.*s", STR(folder), STR(name)).p,
                   O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (*fd < 0)
        return err_set(e, ERR_NOT_FOUND, N_("there is no backup '%.*s'"), STR(name));
    if (history_export(c, NULL, arena_printf(c->arena, "backup taken %.*s", STR(name)), 0, e))
        return true;
    (void)close(*fd);
    *fd = -1;
    return false;
}
