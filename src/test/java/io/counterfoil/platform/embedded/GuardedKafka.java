package io.counterfoil.platform.embedded;

import io.counterfoil.wire.Broker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/// A broker as an operator runs one: whoever comes must log in, and may do only what an access list
/// says.
///
/// @param kafka the broker
/// @param folder with a client file for each user
public record GuardedKafka(Kafka kafka, Path folder) implements AutoCloseable {

    /// May do everything.
    public static final String ADMIN = "admin";

    /// May do what a list says that the admin makes.
    public static final String USER = "counterfoil";

    /// Starts on a directory and a port.
    public static GuardedKafka start(Path folder, int port) throws IOException {
        for (var user : new String[] {ADMIN, USER}) {
            Files.writeString(folder.resolve(user), client(user, password(user)));
        }
        Files.writeString(folder.resolve("wrong"), client(USER, "wrong"));
        var logs = Files.createDirectories(folder.resolve("logs"));
        var settings = Kafka.settings(logs, port, Ports.anyFree());
        settings.computeIfPresent(
                "listeners", (_, plain) -> plain.replaceFirst("PLAINTEXT:", "SASL_PLAINTEXT:"));
        settings.put("advertised.listeners", "SASL_PLAINTEXT://127.0.0.1:" + port);
        settings.put("inter.broker.listener.name", "SASL_PLAINTEXT");
        settings.put(
                "listener.security.protocol.map",
                "SASL_PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("sasl.enabled.mechanisms", "PLAIN");
        settings.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
        settings.put("listener.name.sasl_plaintext.plain.sasl.jaas.config", logins());
        settings.put(
                "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        settings.put("super.users", "User:admin;User:ANONYMOUS");
        return new GuardedKafka(Kafka.start(logs, port, Map.copyOf(settings)), folder);
    }

    /// The client file of a user, or the one named `wrong`.
    public Path clientFile(String user) {
        return folder.resolve(user);
    }

    /// Who may do everything, as a client.
    public Broker admin() throws IOException {
        return Broker.of(kafka.bootstrap(), Optional.of(clientFile(ADMIN)));
    }

    /// Lets the user do something with our topics; obeyed a moment later.
    public void allow(AclOperation operation) throws Exception {
        try (var admin = Admin.create(admin().settings())) {
            admin.createAcls(List.of(entry(operation))).all().get();
        }
    }

    /// Lets the user read as a member of any group; obeyed a moment later.
    public void allowGroups() throws Exception {
        var groups = new ResourcePattern(ResourceType.GROUP, "*", PatternType.LITERAL);
        try (var admin = Admin.create(admin().settings())) {
            admin.createAcls(List.of(new AclBinding(groups, allowed(AclOperation.READ))))
                    .all()
                    .get();
        }
    }

    /// Takes back what [#allow] gave; obeyed a moment later.
    public void deny(AclOperation operation) throws Exception {
        try (var admin = Admin.create(admin().settings())) {
            admin.deleteAcls(List.of(entry(operation).toFilter())).all().get();
        }
    }

    private static AclBinding entry(AclOperation operation) {
        var topics = new ResourcePattern(ResourceType.TOPIC, "counterfoil.", PatternType.PREFIXED);
        return new AclBinding(topics, allowed(operation));
    }

    private static AccessControlEntry allowed(AclOperation operation) {
        return new AccessControlEntry("User:" + USER, "*", operation, AclPermissionType.ALLOW);
    }

    @Override
    public void close() {
        kafka.close();
    }

    private static String logins() {
        return login(ADMIN, password(ADMIN)).replace(";", "")
                + " user_%s=\"%s\" user_%s=\"%s\";"
                        .formatted(ADMIN, password(ADMIN), USER, password(USER));
    }

    private static String client(String user, String password) {
        return "security.protocol=SASL_PLAINTEXT\nsasl.mechanism=PLAIN\nsasl.jaas.config=%s\n"
                .formatted(login(user, password));
    }

    private static String login(String user, String password) {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s\";"
                .formatted(user, password);
    }

    private static String password(String user) {
        return "of-" + user;
    }
}
