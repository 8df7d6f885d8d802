/* SPDX-License-Identifier: Apache-2.0
 * A template's tree → a document: names are tied to figures, pieces are kept or vanish, sections
 * without content go, headings get their numbers.
 *
 * The body is written first, then what speaks of all figures of it: the appendix and the findings.
 */
#include "review/template.h"

#include "review/template_impl.h"

/* ---- figures ---- */

bool known_slot(Writer *w, Str name, size_t *slot)
{
    const FigureDef *def;
    int64_t at;

    if (map_get(&w->slots, name, &at)) {
        *slot = (size_t)at;
        return true;
    }
    def = figures_need(w->all, name, w->e);
    if (!def)
        return false;
    *slot = w->known.n;
    map_set(&w->slots, name, (int64_t)w->known.n);
    vec_push(w->c->arena, &w->known, (Known){ .def = def });
    return true;
}

const FigureValue *known_now(Writer *w, size_t slot)
{
    Known *k = &w->known.p[slot];
    if (!k->counted)
        k->counted = figure_shown(w->c, w->all, k->def, &w->order->scope, &k->now, w->e);
    return k->counted ? &k->now : NULL;
}

const FigureValue *known_before(Writer *w, size_t slot)
{
    Known *k = &w->known.p[slot];
    FigureScope before = scope_year_before(w->c, &w->order->scope);
    if (!k->counted_before)
        k->counted_before = figure_shown(w->c, w->all, k->def, &before, &k->before, w->e);
    return k->counted_before ? &k->before : NULL;
}

void known_use(Writer *w, size_t slot)
{
    if (w->known.p[slot].used)
        return;
    w->known.p[slot].used = true;
    vec_push(w->c->arena, &w->used, slot);
}

bool value_counts(const FigureValue *v)
{
    return v->standing != STANDING_UNAVAILABLE && v->value != 0;
}

/* ---- tying names to figures, before anything is written ---- */

static bool tie_parts(Writer *w, Part *p);

static bool tie_names(Writer *w, Part *p, const Str *names, size_t n)
{
    p->known = NEWN(w->c->arena, size_t, n);
    for (size_t i = 0; i < n; i++)
        if (!known_slot(w, names[i], &p->known[i]))
            return template_blame(w->t, p->at, w->e);
    return true;
}

static bool tie_command(Writer *w, const Command *k)
{
    bool ok = true;
    if (k->kind == COMMAND_LIST || k->kind == COMMAND_TABLE)
        ok = check_rows(w, k);
    else if (k->kind == COMMAND_CHART)
        ok = check_chart(w, k);
    if (!ok)
        return template_blame(w->t, k->at, w->e);
    return tie_parts(w, k->title);
}

static bool tie_parts(Writer *w, Part *p)
{
    for (; p; p = p->next) {
        bool ok = true;
        if (p->kind == PART_FIGURE || p->kind == PART_PLURAL)
            ok = tie_names(w, p, &p->text, 1);
        else if (p->kind == PART_NEEDS)
            ok = tie_names(w, p, p->names, p->nnames);
        else if (p->kind == PART_LIST)
            ok = tie_command(w, p->command);
        else if (p->kind == PART_PIECE || p->kind == PART_ALTERNATIVE)
            ok = tie_parts(w, p->kids);
        if (!ok)
            return false;
    }
    return true;
}

static bool tie(Writer *w)
{
    for (Line *l = w->t->lines; l; l = l->next)
        if (!tie_parts(w, l->parts) || (l->command && !tie_command(w, l->command)))
            return false;
    return true;
}

/* ---- parts ---- */

/* What becomes of a piece or a paragraph while its parts are written. */
typedef struct {
    bool piece; /* a figure that counts nothing is its end; a paragraph shows the 0 */
    bool dead;
    size_t shown, gone; /* parts that prove something; pieces that vanished */
} Fate;

static bool write_within(Writer *w, const Part *p, Snippets *out, Fate *f);

static void put_snippet(Writer *w, Snippets *out, Str text, Str figure)
{
    vec_push(w->c->arena, out, (Snippet){ .text = text, .figure = figure });
}

static void put_buf(Writer *w, Snippets *out, const Buf *b, Str figure)
{
    put_snippet(w, out, arena_str(w->c->arena, buf_str(b)), figure);
}

static bool write_text(Writer *w, const Part *p, Snippets *out, Fate *f)
{
    (void)f;
    put_snippet(w, out, p->text, (Str){ 0 });
    return true;
}

static bool write_value(Writer *w, const Part *p, Snippets *out, Fate *f)
{
    const ReviewOrder *o = w->order;
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    int year = day_year(o->scope.to);

    switch (p->value) {
    case VALUE_PERIOD: period_words(o->lang, &o->scope, &b); break;
    case VALUE_YEAR: buf_int(&b, year); break;
    case VALUE_LAST_YEAR: buf_int(&b, year - 1); break;
    case VALUE_NEXT_YEAR: buf_int(&b, year + 1); break;
    case VALUE_OFFICE: buf_put(&b, o->office); break;
    case VALUE_SHORT: buf_put(&b, o->office_short.n ? o->office_short : o->office); break;
    case VALUE_ISSUED:
        if (o->issued)
            day_words(o->lang, o->issued, STYLE_ROUND, &b);
        break;
    case VALUE_UNTIL: day_words(o->lang, w->until, STYLE_ROUND, &b); break;
    case VALUE__N: break;
    }
    f->dead = f->dead || (f->piece && b.n == 0);
    put_buf(w, out, &b, (Str){ 0 });
    return true;
}

/* A figure that counts nothing ends the piece that it stands in. */
static bool figure_counts(Writer *w, size_t slot, bool *counts)
{
    const FigureValue *v = known_now(w, slot);
    if (!v)
        return false;
    *counts = value_counts(v);
    return true;
}

static bool write_figure(Writer *w, const Part *p, Snippets *out, Fate *f)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    bool counts;

    if (!figure_counts(w, p->known[0], &counts))
        return template_blame(w->t, p->at, w->e);
    f->shown++;
    f->dead = f->dead || (f->piece && !counts);
    if (w->known.p[p->known[0]].now.standing == STANDING_UNAVAILABLE)
        buf_printf(&b, "%s", tr(w->order->lang, N_("not available")));
    else
        number_write(&p->style, w->order->lang, &w->known.p[p->known[0]].now, &b);
    put_buf(w, out, &b, p->text);
    return true;
}

static bool write_needs(Writer *w, const Part *p, Snippets *out, Fate *f)
{
    size_t found = 0;
    (void)out;
    for (size_t i = 0; i < p->nnames; i++) {
        bool counts;
        if (!figure_counts(w, p->known[i], &counts))
            return template_blame(w->t, p->at, w->e);
        found += counts;
    }
    f->shown++;
    f->dead = f->dead || found < (p->any ? 1 : p->nnames);
    return true;
}

static bool write_plural(Writer *w, const Part *p, Snippets *out, Fate *f)
{
    const FigureValue *v = known_now(w, p->known[0]);
    (void)f;
    if (!v)
        return template_blame(w->t, p->at, w->e);
    put_snippet(w, out, v->value == 1 && v->places == 0 ? p->one : p->many, (Str){ 0 });
    return true;
}

static bool write_list_part(Writer *w, const Part *p, Snippets *out, Fate *f)
{
    Str text;
    if (!write_list(w, p->command, &text))
        return template_blame(w->t, p->command->at, w->e);
    f->shown++;
    f->dead = f->dead || (f->piece && text.n == 0);
    put_snippet(w, out, text, (Str){ 0 });
    return true;
}

static bool write_field_part(Writer *w, const Part *p, Snippets *out, Fate *f)
{
    AUTO(buf_done) Buf b = buf_new(TEMPLATE_OUT_MAX);
    write_field(w, p, &b);
    f->shown++;
    f->dead = f->dead || (f->piece && b.n == 0);
    put_buf(w, out, &b, (Str){ 0 });
    return true;
}

static bool is_blank(const Snippets *out, size_t from)
{
    for (size_t i = from; i < out->n; i++)
        if (str_trim(out->p[i].text).n)
            return false;
    return true;
}

/* Does anything remain that is worth being read? Words around pieces that have all vanished do
 * not. */
static bool remains(const Fate *f, const Snippets *out, size_t from)
{
    return !f->dead && (f->shown || !f->gone) && !is_blank(out, from);
}

/* The first alternative of which something remains; an empty one is as good, so that [[x||]] is x
 * or nothing. Words alone prove nothing, so they do not keep a piece around them. */
static bool write_piece(Writer *w, const Part *p, Snippets *out, Fate *f)
{
    size_t before = out->n;
    for (const Part *a = p->kids; a; a = a->next) {
        Fate own = { .piece = true };
        bool nothing = !a->kids && p->kids->next;
        if (!write_within(w, a->kids, out, &own))
            return false;
        if (nothing || remains(&own, out, before)) {
            f->shown += nothing || own.shown || !f->piece;
            return true;
        }
        out->n = before;
    }
    f->gone++;
    vec_push(w->c->arena, out, (Snippet){ .seam = true });
    return true;
}

typedef bool WritePart(Writer *w, const Part *p, Snippets *out, Fate *f);

static bool write_within(Writer *w, const Part *p, Snippets *out, Fate *f)
{
    static WritePart *const kinds[] = {
        [PART_TEXT] = write_text,         [PART_VALUE] = write_value,
        [PART_FIGURE] = write_figure,     [PART_FIELD] = write_field_part,
        [PART_NEEDS] = write_needs,       [PART_PLURAL] = write_plural,
        [PART_PIECE] = write_piece,       [PART_LIST] = write_list_part,
    };
    for (; p && !f->dead; p = p->next)
        if (!kinds[p->kind](w, p, out, f))
            return false;
    return true;
}

bool write_parts(Writer *w, const Part *parts, Snippets *out, bool *kept)
{
    Fate f = { 0 };
    size_t before = out->n;
    if (!write_within(w, parts, out, &f))
        return false;
    *kept = remains(&f, out, before);
    return true;
}

bool write_plain(Writer *w, const Part *parts, Str *out)
{
    AUTO(buf_done) Buf b = buf_new(TEMPLATE_OUT_MAX);
    Snippets snippets = { 0 };
    bool kept;
    Runs runs;

    if (!write_parts(w, parts, &snippets, &kept))
        return false;
    runs = snippets_runs(w->c->arena, &snippets, false);
    for (size_t i = 0; i < runs.n && kept; i++)
        buf_put(&b, runs.p[i].text);
    *out = arena_str(w->c->arena, buf_str(&b));
    return true;
}

/* ---- blocks ---- */

bool write_room(Writer *w, size_t bytes)
{
    w->bytes += bytes;
    return w->bytes <= TEMPLATE_OUT_MAX ||
           err_set(w->e, ERR_INVALID,
                   "the document has more than %d bytes of text; shorten its "
                   "lists with 'max'",
                   TEMPLATE_OUT_MAX);
}

static void use_runs(Writer *w, const Runs *runs)
{
    size_t slot;
    for (size_t i = 0; i < runs->n; i++)
        if (runs->p[i].figure.n && known_slot(w, runs->p[i].figure, &slot))
            known_use(w, slot);
}

bool kept_from(Writer *w)
{
    if (w->e->kind != ERR_DENIED)
        return false;
    err_clear(w->e);
    return true;
}

bool write_block(Writer *w, const Block *block)
{
    if (w->blocks.n == DOC_BLOCKS_MAX)
        return err_set(w->e, ERR_INVALID, "the document has more than %d blocks", DOC_BLOCKS_MAX);
    for (size_t i = 0; i < block->runs.n; i++)
        if (!write_room(w, block->runs.p[i].text.n))
            return false;
    use_runs(w, &block->runs);
    for (size_t i = 0; block->table && i < block->table->nrows * block->table->ncols; i++)
        use_runs(w, &block->table->cells[i]);
    vec_push(w->c->arena, &w->blocks, *block);
    return true;
}

static bool write_words(Writer *w, const Line *l)
{
    static const BlockKind blocks[] = {
        [LINE_HEADING] = BLOCK_HEADING, [LINE_TEXT] = BLOCK_TEXT, [LINE_ITEM] = BLOCK_ITEM
    };
    Snippets snippets = { 0 };
    bool kept;
    Block b = { .level = l->level };

    if (l->kind == LINE_TITLE)
        return write_plain(w, l->parts, &w->title);
    if (!write_parts(w, l->parts, &snippets, &kept))
        return false;
    b.kind = blocks[l->kind];
    b.runs = snippets_runs(w->c->arena, &snippets, l->kind == LINE_TEXT);
    return !kept || write_block(w, &b);
}

static bool write_signature(Writer *w)
{
    Run *runs = NEWN(w->c->arena, Run, 2);
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    if (w->order->issued)
        day_words(w->order->lang, w->order->issued, STYLE_ROUND, &b);
    runs[0].text = w->order->office;
    runs[1].text = arena_str(w->c->arena, buf_str(&b));
    return write_block(w, &(Block){ .kind = BLOCK_SIGNATURE, .runs = { runs, 2 } });
}

/* An appendix and findings speak of the whole body, so they wait for it: a block without a kind
 * holds their place, its level being that of the command in `later`. */
static bool write_later(Writer *w, const Command *k)
{
    vec_push(w->c->arena, &w->later, k);
    return write_block(w, &(Block){ .kind = BLOCK__N, .level = (int)w->later.n - 1 });
}

static bool write_command(Writer *w, const Command *k)
{
    switch (k->kind) {
    case COMMAND_TABLE: return write_table(w, k);
    case COMMAND_CHART: return write_chart(w, k);
    case COMMAND_SIGNATURE: return write_signature(w);
    case COMMAND_APPENDIX:
    case COMMAND_ATTACHMENTS:
    case COMMAND_FINDINGS: return write_later(w, k);
    case COMMAND_CONTENTS: w->contents = true; return true;
    case COMMAND_NUMBERED: w->numbered = true; return true;
    case COMMAND_LIST:
    case COMMAND__N: break;
    }
    return true;
}

static bool write_body(Writer *w)
{
    for (const Line *l = w->t->lines; l; l = l->next) {
        if (l->kind != LINE_COMMAND && !write_words(w, l))
            return false;
        if (l->kind == LINE_COMMAND && !write_command(w, l->command))
            return l->command->at ? template_blame(w->t, l->command->at, w->e) : false;
    }
    return true;
}

static bool write_what_waited(Writer *w)
{
    size_t n = w->blocks.n;
    const Block *body = w->blocks.p;

    w->blocks.p = NULL;
    w->blocks.n = w->blocks.size = 0;
    for (size_t i = 0; i < n; i++) {
        if (body[i].kind != BLOCK__N)
            vec_push(w->c->arena, &w->blocks, body[i]);
        else if (!write_summary(w, w->later.p[body[i].level]))
            return template_blame(w->t, w->later.p[body[i].level]->at, w->e);
    }
    return true;
}

/* ---- the whole ---- */

static bool ends_sections(BlockKind kind)
{
    return kind == BLOCK_ATTACHMENTS || kind == BLOCK_SIGNATURE || kind == BLOCK_APPENDIX ||
           kind == BLOCK_NOTE;
}

/* A heading with nothing below it goes. */
static void drop_empty_sections(Writer *w)
{
    bool content[5] = { false };
    size_t left = w->blocks.n;

    for (size_t i = w->blocks.n; i-- > 0;) {
        Block b = w->blocks.p[i];
        bool heading = b.kind == BLOCK_HEADING, keep = !heading || content[b.level];
        for (int level = 1; level < (int)LEN(content); level++) {
            if (ends_sections(b.kind) || (heading && level >= b.level))
                content[level] = false;
            else if (keep)
                content[level] = true;
        }
        if (keep)
            w->blocks.p[--left] = b;
    }
    w->blocks.p += left;
    w->blocks.n -= left;
}

static void number_headings(Writer *w)
{
    int counts[5] = { 0 };
    for (size_t i = 0; i < w->blocks.n && w->blocks.p[i].kind != BLOCK_APPENDIX; i++) {
        Block *b = &w->blocks.p[i];
        AUTO(buf_done) Buf out = buf_new(BUF_LINE);
        Run *runs;
        if (b->kind != BLOCK_HEADING)
            continue;
        counts[b->level]++;
        for (int below = b->level + 1; below < (int)LEN(counts); below++)
            counts[below] = 0;
        heading_number(w->order->lang, counts, b->level, &out);
        runs = NEWN(w->c->arena, Run, b->runs.n + 1);
        memcpy(runs + 1, b->runs.p, b->runs.n * sizeof *runs);
        runs[0].text = arena_str(w->c->arena, buf_str(&out));
        b->runs = (Runs){ runs, b->runs.n + 1 };
    }
}

/* What could not be counted comes last, though nothing shows it: the office is to hear of it. */
static void use_unavailable(Writer *w)
{
    for (size_t i = 0; i < w->known.n; i++)
        if (w->known.p[i].counted && w->known.p[i].now.standing == STANDING_UNAVAILABLE)
            known_use(w, i);
}

static bool take_values(Writer *w, Review *out)
{
    FigureValue *values = NEWN(w->c->arena, FigureValue, w->used.n + 1);
    FigureValue *before = NEWN(w->c->arena, FigureValue, w->used.n + 1);

    for (size_t i = 0; i < w->used.n; i++) {
        const Known *k = &w->known.p[w->used.p[i]];
        if (!known_now(w, w->used.p[i]) || !known_before(w, w->used.p[i]))
            return false;
        values[i] = k->now;
        before[i] = k->before;
    }
    *out = (Review){ .values = values, .nvalues = w->used.n, .year_before = before };
    out->findings = figures_compare(w->c, w->all, &w->order->scope, values, before, w->used.n);
    return true;
}

static void say_language(Doc *d)
{
    static const char *const notes[LANG__N] = {
        [LANG_EN] = N_("Names and titles are quoted as they stand in the records."),
        [LANG_HANT] = N_("Titles and other words of records were converted from simplified "
                         "characters by phrase; what may be the name of a person stands as recorded."),
    };
    if (notes[d->lang])
        d->language_note = str_z(tr(d->lang, notes[d->lang]));
}

bool figures_named(Ctx *c, const Figures *all, const ReviewOrder *order, bool before, Err *e)
{
    size_t n = figures_count(all), wanted = 0;
    FigureAskFor *list = NEWN(c->arena, FigureAskFor, 2 * n + 1);
    FigureScope then = scope_year_before(c, &order->scope);

    for (size_t i = 0; i < n; i++) {
        const FigureDef *d = figures_at(all, i);
        if (str_find(order->text, d->name) < 0)
            continue;
        list[wanted++] = (FigureAskFor){ d, order->scope };
        if (before)
            list[wanted++] = (FigureAskFor){ d, then };
    }
    return figures_fetch(c, all, list, wanted, e);
}

static bool write_all(Writer *w, Review *out)
{
    if (!figures_named(w->c, w->all, w->order, true, w->e) || !tie(w) || !write_body(w))
        return false;
    use_unavailable(w);
    if (!take_values(w, out))
        return false;
    w->review = out;
    if (!write_what_waited(w))
        return false;
    drop_empty_sections(w);
    if (w->numbered)
        number_headings(w);
    out->doc = (Doc){ .lang = w->order->lang,
                      .title = w->title,
                      .blocks = w->blocks.p,
                      .n = w->blocks.n,
                      .contents = w->contents };
    say_language(&out->doc);
    return true;
}

typedef struct {
    Ctx *c;
    const Figures *all;
    const ReviewOrder *order;
    const Template *t;
    Review *out;
} Build;

static bool build(void *arg, Err *e)
{
    const Build *b = arg;
    const ReviewOrder *order = b->order;
    Ctx in = *b->c; /* records are shown in the language and script of the document */
    Writer w = { .c = &in, .all = b->all, .order = order, .t = b->t, .e = e };
    bool ok;

    in.lang = order->lang;
    if (!scripts_find(in.facts->scripts, order->lang, &in.script, e))
        return false;
    w.until = order->scope.as_of ? order->scope.as_of : in.today;
    if (w.until > order->scope.to)
        w.until = order->scope.to;
    ok = write_all(&w, b->out);
    map_done(&w.slots);
    return ok;
}

bool review_build(Ctx *c, const Figures *all, const ReviewOrder *order, Review *out, Err *e)
{
    Template t;
    Build b = { c, all, order, &t, out };

    if (!template_parse(c->arena, order->text, order->name, &t, e) ||
        !figures_ahead(c, all, build, &b, e))
        return false;
    figures_keep(c, all);
    return true;
}
