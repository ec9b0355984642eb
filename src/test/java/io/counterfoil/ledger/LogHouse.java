package io.counterfoil.ledger;

import io.counterfoil.crypto.FastSignatureVerifiers;
import io.counterfoil.kernel.merkle.TreeHasher;
import io.counterfoil.kernel.note.KeyName;
import io.counterfoil.member.Line;
import io.counterfoil.member.MemberKeys;
import io.counterfoil.member.MemberNode;
import io.counterfoil.member.MemberSettings;
import io.counterfoil.platform.consortium.Consortium;
import io.counterfoil.platform.consortium.LogKeys;
import io.counterfoil.platform.embedded.Kafka;
import io.counterfoil.platform.embedded.Ports;
import io.counterfoil.platform.embedded.Postgres;
import io.counterfoil.wire.Broker;
import io.counterfoil.wire.Topics;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.flywaydb.core.Flyway;

/// All that sequencers of one log work with: a PostgreSQL, a Kafka, a folder, and four members that
/// listen each for itself, one of them in a process of its own if wanted.
final class LogHouse implements AutoCloseable {

    static final String ORIGIN = "counterfoil.local/log1";
    static final short LOG = 1;

    private static final String PASSWORD = "of-a-test";
    private static final Duration HOLDS = Duration.ofMinutes(3);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Path folder;
    private final Postgres postgres;
    private final Kafka kafka;
    private final Vertx vertx = Vertx.vertx();
    private final Map<String, MemberNode> nodes = new LinkedHashMap<>();
    private final Map<String, MemberProcess> processes = new LinkedHashMap<>();
    private final KafkaProducer<byte[], byte[]> producer;
    private final Consortium consortium;
    private final LogKeys keys;
    private final List<Writer> writers = new ArrayList<>();
    private final HeadStore reader;
    private final Pool look;

    private LogHouse(Path folder, Set<String> apart) throws IOException {
        this.folder = folder;
        // Two threads that are the first to use it set up its context twice, and one fails.
        Uni.createFrom().voidItem().await().indefinitely();
        var password = Files.writeString(folder.resolve("password"), PASSWORD);
        var binaries = Path.of("target", "embedded").toAbsolutePath();
        var database = Files.createDirectories(folder.resolve("postgres"));
        postgres = Postgres.start(binaries, database, password, Ports.anyFree());
        var broker = Files.createDirectories(folder.resolve("kafka"));
        kafka = Kafka.start(broker, Ports.anyFree(), Ports.anyFree());
        Topics.createMissing(Broker.plain(kafka.bootstrap()), LOG);
        Flyway.configure()
                .dataSource(postgres.jdbcUrl(), Postgres.USER, PASSWORD)
                .locations("classpath:db/migration")
                .load()
                .migrate();
        keys = LogKeys.of(folder, "log1", ORIGIN);
        consortium = found(apart);
        look = pool();
        reader = new HeadStore(look);
        producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka.bootstrap(), "acks", "all"),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    /// All of it in this process.
    static LogHouse open(Path folder) throws IOException {
        return new LogHouse(folder, Set.of());
    }

    /// One member in a process of its own, as another organisation would run it.
    static LogHouse openWithProcess(Path folder, String member) throws IOException {
        return new LogHouse(folder, Set.of(member));
    }

    private Consortium found(Set<String> apart) throws IOException {
        var known = new ArrayList<Consortium.Member>();
        for (var name : List.of("tax", "notary", "court", "trade")) {
            var own = MemberKeys.ensure(directory(name), keyName(name));
            known.add(
                    new Consortium.Member(
                            name, own.verifierKeys(Line.MIRROR), own.verifierKeys(Line.FINAL)));
        }
        var founded = new Consortium(keys.checkpointKeys(), known);
        for (var member : known) {
            var own = directory(member.name());
            Files.write(own.resolve(Consortium.POLICY), founded.policy().print());
            Files.write(own.resolve(Consortium.MIRRORS), founded.mirrors().print());
            if (apart.contains(member.name())) {
                processes.put(
                        member.name(), MemberProcess.start(member.name(), root(member.name())));
            } else {
                nodes.put(member.name(), MemberNode.start(settings(member.name())));
            }
        }
        return founded;
    }

    private MemberSettings settings(String name) {
        return MemberSettings.of(
                keyName(name),
                directory(name),
                MemberSettings.highWater(root(name), name),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    private static KeyName keyName(String member) {
        return new KeyName("counterfoil.local/" + member);
    }

    /// Waits until something holds.
    static void await(String what, BooleanSupplier condition) {
        var deadline = Instant.now().plus(HOLDS);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("not within %s: %s".formatted(HOLDS, what));
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    /// Where a member's files lie.
    Path directory(String member) {
        return MemberSettings.directory(root(member), member);
    }

    /// Each member has a data directory of its own.
    private Path root(String member) {
        return folder.resolve("data-of-" + member);
    }

    /// The members in this process, by name.
    Map<String, MemberNode> nodes() {
        return nodes;
    }

    /// Ends a member of this process.
    void stop(String member) throws IOException {
        node(member).close();
        nodes.remove(member);
    }

    /// Ends a member's process as a power cut would.
    void kill(String member) throws IOException {
        process(member).kill();
    }

    /// Starts a member's process again, where it was.
    void restart(String member) throws IOException {
        process(member).restart();
    }

    /// The size of the last final checkpoint, 0 before the first.
    long published() {
        return reader.latest(LOG).await().atMost(HOLDS).map(Published::size).orElse(0L);
    }

    /// Waits until more has become final.
    void awaitMore() {
        var before = published();
        await("more than %d are final".formatted(before), () -> published() > before);
    }

    /// Waits until somebody has moved the head from a place.
    void awaitMovedFrom(Head head) {
        await("the head moves on from " + head, () -> !head.equals(head()));
    }

    /// Waits until more is final than a head holds.
    void awaitFinalBeyond(Head head) {
        await("more is final than " + head, () -> published() > head.size());
    }

    /// Where the head is now.
    Head head() {
        return reader.load(LOG, ORIGIN).await().atMost(HOLDS);
    }

    /// The rows of a question to the tables.
    RowSet<Row> query(String sql) {
        return look.query(sql).execute().await().atMost(HOLDS);
    }

    /// A new way to the same tables.
    Pool pool() {
        var options =
                PgConnectOptions.fromUri(postgres.reactiveUrl().replace("vertx-reactive:", ""))
                        .setUser(Postgres.USER)
                        .setPassword(PASSWORD);
        return Pool.newInstance(
                PgBuilder.pool()
                        .with(new PoolOptions().setMaxSize(2))
                        .connectingTo(options)
                        .using(vertx)
                        .build());
    }

    /// The log's files, read by nobody's cache.
    TileFolder tiles() {
        return new TileFolder(folder.resolve("ledger/log1"));
    }

    /// Puts records into the log's topic and waits until the broker has them.
    void send(List<byte[]> records) {
        var sent =
                records.stream()
                        .map(bytes ->
                                producer.send(
                                        new ProducerRecord<>(Topics.log(LOG), 0, null, bytes)))
                        .toList();
        try {
            for (var each : sent) {
                each.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    /// A sequencer as the ledger role puts it together, but for the store it is given.
    Writer start(HeadStore store) throws IOException {
        return start(store, Clock.systemUTC());
    }

    /// One that is held up by its store and by its signer's clock.
    Writer start(HeldHeadStore store) throws IOException {
        return start(store, store.clock());
    }

    private Writer start(HeadStore store, Clock clock) throws IOException {
        var config = new Config(addresses());
        var log =
                new LogParts(LOG, "log1", ORIGIN, tiles(), Broker.plain(kafka.bootstrap()), config);
        var highWater =
                HighWater.open(
                        folder.resolve("highwater/log1"), ORIGIN, TreeHasher.sha256().empty());
        var signer = new LogSigner(keys.checkpointSigners(), highWater, clock);
        var showcase = new Showcase(log);
        var agreement = agreement(config);
        var publisher = new Publisher(log, highWater, signer, agreement, showcase, store);
        var sequencer = new Sequencer(log, store, new Publishing(publisher, log.name()));
        var writer = new Writer(sequencer, agreement, showcase);
        writers.add(writer);
        writer.sequencer.start();
        return writer;
    }

    private Agreement agreement(Config config) {
        var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        var lanes =
                consortium.members().stream()
                        .map(member ->
                                Agreement.Lane.open(
                                        member,
                                        new MemberPeer(
                                                member.name(),
                                                address(member.name()),
                                                http,
                                                PATIENCE)))
                        .toList();
        return new Agreement(
                lanes,
                Consortium.quorum(lanes.size()),
                new FastSignatureVerifiers(),
                config.memberPatience());
    }

    /// Where a member listens.
    URI address(String member) {
        var port =
                processes.containsKey(member)
                        ? process(member).port()
                        : node(member).address().getPort();
        return URI.create("http://127.0.0.1:" + port);
    }

    private MemberNode node(String member) {
        return Objects.requireNonNull(nodes.get(member), member);
    }

    private MemberProcess process(String member) {
        return Objects.requireNonNull(processes.get(member), member);
    }

    private Map<String, URI> addresses() {
        return consortium.members().stream()
                .collect(Collectors.toMap(Consortium.Member::name, m -> address(m.name())));
    }

    @Override
    public void close() throws IOException {
        writers.forEach(Writer::close);
        producer.close();
        for (var node : nodes.values()) {
            node.close();
        }
        for (var process : processes.values()) {
            process.kill();
        }
        vertx.close().toCompletionStage().toCompletableFuture().join();
        kafka.close();
        postgres.close();
    }

    /// A sequencer with what belongs to it alone.
    record Writer(Sequencer sequencer, Agreement agreement, Showcase showcase)
            implements AutoCloseable {

        @Override
        public void close() {
            sequencer.close();
            agreement.close();
            showcase.close();
        }
    }

    /// The defaults of the product, but that what failed is tried again sooner.
    private record Config(Map<String, URI> members) implements LedgerConfig {

        @Override
        public short log() {
            return LOG;
        }

        @Override
        public String name() {
            return "log1";
        }

        @Override
        public String origin() {
            return ORIGIN;
        }

        @Override
        public int recordsMax() {
            return 4_000;
        }

        @Override
        public Duration memberPatience() {
            return PATIENCE;
        }

        @Override
        public Duration retryAfter() {
            return Duration.ofMillis(200);
        }
    }
}
