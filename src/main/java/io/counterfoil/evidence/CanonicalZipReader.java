package io.counterfoil.evidence;

import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.Encoding;
import io.counterfoil.kernel.MalformedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;

/// Reads a ZIP from its first byte to its last, and refuses each that [CanonicalZipWriter] would
/// not have written so: there is nothing in it to be hidden in or confused by.
///
/// There is no compression, so nothing can swell, and the directory is compared, never trusted.
final class CanonicalZipReader {

    /// Twelve entries are usual; each further authority adds four.
    private static final int ENTRIES_MAX = 64;

    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int CRC_AT = 14;
    private static final int SIZE_AT = 18;
    private static final int NAME_LENGTH_AT = 26;

    private final InputStream source;
    private final List<ZipEntryHeader> entries = new ArrayList<>();
    private final Set<String> foldedNames = new HashSet<>();
    private final List<String> defects = new ArrayList<>();
    private long offset;

    CanonicalZipReader(InputStream source) {
        this.source = source;
    }

    /// The next entry's header; empty at the end, when the directory has been found to be right.
    ///
    /// The content must be read, by [#small] or [#transfer], before the next call.
    Optional<ZipEntryHeader> next() throws IOException {
        var fixed = source.readNBytes(ZipEntryHeader.LOCAL_BYTES);
        if (fixed.length < ZipEntryHeader.LOCAL_BYTES) {
            throw new MalformedException("the file breaks off");
        }
        var buffer = ByteBuffer.wrap(fixed).order(ByteOrder.LITTLE_ENDIAN);
        if (buffer.getInt(0) == ZipEntryHeader.CENTRAL_SIGNATURE) {
            checkDirectory(fixed);
            return Optional.empty();
        }
        var entry = read(fixed, buffer);
        entries.add(entry);
        offset = entry.next();
        if (entries.size() > ENTRIES_MAX || offset > ZipEntryHeader.SIZE_MAX) {
            throw new MalformedException("the file has too many entries or is too long");
        }
        return Optional.of(entry);
    }

    /// The content of an entry that must be short.
    Bytes small(ZipEntryHeader entry, int bytesMax) throws IOException {
        if (entry.size() > bytesMax) {
            throw new MalformedException("the part %s is too long".formatted(entry.name()));
        }
        var content = Bytes.of(source.readNBytes((int) entry.size()));
        if (content.size() != entry.size()) {
            throw new MalformedException("the file breaks off");
        }
        checkCrc(entry, CanonicalZipWriter.crc(content));
        return content;
    }

    /// Passes the content of an entry on, piece by piece.
    void transfer(ZipEntryHeader entry, OutputStream target) throws IOException {
        var crc = new CRC32();
        var buffer = new byte[BUFFER_BYTES];
        var left = entry.size();
        while (left > 0) {
            var read = source.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new MalformedException("the file breaks off");
            }
            crc.update(buffer, 0, read);
            target.write(buffer, 0, read);
            left -= read;
        }
        checkCrc(entry, (int) crc.getValue());
    }

    /// Contents that differ from their checksums. Reading goes on, so that the other steps of a
    /// verification can tell what it means.
    List<String> defects() {
        return List.copyOf(defects);
    }

    private ZipEntryHeader read(byte[] fixed, ByteBuffer buffer) throws IOException {
        var nameLength = Short.toUnsignedInt(buffer.getShort(NAME_LENGTH_AT));
        if (nameLength == 0 || nameLength > ZipEntryHeader.NAME_BYTES_MAX) {
            throw new MalformedException("an entry's name has 1 to 255 bytes");
        }
        var name = source.readNBytes(nameLength);
        var entry =
                new ZipEntryHeader(
                        Encoding.utf8(name),
                        buffer.getInt(CRC_AT),
                        Integer.toUnsignedLong(buffer.getInt(SIZE_AT)),
                        offset);
        var header = Arrays.copyOf(fixed, fixed.length + name.length);
        System.arraycopy(name, 0, header, fixed.length, name.length);
        if (!Arrays.equals(header, entry.local())) {
            throw new MalformedException(
                    "the header of entry %d is not in the one form".formatted(entries.size() + 1));
        }
        if (!foldedNames.add(entry.name().toLowerCase(Locale.ROOT))) {
            throw new MalformedException("two entries have one name");
        }
        return entry;
    }

    private void checkDirectory(byte[] begun) throws IOException {
        var expected = new ByteArrayOutputStream();
        entries.forEach(entry -> expected.writeBytes(entry.central()));
        var end = ZipEntryHeader.end(entries.size(), expected.size(), offset);
        expected.writeBytes(end);
        // One byte more than expected, to see that there is none.
        var rest = source.readNBytes(expected.size() - begun.length + 1);
        var actual = Arrays.copyOf(begun, begun.length + rest.length);
        System.arraycopy(rest, 0, actual, begun.length, rest.length);
        if (!Arrays.equals(actual, expected.toByteArray())) {
            throw new MalformedException("the directory does not repeat the entries");
        }
    }

    private void checkCrc(ZipEntryHeader entry, int crc) {
        if (entry.crc() != crc) {
            defects.add("the part %s differs from its checksum".formatted(entry.name()));
        }
    }
}
