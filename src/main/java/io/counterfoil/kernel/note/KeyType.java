package io.counterfoil.kernel.note;

import io.counterfoil.kernel.MalformedException;

/// The kinds of signature that a note of ours may carry, with the byte of the C2SP registry.
public enum KeyType {
    /// Ed25519 over the note's text.
    ED25519(0x01),
    /// ECDSA over the note's text, as Rekor and others sign; the key is a DER SubjectPublicKeyInfo.
    ECDSA(0x02),
    /// Time-stamped Ed25519 cosignature of a checkpoint.
    COSIGNATURE_ED25519(0x04),
    /// Time-stamped ML-DSA-44 cosignature of a checkpoint.
    COSIGNATURE_ML_DSA_44(0x06);

    private final byte code;

    KeyType(int code) {
        this.code = (byte) code;
    }

    /// The byte that begins the encoded key.
    public byte code() {
        return code;
    }

    /// Whether the signature begins with a time.
    public boolean isTimed() {
        return switch (this) {
            case ED25519, ECDSA -> false;
            case COSIGNATURE_ED25519, COSIGNATURE_ML_DSA_44 -> true;
        };
    }

    /// Whether a public key of this length can be one.
    boolean fits(int keyBytes) {
        return switch (this) {
            case ED25519, COSIGNATURE_ED25519 -> keyBytes == 32;
            case COSIGNATURE_ML_DSA_44 -> keyBytes == 1312;
            // A P-521 key is the longest that the format allows.
            case ECDSA -> keyBytes >= 64 && keyBytes <= 256;
        };
    }

    /// The kind with a code.
    ///
    /// @throws MalformedException when no kind we know has it
    static KeyType of(byte code) {
        for (KeyType type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        throw new MalformedException("unknown type of key");
    }
}
