package io.counterfoil.evidence;

import io.counterfoil.crypto.Digests;
import io.counterfoil.kernel.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// A document that was digested while it passed.
///
/// @param content kept where it is short enough to be an invoice that is read again
record ReadDocument(Digests digests, Optional<Bytes> content) {

    /// What an invoice may have to be read again. A server verifies some documents at once, for
    /// whoever asks: longer ones would fill its memory.
    static final int CONTENT_BYTES_MAX = 4 * 1024 * 1024;

    private static final int BUFFER_BYTES = 64 * 1024;

    /// Reads to the end; memory stays flat.
    static ReadDocument of(InputStream document) throws IOException {
        var digester = new Digests.Digester();
        var kept = new ByteArrayOutputStream();
        var buffer = new byte[BUFFER_BYTES];
        for (int read = document.read(buffer); read >= 0; read = document.read(buffer)) {
            digester.update(buffer, 0, read);
            if (digester.size() <= CONTENT_BYTES_MAX) {
                kept.write(buffer, 0, read);
            }
        }
        var isShort = digester.size() <= CONTENT_BYTES_MAX;
        return new ReadDocument(
                digester.finish(),
                isShort ? Optional.of(Bytes.of(kept.toByteArray())) : Optional.empty());
    }
}
