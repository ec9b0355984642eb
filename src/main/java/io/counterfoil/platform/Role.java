package io.counterfoil.platform;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A part of the product that can run alone; its name is its package and its configuration prefix.
public enum Role {
    /// Takes submissions in, commits them and promises.
    INTAKE,
    /// Orders records into the log and has it co-signed.
    LEDGER,
    /// Checks the log and co-signs it; one node for each organisation.
    MEMBER,
    /// Dates final batches and hands out packages and certificates.
    EVIDENCE,
    /// Answers the tax officer.
    AUTHORITY,
    /// The pages for people.
    PORTAL;

    /// The name used in `--roles` and in configuration keys.
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether it sends or follows records; the others read tables and files.
    public boolean usesKafka() {
        return switch (this) {
            case INTAKE, LEDGER, EVIDENCE -> true;
            case MEMBER, AUTHORITY, PORTAL -> false;
        };
    }

    /// Reads a `--roles` value: `all`, or role names separated by commas.
    ///
    /// @throws StartRefused when a name is unknown or the list is empty
    public static Set<Role> parse(String list) {
        if (list.strip().equals("all")) {
            return EnumSet.allOf(Role.class);
        }
        var roles = EnumSet.noneOf(Role.class);
        for (var name : list.split(",", -1)) {
            roles.add(named(name.strip()));
        }
        return roles;
    }

    /// The role whose package this is or lies in.
    static Optional<Role> ofPackage(String name) {
        return Arrays.stream(values())
                .filter(role -> (name + ".").startsWith("io.counterfoil." + role.key() + "."))
                .findFirst();
    }

    private static Role named(String name) {
        return Arrays.stream(values())
                .filter(role -> role.key().equals(name))
                .findFirst()
                .orElseThrow(() -> new StartRefused(unknown(name)));
    }

    private static String unknown(String name) {
        var known = Arrays.stream(values()).map(Role::key).collect(Collectors.joining(", "));
        return "There is no role \"%s\"; use all, or some of: %s.".formatted(name, known);
    }
}
