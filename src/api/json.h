/* SPDX-License-Identifier: Apache-2.0
 * JSON, written straight into a Buf: whoever writes a value names it, commas come by themselves.
 *
 *     j_open(out, NULL, '{');
 *     j_text(out, "name", name);
 *     j_close(out, '}');
 *
 * key is NULL within an array. Numbers of records are text, as programs in JavaScript lose the last
 * digits of numbers so large.
 */
#pragma once

#include "base/buf.h"
#include "engine/record.h"

void j_open(Buf *out, const char *key, char bracket);
void j_close(Buf *out, char bracket);
void j_text(Buf *out, const char *key, Str s);
/* null where it is empty. */
void j_text_or_null(Buf *out, const char *key, Str s);
void j_int(Buf *out, const char *key, int64_t i);
void j_bool(Buf *out, const char *key, bool b);
void j_null(Buf *out, const char *key);
void j_id(Buf *out, const char *key, int64_t id);
/* The id, or null for 0. */
void j_id_or_null(Buf *out, const char *key, int64_t id);
/* A moment, in UTC. */
void j_time(Buf *out, const char *key, int64_t ms);
/* A day as "2024-03-10", null for 0. */
void j_day(Buf *out, const char *key, Day d);
/* A number with places, exact, as text: "12.50". */
void j_places(Buf *out, const char *key, int64_t value, int places);
/* The value of a field, null where it is empty. */
void j_value(Buf *out, const char *key, const Field *f, const Value *v);
