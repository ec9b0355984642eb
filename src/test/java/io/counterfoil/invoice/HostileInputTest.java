package io.counterfoil.invoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.invoice.UnreadableInvoice.Reason;
import io.counterfoil.invoice.xml.Limits;
import io.counterfoil.invoice.xml.XmlReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever a stranger sends, the answer is a reason, and it comes at once.
@Timeout(60)
class HostileInputTest {

    private static final String UBL =
            "<Invoice xmlns='urn:oasis:names:specification:ubl:schema:xsd:Invoice-2'"
                    + " xmlns:cac='urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2'"
                    + " xmlns:cbc='urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2'>";

    @Test
    void saysWhatAnInvoiceOfAnOlderStandardIs() {
        var old = "<a:CrossIndustryDocument xmlns:a='urn:ferd:CrossIndustryDocument:invoice:1p0'/>";
        assertThatThrownBy(() -> Invoices.read(old.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UnreadableInvoice.class)
                .hasMessageContaining("It is an invoice of ZUGFeRD 1,");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    EMPTY          | ``
                    EMPTY          | `   `
                    UNKNOWN_SYNTAX | hello
                    UNKNOWN_SYNTAX | <html><body/></html>
                    UNKNOWN_SYNTAX | <Invoice/>
                    MALFORMED      | <Invoice
                    MALFORMED      | <a></b>
                    DTD            | <a>&unknown;</a>
                    DTD            | <!DOCTYPE a><a/>
                    DTD            | <!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>
                    ENCODING       | <?xml version="1.0" encoding="IBM037"?><a/>
                    ENCODING       | <?xml version="1.0" encoding="UTF-7"?><a/>
                    ENCODING       | <?xml version="1.0" encoding="UTF-16"?><a/>
                    ENCODING       | ﻿<?xml version="1.0" encoding="ISO-8859-1"?><a/>
                    MALFORMED      | {"head":
                    MALFORMED      | {"head":{"number":"1","number":"2"}}
                    MALFORMED      | {"surprise":1}
                    NUMBER         | {"totals":{"due":"a lot"}}
                    DATE           | {"head":{"issueDate":"2026-02-31"}}
                    """)
    void namesTheReason(Reason reason, String document) {
        assertRefused(document.getBytes(StandardCharsets.UTF_8), reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    DUPLICATE | <cbc:ID>1</cbc:ID><cbc:ID>2</cbc:ID>
                    DATE      | <cbc:IssueDate>2026-02-31</cbc:IssueDate>
                    DATE      | <cbc:IssueDate>31.12.2026</cbc:IssueDate>
                    NUMBER    | <cac:LegalMonetaryTotal><cbc:PayableAmount>1E+100</cbc:PayableAmount></cac:LegalMonetaryTotal>
                    NUMBER    | <cac:LegalMonetaryTotal><cbc:PayableAmount>NaN</cbc:PayableAmount></cac:LegalMonetaryTotal>
                    NUMBER    | <cac:LegalMonetaryTotal><cbc:PayableAmount>1,00</cbc:PayableAmount></cac:LegalMonetaryTotal>
                    NUMBER    | <cac:LegalMonetaryTotal><cbc:PayableAmount>99999999999999999999999999999999999999999</cbc:PayableAmount></cac:LegalMonetaryTotal>
                    """)
    void refusesAValueThatIsNone(Reason reason, String content) {
        assertRefused((UBL + content + "</Invoice>").getBytes(StandardCharsets.UTF_8), reason);
    }

    /// Found by Jazzer: the JDK's parser lacks the words for this refusal.
    @Test
    void refusesADtdThatBreaksOffInABadCharacter() {
        assertRefused("<!DOCTYPE a [\0".getBytes(StandardCharsets.UTF_8), Reason.MALFORMED);
    }

    @Test
    void refusesABillionLaughsWithoutLaughing() {
        var bomb = new StringBuilder("<!DOCTYPE a [<!ENTITY l0 \"ha\">");
        for (var i = 1; i < 30; i++) {
            bomb.append("<!ENTITY l%d \"&l%d;&l%d;\">".formatted(i, i - 1, i - 1));
        }
        bomb.append("]><a>&l29;</a>");

        assertRefused(bomb.toString().getBytes(StandardCharsets.UTF_8), Reason.DTD);
    }

    @Test
    void refusesElementsNestedBeyondTheLimit() {
        var deep = "<a>".repeat(100_000);

        assertRefused(deep.getBytes(StandardCharsets.UTF_8), Reason.TOO_DEEP);
    }

    @Test
    void refusesJsonNestedBeyondTheLimit() {
        var deep = "{\"head\":".repeat(100_000);

        assertRefused(deep.getBytes(StandardCharsets.UTF_8), Reason.MALFORMED);
    }

    @Test
    void refusesMoreBytesAndMoreElementsThanTheLimit() {
        var wide = ("<a>" + "<b/>".repeat(1000) + "</a>").getBytes(StandardCharsets.UTF_8);

        assertThat(reason(wide, new Limits(500, 10, 10_000))).isEqualTo(Reason.TOO_LARGE);
        assertThat(reason(wide, new Limits(50_000, 10, 500))).isEqualTo(Reason.TOO_LARGE);
    }

    @Test
    void refusesBytesThatAreNotInTheirEncoding() {
        var latin = (UBL + "<cbc:ID>é</cbc:ID></Invoice>").getBytes(StandardCharsets.ISO_8859_1);

        assertRefused(latin, Reason.ENCODING);
    }

    /// Left to itself the JDK's parser prints `[Fatal Error]` for bad bytes, whatever handler it
    /// has.
    @ParameterizedTest
    @ValueSource(
            strings = {"", "hello", "\n\n<a>", "<a>", "<?xml version='1.1'?><a>", "<!DOCTYPE "})
    void refusesBadBytesWithoutAWordOnTheErrorStream(String start) {
        var bytes = (start + "\u00FF\u0080 </a>").getBytes(StandardCharsets.ISO_8859_1);
        var printed = new ByteArrayOutputStream();
        var before = System.err;
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            for (var end = 0; end <= bytes.length; end++) {
                assertThat(reason(Arrays.copyOf(bytes, end), Limits.DEFAULT)).isNotNull();
            }
        } finally {
            System.setErr(before);
        }

        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ISO-8859-1, ISO-8859-1",
        "windows-1252, windows-1252",
        "ISO-8859-15, ISO-8859-15",
        "utf-8, UTF-8",
        "UTF-16, UTF-16",
        "UTF-16, UTF-16LE",
        "UTF-16BE, UTF-16BE"
    })
    void readsTextInTheEncodingThatItDeclares(String declared, String encoding) throws Exception {
        var document =
                "<?xml version='1.0' encoding='%s'?>".formatted(declared)
                        + UBL
                        + "<cbc:ID>é</cbc:ID></Invoice>";

        var invoice = Invoices.read(document.getBytes(Charset.forName(encoding))).invoice();

        assertThat(invoice.head().number()).isEqualTo("é");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16", "UTF-16LE"})
    void readsTextBehindAByteOrderMark(String encoding) throws Exception {
        var mark = encoding.equals("UTF-16") ? "" : "\uFEFF"; // Java writes that one itself
        var document = mark + UBL + "<cbc:ID>é</cbc:ID></Invoice>";

        var invoice = Invoices.read(document.getBytes(Charset.forName(encoding))).invoice();

        assertThat(invoice.head().number()).isEqualTo("é");
    }

    @Test
    void holdsTwentyThousandLinesWithoutReadingThemTwice() throws Exception {
        var line =
                "<cac:InvoiceLine><cbc:ID>1</cbc:ID><cbc:LineExtensionAmount>1.00</cbc:LineExtensionAmount>"
                        + "<cac:Item><cbc:Name>thing</cbc:Name></cac:Item></cac:InvoiceLine>";
        var document = (UBL + line.repeat(20_000) + "</Invoice>").getBytes(StandardCharsets.UTF_8);

        var started = System.nanoTime();
        var reading = Invoices.read(new ByteArrayInputStream(document), Limits.DEFAULT);

        assertThat(reading.invoice().lines()).hasSize(20_000);
        assertThat(Duration.ofNanos(System.nanoTime() - started))
                .isLessThan(Duration.ofSeconds(30));
    }

    private static void assertRefused(byte[] document, Reason reason) {
        assertThatThrownBy(() -> Invoices.read(document))
                .isInstanceOfSatisfying(
                        UnreadableInvoice.class,
                        refusal -> {
                            assertThat(refusal.reason()).isEqualTo(reason);
                            assertThat(refusal.getMessage()).endsWith(".");
                        });
    }

    private static Reason reason(byte[] document, Limits limits) {
        try {
            XmlReader.read(new ByteArrayInputStream(document), limits);
            throw new AssertionError("it was read");
        } catch (UnreadableInvoice refusal) {
            return refusal.reason();
        }
    }
}
