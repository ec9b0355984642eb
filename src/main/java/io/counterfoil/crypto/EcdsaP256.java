package io.counterfoil.crypto;

import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;

/// ECDSA over P-256 with SHA-256, signatures in DER.
final class EcdsaP256 {

    private EcdsaP256() {}

    /// Reads a SubjectPublicKeyInfo; empty unless it is the DER of a key on P-256, named as such.
    static Optional<ECPublicKeyParameters> publicKey(byte[] der) {
        return Der.tryRead(der, SubjectPublicKeyInfo::getInstance).flatMap(EcdsaP256::publicKey);
    }

    /// The key in a SubjectPublicKeyInfo; empty unless it lies on P-256, named as such.
    static Optional<ECPublicKeyParameters> publicKey(SubjectPublicKeyInfo info) {
        var algorithm = info.getAlgorithm();
        if (!X9ObjectIdentifiers.id_ecPublicKey.equals(algorithm.getAlgorithm())
                || !SECObjectIdentifiers.secp256r1.equals(algorithm.getParameters())) {
            return Optional.empty();
        }
        try {
            var point = P256.DOMAIN.getCurve().decodePoint(info.getPublicKeyData().getOctets());
            return Optional.of(new ECPublicKeyParameters(point, P256.DOMAIN));
        } catch (IllegalArgumentException notOnTheCurve) {
            return Optional.empty();
        }
    }

    /// Signs with the nonce of RFC 6979.
    static byte[] sign(ECPrivateKeyParameters key, byte[] message) {
        var signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
        signer.init(true, key);
        var rs = signer.generateSignature(Sha256.of(message));
        return Der.encode(new Pair(rs[0], rs[1]));
    }

    /// Checks a signature, which must be DER.
    static boolean verify(ECPublicKeyParameters key, byte[] message, byte[] signature) {
        var pair = Der.tryRead(signature, Pair::getInstance);
        if (pair.isEmpty()) {
            return false;
        }
        var verifier = new ECDSASigner();
        verifier.init(false, key);
        return verifier.verifySignature(Sha256.of(message), pair.get().r(), pair.get().s());
    }

    /// The two numbers of a signature; the signer refuses what is out of range.
    private record Pair(BigInteger r, BigInteger s) implements ASN1Encodable {

        static Pair getInstance(Object value) {
            var sequence = ASN1Sequence.getInstance(value);
            if (sequence.size() != 2) {
                throw new IllegalArgumentException("a signature is two numbers");
            }
            return new Pair(
                    ASN1Integer.getInstance(sequence.getObjectAt(0)).getValue(),
                    ASN1Integer.getInstance(sequence.getObjectAt(1)).getValue());
        }

        @Override
        public ASN1Primitive toASN1Primitive() {
            return new DERSequence(new ASN1Integer(r), new ASN1Integer(s));
        }
    }
}
