/* SPDX-License-Identifier: Apache-2.0
 * Telephone numbers and addresses of mail.
 *
 * Sources: ITU-T E.164 (15 digits at most, the list of country codes); YD/T numbering of mainland
 * China (mobiles begin 13 to 19; area codes 10, 2x and three digits); RFC 5321 for mail.
 */
#include "text/phone.h"

#include "text/scan.h"

/* How numbers of a country look without its code. A zero in front (trunk prefix) is left out. */
typedef struct {
    char country[3];
    const char *code;
    int8_t least, most; /* digits, without code and trunk prefix */
    bool trunk;         /* a leading 0 is a trunk prefix */
} Plan;

static const Plan plans[] = {
    { "CN", "86", 9, 11, true },   { "HK", "852", 8, 8, false }, { "MO", "853", 8, 8, false },
    { "TW", "886", 8, 9, true },   { "SG", "65", 8, 8, false },  { "MY", "60", 8, 10, true },
    { "PH", "63", 8, 10, true },   { "ID", "62", 7, 12, true },  { "TH", "66", 8, 9, true },
    { "VN", "84", 9, 10, true },   { "MM", "95", 7, 10, true },  { "KH", "855", 8, 9, true },
    { "LA", "856", 8, 10, true },  { "BN", "673", 7, 7, false }, { "TL", "670", 7, 8, false },
    { "JP", "81", 9, 10, true },   { "KR", "82", 8, 10, true },  { "IN", "91", 10, 10, true },
    { "AE", "971", 8, 9, true },   { "SA", "966", 8, 9, true },  { "IL", "972", 8, 9, true },
    { "TR", "90", 10, 10, true },  { "US", "1", 10, 10, false }, { "CA", "1", 10, 10, false },
    { "MX", "52", 10, 10, false }, { "PA", "507", 7, 8, false }, { "CU", "53", 8, 8, true },
    { "SR", "597", 6, 7, false },  { "BR", "55", 10, 11, true }, { "AR", "54", 10, 11, true },
    { "PE", "51", 8, 9, true },    { "CL", "56", 9, 9, false },  { "VE", "58", 10, 10, true },
    { "AU", "61", 9, 9, true },    { "NZ", "64", 8, 10, true },  { "PG", "675", 7, 8, false },
    { "FJ", "679", 7, 7, false },  { "SB", "677", 5, 7, false }, { "GB", "44", 9, 10, true },
    { "IE", "353", 7, 9, true },   { "FR", "33", 9, 9, true },   { "DE", "49", 6, 13, true },
    { "IT", "39", 6, 12, false }, /* the 0 of Italian numbers is kept */
    { "ES", "34", 9, 9, false },   { "PT", "351", 9, 9, false }, { "NL", "31", 9, 9, true },
    { "BE", "32", 8, 9, true },    { "AT", "43", 4, 13, true },  { "CH", "41", 9, 9, true },
    { "SE", "46", 7, 10, true },   { "HU", "36", 8, 9, false },  { "RU", "7", 10, 10, false },
    { "KZ", "7", 10, 10, false },  { "PL", "48", 9, 9, false },  { "GR", "30", 10, 10, false },
    { "ZA", "27", 9, 9, true },    { "NG", "234", 8, 10, true }, { "KE", "254", 9, 9, true },
    { "TZ", "255", 9, 9, true },   { "MG", "261", 9, 9, true },  { "MU", "230", 7, 8, false },
    { "EG", "20", 8, 10, true },
};

enum { PHONE_MAX = 40, E164_MAX = 15, EXT_MAX = 6 };

typedef struct {
    char digits[PHONE_MAX], ext[EXT_MAX + 1];
    size_t n, ext_n;
    size_t last; /* digits behind the last hyphen */
    int hyphens;
    bool plus;
    Str shown;
} Phone;

static bool not_a_phone(const Phone *p, Err *e)
{
    return err_set(
        e, ERR_INVALID,
        "'%.*s' is not a telephone number: write it as +86 592 5055123, 0592-5055123 or 13800138000",
        STR(p->shown));
}

/* Takes a mark of extension: 转 12, ext. 12, x12, #12. */
static bool read_ext(Scan *in, Phone *p)
{
    static const Str marks[] = { S("转分机"), S("转"), S("分机"), S("extension"),
                                 S("ext"),    S("x"),  S("#"),    S(";ext=") };

    scan_space(in);
    for (size_t i = 0; i < LEN(marks); i++) {
        if (!scan_word(in, marks[i]))
            continue;
        while (scan_peek(in, 0) == ' ' || scan_peek(in, 0) == '.' || scan_peek(in, 0) == ':')
            in->at++;
        while (is_digit(scan_peek(in, 0)) && p->ext_n < EXT_MAX)
            p->ext[p->ext_n++] = (char)in->ch[in->at++];
        return p->ext_n > 0;
    }
    return false;
}

/* Digits, and how they were grouped. */
static bool read_phone(Str s, Phone *p, Err *e)
{
    Scan in;

    *p = (Phone){ .shown = scan_shown(s) };
    if (p->shown.n == 0)
        return err_set(e, ERR_INVALID, "the telephone number is missing");
    if (!scan_open(&in, s))
        return not_a_phone(p, e);
    (void)scan_word(&in, S("tel:"));
    p->plus = scan_char(&in, '+') || scan_word(&in, S("(+"));
    for (; !scan_end(&in); in.at++) {
        uint32_t ch = scan_peek(&in, 0);
        if (is_digit(ch)) {
            if (p->n == PHONE_MAX)
                return not_a_phone(p, e);
            p->digits[p->n++] = (char)ch;
            p->last++;
        } else if (ch == '-' || ch == 0x2014) {
            p->hyphens++;
            p->last = 0;
        } else if (ch == '/' || ch == ',' || ch == ';' || ch == u'、') {
            if (read_ext(&in, p))
                break;
            return err_set(e, ERR_INVALID,
                           "'%.*s' holds more than one number: give each its own field",
                           STR(p->shown));
        } else if (ch != ' ' && ch != '(' && ch != ')' && ch != '.') {
            if (!read_ext(&in, p))
                return not_a_phone(p, e);
            break;
        }
    }
    return (scan_end(&in) && p->n) || not_a_phone(p, e);
}

static void drop(Phone *p, size_t n)
{
    memmove(p->digits, p->digits + n, p->n - n);
    p->n -= n;
}

static bool starts(const Phone *p, const char *with)
{
    return str_starts((Str){ p->digits, p->n }, str_z(with));
}

/* Digits of an area code of mainland China at the start of n digits: 10 and 2x have two. */
static size_t area_digits(const char *d)
{
    return (d[0] == '1' && d[1] == '0') || d[0] == '2' ? 2 : 3;
}

/* n digits with their area code (without its 0). */
static bool cn_landline(const char *d, size_t n)
{
    size_t area = area_digits(d);
    if (d[0] < '1' || (d[0] == '1' && d[1] != '0') || n < area + 7 || n > area + 8)
        return false;
    return (area == 3 || n == 10) && d[area] >= '2';
}

static bool cn_mobile(const char *d, size_t n)
{
    return n == 11 && d[0] == '1' && d[1] >= '3';
}

static bool cn_service(const char *d, size_t n)
{
    return n == 10 && (d[0] == '4' || d[0] == '8') && d[1] == '0' && d[2] == '0';
}

/* A few digits behind a last hyphen are an extension if what stands before is a whole number. */
static void cut_cn_ext(Phone *p)
{
    size_t n = p->n - p->last;
    if (p->ext_n || p->hyphens == 0 || p->last == 0 || p->last > EXT_MAX || n < 9)
        return;
    if (!cn_landline(p->digits, n) && !cn_service(p->digits, n))
        return;
    memcpy(p->ext, p->digits + n, p->last);
    p->ext_n = p->last;
    p->n = n;
}

static bool cn_phone(Phone *p, bool trunk, Err *e)
{
    cut_cn_ext(p);
    if (cn_mobile(p->digits, p->n) || cn_service(p->digits, p->n))
        return true;
    if (p->n >= 9 && cn_landline(p->digits, p->n))
        return trunk || p->plus ||
               err_set(
                   e, ERR_INVALID,
                   "'%.*s' is no mobile number of 11 digits: write a landline with its area code, as in 0592-5055123",
                   STR(p->shown));
    if (p->n == 7 || p->n == 8)
        return err_set(e, ERR_INVALID,
                       "'%.*s' has no area code: write it in front, as in 0592-5055123",
                       STR(p->shown));
    return not_a_phone(p, e);
}

static const Plan *plan_of(const char *country)
{
    for (size_t i = 0; country && i < LEN(plans); i++)
        if (str_eq(str_z(plans[i].country), str_z(country)))
            return &plans[i];
    return NULL;
}

static const Plan *plan_by_code(const Phone *p)
{
    for (size_t i = 0; i < LEN(plans); i++)
        if (starts(p, plans[i].code))
            return &plans[i];
    return NULL;
}

/* The digits behind the country code, by the plan of that country. */
static bool national(Phone *p, const Plan *plan, Err *e)
{
    bool trunk = plan->trunk && p->n > 1 && p->digits[0] == '0';
    int n;

    if (trunk)
        drop(p, 1);
    if (str_eq(str_z(plan->country), S("CN")))
        return cn_phone(p, trunk, e);
    n = (int)p->n;
    if (n < plan->least || n > plan->most || (plan->trunk && p->digits[0] == '0'))
        return err_set(
            e, ERR_INVALID,
            "'%.*s' has %d digits behind its prefix; numbers there (+%s) have %d to %d: check it",
            STR(p->shown), n, plan->code, plan->least, plan->most);
    return true;
}

static void put_phone(const Phone *p, const char *code, Buf *out)
{
    buf_putc(out, '+');
    buf_put(out, str_z(code));
    buf_put(out, (Str){ p->digits, p->n });
    if (p->ext_n == 0)
        return;
    buf_put(out, S(";ext="));
    buf_put(out, (Str){ p->ext, p->ext_n });
}

/* A number with its country code; codes that have no plan here are only counted. */
static bool international(Phone *p, Buf *out, Err *e)
{
    const Plan *plan = plan_by_code(p);

    if (plan)
        drop(p, str_z(plan->code).n);
    if (plan && !national(p, plan, e))
        return false;
    if (!plan && (p->n < 7 || p->n > E164_MAX || p->digits[0] == '0'))
        return not_a_phone(p, e);
    put_phone(p, plan ? plan->code : "", out);
    return true;
}

bool phone_normal(Str s, const char *country, Buf *out, Err *e)
{
    const Plan *plan = plan_of(country);
    Phone p;

    if (!read_phone(s, &p, e))
        return false;
    if (!p.plus && starts(&p, "00")) {
        drop(&p, 2);
        p.plus = true;
    }
    if (!p.plus && plan && str_eq(str_z(plan->country), S("CN")) && p.n >= 12 && starts(&p, "86"))
        p.plus = true;
    if (p.plus)
        return international(&p, out, e);
    if (!plan)
        return err_set(e, ERR_INVALID,
                       "'%.*s' has no country code: write it in front, as in +60 12 345 6789",
                       STR(p.shown));
    if (!national(&p, plan, e))
        return false;
    put_phone(&p, plan->code, out);
    return true;
}

Str phone_mask(Str normal, Arena *a)
{
    size_t n = 0, from, to;
    Str copy;
    char *p;

    while (n < normal.n && normal.p[n] != ';')
        n++;
    from = n > 10 ? n - 8 : n / 3;
    to = n > 10 ? n - 4 : n - n / 3;
    copy = arena_str(a, str_part(normal, 0, n));
    p = arena_z(a, copy);
    for (size_t i = from; i < to; i++)
        p[i] = '*';
    return (Str){ p, n };
}

static bool local_sign(unsigned char c)
{
    static const char signs[] = "!#$%&'*+-/=?^_`{|}~.";
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           c >= 0x80 || (c && memchr(signs, c, sizeof signs - 1));
}

/* Dots only between other signs. */
static bool dots_between(Str s)
{
    return s.n && s.p[0] != '.' && s.p[s.n - 1] != '.' && str_find(s, S("..")) < 0;
}

static bool domain_fits(Str domain)
{
    Str rest = domain, label;

    if (domain.n > 253 || !dots_between(domain) || str_find(domain, S(".")) < 0)
        return false;
    while (str_next(&rest, '.', &label)) {
        if (label.n == 0 || label.n > 63 || label.p[0] == '-' || label.p[label.n - 1] == '-')
            return false;
        for (size_t i = 0; i < label.n; i++) {
            unsigned char c = (unsigned char)label.p[i];
            bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c >= 0x80;
            if (!letter && (c < '0' || c > '9') && c != '-')
                return false;
        }
    }
    return true;
}

bool mail_normal(Str s, Buf *out, Err *e)
{
    static const Str blanks[] = { { "\xC2\xA0", 2 }, { "\xE3\x80\x80", 3 }, { "\xEF\xBB\xBF", 3 } };
    Str text = str_trim(s), local, domain;
    bool fits;

    if (text.n == 0)
        return err_set(e, ERR_INVALID, "the mail address is missing");
    if (str_starts(text, S("mailto:")))
        text = str_trim(str_part(text, 7, text.n));
    fits = str_cut(text, S("@"), &local, &domain) || str_cut(text, S("＠"), &local, &domain);
    fits = fits && text.n <= 254 && local.n <= 64 && dots_between(local) && domain_fits(domain);
    for (size_t i = 0; fits && i < LEN(blanks); i++)
        fits = str_find(text, blanks[i]) < 0;
    for (size_t i = 0; fits && i < local.n; i++)
        fits = local_sign((unsigned char)local.p[i]);
    if (!fits || !utf8_valid(text))
        return err_set(e, ERR_INVALID,
                       "'%.*s' is not a mail address: write one such as name@example.org",
                       STR(scan_shown(s)));
    buf_put(out, local);
    buf_putc(out, '@');
    for (size_t i = 0; i < domain.n; i++) {
        char c = domain.p[i];
        buf_putc(out, c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c);
    }
    return true;
}
