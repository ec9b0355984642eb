package io.counterfoil.platform.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;

/// An organisation that uses this server.
@Entity(name = "tenant")
class Tenant {

    @Id UUID id = new UUID(0, 0);

    String name = "";

    @Column(name = "created_at")
    Instant createdAt = Instant.EPOCH;

    /// For the persistence provider.
    Tenant() {}

    Tenant(UUID id, String name, Instant createdAt) {
        this.id = id;
        this.name = name;
        this.createdAt = createdAt;
    }
}
