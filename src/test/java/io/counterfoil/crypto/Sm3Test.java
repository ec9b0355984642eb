package io.counterfoil.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.kernel.merkle.TreeHasher;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class Sm3Test {

    /// The leaves of transparency-dev/merkle's tests.
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

    /// The roots over the first 1 to 8 leaves, made by a script with OpenSSL's SM3.
    private static final List<String> ROOTS =
            List.of(
                    "2daef60e7a0b8f5e024c81cd2ab3109f2b4f155cf83adeb2ae5532f74a157fdf",
                    "0b990fe0c7ad70f1bf1a1262f2c7908ea48146b14253a6db99f2917ab1f5cc4d",
                    "209ec96a210d662a964772680e8544d18cab7b88ffec3e00962220349b56ea56",
                    "28e4e307ef6d2d0c62d84b11ef96e835efe490f35b93c8f024ecfe38c8dd4377",
                    "bb10c996aeebbcdc69be3715fc847344de77442d37a5ab8213da9f41785b103b",
                    "8723c1ab1f82ddfba4a3733ac0c80d936d9f4c208c7dbc8cc81ca9fff8584f66",
                    "bd36c22a1ac6ff4308e0c3cc1a85bf0ffa30538ec60a55c70413ab15d45db4d2",
                    "bc48ba7a709184b5f2a631e1adeb8dc2a0d4c018c1d6cc89b5664fe154c93b38");

    private final TreeHasher tree = Sm3.treeHasher();

    @Test
    void hashesTheEmptyTreeALeafAndANode() {
        assertThat(tree.empty().hex())
                .isEqualTo("1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b");
        assertThat(tree.leaf("L123456".getBytes(US_ASCII)).hex())
                .isEqualTo("b62d3c1e4d175631cb0e267ac43f4fe7d45ab328085a0a0841a5dd99d72665be");
    }

    @Test
    void treesOfOneToEightLeavesHaveTheKnownRoots() {
        var row = new ByteArrayOutputStream();
        for (int size = 1; size <= LEAVES.size(); size++) {
            row.writeBytes(tree.leaf(HexFormat.of().parseHex(LEAVES.get(size - 1))).bytes());
            assertThat(tree.root(row.toByteArray(), 0, size).hex()).isEqualTo(ROOTS.get(size - 1));
        }
    }
}
