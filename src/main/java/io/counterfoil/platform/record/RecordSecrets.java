package io.counterfoil.platform.record;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.counterfoil.crypto.DamagedStreamException;
import io.counterfoil.crypto.DataKey;
import io.counterfoil.crypto.KeyRefusedException;
import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.entry.EntryId;
import io.counterfoil.kernel.entry.Manifest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;

/// What of a record only its tenant's key opens: the manifest, and the key of the document.
@ApplicationScoped
public class RecordSecrets {

    private final TenantKeys tenants;

    RecordSecrets(TenantKeys tenants) {
        this.tenants = tenants;
    }

    /// The data key of a record.
    public Uni<DataKey> dataKey(StoredRecord record) {
        return tenants.of(record.tenant())
                .map(key -> {
                    try {
                        return key.unwrapDataKey(
                                bytes(record.dataKey()), EntryId.of(record.id()).hex());
                    } catch (KeyRefusedException e) {
                        throw new IllegalStateException("a data key does not open", e);
                    }
                });
    }

    /// The manifest of a record.
    public Uni<Manifest> manifest(StoredRecord record) {
        return dataKey(record).map(key -> open(key, record));
    }

    /// Seals a manifest under its record's key.
    public static Bytes seal(DataKey key, EntryId id, SecureRandom random, Bytes manifest) {
        return key.seal(context(id), random, manifest);
    }

    private static Manifest open(DataKey key, StoredRecord record) {
        try {
            var manifest = key.open(context(EntryId.of(record.id())), bytes(record.manifest()));
            return Manifest.parse(manifest.toArray());
        } catch (DamagedStreamException e) {
            throw new IllegalStateException("a manifest does not open", e);
        }
    }

    private static Bytes context(EntryId id) {
        return Bytes.of(("counterfoil manifest v1\0" + id.hex()).getBytes(US_ASCII));
    }

    private static Bytes bytes(Buffer buffer) {
        return Bytes.of(buffer.getBytes());
    }
}
