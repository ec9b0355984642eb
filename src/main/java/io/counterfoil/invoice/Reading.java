package io.counterfoil.invoice;

import io.counterfoil.invoice.model.Invoice;
import io.counterfoil.invoice.xml.Element;
import java.util.ArrayList;
import java.util.List;

/// An invoice as it was read, with what the document says beyond it.
///
/// @param notCarried what the model has no room for, in document order
public record Reading(Invoice invoice, Format format, List<NotCarried> notCarried) {

    /// A list longer than this helps nobody; the rest is only counted by its absence.
    private static final int NOT_CARRIED_MAX = 200;

    public Reading {
        notCarried = List.copyOf(notCarried);
    }

    /// The same reading of an invoice that was changed.
    public Reading with(Invoice changed) {
        return new Reading(changed, format, notCarried);
    }

    /// Something that the document says and the model cannot.
    ///
    /// @param location an XPath with the usual prefixes
    public record NotCarried(String location, int line, String value) {}

    /// Closes a reading: whatever holds text and was not taken is reported.
    public static Reading of(Invoice invoice, Format format, Element root) {
        var left = new ArrayList<NotCarried>();
        collect(root, left);
        return new Reading(invoice, format, left);
    }

    private static void collect(Element element, List<NotCarried> left) {
        if (left.size() >= NOT_CARRIED_MAX) {
            return;
        }
        if (!element.isTaken() && !element.value().isEmpty()) {
            left.add(new NotCarried(element.path(), element.line(), shorten(element.value())));
        }
        for (var child : element) {
            collect(child, left);
        }
    }

    private static String shorten(String text) {
        return text.length() <= 80 ? text : text.substring(0, 79) + "…";
    }
}
