/* SPDX-License-Identifier: Apache-2.0
 * Making and changing a record: one form from the description of its type.
 *
 * What is wrong stands at its field and on top, and all that was typed stays. What only looks odd,
 * such as a record that may be the same, is shown once and then saved.
 */
#include "engine/alike.h"
#include "engine/registry.h"
#include "engine/rights.h"
#include "engine/store.h"
#include "web/edit.h"
#include "web/pages.h"

static const double ALIKE_LEAST = 0.5;

bool edit_find(Request *q, const Type **t, int64_t *id, Err *e)
{
    Str text = q->args[1];

    *t = registry_need(q->c.types, q->args[0], e);
    if (!*t)
        return false;
    if (str_int(text, id) && *id > 0)
        return true;
    *id = store_find_key(&q->c, *t, text, e);
    if (*id && store_may_read(&q->c, *t, *id, e)) /* a key that is hidden is as good as none */
        return true;
    return !e->kind &&
           err_set(e, ERR_NOT_FOUND, "there is no %s '%.*s'", type_label(*t, q->c.lang), STR(text));
}

Right edit_right(const Type *t)
{
    return t->write ? t->write : RIGHT_WRITE;
}

bool edit_by_hand(const Type *t)
{
    static const char *const made[] = { "alternate", "approval",    "confirmed_figure", "merge",
                                        "not_same",  "review_part", "signing_key" };

    for (size_t i = 0; i < LEN(made); i++)
        if (strcmp(t->name, made[i]) == 0)
            return false;
    return true;
}

void edit_done(Request *q, const Type *t, int64_t id, const char *done, int64_t was)
{
    Str to = was ? url(q->c.arena, "/%s/%" PRId64 "?done=%s&was=%" PRId64, t->name, id, done, was)
                 : url(q->c.arena, "/%s/%" PRId64 "?done=%s", t->name, id, done);
    request_go(q, to);
}

/* ---- the page ---- */

static Str page_title(Request *q, const Edit *x)
{
    if (!x->stored)
        return arena_printf(q->c.arena, say(q, N_("New: %s")), type_label(x->t, q->c.lang));
    return arena_printf(q->c.arena, say(q, N_("Edit: %.*s")),
                        STR(store_title(&q->c, x->t, x->stored->id)));
}

/* The warnings in one number, so that only those that were shown are passed over. */
static Str warnings_seen(Request *q, const Form *f)
{
    uint64_t h = 0;

    for (size_t i = 0; i < f->warnings.n; i++)
        h = h * 31 + str_hash(f->warnings.p[i]);
    return arena_printf(q->c.arena, "%016" PRIx64, h);
}

static void put_alike(Request *q, const Type *t, const AlikeFound *list, size_t n)
{
    if (!n)
        return;
    html(&q->out, "<p>%s</p><ul>", say(q, N_("These may be the same:")));
    for (size_t i = 0; i < n; i++)
        html(&q->out,
             "<li><a href=\"%s\" target=\"_blank\" rel=\"noopener\">%.*s</a>"
             " <span class=\"hint\">%.*s</span></li>",
             record_url(q, t->name, list[i].id).p, STR(list[i].title), STR(list[i].why));
    html(&q->out, "</ul>");
}

static bool put_warnings(Request *q, const Edit *x, Err *e)
{
    AlikeFound found[ALIKE_MOST];
    size_t n = 0;

    if (!x->f.warnings.n || x->f.faults)
        return true;
    if (!x->stored && x->t->alike && !alike_find(&q->c, x->r, ALIKE_LEAST, found, &n, e))
        return false;
    html(&q->out, "<div class=\"notice\" role=\"alert\"><h2>%s</h2><ul>",
         say(q, N_("Look at this once; then save again")));
    for (size_t i = 0; i < x->f.warnings.n; i++)
        html(&q->out, "<li>%.*s</li>", STR(x->f.warnings.p[i]));
    html(&q->out, "</ul>");
    put_alike(q, x->t, found, n);
    html(&q->out, "</div>\n");
    return true;
}

/* The i-th field whose link came from the address: another record entered next keeps it. NULL
 * behind the last. */
static const Field *kept_link(Request *q, const Edit *x, size_t i)
{
    for (size_t k = 0; k < x->t->nfields; k++) {
        const Field *f = &x->t->fields[k];
        bool kept = request_query(q, f->name).n > 0;
        Str one;
        for (size_t n = 0; !kept && (one = request_form_nth(q, "keep", n)).p; n++)
            kept = str_eq(one, str_z(f->name));
        if (f->kind == T_LINK && kept && i-- == 0)
            return f;
    }
    return NULL;
}

static void put_kept(Request *q, const Edit *x)
{
    const Field *f;

    for (size_t i = 0; !x->stored && (f = kept_link(q, x, i)); i++)
        html(&q->out, "<input type=\"hidden\" name=\"keep\" value=\"%s\">", f->name);
}

/* The form for another one, with the links that this one was given. */
static Str another_url(Request *q, const Edit *x)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    const Field *f;

    buf_printf(&b, "/%s/new?done=%" PRId64, x->t->name, x->r->id);
    for (size_t i = 0; (f = kept_link(q, x, i)); i++)
        if (rec_has(x->r, (int)(f - x->t->fields)))
            buf_printf(&b, "&%s=%%23%" PRId64, f->name, rec_int(x->r, (int)(f - x->t->fields)));
    return arena_str(q->c.arena, buf_str(&b));
}

static void put_buttons(Request *q, const Edit *x)
{
    Buf *out = &q->out;
    bool again = x->f.warnings.n && !x->f.faults;

    html(out, "<p class=\"buttons\"><button type=\"submit\">%s</button>",
         again ? say(q, N_("Save all the same")) : say(q, N_("Save")));
    if (!x->stored)
        html(out,
             " <button type=\"submit\" class=\"plain\" name=\"then\" value=\"another\">%s</button>",
             say(q, N_("Save and enter another")));
    html(out,
         " <button type=\"submit\" class=\"plain\" name=\"draft\" value=\"1\" formnovalidate>%s"
         "</button> <span class=\"hint\" id=\"kept\" role=\"status\"></span></p>\n",
         say(q, N_("Keep as a draft")));
}

/* After "Save and enter another": what was saved. */
static void put_before(Request *q, const Edit *x)
{
    int64_t id;

    if (x->stored || !str_int(request_query(q, "done"), &id) || id <= 0)
        return;
    html(&q->out, "<div class=\"notice good\" role=\"status\">%s <a href=\"%s\">%.*s</a></div>\n",
         say(q, N_("Saved.")), record_url(q, x->t->name, id).p, STR(store_title(&q->c, x->t, id)));
}

static bool put_page(Request *q, Edit *x, Err *e)
{
    Str title = page_title(q, x);
    Buf *out = &q->out;

    layout_begin(q, NAV_RECORDS, title);
    if (x->stored)
        put_crumb(q, record_url(q, x->t->name, x->stored->id),
                  store_title(&q->c, x->t, x->stored->id));
    else
        put_crumb(q, url(q->c.arena, "/%s", x->t->name), str_z(type_label(x->t, q->c.lang)));
    html(out, "<h1>%.*s</h1>\n", STR(title));
    put_before(q, x);
    if (x->draft.at)
        edit_put_draft(q, &x->draft);
    form_put_faults(q, &x->f);
    if (!put_warnings(q, x, e))
        return false;
    html(out, "<div class=\"edit\" data-alike=\"%s\">\n",
         !x->stored && x->t->alike ? url(q->c.arena, "/%s/alike", x->t->name).p : "");
    form_begin(q, arena_z(q->c.arena, q->path));
    if (x->stored)
        html(out, "<input type=\"hidden\" name=\"version\" value=\"%" PRId64 "\">", x->r->version);
    if (x->f.warnings.n && !x->f.faults)
        html(out, "<input type=\"hidden\" name=\"seen\" value=\"%.*s\">",
             STR(warnings_seen(q, &x->f)));
    put_kept(q, x);
    html(out, "<div id=\"alike\" aria-live=\"polite\"></div>\n");
    form_put_all(q, &x->f);
    if (x->stored)
        html(out,
             "<div class=\"row wide\"><label for=\"why\">%s</label><input id=\"why\" name=\"why\""
             " type=\"text\" maxlength=\"500\" value=\"%.*s\"></div>\n",
             say(q, N_("Why it is changed, for the history")), STR(request_form(q, "why")));
    put_buttons(q, x);
    html(out, "</form></div>\n");
    form_put_script(q);
    layout_end(q);
    return true;
}

/* ---- saving ---- */

/* Puts what a try has made out of the way: it was rolled back. */
static void forget_try(Edit *x, int64_t version)
{
    x->r->id = x->stored ? x->stored->id : 0;
    x->r->version = version;
    if (!x->stored)
        x->r->state = (Str){ 0 };
    for (size_t i = 0; i < x->t->nfields + STD__N; i++)
        if (x->f.cells[i].make)
            form_set(&x->f, i, (Value){ 0 });
}

/* What only looks odd is passed over once it was seen. */
static bool is_seen(Request *q, const Form *f)
{
    return !f->warnings.n || str_eq(request_form(q, "seen"), warnings_seen(q, f));
}

/* Tries to save; *done is false with what is wrong in the form. False only if the store failed. */
static bool save(Request *q, Edit *x, bool *done, Err *e)
{
    AUTO(store_rollback) StoreTxn txn = store_begin(&q->c, e);
    int64_t version = x->r->version;
    Err own = { .lang = e->lang };
    Check k = { 0 };
    bool ok;

    *done = false;
    if (e->kind || !form_make(q, &x->f, e))
        return false;
    q->c.why = str_trim(utf8_part(request_form(q, "why"), 2000));
    ok = !x->f.faults &&
         (x->stored ? store_update(&q->c, x->r, &k, &own) : store_create(&q->c, x->r, &k, &own));
    q->c.why = (Str){ 0 };
    if (own.kind == ERR_INTERNAL || own.kind == ERR_BUSY)
        return err_set(e, own.kind, "%s", own.msg);
    form_check(q, &x->f, &k);
    if (own.kind && !k.errors)
        form_fault(q, &x->f, own.field, arena_str(q->c.arena, str_z(own.msg)));
    if (ok && is_seen(q, &x->f)) {
        *done = true;
        return store_commit(&txn, e);
    }
    forget_try(x, version);
    return true;
}

static bool after_save(Request *q, const Edit *x, Err *e)
{
    if (!draft_drop(&q->c, q->path, e))
        return false;
    if (str_eq(request_form(q, "then"), S("another")))
        request_go(q, another_url(q, x));
    else if (!x->stored)
        edit_done(q, x->t, x->r->id, "made", 0);
    else if (x->r->version == x->stored->version)
        edit_done(q, x->t, x->r->id, "same", 0);
    else
        edit_done(q, x->t, x->r->id, "saved", x->stored->version);
    return true;
}

static bool try_to_save(Request *q, Edit *x, Err *e)
{
    bool done = false;

    if (!x->f.faults && !save(q, x, &done, e))
        return false;
    if (done)
        return after_save(q, x, e);
    q->status = x->f.faults ? 400 : 409;
    return put_page(q, x, e);
}

/* ---- new ones ---- */

/* A unit for which the user may make such records: his own if he may there. */
static int64_t unit_for(Request *q, const Type *t)
{
    const int64_t *units;
    bool all;
    size_t n;

    if (rights_has(&q->c, edit_right(t), t, q->c.user->home))
        return q->c.user->home;
    rights_scope(&q->c, edit_right(t), t, LEVEL_PUBLIC, &all, &units, &n);
    return !all && n ? units[0] : q->c.user->home;
}

static bool begin_new(Request *q, Edit *x, Err *e)
{
    *x = (Edit){ .t = registry_need(q->c.types, q->args[0], e) };
    if (!x->t || !rights_check(&q->c, edit_right(x->t), x->t, 0, e))
        return false;
    x->r = record_new(q->c.arena, x->t);
    x->r->unit = unit_for(q, x->t);
    x->f = form_new(q, x->r);
    return true;
}

/* What stands behind '?' is filled in: a link from the record that one comes from, and the like. */
static bool prefill(Request *q, Edit *x, Err *e)
{
    for (size_t i = 0; i < x->t->nfields; i++)
        if (!form_fill(q, &x->f, i, request_query(q, x->t->fields[i].name), e))
            return false;
    return true;
}

/* A draft that is there is offered, or gone on with. */
static bool use_draft(Request *q, Edit *x, Err *e)
{
    Draft d;

    if (!draft_find(&q->c, q->path, &d, e))
        return false;
    if (!d.at || !request_query(q, "draft").n) {
        x->draft = d;
        return true;
    }
    edit_load_draft(q, &d);
    return form_read(q, &x->f, e);
}

bool page_new(Request *q, Err *e)
{
    Edit x;

    return begin_new(q, &x, e) && prefill(q, &x, e) && use_draft(q, &x, e) && put_page(q, &x, e);
}

bool page_new_send(Request *q, Err *e)
{
    Edit x;

    if (!begin_new(q, &x, e))
        return false;
    if (request_form(q, "draft").n)
        return edit_keep_draft(q, e);
    return form_read(q, &x.f, e) && try_to_save(q, &x, e);
}

/* For the script: records that may be the one that is being typed. */
bool page_alike(Request *q, Err *e)
{
    AlikeFound found[ALIKE_MOST];
    size_t n = 0;
    Edit x;

    if (!begin_new(q, &x, e) || !form_read(q, &x.f, e) ||
        (x.t->alike && !alike_find(&q->c, x.r, ALIKE_LEAST, found, &n, e)))
        return false;
    if (n)
        html(&q->out, "<div class=\"notice\">");
    put_alike(q, x.t, found, n);
    if (n)
        html(&q->out, "</div>");
    return true;
}

/* ---- existing ones ---- */

/* The record as the user saw it, to lay what he typed over. */
static bool begin_edit(Request *q, int64_t seen, Edit *x, Err *e)
{
    int64_t id;

    *x = (Edit){ 0 };
    if (!edit_find(q, &x->t, &id, e) || !(x->stored = store_get(&q->c, x->t, id, e)) ||
        !rights_check(&q->c, edit_right(x->t), x->t, x->stored->unit, e))
        return false;
    x->r = !seen || seen == x->stored->version ? record_copy(q->c.arena, x->stored)
                                               : store_get_version(&q->c, x->t, id, seen, e);
    if (!x->r)
        return false;
    x->f = form_new(q, x->r);
    return true;
}

static int64_t seen_version(Request *q)
{
    int64_t seen;
    return str_int(request_form(q, "version"), &seen) && seen > 0 ? seen : 0;
}

bool page_edit(Request *q, Err *e)
{
    Edit x;
    Draft d = { 0 };

    if (request_query(q, "draft").n) {
        if (!draft_find(&q->c, q->path, &d, e))
            return false;
        if (d.at)
            edit_load_draft(q, &d);
    }
    if (!begin_edit(q, seen_version(q), &x, e))
        return false;
    if (d.at ? !form_read(q, &x.f, e) : !use_draft(q, &x, e))
        return false;
    return put_page(q, &x, e);
}

bool page_edit_send(Request *q, Err *e)
{
    Edit x;

    if (!begin_edit(q, seen_version(q), &x, e))
        return false;
    if (request_form(q, "draft").n)
        return edit_keep_draft(q, e);
    if (!form_read(q, &x.f, e))
        return false;
    edit_take_theirs(q, &x);
    if (x.r->version != x.stored->version && !x.f.faults)
        return edit_stale(q, &x, e);
    return try_to_save(q, &x, e);
}

/* ---- while a name is typed ---- */

/* Options of a list: the names of records that may be meant. */
bool page_find_part(Request *q, Err *e)
{
    const Type *t = registry_need(q->c.types, request_query(q, "type"), e);
    Str text = str_trim(request_query(q, "q"));
    FormFound found[FORM_FOUND_MOST];
    size_t n = 0;
    int64_t id;

    if (!t || (text.n && !form_find(q, t, text, found, &n, &id, e)))
        return false;
    for (size_t i = 0; i < n; i++)
        html(&q->out, "<option>%.*s</option>\n", STR(found[i].title));
    return true;
}
