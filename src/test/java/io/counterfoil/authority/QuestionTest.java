package io.counterfoil.authority;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionTest {

    private static final String DIGEST = "A".repeat(43);

    @Test
    void readsWhatAnInvoiceShows() throws JsonProcessingException {
        assertThat(question("{\"seller\":\"DE1\",\"number\":\"R-1\"}"))
                .isInstanceOf(Question.ByNumber.class);
        assertThat(question("{\"file\":\"aGVsbG8=\"}")).isInstanceOf(Question.ByDigest.class);
        assertThat(question("{\"qr\":\"https://a.example/v/DE1/2026-11-21/%s\"}".formatted(DIGEST)))
                .isInstanceOf(Question.ByPage.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "{}",
                "{\"number\":\"R-1\"}",
                "{\"digest\":\"ab\"}",
                "{\"file\":\"?\"}",
                "{\"qr\":\"https://a.example/\"}",
                "{\"qr\":\"/v/DE1/2026-13-41/DIGEST\"}",
                "{\"qr\":\"/v/DE%00/2026-11-21/DIGEST\"}",
                "{\"seller\":\"DE1\",\"number\":\"R\\u0000\"}",
                "{\"seller\":\"\\u0000\",\"number\":\"R-1\"}"
            })
    void saysOfTheRestThatItCannotBeRead(String item) throws JsonProcessingException {
        assertThat(question(item.replace("DIGEST", DIGEST)))
                .isInstanceOf(Question.Unreadable.class);
    }

    private static Question question(String item) throws JsonProcessingException {
        return Question.of(new ObjectMapper().readTree(item));
    }
}
