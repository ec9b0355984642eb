package io.counterfoil.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/// The one directory that holds all the embedded default keeps, locked while a process uses it.
///
/// `counterfoil.pid` is both the lock and the note of who holds it: process id and HTTP port, one a
/// line. The lock goes with the process, however it ends, so a stale file never blocks a start.
public final class DataDirectory implements AutoCloseable {

    /// Version of the layout below; a directory of a newer one is refused.
    static final int LAYOUT = 1;

    private static final String PID_FILE = "counterfoil.pid";
    private static final String LAYOUT_FILE = "layout";

    private final Path root;
    private final FileChannel pid;

    private DataDirectory(Path root, FileChannel pid) {
        this.root = root;
        this.pid = pid;
    }

    /// Who runs on a data directory.
    public record Holder(long pid, int port) {}

    /// Makes the directory if needed and takes its lock.
    ///
    /// @throws StartRefused when it is in use, of a newer layout, or cannot be written
    public static DataDirectory open(Path directory) {
        var root = directory.toAbsolutePath().normalize();
        try {
            createOwnerOnly(root);
            checkLayout(root);
            return new DataDirectory(root, lock(root));
        } catch (IOException e) {
            throw new StartRefused(
                    "The data directory %s cannot be used: %s.".formatted(root, e.getMessage()), e);
        }
    }

    /// Who holds the lock of a directory, if anybody does.
    public static Optional<Holder> holder(Path directory) {
        var file = directory.resolve(PID_FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE);
                var lock = channel.tryLock()) {
            return lock != null ? Optional.empty() : readHolder(file);
        } catch (OverlappingFileLockException e) {
            return readHolder(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Notes who runs here, for `status` and `down`.
    public void announce(int port) {
        try {
            pid.truncate(0);
            var text = "%d\n%d\n".formatted(ProcessHandle.current().pid(), port);
            pid.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A folder in the directory, readable by the owner only, made when missing.
    public Path folder(String name) {
        try {
            return createOwnerOnly(root.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The directory itself, absolute.
    public Path root() {
        return root;
    }

    @Override
    public void close() {
        try {
            pid.truncate(0);
            pid.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path createOwnerOnly(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return folder;
        }
        var ownerOnly =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        return Files.createDirectories(folder, ownerOnly);
    }

    private static void checkLayout(Path root) throws IOException {
        var file = root.resolve(LAYOUT_FILE);
        if (!Files.exists(file)) {
            Files.writeString(file, LAYOUT + "\n");
            return;
        }
        var text = Files.readString(file).strip();
        if (!text.equals(String.valueOf(LAYOUT))) {
            throw new StartRefused(
                    "The data directory %s has layout %s, this version reads layout %d: use the newer version."
                            .formatted(root, text, LAYOUT));
        }
    }

    private static FileChannel lock(Path root) throws IOException {
        var file = root.resolve(PID_FILE);
        var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // held by this very process: refused like any other holder
        }
        channel.close();
        var holder = readHolder(file).map(h -> " (process %d, port %d)".formatted(h.pid, h.port));
        throw new StartRefused(
                "Counterfoil already runs on %s%s: stop it with \"./counterfoil down\" or give another --data."
                        .formatted(root, holder.orElse("")));
    }

    private static Optional<Holder> readHolder(Path file) {
        try {
            var lines = Files.readAllLines(file);
            return lines.size() < 2
                    ? Optional.empty()
                    : Optional.of(
                            new Holder(
                                    Long.parseLong(lines.get(0)), Integer.parseInt(lines.get(1))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
