/* SPDX-License-Identifier: Apache-2.0
 * Dates of GEDCOM: "BET 3 MAR 1874 AND 1875", "ABT 1900", "@#DJULIAN@ 5 FEB 1699/00", with a phrase.
 *
 * A date is read as the text that text/when.h reads: ISO, a span with '/', '~' for about. The
 * Hebrew and the French Republican calendar and years before Christ are not read; who asks keeps
 * the text then.
 */
#include "text/gedcom.h"

#include "text/when.h"

enum { OPEN_YEARS = 100, WORDS_MAX = 16 };

static const char months[12][4] = { "JAN", "FEB", "MAR", "APR", "MAY", "JUN",
                                    "JUL", "AUG", "SEP", "OCT", "NOV", "DEC" };

typedef struct {
    Str words[WORDS_MAX];
    size_t n, at;
} Words;

/* One date as the days that it may be; `places` is 4, 7 or 10 characters of its ISO form. */
typedef struct {
    Day from, to;
    size_t places;
} Part;

static bool split(Str s, Words *w)
{
    Str piece;
    *w = (Words){ 0 };
    while (str_next(&s, ' ', &piece)) {
        if (piece.n == 0)
            continue;
        if (w->n == WORDS_MAX)
            return false;
        w->words[w->n++] = piece;
    }
    return w->n > 0;
}

static bool word(Words *w, const char *s)
{
    if (w->at < w->n && str_same(w->words[w->at], str_z(s))) {
        w->at++;
        return true;
    }
    return false;
}

static bool number(const Words *w, size_t at, int64_t *out)
{
    return at < w->n && w->words[at].p[0] != '+' && str_int(w->words[at], out) && *out > 0;
}

static int month(const Words *w, size_t at)
{
    for (int i = 0; at < w->n && i < 12; i++)
        if (str_same(w->words[at], str_z(months[i])))
            return i + 1;
    return 0;
}

/* ---- calendars ---- */

/* The Gregorian day of a Julian one, by the number of days since 1970. */
static Day from_julian(int y, int m, int d)
{
    int64_t a = (14 - m) / 12, years = y + 4800 - a, from_march = m + 12 * a - 3;
    int64_t jdn = d + (153 * from_march + 2) / 5 + 365 * years + years / 4 - 32083;
    return day_from_number(jdn - 2440588);
}

static bool julian_leap(int y)
{
    return y % 4 == 0;
}

static int julian_month_days(int y, int m)
{
    return m == 2 && julian_leap(y) ? 29 : days_in_month(2023, m);
}

/* The calendar in front of a date; false for one that is not read. */
static bool calendar(Words *w, bool *julian)
{
    *julian = false;
    if (word(w, "GREGORIAN") || word(w, "@#DGREGORIAN@"))
        return true;
    *julian = word(w, "JULIAN") || word(w, "@#DJULIAN@");
    if (*julian)
        return true;
    return w->at < w->n && w->words[w->at].p[0] != '@' && !word(w, "FRENCH_R") &&
           !word(w, "HEBREW") && w->words[w->at].p[0] != '_';
}

/* 1699/00: the year began in March; the second is the one of today's reckoning. */
static bool year_of(Str s, int64_t *out)
{
    Str first, second;
    if (!str_cut(s, S("/"), &first, &second))
        return str_int(s, out) && *out > 0 && *out < 10000 && s.p[0] != '+';
    if (second.n != 2 || !str_int(first, out) || *out <= 0 || *out >= 9999)
        return false;
    ++*out;
    return second.p[0] - '0' == (char)(*out / 10 % 10) && second.p[1] - '0' == (char)(*out % 10);
}

static bool gregorian(int y, int m, int d, Part *out)
{
    if (!day_valid(y, m ? m : 1, d ? d : 1))
        return false;
    out->from = day_make(y, m ? m : 1, d ? d : 1);
    out->to = d ? out->from : day_make(y, m ? m : 12, days_in_month(y, m ? m : 12));
    return true;
}

static bool julian_part(int y, int m, int d, Part *out)
{
    int last = m ? m : 12;
    if (d > julian_month_days(y, last))
        return false;
    out->from = from_julian(y, m ? m : 1, d ? d : 1);
    out->to = d ? out->from : from_julian(y, last, julian_month_days(y, last));
    out->places = 10;
    return true;
}

/* [calendar] [[day] month] year */
static bool read_part(Words *w, Part *out)
{
    int64_t d = 0, y;
    int m;
    bool julian;

    if (!calendar(w, &julian))
        return false;
    if (month(w, w->at + 1) && number(w, w->at, &d))
        w->at++;
    m = month(w, w->at);
    w->at += m > 0;
    if (w->at >= w->n || d > 31 || !year_of(w->words[w->at], &y))
        return false;
    w->at++;
    if (word(w, "BCE") || word(w, "BC") || word(w, "B.C."))
        return false;
    out->places = d ? 10 : m ? 7 : 4;
    return julian ? julian_part((int)y, m, (int)d, out) : gregorian((int)y, m, (int)d, out);
}

/* ---- reading ---- */

static void put_day(Day d, size_t places, Buf *out)
{
    char text[11];
    day_print(d, text);
    buf_put(out, (Str){ text, places });
}

static void put_part(const Part *p, Buf *out)
{
    put_day(p->from, p->places, out);
    if (p->places == 10 && p->to != p->from) {
        buf_putc(out, '/');
        put_day(p->to, 10, out);
    }
}

static void put_span(const Part *a, const Part *b, Buf *out)
{
    put_day(a->from, a->places, out);
    buf_putc(out, '/');
    put_day(b->to, b->places, out);
}

static Part years_from(const Part *p, int years)
{
    int y = day_year(years < 0 ? p->to : p->from) + years;
    y = y < 1 ? 1 : y > 9999 ? 9999 : y;
    return (Part){ .from = day_make(y, 1, 1), .to = day_make(y, 12, 31), .places = 4 };
}

/* Two dates with a word between them. */
static bool read_two(Words *w, const char *between, Buf *out)
{
    Part a, b;
    if (!read_part(w, &a) || !word(w, between) || !read_part(w, &b) || b.to < a.from)
        return false;
    put_span(&a, &b, out);
    return w->at == w->n;
}

/* One date behind a word that leaves the other end open. */
static bool read_open(Words *w, int years, Buf *out)
{
    Part a, far;
    if (!read_part(w, &a) || w->at < w->n)
        return false;
    far = years_from(&a, years);
    if (years < 0)
        put_span(&far, &a, out);
    else
        put_span(&a, &far, out);
    return true;
}

static bool read_words(Words *w, Buf *out)
{
    bool about;
    Part a;
    size_t start = w->at;

    if (word(w, "BEF") || word(w, "TO"))
        return read_open(w, -OPEN_YEARS, out);
    if (word(w, "AFT"))
        return read_open(w, OPEN_YEARS, out);
    if (word(w, "BET"))
        return read_two(w, "AND", out);
    if (word(w, "FROM")) {
        start = w->at;
        if (read_two(w, "TO", out))
            return true;
        w->at = start;
        buf_clear(out);
        return read_open(w, OPEN_YEARS, out);
    }
    about = word(w, "ABT") || word(w, "EST") || word(w, "CAL");
    if (!read_part(w, &a) || w->at < w->n)
        return false;
    put_part(&a, out);
    if (about)
        buf_putc(out, '~');
    return true;
}

static bool reads(Str text, When *w)
{
    Err quiet = { 0 };
    return text.n > 0 && when_parse(text, w, &quiet);
}

/* Without the phrase that 5.5.1 writes in brackets behind or instead of a date. */
static void cut_phrase(Str *date, Str *phrase)
{
    ptrdiff_t at = str_find(*date, S("("));
    *date = str_trim(*date);
    if (phrase->n || at < 0 || !str_ends(*date, S(")")))
        return;
    *phrase = str_part(*date, (size_t)at + 1, date->n - (size_t)at - 2);
    *date = str_trim(str_part(*date, 0, (size_t)at));
    if (date->n > 4 && str_same(str_part(*date, 0, 4), S("INT ")))
        *date = str_trim(str_part(*date, 4, date->n));
}

bool gedcom_date_read(Str date, Str phrase, Buf *out)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    Words w;
    When when;

    cut_phrase(&date, &phrase);
    phrase = str_trim(phrase);
    if (reads(phrase, &when) && gedcom_date_same(phrase, date, phrase)) {
        buf_put(out, phrase);
        return true;
    }
    if (split(date, &w) && read_words(&w, &b) && reads(buf_str(&b), &when)) {
        buf_put(out, buf_str(&b));
        return true;
    }
    if (!reads(phrase, &when))
        return false;
    buf_put(out, phrase);
    return true;
}

/* ---- writing ---- */

/* 2024, 2024-03, 2024-03-05 as it stands in GEDCOM; false if it is none of these. */
static bool write_iso(Str iso, Buf *out)
{
    int64_t y = 0, m = 0, d = 0;
    if (iso.n != 4 && iso.n != 7 && iso.n != 10)
        return false;
    if (!str_int(str_part(iso, 0, 4), &y) || iso.p[0] == '-' || iso.p[0] == '+' ||
        (iso.n > 4 && (iso.p[4] != '-' || !str_int(str_part(iso, 5, 2), &m))) ||
        (iso.n > 7 && (iso.p[7] != '-' || !str_int(str_part(iso, 8, 2), &d))))
        return false;
    if (iso.n > 4 && (m < 1 || m > 12))
        return false;
    if (d)
        buf_printf(out, "%d ", (int)d);
    if (m)
        buf_printf(out, "%s ", months[m - 1]);
    buf_int(out, y);
    return true;
}

static bool write_plain(Str text, Buf *out)
{
    bool about = str_ends(text, S("~"));
    Str first, second;

    if (about)
        text.n--;
    if (!str_cut(text, S("/"), &first, &second)) {
        if (about)
            buf_put(out, S("ABT "));
        return write_iso(text, out);
    }
    buf_put(out, S("BET "));
    if (about || !write_iso(first, out))
        return false;
    buf_put(out, S(" AND "));
    return write_iso(second, out);
}

void gedcom_date_write(Str text, Buf *date, Buf *phrase)
{
    When w;

    buf_clear(date);
    buf_clear(phrase);
    if (write_plain(text, date))
        return;
    buf_clear(date);
    buf_put(phrase, text);
    if (!reads(text, &w))
        return;
    if (w.from != w.to)
        buf_put(date, S("BET "));
    for (int i = 0; i < (w.from == w.to ? 1 : 2); i++) {
        char iso[11];
        day_print(i ? w.to : w.from, iso);
        if (i)
            buf_put(date, S(" AND "));
        (void)write_iso((Str){ iso, 10 }, date);
    }
}

/* The same words, whatever their case and the blanks between them. */
static bool same_words(Str a, Str b)
{
    Words x, y;
    (void)split(a, &x);
    (void)split(b, &y);
    if (x.n != y.n)
        return false;
    for (size_t i = 0; i < x.n; i++)
        if (!str_same(x.words[i], y.words[i]))
            return false;
    return true;
}

bool gedcom_date_same(Str text, Str date, Str phrase)
{
    AUTO(buf_done) Buf d = buf_new(BUF_LINE);
    AUTO(buf_done) Buf p = buf_new(BUF_LINE);

    gedcom_date_write(text, &d, &p);
    cut_phrase(&date, &phrase);
    /* 5.5.1 may have nothing but the phrase. */
    return str_eq(buf_str(&p), str_trim(phrase)) &&
           (same_words(buf_str(&d), date) || (p.n && date.n == 0));
}

/* ---- between the versions ---- */

static const struct {
    const char *old, *now;
} calendars[] = {
    { "@#DGREGORIAN@", "GREGORIAN" }, { "@#DJULIAN@", "JULIAN" },
    { "@#DHEBREW@", "HEBREW" },       { "@#DFRENCH", "FRENCH_R" },
};

static void put_word(Str s, GedVersion v, Buf *out)
{
    for (size_t i = 0; i < LEN(calendars); i++) {
        Str old = str_z(calendars[i].old), now = str_z(calendars[i].now);
        if (!str_same(s, old) && !str_same(s, now))
            continue;
        s = v == GEDCOM_7 ? now : old;
        buf_put(out, s);
        if (v == GEDCOM_551 && str_eq(now, S("FRENCH_R")))
            buf_put(out, S(" R@"));
        return;
    }
    buf_put(out, s);
}

/* Has it a year like 1699/00, which 7 has not? */
static bool has_dual_year(Str date)
{
    Words w;
    int64_t year;
    for (size_t i = 0; split(date, &w) && i < w.n; i++)
        if (str_find(w.words[i], S("/")) >= 0 && year_of(w.words[i], &year))
            return true;
    return false;
}

static void put_date(Str date, GedVersion v, Buf *out)
{
    Words w;
    int64_t year;
    if (!split(date, &w)) {
        buf_put(out, date);
        return;
    }
    for (size_t i = 0; i < w.n; i++) {
        if (str_same(w.words[i], S("R@")))
            continue; /* of @#DFRENCH R@ */
        if (out->n)
            buf_putc(out, ' ');
        if (v == GEDCOM_7 && str_find(w.words[i], S("/")) >= 0 && year_of(w.words[i], &year))
            buf_int(out, year);
        else
            put_word(w.words[i], v, out);
    }
}

/* Only behind such a date 5.5.1 takes a phrase. */
static bool is_single(Str date)
{
    static const char *const words[] = { "BET ", "FROM ", "TO ",  "BEF ",
                                         "AFT ", "ABT ",  "CAL ", "EST " };
    for (size_t i = 0; i < LEN(words); i++)
        if (str_same(str_part(date, 0, strlen(words[i])), str_z(words[i])))
            return false;
    return true;
}

bool ged_is_phrase(const GedNode *n)
{
    return ged_is(n, "PHRASE") || ged_is(n, "_PHRASE");
}

Str ged_phrase(const GedNode *date)
{
    Str phrase = ged_value(date, "PHRASE");
    return phrase.n ? phrase : ged_value(date, "_PHRASE");
}

void gedcom_date_print(Str date, Str phrase, GedVersion v, GedNode *out, Arena *a)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);

    cut_phrase(&date, &phrase);
    if (v == GEDCOM_551 && has_dual_year(phrase)) {
        date = phrase; /* the phrase of a date that 7 could not say */
        phrase = (Str){ 0 };
    }
    if (v == GEDCOM_7 && !phrase.n && has_dual_year(date))
        phrase = date;
    put_date(date, v, &b);
    if (v == GEDCOM_7) {
        out->value = arena_str(a, buf_str(&b));
        if (phrase.n)
            ged_add(a, out, S("PHRASE"), phrase);
        return;
    }
    if (!phrase.n)
        out->value = arena_str(a, buf_str(&b));
    else if (!date.n)
        out->value = arena_printf(a, "(%.*s)", STR(phrase));
    else if (is_single(date))
        out->value = arena_printf(a, "INT %.*s (%.*s)", STR(buf_str(&b)), STR(phrase));
    else {
        out->value = arena_str(a, buf_str(&b));
        ged_add(a, out, S("_PHRASE"), phrase);
    }
}
