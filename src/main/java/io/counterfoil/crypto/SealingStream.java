package io.counterfoil.crypto;

import java.io.IOException;
import java.io.OutputStream;

/// Seals what is written to it, 64 KiB at a time.
///
/// The content is whole only after [#finish]. A stream closed without it, as after a failure of
/// whoever writes, opens as cut off: never as a shorter document. Closing leaves the target open.
public final class SealingStream extends OutputStream {

    private final StreamCipher cipher;
    private final OutputStream target;
    private final byte[] chunk = new byte[StreamCipher.CHUNK_BYTES];
    private final byte[] sealed = new byte[StreamCipher.CHUNK_BYTES + StreamCipher.TAG_BYTES];
    private int filled;
    private boolean done;

    SealingStream(StreamCipher cipher, byte[] salt, OutputStream target) throws IOException {
        this.cipher = cipher;
        this.target = target;
        target.write(StreamCipher.header(salt));
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (done) {
            throw new IOException("the sealed stream has ended");
        }
        var from = offset;
        var left = length;
        while (left > 0) {
            // A full chunk waits for the next byte: only then is it known not to be the last.
            if (filled == chunk.length) {
                writeChunk(false);
            }
            var taken = Math.min(left, chunk.length - filled);
            System.arraycopy(bytes, from, chunk, filled, taken);
            filled += taken;
            from += taken;
            left -= taken;
        }
    }

    /// Seals the end of the content.
    public void finish() throws IOException {
        if (!done) {
            done = true;
            writeChunk(true);
            target.flush();
        }
    }

    @Override
    public void close() {
        done = true;
    }

    private void writeChunk(boolean last) throws IOException {
        target.write(sealed, 0, cipher.seal(chunk, filled, last, sealed, 0));
        filled = 0;
    }
}
