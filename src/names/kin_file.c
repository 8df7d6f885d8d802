/* SPDX-License-Identifier: Apache-2.0
 * Writing and mapping the file of an index.
 *
 * The file is a head and fifteen arrays, each from a multiple of 8 bytes on, as they stand in
 * memory: it is a cache of one machine and not for exchange. The head has a checksum of what
 * follows, and all places in the arrays are looked at once, so that a damaged file cannot lead a
 * search astray.
 */
#include "names/kin_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/embed.h"
#include "base/mem.h"
#include "names/impl.h"
#include "names/kin_impl.h"

enum { FORMAT = 1 };
static const char MAGIC[8] = "QIAOKIN";

typedef enum {
    PART_ROWS,
    PART_BRIEFS,
    PART_IDS,
    PART_GROUPS,
    PART_SURNAME_AT,
    PART_RUNS,
    PART_RUN_AT,
    PART_BY_GIVEN,
    PART_GIVEN_AT,
    PART_SHARE_SURNAME,
    PART_SHARE_GIVEN,
    PART_NODE_SHARE,
    PART_VILLAGES,
    PART_LATIN,
    PART_TEXT,
    PARTS
} FilePart;

typedef struct {
    char magic[8];
    uint32_t format, row_size;
    uint64_t tables; /* hash of the tables of names and places */
    uint64_t size, sum;
    KinStamp stamp;
    uint64_t nrows, nids, ngroups, nvillages, nlatin, ntext, nnodes, nruns, nplaced, nsettled;
    float year_share[YEARS];
} Head;

typedef struct {
    uint32_t at, count;
    uint16_t bytes, n;
    uint16_t c[VILLAGE_CHARS];
} FileVillage;

typedef struct {
    uint32_t at, bytes;
} FileText;

/* Where each part begins; the last is the size of the file. */
typedef struct {
    uint64_t at[PARTS + 1];
} Layout;

static bool layout_of(const Head *h, Layout *out)
{
    const struct {
        uint64_t n;
        size_t each;
    } parts[PARTS] = {
        [PART_ROWS] = { h->nrows, sizeof(KinName) },
        [PART_BRIEFS] = { h->nrows, sizeof(Brief) },
        [PART_IDS] = { h->nids, sizeof(int64_t) },
        [PART_GROUPS] = { h->ngroups, sizeof(int64_t) },
        [PART_SURNAME_AT] = { CODES + 1, sizeof(uint32_t) },
        [PART_RUNS] = { h->nruns + 1, sizeof(Run) },
        [PART_RUN_AT] = { CODES + 1, sizeof(uint32_t) },
        [PART_BY_GIVEN] = { h->nrows, sizeof(ByGiven) },
        [PART_GIVEN_AT] = { CODES + 1, sizeof(uint32_t) },
        [PART_SHARE_SURNAME] = { CODES, sizeof(float) },
        [PART_SHARE_GIVEN] = { CODES, sizeof(float) },
        [PART_NODE_SHARE] = { h->nnodes, sizeof(float) },
        [PART_VILLAGES] = { h->nvillages, sizeof(FileVillage) },
        [PART_LATIN] = { h->nlatin, sizeof(FileText) },
        [PART_TEXT] = { h->ntext, 1 },
    };
    uint64_t at = sizeof(Head);

    for (size_t i = 0; i < PARTS; i++) {
        if (parts[i].n > (uint64_t)KIN_ROWS_MAX * 8)
            return false;
        at = (at + 7) & ~(uint64_t)7;
        out->at[i] = at;
        at += parts[i].n * parts[i].each;
    }
    out->at[PARTS] = at;
    return true;
}

/* ---- sums ---- */

static uint64_t mix(uint64_t h, uint64_t word)
{
    h = (h ^ word) * 0x9E3779B97F4A7C15u;
    return h ^ (h >> 29);
}

/* Four lanes side by side, so that the processor need not wait for each product. */
static uint64_t sum_of(const unsigned char *p, size_t n)
{
    uint64_t lanes[4] = { 1, 2, 3, 4 }, word = 0;
    size_t i = 0;

    for (; i + 32 <= n; i += 32)
        for (size_t k = 0; k < 4; k++) {
            memcpy(&word, p + i + 8 * k, 8);
            lanes[k] = mix(lanes[k], word);
        }
    for (; i < n; i++)
        lanes[0] = mix(lanes[0], p[i]);
    return mix(mix(lanes[0], lanes[1]), mix(lanes[2], lanes[3])) ^ n;
}

/* All tables of facts, of names or not: they seldom change, and a new index costs little. */
static uint64_t tables_hash(void)
{
    uint64_t h = FORMAT;

    for (size_t i = 0; i < embedded_count; i++)
        if (str_ends(str_z(embedded_files[i].name), S(".tsv")))
            h = mix(h, sum_of(embedded_files[i].p, embedded_files[i].n));
    return h;
}

/* ---- writing ---- */

static void put_villages(const Kin *k, FileVillage *out, char *text, size_t *used)
{
    for (size_t i = 0; i < k->nvillages; i++) {
        const Village *v = &k->villages[i];
        out[i] = (FileVillage){
            .at = (uint32_t)*used, .count = v->count, .bytes = (uint16_t)v->text.n, .n = v->n
        };
        memcpy(out[i].c, v->c, sizeof v->c);
        if (v->text.n)
            memcpy(text + *used, v->text.p, v->text.n);
        *used += v->text.n;
    }
}

static void put_latin(const Kin *k, FileText *out, char *text, size_t *used)
{
    for (size_t i = 0; i < k->nlatin; i++) {
        out[i] = (FileText){ (uint32_t)*used, (uint32_t)k->latin[i].n };
        memcpy(text + *used, k->latin[i].p, k->latin[i].n);
        *used += k->latin[i].n;
    }
}

static Head head_of(const Kin *k, const KinStamp *stamp)
{
    Head h = { .format = FORMAT,
               .row_size = sizeof(KinName),
               .tables = tables_hash(),
               .stamp = *stamp,
               .nrows = k->nrows,
               .nids = k->nids,
               .ngroups = k->ngroups,
               .nvillages = k->nvillages,
               .nlatin = k->nlatin,
               .nnodes = place_nodes(k->places),
               .nruns = k->nruns,
               .nplaced = k->nplaced,
               .nsettled = k->nsettled };

    memcpy(h.magic, MAGIC, sizeof h.magic);
    memcpy(h.year_share, k->year_share, sizeof h.year_share);
    for (size_t i = 0; i < k->nvillages; i++)
        h.ntext += k->villages[i].text.n;
    for (size_t i = 0; i < k->nlatin; i++)
        h.ntext += k->latin[i].n;
    return h;
}

static void put(unsigned char *image, uint64_t at, const void *p, size_t n)
{
    if (n)
        memcpy(image + at, p, n);
}

/* The whole file, in memory for the moment of writing. */
static unsigned char *image_of(const Kin *k, Head *h, const Layout *l)
{
    unsigned char *image = mem_zget(1, l->at[PARTS]);
    char *text = (char *)image + l->at[PART_TEXT];
    size_t used = 0;

    put(image, l->at[PART_ROWS], k->rows, k->nrows * sizeof *k->rows);
    put(image, l->at[PART_BRIEFS], k->briefs, k->nrows * sizeof *k->briefs);
    put(image, l->at[PART_IDS], k->ids, k->nids * sizeof *k->ids);
    put(image, l->at[PART_GROUPS], k->groups, k->ngroups * sizeof *k->groups);
    put(image, l->at[PART_SURNAME_AT], k->surname_at, (CODES + 1) * sizeof(uint32_t));
    put(image, l->at[PART_RUNS], k->runs, (k->nruns + 1) * sizeof *k->runs);
    put(image, l->at[PART_RUN_AT], k->run_at, (CODES + 1) * sizeof(uint32_t));
    put(image, l->at[PART_BY_GIVEN], k->by_given, k->nrows * sizeof *k->by_given);
    put(image, l->at[PART_GIVEN_AT], k->given_at, (CODES + 1) * sizeof(uint32_t));
    put(image, l->at[PART_SHARE_SURNAME], k->share[AS_SURNAME], CODES * sizeof(float));
    put(image, l->at[PART_SHARE_GIVEN], k->share[AS_GIVEN], CODES * sizeof(float));
    put(image, l->at[PART_NODE_SHARE], k->node_share, (size_t)h->nnodes * sizeof(float));
    put_villages(k, (FileVillage *)(void *)(image + l->at[PART_VILLAGES]), text, &used);
    put_latin(k, (FileText *)(void *)(image + l->at[PART_LATIN]), text, &used);
    h->size = l->at[PARTS];
    h->sum = sum_of(image + sizeof *h, (size_t)h->size - sizeof *h);
    memcpy(image, h, sizeof *h);
    return image;
}

/* The new file beside the old one, locked. -1 with *busy if somebody else is writing it. */
static int new_file(const char *path, bool *busy, Err *e)
{
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    struct stat mine, there;

    *busy = false;
    if (fd < 0) {
        err_set(e, ERR_INTERNAL, N_("cannot write the index of names '%s': %s"), path,
                strerrordesc_np(errno));
        return -1;
    }
    /* Who had the file before may have renamed it away between our open and our lock. */
    if (flock(fd, LOCK_EX | LOCK_NB) != 0 || fstat(fd, &mine) != 0 || stat(path, &there) != 0 ||
        mine.st_ino != there.st_ino || mine.st_dev != there.st_dev) {
        *busy = true;
        (void)close(fd);
        return -1;
    }
    return fd;
}

bool write_all(int fd, const void *bytes, size_t n)
{
    const char *p = bytes;

    while (n > 0) {
        ssize_t done = write(fd, p, n);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return false;
        p += done;
        n -= (size_t)done;
    }
    return true;
}

bool kin_save(const Kin *k, const char *path, const KinStamp *stamp, bool *written, Err *e)
{
    Arena *a = arena_new(ARENA_REQUEST);
    const char *beside = arena_printf(a, "%s.new", path).p;
    Head h = head_of(k, stamp);
    bool busy, ok = false;
    Layout l = { .at = { 0 } };
    int fd = new_file(beside, &busy, e);

    if (written)
        *written = false;
    if (fd >= 0 && layout_of(&h, &l)) {
        unsigned char *image = image_of(k, &h, &l);
        ok = fchmod(fd, 0600) == 0 && ftruncate(fd, 0) == 0 && write_all(fd, image, h.size) &&
             fsync(fd) == 0 && rename(beside, path) == 0;
        if (!ok)
            err_set(e, ERR_INTERNAL, N_("cannot write the index of names '%s': %s"), path,
                    strerrordesc_np(errno));
        else if (written)
            *written = true;
        mem_give(image);
    }
    if (fd >= 0)
        (void)close(fd);
    arena_free(a);
    return ok || busy;
}

/* ---- mapping ---- */

static bool head_fits(const Head *h, uint64_t size, const Gazetteer *g, Layout *l, const char *path,
                      Err *e)
{
    if (memcmp(h->magic, MAGIC, sizeof h->magic) != 0 || h->format != FORMAT ||
        h->row_size != sizeof(KinName) || h->tables != tables_hash() || h->nnodes != place_nodes(g))
        return err_set(e, ERR_CONFLICT, N_("the index of names '%s' is of another version"), path);
    if (h->size != size || h->nvillages == 0 || h->nlatin > CODES - TOKEN_BASE ||
        !layout_of(h, l) || l->at[PARTS] != size ||
        h->sum != sum_of((const unsigned char *)h + sizeof *h, (size_t)size - sizeof *h))
        return err_set(e, ERR_INVALID, N_("the index of names '%s' is damaged"), path);
    return true;
}

static bool starts_fit(const uint32_t *at, size_t n)
{
    for (size_t c = 0; c < CODES; c++)
        if (at[c] > at[c + 1])
            return false;
    return at[0] == 0 && at[CODES] == n;
}

static bool runs_fit(const Kin *k)
{
    for (size_t i = 0; i < k->nruns; i++)
        if (k->runs[i].row > k->runs[i + 1].row || k->runs[i].longest > GIVEN_MAX)
            return false;
    return k->runs[k->nruns].row == k->nrows;
}

static bool rows_fit(const Kin *k)
{
    size_t nodes = place_nodes(k->places);

    for (size_t i = 0; i < k->nrows; i++) {
        const KinName *r = &k->rows[i];
        const Brief *b = &k->briefs[i];
        if (r->person >= k->nids || r->group >= k->ngroups || r->village >= k->nvillages ||
            r->node >= nodes || r->year >= YEARS || r->ngiven > GIVEN_MAX || b->node >= nodes ||
            b->year >= YEARS || k->by_given[i].row >= k->nrows)
            return false;
    }
    return runs_fit(k) && starts_fit(k->surname_at, k->nrows) &&
           starts_fit(k->given_at, k->nrows) && starts_fit(k->run_at, k->nruns);
}

/* No code in the rows is one that the index does not have. */
static bool codes_fit(const Kin *k)
{
    size_t codes = TOKEN_BASE + k->nlatin;

    for (size_t i = 0; i < k->nrows; i++) {
        const KinName *r = &k->rows[i];
        uint16_t most = k->briefs[i].second > k->by_given[i].second ? k->briefs[i].second
                                                                    : k->by_given[i].second;
        for (size_t c = 0; c < NAME_CHARS; c++)
            most = r->c[c] > most ? r->c[c] : most;
        if (most >= codes || (k->nlatin == 0 && most >= classes_all(k->names)))
            return false;
    }
    for (size_t i = 0; i < k->nruns; i++)
        if (k->runs[i].first >= (k->nlatin ? codes : classes_all(k->names)))
            return false;
    return true;
}

static bool texts_read(Kin *k, const Head *h, const unsigned char *image, const Layout *l)
{
    const FileVillage *v = (const void *)(image + l->at[PART_VILLAGES]);
    const FileText *t = (const void *)(image + l->at[PART_LATIN]);
    const char *text = (const char *)image + l->at[PART_TEXT];

    k->villages = NEWN(k->arena, Village, k->nvillages);
    k->latin = NEWN(k->arena, Str, k->nlatin + 1);
    for (size_t i = 0; i < k->nvillages; i++) {
        Village *out = &k->villages[i];
        if ((uint64_t)v[i].at + v[i].bytes > h->ntext || v[i].n > VILLAGE_CHARS)
            return false;
        *out = (Village){ .text = { text + v[i].at, v[i].bytes },
                          .n = (uint8_t)v[i].n,
                          .count = v[i].count };
        memcpy(out->c, v[i].c, sizeof out->c);
    }
    for (size_t i = 0; i < k->nlatin; i++) {
        if ((uint64_t)t[i].at + t[i].bytes > h->ntext)
            return false;
        k->latin[i] = (Str){ text + t[i].at, t[i].bytes };
    }
    return true;
}

static Kin *kin_over(unsigned char *image, const Head *h, const Layout *l, const Names *n,
                     const Gazetteer *g)
{
    static const size_t TEXTS_CAP = (size_t)8 << 30;
    Kin *k = mem_zget(1, sizeof *k);

    k->names = n;
    k->places = g;
    k->arena = arena_new(TEXTS_CAP);
    k->map = image;
    k->map_size = h->size;
    k->rows = (void *)(image + l->at[PART_ROWS]);
    k->briefs = (void *)(image + l->at[PART_BRIEFS]);
    k->ids = (void *)(image + l->at[PART_IDS]);
    k->groups = (void *)(image + l->at[PART_GROUPS]);
    k->surname_at = (void *)(image + l->at[PART_SURNAME_AT]);
    k->runs = (void *)(image + l->at[PART_RUNS]);
    k->run_at = (void *)(image + l->at[PART_RUN_AT]);
    k->by_given = (void *)(image + l->at[PART_BY_GIVEN]);
    k->given_at = (void *)(image + l->at[PART_GIVEN_AT]);
    k->share[AS_SURNAME] = (void *)(image + l->at[PART_SHARE_SURNAME]);
    k->share[AS_GIVEN] = (void *)(image + l->at[PART_SHARE_GIVEN]);
    k->node_share = (void *)(image + l->at[PART_NODE_SHARE]);
    memcpy(k->year_share, h->year_share, sizeof k->year_share);
    k->nrows = h->nrows;
    k->nids = h->nids;
    k->ngroups = h->ngroups;
    k->nruns = h->nruns;
    k->nvillages = h->nvillages;
    k->nlatin = h->nlatin;
    k->nplaced = h->nplaced;
    k->latin_part = kin_latin_part(k);
    k->nsettled = h->nsettled;
    return k;
}

/* Maps the file, which must be one's own; NULL if that fails. */
static unsigned char *map_file(const char *path, uint64_t *size, Err *e)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    struct stat st;
    void *image = MAP_FAILED;

    if (fd < 0) {
        err_set(e, errno == ENOENT ? ERR_NOT_FOUND : ERR_INTERNAL,
                N_("cannot read the index of names '%s': %s"), path, strerrordesc_np(errno));
        return NULL;
    }
    if (fstat(fd, &st) == 0 && st.st_uid == geteuid() && st.st_size >= (off_t)sizeof(Head))
        image = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    (void)close(fd);
    if (image == MAP_FAILED) {
        err_set(e, ERR_INVALID, N_("the index of names '%s' is damaged"), path);
        return NULL;
    }
    *size = (uint64_t)st.st_size;
    return image;
}

Kin *kin_open(const char *path, const Names *n, const Gazetteer *g, KinStamp *stamp, Err *e)
{
    uint64_t size = 0;
    unsigned char *image = map_file(path, &size, e);
    const Head *h = (const void *)image;
    Layout l = { .at = { 0 } };
    Kin *k;

    if (!image)
        return NULL;
    if (!head_fits(h, size, g, &l, path, e)) {
        (void)munmap(image, size);
        return NULL;
    }
    k = kin_over(image, h, &l, n, g);
    if (!texts_read(k, h, image, &l) || !rows_fit(k) || !codes_fit(k)) {
        err_set(e, ERR_INVALID, N_("the index of names '%s' is damaged"), path);
        kin_free(k);
        return NULL;
    }
    kin_mark_met(k);
    *stamp = h->stamp;
    return k;
}
