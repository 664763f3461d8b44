#include "TestCrypto.h"

#if defined(__linux__)
#include <openssl/evp.h>
#include <openssl/ec.h>

struct test_key {
    EVP_PKEY *pkey;
};

test_key *test_key_new(void) {
    EVP_PKEY *pkey = EVP_EC_gen("P-256");
    if (pkey == NULL) return NULL;
    test_key *key = OPENSSL_malloc(sizeof(test_key));
    if (key == NULL) {
        EVP_PKEY_free(pkey);
        return NULL;
    }
    key->pkey = pkey;
    return key;
}

int test_key_public(const test_key *key, uint8_t *out) {
    size_t length = 0;
    return EVP_PKEY_get_octet_string_param(key->pkey, "pub", out, 65, &length) && length == 65;
}

size_t test_key_sign(const test_key *key, const uint8_t *message, size_t length, uint8_t *out) {
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    size_t written = 72;
    int done = context != NULL && EVP_DigestSignInit(context, NULL, EVP_sha256(), NULL, key->pkey) == 1 &&
        EVP_DigestSign(context, out, &written, message, length) == 1;
    EVP_MD_CTX_free(context);
    return done ? written : 0;
}

void test_key_free(test_key *key) {
    EVP_PKEY_free(key->pkey);
    OPENSSL_free(key);
}
#endif
