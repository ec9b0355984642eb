package io.counterfoil.invoice.rules;

import io.counterfoil.invoice.Format;
import io.counterfoil.invoice.rules.schema.Grammar;
import io.counterfoil.invoice.rules.xpath.Index;
import io.counterfoil.invoice.rules.xpath.Vocabulary;
import io.counterfoil.invoice.rules.xpath.XPathFailure;
import io.counterfoil.invoice.xml.Element;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/// The official artefacts (schema and Schematron) as their publishers ship them.
///
/// Rules run compiled, and the schema by our tables; what those do not decide, and what a document
/// breaks of the schema, is the JDK's validator's to say.
final class Artefacts {

    /// A term in a rule's own words: "… (BT-112) …".
    private static final Pattern TERM = Pattern.compile("\\bB[TG]-\\d+");

    private final ConcurrentMap<Key, String> hashes = new ConcurrentHashMap<>();

    /// By their paths; read side by side, and who needs one waits for it.
    private final ConcurrentMap<String, CompletableFuture<PublishedSheet>> read =
            new ConcurrentHashMap<>();

    private final Vocabulary vocabulary = new Vocabulary();

    /// By the names of their tables.
    private final ConcurrentMap<String, Grammar> schemas = new ConcurrentHashMap<>();

    private final ConcurrentMap<Key, List<CompiledRules>> prepared = new ConcurrentHashMap<>();

    private record Key(RuleSet ruleSet, Format format) {}

    /// What one run gave.
    ///
    /// @param notChecked why the artefacts could not give an answer; `null` when they did
    record Result(List<Finding> findings, @Nullable String notChecked) {}

    Result run(RuleSet ruleSet, Format format, byte[] xml, Element root) {
        begin(ruleSet, format);
        var schema =
                grammar(ruleSet, format).accepts(root)
                        ? List.<Finding>of()
                        : schema(ruleSet, format, xml, root);
        if (schema.stream().anyMatch(one -> one.severity() == Severity.FATAL)) {
            return new Result(schema, null);
        }
        try {
            var findings = new ArrayList<>(schema);
            var levels = Levels.of(ruleSet, format);
            for (var one : run(ruleSet, format, root)) {
                var rule = one.assertion();
                var severity = levels.getOrDefault(rule.id(), rule.severity());
                findings.add(finding(one, severity, ruleSet, format));
            }
            return new Result(findings, null);
        } catch (XPathFailure failure) {
            return new Result(schema, "a rule has no answer: " + failure.getMessage());
        }
    }

    /// Compiles of a rule set what a document could break, whatever that says of the document.
    void prepare(RuleSet ruleSet, Format format, Element root) {
        begin(ruleSet, format);
        var _ = grammar(ruleSet, format).accepts(root);
        try {
            var _ = run(ruleSet, format, root);
        } catch (XPathFailure _) {
            // of another rule set's document a condition need have no answer
        }
        var _ = hash(ruleSet, format);
    }

    /// Begins to read stylesheets for a first verdict, while the document is held against its
    /// schema.
    private void begin(RuleSet ruleSet, Format format) {
        if (!prepared.containsKey(new Key(ruleSet, format))) {
            for (var sheet : Published.sheets(ruleSet, format)) {
                var _ = reading(sheet); // a fault comes to light where it is waited for
            }
        }
    }

    /// The conditions that a document breaks, whatever the schema says of it.
    List<CompiledRules.Broken> run(RuleSet ruleSet, Format format, Element root) {
        var sheets = compiled(ruleSet, format);
        var document = new Index(root, vocabulary);
        var broken = new ArrayList<CompiledRules.Broken>();
        for (var sheet : sheets) {
            broken.addAll(sheet.run(document));
        }
        return broken;
    }

    /// The compiled stylesheets of a rule set, in the order in which they run.
    List<CompiledRules> compiled(RuleSet ruleSet, Format format) {
        return prepared.computeIfAbsent(new Key(ruleSet, format), this::compile);
    }

    private List<CompiledRules> compile(Key key) {
        return sheets(key).stream().map(PublishedSheet::rules).toList();
    }

    private List<PublishedSheet> sheets(Key key) {
        var sheets = Published.sheets(key.ruleSet, key.format).stream().map(this::reading).toList();
        return sheets.stream().map(CompletableFuture::join).toList();
    }

    private CompletableFuture<PublishedSheet> reading(String sheet) {
        return read.computeIfAbsent(
                sheet,
                path -> CompletableFuture.supplyAsync(() -> PublishedSheet.read(path, vocabulary)));
    }

    /// What a full validator says about the schema of a rule set.
    List<Finding> schema(RuleSet ruleSet, Format format, byte[] xml, Element root) {
        return SchemaCheck.findings(ruleSet, format, xml, root);
    }

    /// The schema of a rule set, as far as it can be decided without a full validator.
    Grammar grammar(RuleSet ruleSet, Format format) {
        return schemas.computeIfAbsent(
                Published.table(ruleSet, format),
                table -> Grammar.of(table, Published.root(format)));
    }

    private static Finding finding(
            CompiledRules.Broken broken, Severity severity, RuleSet ruleSet, Format format) {
        var rule = broken.assertion();
        var message = rule.message();
        return new Finding(
                rule.id(),
                severity,
                message.terms(),
                broken.place(format, message.terms()),
                new Finding.Advice(
                        message.sentence(),
                        message.remedy(),
                        Links.of(rule.id(), ruleSet, format)));
    }

    /// The terms that a text names, in the order in which it names them.
    static List<String> terms(String text) {
        var found = new LinkedHashSet<String>();
        var matcher = TERM.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group());
        }
        return List.copyOf(found);
    }

    /// SHA-256 over the name and the bytes of every schema, stylesheet and file of codes, and over
    /// the severities that go with them.
    String hash(RuleSet ruleSet, Format format) {
        return hashes.computeIfAbsent(new Key(ruleSet, format), this::hash);
    }

    private String hash(Key key) {
        return Published.knownHash(key.format, checksums(key.ruleSet, key.format))
                .orElseGet(() -> computedHash(key.ruleSet, key.format));
    }

    /// The checksums of what a rule set consists of, by which its hash is known.
    List<Long> checksums(RuleSet ruleSet, Format format) {
        var checksums = new ArrayList<Long>();
        sheets(new Key(ruleSet, format)).forEach(sheet -> checksums.add(sheet.checksum()));
        var levels = Levels.text(ruleSet, format);
        if (!levels.isEmpty()) {
            var checksum = new CRC32();
            checksum.update(levels.getBytes(StandardCharsets.UTF_8));
            checksums.add(checksum.getValue());
        }
        return List.copyOf(checksums);
    }

    /// As [#hash], by hashing.
    static String computedHash(RuleSet ruleSet, Format format) {
        var digest = sha256();
        for (var path : Published.files(ruleSet, format)) {
            digest.update(path.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(Published.bytes(path));
        }
        digest.update(Levels.text(ruleSet, format).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest());
    }

    /// SHA-256 of the bytes, in hex.
    static String hash(byte[] content) {
        return HexFormat.of().formatHex(sha256().digest(content));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException fault) {
            throw new IllegalStateException("every JDK has SHA-256", fault);
        }
    }
}
