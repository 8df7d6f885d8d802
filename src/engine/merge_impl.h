/* SPDX-License-Identifier: Apache-2.0
 * Between the files of the merge.
 */
#pragma once

#include "engine/merge.h"

/* One merge within the open batch. */
MUST_USE bool merge_once(Ctx *c, const MergePlan *p, MergeWill will, MergeDone *out, Err *e);
/* Erases what is personal in the alternates of a record and in the records merged into it, as part
 * of the erasure of that one. */
MUST_USE bool merge_erase(Ctx *c, const Type *t, int64_t id, Str why, Err *e);
