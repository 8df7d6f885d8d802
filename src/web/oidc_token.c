/* SPDX-License-Identifier: Apache-2.0
 * A token is taken apart, its key found, its signature checked, and only then what it claims.
 */
#include "web/oidc_token.h"

#include <jansson.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <sodium.h>

enum {
    TOKEN_MAX = 32 << 10,
    KEYS_MAX = 100,
    AUDIENCES_MAX = 20,
    SKEW_S = 60,           /* how far the clocks may be apart */
    AGE_S = 10 * 60,       /* how long ago it may have been made */
    RSA_BITS_MIN = 2048,
    RSA_BITS_MAX = 8192,
    EXPONENT_MAX = 8,      /* bytes */
    P256_BYTES = 32,
    SUBJECT_MAX = 255,
};

static void key_free(EVP_PKEY **key)
{
    EVP_PKEY_free(*key);
}

static void big_free(BIGNUM **n)
{
    BN_free(*n);
}

static void build_free(OSSL_PARAM_BLD **b)
{
    OSSL_PARAM_BLD_free(*b);
}

static void params_free(OSSL_PARAM **p)
{
    OSSL_PARAM_free(*p);
}

static void key_ctx_free(EVP_PKEY_CTX **c)
{
    EVP_PKEY_CTX_free(*c);
}

static void digest_free(EVP_MD_CTX **c)
{
    EVP_MD_CTX_free(*c);
}

static void signature_free(ECDSA_SIG **s)
{
    ECDSA_SIG_free(*s);
}

/* ---- pieces ---- */

/* Base64 for URLs, without padding and with nothing else in it. */
static bool decode(Arena *a, Str text, Str *out)
{
    unsigned char *p = arena_get(a, text.n + 1);
    size_t n = 0;

    if (!text.n || sodium_base642bin(p, text.n, text.p, text.n, NULL, &n, NULL,
                                     sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0)
        return false;
    *out = (Str){ (const char *)p, n };
    return true;
}

static json_t *parse(Str text)
{
    json_error_t why;
    json_t *o = json_loadb(text.p ? text.p : "", text.n, JSON_REJECT_DUPLICATES, &why);

    if (o && !json_is_object(o)) {
        json_decref(o);
        return NULL;
    }
    return o;
}

static json_t *decode_json(Arena *a, Str part)
{
    Str text;
    return decode(a, part, &text) ? parse(text) : NULL;
}

/* Borrowed from the object; p NULL if there is no such text. */
static Str text_of(const json_t *o, const char *name)
{
    const json_t *v = json_object_get(o, name);
    return json_is_string(v) ? (Str){ json_string_value(v), json_string_length(v) } : (Str){ 0 };
}

static bool says(const json_t *o, const char *name, Str what)
{
    Str have = text_of(o, name);
    return have.p && str_eq(have, what);
}

/* ---- keys ---- */

static EVP_PKEY *make_key(const char *type, OSSL_PARAM *params)
{
    AUTO(key_ctx_free) EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_name(NULL, type, NULL);
    EVP_PKEY *key = NULL;

    if (!ctx || EVP_PKEY_fromdata_init(ctx) != 1 ||
        EVP_PKEY_fromdata(ctx, &key, EVP_PKEY_PUBLIC_KEY, params) != 1)
        return NULL;
    return key;
}

static bool read_number(Arena *a, const json_t *jwk, const char *name, BIGNUM **out)
{
    Str bytes;
    if (!decode(a, text_of(jwk, name), &bytes) || bytes.n > RSA_BITS_MAX / 8 + 1)
        return false;
    *out = BN_bin2bn((const unsigned char *)bytes.p, (int)bytes.n, NULL);
    return *out != NULL;
}

static EVP_PKEY *rsa_key(Arena *a, const json_t *jwk)
{
    AUTO(big_free) BIGNUM *n = NULL;
    AUTO(big_free) BIGNUM *exponent = NULL;
    AUTO(build_free) OSSL_PARAM_BLD *build = OSSL_PARAM_BLD_new();
    AUTO(params_free) OSSL_PARAM *params = NULL;

    if (!build || !read_number(a, jwk, "n", &n) || !read_number(a, jwk, "e", &exponent) ||
        BN_num_bits(n) < RSA_BITS_MIN || BN_num_bits(n) > RSA_BITS_MAX ||
        BN_num_bytes(exponent) > EXPONENT_MAX || BN_num_bits(exponent) < 2 || !BN_is_odd(exponent))
        return NULL;
    if (OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_RSA_N, n) != 1 ||
        OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_RSA_E, exponent) != 1)
        return NULL;
    params = OSSL_PARAM_BLD_to_param(build);
    return params ? make_key("RSA", params) : NULL;
}

/* The library refuses a point that is not on the curve. */
static EVP_PKEY *p256_key(Arena *a, const json_t *jwk)
{
    char curve[] = "P-256";
    unsigned char point[1 + 2 * P256_BYTES] = { POINT_CONVERSION_UNCOMPRESSED };
    Str x, y;

    if (!says(jwk, "crv", str_z(curve)) || !decode(a, text_of(jwk, "x"), &x) ||
        !decode(a, text_of(jwk, "y"), &y) || x.n != P256_BYTES || y.n != P256_BYTES)
        return NULL;
    memcpy(point + 1, x.p, P256_BYTES);
    memcpy(point + 1 + P256_BYTES, y.p, P256_BYTES);
    OSSL_PARAM params[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, curve, 0),
        OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, point, sizeof point),
        OSSL_PARAM_construct_end(),
    };
    return make_key("EC", params);
}

/* ---- signatures ---- */

static bool same_bytes(Arena *a, Str in, Str *out)
{
    (void)a;
    *out = in;
    return true;
}

/* Tokens have both numbers side by side, the library wants them in ASN.1. */
static bool to_asn1(Arena *a, Str in, Str *out)
{
    AUTO(signature_free) ECDSA_SIG *s = ECDSA_SIG_new();
    const unsigned char *p = (const unsigned char *)in.p;
    BIGNUM *left, *right;
    unsigned char *bytes, *end;
    int n;

    if (!s || in.n != (size_t)2 * P256_BYTES)
        return false;
    left = BN_bin2bn(p, P256_BYTES, NULL);
    right = BN_bin2bn(p + P256_BYTES, P256_BYTES, NULL);
    if (!left || !right || ECDSA_SIG_set0(s, left, right) != 1) {
        BN_free(left);
        BN_free(right);
        return false;
    }
    n = i2d_ECDSA_SIG(s, NULL);
    if (n <= 0)
        return false;
    bytes = end = arena_get(a, (size_t)n);
    *out = (Str){ (const char *)bytes, (size_t)i2d_ECDSA_SIG(s, &end) };
    return true;
}

/* What is not in this table is refused: 'none', and all that is made with a shared secret, lest a
 * public key is taken for one. */
typedef struct {
    const char *alg, *kty;
    EVP_PKEY *(*key)(Arena *a, const json_t *jwk);
    bool (*signature)(Arena *a, Str in, Str *out);
} Algorithm;

static const Algorithm algorithms[] = {
    { "RS256", "RSA", rsa_key, same_bytes },
    { "ES256", "EC", p256_key, to_asn1 },
};

static bool verify(Arena *a, const Algorithm *how, EVP_PKEY *key, Str text, Str signature)
{
    AUTO(digest_free) EVP_MD_CTX *ctx = EVP_MD_CTX_new();

    return ctx && how->signature(a, signature, &signature) &&
           EVP_DigestVerifyInit(ctx, NULL, EVP_sha256(), NULL, key) == 1 &&
           EVP_DigestVerify(ctx, (const unsigned char *)signature.p, signature.n,
                            (const unsigned char *)text.p, text.n) == 1;
}

/* ---- which key ---- */

static const Algorithm *find_algorithm(const json_t *header)
{
    for (size_t i = 0; i < LEN(algorithms); i++)
        if (says(header, "alg", str_z(algorithms[i].alg)))
            return &algorithms[i];
    return NULL;
}

/* A key says what it is for, or nothing about it. */
static bool fits(const json_t *jwk, const Algorithm *how, Str kid)
{
    return says(jwk, "kty", str_z(how->kty)) &&
           (!json_object_get(jwk, "use") || says(jwk, "use", S("sig"))) &&
           (!json_object_get(jwk, "alg") || says(jwk, "alg", str_z(how->alg))) &&
           (!kid.p || says(jwk, "kid", kid));
}

/* The one key that fits; a token that names none may be of the only one there is. */
static const json_t *find_key(const json_t *set, const Algorithm *how, Str kid)
{
    const json_t *list = json_object_get(set, "keys"), *found = NULL;
    size_t n = json_array_size(list);

    for (size_t i = 0; i < n && i < KEYS_MAX; i++) {
        const json_t *jwk = json_array_get(list, i);
        if (!json_is_object(jwk) || !fits(jwk, how, kid))
            continue;
        if (found)
            return NULL;
        found = jwk;
    }
    return found;
}

static bool signed_by(Arena *a, const Algorithm *how, const json_t *jwk, Str text, Str signature)
{
    AUTO(key_free) EVP_PKEY *key = how->key(a, jwk);
    bool good = key && verify(a, how, key, text, signature);

    ERR_clear_error();
    return good;
}

/* ---- what it claims ---- */

static bool is_for(const json_t *claims, Str client)
{
    const json_t *list = json_object_get(claims, "aud"), *azp = json_object_get(claims, "azp");
    size_t n = json_array_size(list);
    bool found = says(claims, "aud", client);

    if (n > AUDIENCES_MAX)
        return false;
    for (size_t i = 0; i < n; i++) {
        const json_t *v = json_array_get(list, i);
        if (!json_is_string(v))
            return false;
        found |= str_eq((Str){ json_string_value(v), json_string_length(v) }, client);
    }
    return found && (azp ? says(claims, "azp", client) : n <= 1);
}

/* Within `from` to `to` seconds from now? */
static bool is_between(const json_t *v, int64_t now, double from, double to)
{
    double s = json_number_value(v) - (double)now / 1000;
    return json_is_number(v) && s > from && s < to;
}

static const char *fault_of_time(const json_t *claims, int64_t now)
{
    const json_t *from = json_object_get(claims, "nbf");

    if (!is_between(json_object_get(claims, "exp"), now, -SKEW_S, 1e12))
        return "it is over, or does not say until when it is good";
    if (!is_between(json_object_get(claims, "iat"), now, -(AGE_S + SKEW_S), SKEW_S))
        return "it was not made just now, or does not say when";
    if (from && !is_between(from, now, -1e12, SKEW_S))
        return "it is not good yet";
    return NULL;
}

static const char *fault_of_claims(const json_t *claims, const TokenWanted *w)
{
    Str nonce = text_of(claims, "nonce"), subject = text_of(claims, "sub");

    if (!says(claims, "iss", w->issuer))
        return "it is of another issuer";
    if (!is_for(claims, w->client))
        return "it is not for this client alone";
    if (!nonce.p || nonce.n != w->nonce.n || sodium_memcmp(nonce.p, w->nonce.p, nonce.n) != 0)
        return "it is not of this sign-in: its nonce is another";
    if (!subject.n || subject.n > SUBJECT_MAX)
        return "it does not say whom it is about";
    return fault_of_time(claims, w->now);
}

static TokenAnswer refuse(const char *fault)
{
    return (TokenAnswer){ .fault = fault };
}

static TokenAnswer check_claims(Arena *a, Str part, const TokenWanted *w)
{
    AUTO(json_decrefp) json_t *claims = decode_json(a, part);
    const char *fault = claims ? fault_of_claims(claims, w) : "its claims are no JSON object";
    Str value = claims ? text_of(claims, arena_z(a, w->claim)) : (Str){ 0 };

    if (!fault && !value.n)
        fault = "it does not have the claim that the setting oidc_claim names, as text";
    return fault ? refuse(fault) : (TokenAnswer){ .value = arena_str(a, value) };
}

/* ---- all of it ---- */

static TokenAnswer check_signature(Arena *a, Str head, Str text, Str signature, Str keys)
{
    AUTO(json_decrefp) json_t *header = decode_json(a, head);
    AUTO(json_decrefp) json_t *set = parse(keys);
    const Algorithm *how = header ? find_algorithm(header) : NULL;
    const json_t *jwk;
    Str bytes;

    if (!header)
        return refuse("its header is no JSON object");
    if (!how)
        return refuse("it is signed by neither RS256 nor ES256");
    if (json_object_get(header, "crit"))
        return refuse("its header demands what is not known here");
    if (json_object_get(header, "kid") && !text_of(header, "kid").p)
        return refuse("the name of its key is no text");
    jwk = set ? find_key(set, how, text_of(header, "kid")) : NULL;
    if (!jwk)
        return (TokenAnswer){ .fault = "no one key of the provider fits it", .unknown_key = true };
    if (!decode(a, signature, &bytes) || !signed_by(a, how, jwk, text, bytes))
        return refuse("its signature is wrong");
    return (TokenAnswer){ 0 };
}

TokenAnswer token_check(Arena *a, Str token, Str keys, const TokenWanted *w)
{
    Str head, rest, claims, signature, text;
    TokenAnswer answer;

    if (token.n > TOKEN_MAX)
        return refuse("it is too long");
    if (!str_cut(token, S("."), &head, &rest) || !str_cut(rest, S("."), &claims, &signature) ||
        str_find(signature, S(".")) >= 0)
        return refuse("it does not have three parts");
    text = str_part(token, 0, head.n + 1 + claims.n);
    answer = check_signature(a, head, text, signature, keys);
    return answer.fault ? answer : check_claims(a, claims, w);
}
