package io.counterfoil.invoice.xml;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The prefixes by which this code names the namespaces of the invoice syntaxes.
public final class Names {

    private static final String UBL = "urn:oasis:names:specification:ubl:schema:xsd:";
    private static final String CEFACT = "urn:un:unece:uncefact:data:standard:";

    /// Namespace → prefix with its colon.
    private static final Map<String, String> PREFIXES =
            Map.ofEntries(
                    Map.entry(UBL + "Invoice-2", "ubl:"),
                    Map.entry(UBL + "CreditNote-2", "ubl:"),
                    Map.entry(UBL + "CommonAggregateComponents-2", "cac:"),
                    Map.entry(UBL + "CommonBasicComponents-2", "cbc:"),
                    Map.entry(UBL + "CommonExtensionComponents-2", "ext:"),
                    Map.entry(CEFACT + "CrossIndustryInvoice:100", "rsm:"),
                    Map.entry(CEFACT + "ReusableAggregateBusinessInformationEntity:100", "ram:"),
                    Map.entry(CEFACT + "UnqualifiedDataType:100", "udt:"),
                    Map.entry(CEFACT + "QualifiedDataType:100", "qdt:"));

    /// More names than the schema of any invoice has in one namespace; a document's own inventions
    /// do not fill the memory.
    private static final int NAMES_MAX = 4096;

    /// Names of the invoice syntaxes that documents used before, interned, so that rules can tell
    /// names apart by identity; safe for several threads.
    private static final Map<String, Map<String, String>> KNOWN =
            PREFIXES.keySet().stream()
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    namespace -> namespace, _ -> new ConcurrentHashMap<>()));

    /// Names of other namespaces, for one document.
    private final Map<String, Map<String, String>> others = new HashMap<>();

    /// Names with other prefixes than trees have, by these, for one document.
    private final Map<String, Map<String, String>> writings = new HashMap<>();

    String qualified(String namespace, String local) {
        var known = KNOWN.get(namespace);
        if (known == null) {
            return others.computeIfAbsent(namespace, _ -> new HashMap<>())
                    .computeIfAbsent(local, name -> print(namespace, name).intern());
        }
        var name = known.get(local);
        if (name == null) {
            name = print(namespace, local).intern();
            if (known.size() < NAMES_MAX) {
                known.put(local, name);
            }
        }
        return name;
    }

    /// A name as the document writes it, the same object each time; `null` where it is written as
    /// trees have it.
    ///
    /// @param prefix empty for none
    @Nullable String written(String prefix, String local, String qualified) {
        var plain = prefix.isEmpty();
        if (plain ? local.equals(qualified) : isWritten(qualified, prefix, local)) {
            return null;
        }
        return writings.computeIfAbsent(prefix, _ -> new HashMap<>())
                .computeIfAbsent(local, name -> plain ? name : prefix + ":" + name);
    }

    private static boolean isWritten(String qualified, String prefix, String local) {
        return qualified.length() == prefix.length() + 1 + local.length()
                && qualified.startsWith(prefix)
                && qualified.charAt(prefix.length()) == ':';
    }

    /// The name as trees have it: `cbc:ID`, or `{uri}local` for a namespace that is not known.
    public static String print(String namespace, String local) {
        var prefix = PREFIXES.get(namespace);
        if (prefix != null && (!prefix.equals("ubl:") || isOwn(namespace, local))) {
            return prefix + local;
        }
        return namespace.isEmpty() ? local : "{" + namespace + "}" + local;
    }

    /// Each document of UBL has a namespace of its own; the root of one in that of another is
    /// neither.
    private static boolean isOwn(String namespace, String local) {
        return local.equals("*") || namespace.equals(UBL + local + "-2");
    }
}
