package io.counterfoil.invoice.rules;

import io.counterfoil.invoice.Format;
import io.counterfoil.invoice.model.Invoice;
import io.counterfoil.invoice.model.Term;
import io.counterfoil.invoice.rules.Finding.Place;
import io.counterfoil.invoice.xml.Element;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/// Finds in a document what a rule over the model speaks of.
public final class Places {

    /// `lines[2]`, or `netAmount`.
    private static final Pattern STEP = Pattern.compile("(\\w+)(?:\\[(\\d+)\\])?");

    /// The first element of each place of the model.
    private final Map<String, Element> elements = new HashMap<>();

    /// Walks the document once.
    Places(Element root, Format format) {
        collect(root, format);
    }

    private void collect(Element element, Format format) {
        var place = Terms.place(element, format, List.of());
        if (!place.isEmpty()) {
            elements.putIfAbsent(place, element);
        }
        for (var child : element) {
            collect(child, format);
        }
    }

    /// The place of a path into the model, `lines[2].netAmount`; the nearest group's where the
    /// document lacks the term.
    Place of(String path) {
        var model = terms(path);
        for (var place = model; !place.isEmpty(); ) {
            var element = elements.get(place);
            if (element != null) {
                return new Place(element.path(), element.line(), model);
            }
            place = place.substring(0, Math.max(0, place.lastIndexOf('/')));
        }
        return new Place("", 0, model);
    }

    /// `BG-25[3]/BT-131` for `lines[2].netAmount`, by the terms that the model's components name.
    public static String terms(String path) {
        var place = new StringBuilder();
        var group = "";
        Class<?> type = Invoice.class;
        for (var step : path.split("\\.")) {
            var parts = STEP.matcher(step);
            if (!parts.matches()) {
                throw new IllegalArgumentException("no path into the model: " + path);
            }
            var component = component(type, parts.group(1));
            var term = term(component, group);
            if (!term.isEmpty()) {
                place.append(place.isEmpty() ? "" : "/").append(term);
                group = term;
            }
            if (parts.group(2) != null) {
                place.append('[').append(Integer.parseInt(parts.group(2)) + 1).append(']');
            }
            type = typeOf(component);
        }
        return place.toString();
    }

    private static RecordComponent component(Class<?> type, String name) {
        return Arrays.stream(Objects.requireNonNull(type.getRecordComponents(), type.getName()))
                .filter(one -> one.getName().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(type.getSimpleName() + " has no " + name));
    }

    /// A component of a record that serves several groups names a term of each.
    private static String term(RecordComponent component, String group) {
        var annotation = component.getAnnotation(Term.class);
        if (annotation == null) {
            return "";
        }
        return Arrays.stream(annotation.value())
                .filter(id -> group.equals(groupOf(id)))
                .findFirst()
                .orElse(annotation.value()[0]);
    }

    private static String groupOf(String id) {
        var term = Terms.all().get(id);
        return term == null ? "" : term.group();
    }

    private static Class<?> typeOf(RecordComponent component) {
        return component.getGenericType() instanceof ParameterizedType list
                ? (Class<?>) list.getActualTypeArguments()[0]
                : component.getType();
    }
}
