/* SPDX-License-Identifier: Apache-2.0
 * Attachments as records: whose they are, who may see them, what becomes of them.
 */
#include "engine/attach.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/attach_file.h"
#include "engine/registry.h"
#include "engine/rights.h"
#include "engine/setting.h"
#include "engine/store.h"

enum { NOTE_MAX = 500 };

/* ---- the type ---- */

static const Choice levels[] = {
    { "internal", N_("Internal"), "内部|內部" },
    { "personal", N_("Personal"), "个人|個人" },
    { "sensitive", N_("Sensitive"), "敏感" },
    { 0 },
};

static const Field fields[ATT__N] = {
    [ATT_TYPE] = { .name = "of_type", .label = N_("Record type"), .kind = T_TEXT, .max = 63,
                   .flags = REQUIRED | FIXED | IN_LIST },
    [ATT_RECORD] = { .name = "of_record", .label = N_("Record"), .kind = T_COUNT,
                     .flags = REQUIRED | FIXED | IN_LIST | INDEXED },
    [ATT_NAME] = { .name = "name", .label = N_("Name of the file"), .kind = T_TEXT,
                   .max = ATTACH_NAME_MAX, .level = LEVEL_PERSONAL, .flags = REQUIRED | IN_LIST },
    [ATT_MEDIA] = { .name = "media", .label = N_("Kind of file"), .kind = T_TEXT, .max = 100,
                    .flags = REQUIRED | FIXED | IN_LIST },
    [ATT_SIZE] = { .name = "size", .label = N_("Bytes"), .kind = T_COUNT,
                   .flags = REQUIRED | FIXED },
    [ATT_HASH] = { .name = "hash", .label = N_("Hash"), .kind = T_TEXT, .max = ATTACH_HASH,
                   .level = LEVEL_PERSONAL, .flags = REQUIRED | FIXED },
    [ATT_LEVEL] = { .name = "level", .label = N_("Who may see it"), .kind = T_CHOICE,
                    .choices = levels },
    [ATT_NOTE] = { .name = "note", .label = N_("Note"), .kind = T_NOTE, .max = NOTE_MAX,
                   .level = LEVEL_PERSONAL },
};

/* A hash that somebody typed would open a file that is not his. */
static void check(Check *k, const Record *r)
{
    (void)r;
    if (k->c->opened != k->type)
        problem(k, PROBLEM_RECORD, "an attachment is made by sending its file");
}

const Type attachment_type = {
    .name = "attachment",
    .label = N_("Attachment"),
    .also = "附件",
    .area = "attachment",
    .fields = fields,
    .nfields = LEN(fields),
    .title = "name",
    .level = LEVEL_SENSITIVE,
    .check = check,
};

/* ---- rights ---- */

/* As the store knows it: it may have further fields. */
static const Type *own_type(const Ctx *c)
{
    return registry_find(c->types, S("attachment"));
}

/* Opens the type for what was allowed by the rights of the record that it hangs on. */
static const Type *open_type(Ctx *c)
{
    const Type *before = c->opened;
    c->opened = own_type(c);
    return before;
}

/* The unit of a record that exists and may be read; -1 if not. */
static int64_t unit_of(Ctx *c, const Type *t, int64_t id, bool *voided, Err *e)
{
    Str sql = arena_printf(c->arena,
                           "/* unit of a record */ SELECT \"unit\", \"voided_at\" FROM \"%s\""
                           " WHERE \"id\" = $1",
                           t->name);
    const Param p = param_int(id);
    AUTO(stmt_done) Stmt *q = db_query_text(c->db, sql, &p, 1);

    if (!db_next(q, e) || !rights_has(c, RIGHT_READ, t, db_int(q, 0))) {
        (void)store_no_record(c, t, id, e);
        return -1;
    }
    *voided = !db_null(q, 1);
    return db_int(q, 0);
}

static bool may_record(Ctx *c, const Type *t, int64_t id, bool change, int64_t *unit, Err *e)
{
    bool voided = false;

    if (!t)
        return err_set(e, ERR_NOT_FOUND, N_("the attachment hangs on nothing"));
    *unit = unit_of(c, t, id, &voided, e);
    if (*unit < 0 || (change && !rights_check(c, t->write ? t->write : RIGHT_WRITE, t, *unit, e)))
        return false;
    if (change && voided)
        return err_set(e, ERR_CONFLICT, N_("the record is void; take it back in first"));
    return true;
}

/* ---- names ---- */

static bool is_kept(uint32_t ch)
{
    if (ch < 0x20 || ch == 0x7f || strchr("<>:\"|?*%#", (int)(ch < 0x80 ? ch : ' ')))
        return false;
    return !((ch >= 0x80 && ch < 0xa0) || (ch >= 0x200b && ch <= 0x200f) ||
             (ch >= 0x2028 && ch <= 0x202e) || (ch >= 0x2060 && ch <= 0x206f) || ch == 0xfeff ||
             ch == 0xfffd);
}

Str attach_name(Arena *a, Str sent)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    Str rest = sent;
    uint32_t ch;
    char out[4];

    for (size_t i = 0; i < sent.n; i++)
        if (sent.p[i] == '/' || sent.p[i] == '\\')
            rest = str_part(sent, i + 1, sent.n);
    while (utf8_next(&rest, &ch))
        if (is_kept(ch))
            buf_put(&b, (Str){ out, utf8_put(ch, out) });
    rest = str_trim(buf_str(&b));
    while (rest.n && (rest.p[0] == '.' || rest.p[0] == '-'))
        rest = str_part(rest, 1, rest.n);
    if (rest.n > ATTACH_NAME_MAX) { /* its ending stays */
        Str end = str_part(rest, rest.n - 5, 5);
        ptrdiff_t dot = str_find(end, S("."));
        end = dot >= 0 ? str_part(end, (size_t)dot, 5) : S("");
        return arena_printf(a, "%.*s%.*s", STR(utf8_part(rest, ATTACH_NAME_MAX - 5)), STR(end));
    }
    return arena_str(a, rest.n ? rest : S("file"));
}

bool attach_is_picture(Str media)
{
    const AttachKind *k = attach_kind(media);
    return k && k->picture;
}

/* ---- the folder ---- */

/* The command line does not load settings beforehand. */
static Str setting(const Ctx *c, SettingId id)
{
    Err quiet = { 0 };
    const Settings *own = c->settings ? c->settings : settings_load(c->arena, c->db, &quiet);
    return own ? own->text[id] : S("");
}

Str attach_folder(const Ctx *c)
{
    Str file = db_file(c->db, c->arena), given = setting(c, SET_FILES_FOLDER);

    if (given.n)
        return given;
    return file.n ? arena_printf(c->arena, "%.*s.files", STR(file)) : S("");
}

static bool need_folder(Ctx *c, Str *out, Err *e)
{
    *out = attach_folder(c);
    return out->n || err_set(e, ERR_INVALID,
                             N_("this store has no folder for files; the setting 'files_folder'"
                                " names one"));
}

/* ---- adding ---- */

static bool has_room(Ctx *c, const Type *t, int64_t id, Err *e)
{
    AUTO(stmt_done) Stmt *q =
        db_query(c->db,
                 "/* attachments of a record */ SELECT count(*) FROM \"attachment\""
                 " WHERE \"of_record\" = $1 AND \"of_type\" = $2",
                 P(id), P(t->name));
    if (!db_next(q, e))
        return false;
    return db_int(q, 0) < ATTACH_MOST ||
           err_set(e, ERR_INVALID, N_("a record has at most %d attachments"), ATTACH_MOST);
}

static bool is_clean(const Ctx *c, const char *path, Err *e)
{
    Str scanner = setting(c, SET_SCANNER);
    return !scanner.n || attach_scan(scanner, path, e);
}

/* The name that was sent; with another ending where a HEIC became a JPEG. */
static Str kept_name(Arena *a, Str sent, const AttachKept *k)
{
    Str name = attach_name(a, sent);
    size_t n = name.n;

    if (!k->made_jpeg)
        return name;
    while (n && name.p[n - 1] != '.')
        n--;
    return attach_name(a, arena_printf(a, "%.*s.jpg", STR(str_part(name, 0, n ? n - 1 : name.n))));
}

static Record *make(Ctx *c, const Type *t, int64_t id, const AttachFile *f, const AttachKept *k)
{
    Record *r = record_new(c->arena, own_type(c));

    rec_set_text(r, ATT_TYPE, str_z(t->name));
    rec_set_int(r, ATT_RECORD, id);
    rec_set_text(r, ATT_NAME, kept_name(c->arena, f->name, k));
    rec_set_text(r, ATT_MEDIA, str_z(k->kind->media));
    rec_set_int(r, ATT_SIZE, k->size);
    rec_set_text(r, ATT_HASH, k->hash);
    if (f->level > LEVEL_INTERNAL)
        rec_set_text(r, ATT_LEVEL, str_z(levels[f->level].code));
    if (f->note.n)
        rec_set_text(r, ATT_NOTE, utf8_part(f->note, NOTE_MAX));
    return r;
}

bool attach_add(Ctx *c, const Type *t, int64_t id, const AttachFile *f, int64_t *out, Err *e)
{
    const Type *before;
    AttachKept kept;
    Check k = { 0 };
    Record *r;
    Str folder;
    int64_t unit = 0;
    bool ok;

    if (!may_record(c, t, id, true, &unit, e) || !has_room(c, t, id, e) ||
        !need_folder(c, &folder, e) || !is_clean(c, f->path, e) ||
        !attach_keep(c->arena, folder, f->path, f->keep_place, &kept, e))
        return false;
    r = make(c, t, id, f, &kept);
    r->unit = unit;
    before = open_type(c);
    ok = store_create(c, r, &k, e);
    c->opened = before;
    *out = r->id;
    return ok;
}

/* ---- reading ---- */

#define COLUMNS                                                                                    \
    "\"id\", \"name\", \"media\", \"size\", \"hash\", \"note\", \"level\", \"created_at\","        \
    " \"created_by\", \"of_type\", \"of_record\", \"voided_at\" FROM \"attachment\" WHERE "

static Attachment read_row(const Stmt *q, Arena *a)
{
    Attachment x = { .id = db_int(q, 0),
                     .name = db_text(q, a, 1),
                     .media = db_text(q, a, 2),
                     .size = db_int(q, 3),
                     .hash = db_text(q, a, 4),
                     .note = db_text(q, a, 5),
                     .at = db_int(q, 7),
                     .by = db_int(q, 8) };
    for (Level l = LEVEL_INTERNAL; l <= LEVEL_SENSITIVE; l++)
        if (str_eq(str_z(levels[l].code), db_str(q, 6)))
            x.level = l;
    return x;
}

bool attach_list_of(Ctx *c, const Record *r, Attachment **out, size_t *n, Err *e)
{
    VEC(Attachment) list = { 0 };
    int level = rights_level(c, r->type, r->unit);
    AUTO(stmt_done) Stmt *q =
        db_query(c->db,
                 "/* attachments */ SELECT " COLUMNS "\"of_record\" = $1 AND \"of_type\" = $2"
                 " AND \"voided_at\" IS NULL ORDER BY \"id\"",
                 P(r->id), P(r->type->name));

    if (!rights_check(c, RIGHT_READ, r->type, r->unit, e))
        return false;
    while (db_next(q, e)) {
        Attachment x = read_row(q, c->arena);
        if ((int)x.level <= level)
            vec_push(c->arena, &list, x);
    }
    *out = list.p;
    *n = list.n;
    return !e->kind;
}

bool attach_list(Ctx *c, const Type *t, int64_t id, Attachment **out, size_t *n, Err *e)
{
    Record r = { .type = t, .id = id };

    return may_record(c, t, id, false, &r.unit, e) && attach_list_of(c, &r, out, n, e);
}

/* The same is said of one that is not there, hangs on what the user may not read, or is for those
 * who read deeper. */
static bool no_attachment(Ctx *c, int64_t id, Err *e)
{
    c->refused =
        arena_printf(c->arena, "attachment #%" PRId64 ", which is not there or not to be read", id);
    return err_set(e, ERR_NOT_FOUND, N_("there is no attachment #%" PRId64), id);
}

/* The attachment and the record that it hangs on, if the user may read it. */
static bool find(Ctx *c, int64_t id, Attachment *out, const Type **t, int64_t *of, Err *e)
{
    Err own = { .lang = e->lang };
    int64_t unit = 0;
    AUTO(stmt_done) Stmt *q =
        db_query(c->db, "/* attachment */ SELECT " COLUMNS "\"id\" = $1", P(id));

    if (!db_next(q, e) || !db_null(q, 11))
        return !e->kind && no_attachment(c, id, e);
    *out = read_row(q, c->arena);
    *t = registry_need(c->types, db_text(q, c->arena, 9), e);
    *of = db_int(q, 10);
    if (!*t || (may_record(c, *t, *of, false, &unit, &own) &&
                (int)out->level <= rights_level(c, *t, unit)))
        return *t != NULL;
    if (own.kind == ERR_INTERNAL || own.kind == ERR_BUSY)
        return err_set(e, own.kind, "%s", own.msg);
    return no_attachment(c, id, e);
}

bool attach_open(Ctx *c, int64_t id, bool small, Attachment *out, int *fd, Err *e)
{
    const Type *t = NULL;
    int64_t of = 0;
    Str folder = { 0 };

    if (!find(c, id, out, &t, &of, e) || !need_folder(c, &folder, e))
        return false;
    if (small) {
        *fd = attach_is_picture(out->media) && out->hash.n == ATTACH_HASH
                  ? attach_thumb(c->arena, folder, out->hash)
                  : -1;
        return true;
    }
    *fd = out->hash.n == ATTACH_HASH
              ? open(attach_path(c->arena, folder, out->hash), O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
              : -1;
    return *fd >= 0 ||
           err_set(e, ERR_NOT_FOUND,
                   N_("the file of attachment #%" PRId64 " is missing; `qiao check` says more"),
                   id);
}

bool attach_void(Ctx *c, int64_t id, Str why, const Type **t, int64_t *of, Err *e)
{
    const Type *before;
    Attachment x = { 0 };
    int64_t unit = 0;
    bool ok;

    if (!find(c, id, &x, t, of, e) || !may_record(c, *t, *of, true, &unit, e))
        return false;
    before = open_type(c);
    ok = store_void(c, own_type(c), id, why, e);
    c->opened = before;
    return ok;
}

/* ---- erasing ---- */

bool attach_erase(Ctx *c, const Record *r, Str why, AttachGone *gone, Err *e)
{
    VEC(int64_t) ids = { 0 };
    const Type *before;
    bool ok = true;

    if (r->type == own_type(c)) {
        vec_push(c->arena, gone, rec_text(r, ATT_HASH));
        return true;
    }
    {
        AUTO(stmt_done) Stmt *q = db_query(
            c->db,
            "/* attachments to erase */ SELECT \"id\" FROM \"attachment\" WHERE \"of_record\" = $1"
            " AND \"of_type\" = $2 ORDER BY \"id\"",
            P(r->id), P(r->type->name));
        while (db_next(q, e))
            vec_push(c->arena, &ids, db_int(q, 0));
        if (e->kind)
            return false;
    }
    before = open_type(c);
    for (size_t i = 0; ok && i < ids.n; i++)
        ok = store_erase(c, own_type(c), ids.p[i], why, e);
    c->opened = before;
    return ok;
}

bool attach_remove(Ctx *c, const AttachGone *gone, Err *e)
{
    Str folder = attach_folder(c);

    for (size_t i = 0; i < gone->n; i++) {
        AUTO(stmt_done) Stmt *q = db_query(
            c->db, "/* still attached */ SELECT 1 FROM \"attachment\" WHERE \"hash\" = $1 LIMIT 1",
            P(gone->p[i]));
        if (gone->p[i].n != ATTACH_HASH || !folder.n || db_next(q, e))
            continue;
        if (e->kind)
            return false;
        (void)unlink(attach_thumb_path(c->arena, folder, gone->p[i])); /* if it was ever made */
        if (unlink(attach_path(c->arena, folder, gone->p[i])) != 0 && errno != ENOENT)
            return err_set(e, ERR_INTERNAL, "the file of an attachment could not be removed");
    }
    return true;
}

/* ---- copying ---- */

static bool copy_one(const char *from, const char *to, Err *e)
{
    int in = open(from, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    int out = in < 0 ? -1 : open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    bool there = in >= 0 && out < 0 && errno == EEXIST; /* the same bytes, by its name */
    bool ok = there || (out >= 0 && attach_copy(in, out, e) && fsync(out) == 0);

    if (in >= 0)
        close(in);
    if (out >= 0)
        close(out);
    return ok || err_set(e, ERR_INTERNAL, "the file '%s' could not be copied to '%s'", from, to);
}

static bool is_hex(const char *name, size_t n)
{
    return strlen(name) == n && strspn(name, "0123456789abcdef") == n;
}

static bool copy_folder(Arena *a, const char *from, const char *to, Err *e)
{
    DIR *d = opendir(from);
    const struct dirent *at;
    bool ok = d != NULL;

    /* NOLINTNEXTLINE(concurrency-mt-unsafe): glibc's readdir is safe for a DIR of one's own */
    while (ok && (at = readdir(d)))
        if (is_hex(at->d_name, ATTACH_HASH - 2))
            ok = copy_one(arena_printf(a, "%s/%s", from, at->d_name).p,
                          arena_printf(a, "%s/%s", to, at->d_name).p, e);
    if (d)
        (void)closedir(d);
    return ok || err_set(e, ERR_INTERNAL, "the folder '%s' cannot be read", from);
}

static bool make_folder(const char *path, Err *e)
{
    return mkdir(path, 0700) == 0 || errno == EEXIST ||
           err_set(e, ERR_INTERNAL, "the folder '%s' cannot be made", path);
}

bool attach_copy_all(Arena *a, const char *from, const char *to, Err *e)
{
    DIR *d = opendir(from);
    const struct dirent *at;
    bool ok;

    if (!d)
        return true;
    ok = make_folder(to, e);
    /* NOLINTNEXTLINE(concurrency-mt-unsafe): glibc's readdir is safe for a DIR of one's own */
    while (ok && (at = readdir(d))) {
        const char *below = arena_printf(a, "%s/%s", to, at->d_name).p;
        if (is_hex(at->d_name, 2))
            ok = make_folder(below, e) &&
                 copy_folder(a, arena_printf(a, "%s/%s", from, at->d_name).p, below, e);
    }
    (void)closedir(d);
    return ok;
}
