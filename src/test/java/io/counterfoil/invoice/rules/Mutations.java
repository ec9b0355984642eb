package io.counterfoil.invoice.rules;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/// Invoices with small faults: an element lost, doubled, emptied or moved, a value or an attribute
/// changed.
final class Mutations {

    private static final List<String> VALUES =
            List.of(
                    "0",
                    "0.00",
                    "-1",
                    "1.005",
                    "99.999",
                    "1234567.89",
                    "S",
                    "E",
                    "AE",
                    "K",
                    "G",
                    "O",
                    "Z",
                    "L",
                    "M",
                    "B",
                    "DE",
                    "XX",
                    "EUR",
                    "QQQ",
                    "380",
                    "381",
                    "58",
                    "30",
                    "59",
                    "130",
                    "50",
                    "2026-02-28",
                    "20260228",
                    "true",
                    "false",
                    "VAT",
                    "9999",
                    "0088",
                    "H87",
                    "N1",
                    "#AAI#x",
                    "SE1234567890",
                    " ");

    private final Random random;

    Mutations(long seed) {
        random = new Random(seed);
    }

    /// The document with one to three faults.
    byte[] of(byte[] xml) throws Exception {
        var document =
                DocumentBuilderFactory.newDefaultNSInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(xml));
        for (var faults = 1 + random.nextInt(3); faults > 0; faults--) {
            mutate(document.getDocumentElement());
        }
        return print(document.getDocumentElement());
    }

    private void mutate(Element root) {
        var all = new ArrayList<Element>();
        collect(root, all);
        all.removeFirst();
        if (all.isEmpty()) {
            return;
        }
        var chosen = all.get(random.nextInt(all.size()));
        switch (random.nextInt(8)) {
            case 0, 1 -> chosen.getParentNode().removeChild(chosen);
            case 2 -> chosen.getParentNode().insertBefore(chosen.cloneNode(true), chosen);
            case 3 -> attribute(chosen);
            case 4 -> {
                var other = all.get(random.nextInt(all.size()));
                if (UnitCases.elements(other).isEmpty()) {
                    leaf(all).setTextContent(other.getTextContent());
                }
            }
            case 5 ->
                    all.get(random.nextInt(all.size()))
                            .getParentNode()
                            .appendChild(chosen.cloneNode(true));
            default -> leaf(all).setTextContent(VALUES.get(random.nextInt(VALUES.size())));
        }
    }

    private Element leaf(List<Element> all) {
        var leaves = all.stream().filter(one -> UnitCases.elements(one).isEmpty()).toList();
        return leaves.get(random.nextInt(leaves.size()));
    }

    private void attribute(Element element) {
        var attributes = element.getAttributes();
        if (attributes.getLength() == 0) {
            element.setAttribute("schemeID", VALUES.get(random.nextInt(VALUES.size())));
        } else {
            var name = attributes.item(random.nextInt(attributes.getLength())).getNodeName();
            if (name.startsWith("xmlns")) {
                return;
            }
            if (random.nextBoolean()) {
                element.removeAttribute(name);
            } else {
                element.setAttribute(name, VALUES.get(random.nextInt(VALUES.size())));
            }
        }
    }

    private static void collect(Element element, List<Element> all) {
        all.add(element);
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element inner) {
                collect(inner, all);
            }
        }
    }

    static byte[] print(Element element) {
        try {
            var bytes = new ByteArrayOutputStream();
            TransformerFactory.newDefaultInstance()
                    .newTransformer()
                    .transform(new DOMSource(element), new StreamResult(bytes));
            return bytes.toByteArray();
        } catch (TransformerException fault) {
            throw new IllegalStateException(fault);
        }
    }
}
