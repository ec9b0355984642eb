package io.counterfoil.kernel.note;

import io.counterfoil.kernel.Bytes;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;

/// A signer with a fresh key of the JDK's own making.
public final class TestSigner implements NoteSigner {

    private final KeyPair pair;
    private final VerifierKey key;

    private TestSigner(KeyPair pair, VerifierKey key) {
        this.pair = pair;
        this.key = key;
    }

    /// A fresh key of a type under a name.
    public static TestSigner of(String name, KeyType type) {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(algorithm(type)).generateKeyPair();
            byte[] spki = pair.getPublic().getEncoded();
            int raw = type == KeyType.COSIGNATURE_ML_DSA_44 ? 1312 : 32;
            Bytes material = Bytes.of(spki, spki.length - raw, raw);
            return new TestSigner(pair, new VerifierKey(new KeyName(name), type, material));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String algorithm(KeyType type) {
        return switch (type) {
            case ED25519, COSIGNATURE_ED25519 -> "Ed25519";
            case COSIGNATURE_ML_DSA_44 -> "ML-DSA-44";
            case ECDSA -> throw new IllegalArgumentException("no test signs with ECDSA");
        };
    }

    @Override
    public VerifierKey key() {
        return key;
    }

    @Override
    public byte[] sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance(algorithm(key.type()));
            signature.initSign(pair.getPrivate());
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
