/* SPDX-License-Identifier: Apache-2.0
 * The desk: tasks and appointments, which may be about a record of any type.
 */
#include "areas/areas.h"
#include "engine/ctx.h"
#include "engine/desk.h"
#include "engine/record.h"
#include "engine/registry.h"

enum { TASK_TITLE, TASK_OWNER, TASK_DUE, TASK_ABOUT_TYPE, TASK_ABOUT, TASK_NOTE, TASK__N };
enum {
    APPT_TITLE,
    APPT_DAY,
    APPT_TIME,
    APPT_LAST_DAY,
    APPT_END,
    APPT_PLACE,
    APPT_WHO,
    APPT_ABOUT_TYPE,
    APPT_ABOUT,
    APPT_NOTE,
    APPT__N
};

enum { TITLE_MAX = 200, NOTE_MAX = 4000, TIME_CHARS = 5 };

static const State task_states[] = {
    { "open", N_("To do"), "待办|待辦", 0 },
    { "begun", N_("Begun"), "进行中|進行中|办理中|辦理中", 0 },
    { "done", N_("Done"), "已办结|已辦結|完成", STATE_END },
    { "dropped", N_("Dropped"), "取消", STATE_END | STATE_FAILED },
    { 0 },
};

static const Move task_moves[] = {
    { "open", "begun", N_("Begin"), RIGHT_DESK, 0 },
    { "open", "done", N_("Done"), RIGHT_DESK, 0 },
    { "begun", "done", N_("Done"), RIGHT_DESK, 0 },
    { "*", "dropped", N_("Drop"), RIGHT_DESK, MOVE_REASON },
    { 0 },
};

static const Deadline task_deadlines[] = {
    { "due", N_("Task"), "due", 0, DAYS_CALENDAR, "state in (open, begun)" },
    { 0 },
};

static const Field task_fields[TASK__N] = {
    [TASK_TITLE] = { .name = "title", .label = N_("What is to be done"), .also = "任务|任務|事项",
                     .kind = T_TEXT, .max = TITLE_MAX, .flags = REQUIRED | IN_LIST },
    [TASK_OWNER] = { .name = "owner", .label = N_("Who does it"), .also = "负责人|負責人|承办人",
                     .kind = T_LINK, .link = "user", .flags = REQUIRED | IN_LIST },
    [TASK_DUE] = { .name = "due", .label = N_("Due"), .also = "截止日期|期限", .kind = T_DATE,
                   .flags = IN_LIST | INDEXED },
    [TASK_ABOUT_TYPE] = { .name = "about_type", .label = N_("About a record of type"),
                          .kind = T_TEXT, .max = 63 },
    [TASK_ABOUT] = { .name = "about", .label = N_("Number of that record"), .kind = T_COUNT,
                     .flags = INDEXED_SET },
    [TASK_NOTE] = { .name = "note", .label = N_("Note"), .also = "备注|備註", .kind = T_NOTE,
                    .max = NOTE_MAX },
};

static void check_about(Check *k, const Record *r, int type, int about)
{
    if (rec_has(r, type) && !registry_find(k->c->types, rec_text(r, type)))
        problem(k, type, "there is no record type '%.*s'", STR(rec_text(r, type)));
    if (rec_has(r, type) != rec_has(r, about))
        problem(k, about, "the type and the number of the record go together");
}

static void task_check(Check *k, const Record *r)
{
    check_about(k, r, TASK_ABOUT_TYPE, TASK_ABOUT);
}

const Type task_type = {
    .name = "task", .label = N_("Task"), .also = "任务|任務|待办|待辦", .area = "desk",
    .fields = task_fields, .nfields = LEN(task_fields), .states = task_states,
    .moves = task_moves, .deadlines = task_deadlines, .title = "title",
    .write = RIGHT_DESK, .check = task_check,
};

static const Field appt_fields[APPT__N] = {
    [APPT_TITLE] = { .name = "title", .label = N_("What"), .also = "日程|会议|會議", .kind = T_TEXT,
                     .max = TITLE_MAX, .flags = REQUIRED | IN_LIST },
    [APPT_DAY] = { .name = "day", .label = N_("Day"), .also = "日期", .kind = T_DATE,
                   .flags = REQUIRED | IN_LIST | INDEXED },
    [APPT_TIME] = { .name = "time", .label = N_("From (time)"), .also = "时间|時間",
                    .kind = T_TEXT, .max = TIME_CHARS, .flags = IN_LIST,
                    .help = N_("such as 09:30; empty: the whole day") },
    [APPT_LAST_DAY] = { .name = "last_day", .label = N_("Last day"), .kind = T_DATE,
                        .help = N_("empty: the same day") },
    [APPT_END] = { .name = "until", .label = N_("To (time)"), .kind = T_TEXT, .max = TIME_CHARS },
    [APPT_PLACE] = { .name = "place", .label = N_("Place"), .also = "地点|地點", .kind = T_TEXT,
                     .max = TITLE_MAX, .flags = IN_LIST },
    [APPT_WHO] = { .name = "who", .label = N_("Who takes part"), .also = "参加人|參加人",
                   .kind = T_LINKS, .link = "user", .flags = IN_LIST },
    [APPT_ABOUT_TYPE] = { .name = "about_type", .label = N_("About a record of type"),
                          .kind = T_TEXT, .max = 63 },
    [APPT_ABOUT] = { .name = "about", .label = N_("Number of that record"), .kind = T_COUNT,
                     .flags = INDEXED_SET },
    [APPT_NOTE] = { .name = "note", .label = N_("Note"), .also = "备注|備註", .kind = T_NOTE,
                    .max = NOTE_MAX },
};

static bool is_time(Str s)
{
    int64_t hour, minute;
    return s.n == TIME_CHARS && s.p[2] == ':' && str_int(str_part(s, 0, 2), &hour) &&
           str_int(str_part(s, 3, 2), &minute) && hour >= 0 && hour < 24 && minute >= 0 &&
           minute < 60;
}

static void check_time(Check *k, const Record *r, int field)
{
    if (rec_has(r, field) && !is_time(rec_text(r, field)))
        problem(k, field, "'%.*s' is no time of the day; write it as 09:30",
                STR(rec_text(r, field)));
}

static void appt_check(Check *k, const Record *r)
{
    bool one_day =
        !rec_has(r, APPT_LAST_DAY) || rec_first_day(r, APPT_LAST_DAY) == rec_first_day(r, APPT_DAY);

    check_about(k, r, APPT_ABOUT_TYPE, APPT_ABOUT);
    check_time(k, r, APPT_TIME);
    check_time(k, r, APPT_END);
    if (rec_has(r, APPT_LAST_DAY) && rec_last_day(r, APPT_LAST_DAY) < rec_first_day(r, APPT_DAY))
        problem(k, APPT_LAST_DAY, "it ends before it begins");
    if (rec_has(r, APPT_END) && !rec_has(r, APPT_TIME))
        problem(k, APPT_TIME, "an end needs a beginning");
    else if (one_day && rec_has(r, APPT_END) &&
             str_cmp(rec_text(r, APPT_END), rec_text(r, APPT_TIME)) < 0)
        problem(k, APPT_END, "it ends before it begins");
}

const Type appointment_type = {
    .name = "appointment", .label = N_("Appointment"), .also = "日程|会议安排|會議安排",
    .area = "desk", .fields = appt_fields, .nfields = LEN(appt_fields), .title = "title",
    .write = RIGHT_DESK, .check = appt_check,
};

const CalendarSource calendar_sources[] = {
    { "appointment", "day", "last_day" },
    { "reception", "arrived", "departed" },
    { "outbound_visit", "departed", "returned" },
    { "event", "began", "ended" },
    { "fair", "opened", "closed" },
    { "camp", "begins", "ends" },
    { "training_class", "begins", "ends" },
    { "consultation_day", "held", NULL },
    { "enterprise_visit", "visited", NULL },
    { 0 },
};
