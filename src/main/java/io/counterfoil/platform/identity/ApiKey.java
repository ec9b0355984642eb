package io.counterfoil.platform.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What is kept of an API key.
@Entity(name = "api_key")
class ApiKey {

    /// Hex SHA-256 of the key.
    @Id String hash = "";

    UUID tenant = new UUID(0, 0);
    String role = "";
    String label = "";

    @Column(name = "created_at")
    Instant createdAt = Instant.EPOCH;

    @Nullable
    @Column(name = "revoked_at")
    Instant revokedAt;

    /// For the persistence provider.
    ApiKey() {}

    ApiKey(String hash, UUID tenant, ApiRole role, String label, Instant createdAt) {
        this.hash = hash;
        this.tenant = tenant;
        this.role = role.key();
        this.label = label;
        this.createdAt = createdAt;
    }
}
