package io.counterfoil.authority;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.counterfoil.kernel.entry.EntryId;
import io.counterfoil.kernel.merkle.Hash;
import io.counterfoil.platform.record.IssuedInvoices;
import io.counterfoil.platform.record.IssuedInvoices.Issued;
import io.counterfoil.platform.record.Records;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Finds out what became of invoices, many at a time.
@ApplicationScoped
class Verdicts {

    /// Questions to the database at once: more would starve whoever issues.
    private static final int AT_ONCE = 8;

    private final IssuedInvoices invoices;
    private final Records records;

    Verdicts(IssuedInvoices invoices, Records records) {
        this.invoices = invoices;
        this.records = records;
    }

    /// What is said of one item.
    ///
    /// @param item its position, from 1
    /// @param verdict `issued`, `unknown` or `unreadable`
    /// @param state how far its record is
    @JsonPropertyOrder({
        "item",
        "verdict",
        "reason",
        "seller",
        "type",
        "number",
        "issueDate",
        "state",
        "at",
        "record"
    })
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Verdict(
            int item,
            String verdict,
            Optional<String> reason,
            Optional<String> seller,
            Optional<String> type,
            Optional<String> number,
            Optional<LocalDate> issueDate,
            Optional<String> state,
            Optional<Instant> at,
            Optional<String> record) {}

    /// A verdict for each question, in their order.
    Uni<List<Verdict>> of(List<Question> questions) {
        return Multi.createFrom()
                .items(IntStream.range(0, questions.size()).boxed())
                .onItem()
                .transformToUni(i -> answer(i + 1, questions.get(i)))
                .merge(AT_ONCE)
                .collect()
                .asList()
                .map(verdicts ->
                        verdicts.stream()
                                .sorted((a, b) -> Integer.compare(a.item, b.item))
                                .toList());
    }

    private Uni<Verdict> answer(int item, Question question) {
        return switch (question) {
            case Question.Unreadable(var reason) ->
                    Uni.createFrom().item(nothing(item, "unreadable", Optional.of(reason)));
            case Question.ByNumber(var seller, var number) ->
                    judge(item, invoices.findNumbered(seller, number));
            case Question.ByDigest(var digest) ->
                    judge(item, invoices.findByDigest(buffer(digest)));
            case Question.ByPage(var seller, var date, var digest) ->
                    judge(item, invoices.find(seller, date, buffer(digest)));
        };
    }

    private Uni<Verdict> judge(int item, Uni<Optional<Issued>> search) {
        return search.chain(found -> {
            var invoice = found.filter(Issued::issued);
            return invoice.isPresent()
                    ? records.find(invoice.get().id())
                            .map(record -> issued(item, invoice.get(), record))
                    : Uni.createFrom().item(nothing(item, "unknown", Optional.empty()));
        });
    }

    private static Verdict issued(int item, Issued invoice, Optional<Records.Found> record) {
        var state = record.map(Records.Found::state);
        return new Verdict(
                item,
                "issued",
                Optional.empty(),
                Optional.of(invoice.seller()),
                Optional.of(invoice.type()),
                Optional.of(invoice.number()),
                Optional.of(invoice.issueDate()),
                state.map(reached -> reached.name().key()),
                state.map(reached -> reached.promisedAt()),
                Optional.of("/v1/evidence/" + EntryId.of(invoice.id()).hex()));
    }

    private static Verdict nothing(int item, String verdict, Optional<String> reason) {
        return new Verdict(
                item,
                verdict,
                reason,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Buffer buffer(Hash hash) {
        return Buffer.buffer(hash.bytes());
    }
}
