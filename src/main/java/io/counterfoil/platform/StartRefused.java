package io.counterfoil.platform;

/// The product cannot start; the message is one plain sentence that says what to do.
public final class StartRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// @param sentence what is wrong and what to do about it, for a person at a shell
    public StartRefused(String sentence) {
        super(sentence);
    }

    /// @param sentence what is wrong and what to do about it, for a person at a shell
    public StartRefused(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
