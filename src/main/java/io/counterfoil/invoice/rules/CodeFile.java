package io.counterfoil.invoice.rules;

import io.counterfoil.invoice.UnreadableInvoice;
import io.counterfoil.invoice.rules.xpath.Scope;
import io.counterfoil.invoice.rules.xpath.UserFunction;
import io.counterfoil.invoice.xml.Element;
import io.counterfoil.invoice.xml.XmlReader;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// The lists of codes that a publisher ships beside a stylesheet, in a file of its own: the only
/// file that its conditions may open.
final class CodeFile implements Scope.CodeLists {

    /// For a stylesheet that has its codes in its conditions.
    static final CodeFile NONE = new CodeFile("", new byte[0]);

    private final String name;
    private final Supplier<Map<String, Set<String>>> lists;

    /// A file, which is read when the first list is asked for.
    ///
    /// @param name as conditions write it
    CodeFile(String name, byte[] content) {
        this.name = name;
        lists = UserFunction.once(() -> read(content));
    }

    private static Map<String, Set<String>> read(byte[] content) {
        try {
            return XmlReader.read(content, SheetText.LIMITS).children("cl").stream()
                    .collect(Collectors.toMap(list -> given(list, "id"), CodeFile::codes));
        } catch (UnreadableInvoice fault) {
            throw new IllegalStateException("published codes cannot be read", fault);
        }
    }

    private static Set<String> codes(Element list) {
        return list.children("enumeration").stream()
                .map(code -> given(code, "value"))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String given(Element element, String attribute) {
        return Objects.requireNonNull(element.attribute(attribute), attribute);
    }

    @Override
    public Set<String> codes(String file, String list) {
        var codes = file.equals(name) ? lists.get().get(list) : null;
        if (codes == null) {
            throw new IllegalArgumentException("there is no list %s in %s".formatted(list, file));
        }
        return codes;
    }
}
