package io.counterfoil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.invoice.UnreadableInvoice;
import io.counterfoil.invoice.rules.Validator;
import io.counterfoil.invoice.rules.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The invoice that the demo and the bench issue keeps the rules.
class DemoInvoiceTest {

    @TempDir private Path folder;

    @Test
    void isValidAndHasNoFinding() throws IOException, UnreadableInvoice {
        var invoice = DemoInvoice.write(folder.resolve("invoice.xml"));

        var verdict = new Validator().check(Files.readAllBytes(invoice));

        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.VALID);
    }
}
