/* SPDX-License-Identifier: Apache-2.0
 * Packages and their parts, which are streams of XML events, within limits.
 *
 * Namespaces are not looked at, only local names, so that strict files (ISO 29500) read the same.
 * Relations are told apart by the last word of their type for the same reason.
 */
#include "engine/package.h"

#include <limits.h>
#include <unistd.h>

#include "base/buf.h"

enum {
    BLOCK = 128 << 10,
    DEEPEST = 100,
    LONGEST_MARKUP = 1 << 20,
    PARTS_MAX = 10000,
    NAME_MAX_BYTES = 1000,
    RATIO_MAX = 200, /* unpacked to packed, looked at from RATIO_FROM bytes on */
    RATIO_FROM = 64 << 20
};

/* What a library says about the part. */
static bool damaged(const Part *p, const char *why, Err *e)
{
    return err_set(e, ERR_INVALID, "'%s' is damaged: %s in its part %s", p->file, why, p->name);
}

static const char *local_name(const char *name)
{
    const char *local = name;
    for (; *name; name++)
        if (*name == ':')
            local = name + 1;
    return local;
}

static void XMLCALL on_start(void *user, const XML_Char *name, const XML_Char **attributes)
{
    Part *p = user;
    if (p->e->kind)
        return;
    if (++p->depth > DEEPEST) {
        err_set(p->e, ERR_INVALID, "'%s' is damaged: elements are nested too deep in its part %s",
                p->file, p->name);
        part_stop(p);
        return;
    }
    p->handlers->start(p, local_name(name), attributes);
    if (p->e->kind)
        part_stop(p);
}

static void XMLCALL on_end(void *user, const XML_Char *name)
{
    Part *p = user;
    if (p->e->kind)
        return;
    p->depth--;
    if (p->handlers->end)
        p->handlers->end(p, local_name(name));
    if (p->e->kind)
        part_stop(p);
}

static void XMLCALL on_text(void *user, const XML_Char *text, int n)
{
    Part *p = user;
    if (p->e->kind)
        return;
    p->handlers->text(p, (Str){ text, (size_t)n });
    if (p->e->kind)
        part_stop(p);
}

static void XMLCALL on_doctype(void *user, const XML_Char *name, const XML_Char *system_id,
                               const XML_Char *public_id, int has_subset)
{
    Part *p = user;
    (void)name;
    (void)system_id;
    (void)public_id;
    (void)has_subset;
    err_set(p->e, ERR_INVALID, "'%s' is damaged: there is a DOCTYPE in its part %s", p->file,
            p->name);
    part_stop(p);
}

bool part_open(Part *p, const Package *x, const char *name, const PartHandlers *handlers,
               void *user, Err *e)
{
    zip_stat_t stat;
    zip_int64_t index = zip_name_locate(x->zip, name, ZIP_FL_NOCASE);

    *p = (Part){ .file = x->file, .name = name, .handlers = handlers, .user = user, .e = e };
    if (index < 0 || zip_stat_index(x->zip, (zip_uint64_t)index, 0, &stat) != 0)
        return err_set(e, ERR_INVALID, "'%s' is damaged: its part %s is missing", p->file, name);
    p->size = stat.size;
    p->zip = zip_fopen_index(x->zip, (zip_uint64_t)index, 0);
    if (!p->zip)
        return damaged(p, zip_strerror(x->zip), e);
    p->parser = XML_ParserCreate(NULL);
    if (!p->parser)
        return err_set(e, ERR_INTERNAL, "cannot read '%s': %s", p->file, "XML_ParserCreate");
    XML_SetUserData(p->parser, p);
    XML_SetElementHandler(p->parser, on_start, on_end);
    if (handlers->text)
        XML_SetCharacterDataHandler(p->parser, on_text);
    XML_SetStartDoctypeDeclHandler(p->parser, on_doctype);
    return true;
}

void part_done(Part *p)
{
    if (p->parser)
        XML_ParserFree(p->parser);
    if (p->zip)
        (void)zip_fclose(p->zip);
    p->parser = NULL;
    p->zip = NULL;
}

bool part_too_large(const Part *p, Err *e)
{
    return err_set(e, ERR_INVALID, "'%s' is damaged: its part %s is larger than it says", p->file,
                   p->name);
}

bool part_unreadable(const Part *p, Err *e)
{
    return damaged(p, zip_file_strerror(p->zip), e);
}

/* Feeds the next block to the parser. */
static enum XML_Status feed(Part *p)
{
    void *block = XML_GetBuffer(p->parser, BLOCK);
    zip_int64_t n = block ? zip_fread(p->zip, block, BLOCK) : -1;
    if (n < 0) {
        (void)part_unreadable(p, p->e);
        return XML_STATUS_ERROR;
    }
    p->read += (uint64_t)n;
    if (p->read > p->size) {
        (void)part_too_large(p, p->e);
        return XML_STATUS_ERROR;
    }
    p->last = n == 0;
    return XML_ParseBuffer(p->parser, (int)n, p->last);
}

PartResult part_run(Part *p, Err *e)
{
    p->e = e;
    while (!p->e->kind) {
        enum XML_Status status;
        if (!p->paused && p->last)
            return PART_END;
        status = p->paused ? XML_ResumeParser(p->parser) : feed(p);
        p->paused = status == XML_STATUS_SUSPENDED;
        if (p->paused && !e->kind)
            return PART_PAUSED;
        if (status == XML_STATUS_ERROR && !e->kind) {
            if (XML_GetErrorCode(p->parser) == XML_ERROR_ABORTED)
                return PART_END;
            damaged(p, XML_ErrorString(XML_GetErrorCode(p->parser)), e);
        }
        if (p->read > LONGEST_MARKUP + BLOCK &&
            XML_GetCurrentByteIndex(p->parser) < (XML_Index)(p->read - LONGEST_MARKUP - BLOCK))
            err_set(e, ERR_INVALID, "'%s' is damaged: a piece of markup is too long in its part %s",
                    p->file, p->name);
    }
    return PART_FAILED;
}

void part_pause(Part *p)
{
    (void)XML_StopParser(p->parser, XML_TRUE);
}

void part_stop(Part *p)
{
    (void)XML_StopParser(p->parser, XML_FALSE);
}

const char *part_attribute(const char *const *attributes, const char *name)
{
    Str wanted = str_z(name);
    for (; attributes[0]; attributes += 2)
        if (str_eq(str_z(attributes[0]), wanted))
            return attributes[1];
    return NULL;
}

int64_t part_number(const char *value, int64_t otherwise)
{
    int64_t number;
    return value && str_int(str_z(value), &number) ? number : otherwise;
}

bool part_read(const Package *x, const char *name, const PartHandlers *handlers, void *user, Err *e)
{
    AUTO(part_done) Part p;
    return part_open(&p, x, name, handlers, user, e) && part_run(&p, e) == PART_END;
}

/* ---- the package ---- */

static bool check_zip(const Package *x, const PackageRules *rules, Err *e)
{
    zip_int64_t n = zip_get_num_entries(x->zip, 0);
    if (n > PARTS_MAX)
        return err_set(e, ERR_INVALID, "'%s' has more than %d parts", x->file, PARTS_MAX);
    for (zip_int64_t i = 0; i < n; i++) {
        zip_stat_t s;
        if (zip_stat_index(x->zip, (zip_uint64_t)i, 0, &s) != 0)
            return err_set(e, ERR_INVALID, "'%s' is damaged: %s", x->file, zip_strerror(x->zip));
        if (s.encryption_method != ZIP_EM_NONE)
            return err_set(e, ERR_INVALID, "'%s' is protected by a password: save it without one",
                           x->file);
        if (s.size > (uint64_t)rules->part_mb << 20 ||
            (s.size > RATIO_FROM && s.size / RATIO_MAX > s.comp_size))
            return err_set(e, ERR_INVALID,
                           "'%s' is refused: its part %s unpacks to %" PRIu64
                           " MB, more than %d MB or %d times its packed size",
                           x->file, s.name, (uint64_t)s.size >> 20, rules->part_mb, RATIO_MAX);
        if (s.comp_method != ZIP_CM_STORE && s.comp_method != ZIP_CM_DEFLATE)
            return err_set(e, ERR_INVALID, "'%s' is packed in an unusual way: save it again as %s",
                           x->file, rules->ending);
    }
    return true;
}

bool package_open(Package *p, int fd, const char *file, const PackageRules *rules, Err *e)
{
    int code = 0;

    *p = (Package){ .zip = zip_fdopen(fd, 0, &code), .file = file };
    if (!p->zip) {
        zip_error_t why;
        zip_error_init_with_code(&why, code);
        err_set(e, ERR_INVALID, "'%s' is damaged: %s", file, zip_error_strerror(&why));
        zip_error_fini(&why);
        (void)close(fd);
    }
    return p->zip && check_zip(p, rules, e);
}

void package_done(Package *p)
{
    if (p->zip)
        zip_discard(p->zip);
    p->zip = NULL;
}

bool package_has(const Package *p, const char *name)
{
    return zip_name_locate(p->zip, name, ZIP_FL_NOCASE) >= 0;
}

const char *package_resolve(Arena *a, Str from, Str target)
{
    AUTO(buf_done) Buf b = buf_new((size_t)2 * NAME_MAX_BYTES);
    Str piece;

    while (from.n && from.p[from.n - 1] != '/')
        from.n--;
    if (target.n && target.p[0] == '/')
        target = str_part(target, 1, target.n);
    else
        buf_put(&b, from);
    while (str_next(&target, '/', &piece)) {
        if (str_eq(piece, S("..")) && b.n) {
            b.n--;
            while (b.n && b.p[b.n - 1] != '/')
                b.n--;
        } else if (!str_eq(piece, S(".")) && !str_eq(piece, S(".."))) {
            buf_put(&b, piece);
            buf_put(&b, target.p ? S("/") : S(""));
        }
    }
    return b.failed ? NULL : arena_z(a, buf_str(&b));
}

typedef struct {
    Arena *arena;
    const char *main;
} MainPart;

static void package_relation(Part *p, const char *name, const char **attributes)
{
    MainPart *m = p->user;
    const char *target = part_attribute(attributes, "Target"),
               *type = part_attribute(attributes, "Type");

    if (str_eq(str_z(name), S("Relationship")) && target && type && !m->main &&
        str_ends(str_z(type), S("/officeDocument")))
        m->main = package_resolve(m->arena, S(""), str_z(target));
}

const char *package_main(const Package *p, Arena *a, Err *e)
{
    static const PartHandlers handlers = { .start = package_relation };
    MainPart m = { .arena = a };

    return part_read(p, "_rels/.rels", &handlers, &m, e) ? m.main : NULL;
}

const char *package_relations(Arena *a, Str part)
{
    size_t folder = part.n;
    while (folder && part.p[folder - 1] != '/')
        folder--;
    return arena_printf(a, "%.*s_rels/%.*s.rels", (int)folder, part.p, (int)(part.n - folder),
                        part.p + folder)
        .p;
}
