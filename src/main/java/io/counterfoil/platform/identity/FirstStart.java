package io.counterfoil.platform.identity;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.time.Clock;
import java.util.UUID;

/// Makes the first tenant and a key for each role when the database has no operator's key.
@ApplicationScoped
public class FirstStart {

    /// The tenant of the first keys.
    static final String TENANT = "default";

    private final IdentityStore store;
    private final Clock clock = Clock.systemUTC();

    FirstStart(IdentityStore store) {
        this.store = store;
    }

    /// Safe to run again after a crash in between: a key's file is written before its hash is kept,
    /// and a file that is there is used.
    ///
    /// @param folder where the key files go
    public Uni<Void> run(Path folder) {
        return store.hasKeyOf(ApiRole.OPERATOR)
                .chain(has -> has ? Uni.createFrom().voidItem() : make(new FirstKeys(folder)));
    }

    private Uni<Void> make(FirstKeys files) {
        return store.insert(new Tenant(UUID.randomUUID(), TENANT, clock.instant()))
                .chain(_ -> store.tenantNamed(TENANT))
                .map(tenant -> tenant.orElseThrow().id)
                .chain(tenant -> makeKeys(tenant, files));
    }

    /// The operator's key comes last: as long as it is missing the next start makes what is
    /// missing.
    private Uni<Void> makeKeys(UUID tenant, FirstKeys files) {
        return Multi.createFrom()
                .items(ApiRole.values())
                .onItem()
                .transformToUniAndConcatenate(role -> {
                    var hash = KeyHash.of(files.ofRole(role));
                    return store.insert(new ApiKey(hash, tenant, role, "first", clock.instant()));
                })
                .collect()
                .last()
                .replaceWithVoid();
    }
}
