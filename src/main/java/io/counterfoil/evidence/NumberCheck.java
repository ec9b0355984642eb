package io.counterfoil.evidence;

import io.counterfoil.crypto.VrfPublicKey;
import io.counterfoil.evidence.PackageReport.Finding;
import io.counterfoil.evidence.PackageReport.Step;
import io.counterfoil.invoice.Invoices;
import io.counterfoil.invoice.UnreadableInvoice;
import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.entry.Entry;
import io.counterfoil.kernel.entry.Manifest;
import io.counterfoil.kernel.merkle.Hash;
import io.counterfoil.platform.record.InvoiceNumber;
import java.util.List;
import java.util.Optional;

/// The steps from an invoice over its number to the key that makes the number unique in the log.
///
/// @param stated the number and its proof, as the manifest has them
/// @param entered the uniqueness key in the entry
/// @param keys the log's VRF keys by the reader's own trust; any one suffices
record NumberCheck(Manifest.NumberKey stated, Hash entered, List<VrfPublicKey> keys) {

    private static final String NUMBER = "the invoice bears the number that the manifest states";
    private static final String KEY = "the entry's key is the one key of this number in the log";

    /// The check of a record; nothing where it is no invoice's.
    static Optional<NumberCheck> of(Manifest manifest, Entry entry, VrfKeys keys) {
        var invoice = manifest.invoice();
        return invoice != null && entry instanceof Entry.Invoice entered
                ? Optional.of(
                        new NumberCheck(
                                invoice.number(), entered.uniqueKey(), keys.of(manifest.log())))
                : Optional.empty();
    }

    List<Step> steps(Optional<ReadDocument> document) {
        return List.of(
                new Step("number", NUMBER, number(document)), new Step("number-key", KEY, key()));
    }

    private Finding number(Optional<ReadDocument> document) {
        if (document.isEmpty()) {
            return new Finding.Skipped("there is no document to read it from");
        }
        return document.get()
                .content()
                .map(this::number)
                .orElse(new Finding.Skipped("the invoice is too long to be read here"));
    }

    private Finding number(Bytes invoice) {
        Optional<InvoiceNumber> borne;
        try {
            borne = InvoiceNumber.of(Invoices.read(invoice.toArray()).invoice());
        } catch (UnreadableInvoice unreadable) {
            return new Finding.Failed("the document is no invoice: " + unreadable.sentence());
        }
        return borne.isPresent() && borne.equals(InvoiceNumber.of(stated))
                ? new Finding.Passed(borne.get().toString())
                : new Finding.Failed(
                        "the invoice bears %s"
                                .formatted(borne.map(InvoiceNumber::toString).orElse("no number")));
    }

    private Finding key() {
        if (keys.isEmpty()) {
            return new Finding.Skipped("your trust names no VRF key of this log");
        }
        var number = InvoiceNumber.of(stated);
        if (number.isEmpty()) {
            return new Finding.Failed("the number is not in its one spelling");
        }
        var proven =
                keys.stream()
                        .flatMap(key -> number.get().uniqueKey(key, stated.proof()).stream())
                        .findFirst();
        if (proven.isEmpty()) {
            return new Finding.Failed("the proof is not one of this number by the log's VRF key");
        }
        return proven.get().equals(entered)
                ? new Finding.Passed("ECVRF-P256, key " + entered.hex())
                : new Finding.Failed("the entry has another key than the proof shows");
    }
}
