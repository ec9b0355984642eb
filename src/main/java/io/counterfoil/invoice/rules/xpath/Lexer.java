package io.counterfoil.invoice.rules.xpath;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Cuts an expression into tokens.
final class Lexer {

    /// What a token is.
    enum Kind {
        NAME,
        STRING,
        NUMBER,
        SYMBOL,
        END
    }

    record Token(Kind kind, String text) {
        boolean is(String symbol) {
            return kind != Kind.STRING && text.equals(symbol);
        }
    }

    private static final Pattern TOKEN =
            Pattern.compile(
                    "\\s+|\\(:.*?:\\)|(?<string>\"(?:[^\"]++|\"\")*+\"|'(?:[^']++|'')*+')"
                            + "|(?<number>\\d+(?:\\.\\d*)?(?:[eE][+-]?\\d+)?|\\.\\d+)"
                            + "|(?<name>(?:\\*:)?[\\p{L}_][\\p{L}\\p{N}_.-]*(?::(?!:)(?:[\\p{L}_][\\p{L}\\p{N}_.-]*|\\*))?)"
                            + "|(?<symbol>::|//|!=|<=|>=|<<|>>|\\.\\.|[-+*/|=<>()\\[\\],.@$])",
                    Pattern.DOTALL);

    private Lexer() {}

    static List<Token> tokens(String expression) {
        var tokens = new ArrayList<Token>();
        var matcher = TOKEN.matcher(expression);
        var at = 0;
        while (at < expression.length()) {
            if (!matcher.find(at) || matcher.start() != at) {
                throw new IllegalArgumentException(
                        "no token at %d of: %s".formatted(at, expression));
            }
            at = matcher.end();
            if (matcher.group("string") != null) {
                tokens.add(new Token(Kind.STRING, unquote(matcher.group("string"))));
            } else if (matcher.group("number") != null) {
                tokens.add(new Token(Kind.NUMBER, matcher.group("number")));
            } else if (matcher.group("name") != null) {
                tokens.add(new Token(Kind.NAME, matcher.group("name")));
            } else if (matcher.group("symbol") != null) {
                tokens.add(new Token(Kind.SYMBOL, matcher.group("symbol")));
            }
        }
        tokens.add(new Token(Kind.END, ""));
        return tokens;
    }

    private static String unquote(String literal) {
        var quote = literal.substring(0, 1);
        return literal.substring(1, literal.length() - 1).replace(quote + quote, quote);
    }
}
