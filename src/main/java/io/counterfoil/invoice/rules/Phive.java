package io.counterfoil.invoice.rules;

import com.helger.diagnostics.error.IError;
import com.helger.diagnostics.error.level.EErrorLevel;
import com.helger.diver.api.coord.DVRCoordinate;
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
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/// The published schemas as phive runs them: for what our tables do not decide, and for what a
/// broken one says.
///
/// Making one loads much of phive and takes long; nothing valid needs it.
final class Phive {

    /// How the artefacts print a name without a prefix: `*:Invoice[namespace-uri()='…']`.
    private static final Pattern PREFIXLESS =
            Pattern.compile("\\*:(\\w+)\\[namespace-uri\\(\\)='[^']*'\\]");

    private static final String SCHEMA = "XSD";

    private static final String SCHEMA_REMEDY =
            "Write the element as the schema has it: its name, its place among the others, its"
                    + " value.";

    private final ValidationExecutorSetRegistry<IValidationSourceXML> registry =
            new ValidationExecutorSetRegistry<>();

    Phive() {
        EN16931Validation.initEN16931(registry);
        PeppolValidation2026_05.init(registry);
        XRechnungValidation.initXRechnung(registry);
        ZugferdValidation.initZugferd(registry);
    }

    /// What a rule set's schema says.
    List<Finding> schema(RuleSet ruleSet, Format format, byte[] xml) {
        var executors =
                executors(ruleSet, format).getAllExecutors().stream()
                        .filter(Phive::isSchema)
                        .toList();
        var source = ValidationSourceXML.create("invoice", parse(xml));
        var results = new ValidationResultList(source);
        new ValidationExecutionManager<>(
                        IValidityDeterminator.<IValidationSourceXML>createDefault(), executors)
                .executeValidation(source, results, Locale.ENGLISH);
        var findings = new ArrayList<Finding>();
        for (ValidationResult result : results) {
            for (IError error : result.getErrorList()) {
                findings.add(finding(error, ruleSet, format));
            }
        }
        return findings;
    }

    private static boolean isSchema(IValidationExecutor<IValidationSourceXML> executor) {
        return executor.getValidationArtefact().getValidationType().getID().contains("xsd");
    }

    private static Finding finding(IError error, RuleSet ruleSet, Format format) {
        var text = text(error);
        return new Finding(
                SCHEMA,
                severity(error),
                Artefacts.terms(text),
                place(error),
                new Finding.Advice(text, SCHEMA_REMEDY, Links.of(SCHEMA, ruleSet, format)));
    }

    private static String text(IError error) {
        var text = error.getErrorText(Locale.ENGLISH);
        return text == null ? error.getAsStringLocaleIndepdent() : text.strip();
    }

    static Severity severity(IError error) {
        if (error.getErrorLevel().isGE(EErrorLevel.ERROR)) {
            return Severity.FATAL;
        }
        return error.getErrorLevel().isGE(EErrorLevel.WARN)
                ? Severity.WARNING
                : Severity.INFORMATION;
    }

    private static Finding.Place place(IError error) {
        var field = error.getErrorFieldName();
        var place = error.getErrorLocation();
        return new Finding.Place(
                field == null ? "" : PREFIXLESS.matcher(field).replaceAll("ubl:$1"),
                place != null && place.hasLineNumber() ? place.getLineNumber() : 0,
                "");
    }

    /// The paths of a rule set's schema and stylesheets on the class path, in the order they run.
    List<String> paths(RuleSet ruleSet, Format format) {
        return executors(ruleSet, format).getAllExecutors().stream()
                .map(executor -> executor.getValidationArtefact().getRuleResource().getPath())
                .map(path -> path.startsWith("/") ? path.substring(1) : path)
                .toList();
    }

    /// What phive runs for a rule set, the schema first.
    IValidationExecutorSet<IValidationSourceXML> executors(RuleSet set, Format format) {
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
            var builder = factory.newDocumentBuilder();
            // Without a handler the parser prints what is wrong with other people's documents.
            builder.setErrorHandler(new DefaultHandler());
            return builder.parse(new ByteArrayInputStream(xml));
        } catch (ParserConfigurationException fault) {
            throw new IllegalStateException("the JDK's parser lost a feature", fault);
        } catch (SAXException | IOException fault) {
            throw new IllegalArgumentException("two parsers disagree about one document", fault);
        }
    }
}
