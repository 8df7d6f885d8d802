/* SPDX-License-Identifier: Apache-2.0
 * Core types: what the engine itself keeps as records, so that they too have history, rights,
 * import and export: units and their dated edges and names, users, grants, custom types and
 * fields.
 */
#pragma once

#include "engine/ctx.h"
#include "engine/record.h"

extern const Type unit_type, unit_edge_type, unit_name_type, unit_change_type;
extern const Type user_type, grant_type, custom_type_type, custom_field_type;
extern const Type *const core_types[]; /* ends with NULL */

enum {
    UNIT_CODE,
    UNIT_NAME,
    UNIT_NAME_HANT,
    UNIT_NAME_EN,
    UNIT_SHORT,
    UNIT_KIND,
    UNIT_LEVEL,
    UNIT_DIVISION,
    UNIT_FOUNDED,
    UNIT_DISSOLVED,
    UNIT_PARENT,
    UNIT_PHONE,
    UNIT_ADDRESS,
    UNIT_NOTE,
    UNIT__N
};
enum { EDGE_UNIT, EDGE_PARENT, EDGE_FROM, EDGE_TO, EDGE_BASIS, EDGE__N };
enum { UNAME_UNIT, UNAME_NAME, UNAME_FROM, UNAME_TO, UNAME_BASIS, UNAME__N };
enum { CHANGE_KIND, CHANGE_ON, CHANGE_OLD, CHANGE_NEW, CHANGE_BASIS, CHANGE_NOTE, CHANGE__N };
enum {
    USER_LOGIN,
    USER_NAME,
    USER_UNIT,
    USER_MAIL,
    USER_LANG,
    USER_ORDER,
    USER_TEXT,
    USER_NO_MAIL,
    USER_CLOSED,
    USER__N
};
enum { GRANT_USER, GRANT_ROLE, GRANT_UNIT, GRANT_FROM, GRANT_TO, GRANT_BASIS, GRANT__N };
enum { CTYPE_NAME, CTYPE_LABEL, CTYPE_LABEL_HANT, CTYPE_LABEL_EN, CTYPE_TITLE, CTYPE__N };
enum {
    CFIELD_TYPE,
    CFIELD_NAME,
    CFIELD_LABEL,
    CFIELD_LABEL_HANT,
    CFIELD_LABEL_EN,
    CFIELD_KIND,
    CFIELD_CHOICES,
    CFIELD_LINK,
    CFIELD_LEVEL,
    CFIELD_REQUIRED,
    CFIELD_IN_LIST,
    CFIELD_SCALE,
    CFIELD__N
};
