/* SPDX-License-Identifier: Apache-2.0
 * ID tokens: the good ones, and what is wrong with the others. Keys are made for each run.
 */
#include "web/oidc_token.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <sodium.h>

#include "base/buf.h"
#include "support.h"

#define NOW 1780000000
#define GOOD                                                                                       \
    "\"iss\":\"https://id.example.org\",\"sub\":\"7\",\"nonce\":\"n0\",\"iat\":1780000000,"        \
    "\"preferred_username\":\"zhou\""
#define FOR_US ",\"aud\":\"qiao\",\"exp\":1780000060"
#define RS256 "{\"alg\":\"RS256\",\"kid\":\"rsa\"}"
#define ES256 "{\"alg\":\"ES256\",\"kid\":\"ec\"}"

typedef struct {
    Arena *a;
    EVP_PKEY *rsa, *ec, *small;
    Str keys; /* as the provider shows them */
} Keys;

static Str b64(Arena *a, const void *p, size_t n)
{
    size_t size = sodium_base64_encoded_len(n, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    char *text = arena_get(a, size);
    sodium_bin2base64(text, size, p, n, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    return str_z(text);
}

static Str number(Arena *a, EVP_PKEY *key, const char *name)
{
    BIGNUM *n = NULL;
    unsigned char bytes[1024] = { 0 };
    int size;

    assert_int_equal(EVP_PKEY_get_bn_param(key, name, &n), 1);
    size = BN_num_bytes(n) > 32 ? BN_num_bytes(n) : BN_num_bytes(n) <= 4 ? BN_num_bytes(n) : 32;
    assert_true(BN_bn2binpad(n, bytes, size) == size);
    BN_free(n);
    return b64(a, bytes, (size_t)size);
}

static Str rsa_jwk(Arena *a, EVP_PKEY *key, const char *more)
{
    return arena_printf(a, "{\"kty\":\"RSA\",\"n\":\"%.*s\",\"e\":\"%.*s\"%s}",
                        STR(number(a, key, OSSL_PKEY_PARAM_RSA_N)),
                        STR(number(a, key, OSSL_PKEY_PARAM_RSA_E)), more);
}

static Str ec_jwk(Arena *a, EVP_PKEY *key, const char *more)
{
    return arena_printf(a, "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"%.*s\",\"y\":\"%.*s\"%s}",
                        STR(number(a, key, OSSL_PKEY_PARAM_EC_PUB_X)),
                        STR(number(a, key, OSSL_PKEY_PARAM_EC_PUB_Y)), more);
}

static Keys keys_open(void)
{
    Keys k = { .a = arena_new(ARENA_REQUEST),
               .rsa = EVP_RSA_gen(2048),
               .ec = EVP_EC_gen("P-256"),
               .small = EVP_RSA_gen(1024) };

    assert_true(sodium_init() >= 0 && k.rsa && k.ec && k.small);
    k.keys = arena_printf(k.a, "{\"keys\":[%.*s,%.*s,%.*s]}",
                          STR(rsa_jwk(k.a, k.rsa, ",\"kid\":\"rsa\",\"use\":\"sig\"")),
                          STR(ec_jwk(k.a, k.ec, ",\"kid\":\"ec\",\"alg\":\"ES256\"")),
                          STR(rsa_jwk(k.a, k.small, ",\"kid\":\"small\"")));
    return k;
}

static void keys_close(Keys *k)
{
    EVP_PKEY_free(k->rsa);
    EVP_PKEY_free(k->ec);
    EVP_PKEY_free(k->small);
    arena_free(k->a);
}

/* Both numbers of a signature side by side. */
static Str from_asn1(Arena *a, const unsigned char *p, size_t n)
{
    ECDSA_SIG *s = d2i_ECDSA_SIG(NULL, &p, (long)n);
    unsigned char *bytes = arena_get(a, 64);

    assert_non_null(s);
    assert_int_equal(BN_bn2binpad(ECDSA_SIG_get0_r(s), bytes, 32), 32);
    assert_int_equal(BN_bn2binpad(ECDSA_SIG_get0_s(s), bytes + 32, 32), 32);
    ECDSA_SIG_free(s);
    return (Str){ (const char *)bytes, 64 };
}

static Str sign(Arena *a, EVP_PKEY *key, const char *header, const char *claims)
{
    Str text = arena_printf(a, "%.*s.%.*s", STR(b64(a, header, strlen(header))),
                            STR(b64(a, claims, strlen(claims))));
    EVP_MD_CTX *ctx = EVP_MD_CTX_new();
    size_t n = 1024;
    unsigned char *p = arena_get(a, n);
    Str signature;

    assert_int_equal(EVP_DigestSignInit(ctx, NULL, EVP_sha256(), NULL, key), 1);
    assert_int_equal(EVP_DigestSign(ctx, p, &n, (const unsigned char *)text.p, text.n), 1);
    EVP_MD_CTX_free(ctx);
    signature = EVP_PKEY_is_a(key, "EC") ? from_asn1(a, p, n) : (Str){ (const char *)p, n };
    return arena_printf(a, "%.*s.%.*s", STR(text), STR(b64(a, signature.p, signature.n)));
}

static TokenAnswer check(const Keys *k, Str token, Str keys)
{
    const TokenWanted w = { .issuer = S("https://id.example.org"),
                            .client = S("qiao"),
                            .nonce = S("n0"),
                            .claim = S("preferred_username"),
                            .now = (int64_t)NOW * 1000 };
    return token_check(k->a, token, keys, &w);
}

/* fault NULL: it is good; otherwise what the fault says */
static void expect(const char *what, TokenAnswer answer, const char *fault)
{
    if (!fault && (answer.fault || !str_eq(answer.value, S("zhou"))))
        fail_msg("%s: %s, '%.*s'", what, answer.fault ? answer.fault : "", STR(answer.value));
    if (fault &&
        (!answer.fault || answer.value.n || str_find(str_z(answer.fault), str_z(fault)) < 0))
        fail_msg("%s: not '%s' but '%s'", what, fault, answer.fault ? answer.fault : "good");
}

/* ---- what it claims ---- */

static void believes_no_more_than_it_should(void **state)
{
    static const struct {
        const char *claims, *fault;
    } cases[] = {
        { "{" GOOD FOR_US "}", NULL },
        { "{" GOOD ",\"aud\":[\"qiao\"],\"exp\":1780000060.5}", NULL },
        { "{" GOOD ",\"aud\":[\"bank\",\"qiao\"],\"azp\":\"qiao\",\"exp\":1780000060}", NULL },
        { "{" GOOD FOR_US ",\"azp\":\"qiao\",\"nbf\":1780000000}", NULL },
        { "{" GOOD ",\"aud\":\"qiao\",\"exp\":1779999960}", NULL }, /* clocks differ */
        { "{" GOOD ",\"aud\":[\"bank\",\"qiao\"],\"exp\":1780000060}", "for this client" },
        { "{" GOOD FOR_US ",\"azp\":\"bank\"}", "for this client" },
        { "{" GOOD FOR_US ",\"azp\":7}", "for this client" },
        { "{" GOOD ",\"aud\":\"bank\",\"exp\":1780000060}", "for this client" },
        { "{" GOOD ",\"aud\":[\"qiao\",7],\"azp\":\"qiao\",\"exp\":1780000060}", "for this client" },
        { "{" GOOD ",\"aud\":{\"qiao\":1},\"exp\":1780000060}", "for this client" },
        { "{" GOOD ",\"exp\":1780000060}", "for this client" },
        { "{" GOOD ",\"aud\":\"qiao\"}", "it is over" },
        { "{" GOOD ",\"aud\":\"qiao\",\"exp\":1779999939}", "it is over" },
        { "{" GOOD ",\"aud\":\"qiao\",\"exp\":\"1780000060\"}", "it is over" },
        { "{" GOOD ",\"aud\":\"qiao\",\"exp\":1e300}", "it is over" }, /* never would be */
        { "{" GOOD FOR_US ",\"nbf\":1780000600}", "not good yet" },
        { "{" GOOD FOR_US ",\"nbf\":\"now\"}", "not good yet" },
        { "{\"iss\":\"https://id.example.org/\",\"sub\":\"7\",\"nonce\":\"n0\",\"iat\":1780000000,"
          "\"preferred_username\":\"zhou\"" FOR_US "}", "another issuer" },
        { "{\"iss\":\"https://id.example.org\",\"sub\":\"7\",\"nonce\":\"n1\",\"iat\":1780000000,"
          "\"preferred_username\":\"zhou\"" FOR_US "}", "nonce" },
        { "{\"iss\":\"https://id.example.org\",\"sub\":\"7\",\"iat\":1780000000,"
          "\"preferred_username\":\"zhou\"" FOR_US "}", "nonce" },
        { "{\"iss\":\"https://id.example.org\",\"nonce\":\"n0\",\"iat\":1780000000,"
          "\"preferred_username\":\"zhou\"" FOR_US "}", "whom it is about" },
        { "{\"iss\":\"https://id.example.org\",\"sub\":\"7\",\"nonce\":\"n0\","
          "\"preferred_username\":\"zhou\"" FOR_US "}", "made just now" },
        { "{\"iss\":\"https://id.example.org\",\"sub\":\"7\",\"nonce\":\"n0\",\"iat\":1779990000,"
          "\"preferred_username\":\"zhou\"" FOR_US "}", "made just now" },
        { "{\"iss\":\"https://id.example.org\",\"sub\":\"7\",\"nonce\":\"n0\",\"iat\":1780000100,"
          "\"preferred_username\":\"zhou\"" FOR_US "}", "made just now" },
        { "{\"iss\":\"https://id.example.org\",\"sub\":\"7\",\"nonce\":\"n0\",\"iat\":1780000000" FOR_US "}",
          "oidc_claim" },
        { "{\"iss\":\"https://id.example.org\",\"sub\":\"7\",\"nonce\":\"n0\",\"iat\":1780000000,"
          "\"preferred_username\":7" FOR_US "}", "oidc_claim" },
        /* which of two is meant is nobody's to guess */
        { "{" GOOD FOR_US ",\"preferred_username\":\"sysadmin\"}", "no JSON" },
        { "{" GOOD FOR_US ",\"x\":\"\\u0000\"}", "no JSON" },
        { "[]", "no JSON" },
        { "{", "no JSON" },
    };
    Keys k = keys_open();

    (void)state;
    for (size_t i = 0; i < LEN(cases); i++) {
        expect(cases[i].claims, check(&k, sign(k.a, k.rsa, RS256, cases[i].claims), k.keys),
               cases[i].fault);
        expect(cases[i].claims, check(&k, sign(k.a, k.ec, ES256, cases[i].claims), k.keys),
               cases[i].fault);
    }
    keys_close(&k);
}

/* ---- by whom it is signed ---- */

static void knows_who_signed(void **state)
{
    static const struct {
        const char *header;
        bool ec; /* signed by that key, else by the other */
        const char *fault;
    } cases[] = {
        { RS256, false, NULL },
        { ES256, true, NULL },
        { "{\"alg\":\"ES256\"}", true, NULL }, /* there is one of that kind */
        { "{\"alg\":\"RS256\"}", false, "no one key" }, /* there are two */
        { "{\"alg\":\"none\"}", false, "neither" },
        { "{\"alg\":\"NONE\",\"kid\":\"rsa\"}", false, "neither" },
        { "{\"alg\":\"HS256\",\"kid\":\"rsa\"}", false, "neither" },
        { "{\"alg\":\"rs256\",\"kid\":\"rsa\"}", false, "neither" },
        { "{\"alg\":[\"RS256\"],\"kid\":\"rsa\"}", false, "neither" },
        { "{\"kid\":\"rsa\"}", false, "neither" },
        { "{\"alg\":\"RS256\",\"kid\":\"ec\"}", false, "no one key" },
        { "{\"alg\":\"ES256\",\"kid\":\"rsa\"}", true, "no one key" },
        { "{\"alg\":\"RS256\",\"kid\":\"new\"}", false, "no one key" },
        { "{\"alg\":\"RS256\",\"kid\":7}", false, "no text" },
        { "{\"alg\":\"RS256\",\"kid\":\"rsa\",\"crit\":[\"exp\"]}", false, "demands" },
        { RS256, true, "signature" },
        { ES256, false, "signature" },
        { "{\"alg\":\"RS256\",\"kid\":\"small\"}", false, "signature" },
        { "{\"alg\":\"RS256\",\"alg\":\"RS256\",\"kid\":\"rsa\"}", false, "header" },
        { "7", false, "header" },
    };
    Keys k = keys_open();

    (void)state;
    for (size_t i = 0; i < LEN(cases); i++) {
        Str t = sign(k.a, cases[i].ec ? k.ec : k.rsa, cases[i].header, "{" GOOD FOR_US "}");
        TokenAnswer answer = check(&k, t, k.keys);
        expect(cases[i].header, answer, cases[i].fault);
        assert_int_equal(answer.unknown_key,
                         cases[i].fault && strcmp(cases[i].fault, "no one key") == 0);
    }
    keys_close(&k);
}

static void a_weak_key_signs_nothing(void **state)
{
    Keys k = keys_open();

    (void)state;
    expect("1024 bits",
           check(&k,
                 sign(k.a, k.small, "{\"alg\":\"RS256\",\"kid\":\"small\"}", "{" GOOD FOR_US "}"),
                 k.keys),
           "signature");
    keys_close(&k);
}

static void every_byte_counts(void **state)
{
    Keys k = keys_open();
    Str good[] = { sign(k.a, k.rsa, RS256, "{" GOOD FOR_US "}"),
                   sign(k.a, k.ec, ES256, "{" GOOD FOR_US "}") };

    (void)state;
    for (size_t g = 0; g < LEN(good); g++)
        for (size_t i = 0; i < good[g].n; i++) {
            char *copy = arena_z(k.a, good[g]);
            copy[i] = copy[i] == 'A' ? 'B' : 'A';
            if (!check(&k, str_z(copy), k.keys).fault)
                fail_msg("token %zu is good with another byte at %zu", g, i);
            copy = arena_z(k.a, good[g]);
            if (!check(&k, (Str){ copy, i }, k.keys).fault)
                fail_msg("token %zu is good with %zu bytes", g, i);
        }
    keys_close(&k);
}

/* ---- keys ---- */

static void keys_may_be_anything(void **state)
{
    Keys k = keys_open();
    Str t = sign(k.a, k.rsa, RS256, "{" GOOD FOR_US "}");
    Str e = sign(k.a, k.ec, ES256, "{" GOOD FOR_US "}");
    const char *rsa = rsa_jwk(k.a, k.rsa, ",\"kid\":\"rsa\"").p;
    const struct {
        Str token;
        const char *keys, *fault;
    } cases[] = {
        { t, arena_printf(k.a, "{\"keys\":[7,null,{},%s]}", rsa).p, NULL },
        { t, arena_printf(k.a, "{\"keys\":[%s,%s]}", rsa, rsa).p, "no one key" },
        { t, arena_printf(k.a, "{\"keys\":{\"rsa\":%s}}", rsa).p, "no one key" },
        { t, rsa_jwk(k.a, k.rsa, ",\"kid\":\"rsa\",\"use\":\"enc\"").p, "no one key" },
        { t, arena_printf(k.a, "{\"keys\":[%s]}",
                          rsa_jwk(k.a, k.rsa, ",\"kid\":\"rsa\",\"use\":\"enc\"").p).p, "no one key" },
        { t, arena_printf(k.a, "{\"keys\":[%s]}",
                          rsa_jwk(k.a, k.rsa, ",\"kid\":\"rsa\",\"alg\":\"PS256\"").p).p, "no one key" },
        { t, "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"rsa\"}]}", "signature" },
        { t, "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"rsa\",\"n\":\"AQAB\",\"e\":\"AQAB\"}]}", "signature" },
        { t, "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"rsa\",\"n\":\"+/==\",\"e\":\"AQAB\"}]}", "signature" },
        { t, "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"rsa\",\"k\":\"AQAB\"}]}", "no one key" },
        /* a point that is not on the curve, and one of another curve */
        { e, "{\"keys\":[{\"kty\":\"EC\",\"kid\":\"ec\",\"crv\":\"P-256\","
             "\"x\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE\","
             "\"y\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE\"}]}", "signature" },
        { e, "{\"keys\":[{\"kty\":\"EC\",\"kid\":\"ec\",\"crv\":\"P-384\",\"x\":\"AAAA\","
             "\"y\":\"AAAA\"}]}", "signature" },
        { t, "{\"keys\":[", "no one key" },
        { t, "", "no one key" },
    };

    (void)state;
    for (size_t i = 0; i < LEN(cases); i++)
        expect(cases[i].keys, check(&k, cases[i].token, str_z(cases[i].keys)), cases[i].fault);
    keys_close(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(believes_no_more_than_it_should),
        cmocka_unit_test(knows_who_signed),
        cmocka_unit_test(a_weak_key_signs_nothing),
        cmocka_unit_test(every_byte_counts),
        cmocka_unit_test(keys_may_be_anything),
    };
    return cmocka_run_group_tests_name("web/oidc_token", tests, NULL, NULL);
}
