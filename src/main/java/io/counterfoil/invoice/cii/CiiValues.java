package io.counterfoil.invoice.cii;

import static io.counterfoil.invoice.xml.Values.only;
import static io.counterfoil.invoice.xml.Values.text;

import io.counterfoil.invoice.UnreadableInvoice;
import io.counterfoil.invoice.model.Identifier;
import io.counterfoil.invoice.xml.Element;
import io.counterfoil.invoice.xml.Values;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What CII writes in its own way: days, identifiers and the code of the tax point.
final class CiiValues {

    /// Format 102 of UNTDID 2379: `yyyyMMdd`, the only one that EN 16931 allows.
    static final String DAY = "102";

    private static final DateTimeFormatter COMPACT = DateTimeFormatter.BASIC_ISO_DATE;
    private static final Pattern SHAPE = Pattern.compile("\\d{8}");

    /// UNTDID 2475 (CII) → UNTDID 2005 (EN 16931): invoice date, delivery date, date of payment.
    private static final Map<String, String> TAX_POINTS = Map.of("5", "3", "29", "35", "72", "432");

    private CiiValues() {}

    static @Nullable LocalDate day(@Nullable Element from, String path) throws UnreadableInvoice {
        var element = only(from, path);
        var text = text(element);
        if (element == null || text == null) {
            return null;
        }
        var format = Values.attribute(element, "format");
        if ((format != null && !format.equals(DAY)) || !SHAPE.matcher(text).matches()) {
            throw Values.noDate(element);
        }
        try {
            return LocalDate.parse(text, COMPACT);
        } catch (DateTimeException problem) {
            throw Values.noDate(element);
        }
    }

    static String print(LocalDate day) {
        return day.format(COMPACT);
    }

    /// An identifier with a scheme is a `GlobalID`, one without an `ID`.
    static @Nullable Identifier identifier(@Nullable Element party) throws UnreadableInvoice {
        var global = Values.identifier(party, "ram:GlobalID");
        return global != null ? global : Values.identifier(party, "ram:ID");
    }

    static String taxPointFromCii(String code) {
        return TAX_POINTS.getOrDefault(code, code);
    }

    static String taxPointToCii(String code) {
        return TAX_POINTS.entrySet().stream()
                .filter(entry -> entry.getValue().equals(code))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(code);
    }
}
