package io.counterfoil.member;

import io.counterfoil.kernel.MalformedException;
import io.counterfoil.kernel.Sha256;
import io.counterfoil.kernel.note.NoteKeys;
import io.counterfoil.kernel.note.NoteKeys.Opening;
import io.counterfoil.kernel.note.NoteKeys.Signed;
import io.counterfoil.kernel.note.NoteSignature;
import io.counterfoil.kernel.note.SignatureVerifiers;
import io.counterfoil.kernel.note.SignedNote;
import io.counterfoil.kernel.note.VerifierKey;
import io.counterfoil.kernel.policy.Policy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The log and the members as one member knows them: two policy files in its directory, one for
/// each line, which list the same log.
final class Policies {

    /// Two algorithms; a high-water record has room for no more lines.
    private static final int LOG_KEYS_MAX = 2;

    private final String origin;
    private final byte[] published;
    private final NoteKeys logKeys;
    private final int logKeyCount;
    private final Map<Line, Policy> policies;
    private final SignatureVerifiers verifiers;

    private Policies(byte[] published, Map<Line, Policy> policies, SignatureVerifiers verifiers) {
        List<VerifierKey> keys = logKeys(policies);
        this.origin = keys.getFirst().name().value();
        this.published = published;
        this.logKeys = new NoteKeys(keys, verifiers);
        this.logKeyCount = keys.size();
        this.policies = policies;
        this.verifiers = verifiers;
    }

    /// The file that a line's policy is read from.
    static Path file(Path directory, Line line) {
        return directory.resolve(
                switch (line) {
                    case MIRROR -> "mirrors.txt";
                    case FINAL -> "policy.txt";
                });
    }

    /// Reads both files.
    ///
    /// @throws IOException also when a file is no policy, or the two are not of one log
    static Policies load(Path directory, SignatureVerifiers verifiers) throws IOException {
        var policies = new EnumMap<Line, Policy>(Line.class);
        for (Line line : Line.values()) {
            policies.put(line, parse(file(directory, line)));
        }
        byte[] published = Files.readAllBytes(file(directory, Line.FINAL));
        try {
            return new Policies(published, policies, verifiers);
        } catch (MalformedException e) {
            throw new IOException("the policies in %s do not fit".formatted(directory), e);
        }
    }

    private static Policy parse(Path file) throws IOException {
        try {
            return Policy.parse(Files.readAllBytes(file));
        } catch (MalformedException e) {
            throw new IOException("%s is no policy: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static List<VerifierKey> logKeys(Map<Line, Policy> policies) {
        var lists =
                policies.values().stream()
                        .map(policy -> policy.logs().stream().map(Policy.Log::key).toList())
                        .toList();
        var keys = lists.getFirst();
        boolean same = lists.stream().map(Set::copyOf).distinct().count() == 1;
        boolean one = keys.stream().map(VerifierKey::name).distinct().count() == 1;
        if (!same || !one || keys.size() > LOG_KEYS_MAX) {
            throw new MalformedException("both policies must list one log with the same keys");
        }
        return keys;
    }

    /// The log's name.
    String origin() {
        return origin;
    }

    /// What the log's tiles are served under: SHA-256 of its name in hex.
    String originHash() {
        return HexFormat.of().formatHex(Sha256.of(origin.getBytes(StandardCharsets.UTF_8)));
    }

    /// The policy that users of the log trust, as it lies in the file.
    byte[] published() {
        return published.clone();
    }

    /// The note with the log's lines alone.
    ///
    /// @return nothing unless every key of the log signed it, and no line by one of them fails
    Optional<SignedNote> signedByLog(SignedNote note) {
        return switch (logKeys.open(note)) {
            case Opening.Opened(var signers) when signers.size() == logKeyCount -> {
                List<NoteSignature> lines = signers.stream().map(Signed::line).toList();
                yield Optional.of(new SignedNote(note.text(), lines));
            }
            case Opening.Opened _, Opening.Rejected _ -> Optional.empty();
        };
    }

    /// Whether a quorum of members gave one of their lines; a line that fails does not count.
    boolean hasQuorum(Line line, SignedNote note) {
        Policy policy = policy(line);
        var cosigners =
                policy.witnesses().values().stream()
                        .filter(witness -> isSignedBy(witness.key(), note))
                        .map(Policy.Witness::name)
                        .collect(Collectors.toSet());
        return policy.isMetBy(cosigners);
    }

    private boolean isSignedBy(VerifierKey key, SignedNote note) {
        return note.signatures().stream()
                .filter(key::claims)
                .anyMatch(line -> key.verify(note.text(), line.signature(), verifiers));
    }

    /// Whether a member's keys are among those of the policies.
    boolean lists(MemberKeys keys) {
        for (Line line : Line.values()) {
            var listed =
                    policy(line).witnesses().values().stream().map(Policy.Witness::key).toList();
            if (!listed.containsAll(keys.verifierKeys(line))) {
                return false;
            }
        }
        return true;
    }

    private Policy policy(Line line) {
        Policy policy = policies.get(line);
        if (policy == null) {
            throw new IllegalStateException("each line has a policy");
        }
        return policy;
    }
}
