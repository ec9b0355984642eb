package io.counterfoil.platform.body;

import io.counterfoil.platform.problem.ProblemException;
import io.counterfoil.platform.problem.ProblemType;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// A request's body as it arrives: when it breaks off, that is the sender's doing, no fault of
/// ours, and whatever reads it ends with a refusal.
public final class ArrivingStream extends FilterInputStream {

    /// Wraps a body.
    public ArrivingStream(InputStream body) {
        super(body);
    }

    /// @throws ProblemException when the connection ended, or stood still for too long
    @Override
    public int read() {
        try {
            return super.read();
        } catch (IOException _) {
            throw brokenOff();
        }
    }

    /// @throws ProblemException when the connection ended, or stood still for too long
    @Override
    public int read(byte[] target, int offset, int length) {
        try {
            return super.read(target, offset, length);
        } catch (IOException _) {
            throw brokenOff();
        }
    }

    private static ProblemException brokenOff() {
        return new ProblemException(
                ProblemType.MALFORMED, "The body broke off before its end had come.");
    }
}
