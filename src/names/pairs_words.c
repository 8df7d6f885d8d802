/* SPDX-License-Identifier: Apache-2.0
 * The reasons of a score, and their words.
 */
#include "names/pairs_impl.h"

/* A name of a row, or one part of it, from what is compared. */
static Str words_of(const Pairs *p, Arena *a, const PairName *name, size_t from, size_t to)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);

    for (size_t i = from; i < to && i < name->n; i++) {
        uint16_t code = name->c[i], parts[2] = { code, 0 };
        char ch[4];
        if (name->script == PAIR_LATIN) {
            if (b.n)
                buf_putc(&b, ' ');
            buf_put(&b, p->words[code - WORD_BASE]);
            continue;
        }
        (void)names_compound_parts(p->tables->names, code, parts);
        for (size_t k = 0; k < LEN(parts) && parts[k]; k++)
            buf_put(&b, (Str){ ch, utf8_put(names_class_char(p->tables->names, parts[k]), ch) });
    }
    return arena_str(a, buf_str(&b));
}

static Str year_text(Arena *a, const PairName *name)
{
    int year = BORN_FIRST + name->year - 1;

    if (!name->year)
        return S("");
    return name->years ? arena_printf(a, "%d/%d", year, year + name->years)
                       : arena_printf(a, "%d", year);
}

static Str day_text(Arena *a, const PairName *name)
{
    return name->day & 31 ? arena_printf(a, "%02d-%02d", name->day >> 5, name->day & 31)
                          : arena_printf(a, "%02d", name->day >> 5);
}

static void say(PairWhy *out, PairBy by, PairPart part, Str a, Str b)
{
    out->bits += part.bits;
    if (part.bits != 0)
        out->reasons[out->n++] = (PairReason){ by, part.how, part.bits, a, b };
}

static Str country_text(Arena *a, const PairName *name)
{
    return arena_printf(a, "%c%c", name->country >> 8, name->country & 0xFF);
}

static void say_names(const Pairs *p, Arena *a, const PairName *x, const PairName *y, PairWhy *out)
{
    if (!x->n || !y->n)
        return;
    if (x->script == PAIR_TITLE) {
        say(out, PAIR_BY_TITLE, pair_title(p, x, y), p->spots[x->title], p->spots[y->title]);
        say(out, PAIR_BY_COUNTRY, pair_country(x, y), country_text(a, x), country_text(a, y));
        return;
    }
    if (x->script == PAIR_LATIN || y->script == PAIR_LATIN) {
        say(out, PAIR_BY_LATIN, pair_latin(p, x, y), words_of(p, a, x, 0, WORDS),
            words_of(p, a, y, 0, WORDS));
        return;
    }
    say(out, PAIR_BY_SURNAME, pair_surname(p, x, y), words_of(p, a, x, 0, 1),
        words_of(p, a, y, 0, 1));
    say(out, PAIR_BY_GIVEN, pair_given(p, x, y), words_of(p, a, x, 1, WORDS),
        words_of(p, a, y, 1, WORDS));
}

static Str node_text(const Pairs *p, const PairName *name)
{
    return place_name(p->tables->gazetteer, name->node);
}

void pairs_explain(const Pairs *p, Arena *a, uint32_t row, uint32_t other, PairWhy *out)
{
    const PairName *x = NULL, *y = NULL;

    *out = (PairWhy){ 0 };
    pair_best_names(p, row, other, &x, &y);
    say_names(p, a, x, y, out);
    say(out, PAIR_BY_SEX, pair_sex(x, y), S(""), S(""));
    say(out, PAIR_BY_YEAR, pair_year(p, x, y), year_text(a, x), year_text(a, y));
    say(out, PAIR_BY_DAY, pair_day(x, y), day_text(a, x), day_text(a, y));
    say(out, PAIR_BY_PLACE, pair_node(p, x, y), node_text(p, x), node_text(p, y));
    say(out, PAIR_BY_TOWN, pair_town(p, x, y), p->spots[x->town], p->spots[y->town]);
    say(out, PAIR_BY_VILLAGE, pair_village(x, y), p->spots[x->village], p->spots[y->village]);
    if (!p->marks)
        return;
    say(out, PAIR_BY_PHONE, pair_phone(&p->marks[row], &p->marks[other]), S(""), S(""));
    say(out, PAIR_BY_DOCUMENT, pair_document(&p->marks[row], &p->marks[other]), S(""), S(""));
    say(out, PAIR_BY_BODY, pair_body(p, &p->marks[row], &p->marks[other]), S(""), S(""));
}

/* ---- words ---- */

static const char *const by_words[PAIR_BY__N] = {
    [PAIR_BY_SURNAME] = N_("surname"),
    [PAIR_BY_GIVEN] = N_("given name"),
    [PAIR_BY_LATIN] = N_("name in letters"),
    [PAIR_BY_TITLE] = N_("name"),
    [PAIR_BY_COUNTRY] = N_("country"),
    [PAIR_BY_SEX] = N_("sex"),
    [PAIR_BY_YEAR] = N_("year of birth"),
    [PAIR_BY_DAY] = N_("day of birth"),
    [PAIR_BY_PLACE] = N_("place"),
    [PAIR_BY_TOWN] = N_("town"),
    [PAIR_BY_VILLAGE] = N_("village"),
    [PAIR_BY_PHONE] = N_("telephone"),
    [PAIR_BY_DOCUMENT] = N_("document number"),
    [PAIR_BY_BODY] = N_("employer or association"),
};

static const char *const how_words[PAIR_HOW__N] = {
    [PAIR_SAME] = N_("the same"),
    [PAIR_VARIANT] = N_("two ways to write it"),
    [PAIR_CONFUSED] = N_("look alike"),
    [PAIR_SOUND] = N_("sound alike"),
    [PAIR_INITIAL] = N_("begin alike in pinyin"),
    [PAIR_TURNED] = N_("characters turned round"),
    [PAIR_PART] = N_("one says less"),
    [PAIR_NEAR] = N_("near one another"),
    [PAIR_OTHER] = N_("differ"),
};

void pair_reason_text(const PairReason *r, Lang lang, Buf *out)
{
    buf_put(out, str_z(tr(lang, by_words[r->by])));
    if (r->a.n || r->b.n) {
        buf_put(out, S(": "));
        buf_put(out, r->a.n ? r->a : S("—"));
    }
    if ((r->a.n || r->b.n) && !str_eq(r->a, r->b)) {
        buf_put(out, S(" / "));
        buf_put(out, r->b.n ? r->b : S("—"));
    }
    buf_printf(out, " (%s)", tr(lang, how_words[r->how]));
}
