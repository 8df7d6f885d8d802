/* SPDX-License-Identifier: Apache-2.0
 * The editor of a chapter: its text with bound numbers, what it reads like, and for each number
 * that was typed by hand the verdict and the figure that it may be bound to.
 *
 * All of it is one form, so that nothing typed is lost whichever button is pressed; review.js sends
 * the same form while somebody types and puts in what comes back.
 */
#include "engine/desk.h"
#include "engine/registry.h"
#include "engine/rights.h"
#include "engine/store.h"
#include "review/marked.h"
#include "web/pages.h"
#include "web/period.h"
#include "web/review_page.h"
#include "web/show.h"
#include "web/site.h"

enum { ROWS = 22, COMMENTS_MOST = 100, FIGURE_NAME_MAX = 80 };

/* ---- which chapter ---- */

typedef struct {
    int64_t id, by;
    Str words, body, on;
    bool open;
} Comment;

typedef VEC(Comment) Comments;

typedef struct {
    ReviewPage page;
    const Record *stored;
    Chapter chapter;   /* as it is in the form */
    ReviewOrder order; /* of it alone */
    bool whole;        /* the page and not the panel beside the text alone: comments too */
    Comments comments;
} Editor;

static bool load(Request *q, Editor *x, Err *e)
{
    const Type *t = registry_find(q->c.types, S("review_chapter"));
    int64_t id;

    if (!str_int(q->args[0], &id) || id < 1)
        return err_set(e, ERR_NOT_FOUND, N_("there is no chapter '%.*s'"), STR(q->args[0]));
    x->stored = store_get(&q->c, t, id, e);
    if (!x->stored ||
        !review_page_load(q,
                          arena_printf(q->c.arena, "%" PRId64, rec_int(x->stored, CHAPTER_REVIEW)),
                          &x->page, e))
        return false;
    x->chapter = (Chapter){ .id = id,
                            .version = x->stored->version,
                            .number = rec_int(x->stored, CHAPTER_NUMBER),
                            .name = rec_text(x->stored, CHAPTER_NAME),
                            .body = rec_text(x->stored, CHAPTER_BODY) };
    return true;
}

/* What the browser sent stands in the place of what is stored. */
static void take_form(Request *q, Editor *x)
{
    int64_t seen;

    x->chapter.body = plain_lines(q->c.arena, request_form(q, "f.body"));
    if (str_int(request_form(q, "version"), &seen) && seen > 0)
        x->chapter.version = seen;
}

/* ---- comments of it ---- */

static bool load_comments(Request *q, Editor *x, Err *e)
{
    const QueryParts parts = {
        .where = arena_printf(q->c.arena, "chapter = #%" PRId64, x->chapter.id),
        .columns = S("words, body, state, created_by, created_at"),
        .order = S("state, id"),
        .limit = COMMENTS_MOST
    };
    const Query *query =
        query_build(&q->c, registry_find(q->c.types, S("review_comment")), &parts, e);
    AUTO(rows_done) Rows *rows = query ? query_run(&q->c, query, e) : NULL;

    x->comments.n = 0;
    while (rows && rows_next(rows, e)) {
        Comment one = { .id = rows_id(rows),
                        .words = arena_str(q->c.arena, rows_value(rows, 0)->text),
                        .body = arena_str(q->c.arena, rows_value(rows, 1)->text),
                        .open = str_eq(rows_value(rows, 2)->text, S("open")),
                        .by = rows_value(rows, 3)->i,
                        .on = arena_str(q->c.arena, str_part(rows_value(rows, 4)->text, 0, 10)) };
        vec_push(q->c.arena, &x->comments, one);
    }
    return rows && !e->kind;
}

/* ---- the panel beside the text ---- */

static void put_reading(Request *q, const Editor *x, Review *review)
{
    const DocLinks links = review_links(q, &x->order.scope);
    Str title = review->doc.title;

    review->doc.title = (Str){ 0 };
    html(&q->out, "<h2>%s</h2>\n<div class=\"reading\">", say(q, N_("As it reads")));
    if (title.n)
        html(&q->out, "<p class=\"title\">%.*s</p>\n", STR(title));
    doc_html_body(q->c.arena, &review->doc, &links, &q->out);
    html(&q->out, "</div>\n");
}

typedef struct {
    Request *q;
    Editor *x;
    const TypedText *text;
    Review review;
} Look;

/* All that is counted and listed for the page, so that it is asked together. */
static bool gather(void *arg, Err *e)
{
    Look *l = arg;
    Editor *x = l->x;
    Ctx *c = &l->q->c;

    if (x->whole && !load_comments(l->q, x, e))
        return false;
    l->text = typed_read(c, x->page.all, &x->order, e);
    return l->text && review_build(c, x->page.all, &x->order, &l->review, e);
}

/* What is wrong with the text itself is said in the panel; the rest is an error. */
static bool put_look(Request *q, Editor *x, Err *e)
{
    const DocLinks links = review_links(q, &x->page.order.scope);
    AUTO(figures_release) Ctx *held = figures_hold(&q->c);
    Err own = { .lang = e->lang };
    Look l = { .q = q, .x = x };
    Review *review = &l.review;
    TypedNumbers w;

    (void)held;
    x->order = review_ordered_one(&x->page.order, &x->chapter);
    x->order.map = site_map(q->site);
    if (!figures_ahead(&q->c, x->page.all, gather, &l, &own) ||
        !typed_check(&q->c, x->page.all, l.text, &w, &own)) {
        if (own.kind != ERR_INVALID && own.kind != ERR_NOT_FOUND)
            return err_set(e, own.kind, "%s", own.msg);
        put_fault(q, str_z(own.msg));
        return true;
    }
    put_typed(q, &w, x->order.lang, &links, x->page.writes);
    put_reading(q, x, review);
    if (review->findings.n) {
        html(&q->out, "<h2>%s</h2>\n", say(q, N_("To be explained")));
        put_findings(q, &review->findings);
    }
    return true;
}

bool page_chapter_look(Request *q, Err *e)
{
    Editor x = { 0 };

    if (!load(q, &x, e))
        return false;
    take_form(q, &x);
    return put_look(q, &x, e);
}

/* ---- comments ---- */

/* The names of all who wrote one, in one statement. */
static bool load_writers(Request *q, const Comments *list, Err *e)
{
    const Type *users = registry_find(q->c.types, S("user"));
    Titled *titles = NEWN(q->c.arena, Titled, list->n + 1);

    for (size_t i = 0; i < list->n; i++)
        titles[i] = (Titled){ .type = users, .id = list->p[i].by };
    q->titles = titles;
    q->ntitles = list->n;
    return desk_titles(&q->c, titles, list->n, e);
}

static void put_comment(Request *q, const Editor *x, const Comment *one, bool may)
{
    html(&q->out, "<li class=\"%s\">", one->open ? "open" : "settled");
    if (one->words.n)
        html(&q->out, "<q>%.*s</q> ", STR(one->words));
    html(&q->out, "<p>%.*s</p><p class=\"hint\">%.*s · %.*s</p>", STR(one->body),
         STR(show_title(q, registry_find(q->c.types, S("user")), one->by)), STR(one->on));
    if (may) {
        form_begin(q, url(q->c.arena, "/review_chapter/%" PRId64 "/comment", x->chapter.id).p);
        html(&q->out,
             "<input type=\"hidden\" name=\"comment\" value=\"%" PRId64 "\">"
             "<button type=\"submit\" class=\"plain\" name=\"to\" value=\"%s\">%s</button></form>",
             one->id, one->open ? "settled" : "open",
             say(q, one->open ? N_("Mark as dealt with") : N_("Open again")));
    }
    html(&q->out, "</li>\n");
}

static void put_comment_form(Request *q, const Editor *x)
{
    form_begin(q, url(q->c.arena, "/review_chapter/%" PRId64 "/comment", x->chapter.id).p);
    html(&q->out,
         "<label for=\"words\">%s</label><input id=\"words\" name=\"words\" type=\"text\""
         " maxlength=\"200\"><label for=\"said\">%s</label>"
         "<textarea id=\"said\" name=\"said\" rows=\"3\" required maxlength=\"2000\">\n</textarea>"
         "<button type=\"submit\">%s</button></form>\n",
         say(q, N_("About the words")), say(q, N_("Comment")), say(q, N_("Add the comment")));
}

static bool put_comments(Request *q, const Editor *x, Err *e)
{
    const Type *t = registry_find(q->c.types, S("review_comment"));
    bool may = rights_has(&q->c, RIGHT_DESK, t, x->page.record->unit);
    const Comments list = x->comments;

    if (!load_writers(q, &list, e))
        return false;
    html(&q->out, "<section id=\"comments\" class=\"comments\"><h2>%s</h2>\n",
         say(q, N_("Comments")));
    html(&q->out, list.n ? "<ul class=\"plain\">\n" : "");
    for (size_t i = 0; i < list.n; i++)
        put_comment(q, x, &list.p[i], may);
    html(&q->out, list.n ? "</ul>\n" : "");
    if (may)
        put_comment_form(q, x);
    html(&q->out, "</section>\n");
    return true;
}

static bool add_comment(Request *q, const Editor *x, Err *e)
{
    Record *r = record_new(q->c.arena, registry_find(q->c.types, S("review_comment")));
    Str words = str_trim(request_form(q, "words"));
    Check k = { 0 };

    r->unit = x->page.record->unit;
    rec_set_int(r, COMMENT_CHAPTER, x->chapter.id);
    if (words.n)
        rec_set_text(r, COMMENT_WORDS, words);
    rec_set_text(r, COMMENT_BODY, str_trim(plain_lines(q->c.arena, request_form(q, "said"))));
    return store_create(&q->c, r, &k, e);
}

/* A new one, or one that was settled or is open again. */
bool page_chapter_comment(Request *q, Err *e)
{
    const Type *t = registry_find(q->c.types, S("review_comment"));
    MoveTo go = { .to = request_form(q, "to") };
    Editor x = { 0 };
    Check k = { 0 };
    int64_t id;

    if (!load(q, &x, e))
        return false;
    if (!go.to.n
            ? !add_comment(q, &x, e)
            : !str_int(request_form(q, "comment"), &id) || !store_move(&q->c, t, id, go, &k, e))
        return e->kind ? false : err_set(e, ERR_INVALID, N_("say which comment"));
    request_go(q, url(q->c.arena, "/review_chapter/%" PRId64 "/edit#comments", x.chapter.id));
    return true;
}

/* ---- the page ---- */

/* All figures by name, for what no figure was found for. */
static void put_names(Request *q, const Editor *x)
{
    html(&q->out, "<datalist id=\"figures\">\n");
    for (size_t i = 0; i < figures_count(x->page.all); i++) {
        const FigureDef *d = figures_at(x->page.all, i);
        html(&q->out, "<option value=\"%.*s\">%.*s</option>\n", STR(d->name),
             STR(d->labels[q->c.lang]));
    }
    html(&q->out, "</datalist>\n");
}

static void put_neighbours(Request *q, const Editor *x)
{
    const Chapters *all = &x->page.chapters;

    html(&q->out, "<nav class=\"pager\" aria-label=\"%s\">", say(q, N_("Chapters")));
    for (size_t i = 0; i < all->n; i++)
        if (all->p[i].id == x->chapter.id)
            html(&q->out, "<strong aria-current=\"page\">%" PRId64 "</strong> ", all->p[i].number);
        else
            html(&q->out,
                 "<a href=\"/review_chapter/%" PRId64 "/edit\" title=\"%.*s\">%" PRId64 "</a> ",
                 all->p[i].id, STR(all->p[i].name), all->p[i].number);
    html(&q->out, "</nav>\n");
}

/* Why the text cannot be changed, and who can open it. */
static void put_closed(Request *q, const Editor *x)
{
    html(&q->out, "<p class=\"notice\">%s <a href=\"%.*s\">%s</a></p>\n",
         x->page.open
             ? say(q, N_("You may read this text and comment on it, but not change it."))
             : say(q, N_("The figures of this review were confirmed, so its text is closed. Whoever"
                         " confirms or approves it can return it to draft, with a reason.")),
         STR(review_url(q, &x->page, "/text")), say(q, N_("Its steps")));
}

static void put_text(Request *q, const Editor *x)
{
    html(&q->out,
         "<input type=\"hidden\" name=\"version\" value=\"%" PRId64 "\">"
         "<label for=\"body\">%s</label><textarea id=\"body\" name=\"f.body\" rows=\"%d\""
         " spellcheck=\"false\"%s>\n%.*s</textarea>\n",
         x->chapter.version, say(q, N_("Text")), ROWS, x->page.writes ? "" : " readonly",
         STR(x->chapter.body));
    html(&q->out, "<p class=\"hint\">%s</p>\n",
         say(q, N_("A figure stands in double braces, {{visit.inbound_batches|duo}}; what stands in"
                   " double brackets goes when its figure is 0. == begins a heading.")));
    html(&q->out, "<p class=\"buttons\">");
    if (x->page.writes)
        html(&q->out, "<button type=\"submit\" name=\"do\" value=\"save\">%s</button> ",
             say(q, N_("Save")));
    html(&q->out, "<button type=\"submit\" class=\"plain\" name=\"do\" value=\"look\">%s</button>",
         say(q, N_("Check the numbers")));
    if (x->page.writes)
        html(&q->out,
             " <button type=\"submit\" class=\"plain\" name=\"draft\" value=\"1\">%s</button>",
             say(q, N_("Keep as a draft")));
    html(&q->out, " <span id=\"kept\" class=\"hint\" role=\"status\"></span></p>\n");
}

static void put_theirs(Request *q, const Editor *x)
{
    html(&q->out, "<section><h2>%s</h2><pre class=\"theirs\">%.*s</pre></section>\n",
         say(q, N_("The text as somebody else saved it meanwhile")),
         STR(rec_text(x->stored, CHAPTER_BODY)));
}

static bool put_page(Request *q, Editor *x, Str fault, bool stale, Err *e)
{
    const Draft *draft = NULL;
    Draft d = { 0 };

    if (q->method == METHOD_GET && !request_query(q, "draft").n) {
        if (!draft_find(&q->c, q->path, &d, e))
            return false;
        draft = d.at ? &d : NULL;
    }
    layout_begin(q, NAV_REVIEW, x->chapter.name);
    put_crumb(q, review_url(q, &x->page, "/text"), rec_text(x->page.record, REVIEW_TITLE));
    html(&q->out, "<h1>%.*s</h1>\n", STR(x->chapter.name));
    put_neighbours(q, x);
    if (draft)
        edit_put_draft(q, draft);
    if (str_eq(request_query(q, "done"), S("saved")))
        html(&q->out, "<div class=\"notice good\" role=\"status\">%s</div>\n",
             say(q, N_("Saved.")));
    if (fault.n)
        put_fault(q, fault);
    if (!x->page.writes)
        put_closed(q, x);
    html(&q->out, "<div class=\"writing\" data-look=\"/review_chapter/%" PRId64 "/look\">\n",
         x->chapter.id);
    form_begin(q, url(q->c.arena, "/review_chapter/%" PRId64 "/edit", x->chapter.id).p);
    html(&q->out, "<div class=\"text\">\n");
    put_text(q, x);
    html(&q->out, "</div>\n<div id=\"look\" class=\"look\" tabindex=\"-1\">\n");
    x->whole = true;
    if (!put_look(q, x, e))
        return false;
    html(&q->out, "</div></form></div>\n");
    put_names(q, x);
    if (stale)
        put_theirs(q, x);
    if (!put_comments(q, x, e))
        return false;
    html(&q->out, "<p class=\"ways\"><a href=\"/review_chapter/%" PRId64 "/history\">%s</a></p>\n",
         x->chapter.id, say(q, N_("All versions")));
    html(&q->out, "<script defer src=\"/static/%s\"></script>\n",
         site_asset(q->site, "review.js").p);
    layout_end(q);
    return true;
}

bool page_chapter(Request *q, Err *e)
{
    Editor x = { 0 };
    Draft d = { 0 };

    if (!load(q, &x, e))
        return false;
    if (request_query(q, "draft").n) {
        if (!draft_find(&q->c, q->path, &d, e))
            return false;
        if (d.at)
            edit_load_draft(q, &d);
        if (request_form(q, "f.body").p)
            take_form(q, &x);
    }
    return put_page(q, &x, (Str){ 0 }, false, e);
}

/* ---- binding ---- */

/* The place of what was typed: where it was when the page was made, else where it stands alone. */
static bool place_of(Str text, Str typed, int64_t at, Typed *out)
{
    ptrdiff_t found;

    if (at < 0 || !str_eq(str_part(text, (size_t)at, typed.n), typed)) {
        found = str_find(text, typed);
        if (found < 0 || str_find(str_part(text, (size_t)found + typed.n, text.n), typed) >= 0)
            return false;
        at = found;
    }
    *out = (Typed){ .at = (size_t)at, .end = (size_t)at + typed.n };
    return typed.n > 0;
}

/* The nearest way to write the figure that was chosen by name for number `i`. */
static bool chosen(Request *q, Editor *x, Str number, Str *put, Err *e)
{
    Str name = str_trim(request_form(q, arena_printf(q->c.arena, "figure.%.*s", STR(number)).p));
    const FigureDef *d = figures_need(x->page.all, name, e);
    const Offer *offers;
    FigureValue v = { 0 };
    int64_t i;
    size_t n;
    TypedNumbers w;

    x->order = review_ordered_one(&x->page.order, &x->chapter);
    if (!d || !figure_shown(&q->c, x->page.all, d, &x->order.scope, &v, e) ||
        !typed_look(&q->c, x->page.all, &x->order, &w, e))
        return false;
    if (!str_int(number, &i) || i < 0 || (size_t)i >= w.n)
        return err_set(e, ERR_INVALID, N_("the text changed meanwhile; check its numbers again"));
    offers = typed_offers(q->c.arena, &w.p[i], &v, x->order.lang, &n);
    if (!n)
        return err_set(e, ERR_INVALID, N_("the figure '%.*s' is not available: %.*s"), STR(name),
                       STR(v.why));
    *put = offers[0].put;
    return true;
}

/* "PLACE|what was typed|what goes there", or "PLACE|what was typed|?NUMBER". */
static bool bind(Request *q, Editor *x, Str how, Err *e)
{
    Str place, rest, typed, put;
    Typed where;
    int64_t at;

    if (!str_cut(how, S("|"), &place, &rest) || !str_cut(rest, S("|"), &typed, &put) ||
        !str_int(place, &at) || !place_of(x->chapter.body, typed, at, &where))
        return err_set(e, ERR_INVALID, N_("the text changed meanwhile; check its numbers again"));
    if (str_starts(put, S("?")) && !chosen(q, x, str_part(put, 1, put.n), &put, e))
        return false;
    x->chapter.body = typed_bind(q->c.arena, x->chapter.body, &where, put);
    return true;
}

/* ---- saving ---- */

static bool save(Request *q, Editor *x, Err *e)
{
    Record *r = record_copy(q->c.arena, x->stored);
    Check k = { 0 };

    r->version = x->chapter.version;
    rec_set_text(r, CHAPTER_BODY, x->chapter.body);
    rec_set_text(
        r, CHAPTER_NAME,
        chapter_name(q->c.arena, x->page.order.lang, x->chapter.body, x->chapter.number == 1));
    return store_update(&q->c, r, &k, e);
}

bool page_chapter_send(Request *q, Err *e)
{
    Err own = { .lang = e->lang };
    Str how = request_form(q, "bind");
    bool stale;
    Editor x = { 0 };

    if (!load(q, &x, e))
        return false;
    if (request_form(q, "draft").n)
        return edit_keep_draft(q, e);
    take_form(q, &x);
    if (how.n ? !bind(q, &x, how, &own)
              : str_eq(request_form(q, "do"), S("save")) && !save(q, &x, &own)) {
        stale = own.kind == ERR_CONFLICT;
        if (own.kind != ERR_INVALID && own.kind != ERR_NOT_FOUND && !stale)
            return err_set(e, own.kind, "%s", own.msg);
        q->status = stale ? 409 : 400;
        if (stale)
            x.chapter.version = x.stored->version;
        return put_page(q, &x, str_z(own.msg), stale, e);
    }
    if (how.n || !str_eq(request_form(q, "do"), S("save")))
        return put_page(q, &x, (Str){ 0 }, false, e);
    if (!draft_drop(&q->c, q->path, e))
        return false;
    request_go(q, url(q->c.arena, "/review_chapter/%" PRId64 "/edit?done=saved", x.chapter.id));
    return true;
}
