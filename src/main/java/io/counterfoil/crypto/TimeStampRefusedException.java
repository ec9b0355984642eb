package io.counterfoil.crypto;

/// An authority gave no token, or one that must not be relied on; the message says why.
public final class TimeStampRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    TimeStampRefusedException(String message) {
        super(message);
    }
}
