package io.counterfoil.platform.contract;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a client takes, by its header Accept (RFC 9110 §12.5.1). Of several ranges that take a type
/// in, the most specific one says how much it is wanted; one of weight 0 is not wanted at all.
public final class Accept {

    private static final Pattern RANGE =
            Pattern.compile("\\s*([^\\s/;,]+)/([^\\s/;,]+)\\s*((?:;[^;]*)*)");
    private static final Pattern WEIGHT =
            Pattern.compile(";\\s*[qQ]=(0(?:\\.\\d{0,3})?|1(?:\\.0{0,3})?)\\s*(?:;|$)");

    private static final List<Range> ANYTHING = List.of(new Range("*", "*", 1, 0));

    private final List<Range> ranges;

    private Accept(List<Range> ranges) {
        this.ranges = ranges;
    }

    /// One range.
    ///
    /// @param weight from 0, not wanted, to 1
    /// @param place in the header, which decides between what is wanted alike
    private record Range(String type, String subtype, double weight, int place) {

        boolean takesIn(String form) {
            var bare = form.split(";", 2)[0].strip().split("/", 2);
            return (type.equals("*") || type.equalsIgnoreCase(bare[0]))
                    && (subtype.equals("*") || subtype.equalsIgnoreCase(bare[1]));
        }

        int specificity() {
            return (type.equals("*") ? 0 : 1) + (subtype.equals("*") ? 0 : 1);
        }
    }

    /// A form and the range that decides on it.
    private record Wanted(String form, Range range) {}

    /// Reads a header; who sends none takes anything. What is no range is passed over.
    public static Accept of(@Nullable String header) {
        if (header == null || header.isBlank()) {
            return new Accept(ANYTHING);
        }
        var ranges = new ArrayList<Range>();
        for (var part : header.split(",")) {
            var range = RANGE.matcher(part);
            if (range.matches()) {
                var weight = WEIGHT.matcher(range.group(3));
                ranges.add(
                        new Range(
                                range.group(1).toLowerCase(Locale.ROOT),
                                range.group(2).toLowerCase(Locale.ROOT),
                                weight.find() ? Double.parseDouble(weight.group(1)) : 1,
                                ranges.size()));
            }
        }
        return new Accept(ranges);
    }

    /// The form that is wanted most; of those that are wanted alike the first. Empty when none is
    /// taken.
    ///
    /// @param forms media types, the parameters of which play no part
    public Optional<String> best(List<String> forms) {
        return forms.stream()
                .flatMap(form -> deciding(form).map(range -> new Wanted(form, range)).stream())
                .filter(wanted -> wanted.range.weight > 0)
                .min(
                        Comparator.<Wanted>comparingDouble(wanted -> -wanted.range.weight)
                                .thenComparingInt(wanted -> -wanted.range.specificity())
                                .thenComparingInt(wanted -> wanted.range.place))
                .map(Wanted::form);
    }

    private Optional<Range> deciding(String form) {
        return ranges.stream()
                .filter(range -> range.takesIn(form))
                .max(
                        Comparator.comparingInt(Range::specificity)
                                .thenComparingDouble(Range::weight));
    }
}
