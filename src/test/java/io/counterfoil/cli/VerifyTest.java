package io.counterfoil.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.evidence.SampleLog;
import io.counterfoil.kernel.merkle.TreeHasher;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `verify` as a reader calls it: exit codes, words and objects.
class VerifyTest {

    @TempDir static Path folder;

    private static Path file;
    private static Path proof;
    private static Path entry;

    /// What a call printed and ended with.
    private record Outcome(int exitCode, String out) {}

    @BeforeAll
    static void writesAPackageAndWhomToTrust() throws Exception {
        var log = new SampleLog(folder.resolve("tsa"));
        file = Files.write(folder.resolve("a.asice"), SampleLog.write(log.withDocument()));
        var trust = Files.createDirectories(folder.resolve("data/trust"));
        Files.write(trust.resolve("policy.txt"), log.policy().print());
        Files.writeString(trust.resolve("tsa-root.pem"), log.rootPem());
        proof = part("META-INF/ledger/entry.tlog-proof");
        entry = part("META-INF/ledger/entry.cbor");
    }

    private static Path part(String name) throws IOException {
        try (var zip = new ZipFile(file.toFile());
                var in = zip.getInputStream(zip.getEntry(name))) {
            return Files.write(folder.resolve(Path.of(name).getFileName()), in.readAllBytes());
        }
    }

    @Test
    void provesAPackageByTheTrustOfTheDataDirectory() {
        var outcome = verify(file, "--data", data());
        assertThat(outcome.exitCode).isZero();
        assertThat(outcome.out)
                .contains("ok        quorum", "Proven: " + SampleLog.DOCUMENT_NAME)
                .doesNotContain("FAILED");
    }

    @Test
    void provesAPackageByANamedPolicyAndTheRootsBesideIt() {
        var policy = folder.resolve("data/trust/policy.txt").toString();
        assertThat(verify(file, "--policy", policy).exitCode).isZero();
    }

    @Test
    void believesThePolicyWithoutMlDsaOnlyWhenItIsNamed() throws Exception {
        var weaker = Files.createDirectories(folder.resolve("weaker"));
        var trust = folder.resolve("data/trust");
        Files.copy(trust.resolve("tsa-root.pem"), weaker.resolve("tsa-root.pem"));
        var policy = Files.copy(trust.resolve("policy.txt"), weaker.resolve("policy-ed25519.txt"));
        assertThat(verify(file, "--policy", weaker.toString()).exitCode).isEqualTo(3);
        assertThat(verify(file, "--policy", policy.toString()).exitCode).isZero();
    }

    @Test
    void endsWithThreeWhenTheSignersAreNotTrusted() {
        var outcome = verify(file, "--data", folder.resolve("nowhere").toString());
        assertThat(outcome.exitCode).isEqualTo(3);
        assertThat(outcome.out).contains("not trusted by you").doesNotContain("Proven");
    }

    @Test
    void namesTheStepThatFails() throws Exception {
        var bytes = Files.readAllBytes(file);
        bytes[new String(bytes, ISO_8859_1).indexOf("The parties")] ^= 1;
        var altered = Files.write(folder.resolve("altered.asice"), bytes);
        var outcome = verify(altered, "--data", data());
        assertThat(outcome.exitCode).isEqualTo(1);
        assertThat(outcome.out).contains("FAILED    ", "Not proven: ");
    }

    @Test
    void tellsAProgramTheSame() throws Exception {
        var object = new ObjectMapper().readTree(verify(file, "--json", "--data", data()).out);
        assertThat(object.path("id").asText()).hasSize(32);
        assertThat(object.path("conclusion").asText()).isEqualTo("proven");
        assertThat(object.path("steps").findValuesAsText("result")).containsOnly("passed");
    }

    @Test
    void provesABareProofForAnEntryAndForALeafHash() throws Exception {
        var leaf = TreeHasher.sha256().leaf(Files.readAllBytes(entry));
        var byEntry = verify(proof, "--entry", entry.toString(), "--data", data());
        var byHex = verify(proof, "--leaf", leaf.hex(), "--data", data());
        var byBase64 = verify(proof, "--leaf", leaf.base64(), "--data", data());
        assertThat(List.of(byEntry, byHex, byBase64))
                .allSatisfy(outcome -> assertThat(outcome.exitCode).isZero())
                .allSatisfy(outcome ->
                        assertThat(outcome.out).contains("Proven: the leaf is number 2"));
    }

    @Test
    void refutesABareProofOfAnotherLeaf() {
        var outcome = verify(proof, "--leaf", "00".repeat(32), "--data", data());
        assertThat(outcome.exitCode).isEqualTo(1);
        assertThat(outcome.out).contains("FAILED    inclusion");
    }

    @Test
    void doesNotProveABareProofByNobodysTrust() {
        var nowhere = folder.resolve("nowhere").toString();
        var outcome = verify(proof, "--entry", entry.toString(), "--data", nowhere);
        assertThat(outcome.exitCode).isEqualTo(3);
    }

    @Test
    void refusesInOneSentenceWhatIsNeither() throws Exception {
        var text = Files.writeString(folder.resolve("a.txt"), "nothing\n");
        assertThatThrownBy(() -> verify(text, "--leaf", "00".repeat(32)))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith("This is neither a package nor a proof");
        assertThatThrownBy(() -> verify(folder.resolve("missing")))
                .isInstanceOf(Refusal.class)
                .hasMessageEndingWith("cannot be read.");
        assertThatThrownBy(() -> verify(file, "--policy", folder.resolve("no").toString()))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith("There is no policy");
    }

    private static String data() {
        return folder.resolve("data").toString();
    }

    private static Outcome verify(Path file, String... options) {
        var words = new ArrayList<>(List.of(file.toString()));
        words.addAll(List.of(options));
        var before = System.out;
        var out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, UTF_8));
        try {
            return new Outcome(Verify.run(words), out.toString(UTF_8));
        } finally {
            System.setOut(before);
        }
    }
}
