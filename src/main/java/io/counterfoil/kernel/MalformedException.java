package io.counterfoil.kernel;

/// The refusal of input that does not have the form its format prescribes; the message is one plain
/// clause that names the defect and repeats nothing secret.
public final class MalformedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// Refuses for the given reason.
    public MalformedException(String reason) {
        super(reason);
    }

    /// Refuses for the given reason, found by another check.
    public MalformedException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
