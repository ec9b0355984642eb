package io.counterfoil.invoice.rules;

import java.util.List;

/// One rule that the invoice breaks, where, and what to do about it.
///
/// @param rule the rule's own identifier, `BR-CO-15`; `XSD` for the schema
/// @param terms the business terms concerned, `BT-112`, as far as they are known
public record Finding(
        String rule, Severity severity, List<String> terms, Place place, Advice advice) {
    public Finding {
        terms = List.copyOf(terms);
    }

    /// Where it is, in the document that was checked and in the model.
    ///
    /// @param location an XPath into the document; empty when it is the whole document
    /// @param line the line of the document, counted from 1; 0 where it is not known
    /// @param model groups and term, `BG-25[3]/BT-131`, groups counted from 1; empty where no term
    ///   is concerned
    public record Place(String location, int line, String model) {
        /// The whole document.
        public static final Place DOCUMENT = new Place("", 0, "");
    }

    /// What is wrong, how to put it right, and where to read more.
    ///
    /// @param link the page of the rule or of its publisher; a path into our own documentation for
    ///   our own rules
    public record Advice(String message, String remedy, String link) {}

    /// The place in the document.
    public String location() {
        return place.location;
    }

    /// What is wrong.
    public String message() {
        return advice.message;
    }
}
