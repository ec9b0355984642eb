package io.counterfoil.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.kernel.note.JdkSignatureVerifiers;
import io.counterfoil.kernel.note.KeyName;
import io.counterfoil.kernel.note.KeyType;
import io.counterfoil.kernel.note.SignatureVerifiers;
import io.counterfoil.kernel.note.SignedNote;
import io.counterfoil.kernel.note.VerifierKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FastSignatureVerifiersTest {

    private static final byte[] MESSAGE = "This is an example message.\n".getBytes(UTF_8);

    private final SignatureVerifiers fast = new FastSignatureVerifiers();
    private final SignatureVerifiers jdk = new JdkSignatureVerifiers();

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"ed25519", "rekor", "pixel6", "witness", "mldsa44"})
    void acceptsForeignNotes(String name) {
        var vector = read("/vectors/foreign-notes/" + name + ".txt");
        var key = VerifierKey.parse(vector.substring(0, vector.indexOf('\n')));
        var parsed = SignedNote.parse(vector.substring(vector.indexOf('\n') + 1));
        assertThat(key.verify(parsed.text(), parsed.signatures().getFirst().signature(), fast))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = "ECDSA", mode = EnumSource.Mode.EXCLUDE)
    void refusesEveryFlippedBit(KeyType type) {
        var key = SigningKey.generate(new KeyName("x"), type, new SecureRandom());
        var signature = key.sign(MESSAGE);
        assertThat(fast.verify(key.key(), MESSAGE, signature)).isTrue();
        var step = type == KeyType.COSIGNATURE_ML_DSA_44 ? 97 : 1;
        for (int bit = 0; bit < signature.length * 8; bit += step) {
            var altered = signature.clone();
            altered[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(fast.verify(key.key(), MESSAGE, altered)).as("bit %d", bit).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(names = "ECDSA", mode = EnumSource.Mode.EXCLUDE)
    void refusesSignaturesOfAnotherLength(KeyType type) {
        var key = SigningKey.generate(new KeyName("x"), type, new SecureRandom());
        var signature = key.sign(MESSAGE);
        for (int length : new int[] {0, 1, signature.length - 1, signature.length + 1}) {
            var other = Arrays.copyOf(signature, length);
            assertThat(fast.verify(key.key(), MESSAGE, other)).isFalse();
        }
    }

    @Test
    void agreesWithTheJdkOnEcdsa() throws Exception {
        var generator = KeyPairGenerator.getInstance("EC", "SunEC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        var pair = generator.generateKeyPair();
        var signer = Signature.getInstance("SHA256withECDSA", "SunEC");
        signer.initSign(pair.getPrivate());
        signer.update(MESSAGE);
        var signature = signer.sign();
        var spki = pair.getPublic().getEncoded();
        assertThat(fast.ecdsaP256(spki, MESSAGE, signature)).isTrue();
        for (int i = 0; i < signature.length; i++) {
            var altered = signature.clone();
            altered[i] ^= 1;
            assertThat(fast.ecdsaP256(spki, MESSAGE, altered))
                    .as("byte %d", i)
                    .isFalse()
                    .isEqualTo(jdk.ecdsaP256(spki, MESSAGE, altered));
        }
        assertThat(fast.ecdsaP256(Arrays.copyOf(spki, spki.length - 1), MESSAGE, signature))
                .isFalse();
        assertThat(fast.ecdsaP256(new byte[0], MESSAGE, signature)).isFalse();
        assertThat(fast.ecdsaP256(spki, MESSAGE, new byte[0])).isFalse();
    }

    private static String read(String resource) {
        try (var in = FastSignatureVerifiersTest.class.getResourceAsStream(resource)) {
            return new String(Objects.requireNonNull(in, resource).readAllBytes(), UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
