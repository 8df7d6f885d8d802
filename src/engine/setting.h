/* SPDX-License-Identifier: Apache-2.0
 * Settings: what an office may decide for itself, each with a default. They are records, so that
 * they too have history and rights. A new one is a row of the table in setting.c.
 */
#pragma once

#include "engine/ctx.h"
#include "engine/record.h"

typedef enum {
    SET_IDLE_MINUTES,
    SET_SESSION_HOURS,
    SET_LOCK_AFTER,
    SET_LOCK_MINUTES,
    SET_PASSWORD_LEAST,
    SET_LINK_HOURS,
    SET_SECOND_FACTOR,
    SET_OIDC_ISSUER,
    SET_OIDC_CLIENT,
    SET_OIDC_CLAIM,
    SET_OIDC_LABEL,
    SET_OIDC_SECOND,
    SET_DRAFT_DAYS,
    SET_SMTP_URL,
    SET_SMTP_FROM,
    SET_SMTP_USER,
    SET_REMIND_HOUR,
    SET_API_TOKEN_MINUTE,
    SET_API_ADDRESS_MINUTE,
    SET_HOOK_LOCAL,
    SET_FILES_FOLDER,
    SET_SCANNER,
    SET__N
} SettingId;

typedef enum { SETTING_NUMBER, SETTING_TEXT } SettingKind;

typedef struct {
    const char *name, *label, *help; /* help: what it does, in a sentence */
    SettingKind kind;
    int64_t number, least, most; /* SETTING_NUMBER: the default and its limits */
    const char *text;            /* SETTING_TEXT: the default */
    const char *unit;            /* of the number; may be NULL */
    const char *area;            /* heading on the page of settings */
} Setting;

extern const Setting settings[SET__N];
extern const Type setting_type;
enum { SETTING_NAME, SETTING_VALUE, SETTING__N };

struct Settings {
    int64_t number[SET__N];
    Str text[SET__N];
};

/* Those of the store, in the arena; NULL on failure. */
const Settings *settings_load(Arena *a, Db *db, Err *e);
/* Of the context's settings; the default where it has none. */
int64_t setting_number(const Ctx *c, SettingId id);
Str setting_text(const Ctx *c, SettingId id);
/* SET__N if there is none of that name. */
SettingId setting_find(Str name);
