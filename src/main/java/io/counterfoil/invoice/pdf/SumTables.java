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
    private static final float RATE_END = LEFT + 82;
    private static final float TAXABLE_END = LEFT + 178;
    private static final float TAX_END = LEFT + 250;

    private final Sheet sheet;
    private final Flow flow;
    private final Invoice invoice;
    private final Template template;
    private final Language language;

    SumTables(Sheet sheet, Flow flow, Invoice invoice, Template template) {
        this.sheet = sheet;
        this.flow = flow;
        this.invoice = invoice;
        this.template = template;
        this.language = template.language();
    }

    private record Sum(String label, BigDecimal amount, boolean strong) {}

    void write() {
        var sums = sums();
        var leading = TEXT * LEADING + 2;
        flow.need(Math.max(sums.size() * leading + 30, invoice.vat().size() * leading + 60));
        flow.skip(4);
        var top = flow.y();
        var sumsEnd = sums(sums, top, leading);
        flow.moveTo(top);
        vat();
        flow.moveTo(Math.min(flow.y(), sumsEnd) - 8);
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

    private float sums(List<Sum> sums, float top, float leading) {
        var table = Sheet.child(sheet.root(), "Table");
        flow.moveTo(top);
        for (var sum : sums) {
            var row = Sheet.child(table, "TR");
            var ink = sum.strong() ? Flow.strong(TEXT) : Flow.plain(TEXT);
            var label = flow.wrap(sum.label(), ink, SUMS_END - SUMS - 78);
            flow.skip(leading);
            flow.endingAt(Sheet.child(row, "TD"), money(sum.amount()), SUMS_END, flow.y(), ink);
            var cell = Sheet.child(row, "TH");
            for (var i = 0; i < label.size(); i++) {
                flow.skip(i == 0 ? 0 : TEXT * LEADING);
                sheet.text(cell, label.get(i), SUMS, flow.y(), ink);
            }
        }
        due(table);
        return flow.y();
    }

    private void due(PDStructureElement table) {
        var due = invoice.totals().due();
        if (due == null) {
            return;
        }
        flow.skip(26);
        sheet.fill(SUMS - 8, flow.y() - 7, RIGHT - SUMS + 8, 23, template.color());
        var ink = new Ink(11, true, Color.WHITE);
        var row = Sheet.child(table, "TR");
        var label = language.label(invoice.isCreditNote() ? "credited" : "due");
        flow.at(Sheet.child(row, "TH"), label, SUMS, flow.y(), ink);
        flow.endingAt(Sheet.child(row, "TD"), money(due), SUMS_END, flow.y(), ink);
        flow.skip(8);
    }

    private String money(BigDecimal amount) {
        var currency = invoice.head().currency();
        return language.number(amount, 2) + (currency == null ? "" : " " + currency);
    }

    private void vat() {
        if (invoice.vat().isEmpty()) {
            return;
        }
        var table = Sheet.child(sheet.root(), "Table");
        var row = Sheet.child(table, "TR");
        var ink = Flow.label(SMALL);
        flow.skip(TEXT * LEADING + 2);
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
        var row = Sheet.child(table, "TR");
        var ink = Flow.plain(SMALL + 0.5f);
        flow.skip(TEXT * LEADING);
        cell(row, vat.category(), LEFT + 4, false, ink);
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
        var reason = vat.exemptionReason() == null ? vat.exemptionCode() : vat.exemptionReason();
        if (reason != null) {
            flow.paragraph(
                    InvoiceLayout.paragraph(sheet),
                    language.label("exemption") + ": " + reason,
                    LEFT + 4,
                    TAX_END - LEFT - 4,
                    Flow.label(SMALL));
        }
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
