package io.counterfoil.invoice.pdf;

import static io.counterfoil.invoice.pdf.Flow.LEADING;
import static io.counterfoil.invoice.pdf.Flow.LEFT;
import static io.counterfoil.invoice.pdf.Flow.SMALL;
import static io.counterfoil.invoice.pdf.Flow.TEXT;

import io.counterfoil.invoice.model.Invoice;
import io.counterfoil.invoice.model.VatBreakdown;
import io.counterfoil.invoice.pdf.Sheet.Ink;
import java.util.List;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.jspecify.annotations.Nullable;

/// Which VAT falls upon what, by category and rate, and what it is in the currency of the books.
final class VatTable {

    private static final float RATE_END = LEFT + 98;
    private static final float TAXABLE_END = LEFT + 184;
    private static final float TAX_END = LEFT + 256;
    private static final float VAT_ROW = TEXT * LEADING;

    private final Sheet sheet;
    private final Flow flow;
    private final Invoice invoice;
    private final Template template;
    private final Language language;

    VatTable(Sheet sheet, Flow flow, Invoice invoice, Template template) {
        this.sheet = sheet;
        this.flow = flow;
        this.invoice = invoice;
        this.template = template;
        this.language = template.language();
    }

    /// The height of all of it on one page.
    float height() {
        return invoice.vat().stream()
                .map(this::rowHeight)
                .reduce(VAT_ROW + 5 + 2 * SMALL * LEADING, Float::sum);
    }

    private float rowHeight(VatBreakdown vat) {
        return VAT_ROW + exemption(vat).size() * SMALL * LEADING;
    }

    private List<Typesetter.Line> exemption(VatBreakdown vat) {
        var code = vat.exemptionCode();
        var reason =
                vat.exemptionReason() == null
                        ? code
                        : vat.exemptionReason() + (code == null ? "" : " (" + code + ")");
        return reason == null
                ? List.of()
                : flow.wrap(
                        language.label("exemption") + ": " + reason,
                        Flow.label(SMALL),
                        TAX_END - LEFT - 4);
    }

    /// Writes it from where the cursor is.
    void write() {
        if (invoice.vat().isEmpty()) {
            return;
        }
        var table = Sheet.child(sheet.root(), "Table");
        flow.need(2 * VAT_ROW);
        var row = Sheet.child(table, "TR");
        var ink = Flow.label(SMALL);
        flow.skip(VAT_ROW + 2);
        flow.at(Sheet.heading(row, "Column"), language.label("category"), LEFT + 4, flow.y(), ink);
        flow.endingAt(
                Sheet.heading(row, "Column"), language.label("vatRate"), RATE_END, flow.y(), ink);
        flow.endingAt(
                Sheet.heading(row, "Column"),
                language.label("taxable"),
                TAXABLE_END,
                flow.y(),
                ink);
        flow.endingAt(Sheet.heading(row, "Column"), language.label("tax"), TAX_END, flow.y(), ink);
        sheet.fill(LEFT, flow.y() - 3.5f, TAX_END - LEFT + 2, 0.5f, template.color());
        flow.skip(3);
        invoice.vat().forEach(vat -> vat(table, vat));
        accountingCurrency();
    }

    private void vat(PDStructureElement table, VatBreakdown vat) {
        flow.need(Math.min(rowHeight(vat), flow.pageHeight()));
        var row = Sheet.child(table, "TR");
        var ink = Flow.plain(SMALL + 0.5f);
        flow.skip(VAT_ROW);
        var category = Sheet.child(row, "TD");
        if (vat.category() != null) {
            flow.at(category, language.code("category", vat.category()), LEFT + 4, flow.y(), ink);
        }
        cell(row, vat.rate() == null ? null : language.number(vat.rate(), 0) + " %", RATE_END, ink);
        cell(
                row,
                vat.taxable() == null ? null : language.number(vat.taxable(), 2),
                TAXABLE_END,
                ink);
        cell(row, vat.tax() == null ? null : language.number(vat.tax(), 2), TAX_END, ink);
        flow.lines(category, exemption(vat), LEFT + 4, Flow.label(SMALL));
    }

    private void cell(PDStructureElement row, @Nullable String text, float end, Ink ink) {
        var cell = Sheet.child(row, "TD");
        if (text != null) {
            flow.endingAt(cell, text, end, flow.y(), ink);
        }
    }

    private void accountingCurrency() {
        var amount = invoice.totals().vatInAccountingCurrency();
        if (amount != null) {
            flow.skip(2);
            flow.paragraph(
                    InvoiceLayout.paragraph(sheet),
                    language.label("vat")
                            + " "
                            + language.number(amount, 2)
                            + " "
                            + invoice.head().vatCurrency(),
                    LEFT + 4,
                    TAX_END - LEFT,
                    Flow.label(SMALL));
        }
    }
}
