/* SPDX-License-Identifier: Apache-2.0
 * The text of a DOCX, in one walk over its main part and its notes.
 *
 * Each element inherits from its parent whether text in it is shown, and where it goes: text boxes
 * stand inside a paragraph, in the middle of a sentence maybe, and so are put aside until it ends.
 * Of what an element says in two ways for old and new programs the first is read.
 */
#include <unistd.h>

#include "engine/package.h"
#include "engine/written_parts.h"

enum { STACK = 128 /* deeper than package.h lets elements nest */ };

static const PackageRules rules = { .ending = ".docx", .part_mb = 256 };

/* What stands in an element. */
enum {
    SHOWN = 1 << 0,      /* text of it is read, where it stands in a run's t */
    IN_BOX = 1 << 1,     /* a text box */
    IN_CELL = 1 << 2,    /* of a table */
    IN_DRAWING = 1 << 3, /* a picture, in which only boxes have text */
    IN_MARK = 1 << 4,    /* what is said of a paragraph's end */
    IN_LOOK = 1 << 5,    /* how a run looks */
    IN_TEXT = 1 << 6,
};

typedef struct {
    unsigned stack[STACK];
    size_t depth;
    Buf *out, aside; /* aside: text boxes of the present paragraph */
    bool hidden;     /* the present run is */
    bool joined;     /* the paragraph's end was deleted */
    bool alternate;  /* one of two ways was read: the others are not */
    bool cell_begun; /* there is a paragraph in the present cell */
    bool document;   /* it is the main part of a text */
} Walk;

static bool is(const char *name, const char *what)
{
    return strcmp(name, what) == 0;
}

static Buf *where(Walk *w, unsigned in)
{
    return in & IN_BOX ? &w->aside : w->out;
}

/* Ends the line, and with `paragraph` leaves one empty below it. */
static void end_line(Buf *b, bool paragraph)
{
    while (b->n && (b->p[b->n - 1] == ' ' || (paragraph && b->p[b->n - 1] == '\t')))
        b->n--;
    if (b->n && b->p[b->n - 1] != '\n')
        buf_putc(b, '\n');
    if (paragraph && b->n > 1 && b->p[b->n - 2] != '\n')
        buf_putc(b, '\n');
}

/* "0", "false" and "off" take a mark back. */
static bool is_on(const char **attributes)
{
    static const char *const offs[] = { "0", "false", "off", "none" };
    for (; attributes[0]; attributes += 2)
        for (size_t i = 0; i < LEN(offs) && str_ends(str_z(attributes[0]), S(":val")); i++)
            if (is(attributes[1], offs[i]))
                return false;
    return true;
}

/* ---- the beginning of an element ---- */

static void begin_sign(Walk *w, const char *name, unsigned in)
{
    static const struct {
        const char *name, *sign;
    } signs[] = {
        { "tab", "\t" }, { "br", "\n" }, { "cr", "\n" }, { "noBreakHyphen", "-" },
    };
    if (!(in & SHOWN) || w->hidden || in & (IN_MARK | IN_LOOK | IN_DRAWING))
        return;
    for (size_t i = 0; i < LEN(signs); i++)
        if (is(name, signs[i].name))
            buf_put(where(w, in), str_z(signs[i].sign));
}

static void begin_paragraph(Walk *w, unsigned in)
{
    w->joined = false;
    if (!(in & IN_CELL) || in & IN_BOX)
        return;
    if (w->cell_begun)
        end_line(w->out, false);
    w->cell_begun = true;
}

/* What the element adds to and takes from what its parent says. */
static unsigned inherit(Walk *w, const char *name, unsigned in)
{
    if (is(name, "del") || is(name, "moveFrom") || is(name, "rt"))
        return in & ~(unsigned)SHOWN;
    if (is(name, "Fallback") && w->alternate)
        return in & ~(unsigned)SHOWN;
    if (is(name, "drawing") || is(name, "pict") || is(name, "object"))
        return in | IN_DRAWING;
    if (is(name, "txbxContent"))
        return (in | IN_BOX) & ~(unsigned)(IN_DRAWING | IN_CELL);
    if (is(name, "tc"))
        return in | IN_CELL;
    if (is(name, "pPr"))
        return in | IN_MARK;
    if (is(name, "rPr"))
        return in | IN_LOOK;
    return is(name, "t") ? in | IN_TEXT : in;
}

static void on_start(Part *p, const char *name, const char **attributes)
{
    Walk *w = p->user;
    unsigned in = w->stack[w->depth];

    if (is(name, "document") && w->depth == 0)
        w->document = true;
    if (is(name, "p"))
        begin_paragraph(w, in);
    else if (is(name, "r"))
        w->hidden = false;
    else if (is(name, "tc"))
        w->cell_begun = false;
    else if (is(name, "AlternateContent"))
        w->alternate = false;
    else if (is(name, "Choice"))
        w->alternate = true;
    else if (is(name, "vanish") && in & IN_LOOK && !(in & IN_MARK))
        w->hidden = is_on(attributes);
    else if (is(name, "del") && in & IN_MARK && in & IN_LOOK)
        w->joined = true;
    begin_sign(w, name, in);
    if (w->depth + 1 < STACK)
        w->stack[++w->depth] = inherit(w, name, in);
}

/* ---- its end ---- */

static void end_paragraph(Walk *w, unsigned in)
{
    if (!(in & SHOWN))
        return;
    if (in & IN_BOX) {
        end_line(&w->aside, true);
        return;
    }
    if (w->joined || in & IN_CELL)
        return;
    end_line(w->out, true);
    buf_put(w->out, buf_str(&w->aside));
    buf_clear(&w->aside);
}

static void on_end(Part *p, const char *name)
{
    Walk *w = p->user;
    unsigned in;

    if (w->depth)
        w->depth--;
    in = w->stack[w->depth];
    if (is(name, "p")) {
        end_paragraph(w, in);
    } else if (is(name, "tc") && in & SHOWN) {
        buf_putc(where(w, in), '\t');
    } else if (is(name, "tr") && in & SHOWN) {
        end_line(where(w, in), false);
    } else if (is(name, "tbl") && !(in & (IN_BOX | IN_CELL))) {
        end_line(w->out, true);
        buf_put(w->out, buf_str(&w->aside));
        buf_clear(&w->aside);
    }
    if (w->out->failed || w->aside.failed)
        part_stop(p);
}

static void on_text(Part *p, Str s)
{
    Walk *w = p->user;
    unsigned in = w->stack[w->depth];

    if (in & SHOWN && in & IN_TEXT && !(in & IN_DRAWING) && !w->hidden)
        buf_put(where(w, in), s);
}

/* ---- the parts ---- */

static bool walk(const Package *p, const char *part, Buf *out, bool *document, Err *e)
{
    static const PartHandlers handlers = { on_start, on_end, on_text };
    Walk w = { .stack = { SHOWN }, .out = out, .aside = buf_new(WRITTEN_TEXT_MAX) };
    bool ok = part_read(p, part, &handlers, &w, e);

    end_line(out, true);
    buf_put(out, buf_str(&w.aside));
    out->failed = out->failed || w.aside.failed;
    buf_done(&w.aside);
    *document = w.document;
    return ok;
}

/* Where the notes stand. */
typedef struct {
    Arena *arena;
    Str from; /* the main part */
    const char *footnotes, *endnotes;
} Notes;

static void note_relation(Part *p, const char *name, const char **attributes)
{
    Notes *n = p->user;
    const char *target = part_attribute(attributes, "Target"),
               *type = part_attribute(attributes, "Type");

    if (!is(name, "Relationship") || !target || !type)
        return;
    if (str_ends(str_z(type), S("/footnotes")) && !n->footnotes)
        n->footnotes = package_resolve(n->arena, n->from, str_z(target));
    if (str_ends(str_z(type), S("/endnotes")) && !n->endnotes)
        n->endnotes = package_resolve(n->arena, n->from, str_z(target));
}

static bool read_notes(const Package *p, Arena *a, const char *main, Buf *out, Err *e)
{
    static const PartHandlers handlers = { .start = note_relation };
    Notes n = { .arena = a, .from = str_z(main) };
    const char *relations = package_relations(a, n.from);
    const char *const *const parts[] = { &n.footnotes, &n.endnotes };
    bool ignored;

    if (!package_has(p, relations))
        return true;
    if (!part_read(p, relations, &handlers, &n, e))
        return false;
    for (size_t i = 0; i < LEN(parts); i++)
        if (*parts[i] && package_has(p, *parts[i]) && !walk(p, *parts[i], out, &ignored, e))
            return false;
    return true;
}

static bool other_package(const Package *p, const char *name, Err *e)
{
    if (package_has(p, "mimetype"))
        return err_set(e, ERR_INVALID, "'%s' is an OpenDocument file: save it as .docx", name);
    return err_set(e, ERR_INVALID, "'%s' is a packed file, but no DOCX", name);
}

static bool read_package(const Package *p, Arena *a, const char *name, Buf *out, Err *e)
{
    bool document = false;
    const char *main;

    if (!package_has(p, "_rels/.rels"))
        return other_package(p, name, e);
    main = package_main(p, a, e);
    if (!main)
        return other_package(p, name, e);
    if (!walk(p, main, out, &document, e))
        return false;
    if (!document)
        return other_package(p, name, e);
    if (!read_notes(p, a, main, out, e))
        return false;
    return str_trim(buf_str(out)).n || out->failed ||
           err_set(e, ERR_INVALID, "there is no text in '%s'", name);
}

bool written_docx(Arena *a, int fd, const char *name, Buf *out, Err *e)
{
    Package p = { 0 };
    int copy = dup(fd);
    bool ok = copy >= 0 ? package_open(&p, copy, name, &rules, e)
                        : err_set(e, ERR_INTERNAL, "the file '%s' cannot be read", name);

    ok = ok && read_package(&p, a, name, out, e);
    package_done(&p);
    return ok;
}
