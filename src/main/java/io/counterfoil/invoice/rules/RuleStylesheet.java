package io.counterfoil.invoice.rules;

import io.counterfoil.invoice.rules.xpath.Expr;
import io.counterfoil.invoice.rules.xpath.Scope;
import io.counterfoil.invoice.rules.xpath.UserFunction;
import io.counterfoil.invoice.rules.xpath.Vocabulary;
import io.counterfoil.invoice.xml.Names;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/// Reads the rules out of a published stylesheet: what Schematron became when its publisher
/// compiled it to XSLT.
///
/// Of the stylesheet only contexts, conditions, identifiers and severities are taken; how XSLT
/// would walk the document and print a report is not.
final class RuleStylesheet {

    private static final String XSL = "http://www.w3.org/1999/XSL/Transform";
    private static final String SVRL = "http://purl.oclc.org/dsdl/svrl";

    private final Element root;
    private final Map<String, String> namespaces = new HashMap<>();
    private final Vocabulary vocabulary;
    private final Scope scope;

    private RuleStylesheet(Element root, Vocabulary vocabulary) {
        this.root = root;
        this.vocabulary = vocabulary;
        scope = new Scope(this::canonical, vocabulary);
        var attributes = root.getAttributes();
        for (var i = 0; i < attributes.getLength(); i++) {
            var attribute = attributes.item(i);
            if (attribute.getNodeName().startsWith("xmlns:")) {
                namespaces.put(attribute.getLocalName(), attribute.getNodeValue());
            }
        }
    }

    /// The rules of a stylesheet.
    ///
    /// @param vocabulary grows by what the rules ask for
    static CompiledRules compile(byte[] stylesheet, Vocabulary vocabulary) {
        return new RuleStylesheet(parse(stylesheet), vocabulary).compile();
    }

    private static Element parse(byte[] stylesheet) {
        try {
            var factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            return factory.newDocumentBuilder()
                    .parse(new ByteArrayInputStream(stylesheet))
                    .getDocumentElement();
        } catch (ParserConfigurationException | SAXException | IOException fault) {
            throw new IllegalStateException("a published stylesheet cannot be read", fault);
        }
    }

    private CompiledRules compile() {
        var functions = new ArrayList<UserFunction>();
        for (var function : children(root, XSL, "function")) {
            functions.add(function(function));
            scope.define(function.getAttribute("name"), functions.getLast());
        }
        var globals = globals();
        // Functions call each other, and themselves.
        functions.forEach(UserFunction::prepare);
        var patterns = new LinkedHashMap<String, List<CompiledRules.Rule>>();
        children(root, XSL, "template").stream()
                .filter(template -> !children(template, SVRL, "fired-rule").isEmpty())
                .sorted(Comparator.comparing(RuleStylesheet::priority).reversed())
                .forEach(template ->
                        patterns.computeIfAbsent(
                                        template.getAttribute("mode"), _ -> new ArrayList<>())
                                .add(rule(template)));
        return new CompiledRules(globals, List.copyOf(patterns.values()));
    }

    /// The rule set's own variables; lists of codes become part of the conditions.
    private Map<String, Expr> globals() {
        var globals = new HashMap<String, Expr>();
        var local = localNames();
        for (var kind : List.of("param", "variable")) {
            for (var variable : children(root, XSL, kind)) {
                if (variable.hasAttribute("select")) {
                    var name = variable.getAttribute("name");
                    var value = expression(variable.getAttribute("select"));
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
        for (var kind : List.of("param", "variable")) {
            var all = root.getElementsByTagNameNS(XSL, kind);
            for (var i = 0; i < all.getLength(); i++) {
                if (!root.isSameNode(all.item(i).getParentNode())) {
                    names.add(((Element) all.item(i)).getAttribute("name"));
                }
            }
        }
        return names;
    }

    private static Integer priority(Element template) {
        return Integer.valueOf(template.getAttribute("priority"));
    }

    private CompiledRules.Rule rule(Element template) {
        var variables = new LinkedHashMap<String, Expr>();
        for (var variable : children(template, XSL, "variable")) {
            variables.put(
                    variable.getAttribute("name"), expression(variable.getAttribute("select")));
        }
        var assertions = new ArrayList<CompiledRules.Assertion>();
        for (var choose : children(template, XSL, "choose")) {
            var when = children(choose, XSL, "when").getFirst();
            var otherwise = children(choose, XSL, "otherwise").getFirst();
            for (var failed : children(otherwise, SVRL, "failed-assert")) {
                assertions.add(assertion(failed, when.getAttribute("test"), true));
            }
        }
        for (var condition : children(template, XSL, "if")) {
            for (var report : children(condition, SVRL, "successful-report")) {
                assertions.add(assertion(report, condition.getAttribute("test"), false));
            }
        }
        return new CompiledRules.Rule(
                scope.pattern(template.getAttribute("match")), variables, assertions, vocabulary);
    }

    private CompiledRules.Assertion assertion(Element outcome, String test, boolean expected) {
        var attributes = new HashMap<String, String>();
        for (var attribute : children(outcome, XSL, "attribute")) {
            attributes.put(attribute.getAttribute("name"), attribute.getTextContent().strip());
        }
        var text =
                children(outcome, SVRL, "text").stream()
                        .map(Element::getTextContent)
                        .findFirst()
                        .orElse("");
        var id = attributes.getOrDefault("id", outcome.getAttribute("id"));
        // A rule we have no words for is shown in its publisher's, which come with the artefact.
        var ours = Messages.of(id, test);
        var message =
                ours.orElseGet(() ->
                        new Messages.Message(
                                Artefacts.terms(text), text.strip().replaceAll("\\s+", " ")));
        return new CompiledRules.Assertion(
                id,
                severity(attributes.getOrDefault("flag", outcome.getAttribute("flag"))),
                message,
                ours.isPresent(),
                expression(test),
                expected);
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
        for (var parameter : children(function, XSL, "param")) {
            parameters.add(
                    new UserFunction.Parameter(
                            parameter.getAttribute("name"), parameter.getAttribute("as")));
        }
        return new UserFunction(parameters, () -> body(function));
    }

    /// A body is variables, and then one expression or a choice between bodies.
    private Expr body(Element parent) {
        var variables = new LinkedHashMap<String, Expr>();
        Expr result = null;
        for (var child : elements(parent)) {
            switch (child.getLocalName()) {
                case "variable" -> variables.put(child.getAttribute("name"), variable(child));
                case "sequence", "value-of" -> result = expression(child.getAttribute("select"));
                case "choose" -> result = choice(child);
                default -> {} // parameters stand before
            }
        }
        if (result == null) {
            throw new IllegalStateException(
                    "a function without a result: " + parent.getAttribute("name"));
        }
        return UserFunction.let(variables, result);
    }

    private Expr variable(Element variable) {
        if (variable.hasAttribute("select")) {
            return expression(variable.getAttribute("select"));
        }
        return elements(variable).isEmpty()
                ? UserFunction.text(variable.getTextContent())
                : body(variable);
    }

    private Expr choice(Element choose) {
        var tests = new ArrayList<Expr>();
        var bodies = new ArrayList<Expr>();
        for (var when : children(choose, XSL, "when")) {
            tests.add(expression(when.getAttribute("test")));
            bodies.add(body(when));
        }
        bodies.add(body(children(choose, XSL, "otherwise").getFirst()));
        return UserFunction.choice(tests, bodies);
    }

    private static List<Element> children(Element parent, String namespace, String name) {
        return elements(parent).stream()
                .filter(child ->
                        namespace.equals(child.getNamespaceURI())
                                && name.equals(child.getLocalName()))
                .toList();
    }

    private static List<Element> elements(Element parent) {
        var children = new ArrayList<Element>();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }
}
