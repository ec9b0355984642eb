package io.counterfoil.invoice.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.counterfoil.invoice.Format;
import io.counterfoil.invoice.Invoices;
import io.counterfoil.invoice.OwnInvoices;
import io.counterfoil.invoice.json.InvoiceJson;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whoever reads the paper reads every term of the invoice: each value is changed in turn, and the
/// page must change with it.
class EveryTermOnPaperTest {

    private static final JsonMapper MAPPER = new JsonMapper();

    /// What is said to machines only, and why.
    private static final Map<String, String> NOT_PRINTED =
            Map.of(
                    "/process/type", "names the process between two systems",
                    "/process/specification", "names the rules that a machine checks by",
                    "/documents/1/attachment/base64", "is a file of its own");

    /// Codes that are read by a name, and another of the same list.
    private static final Map<String, String> OTHER_CODES =
            Map.ofEntries(
                    Map.entry("typeCode", "386"),
                    Map.entry("currency", "CHF"),
                    Map.entry("vatCurrency", "DKK"),
                    Map.entry("taxPointCode", "432"),
                    Map.entry("country", "FR"),
                    Map.entry("originCountry", "FR"),
                    Map.entry("vatCategory", "Z"),
                    Map.entry("category", "Z"),
                    Map.entry("unit", "KGM"),
                    Map.entry("subject", "REG"));

    private static final String NUMBERS =
            "amount|base|percent|vatRate|rate|taxable|tax|netAmount|net|gross|discount|lines"
                    + "|allowances|charges|withoutVat|vat|vatInAccountingCurrency|withVat|paid"
                    + "|rounding|due";

    /// Between them they have the terms that exclude each other.
    @ParameterizedTest
    @EnumSource(names = {"EVERY_TERM", "CANARY_ISLANDS", "CEUTA", "CREDIT_NOTE"})
    void showsOnThePaper(OwnInvoices own) throws Exception {
        var document = (ObjectNode) MAPPER.readTree(InvoiceJson.write(own.invoice()));
        document.remove("model"); // is no term

        var unseen = new TreeSet<>(unseenTexts(document.deepCopy()));
        unseen.addAll(unseenValues(document));

        unseen.removeAll(NOT_PRINTED.keySet());
        assertThat(unseen).isEmpty();
    }

    /// All free texts get marks of their own at once.
    private static Set<String> unseenTexts(ObjectNode document) throws Exception {
        var marks = new TreeMap<String, String>();
        leaves(document)
                .forEach((path, leaf) -> {
                    if (other(path, leaf.textValue()) == null) {
                        var mark = "Zq%dXk".formatted(marks.size());
                        marks.put(path, mark);
                        put(document, path, new TextNode(mark + leaf.textValue()));
                    }
                });
        var paper = paper(document);
        marks.values().removeIf(paper::contains);
        return marks.keySet();
    }

    /// Numbers, days and codes are changed one after another.
    private static Set<String> unseenValues(ObjectNode document) throws Exception {
        var before = paper(document);
        var unseen = new TreeSet<String>();
        for (var leaf : leaves(document).entrySet()) {
            var other = other(leaf.getKey(), leaf.getValue().textValue());
            if (other != null) {
                put(document, leaf.getKey(), new TextNode(other));
                if (paper(document).equals(before)) {
                    unseen.add(leaf.getKey());
                }
                put(document, leaf.getKey(), leaf.getValue());
            }
        }
        return unseen;
    }

    /// Another value of the same kind; `null` for a free text.
    private static @Nullable String other(String path, String value) {
        var name = path.substring(path.lastIndexOf('/') + 1);
        if (OTHER_CODES.containsKey(name)) {
            return OTHER_CODES.get(name);
        }
        if (value.matches("\\d{4}-\\d{2}-\\d{2}")) {
            return LocalDate.parse(value).plusDays(1).toString();
        }
        return name.matches(NUMBERS) || path.endsWith("uantity/value")
                ? new BigDecimal(value).add(new BigDecimal("1.11")).toString()
                : null;
    }

    private static Map<String, JsonNode> leaves(JsonNode document) {
        var leaves = new TreeMap<String, JsonNode>();
        collect("", document, leaves);
        return leaves;
    }

    private static void collect(String path, JsonNode node, Map<String, JsonNode> leaves) {
        if (node.isValueNode()) {
            leaves.put(path, node);
        }
        node.properties()
                .forEach(each -> collect(path + "/" + each.getKey(), each.getValue(), leaves));
        for (var i = 0; node.isArray() && i < node.size(); i++) {
            collect(path + "/" + i, node.get(i), leaves);
        }
    }

    private static void put(ObjectNode document, String path, JsonNode value) {
        var pointer = JsonPointer.compile(path);
        var last = pointer.last();
        switch (document.at(pointer.head())) {
            case ObjectNode object -> object.set(last.getMatchingProperty(), value);
            case ArrayNode array -> array.set(last.getMatchingIndex(), value);
            default -> throw new IllegalStateException(path);
        }
    }

    /// The text of all pages, without the white space that depends on where a line ends.
    private static String paper(JsonNode json) throws Exception {
        var invoice = Invoices.read(MAPPER.writeValueAsBytes(json)).invoice();
        var pdf =
                InvoicePdf.print(
                        invoice,
                        Invoices.write(invoice, Format.CII),
                        Template.plain(Language.ENGLISH),
                        null);
        try (var document = Loader.loadPDF(pdf.bytes().toArray())) {
            return new PDFTextStripper().getText(document).replaceAll("\\s", "");
        }
    }
}
