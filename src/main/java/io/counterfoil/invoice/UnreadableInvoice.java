package io.counterfoil.invoice;

import java.util.Objects;

/// What was handed in cannot be read as an invoice; the message is one plain sentence for its
/// sender.
public final class UnreadableInvoice extends Exception {

    private static final long serialVersionUID = 1;

    /// Every way a reader can refuse, so that callers and reports can tell them apart.
    public enum Reason {
        /// Nothing was handed in.
        EMPTY,
        /// More bytes, elements or text than the limits allow.
        TOO_LARGE,
        /// Elements nested deeper than any invoice needs.
        TOO_DEEP,
        /// A document type declaration or an entity: the way to XML bombs and to other people's
        /// files.
        DTD,
        /// Bytes that are not in the encoding they claim, or an encoding that is not read here.
        ENCODING,
        /// Not XML, not PDF, not JSON, or broken off.
        MALFORMED,
        /// Well formed, but of no known syntax.
        UNKNOWN_SYNTAX,
        /// An element that may stand once stands twice.
        DUPLICATE,
        /// A value that is no number, or one in scientific notation.
        NUMBER,
        /// A value that is no day of the calendar.
        DATE,
        /// A PDF that is encrypted.
        ENCRYPTED,
        /// A PDF without an invoice inside.
        NO_ATTACHMENT,
        /// A PDF with more than one invoice inside.
        TWO_ATTACHMENTS
    }

    private final Reason reason;

    /// Refuses for a reason, explained in one sentence.
    public UnreadableInvoice(Reason reason, String sentence) {
        super(sentence);
        this.reason = reason;
    }

    /// Refuses for a reason, with the fault that revealed it.
    public UnreadableInvoice(Reason reason, String sentence, Throwable cause) {
        super(sentence, cause);
        this.reason = reason;
    }

    /// The reason in one plain sentence, fit for whoever sent the document.
    public String sentence() {
        return Objects.requireNonNull(getMessage());
    }

    /// Why.
    public Reason reason() {
        return reason;
    }
}
