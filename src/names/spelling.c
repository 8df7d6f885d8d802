/* SPDX-License-Identifier: Apache-2.0
 * Spelling: from a written token to the syllables of a dialect that it may stand for.
 *
 * The rules of a system say how it writes each initial and each final; a token is cut at every
 * place into a written initial and a written final, and what both may be is looked up. So nothing
 * has to be listed, and 35 systems fit into some ten thousand rows.
 */
#include <stdlib.h>

#include "base/buf.h"
#include "names/impl.h"
#include "text/tsv.h"

/* A syllable that is heard for its likeness alone: a slip of 3 in 100, to one of about 8 forms. */
static const float NEAR_P = 0.002F;
enum { RULES_NAME = 64 };

typedef struct {
    int system, from; /* inherits: from whom, -1 for a rule */
    Part part;
    Str unit, forms;
} Rule;

typedef VEC(Rule) Rules;

/* ---- reading the rules ---- */

static const char *const part_words[PART__N] = {
    [PART_INITIAL] = "initial", [PART_FINAL] = "final", [PART_SYLLABLE] = "syllable"
};

static bool rule_read(const Names *n, const Str *cells, Rule *out)
{
    *out = (Rule){ .system = names_system_find(n, cells[0]), .from = -1 };
    if (out->system < 0)
        return false;
    if (str_eq(cells[1], S("inherits"))) {
        out->from = names_system_find(n, cells[2]);
        return out->from >= 0;
    }
    out->unit = str_eq(cells[2], S("0")) ? S("") : cells[2];
    out->forms = cells[3];
    for (size_t p = 0; p < PART__N; p++)
        if (str_eq(cells[1], str_z(part_words[p]))) {
            out->part = (Part)p;
            return true;
        }
    return false;
}

static void unit_add(Dialect *d, Arena *a, Part part, Str unit)
{
    int64_t id;

    if (part == PART_SYLLABLE || map_get(&d->unit_ids[part], unit, &id) ||
        d->units[part].n == UNITS_MAX)
        return;
    vec_push(a, &d->units[part], unit);
    map_set(&d->unit_ids[part], unit, (int64_t)d->units[part].n - 1);
}

/* The rule of a system for a unit, its own or that of the one it inherits from. */
static const Rule *rule_of(const Rules *rules, int system, Part part, Str unit)
{
    for (int depth = 0; system >= 0 && depth < 4; depth++) {
        int from = -1;
        for (size_t i = 0; i < rules->n; i++) {
            const Rule *r = &rules->p[i];
            if (r->system != system)
                continue;
            if (r->from >= 0)
                from = r->from;
            else if (r->part == part && str_eq(r->unit, unit))
                return r;
        }
        system = from;
    }
    return NULL;
}

/* ---- forms ---- */

typedef struct {
    Str text;
    Form form;
} Written;

typedef VEC(Written) WrittenList;

static float forms_total(Str forms)
{
    float total = 0, weight;
    Str word;

    while (str_next(&forms, ' ', &word)) {
        (void)weight_cut(word, 1, &weight);
        total += weight;
    }
    return total;
}

static void forms_add(Arena *a, WrittenList *all, Str forms, Form form, float total)
{
    float weight;
    Str word;

    while (str_next(&forms, ' ', &word)) {
        Str text = weight_cut(word, 1, &weight);
        form.p = total > 0 ? weight / total : 0;
        if (str_eq(text, S("0")))
            text = S("");
        if (form.p > 0)
            vec_push(a, all, (Written){ text, form });
    }
}

/* How a system writes each initial and final. Without a rule, as the scheme of the dialect does. */
static void forms_of_units(Names *n, Arena *a, const Rules *rules, int system, WrittenList *all)
{
    const Dialect *d = &n->dialects[n->systems[system].dialect];

    for (Part part = PART_INITIAL; part <= PART_FINAL; part++) {
        for (size_t u = 0; u < d->units[part].n; u++) {
            const Rule *r = rule_of(rules, system, part, d->units[part].p[u]);
            Form form = { (uint8_t)system, (uint8_t)part, (uint16_t)u, 1 };
            if (r)
                forms_add(a, all, r->forms, form, forms_total(r->forms));
            else
                vec_push(a, all, (Written){ d->units[part].p[u], form });
        }
    }
}

/* Whole syllables that have forms of their own; those weigh against 100 for what rules make. */
static void forms_of_syllables(Names *n, Arena *a, const Rules *rules, int system, WrittenList *all)
{
    Dialect *d = &n->dialects[n->systems[system].dialect];
    float *whole = NEWN(a, float, d->syllables.n + 1);

    n->whole[system] = whole;
    for (size_t s = 0; s < d->syllables.n; s++)
        whole[s] = 1;
    for (size_t i = 0; i < rules->n; i++) {
        const Rule *r = &rules->p[i];
        int64_t id;
        float total;
        if (r->from >= 0 || r->part != PART_SYLLABLE || !map_get(&d->syllable_ids, r->unit, &id) ||
            rule_of(rules, system, PART_SYLLABLE, r->unit) != r)
            continue;
        total = 100 + forms_total(r->forms);
        whole[id] = 100 / total;
        forms_add(a, all, r->forms, (Form){ (uint8_t)system, PART_SYLLABLE, (uint16_t)id, 1 },
                  total);
    }
}

/* Cuts each syllable of the dialect into its units; those that no units make are written whole. */
static void cut_syllables(Names *n, Arena *a, DialectId which, WrittenList *all)
{
    Dialect *d = &n->dialects[which];

    d->of_units = arena_get(a, sizeof *d->of_units * UNITS_MAX * UNITS_MAX);
    memset(d->of_units, 0xFF, sizeof *d->of_units * UNITS_MAX * UNITS_MAX);
    for (size_t s = 0; s < d->syllables.n; s++) {
        Str text = d->syllables.p[s];
        bool cut = false;
        for (size_t k = text.n + 1; k-- > 0 && !cut;) {
            int64_t i, f;
            if (!map_get(&d->unit_ids[PART_INITIAL], str_part(text, 0, k), &i) ||
                !map_get(&d->unit_ids[PART_FINAL], str_part(text, k, text.n), &f))
                continue;
            d->of_units[i * UNITS_MAX + f] = (uint16_t)s;
            cut = true;
        }
        for (size_t y = 0; y < n->nsystems && !cut; y++)
            if (n->systems[y].dialect == which)
                vec_push(a, all, (Written){ text, { (uint8_t)y, PART_SYLLABLE, (uint16_t)s, 1 } });
    }
}

static int by_text(const void *x, const void *y)
{
    const Written *a = x, *b = y;
    int order = str_cmp(a->text, b->text);
    if (order)
        return order;
    if (a->form.part != b->form.part)
        return a->form.part < b->form.part ? -1 : 1;
    return (a->form.system > b->form.system) - (a->form.system < b->form.system);
}

static void index_forms(Names *n, Arena *a, WrittenList *all)
{
    if (all->n)
        qsort(all->p, all->n, sizeof *all->p, by_text);
    for (size_t i = 0; i < all->n; i++) {
        const Written *w = &all->p[i];
        if (i == 0 || !str_eq(w->text, all->p[i - 1].text)) {
            map_set(&n->form_ids, w->text, (int64_t)n->form_lists.n);
            vec_push(a, &n->form_lists, (FormList){ .first = (uint32_t)n->forms.n });
            vec_push(a, &n->form_texts, w->text);
        }
        n->form_lists.p[n->form_lists.n - 1].n[w->form.part]++;
        vec_push(a, &n->forms, w->form);
    }
}

/* ---- what sounds alike ---- */

typedef struct {
    const char *written, *sound;
} Sound;

/* Longest first within a letter. Aspiration and voice are lost, as most systems lose them. */
static const Sound initial_sounds[] = {
    { "tsch", "C" }, { "tsh", "C" }, { "tch", "C" }, { "chh", "C" }, { "ph", "P" }, { "bh", "P" },
    { "ngh", "G" },  { "ng", "G" },  { "kh", "K" },  { "gh", "K" },  { "qu", "KW" }, { "kw", "KW" },
    { "gw", "KW" },  { "hw", "FW" }, { "wh", "W" },  { "hs", "S" },  { "sh", "S" },  { "tj", "C" },
    { "dj", "C" },   { "ts", "C" },  { "tz", "C" },  { "dz", "C" },  { "ch", "C" },  { "zh", "C" },
    { "th", "T" },   { "dh", "T" },  { "rh", "L" },  { "nj", "N" },  { "ny", "N" },  { "p", "P" },
    { "b", "P" },    { "m", "M" },   { "f", "F" },   { "h", "F" },   { "t", "T" },   { "d", "T" },
    { "n", "N" },    { "l", "L" },   { "r", "L" },   { "k", "K" },   { "g", "K" },   { "q", "C" },
    { "c", "C" },    { "z", "C" },   { "j", "C" },   { "s", "S" },   { "x", "S" },   { "y", "" },
    { "w", "W" },    { "v", "W" },
};

uint32_t names_sound(Str token)
{
    static const char vowels[] = "aeiouywv", heard[] = "aiiouiuu";
    char out[4] = "....";
    size_t used = 0, i = 0;
    Str rest = token;
    char last = 0;

    for (size_t s = 0; s < LEN(initial_sounds); s++) {
        Str written = str_z(initial_sounds[s].written);
        if (!str_starts(token, written) || written.n == token.n)
            continue;
        out[0] = initial_sounds[s].sound[0] ? initial_sounds[s].sound[0] : '.';
        rest = str_part(token, written.n, token.n);
        break;
    }
    for (; i < rest.n; i++) {
        const char *at = memchr(vowels, rest.p[i], sizeof vowels - 1);
        char v = at ? heard[at - vowels] : 0;
        if (!at)
            break;
        if (v != last && used < 2)
            out[1 + used++] = v;
        last = v;
    }
    for (; i < rest.n; i++) {
        char c = rest.p[i];
        if (c == 'm' || c == 'n')
            out[3] = c;
        else if (strchr("ptkcqdg", c) && out[3] == '.')
            out[3] = 'T';
        else if (strchr("aeiou", c))
            return 0;
    }
    return (uint32_t)(unsigned char)out[0] << 24 | (uint32_t)(unsigned char)out[1] << 16 |
           (uint32_t)(unsigned char)out[2] << 8 | (unsigned char)out[3];
}

static int by_sound(const void *x, const void *y)
{
    const Near *a = x, *b = y;
    return (a->sound > b->sound) - (a->sound < b->sound);
}

/* The usual form of each unit of a system, as texts by unit. */
static void usual_forms(const WrittenList *all, size_t system, Str usual[2][UNITS_MAX])
{
    float best[2][UNITS_MAX] = { 0 };

    for (size_t i = 0; i < all->n; i++) {
        const Form *f = &all->p[i].form;
        if (f->system != system || f->part == PART_SYLLABLE || f->p <= best[f->part][f->unit])
            continue;
        best[f->part][f->unit] = f->p;
        usual[f->part][f->unit] = all->p[i].text;
    }
}

static void index_sounds(Names *n, Arena *a, const WrittenList *all, size_t system)
{
    const Dialect *d = &n->dialects[n->systems[system].dialect];
    Str usual[2][UNITS_MAX] = { 0 };

    usual_forms(all, system, usual);
    for (size_t i = 0; i < d->units[0].n; i++)
        for (size_t f = 0; f < d->units[1].n; f++) {
            uint16_t s = d->of_units[i * UNITS_MAX + f];
            char text[TOKEN_LONGEST * 2];
            size_t k = usual[0][i].n, m = usual[1][f].n;
            if (s == NO_SYLLABLE || k + m == 0 || k + m > sizeof text)
                continue;
            if (k)
                memcpy(text, usual[0][i].p, k);
            if (m)
                memcpy(text + k, usual[1][f].p, m);
            vec_push(a, &n->near[system], (Near){ names_sound((Str){ text, k + m }), s });
        }
    if (n->near[system].n)
        qsort(n->near[system].p, n->near[system].n, sizeof(Near), by_sound);
}

/* ---- loading ---- */

static void load_dialect(Names *n, Arena *a, DialectId which, const char *file, WrittenList *all)
{
    Dialect *d = &n->dialects[which];
    Rules rules = { 0 };
    Rule rule;
    Str rest = file ? tsv_table(file) : S(""), cells[4];

    while (tsv_row(&rest, cells, LEN(cells)))
        if (rule_read(n, cells, &rule)) {
            vec_push(a, &rules, rule);
            if (rule.from < 0)
                unit_add(d, a, rule.part, rule.unit);
        }
    cut_syllables(n, a, which, all);
    for (size_t s = 0; s < n->nsystems; s++) {
        if (n->systems[s].dialect != which)
            continue;
        forms_of_units(n, a, &rules, (int)s, all);
        forms_of_syllables(n, a, &rules, (int)s, all);
    }
}

void load_rules(Names *n, Arena *a)
{
    static const char *const files[DIALECT__N] = {
        [DIALECT_HOKKIEN] = "rules.hokkien.tsv",   [DIALECT_TEOCHEW] = "rules.teochew.tsv",
        [DIALECT_HAKKA] = "rules.hakka.tsv",       [DIALECT_CANTONESE] = "rules.cantonese.tsv",
        [DIALECT_HAINAN] = "rules.hainan.tsv",     [DIALECT_FOOCHOW] = "rules.foochow.tsv",
        [DIALECT_MANDARIN] = "rules.mandarin.tsv", [DIALECT_VIETNAMESE] = "rules.vietnamese.tsv",
        [DIALECT_JAPANESE] = "rules.japanese.tsv",
    };
    WrittenList all = { 0 };

    for (size_t d = 0; d < DIALECT__N; d++)
        load_dialect(n, a, (DialectId)d, files[d], &all);
    index_forms(n, a, &all);
    for (size_t s = 0; s < n->nsystems; s++)
        index_sounds(n, a, &all, s);
}

/* ---- hearing ---- */

static const FormList *forms_find(const Names *n, Str text)
{
    int64_t id;
    return map_get(&n->form_ids, text, &id) ? &n->form_lists.p[id] : NULL;
}

static void heard_add(Arena *a, Heard *out, size_t system, uint16_t syllable, float p)
{
    for (size_t i = 0; i < out->as[system].n; i++)
        if (out->as[system].p[i].syllable == syllable) {
            out->as[system].p[i].p += p;
            return;
        }
    vec_push(a, &out->as[system], (HeardAs){ syllable, p });
}

/* Joins the initials that the head may be with the finals of the tail, system by system. */
static void hear_cut(const Names *n, Arena *a, const FormList *head, const FormList *tail,
                     Heard *out)
{
    const Form *i = n->forms.p + head->first, *i_end = i + head->n[PART_INITIAL];
    const Form *tail_first = n->forms.p + tail->first + tail->n[PART_INITIAL];
    const Form *tail_end = tail_first + tail->n[PART_FINAL], *at = tail_first;

    for (; i < i_end; i++) {
        const Dialect *d = &n->dialects[n->systems[i->system].dialect];
        while (at < tail_end && at->system < i->system)
            at++;
        for (const Form *f = at; f < tail_end && f->system == i->system; f++) {
            uint16_t s = d->of_units[i->unit * UNITS_MAX + f->unit];
            if (s != NO_SYLLABLE)
                heard_add(a, out, i->system, s, i->p * f->p * n->whole[i->system][s]);
        }
    }
}

void names_hear(const Names *n, Arena *a, Str token, Heard *out)
{
    const FormList *all = forms_find(n, token);
    const Form *f;

    if (token.n > TOKEN_LONGEST)
        return;
    if (all) {
        f = n->forms.p + all->first + all->n[PART_INITIAL] + all->n[PART_FINAL];
        for (uint32_t i = 0; i < all->n[PART_SYLLABLE]; i++)
            heard_add(a, out, f[i].system, f[i].unit, f[i].p);
    }
    for (size_t k = 0; k <= token.n; k++) {
        const FormList *head = forms_find(n, str_part(token, 0, k));
        const FormList *tail = head ? forms_find(n, str_part(token, k, token.n)) : NULL;
        if (tail)
            hear_cut(n, a, head, tail, out);
    }
}

/* By system: how likely each unit is written with a letter in front, and each initial not at
 * all. */
typedef struct {
    float initial[SYSTEMS_MAX][UNITS_MAX], silent[SYSTEMS_MAX][UNITS_MAX];
    float final[SYSTEMS_MAX][UNITS_MAX];
} Begins;

static void begins_of(const Names *n, char letter, Begins *out)
{
    for (size_t i = 0; i < n->form_lists.n; i++) {
        const FormList *list = &n->form_lists.p[i];
        Str text = n->form_texts.p[i];
        const Form *f = n->forms.p + list->first;
        if (text.n && text.p[0] != letter)
            continue;
        for (size_t k = 0; k < list->n[PART_INITIAL]; k++, f++)
            (text.n ? out->initial : out->silent)[f->system][f->unit] += f->p;
        for (size_t k = 0; text.n && k < list->n[PART_FINAL]; k++, f++)
            out->final[f->system][f->unit] += f->p;
    }
}

void names_hear_initial(const Names *n, Arena *a, char letter, Heard *out)
{
    static const float LEAST = 0.01F;
    Begins *begins = NEW(a, Begins);

    begins_of(n, letter, begins);
    out->common = true;
    for (size_t s = 0; s < n->nsystems; s++) {
        const Dialect *d = &n->dialects[n->systems[s].dialect];
        for (size_t i = 0; i < d->units[0].n; i++)
            for (size_t f = 0; f < d->units[1].n; f++) {
                uint16_t syllable = d->of_units[i * UNITS_MAX + f];
                float p = begins->initial[s][i] + begins->silent[s][i] * begins->final[s][f];
                if (syllable != NO_SYLLABLE && p > LEAST)
                    vec_push(a, &out->as[s], (HeardAs){ syllable, p });
            }
    }
}

void names_hear_near(const Names *n, Arena *a, size_t system, Str token, Heard *out)
{
    const NearList *all = &n->near[system];
    uint32_t sound = names_sound(token);
    size_t low = 0, high = sound ? all->n : 0;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (all->p[middle].sound < sound)
            low = middle + 1;
        else
            high = middle;
    }
    for (; sound && low < all->n && all->p[low].sound == sound; low++)
        heard_add(a, out, system, all->p[low].syllable, NEAR_P);
}
