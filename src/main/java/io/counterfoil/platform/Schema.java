package io.counterfoil.platform;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;

/// Brings the tables to the version of this program before any role uses them.
@ApplicationScoped
class Schema {

    /// Before every observer that has no priority of its own.
    static final int FIRST = 1;

    private final String jdbcUrl;
    private final String user;
    private final String password;

    Schema(
            @ConfigProperty(name = "counterfoil.database.jdbc-url") String jdbcUrl,
            @ConfigProperty(name = "quarkus.datasource.username") String user,
            @ConfigProperty(name = "quarkus.datasource.password") String password) {
        this.jdbcUrl = jdbcUrl;
        this.user = user;
        this.password = password;
    }

    void migrate(@Observes @Priority(FIRST) StartupEvent event) {
        Flyway.configure()
                .dataSource(jdbcUrl, user, password)
                .locations("classpath:db/migration")
                .load()
                .migrate();
    }
}
