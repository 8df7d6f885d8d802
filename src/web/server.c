/* SPDX-License-Identifier: Apache-2.0
 * The server's life: address, threads, signals, the end.
 */
#include "web/server.h"

#include <errno.h>
#include <netdb.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"
#include "web/exchange.h"
#include "web/reminder.h"

enum {
    CONNECTIONS_MAX = 4000,
    CONNECTIONS_MAX_IP = 400,
    CONNECTION_MEMORY = 64 << 10, /* the largest URL and headers, and the answer's headers */
    IDLE_S = 15,
    BACKLOG = 1024,
    WORKERS_MIN = 8,
    WORKERS_MAX = 16,
    SLOW_MAX = 16, /* of all that the workers do */
    OUTSIDE_WORKERS = 4,
    STOP_MS = 10000, /* how long what was begun may take at the end */
};

/* ---- the address ---- */

static bool split_address(const char *listen, char host[256], char port[8], Err *e)
{
    Str s = str_z(listen), h, p;
    const char *colon = strrchr(listen, ':');
    int64_t number;

    if (!colon)
        return err_set(e, ERR_INVALID, "'%s' is no address; write it as 127.0.0.1:8080", listen);
    h = (Str){ listen, (size_t)(colon - listen) };
    p = str_part(s, h.n + 1, s.n);
    if (h.n > 1 && h.p[0] == '[' && h.p[h.n - 1] == ']')
        h = str_part(h, 1, h.n - 2);
    if (!h.n || h.n > 255 || p.n > 5 || !str_int(p, &number) || number < 0 || number > 65535)
        return err_set(e, ERR_INVALID, "'%s' is no address; write it as 127.0.0.1:8080", listen);
    snprintf(host, 256, "%.*s", STR(h));
    snprintf(port, 8, "%d", (int)number);
    return true;
}

static bool is_loopback(const struct sockaddr *a)
{
    if (a->sa_family == AF_INET) {
        struct sockaddr_in v4;
        memcpy(&v4, a, sizeof v4);
        return ntohl(v4.sin_addr.s_addr) >> 24 == 127;
    }
    if (a->sa_family == AF_INET6) {
        struct sockaddr_in6 v6;
        memcpy(&v6, a, sizeof v6);
        return IN6_IS_ADDR_LOOPBACK(&v6.sin6_addr);
    }
    return false;
}

static bool find_address(const ServerOptions *o, struct sockaddr_storage *out, Err *e)
{
    struct addrinfo hints = { .ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE | AI_NUMERICSERV };
    struct addrinfo *found = NULL;
    char host[256], port[8];
    bool open;
    int rc;

    if (!split_address(o->listen, host, port, e))
        return false;
    rc = getaddrinfo(host, port, &hints, &found);
    if (rc != 0)
        return err_set(e, ERR_INVALID, "there is no address '%s': %s", o->listen, gai_strerror(rc));
    memcpy(out, found->ai_addr, found->ai_addrlen);
    open = !is_loopback(found->ai_addr);
    freeaddrinfo(found);
    if (!open || o->open)
        return true;
    if (!o->site.login)
        return err_set(e, ERR_DENIED,
                       "'%s' can be reached from other machines, and passwords would travel in the"
                       " clear: put a proxy with TLS in front (docs/serve.md), or say --open",
                       o->listen);
    return err_set(e, ERR_DENIED,
                   "'%s' can be reached from other machines, and nobody signs in: whoever reaches"
                   " it does everything that '%s' may do; say --open if that is meant",
                   o->listen, o->site.login);
}

/* ---- libmicrohttpd ---- */

static void on_log(void *arg, const char *fmt, va_list ap) PRINTF(2, 0);
static void on_log(void *arg, const char *fmt, va_list ap)
{
    char line[512];
    (void)arg;
    (void)vsnprintf(line, sizeof line, fmt, ap);
    log_line(LOG_INFO, "http: %.*s", STR(str_trim(str_z(line))));
}

static bool start(Server *s, const struct sockaddr *address, unsigned threads, Err *e)
{
    char why[128];
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_TURBO | MHD_USE_ERROR_LOG |
                     MHD_ALLOW_SUSPEND_RESUME | (address->sa_family == AF_INET6 ? MHD_USE_IPv6 : 0);

    errno = 0;
    s->daemon = MHD_start_daemon(
        flags, 0, NULL, NULL, exchange_handle, s, MHD_OPTION_EXTERNAL_LOGGER, on_log, NULL,
        MHD_OPTION_SOCK_ADDR, address, MHD_OPTION_THREAD_POOL_SIZE, threads,
        MHD_OPTION_CONNECTION_LIMIT, CONNECTIONS_MAX, MHD_OPTION_PER_IP_CONNECTION_LIMIT,
        CONNECTIONS_MAX_IP, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY,
        MHD_OPTION_CONNECTION_TIMEOUT, IDLE_S, MHD_OPTION_LISTEN_BACKLOG_SIZE, BACKLOG,
        MHD_OPTION_URI_LOG_CALLBACK, exchange_begin, s, MHD_OPTION_UNESCAPE_CALLBACK,
        exchange_unescape, NULL, MHD_OPTION_NOTIFY_COMPLETED, exchange_done, s,
        MHD_OPTION_NOTIFY_CONNECTION, exchange_connection, s, MHD_OPTION_STRICT_FOR_CLIENT, 1,
        MHD_OPTION_END);
    return s->daemon || err_set(e, ERR_INTERNAL, "the server cannot begin at '%s': %s",
                                s->o->listen, strerror_r(errno, why, sizeof why));
}

static void say_ready(const Server *s, const struct sockaddr_storage *address)
{
    const union MHD_DaemonInfo *info = MHD_get_daemon_info(s->daemon, MHD_DAEMON_INFO_BIND_PORT);
    char host[256], text[300];
    bool v6 = address->ss_family == AF_INET6;
    struct sockaddr_storage copy = *address;

    if (getnameinfo((const struct sockaddr *)&copy, sizeof copy, host, sizeof host, NULL, 0,
                    NI_NUMERICHOST) != 0)
        return;
    snprintf(text, sizeof text, "http://%s%s%s:%u/", v6 ? "[" : "", host, v6 ? "]" : "",
             info ? (unsigned)info->port : 0);
    s->o->ready(s->o->arg, text);
}

/* ---- the end ---- */

static void wait_for_signal(Server *s, const sigset_t *signals)
{
    const struct timespec second = { .tv_sec = 1 };
    while (sigtimedwait(signals, NULL, &second) < 0) {
        size_t n = deadlines_sweep(s->deadlines);
        if (n)
            log_line(LOG_INFO, "%zu connections took too long and were closed", n);
    }
}

/* No new connection, then what was begun, then the threads: nothing may be suspended when the
 * library stops. */
static void stop(Server *s)
{
    const struct timespec moment = { .tv_nsec = 20000000 };
    int64_t until = clock_steady_us() + (int64_t)STOP_MS * 1000;
    int fd = MHD_quiesce_daemon(s->daemon);

    atomic_store(&s->stopping, true);
    while (atomic_load(&s->under_way) > 0 && clock_steady_us() < until) {
        deadlines_sweep(s->deadlines);
        nanosleep(&moment, NULL);
    }
    reminder_stop(s->reminder);
    workers_stop(s->workers);
    workers_stop(s->outside);
    MHD_stop_daemon(s->daemon);
    if (fd >= 0)
        close(fd);
}

static void raise_files(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < limit.rlim_max) {
        limit.rlim_cur = limit.rlim_max;
        (void)setrlimit(RLIMIT_NOFILE, &limit); /* then the usual number must do */
    }
}

static size_t between(long n, size_t low, size_t high)
{
    return n < (long)low ? low : (size_t)n > high ? high : (size_t)n;
}

static bool run(Server *s, const sigset_t *signals, Err *e)
{
    struct sockaddr_storage address = { 0 };
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    size_t workers = between(cores * 2, WORKERS_MIN, WORKERS_MAX);
    size_t threads = between(cores, 1, WORKERS_MAX);

    if (!find_address(s->o, &address, e))
        return false;
    s->site_options.connections = workers + SLOW_MAX + OUTSIDE_WORKERS + threads;
    s->site = site_new(&s->site_options, e);
    if (!s->site)
        return false;
    s->workers = workers_new(&(WorkersOptions){
        .run = exchange_work, .ready = workers, .slow = SLOW_MAX, .waiting = WAITING_MAX });
    s->outside = workers_new(&(WorkersOptions){
        .run = exchange_work, .ready = OUTSIDE_WORKERS, .waiting = WAITING_MAX });
    if (!s->workers || !s->outside)
        return err_set(e, ERR_INTERNAL, "no thread could be started");
    if (!start(s, (const struct sockaddr *)&address, (unsigned)threads, e))
        return false;
    if (!s->o->site.requests)
        site_take_imports(s->site);
    if (!s->o->site.login)
        s->reminder = reminder_start(s->site, s->o->site.lang);
    say_ready(s, &address);
    wait_for_signal(s, signals);
    stop(s);
    return true;
}

bool server_run(const ServerOptions *o, Err *e)
{
    Server s = { .o = o, .site_options = o->site, .deadlines = deadlines_new() };
    sigset_t signals, before;
    bool ok;

    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, &before);
    (void)signal(SIGPIPE, SIG_IGN);
    raise_files();
    worker_take_short_turns();
    ok = run(&s, &signals, e);
    workers_free(s.workers);
    workers_free(s.outside);
    site_free(s.site);
    deadlines_free(s.deadlines);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return ok;
}
