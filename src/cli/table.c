/* SPDX-License-Identifier: Apache-2.0
 * Tables and progress on a terminal.
 */
#include <stdio.h>
#include <unistd.h>

#include "base/date.h"
#include "cli/cli.h"

enum { CELL_WIDEST = 40, BAR = 24 };

/* East Asian wide and full-width blocks (Unicode Standard Annex 11), as whole blocks. */
static bool wide(uint32_t ch)
{
    return (ch >= 0x1100 && ch <= 0x115F) || (ch >= 0x2E80 && ch <= 0xA4CF) ||
           (ch >= 0xAC00 && ch <= 0xD7A3) || (ch >= 0xF900 && ch <= 0xFAFF) ||
           (ch >= 0xFE30 && ch <= 0xFE6F) || (ch >= 0xFF00 && ch <= 0xFF60) ||
           (ch >= 0xFFE0 && ch <= 0xFFE6) || (ch >= 0x20000 && ch <= 0x3FFFD);
}

size_t text_width(Str s)
{
    size_t n = 0;
    for (uint32_t ch; utf8_next(&s, &ch);)
        n += wide(ch) ? 2 : 1;
    return n;
}

/* The start of s that fits, and its width. Control characters end it. */
static Str fit(Str s, size_t widest, size_t *width)
{
    Str rest = s;
    size_t used = 0;
    *width = 0;
    for (uint32_t ch; utf8_next(&rest, &ch);) {
        size_t w = wide(ch) ? 2 : 1;
        if (*width + w > widest || ch < 0x20)
            break;
        *width += w;
        used = s.n - rest.n;
    }
    return str_part(s, 0, used);
}

static void put_row(const Str *cells, const size_t *widths, size_t ncols)
{
    while (ncols && cells[ncols - 1].n == 0)
        ncols--;
    for (size_t i = 0; i < ncols; i++) {
        size_t width;
        Str shown = fit(cells[i], widths[i], &width);
        cli_put(shown);
        if (i + 1 < ncols)
            (void)printf("%*s", (int)(widths[i] - width + 2), "");
    }
    (void)putchar('\n');
}

void table_print(const Str *headings, size_t ncols, const Str *cells, size_t nrows, Arena *a)
{
    size_t *widths = NEWN(a, size_t, ncols);
    for (size_t i = 0; i < ncols; i++) {
        size_t w;
        (void)fit(headings[i], CELL_WIDEST, &widths[i]);
        for (size_t r = 0; r < nrows; r++) {
            (void)fit(cells[r * ncols + i], CELL_WIDEST, &w);
            if (w > widths[i])
                widths[i] = w;
        }
    }
    put_row(headings, widths, ncols);
    for (size_t i = 0; i < ncols; i++) {
        for (size_t k = 0; k < widths[i]; k++)
            (void)putchar('-');
        (void)fputs(i + 1 < ncols ? "  " : "\n", stdout);
    }
    for (size_t r = 0; r < nrows; r++)
        put_row(cells + r * ncols, widths, ncols);
}

void progress_show(const Cli *cli, int64_t started_us, double part, int64_t rows)
{
    int64_t passed = clock_steady_us() - started_us;
    int done = (int)(part * BAR);
    if (!isatty(STDERR_FILENO) || part <= 0)
        return;
    (void)fprintf(stderr, "\r[%.*s%*s] ", done, "########################", BAR - done, "");
    (void)fprintf(stderr, tr(cli->c.lang, N_("%d %%, %" PRId64 " rows, %.0f s left ")),
                  (int)(part * 100), rows, (double)passed / 1e6 * (1 - part) / part);
}

void progress_end(void)
{
    if (isatty(STDERR_FILENO))
        (void)fputs("\r\033[K", stderr);
}
