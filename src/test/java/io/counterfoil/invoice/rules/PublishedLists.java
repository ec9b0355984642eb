package io.counterfoil.invoice.rules;

import io.counterfoil.invoice.Format;
import io.counterfoil.invoice.UnreadableInvoice;
import io.counterfoil.invoice.xml.Element;
import io.counterfoil.invoice.xml.XmlReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The lists of codes that the published rules bring, taken from their files by text, past our
/// compiler.
public final class PublishedLists {

    /// `contains(' AE K S ', …)`, the form in which EN 16931 has them.
    private static final Pattern CODES = Pattern.compile("contains\\( ?' ([^']+) '");

    private static final Pattern CONDITION = Pattern.compile("<xsl:when test=\"([^\"]*)\"");
    private static final Pattern NAME = Pattern.compile("<xsl:attribute name=\"id\">([^<]+)<");

    /// How our sentences name a list: `The code of the unit is not in UN/ECE Recommendations …`.
    private static final Pattern LISTED = Pattern.compile(".+ is not in (?:the )?(.+)\\.");

    private PublishedLists() {}

    /// The lists in the condition of a rule of EN 16931, in the order they are written.
    public static List<Set<String>> of(String rule, Format format) {
        return all(format).getOrDefault(rule, List.of());
    }

    /// The name of the file that has them.
    public static String file(Format format) {
        return Path.of(path(format)).getFileName().toString();
    }

    private static String path(Format format) {
        return Published.sheets(RuleSet.EN16931, format).getLast();
    }

    private static Map<String, List<Set<String>>> all(Format format) {
        var text = new String(Published.bytes(path(format)), StandardCharsets.UTF_8);
        var lists = new TreeMap<String, List<Set<String>>>();
        var conditions = CONDITION.matcher(text);
        var names = NAME.matcher(text);
        while (conditions.find()) {
            var found = new ArrayList<Set<String>>();
            var codes = CODES.matcher(conditions.group(1));
            while (codes.find()) {
                found.add(new TreeSet<>(List.of(codes.group(1).split("\\s+"))));
            }
            if (!found.isEmpty() && names.find(conditions.end())) {
                lists.put(names.group(1), found);
            }
        }
        return lists;
    }

    /// Every list with its version and the number of its codes, as a section of the page of rules.
    static String page() {
        var ubl = all(Format.UBL_INVOICE);
        var cii = all(Format.CII);
        var page = new StringBuilder();
        page.append(
                """

                ## Code lists

                The lists are those that each rule set brings with it, in the version of that set; the hash that a verdict
                names covers them. These conditions of EN 16931 %s hold one (U: `%s`,
                C: `%s`); Peppol %s brings a copy of its own, XRechnung %s those of EN 16931 %s.

                | rule | list | codes, U | codes, C |
                |---|---|---|---|
                """
                        .formatted(
                                RuleSet.EN16931.version(),
                                file(Format.UBL_INVOICE),
                                file(Format.CII),
                                RuleSet.PEPPOL_BIS3.version(),
                                RuleSet.XRECHNUNG.version(),
                                Path.of(Published.sheets(RuleSet.XRECHNUNG, Format.CII).getFirst())
                                        .getName(2)));
        var rules = new TreeSet<>(ubl.keySet());
        rules.addAll(cii.keySet());
        for (var rule : rules) {
            page.append(
                    "| %s | %s | %s | %s |\n"
                            .formatted(
                                    rule,
                                    name(rule),
                                    sizes(ubl.getOrDefault(rule, List.of())),
                                    sizes(cii.getOrDefault(rule, List.of()))));
        }
        return page.append(facturX()).toString();
    }

    private static String name(String rule) {
        var message =
                Messages.of(new Messages.Published(rule, "", "", true), (_, _) -> Set.of())
                        .orElseThrow();
        var name = LISTED.matcher(message.sentence());
        return name.matches()
                ? name.group(1)
                : "what " + String.join(", ", message.terms()) + " begin with";
    }

    private static String sizes(List<Set<String>> lists) {
        return String.join(" + ", lists.stream().map(Set::size).map(String::valueOf).toList());
    }

    private static String facturX() {
        var page =
                new StringBuilder(
                        """

                        Factur-X %s has its lists in a file beside the rules of each profile, by number:

                        | profile | file | lists | codes |
                        |---|---|---|---|
                        """
                                .formatted(RuleSet.FACTURX_BASIC.version()));
        for (var set : RuleSet.values()) {
            var path =
                    Stream.of(set)
                            .filter(one -> one.covers(Format.CII))
                            .flatMap(one -> Published.sheets(one, Format.CII).stream())
                            .flatMap(sheet -> Published.codes(sheet).stream())
                            .findFirst();
            path.ifPresent(file -> page.append(row(set, file)));
        }
        return page.toString();
    }

    private static String row(RuleSet set, String path) {
        var lists = lists(path);
        return "| %s | `%s` | %d | %d |\n"
                .formatted(
                        set.title(),
                        Path.of(path).getFileName(),
                        lists.size(),
                        lists.stream().mapToInt(list -> list.children("enumeration").size()).sum());
    }

    private static List<Element> lists(String path) {
        try {
            return XmlReader.read(Published.bytes(path), SheetText.LIMITS).children("cl");
        } catch (UnreadableInvoice fault) {
            throw new IllegalStateException(fault);
        }
    }
}
