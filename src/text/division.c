/* SPDX-License-Identifier: Apache-2.0
 * Administrative divisions from data/divisions.tsv.
 *
 * A path is read from its end: its last name is looked up, and what stands before must be names of
 * the divisions that it lies in, each of which may be left out (厦门思明 for 福建省厦门市思明区).
 */
#include "text/division.h"

#include "text/scan.h"
#include "text/tsv.h"

/* What matching needs besides the division itself. */
typedef struct {
    Str full, brief; /* folded: 厦门市, 厦门; brief is empty where it would be too short */
    int32_t parent;  /* -1: none */
} Match;

struct Divisions {
    const Folder *folder;
    VEC(Division) rows;
    VEC(Match) matches; /* one for each row */
    Keys names;         /* both forms */
};

enum { D_CODE, D_NAME, D_RETIRED, D__N };

/* Peoples that stand before 自治州 and the like; the longer first where one ends another. */
static const Str peoples[] = {
    S("柯尔克孜"), S("塔吉克"), S("哈萨克"),   S("维吾尔"), S("蒙古族"), S("蒙古"),     S("回族"),
    S("藏族"),     S("苗族"),   S("彝族"),     S("壮族"),   S("布依族"), S("朝鲜族"),   S("满族"),
    S("侗族"),     S("瑶族"),   S("白族"),     S("土家族"), S("哈尼族"), S("傣族"),     S("黎族"),
    S("傈僳族"),   S("佤族"),   S("畲族"),     S("拉祜族"), S("水族"),   S("东乡族"),   S("纳西族"),
    S("景颇族"),   S("土族"),   S("达斡尔族"), S("仫佬族"), S("羌族"),   S("布朗族"),   S("撒拉族"),
    S("毛南族"),   S("仡佬族"), S("锡伯"),     S("普米族"), S("怒族"),   S("鄂温克族"), S("保安族"),
    S("裕固族"),   S("独龙族"), S("各族"),     S("鄂伦春"), S("鄂温克"),
};

/* Cuts `end` off unless fewer than `least` characters would be left. */
static bool cut_end(Str *s, Str end, size_t least)
{
    if (!str_ends(*s, end) || utf8_len((Str){ s->p, s->n - end.n }) < least)
        return false;
    s->n -= end.n;
    return true;
}

/* 厦门 for 厦门市, 恩施 for 恩施土家族苗族自治州; empty if one character would be left. */
static Str brief_of(Str full)
{
    static const Str ends[] = {
        S("特别行政区"), S("自治区"), S("自治州"), S("自治县"), S("自治旗"), S("地区"),
        S("林区"),       S("街道"),   S("省"),     S("市"),     S("区"),     S("县"),
        S("盟"),         S("旗"),     S("镇"),     S("乡"),
    };
    Str s = full;
    bool more = false;

    for (size_t i = 0; i < LEN(ends); i++) {
        if (!cut_end(&s, ends[i], 1))
            continue;
        more = str_starts(ends[i], S("自治"));
        break;
    }
    while (more) {
        more = false;
        for (size_t i = 0; i < LEN(peoples) && !more; i++)
            more = cut_end(&s, peoples[i], 2);
    }
    return s.n < full.n && utf8_len(s) >= 2 ? s : (Str){ 0 };
}

static DivisionLevel level_of(Str code)
{
    if (code.n == 9)
        return DIVISION_TOWN;
    if (str_ends(code, S("0000")))
        return DIVISION_PROVINCE;
    return str_ends(code, S("00")) ? DIVISION_CITY : DIVISION_COUNTY;
}

/* The first row of that code, which is a living one if there is any; -1 if there is none. */
static int32_t row_of(const Divisions *all, Str code)
{
    size_t low = 0, high = all->rows.n;
    int32_t retired = -1;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (str_cmp(str_z(all->rows.p[middle].code), code) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < all->rows.n && str_eq(str_z(all->rows.p[low].code), code); low++) {
        if (all->rows.p[low].retired == 0)
            return (int32_t)low;
        retired = (int32_t)low;
    }
    return retired;
}

/* The nearest division that has it in it: 469005 has no city between it and its province. */
static int32_t parent_of(const Divisions *all, const Division *d)
{
    static const struct {
        size_t keep;
        const char *zeros;
    } ups[] = { { 6, "" }, { 4, "00" }, { 2, "0000" } };
    size_t first = d->level == DIVISION_TOWN ? 0 : d->level == DIVISION_COUNTY ? 1 : 2;

    for (size_t i = first; d->level != DIVISION_PROVINCE && i < LEN(ups); i++) {
        char code[7];
        int32_t row;
        memcpy(code, d->code, ups[i].keep);
        memcpy(code + ups[i].keep, ups[i].zeros, 7 - ups[i].keep);
        row = row_of(all, (Str){ code, 6 });
        if (row >= 0)
            return row;
    }
    return -1;
}

static void add_row(Divisions *all, Arena *a, const Str cells[D__N])
{
    Division d = { .name = cells[D_NAME], .level = level_of(cells[D_CODE]) };
    Match m = { .full = folder_key(all->folder, a, cells[D_NAME]), .parent = -1 };
    int32_t row = (int32_t)all->rows.n;
    int64_t year;

    memcpy(d.code, cells[D_CODE].p, cells[D_CODE].n);
    d.retired = cells[D_RETIRED].n && str_int(cells[D_RETIRED], &year) ? (int)year : 0;
    m.brief = brief_of(m.full);
    vec_push(a, &all->rows, d);
    vec_push(a, &all->matches, m);
    vec_push(a, &all->names, (Key){ m.full, row });
    if (m.brief.n)
        vec_push(a, &all->names, (Key){ m.brief, row });
}

const Divisions *divisions_load(Arena *a, const Folder *f)
{
    Divisions *all = NEW(a, Divisions);
    Str rest = tsv_table("divisions.tsv"), cells[D__N];

    all->folder = f;
    while (tsv_row(&rest, cells, D__N))
        if (cells[D_CODE].n == 6 || cells[D_CODE].n == 9)
            add_row(all, a, cells);
    for (size_t i = 0; i < all->rows.n; i++)
        all->matches.p[i].parent = parent_of(all, &all->rows.p[i]);
    keys_sort(&all->names);
    return all;
}

/* Takes `name` off the end of *path; false if it is empty or not there. */
static bool cut_name(Str *path, Str name)
{
    if (name.n == 0 || !str_ends(*path, name))
        return false;
    path->n -= name.n;
    return true;
}

/* True if `path` is made of names of that row and of what it lies in, from the inside out. */
static bool lies_in(const Divisions *all, Str path, int32_t row)
{
    const Match *m;
    Str rest = path;

    if (path.n == 0 || str_eq(path, S("中国")))
        return true;
    if (row < 0)
        return false;
    m = &all->matches.p[row];
    if (cut_name(&rest, m->full) && lies_in(all, rest, m->parent))
        return true;
    rest = path;
    if (cut_name(&rest, m->brief) && lies_in(all, rest, m->parent))
        return true;
    return lies_in(all, path, m->parent);
}

/* What is meant rather, when a name fits several: one that still exists, a province, the full name,
 * no town. */
static int rank_of(const Divisions *all, int32_t row, Str name)
{
    const Division *d = &all->rows.p[row];
    return (d->retired == 0) * 8 + (d->level == DIVISION_PROVINCE) * 4 +
           str_eq(all->matches.p[row].full, name) * 2 + (d->level != DIVISION_TOWN);
}

enum { SHOWN = 4 };

typedef struct {
    int32_t rows[SHOWN]; /* the first of the best */
    size_t n;            /* all of the best */
    int rank;
} Best;

static void add_best(Best *best, int32_t row, int rank)
{
    if (best->n && rank < best->rank)
        return;
    if (best->n && rank > best->rank)
        best->n = 0;
    for (size_t i = 0; i < best->n && i < SHOWN; i++)
        if (best->rows[i] == row)
            return;
    best->rank = rank;
    if (best->n < SHOWN)
        best->rows[best->n] = row;
    best->n++;
}

/* Each end of the path that is a name, with what it can stand for. */
static Best find_path(const Divisions *all, Str path)
{
    Best best = { .n = 0 };

    for (size_t at = 0; at < path.n; at++) {
        Str name = str_part(path, at, path.n), before = { path.p, at };
        size_t count;
        const Key *key = keys_find(&all->names, name, &count);
        for (size_t i = 0; i < count; i++)
            if (lies_in(all, before, all->matches.p[key[i].row].parent))
                add_best(&best, key[i].row, rank_of(all, key[i].row, name));
    }
    return best;
}

static const Division *ambiguous(const Divisions *all, const Best *best, Str any, Err *e)
{
    AUTO(buf_done) Buf names = buf_new(BUF_LINE);

    for (size_t i = 0; i < best->n && i < SHOWN; i++) {
        buf_put(&names, i ? S(", ") : S(""));
        division_path(all, &all->rows.p[best->rows[i]], &names);
    }
    if (best->n > SHOWN)
        buf_put(&names, S(" …"));
    err_set(e, ERR_INVALID, "'%.*s' may be any of %.*s: write the city or province in front of it",
            STR(scan_shown(any)), STR(buf_str(&names)));
    return NULL;
}

/* The folded path without the marks that people put between its names. */
static Str fold_path(const Divisions *all, Str any, char out[FOLD_SHORT])
{
    Str key = folder_short(all->folder, any, out);
    size_t n = 0;

    for (size_t i = 0; i < key.n; i++)
        if (str_find(S("-/>,|\\"), str_part(key, i, 1)) < 0)
            out[n++] = out[i];
    return (Str){ out, n };
}

static bool is_code(Str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
    return s.n > 0;
}

/* Codes of the statistical office fill up with zeros: 350203001000 is the town 350203001. */
static Str cut_zeros(Str code)
{
    while ((code.n == 12 || code.n == 9) && str_ends(code, S("000")))
        code.n -= 3;
    return code;
}

static const Division *find_code(const Divisions *all, Str code, Str any, Err *e)
{
    int32_t row = row_of(all, cut_zeros(code));

    if (row >= 0)
        return &all->rows.p[row];
    err_set(e, ERR_INVALID, "the division code '%.*s' is not known: check it, or write the name",
            STR(scan_shown(any)));
    return NULL;
}

const Division *division_find(const Divisions *all, Str any, Err *e)
{
    char space[FOLD_SHORT];
    Str path = fold_path(all, any, space);
    Best best;

    if (is_code(path))
        return find_code(all, path, any, e);
    best = find_path(all, path);
    if (best.n == 1)
        return &all->rows.p[best.rows[0]];
    if (best.n > 1)
        return ambiguous(all, &best, any, e);
    err_set(e, ERR_INVALID,
            "there is no division '%.*s': write it as 福建省厦门市思明区, 厦门思明 or 350203",
            STR(scan_shown(any)));
    return NULL;
}

bool division_normal(const Divisions *all, Str any, Buf *code, bool *known, Err *e)
{
    char space[FOLD_SHORT];
    Str path = fold_path(all, any, space);
    const Division *d;

    if (is_code(path) && (path.n == 6 || path.n == 9 || path.n == 12)) {
        char top[7] = "xx0000";
        memcpy(top, path.p, 2);
        path = cut_zeros(path);
        *known = row_of(all, path) >= 0;
        if (row_of(all, (Str){ top, 6 }) >= 0) {
            buf_put(code, path);
            return true;
        }
    }
    d = division_find(all, any, e);
    if (!d)
        return false;
    *known = true;
    buf_put(code, str_z(d->code));
    return true;
}

const Division *division_parent(const Divisions *all, const Division *d)
{
    int32_t parent = all->matches.p[d - all->rows.p].parent;
    return parent < 0 ? NULL : &all->rows.p[parent];
}

void division_path(const Divisions *all, const Division *d, Buf *out)
{
    const Division *parent = division_parent(all, d);
    if (parent)
        division_path(all, parent, out);
    buf_put(out, d->name);
}

const Division *divisions_all(const Divisions *all, size_t *n)
{
    *n = all->rows.n;
    return all->rows.p;
}
