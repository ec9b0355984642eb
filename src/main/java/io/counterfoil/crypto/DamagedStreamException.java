package io.counterfoil.crypto;

import java.io.IOException;

/// A sealed stream is not what was sealed: altered, cut off, out of order, or sealed by another key
/// or for another context.
public final class DamagedStreamException extends IOException {

    private static final long serialVersionUID = 1L;

    DamagedStreamException(String message) {
        super(message);
    }
}
