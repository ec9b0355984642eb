package io.counterfoil.invoice.rules;

import java.math.BigInteger;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Check digits of identifiers; what has no known check digit passes.
final class CheckDigits {

    private static final Pattern IBAN = Pattern.compile("[A-Z]{2}\\d{2}[A-Z0-9]{11,30}");

    /// By country, for the form that this country's identifiers have.
    private static final Map<String, Predicate<String>> VAT =
            Map.of(
                    "DE", CheckDigits::isGerman,
                    "AT", CheckDigits::isAustrian,
                    "BE",
                            id ->
                                    id.matches("\\d{10}")
                                            && 97 - number(id, 0, 8) % 97 == number(id, 8, 10),
                    "IT", id -> id.matches("\\d{11}") && luhn(id),
                    "PL",
                            id ->
                                    id.matches("\\d{10}")
                                            && weighted(id, 6, 5, 7, 2, 3, 4, 5, 6, 7) % 11
                                                    == digit(id, 9),
                    "LU", id -> id.matches("\\d{8}") && number(id, 0, 6) % 89 == number(id, 6, 8),
                    "FI",
                            id ->
                                    id.matches("\\d{8}")
                                            && weighted(id, 7, 9, 10, 5, 8, 4, 2, 1) % 11 == 0,
                    "DK",
                            id ->
                                    id.matches("\\d{8}")
                                            && weighted(id, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0,
                    "SE", id -> id.matches("\\d{12}") && luhn(id.substring(0, 10)));

    private CheckDigits() {}

    /// ISO 13616: what looks like an IBAN must leave 1 modulo 97.
    static boolean isIban(@Nullable String account) {
        var plain = account == null ? "" : account.replace(" ", "");
        if (!IBAN.matcher(plain).matches()) {
            return true;
        }
        var turned = plain.substring(4) + plain.substring(0, 4);
        var digits = new StringBuilder();
        turned.chars().forEach(c -> digits.append(Character.digit(c, 36)));
        return new BigInteger(digits.toString()).mod(BigInteger.valueOf(97)).intValue() == 1;
    }

    static boolean isVatId(@Nullable String id) {
        if (id == null || id.length() < 4) {
            return true;
        }
        var plain = id.replaceAll("[ .-]", "");
        var check = VAT.get(plain.substring(0, 2));
        return check == null || check.test(plain.substring(2));
    }

    /// ISO 7064, MOD 11,10.
    private static boolean isGerman(String id) {
        if (!id.matches("\\d{9}")) {
            return false;
        }
        var product = 10;
        for (var i = 0; i < 8; i++) {
            var sum = (digit(id, i) + product) % 10;
            product = 2 * (sum == 0 ? 10 : sum) % 11;
        }
        return (11 - product) % 10 == digit(id, 8);
    }

    private static boolean isAustrian(String id) {
        if (!id.matches("U\\d{8}")) {
            return false;
        }
        var sum = 0;
        for (var i = 1; i <= 7; i++) {
            var value = digit(id, i) * (i % 2 == 0 ? 2 : 1);
            sum += value / 10 + value % 10;
        }
        return (10 - (sum + 4) % 10) % 10 == digit(id, 8);
    }

    private static boolean luhn(String digits) {
        var sum = 0;
        for (var i = 0; i < digits.length(); i++) {
            var value = digit(digits, digits.length() - 1 - i) * (i % 2 == 1 ? 2 : 1);
            sum += value / 10 + value % 10;
        }
        return sum % 10 == 0;
    }

    private static int weighted(String digits, int... weights) {
        var sum = 0;
        for (var i = 0; i < weights.length; i++) {
            sum += digit(digits, i) * weights[i];
        }
        return sum;
    }

    private static long number(String digits, int from, int to) {
        return Long.parseLong(digits.substring(from, to));
    }

    private static int digit(String digits, int index) {
        return Character.digit(digits.charAt(index), 10);
    }
}
