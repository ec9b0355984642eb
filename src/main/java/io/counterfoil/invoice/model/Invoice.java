package io.counterfoil.invoice.model;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// An invoice or credit note in the semantic model of EN 16931-1:2017, the same for every syntax.
///
/// A value, not a verdict: a term that the rules demand may be absent here, so that an incomplete
/// invoice can be read, shown and corrected. Absent is `null` or an empty list, never an empty
/// text, and an optional group without any term is absent as a whole.
public record Invoice(
        @Term("BG-2") ProcessControl process,
        Head head,
        References references,
        @Term("BG-1") List<Note> notes,
        @Term("BG-3") List<Preceding> preceding,
        @Term("BG-4") Seller seller,
        @Term("BG-7") Buyer buyer,
        @Term("BG-10") @Nullable Payee payee,
        @Term("BG-11") @Nullable TaxRepresentative taxRepresentative,
        @Term("BG-13") @Nullable Delivery delivery,
        @Term("BG-14") @Nullable Period period,
        @Term("BG-16") @Nullable Payment payment,
        @Term("BG-20") List<AllowanceCharge> allowances,
        @Term("BG-21") List<AllowanceCharge> charges,
        @Term("BG-22") Totals totals,
        @Term("BG-23") List<VatBreakdown> vat,
        @Term("BG-24") List<SupportingDocument> documents,
        @Term("BG-25") List<Line> lines) {

    /// Which model this is, and which edition of it. A later edition is another name, and another
    /// record.
    public static final String MODEL = "EN 16931-1:2017";

    public Invoice {
        process = Objects.requireNonNullElse(process, new ProcessControl(null, null));
        head = Objects.requireNonNullElse(head, Head.EMPTY);
        references = Objects.requireNonNullElse(references, References.NONE);
        notes = copy(notes);
        preceding = copy(preceding);
        seller = Objects.requireNonNullElse(seller, Seller.UNKNOWN);
        buyer = Objects.requireNonNullElse(buyer, Buyer.UNKNOWN);
        allowances = copy(allowances);
        charges = copy(charges);
        totals = Objects.requireNonNullElse(totals, Totals.UNKNOWN);
        vat = copy(vat);
        documents = copy(documents);
        lines = copy(lines);
    }

    /// The same invoice under another number (BT-1): the number is drawn last, when all else holds.
    public Invoice withNumber(String number) {
        return new Invoice(
                process,
                head.withNumber(number),
                references,
                notes,
                preceding,
                seller,
                buyer,
                payee,
                taxRepresentative,
                delivery,
                period,
                payment,
                allowances,
                charges,
                totals,
                vat,
                documents,
                lines);
    }

    /// Tells a document that credits from one that charges, by its type code (BT-3).
    public boolean isCreditNote() {
        return head.typeCode() != null && Codes.CREDIT_NOTES.contains(head.typeCode());
    }

    private static <T> List<T> copy(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    /// Which process the invoice belongs to and which rules it claims to keep (BG-2).
    public record ProcessControl(
            @Term("BT-23") @Nullable String type, @Term("BT-24") @Nullable String specification) {}

    /// What stands at the head of the document.
    ///
    /// @param typeCode UNTDID 1001
    /// @param currency ISO 4217
    /// @param taxPointCode UNTDID 2005, also where the syntax uses UNTDID 2475
    public record Head(
            @Term("BT-1") @Nullable String number,
            @Term("BT-2") @Nullable LocalDate issueDate,
            @Term("BT-3") @Nullable String typeCode,
            @Term("BT-5") @Nullable String currency,
            @Term("BT-6") @Nullable String vatCurrency,
            @Term("BT-7") @Nullable LocalDate taxPointDate,
            @Term("BT-8") @Nullable String taxPointCode,
            @Term("BT-9") @Nullable LocalDate dueDate,
            @Term("BT-19") @Nullable String buyerAccounting,
            @Term("BT-20") @Nullable String paymentTerms) {

        /// An accounting currency that is the invoice's own says nothing, and CII forbids it
        /// (BR-53).
        public Head {
            vatCurrency = Objects.equals(vatCurrency, currency) ? null : vatCurrency;
        }

        /// A head without any term.
        public static final Head EMPTY =
                new Head(null, null, null, null, null, null, null, null, null, null);

        Head withNumber(String newNumber) {
            return new Head(
                    newNumber,
                    issueDate,
                    typeCode,
                    currency,
                    vatCurrency,
                    taxPointDate,
                    taxPointCode,
                    dueDate,
                    buyerAccounting,
                    paymentTerms);
        }
    }

    /// Other people's numbers for the same business.
    public record References(
            @Term("BT-10") @Nullable String buyer,
            @Term("BT-11") @Nullable String project,
            @Term("BT-12") @Nullable String contract,
            @Term("BT-13") @Nullable String purchaseOrder,
            @Term("BT-14") @Nullable String salesOrder,
            @Term("BT-15") @Nullable String receivingAdvice,
            @Term("BT-16") @Nullable String despatchAdvice,
            @Term("BT-17") @Nullable String tender,
            @Term("BT-18") @Nullable Identifier invoicedObject) {

        /// No reference is given.
        public static final References NONE =
                new References(null, null, null, null, null, null, null, null, null);
    }

    /// A remark (BG-1).
    ///
    /// @param subject UNTDID 4451
    public record Note(
            @Term("BT-21") @Nullable String subject, @Term("BT-22") @Nullable String text) {}

    /// An earlier invoice that this one corrects, credits or completes (BG-3).
    public record Preceding(
            @Term("BT-25") @Nullable String number, @Term("BT-26") @Nullable LocalDate issueDate) {}
}
