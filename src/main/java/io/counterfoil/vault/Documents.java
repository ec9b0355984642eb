package io.counterfoil.vault;

import io.counterfoil.crypto.DataKey;
import io.counterfoil.kernel.entry.EntryId;
import io.counterfoil.platform.DiskFloor;
import io.quarkus.runtime.configuration.MemorySize;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// The one vault of this process, opened when it is first needed.
@ApplicationScoped
public class Documents {

    private final Path directory;
    private final Vault.Limits limits;
    private @Nullable Vault opened;

    /// @param bytesMax the largest document; a larger one is submitted as its digest
    Documents(
            @ConfigProperty(name = "counterfoil.data") Path data,
            @ConfigProperty(name = "counterfoil.vault.document-size-max", defaultValue = "1G")
                    MemorySize bytesMax,
            DiskFloor floor) {
        this.directory = data.resolve("vault");
        this.limits = new Vault.Limits(bytesMax.asLongValue(), floor::isBelow);
    }

    /// The longest document that is taken, in bytes.
    public long bytesMax() {
        return limits.documentBytesMax();
    }

    /// Stores a document; see [Vault#store].
    public Vault.Outcome store(EntryId id, DataKey key, InputStream document) throws IOException {
        return vault().store(id, key, document);
    }

    /// Reads a document; see [Vault#read].
    public Optional<InputStream> read(EntryId id, DataKey key) throws IOException {
        return vault().read(id, key);
    }

    /// The records of documents stored before a time; see [Vault#olderThan].
    public Stream<EntryId> olderThan(Instant time) throws IOException {
        return vault().olderThan(time);
    }

    /// Removes a document; see [Vault#delete].
    public boolean delete(EntryId id) throws IOException {
        return vault().delete(id);
    }

    private synchronized Vault vault() throws IOException {
        if (opened == null) {
            opened = Vault.open(directory, limits, new SecureRandom());
        }
        return opened;
    }
}
