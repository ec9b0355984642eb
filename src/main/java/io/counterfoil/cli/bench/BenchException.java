package io.counterfoil.cli.bench;

/// A figure could not be taken; the message is one sentence for the person who asked for it.
public final class BenchException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BenchException(String message) {
        super(message);
    }

    BenchException(String message, Throwable cause) {
        super(message, cause);
    }
}
