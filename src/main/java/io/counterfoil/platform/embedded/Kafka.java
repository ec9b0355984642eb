package io.counterfoil.platform.embedded;

import io.counterfoil.platform.StartRefused;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/// One broker and controller in this process, loopback only, one directory.
public final class Kafka implements AutoCloseable {

    /// Any 22 characters of base64url name a cluster; ours never leaves its directory.
    private static final String CLUSTER_ID = "counterfoil-embedded00";

    private static final String CONTROLLER = "CONTROLLER";

    private final KafkaRaftServer server;
    private final int port;

    private Kafka(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /// Starts the broker of a directory, formatted on first use.
    public static Kafka start(Path directory, int port, int controllerPort) {
        return start(directory, port, settings(directory, port, controllerPort));
    }

    /// [#start(Path, int, int)] with settings that say the same directory and port.
    static Kafka start(Path directory, int port, Map<String, String> settings) {
        format(directory);
        var properties = new Properties();
        properties.putAll(settings);
        var server = new KafkaRaftServer(new KafkaConfig(properties), Time.SYSTEM);
        server.startup();
        return new Kafka(server, port);
    }

    /// Host and port for clients.
    public String bootstrap() {
        return bootstrap(port);
    }

    /// Host and port for clients of the broker that will listen on a port.
    static String bootstrap(int port) {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static void format(Path directory) {
        var formatter = new Formatter();
        formatter.setClusterId(CLUSTER_ID);
        formatter.setNodeId(1);
        formatter.setControllerListenerName(CONTROLLER);
        formatter.setMetadataLogDirectory(directory.toString());
        formatter.addDirectory(directory.toString());
        formatter.setReleaseVersion(MetadataVersion.LATEST_PRODUCTION);
        formatter.setIgnoreFormatted(true);
        formatter.setPrintStream(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        try {
            formatter.run();
        } catch (Exception e) { // what Kafka declares
            throw new StartRefused(
                    "Kafka could not prepare %s: %s.".formatted(directory, e.getMessage()), e);
        }
    }

    /// What the all-in-one's broker is told.
    static Map<String, String> settings(Path directory, int port, int controllerPort) {
        var settings = new TreeMap<String, String>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        settings.put("controller.listener.names", CONTROLLER);
        settings.put("inter.broker.listener.name", "PLAINTEXT");
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put(
                "listeners",
                "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
                        .formatted(port, controllerPort));
        settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        settings.put("log.dirs", directory.toString());
        settings.put("auto.create.topics.enable", "false");
        settings.put("message.max.bytes", "1048576");
        settings.putAll(unmeasured());
        settings.putAll(smallFootprint());
        settings.putAll(fastRestart());
        return settings;
    }

    /// Nobody reads this broker's own metrics, and a start had to register each of them.
    private static Map<String, String> unmeasured() {
        return Map.of("metric.reporters", "", "metrics.jmx.exclude", ".*");
    }

    /// One node needs no copies, and few threads.
    private static Map<String, String> smallFootprint() {
        return Map.of(
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "4",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "transaction.state.log.num.partitions", "4",
                "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1",
                "log.cleaner.dedupe.buffer.size", "4194304",
                "num.network.threads", "2",
                "num.io.threads", "4");
    }

    /// Without these a restart after `kill -9` waits for the old session to run out.
    private static Map<String, String> fastRestart() {
        return Map.of(
                "broker.session.timeout.ms", "2000",
                "broker.heartbeat.interval.ms", "500",
                "initial.broker.registration.timeout.ms", "60000",
                "group.initial.rebalance.delay.ms", "0");
    }
}
