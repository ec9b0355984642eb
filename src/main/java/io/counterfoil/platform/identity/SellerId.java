package io.counterfoil.platform.identity;

import io.counterfoil.invoice.model.Identifier;
import io.counterfoil.invoice.model.Seller;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The id under which a seller issues: its VAT identifier (BT-31), else its legal registration
/// (BT-30), else its first identifier (BT-29), in capitals and without spaces.
public final class SellerId {

    private SellerId() {}

    /// The id of an invoice's seller, if it has one.
    public static Optional<String> of(Seller seller) {
        return Stream.of(
                        Optional.ofNullable(seller.vatId()),
                        Optional.ofNullable(seller.legalId()).map(Identifier::value),
                        seller.identifiers().stream().findFirst().map(Identifier::value),
                        Optional.ofNullable(seller.taxId()))
                .flatMap(Optional::stream)
                .map(SellerId::normalize)
                .filter(id -> !id.isEmpty())
                .findFirst();
    }

    /// The one spelling of an id.
    public static String normalize(String id) {
        return Normalizer.normalize(id, Normalizer.Form.NFKC)
                .replaceAll("\\s+", "")
                .toUpperCase(Locale.ROOT);
    }
}
