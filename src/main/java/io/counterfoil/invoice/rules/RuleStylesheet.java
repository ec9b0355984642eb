package io.counterfoil.invoice.rules;

import io.counterfoil.invoice.UnreadableInvoice;
import io.counterfoil.invoice.rules.xpath.Expr;
import io.counterfoil.invoice.rules.xpath.Scope;
import io.counterfoil.invoice.rules.xpath.UserFunction;
import io.counterfoil.invoice.rules.xpath.Vocabulary;
import io.counterfoil.invoice.xml.Element;
import io.counterfoil.invoice.xml.Limits;
import io.counterfoil.invoice.xml.Names;
import io.counterfoil.invoice.xml.XmlReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads the rules out of a published stylesheet: what Schematron became when its publisher
/// compiled it to XSLT.
///
/// Of the stylesheet only contexts, conditions, identifiers and severities are taken; how XSLT
/// would walk the document and print a report is not.
final class RuleStylesheet {

    private static final String XSL = "{http://www.w3.org/1999/XSL/Transform}";
    private static final String SVRL = "{http://purl.oclc.org/dsdl/svrl}";

    /// The largest published stylesheet that is compiled has 1.4 MB.
    static final Limits LIMITS = new Limits(8 << 20, 100, 1_000_000);

    private static final String XSL_PARAM = (XSL + "param").intern();
    private static final String XSL_VARIABLE = (XSL + "variable").intern();

    private static final Pattern PREFIX = Pattern.compile("\\sxmlns:([\\w-]+)=[\"']([^\"']+)[\"']");

    private final Element root;
    private final Map<String, String> namespaces = new HashMap<>();
    private final Scope scope;

    private RuleStylesheet(Element root, String head, Vocabulary vocabulary, CodeFile codes) {
        this.root = root;
        scope = new Scope(this::canonical, vocabulary);
        scope.lookUpIn(codes);
        var prefixes = PREFIX.matcher(head);
        while (prefixes.find()) {
            namespaces.put(prefixes.group(1), prefixes.group(2));
        }
    }

    /// The rules of a stylesheet.
    ///
    /// @param vocabulary grows by what the rules ask for
    /// @param codes the file beside it that conditions look codes up in
    static CompiledRules compile(byte[] stylesheet, Vocabulary vocabulary, CodeFile codes) {
        try {
            var root = XmlReader.read(stylesheet, LIMITS);
            return new RuleStylesheet(root, head(stylesheet), vocabulary, codes).compile();
        } catch (UnreadableInvoice fault) {
            throw new IllegalStateException("a published stylesheet cannot be read", fault);
        }
    }

    /// The root's tag, where all prefixes are declared.
    private static String head(byte[] stylesheet) {
        var length = Math.min(stylesheet.length, 8192);
        var text = new String(stylesheet, 0, length, StandardCharsets.UTF_8);
        return text.substring(0, text.indexOf('>', text.indexOf("stylesheet")) + 1);
    }

    private CompiledRules compile() {
        var functions = new ArrayList<UserFunction>();
        for (var function : children(root, XSL + "function")) {
            functions.add(function(function));
            scope.define(given(function, "name"), functions.getLast());
        }
        var globals = globals();
        var patterns = new LinkedHashMap<String, List<RulePattern.Rule>>();
        children(root, XSL + "template").stream()
                .filter(template -> !children(template, SVRL + "fired-rule").isEmpty())
                .sorted(Comparator.comparing(RuleStylesheet::priority).reversed())
                .forEach(template ->
                        patterns.computeIfAbsent(given(template, "mode"), _ -> new ArrayList<>())
                                .add(rule(template)));
        return new CompiledRules(
                globals, functions, patterns.values().stream().map(RulePattern::new).toList());
    }

    /// The rule set's own variables; lists of codes become part of the conditions.
    private Map<String, Expr> globals() {
        var globals = new HashMap<String, Expr>();
        var local = localNames();
        for (var kind : List.of("param", "variable")) {
            for (var variable : children(root, XSL + kind)) {
                if (variable.attribute("select") != null) {
                    var name = given(variable, "name");
                    var value = expression(given(variable, "select"));
                    globals.put(name, value);
                    if (!local.contains(name)) {
                        scope.fold(name, value);
                    }
                }
            }
        }
        return globals;
    }

    /// Names of variables that rules and functions use for themselves, somewhere.
    private Set<String> localNames() {
        var names = new HashSet<String>();
        for (var child : root) {
            addVariables(child, names);
        }
        return names;
    }

    private static void addVariables(Element parent, Set<String> names) {
        for (var child : parent) {
            if (child.is(XSL_PARAM) || child.is(XSL_VARIABLE)) {
                names.add(given(child, "name"));
            }
            addVariables(child, names);
        }
    }

    private static Integer priority(Element template) {
        return Integer.valueOf(given(template, "priority"));
    }

    private RulePattern.Rule rule(Element template) {
        var assertions = new ArrayList<Assertion>();
        for (var choose : children(template, XSL + "choose")) {
            var when = children(choose, XSL + "when").getFirst();
            var otherwise = children(choose, XSL + "otherwise").getFirst();
            for (var failed : children(otherwise, SVRL + "failed-assert")) {
                assertions.add(assertion(failed, given(when, "test"), true));
            }
        }
        for (var condition : children(template, XSL + "if")) {
            for (var report : children(condition, SVRL + "successful-report")) {
                assertions.add(assertion(report, given(condition, "test"), false));
            }
        }
        var pattern = given(template, "match");
        return new RulePattern.Rule(
                scope.subjects(pattern),
                UserFunction.once(() -> scope.pattern(pattern)),
                UserFunction.once(() -> variables(template)),
                assertions);
    }

    private SequencedMap<String, Expr> variables(Element template) {
        var variables = new LinkedHashMap<String, Expr>();
        for (var variable : children(template, XSL + "variable")) {
            variables.put(given(variable, "name"), expression(given(variable, "select")));
        }
        return variables;
    }

    private Assertion assertion(Element outcome, String test, boolean expected) {
        var attributes = new HashMap<String, String>();
        for (var attribute : children(outcome, XSL + "attribute")) {
            attributes.put(given(attribute, "name"), attribute.value());
        }
        var text = children(outcome, SVRL + "text");
        var label =
                new Assertion.Label(
                        id(attributes.getOrDefault("id", given(outcome, "id"))),
                        severity(attributes.getOrDefault("flag", given(outcome, "flag"))));
        return new Assertion(
                label, test, text.isEmpty() ? "" : text.getFirst().text(), expected, scope);
    }

    private static String id(String given) {
        return given.isEmpty() ? Assertion.NAMELESS : given;
    }

    private static Severity severity(String flag) {
        return switch (flag) {
            case "warning" -> Severity.WARNING;
            case "information", "info" -> Severity.INFORMATION;
            default -> Severity.FATAL;
        };
    }

    private Expr expression(String text) {
        return scope.compile(text);
    }

    /// A name with the stylesheet's prefix as our trees write it.
    private String canonical(String name) {
        var colon = name.indexOf(':');
        var namespace = colon < 0 ? null : namespaces.get(name.substring(0, colon));
        return namespace == null ? name : Names.print(namespace, name.substring(colon + 1));
    }

    private UserFunction function(Element function) {
        var parameters = new ArrayList<UserFunction.Parameter>();
        for (var parameter : children(function, XSL + "param")) {
            parameters.add(
                    new UserFunction.Parameter(given(parameter, "name"), given(parameter, "as")));
        }
        return new UserFunction(parameters, () -> body(function));
    }

    /// A body is variables, and then one expression or a choice between bodies.
    private Expr body(Element parent) {
        var variables = new LinkedHashMap<String, Expr>();
        Expr result = null;
        for (var child : parent) {
            switch (child.name().substring(child.name().indexOf('}') + 1)) {
                case "variable" -> variables.put(given(child, "name"), variable(child));
                case "sequence", "value-of" -> result = expression(given(child, "select"));
                case "choose" -> result = choice(child);
                default -> {} // parameters stand before
            }
        }
        if (result == null) {
            throw new IllegalStateException(
                    "a function without a result: " + given(parent, "name"));
        }
        return UserFunction.let(variables, result);
    }

    private Expr variable(Element variable) {
        if (variable.attribute("select") != null) {
            return expression(given(variable, "select"));
        }
        return variable.isLeaf() ? UserFunction.text(variable.text()) : body(variable);
    }

    private Expr choice(Element choose) {
        var tests = new ArrayList<Expr>();
        var bodies = new ArrayList<Expr>();
        for (var when : children(choose, XSL + "when")) {
            tests.add(expression(given(when, "test")));
            bodies.add(body(when));
        }
        bodies.add(body(children(choose, XSL + "otherwise").getFirst()));
        return UserFunction.choice(tests, bodies);
    }

    private static List<Element> children(Element parent, String name) {
        return parent.children(name);
    }

    /// An attribute's value; empty where it is not given.
    private static String given(Element element, String attribute) {
        return Objects.requireNonNullElse(element.attribute(attribute), "");
    }
}
