package io.counterfoil.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.crypto.VrfSecretKey;
import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.MalformedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VrfKeysTest {

    private static final VrfKeys.Line LINE =
            new VrfKeys.Line(
                    "log.example/1", VrfSecretKey.generate(new SecureRandom()).publicKey());

    @Test
    void commentsAndEmptyLinesSayNothing() {
        var printed = new String(new VrfKeys(List.of(LINE)).print(), UTF_8);
        assertThat(VrfKeys.parse(("# ours\n\n" + printed).getBytes(UTF_8)).lines())
                .containsExactly(LINE);
    }

    @Test
    void everyListOfAFolderCounts(@TempDir Path folder) throws Exception {
        Files.write(folder.resolve("vrf.txt"), new VrfKeys(List.of(LINE)).print());
        var older = new VrfKeys.Line("log.example/0", LINE.key());
        Files.write(folder.resolve("vrf-old.txt"), new VrfKeys(List.of(older)).print());
        assertThat(TrustFolder.read(folder).vrfKeys().lines())
                .containsExactlyInAnyOrder(LINE, older);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "log log.example/1 KEY",
                "vrf log.example/1",
                "vrf  KEY",
                "vrf log.example/1 KEY more",
                "vrf log.example/1 AAAA",
                "vrf log.example/1 no-base-64"
            })
    void aLineInAnotherFormIsRefused(String line) {
        var key = Bytes.of(LINE.key().bytes()).base64();
        assertThatThrownBy(() -> VrfKeys.parse(line.replace("KEY", key).getBytes(UTF_8)))
                .isInstanceOf(MalformedException.class);
    }
}
