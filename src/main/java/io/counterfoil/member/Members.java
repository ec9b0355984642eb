package io.counterfoil.member;

import io.counterfoil.kernel.note.KeyName;
import io.counterfoil.member.MemberSettings.Limits;
import io.counterfoil.platform.Role;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The member role: the members that this process runs, each with its own directory and listener.
@ApplicationScoped
class Members {

    /// Before the roles without a priority: the log asks for its quorum as soon as it starts.
    private static final int BEFORE_THE_LOG = 100;

    private final MemberConfig config;
    private final Path data;
    private final boolean active;
    private final List<MemberNode> running = new ArrayList<>();

    Members(
            MemberConfig config,
            @ConfigProperty(name = "counterfoil.data") Path data,
            @ConfigProperty(name = "counterfoil.roles") String roles) {
        this.config = config;
        this.data = data;
        this.active = Role.parse(roles).contains(Role.MEMBER);
    }

    void start(@Observes @Priority(BEFORE_THE_LOG) StartupEvent event) throws IOException {
        if (active) {
            for (var node : config.nodes().entrySet()) {
                running.add(MemberNode.start(settings(node.getKey(), node.getValue().port())));
            }
        }
    }

    private MemberSettings settings(String name, int port) throws IOException {
        return MemberSettings.of(
                        new KeyName(config.keyNames() + "/" + name),
                        MemberSettings.directory(data, name),
                        MemberSettings.highWater(data, name),
                        new InetSocketAddress(config.host(), port))
                .with(new Limits(config.clockTolerance(), config.uploadPatience()))
                .withTimeStamps()
                .trustingStore(config.trustStore());
    }

    void stop(@Observes ShutdownEvent event) throws IOException {
        for (MemberNode node : running) {
            node.close();
        }
        running.clear();
    }
}
