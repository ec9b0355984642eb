package io.counterfoil.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.platform.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubmissionReaderTest {

    private static final String HASH = "ab".repeat(32);

    @Test
    void readsADigest() {
        var submission = read("{\"digest\":{\"sha-256\":\"%s\"}}".formatted(HASH));
        assertThat(submission.digests().sha256().hex()).isEqualTo(HASH);
        assertThat(submission.digests().sm3()).isEmpty();
        assertThat(submission.lookup()).isTrue();
        assertThat(submission.content()).isFalse();
    }

    @Test
    void readsAllThatMayBeSaid() {
        var submission =
                read(
                        """
                        {"digest": {"sha-256": "%1$s", "sha3-256": "%1$s", "sm3": "%1$s"},
                         "size": 12, "type": "text/plain", "lookup": false}
                        """
                                .formatted(HASH));
        assertThat(submission.digests().sha3()).isPresent();
        assertThat(submission.size()).contains(12L);
        assertThat(submission.type()).contains("text/plain");
        assertThat(submission.lookup()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{}",
                "null",
                "{\"digest\":\"HASH\"}",
                "{\"digest\":{\"sm3\":\"HASH\"}}",
                "{\"digest\":{\"sha-256\":\"HAS\"}}",
                "{\"digest\":{\"sha-256\":\"HASHHASH\"}}",
                "{\"digest\":{\"sha-256\":\"AB\"}}",
                "{\"digest\":{\"sha-256\":1}}",
                "{\"digest\":{\"md5\":\"HASH\"}}",
                "{\"digest\":{\"sha-256\":\"HASH\"},\"digest\":{\"sha-256\":\"HASH\"}}",
                "{\"digest\":{\"sha-256\":\"HASH\"}} {}",
                "{\"digest\":{\"sha-256\":\"HASH\"},\"size\":-1}",
                "{\"digest\":{\"sha-256\":\"HASH\"},\"size\":1.5}",
                "{\"digest\":{\"sha-256\":\"HASH\"},\"size\":99999999999999999999}",
                "{\"digest\":{\"sha-256\":\"HASH\"},\"size\":9007199254740992}",
                "{\"digest\":{\"sha-256\":\"HASH\"},\"lookup\":\"no\"}",
                "{\"digest\":{\"sha-256\":\"HASH\"},\"type\":\"\"}",
                "{\"digest\":{\"sha-256\":\"HASH\"},\"type\":\"a\\nb\"}",
                "{\"digest\":{\"sha-256\":\"HASH\"},\"type\":\"\\ud800\"}",
                "{\"digest\":{\"sha-256\":\"HASH\"},\"surprise\":1}"
            })
    void refusesWhatItDoesNotKnow(String json) {
        assertThatThrownBy(() -> read(json.replace("HASH", HASH)))
                .isInstanceOf(ProblemException.class);
    }

    private static Submission read(String json) {
        var bytes = json.getBytes(StandardCharsets.UTF_8);
        return SubmissionReader.read(SubmissionReader.parse(bytes, 0, bytes.length));
    }
}
