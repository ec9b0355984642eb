package io.counterfoil.invoice.rules;

import java.io.ByteArrayInputStream;
import java.io.IOException;
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
                                    node.getAttributeValue(new QName("id"))
                                            + " "
                                            + node.getAttributeValue(new QName("flag"))));
        }
        return found.stream().sorted().toList();
    }

    private static XsltExecutable compiled(String stylesheet) {
        return COMPILED.computeIfAbsent(
                stylesheet,
                name -> {
                    try (var in =
                            Objects.requireNonNull(
                                    Oracle.class.getResourceAsStream("/" + name), name)) {
                        return SAXON.newXsltCompiler().compile(new StreamSource(in));
                    } catch (IOException | SaxonApiException fault) {
                        throw new IllegalStateException(fault);
                    }
                });
    }
}
