package io.counterfoil.platform.record;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.counterfoil.crypto.VrfPublicKey;
import io.counterfoil.crypto.VrfSecretKey;
import io.counterfoil.invoice.model.Invoice;
import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.entry.Manifest;
import io.counterfoil.kernel.merkle.Hash;
import io.counterfoil.platform.identity.SellerId;
import java.io.ByteArrayOutputStream;
import java.text.Normalizer;
import java.util.Optional;

/// What makes an invoice's number unique: its issuer, type, number and year, spelled one way
/// (`docs/formats/manifest.md`).
///
/// @param issuer the seller's id, normalised
/// @param type UNTDID 1001
public record InvoiceNumber(String issuer, String type, String number, int year) {

    private static final byte[] LABEL = "counterfoil invoice number v1\0".getBytes(US_ASCII);

    /// Brings the parts into their one spelling.
    public InvoiceNumber {
        issuer = SellerId.normalize(issuer);
        number = Normalizer.normalize(number, Normalizer.Form.NFKC).strip();
    }

    /// The number that an invoice bears; empty when it lacks a part of it.
    public static Optional<InvoiceNumber> of(Invoice invoice) {
        var head = invoice.head();
        var issuer = SellerId.of(invoice.seller());
        var number = head.number();
        var type = head.typeCode();
        var date = head.issueDate();
        return issuer.isEmpty() || number == null || type == null || date == null
                ? Optional.empty()
                : Optional.of(new InvoiceNumber(issuer.get(), type, number, date.getYear()));
    }

    /// The number that a manifest states; empty when it is not in its one spelling, so that one
    /// number has one key.
    public static Optional<InvoiceNumber> of(Manifest.NumberKey stated) {
        var number =
                new InvoiceNumber(stated.issuer(), stated.type(), stated.number(), stated.year());
        return number.issuer.equals(stated.issuer()) && number.number.equals(stated.number())
                ? Optional.of(number)
                : Optional.empty();
    }

    /// The number with the proof of its key, for the manifest.
    public Manifest.NumberKey prove(VrfSecretKey key) {
        return new Manifest.NumberKey(issuer, type, number, year, Bytes.of(key.prove(input())));
    }

    /// The uniqueness key, for the entry.
    public Hash uniqueKey(VrfSecretKey key) {
        return key.output(input());
    }

    /// The uniqueness key that a proof shows to be this number's; empty when it shows none.
    public Optional<Hash> uniqueKey(VrfPublicKey key, Bytes proof) {
        return key.verify(input(), proof.toArray());
    }

    /// The label, then issuer, type, number and year in decimal, each ended by a zero byte; no text
    /// of an invoice holds one.
    private byte[] input() {
        var input = new ByteArrayOutputStream();
        input.writeBytes(LABEL);
        for (var part : new String[] {issuer, type, number, String.valueOf(year)}) {
            input.writeBytes(part.getBytes(UTF_8));
            input.write(0);
        }
        return input.toByteArray();
    }

    @Override
    public String toString() {
        return "%s of %d by %s, type %s".formatted(number, year, issuer, type);
    }
}
