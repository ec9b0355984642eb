package io.counterfoil.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.crypto.DigestAlgorithm;
import io.counterfoil.invoice.Difference;
import io.counterfoil.invoice.rules.Verdict;
import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.entry.EntryId;
import io.counterfoil.kernel.merkle.Hash;
import io.counterfoil.platform.problem.ProblemException;
import io.counterfoil.platform.problem.ProblemType;
import io.counterfoil.platform.record.IssuedInvoices.Issued;
import io.counterfoil.platform.record.RecordState;
import io.counterfoil.platform.record.Records.Found;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What an issuer is answered.
@ApplicationScoped
class InvoiceAnswers {

    private final Views views;
    private final NotarizedInvoices notarized;
    private final ObjectMapper json;
    private final String publicUrl;

    InvoiceAnswers(
            Views views, NotarizedInvoices notarized, ObjectMapper json, IntakeConfig config) {
        this.views = views;
        this.notarized = notarized;
        this.json = json;
        this.publicUrl = config.publicUrl();
    }

    /// 202: the invoice is issued and its record promised.
    Answer promised(Issuing.Checked checked, String number, Filed row, String note) {
        var record = views.view(views.promisedNow(row)).withPromise(note);
        return answer(202, checked, number, row.digest(), record);
    }

    /// 201 once final; 409 when the log refused the number, which another intake had entered.
    Answer completed(Issuing.Checked checked, String number, Found found, String note) {
        var record = views.view(found).withPromise(note);
        return found.state().name() == RecordState.Name.REFUSED
                ? answer(409, checked, number, found.row().digest(), record)
                : answer(201, checked, number, found.row().digest(), record);
    }

    private Answer answer(
            int status, Issuing.Checked checked, String number, Buffer digest, RecordView record) {
        var self = "/v1/invoices/" + record.id();
        var view =
                new InvoiceView(
                        record.id(),
                        record.state(),
                        checked.seller(),
                        checked.type(),
                        number,
                        checked.issueDate(),
                        HexFormat.of().formatHex(digest.getBytes()),
                        page(checked.seller(), checked.issueDate(), digest),
                        rules(checked.verdict()),
                        InvoiceRules.findings(checked.verdict()),
                        InvoiceReader.view(checked.incoming().lost()),
                        record,
                        Map.of("self", self, "record", "/v1/evidence/" + record.id()));
        return views.json(status, self, view);
    }

    /// The address behind a printed QR code.
    String page(String seller, LocalDate issueDate, Buffer digest) {
        return "%s/v/%s/%s/%s"
                .formatted(
                        publicUrl,
                        URLEncoder.encode(seller, StandardCharsets.UTF_8).replace("+", "%20"),
                        issueDate,
                        Base64.getUrlEncoder().withoutPadding().encodeToString(digest.getBytes()));
    }

    /// A dry run's answer.
    Answer dryRun(Issuing.Valid checked) {
        return views.json(
                200,
                "",
                Map.of(
                        "valid", true,
                        "seller", checked.seller(),
                        "rules", rules(checked.verdict()),
                        "findings", InvoiceRules.findings(checked.verdict()),
                        "notCarried", InvoiceReader.view(checked.incoming().lost())));
    }

    /// What is kept of a verdict.
    String verdict(Verdict verdict) {
        try {
            return json.writeValueAsString(
                    Map.of(
                            "outcome", verdict.outcome().name(),
                            "checks", verdict.checks(),
                            "findings", InvoiceRules.findings(verdict)));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The number belongs to another invoice: says what differs as far as the caller may know.
    /// Blocks.
    ///
    /// @param caller the tenant that asks, to whom the terms of its own invoices are told
    ProblemException taken(UUID caller, Issued holder, Issuing.Checked checked) {
        var terms =
                holder.tenant().equals(caller)
                        ? differences(holder, checked)
                        : List.<Difference>of();
        Map<String, Object> difference = new LinkedHashMap<>();
        compare(difference, "issueDate", holder.issueDate(), checked.issueDate());
        holder.digest()
                .ifPresent(digest ->
                        compare(
                                difference,
                                "digest",
                                HexFormat.of().formatHex(digest.getBytes()),
                                digest(checked.incoming().under(holder.number())).hex()));
        if (!terms.isEmpty()) {
            difference.put("terms", terms.stream().map(InvoiceAnswers::view).toList());
        }
        var refusal =
                new ProblemException(
                        ProblemType.NUMBER_TAKEN,
                        "The seller %s has an invoice %s of type %s in this year."
                                .formatted(holder.seller(), holder.number(), holder.type()));
        return refusal.with("invoice", "/v1/invoices/" + EntryId.of(holder.id()).hex())
                .with("difference", difference);
    }

    private List<Difference> differences(Issued holder, Issuing.Checked checked) {
        try {
            return notarized
                    .read(holder)
                    .map(bytes -> NotarizedInvoices.reading(bytes).invoice())
                    .map(issued -> Difference.between(issued, checked.incoming().invoice()))
                    .orElse(List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> view(Difference term) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("model", term.model());
        view.put("issued", term.first());
        view.put("sent", term.second());
        return view;
    }

    private static void compare(
            Map<String, Object> difference, String name, Object issued, Object sent) {
        if (!issued.toString().equals(sent.toString())) {
            difference.put(name, Map.of("issued", issued.toString(), "sent", sent.toString()));
        }
    }

    /// SHA-256 of a document.
    static Hash digest(Bytes document) {
        return Hash.of(DigestAlgorithm.SHA_256.start().digest(document.toArray()));
    }

    private static List<String> rules(Verdict verdict) {
        return verdict.checks().stream()
                .map(check -> check.ruleSet() + " " + check.version())
                .toList();
    }
}
