/* SPDX-License-Identifier: Apache-2.0
 * The fence: limits of the process, a filter of system calls, rules of the file system.
 *
 * Between fork and exec nothing is called that other threads could hold a lock of.
 */
#include "engine/fenced.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    EXIT_NOT_RUN = 127,
    EXIT_NO_FENCE = 126,
    ONE_READ = 64 << 10,
    STEP_BACK = 10, /* steps of priority: it works behind the server's own pages */
};

/* ---- in the child ---- */

static bool limit(int what, rlim_t most)
{
    const struct rlimit l = { most, most };
    return setrlimit((__rlimit_resource_t)what, &l) == 0;
}

static bool limit_all(const Fenced *f)
{
    return limit(RLIMIT_AS, f->memory) && limit(RLIMIT_CPU, f->cpu_s) &&
           limit(RLIMIT_FSIZE, f->file_most) && limit(RLIMIT_CORE, 0);
}

#if defined(__x86_64__)
#define MACHINE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define MACHINE AUDIT_ARCH_AARCH64
#endif

#ifdef MACHINE
#define REFUSED(call)                                                                              \
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (call), 0, 1),                                             \
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM)

/* No network, no hand on other processes. Calls of another machine's numbers end it. */
static bool filter_calls(void)
{
    const struct sock_filter rules[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, MACHINE, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
        REFUSED(SYS_socket),
        REFUSED(SYS_io_uring_setup),
        REFUSED(SYS_ptrace),
        REFUSED(SYS_process_vm_readv),
        REFUSED(SYS_process_vm_writev),
        REFUSED(SYS_pidfd_open),
        REFUSED(SYS_kill),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    const struct sock_fprog program = { LEN(rules), (struct sock_filter *)(uintptr_t)rules };
    return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) == 0;
}
#else
static bool filter_calls(void)
{
    return true;
}
#endif

static bool allow(int ruleset, const char *path, uint64_t what)
{
    struct landlock_path_beneath_attr rule = { .allowed_access = what };
    bool ok;

    rule.parent_fd = open(path, O_PATH | O_CLOEXEC);
    if (rule.parent_fd < 0)
        return errno == ENOENT;
    ok = syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0;
    close(rule.parent_fd);
    return ok;
}

/* Of the file system it sees what programs need to run, and what it was given. A kernel that knows
 * no Landlock lets it see what the server sees. */
static bool fence_files(const Fenced *f)
{
    static const char *const system[] = { "/usr", "/lib", "/lib64", "/etc" };
    const uint64_t reads = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR |
                           LANDLOCK_ACCESS_FS_EXECUTE,
                   writes = LANDLOCK_ACCESS_FS_WRITE_FILE;
    const struct landlock_ruleset_attr all = {
        .handled_access_fs = reads | writes | LANDLOCK_ACCESS_FS_MAKE_REG |
                             LANDLOCK_ACCESS_FS_REMOVE_FILE,
    };
    int set = (int)syscall(SYS_landlock_create_ruleset, &all, sizeof all, 0);
    bool ok = true;

    if (set < 0)
        return errno == ENOSYS || errno == EOPNOTSUPP;
    for (size_t i = 0; i < LEN(system); i++)
        ok = ok && allow(set, system[i], reads);
    if (f->may_read)
        ok = ok && allow(set, f->may_read, LANDLOCK_ACCESS_FS_READ_FILE);
    if (f->may_write)
        ok = ok && allow(set, f->may_write, LANDLOCK_ACCESS_FS_READ_FILE | writes);
    ok = ok && syscall(SYS_landlock_restrict_self, set, 0) == 0;
    close(set);
    return ok;
}

/* The three standard files; nothing else stays open. */
static bool lay_files(const Fenced *f, int out, int complaint)
{
    int in = f->in >= 0 ? f->in : open("/dev/null", O_RDONLY | O_CLOEXEC);

    return in >= 0 && dup2(in, STDIN_FILENO) >= 0 && dup2(out, STDOUT_FILENO) >= 0 &&
           dup2(complaint, STDERR_FILENO) >= 0 && close_range(3, ~0U, 0) == 0;
}

static _Noreturn void become(const Fenced *f, int out, int complaint)
{
    char *const env[] = { NULL };

    (void)setpriority(PRIO_PROCESS, 0, getpriority(PRIO_PROCESS, 0) + STEP_BACK);
    if (!lay_files(f, out, complaint) || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
        !fence_files(f) || !limit_all(f) || !filter_calls())
        _exit(EXIT_NO_FENCE);
    (void)alarm(f->wall_s + 1);
    (void)execve(f->args[0], (char *const *)(uintptr_t)f->args, env);
    _exit(EXIT_NOT_RUN);
}

/* ---- beside it ---- */

static int64_t now_ms(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Reads what there is; the pipe is closed at its end, and *fd is -1 then. False: `b` is full. */
static bool drain(int *fd, Buf *b)
{
    char room[ONE_READ];
    ssize_t n = read(*fd, room, sizeof room);

    if (n < 0 && (errno == EINTR || errno == EAGAIN))
        return true;
    if (n <= 0) {
        close(*fd);
        *fd = -1;
        return true;
    }
    if (b)
        buf_put(b, (Str){ room, (size_t)n });
    return !b || !b->failed;
}

/* Takes what it says until it has said all; what it complains of beyond its buffer is lost. */
static FencedEnd listen(const Fenced *f, int from[2], Buf *out, Buf *complaint)
{
    int64_t until = now_ms() + (int64_t)f->wall_s * 1000;

    while (from[0] >= 0 || from[1] >= 0) {
        struct pollfd fds[2] = { { from[0], POLLIN, 0 }, { from[1], POLLIN, 0 } };
        int64_t left = until - now_ms();
        if (left <= 0)
            return FENCED_SLOW;
        if (poll(fds, 2, (int)left) < 0 && errno != EINTR)
            return FENCED_FAILED;
        if (fds[0].revents && !drain(&from[0], out))
            return FENCED_MUCH;
        if (fds[1].revents)
            (void)drain(&from[1], complaint);
    }
    return FENCED_DONE;
}

static FencedEnd end_of(pid_t child, FencedEnd heard)
{
    int status = -1;

    if (heard != FENCED_DONE)
        (void)kill(child, SIGKILL);
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            return FENCED_FAILED;
    if (heard != FENCED_DONE)
        return heard;
    if (WIFSIGNALED(status))
        return WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGALRM ? FENCED_SLOW
                                                                          : FENCED_FAILED;
    if (WEXITSTATUS(status) == EXIT_NOT_RUN || WEXITSTATUS(status) == EXIT_NO_FENCE)
        return FENCED_MISSING;
    return WEXITSTATUS(status) == 0 ? FENCED_DONE : FENCED_FAILED;
}

FencedEnd fenced_run(const Fenced *f, Buf *out, Buf *complaint)
{
    int says[2] = { -1, -1 }, complains[2] = { -1, -1 };
    FencedEnd end = FENCED_MISSING;
    pid_t child = -1;

    if (pipe2(says, O_CLOEXEC) == 0 && pipe2(complains, O_CLOEXEC) == 0)
        child = fork();
    if (child == 0)
        become(f, says[1], complains[1]);
    if (says[1] >= 0)
        close(says[1]);
    if (complains[1] >= 0)
        close(complains[1]);
    int from[2] = { says[0], complains[0] };
    if (child > 0)
        end = end_of(child, listen(f, from, out, complaint));
    for (size_t i = 0; i < LEN(from); i++)
        if (from[i] >= 0)
            close(from[i]);
    return end;
}
