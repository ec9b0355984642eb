package io.counterfoil.invoice.pdf;

import io.counterfoil.invoice.Invoices;
import io.counterfoil.invoice.LongInvoice;
import io.counterfoil.invoice.UnreadableInvoice;
import io.counterfoil.invoice.model.Address;
import io.counterfoil.invoice.model.Buyer;
import io.counterfoil.invoice.model.Invoice;
import io.counterfoil.invoice.model.Item;
import io.counterfoil.invoice.model.Line;
import io.counterfoil.invoice.model.Quantity;
import io.counterfoil.invoice.rules.Validator;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/// One invoice for every kind of page that must look right.
final class PdfSamples {

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
                new Sample(
                        "logo",
                        invoice(4),
                        new Template(
                                Language.ENGLISH,
                                "#7A1F3D",
                                logo(),
                                "Managing director: Erika Muster")));
    }

    static Invoice invoice(int lines) {
        return withLines(many(read("invoice.json").lines().getFirst(), lines));
    }

    private static List<Line> many(Line line, int count) {
        var lines = new ArrayList<Line>();
        for (var i = 1; i <= count; i++) {
            var item =
                    count == 1
                            ? line.item()
                            : item(
                                    "Article no. " + i,
                                    i % 7 == 0
                                            ? "Sea-green, with a long cable and a switch that glows in the dark, delivered in a box of recycled paper"
                                            : null);
            lines.add(withItem(line, Integer.toString(i), item));
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
                List.of(withItem(line, "1-2026-11-POSITION-0001", item(name, description))));
    }

    private static Line withItem(Line line, String id, Item item) {
        return new Line(
                id,
                line.note(),
                line.object(),
                new Quantity(new BigDecimal("1234.5"), "HUR"),
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
        var invoice = read("invoice.json");
        return LongInvoice.with(invoice, invoice.buyer(), lines);
    }

    private static Invoice read(String name) {
        try (var in = Objects.requireNonNull(Validator.class.getResourceAsStream(name))) {
            return Invoices.read(in.readAllBytes()).invoice();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        } catch (UnreadableInvoice fault) {
            throw new IllegalStateException(fault);
        }
    }

    private static String logo() {
        var image = new BufferedImage(240, 120, BufferedImage.TYPE_INT_ARGB);
        var pen = image.createGraphics();
        pen.setColor(new Color(0x7A, 0x1F, 0x3D));
        pen.fillOval(0, 0, 120, 120);
        pen.setColor(new Color(0xE0, 0xB0, 0x40, 0xC0));
        pen.fillOval(90, 0, 120, 120);
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
