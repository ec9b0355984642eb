package io.counterfoil.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;

/// Gives out the content of a sealed stream, each chunk only after its tag was checked.
final class OpeningStream extends InputStream {

    private static final int SEALED_BYTES = StreamCipher.CHUNK_BYTES + StreamCipher.TAG_BYTES;

    private final StreamCipher cipher;
    private final InputStream source;
    private final byte[] chunk = new byte[StreamCipher.CHUNK_BYTES];

    /// A sealed chunk and the first byte after it, which tells that it is not the last.
    private final byte[] sealed = new byte[SEALED_BYTES + 1];

    private int carried;
    private int position;
    private int limit;
    private boolean ended;

    OpeningStream(StreamCipher cipher, InputStream source) {
        this.cipher = cipher;
        this.source = source;
    }

    @Override
    public int read() throws IOException {
        return fill() ? Byte.toUnsignedInt(chunk[position++]) : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        var given = Math.min(length, limit - position);
        System.arraycopy(chunk, position, bytes, offset, given);
        position += given;
        return given;
    }

    @Override
    public int available() {
        return limit - position;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }

    /// Whether there is a byte to give out; reads and checks the next chunk when there is none.
    private boolean fill() throws IOException {
        if (position < limit) {
            return true;
        }
        if (ended) {
            return false;
        }
        openNextChunk();
        return limit > 0;
    }

    private void openNextChunk() throws IOException {
        position = 0;
        limit = 0;
        var read = carried + source.readNBytes(sealed, carried, sealed.length - carried);
        var last = read < sealed.length;
        var number = cipher.chunks();
        // An empty chunk is the whole of an empty content; elsewhere it would be a second encoding.
        var tooShort = number == 0 ? StreamCipher.TAG_BYTES : StreamCipher.TAG_BYTES + 1;
        var opened =
                read < tooShort
                        ? Optional.<Integer>empty()
                        : cipher.open(sealed, last ? read : SEALED_BYTES, last, chunk);
        if (opened.isEmpty()) {
            throw new DamagedStreamException(
                    "chunk %d is altered, cut off, out of order or not meant for this place"
                            .formatted(number));
        }
        sealed[0] = sealed[SEALED_BYTES];
        carried = last ? 0 : 1;
        ended = last;
        limit = opened.get();
    }
}
