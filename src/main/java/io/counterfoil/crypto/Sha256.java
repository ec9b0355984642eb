package io.counterfoil.crypto;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;

/// The JDK's SHA-256, asked for by its provider's name.
final class Sha256 {

    /// Length of a digest, in bytes.
    static final int BYTES = 32;

    private Sha256() {}

    /// A fresh computation.
    static MessageDigest start() {
        return jdk("SHA-256");
    }

    /// The digest of the parts, one after the other.
    static byte[] of(byte[]... parts) {
        var sha256 = start();
        for (byte[] part : parts) {
            sha256.update(part);
        }
        return sha256.digest();
    }

    /// A digest of the JDK's own provider.
    static MessageDigest jdk(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm, "SUN");
        } catch (NoSuchAlgorithmException | NoSuchProviderException absent) {
            throw new IllegalStateException("this JDK has no " + algorithm, absent);
        }
    }
}
