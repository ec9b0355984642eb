package io.counterfoil.cli;

import io.counterfoil.crypto.TimeStampRoots;
import io.counterfoil.kernel.MalformedException;
import io.counterfoil.kernel.policy.Policy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// Whom `verify` believes. All of it comes from the reader's side, nothing from what is verified.
///
/// @param source the file or folder that it was read from, for the reader to see
/// @param policies any one suffices; old ones stay for old packages
/// @param roots of time-stamp authorities
record Trusted(Path source, List<Policy> policies, TimeStampRoots roots) {

    private static final String POLICIES = "policy*.txt";
    private static final String ROOTS = "*.pem";

    Trusted {
        policies = List.copyOf(policies);
    }

    /// `--policy`, a file or a folder of them, or the folder `trust` of the data directory. Roots
    /// of time-stamp authorities are the PEM files in the same folder. Where there is nothing,
    /// nobody is believed.
    static Trusted of(Arguments arguments) {
        var source =
                arguments
                        .value("policy")
                        .map(Path::of)
                        .orElseGet(() -> arguments.data().resolve("trust"));
        if (arguments.value("policy").isPresent() && !Files.exists(source)) {
            throw new Refusal("There is no policy %s.".formatted(source));
        }
        try {
            return Files.isDirectory(source) ? folder(source) : file(source);
        } catch (IOException e) {
            throw new Refusal("The trust in %s cannot be read: %s.".formatted(source, e));
        }
    }

    private static Trusted folder(Path folder) throws IOException {
        var policies = files(folder, POLICIES).stream().map(Trusted::policy).toList();
        return new Trusted(folder, policies, roots(folder));
    }

    private static Trusted file(Path file) throws IOException {
        if (!Files.exists(file)) {
            return new Trusted(file, List.of(), TimeStampRoots.none());
        }
        return new Trusted(file, List.of(policy(file)), roots(file.resolveSibling("")));
    }

    private static TimeStampRoots roots(Path folder) throws IOException {
        var pem =
                files(folder, ROOTS).stream().map(Trusted::read).collect(Collectors.joining("\n"));
        return pem.isBlank() ? TimeStampRoots.none() : TimeStampRoots.ofPem(pem);
    }

    private static List<Path> files(Path folder, String pattern) throws IOException {
        try (var files = Files.newDirectoryStream(folder, pattern)) {
            return StreamSupport.stream(files.spliterator(), false).sorted().toList();
        }
    }

    private static Policy policy(Path file) {
        try {
            return Policy.parse(read(file).getBytes(StandardCharsets.ISO_8859_1));
        } catch (MalformedException e) {
            throw new Refusal("The policy %s: %s.".formatted(file, e.getMessage()));
        }
    }

    /// Octet by octet: a policy's names are opaque, and PEM is ASCII.
    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new Refusal("The file %s cannot be read.".formatted(file));
        }
    }
}
