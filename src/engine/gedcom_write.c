/* SPDX-License-Identifier: Apache-2.0
 * Records as structures of GEDCOM.
 */
#include "engine/gedcom_out.h"
#include "engine/rights.h"
#include "text/gedcom.h"

bool out_withheld(const GedOut *o, uint32_t person)
{
    const Kinsman *p = &o->kin.people.p[person - 1];
    return !p->shown || (p->living && !o->o->with_living);
}

GedNode *out_put(GedOut *o, GedNode *to, const char *tag, Str value)
{
    return value.n ? ged_add(o->work, to, str_z(tag), value) : NULL;
}

GedNode *out_point(GedOut *o, GedNode *to, const char *tag, char letter, size_t number)
{
    GedNode *n = ged_add(o->work, to, str_z(tag), arena_printf(o->work, "@%c%zu@", letter, number));
    n->pointer = true;
    return n;
}

Str out_text(GedOut *o, const Record *r, const char *field)
{
    AUTO(buf_done) Buf b = buf_new(GEDCOM_VALUE_MAX);
    int slot = type_slot(r->type, str_z(field));

    if (slot < 0 || !r->v[slot].set || !rights_sees(o->c, r->type, &r->type->fields[slot], r->unit))
        return (Str){ 0 };
    value_write(&r->type->fields[slot], &r->v[slot], &b);
    return arena_str(o->work, buf_str(&b));
}

/* As people read it, if that reads as the same value. */
static Str shown_text(GedOut *o, const Record *r, const char *field)
{
    AUTO(buf_done) Buf b = buf_new(GEDCOM_VALUE_MAX);
    Str text = out_text(o, r, field);
    const Field *f = type_field(r->type, str_z(field));
    const Value *v;
    Err quiet = { 0 };
    Value again;

    if (text.n == 0)
        return text;
    v = &r->v[type_slot(r->type, str_z(field))];
    value_show(o->c, f, v, &b);
    if (value_parse(o->c, f, NULL, buf_str(&b), &again, &quiet) && value_same(f, v, &again))
        return arena_str(o->work, buf_str(&b));
    return text;
}

static void put_date(GedOut *o, GedNode *to, Str text)
{
    AUTO(buf_done) Buf date = buf_new(BUF_LINE);
    AUTO(buf_done) Buf phrase = buf_new(BUF_LINE);
    if (text.n == 0)
        return;
    gedcom_date_write(text, &date, &phrase);
    gedcom_date_print(arena_str(o->work, buf_str(&date)), arena_str(o->work, buf_str(&phrase)),
                      o->version, ged_add(o->work, to, S("DATE"), (Str){ 0 }), o->work);
}

/* ---- notes and sources ---- */

static void put_kept(GedOut *o, GedNode *to, GedNode *kept)
{
    keep_merge(o->work, to, kept, o->version);
}

void out_note(GedOut *o, GedNode *to, Str note)
{
    GedNode *kept;
    Str text = keep_split(o->work, note, &kept);
    out_put(o, to, "NOTE", text);
    put_kept(o, to, kept);
}

static size_t source_number(GedOut *o, Str words)
{
    int64_t at;
    if (!map_get(&o->sources, words, &at)) {
        vec_push(o->keep, &o->source_list, arena_str(o->keep, words));
        at = (int64_t)o->source_list.n;
        map_set(&o->sources, words, at);
    }
    return o->ngenealogies + (size_t)at;
}

void out_evidence(GedOut *o, GedNode *to, const char *tag, Str evidence)
{
    Str line;
    while (str_next(&evidence, '\n', &line))
        if (str_trim(line).n)
            out_point(o, to, tag, 'S', source_number(o, str_trim(line)));
}

void out_sources(GedOut *o, GedNode *n)
{
    for (GedNode *c = n->child; c; c = c->next) {
        if (ged_is(c, "SOUR") && !c->pointer && str_trim(c->value).n) {
            c->value = arena_printf(o->work, "@S%zu@", source_number(o, str_trim(c->value)));
            c->pointer = true;
        }
        out_sources(o, c);
    }
}

void out_number(GedOut *o, GedNode *to, const Record *r)
{
    GedNode *n = out_put(o, to, "REFN", r->key);
    if (n)
        ged_add(o->work, n, S("TYPE"), S(GED_KEY_TYPE));
    n = out_put(o, to, o->version == GEDCOM_7 ? "EXID" : "RIN",
                arena_printf(o->work, "%" PRId64, r->id));
    if (o->version == GEDCOM_7)
        ged_add(o->work, n, S("TYPE"), S(GED_ID_TYPE));
}

/* ---- names ---- */

static bool all_han(Str s)
{
    Str rest = s;
    uint32_t ch;
    while (utf8_next(&rest, &ch)) {
        char one[4];
        if (!ged_is_han((Str){ one, utf8_put(ch, one) }))
            return false;
    }
    return s.n > 0;
}

/* A slash would be taken for the edge of a surname. */
static Str without_slash(GedOut *o, Str name)
{
    AUTO(buf_done) Buf b = buf_new(GEDCOM_VALUE_MAX);
    for (size_t i = 0; i < name.n; i++)
        if (name.p[i] == '/')
            buf_put(&b, S("／"));
        else
            buf_putc(&b, name.p[i]);
    return arena_str(o->work, buf_str(&b));
}

/* /陈/嘉庚; a name in Latin letters as it is, since it does not say which word is the surname. */
static Str payload(GedOut *o, Str name)
{
    size_t n;
    if (!all_han(name))
        return without_slash(o, name);
    n = ged_surname(name);
    return arena_printf(o->work, "/%.*s/%.*s", STR(str_part(name, 0, n)),
                        STR(str_part(name, n, name.n)));
}

static const struct {
    const char *field, *lang, *system;
    int column;
} scripts[] = {
    { "name_hans", "zh-Hans", "hans", GP_HANS },
    { "name_hant", "zh-Hant", "hant", GP_HANT },
    { "name_latin", "und-Latn", "latin", GP_LATIN },
};

static GedNode *put_name(GedOut *o, GedNode *to, const char *tag, Str name, size_t script)
{
    GedNode *n = ged_add(o->work, to, str_z(tag), payload(o, name));
    if (str_eq(str_z(tag), S("TRAN")))
        ged_add(o->work, n, S("LANG"), str_z(scripts[script].lang));
    if (str_eq(str_z(tag), S("ROMN")))
        ged_add(o->work, n, S("TYPE"), S("other"));
    if (ged_script(name) != scripts[script].column)
        ged_add(o->work, n, S("_SYSTEM"), str_z(scripts[script].system));
    return n;
}

/* The name in simplified characters, else in traditional, else in Latin letters is the NAME; the
 * others say the same in another script. 5.5.1 knows that of Latin letters only. */
static void put_names(GedOut *o, GedNode *to, const Record *r)
{
    GedNode *name = NULL;
    for (size_t i = 0; i < LEN(scripts); i++) {
        Str text = out_text(o, r, scripts[i].field);
        if (text.n == 0)
            continue;
        if (!name)
            name = put_name(o, to, "NAME", text, i);
        else if (o->version == GEDCOM_7)
            put_name(o, name, "TRAN", text, i);
        else if (scripts[i].column == GP_LATIN)
            put_name(o, name, "ROMN", text, i);
        else
            put_name(o, to, "NAME", text, i);
    }
}

static const struct {
    const char *kind, *type;
} name_types[] = {
    { "alias", "AKA" },       { "former", "BIRTH" },    { "local", "IMMIGRANT" },
    { "maiden", "MAIDEN" },   { "married", "MARRIED" }, { "pen", "PROFESSIONAL" },
};

static void put_type(GedOut *o, GedNode *name, Str kind)
{
    GedNode *n;
    for (size_t i = 0; i < LEN(name_types); i++)
        if (str_eq(kind, str_z(name_types[i].kind))) {
            ged_add(o->work, name, S("TYPE"), str_z(name_types[i].type));
            return;
        }
    if (o->version == GEDCOM_551) {
        ged_add(o->work, name, S("TYPE"), kind.n ? kind : S("other"));
        return;
    }
    n = ged_add(o->work, name, S("TYPE"), S("OTHER"));
    out_put(o, n, "PHRASE", kind);
}

/* Only a name that begins with the person's surname is taken to have one: nicknames have none. */
static Str other_payload(GedOut *o, const Record *person, Str name)
{
    for (size_t i = 0; i < LEN(scripts) && scripts[i].column != GP_LATIN; i++) {
        Str own = out_text(o, person, scripts[i].field);
        if (own.n && str_starts(name, str_part(own, 0, ged_surname(own))))
            return payload(o, name);
    }
    return without_slash(o, name);
}

static void put_other_name(GedOut *o, GedNode *to, const Record *person, const Record *r)
{
    Str text = out_text(o, r, "name");
    GedNode *n = out_put(o, to, "NAME", other_payload(o, person, text));
    if (!n)
        return;
    put_type(o, n, out_text(o, r, "kind"));
    out_put(o, n, "_SYSTEM", out_text(o, r, "system"));
    out_put(o, n, "_FROM", out_text(o, r, "used_from"));
    out_put(o, n, "_TO", out_text(o, r, "used_to"));
    out_evidence(o, n, "SOUR", out_text(o, r, "document"));
}

/* ---- a person ---- */

static void put_event(GedOut *o, GedNode *to, const char *tag, Str date, Str place)
{
    GedNode *n;
    if (date.n == 0 && place.n == 0)
        return;
    n = ged_add(o->work, to, str_z(tag), (Str){ 0 });
    put_date(o, n, date);
    out_put(o, n, "PLAC", place);
}

static void put_events(GedOut *o, GedNode *to, const Record *r)
{
    Str died = out_text(o, r, "died"), returned = out_text(o, r, "returned");

    put_event(o, to, "BIRT", out_text(o, r, "born"), out_text(o, r, "birthplace"));
    put_event(o, to, "DEAT", died, (Str){ 0 });
    if (died.n == 0 && str_eq(out_text(o, r, "presence"), S("deceased")))
        ged_add(o->work, to, S("DEAT"), S("Y"));
    put_event(o, to, "EMIG", out_text(o, r, "left_china"), (Str){ 0 });
    if (returned.n) {
        GedNode *n = ged_add(o->work, to, S("EVEN"), (Str){ 0 });
        ged_add(o->work, n, S("TYPE"), S("return to China"));
        put_date(o, n, returned);
    }
}

static void put_places(GedOut *o, GedNode *to, const Record *r)
{
    Str residence = shown_text(o, r, "residence");
    Str today = shown_text(o, r, "ancestral_place");
    Str written = out_text(o, r, "ancestral_place_text");
    GedNode *n;

    if (residence.n)
        ged_add(o->work, ged_add(o->work, to, S("RESI"), (Str){ 0 }), S("PLAC"), residence);
    out_put(o, to, "NATI", shown_text(o, r, "nationality"));
    if (today.n + written.n == 0)
        return;
    n = ged_add(o->work, to, S("FACT"), today);
    ged_add(o->work, n, S("TYPE"), S("ancestral place"));
    out_put(o, n, "PLAC", written);
}

/* Kin that is no spouse, parent or child. */
static void put_others(GedOut *o, GedNode *to, uint32_t person)
{
    size_t from = 0, end = o->kin.others.n;
    while (from < end) {
        size_t middle = from + (end - from) / 2;
        if (o->kin.others.p[middle].person < person)
            from = middle + 1;
        else
            end = middle;
    }
    for (; from < o->kin.others.n && o->kin.others.p[from].person == person; from++) {
        const Other *one = &o->kin.others.p[from];
        GedNode *n = out_point(o, to, "ASSO", 'I', one->relative);
        if (o->version == GEDCOM_551)
            ged_add(o->work, n, S("RELA"), one->kind);
        else
            ged_add(o->work, ged_add(o->work, n, S("ROLE"), S("OTHER")), S("PHRASE"), one->kind);
        if (out_withheld(o, person) || out_withheld(o, one->relative))
            continue;
        out_note(o, n, one->note);
        out_evidence(o, n, "SOUR", one->evidence);
    }
}

/* ---- families of a person ---- */

/* A way of descent that the version has no word for. */
static void put_descent(GedOut *o, GedNode *famc, Str descent)
{
    static const char *const known[] = { "birth", "adopted", "foster" };
    static const char *const now[] = { "BIRTH", "ADOPTED", "FOSTER" };
    bool seven = o->version == GEDCOM_7;
    GedNode *n;

    if (descent.n == 0)
        return;
    for (size_t i = 0; i < LEN(known); i++)
        if (str_eq(descent, str_z(known[i]))) {
            ged_add(o->work, famc, S("PEDI"), seven ? str_z(now[i]) : descent);
            return;
        }
    n = ged_add(o->work, famc, seven ? S("PEDI") : S("_PEDI"), seven ? S("OTHER") : descent);
    if (seven)
        ged_add(o->work, n, S("PHRASE"), descent);
}

static void put_certainty(GedOut *o, GedNode *famc, Str certainty)
{
    static const char *const now[][2] = { { "proven", "PROVEN" },
                                          { "challenged", "CHALLENGED" },
                                          { "disproven", "DISPROVEN" } };
    for (size_t i = 0; i < LEN(now); i++)
        if (str_eq(certainty, str_z(now[i][0])))
            ged_add(o->work, famc, S("STAT"), str_z(now[i][o->version == GEDCOM_7]));
}

/* What a note of a child's relation keeps: *of_child gets what is below its FAMC. */
static GedNode *split_kept(GedOut *o, Str note, Str *text, GedNode **of_child)
{
    GedNode *kept, *rest = NEW(o->work, GedNode);
    *of_child = NEW(o->work, GedNode);
    *text = keep_split(o->work, note, &kept);
    for (GedNode *k = kept->child, *next; k; k = next) {
        GedNode *to = ged_is(k, "FAMC") ? *of_child : rest;
        next = k->next;
        k->next = NULL;
        if (to->last)
            to->last->next = k;
        else
            to->child = k;
        to->last = k;
    }
    return rest;
}

static void put_link(GedOut *o, GedNode *to, const Member *m)
{
    const Family *f = &o->kin.families.p[m->family - 1];
    GedNode *famc = out_point(o, to, "FAMC", 'F', m->family), *kept = NULL, *of_child;
    Str evidence = { 0 }, notes = { 0 }, certainty = { 0 }, text;
    bool hidden =
        out_withheld(o, m->child) || (f->a && out_withheld(o, f->a)) || out_withheld(o, f->b);

    if (hidden)
        return;
    put_descent(o, famc, m->of[0]->descent);
    for (int i = 0; i < 2 && m->of[i]; i++) {
        (void)split_kept(o, m->of[i]->note, &text, &of_child);
        kept = kept && kept->child ? kept : of_child;
        notes = kindred_join(o->work, notes, text);
        evidence = kindred_join(o->work, evidence, m->of[i]->evidence);
        certainty = certainty.n ? certainty : m->of[i]->certainty;
    }
    put_certainty(o, famc, certainty);
    out_put(o, famc, "NOTE", notes);
    out_evidence(o, famc, "_SOUR", evidence);
    if (kept && kept->child)
        keep_add(o->work, famc, kept->child, o->version);
}

/* The first member that is not before the person. */
static size_t first_member(const Member *p, size_t n, uint32_t person)
{
    size_t from = 0;
    while (from < n) {
        size_t middle = from + (n - from) / 2;
        if (p[middle].child < person)
            from = middle + 1;
        else
            n = middle;
    }
    return from;
}

static void put_families(GedOut *o, GedNode *to, uint32_t person)
{
    const Kindred *k = &o->kin;
    for (size_t i = first_member(k->by_parent.p, k->by_parent.n, person);
         i < k->by_parent.n && k->by_parent.p[i].child == person; i++)
        out_point(o, to, "FAMS", 'F', k->by_parent.p[i].family);
    for (size_t i = first_member(k->by_child.p, k->by_child.n, person);
         i < k->by_child.n && k->by_child.p[i].child == person; i++)
        put_link(o, to, &k->by_child.p[i]);
}

static GedNode *new_record(GedOut *o, const char *tag, char letter, size_t number)
{
    GedNode *n = NEW(o->work, GedNode);
    n->tag = str_z(tag);
    n->xref = arena_printf(o->work, "@%c%zu@", letter, number);
    return n;
}

static void put_all(GedOut *o, GedNode *n, const Record *r, const Record *const *names,
                    size_t nnames)
{
    Str sex = out_text(o, r, "sex");

    put_names(o, n, r);
    for (size_t i = 0; i < nnames; i++)
        put_other_name(o, n, r, names[i]);
    if (sex.n)
        ged_add(o->work, n, S("SEX"), str_eq(sex, S("male")) ? S("M") : S("F"));
    put_events(o, n, r);
    put_places(o, n, r);
    put_others(o, n, (uint32_t)n->number);
    out_evidence(o, n, "SOUR", r->evidence);
    out_number(o, n, r);
}

GedNode *out_person(GedOut *o, uint32_t person, const Record *r, const Record *const *names,
                    size_t nnames)
{
    GedNode *n = new_record(o, "INDI", 'I', person);

    n->number = person;
    if (out_withheld(o, person)) {
        bool seven = o->version == GEDCOM_7;
        ged_add(o->work, n, S("RESN"), seven ? S("PRIVACY") : S("privacy"));
        ged_add(o->work, n, S("NAME"), S("Living"));
        put_others(o, n, person);
        out_number(o, n, &(Record){ .id = r->id });
        put_families(o, n, person);
        return n;
    }
    put_all(o, n, r, names, nnames);
    put_families(o, n, person);
    out_note(o, n, out_text(o, r, "note"));
    return n;
}

/* ---- a family ---- */

/* 1 for a man, -1 for a woman, 0 where it is not known or withheld. */
static int sex_of(const GedOut *o, uint32_t person)
{
    const Kinsman *p = &o->kin.people.p[person - 1];
    return out_withheld(o, person) ? 0 : p->male - p->female;
}

static void put_parents(GedOut *o, GedNode *n, const Family *f)
{
    bool turned;
    if (!f->a) {
        out_point(o, n, sex_of(o, f->b) < 0 ? "WIFE" : "HUSB", 'I', f->b);
        return;
    }
    turned = sex_of(o, f->a) < sex_of(o, f->b);
    out_point(o, n, "HUSB", 'I', turned ? f->b : f->a);
    out_point(o, n, "WIFE", 'I', turned ? f->a : f->b);
}

/* What the relation of a couple says, or that of a first child with its only parent. */
static void put_said(GedOut *o, GedNode *n, const Family *f, const Member *first)
{
    GedNode *of_child, *event;
    Str text;

    if (f->couple) {
        const Str dates[2] = { f->couple->began, f->couple->ended };
        for (int i = 0; i < 2; i++) {
            if (dates[i].n == 0)
                continue;
            event = ged_add(o->work, n, i ? S("DIV") : S("MARR"), (Str){ 0 });
            put_date(o, event, dates[i]);
        }
        out_evidence(o, n, "SOUR", f->couple->evidence);
        out_note(o, n, f->couple->note);
    } else if (first && !f->a) {
        keep_merge(o->work, n, split_kept(o, first->of[0]->note, &text, &of_child), o->version);
    }
}

GedNode *out_family(GedOut *o, size_t family, const Member *members, size_t n)
{
    const Family *f = &o->kin.families.p[family - 1];
    GedNode *out = new_record(o, "FAM", 'F', family);
    bool hidden = out_withheld(o, f->b) || (f->a && out_withheld(o, f->a));

    put_parents(o, out, f);
    for (size_t i = 0; i < n; i++)
        out_point(o, out, "CHIL", 'I', members[i].child);
    if (!hidden && !(n && !f->a && out_withheld(o, members[0].child)))
        put_said(o, out, f, n ? members : NULL);
    return out;
}

/* ---- genealogies and halls ---- */

GedNode *out_record(GedOut *o, GedSheet sheet, const Record *r, size_t number)
{
    const GedTable *t = &ged_tables[sheet];
    GedNode *n = new_record(o, t->name, t->name[0], number);
    int64_t hall = sheet == GED_SOUR ? rec_int(r, type_slot(r->type, S("hall"))) : 0, at;

    for (size_t i = 2; i < t->n; i++) {
        const GedColumn *col = &t->columns[i];
        if (strcmp(col->field, "hall") != 0)
            out_put(o, n, col->tag, out_text(o, r, col->field));
        else if (hall && ids_get(&o->halls, (uint64_t)hall, &at))
            out_point(o, n, col->tag, 'R', (size_t)at);
    }
    out_number(o, n, r);
    return n;
}
