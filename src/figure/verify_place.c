/* SPDX-License-Identifier: Apache-2.0
 * Where the claims of a text stand: its sentences, clauses, paragraphs and headings.
 */
#include "figure/verify_impl.h"

enum {
    FAR_LIST = 6,      /* 、 */
    FAR_CLAUSE = 14,   /* a comma */
    FAR_CLAIM = 16,    /* another number */
    FAR_SENTENCE = 100,
    HEADING_MAX = 120, /* bytes of a line that is a heading if no sentence ends in it */
};

typedef enum { MARK_NONE, MARK_LIST, MARK_CLAUSE, MARK_SENTENCE, MARK_LINE } Mark;

static const struct {
    const char *text;
    Mark mark;
} wide_marks[] = { { "、", MARK_LIST }, { "。", MARK_SENTENCE }, { "—", MARK_CLAUSE } };

static Mark mark_at(Str t, size_t i)
{
    switch (t.p[i]) {
    case '\n': return MARK_LINE;
    case ';':
    case '!':
    case '?': return MARK_SENTENCE;
    case ',':
    case ':':
    case '|': return MARK_CLAUSE;
    case '(':
    case ')': return MARK_LIST;
    case '.':
        return i + 1 == t.n || t.p[i + 1] == ' ' || t.p[i + 1] == '\n' ? MARK_SENTENCE : MARK_NONE;
    default: break;
    }
    for (size_t k = 0; (t.p[i] & 0x80) && k < LEN(wide_marks); k++)
        if (str_starts(str_part(t, i, 4), str_z(wide_marks[k].text)))
            return wide_marks[k].mark;
    return MARK_NONE;
}

static uint32_t mark_far(Mark m)
{
    static const uint32_t far[] = { [MARK_NONE] = 0,
                                    [MARK_LIST] = FAR_LIST,
                                    [MARK_CLAUSE] = FAR_CLAUSE,
                                    [MARK_SENTENCE] = FAR_SENTENCE,
                                    [MARK_LINE] = FAR_SENTENCE };
    return far[m];
}

/* Three a Chinese character; one for two letters, as English takes more of them. */
static uint32_t far_byte(Str t, size_t i)
{
    return (t.p[i] & 0x80) || (i & 1);
}

/* The walk over the text: which sentence, clause, paragraph and heading it is in. */
typedef struct {
    Verifying *v;
    size_t next;        /* the claim that comes next */
    size_t in_sentence; /* the first claim of the sentence */
    size_t in_clause;   /* … of the clause */
    size_t in_line;     /* … of the line */
    uint32_t sentence, clause, line, heading, heading_end;
    uint32_t list, before; /* where the list, and the item before, begin */
    bool ended;            /* a sentence ended in this line */
    bool in_list;          /* the line before was an item of a list */
} Walk;

static void end_clause(Walk *w, uint32_t at)
{
    for (size_t i = w->in_clause; i < w->next; i++) {
        w->v->spots[i].clause = w->clause;
        w->v->spots[i].clause_end = at;
    }
    w->in_clause = w->next;
    w->clause = at + 1;
}

static void end_sentence(Walk *w, uint32_t at)
{
    end_clause(w, at);
    for (size_t i = w->in_sentence; i < w->next; i++) {
        w->v->spots[i].sentence = w->sentence;
        w->v->spots[i].sentence_end = at;
    }
    w->in_sentence = w->next;
    w->sentence = at + 1;
}

static size_t bullet_at(Str t, size_t i)
{
    static const char *const bullets[] = { "- ", "* ", "+ ", "•", "·", "‧", "◇", "◆", "○", "●",
                                           "□",  "■",  "▪",  "▲", "△", "☆", "★", "※", "►", "➢",
                                           "➤",  "√",  "✓",  "–", "—", "→", "♦", "✦" };
    for (size_t k = 0; k < LEN(bullets); k++)
        if (str_starts(str_part(t, i, 4), str_z(bullets[k])))
            return strlen(bullets[k]);
    return 0;
}

/* "Label: 25": what stands between the start of its sentence and the colon that is just before the
 * number is what it counts. For the first number of a sentence. */
static void find_label(const Verifying *v, Spot *s)
{
    Str t = v->level.text;
    uint32_t end = s->start, from = s->sentence + (uint32_t)bullet_at(t, s->sentence);
    while (end > s->sentence && t.p[end - 1] == ' ')
        end--;
    if (end <= s->sentence || t.p[end - 1] != ':')
        return;
    end--;
    if (end <= from || end - from > HEADING_MAX)
        return;
    s->label = from;
    s->label_end = end;
    s->clause = from;
}

static bool is_item(const Walk *w, uint32_t at)
{
    Str t = w->v->level.text;
    if (bullet_at(t, w->line))
        return true;
    return w->in_line < w->next && w->v->spots[w->in_line].label_end > 0 &&
           w->v->spots[w->in_line].sentence == w->line && at - w->line <= HEADING_MAX;
}

static void end_claims_of_line(Walk *w)
{
    Spot *spots = w->v->spots;
    for (size_t i = w->in_line; i < w->next; i++)
        if (i == w->in_line || spots[i - 1].sentence != spots[i].sentence)
            find_label(w->v, &spots[i]);
}

/* A short line in which no sentence ended is the heading of what follows, unless it is an item of a
 * list. The items of a list are one paragraph. */
static void end_line(Walk *w, uint32_t at)
{
    end_sentence(w, at);
    end_claims_of_line(w);
    bool item = at > w->line && is_item(w, at);
    if (!item && at > w->line && !w->ended && at - w->line <= HEADING_MAX) {
        w->heading = w->line;
        w->heading_end = at;
    }
    if (item && !w->in_list)
        w->list = w->before = w->line;
    for (size_t i = w->in_line; item && i < w->next; i++) {
        w->v->spots[i].paragraph = w->list;
        w->v->spots[i].in_list = true;
        w->v->spots[i].item = w->line;
        w->v->spots[i].before = w->before;
    }
    w->before = w->line;
    w->in_list = item;
    w->in_line = w->next;
    w->line = at + 1;
    w->ended = false;
}

/* Takes the claim that begins here; the place behind it. */
static size_t pass_claim(Walk *w, size_t i)
{
    Verifying *v = w->v;
    Spot *s = &v->spots[w->next++];
    s->paragraph = w->line;
    s->heading = w->heading;
    s->heading_end = w->heading_end;
    for (size_t k = i; k < s->end; k++)
        v->far[k + 1] = v->far[k] + (k + 1 == s->end ? FAR_CLAIM : far_byte(v->level.text, k));
    return s->end;
}

static void walk(Walk *w)
{
    Verifying *v = w->v;
    Str t = v->level.text;
    size_t i = 0;
    while (i < t.n) {
        if (w->next < v->claims.n && v->spots[w->next].start <= i) {
            size_t end = pass_claim(w, i);
            i = end > i ? end : i;
            continue;
        }
        Mark m = mark_at(t, i);
        v->far[i + 1] = v->far[i] + far_byte(t, i) + mark_far(m);
        if (m == MARK_CLAUSE)
            end_clause(w, (uint32_t)i);
        else if (m == MARK_SENTENCE)
            end_sentence(w, (uint32_t)i);
        else if (m == MARK_LINE)
            end_line(w, (uint32_t)i);
        w->ended |= m == MARK_SENTENCE;
        i++;
    }
    end_line(w, (uint32_t)t.n);
}

static bool tieable(const Claim *c)
{
    return c->kind == CLAIM_COUNT || c->kind == CLAIM_MONEY || c->kind == CLAIM_PERCENT ||
           c->kind == CLAIM_ORDINAL;
}

void verify_place(Verifying *v)
{
    Walk w = { .v = v };
    v->spots = NEWN(v->arena, Spot, v->claims.n + 1);
    v->far = NEWN(v->arena, uint32_t, v->level.text.n + 1);
    for (size_t i = 0; i < v->claims.n; i++) {
        const Claim *c = &v->claims.p[i];
        Str behind = c->unit.n ? c->unit : (Str){ c->number.p + c->number.n, 0 };
        v->spots[i] = (Spot){ .start = (uint32_t)level_place(&v->level, c->start),
                              .end = (uint32_t)level_place(&v->level, c->end),
                              .tieable = tieable(c),
                              .figure = -1 };
        v->spots[i].unit =
            (uint32_t)level_place(&v->level, behind.p ? (size_t)(behind.p - v->text.p) : c->end);
    }
    walk(&w);
}

uint32_t verify_gap(const Verifying *v, const Spot *s, const WordHit *h)
{
    if (s->label_end && h->start >= s->label && h->end <= s->label_end)
        return v->far[s->label_end] - v->far[h->end];
    if (h->end <= s->start)
        return v->far[s->start] - v->far[h->end];
    if (h->start >= s->end)
        return v->far[h->start] - v->far[s->end];
    return 0;
}

size_t verify_hit(const Verifying *v, uint32_t place)
{
    size_t low = 0, high = v->hits.n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (v->hits.p[middle].start < place)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool verify_word_is(const Verifying *v, const WordHit *h, WordRole role)
{
    for (int32_t u = h->word; u >= 0; u = v->words->uses.p[u].next)
        if (v->words->uses.p[u].role == role)
            return true;
    return false;
}
