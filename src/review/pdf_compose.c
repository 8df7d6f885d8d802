/* SPDX-License-Identifier: Apache-2.0
 * From the flow of a document to slabs, and from slabs to pages.
 */
#include "review/pdf_parts.h"

#include <math.h>

/* A font's em stands on its baseline with about an eighth of it below. */
#define EM_ABOVE 0.87

typedef struct {
    Pages *pages;
    Setter *s;
    const Layout *l;
    Arena *a;
    size_t item;
} Composing;

double baseline(double height, double size)
{
    return (height - size) / 2 + size * EM_ABOVE;
}

static Slab *push(Composing *c, Slab slab)
{
    slab.item = c->item;
    vec_push(c->a, &c->pages->slabs, slab);
    return &c->pages->slabs.p[c->pages->slabs.n - 1];
}

static double pitch_of(const Composing *c, const TextStyle *style)
{
    return style->pitch > 0 ? style->pitch : c->l->pitch;
}

/* Adds the pieces of `more` to the line, at x of the text area. */
static void join(Composing *c, TextLine *line, const TextLine *more, double x)
{
    VEC(Piece) pieces = { 0 };

    for (size_t i = 0; i < line->n; i++)
        vec_push(c->a, &pieces, line->p[i]);
    for (size_t i = 0; i < more->n; i++) {
        Piece piece = more->p[i];
        piece.x += x - line->x;
        vec_push(c->a, &pieces, piece);
    }
    line->p = pieces.p;
    line->n = pieces.n;
}

static void compose_text(Composing *c, const FlowItem *item)
{
    const TextStyle *style = &item->style;
    double cell = c->l->cell, pitch = pitch_of(c, style), at = style->first * cell;
    TextLine leads[2] = { 0 };
    double lead_at[2] = { 0 };
    TextLines lines;

    if (item->space > 0)
        push(c, (Slab){ .kind = SLAB_SPACE, .height = item->space, .keep = true });
    for (size_t i = 0; i < item->nleads; i++) {
        leads[i] = set_line(c->s, item->leads[i].text, style);
        lead_at[i] = at;
        at = fmax(item->leads[i].stop * cell, at + leads[i].width);
    }
    lines = set_text(c->s, &(Paragraph){ .runs = item->runs,
                                         .style = style,
                                         .first = at,
                                         .left = style->left * cell,
                                         .width = c->l->width - style->right * cell });
    for (size_t i = 0; i < item->nleads; i++)
        join(c, &lines.p[0], &leads[i], lead_at[i]);
    for (size_t i = 0; i < lines.n; i++)
        push(c, (Slab){ .kind = SLAB_TEXT,
                        .height = pitch,
                        .size = style->size,
                        .line = lines.p[i],
                        .first = i == 0,
                        .last = i + 1 == lines.n,
                        .keep = item->keep });
}

static void compose_blank(Composing *c, const FlowItem *item)
{
    for (int i = 0; i < item->lines; i++)
        push(c,
             (Slab){
                 .kind = SLAB_TEXT, .height = c->l->pitch, .keep = item->keep, .first = i == 0 });
}

static void compose_page(Composing *c, const FlowItem *item UNUSED)
{
    push(c, (Slab){ .kind = SLAB_PAGE });
}

/* The number at the left, who signs at the right; names in their own font. */
static void compose_number(Composing *c, const FlowItem *item)
{
    double cell = c->l->cell;
    const TextStyle *names = &c->l->text[TEXT_SIGNER];
    TextLine line = { .x = 0 };
    const struct {
        Str text;
        double stop;
        const TextStyle *style;
    } parts[] = {
        { item->runs.p[0].text, c->l->edge, &item->style },
        { item->runs.p[1].text, item->stop, &item->style },
        { item->runs.p[2].text, item->leads[0].stop, names },
        { item->runs.p[3].text, item->leads[1].stop, names },
    };
    for (size_t i = 0; i < LEN(parts); i++) {
        TextLine part = set_line(c->s, parts[i].text, parts[i].style);
        join(c, &line, &part, parts[i].stop * cell);
    }
    push(c, (Slab){ .kind = SLAB_SPACE, .height = item->space, .keep = true });
    push(c, (Slab){ .kind = SLAB_TEXT,
                    .height = item->style.pitch,
                    .size = item->style.size,
                    .line = line,
                    .first = true,
                    .keep = true });
}

/* The gap is measured from the letters of the number, which stand in the middle of their line. */
static void compose_rule(Composing *c, const FlowItem *item UNUSED)
{
    const TextStyle *number = &c->l->text[TEXT_NUMBER];
    double below = (number->pitch - number->size) / 2;

    push(c,
         (Slab){ .kind = SLAB_RULE, .height = c->l->rule_gap - below + c->l->rule, .keep = true });
}

static void compose_chart(Composing *c, const FlowItem *item)
{
    ChartDrawing *d = NEW(c->a, ChartDrawing);

    chart_layout(c->a, item->chart, c->s->lang, c->l->width, d);
    push(c, (Slab){ .kind = SLAB_CHART,
                    .height = fmin(d->height, c->l->height),
                    .chart = d,
                    .first = true });
}

static void compose_imprint(Composing *c, const FlowItem *item)
{
    const DocFrame *f = &c->pages->flow->doc->frame;
    TableRow *row = NEW(c->a, TableRow);
    double cell = c->l->cell, lines = 0;
    TextStyle style = item->style;

    row->cells = NEWN(c->a, TextLines, 3);
    row->pitch = style.pitch;
    row->size = style.size;
    if (f->copies_to.n) {
        Str label = str_z(tr(c->s->lang, "Copies to: "));
        Run *run = NEW(c->a, Run);
        TextLine lead = set_line(c->s, label, &style);
        double left = style.first * cell + lead.width;
        run->text = flow_clean(c->a, f->copies_to);
        row->cells[0] = set_text(c->s, &(Paragraph){ .runs = { run, 1 },
                                                     .style = &style,
                                                     .first = left,
                                                     .left = left,
                                                     .width = c->l->width - style.right * cell });
        join(c, &row->cells[0].p[0], &lead, style.first * cell);
        lines += (double)row->cells[0].n;
    }
    if (f->printed_by.n || f->printed_on) {
        TextLine by = set_line(c->s, flow_clean(c->a, f->printed_by), &style);
        TextLine on = set_line(c->s, flow_printed_on(c->a, f->printed_on, c->s->lang), &style);
        by.x = style.first * cell;
        join(c, &by, &on, c->l->width - style.right * cell - on.width);
        vec_push(c->a, &row->cells[1], by);
        lines++;
    }
    push(c, (Slab){ .kind = SLAB_IMPRINT,
                    .height = lines * style.pitch + 2 * c->l->row_pad * (lines > 0),
                    .row = row,
                    .first = true });
}

/* How a table is set: its letters and its borders. */
typedef struct {
    TextStyle head, cell;
    double *x;
} TableLook;

static TableLook table_look(Composing *c, const DocTable *t)
{
    TableLook look = { c->l->text[TEXT_TABLE_HEAD], c->l->text[TEXT_TABLE_CELL], NULL };

    if (t->ncols >= (size_t)c->l->many_columns) {
        double part = c->l->small_table / look.cell.size;
        look.head.size = look.cell.size = c->l->small_table;
        look.head.pitch = look.cell.pitch = look.cell.pitch * part;
    }
    look.x = NEWN(c->a, double, t->ncols + 1);
    for (size_t i = 0; i < t->ncols; i++)
        look.x[i + 1] = look.x[i] + flow_share(t, i) * c->l->width;
    return look;
}

static TextLines set_cell(Composing *c, const TableLook *look, const Runs *runs, size_t column,
                          const TextStyle *style)
{
    double pad = c->l->cell_pad, left = look->x[column] + pad;

    return set_text(c->s,
                    &(Paragraph){ .runs = *runs,
                                  .style = style,
                                  .first = left,
                                  .left = left,
                                  .width = fmax(left + style->size, look->x[column + 1] - pad) });
}

/* A row as slabs: one, or several where its lines do not fit on a page. */
static void push_row(Composing *c, const TableRow *row, size_t heading)
{
    const TableRow rest = *row;
    size_t lines = 1, room = (size_t)(c->l->height * 0.75 / row->pitch);

    for (size_t i = 0; i < row->table->ncols; i++)
        lines = rest.cells[i].n > lines ? rest.cells[i].n : lines;
    for (size_t from = 0; from < lines; from += room) {
        TableRow *part = NEW(c->a, TableRow);
        size_t n = lines - from < room ? lines - from : room;
        *part = rest;
        part->cells = NEWN(c->a, TextLines, rest.table->ncols);
        for (size_t i = 0; i < rest.table->ncols; i++) {
            size_t has = rest.cells[i].n > from ? rest.cells[i].n - from : 0;
            part->cells[i].p = has ? rest.cells[i].p + from : NULL;
            part->cells[i].n = has < n ? has : n;
        }
        push(c, (Slab){ .kind = SLAB_ROW,
                        .height = (double)n * row->pitch + 2 * c->l->row_pad + c->l->frame,
                        .row = part,
                        .first = from == 0,
                        .keep = row->heading,
                        .heading = heading });
    }
}

static void compose_table(Composing *c, const FlowItem *item)
{
    const DocTable *t = item->table;
    TableLook look = table_look(c, t);
    TableRow row = { .table = t, .x = look.x, .pitch = look.head.pitch, .size = look.head.size };
    size_t heading = c->pages->slabs.n;

    if (t->ncols == 0)
        return;
    row.heading = true;
    row.cells = NEWN(c->a, TextLines, t->ncols);
    for (size_t i = 0; i < t->ncols; i++) {
        Run *run = NEW(c->a, Run);
        run->text = t->headings[i];
        row.cells[i] = set_cell(c, &look, &(Runs){ run, 1 }, i, &look.head);
    }
    push_row(c, &row, SIZE_MAX);
    if (c->pages->slabs.n - heading > 1 || c->pages->slabs.p[heading].height > c->l->height / 3)
        heading = SIZE_MAX; /* too tall to be repeated */
    row.heading = false;
    for (row.row = 0; row.row < t->nrows; row.row++) {
        row.cells = NEWN(c->a, TextLines, t->ncols);
        for (size_t i = 0; i < t->ncols; i++) {
            TextStyle style = look.cell;
            style.align = t->numeric && t->numeric[i] ? ALIGN_RIGHT : ALIGN_LEFT;
            row.cells[i] = set_cell(c, &look, &t->cells[row.row * t->ncols + i], i, &style);
        }
        push_row(c, &row, heading);
    }
}

static void compose(Composing *c)
{
    static void (*const makers[])(Composing *, const FlowItem *) = {
        [FLOW_TEXT] = compose_text,     [FLOW_BLANK] = compose_blank,
        [FLOW_PAGE] = compose_page,     [FLOW_NUMBER] = compose_number,
        [FLOW_RULE] = compose_rule,     [FLOW_TABLE] = compose_table,
        [FLOW_CHART] = compose_chart,   [FLOW_IMPRINT] = compose_imprint,
    };
    const Flow *f = c->pages->flow;

    for (c->item = 0; c->item < f->n; c->item++)
        makers[f->p[c->item].kind](c, &f->p[c->item]);
}

/* Placing: y is where the next slab goes. */
typedef struct {
    Pages *pages;
    Arena *a;
    const Layout *l;
    double y;
    size_t page;
    bool off_grid; /* what stands above is no text: the next line goes back to the grid */
} Placing;

static void put(Placing *p, size_t at)
{
    vec_push(p->a, &p->pages->placed, (Placed){ at, p->page, p->y });
    p->y += p->pages->slabs.p[at].height;
}

static void new_page(Placing *p)
{
    p->page++;
    p->y = 0;
    p->off_grid = false;
}

/* The first line after a table or a chart, and the air below that, in one. */
static void back_to_grid(Placing *p, const Slab *slab)
{
    if (p->off_grid && slab->kind == SLAB_TEXT) {
        p->y = ceil(p->y / p->l->pitch + 0.15) * p->l->pitch;
        p->off_grid = false;
    }
}

static void note_spot(Placing *p, const Slab *slab)
{
    const FlowTarget *row;
    Spot spot = { p->page, p->y };

    if (!slab->first)
        return;
    if (slab->kind == SLAB_ROW && !slab->row->heading) {
        row = flow_row(p->pages->flow, slab->item, slab->row->row);
        if (row)
            p->pages->targets[row - p->pages->flow->targets] = spot;
        return;
    }
    p->pages->items[slab->item] = spot;
}

static void place(Placing *p, size_t at)
{
    const Slab *slab = &p->pages->slabs.p[at];
    double room = p->l->height + 0.1;

    back_to_grid(p, slab);
    if (slab->kind == SLAB_PAGE) {
        if (p->y > 0)
            new_page(p);
        return;
    }
    if (slab->kind == SLAB_SPACE && p->y <= 0 && p->page > 0)
        return;
    if (p->y + slab->height > room && p->y > 0) {
        new_page(p);
        if (slab->kind == SLAB_ROW && slab->heading != SIZE_MAX)
            put(p, slab->heading);
    }
    if (slab->kind == SLAB_IMPRINT)
        p->y = p->l->height - slab->height;
    note_spot(p, slab);
    put(p, at);
    p->off_grid = slab->kind == SLAB_ROW || slab->kind == SLAB_CHART;
}

/* The slabs that must be on one page with `from`, and the first one after them; a chain that is
 * longer than half a page is let go. */
static size_t chain_end(const Placing *p, size_t from, double *height)
{
    size_t i = from;

    *height = 0;
    for (; i < p->pages->slabs.n; i++) {
        const Slab *slab = &p->pages->slabs.p[i];
        *height += slab->height;
        if (!slab->keep || *height > p->l->height / 2)
            return i + 1;
    }
    return i;
}

static bool place_all(Placing *p, Err *e)
{
    double height;

    for (size_t i = 0, end; i < p->pages->slabs.n; i = end) {
        end = chain_end(p, i, &height);
        if (end > i + 1 && p->y > 0 && p->y + height > p->l->height + 0.1)
            new_page(p);
        for (size_t k = i; k < end; k++)
            place(p, k);
        if (p->page >= PDF_PAGES_MAX)
            return err_set(e, ERR_INVALID, "a document has at most %d pages", PDF_PAGES_MAX);
    }
    p->pages->npages = p->page + 1;
    return true;
}

bool pages_compose(Setter *s, const Flow *f, Pages *out, Err *e)
{
    Composing c = { .pages = out, .s = s, .l = f->layout, .a = s->a };
    Placing p = { .pages = out, .a = s->a, .l = f->layout };

    *out = (Pages){ .flow = f, .setter = s };
    out->items = NEWN(s->a, Spot, f->n + 1);
    out->targets = NEWN(s->a, Spot, f->ntargets + 1);
    compose(&c);
    if (!place_all(&p, e))
        return false;
    for (size_t i = 0; i < f->ntargets; i++)
        if (!f->targets[i].in_row)
            out->targets[i] = out->items[f->targets[i].item];
    return true;
}
