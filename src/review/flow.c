/* SPDX-License-Identifier: Apache-2.0
 * From blocks to the flow of print: what GB/T 9704-2012 says about order, blank lines and indents.
 */
#include "review/flow.h"

#include <math.h>

#include "base/vec.h"

typedef struct {
    Arena *a;
    const Doc *d;
    const Layout *l;
    VEC(FlowItem) items;
    VEC(FlowTarget) targets;
} Building;

/* Is the character to be left out? XML 1.0 forbids most of C0 and U+FFFE and U+FFFF. */
static bool is_banned(uint32_t ch)
{
    return (ch < 0x20 && ch != '\n') || (ch >= 0x7f && ch < 0xa0) || (ch & 0xfffe) == 0xfffe ||
           ch == 0x2028 || ch == 0x2029;
}

Str flow_clean(Arena *a, Str s)
{
    AUTO(buf_done) Buf b = buf_new(2 * s.n + 4);
    Str rest = s, at = s;
    uint32_t ch;
    bool clean = true;

    for (; utf8_next(&rest, &ch); at = rest) {
        if (!is_banned(ch)) {
            buf_put(&b, str_part(at, 0, at.n - rest.n));
            continue;
        }
        clean = false;
        if (ch == '\t')
            buf_putc(&b, ' ');
    }
    return clean ? s : arena_str(a, buf_str(&b));
}

static Runs clean_runs(Arena *a, const Runs *runs)
{
    Runs r = { .p = NEWN(a, Run, runs->n + 1), .n = runs->n };

    for (size_t i = 0; i < runs->n; i++) {
        r.p[i] = runs->p[i];
        r.p[i].text = flow_clean(a, runs->p[i].text);
    }
    return r;
}

Str flow_plain(Arena *a, const Runs *runs)
{
    AUTO(buf_done) Buf b = buf_new(FLOW_TEXT_MAX);

    if (runs->n == 1)
        return runs->p[0].text;
    for (size_t i = 0; i < runs->n; i++)
        buf_put(&b, runs->p[i].text);
    return arena_str(a, buf_str(&b));
}

static FlowItem *add(Building *b, FlowItem item)
{
    vec_push(b->a, &b->items, item);
    return &b->items.p[b->items.n - 1];
}

static void blank(Building *b, int lines)
{
    if (lines > 0)
        add(b, (FlowItem){ .kind = FLOW_BLANK, .lines = lines, .style = b->l->text[TEXT_BODY] });
}

static FlowItem *text(Building *b, TextKind kind, Runs runs)
{
    return add(b, (FlowItem){ .text = kind, .runs = runs, .style = b->l->text[kind] });
}

static Runs one_run(Arena *a, Str s)
{
    Runs r = { .p = NEW(a, Run), .n = 1 };
    r.p->text = flow_clean(a, s);
    return r;
}

static FlowItem *line(Building *b, TextKind kind, Str s)
{
    return text(b, kind, one_run(b->a, s));
}

/* Names of signers in rows of two, below each other, the last row beside the number. */
static void signers(Building *b)
{
    const DocFrame *f = &b->d->frame;
    Str label = str_z(tr(b->d->lang, "Signed by: "));
    double widest = 0, start;

    for (size_t i = 0; i < f->nsigners; i++)
        widest = fmax(widest, layout_chars(f->signers[i], b->d->lang));
    start = b->l->chars - b->l->edge - layout_chars(label, b->d->lang) -
            (f->nsigners > 1 ? 2 * widest + 1 : widest);
    for (size_t i = 0; i < f->nsigners; i += 2) {
        Runs r = { .p = NEWN(b->a, Run, 4), .n = 4 };
        FlowItem *item;
        r.p[0].text = i + 2 < f->nsigners ? (Str){ 0 } : flow_clean(b->a, f->number);
        r.p[1].text = i == 0 ? label : (Str){ 0 };
        r.p[2].text = flow_clean(b->a, f->signers[i]);
        r.p[3].text = i + 1 < f->nsigners ? flow_clean(b->a, f->signers[i + 1]) : (Str){ 0 };
        item = add(b, (FlowItem){ .kind = FLOW_NUMBER, .text = TEXT_NUMBER, .runs = r });
        item->style = b->l->text[TEXT_NUMBER];
        item->space = b->l->pitch - item->style.pitch;
        item->stop = fmax(0, start);
        item->keep = true;
        item->leads[0].stop = item->stop + layout_chars(label, b->d->lang);
        item->leads[1].stop = item->leads[0].stop + widest + 1;
    }
}

/* Its line is low, since the red rule is measured from its letters. */
static void number(Building *b)
{
    FlowItem *item = line(b, TEXT_NUMBER, b->d->frame.number);

    item->space = b->l->pitch - item->style.pitch;
    item->keep = true;
}

/* The mark's upper edge is 35 mm below the top, whatever number of lines stands above it. */
static void head(Building *b)
{
    const DocFrame *f = &b->d->frame;
    const struct {
        Str s;
        TextKind kind;
    } above[] = { { f->copy_no, TEXT_COPY_NO },
                  { f->secrecy, TEXT_SECRECY },
                  { f->urgency, TEXT_SECRECY } };
    double y = 0;
    FlowItem *mark;

    for (size_t i = 0; i < LEN(above); i++) {
        if (above[i].s.n == 0)
            continue;
        line(b, above[i].kind, above[i].s);
        y += b->l->pitch;
    }
    if (f->issuer.n == 0)
        return;
    mark = line(b, TEXT_MARK, f->issuer);
    mark->style.size = layout_mark_size(b->l, f->issuer, b->d->lang);
    mark->style.pitch = mark->style.size * 1.05;
    mark->space = fmax(0, b->l->mark_top - y);
    mark->keep = true;
    blank(b, b->l->mark_gap);
    if (f->nsigners > 0)
        signers(b);
    else if (f->number.n > 0)
        number(b);
    add(b, (FlowItem){ .kind = FLOW_RULE, .style = b->l->text[TEXT_BODY] });
}

static void title(Building *b)
{
    if (b->d->title.n == 0)
        return;
    blank(b, b->d->frame.issuer.n ? b->l->rule_below : b->l->title_gap);
    line(b, TEXT_TITLE, b->d->title)->keep = true;
    blank(b, b->l->title_gap);
}

/* An office's name and the date below it begin two characters apart; whichever reaches farther
 * leaves two characters free at the right. */
static void signature(Building *b, const Block *block)
{
    Lang lang = b->d->lang;
    Runs runs = clean_runs(b->a, &block->runs);
    double name = runs.n > 0 ? layout_chars(runs.p[0].text, lang) : 0;
    double date = runs.n > 1 ? layout_chars(runs.p[1].text, lang) : 0;
    double begin = b->l->chars - 2 - (date > name ? date + 2 : name);

    blank(b, 1);
    b->items.p[b->items.n - 1].keep = true;
    for (size_t i = 0; i < runs.n; i++) {
        FlowItem *item = text(b, TEXT_SIGNATURE, (Runs){ &runs.p[i], 1 });
        item->keep = i + 1 < runs.n;
        if (lang != LANG_EN)
            item->style.first = item->style.left = fmax(0, begin + (i > 0 ? 2 : 0));
    }
}

/* Takes the number off the front of "1.Name" or "12. Name"; empty if there is none. */
static Str cut_number(Str *s)
{
    size_t n = 0;
    Str number;

    while (n < s->n && s->p[n] >= '0' && s->p[n] <= '9')
        n++;
    if (n == 0 || n >= s->n || s->p[n] != '.')
        return (Str){ 0 };
    number = str_part(*s, 0, n + 1);
    *s = str_trim(str_part(*s, n + 1, SIZE_MAX));
    return number;
}

static void attachments(Building *b, const Block *block)
{
    Lang lang = b->d->lang;
    Runs runs = clean_runs(b->a, &block->runs);
    Str label = str_z(tr(lang, runs.n > 1 ? "Attachments: " : "Attachment: "));
    double first = b->l->text[TEXT_ATTACHMENT].first, stop = first + layout_chars(label, lang);

    blank(b, 1);
    for (size_t i = 0; i < runs.n; i++) {
        Run *run = &runs.p[i];
        FlowItem *item;
        Str number;
        if (str_starts(run->text, label))
            run->text = str_part(run->text, label.n, SIZE_MAX);
        number = cut_number(&run->text);
        if (number.n == 0 && runs.n > 1)
            number = arena_printf(b->a, "%zu.", i + 1);
        item = text(b, TEXT_ATTACHMENT, (Runs){ run, 1 });
        if (i > 0)
            item->style.first = stop;
        else
            item->leads[item->nleads++] = (FlowLead){ label, stop };
        item->style.left = stop + (number.n ? layout_chars(number, lang) : 0);
        if (number.n)
            item->leads[item->nleads++] = (FlowLead){ number, item->style.left };
    }
}

/* Below the words "附件1" in the first line, the title begins in the third. */
static void appendix(Building *b, const Block *block)
{
    Runs runs = clean_runs(b->a, &block->runs);
    FlowItem *item;

    add(b, (FlowItem){ .kind = FLOW_PAGE });
    if (runs.n == 0)
        return;
    item = text(b, TEXT_APPENDIX, (Runs){ runs.p, 1 });
    item->outline = 1;
    item->keep = true;
    blank(b, 1);
    if (runs.n > 1)
        text(b, TEXT_APPENDIX_TITLE, (Runs){ runs.p + 1, runs.n - 1 })->keep = true;
    blank(b, 1);
}

static DocTable *clean_table(Arena *a, const DocTable *t)
{
    DocTable *c = NEW(a, DocTable);
    Str *headings = NEWN(a, Str, t->ncols + 1);
    Runs *cells = NEWN(a, Runs, t->ncols * t->nrows + 1);

    *c = *t;
    for (size_t i = 0; i < t->ncols; i++)
        headings[i] = flow_clean(a, t->headings[i]);
    for (size_t i = 0; i < t->ncols * t->nrows; i++)
        cells[i] = clean_runs(a, &t->cells[i]);
    c->headings = headings;
    c->cells = cells;
    return c;
}

static void table(Building *b, const Block *block)
{
    if (block->table->caption.n)
        line(b, TEXT_CAPTION, block->table->caption)->keep = true;
    add(b, (FlowItem){ .kind = FLOW_TABLE,
                       .table = clean_table(b->a, block->table),
                       .style = b->l->text[TEXT_TABLE_CELL] });
}

static void chart(Building *b, const Block *block)
{
    Chart *c = NEW(b->a, Chart);
    ChartPoint *p = NEWN(b->a, ChartPoint, block->chart->n + 1);

    *c = *block->chart;
    c->title = flow_clean(b->a, c->title);
    c->unit = flow_clean(b->a, c->unit);
    for (size_t i = 0; i < c->n; i++) {
        p[i] = block->chart->p[i];
        p[i].label = flow_clean(b->a, p[i].label);
    }
    c->p = p;
    add(b, (FlowItem){ .kind = FLOW_CHART, .chart = c, .style = b->l->text[TEXT_BODY] });
}

static void item_of_list(Building *b, const Block *block)
{
    FlowItem *item = text(b, TEXT_ITEM, clean_runs(b->a, &block->runs));

    item->leads[item->nleads++] =
        (FlowLead){ b->d->lang == LANG_EN ? S("•") : S("·"), item->style.left };
}

static void heading(Building *b, const Block *block)
{
    int level = block->level < 1 ? 1 : block->level > 4 ? 4 : block->level;
    FlowItem *item = text(b, (TextKind)(TEXT_HEADING1 + level - 1), clean_runs(b->a, &block->runs));

    item->outline = level;
    item->keep = true;
    if (b->d->lang == LANG_EN)
        item->space = b->l->pitch / 2;
}

static void paragraph(Building *b, const Block *block)
{
    static const TextKind kinds[BLOCK__N] = {
        [BLOCK_TEXT] = TEXT_BODY,
        [BLOCK_ADDRESSEE] = TEXT_ADDRESSEE,
        [BLOCK_NOTE] = TEXT_NOTE,
    };
    text(b, kinds[block->kind], clean_runs(b->a, &block->runs));
}

static void blocks(Building *b)
{
    static void (*const makers[BLOCK__N])(Building *, const Block *) = {
        [BLOCK_HEADING] = heading,
        [BLOCK_TEXT] = paragraph,
        [BLOCK_ADDRESSEE] = paragraph,
        [BLOCK_ITEM] = item_of_list,
        [BLOCK_TABLE] = table,
        [BLOCK_CHART] = chart,
        [BLOCK_ATTACHMENTS] = attachments,
        [BLOCK_SIGNATURE] = signature,
        [BLOCK_NOTE] = paragraph,
        [BLOCK_APPENDIX] = appendix,
    };
    for (size_t i = 0; i < b->d->n; i++) {
        const Block *block = &b->d->blocks[i];
        size_t first = b->items.n + (block->kind == BLOCK_APPENDIX); /* not the page break */
        makers[block->kind](b, block);
        if (first < b->items.n)
            b->items.p[first].anchor = block->anchor;
    }
}

/* An entry for each heading of the two upper levels, after the title; the text begins on a new
 * page. `from` is where the items of the text begin; the entries are put before them. */
static void contents(Building *b, size_t from)
{
    size_t n = 0;
    VEC(FlowItem) body = { 0 };

    for (size_t i = from; i < b->items.n; i++) {
        vec_push(b->a, &body, b->items.p[i]);
        n += b->items.p[i].outline == 1 || b->items.p[i].outline == 2;
    }
    if (n == 0)
        return;
    b->items.n = from;
    line(b, TEXT_CONTENTS_TITLE, str_z(tr(b->d->lang, "Contents")))->keep = true;
    for (size_t i = 0; i < body.n; i++) {
        const FlowItem *to = &body.p[i];
        FlowItem *entry;
        Str name = flow_plain(b->a, &to->runs);
        if (to->outline != 1 && to->outline != 2)
            continue;
        if (to->text == TEXT_APPENDIX && i + 2 < body.n &&
            body.p[i + 2].text == TEXT_APPENDIX_TITLE)
            name = arena_printf(b->a, "%.*s  %.*s", STR(name),
                                STR(flow_plain(b->a, &body.p[i + 2].runs)));
        entry = line(b, to->outline == 1 ? TEXT_CONTENTS1 : TEXT_CONTENTS2, name);
        entry->target = from + n + 2 + i;
    }
    add(b, (FlowItem){ .kind = FLOW_PAGE });
    for (size_t i = 0; i < body.n; i++)
        add(b, body.p[i]);
}

typedef struct {
    size_t bytes, cells, charts;
} Counts;

static bool too_long(Err *e)
{
    return err_set(e, ERR_INVALID, "a paragraph of a document has at most %d KB",
                   FLOW_PARAGRAPH_MAX >> 10);
}

static bool count_text(Str s, Counts *n, Err *e)
{
    n->bytes += s.n;
    return s.n <= FLOW_PARAGRAPH_MAX || too_long(e);
}

static bool count_runs(const Runs *runs, Counts *n, Err *e)
{
    size_t before = n->bytes;

    for (size_t i = 0; i < runs->n; i++)
        n->bytes += runs->p[i].text.n;
    return n->bytes - before <= FLOW_PARAGRAPH_MAX || too_long(e);
}

static bool count_table(const DocTable *t, Counts *n, Err *e)
{
    if (t->ncols > FLOW_COLUMNS_MAX)
        return err_set(e, ERR_INVALID, "a table has %zu columns; a document takes %d", t->ncols,
                       FLOW_COLUMNS_MAX);
    if (t->nrows > FLOW_CELLS_MAX || (n->cells += t->ncols * t->nrows) > FLOW_CELLS_MAX)
        return err_set(e, ERR_INVALID, "the tables of a document have at most %d cells",
                       FLOW_CELLS_MAX);
    for (size_t i = 0; i < t->ncols; i++)
        if (!count_text(t->headings[i], n, e))
            return false;
    for (size_t i = 0; i < t->ncols * t->nrows; i++)
        if (!count_runs(&t->cells[i], n, e))
            return false;
    return count_text(t->caption, n, e);
}

static bool count_chart(const Chart *c, Counts *n, Err *e)
{
    if (++n->charts > FLOW_CHARTS_MAX)
        return err_set(e, ERR_INVALID, "a document has at most %d charts", FLOW_CHARTS_MAX);
    if (c->n > FLOW_POINTS_MAX)
        return err_set(e, ERR_INVALID, "a chart has at most %d points; this one has %zu",
                       FLOW_POINTS_MAX, c->n);
    for (size_t i = 0; i < c->n; i++)
        if (!count_text(c->p[i].label, n, e))
            return false;
    return count_text(c->title, n, e) && count_text(c->unit, n, e);
}

static bool count_block(const Block *block, Counts *n, Err *e)
{
    if (block->kind == BLOCK_TABLE)
        return count_table(block->table, n, e);
    if (block->kind == BLOCK_CHART)
        return count_chart(block->chart, n, e);
    return count_runs(&block->runs, n, e);
}

static bool count_frame(const Doc *d, Counts *n, Err *e)
{
    const DocFrame *f = &d->frame;
    const Str texts[] = { d->title,  d->language_note, f->copy_no,   f->secrecy,   f->urgency,
                          f->issuer, f->number,        f->copies_to, f->printed_by };

    for (size_t i = 0; i < LEN(texts); i++)
        if (!count_text(texts[i], n, e))
            return false;
    for (size_t i = 0; i < f->nsigners; i++)
        if (!count_text(f->signers[i], n, e))
            return false;
    return true;
}

static bool within_limits(const Doc *d, Err *e)
{
    Counts n = { 0 };

    if (d->n > DOC_BLOCKS_MAX)
        return err_set(e, ERR_INVALID, "a document has at most %d blocks; this one has %zu",
                       DOC_BLOCKS_MAX, d->n);
    if (!count_frame(d, &n, e))
        return false;
    for (size_t i = 0; i < d->n; i++)
        if (!count_block(&d->blocks[i], &n, e))
            return false;
    if (n.bytes > FLOW_TEXT_MAX)
        return err_set(e, ERR_INVALID, "the text of a document has at most %d MB",
                       FLOW_TEXT_MAX >> 20);
    return true;
}

static void target(Building *b, Map *names, FlowTarget t)
{
    int64_t known;

    if (t.name.n == 0 || map_get(names, t.name, &known))
        return;
    map_set(names, t.name, (int64_t)b->targets.n);
    vec_push(b->a, &b->targets, t);
}

/* The rows of an appendix that tell a figure: those in which its name stands first. */
static void row_targets(Building *b, Map *names, size_t item)
{
    const DocTable *t = b->items.p[item].table;

    for (size_t row = 0; row < t->nrows; row++) {
        const Runs *first = &t->cells[row * t->ncols];
        for (size_t i = 0; t->ncols > 0 && i < first->n; i++)
            if (first->p[i].figure.n)
                target(b, names,
                       (FlowTarget){ .name =
                                         arena_printf(b->a, "figure-%.*s", STR(first->p[i].figure)),
                                     .item = item,
                                     .row = row,
                                     .in_row = true });
    }
}

static void targets(Building *b, Map *names)
{
    bool in_appendix = false;

    for (size_t i = 0; i < b->items.n; i++)
        target(b, names, (FlowTarget){ .name = b->items.p[i].anchor, .item = i });
    for (size_t i = 0; i < b->items.n; i++) {
        in_appendix = in_appendix || b->items.p[i].text == TEXT_APPENDIX;
        if (in_appendix && b->items.p[i].kind == FLOW_TABLE)
            row_targets(b, names, i);
    }
}

static bool has_imprint(const DocFrame *frame)
{
    return frame->copies_to.n > 0 || frame->printed_by.n > 0 || frame->printed_on > 0;
}

bool flow_build(Arena *a, const Doc *d, Flow *out, Err *e)
{
    Building b = { .a = a, .d = d, .l = layout_of(d->lang) };
    size_t from;

    if (!within_limits(d, e))
        return false;
    head(&b);
    title(&b);
    from = b.items.n;
    blocks(&b);
    if (d->contents)
        contents(&b, from);
    if (d->language_note.n) {
        blank(&b, 1);
        line(&b, TEXT_SMALL, d->language_note);
    }
    if (has_imprint(&d->frame))
        add(&b, (FlowItem){ .kind = FLOW_IMPRINT, .style = b.l->text[TEXT_IMPRINT] });
    targets(&b, &out->names);
    out->doc = d;
    out->layout = b.l;
    out->lang = d->lang;
    out->p = b.items.p;
    out->n = b.items.n;
    out->targets = b.targets.p;
    out->ntargets = b.targets.n;
    return true;
}

void flow_done(Flow *f)
{
    map_done(&f->names);
}

const FlowTarget *flow_figure(const Flow *f, Str figure)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    int64_t at;

    if (figure.n == 0)
        return NULL;
    buf_printf(&b, "figure-%.*s", STR(figure));
    return map_get(&f->names, buf_str(&b), &at) ? &f->targets[at] : NULL;
}

const FlowTarget *flow_row(const Flow *f, size_t item, size_t row)
{
    size_t low = 0, high = f->ntargets;

    /* Rows come after all items, in order. */
    while (low < high) {
        size_t middle = (low + high) / 2;
        const FlowTarget *t = &f->targets[middle];
        if (!t->in_row || t->item < item || (t->item == item && t->row < row))
            low = middle + 1;
        else
            high = middle;
    }
    return low < f->ntargets && f->targets[low].in_row && f->targets[low].item == item &&
                   f->targets[low].row == row
               ? &f->targets[low]
               : NULL;
}

double flow_share(const DocTable *t, size_t column)
{
    double sum = 0;

    if (!t->widths)
        return 1 / (double)t->ncols;
    for (size_t i = 0; i < t->ncols; i++)
        sum += t->widths[i] > 0 ? t->widths[i] : 1;
    return (t->widths[column] > 0 ? t->widths[column] : 1) / sum;
}

/* "20 January 2025", 2025年1月20日. */
static Str day_text(Arena *a, Day day, Lang lang)
{
    static const char *const months[] = {
        "January", "February", "March", "April", "May", "June", "July",
        "August", "September", "October", "November", "December",
    };
    int year = day_year(day), month = day_month(day);

    return lang == LANG_EN ? arena_printf(a, "%d %s %d", day_of(day), months[month - 1], year)
                           : arena_printf(a, "%d年%d月%d日", year, month, day_of(day));
}

Str flow_printed_on(Arena *a, Day day, Lang lang)
{
    if (!day_valid(day_year(day), day_month(day), day_of(day)))
        return (Str){ 0 };
    return arena_printf(a, tr(lang, "Printed on %.*s"), STR(day_text(a, day, lang)));
}
