/* SPDX-License-Identifier: Apache-2.0
 * All record types of the registry, looked at as tables: no holes, no clashes, every name that a
 * table mentions exists, every label has its translation.
 */
#include "support.h"

#include <stdio.h>

#include "areas/areas.h"
#include "base/map.h"
#include "engine/registry.h"

static Arena *arena;
static const Registry *types;

/* "person.name_hans", for messages. */
static const char *at(const Type *t, const char *what)
{
    return arena_printf(arena, "%s.%s", t->name, what ? what : "(no name)").p;
}

static bool plain_name(const char *name)
{
    if (!name || name[0] < 'a' || name[0] > 'z')
        return false;
    for (const char *p = name; *p; p++)
        if (!((*p >= 'a' && *p <= 'z') || (*p >= '0' && *p <= '9') || *p == '_'))
            return false;
    return true;
}

static bool listed(const char *const *list, const char *word)
{
    for (size_t i = 0; list[i]; i++)
        if (str_eq(str_z(list[i]), str_z(word)))
            return true;
    return false;
}

/* Words of SQL and of the query language that cannot name a field. */
static const char *const taken_words[] = {
    "select",       "from",    "to",     "where",   "and",        "or",     "not",
    "in",           "is",      "null",   "empty",   "order",      "by",     "group",
    "limit",        "desc",    "asc",    "table",   "column",     "check",  "default",
    "references",   "primary", "unique", "foreign", "left",       "right",  "full",
    "inner",        "join",    "on",     "using",   "case",       "when",   "then",
    "else",         "end",     "union",  "all",     "distinct",   "having", "offset",
    "between",      "like",    "cast",   "collate", "constraint", "create", "user",
    "current_date", "true",    "false",  "analyze", "period",     "this",   "under",
    "count",        "rows",    "sum",    "today",   "contains",   "starts", "has",
    "maybe",        "before",  "after",  NULL,
};

/* ---- names ---- */

static void check_field(const Type *t, const Field *f)
{
    if (!plain_name(f->name))
        fail_msg("%s is no plain name", at(t, f->name));
    if (!f->label || !f->label[0])
        fail_msg("%s has no label", at(t, f->name));
    if (std_slot(str_z(f->name)) >= 0 || str_eq(str_z(f->name), S("voided_at")) ||
        listed(taken_words, f->name))
        fail_msg("%s is a name that is taken", at(t, f->name));
    if ((f->kind == T_CHOICE || f->kind == T_CHOICES) != (f->choices != NULL))
        fail_msg("%s: choices do not go with the kind", at(t, f->name));
    if ((f->kind == T_LINK || f->kind == T_LINKS) != (f->link != NULL))
        fail_msg("%s: a link does not go with the kind", at(t, f->name));
    if (f->link && !registry_find(types, str_z(f->link)))
        fail_msg("%s links to '%s', which is no type", at(t, f->name), f->link);
    if (f->kind == T_DOCUMENT && (f->code == CODE_NONE) == (f->code_by == NULL))
        fail_msg("%s: a document has either a code or a field that says it", at(t, f->name));
    if ((f->flags & CONVERTED) && f->kind != T_TEXT && f->kind != T_NOTE && f->kind != T_NAME)
        fail_msg("%s: only words are converted to another script", at(t, f->name));
    if ((f->flags & CONVERTED) && f->level > LEVEL_INTERNAL)
        fail_msg("%s is of a private person, and is never converted", at(t, f->name));
    if (f->scale && f->kind != T_DECIMAL)
        fail_msg("%s: only decimals have a scale", at(t, f->name));
}

/* Whose name it is decides, not the kind: these have the kinds and levels of names of things. */
static const char *const never_converted[] = {
    "person.name_hans",    "person_name.name",   "association.head_name", "association.name_hant",
    "enterprise.legal_person_name", "venue.founder", "donation.naming",   "event.speakers",
    "participation.name",  "narrator.name",      "enterprise_link.leader", "honour.holder",
    "endorsement.leader",  "endorsement.text",   "delegation.leader",     "guest.name",
    "project.investor",    "consultation_day.lawyers", "reception.leader", "reception.hosts",
    "visitor.name",        "outbound_visit.leader", "outbound_member.name", "proposal.proposer",
    "proposal.joint_names", "article.author",    "info_report.authors",   "adoption.instructed_by",
    "genealogy.name",      "genealogy.generation_words", "hall.name",     "talent.name",
    "user.name",           "kin_case.found",
};
static const char *const converted[] = {
    "association.name_hans", "event.name",  "series.name", "fair.name",  "camp.name",
    "aid_programme.name",    "venue.name",  "home.name",   "honour.name", "honour.issuer",
    "event.place",           "event.note",  "unit.name",   "unit.short", "kin_case.village",
};

static const Field *field_named(const char *path)
{
    Str type, field;
    const Type *t;
    const Field *f;
    str_cut(str_z(path), S("."), &type, &field);
    t = registry_find(types, type);
    f = t ? type_field(t, field) : NULL;
    if (!f)
        fail_msg("there is no field %s", path);
    return f;
}

static void names_of_persons_are_not_converted(void **state)
{
    (void)state;
    for (size_t i = 0; i < LEN(never_converted); i++)
        if (field_named(never_converted[i])->flags & CONVERTED)
            fail_msg("%s may hold the name or the words of a person", never_converted[i]);
    for (size_t i = 0; i < LEN(converted); i++)
        if (!(field_named(converted[i])->flags & CONVERTED))
            fail_msg("%s is the name of a thing", converted[i]);
}

static void fields_are_whole(void **state)
{
    (void)state;
    for (size_t i = 0; i < registry_count(types); i++) {
        const Type *t = registry_at(types, i);
        if (!plain_name(t->name) || !t->label || !t->area)
            fail_msg("%s has no name, label or area", at(t, ""));
        assert_true(t->nfields > 0);
        for (size_t j = 0; j < t->nfields; j++)
            check_field(t, &t->fields[j]);
    }
}

/* Columns of a type: those of its fields with their suffixes, and the standard ones. */
static void columns_are_distinct(void **state)
{
    (void)state;
    for (size_t i = 0; i < registry_count(types); i++) {
        const Type *t = registry_at(types, i);
        AUTO(map_done) Map seen = { 0 };
        for (int s = 0; s < STD__N; s++)
            map_set(&seen, str_z(std_fields[s].name), 1);
        map_set(&seen, S("voided_at"), 1);
        for (size_t j = 0; j < t->nfields; j++) {
            Str cols[3];
            size_t n = field_columns(&t->fields[j], arena, cols);
            for (size_t k = 0; k < n; k++) {
                int64_t before;
                if (map_get(&seen, cols[k], &before))
                    fail_msg("%s: column %.*s is there twice", at(t, t->fields[j].name),
                             STR(cols[k]));
                map_set(&seen, cols[k], 1);
            }
        }
    }
}

static void type_names_are_unique(void **state)
{
    AUTO(map_done) Map seen = { 0 };
    int64_t before;
    (void)state;
    for (size_t i = 0; i < registry_count(types); i++) {
        Str name = str_z(registry_at(types, i)->name);
        if (map_get(&seen, name, &before))
            fail_msg("there are two types '%.*s'", STR(name));
        map_set(&seen, name, 1);
    }
}

/* ---- choices and states ---- */

/* A code may have capitals and hyphens as well, as codes of languages do. */
static bool plain_code(const char *code)
{
    for (const char *p = code; *p; p++)
        if (!((*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') || (*p >= '0' && *p <= '9') ||
              *p == '_' || *p == '-'))
            return false;
    return code[0] != '\0';
}

static void check_choices(const Type *t, const Field *f)
{
    for (const Choice *c = f->choices; c && c->code; c++) {
        if (!plain_code(c->code) || !c->label)
            fail_msg("%s: choice '%s' is not plain or has no label", at(t, f->name), c->code);
        for (const Choice *d = c + 1; d->code; d++)
            if (str_eq(str_z(c->code), str_z(d->code)) || str_eq(str_z(c->label), str_z(d->label)))
                fail_msg("%s: choice '%s' is there twice", at(t, f->name), d->code);
    }
}

/* The codes of the field that says what kind a document is of are names of kinds. */
static void check_code_by(const Type *t, const Field *f)
{
    const Field *by = f->code_by ? type_field(t, str_z(f->code_by)) : NULL;
    CodeKind kind;
    if (!f->code_by)
        return;
    if (!by || by->kind != T_CHOICE) {
        fail_msg("%s: '%s' is no choice", at(t, f->name), f->code_by);
        return;
    }
    for (const Choice *c = by->choices; c->code; c++)
        if (!code_kind(str_z(c->code), &kind))
            fail_msg("%s: '%s' is no kind of document", at(t, f->name), c->code);
}

static void choices_are_whole(void **state)
{
    (void)state;
    for (size_t i = 0; i < registry_count(types); i++) {
        const Type *t = registry_at(types, i);
        for (size_t j = 0; j < t->nfields; j++) {
            check_choices(t, &t->fields[j]);
            check_code_by(t, &t->fields[j]);
        }
    }
}

static bool leads_to(const Type *t, const State *from, const State *to)
{
    for (const Move *m = t->moves; m && m->from; m++)
        if (str_eq(str_z(m->to), str_z(to->code)) &&
            (str_eq(str_z(m->from), str_z(from->code)) ||
             (m->from[0] == '*' && !(from->flags & STATE_END))))
            return true;
    return false;
}

/* Every state can be reached from the first one, and what is no end can be left. */
static void check_reach(const Type *t)
{
    enum { MOST = 64 };
    bool reached[MOST] = { true };
    size_t n = 0;
    while (t->states[n].code)
        n++;
    assert_true(n <= MOST);
    for (size_t round = 0; round < n; round++)
        for (size_t i = 0; i < n; i++)
            for (size_t j = 0; reached[i] && j < n; j++)
                reached[j] |= leads_to(t, &t->states[i], &t->states[j]);
    for (size_t i = 0; i < n; i++) {
        bool left = t->states[i].flags & STATE_END;
        if (!reached[i])
            fail_msg("%s: no way leads to state '%s'", at(t, ""), t->states[i].code);
        for (size_t j = 0; j < n; j++)
            left |= leads_to(t, &t->states[i], &t->states[j]);
        if (!left)
            fail_msg("%s: no way leads out of state '%s', which is no end", at(t, ""),
                     t->states[i].code);
    }
}

static void check_moves(const Type *t)
{
    for (const Move *m = t->moves; m && m->from; m++) {
        const State *from = type_state(t, str_z(m->from));
        if (m->from[0] != '*' && !from)
            fail_msg("%s: a move from '%s', which is no state", at(t, ""), m->from);
        if (from && (from->flags & STATE_END))
            fail_msg("%s: a move from '%s', which is an end", at(t, ""), m->from);
        if (!type_state(t, str_z(m->to)))
            fail_msg("%s: a move to '%s', which is no state", at(t, ""), m->to);
        if (!m->label || m->by >= RIGHT__N)
            fail_msg("%s: the move to '%s' is not whole", at(t, ""), m->to);
        for (const Move *o = m + 1; o->from; o++)
            if (str_eq(str_z(m->from), str_z(o->from)) && str_eq(str_z(m->to), str_z(o->to)))
                fail_msg("%s: the move %s > %s is there twice", at(t, ""), m->from, m->to);
    }
}

static void states_are_whole(void **state)
{
    (void)state;
    for (size_t i = 0; i < registry_count(types); i++) {
        const Type *t = registry_at(types, i);
        assert_true(t->states || !t->moves);
        for (const State *s = t->states; s && s->code; s++) {
            if (!plain_name(s->code) || !s->label)
                fail_msg("%s: state '%s' is not whole", at(t, ""), s->code);
            for (const State *o = s + 1; o->code; o++)
                if (str_eq(str_z(s->code), str_z(o->code)))
                    fail_msg("%s: state '%s' is there twice", at(t, ""), s->code);
        }
        check_moves(t);
        if (t->states)
            check_reach(t);
    }
}

/* ---- what else names a field or state ---- */

static void check_papers(const Type *t)
{
    for (const Paper *p = t->papers; p && p->code; p++) {
        if (!plain_name(p->code) || !p->label)
            fail_msg("%s: paper '%s' is not whole", at(t, ""), p->code);
        if (p->needed_at && !type_state(t, str_z(p->needed_at)))
            fail_msg("%s: paper '%s' is needed at no state", at(t, ""), p->code);
    }
}

static void mentions_exist(void **state)
{
    (void)state;
    for (size_t i = 0; i < registry_count(types); i++) {
        const Type *t = registry_at(types, i);
        if (type_title(t) < 0)
            fail_msg("%s: the title '%s' is no field", at(t, ""), t->title);
        for (size_t j = 0; j < LEN(t->identity) && t->identity[j]; j++)
            if (!type_field(t, str_z(t->identity[j])))
                fail_msg("%s: the identity names '%s', which is no field", at(t, ""),
                         t->identity[j]);
        for (const Deadline *d = t->deadlines; d && d->name; d++) {
            const Field *from = type_field(t, str_z(d->from));
            if (!plain_name(d->name) || !d->label || !d->open || !from || from->kind != T_DATE)
                fail_msg("%s: deadline '%s' is not whole", at(t, ""), d->name);
        }
        check_papers(t);
    }
}

/* "hq.members": an area and a name. */
static void figure_names_are_unique(void **state)
{
    AUTO(map_done) Map seen = { 0 };
    int64_t before;
    (void)state;
    for (size_t i = 0; i < registry_count(types); i++) {
        const Type *t = registry_at(types, i);
        for (const Figure *f = t->figures; f && f->name; f++) {
            Str area, name;
            if (!str_cut(str_z(f->name), S("."), &area, &name) || area.n == 0 ||
                !plain_name(name.p))
                fail_msg("%s: '%s' is no name of a figure", at(t, ""), f->name);
            if (!f->label || !f->unit || !f->query)
                fail_msg("figure '%s' is not whole", f->name);
            if ((f->count == COUNT_ROWS) != (f->of == NULL))
                fail_msg("figure '%s': what it counts does not go with how", f->name);
            if (map_get(&seen, str_z(f->name), &before))
                fail_msg("there are two figures '%s'", f->name);
            map_set(&seen, str_z(f->name), 1);
        }
    }
}

/* ---- translations ---- */

static size_t missing;

static void translated(const char *label)
{
    if (!label || !str_eq(str_z(tr(LANG_HANS, label)), str_z(label)))
        return;
    print_message("not translated: %s\n", label);
    missing++;
}

static void translated_type(const Type *t)
{
    translated(t->label);
    for (size_t j = 0; j < t->nfields; j++) {
        translated(t->fields[j].label);
        translated(t->fields[j].help);
        for (const Choice *c = t->fields[j].choices; c && c->code; c++)
            translated(c->label);
    }
    for (const State *s = t->states; s && s->code; s++)
        translated(s->label);
    for (const Move *m = t->moves; m && m->from; m++)
        translated(m->label);
    for (const Paper *p = t->papers; p && p->code; p++)
        translated(p->label);
    for (const Deadline *d = t->deadlines; d && d->name; d++)
        translated(d->label);
    for (const Figure *f = t->figures; f && f->name; f++)
        translated(f->label);
    for (const Panel *p = t->panels; p && p->name; p++)
        translated(p->label);
}

static void labels_are_translated(void **state)
{
    (void)state;
    missing = 0;
    if (str_eq(str_z(tr(LANG_HANS, "Person")), S("Person")))
        skip(); /* a build without translations */
    for (size_t i = 0; i < registry_count(types); i++)
        translated_type(registry_at(types, i));
    assert_int_equal(missing, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(type_names_are_unique),   cmocka_unit_test(fields_are_whole),
        cmocka_unit_test(columns_are_distinct),    cmocka_unit_test(choices_are_whole),
        cmocka_unit_test(states_are_whole),        cmocka_unit_test(mentions_exist),
        cmocka_unit_test(names_of_persons_are_not_converted),
        cmocka_unit_test(figure_names_are_unique), cmocka_unit_test(labels_are_translated),
    };
    int failed;
    arena = arena_new(ARENA_COMMAND);
    types = registry_builtin(arena, area_types);
    failed = cmocka_run_group_tests_name("types", tests, NULL, NULL);
    arena_free(arena);
    return failed;
}
