package io.counterfoil.kernel.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.kernel.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Everything that can be enumerated about trees of up to 300 leaves.
class SmallTreesTest {

    private static final int SIZE_MAX = 300;
    private static final TreeHasher SHA_256 = TreeHasher.sha256();
    private static final MemoryTree TREE = MemoryTree.counting(SHA_256, SIZE_MAX);
    private static final Prover PROVER = new Prover(SHA_256, TREE);

    @Test
    void theFrontierKnowsTheRootOfEveryTreeUpTo300Leaves() {
        var frontier = Frontier.empty(SHA_256);
        for (int size = 0; size <= SIZE_MAX; size++) {
            assertThat(frontier.root()).as("size %d", size).isEqualTo(TREE.hash(0, size));
            assertThat(Frontier.read(SHA_256, size, TREE).root()).isEqualTo(frontier.root());
            assertThat(PROVER.root(size)).isEqualTo(frontier.root());
            if (size < SIZE_MAX) {
                frontier.append(TREE.leaf(size));
            }
        }
    }

    @Test
    void everyLeafOfEveryTreeUpTo300LeavesIsProvable() {
        for (int size = 1; size <= SIZE_MAX; size++) {
            Hash root = PROVER.root(size);
            for (int index = 0; index < size; index++) {
                var verdict = PROVER.inclusion(index, size).verify(SHA_256, TREE.leaf(index), root);
                assertThat(verdict).as("leaf %d of %d", index, size).isEqualTo(Verdict.proven());
            }
        }
    }

    @Test
    void everyTreeUpTo300LeavesContinuesEverySmallerOne() {
        for (int size = 1; size <= SIZE_MAX; size++) {
            Hash root = PROVER.root(size);
            for (int old = 1; old <= size; old++) {
                var proof = PROVER.consistency(old, size);
                assertThat(proof.verify(SHA_256, PROVER.root(old), root))
                        .as("%d to %d", old, size)
                        .isEqualTo(Verdict.proven());
                assertThat(proof.verify(SHA_256, root, PROVER.root(old)).isProven())
                        .as("swapped roots, %d to %d", old, size)
                        .isEqualTo(old == size);
            }
        }
    }

    @Test
    void everySubtreeOfEveryTreeUpTo80LeavesIsProvable() {
        for (int size = 0; size <= 80; size++) {
            Hash root = PROVER.root(size);
            for (int start = 0; start <= size; start++) {
                for (int end = start; end <= size; end++) {
                    checkSubtree(start, end, size, root);
                }
            }
        }
    }

    private static void checkSubtree(int start, int end, int size, Hash root) {
        if (!Subtree.isValid(start, end)) {
            var proof = new SubtreeProof(start, end, size, List.of());
            assertThat(proof.verify(SHA_256, root, root).isProven()).isFalse();
            return;
        }
        Hash hash = TREE.hash(start, end);
        assertThat(PROVER.hash(new Subtree(start, end))).isEqualTo(hash);
        assertThat(PROVER.subtree(start, end, size).verify(SHA_256, hash, root))
                .as("[%d, %d) of %d", start, end, size)
                .isEqualTo(Verdict.proven());
    }

    @Test
    void noInclusionProofServesAnotherIndexOrSize() {
        for (int size = 1; size <= 40; size++) {
            for (int index = 0; index < size; index++) {
                var proof = PROVER.inclusion(index, size);
                for (int other = 0; other < size; other++) {
                    var moved = new InclusionProof(other, size, proof.path());
                    assertThat(
                                    moved.verify(SHA_256, TREE.leaf(index), PROVER.root(size))
                                            .isProven())
                            .isEqualTo(other == index);
                }
                var longer = new ArrayList<>(proof.path());
                longer.add(SHA_256.empty());
                assertThat(
                                new InclusionProof(index, size, longer)
                                        .verify(SHA_256, TREE.leaf(index), PROVER.root(size))
                                        .isProven())
                        .isFalse();
            }
        }
    }

    @Test
    void theRootsOfThePublicLeavesAreThePublishedOnes() {
        List<String> leaves =
                List.of(
                        "",
                        "00",
                        "10",
                        "2021",
                        "3031",
                        "40414243",
                        "5051525354555657",
                        "606162636465666768696a6b6c6d6e6f");
        List<String> roots =
                List.of(
                        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
        var frontier = Frontier.empty(SHA_256);
        for (int size = 0; size < roots.size(); size++) {
            assertThat(frontier.root().hex()).isEqualTo(roots.get(size));
            if (size < leaves.size()) {
                frontier.append(SHA_256.leaf(HexFormat.of().parseHex(leaves.get(size))));
            }
        }
    }

    @Test
    void leafAndNodeAreSeparatedAsRfc6962Demands() {
        assertThat(SHA_256.leaf("L123456".getBytes(StandardCharsets.US_ASCII)).hex())
                .isEqualTo("395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56");
    }
}
