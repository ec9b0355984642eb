package io.counterfoil.platform.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptTest {

    private static final List<String> FORMS =
            List.of("application/json", "text/html;charset=utf-8", "application/pdf");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    */*                                         | application/json
                    text/html                                   | text/html;charset=utf-8
                    Text/HTML; level=1                          | text/html;charset=utf-8
                    text/*, application/json;q=0.5              | text/html;charset=utf-8
                    application/pdf, */*                        | application/pdf
                    */*, application/pdf;q=0.2                  | application/json
                    application/pdf, text/html                  | application/pdf
                    application/json;q=0, */*                   | text/html;charset=utf-8
                    application/*;q=0, */*                      | text/html;charset=utf-8
                    application/*;q=0, application/pdf;q=0.001  | application/pdf
                    application/json;q=0.1, application/pdf;Q=1 | application/pdf
                    nonsense, application/pdf                   | application/pdf
                    """)
    void theFormThatIsWantedMostIsGiven(String accept, String form) {
        assertThat(Accept.of(accept).best(FORMS)).hasValue(form);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    image/png
                    */*;q=0
                    */*; q=0.000
                    application/json;q=0, text/html;q=0, application/pdf;q=0
                    application/*;q=0, text/*;q=0, */*;q=0
                    nonsense
                    """)
    void whereNothingIsTakenNothingIsGiven(String accept) {
        assertThat(Accept.of(accept).best(FORMS)).isEmpty();
    }

    @Test
    void whoSaysNothingTakesAnything() {
        assertThat(Accept.of(null).best(FORMS)).hasValue("application/json");
        assertThat(Accept.of(" ").best(FORMS)).hasValue("application/json");
    }
}
