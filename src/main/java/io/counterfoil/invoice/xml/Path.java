package io.counterfoil.invoice.xml;

import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// A path of child names, `cac:Party/cac:PostalAddress/cbc:CityName`, split once and kept.
public final class Path {

    /// Paths are constants of the code, so the map cannot be made to grow by input.
    private static final ConcurrentMap<String, Path> KNOWN = new ConcurrentHashMap<>();

    private final String[] steps;

    private Path(String text) {
        steps = text.split("/");
    }

    /// The path of that text; only for constants.
    public static Path of(String text) {
        return KNOWN.computeIfAbsent(text, Path::new);
    }

    int length() {
        return steps.length;
    }

    String step(int index) {
        return steps[index];
    }

    /// Tells whether one of the names is a step of the path.
    boolean contains(Set<String> names) {
        return Arrays.stream(steps).anyMatch(names::contains);
    }

    /// The last name of the path.
    public String last() {
        return steps[steps.length - 1];
    }

    @Override
    public String toString() {
        return String.join("/", steps);
    }
}
