/* SPDX-License-Identifier: Apache-2.0
 * The way of a request: its line, its headers, its form, its page, its answer.
 *
 * What works with the store runs in a worker while the connection is suspended, so that no slow
 * question holds up a thread that serves many connections. Pages that mostly read a few rows are
 * looked at in that thread first, for a moment. Each stage has a deadline of its own.
 */
#include "web/exchange.h"

#include <netinet/in.h>
#include <sys/socket.h>

#include "base/log.h"
#include "base/mem.h"
#include "web/respond.h"
#include "web/upload.h"

typedef enum { STAGE_NEW, STAGE_BODY, STAGE_WORKING, STAGE_READY } Stage;

typedef struct {
    Str name;
    Buf value;
} FormField;

typedef struct {
    Server *server;
    struct MHD_Connection *con;
    Watch *watch;
    Request q;
    Str uri; /* p NULL: too long */
    Stage stage;
    int64_t began;
    bool gzip;
    struct MHD_PostProcessor *form;
    FormField *fields; /* FIELDS_MAX of them */
    size_t nfields;
    int64_t promised, got; /* bytes of the body */
    int64_t texts;         /* bytes of its fields */
    int64_t reserved;      /* bytes of its files, as far as they are promised */
    Upload *upload;        /* NULL: the form takes no files */
    bool bad_form, large_text;
    Buf body; /* for a door, which reads it itself */
    struct MHD_Response *response;
} Exchange;

/* ---- connections ---- */

void exchange_connection(void *server, struct MHD_Connection *con, void **socket_context,
                         enum MHD_ConnectionNotificationCode what)
{
    Server *s = server;
    const union MHD_ConnectionInfo *info;

    if (what == MHD_CONNECTION_NOTIFY_CLOSED) {
        if (*socket_context)
            watch_free(*socket_context);
        *socket_context = NULL;
        return;
    }
    info = MHD_get_connection_info(con, MHD_CONNECTION_INFO_CONNECTION_FD);
    if (!info)
        return;
    *socket_context = watch_new(s->deadlines, info->connect_fd);
    watch_set(*socket_context, REQUEST_MS);
}

static void watch(Exchange *x, int64_t ms)
{
    if (x->watch)
        watch_set(x->watch, ms);
}

/* ---- the beginning and the end of a request ---- */

void *exchange_begin(void *server, const char *uri, struct MHD_Connection *con)
{
    Server *s = server;
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(con, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    Exchange *x = mem_zget(1, sizeof *x);
    size_t n = strlen(uri);

    x->server = s;
    x->con = con;
    x->watch = info ? info->socket_context : NULL;
    x->began = clock_steady_us();
    x->q = request_new(s->site, s->o->site.lang, clock_ms());
    x->uri = n <= URI_MAX ? arena_str(x->q.c.arena, (Str){ uri, n }) : (Str){ 0 };
    atomic_fetch_add(&s->under_way, 1);
    return x;
}

/* Nothing: request.c reads what was sent, and is stricter. */
size_t exchange_unescape(void *arg, struct MHD_Connection *con, char *text)
{
    (void)arg;
    (void)con;
    return strlen(text);
}

static void drop_form(Exchange *x)
{
    if (x->form)
        MHD_destroy_post_processor(x->form);
    x->form = NULL;
    for (size_t i = 0; i < x->nfields; i++)
        buf_done(&x->fields[i].value);
    x->nfields = 0;
    mem_give(x->fields);
    x->fields = NULL;
    atomic_fetch_sub(&x->server->bodies, x->promised);
    x->promised = 0;
    atomic_fetch_sub(&x->server->uploads, x->reserved);
    x->reserved = 0;
    upload_free(&x->upload);
    buf_done(&x->body);
}

void exchange_done(void *server, struct MHD_Connection *con, void **exchange,
                   enum MHD_RequestTerminationCode how)
{
    Exchange *x = *exchange;
    (void)server;
    (void)con;
    if (!x)
        return;
    if (how == MHD_REQUEST_TERMINATED_COMPLETED_OK)
        watch(x, REQUEST_MS);
    if (x->response)
        MHD_destroy_response(x->response);
    drop_form(x);
    request_done(&x->q);
    atomic_fetch_sub(&x->server->under_way, 1);
    mem_give(x);
    *exchange = NULL;
}

/* ---- the answer ---- */

/* The page is complete: all that is needed from here on is the response. */
static void complete(Exchange *x)
{
    Request *q = &x->q;
    log_line(LOG_INFO, "%s %.*s %d %lld us", method_name(q->method), STR(q->path), q->status,
             (long long)(clock_steady_us() - x->began));
    drop_form(x);
    x->response = respond(q, x->gzip, atomic_load(&x->server->stopping));
    x->stage = STAGE_READY;
}

static enum MHD_Result deliver(Exchange *x)
{
    watch(x, SEND_MS);
    return MHD_queue_response(x->con, (unsigned)x->q.status, x->response);
}

static enum MHD_Result refuse(Exchange *x, int status, ErrKind kind, const char *msg)
{
    Err e = { .lang = x->q.c.lang };
    err_set(&e, kind, "%s", tr(e.lang, msg));
    answer_error(&x->q, status, &e);
    complete(x);
    return deliver(x);
}

/* The files are larger than the address takes. */
static enum MHD_Result refuse_size(Exchange *x)
{
    Err e = { .lang = x->q.c.lang };
    err_set(&e, ERR_INVALID, N_("the files of this form have at most %d MB together"),
            (int)(x->q.route->upload_max >> 20));
    answer_error(&x->q, 413, &e);
    complete(x);
    return deliver(x);
}

void exchange_work(void *exchange)
{
    Exchange *x = exchange;
    answer_run(&x->q);
    complete(x);
    MHD_resume_connection(x->con);
}

/* ---- who asks ---- */

/* IPv4 whole, of IPv6 the first half, since whoever has a network has all addresses of it. */
static Str client_of(Exchange *x)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(x->con, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    const void *p = info ? info->client_addr : NULL;
    const struct sockaddr *any = p;

    if (any && any->sa_family == AF_INET)
        return arena_str(x->q.c.arena,
                         (Str){ (const char *)&((const struct sockaddr_in *)p)->sin_addr, 4 });
    if (any && any->sa_family == AF_INET6)
        return arena_str(x->q.c.arena,
                         (Str){ (const char *)&((const struct sockaddr_in6 *)p)->sin6_addr, 8 });
    return S("");
}

/* ---- headers ---- */

static Str header(Exchange *x, const char *name)
{
    return str_z(MHD_lookup_connection_value(x->con, MHD_HEADER_KIND, name));
}

static enum MHD_Result add_size(void *arg, enum MHD_ValueKind kind, const char *name,
                                const char *value)
{
    size_t *n = arg;
    (void)kind;
    *n += strlen(name) + (value ? strlen(value) : 0) + 4;
    return MHD_YES;
}

static bool read_method(Exchange *x, Str method)
{
    if (str_eq(method, S("HEAD")))
        method = S("GET");
    for (Method m = 0; m < METHOD__N; m++)
        if (str_eq(str_z(method_name(m)), method)) {
            x->q.method = m;
            return true;
        }
    return false;
}

/* Is something to come behind the headers, and how much? -1: chunked, nobody knows. */
static int64_t body_size(Exchange *x)
{
    Str length = header(x, MHD_HTTP_HEADER_CONTENT_LENGTH);
    int64_t n = 0;
    if (header(x, MHD_HTTP_HEADER_TRANSFER_ENCODING).p)
        return -1;
    return length.p && !str_int(length, &n) ? INT64_MAX : n;
}

/* ---- forms ---- */

/* The library's signature. NOLINTNEXTLINE(readability-function-size) */
static enum MHD_Result take_piece(void *arg, enum MHD_ValueKind kind, const char *key,
                                  const char *file, const char *type, const char *encoding,
                                  const char *data, uint64_t at, size_t size)
{
    Exchange *x = arg;
    (void)kind;
    (void)type;
    (void)encoding;
    if (!key)
        return MHD_NO;
    if (file && x->upload)
        return upload_piece(x->upload, &(UploadPiece){ key, file, data, at, size }) ? MHD_YES
                                                                                    : MHD_NO;
    x->texts += (int64_t)size;
    x->large_text |= x->texts > BODY_MAX;
    if (x->large_text || (at == 0 && x->nfields == FIELDS_MAX))
        return MHD_NO;
    if (at == 0)
        x->fields[x->nfields++] =
            (FormField){ .name = arena_str(x->q.c.arena, str_z(key)), .value = buf_new(BODY_MAX) };
    if (x->nfields)
        buf_put(&x->fields[x->nfields - 1].value, (Str){ data, size });
    return MHD_YES;
}

/* Makes ready for the files of a form: there must be room for them among all that are coming in,
 * and on the disk. */
static bool begin_upload(Exchange *x, int64_t n)
{
    Server *s = x->server;

    if (!x->q.route->upload_max)
        return true;
    x->reserved = n < 0 ? x->q.route->upload_max : n;
    if (atomic_fetch_add(&s->uploads, x->reserved) + x->reserved > UPLOADS_MAX)
        return false;
    x->upload = upload_new(site_spool(s->site), x->q.route->upload_max);
    return upload_has_room(x->upload, x->reserved);
}

/* Makes ready for a form, or refuses it before it has been sent. */
static enum MHD_Result begin_form(Exchange *x)
{
    Server *s = x->server;
    int64_t n = body_size(x), files = x->q.route->upload_max;

    x->form = MHD_create_post_processor(x->con, 4096, take_piece, x);
    if (!x->form)
        return refuse(x, 400, ERR_INVALID,
                      N_("a form is to be sent as multipart/form-data or urlencoded"));
    if (files && n > files + BODY_MAX)
        return refuse_size(x);
    if (!files && n > BODY_MAX)
        return refuse(x, 413, ERR_INVALID, N_("a form holds at most 1 MB"));
    x->fields = mem_get(FIELDS_MAX * sizeof *x->fields);
    x->promised = n < 0 || n > BODY_MAX ? BODY_MAX : n;
    if (!begin_upload(x, n))
        return refuse(x, 503, ERR_BUSY, N_("there is no room for files now, try again later"));
    if (atomic_fetch_add(&s->bodies, x->promised) + x->promised > BODIES_MAX)
        return refuse(x, 503, ERR_BUSY, N_("too many forms are coming in, try again"));
    watch(x, FORM_MS);
    return MHD_YES;
}

/* The same for a body that a door reads. */
static enum MHD_Result begin_body(Exchange *x)
{
    Server *s = x->server;
    int64_t n = body_size(x), most = (int64_t)x->q.door->body_max;

    if (n > most)
        return refuse(x, 413, ERR_INVALID, N_("a body holds at most 1 MB"));
    x->promised = n < 0 ? most : n;
    if (atomic_fetch_add(&s->bodies, x->promised) + x->promised > BODIES_MAX)
        return refuse(x, 503, ERR_BUSY, N_("too many bodies are coming in, try again"));
    x->body = buf_new(x->q.door->body_max);
    watch(x, FORM_MS);
    return MHD_YES;
}

/* Most of a body that is taken. */
static int64_t body_most(const Exchange *x)
{
    return BODY_MAX + (x->upload ? x->q.route->upload_max : 0);
}

/* A large file may take longer, as long as it comes in at a fair rate. */
static void allow_time(Exchange *x, int64_t before)
{
    int64_t passed = (clock_steady_us() - x->began) / 1000;
    int64_t left = FORM_MS + x->got / UPLOAD_RATE - passed;

    if (x->upload && before >> 20 != x->got >> 20)
        watch(x, left > 1 ? left : 1);
}

/* A chunked body says its size at its end only; one that goes on and on is cut off. */
static enum MHD_Result take_body(Exchange *x, const char *data, size_t *size)
{
    x->got += (int64_t)*size;
    if (x->got > body_most(x) + 3 * (int64_t)BODY_MAX)
        return MHD_NO;
    allow_time(x, x->got - (int64_t)*size);
    if (x->q.door)
        buf_put(&x->body, (Str){ data, *size });
    if (x->form && x->got <= body_most(x) && !x->bad_form &&
        MHD_post_process(x->form, data, *size) != MHD_YES)
        x->bad_form = true;
    *size = 0;
    return MHD_YES;
}

/* The fields become the request's, if they are sound. */
static bool finish_form(Exchange *x)
{
    MHD_destroy_post_processor(x->form);
    x->form = NULL;
    x->q.form = NEWN(x->q.c.arena, WebParam, x->nfields + 1);
    for (size_t i = 0; i < x->nfields; i++) {
        Str value = buf_str(&x->fields[i].value);
        if (!utf8_valid(value) || !str_plain(value, true) || !utf8_valid(x->fields[i].name))
            return false;
        x->q.form[i] = (WebParam){ x->fields[i].name, value };
    }
    x->q.nform = x->nfields;
    if (x->upload)
        upload_files(x->upload, x->q.c.arena, &x->q.files, &x->q.nfiles);
    return !x->bad_form;
}

/* ---- the stages ---- */

static enum MHD_Result read_head(Exchange *x, Str method)
{
    Request *q = &x->q;
    const RequestHeaders h = {
        .host = header(x, MHD_HTTP_HEADER_HOST),
        .cookie = header(x, MHD_HTTP_HEADER_COOKIE),
        .accept_language = header(x, MHD_HTTP_HEADER_ACCEPT_LANGUAGE),
        .origin = header(x, MHD_HTTP_HEADER_ORIGIN),
        .fetch_site = header(x, "Sec-Fetch-Site"),
        .agent = header(x, MHD_HTTP_HEADER_USER_AGENT),
        .authorization = header(x, MHD_HTTP_HEADER_AUTHORIZATION),
    };
    size_t size = 0;

    x->stage = STAGE_BODY;
    q->client = x->server->o->site.tls ? request_forwarded(q, header(x, "X-Forwarded-For")) : S("");
    if (!q->client.n)
        q->client = client_of(x);
    x->gzip = respond_gzip(header(x, MHD_HTTP_HEADER_ACCEPT_ENCODING));
    MHD_get_connection_values(x->con, MHD_HEADER_KIND, add_size, &size);
    request_language(q, &h);
    if (!x->uri.p)
        return refuse(x, 414, ERR_INVALID, N_("an address has at most 16 KB"));
    if (size > HEADERS_MAX)
        return refuse(x, 431, ERR_INVALID, N_("the headers of a request have at most 16 KB"));
    if (!read_method(x, method))
        return refuse(x, 405, ERR_INVALID, N_("this server does not know that method"));
    if (!answer_begin(q, q->method, x->uri, &h)) {
        complete(x);
        return deliver(x);
    }
    x->q.if_none_match = arena_str(q->c.arena, header(x, MHD_HTTP_HEADER_IF_NONE_MATCH));
    if (q->door && q->method != METHOD_GET) {
        q->if_match = arena_str(q->c.arena, header(x, MHD_HTTP_HEADER_IF_MATCH));
        q->content_type = arena_str(q->c.arena, header(x, MHD_HTTP_HEADER_CONTENT_TYPE));
        return begin_body(x);
    }
    if (q->method == METHOD_POST)
        return begin_form(x);
    return body_size(x) > 0 ? refuse(x, 413, ERR_INVALID, N_("this address takes no form"))
                            : MHD_YES;
}

/* No worker will come for it: it wakes at once, with an answer. */
static void busy(Exchange *x)
{
    Err e = { .lang = x->q.c.lang };
    err_set(&e, ERR_BUSY, "too many requests are waiting, try again");
    answer_error(&x->q, 0, &e);
    complete(x);
    MHD_resume_connection(x->con);
}

/* All has come in. */
static enum MHD_Result work(Exchange *x)
{
    bool outside;

    watch(x, 0);
    if (x->q.door) {
        if (x->body.failed)
            return refuse(x, 413, ERR_INVALID, N_("a body holds at most 1 MB"));
        x->q.body = buf_str(&x->body);
    } else if (x->q.method == METHOD_POST) {
        Err own = { .lang = x->q.c.lang };
        bool sound = finish_form(x);
        if (x->upload && !upload_check(x->upload, &own)) {
            answer_error(&x->q, own.kind == ERR_INVALID ? 413 : 503, &own);
            complete(x);
            return deliver(x);
        }
        if (x->got > body_most(x) && x->upload)
            return refuse_size(x);
        if (x->got > body_most(x) || x->large_text)
            return refuse(x, 413, ERR_INVALID, N_("a form holds at most 1 MB"));
        if (!sound)
            return refuse(x, 400, ERR_INVALID, N_("the form is not sound: it is to be UTF-8 text"));
    }
    if (!x->q.door && x->q.route->needs == BOUNDED) {
        answer_run(&x->q);
        complete(x);
        return deliver(x);
    }
    if (answer_at_once(&x->q)) {
        complete(x);
        return deliver(x);
    }
    x->stage = STAGE_WORKING;
    MHD_suspend_connection(x->con);
    outside = !x->q.door && x->q.route->needs == OUTSIDE;
    if (workers_put(outside ? x->server->outside : x->server->workers, x))
        return MHD_YES;
    busy(x);
    return MHD_YES;
}

/* The library's signature. NOLINTNEXTLINE(readability-function-size) */
enum MHD_Result exchange_handle(void *server, struct MHD_Connection *con, const char *path,
                                const char *method, const char *version, const char *data,
                                size_t *size, void **exchange)
{
    Exchange *x = *exchange;
    (void)server;
    (void)con;
    (void)path;
    (void)version;
    if (x->stage == STAGE_NEW)
        return read_head(x, str_z(method));
    if (*size)
        return take_body(x, data, size);
    return x->stage == STAGE_READY ? deliver(x) : work(x);
}
