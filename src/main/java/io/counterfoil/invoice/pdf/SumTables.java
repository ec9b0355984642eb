package io.counterfoil.invoice.pdf;

import static io.counterfoil.invoice.pdf.Flow.LEADING;
import static io.counterfoil.invoice.pdf.Flow.RIGHT;
import static io.counterfoil.invoice.pdf.Flow.TEXT;

import io.counterfoil.invoice.model.AllowanceCharge;
import io.counterfoil.invoice.model.Invoice;
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

    private final Sheet sheet;
    private final Flow flow;
    private final Invoice invoice;
    private final Template template;
    private final Language language;
    private final VatTable vat;
    private @Nullable PDStructureElement sumsTable;

    SumTables(Sheet sheet, Flow flow, Invoice invoice, Template template) {
        this.sheet = sheet;
        this.flow = flow;
        this.invoice = invoice;
        this.template = template;
        this.language = template.language();
        this.vat = new VatTable(sheet, flow, invoice, template);
    }

    private record Sum(String label, BigDecimal amount, boolean strong) {}

    /// The height that sums and VAT take side by side.
    float height() {
        return Math.max(sumsHeight(sums()), vat.height()) + 4;
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
        vat.write();
        flow.moveTo((aside ? Math.min(flow.y(), sumsEnd) : flow.y()) - BELOW);
    }

    private List<Sum> sums() {
        var sums = new ArrayList<Sum>();
        var totals = invoice.totals();
        add(sums, language.label("lines"), totals.lines(), false);
        invoice.allowances()
                .forEach(one -> add(sums, change("allowance", one), negated(one), false));
        var allowances = sumOf(invoice.allowances(), totals.allowances());
        add(
                sums,
                language.label("allowances"),
                allowances == null ? null : allowances.negate(),
                false);
        invoice.charges().forEach(one -> add(sums, change("charge", one), one.amount(), false));
        add(sums, language.label("charges"), sumOf(invoice.charges(), totals.charges()), false);
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

    /// With the VAT that it falls under: "Freight [VAT 19 %]", "Freight [VAT Exempt 0 %]".
    private String change(String kind, AllowanceCharge change) {
        var vat = new StringBuilder();
        var category = change.vatCategory();
        if (category != null && !category.equals("S")) {
            vat.append(' ').append(language.code("category", category));
        }
        if (change.vatRate() != null) {
            vat.append(' ').append(language.number(change.vatRate(), 0)).append(" %");
        }
        return language.change(kind, change)
                + (vat.isEmpty() ? "" : " [" + language.label("vat") + vat + "]");
    }

    /// A sum is said beside what it is made of, unless that is one amount.
    private @Nullable BigDecimal sumOf(List<AllowanceCharge> parts, @Nullable BigDecimal sum) {
        var isSaid =
                sum == null
                        || (parts.isEmpty() && sum.signum() == 0)
                        || (parts.size() == 1 && isSame(sum, parts.getFirst().amount()));
        return isSaid ? null : sum;
    }

    private static boolean isSame(BigDecimal one, @Nullable BigDecimal other) {
        return other != null && one.compareTo(other) == 0;
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
            var label = Sheet.heading(row, "Row");
            flow.endingAt(Sheet.child(row, "TD"), money(sum.amount()), SUMS_END, base, ink);
            flow.lines(label, label(sum), SUMS, ink);
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
        var label = dueLabel();
        var widest = flow.wrap(label + "   " + money(due), Flow.strong(1), Float.MAX_VALUE);
        var size = Math.min(11, SUMS_WIDTH / widest.getFirst().width());
        var ink = new Ink(size, true, Color.WHITE);
        var row = Sheet.child(sumsTable(), "TR");
        flow.at(Sheet.heading(row, "Row"), label, SUMS, flow.y(), ink);
        flow.endingAt(Sheet.child(row, "TD"), money(due), SUMS_END, flow.y(), ink);
        flow.skip(8);
    }

    private String dueLabel() {
        return language.label(invoice.isCreditNote() ? "credited" : "due");
    }

    /// What is due, in words: "Amount due: 238.00 EUR"; empty where the invoice does not say.
    String dueText() {
        var due = invoice.totals().due();
        return due == null ? "" : dueLabel() + ": " + money(due);
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
}
