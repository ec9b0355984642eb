package io.counterfoil.kernel.policy;

import io.counterfoil.kernel.Encoding;
import io.counterfoil.kernel.MalformedException;
import io.counterfoil.kernel.note.VerifierKey;
import io.counterfoil.kernel.policy.Policy.Group;
import io.counterfoil.kernel.policy.Policy.Log;
import io.counterfoil.kernel.policy.Policy.Witness;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads the lines of a policy file; each octet is one character.
final class PolicyParser {

    /// The largest file that is read; 1,024 ML-DSA-44 keys have 1.8 MB.
    private static final int BYTES_MAX = 4 << 20;

    private final List<Log> logs = new ArrayList<>();
    private final Map<String, Witness> witnesses = new LinkedHashMap<>();
    private final Map<String, Group> groups = new LinkedHashMap<>();
    private @Nullable String quorum;

    Policy parse(byte[] file) {
        if (file.length > BYTES_MAX) {
            throw new MalformedException("the policy is too large");
        }
        if (file.length > 0 && file[file.length - 1] != '\n') {
            throw new MalformedException("the policy's last line does not end in a line feed");
        }
        int number = 0;
        for (String line : new String(file, StandardCharsets.ISO_8859_1).split("\n", -1)) {
            number++;
            try {
                parseLine(line);
            } catch (MalformedException e) {
                throw new MalformedException("line " + number + ": " + e.getMessage(), e);
            }
        }
        if (quorum == null) {
            throw new MalformedException("the policy has no quorum");
        }
        return new Policy(logs, witnesses, groups, quorum);
    }

    private void parseLine(String line) {
        if (!line.chars().allMatch(PolicyParser::isAllowed)) {
            throw new MalformedException("a control character other than a tab");
        }
        var items = Arrays.stream(line.split("[ \t]+")).filter(item -> !item.isEmpty()).toList();
        if (items.isEmpty() || items.getFirst().startsWith("#")) {
            return;
        }
        var arguments = items.subList(1, items.size());
        switch (items.getFirst()) {
            case "log" -> log(arguments);
            case "witness" -> witness(arguments);
            case "group" -> group(arguments);
            case "quorum" -> quorum(arguments);
            default -> throw new MalformedException("neither log, witness, group nor quorum");
        }
    }

    private static boolean isAllowed(int c) {
        return c == '\t' || (c >= 0x20 && c != 0x7F);
    }

    private void log(List<String> items) {
        requireCount(items, 1, 2);
        logs.add(new Log(key(items.get(0)), items.size() == 2 ? items.get(1) : null));
    }

    private void witness(List<String> items) {
        requireCount(items, 2, 3);
        String name = newName(items.get(0));
        String url = items.size() == 3 ? items.get(2) : null;
        witnesses.put(name, new Witness(name, key(items.get(1)), url));
    }

    private void group(List<String> items) {
        requireCount(items, 3, Integer.MAX_VALUE);
        String name = newName(items.get(0));
        var members = items.subList(2, items.size());
        long threshold =
                switch (items.get(1)) {
                    case "any" -> 1;
                    case "all" -> members.size();
                    default -> Encoding.decimal(items.get(1));
                };
        for (String member : members) {
            requireDefined(member);
        }
        groups.put(name, new Group(name, (int) Math.min(threshold, Integer.MAX_VALUE), members));
    }

    private void quorum(List<String> items) {
        requireCount(items, 1, 1);
        if (quorum != null) {
            throw new MalformedException("a second quorum");
        }
        quorum = items.getFirst();
        if (!quorum.equals(Policy.NONE)) {
            requireDefined(quorum);
        }
    }

    private static void requireCount(List<String> items, int least, int most) {
        if (items.size() < least || items.size() > most) {
            throw new MalformedException("too few or too many items");
        }
    }

    private void requireDefined(String name) {
        if (!witnesses.containsKey(name) && !groups.containsKey(name)) {
            throw new MalformedException("a name that no line before defines");
        }
    }

    private String newName(String name) {
        if (name.equals(Policy.NONE) || witnesses.containsKey(name) || groups.containsKey(name)) {
            throw new MalformedException("a name that is reserved or already defined");
        }
        return name;
    }

    /// A key's name is UTF-8, whatever the rest of the file is.
    private static VerifierKey key(String octets) {
        return VerifierKey.parse(Encoding.utf8(octets.getBytes(StandardCharsets.ISO_8859_1)));
    }

    static byte[] print(Policy policy) {
        var out = new StringBuilder();
        policy.logs().forEach(log -> line(out, "log", octets(log.key()), log.url()));
        policy.witnesses()
                .values()
                .forEach(w -> line(out, "witness", w.name(), octets(w.key()), w.url()));
        policy.groups()
                .values()
                .forEach(group ->
                        line(
                                out,
                                "group",
                                group.name(),
                                threshold(group),
                                String.join(" ", group.members())));
        line(out, "quorum", policy.quorum());
        return out.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String threshold(Group group) {
        int all = group.members().size();
        return group.threshold() == all ? "all" : String.valueOf(group.threshold());
    }

    private static String octets(VerifierKey key) {
        return new String(
                key.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static void line(StringBuilder out, @Nullable String... items) {
        out.append(String.join(" ", Arrays.stream(items).filter(Objects::nonNull).toList()));
        out.append('\n');
    }
}
