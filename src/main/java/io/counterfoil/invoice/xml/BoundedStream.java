package io.counterfoil.invoice.xml;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// A stream that fails after so many bytes, and remembers that it did.
final class BoundedStream extends FilterInputStream {

    private final long limit;
    private long count;

    BoundedStream(InputStream in, long limit) {
        super(in);
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        var one = super.read();
        if (one >= 0) {
            add(1);
        }
        return one;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        var read = super.read(buffer, offset, length);
        if (read > 0) {
            add(read);
        }
        return read;
    }

    private void add(int read) throws IOException {
        count += read;
        if (isExceeded()) {
            throw new IOException("more than " + limit + " bytes");
        }
    }

    long limit() {
        return limit;
    }

    boolean isExceeded() {
        return count > limit;
    }

    boolean isEmpty() {
        return count == 0;
    }
}
