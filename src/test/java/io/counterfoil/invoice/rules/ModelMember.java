package io.counterfoil.invoice.rules;

import io.counterfoil.invoice.model.Identifier;
import io.counterfoil.invoice.model.Invoice;
import io.counterfoil.invoice.model.Quantity;
import io.counterfoil.invoice.model.Term;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/// A member of an invoice in JSON, as the model has it.
///
/// @param type of the member, or of the items of a list
/// @param terms that it carries in its place; none where the model groups by itself
/// @param members of an object that is made of terms; none of a value
record ModelMember(
        String name, boolean isList, Class<?> type, List<String> terms, List<ModelMember> members) {

    ModelMember {
        terms = List.copyOf(terms);
        members = List.copyOf(members);
    }

    /// The members of an invoice.
    static List<ModelMember> all() {
        return members(Invoice.class, "");
    }

    /// What the standard calls it.
    String title() {
        return terms.stream()
                .map(term -> Objects.requireNonNull(Terms.all().get(term)).name())
                .collect(Collectors.joining("; "));
    }

    private static List<ModelMember> members(Class<?> type, String group) {
        return Arrays.stream(type.getRecordComponents())
                .filter(component -> belongs(component, group))
                .map(component -> of(component, group))
                .toList();
    }

    private static ModelMember of(RecordComponent component, String group) {
        var list = component.getGenericType() instanceof ParameterizedType;
        var type =
                component.getGenericType() instanceof ParameterizedType items
                        ? (Class<?>) items.getActualTypeArguments()[0]
                        : component.getType();
        var terms = terms(component).stream().filter(term -> isOf(group, term)).toList();
        var within = terms.stream().filter(term -> term.startsWith("BG")).findFirst().orElse(group);
        var isValue = !type.isRecord() || type == Identifier.class || type == Quantity.class;
        return new ModelMember(
                component.getName(),
                list,
                type,
                terms,
                isValue ? List.of() : members(type, within));
    }

    /// A record that serves several groups lists a term for each; in one that has none of its
    /// terms, it does not stand.
    private static boolean belongs(RecordComponent component, String group) {
        var terms = terms(component);
        return terms.isEmpty() || terms.stream().anyMatch(term -> isOf(group, term));
    }

    private static List<String> terms(RecordComponent component) {
        var annotation = component.getAnnotation(Term.class);
        return annotation == null ? List.of() : Arrays.asList(annotation.value());
    }

    private static boolean isOf(String group, String term) {
        return Objects.requireNonNull(Terms.all().get(term), term).group().equals(group);
    }
}
