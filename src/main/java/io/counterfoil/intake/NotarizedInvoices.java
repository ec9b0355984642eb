package io.counterfoil.intake;

import io.counterfoil.invoice.Invoices;
import io.counterfoil.invoice.Reading;
import io.counterfoil.invoice.UnreadableInvoice;
import io.counterfoil.kernel.entry.EntryId;
import io.counterfoil.platform.record.IssuedInvoices.Issued;
import io.counterfoil.platform.record.RecordSecrets;
import io.counterfoil.platform.record.Records;
import io.counterfoil.vault.Documents;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// The documents of issued invoices, out of the vault.
@ApplicationScoped
class NotarizedInvoices {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Records records;
    private final RecordSecrets secrets;
    private final Documents documents;

    NotarizedInvoices(Records records, RecordSecrets secrets, Documents documents) {
        this.records = records;
        this.secrets = secrets;
        this.documents = documents;
    }

    /// The XML that was notarized, byte for byte; empty when it is not there. Blocks.
    Optional<byte[]> read(Issued issued) throws IOException {
        var row = records.find(issued.id()).await().atMost(PATIENCE).map(Records.Found::row);
        if (row.isEmpty()) {
            return Optional.empty();
        }
        var key = secrets.dataKey(row.get()).await().atMost(PATIENCE);
        var content = documents.read(EntryId.of(issued.id()), key);
        if (content.isEmpty()) {
            return Optional.empty();
        }
        try (var bytes = content.get()) {
            return Optional.of(bytes.readAllBytes());
        }
    }

    /// What such a document says.
    static Reading reading(byte[] notarized) {
        try {
            return Invoices.read(notarized);
        } catch (UnreadableInvoice e) {
            throw new IllegalStateException("an issued invoice cannot be read", e);
        }
    }
}
