package io.counterfoil.invoice.rules;

import io.counterfoil.invoice.Corpus;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/// The documents inside CEN's unit cases: each file holds several, with the rules they keep or
/// break.
final class UnitCases {

    private UnitCases() {}

    /// One document of a test set.
    ///
    /// @param broken the rules that it must break, `kept` those that it must keep
    record UnitCase(String name, Element document, List<String> broken, List<String> kept) {
        @Override
        public String toString() {
            return name;
        }

        boolean isUbl() {
            return !"CrossIndustryInvoice".equals(document.getLocalName());
        }

        /// Tells whether the findings, `id flag` each, are what the case expects.
        boolean agreesWith(List<String> findings) {
            var ids = findings.stream().map(finding -> finding.split(" ")[0]).toList();
            return ids.containsAll(broken) && kept.stream().noneMatch(ids::contains);
        }

        byte[] bytes() {
            return Mutations.print(document);
        }
    }

    static List<UnitCase> in(Corpus.Case file) throws Exception {
        var cases = new ArrayList<UnitCase>();
        var root =
                DocumentBuilderFactory.newDefaultNSInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(file.bytes()))
                        .getDocumentElement();
        for (var test : elements(root)) {
            if (test.getLocalName().equals("test")) {
                var parts = elements(test);
                cases.add(
                        new UnitCase(
                                file.file().getFileName() + " " + (cases.size() + 1),
                                parts.getLast(),
                                rules(parts, "error"),
                                rules(parts, "success")));
            }
        }
        return cases;
    }

    private static List<String> rules(List<Element> parts, String kind) {
        return parts.stream()
                .filter(part -> part.getLocalName().equals("assert"))
                .flatMap(part -> elements(part).stream())
                .filter(rule -> rule.getLocalName().equals(kind))
                .map(rule -> rule.getTextContent().strip())
                .toList();
    }

    static List<Element> elements(Node parent) {
        var children = new ArrayList<Element>();
        for (var child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }
}
