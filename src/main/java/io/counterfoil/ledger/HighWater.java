package io.counterfoil.ledger;

import io.counterfoil.kernel.MalformedException;
import io.counterfoil.kernel.merkle.Hash;
import io.counterfoil.kernel.note.Checkpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// The largest checkpoint that this log ever signed, kept where no backup reaches.
///
/// A log restored from a backup is behind what the world has seen of it. It must not sign again
/// before it has grown back to the same tree, or it would sign two trees of one size. Several
/// sequencers, also in several processes, may share the record: each compares and writes under the
/// lock of a file beside it.
final class HighWater {

    /// A file's lock keeps other processes out, and within this one is refused instead of waited
    /// for.
    private static final Object THIS_PROCESS = new Object();

    private final Path file;
    private final Path lock;
    private Checkpoint highest;

    private HighWater(Path file, Checkpoint highest) {
        this.file = file;
        this.lock = file.resolveSibling(file.getFileName() + ".lock");
        this.highest = highest;
    }

    /// Reads the record, or begins one for a log that never signed.
    static HighWater open(Path file, String origin, Hash empty) throws IOException {
        Files.createDirectories(file.getParent());
        var none = new Checkpoint(origin, 0, empty);
        return new HighWater(file, Files.exists(file) ? read(file) : none);
    }

    private static Checkpoint read(Path file) throws IOException {
        try {
            return Checkpoint.parse(Files.readString(file));
        } catch (MalformedException e) {
            throw new IOException(
                    "the record of the highest signed checkpoint is damaged: " + file, e);
        }
    }

    /// The size up to which the log's tree is fixed.
    long size() {
        return highest.size();
    }

    /// The root at that size.
    Hash root() {
        return highest.root();
    }

    /// Takes note of a checkpoint before it is signed. The file is read again, since another
    /// sequencer on the same log and disk may have signed since.
    void raise(Checkpoint checkpoint) throws IOException {
        synchronized (THIS_PROCESS) {
            // Closing the channel gives the lock back, as the end of the process does.
            try (var channel =
                    FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                channel.lock();
                compareAndWrite(checkpoint);
            }
        }
    }

    private void compareAndWrite(Checkpoint checkpoint) throws IOException {
        if (Files.exists(file)) {
            highest = read(file);
        }
        if (checkpoint.equals(highest)) {
            return;
        }
        if (checkpoint.size() <= highest.size()) {
            throw new IllegalStateException(
                    "signed %d leaves before, and does not sign %s"
                            .formatted(
                                    highest.size(),
                                    checkpoint.size() == highest.size()
                                            ? "another tree of this size"
                                            : "a smaller tree"));
        }
        write(checkpoint.text());
        highest = checkpoint;
    }

    private void write(String text) throws IOException {
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        try (var channel =
                FileChannel.open(
                        fresh,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        try (var folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }
}
