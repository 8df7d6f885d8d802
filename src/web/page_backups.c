/* SPDX-License-Identifier: Apache-2.0
 * Backups: made, listed, carried away.
 */
#include "engine/backup.h"

#include <unistd.h>

#include "web/layout.h"
#include "web/pages.h"

static void put_backup(Request *q, const Backup *b, bool takes)
{
    Buf *out = &q->out;
    char at[32];

    time_print(b->at, q->c.tz, at);
    html(out, "<tr><th scope=\"row\">");
    if (takes)
        html(out, "<a href=\"/admin/backups/%.*s\" download>%.*s</a>", STR(b->name), STR(b->name));
    else
        html(out, "%.*s", STR(b->name));
    html(out, "</th><td><time datetime=\"%s\">%.*s %.*s</time></td><td class=\"number\">", at, 10,
         at, 5, at + 11);
    put_count(out, (b->size + 1023) >> 10);
    html(out, " KB</td><td>%s</td></tr>\n",
         b->files ? say(q, N_("beside it, in a folder")) : say(q, N_("none")));
}

static bool put_list(Request *q, Err *e)
{
    static const char *const heads[] = { N_("Backup"), N_("Made at"), N_("Size"),
                                         N_("Files of attachments") };
    Err quiet = { .lang = e->lang };
    bool takes = backup_may_take(&q->c, &quiet);
    const Backup *list;
    size_t n;

    if (!backup_list(&q->c, &list, &n, e))
        return false;
    if (!n) {
        html(&q->out, "<p class=\"none\">%s</p>\n", say(q, N_("None was made here yet.")));
        return true;
    }
    html(
        &q->out,
        "<div class=\"scroll\" role=\"region\" aria-label=\"%s\" tabindex=\"0\"><table><caption class=\"quiet\">%s</caption><thead><tr>",
        say(q, N_("Backups")), say(q, N_("Backups")));
    for (size_t i = 0; i < LEN(heads); i++)
        html(&q->out, "<th scope=\"col\">%s</th>", say(q, heads[i]));
    html(&q->out, "</tr></thead><tbody>\n");
    for (size_t i = 0; i < n; i++)
        put_backup(q, &list[i], takes);
    html(&q->out, "</tbody></table></div>\n");
    if (!takes)
        html(&q->out, "<p class=\"hint\">%s</p>\n", quiet.msg);
    return true;
}

bool page_backups(Request *q, Err *e)
{
    Str folder = backup_folder(&q->c);

    if (!backup_may_make(&q->c, e))
        return false;
    layout_begin(q, NAV_ADMIN, str_z(say(q, N_("Backups"))));
    html(&q->out, "<h1>%s</h1>\n", say(q, N_("Backups")));
    if (!folder.n) {
        html(
            &q->out, "<p class=\"lead\">%s</p>\n",
            say(q, N_("This store is in PostgreSQL: who keeps the server backs it up with pg_dump, "
                      "and the folder of attachments with it.")));
        layout_end(q);
        return true;
    }
    html(&q->out, "<p class=\"lead\">%s</p>\n<p><code>%.*s</code></p>\n",
         say(q, N_("Copies of the whole store, in this folder of the server. Take them to another "
                   "machine; `qiao restore` puts one in place.")),
         STR(folder));
    form_begin(q, "/admin/backups");
    html(&q->out, "<button type=\"submit\">%s</button></form>\n", say(q, N_("Make a backup now")));
    if (!put_list(q, e))
        return false;
    layout_end(q);
    return true;
}

bool page_backups_make(Request *q, Err *e)
{
    Str name;

    if (!backup_new(&q->c, &name, e))
        return false;
    request_go(q, S("/admin/backups"));
    return true;
}

bool page_backup(Request *q, Err *e)
{
    int fd;

    if (!backup_open(&q->c, q->args[0], &fd, e))
        return false;
    q->file = (RequestFile){ .is = true, .fd = fd, .size = (uint64_t)lseek(fd, 0, SEEK_END) };
    q->type = "application/vnd.sqlite3";
    q->headers = NEWN(q->c.arena, DoorPair, 1);
    q->headers[q->nheaders++] =
        (DoorPair){ S("Content-Disposition"),
                    arena_printf(q->c.arena, "attachment; filename=\"%.*s\"", STR(q->args[0])) };
    return true;
}
