package io.counterfoil.invoice.rules;

import static io.counterfoil.invoice.rules.Severity.FATAL;
import static io.counterfoil.invoice.rules.Severity.WARNING;

import io.counterfoil.invoice.model.AllowanceCharge;
import io.counterfoil.invoice.model.Invoice;
import io.counterfoil.invoice.model.Line;
import io.counterfoil.invoice.model.VatBreakdown;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the official rules let pass: arithmetic by the line, tolerances that add up, check digits.
///
/// A rule says nothing where a term that it needs is absent; that terms are there is the official
/// rules' matter.
final class StrictRules {

    /// Changes with every rule that is added or altered.
    static final String VERSION = "3";

    private static final BigDecimal CENT = new BigDecimal("0.01");
    private static final BigDecimal HUNDRED = new BigDecimal(100);

    /// An amount given as a price times a quantity is rounded once; two programs may differ by a
    /// cent.
    private static final BigDecimal ROUNDED_ONCE = CENT;

    static final List<StrictRule> ALL =
            List.of(
                    new StrictRule(
                            "CF-01",
                            FATAL,
                            List.of("BT-131", "BT-129", "BT-146", "BT-149"),
                            "The line's net amount is not quantity times price, plus charges, minus"
                                    + " allowances.",
                            "Compute the line again; one cent of rounding is allowed.",
                            invoice -> lines(invoice, "netAmount", StrictRules::lineAmount)),
                    new StrictRule(
                            "CF-02",
                            FATAL,
                            List.of("BT-117", "BT-116", "BT-119"),
                            "The VAT of a category is further from taxable amount times rate than"
                                    + " rounding explains.",
                            "Compute the VAT again; one cent is allowed for each line, allowance"
                                    + " and charge of the category.",
                            invoice -> vat(invoice, "tax", StrictRules::taxAmount)),
                    new StrictRule(
                            "CF-03",
                            FATAL,
                            List.of("BT-116", "BT-131", "BT-92", "BT-99"),
                            "The taxable amount of a category is not the sum of its lines and"
                                    + " charges minus its allowances.",
                            "Add the lines and charges of this category and rate again, and take"
                                    + " its allowances away.",
                            invoice -> vat(invoice, "taxable", StrictRules::taxableAmount)),
                    total(
                            "CF-04",
                            new Sum(
                                    "lines",
                                    "The sum of the lines is not that of their net amounts."),
                            List.of("BT-106", "BT-131"),
                            StrictRules::sumOfLines),
                    total(
                            "CF-05",
                            new Sum(
                                    "withoutVat",
                                    "The total without VAT is not the sum of the lines, less the"
                                            + " allowances, plus the charges."),
                            List.of("BT-109", "BT-106", "BT-107", "BT-108"),
                            StrictRules::withoutVat),
                    total(
                            "CF-06",
                            new Sum(
                                    "vat",
                                    "The total VAT is not the sum of the VAT of all categories and"
                                            + " rates."),
                            List.of("BT-110", "BT-117"),
                            StrictRules::sumOfVat),
                    total(
                            "CF-07",
                            new Sum(
                                    "withVat",
                                    "The total with VAT is not the total without it plus the VAT."),
                            List.of("BT-112", "BT-109", "BT-110"),
                            StrictRules::withVat),
                    total(
                            "CF-08",
                            new Sum(
                                    "due",
                                    "The amount due is not the total with VAT, less what was paid,"
                                            + " plus the rounding."),
                            List.of("BT-115", "BT-112", "BT-113", "BT-114"),
                            StrictRules::due),
                    new StrictRule(
                            "CF-09",
                            FATAL,
                            List.of("BT-146", "BT-147", "BT-148"),
                            "The net price is not the gross price minus the discount.",
                            "Give the discount for one base quantity, or leave the gross price"
                                    + " out.",
                            invoice -> lines(invoice, "price.net", StrictRules::netPrice)),
                    new StrictRule(
                            "CF-10",
                            FATAL,
                            List.of("BT-149"),
                            "A price is for zero or fewer units.",
                            "Give a base quantity above zero, or none for one unit.",
                            invoice ->
                                    lines(
                                            invoice,
                                            "price.baseQuantity",
                                            StrictRules::baseQuantity)),
                    new StrictRule(
                            "CF-11",
                            FATAL,
                            List.of(
                                    "BT-92", "BT-93", "BT-94", "BT-99", "BT-100", "BT-101",
                                    "BT-136", "BT-137", "BT-138", "BT-141", "BT-142", "BT-143"),
                            "An allowance or charge is not its base amount times its percentage.",
                            "Compute it again; one cent of rounding is allowed.",
                            StrictRules::percentages),
                    new StrictRule(
                            "CF-12",
                            WARNING,
                            List.of("BT-31", "BT-48", "BT-63"),
                            "The check digits of a VAT identifier do not fit.",
                            "Compare the identifier with the party's own papers.",
                            StrictRules::vatIds),
                    new StrictRule(
                            "CF-13",
                            WARNING,
                            List.of("BT-84", "BT-91"),
                            "The check digits of an IBAN do not fit.",
                            "Compare the account with the bank's papers.",
                            StrictRules::ibans),
                    new StrictRule(
                            "CF-14",
                            FATAL,
                            List.of("BT-73", "BT-74", "BT-134", "BT-135"),
                            "A period ends before it begins.",
                            "Exchange the two days, or correct them.",
                            StrictRules::periods),
                    new StrictRule(
                            "CF-16",
                            WARNING,
                            List.of(),
                            "A text has a character that no font of the printed invoice has; the"
                                    + " PDF shows a replacement in its place.",
                            "Write it with characters that people can read; the XML keeps it as"
                                    + " it is.",
                            Glyphs::missing));

    private StrictRules() {}

    /// Everything that an invoice breaks.
    static List<Finding> check(Invoice invoice, Supplier<Places> places) {
        return ALL.stream().flatMap(rule -> rule.check(invoice, places).stream()).toList();
    }

    /// A total, and what is said when it is wrong.
    private record Sum(String name, String sentence) {}

    private static StrictRule total(
            String id, Sum sum, List<String> terms, Function<Invoice, Boolean> kept) {
        return new StrictRule(
                id,
                FATAL,
                terms,
                sum.sentence,
                "Add the parts again; totals are exact to the cent.",
                invoice -> kept.apply(invoice) ? List.of() : List.of("totals." + sum.name));
    }

    private static List<String> lines(Invoice invoice, String name, Function<Line, Boolean> kept) {
        return IntStream.range(0, invoice.lines().size())
                .filter(i -> !kept.apply(invoice.lines().get(i)))
                .mapToObj(i -> "lines[%d].%s".formatted(i, name))
                .toList();
    }

    private interface VatCheck {
        boolean kept(Invoice invoice, VatBreakdown vat);
    }

    private static List<String> vat(Invoice invoice, String name, VatCheck check) {
        return IntStream.range(0, invoice.vat().size())
                .filter(i -> !check.kept(invoice, invoice.vat().get(i)))
                .mapToObj(i -> "vat[%d].%s".formatted(i, name))
                .toList();
    }

    private static boolean lineAmount(Line line) {
        var price = line.price();
        if (line.netAmount() == null
                || line.quantity() == null
                || price == null
                || price.net() == null) {
            return true;
        }
        var base = price.baseQuantity() == null ? BigDecimal.ONE : price.baseQuantity().value();
        if (base.signum() <= 0) {
            return true; // CF-10 says so
        }
        var amount =
                line.quantity()
                        .value()
                        .multiply(price.net())
                        .divide(base, MathContext.DECIMAL128)
                        .add(sum(line.charges(), AllowanceCharge::amount))
                        .subtract(sum(line.allowances(), AllowanceCharge::amount));
        return isNear(line.netAmount(), amount, ROUNDED_ONCE);
    }

    private static boolean taxAmount(Invoice invoice, VatBreakdown vat) {
        if (vat.tax() == null || vat.taxable() == null) {
            return true;
        }
        var rate = Objects.requireNonNullElse(vat.rate(), BigDecimal.ZERO);
        var parts = Math.max(1, parts(invoice, vat).count());
        return isNear(
                vat.tax(),
                vat.taxable().multiply(rate).divide(HUNDRED, MathContext.DECIMAL128),
                CENT.multiply(BigDecimal.valueOf(parts)));
    }

    private static boolean taxableAmount(Invoice invoice, VatBreakdown vat) {
        return vat.taxable() == null
                || invoice.lines().isEmpty()
                || isEqual(
                        vat.taxable(),
                        parts(invoice, vat).reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    /// The signed amounts that belong to a category and rate.
    private static Stream<BigDecimal> parts(Invoice invoice, VatBreakdown vat) {
        var lines =
                invoice.lines().stream()
                        .filter(line ->
                                line.vat() != null
                                        && isSame(vat, line.vat().category(), line.vat().rate()))
                        .map(Line::netAmount);
        var charges = amounts(invoice.charges(), vat);
        var allowances = amounts(invoice.allowances(), vat).map(BigDecimal::negate);
        return Stream.of(lines, charges, allowances)
                .flatMap(part -> part)
                .filter(Objects::nonNull)
                .map(amount -> Objects.requireNonNull(amount));
    }

    private static Stream<BigDecimal> amounts(List<AllowanceCharge> items, VatBreakdown vat) {
        return items.stream()
                .filter(item -> isSame(vat, item.vatCategory(), item.vatRate()))
                .map(item -> Objects.requireNonNullElse(item.amount(), BigDecimal.ZERO));
    }

    private static boolean isSame(
            VatBreakdown vat, @Nullable String category, @Nullable BigDecimal rate) {
        return Objects.equals(vat.category(), category)
                && orZero(vat.rate()).compareTo(orZero(rate)) == 0;
    }

    private static BigDecimal orZero(@Nullable BigDecimal amount) {
        return amount == null ? BigDecimal.ZERO : amount;
    }

    private static boolean sumOfLines(Invoice invoice) {
        return invoice.lines().isEmpty()
                || isEqual(invoice.totals().lines(), sum(invoice.lines(), Line::netAmount));
    }

    private static boolean withoutVat(Invoice invoice) {
        var totals = invoice.totals();
        return totals.lines() == null
                || isEqual(
                        totals.withoutVat(),
                        totals.lines()
                                .subtract(sum(invoice.allowances(), AllowanceCharge::amount))
                                .add(sum(invoice.charges(), AllowanceCharge::amount)));
    }

    private static boolean sumOfVat(Invoice invoice) {
        return invoice.vat().isEmpty()
                || isEqual(invoice.totals().vat(), sum(invoice.vat(), VatBreakdown::tax));
    }

    private static boolean withVat(Invoice invoice) {
        var totals = invoice.totals();
        return totals.withoutVat() == null
                || isEqual(totals.withVat(), totals.withoutVat().add(orZero(totals.vat())));
    }

    private static boolean due(Invoice invoice) {
        var totals = invoice.totals();
        return totals.withVat() == null
                || isEqual(
                        totals.due(),
                        totals.withVat()
                                .subtract(orZero(totals.paid()))
                                .add(orZero(totals.rounding())));
    }

    private static boolean netPrice(Line line) {
        var price = line.price();
        return price == null
                || price.net() == null
                || price.gross() == null
                || price.net().compareTo(price.gross().subtract(orZero(price.discount()))) == 0;
    }

    private static boolean baseQuantity(Line line) {
        var price = line.price();
        return price == null
                || price.baseQuantity() == null
                || price.baseQuantity().value().signum() > 0;
    }

    private static List<String> percentages(Invoice invoice) {
        var broken = new ArrayList<String>();
        percentages("allowances", invoice.allowances(), broken);
        percentages("charges", invoice.charges(), broken);
        for (var i = 0; i < invoice.lines().size(); i++) {
            var line = invoice.lines().get(i);
            percentages("lines[%d].allowances".formatted(i), line.allowances(), broken);
            percentages("lines[%d].charges".formatted(i), line.charges(), broken);
        }
        return broken;
    }

    private static void percentages(
            String place, List<AllowanceCharge> items, List<String> broken) {
        for (var i = 0; i < items.size(); i++) {
            var item = items.get(i);
            if (item.amount() != null && item.base() != null && item.percent() != null) {
                var amount =
                        item.base()
                                .multiply(item.percent())
                                .divide(HUNDRED, MathContext.DECIMAL128);
                if (!isNear(item.amount(), amount, ROUNDED_ONCE)) {
                    broken.add("%s[%d].amount".formatted(place, i));
                }
            }
        }
    }

    private static List<String> vatIds(Invoice invoice) {
        var broken = new ArrayList<String>();
        addUnless(CheckDigits.isVatId(invoice.seller().vatId()), "seller.vatId", broken);
        addUnless(CheckDigits.isVatId(invoice.buyer().vatId()), "buyer.vatId", broken);
        var representative = invoice.taxRepresentative();
        if (representative != null) {
            addUnless(
                    CheckDigits.isVatId(representative.vatId()), "taxRepresentative.vatId", broken);
        }
        return broken;
    }

    private static List<String> ibans(Invoice invoice) {
        var broken = new ArrayList<String>();
        var payment = invoice.payment();
        if (payment != null) {
            for (var i = 0; i < payment.transfers().size(); i++) {
                addUnless(
                        CheckDigits.isIban(payment.transfers().get(i).account()),
                        "payment.transfers[%d].account".formatted(i),
                        broken);
            }
            var debit = payment.directDebit();
            if (debit != null) {
                addUnless(
                        CheckDigits.isIban(debit.account()), "payment.directDebit.account", broken);
            }
        }
        return broken;
    }

    private static List<String> periods(Invoice invoice) {
        var broken = new ArrayList<String>();
        var period = invoice.period();
        if (period != null && period.start() != null && period.end() != null) {
            addUnless(!period.end().isBefore(period.start()), "period", broken);
        }
        for (var i = 0; i < invoice.lines().size(); i++) {
            var own = invoice.lines().get(i).period();
            if (own != null && own.start() != null && own.end() != null) {
                addUnless(
                        !own.end().isBefore(own.start()), "lines[%d].period".formatted(i), broken);
            }
        }
        return broken;
    }

    private static void addUnless(boolean kept, String place, List<String> broken) {
        if (!kept) {
            broken.add(place);
        }
    }

    private static <T> BigDecimal sum(List<T> items, Function<T, @Nullable BigDecimal> amount) {
        var sum = BigDecimal.ZERO;
        for (var item : items) {
            sum = sum.add(orZero(amount.apply(item)));
        }
        return sum;
    }

    /// Equal to the cent; the magnitude is rounded and the sign kept, so credits mirror debits.
    private static boolean isEqual(@Nullable BigDecimal given, BigDecimal computed) {
        return given == null
                || given.compareTo(computed) == 0
                || given.compareTo(computed.setScale(2, RoundingMode.HALF_UP)) == 0;
    }

    private static boolean isNear(BigDecimal given, BigDecimal computed, BigDecimal tolerance) {
        var rounded = computed.setScale(2, RoundingMode.HALF_UP);
        return given.subtract(computed).abs().compareTo(tolerance) <= 0
                || given.subtract(rounded).abs().compareTo(tolerance) <= 0;
    }
}
