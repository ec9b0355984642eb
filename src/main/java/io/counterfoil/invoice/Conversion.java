package io.counterfoil.invoice;

import io.counterfoil.invoice.model.Invoice;
import io.counterfoil.invoice.rules.Places;
import io.counterfoil.kernel.Bytes;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// An invoice in another syntax, and what that syntax, or the model in between, could not carry.
///
/// What was written is read again and compared: nothing is lost unsaid because a writer forgot it.
///
/// @param lost what the first document says and the second does not
public record Conversion(Bytes document, List<Loss> lost) {

    /// A longer list helps nobody.
    private static final int LOST_MAX = 200;

    private static final int VALUE_MAX = 80;

    public Conversion {
        lost = List.copyOf(lost);
    }

    /// Something that was not carried.
    ///
    /// @param model its place in the model, `BG-25[3]/BT-131`; empty where the model has none
    /// @param location an XPath into the first document; empty for what the model has
    /// @param line of that document, counted from 1; 0 for what the model has
    public record Loss(String model, String location, int line, String value) {}

    /// Writes an invoice that was read.
    ///
    /// @throws IllegalArgumentException for a format that is not written from the model alone
    public static Conversion of(Reading reading, Format format) {
        var written = Invoices.write(reading.invoice(), format);
        var lost = new ArrayList<Loss>();
        reading.notCarried()
                .forEach(one -> lost.add(new Loss("", one.location(), one.line(), one.value())));
        new Comparison(lost).values("", reading.invoice(), read(written));
        return new Conversion(Bytes.of(written), lost);
    }

    private static Invoice read(byte[] written) {
        try {
            return Invoices.read(written).invoice();
        } catch (UnreadableInvoice fault) {
            throw new IllegalStateException("what was written here cannot be read here", fault);
        }
    }

    /// Walks two models side by side.
    private record Comparison(List<Loss> lost) {

        void values(String path, @Nullable Object before, @Nullable Object after) {
            if (before == null || isSame(before, after) || lost.size() >= LOST_MAX) {
                return;
            }
            switch (before) {
                case Record one -> components(path, one, after);
                case List<?> some -> items(path, some, after instanceof List<?> l ? l : List.of());
                default -> lost.add(new Loss(Places.terms(path), "", 0, shorten(before)));
            }
        }

        private static boolean isSame(Object before, @Nullable Object after) {
            if (before instanceof BigDecimal number && after instanceof BigDecimal other) {
                return number.compareTo(other) == 0;
            }
            return before.equals(after);
        }

        private void components(String path, Record before, @Nullable Object after) {
            for (var component : before.getClass().getRecordComponents()) {
                var inner = (path.isEmpty() ? "" : path + ".") + component.getName();
                values(
                        inner,
                        value(component, before),
                        after == null ? null : value(component, after));
            }
        }

        private void items(String path, List<?> before, List<?> after) {
            for (var i = 0; i < before.size(); i++) {
                values(path + "[" + i + "]", before.get(i), i < after.size() ? after.get(i) : null);
            }
        }

        private static @Nullable Object value(RecordComponent component, Object of) {
            try {
                return component.getAccessor().invoke(of);
            } catch (ReflectiveOperationException fault) {
                throw new IllegalStateException("the model's records are public", fault);
            }
        }

        private static String shorten(Object value) {
            var text = Objects.toString(value);
            return text.length() <= VALUE_MAX ? text : text.substring(0, VALUE_MAX - 1) + "…";
        }
    }
}
