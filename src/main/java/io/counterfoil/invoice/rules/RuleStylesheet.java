package io.counterfoil.invoice.rules;

import io.counterfoil.invoice.rules.xpath.Expr;
import io.counterfoil.invoice.rules.xpath.Scope;
import io.counterfoil.invoice.rules.xpath.UserFunction;
import io.counterfoil.invoice.rules.xpath.Vocabulary;
import io.counterfoil.invoice.xml.Element;
import io.counterfoil.invoice.xml.Names;
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
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// Reads the rules out of a published stylesheet: what Schematron became when its publisher
/// compiled it to XSLT.
///
/// Of the stylesheet only contexts, conditions, identifiers and severities are taken; how XSLT
/// would walk the document and print a report is not.
final class RuleStylesheet {

    private static final String XSL = SheetText.XSL;
    private static final String XSL_PARAM = (XSL + "param").intern();
    private static final String XSL_VARIABLE = (XSL + "variable").intern();

    private static final Pattern PREFIX = Pattern.compile("\\sxmlns:([\\w-]+)=[\"']([^\"']+)[\"']");

    private final SheetText sheet;
    private final Map<String, String> namespaces = new HashMap<>();
    private final Scope scope;

    private RuleStylesheet(SheetText sheet, Vocabulary vocabulary, CodeFile codes) {
        this.sheet = sheet;
        scope = new Scope(this::canonical, vocabulary);
        scope.lookUpIn(codes);
        var prefixes = PREFIX.matcher(sheet.head());
        while (prefixes.find()) {
            namespaces.put(prefixes.group(1), prefixes.group(2));
        }
    }

    /// The rules of a stylesheet.
    ///
    /// @param vocabulary grows by what the rules ask for
    /// @param codes the file beside it that conditions look codes up in
    static CompiledRules compile(byte[] stylesheet, Vocabulary vocabulary, CodeFile codes) {
        return new RuleStylesheet(SheetText.of(stylesheet), vocabulary, codes).compile();
    }

    private CompiledRules compile() {
        var definitions = sheet.definitions();
        var functions = new ArrayList<UserFunction>();
        for (var function : children(definitions, XSL + "function")) {
            functions.add(function(function));
            scope.define(given(function, "name"), functions.getLast());
        }
        var globals = globals(definitions);
        var patterns = new LinkedHashMap<String, List<RulePattern.Rule>>();
        sheet.templates().stream()
                .sorted(Comparator.comparingInt(SheetText.Template::priority).reversed())
                .forEach(template ->
                        patterns.computeIfAbsent(template.mode(), _ -> new ArrayList<>())
                                .add(rule(template)));
        return new CompiledRules(
                globals, functions, patterns.values().stream().map(RulePattern::new).toList());
    }

    /// The rule set's own variables, compiled when they are first used; lists of codes become part
    /// of the conditions.
    private Map<String, Supplier<Expr>> globals(Element definitions) {
        var globals = new HashMap<String, Supplier<Expr>>();
        var local = localNames(definitions);
        for (var kind : List.of("param", "variable")) {
            for (var variable : children(definitions, XSL + kind)) {
                if (variable.attribute("select") != null) {
                    var name = given(variable, "name");
                    var select = given(variable, "select");
                    var value = UserFunction.once(() -> expression(select));
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
    private Set<String> localNames(Element definitions) {
        var names = new HashSet<String>();
        for (var child : definitions) {
            addVariables(child, names);
        }
        for (var template : sheet.templates()) {
            template.variables().forEach(variable -> names.add(variable.name()));
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

    private RulePattern.Rule rule(SheetText.Template template) {
        var pattern = template.match();
        return new RulePattern.Rule(
                scope.subjects(pattern),
                UserFunction.once(() -> scope.pattern(pattern)),
                UserFunction.once(() -> variables(template)),
                template.conditions().stream().map(one -> new Assertion(one, scope)).toList());
    }

    private SequencedMap<String, Expr> variables(SheetText.Template template) {
        var variables = new LinkedHashMap<String, Expr>();
        for (var variable : template.variables()) {
            variables.put(variable.name(), expression(variable.select()));
        }
        return variables;
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
