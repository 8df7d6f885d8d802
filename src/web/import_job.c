/* SPDX-License-Identifier: Apache-2.0
 * Imports beside the requests: a list of jobs under a lock, and one thread that runs them.
 *
 * One thread is enough: a store takes one import at a time. A run that is shown is held, so that a
 * newer run of the same job does not take it from under a page.
 */
#include "web/import_job.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "areas/areas.h"
#include "base/log.h"
#include "base/mem.h"
#include "engine/finder.h"
#include "engine/registry.h"
#include "engine/rights.h"
#include "engine/setting.h"
#include "engine/sheet.h"
#include "engine/units.h"
#include "engine/workday.h"
#include "web/worker.h"

typedef struct Held {
    JobRun run; /* first: what others hold is this */
    Arena *arena;
    int refs;
    struct Held *self; /* what a borrower of `run` leads back to */
} Held;

typedef struct {
    int64_t id, user;
    Lang lang;
    int tz;
    Arena *arena;
    Str name;
    const char *folder, *path;
    Held *last;
    bool busy; /* its file is being corrected */
} Job;

struct ImportJobs {
    const SiteOptions *o;
    Finder *finder;
    const char *folder;
    pthread_mutex_t lock;
    pthread_cond_t more;
    pthread_t thread;
    bool stopping;
    Job *jobs[JOBS_MAX]; /* oldest first */
    size_t n;
    int64_t last_id;
};

/* ---- runs ---- */

/* Under the lock, as all of this part. */
static void give(Held *h)
{
    if (!h || --h->refs)
        return;
    arena_free(h->arena);
    mem_give(h);
}

static void new_run(Job *j, const JobOrder *order)
{
    Held *h = mem_zget(1, sizeof *h);

    h->arena = arena_new(ARENA_COMMAND);
    h->refs = 1;
    h->self = h;
    h->run = (JobRun){
        .job = j->id,
        .number = j->last ? j->last->run.number + 1 : 1,
        .name = arena_str(h->arena, j->name),
        .order = *order,
    };
    h->run.order.mapping = arena_str(h->arena, order->mapping);
    h->run.order.type = arena_str(h->arena, order->type);
    give(j->last);
    j->last = h;
}

static void job_free(Job *j)
{
    give(j->last);
    (void)unlink(j->path);
    (void)rmdir(j->folder);
    arena_free(j->arena);
    mem_give(j);
}

static bool is_idle(const Job *j)
{
    return !j->busy && (!j->last || j->last->run.state == JOB_DONE);
}

static bool make_room(ImportJobs *im)
{
    for (size_t i = 0; im->n == JOBS_MAX && i < im->n; i++)
        if (is_idle(im->jobs[i])) {
            job_free(im->jobs[i]);
            memmove(&im->jobs[i], &im->jobs[i + 1], (im->n - i - 1) * sizeof *im->jobs);
            im->n--;
        }
    return im->n < JOBS_MAX;
}

static Job *find(ImportJobs *im, int64_t id, int64_t user)
{
    for (size_t i = 0; i < im->n; i++)
        if (im->jobs[i]->id == id && im->jobs[i]->user == user)
            return im->jobs[i];
    return NULL;
}

/* ---- rows to be corrected ---- */

static size_t sheet_number(const JobRun *r, Str name)
{
    size_t i = 0;
    while (i < r->nsheets && !str_eq(r->sheets[i], name))
        i++;
    return i;
}

static bool is_wanted(const JobRun *r, size_t sheet, int64_t row)
{
    for (size_t i = 0; i < r->receipt.nlisted; i++) {
        const BadCell *b = &r->receipt.bad[i];
        if (!b->warning && b->row == row && sheet_number(r, b->sheet) == sheet)
            return true;
    }
    return false;
}

static JobRow copy_row(Arena *a, size_t sheet, const Row *row)
{
    size_t n = row->n < JOB_CELLS_MAX ? row->n : JOB_CELLS_MAX;
    Str *cells = NEWN(a, Str, n + 1);

    for (size_t i = 0; i < n; i++)
        cells[i] = arena_str(a, row->cells[i].text);
    return (JobRow){ .sheet = sheet, .row = row->row, .cells = cells, .n = n };
}

static void gather_sheet(Arena *a, JobRun *r, Sheets *s, size_t sheet, JobRow *rows)
{
    AUTO(arena_freep) Arena *scratch = arena_new(ARENA_REQUEST);
    ArenaMark m = arena_mark(scratch);
    Err quiet = { 0 };
    Row row;

    if (sheets_hidden(s, sheet) || !sheets_start(s, sheet, &quiet))
        return;
    while (r->nshown < JOB_ROWS_MAX && sheets_row(s, scratch, &row, &quiet)) {
        if (is_wanted(r, sheet, row.row))
            rows[r->nshown++] = copy_row(a, sheet, &row);
        arena_rewind(scratch, m);
    }
}

/* The first rows with bad cells, as they stand in the file. */
static void gather_rows(Arena *a, JobRun *r, const char *path)
{
    Err quiet = { 0 };
    Sheets *s = sheets_open(path, &quiet);
    JobRow *rows = NEWN(a, JobRow, JOB_ROWS_MAX);
    Str *names;

    if (!s)
        return; /* the import itself said why */
    r->nsheets = sheets_count(s);
    r->sheets = names = NEWN(a, Str, r->nsheets + 1);
    for (size_t i = 0; i < r->nsheets; i++)
        names[i] = arena_str(a, sheets_name(s, i));
    r->shown = rows;
    for (size_t i = 0; r->receipt.nbad && i < r->nsheets; i++)
        gather_sheet(a, r, s, i, rows);
    sheets_close(&s);
}

/* ---- the thread ---- */

typedef struct {
    ImportJobs *im;
    Held *h;
} Telling;

static void tell(void *arg, double part, int64_t rows)
{
    const Telling *t = arg;

    (void)pthread_mutex_lock(&t->im->lock);
    t->h->run.part = (int)(part * 1000);
    t->h->run.rows = rows;
    (void)pthread_mutex_unlock(&t->im->lock);
}

static bool enter(const ImportJobs *im, const Job *j, Ctx *c, Err *e)
{
    Day today;

    c->db = db_open(im->o->db, false, e);
    if (!c->db || !db_limit(c->db, JOB_MS, e))
        return false;
    c->now = clock_ms();
    today = day_at(c->now, c->tz);
    c->today = im->o->as_of ? im->o->as_of : today;
    return (c->types = registry_load(c->arena, c->db, area_types, e)) &&
           (c->units = units_load(c->arena, c->db, today, e)) &&
           (c->settings = settings_load(c->arena, c->db, e)) &&
           (c->holidays = workdays_load(c->arena, c->db, c->facts->holidays, e)) &&
           (c->user = user_load_id(c->arena, c->db, j->user, today, e));
}

/* So that whoever searches next does not wait until the new names are read. */
static void read_names(Ctx *c)
{
    Err quiet = { 0 };
    FoundList found;
    (void)!finder_find(c, &(FinderAsk){ .text = S("a"), .top = 1 }, &found, &quiet);
}

/* What the run needs of the job does not change while it runs. The result is the caller's to put in
 * its place. */
static JobRun run(ImportJobs *im, const Job *j, Held *h)
{
    JobRun done = h->run, *r = &done;
    Telling t = { im, h };
    Err e = { .lang = j->lang };
    Receipt receipt = { 0 };
    Ctx c = {
        .arena = h->arena, .lang = j->lang, .tz = j->tz, .facts = im->o->facts, .finder = im->finder
    };
    const ImportOptions o = {
        .type = r->order.type.n ? r->order.type.p : NULL,
        .mapping_text = r->order.mapping,
        .called = arena_z(h->arena, j->name),
        .rehearse = r->order.rehearse,
        .create_links = r->order.create_links,
        .progress = tell,
        .progress_arg = &t,
    };

    if (enter(im, j, &c, &e) && !import_path(&c, j->path, &o, &receipt, &e) && !e.kind)
        err_set(&e, ERR_INTERNAL, "the import failed");
    if (!e.kind && !o.rehearse)
        read_names(&c);
    db_close(c.db);
    r->receipt = receipt;
    r->err = e;
    gather_rows(h->arena, r, j->path);
    r->state = JOB_DONE;
    return done;
}

/* Under the lock. */
static Job *next_job(ImportJobs *im)
{
    Job *best = NULL;
    for (size_t i = 0; i < im->n; i++)
        if (im->jobs[i]->last && im->jobs[i]->last->run.state == JOB_WAITING && !best)
            best = im->jobs[i];
    return best;
}

static void *work(void *arg)
{
    ImportJobs *im = arg;

    worker_step_back();
    (void)pthread_mutex_lock(&im->lock);
    while (!im->stopping) {
        Job *j = next_job(im);
        JobRun done;
        if (!j) {
            (void)pthread_cond_wait(&im->more, &im->lock);
            continue;
        }
        j->last->run.state = JOB_RUNNING;
        (void)pthread_mutex_unlock(&im->lock);
        done = run(im, j, j->last);
        (void)pthread_mutex_lock(&im->lock);
        j->last->run = done;
    }
    (void)pthread_mutex_unlock(&im->lock);
    return NULL;
}

ImportJobs *import_jobs_new(const SiteOptions *o, Finder *finder, const char *folder)
{
    ImportJobs *im = mem_zget(1, sizeof *im);

    *im = (ImportJobs){ .o = o, .finder = finder, .folder = folder, .last_id = clock_ms() };
    (void)pthread_mutex_init(&im->lock, NULL);
    (void)pthread_cond_init(&im->more, NULL);
    if (pthread_create(&im->thread, NULL, work, im) == 0)
        return im;
    mem_give(im);
    return NULL;
}

void import_jobs_free(ImportJobs *im)
{
    if (!im)
        return;
    (void)pthread_mutex_lock(&im->lock);
    im->stopping = true;
    (void)pthread_cond_signal(&im->more);
    (void)pthread_mutex_unlock(&im->lock);
    (void)pthread_join(im->thread, NULL);
    for (size_t i = 0; i < im->n; i++)
        job_free(im->jobs[i]);
    (void)pthread_mutex_destroy(&im->lock);
    (void)pthread_cond_destroy(&im->more);
    mem_give(im);
}

/* ---- new jobs ---- */

static bool write_text(const char *path, Str text, Err *e)
{
    FILE *f = fopen(path, "wxbe");
    bool ok = f && fwrite(text.p, 1, text.n, f) == text.n;

    if (f && fclose(f) != 0)
        ok = false;
    return ok || err_set(e, ERR_BUSY, N_("the disk of the server is full; tell who keeps it"));
}

static Job *job_new(ImportJobs *im, const Request *q, Str name)
{
    Job *j = mem_zget(1, sizeof *j);

    j->arena = arena_new(1 << 20);
    j->user = q->c.user->id;
    j->lang = q->c.lang;
    j->tz = q->c.tz;
    j->name = arena_str(j->arena, name);
    (void)pthread_mutex_lock(&im->lock);
    j->id = ++im->last_id;
    (void)pthread_mutex_unlock(&im->lock);
    j->folder = arena_printf(j->arena, "%s/import-%" PRId64, im->folder, j->id).p;
    j->path = arena_printf(j->arena, "%s/%.*s", j->folder, STR(name)).p;
    return j;
}

int64_t import_job_new(ImportJobs *im, const Request *q, const WebFile *file, Str pasted,
                       const JobOrder *order, Err *e)
{
    Job *j = job_new(im, q, file ? file->name : S("pasted.csv"));
    int64_t id = j->id;
    bool ok = mkdir(j->folder, 0700) == 0;

    if (!ok)
        err_set(e, ERR_BUSY, N_("the disk of the server is full; tell who keeps it"));
    else if (file)
        ok = rename(file->path.p, j->path) == 0 ||
             err_set(e, ERR_INTERNAL, "the file that was sent could not be kept");
    else
        ok = write_text(j->path, pasted, e);
    if (ok) {
        (void)pthread_mutex_lock(&im->lock);
        ok = make_room(im) ||
             err_set(e, ERR_BUSY, N_("too many imports are waiting; try again in a while"));
        if (ok) {
            new_run(j, order);
            im->jobs[im->n++] = j;
            (void)pthread_cond_signal(&im->more);
        }
        (void)pthread_mutex_unlock(&im->lock);
    }
    if (!ok)
        job_free(j);
    return ok ? id : 0;
}

/* ---- existing ones ---- */

/* Under the lock: the job of that run, if nobody did anything to it since. */
static Job *find_idle(ImportJobs *im, const Request *q, const JobRun *last, Err *e)
{
    Job *j = find(im, last->job, q->c.user->id);

    if (!j)
        err_set(e, ERR_NOT_FOUND, N_("this import is not kept any more; send the file again"));
    else if (!is_idle(j) || j->last->run.number != last->number)
        err_set(e, ERR_CONFLICT, N_("this import was run again meanwhile; look at it first"));
    return e->kind ? NULL : j;
}

bool import_job_run(ImportJobs *im, const Request *q, const JobRun *last, const JobOrder *order,
                    Err *e)
{
    Job *j;

    (void)pthread_mutex_lock(&im->lock);
    j = find_idle(im, q, last, e);
    if (j) {
        j->lang = q->c.lang;
        new_run(j, order);
        (void)pthread_cond_signal(&im->more);
    }
    (void)pthread_mutex_unlock(&im->lock);
    return j != NULL;
}

const JobRun *import_job_take(ImportJobs *im, int64_t id, int64_t user, JobRun *now, Err *e)
{
    Held *h = NULL;
    const Job *j;

    (void)pthread_mutex_lock(&im->lock);
    j = find(im, id, user);
    if (j) {
        h = j->last;
        h->refs++;
        *now = h->run;
    }
    (void)pthread_mutex_unlock(&im->lock);
    if (!h)
        err_set(e, ERR_NOT_FOUND, N_("this import is not kept any more; send the file again"));
    return h ? &h->run : NULL;
}

void import_job_give(ImportJobs *im, const JobRun *run)
{
    const Held *held = (const Held *)run; /* its first member */

    if (!run)
        return;
    (void)pthread_mutex_lock(&im->lock);
    give(held->self);
    (void)pthread_mutex_unlock(&im->lock);
}

size_t import_job_list(ImportJobs *im, Arena *a, int64_t user, JobRun *out, size_t n)
{
    size_t got = 0;

    (void)pthread_mutex_lock(&im->lock);
    for (size_t i = im->n; i-- && got < n;)
        if (im->jobs[i]->user == user) {
            out[got] = im->jobs[i]->last->run;
            out[got].name = arena_str(a, out[got].name);
            got++;
        }
    (void)pthread_mutex_unlock(&im->lock);
    return got;
}

/* ---- correcting cells ---- */

typedef struct {
    const JobEdit *edits;
    size_t n;
    Arena *rows;
} Correction;

/* The row with the new values laid over it. */
static bool write_row(XlsxOut *x, const Correction *k, size_t sheet, const Row *row, Err *e)
{
    size_t n = row->n;
    Cell *cells = NEWN(k->rows, Cell, SHEET_COLUMNS_MAX);

    if (n)
        memcpy(cells, row->cells, n * sizeof *cells);
    for (size_t i = 0; i < k->n; i++) {
        const JobEdit *ed = &k->edits[i];
        if (ed->sheet != sheet || ed->row != row->row || ed->col >= SHEET_COLUMNS_MAX)
            continue;
        cells[ed->col] = (Cell){ .kind = ed->value.n ? CELL_TEXT : CELL_EMPTY, .text = ed->value };
        if (ed->col >= n)
            n = ed->col + 1;
    }
    return xlsx_row(x, cells, n, e);
}

/* Rows keep their numbers, which people know them by, unless a sheet is mostly empty. */
static bool write_sheet(Sheets *s, XlsxOut *x, const Correction *k, size_t sheet, Err *e)
{
    enum { GAP_MAX = 1000 };
    ArenaMark m = arena_mark(k->rows);
    int64_t next = 1;
    Row row;

    if (!sheets_start(s, sheet, e) || !xlsx_sheet(x, sheets_name(s, sheet), e))
        return false;
    while (sheets_row(s, k->rows, &row, e)) {
        for (; next < row.row && row.row - next < GAP_MAX; next++)
            if (!xlsx_row(x, NULL, 0, e))
                return false;
        if (!write_row(x, k, sheet, &row, e))
            return false;
        next = row.row + 1;
        arena_rewind(k->rows, m);
    }
    return !e->kind;
}

static bool rewrite(const char *path, const Correction *k, Err *e)
{
    Sheets *s = sheets_open(path, e);
    AUTO(xlsx_drop) XlsxOut *x = s ? xlsx_new(path, e) : NULL;
    bool ok = x != NULL;

    for (size_t i = 0; ok && i < sheets_count(s); i++)
        ok = sheets_hidden(s, i) || write_sheet(s, x, k, i, e);
    sheets_close(&s);
    return ok && xlsx_close(&x, e);
}

bool import_job_correct(ImportJobs *im, const Request *q, const JobRun *last, const JobEdit *edits,
                        size_t n, Err *e)
{
    AUTO(arena_freep) Arena *rows = arena_new(ARENA_REQUEST);
    const Correction k = { edits, n, rows };
    Job *j;

    if (!n)
        return true;
    (void)pthread_mutex_lock(&im->lock);
    j = find_idle(im, q, last, e);
    if (j)
        j->busy = true;
    (void)pthread_mutex_unlock(&im->lock);
    if (!j)
        return false;
    (void)rewrite(j->path, &k, e);
    (void)pthread_mutex_lock(&im->lock);
    j->busy = false;
    (void)pthread_mutex_unlock(&im->lock);
    return !e->kind;
}
