package io.counterfoil.invoice.xml;

import static io.counterfoil.invoice.UnreadableInvoice.Reason.DTD;
import static io.counterfoil.invoice.UnreadableInvoice.Reason.EMPTY;
import static io.counterfoil.invoice.UnreadableInvoice.Reason.ENCODING;
import static io.counterfoil.invoice.UnreadableInvoice.Reason.MALFORMED;
import static io.counterfoil.invoice.UnreadableInvoice.Reason.TOO_DEEP;
import static io.counterfoil.invoice.UnreadableInvoice.Reason.TOO_LARGE;

import io.counterfoil.invoice.UnreadableInvoice;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.util.HashMap;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Objects;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// Reads XML from strangers into a tree, within [Limits]; no DTD, no entity, no access to anything
/// else.
///
/// The bytes are read as a stream: only the tree is held, never the bytes of a long document beside
/// it.
public final class XmlReader {

    /// Where a schema might be is nothing that an invoice says; its other attributes are kept.
    private static final String INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";

    /// The JDK's parser, made when the first document comes that is not plain.
    private static final class Full {
        private static final XMLInputFactory FACTORY = factory();
    }

    private final Limits limits;
    private final Names names = new Names();
    private int elements;

    private XmlReader(Limits limits) {
        this.limits = limits;
    }

    /// The root of a document held in memory.
    public static Element read(byte[] document) throws UnreadableInvoice {
        return read(document, Limits.DEFAULT);
    }

    /// The root of a document held in memory, within limits of its own.
    public static Element read(byte[] document, Limits limits) throws UnreadableInvoice {
        var plain = PlainXml.read(document, limits);
        if (plain != null) {
            return plain;
        }
        return read(new ByteArrayInputStream(document), limits);
    }

    /// The root of a document that is read as it comes in.
    public static Element read(InputStream document, Limits limits) throws UnreadableInvoice {
        var bounded = new BoundedStream(document, limits.bytes());
        try {
            return new XmlReader(limits).parse(Decoding.of(bounded));
        } catch (XMLStreamException | IOException problem) {
            throw explain(problem, bounded);
        } catch (MissingResourceException wordless) {
            // The JDK lacks the text of some refusals, of a DTD's bad characters for one.
            throw new UnreadableInvoice(MALFORMED, "It is not well-formed XML.", wordless);
        }
    }

    private static XMLInputFactory factory() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        // Without a reporter the parser prints what is wrong with other people's documents.
        factory.setXMLReporter((_, _, _, _) -> {});
        return factory;
    }

    private Element parse(Decoding document)
            throws XMLStreamException, IOException, UnreadableInvoice {
        var xml = Full.FACTORY.createXMLStreamReader(document.characters());
        document.check(xml.getCharacterEncodingScheme());
        Element root = null;
        Element open = null;
        var depth = 0;
        var text = new StringBuilder();
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    depth++;
                    checkSize(depth, xml);
                    flush(text, open, false);
                    open = element(xml, open);
                    root = root == null ? open : root;
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    depth--;
                    flush(text, open, open != null && open.isLeaf());
                    open = open == null ? null : open.parent();
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
                        text.append(
                                xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                        throw new UnreadableInvoice(
                                DTD,
                                "The document has a DTD or an entity, which invoices must not.");
                default -> {} // comments, processing instructions, white space outside the root
            }
        }
        if (root == null) {
            throw new UnreadableInvoice(EMPTY, "There is no XML element in it.");
        }
        return root;
    }

    /// Own text of an element comes in pieces, before, between and after its children.
    private static void flush(StringBuilder text, @Nullable Element open, boolean wholeLeaf) {
        if (open != null && !text.isEmpty()) {
            var piece = text.toString();
            if (wholeLeaf || !isWhite(piece)) {
                open.text(open.text() + piece);
            }
        }
        text.setLength(0);
    }

    private static boolean isWhite(String text) {
        for (var i = 0; i < text.length(); i++) {
            if (" \t\r\n".indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    private void checkSize(int depth, XMLStreamReader xml) throws UnreadableInvoice {
        if (depth > limits.depth()) {
            throw new UnreadableInvoice(
                    TOO_DEEP,
                    "Elements are nested more than %d deep at line %d."
                            .formatted(limits.depth(), xml.getLocation().getLineNumber()));
        }
        if (++elements > limits.elements()) {
            throw new UnreadableInvoice(
                    TOO_LARGE, "It has more than %d elements.".formatted(limits.elements()));
        }
    }

    private Element element(XMLStreamReader xml, @Nullable Element parent) {
        var namespace = xml.getNamespaceURI();
        var name = names.qualified(namespace == null ? "" : namespace, xml.getLocalName());
        var element = new Element(name, parent, xml.getLocation().getLineNumber(), elements - 1);
        var prefix = Objects.requireNonNullElse(xml.getPrefix(), "");
        element.written(names.written(prefix, xml.getLocalName(), name));
        if (xml.getAttributeCount() > 0) {
            element.attributes(attributes(xml));
        }
        return element;
    }

    private static Map<String, String> attributes(XMLStreamReader xml) {
        if (xml.getAttributeCount() == 1 && xml.getAttributeNamespace(0) == null) {
            return Map.of(xml.getAttributeLocalName(0), xml.getAttributeValue(0));
        }
        var attributes = new HashMap<String, String>();
        for (var i = 0; i < xml.getAttributeCount(); i++) {
            var namespace = xml.getAttributeNamespace(i);
            var key = key(namespace == null ? "" : namespace, xml.getAttributeLocalName(i));
            if (!key.isEmpty()) {
                attributes.put(key, xml.getAttributeValue(i));
            }
        }
        return attributes;
    }

    /// The name of an attribute as trees have it; empty for a hint where a schema is.
    static String key(String namespace, String local) {
        if (namespace.isEmpty()) {
            return local;
        }
        return INSTANCE.equals(namespace) && local.endsWith("chemaLocation")
                ? ""
                : "{" + namespace + "}" + local;
    }

    private static UnreadableInvoice explain(Exception problem, BoundedStream document) {
        if (document.isExceeded()) {
            return new UnreadableInvoice(
                    TOO_LARGE, "It is larger than %d bytes.".formatted(document.limit()), problem);
        }
        if (document.isEmpty()) {
            return new UnreadableInvoice(EMPTY, "There is nothing in it.", problem);
        }
        var fault = problem instanceof XMLStreamException parsers ? parsers : null;
        if ((fault == null ? problem : fault.getNestedException())
                instanceof CharacterCodingException) {
            return new UnreadableInvoice(
                    ENCODING, "Its bytes are not in the encoding it declares.", problem);
        }
        var place = fault == null ? null : fault.getLocation();
        var line = place == null ? 1 : place.getLineNumber();
        return new UnreadableInvoice(
                MALFORMED, "It is not well-formed XML, line %d.".formatted(line), problem);
    }
}
