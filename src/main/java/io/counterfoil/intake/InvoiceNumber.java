package io.counterfoil.intake;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.counterfoil.crypto.VrfSecretKey;
import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.entry.Manifest;
import io.counterfoil.kernel.merkle.Hash;
import java.io.ByteArrayOutputStream;
import java.text.Normalizer;

/// What makes an invoice's number unique: its issuer, type, number and year, spelled one way.
///
/// @param issuer the seller's id, normalised
/// @param type UNTDID 1001
record InvoiceNumber(String issuer, String type, String number, int year) {

    private static final byte[] LABEL = "counterfoil invoice number v1\0".getBytes(US_ASCII);

    InvoiceNumber {
        number = Normalizer.normalize(number, Normalizer.Form.NFKC).strip();
    }

    /// The number with the proof of its key, for the manifest.
    Manifest.NumberKey prove(VrfSecretKey key) {
        return new Manifest.NumberKey(issuer, type, number, year, Bytes.of(key.prove(input())));
    }

    /// The uniqueness key, for the entry.
    Hash uniqueKey(VrfSecretKey key) {
        return key.output(input());
    }

    /// The label, then issuer, type, number and year in decimal, each ended by a zero byte; no text
    /// of an invoice holds one.
    byte[] input() {
        var input = new ByteArrayOutputStream();
        input.writeBytes(LABEL);
        for (var part : new String[] {issuer, type, number, String.valueOf(year)}) {
            input.writeBytes(part.getBytes(UTF_8));
            input.write(0);
        }
        return input.toByteArray();
    }
}
