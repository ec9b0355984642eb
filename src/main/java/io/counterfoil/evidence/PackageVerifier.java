package io.counterfoil.evidence;

import io.counterfoil.crypto.TimeStampRoots;
import io.counterfoil.evidence.PackageReport.Conclusion;
import io.counterfoil.evidence.PackageReport.Finding;
import io.counterfoil.evidence.PackageReport.Step;
import io.counterfoil.kernel.MalformedException;
import io.counterfoil.kernel.entry.UnknownEntryException;
import io.counterfoil.kernel.policy.Policy;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/// Verifies packages offline, along the whole link: document, manifest, entry, path, quorum, and
/// each group of digests up to its authority's root.
///
/// It believes nobody but whom [Trust] names. Safe for use by many threads.
public final class PackageVerifier {

    private final Trust trust;
    private final Clock clock;

    /// Whom the reader trusts; all of it comes from outside the package.
    ///
    /// @param policies any one of them suffices; old ones are kept for old packages
    /// @param vrfKeys by which the keys of invoice numbers are checked
    public record Trust(List<Policy> policies, TimeStampRoots roots, VrfKeys vrfKeys) {

        /// Keeps a copy.
        public Trust {
            policies = List.copyOf(policies);
        }
    }

    /// Prepares a verifier.
    ///
    /// @param clock only to remark that a record is due for renewal
    public PackageVerifier(Trust trust, Clock clock) {
        this.trust = trust;
        this.clock = clock;
    }

    /// Reads a package to its end and checks every step; memory does not grow with the document.
    ///
    /// @throws IOException when the file cannot be read; what is wrong in it is in the report
    public PackageReport verify(InputStream file) throws IOException {
        PackageContents contents;
        try {
            contents = PackageContents.read(file);
        } catch (MalformedException malformed) {
            return unreadable("container", PackageCheck.CONTAINER_CLAIM, malformed);
        }
        try {
            var check = new PackageCheck(contents, trust, clock.instant());
            return check.run();
        } catch (MalformedException | UnknownEntryException malformed) {
            return unreadable("parts", "every part is in its one form", malformed);
        }
    }

    private static PackageReport unreadable(String name, String claim, RuntimeException why) {
        var step = new Step(name, claim, new Finding.Failed(String.valueOf(why.getMessage())));
        return new PackageReport(Conclusion.BROKEN, List.of(step), List.of(), Optional.empty());
    }
}
