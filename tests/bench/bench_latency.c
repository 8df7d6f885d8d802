/* SPDX-License-Identifier: Apache-2.0
 * A light, steady load of pages: each is due at a moment, and its latency counts from there, also
 * where it had to wait for a connection. Whoever waits for an answer is not asked to slow down.
 *
 *     bench_latency PORT COOKIE RATE SECONDS PATH…
 *
 * asks for the paths in turn, RATE a second, until SECONDS are over or SIGTERM comes; then it waits
 * for what is under way and prints "PATH-NUMBER MICROSECONDS STATUS" of each request. A status of 0:
 * no answer within 15 seconds.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "base/date.h"
#include "base/mem.h"
#include "base/str.h"

enum { CONNECTIONS = 256, HEAD_MAX = 16 << 10, LOST_US = 15000000 };

typedef struct {
    int fd; /* -1: none */
    bool busy;
    size_t request; /* its number */
    char head[HEAD_MAX];
    size_t nhead; /* bytes of the headers that came */
    int64_t left; /* of the body; -1: the headers are not complete */
} Connection;

typedef struct {
    int64_t us;
    int status;
} Answer;

typedef struct {
    uint16_t port;
    const char *cookie;
    char **paths;
    size_t npaths;
    int64_t begin, step; /* us */
    size_t sent, total;
    Answer *answers;
    Connection cons[CONNECTIONS];
} Load;

static volatile sig_atomic_t told_to_end;

static void on_term(int signal_number)
{
    (void)signal_number;
    told_to_end = 1;
}

static int64_t due(const Load *l, size_t request)
{
    return l->begin + (int64_t)request * l->step;
}

static void drop(Connection *c)
{
    if (c->fd >= 0)
        (void)close(c->fd);
    c->fd = -1;
    c->busy = false;
}

static void finish(Load *l, Connection *c, int status)
{
    l->answers[c->request] = (Answer){ clock_steady_us() - due(l, c->request), status };
    c->busy = false;
}

static bool open_connection(const Load *l, Connection *c)
{
    const struct sockaddr_in to = { .sin_family = AF_INET,
                                    .sin_port = htons(l->port),
                                    .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    struct sockaddr any;
    int one = 1;

    memcpy(&any, &to, sizeof any);
    c->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (c->fd >= 0 && connect(c->fd, &any, sizeof to) == 0 &&
        setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one) == 0)
        return true;
    drop(c);
    return false;
}

/* An idle connection, opened if there is none that is; NULL: all are busy. */
static Connection *idle_connection(Load *l)
{
    Connection *closed = NULL;
    for (size_t i = 0; i < CONNECTIONS; i++) {
        if (l->cons[i].fd >= 0 && !l->cons[i].busy)
            return &l->cons[i];
        if (l->cons[i].fd < 0 && !closed)
            closed = &l->cons[i];
    }
    return closed && open_connection(l, closed) ? closed : NULL;
}

static void ask(Load *l, Connection *c)
{
    char text[1024];
    int n = snprintf(text, sizeof text, "GET %s HTTP/1.1\r\nHost: localhost\r\nCookie: %s\r\n\r\n",
                     l->paths[l->sent % l->npaths], l->cookie);

    c->request = l->sent++;
    c->busy = true;
    c->nhead = 0;
    c->left = -1;
    if (n >= (int)sizeof text || send(c->fd, text, (size_t)n, MSG_NOSIGNAL) != n) {
        finish(l, c, 0);
        drop(c);
    }
}

/* How long the body is, once the headers are there. */
static void read_head(Connection *c)
{
    Str head = { c->head, c->nhead }, length;
    ptrdiff_t end = str_find(head, S("\r\n\r\n")), at = str_find(head, S("Content-Length: "));
    int64_t n = 0;

    if (end < 0)
        return;
    length = str_part(head, (size_t)at + strlen("Content-Length: "), 20);
    length = str_part(length, 0, (size_t)str_find(length, S("\r")));
    if (at >= 0 && at < end)
        (void)!str_int(length, &n);
    c->left = n - (int64_t)(c->nhead - (size_t)end - 4);
}

static int status_of(const Connection *c)
{
    int64_t n = 0;
    (void)!str_int(str_part((Str){ c->head, c->nhead }, strlen("HTTP/1.1 "), 3), &n);
    return (int)n;
}

static void hear(Load *l, Connection *c)
{
    char body[64 << 10];
    bool head = c->busy && c->left < 0;
    ssize_t n = recv(c->fd, head ? c->head + c->nhead : body,
                     head ? sizeof c->head - 1 - c->nhead : sizeof body, MSG_DONTWAIT);

    if (n < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (n <= 0) {
        if (c->busy)
            finish(l, c, 0);
        drop(c);
        return;
    }
    if (head) {
        c->nhead += (size_t)n;
        read_head(c);
    } else {
        c->left -= n;
    }
    if (c->busy && c->left == 0)
        finish(l, c, status_of(c));
}

/* Waits for answers until that moment. True: something is under way. */
static bool wait_until(Load *l, int64_t until)
{
    struct pollfd fds[CONNECTIONS];
    int64_t left = until - clock_steady_us();
    const struct timespec t = { left > 0 ? left / 1000000 : 0,
                                left > 0 ? left % 1000000 * 1000 : 0 };
    bool any = false;

    for (size_t i = 0; i < CONNECTIONS; i++)
        fds[i] = (struct pollfd){ l->cons[i].fd, POLLIN, 0 };
    if (ppoll(fds, CONNECTIONS, &t, NULL) > 0)
        for (size_t i = 0; i < CONNECTIONS; i++)
            if (fds[i].revents)
                hear(l, &l->cons[i]);
    for (size_t i = 0; i < CONNECTIONS; i++)
        any |= l->cons[i].busy;
    return any;
}

static void run(Load *l)
{
    int64_t end;

    l->begin = clock_steady_us();
    while (l->sent < l->total && !told_to_end) {
        int64_t now = clock_steady_us();
        Connection *c = due(l, l->sent) <= now ? idle_connection(l) : NULL;
        if (c)
            ask(l, c);
        else
            (void)wait_until(l, due(l, l->sent) > now ? due(l, l->sent) : now + 1000);
    }
    end = clock_steady_us() + LOST_US;
    while (wait_until(l, clock_steady_us() + 1000) && clock_steady_us() < end)
        ;
    for (size_t i = 0; i < CONNECTIONS; i++) {
        if (l->cons[i].busy)
            finish(l, &l->cons[i], 0);
        drop(&l->cons[i]);
    }
}

int main(int argc, char **argv)
{
    int64_t port, rate, seconds;
    Load *l = mem_zget(1, sizeof *l);

    if (argc < 6 || !str_int(str_z(argv[1]), &port) || !str_int(str_z(argv[3]), &rate) ||
        rate < 1 || !str_int(str_z(argv[4]), &seconds)) {
        (void)fputs("usage: bench_latency PORT COOKIE RATE SECONDS PATH...\n", stderr);
        return 2;
    }
    (void)signal(SIGTERM, on_term);
    l->port = (uint16_t)port;
    l->cookie = argv[2];
    l->paths = argv + 5;
    l->npaths = (size_t)argc - 5;
    l->step = 1000000 / rate;
    l->total = (size_t)(rate * seconds);
    l->answers = mem_zget(l->total + 1, sizeof *l->answers);
    for (size_t i = 0; i < CONNECTIONS; i++)
        l->cons[i].fd = -1;
    run(l);
    for (size_t i = 0; i < l->sent; i++)
        (void)printf("%zu %lld %d\n", i % l->npaths, (long long)l->answers[i].us,
                     l->answers[i].status);
    mem_give(l->answers);
    mem_give(l);
    return 0;
}
