package io.counterfoil.invoice.rules;

import io.counterfoil.invoice.model.Invoice;
import io.counterfoil.invoice.pdf.InvoicePdf;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the texts of an invoice that its paper cannot show.
final class Glyphs {

    /// A model of others' making could repeat the fault in each of 20,000 lines.
    private static final int MAX = 100;

    private final List<String> missing = new ArrayList<>();

    private Glyphs() {}

    /// Paths of texts with a character that no font of the printed invoice has, at most a hundred.
    static List<String> missing(Invoice invoice) {
        var glyphs = new Glyphs();
        glyphs.walk("", invoice);
        return glyphs.missing;
    }

    private void walk(String path, @Nullable Object value) {
        if (missing.size() >= MAX) {
            return;
        }
        switch (value) {
            case Record group -> components(path, group);
            case List<?> items -> {
                for (var i = 0; i < items.size(); i++) {
                    walk(path + "[" + i + "]", items.get(i));
                }
            }
            case String text when !InvoicePdf.missing(text).isEmpty() -> missing.add(path);
            case null, default -> {}
        }
    }

    private void components(String path, Record group) {
        for (var component : group.getClass().getRecordComponents()) {
            walk((path.isEmpty() ? "" : path + ".") + component.getName(), value(component, group));
        }
    }

    private static @Nullable Object value(RecordComponent component, Record group) {
        try {
            return component.getAccessor().invoke(group);
        } catch (ReflectiveOperationException fault) {
            throw new IllegalStateException(component + " of the model is not open", fault);
        }
    }
}
