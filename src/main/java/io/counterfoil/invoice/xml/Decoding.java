package io.counterfoil.invoice.xml;

import static io.counterfoil.invoice.UnreadableInvoice.Reason.ENCODING;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.counterfoil.invoice.UnreadableInvoice;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The characters of a document: told from its first bytes which encoding it is in, and strict
/// about bytes that are not.
///
/// The JDK's parser can do it too, but prints on the standard error stream what is wrong with other
/// people's bytes, whatever handler it is given.
final class Decoding {

    /// What people send; anything else is refused before it is decoded.
    private static final Set<String> NAMES =
            Set.of(
                    "UTF-8",
                    "UTF-16",
                    "UTF-16LE",
                    "UTF-16BE",
                    "ISO-8859-1",
                    "ISO-8859-15",
                    "US-ASCII",
                    "WINDOWS-1252");

    /// Byte order marks, and how a document begins without one; single bytes in all other cases.
    private static final Map<String, Charset> BEGINNINGS =
            Map.of(
                    "\u00EF\u00BB\u00BF", UTF_8,
                    "\u00FE\u00FF", UTF_16BE,
                    "\u00FF\u00FE", UTF_16LE,
                    "\0<", UTF_16BE,
                    "<\0", UTF_16LE);

    private static final Pattern DECLARED =
            Pattern.compile("^<\\?xml[^>]*\\sencoding\\s*=\\s*[\"']([^\"']*)");

    /// Longer than any declaration; what is declared behind is held against it by [#check].
    private static final int HEAD = 200;

    private final Charset charset;
    private final Reader characters;

    private Decoding(InputStream bytes, Charset charset) {
        this.charset = charset;
        characters = new InputStreamReader(bytes, charset.newDecoder());
    }

    /// Looks at the first bytes; the characters are decoded as they are read.
    ///
    /// @throws CharacterCodingException where the bytes are not in the encoding that they declare
    static Decoding of(InputStream document) throws IOException, UnreadableInvoice {
        var bytes = new BufferedInputStream(document);
        bytes.mark(HEAD);
        var head = new String(bytes.readNBytes(HEAD), ISO_8859_1);
        bytes.reset();
        for (var beginning : BEGINNINGS.entrySet()) {
            if (head.startsWith(beginning.getKey())) {
                var mark = beginning.getKey();
                bytes.skipNBytes(mark.contains("<") ? 0 : mark.length());
                return new Decoding(bytes, beginning.getValue());
            }
        }
        var declaration = DECLARED.matcher(head);
        var charset = declaration.find() ? charset(declaration.group(1)) : UTF_8;
        if (charset.name().startsWith(UTF_16.name())) {
            throw new CharacterCodingException(); // its first characters have one byte each
        }
        return new Decoding(bytes, charset);
    }

    private static Charset charset(String name) throws UnreadableInvoice {
        if (!NAMES.contains(name.toUpperCase(Locale.ROOT))) {
            throw new UnreadableInvoice(
                    ENCODING, "The encoding \"%s\" is not read here.".formatted(name));
        }
        return Charset.forName(name);
    }

    Reader characters() {
        return characters;
    }

    /// Refuses a document that declares another encoding than it is in.
    ///
    /// @throws CharacterCodingException where the two are known, and differ
    void check(@Nullable String declared) throws IOException, UnreadableInvoice {
        if (declared == null) {
            return;
        }
        var promised = charset(declared);
        var wide = promised.equals(UTF_16) && charset.name().startsWith(UTF_16.name());
        if (!promised.equals(charset) && !wide) {
            throw new CharacterCodingException();
        }
    }
}
