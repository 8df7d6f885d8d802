/* SPDX-License-Identifier: Apache-2.0
 * Rules of the numbers of documents: a table of kinds, and a reader for each.
 */
#include "text/code.h"

#include "text/scan.h"

enum { CODE_MAX = 24 };

/* A number without blanks, in capitals. */
typedef struct {
    char p[CODE_MAX];
    size_t n;
    Str shown; /* as written, for messages */
} Code;

static Str code_str(const Code *c)
{
    return (Str){ c->p, c->n };
}

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* A pattern of one sign a character: 9 digit, A letter, * letter or digit, x digit or X, others
 * themselves. */
static bool fits(const Code *c, const char *pattern)
{
    size_t n = strlen(pattern);
    if (n != c->n)
        return false;
    for (size_t i = 0; i < n; i++) {
        char is = c->p[i], want = pattern[i];
        bool same = want == '9'   ? digit(is)
                    : want == 'A' ? capital(is)
                    : want == '*' ? digit(is) || capital(is)
                    : want == 'x' ? digit(is) || is == 'X'
                    : want == 'a' ? is == 'A'
                                  : is == want;
        if (!same)
            return false;
    }
    return true;
}

static bool fits_one(const Code *c, const char *const *patterns)
{
    for (; *patterns; patterns++)
        if (fits(c, *patterns))
            return true;
    return false;
}

static bool wrong_length(const Code *c, int want, Err *e)
{
    return err_set(e, ERR_INVALID,
                   "'%.*s' has %zu characters and needs %d: compare it with the document",
                   STR(c->shown), c->n, want);
}

static bool wrong_form(const Code *c, const char *example, Err *e)
{
    return err_set(e, ERR_INVALID,
                   "'%.*s' does not have the form of such a number: it looks like %s",
                   STR(c->shown), example);
}

static bool wrong_check(const Code *c, Err *e)
{
    return err_set(
        e, ERR_INVALID,
        "the check digit of '%.*s' does not fit the other digits: compare it with the document",
        STR(c->shown));
}

static int number_at(const Code *c, size_t at, size_t n)
{
    int value = 0;
    for (size_t i = at; i < at + n; i++)
        value = value * 10 + (c->p[i] - '0');
    return value;
}

/* MOD 11-2 of ISO 7064, over the 17 digits of GB 11643. */
static char check_17(const char *p)
{
    static const int weights[] = { 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2 };
    int sum = 0;
    for (size_t i = 0; i < LEN(weights); i++)
        sum += weights[i] * (p[i] - '0');
    return "10X98765432"[sum % 11];
}

/* Length, form, date and check digit that citizen and foreign numbers share. */
static bool check_18(const Code *c, Err *e)
{
    if (c->n != 18)
        return wrong_length(c, 18, e);
    if (!fits(c, "99999999999999999x"))
        return wrong_form(c, "11010519491231002X", e);
    if (!day_valid(number_at(c, 6, 4), number_at(c, 10, 2), number_at(c, 12, 2)))
        return err_set(
            e, ERR_INVALID,
            "the birthday %04d-%02d-%02d in '%.*s' does not exist: compare it with the document",
            number_at(c, 6, 4), number_at(c, 10, 2), number_at(c, 12, 2), STR(c->shown));
    return check_17(c->p) == c->p[17] || wrong_check(c, e);
}

static bool citizen_id(Code *c, Err *e)
{
    if (fits(c, "999999999999999"))
        return err_set(e, ERR_INVALID,
                       "'%.*s' has 15 digits; such numbers ended in 2013: ask for the card with 18",
                       STR(c->shown));
    if (c->n == 18 && c->p[0] == '9')
        return err_set(
            e, ERR_INVALID,
            "'%.*s' begins with 9 and belongs to a foreign permanent resident: choose that kind of number",
            STR(c->shown));
    if (c->n && c->p[0] == '0')
        return wrong_form(c, "11010519491231002X", e);
    return check_18(c, e);
}

/* Cards of 2023 have 18 characters and begin with 9; the last digit of older ones is not public. */
static bool foreign_id(Code *c, Err *e)
{
    if (fits(c, "AAA999999999999"))
        return true;
    if (c->n == 18 && c->p[0] != '9')
        return err_set(
            e, ERR_INVALID,
            "'%.*s' does not begin with 9, as numbers of foreign permanent residents do: "
            "compare it with the document or choose another kind",
            STR(c->shown));
    if (c->n == 15)
        return wrong_form(c, "KAZ110090123105", e);
    return check_18(c, e);
}

static bool hkmo_permit(Code *c, Err *e)
{
    static const char *const forms[] = { "H99999999", "H9999999999", "M99999999", "M9999999999",
                                         "Ha9999999", "Ma9999999",   NULL };
    return fits_one(c, forms) || wrong_form(c, "H12345678, H1234567801 / HA1234567", e);
}

static bool taiwan_permit(Code *c, Err *e)
{
    static const char *const forms[] = { "99999999", "9999999999", "A9999999", NULL };
    return fits_one(c, forms) || wrong_form(c, "12345678, 1234567801", e);
}

static bool cn_passport(Code *c, Err *e)
{
    static const char *const forms[] = { "E99999999", "G99999999", "149999999", "159999999",
                                         "P9999999",  "S9999999",  "D9999999",  "PE9999999",
                                         "SE9999999", "DE9999999", "H*9999999", "K99999999",
                                         "Ma9999999", "L99999999", NULL };
    if (fits_one(c, forms))
        return true;
    if (fits(c, "EA9999999") && c->p[1] != 'I' && c->p[1] != 'O')
        return true;
    return wrong_form(c, "E12345678, EA1234567", e);
}

bool mrz_check_digit(Str field, int *digit_out)
{
    static const int weights[] = { 7, 3, 1 };
    int sum = 0;

    for (size_t i = 0; i < field.n; i++) {
        char c = field.p[i];
        int value = digit(c) ? c - '0' : capital(c) ? c - 'A' + 10 : c == '<' ? 0 : -1;
        if (value < 0)
            return false;
        sum = (sum + weights[i % 3] * value) % 10;
    }
    *digit_out = sum;
    return true;
}

/* Other countries number as they like; only the form of the machine-readable line can be checked:
 * nine characters filled with <, and the check digit. */
static bool passport(Code *c, Err *e)
{
    bool line = false;
    int check = 0;

    for (size_t i = 0; i < c->n; i++) {
        line = line || c->p[i] == '<';
        if (!digit(c->p[i]) && !capital(c->p[i]) && c->p[i] != '<')
            return wrong_form(c, "EA1234567, L898902C3", e);
    }
    if (!line)
        return c->n <= 20 || wrong_length(c, 9, e);
    if (c->n != 10 || c->p[0] == '<' || !mrz_check_digit(str_part(code_str(c), 0, 9), &check))
        return wrong_form(c, "L898902C<3", e);
    if (c->p[9] != '0' + check)
        return wrong_check(c, e);
    for (c->n = 9; c->p[c->n - 1] == '<';)
        c->n--;
    for (size_t i = 0; i < c->n; i++)
        if (c->p[i] == '<')
            return wrong_form(c, "L898902C<3", e);
    return true;
}

/* A123456(3): weights 9 to 2, a missing first letter counts as a blank of 36. */
static bool hkid(Code *c, Err *e)
{
    char bare[CODE_MAX];
    size_t n = 0, letters;
    int sum, check;

    for (size_t i = 0; i < c->n; i++)
        if (c->p[i] != '(' && c->p[i] != ')')
            bare[n++] = c->p[i];
    letters = n > 1 && capital(bare[1]) ? 2 : 1;
    if (n == letters + 6 && capital(bare[0]) && digit(bare[n - 1]))
        return err_set(
            e, ERR_INVALID,
            "the check digit of '%.*s' is missing: write it in brackets, as in A123456(3)",
            STR(c->shown));
    if (n != letters + 7 || !capital(bare[0]))
        return wrong_form(c, "A123456(3)", e);
    sum = letters == 2 ? 9 * (bare[0] - 'A' + 10) + 8 * (bare[1] - 'A' + 10)
                       : 9 * 36 + 8 * (bare[0] - 'A' + 10);
    for (size_t i = 0; i < 6; i++) {
        if (!digit(bare[letters + i]))
            return wrong_form(c, "A123456(3)", e);
        sum += (7 - (int)i) * (bare[letters + i] - '0');
    }
    check = (11 - sum % 11) % 11;
    if (bare[n - 1] != (check == 10 ? 'A' : (char)('0' + check)))
        return wrong_check(c, e);
    c->n = 0;
    for (size_t i = 0; i < n; i++) {
        if (i == n - 1)
            c->p[c->n++] = '(';
        c->p[c->n++] = bare[i];
    }
    c->p[c->n++] = ')';
    return true;
}

static bool taiwan_id(Code *c, Err *e)
{
    static const char order[] = "ABCDEFGHJKLMNPQRSTUVXYWZIO"; /* A is 10 */
    int area = 0, sum;

    if (c->n != 10)
        return wrong_length(c, 10, e);
    if (!fits(c, "A999999999"))
        return wrong_form(c, "A123456789", e);
    while (order[area] != c->p[0])
        area++;
    area += 10;
    sum = area / 10 + area % 10 * 9 + (c->p[9] - '0');
    for (int i = 1; i <= 8; i++)
        sum += (9 - i) * (c->p[i] - '0');
    return sum % 10 == 0 || wrong_check(c, e);
}

/* The place of a character in the alphabet of GB 32100, without I O Z S V; -1 if it is none. */
static int uscc_value(char c)
{
    static const char alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    for (int i = 0; i < (int)sizeof alphabet - 1; i++)
        if (alphabet[i] == c)
            return i;
    return -1;
}

static char org_check(const char *p)
{
    static const int weights[] = { 3, 7, 9, 10, 5, 8, 4, 2 };
    int sum = 0;
    for (size_t i = 0; i < LEN(weights); i++)
        sum += weights[i] * (digit(p[i]) ? p[i] - '0' : p[i] - 'A' + 10);
    return "0X987654321"[sum % 11];
}

static bool uscc(Code *c, Err *e)
{
    static const int weights[] = { 1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28 };
    int sum = 0;

    if (c->n != 18)
        return wrong_length(c, 18, e);
    for (size_t i = 0; i < 18; i++) {
        if (uscc_value(c->p[i]) < 0)
            return err_set(
                e, ERR_INVALID,
                "'%.*s' contains '%c': credit codes have digits and letters without I, O, S, V and Z",
                STR(c->shown), c->p[i]);
        if (i >= 2 && i < 8 && !digit(c->p[i]))
            return wrong_form(c, "91350100M000100Y43", e);
        if (i < 17)
            sum += weights[i] * uscc_value(c->p[i]);
    }
    return uscc_value(c->p[17]) == (31 - sum % 31) % 31 || wrong_check(c, e);
}

static bool org(Code *c, Err *e)
{
    if (c->n == 10 && c->p[8] == '-') {
        c->p[8] = c->p[9];
        c->n = 9;
    }
    if (c->n != 9)
        return wrong_length(c, 9, e);
    if (!fits(c, "********x"))
        return wrong_form(c, "D2143569-X", e);
    if (org_check(c->p) != c->p[8])
        return wrong_check(c, e);
    c->p[9] = c->p[8];
    c->p[8] = '-';
    c->n = 10;
    return true;
}

typedef struct {
    const char *name, *label;
    bool (*check)(Code *, Err *);
} Kind;

static const Kind kinds[CODE__N] = {
    [CODE_NONE] = { "none", N_("Other number"), NULL },
    [CODE_CITIZEN_ID] = { "citizen_id", N_("Citizen identity number"), citizen_id },
    [CODE_FOREIGN_ID] = { "foreign_id", N_("Foreign permanent resident number"), foreign_id },
    [CODE_HKMO_PERMIT] = { "hkmo_permit", N_("Mainland travel permit for Hong Kong and Macao"),
                           hkmo_permit },
    [CODE_TAIWAN_PERMIT] = { "taiwan_permit", N_("Mainland travel permit for Taiwan"),
                             taiwan_permit },
    [CODE_CN_PASSPORT] = { "cn_passport", N_("Chinese passport"), cn_passport },
    [CODE_PASSPORT] = { "passport", N_("Passport of another country"), passport },
    [CODE_HKID] = { "hkid", N_("Hong Kong identity card"), hkid },
    [CODE_TAIWAN_ID] = { "taiwan_id", N_("Taiwan identity number"), taiwan_id },
    [CODE_USCC] = { "uscc", N_("Unified social credit code"), uscc },
    [CODE_ORG] = { "org", N_("Organisation code"), org },
};

/* Capitals, half width, without blanks; hyphens only where the kind has one. */
static bool read_code(CodeKind kind, Str s, Code *c, Err *e)
{
    Scan in;

    *c = (Code){ .shown = scan_shown(s) };
    if (c->shown.n == 0)
        return err_set(e, ERR_INVALID, "the number is missing");
    if (!scan_open(&in, s))
        return err_set(e, ERR_INVALID, "'%.*s' is too long for such a number", STR(c->shown));
    for (; !scan_end(&in); in.at++) {
        uint32_t ch = scan_peek(&in, 0);
        if (ch == ' ' || (ch == '-' && kind != CODE_ORG))
            continue;
        if (ch > '~')
            return err_set(e, ERR_INVALID,
                           "'%.*s' has signs that are neither letters nor digits: leave them out",
                           STR(c->shown));
        if (c->n == CODE_MAX - 4)
            return err_set(e, ERR_INVALID, "'%.*s' is too long for such a number", STR(c->shown));
        c->p[c->n++] = (char)(is_letter(ch) ? ch - 'a' + 'A' : ch);
    }
    return c->n > 0 || err_set(e, ERR_INVALID, "the number is missing");
}

bool code_normal(CodeKind kind, Str s, Buf *out, Err *e)
{
    Code c;

    if (kind == CODE_NONE) {
        buf_put(out, str_trim(s));
        return true;
    }
    if (!read_code(kind, s, &c, e) || !kinds[kind].check(&c, e))
        return false;
    buf_put(out, code_str(&c));
    return true;
}

const char *code_name(CodeKind kind)
{
    return kinds[kind].name;
}

const char *code_label(CodeKind kind)
{
    return kinds[kind].label;
}

bool code_kind(Str name, CodeKind *out)
{
    for (int i = 0; i < CODE__N; i++) {
        if (!str_eq(name, str_z(kinds[i].name)))
            continue;
        *out = (CodeKind)i;
        return true;
    }
    return false;
}

bool code_citizen_facts(Str normal, Day *born, bool *male)
{
    Err quiet = { 0 };
    Code c;

    if (normal.n != 18 || !read_code(CODE_CITIZEN_ID, normal, &c, &quiet) ||
        !citizen_id(&c, &quiet))
        return false;
    *born = day_make(number_at(&c, 6, 4), number_at(&c, 10, 2), number_at(&c, 12, 2));
    *male = (c.p[16] - '0') % 2 == 1;
    return true;
}

Str code_mask(CodeKind kind, Str normal, Arena *a)
{
    size_t n = utf8_len(normal), seen = n >= 15 ? 4 : n >= 8 ? 2 : n >= 5 ? 1 : 0, at = 0;
    char *p = arena_get(a, normal.n + 1), *start = p;
    Str rest = normal;

    (void)kind;
    for (uint32_t ch; utf8_next(&rest, &ch); at++) {
        if (at < seen || at + seen >= n)
            p += utf8_put(ch, p);
        else
            *p++ = '*';
    }
    *p = '\0';
    return (Str){ start, (size_t)(p - start) };
}
