package io.counterfoil.invoice.pdf;

import static io.counterfoil.invoice.pdf.Flow.LEADING;
import static io.counterfoil.invoice.pdf.Flow.LEFT;
import static io.counterfoil.invoice.pdf.Flow.RIGHT;
import static io.counterfoil.invoice.pdf.Flow.SMALL;
import static io.counterfoil.invoice.pdf.Flow.TEXT;

import io.counterfoil.invoice.model.AllowanceCharge;
import io.counterfoil.invoice.model.Invoice;
import io.counterfoil.invoice.model.VatBreakdown;
import io.counterfoil.invoice.pdf.Sheet.Ink;
import java.awt.Color;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.jspecify.annotations.Nullable;

/// The sums at the right, from the lines down to what is due, and the VAT behind them at the left.
final class SumTables {

    private static final float SUMS = 330;
    private static final float SUMS_END = RIGHT - 4;
    private static final float SUMS_WIDTH = SUMS_END - SUMS;

    /// The height of the bar that says what is due.
    private static final float DUE = 34;

    /// What is kept free below them.
    static final float BELOW = 8;

    private static final float RATE_END = LEFT + 98;
    private static final float TAXABLE_END = LEFT + 184;
    private static final float TAX_END = LEFT + 256;
    private static final float VAT_ROW = TEXT * LEADING;

    private final Sheet sheet;
    private final Flow flow;
    private final Invoice invoice;
    private final Template template;
    private final Language language;
    private @Nullable PDStructureElement sumsTable;

    SumTables(Sheet sheet, Flow flow, Invoice invoice, Template template) {
        this.sheet = sheet;
        this.flow = flow;
        this.invoice = invoice;
        this.template = template;
        this.language = template.language();
    }

    private record Sum(String label, BigDecimal amount, boolean strong) {}

    /// The height that sums and VAT take side by side.
    float height() {
        return Math.max(sumsHeight(sums()), vatHeight()) + 4;
    }

    /// Side by side, if one page can hold them so, else the VAT below the sums.
    void write() {
        var sums = sums();
        var aside = height() <= flow.pageHeight();
        if (aside) {
            flow.need(height());
        }
        flow.skip(4);
        var top = flow.y();
        sums(sums);
        due();
        var sumsEnd = flow.y();
        if (aside) {
            flow.moveTo(top);
        }
        vat();
        flow.moveTo((aside ? Math.min(flow.y(), sumsEnd) : flow.y()) - BELOW);
    }

    private List<Sum> sums() {
        var sums = new ArrayList<Sum>();
        var totals = invoice.totals();
        add(sums, language.label("lines"), totals.lines(), false);
        invoice.allowances()
                .forEach(one -> add(sums, change("allowance", one), negated(one), false));
        invoice.charges().forEach(one -> add(sums, change("charge", one), one.amount(), false));
        add(sums, language.label("withoutVat"), totals.withoutVat(), true);
        add(sums, language.label("vat"), totals.vat(), false);
        add(sums, language.label("withVat"), totals.withVat(), true);
        add(
                sums,
                language.label("paid"),
                totals.paid() == null ? null : totals.paid().negate(),
                false);
        add(sums, language.label("rounding"), totals.rounding(), false);
        return sums;
    }

    private static void add(
            List<Sum> sums, String label, @Nullable BigDecimal amount, boolean strong) {
        if (amount != null) {
            sums.add(new Sum(label, amount, strong));
        }
    }

    private String change(String kind, AllowanceCharge change) {
        var text = language.label(kind);
        return change.reason() == null ? text : text + ": " + change.reason();
    }

    private static @Nullable BigDecimal negated(AllowanceCharge allowance) {
        return allowance.amount() == null ? null : allowance.amount().negate();
    }

    private float sumsHeight(List<Sum> sums) {
        return sums.stream().map(this::rowHeight).reduce(DUE, Float::sum);
    }

    private float rowHeight(Sum sum) {
        return label(sum).size() * TEXT * LEADING + 2;
    }

    private List<Typesetter.Line> label(Sum sum) {
        var ink = ink(sum);
        var amount = flow.wrap(money(sum.amount()), ink, SUMS_WIDTH).getFirst();
        return flow.wrap(sum.label(), ink, SUMS_WIDTH - 10 - amount.width() * ink.size());
    }

    private static Ink ink(Sum sum) {
        return sum.strong() ? Flow.strong(TEXT) : Flow.plain(TEXT);
    }

    private void sums(List<Sum> sums) {
        for (var sum : sums) {
            flow.need(Math.min(rowHeight(sum), flow.pageHeight()));
            var row = Sheet.child(sumsTable(), "TR");
            var ink = ink(sum);
            flow.skip(2);
            var base = flow.y() - TEXT * LEADING;
            flow.endingAt(Sheet.child(row, "TD"), money(sum.amount()), SUMS_END, base, ink);
            flow.lines(Sheet.child(row, "TH"), label(sum), SUMS, ink);
        }
    }

    private void due() {
        var due = invoice.totals().due();
        if (due == null) {
            return;
        }
        flow.need(DUE);
        flow.skip(26);
        sheet.fill(SUMS - 8, flow.y() - 7, RIGHT - SUMS + 8, 23, template.color());
        var label = language.label(invoice.isCreditNote() ? "credited" : "due");
        var widest = flow.wrap(label + "   " + money(due), Flow.strong(1), Float.MAX_VALUE);
        var size = Math.min(11, SUMS_WIDTH / widest.getFirst().width());
        var ink = new Ink(size, true, Color.WHITE);
        var row = Sheet.child(sumsTable(), "TR");
        flow.at(Sheet.child(row, "TH"), label, SUMS, flow.y(), ink);
        flow.endingAt(Sheet.child(row, "TD"), money(due), SUMS_END, flow.y(), ink);
        flow.skip(8);
    }

    private PDStructureElement sumsTable() {
        var table = sumsTable;
        if (table == null) {
            table = Sheet.child(sheet.root(), "Table");
            sumsTable = table;
        }
        return table;
    }

    private String money(BigDecimal amount) {
        var currency = invoice.head().currency();
        return language.number(amount, 2) + (currency == null ? "" : " " + currency);
    }

    private float vatHeight() {
        return invoice.vat().stream()
                .map(this::rowHeight)
                .reduce(VAT_ROW + 5 + 2 * SMALL * LEADING, Float::sum);
    }

    private float rowHeight(VatBreakdown vat) {
        return VAT_ROW + exemption(vat).size() * SMALL * LEADING;
    }

    private List<Typesetter.Line> exemption(VatBreakdown vat) {
        var reason = vat.exemptionReason() == null ? vat.exemptionCode() : vat.exemptionReason();
        return reason == null
                ? List.of()
                : flow.wrap(
                        language.label("exemption") + ": " + reason,
                        Flow.label(SMALL),
                        TAX_END - LEFT - 4);
    }

    private void vat() {
        if (invoice.vat().isEmpty()) {
            return;
        }
        var table = Sheet.child(sheet.root(), "Table");
        flow.need(2 * VAT_ROW);
        var row = Sheet.child(table, "TR");
        var ink = Flow.label(SMALL);
        flow.skip(VAT_ROW + 2);
        flow.at(Sheet.child(row, "TH"), language.label("category"), LEFT + 4, flow.y(), ink);
        flow.endingAt(Sheet.child(row, "TH"), language.label("vatRate"), RATE_END, flow.y(), ink);
        flow.endingAt(
                Sheet.child(row, "TH"), language.label("taxable"), TAXABLE_END, flow.y(), ink);
        flow.endingAt(Sheet.child(row, "TH"), language.label("tax"), TAX_END, flow.y(), ink);
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
        cell(row, category(vat.category()), LEFT + 4, false, ink);
        cell(
                row,
                vat.rate() == null ? null : language.number(vat.rate(), 0) + " %",
                RATE_END,
                true,
                ink);
        cell(
                row,
                vat.taxable() == null ? null : language.number(vat.taxable(), 2),
                TAXABLE_END,
                true,
                ink);
        cell(row, vat.tax() == null ? null : language.number(vat.tax(), 2), TAX_END, true, ink);
        var exemption = exemption(vat);
        if (!exemption.isEmpty()) {
            flow.lines(InvoiceLayout.paragraph(sheet), exemption, LEFT + 4, Flow.label(SMALL));
        }
    }

    private @Nullable String category(@Nullable String code) {
        return code == null ? null : language.code("category", code);
    }

    private void cell(
            PDStructureElement row, @Nullable String text, float x, boolean ending, Ink ink) {
        var cell = Sheet.child(row, "TD");
        if (text == null) {
            return;
        }
        if (ending) {
            flow.endingAt(cell, text, x, flow.y(), ink);
        } else {
            flow.at(cell, text, x, flow.y(), ink);
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
