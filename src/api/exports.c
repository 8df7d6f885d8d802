/* SPDX-License-Identifier: Apache-2.0
 * GET /exports/:type: what a list finds, as one file that imports again unchanged. Needs the right
 * to export, and is logged, as on the command line.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "api/impl.h"
#include "engine/transfer.h"

enum { PIECE = 64 << 10 };

static const struct {
    const char *name, *type;
    ExportFormat format;
} formats[] = {
    { "csv", "text/csv; charset=utf-8", EXPORT_CSV },
    { "json", "application/json", EXPORT_JSON },
    { "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", EXPORT_XLSX },
};

/* A folder of the process's own, and the file in it: nobody else can read or guess it. */
typedef struct {
    char folder[64];
    Str file;
} Scratch;

static bool scratch_open(Scratch *s, Arena *a, Err *e)
{
    (void)snprintf(s->folder, sizeof s->folder, "/tmp/qiao-export.XXXXXX");
    if (!mkdtemp(s->folder)) {
        s->folder[0] = '\0';
        return err_set(e, ERR_INTERNAL, "no folder for an export can be made in /tmp");
    }
    s->file = arena_printf(a, "%s/rows", s->folder);
    return true;
}

static void scratch_done(Scratch *s)
{
    if (!s->folder[0])
        return;
    (void)unlink(s->file.p);
    (void)rmdir(s->folder);
}

static bool read_all(const char *path, Buf *out, Err *e)
{
    char piece[PIECE];
    FILE *f = fopen(path, "rb");
    size_t n;

    if (!f)
        return err_set(e, ERR_INTERNAL, "an export that was written cannot be read");
    while ((n = fread(piece, 1, sizeof piece, f)) > 0 && !out->failed)
        buf_put(out, (Str){ piece, n });
    (void)fclose(f);
    return true;
}

static bool write_file(ApiCall *a, const Type *t, ExportFormat format, Err *e)
{
    AUTO(scratch_done) Scratch s = { 0 };
    const DoorCall *d = a->d;
    const QueryParts parts = { .where = door_query(d, "where"),
                               .search = door_query(d, "search"),
                               .order = door_query(d, "order"),
                               .columns = export_columns(a->c, t, door_query(d, "columns")) };
    const Query *q = query_build(a->c, t, &parts, e);
    ExportReport report;

    return q && scratch_open(&s, a->c->arena, e) &&
           export_query(a->c, q, format, s.file.p, &report, e) && read_all(s.file.p, a->out, e);
}

bool api_export(ApiCall *a, Err *e)
{
    const Type *t = call_type(a, e);
    Str format = door_query(a->d, "format");

    for (size_t i = 0; t && i < LEN(formats); i++) {
        if (format.n ? !str_eq(format, str_z(formats[i].name)) : i > 0)
            continue;
        if (!write_file(a, t, formats[i].format, e))
            return false;
        a->d->type = formats[i].type;
        door_header(
            a->d, "Content-Disposition",
            arena_printf(a->c->arena, "attachment; filename=\"%s.%s\"", t->name, formats[i].name));
        return true;
    }
    return t && err_field(e, "format", ERR_INVALID, N_("'format' is csv, json or xlsx"));
}
