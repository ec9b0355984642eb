package io.counterfoil.platform.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A seller id and the one tenant that issues in its name, until it is unbound.
@Entity(name = "tenant_seller")
class TenantSeller {

    @Id UUID id = new UUID(0, 0);

    String seller = "";

    UUID tenant = new UUID(0, 0);

    @Column(name = "bound_at")
    Instant boundAt = Instant.EPOCH;

    @Column(name = "unbound_at")
    @Nullable Instant unboundAt;

    /// The id of the API key that undid the binding.
    @Column(name = "unbound_by")
    @Nullable String unboundBy;

    /// For the persistence provider.
    TenantSeller() {}

    TenantSeller(String seller, UUID tenant, Instant boundAt) {
        this.id = UUID.randomUUID();
        this.seller = seller;
        this.tenant = tenant;
        this.boundAt = boundAt;
    }
}
