/* SPDX-License-Identifier: Apache-2.0
 * Uncertain dates: "about", ranges, and the text to store.
 */
#include "text/when.h"

#include "text/when_part.h"

typedef struct {
    WhenPart a, b; /* the same unless range */
    bool range, about;
} Reading;

/* Cuts off the words that make a date uncertain; true if there were any. */
static bool cut_about(Scan *in)
{
    static const Str before[] = {
        S("大约"),   S("约在"),   S("约为"),  S("约于"),  S("约"),
        S("大概"),   S("可能是"), S("或为"),  S("about"), S("approximately"),
        S("approx"), S("around"), S("circa"), S("ca."),   S("ca "),
        S("c."),     S("c "),     S("~"),
    };
    static const Str behind[] = { S("前后"), S("左右"), S("上下"), S("(?)"),
                                  S("?"),    S("~"),    S("(约)") };
    bool about = false;

    for (size_t i = 0; i < LEN(before); i++) {
        if (scan_word(in, before[i])) {
            about = true;
            (void)scan_char(in, '.');
            break;
        }
    }
    scan_space(in);
    for (size_t i = 0; i < LEN(behind); i++) {
        if (scan_tail(in, behind[i])) {
            about = true;
            break;
        }
    }
    return about;
}

/* The characters of `in` from `from` up to `to`, without blanks at the ends. */
static Scan piece(const Scan *in, size_t from, size_t to)
{
    Scan out = *in;
    while (to > from && in->ch[to - 1] == ' ')
        to--;
    while (from < to && in->ch[from] == ' ')
        from++;
    out.at = from;
    out.n = to;
    out.ch[to] = 0;
    return out;
}

/* Reads two dates with a sign of range between them, `width` characters at `at`. */
static PartState read_at(const Scan *in, Str s, size_t at, size_t width, Reading *r, Err *e)
{
    Scan left = piece(in, in->at, at), right = piece(in, at + width, in->n);
    bool about = cut_about(&left);
    Err quiet = { 0 };
    PartState a, b;

    about = cut_about(&right) || about;
    a = when_part(&left, s, NULL, &r->a, &quiet);
    if (a == PART_NOT)
        return a;
    b = when_part(&right, s, a == PART_OK ? &r->a : NULL, &r->b, &quiet);
    if (b == PART_NOT)
        return b;
    r->about = r->about || about;
    r->range = true;
    if (a == PART_BAD)
        return when_part(&left, s, NULL, &r->a, e);
    return b == PART_BAD ? when_part(&right, s, &r->a, &r->b, e) : PART_OK;
}

static PartState read_range(const Scan *in, Str s, Reading *r, Err *e)
{
    static const Str signs[] = { S("——"), S("—"),    S("~"), S("至"),
                                 S("到"), S(" to "), S("/"), S("-") };

    for (size_t i = 0; i < LEN(signs); i++) {
        for (size_t at = in->at + 1; at + 1 < in->n; at++) {
            Scan look = *in;
            PartState state;
            look.at = at;
            if (!scan_word(&look, signs[i]))
                continue;
            state = read_at(in, s, at, look.at - at, r, e);
            if (state != PART_NOT)
                return state;
        }
    }
    return PART_NOT;
}

static bool not_a_date(Str s, Err *e)
{
    int64_t number;

    if (str_int(str_trim(s), &number) && number > 9999 && number < 99999)
        return err_set(
            e, ERR_INVALID,
            "'%.*s' is a plain number: if it comes from a spreadsheet, format that column as a date",
            STR(scan_shown(s)));
    return err_set(
        e, ERR_INVALID,
        "'%.*s' is not understood as a date: write it as 2024-03-05, 2024-03, 2024, about 1874 or "
        "农历2024年八月十五",
        STR(scan_shown(s)));
}

static bool read_when(Str s, Reading *r, Err *e)
{
    PartState state;
    Scan in;

    *r = (Reading){ 0 };
    if (str_trim(s).n == 0)
        return err_set(e, ERR_INVALID, "the date is missing");
    if (!scan_open(&in, s))
        return not_a_date(s, e);
    scan_join(&in);
    r->about = cut_about(&in);
    state = when_part(&in, s, NULL, &r->a, e);
    r->b = r->a;
    if (state == PART_NOT)
        state = read_range(&in, s, r, e);
    if (state == PART_NOT)
        return not_a_date(s, e);
    if (state == PART_BAD)
        return false;
    if (r->b.to < r->a.from)
        return err_set(e, ERR_INVALID, "'%.*s' ends before it begins: swap its two dates",
                       STR(scan_shown(s)));
    return true;
}

/* n units earlier or later; the last day of a month stays one. */
static Day widen(Day d, WhenUnit unit, int sign)
{
    enum { DAYS = 7, MONTHS = 1, YEARS = 2 };
    bool last = day_of(d) == days_in_month(day_year(d), day_month(d));
    Day moved;

    if (unit == UNIT_DAY)
        return day_add(d, (int64_t)sign * DAYS);
    moved = day_add_months(d, sign * (unit == UNIT_MONTH ? MONTHS : 12 * YEARS));
    if (last && sign > 0)
        moved = day_make(day_year(moved), day_month(moved),
                         days_in_month(day_year(moved), day_month(moved)));
    return moved;
}

bool when_parse(Str s, When *out, Err *e)
{
    Reading r;

    if (!read_when(s, &r, e))
        return false;
    *out = (When){ .from = r.a.from, .to = r.b.to, .about = r.about };
    if (r.about) {
        out->from = widen(r.a.from, r.a.unit, -1);
        out->to = widen(r.b.to, r.b.unit, 1);
    }
    return true;
}

static void print_end(Day d, WhenUnit unit, Buf *out)
{
    char text[11];
    day_print(d, text);
    buf_put(out, (Str){ text, unit == UNIT_DAY ? 10 : unit == UNIT_MONTH ? 7 : 4 });
}

/* True if the part is exactly one day, month or year. */
static bool is_one(const WhenPart *p)
{
    if (p->unit == UNIT_DAY)
        return p->from == p->to;
    return p->unit == UNIT_MONTH ? p->from / 100 == p->to / 100
                                 : day_year(p->from) == day_year(p->to);
}

void when_canon(Str s, const When *w, Buf *out)
{
    Err quiet = { 0 };
    Reading r;

    if (!read_when(s, &r, &quiet) || !r.a.plain || !r.b.plain) {
        buf_put(out, str_trim(s));
        return;
    }
    print_end(r.a.from, r.a.unit, out);
    if (r.range || !is_one(&r.a)) {
        buf_putc(out, '/');
        print_end(r.b.to, r.b.unit, out);
    }
    if (w->about)
        buf_putc(out, '~');
}
