package io.counterfoil.evidence;

import java.io.ByteArrayInputStream;
import java.util.List;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;

/// What veraPDF says of a file.
public final class PdfA {

    private PdfA() {}

    /// What keeps a file from being a PDF/A-3u; nothing when it is one.
    public static List<String> findings(byte[] pdf) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        try (var parser =
                        Foundries.defaultInstance()
                                .createParser(new ByteArrayInputStream(pdf), PDFAFlavour.PDFA_3_U);
                var validator =
                        Foundries.defaultInstance().createValidator(PDFAFlavour.PDFA_3_U, false)) {
            var result = validator.validate(parser);
            var findings =
                    result.getTestAssertions().stream().map(TestAssertion::getMessage).toList();
            return findings.isEmpty() && !result.isCompliant()
                    ? List.of("not compliant")
                    : findings;
        }
    }
}
