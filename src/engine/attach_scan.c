/* SPDX-License-Identifier: Apache-2.0
 * Asking a scanner for viruses: clamd at a socket of this machine, by its command INSTREAM. A file
 * is refused too if the scanner cannot be asked: who names one wants every file to be looked at.
 */
#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "engine/attach_file.h"

enum { SCAN_S = 60, REPLY_MAX = 1000 };

static int connect_to(Str path)
{
    const struct timeval limit = { .tv_sec = SCAN_S };
    struct sockaddr_un a = { .sun_family = AF_UNIX };
    int s;

    if (path.n >= sizeof a.sun_path)
        return -1;
    memcpy(a.sun_path, path.p, path.n);
    s = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (s < 0)
        return -1;
    if (setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit) == 0 &&
        setsockopt(s, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit) == 0 &&
        connect(s, (const struct sockaddr *)&a, sizeof a) == 0)
        return s;
    close(s);
    return -1;
}

static bool send_all(int s, const void *bytes, size_t n)
{
    const char *p = bytes;
    while (n) {
        ssize_t done = send(s, p, n, MSG_NOSIGNAL);
        if (done <= 0)
            return false;
        p += done;
        n -= (size_t)done;
    }
    return true;
}

/* Pieces with their length in front; a length of 0 ends them. */
static bool send_file(int s, int fd)
{
    static const char command[] = "zINSTREAM";
    char piece[32 << 10];
    ssize_t n;

    if (!send_all(s, command, sizeof command))
        return false;
    do {
        uint32_t size;
        n = read(fd, piece, sizeof piece);
        if (n < 0)
            return false;
        size = htonl((uint32_t)n);
        if (!send_all(s, &size, sizeof size) || !send_all(s, piece, (size_t)n))
            return false;
    } while (n > 0);
    return true;
}

static Str read_reply(int s, char reply[REPLY_MAX])
{
    size_t n = 0;
    ssize_t got;

    while (n < REPLY_MAX && (got = recv(s, reply + n, REPLY_MAX - n, 0)) > 0)
        n += (size_t)got;
    return str_trim((Str){ reply, n && reply[n - 1] == '\0' ? n - 1 : n });
}

bool attach_scan(Str scanner, const char *path, Err *e)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC), s = connect_to(scanner);
    char reply[REPLY_MAX];
    Str said = { 0 };

    if (fd >= 0 && s >= 0 && send_file(s, fd))
        said = read_reply(s, reply);
    if (fd >= 0)
        close(fd);
    if (s >= 0)
        close(s);
    if (str_eq(said, S("stream: OK")))
        return true;
    if (str_ends(said, S(" FOUND")))
        return err_set(e, ERR_INVALID, N_("the scanner for viruses refuses the file"));
    return err_set(e, ERR_BUSY,
                   N_("the scanner for viruses does not answer, so no files are taken; tell who"
                      " keeps the server"));
}
