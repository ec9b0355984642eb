package io.counterfoil.kernel.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.kernel.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bouncycastle.jcajce.provider.digest.SM3;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The accumulated vectors of draft-ietf-plants-merkle-tree-certs, appendix "Subtree Test Vectors":
/// one digest over every subtree, inclusion and consistency proof of the trees of 0 to 130 leaves.
class SubtreeVectorsTest {

    private static final int SIZE_MAX = 130;

    /// The published values for SHA-256, and their twins over SM3 from independent scripts.
    record Suite(
            String name,
            TreeHasher hasher,
            String subtrees,
            String inclusions,
            String consistencies) {

        Prover prover() {
            return new Prover(hasher, MemoryTree.counting(hasher, SIZE_MAX));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final Suite SM3_TWIN =
            new Suite(
                    "SM3",
                    TreeHasher.over(SM3.Digest::new),
                    "a4ad800d93e96c67f5b4824fd35d63b89b222edb511db82ef12677e01901502e",
                    "d2fab70333ae350714b61ee85aa65889ae9108be244293ebe862e74cbd9bce70",
                    "55965cc2ae2d4c0c1857f68b00e038deb62dc9aa569b271a442b5c4c36a7001c");

    private static final List<String> LEAVES =
            List.of(
                    "",
                    "00",
                    "10",
                    "2021",
                    "3031",
                    "40414243",
                    "5051525354555657",
                    "606162636465666768696a6b6c6d6e6f");

    private static final List<String> SM3_ROOTS =
            List.of(
                    "1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b",
                    "2daef60e7a0b8f5e024c81cd2ab3109f2b4f155cf83adeb2ae5532f74a157fdf",
                    "0b990fe0c7ad70f1bf1a1262f2c7908ea48146b14253a6db99f2917ab1f5cc4d",
                    "209ec96a210d662a964772680e8544d18cab7b88ffec3e00962220349b56ea56",
                    "28e4e307ef6d2d0c62d84b11ef96e835efe490f35b93c8f024ecfe38c8dd4377",
                    "bb10c996aeebbcdc69be3715fc847344de77442d37a5ab8213da9f41785b103b",
                    "8723c1ab1f82ddfba4a3733ac0c80d936d9f4c208c7dbc8cc81ca9fff8584f66",
                    "bd36c22a1ac6ff4308e0c3cc1a85bf0ffa30538ec60a55c70413ab15d45db4d2",
                    "bc48ba7a709184b5f2a631e1adeb8dc2a0d4c018c1d6cc89b5664fe154c93b38");

    private static final String TESSERA_LEAVES =
            "one two three four five six seven eit nain ten ileven twelf threeten fourten fivten";

    private static final Map<Long, String> TESSERA_SM3_ROOTS =
            Map.of(
                    1L,
                    "f335c1314e56d249d4d9a14ed3339de8c6ffade0f92d0d5dae06e279a209d618",
                    2L,
                    "e4362f163db469c665331c58f3f089fd820eb171dbd4abf791bddbecede67f28",
                    3L,
                    "cb8d6734eef167312d831142648b75362b803f93de4a00d78235ca5a5b13d6ae",
                    7L,
                    "95629cc41030bb54ed14218438b5b1a00940e767c6b2cd234ab4c40244011f4a",
                    15L,
                    "207b09a32325b7045b55bf8508c140086afa6d9406ab58b65254bb8ca27be899");

    static Stream<Suite> suites() {
        var published =
                new Suite(
                        "SHA-256",
                        TreeHasher.sha256(),
                        "b82806ad4265bb151c1119c0f4db437bb4d1a1f887b3a7fba1cd4ebf552e3e81",
                        "ac2a8f989e44d99e399db448050ff5f19757df53cfb716aa81015d3955d8163f",
                        "10fa99b37bf9bf9ffa26b412fbd98bd75363256d0b75d61bc4538b9c9c5a0a74");
        return Stream.of(published, SM3_TWIN);
    }

    @ParameterizedTest
    @MethodSource("suites")
    void everySubtreeHashIsThePublishedOne(Suite suite) {
        var rolling = Sha256.newDigest();
        var prover = suite.prover();
        forEachSubtree(
                SIZE_MAX, run -> add(rolling, range(run) + " " + prover.hash(run).hex() + "\n"));
        assertThat(hex(rolling)).isEqualTo(suite.subtrees());
    }

    @ParameterizedTest
    @MethodSource("suites")
    void everyInclusionProofInASubtreeIsThePublishedOne(Suite suite) {
        var rolling = Sha256.newDigest();
        var prover = suite.prover();
        forEachSubtree(
                SIZE_MAX,
                run -> {
                    for (long index = run.start(); index < run.end(); index++) {
                        var path = prover.inclusionIn(run, index).path();
                        add(rolling, index + " " + range(run) + hashes(path) + "\n");
                    }
                });
        assertThat(hex(rolling)).isEqualTo(suite.inclusions());
    }

    @ParameterizedTest
    @MethodSource("suites")
    void everySubtreeProofIsThePublishedOne(Suite suite) {
        var rolling = Sha256.newDigest();
        var prover = suite.prover();
        for (int n = 0; n <= SIZE_MAX; n++) {
            long size = n;
            forEachSubtree(
                    n,
                    run -> {
                        var path = prover.subtree(run.start(), run.end(), size).path();
                        add(rolling, range(run) + " " + size + hashes(path) + "\n");
                    });
        }
        assertThat(hex(rolling)).isEqualTo(suite.consistencies());
    }

    @Test
    void theSm3TreeOfThePublicLeavesHasTheKnownRoots() {
        var hasher = SM3_TWIN.hasher();
        var frontier = Frontier.empty(hasher);
        for (int size = 0; size < SM3_ROOTS.size(); size++) {
            assertThat(frontier.root().hex()).isEqualTo(SM3_ROOTS.get(size));
            if (size < LEAVES.size()) {
                frontier.append(hasher.leaf(HexFormat.of().parseHex(LEAVES.get(size))));
            }
        }
        assertThat(hasher.leaf("L123456".getBytes(StandardCharsets.US_ASCII)).hex())
                .isEqualTo("b62d3c1e4d175631cb0e267ac43f4fe7d45ab328085a0a0841a5dd99d72665be");
    }

    @Test
    void theSm3TreeOfTheTesseraLogHasTheKnownRoots() {
        var hasher = SM3_TWIN.hasher();
        var frontier = Frontier.empty(hasher);
        for (String leaf : TESSERA_LEAVES.split(" ")) {
            frontier.append(hasher.leaf(leaf.getBytes(StandardCharsets.US_ASCII)));
            String known = TESSERA_SM3_ROOTS.get(frontier.size());
            if (known != null) {
                assertThat(frontier.root().hex()).isEqualTo(known);
            }
        }
        assertThat(frontier.size()).isEqualTo(15);
    }

    private static void forEachSubtree(int size, Consumer<Subtree> action) {
        for (int end = 0; end <= size; end++) {
            for (int start = 0; start <= end; start++) {
                if (Subtree.isValid(start, end)) {
                    action.accept(new Subtree(start, end));
                }
            }
        }
    }

    private static String range(Subtree run) {
        return "[" + run.start() + ", " + run.end() + ")";
    }

    private static String hashes(List<Hash> path) {
        var line = new StringBuilder();
        path.forEach(hash -> line.append(' ').append(hash.hex()));
        return line.toString();
    }

    private static void add(MessageDigest rolling, String line) {
        rolling.update(line.getBytes(StandardCharsets.US_ASCII));
    }

    private static String hex(MessageDigest rolling) {
        return HexFormat.of().formatHex(rolling.digest());
    }
}
