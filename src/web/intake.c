/* SPDX-License-Identifier: Apache-2.0
 * Tokens and limits of public forms.
 *
 * Counts stand in a fixed table by a hash of the address, so that no flood takes memory; two
 * addresses that share a place share its limit. Addresses themselves are not kept.
 */
#include "web/intake.h"

#include <pthread.h>
#include <sodium.h>

#include "base/mem.h"

enum { SLOTS = 4096, USED = 1024, SALT = 8, MAC = 16, TOKEN = 8 + SALT + MAC, HOUR = 3600 * 1000 };
static const size_t HEX = (size_t)2 * TOKEN; /* letters of a token */

typedef struct {
    int64_t hour;
    int count;
} Slot;

struct Intake {
    unsigned char key[crypto_generichash_KEYBYTES];
    int each;
    pthread_mutex_t lock;
    Slot slots[SLOTS], all;
    unsigned char used[USED][SALT]; /* a ring */
    size_t nused;
};

Intake *intake_new(int each)
{
    Intake *in = mem_zget(1, sizeof *in);

    crypto_generichash_keygen(in->key);
    in->each = each;
    (void)pthread_mutex_init(&in->lock, NULL);
    return in;
}

void intake_free(Intake *in)
{
    if (!in)
        return;
    (void)pthread_mutex_destroy(&in->lock);
    mem_give(in);
}

/* ---- tokens ---- */

static void seal(const Intake *in, const unsigned char *body, unsigned char mac[MAC])
{
    crypto_generichash(mac, MAC, body, 8 + SALT, in->key, sizeof in->key);
}

Str intake_token(const Intake *in, Arena *a, int64_t now)
{
    unsigned char bytes[TOKEN];
    char *hex = arena_get(a, HEX + 1);

    for (size_t i = 0; i < 8; i++)
        bytes[i] = (unsigned char)((uint64_t)now >> (8 * i));
    randombytes_buf(bytes + 8, SALT);
    seal(in, bytes, bytes + 8 + SALT);
    sodium_bin2hex(hex, HEX + 1, bytes, TOKEN);
    return (Str){ hex, HEX };
}

static bool open_token(const Intake *in, Str token, unsigned char bytes[TOKEN])
{
    unsigned char mac[MAC];
    size_t n;

    if (token.n != HEX || sodium_hex2bin(bytes, TOKEN, token.p, token.n, NULL, &n, NULL) != 0 ||
        n != TOKEN)
        return false;
    seal(in, bytes, mac);
    return sodium_memcmp(mac, bytes + 8 + SALT, MAC) == 0;
}

bool intake_check(Intake *in, Str token, int64_t now, Err *e)
{
    unsigned char bytes[TOKEN];
    uint64_t made = 0;

    if (!open_token(in, token, bytes))
        return err_set(e, ERR_INVALID,
                       N_("this form is not one that this server gave out; open the page anew"));
    for (size_t i = 0; i < 8; i++)
        made |= (uint64_t)bytes[i] << (8 * i);
    if (now - (int64_t)made < TOKEN_YOUNGEST_MS)
        return err_set(e, ERR_INVALID,
                       N_("the form came back too fast; wait a moment and send it again"));
    if (now - (int64_t)made > TOKEN_OLDEST_MS)
        return err_set(e, ERR_INVALID,
                       N_("the form was open too long; look it over and send it again"));
    return true;
}

bool intake_spend(Intake *in, Str token, Err *e)
{
    unsigned char bytes[TOKEN];
    bool fresh = open_token(in, token, bytes);

    (void)pthread_mutex_lock(&in->lock);
    for (size_t i = 0; fresh && i < USED && i < in->nused; i++)
        fresh = memcmp(in->used[i], bytes + 8, SALT) != 0;
    if (fresh)
        memcpy(in->used[in->nused++ % USED], bytes + 8, SALT);
    (void)pthread_mutex_unlock(&in->lock);
    return fresh || err_set(e, ERR_CONFLICT, N_("this form was sent already"));
}

/* ---- limits ---- */

static bool count(Slot *s, int64_t hour, int most)
{
    if (s->hour != hour)
        *s = (Slot){ .hour = hour };
    if (s->count >= most)
        return false;
    s->count++;
    return true;
}

bool intake_full(Intake *in, Str client, int64_t now)
{
    const Slot *s = &in->slots[str_hash(client) % SLOTS];
    bool full;

    (void)pthread_mutex_lock(&in->lock);
    full = s->hour == now / HOUR && s->count >= in->each;
    (void)pthread_mutex_unlock(&in->lock);
    return full;
}

bool intake_admit(Intake *in, Str client, int64_t now, Err *e)
{
    int64_t hour = now / HOUR;
    bool ok;

    (void)pthread_mutex_lock(&in->lock);
    ok = count(&in->slots[str_hash(client) % SLOTS], hour, in->each) &&
         count(&in->all, hour, INTAKE_ALL);
    (void)pthread_mutex_unlock(&in->lock);
    return ok ||
           err_set(e, ERR_BUSY,
                   N_("too many requests came from there within an hour; try again later, or write "
                      "to the office"));
}
