package io.counterfoil.kernel.entry;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// The values that a manifest may hold, printed as RFC 8785 prescribes. There is no null: what is
/// not known is absent. There are no fractions: every number is an integer of at most 2^53-1.
sealed interface Json {

    /// The largest integer that every JSON reader keeps exact.
    long INTEGER_MAX = (1L << 53) - 1;

    /// A string.
    record Text(String value) implements Json {}

    /// An integer, `-INTEGER_MAX` to `INTEGER_MAX`.
    record Int(long value) implements Json {}

    /// `true` or `false`.
    record Bool(boolean value) implements Json {}

    /// An object; its keys are in the order of their UTF-16 code units, which is Java's own.
    record Obj(SortedMap<String, Json> members) implements Json {

        /// Copies the members.
        public Obj {
            members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
        }
    }

    /// The one text of the value.
    default String print() {
        var out = new StringBuilder();
        print(this, out);
        return out.toString();
    }

    private static void print(Json value, StringBuilder out) {
        switch (value) {
            case Text(var text) -> quote(text, out);
            case Int(var number) -> out.append(number);
            case Bool(var bool) -> out.append(bool);
            case Obj(var members) -> {
                char before = '{';
                for (var member : members.entrySet()) {
                    out.append(before);
                    quote(member.getKey(), out);
                    out.append(':');
                    print(member.getValue(), out);
                    before = ',';
                }
                out.append(members.isEmpty() ? "{}" : "}");
            }
        }
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        int written = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 || c == '"' || c == '\\') {
                out.append(text, written, i).append(escaped(c));
                written = i + 1;
            }
        }
        out.append(text, written, text.length()).append('"');
    }

    private static String escaped(char c) {
        return switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\b' -> "\\b";
            case '\t' -> "\\t";
            case '\n' -> "\\n";
            case '\f' -> "\\f";
            case '\r' -> "\\r";
            default -> "\\u00%02x".formatted((int) c);
        };
    }
}
