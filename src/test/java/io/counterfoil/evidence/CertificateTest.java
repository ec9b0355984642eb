package io.counterfoil.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir private static Path directory;

    private static SampleLog log;
    private static EvidencePackage evidence;
    private static byte[] pdf;

    @BeforeAll
    static void print() throws Exception {
        log = new SampleLog(directory);
        evidence = log.withDocument();
        pdf = Certificate.print(evidence, log.policy(), NOW).toArray();
        Files.createDirectories(Path.of("target/certificates"));
        Files.write(Path.of("target/certificates/certificate.pdf"), pdf);
    }

    @Test
    void veraPdfFindsNothingWrong() throws Exception {
        assertThat(PdfA.findings(pdf)).isEmpty();
    }

    @Test
    void saysWhatACourtWants() throws Exception {
        try (var document = Loader.loadPDF(pdf)) {
            var text = new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
            var manifest = evidence.parts().manifest();
            assertThat(text)
                    .contains(manifest.id().hex())
                    .contains("证据证明书")
                    .contains(SampleLog.DOCUMENT_NAME)
                    .contains(SampleLog.ORIGIN)
                    .contains("log.example/court/final (ML-DSA-44)")
                    .contains("O=Notary Example Ltd")
                    .contains("2026-11-21 12:00:00 UTC")
                    .contains("This paper proves nothing");
        }
    }

    @Test
    void carriesThePartsOfTheProofAndNotTheDocument() throws Exception {
        try (var document = Loader.loadPDF(pdf)) {
            var names = new PDDocumentNameDictionary(document.getDocumentCatalog());
            var files = names.getEmbeddedFiles().getNames();
            assertThat(new TreeSet<>(files.keySet()))
                    .containsExactlyElementsOf(
                            List.of(
                                    "checkpoint.note",
                                    "entry.cbor",
                                    "entry.tlog-proof",
                                    "evidencerecord001.ers",
                                    "evidencerecord002.ers",
                                    "manifest.json",
                                    "policy.txt"));
            var attached = Objects.requireNonNull(files.get("manifest.json"));
            assertThat(attached.getEmbeddedFile().toByteArray())
                    .isEqualTo(evidence.parts().manifest().bytes());
        }
    }

    @Test
    void theSameRecordAndTimeGiveTheSameBytes() {
        assertThat(Certificate.print(evidence, log.policy(), NOW).toArray()).isEqualTo(pdf);
    }
}
