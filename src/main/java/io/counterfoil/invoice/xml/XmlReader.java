package io.counterfoil.invoice.xml;

import static io.counterfoil.invoice.UnreadableInvoice.Reason.DTD;
import static io.counterfoil.invoice.UnreadableInvoice.Reason.EMPTY;
import static io.counterfoil.invoice.UnreadableInvoice.Reason.ENCODING;
import static io.counterfoil.invoice.UnreadableInvoice.Reason.MALFORMED;
import static io.counterfoil.invoice.UnreadableInvoice.Reason.TOO_DEEP;
import static io.counterfoil.invoice.UnreadableInvoice.Reason.TOO_LARGE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.counterfoil.invoice.UnreadableInvoice;
import java.io.ByteArrayInputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Set;
import java.util.regex.Pattern;
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

    /// What people send; anything else is refused before it is decoded.
    private static final Set<String> ENCODINGS =
            Set.of(
                    "UTF-8",
                    "UTF-16",
                    "UTF-16LE",
                    "UTF-16BE",
                    "ISO-8859-1",
                    "ISO-8859-15",
                    "US-ASCII",
                    "WINDOWS-1252");

    /// Checked as a whole beforehand; a longer document is not held a second time.
    private static final int CHECKED_MAX = 8 << 20;

    private static final Pattern DECLARED =
            Pattern.compile("^<\\?xml[^>]*encoding\\s*=\\s*[\"']([^\"']*)");

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
        if (document.length <= CHECKED_MAX && isUtf8(document) && !isValidUtf8(document)) {
            // The parser would say so too, but on the standard error stream as well.
            throw new UnreadableInvoice(ENCODING, "Its bytes are not in the encoding it declares.");
        }
        return read(new ByteArrayInputStream(document), limits);
    }

    /// Tells whether a document is in UTF-8 by what it declares, and by what it does not.
    private static boolean isUtf8(byte[] document) {
        var head = new String(document, 0, Math.min(200, document.length), ISO_8859_1);
        var declaration = DECLARED.matcher(head);
        return head.startsWith("<")
                && !head.startsWith("<\0")
                && (!declaration.find() || declaration.group(1).equalsIgnoreCase("utf-8"));
    }

    private static boolean isValidUtf8(byte[] document) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(document));
            return true;
        } catch (CharacterCodingException invalid) {
            return false;
        }
    }

    /// The root of a document that is read as it comes in.
    public static Element read(InputStream document, Limits limits) throws UnreadableInvoice {
        var bounded = new BoundedStream(document, limits.bytes());
        try {
            return new XmlReader(limits).parse(bounded);
        } catch (XMLStreamException problem) {
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

    private Element parse(InputStream document) throws XMLStreamException, UnreadableInvoice {
        var xml = Full.FACTORY.createXMLStreamReader(document);
        checkEncoding(xml);
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
        var element =
                new Element(
                        names.qualified(namespace == null ? "" : namespace, xml.getLocalName()),
                        parent,
                        xml.getLocation().getLineNumber(),
                        elements - 1);
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

    private static void checkEncoding(XMLStreamReader xml) throws UnreadableInvoice {
        for (var name : new String[] {xml.getCharacterEncodingScheme(), xml.getEncoding()}) {
            if (name != null && !ENCODINGS.contains(name.toUpperCase(Locale.ROOT))) {
                throw new UnreadableInvoice(
                        ENCODING, "The encoding \"%s\" is not read here.".formatted(name));
            }
        }
    }

    private static UnreadableInvoice explain(XMLStreamException problem, BoundedStream document) {
        if (document.isExceeded()) {
            return new UnreadableInvoice(
                    TOO_LARGE, "It is larger than %d bytes.".formatted(document.limit()), problem);
        }
        if (document.isEmpty()) {
            return new UnreadableInvoice(EMPTY, "There is nothing in it.", problem);
        }
        if (isAboutEncoding(problem)) {
            return new UnreadableInvoice(
                    ENCODING, "Its bytes are not in the encoding it declares.", problem);
        }
        var line = problem.getLocation() == null ? 1 : problem.getLocation().getLineNumber();
        return new UnreadableInvoice(
                MALFORMED, "It is not well-formed XML, line %d.".formatted(line), problem);
    }

    private static boolean isAboutEncoding(XMLStreamException problem) {
        var cause = problem.getNestedException();
        if (cause == null) {
            return String.valueOf(problem.getMessage()).contains("ncoding");
        }
        return cause instanceof CharConversionException
                || (cause instanceof IOException
                        && cause.getClass().getSimpleName().contains("Encoding"));
    }
}
