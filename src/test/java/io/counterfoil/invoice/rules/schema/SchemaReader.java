package io.counterfoil.invoice.rules.schema;

import io.counterfoil.invoice.rules.schema.Declarations.Length;
import io.counterfoil.invoice.rules.schema.Declarations.Particle;
import io.counterfoil.invoice.rules.schema.Declarations.Raw;
import io.counterfoil.invoice.rules.schema.Declarations.RawAttribute;
import io.counterfoil.invoice.xml.Names;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// Reads the files of a published schema.
final class SchemaReader {

    /// A type of which something was not understood; nothing is declared under this name.
    private static final String UNKNOWN = "?";

    /// UBL imports the core component types without saying where they are.
    private static final String CORE_TYPES =
            "urn:un:unece:uncefact:data:specification:CoreComponentTypeSchemaModule:2";

    private static final String CORE_TYPES_FILE = "schemas/CCTS_CCT_SchemaModule.xsd";

    private final Declarations declarations = new Declarations();
    private final Deque<String> waiting = new ArrayDeque<>();
    private final Set<String> seen = new HashSet<>();
    private int anonymous;

    private SchemaReader() {}

    /// All that a schema on the class path declares, with the schemas that it imports.
    static Declarations read(String path) {
        var reader = new SchemaReader();
        reader.waiting.add(path);
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        while (!reader.waiting.isEmpty()) {
            var next = reader.waiting.remove();
            if (reader.seen.add(next)) {
                reader.file(next, factory);
            }
        }
        return reader.declarations;
    }

    private void file(String path, XMLInputFactory factory) {
        try (InputStream in =
                Objects.requireNonNull(SchemaReader.class.getResourceAsStream("/" + path), path)) {
            var xml = factory.createXMLStreamReader(in);
            xml.nextTag();
            new File(path, xml).schema();
        } catch (IOException fault) {
            throw new UncheckedIOException("a published schema cannot be read", fault);
        } catch (XMLStreamException fault) {
            throw new IllegalStateException("a published schema is no XML", fault);
        }
    }

    /// One file, from its root on.
    private final class File {
        private final String path;
        private final XMLStreamReader xml;
        private final String target;

        File(String path, XMLStreamReader xml) {
            this.path = path;
            this.xml = xml;
            target = Objects.requireNonNullElse(attribute("targetNamespace"), "");
        }

        /// Reads a child element to its end.
        interface Child {
            void read(String name) throws XMLStreamException;
        }

        private void children(Child child) throws XMLStreamException {
            while (xml.next() != XMLStreamConstants.END_ELEMENT) {
                if (xml.isStartElement()) {
                    child.read(xml.getLocalName());
                }
            }
        }

        private void skip() throws XMLStreamException {
            for (var depth = 1; depth > 0; ) {
                switch (xml.next()) {
                    case XMLStreamConstants.START_ELEMENT -> depth++;
                    case XMLStreamConstants.END_ELEMENT -> depth--;
                    default -> {} // documentation
                }
            }
        }

        private @Nullable String attribute(String name) {
            return xml.getAttributeValue(null, name);
        }

        private String name() {
            return Names.print(target, Objects.requireNonNull(attribute("name")));
        }

        /// A name in an attribute, with the prefix that our trees use.
        private String resolve(String qualified) {
            var colon = qualified.indexOf(':');
            var prefix = colon < 0 ? "" : qualified.substring(0, colon);
            var namespace = Objects.requireNonNullElse(xml.getNamespaceURI(prefix), "");
            var local = qualified.substring(colon + 1);
            return namespace.equals(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                    ? Declarations.BUILT_IN + local
                    : Names.print(namespace, local);
        }

        void schema() throws XMLStreamException {
            children(child -> {
                switch (child) {
                    case "import", "include" -> {
                        var location = attribute("schemaLocation");
                        if (location != null) {
                            waiting.add(URI.create(path).resolve(location).toString());
                        } else if (CORE_TYPES.equals(attribute("namespace"))) {
                            waiting.add(CORE_TYPES_FILE);
                        }
                        skip();
                    }
                    case "element" -> {
                        var name = name();
                        declarations.addElement(name, elementType());
                    }
                    case "complexType" -> add(name(), complexType());
                    case "simpleType" -> add(name(), simpleType());
                    default -> skip();
                }
            });
        }

        private void add(String name, Raw type) {
            declarations.addType(name, () -> type);
        }

        /// The name of an element's type, which may be declared inside it.
        private String elementType() throws XMLStreamException {
            var type = attribute("type");
            var found = new String[] {type == null ? UNKNOWN : resolve(type)};
            children(child -> {
                if (child.equals("complexType")) {
                    found[0] = "#" + anonymous++;
                    add(found[0], complexType());
                } else {
                    skip();
                }
            });
            return found[0];
        }

        private Raw complexType() throws XMLStreamException {
            var particles = new ArrayList<Particle>();
            var attributes = new ArrayList<RawAttribute>();
            var found = new Raw[1];
            var choice = new boolean[1];
            children(child -> {
                switch (child) {
                    case "sequence", "choice" -> {
                        choice[0] = child.equals("choice");
                        found[0] = xml.getAttributeCount() == 0 ? found[0] : unknown();
                        particles(particles);
                    }
                    case "simpleContent" -> children(_ -> found[0] = derivation());
                    case "attribute" -> attributes.add(attributeDeclaration());
                    case "annotation" -> skip();
                    default -> {
                        found[0] = unknown();
                        skip();
                    }
                }
            });
            return found[0] != null
                    ? found[0]
                    : new Raw(null, null, particles, choice[0], attributes);
        }

        private static Raw unknown() {
            return new Raw(UNKNOWN, null, List.of(), false, List.of());
        }

        private void particles(List<Particle> particles) throws XMLStreamException {
            children(child -> {
                if (child.equals("element")) {
                    particles.add(particle());
                } else {
                    if (!child.equals("annotation")) {
                        // Whatever it is, no element has this name, and it must be there.
                        particles.add(new Particle(UNKNOWN, UNKNOWN, 1, 1));
                    }
                    skip();
                }
            });
        }

        private Particle particle() throws XMLStreamException {
            var min = occurs("minOccurs");
            var max = occurs("maxOccurs");
            var reference = attribute("ref");
            if (reference != null) {
                var name = resolve(reference);
                skip();
                return new Particle(name, null, min, max);
            }
            var name = name();
            return new Particle(name, elementType(), min, max);
        }

        private int occurs(String attribute) {
            var text = attribute(attribute);
            if (text == null) {
                return 1;
            }
            return text.equals("unbounded") ? Integer.MAX_VALUE : Integer.parseInt(text);
        }

        private Raw simpleType() throws XMLStreamException {
            var found = new Raw[] {unknown()};
            children(child -> {
                if (child.equals("restriction")) {
                    found[0] = derivation();
                } else {
                    skip();
                }
            });
            return found[0];
        }

        /// An extension, or a restriction by length; other facets are not understood.
        private Raw derivation() throws XMLStreamException {
            var base = attribute("base");
            var type = new String[] {base == null ? UNKNOWN : resolve(base)};
            var length = new int[] {0, Integer.MAX_VALUE};
            var attributes = new ArrayList<RawAttribute>();
            children(child -> {
                switch (child) {
                    case "attribute" -> attributes.add(attributeDeclaration());
                    case "minLength" -> {
                        length[0] = Integer.parseInt(attribute("value"));
                        skip();
                    }
                    case "maxLength" -> {
                        length[1] = Integer.parseInt(attribute("value"));
                        skip();
                    }
                    case "annotation" -> skip();
                    default -> {
                        type[0] = UNKNOWN;
                        skip();
                    }
                }
            });
            var unbounded = length[0] == 0 && length[1] == Integer.MAX_VALUE;
            return new Raw(
                    type[0],
                    unbounded ? null : new Length(length[0], length[1]),
                    List.of(),
                    false,
                    attributes);
        }

        private RawAttribute attributeDeclaration() throws XMLStreamException {
            var name = Objects.requireNonNullElse(attribute("name"), UNKNOWN);
            var type = attribute("type");
            var declared =
                    new RawAttribute(
                            name,
                            type == null ? UNKNOWN : resolve(type),
                            "required".equals(attribute("use")),
                            attribute("fixed"));
            skip();
            return declared;
        }
    }
}
