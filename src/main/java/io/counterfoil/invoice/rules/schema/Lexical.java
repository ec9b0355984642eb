package io.counterfoil.invoice.rules.schema;

import io.counterfoil.invoice.rules.xpath.Literals;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// How values of the built-in types are written.
///
/// Each test holds only for texts that the type certainly allows: rare forms (a year of five
/// digits, 24:00:00) are left to a full validator.
final class Lexical {

    /// Base64 digits whose last four, or two, bits are zero: what may stand before padding.
    private static final String BEFORE_TWO = "AQgw";

    private static final String BEFORE_ONE = "AEIMQUYcgkosw048";

    private static final Pattern LANGUAGE = Pattern.compile("[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*");
    private static final Pattern URI =
            Pattern.compile("(https?://|urn:)?[A-Za-z0-9][A-Za-z0-9._/:-]*");
    private static final Pattern TIME =
            Pattern.compile("([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d+)?");
    private static final Pattern ZONE = Pattern.compile("Z|[+-](0\\d|1[0-3]):[0-5]\\d");

    /// Tests by the name of the type; a type that is missing is never accepted here.
    private static final Map<String, Predicate<String>> TYPES =
            Map.ofEntries(
                    Map.entry("string", _ -> true),
                    Map.entry("normalizedString", _ -> true),
                    Map.entry("token", _ -> true),
                    Map.entry("decimal", text -> Literals.isDecimal(collapse(text))),
                    Map.entry("date", text -> isDate(collapse(text))),
                    Map.entry("time", text -> isTime(collapse(text))),
                    Map.entry("dateTime", text -> isDateTime(collapse(text))),
                    Map.entry("boolean", text -> isBoolean(collapse(text))),
                    Map.entry("language", text -> LANGUAGE.matcher(collapse(text)).matches()),
                    Map.entry("anyURI", text -> URI.matcher(collapse(text)).matches()),
                    Map.entry("base64Binary", Lexical::isBase64));

    private Lexical() {}

    /// The test of a built-in type; one that nothing passes for a type that is not known here.
    static Predicate<String> of(String type) {
        return TYPES.getOrDefault(type, _ -> false);
    }

    static boolean isWhite(String text) {
        for (var i = 0; i < text.length(); i++) {
            if (!isWhite(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isWhite(char c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }

    /// The text without XML's white space around it.
    private static String collapse(String text) {
        var start = 0;
        var end = text.length();
        while (start < end && isWhite(text.charAt(start))) {
            start++;
        }
        while (end > start && isWhite(text.charAt(end - 1))) {
            end--;
        }
        return start == 0 && end == text.length() ? text : text.substring(start, end);
    }

    private static boolean isDate(String text) {
        if (text.length() > 10) {
            return isDay(text.substring(0, 10)) && ZONE.matcher(text.substring(10)).matches();
        }
        return isDay(text);
    }

    private static boolean isDay(String text) {
        var day = Literals.day(text);
        return day != null && day.getYear() > 0;
    }

    private static boolean isTime(String text) {
        var matcher = TIME.matcher(text);
        return matcher.lookingAt()
                && (matcher.end() == text.length()
                        || ZONE.matcher(text.substring(matcher.end())).matches());
    }

    private static boolean isDateTime(String text) {
        return text.length() > 11
                && text.charAt(10) == 'T'
                && isDay(text.substring(0, 10))
                && isTime(text.substring(11));
    }

    private static boolean isBoolean(String text) {
        return text.equals("true") || text.equals("false") || text.equals("1") || text.equals("0");
    }

    private static boolean isBase64(String text) {
        var digits = 0;
        var padding = 0;
        var last = ' ';
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == '=') {
                padding++;
            } else if (isBase64(c) && padding == 0) {
                digits++;
                last = c;
            } else if (!isWhite(c)) {
                return false;
            }
        }
        return (digits + padding) % 4 == 0
                && switch (padding) {
                    case 0 -> true;
                    case 1 -> BEFORE_ONE.indexOf(last) >= 0;
                    case 2 -> BEFORE_TWO.indexOf(last) >= 0;
                    default -> false;
                };
    }

    private static boolean isBase64(char c) {
        return (c >= 'A' && c <= 'Z')
                || (c >= 'a' && c <= 'z')
                || (c >= '0' && c <= '9')
                || c == '+'
                || c == '/';
    }
}
