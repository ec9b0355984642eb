package io.counterfoil.invoice.rules.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The tables in the jar say what the published schemas say. `-Dinvoice.schemas.write=true` writes
/// them anew.
class SchemaTableTest {

    private static final Path FOLDER =
            Path.of("src/main/resources/io/counterfoil/invoice/rules/schema");

    @ParameterizedTest
    @CsvSource({
        "ubl-invoice-2.1, ubl:Invoice, external/schemas/ubl21/maindoc/UBL-Invoice-2.1.xsd",
        "ubl-credit-note-2.1, ubl:CreditNote, external/schemas/ubl21/maindoc/UBL-CreditNote-2.1.xsd",
        "cii-d16b, rsm:CrossIndustryInvoice, external/schemas/d16b/data/standard/CrossIndustryInvoice_100pD16B.xsd",
        "factur-x-minimum-2.4, rsm:CrossIndustryInvoice, external/schemas/2.4/minimum/FACTUR-X_MINIMUM.xsd",
        "factur-x-basic-wl-2.4, rsm:CrossIndustryInvoice, external/schemas/2.4/basicwl/FACTUR-X_BASIC-WL.xsd",
        "factur-x-basic-2.4, rsm:CrossIndustryInvoice, external/schemas/2.4/basic/FACTUR-X_BASIC.xsd",
        "factur-x-extended-2.4, rsm:CrossIndustryInvoice, external/schemas/2.4/extended/FACTUR-X_EXTENDED.xsd"
    })
    void aTableIsWhatThePublishedFilesSay(String table, String root, String schema)
            throws Exception {
        var published = SchemaTable.write(SchemaReader.read(schema), root);
        var file = FOLDER.resolve(table + ".tsv");
        if (Boolean.getBoolean("invoice.schemas.write")) {
            Files.write(file, published);
        }

        assertThat(Files.readAllLines(file)).isEqualTo(published);
        assertThat(SchemaTable.write(SchemaTable.read(table + ".tsv"), root)).isEqualTo(published);
        assertThat(List.copyOf(published)).hasSizeGreaterThan(50);
    }
}
