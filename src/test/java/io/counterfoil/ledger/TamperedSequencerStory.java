package io.counterfoil.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.kernel.Sha256;
import io.counterfoil.kernel.merkle.Hash;
import io.counterfoil.kernel.note.Checkpoint;
import io.counterfoil.kernel.note.SignedNote;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The product's own sequencer, but for the rule: it does not see which ids and numbers are taken.
/// None of four members gives a line for what it enters, each says why, and nothing becomes final.
class TamperedSequencerStory {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final FreshEntries entries = new FreshEntries(new Random(1));
    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir Path folder;

    /// Believes that no id and no number was used before, and writes down none.
    private static final class BlindHeadStore extends HeadStore {

        BlindHeadStore(Pool pool) {
            super(pool);
        }

        @Override
        Uni<List<Leaf>> accepted(short log, long size, List<UUID> ids) {
            return Uni.createFrom().item(List.of());
        }

        @Override
        Uni<Map<Hash, Long>> taken(short log, long size, Set<Hash> keys) {
            return Uni.createFrom().item(Map.of());
        }

        @Override
        Uni<Boolean> advance(short log, Head from, Head to, Growth growth) {
            return super.advance(log, from, to, new Growth(growth.leaves(), Map.of()));
        }
    }

    @Test
    void aSecondInvoiceUnderAUsedNumberGetsNoLine() throws Exception {
        var number = entries.hash();
        tamper(
                entries.invoice(number),
                entries.invoice(number),
                "the record breaks a rule, and this is not its refusal");
    }

    @Test
    void aRecordThatEntersTwiceGetsNoLine() throws Exception {
        var record = entries.evidence();
        tamper(record, record, "the entry stands already at index 2");
    }

    private void tamper(byte[] first, byte[] second, String reason) throws Exception {
        try (var house = LogHouse.open(folder)) {
            var store = new BlindHeadStore(house.pool());
            house.send(List.of(entries.genesis(), entries.evidence(), first));
            house.start(store);
            LogHouse.await("three are final", () -> house.published() == 3);

            house.send(List.of(second, entries.evidence(), entries.evidence()));
            LogHouse.await("the log has entered them", () -> head(store) == 6);
            for (var member : house.nodes().keySet()) {
                LogHouse.await(member + " freezes", () -> health(house, member).contains("frozen"));
                assertThat(health(house, member))
                        .contains("the log broke a rule at index 3: " + reason);
                assertGivesNoLine(house, member);
                assertThat(served(house, member).size()).isEqualTo(3);
                assertKept(house.directory(member).resolve("breaches"));
            }
            assertThat(house.published()).isEqualTo(3);
        }
    }

    /// The evidence that convicts the log: its own signature over a tree with the entry in it.
    private static void assertKept(Path breaches) throws IOException {
        try (var kept = Files.list(breaches)) {
            var evidence = kept.findFirst().orElseThrow();
            var note = SignedNote.parse(Files.readAllBytes(evidence.resolve("checkpoint.note")));
            assertThat(Checkpoint.parse(note.text()).size()).isGreaterThan(3);
            assertThat(evidence.resolve("reason.txt")).content().contains("at index 3");
        }
    }

    private String health(LogHouse house, String member) {
        return get(house, member, "/health");
    }

    private Checkpoint served(LogHouse house, String member) {
        var log = HexFormat.of().formatHex(Sha256.of(LogHouse.ORIGIN.getBytes(UTF_8)));
        var note = SignedNote.parse(get(house, member, "/" + log + "/checkpoint"));
        return Checkpoint.parse(note.text());
    }

    private String get(LogHouse house, String member, String path) {
        return send(HttpRequest.newBuilder(house.address(member).resolve(path)));
    }

    /// Not even for what it has signed before.
    private void assertGivesNoLine(LogHouse house, String member) {
        var note = house.query("select note from checkpoint where size = 3").iterator().next();
        var last = SignedNote.parse(note.getString(0));
        var peer = new MemberPeer(member, house.address(member), http, PATIENCE);
        assertThatThrownBy(() -> peer.finish(last, 3))
                .isInstanceOf(PeerException.class)
                .hasMessageContaining(
                        "403: This member is frozen: the log broke a rule at index 3");
    }

    private String send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static long head(HeadStore store) {
        return store.load(LogHouse.LOG, LogHouse.ORIGIN).await().atMost(PATIENCE).size();
    }
}
