package io.counterfoil.platform.consortium;

import io.counterfoil.kernel.MalformedException;
import io.counterfoil.kernel.note.KeyType;
import io.counterfoil.kernel.note.VerifierKey;
import io.counterfoil.kernel.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;

/// A log and the members that co-sign it, with the policies that tell the world whom to believe.
///
/// @param logKeys of the log's checkpoints
/// @param members at most ten, so that one quorum's lines fit the 16 that every reader takes
public record Consortium(List<VerifierKey> logKeys, List<Member> members) {

    /// The published policy's file in a folder of trust.
    public static final String POLICY = "policy.txt";

    /// The file of the policy for tools that know no ML-DSA.
    public static final String ED25519_POLICY = "policy-ed25519.txt";

    /// The file of the first round's policy.
    public static final String MIRRORS = "mirrors.txt";

    /// See the record's comment.
    public static final int MEMBERS_MAX = 10;

    private static final String QUORUM = "consortium";

    /// Checks the number of members.
    public Consortium {
        logKeys = List.copyOf(logKeys);
        members = List.copyOf(members);
        if (members.isEmpty() || members.size() > MEMBERS_MAX) {
            throw new IllegalArgumentException("a consortium has 1 to 10 members");
        }
    }

    /// One organisation.
    ///
    /// @param name in the policies
    /// @param prepare its keys of `NAME/mirror`
    /// @param finish its keys of `NAME/final`
    public record Member(String name, List<VerifierKey> prepare, List<VerifierKey> finish) {

        /// Copies the keys.
        public Member {
            prepare = List.copyOf(prepare);
            finish = List.copyOf(finish);
        }
    }

    /// Reads the two policies of a folder of trust.
    ///
    /// @throws IOException when one is missing or is none of ours
    public static Consortium load(Path trust) throws IOException {
        var finals = read(trust.resolve(POLICY));
        var mirrors = read(trust.resolve(MIRRORS));
        var names = group(finals, finals.quorum());
        var members =
                names.stream()
                        .map(name -> new Member(name, keys(mirrors, name), keys(finals, name)))
                        .toList();
        return new Consortium(finals.logs().stream().map(Policy.Log::key).toList(), members);
    }

    /// How many of `n` members must sign: `ceil((n + f + 1) / 2)` with `f = floor((n - 1) / 3)`, so
    /// that two quorums share more than f members (design D4).
    public static int quorum(int n) {
        var faulty = (n - 1) / 3;
        return (n + faulty + 2) / 2;
    }

    /// The published policy: the log, and of each member both final keys or none.
    public Policy policy() {
        return policy(Member::finish);
    }

    /// The policy of the first round: what members check before they sign final.
    public Policy mirrors() {
        return policy(Member::prepare);
    }

    /// The published policy for tools that know no ML-DSA.
    public Policy ed25519Policy() {
        var witnesses = new LinkedHashMap<String, Policy.Witness>();
        for (var member : members) {
            member.finish().stream()
                    .filter(key -> key.type() == KeyType.COSIGNATURE_ED25519)
                    .forEach(key -> put(witnesses, member.name(), key));
        }
        var logs = logKeys.stream().filter(key -> key.type() == KeyType.ED25519).toList();
        return new Policy(logs(logs), witnesses, groups(List.of()), QUORUM);
    }

    private Policy policy(Function<Member, List<VerifierKey>> keys) {
        var witnesses = new LinkedHashMap<String, Policy.Witness>();
        var both = new ArrayList<Policy.Group>();
        for (var member : members) {
            var aliases = new ArrayList<String>();
            for (var key : keys.apply(member)) {
                var alias = member.name() + suffix(key);
                put(witnesses, alias, key);
                aliases.add(alias);
            }
            both.add(new Policy.Group(member.name(), aliases.size(), aliases));
        }
        return new Policy(logs(logKeys), witnesses, groups(both), QUORUM);
    }

    /// Groups that each count once, and the one that asks for a quorum of the members.
    private LinkedHashMap<String, Policy.Group> groups(List<Policy.Group> both) {
        var groups = new LinkedHashMap<String, Policy.Group>();
        both.forEach(group -> groups.put(group.name(), group));
        var names = members.stream().map(Member::name).toList();
        groups.put(QUORUM, new Policy.Group(QUORUM, quorum(names.size()), names));
        return groups;
    }

    private static String suffix(VerifierKey key) {
        return key.type() == KeyType.COSIGNATURE_ED25519 ? "-ed25519" : "-ml-dsa-44";
    }

    private static void put(
            LinkedHashMap<String, Policy.Witness> witnesses, String name, VerifierKey key) {
        witnesses.put(name, new Policy.Witness(name, key, null));
    }

    private static List<Policy.Log> logs(List<VerifierKey> keys) {
        return keys.stream().map(key -> new Policy.Log(key, null)).toList();
    }

    private static Policy read(Path file) throws IOException {
        try {
            return Policy.parse(Files.readAllBytes(file));
        } catch (MalformedException e) {
            throw new IOException("%s is no policy: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static List<String> group(Policy policy, String name) {
        var group = policy.groups().get(name);
        if (group == null) {
            throw new MalformedException("the policy has no group " + name);
        }
        return group.members();
    }

    private static List<VerifierKey> keys(Policy policy, String member) {
        return group(policy, member).stream()
                .flatMap(alias ->
                        policy.witnesses().values().stream().filter(w -> w.name().equals(alias)))
                .map(Policy.Witness::key)
                .toList();
    }
}
