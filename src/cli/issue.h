/* SPDX-License-Identifier: Apache-2.0
 * Issuing a review, and what comes after: for cmd_review.c.
 */
#pragma once

#include "cli/cli.h"
#include "review/issue.h"

/* What is issued: the review with the documents that go out with it. */
typedef struct {
    const Figures *all;
    const ReviewOrder *order;
    const Review *review;
    const char *path; /* of the document; the seal is written to "PATH.seal" */
    Str document;     /* its bytes */
} IssueOrder;

/* Takes the steps that are missing, freezes, signs, keeps, and writes document and seal. */
int review_issue(Cli *cli, const IssueOrder *o);
/* qiao review check FILE: without a store. */
int review_check_file(Cli *cli, const char *path);
/* qiao review diff [FILE]: against the newest issued review if no file is named. */
int review_diff(Cli *cli, const char *path);
/* qiao review key FILE: makes a key for signing and registers it for the user. */
int review_key(Cli *cli, const char *path);
