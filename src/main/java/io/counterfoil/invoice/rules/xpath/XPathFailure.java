package io.counterfoil.invoice.rules.xpath;

/// An expression that has no value for this document, where the standard demands a dynamic error.
public final class XPathFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    /// Fails for a reason.
    public XPathFailure(String reason) {
        super(reason, null, false, false);
    }

    static XPathFailure several() {
        return new XPathFailure("one value is needed, and there are several");
    }
}
