/* SPDX-License-Identifier: Apache-2.0
 * OpenCC between the terms that it is not to touch.
 *
 * The tables of OpenCC are files of its package; reading those for traditional characters takes
 * some 12 ms, so they are read when first asked for, under a lock. After that they are constant.
 */
#include "text/script.h"

#include <opencc/opencc.h>
#include <pthread.h>

#include "base/mem.h"
#include "text/tsv.h"

enum { HANS, HANT, FORMS };
enum { TERMS_ROOM = 64 << 10 };

typedef struct {
    Str forms[FORMS];
} Term;

typedef VEC(Term) Terms;

struct Converter {
    opencc_t opencc; /* NULL: not read yet */
    const Scripts *all;
    int form; /* which one of a term is written */
};

struct Scripts {
    pthread_mutex_t lock;
    Arena *arena;
    Terms terms;
    int8_t says[FOLD_LAST - FOLD_FIRST + 1]; /* 1: of traditional texts only; -1: simplified ones */
    Converter to[LANG__N];
};

/* ---- the two directions ---- */

static void note(Scripts *s, uint32_t ch, int8_t says)
{
    if (ch >= FOLD_FIRST && ch <= FOLD_LAST)
        s->says[ch - FOLD_FIRST] = says;
}

static void note_forms(Scripts *s)
{
    for (uint32_t ch = FOLD_FIRST; ch <= FOLD_LAST; ch++) {
        uint32_t simple = folder_simple(ch);
        if (simple != ch) {
            note(s, simple, -1);
            note(s, ch, 1);
        }
    }
}

static void read_terms(Scripts *s)
{
    Str rest = tsv_table("script.tsv");
    Term term;
    uint32_t ch;

    while (tsv_row(&rest, term.forms, FORMS)) {
        if (!str_eq(term.forms[HANS], S("=")))
            vec_push(s->arena, &s->terms, term);
        else
            while (utf8_next(&term.forms[HANT], &ch))
                note(s, ch, 0);
    }
}

Scripts *scripts_new(void)
{
    Scripts *s = mem_zget(1, sizeof *s);

    (void)pthread_mutex_init(&s->lock, NULL);
    s->arena = arena_new(TERMS_ROOM);
    note_forms(s);
    read_terms(s);
    s->to[LANG_HANS] = (Converter){ .all = s, .form = HANS };
    s->to[LANG_HANT] = (Converter){ .all = s, .form = HANT };
    return s;
}

void scripts_free(Scripts *s)
{
    if (!s)
        return;
    for (int lang = 0; lang < LANG__N; lang++)
        if (s->to[lang].opencc)
            (void)opencc_close(s->to[lang].opencc);
    arena_free(s->arena);
    (void)pthread_mutex_destroy(&s->lock);
    mem_give(s);
}

void scripts_freep(Scripts **s)
{
    scripts_free(*s);
}

/* Reads the tables; under the lock, since OpenCC keeps its message in one place for all. */
static bool load(Converter *c, const char *config, Err *e)
{
    const void *failed = (opencc_t)-1;
    opencc_t opencc = opencc_open(config);
    if (opencc == failed)
        return err_set(e, ERR_INTERNAL,
                       "simplified and traditional characters cannot be converted: '%s'; is the "
                       "package libopencc-data installed?",
                       opencc_error());
    c->opencc = opencc;
    return true;
}

bool scripts_find(Scripts *s, Lang lang, const Converter **out, Err *e)
{
    /* To 裡, 為 and 眾, as our template has them. Not from those alone: tw2s.json would take the
     * simplified 什么 for another word. */
    static const char *const configs[LANG__N] = {
        [LANG_HANS] = "t2s.json", [LANG_HANT] = "s2tw.json"
    };
    bool ok = true;

    *out = NULL;
    if (!configs[lang])
        return true;
    (void)pthread_mutex_lock(&s->lock);
    if (!s->to[lang].opencc)
        ok = load(&s->to[lang], configs[lang], e);
    (void)pthread_mutex_unlock(&s->lock);
    if (ok)
        *out = &s->to[lang];
    return ok;
}

/* ---- a text ---- */

/* What the other script does not have says which one it is: 宮 in 天后宮, where 后 may be either. */
static bool is_traditional(const Scripts *s, Str text)
{
    uint32_t ch;
    int more = 0;
    while (utf8_next(&text, &ch)) {
        if (ch >= FOLD_FIRST && ch <= FOLD_LAST)
            more += s->says[ch - FOLD_FIRST];
    }
    return more > 0;
}

/* The term that begins at byte `at`, the longest of several; its bytes there, or 0. */
static size_t term_at(const Terms *terms, Str text, size_t at, const Term **found)
{
    Str rest = str_part(text, at, text.n);
    size_t longest = 0;
    for (size_t i = 0; i < terms->n; i++)
        for (int form = 0; form < FORMS; form++) {
            Str word = terms->p[i].forms[form];
            if (word.n > longest && str_starts(rest, word)) {
                longest = word.n;
                *found = &terms->p[i];
            }
        }
    return longest;
}

/* OpenCC takes bytes that are not valid for an error and stops at a zero; neither comes here. */
static void put_phrases(const Converter *c, Str text, Buf *out)
{
    char *converted = text.n ? opencc_convert_utf8(c->opencc, text.p, text.n) : NULL;
    buf_put(out, converted ? str_z(converted) : text);
    if (converted)
        opencc_convert_utf8_free(converted);
}

static void put_converted(const Converter *c, Str text, Buf *out)
{
    size_t done = 0, at = 0;
    while (at < text.n) {
        const Term *term = NULL;
        size_t n = (unsigned char)text.p[at] < 0x80 ? 0 : term_at(&c->all->terms, text, at, &term);
        if (!n) {
            at++;
            continue;
        }
        put_phrases(c, str_part(text, done, at - done), out);
        buf_put(out, term->forms[c->form]);
        done = at += n;
    }
    put_phrases(c, str_part(text, done, at - done), out);
}

bool script_convert(const Converter *c, Str text, Buf *out, Err *e)
{
    if (text.n > SCRIPT_TEXT_MAX)
        return err_set(e, ERR_INVALID,
                       "a text of more than %d bytes is not converted to other characters",
                       SCRIPT_TEXT_MAX);
    if (!utf8_valid(text) || (text.n && memchr(text.p, '\0', text.n)))
        return err_set(e, ERR_INVALID, "what is to be converted to other characters is no text");
    if (is_traditional(c->all, text) == (c->form == HANT))
        buf_put(out, text);
    else
        put_converted(c, text, out);
    return true;
}
