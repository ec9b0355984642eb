package io.counterfoil.kernel.entry;

import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.MalformedException;
import io.counterfoil.kernel.entry.Manifest.Capture;
import io.counterfoil.kernel.entry.Manifest.Document;
import io.counterfoil.kernel.entry.Manifest.InvoiceFacts;
import io.counterfoil.kernel.entry.Manifest.NumberKey;
import io.counterfoil.kernel.entry.Manifest.RuleVerdict;
import io.counterfoil.kernel.entry.Manifest.Submitter;
import io.counterfoil.kernel.merkle.Hash;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Manifests as canonical JSON; the names are those of `docs/formats/manifest.md`.
final class ManifestCodec {

    private ManifestCodec() {}

    static String encode(Manifest manifest) {
        var out = new Members();
        Document document = manifest.document();
        out.put("v", Manifest.VERSION);
        out.put("id", manifest.id().hex());
        out.put("kind", manifest.kind().label());
        out.put("log", manifest.log());
        out.put("salt", manifest.salt().hex());
        var digests = new Members();
        document.digests().forEach((name, digest) -> digests.put(name.label(), digest.hex()));
        out.put("digests", digests);
        if (!document.checked()) {
            out.values.put("unchecked", new Json.Bool(true));
        }
        Optional.ofNullable(document.size()).ifPresent(size -> out.put("size", size));
        Optional.ofNullable(document.type()).ifPresent(type -> out.put("type", type));
        Optional.ofNullable(manifest.policy()).ifPresent(policy -> out.put("policy", policy));
        out.put("submitter-salt", manifest.submitter().salt().hex());
        out.put(
                "origin",
                new Members()
                        .put("tenant", manifest.submitter().tenant())
                        .put("key", manifest.submitter().key()));
        out.put(
                "capture",
                new Members()
                        .put("received-at", manifest.capture().receivedAt())
                        .put("source", manifest.capture().source()));
        Optional.ofNullable(manifest.invoice())
                .ifPresent(facts -> out.put("invoice", invoice(facts)));
        return out.json().print();
    }

    private static Members invoice(InvoiceFacts facts) {
        NumberKey number = facts.number();
        return new Members()
                .put(
                        "number-key",
                        new Members()
                                .put("issuer", number.issuer())
                                .put("type", number.type())
                                .put("number", number.number())
                                .put("year", number.year())
                                .put("proof", number.proof().hex()))
                .put(
                        "verdict",
                        new Members()
                                .put("name", facts.verdict().name())
                                .put("rule-set", facts.verdict().ruleSet().hex()));
    }

    static Manifest decode(byte[] content) {
        var in = new Members(JsonReader.read(content).members());
        if (in.integer("v") != Manifest.VERSION) {
            throw new MalformedException("unknown version of a manifest");
        }
        EntryId id = EntryId.fromHex(in.text("id"));
        EntryKind kind = kind(in.text("kind"));
        String log = in.text("log");
        Hash salt = Hash.fromHex(in.text("salt"));
        Document document = document(in);
        String policy = in.has("policy") ? in.text("policy") : null;
        var origin = in.object("origin");
        var submitter =
                new Submitter(
                        origin.text("tenant"),
                        origin.text("key"),
                        Hash.fromHex(in.text("submitter-salt")));
        origin.requireEmpty();
        var capture = in.object("capture");
        var captured = new Capture(capture.integer("received-at"), capture.text("source"));
        capture.requireEmpty();
        InvoiceFacts facts = in.has("invoice") ? facts(in.object("invoice")) : null;
        in.requireEmpty();
        return new Manifest(id, kind, log, salt, document, submitter, captured, policy, facts);
    }

    private static EntryKind kind(String label) {
        return switch (label) {
            case "evidence" -> EntryKind.EVIDENCE;
            case "invoice" -> EntryKind.INVOICE;
            default -> throw new MalformedException("a manifest is of evidence or of an invoice");
        };
    }

    private static Document document(Members in) {
        var given = in.object("digests");
        var digests = new EnumMap<DigestName, Hash>(DigestName.class);
        for (String label : given.values.keySet().toArray(String[]::new)) {
            digests.put(DigestName.of(label), Hash.fromHex(given.text(label)));
        }
        boolean checked = !in.has("unchecked");
        if (!checked && !(in.values.remove("unchecked") instanceof Json.Bool(var flag) && flag)) {
            throw new MalformedException("unchecked is true or absent");
        }
        return new Document(
                digests,
                checked,
                in.has("size") ? in.integer("size") : null,
                in.has("type") ? in.text("type") : null);
    }

    private static InvoiceFacts facts(Members in) {
        var number = in.object("number-key");
        long year = number.integer("year");
        if (year < 0 || year > 9999) {
            throw new MalformedException("a year has four digits");
        }
        var key =
                new NumberKey(
                        number.text("issuer"),
                        number.text("type"),
                        number.text("number"),
                        (int) year,
                        Bytes.fromHex(number.text("proof")));
        number.requireEmpty();
        var verdict = in.object("verdict");
        var passed = new RuleVerdict(verdict.text("name"), Hash.fromHex(verdict.text("rule-set")));
        verdict.requireEmpty();
        in.requireEmpty();
        return new InvoiceFacts(key, passed);
    }

    /// The members of one object; reading takes a member away, so that what is left over shows.
    private static final class Members {

        private final SortedMap<String, Json> values;

        Members() {
            this.values = new TreeMap<>();
        }

        Members(Map<String, Json> values) {
            this.values = new TreeMap<>(values);
        }

        Members put(String name, String text) {
            values.put(name, new Json.Text(text));
            return this;
        }

        Members put(String name, long number) {
            values.put(name, new Json.Int(number));
            return this;
        }

        Members put(String name, Members object) {
            values.put(name, object.json());
            return this;
        }

        Json.Obj json() {
            return new Json.Obj(values);
        }

        boolean has(String name) {
            return values.containsKey(name);
        }

        String text(String name) {
            if (values.remove(name) instanceof Json.Text(var text)) {
                return text;
            }
            throw new MalformedException("the manifest lacks the text " + name);
        }

        long integer(String name) {
            if (values.remove(name) instanceof Json.Int(var number)) {
                return number;
            }
            throw new MalformedException("the manifest lacks the number " + name);
        }

        Members object(String name) {
            if (values.remove(name) instanceof Json.Obj(var members)) {
                return new Members(members);
            }
            throw new MalformedException("the manifest lacks the object " + name);
        }

        void requireEmpty() {
            if (!values.isEmpty()) {
                throw new MalformedException("a field that a manifest does not have");
            }
        }
    }
}
