/* SPDX-License-Identifier: Apache-2.0
 * What can be done with a record: its next steps, deadlines, voiding; and the receipt of what was.
 */
#include "engine/approval.h"
#include "engine/desk.h"
#include "engine/rights.h"
#include "engine/store.h"
#include "web/record.h"

/* ---- receipts ---- */

typedef enum { UNDO_NONE, UNDO_RESTORE, UNDO_VOID } Undo;

static const struct {
    const char *code, *text;
    Undo undo;
} receipts[] = {
    { "made", N_("The record was made."), UNDO_VOID },
    { "saved", N_("Saved."), UNDO_RESTORE },
    { "same", N_("Nothing was changed: it says so already."), UNDO_NONE },
    { "moved", N_("The step was taken."), UNDO_NONE },
    { "agreed", N_("That you agree is noted; the record moves on when all have."), UNDO_NONE },
    { "voided", N_("The record is void."), UNDO_NONE },
    { "unvoided", N_("The record was taken back in."), UNDO_NONE },
    { "restored", N_("It is as it was in that version."), UNDO_RESTORE },
    { "erased", N_("What was personal in it is erased."), UNDO_NONE },
};

/* A form of this record with the version that is seen. */
static void act_begin(Request *q, const Record *r, const char *act)
{
    form_begin(q, url(q->c.arena, "/%s/%" PRId64 "/%s", r->type->name, r->id, act).p);
    html(&q->out, "<input type=\"hidden\" name=\"version\" value=\"%" PRId64 "\">", r->version);
}

static void put_undo(Request *q, const Record *r, Undo undo)
{
    int64_t was;

    if (undo == UNDO_RESTORE && str_int(request_query(q, "was"), &was) && was > 0 &&
        was < r->version && rights_has(&q->c, edit_right(r->type), r->type, r->unit)) {
        act_begin(q, r, "restore");
        html(&q->out,
             "<input type=\"hidden\" name=\"to\" value=\"%" PRId64 "\">"
             "<button type=\"submit\" class=\"plain\">%s</button></form>",
             was, say(q, N_("Undo")));
    }
    if (undo == UNDO_VOID && !r->voided_at && r->version == 1 &&
        rights_has(&q->c, r->type->write ? r->type->write : RIGHT_VOID, r->type, r->unit)) {
        act_begin(q, r, "void");
        html(&q->out,
             "<input type=\"hidden\" name=\"why\" value=\"%s\">"
             "<button type=\"submit\" class=\"plain\">%s</button></form>",
             say(q, N_("taken back right after it was entered")), say(q, N_("Undo")));
    }
}

void put_receipt(Request *q, const Record *r)
{
    Str done = request_query(q, "done");

    for (size_t i = 0; i < LEN(receipts); i++) {
        if (!str_eq(done, str_z(receipts[i].code)))
            continue;
        html(&q->out, "<div class=\"notice good\" role=\"status\">%s ", say(q, receipts[i].text));
        put_undo(q, r, receipts[i].undo);
        html(&q->out, "</div>\n");
    }
}

/* ---- next steps ---- */

static bool role_does(const Role *role, Right right, const Type *t)
{
    if (!(role->rights & 1U << right))
        return false;
    for (size_t i = 0; i < LEN(role->areas) && role->areas[i]; i++)
        if (strcmp(role->areas[i], t->area) == 0)
            return true;
    return !role->areas[0];
}

/* The roles that have the right; not the one that has them all. */
static Str who_does(Request *q, Right right, const Type *t)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);

    for (const Role *role = roles; role->code; role++)
        if (role_does(role, right, t) && strcmp(role->code, "office") != 0)
            buf_printf(&b, "%s%s", b.n ? say(q, N_(", ")) : "", say(q, role->label));
    return arena_str(q->c.arena, buf_str(&b));
}

static bool may_step(Request *q, const Record *r, Right right, const ApprovalState *s, bool *may,
                     Err *e)
{
    int64_t who = 0;

    *may = rights_has(&q->c, right, r->type, r->unit);
    if (!*may && !approval_stands_in(&q->c, right, r->type, r->unit, &who, e))
        return false;
    *may = (*may || who) && (!s->named || s->may) && !s->did;
    return true;
}

static void put_agreed(Request *q, const ApprovalState *s)
{
    if (s->needed < 2)
        return;
    html(&q->out, " <span class=\"hint\">");
    html_text(&q->out, arena_printf(q->c.arena, say(q, N_("%d of %d have agreed")),
                                    (int)s->agreed + s->did, (int)s->needed));
    html(&q->out, "</span>");
}

static void put_button(Request *q, const Record *r, const Move *m)
{
    Buf *out = &q->out;
    bool reason = m->flags & MOVE_REASON;
    bool tried = str_eq(request_form(q, "to"), str_z(m->to));

    if (strcmp(r->type->name, "review") == 0 && strcmp(m->to, "issued") == 0) {
        html(out, "<a class=\"button\" href=\"/review/%" PRId64 "/issue\">%s</a>", r->id,
             say(q, m->label)); /* freezes and signs */
        return;
    }
    if (reason)
        html(out, "<details%s><summary>%s</summary>", tried ? " open" : "", say(q, m->label));
    act_begin(q, r, "move");
    html(out, "<input type=\"hidden\" name=\"to\" value=\"%s\">", m->to);
    if (reason)
        html(out,
             "<label for=\"why-%s\">%s</label><textarea id=\"why-%s\" name=\"why\" rows=\"2\""
             " required>\n%.*s</textarea>",
             m->to, say(q, N_("Why")), m->to, STR(tried ? request_form(q, "why") : S("")));
    html(out, "<button type=\"submit\">%s</button></form>", say(q, m->label));
    if (reason)
        html(out, "</details>");
}

/* Papers that the state takes and that are not at hand. */
static void put_papers(Request *q, const Record *r, const Move *m)
{
    int slot = r->type->papers ? type_slot(r->type, S("papers")) : -1;
    size_t n = 0;

    for (const Paper *p = r->type->papers; slot >= 0 && p->code; p++) {
        if (!p->needed_at || strcmp(p->needed_at, m->to) != 0 || rec_picked(r, slot, p->code))
            continue;
        if (n == 0)
            html(&q->out, " <span class=\"hint\">%s", say(q, N_("needs the paper:")));
        html(&q->out, "%s%s", n ? say(q, N_(", ")) : " ", say(q, p->label));
        n++;
    }
    if (n)
        html(&q->out, "</span>");
}

static bool put_move(Request *q, const Record *r, const Move *m, const ApprovalSteps *steps, Err *e)
{
    Right right = m->by ? m->by : RIGHT_WRITE;
    ApprovalState s;
    bool may;

    if (!approval_state_by(&q->c, steps, r, m, &s, e) || !may_step(q, r, right, &s, &may, e))
        return false;
    html(&q->out, "<li>");
    if (may) {
        put_button(q, r, m);
    } else {
        html(&q->out, "<strong>%s</strong> <span class=\"hint\">%s ", say(q, m->label),
             say(q, N_("by:")));
        html(&q->out, "%.*s</span>",
             STR(s.named ? str_z(say(q, N_("those whom the step of approval names")))
                         : who_does(q, right, r->type)));
    }
    if (m->flags & MOVE_OTHER_PERSON)
        html(&q->out, " <span class=\"hint\">%s</span>",
             say(q, N_("not by who took a step before")));
    put_papers(q, r, m);
    put_agreed(q, &s);
    html(&q->out, "</li>\n");
    return true;
}

static bool starts_here(const Record *r, const Move *m)
{
    const State *here = type_state(r->type, r->state);

    if (str_eq(str_z(m->from), S("*")))
        return here && !(here->flags & STATE_END) && !str_eq(str_z(m->to), r->state);
    return str_eq(str_z(m->from), r->state);
}

bool put_next(Request *q, const Record *r, Err *e)
{
    ApprovalSteps steps;
    size_t n = 0;

    if (r->voided_at)
        return true;
    for (const Move *m = r->type->moves; m && m->to; m++) {
        if (!starts_here(r, m))
            continue;
        if (!n++) {
            if (!approval_steps(&q->c, r, &steps, e))
                return false;
            html(&q->out, "<section class=\"next\"><h2>%s</h2>\n<ul class=\"moves\">\n",
                 say(q, N_("Next steps")));
        }
        if (!put_move(q, r, m, &steps, e))
            return false;
    }
    if (n)
        html(&q->out, "</ul></section>\n");
    return true;
}

bool put_deadlines(Request *q, const Record *r, Err *e)
{
    const DueItem *list;
    size_t n;

    if (!desk_due_of(&q->c, r, &list, &n, e))
        return false;
    if (n)
        html(&q->out, "<ul class=\"deadlines\">\n");
    for (size_t i = 0; i < n; i++) {
        char day[11];
        day_print(list[i].due, day);
        html(&q->out, "<li class=\"%s\">%s: <time datetime=\"%s\">%s</time> %s</li>\n",
             list[i].over ? "over" : "runs", say(q, list[i].deadline->label), day, day,
             list[i].over ? say(q, N_("(over)")) : "");
    }
    if (n)
        html(&q->out, "</ul>\n");
    return true;
}

/* ---- making ---- */

void put_new_ways(Request *q, const Type *t)
{
    if (!edit_by_hand(t) || !rights_has(&q->c, edit_right(t), t, 0))
        return;
    html(&q->out, "<p class=\"ways\"><a class=\"button\" href=\"/%s/new\">%s</a>", t->name,
         say(q, N_("New")));
    if (rights_has(&q->c, RIGHT_IMPORT, t, 0))
        html(&q->out, " <a href=\"/%s/rows\">%s</a>", t->name, say(q, N_("Several at once")));
    html(&q->out, "</p>\n");
}

/* ---- voiding and erasing ---- */

static void put_void(Request *q, const Record *r)
{
    const char *act = r->voided_at ? "unvoid" : "void";
    const char *label = r->voided_at ? N_("Take the record back in") : N_("Void the record");
    bool tried = q->method == METHOD_POST && str_ends(q->path, S("void"));

    html(&q->out, "<details%s><summary>%s</summary>", tried ? " open" : "", say(q, label));
    act_begin(q, r, act);
    html(&q->out,
         "<label for=\"why-void\">%s</label><textarea id=\"why-void\" name=\"why\" rows=\"2\""
         " required>\n%.*s</textarea><button type=\"submit\">%s</button></form></details>\n",
         say(q, N_("Why")), STR(tried ? request_form(q, "why") : S("")), say(q, label));
}

void put_acts(Request *q, const Record *r)
{
    const Type *t = r->type;
    bool voids = rights_has(&q->c, t->write ? t->write : RIGHT_VOID, t, r->unit);
    bool erases = rights_has(&q->c, RIGHT_ERASE, t, r->unit) && strcmp(t->area, "system") != 0;

    if (!voids && !erases)
        return;
    html(&q->out, "<section class=\"act\"><h2>%s</h2>\n", say(q, N_("Void or erase")));
    if (voids)
        put_void(q, r);
    if (erases)
        html(&q->out, "<p><a href=\"%s\">%s</a></p>\n",
             url(q->c.arena, "/%s/%" PRId64 "/erase", t->name, r->id).p,
             say(q, N_("Erase what is personal, on a legal request")));
    html(&q->out, "</section>\n");
}
