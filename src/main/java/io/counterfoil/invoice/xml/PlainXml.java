package io.counterfoil.invoice.xml;

import io.counterfoil.invoice.xml.NameTable.Meaning;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the XML that invoicing programs write: UTF-8, elements, attributes, text and comments, all
/// namespaces declared at the root.
///
/// It gives the tree that the full parser would give, or nothing: for whatever it does not
/// certainly understand (other encodings, CDATA, instructions, unusual characters, any fault) it
/// steps aside, and the full parser reads or refuses. `PlainXmlTest` holds both against each other.
final class PlainXml {

    /// A longer document is read as a stream, without its bytes beside the tree.
    private static final int BYTES_MAX = 8 << 20;

    /// More attributes than any element of an invoice may have; a root declares its namespaces.
    private static final int ATTRIBUTES_MAX = 24;

    private static final Pattern DECLARATION =
            Pattern.compile(
                    "<\\?xml version=[\"']1\\.0[\"']( encoding=[\"'](?i:utf-8)[\"'])?"
                            + "( standalone=[\"'](yes|no)[\"'])?\\s*\\?>");

    private static final Map<String, Character> ENTITIES =
            Map.of("amp", '&', "lt", '<', "gt", '>', "quot", '"', "apos", '\'');

    /// Thrown where this parser steps aside; it has no stack and no message.
    private static final class Unusual extends Exception {
        private static final long serialVersionUID = 1;

        private Unusual() {
            super(null, null, false, false);
        }
    }

    /// What a byte is to the reader: a letter or digit of a name, its first letter, a part of plain
    /// text. Bytes from 0x80 on are parts of other characters, and looked at with the whole text.
    private static final byte[] KINDS = kinds();

    private static final byte NAME = 1;
    private static final byte NAME_START = 2;
    private static final byte PLAIN = 4;

    /// The document in UTF-8.
    private final byte[] in;

    private final Limits limits;
    private final Names names = new Names();
    private final Map<String, String> namespaces = new HashMap<>();
    private final NameTable elementNames;
    private final NameTable attributeNames;

    private int at;
    private int line = 1;
    private int elements;

    /// The hash of the name that was read last.
    private int hash;

    private final int[] attributeStarts = new int[ATTRIBUTES_MAX];
    private final int[] attributeEnds = new int[ATTRIBUTES_MAX];
    private final int[] attributeHashes = new int[ATTRIBUTES_MAX];
    private final String[] attributeValues = new String[ATTRIBUTES_MAX];
    private int attributes;

    private PlainXml(byte[] document, Limits limits) {
        in = document;
        this.limits = limits;
        elementNames = new NameTable(in);
        attributeNames = new NameTable(in);
    }

    /// The root of the document; `null` where the full parser must read it.
    static @Nullable Element read(byte[] document, Limits limits) {
        if (document.length > Math.min(BYTES_MAX, limits.bytes())) {
            return null;
        }
        try {
            return new PlainXml(document, limits).document();
        } catch (Unusual | ArrayIndexOutOfBoundsException unusual) {
            return null; // also where the document ends too early
        }
    }

    private static byte[] kinds() {
        var kinds = new byte[256];
        for (var c = 0; c < kinds.length; c++) {
            var start = isNameStart(c) ? NAME | NAME_START : 0;
            var part = (c >= '0' && c <= '9') || c == ':' || c == '-' || c == '.' ? NAME : 0;
            var plain = c >= ' ' && c != '<' && c != '&' && c != ']' ? PLAIN : 0;
            kinds[c] = (byte) (start | part | plain);
        }
        return kinds;
    }

    private static boolean isNameStart(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    private static boolean is(byte c, byte kind) {
        return (KINDS[c & 0xFF] & kind) != 0;
    }

    private void requireCharacters(int from, int to) throws Unusual {
        require(decoded(from, to).length() <= to - from);
    }

    /// The characters of a part of the document.
    private String decoded(int from, int to) throws Unusual {
        var text = new String(in, from, to - from, StandardCharsets.UTF_8);
        // What is no UTF-8 was replaced; the last two are no characters of XML.
        require(
                text.indexOf('\uFFFD') < 0
                        && text.indexOf('\uFFFE') < 0
                        && text.indexOf('\uFFFF') < 0);
        return text;
    }

    private Element document() throws Unusual {
        declaration();
        miscellany();
        var root = element(null, 1);
        miscellany();
        require(at == in.length);
        return root;
    }

    private static void require(boolean usual) throws Unusual {
        if (!usual) {
            throw new Unusual();
        }
    }

    private void declaration() throws Unusual {
        if (in[0] == '<' && in[1] == '?') {
            var head = new String(in, 0, Math.min(in.length, 200), StandardCharsets.ISO_8859_1);
            var found = DECLARATION.matcher(head);
            require(found.lookingAt());
            for (; at < found.end(); at++) {
                require(in[at] >= ' ');
            }
        }
    }

    /// White space and comments around the root.
    private void miscellany() throws Unusual {
        while (at < in.length) {
            if (in[at] == '<' && at + 1 < in.length && in[at + 1] == '!') {
                comment();
            } else if (isWhite(in[at])) {
                white();
            } else {
                return;
            }
        }
    }

    private static boolean isWhite(byte c) {
        return c == ' ' || c == '\n' || c == '\t' || c == '\r';
    }

    /// One character of white space; a carriage return that stands alone is a line end to XML, and
    /// rare.
    private void white() throws Unusual {
        if (in[at] == '\n') {
            line++;
        }
        require(in[at] != '\r' || in[at + 1] == '\n');
        at++;
    }

    private void comment() throws Unusual {
        require(in[at + 2] == '-' && in[at + 3] == '-');
        at += 4;
        var start = at;
        while (in[at] != '-' || in[at + 1] != '-') {
            character();
        }
        require(in[at + 2] == '>');
        requireCharacters(start, at);
        at += 3;
    }

    /// One byte of text: no control but white space.
    private void character() throws Unusual {
        if (in[at] >= 0 && in[at] < ' ') {
            require(isWhite(in[at]));
            white();
        } else {
            at++;
        }
    }

    private Element element(@Nullable Element parent, int depth) throws Unusual {
        require(in[at] == '<' && depth <= limits.depth() && ++elements <= limits.elements());
        var number = elements - 1;
        at++;
        var start = at;
        name();
        var nameEnd = at;
        var nameHash = hash;
        attributes(parent == null);
        var name = elementName(start, nameEnd, nameHash);
        var element = new Element(name.name(), parent, line, number);
        element.written(name.written());
        if (attributes > 0) {
            element.attributes(attributes());
        }
        if (in[at] == '/') {
            require(in[at + 1] == '>');
            at += 2;
        } else {
            at++;
            content(element, depth);
            endTag(start, nameEnd);
        }
        return element;
    }

    private void name() throws Unusual {
        require(is(in[at], NAME_START));
        var code = 0;
        while (is(in[at], NAME)) {
            code = 31 * code + in[at++];
        }
        hash = code;
    }

    private Meaning elementName(int start, int nameEnd, int nameHash) throws Unusual {
        var slot = elementNames.slot(start, nameEnd, nameHash);
        var value = elementNames.value(slot);
        if (value == null) {
            var written = decoded(start, nameEnd);
            var name = resolve(written, true);
            value = new Meaning(name, name.equals(written) ? null : written);
            elementNames.put(slot, start, nameEnd, value);
        }
        return value;
    }

    /// The name as trees have it; only elements are in the default namespace.
    private String resolve(String written, boolean isElement) throws Unusual {
        var colon = written.indexOf(':');
        var local = written.substring(colon + 1);
        require(isWithoutColon(local));
        if (colon < 0) {
            return isElement ? names.qualified(namespaces.getOrDefault("", ""), local) : local;
        }
        var namespace = namespaces.get(written.substring(0, colon));
        if (namespace == null) {
            throw new Unusual();
        }
        return isElement ? names.qualified(namespace, local) : XmlReader.key(namespace, local);
    }

    /// Whether what follows a colon, or stands without one, can be a name by itself.
    private static boolean isWithoutColon(String name) {
        return !name.isEmpty() && name.indexOf(':') < 0 && isNameStart(name.charAt(0));
    }

    private void attributes(boolean isRoot) throws Unusual {
        attributes = 0;
        while (true) {
            var before = at;
            while (isWhite(in[at])) {
                white();
            }
            if (in[at] == '>' || in[at] == '/') {
                return;
            }
            require(at > before);
            var start = at;
            name();
            var nameEnd = at;
            require(in[at] == '=' && (in[at + 1] == '"' || in[at + 1] == '\''));
            at += 2;
            var value = attributeValue(in[at - 1]);
            if (in[start] == 'x' && decoded(start, nameEnd).startsWith("xmlns")) {
                require(isRoot);
                declare(decoded(start, nameEnd), value);
            } else {
                remember(start, nameEnd, value);
            }
        }
    }

    private String attributeValue(byte quote) throws Unusual {
        var start = at;
        var plain = true;
        while (in[at] != quote) {
            require(in[at] != '<' && (in[at] >= ' ' || in[at] < 0));
            plain &= in[at] != '&';
            at++;
        }
        return text(start, at++, plain);
    }

    private void declare(String name, String namespace) throws Unusual {
        var prefix = name.equals("xmlns") ? "" : name.substring(6);
        require(
                (name.equals("xmlns") || (name.charAt(5) == ':' && isWithoutColon(prefix)))
                        && !prefix.startsWith("xml")
                        && !namespace.isEmpty()
                        && !namespace.startsWith("http://www.w3.org/XML/")
                        && !namespace.startsWith("http://www.w3.org/2000/xmlns"));
        require(namespaces.put(prefix, namespace) == null);
    }

    private void remember(int start, int nameEnd, String value) throws Unusual {
        require(attributes < ATTRIBUTES_MAX);
        for (var i = 0; i < attributes; i++) {
            require(!Arrays.equals(in, attributeStarts[i], attributeEnds[i], in, start, nameEnd));
        }
        attributeStarts[attributes] = start;
        attributeEnds[attributes] = nameEnd;
        attributeHashes[attributes] = hash;
        attributeValues[attributes++] = value;
    }

    private Map<String, String> attributes() throws Unusual {
        if (attributes == 1) {
            var key = attributeName(0);
            return key.isEmpty() ? Map.of() : Map.of(key, attributeValues[0]);
        }
        var all = new HashMap<String, String>();
        for (var i = 0; i < attributes; i++) {
            var key = attributeName(i);
            if (!key.isEmpty()) {
                require(all.put(key, attributeValues[i]) == null);
            }
        }
        return all;
    }

    private String attributeName(int i) throws Unusual {
        var slot = attributeNames.slot(attributeStarts[i], attributeEnds[i], attributeHashes[i]);
        var value = attributeNames.value(slot);
        if (value == null) {
            var name = resolve(decoded(attributeStarts[i], attributeEnds[i]), false);
            value = new Meaning(name, null);
            attributeNames.put(slot, attributeStarts[i], attributeEnds[i], value);
        }
        return value.name();
    }

    /// Text, children and comments, up to the end tag.
    ///
    /// White space around a comment is part of the text it stands in, and between tags it is
    /// nothing; so where there is a comment, text is left to the full parser.
    private void content(Element element, int depth) throws Unusual {
        var commented = false;
        while (true) {
            var start = at;
            var plain = plainText();
            switch (in[at + 1]) {
                case '/' -> {
                    require(!commented || (!element.isLeaf() && isWhite(start, at)));
                    append(element, start, plain, element.isLeaf());
                    return;
                }
                case '!' -> {
                    require(isWhite(start, at));
                    commented = true;
                    comment();
                }
                default -> {
                    require(!commented || isWhite(start, at));
                    commented = false;
                    append(element, start, plain, false);
                    element(element, depth + 1);
                }
            }
        }
    }

    /// Passes over text; answers whether it stands for itself, without references and line ends to
    /// be mended.
    private boolean plainText() throws Unusual {
        var plain = true;
        while (true) {
            while (is(in[at], PLAIN)) {
                at++;
            }
            var c = in[at];
            if (c == '<') {
                return plain;
            }
            // "]]>" may not stand in text
            require(c != ']' || in[at + 1] != ']');
            plain &= c != '&' && c != '\r';
            character();
        }
    }

    private boolean isWhite(int from, int to) {
        for (var i = from; i < to; i++) {
            if (!isWhite(in[i])) {
                return false;
            }
        }
        return true;
    }

    private void append(Element element, int start, boolean plain, boolean whole) throws Unusual {
        if (at > start && (whole || !isWhite(start, at))) {
            var piece = text(start, at, plain);
            element.text(element.text().isEmpty() ? piece : element.text() + piece);
        }
    }

    private String text(int from, int to, boolean plain) throws Unusual {
        var written = decoded(from, to);
        return plain ? written : resolved(written);
    }

    /// A text with the characters that its references and line ends stand for.
    private static String resolved(String written) throws Unusual {
        var text = new StringBuilder(written.length());
        for (var i = 0; i < written.length(); i++) {
            var c = written.charAt(i);
            if (c == '&') {
                var semicolon = written.indexOf(';', i);
                var entity =
                        semicolon < 0 ? null : ENTITIES.get(written.substring(i + 1, semicolon));
                if (entity == null) {
                    throw new Unusual();
                }
                text.append(entity.charValue());
                i = semicolon;
            } else if (c != '\r') {
                text.append(c);
            }
        }
        return text.toString();
    }

    private void endTag(int start, int nameEnd) throws Unusual {
        at += 2;
        var length = nameEnd - start;
        require(Arrays.equals(in, start, nameEnd, in, at, at + length));
        at += length;
        while (isWhite(in[at])) {
            white();
        }
        require(in[at++] == '>');
    }
}
