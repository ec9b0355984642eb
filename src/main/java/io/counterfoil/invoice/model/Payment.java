package io.counterfoil.invoice.model;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// How to pay (BG-16).
///
/// @param typeCode UNTDID 4461
public record Payment(
        @Term("BT-81") @Nullable String typeCode,
        @Term("BT-82") @Nullable String text,
        @Term("BT-83") @Nullable String remittance,
        @Term("BG-17") List<CreditTransfer> transfers,
        @Term("BG-18") @Nullable Card card,
        @Term("BG-19") @Nullable DirectDebit directDebit) {

    public Payment {
        transfers = List.copyOf(Objects.requireNonNullElse(transfers, List.of()));
    }

    /// An account that may be paid into (BG-17).
    ///
    /// @param account an IBAN for a SEPA payment
    /// @param provider a BIC or a national clearing code
    public record CreditTransfer(
            @Term("BT-84") @Nullable String account,
            @Term("BT-85") @Nullable String name,
            @Term("BT-86") @Nullable String provider) {}

    /// The card that was used (BG-18).
    ///
    /// @param account at most the first six and the last four digits
    public record Card(
            @Term("BT-87") @Nullable String account, @Term("BT-88") @Nullable String holder) {}

    /// The mandate by which the seller collects the money (BG-19).
    public record DirectDebit(
            @Term("BT-89") @Nullable String mandate,
            @Term("BT-90") @Nullable String creditor,
            @Term("BT-91") @Nullable String account) {}
}
