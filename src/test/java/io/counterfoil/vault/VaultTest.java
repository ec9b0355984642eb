package io.counterfoil.vault;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.crypto.DamagedStreamException;
import io.counterfoil.crypto.DataKey;
import io.counterfoil.crypto.Digests;
import io.counterfoil.kernel.entry.EntryId;
import io.counterfoil.vault.Vault.Limits;
import io.counterfoil.vault.Vault.Outcome.NoRoom;
import io.counterfoil.vault.Vault.Outcome.Stored;
import io.counterfoil.vault.Vault.Outcome.TooLong;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VaultTest {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final EntryId ID = EntryId.fromHex("0123456789abcdef0123456789abcdef");
    private static final EntryId OTHER = EntryId.fromHex("0123ffff89abcdef0123456789abcdef");
    private static final byte[] DOCUMENT =
            "a document that nobody else may read".getBytes(US_ASCII);
    private static final int LIMIT = 300_000;

    private final DataKey key = DataKey.generate(RANDOM);

    @TempDir private Path directory;

    private Vault vault;

    @BeforeEach
    void openIt() throws IOException {
        vault = Vault.open(directory, new Limits(LIMIT, () -> false), RANDOM);
    }

    @Test
    void namesTheRecordsOfOlderDocuments() throws IOException {
        vault.store(ID, key, new ByteArrayInputStream(DOCUMENT));
        vault.store(OTHER, key, new ByteArrayInputStream(DOCUMENT));
        Files.writeString(directory.resolve("a stray file"), "x");
        var stored = Files.getLastModifiedTime(directory.resolve("01/23/" + ID.hex())).toInstant();
        Files.setLastModifiedTime(
                directory.resolve("01/23/" + OTHER.hex()),
                FileTime.from(stored.minus(Duration.ofHours(2))));
        try (var old = vault.olderThan(stored.minus(Duration.ofHours(1)))) {
            assertThat(old).containsExactly(OTHER);
        }
        try (var all = vault.olderThan(stored.plusSeconds(1))) {
            assertThat(all).containsExactlyInAnyOrder(ID, OTHER);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, LIMIT})
    void givesBackWhatItStored(int size) throws IOException {
        var document = new byte[size];
        RANDOM.nextBytes(document);
        var outcome = vault.store(ID, key, new ByteArrayInputStream(document));
        assertThat(outcome).isEqualTo(new Stored(Digests.of(document)));
        assertThat(read(ID)).isEqualTo(document);
    }

    @Test
    void nothingOfTheDocumentIsOnTheDiskInClear() throws IOException {
        vault.store(ID, key, new ByteArrayInputStream(DOCUMENT));
        var stored = Files.readAllBytes(directory.resolve("01/23/" + ID.hex()));
        assertThat(new String(stored, US_ASCII)).doesNotContain("document");
        assertThat(stored).hasSize((int) DataKey.sealedSize(DOCUMENT.length));
        assertThat(Files.getPosixFilePermissions(directory.resolve("01/23/" + ID.hex())))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void aDocumentIsNeverReplaced() throws IOException {
        vault.store(ID, key, new ByteArrayInputStream(DOCUMENT));
        assertThatThrownBy(() -> vault.store(ID, key, new ByteArrayInputStream(new byte[5])))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(read(ID)).isEqualTo(DOCUMENT);
        assertThat(arriving()).isEmpty();
    }

    @Test
    void tooLongADocumentLeavesNothing() throws IOException {
        var outcome = vault.store(ID, key, new ByteArrayInputStream(new byte[LIMIT + 1]));
        assertThat(outcome).isEqualTo(new TooLong(LIMIT));
        assertThat(vault.has(ID)).isFalse();
        assertThat(arriving()).isEmpty();
    }

    @Test
    void aSourceThatBreaksOffLeavesNothing() throws IOException {
        var broken =
                new SequenceInputStream(
                        new ByteArrayInputStream(new byte[100_000]), new BrokenStream());
        assertThatThrownBy(() -> vault.store(ID, key, broken)).hasMessageContaining("went away");
        assertThat(vault.has(ID)).isFalse();
        assertThat(arriving()).isEmpty();
    }

    @Test
    void atTheFloorNothingIsTaken() throws IOException {
        var full = Vault.open(directory, new Limits(LIMIT, () -> true), RANDOM);
        assertThat(full.store(ID, key, new ByteArrayInputStream(DOCUMENT))).isEqualTo(new NoRoom());
        assertThat(full.has(ID)).isFalse();
    }

    @Test
    void aFloorReachedWhileADocumentStreamsInStopsIt() throws IOException {
        var asked = new AtomicInteger();
        var limits = new Limits(Limits.DOCUMENT_BYTES_MAX, () -> asked.incrementAndGet() > 2);
        var filling = Vault.open(directory, limits, RANDOM);
        var endless =
                new InputStream() {
                    @Override
                    public int read() {
                        return 0;
                    }

                    @Override
                    public int read(byte[] buffer, int offset, int length) {
                        return length;
                    }
                };
        assertThat(filling.store(ID, key, endless)).isEqualTo(new NoRoom());
        assertThat(arriving()).isEmpty();
    }

    @Test
    void aCrashLeavesOnlyWhatTheNextStartSweeps() throws IOException {
        vault.store(ID, key, new ByteArrayInputStream(DOCUMENT));
        Files.write(directory.resolve("arriving/half.tmp"), new byte[10]);
        var reopened = Vault.open(directory, new Limits(LIMIT, () -> false), RANDOM);
        assertThat(arriving()).isEmpty();
        assertThat(reopened.has(ID)).isTrue();
    }

    @Test
    void aFileMovedToAnotherRecordDoesNotOpen() throws IOException {
        vault.store(ID, key, new ByteArrayInputStream(DOCUMENT));
        var other = directory.resolve("01/23/" + OTHER.hex());
        Files.move(directory.resolve("01/23/" + ID.hex()), other);
        assertThatThrownBy(() -> read(OTHER)).isInstanceOf(DamagedStreamException.class);
    }

    @Test
    void anAlteredFileDoesNotOpen() throws IOException {
        vault.store(ID, key, new ByteArrayInputStream(DOCUMENT));
        var file = directory.resolve("01/23/" + ID.hex());
        var stored = Files.readAllBytes(file);
        stored[stored.length / 2] ^= 1;
        Files.write(file, stored);
        assertThatThrownBy(() -> read(ID)).isInstanceOf(DamagedStreamException.class);
        Files.write(file, new byte[3]);
        assertThatThrownBy(() -> read(ID)).isInstanceOf(DamagedStreamException.class);
    }

    @Test
    void whatIsDeletedIsGone() throws IOException {
        vault.store(ID, key, new ByteArrayInputStream(DOCUMENT));
        assertThat(vault.delete(ID)).isTrue();
        assertThat(vault.delete(ID)).isFalse();
        assertThat(vault.has(ID)).isFalse();
        assertThat(vault.read(ID, key)).isEmpty();
    }

    /// A client that goes away.
    private static final class BrokenStream extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("the client went away");
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return read();
        }
    }

    private byte[] read(EntryId id) throws IOException {
        try (var stream = vault.read(id, key).orElseThrow()) {
            return stream.readAllBytes();
        }
    }

    private List<Path> arriving() throws IOException {
        try (var files = Files.list(directory.resolve("arriving"))) {
            return files.toList();
        }
    }
}
