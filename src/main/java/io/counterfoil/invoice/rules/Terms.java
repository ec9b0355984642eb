package io.counterfoil.invoice.rules;

import io.counterfoil.invoice.Format;
import io.counterfoil.invoice.xml.Element;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The terms of EN 16931: what they are called, to which group they belong, and where they stand in
/// UBL and CII. The table is `terms.tsv`.
final class Terms {

    private static final Map<String, Term> ALL = load();
    private static final Map<String, List<Term>> IN_UBL = byPath(false);
    private static final Map<String, List<Term>> IN_CII = byPath(true);

    private Terms() {}

    /// A term or group.
    ///
    /// @param group the one it belongs to; empty for the document
    /// @param repeats whether there may be several of it
    record Term(
            String id,
            String name,
            String group,
            boolean repeats,
            List<String> ubl,
            List<String> cii) {
        Term {
            ubl = List.copyOf(ubl);
            cii = List.copyOf(cii);
        }
    }

    private static Map<String, Term> load() {
        try (var in = Objects.requireNonNull(Terms.class.getResourceAsStream("terms.tsv"));
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            var terms = new LinkedHashMap<String, Term>();
            lines.lines()
                    .filter(line -> line.startsWith("B"))
                    .map(line -> line.split("\t", -1))
                    .forEach(row -> terms.put(row[0], term(row)));
            return terms;
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static Term term(String[] row) {
        return new Term(row[0], row[1], row[2], !row[3].isEmpty(), paths(row[4]), paths(row[5]));
    }

    private static List<String> paths(String cell) {
        return cell.isEmpty() ? List.of() : List.of(cell.split(" "));
    }

    private static Map<String, List<Term>> byPath(boolean cii) {
        var byPath = new HashMap<String, List<Term>>();
        for (var term : ALL.values()) {
            for (var path : cii ? term.cii : term.ubl) {
                byPath.computeIfAbsent(path, _ -> new ArrayList<>()).add(term);
            }
        }
        return byPath;
    }

    /// All terms, by their identifiers.
    static Map<String, Term> all() {
        return ALL;
    }

    private static Map<String, List<Term>> byPath(Format format) {
        return format == Format.CII ? IN_CII : IN_UBL;
    }

    /// The place in the model that an element holds, `BG-25[3]/BT-131`.
    ///
    /// @param about the terms that a rule is about: they choose where the element could be several,
    ///   and say more where it is only a group
    static String place(Element element, Format format, List<String> about) {
        var byPath = byPath(format);
        var term = choose(element, byPath, about);
        return term == null ? "" : print(term, element, byPath);
    }

    private static @Nullable Term choose(
            Element element, Map<String, List<Term>> byPath, List<String> about) {
        for (var at = element; at != null; at = at.parent()) {
            var here = byPath.getOrDefault(path(at), List.of());
            for (var term : here) {
                if (about.contains(term.id)) {
                    return term;
                }
            }
            for (var id : about) {
                var term = ALL.get(id);
                if (term != null && here.stream().anyMatch(group -> isIn(term, group))) {
                    return term;
                }
            }
            if (!here.isEmpty()) {
                return here.getFirst();
            }
        }
        return about.isEmpty() ? null : ALL.get(about.getFirst());
    }

    private static boolean isIn(Term term, Term group) {
        for (var up = ALL.get(term.group); up != null; up = ALL.get(up.group)) {
            if (up.equals(group)) {
                return true;
            }
        }
        return false;
    }

    private static String print(Term term, Element element, Map<String, List<Term>> byPath) {
        var outer = ALL.get(term.group);
        var index = term.repeats ? index(term, element, byPath) : 0;
        return (outer == null ? "" : print(outer, element, byPath) + "/")
                + term.id
                + (index > 0 ? "[" + index + "]" : "");
    }

    /// Which one of several the element is, or is in; 0 where it is in none.
    private static int index(Term group, Element element, Map<String, List<Term>> byPath) {
        for (var at = element; at != null; at = at.parent()) {
            var path = path(at);
            if (byPath.getOrDefault(path, List.of()).contains(group)) {
                return 1 + before(at, path);
            }
        }
        return 0;
    }

    private static int before(Element element, String path) {
        var parent = element.parent();
        var count = 0;
        if (parent != null) {
            for (var other : parent) {
                if (other == element) {
                    return count;
                }
                count += path(other).equals(path) ? 1 : 0;
            }
        }
        return count;
    }

    /// The path as the table writes it: below the root, by the names of an invoice, with a sign at
    /// allowances and charges.
    static String path(Element element) {
        var parent = element.parent();
        if (parent == null) {
            return "";
        }
        var outer = path(parent);
        return (outer.isEmpty() ? "" : outer + "/") + name(element, parent);
    }

    private static String name(Element element, Element parent) {
        return switch (element.name()) {
            case "cac:CreditNoteLine" -> "cac:InvoiceLine";
            case "cbc:CreditedQuantity" -> "cbc:InvoicedQuantity";
            case "cbc:CreditNoteTypeCode" -> "cbc:InvoiceTypeCode";
            case "cac:AllowanceCharge" ->
                    parent.name().equals("cac:Price")
                            ? element.name()
                            : element.name() + sign(element.child("cbc:ChargeIndicator"));
            case "ram:SpecifiedTradeAllowanceCharge" -> {
                var indicator = element.child("ram:ChargeIndicator");
                yield element.name()
                        + sign(indicator == null ? null : indicator.child("udt:Indicator"));
            }
            default -> element.name();
        };
    }

    private static String sign(@Nullable Element charge) {
        return charge != null && (charge.value().equals("true") || charge.value().equals("1"))
                ? "+"
                : "-";
    }
}
