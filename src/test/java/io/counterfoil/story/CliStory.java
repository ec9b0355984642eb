package io.counterfoil.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands as a person and a program call them, against one running server.
class CliStory {

    /// Far more than the heap that the command gets below.
    private static final long LARGE = 100L << 20;

    @TempDir static Path folder;

    private static Product product;

    @BeforeAll
    static void start() {
        product = Product.start(folder.resolve("data"));
    }

    @AfterAll
    static void stop() {
        product.close();
    }

    @Test
    void submitStaysUntilTheFileIsFinal() throws IOException {
        var outcome = run("submit", file("final.txt"));
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.out()).containsPattern("^[0-9a-f]{32}  (final|dated)  .*final.txt\n$");
    }

    @Test
    void submitReturnsAtThePromiseWhenAsked() throws IOException {
        var record = object(run("submit", "--no-wait", "--json", file("promised.txt")));
        assertThat(record.path("id").asText()).hasSize(32);
        assertThat(record.path("promise").asText()).startsWith("counterfoil.io/promise/v1\n");
    }

    @Test
    void submittingTheSameBytesAgainGivesTheFirstRecord() throws IOException {
        var first = id("submit", "--no-wait", "--json", file("again.txt"));
        assertThat(id("submit", "--no-wait", "--json", file("again.txt"))).isEqualTo(first);
        assertThat(id("submit", "--no-wait", "--json", "--again", file("again.txt")))
                .isNotEqualTo(first);
    }

    @Test
    void oneBadFileDoesNotHoldUpTheOthers() throws IOException {
        var outcome = run("submit", "--no-wait", "missing.txt", file("present.txt"));
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).isEqualTo("missing.txt: There is no such file.\n");
        assertThat(outcome.out()).endsWith("present.txt\n");
    }

    @Test
    void aPackageIsFetchedAndVerifiedOfflineByWhomTheReaderTrusts() throws IOException {
        var id = id("submit", "--no-wait", "--json", file("package.txt"));
        var taken = folder.resolve("package.asice");
        var fetched = run("fetch", id, "--out", taken.toString());
        assertThat(fetched.exitCode()).as(fetched.err()).isZero();

        var policy = product.data().resolve("trust/policy.txt").toString();
        assertThat(Product.run("verify", taken.toString(), "--policy", policy).out())
                .contains("Proven: ");
        var nobody = folder.resolve("nobody").toString();
        var untrusted = Product.run("verify", taken.toString(), "--data", nobody);
        assertThat(untrusted.exitCode()).isEqualTo(3);
        assertThat(untrusted.err()).isEmpty();
        var bytes = Files.readAllBytes(taken);
        bytes[bytes.length / 2] ^= 1;
        var altered = Files.write(folder.resolve("altered.asice"), bytes);
        assertThat(run("verify", altered.toString()).exitCode()).isEqualTo(1);
    }

    @Test
    void aBareProofIsFetchedAndVerified() throws IOException {
        var record = object(run("submit", "--json", file("proof.txt")));
        var taken = folder.resolve("a.tlog-proof").toString();
        assertThat(run("fetch", record.path("id").asText(), "--proof", "--out", taken).exitCode())
                .isZero();
        var verified = run("verify", taken, "--leaf", record.path("leaf").asText());
        assertThat(verified.exitCode()).as(verified.out()).isZero();
    }

    @Test
    void theContentComesBackAndNothingIsOverwritten() throws IOException {
        var id = id("submit", "--no-wait", "--json", file("content.txt"));
        var taken = folder.resolve("content.bin").toString();
        assertThat(run("fetch", id, "--content", "--out", taken).exitCode()).isZero();
        assertThat(folder.resolve("content.bin"))
                .hasSameBinaryContentAs(folder.resolve("content.txt"));
        var again = run("fetch", id, "--content", "--out", taken);
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.err()).contains("exists already");
    }

    @Test
    void aLargeFileIsSentInLittleMemory() throws IOException {
        var large = folder.resolve("large.bin");
        try (var file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(LARGE);
        }
        var little = Map.of("JAVA_TOOL_OPTIONS", "-Xmx40m");
        var data = product.data().toString();
        var outcome = Product.run(little, "submit", "--no-wait", large.toString(), "--data", data);
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    }

    @Test
    void theDemoVerifiesWhatItMadeAndLeavesTheServerAsItWas() {
        var outcome = run("demo");
        assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isZero();
        assertThat(outcome.out()).contains("promised as", "final: ", "dated by", "Proven: ");
        assertThat(run("status").exitCode()).isZero();
    }

    private static String file(String name) throws IOException {
        return Files.writeString(folder.resolve(name), "This is %s.\n".formatted(name)).toString();
    }

    private static String id(String... words) throws IOException {
        return object(run(words)).path("id").asText();
    }

    private static JsonNode object(Product.Outcome outcome) throws IOException {
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.out().lines()).hasSize(1);
        return new ObjectMapper().readTree(outcome.out());
    }

    private static Product.Outcome run(String... words) {
        var command = new ArrayList<>(List.of(words));
        command.addAll(List.of("--data", product.data().toString()));
        return Product.run(command.toArray(String[]::new));
    }
}
