package io.counterfoil.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.invoice.model.Invoice;
import io.counterfoil.invoice.model.Term;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The model has a place for every term of EN 16931-1, and for nothing else.
class ModelTest {

    /// The numbers that the standard does not use.
    private static final List<Integer> UNUSED_TERMS = List.of(4);

    @Test
    void carriesEveryTermAndGroupOfTheStandard() {
        var carried = new TreeSet<String>();
        collect(Invoice.class, carried);

        var expected = new TreeSet<String>();
        IntStream.rangeClosed(1, 165)
                .filter(number -> !UNUSED_TERMS.contains(number))
                .mapToObj(number -> "BT-" + number)
                .forEach(expected::add);
        IntStream.rangeClosed(1, 32).mapToObj(number -> "BG-" + number).forEach(expected::add);

        assertThat(carried).isEqualTo(expected);
        assertThat(carried).hasSize(196);
    }

    private static void collect(Class<?> type, Set<String> terms) {
        for (var component : type.getRecordComponents()) {
            var term = component.getAnnotation(Term.class);
            if (term != null) {
                terms.addAll(Arrays.asList(term.value()));
            }
            var inner = inner(component.getGenericType());
            if (inner.isRecord() && inner.getName().startsWith("io.counterfoil.invoice.model.")) {
                collect(inner, terms);
            }
        }
    }

    private static Class<?> inner(Type type) {
        return switch (type) {
            case Class<?> plain -> plain;
            case ParameterizedType list -> inner(list.getActualTypeArguments()[0]);
            default -> throw new UncheckedIOException(new IOException("unexpected " + type));
        };
    }
}
