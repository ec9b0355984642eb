package io.counterfoil.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.crypto.TimeStampRoots;
import io.counterfoil.evidence.PackageReport.Conclusion;
import io.counterfoil.evidence.PackageReport.Finding;
import io.counterfoil.evidence.PackageReport.Step;
import io.counterfoil.evidence.PackageVerifier.Trust;
import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.note.KeyType;
import io.counterfoil.kernel.policy.Policy;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackageVerifierTest {

    /// Every so many bytes one is flipped; 1 in the nightly run, where each is.
    private static final int SWEEP_STEP = Integer.getInteger("counterfoil.sweep.step", 11);

    @TempDir private static Path directory;

    private static SampleLog log;
    private static byte[] file;

    @BeforeAll
    static void makeAPackage() throws Exception {
        log = new SampleLog(directory);
        file = SampleLog.write(log.withDocument());
    }

    @Test
    void everyStepOfAGoodPackagePasses() throws IOException {
        var report = verify(file);
        assertThat(report.steps()).allMatch(step -> step.finding() instanceof Finding.Passed);
        assertThat(report.steps().stream().map(Step::name))
                .containsExactly(
                        "container",
                        "document",
                        "manifest",
                        "checkpoint",
                        "signatures",
                        "log",
                        "quorum",
                        "inclusion",
                        "dated-checkpoint",
                        "time-stamp-001",
                        "time-stamp-002");
        assertThat(report.conclusion()).isEqualTo(Conclusion.PROVEN);
        var facts = report.facts().orElseThrow();
        assertThat(facts.document()).hasValue(SampleLog.DOCUMENT_NAME);
        assertThat(facts.index()).isEqualTo(2);
        assertThat(facts.signers()).hasSize(6);
        assertThat(facts.dates()).hasSize(1);
    }

    @Test
    void aPackageOfDigestsAloneIsProven() throws Exception {
        var report = verify(SampleLog.write(log.digestsOnly()));
        assertThat(report.conclusion()).isEqualTo(Conclusion.PROVEN);
        assertThat(step(report, "document")).isInstanceOf(Finding.Skipped.class);
    }

    @Test
    void writingItAgainGivesTheSameBytes() throws Exception {
        var evidence = log.withDocument();
        assertThat(SampleLog.write(evidence)).isEqualTo(SampleLog.write(evidence));
    }

    @Test
    void everyFlippedByteIsNamed() throws Exception {
        var small = new SampleLog(directory, List.of(KeyType.COSIGNATURE_ED25519));
        var trust = new Trust(List.of(small.policy()), small.roots(), VrfKeys.none());
        var whole = SampleLog.write(small.withDocument());
        for (int i = 0; i < whole.length; i += SWEEP_STEP) {
            var altered = whole.clone();
            altered[i] ^= (byte) (1 << (i % 8));
            var report = verify(altered, trust);
            assertThat(report.conclusion()).as("byte %d", i).isEqualTo(Conclusion.BROKEN);
            assertThat(report.failure()).isPresent();
        }
    }

    /// Whoever alters a part can make the container fit again; then another step must fail.
    @Test
    void everyFlippedByteOfAPartIsNamedEvenWhenTheContainerFits() throws Exception {
        var small = new SampleLog(directory, List.of(KeyType.COSIGNATURE_ED25519));
        var trust = new Trust(List.of(small.policy()), small.roots(), VrfKeys.none());
        var parts = parts(SampleLog.write(small.withDocument()));
        for (String name : parts.keySet()) {
            var content = parts.get(name);
            for (int i = 0; i < content.length; i += SWEEP_STEP) {
                var altered = content.clone();
                altered[i] ^= (byte) (1 << (i % 8));
                var report = verify(repack(parts, Map.of(name, altered)), trust);
                if (name.equals(EvidencePackage.POLICY)) {
                    assertThat(report.conclusion()).isEqualTo(Conclusion.PROVEN);
                    assertThat(report.ignored()).anyMatch(each -> each.startsWith(name));
                } else {
                    assertThat(report.conclusion())
                            .as("%s, byte %d", name, i)
                            .isEqualTo(Conclusion.BROKEN);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "manifest.json, manifest",
        "META-INF/ledger/entry.cbor, manifest",
        "META-INF/ledger/entry.tlog-proof, inclusion",
        "META-INF/evidencerecord001.ers, time-stamp-001",
        "META-INF/evidencerecord002.ers, time-stamp-002"
    })
    void aPartOfAnotherPackageIsNamed(String part, String failing) throws Exception {
        var parts = parts(file);
        var others = parts(SampleLog.write(new SampleLog(directory).withDocument()));
        var report = verify(repack(parts, Map.of(part, others.get(part))));
        assertThat(report.conclusion()).isEqualTo(Conclusion.BROKEN);
        assertThat(step(report, failing)).isInstanceOf(Finding.Failed.class);
    }

    @Test
    void anotherDocumentIsNamed() throws IOException {
        var other = "The parties agree on everything.\n".getBytes(UTF_8);
        var report = verify(repack(parts(file), Map.of(SampleLog.DOCUMENT_NAME, other)));
        assertThat(step(report, "document")).isInstanceOf(Finding.Failed.class);
        assertThat(step(report, "time-stamp-001")).isInstanceOf(Finding.Failed.class);
        assertThat(step(report, "time-stamp-002")).isInstanceOf(Finding.Passed.class);
        assertThat(step(report, "quorum")).isInstanceOf(Finding.Passed.class);
    }

    @Test
    void takingTheDocumentAwayIsNamed() throws IOException {
        var parts = parts(file);
        parts.remove(SampleLog.DOCUMENT_NAME);
        var report = verify(repack(parts, Map.of()));
        assertThat(report.conclusion()).isEqualTo(Conclusion.BROKEN);
        assertThat(step(report, "time-stamp-001")).isInstanceOf(Finding.Failed.class);
    }

    @Test
    void aStrangerTrustsNobody() throws IOException {
        var report = verify(file, new Trust(List.of(), TimeStampRoots.none(), VrfKeys.none()));
        assertThat(report.conclusion()).isEqualTo(Conclusion.UNTRUSTED);
        for (String name : List.of("log", "quorum", "time-stamp-001", "time-stamp-002")) {
            assertThat(step(report, name)).isInstanceOf(Finding.Untrusted.class);
        }
        assertThat(step(report, "inclusion")).isInstanceOf(Finding.Passed.class);
    }

    @Test
    void anotherConsortiumsPolicyDoesNotVouch() throws Exception {
        var other = new SampleLog(directory.resolve("other"));
        var report = verify(file, new Trust(List.of(other.policy()), log.roots(), VrfKeys.none()));
        assertThat(report.conclusion()).isEqualTo(Conclusion.UNTRUSTED);
        assertThat(step(report, "log")).isInstanceOf(Finding.Untrusted.class);
        var roots = verify(file, new Trust(List.of(log.policy()), other.roots(), VrfKeys.none()));
        assertThat(roots.conclusion()).isEqualTo(Conclusion.UNTRUSTED);
        assertThat(step(roots, "time-stamp-001")).isInstanceOf(Finding.Untrusted.class);
    }

    @Test
    void oneOfSeveralPoliciesSuffices() throws Exception {
        var other = new SampleLog(directory.resolve("other")).policy();
        var report =
                verify(file, new Trust(List.of(other, log.policy()), log.roots(), VrfKeys.none()));
        assertThat(report.conclusion()).isEqualTo(Conclusion.PROVEN);
    }

    @Test
    void aStricterReadersPolicyIsNotMet() throws IOException {
        var strict =
                new String(log.policy().print(), UTF_8)
                        .replace("group quorum 2", "group quorum all");
        var all =
                verify(
                        file,
                        new Trust(
                                List.of(Policy.parse(strict.getBytes(UTF_8))),
                                log.roots(),
                                VrfKeys.none()));
        assertThat(all.conclusion()).isEqualTo(Conclusion.PROVEN);
        var parts = parts(file);
        var fewer = withoutLinesOf("court", part(parts, EvidencePackage.PROOF));
        var few = repack(parts, Map.of(EvidencePackage.PROOF, fewer));
        assertThat(verify(few).conclusion()).isEqualTo(Conclusion.PROVEN);
        var report =
                verify(
                        few,
                        new Trust(
                                List.of(Policy.parse(strict.getBytes(UTF_8))),
                                log.roots(),
                                VrfKeys.none()));
        assertThat(report.conclusion()).isEqualTo(Conclusion.UNTRUSTED);
    }

    @Test
    void tooFewSignersAreNoQuorum() throws IOException {
        var parts = parts(file);
        var proof = withoutLinesOf("court", part(parts, EvidencePackage.PROOF));
        var alone = withoutLinesOf("tax", proof);
        var report = verify(repack(parts, Map.of(EvidencePackage.PROOF, alone)));
        assertThat(report.conclusion()).isEqualTo(Conclusion.BROKEN);
        assertThat(step(report, "quorum")).isInstanceOf(Finding.Failed.class);
    }

    @Test
    void theExtraLineOfAProofIsListedAsIgnored() throws IOException {
        var parts = parts(file);
        var proof = new String(part(parts, EvidencePackage.PROOF), UTF_8);
        var withExtra = proof.replaceFirst("\n", "\nextra AAAA\n").getBytes(UTF_8);
        var report = verify(repack(parts, Map.of(EvidencePackage.PROOF, withExtra)));
        assertThat(report.conclusion()).isEqualTo(Conclusion.PROVEN);
        assertThat(report.ignored()).anyMatch(each -> each.contains("extra"));
    }

    @Test
    void appendedAndMissingBytesAreNamed() throws IOException {
        for (int length = 0; length < file.length; length += 97) {
            assertThat(verify(Arrays.copyOf(file, length)).conclusion())
                    .isEqualTo(Conclusion.BROKEN);
        }
        var longer = Arrays.copyOf(file, file.length + 1);
        assertThat(verify(longer).conclusion()).isEqualTo(Conclusion.BROKEN);
    }

    private static byte[] withoutLinesOf(String member, byte[] proof) {
        var kept = new StringBuilder();
        for (String line : new String(proof, UTF_8).split("(?<=\n)")) {
            if (!line.contains("/" + member + "/")) {
                kept.append(line);
            }
        }
        return kept.toString().getBytes(UTF_8);
    }

    private static Finding step(PackageReport report, String name) {
        return report.steps().stream()
                .filter(step -> step.name().equals(name))
                .findFirst()
                .orElseThrow()
                .finding();
    }

    private static PackageReport verify(byte[] bytes) throws IOException {
        return verify(bytes, new Trust(List.of(log.policy()), log.roots(), VrfKeys.none()));
    }

    private static PackageReport verify(byte[] bytes, Trust trust) throws IOException {
        return new PackageVerifier(trust, Clock.systemUTC())
                .verify(new ByteArrayInputStream(bytes));
    }

    /// The parts, read by the JDK's own ZIP reader.
    static Map<String, byte[]> parts(byte[] bytes) throws IOException {
        var parts = new LinkedHashMap<String, byte[]>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                parts.put(entry.getName(), zip.readAllBytes());
            }
        }
        return parts;
    }

    private static byte[] part(Map<String, byte[]> parts, String name) {
        return Objects.requireNonNull(parts.get(name), name);
    }

    static byte[] repack(Map<String, byte[]> parts, Map<String, byte[]> altered)
            throws IOException {
        var target = new ByteArrayOutputStream();
        var zip = new CanonicalZipWriter(target);
        for (String name : new ArrayList<>(parts.keySet())) {
            var content = part(altered.containsKey(name) ? altered : parts, name);
            zip.add(name, Bytes.of(content));
        }
        zip.finish();
        return target.toByteArray();
    }
}
