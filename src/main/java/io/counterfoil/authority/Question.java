package io.counterfoil.authority;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterfoil.crypto.DigestAlgorithm;
import io.counterfoil.kernel.MalformedException;
import io.counterfoil.kernel.merkle.Hash;
import io.counterfoil.platform.identity.SellerId;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Base64;
import java.util.regex.Pattern;

/// What is known of one invoice that is to be verified.
sealed interface Question {

    /// The end of the address in a QR code.
    Pattern PAGE = Pattern.compile(".*/v/([^/]+)/(\\d{4}-\\d\\d-\\d\\d)/([A-Za-z0-9_-]{43})");

    /// An item that asks nothing that can be answered.
    record Unreadable(String reason) implements Question {}

    /// As it is printed on the invoice.
    record ByNumber(String seller, String number) implements Question {

        public ByNumber {
            requireText(seller);
            requireText(number);
        }
    }

    /// The SHA-256 of its bytes; of a file that was sent it is computed here.
    record ByDigest(Hash digest) implements Question {}

    /// What its QR code says.
    record ByPage(String seller, LocalDate date, Hash digest) implements Question {

        public ByPage {
            requireText(seller);
        }
    }

    /// Reads one item: a file in base64, a digest, a QR code's text, or seller and number.
    static Question of(JsonNode item) {
        try {
            if (item.path("file").isTextual()) {
                return file(item.path("file").textValue());
            }
            if (item.path("digest").isTextual()) {
                return digest(item.path("digest").textValue());
            }
            if (item.path("qr").isTextual()) {
                return page(item.path("qr").textValue());
            }
            if (item.path("number").isTextual() && item.path("seller").isTextual()) {
                return new ByNumber(
                        SellerId.normalize(item.path("seller").textValue()),
                        item.path("number").textValue());
            }
            return new Unreadable("An item has file, or digest, or qr, or seller and number.");
        } catch (IllegalArgumentException | DateTimeException | MalformedException e) {
            return new Unreadable("The item's value cannot be read.");
        }
    }

    private static void requireText(String text) {
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a control character");
        }
    }

    private static Question file(String base64) {
        var bytes = Base64.getDecoder().decode(base64);
        return new ByDigest(Hash.of(DigestAlgorithm.SHA_256.start().digest(bytes)));
    }

    private static Question digest(String text) {
        var prefix = "sha-256:";
        return new ByDigest(
                Hash.fromHex(text.startsWith(prefix) ? text.substring(prefix.length()) : text));
    }

    private static Question page(String text) {
        var parts = PAGE.matcher(text);
        if (!parts.matches()) {
            return new Unreadable("\"qr\" is not the address of an invoice's page.");
        }
        return new ByPage(
                SellerId.normalize(URLDecoder.decode(parts.group(1), StandardCharsets.UTF_8)),
                LocalDate.parse(parts.group(2)),
                Hash.of(Base64.getUrlDecoder().decode(parts.group(3))));
    }
}
