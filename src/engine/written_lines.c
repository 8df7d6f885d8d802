/* SPDX-License-Identifier: Apache-2.0
 * Printed lines → paragraphs, by where they stand on the page.
 *
 * What is printed at the same place of many pages, or is a page's number, goes. Pieces beside each
 * other are cells of a table, unless the page has two columns. A line goes on in the next one if it
 * is full, that is the next one's first word had no room in it, and the next one is not indented
 * and no further below than its neighbours.
 */
#include <stdlib.h>

#include "base/map.h"
#include "base/vec.h"
#include "engine/written_parts.h"

enum {
    EDGE_ROWS = 2,        /* at the top and at the bottom of a page, where furniture stands */
    OFTEN_PERCENT = 40,   /* of the pages: even and odd ones may differ */
    SAME_PLACE = 400,     /* hundredths of a point */
    COLUMN_ROWS = 4,      /* rows of two wide pieces make a page one of two columns */
    SHAPE_MAX = 200,      /* bytes */
    PAGE_NUMBER_MAX = 40, /* bytes of a line that may be one */
    LEADERS = 4,          /* dots in a row lead to a page's number */
};

/* Pieces beside each other. */
typedef struct {
    const WrittenLine *p;
    size_t n;
    bool furniture;
} Row;

/* Where the text of a page, or of one of its columns, begins and ends. */
typedef struct {
    int32_t left, right;
} Edges;

typedef struct {
    WrittenLine *p;
    size_t n;
    size_t row, nrows; /* its rows, from that one */
    int32_t middle;    /* between two columns; 0: it has one */
    Edges edges[2];
} WrittenPage;

typedef struct {
    WrittenPage *pages;
    size_t npages;
    VEC(Row) rows;
} Layout;

static int32_t centre(const WrittenLine *l)
{
    return (l->top + l->bottom) / 2;
}

static int32_t height(const WrittenLine *l)
{
    return l->bottom > l->top ? l->bottom - l->top : 1;
}

static int by_centre(const void *x, const void *y)
{
    int32_t a = centre(x), b = centre(y);
    return (a > b) - (a < b);
}

static int by_left(const void *x, const void *y)
{
    const WrittenLine *a = x, *b = y;
    return (a->left > b->left) - (a->left < b->left);
}

/* ---- rows ---- */

static bool same_row(const WrittenLine *a, const WrittenLine *b)
{
    int32_t low = height(a) < height(b) ? height(a) : height(b);
    return abs(centre(a) - centre(b)) < low / 2;
}

/* The edges of all lines that begin from `from` on and end before `to`. */
static Edges edges_of(const WrittenPage *page, int32_t from, int32_t to)
{
    Edges e = { INT32_MAX, 0 };
    for (size_t i = 0; i < page->n; i++) {
        const WrittenLine *l = &page->p[i];
        if (l->left < from || l->right > to)
            continue;
        e.left = l->left < e.left ? l->left : e.left;
        e.right = l->right > e.right ? l->right : e.right;
    }
    return e;
}

/* The middle of the page if it has two columns: lines that fill nearly half of it stand beside each
 * other again and again. */
static int32_t find_middle(Arena *a, const WrittenPage *page)
{
    WrittenLine *sorted = NEWN(a, WrittenLine, page->n + 1);
    Edges all = edges_of(page, 0, INT32_MAX);
    int32_t wide = (all.right - all.left) / 10 * 4, middle = (all.left + all.right) / 2;
    int pairs = 0, singles = 0;

    memcpy(sorted, page->p, page->n * sizeof *sorted);
    qsort(sorted, page->n, sizeof *sorted, by_centre);
    for (size_t i = 0; i < page->n; i++) {
        const WrittenLine *l = &sorted[i], *next = i + 1 < page->n ? &sorted[i + 1] : NULL;
        bool is_wide = l->right - l->left > wide;
        singles += is_wide && l->left < middle - wide / 4 && l->right > middle + wide / 4;
        pairs += next && is_wide && next->right - next->left > wide && same_row(l, next) &&
                 (l->right <= middle) != (next->right <= middle);
    }
    return pairs >= COLUMN_ROWS && pairs > singles ? middle : 0;
}

static void add_row(Arena *a, Layout *l, WrittenLine *p, size_t n)
{
    qsort(p, n, sizeof *p, by_left);
    vec_push(a, &l->rows, (Row){ p, n, false });
}

static void lay_page(Arena *a, Layout *l, WrittenPage *page)
{
    page->row = l->rows.n;
    page->middle = find_middle(a, page);
    page->edges[0] = edges_of(page, 0, page->middle ? page->middle : INT32_MAX);
    page->edges[1] = edges_of(page, page->middle, INT32_MAX);
    if (!page->middle)
        qsort(page->p, page->n, sizeof *page->p, by_centre);
    for (size_t from = 0, i = 1; i <= page->n; i++) {
        if (i < page->n && !page->middle && same_row(&page->p[from], &page->p[i]))
            continue;
        add_row(a, l, page->p + from, i - from);
        from = i;
    }
    page->nrows = l->rows.n - page->row;
}

/* ---- furniture: heads, feet and numbers of pages ---- */

/* The row's text with '#' for numbers, without blanks, and where it stands. */
static Str shape_of(Arena *a, const Row *row)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    bool number = false;

    for (size_t i = 0; i < row->n; i++) {
        Str s = str_part(row->p[i].text, 0, SHAPE_MAX);
        for (uint32_t ch; utf8_next(&s, &ch);) {
            bool digit = (ch >= '0' && ch <= '9') || (ch >= 0xFF10 && ch <= 0xFF19);
            char room[4];
            if (digit && !number)
                buf_putc(&b, '#');
            else if (!digit && ch != ' ' && ch != 0x3000)
                buf_put(&b, (Str){ room, utf8_put(ch, room) });
            number = digit;
        }
    }
    buf_printf(&b, "@%d", centre(row->p) / SAME_PLACE);
    return arena_str(a, buf_str(&b));
}

/* "12", "— 12 —", "- 3 / 20 -", "第3页 共20页", "Page 3 of 20". */
static bool is_page_number(Str text)
{
    static const char *const words[] = { "第", "页", "頁", "共", "Page", "page", "of",
                                         "—",  "–",  "―",  "－", "-",    "/",    "·",
                                         ".",  " ",  "　", "~",  "|" };
    bool number = false;

    if (text.n > PAGE_NUMBER_MAX)
        return false;
    while (text.n) {
        size_t i = 0;
        bool digit = text.p[0] >= '0' && text.p[0] <= '9';
        while (!digit && i < LEN(words) && !str_starts(text, str_z(words[i])))
            i++;
        if (i == LEN(words))
            return false;
        number = number || digit;
        text = str_part(text, digit ? 1 : strlen(words[i]), text.n);
    }
    return number;
}

static bool at_edge(const WrittenPage *page, size_t row)
{
    return row < EDGE_ROWS || row + EDGE_ROWS >= page->nrows;
}

static void note_shapes(Arena *a, Layout *l, Map *shapes)
{
    for (size_t i = 0; i < l->npages; i++)
        for (size_t k = 0; k < l->pages[i].nrows; k++) {
            int64_t n = 0;
            Str shape;
            if (!at_edge(&l->pages[i], k))
                continue;
            shape = shape_of(a, &l->rows.p[l->pages[i].row + k]);
            (void)map_get(shapes, shape, &n);
            map_set(shapes, shape, n + 1);
        }
}

static void mark_furniture(Arena *a, Layout *l)
{
    AUTO(map_done) Map shapes = { 0 };
    int64_t often = (int64_t)(l->npages * OFTEN_PERCENT / 100), n;

    note_shapes(a, l, &shapes);
    for (size_t i = 0; i < l->npages; i++) {
        const WrittenPage *page = &l->pages[i];
        for (size_t k = 0; k < page->nrows; k++) {
            Row *row = &l->rows.p[page->row + k];
            n = 0;
            if (!at_edge(page, k))
                continue;
            (void)map_get(&shapes, shape_of(a, row), &n);
            row->furniture =
                (n >= 2 && n >= often) ||
                ((k == 0 || k + 1 == page->nrows) && row->n == 1 && is_page_number(row->p->text));
        }
    }
}

/* ---- paragraphs ---- */

static uint32_t first_char(Str s)
{
    uint32_t ch = 0;
    (void)utf8_next(&s, &ch);
    return ch;
}

static uint32_t last_char(Str s)
{
    size_t i = s.n;
    while (i && ((unsigned char)s.p[i - 1] & 0xC0) == 0x80)
        i--;
    return first_char(str_part(s, i ? i - 1 : 0, s.n));
}

/* How much room its beginning needs, up to where a line may be broken. */
static int64_t needs(const WrittenLine *l)
{
    Str s = l->text;
    int64_t narrow = 0;

    for (uint32_t ch; utf8_next(&s, &ch) && ch != ' ';) {
        if (written_wide(ch))
            return (narrow * 6 / 10 + 1) * height(l);
        narrow++;
    }
    return l->first;
}

static const Edges *edges_at(const WrittenPage *page, const WrittenLine *l)
{
    return &page->edges[page->middle && l->left >= page->middle - height(l)];
}

static bool has_leaders(Str s)
{
    size_t dots = 0;
    for (uint32_t ch; utf8_next(&s, &ch);) {
        dots = ch == '.' || ch == 0x2026 || ch == 0x00B7 ? dots + 1 : ch == ' ' ? dots : 0;
        if (dots >= LEADERS)
            return true;
    }
    return false;
}

/* Is there, by the room between lines, a new paragraph between a and b? */
static bool apart(const Row *before, const Row *a, const Row *b, const Row *after)
{
    int32_t step = centre(b->p) - centre(a->p), usual = INT32_MAX;

    if (a->p->page != b->p->page || step <= 0)
        return false;
    if (before && before->p->page == a->p->page && centre(before->p) < centre(a->p))
        usual = centre(a->p) - centre(before->p);
    if (after && after->p->page == b->p->page && centre(after->p) > centre(b->p) &&
        centre(after->p) - centre(b->p) < usual)
        usual = centre(after->p) - centre(b->p);
    return step > 3 * height(a->p) || (usual < INT32_MAX && step > usual / 10 * 13);
}

/* "3. ", "54.侨", "• ": an item of a list or a numbered heading. */
static bool begins_item(Str s)
{
    size_t digits = 0;

    while (digits < s.n && digits < 4 && s.p[digits] >= '0' && s.p[digits] <= '9')
        digits++;
    if (digits && digits < 4 && digits + 1 < s.n && s.p[digits] == '.')
        return s.p[digits + 1] < '0' || s.p[digits + 1] > '9';
    return str_starts(s, S("•")) || str_starts(s, S("●")) || str_starts(s, S("■"));
}

/* Do lines a and b, which follow each other, belong to one paragraph? */
static bool goes_on(const Layout *l, const Row *a, const Row *b)
{
    const WrittenLine *x = a->p, *y = b->p;
    const Edges *ex = edges_at(&l->pages[x->page], x), *ey = edges_at(&l->pages[y->page], y);
    int32_t low = height(x) < height(y) ? height(x) : height(y);

    if (a->n != 1 || b->n != 1 || abs(height(x) - height(y)) > low / 2 || has_leaders(x->text) ||
        begins_item(y->text))
        return false;
    if (ex->right - x->right > needs(y) + height(y) / 2)
        return false;
    return y->left - ey->left < height(y);
}

static bool is_digit(uint32_t ch)
{
    return ch >= '0' && ch <= '9';
}

/* Is there a character in it that is written without blanks? */
static bool has_wide(Str s)
{
    for (uint32_t ch; utf8_next(&s, &ch);)
        if (written_wide(ch))
            return true;
    return false;
}

/* A number may be broken where characters need no blanks. */
static void put_seam(const WrittenLine *before, Buf *out, Str next)
{
    uint32_t last = last_char(buf_str(out)), first = first_char(next);

    if (last == 0xAD)
        out->n -= 2;
    else if (is_digit(last) && is_digit(first) && has_wide(before->text) && has_wide(next))
        return;
    else if (last != '-' && last != 0x2010 && !written_wide(last) && !written_wide(first) &&
             first != 0x3002 && last != 0x3002)
        buf_putc(out, ' ');
}

static void put_row(const Row *row, Buf *out)
{
    for (size_t i = 0; i < row->n; i++) {
        buf_put(out, row->p[i].text);
        if (row->n > 1)
            buf_putc(out, '\t');
    }
}

static void put_rows(const Layout *l, const Row *rows, size_t n, Buf *out)
{
    for (size_t i = 0; i < n; i++) {
        const Row *before = i > 1 ? &rows[i - 2] : NULL, *after = i + 1 < n ? &rows[i + 1] : NULL;
        if (i && goes_on(l, &rows[i - 1], &rows[i]) &&
            !apart(before, &rows[i - 1], &rows[i], after))
            put_seam(rows[i - 1].p, out, rows[i].p->text);
        else if (i)
            buf_put(out, rows[i - 1].n > 1 && rows[i].n > 1 ? S("\n") : S("\n\n"));
        put_row(&rows[i], out);
    }
    buf_putc(out, '\n');
}

/* ---- all of it ---- */

static void take_pages(Layout *l, WrittenLine *lines, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        WrittenPage *page = &l->pages[lines[i].page];
        page->p = page->n ? page->p : &lines[i];
        page->n++;
    }
}

void written_lines(Arena *a, WrittenLine *lines, size_t n, uint32_t pages, Buf *out)
{
    Layout l = { .pages = NEWN(a, WrittenPage, pages + 1), .npages = pages };
    Row *rows;
    size_t kept = 0;

    take_pages(&l, lines, n);
    for (size_t i = 0; i < pages; i++)
        lay_page(a, &l, &l.pages[i]);
    mark_furniture(a, &l);
    rows = NEWN(a, Row, l.rows.n + 1);
    for (size_t i = 0; i < l.rows.n; i++)
        if (!l.rows.p[i].furniture)
            rows[kept++] = l.rows.p[i];
    put_rows(&l, rows, kept, out);
}
