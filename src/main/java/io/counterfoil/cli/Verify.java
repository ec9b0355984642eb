package io.counterfoil.cli;

import io.counterfoil.evidence.PackageReport;
import io.counterfoil.evidence.PackageVerifier;
import io.counterfoil.kernel.proof.TlogProof;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/// Verifies a package or a bare proof with nothing but the file and the reader's own trust: no
/// network, no server.
///
/// Exit codes: 0 proven, 1 broken, 2 called wrongly, 3 consistent but its signers are not trusted
/// by the reader.
final class Verify {

    private static final String USAGE =
            "usage: ./counterfoil verify FILE [--policy FILE|FOLDER] [--leaf HASH | --entry FILE]"
                    + " [--json] [--data DIR]";

    private static final int UNTRUSTED = 3;

    /// A ZIP file's first bytes.
    private static final int PACKAGE = ('P' << 8) | 'K';

    private Verify() {}

    static int run(List<String> words) {
        var arguments =
                Arguments.parse(words, Set.of("policy", "data", "leaf", "entry"), Set.of("json"));
        if (arguments.rest().size() != 1) {
            throw new Refusal(USAGE);
        }
        var file = Path.of(arguments.rest().getFirst());
        try (var in = new BufferedInputStream(Files.newInputStream(file))) {
            return isPackage(in)
                    ? verifyPackage(in, file, arguments)
                    : VerifyProof.run(in.readNBytes(TlogProof.BYTES_MAX + 1), arguments);
        } catch (IOException e) {
            throw new Refusal("The file %s cannot be read.".formatted(file));
        }
    }

    private static boolean isPackage(InputStream in) throws IOException {
        in.mark(2);
        var first = (in.read() << 8) | in.read();
        in.reset();
        return first == PACKAGE;
    }

    private static int verifyPackage(InputStream in, Path file, Arguments arguments)
            throws IOException {
        var trusted = Trusted.of(arguments);
        var trust =
                new PackageVerifier.Trust(trusted.policies(), trusted.roots(), trusted.vrfKeys());
        var report = new PackageVerifier(trust, Clock.systemUTC()).verify(in);
        var told = new PackageWords(file, report, trusted);
        var output = Output.of(arguments);
        told.lines().forEach(output::say);
        output.object(told.object());
        return exitCode(report);
    }

    private static int exitCode(PackageReport report) {
        return switch (report.conclusion()) {
            case PROVEN -> 0;
            case BROKEN -> 1;
            case UNTRUSTED -> UNTRUSTED;
        };
    }
}
