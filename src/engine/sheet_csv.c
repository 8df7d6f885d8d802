/* SPDX-License-Identifier: Apache-2.0
 * CSV: reading of any encoding and separator that occurs in offices, and writing.
 *
 * The Source turns the file into UTF-8 without NUL bytes, block by block; where that is impossible
 * it delivers all that stands before, so that the error can name the row. The reader keeps one row
 * at a time in one buffer and notes where its cells are; a row is copied once, into the arena.
 */
#include "engine/sheet.h"

#include <errno.h>
#include <unicode/ucnv.h>
#include <unistd.h>

#include "base/mem.h"
#include "engine/sheet_parts.h"

enum { BLOCK = 256 << 10, LOOK_ROWS = 32, LOOK_BYTES = 64 << 10 };

typedef enum { FINE, BAD_TEXT, BAD_NUL, BAD_READ } Trouble;

typedef struct {
    int fd;
    uint64_t size, at;     /* bytes of the file, and those taken */
    uint64_t begin, sound; /* where the text begins, and up to where it is valid UTF-8 */
    const char *encoding;  /* what is expected, for messages */
    UConverter *from, *to; /* NULL for UTF-8 */
    UChar pivot[4096];
    char *raw; /* bytes not yet converted */
    size_t raw_from, raw_n;
    Trouble trouble; /* why there is no more text */
    uint64_t trouble_at;
} Source;

typedef struct {
    uint32_t at, n; /* in the row, quotes included */
} Piece;

typedef struct {
    Source source;
    const char *file;
    Str name;
    char *p;                /* text; p[end] is always 0 */
    size_t size, from, end; /* the row begins at `from` */
    char separator;
    bool stops[256]; /* bytes that end a cell without quotes */
    int64_t row;     /* number of the row that was read last */
    size_t n;
    Piece pieces[SHEET_COLUMNS_MAX];
} Csv;

/* Bytes of the UTF-8 character at p, n bytes of which are there; 0 if it is none. */
static size_t utf8_length(const unsigned char *p, size_t n)
{
    if (p[0] < 0x80)
        return 1;
    if (p[0] < 0xC2 || n < 2 || (p[1] & 0xC0) != 0x80)
        return 0;
    if (p[0] < 0xE0)
        return 2;
    if (n < 3 || (p[2] & 0xC0) != 0x80)
        return 0;
    if (p[0] < 0xF0)
        return (p[0] == 0xE0 && p[1] < 0xA0) || (p[0] == 0xED && p[1] > 0x9F) ? 0 : 3;
    if (n < 4 || (p[3] & 0xC0) != 0x80 || p[0] > 0xF4)
        return 0;
    return (p[0] == 0xF0 && p[1] < 0x90) || (p[0] == 0xF4 && p[1] > 0x8F) ? 0 : 4;
}

typedef struct {
    uint64_t wide, broken; /* characters of 3 bytes and more; bytes that belong to none */
    uint64_t first_broken;
} Survey;

/* Surveys n bytes that stand at `at` in the file. Returns the bytes used: a character that may go
 * on behind them is left over, unless this is the end. */
static size_t survey_block(Survey *s, const unsigned char *p, size_t n, uint64_t at, bool last)
{
    size_t i = 0;
    while (i < n) {
        uint64_t eight;
        size_t length;
        if (n - i >= sizeof eight) {
            memcpy(&eight, p + i, sizeof eight);
            if ((eight & 0x8080808080808080u) == 0) {
                i += sizeof eight;
                continue;
            }
        }
        if (!last && n - i < 4 && p[i] >= 0x80)
            break;
        length = utf8_length(p + i, n - i);
        if (length == 0 && s->broken++ == 0)
            s->first_broken = at + i;
        s->wide += length >= 3;
        i += length ? length : 1;
    }
    return i;
}

static bool survey_file(Source *s, Survey *out)
{
    char *block = mem_get(BLOCK);
    uint64_t at = 0;
    *out = (Survey){ 0 };
    while (at < s->size) {
        ptrdiff_t n = sheet_read_at(s->fd, at, block, BLOCK);
        if (n <= 0)
            break;
        at += survey_block(out, (const unsigned char *)block, (size_t)n, at,
                           at + (uint64_t)n >= s->size);
    }
    mem_give(block);
    return at >= s->size;
}

/* GB18030 accepts nearly any bytes. So a file that is UTF-8 by and large but for a few bytes is
 * damaged UTF-8, and not Chinese text of another sort. */
static bool source_find_encoding(Source *s, const char *file, Err *e)
{
    unsigned char mark[3] = { 0 };
    Survey survey;

    s->sound = s->size;
    s->encoding = "UTF-8";
    if (sheet_read_at(s->fd, 0, mark, sizeof mark) < 0)
        return err_set(e, ERR_INTERNAL, "cannot read '%s': %s", file, strerrordesc_np(errno));
    if ((mark[0] == 0xFF && mark[1] == 0xFE) || (mark[0] == 0xFE && mark[1] == 0xFF)) {
        s->encoding = mark[0] == 0xFF ? "UTF-16LE" : "UTF-16BE";
        s->begin = 2;
        return true;
    }
    s->begin = memcmp(mark, "\xEF\xBB\xBF", sizeof mark) == 0 ? 3 : 0;
    if (!survey_file(s, &survey))
        return err_set(e, ERR_INTERNAL, "cannot read '%s': %s", file, strerrordesc_np(errno));
    if (survey.broken && s->begin == 0 && survey.wide < 2 * survey.broken)
        s->encoding = "GB18030";
    else if (survey.broken)
        s->sound = survey.first_broken;
    return true;
}

static bool source_open(Source *s, const char *file, Err *e)
{
    UErrorCode status = U_ZERO_ERROR;
    off_t size = lseek(s->fd, 0, SEEK_END);

    s->size = size < 0 ? 0 : (uint64_t)size;
    if (!source_find_encoding(s, file, e))
        return false;
    if (str_eq(str_z(s->encoding), S("UTF-8")))
        return true;
    s->from = ucnv_open(s->encoding, &status);
    s->to = ucnv_open("UTF-8", &status);
    ucnv_setToUCallBack(s->from, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &status);
    ucnv_setFromUCallBack(s->to, UCNV_FROM_U_CALLBACK_STOP, NULL, NULL, NULL, &status);
    if (U_FAILURE(status))
        return err_set(e, ERR_INTERNAL, "cannot convert %s: %s", s->encoding, u_errorName(status));
    s->raw = mem_get(BLOCK);
    return true;
}

static void source_close(Source *s)
{
    ucnv_close(s->from);
    ucnv_close(s->to);
    mem_give(s->raw);
    (void)close(s->fd);
}

static void source_rewind(Source *s)
{
    s->at = s->begin;
    s->raw_from = s->raw_n = 0;
    s->trouble = FINE;
    if (s->from)
        ucnv_reset(s->from);
    if (s->to)
        ucnv_reset(s->to);
}

static size_t source_read_plain(Source *s, char *dst, size_t n)
{
    ptrdiff_t got = sheet_read_at(s->fd, s->at, dst, n);
    if (got < 0) {
        s->trouble = BAD_READ;
        return 0;
    }
    if ((uint64_t)got > s->sound - s->at) {
        got = (ptrdiff_t)(s->sound - s->at);
        s->trouble = BAD_TEXT;
        s->trouble_at = s->sound;
    }
    s->at += (uint64_t)got;
    return (size_t)got;
}

/* Refills the bytes to convert; true at the end of the file. */
static bool source_fill_raw(Source *s)
{
    ptrdiff_t got;
    if (s->raw_from < s->raw_n)
        return s->at >= s->size;
    got = sheet_read_at(s->fd, s->at, s->raw, BLOCK);
    if (got < 0)
        s->trouble = BAD_READ;
    s->raw_from = 0;
    s->raw_n = got < 0 ? 0 : (size_t)got;
    s->at += s->raw_n;
    return got < BLOCK || s->at >= s->size;
}

/* Converts what lies in the pivot; there is always room for it. */
static void source_flush_pivot(Source *s, const UChar *end, char **to, char *to_end)
{
    UErrorCode status = U_ZERO_ERROR;
    const UChar *from = s->pivot;
    ucnv_fromUnicode(s->to, to, to_end, &from, end, NULL, false, &status);
    if (U_FAILURE(status))
        s->trouble = BAD_TEXT;
}

static size_t source_read_converted(Source *s, char *dst, size_t n)
{
    char *to = dst;
    while ((size_t)(dst + n - to) > 4 * LEN(s->pivot) && s->trouble == FINE) {
        bool last = source_fill_raw(s);
        const char *raw = s->raw + s->raw_from;
        UChar *pivot = s->pivot;
        UErrorCode status = U_ZERO_ERROR;
        ucnv_toUnicode(s->from, &pivot, s->pivot + LEN(s->pivot), &raw, s->raw + s->raw_n, NULL,
                       last, &status);
        s->raw_from = (size_t)(raw - s->raw);
        source_flush_pivot(s, pivot, &to, dst + n);
        if (U_FAILURE(status) && status != U_BUFFER_OVERFLOW_ERROR) {
            char bad[16];
            int8_t length = sizeof bad;
            UErrorCode ignored = U_ZERO_ERROR;
            ucnv_getInvalidChars(s->from, bad, &length, &ignored);
            s->trouble = BAD_TEXT;
            s->trouble_at =
                s->at - (s->raw_n - s->raw_from) - (U_FAILURE(ignored) ? 0 : (uint64_t)length);
        } else if (last && U_SUCCESS(status)) {
            break;
        }
    }
    return (size_t)(to - dst);
}

/* Up to n bytes of text; 0 at the end and where something is wrong, see s->trouble. */
static size_t source_read(Source *s, char *dst, size_t n)
{
    const char *nul;
    size_t got;
    if (s->trouble != FINE)
        return 0;
    got = s->from ? source_read_converted(s, dst, n) : source_read_plain(s, dst, n);
    nul = got ? memchr(dst, 0, got) : NULL;
    if (nul) {
        s->trouble = BAD_NUL;
        s->trouble_at = s->from ? 0 : s->at - got + (uint64_t)(nul - dst);
        got = (size_t)(nul - dst);
    }
    return got;
}

static bool source_error(const Csv *c, Err *e)
{
    const Source *s = &c->source;
    unsigned char byte = 0;
    switch (s->trouble) {
    case FINE: break;
    case BAD_READ:
        return err_set(e, ERR_INTERNAL, "cannot read '%s': %s", c->file, strerrordesc_np(errno));
    case BAD_NUL:
        return err_set(e, ERR_INVALID,
                       "'%s', row %" PRId64
                       ": a zero byte, which no text has: save the table as .xlsx or as CSV in "
                       "UTF-8",
                       c->file, c->row + 1);
    case BAD_TEXT:
        if (sheet_read_at(s->fd, s->trouble_at, &byte, 1) < 0)
            byte = 0;
        return err_set(e, ERR_INVALID,
                       "'%s', row %" PRId64 ": the byte 0x%02X at position %" PRIu64
                       " is not %s text: save the table as .xlsx or as CSV in UTF-8",
                       c->file, c->row + 1, byte, s->trouble_at + 1, s->encoding);
    }
    return true;
}

/* Adds text behind that of the row; false at the end of the text, on trouble, or when the row is
 * too long. Moves the text. */
static bool fill(Csv *c, Err *e)
{
    size_t got;
    if (c->from) {
        memmove(c->p, c->p + c->from, c->end - c->from);
        c->end -= c->from;
        c->from = 0;
    }
    if (c->end >= SHEET_ROW_MAX)
        return err_set(e, ERR_INVALID, "'%s', row %" PRId64 ": the row is longer than %d MB",
                       c->file, c->row + 1, SHEET_ROW_MAX >> 20);
    if (c->size - c->end <= BLOCK) {
        c->size = c->end * 2 + 2 * (size_t)BLOCK;
        c->p = mem_resize(c->p, c->size);
    }
    got = source_read(&c->source, c->p + c->end, BLOCK);
    c->end += got;
    c->p[c->end] = '\0';
    return got > 0 || (source_error(c, e) && false);
}

/* The length of the quoted text at p, both quotes included; 0 if it does not end within n bytes. */
static size_t quoted_length(const char *p, size_t n)
{
    size_t i = 1;
    while (i < n) {
        const char *quote = memchr(p + i, '"', n - i);
        if (!quote)
            return 0;
        i = (size_t)(quote - p) + 1;
        if (i == n || p[i] != '"')
            return i;
        i++;
    }
    return 0;
}

static bool cell_too_long(const Csv *c, size_t column, Err *e)
{
    char name[8];
    (void)column_name(column, name);
    return err_set(e, ERR_INVALID,
                   "'%s', row %" PRId64
                   ", column %s: the cell is longer than %d MB; perhaps a quote is not closed",
                   c->file, c->row + 1, name, SHEET_CELL_MAX >> 20);
}

/* Goes on over the quoted text that begins at *at in the row. */
static bool skip_quoted(Csv *c, size_t *at, Err *e)
{
    size_t start = *at;
    for (;;) {
        const char *row = c->p + c->from;
        size_t have = c->end - c->from - start, n = quoted_length(row + start, have);
        /* A quote that is the last byte may be the first of two. */
        if (n && n < have) {
            *at = start + n;
            return true;
        }
        if (have > SHEET_CELL_MAX)
            return cell_too_long(c, c->n, e);
        if (fill(c, e))
            continue;
        if (e->kind)
            return false;
        *at = start + n;
        return n || err_set(e, ERR_INVALID,
                            "'%s', row %" PRId64 ": the quote that opens here is never closed",
                            c->file, c->row + 1);
    }
}

/* Notes the cell; false if there is one too many, or it is too long. */
static bool add_piece(Csv *c, size_t column, size_t at, size_t n, Err *e)
{
    if (n > SHEET_CELL_MAX)
        return cell_too_long(c, column, e);
    if (column < SHEET_COLUMNS_MAX) {
        c->pieces[column] = (Piece){ (uint32_t)at, (uint32_t)n };
        c->n = column + 1;
        return true;
    }
    return n == 0 ||
           err_set(e, ERR_INVALID, "'%s', row %" PRId64 ": more than %d columns: split the table",
                   c->file, c->row + 1, SHEET_COLUMNS_MAX);
}

/* True if there is no more text behind `at` in the row, after an attempt to get some. */
static bool at_end(Csv *c, size_t at, Err *e)
{
    return c->from + at == c->end && !fill(c, e);
}

/* Goes on over the cell that begins at `at` in the row; returns where it ends. */
static size_t skip_cell(Csv *c, size_t at, Err *e)
{
    if (!at_end(c, at, e) && c->p[c->from + at] == '"' && !skip_quoted(c, &at, e))
        return at;
    for (;;) {
        const char *row = c->p + c->from;
        while (!c->stops[(unsigned char)row[at]])
            at++;
        if (row[at] || !fill(c, e))
            return at;
    }
}

/* Finds the cells of the next row and *next, the length of the row with its line end. False at the
 * end and on failure. */
static bool scan_row(Csv *c, size_t *next, Err *e)
{
    size_t at = 0;

    c->n = 0;
    if (at_end(c, 0, e))
        return false;
    for (size_t column = 0;; column++) {
        size_t start = at;
        at = skip_cell(c, at, e);
        if (e->kind || !add_piece(c, column, start, at - start, e))
            return false;
        if (c->p[c->from + at] != c->separator)
            break;
        at++;
    }
    if (c->p[c->from + at] == '\r') {
        at++;
        if (at_end(c, at, e) && e->kind)
            return false;
    }
    *next = at + (c->p[c->from + at] == '\n');
    return true;
}

/* In place: takes away the quotes of a quoted text; what stands behind them is kept. */
static Str unquote(char *p, size_t n)
{
    size_t to = 0, i;
    for (i = 1; i < n; i++) {
        if (p[i] == '"' && (++i == n || p[i] != '"'))
            break;
        p[to++] = p[i];
    }
    if (i < n) {
        memmove(p + to, p + i, n - i);
        to += n - i;
    }
    return (Str){ p, to };
}

/* True for what a spreadsheet would run, or would change before a person sees it. */
static bool is_active(char c)
{
    return c == '=' || c == '+' || c == '@' || c == '-' || c == '\t' || c == '\r';
}

/* A number, or digits that must not become one: an identity card, a telephone. */
static bool is_numeric(Str s)
{
    size_t i = 0;
    if (s.n == 0 || s.p[0] < '0' || s.p[0] > '9')
        return false;
    while (i < s.n && ((s.p[i] >= '0' && s.p[i] <= '9') || s.p[i] == '.' || s.p[i] == '-'))
        i++;
    return i == s.n || (i + 1 == s.n && (s.p[i] == 'X' || s.p[i] == 'x'));
}

/* True if the first apostrophe of s is a guard. */
static bool has_guard(Str s)
{
    Str rest = s;
    while (rest.n && rest.p[0] == '\'')
        rest = str_part(rest, 1, rest.n);
    return rest.n < s.n && rest.n && (is_active(rest.p[0]) || is_numeric(rest));
}

/* Takes away what programs put around a text lest a spreadsheet take it for something else. */
static Str unguard(char *p, size_t n)
{
    Str s = { p, n };
    if (p[0] == '\t')
        return str_part(s, 1, n);
    if (p[0] == '\'' && has_guard(s))
        return str_part(s, 1, n);
    if (n < 3 || p[0] != '=' || p[1] != '"' || quoted_length(p + 1, n - 1) != n - 1)
        return s;
    return unquote(p + 1, n - 1);
}

static Str clean(char *p, size_t n)
{
    Str s = { p, n };
    if (n && p[0] == '"') {
        s = unquote(p, n);
        n = s.n;
    }
    return n && (p[0] == '\t' || p[0] == '\'' || p[0] == '=') ? unguard(p, n) : s;
}

/* Copies the row into the arena; false if it has no text at all. */
static bool take_row(const Csv *c, Arena *a, size_t length, Row *out)
{
    size_t n = c->n;
    ArenaMark mark = arena_mark(a);
    Cell *cells;
    char *text;

    while (n && c->pieces[n - 1].n == 0)
        n--;
    if (n == 0)
        return false;
    text = arena_get(a, length);
    cells = arena_get(a, n * sizeof *cells);
    memcpy(text, c->p + c->from, length);
    for (size_t i = 0; i < n; i++) {
        char *p = text + c->pieces[i].at;
        size_t size = c->pieces[i].n;
        Str s = size && (p[0] == '"' || p[0] == '=' || p[0] == '\'' || p[0] == '\t')
                    ? clean(p, size)
                    : (Str){ p, size };
        cells[i] = (Cell){ s.n ? CELL_TEXT : CELL_EMPTY, s, false };
    }
    while (n && cells[n - 1].text.n == 0)
        n--;
    if (n == 0)
        arena_rewind(a, mark);
    *out = (Row){ c->row, cells, n };
    return n > 0;
}

static bool csv_next(void *state, Arena *a, Row *out, Err *e)
{
    Csv *c = state;
    size_t length = 0;
    while (scan_row(c, &length, e)) {
        bool taken;
        if (c->row == SHEET_ROWS_MAX)
            return err_set(e, ERR_INVALID, "'%s' has more than %d rows: split the table", c->file,
                           SHEET_ROWS_MAX);
        c->row++;
        taken = take_row(c, a, length, out);
        c->from += length;
        if (taken)
            return true;
    }
    return false;
}

/* Takes the next row off *rest and counts the separators in it; -1 if its end is not there, and not
 * `whole`. Sets *odd when quotes stand in the middle of a cell. */
static int count_separators(Str *rest, char separator, bool whole, bool *odd)
{
    int n = 0;
    size_t i = 0;
    for (size_t start = 0; i < rest->n && rest->p[i] != '\n' && rest->p[i] != '\r'; i++) {
        char ch = rest->p[i];
        if (ch == '"' && i == start) {
            size_t length = quoted_length(rest->p + i, rest->n - i);
            if (length == 0)
                return -1;
            i += length - 1;
        } else if (ch == '"') {
            *odd = true;
        } else if (ch == separator) {
            n += n < 999;
            start = i + 1;
        }
    }
    if (i == rest->n && !whole)
        return -1;
    *rest = str_part(*rest, i + 1, rest->n);
    return n;
}

/* How well `separator` explains the text: how many of its first rows have the same number of them,
 * then that number; little if quotes stand in the middle of cells then. */
static int rate(Str text, char separator, bool whole)
{
    int counts[LOOK_ROWS], rows = 0, best = 0;
    bool odd = false;

    while (text.n && rows < LOOK_ROWS) {
        int n = count_separators(&text, separator, whole, &odd);
        if (n < 0)
            break;
        counts[rows] = n;
        rows += n > 0;
    }
    for (int i = 0; i < rows; i++) {
        int same = 0;
        for (int k = 0; k < rows; k++)
            same += counts[k] == counts[i];
        if (same * 1000 + counts[i] > best)
            best = same * 1000 + counts[i];
    }
    return odd && best ? 1 : best;
}

/* Finds the separator; a first line "sep=;" states it and is no row. */
static void find_separator(Csv *c)
{
    static const char candidates[] = { ',', '\t', ';' };
    Str text = { c->p, c->end < LOOK_BYTES ? c->end : LOOK_BYTES };
    int best = 0;

    c->separator = ',';
    if (str_starts(text, S("sep=")) && text.n > 5 &&
        memchr(candidates, text.p[4], LEN(candidates)) &&
        (text.p[5] == '\r' || text.p[5] == '\n')) {
        c->separator = text.p[4];
        c->from = str_starts(str_part(text, 5, 2), S("\r\n")) ? 7 : 6;
        return;
    }
    for (size_t i = 0; i < LEN(candidates); i++) {
        int rating = rate(text, candidates[i], text.n == c->end && c->source.at >= c->source.size);
        if (rating > best) {
            best = rating;
            c->separator = candidates[i];
        }
    }
}

static bool csv_start(void *state, size_t i, Err *e)
{
    Csv *c = state;
    (void)i;
    source_rewind(&c->source);
    c->from = c->end = 0;
    c->row = 0;
    if (!fill(c, e) && e->kind)
        return false;
    find_separator(c);
    memset(c->stops, 0, sizeof c->stops);
    c->stops[0] = c->stops['\r'] = c->stops['\n'] = c->stops[(unsigned char)c->separator] = true;
    return true;
}

static void csv_close(void *state)
{
    Csv *c = state;
    source_close(&c->source);
    mem_give(c->p);
    mem_give(c);
}

void *csv_open(int fd, const char *file, Err *e)
{
    Csv *c = mem_zget(1, sizeof *c);
    Str name = str_z(file);
    size_t n = name.n;

    while (n && name.p[n - 1] != '.')
        n--;
    c->name = n > 1 ? str_part(name, 0, n - 1) : name;
    c->file = file;
    c->source.fd = fd;
    if (source_open(&c->source, file, e))
        return c;
    csv_close(c);
    return NULL;
}

static size_t csv_count(const void *state)
{
    (void)state;
    return 1;
}

static Str csv_name(const void *state, size_t i)
{
    const Csv *c = state;
    (void)i;
    return c->name;
}

static bool csv_hidden(const void *state, size_t i)
{
    (void)state;
    (void)i;
    return false;
}

static double csv_progress(const void *state)
{
    const Csv *c = state;
    const Source *s = &c->source;
    size_t waiting = s->from ? s->raw_n - s->raw_from : c->end - c->from;
    return s->size ? (double)(s->at - (waiting < s->at ? waiting : s->at)) / (double)s->size : 1;
}

const SheetFormat csv_format = {
    .close = csv_close,
    .count = csv_count,
    .name = csv_name,
    .hidden = csv_hidden,
    .start = csv_start,
    .row = csv_next,
    .progress = csv_progress,
};

void csv_bom(Buf *b)
{
    buf_put(b, S("\xEF\xBB\xBF"));
}

static bool needs_guard(Str s)
{
    double ignored;
    if (s.n == 0)
        return false;
    if (s.p[0] == '\'')
        return has_guard(s);
    return is_active(s.p[0]) && !(s.p[0] == '-' && value_exact(s, &ignored));
}

static void csv_cell(Buf *b, Str s)
{
    bool quoted = needs_guard(s), guard = quoted;
    for (size_t i = 0; i < s.n && !quoted; i++)
        quoted = s.p[i] == ',' || s.p[i] == '"' || s.p[i] == '\n' || s.p[i] == '\r' ||
                 s.p[i] == ';' || s.p[i] == '\t';
    if (!quoted) {
        buf_put(b, s);
        return;
    }
    buf_putc(b, '"');
    if (guard)
        buf_putc(b, '\'');
    for (const char *quote; s.n && (quote = memchr(s.p, '"', s.n));) {
        size_t n = (size_t)(quote - s.p) + 1;
        buf_put(b, str_part(s, 0, n));
        buf_putc(b, '"');
        s = str_part(s, n, s.n);
    }
    buf_put(b, s);
    buf_putc(b, '"');
}

void csv_row(Buf *b, const Str *cells, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (i)
            buf_putc(b, ',');
        csv_cell(b, cells[i]);
    }
    buf_put(b, S("\r\n"));
}
