package io.counterfoil.intake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.counterfoil.kernel.MalformedException;
import io.counterfoil.kernel.merkle.Hash;
import io.counterfoil.platform.problem.ProblemException;
import io.counterfoil.platform.problem.ProblemType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;

/// Reads the JSON of a digest-only submission: the same in a request, a line of a batch and a
/// record of the submissions topic. Members that it does not know are refused, not ignored.
final class SubmissionReader {

    static final int TEXT_MAX = 255;

    /// The largest whole number of canonical JSON (RFC 8785), in which manifests are written.
    private static final long SIZE_MAX = (1L << 53) - 1;

    private static final ObjectReader JSON =
            new ObjectMapper()
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .reader();

    private static final Set<String> MEMBERS = Set.of("digest", "size", "type", "lookup");
    private static final Set<String> ALGORITHMS = Set.of("sha-256", "sha3-256", "sm3");

    private SubmissionReader() {}

    /// Parses one JSON object.
    static JsonNode parse(byte[] json, int offset, int length) {
        try {
            var node = JSON.readTree(json, offset, length);
            if (!node.isObject()) {
                throw refuse("A submission is a JSON object.");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw refuse(
                    "The JSON cannot be read at line %d, column %d."
                            .formatted(
                                    e.getLocation() == null ? 1 : e.getLocation().getLineNr(),
                                    e.getLocation() == null ? 1 : e.getLocation().getColumnNr()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads a submission from its JSON object.
    static Submission read(JsonNode node) {
        for (var names = node.fieldNames(); names.hasNext(); ) {
            var name = names.next();
            if (!MEMBERS.contains(name)) {
                throw refuse("\"%s\" is not a member of a submission.".formatted(shorten(name)));
            }
        }
        return new Submission(
                digests(node.path("digest")),
                false,
                size(node.path("size")),
                text(node, "type"),
                lookup(node.path("lookup")));
    }

    private static Submission.Digests digests(JsonNode digest) {
        if (!digest.isObject()) {
            throw refuse("\"digest\" must be an object such as {\"sha-256\": \"hex\"}.");
        }
        for (var names = digest.fieldNames(); names.hasNext(); ) {
            var name = names.next();
            if (!ALGORITHMS.contains(name)) {
                throw refuse("\"digest\" knows sha-256, sha3-256 and sm3.");
            }
        }
        return new Submission.Digests(
                hash(digest, "sha-256")
                        .orElseThrow(() -> refuse("\"digest\" must have \"sha-256\".")),
                hash(digest, "sha3-256"),
                hash(digest, "sm3"));
    }

    private static Optional<Hash> hash(JsonNode digest, String algorithm) {
        var value = digest.path(algorithm);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Hash.fromHex(value.isTextual() ? value.textValue() : ""));
        } catch (MalformedException e) {
            throw refuse("\"%s\" must be 64 digits of lowercase hex.".formatted(algorithm));
        }
    }

    private static Optional<Long> size(JsonNode size) {
        if (size.isMissingNode()) {
            return Optional.empty();
        }
        var fits = size.isIntegralNumber() && size.canConvertToLong();
        if (!fits || size.longValue() < 0 || size.longValue() > SIZE_MAX) {
            throw refuse(
                    "\"size\" must be a whole number of bytes, at most %d.".formatted(SIZE_MAX));
        }
        return Optional.of(size.longValue());
    }

    private static boolean lookup(JsonNode lookup) {
        if (lookup.isMissingNode()) {
            return true;
        }
        if (!lookup.isBoolean()) {
            throw refuse("\"lookup\" must be true or false.");
        }
        return lookup.booleanValue();
    }

    private static Optional<String> text(JsonNode node, String member) {
        var value = node.path(member);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw refuse("\"%s\" must be a string.".formatted(member));
        }
        return Optional.of(text(member, value.textValue()));
    }

    /// A text that a submitter gives, bounded and printable.
    static String text(String member, String value) {
        if (value.isEmpty()
                || value.length() > TEXT_MAX
                || value.codePoints().anyMatch(SubmissionReader::isUnprintable)) {
            throw refuse(
                    "\"%s\" must be 1 to %d printable characters.".formatted(member, TEXT_MAX));
        }
        return value;
    }

    /// Lone surrogates too: they have no UTF-8, so no canonical JSON.
    private static boolean isUnprintable(int character) {
        return Character.isISOControl(character)
                || (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE);
    }

    private static String shorten(String name) {
        return name.length() <= 40 ? name : name.substring(0, 40) + "…";
    }

    private static ProblemException refuse(String detail) {
        return new ProblemException(ProblemType.MALFORMED, detail);
    }
}
