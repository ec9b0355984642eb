package io.counterfoil.invoice;

import io.counterfoil.invoice.model.Invoice;
import io.counterfoil.invoice.rules.Validator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.stream.Stream;

/// The invoices of this project: one with every term, and one for each category of VAT. They are
/// always there, whatever other corpora are.
public enum OwnInvoices {
    /// A domestic invoice with one line.
    PLAIN("/io/counterfoil/invoice/rules/invoice.json"),
    /// A credit note.
    CREDIT_NOTE("/io/counterfoil/invoice/rules/credit-note.json"),
    /// Every term of EN 16931 but those that exclude each other.
    EVERY_TERM("/invoices/every-term.json"),
    /// Category K.
    INTRA_COMMUNITY("/invoices/intra-community.json"),
    /// Category O.
    NOT_SUBJECT("/invoices/not-subject.json"),
    /// Category AE.
    REVERSE_CHARGE("/invoices/reverse-charge.json"),
    /// Category G.
    EXPORT("/invoices/export.json"),
    /// Category L, a direct debit and a tax point date.
    CANARY_ISLANDS("/invoices/canary-islands.json"),
    /// Category M, and a card.
    CEUTA("/invoices/ceuta.json"),
    /// Category Z.
    ZERO_RATE("/invoices/zero-rate.json");

    private final String resource;

    OwnInvoices(String resource) {
        this.resource = resource;
    }

    /// The invoice.
    public Invoice invoice() {
        try (var in = Objects.requireNonNull(Validator.class.getResourceAsStream(resource))) {
            return Invoices.read(in.readAllBytes()).invoice();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        } catch (UnreadableInvoice fault) {
            throw new IllegalStateException(fault);
        }
    }

    /// The invoice in UBL.
    public byte[] ubl() {
        return Invoices.write(invoice(), Format.UBL_INVOICE);
    }

    /// The invoice in CII.
    public byte[] cii() {
        return Invoices.write(invoice(), Format.CII);
    }

    /// All of them in one syntax.
    public static Stream<byte[]> in(boolean ubl) {
        return Stream.of(values()).map(own -> ubl ? own.ubl() : own.cii());
    }
}
