/* SPDX-License-Identifier: Apache-2.0
 * Attachments: on the page of their record, and each as a file.
 *
 * A file is sent with a policy of its own that lets nothing in it run; only photographs are shown
 * in a page, everything else is saved by the browser.
 */
#include <fcntl.h>
#include <unistd.h>

#include "engine/attach.h"
#include "engine/rights.h"
#include "web/pages.h"
#include "web/record.h"

#define FILE_CSP "default-src 'none'; sandbox; frame-ancestors 'none'; base-uri 'none'"

/* ---- on the page of a record ---- */

static void put_size(Buf *out, int64_t n)
{
    if (n < 10 << 10)
        buf_printf(out, "%" PRId64 " B", n);
    else if (n < 10 << 20)
        buf_printf(out, "%" PRId64 " KB", n >> 10);
    else
        buf_printf(out, "%" PRId64 " MB", n >> 20);
}

static Str address(Request *q, const Attachment *x)
{
    return url(q->c.arena, "/attachment/%" PRId64 "/%.*s", x->id, STR(x->name));
}

static void put_one(Request *q, const Attachment *x, bool change)
{
    AUTO(buf_done) Buf size = buf_new(BUF_LINE);
    Str at = address(q, x);
    char day[32];
    Buf *out = &q->out;

    put_size(&size, x->size);
    time_print(x->at, q->c.tz, day);
    html(out, "<li>");
    if (attach_is_picture(x->media))
        html(
            out,
            "<a href=\"%.*s\"><img src=\"%.*s?size=small\" alt=\"%.*s\" loading=\"lazy\" width=\"160\""
            " height=\"120\"></a>",
            STR(at), STR(at), STR(x->note.n ? x->note : x->name));
    html(out, "<p><a href=\"%.*s\">%.*s</a> <span class=\"about\">%.*s · %.*s</span></p>", STR(at),
         STR(x->name), STR(buf_str(&size)), STR(str_part(str_z(day), 0, 10)));
    if (x->note.n)
        html(out, "<p>%.*s</p>", STR(x->note));
    if (change) {
        form_begin(q, url(q->c.arena, "/attachment/%" PRId64 "/void", x->id).p);
        html(out,
             "<label for=\"why-%" PRId64 "\">%s</label><input id=\"why-%" PRId64
             "\" name=\"why\" type=\"text\" required maxlength=\"500\">"
             "<button type=\"submit\" class=\"plain\" aria-label=\"%s: %.*s\">%s</button></form>",
             x->id, say(q, N_("Why it is taken away")), x->id, say(q, N_("Take away")),
             STR(x->name), say(q, N_("Take away")));
    }
    html(out, "</li>\n");
}

/* On a phone the second input opens the camera. */
static void put_form(Request *q, const Record *r)
{
    static const struct {
        const char *code, *label;
    } levels[] = { { "", N_("Whoever may see the record") },
                   { "1", N_("Who reads what is personal") },
                   { "2", N_("Who reads what is sensitive") } };
    Buf *out = &q->out;

    html(out, "<details><summary>%s</summary><div class=\"edit\">", say(q, N_("Add files")));
    form_begin_files(q, url(q->c.arena, "/%s/%" PRId64 "/attach", r->type->name, r->id).p);
    html(
        out,
        "<p><label for=\"files\">%s</label><input id=\"files\" name=\"files\" type=\"file\" multiple"
        " aria-describedby=\"files-hint\"></p><p class=\"hint\" id=\"files-hint\">%s</p>"
        "<p><label for=\"camera\">%s</label><input id=\"camera\" name=\"files\" type=\"file\""
        " accept=\"image/*\" capture=\"environment\"></p>",
        say(q, N_("Photographs and documents")),
        say(q, N_("Photographs, PDF, DOCX, XLSX, PPTX, ODF, text, CSV, MP3; 128 MB each at most.")),
        say(q, N_("Take a photograph")));
    html(
        out,
        "<p><label for=\"about\">%s</label><input id=\"about\" name=\"note\" type=\"text\""
        " maxlength=\"160\"></p><p><label for=\"deep\">%s</label><select id=\"deep\" name=\"level\">",
        say(q, N_("What is to be seen")), say(q, N_("Who may see it")));
    for (size_t i = 0; i < LEN(levels); i++)
        html(out, "<option value=\"%s\">%s</option>", levels[i].code, say(q, levels[i].label));
    html(out,
         "</select></p><p class=\"box\"><input id=\"place\" name=\"place\" type=\"checkbox\""
         " value=\"1\"><label for=\"place\">%s</label></p><p class=\"buttons\">"
         "<button type=\"submit\">%s</button></p></form></div></details>\n",
         say(q, N_("Leave in photographs where and with what they were taken")), say(q, N_("Add")));
}

bool put_attachments(Request *q, const Record *r, Err *e)
{
    bool change = rights_has(&q->c, edit_right(r->type), r->type, r->unit) && !r->voided_at;
    Attachment *list;
    size_t n;

    if (strcmp(r->type->area, "system") == 0 || strcmp(r->type->area, "attachment") == 0)
        return true;
    if (!attach_list_of(&q->c, r, &list, &n, e))
        return false;
    if (!n && !change)
        return true;
    html(
        &q->out,
        "<section class=\"attachments\" id=\"attachments\"><h2>%s <span class=\"count\">%zu</span></h2>\n",
        say(q, N_("Attachments")), n);
    if (n)
        html(&q->out, "<ul class=\"files\">\n");
    for (size_t i = 0; i < n; i++)
        put_one(q, &list[i], change);
    if (n)
        html(&q->out, "</ul>\n");
    if (change)
        put_form(q, r);
    html(&q->out, "</section>\n");
    return true;
}

/* ---- adding and taking away ---- */

static bool add_all(Request *q, const Type *t, int64_t id, Err *e)
{
    int64_t level = 0, made;

    if (!str_int(request_form(q, "level"), &level) || level < 0 || level > LEVEL_SENSITIVE)
        level = 0;
    if (!q->nfiles)
        return err_set(e, ERR_INVALID, N_("choose a file"));
    for (size_t i = 0; i < q->nfiles; i++) {
        const AttachFile f = { .name = q->files[i].name,
                               .path = q->files[i].path.p,
                               .note = request_form(q, "note"),
                               .level = (Level)level,
                               .keep_place = request_form(q, "place").n > 0 };
        if (!attach_add(&q->c, t, id, &f, &made, e))
            return err_prefix(e, "%.*s: ", STR(f.name));
    }
    return true;
}

/* What could be put right is said on the page of the record. */
static bool again(Request *q, const Type *t, int64_t id, const Err *own, Err *e)
{
    const Str fault = arena_str(q->c.arena, str_z(own->msg));

    if (own->kind != ERR_INVALID && own->kind != ERR_CONFLICT)
        return err_set(e, own->kind, "%s", own->msg);
    q->status = own->kind == ERR_CONFLICT ? 409 : 400;
    return record_page(q, t, id, (RecordFaults){ &fault, 1 }, e);
}

static void go_back(Request *q, const Type *t, int64_t id)
{
    request_go(q, url(q->c.arena, "/%s/%" PRId64 "#attachments", t->name, id));
}

bool page_attach_send(Request *q, Err *e)
{
    Err own = { .lang = e->lang };
    const Type *t;
    int64_t id;

    if (!edit_find(q, &t, &id, e))
        return false;
    if (!add_all(q, t, id, &own))
        return again(q, t, id, &own, e);
    go_back(q, t, id);
    return true;
}

static bool number(const Request *q, int64_t *id, Err *e)
{
    return (str_int(q->args[0], id) && *id > 0) ||
           err_set(e, ERR_NOT_FOUND, N_("there is no attachment '%.*s'"), STR(q->args[0]));
}

bool page_attachment_void(Request *q, Err *e)
{
    const Type *t;
    int64_t id, of;

    if (!number(q, &id, e) || !attach_void(&q->c, id, request_form(q, "why"), &t, &of, e))
        return false;
    go_back(q, t, of);
    return true;
}

/* ---- the file ---- */

/* The name stands in the address already; here it is encoded once more for programs that look. */
static Str disposition(Request *q, const Attachment *x)
{
    return arena_printf(q->c.arena, "%s; filename*=UTF-8''%s",
                        attach_is_picture(x->media) ? "inline" : "attachment",
                        url(q->c.arena, "%.*s", STR(x->name)).p);
}

bool page_attachment(Request *q, Err *e)
{
    bool small = str_eq(request_query(q, "size"), S("small"));
    Attachment x;
    int64_t id;
    int fd;

    if (!number(q, &id, e) || !attach_open(&q->c, id, small, &x, &fd, e))
        return false;
    if (fd < 0)
        return err_set(e, ERR_NOT_FOUND, N_("no small picture could be made of it"));
    q->file = (RequestFile){ .is = true, .fd = fd, .size = (uint64_t)lseek(fd, 0, SEEK_END) };
    q->type = small ? "image/png" : x.media.p;
    q->csp = FILE_CSP;
    q->headers = NEWN(q->c.arena, DoorPair, 1);
    q->headers[q->nheaders++] = (DoorPair){ S("Content-Disposition"), disposition(q, &x) };
    return true;
}
