package io.counterfoil.story;

import io.counterfoil.platform.embedded.GuardedKafka;
import io.counterfoil.platform.embedded.GuardedPostgres;
import io.counterfoil.platform.embedded.Ports;
import io.counterfoil.platform.embedded.Postgres;
import io.counterfoil.wire.Broker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/// PostgreSQL behind TLS and Kafka behind a login, as an operator runs them, in this process.
final class OutsideServers implements AutoCloseable {

    private final Path folder;
    private final Path password;
    private final int postgresPort = Ports.anyFree();
    private final int kafkaPort = Ports.anyFree();
    private GuardedPostgres postgres;
    private GuardedKafka kafka;

    private OutsideServers(Path folder) throws IOException {
        this.folder = folder;
        this.password = Files.writeString(folder.resolve("password"), "of the operator's");
        this.postgres = startPostgres();
        this.kafka = startKafka();
    }

    /// Starts both on a folder, with an access list for the product.
    static OutsideServers start(Path folder) throws Exception {
        var servers = new OutsideServers(Files.createDirectories(folder));
        servers.allow();
        return servers;
    }

    /// What the product's settings say of them.
    List<String> settings() {
        return List.of(
                "counterfoil.postgres.url=postgresql://127.0.0.1:%d/postgres"
                        .formatted(postgresPort),
                "counterfoil.postgres.user=" + Postgres.USER,
                "counterfoil.postgres.password-file=" + password,
                "counterfoil.postgres.root-certificate=" + postgres.rootCertificate(),
                "counterfoil.kafka.bootstrap=127.0.0.1:" + kafkaPort,
                "counterfoil.kafka.client-file=" + kafka.clientFile(GuardedKafka.USER));
    }

    /// Stops both, does something, and starts them again.
    void without(Runnable meanwhile) throws IOException {
        close();
        meanwhile.run();
        postgres = startPostgres();
        kafka = startKafka();
    }

    @Override
    public void close() {
        kafka.close();
        postgres.close();
    }

    private GuardedPostgres startPostgres() throws IOException {
        var directory = Files.createDirectories(folder.resolve("postgres"));
        return GuardedPostgres.start(directory, postgresPort, password);
    }

    private GuardedKafka startKafka() throws IOException {
        var directory = Files.createDirectories(folder.resolve("kafka"));
        return GuardedKafka.start(directory, kafkaPort);
    }

    /// The list that `docs/operations.md` asks for.
    private void allow() throws IOException, ExecutionException, InterruptedException {
        var file = Optional.of(kafka.clientFile(GuardedKafka.ADMIN));
        try (var admin = Admin.create(Broker.of("127.0.0.1:" + kafkaPort, file).settings())) {
            admin.createAcls(
                            List.of(
                                    mayAll(ResourceType.TOPIC, "counterfoil."),
                                    mayAll(ResourceType.GROUP, "counterfoil-")))
                    .all()
                    .get();
        }
    }

    private static AclBinding mayAll(ResourceType type, String prefix) {
        return new AclBinding(
                new ResourcePattern(type, prefix, PatternType.PREFIXED),
                new AccessControlEntry(
                        "User:" + GuardedKafka.USER,
                        "*",
                        AclOperation.ALL,
                        AclPermissionType.ALLOW));
    }
}
