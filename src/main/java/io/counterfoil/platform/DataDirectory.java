package io.counterfoil.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The one directory that holds all the embedded default keeps, locked while a process uses it.
///
/// `counterfoil.pid` is both the lock and the note of who holds it: process id and HTTP port, one a
/// line. Processes with some of the roles, whose PostgreSQL and Kafka run outside, share a
/// directory: they share that lock, and each holds `ROLE.pid` of its roles, with the same note. A
/// lock goes with its process, however that ends, so a stale file never blocks a start.
public final class DataDirectory implements AutoCloseable {

    /// Version of the layout below; a directory of a newer one is refused.
    static final int LAYOUT = 1;

    private static final String WHOLE = "counterfoil";
    private static final String LAYOUT_FILE = "layout";

    private final Path root;
    private final List<FileChannel> locks;

    private DataDirectory(Path root, List<FileChannel> locks) {
        this.root = root;
        this.locks = locks;
    }

    /// Who runs on a data directory.
    public record Holder(long pid, int port) {}

    /// Makes the directory if needed and takes it whole.
    ///
    /// @throws StartRefused when it is in use, of a newer layout, or cannot be written
    public static DataDirectory open(Path directory) {
        return open(directory, Set.of());
    }

    /// Makes the directory if needed and takes the part of some roles, beside processes with
    /// others.
    ///
    /// @throws StartRefused when a role or the whole is in use, or as for [#open(Path)]
    public static DataDirectory open(Path directory, Set<Role> roles) {
        var root = directory.toAbsolutePath().normalize();
        var locks = new ArrayList<FileChannel>();
        try {
            createOwnerOnly(root);
            checkLayout(root);
            locks.add(lock(root, WHOLE, !roles.isEmpty()));
            for (var role : roles) {
                locks.add(lock(root, role.key(), false));
            }
            return new DataDirectory(root, locks);
        } catch (IOException e) {
            close(locks);
            throw new StartRefused(
                    "The data directory %s cannot be used: %s.".formatted(root, e.getMessage()), e);
        } catch (StartRefused e) {
            close(locks);
            throw e;
        }
    }

    /// Who runs on a directory: one process, or some that share it.
    public static List<Holder> holders(Path directory) {
        return Stream.concat(Stream.of(WHOLE), Arrays.stream(Role.values()).map(Role::key))
                .flatMap(name -> holder(directory, name).stream())
                .distinct()
                .toList();
    }

    /// The one process that runs on a directory, or the first of several.
    public static Optional<Holder> holder(Path directory) {
        return holders(directory).stream().findFirst();
    }

    /// Notes who runs here, for `status` and `down`.
    public void announce(int port) {
        try {
            var text = "%d\n%d\n".formatted(ProcessHandle.current().pid(), port);
            for (var note : notes()) {
                note.truncate(0);
                note.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), 0);
            }
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
        close(locks);
    }

    /// The roles' files, or the whole directory's.
    private List<FileChannel> notes() {
        return locks.size() == 1 ? locks : locks.subList(1, locks.size());
    }

    private static void close(List<FileChannel> locks) {
        try {
            for (var lock : locks) {
                lock.truncate(0);
                lock.close();
            }
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
            var fresh = Files.createTempFile(root, LAYOUT_FILE, ".new");
            Files.writeString(fresh, LAYOUT + "\n");
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            return;
        }
        var text = Files.readString(file).strip();
        if (!text.equals(String.valueOf(LAYOUT))) {
            throw new StartRefused(
                    "The data directory %s has layout %s, this version reads layout %d: use the newer version."
                            .formatted(root, text, LAYOUT));
        }
    }

    /// Takes a lock; what an earlier holder left in the file is wiped.
    private static FileChannel lock(Path root, String name, boolean shared) throws IOException {
        var file = root.resolve(name + ".pid");
        var channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        try {
            if (channel.tryLock(0, Long.MAX_VALUE, shared) != null) {
                channel.truncate(0);
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // held by this very process: refused like any other holder
        }
        channel.close();
        var who = name.equals(WHOLE) ? "Counterfoil" : "The role " + name;
        var holder = readHolder(file).map(h -> " (process %d, port %d)".formatted(h.pid, h.port));
        throw new StartRefused(
                "%s already runs on %s%s: stop it with \"./counterfoil down\" or give another --data."
                        .formatted(who, root, holder.orElse("")));
    }

    private static Optional<Holder> holder(Path directory, String name) {
        var path = directory.resolve(name + ".pid");
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        try (var channel = FileChannel.open(path, StandardOpenOption.WRITE);
                var lock = channel.tryLock()) {
            return lock != null ? Optional.empty() : readHolder(path);
        } catch (OverlappingFileLockException e) {
            return readHolder(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
