package io.counterfoil.invoice;

import io.counterfoil.invoice.model.Invoice;
import io.counterfoil.invoice.rules.Places;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A place of the model at which two invoices say different things.
///
/// @param model `BG-25[3]/BT-131`
/// @param first what the first says, shortened; empty when it says nothing
/// @param second the same of the second
public record Difference(String model, String first, String second) {

    /// A longer list helps nobody.
    private static final int MAX = 200;

    private static final int VALUE_MAX = 80;

    /// Where two invoices differ, at most 200 places, in the order of the model; lines and other
    /// repeated groups are held against each other by their position, amounts by their value.
    public static List<Difference> between(Invoice first, Invoice second) {
        var found = new ArrayList<Difference>();
        new Walk(found).values("", first, second);
        return List.copyOf(found);
    }

    /// Walks two models side by side.
    private record Walk(List<Difference> found) {

        void values(String path, @Nullable Object first, @Nullable Object second) {
            var one = first == null ? second : first;
            if (one == null || isSame(first, second) || found.size() >= MAX) {
                return;
            }
            switch (one) {
                case Record group -> components(path, group, first, second);
                case List<?> _ -> items(path, list(first), list(second));
                default -> found.add(new Difference(Places.terms(path), text(first), text(second)));
            }
        }

        private void components(
                String path, Record group, @Nullable Object first, @Nullable Object second) {
            for (var component : group.getClass().getRecordComponents()) {
                var inner = (path.isEmpty() ? "" : path + ".") + component.getName();
                values(inner, value(component, first), value(component, second));
            }
        }

        private void items(String path, List<?> first, List<?> second) {
            for (var i = 0; i < Math.max(first.size(), second.size()); i++) {
                values(path + "[" + i + "]", item(first, i), item(second, i));
            }
        }

        private static boolean isSame(@Nullable Object first, @Nullable Object second) {
            if (first instanceof BigDecimal number && second instanceof BigDecimal other) {
                return number.compareTo(other) == 0;
            }
            return first != null && first.equals(second);
        }

        private static List<?> list(@Nullable Object value) {
            return value instanceof List<?> items ? items : List.of();
        }

        private static @Nullable Object item(List<?> items, int index) {
            return index < items.size() ? items.get(index) : null;
        }

        private static @Nullable Object value(RecordComponent component, @Nullable Object of) {
            try {
                return of == null ? null : component.getAccessor().invoke(of);
            } catch (ReflectiveOperationException fault) {
                throw new IllegalStateException("the model's records are public", fault);
            }
        }

        private static String text(@Nullable Object value) {
            var text = value == null ? "" : value.toString();
            return text.length() <= VALUE_MAX ? text : text.substring(0, VALUE_MAX - 1) + "…";
        }
    }
}
