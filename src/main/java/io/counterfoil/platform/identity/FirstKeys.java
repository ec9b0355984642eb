package io.counterfoil.platform.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/// The first keys' files, one for each role, readable by the owner only.
record FirstKeys(Path folder) {

    /// The key of a role: the file's, or a new one that is written first.
    String ofRole(ApiRole role) {
        var file = folder.resolve(role.key() + ".key");
        try {
            return Files.exists(file)
                    ? Files.readString(file).strip()
                    : write(file, KeyHash.newKey(role));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Written beside and moved, so a crash leaves no half key.
    private String write(Path file, String key) throws IOException {
        Files.createDirectories(
                folder,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        var fresh =
                Files.createTempFile(
                        folder,
                        "new",
                        ".key",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, key + "\n");
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        return key;
    }
}
