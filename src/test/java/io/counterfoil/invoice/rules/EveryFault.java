package io.counterfoil.invoice.rules;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;

/// A document with one fault, once for each of its elements and attributes: lost, lost with the
/// next, doubled, or with another value.
final class EveryFault {

    private static final List<String> VALUES = List.of("XX", "-1.005", "", "a long text");

    private final Element root;
    private final Consumer<byte[]> sink;

    private EveryFault(Element root, Consumer<byte[]> sink) {
        this.root = root;
        this.sink = sink;
    }

    /// The faulty documents, made while they are asked for.
    static Stream<byte[]> of(byte[] xml) throws Exception {
        var root =
                DocumentBuilderFactory.newDefaultNSInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(xml))
                        .getDocumentElement();
        removeSpace(root);
        var all = root.getElementsByTagName("*");
        var elements = IntStream.range(0, all.getLength()).mapToObj(i -> (Element) all.item(i));
        return List.copyOf(elements.toList()).stream()
                .mapMulti((element, sink) -> new EveryFault(root, sink).at(element));
    }

    private static void removeSpace(Element parent) {
        var inner = UnitCases.elements(parent);
        if (!inner.isEmpty()) {
            parent.setTextContent("");
            inner.forEach(parent::appendChild);
            inner.forEach(EveryFault::removeSpace);
        }
    }

    private void at(Element element) {
        var parent = element.getParentNode();
        var next = element.getNextSibling();
        parent.removeChild(element);
        print();
        if (next instanceof Element neighbour) {
            var after = neighbour.getNextSibling();
            parent.removeChild(neighbour);
            print();
            parent.insertBefore(neighbour, after);
        }
        parent.insertBefore(element, next);
        var twin = parent.insertBefore(element.cloneNode(true), element);
        print();
        parent.removeChild(twin);
        if (UnitCases.elements(element).isEmpty()) {
            var text = element.getTextContent();
            for (var value : VALUES) {
                element.setTextContent(value);
                print();
            }
            element.setTextContent(text);
        }
        attributes(element).forEach(name -> attribute(element, name));
    }

    private static List<String> attributes(Element element) {
        var names = new ArrayList<String>();
        for (var i = 0; i < element.getAttributes().getLength(); i++) {
            names.add(element.getAttributes().item(i).getNodeName());
        }
        return names;
    }

    private void attribute(Element element, String name) {
        var value = element.getAttribute(name);
        element.setAttribute(name, "XX");
        print();
        element.removeAttribute(name);
        print();
        element.setAttribute(name, value);
    }

    private void print() {
        sink.accept(Mutations.print(root));
    }
}
