package io.counterfoil.cli.bench;

import io.counterfoil.platform.embedded.Postgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// What the parts do with nothing of ours around them, in the same run on the same disk.
final class RawLimits {

    /// An evidence entry.
    private static final int ENTRY_BYTES = 138;

    /// What one record takes in the database: entry, sealed manifest, wrapped key and small
    /// columns.
    private static final int ROW_BYTES = 900;

    private static final String TOPIC = "counterfoil.bench";
    private static final int BATCH = 5_000;
    private static final int PAGE_BYTES = 4_096;
    private static final Duration TIME = Duration.ofSeconds(3);

    private final Path data;
    private final Properties ports = new Properties();

    RawLimits(Path data) throws IOException {
        this.data = data;
        try (var in = Files.newBufferedReader(data.resolve("ports"))) {
            ports.load(in);
        }
    }

    /// Records a second that the broker acknowledges, sent by one producer as fast as it takes
    /// them.
    double kafka() {
        var bootstrap = "127.0.0.1:" + ports.getProperty("kafka");
        makeTopic(bootstrap);
        Map<String, Object> settings =
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "acks",
                        "all",
                        "linger.ms",
                        5,
                        "batch.size",
                        256 * 1024);
        try (var producer =
                new KafkaProducer<>(
                        settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(TOPIC, new byte[ENTRY_BYTES])).get();
            var last = new Last();
            var done =
                    Load.repeat(
                            TIME,
                            _ ->
                                    last.sent =
                                            producer.send(
                                                    new ProducerRecord<>(
                                                            TOPIC, new byte[ENTRY_BYTES])));
            long began = System.nanoTime();
            last.await();
            return done.count() / (done.seconds() + (System.nanoTime() - began) / 1e9);
        } catch (ExecutionException e) {
            throw new BenchException("Kafka does not take records: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("Interrupted.");
        }
    }

    /// The topic of a log is like this: one partition, nothing forced to the disk one by one.
    private static void makeTopic(String bootstrap) {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        } catch (ExecutionException e) {
            throw new BenchException("Kafka makes no topic: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("Interrupted.");
        }
    }

    private static final class Last {

        private @Nullable Future<RecordMetadata> sent;

        void await() throws ExecutionException, InterruptedException {
            var future = sent;
            if (future != null) {
                future.get();
            }
        }
    }

    /// Rows a second that PostgreSQL commits, 5,000 a commit, from one connection.
    double postgres() throws IOException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(
                    "create table if not exists bench_raw (seq bigint generated always as identity primary key, content bytea)");
            try (var insert =
                    connection.prepareStatement(
                            "insert into bench_raw (content) select decode(repeat('ab', %d), 'hex') from generate_series(1, %d)"
                                    .formatted(ROW_BYTES, BATCH))) {
                var done =
                        Load.repeat(
                                TIME,
                                _ -> {
                                    try {
                                        insert.executeUpdate();
                                    } catch (SQLException e) {
                                        throw new BenchException(
                                                "PostgreSQL takes no rows: " + e.getMessage(), e);
                                    }
                                });
                return done.perSecond() * BATCH;
            } finally {
                statement.execute("drop table bench_raw");
            }
        } catch (SQLException e) {
            throw new BenchException("PostgreSQL does not answer: " + e.getMessage(), e);
        }
    }

    private Connection connect() throws SQLException, IOException {
        var password = Files.readString(data.resolve("postgres/password")).strip();
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:%s/postgres".formatted(ports.getProperty("postgres")),
                Postgres.USER,
                password);
    }

    /// Milliseconds of writing one page and having it on the disk, in the middle of many.
    double sync() throws IOException {
        var file = data.resolve("bench-sync");
        try (var channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            var page = ByteBuffer.allocate(PAGE_BYTES);
            var millis = new ArrayList<Double>();
            Load.repeat(
                    TIME,
                    _ -> {
                        long began = System.nanoTime();
                        try {
                            channel.write(page.clear());
                            channel.force(false);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                        millis.add((System.nanoTime() - began) / 1e6);
                    });
            millis.sort(Double::compare);
            return millis.get(millis.size() / 2);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /// Entries a second that one core hashes.
    static double sha256() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            var entry = new byte[ENTRY_BYTES];
            return Load.repeat(Duration.ofSeconds(1), _ -> digest.digest(entry)).perSecond();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
