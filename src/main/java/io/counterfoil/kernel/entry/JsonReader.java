package io.counterfoil.kernel.entry;

import io.counterfoil.kernel.Encoding;
import io.counterfoil.kernel.MalformedException;
import java.util.TreeMap;

/// Reads the JSON that [Json#print()] writes and no other: no white space, no key twice, no deeper
/// than [#DEPTH_MAX], no longer than [#BYTES_MAX].
final class JsonReader {

    /// The largest text that is read; a manifest has about 1 KB.
    static final int BYTES_MAX = 64 << 10;

    /// Objects inside objects; a manifest has three.
    static final int DEPTH_MAX = 8;

    private final String text;
    private int at;

    private JsonReader(String text) {
        this.text = text;
    }

    /// Reads an object.
    ///
    /// @throws MalformedException when it would not print back to the same bytes
    static Json.Obj read(byte[] content) {
        if (content.length > BYTES_MAX) {
            throw new MalformedException("the JSON text is too large");
        }
        String text = Encoding.utf8(content);
        var reader = new JsonReader(text);
        if (!(reader.value(0) instanceof Json.Obj object) || !object.print().equals(text)) {
            throw new MalformedException("not one JSON object in canonical form");
        }
        return object;
    }

    private Json value(int depth) {
        if (depth == DEPTH_MAX) {
            throw new MalformedException("the JSON text is nested too deeply");
        }
        return switch (peek()) {
            case '{' -> object(depth);
            case '"' -> new Json.Text(string());
            case 't' -> word("true", new Json.Bool(true));
            case 'f' -> word("false", new Json.Bool(false));
            default -> number();
        };
    }

    private Json word(String word, Json value) {
        if (!text.startsWith(word, at)) {
            throw unexpected();
        }
        at += word.length();
        return value;
    }

    private Json object(int depth) {
        var members = new TreeMap<String, Json>();
        expect('{');
        if (peek() == '}') {
            at++;
            return new Json.Obj(members);
        }
        while (true) {
            String key = string();
            expect(':');
            if (members.put(key, value(depth + 1)) != null) {
                throw new MalformedException("a JSON key stands twice");
            }
            if (peek() == '}') {
                at++;
                return new Json.Obj(members);
            }
            expect(',');
        }
    }

    private Json number() {
        int start = at;
        boolean negative = peek() == '-';
        at += negative ? 1 : 0;
        int digits = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        long value = at == digits ? -1 : Encoding.decimal(text.substring(digits, at));
        if (value < 0 || value > Json.INTEGER_MAX) {
            at = start;
            throw unexpected();
        }
        return new Json.Int(negative ? -value : value);
    }

    private String string() {
        expect('"');
        var value = new StringBuilder();
        while (peek() != '"') {
            char c = text.charAt(at++);
            value.append(c == '\\' ? escape() : c);
        }
        at++;
        return value.toString();
    }

    private char escape() {
        char c = peek();
        at++;
        return switch (c) {
            case '"', '\\' -> c;
            case 'b' -> '\b';
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'f' -> '\f';
            case 'r' -> '\r';
            case 'u' -> unit();
            default -> throw unexpected();
        };
    }

    private char unit() {
        // Only control characters are printed this way; anything else does not print back.
        if (!text.startsWith("00", at) || at + 4 > text.length()) {
            throw unexpected();
        }
        byte[] value = Encoding.hex(text.substring(at + 2, at + 4));
        at += 4;
        return (char) (value[0] & 0xFF);
    }

    private char peek() {
        if (at >= text.length()) {
            throw new MalformedException("the JSON text ends early");
        }
        return text.charAt(at);
    }

    private void expect(char c) {
        if (peek() != c) {
            throw unexpected();
        }
        at++;
    }

    private MalformedException unexpected() {
        return new MalformedException("not canonical JSON at character " + at);
    }
}
