/* SPDX-License-Identifier: Apache-2.0
 * Any bytes as an XLSX file: rows are in order and UTF-8, or an error says why not.
 *
 * The first byte says what the others are: '0' the whole file, '1' the XML of its sheet, '2' of its
 * shared strings, '3' of its styles, '4' of its workbook; the other parts are sound then.
 */
#include "fuzz.h"

#include "package.h"

#include <assert.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "engine/sheet.h"

static const Piece sound[] = {
    PIECE("_rels/.rels",
          "<Relationships><Relationship Type='/officeDocument' Target='w.xml'/></Relationships>"),
    PIECE("s.xml",
          "<worksheet><sheetData><row r='1'><c t='s'><v>0</v></c><c s='1'><v>45356.25</v></c></row>"
          "<row r='3'><c t='s'><v>1</v></c><c s='2'><v>1e5</v></c></row></sheetData>"
          "<mergeCells><mergeCell ref='A1:A3'/></mergeCells></worksheet>"),
    PIECE("t.xml", "<sst><si><t>a</t></si><si><t>b</t></si></sst>"),
    PIECE("f.xml", "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='yyyy-mm'/></numFmts>"
                   "<cellXfs><xf/><xf numFmtId='14'/><xf numFmtId='164'/></cellXfs></styleSheet>"),
    PIECE("w.xml", "<workbook><sheets><sheet name='S' r:id='a'/></sheets></workbook>"),
    PIECE("_rels/w.xml.rels",
          "<Relationships><Relationship Id='a' Type='/worksheet' Target='s.xml'/>"
          "<Relationship Id='b' Type='/sharedStrings' Target='t.xml'/>"
          "<Relationship Id='c' Type='/styles' Target='f.xml'/></Relationships>"),
};

static void check_row(const Row *r, int64_t before)
{
    assert(r->row > before && r->n > 0 && r->n <= SHEET_COLUMNS_MAX);
    assert(r->cells[r->n - 1].text.n > 0);
    for (size_t i = 0; i < r->n; i++) {
        const Cell *c = &r->cells[i];
        assert(utf8_valid(c->text) && c->text.n <= SHEET_CELL_MAX);
        assert((c->kind == CELL_EMPTY) == (c->text.n == 0));
    }
}

static void read_all(Sheets *s)
{
    Arena *a = arena_new(ARENA_REQUEST);
    ArenaMark mark = arena_mark(a);

    for (size_t i = 0; i < sheets_count(s) && i < 4; i++) {
        Err e = { 0 };
        int64_t before = 0;
        assert(utf8_valid(sheets_name(s, i)));
        (void)sheets_hidden(s, i);
        if (!sheets_start(s, i, &e))
            continue;
        for (Row r; sheets_row(s, a, &r, &e); arena_rewind(a, mark)) {
            check_row(&r, before);
            before = r.row;
            assert(sheets_progress(s) >= 0 && sheets_progress(s) <= 1);
        }
        arena_rewind(a, mark);
    }
    arena_free(a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[32];
    Err e = { 0 };
    Sheets *s;
    int fd;
    Str bytes = { (const char *)data + 1, size - 1 };

    if (size < 2 || size > 1 << 19 || data[0] < '0' || data[0] > '4')
        return 0;
    fd = memfd_create("fuzz", MFD_CLOEXEC);
    assert(fd >= 0);
    if (data[0] == '0')
        assert(write(fd, bytes.p, bytes.n) == (ssize_t)bytes.n);
    else
        write_package(fd, sound, LEN(sound), (size_t)(data[0] - '0'), bytes);
    (void)snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    s = sheets_open(path, &e);
    assert(s || e.kind);
    if (s)
        read_all(s);
    sheets_close(&s);
    close(fd);
    return 0;
}
