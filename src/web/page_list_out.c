/* SPDX-License-Identifier: Apache-2.0
 * Exactly this list, for elsewhere: as a file, or as text to be copied into a spreadsheet.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/registry.h"
#include "engine/rights.h"
#include "engine/transfer.h"
#include "web/list.h"
#include "web/pages.h"

enum { EXPORT_ROWS_MAX = 200000, COPY_ROWS_MAX = 1000 };

/* ---- files ---- */

static const struct {
    const char *name, *type;
    ExportFormat format;
} formats[] = {
    { "csv", "text/csv; charset=utf-8", EXPORT_CSV },
    { "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", EXPORT_XLSX },
    { "json", "application/json", EXPORT_JSON },
};

/* The list's query, if its rows are at most so many. */
static Query *small_query(Request *q, const List *l, const QueryParts *parts, int64_t most, Err *e)
{
    Query *query = query_build(&q->c, l->t, parts, e);
    int64_t total;

    if (!query || !query_total(&q->c, query, &total, e))
        return NULL;
    if (total > most) {
        err_set(e, ERR_INVALID,
                N_("the list has %" PRId64 " rows; at most %" PRId64
                   " are written at once here, so narrow it first"),
                total, most);
        return NULL;
    }
    return query;
}

/* A file that has no name any more goes with its last descriptor. */
static bool send_file(Request *q, const char *path, Err *e)
{
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC);

    if (fd < 0 || fstat(fd, &st) < 0) {
        if (fd >= 0)
            (void)close(fd);
        return err_set(e, ERR_INTERNAL, "what was exported cannot be read");
    }
    q->file = (RequestFile){ .is = true, .fd = fd, .size = (uint64_t)st.st_size };
    return true;
}

static bool export_file(Request *q, const List *l, size_t k, Err *e)
{
    const char *base = getenv("TMPDIR"); /* NOLINT(concurrency-mt-unsafe): nobody sets it */
    Str folder = arena_printf(q->c.arena, "%s/qiao-out.XXXXXX", base && *base ? base : "/tmp");
    char *made = arena_z(q->c.arena, folder);
    QueryParts parts = list_parts(q, l);
    ExportReport report;
    Query *query;
    Str path;
    bool ok;

    parts.columns = export_columns(&q->c, l->t, parts.columns);
    query = small_query(q, l, &parts, EXPORT_ROWS_MAX, e);
    if (!query)
        return false;
    if (!mkdtemp(made))
        return err_set(e, ERR_INTERNAL, "there is no room for a temporary folder");
    path = arena_printf(q->c.arena, "%s/%s.%s", made, l->t->name, formats[k].name);
    ok = export_query(&q->c, query, formats[k].format, path.p, &report, e) &&
         send_file(q, path.p, e);
    (void)unlink(path.p);
    (void)rmdir(made);
    return ok;
}

bool page_list_export(Request *q, Err *e)
{
    Str format = request_query(q, "format");
    char day[11];
    size_t k = 0;
    List l;

    if (!list_read(q, request_query, &l, e) || !rights_check(&q->c, RIGHT_EXPORT, l.t, 0, e))
        return false;
    while (k < LEN(formats) && !str_eq(format, str_z(formats[k].name)))
        k++;
    if (k == LEN(formats))
        return err_set(e, ERR_INVALID, N_("say the format: csv, xlsx or json"));
    if (!export_file(q, &l, k, e))
        return false;
    day_print(q->c.today, day);
    q->type = formats[k].type;
    q->headers = NEW(q->c.arena, DoorPair);
    q->headers[0] = (DoorPair){ S("Content-Disposition"),
                                arena_printf(q->c.arena, "attachment; filename=\"%s-%s.%s\"",
                                             l.t->name, day, formats[k].name) };
    q->nheaders = 1;
    return true;
}

/* ---- text to be copied ---- */

/* A cell of a spreadsheet's clipboard: neither tabs nor line ends. */
static void put_cell(Buf *out, Str text)
{
    for (size_t i = 0; i < text.n; i++)
        buf_putc(out,
                 text.p[i] == '\t' || text.p[i] == '\n' || text.p[i] == '\r' ? ' ' : text.p[i]);
}

static void put_line(Request *q, const Query *query, const Rows *rows, Buf *out)
{
    for (size_t i = 0; i < query_columns(query); i++) {
        AUTO(buf_done) Buf text = buf_new(BUF_PAGE);
        const Field *f = query_column(query, i)->field;
        const Value *v = rows_value(rows, i);
        if (f->kind == T_LINK && v->set) {
            const Type *to = registry_find(q->c.types, str_z(f->link));
            buf_put(&text, to ? show_title(q, to, v->i) : S(""));
        } else if (v->set) {
            value_show(&q->c, f, v, &text);
        }
        buf_put(out, i ? S("\t") : S(""));
        put_cell(out, buf_str(&text));
    }
    buf_putc(out, '\n');
}

static bool put_lines(Request *q, const Query *query, Buf *out, Err *e)
{
    AUTO(rows_done) Rows *rows = query_run(&q->c, query, e);

    if (!rows)
        return false;
    for (size_t i = 0; i < query_columns(query); i++) {
        buf_put(out, i ? S("\t") : S(""));
        put_cell(out, str_z(field_label(query_column(query, i)->field, q->c.lang)));
    }
    buf_putc(out, '\n');
    while (rows_next(rows, e))
        put_line(q, query, rows, out);
    return !e->kind;
}

/* Copying takes data out like an export does; more than a screen holds needs the same right. */
bool page_list_copy(Request *q, Err *e)
{
    AUTO(buf_done) Buf text = buf_new(BUF_PAGE);
    QueryParts parts;
    Query *query;
    List l;

    if (!list_read(q, request_query, &l, e))
        return false;
    parts = list_parts(q, &l);
    if (rights_has(&q->c, RIGHT_EXPORT, l.t, 0))
        query = small_query(q, &l, &parts, COPY_ROWS_MAX, e);
    else {
        parts.limit = 50;
        query = query_build(&q->c, l.t, &parts, e);
    }
    if (!query || !put_lines(q, query, &text, e))
        return false;
    list_begin(q, &l, say(q, N_("Copy")));
    html(&q->out,
         "<label for=\"tsv\">%s</label><textarea id=\"tsv\" class=\"tsv\" readonly rows=\"20\""
         " spellcheck=\"false\">\n%.*s</textarea>\n",
         say(q, N_("Select all, copy, and paste it into a spreadsheet")), STR(buf_str(&text)));
    layout_end(q);
    return true;
}
