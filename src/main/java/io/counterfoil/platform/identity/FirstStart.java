package io.counterfoil.platform.identity;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Path;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Makes the first tenant and a key for each role when the database has no operator's key.
@ApplicationScoped
class FirstStart {

    /// The tenant of the first keys.
    static final String TENANT = "default";

    private static final int AFTER_THE_SCHEMA = 10;

    private final IdentityStore store;
    private final Clock clock = Clock.systemUTC();

    private final Path folder;

    FirstStart(IdentityStore store, @ConfigProperty(name = "counterfoil.data") Path dataDirectory) {
        this.store = store;
        this.folder = dataDirectory.resolve("keys");
    }

    /// Safe to run again after a crash in between: a key's file is written before its hash is kept,
    /// and a file that is there is used.
    void run(@Observes @Priority(AFTER_THE_SCHEMA) StartupEvent event) throws Throwable {
        VertxContextSupport.subscribeAndAwait(() ->
                unlessMade(() -> store.alone(() -> unlessMade(() -> make(new FirstKeys(folder))))));
    }

    private Uni<Void> unlessMade(Supplier<Uni<Void>> make) {
        return store.hasKeyOf(ApiRole.OPERATOR)
                .chain(has -> has ? Uni.createFrom().voidItem() : make.get());
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
