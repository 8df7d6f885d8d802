/* SPDX-License-Identifier: Apache-2.0
 * From a call to an answer: limits, who asks, which route, the body, the error.
 */
#include "api/api.h"

#include <stdio.h>

#include "api/impl.h"
#include "api/limit.h"
#include "base/log.h"
#include "base/mem.h"
#include "engine/history.h"
#include "engine/setting.h"

struct Api {
    Limits *limits;
};

Api *api_new(void)
{
    Api *api = mem_zget(1, sizeof *api);
    api->limits = limits_new();
    return api;
}

void api_free(Api *api)
{
    if (!api)
        return;
    limits_free(api->limits);
    mem_give(api);
}

/* ---- errors ---- */

static const char *title_of(int status)
{
    static const struct {
        int status;
        const char *title;
    } titles[] = {
        { 400, N_("The request is not sound") },
        { 401, N_("Who asks is not known") },
        { 403, N_("A right is missing") },
        { 404, N_("There is no such thing") },
        { 405, N_("The address does not take that method") },
        { 409, N_("Something stands in the way") },
        { 412, N_("It was changed since you saw it") },
        { 413, N_("The body is too large") },
        { 415, N_("The body is of the wrong kind") },
        { 428, N_("The version is missing") },
        { 429, N_("Too many requests") },
        { 503, N_("Try again later") },
    };
    for (size_t i = 0; i < LEN(titles); i++)
        if (titles[i].status == status)
            return titles[i].title;
    return N_("Something went wrong");
}

static void put_fault(Buf *out, Str field, Str message, bool is_warning)
{
    j_open(out, NULL, '{');
    j_text_or_null(out, "field", field);
    j_text(out, "message", message);
    j_bool(out, "warning", is_warning);
    j_close(out, '}');
}

static void put_problem(DoorCall *d, int status, const Err *e, const Fault *faults, size_t n)
{
    Buf *out = d->out;

    buf_clear(out);
    d->status = status;
    d->type = "application/problem+json";
    j_open(out, NULL, '{');
    j_text(out, "type", S("about:blank"));
    j_text(out, "title", str_z(tr(d->c->lang, title_of(status))));
    j_int(out, "status", status);
    j_text(out, "detail", str_z(e->msg));
    j_open(out, "errors", '[');
    if (e->field[0] && !n)
        put_fault(out, str_z(e->field), str_z(e->msg), false);
    for (size_t i = 0; i < n; i++)
        put_fault(out, faults[i].field, faults[i].message, faults[i].warning);
    j_close(out, ']');
    j_close(out, '}');
    buf_putc(out, '\n');
    door_header(d, "Content-Language", str_z(lang_code(d->c->lang)));
}

void api_error(DoorCall *d, int status, const Err *e)
{
    d->nheaders = 0;
    put_problem(d, status, e, NULL, 0);
}

/* As on pages and the command line, what was refused is written down. */
static void note_refusal(ApiCall *a, const Err *e)
{
    Err quiet = { .lang = e->lang };
    if (a->c->user && a->c->user->id && !history_refuse(a->c, e, &quiet))
        log_line(LOG_ERROR, "%s", quiet.msg);
}

static void fail(ApiCall *a, Err *e)
{
    int status = a->status ? a->status : http_status(e->kind);

    note_refusal(a, e);
    if (e->kind == ERR_INTERNAL || e->kind == ERR_NONE) {
        Err hidden = { .lang = e->lang };
        log_line(LOG_ERROR, "%.*s: %s", STR(a->d->path), e->msg);
        err_set(&hidden, ERR_INTERNAL, N_("something went wrong in the server; its log says what"));
        *e = hidden;
    }
    put_problem(a->d, status, e, a->faults.p, a->faults.n);
}

static bool refuse(ApiCall *a, int status, Err *e, const char *msg)
{
    a->status = status;
    return err_set(e, ERR_INVALID, "%s", tr(e->lang, msg));
}

/* ---- how often, and who ---- */

static Str number(ApiCall *a, int64_t n)
{
    return arena_printf(a->c->arena, "%" PRId64, n);
}

/* Counts the call for its address and, where there is one, for its token; the answer says what is
 * left of the narrower. */
static bool within_limits(Limits *l, ApiCall *a, Err *e)
{
    const DoorCall *d = a->d;
    Str address = arena_printf(a->c->arena, "a%.*s", STR(d->client));
    LimitLeft left, more;
    bool ok =
        limits_take(l, address, setting_number(a->c, SET_API_ADDRESS_MINUTE), a->c->now, &left);

    if (ok && d->token) {
        Str token = arena_printf(a->c->arena, "t%.*s", STR(d->token->id));
        ok = limits_take(l, token, setting_number(a->c, SET_API_TOKEN_MINUTE), a->c->now, &more);
        if (more.left < left.left)
            left = more;
    }
    door_header(a->d, "RateLimit-Limit", number(a, left.limit));
    door_header(a->d, "RateLimit-Remaining", number(a, left.left));
    door_header(a->d, "RateLimit-Reset", number(a, left.reset));
    if (ok)
        return true;
    door_header(a->d, "Retry-After", number(a, left.reset));
    a->status = 429;
    return err_set(e, ERR_BUSY,
                   N_("%lld requests within a minute are the limit; try again in %lld"
                      " seconds"),
                   (long long)left.limit, (long long)left.reset);
}

static bool is_known(ApiCall *a, Err *e)
{
    if (!a->d->wrong_token && a->c->user && a->c->user->id)
        return true;
    door_header(a->d, "WWW-Authenticate", S("Bearer"));
    return refuse(a, 401, e,
                  a->d->wrong_token
                      ? N_("this token is none of this server, or it is over or ended")
                      : N_("the API wants a token: Authorization: Bearer qiao_…; `qiao token new`"
                           " makes one"));
}

/* ---- which route ---- */

static bool fits(ApiCall *a, Str pattern)
{
    Str path = a->d->path, want, have;
    size_t n = 0;

    while (str_next(&pattern, '/', &want)) {
        if (!str_next(&path, '/', &have))
            return false;
        if (str_starts(want, S(":"))) {
            if (!have.n || n == API_ARGS)
                return false;
            a->args[n++] = have;
        } else if (!str_eq(want, have)) {
            return false;
        }
    }
    return !str_next(&path, '/', &have);
}

/* The first pattern that fits decides; fixed words stand before types. */
static const ApiRoute *find_route(ApiCall *a, Err *e)
{
    AUTO(buf_done) Buf allow = buf_new(BUF_LINE);
    const char *pattern = NULL;

    for (const ApiRoute *r = api_routes; r->pattern; r++) {
        if (pattern ? strcmp(pattern, r->pattern) != 0 : !fits(a, str_z(r->pattern)))
            continue;
        pattern = r->pattern;
        if (str_eq(str_z(r->method), a->d->method))
            return r;
        buf_printf(&allow, "%s%s", allow.n ? ", " : "", r->method);
    }
    if (pattern) {
        door_header(a->d, "Allow", arena_str(a->c->arena, buf_str(&allow)));
        (void)refuse(a, 405, e, N_("this address does not take that method"));
    } else {
        err_set(e, ERR_NOT_FOUND,
                N_("there is nothing at this address; /api/v1/openapi.json lists what is"));
    }
    return NULL;
}

/* ---- the body ---- */

/* How deep brackets stand within brackets, outside of texts. */
static int depth_of(Str s)
{
    int depth = 0, most = 0;
    bool text = false;

    for (size_t i = 0; i < s.n; i++) {
        char ch = s.p[i];
        if (text && ch == '\\')
            i++;
        else if (ch == '"')
            text = !text;
        else if (!text && (ch == '{' || ch == '['))
            most = ++depth > most ? depth : most;
        else if (!text && (ch == '}' || ch == ']'))
            depth--;
    }
    return most;
}

static bool is_json(Str type)
{
    Str name, rest;
    if (!str_cut(type, S(";"), &name, &rest))
        name = type;
    name = str_trim(name);
    return str_same(name, S("application/json")) ||
           str_same(name, S("application/merge-patch+json"));
}

static bool read_body(ApiCall *a, const ApiRoute *r, Err *e)
{
    Str s = a->d->body;
    json_error_t bad;

    if (!(r->flags & WITH_BODY))
        return !s.n || refuse(a, 400, e, N_("this address takes no body"));
    if (!is_json(a->d->content_type))
        return refuse(a, 415, e, N_("the body is to be of the type application/json"));
    if (!utf8_valid(s))
        return refuse(a, 400, e, N_("the body is not sound UTF-8"));
    if (depth_of(s) > API_DEPTH_MAX)
        return err_set(e, ERR_INVALID, N_("the JSON of the body is more than %d deep"),
                       API_DEPTH_MAX);
    a->body = json_loadb(s.p, s.n, JSON_REJECT_DUPLICATES, &bad);
    if (!a->body)
        return err_set(e, ERR_INVALID, N_("the body is no JSON: line %d, column %d: %s"), bad.line,
                       bad.column, bad.text);
    return json_is_object(a->body) || refuse(a, 400, e, N_("the body is to be a JSON object"));
}

/* ---- all of it ---- */

static bool answer(const Api *api, ApiCall *a, Err *e)
{
    const ApiRoute *r;

    if (!within_limits(api->limits, a, e) || !is_known(a, e))
        return false;
    r = find_route(a, e);
    if (!r || !read_body(a, r, e))
        return false;
    call_reason(a, S(""));
    if (!r->run(a, e))
        return false;
    if (a->out->n && a->out->p[a->out->n - 1] == '}') /* of JSON; other files end as they do */
        buf_putc(a->out, '\n');
    return !a->out->failed ||
           err_set(e, ERR_INVALID, N_("the answer would be larger than %d MB; ask for less"),
                   (int)(a->out->max >> 20));
}

void api_answer(void *api, DoorCall *d)
{
    ApiCall a = { .d = d, .c = d->c, .out = d->out };
    Err e = { .lang = d->c->lang };

    d->type = "application/json";
    if (!answer(api, &a, &e))
        fail(&a, &e);
    json_decref(a.body);
}
