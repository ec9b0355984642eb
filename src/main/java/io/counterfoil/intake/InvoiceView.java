package io.counterfoil.intake;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/// An issued invoice as its issuer sees it.
///
/// @param digest hex SHA-256 of the notarized bytes
/// @param page what the printed QR code says
/// @param findings what the rules found and let pass
/// @param notCarried what was sent and the notarized document does not say
/// @param record the evidence that it was issued
@JsonPropertyOrder({
    "id",
    "state",
    "seller",
    "type",
    "number",
    "issueDate",
    "digest",
    "page",
    "rules",
    "findings",
    "notCarried",
    "record",
    "links"
})
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record InvoiceView(
        String id,
        String state,
        String seller,
        String type,
        String number,
        LocalDate issueDate,
        String digest,
        String page,
        List<String> rules,
        List<Map<String, Object>> findings,
        List<Map<String, Object>> notCarried,
        RecordView record,
        Map<String, String> links) {

    public InvoiceView {
        rules = List.copyOf(rules);
        findings = List.copyOf(findings);
        notCarried = List.copyOf(notCarried);
        links = Map.copyOf(links);
    }
}
