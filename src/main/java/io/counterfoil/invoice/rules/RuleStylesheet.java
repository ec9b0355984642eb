package io.counterfoil.invoice.rules;

import io.counterfoil.invoice.rules.xpath.Compiler;
import io.counterfoil.invoice.rules.xpath.Compiler.Callable;
import io.counterfoil.invoice.rules.xpath.Expr;
import io.counterfoil.invoice.rules.xpath.UserFunction;
import io.counterfoil.invoice.xml.Names;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    private final Map<String, Callable> functions = new HashMap<>();

    private RuleStylesheet(Element root) {
        this.root = root;
        var attributes = root.getAttributes();
        for (var i = 0; i < attributes.getLength(); i++) {
            var attribute = attributes.item(i);
            if (attribute.getNodeName().startsWith("xmlns:")) {
                namespaces.put(attribute.getLocalName(), attribute.getNodeValue());
            }
        }
    }

    /// The rules of a stylesheet.
    static CompiledRules compile(byte[] stylesheet) {
        return new RuleStylesheet(parse(stylesheet)).compile();
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
        for (var function : children(root, XSL, "function")) {
            functions.put(function.getAttribute("name"), function(function));
        }
        var globals = new HashMap<String, Expr>();
        for (var kind : List.of("param", "variable")) {
            for (var variable : children(root, XSL, kind)) {
                if (variable.hasAttribute("select")) {
                    globals.put(
                            variable.getAttribute("name"),
                            expression(variable.getAttribute("select")));
                }
            }
        }
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
                Compiler.pattern(template.getAttribute("match"), this::canonical, functions),
                variables,
                assertions);
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
        return Compiler.compile(text, this::canonical, functions);
    }

    /// A name with the stylesheet's prefix as our trees write it.
    private String canonical(String name) {
        var colon = name.indexOf(':');
        var namespace = colon < 0 ? null : namespaces.get(name.substring(0, colon));
        return namespace == null ? name : Names.print(namespace, name.substring(colon + 1));
    }

    private Callable function(Element function) {
        var parameters = new ArrayList<UserFunction.Parameter>();
        for (var parameter : children(function, XSL, "param")) {
            parameters.add(
                    new UserFunction.Parameter(
                            parameter.getAttribute("name"), parameter.getAttribute("as")));
        }
        // Compiled at the first call: functions call each other, and themselves.
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
