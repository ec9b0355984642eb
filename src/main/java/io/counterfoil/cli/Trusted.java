package io.counterfoil.cli;

import io.counterfoil.crypto.TimeStampRoots;
import io.counterfoil.evidence.TrustFolder;
import io.counterfoil.evidence.VrfKeys;
import io.counterfoil.kernel.MalformedException;
import io.counterfoil.kernel.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Whom `verify` believes. All of it comes from the reader's side, nothing from what is verified.
///
/// @param source the file or folder that it was read from, for the reader to see
/// @param policies any one suffices; old ones stay for old packages
/// @param roots of time-stamp authorities
/// @param vrfKeys by which invoice numbers are checked
record Trusted(Path source, List<Policy> policies, TimeStampRoots roots, VrfKeys vrfKeys) {

    Trusted {
        policies = List.copyOf(policies);
    }

    /// `--policy`, a file or a folder of them, or the folder `trust` of the data directory. Roots
    /// of time-stamp authorities and VRF keys are those in the same folder. Where there is nothing,
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
        } catch (MalformedException e) {
            throw new Refusal("This is no trust: %s.".formatted(e.getMessage()));
        }
    }

    private static Trusted folder(Path folder) throws IOException {
        var trust = TrustFolder.read(folder);
        return new Trusted(folder, trust.policies(), trust.roots(), trust.vrfKeys());
    }

    private static Trusted file(Path file) throws IOException {
        if (!Files.exists(file)) {
            return new Trusted(file, List.of(), TimeStampRoots.none(), VrfKeys.none());
        }
        var folder = file.resolveSibling("");
        return new Trusted(
                file,
                List.of(TrustFolder.policy(file)),
                TrustFolder.roots(folder),
                TrustFolder.vrfKeys(folder));
    }
}
