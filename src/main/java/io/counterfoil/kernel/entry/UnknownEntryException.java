package io.counterfoil.kernel.entry;

/// The refusal of an entry whose version or kind is not known here; a newer reader may know it.
public final class UnknownEntryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final RefusalCode code;

    UnknownEntryException(RefusalCode code) {
        super(code.title());
        this.code = code;
    }

    /// Which of the two is unknown.
    public RefusalCode code() {
        return code;
    }
}
