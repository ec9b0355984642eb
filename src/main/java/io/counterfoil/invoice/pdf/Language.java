package io.counterfoil.invoice.pdf;

import io.counterfoil.invoice.model.AllowanceCharge;
import io.counterfoil.invoice.model.Identifier;
import io.counterfoil.invoice.model.Period;
import io.counterfoil.invoice.model.Quantity;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// The languages a printed invoice speaks: its labels, its numbers and its dates.
public enum Language {
    /// English.
    ENGLISH(Locale.UK, "d MMMM uuuu"),
    /// German.
    GERMAN(Locale.GERMANY, "dd.MM.uuuu"),
    /// Chinese, simplified.
    CHINESE(Locale.SIMPLIFIED_CHINESE, "uuuu年M月d日");

    private final Locale locale;
    private final String datePattern;

    Language(Locale locale, String datePattern) {
        this.locale = locale;
        this.datePattern = datePattern;
    }

    /// The first of the wanted languages that is spoken here; English when none is.
    public static Language of(List<Locale> wanted) {
        for (var one : wanted) {
            for (var language : values()) {
                if (language.locale.getLanguage().equals(one.getLanguage())) {
                    return language;
                }
            }
        }
        return ENGLISH;
    }

    /// The BCP 47 tag, `de-DE`.
    public String tag() {
        return locale.toLanguageTag();
    }

    /// The label of that key.
    ///
    /// @throws IllegalArgumentException when the language has no such label
    public String label(String key) {
        var label = Labels.of(this).getProperty(key);
        if (label == null) {
            throw new IllegalArgumentException("no label \"" + key + "\" in " + this);
        }
        return label;
    }

    /// The label of a code, or the code itself when the language has none for it.
    String code(String kind, String code) {
        return code(kind, code, code);
    }

    /// The label of a code, or another when the language has none for it.
    String code(String kind, String code, String otherwise) {
        return Labels.of(this).getProperty(kind + "." + code, otherwise);
    }

    /// An identifier with the scheme that it is one of: "4000001000012 (GLN)".
    String identifier(Identifier identifier) {
        var scheme = identifier.scheme();
        return identifier.value() + (scheme == null ? "" : " (" + code("scheme", scheme) + ")");
    }

    /// A period, of which one end may be open.
    @Nullable String period(@Nullable Period period) {
        if (period == null) {
            return null;
        }
        var start = period.start() == null ? "" : date(period.start());
        var end = period.end() == null ? "" : date(period.end());
        return (start + " – " + end).strip();
    }

    String unit(Quantity quantity) {
        return quantity.unit() == null ? "" : code("unit", quantity.unit());
    }

    /// An allowance or a charge and how it came about: "Allowance 10 % of 200.00: Discount (95)".
    ///
    /// @param kind `allowance` or `charge`
    String change(String kind, AllowanceCharge change) {
        var text = new StringBuilder(label(kind));
        if (change.percent() != null) {
            text.append(' ').append(number(change.percent(), 0)).append(" %");
        }
        if (change.base() != null) {
            text.append(' ').append(label("on")).append(' ').append(number(change.base(), 2));
        }
        var code = change.reasonCode();
        if (change.reason() != null) {
            text.append(": ").append(change.reason()).append(code == null ? "" : " (" + code + ")");
        } else if (code != null) {
            text.append(": ").append(code(kind, code));
        }
        return text.toString();
    }

    /// The name of a country, or its code when no name is known.
    ///
    /// @param code ISO 3166, two letters
    String country(String code) {
        return code.matches("[A-Z]{2}") ? Locale.of("", code).getDisplayCountry(locale) : code;
    }

    String date(LocalDate date) {
        return DateTimeFormatter.ofPattern(datePattern, locale).format(date);
    }

    /// The number with thousands apart, at least so many decimals, and none lost.
    String number(BigDecimal number, int decimalsMin) {
        var format = new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(locale));
        format.setMinimumFractionDigits(decimalsMin);
        format.setMaximumFractionDigits(Math.max(decimalsMin, number.scale()));
        return format.format(number);
    }

    private static final class Labels {
        private static final EnumMap<Language, Properties> OF = load();

        static Properties of(Language language) {
            return Objects.requireNonNull(OF.get(language));
        }

        private static EnumMap<Language, Properties> load() {
            var labels = new EnumMap<Language, Properties>(Language.class);
            for (var language : values()) {
                labels.put(
                        language, read("labels_" + language.locale.getLanguage() + ".properties"));
            }
            return labels;
        }

        private static Properties read(String name) {
            try (var in = Language.class.getResourceAsStream(name)) {
                if (in == null) {
                    throw new IllegalStateException(name + " is not in the jar");
                }
                var labels = new Properties();
                labels.load(new InputStreamReader(in, StandardCharsets.UTF_8));
                return labels;
            } catch (IOException fault) {
                throw new UncheckedIOException(fault);
            }
        }
    }
}
