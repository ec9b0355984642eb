package io.counterfoil.invoice.rules;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.xml.transform.stream.StreamSource;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.QName;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XdmDestination;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.XsltExecutable;
import net.sf.saxon.s9api.streams.Steps;

/// What the official stylesheet says when Saxon runs it: the answer that ours must equal.
final class Oracle {

    private static final Processor SAXON = new Processor(false);
    private static final ConcurrentMap<String, XsltExecutable> COMPILED = new ConcurrentHashMap<>();
    private static final String SVRL = "http://purl.oclc.org/dsdl/svrl";

    private Oracle() {}

    /// The findings as `id flag`, sorted; a single `ERROR` where Saxon gives up.
    static List<String> findings(String stylesheet, byte[] xml) {
        var output = new XdmDestination();
        var transformer = compiled(stylesheet).load30();
        transformer.setErrorReporter(_ -> {});
        // Codes are looked up in files beside the stylesheet.
        var folder = stylesheet.substring(0, stylesheet.lastIndexOf('/') + 1);
        transformer.setResourceResolver(file -> source(folder + file.relativeUri));
        try {
            transformer.transform(new StreamSource(new ByteArrayInputStream(xml)), output);
        } catch (SaxonApiException failure) {
            return List.of("ERROR");
        }
        var found = new ArrayList<String>();
        for (var name : List.of("failed-assert", "successful-report")) {
            output.getXdmNode()
                    .select(Steps.descendant(SVRL, name))
                    .forEach(node ->
                            found.add(
                                    given(node, "id", Label.NAMELESS)
                                            + " "
                                            + given(node, "flag", "fatal")));
        }
        return found.stream().sorted().toList();
    }

    private static StreamSource source(String path) {
        return new StreamSource(new ByteArrayInputStream(Published.bytes(path)));
    }

    /// What phive says where the artefact says nothing: it fails.
    private static String given(XdmNode node, String attribute, String otherwise) {
        return Objects.requireNonNullElse(node.getAttributeValue(new QName(attribute)), otherwise);
    }

    private static XsltExecutable compiled(String stylesheet) {
        return COMPILED.computeIfAbsent(
                stylesheet,
                name -> {
                    try {
                        return SAXON.newXsltCompiler().compile(source(name));
                    } catch (SaxonApiException fault) {
                        throw new IllegalStateException(fault);
                    }
                });
    }
}
