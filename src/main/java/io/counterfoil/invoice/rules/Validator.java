package io.counterfoil.invoice.rules;

import io.counterfoil.invoice.Format;
import io.counterfoil.invoice.Invoices;
import io.counterfoil.invoice.UnreadableInvoice;
import io.counterfoil.invoice.json.InvoiceJson;
import io.counterfoil.invoice.pdf.HybridPdf;
import io.counterfoil.invoice.rules.Verdict.Check;
import io.counterfoil.invoice.rules.xpath.UserFunction;
import io.counterfoil.invoice.xml.Element;
import io.counterfoil.invoice.xml.Path;
import io.counterfoil.invoice.xml.XmlReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Says whether an invoice keeps the rules it claims to keep.
///
/// Safe for use by several threads. The first run of a rule set compiles of it what the document
/// could break, which takes some tenths of a second: [#warmUp] does it beforehand.
public final class Validator {

    private static final String SAMPLE = "invoice.json";

    private final Artefacts artefacts = new Artefacts();

    /// Checks an invoice in XML by the rule set that its specification identifier (BT-24) names.
    ///
    /// Of a specification that is not known here the verdict is "not checked", never "valid"; the
    /// rules of EN 16931 are checked nevertheless.
    ///
    /// @throws UnreadableInvoice when the bytes are no invoice in XML, or not one that is safe to
    ///   read
    public Verdict check(byte[] xml) throws UnreadableInvoice {
        var root = XmlReader.read(xml);
        var format = Invoices.format(root);
        var specification = specification(root, format);
        var claimed = RuleSet.claimedBy(specification);
        if (claimed.isPresent() && claimed.get().covers(format)) {
            return run(claimed.get(), format, xml, root);
        }
        if (!RuleSet.EN16931.covers(format)) {
            return new Verdict(
                    List.of(unknown(specification, "no rule set for " + format)), List.of());
        }
        var core = run(RuleSet.EN16931, format, xml, root);
        var reason =
                claimed.isPresent()
                        ? claimed.get().title() + " has no rules for " + format
                        : "the specification is not known here";
        return new Verdict(
                List.of(core.checks().getFirst(), unknown(specification, reason)), core.findings());
    }

    /// Checks an invoice in XML by one rule set, whatever it claims.
    public Verdict check(byte[] xml, RuleSet ruleSet) throws UnreadableInvoice {
        var root = XmlReader.read(xml);
        var format = Invoices.format(root);
        if (!ruleSet.covers(format)) {
            return new Verdict(
                    List.of(unknown(ruleSet.specification(), "no rules for " + format)), List.of());
        }
        return run(ruleSet, format, xml, root);
    }

    /// Checks an invoice, in XML or in a hybrid PDF, as [#check(byte\[\])] does its XML, and then
    /// by the rules that the official ones lack.
    ///
    /// What the strict rules say is the same in every syntax.
    public Verdict checkStrictly(byte[] document) throws UnreadableInvoice {
        if (Invoices.kind(document) != Invoices.Kind.PDF) {
            return strictly(document, null);
        }
        var attachment = HybridPdf.extract(document);
        return strictly(attachment.xml().toArray(), attachment);
    }

    private Verdict strictly(byte[] xml, HybridPdf.@Nullable Attachment around)
            throws UnreadableInvoice {
        var official = check(xml);
        var checks = new ArrayList<>(official.checks());
        var findings = new ArrayList<>(official.findings());
        checks.add(strict());
        var root = XmlReader.read(xml);
        var format = Invoices.format(root);
        findings.addAll(DocumentRules.currencies(root, format));
        if (around != null) {
            findings.addAll(DocumentRules.hybrid(around, specification(root, format)));
        }
        try {
            var places = UserFunction.once(() -> new Places(root, format));
            findings.addAll(StrictRules.check(Invoices.read(root).invoice(), places));
        } catch (UnreadableInvoice refusal) {
            // The official rules look at texts; a text that is no day or number only shows here.
            findings.add(
                    new Finding(
                            "CF-00",
                            Severity.FATAL,
                            List.of(),
                            Finding.Place.DOCUMENT,
                            new Finding.Advice(
                                    refusal.sentence(),
                                    "Write days as 2026-02-28 and numbers in digits with a point.",
                                    Links.OURS)));
        }
        return new Verdict(checks, findings);
    }

    private static Check strict() {
        var rules = new StringBuilder("counterfoil strict " + StrictRules.VERSION);
        StrictRules.ALL.forEach(rule -> rules.append(' ').append(rule.id()));
        DocumentRules.ALL.forEach(rule -> rules.append(' ').append(rule.id()));
        return new Check(
                "Counterfoil strict",
                StrictRules.VERSION,
                Artefacts.hash(rules.toString().getBytes(StandardCharsets.UTF_8)),
                null);
    }

    private Verdict run(RuleSet ruleSet, Format format, byte[] xml, Element root) {
        var result = artefacts.run(ruleSet, format, xml, root);
        var check =
                new Check(
                        ruleSet.title(),
                        ruleSet.version(),
                        artefacts.hash(ruleSet, format),
                        result.notChecked());
        return new Verdict(List.of(check), result.findings());
    }

    private static Check unknown(@Nullable String specification, String reason) {
        return new Check(
                specification == null ? "no specification (BT-24)" : specification, "", "", reason);
    }

    private static @Nullable String specification(Element root, Format format) {
        var path =
                format == Format.CII
                        ? "rsm:ExchangedDocumentContext/ram:GuidelineSpecifiedDocumentContextParameter/ram:ID"
                        : "cbc:CustomizationID";
        var element = root.first(Path.of(path));
        return element == null ? null : element.value();
    }

    /// Runs the rule sets that invoices in Europe use most once, each by the syntax it is mostly
    /// written in, so that the first invoice finds them compiled.
    public void warmUp() {
        warmUp(RuleSet.PEPPOL_BIS3, Format.UBL_INVOICE);
        warmUp(RuleSet.EN16931, Format.UBL_INVOICE);
    }

    /// Runs every rule set once; what is compiled of one takes 2 MB.
    public void warmUpAll() {
        for (var ruleSet : RuleSet.values()) {
            for (var format : List.of(Format.UBL_INVOICE, Format.CII)) {
                if (ruleSet.covers(format)) {
                    warmUp(ruleSet, format);
                }
            }
        }
    }

    private void warmUp(RuleSet ruleSet, Format format) {
        try {
            artefacts.prepare(ruleSet, format, XmlReader.read(sample(format)));
        } catch (UnreadableInvoice fault) {
            throw new IllegalStateException("our own sample is no invoice", fault);
        }
    }

    private static byte[] sample(Format format) {
        try (InputStream in =
                Objects.requireNonNull(Validator.class.getResourceAsStream(SAMPLE), SAMPLE)) {
            return Invoices.write(InvoiceJson.read(in.readAllBytes()).invoice(), format);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        } catch (UnreadableInvoice fault) {
            throw new IllegalStateException("our own sample is not an invoice", fault);
        }
    }
}
