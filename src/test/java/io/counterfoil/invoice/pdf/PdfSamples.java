package io.counterfoil.invoice.pdf;

import static java.math.BigDecimal.ZERO;

import io.counterfoil.invoice.Invoices;
import io.counterfoil.invoice.LongInvoice;
import io.counterfoil.invoice.OwnInvoices;
import io.counterfoil.invoice.UnreadableInvoice;
import io.counterfoil.invoice.json.InvoiceJson;
import io.counterfoil.invoice.model.Address;
import io.counterfoil.invoice.model.AllowanceCharge;
import io.counterfoil.invoice.model.Buyer;
import io.counterfoil.invoice.model.Invoice;
import io.counterfoil.invoice.model.Item;
import io.counterfoil.invoice.model.Line;
import io.counterfoil.invoice.model.Quantity;
import io.counterfoil.invoice.model.Seller;
import io.counterfoil.invoice.model.Totals;
import io.counterfoil.invoice.model.VatBreakdown;
import io.counterfoil.invoice.rules.Validator;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/// One invoice for every kind of page that must look right.
final class PdfSamples {

    private static final List<String> CATEGORIES = List.of("E", "AE", "K", "G", "O", "Z", "O");

    private PdfSamples() {}

    record Sample(String name, Invoice invoice, Template template) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Sample> all() {
        var german = Template.plain(Language.GERMAN);
        var english = Template.plain(Language.ENGLISH);
        return List.of(
                new Sample("one-line", invoice(1), german),
                new Sample("thirty-one-lines", invoice(31), english),
                new Sample("five-hundred-lines", invoice(500), german),
                new Sample(
                        "long-words",
                        withItem(
                                "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverleihungsurkunde"
                                        .repeat(2),
                                "https://example.com/" + "a".repeat(300)),
                        german),
                new Sample(
                        "right-to-left",
                        withBuyerName("شركة النور للتجارة (المحدودة) 2026 – דוד בן־גוריון בע\"מ"),
                        english),
                new Sample(
                        "chinese",
                        withBuyerName("北京龘靐齉科技有限公司（𠮷野家）"),
                        Template.plain(Language.CHINESE)),
                new Sample("credit-note", read("credit-note.json"), german),
                new Sample("every-term", OwnInvoices.EVERY_TERM.invoice(), english),
                new Sample(
                        "every-term-chinese",
                        OwnInvoices.EVERY_TERM.invoice(),
                        Template.plain(Language.CHINESE)),
                new Sample("sums-turn-the-page", invoice(19), german),
                new Sample("crowded", crowded(60, 3), english),
                new Sample("crowded-beyond-a-page", crowded(3, 40), english),
                new Sample(
                        "logo",
                        invoice(4),
                        new Template(
                                Language.ENGLISH,
                                "#7A1F3D",
                                logo(240, 120),
                                "Managing director: Erika Muster")),
                new Sample(
                        "wide-logo",
                        withBuyerName(
                                "Aktiengesellschaft für Grundstücksverwaltung ".repeat(40).strip()),
                        new Template(Language.ENGLISH, "#7A1F3D", logo(1200, 60), null)));
    }

    static Sample english(Invoice invoice) {
        return new Sample("english", invoice, Template.plain(Language.ENGLISH));
    }

    static Invoice withNote(int lines, String note) {
        var json = new String(InvoiceJson.write(invoice(lines)), StandardCharsets.UTF_8);
        return parse(
                json.replace("Thank you for your order.", note).getBytes(StandardCharsets.UTF_8));
    }

    static Invoice withoutLines() {
        var invoice = read("invoice.json");
        return LongInvoice.with(invoice, invoice.buyer(), List.of());
    }

    static Invoice invoice(int lines) {
        return withLines(many(read("invoice.json").lines().getFirst(), lines));
    }

    /// An invoice with many allowances and many rates of VAT, each exempt for a long reason, of a
    /// seller who has much to say about itself, in a currency of small units.
    private static Invoice crowded(int allowances, int rates) {
        var many = new ArrayList<AllowanceCharge>();
        for (var i = 1; i <= allowances; i++) {
            var reason =
                    i % 5 == 0
                            ? "Agreed in the contract of the year before last, " + i
                            : "No. " + i;
            many.add(
                    new AllowanceCharge(
                            new BigDecimal("1234567890.50"), null, null, "E", ZERO, reason, null));
        }
        var vat = new ArrayList<VatBreakdown>();
        for (var i = 0; i < rates; i++) {
            vat.add(
                    new VatBreakdown(
                            new BigDecimal("123456789012.50"),
                            ZERO,
                            CATEGORIES.get(i % CATEGORIES.size()),
                            i % 10 == 6 ? null : ZERO,
                            "Exempt under article 135 of directive 2006/112/EC, of which this is the reason",
                            null));
        }
        var invoice = invoice(3);
        var sum = new BigDecimal("123456789012.50");
        var totals = new Totals(sum, null, null, sum, ZERO, null, sum, null, null, sum);
        var old = invoice.seller();
        var seller =
                new Seller(
                        old.name(),
                        null,
                        List.of(),
                        old.legalId(),
                        old.vatId(),
                        "215/5555/1234",
                        "Sitz der Gesellschaft: Köln. Vorsitz des Aufsichtsrats: Max Muster. "
                                .repeat(9)
                                .strip(),
                        null,
                        old.address(),
                        old.contact());
        return with(invoice, seller, totals, new Sums(many, vat));
    }

    private record Sums(List<AllowanceCharge> allowances, List<VatBreakdown> vat) {}

    private static Invoice with(Invoice invoice, Seller seller, Totals totals, Sums sums) {
        return new Invoice(
                invoice.process(),
                invoice.head(),
                invoice.references(),
                invoice.notes(),
                invoice.preceding(),
                seller,
                invoice.buyer(),
                invoice.payee(),
                invoice.taxRepresentative(),
                invoice.delivery(),
                invoice.period(),
                invoice.payment(),
                sums.allowances(),
                invoice.charges(),
                totals,
                sums.vat(),
                invoice.documents(),
                invoice.lines());
    }

    private static List<Line> many(Line line, int count) {
        var lines = new ArrayList<Line>();
        var quantity = Objects.requireNonNull(line.quantity());
        for (var i = 1; i <= count; i++) {
            var item =
                    count == 1
                            ? line.item()
                            : item(
                                    "Article no. " + i,
                                    i % 7 == 0
                                            ? "Sea-green, with a long cable and a switch that glows in the dark, delivered in a box of recycled paper"
                                            : null);
            lines.add(withItem(line, Integer.toString(i), item, quantity));
        }
        return lines;
    }

    private static Item item(String name, @Nullable String description) {
        return new Item(
                name, description, "A-" + name.length(), null, null, List.of(), null, List.of());
    }

    private static Invoice withItem(String name, String description) {
        var line = read("invoice.json").lines().getFirst();
        return withLines(
                List.of(
                        withItem(
                                line,
                                "1-2026-11-POSITION-0001",
                                item(name, description),
                                new Quantity(new BigDecimal("1234.5"), "HUR"))));
    }

    private static Line withItem(Line line, String id, Item item, Quantity quantity) {
        return new Line(
                id,
                line.note(),
                line.object(),
                quantity,
                line.netAmount(),
                line.orderLine(),
                line.buyerAccounting(),
                line.period(),
                line.allowances(),
                line.charges(),
                line.price(),
                line.vat(),
                item);
    }

    static Invoice ofType(String code) {
        var json = new String(bytes("invoice.json"), StandardCharsets.UTF_8);
        return parse(json.replace("\"380\"", "\"" + code + "\"").getBytes(StandardCharsets.UTF_8));
    }

    static Invoice ofSpecification(String identifier) {
        var old = OwnInvoices.EVERY_TERM.invoice();
        var json = new String(InvoiceJson.write(old), StandardCharsets.UTF_8);
        var known = Objects.requireNonNull(old.process().specification());
        return parse(
                json.replace("\"" + known + "\"", "\"" + identifier + "\"")
                        .getBytes(StandardCharsets.UTF_8));
    }

    static Invoice withBuyerName(String name) {
        var invoice = read("invoice.json");
        var address =
                new Address(
                        "长安街 1 号", "שדרות רוטשילד 5", "شارع الملك فهد", "北京", "100000", null, "CN");
        var old = invoice.buyer();
        return LongInvoice.with(
                invoice,
                new Buyer(name, null, null, null, null, old.endpoint(), address, null),
                invoice.lines());
    }

    private static Invoice withLines(List<Line> lines) {
        var read = read("invoice.json");
        var invoice = LongInvoice.with(read, read.buyer(), lines);
        var one = Objects.requireNonNull(lines.getFirst().netAmount());
        var net = one.multiply(BigDecimal.valueOf(lines.size()));
        var tax = net.multiply(new BigDecimal("0.19")).setScale(2);
        var sum = net.add(tax);
        return with(
                invoice,
                invoice.seller(),
                new Totals(net, null, null, net, tax, null, sum, null, null, sum),
                new Sums(
                        List.of(),
                        List.of(
                                new VatBreakdown(
                                        net, tax, "S", new BigDecimal("19"), null, null))));
    }

    private static Invoice read(String name) {
        return parse(bytes(name));
    }

    private static byte[] bytes(String name) {
        try (var in = Objects.requireNonNull(Validator.class.getResourceAsStream(name))) {
            return in.readAllBytes();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static Invoice parse(byte[] document) {
        try {
            return Invoices.read(document).invoice();
        } catch (UnreadableInvoice fault) {
            throw new IllegalStateException(fault);
        }
    }

    private static String logo(int width, int height) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        var pen = image.createGraphics();
        pen.setColor(new Color(0x7A, 0x1F, 0x3D));
        pen.fillOval(0, 0, width / 2, height);
        pen.setColor(new Color(0xE0, 0xB0, 0x40, 0xC0));
        pen.fillOval(width * 3 / 8, 0, width / 2, height);
        pen.dispose();
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
