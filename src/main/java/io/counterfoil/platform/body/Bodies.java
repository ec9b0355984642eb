package io.counterfoil.platform.body;

import io.counterfoil.platform.problem.ProblemException;
import io.counterfoil.platform.problem.ProblemType;
import java.io.IOException;
import java.io.InputStream;

/// Request bodies that are read into memory, each up to its limit.
public final class Bodies {

    private Bodies() {}

    /// All bytes of a body.
    ///
    /// @throws ProblemException when there are more than the limit
    public static byte[] read(InputStream body, int bytesMax) throws IOException {
        var bytes = body.readNBytes(bytesMax + 1);
        if (bytes.length > bytesMax) {
            throw new ProblemException(
                    ProblemType.TOO_LARGE,
                    "This body may have at most %d bytes.".formatted(bytesMax));
        }
        return bytes;
    }
}
