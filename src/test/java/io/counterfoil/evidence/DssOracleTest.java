package io.counterfoil.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.crypto.EvidenceRecord;
import io.counterfoil.kernel.Bytes;
import io.counterfoil.story.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The EU's DSS, in a process and on a class path of its own, says PASSED to our packages and to no
/// altered one. Skipped, with the reason, where Maven cannot resolve it, and failed in CI.
@Tag("oracle")
class DssOracleTest {

    private static final Path ORACLE = Path.of("src/test/oracle/dss").toAbsolutePath();
    private static final long RESOLVE_MINUTES_MAX = 5;

    @TempDir private static Path directory;

    private static String classPath = "";

    private final Map<String, byte[]> packages = new LinkedHashMap<>();

    @BeforeAll
    static void resolveDss() throws Exception {
        var list = directory.resolve("class-path");
        var maven =
                new ProcessBuilder(
                                "mvn",
                                "-q",
                                "-B",
                                "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath",
                                "-Dmdep.outputFile=" + list)
                        .directory(ORACLE.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("maven.log").toFile())
                        .start();
        var done = maven.waitFor(RESOLVE_MINUTES_MAX, TimeUnit.MINUTES) && maven.exitValue() == 0;
        if (!done) {
            throw Tool.absent("Maven does not resolve EU DSS: no outside validator was asked");
        }
        classPath = Files.readString(list);
    }

    @Test
    void passesOurPackagesAndNoAlteredOne() throws Exception {
        var log = new SampleLog(directory.resolve("authority"));
        Files.writeString(directory.resolve("root.pem"), log.rootPem());
        var whole = SampleLog.write(log.withDocument());
        packages.put("whole", whole);
        packages.put("digests", SampleLog.write(log.digestsOnly()));
        // Not the lists of files: DSS does not look at media types, which only we compare.
        for (String part :
                List.of(
                        SampleLog.DOCUMENT_NAME,
                        "manifest.json",
                        "META-INF/ledger/checkpoint.note")) {
            for (int i = 0; i < 4; i++) {
                packages.put(part + i, altered(whole, part, i));
            }
        }
        for (int record = 1; record <= 2; record++) {
            var part = "META-INF/evidencerecord%03d.ers".formatted(record);
            packages.put(part + " tree", alteredTree(whole, part));
            packages.put(part + " signature", alteredSignature(whole, part));
        }

        var verdicts = ask();

        assertThat(verdicts.get("whole")).isEqualTo("PASSED PASSED");
        assertThat(verdicts.get("digests")).isEqualTo("PASSED PASSED");
        assertThat(verdicts).hasSize(packages.size());
        verdicts.remove("whole");
        verdicts.remove("digests");
        assertThat(verdicts)
                .allSatisfy((name, verdict) ->
                        assertThat(verdict).as(name).isNotEqualTo("PASSED PASSED"));
    }

    /// One bit of a part, in a container that fits: in the quarter of the part that the number
    /// says.
    private static byte[] altered(byte[] whole, String part, int quarter) throws IOException {
        var parts = PackageVerifierTest.parts(whole);
        var content = parts.getOrDefault(part, new byte[0]).clone();
        content[content.length * quarter / 4 + content.length / 8] ^= 1;
        return PackageVerifierTest.repack(parts, Map.of(part, content));
    }

    /// One bit of the group's first digest. Elsewhere in a record DSS tolerates single bits, of
    /// certificates and revocation data that the token carries beside what it signs.
    private static byte[] alteredTree(byte[] whole, String part) throws IOException {
        var parts = PackageVerifierTest.parts(whole);
        var content = parts.getOrDefault(part, new byte[0]).clone();
        var digest = EvidenceRecord.parse(Bytes.of(content)).group().getFirst().toArray();
        content[indexOf(content, digest)] ^= 1;
        return PackageVerifierTest.repack(parts, Map.of(part, content));
    }

    /// One bit of the token's signature, which ends the record.
    private static byte[] alteredSignature(byte[] whole, String part) throws IOException {
        var parts = PackageVerifierTest.parts(whole);
        var content = parts.getOrDefault(part, new byte[0]).clone();
        content[content.length - 1] ^= 1;
        return PackageVerifierTest.repack(parts, Map.of(part, content));
    }

    private static int indexOf(byte[] content, byte[] wanted) {
        for (int at = 0; at + wanted.length <= content.length; at++) {
            if (Arrays.equals(content, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        throw new AssertionError("the record does not hold its own digest");
    }

    /// DSS's verdicts on all packages, by name, one verdict for each evidence record.
    private Map<String, String> ask() throws IOException, InterruptedException {
        var names = new ArrayList<>(packages.keySet());
        var files = new StringBuilder();
        for (String name : names) {
            var file = Files.createTempFile(directory, "package", ".asice");
            Files.write(file, packages.getOrDefault(name, new byte[0]));
            files.append(file).append('\n');
        }
        Files.writeString(directory.resolve("names"), files);
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process =
                new ProcessBuilder(
                                java,
                                "-cp",
                                classPath,
                                ORACLE.resolve("DssValidate.java").toString(),
                                directory.resolve("root.pem").toString())
                        .redirectInput(directory.resolve("names").toFile())
                        .redirectError(directory.resolve("dss.log").toFile())
                        .start();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).isZero();
        var lines = output.lines().filter(line -> line.startsWith("VERDICT ")).toList();
        var verdicts = new LinkedHashMap<String, String>();
        for (int i = 0; i < lines.size(); i++) {
            verdicts.put(names.get(i), lines.get(i).substring("VERDICT ".length()));
        }
        return verdicts;
    }
}
