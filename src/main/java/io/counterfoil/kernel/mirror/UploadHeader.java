package io.counterfoil.kernel.mirror;

import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.MalformedException;
import io.counterfoil.kernel.merkle.Tile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What begins the body of `POST /add-entries`, and which packages may follow it.
///
/// @param origin the log's name
/// @param start index of the first entry of the upload
/// @param end size of the checkpoint that the packages are proven against
/// @param ticket what the mirror gave last, or nothing
public record UploadHeader(String origin, long start, long end, Bytes ticket) {

    /// The most packages that one request should carry.
    public static final int PACKAGES_MAX = 32;

    static final int FIELD_BYTES_MAX = 0xFFFF;

    /// Checks the order of the bounds and the length of the fields.
    ///
    /// @throws MalformedException when the header could not be sent
    public UploadHeader {
        if (start < 0 || start > end) {
            throw new MalformedException("an upload begins before it ends");
        }
        if (origin.getBytes(StandardCharsets.UTF_8).length > FIELD_BYTES_MAX
                || ticket.size() > FIELD_BYTES_MAX) {
            throw new MalformedException("origin and ticket have at most 65535 bytes");
        }
    }

    /// The entries `[from, to)` that one package carries; its proof is of `[tileStart(), to)`.
    public record Span(long from, long to) {

        /// The start of the bundle that the package belongs to.
        public long tileStart() {
            return from - from % Tile.WIDTH;
        }

        /// The number of entries.
        public int count() {
            return (int) (to - from);
        }
    }

    /// The package that begins at an index of the upload, `start <= from < end`.
    public Span spanAt(long from) {
        long tileEnd = from - from % Tile.WIDTH + Tile.WIDTH;
        // Past 2^63-1 there are no entries, so an overflowing tile ends with the upload.
        return new Span(from, tileEnd < 0 ? end : Math.min(tileEnd, end));
    }

    /// The first packages of the upload, at most `max` of them.
    public List<Span> spans(int max) {
        var spans = new ArrayList<Span>();
        for (long at = start; at < end && spans.size() < max; at = spans.getLast().to()) {
            spans.add(spanAt(at));
        }
        return spans;
    }
}
