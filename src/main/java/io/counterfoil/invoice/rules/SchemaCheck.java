package io.counterfoil.invoice.rules;

import com.helger.io.resource.ClassPathResource;
import com.helger.ubl21.UBL21Marshaller;
import com.helger.xml.schema.XMLSchemaCache;
import io.counterfoil.invoice.Format;
import io.counterfoil.invoice.xml.Element;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import javax.xml.validation.ValidatorHandler;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.XMLFilterImpl;

/// The published schemas by the JDK's validator: for what our tables do not decide, and for what a
/// broken schema says, and where.
///
/// A schema is compiled when it is first needed, which takes tenths of a second; nothing valid
/// needs it.
final class SchemaCheck {

    private static final String RULE = "XSD";

    private static final String REMEDY =
            "Write the element as the schema has it: its name, its place among the others, its"
                    + " value.";

    private SchemaCheck() {}

    /// What a rule set's schema says of a document.
    ///
    /// @param root the same document as a tree, which tells the places
    static List<Finding> findings(RuleSet ruleSet, Format format, byte[] xml, Element root) {
        var schema =
                Objects.requireNonNull(
                        XMLSchemaCache.getInstance().getSchema(files(ruleSet, format)));
        var walk = new Walk(schema.newValidatorHandler());
        parse(xml, walk);
        var elements = new ArrayList<Element>();
        add(root, elements);
        return walk.faults.stream()
                .map(fault -> finding(fault, elements.get(fault.element), ruleSet, format))
                .toList();
    }

    /// Those of UBL do not say where what they import is.
    private static List<ClassPathResource> files(RuleSet ruleSet, Format format) {
        return switch (format) {
            case UBL_INVOICE -> UBL21Marshaller.getAllInvoiceXSDs();
            case UBL_CREDIT_NOTE -> UBL21Marshaller.getAllCreditNoteXSDs();
            case CII, HYBRID_PDF, JSON, FAPIAO_XML ->
                    List.of(
                            new ClassPathResource(
                                    Published.schema(ruleSet, format),
                                    SchemaCheck.class.getClassLoader()));
        };
    }

    private static void add(Element element, List<Element> all) {
        all.add(element);
        element.forEach(child -> add(child, all));
    }

    /// The bytes went through the bounded reader before; a DTD cannot be in them.
    private static void parse(byte[] xml, Walk walk) {
        try {
            var factory = SAXParserFactory.newDefaultNSInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            walk.setParent(factory.newSAXParser().getXMLReader());
            walk.parse(new InputSource(new ByteArrayInputStream(xml)));
        } catch (ParserConfigurationException fault) {
            throw new IllegalStateException("the JDK's parser lost a feature", fault);
        } catch (SAXException | IOException fault) {
            throw new IllegalArgumentException("two parsers disagree about one document", fault);
        }
    }

    private static Finding finding(Fault fault, Element at, RuleSet ruleSet, Format format) {
        var terms = Artefacts.terms(fault.message);
        return new Finding(
                RULE,
                fault.severity,
                terms,
                new Finding.Place(at.path(), at.line(), Terms.place(at, format, terms)),
                new Finding.Advice(fault.message.strip(), REMEDY, Links.of(RULE, ruleSet, format)));
    }

    /// @param element how many elements begin before the one that it is about
    private record Fault(Severity severity, String message, int element) {}

    /// Counts the elements on their way to the validator.
    private static final class Walk extends XMLFilterImpl {
        private final List<Fault> faults = new ArrayList<>();
        private final Deque<Integer> open = new ArrayDeque<>();
        private int begun;

        Walk(ValidatorHandler validator) {
            setContentHandler(validator);
            validator.setErrorHandler(this);
        }

        @Override
        public void startElement(String uri, String local, String name, Attributes attributes)
                throws SAXException {
            open.push(begun++);
            super.startElement(uri, local, name, attributes);
        }

        @Override
        public void endElement(String uri, String local, String name) throws SAXException {
            super.endElement(uri, local, name);
            open.pop();
        }

        @Override
        public void warning(SAXParseException fault) {
            add(Severity.WARNING, fault);
        }

        @Override
        public void error(SAXParseException fault) {
            add(Severity.FATAL, fault);
        }

        @Override
        public void fatalError(SAXParseException fault) throws SAXException {
            add(Severity.FATAL, fault);
        }

        private void add(Severity severity, SAXParseException fault) {
            var element = open.isEmpty() ? 0 : open.peek();
            faults.add(new Fault(severity, String.valueOf(fault.getMessage()), element));
        }
    }
}
