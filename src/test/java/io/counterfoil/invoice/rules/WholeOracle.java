package io.counterfoil.invoice.rules;

import com.helger.diagnostics.error.IError;
import com.helger.phive.api.execute.ValidationExecutionManager;
import com.helger.phive.api.result.ValidationResult;
import com.helger.phive.api.result.ValidationResultList;
import com.helger.phive.api.validity.IValidityDeterminator;
import com.helger.phive.xml.source.IValidationSourceXML;
import com.helger.phive.xml.source.ValidationSourceXML;
import io.counterfoil.invoice.Format;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javax.xml.parsers.DocumentBuilderFactory;

/// What phive says when it runs a rule set whole: schema, stylesheets, and the severities that the
/// publisher gives beside them.
final class WholeOracle {

    private static final Phive PHIVE = new Phive();

    private WholeOracle() {}

    /// The findings as `id severity`, sorted.
    static List<String> findings(RuleSet set, Format format, byte[] xml) throws Exception {
        var source =
                ValidationSourceXML.create(
                        "invoice",
                        DocumentBuilderFactory.newDefaultNSInstance()
                                .newDocumentBuilder()
                                .parse(new ByteArrayInputStream(xml)));
        var results = new ValidationResultList(source);
        new ValidationExecutionManager<>(
                        IValidityDeterminator.<IValidationSourceXML>createDefault(),
                        PHIVE.executors(set, format).getAllExecutors())
                .executeValidation(source, results, Locale.ENGLISH);
        var found = new ArrayList<String>();
        for (ValidationResult result : results) {
            var isSchema =
                    result.getValidationArtefact().getValidationType().getID().contains("xsd");
            for (IError error : result.getErrorList()) {
                found.add((isSchema ? "XSD" : name(error)) + " " + Phive.severity(error));
            }
        }
        return found.stream().sorted().toList();
    }

    private static String name(IError error) {
        return Objects.requireNonNullElse(error.getErrorID(), Label.NAMELESS);
    }
}
