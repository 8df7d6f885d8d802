/* SPDX-License-Identifier: Apache-2.0
 * Reading a name: words, what is set aside, cutting solid words, the orders it may be in.
 */
#include "names/read.h"

#include <math.h>
#include <stdlib.h>

#include "names/impl.h"
#include "names/read_impl.h"

enum { SLIP_SHORTEST = 3, SLIP_LONGEST = 8 };
static const float SLIP_P = 0.002F; /* of each way to slip */

enum { PIECES_MAX = 3, PIECE_LONGEST = 7, SOLID_LONGEST = 16 };

/* What it costs, in bits, to read a name in a way that is less usual. */
static const float COST_SURNAME_LAST = 4.5F, COST_LAST_AFTER_WESTERN = 1.0F, COST_NO_SURNAME = 5.0F,
                   COST_MARRIED = 3.5F, COST_CUT = 1.5F, COST_CUT_KNOWN = 5.0F, COST_WHOLE = 3.0F,
                   COST_FAMILY = 17.0F, COST_OFF = 7.0F, COST_GLUED = 4.0F,
                   COST_UNKNOWN_WORD = 20.0F; /* what a word of another language weighs */

/* ---- tokens ---- */

static float share_of(const Reader *r, Slot slot, uint16_t cls)
{
    const float *p = r->shares ? r->shares->p[slot] : NULL;
    return p ? p[cls] : names_share(r->n, cls, slot);
}

static void token_total(const Reader *r, TokenIn *in, Slot slot)
{
    in->total = 0;
    for (size_t i = 0; i < in->classes.n; i++)
        in->total += in->classes.p[i].p * share_of(r, slot, in->classes.p[i].cls);
}

static bool heard_at_all(const Reader *r, const Heard *heard)
{
    for (size_t s = 0; s < r->n->nsystems; s++)
        if (heard->as[s].n)
            return true;
    return false;
}

/* Adds what a token would be with one slip of the pen undone. */
static void hear_slip(Reader *r, Str slip, Heard *heard)
{
    Heard meant = { 0 };

    names_hear(r->n, r->a, slip, &meant);
    for (size_t s = 0; s < r->n->nsystems; s++)
        for (size_t i = 0; i < meant.as[s].n; i++) {
            meant.as[s].p[i].p *= SLIP_P;
            vec_push(r->a, &heard->as[s], meant.as[s].p[i]);
        }
}

/* A token that no system knows may be one that lost a letter, has one too many, a wrong vowel, or
 * two that changed places. */
static void hear_slips(Reader *r, Str token, Heard *heard)
{
    static const char letters[] = "aeiouhng";
    size_t n = token.n;
    char *slip = arena_get(r->a, n + 1);

    for (size_t i = 0; i < n; i++) {
        memcpy(slip, token.p, i);
        memcpy(slip + i, token.p + i + 1, n - i - 1);
        hear_slip(r, (Str){ slip, n - 1 }, heard);
    }
    for (size_t i = 0; i + 1 < n; i++) {
        memcpy(slip, token.p, n);
        slip[i] = token.p[i + 1];
        slip[i + 1] = token.p[i];
        hear_slip(r, (Str){ slip, n }, heard);
    }
    for (size_t i = 0; i < n; i++)
        for (size_t l = 0; l < 5 && memchr(letters, token.p[i], 5); l++) {
            memcpy(slip, token.p, n);
            slip[i] = letters[l];
            hear_slip(r, (Str){ slip, n }, heard);
        }
    for (size_t i = 0; i <= n; i++)
        for (size_t l = 0; l + 1 < sizeof letters; l++) {
            memcpy(slip, token.p, i);
            slip[i] = letters[l];
            memcpy(slip + i + 1, token.p + i, n - i);
            hear_slip(r, (Str){ slip, n + 1 }, heard);
        }
}

/* What a token is heard as in all systems. */
static void token_hear(Reader *r, const Token *t, Heard *heard)
{
    if (t->kind == TOKEN_INITIAL) {
        names_hear_initial(r->n, r->a, t->text.p[0], heard);
        return;
    }
    names_hear(r->n, r->a, t->text, heard);
    if (t->text.n >= SLIP_SHORTEST && t->text.n <= SLIP_LONGEST && !heard_at_all(r, heard) &&
        !names_is_surname(r->n, t->text))
        hear_slips(r, t->text, heard);
    for (size_t s = 0; s < r->n->nsystems; s++)
        names_hear_near(r->n, r->a, s, t->text, heard);
}

static bool speaks(const Names *n, size_t system, DialectId d)
{
    return d == DIALECT__N || n->systems[system].dialect == d;
}

static float dialect_prior(const Names *n, DialectId d)
{
    float prior = 0;

    for (size_t s = 0; s < n->nsystems; s++)
        if (speaks(n, s, d))
            prior += n->systems[s].prior;
    return prior;
}

const WeighedList *token_mean(const Names *n, Arena *a, ClassSum *sum, Token *t, Slot slot,
                              DialectId d)
{
    TokenIn *mean = &t->mean[slot][d];
    float prior = dialect_prior(n, d);

    if (mean->classes.p)
        return &mean->classes;
    for (size_t s = 0; s < n->nsystems; s++) {
        const WeighedList *in = &t->in[slot][s].classes;
        float part = prior > 0 ? n->systems[s].prior / prior : 0;
        for (size_t i = 0; speaks(n, s, d) && i < in->n; i++)
            class_sum_add(sum, in->p[i].cls, part * in->p[i].p);
    }
    class_sum_take(sum, a, &mean->classes);
    return &mean->classes;
}

static void token_means(const Names *n, Token *t, Slot slot)
{
    for (DialectId d = 0; d <= DIALECT__N; d++) {
        float prior = dialect_prior(n, d);
        for (size_t s = 0; s < n->nsystems; s++)
            if (speaks(n, s, d) && prior > 0)
                t->mean[slot][d].total += n->systems[s].prior / prior * t->in[slot][s].total;
    }
}

/* Fills in what a token may be in one slot; many tokens stand in one only. */
static void token_fill(Reader *r, Token *t, Slot slot)
{
    if (t->filled[slot])
        return;
    t->filled[slot] = true;
    if (t->kind == TOKEN_LATIN && !t->heard) {
        t->heard = NEW(r->a, Heard);
        token_hear(r, t, t->heard);
    }
    if (t->kind == TOKEN_INITIAL && slot == AS_GIVEN) {
        t->heard = NEW(r->a, Heard);
        token_hear(r, t, t->heard);
    }
    for (size_t s = 0; s < r->n->nsystems; s++) {
        TokenIn *in = &t->in[slot][s];
        if (t->kind == TOKEN_HAN)
            vec_push(r->a, &in->classes, (Weighed){ t->cls, 1 });
        else if (t->heard)
            names_classes_of(r->n, r->sum, s, t->text, slot, t->heard);
        class_sum_take(r->sum, r->a, &in->classes);
        token_total(r, in, slot);
    }
    token_means(r->n, t, slot);
}

/* A single consonant; a vowel alone is a syllable. */
static bool initial(Str text)
{
    return text.n == 1 && !strchr("aeiou", text.p[0]);
}

static float unheard(Str text)
{
    return exp2f(-6.0F - 3.0F * (float)(text.n < TOKEN_LONGEST ? text.n : TOKEN_LONGEST));
}

static uint8_t token_of(Reader *r, Str text, uint16_t cls, Slot slot)
{
    Token *t;
    size_t i = 0;

    while (i < r->out->ntokens && !str_eq(r->out->tokens[i].text, text))
        i++;
    if (i == TOKENS_MAX)
        return NO_TOKEN;
    t = &r->out->tokens[i];
    if (i == r->out->ntokens) {
        *t = (Token){ .text = text, .cls = cls, .unheard = unheard(text) };
        t->kind = cls ? TOKEN_HAN : initial(text) ? TOKEN_INITIAL : TOKEN_LATIN;
        r->out->ntokens++;
    }
    token_fill(r, t, slot);
    return (uint8_t)i;
}

/* ---- ways ---- */

static bool same_way(const Way *a, const Way *b)
{
    return a->surname == b->surname && a->husband == b->husband && a->ngiven == b->ngiven &&
           memcmp(a->given, b->given, a->ngiven) == 0;
}

static void way_add(Reader *r, const Way *way)
{
    NameReading *out = r->out;

    for (size_t i = 0; i < out->nways; i++)
        if (same_way(&out->ways[i], way)) {
            out->ways[i].prior = fmaxf(out->ways[i].prior, way->prior);
            return;
        }
    if (out->nways < WAYS_MAX)
        out->ways[out->nways++] = *way;
}

/* A way whose surname are words `from` to `to` (joined); the given name ends before `end`, and
 * begins with the name where the surname stands last or not at all, else behind the surnames. */
static void way_of(Reader *r, const Words *w, WayKind kind, size_t from, size_t to, size_t end,
                   float prior)
{
    size_t given = kind == WAY_MARRIED ? 2 : kind == WAY_SURNAME_FIRST ? to : 0;
    Way way = { .kind = kind, .surname = NO_TOKEN, .husband = NO_TOKEN, .prior = prior };

    if (kind == WAY_MARRIED)
        way.husband = token_of(r, w->p[1 - from].text, w->p[1 - from].cls, AS_SURNAME);
    if (to > from + 1) {
        Str joined = arena_printf(r->a, "%.*s%.*s", STR(w->p[from].text), STR(w->p[from + 1].text));
        uint16_t cls = names_compound(r->n, w->p[from].cls, w->p[from + 1].cls);
        if (w->p[from].cls ? cls == 0 : !names_is_compound(r->n, joined))
            return;
        way.surname = token_of(r, joined, cls, AS_SURNAME);
    } else if (to > from) {
        way.surname = token_of(r, w->p[from].text, w->p[from].cls, AS_SURNAME);
    }
    for (; given < end && way.ngiven < GIVEN_MAX; given++) {
        uint8_t t = token_of(r, w->p[given].text, w->p[given].cls, AS_GIVEN);
        if (t == NO_TOKEN)
            return;
        way.given[way.ngiven++] = t;
    }
    if (way.surname != NO_TOKEN || way.ngiven)
        way_add(r, &way);
}

static bool surname_at(const Reader *r, const Words *w, size_t i)
{
    return i < w->n && (w->p[i].cls || names_is_surname(r->n, w->p[i].text));
}

static void ways_of_list(Reader *r, const List *list)
{
    const Words *w = &list->words;
    size_t n = w->n;
    bool initials = n > 1 && !w->p[0].cls && w->p[0].text.n == 1;
    bool first = surname_at(r, w, 0), last = n > 1 && surname_at(r, w, n - 1);
    bool comma_first = w->p[0].comma, han = w->p[0].cls != 0;
    float last_cost = r->western ? COST_LAST_AFTER_WESTERN : COST_SURNAME_LAST;
    float first_cost = r->western && last && n > 1 ? 1.0F : 0;

    if (!first)
        first_cost += last ? 3.0F : 0.5F;
    if (initials || (!first && last))
        last_cost = fminf(last_cost, 1.0F);
    /* Kahkee Tan, Kah-Kee Tan: the first word is two syllables of a given name. */
    if (last && n > 2 && w->p[1].tied && !w->p[2].tied) {
        first_cost += COST_GLUED;
        last_cost = fminf(last_cost, 1.0F);
    }
    way_of(r, w, WAY_SURNAME_FIRST, 0, 1, n, list->prior - (n == 1 ? 2 : first_cost));
    if (n > 2 || (n == 2 && han))
        way_of(r, w, WAY_SURNAME_FIRST, 0, 2, n, list->prior - 0.5F);
    if (n > 1 && !comma_first && !han && !w->p[n - 1].tied)
        way_of(r, w, WAY_SURNAME_LAST, n - 1, n, n - 1, list->prior - last_cost);
    if (n > 3 && surname_at(r, w, 0) && surname_at(r, w, 1)) {
        way_of(r, w, WAY_MARRIED, 1, 2, n, list->prior - COST_MARRIED);
        way_of(r, w, WAY_MARRIED, 0, 1, n, list->prior - COST_MARRIED);
    }
    if (n <= GIVEN_MAX)
        way_of(r, w, WAY_NO_SURNAME, 0, 0, n,
               list->prior - (first || han ? COST_NO_SURNAME : 3.0F));
}

/* ---- cutting solid words ---- */

typedef struct {
    Str pieces[PIECES_MAX];
    size_t n;
    float score;
} Cut;

typedef struct {
    Cut p[4];
    size_t n;
} Cuts;

static void cut_keep(Cuts *all, const Cut *cut)
{
    size_t at = all->n;

    if (all->n == LEN(all->p) && all->p[all->n - 1].score >= cut->score)
        return;
    if (at == LEN(all->p))
        at--;
    else
        all->n++;
    for (; at > 0 && all->p[at - 1].score < cut->score; at--)
        all->p[at] = all->p[at - 1];
    all->p[at] = *cut;
}

/* The pieces of one word, heard once each. */
typedef struct {
    Str word;
    bool leading; /* does a surname stand first? */
    struct {
        bool known;
        float best[SYSTEMS_MAX];
    } heard[SOLID_LONGEST][PIECE_LONGEST + 1];
} Pieces;

/* The best P of a piece in each system, 0 where it is none of its syllables. */
static void piece_hear(const Reader *r, Str piece, bool surname, float best[SYSTEMS_MAX])
{
    Heard heard = { 0 };
    ArenaMark mark = arena_mark(r->a);

    names_hear(r->n, r->a, piece, &heard);
    for (size_t s = 0; s < r->n->nsystems; s++) {
        best[s] = surname && names_is_surname(r->n, piece) ? 0.3F : 0;
        for (size_t i = 0; i < heard.as[s].n; i++)
            best[s] = fmaxf(best[s], heard.as[s].p[i].p);
    }
    arena_rewind(r->a, mark);
}

static const float *piece_of(Reader *r, Pieces *all, size_t at, size_t n)
{
    if (!all->heard[at][n].known)
        piece_hear(r, str_part(all->word, at, n), at == 0 && all->leading, all->heard[at][n].best);
    all->heard[at][n].known = true;
    return all->heard[at][n].best;
}

/* 1 where a particle doubles the consonant behind it: Affoo is Ah Foo. */
static size_t doubled(Str word, size_t at, size_t k)
{
    char c = at == 0 && k == 1 && word.n > 3 && word.p[0] == 'a' ? word.p[1] : 'a';
    return c == word.p[2] && !strchr("aeiou", c);
}

/* Cuts of the word from byte `at` into more pieces behind those that `cut` has; `p` by system is
 * what those make. */
static void cut_on(Reader *r, Pieces *all, size_t at, Cut cut, const float p[SYSTEMS_MAX],
                   Cuts *cuts)
{
    size_t left = all->word.n - at;

    for (size_t k = 1; k <= left && k <= PIECE_LONGEST; k++) {
        const float *heard;
        float next_p[SYSTEMS_MAX] = { 0 }, highest = 0;
        Cut next = cut;
        if ((k == 1 && !strchr("aeiou", all->word.p[at])) || (left == k && cut.n == 0) ||
            (left > k && cut.n + 1 == PIECES_MAX))
            continue;
        heard = piece_of(r, all, at, k);
        for (size_t s = 0; s < r->n->nsystems; s++) {
            next_p[s] = heard[s] * p[s];
            highest = fmaxf(highest, next_p[s] * r->n->systems[s].prior);
        }
        if (highest <= 0)
            continue;
        next.pieces[next.n++] = str_part(all->word, at, k);
        next.score = log2f(highest) - 2.0F * (float)next.n;
        if (left == k)
            cut_keep(cuts, &next);
        else
            cut_on(r, all, at + k + doubled(all->word, at, k), next, next_p, cuts);
    }
}

static Cuts cuts_of(Reader *r, Str word, bool leading)
{
    Pieces *all = NEW(r->a, Pieces);
    float ones[SYSTEMS_MAX];
    Cuts cuts = { .n = 0 };

    all->word = word;
    all->leading = leading;
    for (size_t s = 0; s < SYSTEMS_MAX; s++)
        ones[s] = 1;
    cut_on(r, all, 0, (Cut){ 0 }, ones, &cuts);
    return cuts;
}

static void words_replace(Words *w, size_t at, const Cut *cut)
{
    Word old = w->p[at];

    if (w->n + cut->n - 1 > WORDS_MAX)
        return;
    for (size_t i = w->n; i-- > at + 1;)
        w->p[i + cut->n - 1] = w->p[i];
    for (size_t i = 0; i < cut->n; i++)
        w->p[at + i] = (Word){ .text = cut->pieces[i],
                               .tied = i ? true : old.tied,
                               .comma = i + 1 == cut->n && old.comma };
    w->n += cut->n - 1;
}

bool read_heard(const Reader *r, Str word)
{
    float best[SYSTEMS_MAX];

    piece_hear(r, word, true, best);
    for (size_t s = 0; s < r->n->nsystems; s++)
        if (best[s] > 0)
            return true;
    return false;
}

/* A solid word alone is cut also as the name of a family, made of the full name of the first of
 * them abroad: with a Western name before it, all that it tells is the surname. */
static void family_only(const Reader *r, Lists *all, const List *list, const Cut *cut)
{
    List family = *list;

    if (!r->western || cut->n < 2 || all->n == LISTS_MAX)
        return;
    words_replace(&family.words, 0, &(Cut){ .pieces = { cut->pieces[0] }, .n = 1 });
    family.prior -= COST_FAMILY;
    all->p[all->n++] = family;
}

/* Afook may be Ah Fook, and the registry know him as Fook. */
static void particle_off(Lists *all, const List *list, const Cut *cut)
{
    List off = *list;
    Cut rest = { .n = cut->n - 1 };

    if (cut->n < 2 || all->n == LISTS_MAX || !str_eq(cut->pieces[0], S("a")))
        return;
    for (size_t i = 0; i < rest.n; i++)
        rest.pieces[i] = cut->pieces[i + 1];
    words_replace(&off.words, 0, &rest);
    off.prior -= COST_OFF;
    all->p[all->n++] = off;
}

/* Is the word to be cut at all? What is short and heard whole is a syllable. */
static bool may_cut(const List *list, size_t at, bool whole)
{
    const Word *w = &list->words.p[at];
    return !w->cls && w->text.n >= 3 && w->text.n <= SOLID_LONGEST &&
           !(whole && w->text.n < 4 && list->words.n > 1);
}

/* What it costs to cut a word, which may be heard whole, in a name of that many words. */
static float cut_cost(bool whole, size_t words)
{
    if (!whole || words == 1)
        return COST_CUT;
    return words > 2 ? COST_CUT_KNOWN + 2 : 3.0F;
}

/* Every list of `all` with the solid word at `from the end` cut in its best ways, beside uncut. */
static void cut_word(Reader *r, Lists *all, size_t behind)
{
    size_t before = all->n;

    for (size_t l = 0; l < before; l++) {
        List list = all->p[l];
        size_t at = list.words.n - 1 - behind;
        Cuts cuts;
        float cost;
        bool whole;
        if (behind >= list.words.n)
            continue;
        whole = read_heard(r, list.words.p[at].text);
        if (!may_cut(&list, at, whole))
            continue;
        cuts = cuts_of(r, list.words.p[at].text, at == 0);
        cost = cut_cost(whole, list.words.n);
        for (size_t i = 0; i < cuts.n && all->n < LISTS_MAX; i++) {
            List cut = list;
            words_replace(&cut.words, at, &cuts.p[i]);
            cut.prior -= cost + fminf((cuts.p[0].score - cuts.p[i].score) * 0.5F, 6.0F);
            all->p[all->n++] = cut;
        }
        if (list.words.n == 1 && cuts.n)
            family_only(r, all, &list, &cuts.p[0]);
        if (list.words.n == 1 && cuts.n)
            particle_off(all, &list, &cuts.p[0]);
        if (!whole)
            all->p[l].prior -= COST_WHOLE;
    }
}

/* Solid words are cut; a name of one word, its surname and given name too. */
static void cut_lists(Reader *r, Lists *all)
{
    Words first = all->p[0].words;

    for (size_t behind = 0; behind < first.n && all->n < LISTS_MAX; behind++) {
        const Word *w = &first.p[first.n - 1 - behind];
        if (!w->cls && (w->text.n > 3 || first.n == 1))
            cut_word(r, all, behind);
    }
}

/* Names of more words than a Chinese name has: those that are no syllable are passed over. */
static void thin_out(Reader *r, Lists *all)
{
    for (size_t l = 0; l < all->n; l++) {
        Words *w = &all->p[l].words;
        for (size_t i = 0; i < w->n && w->n > 4;) {
            if (w->p[i].cls || read_heard(r, w->p[i].text)) {
                i++;
                continue;
            }
            words_drop(r->out, w, i, 1, WORD_NONE);
            all->p[l].prior -= COST_UNKNOWN_WORD;
        }
    }
}

static void read_lists(Reader *r, Lists *lists)
{
    cut_lists(r, lists);
    thin_out(r, lists);
    for (size_t l = 0; l < lists->n; l++)
        ways_of_list(r, &lists->p[l]);
}

/* The ways of one name of what may be several: Lim Ah Bah @ Lim Peng Koon. What stands behind the
 * first and has no more than a surname (Mrs Lim) is no name of the person. */
static void read_one(Reader *r, Str name, bool first)
{
    Words words = { 0 };
    Lists lists = { .n = 0 };

    words_cut(r->n, r->a, name, &words);
    if (words.n)
        words_set_aside(r, &words);
    if (words.n == 0 || (!first && words.n == 1 && surname_at(r, &words, 0)))
        return;
    words_lists(r, &words, &lists);
    read_lists(r, &lists);
    if (words_unknown_in_front(r, &words)) {
        lists = (Lists){ .p = { { .words = words, .prior = -COST_UNKNOWN_WORD } }, .n = 1 };
        words_drop(r->out, &lists.p[0].words, 0, 1, WORD_NONE);
        r->western = true;
        read_lists(r, &lists);
    }
}

bool name_read(const Names *n, Arena *a, Str name, const Shares *shares, NameReading *out)
{
    Reader r = { .n = n, .a = a, .shares = shares, .out = out };
    Str rest = utf8_part(name, NAME_LONGEST), one;

    *out = (NameReading){ .tokens = NEWN(a, Token, TOKENS_MAX) };
    r.sum = class_sum_new(n, a);
    while (words_next_name(n, a, &rest, &one)) {
        r.western = false;
        read_one(&r, one, out->nways == 0);
    }
    out->chinese = true;
    for (size_t i = 0; i < out->ntokens; i++)
        out->chinese = out->chinese && out->tokens[i].kind == TOKEN_HAN;
    return out->nways > 0;
}

/* ---- how likely each way is ---- */

float token_p(const Names *n, const Token *t, Slot slot, size_t system)
{
    const TokenIn *mean = t->mean[slot];

    return (1 - OTHER_HABIT - OTHER_DIALECT - SLIP) * t->in[slot][system].total +
           OTHER_HABIT * mean[n->systems[system].dialect].total +
           (OTHER_DIALECT + SLIP) * mean[DIALECT__N].total + t->unheard;
}

static float way_p(const Names *n, const NameReading *r, const Way *way, size_t system)
{
    float log_p = way->prior + (r->chinese ? 0 : log2f(n->systems[system].prior));

    if (way->surname != NO_TOKEN)
        log_p += log2f(token_p(n, &r->tokens[way->surname], AS_SURNAME, system));
    if (way->husband != NO_TOKEN)
        log_p += log2f(token_p(n, &r->tokens[way->husband], AS_SURNAME, system));
    for (size_t i = 0; i < way->ngiven; i++)
        log_p += log2f(token_p(n, &r->tokens[way->given[i]], AS_GIVEN, system));
    return log_p;
}

static int by_likelihood(const void *x, const void *y)
{
    const Ranked *a = x, *b = y;
    if (a->log_p != b->log_p)
        return a->log_p > b->log_p ? -1 : 1;
    return a->way != b->way ? (int)a->way - b->way : (int)a->system - b->system;
}

Ranked *name_rank(const Names *n, Arena *a, const NameReading *r, size_t *count, float *all)
{
    Ranked *ranked = NEWN(a, Ranked, r->nways * n->nsystems + 1);
    float sum = 0;

    *count = 0;
    for (size_t w = 0; w < r->nways; w++)
        for (size_t s = 0; s < (r->chinese ? 1 : n->nsystems); s++)
            ranked[(*count)++] = (Ranked){ way_p(n, r, &r->ways[w], s), (uint8_t)w, (uint8_t)s };
    qsort(ranked, *count, sizeof *ranked, by_likelihood);
    for (size_t i = 0; i < *count; i++)
        sum += exp2f(ranked[i].log_p - ranked[0].log_p);
    *all = *count ? ranked[0].log_p + log2f(sum) : 0;
    return ranked;
}
