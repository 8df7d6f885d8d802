/* SPDX-License-Identifier: Apache-2.0
 * Errors as values.
 */
#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>

/* Makes sound UTF-8 of a message: what it quotes may not be. A character that its place cut in
 * two goes; every other bad byte becomes a '?'. */
static void make_sound(char *msg, size_t size)
{
    size_t n = strlen(msg);
    Str rest;
    uint32_t ch;

    if (n + 1 == size)
        n = utf8_part((Str){ msg, n }, n - 1).n;
    msg[n] = '\0';
    rest = (Str){ msg, n };
    while (rest.n) {
        char *at = msg + n - rest.n;
        if (utf8_next(&rest, &ch) && ch == 0xFFFD && rest.p == at + 1)
            *at = '?';
    }
}

static void set_text(Err *e, ErrKind kind, const char *fmt, va_list ap) PRINTF(3, 0);
static void set_text(Err *e, ErrKind kind, const char *fmt, va_list ap)
{
    e->kind = kind;
    (void)vsnprintf(e->msg, sizeof e->msg, tr(e->lang, fmt), ap);
    make_sound(e->msg, sizeof e->msg);
}

bool err_set(Err *e, ErrKind kind, const char *fmt, ...)
{
    va_list ap;
    if (e->kind)
        return false;
    va_start(ap, fmt);
    set_text(e, kind, fmt, ap);
    va_end(ap);
    return false;
}

bool err_field(Err *e, const char *field, ErrKind kind, const char *fmt, ...)
{
    va_list ap;
    if (e->kind)
        return false;
    va_start(ap, fmt);
    set_text(e, kind, fmt, ap);
    va_end(ap);
    snprintf(e->field, sizeof e->field, "%s", field);
    return false;
}

bool err_prefix(Err *e, const char *fmt, ...)
{
    char old[sizeof e->msg];
    va_list ap;
    size_t n;

    if (!e->kind)
        return false;
    memcpy(old, e->msg, sizeof old);
    va_start(ap, fmt);
    (void)vsnprintf(e->msg, sizeof e->msg, tr(e->lang, fmt), ap);
    va_end(ap);
    n = strlen(e->msg);
    snprintf(e->msg + n, sizeof e->msg - n, "%s", old);
    make_sound(e->msg, sizeof e->msg);
    return false;
}

void err_clear(Err *e)
{
    e->kind = ERR_NONE;
    e->field[0] = e->msg[0] = '\0';
}

int err_exit_code(ErrKind kind)
{
    return kind == ERR_NONE ? 0 : 2;
}
