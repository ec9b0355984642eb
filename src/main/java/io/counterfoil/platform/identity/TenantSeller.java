package io.counterfoil.platform.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;

/// A seller id and the one tenant that issues in its name.
@Entity(name = "tenant_seller")
class TenantSeller {

    @Id String seller = "";

    UUID tenant = new UUID(0, 0);

    @Column(name = "bound_at")
    Instant boundAt = Instant.EPOCH;

    /// For the persistence provider.
    TenantSeller() {}

    TenantSeller(String seller, UUID tenant, Instant boundAt) {
        this.seller = seller;
        this.tenant = tenant;
        this.boundAt = boundAt;
    }
}
