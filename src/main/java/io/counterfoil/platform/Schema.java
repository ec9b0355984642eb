package io.counterfoil.platform;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.exception.FlywayValidateException;

/// Brings the tables to the version of this program before any role uses them.
@ApplicationScoped
public class Schema {

    /// The newest migration of this program; a database that has a newer one is refused.
    public static final int VERSION = 13;

    /// What is said of such a database, behind its name.
    public static final String NEWER =
            "was last used by a newer version of Counterfoil: use that one, or restore a backup";

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

    /// @throws StartRefused when a newer version has migrated the tables
    void migrate(@Observes @Priority(FIRST) StartupEvent event) {
        var flyway =
                Flyway.configure()
                        .dataSource(jdbcUrl, user, password)
                        .locations("classpath:db/migration")
                        // By default a migration of the future is passed over.
                        .ignoreMigrationPatterns(new String[0])
                        .load();
        try {
            flyway.migrate();
        } catch (FlywayValidateException e) {
            if (isNewer(flyway)) {
                throw new StartRefused("The database %s.".formatted(NEWER), e);
            }
            throw e;
        }
    }

    private static boolean isNewer(Flyway flyway) {
        var current = flyway.info().current();
        return current != null
                && current.getVersion().compareTo(MigrationVersion.fromVersion("" + VERSION)) > 0;
    }
}
