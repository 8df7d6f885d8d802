/* SPDX-License-Identifier: Apache-2.0
 * Between the files of the merge.
 */
#pragma once

#include "engine/merge.h"

/* One merge within the open batch. */
MUST_USE bool merge_once(Ctx *c, const MergePlan *p, MergeWill will, MergeDone *out, Err *e);
