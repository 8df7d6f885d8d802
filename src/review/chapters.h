/* SPDX-License-Identifier: Apache-2.0
 * A review that is being written: a record of type review, and its text as records of type
 * review_chapter, one for each heading of the first level, so that several people write at once and
 * each change has its history. The chapters in their order are a template (template.h).
 *
 *     ReviewOrder order;
 *     if (!review_under_way(c, &scope, lang, &id, e)) return false;
 *     if (!id && !review_begin(c, &order, &id, e)) return false;
 *     if (!review_written(c, record, &chapters, &order, e)) return false;
 */
#pragma once

#include "base/vec.h"
#include "review/kinds.h"
#include "review/template.h"

enum { CHAPTERS_MAX = 100 }; /* of a review */

typedef struct {
    int64_t id, version, number;
    Str name, body;
} Chapter;

typedef struct {
    Chapter *p;
    size_t n;
} Chapters;

/* The newest review that is not issued or withdrawn, of exactly that period, unit and language; 0
 * in *id if there is none. */
MUST_USE bool review_under_way(Ctx *c, const FigureScope *s, Lang lang, int64_t *id, Err *e);
/* A review in state draft with the chapters of the order's text; its title is that of the text. In
 * the open transaction of the store, or one of its own. */
MUST_USE bool review_begin(Ctx *c, const Figures *all, const ReviewOrder *order, int64_t *id,
                           Err *e);
/* The chapters of a review by their numbers; none if its text was not written here. */
MUST_USE bool review_chapters(Ctx *c, int64_t review, Chapters *out, Err *e);
/* What the record of a review orders: its period, unit, language and cut-off, with the text of
 * those chapters, or with the template that Qiao brings along if there are none. */
MUST_USE bool review_ordered(Ctx *c, const Record *review, const Chapters *chapters,
                             ReviewOrder *out, Err *e);
/* The same for one chapter alone. */
ReviewOrder review_ordered_one(const ReviewOrder *whole, const Chapter *chapter);

/* The heading that a chapter begins with, without its mark; what it is called if it has none. */
Str chapter_name(Arena *a, Lang lang, Str body, bool first);
