package io.counterfoil.invoice.rules;

import io.counterfoil.invoice.Format;
import io.counterfoil.invoice.Invoices;
import io.counterfoil.invoice.OwnInvoices;
import io.counterfoil.invoice.rules.schema.Pruned;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;

/// Our own invoices as a rule set would have them: they claim it, and say no more than its schema
/// has a place for.
final class SetInvoices {

    private static final Artefacts ARTEFACTS = new Artefacts();

    private SetInvoices() {}

    static List<byte[]> of(RuleSet set, Format format) throws Exception {
        var invoices = new ArrayList<byte[]>();
        for (var own : OwnInvoices.values()) {
            invoices.add(of(own, set, format));
        }
        return invoices;
    }

    static byte[] of(OwnInvoices own, RuleSet set, Format format) throws Exception {
        var text =
                new String(Invoices.write(own.invoice(), format), StandardCharsets.UTF_8)
                        .replaceFirst(
                                ">urn:cen.eu:en16931:2017[^<]*<", ">" + set.specification() + "<");
        var root =
                DocumentBuilderFactory.newDefaultNSInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
                        .getDocumentElement();
        Pruned.prune(ARTEFACTS.grammar(set, format), root);
        return Mutations.print(root);
    }
}
