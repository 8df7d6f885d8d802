/* SPDX-License-Identifier: Apache-2.0
 * The encodings of GEDCOM files. UTF-8 and UTF-16 are told by their bytes; of all others the head
 * says which (1 CHAR), and ICU reads those that it knows. It does not know ANSEL: such a file is
 * read if it keeps to ASCII, and refused otherwise.
 */
#include "text/gedcom.h"

#include <unicode/ucnv.h>

enum { HEAD_BYTES = 4096 };

/* What CHAR may say, and the converter of ICU; UTF-8 needs none. */
static const struct {
    const char *said, *icu;
} encodings[] = {
    { "UTF-8", NULL },           { "UTF8", NULL },          { "ASCII", NULL },
    { "ANSI", "windows-1252" },  { "WINDOWS-1252", "windows-1252" },
    { "CP1252", "windows-1252" }, { "ISO-8859-1", "ISO-8859-1" },
    { "IBMPC", "ibm-437" },      { "IBM PC", "ibm-437" },   { "MACINTOSH", "macintosh" },
    { "GB18030", "GB18030" },    { "GBK", "GB18030" },      { "GB2312", "GB18030" },
    { "CP936", "GB18030" },      { "BIG5", "Big5" },        { "CP950", "Big5" },
    { "UNICODE", "UTF-16" },     { "UTF-16", "UTF-16" },
};

/* The value of 1 CHAR, looked for as ASCII. */
static Str said_encoding(Str bytes)
{
    Str head = str_part(bytes, 0, HEAD_BYTES), value;
    ptrdiff_t at = str_find(head, S("1 CHAR "));
    size_t n = 0;

    if (at < 0)
        return (Str){ 0 };
    value = str_part(head, (size_t)at + 7, head.n);
    while (n < value.n && value.p[n] != '\r' && value.p[n] != '\n')
        n++;
    return str_trim(str_part(value, 0, n));
}

/* By the mark, or by the zero bytes of "0 HEAD". */
static const char *wide_encoding(Str b)
{
    if (str_starts(b, S("\xFF\xFE")) || str_starts(b, S("0\0 \0")))
        return "UTF-16LE";
    if (str_starts(b, S("\xFE\xFF")) || str_starts(b, S("\0000\0 ")))
        return "UTF-16BE";
    return NULL;
}

bool gedcom_looks_so(Str b)
{
    const char *wide = wide_encoding(b);
    char narrow[32];
    size_t n = 0;

    if (str_starts(b, S("\xEF\xBB\xBF")))
        b = str_part(b, 3, b.n);
    for (size_t i = 0; i < b.n && n < sizeof narrow; i++)
        if (!wide || (b.p[i] && (unsigned char)b.p[i] < 0xFE))
            narrow[n++] = b.p[i];
    b = str_trim((Str){ narrow, n });
    return str_starts(b, S("0 HEAD")) && (b.n == 6 || (unsigned char)b.p[6] <= ' ');
}

static bool convert(Arena *a, Str bytes, const char *from, Str *out, Err *e)
{
    UErrorCode status = U_ZERO_ERROR;
    UConverter *in = ucnv_open(from, &status), *to = ucnv_open("UTF-8", &status);
    size_t room = bytes.n * 3 + 16;
    char *p = arena_get(a, room), *end = p;
    const char *source = bytes.p;
    UChar pivot[1024], *pivot_from = pivot, *pivot_to = pivot;

    if (U_SUCCESS(status))
        ucnv_setToUCallBack(in, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &status);
    if (U_SUCCESS(status))
        ucnv_convertEx(to, in, &end, p + room, &source, bytes.p + bytes.n, pivot, &pivot_from,
                       &pivot_to, pivot + LEN(pivot), true, true, &status);
    ucnv_close(in);
    ucnv_close(to);
    *out = (Str){ p, (size_t)(end - p) };
    if (U_SUCCESS(status) && utf8_valid(*out))
        return true;
    return err_set(e, ERR_INVALID,
                   "byte %zu of the file is no %s, which it says it is; export it as UTF-8",
                   (size_t)(source - bytes.p), from);
}

/* Where the text stops to be UTF-8, as the number of its line. */
static size_t broken_line(Str b)
{
    size_t line = 1, from = 0;
    for (size_t i = 0; i <= b.n; i++) {
        if (i < b.n && b.p[i] != '\n' && b.p[i] != '\r')
            continue;
        if (!utf8_valid(str_part(b, from, i - from)))
            break;
        line += i < b.n && (b.p[i] == '\n' || i + 1 >= b.n || b.p[i + 1] != '\n');
        from = i + 1;
    }
    return line;
}

static bool is_ascii(Str b)
{
    for (size_t i = 0; i < b.n; i++)
        if ((unsigned char)b.p[i] >= 0x80)
            return false;
    return true;
}

static bool decode_said(Arena *a, Str bytes, Str said, Str *text, Str *encoding, Err *e)
{
    *encoding = said.n ? said : S("UTF-8");
    for (size_t i = 0; i < LEN(encodings); i++)
        if (str_same(said, str_z(encodings[i].said)) && encodings[i].icu)
            return convert(a, bytes, encodings[i].icu, text, e);
    *text = bytes;
    if (utf8_valid(bytes) && (!str_same(said, S("ANSEL")) || is_ascii(bytes)))
        return true;
    if (str_same(said, S("ANSEL")))
        return err_set(e, ERR_INVALID,
                       "the file is in the encoding ANSEL, which is not read; open it in the"
                       " program that it comes from and export it as UTF-8");
    return err_set(e, ERR_INVALID,
                   "line %zu of the file is not UTF-8 (its head says '%.*s'); export it as UTF-8",
                   broken_line(bytes), STR(utf8_part(*encoding, 40)));
}

bool gedcom_decode(Arena *a, Str bytes, Str *text, Str *encoding, Err *e)
{
    const char *wide = wide_encoding(bytes);

    if (wide) {
        bool mark = (unsigned char)bytes.p[0] >= 0xFE;
        *encoding = str_z(wide);
        return convert(a, str_part(bytes, mark ? 2 : 0, bytes.n), wide, text, e);
    }
    if (str_starts(bytes, S("\xEF\xBB\xBF"))) {
        *encoding = S("UTF-8");
        *text = str_part(bytes, 3, bytes.n);
        return utf8_valid(*text) ||
               err_set(e, ERR_INVALID, "line %zu of the file is not UTF-8; export it anew",
                       broken_line(*text));
    }
    return decode_said(a, bytes, said_encoding(bytes), text, encoding, e);
}
