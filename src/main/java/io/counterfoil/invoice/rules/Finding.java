package io.counterfoil.invoice.rules;

import java.util.List;

/// One rule that the invoice breaks, and where.
///
/// @param rule the rule's own identifier, `BR-CO-15`; `XSD` for the schema
/// @param terms the business terms concerned, `BT-112`, as far as they are known
/// @param location an XPath into the document that was checked; empty when it is the whole document
public record Finding(
        String rule, Severity severity, List<String> terms, String location, String message) {
    public Finding {
        terms = List.copyOf(terms);
    }
}
