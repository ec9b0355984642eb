package io.counterfoil.invoice.rules.schema;

import io.counterfoil.invoice.rules.schema.Declarations.Length;
import io.counterfoil.invoice.rules.schema.Declarations.Particle;
import io.counterfoil.invoice.rules.schema.Declarations.Raw;
import io.counterfoil.invoice.rules.schema.Declarations.RawAttribute;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a published schema declares, as a small table of our own in the jar: the files themselves
/// have megabytes of remarks, and reading them would be most of the first verdict's time.
///
/// One declaration a line, cells parted by tabs: `element`, then its name and type; `type`, its
/// name, what it is made from, shortest and longest text, and `choice`; under a type its `child`
/// lines (name, type, least, most) and `attribute` lines (name, type, `required`, fixed value). An
/// empty cell is nothing. `SchemaTableTest` makes the tables out of the published files and holds
/// them against those in the jar.
final class SchemaTable {

    private SchemaTable() {}

    /// The declarations of a table, `ubl-invoice-2.1.tsv`.
    static Declarations read(String name) {
        var declarations = new Declarations();
        try (var in = SchemaTable.class.getResourceAsStream(name);
                var lines =
                        new BufferedReader(
                                new InputStreamReader(
                                        Objects.requireNonNull(in, name),
                                        StandardCharsets.UTF_8))) {
            Open type = null;
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var cells = line.split("\t", -1);
                switch (cells[0]) {
                    case "element" -> declarations.addElement(cells[1], cells[2]);
                    case "type" -> {
                        close(type, declarations);
                        type = new Open(cells);
                    }
                    case "child" -> Objects.requireNonNull(type).child(cells);
                    case "attribute" -> Objects.requireNonNull(type).attribute(cells);
                    default -> {} // a remark
                }
            }
            close(type, declarations);
        } catch (IOException fault) {
            throw new UncheckedIOException("the schema " + name + " cannot be read", fault);
        }
        return declarations;
    }

    private static void close(@Nullable Open type, Declarations declarations) {
        if (type != null) {
            declarations.addType(type.cells[1], type.raw());
        }
    }

    private static @Nullable String cell(String text) {
        return text.isEmpty() ? null : text;
    }

    /// A type whose lines are being read.
    private static final class Open {
        private final String[] cells;
        private final List<Particle> particles = new ArrayList<>();
        private final List<RawAttribute> attributes = new ArrayList<>();

        Open(String[] cells) {
            this.cells = cells;
        }

        void child(String[] line) {
            particles.add(
                    new Particle(
                            line[1],
                            cell(line[2]),
                            Integer.parseInt(line[3]),
                            line[4].isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(line[4])));
        }

        void attribute(String[] line) {
            attributes.add(new RawAttribute(line[1], line[2], !line[3].isEmpty(), cell(line[4])));
        }

        Raw raw() {
            var length =
                    cells[3].isEmpty()
                            ? null
                            : new Length(
                                    Integer.parseInt(cells[3]),
                                    cells[4].isEmpty()
                                            ? Integer.MAX_VALUE
                                            : Integer.parseInt(cells[4]));
            return new Raw(cell(cells[2]), length, particles, !cells[5].isEmpty(), attributes);
        }
    }

    /// The part of the declarations that documents with a root of that name can need, as a table.
    static List<String> write(Declarations declarations, String root) {
        var lines = new ArrayList<String>();
        for (var element : declarations.reachableElements(root)) {
            lines.add(row("element", element, declarations.typeOf(element)));
        }
        for (var name : declarations.reachableTypes(root)) {
            write(name, declarations.raw(name), lines);
        }
        return lines;
    }

    private static void write(String name, Raw raw, List<String> lines) {
        var length = raw.length();
        lines.add(
                row(
                        "type",
                        name,
                        raw.base(),
                        length == null ? null : String.valueOf(length.min()),
                        length == null ? null : most(length.max()),
                        raw.choice() ? "choice" : null));
        for (var particle : raw.particles()) {
            lines.add(
                    row(
                            "child",
                            particle.name(),
                            particle.type(),
                            String.valueOf(particle.min()),
                            most(particle.max())));
        }
        for (var attribute : raw.attributes()) {
            lines.add(
                    row(
                            "attribute",
                            attribute.name(),
                            attribute.type(),
                            attribute.required() ? "required" : null,
                            attribute.fixed()));
        }
    }

    private static @Nullable String most(int max) {
        return max == Integer.MAX_VALUE ? null : String.valueOf(max);
    }

    private static String row(@Nullable String... cells) {
        var row = new StringBuilder();
        for (var cell : cells) {
            row.append(row.isEmpty() ? "" : "\t").append(cell == null ? "" : cell);
        }
        return row.toString();
    }
}
