package io.counterfoil.kernel.policy;

import io.counterfoil.kernel.MalformedException;
import io.counterfoil.kernel.note.VerifierKey;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which logs a reader knows and whose cosignatures it asks for (C2SP tlog-policy).
///
/// Names are opaque octets in the format; here each octet is one character (ISO 8859-1), so a name
/// equals another exactly if its octets do.
///
/// @param witnesses by name, in the order of the file
/// @param groups by name, in the order of the file
/// @param quorum the name of a witness or group, or [#NONE]
public record Policy(
        List<Log> logs, Map<String, Witness> witnesses, Map<String, Group> groups, String quorum) {

    /// The predefined name that asks for no cosignature.
    public static final String NONE = "none";

    /// The most logs, and the most witnesses and groups together; the format asks for 32 of each.
    public static final int LINES_MAX = 1024;

    /// A log whose checkpoints are taken.
    ///
    /// @param key its name is the log's origin
    public record Log(VerifierKey key, @Nullable String url) {}

    /// A cosigner.
    public record Witness(String name, VerifierKey key, @Nullable String url) {}

    /// Some of whose members must have cosigned.
    ///
    /// @param threshold how many, `1 <= threshold <= members.size()`
    /// @param members names of witnesses and of groups that stand before this one
    public record Group(String name, int threshold, List<String> members) {

        /// Copies the members and checks the threshold.
        ///
        /// @throws MalformedException when the group could never be met, or would always be
        public Group {
            members = List.copyOf(members);
            if (threshold < 1 || threshold > members.size()) {
                throw new MalformedException("a group asks for 1 to all of its members");
            }
        }
    }

    /// Copies the lists and checks what every policy must keep.
    ///
    /// @throws MalformedException when a name or key stands twice, or a name is not defined before
    ///   its use
    public Policy {
        logs = List.copyOf(logs);
        witnesses = Collections.unmodifiableMap(new LinkedHashMap<>(witnesses));
        groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
        if (logs.size() > LINES_MAX || witnesses.size() + groups.size() > LINES_MAX) {
            throw new MalformedException("the policy has more than 1,024 logs or names");
        }
        requireDistinctKeys(logs.stream().map(Log::key));
        requireDistinctKeys(witnesses.values().stream().map(Witness::key));
        requireDefinedNames(witnesses.keySet(), groups);
        boolean known =
                quorum.equals(NONE) || witnesses.containsKey(quorum) || groups.containsKey(quorum);
        if (!known) {
            throw new MalformedException("the quorum is no name that the policy defines");
        }
    }

    private static void requireDistinctKeys(Stream<VerifierKey> keys) {
        var seen = new HashSet<>();
        if (!keys.map(VerifierKey::publicKey).allMatch(seen::add)) {
            throw new MalformedException("a public key stands twice in the policy");
        }
    }

    private static void requireDefinedNames(Set<String> witnesses, Map<String, Group> groups) {
        var defined = new HashSet<>(witnesses);
        var used = new HashSet<String>();
        for (Group group : groups.values()) {
            for (String member : group.members()) {
                if (!defined.contains(member) || !used.add(member)) {
                    throw new MalformedException(
                            "a member of a group is not defined before, or already in a group");
                }
            }
            if (!defined.add(group.name())) {
                throw new MalformedException("a name is defined twice in the policy");
            }
        }
        if (defined.contains(NONE)) {
            throw new MalformedException("the name none is reserved");
        }
    }

    /// Parses a policy file.
    ///
    /// @throws MalformedException when a line breaks the format, naming it
    public static Policy parse(byte[] file) {
        return new PolicyParser().parse(file);
    }

    /// Prints the policy in one form: logs, witnesses, groups, quorum. Parsing that gives an equal
    /// policy; comments and spacing of a parsed file are not kept.
    public byte[] print() {
        return PolicyParser.print(this);
    }

    /// The keys of the logs with an origin.
    public List<VerifierKey> logKeys(String origin) {
        return logs.stream()
                .map(Log::key)
                .filter(key -> key.name().value().equals(origin))
                .toList();
    }

    /// Whether the quorum is met by these witnesses, given by name.
    public boolean isMetBy(Set<String> cosigners) {
        if (quorum.equals(NONE)) {
            return true;
        }
        var met = new HashMap<String, Boolean>();
        witnesses.keySet().forEach(name -> met.put(name, cosigners.contains(name)));
        // Members stand before their group, so one pass in file order decides every group.
        groups.values()
                .forEach(group -> {
                    long count = group.members().stream().filter(met::get).count();
                    met.put(group.name(), count >= group.threshold());
                });
        return Optional.ofNullable(met.get(quorum)).orElse(false);
    }
}
