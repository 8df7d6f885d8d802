/* SPDX-License-Identifier: Apache-2.0
 * Steps, stand-ins and what was agreed.
 */
#include "engine/approval.h"

#include "engine/chain.h"
#include "engine/query.h"
#include "engine/registry.h"
#include "engine/rights.h"
#include "engine/store.h"
#include "engine/workday.h"

enum { NEEDED_MAX = 20, DAYS_MAX = 365, SAID_MAX = 2000 };

/* ---- the types ---- */

static const Field step_fields[STEP__N] = {
    [STEP_TYPE] = { .name = "of_type", .label = N_("Record type"), .kind = T_TEXT, .max = 63,
                    .flags = REQUIRED | IN_LIST | INDEXED },
    [STEP_FROM] = { .name = "from_state", .label = N_("From state"), .kind = T_TEXT, .max = 63,
                    .flags = IN_LIST, .help = N_("empty: from any state") },
    [STEP_TO] = { .name = "to_state", .label = N_("To state"), .kind = T_TEXT, .max = 63,
                  .flags = REQUIRED | IN_LIST },
    [STEP_WHEN] = { .name = "holds_where", .label = N_("Only where"), .kind = T_TEXT, .max = 500,
                    .flags = IN_LIST,
                    .help = N_("a condition in the query language, such as: budget > 5000") },
    [STEP_WHO] = { .name = "approvers", .label = N_("Who agrees"), .kind = T_LINKS, .link = "user",
                   .flags = IN_LIST, .help = N_("empty: whoever has the right to the step") },
    [STEP_NEEDED] = { .name = "needed", .label = N_("How many must agree"), .kind = T_COUNT,
                      .max = NEEDED_MAX, .flags = IN_LIST, .help = N_("empty: one") },
    [STEP_DAYS] = { .name = "days", .label = N_("Working days for it"), .kind = T_COUNT,
                    .max = DAYS_MAX, .flags = IN_LIST },
    [STEP_INSTEAD] = { .name = "instead", .label = N_("Who may do it after that"), .kind = T_LINK,
                       .link = "user", .flags = IN_LIST },
    [STEP_OTHER] = { .name = "other_person", .label = N_("Not who took a step before"),
                     .kind = T_BOOL, .flags = IN_LIST },
    [STEP_NOTE] = { .name = "note", .label = N_("Note"), .kind = T_NOTE },
};

static void check_state(Check *k, const Type *t, const Record *r, int field)
{
    if (t && rec_has(r, field) && !type_state(t, rec_text(r, field)))
        problem(k, field, "a %s has no state '%.*s'", t->name, STR(rec_text(r, field)));
}

static void step_check(Check *k, const Record *r)
{
    const Type *t = registry_find(k->c->types, rec_text(r, STEP_TYPE));
    const QueryParts parts = { .where = rec_text(r, STEP_WHEN) };
    Err e = { .lang = k->c->lang };

    if (!t)
        problem(k, STEP_TYPE, "there is no record type '%.*s'", STR(rec_text(r, STEP_TYPE)));
    check_state(k, t, r, STEP_FROM);
    check_state(k, t, r, STEP_TO);
    if (t && parts.where.n && !query_build(k->c, t, &parts, &e))
        problem(k, STEP_WHEN, "%s", e.msg);
    if (rec_has(r, STEP_INSTEAD) != rec_has(r, STEP_DAYS))
        problem(k, STEP_DAYS, "how many days it takes and who may do it then go together");
}

const Type approval_step_type = {
    .name = "approval_step", .label = N_("Step of approval"), .also = "审批步骤|審批步驟",
    .area = "system", .fields = step_fields, .nfields = LEN(step_fields), .title = "of_type",
    .write = RIGHT_SYSTEM, .check = step_check,
};

static const Field approval_fields[APPROVAL__N] = {
    [APPROVAL_TYPE] = { .name = "of_type", .label = N_("Record type"), .kind = T_TEXT, .max = 63,
                        .flags = REQUIRED | FIXED | IN_LIST },
    [APPROVAL_RECORD] = { .name = "record", .label = N_("Record"), .kind = T_COUNT,
                          .flags = REQUIRED | FIXED | IN_LIST | INDEXED },
    [APPROVAL_SEEN] = { .name = "seen", .label = N_("Version that was seen"), .kind = T_COUNT,
                        .flags = REQUIRED | FIXED | IN_LIST },
    [APPROVAL_TO] = { .name = "to_state", .label = N_("To state"), .kind = T_TEXT, .max = 63,
                      .flags = REQUIRED | FIXED | IN_LIST },
    [APPROVAL_FOR] = { .name = "instead_of", .label = N_("Instead of"), .kind = T_LINK,
                       .link = "user", .flags = FIXED | IN_LIST },
    [APPROVAL_SAID] = { .name = "said", .label = N_("Opinion"), .kind = T_NOTE, .max = SAID_MAX,
                        .flags = FIXED | IN_LIST },
};

/* They come from the step itself (approval_note), or back from a spreadsheet of this store. */
static bool approval_after(Ctx *c, const Record *old, const Record *now, Err *e)
{
    (void)old;
    (void)now;
    return !c->user || c->importing ||
           err_set(e, ERR_DENIED, "an approval is given on the page of its record, nowhere else");
}

const Type approval_type = {
    .name = "approval", .label = N_("Approval"), .also = "审批意见|審批意見", .area = "approvals",
    .fields = approval_fields, .nfields = LEN(approval_fields), .title = "of_type",
    .write = RIGHT_VOID, .after = approval_after,
};

static const Field absence_fields[ABSENCE__N] = {
    [ABSENCE_USER] = { .name = "who", .label = N_("Who is away"), .kind = T_LINK, .link = "user",
                       .flags = REQUIRED | IN_LIST },
    [ABSENCE_FROM] = { .name = "began", .label = N_("From"), .kind = T_DATE,
                       .flags = REQUIRED | IN_LIST },
    [ABSENCE_TO] = { .name = "ended", .label = N_("To"), .kind = T_DATE,
                     .flags = REQUIRED | IN_LIST },
    [ABSENCE_STAND_IN] = { .name = "stand_in", .label = N_("Stand-in"), .kind = T_LINK,
                           .link = "user", .flags = REQUIRED | IN_LIST },
    [ABSENCE_NOTE] = { .name = "note", .label = N_("Note"), .kind = T_TEXT, .max = 200 },
};

static void absence_check(Check *k, const Record *r)
{
    const User *u = k->c->user;

    if (rec_has(r, ABSENCE_TO) && rec_last_day(r, ABSENCE_TO) < rec_first_day(r, ABSENCE_FROM))
        problem(k, ABSENCE_TO, "it ends before it begins");
    if (rec_int(r, ABSENCE_USER) == rec_int(r, ABSENCE_STAND_IN))
        problem(k, ABSENCE_STAND_IN, "nobody stands in for himself");
    if (u && rec_int(r, ABSENCE_USER) != u->id && !rights_has(k->c, RIGHT_GRANT, r->type, 0))
        problem(k, ABSENCE_USER,
                "only he himself or a security administrator can say who stands in for somebody");
}

const Type absence_type = {
    .name = "absence", .label = N_("Absence"), .also = "外出代理|請假代理|请假代理",
    .area = "desk", .fields = absence_fields, .nfields = LEN(absence_fields), .title = "who",
    .write = RIGHT_DESK, .check = absence_check,
};

/* ---- stand-ins ---- */

bool approval_stands_in(Ctx *c, Right right, const Type *t, int64_t unit, int64_t *who, Err *e)
{
    Day today = rights_day(c);
    VEC(int64_t) away = { 0 };

    *who = 0;
    if (!c->user)
        return true;
    {
        AUTO(stmt_done) Stmt *q = db_query(
            c->db,
            "/* away */ SELECT DISTINCT \"who\" FROM \"absence\" WHERE \"stand_in\" = $1 AND"
            " \"voided_at\" IS NULL AND \"began_from\" <= $2 AND \"ended_to\" >= $2",
            P(c->user->id), P((int64_t)today));
        while (db_next(q, e))
            vec_push(c->arena, &away, db_int(q, 0));
    }
    for (size_t i = 0; i < away.n && !*who && !e->kind; i++) {
        Err quiet = { .lang = c->lang };
        Ctx as = *c;
        as.user = user_load_id(c->arena, c->db, away.p[i], today, &quiet);
        if (as.user && rights_has(&as, right, t, unit))
            *who = away.p[i];
        else if (quiet.kind == ERR_INTERNAL)
            return err_set(e, quiet.kind, "%s", quiet.msg);
    }
    return !e->kind;
}

static bool is_away(Ctx *c, int64_t who, int64_t stand_in, bool *out, Err *e)
{
    AUTO(stmt_done) Stmt *q = db_query(
        c->db,
        "/* is he away */ SELECT 1 FROM \"absence\" WHERE \"who\" = $1 AND \"stand_in\" = $2 AND"
        " \"voided_at\" IS NULL AND \"began_from\" <= $3 AND \"ended_to\" >= $3 LIMIT 1",
        P(who), P(stand_in), P((int64_t)rights_day(c)));
    *out = db_next(q, e);
    return !e->kind;
}

/* ---- steps ---- */

enum { STEPS_MOST = 16 /* of one move */, STEPS_READ = 256 };

bool approval_steps(Ctx *c, const Record *r, ApprovalSteps *out, Err *e)
{
    const Type *t = registry_find(c->types, S("approval_step"));
    const Param p[] = { param_z(r->type->name), param_text(r->state), param_int(STEPS_READ) };
    VEC(Record *) list = { 0 };
    AUTO(stmt_done) Stmt *q =
        db_query_text(c->db,
                      row_select(c->arena, t,
                                 "WHERE \"of_type\" = $1 AND (\"from_state\" IS NULL OR"
                                 " \"from_state\" = $2) AND \"voided_at\" IS NULL ORDER BY \"id\""
                                 " LIMIT $3"),
                      p, LEN(p));
    while (db_next(q, e)) {
        Record *step = record_new(c->arena, t);
        row_read(q, c->arena, step);
        vec_push(c->arena, &list, step);
    }
    *out = (ApprovalSteps){ list.p, list.n };
    return !e->kind;
}

/* Does the step's condition hold for the record? Asked with nobody's rights, since it decides what
 * is needed, not what is shown. */
static bool step_holds(Ctx *c, const Record *step, const Record *r, bool *out, Err *e)
{
    Ctx all = *c;
    QueryParts parts = { .where = rec_text(step, STEP_WHEN) };
    const Query *q;
    int64_t n;

    *out = true;
    if (!parts.where.n)
        return true;
    all.user = NULL;
    parts.where = arena_printf(c->arena, "(%.*s) and id = %" PRId64, STR(parts.where), r->id);
    q = query_build(&all, r->type, &parts, e);
    if (!q || !query_total(&all, q, &n, e))
        return false;
    *out = n > 0;
    return true;
}

static bool over_time(const Ctx *c, const Record *step, const Record *r)
{
    Day from = day_at(r->changed_at, c->tz);
    return rec_has(step, STEP_DAYS) &&
           rights_day(c) > workday_add(workdays(c), from, (int)rec_int(step, STEP_DAYS));
}

/* May the user agree to that step: one of those named, a stand-in, or who may after the time? */
static bool may_agree(Ctx *c, const Record *step, const Record *r, ApprovalState *s, bool *may,
                      Err *e)
{
    Str rest = rec_text(step, STEP_WHO), piece;
    int64_t id;

    *may = over_time(c, step, r) && rec_int(step, STEP_INSTEAD) == c->user->id;
    while (!*may && str_next(&rest, '|', &piece)) {
        bool away = false;
        if (!piece.n || !str_int(piece, &id))
            continue;
        *may = id == c->user->id;
        if (!*may && !is_away(c, id, c->user->id, &away, e))
            return false;
        if (away) {
            *may = true;
            s->instead_of = id;
        }
    }
    return true;
}

/* Who agreed to this version of the record so far. */
static bool count_agreed(Ctx *c, const Record *r, const Move *m, ApprovalState *s, Err *e)
{
    AUTO(stmt_done) Stmt *q = db_query(
        c->db,
        "/* agreed */ SELECT DISTINCT COALESCE(\"instead_of\", \"created_by\"), \"created_by\" FROM"
        " \"approval\" WHERE \"of_type\" = $1 AND \"record\" = $2 AND \"seen\" = $3 AND"
        " \"to_state\" = $4 AND \"voided_at\" IS NULL",
        P(r->type->name), P(r->id), P(r->version), P(m->to));
    while (db_next(q, e)) {
        bool self = c->user && (db_int(q, 1) == c->user->id || db_int(q, 0) == c->user->id);
        s->did |= self;
        s->agreed += !self;
    }
    return !e->kind;
}

static bool add_step(Ctx *c, const Record *step, const Record *r, ApprovalState *s, Err *e)
{
    bool holds, may;

    if (!step_holds(c, step, r, &holds, e))
        return false;
    if (!holds)
        return true;
    s->own |= rec_int(step, STEP_OTHER) != 0;
    if (rec_int(step, STEP_NEEDED) > s->needed)
        s->needed = rec_int(step, STEP_NEEDED);
    if (!rec_has(step, STEP_WHO))
        return true;
    if (!may_agree(c, step, r, s, &may, e))
        return false;
    s->named = true;
    s->may &= may;
    return true;
}

bool approval_state_by(Ctx *c, const ApprovalSteps *steps, const Record *r, const Move *m,
                       ApprovalState *out, Err *e)
{
    int found = 0;

    *out = (ApprovalState){ .needed = 1, .may = true };
    for (size_t i = 0; c->user && i < steps->n && found < STEPS_MOST; i++) {
        if (!str_eq(rec_text(steps->p[i], STEP_TO), str_z(m->to)))
            continue;
        if (!add_step(c, steps->p[i], r, out, e))
            return false;
        found++;
    }
    return out->needed == 1 || count_agreed(c, r, m, out, e);
}

bool approval_state(Ctx *c, const Record *r, const Move *m, ApprovalState *out, Err *e)
{
    ApprovalSteps steps = { 0 };

    return (!c->user || approval_steps(c, r, &steps, e)) &&
           approval_state_by(c, &steps, r, m, out, e);
}

bool approval_note(Ctx *c, const Record *r, const Move *m, const ApprovalState *s, Str said, Err *e)
{
    Record *a = record_new(c->arena, registry_find(c->types, S("approval")));
    bool before = c->importing, ok;

    a->unit = r->unit;
    rec_set_text(a, APPROVAL_TYPE, str_z(r->type->name));
    rec_set_int(a, APPROVAL_RECORD, r->id);
    rec_set_int(a, APPROVAL_SEEN, r->version);
    rec_set_text(a, APPROVAL_TO, str_z(m->to));
    if (s->instead_of)
        rec_set_int(a, APPROVAL_FOR, s->instead_of);
    if (said.n)
        rec_set_text(a, APPROVAL_SAID, utf8_part(said, SAID_MAX));
    c->importing = true; /* nobody else than a step may make one */
    ok = row_insert(c, a, e);
    c->importing = before;
    return ok;
}
