/* SPDX-License-Identifier: Apache-2.0
 * The three languages of the interface, and the look-up of a message in them.
 *
 * English stands in the source; po/zh_Hans.po and po/zh_Hant.po hold the others, compiled by
 * msgfmt and carried inside the program. libintl is not used: it ties the language to the locale of
 * the process and needs installed locales (docs/decisions/0007-own-mo-reader.md).
 */
#pragma once

#include "base/def.h"
#include "base/str.h"

typedef enum { LANG_EN, LANG_HANS, LANG_HANT, LANG__N } Lang;

/* The message in that language; the English one where a translation is missing. Never NULL. */
NONNULL const char *tr(Lang lang, const char *msgid) __attribute__((format_arg(2)));
/* "en", "zh-Hans", "zh-Hant". */
NONNULL const char *lang_code(Lang lang);
/* Reads a language tag: en, zh, zh-CN, zh_Hans, zh-TW, zh-Hant-HK …; false if it is none of
 * ours. */
bool lang_parse(Str tag, Lang *out);
