package io.counterfoil.platform.record;

import io.counterfoil.crypto.KeyRefusedException;
import io.counterfoil.crypto.WrappingKey;
import io.counterfoil.kernel.Bytes;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// The tenants' keys: each wraps the data keys of its tenant's records and is wrapped by the root
/// key, a file here, a key service in production.
@ApplicationScoped
public class TenantKeys {

    private final Instance<Pool> pool;
    private final Path rootFile;
    private final SecureRandom random = new SecureRandom();
    private final Map<UUID, WrappingKey> opened = new ConcurrentHashMap<>();
    private @Nullable WrappingKey root;

    TenantKeys(Instance<Pool> pool, @ConfigProperty(name = "counterfoil.data") Path data) {
        this.pool = pool;
        this.rootFile = file(data);
    }

    /// The root key's file in a data directory.
    public static Path file(Path data) {
        return data.resolve("keys").resolve("root.key");
    }

    /// Draws the root key where there is none.
    public static void ensureRoot(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createDirectories(file.getParent());
            WrappingKey.generate(new SecureRandom()).store(file);
        }
    }

    /// The key of a tenant, made when it is first asked for.
    public Uni<WrappingKey> of(UUID tenant) {
        var known = opened.get(tenant);
        if (known != null) {
            return Uni.createFrom().item(known);
        }
        var fresh = root().wrap(WrappingKey.generate(random), tenant.toString());
        return pool.get()
                .preparedQuery(
                        "insert into tenant_key (tenant, wrapped) values ($1, $2)"
                                + " on conflict (tenant) do nothing")
                .execute(Tuple.of(tenant, Buffer.buffer(fresh.toArray())))
                .chain(_ ->
                        pool.get()
                                .preparedQuery("select wrapped from tenant_key where tenant = $1")
                                .execute(Tuple.of(tenant)))
                .map(rows -> rows.iterator().next().getDelegate().getBuffer(0))
                .map(wrapped -> opened.computeIfAbsent(tenant, _ -> open(tenant, wrapped)));
    }

    private WrappingKey open(UUID tenant, Buffer wrapped) {
        try {
            return root().unwrapWrappingKey(Bytes.of(wrapped.getBytes()), tenant.toString());
        } catch (KeyRefusedException e) {
            throw new IllegalStateException(
                    "the root key %s is not the one of this database".formatted(rootFile), e);
        }
    }

    private synchronized WrappingKey root() {
        if (root == null) {
            root = load();
        }
        return root;
    }

    private WrappingKey load() {
        try {
            ensureRoot(rootFile);
            return WrappingKey.load(rootFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
