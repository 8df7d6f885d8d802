/* SPDX-License-Identifier: Apache-2.0
 * Runs a fuzz target once on each file of the folders named: past findings stay found.
 *
 * Files that are not there are no failure (a new target has an empty corpus), a crash is.
 */
#include "fuzz.h"

#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

static bool run_file(const char *path)
{
    FILE *f = fopen(path, "rb");
    struct stat st;
    if (!f || fstat(fileno(f), &st) != 0) {
        fprintf(stderr, "cannot read '%s'\n", path);
        if (f)
            (void)fclose(f);
        return false;
    }
    size_t size = (size_t)st.st_size;
    uint8_t *data = malloc(size ? size : 1);
    bool ok = data && fread(data, 1, size, f) == size;
    if (ok)
        (void)LLVMFuzzerTestOneInput(data, size);
    free(data);
    (void)fclose(f);
    return ok;
}

int main(int argc, char **argv)
{
    int passed = 0;
    int failed = 0;
    for (int i = 1; i < argc; i++) {
        DIR *dir = opendir(argv[i]);
        /* One thread only, so the buffer that readdir returns is ours. */
        for (struct dirent *d; dir && (d = readdir(dir));) { /* NOLINT(concurrency-mt-unsafe) */
            char path[4096];
            int n = snprintf(path, sizeof path, "%s/%s", argv[i], d->d_name);
            if (d->d_name[0] == '.' || n < 0 || (size_t)n >= sizeof path)
                continue;
            if (run_file(path))
                passed++;
            else
                failed++;
        }
        if (dir)
            (void)closedir(dir);
    }
    printf("%d passed, %d failed\n", passed, failed);
    return failed != 0;
}
