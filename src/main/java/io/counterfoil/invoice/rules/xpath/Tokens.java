package io.counterfoil.invoice.rules.xpath;

import io.counterfoil.invoice.rules.xpath.Lexer.Kind;
import io.counterfoil.invoice.rules.xpath.Lexer.Token;
import java.util.Arrays;
import java.util.List;

/// The tokens of an expression, and how far they are read.
final class Tokens {

    private final String expression;
    private final Token[] tokens;
    private int at;

    Tokens(String expression) {
        this.expression = expression;
        tokens = Lexer.tokens(expression).toArray(Token[]::new);
    }

    /// How many are read.
    int at() {
        return at;
    }

    /// The next one, which stays unread.
    Token peek() {
        return tokens[at];
    }

    /// The one after the next.
    Token ahead() {
        return tokens[at + 1];
    }

    Token next() {
        return tokens[at++];
    }

    /// Reads a symbol or a word, if it is the next.
    boolean accept(String symbol) {
        if (peek().is(symbol)) {
            at++;
            return true;
        }
        return false;
    }

    /// @throws IllegalArgumentException where another token stands
    void expect(String symbol) {
        if (!accept(symbol)) {
            throw new IllegalArgumentException(
                    "%s is expected before \"%s\"".formatted(symbol, peek().text()));
        }
    }

    /// @throws IllegalArgumentException where tokens are left
    void expectEnd() {
        if (peek().kind() != Kind.END) {
            throw new IllegalArgumentException(
                    "\"%s\" is left over of: %s".formatted(peek().text(), expression));
        }
    }

    /// Tells whether a word and something after it come next.
    boolean follows(String word, String after) {
        return peek().kind() == Kind.NAME && peek().is(word) && ahead().is(after);
    }

    /// What was read since a token.
    List<Token> since(int start) {
        return List.of(Arrays.copyOfRange(tokens, start, at));
    }

    /// Tells whether a function is called since a token.
    boolean mentions(int start, String function) {
        for (var i = start; i < at; i++) {
            if (tokens[i].kind() == Kind.NAME && tokens[i].is(function)) {
                return true;
            }
        }
        return false;
    }

    /// Tells whether a value is cast since a token, predicates within not counted.
    boolean castSince(int start) {
        var depth = 0;
        for (var i = start; i < at; i++) {
            depth += tokens[i].is("[") ? 1 : tokens[i].is("]") ? -1 : 0;
            if (depth == 0 && tokens[i].kind() == Kind.NAME && tokens[i].is("cast")) {
                return true;
            }
        }
        return false;
    }
}
