/* SPDX-License-Identifier: Apache-2.0
 * Any bytes as a DOCX: its text is UTF-8 and within its limit, or an error says why not.
 *
 * The first byte says what the others are: '0' the whole file, '1' the XML of its main part, '2' of
 * its footnotes, '3' of the relations of its main part; the other parts are sound then.
 */
#include "fuzz.h"

#include "package.h"

#include <assert.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "engine/written.h"

static const Piece sound[] = {
    PIECE("_rels/.rels",
          "<Relationships><Relationship Type='/officeDocument' Target='d.xml'/></Relationships>"),
    PIECE("d.xml", "<document><body><p><r><t>30</t></r></p></body></document>"),
    PIECE("f.xml", "<footnotes><footnote><p><r><t>40</t></r></p></footnote></footnotes>"),
    PIECE("_rels/d.xml.rels",
          "<Relationships><Relationship Type='/footnotes' Target='f.xml'/></Relationships>"),
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *a;
    char path[32];
    Err e = { 0 };
    Written w = { 0 };
    int fd;
    Str bytes = { (const char *)data + 1, size - 1 };

    if (size < 2 || size > 1 << 19 || data[0] < '0' || data[0] > '3')
        return 0;
    if (data[0] == '0' && !str_starts(bytes, S("PK\3\4")))
        return 0; /* plain text, or PDF, which another program reads */
    fd = memfd_create("fuzz", MFD_CLOEXEC);
    assert(fd >= 0);
    if (data[0] == '0')
        assert(write(fd, bytes.p, bytes.n) == (ssize_t)bytes.n);
    else
        write_package(fd, sound, LEN(sound), (size_t)(data[0] - '0'), bytes);
    (void)snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    a = arena_new(ARENA_REQUEST);
    if (written_read(a, path, "f.docx", 1, &w, &e))
        assert(w.kind == WRITTEN_DOCX && utf8_valid(w.text) && w.text.n <= WRITTEN_TEXT_MAX);
    else
        assert(e.kind);
    arena_free(a);
    close(fd);
    return 0;
}
