package io.counterfoil.invoice.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/// The codes that the program itself acts on, out of a table: a line has the list, the published
/// file and the rule in it that the list is taken from, the file's version, and a code.
///
/// What a code must be is for the rules to say, which bring lists of their own. `CodesTest` holds
/// the table against the published one.
final class Codes {

    static final String TABLE = "codes.tsv";

    /// The document types that EN 16931 counts as credit notes; UBL has a root of its own for them.
    static final Set<String> CREDIT_NOTES = list("UNTDID 1001, credit notes");

    private Codes() {}

    private static Set<String> list(String name) {
        try (var in = Objects.requireNonNull(Codes.class.getResourceAsStream(TABLE), TABLE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split("\t", -1))
                    .filter(cells -> cells[0].equals(name))
                    .map(cells -> cells[3])
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException fault) {
            throw new UncheckedIOException("the table of codes cannot be read", fault);
        }
    }
}
