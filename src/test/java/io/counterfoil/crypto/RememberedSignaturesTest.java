package io.counterfoil.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.kernel.note.SignatureVerifiers;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.Test;

class RememberedSignaturesTest {

    private final Counting counting = new Counting();
    private final SignatureVerifiers remembered = new RememberedSignatures(counting, 2);
    private final byte[] secret = new byte[Ed25519.SECRET_KEY_SIZE];
    private final byte[] key = new byte[Ed25519.PUBLIC_KEY_SIZE];

    RememberedSignaturesTest() {
        new SecureRandom().nextBytes(secret);
        Ed25519.generatePublicKey(secret, 0, key, 0);
    }

    /// The real checks, counted.
    private static final class Counting implements SignatureVerifiers {

        private final SignatureVerifiers real = new FastSignatureVerifiers();
        private volatile CountDownLatch gate = new CountDownLatch(0);
        private int checks;

        @Override
        public boolean ed25519(byte[] publicKey, byte[] message, byte[] signature) {
            checks++;
            pass();
            return real.ed25519(publicKey, message, signature);
        }

        private void pass() {
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public boolean mlDsa44(byte[] publicKey, byte[] message, byte[] signature) {
            checks++;
            return real.mlDsa44(publicKey, message, signature);
        }

        @Override
        public boolean ecdsaP256(byte[] publicKey, byte[] message, byte[] signature) {
            checks++;
            return real.ecdsaP256(publicKey, message, signature);
        }
    }

    private byte[] sign(byte[] message) {
        var signature = new byte[Ed25519.SIGNATURE_SIZE];
        Ed25519.sign(secret, 0, message, 0, message.length, signature, 0);
        return signature;
    }

    @Test
    void aTrueSignatureIsCheckedOnce() {
        var signature = sign(new byte[] {1});
        assertThat(remembered.ed25519(key, new byte[] {1}, signature)).isTrue();
        assertThat(remembered.ed25519(key, new byte[] {1}, signature)).isTrue();
        assertThat(counting.checks).isEqualTo(1);
    }

    @Test
    void oneThatIsBeingCheckedIsWaitedFor() throws InterruptedException {
        var signature = sign(new byte[] {1});
        var found = new ConcurrentLinkedQueue<Boolean>();
        counting.gate = new CountDownLatch(1);
        var askers = new ArrayList<Thread>();
        for (var i = 0; i < 4; i++) {
            askers.add(
                    Thread.ofPlatform()
                            .start(() ->
                                    found.add(remembered.ed25519(key, new byte[] {1}, signature))));
        }
        while (askers.stream().anyMatch(asker -> asker.getState() != Thread.State.WAITING)) {
            Thread.onSpinWait();
        }
        counting.gate.countDown();
        for (var asker : askers) {
            asker.join();
        }
        assertThat(found).containsExactly(true, true, true, true);
        assertThat(counting.checks).isEqualTo(1);
    }

    @Test
    void anythingElseIsCheckedAnew() {
        var signature = sign(new byte[] {1});
        assertThat(remembered.ed25519(key, new byte[] {1}, signature)).isTrue();
        assertThat(remembered.ed25519(key, new byte[] {2}, signature)).isFalse();
        assertThat(remembered.ed25519(key, new byte[] {1}, sign(new byte[] {2}))).isFalse();
        var other = key.clone();
        other[0] ^= 1;
        assertThat(remembered.ed25519(other, new byte[] {1}, signature)).isFalse();
        assertThat(remembered.ecdsaP256(key, new byte[] {1}, signature)).isFalse();
        assertThat(counting.checks).isEqualTo(5);
    }

    @Test
    void aFalseSignatureIsNeverRemembered() {
        var signature = sign(new byte[] {1});
        assertThat(remembered.ed25519(key, new byte[] {2}, signature)).isFalse();
        assertThat(remembered.ed25519(key, new byte[] {2}, signature)).isFalse();
        assertThat(counting.checks).isEqualTo(2);
    }

    @Test
    void theOldestAreForgotten() {
        for (byte i = 0; i < 3; i++) {
            remembered.ed25519(key, new byte[] {i}, sign(new byte[] {i}));
        }
        remembered.ed25519(key, new byte[] {0}, sign(new byte[] {0}));
        assertThat(counting.checks).isEqualTo(4);
    }
}
