package io.counterfoil.evidence;

import io.counterfoil.crypto.TimeStampRoots;
import io.counterfoil.kernel.MalformedException;
import io.counterfoil.kernel.policy.Policy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/// A folder that says whom its owner believes: policies in `policy*.txt`, any one of which
/// suffices, roots of time-stamp authorities in `*.pem`, and VRF keys of logs in `vrf*.txt`.
///
/// `policy-ed25519*.txt` is for tools that know no ML-DSA. Here it counts only for whoever names
/// the file: one that suffices beside the full policy would leave the ML-DSA signatures unread.
public final class TrustFolder {

    private static final String POLICIES = "policy*.txt";
    private static final String WEAKER = "policy-ed25519";
    private static final String VRF_KEYS = "vrf*.txt";
    private static final String ROOTS = "*.pem";

    private TrustFolder() {}

    /// Reads a folder; where it holds nothing, nobody is believed.
    ///
    /// @throws MalformedException when a policy or list of keys is none, which it names
    public static PackageVerifier.Trust read(Path folder) throws IOException {
        var policies = new ArrayList<Policy>();
        for (var file : files(folder, POLICIES)) {
            if (!String.valueOf(file.getFileName()).startsWith(WEAKER)) {
                policies.add(policy(file));
            }
        }
        return new PackageVerifier.Trust(policies, roots(folder), vrfKeys(folder));
    }

    /// All VRF keys of a folder.
    ///
    /// @throws MalformedException when a file is no list of them, which it names
    public static VrfKeys vrfKeys(Path folder) throws IOException {
        var keys = VrfKeys.none();
        for (var file : files(folder, VRF_KEYS)) {
            try {
                keys = keys.and(VrfKeys.parse(Files.readAllBytes(file)));
            } catch (MalformedException e) {
                throw new MalformedException("the list %s: %s".formatted(file, e.getMessage()));
            }
        }
        return keys;
    }

    /// Reads one policy.
    ///
    /// @throws MalformedException when it is none
    public static Policy policy(Path file) throws IOException {
        try {
            return Policy.parse(Files.readAllBytes(file));
        } catch (MalformedException e) {
            throw new MalformedException("the policy %s: %s".formatted(file, e.getMessage()));
        }
    }

    /// All roots of a folder.
    public static TimeStampRoots roots(Path folder) throws IOException {
        var pem = new StringBuilder();
        for (var file : files(folder, ROOTS)) {
            pem.append(Files.readString(file, StandardCharsets.ISO_8859_1)).append('\n');
        }
        return pem.isEmpty() ? TimeStampRoots.none() : TimeStampRoots.ofPem(pem.toString());
    }

    private static List<Path> files(Path folder, String pattern) throws IOException {
        try (var files = Files.newDirectoryStream(folder, pattern)) {
            return StreamSupport.stream(files.spliterator(), false).sorted().toList();
        }
    }
}
