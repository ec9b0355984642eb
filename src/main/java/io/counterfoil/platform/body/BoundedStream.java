package io.counterfoil.platform.body;

import io.counterfoil.platform.problem.ProblemException;
import io.counterfoil.platform.problem.ProblemType;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/// A body that streams, up to so many bytes and so much time: whoever sends slowly holds a place
/// that others wait for.
public final class BoundedStream extends FilterInputStream {

    private final long bytesMax;
    private final Duration patience;
    private final long beganNanos = System.nanoTime();
    private long bytes;

    /// Begins to count, bytes and time.
    public BoundedStream(InputStream body, long bytesMax, Duration patience) {
        super(body);
        this.bytesMax = bytesMax;
        this.patience = patience;
    }

    /// @throws ProblemException when it is too much or takes too long
    @Override
    public int read() throws IOException {
        var single = super.read();
        count(single < 0 ? 0 : 1);
        return single;
    }

    /// @throws ProblemException when it is too much or takes too long
    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        var read = super.read(target, offset, length);
        count(Math.max(read, 0));
        return read;
    }

    private void count(int read) {
        bytes += read;
        if (bytes > bytesMax) {
            throw new ProblemException(
                    ProblemType.TOO_LARGE,
                    "This body may have at most %d bytes.".formatted(bytesMax));
        }
        if (System.nanoTime() - beganNanos > patience.toNanos()) {
            throw new ProblemException(
                    ProblemType.TOO_SLOW,
                    "This body may take at most %d seconds.".formatted(patience.toSeconds()));
        }
    }
}
