package io.counterfoil.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.crypto.DigestAlgorithm;
import io.counterfoil.crypto.Digests;
import io.counterfoil.crypto.VrfSecretKey;
import io.counterfoil.evidence.PackageReport.Conclusion;
import io.counterfoil.evidence.PackageReport.Finding;
import io.counterfoil.evidence.PackageVerifier.Trust;
import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.entry.DigestName;
import io.counterfoil.kernel.entry.Entry;
import io.counterfoil.kernel.entry.EntryId;
import io.counterfoil.kernel.entry.EntryKind;
import io.counterfoil.kernel.entry.Manifest;
import io.counterfoil.kernel.merkle.Hash;
import io.counterfoil.kernel.proof.TlogProof;
import io.counterfoil.platform.record.InvoiceNumber;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whoever holds an invoice's package checks that its number has the one key that it can have. The
/// packages here are made by an operator who signs whatever he likes, so every other step passes.
class NumberCheckTest {

    private static final VrfSecretKey VRF = VrfSecretKey.generate(new SecureRandom());
    private static final InvoiceNumber NUMBER =
            new InvoiceNumber("DE123456789", "380", "R-1", 2026);
    private static final byte[] INVOICE =
            """
            <Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
                xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
                xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
              <cbc:ID>R-1</cbc:ID>
              <cbc:IssueDate>2026-03-01</cbc:IssueDate>
              <cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>
              <cac:AccountingSupplierParty><cac:Party><cac:PartyTaxScheme>
                <cbc:CompanyID>DE 123456789</cbc:CompanyID>
                <cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>
              </cac:PartyTaxScheme></cac:Party></cac:AccountingSupplierParty>
            </Invoice>
            """
                    .getBytes(UTF_8);

    @TempDir private static Path directory;

    private static SampleLog log;

    @BeforeAll
    static void foundsALog() throws Exception {
        log = new SampleLog(directory);
    }

    @Test
    void theNumberOfAGoodInvoiceIsProven() throws Exception {
        var report = verify(NUMBER.prove(VRF), NUMBER.uniqueKey(VRF), trusted(VRF));
        assertThat(report.steps()).allMatch(step -> step.finding() instanceof Finding.Passed);
        assertThat(report.conclusion()).isEqualTo(Conclusion.PROVEN);
    }

    @Test
    void anAlteredProofIsNamed() throws Exception {
        var proof = VRF.prove("another input".getBytes(UTF_8));
        var altered = new Manifest.NumberKey("DE123456789", "380", "R-1", 2026, Bytes.of(proof));
        assertFails(verify(altered, NUMBER.uniqueKey(VRF), trusted(VRF)), "number-key");
    }

    @Test
    void anotherNumberThanTheInvoiceBearsIsNamed() throws Exception {
        var other = new InvoiceNumber("DE123456789", "380", "R-2", 2026);
        assertFails(verify(other.prove(VRF), other.uniqueKey(VRF), trusted(VRF)), "number");
    }

    @Test
    void anotherKeyThanTheNumberHasIsNamed() throws Exception {
        assertFails(verify(NUMBER.prove(VRF), SampleLog.randomHash(), trusted(VRF)), "number-key");
    }

    @Test
    void aProofUnderAKeyThatTheReaderDoesNotTrustIsNamed() throws Exception {
        var own = VrfSecretKey.generate(new SecureRandom());
        assertFails(verify(NUMBER.prove(own), NUMBER.uniqueKey(own), trusted(VRF)), "number-key");
    }

    /// Otherwise one number would have a second key, by a space or another spelling of a letter.
    @Test
    void aNumberInAnotherSpellingIsNamed() throws Exception {
        var spelled =
                new Manifest.NumberKey(
                        "de123456789", "380", "R-1 ", 2026, NUMBER.prove(VRF).proof());
        var report = verify(spelled, NUMBER.uniqueKey(VRF), trusted(VRF));
        assertThat(finding(report, "number")).isInstanceOf(Finding.Failed.class);
        assertThat(finding(report, "number-key")).isInstanceOf(Finding.Failed.class);
    }

    @Test
    void withoutAKeyOfThisLogNothingIsSaidOfTheNumbersKey() throws Exception {
        var others = new VrfKeys(List.of(new VrfKeys.Line("log.example/other", VRF.publicKey())));
        var report = verify(NUMBER.prove(VRF), SampleLog.randomHash(), others);
        assertThat(finding(report, "number-key")).isInstanceOf(Finding.Skipped.class);
        assertThat(finding(report, "number")).isInstanceOf(Finding.Passed.class);
        assertThat(report.conclusion()).isEqualTo(Conclusion.PROVEN);
    }

    @Test
    void aBareProofOfAnInvoiceIsWalkedTheSameWay() throws Exception {
        var number = NUMBER.prove(VRF);
        var right = bare(number, NUMBER.uniqueKey(VRF), INVOICE);
        assertThat(finding(right, "number")).isInstanceOf(Finding.Passed.class);
        assertThat(finding(right, "number-key")).isInstanceOf(Finding.Passed.class);
        assertThat(right.conclusion()).isEqualTo(Conclusion.PROVEN);
        assertFails(bare(number, SampleLog.randomHash(), INVOICE), "number-key");
        var other = new String(INVOICE, UTF_8).replace("R-1", "R-2").getBytes(UTF_8);
        var altered = bare(number, NUMBER.uniqueKey(VRF), other);
        assertThat(finding(altered, "number")).isInstanceOf(Finding.Failed.class);
    }

    @Test
    void aLongDocumentIsDigestedAndNotKept() throws Exception {
        var longest = new byte[ReadDocument.CONTENT_BYTES_MAX];
        assertThat(ReadDocument.of(new ByteArrayInputStream(longest)).content())
                .hasValue(Bytes.of(longest));
        var longer = new byte[ReadDocument.CONTENT_BYTES_MAX + 1];
        var read = ReadDocument.of(new ByteArrayInputStream(longer));
        assertThat(read).isEqualTo(new ReadDocument(Digests.of(longer), Optional.empty()));
    }

    private static PackageReport bare(Manifest.NumberKey number, Hash key, byte[] document)
            throws Exception {
        var manifest = manifest(number);
        var entry = entry(manifest, key);
        var parts = log.make(Optional.empty(), manifest, entry).parts();
        var read = ReadDocument.of(new ByteArrayInputStream(document));
        return new BareProof(
                        TlogProof.parse(parts.proof().toArray()),
                        Bytes.of(entry.bytes()),
                        Optional.of(manifest),
                        Optional.of(read))
                .verify(new Trust(List.of(log.policy()), log.roots(), trusted(VRF)));
    }

    private static void assertFails(PackageReport report, String step) {
        assertThat(report.steps().stream().filter(each -> isFailed(each.finding())))
                .extracting(PackageReport.Step::name)
                .containsExactly(step);
        assertThat(report.conclusion()).isEqualTo(Conclusion.BROKEN);
    }

    private static boolean isFailed(Finding finding) {
        return finding instanceof Finding.Failed;
    }

    private static Finding finding(PackageReport report, String name) {
        return report.steps().stream()
                .filter(step -> step.name().equals(name))
                .findFirst()
                .orElseThrow()
                .finding();
    }

    private static VrfKeys trusted(VrfSecretKey key) {
        var line = new VrfKeys.Line(SampleLog.ORIGIN, key.publicKey());
        return VrfKeys.parse(new VrfKeys(List.of(line)).print());
    }

    private static PackageReport verify(Manifest.NumberKey number, Hash key, VrfKeys vrfKeys)
            throws Exception {
        var manifest = manifest(number);
        var entry = entry(manifest, key);
        var document = SampleLog.document("document.xml", INVOICE);
        var file = SampleLog.write(log.make(Optional.of(document), manifest, entry));
        return new PackageVerifier(
                        new Trust(List.of(log.policy()), log.roots(), vrfKeys), Clock.systemUTC())
                .verify(new ByteArrayInputStream(file));
    }

    private static Entry.Invoice entry(Manifest manifest, Hash key) {
        return new Entry.Invoice(
                manifest.id(),
                manifest.hash(),
                Hash.of(DigestAlgorithm.SM3.digest(Bytes.of(manifest.bytes())).toArray()),
                manifest.capture().receivedAt(),
                manifest.submitter().commitment(),
                key,
                null);
    }

    private static Manifest manifest(Manifest.NumberKey number) {
        var digests = Digests.of(INVOICE);
        var stated =
                Map.of(
                        DigestName.SHA_256, digests.sha256(),
                        DigestName.SHA3_256, digests.sha3(),
                        DigestName.SM3, digests.sm3());
        return new Manifest(
                EntryId.of(UUID.randomUUID()),
                EntryKind.INVOICE,
                SampleLog.ORIGIN,
                SampleLog.randomHash(),
                new Manifest.Document(stated, true, digests.size(), "application/xml"),
                new Manifest.Submitter("tenant-1", "key-1", SampleLog.randomHash()),
                new Manifest.Capture(Instant.now().toEpochMilli(), "http"),
                null,
                new Manifest.InvoiceFacts(
                        number, new Manifest.RuleVerdict("EN 16931", SampleLog.randomHash())));
    }
}
