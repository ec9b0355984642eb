package io.counterfoil.invoice.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.invoice.Format;
import io.counterfoil.invoice.pdf.InvoicePdf;
import io.counterfoil.invoice.rules.PublishedLists;
import io.counterfoil.invoice.rules.RuleSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The codes that we act on, and those that we print by a name, are codes of the published lists.
class CodesTest {

    @Test
    void creditNotesAreThoseOfThePublishedList() {
        assertThat(PublishedLists.of("BR-CL-01", Format.UBL_INVOICE).getLast())
                .isEqualTo(new TreeSet<>(Codes.CREDIT_NOTES));
    }

    @Test
    void theTableNamesTheFileTheRuleAndTheVersionThatRun() throws IOException {
        var source = PublishedLists.file(Format.UBL_INVOICE) + ", BR-CL-01";

        assertThat(table().lines().skip(1))
                .isNotEmpty()
                .allSatisfy(line ->
                        assertThat(line.split("\t", -1))
                                .hasSize(4)
                                .contains(source, RuleSet.EN16931.version()));
    }

    /// Of units, means of payment and document types only the usual ones have names.
    @ParameterizedTest
    @CsvSource({"type., BR-CL-01", "means., BR-CL-16", "category., BR-CL-18", "unit., BR-CL-23"})
    void whatAPdfNamesAreCodesOfThePublishedLists(String prefix, String rule) throws IOException {
        var published = new TreeSet<String>();
        PublishedLists.of(rule, Format.UBL_INVOICE).forEach(published::addAll);
        for (var language : List.of("en", "de", "zh")) {
            var named = named(language, prefix);

            assertThat(published).as(language).containsAll(named);
            assertThat(named).as(language).hasSizeGreaterThanOrEqualTo(10);
        }
    }

    /// A letter alone would tell a reader nothing.
    @Test
    void everyCategoryOfVatHasAName() throws IOException {
        assertThat(named("zh", "category."))
                .isEqualTo(PublishedLists.of("BR-CL-18", Format.UBL_INVOICE).getFirst());
    }

    private static Set<String> named(String language, String prefix) throws IOException {
        var labels = new Properties();
        var name = "labels_" + language + ".properties";
        try (var in = Objects.requireNonNull(InvoicePdf.class.getResourceAsStream(name), name)) {
            labels.load(in);
        }
        var named = new TreeSet<String>();
        for (var label : labels.stringPropertyNames()) {
            if (label.startsWith(prefix)) {
                named.add(label.substring(prefix.length()));
            }
        }
        return named;
    }

    private static String table() throws IOException {
        try (var in =
                Objects.requireNonNull(Codes.class.getResourceAsStream(Codes.TABLE), Codes.TABLE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
