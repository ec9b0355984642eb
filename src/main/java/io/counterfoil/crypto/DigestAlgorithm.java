package io.counterfoil.crypto;

import io.counterfoil.kernel.Bytes;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.jcajce.provider.digest.SM3;

/// The digests that time-stamps and evidence records may be made of; weaker ones have no name here.
public enum DigestAlgorithm {
    SHA_256("2.16.840.1.101.3.4.2.1", 32, "SHA-256"),
    SHA_384("2.16.840.1.101.3.4.2.2", 48, "SHA-384"),
    SHA_512("2.16.840.1.101.3.4.2.3", 64, "SHA-512"),
    SHA3_256("2.16.840.1.101.3.4.2.8", 32, "SHA3-256"),
    SHA3_384("2.16.840.1.101.3.4.2.9", 48, "SHA3-384"),
    SHA3_512("2.16.840.1.101.3.4.2.10", 64, "SHA3-512"),
    SM3("1.2.156.10197.1.401", 32, "SM3");

    private final String oid;
    private final int bytes;
    private final String standardName;

    DigestAlgorithm(String oid, int bytes, String standardName) {
        this.oid = oid;
        this.bytes = bytes;
        this.standardName = standardName;
    }

    /// The object identifier in dots and decimals.
    public String oid() {
        return oid;
    }

    /// Length of a digest, in bytes.
    public int bytes() {
        return bytes;
    }

    /// The name by which standards and the JDK call it.
    public String standardName() {
        return standardName;
    }

    /// A fresh computation, by the implementation that we chose for it.
    public MessageDigest start() {
        return this == SM3 ? new SM3.Digest() : Sha256.jdk(standardName);
    }

    /// The digest of the parts, one after the other.
    public Bytes digest(Bytes... parts) {
        var digest = start();
        for (Bytes part : parts) {
            digest.update(part.toArray());
        }
        return Bytes.of(digest.digest());
    }

    /// The identifier as it is written in DER: without parameters.
    AlgorithmIdentifier identifier() {
        return new AlgorithmIdentifier(new ASN1ObjectIdentifier(oid));
    }

    /// Reads an identifier; absent parameters and NULL mean the same, others are not ours.
    static Optional<DigestAlgorithm> of(AlgorithmIdentifier identifier) {
        var parameters = identifier.getParameters();
        if (parameters != null && !DERNull.INSTANCE.equals(parameters)) {
            return Optional.empty();
        }
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.oid.equals(identifier.getAlgorithm().getId()))
                .findAny();
    }
}
