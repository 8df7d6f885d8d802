/* SPDX-License-Identifier: Apache-2.0
 * One part of an XLSX package as a stream of XML events, within limits.
 *
 * No DOCTYPE, so no entities; nesting, the length of one piece of markup and the unpacked size are
 * limited, so that no file can take more memory than an honest one.
 */
#include <limits.h>

#include "engine/sheet_xlsx.h"

enum { BLOCK = 128 << 10, DEEPEST = 100, LONGEST_MARKUP = 1 << 20 };

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

bool part_open(Part *p, const Xlsx *x, const char *name, const PartHandlers *handlers, void *user,
               Err *e)
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

bool part_read(const Xlsx *x, const char *name, const PartHandlers *handlers, void *user, Err *e)
{
    AUTO(part_done) Part p;
    return part_open(&p, x, name, handlers, user, e) && part_run(&p, e) == PART_END;
}
