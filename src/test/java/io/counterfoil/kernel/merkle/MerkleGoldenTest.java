package io.counterfoil.kernel.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.kernel.Encoding;
import io.counterfoil.kernel.MalformedException;
import io.counterfoil.kernel.Sha256;
import io.counterfoil.kernel.Vectors;
import io.counterfoil.kernel.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// All 518 golden cases of transparency-dev/merkle, honest ones and attacks.
class MerkleGoldenTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TreeHasher SHA_256 = TreeHasher.sha256();

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void answersAsThePublicVectorSays(String file, JsonNode vector) {
        boolean refused = vector.get("wantErr").asBoolean();
        assertThat(isProven(vector)).as(file).isEqualTo(!refused);
    }

    @Test
    void everyGoldenCaseIsRead() {
        assertThat(cases()).hasSize(518);
    }

    static Stream<Object[]> cases() {
        return Vectors.lines("merkle/golden.jsonl").stream()
                .map(MerkleGoldenTest::parse)
                .map(vector -> new Object[] {vector.get("file").asText(), vector});
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(line, e);
        }
    }

    private static boolean isProven(JsonNode vector) {
        try {
            return verify(vector).isProven();
        } catch (MalformedException _) {
            return false;
        }
    }

    private static Verdict verify(JsonNode vector) {
        String kind = vector.get("file").asText().split("/")[1];
        return switch (kind) {
            case "inclusion" ->
                    new InclusionProof(
                                    number(vector, "leafIdx"),
                                    number(vector, "treeSize"),
                                    path(vector))
                            .verify(SHA_256, hash(vector, "leafHash"), hash(vector, "root"));
            case "consistency" ->
                    new ConsistencyProof(
                                    number(vector, "size1"), number(vector, "size2"), path(vector))
                            .verify(SHA_256, hash(vector, "root1"), hash(vector, "root2"));
            case "subtreeinclusion" ->
                    new SubtreeInclusionProof(
                                    number(vector, "leafIdx"),
                                    number(vector, "start"),
                                    number(vector, "end"),
                                    path(vector))
                            .verify(SHA_256, hash(vector, "leafHash"), hash(vector, "root"));
            case "subtreeconsistency" ->
                    new SubtreeProof(
                                    number(vector, "start"),
                                    number(vector, "end"),
                                    number(vector, "size"),
                                    path(vector))
                            .verify(SHA_256, hash(vector, "root1"), hash(vector, "root2"));
            default -> throw new IllegalStateException(kind);
        };
    }

    /// Numbers beyond 2^63-1 read as negative ones, which every check refutes.
    private static long number(JsonNode vector, String field) {
        return vector.get(field).bigIntegerValue().longValue();
    }

    /// Some cases write "don't care 1" where any root may stand; a hash of 32 bytes stands for it.
    private static Hash hash(JsonNode vector, String field) {
        byte[] bytes = Encoding.base64(vector.get(field).asText(""));
        boolean placeholder = new String(bytes, StandardCharsets.UTF_8).startsWith("don't care");
        return Hash.of(placeholder ? Sha256.of(bytes) : bytes);
    }

    private static List<Hash> path(JsonNode vector) {
        var path = new ArrayList<Hash>();
        vector.get("proof").forEach(hash -> path.add(Hash.fromBase64(hash.asText())));
        return path;
    }
}
