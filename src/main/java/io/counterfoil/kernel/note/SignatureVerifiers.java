package io.counterfoil.kernel.note;

/// The three signature algorithms of the note formats, so that a faster library may serve them.
public interface SignatureVerifiers {

    /// Checks a pure Ed25519 signature of 64 bytes under a raw key of 32 bytes (RFC 8032).
    boolean ed25519(byte[] publicKey, byte[] message, byte[] signature);

    /// Checks an ML-DSA-44 signature of 2420 bytes with an empty context under a raw key of 1312
    /// bytes (FIPS 204).
    boolean mlDsa44(byte[] publicKey, byte[] message, byte[] signature);

    /// Checks a DER signature of ECDSA with SHA-256 under a DER SubjectPublicKeyInfo.
    boolean ecdsaP256(byte[] publicKey, byte[] message, byte[] signature);

    /// Checks a signature under a key of any type; a key or signature of the wrong form is `false`.
    default boolean verify(VerifierKey key, byte[] message, byte[] signature) {
        byte[] publicKey = key.publicKey().toArray();
        return switch (key.type()) {
            case ED25519, COSIGNATURE_ED25519 -> ed25519(publicKey, message, signature);
            case COSIGNATURE_ML_DSA_44 -> mlDsa44(publicKey, message, signature);
            case ECDSA -> ecdsaP256(publicKey, message, signature);
        };
    }
}
