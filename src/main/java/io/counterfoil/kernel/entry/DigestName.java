package io.counterfoil.kernel.entry;

import io.counterfoil.kernel.MalformedException;

/// The digests of a document that a manifest may hold, all of 32 bytes.
public enum DigestName {
    /// SHA-256 of FIPS 180-4.
    SHA_256("sha-256"),
    /// SHA3-256 of FIPS 202.
    SHA3_256("sha3-256"),
    /// SM3 of GB/T 32905.
    SM3("sm3");

    private final String label;

    DigestName(String label) {
        this.label = label;
    }

    /// The name in a manifest and in the interface.
    public String label() {
        return label;
    }

    /// The digest with a name.
    ///
    /// @throws MalformedException when there is none
    public static DigestName of(String label) {
        for (DigestName name : values()) {
            if (name.label.equals(label)) {
                return name;
            }
        }
        throw new MalformedException("unknown digest");
    }
}
