package io.counterfoil.platform.consortium;

import io.counterfoil.kernel.note.KeyType;
import io.counterfoil.kernel.note.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    /// @throws IOException when one is missing or cannot be read
    public static Consortium load(Path trust) throws IOException {
        var finals = lines(trust.resolve(POLICY));
        var mirrors = lines(trust.resolve(MIRRORS));
        var logKeys =
                finals.stream()
                        .filter(l -> l[0].equals("log"))
                        .map(l -> VerifierKey.parse(l[1]))
                        .toList();
        var members =
                finals.stream()
                        .filter(line -> line[0].equals("group") && line[2].equals("all"))
                        .map(line -> line[1])
                        .map(name -> new Member(name, keys(mirrors, name), keys(finals, name)))
                        .toList();
        return new Consortium(logKeys, members);
    }

    private static List<VerifierKey> keys(List<String[]> lines, String member) {
        return lines.stream()
                .filter(line -> line[0].equals("witness") && line[1].startsWith(member + "-"))
                .map(line -> VerifierKey.parse(line[2]))
                .toList();
    }

    private static List<String[]> lines(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(l -> !l.isEmpty())
                .map(l -> l.split(" "))
                .toList();
    }

    /// How many of `n` members must sign: `ceil((n + f + 1) / 2)` with `f = floor((n - 1) / 3)`, so
    /// that two quorums share more than f members (design D4).
    public static int quorum(int n) {
        var faulty = (n - 1) / 3;
        return (n + faulty + 2) / 2;
    }

    /// The published policy: the log, and of each member both final keys or none.
    public String policy() {
        return text(Member::finish);
    }

    /// The policy of the first round: what members check before they sign final.
    public String mirrors() {
        return text(Member::prepare);
    }

    /// The published policy for tools that know no ML-DSA.
    public String ed25519Policy() {
        var text = new StringBuilder();
        logKeys.stream()
                .filter(key -> key.type() == KeyType.ED25519)
                .forEach(key -> text.append("log ").append(key).append('\n'));
        for (var member : members) {
            member.finish().stream()
                    .filter(key -> key.type() == KeyType.COSIGNATURE_ED25519)
                    .forEach(key -> witness(text, member.name(), key));
        }
        return quorum(text);
    }

    private String text(Function<Member, List<VerifierKey>> keys) {
        var text = new StringBuilder();
        logKeys.forEach(key -> text.append("log ").append(key).append('\n'));
        for (var member : members) {
            text.append('\n');
            text.append(group(text, member.name(), keys.apply(member))).append('\n');
        }
        text.append('\n');
        return quorum(text);
    }

    /// Defines a member's keys and gives the line that joins them: both must sign.
    private static String group(StringBuilder text, String name, List<VerifierKey> keys) {
        var line = new StringBuilder("group ").append(name).append(" all");
        for (var key : keys) {
            var alias =
                    name + (key.type() == KeyType.COSIGNATURE_ED25519 ? "-ed25519" : "-ml-dsa-44");
            witness(text, alias, key);
            line.append(' ').append(alias);
        }
        return line.toString();
    }

    private static void witness(StringBuilder text, String name, VerifierKey key) {
        text.append("witness ").append(name).append(' ').append(key).append('\n');
    }

    private String quorum(StringBuilder text) {
        text.append("group consortium ").append(quorum(members.size()));
        members.forEach(member -> text.append(' ').append(member.name()));
        return text.append("\nquorum consortium\n").toString();
    }
}
