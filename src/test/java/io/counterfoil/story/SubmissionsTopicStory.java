package io.counterfoil.story;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An outside producer sends digests over Kafka: each becomes one record, however the server ends
/// in between, and what cannot be read comes back with the reason.
class SubmissionsTopicStory {

    private static final String TOPIC = "counterfoil.submissions.v1";
    private static final String DEAD = "counterfoil.submissions.dead.v1";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int MANY = 4_000;

    @TempDir Path folder;

    @Test
    void everyDigestBecomesOneRecordAcrossAKillInTheMiddle() throws Exception {
        try (var product = Product.start(folder)) {
            try (var producer = producer(product)) {
                send(
                        producer,
                        IntStream.range(0, MANY)
                                .mapToObj(
                                        i -> new ProducerRecord<>(TOPIC, "key" + i, submission(i)))
                                .toList());
                Product.await("the first is taken", LIMIT, () -> records(product, 0) == 1);
                product.kill();
            }
            product.restart();
            try (var producer = producer(product)) {
                send(producer, List.of(new ProducerRecord<>(TOPIC, submission(MANY))));
            }
            IntStream.rangeClosed(0, MANY)
                    .forEach(i ->
                            Product.await("record " + i, LIMIT, () -> records(product, i) > 0));
            assertThat(IntStream.rangeClosed(0, MANY).map(i -> records(product, i)))
                    .containsOnly(1);
            Product.await("it is final", LIMIT, () -> isFinal(product, MANY));
        }
    }

    @Test
    void whatCannotBeReadComesBackWithTheReason() throws Exception {
        try (var product = Product.start(folder);
                var producer = producer(product)) {
            send(
                    producer,
                    List.of(
                            new ProducerRecord<>(TOPIC, "mine", "{\"digest\":{}}"),
                            new ProducerRecord<>(TOPIC, "mine", "x".repeat(20_000)),
                            new ProducerRecord<>(TOPIC, "mine", null),
                            new ProducerRecord<>(TOPIC, "mine", submission(1))));
            var dead = dead(product, 3);
            assertThat(dead.keySet())
                    .containsExactlyInAnyOrder(
                            "\"digest\" must have \"sha-256\".",
                            "A submission is a JSON object of at most 16384 bytes.");
            assertThat(dead).containsEntry("\"digest\" must have \"sha-256\".", "{\"digest\":{}}");
            Product.await("the good one is taken", LIMIT, () -> records(product, 1) == 1);
        }
    }

    @Test
    void anIdempotencyKeyMakesRepetitionsOneRecordAndGivesThePromiseOverHttp() throws Exception {
        try (var product = Product.start(folder);
                var producer = producer(product)) {
            var body = submission(7);
            send(producer, List.of(keyed(body), keyed(body), keyed(submission(8))));
            assertThat(dead(product, 1).keySet())
                    .containsExactly(
                            "This Idempotency-Key belongs to a request with another body.");
            assertThat(records(product, 7)).isEqualTo(1);
            var request =
                    product.request("/v1/evidence", "depositor")
                            .header("Content-Type", "application/json")
                            .header("Idempotency-Key", "order-7")
                            .POST(BodyPublishers.ofString(body));
            var answer = JSON.readTree(product.send(request).body());
            assertThat(answer.path("promise").asText()).startsWith("counterfoil.io/promise/v1\n");
            assertThat(records(product, 7)).isEqualTo(1);
            assertThat(records(product, 8)).isZero();
        }
    }

    /// Sends all and waits until the broker has them.
    private static void send(
            KafkaProducer<String, String> producer, List<ProducerRecord<String, String>> records)
            throws ExecutionException, InterruptedException {
        for (var sent : records.stream().map(producer::send).toList()) {
            sent.get();
        }
    }

    private static ProducerRecord<String, String> keyed(String body) {
        var record = new ProducerRecord<>(TOPIC, "order", body);
        record.headers().add("idempotency-key", "order-7".getBytes(UTF_8));
        return record;
    }

    private static String submission(int number) {
        return "{\"digest\":{\"sha-256\":\"%s\"}}".formatted(digest(number));
    }

    private static String digest(int number) {
        return "%064x".formatted(number);
    }

    private static int records(Product product, int number) {
        return found(product, number).size();
    }

    private static boolean isFinal(Product product, int number) {
        var state = found(product, number).path(0).path("state").asText();
        return List.of("final", "dated").contains(state);
    }

    private static JsonNode found(Product product, int number) {
        try {
            var path = "/v1/evidence?digest=sha-256:" + digest(number);
            return JSON.readTree(product.send(product.request(path)).body()).path("items");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static KafkaProducer<String, String> producer(Product product) throws IOException {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap(product), "acks", "all"),
                new StringSerializer(),
                new StringSerializer());
    }

    /// The dead letters' values by their reasons, once there are so many.
    private static Map<String, String> dead(Product product, int count) throws IOException {
        try (var consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", bootstrap(product)),
                        new StringDeserializer(),
                        new StringDeserializer())) {
            var partition = new TopicPartition(DEAD, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            var origins = new ArrayList<String>();
            var values = new HashMap<String, String>();
            Product.await(
                    "dead letters",
                    LIMIT,
                    () -> {
                        consumer.poll(Duration.ofMillis(100))
                                .forEach(record -> {
                                    origins.add(header(record.headers().lastHeader("origin")));
                                    values.put(
                                            header(record.headers().lastHeader("reason")),
                                            String.valueOf(record.value()));
                                });
                        return origins.size() >= count;
                    });
            assertThat(origins).hasSize(count).allMatch(origin -> origin.startsWith(TOPIC + "/"));
            return values;
        }
    }

    private static String header(Header header) {
        return new String(header.value(), UTF_8);
    }

    private static String bootstrap(Product product) throws IOException {
        var ports = new Properties();
        try (var in = Files.newBufferedReader(product.data().resolve("ports"))) {
            ports.load(in);
        }
        return "127.0.0.1:" + ports.getProperty("kafka");
    }
}
