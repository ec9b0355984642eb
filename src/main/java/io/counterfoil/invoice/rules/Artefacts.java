package io.counterfoil.invoice.rules;

import com.helger.diagnostics.error.IError;
import com.helger.diagnostics.error.level.EErrorLevel;
import com.helger.diver.api.coord.DVRCoordinate;
import com.helger.io.resource.IReadableResource;
import com.helger.phive.api.artefact.IValidationArtefact;
import com.helger.phive.api.execute.ValidationExecutionManager;
import com.helger.phive.api.executor.IValidationExecutor;
import com.helger.phive.api.executorset.IValidationExecutorSet;
import com.helger.phive.api.executorset.ValidationExecutorSetRegistry;
import com.helger.phive.api.result.ValidationResult;
import com.helger.phive.api.result.ValidationResultList;
import com.helger.phive.api.validity.IValidityDeterminator;
import com.helger.phive.en16931.EN16931Validation;
import com.helger.phive.peppol.PeppolValidation2026_05;
import com.helger.phive.xml.source.IValidationSourceXML;
import com.helger.phive.xml.source.ValidationSourceXML;
import com.helger.phive.xrechnung.XRechnungValidation;
import com.helger.phive.zugferd.ZugferdValidation;
import io.counterfoil.invoice.Format;
import io.counterfoil.invoice.rules.Verdict.Engine;
import io.counterfoil.invoice.rules.schema.Grammar;
import io.counterfoil.invoice.rules.xpath.Index;
import io.counterfoil.invoice.rules.xpath.Vocabulary;
import io.counterfoil.invoice.rules.xpath.XPathFailure;
import io.counterfoil.invoice.xml.Element;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

/// The official artefacts (schema and Schematron) as their publishers ship them.
///
/// Schemas run in phive. Of the stylesheets those whose expressions our compiler knows run
/// compiled; the others run in phive, by Saxon.
final class Artefacts {

    /// Factur-X looks its codes up in files beside the stylesheet, which compiled rules do not
    /// read.
    private static final Set<RuleSet> BY_SAXON =
            Set.of(
                    RuleSet.FACTURX_MINIMUM,
                    RuleSet.FACTURX_BASIC_WL,
                    RuleSet.FACTURX_BASIC,
                    RuleSet.FACTURX_EXTENDED);

    /// A term in a rule's own words: "… (BT-112) …".
    private static final Pattern TERM = Pattern.compile("\\bB[TG]-\\d+");

    /// How the artefacts print a name without a prefix: `*:Invoice[namespace-uri()='…']`.
    private static final Pattern PREFIXLESS =
            Pattern.compile("\\*:(\\w+)\\[namespace-uri\\(\\)='[^']*'\\]");

    private final ValidationExecutorSetRegistry<IValidationSourceXML> registry =
            new ValidationExecutorSetRegistry<>();

    private final ConcurrentMap<Key, String> hashes = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, CompiledRules> compiled = new ConcurrentHashMap<>();
    private final Vocabulary vocabulary = new Vocabulary();
    private final ConcurrentMap<String, Grammar> schemas = new ConcurrentHashMap<>();

    /// What [#compiled] and [#grammar] answered before: asking phive again takes longer than the
    /// rules.
    private final ConcurrentMap<Key, List<CompiledRules>> prepared = new ConcurrentHashMap<>();

    private final ConcurrentMap<Key, Grammar> grammars = new ConcurrentHashMap<>();

    private record Key(RuleSet ruleSet, Format format) {}

    Artefacts() {
        EN16931Validation.initEN16931(registry);
        PeppolValidation2026_05.init(registry);
        XRechnungValidation.initXRechnung(registry);
        ZugferdValidation.initZugferd(registry);
    }

    /// What one run gave.
    ///
    /// @param notChecked why the artefacts could not give an answer; `null` when they did
    record Result(List<Finding> findings, @Nullable String notChecked) {}

    /// Who runs the conditions of a rule set.
    static Engine engine(RuleSet ruleSet) {
        return BY_SAXON.contains(ruleSet) ? Engine.OFFICIAL : Engine.NATIVE;
    }

    Result run(RuleSet ruleSet, Format format, byte[] xml, Element root) {
        var schema =
                engine(ruleSet) == Engine.NATIVE && grammar(ruleSet, format).accepts(root)
                        ? new Result(List.of(), null)
                        : engine(ruleSet) == Engine.NATIVE
                                ? schema(ruleSet, format, xml)
                                : byPhive(ruleSet, format, xml, false);
        var broken = schema.findings().stream().anyMatch(one -> one.severity() == Severity.FATAL);
        if (engine(ruleSet) == Engine.OFFICIAL || broken || schema.notChecked() != null) {
            return schema;
        }
        try {
            var findings = new ArrayList<>(schema.findings());
            run(ruleSet, format, root).forEach(one -> findings.add(finding(one)));
            return new Result(findings, null);
        } catch (XPathFailure failure) {
            return new Result(schema.findings(), "a rule has no answer: " + failure.getMessage());
        }
    }

    /// The conditions that a document breaks, whatever the schema says of it.
    List<CompiledRules.Broken> run(RuleSet ruleSet, Format format, Element root) {
        var sheets = compiled(ruleSet, format);
        var document = new Index(root, vocabulary);
        return sheets.stream().flatMap(rules -> rules.run(document).stream()).toList();
    }

    /// The compiled stylesheets of a rule set, in the order in which they run.
    List<CompiledRules> compiled(RuleSet ruleSet, Format format) {
        return prepared.computeIfAbsent(new Key(ruleSet, format), this::compile);
    }

    private List<CompiledRules> compile(Key key) {
        var all = new ArrayList<CompiledRules>();
        for (var executor : executors(key.ruleSet, key.format).getAllExecutors()) {
            if (!isSchema(executor)) {
                var resource = executor.getValidationArtefact().getRuleResource();
                all.add(
                        compiled.computeIfAbsent(
                                resource.getPath(),
                                _ -> RuleStylesheet.compile(bytes(resource), vocabulary)));
            }
        }
        return List.copyOf(all);
    }

    /// What a full validator says about the schema of a rule set.
    Result schema(RuleSet ruleSet, Format format, byte[] xml) {
        return byPhive(ruleSet, format, xml, true);
    }

    /// The schema of a rule set, as far as it can be decided without a full validator.
    Grammar grammar(RuleSet ruleSet, Format format) {
        return grammars.computeIfAbsent(new Key(ruleSet, format), this::grammar);
    }

    private Grammar grammar(Key key) {
        var schema =
                executors(key.ruleSet, key.format).getAllExecutors().stream()
                        .filter(Artefacts::isSchema)
                        .map(executor ->
                                executor.getValidationArtefact().getRuleResource().getPath())
                        .findFirst()
                        .orElseThrow();
        return schemas.computeIfAbsent(schema, path -> Grammar.of(path, root(key.format)));
    }

    private static String root(Format format) {
        return switch (format) {
            case UBL_INVOICE -> "ubl:Invoice";
            case UBL_CREDIT_NOTE -> "ubl:CreditNote";
            case CII -> "rsm:CrossIndustryInvoice";
            case HYBRID_PDF, JSON, FAPIAO_XML ->
                    throw new IllegalArgumentException(format + " has no schema");
        };
    }

    private static byte[] bytes(IReadableResource resource) {
        try (InputStream in = resource.getInputStream()) {
            return Objects.requireNonNull(in, resource.getPath()).readAllBytes();
        } catch (IOException fault) {
            throw new UncheckedIOException("a rule artefact cannot be read", fault);
        }
    }

    private static Finding finding(CompiledRules.Broken broken) {
        var assertion = broken.assertion();
        return new Finding(
                assertion.id(),
                assertion.severity(),
                assertion.message().terms(),
                broken.location(),
                assertion.message().sentence());
    }

    private Result byPhive(RuleSet ruleSet, Format format, byte[] xml, boolean schemaOnly) {
        var executors =
                executors(ruleSet, format).getAllExecutors().stream()
                        .filter(executor -> !schemaOnly || isSchema(executor))
                        .toList();
        var source = ValidationSourceXML.create("invoice", parse(xml));
        var results = new ValidationResultList(source);
        new ValidationExecutionManager<>(
                        IValidityDeterminator.<IValidationSourceXML>createDefault(), executors)
                .executeValidation(source, results, Locale.ENGLISH);
        var findings = new ArrayList<Finding>();
        for (ValidationResult result : results) {
            for (IError error : result.getErrorList()) {
                if (error.hasLinkedException() && error.getErrorID() == null && !isSchema(result)) {
                    return new Result(List.of(), "the artefact failed: " + text(error));
                }
                findings.add(finding(error, isSchema(result)));
            }
        }
        return new Result(findings, null);
    }

    private static boolean isSchema(IValidationExecutor<IValidationSourceXML> executor) {
        return isSchema(executor.getValidationArtefact());
    }

    private static boolean isSchema(IValidationArtefact artefact) {
        return artefact.getValidationType().getID().contains("xsd");
    }

    private static boolean isSchema(ValidationResult result) {
        return isSchema(result.getValidationArtefact());
    }

    private static Finding finding(IError error, boolean schema) {
        var text = text(error);
        var id = error.getErrorID();
        return new Finding(
                schema || id == null ? "XSD" : id,
                severity(error),
                terms(text),
                location(error),
                text);
    }

    private static String text(IError error) {
        var text = error.getErrorText(Locale.ENGLISH);
        return text == null ? error.getAsStringLocaleIndepdent() : text.strip();
    }

    private static Severity severity(IError error) {
        if (error.getErrorLevel().isGE(EErrorLevel.ERROR)) {
            return Severity.FATAL;
        }
        return error.getErrorLevel().isGE(EErrorLevel.WARN)
                ? Severity.WARNING
                : Severity.INFORMATION;
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

    private static String location(IError error) {
        var field = error.getErrorFieldName();
        if (field != null) {
            return PREFIXLESS.matcher(field).replaceAll("ubl:$1");
        }
        var place = error.getErrorLocation();
        return place != null && place.hasLineNumber() ? "line " + place.getLineNumber() : "";
    }

    /// SHA-256 over the name and the bytes of every schema and stylesheet, in the order they run.
    String hash(RuleSet ruleSet, Format format) {
        return hashes.computeIfAbsent(
                new Key(ruleSet, format), key -> hash(executors(key.ruleSet, key.format)));
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

    private static String hash(IValidationExecutorSet<IValidationSourceXML> executors) {
        var digest = sha256();
        for (var executor : executors.getAllExecutors()) {
            var resource = executor.getValidationArtefact().getRuleResource();
            digest.update(resource.getPath().getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(bytes(resource));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private IValidationExecutorSet<IValidationSourceXML> executors(RuleSet set, Format format) {
        var executors = registry.getOfID(coordinate(set, format));
        if (executors == null) {
            throw new IllegalStateException("phive does not ship " + coordinate(set, format));
        }
        return executors;
    }

    private static DVRCoordinate coordinate(RuleSet ruleSet, Format format) {
        var credit = format == Format.UBL_CREDIT_NOTE;
        var cii = format == Format.CII;
        return switch (ruleSet) {
            case EN16931 ->
                    cii
                            ? EN16931Validation.VID_CII_1316
                            : credit
                                    ? EN16931Validation.VID_UBL_CREDIT_NOTE_1316
                                    : EN16931Validation.VID_UBL_INVOICE_1316;
            case PEPPOL_BIS3 ->
                    credit
                            ? PeppolValidation2026_05.VID_OPENPEPPOL_CREDIT_NOTE_UBL_V3
                            : PeppolValidation2026_05.VID_OPENPEPPOL_INVOICE_UBL_V3;
            case XRECHNUNG ->
                    cii
                            ? XRechnungValidation.VID_XRECHNUNG_CII_302
                            : credit
                                    ? XRechnungValidation.VID_XRECHNUNG_UBL_CREDITNOTE_302
                                    : XRechnungValidation.VID_XRECHNUNG_UBL_INVOICE_302;
            case XRECHNUNG_EXTENSION ->
                    cii
                            ? XRechnungValidation.VID_XRECHNUNG_EXTENSION_CII_302
                            : XRechnungValidation.VID_XRECHNUNG_EXTENSION_UBL_INVOICE_302;
            case FACTURX_MINIMUM -> ZugferdValidation.VID_ZUGFERD_2_4_MINIMUM;
            case FACTURX_BASIC_WL -> ZugferdValidation.VID_ZUGFERD_2_4_BASIC_WL;
            case FACTURX_BASIC -> ZugferdValidation.VID_ZUGFERD_2_4_BASIC;
            case FACTURX_EXTENDED -> ZugferdValidation.VID_ZUGFERD_2_4_EXTENDED;
        };
    }

    /// The bytes went through the bounded reader before; a DTD cannot be in them.
    private static Document parse(byte[] xml) {
        try {
            var factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml));
        } catch (ParserConfigurationException fault) {
            throw new IllegalStateException("the JDK's parser lost a feature", fault);
        } catch (SAXException | IOException fault) {
            throw new IllegalArgumentException("two parsers disagree about one document", fault);
        }
    }
}
