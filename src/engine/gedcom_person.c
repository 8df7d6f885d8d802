/* SPDX-License-Identifier: Apache-2.0
 * INDI: a person's record and other names.
 *
 * Each structure below INDI has a taker; what none takes is kept in the note. The first name in
 * simplified, in traditional and in Latin letters goes into the record, all others are names of
 * their own. Personal names are not converted: characters say which script they are of.
 */
#include "engine/gedcom.h"
#include "text/country.h"

enum { PLACE_MAX = 200 };

typedef struct {
    GedCells *out;
    uint32_t person;
    bool rows;  /* names that the record has no field for become rows */
    bool named; /* a NAME was met */
    Buf note, evidence;
    Kept kept;
} Person;

/* ---- cells ---- */

bool ged_put(GedCells *o, int col, Str text, uint32_t line)
{
    text = str_trim(text);
    if (text.n == 0 || o->text[col].n)
        return text.n == 0;
    o->text[col] = text;
    o->line[col] = line;
    return true;
}

bool ged_means(const Gedcom *g, const char *type, const char *field, Str text)
{
    const Type *t = registry_find(g->c->types, str_z(type));
    const Field *f = t ? type_field(t, str_z(field)) : NULL;
    Err quiet = { 0 };
    Value v;
    return f && text.n && value_parse(g->c, f, NULL, text, &v, &quiet);
}

static void add_line(Buf *b, Str text, const char *between)
{
    if (text.n == 0)
        return;
    if (b->n)
        buf_put(b, str_z(between));
    buf_put(b, text);
}

/* ---- names ---- */

bool ged_is_han(Str s)
{
    uint32_t ch;
    while (utf8_next(&s, &ch))
        if ((ch >= 0x3400 && ch <= 0x9FFF) || (ch >= 0xF900 && ch <= 0xFAFF) ||
            (ch >= 0x20000 && ch <= 0x3FFFF))
            return true;
    return false;
}

static bool is_traditional(Str s)
{
    uint32_t ch;
    while (utf8_next(&s, &ch))
        if (folder_simple(ch) != ch)
            return true;
    return false;
}

static bool has_latin(Str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((s.p[i] >= 'A' && s.p[i] <= 'Z') || (s.p[i] >= 'a' && s.p[i] <= 'z'))
            return true;
    return false;
}

/* Pieces with one blank between words, or with none. */
static Str joined(Arena *a, const Str *pieces, size_t n, bool blanks)
{
    AUTO(buf_done) Buf b = buf_new((size_t)2 * GEDCOM_VALUE_MAX);
    Str rest, word;
    for (size_t i = 0; i < n; i++)
        for (rest = pieces[i]; str_next(&rest, ' ', &word);)
            if ((word = str_trim(word)).n) {
                if (blanks && b.n)
                    buf_putc(&b, ' ');
                buf_put(&b, word);
            }
    return arena_str(a, buf_str(&b));
}

Str ged_name(Arena *a, const GedNode *n)
{
    Str before, surname = { 0 }, after = { 0 }, rest;
    bool han = ged_is_han(n->value);

    if (str_trim(n->value).n == 0 && ged_is(n, "NAME")) {
        before = ged_value(n, "GIVN");
        surname = ged_value(n, "SURN");
        han = ged_is_han(surname) || ged_is_han(before);
    } else if (str_cut(n->value, S("/"), &before, &rest)) {
        (void)str_cut(rest, S("/"), &surname, &after);
    }
    if (has_latin(n->value) || has_latin(surname) || has_latin(before))
        han = false; /* both on one line: the order and the blanks stay */
    if (han && str_trim(after).n == 0)
        return joined(a, (Str[]){ surname, before }, 2, false);
    return joined(a, (Str[]){ before, surname, after }, 3, !han);
}

int ged_script(Str name)
{
    if (!ged_is_han(name))
        return GP_LATIN;
    return is_traditional(name) ? GP_HANT : GP_HANS;
}

/* By what it says of itself, else by its characters: many are the same in both scripts. */
static int name_column(GedNode *n, Str name)
{
    static const struct {
        const char *said;
        int column;
    } scripts[] = { { "hans", GP_HANS },
                    { "hant", GP_HANT },
                    { "latin", GP_LATIN },
                    { "zh-Hans", GP_HANS },
                    { "zh-Hant", GP_HANT } };
    Str system = ged_value(n, "_SYSTEM");
    Str said = system.n ? system : ged_is_han(name) ? ged_value(n, "LANG") : (Str){ 0 };

    for (size_t i = 0; i < LEN(scripts); i++)
        if (str_same(said, str_z(scripts[i].said)))
            return scripts[i].column;
    return ged_script(name);
}

/* Surnames of two characters; all others are taken to have one. */
static const char *const compounds[] = {
    "欧阳", "歐陽", "司马", "司馬", "司徒", "司空", "上官", "诸葛", "諸葛", "夏侯", "东方", "東方",
    "皇甫", "尉迟", "尉遲", "公孙", "公孫", "慕容", "令狐", "端木", "长孙", "長孫", "轩辕", "軒轅",
    "宇文", "南宫", "南宮", "西门", "西門", "呼延", "独孤", "獨孤", "张简", "張簡", "范姜",
};

size_t ged_surname(Str name)
{
    Str rest = name;
    uint32_t ch;
    for (size_t i = 0; i < LEN(compounds); i++)
        if (str_starts(name, str_z(compounds[i])) && name.n > str_z(compounds[i]).n)
            return str_z(compounds[i]).n;
    (void)utf8_next(&rest, &ch);
    return name.n - rest.n;
}

/* In a file of ours a name without slashes is as the store has it, blanks and all; a slash that is
 * part of it we write full-width, since GEDCOM has slashes around surnames. */
static Str name_said(const Gedcom *g, Arena *a, const GedNode *n)
{
    bool as_is = g->ours && n->value.n && str_find(n->value, S("/")) < 0;
    Str name = as_is ? n->value : ged_name(a, n), head, tail;
    while (g->ours && str_cut(name, S("／"), &head, &tail))
        name = arena_printf(a, "%.*s/%.*s", STR(head), STR(tail));
    return name;
}

/* Puts a name into its field, or makes it a row of its own. */
static void take_name(Person *p, GedNode *n, bool own_row)
{
    Gedcom *g = p->out->g;
    Str name = name_said(g, p->out->a, n);

    if (name.n == 0)
        return;
    if (!own_row && ged_put(p->out, name_column(n, name), name, n->line))
        return;
    if (p->rows)
        vec_push(g->a, &g->rows[GED_NAME],
                 (GedRow){ .node = n, .line = n->line, .person = p->person });
}

/* Is it the surname that the name is taken to begin with anyway? What says otherwise is kept, so
 * that it can be written again. */
static bool surname_is_plain(Arena *a, const GedNode *n, Str surname)
{
    Str name = ged_name(a, n);
    return surname.n == 0 ||
           (ged_is_han(name) && str_eq(surname, str_part(name, 0, ged_surname(name))));
}

static Str surname_of(Arena *a, const GedNode *n)
{
    Str before, rest, surname = { 0 }, after;
    if (str_cut(n->value, S("/"), &before, &rest))
        (void)str_cut(rest, S("/"), &surname, &after);
    surname = str_trim(surname.n ? surname : ged_value(n, "SURN"));
    return joined(a, &surname, 1, true);
}

/* Parts of a name that only say again what the name says. */
static void use_pieces(Person *p, const GedNode *n, bool first)
{
    Str name = ged_name(p->out->a, n), surname = surname_of(p->out->a, n);
    bool plain = surname_is_plain(p->out->a, n, surname);

    for (GedNode *c = n->child; c; c = c->next) {
        if (ged_is(c, "GIVN"))
            c->used = str_find(name, str_trim(c->value)) >= 0;
        else if (ged_is(c, "SURN"))
            c->used = plain && str_find(name, str_trim(c->value)) >= 0;
    }
    if (plain || ged_child(n, "SURN"))
        return;
    GedNode *kept = NEW(p->out->a, GedNode);
    kept->tag = n->tag;
    kept->value = first ? (Str){ 0 } : name;
    ged_add(p->out->a, kept, S("SURN"), surname)->line = n->line;
    keep(p->out->g, "INDI", kept, true, &p->kept);
}

/* The code of a spelling that LANG (of 7) or TYPE (of 5.5.1) says; empty if it says none. */
static Str system_of(const Gedcom *g, const GedNode *n)
{
    static const struct {
        const char *said, *code;
    } systems[] = {
        { "zh-Latn-pinyin", "pinyin" }, { "zh-Latn-wadegile", "wade_giles" },
        { "wadegiles", "wade_giles" },  { "nan-Latn", "hokkien" },
        { "yue-Latn", "cantonese" },    { "hak-Latn", "hakka" },
    };
    const GedNode *says = ged_child(n, "LANG");
    Str said;

    says = says ? says : ged_child(n, "TYPE");
    said = says ? str_trim(says->value) : (Str){ 0 };
    for (size_t i = 0; i < LEN(systems); i++)
        if (str_same(said, str_z(systems[i].said)))
            return str_z(systems[i].code);
    return !str_same(said, S("other")) && ged_means(g, "person_name", "system", said) ? said
                                                                                      : (Str){ 0 };
}

/* The same name in another script or spelling. A name in the record does not say which spelling it
 * is in; where that is known the name is a row too. */
static void take_variant(Person *p, GedNode *n)
{
    static const char *const plain[] = { "other", "und-Latn", "zh-Hans", "zh-Hant", "zh", "und" };
    Gedcom *g = p->out->g;
    bool known = system_of(g, n).n > 0;
    GedNode *says = ged_child(n, "LANG");

    take_name(p, n, false);
    if (known) {
        take_name(p, n, true);
        return;
    }
    says = says ? says : ged_child(n, "TYPE");
    for (size_t i = 0; says && i < LEN(plain); i++)
        if (str_same(str_trim(says->value), str_z(plain[i])))
            return;
    if (says)
        ged_drop(g, "INDI.NAME", says);
}

/* The source that goes into the field of a name: the first that is nothing but words. */
static const GedNode *document_of(Arena *a, const GedNode *n)
{
    for (const GedNode *c = n->child; c; c = c->next) {
        bool rest;
        if (ged_is(c, "SOUR") && utf8_len(ged_source(a, c, &rest)) <= PLACE_MAX && !rest)
            return c;
    }
    return NULL;
}

static void take_first_name(Person *p, GedNode *n, bool first)
{
    Str type = ged_value(n, "TYPE");
    bool own = !first && type.n;

    take_name(p, n, own);
    use_pieces(p, n, first);
    for (GedNode *c = n->child; c; c = c->next) {
        c->used |= p->out->g->ours &&
                   (ged_is(c, "_SYSTEM") || (own && (ged_is(c, "_FROM") || ged_is(c, "_TO"))));
        c->used |= own && (ged_is(c, "TYPE") || c == document_of(p->out->a, n));
        c->used |= first && ged_is(c, "TYPE") && str_same(c->value, S("BIRTH"));
        if (ged_is(c, "NICK"))
            take_name(p, c, true);
        if (ged_is(c, "TRAN") || ged_is(c, "ROMN") || ged_is(c, "FONE"))
            take_variant(p, c);
        c->used |= ged_is(c, "NICK") || ged_is(c, "TRAN") || ged_is(c, "ROMN") || ged_is(c, "FONE");
    }
}

static void take_names(Person *p, GedNode *n)
{
    bool first = !p->named;
    GedNode *named;

    p->named = true;
    take_first_name(p, n, first);
    named = NEW(p->out->a, GedNode);
    *named = *n;
    named->value = first ? (Str){ 0 } : ged_name(p->out->a, n);
    keep(p->out->g, "INDI", named, true, &p->kept);
}

/* ---- events ---- */

static bool is_date(const GedNode *n)
{
    return ged_is(n, "DATE");
}

static bool only_phrase(const GedNode *date)
{
    for (const GedNode *c = date->child; c; c = c->next)
        if (!ged_is_phrase(c))
            return false;
    return true;
}

/* A place in its column; false if it is to be kept too, for what stands below it. */
static bool put_place(GedCells *o, int col, const GedNode *n)
{
    return utf8_len(n->value) <= PLACE_MAX && str_find(n->value, S("\n")) < 0 &&
           ged_put(o, col, n->value, n->line) && !n->child;
}

void ged_event(GedCells *o, const GedNode *n, int date, int place, Kept *kept)
{
    for (GedNode *c = n->child; c; c = c->next) {
        AUTO(buf_done) Buf b = buf_new(BUF_LINE);
        Str phrase = ged_phrase(c);
        if (is_date(c) && o->text[date].n == 0 && gedcom_date_read(c->value, phrase, &b)) {
            ged_put(o, date, arena_str(o->a, buf_str(&b)), c->line);
            c->used = only_phrase(c) && gedcom_date_same(o->text[date], c->value, phrase);
        } else if (place >= 0 && ged_is(c, "PLAC")) {
            c->used = put_place(o, place, c);
        }
    }
    keep(o->g, o->of, n, true, kept);
}

static void take_birth(Person *p, GedNode *n)
{
    if (p->out->text[GP_BORN].n || p->out->text[GP_BIRTHPLACE].n)
        keep(p->out->g, "INDI", n, false, &p->kept);
    else
        ged_event(p->out, n, GP_BORN, GP_BIRTHPLACE, &p->kept);
}

static void take_death(Person *p, GedNode *n)
{
    if (p->out->text[GP_DIED].n || p->out->text[GP_PRESENCE].n) {
        keep(p->out->g, "INDI", n, false, &p->kept);
        return;
    }
    ged_event(p->out, n, GP_DIED, -1, &p->kept);
    if (p->out->text[GP_DIED].n == 0)
        ged_put(p->out, GP_PRESENCE, S("deceased"), n->line);
}

static void take_emigration(Person *p, GedNode *n)
{
    if (p->out->text[GP_LEFT].n)
        keep(p->out->g, "INDI", n, false, &p->kept);
    else
        ged_event(p->out, n, GP_LEFT, -1, &p->kept);
}

/* A TYPE that says one of the things that we write there. */
static bool is_type(const GedNode *n, const char *const *types)
{
    Str type = str_trim(ged_value(n, "TYPE"));
    for (; *types; types++)
        if (str_same(type, str_z(*types)))
            return true;
    return false;
}

/* EVEN: the return to China; FACT: the ancestral place, today's and as written. */
static void take_event(Person *p, GedNode *n)
{
    static const char *const returned[] = {
        "return to China", "归国", "歸國", "回国", "回國", NULL
    };
    GedNode *type = ged_child(n, "TYPE");

    if (!is_type(n, returned) || p->out->text[GP_RETURNED].n || n->value.n) {
        keep(p->out->g, "INDI", n, false, &p->kept);
        return;
    }
    type->used = true;
    ged_event(p->out, n, GP_RETURNED, -1, &p->kept);
}

static void take_fact(Person *p, GedNode *n)
{
    static const char *const origins[] = {
        "ancestral place", "ancestral home", "native place", "祖籍", "祖籍地", "籍贯", "籍貫", NULL
    };
    GedCells *o = p->out;
    GedNode *place = ged_child(n, "PLAC");
    Str value = str_trim(n->value);
    bool today = ged_means(o->g, "person", "ancestral_place", value);

    if (!is_type(n, origins) || o->text[GP_ANCESTRAL].n || o->text[GP_ANCESTRAL_TEXT].n ||
        (!today && value.n && place)) {
        keep(o->g, "INDI", n, false, &p->kept);
        return;
    }
    ged_put(o, today ? GP_ANCESTRAL : GP_ANCESTRAL_TEXT, value, n->line);
    if (place)
        place->used = put_place(o, GP_ANCESTRAL_TEXT, place);
    ged_child(n, "TYPE")->used = true;
    keep(o->g, "INDI", n, true, &p->kept);
}

/* ---- countries ---- */

static bool is_country(const Person *p, Str text)
{
    return country_find(p->out->g->c->facts->countries, str_trim(text)) != NULL;
}

/* Only a residence that says a country and nothing else. */
static void take_residence(Person *p, GedNode *n)
{
    GedNode *place = ged_child(n, "PLAC");
    if (n->value.n || !place || place->child || place->next || place != n->child ||
        !is_country(p, place->value) || !ged_put(p->out, GP_RESIDENCE, place->value, place->line))
        keep(p->out->g, "INDI", n, false, &p->kept);
}

static void take_nationality(Person *p, GedNode *n)
{
    if (n->child || !is_country(p, n->value) || !ged_put(p->out, GP_NATIONALITY, n->value, n->line))
        keep(p->out->g, "INDI", n, false, &p->kept);
}

/* ---- the rest ---- */

static void take_sex(Person *p, GedNode *n)
{
    Str s = str_trim(n->value);
    bool male = str_same(s, S("M")), female = str_same(s, S("F"));
    if (male || female)
        ged_put(p->out, GP_SEX, male ? S("male") : S("female"), n->line);
    if ((!male && !female && !str_same(s, S("U"))) || n->child)
        keep(p->out->g, "INDI", n, false, &p->kept);
}

Str ged_note(const GedNode *n)
{
    return n->pointer ? n->target ? n->target->value : (Str){ 0 } : n->value;
}

void ged_use_note(Gedcom *g, const char *of, const GedNode *n)
{
    if (n->target)
        n->target->used = true;
    for (const GedNode *c = n->child; c; c = c->next)
        ged_drop(g, of, c);
}

static void take_note(Person *p, GedNode *n)
{
    ged_use_note(p->out->g, "INDI.NOTE", n);
    add_line(&p->note, str_trim(ged_note(n)), "\n\n");
}

static void take_source(Person *p, GedNode *n)
{
    enum { EVIDENCE_MAX = 2000 };
    bool rest;
    Str text = ged_source(p->out->a, n, &rest);

    if (rest || text.n == 0 || p->evidence.n + text.n >= EVIDENCE_MAX) {
        keep(p->out->g, "INDI", n, false, &p->kept);
        return;
    }
    add_line(&p->evidence, text, "\n");
    p->out->line[GP_EVIDENCE] = n->line;
}

bool ged_is_ours(const Gedcom *g, const GedNode *n)
{
    Str type = ged_value(n, "TYPE");
    if (!g->ours)
        return false;
    if (ged_is(n, "RIN"))
        return !n->child;
    return str_eq(type, ged_is(n, "REFN") ? S(GED_KEY_TYPE) : S(GED_ID_TYPE));
}

static void take_number(Person *p, GedNode *n)
{
    Gedcom *g = p->out->g;
    if (!ged_is_ours(g, n) ||
        !ged_put(p->out, ged_is(n, "REFN") ? GP_KEY : GP_ID, n->value, n->line))
        keep(g, "INDI", n, false, &p->kept);
}

static void take_restriction(Person *p, GedNode *n)
{
    if (!p->out->g->persons.p[p->person - 1].withheld)
        keep(p->out->g, "INDI", n, false, &p->kept);
}

/* gedcom_family.c makes relations of what links two persons. */
static void take_link(Person *p, GedNode *n)
{
    if (ged_is(n, "ASSO") && !ged_person(p->out->g, n->target))
        keep(p->out->g, "INDI", n, false, &p->kept);
    for (const GedNode *c = ged_is(n, "FAMS") ? n->child : NULL; c; c = c->next)
        ged_drop(p->out->g, "INDI.FAMS", c);
}

static void drop(Person *p, GedNode *n)
{
    ged_drop(p->out->g, "INDI", n);
}

static const struct {
    const char *tag;
    void (*take)(Person *p, GedNode *n);
} takers[] = {
    { "NAME", take_names },       { "SEX", take_sex },       { "BIRT", take_birth },
    { "DEAT", take_death },       { "EMIG", take_emigration }, { "EVEN", take_event },
    { "FACT", take_fact },        { "RESI", take_residence }, { "NATI", take_nationality },
    { "NOTE", take_note },        { "SNOTE", take_note },    { "SOUR", take_source },
    { "REFN", take_number },      { "RIN", take_number },    { "EXID", take_number },
    { "RESN", take_restriction }, { "FAMC", take_link },     { "FAMS", take_link },
    { "ASSO", take_link },        { "CHAN", drop },          { "CREA", drop },
};

static void take(Person *p, GedNode *n)
{
    for (size_t i = 0; i < LEN(takers); i++)
        if (ged_is(n, takers[i].tag)) {
            takers[i].take(p, n);
            return;
        }
    keep(p->out->g, "INDI", n, false, &p->kept);
}

static void clear_used(GedNode *n)
{
    n->used = false;
    for (GedNode *c = n->child; c; c = c->next)
        clear_used(c);
}

static void read_person(Person *p)
{
    GedCells *o = p->out;
    Gedcom *g = o->g;

    p->note = buf_new(GEDCOM_VALUE_MAX);
    p->evidence = buf_new(BUF_LINE);
    for (GedNode *n = g->persons.p[p->person - 1].node->child; n; n = n->next) {
        clear_used(n);
        take(p, n);
    }
    if (o->text[GP_HANS].n + o->text[GP_HANT].n + o->text[GP_LATIN].n == 0)
        ged_put(o, GP_LATIN, S("?"), g->persons.p[p->person - 1].node->line);
    o->text[GP_EVIDENCE] = arena_str(o->a, buf_str(&p->evidence));
    o->text[GP_NOTE] = keep_join(o->a, buf_str(&p->note), &p->kept);
    buf_done(&p->note);
    kept_done(&p->kept);
    buf_done(&p->evidence);
}

void person_cells(GedCells *o, const GedRow *row)
{
    Person p = { .out = o, .person = row->person };
    const GedPerson *one = &o->g->persons.p[row->person - 1];

    o->line[GP_NOTE] = row->line;
    read_person(&p);
    o->text[GP_ID] = one->id ? arena_printf(o->a, "#%" PRId64, one->id) : (Str){ 0 };
}

void name_rows(Gedcom *g, uint32_t person)
{
    GedCells cells = { .g = g, .a = g->c->arena };
    Person p = { .out = &cells, .person = person, .rows = true };
    read_person(&p);
}

/* ---- other names ---- */

static const struct {
    const char *type, *kind;
} name_types[] = {
    { "AKA", "alias" },      { "BIRTH", "former" },     { "IMMIGRANT", "local" },
    { "MAIDEN", "maiden" },  { "MARRIED", "married" },  { "PROFESSIONAL", "pen" },
    { "OTHER", "" },         { "immigrant name", "local" },
};

/* What TYPE says; what is no kind of ours is kept as the place where the name stands. */
static void put_kind(GedCells *o, const GedNode *type)
{
    Str said = str_trim(type->value), phrase = str_trim(ged_value(type, "PHRASE"));

    if (phrase.n && str_same(said, S("OTHER")))
        said = phrase;
    for (size_t i = 0; i < LEN(name_types); i++)
        if (str_same(said, str_z(name_types[i].type))) {
            ged_put(o, GN_KIND, str_z(name_types[i].kind), type->line);
            return;
        }
    if (ged_means(o->g, "person_name", "kind", said)) {
        ged_put(o, GN_KIND, said, type->line);
        return;
    }
    ged_put(o, GN_KIND, S("alias"), type->line);
    if (o->text[GN_DOCUMENT].n)
        said = arena_printf(o->a, "%.*s, %.*s", STR(said), STR(o->text[GN_DOCUMENT]));
    o->text[GN_DOCUMENT] = said;
    o->line[GN_DOCUMENT] = type->line;
}

void name_cells(GedCells *o, const GedRow *row)
{
    const GedNode *n = row->node, *document;
    bool name = ged_is(n, "NAME"), rest;

    o->text[GN_PERSON] = arena_printf(o->a, "#%" PRId64, o->g->persons.p[row->person - 1].id);
    ged_put(o, GN_NAME, name_said(o->g, o->a, n), n->line);
    if (!name) {
        ged_put(o, GN_KIND, ged_is(n, "NICK") ? S("alias") : S("variant"), n->line);
        ged_put(o, GN_SYSTEM, system_of(o->g, n), n->line);
        return;
    }
    document = document_of(o->a, n);
    if (document)
        ged_put(o, GN_DOCUMENT, ged_source(o->a, document, &rest), document->line);
    for (const GedNode *c = n->child; c; c = c->next) {
        if (ged_is(c, "TYPE"))
            put_kind(o, c);
        else if (o->g->ours && ged_is(c, "_SYSTEM"))
            ged_put(o, GN_SYSTEM, c->value, c->line);
        else if (o->g->ours && (ged_is(c, "_FROM") || ged_is(c, "_TO")))
            ged_put(o, ged_is(c, "_TO") ? GN_TO : GN_FROM, c->value, c->line);
    }
    if (!ged_child(n, "TYPE"))
        ged_put(o, GN_KIND, S("alias"), n->line);
}
