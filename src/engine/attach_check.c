/* SPDX-License-Identifier: Apache-2.0
 * Files and records of attachments against each other: a record whose file is gone or changed, and
 * a file that no record has, which nobody would ever erase.
 */
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/map.h"
#include "engine/attach.h"
#include "engine/attach_file.h"

enum { FRESH_S = 3600 /* a file may be put in place before its record is written */ };

typedef struct {
    Ctx *c;
    Str folder;
    Map hashes; /* of all records */
    AttachSurvey *out;
} Survey;

static bool is_whole(Ctx *c, Str folder, Str hash, int64_t size)
{
    int fd = open(attach_path(c->arena, folder, hash), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    int64_t is = -1;
    bool same = fd >= 0 && str_eq(attach_hash(c->arena, fd, &is), hash) && is == size;

    if (fd >= 0)
        close(fd);
    return same;
}

static bool has_size(Ctx *c, Str folder, Str hash, int64_t size)
{
    struct stat st;
    return lstat(attach_path(c->arena, folder, hash), &st) == 0 && S_ISREG(st.st_mode) &&
           st.st_size == size;
}

/* ---- records without a file ---- */

static bool look_at_records(Survey *s, int64_t most, bool (*is_there)(Ctx *, Str, Str, int64_t),
                            Err *e)
{
    Ctx *c = s->c;
    AttachSurvey *out = s->out;
    AUTO(stmt_done) Stmt *q =
        db_query(c->db, "/* files to check */ SELECT \"id\", \"hash\", \"size\" FROM \"attachment\""
                        " ORDER BY \"id\"");

    while (db_next(q, e)) {
        Str hash = db_str(q, 1);
        ArenaMark m = arena_mark(c->arena);
        if (hash.n != ATTACH_HASH) /* erased */
            continue;
        if (out->records == most) {
            out->more = true;
            break;
        }
        out->records++;
        map_set(&s->hashes, hash, 1);
        if (!is_there(c, s->folder, hash, db_int(q, 2)) && !out->missing++)
            out->first_missing = db_int(q, 0);
        arena_rewind(c->arena, m);
    }
    return !e->kind;
}

/* ---- files without a record ---- */

static void look_at_file(Survey *s, const char *path, Str hash)
{
    AttachSurvey *out = s->out;
    struct stat st;
    int64_t known;

    if (lstat(path, &st) != 0 || !S_ISREG(st.st_mode))
        return;
    out->files++;
    out->bytes += st.st_size;
    if (map_get(&s->hashes, hash, &known) || s->c->now / 1000 - st.st_mtime < FRESH_S)
        return;
    if (!out->stray++)
        out->first_stray = arena_str(s->c->arena, str_z(path));
}

/* The hash that a file stands for, by its name and that of its folder; small pictures are of one
 * too. Empty: what was put aside for a moment. */
static Str hash_of(Arena *a, const char *below, const char *name)
{
    if (strcmp(below, "small") == 0)
        return str_part(str_z(name), 0, ATTACH_HASH);
    return strlen(below) == 2 ? arena_printf(a, "%s%s", below, name) : S("");
}

static void look_at_folder(Survey *s, const char *below)
{
    Arena *a = s->c->arena;
    const char *path = arena_printf(a, "%.*s%s%s", STR(s->folder), *below ? "/" : "", below).p;
    DIR *d = opendir(path);
    const struct dirent *at;

    if (!d)
        return;
    /* NOLINTNEXTLINE(concurrency-mt-unsafe): glibc's readdir is safe for a DIR of one's own */
    while ((at = readdir(d))) {
        const char *name = at->d_name;
        struct stat st;
        if (name[0] == '.')
            continue;
        if (*below ||
            (fstatat(dirfd(d), name, &st, AT_SYMLINK_NOFOLLOW) == 0 && !S_ISDIR(st.st_mode)))
            look_at_file(s, arena_printf(a, "%s/%s", path, name).p, hash_of(a, below, name));
        else
            look_at_folder(s, name);
    }
    (void)closedir(d);
}

static bool survey(Ctx *c, int64_t most, bool (*is_there)(Ctx *, Str, Str, int64_t),
                   AttachSurvey *out, Err *e)
{
    Survey s = { .c = c, .folder = attach_folder(c), .out = out };
    bool ok;

    *out = (AttachSurvey){ 0 };
    ok = look_at_records(&s, most, is_there, e);
    if (ok && s.folder.n && !out->more)
        look_at_folder(&s, "");
    map_done(&s.hashes);
    return ok;
}

bool attach_survey(Ctx *c, int64_t most, AttachSurvey *out, Err *e)
{
    return survey(c, most, has_size, out, e);
}

bool attach_check(Ctx *c, int64_t *files, Str *finding, Err *e)
{
    AttachSurvey s;

    *finding = S("");
    if (!survey(c, INT64_MAX, is_whole, &s, e))
        return false;
    *files = s.records;
    if (s.missing)
        *finding = arena_printf(
            c->arena,
            tr(c->lang, N_("the file of attachment #%" PRId64 " is missing or was changed")),
            s.first_missing);
    else if (s.stray)
        *finding = arena_printf(
            c->arena,
            tr(c->lang, N_("files that no attachment has: %" PRId64 "; the first is '%.*s'. Look at"
                           " them, and delete them")),
            s.stray, STR(s.first_stray));
    return true;
}
