package io.counterfoil.crypto;

import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.operator.DigestCalculator;
import org.bouncycastle.operator.DigestCalculatorProvider;

/// The JDK's SHA-256 in the shape in which Bouncy Castle's CMS classes want a digest.
final class Sha256Calculator implements DigestCalculator {

    static final DigestCalculatorProvider PROVIDER = algorithm -> new Sha256Calculator();

    private final MessageDigest digest = Sha256.start();

    @Override
    public AlgorithmIdentifier getAlgorithmIdentifier() {
        return new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256);
    }

    @Override
    public OutputStream getOutputStream() {
        return new DigestOutputStream(OutputStream.nullOutputStream(), digest);
    }

    @Override
    public byte[] getDigest() {
        return digest.digest();
    }
}
