package io.counterfoil.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.kernel.Bytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

class SealedStreamTest {

    private static final int CHUNK = StreamCipher.CHUNK_BYTES;
    private static final int SEALED_CHUNK = CHUNK + StreamCipher.TAG_BYTES;
    private static final Bytes CONTEXT = Bytes.of("record 1 document".getBytes(US_ASCII));
    private static final SecureRandom RANDOM = new SecureRandom();

    private final DataKey key = DataKey.generate(RANDOM);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 17})
    void opensWhatItSealed(int size) throws IOException {
        var content = content(size);
        var sealed = key.seal(CONTEXT, RANDOM, content);
        assertThat(sealed.size()).isEqualTo((int) DataKey.sealedSize(size));
        assertThat(key.open(CONTEXT, sealed)).isEqualTo(content);
    }

    @Test
    void theWayItWasWrittenDoesNotMatter() throws IOException {
        var content = content(CHUNK + 5);
        var target = new ByteArrayOutputStream();
        try (var stream = key.seal(CONTEXT, RANDOM, target)) {
            stream.write(content.at(0));
            for (int at = 1; at < content.size(); at += 1000) {
                var piece = content.slice(at, Math.min(at + 1000, content.size()));
                stream.write(piece.toArray());
            }
            stream.finish();
        }
        assertThat(key.open(CONTEXT, Bytes.of(target.toByteArray()))).isEqualTo(content);
    }

    @Test
    void everyFlippedByteOfAShortStreamIsFound() {
        var sealed = key.seal(CONTEXT, RANDOM, content(40)).toArray();
        for (int i = 0; i < sealed.length; i++) {
            var altered = sealed.clone();
            altered[i] ^= 1;
            refuses(altered);
        }
    }

    @Test
    void everyCutIsFound() {
        var sealed = key.seal(CONTEXT, RANDOM, content(2 * CHUNK)).toArray();
        var header = StreamCipher.HEADER_BYTES;
        for (int length :
                new int[] {
                    0, 3, header - 1, header, header + 1, header + SEALED_CHUNK, sealed.length - 1
                }) {
            refuses(Arrays.copyOf(sealed, length));
        }
    }

    @Test
    void anythingAppendedIsFound() {
        var whole = key.seal(CONTEXT, RANDOM, content(CHUNK)).toArray();
        refuses(Arrays.copyOf(whole, whole.length + 1));
        refuses(Arrays.copyOf(whole, whole.length + SEALED_CHUNK));
        refuses(concat(whole, Arrays.copyOfRange(whole, StreamCipher.HEADER_BYTES, whole.length)));
    }

    @Test
    void swappedRepeatedAndDroppedChunksAreFound() {
        var sealed = key.seal(CONTEXT, RANDOM, content(4 * CHUNK)).toArray();
        refuses(withChunks(sealed, 1, 0, 2, 3));
        refuses(withChunks(sealed, 0, 0, 2, 3));
        refuses(withChunks(sealed, 0, 2, 3));
        refuses(withChunks(sealed, 3));
        refuses(withChunks(sealed, 0, 1, 2));
    }

    @Test
    void anotherContextOrKeyOpensNothing() {
        var sealed = key.seal(CONTEXT, RANDOM, content(10));
        var context = Bytes.of("record 2 document".getBytes(US_ASCII));
        assertThatThrownBy(() -> key.open(context, sealed))
                .isInstanceOf(DamagedStreamException.class);
        assertThatThrownBy(() -> DataKey.generate(RANDOM).open(CONTEXT, sealed))
                .isInstanceOf(DamagedStreamException.class);
    }

    @Test
    void aWriterThatGaveUpLeavesNoShorterDocument() throws IOException {
        var target = new ByteArrayOutputStream();
        try (var stream = key.seal(CONTEXT, RANDOM, target)) {
            stream.write(new byte[2 * CHUNK]);
        }
        refuses(target.toByteArray());
    }

    @Test
    void nothingIsGivenOutBeforeItsChunkWasChecked() throws IOException {
        var sealed = key.seal(CONTEXT, RANDOM, content(2 * CHUNK)).toArray();
        sealed[sealed.length - 1] ^= 1;
        var stream = key.open(CONTEXT, new ByteArrayInputStream(sealed));
        assertThat(stream.readNBytes(CHUNK))
                .isEqualTo(content(2 * CHUNK).slice(0, CHUNK).toArray());
        assertThatThrownBy(stream::read).isInstanceOf(DamagedStreamException.class);
    }

    @Test
    void readsASlowSource() throws IOException {
        var sealed = key.seal(CONTEXT, RANDOM, content(CHUNK + 3)).toArray();
        var trickle =
                new FilterInputStream(new ByteArrayInputStream(sealed)) {
                    @Override
                    public int read(byte[] buffer, int offset, int length) throws IOException {
                        return super.read(buffer, offset, Math.min(length, 1000));
                    }
                };
        assertThat(key.open(CONTEXT, trickle).readAllBytes())
                .isEqualTo(content(CHUNK + 3).toArray());
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "/vectors/sealed-stream/vectors.csv", numLinesToSkip = 1)
    void sealsAsAnotherImplementationDoes(
            String name, String secret, String salt, String context, int size, String sha256)
            throws IOException {
        var hex = HexFormat.of();
        var about = Bytes.of(context.getBytes(US_ASCII));
        var cipher = StreamCipher.derive(hex.parseHex(secret), hex.parseHex(salt), about);
        var target = new ByteArrayOutputStream();
        try (var stream = new SealingStream(cipher, hex.parseHex(salt), target)) {
            stream.write(content(size).toArray());
            stream.finish();
        }
        assertThat(Digests.of(target.toByteArray()).sha256().hex()).as(name).isEqualTo(sha256);
        var opened = DataKey.of(hex.parseHex(secret)).open(about, Bytes.of(target.toByteArray()));
        assertThat(opened).isEqualTo(content(size));
    }

    private void refuses(byte[] sealed) {
        assertThatThrownBy(() -> key.open(CONTEXT, Bytes.of(sealed)))
                .isInstanceOf(DamagedStreamException.class);
    }

    private static byte[] withChunks(byte[] sealed, int... chunks) {
        var out = new ByteArrayOutputStream();
        out.write(sealed, 0, StreamCipher.HEADER_BYTES);
        for (int chunk : chunks) {
            out.write(sealed, StreamCipher.HEADER_BYTES + chunk * SEALED_CHUNK, SEALED_CHUNK);
        }
        return out.toByteArray();
    }

    private static byte[] concat(byte[] first, byte[] second) {
        var both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static Bytes content(int size) {
        var content = new byte[size];
        for (int i = 0; i < size; i++) {
            content[i] = (byte) (i * 7 + i / 251);
        }
        return Bytes.of(content);
    }
}
