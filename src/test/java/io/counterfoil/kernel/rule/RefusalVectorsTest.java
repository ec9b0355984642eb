package io.counterfoil.kernel.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.kernel.Vectors;
import io.counterfoil.kernel.entry.Entry;
import io.counterfoil.kernel.entry.RefusalCode;
import io.counterfoil.kernel.merkle.Frontier;
import io.counterfoil.kernel.merkle.TreeHasher;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The log of `vectors/refusal`, in which every rule is met, record by record.
class RefusalVectorsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void everyRecordGetsTheDecisionAndTheLeafOfTheVectors() throws JsonProcessingException {
        var prefix = new MemoryPrefix();
        var frontier = Frontier.empty(TreeHasher.sha256());
        for (String line : Vectors.lines("refusal/log.jsonl")) {
            JsonNode step = JSON.readTree(line);
            var decisions = Rules.apply(prefix, List.of(record(step)));
            prefix.take(decisions);

            Leaf leaf = check(step, decisions.getFirst());
            if (leaf != null) {
                frontier.append(leaf.hash());
                assertThat(leaf.hash().hex()).isEqualTo(step.get("leafHash").asText());
            }
            assertThat(prefix.size()).as(line).isEqualTo(step.get("size").asLong());
            assertThat(frontier.root().hex()).isEqualTo(step.get("root").asText());
        }
    }

    @Test
    void theWholeLogInOneBatchGivesTheSameRootAndAMemberAgrees() throws JsonProcessingException {
        var records = new ArrayList<byte[]>();
        String root = "";
        for (String line : Vectors.lines("refusal/log.jsonl")) {
            JsonNode step = JSON.readTree(line);
            records.add(record(step));
            root = step.get("root").asText();
        }
        var prefix = new MemoryPrefix();
        prefix.take(Rules.apply(prefix, records));
        var frontier = Frontier.empty(TreeHasher.sha256());
        prefix.leaves().forEach(leaf -> frontier.append(leaf.hash()));

        assertThat(frontier.root().hex()).isEqualTo(root);
        var leaves = prefix.leaves().stream().map(leaf -> leaf.bytes().toArray()).toList();
        assertThat(Rules.check(new MemoryPrefix(), leaves)).isInstanceOf(Check.Kept.class);
    }

    private static byte[] record(JsonNode step) {
        JsonNode repeat = step.get("repeat");
        return repeat != null
                ? new byte[repeat.get("count").asInt()]
                : HexFormat.of().parseHex(step.get("record").asText());
    }

    private static @Nullable Leaf check(JsonNode step, Decision decision) {
        String name = step.get("name").asText();
        return switch (decision) {
            case Decision.Accepted(Leaf leaf) -> {
                assertThat(leaf.index()).as(name).isEqualTo(step.get("accepted").asLong());
                yield leaf;
            }
            case Decision.Refused(Leaf leaf) -> {
                assertThat(leaf.index()).as(name).isEqualTo(step.get("refused").asLong());
                assertThat(leaf.entry())
                        .as(name)
                        .isInstanceOfSatisfying(
                                Entry.Refusal.class,
                                refusal ->
                                        assertThat(refusal.code())
                                                .isEqualTo(
                                                        RefusalCode.valueOf(
                                                                step.get("code").asText())));
                yield leaf;
            }
            case Decision.Duplicate(long index) -> {
                assertThat(index).as(name).isEqualTo(step.get("duplicateOf").asLong());
                yield null;
            }
            case Decision.Dropped _ -> {
                assertThat(step.has("dropped")).as(name).isTrue();
                yield null;
            }
        };
    }
}
