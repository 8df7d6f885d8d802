/* SPDX-License-Identifier: Apache-2.0
 * Opens a file of tables: looks at its first bytes and hands it to the reader of that format.
 */
#include "engine/sheet.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "engine/gedcom.h"
#include "engine/sheet_parts.h"

struct Sheets {
    const SheetFormat *format;
    void *state;
    char *file; /* the name without folder, for messages */
};

enum { LOOK = 512, COPY = 256 << 10 };

/* Copies all of `from` into a new temporary file; -1 on failure. Closes `from`. */
static int spool_input(int from, Err *e)
{
    int to = sheet_temp_file(e);
    char *block = mem_get(COPY);
    ssize_t got = 0, put = 0;

    while (to >= 0 && (got = read(from, block, COPY)) != 0 && put >= 0) {
        if (got < 0 && errno != EINTR)
            break;
        for (ssize_t done = 0; done < got && put >= 0; done += put)
            put = write(to, block + done, (size_t)(got - done));
    }
    if (got < 0 || put < 0) {
        err_set(e, ERR_INTERNAL, "cannot copy the input into a temporary file: %s",
                strerrordesc_np(errno));
        (void)close(to);
        to = -1;
    }
    mem_give(block);
    if (from != STDIN_FILENO)
        (void)close(from);
    return to;
}

/* A file that can be read at any place; -1 on failure. */
static int open_seekable(const char *path, Err *e)
{
    bool standard_input = str_eq(str_z(path), S("-"));
    int fd = standard_input ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    struct stat st;

    if (fd < 0) {
        err_set(e, errno == ENOENT ? ERR_NOT_FOUND : ERR_INVALID, "cannot open '%s': %s", path,
                strerrordesc_np(errno));
        return -1;
    }
    if (fstat(fd, &st) == 0 && S_ISDIR(st.st_mode)) {
        (void)close(fd);
        err_set(e, ERR_INVALID, "'%s' is a folder, not a file", path);
        return -1;
    }
    return standard_input || !S_ISREG(st.st_mode) ? spool_input(fd, e) : fd;
}

/* True when the file has that name in its OLE folder, which writes names in UTF-16. */
static bool has_ole_entry(int fd, Str name)
{
    enum { FURTHEST = 64 << 20 };
    char wide[64] = { 0 }, *block = mem_get(COPY);
    uint64_t at = 0;
    bool found = false;
    ptrdiff_t n;

    for (size_t i = 0; i < name.n; i++)
        wide[2 * i] = name.p[i];
    while (!found && at < FURTHEST && (n = sheet_read_at(fd, at, block, COPY)) > 0) {
        found = memmem(block, (size_t)n, wide, 2 * name.n);
        if (n < COPY)
            break;
        at += (uint64_t)n - sizeof wide;
    }
    mem_give(block);
    return found;
}

/* True for a web page or other markup, whatever the ending of the file's name says. */
static bool is_markup(Str s)
{
    static const char *const starts[] = {
        "<html", "<!doctype", "<table", "<?xml", "<meta", "<style"
    };
    s = str_trim(s);
    for (size_t i = 0; i < LEN(starts); i++)
        if (str_same(str_part(s, 0, strlen(starts[i])), str_z(starts[i])))
            return true;
    return false;
}

static const SheetFormat *find_format(int fd, const char *file, Err *e)
{
    char look[LOOK];
    ptrdiff_t n = sheet_read_at(fd, 0, look, sizeof look);
    Str s = { look, n < 0 ? 0 : (size_t)n };

    if (n < 0)
        err_set(e, ERR_INTERNAL, "cannot read '%s': %s", file, strerrordesc_np(errno));
    else if (gedcom_is(fd))
        return &gedcom_format;
    else if (str_starts(s, S("PK\3\4")) || str_starts(s, S("PK\5\6")))
        return &xlsx_format;
    else if (str_starts(s, S("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) &&
             has_ole_entry(fd, S("EncryptedPackage")))
        err_set(e, ERR_INVALID, "'%s' is protected by a password: save it without one", file);
    else if (str_starts(s, S("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")))
        err_set(e, ERR_INVALID, "'%s' is in the old .xls format: save it as .xlsx", file);
    else if (is_markup(s))
        err_set(
            e, ERR_INVALID,
            "'%s' is a web page or XML, not a table: open it in a spreadsheet program and save it as "
            ".xlsx",
            file);
    else if (str_starts(s, S("%PDF-")))
        err_set(e, ERR_INVALID, "'%s' is a PDF: save the table as .xlsx or .csv", file);
    else
        return &csv_format;
    return NULL;
}

/* The part behind the last /, zero-terminated. */
static char *base_name(Str path)
{
    size_t from = path.n;
    char *copy;
    while (from && path.p[from - 1] != '/')
        from--;
    copy = mem_zget(path.n - from + 1, 1);
    memcpy(copy, path.p + from, path.n - from);
    return copy;
}

Sheets *sheets_open(const char *path, Err *e)
{
    int fd = open_seekable(path, e);
    Sheets *s;

    if (fd < 0)
        return NULL;
    s = mem_zget(1, sizeof *s);
    s->file = base_name(str_z(path));
    s->format = find_format(fd, s->file, e);
    if (s->format == &gedcom_format)
        s->state = gedcom_open(fd, s->file, e);
    else if (s->format)
        s->state = s->format == &xlsx_format ? xlsx_open(fd, s->file, e) : csv_open(fd, s->file, e);
    else
        (void)close(fd);
    if (!s->state)
        sheets_close(&s);
    return s;
}

void sheets_close(Sheets **s)
{
    if (!*s)
        return;
    if ((*s)->state)
        (*s)->format->close((*s)->state);
    mem_give((*s)->file);
    mem_give(*s);
    *s = NULL;
}

Gedcom *sheets_gedcom(Sheets *s)
{
    return s->format == &gedcom_format ? s->state : NULL;
}

size_t sheets_count(const Sheets *s)
{
    return s->format->count(s->state);
}

Str sheets_name(const Sheets *s, size_t i)
{
    return s->format->name(s->state, i);
}

bool sheets_hidden(const Sheets *s, size_t i)
{
    return s->format->hidden(s->state, i);
}

bool sheets_start(Sheets *s, size_t i, Err *e)
{
    return s->format->start(s->state, i, e);
}

bool sheets_row(Sheets *s, Arena *a, Row *out, Err *e)
{
    return s->format->row(s->state, a, out, e);
}

double sheets_progress(const Sheets *s)
{
    double done = s->format->progress(s->state);
    return done < 0 ? 0 : done > 1 ? 1 : done;
}

Str column_name(size_t col0, char out[8])
{
    char letters[8];
    size_t n = 0, i = 0;
    for (size_t rest = col0 + 1; rest && n < 7; rest = (rest - 1) / 26)
        letters[n++] = (char)('A' + (rest - 1) % 26);
    while (n)
        out[i++] = letters[--n];
    out[i] = '\0';
    return (Str){ out, i };
}
