package io.counterfoil.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.Encoding;
import io.counterfoil.kernel.MalformedException;
import io.counterfoil.kernel.note.KeyName;
import io.counterfoil.kernel.note.KeyType;
import io.counterfoil.kernel.note.NoteSigner;
import io.counterfoil.kernel.note.VerifierKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.signers.MLDSASigner;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/// A private key that signs notes: Ed25519 (types 01 and 04) or ML-DSA-44 (type 06), held as its
/// 32-byte seed.
///
/// Its text form is the one that Go's tools use, `PRIVATE+KEY+name+id+base64(type || seed)`. Both
/// algorithms sign deterministically, so signing the same twice gives the same line.
public final class SigningKey implements NoteSigner {

    private static final String PREFIX = "PRIVATE+KEY+";
    private static final int SEED_BYTES = 32;

    private final VerifierKey key;
    private final byte[] seed;
    private final Algorithm algorithm;

    private SigningKey(KeyName name, KeyType type, byte[] seed) {
        this.seed = seed;
        this.algorithm =
                switch (type) {
                    case ED25519, COSIGNATURE_ED25519 -> new EdDsa(seed);
                    case COSIGNATURE_ML_DSA_44 -> new MlDsa(seed);
                    case ECDSA ->
                            throw new MalformedException("no note of ours is signed by ECDSA");
                };
        this.key = new VerifierKey(name, type, Bytes.of(algorithm.publicKey()));
    }

    /// Draws a new key.
    ///
    /// @throws MalformedException for type 02, which we only verify
    public static SigningKey generate(KeyName name, KeyType type, SecureRandom random) {
        var seed = new byte[SEED_BYTES];
        random.nextBytes(seed);
        return new SigningKey(name, type, seed);
    }

    /// Reads the text form.
    ///
    /// @throws MalformedException when it would not print back, or its id is not the key's
    public static SigningKey parse(String text) {
        // Base64 may hold plus signs, names and ids may not: the last part takes all that is left.
        var parts = text.split("\\+", 5);
        if (!text.startsWith(PREFIX) || parts.length != 5) {
            throw new MalformedException("not a private note key");
        }
        var material = Encoding.base64(parts[4]);
        if (material.length != 1 + SEED_BYTES) {
            throw new MalformedException("a private note key is a type and 32 bytes");
        }
        var seed = Arrays.copyOfRange(material, 1, material.length);
        var key = new SigningKey(new KeyName(parts[2]), type(material[0]), seed);
        if (!key.text().equals(text)) {
            throw new MalformedException("the private note key bears another id than it has");
        }
        return key;
    }

    /// Reads a key from its file.
    ///
    /// @throws IOException also when others could have read it, or when it is not such a key
    public static SigningKey load(Path file) throws IOException {
        var text = new String(SecretFile.read(file), UTF_8);
        if (!text.endsWith("\n")) {
            throw new IOException("%s does not hold a private note key".formatted(file));
        }
        try {
            return parse(text.substring(0, text.length() - 1));
        } catch (MalformedException damaged) {
            // The cause says what is wrong and repeats nothing of the key.
            throw new IOException("%s does not hold a private note key".formatted(file), damaged);
        }
    }

    /// Writes the key to a new file that its owner alone can read.
    public void store(Path file) throws IOException {
        SecretFile.create(file, (text() + "\n").getBytes(UTF_8));
    }

    /// The text form: whoever has it can sign.
    public String text() {
        var material = ByteBuffer.allocate(1 + SEED_BYTES).put(key.type().code()).put(seed).array();
        var id = HexFormat.of().toHexDigits(key.id());
        return PREFIX + key.name() + "+" + id + "+" + Encoding.toBase64(material);
    }

    @Override
    public VerifierKey key() {
        return key;
    }

    @Override
    public byte[] sign(byte[] message) {
        return algorithm.sign(message);
    }

    @Override
    public String toString() {
        return "SigningKey[%s]".formatted(key.name());
    }

    private static KeyType type(byte code) {
        return Arrays.stream(KeyType.values())
                .filter(type -> type.code() == code)
                .findAny()
                .orElseThrow(() -> new MalformedException("unknown type of key"));
    }

    private interface Algorithm {
        byte[] publicKey();

        byte[] sign(byte[] message);
    }

    private static final class EdDsa implements Algorithm {
        private final Ed25519PrivateKeyParameters key;

        EdDsa(byte[] seed) {
            key = new Ed25519PrivateKeyParameters(seed);
        }

        @Override
        public byte[] publicKey() {
            return key.generatePublicKey().getEncoded();
        }

        @Override
        public byte[] sign(byte[] message) {
            var signature = new byte[Ed25519.SIGNATURE_SIZE];
            key.sign(Ed25519.Algorithm.Ed25519, null, message, 0, message.length, signature, 0);
            return signature;
        }
    }

    private static final class MlDsa implements Algorithm {
        private final MLDSAPrivateKeyParameters key;

        MlDsa(byte[] seed) {
            key = new MLDSAPrivateKeyParameters(MLDSAParameters.ml_dsa_44, seed);
        }

        @Override
        public byte[] publicKey() {
            return key.getPublicKey();
        }

        @Override
        public byte[] sign(byte[] message) {
            var signer = new MLDSASigner();
            signer.init(true, key);
            signer.update(message, 0, message.length);
            try {
                return signer.generateSignature();
            } catch (CryptoException fault) {
                throw new IllegalStateException("ML-DSA-44 does not sign", fault);
            }
        }
    }
}
