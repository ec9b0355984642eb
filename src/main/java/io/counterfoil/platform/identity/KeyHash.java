package io.counterfoil.platform.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/// API keys and what is kept of them.
///
/// A key is `cf_`, the role, `_` and 256 random bits in hex: recognisable to a leak scanner, and
/// too long to guess, so a plain SHA-256 of it is safe to keep.
final class KeyHash {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int KEY_BYTES = 32;

    private KeyHash() {}

    static String newKey(ApiRole role) {
        var random = new byte[KEY_BYTES];
        RANDOM.nextBytes(random);
        return "cf_%s_%s".formatted(role.key(), HexFormat.of().formatHex(random));
    }

    static String of(String key) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
