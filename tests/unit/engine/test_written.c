/* SPDX-License-Identifier: Apache-2.0
 * Files as texts: DOCX of every origin, printed lines, what is no text; and the fence around the
 * program that reads PDF.
 */
#include "engine/written.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <zip.h>

#include "engine/fenced.h"
#include "engine/written_parts.h"
#include "support.h"

/* ---- DOCX ---- */

#define RELATION(type, target) "<Relationship Id='a' Type='http://x/" type "' Target='" target "'/>"
#define PAR(text) "<w:p><w:r><w:t>" text "</w:t></w:r></w:p>"

typedef struct {
    const char *body, *notes; /* notes: of footnotes.xml; NULL: there is none */
    const char *text;
} DocxCase;

static const DocxCase docx_cases[] = {
    { PAR("一") PAR("二"), NULL, "一\n\n二\n\n" },
    /* a run ends anywhere, also within a number */
    { "<w:p><w:r><w:t>接待3</w:t></w:r><w:hyperlink><w:r><w:t>0批</w:t></w:r></w:hyperlink></w:p>",
      NULL, "接待30批\n\n" },
    /* signs that are elements */
    { "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t>"
      "</w:r></w:p>",
      NULL, "a\tb\nc-d\n\n" },
    /* a tab that the paragraph's look speaks of is none of its text */
    { "<w:p><w:pPr><w:tabs><w:tab w:pos='5'/></w:tabs></w:pPr><w:r><w:t>a</w:t></w:r></w:p>", NULL,
      "a\n\n" },
    /* tracked changes: what was deleted or moved away is not there, what was inserted is */
    { "<w:p><w:del><w:r><w:delText>30</w:delText></w:r></w:del><w:ins><w:r><w:t>40批</w:t></w:r>"
      "</w:ins><w:moveFrom><w:r><w:t>50人</w:t></w:r></w:moveFrom></w:p>",
      NULL, "40批\n\n" },
    { "<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr><w:r><w:t>接待</w:t></w:r></w:p>" PAR(
          "30批"),
      NULL, "接待30批\n\n" },
    /* hidden text, but not what only looks so */
    { "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>30批</w:t></w:r><w:r><w:rPr>"
      "<w:vanish w:val='0'/></w:rPr><w:t>40批</w:t></w:r></w:p>",
      NULL, "40批\n\n" },
    /* what a field would say, and not its instruction; readings above characters */
    { "<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:ruby><w:rt><w:r><w:t>qiao</w:t>"
      "</w:r></w:rt><w:rubyBase><w:r><w:t>侨</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>",
      NULL, "侨\n\n" },
    /* a text box is said once, behind the paragraph that it hangs on */
    { "<w:p><w:r><w:t>共有</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:drawing><a:t>no</a:t>"
      "<w:txbxContent>" PAR("框") "</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict>"
      "<w:txbxContent>" PAR("框") "</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent>"
      "</w:r><w:r><w:t>30人</w:t></w:r></w:p>",
      NULL, "共有30人\n\n框\n\n" },
    /* a table: a row a line, cells with tabs behind them; several paragraphs in a cell */
    { "<w:tbl><w:tr><w:tc>" PAR("批") "</w:tc><w:tc>" PAR("30") "</w:tc></w:tr><w:tr><w:tc>" PAR("人") PAR(
          "次") "</w:tc><w:tc>" PAR("400") "</w:tc></w:tr></w:tbl>" PAR("完"),
      NULL, "批\t30\t\n人\n次\t400\t\n\n完\n\n" },
    { PAR("正文"), "<w:footnotes><w:footnote>" PAR("注：30批") "</w:footnote></w:footnotes>",
      "正文\n\n注：30批\n\n" },
    { PAR("&lt;b&gt; &#x4FA8;"), NULL, "<b> 侨\n\n" },
};

/* A file in memory, under a path. */
typedef struct {
    int fd;
    char path[32];
} Memory;

static Memory memory_new(void)
{
    Memory m = { .fd = memfd_create("test", MFD_CLOEXEC) };
    assert_true(m.fd >= 0);
    (void)snprintf(m.path, sizeof m.path, "/proc/self/fd/%d", m.fd);
    return m;
}

static void memory_done(Memory *m)
{
    close(m->fd);
}

static Memory memory_of(Str bytes)
{
    Memory m = memory_new();
    assert_int_equal(write(m.fd, bytes.p, bytes.n), bytes.n);
    return m;
}

static void add(zip_t *z, const char *name, Str bytes)
{
    assert_true(zip_file_add(z, name, zip_source_buffer(z, bytes.p, bytes.n, 0), 0) >= 0);
}

static Memory docx_of(Arena *a, const char *body, const char *notes)
{
    zip_error_t why = { 0 };
    zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, &why);
    Str main = arena_printf(a, "<w:document><w:body>%s</w:body></w:document>", body);
    Memory m = memory_new();
    char room[1 << 16];
    zip_int64_t n;

    zip_source_keep(source);
    zip_t *z = zip_open_from_source(source, ZIP_TRUNCATE, &why);
    assert_non_null(z);
    add(z, "_rels/.rels",
        S("<Relationships>" RELATION("officeDocument", "word/d.xml") "</Relationships>"));
    add(z, "word/d.xml", main);
    add(z, "word/_rels/d.xml.rels",
        S("<Relationships>" RELATION("footnotes", "f.xml") "</Relationships>"));
    if (notes)
        add(z, "word/f.xml", str_z(notes));
    assert_int_equal(zip_close(z), 0);
    assert_int_equal(zip_source_open(source), 0);
    n = zip_source_read(source, room, sizeof room);
    assert_true(n > 0 && write(m.fd, room, (size_t)n) == n);
    (void)zip_source_close(source);
    zip_source_free(source);
    return m;
}

static void reads_docx(void **state)
{
    (void)state;
    for (size_t i = 0; i < LEN(docx_cases); i++) {
        Arena *a = arena_new(ARENA_REQUEST);
        AUTO(memory_done) Memory m = docx_of(a, docx_cases[i].body, docx_cases[i].notes);
        Err e = { 0 };
        Written w = { 0 };
        OK(written_read(a, m.path, "t.docx", 1, &w, &e), e);
        if (!str_eq(w.text, str_z(docx_cases[i].text)))
            fail_msg("case %zu: '%.*s' instead of '%s'", i, STR(w.text), docx_cases[i].text);
        assert_int_equal(w.kind, WRITTEN_DOCX);
        arena_free(a);
    }
}

static void refuses_docx(void **state)
{
    static const struct {
        const char *body, *message;
    } cases[] = {
        { "<w:p/>", "there is no text in 't.docx'" },
        { "<w:p>", "'t.docx' is damaged: mismatched tag in its part word/d.xml" },
    };
    Arena *a = arena_new(ARENA_REQUEST);
    AUTO(buf_done) Buf deep = buf_new(BUF_LINE);
    (void)state;

    for (int i = 0; i < 101; i++)
        buf_put(&deep, S("<a>"));
    buf_putc(&deep, 0);
    for (size_t i = 0; i <= LEN(cases); i++) {
        AUTO(memory_done) Memory m = docx_of(a, i < LEN(cases) ? cases[i].body : deep.p, NULL);
        const char *message = i < LEN(cases)
                                  ? cases[i].message
                                  : "'t.docx' is damaged: elements are nested too deep in its part "
                                    "word/d.xml";
        Err e = { 0 };
        Written w;
        assert_false(written_read(a, m.path, "t.docx", 1, &w, &e));
        assert_string_equal(e.msg, message);
    }
    arena_free(a);
}

/* ---- plain text ---- */

static void reads_plain_text(void **state)
{
    static const struct {
        Str bytes, text;
    } cases[] = {
        { { "30批", 5 }, { "30批", 5 } },
        { { "\xEF\xBB\xBF"
            "30",
            5 },
          { "30", 2 } },
        { { "\xFF\xFE"
            "3\0"
            "0\0",
            6 },
          { "30", 2 } },
        { { "\xFE\xFF\0"
            "3",
            4 },
          { "3", 1 } },
        { { "\xC5\xFA\xC8\xCB", 4 }, { "批人", 6 } }, /* GB18030 */
        { { "批\xFF次", 7 }, { "批\xFF次", 7 } },     /* UTF-8 with a slip */
        { { "", 0 }, { "", 0 } },
    };
    Arena *a = arena_new(ARENA_REQUEST);
    (void)state;

    for (size_t i = 0; i < LEN(cases); i++) {
        AUTO(memory_done) Memory m = memory_of(cases[i].bytes);
        Err e = { 0 };
        Written w = { 0 };
        OK(written_read(a, m.path, "t.docx", 1, &w, &e), e);
        if (w.kind != WRITTEN_PLAIN || !str_eq(w.text, cases[i].text))
            fail_msg("case %zu: '%.*s'", i, STR(w.text));
    }
    arena_free(a);
}

/* ---- printed lines ---- */

enum { LINES_MAX = 12 };

/* A line at left, top, as wide as right; 12 points high. */
typedef struct {
    int left, top, right, page;
    const char *text;
} Printed;

typedef struct {
    Printed lines[LINES_MAX];
    const char *text;
} LinesCase;

static const LinesCase lines_cases[] = {
    /* a full line goes on, a short one ends its paragraph, an indented one begins one */
    { { { 124, 100, 500, 0, "全年接待海外来访3" }, { 100, 120, 500, 0, "0多批，来自" },
        { 100, 140, 200, 0, "25国。" }, { 124, 160, 300, 0, "另起" } },
      "全年接待海外来访30多批，来自25国。\n\n另起\n" },
    { { { 100, 100, 490, 0, "The federation received thirty-" },
        { 100, 115, 495, 0, "two parties in all and" }, { 100, 130, 200, 0, "more." } },
      "The federation received thirty-two parties in all and more.\n" },
    /* more room between two lines than between their neighbours */
    { { { 100, 100, 500, 0, "One two" }, { 100, 115, 500, 0, "three four" },
        { 100, 140, 500, 0, "Five six" }, { 100, 155, 300, 0, "seven" } },
      "One two three four\n\nFive six seven\n" },
    /* pieces beside each other are cells */
    { { { 100, 100, 150, 0, "批" }, { 300, 100, 320, 0, "30" }, { 300, 115, 330, 0, "400" },
        { 100, 115, 150, 0, "人" } },
      "批\t30\t\n人\t400\t\n" },
    /* a sentence goes on over a page's end, with its number and its head between */
    { { { 100, 20, 300, 0, "回顾" }, { 100, 100, 500, 0, "接待来访" },
        { 280, 800, 310, 0, "— 1 —" }, { 100, 20, 300, 1, "回顾" },
        { 100, 100, 500, 1, "30批，其中" }, { 100, 115, 200, 1, "2批。" },
        { 280, 800, 310, 1, "— 2 —" } },
      "接待来访30批，其中2批。\n" },
    /* items of a list, and lines that lead to a page */
    { { { 100, 100, 500, 0, "1. one" }, { 100, 115, 500, 0, "2. two" } }, "1. one\n\n2. two\n" },
    { { { 100, 100, 500, 0, "一、来访 ........ 3" }, { 100, 115, 500, 0, "二、出访 ........ 4" } },
      "一、来访 ........ 3\n\n二、出访 ........ 4\n" },
};

static size_t lay(const LinesCase *c, WrittenLine out[LINES_MAX], uint32_t *pages)
{
    size_t n = 0;
    *pages = 1;
    for (; n < LINES_MAX && c->lines[n].text; n++) {
        const Printed *p = &c->lines[n];
        out[n] = (WrittenLine){
            .left = p->left * 100,
            .top = p->top * 100,
            .right = p->right * 100,
            .bottom = (p->top + 12) * 100,
            .first = 3000,
            .page = (uint32_t)p->page,
            .text = str_z(p->text),
        };
        *pages = (uint32_t)p->page + 1;
    }
    return n;
}

static void joins_lines(void **state)
{
    (void)state;
    for (size_t i = 0; i < LEN(lines_cases); i++) {
        Arena *a = arena_new(ARENA_REQUEST);
        AUTO(buf_done) Buf b = buf_new(BUF_LINE);
        WrittenLine lines[LINES_MAX];
        uint32_t pages;
        size_t n = lay(&lines_cases[i], lines, &pages);
        written_lines(a, lines, n, pages, &b);
        if (!str_eq(buf_str(&b), str_z(lines_cases[i].text)))
            fail_msg("case %zu: '%.*s' instead of '%s'", i, STR(buf_str(&b)), lines_cases[i].text);
        arena_free(a);
    }
}

/* ---- the fence ---- */

static FencedEnd run(const char *const *args, const char *may_read, Buf *out)
{
    const Fenced how = {
        .args = args, .in = -1, .memory = 256 << 20, .cpu_s = 1, .wall_s = 1, .may_read = may_read
    };
    return fenced_run(&how, out, NULL);
}

static FencedEnd shell(const char *words, Buf *out)
{
    const char *const args[] = { "/bin/bash", "-c", words, NULL };
    return run(args, NULL, out);
}

static void fences_a_program(void **state)
{
    const char *const nowhere[] = { "/nowhere/at/all", NULL };
    AUTO(buf_done) Buf out = buf_new(100);
    (void)state;

    assert_int_equal(shell("echo done", &out), FENCED_DONE);
    SAYS(buf_str(&out), "done\n");
    assert_int_equal(shell("exit 3", &out), FENCED_FAILED);
    assert_int_equal(shell("while :; do :; done", &out), FENCED_SLOW);
    assert_int_equal(shell("read -t 9 <> <(sleep 9)", &out), FENCED_SLOW);
    assert_int_equal(shell("while :; do echo more; done", &out), FENCED_MUCH);
    assert_int_equal(run(nowhere, NULL, &out), FENCED_MISSING);
    /* the environment is empty, files that were open are closed, nothing can be written */
    assert_int_equal(shell("[ -z \"$QIAO_DB$HOME\" ]", NULL), FENCED_DONE);
    assert_int_equal(shell("echo x >/tmp/qiao-fenced-test", NULL), FENCED_FAILED);
    assert_int_not_equal(access("/tmp/qiao-fenced-test", F_OK), 0);
}

/* A datagram's socket needs nobody at the other end. */
static void has_no_network(void **state)
{
    (void)state;
    assert_int_equal(shell("exec 3<>/dev/udp/127.0.0.1/9", NULL), FENCED_FAILED);
    int fd = socket(AF_INET, SOCK_DGRAM, 0); /* here there is one */
    assert_true(fd >= 0);
    close(fd);
}

static void sees_no_files(void **state)
{
    char path[] = "/tmp/qiao-fenced-XXXXXX";
    const char *const args[] = { "/bin/cat", path, NULL };
    int fd = mkstemp(path);
    (void)state;

    assert_true(fd >= 0 && write(fd, "x", 1) == 1);
    close(fd);
    assert_int_equal(run(args, path, NULL), FENCED_DONE);
    if (syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION) > 0)
        assert_int_equal(run(args, NULL, NULL), FENCED_FAILED);
    (void)unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_docx),       cmocka_unit_test(refuses_docx),
        cmocka_unit_test(reads_plain_text), cmocka_unit_test(joins_lines),
        cmocka_unit_test(fences_a_program), cmocka_unit_test(has_no_network),
        cmocka_unit_test(sees_no_files),
    };
    return cmocka_run_group_tests_name("written", tests, NULL, NULL);
}
