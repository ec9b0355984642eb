package io.counterfoil.invoice.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// `docs/invoice-json.md` and the schema in `openapi.yaml` say what the model has.
/// `-Dinvoice.model.write=true` writes them anew.
class ModelPageTest {

    private static final Path PAGE = Path.of("docs", "invoice-json.md");

    private static final Path CONTRACT = Path.of("openapi.yaml");

    @Test
    void theSchemaOfTheContractIsWhatTheModelHas() throws Exception {
        var contract = Files.readString(CONTRACT);
        var written =
                contract.substring(0, contract.indexOf(ModelSchema.MARK)) + ModelSchema.print();
        if (Boolean.getBoolean("invoice.model.write")) {
            Files.writeString(CONTRACT, written);
        }

        assertThat(Files.readString(CONTRACT)).isEqualTo(written);
    }

    @Test
    void thePageIsWhatTheModelHas() throws Exception {
        var page = ModelPage.print();
        if (Boolean.getBoolean("invoice.model.write")) {
            Files.writeString(PAGE, page);
        }

        assertThat(Files.readString(PAGE)).isEqualTo(page);
        assertThat(Terms.all().keySet())
                .allSatisfy(term -> assertThat(page).containsPattern("\\b" + term + "\\b"));
    }
}
