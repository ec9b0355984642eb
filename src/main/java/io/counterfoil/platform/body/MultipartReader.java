package io.counterfoil.platform.body;

import io.counterfoil.platform.problem.ProblemException;
import io.counterfoil.platform.problem.ProblemType;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Reads the parts of a `multipart/form-data` body (RFC 7578) one after the other, in bounded
/// memory: a part's content is a stream, so no plaintext is ever laid down on disk.
public final class MultipartReader {

    /// Longest boundary that RFC 2046 allows.
    static final int BOUNDARY_MAX = 70;

    private static final int HEADERS_MAX = 8 * 1024;
    private static final int PARTS_MAX = 20;
    private static final int BUFFER = 64 * 1024;
    private static final byte[] LINE_END = {'\r', '\n'};
    private static final byte[] HEADERS_END = {'\r', '\n', '\r', '\n'};

    private final InputStream body;
    private final byte[] delimiter;
    private final byte[] buffer = new byte[BUFFER];
    private int start;
    private int end;
    private int parts;

    /// Whether the delimiter that ends the last part is still to come.
    private boolean inPart;

    /// @param contentType the header Content-Type with its boundary
    public MultipartReader(String contentType, InputStream body) {
        this.body = body;
        this.delimiter = ("\r\n--" + boundary(contentType)).getBytes(StandardCharsets.ISO_8859_1);
    }

    /// One part.
    ///
    /// @param content ends where the part ends; it need not be read before the next part is
    public record Part(
            String name, Optional<String> file, Optional<String> type, InputStream content) {}

    /// The next part, or empty after the last.
    public Optional<Part> next() throws IOException {
        if (parts == 0) {
            skipPreamble();
        } else if (inPart) {
            new Content().transferTo(OutputStream.nullOutputStream());
        }
        if (isLast()) {
            return Optional.empty();
        }
        if (++parts > PARTS_MAX) {
            throw refuse("A form of more than %d parts is not read.".formatted(PARTS_MAX));
        }
        return Optional.of(part(headers()));
    }

    /// The text of a short part.
    public static String text(Part part, int bytesMax) throws IOException {
        var bytes = part.content.readNBytes(bytesMax + 1);
        if (bytes.length > bytesMax) {
            throw refuse("The part \"%s\" is longer than %d bytes.".formatted(part.name, bytesMax));
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /// The first delimiter has no line end before it.
    private void skipPreamble() throws IOException {
        require(delimiter.length);
        var first = Arrays.copyOfRange(delimiter, 2, delimiter.length);
        if (!startsWith(first)) {
            throw refuse("The body does not begin with its boundary.");
        }
        start += first.length;
    }

    /// After a delimiter: two dashes end the form, a line end begins a part.
    private boolean isLast() throws IOException {
        require(2);
        if (startsWith(new byte[] {'-', '-'})) {
            return true;
        }
        if (!startsWith(LINE_END)) {
            throw refuse("A boundary is followed by neither a part nor the end.");
        }
        return false;
    }

    /// Also when there are none: the line end after the boundary is then the first of the two.
    private Map<String, String> headers() throws IOException {
        var at = find(HEADERS_END);
        while (at < 0) {
            if (end - start > HEADERS_MAX || !fill()) {
                throw refuse("The headers of a part are too long or do not end.");
            }
            at = find(HEADERS_END);
        }
        var text = new String(buffer, start, at - start, StandardCharsets.UTF_8);
        start = at + HEADERS_END.length;
        var headers = new HashMap<String, String>();
        text.lines()
                .filter(line -> line.indexOf(':') > 0)
                .forEach(line ->
                        headers.put(
                                line.substring(0, line.indexOf(':'))
                                        .strip()
                                        .toLowerCase(Locale.ROOT),
                                line.substring(line.indexOf(':') + 1).strip()));
        return headers;
    }

    private Part part(Map<String, String> headers) {
        var disposition = headers.getOrDefault("content-disposition", "");
        var name =
                parameter(disposition, "name")
                        .orElseThrow(() -> refuse("A part has no name in Content-Disposition."));
        inPart = true;
        return new Part(
                name,
                parameter(disposition, "filename"),
                Optional.ofNullable(headers.get("content-type")),
                new Content());
    }

    /// A parameter of a header's value, quoted or not.
    static Optional<String> parameter(String value, String name) {
        for (var at = value.indexOf(';'); at >= 0; at = nextParameter(value, at + 1)) {
            var equals = value.indexOf('=', at);
            if (equals > 0 && value.substring(at + 1, equals).strip().equalsIgnoreCase(name)) {
                return Optional.of(unquote(value, equals + 1));
            }
        }
        return Optional.empty();
    }

    /// The next semicolon outside quotes.
    private static int nextParameter(String value, int from) {
        var quoted = false;
        for (var i = from; i < value.length(); i++) {
            var c = value.charAt(i);
            if (c == '\\' && quoted) {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ';' && !quoted) {
                return i;
            }
        }
        return -1;
    }

    private static String unquote(String value, int from) {
        if (from >= value.length() || value.charAt(from) != '"') {
            var stop = value.indexOf(';', from);
            return value.substring(from, stop < 0 ? value.length() : stop).strip();
        }
        var text = new StringBuilder();
        for (var i = from + 1; i < value.length() && value.charAt(i) != '"'; i++) {
            if (value.charAt(i) == '\\' && i + 1 < value.length()) {
                i++;
            }
            text.append(value.charAt(i));
        }
        return text.toString();
    }

    private static String boundary(String contentType) {
        var boundary = parameter(contentType, "boundary").orElse("");
        if (boundary.isEmpty() || boundary.length() > BOUNDARY_MAX) {
            throw refuse("The Content-Type of a form needs a boundary of 1 to 70 characters.");
        }
        return boundary;
    }

    private void require(int bytes) throws IOException {
        while (end - start < bytes) {
            if (!fill()) {
                throw refuse("The body ends before its last boundary.");
            }
        }
    }

    /// Moves what is left to the front and reads more; false at the end of the body.
    private boolean fill() throws IOException {
        System.arraycopy(buffer, start, buffer, 0, end - start);
        end -= start;
        start = 0;
        var read = body.read(buffer, end, buffer.length - end);
        end += Math.max(read, 0);
        return read > 0;
    }

    private boolean startsWith(byte[] bytes) {
        return end - start >= bytes.length
                && Arrays.equals(buffer, start, start + bytes.length, bytes, 0, bytes.length);
    }

    private int find(byte[] bytes) {
        for (var i = start; i <= end - bytes.length; i++) {
            if (buffer[i] == bytes[0]
                    && Arrays.equals(buffer, i, i + bytes.length, bytes, 0, bytes.length)) {
                return i;
            }
        }
        return -1;
    }

    private static ProblemException refuse(String detail) {
        return new ProblemException(ProblemType.MALFORMED, detail);
    }

    /// The content of the part that was read last.
    private final class Content extends InputStream {

        private final int part = parts;

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (!inPart || part != parts) {
                return -1;
            }
            var available = available(length);
            if (available == 0) {
                start += delimiter.length;
                inPart = false;
                return -1;
            }
            System.arraycopy(buffer, start, target, offset, available);
            start += available;
            return available;
        }

        /// How much may be given out: what cannot be the beginning of the delimiter. Zero when the
        /// delimiter is next.
        private int available(int length) throws IOException {
            while (true) {
                var at = find(delimiter);
                if (at >= 0) {
                    return Math.min(length, at - start);
                }
                var certain = end - start - (delimiter.length - 1);
                if (certain > 0) {
                    return Math.min(length, certain);
                }
                if (!fill()) {
                    throw refuse("The body ends before its last boundary.");
                }
            }
        }
    }
}
