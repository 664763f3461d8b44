// P-256 for tests where CryptoKit is missing: OpenSSL behind four functions.
#ifndef TEST_CRYPTO_H
#define TEST_CRYPTO_H

#include <stddef.h>
#include <stdint.h>

typedef struct test_key test_key;

/// A fresh key, or NULL.
test_key *_Nullable test_key_new(void);
/// Writes the public half, SEC1 uncompressed, 65 bytes; 1 on success.
int test_key_public(const test_key *_Nonnull key, uint8_t *_Nonnull out);
/// Signs with ECDSA and SHA-256, DER, at most 72 bytes; returns the length, 0 on failure.
size_t test_key_sign(const test_key *_Nonnull key, const uint8_t *_Nonnull message, size_t length, uint8_t *_Nonnull out);
/// Ends the key.
void test_key_free(test_key *_Nonnull key);

#endif
