package io.counterfoil.crypto;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/// Files that hold a secret: readable by their owner alone, there whole or not at all, and durable
/// before a write returns.
public final class SecretFile {

    /// No secret of ours is longer; a longer file is not one of ours.
    static final int MAX_BYTES = 64 * 1024;

    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private static final Set<PosixFilePermission> OPEN_TO_OTHERS =
            EnumSet.complementOf(
                    EnumSet.of(
                            PosixFilePermission.OWNER_READ,
                            PosixFilePermission.OWNER_WRITE,
                            PosixFilePermission.OWNER_EXECUTE));

    private SecretFile() {}

    /// Makes a new secret file.
    ///
    /// @throws FileAlreadyExistsException when there is one already, which stays as it is
    public static void create(Path file, byte[] secret) throws IOException {
        var temporary = writeBeside(file, secret);
        try {
            // A hard link is made only where nothing is, which a rename does not promise.
            Files.createLink(file, temporary);
        } finally {
            Files.delete(temporary);
        }
        syncDirectory(file);
    }

    /// Puts a new secret in the place of the old one; a reader finds either, never a mixture.
    public static void replace(Path file, byte[] secret) throws IOException {
        var temporary = writeBeside(file, secret);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        syncDirectory(file);
    }

    /// Reads a secret, unless others than its owner could have read or changed it too.
    ///
    /// @throws IOException also when group or others have any permission on the file
    public static byte[] read(Path file) throws IOException {
        var permissions = Files.getPosixFilePermissions(file);
        if (permissions.stream().anyMatch(OPEN_TO_OTHERS::contains)) {
            throw new IOException(
                    "%s is open to others (%s); a secret needs mode 0600"
                            .formatted(file, PosixFilePermissions.toString(permissions)));
        }
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException("%s is too long for a secret".formatted(file));
        }
        return Files.readAllBytes(file);
    }

    private static Path writeBeside(Path file, byte[] secret) throws IOException {
        if (secret.length > MAX_BYTES) {
            throw new IllegalArgumentException("a secret of %d bytes".formatted(secret.length));
        }
        var directory = directoryOf(file);
        Files.createDirectories(directory);
        var temporary =
                Files.createTempFile(
                        directory,
                        ".new-",
                        ".tmp",
                        PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        try (var channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            var buffer = ByteBuffer.wrap(secret);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        return temporary;
    }

    /// Makes the name durable too: without this a crash may forget that the file exists.
    private static void syncDirectory(Path file) throws IOException {
        try (var channel = FileChannel.open(directoryOf(file), StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static Path directoryOf(Path file) {
        var directory = file.toAbsolutePath().getParent();
        if (directory == null) {
            throw new IllegalArgumentException("%s is not a file".formatted(file));
        }
        return directory;
    }
}
