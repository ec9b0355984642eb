package io.counterfoil.invoice.rules.schema;

import io.counterfoil.invoice.rules.schema.Declarations.Length;
import io.counterfoil.invoice.rules.schema.Declarations.Particle;
import io.counterfoil.invoice.rules.schema.Declarations.Raw;
import io.counterfoil.invoice.rules.schema.Declarations.RawAttribute;
import io.counterfoil.invoice.rules.xpath.UserFunction;
import java.io.IOException;
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
    ///
    /// A type's lines are read when a document first needs it: of hundreds an invoice needs a few
    /// dozen.
    static Declarations read(String name) {
        var table = text(name);
        var declarations = new Declarations();
        for (var start = 0; start < table.length(); ) {
            var next = table.indexOf("\ntype\t", start);
            var end = next < 0 ? table.length() : next + 1;
            var block = table.substring(start, end);
            if (block.startsWith("type\t")) {
                var type = block.substring(5, block.indexOf('\t', 5));
                declarations.addType(type, UserFunction.once(() -> type(block)));
            } else {
                elements(block, declarations);
            }
            start = end;
        }
        return declarations;
    }

    private static String text(String name) {
        try (var in = Objects.requireNonNull(SchemaTable.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException fault) {
            throw new UncheckedIOException("the schema " + name + " cannot be read", fault);
        }
    }

    private static void elements(String block, Declarations declarations) {
        block.lines()
                .map(line -> line.split("\t", -1))
                .filter(cells -> cells[0].equals("element")) // and not a remark
                .forEach(cells -> declarations.addElement(cells[1], cells[2]));
    }

    /// A type of its line and those below.
    private static Raw type(String block) {
        var lines = block.split("\n");
        var type = new Open(lines[0].split("\t", -1));
        for (var line : lines) {
            var cells = line.split("\t", -1);
            switch (cells[0]) {
                case "child" -> type.child(cells);
                case "attribute" -> type.attribute(cells);
                default -> {} // its own line, or a remark
            }
        }
        return type.raw();
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
