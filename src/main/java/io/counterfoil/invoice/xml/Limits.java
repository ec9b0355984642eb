package io.counterfoil.invoice.xml;

/// How much a stranger may send before reading stops.
///
/// @param bytes of the document; base64 attachments count
/// @param depth of nested elements; the deepest path of an invoice has twelve
/// @param elements of the document; a line has about forty
public record Limits(long bytes, int depth, int elements) {

    /// Enough for 20,000 lines or 40 MB of attachments, and little enough for a heap of 256 MB.
    public static final Limits DEFAULT = new Limits(64L << 20, 48, 2_000_000);
}
