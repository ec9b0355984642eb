package io.counterfoil.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class DigestsTest {

    @Test
    void digestsAbcAsTheStandardsDo() {
        var digests = Digests.of("abc".getBytes(US_ASCII));
        assertThat(digests.sha256().hex())
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(digests.sha3().hex())
                .isEqualTo("3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532");
        assertThat(digests.sm3().hex())
                .isEqualTo("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
        assertThat(digests.size()).isEqualTo(3);
    }

    @Test
    void aStreamReadInPiecesGivesTheSameDigests() throws IOException {
        var document = new byte[200_001];
        for (int i = 0; i < document.length; i++) {
            document[i] = (byte) (i * 31);
        }
        var trickle =
                new ByteArrayInputStream(document) {
                    @Override
                    public int read(byte[] buffer, int offset, int length) {
                        return super.read(buffer, offset, Math.min(length, 777));
                    }
                };
        assertThat(Digests.of(trickle)).isEqualTo(Digests.of(document));
        assertThat(Digests.of(document).size()).isEqualTo(document.length);
    }

    @Test
    void aDigesterStartsAnewAfterItsEnd() {
        var digester = new Digests.Digester();
        digester.update(new byte[7], 0, 7);
        digester.finish();
        digester.update("abc".getBytes(US_ASCII), 0, 3);
        assertThat(digester.finish()).isEqualTo(Digests.of("abc".getBytes(US_ASCII)));
    }
}
