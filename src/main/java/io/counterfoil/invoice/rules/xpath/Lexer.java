package io.counterfoil.invoice.rules.xpath;

import java.util.ArrayList;
import java.util.List;

/// Cuts an expression into tokens.
///
/// By hand: thousands of expressions are cut before the first verdict, when no regular expression
/// is fast yet.
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

    private static final String SYMBOLS = "-+*/|=<>()[],.@$";

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(String text) {
        this.text = text;
    }

    static List<Token> tokens(String expression) {
        var lexer = new Lexer(expression);
        while (lexer.at < expression.length()) {
            lexer.next();
        }
        lexer.tokens.add(new Token(Kind.END, ""));
        return lexer.tokens;
    }

    private void next() {
        var c = text.charAt(at);
        if (Character.isWhitespace(c)) {
            at++;
        } else if (c == '(' && peek(1) == ':') {
            at = after(":)");
        } else if (c == '"' || c == '\'') {
            string(c);
        } else if (isDigit(c) || (c == '.' && isDigit(peek(1)))) {
            number();
        } else if (isNameStart(c) || (c == '*' && peek(1) == ':')) {
            name();
        } else {
            symbol();
        }
    }

    private char peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : 0;
    }

    private int after(String end) {
        var found = text.indexOf(end, at);
        if (found < 0) {
            throw unknown();
        }
        return found + end.length();
    }

    private IllegalArgumentException unknown() {
        return new IllegalArgumentException("no token at %d of: %s".formatted(at, text));
    }

    private void add(Kind kind, int from) {
        tokens.add(new Token(kind, text.substring(from, at)));
    }

    /// In a literal a quotation mark is written twice.
    private void string(char quote) {
        var mark = String.valueOf(quote);
        var start = at + 1;
        do {
            at++;
            at = after(mark);
        } while (peek(0) == quote);
        var content = text.substring(start, at - 1);
        tokens.add(new Token(Kind.STRING, content.replace(mark + mark, mark)));
    }

    private void number() {
        var start = at;
        digits();
        if (peek(0) == '.') {
            at++;
            digits();
        }
        if (peek(0) == 'e' || peek(0) == 'E') {
            var sign = peek(1) == '+' || peek(1) == '-' ? 2 : 1;
            if (isDigit(peek(sign))) {
                at += sign;
                digits();
            }
        }
        add(Kind.NUMBER, start);
    }

    private void digits() {
        while (isDigit(peek(0))) {
            at++;
        }
    }

    /// `ID`, `cbc:ID`, `cbc:*` or `*:ID`; an axis like `child::` ends before its colons.
    private void name() {
        var start = at;
        part();
        if (peek(0) == ':' && peek(1) != ':' && (peek(1) == '*' || isNameStart(peek(1)))) {
            at++;
            part();
        }
        add(Kind.NAME, start);
    }

    private void part() {
        if (peek(0) == '*') {
            at++;
            return;
        }
        while (isNameStart(peek(0))
                || Character.isDigit(peek(0))
                || peek(0) == '.'
                || peek(0) == '-') {
            at++;
        }
    }

    private void symbol() {
        var start = at;
        var c = text.charAt(at);
        if (isPair(c, peek(1))) {
            at += 2;
        } else if (SYMBOLS.indexOf(c) >= 0) {
            at++;
        } else {
            throw unknown();
        }
        add(Kind.SYMBOL, start);
    }

    private static boolean isPair(char first, char second) {
        return switch (first) {
            case ':', '/', '.' -> second == first;
            case '<', '>' -> second == '=' || second == first;
            case '!' -> second == '=';
            default -> false;
        };
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isNameStart(char c) {
        return c == '_' || Character.isLetter(c);
    }
}
