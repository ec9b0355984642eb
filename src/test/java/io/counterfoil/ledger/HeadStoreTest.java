package io.counterfoil.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.kernel.merkle.Hash;
import io.counterfoil.ledger.HeadStore.Growth;
import io.counterfoil.platform.embedded.Ports;
import io.counterfoil.platform.embedded.Postgres;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.PoolOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The compare-and-swap of a log's head, in a real PostgreSQL.
class HeadStoreTest {

    private static final String PASSWORD = "of-a-test";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Growth NOTHING = new Growth(List.of(), Map.of());

    @TempDir static Path folder;

    private static Postgres postgres;
    private static Vertx vertx;
    private static Pool pool;
    private static short logs;

    private final FreshEntries random = new FreshEntries(new Random(1));
    private HeadStore store;
    private short log;
    private Head empty;

    @BeforeAll
    static void startPostgres() throws IOException {
        var password = Files.writeString(folder.resolve("password"), PASSWORD);
        var binaries = Path.of("target", "embedded").toAbsolutePath();
        postgres = Postgres.start(binaries, folder, password, Ports.anyFree());
        Flyway.configure()
                .dataSource(postgres.jdbcUrl(), Postgres.USER, PASSWORD)
                .locations("classpath:db/migration")
                .load()
                .migrate();
        vertx = Vertx.vertx();
        var options =
                PgConnectOptions.fromUri(postgres.reactiveUrl().replace("vertx-reactive:", ""))
                        .setUser(Postgres.USER)
                        .setPassword(PASSWORD);
        pool =
                Pool.newInstance(
                        PgBuilder.pool()
                                .with(new PoolOptions().setMaxSize(2))
                                .connectingTo(options)
                                .using(vertx)
                                .build());
    }

    @AfterAll
    static void stopPostgres() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        postgres.close();
    }

    /// Each test has a log of its own.
    @BeforeEach
    void beginALog() {
        log = ++logs;
        store = new HeadStore(pool);
        empty = load();
    }

    @Test
    void ofTwoWhoGrowOneHeadTheSecondGetsNothingIn() {
        var first = head(2, "topic", 2);
        var second = head(3, "topic", 3);
        var entered = leaves(0, 3);
        assertThat(advance(empty, first, leaves(0, 2))).isTrue();
        assertThat(advance(empty, second, entered)).isFalse();
        assertThat(load()).isEqualTo(first);
        var ids = entered.leaves().stream().map(Leaf::id).toList();
        assertThat(await(store.accepted(log, 10, ids))).isEmpty();
    }

    @Test
    void aHeadThatMovedWithoutGrowingHasMovedAllTheSame() {
        var moved = head(0, "topic", 5);
        assertThat(advance(empty, moved, NOTHING)).isTrue();
        assertThat(advance(empty, head(0, "topic", 4), NOTHING)).isFalse();
        assertThat(advance(moved, head(0, "another", 0), NOTHING)).isTrue();
        assertThat(advance(moved, head(0, "topic", 6), NOTHING)).isFalse();
        assertThat(load()).isEqualTo(head(0, "another", 0));
    }

    @Test
    void anIndexHasOneLeafWhateverAHeadSays() {
        assertThat(advance(empty, head(1, "topic", 1), leaves(0, 1))).isTrue();
        assertThatThrownBy(() -> advance(head(1, "topic", 1), head(2, "topic", 2), leaves(0, 1)))
                .isInstanceOf(PgException.class)
                .hasMessageContaining("leaf_pkey");
        assertThat(load()).isEqualTo(head(1, "topic", 1));
    }

    @Test
    void whatAnotherEnteredBeyondASizeIsNotSeen() {
        var leaves = leaves(0, 3).leaves();
        var taken =
                LongStream.range(0, 3)
                        .boxed()
                        .collect(Collectors.toMap(_ -> random.hash(), at -> at));
        assertThat(advance(empty, head(3, "topic", 3), new Growth(leaves, taken))).isTrue();
        var ids = leaves.stream().map(Leaf::id).toList();
        assertThat(await(store.accepted(log, 2, ids)))
                .containsExactlyElementsOf(leaves.subList(0, 2));
        var seen = await(store.taken(log, 2, Set.copyOf(taken.keySet())));
        assertThat(seen.values()).containsExactlyInAnyOrder(0L, 1L);
    }

    private Head load() {
        return await(store.load(log, "test/" + log));
    }

    private boolean advance(Head from, Head to, Growth growth) {
        return await(store.advance(log, from, to, growth));
    }

    private Growth leaves(long from, long to) {
        var leaves =
                LongStream.range(from, to)
                        .mapToObj(index -> new Leaf(index, UUID.randomUUID(), random.hash(), 0))
                        .toList();
        return new Growth(leaves, Map.of());
    }

    /// The root plays no part in the comparison: it follows from the size.
    private static Head head(long size, String topic, long offset) {
        var root = new Hash(size, size, size, size);
        return new Head(size, root, topic, offset, size);
    }

    private static <T> T await(Uni<T> answer) {
        return answer.await().atMost(PATIENCE);
    }
}
