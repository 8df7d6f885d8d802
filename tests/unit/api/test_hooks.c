/* SPDX-License-Identifier: Apache-2.0
 * Which addresses a webhook may go to.
 */
#include <arpa/inet.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "api/hooks.h"

static void read_address(const char *text, struct sockaddr_storage *out)
{
    struct sockaddr_in v4 = { .sin_family = AF_INET };
    struct sockaddr_in6 v6 = { .sin6_family = AF_INET6 };

    if (inet_pton(AF_INET, text, &v4.sin_addr) == 1) {
        memcpy(out, &v4, sizeof v4);
        return;
    }
    assert_int_equal(inet_pton(AF_INET6, text, &v6.sin6_addr), 1);
    memcpy(out, &v6, sizeof v6);
}

static void local_addresses_are_known(void **state)
{
    static const struct {
        const char *address;
        bool local, own;
    } cases[] = {
        { "127.0.0.1", true, true },
        { "127.255.255.254", true, true },
        { "0.0.0.0", true, false }, /* connects to this machine */
        { "10.0.0.1", true, false },
        { "100.64.0.1", true, false },
        { "100.127.255.255", true, false },
        { "100.128.0.1", false, false },
        { "169.254.169.254", true, false }, /* what clouds keep their keys at */
        { "172.15.255.255", false, false },
        { "172.16.0.1", true, false },
        { "172.31.255.255", true, false },
        { "172.32.0.1", false, false },
        { "192.168.0.1", true, false },
        { "192.169.0.1", false, false },
        { "198.18.0.1", true, false },
        { "203.0.113.9", true, false },
        { "224.0.0.1", true, false },
        { "255.255.255.255", true, false },
        { "8.8.8.8", false, false },
        { "223.5.5.5", false, false },
        { "::1", true, true },
        { "::", true, false },
        { "::ffff:127.0.0.1", true, false },
        { "::ffff:8.8.8.8", true, false },
        { "64:ff9b::7f00:1", true, false },
        { "64:ff9b::808:808", false, false },
        { "fc00::1", true, false },
        { "fd12:3456::1", true, false },
        { "fe80::1", true, false },
        { "ff02::1", true, false },
        { "2002:7f00:1::", true, false },
        { "2001::1", true, false },
        { "2001:db8::1", true, false },
        { "2400:3200::1", false, false },
        { "2606:4700::1111", false, false },
    };

    (void)state;
    for (size_t i = 0; i < LEN(cases); i++) {
        struct sockaddr_storage a = { 0 };
        read_address(cases[i].address, &a);
        if (is_local_address((struct sockaddr *)&a) != cases[i].local ||
            is_own_address((struct sockaddr *)&a) != cases[i].own)
            fail_msg("%s", cases[i].address);
    }
}

/* A path of the machine is no address of the net. */
static void other_families_are_local(void **state)
{
    const struct sockaddr unix_path = { .sa_family = AF_UNIX };
    (void)state;
    assert_true(is_local_address(&unix_path));
    assert_false(is_own_address(&unix_path));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(local_addresses_are_known),
        cmocka_unit_test(other_families_are_local),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
