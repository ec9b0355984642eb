package io.counterfoil.invoice.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.invoice.UnreadableInvoice;
import io.counterfoil.invoice.UnreadableInvoice.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// PDFs whose structure alone would take a reader's time or memory are given up for that.
class HostilePdfTest {

    private static final int SIZE = 4 << 20;

    private static final String CATALOG = "<</Type/Catalog/Pages<</Type/Pages/Kids[]/Count 0>>";

    /// PDFBox searches a file without tables for whatever looks like an object.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 0 obj ",
                "trailer ",
                "trailer<</Root 1 0 R>>\n",
                "xref\n0 1\n",
                "1 0 obj<</Type/XRef>>\n",
                "1 0 obj<</Length 99>>stream\n",
                "[",
                "<<"
            })
    void givesUpAFileOfOneWord(String word) {
        isGivenUp(new Pdf().fill(word).bytes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "<<>>", "()", "<>", "1.5 ", "9999 ", "7 0 R ", "/A"})
    void givesUpAListOfMillions(String entry) {
        var pdf = new Pdf();
        pdf.object(CATALOG + "/Names 2 0 R>>");
        pdf.begin().print("<</EmbeddedFiles<</Names[]>>/X[").fill(entry).print("]>>").end();
        isGivenUp(pdf.withTable());
    }

    @Test
    void givesUpMillionsOfNames() {
        var pdf = new Pdf();
        pdf.object(CATALOG + "/Names<</EmbeddedFiles 2 0 R>> >>");
        pdf.begin().print("<</Names[").fill("(a)3 0 R ").print("]>>").end();
        pdf.object("<</Type/Filespec/F(a.xml)>>");
        isGivenUp(pdf.withTable());
    }

    /// Forty kilobytes that list ten million objects.
    @ParameterizedTest
    @ValueSource(strings = {"/W[1 2 1]", "/W[0 0 0]"})
    void givesUpAPackedTableOfMillions(String widths) {
        isGivenUp(table(widths + "/Filter/FlateDecode", packed(new byte[4 * 10_000_000])));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/W[1 1 1]", "/W[0 0 0]"})
    void givesUpATableOfMillions(String widths) {
        var entries = new byte[SIZE];
        Arrays.fill(entries, (byte) 1);
        isGivenUp(table(widths, entries));
    }

    @Test
    void givesUpATableThatRefersToTablesForEver() {
        var pdf = new Pdf();
        pdf.object(CATALOG + ">>");
        var previous = "";
        while (pdf.size() < SIZE) {
            var at = pdf.size();
            pdf.print("xref\n0 0\ntrailer<</Root 1 0 R" + previous + ">>\n");
            previous = "/Prev " + at;
        }
        isGivenUp(pdf.print("startxref\n" + previous.substring(6) + "\n%%EOF\n").bytes());
    }

    @Test
    void givesUpPackedObjectsWithoutEnd() {
        var catalog = "3 0 " + CATALOG + "/X[" + "[]".repeat(20_000_000) + "]>>";
        var pdf = new Pdf();
        var objects = pdf.size();
        pdf.stream("/Type/ObjStm/N 1/First 4/Filter/FlateDecode", packed(latin(catalog)));
        var table = pdf.size();
        var entries = ByteBuffer.allocate(4 * 6);
        entries.put(new byte[6]);
        entries.put((byte) 1).putInt(objects).put((byte) 0);
        entries.put((byte) 1).putInt(table).put((byte) 0);
        entries.put((byte) 2).putInt(1).put((byte) 0);
        pdf.stream("/Type/XRef/Root 3 0 R/Size 4/W[1 4 1]", entries.array());
        isGivenUp(pdf.print("startxref\n" + table + "\n%%EOF\n").bytes());
    }

    /// Each of ten kids is its own parent.
    @Test
    void givesUpATreeOfNamesThatHoldsItself() {
        var pdf = new Pdf();
        pdf.object(CATALOG + "/Names<</EmbeddedFiles 2 0 R>> >>");
        pdf.object("<</Kids[" + "2 0 R ".repeat(10) + "]>>");
        isGivenUp(pdf.withTable());
    }

    private static void isGivenUp(byte[] pdf) {
        assertThatThrownBy(() -> HybridPdf.extract(pdf))
                .isInstanceOfSatisfying(
                        UnreadableInvoice.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(Reason.TOO_LARGE));
    }

    private static byte[] table(String dictionary, byte[] entries) {
        var pdf = new Pdf();
        pdf.object(CATALOG + ">>");
        var at = pdf.size();
        pdf.stream("/Type/XRef/Root 1 0 R/Size 2000000000" + dictionary, entries);
        return pdf.print("startxref\n" + at + "\n%%EOF\n").bytes();
    }

    private static byte[] packed(byte[] content) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DeflaterOutputStream(bytes, new Deflater(Deflater.BEST_COMPRESSION))) {
            out.write(content);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        return bytes.toByteArray();
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /// A PDF in the making, its objects numbered as they come.
    private static final class Pdf {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(SIZE + 1000);
        private final List<Integer> objects = new ArrayList<>();

        private Pdf() {
            print("%PDF-1.7\n");
        }

        private int size() {
            return bytes.size();
        }

        private byte[] bytes() {
            return bytes.toByteArray();
        }

        private Pdf print(String text) {
            bytes.writeBytes(latin(text));
            return this;
        }

        private Pdf fill(String piece) {
            return print(piece.repeat((SIZE - size()) / piece.length()));
        }

        private Pdf begin() {
            objects.add(size());
            return print(objects.size() + " 0 obj ");
        }

        private void end() {
            print(" endobj\n");
        }

        private void object(String content) {
            begin().print(content).end();
        }

        private void stream(String dictionary, byte[] content) {
            begin().print("<<" + dictionary + "/Length " + content.length + ">>stream\n");
            bytes.writeBytes(content);
            print("\nendstream").end();
        }

        private byte[] withTable() {
            var at = size();
            print("xref\n0 " + (objects.size() + 1) + "\n0000000000 65535 f \n");
            objects.forEach(
                    offset -> print(String.format(Locale.ROOT, "%010d 00000 n \n", offset)));
            return print("trailer<</Root 1 0 R>>\nstartxref\n" + at + "\n%%EOF\n").bytes();
        }
    }
}
