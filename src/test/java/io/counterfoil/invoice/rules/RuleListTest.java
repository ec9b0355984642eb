package io.counterfoil.invoice.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// `docs/invoice-rules.md` says what the rules say. `-Dinvoice.rules.write=true` writes it anew.
class RuleListTest {

    private static final Path PAGE = Path.of("docs", "invoice-rules.md");

    @Test
    void thePageIsWhatTheRulesSay() throws Exception {
        var page = RuleList.print();
        if (Boolean.getBoolean("invoice.rules.write")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, page);
        }

        assertThat(Files.readString(PAGE)).isEqualTo(page);
    }
}
