package io.counterfoil.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.kernel.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class WrappingKeyTest {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Bytes CONTEXT = Bytes.of("context".getBytes(US_ASCII));
    private static final Bytes CONTENT = Bytes.of("content".getBytes(US_ASCII));

    private final WrappingKey root = WrappingKey.generate(RANDOM);
    private final WrappingKey tenant = WrappingKey.generate(RANDOM);
    private final DataKey data = DataKey.generate(RANDOM);
    private final Bytes sealed = data.seal(CONTEXT, RANDOM, CONTENT);

    @Test
    void theWayFromRootToContentOpens() throws Exception {
        var wrappedTenant = root.wrap(tenant, "tenant 1");
        var wrappedData = tenant.wrap(data, "record 1");
        var opened =
                root.unwrapWrappingKey(wrappedTenant, "tenant 1")
                        .unwrapDataKey(wrappedData, "record 1")
                        .open(CONTEXT, sealed);
        assertThat(opened).isEqualTo(CONTENT);
        assertThat(wrappedData.size()).isEqualTo(WrappingKey.WRAPPED_BYTES);
    }

    @Test
    void aKeyMovedToAnotherNameDoesNotOpen() {
        var wrapped = tenant.wrap(data, "record 1");
        assertThatThrownBy(() -> tenant.unwrapDataKey(wrapped, "record 2"))
                .isInstanceOf(KeyRefusedException.class);
    }

    @Test
    void aTenantsKeyDoesNotPassForADataKey() {
        var wrapped = root.wrap(tenant, "x");
        assertThatThrownBy(() -> root.unwrapDataKey(wrapped, "x"))
                .isInstanceOf(KeyRefusedException.class);
    }

    @Test
    void everyFlippedBitIsFound() {
        var wrapped = tenant.wrap(data, "record 1").toArray();
        for (int bit = 0; bit < wrapped.length * 8; bit++) {
            var altered = wrapped.clone();
            altered[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThatThrownBy(() -> tenant.unwrapDataKey(Bytes.of(altered), "record 1"))
                    .isInstanceOf(KeyRefusedException.class);
        }
        for (int length : new int[] {0, 8, 16, 64, 71}) {
            var cut = Bytes.of(Arrays.copyOf(wrapped, length));
            assertThatThrownBy(() -> tenant.unwrapDataKey(cut, "record 1"))
                    .isInstanceOf(KeyRefusedException.class);
        }
    }

    @Test
    void rewrappingMovesAKeyToTheSuccessor() throws Exception {
        var successor = WrappingKey.generate(RANDOM);
        var wrapped = tenant.rewrap(tenant.wrap(data, "record 1"), successor);
        assertThat(successor.unwrapDataKey(wrapped, "record 1").open(CONTEXT, sealed))
                .isEqualTo(CONTENT);
        assertThatThrownBy(() -> tenant.unwrapDataKey(wrapped, "record 1"))
                .isInstanceOf(KeyRefusedException.class);
        assertThatThrownBy(() -> tenant.rewrap(wrapped, successor))
                .isInstanceOf(KeyRefusedException.class);
    }

    @Test
    void aStoredRootKeyComesBack(@TempDir Path directory) throws Exception {
        var file = directory.resolve("root.key");
        root.store(file);
        var wrapped = root.wrap(tenant, "tenant 1");
        assertThat(WrappingKey.load(file).unwrapWrappingKey(wrapped, "tenant 1")).isNotNull();
        Files.writeString(file, Files.readString(file).replace("KWP+", "KWP+AAAA"));
        assertThatThrownBy(() -> WrappingKey.load(file)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "/vectors/aes-kwp/vectors.csv", numLinesToSkip = 1)
    void wrapsAsTheStandardDoes(String name, String key, String secret, String wrapped) {
        var hex = HexFormat.of();
        assertThat(Kwp.wrap(hex.parseHex(key), hex.parseHex(secret)))
                .as(name)
                .isEqualTo(hex.parseHex(wrapped));
        assertThat(Kwp.unwrap(hex.parseHex(key), hex.parseHex(wrapped)))
                .hasValue(hex.parseHex(secret));
    }
}
