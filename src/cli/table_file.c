/* SPDX-License-Identifier: Apache-2.0
 * Tables in a file, read row by row.
 */
#include "cli/table_file.h"

#include <errno.h>

void table_file_done(TableFile *t)
{
    if (t->file)
        (void)fclose(t->file);
}

/* The next line without its end; false at the end of the file and with an error. */
static bool next_line(TableFile *t, Str *out, Err *e)
{
    size_t n;

    if (!fgets(t->line, sizeof t->line, t->file))
        return ferror(t->file) ? err_set(e, ERR_INTERNAL, N_("cannot read %s: %s"), t->path,
                                         strerrordesc_np(errno))
                               : false;
    t->number++;
    n = strlen(t->line);
    if (n == sizeof t->line - 1 && t->line[n - 1] != '\n')
        return err_set(e, ERR_INVALID, N_("%s, line %" PRId64 ": longer than %d bytes"), t->path,
                       t->number, TABLE_FILE_LONGEST);
    while (n > 0 && (t->line[n - 1] == '\n' || t->line[n - 1] == '\r'))
        n--;
    *out = (Str){ t->line, n };
    if (!utf8_valid(*out))
        return err_set(e, ERR_INVALID,
                       N_("%s, line %" PRId64 ": not UTF-8; save the table as UTF-8"), t->path,
                       t->number);
    return true;
}

bool table_file_open(TableFile *t, const char *path, const Str wanted[TABLE_FILE_COLUMNS], Err *e)
{
    Str line = S(""), cell;

    t->path = path;
    t->number = 0;
    t->file = fopen(path, "re");
    if (!t->file)
        return err_set(e, ERR_NOT_FOUND, N_("cannot read %s: %s"), path, strerrordesc_np(errno));
    if (!next_line(t, &line, e))
        return err_set(e, ERR_INVALID, N_("%s is empty"), path);
    if (str_starts(line, S("\xEF\xBB\xBF")))
        line = str_part(line, 3, line.n);
    for (size_t c = 0; c < TABLE_FILE_COLUMNS; c++)
        t->at[c] = -1;
    for (int i = 0; str_next(&line, '\t', &cell); i++)
        for (size_t c = 0; c < TABLE_FILE_COLUMNS; c++)
            if (str_same(str_trim(cell), wanted[c]))
                t->at[c] = i;
    for (size_t c = 0; c < 2; c++)
        if (t->at[c] < 0)
            return err_set(e, ERR_INVALID,
                           N_("%s, line 1: there is no column '%.*s'; the headings are id, %.*s, "
                              "birth_year and ancestral_place, with tabs between them"),
                           path, STR(wanted[c]), STR(wanted[1]));
    return true;
}

/* The next row that is not empty. */
bool table_file_row(TableFile *t, Err *e)
{
    Str line = S(""), cell;

    do {
        if (!next_line(t, &line, e))
            return false;
    } while (str_trim(line).n == 0);
    for (size_t c = 0; c < TABLE_FILE_COLUMNS; c++)
        t->cells[c] = S("");
    for (int i = 0; str_next(&line, '\t', &cell); i++)
        for (size_t c = 0; c < TABLE_FILE_COLUMNS; c++)
            if (t->at[c] == i)
                t->cells[c] = str_trim(cell);
    return true;
}
