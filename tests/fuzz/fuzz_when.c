/* SPDX-License-Identifier: Apache-2.0
 * Dates: whatever is read is a span of real days, and its text to store is read as the same.
 */
#include "fuzz.h"

#include <stdlib.h>

#include "text/when.h"

static void must(bool holds)
{
    if (!holds)
        abort();
}

static bool real_day(Day d)
{
    return day_valid(day_year(d), day_month(d), day_of(d));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Str text = { (const char *)data, size };
    AUTO(buf_done) Buf canon = buf_new(BUF_LINE);
    AUTO(buf_done) Buf twice = buf_new(BUF_LINE);
    Err e = { 0 };
    When w, again;

    if (!when_parse(text, &w, &e)) {
        must(e.kind == ERR_INVALID && e.msg[0]);
        return 0;
    }
    must(e.kind == ERR_NONE && real_day(w.from) && real_day(w.to) && w.from <= w.to);
    when_canon(text, &w, &canon);
    must(when_parse(buf_str(&canon), &again, &e));
    must(again.from == w.from && again.to == w.to && again.about == w.about);
    when_canon(buf_str(&canon), &again, &twice);
    must(str_eq(buf_str(&canon), buf_str(&twice)));
    return 0;
}
