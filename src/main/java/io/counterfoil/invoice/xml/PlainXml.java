package io.counterfoil.invoice.xml;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
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

    /// A longer document is read as a stream, without its characters beside the tree.
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

    private final char[] in;
    private final int end;
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

    private PlainXml(CharBuffer characters, Limits limits) {
        in = characters.array();
        end = characters.limit();
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
            var characters = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(document));
            return new PlainXml(characters, limits).document();
        } catch (CharacterCodingException | Unusual | ArrayIndexOutOfBoundsException unusual) {
            return null; // also where the characters end too early
        }
    }

    private Element document() throws Unusual {
        declaration();
        miscellany();
        var root = element(null, 1);
        miscellany();
        require(at == end);
        return root;
    }

    private static void require(boolean usual) throws Unusual {
        if (!usual) {
            throw new Unusual();
        }
    }

    private void declaration() throws Unusual {
        if (in[0] == '<' && in[1] == '?') {
            var found = DECLARATION.matcher(CharBuffer.wrap(in, 0, Math.min(end, 200)));
            require(found.lookingAt());
            for (; at < found.end(); at++) {
                require(in[at] >= ' ');
            }
        }
    }

    /// White space and comments around the root.
    private void miscellany() throws Unusual {
        while (at < end) {
            if (in[at] == '<' && at + 1 < end && in[at + 1] == '!') {
                comment();
            } else if (isWhite(in[at])) {
                white();
            } else {
                return;
            }
        }
    }

    private static boolean isWhite(char c) {
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
        while (in[at] != '-' || in[at + 1] != '-') {
            character();
        }
        require(in[at + 2] == '>');
        at += 3;
    }

    /// One character that needs no second look: no control, none that XML forbids.
    private void character() throws Unusual {
        if (in[at] < ' ') {
            require(isWhite(in[at]));
            white();
        } else {
            require(in[at] < 0xFFFE);
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
        var element = new Element(elementName(start, nameEnd, nameHash), parent, line, number);
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
        require(isNameStart(in[at]));
        var code = 0;
        while (isNameStart(in[at]) || isNamePart(in[at])) {
            code = 31 * code + in[at++];
        }
        hash = code;
    }

    private static boolean isNameStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    private static boolean isNamePart(char c) {
        return (c >= '0' && c <= '9') || c == ':' || c == '-' || c == '.';
    }

    private String elementName(int start, int nameEnd, int nameHash) throws Unusual {
        var slot = elementNames.slot(start, nameEnd, nameHash);
        var value = elementNames.value(slot);
        if (value == null) {
            value = resolve(new String(in, start, nameEnd - start), true);
            elementNames.put(slot, start, nameEnd, value);
        }
        return value;
    }

    /// The name as trees have it; only elements are in the default namespace.
    private String resolve(String written, boolean isElement) throws Unusual {
        var colon = written.indexOf(':');
        var local = written.substring(colon + 1);
        require(!local.isEmpty() && local.indexOf(':') < 0 && isNameStart(local.charAt(0)));
        if (colon < 0) {
            return isElement ? names.qualified(namespaces.getOrDefault("", ""), local) : local;
        }
        var namespace = namespaces.get(written.substring(0, colon));
        if (namespace == null) {
            throw new Unusual();
        }
        return isElement ? names.qualified(namespace, local) : XmlReader.key(namespace, local);
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
            if (in[start] == 'x' && new String(in, start, nameEnd - start).startsWith("xmlns")) {
                require(isRoot);
                declare(new String(in, start, nameEnd - start), value);
            } else {
                remember(start, nameEnd, value);
            }
        }
    }

    private String attributeValue(char quote) throws Unusual {
        var start = at;
        var plain = true;
        while (in[at] != quote) {
            require(in[at] != '<' && in[at] >= ' ' && in[at] < 0xFFFE);
            plain &= in[at] != '&';
            at++;
        }
        return text(start, at++, plain);
    }

    private void declare(String name, String namespace) throws Unusual {
        var prefix = name.equals("xmlns") ? "" : name.substring(6);
        require(
                (prefix.isEmpty() || name.charAt(5) == ':')
                        && prefix.indexOf(':') < 0
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
            var written = new String(in, attributeStarts[i], attributeEnds[i] - attributeStarts[i]);
            value = resolve(written, false);
            attributeNames.put(slot, attributeStarts[i], attributeEnds[i], value);
        }
        return value;
    }

    /// Text, children and comments, up to the end tag.
    private void content(Element element, int depth) throws Unusual {
        var commented = false;
        while (true) {
            var start = at;
            var plain = plainText();
            switch (in[at + 1]) {
                case '/' -> {
                    require(!element.isLeaf() || !commented);
                    append(element, start, plain, element.isLeaf());
                    return;
                }
                case '!' -> {
                    require(isWhite(start, at));
                    commented = true;
                    comment();
                }
                default -> {
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
        for (var c = in[at]; c != '<'; c = in[at]) {
            // "]]>" may not stand in text
            require(c != ']' || in[at + 1] != ']');
            plain &= c != '&' && c != '\r';
            character();
        }
        return plain;
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
        if (plain) {
            return new String(in, from, to - from);
        }
        var text = new StringBuilder(to - from);
        for (var i = from; i < to; i++) {
            if (in[i] == '&') {
                var semicolon = i + 1;
                while (semicolon < to && in[semicolon] != ';') {
                    semicolon++;
                }
                var entity = ENTITIES.get(new String(in, i + 1, semicolon - i - 1));
                if (entity == null || semicolon == to) {
                    throw new Unusual();
                }
                text.append(entity.charValue());
                i = semicolon;
            } else if (in[i] != '\r') {
                text.append(in[i]);
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
