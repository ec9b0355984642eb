package io.counterfoil.vault;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.counterfoil.crypto.DataKey;
import io.counterfoil.crypto.Digests;
import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.MalformedException;
import io.counterfoil.kernel.entry.EntryId;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/// A directory of sealed documents, one file a record: `ab/cd/<id>` by the id's first digits.
///
/// A document has its name only when it is whole and durable. Storing takes the same memory for
/// every size. Safe for use by many threads.
public final class Vault {

    private static final byte[] DOCUMENT = "document\0".getBytes(US_ASCII);
    private static final int BUFFER_BYTES = 64 * 1024;

    /// Documents lie two folders deep.
    private static final int DEPTH = 3;

    /// How often, while a document streams in, the floor is asked again.
    private static final long FLOOR_INTERVAL_BYTES = 16L * 1024 * 1024;

    private final Path directory;
    private final Path arriving;
    private final Limits limits;
    private final SecureRandom random;

    /// What a vault takes.
    ///
    /// @param documentBytesMax the longest document
    /// @param floor asked before a document and every 16 MiB of it
    public record Limits(long documentBytesMax, Floor floor) {

        /// 1 GiB, as the contract says where nothing else is configured.
        public static final long DOCUMENT_BYTES_MAX = 1L << 30;
    }

    /// Whether there is still room on the disk to take things in.
    @FunctionalInterface
    public interface Floor {
        /// True when the free space has fallen below the floor.
        boolean isReached();
    }

    /// What becomes of a document that somebody wants to store.
    public sealed interface Outcome {

        /// It is whole and durable.
        record Stored(Digests digests) implements Outcome {}

        /// It is longer than this vault takes.
        record TooLong(long bytesMax) implements Outcome {}

        /// The disk is at its floor.
        record NoRoom() implements Outcome {}
    }

    private Vault(Path directory, Path arriving, Limits limits, SecureRandom random) {
        this.directory = directory;
        this.arriving = arriving;
        this.limits = limits;
        this.random = random;
    }

    /// Opens a vault, and sweeps away what a crash left half-written.
    public static Vault open(Path directory, Limits limits, SecureRandom random)
            throws IOException {
        var arriving = directory.resolve("arriving");
        Files.createDirectories(arriving);
        try (var leftOver = Files.list(arriving)) {
            for (Path file : (Iterable<Path>) leftOver::iterator) {
                Files.delete(file);
            }
        }
        return new Vault(directory, arriving, limits, random);
    }

    /// Stores a document, sealed under its record's key; size and digests come from the same pass.
    ///
    /// @throws FileAlreadyExistsException when the record has a document, which stays as it is
    /// @throws IOException also when the source breaks off; then nothing is stored
    public Outcome store(EntryId id, DataKey key, InputStream document) throws IOException {
        if (limits.floor().isReached()) {
            return new Outcome.NoRoom();
        }
        var temporary =
                Files.createTempFile(
                        arriving,
                        id.hex(),
                        ".tmp",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        try {
            var outcome = write(temporary, id, key, document);
            if (outcome instanceof Outcome.Stored) {
                give(temporary, id);
            }
            return outcome;
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /// Reads a document; each piece was checked before it is given out.
    ///
    /// @return empty when the vault has none for this record
    /// @throws io.counterfoil.crypto.DamagedStreamException here or while reading, when the key is
    ///   not the record's or the file was altered
    public Optional<InputStream> read(EntryId id, DataKey key) throws IOException {
        InputStream file;
        try {
            file = Files.newInputStream(path(id));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        }
        try {
            return Optional.of(key.open(context(id), file));
        } catch (IOException damaged) {
            file.close();
            throw damaged;
        }
    }

    /// Whether the vault has a document for this record.
    public boolean has(EntryId id) {
        return Files.exists(path(id));
    }

    /// The records of documents that were stored before a time; to be closed.
    ///
    /// What is not a document's name, such as what is arriving, is passed over.
    @SuppressWarnings("StreamResourceLeak") // the caller closes it
    public Stream<EntryId> olderThan(Instant time) throws IOException {
        return Files.find(
                        directory,
                        DEPTH,
                        (path, file) ->
                                file.isRegularFile()
                                        && file.lastModifiedTime().toInstant().isBefore(time))
                .flatMap(path -> document(path).stream());
    }

    /// The record whose document lies here.
    private Optional<EntryId> document(Path path) {
        try {
            var id = EntryId.fromHex(path.getFileName().toString());
            return path(id).equals(path) ? Optional.of(id) : Optional.empty();
        } catch (MalformedException _) {
            return Optional.empty();
        }
    }

    /// Removes a record's document for good; the name is durably gone when this returns.
    ///
    /// @return false when there was none
    public boolean delete(EntryId id) throws IOException {
        var path = path(id);
        var existed = Files.deleteIfExists(path);
        if (existed) {
            sync(parent(path));
        }
        return existed;
    }

    private Outcome write(Path temporary, EntryId id, DataKey key, InputStream document)
            throws IOException {
        var digester = new Digests.Digester();
        try (var channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            var target = new BufferedOutputStream(unclosed(channel), 2 * BUFFER_BYTES);
            try (var sealed = key.seal(context(id), random, target)) {
                var buffer = new byte[BUFFER_BYTES];
                for (int read = document.read(buffer); read >= 0; read = document.read(buffer)) {
                    digester.update(buffer, 0, read);
                    if (digester.size() > limits.documentBytesMax()) {
                        return new Outcome.TooLong(limits.documentBytesMax());
                    }
                    // True once in every interval that the document passes.
                    var due = digester.size() % FLOOR_INTERVAL_BYTES < read;
                    if (due && limits.floor().isReached()) {
                        return new Outcome.NoRoom();
                    }
                    sealed.write(buffer, 0, read);
                }
                sealed.finish();
            }
            channel.force(true);
        }
        return new Outcome.Stored(digester.finish());
    }

    /// Names the whole file, where nothing has that name yet.
    private void give(Path temporary, EntryId id) throws IOException {
        var path = path(id);
        makeDurably(parent(path));
        // A hard link never replaces, which a rename would.
        Files.createLink(path, temporary);
        sync(parent(path));
    }

    /// Makes the two levels of directories, each known to its parent before it is used.
    private void makeDurably(Path leaf) throws IOException {
        if (Files.isDirectory(leaf)) {
            return;
        }
        Files.createDirectories(leaf);
        sync(parent(leaf));
        sync(directory);
    }

    private Path path(EntryId id) {
        var name = id.hex();
        return directory.resolve(name.substring(0, 2)).resolve(name.substring(2, 4)).resolve(name);
    }

    private static Bytes context(EntryId id) {
        return Bytes.of(
                ByteBuffer.allocate(DOCUMENT.length + EntryId.BYTES)
                        .put(DOCUMENT)
                        .put(id.bytes().toArray())
                        .array());
    }

    private static Path parent(Path path) {
        var parent = path.getParent();
        if (parent == null) {
            throw new IllegalStateException("%s lies in no directory".formatted(path));
        }
        return parent;
    }

    private static void sync(Path directory) throws IOException {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /// The channel as a stream that leaves it open, so that it can still be forced to disk.
    private static OutputStream unclosed(FileChannel channel) {
        return new FilterOutputStream(Channels.newOutputStream(channel)) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
            }

            @Override
            public void close() {}
        };
    }
}
