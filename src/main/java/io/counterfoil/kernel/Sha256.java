package io.counterfoil.kernel;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// SHA-256 where it serves as an identifier or a commitment, outside trees.
public final class Sha256 {

    private Sha256() {}

    /// The 32-byte digest of the concatenated parts.
    public static byte[] of(byte[]... parts) {
        MessageDigest digest = newDigest();
        for (byte[] part : parts) {
            digest.update(part);
        }
        return digest.digest();
    }

    /// A fresh digest.
    public static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
