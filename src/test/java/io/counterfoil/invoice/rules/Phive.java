package io.counterfoil.invoice.rules;

import com.helger.diagnostics.error.IError;
import com.helger.diagnostics.error.level.EErrorLevel;
import com.helger.diver.api.coord.DVRCoordinate;
import com.helger.phive.api.executorset.IValidationExecutorSet;
import com.helger.phive.api.executorset.ValidationExecutorSetRegistry;
import com.helger.phive.en16931.EN16931Validation;
import com.helger.phive.peppol.PeppolValidation2026_05;
import com.helger.phive.xml.source.IValidationSourceXML;
import com.helger.phive.xrechnung.XRechnungValidation;
import com.helger.phive.zugferd.ZugferdValidation;
import io.counterfoil.invoice.Format;
import java.util.List;

/// The rule sets as phive has them, which ships the published files.
final class Phive {

    private final ValidationExecutorSetRegistry<IValidationSourceXML> registry =
            new ValidationExecutorSetRegistry<>();

    Phive() {
        EN16931Validation.initEN16931(registry);
        PeppolValidation2026_05.init(registry);
        XRechnungValidation.initXRechnung(registry);
        ZugferdValidation.initZugferd(registry);
    }

    /// How much an error weighs.
    static Severity severity(IError error) {
        if (error.getErrorLevel().isGE(EErrorLevel.ERROR)) {
            return Severity.FATAL;
        }
        return error.getErrorLevel().isGE(EErrorLevel.WARN)
                ? Severity.WARNING
                : Severity.INFORMATION;
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
}
