package io.counterfoil.cli;

/// The command cannot do what was asked; the message is one plain sentence.
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    /// A refusal with exit code 2, the code of a command that was called wrongly.
    public Refusal(String sentence) {
        this(2, sentence);
    }

    /// @param exitCode 1 to 125
    public Refusal(int exitCode, String sentence) {
        super(sentence);
        this.exitCode = exitCode;
    }

    /// What the process ends with.
    public int exitCode() {
        return exitCode;
    }
}
