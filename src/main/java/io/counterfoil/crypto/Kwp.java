package io.counterfoil.crypto;

import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/// AES key wrap with padding (RFC 5649, NIST SP 800-38F KWP) of the JDK's own provider.
final class Kwp {

    /// The shortest that this wrap gives out, in bytes.
    private static final int MIN_BYTES = 16;

    private Kwp() {}

    /// Wraps; the result is as long as the secret, rounded up to 8 bytes, and 8 bytes more.
    static byte[] wrap(byte[] wrappingKey, byte[] secret) {
        try {
            return cipher(Cipher.ENCRYPT_MODE, wrappingKey).doFinal(secret);
        } catch (GeneralSecurityException fault) {
            throw new IllegalStateException("AES-KWP does not wrap", fault);
        }
    }

    /// Unwraps; empty when the bytes were not wrapped by this key or were altered.
    static Optional<byte[]> unwrap(byte[] wrappingKey, byte[] wrapped) {
        // The JDK answers an empty input with a fault of its own instead of a refusal.
        if (wrapped.length < MIN_BYTES) {
            return Optional.empty();
        }
        try {
            return Optional.of(cipher(Cipher.DECRYPT_MODE, wrappingKey).doFinal(wrapped));
        } catch (GeneralSecurityException refused) {
            return Optional.empty();
        }
    }

    private static Cipher cipher(int mode, byte[] key) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/KWP/NoPadding", "SunJCE");
        cipher.init(mode, new SecretKeySpec(key, "AES"));
        return cipher;
    }
}
