/* SPDX-License-Identifier: Apache-2.0
 * Document numbers, telephones and mail: the first byte chooses what; the rest is the text. What is
 * accepted is normal: accepted again and unchanged.
 */
#include "fuzz.h"

#include <stdlib.h>

#include "text/code.h"
#include "text/phone.h"

enum { PHONE_CN = CODE__N, PHONE_MY, PHONE_ANY, MAIL, MRZ, WAYS };

static void must(bool holds)
{
    if (!holds)
        abort();
}

static bool normal(int way, Str text, Buf *out, Err *e)
{
    switch (way) {
    case PHONE_CN: return phone_normal(text, "CN", out, e);
    case PHONE_MY: return phone_normal(text, "MY", out, e);
    case PHONE_ANY: return phone_normal(text, NULL, out, e);
    case MAIL: return mail_normal(text, out, e);
    default: return code_normal((CodeKind)way, text, out, e);
    }
}

static void masks(int way, Str text)
{
    Arena *a = arena_new(ARENA_REQUEST);
    if (way < CODE__N)
        must(utf8_len(code_mask((CodeKind)way, text, a)) == utf8_len(text));
    else if (way < MAIL)
        must(phone_mask(text, a).n <= text.n);
    arena_free(a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(buf_done) Buf once = buf_new(BUF_LINE);
    AUTO(buf_done) Buf twice = buf_new(BUF_LINE);
    int way = size ? data[0] % WAYS : 0, digit = -1;
    Str text = size ? (Str){ (const char *)data + 1, size - 1 } : (Str){ 0 };
    Err e = { 0 };

    if (way == MRZ) {
        must(!mrz_check_digit(text, &digit) || (digit >= 0 && digit <= 9));
        return 0;
    }
    if (!normal(way, text, &once, &e)) {
        must(e.kind == ERR_INVALID && e.msg[0] && once.n == 0);
        return 0;
    }
    must(e.kind == ERR_NONE);
    must(normal(way, buf_str(&once), &twice, &e));
    must(str_eq(buf_str(&once), buf_str(&twice)));
    if (utf8_valid(buf_str(&once)))
        masks(way, buf_str(&once));
    return 0;
}
