package io.counterfoil.evidence;

import io.counterfoil.kernel.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/// Writes a ZIP of which every byte follows from names and contents.
final class CanonicalZipWriter {

    private final OutputStream target;
    private final List<ZipEntryHeader> entries = new ArrayList<>();
    private long offset;

    CanonicalZipWriter(OutputStream target) {
        this.target = target;
    }

    /// Writes a content that fits in memory.
    void add(String name, Bytes content) throws IOException {
        begin(name, crc(content), content.size());
        target.write(content.toArray());
    }

    /// Writes a content from a stream that must hold what was announced.
    void add(String name, int crc, long size, InputStream content) throws IOException {
        begin(name, crc, size);
        var checked = new CheckedInputStream(content, new CRC32());
        var written = checked.transferTo(target);
        if (written != size || (int) checked.getChecksum().getValue() != crc) {
            throw new IOException("the document changed while it was read");
        }
    }

    /// Writes the directory; nothing can be added any more.
    void finish() throws IOException {
        var directoryOffset = offset;
        long directorySize = 0;
        for (ZipEntryHeader entry : entries) {
            var header = entry.central();
            target.write(header);
            directorySize += header.length;
        }
        target.write(ZipEntryHeader.end(entries.size(), directorySize, directoryOffset));
        target.flush();
    }

    static int crc(Bytes content) {
        var crc = new CRC32();
        crc.update(content.toArray());
        return (int) crc.getValue();
    }

    private void begin(String name, int crc, long size) throws IOException {
        var entry = new ZipEntryHeader(name, crc, size, offset);
        if (size > ZipEntryHeader.SIZE_MAX || entry.next() > ZipEntryHeader.SIZE_MAX) {
            throw new IOException("a package holds less than 4 GiB");
        }
        entries.add(entry);
        offset = entry.next();
        target.write(entry.local());
    }
}
