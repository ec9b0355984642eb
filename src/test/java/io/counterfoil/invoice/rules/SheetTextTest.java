package io.counterfoil.invoice.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.invoice.Format;
import io.counterfoil.invoice.UnreadableInvoice;
import io.counterfoil.invoice.xml.Element;
import io.counterfoil.invoice.xml.XmlReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is looked for in the text of a stylesheet is what a parser finds in its tree.
class SheetTextTest {

    private static final String XSL = "{http://www.w3.org/1999/XSL/Transform}";
    private static final String SVRL = "{http://purl.oclc.org/dsdl/svrl}";

    private static final Set<String> DEFINITIONS =
            Set.of(XSL + "function", XSL + "param", XSL + "variable");

    static Stream<String> sheets() {
        return Arrays.stream(RuleSet.values())
                .flatMap(set ->
                        Arrays.stream(Format.values())
                                .filter(set::covers)
                                .flatMap(format -> Published.sheets(set, format).stream()))
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("sheets")
    void theTextHoldsWhatTheTreeHolds(String path) throws UnreadableInvoice {
        var bytes = Published.bytes(path);
        var sheet = SheetText.of(bytes);
        var tree = XmlReader.read(bytes, SheetText.LIMITS);
        var rules = new ArrayList<String>();
        var definitions = new ArrayList<String>();
        for (var child : tree) {
            if (!child.children(SVRL + "fired-rule").isEmpty()) {
                addTemplate(child, rules);
            } else if (DEFINITIONS.contains(child.name())) {
                definitions.add(all(child));
            }
        }

        assertThat(sheet.templates().stream().flatMap(SheetTextTest::lines).toList())
                .isEqualTo(rules)
                .hasSizeGreaterThan(50);
        var found = new ArrayList<String>();
        sheet.definitions().forEach(child -> found.add(all(child)));
        assertThat(found).isEqualTo(definitions);
    }

    private static Stream<String> lines(SheetText.Template template) {
        var lines = new ArrayList<String>();
        lines.add(head(template.mode(), template.priority(), template.match()));
        template.variables().forEach(one -> lines.add(one.name() + " := " + one.select()));
        template.conditions()
                .forEach(one -> lines.add(rule(one.test(), one.expected(), one.outcome())));
        return lines.stream();
    }

    private static void addTemplate(Element template, List<String> lines) {
        lines.add(
                head(
                        template.attribute("mode"),
                        Integer.parseInt(String.valueOf(template.attribute("priority"))),
                        template.attribute("match")));
        for (var variable : template.children(XSL + "variable")) {
            lines.add(variable.attribute("name") + " := " + variable.attribute("select"));
        }
        for (var part : template) {
            if (part.name().equals(XSL + "choose")) {
                var test = part.children(XSL + "when").getFirst().attribute("test");
                for (var otherwise : part.children(XSL + "otherwise")) {
                    otherwise.forEach(outcome -> lines.add(rule(test, true, outcome)));
                }
            } else if (part.name().equals(XSL + "if")) {
                part.forEach(outcome -> lines.add(rule(part.attribute("test"), false, outcome)));
            }
        }
    }

    private static String head(@Nullable String mode, int priority, @Nullable String match) {
        return "%s %d %s".formatted(mode, priority, match);
    }

    private static String rule(@Nullable String test, boolean expected, Element outcome) {
        return "%s %s %s".formatted(test, expected, all(outcome));
    }

    /// An element with everything in it.
    private static String all(Element element) {
        var written =
                new StringBuilder(element.name())
                        .append(element.attributes())
                        .append(element.text());
        element.forEach(child -> written.append('(').append(all(child)).append(')'));
        return written.toString();
    }

    /// A stylesheet of another form is not taken for one without rules.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<xsl:stylesheet",
                "<xsl:stylesheet xmlns:xsl='x'>",
                "<xsl:stylesheet a=\">\"><xsl:template match=\"a\"><svrl:fired-rule/>",
                "<t:transform xmlns:t='http://www.w3.org/1999/XSL/Transform'/>"
            })
    void whatHasAnotherFormIsRefused(String stylesheet) {
        assertThatThrownBy(() -> SheetText.of(stylesheet.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("a published stylesheet has no");
    }
}
