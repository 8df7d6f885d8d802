/* SPDX-License-Identifier: Apache-2.0
 * The text of a review in chapters: cut from a template, read back as one.
 */
#include "review/chapters.h"

#include "engine/query.h"
#include "engine/registry.h"
#include "engine/store.h"

static const Type *review_of(const Ctx *c)
{
    return registry_find(c->types, S("review"));
}

static const Type *chapter_of(const Ctx *c)
{
    return registry_find(c->types, S("review_chapter"));
}

/* ---- cutting ---- */

static Str line_at(Str text, size_t at)
{
    Str rest = str_part(text, at, text.n), line = { 0 };
    (void)str_next(&rest, '\n', &line);
    return line;
}

/* Does a chapter begin with that line? Also the end matter, which belongs to no heading. */
static bool begins(Str line)
{
    static const char *const ends[] = { "{{attachments", "{{signature", "{{appendix",
                                        "{{findings" };
    if (str_starts(line, S("== ")))
        return true;
    for (size_t i = 0; i < LEN(ends); i++)
        if (str_starts(line, str_z(ends[i])))
            return true;
    return false;
}

/* Where the chapter ends that begins at `at`. All that follows the first line of end matter is one
 * chapter. */
static size_t chapter_end(Str text, size_t at)
{
    Str line = line_at(text, at);
    bool last = begins(line) && !str_starts(line, S("== "));

    for (at += line.n + 1; at < text.n; at += line.n + 1) {
        line = line_at(text, at);
        if (!last && begins(line))
            return at;
    }
    return text.n;
}

Str chapter_name(Arena *a, Lang lang, Str body, bool first)
{
    enum { NAME_BYTES = 180 };
    Str rest = body, line;

    while (str_next(&rest, '\n', &line))
        if (str_starts(line, S("== ")))
            return arena_str(a, utf8_part(str_trim(str_part(line, 3, line.n)), NAME_BYTES));
    return str_z(tr(lang, first ? N_("Opening") : N_("Closing")));
}

/* ---- making ---- */

static bool make_chapter(Ctx *c, const Record *review, const Chapter *chapter, Err *e)
{
    Record *r = record_new(c->arena, chapter_of(c));
    Check k = { 0 };

    r->unit = review->unit;
    rec_set_int(r, CHAPTER_REVIEW, review->id);
    rec_set_int(r, CHAPTER_NUMBER, chapter->number);
    rec_set_text(r, CHAPTER_NAME, chapter->name);
    rec_set_text(r, CHAPTER_BODY, chapter->body);
    return store_create(c, r, &k, e);
}

static bool make_chapters(Ctx *c, const Record *review, const ReviewOrder *order, Err *e)
{
    Str text = order->text;
    Chapter one = { 0 };

    for (size_t at = 0, end; at < text.n; at = end) {
        end = chapter_end(text, at);
        one.body = str_trim(str_part(text, at, end - at));
        if (!one.body.n)
            continue;
        if (++one.number > CHAPTERS_MAX)
            return err_set(e, ERR_INVALID, N_("a review has at most %d chapters"), CHAPTERS_MAX);
        one.name = chapter_name(c->arena, order->lang, one.body, one.number == 1);
        if (!make_chapter(c, review, &one, e))
            return false;
    }
    return true;
}

static Str period_text(const Ctx *c, const FigureScope *s)
{
    char from[11], to[11];
    day_print(s->from, from);
    day_print(s->to, to);
    return arena_printf(c->arena, "%s/%s", from, to);
}

/* The title of the text, for which only its beginning is written; it may be broken into lines. */
static bool title_of(Ctx *c, const Figures *all, const ReviewOrder *order, Str *out, Err *e)
{
    AUTO(buf_done) Buf title = buf_new(BUF_LINE);
    ReviewOrder head = *order;
    Review review = { 0 };

    head.text = str_part(order->text, 0, chapter_end(order->text, 0));
    if (!review_build(c, all, &head, &review, e))
        return false;
    for (size_t i = 0; i < review.doc.title.n; i++)
        buf_putc(&title, review.doc.title.p[i] == '\n' ? ' ' : review.doc.title.p[i]);
    *out = title.n ? arena_str(c->arena, buf_str(&title)) : order->name;
    return true;
}

bool review_begin(Ctx *c, const Figures *all, const ReviewOrder *order, int64_t *id, Err *e)
{
    const FigureScope *s = &order->scope;
    Record *r = record_new(c->arena, review_of(c));
    Check k = { 0 };
    Str title;

    if (!title_of(c, all, order, &title, e))
        return false;
    rec_set_text(r, REVIEW_TITLE, title);
    r->v[REVIEW_PERIOD] = (Value){ true, period_text(c, s), s->from, s->to };
    if (s->unit) {
        rec_set_int(r, REVIEW_OF_UNIT, s->unit);
        r->unit = s->unit;
    }
    rec_set_text(r, REVIEW_LANGUAGE, str_z(lang_code(order->lang)));
    AUTO(store_rollback) StoreTxn t = store_begin(c, e);
    if (e->kind || !store_create(c, r, &k, e) || !make_chapters(c, r, order, e))
        return false;
    *id = r->id;
    return store_commit(&t, e);
}

/* ---- finding ---- */

bool review_under_way(Ctx *c, const FigureScope *s, Lang lang, int64_t *id, Err *e)
{
    char from[11], to[11];

    day_print(s->from, from);
    day_print(s->to, to);
    const QueryParts parts = {
        .where = arena_printf(c->arena,
                              "covers in %s..%s and language = '%s' and state in (draft, filled, "
                              "confirmed, approved) and %s",
                              from, to, lang_code(lang),
                              s->unit ? arena_printf(c->arena, "of_unit = #%" PRId64, s->unit).p
                                      : "of_unit is empty"),
        .columns = S("covers"),
        .order = S("id desc"),
    };
    const Query *q = query_build(c, review_of(c), &parts, e);
    AUTO(rows_done) Rows *rows = q ? query_run(c, q, e) : NULL;
    *id = 0;
    while (rows && !*id && rows_next(rows, e))
        if (rows_value(rows, 0)->i == s->from && rows_value(rows, 0)->j == s->to)
            *id = rows_id(rows); /* that of a part of the period is another review */
    return rows && !e->kind;
}

bool review_chapters(Ctx *c, int64_t review, Chapters *out, Err *e)
{
    VEC(Chapter) list = { 0 };
    const QueryParts parts = { .where = arena_printf(c->arena, "review = #%" PRId64, review),
                               .columns = S("version, number, name, body"),
                               .order = S("number, id"),
                               .limit = CHAPTERS_MAX };
    const Query *q = query_build(c, chapter_of(c), &parts, e);
    AUTO(rows_done) Rows *rows = q ? query_run(c, q, e) : NULL;
    while (rows && rows_next(rows, e)) {
        Chapter one = { .id = rows_id(rows),
                        .version = rows_value(rows, 0)->i,
                        .number = rows_value(rows, 1)->i,
                        .name = arena_str(c->arena, rows_value(rows, 2)->text),
                        .body = arena_str(c->arena, rows_value(rows, 3)->text) };
        vec_push(c->arena, &list, one);
    }
    *out = (Chapters){ list.p, list.n };
    return rows && !e->kind;
}

/* ---- what it orders ---- */

static Str joined(Ctx *c, const Chapters *chapters)
{
    size_t n = 0;
    char *p, *end;

    for (size_t i = 0; i < chapters->n; i++)
        n += chapters->p[i].body.n + 2;
    p = end = arena_get(c->arena, n + 1);
    for (size_t i = 0; i < chapters->n; i++) {
        memcpy(end, chapters->p[i].body.p, chapters->p[i].body.n);
        end += chapters->p[i].body.n;
        *end++ = '\n';
        *end++ = '\n';
    }
    return (Str){ p, n };
}

bool review_ordered(Ctx *c, const Record *review, const Chapters *chapters, ReviewOrder *out,
                    Err *e)
{
    FigureScope s = { 0 };
    Lang lang;

    if (!lang_parse(rec_text(review, REVIEW_LANGUAGE), &lang))
        lang = c->lang;
    if (!scope_days(c, rec_first_day(review, REVIEW_PERIOD), rec_last_day(review, REVIEW_PERIOD),
                    &s, e))
        return false;
    s.unit = rec_int(review, REVIEW_OF_UNIT);
    if (rec_has(review, REVIEW_AS_OF))
        s.as_of = rec_last_day(review, REVIEW_AS_OF);
    if (!review_order(c, &s, lang, out, e))
        return false;
    if (rec_has(review, REVIEW_ISSUED_ON))
        out->issued = rec_last_day(review, REVIEW_ISSUED_ON);
    if (chapters->n) {
        out->text = joined(c, chapters);
        out->name = rec_text(review, REVIEW_TITLE);
    }
    return true;
}

ReviewOrder review_ordered_one(const ReviewOrder *whole, const Chapter *chapter)
{
    ReviewOrder out = *whole;
    out.text = chapter->body;
    out.name = chapter->name;
    return out;
}
