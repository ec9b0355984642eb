import eu.europa.esig.dss.model.FileDocument;
import eu.europa.esig.dss.spi.DSSUtils;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.validation.SignedDocumentValidator;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/// Asks the EU's DSS about packages. The first argument is the trusted root in PEM; the names of the
/// packages come line by line on standard input, and one line of verdicts goes back for each.
public final class DssValidate {

    private DssValidate() {}

    public static void main(String[] arguments) throws Exception {
        var trusted = new CommonTrustedCertificateSource();
        trusted.addCertificate(DSSUtils.loadCertificate(new File(arguments[0])));
        var names = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String name = names.readLine(); name != null; name = names.readLine()) {
            System.out.println("VERDICT " + verdict(name, trusted));
        }
    }

    private static String verdict(String name, CommonTrustedCertificateSource trusted) {
        try {
            var verifier = new CommonCertificateVerifier();
            verifier.setTrustedCertSources(trusted);
            var validator = SignedDocumentValidator.fromDocument(new FileDocument(name));
            validator.setCertificateVerifier(verifier);
            var report = validator.validateDocument().getSimpleReport();
            var verdicts = new StringBuilder();
            for (String id : report.getEvidenceRecordIdList()) {
                verdicts.append(report.getIndication(id)).append(' ');
            }
            return verdicts.toString().strip();
        } catch (RuntimeException refused) {
            return "REFUSED " + refused.getClass().getSimpleName();
        }
    }
}
