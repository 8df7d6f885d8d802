/* SPDX-License-Identifier: Apache-2.0
 * Links in forms: a name is looked for on the server; the id stands beside it, so that what was not
 * typed anew stays the very record that it was.
 */
#include "web/form_impl.h"

#include "engine/desk.h"
#include "engine/finder.h"
#include "engine/registry.h"
#include "engine/rights.h"
#include "engine/store.h"

/* ---- names to records ---- */

/* #123 names a record by its number. */
static bool says_id(Str text, int64_t *id)
{
    return str_starts(text, S("#")) && str_int(str_part(text, 1, text.n), id) && *id > 0;
}

/* Once each; `known`: that the user may know of it was looked at. */
static bool add_found(Request *q, const Type *t, int64_t id, bool known,
                      FormFound out[FORM_FOUND_MOST], size_t *n, Err *e)
{
    for (size_t i = 0; i < *n; i++)
        if (out[i].id == id)
            return true;
    if (*n == FORM_FOUND_MOST)
        return true;
    if (known || store_knows(&q->c, t, id, e))
        out[(*n)++] = (FormFound){ .id = id };
    return !e->kind;
}

static bool add_titles(Request *q, const Type *t, FormFound *out, size_t n, Err *e)
{
    Titled titles[FORM_FOUND_MOST] = { 0 };

    for (size_t i = 0; i < n; i++)
        titles[i] = (Titled){ .type = t, .id = out[i].id };
    if (!desk_titles(&q->c, titles, n, e))
        return false;
    for (size_t i = 0; i < n; i++)
        out[i].title = titles[i].title;
    return true;
}

/* Titles that the finder does not know: of types that are called by a plain text. */
static bool find_text(Request *q, const Type *t, Str text, FormFound out[FORM_FOUND_MOST],
                      size_t *n, Err *e)
{
    int title = type_title(t);
    const Param p = param_text(text);

    if (title < 0 || t->fields[title].kind != T_TEXT || t->fields[title].flags & SEARCHED)
        return true;
    AUTO(stmt_done) Stmt *s =
        db_query_text(q->c.db,
                      arena_printf(q->c.arena,
                                   "/* link by title */ SELECT \"id\" FROM \"%s\" WHERE \"%s\" = $1"
                                   " AND \"voided_at\" IS NULL ORDER BY \"id\" LIMIT %d",
                                   t->name, t->fields[title].name, FORM_FOUND_MOST),
                      &p, 1);
    while (db_next(s, e))
        if (!add_found(q, t, db_int(s, 0), false, out, n, e))
            return false;
    return !e->kind;
}

static bool find_name(Request *q, const Type *t, Str text, FormFound out[FORM_FOUND_MOST],
                      size_t *n, size_t *exact, Err *e)
{
    FinderAsk ask = { .text = text, .type = t, .top = FORM_FOUND_MOST };
    Err own = { .lang = e->lang };
    FoundList list = { 0 };

    if (!q->c.finder || text.n > FIND_TEXT_MAX)
        return true;
    if (!finder_find(&q->c, &ask, &list, &own))
        return own.kind == ERR_INVALID || err_set(e, own.kind, "%s", own.msg);
    for (size_t i = 0; i < list.n; i++) {
        *exact += list.p[i].how == FOUND_EXACT;
        if (!add_found(q, t, list.p[i].id, true, out, n, e))
            return false;
    }
    return true;
}

bool form_find(Request *q, const Type *t, Str text, FormFound out[FORM_FOUND_MOST], size_t *n,
               int64_t *id, Err *e)
{
    size_t exact = 0, same = 0;
    int64_t said = 0, one = 0;

    *n = 0;
    *id = 0;
    if (!says_id(text, &said))
        said = store_find_key(&q->c, t, text, e);
    if (e->kind || (said && !add_found(q, t, said, false, out, n, e)))
        return false;
    if (*n) {
        *id = out[0].id;
        return add_titles(q, t, out, *n, e);
    }
    if (!find_text(q, t, text, out, n, e) || !find_name(q, t, text, out, n, &exact, e) ||
        !add_titles(q, t, out, *n, e))
        return false;
    for (size_t i = 0; i < *n; i++)
        if (str_same(out[i].title, text)) {
            same++;
            one = out[i].id;
        }
    if (same == 1)
        *id = one;
    else if (same == 0 && exact == 1)
        *id = out[0].id;
    return true;
}

/* ---- into a form ---- */

static const Type *link_type(Request *q, const Field *field)
{
    return registry_find(q->c.types, str_z(field->link));
}

/* May a record with nothing but a name be made of that type, by this user? */
static bool may_make(Request *q, const Type *t)
{
    int title = type_title(t);

    if (title < 0 || (t->fields[title].kind != T_NAME && t->fields[title].kind != T_TEXT) ||
        str_eq(str_z(t->area), S("system")))
        return false;
    for (size_t i = 0; i < t->nfields; i++)
        if ((int)i != title && t->fields[i].flags & REQUIRED)
            return false;
    return rights_has(&q->c, t->write ? t->write : RIGHT_WRITE, t, q->c.user->home);
}

static void say_none(Request *q, Form *f, FormCell *cell, const Type *t, Str text)
{
    cell->may_make = may_make(q, t) && !says_id(text, &(int64_t){ 0 });
    form_cell_fault(f, cell,
                    arena_printf(q->c.arena, say(q, N_("there is no record of %s called '%.*s'")),
                                 type_label(t, q->c.lang), STR(text)));
}

/* Finds one name; false with a fault in the cell if it is not clear which record is meant. */
static bool look(Request *q, Form *f, FormCell *cell, const Type *t, Str text, int64_t *id, Err *e)
{
    if (!form_find(q, t, text, cell->found, &cell->nfound, id, e))
        return false;
    if (*id) {
        cell->nfound = 0;
        return true;
    }
    cell->asked = text;
    if (cell->nfound) {
        cell->may_make = may_make(q, t);
        form_cell_fault(
            f, cell,
            arena_printf(q->c.arena, say(q, N_("which one is meant by '%.*s'?")), STR(text)));
    } else {
        say_none(q, f, cell, t, text);
    }
    return true;
}

bool form_name_link(Request *q, Form *f, size_t slot, Str text, Err *e)
{
    const Type *t = link_type(q, form_field(f, slot));
    FormCell *cell = &f->cells[slot];
    int64_t id;

    cell->text = text;
    if (!look(q, f, cell, t, text, &id, e))
        return false;
    form_set(f, slot, (Value){ .set = id != 0, .i = id });
    if (id)
        cell->text = store_title(&q->c, t, id);
    return true;
}

static bool sent_id(const Request *q, const Field *field, const char *more, int64_t *id)
{
    return str_int(form_sent(q, form_name(q, field, more)), id) && *id > 0;
}

bool form_read_link(Request *q, Form *f, size_t slot, Err *e)
{
    const Field *field = form_field(f, slot);
    const Type *t = link_type(q, field);
    FormCell *cell = &f->cells[slot];
    Str text = str_trim(form_sent(q, form_name(q, field, "")));
    Str pick = form_sent(q, form_name(q, field, ".pick"));
    bool same = str_eq(form_sent(q, form_name(q, field, ".for")), text);
    int64_t id;

    cell->text = text;
    if (!text.n) {
        form_set(f, slot, (Value){ 0 });
        return true;
    }
    if (same && str_eq(pick, S("new")) && may_make(q, t)) {
        cell->make = cell->may_make = true;
        cell->asked = text;
        form_set(f, slot, (Value){ 0 });
        return true;
    }
    if ((same && sent_id(q, field, ".pick", &id)) ||
        (sent_id(q, field, ".id", &id) && str_eq(store_title(&q->c, t, id), text))) {
        form_set(f, slot, (Value){ .set = true, .i = id });
        cell->text = store_title(&q->c, t, id);
        return true;
    }
    return form_name_link(q, f, slot, text, e);
}

/* Appends an id unless it is there. */
static void put_id(Buf *b, int64_t id)
{
    AUTO(buf_done) Buf one = buf_new(BUF_LINE);

    buf_printf(&one, "|%" PRId64 "|", id);
    if (str_find(buf_str(b), buf_str(&one)) < 0)
        buf_put(b, str_part(buf_str(&one), b->n ? 1 : 0, one.n));
}

/* Names to be added, one a line or with ';' between them. Those that are not clear stay in the
 * box; the first of them is asked about. */
static bool add_names(Request *q, Form *f, size_t slot, Str rest, Buf *ids, Err *e)
{
    const Type *t = link_type(q, form_field(f, slot));
    FormCell *cell = &f->cells[slot];
    AUTO(buf_done) Buf left = buf_new(BUF_LINE);
    Str line, piece;
    size_t n = 0;

    while (str_next(&rest, '\n', &line))
        while (str_next(&line, ';', &piece)) {
            int64_t id = 0;
            piece = str_trim(piece);
            if (!piece.n || ++n > FORM_LINKS_MOST)
                continue;
            if (!cell->fault.n && !look(q, f, cell, t, piece, &id, e))
                return false;
            if (id)
                put_id(ids, id);
            else if (!cell->nfound || !str_eq(piece, cell->asked))
                buf_printf(&left, "%s%.*s", left.n ? "; " : "", STR(piece));
        }
    cell->text = arena_str(q->c.arena, buf_str(&left));
    if (n > FORM_LINKS_MOST)
        form_cell_fault(
            f, cell,
            arena_printf(q->c.arena, say(q, N_("at most %d names at once")), FORM_LINKS_MOST));
    return true;
}

/* The boxes that are ticked, then the names that are added. */
bool form_read_links(Request *q, Form *f, size_t slot, Err *e)
{
    const Field *field = form_field(f, slot);
    AUTO(buf_done) Buf ids = buf_new(BUF_LINE);
    Str name = form_name(q, field, ".id"), one;
    int64_t id;

    for (size_t i = 0; (one = form_sent_nth(q, name, i)).p; i++)
        if (str_int(one, &id) && id > 0)
            put_id(&ids, id);
    if (!add_names(q, f, slot, form_sent(q, form_name(q, field, "")), &ids, e))
        return false;
    if (ids.failed)
        form_cell_fault(f, &f->cells[slot], str_z(say(q, N_("too many records are linked to"))));
    else
        form_set(f, slot,
                 (Value){ .set = ids.n > 0, .text = arena_str(q->c.arena, buf_str(&ids)) });
    return true;
}

/* ---- making in place ---- */

static bool make(Request *q, Form *f, size_t slot, Err *e)
{
    const Field *field = form_field(f, slot);
    const Type *t = link_type(q, field);
    FormCell *cell = &f->cells[slot];
    Record *r = record_new(q->c.arena, t);
    int title = type_title(t);
    Err own = { .lang = e->lang };
    Check k = { 0 };

    if (!value_parse(&q->c, &t->fields[title], r, cell->asked, &r->v[title], &own) ||
        !store_create(&q->c, r, &k, &own)) {
        if (own.kind == ERR_INTERNAL || own.kind == ERR_BUSY)
            return err_set(e, own.kind, "%s", own.msg);
        cell->make = false;
        form_cell_fault(f, cell, arena_str(q->c.arena, str_z(own.msg)));
        return true;
    }
    form_set(f, slot, (Value){ .set = true, .i = r->id });
    return true;
}

bool form_make(Request *q, Form *f, Err *e)
{
    for (size_t i = 0; i < f->type->nfields + STD__N; i++)
        if (f->cells[i].make && !make(q, f, i, e))
            return false;
    return true;
}

/* ---- markup ---- */

/* The records among which the user is to choose. */
static void put_found(Request *q, const Form *f, size_t slot)
{
    const Field *field = form_field(f, slot);
    const FormCell *cell = &f->cells[slot];
    bool many = field->kind == T_LINKS;
    Str name = form_name(q, field, many ? ".id" : ".pick");
    Buf *out = &q->out;

    if (!cell->nfound && (!cell->may_make || many))
        return;
    html(out, "<fieldset class=\"which\"><legend>");
    html_text(out, arena_printf(q->c.arena, say(q, N_("Which one is '%.*s'?")), STR(cell->asked)));
    html(out, "</legend>");
    if (!many)
        html(out, "<input type=\"hidden\" name=\"%s\" value=\"%.*s\">",
             form_name(q, field, ".for").p, STR(cell->asked));
    for (size_t i = 0; i < cell->nfound; i++)
        html(out,
             "<label><input type=\"%s\" name=\"%.*s\" value=\"%" PRId64 "\"> %.*s"
             " <span class=\"hint\">#%" PRId64 "</span></label>",
             many ? "checkbox" : "radio", STR(name), cell->found[i].id, STR(cell->found[i].title),
             cell->found[i].id);
    if (!many && cell->may_make)
        html(out, "<label><input type=\"radio\" name=\"%.*s\" value=\"new\"%s> %s</label>",
             STR(name), cell->make ? " checked" : "",
             say(q, N_("None of these: make a new record of that name")));
    html(out, "</fieldset>");
}

static void put_several(Request *q, const Form *f, size_t slot)
{
    const Field *field = form_field(f, slot);
    const Type *t = link_type(q, field);
    Value v = form_value(f, slot);
    Str rest = v.text, piece;
    Str name = form_name(q, field, ".id");

    if (!v.set)
        return;
    html(&q->out, "<div class=\"boxes\">");
    while (str_next(&rest, '|', &piece)) {
        int64_t id;
        if (!str_int(piece, &id))
            continue;
        html(&q->out,
             "<label><input type=\"checkbox\" name=\"%.*s\" value=\"%" PRId64 "\" checked> %.*s"
             "</label>",
             STR(name), id, STR(store_title(&q->c, t, id)));
    }
    html(&q->out, "</div>");
}

void form_put_link(Request *q, Form *f, size_t slot)
{
    const Field *field = form_field(f, slot);
    const FormCell *cell = &f->cells[slot];
    Value v = form_value(f, slot);
    Str name = form_name(q, field, "");

    if (field->kind == T_LINKS)
        put_several(q, f, slot);
    html(&q->out, "<input type=\"text\" autocomplete=\"off\" data-find=\"%s\" value=\"%.*s\"",
         field->link, STR(cell->text));
    form_put_attributes(q, f, slot, name);
    html(&q->out, ">");
    if (field->kind == T_LINK && v.set)
        html(&q->out, "<input type=\"hidden\" name=\"%s\" value=\"%" PRId64 "\">",
             form_name(q, field, ".id").p, v.i);
    put_found(q, f, slot);
}
