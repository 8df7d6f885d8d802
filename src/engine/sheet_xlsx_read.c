/* SPDX-License-Identifier: Apache-2.0
 * XLSX: opens the package and reads what stands beside the rows: which sheets there are, number
 * formats, shared strings. The rows are sheet_xlsx_rows.c.
 *
 * Namespaces are not looked at, only local names, so that strict files (ISO 29500) read the same.
 * Relations are told apart by the last word of their type for the same reason.
 */
#include <unistd.h>

#include "base/map.h"
#include "base/mem.h"
#include "base/vec.h"
#include "engine/sheet_xlsx.h"

enum {
    SHEETS_MAX = 1000,
    NAME_MAX_BYTES = 1000,
    STYLES_MAX = 65536,
    STRINGS_MAX = 20000000,
};

static const PackageRules rules = { .ending = ".xlsx", .part_mb = 2048 };

static bool ends_with(const char *z, Str end)
{
    return z && str_ends(str_z(z), end);
}

typedef struct {
    Xlsx *x;
    const char *workbook; /* out: the main part */
} Relations;

static void workbook_relation(Part *p, const char *name, const char **attributes)
{
    Relations *r = p->user;
    Xlsx *x = r->x;
    const char *target = part_attribute(attributes, "Target"),
               *type = part_attribute(attributes, "Type"), *id = part_attribute(attributes, "Id"),
               *mode = part_attribute(attributes, "TargetMode"), *part;

    if (!str_eq(str_z(name), S("Relationship")) || !target || !id ||
        (mode && str_eq(str_z(mode), S("External"))) || strlen(target) > NAME_MAX_BYTES)
        return;
    if (ends_with(type, S("/sharedStrings")) && !x->strings_part) {
        x->strings_part = package_resolve(x->arena, str_z(r->workbook), str_z(target));
    } else if (ends_with(type, S("/styles")) && !x->styles_part) {
        x->styles_part = package_resolve(x->arena, str_z(r->workbook), str_z(target));
    } else if (ends_with(type, S("/worksheet"))) {
        part = NULL;
        for (size_t i = 0; i < x->nsheets; i++) {
            if (x->sheets[i].part || !str_eq(x->sheets[i].relation, str_z(id)))
                continue;
            if (!part)
                part = package_resolve(x->arena, str_z(r->workbook), str_z(target));
            x->sheets[i].part = part;
        }
    }
}

/* The value of the attribute id that has a prefix (r:id), which tells it from plain id. */
static const char *relation_id(const char *const *attributes)
{
    for (; attributes[0]; attributes += 2)
        if (str_ends(str_z(attributes[0]), S(":id")))
            return attributes[1];
    return "";
}

static bool is_true(const char *value)
{
    return value && (str_eq(str_z(value), S("1")) || str_eq(str_z(value), S("true")));
}

static void workbook_element(Part *p, const char *name, const char **attributes)
{
    Xlsx *x = p->user;
    const char *sheet = part_attribute(attributes, "name"), *relation = relation_id(attributes),
               *state = part_attribute(attributes, "state");

    if (str_eq(str_z(name), S("workbookPr")))
        x->epoch1904 = is_true(part_attribute(attributes, "date1904"));
    if (!str_eq(str_z(name), S("sheet")) || !sheet)
        return;
    if (x->nsheets == SHEETS_MAX) {
        err_set(p->e, ERR_INVALID, "'%s' has more than %d sheets", x->package.file, SHEETS_MAX);
        return;
    }
    if (strlen(sheet) > NAME_MAX_BYTES || strlen(relation) > NAME_MAX_BYTES) {
        err_set(p->e, ERR_INVALID, "'%s' has a sheet whose name is longer than %d bytes",
                x->package.file, NAME_MAX_BYTES);
        return;
    }
    if (!x->sheets)
        x->sheets = NEWN(x->arena, SheetInfo, SHEETS_MAX);
    x->sheets[x->nsheets++] = (SheetInfo){
        .name = arena_str(x->arena, str_z(sheet)),
        .relation = arena_str(x->arena, str_z(relation)),
        .hidden = state && !str_eq(str_z(state), S("visible")),
    };
}

/* Chart sheets and the like have no rows: only those with a worksheet part stay. */
static void drop_other_sheets(Xlsx *x)
{
    size_t n = 0;
    for (size_t i = 0; i < x->nsheets; i++)
        if (x->sheets[i].part)
            x->sheets[n++] = x->sheets[i];
    x->nsheets = n;
}

static bool read_workbook(Xlsx *x, Err *e)
{
    static const PartHandlers workbook = { .start = workbook_element },
                              relations = { .start = workbook_relation };
    Relations r = { .x = x };

    r.workbook = package_main(&x->package, x->arena, e);
    if (!r.workbook)
        return err_set(e, ERR_INVALID, "'%s' is not a table: save it as .xlsx or .csv",
                       x->package.file);
    if (ends_with(r.workbook, S(".bin")))
        return err_set(e, ERR_INVALID, "'%s' is in the .xlsb format: save it as .xlsx",
                       x->package.file);
    if (!part_read(&x->package, r.workbook, &workbook, x, e) ||
        !part_read(&x->package, package_relations(x->arena, str_z(r.workbook)), &relations, &r, e))
        return false;
    drop_other_sheets(x);
    return x->nsheets > 0 ||
           err_set(e, ERR_INVALID, "'%s' has no sheet with a table: save it as .xlsx or .csv",
                   x->package.file);
}

typedef struct {
    Xlsx *x;
    Ids codes; /* number of a custom format → 1 + kind + zeros * 8 */
    bool in_formats, in_styles;
} Styles;

static void styles_start(Part *p, const char *name, const char **attributes)
{
    Styles *s = p->user;
    Xlsx *x = s->x;
    int64_t id = part_number(part_attribute(attributes, "numFmtId"), 0), packed = 0;
    const char *code = part_attribute(attributes, "formatCode");
    Show show;

    if (str_eq(str_z(name), S("numFmts"))) {
        s->in_formats = true;
    } else if (str_eq(str_z(name), S("cellXfs"))) {
        s->in_styles = true;
    } else if (s->in_formats && code && str_eq(str_z(name), S("numFmt")) &&
               s->codes.n < STYLES_MAX) {
        show = show_of_code(str_z(code));
        ids_set(&s->codes, (uint64_t)id + 1, 1 + (int64_t)show.kind + (int64_t)show.zeros * 8);
    } else if (s->in_styles && str_eq(str_z(name), S("xf")) && x->nstyles < STYLES_MAX) {
        show = show_of_builtin(id);
        if (ids_get(&s->codes, (uint64_t)id + 1, &packed))
            show = (Show){ (ShowKind)((packed - 1) % 8), (uint8_t)((packed - 1) / 8) };
        if (x->nstyles % 256 == 0)
            x->styles = mem_resize(x->styles, (x->nstyles + 256) * sizeof *x->styles);
        x->styles[x->nstyles++] = show;
    }
}

static void styles_end(Part *p, const char *name)
{
    Styles *s = p->user;
    if (str_eq(str_z(name), S("numFmts")))
        s->in_formats = false;
    if (str_eq(str_z(name), S("cellXfs")))
        s->in_styles = false;
}

static bool read_styles(Xlsx *x, Err *e)
{
    static const PartHandlers handlers = { .start = styles_start, .end = styles_end };
    Styles s = { .x = x };
    bool ok = !x->styles_part || part_read(&x->package, x->styles_part, &handlers, &s, e);
    ids_done(&s.codes);
    return ok;
}

typedef struct {
    Xlsx *x;
    Buf text;
    bool in_text, in_phonetic;
} Strings;

static void strings_start(Part *p, const char *name, const char **attributes)
{
    Strings *s = p->user;
    (void)attributes;
    if (name[0] == 't' && !name[1])
        s->in_text = !s->in_phonetic;
    else if (str_eq(str_z(name), S("si")))
        buf_clear(&s->text);
    else if (str_eq(str_z(name), S("rPh")))
        s->in_phonetic = true;
}

static bool add_offset(Xlsx *x, Err *e)
{
    uint64_t at = spool_size(x->texts);
    return spool_write(x->offsets, &at, sizeof at, e);
}

static void strings_end(Part *p, const char *name)
{
    Strings *s = p->user;
    if (name[0] == 't' && !name[1])
        s->in_text = false;
    else if (str_eq(str_z(name), S("rPh")))
        s->in_phonetic = false;
    if (!str_eq(str_z(name), S("si")))
        return;
    if (s->x->ntexts == STRINGS_MAX) {
        err_set(p->e, ERR_INVALID, "'%s' has more than %d different texts", p->file, STRINGS_MAX);
    } else {
        size_t n = value_unescape(s->text.p, s->text.n);
        s->x->ntexts += spool_write(s->x->texts, s->text.p, n, p->e) && add_offset(s->x, p->e);
    }
}

static void strings_text(Part *p, Str text)
{
    Strings *s = p->user;
    if (!s->in_text)
        return;
    buf_put(&s->text, text);
    if (s->text.failed)
        err_set(p->e, ERR_INVALID, "'%s': a cell is longer than %d MB", p->file,
                SHEET_CELL_MAX >> 20);
}

bool xlsx_load_strings(Xlsx *x, Err *e)
{
    static const PartHandlers handlers = { strings_start, strings_end, strings_text };
    Strings s = { .x = x, .text = buf_new(SHEET_CELL_MAX) };
    bool ok;

    if (x->strings_loaded || !x->strings_part)
        return true;
    spool_free(x->texts);
    spool_free(x->offsets);
    x->texts = spool_new();
    x->offsets = spool_new();
    x->ntexts = 0;
    ok = add_offset(x, e) && part_read(&x->package, x->strings_part, &handlers, &s, e);
    buf_done(&s.text);
    x->strings_loaded = ok;
    return ok;
}

static bool is_package(const Xlsx *x, Err *e)
{
    const char *file = x->package.file;
    if (package_has(&x->package, "_rels/.rels"))
        return true;
    if (package_has(&x->package, "mimetype"))
        return err_set(e, ERR_INVALID, "'%s' is an OpenDocument file: save it as .xlsx", file);
    return err_set(e, ERR_INVALID, "'%s' is not a table: save it as .xlsx or .csv", file);
}

static void xlsx_free(void *state)
{
    Xlsx *x = state;
    xlsx_rows_free(x->rows);
    for (size_t i = 0; i < x->nsheets; i++)
        mem_give(x->sheets[i].ranges);
    spool_free(x->texts);
    spool_free(x->offsets);
    mem_give(x->styles);
    package_done(&x->package);
    arena_free(x->arena);
    mem_give(x);
}

void *xlsx_open(int fd, const char *file, Err *e)
{
    Xlsx *x = mem_zget(1, sizeof *x);

    x->arena = arena_new(64 << 20);
    if (package_open(&x->package, fd, file, &rules, e) && is_package(x, e) && read_workbook(x, e) &&
        read_styles(x, e))
        return x;
    xlsx_free(x);
    return NULL;
}

static size_t xlsx_count(const void *state)
{
    const Xlsx *x = state;
    return x->nsheets;
}

static Str xlsx_name(const void *state, size_t i)
{
    const Xlsx *x = state;
    return x->sheets[i].name;
}

static bool xlsx_hidden(const void *state, size_t i)
{
    const Xlsx *x = state;
    return x->sheets[i].hidden;
}

static bool xlsx_start(void *state, size_t i, Err *e)
{
    Xlsx *x = state;
    return xlsx_load_strings(x, e) && xlsx_rows_start(x, i, e);
}

static bool xlsx_next(void *state, Arena *a, Row *out, Err *e)
{
    Xlsx *x = state;
    return x->rows && xlsx_rows_next(x->rows, a, out, e);
}

static double xlsx_progress(const void *state)
{
    const Xlsx *x = state;
    return x->rows ? xlsx_rows_progress(x->rows) : 0;
}

const SheetFormat xlsx_format = {
    .close = xlsx_free,
    .count = xlsx_count,
    .name = xlsx_name,
    .hidden = xlsx_hidden,
    .start = xlsx_start,
    .row = xlsx_next,
    .progress = xlsx_progress,
};
