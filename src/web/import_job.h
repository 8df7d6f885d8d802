/* SPDX-License-Identifier: Apache-2.0
 * Import jobs: imports that were sent by a browser and run beside the requests, one after another.
 *
 * A job is a file in the folder of the process and what was said about reading it; each run of it,
 * rehearsed or not, leaves a result that stays until the next. Jobs belong to the user who sent the
 * file. They live as long as the process: what an import made is in the store with its receipt.
 */
#pragma once

#include "engine/transfer.h"
#include "web/site.h"

enum {
    JOBS_MAX = 40,      /* kept at once, of all users; the oldest that is done gives way */
    JOB_ROWS_MAX = 30,  /* rows with bad cells that are shown to be corrected */
    JOB_CELLS_MAX = 60, /* columns of such a row */
    JOB_MS = 30 * 60 * 1000, /* how long one may run */
};

typedef struct ImportJobs ImportJobs;

typedef enum { JOB_WAITING, JOB_RUNNING, JOB_DONE } JobState;

/* How a run is to read the file. */
typedef struct {
    Str mapping; /* docs/import.md; may be empty */
    Str type;    /* empty: guessed */
    bool rehearse, create_links;
} JobOrder;

/* A row of the file in which a cell is bad. */
typedef struct {
    size_t sheet; /* of the file */
    int64_t row;
    const Str *cells;
    size_t n;
} JobRow;

/* A new value for a cell of the file. */
typedef struct {
    size_t sheet, col;
    int64_t row;
    Str value;
} JobEdit;

/* One run. What it found is there when it is JOB_DONE, and does not change after. */
typedef struct {
    int64_t job, number; /* of the run, from 1 */
    Str name;            /* of the file */
    JobOrder order;
    JobState state;
    int part;     /* per mille */
    int64_t rows; /* read so far */
    Receipt receipt;
    Err err;           /* kind ERR_NONE: it went well */
    const Str *sheets; /* names of the sheets of the file */
    size_t nsheets;
    const JobRow *shown; /* at most JOB_ROWS_MAX */
    size_t nshown;
} JobRun;

/* Begins the thread of the site's imports; NULL if none can be begun. */
ImportJobs *import_jobs_new(const SiteOptions *o, Finder *finder, const char *folder);
/* Waits for the import that runs. */
void import_jobs_free(ImportJobs *im);

/* Takes over a file, or a text that was pasted (file NULL), and lets it be rehearsed; 0 on
 * failure. */
int64_t import_job_new(ImportJobs *im, const Request *q, const WebFile *file, Str pasted,
                       const JobOrder *order, Err *e);
/* Runs a job again, after its cells were corrected. ERR_CONFLICT if it runs already or `number` is
 * not its last run. */
MUST_USE bool import_job_run(ImportJobs *im, const Request *q, const JobRun *last,
                             const JobOrder *order, Err *e);
/* Writes other values into the file of the job. */
MUST_USE bool import_job_correct(ImportJobs *im, const Request *q, const JobRun *last,
                                 const JobEdit *edits, size_t n, Err *e);
/* The last run of a job of the user, to be given back; ERR_NOT_FOUND. The state, part and rows of
 * *now are those of this moment. */
const JobRun *import_job_take(ImportJobs *im, int64_t id, int64_t user, JobRun *now, Err *e);
void import_job_give(ImportJobs *im, const JobRun *run);
/* Jobs of the user, newest first, at most n; returns how many. */
size_t import_job_list(ImportJobs *im, Arena *a, int64_t user, JobRun *out, size_t n);
