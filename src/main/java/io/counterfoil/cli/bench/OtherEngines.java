package io.counterfoil.cli.bench;

import com.helger.phive.api.execute.ValidationExecutionManager;
import com.helger.phive.api.executorset.ValidationExecutorSetRegistry;
import com.helger.phive.api.result.ValidationResultList;
import com.helger.phive.api.validity.IValidityDeterminator;
import com.helger.phive.peppol.PeppolValidation2026_05;
import com.helger.phive.xml.source.IValidationSourceXML;
import com.helger.phive.xml.source.ValidationSourceXML;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.transform.stream.StreamSource;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XdmDestination;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.XsltExecutable;
import org.xml.sax.SAXException;

/// The official artefacts of Peppol as others run them, and the least that any of them must do:
/// what stands beside our figures. For one thread.
public final class OtherEngines {

    private static final String SHEETS = "/external/schematron/openpeppol/2026.5/xslt/";
    private static final XMLInputFactory STAX = XMLInputFactory.newDefaultFactory();

    private final ValidationExecutorSetRegistry<IValidationSourceXML> phive =
            new ValidationExecutorSetRegistry<>();
    private final List<XsltExecutable> sheets;

    /// Compiles everything, which takes seconds.
    public OtherEngines() {
        PeppolValidation2026_05.init(phive);
        var compiler = new Processor(false).newXsltCompiler();
        try {
            sheets =
                    List.of(
                            compiler.compile(source("CEN-EN16931-UBL.xslt")),
                            compiler.compile(source("PEPPOL-EN16931-UBL.xslt")));
        } catch (SaxonApiException e) {
            throw new BenchException("The official stylesheets do not compile.", e);
        }
    }

    private static StreamSource source(String name) {
        return new StreamSource(
                Objects.requireNonNull(OtherEngines.class.getResourceAsStream(SHEETS + name)));
    }

    /// Schema and rules by phive.
    public ValidationResultList phive(byte[] xml) {
        try {
            var document =
                    DocumentBuilderFactory.newDefaultNSInstance()
                            .newDocumentBuilder()
                            .parse(new ByteArrayInputStream(xml));
            return ValidationExecutionManager.executeValidation(
                    IValidityDeterminator.createDefault(),
                    Objects.requireNonNull(
                            phive.getOfID(PeppolValidation2026_05.VID_OPENPEPPOL_INVOICE_UBL_V3)),
                    ValidationSourceXML.create("invoice", document));
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new BenchException("The sample invoice cannot be read.", e);
        }
    }

    /// The two stylesheets by Saxon, compiled once and reused; no schema.
    public List<XdmNode> saxon(byte[] xml) {
        try {
            var results = new ArrayList<XdmNode>();
            for (var sheet : sheets) {
                var result = new XdmDestination();
                sheet.load30().transform(new StreamSource(new ByteArrayInputStream(xml)), result);
                results.add(result.getXdmNode());
            }
            return results;
        } catch (SaxonApiException e) {
            throw new BenchException("The official stylesheets do not run.", e);
        }
    }

    /// Every event of the JDK's parser, and nothing done with it; answers how many there are.
    public static int stax(byte[] xml) {
        try {
            var reader = STAX.createXMLStreamReader(new ByteArrayInputStream(xml));
            var events = 0;
            while (reader.hasNext()) {
                reader.next();
                events++;
            }
            return events;
        } catch (XMLStreamException e) {
            throw new BenchException("The sample invoice cannot be read.", e);
        }
    }
}
