/* SPDX-License-Identifier: Apache-2.0
 * Attachments: names, kinds, what is taken out of pictures, rights, erasure, check, copies.
 */
#include "areas/office.h"

#include <fcntl.h>
#include <ftw.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "engine/attach.h"
#include "engine/setting.h"

/* ---- names ---- */

static void names_are_made_harmless(void **state)
{
    static const struct {
        const char *sent, *name;
    } cases[] = {
        { "合影.jpg", "合影.jpg" },
        { "../../etc/passwd", "passwd" },
        { "C:\\Users\\ann\\信.pdf", "信.pdf" },
        { "a\r\nSet-Cookie: x", "aSet-Cookie x" },
        { "a\xe2\x80\xaegnp.exe", "agnp.exe" }, /* U+202E turns what follows around */
        { ".htaccess", "htaccess" },
        { "--force", "force" },
        { "", "file" },
        { "..", "file" },
        { "/", "file" },
        { "a\xff.txt", "a.txt" },
        { "a%2fb?.txt", "a2fb.txt" },
    };
    AUTO(arena_freep) Arena *a = arena_new(1 << 20);
    char long_name[400];

    (void)state;
    for (size_t i = 0; i < LEN(cases); i++)
        assert_string_equal(attach_name(a, str_z(cases[i].sent)).p, cases[i].name);
    memset(long_name, 'a', sizeof long_name);
    for (size_t i = 0; i < 4; i++)
        long_name[sizeof long_name - 4 + i] = ".png"[i];
    Str name = attach_name(a, (Str){ long_name, sizeof long_name });
    assert_int_equal(name.n, ATTACH_NAME_MAX - 1);
    assert_true(str_ends(name, S(".png")));
}

/* ---- files ---- */

typedef struct {
    Office o;
    Settings settings;
    const char *folder;
    const Type *type;
    int64_t id;
} Hanging;

static Hanging *begin(TestDb *t)
{
    Office o = office_open(t);
    Hanging *h = NEW(o.arena, Hanging);

    h->o = o;
    h->folder = mkdtemp(arena_z(o.arena, S("/tmp/qiao-attach-XXXXXX")));
    assert_non_null(h->folder);
    h->settings.text[SET_FILES_FOLDER] = arena_printf(o.arena, "%s/files", h->folder);
    h->o.c.settings = &h->settings;
    h->type = registry_find(o.c.types, S("person"));
    h->id = OFFICE(&h->o, "person", "name_hans=陈一");
    return h;
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
    (void)st;
    (void)kind;
    (void)ftw;
    return remove(path);
}

static void end(Hanging *h)
{
    /* NOLINTNEXTLINE(concurrency-mt-unsafe): one thread is left */
    assert_int_equal(nftw(h->folder, remove_one, 8, FTW_DEPTH | FTW_PHYS), 0);
    office_close(&h->o);
}

static const char *write_file(const Hanging *h, const char *name, Str bytes)
{
    const char *path = arena_printf(h->o.arena, "%s/%s", h->folder, name).p;
    FILE *f = fopen(path, "wb");

    assert_non_null(f);
    assert_int_equal(fwrite(bytes.p, 1, bytes.n, f), bytes.n);
    assert_int_equal(fclose(f), 0);
    return path;
}

static bool add(Hanging *h, const char *name, Str bytes, Level level, Err *e)
{
    const AttachFile f = { .name = str_z(name),
                           .path = write_file(h, "in", bytes),
                           .level = level };
    int64_t made;

    return attach_add(&h->o.c, h->type, h->id, &f, &made, e);
}

static size_t count(Hanging *h)
{
    Attachment *list;
    Err e = { 0 };
    size_t n;

    OK(attach_list(&h->o.c, h->type, h->id, &list, &n, &e), e);
    return n;
}

static Attachment newest(Hanging *h)
{
    Attachment *list;
    Err e = { 0 };
    size_t n;

    OK(attach_list(&h->o.c, h->type, h->id, &list, &n, &e), e);
    assert_true(n > 0);
    return list[n - 1];
}

static Str bytes_of(Hanging *h, int64_t id)
{
    char *p = arena_get(h->o.arena, 4096);
    Attachment x;
    Err e = { 0 };
    ssize_t n;
    int fd;

    OK(attach_open(&h->o.c, id, false, &x, &fd, &e), e);
    n = read(fd, p, 4096);
    close(fd);
    assert_true(n >= 0);
    return (Str){ p, (size_t)n };
}

#define TEXT S("一封信，内容如下。\n")
/* A JPEG with Exif (turned 6, a place), a comment, a scan, and something behind its end. */
#define JPEG                                                                                       \
    S("\xff\xd8\xff\xe1\0\x22"                                                                     \
      "Exif\0\0MM\0*\0\0\0\x08\0\1\1\x12\0\3\0\0\0\1\0\6\0\0\0\0\0\0"                              \
      "\xff\xfe\0\x08secret\xff\xda\0\2\x11\xff\0\x22\xff\xd9secret")

static void kinds_are_told_by_content(TestDb *t)
{
    static const struct {
        Str bytes;
        const char *media; /* NULL: refused */
    } cases[] = {
        { { "%PDF-1.4\n%%EOF\n", 15 }, "application/pdf" },
        { { "plain words\n", 12 }, "text/plain" },
        { { "<!DOCTYPE html><html><body>x</body></html>", 42 }, NULL },
        { { "<svg xmlns='http://www.w3.org/2000/svg'/>", 41 }, NULL },
        { { "\x7f" "ELF\2\1\1\0\0\0\0\0\0\0\0\0\2\0\x3e\0\1\0\0\0", 24 }, NULL },
        { { "#!/bin/sh\nrm -r /\n", 18 }, NULL },
        { { "\xff\xd8\xff\xe0\xff\xff", 6 }, NULL }, /* begins like a picture and is cut */
        { { "", 0 }, NULL },
    };
    Hanging *h = begin(t);

    for (size_t i = 0; i < LEN(cases); i++) {
        Err e = { 0 };
        bool ok = add(h, "a.jpg", cases[i].bytes, LEVEL_INTERNAL, &e);
        if (ok != (cases[i].media != NULL))
            fail_msg("case %zu: %s", i, e.msg);
        if (ok)
            assert_true(str_eq(newest(h).media, str_z(cases[i].media)));
        else
            assert_int_equal(e.kind, ERR_INVALID);
    }
    end(h);
}

static void pictures_lose_what_describes_them(TestDb *t)
{
    Hanging *h = begin(t);
    Err e = { 0 };
    Str is;

    OK(add(h, "a.jpg", JPEG, LEVEL_INTERNAL, &e), e);
    is = bytes_of(h, newest(h).id);
    assert_int_equal(str_find(is, S("secret")), -1);
    assert_true(str_find(is, S("\1\x12\0\3\0\0\0\1\0\6")) > 0); /* still turned */
    assert_true(str_ends(is, S("\xff\xda\0\2\x11\xff\0\x22\xff\xd9")));
    end(h);
}

static void rights_are_those_of_the_record(TestDb *t)
{
    Hanging *h = begin(t);
    Attachment x;
    const Type *of;
    int64_t id;
    Err e = { 0 };
    int fd;

    OK(add(h, "信.txt", TEXT, LEVEL_INTERNAL, &e), e);
    id = newest(h).id;
    office_act_as(&h->o, "ann"); /* of the district: the record is not hers */
    FAILS(attach_open(&h->o.c, id, false, &x, &fd, &e), e, ERR_NOT_FOUND);
    e = (Err){ 0 };
    FAILS(add(h, "信.txt", TEXT, LEVEL_INTERNAL, &e), e, ERR_NOT_FOUND);
    e = (Err){ 0 };
    FAILS(attach_void(&h->o.c, id, S("x"), &of, &id, &e), e, ERR_NOT_FOUND);
    office_act_as(&h->o, "office");
    e = (Err){ 0 };
    /* nobody makes one by writing a hash */
    Record *r = record_new(h->o.arena, registry_find(h->o.c.types, S("attachment")));
    Check k = { 0 };
    rec_set_text(r, ATT_TYPE, S("person"));
    rec_set_int(r, ATT_RECORD, h->id);
    rec_set_text(r, ATT_NAME, S("a"));
    rec_set_text(r, ATT_MEDIA, S("text/plain"));
    rec_set_int(r, ATT_SIZE, 1);
    rec_set_text(r, ATT_HASH, newest(h).hash);
    assert_false(store_create(&h->o.c, r, &k, &e));
    end(h);
}

static void is_taken_away_and_erased(TestDb *t)
{
    Hanging *h = begin(t);
    const Type *of;
    int64_t which;
    Str finding;
    Err e = { 0 };

    OK(add(h, "a.txt", TEXT, LEVEL_INTERNAL, &e), e);
    OK(add(h, "b.txt", TEXT, LEVEL_INTERNAL, &e), e); /* the same bytes: one file */
    OK(attach_void(&h->o.c, newest(h).id, S("twice"), &of, &which, &e), e);
    assert_int_equal(which, h->id);
    assert_int_equal(count(h), 1);
    OK(attach_check(&h->o.c, &which, &finding, &e), e);
    assert_int_equal(which, 2);
    SAYS(finding, "");
    const char *path = arena_printf(h->o.arena, "%s/files/%.2s/%s", h->folder, newest(h).hash.p,
                                    newest(h).hash.p + 2)
                           .p;
    assert_int_equal(access(path, F_OK), 0);
    OK(attach_copy_all(h->o.arena, arena_printf(h->o.arena, "%s/files", h->folder).p,
                       arena_printf(h->o.arena, "%s/copy", h->folder).p, &e),
       e);
    OK(store_erase(&h->o.c, h->type, h->id, S("request 7"), &e), e);
    assert_int_equal(access(path, F_OK), -1);
    OK(attach_check(&h->o.c, &which, &finding, &e), e);
    SAYS(finding, "");
    assert_int_equal(which, 0);
    end(h);
}

static void check_finds_what_is_wrong(TestDb *t)
{
    Hanging *h = begin(t);
    Str finding;
    int64_t files;
    Err e = { 0 };

    OK(add(h, "a.txt", TEXT, LEVEL_INTERNAL, &e), e);
    Str hash = newest(h).hash;
    const char *path =
        arena_printf(h->o.arena, "%s/files/%.2s/%s", h->folder, hash.p, hash.p + 2).p;
    int fd = open(path, O_WRONLY | O_APPEND);
    assert_int_equal(write(fd, "x", 1), 1);
    close(fd);
    OK(attach_check(&h->o.c, &files, &finding, &e), e);
    assert_true(str_find(finding, S("was changed")) > 0);
    assert_int_equal(unlink(path), 0);
    OK(attach_check(&h->o.c, &files, &finding, &e), e);
    assert_true(finding.n > 0);
    end(h);
}

/* ---- a scanner ---- */

typedef struct {
    int listening;
    Str seen; /* what was sent last, lengths and all */
    char bytes[4096];
} Scanner;

/* Refuses what holds "virus", as clamd would say it; one file after another, until shut down. */
static void *scan(void *arg)
{
    Scanner *s = arg;
    int con;

    while ((con = accept(s->listening, NULL, NULL)) >= 0) {
        static const char good[] = "stream: OK", bad[] = "stream: Test FOUND";
        size_t n = 0;
        ssize_t got;
        while ((n < 14 || memcmp(s->bytes + n - 4, "\0\0\0\0", 4) != 0) &&
               (got = read(con, s->bytes + n, sizeof s->bytes - n)) > 0)
            n += (size_t)got;
        s->seen = (Str){ s->bytes, n };
        bool found = str_find(s->seen, S("virus")) >= 0;
        (void)!write(con, found ? bad : good, found ? sizeof bad : sizeof good);
        close(con);
    }
    return NULL;
}

static void a_scanner_is_asked(TestDb *t)
{
    Hanging *h = begin(t);
    struct sockaddr_un a = { .sun_family = AF_UNIX };
    Scanner s = { .listening = socket(AF_UNIX, SOCK_STREAM, 0) };
    Str path = arena_printf(h->o.arena, "%s/scan", h->folder);
    pthread_t thread;
    Err e = { 0 };

    memcpy(a.sun_path, path.p, path.n);
    assert_int_equal(bind(s.listening, (const struct sockaddr *)&a, sizeof a), 0);
    assert_int_equal(listen(s.listening, 4), 0);
    assert_int_equal(pthread_create(&thread, NULL, scan, &s), 0);
    h->settings.text[SET_SCANNER] = path;
    OK(add(h, "a.txt", TEXT, LEVEL_INTERNAL, &e), e);
    FAILS(add(h, "b.txt", S("a virus in it"), LEVEL_INTERNAL, &e), e, ERR_INVALID);
    assert_int_equal(shutdown(s.listening, SHUT_RDWR), 0);
    assert_int_equal(pthread_join(thread, NULL), 0);
    assert_true(str_starts(s.seen, S("zINSTREAM\0\0\0\0\x0d")));
    close(s.listening);
    e = (Err){ 0 }; /* nobody answers: nothing is taken */
    FAILS(add(h, "a.txt", TEXT, LEVEL_INTERNAL, &e), e, ERR_BUSY);
    assert_int_equal(count(h), 1);
    end(h);
}

static const DbCase cases[] = {
    DB_CASE(kinds_are_told_by_content),      DB_CASE(pictures_lose_what_describes_them),
    DB_CASE(rights_are_those_of_the_record), DB_CASE(is_taken_away_and_erased),
    DB_CASE(check_finds_what_is_wrong),      DB_CASE(a_scanner_is_asked),
};

int main(void)
{
    const struct CMUnitTest plain[] = { cmocka_unit_test(names_are_made_harmless) };
    int failed = cmocka_run_group_tests_name("attach names", plain, NULL, NULL);
    return failed + run_db_cases("attach", cases, LEN(cases));
}
