/* SPDX-License-Identifier: Apache-2.0
 * What a file is, and plain text.
 */
#include "engine/written.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unicode/ucnv.h>
#include <unistd.h>

#include "engine/written_parts.h"
#include "engine/sheet_parts.h"

enum { LOOK = 1024, WORK_MEMORY = 1 << 30 };

const char *written_kind_name(WrittenKind kind)
{
    static const char *const names[WRITTEN__N] = { "plain", "docx", "pdf" };
    return names[kind];
}

/* ---- the file ---- */

static bool too_large(const char *name, Err *e)
{
    return err_set(e, ERR_INVALID, "the file '%s' has more than %d MB, which is the limit", name,
                   WRITTEN_FILE_MAX >> 20);
}

/* A pipe cannot be read twice: what comes out of it goes to a file without a name. */
static int spool(int from, const char *name, Err *e)
{
    int fd = sheet_temp_file(e);
    char room[1 << 16];
    size_t all = 0;
    ssize_t n = 0;

    while (fd >= 0 && !e->kind && (n = read(from, room, sizeof room)) != 0) {
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 || write(fd, room, (size_t)n) != n)
            err_set(e, ERR_INVALID, "the file '%s' cannot be read", name);
        else if ((all += (size_t)n) > WRITTEN_FILE_MAX)
            too_large(name, e);
    }
    if (fd >= 0 && e->kind) {
        close(fd);
        fd = -1;
    }
    return fd;
}

static int open_file(const char *path, const char *name, Err *e)
{
    struct stat st;
    int fd, copy;

    if (strcmp(path, "-") == 0)
        return spool(STDIN_FILENO, name, e);
    fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        err_set(e, ERR_NOT_FOUND, "the file '%s' cannot be read: %s", name,
                errno == ENOENT ? tr(e->lang, N_("there is no such file"))
                                : tr(e->lang, N_("it may not be opened")));
        return -1;
    }
    if (fstat(fd, &st) != 0 || S_ISDIR(st.st_mode))
        err_set(e, ERR_INVALID, "the file '%s' cannot be read", name);
    else if (st.st_size > WRITTEN_FILE_MAX)
        too_large(name, e);
    if (!e->kind && S_ISREG(st.st_mode))
        return fd;
    copy = e->kind ? -1 : spool(fd, name, e);
    close(fd);
    return copy;
}

/* ---- plain text ---- */

static bool take_bytes(Arena *a, int fd, const char *name, Str *out, Err *e)
{
    AUTO(buf_done) Buf b = buf_new(WRITTEN_TEXT_MAX);
    char room[1 << 16];
    ptrdiff_t n;

    while ((n = sheet_read_at(fd, b.n, room, sizeof room)) > 0 && !b.failed)
        buf_put(&b, (Str){ room, (size_t)n });
    if (n < 0)
        return err_set(e, ERR_INVALID, "the file '%s' cannot be read", name);
    if (b.failed)
        return err_set(e, ERR_INVALID, "the text of '%s' has more than %d MB, which is the limit",
                       name, WRITTEN_TEXT_MAX >> 20);
    *out = arena_str(a, buf_str(&b));
    return true;
}

/* False if the bytes are none of that encoding. */
static bool decode(Arena *a, Str bytes, const char *from, Str *out)
{
    size_t room = bytes.n * 2 + 16;
    char *p = arena_get(a, room);
    UErrorCode status = U_ZERO_ERROR;
    UConverter *in = ucnv_open(from, &status), *to = ucnv_open("UTF-8", &status);
    const char *source = bytes.p;
    char *target = p;

    ucnv_setToUCallBack(in, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &status);
    if (U_SUCCESS(status))
        ucnv_convertEx(to, in, &target, p + room, &source, bytes.p + bytes.n, NULL, NULL, NULL,
                       NULL, true, true, &status);
    ucnv_close(in);
    ucnv_close(to);
    *out = (Str){ p, (size_t)(target - p) };
    return U_SUCCESS(status) && utf8_valid(*out);
}

/* Bytes that are UTF-8 by and large are a damaged text of it, and are left as they are: whoever
 * looks for numbers passes over what is no character. */
static bool mostly_utf8(Str s)
{
    size_t wide = 0, broken = 0;
    uint32_t ch;

    while (utf8_next(&s, &ch)) {
        wide += ch > 0x7F && ch != 0xFFFD;
        broken += ch == 0xFFFD;
    }
    return wide >= 2 * broken;
}

static Str plain_text(Arena *a, Str bytes)
{
    Str text = bytes;

    if (str_starts(bytes, S("\xFF\xFE")) || str_starts(bytes, S("\xFE\xFF")))
        return decode(a, bytes, "UTF-16", &text) ? text : bytes;
    if (str_starts(bytes, S("\xEF\xBB\xBF")))
        return str_part(bytes, 3, bytes.n);
    if (!utf8_valid(bytes) && !mostly_utf8(bytes) && decode(a, bytes, "GB18030", &text))
        return text;
    return bytes;
}

static size_t count_paragraphs(Str text)
{
    size_t n = 0;
    for (Str line; str_next(&text, '\n', &line);)
        n += str_trim(line).n > 0;
    return n;
}

/* ---- what it is ---- */

typedef enum { IS_PLAIN, IS_ZIP, IS_PDF, IS_HTML, IS_OLD_OFFICE, IS_RTF, IS_BINARY } Looks;

static bool looks_html(Str start)
{
    start = str_trim(start);
    return str_same(str_part(start, 0, 14), S("<!doctype html")) ||
           str_same(str_part(start, 0, 5), S("<html"));
}

/* A PDF may have something before its mark, as readers allow. */
static Looks look(Str start)
{
    if (str_starts(start, S("PK\3\4")))
        return IS_ZIP;
    if (str_find(start, S("%PDF-")) >= 0)
        return IS_PDF;
    if (str_starts(start, S("\xD0\xCF\x11\xE0")))
        return IS_OLD_OFFICE;
    if (str_starts(start, S("{\\rtf")))
        return IS_RTF;
    if (looks_html(start))
        return IS_HTML;
    if (str_starts(start, S("\xFF\xFE")) || str_starts(start, S("\xFE\xFF")))
        return IS_PLAIN;
    return memchr(start.p, 0, start.n) ? IS_BINARY : IS_PLAIN;
}

static bool refuse(Looks what, const char *name, Err *e)
{
    switch (what) {
    case IS_OLD_OFFICE:
        return err_set(e, ERR_INVALID, "'%s' is of an old Word or protected: save it as .docx",
                       name);
    case IS_RTF:
        return err_set(e, ERR_INVALID, "'%s' is in the RTF format: save it as .docx", name);
    case IS_HTML:
        return err_set(e, ERR_INVALID, "'%s' is a web page: save it as plain text, DOCX or PDF",
                       name);
    case IS_BINARY:
        return err_set(e, ERR_INVALID, "'%s' is no text: plain text, DOCX and PDF are read", name);
    case IS_PLAIN:
    case IS_ZIP:
    case IS_PDF: break;
    }
    return true;
}

static bool read_office(Arena *a, int fd, const char *name, int seconds, Written *out, Err *e)
{
    AUTO(buf_done) Buf b = buf_new(WRITTEN_TEXT_MAX);

    if (out->kind == WRITTEN_DOCX ? !written_docx(a, fd, name, &b, e)
                                  : !written_pdf(a, fd, name, seconds, out, &b, e))
        return false;
    if (b.failed)
        return err_set(e, ERR_INVALID, "the text of '%s' has more than %d MB, which is the limit",
                       name, WRITTEN_TEXT_MAX >> 20);
    out->text = arena_str(a, buf_str(&b));
    return true;
}

static bool read_plain(Arena *a, int fd, const char *name, Written *out, Err *e)
{
    if (!take_bytes(a, fd, name, &out->text, e))
        return false;
    out->text = plain_text(a, out->text);
    return true;
}

static bool read_open(Arena *a, int fd, const char *name, int seconds, Written *out, Err *e)
{
    char start[LOOK];
    ptrdiff_t n = sheet_read_at(fd, 0, start, sizeof start);
    Looks what = n > 0 ? look((Str){ start, (size_t)n }) : IS_PLAIN;

    if (n < 0)
        return err_set(e, ERR_INVALID, "the file '%s' cannot be read", name);
    *out = (Written){ .kind = what == IS_ZIP   ? WRITTEN_DOCX
                              : what == IS_PDF ? WRITTEN_PDF
                                               : WRITTEN_PLAIN };
    if (!refuse(what, name, e) ||
        (out->kind == WRITTEN_PLAIN ? !read_plain(a, fd, name, out, e)
                                    : !read_office(a, fd, name, seconds, out, e)))
        return false;
    out->paragraphs = count_paragraphs(out->text);
    return true;
}

bool written_read(Arena *a, const char *path, const char *name, int seconds, Written *out, Err *e)
{
    int fd = open_file(path, name, e);
    Arena *work = arena_new(WORK_MEMORY);
    bool ok = fd >= 0 && read_open(work, fd, name, seconds, out, e);

    if (fd >= 0)
        close(fd);
    if (ok)
        out->text = arena_str(a, out->text);
    arena_free(work);
    return ok;
}
