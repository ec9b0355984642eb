package io.counterfoil.kernel.note;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/// Checks signatures with nothing but a JDK 24 or newer.
public final class JdkSignatureVerifiers implements SignatureVerifiers {

    /// The DER that precedes a raw Ed25519 key in its SubjectPublicKeyInfo (RFC 8410).
    private static final byte[] ED25519_PREFIX =
            HexFormat.of().parseHex("302a300506032b6570032100");

    /// The DER that precedes a raw ML-DSA-44 key in its SubjectPublicKeyInfo (RFC 9881).
    private static final byte[] ML_DSA_44_PREFIX =
            HexFormat.of().parseHex("30820532300b06096086480165030403110382052100");

    @Override
    public boolean ed25519(byte[] publicKey, byte[] message, byte[] signature) {
        return check("Ed25519", "Ed25519", join(ED25519_PREFIX, publicKey), message, signature);
    }

    @Override
    public boolean mlDsa44(byte[] publicKey, byte[] message, byte[] signature) {
        return check("ML-DSA-44", "ML-DSA", join(ML_DSA_44_PREFIX, publicKey), message, signature);
    }

    @Override
    public boolean ecdsaP256(byte[] publicKey, byte[] message, byte[] signature) {
        return check("EC", "SHA256withECDSA", publicKey, message, signature);
    }

    private static boolean check(
            String keys, String algorithm, byte[] spki, byte[] message, byte[] signature) {
        try {
            PublicKey key =
                    KeyFactory.getInstance(keys).generatePublic(new X509EncodedKeySpec(spki));
            Signature verifier = Signature.getInstance(algorithm);
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (InvalidKeySpecException | InvalidKeyException | SignatureException _) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK lacks " + algorithm, e);
        }
    }

    private static byte[] join(byte[] prefix, byte[] rest) {
        byte[] joined = new byte[prefix.length + rest.length];
        System.arraycopy(prefix, 0, joined, 0, prefix.length);
        System.arraycopy(rest, 0, joined, prefix.length, rest.length);
        return joined;
    }
}
