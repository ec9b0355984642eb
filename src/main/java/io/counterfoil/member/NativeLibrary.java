package io.counterfoil.member;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.rocksdb.RocksDB;
import org.rocksdb.util.Environment;

/// RocksDB's native library, unpacked once instead of at every start.
final class NativeLibrary {

    /// Where the launcher lets embedded programs be unpacked.
    private static final String HOME = "counterfoil.embedded.home";

    /// The version in the project's build file: another one needs a folder of its own.
    private static final String VERSION = "10.4.2";

    private NativeLibrary() {}

    /// Loads the library; without the launcher's folder RocksDB unpacks it to a temporary file.
    static synchronized void load() throws IOException {
        String home = System.getProperty(HOME);
        if (home == null) {
            RocksDB.loadLibrary();
            return;
        }
        var folder = Path.of(home, "rocksdb-" + VERSION);
        unpack(folder);
        RocksDB.loadLibrary(List.of(folder.toString()));
    }

    private static void unpack(Path folder) throws IOException {
        // Loading from a folder asks for another name than the one in the jar.
        var library = folder.resolve(Environment.getJniLibraryFileName("rocksdbjni"));
        if (Files.exists(library)) {
            return;
        }
        Files.createDirectories(folder);
        var fresh = Files.createTempFile(folder, "rocksdb", ".new");
        String packed = Environment.getJniLibraryFileName("rocksdb");
        try (var in = RocksDB.class.getClassLoader().getResourceAsStream(packed)) {
            if (in == null) {
                throw new IOException(
                        "RocksDB has no library %s for this machine".formatted(packed));
            }
            Files.copy(in, fresh, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(fresh, library, StandardCopyOption.ATOMIC_MOVE);
    }
}
