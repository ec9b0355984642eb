package io.counterfoil.intake;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.counterfoil.kernel.entry.EntryId;
import io.counterfoil.kernel.entry.RefusalCode;
import io.counterfoil.platform.record.RecordState;
import io.counterfoil.platform.record.RecordState.Name;
import io.counterfoil.platform.record.StoredRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A record as anybody who knows its id may see it: nothing of the document, nothing of its owner.
///
/// @param leaf hash of the entry as a leaf, base64
/// @param promise a signed note; only in the answer to a submission
/// @param foundAs what was asked for where it is not the document itself: [#INVOICE_PDF]
@JsonPropertyOrder({
    "id", "state", "log", "leaf", "states", "dates", "refusal", "promise", "foundAs", "links"
})
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RecordView(
        String id,
        String state,
        String log,
        String leaf,
        List<Step> states,
        List<Date> dates,
        Optional<Refusal> refusal,
        Optional<String> promise,
        Optional<String> foundAs,
        Map<String, String> links) {

    /// The PDF of an invoice, of which the XML is the document.
    static final String INVOICE_PDF = "invoice-pdf";

    /// A state that was reached.
    ///
    /// @param index the leaf's position, of `logged`
    /// @param size the checkpoint's size, of `final`
    @JsonPropertyOrder({"state", "at", "index", "size"})
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Step(
            String state, Optional<Instant> at, Optional<Long> index, Optional<Long> size) {}

    /// A time-stamp token that covers the record.
    ///
    /// @param clock `outside`, or `own` for a clock of ours
    @JsonPropertyOrder({"at", "authority", "clock"})
    public record Date(Instant at, String authority, String clock) {}

    /// Why the log refused the record.
    @JsonPropertyOrder({"code", "title"})
    public record Refusal(int code, String title) {}

    public RecordView {
        states = List.copyOf(states);
        dates = List.copyOf(dates);
        links = new LinkedHashMap<>(links);
    }

    /// The public view.
    ///
    /// @param origin the log's origin
    /// @param logName the last part of the log's URL
    static RecordView of(StoredRecord row, RecordState state, String origin, String logName) {
        return new RecordView(
                EntryId.of(row.id()).hex(),
                state.name().key(),
                origin,
                Promises.leaf(row.entry()).base64(),
                steps(state),
                state.dates().stream().map(RecordView::date).toList(),
                state.leaf().flatMap(RecordState.Leaf::refusal).map(RecordView::refusal),
                Optional.empty(),
                Optional.empty(),
                links(row, state, logName));
    }

    RecordView withPromise(String note) {
        return with(Optional.of(note), foundAs);
    }

    RecordView foundAs(String what) {
        return with(promise, Optional.of(what));
    }

    private RecordView with(Optional<String> newPromise, Optional<String> newFoundAs) {
        return new RecordView(
                id, state, log, leaf, states, dates, refusal, newPromise, newFoundAs, links);
    }

    private static List<Step> steps(RecordState state) {
        var steps = new ArrayList<Step>();
        steps.add(step(Name.PROMISED, state.promisedAt()));
        state.leaf()
                .ifPresent(leaf ->
                        steps.add(
                                new Step(
                                        Name.LOGGED.key(),
                                        leaf.at(),
                                        Optional.of(leaf.index()),
                                        Optional.empty())));
        state.agreed()
                .ifPresent(agreed ->
                        steps.add(
                                new Step(
                                        state.name() == Name.REFUSED
                                                ? Name.REFUSED.key()
                                                : Name.FINAL.key(),
                                        Optional.of(agreed.at()),
                                        Optional.empty(),
                                        Optional.of(agreed.size()))));
        if (state.name() == Name.DATED) {
            state.dates().stream()
                    .filter(RecordState.Date::outside)
                    .map(RecordState.Date::at)
                    .min(Instant::compareTo)
                    .ifPresent(at -> steps.add(step(Name.DATED, at)));
        }
        return steps;
    }

    private static Step step(Name name, Instant at) {
        return new Step(name.key(), Optional.of(at), Optional.empty(), Optional.empty());
    }

    private static Date date(RecordState.Date date) {
        return new Date(date.at(), date.authority(), date.outside() ? "outside" : "own");
    }

    private static Refusal refusal(int code) {
        return Arrays.stream(RefusalCode.values())
                .filter(known -> known.code() == code)
                .findFirst()
                .map(known -> new Refusal(code, known.title()))
                .orElse(new Refusal(code, "A rule that this version does not know"));
    }

    private static Map<String, String> links(StoredRecord row, RecordState state, String logName) {
        var self = "/v1/evidence/" + EntryId.of(row.id()).hex();
        var links = new LinkedHashMap<String, String>();
        links.put("self", self);
        links.put("events", self + "/events");
        if (row.content()) {
            links.put("content", self + "/content");
        }
        switch (state.name()) {
            case PROMISED, LOGGED -> {}
            case FINAL, REFUSED -> links.put("proof", self + "/proof");
            case DATED -> {
                links.put("proof", self + "/proof");
                links.put("package", self + "/package");
                links.put("certificate", self + "/certificate");
            }
        }
        links.put("checkpoint", "/ledger/" + logName + "/checkpoint");
        links.put("log", "/ledger/" + logName);
        return links;
    }
}
