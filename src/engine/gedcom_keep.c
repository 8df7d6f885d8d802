/* SPDX-License-Identifier: Apache-2.0
 * What GEDCOM says and no field takes: kept at the end of the note, as lines of GEDCOM below the
 * mark [GEDCOM], and put back where it belongs when the record is written as GEDCOM again.
 *
 *     He went by the ship Taming.
 *     [GEDCOM]
 *     1 OCCU shopkeeper
 *     2 DATE FROM 1901 TO 1912
 *     1 BIRT +
 *     2 SOUR tombstone
 *
 * A "+" says that the lines add to a structure that the fields make: here to the birth. Pointers are put into words, since the records that they lead to may not come along.
 */
#include "engine/gedcom.h"

/* ---- listing ---- */

static void list_left(Gedcom *g, Str path, uint32_t line, bool kept)
{
    int64_t at;
    if (!g->counting)
        return;
    if (!map_get(&g->left_at, path, &at)) {
        GedLeft one = { .path = arena_str(g->a, path), .line = line, .kept = kept };
        at = (int64_t)g->left.n;
        map_set(&g->left_at, path, at);
        vec_push(g->a, &g->left, one);
    }
    g->left.p[at].times++;
}

void ged_drop(Gedcom *g, const char *of, const GedNode *n)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    buf_printf(&b, "%s%s%.*s", of, *of ? "." : "", STR(n->tag));
    list_left(g, buf_str(&b), n->line, false);
}

/* Listed as INDI.OCCU, or INDI.BIRT.SOUR where only a part is kept. */
static void list_kept(Gedcom *g, const char *of, const GedNode *n, bool only)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    if (!only) {
        buf_printf(&b, "%s.%.*s", of, STR(n->tag));
        list_left(g, buf_str(&b), n->line, true);
        return;
    }
    for (const GedNode *c = n->child; c; c = c->next) {
        if (c->used)
            continue;
        buf_clear(&b);
        buf_printf(&b, "%s.%.*s.%.*s", of, STR(n->tag), STR(c->tag));
        list_left(g, buf_str(&b), c->line, true);
    }
}

/* ---- into words ---- */

/* Title, author and what else names a source. */
static void describe_source(const GedNode *n, Buf *b)
{
    static const char *const tags[] = { "TITL", "AUTH", "PUBL" };
    Str text;
    for (size_t i = 0; i < LEN(tags); i++) {
        text = str_trim(ged_value(n, tags[i]));
        if (text.n)
            buf_printf(b, "%s%.*s", b->n ? ", " : "", STR(text));
    }
    text = str_trim(ged_value(n, "ABBR"));
    if (b->n == 0)
        buf_put(b, text.n ? text : n->xref);
}

static Str on_one_line(Arena *a, Str s)
{
    Str out = arena_str(a, s);
    char *p = out.n ? arena_z(a, s) : NULL;
    for (size_t i = 0; i < out.n; i++)
        if (p[i] == '\n')
            p[i] = ' ';
    return str_trim((Str){ p, out.n });
}

Str ged_source(Arena *a, const GedNode *n, bool *rest)
{
    AUTO(buf_done) Buf b = buf_new(GEDCOM_VALUE_MAX);
    Str page = str_trim(ged_value(n, "PAGE"));

    *rest = false;
    for (const GedNode *c = n->child; c; c = c->next)
        *rest |= !ged_is(c, "PAGE") || c->child;
    if (n->target)
        n->target->used = true;
    if (n->target)
        describe_source(n->target, &b);
    else if (!n->pointer)
        buf_put(&b, str_trim(n->value));
    if (page.n)
        buf_printf(&b, "%s%.*s", b.n ? ", " : "", STR(page));
    return on_one_line(a, buf_str(&b));
}

/* The value that says what a pointer led to. */
static Str words_of(Arena *a, const GedNode *n)
{
    AUTO(buf_done) Buf b = buf_new(GEDCOM_VALUE_MAX);
    const GedNode *to = n->target;

    if (!to)
        return (Str){ 0 };
    if (ged_is(to, "SOUR"))
        describe_source(to, &b);
    else if (ged_is(to, "INDI"))
        buf_put(&b, ged_child(to, "NAME") ? ged_name(a, ged_child(to, "NAME")) : to->xref);
    else if (ged_is(to, "NOTE") || ged_is(to, "SNOTE"))
        return to->value;
    else
        buf_put(&b, ged_child(to, "NAME") ? ged_value(to, "NAME") : (Str){ 0 });
    return on_one_line(a, buf_str(&b));
}

static GedNode *copy_node(Arena *a, const GedNode *n, GedNode *to, int depth)
{
    GedNode *out = to ? ged_add(a, to, n->tag, n->value) : NEW(a, GedNode);
    out->tag = n->tag;
    out->value = n->pointer ? words_of(a, n) : n->value;
    if (ged_is(n, "SNOTE"))
        out->tag = S("NOTE");
    if (n->target)
        n->target->used = true;
    for (const GedNode *c = n->child; c && depth < GEDCOM_LEVEL_MAX - 4; c = c->next)
        copy_node(a, c, out, depth + 1);
    /* A picture or document is the file that its record names. */
    if (n->target && ged_is(n, "OBJE"))
        for (const GedNode *c = n->target->child; c; c = c->next)
            if (!c->target)
                copy_node(a, c, out, depth + 1);
    return out;
}

static void hang(GedNode *to, GedNode *n)
{
    if (to->last)
        to->last->next = n;
    else
        to->child = n;
    to->last = n;
}

/* Dates below a structure in the form of that version. */
static void put_dates(Arena *a, GedNode *n, GedVersion v)
{
    Str phrase = ged_phrase(n);
    GedNode *c = n->child, *next;

    if (!ged_is(n, "DATE"))
        return;
    n->child = n->last = NULL;
    gedcom_date_print(n->value, phrase, v, n, a);
    for (; c; c = next) {
        next = c->next;
        c->next = NULL;
        if (!ged_is_phrase(c))
            hang(n, c);
    }
}

static void put_all_dates(Arena *a, GedNode *n, GedVersion v)
{
    put_dates(a, n, v);
    for (GedNode *c = n->child; c; c = c->next)
        put_all_dates(a, c, v);
}

static Buf *kept_at(Kept *k, const GedNode *n, bool only)
{
    static const char *const order[KEPT_PARTS - 1] = { "NAME", "BIRT", "DEAT", "EMIG", "EVEN",
                                                       "FACT", "FAMC", "MARR", "DIV" };
    size_t at = only ? 0 : KEPT_PARTS - 1;
    while (at < KEPT_PARTS - 1 && !ged_is(n, order[at]))
        at++;
    if (!k->of[at].max)
        k->of[at] = buf_new(GEDCOM_VALUE_MAX);
    return &k->of[at];
}

void kept_done(Kept *k)
{
    for (size_t i = 0; i < KEPT_PARTS; i++)
        buf_done(&k->of[i]);
}

void keep(Gedcom *g, const char *of, const GedNode *n, bool only, Kept *kept)
{
    Arena *a = g->c->arena;
    GedNode *out;
    bool any = !only;

    list_kept(g, of, n, only);
    if (only) {
        out = NEW(a, GedNode);
        out->tag = n->tag;
        out->value =
            ged_is(n, "NAME") && n->value.n ? arena_printf(a, "+ %.*s", STR(n->value)) : S("+");
        for (int dates = 1; dates >= 0; dates--) /* the date first, as we write it */
            for (const GedNode *c = n->child; c; c = c->next)
                if (!c->used && ged_is(c, "DATE") == dates) {
                    copy_node(a, c, out, 1);
                    any = true;
                }
    } else {
        out = copy_node(a, n, NULL, 0);
    }
    if (!any)
        return;
    put_all_dates(a, out, GEDCOM_7);
    ged_print(out, 1, GEDCOM_7, kept_at(kept, n, only));
}

/* ---- in a note ---- */

Str keep_join(Arena *a, Str text, const Kept *kept)
{
    AUTO(buf_done) Buf b = buf_new((size_t)(KEPT_PARTS + 2) * GEDCOM_VALUE_MAX);
    bool any = false;

    buf_put(&b, text);
    for (size_t i = 0; i < KEPT_PARTS; i++) {
        if (kept->of[i].n == 0)
            continue;
        if (!any)
            buf_put(&b, text.n ? S("\n" KEEP_MARK "\n") : S(KEEP_MARK "\n"));
        any = true;
        buf_put(&b, buf_str(&kept->of[i]));
    }
    return str_trim(arena_str(a, buf_str(&b)));
}

Str keep_split(Arena *a, Str note, GedNode **kept)
{
    AUTO(buf_done) Buf b = buf_new((size_t)4 * GEDCOM_VALUE_MAX);
    ptrdiff_t at = str_starts(note, S(KEEP_MARK "\n")) ? 0 : str_find(note, S("\n" KEEP_MARK "\n"));
    Err quiet = { 0 };
    GedDoc doc;

    *kept = NEW(a, GedNode);
    if (at < 0)
        return note;
    buf_put(&b, S("0 HEAD\n1 GEDC\n2 VERS 7.0\n0 KEPT\n"));
    buf_put(&b, str_part(note, (size_t)at + (at ? 1 : 0) + sizeof KEEP_MARK, note.n));
    /* What somebody wrote behind the mark and is no GEDCOM stays text. */
    if (!gedcom_parse(a, arena_str(a, buf_str(&b)), &doc, &quiet) || doc.problems.n ||
        doc.records->next->next)
        return note;
    *kept = doc.records->next;
    return str_trim(str_part(note, 0, (size_t)at));
}

/* Do the dates say the same? Then the one that was kept is written, as it was. */
static bool same_date(const GedNode *ours, const GedNode *kept)
{
    AUTO(buf_done) Buf x = buf_new(BUF_LINE);
    AUTO(buf_done) Buf y = buf_new(BUF_LINE);
    return gedcom_date_read(ours->value, ged_phrase(ours), &x) &&
           gedcom_date_read(kept->value, ged_phrase(kept), &y) && str_eq(buf_str(&x), buf_str(&y));
}

/* May the kept structure be part of that one? */
static bool fits(Arena *a, const GedNode *ours, const GedNode *kept)
{
    if (!str_eq(ours->tag, kept->tag) || (kept->value.n && !str_eq(ged_name(a, ours), kept->value)))
        return false;
    for (const GedNode *c = kept->child; c; c = c->next) {
        const GedNode *there = ged_child(ours, arena_z(a, c->tag));
        if (there && !(ged_is(c, "DATE") && same_date(there, c)) &&
            !(ged_is(c, "PLAC") && str_eq(there->value, c->value)))
            return false;
    }
    return true;
}

static void take_over(Arena *a, GedNode *ours, GedNode *kept)
{
    for (GedNode *c = kept->child, *next; c; c = next) {
        GedNode *there = ged_child(ours, arena_z(a, c->tag));
        next = c->next;
        c->next = NULL;
        if (there) { /* a date or place: as it was */
            there->value = c->value;
            there->child = c->child;
            there->last = c->last;
            continue;
        }
        hang(ours, c);
    }
}

/* The surname that was kept is written into the name again. */
static void put_surname(Arena *a, GedNode *name)
{
    Str surname = ged_value(name, "SURN"), all = ged_name(a, name);
    size_t n = surname.n;

    if (n == 0 || n >= all.n)
        return;
    if (str_starts(all, surname) && (ged_is_han(all) || all.p[n] == ' '))
        name->value = arena_printf(a, "/%.*s/%.*s", STR(surname), STR(str_part(all, n, all.n)));
    else if (str_ends(all, surname) && !ged_is_han(all) && all.p[all.n - n - 1] == ' ')
        name->value = arena_printf(a, "%.*s/%.*s/", STR(str_part(all, 0, all.n - n)), STR(surname));
}

void keep_add(Arena *a, GedNode *ours, GedNode *kept, GedVersion v)
{
    put_all_dates(a, kept, v);
    take_over(a, ours, kept);
}

void keep_merge(Arena *a, GedNode *to, GedNode *kept, GedVersion v)
{
    for (GedNode *k = kept->child, *next; k; k = next) {
        bool part = str_starts(k->value, S("+"));
        GedNode *ours = part ? to->child : NULL;
        next = k->next;
        k->next = NULL;
        if (part)
            k->value = str_trim(str_part(k->value, 1, k->value.n));
        while (ours && !fits(a, ours, k))
            ours = ours->next;
        put_all_dates(a, k, v);
        if (ours)
            take_over(a, ours, k);
        else
            hang(to, k);
        if (ours && ged_is(ours, "NAME"))
            put_surname(a, ours);
    }
}
