package io.counterfoil.crypto;

/// A wrapped key does not open: another key wrapped it, it belongs to another name, or it was
/// altered.
public final class KeyRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    KeyRefusedException(String message) {
        super(message);
    }
}
